import type { Clock } from './core/clock.ts';

/** The machine's own time and chance. */
export const systemClock: Clock = {
  // The start by the wall, then by a clock that only grows: a wall clock that is set meanwhile makes no time negative.
  now: () => Math.round(performance.timeOrigin + performance.now()),
  elapsed: () => performance.now(),
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
