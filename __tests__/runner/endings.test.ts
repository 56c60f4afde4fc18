import { describe, expect, test } from '@jest/globals';
import { type Job, openJob } from '../support/runner/index.ts';
import { alive, eventually, fixture } from './helpers.ts';

const stubborn = fixture('stubborn');
const quick = { ladder: [150, 150] as const };
const childOf = (log: string): number => Number(/child (\d+)/.exec(log)?.[1]);

describe('cancel: SIGINT, SIGTERM, SIGKILL to the entry process', () => {
  test.each([
    ['SIGINT', 0, null, ['got SIGINT']],
    ['SIGTERM', 0, null, ['got SIGINT', 'got SIGTERM']],
    ['nothing', 137, 'SIGKILL', ['got SIGINT', 'got SIGTERM']],
  ])('obeys %s', async (obeys, exitCode, signal, lines) => {
    await using job = await openJob(obeys === 'SIGINT' ? {} : quick);
    const result = await job.uses(stubborn, { with: { obeys }, cancelAfter: 'main is ready' });
    expect(result).toMatchObject({ conclusion: 'cancelled', exitCode, signal });
    expect(result.log.match(/got SIG\w+/g)).toEqual(lines);
    expect(result.annotations.map(({ message }) => message)).toEqual(['The operation was canceled.']);
    expect(job.status).toBe('cancelled');
    const posts = await job.finish();
    expect(posts.map(({ conclusion }) => conclusion)).toEqual(['success']);
  });

  test('a child of the process is left alone, and dies at the end of the job', async () => {
    await using job = await openJob({ stdioGraceMs: 200 });
    const step = job.startScript('sleep 60 & echo "child $!"; wait');
    await step.until(/child \d+/);
    const result = await step.cancel();
    expect(alive(childOf(result.log))).toBe(true);
    await job.finish();
    await eventually(() => !alive(childOf(result.log)));
    expect(job.finalLog).toContain(`Terminate orphan process: pid (${childOf(result.log)}) (sleep)`);
  });

  test('by an AbortSignal', async () => {
    await using job = await openJob();
    const controller = new AbortController();
    const done = job.uses(stubborn, { abort: controller.signal });
    controller.abort();
    expect(await done).toMatchObject({ conclusion: 'cancelled' });
  });
});

test('a time limit takes the same ladder and fails the step, not the run', async () => {
  await using job = await openJob();
  const result = await job.uses(stubborn, { timeoutMs: 600 });
  expect(result.conclusion).toBe('failure');
  expect(result.annotations.at(-1)?.message).toContain("The action 'Stubborn' has timed out after");
  expect(job.status).toBe('failure');
});

test('someone kills main: failure, and post runs', async () => {
  await using job = await openJob();
  const result = await job.uses(stubborn, { killMain: 'main is ready' });
  expect(result).toMatchObject({ conclusion: 'failure', signal: 'SIGKILL' });
  expect((await job.finish())[0]?.log).toContain('post is done');
});

test('a post step is killed and run again with the state it saved', async () => {
  await using job = await openJob();
  await job.uses(stubborn, { with: { obeys: 'SIGINT', 'post-hangs': 'true' }, cancelAfter: 'main is ready' });
  const posts = await job.finish({ killPostAfter: 'post hangs', rerunPost: true });
  expect(posts.map(({ signal }) => signal)).toEqual(['SIGKILL', null]);
  expect(posts[1]?.log).toContain('post is done');
});

test('post steps share a wall; then the runner is gone', async () => {
  await using job = await openJob();
  await job.uses(stubborn, { with: { 'post-hangs': 'true' }, cancelAfter: 'main is ready' });
  const posts = await job.finish({ wallMs: 400 });
  expect(posts).toMatchObject([{ signal: 'SIGKILL' }]);
});

describe('what is left running', () => {
  const leave = async (job: Job, inputs: Record<string, string>): Promise<number> =>
    childOf((await job.uses(fixture('orphan'), { with: inputs })).log);

  test('dies at the end of the job by its tracking id', async () => {
    await using job = await openJob();
    const child = await leave(job, {});
    expect(alive(child)).toBe(true);
    await job.finish();
    await eventually(() => !alive(child));
  });

  test('lives on when it dropped the tracking id', async () => {
    await using job = await openJob();
    const child = await leave(job, { hides: 'true' });
    await job.finish();
    expect(job.finalLog).toBe('Cleaning up orphan processes\n');
    expect(alive(child)).toBe(true);
    process.kill(child, 'SIGKILL');
  });

  test('delays the step no longer than the grace when it holds the output', async () => {
    await using job = await openJob({ stdioGraceMs: 200 });
    const result = await job.uses(fixture('orphan'), { with: { 'holds-output': 'true' } });
    expect(result.conclusion).toBe('success');
    expect(result.durationMs).toBeGreaterThanOrEqual(200);
    expect(result.durationMs).toBeLessThan(4000);
  });
});

test('the runner is lost: everything dies, no post', async () => {
  await using job = await openJob();
  const left = childOf((await job.uses(fixture('orphan'))).log);
  const step = job.start(stubborn);
  await step.until('main is ready');
  await job.loseRunner();
  expect(await step.done).toMatchObject({ conclusion: 'failure', signal: 'SIGKILL' });
  expect(await job.finish()).toEqual([]);
  await eventually(() => !alive(left));
  expect(() => job.start(stubborn)).toThrow('lost');
});

test('until: rejects with the log when the step ends first; a question is asked again', async () => {
  await using job = await openJob();
  const step = job.startScript('echo one; echo two >> "$GITHUB_OUTPUT"');
  await step.until(({ log }) => log.includes('\none\n'));
  await expect(step.until('never')).rejects.toThrow(/ended without never[\s\S]*one/);
});
