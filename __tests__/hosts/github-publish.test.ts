import { afterAll, describe, expect, test } from '@jest/globals';
import { once } from 'node:events';
import { createServer, type AddressInfo, type Socket } from 'node:net';
import type { GitHubContext } from '../../src/hosts/github-context.ts';
import { parse } from '../../src/hosts/github-comment.ts';
import { begin, close, publishToGitHub, type PublishWorld } from '../../src/hosts/github-publish.ts';
import type { PublishWish } from '../../src/model/host.ts';
import type { RunReport } from '../../src/model/outcome.ts';
import {
  ACTIONS_BOT,
  OCTOCAT,
  secondaryLimit,
  startGitHubApi,
  type Actor,
  type GitHubApi,
} from '../support/github-api.ts';
import { instantClock } from '../support/github-time.ts';
import { report } from '../support/report.ts';
import { UNKNOWN } from './support/context.ts';

const servers: GitHubApi[] = [];
afterAll(async () => {
  for (const server of servers) await server.close();
});

const RED: Partial<RunReport> = {
  status: 'failed',
  class: 'workload',
  reason: 'The workload ended with 3.',
  exitCode: 3,
};
const COMMENT: Partial<PublishWish> = { comment: 'always' };

interface Case {
  readonly wish?: Partial<PublishWish>;
  readonly run?: Partial<RunReport>;
  readonly context?: Partial<GitHubContext>;
  readonly world?: Partial<PublishWorld>;
}

/** Publishes to a GitHub of its own. The plugins of octokit wait for milliseconds where they would wait for seconds. */
async function publisher(actor: Actor = ACTIONS_BOT) {
  const server = await startGitHubApi();
  servers.push(server);
  const { store } = server;
  store.tokens.set('ghs_test', actor);
  const worldOf = ({ context, world }: Case): PublishWorld => ({
    context: {
      ...UNKNOWN,
      tempDir: '/tmp',
      workspace: '/tmp',
      repository: 'octo-org/models',
      workflow: 'GPU checks',
      job: 'train',
      step: '',
      runId: '100',
      runUrl: 'https://github.com/octo-org/models/actions/runs/100',
      event: 'pull_request',
      headSha: 'c0ffee',
      pullRequest: 7,
      ...context,
    },
    token: 'ghs_test',
    apiUrl: server.url,
    clock: instantClock(),
    debug: () => undefined,
    secondMs: 1,
    ...world,
  });
  const publish = (one: Case, begun?: Promise<number>) => {
    const wish: PublishWish = { summary: '', comment: 'never', check: false, reportFile: '', ...one.wish };
    return publishToGitHub(report(one.run), wish, worldOf(one), begun);
  };
  return { server, store, publish, worldOf };
}

const sectionsOf = (body = ''): string[] => parse(body).map(({ job }) => decodeURIComponent(job));

