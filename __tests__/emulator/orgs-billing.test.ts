import { describe, expect, test } from '@jest/globals';
import fc from 'fast-check';
import type { Totals } from '../../emulator/orgs/billing.ts';
import { makeTeam } from './orgs-world.ts';

function withClient() {
  const team = makeTeam('business');
  team.ok(team.owner, 'create', { name: 'Client', parent: 'my-team' });
  const client = team.join(team.owner, 'client', 'client@example.com', 'admin');
  team.use(team.member, 'my-team', 1.5, { gpuCount: 2, seconds: 100 });
  team.use(team.service.identity, 'my-team', 0.25);
  team.use(client, 'client', 3);
  team.use(team.member, null, 40);
  return { ...team, client };
}

describe('usage and billing', () => {
  test("usage is told by member, by service account and by sub-account, for the parent's owner", () => {
    const { owner, member, service, client, ok } = withClient();
    expect(ok(owner, 'usage', { org: 'my-team' })).toEqual({
      org: 'my-team',
      month: '2026-03',
      total: { jobs: 3, gpu_seconds: 320, usd: 4.75 },
      members: [
        { id: member.id, name: 'member@example.com', jobs: 1, gpu_seconds: 200, usd: 1.5 },
        { id: client.id, name: 'client@example.com', jobs: 1, gpu_seconds: 60, usd: 3 },
      ],
      service_accounts: [{ id: service.id, name: 'github-actions', jobs: 1, gpu_seconds: 60, usd: 0.25 }],
      sub_accounts: [{ org: 'client', jobs: 1, gpu_seconds: 60, usd: 3 }],
    });
  });

  test("the parent's billing covers all sub-account usage: one bill, a line per org", () => {
    const { owner, ok } = withClient();
    expect(ok(owner, 'billing', { org: 'my-team' })).toMatchObject({
      org: 'my-team',
      plan: 'business',
      billed_to: 'my-team',
      sub_account_count: 1,
      total: { jobs: 3, usd: 4.75 },
      lines: [
        { org: 'my-team', sub_account: false, usd: 1.75 },
        { org: 'client', sub_account: true, usd: 3 },
      ],
    });
  });

  test("an ADMIN of the parent sees the parent's use alone; the aggregate is for its owner", () => {
    const { admin, ok } = withClient();
    expect(ok(admin, 'usage', { org: 'my-team' })).toMatchObject({ total: { usd: 1.75 }, sub_accounts: [] });
  });

  test('a MEMBER and a service account see their own use', () => {
    const { member, service, ok } = withClient();
    expect(ok(member, 'usage', { org: 'my-team' })).toMatchObject({ total: { usd: 1.5 }, service_accounts: [] });
    expect(ok(service.identity, 'usage')).toMatchObject({ total: { usd: 0.25 }, members: [] });
  });

  test('a sub-account sees its own use alone, and its own owner its line of the bill without the payer', () => {
    const { owner, client, ok } = withClient();
    expect(ok(client, 'usage', { org: 'client' })).toMatchObject({
      org: 'client',
      total: { usd: 3 },
      sub_accounts: [],
    });
    ok(owner, 'transfer', { slug: 'client', to: client.name });
    const bill = ok(client, 'billing', { org: 'client' });
    expect(bill).toMatchObject({ billed_to: null, total: { usd: 3 }, lines: [{ org: 'client', sub_account: true }] });
    expect(JSON.stringify(bill)).not.toContain('my-team');
    expect(ok(owner, 'billing', { org: 'client' })).toMatchObject({ billed_to: 'my-team' });
  });

  test('use outside any org stays on the personal account', () => {
    const { owner, member, ok } = withClient();
    expect(ok(member, 'usage')).toMatchObject({ org: null, total: { jobs: 1, usd: 40 } });
    expect(ok(owner, 'usage', { org: 'my-team' }).total.usd).toBe(4.75);
  });

  test('a removed member, a revoked account and a deleted sub-account stay on the bill by name', () => {
    const { owner, member, service, ok } = withClient();
    ok(owner, 'remove', { org: 'my-team', email: member.name });
    ok(owner, 'service-account-revoke', { org: 'my-team', id: service.id });
    ok(owner, 'delete', { slug: 'client' });
    const usage = ok(owner, 'usage', { org: 'my-team' });
    expect(usage.total.usd).toBe(4.75);
    expect(usage.members.map((row) => row.name)).toContain('member@example.com');
    expect(usage.service_accounts.map((row) => row.name)).toEqual(['github-actions']);
    expect(usage.sub_accounts).toMatchObject([{ org: 'client', usd: 3 }]);
  });

  test('a month is a calendar month in UTC, this one unless named', () => {
    const { owner, member, ok, use, pass, refused } = withClient();
    pass(30 * 24 * 3_600_000);
    use(member, 'my-team', 7);
    expect(ok(owner, 'usage', { org: 'my-team' })).toMatchObject({ month: '2026-04', total: { usd: 7 } });
    expect(ok(owner, 'usage', { org: 'my-team', month: '2026-03' })).toMatchObject({ total: { usd: 4.75 } });
    expect(refused(owner, 'billing', { org: 'my-team', month: '2026-13' })).toMatchObject({ code: 2 });
  });

  test('entries of one job are one job', () => {
    const { owner, member, ok, use } = makeTeam();
    for (const usd of [0.1, 0.2]) use(member, 'my-team', usd, { jobId: 'job_same' });
    expect(ok(owner, 'usage', { org: 'my-team' }).total).toEqual({ jobs: 1, gpu_seconds: 120, usd: 0.3 });
  });

  test('the idle time of a warm pod costs money and is no job', () => {
    const { owner, member, ok, use } = makeTeam();
    use(member, 'my-team', 0.5, { jobId: '' });
    expect(ok(owner, 'usage', { org: 'my-team' }).total).toEqual({ jobs: 0, gpu_seconds: 60, usd: 0.5 });
  });

  test('nothing is lost and nothing is counted twice: every way of adding up the bill gives the same sum', () => {
    const entries = fc.array(
      fc.record({ who: fc.nat(3), org: fc.nat(2), cents: fc.nat(100_000), gpuCount: fc.integer({ min: 1, max: 8 }) }),
      { maxLength: 40 },
    );
    fc.assert(
      fc.property(entries, (wanted) => {
        const { owner, member, service, ok, use, join } = makeTeam('business');
        for (const name of ['One', 'Two']) ok(owner, 'create', { name, parent: 'my-team' });
        const actors = [owner, member, service.identity, join(owner, 'one', 'client@example.com')];
        const orgs = ['my-team', 'one', 'two'];
        for (const { who, org, cents, gpuCount } of wanted) {
          use(actors[who] ?? owner, orgs[org] ?? null, cents / 100, { gpuCount, seconds: 10 });
        }
        const sum = (rows: readonly Totals[], key: keyof Totals) => rows.reduce((total, row) => total + row[key], 0);
        const usage = ok(owner, 'usage', { org: 'my-team' });
        const { lines } = ok(owner, 'billing', { org: 'my-team' });
        const truth = wanted.reduce((total, one) => total + one.cents, 0) / 100;
        expect(usage.total.usd).toBeCloseTo(truth, 5);
        expect(usage.total.jobs).toBe(wanted.length);
        for (const key of ['usd', 'gpu_seconds', 'jobs'] as const) {
          expect(sum([...usage.members, ...usage.service_accounts], key)).toBeCloseTo(usage.total[key], 4);
          expect(sum(lines, key)).toBeCloseTo(usage.total[key], 4);
        }
      }),
      { numRuns: 40 },
    );
  });
});
