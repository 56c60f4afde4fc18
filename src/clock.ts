import { setTimeout as wait } from 'node:timers/promises';
import type { Clock } from './core/clock.ts';

/** The machine's own time and chance. */
export const systemClock: Clock = {
  now: () => Date.now(),
  elapsed: () => performance.now(),
  random: () => Math.random(),
  async sleep(ms, signal) {
    try {
      // Node fires a timer at once when it is longer than 2^31 - 1 ms.
      await wait(Math.min(Math.max(0, ms), 2 ** 31 - 1), undefined, signal === undefined ? {} : { signal });
    } catch {
      // Woken by the signal.
    }
  },
};
