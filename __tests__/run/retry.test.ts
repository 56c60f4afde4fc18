import { describe, expect, test } from '@jest/globals';
import fc from 'fast-check';
import { FAILURE_CLASSES, type FailureClass } from '../../src/model/outcome.ts';
import { gpuTypeFor, nextStep, type Refusal, type RetryPolicy, type RetryState } from '../../src/run/retry.ts';

const SECOND = 1_000;
const MINUTE = 60 * SECOND;
const HOUR = 60 * MINUTE;

const policyOf = (more: Partial<RetryPolicy> = {}): RetryPolicy => ({
  retryOn: ['saturated', 'capacity', 'infra'],
  maxWaitMs: 30 * MINUTE,
  maxAttempts: 0,
  minDelayMs: 10 * SECOND,
  maxDelayMs: 75 * SECOND,
  gpuTypes: [],
  ...more,
});
const times = (n: number, name: FailureClass, more: Partial<Refusal> = {}): Refusal[] =>
  Array.from({ length: n }, () => ({ class: name, ...more }));
const refusal = (name: FailureClass, more: Partial<Refusal> = {}): Refusal[] => times(1, name, more);

const step = (policy: RetryPolicy, history: readonly Refusal[], state: Partial<RetryState> = {}, chance = 0.5) =>
  nextStep(policy, history, { waitedMs: 0, ...state }, () => chance);
/** Seconds until the next attempt, or why there is none. */
const next = (...given: Parameters<typeof step>): number | string => {
  const then = step(...given);
  return then.kind === 'stop' ? then.reason : then.delayMs / SECOND;
};

describe('a full pool', () => {
  test.each([
    [1, [10, 20]],
    [2, [20, 40]],
    [3, [38, 75]],
    [4, [38, 75]],
    [400, [38, 75]],
  ])('after refusal %i the wait is random between half and all of a limit that doubles', (n, range) => {
    const waits = [0, 0.9999].map((chance) => Math.round(Number(next(policyOf(), times(n, 'saturated'), {}, chance))));
    expect(waits).toEqual(range);
  });
  test('the limit starts again after a refusal of another class', () => {
    expect(next(policyOf(), [...times(5, 'saturated'), ...refusal('infra'), ...refusal('saturated')])).toBe(15);
  });
  test.each([
    [{ minDelayMs: 200, maxDelayMs: 400 }, 0.2, 0.4],
    [{ minDelayMs: 0, maxDelayMs: 0 }, 0, 0],
    [{ minDelayMs: MINUTE, maxDelayMs: MINUTE }, 60, 60],
  ])('no wait is outside retry-delay and retry-max-delay: %j', (bounds, least, most) => {
    for (const n of [1, 2, 9])
      for (const chance of [0, 0.5, 0.9999]) {
        const seconds = next(policyOf(bounds), times(n, 'saturated'), {}, chance);
        expect(seconds).toBeGreaterThanOrEqual(least);
        expect(seconds).toBeLessThanOrEqual(most);
      }
  });
});

describe('a hint', () => {
  const hinted = (retryAfterMs: number | undefined) => refusal('saturated', { retryAfterMs });

  test.each([
    ['is obeyed, also if it is longer than our own wait', 8 * MINUTE, 480, 528],
    ['is spread by at least the shortest wait', 30 * SECOND, 30, 40],
    ['of 0 is the shortest wait', 0, 10, 20],
    ['of hours is obeyed', 5 * HOUR, 18_000, 19_800],
    ['of days is one day', 72 * HOUR, 86_400, 95_040],
  ])('%s', (_, hint, least, most) => {
    const policy = policyOf({ maxWaitMs: 0 });
    expect([next(policy, hinted(hint), {}, 0), next(policy, hinted(hint), {}, 1)]).toEqual([least, most]);
  });
  test('counts only in the last refusal', () => {
    expect(next(policyOf(), [...times(5, 'saturated'), ...hinted(0)])).toBe(15);
    expect(next(policyOf(), [...hinted(8 * MINUTE), ...refusal('saturated')])).toBe(30);
  });
  test.each([NaN, -1, undefined])('of %p does not count', (hint) => {
    expect(next(policyOf(), [...times(5, 'saturated'), ...hinted(hint)])).toBe(56.25);
  });
  test('is cut to what is left of max-wait', () => {
    expect(next(policyOf(), hinted(8 * MINUTE), { waitedMs: 25 * MINUTE })).toBe(300);
  });
});

