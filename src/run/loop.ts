import { attempt, abortedOutcome, follow, type AttemptContext, type AttemptEnd } from './attempt.ts';
import type { Clock } from '../model/clock.ts';
import { sayDuration } from '../model/duration.ts';
import { endRun } from './cleanup.ts';
import type { Gpu, JobView, Launch } from '../model/gpu.ts';
import { podsBroken } from '../gpu/parse.ts';
import type { Attempt, FailureClass, Outcome, Phase, PoolUse } from '../model/outcome.ts';
import type { RunRequest } from '../request.ts';
import { gpuTypeFor, nextStep, type Refusal, type RetryPolicy } from './retry.ts';
import { wrap } from '../gpu/wrapper.ts';
import type { RunListener } from './events.ts';
import { hasStarted } from './evidence.ts';
import type { RunState } from './state.ts';
import { watchLimits, type Limits, type Watch } from './limits.ts';
import { isAborted, type AbortCause } from './stop.ts';

export interface RunPorts {
  readonly gpu: Gpu;
  readonly clock: Clock;
  readonly state: RunState;
  readonly emit: RunListener;
  /** 16 hex digits, new at each call and not to be guessed. */
  readonly nonce: () => string;
  /** Values of the bare names of `env`. */
  readonly env: (name: string) => string | undefined;
  /** USD an hour for all GPUs of the pod, 0 if unknown; it is asked for before the workload starts too. */
  readonly price: (started: boolean) => Promise<number>;
  readonly limits: Omit<Limits, 'paidMs'>;
  readonly policy: RetryPolicy;
  /** Aborts with an AbortCause. */
  readonly signal: AbortSignal;
}

export interface RunResult {
  readonly attempts: readonly Attempt[];
  readonly outcome: Outcome;
  /** The CLI has a record that the last job is over: only its pod is left to release. */
  readonly jobOver: boolean;
}

/** A job that exists already: for `mode: collect`, and for a re-run whose previous attempt is still running. */
export type Adopted = Pick<JobView, 'jobId' | 'podId' | 'command'>;

const HEARTBEAT_MS = 60_000;
/** Between two looks for a pod whose workload has not started (ms). */
const PRICE_EACH_MS = 15_000;
const RELEASE = { deadlineMs: 20_000, callMs: 15_000, looks: 1 };

