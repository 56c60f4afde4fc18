import { afterEach, describe, expect, test } from '@jest/globals';
import { execFile } from 'node:child_process';
import { fileURLToPath } from 'node:url';
import { promisify } from 'node:util';
import { BODY_LIMIT } from '../../src/hosts/github/sections.ts';
import { ACTIONS_BOT, OCTOCAT, type Actor } from '../support/github-api.ts';
import { closeAll, github, leg } from '../support/github-upsert.ts';

const run = promisify(execFile);
afterEach(closeAll);

describe('one comment that stays one', () => {
  test('made once, then brought up to date; the same words again write nothing', async () => {
    const { server, upsert, told } = await github();
    expect(await upsert()).toBe('created');
    expect(await upsert({ section: 'now it failed' })).toBe('updated');
    expect(told()).toEqual([['now it failed']]);
    const before = server.requests.length;
    expect(await upsert({ section: 'now it failed' })).toBe('unchanged');
    expect(server.calls(/^(POST \/repos|PATCH|DELETE)/)).toHaveLength(2);
    expect(server.requests.length - before).toBeLessThanOrEqual(3);
  });

  test('legs add themselves and leave the others alone', async () => {
    const { upsert, told } = await github();
    for (const id of ['train (2)', 'train (10)', 'train (1)']) await upsert({ leg: leg(id), section: `says ${id}` });
    expect(told()).toEqual([['says train (1)', 'says train (2)', 'says train (10)']]);
    await upsert({ leg: leg('train (2)'), section: 'says more' });
    expect(told()).toEqual([['says train (1)', 'says more', 'says train (10)']]);
  });

  test('a newer run starts the comment anew; an older one that ends late says nothing', async () => {
    const { upsert, told } = await github();
    await upsert({ leg: leg('train (1)', '99'), section: 'old' });
    expect(await upsert({ leg: leg('train (2)', '100'), section: 'new' })).toBe('updated');
    expect(told()).toEqual([['new']]);
    expect(await upsert({ leg: leg('train (1)', '99'), section: 'late' })).toBe('unchanged');
    expect(told()).toEqual([['new']]);
  });

  test('another workflow has its own comment', async () => {
    const { upsert, store } = await github();
    await upsert();
    expect(await upsert({ key: 'Nightly' })).toBe('created');
    expect(store.comments).toHaveLength(2);
  });

  test('120 comments before ours and 120 after: found on its page, not made again', async () => {
    const { upsert, store, server } = await github();
    for (let n = 0; n < 120; n++) store.addComment(7, OCTOCAT, `comment ${n}`);
    await upsert();
    for (let n = 0; n < 120; n++) store.addComment(7, OCTOCAT, `comment ${n}`);
    expect(await upsert({ section: 'again' })).toBe('updated');
    expect(store.comments).toHaveLength(241);
    expect(Math.max(...server.requests.map(({ query }) => Number(query.get('page'))))).toBe(3);
  });

  test.each<[string, Actor, boolean]>([
    ['a workflow’s own token', ACTIONS_BOT, true],
    ['another app’s token', { ...ACTIONS_BOT, login: 'my-app[bot]', id: 77, app: 'my-app' }, true],
    ['a person’s token', OCTOCAT, true],
    ['a workflow’s own token, on a server without GraphQL', ACTIONS_BOT, false],
    ['a person’s token, on a server without GraphQL', OCTOCAT, false],
  ])('a foreign comment with our marker is never touched: %s', async (_, actor, graphql) => {
    const { upsert, store, told } = await github({ actor });
    store.graphql = graphql;
    await upsert({ leg: leg('other'), section: 'copied' });
    const body = store.comments[0]?.body ?? '';
    store.comments.splice(0);
    store.addComment(7, { ...OCTOCAT, login: 'mallory', id: 666 }, body);
    expect(await upsert({ section: 'ours' })).toBe('created');
    expect(await upsert({ section: 'ours again' })).toBe('updated');
    expect(told()).toEqual([['copied'], ['ours again']]);
    expect(store.comments[0]?.body).toBe(body);
  });

  test('two comments that a race left behind become one; the first one stays', async () => {
    const { upsert, store, told } = await github();
    await upsert({ leg: leg('a'), section: 'from a' });
    const [first] = store.comments;
    store.addComment(
      7,
      ACTIONS_BOT,
      (first?.body ?? '').replace('section a ', 'section b ').replace('from a', 'from b'),
    );
    expect(await upsert({ leg: leg('c'), section: 'from c' })).toBe('updated');
    expect(told()).toEqual([['from a', 'from b', 'from c']]);
    expect(store.comments[0]?.id).toBe(first?.id);
  });

  test('a comment that a person deletes meanwhile is made again', async () => {
    const { upsert, store, server } = await github();
    await upsert();
    server.rules.push({ on: /^GET .*\/comments\/\d+/, fault: { status: 404, body: { message: 'Not Found' } } });
    store.comments.splice(0);
    expect(await upsert({ section: 'again' })).toBe('created');
  });

  test('only to bring up to date: nothing where the leg never spoke, even beside other legs', async () => {
    const { upsert, told } = await github();
    expect(await upsert({ onlyIfThere: true })).toBe('unchanged');
    await upsert({ leg: leg('other', '99'), section: 'red' });
    expect(await upsert({ onlyIfThere: true })).toBe('unchanged');
    expect(await upsert({ leg: leg('other'), section: 'green', onlyIfThere: true })).toBe('updated');
    expect(told()).toEqual([['green']]);
  });

  test('what would be too long for GitHub is cut; what holds markers of ours is harmless', async () => {
    const { upsert, store, told } = await github();
    await upsert({
      leg: leg('b'),
      section: '<!-- gpu-cli/run-action/end -->\n<!-- gpu-cli/run-action/section c 100.1 9 -->',
    });
    expect(await upsert({ leg: leg('a'), section: '🚀 line\n'.repeat(20_000) })).toBe('updated');
    expect(store.comments[0]?.body.length).toBeLessThanOrEqual(BODY_LIMIT);
    expect(told()[0]).toHaveLength(2);
    expect(await upsert({ leg: leg('a'), section: '🚀 line\n'.repeat(20_000) })).not.toBe('created');
  });

  test('GitHub Enterprise Server: REST below /api/v3, GraphQL beside it', async () => {
    const { upsert, server, told } = await github({ basePath: '/api/v3' });
    await upsert();
    await upsert({ section: 'again' });
    expect(told()).toEqual([['again']]);
    expect(server.calls(/graphql/)).toEqual(['POST /graphql']);
  });
});

describe('30 legs that end together', () => {
  test('as processes of their own: one comment, in which each stands once', async () => {
    const { server, told } = await github({ latencyMs: () => 2 + Math.random() * 20 });
    const script = fileURLToPath(new URL('../support/github-leg.ts', import.meta.url));
    const start = (n: number) => run(process.execPath, [script, server.url, 'ghs_test', String(n), '30']);
    await Promise.all(Array.from({ length: 30 }, (_, n) => start(n)));
    expect(told()).toEqual([Array.from({ length: 30 }, (_, n) => `### leg ${n}`)]);
  }, 180_000);
});
