import { afterEach, describe, expect, test } from '@jest/globals';
import { once } from 'node:events';
import { createServer, type AddressInfo, type Socket } from 'node:net';
import { systemClock } from '../../src/hosts/clock.ts';
import type { RunReport } from '../../src/model/outcome.ts';
import { UNKNOWN } from '../../src/hosts/facts.ts';
import type { HostContext, PublishWish } from '../../src/model/host.ts';
import { githubContext } from '../../src/hosts/github-context.ts';
import { parse } from '../../src/hosts/github/comment.ts';
import { publishToGitHub, type PublishWorld } from '../../src/hosts/github/publish.ts';
import { cutAtLine, settle } from '../../src/hosts/github/text.ts';
import { ACTIONS_BOT, OCTOCAT, secondaryLimit, serverError, type Actor } from '../support/github-api.ts';
import { closeAll, github } from '../support/github-server.ts';
import { instantClock } from '../support/github-time.ts';
import { report } from '../support/report.ts';

afterEach(closeAll);

const RED: Partial<RunReport> = {
  status: 'failed',
  class: 'workload',
  reason: 'The workload ended with 3.',
  exitCode: 3,
};

interface Told {
  readonly wish: Partial<PublishWish>;
  readonly run?: Partial<RunReport>;
  readonly context?: Partial<HostContext>;
  readonly world?: Partial<PublishWorld>;
}

async function publisher(actor: Actor = ACTIONS_BOT, basePath = '') {
  const { server, store } = await github({ actor, basePath });
  const clock = instantClock();
  const publish = ({ wish, run, context, world }: Told) => {
    const here: HostContext = {
      ...UNKNOWN,
      tempDir: '/tmp',
      workspace: '/tmp',
      repository: 'octo-org/models',
      workflow: 'GPU checks',
      job: 'train',
      runId: '100',
      runUrl: 'https://github.com/octo-org/models/actions/runs/100',
      event: 'pull_request',
      headSha: 'c0ffee',
      pullRequest: 7,
      ...context,
    };
    const all = { context: here, token: 'ghs_test', apiUrl: server.url, clock, debug: () => undefined, ...world };
    return publishToGitHub(report(run), { comment: 'never', check: false, reportFile: '', ...wish }, all);
  };
  return { server, store, publish };
}

test.each([
  ['__gpu-cli_run-action', ''],
  ['__gpu-cli_run-action_2', '2'],
  ['__self_3', '3'],
  ['evaluate', 'evaluate'],
])('the step %s is told apart as %p', (GITHUB_ACTION, step) => {
  expect(githubContext({ GITHUB_ACTION }, {}, { matrix: '', size: '' }).step).toBe(step);
});

