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

/** The state with every number told. */
type Told = { readonly [K in keyof RetryState]-?: number };

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

/** Faults in a row that are borne where `max-attempts` does not say: waits of 10 to 160 s outlast a daemon's restart. */
const FAULTS_IN_A_ROW = 5;
/** Runs of a workload where `max-attempts` does not say: each one is paid for. */
const WORKLOAD_RUNS = 3;
/** A hint may pass `retry-max-delay`, but a slip of the server's clock must not stop the job for a day. */
const HINT_MAX_MS = 3_600_000;

/**
 * The pace of the wait for a full pool, chosen by `npm run bench:pool`; docs/retry.md has the formula and the measurements.
 * All jobs of a matrix follow it without a word between them: together they should call about as often as sessions turn over.
 */
const PACE = {
  /** Each wait is spread by a third both ways: enough to part jobs that came together, not so much that gaps open. */
  spread: 1 / 3,
  /** With a known matrix: the first waits of a queue as long as the pool is wide; longer by the fourth root of the crowd. */
  crowdMs: 60_000,
  /** How long such a queue is expected to last. The waits shrink towards its end, so that older jobs go first. */
  turnMs: 500_000,
  /** After this many times the expected age the crowd is not this matrix. */
  patience: 2,
  /** Without one: a tenth of the age, within these. */
  ageShare: 1 / 10,
  leastMs: 50_000,
  mostMs: 100_000,
  /** After an hour they shrink again, a second each minute, so that here too older jobs go first. */
  oldMs: 3_600_000,
  oldShare: 1 / 60,
  /** However old a job is, it waits at least this share of its age: hours of waiting do not cost thousands of calls. */
  floorShare: 1 / 100,
  /** Sessions of a pool whose limit is not told: at least ten, and a twentieth of the matrix. */
  pool: 10,
  rounds: 20,
} as const;

/** The GPU type of the next attempt: each capacity refusal moves one along the list, and round again. */
export function gpuTypeFor(policy: RetryPolicy, history: readonly Refusal[]): string {
  return policy.gpuTypes[countOf(history, 'capacity') % Math.max(1, policy.gpuTypes.length)] ?? '';
}