describe('the time that is left', () => {
  const full = refusal('saturated', { callMs: 2 * SECOND, pool: { used: 10, limit: 10 } });
  const infra = refusal('infra');
  const wait = (seconds: number) => policyOf({ maxWaitMs: seconds * SECOND });

  test.each<[string, RetryPolicy, Refusal[], Partial<RetryState>, number]>([
    ['the last attempt comes at the end of max-wait', policyOf(), full, { waitedMs: 29.75 * MINUTE }, 15],
    ['a rest that is shorter than a wait is added to the wait', wait(20), full, {}, 20],
    ['so is a rest of one wait', wait(60), infra, { waitedMs: 35 * SECOND }, 25],
    ['a longer rest is not', wait(60), infra, { waitedMs: 34 * SECOND }, 15],
    ['a max-wait of 0 has no end', wait(0), full, { waitedMs: 1_000 * HOUR }, 15],
    ["of the CI job's limit, the call itself must still fit", policyOf(), full, { jobTimeLeftMs: 12 * SECOND }, 10],
    ['a call of unknown length needs no room', policyOf(), infra, { jobTimeLeftMs: 12 * SECOND }, 12],
  ])('%s', (_, policy, history, state, seconds) => expect(next(policy, history, state)).toBe(seconds));

  const pool = { pool: { used: 10, limit: 10 } };
  const types = policyOf({ gpuTypes: ['H100', 'A100', 'L40S'] });
  const NO_ROOM = "the job's own time limit leaves no room for another attempt.";
  test.each<[RetryPolicy, Refusal[], Partial<RetryState>, string]>([
    [
      policyOf(),
      times(24, 'saturated', pool),
      { waitedMs: 30 * MINUTE },
      'a pooled session (10 of 10 in use), 24 attempts; `max-wait` is 30 min.',
    ],
    [
      types,
      times(9, 'capacity'),
      { waitedMs: 30 * MINUTE },
      'a GPU (H100, A100, L40S), 9 attempts; `max-wait` is 30 min.',
    ],
    [policyOf(), times(9, 'capacity'), { waitedMs: 30 * MINUTE }, 'a GPU, 9 attempts; `max-wait` is 30 min.'],
    [
      policyOf(),
      full,
      { waitedMs: MINUTE, jobTimeLeftMs: 2 * SECOND },
      `a pooled session (10 of 10 in use), 1 attempt; ${NO_ROOM}`,
    ],
    [wait(0), refusal('saturated'), { waitedMs: MINUTE, jobTimeLeftMs: 0 }, `a pooled session, 1 attempt; ${NO_ROOM}`],
  ])('when it is used up, the reason names what was waited for (%#)', (policy, history, state, reason) => {
    const waited = state.waitedMs === MINUTE ? '1 min' : '30 min';
    expect(next(policy, history, state)).toBe(`Waited ${waited} for ${reason}`);
  });
});

describe('capacity', () => {
  const policy = policyOf({ gpuTypes: ['H100', 'A100', 'L40S'] });

  test.each([
    ['the first attempt uses the first type', 0, 'H100', 0],
    ['the second type is used at once', 1, 'A100', 0],
    ['and the third', 2, 'L40S', 0],
    ['after the last it waits and begins again', 3, 'H100', 15],
    ['the second round does not wait between types', 4, 'A100', 0],
    ['each round waits twice as long', 6, 'H100', 30],
    ['up to the longest wait', 60, 'H100', 56.25],
  ])('%s', (_, n, type, seconds) => {
    const history = times(n, 'capacity');
    expect([gpuTypeFor(policy, history), next(policy, history)]).toEqual([type, seconds]);
  });
  test('the next type is used at once, however little is left', () => {
    expect(next({ ...policy, maxWaitMs: MINUTE }, refusal('capacity'), { waitedMs: 59 * SECOND })).toBe(0);
  });
  test('a full pool in between keeps the type', () => {
    const history = [...refusal('capacity'), ...refusal('saturated')];
    expect([gpuTypeFor(policy, history), next(policy, history)]).toEqual(['A100', 15]);
  });
  test('without a list each refusal waits', () => {
    expect([gpuTypeFor(policyOf(), times(1, 'capacity')), next(policyOf(), times(1, 'capacity'))]).toEqual(['', 15]);
  });
});

