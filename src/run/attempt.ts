import type { JobResult, Launch, StreamEnd, StreamWish, Streaming } from '../model/gpu.ts';
import type { Outcome, Phase, PhaseMark } from '../model/outcome.ts';
import { classifyEnding } from '../gpu/classify.ts';
import { isAlive } from '../gpu/parse.ts';
import type { RunListener } from './events.ts';
import { doubted, endBeforeStart, jobOfNonce, podOf, proofOf, type Asked } from './evidence.ts';
import { isAborted, type AbortCause } from './stop.ts';

export interface AttemptContext extends Asked {
  readonly launch: Launch;
  readonly saturation: RegExp | undefined;
  /** `mode: submit`: the job is left as soon as its workload has started. */
  readonly detachAtStart: boolean;
  /** Aborts with an AbortCause, when the run or this attempt is to end. */
  readonly abort: AbortSignal;
  /** Aborts when the run is to end. */
  readonly signal: AbortSignal;
  readonly emit: RunListener;
}

export interface AttemptEnd {
  readonly outcome: Outcome;
  readonly phases: readonly PhaseMark[];
  readonly jobId: string;
  /** There is a record that the job is over: only its pod is left to release. */
  readonly jobOver: boolean;
  /** `start-timeout` ended it: its pod is of no use to the next attempt. */
  readonly podStuck?: boolean;
}

const MAY_HAVE_ARRIVED: ReadonlySet<string> = new Set(['infra', 'timeout', 'capacity']);
const NO_BYTES = { stdout: 0, stderr: 0 };
/** Clients lost one after another, without a byte or a minute between, before the run is given up for lost. */
const MOST_CLIENTS = 7;
/** Between two clients (ms), doubled each time: all of them together outlast a minute without a network. */
const NEXT_CLIENT_MS = 500;
const LONG_CLIENT_MS = 60_000;
/** The longest pause between two clients of a job that has not started, and how long one look at its record takes (ms). */
const PENDING_MS = 5_000;
/** Clients that show the rest of a log whose job is over. */
const MOST_REPLAYS = 3;
const RESULT_MS = 15_000;
/** The longest time that `gpu logs` may take (ms). */
const LOG_MS = 60_000;
/** An aborted client has this long to end by itself (ms); the runner leaves 7.5 s for everything. */
const GRACE_MS = 1_200;
/** A client goes on watching for so long while its job, which has not started, is cancelled (ms). */
const CANCEL_GRACE_MS = 10_000;
/** An aborted submission has this long to say its job's id (ms), which makes ending the job sure and quick. */
const SUBMIT_GRACE_MS = 2_500;

/** Starts the workload once and follows it to its end. */
export async function attempt(context: AttemptContext): Promise<AttemptEnd> {
  const marks = new Marks(context);
  // Nothing is begun that was ended before.
  if (isAborted(context.abort))
    return { outcome: abortedOutcome(context.abort), phases: marks.list, jobId: '', jobOver: true };
  context.state.beginAttempt(context.nonce);
  if (context.gpu.facts.way === 'attached' && !context.detachAtStart) return runAttached(context, marks);
  marks.add('submitting');
  const grace = afterAbort(context, SUBMIT_GRACE_MS);
  const submission = await context.gpu.submit(context.launch, grace.signal, context.abort);
  grace.end();
  if (submission.kind === 'refused') {
    const { outcome } = submission;
    const proof = MAY_HAVE_ARRIVED.has(outcome.class) ? await proofOf(context, outcome, 'nothing') : 'absent';
    if (proof === 'absent') return { outcome, phases: marks.list, jobId: '', jobOver: true };
    if (proof === 'unproven')
      return { outcome: orAborted(context, doubted(outcome.reason)), phases: marks.list, jobId: '', jobOver: false };
    learn(context, proof.jobId, '');
    return follow(context, proof.jobId, marks);
  }
  if (submission.kind === 'accepted') {
    const { jobId, podId } = submission;
    learn(context, jobId, podId);
    return follow(context, jobId, marks);
  }
  // A job may exist all the same. Its command line carries the nonce, so it can be distinguished from all others and followed.
  const found = await jobOfNonce(context);
  if (found !== '') {
    learn(context, found, '');
    return follow(context, found, marks);
  }
  const reason = `${submission.reason}; no job of this run can be seen, but nothing proves that none was started.`;
  return { outcome: orAborted(context, { kind: 'lost', reason }), phases: marks.list, jobId: '', jobOver: false };
}

