/**
 * What GitHub keeps and answers, without the line to it: comments of issues, check runs, who a token is.
 * Shapes, codes and words follow GitHub's REST documentation; only what our callers use is here.
 */

export interface Actor {
  readonly login: string;
  readonly id: number;
  readonly type: 'Bot' | 'User';
  /** Slug of the app whose token this is; absent for a person's token. */
  readonly app?: string;
  /** `issues`, `pull-requests`, `checks`; what is not `write` is read only. */
  readonly permissions: Readonly<Record<string, 'write'>>;
}

export interface Comment {
  readonly id: number;
  readonly issue: number;
  readonly author: Actor;
  readonly createdAt: string;
  updatedAt: string;
  body: string;
}

export interface Ask {
  readonly method: string;
  /** Below the base path, without the query. */
  readonly path: string;
  readonly query: URLSearchParams;
  readonly token: string;
  readonly body: unknown;
}

export interface Reply {
  readonly status: number;
  readonly headers?: Readonly<Record<string, string>>;
  readonly body?: unknown;
}

export const ACTIONS_BOT: Actor = {
  login: 'github-actions[bot]',
  id: 41_898_282,
  type: 'Bot',
  app: 'github-actions',
  permissions: { issues: 'write', 'pull-requests': 'write', checks: 'write' },
};
export const OCTOCAT: Actor = {
  login: 'octocat',
  id: 583_231,
  type: 'User',
  permissions: { issues: 'write', 'pull-requests': 'write' },
};

type Row = Record<string, unknown>;
type Handler = (match: readonly string[], ask: Ask, actor: Actor) => Reply;

const refuse = (status: number, message: string): Reply => ({
  status,
  body: { message, documentation_url: 'https://docs.github.com/rest', status: String(status) },
});
const bodyText = (ask: Ask): string => {
  const text = (ask.body as Row)['body'];
  return typeof text === 'string' ? text : '';
};
const may = (actor: Actor, ...any: readonly string[]): boolean => any.some((one) => actor.permissions[one] === 'write');
const denied = (actor: Actor): Reply =>
  refuse(403, `Resource not accessible by ${actor.app === undefined ? 'personal access token' : 'integration'}`);

export class GitHubStore {
  readonly tokens = new Map<string, Actor>();
  readonly comments: Comment[] = [];
  readonly checkRuns: Row[] = [];
  /** Whether GraphQL is answered, as on github.com. */
  graphql = true;
  private lastId = 2_400_000_000;

  addComment(issue: number, author: Actor, body: string): Comment {
    const at = this.stamp();
    const comment = { id: ++this.lastId, issue, author, body, createdAt: at, updatedAt: at };
    this.comments.push(comment);
    return comment;
  }

  handle(ask: Ask): Reply {
    const actor = this.tokens.get(ask.token);
    if (actor === undefined) return refuse(401, 'Bad credentials');
    for (const [route, handler] of this.routes) {
      const [method, pattern = ''] = route.split(' ');
      const match = new RegExp(`^${pattern}$`).exec(ask.path);
      if (method === ask.method && match !== null) return handler([...match].slice(1), ask, actor);
    }
    return refuse(404, 'Not Found');
  }

  private readonly routes: readonly (readonly [string, Handler])[] = [
    ['POST /graphql', (_, __, actor) => this.viewer(actor)],
    ['GET /user', (_, __, actor) => (actor.app === undefined ? { status: 200, body: userRow(actor) } : denied(actor))],
    ['GET /repos/[^/]+/[^/]+/issues/(\\d+)/comments', ([issue], ask) => this.list(Number(issue), ask)],
    ['POST /repos/[^/]+/[^/]+/issues/(\\d+)/comments', ([issue], ask, actor) => this.create(Number(issue), ask, actor)],
    ['PATCH /repos/[^/]+/[^/]+/issues/comments/(\\d+)', ([id], ask, actor) => this.patch(id, ask, actor)],
    ['DELETE /repos/[^/]+/[^/]+/issues/comments/(\\d+)', ([id], _, actor) => this.remove(id, actor)],
    ['GET /repos/[^/]+/[^/]+/commits/(\\w+)/check-runs', ([sha], ask) => this.checksOf(sha, ask)],
    ['POST /repos/[^/]+/[^/]+/check-runs', (_, ask, actor) => this.check(undefined, ask, actor)],
    ['GET /repos/[^/]+/[^/]+/check-runs/(\\d+)', ([id]) => this.oneCheck(id)],
    ['PATCH /repos/[^/]+/[^/]+/check-runs/(\\d+)', ([id], ask, actor) => this.check(id, ask, actor)],
  ];

