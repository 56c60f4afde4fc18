import type { Clock } from '../../model/clock.ts';
import type { PublishWish } from '../../model/host.ts';
import type { RunReport } from '../../model/outcome.ts';
import { renderSection } from '../../report/comment.ts';
import { rowWord } from '../../report/jobs.ts';
import type { GitHubContext } from '../github-context.ts';
import { openOctokit, reasonOf, whileOpen, type ApiOptions, type Octokit } from './api.ts';
import { beginCheck, closeCheck, completeCheck, NEEDS_CHECK, type CheckPlace } from './check.ts';
import { NEEDS_COMMENT, upsertComment } from './comment.ts';

const COMMENT_ROOM = 60_000;
/** Of each job in a matrix: its row in the table and its markers. */
const ROW_ROOM = 600;
/** The longest time for one report, all requests and waits together: a report must not hold the job for longer. */
const BUDGET_MS = 45_000;
/** The same for a call before or after the run. */
const CALL_MS = 15_000;

export interface PublishWorld extends ApiOptions {
  readonly context: GitHubContext;
  readonly clock: Clock;
  readonly budgetMs?: number;
}

/** @returns the id of a check run in progress. */
export async function begin(label: string, world: PublishWorld): Promise<number> {
  const signal = AbortSignal.timeout(CALL_MS);
  return whileOpen(signal, () => beginCheck(openOctokit(world, signal), placeOf(label, world.context)));
}

/** Completes the check run of a step that ended without a report. */
export async function close(id: number, world: PublishWorld): Promise<void> {
  const signal = AbortSignal.timeout(CALL_MS);
  return whileOpen(signal, () => closeCheck(openOctokit(world, signal), repoOf(world.context), id));
}

/**
 * Writes the comment and the check run that `wish` asks for. `begun` is the check run in progress.
 * @returns notices for people; it does not throw, because reports do not decide a run.
 */
export async function publishToGitHub(
  report: RunReport,
  wish: PublishWish,
  world: PublishWorld,
  begun?: Promise<number | undefined>,
): Promise<readonly string[]> {
  const { context } = world;
  const { pullRequest } = context;
  const notices: string[] = [];
  const attempt = async (
    what: string,
    needs: string,
    work: (octokit: Octokit, clock: Clock) => Promise<void>,
  ): Promise<void> => {
    const notice = (why: string) =>
      notices.push(`The ${what} could not be written: ${why.replace(/\.$/, '')}. The job summary holds the report.`);
    if (world.token === '') {
      notice(`it needs \`github-token\` with \`${needs}\``);
      return;
    }
    const late = AbortSignal.timeout(world.budgetMs ?? BUDGET_MS);
    const signal = wish.over === undefined ? late : AbortSignal.any([late, wish.over]);
    const clock: Clock = { ...world.clock, sleep: (ms) => world.clock.sleep(ms, signal) };
    try {
      await whileOpen(signal, () => work(openOctokit(world, signal), clock));
    } catch (error) {
      notice(reasonOf(error, needs, context.secretsWithheld));
    }
  };

  if (wish.check)
    await attempt('check run', NEEDS_CHECK, async (octokit) =>
      completeCheck(octokit, placeOf(report.label, context), await begun, report),
    );
  // A person who cancels a run knows that it was canceled.
  const bad = report.status === 'failed' || report.status === 'timed-out';
  if (wish.comment === 'never' || report.status === 'skipped') return notices;
  // A successful run adds nothing, but a red section of an earlier run must not stay.
  const onlyIfThere = wish.comment === 'on-failure' && !bad;
  if (pullRequest !== null)
    await attempt('pull request comment', NEEDS_COMMENT, (octokit, clock) =>
      upsertComment(octokit, { ...sectionOf(report, context), issue: pullRequest, onlyIfThere }, clock),
    );
  else if (!onlyIfThere) notices.push(noPullRequest(context));
  return notices;
}

function placeOf(label: string, context: GitHubContext): CheckPlace {
  const { headSha, runId, runAttempt, runUrl: detailsUrl } = context;
  const externalId = `gpu-cli/run-action ${runId}.${runAttempt} ${jobOf(label, context)}`;
  return { ...repoOf(context), headSha, externalId, detailsUrl, label };
}

function sectionOf(report: RunReport, context: GitHubContext) {
  const { workflow, runId, runUrl, headSha, matrixSize: crowd } = context;
  // The jobs of a matrix share one comment, and each has its part of the room.
  const maxBytes = Math.floor(COMMENT_ROOM / Math.max(2, crowd)) - ROW_ROOM;
  const section = renderSection(report, { maxBytes, folded: crowd > 1 });
  const job = jobOf(report.label, context);
  return { ...repoOf(context), workflow, job, runId, runUrl, headSha, section, row: rowWord(report), crowd };
}

function repoOf({ repository }: GitHubContext) {
  const [owner = '', repo = ''] = repository.split('/');
  return { owner, repo };
}

/** Two steps of one job differ by the step, also if they have one label; it is the same in each re-run. */
function jobOf(label: string, { job, leg, step }: GitHubContext): string {
  return [job, leg, label, step].filter((part, index, all) => part !== '' && all.indexOf(part) === index).join(' / ');
}

function noPullRequest({ event }: GitHubContext): string {
  const where = event === '' ? 'This run' : `The event \`${event}\``;
  return `${where} names no pull request, so there is none to comment on; the job summary holds the report.`;
}
