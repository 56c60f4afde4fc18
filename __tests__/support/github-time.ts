/** Clocks for tests of what waits on GitHub, and a wire to the store in which every journey takes virtual time. */
import type { Clock } from '../../src/core/clock.ts';
import type { Wire } from '../../src/hosts/github/wire.ts';
import { ACTIONS_BOT, type GitHubStore, type Reply } from './github-store.ts';

/** A small generator of chance with a seed. */
export function chanceOf(seed: number): () => number {
  let state = seed >>> 0;
  return () => {
    state = (state + 0x6d2b79f5) >>> 0;
    let mixed = Math.imul(state ^ (state >>> 15), state | 1);
    mixed ^= mixed + Math.imul(mixed ^ (mixed >>> 7), mixed | 61);
    return ((mixed ^ (mixed >>> 14)) >>> 0) / 2 ** 32;
  };
}

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

export interface Journey {
  readonly time: VirtualTime;
  /** ms to GitHub or back. */
  readonly latency: () => number;
  /** After GitHub has done what was asked: true where its answer is lost on the way. */
  readonly lost?: () => boolean;
}

/** A wire to the store without HTTP: requests of many clients interleave as their journeys take. */
export function virtualWire(store: GitHubStore, { time, latency, lost }: Journey): Wire {
  const token = 'ghs_virtual';
  store.tokens.set(token, ACTIONS_BOT);
  const travel = async (method: string, path: string, query: URLSearchParams, body: unknown): Promise<Reply> => {
    await time.sleep(latency());
    const reply = store.handle({ method, path, query, token, body });
    await time.sleep(latency());
    if (lost?.() === true) throw new Error('socket hang up');
    if (reply.status >= 400)
      throw Object.assign(new Error(JSON.stringify(reply.body)), { response: { headers: {}, ...reply } });
    return reply;
  };
  return {
    async rest(route, parameters) {
      const [method = '', template = ''] = route.split(' ');
      const path = template.replace(/\{(\w+)\}/g, (_, name: string) => String(parameters[name]));
      const query = new URLSearchParams(method === 'GET' ? (parameters as Record<string, string>) : {});
      const { status, headers, body } = await travel(method, path, query, parameters);
      return { status, headers: headers ?? {}, data: body };
    },
    async graphql(query, variables) {
      const { body } = await travel('POST', '/graphql', new URLSearchParams(), { query, variables });
      return (body as { readonly data: unknown }).data;
    },
  };
}
