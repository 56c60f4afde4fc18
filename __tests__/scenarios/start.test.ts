import type { Cloud } from '../../emulator/cloud.ts';
import { expect } from '@jest/globals';
import { readFileSync } from 'node:fs';
import type { RunReport } from '../../src/model/outcome.ts';
import { cloudFor, jobFor, scenario, starts, test, withOf } from '../support/scenario.ts';

// The time between the submission of a job and the start of its workload.

test('waits for a job that GPU CLI reports as preparing and cannot attach to yet', async () => {
  const cloud = await cloudFor({ provisionMs: 2_500 });
  cloud.order({ kind: 'attach-before-pod', word: 'preparing' });
  const { step } = await scenario(cloud, { command: 'echo tra""ined' });
  expect(step.outputs).toMatchObject({ status: 'succeeded', attempts: '1', cleanup: 'confirmed' });
  expect(step.rawStdout.toString()).toMatch(/^trained$/m);
  expect(starts(cloud)).toBe(1);
  expect(cloud.books()).toMatchObject({ jobsAlive: 0, podsAlive: 0 });
});

/** Without `gpu wait` the action runs attached. */
async function cloudOf(way: string): Promise<Cloud> {
  const cloud = await cloudFor();
  if (way === 'attached') cloud.order({ kind: 'no-verb', times: Infinity, match: { verb: 'wait' } });
  return cloud;
}

test.each(['detached', 'attached'])(
  'start-timeout ends a job whose pod does not come up, and another attempt runs once [%s]',
  async (way) => {
    const cloud = await cloudOf(way);
    cloud.order({ kind: 'slow-bootstrap', ms: 3_600_000 });
    const { step } = await scenario(cloud, { command: 'echo tra""ined', 'start-timeout': '2s' });
    expect(step.outputs).toMatchObject({ status: 'succeeded', attempts: '2', cleanup: 'confirmed' });
    const report = JSON.parse(readFileSync(step.outputs['report-file'] ?? '', 'utf8')) as RunReport;
    expect(report.attempts[0]?.outcome).toMatchObject({
      kind: 'refused',
      class: 'infra',
      reason: expect.stringContaining('The workload did not start within `start-timeout` (2 s).'),
    });
    expect(starts(cloud)).toBe(1);
    expect(cloud.books().pods).toHaveLength(2);
    expect(cloud.books()).toMatchObject({ jobsAlive: 0, podsAlive: 0 });
  },
);

test('start-timeout does not submit again while GPU CLI does not confirm the cancel', async () => {
  const cloud = await cloudFor();
  cloud.order({ kind: 'slow-bootstrap', ms: 3_600_000 });
  cloud.order({ kind: 'cancel-ignored', times: Infinity });
  const { step } = await scenario(cloud, { command: 'true', 'start-timeout': '1s' });
  expect(step.outputs).toMatchObject({ status: 'timed-out', class: 'timeout', attempts: '1' });
  expect(step.outputs['reason']).toContain('was not submitted again');
  expect(starts(cloud)).toBe(0);
  expect(cloud.books()).toMatchObject({ jobsAlive: 0, podsAlive: 0 });
}, 90_000);

test('max-cost ends a run whose pod is paid for and does not start the workload', async () => {
  const cloud = await cloudFor();
  cloud.setPrice('L4', 3_600);
  cloud.order({ kind: 'slow-bootstrap', ms: 3_600_000 });
  const { step } = await scenario(cloud, {
    command: 'true',
    'max-cost': '3',
    'gpu-type': 'L4',
    'start-timeout': '60s',
  });
  expect(step.outputs).toMatchObject({ status: 'failed', class: 'budget', cleanup: 'confirmed' });
  expect(cloud.books()).toMatchObject({ jobsAlive: 0, podsAlive: 0 });
});

test.each(['detached', 'attached'])(
  'mode: submit leaves the job only after its workload has started [%s]',
  async (way) => {
    const cloud = await cloudOf(way);
    cloud.order({ kind: 'sync-after-submit', ms: 1_500 });
    const job = await jobFor(cloud);
    const step = await job.uses('.', withOf(cloud, { command: 'echo started; sleep 60', mode: 'submit' }));
    expect(starts(cloud)).toBe(1);
    expect(step.outputs).toMatchObject({ status: 'submitted', cleanup: 'kept' });
    expect(step.outputs['job-id']).toBe(cloud.books().jobs[0]?.jobId);
    await job.finish();
    expect(cloud.books().jobsAlive).toBe(1);
  },
);

test('does not cancel another job that the command names', async () => {
  const cloud = await cloudOf('attached');
  const other = await jobFor(cloud);
  const theirs = await other.uses('.', withOf(cloud, { command: 'sleep 60', mode: 'submit' }));
  const id = theirs.outputs['job-id'] ?? '';
  expect(id).toMatch(/^job_/);
  const job = await jobFor(cloud);
  const step = job.start('.', withOf(cloud, { command: `echo "Job: ${id}"; echo re""ady; sleep 60` }));
  await step.until(/^ready$/m);
  await step.cancel();
  const ended = await step.done;
  expect(ended.outputs['job-id']).not.toBe(id);
  expect(cloud.books().jobs.find(({ jobId }) => jobId === id)).toMatchObject({ state: 'running' });
});
