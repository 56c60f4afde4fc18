import type { Clock } from '../model/clock.ts';
import type { Gpu, JobView, Launch } from '../model/gpu.ts';
import type { FailureClass, Outcome } from '../model/outcome.ts';
import { brokenPodIn } from '../gpu/parse.ts';
import type { Refused } from '../gpu/refusal.ts';
import { wrap } from '../gpu/wrapper.ts';
import type { RunRequest } from '../request.ts';
import { attempt, follow, type AttemptContext, type AttemptEnd } from './attempt.ts';
import { endRun } from './cleanup.ts';
import type { RunListener } from './events.ts';
import { hasStarted } from './evidence.ts';
import { watchLimits, watchPod, type Limits } from './limits.ts';
import { gpuTypeFor, nextStep, type Refusal } from './retry.ts';
import type { RunState } from './state.ts';
import { abortedOutcome, isAborted, type AbortCause } from './stop.ts';

export interface RunPorts {
  readonly gpu: Gpu;
  readonly clock: Clock;
  readonly state: RunState;
  readonly emit: RunListener;
  /** 16 hex digits, new at each call and not to be guessed. */
  readonly nonce: () => string;
  /** Values of the bare names of `env`. */
  readonly env: (name: string) => string | undefined;
  /** What the limit of the CI job leaves when the run begins (ms), 0 without a limit. */
  readonly jobLeftMs: number;
  /** Aborts with an AbortCause. */
  readonly signal: AbortSignal;
}

/** A job that exists already: for `mode: collect`, and for a re-run whose previous attempt is still running. */
export type Adopted = Pick<JobView, 'jobId' | 'podId' | 'command'>;

const HEARTBEAT_MS = 60_000;
const RELEASE = { deadlineMs: 20_000, callMs: 15_000, looks: 1 };

/** Runs the workload once, with as many attempts as it takes to get it started within the policy. */
export async function run(request: RunRequest, ports: RunPorts, adopted?: Adopted): Promise<Outcome> {
  const { clock, signal, emit, state } = ports;
  const policy = { ...request, minDelayMs: request.retryDelayMs, maxDelayMs: request.retryMaxDelayMs };
  const began = clock.elapsed();
  const passedMs = () => clock.elapsed() - began;
  const jobLeftMs = () => (ports.jobLeftMs > 0 ? Math.max(1, ports.jobLeftMs - passedMs()) : 0);
  const history: Refusal[] = [];
  let [ranMs, stuckMs] = [0, 0];
  let paidFrom: number | undefined;
  for (let n = 1; ; n++) {
    const gpuType = gpuTypeFor(policy, history);
    emit({ kind: 'attemptStarted', n, gpuType });
    const [startedAt, from] = [clock.now(), clock.elapsed()];
    const paidMs = stuckMs + from - (paidFrom ?? from);
    const limits = { ...request, jobLeftMs: jobLeftMs(), paidMs };
    const end = await once(request, ports, { limits, gpuType, adopted: n === 1 ? adopted : undefined });
    const { outcome, phases, jobId } = end;
    const tookMs = clock.elapsed() - from;
    // Its pod is kept for the next attempt and paid for meanwhile.
    if (phases.some(({ phase }) => phase === 'running')) paidFrom ??= from;
    if (end.podStuck === true && state.podId !== '') stuckMs += tookMs;
    // What comes up from now on, while this run waits, is not its own.
    if (outcome.kind === 'refused')
      state.refused(outcome.podBroken === true ? brokenPodIn(outcome.reason) : '', !hasNoPod(outcome));
    else if (end.jobOver) state.ended();

    // What is collected was submitted elsewhere.
    const failure = isAborted(signal) || request.mode === 'collect' ? undefined : failureOf(outcome);
    if (failure?.class === 'workload') ranMs += tookMs;
    if (failure !== undefined) history.push({ ...failure, callMs: tookMs });
    const waitedMs = passedMs() - ranMs;
    const time = { waitedMs, jobTimeLeftMs: ports.jobLeftMs > 0 ? ports.jobLeftMs - passedMs() : undefined };
    const next = failure && nextStep(policy, history, time, () => clock.random());
    const delayMs = next?.kind === 'retry' ? next.delayMs : 0;
    const stamps = { startedAt: stamp(startedAt), endedAt: stamp(startedAt + Math.round(tookMs)) };
    const ended = { n, gpuType, ...stamps, phases, jobId, podId: state.podId, outcome };
    emit({ kind: 'attemptEnded', attempt: { ...ended, waitedSeconds: Math.round(delayMs) / 1_000 } });
    if (failure === undefined || next === undefined)
      // Who cancels a run while it is being refused has cancelled it; the attempt keeps its own cause.
      return outcome.kind === 'refused' && isAborted(signal) ? abortedOutcome(signal) : outcome;
    if (next.kind === 'stop') {
      const why = policy.retryOn.includes(failure.class) ? ` ${next.reason}` : '';
      return { ...failure.outcome, reason: `${sentence(failure.reason)}${why}` };
    }
    if (end.podStuck === true || failure.podBroken === true) await release(ports);
    const waiting = {
      kind: 'waiting',
      class: failure.class,
      reason: failure.reason,
      pool: failure.pool ?? null,
    } as const;
    const quota = failure.quota === true ? { quota: true } : {};
    const leftMs = policy.maxWaitMs > 0 ? Math.max(0, policy.maxWaitMs - waitedMs) : 0;
    await pause(ports, delayMs, (ms) =>
      emit({ ...waiting, ...quota, delayMs: delayMs - ms, waitedMs: waitedMs + ms, leftMs: Math.max(0, leftMs - ms) }),
    );
    if (isAborted(signal)) return abortedOutcome(signal);
  }
}

