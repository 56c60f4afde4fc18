import { expect } from '@jest/globals';
import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { NOTHING, onEach, READY, stateFile, type Stage } from '../support/profiles.ts';
import type { Job, Step } from '../support/runner/index.ts';
import { addSubAccount } from '../support/scenario.ts';

// What is left by a step that was killed, and what post makes of it: on each profile of the program.

/** The moments at which a step is killed: each starts one and resolves when it is there. */
const MOMENTS: Readonly<Record<string, (stage: Stage, job: Job) => Promise<Step>>> = {
  'while it waits for a session': async (stage, job) => {
    stage.cloud.order({ kind: 'refuse-saturated', times: Infinity, match: { project: stage.project } });
    const step = job.start('.', stage.with({ command: READY, 'retry-delay': '1m' }));
    await step.until(/Waiting:/);
    return step;
  },
  'while it submits': async (stage, job) => {
    stage.cloud.order({ kind: 'slow-submit', ms: 3_000, match: { command: stage.project } });
    const step = job.start('.', stage.with({ command: `: ${stage.project}; ${READY}` }));
    await stage.until('slow-submit');
    return step;
  },
  'while the pod comes up': async (stage, job) => {
    stage.cloud.order({ kind: 'slow-provisioning', ms: 20_000, match: { project: stage.project } });
    const step = job.start('.', stage.with({ command: READY }));
    await stage.until('pod-created');
    return step;
  },
  'while the workload runs': (stage, job) => stage.running(job),
};

for (const [moment, at] of Object.entries(MOMENTS)) {
  onEach(`a step that is killed ${moment}: post ends what lives`, async (stage) => {
    const job = await stage.job();
    const step = await at(stage, job);
    step.kill('SIGKILL');
    await step.done;
    const [post] = await job.finish();
    expect(post?.conclusion).toBe('success');
    if (moment === 'while it submits') await stage.until('submitted');
    if (moment !== 'while it waits for a session') expect(stage.jobs()).toHaveLength(1);
    expect(post?.outputs['cleanup']).toBe(moment === 'while it waits for a session' ? 'not-needed' : 'confirmed');
    expect(stage.left()).toEqual(NOTHING);
  });
}

onEach('a post step that is killed and runs again ends the run', async (stage) => {
  const job = await stage.job();
  const step = await stage.running(job);
  step.kill('SIGKILL');
  await step.done;
  const [killed, again] = await job.finish({ killPostAfter: 150, rerunPost: true });
  expect(killed?.signal).toBe('SIGKILL');
  expect(again).toMatchObject({ conclusion: 'success' });
  expect(again?.outputs['cleanup']).toBe('confirmed');
  expect(stage.left()).toEqual(NOTHING);
  expect(stage.starts()).toBe(1);
});

onEach('after a good ending post does nothing, and calls nothing', async (stage) => {
  const job = await stage.job();
  await job.uses('.', stage.with({ command: 'true' }));
  const calls = stage.calls().length;
  const [post] = await job.finish();
  expect(post?.conclusion).toBe('success');
  expect(stage.calls()).toHaveLength(calls);
});

// A cloud of its own: the orders hold for every call, and are taken back together.
onEach(
  'a CLI that hangs: post ends in its time, green, and names job, pod and the command that ends them',
  async (stage) => {
    const job = await stage.job();
    const step = await stage.running(job);
    const pod = stage.cloud.books().pods[0]?.podId ?? 'none';
    const known = stage.namesPod ? pod : (stage.jobs()[0]?.jobId ?? 'none');
    await step.until(() => stateFile(step).includes(known));
    step.kill('SIGKILL');
    await step.done;
    stage.cloud.order({ kind: 'hang', times: Infinity });
    const [post] = await job.finish();
    expect(post).toMatchObject({ conclusion: 'success', exitCode: 0 });
    expect(post?.durationMs).toBeLessThan(61_000);
    expect(post?.outputs['cleanup']).toBe('unconfirmed');
    const warning = post?.annotations.find(({ level }) => level === 'warning');
    if (stage.namesPod) expect(warning?.message).toContain(`gpu stop ${pod} -y`);
    // An attached run does not tell its job's id; what is known is named.
    const [lost] = stage.jobs();
    if (stage.detached) expect(warning?.message).toContain(`gpu run --cancel ${lost?.jobId}`);
  },
  {},
  70_000,
);