describe('what ends it', () => {
  const more = '`max-attempts` would allow more.';
  const workload = policyOf({ retryOn: ['workload', 'timeout'] });
  const five = [...times(4, 'infra'), ...refusal('saturated'), ...refusal('infra')];
  test.each<[string, RetryPolicy, Refusal[], string | number]>([
    ['a class that is not in retry-on', policyOf(), refusal('auth'), '`auth` is not in `retry-on`.'],
    [
      'max-attempts',
      policyOf({ maxAttempts: 3 }),
      times(3, 'saturated'),
      'All 3 attempts that `max-attempts` allows have failed.',
    ],
    ['not one attempt fewer', policyOf({ maxAttempts: 3 }), times(2, 'saturated'), 30],
    [
      'five faults in a row',
      policyOf(),
      times(5, 'infra'),
      `5 attempts in a row failed before the workload started; ${more}`,
    ],
    ['not four', policyOf(), times(4, 'infra'), 56.25],
    ['not five with a full pool in between', policyOf(), five, 15],
    ['not five if max-attempts allows more', policyOf({ maxAttempts: 9 }), times(8, 'infra'), 56.25],
    ['three runs of a workload', workload, times(3, 'workload'), `The workload failed 3 times; ${more}`],
    ['three timeouts', workload, times(3, 'timeout'), `The workload failed 3 times; ${more}`],
    [
      'two of one and one of the other',
      workload,
      [...times(2, 'timeout'), ...refusal('workload')],
      `The workload failed 3 times; ${more}`,
    ],
    ['not two runs', workload, times(2, 'workload'), 10],
  ])('%s', (_, policy, history, then) => expect(next(policy, history)).toBe(then));
});

describe('for any history', () => {
  const classes = fc.constantFrom(...FAILURE_CLASSES);
  const retryAfterMs = fc.option(fc.double(), { nil: undefined });
  const history = fc.array(fc.record({ class: classes, retryAfterMs, callMs: fc.nat(HOUR) }), { maxLength: 40 });
  const policies = fc
    .record({
      retryOn: fc.uniqueArray(classes),
      maxWaitMs: fc.oneof(fc.constant(0), fc.integer({ min: 1, max: 10 * HOUR })),
      maxAttempts: fc.nat(50),
      bounds: fc.tuple(fc.nat(HOUR), fc.nat(HOUR)),
      gpuTypes: fc.array(fc.constantFrom('H100', 'A100', 'L40S'), { maxLength: 3 }),
    })
    .map(({ bounds, ...rest }): RetryPolicy => {
      return { ...rest, minDelayMs: Math.min(...bounds), maxDelayMs: Math.max(...bounds) };
    });
  const states = fc.record({
    waitedMs: fc.nat(20 * HOUR),
    jobTimeLeftMs: fc.option(fc.nat(20 * HOUR), { nil: undefined }),
  });
  const chances = fc.double({ min: 0, max: 1, maxExcluded: true, noNaN: true });
  const forAll = (check: (policy: RetryPolicy, history: Refusal[], state: RetryState, chance: number) => void): void =>
    fc.assert(fc.property(policies, history, states, chances, check), { numRuns: 2_000 });

  test('a wait is a whole number of milliseconds, and ends within max-wait and the limit of the CI job', () => {
    forAll((policy, given, state, chance) => {
      const then = step(policy, given, state, chance);
      if (then.kind === 'stop') return;
      expect(Number.isSafeInteger(then.delayMs) && then.delayMs >= 0).toBe(true);
      if (given.length === 0) return;
      if (policy.maxWaitMs > 0) expect(state.waitedMs + then.delayMs).toBeLessThanOrEqual(policy.maxWaitMs);
      expect(then.delayMs).toBeLessThanOrEqual(state.jobTimeLeftMs ?? Infinity);
    });
  });
  test('a class that is not in retry-on is not attempted again, and a hint is kept to its end', () => {
    forAll((policy, given, state, chance) => {
      const last = given.at(-1);
      if (last === undefined) return;
      const then = step({ ...policy, maxWaitMs: 0 }, given, { ...state, jobTimeLeftMs: undefined }, chance);
      if (!policy.retryOn.includes(last.class)) expect(then.kind).toBe('stop');
      const hint = Math.min(last.retryAfterMs ?? NaN, 24 * HOUR);
      if (then.kind === 'retry' && hint >= 0 && last.class !== 'capacity')
        expect(then.delayMs).toBeGreaterThanOrEqual(Math.floor(hint));
    });
  });
  test('a whole wait ends with an attempt at the end of max-wait', () => {
    const names = fc.constantFrom<FailureClass>('saturated', 'capacity', 'infra');
    fc.assert(
      fc.property(
        names,
        fc.integer({ min: 1, max: 5 * HOUR }),
        fc.nat(30),
        chances,
        (name, maxWaitMs, maxAttempts, chance) => {
          const policy = policyOf({ gpuTypes: ['H100', 'A100'], maxWaitMs, maxAttempts });
          const given: Refusal[] = [];
          let now = 0;
          for (;;) {
            expect(now).toBeLessThanOrEqual(maxWaitMs);
            given.push({ class: name, callMs: SECOND });
            const then = nextStep(policy, given, { waitedMs: now + SECOND }, () => chance);
            if (then.kind === 'stop') break;
            now += SECOND + then.delayMs;
          }
          const isCounted = given.length === maxAttempts || (name === 'infra' && given.length === 5);
          if (!isCounted) expect(now + SECOND).toBeGreaterThanOrEqual(maxWaitMs);
        },
      ),
    );
  });
});
