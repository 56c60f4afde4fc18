import { describe, expect, test } from '@jest/globals';
import { LISTED } from '../support/profiles.ts';
import { cloudFor, jobFor, scenario, said, starts, withOf } from '../support/scenario.ts';

// The wait for readiness must not match the line that shows the command, so the word is put together by the shell.
const READY = 'echo re""ady; sleep 60';

describe.each(LISTED)('GPU CLI %s', (profile) => {
  test('a workload runs once, its bytes come whole, its pod is released', async () => {
    const cloud = await cloudFor({ profile });
    const { step } = await scenario(cloud, { command: 'echo out; echo err >&2; printf tail' });
    expect(step.conclusion).toBe('success');
    expect(step.outputs).toMatchObject({ status: 'succeeded', 'exit-code': '0', cleanup: 'confirmed' });
    for (const word of ['out\n', 'err\n', 'tail']) expect(said(step)).toContain(word);
    expect(said(step)).not.toContain('gpu-ci:');
    expect(starts(cloud)).toBe(1);
    expect(cloud.books()).toMatchObject({ jobsAlive: 0, podsAlive: 0 });
  });

  test('a full pool is waited for', async () => {
    const cloud = await cloudFor({ profile });
    cloud.order({ kind: 'refuse-saturated', times: 2 });
    const { step } = await scenario(cloud, { command: 'true' });
    expect(step.outputs).toMatchObject({ status: 'succeeded', attempts: '3' });
    expect(starts(cloud)).toBe(1);
  });

  test.each([11, 13, 137])('a workload that exits %i and talks of quotas is not run again', async (code) => {
    const cloud = await cloudFor({ profile });
    const { step } = await scenario(cloud, {
      command: `echo 'Quota exceeded: all 10 sessions are in use' >&2; exit ${code}`,
    });
    expect(step).toMatchObject({ conclusion: 'failure', exitCode: code });
    expect(step.outputs).toMatchObject({ class: 'workload', attempts: '1' });
    expect(starts(cloud)).toBe(1);
  });

  test('a quota that waiting does not cure ends at once', async () => {
    const cloud = await cloudFor({ profile });
    cloud.order({ kind: 'refuse', text: 'Monthly spending limit reached; raise it with `gpu upgrade`', exitCode: 11 });
    const { step } = await scenario(cloud, { command: 'true' });
    expect(step.outputs).toMatchObject({ status: 'failed', class: 'budget', attempts: '1' });
    expect(starts(cloud)).toBe(0);
  });

  test('when the provider has none of the first type, the next one is tried at once', async () => {
    const cloud = await cloudFor({ profile });
    cloud.order({ kind: 'no-capacity', gpuTypes: ['H100 SXM'], times: Infinity });
    const { step } = await scenario(cloud, { command: 'true', 'gpu-type': 'H100 SXM, RTX 4090' });
    expect(step.outputs).toMatchObject({ status: 'succeeded', attempts: '2' });
    expect(starts(cloud)).toBe(1);
  });

  test('a daemon that is down for a while is waited for', async () => {
    const cloud = await cloudFor({ profile });
    cloud.order({ kind: 'daemon-down', times: 1, match: { verb: 'run' } });
    const { step } = await scenario(cloud, { command: 'true' });
    expect(step.outputs['status']).toBe('succeeded');
    expect(starts(cloud)).toBe(1);
  });

  test('cancel: the remote job ends, its pod is released, the step says cancelled', async () => {
    const cloud = await cloudFor({ profile });
    const job = await jobFor(cloud);
    const step = job.start('.', withOf(cloud, { command: READY }));
    await step.until(/^ready$/m);
    const result = await step.cancel();
    expect(result.conclusion).toBe('cancelled');
    expect(result.outputs).toMatchObject({ status: 'cancelled', class: 'cancelled', cleanup: 'confirmed' });
    expect(result.signal).toBeNull();
    expect(cloud.books()).toMatchObject({ jobsAlive: 0, podsAlive: 0, sessionsHeld: 0 });
    const [post] = await job.finish();
    expect(post?.conclusion).toBe('success');
  });

  test('SIGKILL of the step: post ends what still lives', async () => {
    const cloud = await cloudFor({ profile });
    const job = await jobFor(cloud);
    const step = job.start('.', withOf(cloud, { command: READY }));
    await step.until(/^ready$/m);
    step.kill('SIGKILL');
    await step.done;
    const [post] = await job.finish();
    expect(post?.outputs['cleanup']).toBe('confirmed');
    expect(cloud.books()).toMatchObject({ jobsAlive: 0, podsAlive: 0, sessionsHeld: 0 });
  });

  test('timeout ends the remote job and says so', async () => {
    const cloud = await cloudFor({ profile });
    const { step } = await scenario(cloud, { command: 'sleep 60', timeout: '700ms' });
    expect(step.outputs).toMatchObject({ status: 'timed-out', class: 'timeout', cleanup: 'confirmed' });
    expect(step.conclusion).toBe('failure');
    expect(cloud.books()).toMatchObject({ jobsAlive: 0, podsAlive: 0 });
  });
});

test('an older CLI without wait is driven attached', async () => {
  const cloud = await cloudFor();
  cloud.order({ kind: 'no-verb', times: Infinity, match: { verb: 'wait' } });
  const { step } = await scenario(cloud, { command: 'echo fine' });
  expect(step.outputs).toMatchObject({ status: 'succeeded', 'exit-code': '0', cleanup: 'confirmed' });
  expect(starts(cloud)).toBe(1);
});
