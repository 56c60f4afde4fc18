import type { RunReport, Status } from '../../model/outcome.ts';
import { renderCheck } from '../../report/comment.ts';
import type { Octokit } from './api.ts';

export const NEEDS_CHECK = 'checks: write';

export interface CheckPlace {
  readonly owner: string;
  readonly repo: string;
  /** The head of the pull request, not its merge commit, which nobody looks at. */
  readonly headSha: string;
  /** Distinguishes this run from others with the same name. */
  readonly externalId: string;
  readonly detailsUrl: string;
  readonly label: string;
}

const CONCLUSIONS = {
  succeeded: 'success',
  failed: 'failure',
  cancelled: 'cancelled',
  'timed-out': 'timed_out',
  skipped: 'skipped',
  submitted: 'neutral',
} as const satisfies Readonly<Record<Status, string>>;

/** @returns the id of a check run in progress. */
export async function beginCheck(octokit: Octokit, place: CheckPlace): Promise<number> {
  const { data } = await octokit.rest.checks.create({
    ...bodyOf(place),
    head_sha: place.headSha,
    status: 'in_progress',
  });
  return data.id;
}

/** Completes the check run that `beginCheck` created, or creates one. */
export async function completeCheck(
  octokit: Octokit,
  place: CheckPlace,
  id: number | undefined,
  report: RunReport,
): Promise<void> {
  const { title, summary } = renderCheck(report);
  const body = {
    ...bodyOf(place),
    status: 'completed' as const,
    conclusion: CONCLUSIONS[report.status],
    output: { title: headline(title) || bodyOf(place).name, summary },
    ...(report.startedAt === '' ? {} : { started_at: report.startedAt }),
    ...(report.endedAt === '' ? {} : { completed_at: report.endedAt }),
  };
  const found = id ?? (await createdBefore(octokit, place));
  if (found === undefined) await octokit.rest.checks.create({ ...body, head_sha: place.headSha });
  else await octokit.rest.checks.update({ ...body, check_run_id: found });
}

/** A step that was killed leaves its check run in progress, and the pull request would wait for it. */
export async function closeCheck(
  octokit: Octokit,
  repo: Pick<CheckPlace, 'owner' | 'repo'>,
  id: number,
): Promise<void> {
  const { data } = await octokit.rest.checks.get({ ...repo, check_run_id: id });
  if (data.status === 'completed') return;
  const output = { title: 'Ended without a report', summary: 'The step ended before it could report. See its log.' };
  await octokit.rest.checks.update({ ...repo, check_run_id: id, status: 'completed', conclusion: 'cancelled', output });
}

/** An answer may be lost after GitHub created the check run. */
async function createdBefore(octokit: Octokit, place: CheckPlace): Promise<number | undefined> {
  const { owner, repo, headSha: ref } = place;
  const { name, external_id: wanted } = bodyOf(place);
  const { data } = await octokit.rest.checks.listForRef({ owner, repo, ref, check_name: name, per_page: 100 });
  return data.check_runs.find(({ external_id: id }) => id === wanted)?.id;
}

/** The name starts with `GPU: `: a label may come from a branch and must not take the name of a required check. */
function bodyOf({ owner, repo, externalId, detailsUrl, label }: CheckPlace) {
  return {
    owner,
    repo,
    name: headline(`GPU: ${headline(label) || 'run'}`),
    external_id: headline(externalId),
    ...(detailsUrl === '' ? {} : { details_url: detailsUrl }),
  };
}

function headline(text: string): string {
  return text.toWellFormed().replace(/\s+/g, ' ').trim().slice(0, 255).toWellFormed();
}
