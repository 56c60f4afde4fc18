import { afterAll, beforeAll, expect, test } from '@jest/globals';
import { openCiJob, type CiJob } from '../hosts/support/ci.ts';

// What `gpu-ci run` prints where: the built bundle against the emulator.

let job: CiJob;
beforeAll(async () => void (job = await openCiJob(() => ({}))));
afterAll(() => job.close());

/** A CI job on another host. */
async function onHost<T>(host: NodeJS.ProcessEnv, work: (there: CiJob) => Promise<T>): Promise<T> {
  const there = await openCiJob(() => host);
  try {
    return await work(there);
  } finally {
    await there.close();
  }
}

const ECHO = ['--no-telemetry', '--', 'echo out; echo err >&2; exit 3'];

test('--json prints the run report alone on stdout, and the workload on stderr', async () => {
  const { code, stdout, stderr } = await job.run('run', '--json', ...ECHO);
  expect(stdout).toMatch(/^\{.*\}\n$/);
  expect(JSON.parse(stdout)).toMatchObject({ version: 1, status: 'failed', class: 'workload', exitCode: 3 });
  expect(stderr).toMatch(/^out$/m);
  expect(stderr).toMatch(/^err$/m);
  expect(code).toBe(3);
});

test('--json keeps workflow commands out of stdout on GitHub', async () => {
  const host = { GITHUB_ACTIONS: 'true', GITHUB_REPOSITORY: 'acme/vision' };
  const { code, stdout, stderr } = await onHost(host, (there) => there.run('run', '--json', '--', 'echo out'));
  expect(JSON.parse(stdout)).toMatchObject({ status: 'succeeded' });
  expect(stderr).toContain('::add-mask::');
  expect(code).toBe(0);
});

test('--quiet prints only the output of a workload that succeeds', async () => {
  const { stdout, stderr } = await job.run('run', '--quiet', '--no-telemetry', '--', 'echo out; echo err >&2');
  expect([stdout, stderr]).toEqual(['out\n', 'err\n']);
});

test('--quiet prints the error of one that fails', async () => {
  const { code, stderr } = await job.run('run', '--quiet', ...ECHO);
  expect(stderr).toMatch(/^err\nError: .*exit code 3/s);
  expect(code).toBe(3);
});

test('--verbose prints debug lines', async () => {
  expect((await job.run('run', '--verbose', ...ECHO)).stderr).toMatch(/^debug: /m);
  expect((await job.run('run', ...ECHO)).stderr).not.toContain('debug: ');
});

test('NO_COLOR turns the colors of section titles off', async () => {
  const logOn = (more: NodeJS.ProcessEnv) =>
    onHost({ GITLAB_CI: 'true', CI_JOB_ID: '7', ...more }, async (there) => (await there.run('run', ...ECHO)).log);
  expect(await logOn({})).toContain('\u001b[1m');
  expect(await logOn({ NO_COLOR: '1' })).not.toMatch(/\u001b\[[\d;]*m/);
});

test.each([
  ['--max-wait abc', /`max-wait` is "abc", but must be a duration/],
  ['--gpu-count 99 --max-cost much', /2 inputs cannot be used: .*`gpu-count`.*`max-cost`/],
])('%s exits with 2 and submits nothing', async (flags, message) => {
  const before = job.cloud.books().jobs.length;
  const { code, stderr } = await job.run('run', ...flags.split(' '), '--', 'true');
  expect(stderr).toMatch(message);
  expect([code, job.cloud.books().jobs.length]).toEqual([2, before]);
});
