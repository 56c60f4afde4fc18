import type { Clock } from '../model/clock.ts';
import type { Gpu, JobView } from '../model/gpu.ts';
import type { Outcome } from '../model/outcome.ts';
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
  /** Ends the search. */
  readonly abort: AbortSignal;
}

/** How often the status is read for a job that may still arrive, and how long between (ms). */
const LOOKS = 3;
const LOOK_MS = 700;
const CALL_MS = 15_000;
/** The same for a job that is being cancelled. */
const CANCEL_LOOKS = 5;
const CANCEL_LOOK_MS = 1_000;

const isOurs = ({ state, nonce }: Asked, { jobId, command }: Pick<JobView, 'jobId' | 'command'>): boolean =>
  state.jobs.includes(jobId) || (nonce !== '' && markIn(command)?.nonce === nonce);

/**
 * Whether the records agree with a refusal. A connection that broke after the service accepted the job looks like a refusal too, and
 * the status lists only jobs that are alive, so a short one may be over already. If the message does not exclude a start, a pod on
 * which the workload could have run is doubt enough, and so is a waiting job that may belong to this run.
 */
export async function proofOf(
  asked: Asked,
  refused: Refused,
  reached: Reached,
): Promise<'absent' | 'unproven' | { readonly jobId: string }> {
  const excluded = excludesStart(refused, reached);
  for (let look = 1; ; look++) {
    const view = await asked.gpu.status(undefined, asked.abort);
    const mine = view?.jobs.find((job) => isOurs(asked, job));
    // A job that is over without success agrees with a message that names a stage before the start.
    const agrees = mine?.state !== 'succeeded' && mine?.alive === false;
    if (mine !== undefined && !(excluded && agrees)) return { jobId: mine.jobId };
    if (excluded) return 'absent';
    if (
      view === undefined ||
      view.pods.length + (view.unnamed ?? 0) > 0 ||
      view.jobs.some((job) => job.alive && mayBeOurs(asked.state, job))
    )
      return 'unproven';
    if (look >= LOOKS || asked.abort.aborted) return 'absent';
    await asked.clock.sleep(LOOK_MS, asked.abort);
  }
}

/** The job with the nonce of this attempt, '' if none is listed. */
export async function jobOfNonce({ gpu, clock, nonce, abort }: Asked): Promise<string> {
  for (let look = 1; look <= LOOKS && !abort.aborted; look++) {
    const view = await gpu.status(undefined, abort);
    const found = view?.jobs.find((job) => markIn(job.command)?.nonce === nonce);
    if (found !== undefined) return found.jobId;
    await clock.sleep(LOOK_MS, abort);
  }
  return '';
}

/** The ending of an attempt whose refusal is not believed. */
export const doubted = (reason: string): Outcome => ({
  kind: 'lost',
  reason: `gpu gave up (${reason}), but nothing proves that its job does not exist, so it counts as started.`,
});

/** Whether GPU CLI reports a start that no client has shown. */
export async function hasStarted(asked: Asked): Promise<boolean> {
  const record = await recordOf(asked);
  return record?.state === 'running' || record?.ran === true;
}

/** The pod of the job, learned while the job still exists: a pod without a job cannot be distinguished from that of another run. */
export async function podOf(asked: Asked): Promise<string> {
  const view = await asked.gpu.status(CALL_MS, asked.abort);
  return view?.jobs.find((job) => isNewest(asked, job))?.podId ?? '';
}

/**
 * Cancels the job until a record shows that it is over.
 * @returns true if it is over and did not run. Without such a record it may have started, so it must not be submitted again.
 */
export async function endBeforeStart(asked: Asked): Promise<boolean> {
  const { gpu, clock, state, abort } = asked;
  for (let look = 1; look <= CANCEL_LOOKS && !abort.aborted; look++) {
    const record = await recordOf(asked);
    if (record?.state === 'over') return !record.ran;
    if (record?.state === 'running') return false;
    const jobId = state.jobId || (record?.jobId ?? '');
    if (jobId !== '') await gpu.cancel(jobId, CALL_MS, abort);
    await clock.sleep(CANCEL_LOOK_MS, abort);
  }
  return false;
}

const isNewest = ({ state, nonce }: Asked, { jobId, command }: Pick<JobView, 'jobId' | 'command'>): boolean =>
  (state.jobId !== '' && jobId === state.jobId) || (nonce !== '' && markIn(command)?.nonce === nonce);

interface JobRecord {
  readonly jobId: string;
  readonly state: 'pending' | 'running' | 'over';
  /** It ended by itself, so its workload has run. */
  readonly ran: boolean;
}

/** `wait`, else the status: a job that a complete list does not have is over. Undefined if nothing can be read. */
async function recordOf(asked: Asked): Promise<JobRecord | undefined> {
  const { gpu, state, abort } = asked;
  const { jobId } = state;
  const result = jobId === '' ? undefined : await gpu.result(jobId, 1_000, abort);
  if (result !== undefined) {
    const ran = result.exitCode !== null || result.state === 'succeeded' || result.state === 'timed-out';
    return { jobId, state: stateOf(result.state), ran };
  }
  const view = await gpu.status(CALL_MS, abort);
  const job = view?.jobs.find((one) => isNewest(asked, one));
  if (job !== undefined) {
    const now = job.state === undefined ? (job.alive ? 'pending' : 'over') : stateOf(job.state);
    return { jobId: job.jobId, state: now, ran: job.state === 'succeeded' };
  }
  if (view?.jobsKnown !== true || view.jobs.some((one) => one.alive && mayBeOurs(state, one))) return undefined;
  return { jobId, state: 'over', ran: false };
}

const stateOf = (state: NonNullable<JobView['state']>): JobRecord['state'] =>
  state === 'running' ? 'running' : isAlive(state) ? 'pending' : 'over';
