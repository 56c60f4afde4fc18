import type { Clock } from '../model/clock.ts';
import type { CloudView, Gpu, JobView } from '../model/gpu.ts';
import { isAlive } from '../gpu/parse.ts';
import { excludesStart, type Reached, type Refused } from '../gpu/refusal.ts';
import { markIn } from '../gpu/wrapper.ts';
import { mayBeOurs } from './plan.ts';
import type { RunState } from './state.ts';

// What the records of the service show about one attempt.

export interface Asked {
  readonly gpu: Gpu;
  readonly clock: Clock;
  readonly state: RunState;
  readonly nonce: string;
  /** Aborts when the run is to end, which ends the search too. */
  readonly signal: AbortSignal;
}

/** How often the status is read for a job that may still arrive, and how long between (ms). */
const ARRIVAL = { looks: 3, pauseMs: 700 };
/** The same for a job that is being cancelled. */
const CANCEL = { looks: 5, pauseMs: 1_000 };
const CALL_MS = 15_000;
const RESULT_MS = 1_000;

const isOurs = ({ state, nonce }: Asked, { jobId, command }: Pick<JobView, 'jobId' | 'command'>): boolean =>
  (state.jobId !== '' && jobId === state.jobId) || (nonce !== '' && markIn(command)?.nonce === nonce);

/** Looks again and again until there is an answer. @returns undefined if no look has one. */
async function lookFor<T>(
  { clock, signal }: Asked,
  { looks, pauseMs }: typeof ARRIVAL,
  look: () => Promise<T | undefined>,
): Promise<T | undefined> {
  for (let n = 1; n <= looks && !signal.aborted; n++) {
    const answer = await look();
    if (answer !== undefined) return answer;
    if (n < looks) await clock.sleep(pauseMs, signal);
  }
  return undefined;
}

/**
 * Whether the records agree with a refusal. A refusal that is certain needs none. Any other may come from a client that lost the service
 * after it had accepted the job: then a job of this run, or one that may be, contradicts it. If the message does not exclude a
 * start, only a record of the job is proof: the status lists neither a job that is over nor one that is too new.
 */
export async function proofOf(
  asked: Asked,
  refused: Refused,
  reached: Reached,
): Promise<'absent' | 'unproven' | { readonly jobId: string }> {
  const excluded = excludesStart(refused, reached);
  if (excluded && refused.isCertain === true) return 'absent';
  const proof = await lookFor(asked, ARRIVAL, async () => {
    const view = await asked.gpu.status(undefined, asked.signal);
    const ours = view?.jobs.find((job) => isOurs(asked, job));
    // A job that is over without success agrees with a message that names a stage before the start.
    const agrees = ours?.state !== 'succeeded' && ours?.alive === false;
    if (ours !== undefined && !(excluded && agrees)) return { jobId: ours.jobId };
    if (excluded) return contradicts(asked, refused, view) ? 'unproven' : 'absent';
    return view?.jobsKnown === true ? undefined : 'unproven';
  });
  // A search that was ended proves nothing.
  return proof ?? 'unproven';
}

/** Whether the view shows what may be of an attempt of which a message states that it did not start. */
function contradicts({ state, gpu }: Asked, { stage, class: kind }: Refused, view: CloudView | undefined): boolean {
  // Without an answer, the same trouble as before is no contradiction.
  if (view === undefined) return stage === 'rejected' && gpu.statusTrouble()?.class !== kind;
  if (view.jobs.some((job) => job.alive && mayBeOurs(state, job))) return true;
  return stage !== 'setup' && hasNewPod(state, view);
}

/** A pod came up that no job of someone else explains. */
function hasNewPod({ before, pods }: RunState, view: CloudView): boolean {
  const isExplained = (podId: string): boolean =>
    before.pods.includes(podId) || pods.includes(podId) || view.jobs.some((job) => job.podId === podId);
  return view.pods.some(({ podId }) => !isExplained(podId)) || (view.unnamed ?? 0) > (before.unnamed ?? 0);
}

/** The job with the nonce of this attempt, '' if none is listed. */
export async function jobOfNonce(asked: Asked): Promise<string> {
  const found = await lookFor(asked, ARRIVAL, async () => {
    const view = await asked.gpu.status(undefined, asked.signal);
    return view?.jobs.find((job) => isOurs(asked, job))?.jobId;
  });
  return found ?? '';
}

/** Whether GPU CLI reports a start that no client has shown. */
export async function hasStarted(asked: Asked): Promise<boolean> {
  const record = await recordOf(asked);
  return record?.state === 'running' || record?.ran === true;
}

/** The pod of the job, learned while the job still exists: a pod without a job cannot be distinguished from that of another run. */
export async function podOf(asked: Asked): Promise<string> {
  const view = await asked.gpu.status(CALL_MS, asked.signal);
  return view?.jobs.find((job) => isOurs(asked, job))?.podId ?? '';
}

/**
 * Cancels the job until a record shows that it is over.
 * @returns true if it is over and did not run. Without such a record it may have started, so it must not be submitted again.
 */
export async function endBeforeStart(asked: Asked): Promise<boolean> {
  const { gpu, state, signal } = asked;
  const isAbsent = await lookFor(asked, CANCEL, async () => {
    const record = await recordOf(asked);
    if (record !== undefined && record.state !== 'pending') return record.state === 'over' && !record.ran;
    const jobId = state.jobId || (record?.jobId ?? '');
    if (jobId !== '') await gpu.cancel(jobId, CALL_MS, signal);
    return undefined;
  });
  return isAbsent === true;
}

interface JobRecord {
  readonly jobId: string;
  readonly state: 'pending' | 'running' | 'over';
  /** It ended by itself, so its workload has run. */
  readonly ran: boolean;
}

/** `wait`, else the status: a job that a complete list does not have is over. Undefined if nothing can be read. */
async function recordOf(asked: Asked): Promise<JobRecord | undefined> {
  const { gpu, state, signal } = asked;
  const { jobId } = state;
  const result = jobId === '' ? undefined : await gpu.result(jobId, RESULT_MS, signal);
  if (result !== undefined) {
    const ran = result.exitCode !== null || result.state === 'succeeded' || result.state === 'timed-out';
    return { jobId, state: stateOf(result.state), ran };
  }
  const view = await gpu.status(CALL_MS, signal);
  const job = view?.jobs.find((one) => isOurs(asked, one));
  if (job !== undefined) {
    const known = job.state ?? (job.alive ? 'pending' : 'failed');
    return { jobId: job.jobId, state: stateOf(known), ran: known === 'succeeded' };
  }
  if (view?.jobsKnown !== true || view.jobs.some((one) => one.alive && mayBeOurs(state, one))) return undefined;
  return { jobId, state: 'over', ran: false };
}

const stateOf = (state: NonNullable<JobView['state']>): JobRecord['state'] =>
  state === 'running' ? 'running' : isAlive(state) ? 'pending' : 'over';
