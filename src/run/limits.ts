import type { Clock } from '../model/clock.ts';
import { sayDuration } from '../model/duration.ts';
import type { CloudView, Gpu } from '../model/gpu.ts';
import { offerFor, type Phase } from '../model/outcome.ts';
import type { RunRequest } from '../request.ts';
import type { RunListener } from './events.ts';
import type { RunState } from './state.ts';
import { isAborted, type AbortCause } from './stop.ts';

/** Bounds of one attempt; 0 = none. Times in ms. */
export interface Limits extends Pick<
  RunRequest,
  'timeoutMs' | 'idleTimeoutMs' | 'maxCostUsd' | 'startTimeoutMs' | 'detachAfterMs'
> {
  /** What is left of the job's own limit when the attempt begins, less the time that ending it takes. */
  readonly jobLeftMs: number;
  /** What earlier attempts whose workload ran have taken of `maxCostUsd`, as time of their pod. */
  readonly paidMs: number;
}

/** Hears what happens in the attempt. */
export interface Watch {
  readonly note: RunListener;
  /** USD an hour for all GPUs, and since when the pod is paid for; the whole attempt if that is not given. */
  readonly price: (usdPerHour: number, fromMs?: number) => void;
}

export interface WatchPorts {
  readonly clock: Clock;
  readonly emit: RunListener;
  readonly onReached: (cause: AbortCause) => void;
  /** `start-timeout` is reached, once: whether the workload has started unseen is asked before anything is ended. */
  readonly onNotStarted: (reason: string) => void;
  /** Aborts when the attempt is over. */
  readonly over: AbortSignal;
}

const TICK_MS = 200;
const NEAR = 0.8;
const HEARTBEAT_MS = 60_000;

/** Watches the limits of one attempt. Only `start-timeout`, `max-cost` and the job limit count time before the workload's start. */
export function watchLimits(limits: Limits, { clock, emit, onReached, onNotStarted, over }: WatchPorts): Watch {
  const began = clock.elapsed();
  let phase: Phase = 'submitting';
  let startedAt: number | undefined;
  let [lastOutput, lastBeat, isLate] = [began, began, false];
  let [usdPerHour, paidFrom] = [0, began];
  const warned = new Set<string>();

  const isReached = (name: string, used: number, limit: number, cause: AbortCause, say = sayDuration): boolean => {
    if (limit > 0 && used >= limit) onReached(cause);
    else if (limit > 0 && used >= limit * NEAR && !warned.has(name)) {
      warned.add(name);
      emit({ kind: 'near', message: `80 % of \`${name}\` is used: ${say(used)} of ${say(limit)}.` });
    }
    return limit > 0 && used >= limit;
  };
  const isBeat = (now: number): boolean => {
    const isDue = now - lastBeat >= HEARTBEAT_MS;
    if (isDue) lastBeat = now;
    return isDue;
  };
  const isRunOver = (now: number, from: number): boolean => {
    const { timeoutMs, idleTimeoutMs } = limits;
    const [ranMs, idleMs] = [now - from, now - lastOutput];
    if (idleMs >= HEARTBEAT_MS && isBeat(now)) emit({ kind: 'silence', ranMs });
    const long = `The workload ran longer than \`timeout\` (${sayDuration(timeoutMs)}) and was ended.`;
    const silent = `The workload printed nothing for \`idle-timeout\` (${sayDuration(idleTimeoutMs)}) and was ended.`;
    return (
      isReached('timeout', ranMs, timeoutMs, { kind: 'timedOut', limit: 'timeout', reason: long }) ||
      isReached('idle-timeout', idleMs, idleTimeoutMs, { kind: 'timedOut', limit: 'idle-timeout', reason: silent })
    );
  };
  const watchStart = (waitedMs: number, now: number): void => {
    const limitMs = limits.startTimeoutMs;
    if (isLate) return;
    if (isBeat(now)) emit({ kind: 'pending', phase, waitedMs, limitMs });
    isLate = limitMs > 0 && waitedMs >= limitMs;
    if (isLate) onNotStarted(`The workload did not start within \`start-timeout\` (${sayDuration(limitMs)}).`);
  };
  const isOver = (): boolean => {
    const now = clock.elapsed();
    if (startedAt === undefined) watchStart(now - began, now);
    else if (isRunOver(now, startedAt)) return true;
    if (limits.detachAfterMs > 0 && now - began >= limits.detachAfterMs) {
      onReached({ kind: 'detached' });
      return true;
    }
    const usd = ((limits.paidMs + now - paidFrom) / 3_600_000) * usdPerHour;
    const money = (n: number) => `$${n.toFixed(2)}`;
    const dear = `The estimated cost reached \`max-cost\` (${money(limits.maxCostUsd)}) and the run was ended.`;
    const near = 'The time limit of the CI job is near, so the run was ended while there is time to end it well.';
    return (
      isReached('max-cost', usd, limits.maxCostUsd, { kind: 'overBudget', reason: dear }, money) ||
      isReached('job limit', now - began, limits.jobLeftMs, { kind: 'timedOut', limit: 'job-limit', reason: near })
    );
  };
  void (async () => {
    while (!over.aborted && !isOver()) await clock.sleep(TICK_MS, over);
  })();
  return {
    note(event) {
      if (event.kind === 'phase') phase = event.phase;
      if (event.kind === 'started') startedAt ??= clock.elapsed();
      if (event.kind === 'started' || event.kind === 'output') lastOutput = clock.elapsed();
    },
    price(usd, fromMs = paidFrom) {
      [usdPerHour, paidFrom] = [usd, fromMs];
      // Nothing is left to be watched of a run that was over before its price was known.
      if (usd === 0 && !over.aborted)
        emit({ kind: 'near', message: '`max-cost` cannot be watched: GPU CLI reports no price for this GPU.' });
    },
  };
}

