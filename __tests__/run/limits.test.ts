import { describe, expect, test } from '@jest/globals';
import { watchLimits, type Limits } from '../../src/run/limits.ts';
import type { AbortCause } from '../../src/run/stop.ts';
import { VirtualTime } from '../support/github-time.ts';

const NONE: Limits = {
  timeoutMs: 0,
  idleTimeoutMs: 0,
  maxCostUsd: 0,
  jobLeftMs: 0,
  paidMs: 0,
  detachAfterMs: 0,
  startTimeoutMs: 0,
};
const MINUTE = 60_000;

/** A watch on virtual time. `passes(ms)` waits until then, and `told` lists what the watch reported. */
function watched(limits: Partial<Limits>) {
  const time = new VirtualTime();
  const began = time.now;
  const told: string[] = [];
  const over = new AbortController();
  let cause: AbortCause | undefined;
  const watch = watchLimits(
    { ...NONE, ...limits },
    {
      clock: time.clock(() => 0),
      emit: (event) => {
        if (event.kind === 'near') told.push(event.message);
        if (event.kind === 'pending') told.push(`not started after ${event.waitedMs / MINUTE} min`);
        if (event.kind === 'silence') told.push(`silent after ${event.ranMs / 1_000} s`);
      },
      onReached: (reached) => (cause = reached),
      onNotStarted: () => told.push('not started'),
      over: over.signal,
    },
  );
  const passes = async (ms: number): Promise<void> => time.until(time.sleep(began + ms - time.now));
  const started = () => watch.note({ kind: 'started' });
  const output = () => watch.note({ kind: 'output', chunk: new Uint8Array() });
  return { watch: { ...watch, started, output, stop: () => over.abort() }, told, passes, cause: () => cause };
}

describe('timeout', () => {
  test('counts from the start of the workload, warns once, and ends it', async () => {
    const { watch, told, passes, cause } = watched({ timeoutMs: 10 * MINUTE });
    await passes(60 * MINUTE);
    watch.started();
    await passes(68.5 * MINUTE);
    expect(told.filter((message) => message.includes('`timeout`'))).toEqual([
      '80 % of `timeout` is used: 8 min of 10 min.',
    ]);
    expect(cause()).toBeUndefined();
    await passes(70.1 * MINUTE);
    expect(cause()).toMatchObject({ kind: 'timedOut', limit: 'timeout', reason: expect.stringContaining('(10 min)') });
  });
});

describe('the wait for the start', () => {
  test('is reported each minute until `start-timeout`, which is reported once', async () => {
    const { told, passes, cause } = watched({ startTimeoutMs: 2.5 * MINUTE });
    await passes(10 * MINUTE);
    expect(told.map((line) => line.replace(/\.\d+/, ''))).toEqual([
      'not started after 1 min',
      'not started after 2 min',
      'not started',
    ]);
    expect(cause()).toBeUndefined();
  });

  test('ends with the start', async () => {
    const { watch, told, passes } = watched({ startTimeoutMs: 2 * MINUTE });
    await passes(1.5 * MINUTE);
    watch.started();
    watch.output();
    await passes(2.2 * MINUTE);
    expect(told.filter((line) => line === 'not started')).toEqual([]);
  });

  test('does not count for `max-cost` before the pod came up', async () => {
    const { watch, passes, cause } = watched({ maxCostUsd: 1 });
    await passes(60 * MINUTE);
    watch.price(1, 60 * MINUTE);
    await passes(100 * MINUTE);
    expect(cause()).toBeUndefined();
    await passes(121 * MINUTE);
    expect(cause()).toMatchObject({ kind: 'overBudget' });
  });
});

describe('silence', () => {
  test('is told each minute, from the last word on', async () => {
    const { watch, told, passes } = watched({});
    await passes(30_000);
    watch.started();
    await passes(80_000);
    watch.output();
    await passes(139_000);
    expect(told).toEqual([]);
    await passes(201_000);
    expect(told).toEqual(['silent after 110 s', 'silent after 170 s']);
    watch.output();
    await passes(255_000);
    expect(told).toHaveLength(2);
  });

  test('of `idle-timeout` ends the run, and a word in time does not', async () => {
    const { watch, passes, cause } = watched({ idleTimeoutMs: 50_000 });
    watch.started();
    await passes(49_000);
    watch.output();
    await passes(98_000);
    expect(cause()).toBeUndefined();
    await passes(99_500);
    expect(cause()).toMatchObject({ kind: 'timedOut', limit: 'idle-timeout' });
  });
});

describe('the whole step', () => {
  test('money counts once a price is known, for the time before the start as well', async () => {
    const { watch, told, passes, cause } = watched({ maxCostUsd: 1 });
    await passes(30 * MINUTE);
    watch.started();
    watch.price(1);
    await passes(49 * MINUTE);
    expect(told.filter((message) => message.includes('max-cost'))).toEqual([
      '80 % of `max-cost` is used: $0.80 of $1.00.',
    ]);
    await passes(60.1 * MINUTE);
    expect(cause()).toMatchObject({ kind: 'overBudget' });
  });

  test('money that earlier attempts took is gone', async () => {
    const { watch, passes, cause } = watched({ maxCostUsd: 1, paidMs: 40 * MINUTE });
    watch.started();
    watch.price(1);
    await passes(19 * MINUTE);
    expect(cause()).toBeUndefined();
    await passes(20.1 * MINUTE);
    expect(cause()).toMatchObject({ kind: 'overBudget' });
  });

  test('the limit of the CI job ends it, started or not', async () => {
    const { passes, cause } = watched({ jobLeftMs: 5 * MINUTE });
    await passes(5.1 * MINUTE);
    expect(cause()).toMatchObject({ kind: 'timedOut', limit: 'job-limit' });
  });

  test('is handed on when its time for that is up', async () => {
    const { passes, cause } = watched({ detachAfterMs: 5 * MINUTE, timeoutMs: 60 * MINUTE });
    await passes(5.1 * MINUTE);
    expect(cause()).toEqual({ kind: 'detached' });
  });

  test('is not watched any more once it has ended', async () => {
    const { watch, passes, cause } = watched({ jobLeftMs: MINUTE });
    await passes(1_000);
    watch.stop();
    await passes(2 * MINUTE);
    expect(cause()).toBeUndefined();
  });
});
