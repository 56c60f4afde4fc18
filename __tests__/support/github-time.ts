/** Clocks for tests of what waits. */
import type { Clock } from '../../src/model/clock.ts';

/** Sleeping takes no time, but the clock shows that it did. `slept` lists how long. */
export function instantClock(random: () => number = () => 0.5): Clock & { readonly slept: number[] } {
  let now = Date.parse('2026-11-24T02:00:00Z');
  const began = now;
  const slept: number[] = [];
  return {
    slept,
    now: () => now,
    elapsed: () => now - began,
    random,
    sleep(ms) {
      slept.push(ms);
      now += ms;
      return Promise.resolve();
    },
  };
}

/** Everyone's time: it moves on to the next who waits, once nobody has anything else to do. */
export class VirtualTime {
  now = Date.parse('2026-11-24T02:00:00Z');
  private readonly waiting: { readonly at: number; readonly wake: () => void }[] = [];

  sleep = (ms: number): Promise<void> =>
    new Promise((wake) => {
      const at = this.now + Math.max(0, ms);
      const index = this.waiting.findIndex((one) => one.at > at);
      this.waiting.splice(index === -1 ? this.waiting.length : index, 0, { at, wake });
    });

  clock(random: () => number): Clock {
    const began = this.now;
    return { now: () => this.now, elapsed: () => this.now - began, sleep: this.sleep, random };
  }

  async until<T>(work: Promise<T>): Promise<T> {
    const over = new AbortController();
    const end = (): void => over.abort();
    work.then(end, end);
    for (;;) {
      await new Promise((turn) => setImmediate(turn));
      const next = over.signal.aborted ? undefined : this.waiting.shift();
      if (next === undefined) return work;
      this.now = next.at;
      next.wake();
    }
  }
}
