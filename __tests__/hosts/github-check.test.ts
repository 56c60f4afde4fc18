import { afterEach, describe, expect, test } from '@jest/globals';
import { STATUSES } from '../../src/core/outcome.ts';
import { openApi } from '../../src/hosts/github/api.ts';
import { openWire } from '../../src/hosts/github/wire.ts';
import { upsertCheck, type CheckWish } from '../../src/hosts/github/check.ts';
import { OCTOCAT, serverError, type Actor } from '../support/github-api.ts';
import { closeAll, github } from '../support/github-upsert.ts';
import { report } from '../support/report.ts';

afterEach(closeAll);

async function checks(actor?: Actor) {
  const { server, clock, store } = await github(actor === undefined ? {} : { actor });
  const check = async (overrides: Parameters<typeof report>[0] = {}, wish: Partial<CheckWish> = {}) => {
    const api = openApi(openWire('ghs_test', server.url), clock);
    return upsertCheck(api, report(overrides), {
      repository: 'octo-org/models',
      headSha: 'c0ffee',
      externalId: 'run 100.1 train',
      detailsUrl: 'https://github.com/octo-org/models/actions/runs/100',
      title: '11 m 40 s on H100 SXM',
      summary: '### all well',
      ...wish,
    });
  };
  return { server, store, check };
}

describe('check run', () => {
  test('stands on the head commit, complete, named as the run is, and leads to the run', async () => {
    const { store, check } = await checks();
    expect(await check({ label: 'train (h100)' })).toBe('created');
    expect(store.checkRuns).toEqual([
      expect.objectContaining({
        name: 'train (h100)',
        head_sha: 'c0ffee',
        status: 'completed',
        conclusion: 'success',
        started_at: '2026-11-24T02:00:04.000Z',
        details_url: 'https://github.com/octo-org/models/actions/runs/100',
        output: { title: '11 m 40 s on H100 SXM', summary: '### all well' },
      }),
    ]);
  });

  const conclusions = ['success', 'failure', 'cancelled', 'timed_out', 'skipped', 'neutral'];
  test.each(STATUSES.map((status, index) => [status, conclusions[index]]))('%s → %s', async (status, conclusion) => {
    const { store, check } = await checks();
    await check({ status: status as (typeof STATUSES)[number] });
    expect(store.checkRuns[0]?.['conclusion']).toBe(conclusion);
  });

  test('told again, the same check is brought up to date; another run or leg has its own', async () => {
    const { store, check } = await checks();
    await check();
    expect(await check({ status: 'failed' })).toBe('updated');
    expect(await check({}, { externalId: 'run 100.2 train' })).toBe('created');
    expect(store.checkRuns.map(({ conclusion }) => conclusion)).toEqual(['failure', 'success']);
  });

  test('a server error while it is made: made once', async () => {
    const { server, store, check } = await checks();
    server.rules.push({ on: /^POST .*check-runs/, times: 2, fault: serverError });
    expect(await check()).toBe('created');
    expect(store.checkRuns).toHaveLength(1);
  });

  test.each([
    ['lines of ASCII', 'a line of the log\n'],
    ['lines of emoji', '🚀🚀🚀🚀\n'],
    ['inside a fold', '<details>\n\n```text\nlog\n```\n'],
  ])('too long a summary is cut at a line, in bytes: %s', async (_, line) => {
    const { store, check } = await checks();
    await check({}, { summary: line.repeat(9000) });
    const { summary } = store.checkRuns[0]?.['output'] as { summary: string };
    expect(Buffer.byteLength(summary)).toBeLessThanOrEqual(65_535);
    expect(Buffer.byteLength(summary)).toBeGreaterThan(40_000);
    expect(summary.trimEnd()).toMatch(/\[the rest is in the run\]\(https:\S+\)(\n|<\/details>)*$/);
  });

  test('names and titles are one line and not empty', async () => {
    const { store, check } = await checks();
    await check({ label: '' }, { title: 'a\nb\u0000'.repeat(200) });
    expect(store.checkRuns[0]).toMatchObject({ name: 'GPU run' });
    expect((store.checkRuns[0]?.['output'] as { title: string }).title).toMatch(/^.{1,255}$/);
  });

  test('what is not known is left out, and a title that is none is the name', async () => {
    const { store, check } = await checks();
    await check({ startedAt: '', endedAt: '' }, { detailsUrl: '', title: ' ', summary: 'a line\n'.repeat(20_000) });
    const made = store.checkRuns[0] ?? {};
    expect(made['output']).toMatchObject({ title: 'train' });
    expect(made['details_url'] ?? null).toBeNull();
    expect((made['output'] as { summary: string }).summary).toMatch(/\n\n… shortened$/);
  });

  test('a list of an unknown shape is an empty one', async () => {
    const { server, store, check } = await checks();
    server.rules.push({ on: /^GET .*check-runs/, fault: { status: 200, body: { check_runs: 'odd' } } });
    expect(await check()).toBe('created');
    expect(store.checkRuns).toHaveLength(1);
  });

  test.each<[string, Actor, unknown]>([
    [
      'lacks the permission',
      { ...OCTOCAT, app: 'my-app', permissions: {} },
      { kind: 'permission', missing: 'checks: write' },
    ],
    [
      'is a person’s',
      OCTOCAT,
      { kind: 'other', message: 'GitHub answered 403: You must authenticate via a GitHub App.' },
    ],
  ])('a token that %s', async (_, actor, trouble) => {
    const { check } = await checks(actor);
    await expect(check()).rejects.toMatchObject({ trouble });
  });
});
