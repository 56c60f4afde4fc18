import { expect } from '@jest/globals';
import { existsSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import type { RunReport } from '../../src/model/outcome.ts';
import { cloudFor, jobFor, said, scenario, starts, test, withOf } from '../support/scenario.ts';

test('a workload that succeeds: green, outputs set, pod released, summary written, report on disk', async () => {
  const cloud = await cloudFor();
  const { step, post } = await scenario(cloud, { command: 'echo hello; echo there >&2' });
  expect(step.conclusion).toBe('success');
  expect(step.outputs).toMatchObject({ status: 'succeeded', class: '', reason: '', 'exit-code': '0', attempts: '1' });
  expect(step.outputs).toMatchObject({ cleanup: 'confirmed', 'cli-version': '0.31.2', 'gpu-type': 'RTX 4090' });
  expect(step.outputs['job-id']).toMatch(/^job_[0-9a-f]{32}$/);
  expect(said(step)).toContain('hello\n');
  expect(said(step)).toContain('there\n');
  expect(step.summary).toContain('succeeded in');
  expect(JSON.parse(readFileSync(step.outputs['report-file'] ?? '', 'utf8'))).toMatchObject({
    version: 1,
    status: 'succeeded',
  });
  expect(post?.conclusion).toBe('success');
  expect(cloud.books()).toMatchObject({ jobsAlive: 0, podsAlive: 0, sessionsHeld: 0 });
});

test('a full pool, three times, then a session: the workload runs once', async () => {
  const cloud = await cloudFor();
  cloud.order({ kind: 'refuse-saturated', times: 3 });
  const { step } = await scenario(cloud, { command: 'echo trained' });
  expect(step.conclusion).toBe('success');
  expect(step.outputs).toMatchObject({ status: 'succeeded', attempts: '4' });
  expect(Number(step.outputs['queue-seconds'])).toBeGreaterThan(0);
  expect(starts(cloud)).toBe(1);
  expect(said(step)).toMatch(/Waiting: .*sessions.*next attempt in/);
});

test('the log is an outline: install, wait, run and report are groups, the workload’s own output stands open between them', async () => {
  const cloud = await cloudFor();
  cloud.order({ kind: 'refuse-saturated', times: 2 });
  const { step } = await scenario(cloud, { command: 'echo train""ed' });
  expect(step.groups.map(({ title }) => title)).toEqual([
    'Install GPU CLI',
    expect.stringMatching(/^Wait for a session: 10 of 10 in use, \d+ min( \d+ s)? left$/),
    'Run: echo train""ed',
    expect.stringMatching(/^Report: ✅ succeeded in /),
  ]);
  const [, wait, run, report] = step.groups.map(({ lines }) => lines.join('\n'));
  expect(wait).toMatch(/^Waiting: .*next attempt in/);
  expect(run).toMatch(/^Waited [\d.]+ s\.\nJob: job_[0-9a-f]{32}$/);
  expect(report).toMatch(/^Sessions: .*started at attempt 3$/m);
  expect(step.groups.flatMap(({ lines }) => lines)).not.toContain('trained');
  expect(said(step)).toMatch(/^trained$/m);
  expect(step.annotations).toEqual([]);
});

test('a run that GPU CLI follows at once has no wait', async () => {
  const cloud = await cloudFor({ profile: 'minimum' });
  const { step } = await scenario(cloud, { command: 'echo train""ed; exit 4' });
  expect(step.groups.map(({ title }) => title.replace(/:.*/, ''))).toEqual(['Install GPU CLI', 'Run', 'Report']);
  expect(said(step)).toMatch(/^trained$/m);
  expect(step.groups.flatMap(({ lines }) => lines)).not.toContain('trained');
  expect(step.annotations).toMatchObject([{ level: 'error', message: 'The workload ended with exit code 4.' }]);
});

test('one error names the cause in the words of the workload, with its numbers where they are known', async () => {
  const cloud = await cloudFor();
  const error =
    'torch.OutOfMemoryError: CUDA out of memory. Tried to allocate 8.00 GiB. GPU 0 has a total capacity of 79.18 GiB of which 5.52 GiB is free.';
  const { step } = await scenario(cloud, { command: `echo '${error}' >&2; exit 1`, label: 'train' });
  expect(step.annotations).toEqual([
    expect.objectContaining({
      level: 'error',
      properties: { title: 'train: failed: GPU out of memory · exit code 1' },
      message: expect.stringContaining('It asked for 8 GiB more, with 5.5 GiB free of 79.2 GiB.'),
    }),
  ]);
  const crashed = await scenario(cloud, { command: 'echo "ValueError: bad shape (3, 4)" >&2; exit 1', label: 'train' });
  expect(crashed.step.annotations).toMatchObject([{ level: 'error', message: 'ValueError: bad shape (3, 4).' }]);
});

test('a workload that fails: its exit code is the step’s, and it is not run again', async () => {
  const cloud = await cloudFor();
  const { step } = await scenario(cloud, { command: 'echo about to fail; exit 3' });
  expect(step).toMatchObject({ conclusion: 'failure', exitCode: 3 });
  expect(step.outputs).toMatchObject({ status: 'failed', class: 'workload', 'exit-code': '3', cleanup: 'confirmed' });
  expect(starts(cloud)).toBe(1);
  expect(step.summary).toContain('about to fail');
  expect(step.annotations.filter(({ level }) => level === 'error')).toHaveLength(1);
});

test.each([2, 10, 11, 12, 13, 14, 15, 130])(
  'a workload that itself exits %i is a failed workload, whatever it printed',
  async (code) => {
    const cloud = await cloudFor();
    const command = `echo "Quota exceeded: all 10 concurrent sessions are in use" >&2; exit ${code}`;
    const { step } = await scenario(cloud, { command });
    expect(step).toMatchObject({ conclusion: 'failure', exitCode: code });
    expect(step.outputs).toMatchObject({ class: 'workload', attempts: '1' });
    expect(starts(cloud)).toBe(1);
  },
);

test('a workload that was run again where that was asked is billed from its first run on', async () => {
  const cloud = await cloudFor();
  const { step } = await scenario(cloud, {
    command: 'test -f seen || { touch seen; exit 3; }',
    'retry-on': 'workload',
    'retry-delay': '1s',
  });
  expect(step.outputs).toMatchObject({ status: 'succeeded', attempts: '2' });
  expect(starts(cloud)).toBe(2);
  const report = JSON.parse(readFileSync(step.outputs['report-file'] ?? '', 'utf8')) as RunReport;
  const [first, last] = report.attempts.map(({ phases }) => phases.find(({ phase }) => phase === 'running')?.at ?? '');
  const between = (Date.parse(last ?? '') - Date.parse(first ?? '')) / 1_000;
  expect(between).toBeGreaterThan(1);
  expect(report.cost?.billedSeconds).toBeGreaterThan(between);
});

test('a pool that stays full: waiting ends with max-wait, nothing ran', async () => {
  const cloud = await cloudFor();
  cloud.holdSessions(10);
  const { step } = await scenario(cloud, { command: 'echo never', 'max-wait': '1s' });
  expect(step).toMatchObject({ conclusion: 'failure', exitCode: 1 });
  expect(step.outputs).toMatchObject({ status: 'failed', class: 'saturated', 'exit-code': '', cleanup: 'not-needed' });
  expect(step.outputs['reason']).toContain('`max-wait`');
  expect(starts(cloud)).toBe(0);
});

test('a token that is refused ends at once', async () => {
  const cloud = await cloudFor();
  cloud.orgs.revoke(cloud.token);
  const { step } = await scenario(cloud, { command: 'true' });
  expect(step.conclusion).toBe('failure');
  expect(step.outputs).toMatchObject({ class: 'auth', attempts: '0' });
  expect(starts(cloud)).toBe(0);
});

test('the workload’s bytes reach the log as they are and cannot act as commands', async () => {
  const cloud = await cloudFor();
  const evil = [
    '::error::no',
    '##[add-mask]hello',
    '::set-output name=status::x',
    '##[save-state name=ledger;]x',
    '::stop-commands::abcdefgh',
    '::add-path::/evil',
  ];
  // Also in two pieces, and behind what ends a line for the runner alone.
  const pieces = `printf '::err'; sleep 0.2; echo 'or::in pieces'; printf '##' >&2; sleep 0.2; echo '[error]in pieces' >&2; printf 'x\\r::error::behind a return\\r'`;
  const command = `${evil.map((line) => `echo '${line}'; echo 'x ${line}' >&2`).join('; ')}; ${pieces}; printf '::error::unfinished'`;
  const { step } = await scenario(cloud, { command });
  expect(step.conclusion).toBe('success');
  expect(step.annotations).toEqual([]);
  expect(step.outputs['status']).toBe('succeeded');
  for (const line of evil) expect(said(step)).toContain(line);
  // The pieces come on two streams, so bytes of one may come between those of the other.
  for (const piece of ['or::in pieces', '[error]in pieces', '::error::behind a return', '::error::unfinished'])
    expect(said(step)).toContain(piece);
});

test('outputs, report and metrics of a real training job come back and stand in the summary', async () => {
  const cloud = await cloudFor();
  const inputs = {
    command: 'python3 train.py --fast',
    outputs: 'outputs/',
    report: 'outputs/report.md',
    metrics: 'outputs/metrics.json',
    'metrics-baseline': 'baseline.json',
  };
  const { step, job } = await scenario(cloud, inputs, { workspace: 'examples/digits' });
  expect(step.conclusion).toBe('success');
  expect(existsSync(join(job.workspace, 'outputs', 'metrics.json'))).toBe(true);
  expect(step.summary).toContain('| accuracy |');
  expect(step.summary).toContain('Handwritten digits');
});

test('the token is not in the workload’s environment, nor on any command line', async () => {
  const cloud = await cloudFor();
  const job = await jobFor(cloud);
  const step = await job.uses('.', {
    ...withOf(cloud, { command: 'env; cat /proc/$PPID/cmdline /proc/$$/cmdline' }),
    env: { ACTIONS_RUNTIME_TOKEN: 'x' },
  });
  expect(step.conclusion).toBe('success');
  expect(step.rawStdout.toString()).not.toMatch(/GPU_SERVICE_TOKEN|ACTIONS_RUNTIME_TOKEN|INPUT_/);
  const calls = cloud.events.filter(({ kind }) => kind === 'call').map((event) => JSON.stringify(event));
  expect(calls.join('\n')).not.toContain(cloud.token);
});
