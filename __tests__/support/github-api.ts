/**
 * A GitHub API on loopback HTTP: comments of issues, check runs, and whose a token is. Shapes, codes and messages follow GitHub's REST
 * documentation; only what our callers use is here.
 */
import { once } from 'node:events';
import { createServer, type IncomingMessage } from 'node:http';
import type { AddressInfo } from 'node:net';

export interface Actor {
  readonly login: string;
  /** The token of an app, not of a person. */
  readonly isApp: boolean;
  readonly canWrite: readonly ('issues' | 'pull-requests' | 'checks')[];
}

export const ACTIONS_BOT: Actor = {
  login: 'github-actions[bot]',
  isApp: true,
  canWrite: ['issues', 'pull-requests', 'checks'],
};
export const OCTOCAT: Actor = { login: 'octocat', isApp: false, canWrite: ['issues', 'pull-requests'] };

export interface Comment {
  readonly id: number;
  readonly issue: number;
  readonly author: Actor;
  body: string;
}

type Row = Record<string, unknown>;

interface Reply {
  readonly status: number;
  readonly headers?: Readonly<Record<string, string>>;
  readonly body?: unknown;
}

interface Request {
  readonly actor: Actor;
  readonly query: URLSearchParams;
  readonly body: Row;
  /** The number in the path. */
  readonly id: number;
}

const refused = (status: number, message: string): Reply => ({
  status,
  body: { message, documentation_url: 'https://docs.github.com/rest', status: String(status) },
});
const NOT_FOUND = refused(404, 'Not Found');
const found = (row: unknown): Reply => (row === undefined ? NOT_FOUND : { status: 200, body: row });
const denied = ({ isApp }: Actor): Reply =>
  refused(403, `Resource not accessible by ${isApp ? 'integration' : 'personal access token'}`);

export const secondaryLimit = (retryAfterSeconds: number): Reply => ({
  ...refused(403, 'You have exceeded a secondary rate limit. Please wait a few minutes.'),
  headers: { 'retry-after': String(retryAfterSeconds) },
});

export class GitHubStore {
  readonly tokens = new Map<string, Actor>();
  readonly comments: Comment[] = [];
  readonly checkRuns: Row[] = [];
  /** Whether GraphQL is answered, as on github.com. */
  graphql = true;
  /** Answers each request, if it is set. */
  fault: Reply | undefined;
  private lastId = 2_400_000_000;

  addComment(issue: number, author: Actor, body: string): Comment {
    const comment = { id: ++this.lastId, issue, author, body };
    this.comments.push(comment);
    return comment;
  }

  handle(call: string, token: string, request: Pick<Request, 'query' | 'body'>): Reply {
    if (this.fault !== undefined) return this.fault;
    const actor = this.tokens.get(token);
    if (actor === undefined) return refused(401, 'Bad credentials');
    const id = Number(/\/(\d+)(?:\/comments)?$/.exec(call)?.[1] ?? 0);
    const handler = Object.entries(this.routes).find(([route]) => new RegExp(`^${route}$`).test(call))?.[1];
    return handler?.({ ...request, actor, id }) ?? NOT_FOUND;
  }

  private readonly routes: Readonly<Record<string, (request: Request) => Reply>> = {
    'POST /graphql': ({ actor: { login } }) =>
      this.graphql ? { status: 200, body: { data: { viewer: { login } } } } : NOT_FOUND,
    'GET /user': ({ actor }) => (actor.isApp ? denied(actor) : found({ login: actor.login })),
    'GET /repos/\\S+/issues/\\d+/comments': ({ id, query }) => this.page(id, query),
    'POST /repos/\\S+/issues/\\d+/comments': (request) =>
      this.written(request, (body) => ({ status: 201, body: rowOf(this.addComment(request.id, request.actor, body)) })),
    'PATCH /repos/\\S+/issues/comments/\\d+': (request) =>
      this.written(request, (body) => {
        const comment = this.comments.find(({ id }) => id === request.id);
        return comment === undefined ? NOT_FOUND : found(rowOf(Object.assign(comment, { body })));
      }),
    'DELETE /repos/\\S+/issues/comments/\\d+': ({ id, actor }) => {
      if (!mayComment(actor)) return denied(actor);
      const index = this.comments.findIndex((comment) => comment.id === id);
      if (index === -1) return NOT_FOUND;
      this.comments.splice(index, 1);
      return { status: 204 };
    },
    'POST /repos/\\S+/check-runs': (request) =>
      this.checked(request, () => {
        const run = { id: ++this.lastId, ...request.body };
        this.checkRuns.push(run);
        return { status: 201, body: run };
      }),
    'GET /repos/\\S+/check-runs/\\d+': ({ id }) => found(this.checkRuns.find((run) => run['id'] === id)),
    'PATCH /repos/\\S+/check-runs/\\d+': (request) =>
      this.checked(request, () => {
        const run = this.checkRuns.find(({ id }) => id === request.id);
        return run === undefined ? NOT_FOUND : found(Object.assign(run, request.body));
      }),
  };

