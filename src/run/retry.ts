import { sayDuration } from '../model/duration.ts';
import type { FailureClass, PoolUse } from '../model/outcome.ts';

/** The user's bounds, as data. Durations in milliseconds; 0 = no limit for `maxWaitMs` and `maxAttempts`. */
export interface RetryPolicy {
  readonly retryOn: readonly FailureClass[];
  readonly maxWaitMs: number;
  readonly maxAttempts: number;
  readonly minDelayMs: number;
  readonly maxDelayMs: number;
  /** In order of preference; empty where the user leaves the choice to `gpu.jsonc`. */
  readonly gpuTypes: readonly string[];
}

/** One failed attempt as the policy sees it. All memory of the policy is the list of these. */
export interface Refusal {
  readonly class: FailureClass;
  /** What the refusal itself asks for. */
  readonly retryAfterMs?: number | undefined;
  readonly pool?: PoolUse | undefined;
  /** How long the refused call took. */
  readonly callMs?: number | undefined;
}

export interface RetryState {
  /** Since the first attempt was submitted, without the time that a workload ran. */
  readonly waitedMs: number;
  /** What the job's own limit leaves for waiting, where one is known. */
  readonly jobTimeLeftMs?: number | undefined;
}

export type Step =
  { readonly kind: 'retry'; readonly delayMs: number } | { readonly kind: 'stop'; readonly reason: string };

/** Faults in a row that are retried unless `max-attempts` is set: waits of 10 to 160 s outlast a daemon's restart. */
const FAULTS_IN_A_ROW = 5;
/** Runs of a workload where `max-attempts` does not say: each one is paid for. */
const WORKLOAD_RUNS = 3;
/** An error in the server's clock must not stop a job for longer. */
const HINT_MAX_MS = 86_400_000;

/** The GPU type of the next attempt: each capacity refusal moves one along the list, and round again. */
export function gpuTypeFor(policy: RetryPolicy, history: readonly Refusal[]): string {
  return policy.gpuTypes[countOf(history, 'capacity') % Math.max(1, policy.gpuTypes.length)] ?? '';
}

/** What to do after the failures so far; `random` is uniform in [0, 1). */
export function nextStep(
  policy: RetryPolicy,
  history: readonly Refusal[],
  state: RetryState,
  random: () => number,
): Step {
  const last = history.at(-1);
  if (last === undefined) return { kind: 'retry', delayMs: 0 };
  const exhausted = exhaustion(policy, history, last);
  if (exhausted !== undefined) return { kind: 'stop', reason: exhausted };
  const left = budgetLeft(policy, history, state);
  if (left <= 0) return { kind: 'stop', reason: sayWaited(policy, history, last, state) };
  const delay = untilLastAttempt(policy, delayFor(policy, history, last, random), left);
  return { kind: 'retry', delayMs: Math.min(Math.round(delay), Math.floor(left)) };
}

function exhaustion(policy: RetryPolicy, history: readonly Refusal[], last: Refusal): string | undefined {
  if (!policy.retryOn.includes(last.class)) return `\`${last.class}\` is not in \`retry-on\`.`;
  if (policy.maxAttempts > 0) {
    if (history.length < policy.maxAttempts) return undefined;
    return `All ${policy.maxAttempts} attempts that \`max-attempts\` allows have failed.`;
  }
  if (isOfWorkload(last.class) && countOf(history, 'workload') + countOf(history, 'timeout') >= WORKLOAD_RUNS)
    return `The workload failed ${WORKLOAD_RUNS} times; \`max-attempts\` would allow more.`;
  if (isFault(last.class) && faultsInARow(history) >= FAULTS_IN_A_ROW)
    return `${FAULTS_IN_A_ROW} attempts in a row failed before the workload started; \`max-attempts\` would allow more.`;
  return undefined;
}

/** It ran, or may have: another attempt is paid for. */
const isOfWorkload = (name: FailureClass): boolean => name === 'workload' || name === 'timeout';

