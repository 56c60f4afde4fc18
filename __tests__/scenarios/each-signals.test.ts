import { expect } from '@jest/globals';
import { NOTHING, onEach, READY, stateFile } from '../support/profiles.ts';

// What a run knows before it starts, and how signals end it: on each profile of the program.

/** The runner's second signal comes 7.5 s after the first; a margin is kept. */
const IN_TIME = 6_000;

onEach('what a later process needs is saved before the first submission', async (stage) => {
  const job = await stage.job();
  await job.run('gpu run -- true', { env: { GPU_SERVICE_TOKEN: stage.cloud.token } });
  const before = stage.cloud.books().pods.find(({ projectId }) => projectId === stage.project)?.podId ?? 'none';
  const submissions = stage.calls('run').length;
  const step = job.start('.', stage.with({ command: 'true' }));
  await stage.cloud.until(() => stage.calls('run').length > submissions);
  const state = stateFile(step);
  expect(state).toMatch(/"at":"submitting"/);
  expect(state).toMatch(/"nonces":\["[0-9a-f]{16}"\]/);
  // `minimum` counts pods and does not name them.
  expect(state).toContain(stage.profile === 'minimum' ? '"unnamed":1' : `"before":{"pods":["${before}"]`);
  expect(state).not.toContain(stage.cloud.token);
  await step.done;
});

for (const signal of ['SIGINT', 'SIGTERM', 'SIGHUP'] as const) {
  onEach(`${signal}: gpu gets a signal, the job and its pod are ended, the step says cancelled`, async (stage) => {
    const job = await stage.job();
    const step = await stage.running(job);
    const at = performance.now();
    step.kill(signal);
    const result = await step.done;
    expect(performance.now() - at).toBeLessThan(IN_TIME);
    expect(result).toMatchObject({ signal: null, exitCode: 1 });
    expect(result.outputs).toMatchObject({ status: 'cancelled', class: 'cancelled', cleanup: 'confirmed' });
    expect(result.outputs['reason']).toContain(signal);
    // What the program itself says when it is interrupted.
    expect(result.log).toContain('Interrupted');
    expect(stage.left()).toEqual(NOTHING);
    const [post] = await job.finish();
    expect(post).toMatchObject({ conclusion: 'success' });
    expect(stage.jobs().map(({ state, starts }) => [state, starts])).toEqual([['cancelled', 1]]);
  });
}

onEach('a second and a third signal change nothing', async (stage) => {
  const step = await stage.running(await stage.job());
  step.kill('SIGINT');
  // The system may hand over signals that come together in another order.
  await step.until(/Interrupted/);
  for (const signal of ['SIGINT', 'SIGTERM'] as const) step.kill(signal);
  const result = await step.done;
  expect(result).toMatchObject({ signal: null, exitCode: 1 });
  expect(result.outputs).toMatchObject({ status: 'cancelled', cleanup: 'confirmed' });
  expect(result.outputs['reason']).toContain('SIGINT');
  expect(stage.left()).toEqual(NOTHING);
});

onEach('a signal wakes the wait for a session', async (stage) => {
  stage.cloud.order({ kind: 'refuse-saturated', times: Infinity, match: { project: stage.project } });
  const step = (await stage.job()).start('.', stage.with({ command: 'true', 'retry-delay': '1m' }));
  await step.until(/Waiting:/);
  const at = performance.now();
  step.kill('SIGTERM');
  const result = await step.done;
  expect(performance.now() - at).toBeLessThan(IN_TIME);
  expect(result.outputs).toMatchObject({ status: 'cancelled', cleanup: 'not-needed' });
  expect(stage.jobs()).toEqual([]);
});

onEach('a signal while the pod comes up leaves no pod', async (stage) => {
  stage.cloud.order({ kind: 'slow-provisioning', ms: 8_000, match: { project: stage.project } });
  const job = await stage.job();
  const step = job.start('.', stage.with({ command: 'true' }));
  await stage.until('pod-created');
  const at = performance.now();
  step.kill('SIGINT');
  const result = await step.done;
  expect(performance.now() - at).toBeLessThan(IN_TIME);
  expect(result.outputs['status']).toBe('cancelled');
  await job.finish();
  expect(stage.starts()).toBe(0);
  expect(stage.left()).toEqual(NOTHING);
});

onEach('a signal while the job is submitted: what arrives all the same is ended', async (stage) => {
  const job = await stage.job();
  const command = `: ${stage.project}; ${READY}`;
  stage.cloud.order({ kind: 'slow-submit', ms: 1_500, match: { command: stage.project } });
  const step = job.start('.', stage.with({ command }));
  await stage.until('slow-submit');
  const at = performance.now();
  step.kill('SIGINT');
  const result = await step.done;
  expect(performance.now() - at).toBeLessThan(IN_TIME);
  expect(result.outputs['status']).toBe('cancelled');
  await stage.until('submitted');
  await job.finish();
  expect(stage.left()).toEqual(NOTHING);
});

for (const verb of ['--version', 'status', 'run'] as const) {
  onEach(`a signal while \`gpu ${verb}\` hangs ends the step in time`, async (stage) => {
    const job = await stage.job();
    const step = job.start('.', stage.with({ command: 'true' }));
    // The help texts are asked for first, and answered.
    if (verb !== '--version') await stage.until('help', verb);
    stage.cloud.order({ kind: 'hang', times: Infinity, match: { project: stage.project, verb } });
    await stage.until('call', verb);
    const at = performance.now();
    step.kill('SIGINT');
    const result = await step.done;
    expect(performance.now() - at).toBeLessThan(IN_TIME);
    expect(result).toMatchObject({ signal: null, exitCode: 1 });
    expect(result.outputs['status']).toBe('cancelled');
    expect(stage.starts()).toBe(0);
  });
}
