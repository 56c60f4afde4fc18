import { expect } from '@jest/globals';
import { NOTHING, onEach, READY, type Stage } from '../support/profiles.ts';
import type { StepResult } from '../support/runner/index.ts';

// More than one attempt: what an earlier one left must not hide what the newest one started. On each profile.

const retried = { 'retry-delay': '1500ms', 'retry-max-delay': '2s' };

/** Only `gpu instances` knows a pod that did not come up. `minimum` lacks that command, so its end has no proof. */
function expectEnded(stage: Stage, result: StepResult | undefined): void {
  const proven = stage.profile !== 'minimum';
  expect(result?.outputs['cleanup']).toBe(proven ? 'confirmed' : 'unconfirmed');
  const warnings = result?.annotations.filter(({ level }) => level === 'warning').map(({ message }) => message);
  const [broken] = stage.cloud.books().pods.filter(({ projectId }) => projectId === stage.project);
  if (!proven) expect(warnings?.join()).toContain(`gpu instances terminate ${broken?.podId} -y`);
  expect(stage.left()).toEqual(NOTHING);
}

onEach('a pod that did not come up is ended before the next attempt, which gets another', async (stage) => {
  stage.cloud.order({ kind: 'bootstrap-fails', match: { project: stage.project } });
  const step = await (await stage.job()).uses('.', stage.with({ command: 'true', ...retried }));
  expect(step.outputs).toMatchObject({ status: 'succeeded', attempts: '2' });
  expectEnded(stage, step);
  const [first, second, ...more] = stage.cloud.books().pods.filter(({ projectId }) => projectId === stage.project);
  expect(more).toEqual([]);
  expect(Date.parse(first?.endedAt ?? '')).toBeLessThan(Date.parse(second?.createdAt ?? ''));
  expect(stage.starts()).toBe(1);
});

onEach('a pod that did not come up is left to another run whose job is on it', async (stage) => {
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

onEach(
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
    await stage.cloud.until(() => stage.jobs().length === 2);
    expectEnded(stage, post);
  },
);

onEach('killed while the pod of a second attempt comes up: it is ended too', async (stage) => {
  stage.cloud.order({ kind: 'bootstrap-fails', match: { project: stage.project } });
  const job = await stage.job();
  const step = job.start('.', stage.with({ command: `: ${stage.project}; ${READY}`, ...retried }));
  await stage.until('job-ended');
  stage.cloud.order({ kind: 'slow-provisioning', ms: 20_000, match: { project: stage.project } });
  await stage.cloud.until(() => stage.jobs().length === 2);
  step.kill('SIGKILL');
  await step.done;
  const [post] = await job.finish();
  expectEnded(stage, post);
});

onEach('a signal while the second attempt runs ends it', async (stage) => {
  stage.cloud.order({ kind: 'bootstrap-fails', match: { project: stage.project } });
  const job = await stage.job();
  const step = await stage.running(job, retried);
  const result = await step.cancel();
  expect(result.outputs).toMatchObject({ status: 'cancelled', attempts: '2' });
  expectEnded(stage, result);
});
