import { field, type Api } from './api.ts';
import { ApiFault } from './fault.ts';

export const NEEDS_COMMENT = 'pull-requests: write';

export interface Comment {
  readonly id: number;
  /** Its name in the GraphQL API. */
  readonly node: string;
  readonly body: string;
  readonly login: string;
  readonly userId: number;
}

const DID_AUTHOR = `query ($ids: [ID!]!) { nodes(ids: $ids) { ... on IssueComment { viewerDidAuthor } } }`;
const ACTIONS_BOT = 'github-actions[bot]';

/**
 * The comments that this token's own identity wrote. A token with write permission could edit anyone's, and anyone can type our
 * marker, so this decides what we touch. Asked of GitHub in the order of certainty:
 *
 * 1. `viewerDidAuthor`, which knows every kind of token; the login of an app is written differently in the two APIs, so
 *    names are not compared.
 * 2. `GET /user`, for servers that refuse GraphQL; only tokens of people may ask that.
 * 3. Otherwise this is an app's token: the author that a workflow's own token has.
 */
export async function writtenByUs(api: Api, comments: readonly Comment[]): Promise<readonly Comment[]> {
  if (comments.length === 0) return [];
  const asked = comments.slice(0, 100);
  const answered = await unlessRefused(api.graphql(DID_AUTHOR, { ids: asked.map(({ node }) => node) }, NEEDS_COMMENT));
  const nodes = field(answered, 'nodes');
  if (Array.isArray(nodes)) return asked.filter((_, index) => field(nodes[index], 'viewerDidAuthor') === true);
  const user = await unlessRefused(api.rest('GET /user', {}, NEEDS_COMMENT));
  const id = field(user?.data, 'id');
  return asked.filter((comment) => (typeof id === 'number' ? comment.userId === id : comment.login === ACTIONS_BOT));
}

/** The answer; undefined where this server or token has none. What waiting cures, or nothing cures, is thrown. */
async function unlessRefused<T>(request: Promise<T>): Promise<T | undefined> {
  try {
    return await request;
  } catch (error) {
    if (error instanceof ApiFault && error.retry.kind === 'never' && error.trouble.kind !== 'auth') return undefined;
    throw error;
  }
}

export function commentOf(data: unknown): Comment {
  const text = (value: unknown): string => (typeof value === 'string' ? value : '');
  const user = field(data, 'user'); // null once the account is gone
  return {
    id: Number(field(data, 'id')),
    node: text(field(data, 'node_id')),
    body: text(field(data, 'body')),
    login: text(field(user, 'login')),
    userId: Number(field(user, 'id')),
  };
}
