import { setTimeout } from 'node:timers/promises';
import type { Clock } from '../model/clock.ts';

/** Node fires a timer at once if it is longer (ms). */
const LONGEST_MS = 2 ** 31 - 1;

/** The time and chance of the machine. */
export const systemClock: Clock = {
  // The start by the wall, then by a clock that only grows: a wall clock that is set meanwhile makes no time negative.
  now: () => Math.round(performance.timeOrigin + performance.now()),
  elapsed: () => performance.now(),
  random: () => Math.random(),
  sleep: (ms, signal) =>
    setTimeout(Math.min(Math.max(0, ms), LONGEST_MS), undefined, signal === undefined ? {} : { signal }).catch(
      () => undefined,
    ),
};
