import { describe, expect, test } from '@jest/globals';
import type { FailureClass } from '../../src/model/outcome.ts';
import { gpuTypeFor, type Refusal, type RetryPolicy } from '../../src/run/retry.ts';
import { HOUR, MINUTE, SECOND, delay, policyOf, reason, refusal, step, times } from './retry-given.ts';

describe('a full pool', () => {
  const waits = (n: number, more: Partial<RetryPolicy> = {}) =>
    [0, 0.9999].map((chance) => Math.round(delay(policyOf(more), times(n, 'saturated'), {}, chance) / SECOND));

  test.each([
    [1, [10, 20]],
    [2, [20, 40]],
    [3, [38, 75]],
    [4, [38, 75]],
    [400, [38, 75]],
  ])('after refusal %i the wait is random between half and all of a limit that doubles', (n, range) =>
    expect(waits(n)).toEqual(range),
  );
  test('the limit grows anew after a refusal of another class', () => {
    const history = [...times(5, 'saturated'), ...refusal('infra'), ...refusal('saturated')];
    expect(delay(policyOf(), history)).toBe(15 * SECOND);
  });
  test.each([
    [{ minDelayMs: 200, maxDelayMs: 400 }, 0.2, 0.4],
    [{ minDelayMs: 0, maxDelayMs: 0 }, 0, 0],
    [{ minDelayMs: MINUTE, maxDelayMs: MINUTE }, 60, 60],
  ])('no wait is outside retry-delay and retry-max-delay: %j', (bounds, least, most) => {
    for (const n of [1, 2, 9])
      for (const chance of [0, 0.5, 0.9999]) {
        const seconds = delay(policyOf(bounds), times(n, 'saturated'), {}, chance) / SECOND;
        expect(seconds).toBeGreaterThanOrEqual(least);
        expect(seconds).toBeLessThanOrEqual(most);
      }
  });
});

describe('a hint', () => {
  const hinted = (retryAfterMs: number) => refusal('saturated', { retryAfterMs });

  test.each([
    { said: 'beats our own wait, even a longer one', hint: 8 * MINUTE, least: 480, most: 528 },
    { said: 'is spread by at least the shortest wait', hint: 30 * SECOND, least: 30, most: 40 },
    { said: 'of nothing is still the shortest wait', hint: 0, least: 10, most: 20 },
    { said: 'of hours is obeyed', hint: 5 * HOUR, least: 18_000, most: 19_800 },
  ])('$said', ({ hint, least, most }) => {
    const policy = policyOf({ maxWaitMs: 0 });
    expect(delay(policy, hinted(hint), {}, 0)).toBe(least * SECOND);
    expect(delay(policy, hinted(hint), {}, 1)).toBe(most * SECOND);
  });
  test('of nothing is one: a job that was refused often waits less than without', () => {
    expect(delay(policyOf(), [...times(5, 'saturated'), ...hinted(0)])).toBe(15 * SECOND);
    expect(delay(policyOf(), [...times(5, 'saturated'), ...hinted(-1)])).toBe(56_250);
  });
  test.each([NaN, -1, undefined])('of %p is none', (retryAfterMs) => {
    expect(delay(policyOf(), refusal('saturated', { retryAfterMs }))).toBe(15 * SECOND);
  });
  test('is clipped to what is left', () => {
    expect(step(policyOf(), hinted(8 * MINUTE), { waitedMs: 25 * MINUTE })).toEqual({
      kind: 'retry',
      delayMs: 5 * MINUTE,
      gpuType: '',
      last: true,
    });
  });
  test('counts only in the last refusal', () => {
    expect(delay(policyOf(), [...hinted(8 * MINUTE), ...refusal('saturated')])).toBe(30 * SECOND);
  });
});

