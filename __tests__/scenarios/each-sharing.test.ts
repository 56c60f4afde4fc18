import { expect } from '@jest/globals';
import { NOTHING, onEach, onListed, READY } from '../support/profiles.ts';

// Pods that others use: on each profile of the program.

onEach('a pod that was there before is never stopped, neither at the end nor by post', async (stage) => {
  const job = await stage.job();
  await job.run('gpu run -- true', { env: { GPU_SERVICE_TOKEN: stage.cloud.token } });
  const good = await job.uses('.', stage.with({ command: 'true' }));
  expect(good.outputs['status']).toBe('succeeded');
  // Kept, or, where the job was over before anyone could see on which pod it ran, nothing to end.
  expect(stage.profile === 'minimum' ? ['unconfirmed'] : ['kept', 'confirmed']).toContain(good.outputs['cleanup']);
  const step = await stage.running(job);
  step.kill('SIGKILL');
  await step.done;
  const [killed] = await job.finish();
  expect(stage.left()).toEqual({ jobsAlive: stage.detached ? 0 : expect.any(Number), podsAlive: 1 });
  if (stage.profile !== 'minimum') return;
  // Pods are counted and have no names, so nothing shows whose the pod is: that is said with the command.
  expect(killed?.outputs['cleanup']).toBe('unconfirmed');
  const [pod] = stage.cloud.books().pods.filter(({ projectId }) => projectId === stage.project);
  expect(killed?.annotations.map(({ message }) => message).join()).toContain(`gpu stop ${pod?.podId} -y`);
});

// `minimum` and `observed` count pods and list no jobs: nothing there shows that another run uses this run's pod.
onListed('a pod on which another run’s job is alive is left to it; the last run ends it', async (stage) => {
  const [first, second] = [await stage.job({ runId: 1 }), await stage.job({ runId: 2 })];
  const early = await stage.running(first, { command: 'echo re""ady; while [ ! -e done ]; do sleep 0.1; done' });
  const late = await stage.running(second, { command: READY });
  // One workspace for all jobs of a project: the early one sees the word of a third.
  const third = await stage.job({ runId: 3 });
  const word = await third.uses('.', stage.with({ command: 'touch done' }));
  expect(word.outputs['status']).toBe('succeeded');
  const ended = await early.done;
  expect(ended.outputs['status']).toBe('succeeded');
  await first.finish();
  // The workload of another run goes on.
  expect(stage.left()).toEqual({ jobsAlive: 1, podsAlive: 1 });
  const result = await late.cancel();
  expect(result.outputs['status']).toBe('cancelled');
  await second.finish();
  expect(stage.left().jobsAlive).toBe(0);
  if (stage.listsJobs) expect(stage.left()).toEqual(NOTHING);
});

onEach(
  'post repeats a cancel that GPU CLI accepted and did not carry out on the pod of someone else',
  async (stage) => {
    const job = await stage.job();
    await job.run('gpu run -- true', { env: { GPU_SERVICE_TOKEN: stage.cloud.token } });
    const step = await stage.running(job, { command: 'echo re""ady; sleep 600' });
    stage.cloud.order({ kind: 'cancel-ignored', times: 2, match: { project: stage.project } });
    step.kill('SIGKILL');
    await step.done;
    const [post] = await job.finish();
    // An attached run does not print the id of its job.
    const proven = stage.detached ? { jobsAlive: 0, podsAlive: 1 } : { jobsAlive: 1, podsAlive: 1 };
    expect(stage.left()).toEqual(proven);
    expect(['kept', 'confirmed'].includes(post?.outputs['cleanup'] ?? '')).toBe(stage.detached);
  },
);
