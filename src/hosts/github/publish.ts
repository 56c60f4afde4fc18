import type { Clock } from '../../model/clock.ts';
import type { RunReport } from '../../model/outcome.ts';
import { renderCheck, renderSection } from '../../report/comment.ts';
import { rowWord } from '../../report/jobs.ts';
import type { HostContext, PublishWish } from '../../model/host.ts';
import { openOctokit, reasonOf, type Octokit } from './api.ts';
import { NEEDS_CHECK, upsertCheck } from './check.ts';
import { NEEDS_COMMENT, upsertComment } from './comment.ts';

const COMMENT_ROOM = 60_000;
/** Of each job in a matrix: its row in the table and its markers. */
const ROW_ROOM = 600;
/** Reports never hold the job for longer than this, all calls and waits together. */
const BUDGET_MS = 90_000;

export interface PublishWorld {
  readonly context: HostContext;
  readonly token: string;
  /** `GITHUB_API_URL`; another one on GitHub Enterprise Server. */
  readonly apiUrl: string;
  readonly clock: Clock;
  readonly debug: (line: string) => void;
  readonly budgetMs?: number;
  readonly callMs?: number;
}

/** Comment and check, as the wish says. Returns notices for people; throws nothing, since reports never decide a run. */
export async function publishToGitHub(
  report: RunReport,
  wish: PublishWish,
  world: PublishWorld,
): Promise<readonly string[]> {
  const { context, token } = world;
  const over = new AbortController();
  const end = () => over.abort();
  const timer = setTimeout(end, world.budgetMs ?? BUDGET_MS);
  if (wish.over?.aborted === true) end();
  wish.over?.addEventListener('abort', end);
  const { signal } = over;
  const clock: Clock = { ...world.clock, sleep: (ms) => world.clock.sleep(ms, signal) };
  const notices: string[] = [];
  const attempt = async (what: string, needs: string, work: (octokit: Octokit) => Promise<void>): Promise<void> => {
    const notice = (why: string) =>
      notices.push(`The ${what} could not be written: ${why.replace(/\.$/, '')}. The job summary holds the report.`);
    if (token === '') {
      notice(`it needs \`github-token\` with \`${needs}\``);
      return;
    }
    try {
      // The packages wait for limits and retries without looking at the signal.
      await Promise.race([work(openOctokit({ ...world, signal })), aborted(signal)]);
    } catch (error) {
      notice(reasonOf(error, needs, context.secretsWithheld));
    }
  };

  try {
    if (wish.check) await attempt('check run', NEEDS_CHECK, (octokit) => check(octokit, report, context));
    const { pullRequest } = context;
    const bad = isBad(report);
    if (wish.comment === 'never' || report.status === 'skipped') return notices;
    if (pullRequest !== null) {
      // A green run says nothing new, but a red section of an earlier run must not stay.
      const onlyIfThere = wish.comment === 'on-failure' && !bad;
      await attempt('pull request comment', NEEDS_COMMENT, (octokit) =>
        upsertComment(octokit, { ...addressOf(report, context), issue: pullRequest, onlyIfThere }, clock),
      );
    } else if (wish.comment === 'always' || bad) notices.push(noPullRequest(context));
    return notices;
  } finally {
    clearTimeout(timer);
    wish.over?.removeEventListener('abort', end);
  }
}

function aborted(signal: AbortSignal): Promise<never> {
  return new Promise((_, reject) => {
    const refuse = () => reject(new DOMException('aborted', 'AbortError'));
    if (signal.aborted) refuse();
    else signal.addEventListener('abort', refuse, { once: true });
  });
}

/** Worth a comment that was asked for on failure. Whoever cancels a run knows that it was cancelled. */
function isBad({ status }: RunReport): boolean {
  return status === 'failed' || status === 'timed-out';
}

function check(octokit: Octokit, report: RunReport, context: HostContext): Promise<void> {
  const { headSha, runId, runAttempt, runUrl: detailsUrl } = context;
  const externalId = `gpu-cli/run-action ${runId}.${runAttempt} ${legOf(report, context)}`;
  return upsertCheck(octokit, report, { ...repoOf(context), headSha, externalId, detailsUrl, ...renderCheck(report) });
}

function addressOf(report: RunReport, context: HostContext) {
  const { workflow, runId, runUrl, headSha, matrixSize } = context;
  // The jobs of a matrix share one comment: each takes its part of the room, so that none has to be cut afterwards.
  const maxBytes = Math.floor(COMMENT_ROOM / Math.max(2, matrixSize)) - ROW_ROOM;
  const section = renderSection(report, { maxBytes, folded: matrixSize > 1 });
  const job = legOf(report, context);
  return {
    ...repoOf(context),
    workflow,
    job,
    runId,
    runUrl,
    headSha,
    section,
    row: rowWord(report),
    crowd: matrixSize,
  };
}

function repoOf({ repository }: HostContext) {
  const [owner = '', repo = ''] = repository.split('/');
  return { owner, repo };
}

/** Two steps of one job are told apart by the step, also where they have one label; it is the same in each re-run. */
function legOf(report: RunReport, { job, leg, step }: HostContext): string {
  return [job, leg, report.label, step]
    .filter((part, index, all) => part !== '' && all.indexOf(part) === index)
    .join(' / ');
}

function noPullRequest({ event }: HostContext): string {
  const where = event === '' ? 'This run' : `The event \`${event}\``;
  return `${where} names no pull request, so there is none to comment on; the job summary holds the report.`;
}
