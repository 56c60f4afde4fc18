import { describe, expect, test } from '@jest/globals';
import { existsSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { type Job, openJob } from '../support/runner/index.ts';

const STUBBORN = join(import.meta.dirname, 'fixtures', 'stubborn');
const childOf = (log: string): number => Number(/child (\d+)/.exec(log)?.[1]);

/** Whether a process with this id runs; a zombie does not. */
const alive = (pid: number): boolean => {
  try {
    process.kill(pid, 0);
    return !/^State:\s+[ZX]/m.test(existsSync('/proc/self') ? readFileSync(`/proc/${pid}/status`, 'utf8') : '');
  } catch {
    return false;
  }
};

/** Asks again every few milliseconds: a signal takes effect in the kernel's own time. */
const gone = async (pid: number): Promise<void> => {
  for (const end = Date.now() + 5000; alive(pid);) {
    if (Date.now() > end) throw new Error(`process ${pid} still runs`);
    await new Promise((resolve) => setTimeout(resolve, 5));
  }
};

const started = async (job: Job, inputs: Record<string, string> = {}) => {
  const step = job.start(STUBBORN, { with: inputs });
  await step.until('main is ready');
  return step;
};

describe('cancel signals the entry process alone', () => {
  test.each([
    ['SIGINT', 0, null, ['got SIGINT']],
    ['nothing', 137, 'SIGKILL', ['got SIGINT', 'got SIGTERM']],
  ])(
    'a process that obeys %s',
    async (obeys, exitCode, signal, lines) => {
      await using job = await openJob();
      const result = await (await started(job, { obeys })).cancel();
      expect(result).toMatchObject({ conclusion: 'cancelled', exitCode, signal });
      expect(result.log.match(/got SIG\w+/g)).toEqual(lines);
      expect(alive(childOf(result.log))).toBe(true);
      const [post] = await job.finish();
      expect(post?.conclusion).toBe('success');
      await gone(childOf(result.log));
      expect(job.finalLog).toContain(`Terminate orphan process: pid (${childOf(result.log)})`);
    },
    30_000,
  );
});

test('the post step runs after main was killed', async () => {
  await using job = await openJob();
  const step = await started(job);
  step.kill('SIGKILL');
  expect(await step.done).toMatchObject({ conclusion: 'failure', signal: 'SIGKILL' });
  const [post] = await job.finish();
  expect(post?.log).toContain('post is done');
});

test('a killed post step runs again with the state that it saved', async () => {
  await using job = await openJob();
  await (await started(job, { 'post-ms': '60000' })).cancel();
  const posts = await job.finish({ killPostAfter: 1_500, rerunPost: true });
  expect(posts.map(({ signal }) => signal)).toEqual(['SIGKILL', null]);
  expect(posts[1]?.log).toContain('post is done true');
});

test('a lost runner ends every process and runs no post step', async () => {
  await using job = await openJob();
  const step = await started(job);
  await job.loseRunner();
  expect(await step.done).toMatchObject({ conclusion: 'failure', signal: 'SIGKILL' });
  expect(await job.finish()).toEqual([]);
  await gone(childOf(step.log));
  expect(() => job.start(STUBBORN)).toThrow('lost');
});

test('until rejects with the log if the step ends first', async () => {
  await using job = await openJob();
  const step = job.startScript('echo one');
  await step.until(/^one$/);
  await expect(step.until('never')).rejects.toThrow(/ended without never[\s\S]*one/);
});
