import { afterEach, describe, expect, test } from '@jest/globals';
import { ApiFault } from '../../src/hosts/github/fault.ts';
import {
  ACTIONS_BOT,
  notAccessible,
  secondaryLimit,
  serverError,
  spentQuota,
  type Fault,
} from '../support/github-api.ts';
import { render, sectionOf } from '../../src/hosts/github/sections.ts';
import { closeAll, github, KEY, leg } from '../support/github-upsert.ts';

afterEach(closeAll);

const troubleOf = async (work: Promise<unknown>): Promise<unknown> =>
  work.then(
    () => 'no trouble',
    (error: unknown) => (error instanceof ApiFault ? error.trouble : error),
  );

describe('when GitHub does not do as asked', () => {
  const MINUTE = 60_000;
  test.each<[string, Fault, number, number]>([
    ['a secondary limit with retry-after: that long', secondaryLimit(20), 20_000, 22_000],
    ['a secondary limit that names no time: a minute', secondaryLimit(), MINUTE, MINUTE + 2000],
    ['a spent quota: until its reset', spentQuota(Date.parse('2026-11-24T02:00:42Z') / 1000), 42_000, 45_000],
    ['a server error: soon', serverError, 500, 1500],
    ['a line that breaks: soon', 'hang up', 500, 1500],
  ])('%s', async (_, fault, least, most) => {
    const { upsert, server, clock, told } = await github();
    server.rules.push({ on: /^POST .*comments/, fault });
    expect(await upsert()).toBe('created');
    expect(told()).toEqual([['all well']]);
    expect(clock.slept[0]).toBeGreaterThanOrEqual(least);
    expect(clock.slept[0]).toBeLessThanOrEqual(most);
  });

  test('a wait longer than a report may take is not begun', async () => {
    const { upsert, server, clock } = await github();
    server.rules.push({ fault: secondaryLimit(600) });
    expect(await troubleOf(upsert())).toEqual({ kind: 'other', message: expect.stringMatching(/asks to wait 60\d s/) });
    expect(clock.slept).toEqual([]);
  });

  test('a server that stays broken is asked a few times within the budget', async () => {
    const { upsert, server, clock } = await github();
    server.rules.push({ times: 1000, fault: serverError });
    expect(await troubleOf(upsert())).toEqual({ kind: 'other', message: 'GitHub answered 502: Server Error' });
    expect(server.requests.length).toBeLessThanOrEqual(5);
    expect(clock.elapsed()).toBeLessThan(90_000);
  });

  test('a server that never answers is given up', async () => {
    const { upsert, server } = await github();
    server.rules.push({ times: 1000, fault: { delayMs: 300 } });
    const trouble = await troubleOf(upsert({}, { requestTimeoutMs: 20 }));
    expect(trouble).toEqual({ kind: 'other', message: expect.stringContaining('cannot be reached') });
  });

  test('after a wait nothing is written that rests on what was read before it', async () => {
    const { upsert, server, store, told, clock } = await github();
    await upsert({ leg: leg('a'), section: 'from a' });
    server.rules.push({ on: /^PATCH/, fault: secondaryLimit(30) });
    const sleep = clock.sleep.bind(clock);
    clock.sleep = (ms) => {
      // While we wait, another leg speaks.
      const [comment] = store.comments;
      const newer = / (\d+) -->/;
      if (ms >= 30_000 && comment !== undefined) {
        comment.body = comment.body
          .replace('from a', 'more from a')
          .replace(newer, (_, at) => ` ${Number(at) + 1} -->`);
      }
      return sleep(ms);
    };
    await upsert({ leg: leg('b'), section: 'from b' });
    expect(told()).toEqual([['more from a', 'from b']]);
  });

  test.each<[string, Fault | 'unknown token', unknown]>([
    ['a token without the permission: named', notAccessible, { kind: 'permission', missing: 'pull-requests: write' }],
    ['a token that GitHub does not know', 'unknown token', { kind: 'auth' }],
    ['no such pull request', { status: 404, body: { message: 'Not Found' } }, { kind: 'gone' }],
    [
      'a locked conversation: GitHub’s own words',
      { status: 403, body: { message: 'Unable to create comment because issue is locked.' } },
      { kind: 'other', message: 'GitHub answered 403: Unable to create comment because issue is locked.' },
    ],
  ])('%s; no second try', async (_, fault, trouble) => {
    const { upsert, server, clock } = await github();
    if (fault === 'unknown token') server.store.tokens.clear();
    else server.rules.push({ on: /^POST .*comments/, fault });
    expect(await troubleOf(upsert())).toEqual(trouble);
    expect(clock.slept).toEqual([]);
  });

  test('a list of an unknown shape: what was made is asked for itself, and not made twice', async () => {
    const { upsert, server, told } = await github();
    server.rules.push({ on: /^GET .*issues\/\d+\/comments/, times: 1000, fault: { status: 200, body: {} } });
    expect(await upsert()).toBe('created');
    expect(told()).toEqual([['all well']]);
  });

  test('others who always write over it: given up when the time is over', async () => {
    const { upsert, server, clock } = await github();
    await upsert();
    server.rules.push({ on: /^PATCH/, times: 1000, fault: { status: 200, body: {} } });
    expect(await troubleOf(upsert({ section: 'never seen' }))).toEqual({
      kind: 'other',
      message: 'other jobs keep writing over the same comment',
    });
    expect(clock.elapsed()).toBeLessThanOrEqual(90_000);
  });

  test('more legs than one comment can hold are told, and those who are there stay', async () => {
    const { upsert, store } = await github();
    const bodyOf = (legs: number): string | null =>
      render(
        KEY,
        Array.from({ length: legs }, (_, n) => sectionOf(`leg ${n}`, '100', 1, 0, '')),
        '',
      );
    let full = 1;
    while (bodyOf(full + 1) !== null) full++;
    const { body } = store.addComment(7, ACTIONS_BOT, bodyOf(full) ?? '');
    expect(await troubleOf(upsert())).toEqual({ kind: 'other', message: 'more legs report than one comment can hold' });
    expect(store.comments.map((comment) => comment.body)).toEqual([body]);
  });
});
