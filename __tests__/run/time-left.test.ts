import { expect, test } from '@jest/globals';
import { timeLeft } from '../../src/run/time-left.ts';
import { yieldingClock } from '../support/scripted-gpu.ts';

test('the time that a signal leaves is shared by all that end the run, and begins with the signal or with the step', async () => {
  const clock = yieldingClock();
  const early = timeLeft(AbortSignal.abort(), clock);
  expect(early.left()).toBe(5_200);
  await new Promise((turn) => setImmediate(() => setImmediate(turn)));
  expect([early.left(), early.over.aborted]).toEqual([0, true]);

  const signal = new AbortController();
  const late = timeLeft(signal.signal, clock);
  expect(late.left()).toBe(Infinity);
  signal.abort();
  expect(late.left()).toBe(5_200);
  late.end();
  expect(late.over.aborted).toBe(false);
});
