import type { RunReport, Status } from '../../core/outcome.ts';
import { field, ownerAndRepo, type Api } from './api.ts';
import { cutAtLine, settle } from './text.ts';

export const NEEDS_CHECK = 'checks: write';

/** What the API calls a result. */
export type Conclusion = 'success' | 'failure' | 'cancelled' | 'timed_out' | 'skipped' | 'neutral';

export interface CheckWish {
  readonly repository: string;
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

const CONCLUSIONS: Readonly<Record<Status, Conclusion>> = {
  succeeded: 'success',
  failed: 'failure',
  cancelled: 'cancelled',
  'timed-out': 'timed_out',
  skipped: 'skipped',
  submitted: 'neutral',
};

/**
 * A finished check run on the head commit, named as the run is labelled. Only apps may make one; a workflow's own token is an
 * app's. GitHub may list it below any workflow of that commit.
 */
export async function upsertCheck(
  api: Api,
  report: Pick<RunReport, 'label' | 'status' | 'startedAt' | 'endedAt'>,
  wish: CheckWish,
): Promise<'created' | 'updated'> {
  const repo = ownerAndRepo(wish.repository);
  const name = headline(report.label) || 'GPU run';
  const body = {
    ...repo,
    name,
    external_id: headline(wish.externalId),
    status: 'completed',
    conclusion: CONCLUSIONS[report.status],
    output: { title: headline(wish.title) || name, summary: summaryOf(wish.summary, wish.detailsUrl) },
    ...(wish.detailsUrl === '' ? {} : { details_url: wish.detailsUrl }),
    ...(report.startedAt === '' ? {} : { started_at: report.startedAt }),
    ...(report.endedAt === '' ? {} : { completed_at: report.endedAt }),
  };

  return api.retrying(async () => {
    const list = 'GET /repos/{owner}/{repo}/commits/{ref}/check-runs';
    const query = { ...repo, ref: wish.headSha, check_name: name, per_page: 100 };
    const runs = field((await api.rest(list, query, NEEDS_CHECK)).data, 'check_runs');
    const listed: readonly unknown[] = Array.isArray(runs) ? runs : [];
    const former = listed.find((run) => field(run, 'external_id') === body.external_id);
    if (former === undefined) {
      await api.rest('POST /repos/{owner}/{repo}/check-runs', { ...body, head_sha: wish.headSha }, NEEDS_CHECK);
      return 'created';
    }
    const id = { check_run_id: field(former, 'id') };
    await api.rest('PATCH /repos/{owner}/{repo}/check-runs/{check_run_id}', { ...body, ...id }, NEEDS_CHECK);
    return 'updated';
  });
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