/** Runs the workload once, with as many attempts as it takes to get it started within the policy. */
export async function run(request: RunRequest, ports: RunPorts, adopted?: Adopted): Promise<RunResult> {
  const { clock, policy, signal, emit } = ports;
  const began = clock.elapsed();
  const attempts: Attempt[] = [];
  const history: Refusal[] = [];
  let ranMs = 0;
  let paidFrom: number | undefined;
  let stuckMs = 0;
  for (let n = 1; ; n++) {
    const gpuType = gpuTypeFor(policy, history);
    emit({ kind: 'attemptStarted', n, gpuType });
    const [startedAt, from] = [clock.now(), clock.elapsed()];
    const jobLeftMs = ports.limits.jobLeftMs > 0 ? Math.max(1, ports.limits.jobLeftMs - (from - began)) : 0;
    const taken = n === 1 ? adopted : undefined;
    const limits = {
      ...ports.limits,
      jobLeftMs,
      // When an adopted job was submitted is not known, and it has mostly started.
      startTimeoutMs: taken === undefined ? ports.limits.startTimeoutMs : 0,
      paidMs: stuckMs + from - (paidFrom ?? from),
    };
    const end = await once(request, ports, limits, gpuType, taken);
    // Its pod is kept for the next attempt and paid for meanwhile.
    if (end.phases.some(({ phase }) => phase === 'running')) paidFrom ??= from;
    const tookMs = clock.elapsed() - from;
    if (end.podStuck === true && ports.state.podId !== '') stuckMs += tookMs;
    // What comes up from now on, while this run waits, is not its own.
    if (end.outcome.kind === 'refused') ports.state.refused(podsBroken(end.outcome.reason));
    else if (end.jobOver) ports.state.ended();
    const record = (waitedMs: number): void => {
      const ended: Attempt = {
        n,
        gpuType,
        startedAt: new Date(startedAt).toISOString(),
        endedAt: new Date(startedAt + Math.round(tookMs)).toISOString(),
        phases: end.phases,
        jobId: end.jobId,
        podId: ports.state.podId,
        outcome: end.outcome,
        waitedSeconds: Math.round(waitedMs) / 1_000,
      };
      attempts.push(ended);
      emit({ kind: 'attemptEnded', attempt: ended });
    };
    const failure = retryable(end.outcome);
    // What is collected was submitted elsewhere.
    if (failure === undefined || isAborted(signal) || request.mode === 'collect') {
      record(0);
      // Who cancels a run while it is being refused has cancelled it; the attempt keeps its own cause.
      const cancelled = end.outcome.kind === 'refused' && isAborted(signal);
      return { attempts, outcome: cancelled ? abortedOutcome(signal) : end.outcome, jobOver: end.jobOver };
    }
    if (failure.class === 'workload') ranMs += tookMs;
    history.push({ ...failure, atMs: clock.elapsed() - began, callMs: tookMs });
    const waitedMs = clock.elapsed() - began - ranMs;
    const jobTimeLeftMs = ports.limits.jobLeftMs > 0 ? ports.limits.jobLeftMs - (clock.elapsed() - began) : undefined;
    const step = nextStep(policy, history, { waitedMs, jobTimeLeftMs }, () => clock.random());
    if (step.kind === 'stop') {
      const more = policy.retryOn.includes(failure.class) ? ` ${step.reason}` : '';
      const outcome = { ...failure.outcome, reason: `${sentence(failure.reason)}${more}` };
      record(0);
      return { attempts, outcome, jobOver: end.jobOver };
    }
    record(step.delayMs);
    if (end.podStuck === true || failure.podBroken === true) await release(ports);
    const leftMs = policy.maxWaitMs > 0 ? Math.max(0, policy.maxWaitMs - waitedMs) : 0;
    const waiting = {
      kind: 'waiting',
      class: failure.class,
      reason: failure.reason,
      pool: failure.pool ?? null,
      ...(failure.quota === true ? { quota: true } : {}),
    } as const;
    await pause(ports, step.delayMs, (passedMs) => {
      const times = { delayMs: step.delayMs - passedMs, waitedMs: waitedMs + passedMs };
      emit({ ...waiting, ...times, leftMs: Math.max(0, leftMs - passedMs), heartbeat: passedMs > 0 });
    });
    if (isAborted(signal)) return { attempts, outcome: abortedOutcome(signal), jobOver: end.jobOver };
  }
}

/** A pod that did not come up is paid for while we wait, and the next attempt would be given it again. */
const release = ({ gpu, state, clock, signal }: RunPorts): Promise<unknown> =>
  endRun(gpu, state, { clock, ...RELEASE, keepPod: false, signal });

/** Sleeps, and reports at once and each minute. A signal wakes it. */
async function pause({ clock, signal }: RunPorts, delayMs: number, tell: (passedMs: number) => void): Promise<void> {
  const from = clock.elapsed();
  const until = from + delayMs;
  tell(0);
  while (!isAborted(signal) && clock.elapsed() < until) {
    await clock.sleep(Math.min(HEARTBEAT_MS, until - clock.elapsed()), signal);
    if (!isAborted(signal) && clock.elapsed() < until) tell(clock.elapsed() - from);
  }
}

