import { expect } from '@jest/globals';
import { cloudFor, scenario, starts, test } from '../support/scenario.ts';

test.each([
  ['Too many concurrent sessions', 1, 'saturated'],
  ['You are already running 10 sessions', 1, 'saturated'],
  ['Quota exceeded', 11, 'saturated'],
  ['All GPU hours included in your plan are used; quota refresh on the 1st', 11, 'budget'],
  ['rsync error: connection unexpectedly closed', 1, 'infra'],
  ['No pod available', 1, 'capacity'],
  ["Missing required field 'project_id'", 1, 'usage'],
])('a submission that ends with "%s" (%i) is %s', async (text, exitCode, kind) => {
  const cloud = await cloudFor();
  cloud.order({ kind: 'refuse', text, exitCode, error: '' });
  const { step } = await scenario(cloud, { command: 'true', 'max-attempts': '1' });
  expect(step.outputs).toMatchObject({ status: 'failed', class: kind, attempts: '1' });
  expect(starts(cloud)).toBe(0);
});

test('a refusal that names a time is obeyed', async () => {
  const cloud = await cloudFor();
  cloud.order({ kind: 'refuse', text: 'Session limit reached. Retry in 3 seconds.', exitCode: 11 });
  const { step } = await scenario(cloud, { command: 'true', 'retry-delay': '100ms' });
  expect(step.outputs).toMatchObject({ status: 'succeeded', attempts: '2' });
  expect(Number(step.outputs['queue-seconds'])).toBeGreaterThanOrEqual(3);
});