describe('what is published', () => {
  test('two steps of one job with one label have a section each, and a re-run takes them up again', async () => {
    const { store, publish } = await publisher();
    for (const runAttempt of [1, 2])
      for (const step of ['', '2', 'evaluate'])
        await publish({ wish: { comment: 'always' }, context: { step, runAttempt }, run: { label: 'train' } });
    const [comment] = store.comments;
    expect(store.comments).toHaveLength(1);
    expect(comment?.body.match(/^<!-- gpu-cli\/run-action\/section /gm)).toHaveLength(3);
  });

  test.each<[PublishWish['comment'], string, Partial<RunReport>, number]>([
    ['never', 'a failure', RED, 0],
    ['on-failure', 'a success', {}, 0],
    ['on-failure', 'a failure', RED, 1],
    ['on-failure', 'a run out of time', { ...RED, status: 'timed-out', class: 'timeout' }, 1],
    ['on-failure', 'a run that somebody cancelled', { ...RED, status: 'cancelled', class: 'cancelled' }, 0],
    ['always', 'a success', {}, 1],
    ['always', 'a run that was skipped', { status: 'skipped' }, 0],
  ])('comment: %s, %s', async (comment, _, run, comments) => {
    const { store, publish } = await publisher();
    expect(await publish({ wish: { comment }, run })).toEqual([]);
    expect(store.comments).toHaveLength(comments);
  });

  test('on-failure: a red section does not stand after the leg is green', async () => {
    const { store, publish } = await publisher();
    await publish({ wish: { comment: 'on-failure' }, run: RED });
    await publish({ wish: { comment: 'on-failure' }, context: { runId: '101' } });
    expect(store.comments).toHaveLength(1);
    expect(store.comments[0]?.body).toMatch(/section \S+ 101 /);
    expect(store.comments[0]?.body).not.toContain('ended with 3');
  });

  test('two steps of one job with labels of their own have sections of their own', async () => {
    const { store, publish } = await publisher();
    await publish({ wish: { comment: 'always' }, run: { label: 'train' } });
    await publish({ wish: { comment: 'always' }, run: { label: 'evaluate' } });
    expect(store.comments).toHaveLength(1);
    expect(store.comments[0]?.body.match(/run-action\/section \S+/g)).toEqual([
      'run-action/section train%20%2F%20evaluate',
      'run-action/section train',
    ]);
  });

  test('comment and check together; nothing is asked of GitHub where neither is wished', async () => {
    const { server, store, publish } = await publisher();
    expect(await publish({ wish: {} })).toEqual([]);
    expect(server.requests).toEqual([]);
    expect(await publish({ wish: { comment: 'always', check: true } })).toEqual([]);
    expect(store.comments).toHaveLength(1);
    expect(store.checkRuns).toMatchObject([{ head_sha: 'c0ffee', conclusion: 'success' }]);
  });

  test('keeps the sections of the other jobs when jobs end together', async () => {
    const { store, publish } = await publisher();
    const jobs = ['a', 'b', 'c', 'd'];
    const clock = systemClock;
    await Promise.all(
      jobs.map((job) => publish({ wish: { comment: 'always' }, context: { job, matrixSize: 4 }, world: { clock } })),
    );
    expect(store.comments).toHaveLength(1);
    const shown = parse(store.comments[0]?.body ?? '').map(({ job }) => job.split('%')[0]);
    expect(shown.sort()).toEqual(jobs);
  }, 60_000);

  test('takes the sections of a second comment into the older one', async () => {
    const { store, publish } = await publisher();
    await publish({ wish: { comment: 'always' }, context: { job: 'a' } });
    const first = store.comments[0];
    store.addComment(7, ACTIONS_BOT, (first?.body ?? '').replace('section a', 'section b'));
    await publish({ wish: { comment: 'always' }, context: { job: 'c' } });
    expect(store.comments.map(({ id }) => id)).toEqual([first?.id]);
    expect(parse(store.comments[0]?.body ?? '').map(({ job }) => job[0])).toEqual(['a', 'b', 'c']);
  });

  test.each<[string, Actor, boolean]>([
    ['the token of a workflow', ACTIONS_BOT, true],
    ['the token of a person', OCTOCAT, true],
    ['the token of a workflow, on a server without GraphQL', ACTIONS_BOT, false],
    ['the token of a person, on a server without GraphQL', OCTOCAT, false],
  ])(
    'does not touch comments of others with our marker, nor is it misled by 150 of them: %s',
    async (_, actor, graphql) => {
      const { store, publish } = await publisher(actor);
      store.graphql = graphql;
      await publish({ wish: { comment: 'always' } });
      const body = store.comments[0]?.body ?? '';
      store.comments.splice(0);
      const stranger = { ...OCTOCAT, login: 'mallory', id: 666 };
      for (let n = 0; n < 150; n++) store.addComment(7, stranger, body);
      await publish({ wish: { comment: 'always' } });
      await publish({ wish: { comment: 'always' }, run: RED });
      expect(store.comments).toHaveLength(151);
      expect(store.comments.slice(0, 150).every((comment) => comment.body === body)).toBe(true);
      expect(store.comments[150]?.body).toContain('ended with 3');
    },
    30_000,
  );

  test('writes the section although somebody edits its marker to an impossible run', async () => {
    const { store, publish } = await publisher();
    await publish({ wish: { comment: 'always' } });
    const [comment] = store.comments;
    if (comment !== undefined) comment.body = comment.body.replace(' 100 -->', ' 99999999999999 -->');
    await publish({ wish: { comment: 'always' }, run: RED });
    expect(store.comments).toHaveLength(1);
    expect(store.comments[0]?.body).toContain('ended with 3');
  });

  test('an older run that ends late does not replace the section of a newer one', async () => {
    const { store, publish } = await publisher();
    await publish({ wish: { comment: 'always' }, context: { runId: '101' } });
    await publish({ wish: { comment: 'always' }, run: RED });
    expect(store.comments[0]?.body).not.toContain('ended with 3');
  });

  test('works on GitHub Enterprise Server', async () => {
    const { server, store, publish } = await publisher(ACTIONS_BOT, '/api/v3');
    expect(await publish({ wish: { comment: 'always', check: true } })).toEqual([]);
    expect(await publish({ wish: { comment: 'always' }, run: RED })).toEqual([]);
    expect(store.comments).toHaveLength(1);
    expect(new Set(server.calls(/graphql/))).toEqual(new Set(['POST /graphql']));
  });

  test('a check run cannot take the name of a required check, and a second report updates it', async () => {
    const { server, store, publish } = await publisher();
    server.rules.push({ on: /^POST .*check-runs/, fault: serverError });
    await publish({ wish: { check: true }, run: { label: 'build' } });
    await publish({ wish: { check: true }, run: { ...RED, label: 'build' } });
    expect(store.checkRuns).toMatchObject([{ name: 'GPU: build', conclusion: 'failure', status: 'completed' }]);
  });

  test.each([
    ['lines of emoji', '🚀🚀🚀🚀\n'],
    ['an open fold', '<details>\n\n```text\nlog\n```\n'],
  ])('a text that is too long for GitHub ends at a line: %s', (_, line) => {
    const cut = cutAtLine(settle(line.repeat(20_000)), 65_000, '… shortened');
    expect(cut.length).toBeLessThanOrEqual(65_000);
    expect(cut.length).toBeGreaterThan(30_000);
    expect(cut).toMatch(/… shortened(\n|<\/details>)*$/);
  });
});

