import { expect } from '@jest/globals';
import { createServer, request, type Server } from 'node:http';
import { connect, type AddressInfo } from 'node:net';
import { once } from 'node:events';
import { ACTIONS_BOT, startGitHubApi, type GitHubApi } from '../support/github-api.ts';
import { atEnd, cloudFor, jobFor, starts, test, withOf } from '../support/scenario.ts';

async function github(basePath = ''): Promise<GitHubApi> {
  const server = await startGitHubApi({ basePath });
  atEnd(() => server.close());
  server.store.tokens.set('ghs_test', ACTIONS_BOT);
  return server;
}

/** A proxy that leads each host to one server. @returns its address, and what it was asked for. */
async function proxyTo(url: string): Promise<{ readonly url: string; readonly asked: string[] }> {
  const { hostname, port } = new URL(url);
  const asked: string[] = [];
  const proxy: Server = createServer((incoming, answer) => {
    asked.push(`${incoming.method} ${incoming.url}`);
    const { pathname, search } = new URL(incoming.url ?? '');
    const { method, headers } = incoming;
    const sent = request({ hostname, port, path: pathname + search, method, headers }, (reply) => {
      answer.writeHead(reply.statusCode ?? 502, reply.headers);
      reply.pipe(answer);
    });
    incoming.pipe(sent);
  });
  proxy.on('connect', ({ url: wanted }, client, head: Buffer) => {
    asked.push(`CONNECT ${wanted}`);
    const server = connect(Number(port), hostname, () => {
      client.write('HTTP/1.1 200 Connection established\r\n\r\n');
      server.write(head);
      server.pipe(client).pipe(server);
    });
    for (const socket of [client, server]) socket.on('error', () => undefined);
  });
  proxy.listen(0, '127.0.0.1');
  await once(proxy, 'listening');
  atEnd(() => {
    proxy.closeAllConnections();
    proxy.close();
  });
  return { url: `http://127.0.0.1:${(proxy.address() as AddressInfo).port}`, asked };
}

const head = { ref: 'feature', sha: 'c0ffee'.padEnd(40, '0'), repo: { full_name: 'acme/models' } };
const PULL = {
  event: 'pull_request',
  payload: { number: 7, pull_request: { number: 7, head, base: { repo: { full_name: 'acme/models' } } } },
  githubToken: 'ghs_test',
};

test('comment and check run reach GitHub Enterprise Server through the proxy of the runner', async () => {
  const cloud = await cloudFor();
  const server = await github('/api/v3');
  const proxy = await proxyTo(server.url);
  const apiUrl = 'http://github.example/api/v3';
  const job = await jobFor(cloud, { ...PULL, apiUrl, hostEnv: { http_proxy: proxy.url, no_proxy: '127.0.0.1' } });
  const step = await job.uses('.', withOf(cloud, { command: 'exit 3', check: 'true', comment: 'always' }));
  expect(step.log).not.toContain('could not be written');
  expect(server.store.comments).toHaveLength(1);
  expect(server.store.checkRuns).toMatchObject([{ head_sha: head.sha, status: 'completed', conclusion: 'failure' }]);
  expect(new Set(server.calls(/graphql/))).toEqual(new Set(['POST /graphql']));
  expect(proxy.asked.length).toBeGreaterThan(0);
  expect(proxy.asked.filter((line) => !line.includes('github.example'))).toEqual([]);
}, 30_000);

test('the check run is in progress while the workload runs, and the post step closes it after a kill', async () => {
  const cloud = await cloudFor();
  const { url: apiUrl, store } = await github();
  const job = await jobFor(cloud, { ...PULL, apiUrl, debug: true });
  const step = job.start('.', withOf(cloud, { command: 'echo running; sleep 600', check: 'true', label: 'train' }));
  await step.until(/^running$/);
  await step.until(() => store.checkRuns.length === 1);
  expect(store.checkRuns).toMatchObject([{ name: 'GPU: train', status: 'in_progress' }]);
  step.kill('SIGKILL');
  await step.done;
  await job.finish();
  expect(store.checkRuns).toMatchObject([{ status: 'completed', conclusion: 'cancelled' }]);
  expect([starts(cloud), cloud.books().jobsAlive, cloud.books().podsAlive]).toEqual([1, 0, 0]);
}, 30_000);

test.each([
  ['workflow_run', { workflow_run: { head_sha: head.sha, pull_requests: [{ number: 31 }] } }, 31],
  ['merge_group', { merge_group: { head_ref: 'refs/heads/gh-readonly-queue/main/pr-44-0a1b2c3d' } }, 44],
  ['workflow_run', { workflow_run: { head_sha: head.sha, pull_requests: [] } }, undefined],
])(
  'on %s the comment goes to the pull request that the event names (%#)',
  async (event, payload, number) => {
    const cloud = await cloudFor();
    const { url: apiUrl, store } = await github();
    const repository = { repository: { full_name: 'acme/models' } };
    const job = await jobFor(cloud, { ...PULL, apiUrl, event, payload: { ...payload, ...repository } });
    const step = await job.uses('.', withOf(cloud, { command: 'true', comment: 'always' }));
    expect(store.comments.map(({ issue }) => issue)).toEqual(number === undefined ? [] : [number]);
    expect(step.log.includes('The event `workflow_run` names no pull request')).toBe(number === undefined);
  },
  30_000,
);

test('debug logging shows each call of gpu, and is off by default', async () => {
  const cloud = await cloudFor();
  for (const debug of [true, false]) {
    const job = await jobFor(cloud, { debug });
    const step = await job.uses('.', withOf(cloud, { command: 'true' }));
    expect(/^##\[debug\]gpu status --json → 0$/m.test(step.log)).toBe(debug);
    expect(step.rawStdout.includes('::debug::')).toBe(debug);
  }
}, 30_000);
