import { spawnSync } from 'node:child_process';
import { chmodSync, mkdirSync, mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';

const RUNS = 15;
const median = (values: readonly number[]): number =>
  [...values].sort((a, b) => a - b)[Math.floor(values.length / 2)] ?? NaN;

/** From the start of a process to the first start of `gpu`, against bare Node; interleaved, medians of 15 (ms). */
export function benchStart(): string[] {
  const root = mkdtempSync(join(tmpdir(), 'bench-start-'));
  const bin = join(root, 'bin');
  mkdirSync(bin);
  const mark = join(root, 'mark');
  writeFileSync(join(bin, 'gpu'), `#!/bin/bash\n[ -s '${mark}' ] || echo $EPOCHREALTIME > '${mark}'\nexit 10\n`);
  chmodSync(join(bin, 'gpu'), 0o755);
  const file = (name: string): string => {
    writeFileSync(join(root, name), '');
    return join(root, name);
  };
  const env = {
    PATH: `${bin}:${process.env['PATH'] ?? ''}`,
    HOME: root,
    GITHUB_ACTIONS: 'true',
    GITHUB_WORKSPACE: root,
    RUNNER_TEMP: root,
    GITHUB_STATE: file('state'),
    GITHUB_OUTPUT: file('output'),
    GITHUB_ENV: file('env'),
    INPUT_TOKEN: 'gpt_sat_benchmark_only',
    INPUT_COMMAND: 'true',
    INPUT_SUMMARY: 'false',
  };
  const toGpu = (args: readonly string[]): number => {
    writeFileSync(mark, '');
    const from = performance.timeOrigin + performance.now();
    spawnSync(process.execPath, args, { env, cwd: root, stdio: 'ignore' });
    return Number(readFileSync(mark, 'utf8')) * 1_000 - from;
  };
  const bare = (): number => {
    const from = performance.now();
    spawnSync(process.execPath, ['-e', '0'], { env, stdio: 'ignore' });
    return performance.now() - from;
  };
  const spawner = ['-e', `require('node:child_process').spawn('gpu', { stdio: 'ignore' })`];
  const times = { bare: [] as number[], spawner: [] as number[], action: [] as number[] };
  for (let n = 0; n < RUNS; n++) {
    times.bare.push(bare());
    times.spawner.push(toGpu(spawner));
    times.action.push(toGpu([join('dist', 'index.js')].map((path) => join(process.cwd(), path))));
  }
  rmSync(root, { recursive: true, force: true });
  const [node, least, ours] = [median(times.bare), median(times.spawner), median(times.action)];
  return [
    `bare node -e 0                        ${node.toFixed(1)} ms`,
    `node that spawns gpu at once          ${least.toFixed(1)} ms to gpu (${(least / node).toFixed(2)} × bare)`,
    `this action                           ${ours.toFixed(1)} ms to gpu (${(ours / node).toFixed(2)} × bare, +${(ours - node).toFixed(1)} ms)`,
  ];
}
