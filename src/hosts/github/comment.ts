import type { Clock } from '../../model/clock.ts';
import { statusOf, type Octokit } from './api.ts';
import { compareJobs, jobTable, readRow, type JobRow } from '../../report/jobs.ts';
import { cutAtLine, settle } from './text.ts';

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
  /** Markdown. */
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

interface Comment {
  readonly id: number;
  readonly body: string;
}

interface Listed extends Comment {
  readonly node: string;
  readonly login: string;
  readonly userId: number;
}

/** GitHub refuses a longer body. */
export const BODY_LIMIT = 65_536;
const WRITES = 5;
const PAUSE_MS = 1_000;
const SPREAD_PER_JOB_MS = 400;
const SPREAD_LIMIT_MS = 12_000;
/** Run ids grow over all of GitHub, by less than this while a pull request is open: a greater distance is a forged marker. */
const PLAUSIBLE_RUNS = 1_000_000_000;
const END = '<!-- gpu-cli/run-action/end -->';
const START = /^<!-- gpu-cli\/run-action\/section (\S+) (\d{1,15})(?: ([\w+/=]+))? -->$/;
const ACTIONS_BOT = 'github-actions[bot]';

/**
 * Puts the section of this job into the one comment of its workflow. GitHub has no conditional write: another job that read
 * before us may write after us. So read back after a pause, and write again if our section is gone.
 */
export async function upsertComment(octokit: Octokit, wish: CommentWish, clock: Clock): Promise<void> {
  const { owner, repo } = wish;
  const own: Section = {
    job: nameOf(wish.job),
    run: Number(wish.runId) || 0,
    row: wish.row,
    text: settle(wish.section),
  };
  let mine: Comment | undefined;
  for (let writes = 0; ; writes++) {
    const [oldest, ...spare] = await commentsOf(octokit, wish, mine);
    const there = [oldest, ...spare].flatMap((comment) => (comment === undefined ? [] : parse(comment.body)));
    const shown = there.find(({ job }) => job === own.job);
    if (writes === 0 && wish.onlyIfThere && shown === undefined) return;
    if (there.some(({ run }) => run > own.run && run - own.run < PLAUSIBLE_RUNS)) return;
    const body = bodyOf(wish, there, own);
    const same = oldest !== undefined && sameSection(oldest.body, body, own.job);
    if (same && spare.length === 0) return;
    if (writes === WRITES) throw new Error('other jobs keep writing over the same comment');
    if (oldest === undefined && writes === 0 && wish.crowd > 1) {
      // One of the jobs that end together makes the comment, and the others find it.
      await clock.sleep(clock.random() * Math.min(SPREAD_LIMIT_MS, SPREAD_PER_JOB_MS * wish.crowd));
      const found = await commentsOf(octokit, wish, mine);
      if (found.length > 0) continue;
    }
    if (oldest === undefined) {
      const { data } = await octokit.rest.issues.createComment({ owner, repo, issue_number: wish.issue, body });
      mine = { id: data.id, body };
    } else {
      await unlessGone(octokit.rest.issues.updateComment({ owner, repo, comment_id: oldest.id, body }));
      for (const { id } of spare) await unlessGone(octokit.rest.issues.deleteComment({ owner, repo, comment_id: id }));
    }
    await clock.sleep(PAUSE_MS + clock.random() * PAUSE_MS * 2 ** writes);
  }
}

/** The comments of this workflow that this token's own identity wrote, the oldest first. */
async function commentsOf(octokit: Octokit, wish: CommentWish, mine: Comment | undefined): Promise<readonly Comment[]> {
  const { owner, repo, issue } = wish;
  const all = await octokit.paginate(octokit.rest.issues.listComments, {
    owner,
    repo,
    issue_number: issue,
    per_page: 100,
  });
  const marked = all
    .map(({ id, node_id: node, body, user }) => ({
      id,
      node,
      body: (body ?? '').replace(/\r\n?/g, '\n'),
      login: user?.login ?? '',
      userId: user?.id ?? 0,
    }))
    .filter(({ body }) => body.startsWith(`${markerOf(wish.workflow)}\n`));
  const ours: Comment[] = [...(await writtenByUs(octokit, marked))];
  // A list may lag behind a write.
  if (mine !== undefined && !ours.some(({ id }) => id === mine.id)) {
    const found = await unlessGone(octokit.rest.issues.getComment({ owner, repo, comment_id: mine.id }));
    if (found !== null) ours.push({ id: mine.id, body: found.data.body ?? '' });
  }
  return ours.sort((a, b) => a.id - b.id);
}

/**
 * A token with write permission could edit anyone's comment, and anyone can type our marker. GraphQL knows each kind of token;
 * where a server refuses it, `GET /user` knows people, and what is left is the token of a workflow.
 */
