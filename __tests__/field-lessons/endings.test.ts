import { expect } from '@jest/globals';
import { readFileSync } from 'node:fs';
import type { RunReport } from '../../src/model/outcome.ts';
import { processesWith } from '../support/runner/index.ts';
import { cloudFor, jobFor, said, scenario, starts, test, withOf } from '../support/scenario.ts';

// How runs end elsewhere when they should not: green after a death, alive after a cancel, red with the job still paid for.
const READY = 'echo re""ady; sleep 60';
const NOTHING = { jobsAlive: 0, podsAlive: 0, sessionsHeld: 0 };

test.each([
  ['TERM', 143],
  ['SEGV', 139],
  ['HUP', 129],
])('a workload that SIG%s ends is over at once, and a failure', async (name, code) => {
  const cloud = await cloudFor();
  const { step } = await scenario(cloud, { command: `kill -${name} $$; sleep 60`, timeout: '30s' });
  expect(step).toMatchObject({ conclusion: 'failure', exitCode: code });
  expect(step.outputs).toMatchObject({ status: 'failed', class: 'workload', 'exit-code': String(code) });
  expect(step.outputs['reason']).toContain(`SIG${name}`);
  expect(cloud.books()).toMatchObject(NOTHING);
});

test('an exit code counts without a word on stderr, the workload’s and the program’s', async () => {
  const cloud = await cloudFor();
  const silent = await scenario(cloud, { command: 'exit 7' });
  expect(silent.step).toMatchObject({ conclusion: 'failure', exitCode: 7 });
  cloud.order({ kind: 'verb-fails', exitCode: 7, text: '', times: Infinity, match: { verb: 'run' } });
  const mute = await scenario(cloud, { command: 'true', 'max-attempts': '1' });
  expect(mute.step.conclusion).toBe('failure');
  expect(mute.step.outputs['status']).toBe('failed');
  expect(starts(cloud)).toBe(1);
});

test('after a cancel no process of ours goes on on the runner', async () => {
  const cloud = await cloudFor();
  const job = await jobFor(cloud);
  const step = job.start('.', withOf(cloud, { command: READY }));
  await step.until(/^ready$/m);
  expect(processesWith(`RUNNER_TEMP=${job.temp}`).length).toBeGreaterThan(1);
  await step.cancel();
  expect(processesWith(`RUNNER_TEMP=${job.temp}`)).toEqual([]);
});

test('what the workload prints is in the log while it runs, and so are the ids of job and pod', async () => {
  const cloud = await cloudFor();
  const job = await jobFor(cloud);
  const step = job.start('.', withOf(cloud, { command: READY }));
  await step.until(/^ready$/m);
  expect(cloud.books().jobsAlive).toBe(1);
  await step.until(({ files }) => /^pod-id/m.test(readFileSync(files.output, 'utf8')));
  step.kill('SIGKILL');
  const killed = await step.done;
  const [remote] = cloud.books().jobs;
  expect(killed.outputs).toMatchObject({ 'job-id': remote?.jobId, 'pod-id': remote?.podId });
  await job.finish();
  expect(cloud.books()).toMatchObject(NOTHING);
});

test('a line that breaks and a status that fails while the workload runs cost neither the result nor the run', async () => {
  const cloud = await cloudFor();
  cloud.order({ kind: 'attach-drops', afterBytes: 20, times: 2 });
  const job = await jobFor(cloud);
  const step = job.start('.', withOf(cloud, { command: 'echo re""ady; sleep 1; echo to the end; exit 5' }));
  await step.until(/^ready$/m);
  cloud.order({ kind: 'verb-fails', exitCode: 1, text: 'connection reset', times: 2, match: { verb: 'status' } });
  const result = await step.done;
  expect(result).toMatchObject({ conclusion: 'failure', exitCode: 5 });
  expect(result.outputs).toMatchObject({ class: 'workload', attempts: '1', cleanup: 'confirmed' });
  expect(said(result).match(/^to the end$/gm)).toHaveLength(1);
  expect(starts(cloud)).toBe(1);
  expect(cloud.books()).toMatchObject(NOTHING);
});

test('the rest of a log is shown when the clients are lost after the job’s end, one after the other', async () => {
  const cloud = await cloudFor();
  cloud.order({ kind: 'attach-drops', afterBytes: 20, times: 3 });
  const { step } = await scenario(cloud, { command: 'echo to the end; exit 5' });
  expect(step).toMatchObject({ conclusion: 'failure', exitCode: 5 });
  expect(said(step).match(/^to the end$/gm)).toHaveLength(1);
  expect(starts(cloud)).toBe(1);
});

test('a question that is never answered has a deadline, and post ends what that left open', async () => {
  const cloud = await cloudFor();
  const job = await jobFor(cloud);
  const step = job.start('.', withOf(cloud, { command: READY }));
  await step.until(/^ready$/m);
  cloud.order({ kind: 'hang', times: Infinity, match: { verb: 'status' } });
  const result = await step.cancel();
  expect(result.signal).toBeNull();
  expect(result.outputs['status']).toBe('cancelled');
  expect(result.outputs['cleanup']).toBe('unconfirmed');
  cloud.clearFaults();
  const [post] = await job.finish();
  expect(post?.outputs['cleanup']).toBe('confirmed');
  expect(cloud.books()).toMatchObject(NOTHING);
});

test('each refusal keeps its own words, in the log and in the report', async () => {
  const cloud = await cloudFor();
  const words = ['Quota exceeded: all 10 concurrent sessions are in use', 'the daemon is not running'];
  cloud.order({ kind: 'refuse-saturated', text: words[0] ?? '' });
  cloud.order({ kind: 'refuse', exitCode: 13, text: words[1] ?? '' });
  const { step } = await scenario(cloud, { command: 'exit 4' });
  const report = JSON.parse(readFileSync(step.outputs['report-file'] ?? '', 'utf8')) as RunReport;
  const reasons = report.attempts.map(({ outcome }) => ('reason' in outcome ? outcome.reason : ''));
  expect(reasons).toHaveLength(3);
  for (const [n, word] of words.entries()) expect(reasons[n]).toContain(word);
  expect(said(step)).toContain(words[0]);
  expect(step.exitCode).toBe(4);
});

test('a report is written when the run fails too, and names why', async () => {
  const cloud = await cloudFor();
  cloud.order({ kind: 'bootstrap-fails', times: Infinity });
  const { step } = await scenario(cloud, { command: 'true', 'max-attempts': '1' });
  expect(step.conclusion).toBe('failure');
  expect(step.summary).toContain(step.outputs['reason']?.slice(0, 20));
  expect(step.outputs).toMatchObject({ status: 'failed', 'exit-code': '', cleanup: 'confirmed' });
  expect(cloud.books()).toMatchObject(NOTHING);
});
