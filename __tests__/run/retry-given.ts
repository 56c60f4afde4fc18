import { nextStep, type Refusal, type RetryPolicy, type RetryState } from '../../src/run/retry.ts';
import type { FailureClass } from '../../src/model/outcome.ts';

export const SECOND = 1_000;
export const MINUTE = 60 * SECOND;
export const HOUR = 60 * MINUTE;

export const policyOf = (more: Partial<RetryPolicy> = {}): RetryPolicy => ({
  retryOn: ['saturated', 'capacity', 'infra'],
  maxWaitMs: 30 * MINUTE,
  maxAttempts: 0,
  minDelayMs: 10 * SECOND,
  maxDelayMs: 75 * SECOND,
  gpuTypes: [],
  ...more,
});
export const times = (n: number, name: FailureClass, more: Partial<Refusal> = {}): Refusal[] =>
  Array.from({ length: n }, (_, index) => ({ atMs: index * SECOND, class: name, ...more }));
export const refusal = (name: FailureClass, more: Partial<Refusal> = {}): Refusal[] => times(1, name, more);

export const step = (policy: RetryPolicy, history: readonly Refusal[], state: Partial<RetryState> = {}, chance = 0.5) =>
  nextStep(policy, history, { waitedMs: 0, ...state }, () => chance);
export const delay = (...given: Parameters<typeof step>): number => {
  const next = step(...given);
  if (next.kind === 'stop') throw new Error(next.reason);
  return next.delayMs;
};
export const reason = (...given: Parameters<typeof step>): string => {
  const next = step(...given);
  return next.kind === 'stop' ? next.reason : `retry in ${next.delayMs} ms`;
};
