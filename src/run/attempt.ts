import type { JobResult, Launch, StreamEnd, StreamWish, Streaming } from '../model/gpu.ts';
import type { Outcome, Phase, PhaseMark } from '../model/outcome.ts';
import { classifyEnding } from '../gpu/classify.ts';
import { isAlive } from '../gpu/parse.ts';
import type { Reached, Refused } from '../gpu/refusal.ts';
import type { RunListener } from './events.ts';
import { endBeforeStart, jobOfNonce, podOf, proofOf, type Asked } from './evidence.ts';
import { abortedOutcome, causeOf, isAborted } from './stop.ts';

export interface AttemptContext extends Asked {
  readonly launch: Launch;
  readonly saturation: RegExp | undefined;
  /** `mode: submit`: the job is left as soon as its workload has started. */
  readonly detachAtStart: boolean;
  /** Aborts with an AbortCause, when the run or this attempt is to end. */
  readonly abort: AbortSignal;
  /** Aborts when the attempt is over. */
  readonly over: AbortSignal;
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
/** The same for the call that cancels its job (ms). */
const CANCEL_MS = 2_500;
/** A client goes on watching for so long while its job, which has not started, is cancelled (ms). */
const CANCEL_GRACE_MS = 10_000;
/** An aborted submission has this long to print its job's id (ms), which makes ending the job sure and quick. */
const SUBMIT_GRACE_MS = 2_500;

/** Starts the workload once and follows it to its end. */
export async function attempt(context: AttemptContext): Promise<AttemptEnd> {
  const one = new AttemptRun(context);
  // Nothing is begun that was ended before.
  if (isAborted(context.abort)) return one.end(abortedOutcome(context.abort), true);
  context.state.beginAttempt(context.nonce);
  one.reach('submitting');
  return context.gpu.facts.way === 'attached' && !context.detachAtStart ? one.runAttached() : one.submit();
}

/** Follows a job that exists to its end. */
export const follow = (context: AttemptContext, jobId: string): Promise<AttemptEnd> =>
  new AttemptRun(context).follow(jobId);

const ORDER: readonly Phase[] = ['submitting', 'waiting', 'provisioning', 'syncing', 'running', 'ended'];

/** What no client has seen. */
const UNSEEN: StreamEnd = {
  code: null,
  signal: null,
  spawnError: 'nothing',
  started: false,
  exit: null,
  cliText: '',
  bytes: { stdout: 0, stderr: 0 },
};

class AttemptRun {
  readonly #context: AttemptContext;
  /** They only go forward: a late progress line does not take back a start. */
  readonly #phases: PhaseMark[] = [];
  #jobId = '';
  /** What the clients so far saw together, undefined before the first has ended. A later one sees the job from its beginning. */
  #seen: StreamEnd | undefined;
  /** The workload ended by itself, before anything was done to end it; undefined while its end was not seen. */
  #natural: boolean | undefined;
  #startedMs: number | undefined;

  constructor(context: AttemptContext) {
    this.#context = context;
  }

  reach(phase: Phase): void {
    const { clock, emit } = this.#context;
    const reached = this.#phases.at(-1)?.phase;
    if (reached !== undefined && ORDER.indexOf(phase) <= ORDER.indexOf(reached)) return;
    if (phase === 'running') this.#startedMs = clock.elapsed();
    this.#phases.push({ phase, at: new Date(clock.now()).toISOString() });
    emit({ kind: 'phase', phase });
  }

