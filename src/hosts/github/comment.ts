import type { Clock } from '../../model/clock.ts';
import { compareJobs, jobTable, readRow } from '../../report/jobs.ts';
import { statusOf, type Octokit } from './api.ts';

export const NEEDS_COMMENT = 'pull-requests: write';

export interface CommentWish {
  readonly owner: string;
  readonly repo: string;
  /** Number of the pull request. */
  readonly issue: number;
  /** One comment per workflow. */
  readonly workflow: string;
  /** One section per job of it. */
  readonly job: string;
  readonly runId: string;
  readonly runUrl: string;
  /** Markdown that closes what it opens. */
  readonly section: string;
  /** What the table of jobs shows of it, as one word. */
  readonly row: string;
  readonly headSha: string;
  /** Jobs that may write at the same time. */
  readonly crowd: number;
  /** Only replaces a section that is there. */
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
export async function upsertComment(octokit: Octokit, wish: CommentWish, clock: Clock): Promise<void> {
  const { owner, repo, issue } = wish;
  const own: Section = {
    job: nameOf(wish.job),
    run: Number(wish.runId) || 0,
    row: wish.row,
    text: harmless(wish.section),
  };
  const login = await loginOf(octokit);
  let spread = wish.crowd > 1 ? Math.min(SPREAD_LIMIT_MS, SPREAD_PER_JOB_MS * wish.crowd) : 0;
  for (let writes = 0; ;) {
    const [oldest, ...spare] = await commentsOf(octokit, wish, login);
    const there = [oldest, ...spare].flatMap((comment) => parse(comment?.body ?? ''));
    const shown = there.filter(({ job }) => job === own.job);
    if (writes === 0 && wish.onlyIfThere && shown.length === 0) return;
    if (there.some(({ run }) => run > own.run)) return;
    if (shown.length === 1 && isSame(shown[0], own) && spare.length === 0) return;
    if (writes === WRITES) throw new Error('other jobs keep writing over the same comment');
    if (oldest === undefined && spread > 0) {
      // One of the jobs that end together creates the comment, and the others find it.
      await clock.sleep(clock.random() * spread);
      spread = 0;
      continue;
    }
    writes++;
    const body = bodyOf(wish, there, own);
    if (oldest === undefined) await octokit.rest.issues.createComment({ owner, repo, issue_number: issue, body });
    else await unlessGone(octokit.rest.issues.updateComment({ owner, repo, comment_id: oldest.id, body }));
    for (const { id } of spare) await unlessGone(octokit.rest.issues.deleteComment({ owner, repo, comment_id: id }));
    await clock.sleep(PAUSE_MS + clock.random() * PAUSE_MS * 2 ** writes);
  }
}

/** The comments of this workflow that the token wrote, the oldest first. Anyone can write our marker into a comment of their own. */
async function commentsOf(octokit: Octokit, { owner, repo, issue, workflow }: CommentWish, login: string) {
  const { listComments } = octokit.rest.issues;
  const all = await octokit.paginate(listComments, { owner, repo, issue_number: issue, per_page: 100 });
  return all
    .map(({ id, body = '', user }) => ({ id, body: body.replace(/\r\n?/g, '\n'), author: user?.login }))
    .filter(({ body, author }) => author === login && body.startsWith(`${markerOf(workflow)}\n`))
    .sort((a, b) => a.id - b.id);
}

/** GraphQL knows the login of each kind of token, GET /user that of a person. Otherwise it is the token of a workflow. */
async function loginOf(octokit: Octokit): Promise<string> {
  const viewer = octokit.graphql<{ viewer?: { login: string } }>('{ viewer { login } }').then((data) => data.viewer);
  const user = (await unlessRefused(viewer)) ?? (await unlessRefused(octokit.rest.users.getAuthenticated()))?.data;
  return user?.login ?? 'github-actions[bot]';
}

const unlessGone = <T>(request: Promise<T>): Promise<T | undefined> => unless(request, [404, 410]);
const unlessRefused = <T>(request: Promise<T>): Promise<T | undefined> =>
  unless(request, [200, 400, 403, 404, 405, 410]);

async function unless<T>(request: Promise<T>, statuses: readonly number[]): Promise<T | undefined> {
  try {
    return await request;
  } catch (error) {
    // A refused query is an answer of status 200 with errors.
    const status = error instanceof Error && error.name === 'GraphqlResponseError' ? 200 : statusOf(error);
    if (statuses.includes(status)) return undefined;
    throw error;
  }
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
function bodyOf(wish: CommentWish, there: readonly Section[], own: Section): string {
  const others = new Map(
    there.filter(({ run, job }) => run === own.run && job !== own.job).map((one) => [one.job, one]),
  );
  const whole = render(wish, [...others.values(), own]);
  if (whole.length <= BODY_LIMIT) return whole;
  const [title = ''] = own.text.split('\n');
  const text = `${title}\n\nThe report does not fit into this comment: [see the run](${encodeURI(wish.runUrl)}).`;
  const short = render(wish, [...others.values(), { ...own, text }]);
  if (short.length > BODY_LIMIT) throw new Error('more jobs report than one comment can hold');
  return short;
}

/** Of more successful jobs than this, only failed ones have a line that is not folded. */
const MANY = 8;

function render({ workflow, runUrl, headSha, crowd }: CommentWish, unordered: readonly Section[]): string {
  const sections = unordered
    .map((section) => ({ ...section, shown: readRow(section.row) }))
    .sort((a, b) => compareJobs(a.shown, b.shown) || Number(a.job > b.job) - Number(a.job < b.job));
  const rows = sections.flatMap(({ shown }) => shown ?? []);
  const head = { workflow, runUrl, commit: headSha, expected: crowd };
  const good = sections.filter(({ shown }) => shown?.isGood === true);
  const rest = good.length > MANY ? sections.filter((section) => !good.includes(section)) : sections;
  const folded = good.length > MANY ? good : [];
  return [
    markerOf(workflow),
    ...(rows.length > 1 || crowd > 1 ? [jobTable(rows, head)] : []),
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
