import type { Clock } from '../model/clock.ts';

/** Since the start of this process (ms); `performance` would say the same and take a millisecond to load. */
const elapsed = (): number => process.uptime() * 1_000;
/** The start by the wall, then by a clock that only grows: a wall clock that is set meanwhile makes no time negative. */
const startedAt = Date.now() - elapsed();

/** The machine's own time and chance. */
export const systemClock: Clock = {
  now: () => Math.round(startedAt + elapsed()),
  elapsed,
  random: () => Math.random(),
  sleep: (ms, signal) =>
    new Promise((resolve) => {
      const wake = () => {
        clearTimeout(timer);
        signal?.removeEventListener('abort', wake);
        resolve();
      };
      // Node fires a timer at once when it is longer than 2^31 - 1 ms.
      const timer = setTimeout(wake, Math.min(Math.max(0, ms), 2 ** 31 - 1));
      if (signal?.aborted === true) wake();
      else signal?.addEventListener('abort', wake, { once: true });
    }),
};
