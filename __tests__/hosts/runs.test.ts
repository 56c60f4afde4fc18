import { expect, test } from '@jest/globals';
import { existsSync, mkdirSync, readdirSync, readFileSync, rmSync, symlinkSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { openCiJob, type CiJob, type EnvOf, type Started } from './support/ci.ts';
import { ciHost } from './support/hosts.ts';

// Runs of `gpu-ci` in one CI job, which share its state: the clean-up ends what any of them left.

const LAPTOP: EnvOf = () => ({});
const GITLAB = ciHost('gitlab').env;
const NOTHING = { jobsAlive: 0, podsAlive: 0, sessionsHeld: 0 };

/** Starts a run, and resolves once its workload runs. */
async function running(job: CiJob, ...flags: string[]): Promise<Started> {
  const before = job.cloud.books().jobs.length;
  const started = job.start('run', ...flags, '--', "echo started; trap 'exit 0' TERM INT; sleep 600 & wait");
  let seen = 0;
  await job.cloud.until(({ kind }) => kind === 'job-started' && ++seen > before);
  return started;
}

async function kill({ pid, ended }: Started): Promise<void> {
  process.kill(-pid, 'SIGKILL');
  await ended;
}

test.concurrent('the clean-up ends each of two parallel runs that were killed', async () => {
  await using job = await openCiJob(GITLAB);
  const runs = [await running(job), await running(job)];
  for (const run of runs) await kill(run);
  expect(job.cloud.books().jobsAlive).toBe(2);
  expect(await job.run('cleanup')).toMatchObject({ code: 0, log: expect.stringContaining('confirmed') });
  expect(job.cloud.books()).toMatchObject(NOTHING);
});

test.concurrent('the clean-up ends a run that was killed although a later one ended well', async () => {
  await using job = await openCiJob(GITLAB);
  await kill(await running(job));
  expect(await job.run('run', '--', 'true')).toMatchObject({ code: 0 });
  expect(job.cloud.books().jobsAlive).toBe(1);
  await job.run('cleanup');
  expect(job.cloud.books()).toMatchObject(NOTHING);
});

test.concurrent('a pod that is kept runs until the clean-up of the job stops it', async () => {
  await using job = await openCiJob(GITLAB);
  for (const flags of [['--keep-pod'], []]) {
    expect(await job.run('run', ...flags, '--', 'true')).toMatchObject({ code: 0 });
    expect(job.cloud.books().podsAlive).toBe(1);
  }
  await job.run('cleanup');
  expect(job.cloud.books()).toMatchObject(NOTHING);
});

test.concurrent('runs that are over leave no state, and neither does a confirmed clean-up', async () => {
  await using job = await openCiJob(GITLAB);
  const states = (): string[] =>
    readdirSync(join(job.temp, `gpu-ci-${process.getuid?.()}`)).filter((name) => name.startsWith('state-'));
  await job.run('run', '--', 'exit 3');
  await job.run('run', '--working-directory', 'nowhere', '--', 'true');
  expect(states()).toEqual([]);
  await kill(await running(job));
  expect(states()).toHaveLength(1);
  await job.run('cleanup');
  expect(states()).toEqual([]);
});

test.concurrent('a job that was handed on is not ended by the next run of the same CI job', async () => {
  await using job = await openCiJob(GITLAB);
  expect(await job.run('run', '--mode', 'submit', '--', 'sleep 600')).toMatchObject({ code: 0 });
  expect(await job.run('run', '--', 'echo second')).toMatchObject({ code: 0 });
  const { jobs } = job.cloud.books();
  expect(jobs.map(({ state }) => state).sort()).toEqual(['running', 'succeeded']);
});

test.concurrent('the dotenv file passes the job id to a later collect', async () => {
  await using job = await openCiJob(LAPTOP);
  await job.run('run', '--mode', 'submit', '--dotenv', 'out.env', '--', 'echo collected');
  const id = /^GPU_OUT_JOB_ID='(job_\w+)'$/m.exec(readFileSync(join(job.workspace, 'out.env'), 'utf8'))?.[1] ?? '';
  const collected = await job.run('run', '--mode', 'collect', '--job-id', id);
  expect(collected).toMatchObject({ code: 0, stdout: 'collected\n' });
});

// @actions/tool-cache writes `::debug::` lines to stdout wherever it runs: gpu/install.ts has to do without it off GitHub.
test.concurrent('a GPU CLI that is in the tool cache is found in silence', async () => {
  await using job = await openCiJob(LAPTOP);
  await job.run('run', '--', 'true');
  expect((await job.run('run', '--', 'echo out')).stdout).toBe('out\n');
});

test.concurrent('--state keeps two runs in one folder apart', async () => {
  await using job = await openCiJob(LAPTOP);
  const state = (name: string): string => join(job.root, `${name}.json`);
  await kill(await running(job, '--state', state('a')));
  await job.run('cleanup', '--state', state('b'));
  expect(job.cloud.books().jobsAlive).toBe(1);
  await job.run('cleanup', '--state', state('a'));
  expect(job.cloud.books()).toMatchObject(NOTHING);
});

test.concurrent('a file that is not a state file is left as it is, and nothing starts on it', async () => {
  await using job = await openCiJob(LAPTOP);
  const notes = join(job.root, 'notes.txt');
  writeFileSync(notes, 'do not lose me\n');
  for (const argv of [
    ['cleanup', '--state', notes],
    ['run', '--state', notes, '--', 'true'],
  ]) {
    const { code, stderr } = await job.run(...argv);
    expect(code).not.toBe(0);
    expect(stderr).toContain('is not a state file of gpu-ci');
  }
  expect(readFileSync(notes, 'utf8')).toBe('do not lose me\n');
  expect(job.cloud.books().jobs).toEqual([]);
});

test.concurrent('a damaged state is reported and kept, and the runs that can be read are ended', async () => {
  await using job = await openCiJob(LAPTOP);
  const state = join(job.root, 'state.jsonl');
  await kill(await running(job, '--state', state));
  writeFileSync(state, '\n{"run":"other","name":"ru', { flag: 'a' });
  const { code, stderr } = await job.run('cleanup', '--state', state);
  expect(code).toBe(1);
  expect(stderr).toMatch(/cannot be read/);
  expect(job.cloud.books()).toMatchObject(NOTHING);
  expect(existsSync(state)).toBe(true);
});

test.concurrent('a run that works in another terminal is ended with --force only', async () => {
  await using job = await openCiJob(LAPTOP);
  const run = await running(job);
  const careful = await job.run('cleanup');
  expect(careful).toMatchObject({ code: 1, stderr: expect.stringContaining('--force') });
  expect(job.cloud.books().jobsAlive).toBe(1);
  expect(await job.run('cleanup', '--force')).toMatchObject({ code: 0 });
  expect((await run.ended).code).not.toBe(0);
  expect(job.cloud.books()).toMatchObject(NOTHING);
});

test.concurrent('invalid flags and a missing folder start nothing', async () => {
  await using job = await openCiJob(LAPTOP);
  for (const [code, said, ...argv] of [
    [2, 'Did you mean --gpu-type?', 'run', '--gpu-typ', 'H100', '--', 'true'],
    [2, 'Unexpected argument "gpt_***"', 'run', 'gpt_sat_0123456789abcdef'],
    [2, 'is in the workspace', 'run', '--state', 'state.jsonl', '--', 'true'],
    [2, 'is in the workspace', 'cleanup', '--state', 'state.jsonl'],
    [2, "too many arguments for 'cleanup'", 'cleanup', 'now'],
    [2, "unknown option '--gpu-type'", 'cleanup', '--gpu-type', 'H100'],
    [1, 'nowhere', 'run', '--working-directory', 'nowhere', '--', 'true'],
  ] as const)
    expect(await job.run(...argv)).toMatchObject({ code, stdout: '', stderr: expect.stringContaining(said) });
  expect(job.cloud.books().jobs).toEqual([]);
});

test.concurrent('links in the place of reports lead nothing out of the workspace', async () => {
  await using job = await openCiJob(GITLAB);
  const outside = join(job.root, 'outside');
  mkdirSync(outside);
  for (const name of ['summary.md', 'report.json']) writeFileSync(join(outside, name), 'not ours');
  const reports = join(job.workspace, 'gpu-ci-reports');
  symlinkSync(outside, reports);
  const linked = await job.run('run', '--', 'true');
  expect(linked).toMatchObject({ code: 0, log: expect.stringContaining('gpu-ci-reports is a link') });
  rmSync(reports);
  mkdirSync(reports);
  for (const name of readdirSync(outside)) symlinkSync(join(outside, name), join(reports, name));
  expect((await job.run('run', '--', 'true')).code).toBe(0);
  expect(JSON.parse(readFileSync(join(reports, 'report.json'), 'utf8'))).toMatchObject({ status: 'succeeded' });
  expect(readdirSync(outside).sort()).toEqual(['report.json', 'summary.md']);
  for (const name of readdirSync(outside)) expect(readFileSync(join(outside, name), 'utf8')).toBe('not ours');
});

/** A path on which no file can be created, for any user. */
function unwritable(root: string): string {
  writeFileSync(join(root, 'a-file'), '');
  return join(root, 'a-file', 'below-it');
}

test.concurrent.each<[what: string, EnvOf, flags: (root: string) => string[], warning: RegExp]>([
  [
    'output file',
    LAPTOP,
    (root) => ['--dotenv', unwritable(root)],
    /^Warning: The output file .* could not be written/gm,
  ],
  [
    'variables file of Bitbucket',
    (at) => ({ ...ciHost('bitbucket').env(at), BITBUCKET_PIPELINES_VARIABLES_PATH: unwritable(at.root) }),
    () => [],
    /^Warning: Outputs for later steps could not be written/gm,
  ],
  [
    'folder of reports',
    (at) => {
      writeFileSync(join(at.workspace, 'gpu-ci-reports'), 'not a folder');
      return GITLAB(at);
    },
    () => [],
    /The reports could not be written: /g,
  ],
])('an unwritable %s is one warning, and the run goes on to its end', async (_, env, flags, warning) => {
  await using job = await openCiJob(env);
  const { code, log } = await job.run('run', ...flags(job.root), '--', 'echo trained; exit 4');
  expect(log).toMatch(/^trained$/m);
  expect(code).toBe(4);
  expect(log.match(warning)).toHaveLength(1);
  expect(log).not.toMatch(/^ {4}at /m);
  expect(job.cloud.books()).toMatchObject(NOTHING);
});