/** What to do after the failures so far; `random` is uniform in [0, 1). */
export function nextStep(
  policy: RetryPolicy,
  history: readonly Refusal[],
  { waitedMs, jobTimeLeftMs = Infinity }: RetryState,
  random: () => number,
): Step {
  // Foreign numbers come from clocks and from texts of the CLI: what is no number counts as not told.
  const state = {
    waitedMs: waitedMs >= 0 ? waitedMs : 0,
    jobTimeLeftMs: Number.isNaN(jobTimeLeftMs) ? Infinity : jobTimeLeftMs,
  };
  const last = history.at(-1);
  const gpuType = gpuTypeFor(policy, history);
  if (last === undefined) return { kind: 'retry', delayMs: 0, gpuType, last: false };

  const exhausted = exhaustion(policy, history, last);
  if (exhausted !== undefined) return { kind: 'stop', reason: exhausted };

  const left = budgetLeft(policy, history, state);
  if (left <= 0) return { kind: 'stop', reason: sayWaited(policy, history, last, state) };

  const delay = untilLastTry(policy, delayFor(policy, history, last, state, random), left);
  return { kind: 'retry', delayMs: Math.min(Math.round(delay), Math.floor(left)), gpuType, last: delay >= left };
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

/** It ran, or may have: trying again is paid for. */
const isOfWorkload = (name: FailureClass): boolean => name === 'workload' || name === 'timeout';

/** Neither a full pool, nor a provider sold out, nor the workload: something is broken. */
const isFault = (name: FailureClass): boolean => name !== 'saturated' && name !== 'capacity' && !isOfWorkload(name);

function faultsInARow(history: readonly Refusal[]): number {
  return history.length - 1 - history.findLastIndex((refusal) => !isFault(refusal.class));
}

function countOf(history: readonly Refusal[], name: FailureClass): number {
  return history.reduce((count, refusal) => (refusal.class === name ? count + 1 : count), 0);
}

function delayFor(
  policy: RetryPolicy,
  history: readonly Refusal[],
  last: Refusal,
  state: RetryState,
  random: () => number,
): number {
  const rounds = countOf(history, 'capacity') / Math.max(1, policy.gpuTypes.length);
  if (last.class === 'capacity' && !Number.isInteger(rounds)) return 0;
  const { retryAfterMs = NaN } = last;
  if (retryAfterMs >= 0) {
    // The hint went to everybody who was refused: its end is spread, never cut.
    const hint = Math.min(HINT_MAX_MS, Math.max(policy.minDelayMs, retryAfterMs));
    return hint + random() * Math.max(hint / 10, policy.minDelayMs);
  }
  if (last.class === 'saturated') return spread(policy, saturatedPace(policy, history, state.waitedMs), random);
  if (last.class === 'capacity') return doubled(policy, rounds, random);
  return isFault(last.class) ? doubled(policy, faultsInARow(history), random) : policy.minDelayMs;
}

/** The mean wait of a job of this age. */
function saturatedPace(policy: RetryPolicy, history: readonly Refusal[], age: number): number {
  const crowd = crowdOf(policy, history);
  const end = crowd * PACE.turnMs;
  const wait =
    age < PACE.patience * end
      ? PACE.crowdMs * crowd ** 0.25 * (1 - age / end)
      : clamp(PACE.ageShare * age, PACE.leastMs, PACE.mostMs - PACE.oldShare * Math.max(0, age - PACE.oldMs));
  // The first calls are few and may be lucky: no wait is longer than the shortest and half the age together.
  return Math.min(Math.max(wait, PACE.floorShare * age), shortest(policy) + age / 2);
}

/** How many times over the matrix fills the pool while it waits, at least 1; 0 where the host does not tell its size. */
function crowdOf(policy: RetryPolicy, history: readonly Refusal[]): number {
  const size = policy.matrixSize ?? 0;
  if (!(size >= 1 && size < Infinity)) return 0;
  const limit =
    history.findLast((refusal) => (refusal.pool?.limit ?? 0) >= 1)?.pool?.limit ??
    Math.max(PACE.pool, size / PACE.rounds);
  return Math.max(1, (size - limit) / limit);
}

const shortest = (policy: RetryPolicy): number => policy.minDelayMs / (1 - PACE.spread);

function spread(policy: RetryPolicy, mean: number, random: () => number): number {
  const within = clamp(mean, shortest(policy), policy.maxDelayMs / (1 + PACE.spread));
  return clamp(within * (1 + PACE.spread * (2 * random() - 1)), policy.minDelayMs, policy.maxDelayMs);
}

/** The upper half of a wait that doubles with each failure. */
function doubled(policy: RetryPolicy, n: number, random: () => number): number {
  const most = Math.min(policy.maxDelayMs, policy.minDelayMs * 2 ** Math.min(n, 40));
  return Math.max(policy.minDelayMs, most * (0.5 + random() / 2));
}

const clamp = (value: number, low: number, high: number): number => Math.min(high, Math.max(low, value));

/** What is left of `max-wait` and of the job's own limit; of the latter, the call itself must still fit. */
function budgetLeft(policy: RetryPolicy, history: readonly Refusal[], state: Told): number {
  const ofWait = policy.maxWaitMs > 0 ? policy.maxWaitMs - state.waitedMs : Infinity;
  const call = history.reduce(
    (longest, { callMs = 0 }) => (callMs > longest && callMs < Infinity ? callMs : longest),
    0,
  );
  return Math.min(ofWait, state.jobTimeLeftMs - call);
}

/** The budget's end is the best moment for the last try: a wait that would pass it, or leave less than one wait behind, ends there. */
function untilLastTry(policy: RetryPolicy, wanted: number, left: number): number {
  return wanted > 0 && wanted + policy.minDelayMs >= left ? left : wanted;
}

function sayWaited(policy: RetryPolicy, history: readonly Refusal[], last: Refusal, state: Told): string {
  const pool = last.pool === undefined ? '' : ` (${last.pool.used} of ${last.pool.limit} in use)`;
  const types = policy.gpuTypes.length === 0 ? '' : ` (${policy.gpuTypes.join(', ')})`;
  const what = last.class === 'saturated' ? `a pooled session${pool}` : `a GPU${types}`;
  const tries = history.length === 1 ? '1 try' : `${history.length} tries`;
  const limit =
    policy.maxWaitMs > 0 && state.waitedMs >= policy.maxWaitMs
      ? `\`max-wait\` is ${sayDuration(policy.maxWaitMs)}`
      : "the job's own time limit leaves no room for another try";
  return `Waited ${sayDuration(state.waitedMs)} for ${what}, ${tries}; ${limit}.`;
}
