/** The stand-in for GitHub, and the comment of a leg on it, for tests. */
import { openApi, type ApiOptions } from '../../src/hosts/github/api.ts';
import { openWire } from '../../src/hosts/github/wire.ts';
import { upsertComment, type CommentWish, type Leg } from '../../src/hosts/github/comment.ts';
import { parse } from '../../src/hosts/github/sections.ts';
import { ACTIONS_BOT, startGitHubApi, type Actor, type GitHubApi, type GitHubApiOptions } from './github-api.ts';
import { instantClock } from './github-time.ts';

export const KEY = 'GPU checks';
const servers: GitHubApi[] = [];

/** For `afterEach`. */
export async function closeAll(): Promise<void> {
  for (const server of servers.splice(0)) await server.close();
}

export const leg = (id: string, runId = '100'): Leg => ({
  id,
  runId,
  runAttempt: 1,
  runUrl: 'https://github.com/o/r/actions/runs/1',
});

export async function github(options: GitHubApiOptions & { actor?: Actor } = {}) {
  const server = await startGitHubApi(options);
  servers.push(server);
  server.store.tokens.set('ghs_test', options.actor ?? ACTIONS_BOT);
  const clock = instantClock();
  const upsert = async (wish: Partial<CommentWish> & { runId?: string } = {}, limits: ApiOptions = {}) => {
    const { runId = '100', ...rest } = wish;
    const leg = { id: 'train', runId, runAttempt: 1, runUrl: 'https://github.com/octo-org/models/actions/runs/100' };
    const all = { repository: 'octo-org/models', issue: 7, key: KEY, leg, section: 'all well', ...rest };
    return upsertComment(openApi(openWire('ghs_test', server.url), clock, limits), all, clock);
  };
  const told = (): string[][] =>
    server.store.comments.map(({ body }) => parse(body, KEY)?.map(({ text }) => text) ?? [body]);
  return { server, clock, upsert, told, store: server.store };
}