onEach(
  'what cannot be ended is told with the command that ends it, and post tries again',
  async (stage) => {
    stage.cloud.order({ kind: 'cancel-ignored', times: Infinity });
    stage.cloud.order({ kind: 'stop-fails', times: Infinity });
    const job = await stage.job();
    const step = await stage.running(job);
    const result = await step.cancel();
    expect(result.outputs).toMatchObject({ status: 'cancelled', cleanup: 'unconfirmed' });
    const pod = stage.cloud.books().pods[0]?.podId ?? 'none';
    const warning = result.annotations.find(({ level }) => level === 'warning')?.message;
    expect(warning).toContain(`gpu stop ${pod} -y`);
    if (stage.listsJobs) expect(warning).toContain(`gpu run --cancel ${stage.jobs()[0]?.jobId}`);
    stage.cloud.clearFaults();
    const [post] = await job.finish();
    expect(post?.outputs['cleanup']).toBe('confirmed');
    expect(stage.left()).toEqual(NOTHING);
  },
  {},
);

onEach(
  'a runner that is lost runs no post: the pod ends by its keep-alive once the job is over',
  async (stage) => {
    const job = await stage.job();
    await stage.running(job, { command: 'echo re""ady; sleep 1' });
    await job.loseRunner();
    await stage.until('pod-ended');
    expect(stage.left()).toEqual(NOTHING);
  },
  { keepAliveMinutes: 1, timeScale: 120 },
);

onEach('a project that a later step removes: what is known by id is ended, and nothing is claimed', async (stage) => {
  const job = await stage.job();
  const step = await stage.running(job);
  const pod = stage.cloud.books().pods.find(({ projectId }) => projectId === stage.project)?.podId ?? 'none';
  const known = stage.namesPod ? pod : (stage.jobs()[0]?.jobId ?? 'none');
  await step.until(() => stateFile(step).includes(known));
  step.kill('SIGKILL');
  await step.done;
  await job.run('rm -rf "$GITHUB_WORKSPACE"/*');
  const [post] = await job.finish();
  expect(post).toMatchObject({ conclusion: 'success', outputs: { cleanup: 'unconfirmed' } });
  // There is nothing to wait for, so post does not look again and again.
  expect(stage.calls('status').length).toBeLessThan(10);
  const warning = post?.annotations.find(({ level }) => level === 'warning')?.message;
  expect(warning).toContain(`gpu stop ${pod} -y`);
  expect(warning).toContain('gpu.jsonc is gone');
  expect(stage.left()).toEqual(stage.namesPod ? NOTHING : { jobsAlive: 0, podsAlive: 1 });
});

const activeOrg = (job: Job): string =>
  /^org = "(.*)"$/m.exec(readFileSync(join(job.home, '.gpu-cli', 'config.toml'), 'utf8'))?.[1] ?? '';

onEach(
  'org: the run is under it; after a kill post puts the former context back',
  async (stage) => {
    const job = await stage.job();
    addSubAccount(stage.cloud, 'client');
    await job.run('gpu org switch my-team', { env: { GPU_SERVICE_TOKEN: stage.cloud.token } });
    const step = await stage.running(job, { org: 'client' });
    expect(activeOrg(job)).toBe('client');
    step.kill('SIGKILL');
    await step.done;
    await job.finish();
    expect(activeOrg(job)).toBe('my-team');
    expect(stage.left()).toEqual(NOTHING);
  },
  { tier: 'business' },
);