/** Neither a full pool, nor a provider sold out, nor the workload: something is broken. */
const isFault = (name: FailureClass): boolean => name !== 'saturated' && name !== 'capacity' && !isOfWorkload(name);

function faultsInARow(history: readonly Refusal[]): number {
  return history.length - 1 - history.findLastIndex((refusal) => !isFault(refusal.class));
}

function countOf(history: readonly Refusal[], name: FailureClass): number {
  return history.reduce((count, refusal) => (refusal.class === name ? count + 1 : count), 0);
}

function delayFor(policy: RetryPolicy, history: readonly Refusal[], last: Refusal, random: () => number): number {
  const rounds = countOf(history, 'capacity') / Math.max(1, policy.gpuTypes.length);
  if (last.class === 'capacity' && !Number.isInteger(rounds)) return 0;
  const { retryAfterMs = NaN } = last;
  if (retryAfterMs >= 0) {
    // Each refused job got the same hint: the end of the wait is spread, never cut.
    const hint = Math.min(HINT_MAX_MS, Math.max(policy.minDelayMs, retryAfterMs));
    return hint + random() * Math.max(hint / 10, policy.minDelayMs);
  }
  if (isOfWorkload(last.class)) return policy.minDelayMs;
  const n =
    last.class === 'capacity' ? rounds : last.class === 'saturated' ? inARow(history, last) : faultsInARow(history);
  return doubled(policy, n, random);
}

/** Refusals of the last one's class since another came. */
function inARow(history: readonly Refusal[], last: Refusal): number {
  return history.length - 1 - history.findLastIndex((refusal) => refusal.class !== last.class);
}

/**
 * The upper half of a limit that doubles with each refusal. Jobs that were refused together part within one wait, and none
 * comes back at once. `npm run bench:pool` compares it with other policies.
 */
function doubled({ minDelayMs, maxDelayMs }: RetryPolicy, n: number, random: () => number): number {
  const limit = Math.min(maxDelayMs, minDelayMs * 2 ** Math.min(n, 40));
  return Math.max(minDelayMs, limit * (0.5 + random() / 2));
}

/** What is left of `max-wait` and of the job's own limit; of the latter, the call itself must still fit. */
function budgetLeft(policy: RetryPolicy, history: readonly Refusal[], state: RetryState): number {
  const ofWait = policy.maxWaitMs > 0 ? policy.maxWaitMs - state.waitedMs : Infinity;
  const call = history.reduce((longest, { callMs = 0 }) => Math.max(longest, callMs), 0);
  return Math.min(ofWait, (state.jobTimeLeftMs ?? Infinity) - call);
}

/** The budget's end is the best moment for the last attempt: a wait that would pass it, or leave less than one wait behind, ends there. */
function untilLastAttempt(policy: RetryPolicy, wanted: number, left: number): number {
  return wanted > 0 && wanted + policy.minDelayMs >= left ? left : wanted;
}

function sayWaited(policy: RetryPolicy, history: readonly Refusal[], last: Refusal, state: RetryState): string {
  const pool = last.pool === undefined ? '' : ` (${last.pool.used} of ${last.pool.limit} in use)`;
  const types = policy.gpuTypes.length === 0 ? '' : ` (${policy.gpuTypes.join(', ')})`;
  const what = last.class === 'saturated' ? `a pooled session${pool}` : `a GPU${types}`;
  const attempts = history.length === 1 ? '1 attempt' : `${history.length} attempts`;
  const limit =
    policy.maxWaitMs > 0 && state.waitedMs >= policy.maxWaitMs
      ? `\`max-wait\` is ${sayDuration(policy.maxWaitMs)}`
      : "the job's own time limit leaves no room for another attempt";
  return `Waited ${sayDuration(state.waitedMs)} for ${what}, ${attempts}; ${limit}.`;
}
