import type { Clock } from '../../core/clock.ts';
import { ownerAndRepo, type Api } from './api.ts';
import type { Answer, Parameters } from './wire.ts';
import { commentOf, NEEDS_COMMENT, writtenByUs, type Comment } from './authorship.ts';
import { ApiFault } from './fault.ts';
import { compareRuns, join, parse, render, sectionOf, tells, type Section, type Sections } from './sections.ts';

/** Who speaks: one job of a workflow run, or one job of its matrix. */
export interface Leg {
  readonly id: string;
  readonly runId: string;
  readonly runAttempt: number;
  /** Where the whole report is. */
  readonly runUrl: string;
}

export interface CommentWish {
  readonly repository: string;
  /** Number of the pull request. */
  readonly issue: number;
  /** One comment for each key: the workflow. */
  readonly key: string;
  readonly leg: Leg;
  /** Markdown. */
  readonly section: string;
  /** Legs that may write at the same time; they spread their first write, so that one of them makes the comment. */
  readonly crowd?: number;
  /** Only bring an earlier section of this leg up to date; where there is none, say nothing. */
  readonly onlyIfThere?: boolean;
}

export type Upserted = 'created' | 'updated' | 'unchanged';

interface Place {
  readonly primary: Comment | undefined;
  /** Made when two legs saw no comment at the same time; emptied into the first, then deleted. */
  readonly spare: readonly Comment[];
}

const PAGE = 100;
const PAUSE_MS = 1000;
const PAUSE_LIMIT_MS = 12_000;
const SPREAD_PER_LEG_MS = 400;
const SPREAD_LIMIT_MS = 12_000;

/**
 * Puts this leg's section into the one comment of its workflow. GitHub has no conditional write, so a leg that read before
 * us may write after us and take our section away. Therefore: read, join, write, pause longer than such a write takes, read
 * again, and be content only when the comment tells all that we have seen, our own section and everyone else's.
 */
export async function upsertComment(api: Api, wish: CommentWish, clock: Clock): Promise<Upserted> {
  const store = commentStore(api, wish);
  let done: Upserted = 'unchanged';
  let known: Sections = [];
  let place: Place | undefined;
  let spread = (wish.crowd ?? 0) > 1;
  let own = sectionOf(wish.leg.id, wish.leg.runId, wish.leg.runAttempt, clock.now(), wish.section);

  /** One unit of work, repeated as a whole: whatever is written rests on a fresh read. True when there is nothing left to do. */
  const round = async (): Promise<boolean> => {
    place ??= await store.locate();
    const body = place.primary === undefined ? '' : await store.read(place.primary.id);
    if (body === null) {
      place = undefined; // deleted, by a person or as the spare of another: look again
      return false;
    }
    const shown = parse(body, wish.key) ?? [];
    const spare = place.spare.flatMap((comment) => parse(comment.body, wish.key) ?? []);
    const there = join(join(known, shown), spare);
    if (known.length === 0) {
      own = continuing(own, there);
      if (wish.onlyIfThere === true && !there.some(({ leg }) => leg === own.leg)) return true;
      if (there.some(({ run }) => compareRuns(run, own.run) > 0)) return true; // a newer run has the word
    }
    known = join(there, [own]);
    if (place.primary !== undefined && tells(shown, known)) {
      for (const comment of place.spare) await store.remove(comment.id);
      return true;
    }
    const text = render(wish.key, known, wish.leg.runUrl);
    if (text === null) throw new ApiFault({ kind: 'other', message: 'more legs report than one comment can hold' });
    if (place.primary !== undefined) {
      await store.update(place.primary.id, text);
      if (done === 'unchanged') done = 'updated';
      return false;
    }
    place = undefined; // whatever comes of it, look again: others may be making one too
    if (spread) {
      spread = false;
      await clock.sleep(clock.random() * Math.min(SPREAD_LIMIT_MS, SPREAD_PER_LEG_MS * (wish.crowd ?? 0)));
    } else {
      await store.create(text);
      done = 'created';
    }
    return false;
  };

  for (let n = 0; !(await api.retrying(round)); n++) {
    const pause = PAUSE_MS + clock.random() * Math.min(PAUSE_LIMIT_MS, PAUSE_MS * 2 ** n);
    if (pause >= api.remainingMs()) {
      throw new ApiFault({ kind: 'other', message: 'other jobs keep writing over the same comment' });
    }
    await clock.sleep(pause);
  }
  return done;
}

/** The same words of the same attempt are no news; new words are newer than the old, whatever the clocks say. */
function continuing(own: Section, there: Sections): Section {
  const former = there.find(({ leg, run, attempt }) => leg === own.leg && run === own.run && attempt === own.attempt);
  if (former === undefined) return own;
  return { ...own, at: former.text === own.text ? former.at : Math.max(own.at, former.at + 1) };
}

interface CommentStore {
  locate(): Promise<Place>;
  /** Null where it is gone. */
  read(id: number): Promise<string | null>;
  create(body: string): Promise<void>;
  update(id: number, body: string): Promise<void>;
  remove(id: number): Promise<void>;
}

function commentStore(api: Api, { repository, issue, key }: CommentWish): CommentStore {
  const repo = ownerAndRepo(repository);
  const rest = (route: string, parameters: Parameters): Promise<Answer> =>
    api.rest(route, { ...repo, ...parameters }, NEEDS_COMMENT);
  const ours = new Set<number>();
  let made: number | undefined;

  const get = async (id: number): Promise<Comment | null> => {
    const answer = await unlessGone(rest('GET /repos/{owner}/{repo}/issues/comments/{comment_id}', { comment_id: id }));
    return answer === null ? null : commentOf(answer.data);
  };

  return {
    async locate() {
      const found: Comment[] = [];
      for (let page = 1, more = true; more; page++) {
        const parameters = { issue_number: issue, per_page: PAGE, page };
        const { data, headers } = await rest('GET /repos/{owner}/{repo}/issues/{issue_number}/comments', parameters);
        const listed = Array.isArray(data) ? data.map(commentOf) : [];
        found.push(...listed.filter(({ body }) => parse(body, key) !== null));
        more = listed.length > 0 && typeof headers['link'] === 'string' && headers['link'].includes('rel="next"');
      }
      // A list may lag behind a write; the comment itself is asked for, rather than made twice.
      const unlisted = made === undefined || found.some(({ id }) => id === made) ? null : await get(made);
      if (unlisted !== null) found.push(unlisted);
      const strangers = found.filter(({ id }) => !ours.has(id));
      for (const { id } of await writtenByUs(api, strangers)) ours.add(id);
      const [primary, ...spare] = found.filter(({ id }) => ours.has(id)).sort((a, b) => a.id - b.id);
      return { primary, spare };
    },
    async read(id) {
      return (await get(id))?.body ?? null;
    },
    async create(body) {
      const route = 'POST /repos/{owner}/{repo}/issues/{issue_number}/comments';
      made = commentOf((await rest(route, { issue_number: issue, body })).data).id;
      ours.add(made);
    },
    async update(id, body) {
      await unlessGone(rest('PATCH /repos/{owner}/{repo}/issues/comments/{comment_id}', { comment_id: id, body }));
    },
    async remove(id) {
      await unlessGone(rest('DELETE /repos/{owner}/{repo}/issues/comments/{comment_id}', { comment_id: id }));
    },
  };
}

async function unlessGone<T>(request: Promise<T>): Promise<T | null> {
  try {
    return await request;
  } catch (error) {
    if (error instanceof ApiFault && error.trouble.kind === 'gone') return null;
    throw error;
  }
}
