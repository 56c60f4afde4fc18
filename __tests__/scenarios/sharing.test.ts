import { expect } from '@jest/globals';
import type { Cloud } from '../../emulator/cloud.ts';
import type { Job, JobOptions, Step } from '../support/runner/index.ts';
import { cloudFor, jobFor, starts, test, withOf } from '../support/scenario.ts';

// Runs that meet on one project: who may end what. The word is put together by the shell, so that only the workload prints it.
const READY = 'echo re""ady; sleep 60';
const NOTHING = { jobsAlive: 0, podsAlive: 0, sessionsHeld: 0 };

async function onProject(cloud: Cloud, options: JobOptions = {}): Promise<Job> {
  const job = await jobFor(cloud, options);
  await job.run(`echo '{"project_id":"shared"}' > gpu.jsonc`);
  return job;
}

async function running(cloud: Cloud, job: Job, inputs: Record<string, string> = {}): Promise<Step> {
  const step = job.start('.', withOf(cloud, { command: READY, ...inputs }));
  await step.until(/^ready$/m);
  return step;
}

test('a leg that starts while another runs on the pod ends it, when it is the last one', async () => {
  const cloud = await cloudFor();
  const first = await onProject(cloud, { matrix: { seed: 1 } });
  const early = await running(cloud, first);
  const second = await onProject(cloud, { matrix: { seed: 2 } });
  const late = await running(cloud, second);
  expect((await early.cancel()).outputs['cleanup']).toBe('kept');
  expect(cloud.books()).toMatchObject({ jobsAlive: 1, podsAlive: 1 });
  expect((await late.cancel()).outputs['cleanup']).toBe('confirmed');
  expect(cloud.books()).toMatchObject(NOTHING);
});

test('two callers of one reusable workflow look alike, and neither ends the other’s run', async () => {
  const cloud = await cloudFor();
  const [one, other] = [await onProject(cloud, { runId: 5 }), await onProject(cloud, { runId: 5 })];
  const [ending, living] = [await running(cloud, one), await running(cloud, other)];
  await ending.cancel();
  await one.finish();
  expect(cloud.books()).toMatchObject({ jobsAlive: 1, podsAlive: 1 });
  await living.cancel();
  await other.finish();
  expect(cloud.books()).toMatchObject(NOTHING);
});

test('a pod that is kept and that no later step takes is ended by post', async () => {
  const cloud = await cloudFor();
  const job = await jobFor(cloud);
  const step = await job.uses('.', withOf(cloud, { command: 'true', 'keep-pod': 'true' }));
  expect(step.outputs['cleanup']).toBe('kept');
  expect(cloud.books().podsAlive).toBe(1);
  const [post] = await job.finish();
  expect(post?.outputs['cleanup']).toBe('confirmed');
  expect(cloud.books()).toMatchObject(NOTHING);
});

test('a re-run of submit hands on the job that is still alive, and submits nothing', async () => {
  const cloud = await cloudFor();
  const lost = await onProject(cloud, { runId: 9 });
  const submitted = await lost.uses('.', withOf(cloud, { command: READY, mode: 'submit' }));
  const again = await onProject(cloud, { runId: 9, runAttempt: 2 });
  const step = await again.uses('.', withOf(cloud, { command: READY, mode: 'submit' }));
  expect(step.outputs).toMatchObject({ status: 'submitted', 'job-id': submitted.outputs['job-id'] });
  await again.finish();
  expect(cloud.books().jobs).toHaveLength(1);
  expect(cloud.books().jobsAlive).toBe(1);
});

test('collect never submits, whatever `retry-on` says', async () => {
  const cloud = await cloudFor();
  const job = await jobFor(cloud);
  const { outputs } = await job.uses('.', withOf(cloud, { command: 'sleep 2; exit 4', mode: 'submit' }));
  const inputs = { mode: 'collect', 'job-id': outputs['job-id'] ?? '', 'retry-on': 'workload' };
  const step = await job.uses('.', withOf(cloud, inputs));
  expect(step.outputs).toMatchObject({ status: 'failed', class: 'workload', 'exit-code': '4' });
  expect(starts(cloud)).toBe(1);
});

test('a submit that is cancelled leaves no job behind', async () => {
  const cloud = await cloudFor({ provisionMs: 1_500 });
  const job = await jobFor(cloud);
  const step = job.start('.', withOf(cloud, { command: READY, mode: 'submit' }));
  await cloud.until(({ kind }) => kind === 'pod-created');
  await step.cancel();
  await job.finish();
  expect(cloud.books()).toMatchObject(NOTHING);
});