/** Follows a job that exists to its end, with a new client when one is lost while the job lives. */
export async function follow(context: AttemptContext, jobId: string, marks = new Marks(context)): Promise<AttemptEnd> {
  const { gpu, nonce, clock, abort } = context;
  marks.add('waiting');
  let bytes = NO_BYTES;
  let end: StreamEnd | undefined;
  let result: JobResult | undefined;
  let replays = 0;
  let early = 0;
  for (let lost = 0; lost < MOST_CLIENTS && !isAborted(abort);) {
    const wish = wishOf(context, marks, bytes, end === undefined);
    const from = clock.elapsed();
    const seen = await streamed(context, () => gpu.attach(jobId, nonce, wish), jobId);
    const more = seen.bytes.stdout > bytes.stdout || seen.bytes.stderr > bytes.stderr;
    // A later client sees the job from its beginning, so what it saw stands for all.
    end = { ...seen, started: seen.started || end?.started === true, exit: seen.exit ?? end?.exit ?? null };
    bytes = { stdout: Math.max(bytes.stdout, seen.bytes.stdout), stderr: Math.max(bytes.stderr, seen.bytes.stderr) };
    if (isAborted(abort)) break;
    result = await gpu.result(jobId, end.started ? RESULT_MS : PENDING_MS, abort);
    if (result === undefined && end.exit !== null) break;
    if (result !== undefined && !isAlive(result.state)) {
      // The client was lost and the job ended before the next one: what was not shown yet is shown by one more.
      if (replays++ === MOST_REPLAYS || !wasCut(seen, result)) break;
      continue;
    }
    if (result?.state === 'pending' && !end.started) {
      // There is nothing to attach to yet, so this client was not lost.
      lost = 0;
      await clock.sleep(Math.min(PENDING_MS, NEXT_CLIENT_MS * 2 ** Math.min(early++, 8)), abort);
      continue;
    }
    if (context.detachAtStart && result?.state === 'running') context.emit({ kind: 'started' });
    if (isAborted(abort)) break;
    lost = more || clock.elapsed() - from >= LONG_CLIENT_MS ? 1 : lost + 1;
    if (lost < MOST_CLIENTS) await clock.sleep(NEXT_CLIENT_MS * 2 ** (lost - 1), abort);
  }
  const ran = result !== undefined && !isAlive(result.state) && result.exitCode !== null;
  if (ran && end !== undefined && !isAborted(abort)) await showLog(context, jobId, end);
  if (isLate(abort) && !marks.natural() && end?.started !== true && end?.exit == null)
    return endUnstarted(context, marks, jobId, bytes);
  marks.add('ended');
  const lost: StreamEnd = {
    code: null,
    signal: null,
    spawnError: 'nothing',
    started: false,
    exit: null,
    cliText: '',
    bytes,
  };
  const natural = classifyEnding({ ...context, end: end ?? lost, result, accepted: true });
  const known = result !== undefined && !isAlive(result.state);
  // Without a record, a client that ended with the workload's own exit code says that the job is over.
  const over = known || (end?.exit != null && end.code === end.exit);
  const outcome = abort.aborted && !marks.natural() && !known ? abortedOutcome(abort) : natural;
  // A workload that was over before it could be left has its result reported by the step that collects it.
  const left = context.detachAtStart && (outcome.kind === 'succeeded' || outcome.kind === 'failed');
  return {
    outcome: left ? { kind: 'submitted' } : outcome,
    phases: marks.list,
    jobId,
    jobOver: !abort.aborted && over,
  };
}

/** The job has an exit code, and this client ended without having seen the workload's end. */
const wasCut = (seen: StreamEnd, { exitCode }: JobResult): boolean => exitCode !== null && seen.exit === null;

async function runAttached(context: AttemptContext, marks: Marks): Promise<AttemptEnd> {
  marks.add('submitting');
  const wish = wishOf(context, marks, NO_BYTES, true);
  const end = await streamed(context, () => context.gpu.run(context.launch, context.nonce, wish), '');
  marks.add('ended');
  const jobId = context.state.jobId;
  // The workload can write an exit frame too: it takes the client's own ending to say that the job is over.
  const jobOver = end.exit !== null && end.code !== null;
  if (isLate(context.abort) && !marks.natural() && !end.started && end.exit === null)
    return endUnstarted(context, marks, jobId, end.code === null ? undefined : NO_BYTES);
  if (isAborted(context.abort) && !marks.natural()) {
    return { outcome: abortedOutcome(context.abort), phases: marks.list, jobId, jobOver };
  }
  const outcome = classifyEnding({ ...context, end, result: undefined, accepted: false });
  if (outcome.kind !== 'refused') {
    if (jobId !== '' && end.code !== null) await showLog(context, jobId, end);
    return { outcome, phases: marks.list, jobId, jobOver };
  }
  // The client says that nothing ran. That is believed only while no job of ours is alive.
  const saw = (...phases: readonly Phase[]) => marks.list.some(({ phase }) => phases.includes(phase));
  const reached = saw('syncing') ? 'synced' : saw('waiting', 'provisioning') ? 'accepted' : 'nothing';
  const proof = await proofOf(context, outcome, reached);
  if (proof === 'absent') return { outcome, phases: marks.list, jobId, jobOver: true };
  if (proof !== 'unproven') learn(context, proof.jobId, '');
  return { outcome: orAborted(context, doubted(outcome.reason)), phases: marks.list, jobId, jobOver: false };
}

