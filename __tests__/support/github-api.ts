/** A local GitHub API over loopback HTTP, with the store of `github-store.ts` behind it and faults on order. */
import { once } from 'node:events';
import { createServer, type IncomingMessage, type ServerResponse } from 'node:http';
import type { AddressInfo } from 'node:net';
import { GitHubStore, type Ask, type Reply } from './github-store.ts';

export { ACTIONS_BOT, OCTOCAT, type Actor, type Comment } from './github-store.ts';

export interface Rule {
  /** Matched against `METHOD /path`; every request where absent. */
  readonly on?: RegExp;
  /** How often; default 1. */
  times?: number;
  readonly fault: Reply;
}

export interface Recorded extends Ask {
  readonly status: number;
}

export interface GitHubApi {
  readonly store: GitHubStore;
  /** For `GITHUB_API_URL`. */
  readonly url: string;
  readonly requests: readonly Recorded[];
  readonly rules: Rule[];
  /** `METHOD /path` of what was asked so far, in order. */
  calls(pattern?: RegExp): readonly string[];
  close(): Promise<void>;
}

export interface GitHubApiOptions {
  /** `/api/v3` as on GitHub Enterprise Server, whose GraphQL is at `/api/graphql`. */
  readonly basePath?: string;
}

const HEADERS = {
  'content-type': 'application/json; charset=utf-8',
  server: 'github.com',
  'x-github-media-type': 'github.v3; format=json',
  'x-ratelimit-limit': '1000',
  'x-ratelimit-remaining': '987',
  'x-ratelimit-used': '13',
  'x-ratelimit-resource': 'core',
};

export async function startGitHubApi(options: GitHubApiOptions = {}): Promise<GitHubApi> {
  const basePath = options.basePath ?? '';
  const store = new GitHubStore();
  const requests: Recorded[] = [];
  const rules: Rule[] = [];
  const server = createServer((request, response) => {
    void serve(request, response).catch(() => request.socket.destroy());
  });
  server.listen(0, '127.0.0.1');
  await once(server, 'listening');
  const origin = `http://127.0.0.1:${(server.address() as AddressInfo).port}`;
  const url = origin + basePath;

  async function serve(request: IncomingMessage, response: ServerResponse): Promise<void> {
    const ask = await asked(request, basePath);
    const own = ask === null ? undefined : faultFor(`${ask.method} ${ask.path}`);
    const reply = own ?? (ask === null ? { status: 404, body: { message: 'Not Found' } } : store.handle(ask));
    if (ask !== null) requests.push({ ...ask, status: reply.status });
    const reset = Math.ceil(Date.now() / 1000) + 1800;
    const link = reply.headers?.['link']?.replaceAll('BASE', url);
    const headers = { ...HEADERS, 'x-ratelimit-reset': String(reset), ...reply.headers, ...(link ? { link } : {}) };
    response.writeHead(reply.status, headers).end(reply.body === undefined ? '' : JSON.stringify(reply.body));
  }

  function faultFor(call: string): Reply | undefined {
    const rule = rules.find((one) => (one.times ?? 1) > 0 && (one.on?.test(call) ?? true));
    if (rule === undefined) return undefined;
    rule.times = (rule.times ?? 1) - 1;
    return rule.fault;
  }

  return {
    store,
    url,
    requests,
    rules,
    calls: (pattern = /./) =>
      requests.map(({ method, path }) => `${method} ${path}`).filter((call) => pattern.test(call)),
    async close() {
      server.closeAllConnections();
      server.close();
      await once(server, 'close');
    },
  };
}

async function asked(request: IncomingMessage, basePath: string): Promise<Ask | null> {
  const chunks: Buffer[] = [];
  for await (const chunk of request) chunks.push(chunk as Buffer);
  const text = Buffer.concat(chunks).toString();
  const { pathname, searchParams: query } = new URL(request.url ?? '/', 'http://localhost');
  const graphql = basePath === '/api/v3' ? '/api/graphql' : `${basePath}/graphql`;
  if (pathname !== graphql && !pathname.startsWith(`${basePath}/`)) return null;
  const path = pathname === graphql ? '/graphql' : pathname.slice(basePath.length);
  const token = /^(?:token|bearer) (\S+)$/i.exec(request.headers.authorization ?? '')?.[1] ?? '';
  const body = text === '' ? {} : (JSON.parse(text) as unknown);
  return { method: request.method ?? '', path, query, token, body };
}

const message = (words: string): { readonly message: string; readonly documentation_url: string } => ({
  message: words,
  documentation_url: 'https://docs.github.com/rest',
});

export function secondaryLimit(retryAfterSeconds: number): Reply {
  return {
    status: 403,
    headers: { 'retry-after': String(retryAfterSeconds) },
    body: message('You have exceeded a secondary rate limit. Please wait a few minutes.'),
  };
}
