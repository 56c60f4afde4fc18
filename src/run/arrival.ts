import type { Clock } from '../model/clock.ts';
import type { Gpu, JobView } from '../model/gpu.ts';
import type { Outcome } from '../model/outcome.ts';
import { excludesStart, type Reached, type Refused } from '../gpu/refusal.ts';
import { markIn } from '../gpu/wrapper.ts';
import { mayBeOurs } from './cleanup.ts';
import type { Ledger } from './state.ts';

/** What is asked about a submission that was refused or not answered. */
export interface Asked {
  readonly gpu: Gpu;
  readonly clock: Clock;
  readonly ledger: Ledger;
  readonly nonce: string;
  readonly abort: AbortSignal;
}

/** How often the status is read for what may still be on its way, and how long between (ms). */
const LOOKS = 3;
const LOOK_MS = 700;

/**
 * Whether the service's books bear out a refusal. A line that broke after the service took the job looks like a refusal too,
 * and the status lists what lives: a short job may be over before it is asked. So where the words do not exclude a start, a
 * pod that is up, on which the workload could have run, is doubt enough, and so is a job that waits for one and may be ours.
 */
export async function proofOf(
  asked: Asked,
  refused: Refused,
  reached: Reached,
): Promise<'absent' | 'unproven' | { readonly jobId: string }> {
  const excluded = excludesStart(refused, reached);
  for (let look = 1; ; look++) {
    const view = await asked.gpu.status(undefined, asked.abort);
    const mine = view?.jobs.find((job) => isMine(asked, job));
    // A job of ours that is over, without success, agrees with words that name a stage before the start.
    const agrees = mine?.state !== 'succeeded' && mine?.alive === false;
    if (mine !== undefined && !(excluded && agrees)) return { jobId: mine.jobId };
    if (excluded) return 'absent';
    if (
      view === undefined ||
      view.pods.length + (view.unnamed ?? 0) > 0 ||
      view.jobs.some((job) => job.alive && mayBeOurs(asked.ledger, job))
    )
      return 'unproven';
    if (look >= LOOKS || asked.abort.aborted) return 'absent';
    await asked.clock.sleep(LOOK_MS, asked.abort);
  }
}

/** The job that carries this attempt's nonce, '' where none is seen. */
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

function isMine({ ledger, nonce }: Asked, job: JobView): boolean {
  return markIn(job.command)?.nonce === nonce || ledger.jobs.includes(job.jobId);
}
