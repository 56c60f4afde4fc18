import { expect } from '@jest/globals';
import { NOTHING, onAllButObserved, onListed, READY } from '../support/profiles.ts';

// More than one attempt: what an earlier one left must not hide what the newest one started. On each profile.

const retried = { 'retry-delay': '1500ms', 'retry-max-delay': '2s' };

onAllButObserved('a pod that did not come up is ended before the next attempt, which gets another', async (stage) => {
  stage.cloud.order({ kind: 'bootstrap-fails', match: { project: stage.project } });
  const step = await (await stage.job()).uses('.', stage.with({ command: 'true', ...retried }));
  expect(step.outputs).toMatchObject({ status: 'succeeded', attempts: '2', cleanup: 'confirmed' });
  const [first, second, ...more] = stage.cloud.books().pods.filter(({ projectId }) => projectId === stage.project);
  expect(more).toEqual([]);
  expect(Date.parse(first?.endedAt ?? '')).toBeLessThan(Date.parse(second?.createdAt ?? ''));
  expect(stage.starts()).toBe(1);
  expect(stage.left()).toEqual(NOTHING);
});

onListed('a pod that did not come up is left to another run whose job is on it', async (stage) => {
  const other = await stage.job({ runId: 2 });
  const theirs = await stage.running(other);
  stage.cloud.order({ kind: 'bootstrap-fails', match: { command: stage.project } });
  const step = await (await stage.job()).uses('.', stage.with({ command: `: ${stage.project}`, ...retried }));
  expect(step.outputs).toMatchObject({ status: 'succeeded', attempts: '2' });
  expect(stage.left()).toEqual({ jobsAlive: 1, podsAlive: 1 });
  await theirs.cancel();
  await other.finish();
  expect(stage.left().jobsAlive).toBe(0);
});

onListed(
  'killed while a second attempt submits: what arrives is ended, though the first one’s ids are known',
  async (stage) => {
    stage.cloud.order({ kind: 'bootstrap-fails', match: { project: stage.project } });
    const job = await stage.job();
    const step = job.start('.', stage.with({ command: `: ${stage.project}; ${READY}`, ...retried }));
    await stage.until('job-ended');
    stage.cloud.order({ kind: 'slow-submit', ms: 2_500, match: { command: stage.project } });
    await stage.until('slow-submit');
    step.kill('SIGKILL');
    await step.done;
    const [post] = await job.finish();
    expect(post?.outputs['cleanup']).toBe('confirmed');
    await stage.cloud.until(() => stage.jobs().length === 2);
    expect(stage.left()).toEqual(NOTHING);
  },
);

onListed('killed while the pod of a second attempt comes up: it is ended too', async (stage) => {
  stage.cloud.order({ kind: 'bootstrap-fails', match: { project: stage.project } });
  const job = await stage.job();
  const step = job.start('.', stage.with({ command: `: ${stage.project}; ${READY}`, ...retried }));
  await stage.until('job-ended');
  stage.cloud.order({ kind: 'slow-provisioning', ms: 20_000, match: { project: stage.project } });
  await stage.cloud.until(() => stage.jobs().length === 2);
  step.kill('SIGKILL');
  await step.done;
  const [post] = await job.finish();
  expect(post?.outputs['cleanup']).toBe('confirmed');
  expect(stage.left()).toEqual(NOTHING);
});

onAllButObserved('a signal while the second attempt runs ends it', async (stage) => {
  stage.cloud.order({ kind: 'bootstrap-fails', match: { project: stage.project } });
  const job = await stage.job();
  const step = await stage.running(job, retried);
  const result = await step.cancel();
  expect(result.outputs).toMatchObject({ status: 'cancelled', attempts: '2', cleanup: 'confirmed' });
  expect(stage.left()).toEqual(NOTHING);
});
