/** The local GitHub API with a token, for tests. */
import { ACTIONS_BOT, startGitHubApi, type Actor, type GitHubApi, type GitHubApiOptions } from './github-api.ts';

const servers: GitHubApi[] = [];

/** For `afterEach`. */
export async function closeAll(): Promise<void> {
  for (const server of servers.splice(0)) await server.close();
}

export async function github(options: GitHubApiOptions & { actor?: Actor } = {}) {
  const server = await startGitHubApi(options);
  servers.push(server);
  server.store.tokens.set('ghs_test', options.actor ?? ACTIONS_BOT);
  return { server, store: server.store };
}