const stamp = (ms: number): string => new Date(ms).toISOString();
const sentence = (text: string): string => (/[.!?]$/.test(text) ? text : `${text}.`);

type Failed = Extract<Outcome, { readonly kind: 'refused' | 'failed' }>;
type Failure = { readonly outcome: Failed; readonly class: FailureClass } & Partial<
  Omit<Extract<Outcome, { readonly kind: 'refused' }>, 'class' | 'kind'>
> & { readonly reason: string };

/** The failure that the policy may decide to attempt again; undefined for every ending that is never attempted again. */
function failureOf(outcome: Outcome): Failure | undefined {
  if (outcome.kind === 'refused') return { ...outcome, outcome };
  return outcome.kind === 'failed' ? { class: 'workload', reason: outcome.reason, outcome } : undefined;
}

/** A pod that did not come up is paid for while we wait, and the next attempt would be given it again. */
const release = ({ gpu, state, clock, signal }: RunPorts): Promise<unknown> =>
  endRun(gpu, state, { clock, ...RELEASE, keepPod: false, signal });

/** Sleeps, and reports at once and each minute. A signal wakes it. */
async function pause({ clock, signal }: RunPorts, delayMs: number, report: (passedMs: number) => void): Promise<void> {
  const from = clock.elapsed();
  const leftMs = () => from + delayMs - clock.elapsed();
  report(0);
  while (!isAborted(signal) && leftMs() > 0) {
    await clock.sleep(Math.min(HEARTBEAT_MS, leftMs()), signal);
    if (!isAborted(signal) && leftMs() > 0) report(clock.elapsed() - from);
  }
}

const PODLESS: ReadonlySet<string> = new Set(['saturated', 'capacity', 'budget', 'auth', 'usage']);
/** The service declined before it made a pod, so a new pod in the project is of someone else. */
const hasNoPod = ({ class: of, stage }: Refused): boolean => stage !== 'setup' && PODLESS.has(of);

interface Given {
  readonly limits: Limits;
  readonly gpuType: string;
  readonly adopted: Adopted | undefined;
}

/** One attempt under its limits. */
async function once(request: RunRequest, ports: RunPorts, { limits, gpuType, adopted }: Given): Promise<AttemptEnd> {
  const { clock, gpu, state, signal } = ports;
  const [limit, over] = [new AbortController(), new AbortController()];
  const stop = (cause: AbortCause) => limit.abort(cause);
  let isStarted = false;
  const emit: RunListener = (event) => {
    pod.note(event);
    watch.note(event);
    if (event.kind === 'started') {
      isStarted = true;
      if (request.mode === 'submit') stop({ kind: 'detached' });
    }
    ports.emit(event);
    // GPU CLI may report a start that its client does not show.
    if (event.kind === 'pending') void ifStarted();
  };
  const ifStarted = async (): Promise<boolean> => {
    const isReported = isStarted || (await hasStarted(context));
    if (isReported && !isStarted) emit({ kind: 'started' });
    return isReported || isStarted;
  };
  const onNotStarted = (reason: string) =>
    void ifStarted().then((is) => {
      if (!is) stop({ kind: 'notStarted', reason });
    });
  // When an adopted job was submitted is not known, and it has mostly started.
  const bounds = adopted === undefined ? limits : { ...limits, startTimeoutMs: 0 };
  const watch = watchLimits(bounds, {
    clock,
    emit: (event) => emit(event),
    onReached: stop,
    onNotStarted,
    over: over.signal,
  });
  const onPrice = limits.maxCostUsd > 0 ? watch.price : undefined;
  const launched = { gpuType, gpuCount: request.gpuCount ?? 1 };
  const pod = watchPod(launched, onPrice, { ...ports, over: over.signal });
  const nonce = adopted === undefined ? ports.nonce() : (state.nonces.at(-1) ?? '');
  const { key, attempt: run } = state.project;
  // Another run may stop a pod that was not there before this one: it must not take one that only has no name for such a pod.
  const podsBefore = state.before.unnamed === 0 ? state.before.pods : undefined;
  const mark = { key, attempt: run, nonce, podsBefore };
  const context: AttemptContext = {
    gpu,
    clock,
    state,
    nonce,
    signal,
    emit,
    saturation: request.saturationPattern,
    detachAtStart: request.mode === 'submit',
    launch: launchOf(request, gpuType, wrap(request.argv, mark, request.telemetry), ports.env),
    abort: AbortSignal.any([signal, limit.signal]),
    over: over.signal,
  };
  try {
    if (adopted === undefined) return await attempt(context);
    emit({ kind: 'job', jobId: adopted.jobId });
    if (context.detachAtStart && (await hasStarted(context)))
      return { outcome: { kind: 'submitted' }, phases: [], jobId: adopted.jobId, jobOver: false };
    return await follow(context, adopted.jobId);
  } finally {
    over.abort();
    if (!isAborted(signal)) await pod.settled();
  }
}

/** The request made concrete for one attempt. @param env values of the bare names of the input `env`. */
function launchOf(
  { gpuCount, minVram, outputs, args, env: given }: RunRequest,
  gpuType: string,
  argv: readonly string[],
  valueOf: RunPorts['env'],
): Launch {
  const env = given.flatMap(({ name, value = valueOf(name) }) => (value === undefined ? [] : [[name, value] as const]));
  return { gpuType, gpuCount, minVram, env, outputs, args, argv };
}
