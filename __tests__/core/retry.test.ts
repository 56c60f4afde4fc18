import { describe, expect, test } from '@jest/globals';
import type { FailureClass } from '../../src/core/outcome.ts';
import { gpuTypeFor, type Refusal } from '../../src/core/retry.ts';
import { HOUR, MINUTE, SECOND, delay, policyOf, reason, refusal, step, times } from './retry-given.ts';

describe('a full pool', () => {
  const full = (limit: number): Refusal[] => refusal('saturated', { pool: { used: limit, limit } });

  test.each([
    { said: 'the first wait is the shortest and half the age', age: 2 * SECOND, size: 30, limit: 10, mean: 16 },
    { said: 'twice the pool: a minute, shrinking with age', age: 100 * SECOND, size: 20, limit: 10, mean: 48 },
    {
      said: 'a matrix that fits the pool waits as one twice the pool',
      age: 100 * SECOND,
      size: 1,
      limit: 10,
      mean: 48,
    },
    { said: 'seventeen times the pool: twice as long at first', age: 850 * SECOND, size: 170, limit: 10, mean: 107.25 },
    { said: 'and half of that at half the expected time', age: 4_000 * SECOND, size: 170, limit: 10, mean: 60 },
    { said: 'at the expected end, the shortest', age: 499 * SECOND, size: 20, limit: 10, mean: 15 },
    { said: 'after twice that, the crowd is not this matrix', age: 1_001 * SECOND, size: 20, limit: 10, mean: 100 },
    { said: 'never less than a hundredth of the age', age: 3 * HOUR, size: 170, limit: 10, mean: 108 },
    { said: 'matrix not told: fifty seconds when young', age: 200 * SECOND, size: undefined, limit: 10, mean: 50 },
    { said: 'matrix not told: then a tenth of the age', age: 700 * SECOND, size: undefined, limit: 10, mean: 70 },
    { said: 'matrix not told: up to a hundred seconds', age: 2_000 * SECOND, size: undefined, limit: 10, mean: 100 },
    { said: 'matrix not told: still so after an hour', age: HOUR, size: undefined, limit: 10, mean: 100 },
    { said: 'matrix not told: then a second less each minute', age: 1.5 * HOUR, size: undefined, limit: 10, mean: 70 },
    { said: 'matrix not told: down to the hundredth of its age', age: 3 * HOUR, size: undefined, limit: 10, mean: 108 },
    {
      said: 'a pool four times as wide: as long as one twice the pool',
      age: 100 * SECOND,
      size: 80,
      limit: 40,
      mean: 48,
    },
    { said: 'of one session too', age: 500 * SECOND, size: 17, limit: 1, mean: 112.5 },
    { said: 'a matrix without an end is not told', age: 700 * SECOND, size: Infinity, limit: 10, mean: 70 },
    { said: 'nor one of nothing', age: 700 * SECOND, size: 0, limit: 10, mean: 70 },
    { said: 'a pool that is not told has ten sessions', age: 850 * SECOND, size: 170, limit: 0, mean: 107.25 },
  ])('$said', ({ age, size, limit, mean }) => {
    const policy = policyOf({ maxWaitMs: 0, matrixSize: size });
    expect(delay(policy, limit === 0 ? refusal('saturated') : full(limit), { waitedMs: age })).toBeCloseTo(
      mean * SECOND,
      -1,
    );
  });
  test('waits are spread by a third both ways', () => {
    const at = (chance: number) => delay(policyOf(), full(10), { waitedMs: 5 * MINUTE }, chance);
    expect([at(0), at(0.5), at(0.9999)].map((ms) => Math.round(ms / SECOND))).toEqual([33, 50, 67]);
  });
  test('the last pool that was told counts', () => {
    const policy = policyOf({ maxWaitMs: 0, matrixSize: 80 });
    const history = [...full(10), ...full(40), ...full(0), ...refusal('saturated')];
    expect(delay(policy, history, { waitedMs: 100 * SECOND })).toBe(48 * SECOND);
  });
  test('a wait that would be too long is spread below the longest', () => {
    const at = (chance: number) =>
      delay(policyOf({ maxDelayMs: MINUTE, maxWaitMs: 0 }), full(10), { waitedMs: HOUR }, chance) / SECOND;
    expect([at(0), at(0.5), at(1)]).toEqual([30, 45, 60]);
  });
  test('the bounds of the user hold', () => {
    const policy = policyOf({ minDelayMs: 200, maxDelayMs: 400, matrixSize: 100 });
    for (const chance of [0, 0.5, 0.9999]) {
      expect(delay(policy, full(10), { waitedMs: MINUTE }, chance)).toBeGreaterThanOrEqual(200);
      expect(delay(policy, full(10), { waitedMs: MINUTE }, chance)).toBeLessThanOrEqual(400);
    }
  });
});

describe('a hint', () => {
  const hinted = (retryAfterMs: number) => refusal('saturated', { retryAfterMs });

  test.each([
    { said: 'beats our own wait, even a longer one', hint: 8 * MINUTE, least: 480, most: 528 },
    { said: 'is spread by at least the shortest wait', hint: 30 * SECOND, least: 30, most: 40 },
    { said: 'of nothing is still the shortest wait', hint: 0, least: 10, most: 20 },
    { said: 'of a day is cut to an hour', hint: 24 * HOUR, least: 3_600, most: 3_960 },
  ])('$said', ({ hint, least, most }) => {
    const policy = policyOf({ maxWaitMs: 0 });
    expect(delay(policy, hinted(hint), {}, 0)).toBe(least * SECOND);
    expect(delay(policy, hinted(hint), {}, 1)).toBe(most * SECOND);
  });
  test('of nothing is one: an old job does not wait as long as without', () => {
    expect(delay(policyOf(), hinted(0), { waitedMs: 5 * MINUTE })).toBe(15 * SECOND);
    expect(delay(policyOf(), hinted(-1), { waitedMs: 5 * MINUTE })).toBe(50 * SECOND);
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
    expect(delay(policyOf(), [...hinted(8 * MINUTE), ...refusal('saturated')])).toBe(15 * SECOND);
  });
});

describe('the budget', () => {
  const full = refusal('saturated', { callMs: 2 * SECOND, pool: { used: 10, limit: 10 } });

  test('the last try comes at the very end of max-wait', () => {
    const last = step(policyOf(), full, { waitedMs: 29.5 * MINUTE });
    expect(last).toEqual({ kind: 'retry', delayMs: 30 * SECOND, gpuType: '', last: true });
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
    { said: 'up to the longest wait', n: 60, then: ['H100', 225] },
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
    expect([1, 2, 3, 4].map((n) => delay(policyOf(), times(n, 'infra')) / SECOND)).toEqual([15, 30, 60, 120]);
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