  end(outcome: Outcome, jobOver: boolean, more: { readonly podStuck?: boolean } = {}): AttemptEnd {
    return { outcome, phases: this.#phases, jobId: this.#jobId, jobOver, ...more };
  }

  /** Detached: the submission answers with the id of the job. */
  async submit(): Promise<AttemptEnd> {
    const { gpu, launch, state, abort, over, clock } = this.#context;
    const late = new AbortController();
    const giveGrace = () => void clock.sleep(SUBMIT_GRACE_MS, over).then(() => late.abort());
    abort.addEventListener('abort', giveGrace, { once: true, signal: over });
    const submission = await gpu.submit(launch, late.signal, abort);
    abort.removeEventListener('abort', giveGrace);
    switch (submission.kind) {
      case 'accepted':
        if (state.before.jobs.includes(submission.jobId))
          return this.#endLost(`gpu run answered with job ${submission.jobId}, which existed before this run.`);
        this.#learn(submission.jobId, submission.podId);
        return this.follow(submission.jobId);
      case 'refused': {
        const jobId = await this.#jobOfRefused(submission.outcome, 'nothing');
        return typeof jobId === 'string' ? this.follow(jobId) : jobId;
      }
      case 'unknown': {
        // A job may exist all the same. Its command line carries the nonce, so it can be distinguished from all others and followed.
        const jobId = await jobOfNonce(this.#context);
        this.#learn(jobId, '');
        if (jobId !== '') return this.follow(jobId);
        const reason = `${submission.reason}; no job of this run can be seen, but nothing proves that none was started.`;
        return this.#endLost(reason);
      }
    }
  }

  /** Follows the job to its end, with a new client when one is lost while the job lives. */
  async follow(jobId: string): Promise<AttemptEnd> {
    const { gpu, nonce, clock, abort, emit, detachAtStart } = this.#context;
    this.#jobId = jobId;
    this.reach('waiting');
    let result: JobResult | undefined;
    let [lost, early, replays] = [0, 0, 0];
    while (lost < MOST_CLIENTS && !isAborted(abort)) {
      const [from, before] = [clock.elapsed(), bytesOf(this.#seen)];
      const client = await this.#stream((wish) => gpu.attach(jobId, nonce, wish));
      const seen = this.#seen ?? client;
      if (isAborted(abort)) break;
      result = await gpu.result(jobId, seen.started ? RESULT_MS : PENDING_MS, abort);
      if (result === undefined && seen.exit !== null) break;
      if (result !== undefined && !isAlive(result.state)) {
        // The client was lost and the job ended before the next one: what was not shown yet is shown by one more.
        const isCut = result.exitCode !== null && client.exit === null;
        if (!isCut || replays++ === MOST_REPLAYS) break;
      } else if (result?.state === 'pending' && !seen.started) {
        // There is nothing to attach to yet, so this client was not lost.
        lost = 0;
        await clock.sleep(Math.min(PENDING_MS, NEXT_CLIENT_MS * 2 ** Math.min(early++, 8)), abort);
      } else {
        if (detachAtStart && result?.state === 'running') emit({ kind: 'started' });
        const isNew = bytesOf(this.#seen) > before || clock.elapsed() - from >= LONG_CLIENT_MS;
        lost = isNew ? 1 : lost + 1;
        if (lost < MOST_CLIENTS) await clock.sleep(NEXT_CLIENT_MS * 2 ** (lost - 1), abort);
      }
    }
    return this.#endFollowed(result);
  }

  async #endFollowed(result: JobResult | undefined): Promise<AttemptEnd> {
    const { abort, detachAtStart, saturation } = this.#context;
    const isOver = result !== undefined && !isAlive(result.state);
    if (isOver && result.exitCode !== null && !isAborted(abort)) await this.#showLog();
    if (this.#isUnstarted()) return this.#endUnstarted(true);
    this.reach('ended');
    const seen = this.#seen ?? UNSEEN;
    const natural = classifyEnding({ end: seen, result, accepted: true, saturation });
    const outcome = isAborted(abort) && this.#natural !== true && !isOver ? abortedOutcome(abort) : natural;
    // A workload that was over before it could be left has its result reported by the step that collects it.
    const isLeft = detachAtStart && (outcome.kind === 'succeeded' || outcome.kind === 'failed');
    // Without a record, a client that ended with the workload's own exit code shows that the job is over.
    const jobOver = isOver || (seen.exit !== null && seen.code === seen.exit);
    return this.end(isLeft ? { kind: 'submitted' } : outcome, !isAborted(abort) && jobOver);
  }

  /** One client from the submission to the end: its own ending is all there is. */
  async runAttached(): Promise<AttemptEnd> {
    const { gpu, launch, nonce, state, abort, saturation } = this.#context;
    const end = await this.#stream((wish) => gpu.run(launch, nonce, wish));
    this.#jobId = state.jobId;
    this.reach('ended');
    if (this.#isUnstarted()) return this.#endUnstarted(end.code !== null);
    // The workload can write an exit frame too: it takes the client's own ending to show that the job is over.
    const jobOver = end.exit !== null && end.code !== null;
    if (isAborted(abort) && this.#natural !== true) return this.end(abortedOutcome(abort), jobOver);
    const outcome = classifyEnding({ end, result: undefined, accepted: false, saturation });
    if (outcome.kind !== 'refused') {
      if (this.#jobId !== '' && end.code !== null) await this.#showLog();
      return this.end(outcome, jobOver);
    }
    const hasReached = (...phases: readonly Phase[]) => this.#phases.some(({ phase }) => phases.includes(phase));
    const reached = hasReached('syncing') ? 'synced' : hasReached('waiting', 'provisioning') ? 'accepted' : 'nothing';
    const jobId = await this.#jobOfRefused(outcome, reached);
    return typeof jobId === 'string' ? this.#endLost(doubt(outcome)) : jobId;
  }

  /** The client reports that nothing ran. That is believed only while no job of ours is alive. @returns the job, or the end. */
  async #jobOfRefused(outcome: Refused, reached: Reached): Promise<string | AttemptEnd> {
    const proof = await proofOf(this.#context, outcome, reached);
    if (proof === 'absent') return this.end(outcome, true);
    if (proof === 'unproven') return this.#endLost(doubt(outcome));
    this.#learn(proof.jobId, '');
    return proof.jobId;
  }

  /** What is not known of a run that was ended is no fault of anybody's. */
  #endLost(reason: string): AttemptEnd {
    const { abort } = this.#context;
    return this.end(abort.aborted ? abortedOutcome(abort) : { kind: 'lost', reason }, false);
  }

  /** `start-timeout` has ended the wait, and no client saw a start. */
  #isUnstarted(): boolean {
    const { abort } = this.#context;
    const { started, exit } = this.#seen ?? UNSEEN;
    return abort.aborted && causeOf(abort).kind === 'notStarted' && this.#natural !== true && !started && exit === null;
  }

  /**
   * The end of an attempt whose workload did not start in time. It counts as refused, and may be attempted again, only if a
   * record shows that the job is over and one more client, which sees its log from the beginning, shows no start.
   * @param isWatched no client was killed, which may have missed the start.
   */
  async #endUnstarted(isWatched: boolean): Promise<AttemptEnd> {
    const { gpu, nonce, abort } = this.#context;
    // A client that has ended did not see the limit.
    this.#learn('', await podOf(this.#context));
    let isAbsent = await endBeforeStart(this.#context);
    if (isAbsent && this.#jobId === '') isAbsent = isWatched;
    else if (isAbsent) {
      const client = gpu.attach(this.#jobId, nonce, this.#wish(true));
      const { started, exit } = await this.#endWithin(client, CANCEL_GRACE_MS, this.#context.signal);
      isAbsent = !started && exit === null;
    }
    const hasRun = this.#phases.some(({ phase }) => phase === 'running');
    this.reach('ended');
    const cause = causeOf(abort);
    if (!isAbsent || hasRun || cause.kind !== 'notStarted') return this.end(abortedOutcome(abort), false);
    const reason = `${cause.reason} The job was cancelled before its workload started.`;
    return this.end({ kind: 'refused', class: 'infra', reason }, true, { podStuck: true });
  }

  /**
   * Shows the log of a job that is over, if its clients showed nothing of it, not even its start. What it holds is no evidence: the
   * outcome is decided without it.
   */
  async #showLog(): Promise<void> {
    const { gpu, nonce, emit, abort } = this.#context;
    const { started, exit } = this.#seen ?? UNSEEN;
    if (started || exit !== null || bytesOf(this.#seen) > 0) return;
    const ignore = () => undefined;
    const none = { onStart: ignore, onPhase: ignore, onPod: ignore, onJob: ignore, onSample: ignore, onExit: ignore };
    const onOutput = (chunk: Uint8Array) => emit({ kind: 'output', chunk });
    const client = await gpu.logs(this.#jobId, nonce, { ...none, skip: UNSEEN.bytes, onOutput });
    if (client === undefined) return;
    emit({ kind: 'stream', open: true });
    await this.#endWithin(client, LOG_MS, abort);
    emit({ kind: 'stream', open: false });
  }

  /** Interrupts a client that has not ended by itself in time, or when the signal aborts. */
  async #endWithin(client: Streaming, ms: number, signal: AbortSignal): Promise<StreamEnd> {
    const ended = new AbortController();
    void this.#context.clock.sleep(ms, AbortSignal.any([ended.signal, signal])).then(() => {
      if (!ended.signal.aborted) client.interrupt(GRACE_MS);
    });
    return client.done.finally(() => ended.abort());
  }

  /** Runs one streaming client, and ends it when the attempt is to end. */
  async #stream(open: (wish: StreamWish) => Streaming): Promise<StreamEnd> {
    const { abort, emit } = this.#context;
    emit({ kind: 'stream', open: true });
    const client = open(this.#wish(this.#seen === undefined));
    const ended = new AbortController();
    abort.addEventListener('abort', () => void this.#endClient(client, ended.signal), { signal: ended.signal });
    const end = await client.done.finally(() => {
      ended.abort();
      emit({ kind: 'stream', open: false });
    });
    const before = this.#seen ?? UNSEEN;
    const most = (stream: 'stdout' | 'stderr') => Math.max(before.bytes[stream], end.bytes[stream]);
    this.#seen = {
      ...end,
      started: end.started || before.started,
      exit: end.exit ?? before.exit,
      bytes: { stdout: most('stdout'), stderr: most('stderr') },
    };
    return end;
  }

  /** Interrupts the client and, by id, cancels its job. A client whose job is left running is killed, so that it cannot end the job. */
  async #endClient(client: Streaming, ended: AbortSignal): Promise<void> {
    const { abort, gpu, state, clock, signal } = this.#context;
    const { kind } = causeOf(abort);
    if (kind === 'detached') client.leave();
    else if (kind !== 'notStarted') {
      client.interrupt(GRACE_MS);
      const jobId = this.#jobId || state.jobs.at(-1);
      if (jobId !== undefined) await gpu.cancel(jobId, CANCEL_MS);
    } else {
      // It goes on watching, so that a start in the last moment is seen.
      this.#learn('', await podOf(this.#context));
      const jobId = this.#jobId || state.jobId;
      if (jobId !== '') {
        await gpu.cancel(jobId, CANCEL_GRACE_MS, signal);
        await clock.sleep(CANCEL_GRACE_MS, AbortSignal.any([ended, signal]));
      }
      if (!ended.aborted) client.interrupt(jobId === '' ? CANCEL_GRACE_MS : GRACE_MS);
    }
  }

  /** @param isFirst a later client replays from the start: its samples were counted already. */
  #wish(isFirst: boolean): StreamWish {
    const { state, emit, abort, clock } = this.#context;
    return {
      skip: (this.#seen ?? UNSEEN).bytes,
      onPhase: (phase) => this.reach(phase),
      onStart: () => {
        if (isFirst || !this.#phases.some(({ phase }) => phase === 'running')) emit({ kind: 'started' });
      },
      // The first call counts: an abort that came too late does not relabel it.
      onExit: () => (this.#natural ??= !isAborted(abort)),
      onPod: (podId) => this.#learn('', podId),
      // Only a record replaces what is known.
      onJob: (jobId) => {
        if (state.jobId === '') this.#learn(jobId, '');
      },
      onSample: (row) => {
        const now = clock.elapsed();
        if (isFirst) emit({ kind: 'sample', row, elapsedMs: now - (this.#startedMs ?? now) });
      },
      onOutput: (chunk) => emit({ kind: 'output', chunk }),
    };
  }

  #learn(jobId: string, podId: string): void {
    const { state, emit } = this.#context;
    state.learnPod(podId);
    if (state.learnJob(jobId)) emit({ kind: 'job', jobId });
  }
}

const bytesOf = (end: StreamEnd | undefined): number => (end === undefined ? 0 : end.bytes.stdout + end.bytes.stderr);

/** Why an attempt whose refusal is not believed is lost. */
const doubt = ({ reason }: Refused): string =>
  `gpu gave up (${reason}), but nothing proves that its job does not exist, so it counts as started.`;
