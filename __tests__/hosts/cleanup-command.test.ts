import { afterEach, expect, test } from '@jest/globals';
import { existsSync, readFileSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { cloudFor, jobFor } from '../support/scenario.ts';
import { openCiJob, type CiJob } from './support/ci.ts';

const open: CiJob[] = [];
afterEach(async () => {
  for (const job of open.splice(0)) await job.close();
});

async function laptop(): Promise<CiJob> {
  const job = await openCiJob(() => ({}));
  open.push(job);
  return job;
}

const SLEEP = ['--', "echo started; trap 'exit 0' TERM INT; sleep 600 & wait"];
const NOTHING = { jobsAlive: 0, podsAlive: 0, sessionsHeld: 0 };

/** Starts a run that keeps its state in the file, and resolves once its workload runs. */
async function running(job: CiJob, state: string) {
  const before = job.cloud.books().jobs.length;
  const started = job.start('run', '--state', state, ...SLEEP);
  let seen = 0;
  await job.cloud.until(({ kind }) => kind === 'job-started' && ++seen > before);
  return started;
}

test('a file that is not a state file is left as it is, and nothing starts on it', async () => {
  const job = await laptop();
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

test('a damaged state is reported and kept, and the runs that can be read are ended', async () => {
  const job = await laptop();
  const state = join(job.root, 'state.jsonl');
  const run = await running(job, state);
  process.kill(-run.pid, 'SIGKILL');
  await run.ended;
  writeFileSync(state, `${readFileSync(state, 'utf8')}{"run":"other","name":"ledg`);
  const { code, stderr } = await job.run('cleanup', '--state', state);
  expect(code).toBe(1);
  expect(stderr).toMatch(/cannot be read/);
  expect(job.cloud.books()).toMatchObject(NOTHING);
  expect(existsSync(state)).toBe(true);
});

test('a run that works in another terminal is ended with --force only', async () => {
  const job = await laptop();
  const state = join(job.root, 'state.jsonl');
  const run = await running(job, state);
  const careful = await job.run('cleanup', '--state', state);
  expect(careful).toMatchObject({ code: 1, stderr: expect.stringContaining('--force') });
  expect(job.cloud.books().jobsAlive).toBe(1);
  expect(await job.run('cleanup', '--force', '--state', state)).toMatchObject({ code: 0 });
  expect((await run.ended).code).not.toBe(0);
  expect(job.cloud.books()).toMatchObject(NOTHING);
});

test('a state file in the workspace, which a workload can replace, is refused', async () => {
  const job = await laptop();
  for (const argv of [['cleanup'], ['run', '--', 'true']]) {
    const [verb = '', ...rest] = argv;
    const refused = await job.run(verb, '--state', 'state.jsonl', ...rest);
    expect(refused).toMatchObject({ code: 2, stderr: expect.stringContaining('is in the workspace') });
  }
});

test('on GitHub a run in a `run:` step takes GPU_CI variables, and a clean-up in a later step ends it', async () => {
  const cloud = await cloudFor();
  const job = await jobFor(cloud);
  writeFileSync(join(job.workspace, 'gpu.jsonc'), '{ "project_id": "vision" }\n');
  const env = {
    GPU_SERVICE_TOKEN: '${{ secrets.GPU_SERVICE_TOKEN }}',
    GPU_CI_INSTALL_URL: cloud.installUrl,
    GPU_CI_LABEL: 'named by a variable',
  };
  const gpuCi = `'${process.execPath}' '${join(process.cwd(), 'bin', 'gpu-ci.js')}'`;
  const step = job.startScript(`${gpuCi} run -- 'echo started; sleep 600 & wait' & echo $! > main; wait`, { env });
  await cloud.until(({ kind }) => kind === 'job-started');
  process.kill(Number(readFileSync(join(job.workspace, 'main'), 'utf8')), 'SIGKILL');
  await step.done;
  expect(cloud.books().jobsAlive).toBe(1);
  const after = await job.run(`${gpuCi} cleanup`, { env });
  expect(after).toMatchObject({ conclusion: 'success', log: expect.stringContaining('confirmed') });
  expect(cloud.books()).toMatchObject(NOTHING);
  const again = await job.run(`${gpuCi} cleanup`, { env });
  expect(again.log).toContain('nothing to clean up');
  const failed = await job.run(`${gpuCi} run -- 'exit 3'`, { env });
  expect(failed).toMatchObject({ exitCode: 3, log: expect.stringContaining('named by a variable') });
});