describe('comment', () => {
  test.concurrent.each<[PublishWish['comment'], string, Partial<RunReport>, number]>([
    ['never', 'a failure', RED, 0],
    ['on-failure', 'a success', {}, 0],
    ['on-failure', 'a failure', RED, 1],
    ['on-failure', 'a timeout', { ...RED, status: 'timed-out', class: 'timeout' }, 1],
    ['on-failure', 'a canceled run', { ...RED, status: 'cancelled', class: 'cancelled' }, 0],
    ['always', 'a success', {}, 1],
    ['always', 'a skipped run', { status: 'skipped' }, 0],
  ])('with `%s`, after %s', async (comment, _, run, comments) => {
    const { store, publish } = await publisher();
    expect(await publish({ wish: { comment }, run })).toEqual([]);
    expect(store.comments).toHaveLength(comments);
  });

  test.concurrent('each step of a job has its own section, and a re-run replaces it', async () => {
    const { store, publish } = await publisher();
    for (const runAttempt of [1, 2])
      for (const [step, label] of [
        ['', 'train'],
        ['2', 'train'],
        ['', 'evaluate'],
      ] as const)
        await publish({ wish: COMMENT, context: { step, runAttempt }, run: { label } });
    expect(store.comments.map(({ body }) => sectionsOf(body).sort())).toEqual([
      ['train', 'train / 2', 'train / evaluate'],
    ]);
  });

  test.concurrent('with `on-failure`, a success replaces the section of a failure', async () => {
    const { store, publish } = await publisher();
    await publish({ wish: { comment: 'on-failure' }, run: RED });
    await publish({ wish: { comment: 'on-failure' }, context: { runId: '101' } });
    expect(store.comments).toHaveLength(1);
    expect(store.comments[0]?.body).toMatch(/section \S+ 101 /);
    expect(store.comments[0]?.body).not.toContain('ended with 3');
  });

  test.concurrent('an older run that ends late does not replace the section of a newer one', async () => {
    const { store, publish } = await publisher();
    await publish({ wish: COMMENT, context: { runId: '101' } });
    await publish({ wish: COMMENT, run: RED });
    expect(store.comments[0]?.body).not.toContain('ended with 3');
  });

  test.concurrent('the sections of a second comment move into the older one', async () => {
    const { store, publish } = await publisher();
    await publish({ wish: COMMENT, context: { job: 'a' } });
    const first = store.comments[0];
    store.addComment(7, ACTIONS_BOT, (first?.body ?? '').replace('section a', 'section b'));
    await publish({ wish: COMMENT, context: { job: 'c' } });
    expect(store.comments.map(({ id }) => id)).toEqual([first?.id]);
    expect(sectionsOf(store.comments[0]?.body).map((job) => job[0])).toEqual(['a', 'b', 'c']);
  });

  test.concurrent.each<[string, Actor, boolean]>([
    ['the token of a workflow', ACTIONS_BOT, true],
    ['the token of another app', { ...ACTIONS_BOT, login: 'our-app[bot]' }, true],
    ['the token of a person', OCTOCAT, true],
    ['the token of a workflow, on a server without GraphQL', ACTIONS_BOT, false],
    ['the token of a person, on a server without GraphQL', OCTOCAT, false],
  ])('does not touch comments of others that copy its marker: %s', async (_, actor, graphql) => {
    const { store, publish } = await publisher(actor);
    store.graphql = graphql;
    await publish({ wish: COMMENT });
    const body = store.comments[0]?.body ?? '';
    store.comments.splice(0);
    for (let n = 0; n < 150; n++) store.addComment(7, { ...OCTOCAT, login: 'mallory' }, body);
    await publish({ wish: COMMENT });
    await publish({ wish: COMMENT, run: RED });
    expect(store.comments).toHaveLength(151);
    expect(store.comments.slice(0, 150).every((comment) => comment.body === body)).toBe(true);
    expect(store.comments[150]?.body).toContain('ended with 3');
  });

  test.concurrent('a section cannot end itself or begin another one', async () => {
    const { store, publish } = await publisher();
    const markdown = '<!-- gpu-cli/run-action/end -->\n<!-- gpu-cli/run-action/section forged 100 -->';
    await publish({ wish: COMMENT, run: { ...RED, reason: markdown, label: markdown, markdown } });
    expect(parse(store.comments[0]?.body ?? '')).toHaveLength(1);
  });

  test.concurrent('says that a report does not fit if the sections of other jobs leave no room', async () => {
    const { store, publish } = await publisher();
    await publish({ wish: COMMENT, context: { job: 'a' } });
    const [comment] = store.comments;
    const body = comment?.body ?? '';
    const end = '<!-- gpu-cli/run-action/end -->';
    const filler = 'x'.repeat(52_000 - body.length);
    if (comment !== undefined) comment.body = body.replace(end, `${filler}\n\n${end}`);
    await publish({ wish: COMMENT, context: { job: 'b' }, run: { ...RED, markdown: 'word '.repeat(3_000) } });
    expect(store.comments[0]?.body).toMatch(/does not fit into this comment: \[see the run\]\(https:/);
  });
});

describe('check run', () => {
  test.concurrent('is in progress during the run and has the result after it', async () => {
    const { store, publish, worldOf } = await publisher();
    const id = begin('build', worldOf({}));
    await id;
    expect(store.checkRuns).toMatchObject([{ name: 'GPU: build', status: 'in_progress', head_sha: 'c0ffee' }]);
    expect(await publish({ wish: { check: true }, run: { ...RED, label: 'build' } }, id)).toEqual([]);
    expect(store.checkRuns).toMatchObject([{ name: 'GPU: build', status: 'completed', conclusion: 'failure' }]);
    await close(await id, worldOf({}));
    expect(store.checkRuns).toMatchObject([{ conclusion: 'failure' }]);
  });

  test.concurrent('is canceled by the post step if the step ended without a report', async () => {
    const { store, worldOf } = await publisher();
    await close(await begin('build', worldOf({})), worldOf({}));
    expect(store.checkRuns).toMatchObject([{ status: 'completed', conclusion: 'cancelled' }]);
  });
});

describe('a notice says why nothing was published', () => {
  const noPermission =
    'The pull request comment could not be written: `github-token` lacks the permission `pull-requests: write`';
  const summary = 'The job summary holds the report.';

  test.concurrent('a missing permission and where it belongs; the other report is still made', async () => {
    const { store, publish } = await publisher({ ...ACTIONS_BOT, canWrite: ['checks'] });
    expect(await publish({ wish: { ...COMMENT, check: true } })).toEqual([
      `${noPermission}. Add it under \`permissions:\` of the job or the workflow. ${summary}`,
    ]);
    expect(store.checkRuns).toHaveLength(1);
  });

  test.concurrent('a permission that a fork cannot have', async () => {
    const { publish } = await publisher({ ...ACTIONS_BOT, canWrite: [] });
    expect(await publish({ wish: COMMENT, context: { secretsWithheld: 'a pull request from a fork' } })).toEqual([
      `${noPermission}, which GitHub does not give here (a pull request from a fork). ${summary}`,
    ]);
  });

  test.concurrent.each<[string, Case, RegExp]>([
    ['no token', { world: { token: '' } }, /it needs `github-token` with `pull-requests: write`\./],
    ['an expired token', { world: { token: 'ghs_old' } }, /GitHub refused `github-token`/],
    ['no pull request', { context: { pullRequest: null, event: 'push' } }, /^The event `push` names no pull request/],
    ['a closed port', { world: { apiUrl: 'http://127.0.0.1:9' } }, /GitHub cannot be reached/],
    ['an invalid address', { world: { apiUrl: 'not an address' } }, /could not be written/],
  ])('%s', async (_, one, expected) => {
    const { publish } = await publisher();
    const notices = await publish({ wish: COMMENT, ...one });
    expect(notices).toEqual([expect.stringMatching(expected)]);
    expect(notices[0]).toContain('job summary holds the report');
    expect(notices[0]).not.toMatch(/\.\.|ghs_/);
  });

  test.concurrent('not if a successful run has no pull request and `comment` is `on-failure`', async () => {
    const { publish } = await publisher();
    expect(await publish({ wish: { comment: 'on-failure' }, context: { pullRequest: null } })).toEqual([]);
  });

  test.concurrent('a rate limit for longer than a report may take', async () => {
    const { store, publish } = await publisher();
    store.fault = secondaryLimit(3600);
    expect(await publish({ wish: COMMENT })).toEqual([expect.stringContaining('longer than a report may take')]);
  });

  test.concurrent('a server that does not answer', async () => {
    const sockets = new Set<Socket>();
    const silent = createServer((socket) => void sockets.add(socket)).listen(0, '127.0.0.1');
    await once(silent, 'listening');
    try {
      const { publish } = await publisher();
      const apiUrl = `http://127.0.0.1:${(silent.address() as AddressInfo).port}`;
      expect(await publish({ wish: { ...COMMENT, check: true }, world: { apiUrl, budgetMs: 300 } })).toEqual([
        expect.stringContaining('The check run could not be written: GitHub'),
        expect.stringContaining('The pull request comment could not be written: GitHub'),
      ]);
    } finally {
      for (const socket of sockets) socket.destroy();
      silent.close();
    }
  });
});
