import type { CloudView, JobView } from '../model/gpu.ts';
import { markIn } from '../gpu/wrapper.ts';
import { beginAttempt, learnIds, type Ledger } from './state.ts';

/** The living job of a former try of this very step. Two callers of one reusable workflow can share a key: then nobody can say which. */
export function formerIn({ jobs }: CloudView, { key }: Ledger): JobView | undefined {
  const matching = jobs.filter(({ alive, command }) => alive && markIn(command)?.key === key);
  return matching.length === 1 ? matching[0] : undefined;
}

/** Whether a job of the previous attempt can be alive unseen: pods without a list of jobs, or jobs without their command lines. */
export const hidesFormer = ({ jobs, jobsKnown, pods, unnamed = 0, statusKnown }: CloudView): boolean =>
  jobsKnown
    ? jobs.some(({ alive, command }) => alive && command === '')
    : statusKnown === false || pods.length + unnamed > 0;

/**
 * From here on it is not to be taken for a job that was there before us.
 * @returns its nonce, '' where the CLI does not list its command line.
 */
export function makeOurs(ledger: Ledger, { jobId, podId, command }: JobView): string {
  const mark = markIn(command);
  // What was there before that run began, not before this one, is what must not be stopped.
  // If the list was cut off, its pod may have been there before it.
  if (mark === undefined) ledger.podsBefore = ledger.podsBefore.filter((one) => one !== podId);
  else ledger.podsBefore = mark.podsBefore ?? ledger.podsBefore;
  ledger.jobsBefore = ledger.jobsBefore.filter((one) => one !== jobId);
  return mark?.nonce ?? '';
}

/** For a re-run that is ended before it follows its former try: nobody else would end that. */
export function takeUpToEnd(ledger: Ledger, view: CloudView): void {
  const job = formerIn(view, ledger);
  ledger.former = false;
  if (job === undefined) return;
  beginAttempt(ledger, makeOurs(ledger, job));
  learnIds(ledger, job.jobId, job.podId);
}