/**
 * Shows the log of a job that is over, if its clients showed nothing of it, not even its start. What it holds is no evidence: the
 * outcome is decided without it.
 */
async function showLog(context: AttemptContext, jobId: string, seen: StreamEnd): Promise<void> {
  if (seen.started || seen.exit !== null || seen.bytes.stdout + seen.bytes.stderr > 0) return;
  const { gpu, nonce, emit, clock, abort } = context;
  const ignore = () => undefined;
  const client = await gpu.logs(jobId, nonce, {
    skip: NO_BYTES,
    onStart: ignore,
    onPhase: ignore,
    onPod: ignore,
    onJob: ignore,
    onSample: ignore,
    onExit: ignore,
    onOutput: (chunk) => emit({ kind: 'output', chunk }),
  });
  if (client === undefined) return;
  const done = new AbortController();
  emit({ kind: 'stream', open: true });
  void clock.sleep(LOG_MS, AbortSignal.any([done.signal, abort])).then(() => {
    if (!done.signal.aborted) client.interrupt(GRACE_MS);
  });
  await client.done;
  done.abort();
  emit({ kind: 'stream', open: false });
}

/** Runs one streaming client; when the run is aborted the client is interrupted and, by id, its job cancelled at once. A client whose job is left running is killed, so that it cannot end the job. */
async function streamed(context: AttemptContext, open: () => Streaming, jobId: string): Promise<StreamEnd> {
  const { abort, emit, gpu } = context;
  const done = new AbortController();
  emit({ kind: 'stream', open: true });
  const client = open();
  let over = false;
  const onAbort = () => {
    const { kind } = abort.reason as AbortCause;
    if (kind === 'detached') {
      client.leave();
      return;
    }
    if (kind === 'notStarted') {
      // It goes on watching, so that a start in the last moment is seen.
      void podOf(untilStop(context)).then(async (podId) => {
        learn(context, '', podId);
        const known = jobId || context.state.jobId;
        if (known === '') {
          if (!over) client.interrupt(CANCEL_GRACE_MS);
          return;
        }
        await gpu.cancel(known, CANCEL_GRACE_MS, context.signal);
        await context.clock.sleep(CANCEL_GRACE_MS, done.signal);
        if (!over) client.interrupt(GRACE_MS);
      });
      return;
    }
    client.interrupt(GRACE_MS);
    const id = jobId || context.state.jobs.at(-1);
    if (id !== undefined) void gpu.cancel(id, 2_500);
  };
  abort.addEventListener('abort', onAbort, { once: true });
  try {
    return await client.done;
  } finally {
    over = true;
    done.abort();
    abort.removeEventListener('abort', onAbort);
    emit({ kind: 'stream', open: false });
  }
}

/** `start-timeout` has ended the wait. */
const isLate = (abort: AbortSignal): boolean => abort.aborted && (abort.reason as AbortCause).kind === 'notStarted';

/**
 * The end of an attempt whose workload did not start in time. It counts as refused, and may be attempted again, only if a
 * record says that the job is over and one more client, which sees its log from the beginning, shows no start.
 * @param bytes that were shown; undefined if a client was killed, which may have missed the start.
 */
async function endUnstarted(
  context: AttemptContext,
  marks: Marks,
  jobId: string,
  bytes: StreamWish['skip'] | undefined,
): Promise<AttemptEnd> {
  const { gpu, nonce, abort, clock } = context;
  const { reason } = abort.reason as Extract<AbortCause, { kind: 'notStarted' }>;
  // A client that has ended did not see the limit.
  learn(context, '', await podOf(untilStop(context)));
  let absent = await endBeforeStart(untilStop(context));
  if (absent && jobId === '') absent = bytes !== undefined;
  else if (absent) {
    const done = new AbortController();
    const client = gpu.attach(jobId, nonce, wishOf(context, marks, bytes ?? NO_BYTES, true));
    void clock.sleep(CANCEL_GRACE_MS, done.signal).then(() => {
      if (!done.signal.aborted) client.interrupt(GRACE_MS);
    });
    const { started, exit } = await client.done;
    done.abort();
    absent = !started && exit === null;
  }
  const started = marks.list.some(({ phase }) => phase === 'running');
  marks.add('ended');
  const facts = { phases: marks.list, jobId };
  if (!absent || started) return { ...facts, outcome: abortedOutcome(abort), jobOver: false };
  const sentence = `${reason} The job was cancelled before its workload started.`;
  return { ...facts, outcome: { kind: 'refused', class: 'infra', reason: sentence }, jobOver: true, podStuck: true };
}