export interface PodPorts {
  readonly gpu: Gpu;
  readonly clock: Clock;
  readonly state: RunState;
  readonly emit: RunListener;
  /** Aborts when the run is to end. */
  readonly signal: AbortSignal;
  /** Aborts when the attempt is over. */
  readonly over: AbortSignal;
}

/** Between two looks for a pod whose workload has not started, and for one that must be listed by now (ms). */
const PENDING_EACH_MS = 15_000;
const POD_EACH_MS = 5_000;
/** How often the latter is looked for. */
const POD_LOOKS = 4;

/**
 * Looks at the pod of one attempt once its workload runs: the report shows it. If `max-cost` is set, its price is asked for from the
 * moment that a pod may exist: one that comes up is paid for, whether or not its workload starts.
 * @param launch the GPU type and count that were asked for.
 */
export function watchPod(
  { gpuType, gpuCount }: { readonly gpuType: string; readonly gpuCount: number },
  onPrice: Watch['price'] | undefined,
  { gpu, clock, state, emit, signal, over }: PodPorts,
) {
  let stage: 'idle' | 'pending' | 'started' = 'idle';
  let first: Promise<Look> | undefined;
  let isPriced = false;
  // The pod came up after the last look that found none.
  let fromMs: number | undefined;

  const look = async (): Promise<Look> => {
    const [view, offers] = await Promise.all([gpu.status(undefined, signal), gpu.inventory(signal)]);
    const ofJob = state.jobId === '' ? '' : view?.jobs.find(({ jobId }) => jobId === state.jobId)?.podId;
    const podId = ofJob || state.podId;
    const pod = podId === '' ? undefined : view?.pods.find((one) => one.podId === podId);
    if (pod !== undefined) state.learnPod(pod.podId);
    emit({ kind: 'pod', pod, offers, pool: view?.pool ?? null });
    const offered = offerFor(offers, pod?.gpuType ?? gpuType)?.costPerHour ?? 0;
    return { view, isListed: pod !== undefined, usdPerHour: pod?.costPerHour || offered * gpuCount };
  };
  const askPending = async (): Promise<void> => {
    while (stage === 'pending' && !over.aborted) {
      const { view, isListed, usdPerHour } = await look();
      // A pod that is counted and not named is paid for all the same.
      isPriced = usdPerHour > 0 && (isListed || (view?.unnamed ?? 0) > 0);
      if (isPriced) {
        onPrice?.(usdPerHour, fromMs);
        return;
      }
      fromMs = clock.elapsed();
      await clock.sleep(PENDING_EACH_MS, over);
    }
  };
  const askStarted = async (seen: Promise<Look>): Promise<void> => {
    let { view, isListed, usdPerHour } = await seen;
    // A pod that is not listed yet, or no more because the workload is over already, has a price all the same.
    for (let n = 1; !isListed && view?.jobsKnown !== false && n < POD_LOOKS; n++) {
      await clock.sleep(POD_EACH_MS, over);
      if (isAborted(over)) break;
      ({ view, isListed, usdPerHour } = await look());
    }
    if (usdPerHour > 0 || !isPriced) onPrice?.(usdPerHour, fromMs);
  };
  return {
    note: ((event) => {
      const phase = event.kind === 'started' ? 'running' : event.kind === 'phase' ? event.phase : 'submitting';
      if (phase === 'submitting' || phase === 'ended' || stage === 'started') return;
      if (phase === 'running') {
        stage = 'started';
        first = look();
        if (onPrice !== undefined) void askStarted(first);
      } else if (stage === 'idle' && onPrice !== undefined) {
        stage = 'pending';
        void askPending();
      }
    }) satisfies RunListener,
    /** The first look at a workload that ran has an answer. */
    settled: (): Promise<unknown> => first ?? Promise.resolve(),
  };
}

interface Look {
  readonly view: CloudView | undefined;
  readonly isListed: boolean;
  /** For all GPUs; 0 if it is not known. */
  readonly usdPerHour: number;
}