  private list(issue: number, ask: Ask): Reply {
    const perPage = Math.min(100, Number(ask.query.get('per_page') ?? 30));
    const page = Number(ask.query.get('page') ?? 1);
    const all = this.comments.filter((comment) => comment.issue === issue).sort((a, b) => a.id - b.id);
    const last = Math.max(1, Math.ceil(all.length / perPage));
    const to = (n: number, rel: string): string => `<BASE${ask.path}?per_page=${perPage}&page=${n}>; rel="${rel}"`;
    const links = [
      ...(page > 1 ? [to(page - 1, 'prev'), to(1, 'first')] : []),
      ...(page < last ? [to(page + 1, 'next'), to(last, 'last')] : []),
    ];
    const rows = all.slice((page - 1) * perPage, page * perPage).map((comment) => this.row(comment));
    return { status: 200, body: rows, ...(links.length === 0 ? {} : { headers: { link: links.join(', ') } }) };
  }

  private create(issue: number, ask: Ask, actor: Actor): Reply {
    if (!may(actor, 'issues', 'pull-requests')) return denied(actor);
    const wrong = wrongBody(bodyText(ask));
    return wrong ?? { status: 201, body: this.row(this.addComment(issue, actor, bodyText(ask))) };
  }

  private patch(id: string | undefined, ask: Ask, actor: Actor): Reply {
    if (!may(actor, 'issues', 'pull-requests')) return denied(actor);
    const wrong = wrongBody(bodyText(ask));
    if (wrong !== null) return wrong;
    return this.one(id, (comment) => {
      comment.body = bodyText(ask);
      comment.updatedAt = this.stamp();
      return this.row(comment);
    });
  }

  private remove(id: string | undefined, actor: Actor): Reply {
    if (!may(actor, 'issues', 'pull-requests')) return denied(actor);
    const index = this.comments.findIndex((comment) => comment.id === Number(id));
    if (index === -1) return refuse(404, 'Not Found');
    this.comments.splice(index, 1);
    return { status: 204 };
  }

  private one(id: string | undefined, answer: (comment: Comment) => Row): Reply {
    const comment = this.comments.find((one) => one.id === Number(id));
    return comment === undefined ? refuse(404, 'Not Found') : { status: 200, body: answer(comment) };
  }

  private viewer({ login }: Actor): Reply {
    return this.graphql ? { status: 200, body: { data: { viewer: { login } } } } : refuse(404, 'Not Found');
  }

  private oneCheck(id: string | undefined): Reply {
    const run = this.checkRuns.find((one) => one['id'] === Number(id));
    return run === undefined ? refuse(404, 'Not Found') : { status: 200, body: run };
  }

  private checksOf(sha: string | undefined, ask: Ask): Reply {
    const name = ask.query.get('check_name');
    const runs = this.checkRuns.filter((run) => run['head_sha'] === sha && (name === null || run['name'] === name));
    return { status: 200, body: { total_count: runs.length, check_runs: runs.toReversed() } };
  }

  private check(id: string | undefined, ask: Ask, actor: Actor): Reply {
    if (actor.app === undefined) return refuse(403, 'You must authenticate via a GitHub App.');
    if (!may(actor, 'checks')) return denied(actor);
    const asked = ask.body as Row & { output?: { summary?: string } };
    if ((asked.output?.summary ?? '').length > 65_535)
      return refuse(422, 'Invalid request.\n\nOnly 65535 characters are allowed; 65536 were supplied.');
    if (id === undefined) {
      const run = { id: ++this.lastId, app: { slug: actor.app }, ...asked };
      this.checkRuns.push(run);
      return { status: 201, body: run };
    }
    const run = this.checkRuns.find((one) => one['id'] === Number(id));
    return run === undefined ? refuse(404, 'Not Found') : { status: 200, body: Object.assign(run, asked) };
  }

  private row({ id, issue, author, body, createdAt, updatedAt }: Comment): Row {
    return {
      id,
      node_id: nodeOf(id),
      html_url: `https://github.com/octo-org/models/pull/${issue}#issuecomment-${id}`,
      body,
      user: userRow(author),
      created_at: createdAt,
      updated_at: updatedAt,
      author_association: author.app === undefined ? 'MEMBER' : 'NONE',
      performed_via_github_app: author.app === undefined ? null : { slug: author.app },
    };
  }

  private stamp(): string {
    return new Date().toISOString().replace(/\.\d+Z$/, 'Z');
  }
}

function userRow({ login, id, type }: Actor): Row {
  return { login, id, type, node_id: `U_${id}` };
}

function nodeOf(id: number): string {
  return `IC_${id.toString(36)}`;
}

function wrongBody(body: string): Reply | null {
  if (body.trim() === '') return refuse(422, 'Validation Failed');
  if (Array.from(body).length > 65_536)
    return refuse(422, 'Validation Failed: body is too long (maximum is 65536 characters)');
  return null;
}