async function writtenByUs(octokit: Octokit, comments: readonly Listed[]): Promise<readonly Listed[]> {
  const ours: Listed[] = [];
  for (let from = 0; from < comments.length; from += 100) {
    const some = comments.slice(from, from + 100);
    const query = `query ($ids: [ID!]!) { nodes(ids: $ids) { ... on IssueComment { viewerDidAuthor } } }`;
    const ids = some.map(({ node }) => node);
    const answer = await unlessRefused(
      octokit.graphql<{ nodes?: ({ viewerDidAuthor?: boolean } | null)[] }>(query, { ids }),
    );
    if (Array.isArray(answer?.nodes)) {
      ours.push(...some.filter((_, index) => answer.nodes?.[index]?.viewerDidAuthor === true));
      continue;
    }
    const user = await unlessRefused(octokit.rest.users.getAuthenticated());
    ours.push(...some.filter(({ userId, login }) => (user ? userId === user.data.id : login === ACTIONS_BOT)));
  }
  return ours;
}

const unlessGone = <T>(request: Promise<T>): Promise<T | null> => unless(request, [404, 410]);
const unlessRefused = <T>(request: Promise<T>): Promise<T | null> => unless(request, [200, 400, 403, 404, 405, 410]);

async function unless<T>(request: Promise<T>, statuses: readonly number[]): Promise<T | null> {
  try {
    return await request;
  } catch (error) {
    // A refused query is an answer of status 200 with errors.
    const status = error instanceof Error && error.name === 'GraphqlResponseError' ? 200 : statusOf(error);
    if (statuses.includes(status)) return null;
    throw error;
  }
}

/** The sections of a comment. A later one of the same job counts. */
export function parse(body: string): readonly Section[] {
  const found: Section[] = [];
  let head: RegExpExecArray | null = null;
  let text: string[] = [];
  for (const line of body.split('\n')) {
    const start = START.exec(line);
    if (start !== null) {
      head = start;
      text = [];
    } else if (head !== null && line === END) {
      found.push({ job: head[1] ?? '', run: Number(head[2]), row: head[3] ?? '', text: settle(text.join('\n')) });
      head = null;
    } else text.push(line);
  }
  return found;
}

/** The comment with our section in place. Sections of earlier runs go: they speak of another commit. */
function bodyOf({ workflow, runUrl, headSha, crowd }: CommentWish, there: readonly Section[], own: Section): string {
  const others = new Map<string, Section>();
  for (const section of there)
    if (section.run === own.run && section.job !== own.job && !others.has(section.job))
      others.set(section.job, section);
  const sections = [...others.values(), own]
    .map((section) => ({ ...section, shown: readRow(section.row) }))
    .sort((a, b) => compareJobs(a.shown, b.shown) || Number(a.job > b.job) - Number(a.job < b.job));
  const rows = sections.flatMap(({ shown }): JobRow[] => (shown === undefined ? [] : [shown]));
  const head = { workflow, runUrl, commit: headSha, expected: crowd };
  const render = (text: string): string =>
    [
      markerOf(workflow),
      ...(rows.length > 1 || crowd > 1 ? [jobTable(rows, head)] : []),
      ...grouped(
        sections.map((section) => ({
          block: blockOf(section.job === own.job ? { ...section, text } : section),
          isGood: section.shown?.isGood === true,
        })),
      ),
    ].join('\n\n');
  const whole = render(own.text);
  if (whole.length <= BODY_LIMIT) return whole;
  const link = /^https?:\/\/[^\s()<>]{1,500}$/.test(runUrl) ? `, [the rest is in the run](${runUrl})` : '';
  const cut = render(cutAtLine(own.text, BODY_LIMIT - render('').length, `… shortened${link}`));
  if (cut.length > BODY_LIMIT) throw new Error('more jobs report than one comment can hold');
  return cut;
}

/** Of many jobs only those that failed have a line of their own. */
const MANY = 8;

function grouped(blocks: readonly { readonly block: string; readonly isGood: boolean }[]): readonly string[] {
  const good = blocks.filter(({ isGood }) => isGood).map(({ block }) => block);
  if (good.length <= MANY) return blocks.map(({ block }) => block);
  const rest = blocks.filter(({ isGood }) => !isGood).map(({ block }) => block);
  return [...rest, `<details><summary>${good.length} jobs that succeeded</summary>`, ...good, '</details>'];
}

function blockOf({ job, run, row, text }: Section): string {
  return `<!-- gpu-cli/run-action/section ${job} ${run}${row === '' ? '' : ` ${row}`} -->\n\n${text}\n\n${END}`;
}

/** Whether a comment shows our section as the body that we would write. */
function sameSection(shown: string, wished: string, job: string): boolean {
  const of = (body: string) => parse(body).filter((section) => section.job === job);
  const [a, second] = of(shown);
  const [b] = of(wished);
  return second === undefined && a?.run === b?.run && a?.row === b?.row && a?.text === b?.text;
}

function markerOf(workflow: string): string {
  return `<!-- gpu-cli/run-action:${nameOf(workflow)} -->`;
}

/** A name as one word that cannot end an HTML comment. */
function nameOf(value: string): string {
  const word = encodeURIComponent(value.toWellFormed()).replace(/--+|-$/g, (text) => '%2D'.repeat(text.length));
  return word === '' ? '_' : word.slice(0, 300);
}
