import { describe, expect, test } from '@jest/globals';
import fc from 'fast-check';
import { FAILURE_CLASSES, type FailureClass } from '../../src/model/outcome.ts';
import { nextStep, type Refusal, type RetryPolicy, type RetryState } from '../../src/run/retry.ts';
import { HOUR, SECOND, policyOf, refusal, step } from './retry-given.ts';

describe('for any history', () => {
  const classes = fc.constantFrom(...FAILURE_CLASSES);
  const foreign = fc.option(fc.double(), { nil: undefined });
  const refusals = fc.array(
    fc.record({
      atMs: fc.double(),
      class: classes,
      retryAfterMs: foreign,
      callMs: foreign,
      pool: fc.option(fc.record({ used: fc.double(), limit: fc.double() }), { nil: undefined }),
    }),
    { maxLength: 40 },
  );
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
  const chance = fc.double({ min: 0, max: 1, maxExcluded: true, noNaN: true });
  const forAll = (check: (policy: RetryPolicy, history: Refusal[], state: RetryState, chance: number) => void): void =>
    fc.assert(
      fc.property(policies, refusals, fc.record({ waitedMs: fc.double(), jobTimeLeftMs: foreign }), chance, check),
      { numRuns: 2_000 },
    );

  test('a wait is a whole number of milliseconds, from 0 up', () => {
    forAll((policy, history, state, random) => {
      const next = step(policy, history, state, random);
      if (next.kind === 'retry') expect(Number.isSafeInteger(next.delayMs) && next.delayMs >= 0).toBe(true);
      else expect(next.reason).toMatch(/\.$/);
    });
  });
  test("a wait never passes max-wait or the job's own limit", () => {
    forAll((policy, history, state, random) => {
      const next = step(policy, history, state, random);
      if (next.kind === 'stop') return;
      if (policy.maxWaitMs > 0 && state.waitedMs >= 0 && history.length > 0)
        expect(state.waitedMs + next.delayMs).toBeLessThanOrEqual(policy.maxWaitMs);
      if (state.jobTimeLeftMs !== undefined && state.jobTimeLeftMs >= 0)
        expect(next.delayMs).toBeLessThanOrEqual(state.jobTimeLeftMs);
    });
  });
  test('without a hint a wait keeps to the bounds, but for the last one and for moving along the types', () => {
    forAll((policy, history, state, random) => {
      const unhinted = history.map((one) => ({ ...one, retryAfterMs: undefined }));
      const next = step(policy, unhinted, state, random);
      if (next.kind === 'stop' || next.last || next.delayMs === 0) return;
      expect(next.delayMs).toBeGreaterThanOrEqual(policy.minDelayMs);
      expect(next.delayMs).toBeLessThanOrEqual(policy.maxDelayMs);
    });
  });
  test('a hint within the budget is kept to the end', () => {
    fc.assert(
      fc.property(policies, refusals, fc.integer({ min: 0, max: HOUR }), chance, (policy, history, hint, random) => {
        const listed: RetryPolicy = { ...policy, retryOn: ['saturated'], maxAttempts: 0, maxWaitMs: 0 };
        const next = step(listed, [...history, ...refusal('saturated', { retryAfterMs: hint })], {}, random);
        expect(next.kind === 'retry' && next.delayMs >= Math.floor(hint)).toBe(true);
      }),
    );
  });
  test('the next type is one of the list', () => {
    forAll((policy, history, state, random) => {
      const next = step(policy, history, state, random);
      if (next.kind === 'retry') expect(policy.gpuTypes.length === 0 ? [''] : policy.gpuTypes).toContain(next.gpuType);
    });
  });
  test('a class that is not listed is never tried again', () => {
    forAll((policy, history, state, random) => {
      const last = history.at(-1);
      if (last !== undefined && !policy.retryOn.includes(last.class))
        expect(step(policy, history, state, random).kind).toBe('stop');
    });
  });
});

describe('a whole wait', () => {
  const story = fc.record({
    name: fc.constantFrom<FailureClass>('saturated', 'capacity', 'infra'),
    maxWaitMs: fc.integer({ min: 1, max: 5 * HOUR }),
    maxAttempts: fc.nat(30),
    callMs: fc.integer({ min: 1, max: 3 * SECOND }),
    seed: fc.nat(),
  });

  test('ends, within max-attempts and max-wait, and its last wait ends at the end of max-wait', () => {
    fc.assert(
      fc.property(story, ({ name, callMs, seed, ...more }) => {
        const policy = policyOf({ gpuTypes: ['H100', 'A100'], ...more });
        const history: Refusal[] = [];
        let [now, state] = [0, seed];
        const random = (): number => (state = (state * 16_807 + 12_345) % 2_147_483_647) / 2_147_483_647;
        for (;;) {
          expect(now).toBeLessThanOrEqual(policy.maxWaitMs);
          now += callMs;
          history.push({ atMs: now, class: name, callMs });
          const next = nextStep(policy, history, { waitedMs: now }, random);
          if (next.kind === 'stop') break;
          expect(next.last).toBe(now + next.delayMs === policy.maxWaitMs);
          now += next.delayMs;
        }
        if (policy.maxAttempts > 0) expect(history.length).toBeLessThanOrEqual(policy.maxAttempts);
        // Two types at 10 s at least make two calls a wait.
        expect(history.length).toBeLessThanOrEqual(2 * (policy.maxWaitMs / policy.minDelayMs + 2));
        const gaveUp = history.length < (policy.maxAttempts || Infinity) && !(name === 'infra' && history.length === 5);
        if (gaveUp && callMs < policy.maxWaitMs) expect(now).toBeGreaterThanOrEqual(policy.maxWaitMs);
      }),
    );
  });
});
