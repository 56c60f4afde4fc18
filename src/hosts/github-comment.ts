import type { Clock } from '../model/clock.ts';
import { compareJobs, jobTable, readRow } from '../report/comment.ts';
import { statusOf, type Octokit } from './github-api.ts';
import type { GitHubContext } from './github-context.ts';

interface CommentWish {
  /** Names the section: one per job of the workflow. */
  readonly job: string;
  /** Markdown that closes what it opens. */
  readonly text: string;
  /** What the table of jobs shows of this one, as one word. */
  readonly row: string;
  /** Only replaces a section that exists. */
  readonly onlyIfThere: boolean;
}

interface Section {
  readonly job: string;
  readonly run: number;
  readonly row: string;
  readonly text: string;
}

/** GitHub refuses a longer body. */
const BODY_LIMIT = 65_536;
const WRITES = 5;
const PAUSE_MS = 1_000;
const SPREAD_PER_JOB_MS = 400;
const SPREAD_LIMIT_MS = 12_000;
const END = '<!-- gpu-cli/run-action/end -->';
const SECTION =
  /^<!-- gpu-cli\/run-action\/section (\S+) (\d{1,15})(?: ([\w+/=]+))? -->\n([\s\S]*?)\n<!-- gpu-cli\/run-action\/end -->$/gm;

/**
 * Puts the section of this job into the comment of its workflow. GitHub has no conditional write: another job that read before us
 * may write after us. So it reads the comment again after a pause, and writes again if its section is missing.
 */
export async function upsertComment(
  octokit: Octokit,
  context: GitHubContext,
  { job, text, row, onlyIfThere }: CommentWish,
  clock: Clock,
): Promise<void> {
  const { issues } = octokit.rest;
  const [owner = '', repo = ''] = context.repository.split('/');
  const issue_number = context.pullRequest ?? 0;
  const own: Section = { job: nameOf(job), run: Number(context.runId) || 0, row, text: harmless(text) };
  const login = await loginOf(octokit);
  let spreadMs = context.matrixSize > 1 ? Math.min(SPREAD_LIMIT_MS, SPREAD_PER_JOB_MS * context.matrixSize) : 0;
  for (let writes = 0; ;) {
    const all = await octokit.paginate(issues.listComments, { owner, repo, issue_number, per_page: 100 });
    // Anyone can write our marker into a comment of their own.
    const [oldest, ...spare] = all
      .map(({ id, body = '', user }) => ({ id, body: body.replace(/\r\n?/g, '\n'), author: user?.login }))
      .filter(({ body, author }) => author === login && body.startsWith(`${markerOf(context.workflow)}\n`))
      .sort((a, b) => a.id - b.id);
    const there = [oldest, ...spare].flatMap((comment) => parse(comment?.body ?? ''));
    const shown = there.filter((section) => section.job === own.job);
    if (writes === 0 && onlyIfThere && shown.length === 0) return;
    if (there.some(({ run }) => run > own.run)) return;
    if (shown.length === 1 && spare.length === 0 && isSame(shown[0], own)) return;
    if (writes === WRITES) throw new Error('other jobs keep writing over the same comment');
    if (oldest === undefined && spreadMs > 0) {
      // One of the jobs that end together creates the comment, and the others find it.
      await clock.sleep(clock.random() * spreadMs);
      spreadMs = 0;
      continue;
    }
    writes++;
    const body = bodyOf(context, there, own);
    if (oldest === undefined) await issues.createComment({ owner, repo, issue_number, body });
    else await unlessGone(issues.updateComment({ owner, repo, comment_id: oldest.id, body }));
    for (const { id } of spare) await unlessGone(issues.deleteComment({ owner, repo, comment_id: id }));
    await clock.sleep(PAUSE_MS + clock.random() * PAUSE_MS * 2 ** writes);
  }
}