describe('the budget', () => {
  const full = refusal('saturated', { callMs: 2 * SECOND, pool: { used: 10, limit: 10 } });

  test('the last try comes at the very end of max-wait', () => {
    const last = step(policyOf(), full, { waitedMs: 29.75 * MINUTE });
    expect(last).toEqual({ kind: 'retry', delayMs: 15 * SECOND, gpuType: '', last: true });
  });
  test('what would be left after a wait is added to it when it is shorter than a wait', () => {
    const wait = delay(policyOf(), full, { waitedMs: 25 * MINUTE });
    expect(delay(policyOf({ maxWaitMs: 25 * MINUTE + wait + 5 * SECOND }), full, { waitedMs: 25 * MINUTE })).toBe(
      wait + 5 * SECOND,
    );
  });
  test('what would leave just one wait behind takes it along', () => {
    const policy = policyOf({ maxWaitMs: MINUTE });
    expect(step(policy, refusal('infra'), { waitedMs: 35 * SECOND })).toMatchObject({
      delayMs: 25 * SECOND,
      last: true,
    });
    expect(step(policy, refusal('infra'), { waitedMs: 34 * SECOND })).toMatchObject({
      delayMs: 15 * SECOND,
      last: false,
    });
  });
  test('the next type is tried at once, however little is left', () => {
    const policy = policyOf({ gpuTypes: ['H100', 'A100'], maxWaitMs: MINUTE });
    expect(step(policy, refusal('capacity'), { waitedMs: 59 * SECOND })).toMatchObject({ delayMs: 0, last: false });
  });
  test('nothing is waited for after it', () => {
    expect(
      reason(policyOf(), times(24, 'saturated', { pool: { used: 10, limit: 10 } }), { waitedMs: 30 * MINUTE }),
    ).toBe('Waited 30 min for a pooled session (10 of 10 in use), 24 tries; `max-wait` is 30 min.');
  });
  test("of the job's own limit, the call itself must still fit", () => {
    expect(delay(policyOf(), full, { jobTimeLeftMs: 12 * SECOND })).toBe(10 * SECOND);
    expect(reason(policyOf(), full, { waitedMs: MINUTE, jobTimeLeftMs: 2 * SECOND })).toBe(
      "Waited 1 min for a pooled session (10 of 10 in use), 1 try; the job's own time limit leaves no room for another try.",
    );
  });
  test('where max-wait has no end, that of the job is told', () => {
    expect(reason(policyOf({ maxWaitMs: 0 }), refusal('saturated'), { waitedMs: MINUTE, jobTimeLeftMs: 0 })).toBe(
      "Waited 1 min for a pooled session, 1 try; the job's own time limit leaves no room for another try.",
    );
  });
  test('a call that has no end, or took no time that is told, needs no room', () => {
    for (const callMs of [Infinity, NaN, undefined])
      expect(delay(policyOf(), refusal('saturated', { callMs }), { jobTimeLeftMs: 12 * SECOND })).toBe(12 * SECOND);
  });
  test('a max-wait of 0 has no end', () => {
    expect(step(policyOf({ maxWaitMs: 0 }), full, { waitedMs: 1_000 * HOUR })).toMatchObject({
      kind: 'retry',
      last: false,
    });
  });
  test('max-attempts counts every failure', () => {
    const policy = policyOf({ maxAttempts: 3 });
    expect(step(policy, times(2, 'saturated')).kind).toBe('retry');
    expect(reason(policy, times(3, 'saturated'))).toBe('All 3 attempts that `max-attempts` allows have failed.');
  });
});

describe('capacity', () => {
  const policy = policyOf({ gpuTypes: ['H100', 'A100', 'L40S'] });
  const types = (history: Refusal[]) => {
    const next = step(policy, history);
    return next.kind === 'stop' ? next.reason : [next.gpuType, next.delayMs / SECOND];
  };

  test('the first attempt takes the first type', () => expect(gpuTypeFor(policy, [])).toBe('H100'));
  test.each([
    { said: 'the second type is tried at once', n: 1, then: ['A100', 0] },
    { said: 'and the third', n: 2, then: ['L40S', 0] },
    { said: 'after the last it waits and begins again', n: 3, then: ['H100', 15] },
    { said: 'the second round does not wait between types', n: 4, then: ['A100', 0] },
    { said: 'each round waits twice as long', n: 6, then: ['H100', 30] },
    { said: 'up to the longest wait', n: 60, then: ['H100', 56.25] },
  ])('$said', ({ n, then }) => {
    expect(types(times(n, 'capacity'))).toEqual(then);
  });
  test('a full pool in between keeps the type', () => {
    expect(types([...refusal('capacity'), ...refusal('saturated')])).toEqual(['A100', 15]);
  });
  test('without a list each refusal waits', () => {
    expect(delay(policyOf(), times(1, 'capacity'))).toBe(15 * SECOND);
  });
  test('the sentence at the end names the types', () => {
    expect(reason(policy, times(9, 'capacity'), { waitedMs: 30 * MINUTE })).toBe(
      'Waited 30 min for a GPU (H100, A100, L40S), 9 tries; `max-wait` is 30 min.',
    );
    expect(reason(policyOf(), times(9, 'capacity'), { waitedMs: 30 * MINUTE })).toBe(
      'Waited 30 min for a GPU, 9 tries; `max-wait` is 30 min.',
    );
  });
});

describe('other classes', () => {
  test('infra: short waits that double', () => {
    expect([1, 2, 3, 4].map((n) => delay(policyOf(), times(n, 'infra')) / SECOND)).toEqual([15, 30, 56.25, 56.25]);
  });
  test('infra: five in a row end it', () => {
    expect(reason(policyOf(), times(5, 'infra'))).toBe(
      '5 attempts in a row failed before the workload started; `max-attempts` would allow more.',
    );
  });
  test('infra: a refusal of another class in between begins the count anew', () => {
    expect(delay(policyOf(), [...times(4, 'infra'), ...refusal('saturated'), ...refusal('infra')])).toBe(15 * SECOND);
  });
  test('infra: max-attempts allows more', () => {
    expect(step(policyOf({ maxAttempts: 9 }), times(8, 'infra')).kind).toBe('retry');
  });
  test('a class that is not listed ends it', () => {
    expect(reason(policyOf(), refusal('auth'))).toBe('`auth` is not in `retry-on`.');
    expect(reason(policyOf(), refusal('workload'))).toBe('`workload` is not in `retry-on`.');
  });
  test.each<FailureClass>(['workload', 'timeout'])('%s, when listed: three runs', (name) => {
    const policy = policyOf({ retryOn: ['workload', 'timeout'] });
    expect([1, 2].map((n) => delay(policy, times(n, name)))).toEqual([10 * SECOND, 10 * SECOND]);
    expect(reason(policy, times(3, name))).toBe('The workload failed 3 times; `max-attempts` would allow more.');
  });
  test('before any failure there is nothing to wait for', () => {
    expect(step(policyOf({ gpuTypes: ['H100'] }), [])).toEqual({
      kind: 'retry',
      delayMs: 0,
      gpuType: 'H100',
      last: false,
    });
  });
});
