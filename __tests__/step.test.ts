import { afterAll, beforeEach, describe, expect, test } from '@jest/globals';
import { existsSync, mkdirSync, mkdtempSync, readFileSync, readdirSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { systemClock } from '../src/hosts/clock.ts';
import type { Clock } from '../src/model/clock.ts';
import type { RunReport } from '../src/model/outcome.ts';
import { github } from '../src/hosts/github.ts';
import type { Host, HostContext, HostKind } from '../src/model/host.ts';
import { Stop } from '../src/run/stop.ts';
import { runSetup, runStep } from '../src/step.ts';
import { generic, openIn } from './hosts/support/world.ts';
import { instantClock } from './support/github-time.ts';
import { pairs } from './support/runner/files.ts';
import { shellGpu, type Answers } from './support/shell-gpu.ts';

// The story of a step, in this process and with a program of shell: what needs no cloud to go wrong.

const TOKEN = 'gpt_sat_0123456789abcdef';
const root = mkdtempSync(join(tmpdir(), 'session-'));
afterAll(() => rmSync(root, { recursive: true, force: true }));

let place = '';
beforeEach(() => {
  place = mkdtempSync(join(root, 'step-'));
});

interface Step {
  readonly inputs?: Readonly<Record<string, string>>;
  readonly answers?: Partial<Answers>;
  readonly env?: NodeJS.ProcessEnv;
  readonly kind?: HostKind;
  readonly context?: Partial<HostContext>;
  /** In place of what the host does itself. */
  readonly host?: (host: Host) => Partial<Host>;
  readonly stop?: Stop;
  readonly setup?: boolean;
  readonly clock?: Clock;
}

async function stepOf(step: Step) {
  const gpu = shellGpu(place, step.answers);
  const workspace = join(place, 'workspace');
  mkdirSync(workspace, { recursive: true });
  const env = { PATH: gpu.PATH, TMPDIR: place, RUNNER_TEMP: place, GPU_SERVICE_TOKEN: TOKEN, ...step.env };
  const inputs = { command: 'echo trained', ...step.inputs };
  const opened = openIn(step.kind ?? generic, env, inputs);
  const host = {
    ...opened.host,
    context: { ...opened.host.context, workspace, ...step.context },
    ...step.host?.(opened.host),
  };
  const code = await (step.setup === true ? runSetup : runStep)({
    host,
    env,
    clock: step.clock ?? systemClock,
    stop: step.stop ?? new Stop(step.clock ?? systemClock),
    secrets: [],
  });
  const files = readdirSync(place, { recursive: true, encoding: 'utf8' });
  const path = files.find((name) => /gpu-run-report-[^/]*\.json$/.test(name));
  const report = JSON.parse(path === undefined ? '{}' : readFileSync(join(place, path), 'utf8')) as RunReport;
  const calls = gpu.calls().filter((call) => !call.startsWith('status'));
  return { code, report, calls, log: opened.stderr() + opened.stdout() };
}

test('hides the token that GPU CLI prints among the bytes of the workload, on a host that masks nothing', async () => {
  const attach = `xargs -0 -a argv sh -c 'exec "$@"' sh
printf 'half a line %s' "$GPU_SERVICE_TOKEN"; printf '%s\\n' "$GPU_SERVICE_TOKEN" >&2
printf '%s' "$GPU_SERVICE_TOKEN" | base64; printf '%s\\n' "$GPU_SERVICE_TOKEN" | od -An -tx1 -v | tr -d ' \\n'`;
  const { log, code } = await stepOf({ answers: { attach } });
  expect(code).toBe(0);
  expect(log).toContain('trained');
  for (const form of [TOKEN, Buffer.from(TOKEN).toString('base64'), Buffer.from(TOKEN).toString('hex')])
    expect(log).not.toContain(form);
});

describe('a value of env that is a word of the report', () => {
  test.each(['succeeded', 'succee', 'confirmed', 'not-needed', 'job_1x', 'RTX 4090', 'running', '2026-1'])(
    '%j does not change result and report',
    async (value) => {
      const { code, report, log } = await stepOf({ inputs: { env: 'WORD' }, env: { WORD: value } });
      expect(code).toBe(0);
      expect(report).toMatchObject({ status: 'succeeded', cleanup: 'confirmed', podId: 'pod-1', jobId: 'job_1' });
      expect(JSON.stringify([report.attempts, report.startedAt, report.gpu])).not.toContain('***');
      expect(log).not.toContain('Error:');
    },
  );

  test('is hidden in what the workload wrote', async () => {
    const { report } = await stepOf({
      inputs: { command: 'echo this is succeeded; exit 3', env: 'WORD' },
      env: { WORD: 'succeeded' },
    });
    expect(report.logTail).not.toContain('succeeded');
  });
});

describe('a line of a secret of several lines in env', () => {
  test.each(['eV9pZCI6ImFiY2RlZjAxMjM0NTY3ODlhYmNkZWYifQ', 'plain_second_line'])(
    '%s is neither printed nor stored',
    async (second) => {
      const { code, report, log } = await stepOf({ inputs: { env: `EPOCHS=3\n\nSA_KEY=eyJ0eXBlIjoi\n${second}` } });
      expect(code).not.toBe(0);
      expect(report.reason).toMatch(/Line 4 of `env`/);
      expect(log).toMatch(/Line 4 of `env`.* Write each line as `KEY=VALUE`/);
      expect(`${log}${JSON.stringify(report)}`).not.toContain(second);
    },
  );
});

test('names somebody outside who cancelled the job', async () => {
  const { code, report } = await stepOf({
    answers: { attach: 'exit 15', wait: `echo '{"job_id": "job_1", "state": "cancelled"}'` },
  });
  expect(code).toBe(1);
  expect(report).toMatchObject({
    status: 'cancelled',
    reason: 'The job was cancelled by someone outside this workflow.',
  });
});

describe('nothing is started', () => {
  test.each([
    ['auth', `echo 'error: token is revoked' >&2; exit 10`, 'GPU CLI refused the token: token is revoked'],
    ['usage', `echo 'error: invalid config: gpu.jsonc' >&2; exit 12`, 'GPU CLI refused this project: invalid config'],
  ])(
    'where the project cannot be seen: %s',
    async (cls, status, reason) => {
      const { code, report, calls } = await stepOf({ answers: { status }, clock: instantClock() });
      expect(code).toBe(1);
      expect(report).toMatchObject({ status: 'failed', class: cls, reason: expect.stringContaining(reason) });
      expect(calls).toEqual([]);
    },
    20_000,
  );

  test('where its state cannot be saved', async () => {
    writeFileSync(join(place, 'a-file'), '');
    const { code, report, calls } = await stepOf({ inputs: { state: join(place, 'a-file', 'state.json') } });
    expect(code).toBe(1);
    expect(report).toMatchObject({
      class: 'infra',
      hint: 'Make the file of the state writable, or free the disk of the runner.',
      reason: expect.stringMatching(
        /^The state of this step could not be saved \(.*ENOTDIR.*\), so nothing was started/,
      ),
    });
    expect(calls).toEqual([]);
  });

  test('where a bare name of `env` has no value', async () => {
    const { report, calls } = await stepOf({ inputs: { env: 'WANDB_API_KEY' } });
    expect(report).toMatchObject({ class: 'usage', reason: expect.stringContaining('Line 1 of `env`') });
    expect(calls).toEqual([]);
  });

  test('where a signal comes at the last moment before', async () => {
    const stop = new Stop(systemClock);
    const { code, report, calls } = await stepOf({
      stop,
      host: (host) => ({
        saveState: (name, value) => {
          host.saveState(name, value);
          stop.end({ kind: 'signal', name: 'SIGTERM' });
        },
      }),
    });
    expect(code).toBe(1);
    expect(report).toMatchObject({
      status: 'cancelled',
      reason: 'The workflow was cancelled (SIGTERM).',
      attempts: [],
    });
    expect(report.cleanup).toBe('not-needed');
    expect(calls).toEqual([]);
  });
});

test('a fault of ours while the workload runs ends the run and asks for a report, with its trace for debugging only', async () => {
  const { code, report, calls, log } = await stepOf({
    env: { GPU_CI_DEBUG: 'true' },
    host: (host) => ({ setOutput: failingOnce(host) }),
  });
  expect(code).toBe(1);
  expect(report).toMatchObject({ class: 'internal', reason: 'boom', cleanup: 'confirmed' });
  expect(report.hint).toContain('This is a fault of run-action');
  expect(calls).toEqual(expect.arrayContaining(['run --cancel job_1', 'stop pod-1 -y']));
  expect(log).toMatch(/^debug: Error: boom/m);
  expect(log).toContain('step.test.ts');
});

test('a token in the place of another input is not told, though nobody knows it for the token', async () => {
  const { report, log } = await stepOf({ inputs: { timeout: TOKEN }, env: { GPU_SERVICE_TOKEN: '' } });
  expect(report.reason).toContain('`timeout` is "gpt_***"');
  expect(log + JSON.stringify(report)).not.toContain(TOKEN);
});

test('a re-run that is cancelled as it sees its living former try ends that one', async () => {
  const stop = new Stop(systemClock);
  const job = (key: string): string =>
    JSON.stringify({
      pods: [{ pod_id: 'pod-7', state: 'READY' }],
      jobs: [
        {
          job_id: 'job_7',
          pod_id: 'pod-7',
          state: 'running',
          command: `sh -c : gpu-ci ${key} 0123456789abcdef b; x python`,
        },
      ],
    });
  const { code, report, calls } = await stepOf({
    stop,
    context: { runId: '77', runAttempt: 2 },
    answers: {
      status: `if [ -e stopped ]; then echo '{"pods": [], "jobs": []}'; else cat former; fi`,
      cancel: `echo '{"pods": [{"pod_id": "pod-7"}], "jobs": []}' > former`,
    },
    host: (host) => ({
      saveState: (name, value) => {
        host.saveState(name, value);
        const former = join(place, 'service', 'former');
        if (name !== 'run') return;
        if (existsSync(former)) stop.end({ kind: 'signal', name: 'SIGTERM' });
        else writeFileSync(former, job((JSON.parse(value) as { project: { key: string } }).project.key));
      },
    }),
  });
  expect(code).toBe(1);
  expect(report).toMatchObject({ status: 'cancelled', cleanup: 'confirmed', attempts: [] });
  expect(calls).toEqual(['run --cancel job_7', 'stop pod-7 -y']);
});

test.each([
  ['PROVISIONING', 'confirmed', 'stops a pod that came up for a job of another run, and served this one last'],
  ['READY', 'kept', 'leaves a pod that was up before, though a job of another run waited'],
])('%s, %s: %s', async (state, cleanup) => {
  const waiting = `{"job_id": "job_7", "pod_id": null, "state": "pending", "command": "sh -c : gpu-ci k0123456789abcdef 0123456789abcdef b; x"}`;
  const { report } = await stepOf({
    answers: {
      status: `if [ -e stopped ]; then echo '{"pods": [], "jobs": []}'
elif [ -e argv ]; then echo '{"pods": [{"pod_id": "pod-1", "state": "READY"}], "jobs": []}'
else echo '{"pods": [{"pod_id": "pod-1", "state": "${state}"}], "jobs": [${waiting}]}'; fi`,
    },
  });
  expect(report).toMatchObject({ status: 'succeeded', cleanup });
});

/** Throws for the first job id. */
function failingOnce(host: Host): Host['setOutput'] {
  let thrown = false;
  return (name, value) => {
    if (name === 'job-id' && !thrown) {
      thrown = true;
      throw new Error('boom\nmore');
    }
    host.setOutput(name, value);
  };
}

describe('notices', () => {
  test('a matrix wider than the pool is told how wide it may be', async () => {
    const status = `echo '{"pods": [], "jobs": [], "sessions": {"used": 1, "limit": 4}}'`;
    const wide = await stepOf({ answers: { status }, context: { matrixSize: 9 } });
    expect(wide.log).toContain('The matrix has 9 jobs and the pool 4 sessions: with `max-parallel: 4`');
    const narrow = await stepOf({ answers: { status }, context: { matrixSize: 4 } });
    expect(narrow.log).not.toContain('max-parallel');
  });
});

describe('the label', () => {
  test.each([
    ['given', { label: 'nightly' }, { job: 'train' }, 'nightly'],
    ['of the job', {}, { job: 'train', leg: '' }, 'train'],
    ['of the job and its leg', {}, { job: 'train', leg: '2/3' }, 'train (2/3)'],
    ['where the host names no job', {}, { job: '', leg: '' }, 'gpu run'],
  ])('%s', async (_, inputs, context, label) => {
    expect((await stepOf({ inputs, context })).report.label).toBe(label);
  });
});

test('a job that is collected and not ours by its mark: its pod is no longer one from before', async () => {
  const there = `{"pods": [{"pod_id": "pod-9", "state": "READY"}], "jobs": [{"job_id": "job_9", "pod_id": "pod-9", "state": "running", "command": "python train.py"}]}`;
  const { report, calls } = await stepOf({
    inputs: { mode: 'collect', 'job-id': 'job_9', command: '' },
    answers: {
      status: `if [ -e stopped ]; then echo '{"pods": [], "jobs": []}'
elif [ -e ended ]; then echo '{"pods": [{"pod_id": "pod-9", "state": "READY"}], "jobs": []}'
else echo '${there}'; fi`,
      attach: ': > ended; echo collected',
      wait: `echo '{"job_id": "job_9", "state": "succeeded", "exit_code": 0}'`,
    },
  });
  expect(report).toMatchObject({ status: 'succeeded', jobId: 'job_9', podId: 'pod-9' });
  expect(calls).toContain('stop pod-9 -y');
});

describe('setup', () => {
  const setup = { setup: true, inputs: { command: '' } };

  test('makes the program ready and starts nothing', async () => {
    const { code, calls, log } = await stepOf(setup);
    expect([code, calls, log]).toEqual([0, [], '']);
  });

  test('that cannot be done fails, and says why', async () => {
    const { code, log } = await stepOf({ ...setup, env: { GPU_SERVICE_TOKEN: 'something else' } });
    expect(code).toBe(1);
    expect(log).toMatch(/^Error: The token is not a service account token: it holds blanks.*Store the token/m);
  });

  test('without a token is skipped if that was asked and the event withholds secrets', async () => {
    const { code, log } = await stepOf({
      setup: true,
      inputs: { command: '', 'on-missing-token': 'skip' },
      env: { GPU_SERVICE_TOKEN: '' },
      context: { secretsWithheld: 'a fork' },
    });
    expect(code).toBe(0);
    expect(log).toContain('Skipped because of `on-missing-token: skip`.');
  });

  test('on GitHub hands PATH and, where asked, the token on', async () => {
    const at = (name: string) => join(place, name);
    const files = { GITHUB_PATH: at('path'), GITHUB_ENV: at('env'), GITHUB_STATE: at('saved-state') };
    for (const file of Object.values(files)) writeFileSync(file, '');
    const { program } = shellGpu(place);
    const home = join(place, 'home', '.gpu-cli', 'bin');
    mkdirSync(home, { recursive: true });
    writeFileSync(join(home, 'gpu'), readFileSync(program), { mode: 0o755 });
    const env = { ...files, PATH: '/usr/bin:/bin', HOME: join(place, 'home'), GPU_SERVICE_TOKEN: '' };
    const inputs = { INPUT_TOKEN: TOKEN, 'INPUT_EXPORT-TOKEN': 'true' };
    const { code, log } = await stepOf({ setup: true, kind: github, env: { ...env, ...inputs } });
    expect(log).not.toContain('::error');
    expect(code).toBe(0);
    expect(readFileSync(files.GITHUB_PATH, 'utf8')).toBe(`${home}\n`);
    expect([...pairs(readFileSync(files.GITHUB_ENV, 'utf8'))]).toEqual([['GPU_SERVICE_TOKEN', TOKEN]]);
  });
});
