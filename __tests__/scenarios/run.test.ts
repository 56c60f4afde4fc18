import { expect, test } from '@jest/globals';
import { existsSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { cloudFor, jobFor, scenario, said, starts, withOf } from '../support/scenario.ts';

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
  expect(said(step)).toMatch(/Waiting: .*sessions.*next try in/);
  expect(step.groups.map(({ title }) => title)).toContain('4 attempts');
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
  const command = `${evil.map((line) => `echo '${line}'; echo 'x ${line}' >&2`).join('; ')}; printf '::error::unfinished'`;
  const { step } = await scenario(cloud, { command });
  expect(step.conclusion).toBe('success');
  expect(step.annotations).toEqual([]);
  expect(step.outputs['status']).toBe('succeeded');
  for (const line of evil) expect(said(step)).toContain(line);
  expect(said(step)).toContain('::error::unfinished');
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
