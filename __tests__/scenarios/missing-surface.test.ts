import { describe, expect } from '@jest/globals';
import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { cloudFor, jobFor, scenario, scratch, test } from '../support/scenario.ts';
import { shellGpu, type Answers } from '../support/shell-gpu.ts';

// What the step does without something that a program `gpu` may lack.

async function ran(answers: Partial<Answers>, inputs: Record<string, string> = {}, env: Record<string, string> = {}) {
  const gpu = shellGpu(scratch(), answers);
  const job = await jobFor(await cloudFor(), { hostEnv: { PATH: gpu.PATH, ...env } });
  const common = { token: '${{ secrets.GPU_SERVICE_TOKEN }}', command: 'echo epoch 1', 'retry-delay': '200ms' };
  const step = await job.uses('.', { with: { ...common, ...inputs } });
  const [post] = await job.finish();
  return { step, post, calls: gpu.calls(), service: gpu.folder };
}

const SUBMIT = `while [ "$1" != -- ]; do shift; done; shift
for word; do printf '%s\\000' "$word"; done > argv
echo '{"job_id": "job_1", "pod_id": "pod-1"}'`;

describe('a client that does not show the log', () => {
  const silent = {
    attach: `[ -e code ] || { xargs -0 -a argv sh -c 'exec "$@"' sh > out 2> err; echo $? > code; }`,
    logs: 'cat out; cat err >&2',
  };
  const times = (text: string): number => text.match(/^epoch 1$/gm)?.length ?? 0;

  test('is helped by `gpu logs`, which shows it once, without frames', async () => {
    const { step, calls } = await ran({ ...silent, logsHelp: `echo '  -j, --job ID'` });
    expect(step.outputs).toMatchObject({ status: 'succeeded', attempts: '1', cleanup: 'confirmed' });
    expect(times(step.log)).toBe(1);
    expect(step.log).not.toContain('\x1e');
    expect(calls.filter((call) => call.startsWith('logs '))).toEqual(['logs -j job_1']);
    expect(calls.filter((call) => /^run (?!--)/.test(call) || call.startsWith('run --detach'))).toHaveLength(1);
  });

  test('is the end of it if the program does not have `gpu logs`', async () => {
    const { step, calls } = await ran(silent);
    expect(step.outputs).toMatchObject({ status: 'succeeded', cleanup: 'confirmed' });
    expect(calls.filter((call) => call.startsWith('logs '))).toEqual([]);
  });

  test('does not make a log that cannot be read fail the run', async () => {
    const broken = { ...silent, logs: 'echo "error: no such job" >&2; exit 1', logsHelp: `echo '  -j, --job ID'` };
    expect((await ran(broken)).step.outputs).toMatchObject({ status: 'succeeded', cleanup: 'confirmed' });
  });
});

test('does not ask for the log of a workload that printed nothing, because its start was shown', async () => {
  const { step, calls } = await ran({ logsHelp: `echo '  -j, --job ID'` }, { command: 'true' });
  expect(step.outputs['status']).toBe('succeeded');
  expect(calls.filter((call) => call.startsWith('logs '))).toEqual([]);
});

test.each([
  ['without `gpu-type`', '', '`gpu-type` is not set'],
  ['with a type that the inventory does not list', 'B200', '`gpu inventory` lists no price for B200'],
  ['with a type that the inventory lists', 'H100', undefined],
])('warns before the start if `max-cost` has no price: %s', async (_, type, why) => {
  const inventory = `echo '[{"gpu_type": "H100", "cost_per_hour": 2}]'`;
  const { step } = await ran({ inventory }, { 'max-cost': '5', 'gpu-type': type });
  expect(step.outputs['status']).toBe('succeeded');
  const [before = ''] = step.log.split(/^epoch 1$/m);
  if (why === undefined) expect(step.log).not.toContain('is not known before the start');
  else expect(before).toContain(`The price for \`max-cost\` is not known before the start: ${why}.`);
});

test('does not pass `-y` to a `gpu run` whose help does not list it', async () => {
  const { step } = await ran({
    submit: `case " $* " in *' -y '*) echo "error: unexpected argument '-y'" >&2; exit 2;; esac\n${SUBMIT}`,
  });
  expect(step.outputs).toMatchObject({ status: 'succeeded', attempts: '1' });
});

test.each(['minimum', 'rich'] as const)('does not wait for a monthly quota: %s', async (profile) => {
  const cloud = await cloudFor({ profile });
  const text = 'Monthly GPU quota exceeded. Upgrade or wait for the quota refresh.';
  cloud.order({ kind: 'refuse', text, exitCode: 11, error: '', times: Infinity });
  const { step } = await scenario(cloud, { command: 'true' });
  expect(step.outputs).toMatchObject({ status: 'failed', class: 'budget', attempts: '1', cleanup: 'not-needed' });
});

test.each([
  ['repeats the option if its help names one path', 'PATH', '--output a/ --output b.txt'],
  ['joins the paths with commas if its help names paths', '<PATHS>', '--output a/,b.txt'],
])('`outputs` with several paths: %s', async (_, form, flags) => {
  const runHelp = `echo '--detach --json --sync --output ${form} -e KEY=VALUE --gpu-type TYPE'`;
  const { calls } = await ran({ runHelp }, { outputs: 'a/\nb.txt' });
  expect(calls.find((call) => call.startsWith('run --detach'))).toContain(` ${flags} `);
});

test('quotes the last line of a status that fails with an unknown message', async () => {
  const { step } = await ran({ status: 'echo "flux capacitor is not charged" >&2; exit 1' }, { 'max-attempts': '1' });
  expect(step.log).toContain('flux capacitor is not charged');
});

test.each([
  ['self-hosted', /\S/],
  ['github-hosted', /^\n$/],
])('on a %s runner, one daemon serves one job: its socket has a folder of the job', async (kind, socket) => {
  const submit = `printf '%s\\n' "$GPU_DAEMON_SOCKET" > socket\n${SUBMIT}`;
  const { service } = await ran({ submit }, {}, { RUNNER_ENVIRONMENT: kind });
  expect(readFileSync(join(service, 'socket'), 'utf8')).toMatch(socket);
});

test('ends a run before the time limit of the CI job, counted from the start of the job', async () => {
  const gpu = shellGpu(scratch());
  const hostEnv = { PATH: gpu.PATH, RUNNER_ENVIRONMENT: 'github-hosted' };
  const job = await jobFor(await cloudFor(), { hostEnv });
  await job.run('touch -d "358 minutes ago" "$GITHUB_EVENT_PATH"');
  const step = await job.uses('.', { with: { token: '${{ secrets.GPU_SERVICE_TOKEN }}', command: 'sleep 60' } });
  expect(step.outputs).toMatchObject({ status: 'timed-out', class: 'timeout' });
  expect(step.outputs['reason']).toContain('time limit of the CI job');
});

test.each(['minimum', 'rich'] as const)(
  'submits again after a sync that failed before the start: %s',
  async (profile) => {
    const cloud = await cloudFor({ profile });
    cloud.order({ kind: 'sync-fails' });
    const { step } = await scenario(cloud, { command: 'true' });
    expect(step.outputs).toMatchObject({ status: 'succeeded', attempts: '2', cleanup: 'confirmed' });
  },
);
