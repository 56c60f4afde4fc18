import type { Clock } from '../model/clock.ts';
import type { PublishWish } from '../model/host.ts';
import type { RunReport, Status } from '../model/outcome.ts';
import { renderCheck, renderSection, rowWord } from '../report/comment.ts';
import { callUntil, reasonOf, type ApiOptions, type Octokit } from './github-api.ts';
import { upsertComment } from './github-comment.ts';
import type { GitHubContext } from './github-context.ts';

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
  const body = { ...checkOf(label, world.context), head_sha: world.context.headSha, status: 'in_progress' as const };
  const { data } = await callUntil(AbortSignal.timeout(CALL_MS), world, ({ rest }) => rest.checks.create(body));
  return data.id;
}

/** Completes the check run of a step that was killed: the pull request would wait for it. */
export async function close(id: number, world: PublishWorld): Promise<void> {
  const check = { ...repoOf(world.context), check_run_id: id };
  const output = { title: 'Ended without a report', summary: 'The step ended before it could report. See its log.' };
  await callUntil(AbortSignal.timeout(CALL_MS), world, async ({ rest: { checks } }) => {
    const { data } = await checks.get(check);
    if (data.status !== 'completed')
      await checks.update({ ...check, status: 'completed', conclusion: 'cancelled', output });
  });
}

/**
 * Writes the comment and the check run that `wish` asks for. `begun` is the check run in progress.
 * @returns notices for people; it does not throw, because reports do not decide a run.
 */
export async function publishToGitHub(
  report: RunReport,
  wish: Omit<PublishWish, 'summary'>,
  world: PublishWorld,
  begun?: Promise<number | undefined>,
): Promise<readonly string[]> {
  const { context } = world;
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
      await callUntil(signal, world, (octokit) => work(octokit, clock));
    } catch (error) {
      notice(reasonOf(error, needs, context.secretsWithheld));
    }
  };

  if (wish.check)
    await attempt('check run', 'checks: write', async (octokit) =>
      completeCheck(octokit, context, await begun, report),
    );
  // A person who cancels a run knows that it was canceled.
  const bad = report.status === 'failed' || report.status === 'timed-out';
  if (wish.comment === 'never' || report.status === 'skipped') return notices;
  // A successful run adds nothing, but a red section of an earlier run must not stay.
  const onlyIfThere = wish.comment === 'on-failure' && !bad;
  if (context.pullRequest !== null)
    await attempt('pull request comment', 'pull-requests: write', (octokit, clock) =>
      upsertComment(octokit, context, { ...sectionOf(report, context), onlyIfThere }, clock),
    );
  else if (!onlyIfThere) notices.push(noPullRequest(context));
  return notices;
}

const CONCLUSIONS = {
  succeeded: 'success',
  failed: 'failure',
  cancelled: 'cancelled',
  'timed-out': 'timed_out',
  skipped: 'skipped',
  submitted: 'neutral',
} as const satisfies Readonly<Record<Status, string>>;

/** Completes the check run that `begin` created, or creates one. */
async function completeCheck(
  { rest: { checks } }: Octokit,
  context: GitHubContext,
  id: number | undefined,
  report: RunReport,
): Promise<void> {
  const check = checkOf(report.label, context);
  const { title, summary } = renderCheck(report);
  const body = {
    ...check,
    status: 'completed' as const,
    conclusion: CONCLUSIONS[report.status],
    output: { title: headline(title) || check.name, summary },
    ...(report.startedAt === '' ? {} : { started_at: report.startedAt }),
    ...(report.endedAt === '' ? {} : { completed_at: report.endedAt }),
  };
  if (id === undefined) await checks.create({ ...body, head_sha: context.headSha });
  else await checks.update({ ...body, check_run_id: id });
}

/** The name starts with `GPU: `: a label may come from a branch and must not take the name of a required check. */
function checkOf(label: string, context: GitHubContext) {
  const { runId, runAttempt, runUrl } = context;
  return {
    ...repoOf(context),
    name: headline(`GPU: ${headline(label) || 'run'}`),
    external_id: headline(`gpu-cli/run-action ${runId}.${runAttempt} ${jobOf(label, context)}`),
    ...(runUrl === '' ? {} : { details_url: runUrl }),
  };
}

function headline(text: string): string {
  return text.toWellFormed().replace(/\s+/g, ' ').trim().slice(0, 255).toWellFormed();
}

function sectionOf(report: RunReport, context: GitHubContext) {
  const jobs = context.matrixSize;
  // The jobs of a matrix share one comment, and each has its part of the room.
  const maxBytes = Math.floor(COMMENT_ROOM / Math.max(2, jobs)) - ROW_ROOM;
  const text = renderSection(report, { maxBytes, folded: jobs > 1 });
  return { job: jobOf(report.label, context), text, row: rowWord(report) };
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