/** One attempt under its limits. */
async function once(
  request: RunRequest,
  ports: RunPorts,
  limits: Limits,
  gpuType: string,
  adopted?: Adopted,
): Promise<AttemptEnd> {
  const { clock, emit, gpu, state } = ports;
  const limit = new AbortController();
  let started = false;
  let phase: Phase = 'submitting';
  // GPU CLI may report a start that its client does not show.
  const ifStarted = async (): Promise<boolean> => {
    const reported = started || (await hasStarted(asked));
    if (reported && !started) context.emit({ kind: 'started' });
    return reported || started;
  };
  const watch = watchLimits(limits, clock, {
    onNear: (message) => emit({ kind: 'near', message }),
    onReached: (cause: AbortCause) => limit.abort(cause),
    onSilence: (ranMs) => emit({ kind: 'silence', ranMs }),
    onPending: (waitedMs) => {
      emit({ kind: 'pending', phase, waitedMs, limitMs: limits.startTimeoutMs });
      void ifStarted();
    },
    onNotStarted: () => {
      const long = `The workload did not start within \`start-timeout\` (${sayDuration(limits.startTimeoutMs)}).`;
      void ifStarted().then((is) => {
        if (!is) limit.abort({ kind: 'notStarted', reason: long } satisfies AbortCause);
      });
    },
  });
  const meter = meterOf(ports, limits, watch);
  const nonce = adopted === undefined ? ports.nonce() : (state.nonces.at(-1) ?? '');
  const mark = { key: state.project.key, nonce, podsBefore: state.before.pods };
  const context: AttemptContext = {
    gpu,
    clock,
    state,
    nonce,
    saturation: request.saturationPattern,
    detachAtStart: request.mode === 'submit',
    launch: launchOf(request, gpuType, wrap(request.argv, mark, request.telemetry), ports.env),
    abort: AbortSignal.any([ports.signal, limit.signal]),
    signal: ports.signal,
    emit: (event) => {
      if (event.kind === 'phase') {
        phase = event.phase;
        if (phase !== 'submitting' && phase !== 'ended') meter.pending();
      }
      if (event.kind === 'output') watch.output();
      if (event.kind === 'started') {
        started = true;
        watch.started();
        meter.started();
        if (request.mode === 'submit') limit.abort({ kind: 'detached' } satisfies AbortCause);
      }
      emit(event);
    },
  };
  const asked = { ...context, abort: ports.signal };
  try {
    if (adopted === undefined) return await attempt(context);
    emit({ kind: 'job', jobId: adopted.jobId });
    if (context.detachAtStart && (await hasStarted(asked)))
      return { outcome: { kind: 'submitted' }, phases: [], jobId: adopted.jobId, jobOver: false };
    return await follow(context, adopted.jobId);
  } finally {
    meter.stop();
    watch.stop();
  }
}

/** Asks for the price from the moment a pod may exist: one that comes up is paid for, whether or not its workload starts. */
function meterOf({ clock, price }: RunPorts, { maxCostUsd }: Limits, watch: Watch) {
  const over = new AbortController();
  let state: 'idle' | 'pending' | 'started' = maxCostUsd > 0 ? 'idle' : 'started';
  let known = false;
  // The pod came up after the last look that found none.
  let fromMs: number | undefined;
  const ask = async (): Promise<void> => {
    while (state === 'pending' && !over.signal.aborted) {
      const usd = await price(false);
      if (usd > 0) {
        known = true;
        watch.price(usd, fromMs);
        return;
      }
      fromMs = clock.elapsed();
      await clock.sleep(PRICE_EACH_MS, over.signal);
    }
  };
  return {
    pending() {
      if (state !== 'idle') return;
      state = 'pending';
      void ask();
    },
    started() {
      if (maxCostUsd <= 0) return;
      state = 'started';
      void price(true).then((usd) => {
        if (usd > 0 || !known) watch.price(usd, fromMs);
      });
    },
    stop: () => over.abort(),
  };
}

interface Failure {
  readonly outcome: Extract<Outcome, { readonly kind: 'refused' | 'failed' }>;
  readonly class: FailureClass;
  readonly reason: string;
  readonly retryAfterMs?: number | undefined;
  readonly pool?: PoolUse | undefined;
  readonly podBroken?: boolean;
  readonly quota?: boolean;
}

/** The failure that the policy may decide to try again; undefined for every ending that is never tried again. */
function retryable(outcome: Outcome): Failure | undefined {
  switch (outcome.kind) {
    case 'refused':
      return { ...outcome, outcome };
    case 'failed':
      return { class: 'workload', reason: outcome.reason, outcome };
    case 'succeeded':
    case 'submitted':
    case 'skipped':
    case 'cancelled':
    case 'timedOut':
    case 'overBudget':
    case 'lost':
      return undefined;
  }
}

const sentence = (text: string): string => (/[.!?]$/.test(text) ? text : `${text}.`);

/** The request made concrete for one attempt. @param env values of the bare names of the input `env`. */
function launchOf(
  request: RunRequest,
  gpuType: string,
  argv: readonly string[],
  env: (name: string) => string | undefined,
): Launch {
  const { gpuCount, minVram, outputs, args } = request;
  const given = request.env.flatMap(({ name, value = env(name) }) =>
    value === undefined ? [] : [[name, value] as const],
  );
  return { gpuType, gpuCount, minVram, env: given, outputs, args, argv };
}
