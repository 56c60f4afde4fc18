import { expect } from '@jest/globals';
import { NOTHING, onEach } from '../support/profiles.ts';
import { said } from '../support/scenario.ts';

onEach('a relay session that expires before the start is infra, and leaves nothing', async (stage) => {
  stage.cloud.order({ kind: 'relay-expired', match: { command: stage.project } });
  const step = await (await stage.job()).uses('.', stage.with({ command: `: ${stage.project}` }));
  expect(step.outputs).toMatchObject({ status: 'failed', class: 'infra', attempts: '1', cleanup: 'confirmed' });
  expect(step.outputs['reason']).toContain('Relay handshake failed');
  expect(stage.starts()).toBe(0);
  expect(stage.left()).toEqual(NOTHING);
});

onEach('log records that GPU CLI prints at each call do not change a run', async (stage) => {
  stage.cloud.order({ kind: 'tracing-noise', times: Infinity, match: { project: stage.project } });
  const step = await (await stage.job()).uses('.', stage.with({ command: 'echo hello; exit 7' }));
  expect(step).toMatchObject({ conclusion: 'failure', exitCode: 7 });
  expect(step.outputs).toMatchObject({ class: 'workload', attempts: '1', cleanup: 'confirmed' });
  expect(said(step)).toMatch(/^hello$/m);
  expect(stage.starts()).toBe(1);
  expect(stage.left()).toEqual(NOTHING);
});

onEach('log records beside a refusal do not decide its class', async (stage) => {
  const match = { project: stage.project };
  stage.cloud.order({ kind: 'tracing-noise', times: Infinity, match });
  stage.cloud.order({ kind: 'refuse', text: 'No GPUs available', exitCode: 1, error: 'no_capacity', match });
  const step = await (await stage.job()).uses('.', stage.with({ command: 'true', 'max-attempts': '1' }));
  expect(step.outputs).toMatchObject({ status: 'failed', class: 'capacity', attempts: '1' });
  expect(stage.starts()).toBe(0);
});
