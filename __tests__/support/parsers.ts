import { CommanderError } from 'commander';
import { mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { parseDuration } from '../../src/model/duration.ts';
import { UserError } from '../../src/model/errors.ts';
import { INPUTS } from '../../src/inputs.ts';
import { LogTail } from '../../src/report/log-tail.ts';
import { compare, parseMetrics } from '../../src/report/metrics.ts';
import { findOutOfMemory } from '../../src/report/cause.ts';
import { foreignMarkdown } from '../../src/report/foreign.ts';
import { parseRequest } from '../../src/request.ts';
import { parseSmiRow, TelemetryMeter } from '../../src/report/telemetry.ts';
import { cliLines } from '../../src/gpu/cli-lines.ts';
import { versionIn } from '../../src/gpu/capabilities.ts';
import { classifyRefusal, excludesStart } from '../../src/gpu/refusal.ts';
import { readInventory, readResult, readStatus, readStatusText, readSubmission } from '../../src/gpu/parse.ts';
import { frameFilter, markIn, withoutWrapper } from '../../src/gpu/wrapper.ts';
import { remoteOf } from '../../src/hosts/plain-hosts.ts';
import { githubContext, matrixLeg, readEvent } from '../../src/hosts/github-context.ts';
import { jobState } from '../../src/hosts/state-file.ts';
import { parseJsonc } from '../../src/kit/init.ts';
import { RunState } from '../../src/run/state.ts';
import { activeInJson, activeInText } from '../../src/run/org.ts';
import { runFlags } from './run-flags.ts';
import { savedState } from './state.ts';

/** Something that reads words which we did not write. */
export interface Parser {
  readonly name: string;
  /** What it is made for. */
  readonly good: readonly string[];
  readonly read: (text: string) => unknown;
  /** Errors that it throws by contract, beside UserError. */
  readonly alsoThrows?: new (...args: never[]) => Error;
}

const folder = mkdtempSync(join(tmpdir(), 'gpu-ci-fuzz-'));
process.once('exit', () => rmSync(folder, { recursive: true, force: true }));
const file = (text: string): string => {
  const path = join(folder, 'foreign');
  writeFileSync(path, text);
  return path;
};

const NONCE = '0123456789abcdef';
const ID = 'job_0123456789abcdef0123456789abcdef';
const MARKED = `sh -c ': gpu-ci k${NONCE} ${NONCE} b,pod1; x' gpu-ci bash -c 'python train.py'`;
const STATUS = JSON.stringify({
  running_pods: 1,
  provisioning_pods: 0,
  pods: [{ pod_id: 'n9kwj3lwx2qw2n', state: 'ready', gpu_type: 'H100', gpu_count: 1, cost_per_hour: 2.5 }],
  jobs: [{ job_id: ID, pod_id: 'n9kwj3lwx2qw2n', state: 'running', command: MARKED }],
  sessions: { used: 3, limit: 10 },
});
const REFUSAL = JSON.stringify({
  error: { code: 'quota_exceeded', message: 'all 10 of 10 sessions are in use', sessions: { used: 10, limit: 10 } },
  retry_after_seconds: 30,
});
const STDERR = `[gpu]> Resolving\n[gpu]> Using pod n9kwj3lwx2qw2n (1x H100, $2.50/h)\n${MARKED}\n[gpu]> Running: x\n✗ Quota exceeded: 10/10 sessions in use, try again in 30s\n`;
const SMI = '0, NVIDIA H100 80GB HBM3, 98, 40, 10271, 81559, 684.39, 61';
const EVENT = JSON.stringify({
  repository: { full_name: 'acme/models' },
  pull_request: {
    number: 7,
    head: { sha: 'abc', repo: { full_name: 'fork/models' } },
    base: { repo: { full_name: 'acme/models' } },
  },
  workflow_run: { head_repository: { full_name: 'fork/models' }, head_sha: 'abc' },
  issue: { number: 7 },
});
const STATE = savedState({ jobs: ['a'], pods: ['b'], podsBefore: ['c'] });
const METRICS = '{"accuracy": 0.97, "eval": {"loss": NaN, "per_class": [1, 2.5e-3]}, "note": "a \\"b\\""}';
const LOG =
  'epoch 1\r 10%\r 20%\ntorch.OutOfMemoryError: CUDA out of memory. Tried to allocate 20.00 GiB. GPU 0 has a total capacity of 79.10 GiB of which 3.50 GiB is free.\n';

/** One input after the other has the text, the others are as they come. */
function readRequests(text: string): void {
  let refused: UserError | undefined;
  for (const { name } of INPUTS) {
    try {
      parseRequest((input) => (input === name ? text : input === 'command' ? 'true' : ''));
    } catch (error) {
      if (!(error instanceof UserError)) throw error;
      refused = error;
    }
  }
  if (refused !== undefined) throw refused;
}

/** The same bytes in pieces, cut wherever a byte of theirs says. */
function inPieces(text: string, push: (piece: Buffer) => void): void {
  const bytes = Buffer.from(text);
  for (let from = 0; from < bytes.length;) {
    const size = 1 + ((bytes[from] ?? 0) % 23) ** (bytes.length > 10_000 ? 3 : 1);
    push(bytes.subarray(from, from + size));
    from += size;
  }
}

function readFrames(text: string): void {
  for (const nonce of [NONCE, '']) {
    const filter = frameFilter(nonce, parseSmiRow, () => undefined);
    inPieces(text, (piece) => filter.push(piece));
    filter.end();
  }
}

function readLines(text: string): void {
  const nothing = (): void => undefined;
  const wish = { onPhase: nothing, onPod: nothing, onJob: nothing };
  const lines = cliLines({ command: 'python train.py', nonce: 'a'.repeat(16) }, wish, nothing);
  inPieces(text, (piece) => void lines.push(piece));
  lines.end();
  classifyRefusal(lines.captured(), 1, '', undefined);
}

export const PARSERS: readonly Parser[] = [
  {
    name: 'each input',
    good: ['1h30m', 'A=1\nB', 'A = b=c', 'H100, A100', '{"seed":1}', '0.31.2'],
    read: readRequests,
  },
  { name: 'durations', good: ['1h30m', '500ms', '45', '2.5d'], read: parseDuration },
  {
    name: 'flags of gpu-ci',
    good: ['--env=A=1 --max-wait 2h -- python train.py', '--no-summary --gpu-type=H100'],
    read: (text) => runFlags(text.split(' ')),
    alsoThrows: CommanderError,
  },
  { name: 'gpu status --json', good: [STATUS], read: readStatus },
  {
    name: 'gpu status, text',
    good: ['Pod n9kwj3lwx2qw2n READY 1x H100\nPod abcd1 ACTIVE', 'No running pods'],
    read: readStatusText,
  },
  {
    name: 'gpu wait --json',
    good: [JSON.stringify({ job_id: ID, state: 'failed', exit_code: 3, failure_reason: 'x' })],
    read: readResult,
  },
  {
    name: 'gpu run --json',
    good: [JSON.stringify({ job_id: ID, pod_id: null, state: 'pending' })],
    read: readSubmission,
  },
  {
    name: 'gpu inventory --json',
    good: [JSON.stringify([{ gpu_type: 'H100', cost_per_hour: 2.5, vram: 80, available: true, stock: 'high' }])],
    read: readInventory,
  },
  {
    name: 'gpu org list --json',
    good: ['{"active":"my-team","organizations":[{"slug":"my-team"}]}'],
    read: activeInJson,
  },
  { name: 'gpu org list', good: ['  SLUG ROLE\n* my-team OWNER', 'my-team (active)'], read: activeInText },
  { name: 'gpu --version', good: ['gpu 0.31.2', 'gpu 0.14.0-rc.1'], read: versionIn },
  {
    name: 'words of a refusal',
    good: [STDERR, REFUSAL, 'This requires a Team plan', 'no gpu in eu is available', 'bootstrap failed'],
    read(text) {
      for (const [stderr, stdout] of [
        [text, ''],
        ['', text],
      ] as const) {
        const refused = classifyRefusal(stderr, 11, stdout, /full/iu);
        if (refused !== undefined) excludesStart(refused, 'accepted');
      }
    },
  },
  { name: 'lines of gpu, in pieces', good: [STDERR], read: readLines },
  {
    name: 'frames, in pieces',
    good: [`\x1egpu-ci:${NONCE}:start\x1eout\x1egpu-ci:${NONCE}:smi:${SMI}\x1e\x1egpu-ci:${NONCE}:exit:0\x1e`],
    read: readFrames,
  },
  {
    name: 'our mark',
    good: [MARKED, `[gpu]> Running: ${MARKED}`],
    read: (text) => [markIn(text), withoutWrapper(text, 'x')],
  },
  {
    name: 'rows of nvidia-smi',
    good: [SMI, '0, "A, B", [N/A], 98 %, 10271 MiB, 81559, 130,38 W, 61'],
    read(text) {
      parseSmiRow(text);
      const meter = new TelemetryMeter();
      meter.addSample(0, text);
      meter.addSample(2_000, text);
      meter.result();
    },
  },
  {
    name: 'event payloads',
    good: [EVENT],
    read: (text) =>
      githubContext({ GITHUB_EVENT_NAME: 'workflow_run' }, readEvent(file(text)), { values: text, size: text }),
  },
  { name: 'matrix', good: ['{"seed":1,"model":{"size":"s"}}'], read: matrixLeg },
  {
    name: 'address of a repository',
    good: ['git@host:owner/name.git', 'ssh://git@host:22/owner/name'],
    read: remoteOf,
  },
  { name: 'metrics', good: [METRICS], read: (text) => compare(parseMetrics(text), parseMetrics(METRICS)) },
  {
    name: 'report of the workload',
    good: ['# Results\n\n| a | b |\n|---|---|\n| 1 | `x` |\n'],
    read: (text) => foreignMarkdown(text),
  },
  {
    name: 'end of the log',
    good: [LOG],
    read(text) {
      const tail = new LogTail();
      inPieces(text, (piece) => tail.push(piece));
      findOutOfMemory(tail.text());
    },
  },
  { name: 'saved state of a run', good: [STATE], read: (text) => RunState.read(text) },
  {
    name: 'state file of a host',
    good: ['\n{"run":"r","name":"ledger","value":"{}"}'],
    read(text) {
      const state = jobState(file(text));
      for (const run of state.saved()) run.state('ledger');
      state.set('main', '7 1234');
    },
  },
  {
    name: 'gpu.jsonc',
    good: ['{ // model\n "project_id": "a", /* b */ "list": [1, 2,], }'],
    read: parseJsonc,
    alsoThrows: SyntaxError,
  },
];