  private page(issue: number, query: URLSearchParams): Reply {
    const perPage = Number(query.get('per_page') ?? 30);
    const page = Number(query.get('page') ?? 1);
    const all = this.comments.filter((comment) => comment.issue === issue).sort((a, b) => a.id - b.id);
    const rows = all.slice((page - 1) * perPage, page * perPage).map(rowOf);
    const next = `<BASE/repos/octo-org/models/issues/${issue}/comments?per_page=${perPage}&page=${page + 1}>; rel="next"`;
    return { status: 200, body: rows, ...(page * perPage < all.length ? { headers: { link: next } } : {}) };
  }

  private written({ actor, body: { body } }: Request, write: (body: string) => Reply): Reply {
    if (!mayComment(actor)) return denied(actor);
    if (typeof body !== 'string' || body.trim() === '') return refused(422, 'Validation Failed');
    if (Array.from(body).length > 65_536)
      return refused(422, 'Validation Failed: body is too long (maximum is 65536 characters)');
    return write(body);
  }

  private checked({ actor, body }: Request, write: () => Reply): Reply {
    if (!actor.isApp) return refused(403, 'You must authenticate via a GitHub App.');
    if (!actor.canWrite.includes('checks')) return denied(actor);
    const { summary = '' } = (body['output'] ?? {}) as { summary?: string };
    if (summary.length > 65_535)
      return refused(422, 'Invalid request.\n\nOnly 65535 characters are allowed; 65536 were supplied.');
    return write();
  }
}

const mayComment = ({ canWrite }: Actor): boolean => canWrite.includes('issues') || canWrite.includes('pull-requests');

const rowOf = ({ id, body, author: { login, isApp } }: Comment): Row => ({
  id,
  body,
  user: { login, type: isApp ? 'Bot' : 'User' },
});

export interface GitHubApi {
  readonly store: GitHubStore;
  /** For `GITHUB_API_URL`. */
  readonly url: string;
  /** `METHOD /path` of what was called so far, in order. */
  calls(pattern?: RegExp): readonly string[];
  close(): Promise<void>;
}

export interface GitHubApiOptions {
  /** `/api/v3` as on GitHub Enterprise Server, whose GraphQL is at `/api/graphql`. */
  readonly basePath?: string;
}

export async function startGitHubApi({ basePath = '' }: GitHubApiOptions = {}): Promise<GitHubApi> {
  const store = new GitHubStore();
  const calls: string[] = [];
  const graphql = basePath === '/api/v3' ? '/api/graphql' : `${basePath}/graphql`;
  const answer = async (request: IncomingMessage): Promise<Reply> => {
    const { pathname, searchParams: query } = new URL(request.url ?? '/', 'http://localhost');
    const chunks: Buffer[] = [];
    for await (const chunk of request) chunks.push(chunk as Buffer);
    if (pathname !== graphql && !pathname.startsWith(`${basePath}/`)) return NOT_FOUND;
    const path = pathname === graphql ? '/graphql' : pathname.slice(basePath.length);
    calls.push(`${request.method} ${path}`);
    const token = /^(?:token|bearer) (\S+)$/i.exec(request.headers.authorization ?? '')?.[1] ?? '';
    const text = Buffer.concat(chunks).toString() || '{}';
    return store.handle(`${request.method} ${path}`, token, { query, body: JSON.parse(text) as Row });
  };
  const server = createServer((request, response) => {
    const write = ({ status, headers, body }: Reply): void => {
      const link = headers?.['link']?.replace('BASE', url);
      const all = { 'content-type': 'application/json; charset=utf-8', ...headers, ...(link ? { link } : {}) };
      response.writeHead(status, all).end(body === undefined ? '' : JSON.stringify(body));
    };
    void answer(request).then(write, () => request.socket.destroy());
  });
  server.listen(0, '127.0.0.1');
  await once(server, 'listening');
  const url = `http://127.0.0.1:${(server.address() as AddressInfo).port}${basePath}`;
  return {
    store,
    url,
    calls: (pattern = /./) => calls.filter((call) => pattern.test(call)),
    async close() {
      server.closeAllConnections();
      server.close();
      await once(server, 'close');
    },
  };
}
