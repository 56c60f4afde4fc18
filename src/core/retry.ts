import { sayDuration } from './duration.ts';
import type { FailureClass, PoolUse } from './outcome.ts';

/** The user's bounds, as data. Durations in milliseconds; 0 = no limit for `maxWaitMs` and `maxAttempts`. */
export interface RetryPolicy {
  readonly retryOn: readonly FailureClass[];
  readonly maxWaitMs: number;
  readonly maxAttempts: number;
  readonly minDelayMs: number;
  readonly maxDelayMs: number;
  /** In order of preference; empty where the user leaves the choice to `gpu.jsonc`. */
  readonly gpuTypes: readonly string[];
  /** Jobs of this job's matrix, where the host tells. */
  readonly matrixSize?: number | undefined;
}

/** One failed attempt as the policy sees it. All memory of the policy is the list of these. */
export interface Refusal {
  /** When the attempt had ended, since the wait began. */
  readonly atMs: number;
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
  | {
      readonly kind: 'retry';
      readonly delayMs: number;
      /** For the next attempt; empty when none is listed. */
      readonly gpuType: string;
      /** The budget ends with this try. */
      readonly last: boolean;
    }
  | { readonly kind: 'stop'; readonly reason: string };

/** Infra failures in a row that are borne where `max-attempts` does not say: waits of 5 to 40 s outlast a daemon's restart. */
const INFRA_IN_A_ROW = 5;
/** Runs of a workload where `max-attempts` does not say: each one is paid for. */
const WORKLOAD_RUNS = 3;
/** A hint may pass `retry-max-delay`, but a slip of the server's clock must not stop the job for a day. */
const HINT_MAX_MS = 3_600_000;

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
  if (last === undefined) return { kind: 'retry', delayMs: 0, gpuType: gpuTypeFor(policy, history), last: false };

  const exhausted = exhaustion(policy, history, last);
  if (exhausted !== undefined) return { kind: 'stop', reason: exhausted };

  const left = budgetLeft(policy, history, state);
  if (left <= 0) return { kind: 'stop', reason: sayWaited(policy, history, state) };

  const wanted = delayFor(policy, history, last, random);
  const delayMs = Math.round(lastTryAtTheEnd(policy, wanted, left));
  return { kind: 'retry', delayMs, gpuType: gpuTypeFor(policy, history), last: delayMs >= left };
}

function exhaustion(policy: RetryPolicy, history: readonly Refusal[], last: Refusal): string | undefined {
  if (!policy.retryOn.includes(last.class)) return `\`${last.class}\` is not in \`retry-on\`.`;
  if (policy.maxAttempts > 0) {
    if (history.length < policy.maxAttempts) return undefined;
    return `All ${policy.maxAttempts} attempts that \`max-attempts\` allows have failed.`;
  }
  if (last.class === 'workload' && countOf(history, 'workload') >= WORKLOAD_RUNS)
    return `The workload failed ${WORKLOAD_RUNS} times; \`max-attempts\` would allow more.`;
  if (isFault(last.class) && faultsInARow(history) >= INFRA_IN_A_ROW)
    return `${INFRA_IN_A_ROW} attempts in a row failed before the workload started; \`max-attempts\` would allow more.`;
  return undefined;
}

/** Neither a full pool, nor a provider sold out, nor the workload: something is broken. */
const isFault = (name: FailureClass): boolean => name !== 'saturated' && name !== 'capacity' && name !== 'workload';

function faultsInARow(history: readonly Refusal[]): number {
  return history.length - 1 - history.findLastIndex((refusal) => !isFault(refusal.class));
}

function countOf(history: readonly Refusal[], name: FailureClass): number {
  return history.reduce((count, refusal) => (refusal.class === name ? count + 1 : count), 0);
}

function delayFor(policy: RetryPolicy, history: readonly Refusal[], last: Refusal, random: () => number): number {
  const rounds = countOf(history, 'capacity') / Math.max(1, policy.gpuTypes.length);
  if (last.class === 'capacity' && !Number.isInteger(rounds)) return 0;
  if (last.retryAfterMs !== undefined && last.retryAfterMs >= 0) {
    const hint = Math.min(HINT_MAX_MS, Math.max(policy.minDelayMs, last.retryAfterMs));
    return hint + random() * Math.max(hint / 10, policy.minDelayMs);
  }
  switch (last.class) {
    case 'saturated':
      return between(0.75, 1.25, random) * saturatedDelay(policy, history);
    case 'capacity':
      return between(0.5, 1, random) * doubled(policy, rounds);
    case 'workload':
      return policy.minDelayMs;
    case 'infra':
    case 'auth':
    case 'usage':
    case 'timeout':
    case 'budget':
    case 'cancelled':
    case 'internal':
      return between(0.5, 1, random) * doubled(policy, faultsInARow(history));
  }
}

function saturatedDelay(policy: RetryPolicy, history: readonly Refusal[]): number {
  return Math.min(policy.maxDelayMs, policy.minDelayMs * 1.6 ** Math.min(history.length - 1, 40));
}

const doubled = (policy: RetryPolicy, n: number): number =>
  Math.min(policy.maxDelayMs, policy.minDelayMs * 2 ** Math.min(n, 40));

const between = (low: number, high: number, random: () => number): number => low + (high - low) * random();

/** What is left of `max-wait` and of the job's own limit; of the latter, the call itself must still fit. */
function budgetLeft(policy: RetryPolicy, history: readonly Refusal[], state: RetryState): number {
  const ofWait = policy.maxWaitMs > 0 ? policy.maxWaitMs - state.waitedMs : Infinity;
  const call = history.reduce((longest, refusal) => Math.max(longest, refusal.callMs ?? 0), 0);
  return Math.min(ofWait, (state.jobTimeLeftMs ?? Infinity) - call);
}

/** The budget's end is the best moment for the last try: a wait that would pass it, or leave less than one wait behind, ends there. */
function lastTryAtTheEnd(policy: RetryPolicy, wanted: number, left: number): number {
  if (wanted === 0 || wanted + policy.minDelayMs < left) return wanted;
  return left;
}

function sayWaited(policy: RetryPolicy, history: readonly Refusal[], state: RetryState): string {
  const last = history.at(-1);
  const pool = last?.pool === undefined ? '' : ` (${last.pool.used} of ${last.pool.limit} in use)`;
  const what = last?.class === 'saturated' ? `a pooled session${pool}` : 'a GPU';
  const tries = history.length === 1 ? '1 try' : `${history.length} tries`;
  const limit =
    policy.maxWaitMs > 0 && state.waitedMs >= policy.maxWaitMs
      ? `\`max-wait\` is ${sayDuration(policy.maxWaitMs)}`
      : "the job's own time limit leaves no room for another try";
  return `Waited ${sayDuration(state.waitedMs)} for ${what}, ${tries}; ${limit}.`;
}
