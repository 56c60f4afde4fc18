import { expect } from '@jest/globals';
import type { Cloud } from '../../emulator/cloud.ts';
import type { Job } from '../support/runner/index.ts';
import { cloudFor, jobFor, scenario, starts, test, withOf } from '../support/scenario.ts';

// What the clean-up does if GPU CLI shows less than lists of jobs and pods.
const NOTHING = { jobsAlive: 0, podsAlive: 0, sessionsHeld: 0 };

async function onProject(cloud: Cloud, runId: number, project = 'shared'): Promise<Job> {
  const job = await jobFor(cloud, { runId });
  await job.run(`echo '{"project_id":"${project}"}' > gpu.jsonc`);
  return job;
}

test.each([
  ['names pods in `gpu instances list`', true],
  ['names no pod', false],
])('starts, and leaves nothing, when status only counts pods and GPU CLI %s', async (_case, lists) => {
  const cloud = await cloudFor();
  cloud.order({ kind: 'status-counts-only', times: -1 });
  if (!lists) cloud.order({ kind: 'no-verb', times: -1, match: { verb: 'instances' } });
  const { step } = await scenario(cloud, { command: 'true' });
  expect(step.outputs).toMatchObject({ status: 'succeeded', cleanup: 'confirmed' });
  expect(cloud.books()).toMatchObject(NOTHING);
});

test('leaves the pod that was counted before, and names what may be left, when status only counts pods', async () => {
  const cloud = await cloudFor();
  cloud.order({ kind: 'status-counts-only', times: -1 });
  cloud.order({ kind: 'no-verb', times: -1, match: { verb: 'instances' } });
  const [first, job] = [await onProject(cloud, 1), await onProject(cloud, 2)];
  await first.uses('.', withOf(cloud, { command: 'true', 'keep-pod': 'true' }));
  const step = await job.uses('.', withOf(cloud, { command: 'true' }));
  await job.finish();
  expect(step.outputs).toMatchObject({ status: 'succeeded', cleanup: 'unconfirmed' });
  expect(cloud.books().podsAlive).toBe(1);
  expect(step.log).not.toMatch(/gpu stop -y/);
});

test('ends a pod that only `gpu instances` knows', async () => {
  const cloud = await cloudFor();
  cloud.order({ kind: 'bootstrap-fails', times: 1 });
  cloud.order({ kind: 'stop-knows-no-pod', times: 1 });
  const { step } = await scenario(cloud, { command: 'true', 'max-attempts': '1' });
  expect(step.outputs).toMatchObject({ class: 'infra', cleanup: 'confirmed' });
  expect(starts(cloud)).toBe(0);
  expect(cloud.books()).toMatchObject(NOTHING);
});

test('does not confirm a pod that is broken and that GPU CLI does not list', async () => {
  const cloud = await cloudFor();
  cloud.order({ kind: 'bootstrap-fails', times: 1 });
  cloud.order({ kind: 'stop-knows-no-pod', times: 1 });
  cloud.order({ kind: 'verb-fails', times: -1, match: { verb: 'instances' } });
  const { step } = await scenario(cloud, { command: 'true', 'max-attempts': '1' });
  const [pod] = cloud.books().pods;
  expect(step.outputs['cleanup']).toBe('unconfirmed');
  expect(step.log).toContain(`gpu instances terminate ${pod?.podId} -y`);
});

test('starts when GPU CLI does not show what runs, and ends what it knows by its id', async () => {
  const cloud = await cloudFor();
  cloud.order({ kind: 'verb-fails', times: 8, match: { verb: 'status' } });
  cloud.order({ kind: 'no-verb', times: -1, match: { verb: 'instances' } });
  const { step } = await scenario(cloud, { command: 'echo done' });
  expect(step.outputs['status']).toBe('succeeded');
  expect(starts(cloud)).toBe(1);
  expect(step.log).toContain('GPU CLI does not show what runs in this project');
});

/** A job of someone else, which runs until the cloud closes. */
async function startElsewhere(cloud: Cloud, runId: number, project: string): Promise<void> {
  const job = await onProject(cloud, runId, project);
  const step = await job.uses('.', withOf(cloud, { command: 'sleep 600', mode: 'submit' }));
  expect(step.outputs['status']).toBe('submitted');
}

const projectsAlive = (cloud: Cloud): readonly string[] =>
  cloud
    .books()
    .pods.filter(({ endedAt }) => endedAt === null)
    .map(({ projectId }) => projectId)
    .sort();

test('does not stop a pod that came up in another project of the account', async () => {
  const cloud = await cloudFor({ profile: 'observed' });
  await startElsewhere(cloud, 1, 'shared');
  const job = await onProject(cloud, 2);
  cloud.order({ kind: 'slow-sync', ms: 6_000, match: { command: 'ours' } });
  cloud.order({
    kind: 'refuse',
    exitCode: 1,
    error: 'internal',
    text: 'Something went wrong',
    match: { command: 'ours' },
  });
  const step = job.start('.', withOf(cloud, { command: ': ours', 'max-attempts': '1' }));
  await cloud.until(({ kind }) => kind === 'syncing');
  await startElsewhere(cloud, 3, 'other');
  const { outputs } = await step.done;
  await job.finish();
  // The service says in JSON that it started nothing.
  expect(outputs['cleanup']).toBe('not-needed');
  expect(projectsAlive(cloud)).toEqual(['other', 'shared']);
});

test('ends its own pod when others came up in other projects of the account', async () => {
  const cloud = await cloudFor({ profile: 'observed' });
  const job = await onProject(cloud, 1);
  cloud.order({ kind: 'slow-sync', ms: 9_000, match: { command: 'ours' } });
  cloud.order({ kind: 'bad-json', how: 'truncated', match: { command: 'ours' } });
  const step = job.start('.', withOf(cloud, { command: ': ours; sleep 600' }));
  await cloud.until(({ kind }) => kind === 'syncing');
  await startElsewhere(cloud, 2, 'one');
  await startElsewhere(cloud, 3, 'two');
  const { outputs } = await step.done;
  await job.finish();
  expect(outputs['cleanup']).toBe('confirmed');
  expect(projectsAlive(cloud)).toEqual(['one', 'two']);
});
