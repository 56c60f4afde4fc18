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

onEach(
  'what GPU CLI shows of other programs before the start names a job and a pod of others: they live on',
  async (stage) => {
    const other = await stage.stranger();
    const text = `resuming from checkpoint on pod ${other.podId}\n${other.jobId}\nUsing pod ${other.podId}\nJob: ${other.jobId}`;
    stage.cloud.order({ kind: 'passes-on', text, times: Infinity, match: { project: stage.project } });
    const job = await stage.job();
    const result = await (await stage.running(job)).cancel();
    await job.finish();
    expect(result.outputs['job-id']).not.toBe(other.jobId);
    expect(other.alive()).toEqual({ job: true, pod: true });
    expect(stage.left()).toEqual(NOTHING);
  },
);

for (const ending of ['succeeded', 'cancelled'] as const)
  onEach(
    `the message of a full pool names a job and a pod of others: they live on after a run that ${ending}`,
    async (stage) => {
      const other = await stage.stranger();
      const { jobId, podId } = other;
      const text = `Quota exceeded: all 10 sessions are in use; failed to reserve one, waiting for pod '${podId}' (quarantined)
  ${jobId} on pod ${podId} (alice)
Free one with: gpu instances terminate ${podId} -y`;
      stage.cloud.order({ kind: 'refuse-saturated', text, match: { project: stage.project } });
      const job = await stage.job();
      if (ending === 'cancelled') await (await stage.running(job)).cancel();
      else expect((await job.uses('.', stage.with({ command: 'true' }))).outputs['status']).toBe('succeeded');
      await job.finish();
      expect(other.alive()).toEqual({ job: true, pod: true });
      expect(stage.left()).toEqual(NOTHING);
    },
  );

// Elsewhere nothing lists the jobs that were there before.
onListed('a submission that is answered with a job of before is lost, and that job lives on', async (stage) => {
  const other = await stage.stranger(stage.project);
  stage.cloud.order({ kind: 'stale-answer', jobId: other.jobId, match: { command: 'of-this-run' } });
  const job = await stage.job();
  const step = await job.uses('.', stage.with({ command: ': of-this-run' }));
  await job.finish();
  expect(step.outputs).toMatchObject({ status: 'failed', class: 'infra', attempts: '1', 'job-id': '' });
  expect(other.alive()).toEqual({ job: true, pod: true });
});