/** The attempt is over already; only the end of the run ends these calls. */
const untilStop = (context: AttemptContext): Asked => ({ ...context, abort: context.signal });

function wishOf(context: AttemptContext, marks: Marks, skip: StreamWish['skip'], first: boolean): StreamWish {
  const { emit } = context;
  return {
    skip,
    onPhase: (phase) => marks.add(phase),
    onStart: () => {
      if (first || !marks.list.some((mark) => mark.phase === 'running')) emit({ kind: 'started' });
    },
    onExit: () => marks.exited(!isAborted(context.abort)),
    onPod: (podId) => learn(context, '', podId),
    onJob: (jobId) => learn(context, jobId, ''),
    // A later client replays from the start: its samples were counted already.
    onSample: (row) => {
      if (first) emit({ kind: 'sample', row, elapsedMs: marks.runningMs() });
    },
    onOutput: (chunk) => emit({ kind: 'output', chunk }),
  };
}

function learn({ state, emit }: AttemptContext, jobId: string, podId: string): void {
  state.learnPod(podId);
  if (state.learnJob(jobId)) emit({ kind: 'job', jobId });
}

const ORDER: readonly Phase[] = ['submitting', 'waiting', 'provisioning', 'syncing', 'running', 'ended'];

/** The phases of one attempt. They only go forward: a late progress line does not take back a start. */
class Marks {
  readonly list: PhaseMark[] = [];
  readonly #context: AttemptContext;
  #natural: boolean | undefined;
  #startedMs: number | undefined;

  constructor(context: AttemptContext) {
    this.#context = context;
  }
  add(phase: Phase): void {
    const { clock, emit } = this.#context;
    const reached = this.list.at(-1)?.phase;
    if (reached !== undefined && ORDER.indexOf(phase) <= ORDER.indexOf(reached)) return;
    if (phase === 'running') this.#startedMs = clock.elapsed();
    this.list.push({ phase, at: new Date(clock.now()).toISOString() });
    emit({ kind: 'phase', phase });
  }
  /** The exit of the workload was seen. The first call counts: an abort that came too late does not relabel it. */
  exited(natural: boolean): void {
    this.#natural ??= natural;
  }
  /** It ended by itself, before anything was done to end it. */
  natural(): boolean {
    return this.#natural === true;
  }
  runningMs(): number {
    const now = this.#context.clock.elapsed();
    return now - (this.#startedMs ?? now);
  }
}

/** The ending that an abort's cause stands for. */
export function abortedOutcome(abort: AbortSignal): Outcome {
  const cause = abort.reason as AbortCause;
  switch (cause.kind) {
    case 'signal':
      return { kind: 'cancelled', by: cause.name };
    case 'timedOut':
      return { kind: 'timedOut', limit: cause.limit, reason: cause.reason };
    case 'notStarted':
      return {
        kind: 'timedOut',
        limit: 'start-timeout',
        reason: `${cause.reason} GPU CLI did not confirm that the job ended before its start, so it was not submitted again.`,
      };
    case 'overBudget':
      return { kind: 'overBudget', reason: cause.reason };
    case 'fault':
      return { kind: 'lost', reason: cause.reason };
    case 'detached':
      return { kind: 'submitted' };
  }
}

/** What is not known of a run that was ended is no fault of anybody's. */
const orAborted = ({ abort }: AttemptContext, outcome: Outcome): Outcome =>
  abort.aborted ? abortedOutcome(abort) : outcome;

/** Aborts when `graceMs` have passed since the run is aborted, unless it is ended before. */
function afterAbort({ abort, clock }: AttemptContext, graceMs: number): { signal: AbortSignal; end: () => void } {
  const [later, ended] = [new AbortController(), new AbortController()];
  const begin = () => void clock.sleep(graceMs, ended.signal).then(() => later.abort());
  abort.addEventListener('abort', begin, { once: true, signal: ended.signal });
  return { signal: later.signal, end: () => ended.abort() };
}
