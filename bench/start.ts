import { spawnSync } from 'node:child_process';
import { mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { stepFolder } from './step.ts';

const RUNS = 41;
const median = (values: readonly number[]): number =>
  [...values].sort((a, b) => a - b)[Math.floor(values.length / 2)] ?? NaN;

/** From the start of a process to the first start of `gpu`, against bare Node; interleaved, medians (ms). */
export function benchStart(): string[] {
  const root = mkdtempSync(join(tmpdir(), 'bench-start-'));
  const mark = join(root, 'mark');
  const { env, action } = stepFolder(root, `[ -s '${mark}' ] || echo $EPOCHREALTIME > '${mark}'\nexit 10`);
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
    times.action.push(toGpu([action]));
  }
  rmSync(root, { recursive: true, force: true });
  const [node, least, ours] = [median(times.bare), median(times.spawner), median(times.action)];
  return [
    `bare node -e 0                        ${node.toFixed(1)} ms`,
    `node that spawns gpu at once          ${least.toFixed(1)} ms to gpu (${(least / node).toFixed(2)} × bare)`,
    `this action                           ${ours.toFixed(1)} ms to gpu (${(ours / node).toFixed(2)} × bare, +${(ours - node).toFixed(1)} ms)`,
  ];
}
