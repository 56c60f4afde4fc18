import { mayBeOurs } from './cleanup.ts';
import type { Clock } from '../model/clock.ts';
import type { Gpu } from '../model/gpu.ts';
import { isAlive } from '../gpu/parse.ts';
import { markIn } from '../gpu/wrapper.ts';
import type { Ledger } from './state.ts';

/** What `start-timeout` needs to know of an attempt. `signal` aborts when the whole run is to end. */
export interface Unstarted {
  readonly gpu: Gpu;
  readonly clock: Clock;
  readonly ledger: Ledger;
  readonly nonce: string;
  readonly signal: AbortSignal;
}

interface JobRecord {
  readonly jobId: string;
  readonly podId: string;
  readonly state: 'pending' | 'running' | 'over';
  /** It ended by itself, so its workload has run. */
  readonly ran: boolean;
}

const CALL_MS = 15_000;
/** How often a cancelled job is looked at, and how long between (ms). */
const LOOKS = 5;
const LOOK_MS = 1_000;

/** Whether GPU CLI reports a start that no client has shown. */
export async function hasStarted(attempt: Unstarted): Promise<boolean> {
  const record = await recordOf(attempt);
  return record?.state === 'running' || record?.ran === true;
}

/** The job's pod, learned while the job still exists: a pod without a job cannot be told from another run's. */
export async function podOf(attempt: Unstarted): Promise<string> {
  const view = await attempt.gpu.status(CALL_MS, attempt.signal);
  return view?.jobs.find((job) => isOurs(attempt, job))?.podId ?? '';
}

/**
 * Cancels the job until a record says that it is over.
 * @returns true if it is over and did not run. Without such a record it may have started, so it must not be started again.
 */
export async function endBeforeStart(attempt: Unstarted): Promise<boolean> {
  const { gpu, clock, signal } = attempt;
  for (let look = 1; look <= LOOKS && !signal.aborted; look++) {
    const record = await recordOf(attempt);
    if (record?.state === 'over') return !record.ran;
    if (record?.state === 'running') return false;
    const jobId = jobIdOf(attempt) || (record?.jobId ?? '');
    if (jobId !== '') await gpu.cancel(jobId, CALL_MS, signal);
    await clock.sleep(LOOK_MS, signal);
  }
  return false;
}

const jobIdOf = ({ ledger }: Unstarted): string => (ledger.known.job && ledger.jobs.at(-1)) || '';

const isOurs = (
  attempt: Unstarted,
  { jobId, command }: { readonly jobId: string; readonly command: string },
): boolean => jobId === jobIdOf(attempt) || markIn(command)?.nonce === attempt.nonce;

/** `wait`, else the status: a job that a complete list does not have is over. Undefined if nothing can be read. */
async function recordOf(attempt: Unstarted): Promise<JobRecord | undefined> {
  const { gpu, ledger, signal } = attempt;
  const jobId = jobIdOf(attempt);
  const result = jobId === '' ? undefined : await gpu.result(jobId, 1_000, signal);
  if (result !== undefined) {
    const { state } = result;
    const ran = result.exitCode !== null || state === 'succeeded' || state === 'timed-out';
    return { jobId, podId: '', state: state === 'pending' || state === 'running' ? state : 'over', ran };
  }
  const view = await gpu.status(CALL_MS, signal);
  const job = view?.jobs.find((one) => isOurs(attempt, one));
  if (job !== undefined) {
    const state = job.state ?? 'pending';
    const alive = job.state === undefined ? job.alive : isAlive(state);
    const now = alive ? (state === 'running' ? 'running' : 'pending') : 'over';
    return { jobId: job.jobId, podId: job.podId, state: now, ran: state === 'succeeded' };
  }
  if (view?.jobsKnown !== true || view.jobs.some((one) => one.alive && mayBeOurs(ledger, one))) return undefined;
  return { jobId, podId: '', state: 'over', ran: false };
}
