import type { RunReport, Status } from '../../model/outcome.ts';
import type { Octokit } from './api.ts';
import { cutAtLine, settle } from './text.ts';

export const NEEDS_CHECK = 'checks: write';

export interface CheckWish {
  readonly owner: string;
  readonly repo: string;
  /** The head of the pull request, never its merge commit, which nobody looks at. */
  readonly headSha: string;
  /** Tells this run from the others with the same name: the same check is brought up to date, not made again. */
  readonly externalId: string;
  readonly detailsUrl: string;
  readonly title: string;
  readonly summary: string;
}

const SUMMARY_BYTES = 65_535;
const TITLE_UNITS = 255;

const CONCLUSIONS = {
  succeeded: 'success',
  failed: 'failure',
  cancelled: 'cancelled',
  'timed-out': 'timed_out',
  skipped: 'skipped',
  submitted: 'neutral',
} as const satisfies Readonly<Record<Status, string>>;

/**
 * A finished check run on the head commit. Its name begins with `GPU: `, because a label may come from a branch and must not
 * take the name of a required check. Only apps may make one; a workflow's own token is an app's.
 */
export async function upsertCheck(
  octokit: Octokit,
  report: Pick<RunReport, 'label' | 'status' | 'startedAt' | 'endedAt'>,
  { owner, repo, ...wish }: CheckWish,
): Promise<void> {
  const name = headline(`GPU: ${headline(report.label) || 'run'}`);
  const externalId = headline(wish.externalId);
  const { checks } = octokit.rest;
  const { data } = await checks.listForRef({ owner, repo, ref: wish.headSha, check_name: name, per_page: 100 });
  const body = {
    owner,
    repo,
    name,
    external_id: externalId,
    status: 'completed' as const,
    conclusion: CONCLUSIONS[report.status],
    output: { title: headline(wish.title) || name, summary: summaryOf(wish.summary, wish.detailsUrl) },
    ...(wish.detailsUrl === '' ? {} : { details_url: wish.detailsUrl }),
    ...(report.startedAt === '' ? {} : { started_at: report.startedAt }),
    ...(report.endedAt === '' ? {} : { completed_at: report.endedAt }),
  };
  const listed: unknown = data.check_runs;
  const found = Array.isArray(listed)
    ? data.check_runs.find(({ external_id }) => external_id === externalId)
    : undefined;
  if (found === undefined) await checks.create({ ...body, head_sha: wish.headSha });
  else await checks.update({ ...body, check_run_id: found.id });
}

function headline(text: string): string {
  return text.toWellFormed().replace(/\s+/g, ' ').trim().slice(0, TITLE_UNITS).toWellFormed();
}

/** The limit is said to count characters; bytes are never fewer. */
function summaryOf(text: string, link: string): string {
  const summary = settle(text);
  if (Buffer.byteLength(summary) <= SUMMARY_BYTES) return summary;
  const note = link === '' ? '… shortened' : `… shortened, [the rest is in the run](${link})`;
  return cutAtLine(summary, SUMMARY_BYTES, note, (part) => Buffer.byteLength(part));
}
