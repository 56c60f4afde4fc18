import type { RunReport, Status } from '../../core/outcome.ts';
import { ownerAndRepo, type Api } from './api.ts';

/** GitHub's limit for the title's neighbour fields; one more character and the request is refused. */
const TEXT_MAX = 65_535;
export const NEEDS_CHECK = 'checks: write';

const CONCLUSIONS: Readonly<Record<Status, string>> = {
  succeeded: 'success',
  failed: 'failure',
  cancelled: 'cancelled',
  'timed-out': 'timed_out',
  skipped: 'skipped',
  submitted: 'neutral',
};

/** Publishes a finished check run on the head commit. GitHub may list it below any workflow of that commit. */
export async function createCheck(
  api: Api,
  report: RunReport,
  place: { readonly repository: string; readonly headSha: string },
  text: { readonly title: string; readonly summary: string },
): Promise<void> {
  await api.retrying(() =>
    api.rest(
      'POST /repos/{owner}/{repo}/check-runs',
      {
        ...ownerAndRepo(place.repository),
        name: report.label.slice(0, 200),
        head_sha: place.headSha,
        status: 'completed',
        conclusion: CONCLUSIONS[report.status],
        started_at: report.startedAt,
        completed_at: report.endedAt,
        ...(report.links.run === '' ? {} : { details_url: report.links.run }),
        output: { title: text.title.slice(0, 250), summary: text.summary.slice(0, TEXT_MAX) },
      },
      NEEDS_CHECK,
    ),
  );
}
