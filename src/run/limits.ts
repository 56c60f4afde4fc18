import type { Clock } from '../model/clock.ts';
import { sayDuration } from '../model/duration.ts';
import type { AbortCause } from './stop.ts';

/** Bounds of one run; 0 = none. Times in ms. */
export interface Limits {
  readonly timeoutMs: number;
  readonly idleTimeoutMs: number;
  readonly maxCostUsd: number;
  /** What is left of the job's own limit when the run begins, less the time that ending it takes. */
  readonly jobLeftMs: number;
  /** What earlier attempts whose workload ran have taken of `maxCostUsd`, as time of their pod. */
  readonly paidMs: number;
  /** From the submission to the start of the workload. */
  readonly startTimeoutMs: number;
  /** After this time the job is left to a later step. */
  readonly detachAfterMs: number;
}

/** What the watch hears and answers while the workload runs. */
export interface Watch {
  started(): void;
  output(): void;
  /** USD an hour for all GPUs, and since when the pod is paid for; the whole attempt if that is not given. */
  price(usdPerHour: number, fromMs?: number): void;
  stop(): void;
}

export interface WatchEvents {
  /** 80 % of a limit is used up, said once for each; or a limit cannot be watched. */
  readonly onNear: (message: string) => void;
  readonly onReached: (cause: AbortCause) => void;
  /** Nothing was printed for a minute. */
  readonly onSilence: (ranMs: number) => void;
  /** A further minute has passed and the workload has not started. */
  readonly onPending: (waitedMs: number) => void;
  /** `start-timeout` is reached, once: whether the workload has started unseen is asked before anything is ended. */
  readonly onNotStarted: () => void;
}

const TICK_MS = 200;
const NEAR = 0.8;
const HEARTBEAT_MS = 60_000;

/** Watches the limits of one attempt. Only `start-timeout`, `max-cost` and the job limit count time before the workload's start. */
export function watchLimits(limits: Limits, clock: Clock, events: WatchEvents): Watch {
  const began = clock.elapsed();
  let startedAt: number | undefined;
  let lastOutput = began;
  let lastBeat = began;
  let pricePerHour = 0;
  let paidFrom = began;
  let late = false;
  const told = new Set<string>();
  const ended = new AbortController();

  const check = (
    name: string,
    used: number,
    limit: number,
    say: (n: number) => string,
    cause: () => AbortCause,
  ): boolean => {
    if (limit <= 0) return false;
    if (used >= limit) {
      events.onReached(cause());
      return true;
    }
    if (used >= limit * NEAR && !told.has(name)) {
      told.add(name);
      events.onNear(`80 % of \`${name}\` is used: ${say(used)} of ${say(limit)}.`);
    }
    return false;
  };
  const timedOut = (limit: 'timeout' | 'idle-timeout' | 'job-limit', reason: string) => (): AbortCause => ({
    kind: 'timedOut',
    limit,
    reason,
  });
  const tick = (): boolean => {
    const now = clock.elapsed();
    const ran = startedAt === undefined ? 0 : now - startedAt;
    if (startedAt !== undefined) {
      const idle = now - lastOutput;
      if (idle >= HEARTBEAT_MS && now - lastBeat >= HEARTBEAT_MS) {
        lastBeat = now;
        events.onSilence(ran);
      }
      const { timeoutMs, idleTimeoutMs } = limits;
      const long = `The workload ran longer than \`timeout\` (${sayDuration(timeoutMs)}) and was ended.`;
      if (check('timeout', ran, timeoutMs, sayDuration, timedOut('timeout', long))) return true;
      const silent = `The workload printed nothing for \`idle-timeout\` (${sayDuration(idleTimeoutMs)}) and was ended.`;
      if (check('idle-timeout', idle, idleTimeoutMs, sayDuration, timedOut('idle-timeout', silent))) return true;
    }
    if (startedAt === undefined && !late) {
      if (now - lastBeat >= HEARTBEAT_MS) {
        lastBeat = now;
        events.onPending(now - began);
      }
      late = limits.startTimeoutMs > 0 && now - began >= limits.startTimeoutMs;
      if (late) events.onNotStarted();
    }
    if (limits.detachAfterMs > 0 && now - began >= limits.detachAfterMs) {
      events.onReached({ kind: 'detached' });
      return true;
    }
    const usd = ((limits.paidMs + now - paidFrom) / 3_600_000) * pricePerHour;
    const dear = `The estimated cost reached \`max-cost\` ($${limits.maxCostUsd.toFixed(2)}) and the run was ended.`;
    const money = (n: number) => `$${n.toFixed(2)}`;
    if (check('max-cost', usd, limits.maxCostUsd, money, () => ({ kind: 'overBudget', reason: dear }))) return true;
    const near = 'The time limit of the CI job is near, so the run was ended while there is time to end it well.';
    return check('job limit', now - began, limits.jobLeftMs, sayDuration, timedOut('job-limit', near));
  };
  void (async () => {
    while (!ended.signal.aborted && !tick()) await clock.sleep(TICK_MS, ended.signal);
  })();
  return {
    started() {
      startedAt ??= clock.elapsed();
      lastOutput = clock.elapsed();
    },
    output() {
      lastOutput = clock.elapsed();
    },
    price(usdPerHour, fromMs = paidFrom) {
      pricePerHour = usdPerHour;
      paidFrom = fromMs;
      // Nothing is left to be watched of a run that was over before its price was known.
      if (usdPerHour === 0 && !ended.signal.aborted)
        events.onNear('`max-cost` cannot be watched: GPU CLI reports no price for this GPU.');
    },
    stop: () => ended.abort(),
  };
}