describe('what people are told when it cannot be published', () => {
  const comment = { comment: 'always' } as const;
  const noPermission =
    'The pull request comment could not be written: `github-token` lacks the permission `pull-requests: write`';
  const summary = 'The job summary holds the report.';

  test('the missing permission and where it belongs; the other report is still made', async () => {
    const { store, publish } = await publisher({ ...ACTIONS_BOT, permissions: { checks: 'write' } });
    expect(await publish({ wish: { ...comment, check: true } })).toEqual([
      `${noPermission}. Add it under \`permissions:\` of the job or the workflow. ${summary}`,
    ]);
    expect(store.checkRuns).toHaveLength(1);
  });

  test('both permissions, each once', async () => {
    const { publish } = await publisher({ ...ACTIONS_BOT, permissions: {} });
    const notices = await publish({ wish: { ...comment, check: true } });
    expect(notices).toHaveLength(2);
    expect(notices[0]).toContain('`checks: write`');
    expect(notices[1]).toContain('`pull-requests: write`');
  });

  test('on a fork nobody is sent to add a permission that cannot be had', async () => {
    const { publish } = await publisher({ ...ACTIONS_BOT, permissions: {} });
    expect(await publish({ wish: comment, context: { secretsWithheld: 'a pull request from a fork' } })).toEqual([
      `${noPermission}, which GitHub does not give here (a pull request from a fork). ${summary}`,
    ]);
  });

  test.each<[string, Told, RegExp]>([
    ['no token', { wish: comment, world: { token: '' } }, /it needs `github-token` with `pull-requests: write`\./],
    ['a token that expired', { wish: comment, world: { token: 'ghs_old' } }, /GitHub refused `github-token`/],
    [
      'no pull request',
      { wish: comment, context: { pullRequest: null, event: 'push' } },
      /^The event `push` names no pull request/,
    ],
    ['nobody listens', { wish: comment, world: { apiUrl: 'http://127.0.0.1:9' } }, /GitHub cannot be reached/],
    ['an address that is none', { wish: comment, world: { apiUrl: 'not an address' } }, /could not be written/],
  ])('%s', async (_, told, expected) => {
    const { publish } = await publisher();
    const notices = await publish(told);
    expect(notices).toEqual([expect.stringMatching(expected)]);
    expect(notices[0]).toContain('job summary holds the report');
    expect(notices[0]).not.toMatch(/\.\.|ghs_/);
  });

  test('no pull request, and none was needed: silence', async () => {
    const { publish } = await publisher();
    expect(await publish({ wish: { comment: 'on-failure' }, context: { pullRequest: null } })).toEqual([]);
  });

  test('a limit longer than a report may take', async () => {
    const { server, publish } = await publisher();
    server.rules.push({ times: 99, fault: secondaryLimit(3600) });
    expect(await publish({ wish: comment })).toEqual([expect.stringContaining('longer than a report may take')]);
  });

  test.each<[string, string]>([
    [
      'answers 101 Switching Protocols',
      'HTTP/1.1 101 Switching Protocols\r\nconnection: upgrade\r\nupgrade: h2c\r\n\r\n',
    ],
    ['never answers', ''],
  ])(
    'a server that %s ends in a notice within the time for reports',
    async (_, answer) => {
      const sockets = new Set<Socket>();
      const server = createServer((socket) => {
        sockets.add(socket);
        socket.on('error', () => undefined).once('data', () => socket.write(answer));
      }).listen(0, '127.0.0.1');
      await once(server, 'listening');
      const { publish } = await publisher();
      const apiUrl = `http://127.0.0.1:${(server.address() as AddressInfo).port}`;
      const began = performance.now();
      expect(
        await publish({ wish: { ...comment, check: true }, world: { apiUrl, budgetMs: 2_000, callMs: 1_000 } }),
      ).toEqual([
        expect.stringContaining('The check run could not be written: GitHub'),
        expect.stringContaining('The pull request comment could not be written: GitHub'),
      ]);
      expect(performance.now() - began).toBeLessThan(5_000);
      for (const socket of sockets) socket.destroy();
      server.close();
    },
    30_000,
  );
});