/** GraphQL knows the login of each kind of token, GET /user that of a person. Otherwise it is the token of a workflow. */
async function loginOf({ graphql, rest }: Octokit): Promise<string> {
  try {
    return (await graphql<{ viewer: { login: string } }>('{ viewer { login } }')).viewer.login;
  } catch {
    const user = await rest.users.getAuthenticated().catch(() => undefined);
    return user?.data.login ?? 'github-actions[bot]';
  }
}

/** Another job may have removed the comment. */
async function unlessGone(request: Promise<unknown>): Promise<void> {
  await request.catch((error: unknown) => {
    if (![404, 410].includes(statusOf(error))) throw error;
  });
}

/** The sections of a comment. */
export function parse(body: string): readonly Section[] {
  return [...body.matchAll(SECTION)].map(([, job = '', run, row = '', text = '']) => ({
    job,
    run: Number(run),
    row,
    text: text.trim(),
  }));
}

const isSame = (a: Section | undefined, b: Section): boolean =>
  a?.run === b.run && a.row === b.row && a.text === b.text;

/** The comment with our section in place. Sections of earlier runs go: they are about another commit. */
function bodyOf(context: GitHubContext, there: readonly Section[], own: Section): string {
  const others = new Map(
    there.filter(({ run, job }) => run === own.run && job !== own.job).map((one) => [one.job, one]),
  );
  const whole = render(context, [...others.values(), own]);
  if (whole.length <= BODY_LIMIT) return whole;
  const [title = ''] = own.text.split('\n');
  const text = `${title}\n\nThe report does not fit into this comment: [see the run](${encodeURI(context.runUrl)}).`;
  const short = render(context, [...others.values(), { ...own, text }]);
  if (short.length > BODY_LIMIT) throw new Error('more jobs report than one comment can hold');
  return short;
}

/** Of more successful jobs than this, only failed ones have a line that is not folded. */
const MANY = 8;

function render({ workflow, runUrl, headSha, matrixSize }: GitHubContext, unordered: readonly Section[]): string {
  const sections = unordered
    .map((section) => ({ ...section, shown: readRow(section.row) }))
    .sort((a, b) => compareJobs(a.shown, b.shown) || Number(a.job > b.job) - Number(a.job < b.job));
  const rows = sections.flatMap(({ shown }) => shown ?? []);
  const head = { workflow, runUrl, commit: headSha, expected: matrixSize };
  const good = sections.filter(({ shown }) => shown?.isGood === true);
  const rest = good.length > MANY ? sections.filter((section) => !good.includes(section)) : sections;
  const folded = good.length > MANY ? good : [];
  return [
    markerOf(workflow),
    ...(rows.length > 1 || matrixSize > 1 ? [jobTable(rows, head)] : []),
    ...rest.map(blockOf),
    ...(folded.length === 0
      ? []
      : [`<details><summary>${folded.length} jobs that succeeded</summary>`, ...folded.map(blockOf), '</details>']),
  ].join('\n\n');
}

function blockOf({ job, run, row, text }: Section): string {
  return `<!-- gpu-cli/run-action/section ${job} ${run}${row === '' ? '' : ` ${row}`} -->\n\n${text}\n\n${END}`;
}

const markerOf = (workflow: string): string => `<!-- gpu-cli/run-action:${nameOf(workflow)} -->`;

/** A name as one word that cannot end an HTML comment. */
function nameOf(value: string): string {
  const word = encodeURIComponent(value.toWellFormed()).replace(/--+|-$/g, (text) => '%2D'.repeat(text.length));
  return word === '' ? '_' : word.slice(0, 300);
}

/** Without what GitHub drops from a body, and without our own markers. */
function harmless(text: string): string {
  return text
    .toWellFormed()
    .replace(/\r\n?/g, '\n')
    .replace(/[\0-\x08\x0b\x0c\x0e-\x1f\x7f]/g, '')
    .replace(/<!(?=--+\s*gpu-cli\/run-action)/gi, '&lt;!')
    .trim();
}
