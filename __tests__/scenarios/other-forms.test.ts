import { expect } from '@jest/globals';
import { readFileSync } from 'node:fs';
import type { Cloud } from '../../emulator/cloud.ts';
import type { RunReport } from '../../src/model/outcome.ts';
import type { Job, Step } from '../support/runner/index.ts';
import { cloudFor, jobFor, said, scenario, starts, test, withOf } from '../support/scenario.ts';

// Answers in another form than the usual one of the emulator.

test('asks again for an install script that bot protection withheld', async () => {
  const cloud = await cloudFor();
  cloud.order({ kind: 'install-blocked' });
  const { step } = await scenario(cloud, { command: 'true' });
  expect(step.outputs).toMatchObject({ status: 'succeeded', cleanup: 'confirmed' });
});

test('names bot protection if it keeps the install script', async () => {
  const cloud = await cloudFor();
  cloud.order({ kind: 'install-blocked', times: Infinity });
  const { step } = await scenario(cloud, { command: 'true' });
  expect(step.outputs).toMatchObject({ status: 'failed', class: 'infra' });
  expect(said(step)).toContain('Bot protection');
});

test('runs an install script in bash if its first line names bash', async () => {
  const cloud = await cloudFor();
  cloud.order({ kind: 'installer-in-bash' });
  const { step } = await scenario(cloud, { command: 'true' });
  expect(step.outputs['status']).toBe('succeeded');
});

test('gives `gpu` the USER that it needs in a container', async () => {
  const cloud = await cloudFor();
  cloud.order({ kind: 'needs-user', times: Infinity });
  const { step } = await scenario(cloud, { command: 'true' }, { hostEnv: { USER: '', LOGNAME: '' } });
  expect(step.outputs).toMatchObject({ status: 'succeeded', cleanup: 'confirmed' });
});

test('estimates the cost of a pod whose GPU the status names in its long form', async () => {
  const cloud = await cloudFor();
  cloud.order({ kind: 'long-gpu-names', times: Infinity });
  const { step } = await scenario(cloud, { command: 'true', 'gpu-type': 'RTX 4090' });
  const report = JSON.parse(readFileSync(step.outputs['report-file'] ?? '', 'utf8')) as RunReport;
  expect(report.cost).not.toBeNull();
});

test('submits again after a failed start although the status lists the failed job', async () => {
  const cloud = await cloudFor({ profile: 'rich' });
  cloud.order({ kind: 'status-lists-ended', times: Infinity });
  cloud.order({ kind: 'no-verb', times: Infinity, match: { verb: 'wait' } });
  cloud.order({ kind: 'bootstrap-fails' });
  const { step } = await scenario(cloud, { command: 'true' });
  expect(step.outputs).toMatchObject({ status: 'succeeded', attempts: '2', cleanup: 'confirmed' });
  expect(starts(cloud)).toBe(1);
});

/** Two attempts of one workflow run: the runner of the first is lost while its job runs. */
async function rerun(length: number, command: string): Promise<{ cloud: Cloud; again: Job; step: Step }> {
  const cloud = await cloudFor();
  cloud.order({ kind: 'status-cuts-commands', length, times: Infinity });
  const [first, again] = [await jobFor(cloud, { runId: 5 }), await jobFor(cloud, { runId: 5, runAttempt: 2 })];
  for (const job of [first, again]) await job.run(`echo '{"project_id": "cut"}' > gpu.jsonc`);
  await first.start('.', withOf(cloud, { command: 'echo re""ady; sleep 600' })).until(/^ready$/m);
  await first.loseRunner();
  return { cloud, again, step: again.start('.', withOf(cloud, { command })) };
}

test('a re-run finds its job in a listing that cuts command lines behind the mark', async () => {
  const { cloud, again, step } = await rerun(120, 'echo re""ady; sleep 600');
  await step.until(/attaching to it/);
  await step.cancel();
  await again.finish();
  expect(starts(cloud)).toBe(1);
  expect(cloud.books()).toMatchObject({ jobsAlive: 0, podsAlive: 0 });
});

test('a re-run does not touch a job whose command line is cut within the mark', async () => {
  const { cloud, again, step } = await rerun(20, 'true');
  const result = await step.done;
  await again.finish();
  expect(result.outputs['status']).toBe('succeeded');
  expect(said(result)).toContain('a job of the previous attempt may still be running');
  expect(cloud.books().jobsAlive).toBe(1);
});
