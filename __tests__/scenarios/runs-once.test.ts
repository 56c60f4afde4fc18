import { expect } from '@jest/globals';
import { writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { NOTHING, onEach } from '../support/profiles.ts';
import { cloudFor, said, scenario, starts, test } from '../support/scenario.ts';

// A workload runs once: it is submitted again only if it cannot have started. On each profile of the program.

onEach('runs a workload once, passes its bytes on whole, and releases its pod', async (stage) => {
  const step = await (await stage.job()).uses('.', stage.with({ command: 'echo out; echo err >&2; printf tail' }));
  expect(step.conclusion).toBe('success');
  expect(step.outputs).toMatchObject({ status: 'succeeded', 'exit-code': '0', cleanup: 'confirmed' });
  for (const word of ['out\n', 'err\n', 'tail']) expect(said(step)).toContain(word);
  expect(said(step)).not.toContain('gpu-ci:');
  expect(stage.starts()).toBe(1);
  expect(stage.left()).toEqual(NOTHING);
});

onEach('waits for a session while the pool is full', async (stage) => {
  stage.cloud.order({ kind: 'refuse-saturated', times: 2, match: { project: stage.project } });
  const step = await (await stage.job()).uses('.', stage.with({ command: 'true' }));
  expect(step.outputs).toMatchObject({ status: 'succeeded', attempts: '3' });
  expect(stage.starts()).toBe(1);
});

for (const code of [11, 13, 137]) {
  onEach(`does not repeat a workload that exits ${code} and prints a message about quotas`, async (stage) => {
    const command = `echo 'Quota exceeded: all 10 sessions are in use' >&2; exit ${code}`;
    const step = await (await stage.job()).uses('.', stage.with({ command }));
    expect(step).toMatchObject({ conclusion: 'failure', exitCode: code });
    expect(step.outputs).toMatchObject({ class: 'workload', attempts: '1' });
    expect(stage.starts()).toBe(1);
  });
}

onEach('does not wait for a quota that waiting does not restore', async (stage) => {
  const text = 'Monthly spending limit reached; raise it with `gpu upgrade`';
  stage.cloud.order({ kind: 'refuse', text, exitCode: 11, match: { project: stage.project } });
  const step = await (await stage.job()).uses('.', stage.with({ command: 'true' }));
  expect(step.outputs).toMatchObject({ status: 'failed', class: 'budget', attempts: '1' });
  expect(stage.starts()).toBe(0);
});

onEach('uses the next GPU type if the provider has none of the first', async (stage) => {
  const { project } = stage;
  stage.cloud.order({ kind: 'no-capacity', gpuTypes: ['H100 SXM'], times: Infinity, match: { project } });
  const step = await (await stage.job()).uses('.', stage.with({ command: 'true', 'gpu-type': 'H100 SXM, RTX 4090' }));
  expect(step.outputs).toMatchObject({ status: 'succeeded', attempts: '2' });
  expect(stage.starts()).toBe(1);
});

onEach('submits again after the daemon was down', async (stage) => {
  stage.cloud.order({ kind: 'daemon-down', times: 2, match: { project: stage.project, verb: 'run' } });
  const step = await (await stage.job()).uses('.', stage.with({ command: 'true' }));
  expect(step.outputs['status']).toBe('succeeded');
  expect(stage.starts()).toBe(1);
});

onEach('does not repeat a job that is over when the answer to its submission is lost', async (stage) => {
  stage.cloud.order({ kind: 'answer-lost', whenOver: true, match: { command: stage.project } });
  const step = await (await stage.job()).uses('.', stage.with({ command: `: ${stage.project}` }));
  expect(stage.starts()).toBe(1);
  expect(step.outputs).toMatchObject({ status: 'failed', attempts: '1' });
  expect(stage.left()).toEqual(NOTHING);
});

onEach('follows or ends a job that runs when the answer to its submission is lost', async (stage) => {
  stage.cloud.order({ kind: 'answer-lost', match: { command: stage.project } });
  const job = await stage.job();
  const step = await job.uses('.', stage.with({ command: `: ${stage.project}; sleep 1` }));
  await job.finish();
  expect(step.outputs['attempts']).toBe('1');
  expect(stage.starts()).toBeLessThanOrEqual(1);
  expect(stage.left()).toEqual(NOTHING);
});

onEach('does not repeat a workload whose pod is gone when the connection breaks', async (stage) => {
  const text = 'Connection reset by peer';
  stage.cloud.order({ kind: 'answer-lost', whenOver: true, text, exitCode: 1, match: { command: stage.project } });
  const job = await stage.job();
  writeFileSync(join(job.workspace, 'gpu.jsonc'), JSON.stringify({ project_id: stage.project, keep_alive_minutes: 0 }));
  const step = await job.uses('.', stage.with({ command: `: ${stage.project}`, 'retry-delay': '1s' }));
  expect(stage.starts()).toBe(1);
  expect(step.outputs).toMatchObject({ status: 'failed', class: 'infra', attempts: '1' });
});

onEach('ends a job that the status shows only after the connection broke', async (stage) => {
  const { project } = stage;
  const text = 'Connection reset by peer';
  stage.cloud.order({ kind: 'status-late', ms: 4_000, times: Infinity, match: { project } });
  stage.cloud.order({ kind: 'answer-lost', text, exitCode: 1, match: { command: project } });
  const job = await stage.job();
  const step = await job.uses('.', stage.with({ command: `: ${project}; sleep 100`, 'retry-delay': '1s' }));
  await job.finish();
  expect(stage.jobs()).toHaveLength(1);
  expect(step.outputs).toMatchObject({ status: 'failed', class: 'infra', attempts: '1' });
  expect(stage.left()).toEqual(NOTHING);
});

for (const [text, exitCode] of [
  ['error: failed to parse response: missing field `state` at line 1 column 52', 1],
  ['error: token expired while waiting for the answer', 10],
  ['error: 429 Too many concurrent sessions while polling for the answer', 1],
  ['No GPUs available', 1],
  ['Provisioning timed out after 10 minutes', 1],
  ['Timed out waiting for agent after 60 seconds', 1],
] as const)
  onEach(`does not repeat a workload that was accepted when GPU CLI gives up: ${text}`, async (stage) => {
    const { project } = stage;
    stage.cloud.order({ kind: 'answer-lost', text, exitCode, match: { command: project } });
    stage.cloud.order({ kind: 'slow-bootstrap', ms: 3_000, match: { project } });
    const job = await stage.job();
    await job.uses('.', stage.with({ command: `: ${project}; sleep 3`, 'retry-delay': '1s' }));
    await job.finish();
    expect(stage.jobs()).toHaveLength(1);
    expect(stage.starts()).toBeLessThanOrEqual(1);
    expect(stage.left()).toEqual(NOTHING);
  });

test('runs attached if GPU CLI has no `wait`', async () => {
  const cloud = await cloudFor();
  cloud.order({ kind: 'no-verb', times: Infinity, match: { verb: 'wait' } });
  const { step } = await scenario(cloud, { command: 'echo fine' });
  expect(step.outputs).toMatchObject({ status: 'succeeded', 'exit-code': '0', cleanup: 'confirmed' });
  expect(starts(cloud)).toBe(1);
});
