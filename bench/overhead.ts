// A trivial job through the action and by hand, both with the local GPU cloud: what the action adds beside the calls it makes.
import { execFile } from 'node:child_process';
import { chmodSync, mkdirSync, mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { delimiter, join } from 'node:path';
import { promisify } from 'node:util';
import { startCloud } from '../emulator/cloud.ts';
import { installCli, startPhase, type StepWorld } from './leaks/step.ts';

const RUNS = 15;
/** Not the synchronous form: the cloud lives in this process. */
const exec = promisify(execFile);

interface Call {
  readonly words: string;
  readonly from: number;
  readonly to: number;
}

/** Tells when each call began and ended, and passes everything on. */
const recorder = (log: string, gpu: string): string => `#!/bin/bash
from=$EPOCHREALTIME
'${gpu}' "$@"
code=$?
words="$from $EPOCHREALTIME $*"
echo "\${words:0:120}" >> '${log}'
exit $code
`;

export async function benchOverhead(): Promise<string[]> {
  const root = mkdtempSync(join(tmpdir(), 'bench-overhead-'));
  const cloud = await startCloud();
  try {
    const path = await installCli(cloud, join(root, 'cli'));
    const [gpuDir = ''] = path.split(delimiter);
    const log = join(root, 'calls');
    const bin = join(root, 'bin');
    mkdirSync(bin);
    writeFileSync(join(bin, 'gpu'), recorder(log, join(gpuDir, 'gpu')));
    chmodSync(join(bin, 'gpu'), 0o755);
    const workspace = join(root, 'project');
    mkdirSync(workspace);
    writeFileSync(join(workspace, 'gpu.jsonc'), '{ "project_id": "trivial" }\n');
    const world: StepWorld = {
      root,
      workspace,
      path: [bin, path].join(delimiter),
      token: cloud.token,
      runId: '1',
      inputs: { command: 'true', telemetry: 'true', 'retry-delay': '10s', 'retry-max-delay': '5m' },
    };
    const byHand: number[] = [];
    const actions: { total: number; calls: readonly Call[]; alone: number; spans: number }[] = [];
    for (let n = 0; n < RUNS; n++) {
      const env = { PATH: world.path, HOME: root, GPU_SERVICE_TOKEN: cloud.token };
      byHand.push(await timed(() => exec('gpu', ['run', '-y', '--', 'true'], { cwd: workspace, env })));
      await exec('gpu', ['stop', '-y'], { cwd: workspace, env });
      writeFileSync(log, '');
      const from = Date.now();
      const began = performance.now();
      const phase = startPhase({ ...world, runId: String(n) }, 'main');
      const code = await phase.ended;
      const total = performance.now() - began;
      if (code !== 0) throw new Error(`the step ended with ${code}:\n${phase.log()}`);
      const calls = readCalls(log, from);
      const { ms, spans } = covered(calls);
      actions.push({ total, calls, alone: total - ms, spans });
    }
    actions.sort((a, b) => a.alone - b.alone);
    const middle = actions[Math.floor(RUNS / 2)];
    if (middle === undefined) return [];
    // What the recorder itself takes, once for each time that we wait for a call.
    const empty = join(root, 'empty');
    writeFileSync(empty, recorder(log, '/bin/true'));
    chmodSync(empty, 0o755);
    writeFileSync(log, '');
    const around: number[] = [];
    for (let n = 0; n < RUNS; n++) around.push(await timed(() => exec(empty, [])));
    const recording = median(around) - median(readCalls(log, 0).map(({ from, to }) => to - from));
    const own = middle.alone - middle.spans * recording;
    const bare: number[] = [];
    for (let n = 0; n < RUNS; n++) bare.push(await timed(() => exec(process.execPath, ['-e', '0'])));
    return [
      `gpu run by hand                       ${median(byHand).toFixed(0)} ms`,
      `the step                              ${middle.total.toFixed(0)} ms, of which no call of gpu runs for ${own.toFixed(0)} ms (bare node -e 0 is ${median(bare).toFixed(0)} ms)`,
      'its calls, from and to in ms:',
      ...middle.calls.map(
        ({ words, from, to }) => `  ${from.toFixed(0).padStart(5)} ${to.toFixed(0).padStart(5)}  gpu ${words}`,
      ),
    ];
  } finally {
    await cloud.close();
    rmSync(root, { recursive: true, force: true });
  }
}

async function timed(act: () => Promise<unknown>): Promise<number> {
  const from = performance.now();
  await act();
  return performance.now() - from;
}

const median = (values: readonly number[]): number =>
  [...values].sort((a, b) => a - b)[Math.floor(values.length / 2)] ?? NaN;

function readCalls(file: string, epoch: number): Call[] {
  return readFileSync(file, 'utf8')
    .split('\n')
    .filter(Boolean)
    .map((line) => {
      const [from = '', to = '', ...words] = line.split(' ');
      const shown = words.slice(0, words.indexOf('--') === -1 ? undefined : words.indexOf('--')).join(' ');
      return { words: shown.slice(0, 60), from: Number(from) * 1_000 - epoch, to: Number(to) * 1_000 - epoch };
    })
    .sort((a, b) => a.from - b.from);
}

/** How long at least one call was running (ms), in how many spans. */
function covered(calls: readonly Call[]): { readonly ms: number; readonly spans: number } {
  let until = -Infinity;
  let [ms, spans] = [0, 0];
  for (const { from, to } of calls) {
    if (from > until) spans++;
    ms += Math.max(0, to - Math.max(from, until));
    until = Math.max(until, to);
  }
  return { ms, spans };
}
