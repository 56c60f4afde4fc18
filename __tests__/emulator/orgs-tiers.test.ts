import { describe, expect, test } from '@jest/globals';
import fc from 'fast-check';
import { TIERS } from '../../emulator/orgs/tiers.ts';
import type { Tier } from '../../emulator/orgs/types.ts';
import { isRefusal, makeTeam, makeWorld } from './orgs-world.ts';

/** The page's table, row by row. */
const TABLE: readonly {
  tier: Tier;
  sessions: number;
  orgs: boolean;
  subAccounts: boolean;
  serviceAccounts: boolean;
}[] = [
  { tier: 'free', sessions: 1, orgs: false, subAccounts: false, serviceAccounts: false },
  { tier: 'pro', sessions: 3, orgs: false, subAccounts: false, serviceAccounts: false },
  { tier: 'team', sessions: 10, orgs: true, subAccounts: false, serviceAccounts: true },
  { tier: 'business', sessions: 25, orgs: true, subAccounts: true, serviceAccounts: true },
  { tier: 'enterprise', sessions: 50, orgs: true, subAccounts: true, serviceAccounts: true },
];

describe('billing tiers', () => {
  test.each(TABLE)('$tier has $sessions concurrent sessions', ({ tier, sessions }) => {
    const { person, directory } = makeWorld();
    expect(directory.pool(person('a@example.com', tier).identity)).toMatchObject({ org: null, tier, limit: sessions });
  });

  test.each(TABLE)('$tier includes organizations: $orgs', ({ tier, sessions, orgs }) => {
    const { person, directory } = makeWorld();
    const answer = directory.handle(person('a@example.com', tier).identity, 'create', { name: 'My Team' });
    if (orgs) expect(answer).toMatchObject({ ok: true, data: { plan: tier, sessions } });
    else expect(answer).toMatchObject({ code: 11, error: 'plan_required' });
  });

  test.each(TABLE)('$tier includes sub-accounts: $subAccounts', ({ tier, subAccounts }) => {
    const { owner, ok, directory } = makeTeam('business');
    ok(owner, 'plan', { org: 'my-team', plan: tier });
    const answer = directory.handle(owner, 'create', { name: 'Client', parent: 'my-team' });
    if (subAccounts) expect(answer).toMatchObject({ ok: true, data: { slug: 'client', parent: 'my-team' } });
    else expect(answer).toMatchObject({ code: 11, error: 'plan_required' });
  });

  test.each(TABLE)('$tier includes service accounts: $serviceAccounts', ({ tier, serviceAccounts }) => {
    const { owner, ok, directory } = makeTeam('business');
    ok(owner, 'plan', { org: 'my-team', plan: tier });
    const answer = directory.handle(owner, 'service-account-create', { org: 'my-team', name: 'ci' });
    if (serviceAccounts) expect(answer).toMatchObject({ ok: true });
    else expect(answer).toMatchObject({ code: 11, error: 'plan_required' });
  });

  test('a refusal for the plan names the plans that include it and where to change it', () => {
    const { person, refused } = makeWorld();
    const { message } = refused(person('a@example.com', 'pro').identity, 'create', { name: 'X' });
    expect(message).toBe(
      "Organizations need a Team, Business or Enterprise plan; this account is on Pro. Run 'gpu upgrade' to change it.",
    );
  });

  test('Enterprise is 50 or a custom number above it; no other plan has a custom number', () => {
    const { owner, ok, refused } = makeTeam('team');
    const plan = { org: 'my-team', plan: 'enterprise' };
    expect(ok(owner, 'plan', plan)).toEqual({ org: 'my-team', plan: 'enterprise', sessions: 50 });
    expect(ok(owner, 'plan', { ...plan, sessions: 120 })).toMatchObject({ sessions: 120 });
    for (const sessions of [49, 50.5, '60']) {
      expect(refused(owner, 'plan', { ...plan, sessions })).toMatchObject({ code: 2 });
    }
    expect(refused(owner, 'plan', { org: 'my-team', plan: 'team', sessions: 60 })).toMatchObject({ code: 2 });
    expect(ok(owner, 'plan', { org: 'my-team', plan: 'team' })).toMatchObject({ sessions: 10 });
  });

  test("a person's own plan changes without an org, and a service account has none to change", () => {
    const { member, service, ok, refused } = makeTeam();
    expect(ok(member, 'plan', { plan: 'pro' })).toEqual({ org: null, plan: 'pro', sessions: 3 });
    expect(refused(member, 'plan', {})).toMatchObject({ code: 2 });
    expect(refused(service.identity, 'plan', { plan: 'pro' })).toMatchObject({ code: 1 });
  });

  test('a lowered plan keeps what the org has: its service account still runs, in the smaller pool', () => {
    const { owner, service, ok, identity, directory } = makeTeam('business');
    ok(owner, 'plan', { org: 'my-team', plan: 'pro' });
    expect(directory.pool(identity(service.token))).toMatchObject({ tier: 'pro', limit: 3 });
  });
});

describe('pooled sessions', () => {
  test('all members and service accounts of an org count against one pool', () => {
    const { owner, admin, member, service, ok, directory } = makeTeam('team');
    const people = [owner, admin, member].map((who) => ok(who, 'context', { slug: 'my-team' }));
    for (const who of [...people, service.identity]) {
      expect(directory.pool(who)).toEqual({ poolId: 'my-team', org: 'my-team', tier: 'team', limit: 10 });
    }
  });

  test("a member's own plan does not change the org's pool", () => {
    const { member, ok, directory } = makeTeam('team');
    ok(member, 'plan', { plan: 'enterprise' });
    expect(directory.pool({ ...member, org: 'my-team' }).limit).toBe(10);
  });

  test("sessions of sub-accounts count in the parent's pool", () => {
    const { owner, join, serviceAccount, ok, directory } = makeTeam('business');
    ok(owner, 'create', { name: 'Client', parent: 'my-team' });
    const client = join(owner, 'client', 'client@example.com');
    const bot = serviceAccount(owner, 'client', 'ci').identity;
    for (const who of [ok(client, 'context', { slug: 'client' }), bot]) {
      expect(directory.pool(who)).toEqual({ poolId: 'my-team', org: 'my-team', tier: 'business', limit: 25 });
    }
  });

  test('pools add up: one per root org and one per personal account, whatever the tree of orgs and people', () => {
    const roots = fc.array(
      fc.record({
        tier: fc.constantFrom<'business' | 'enterprise'>('business', 'enterprise'),
        children: fc.nat(3),
        members: fc.nat(3),
      }),
      { minLength: 1, maxLength: 4 },
    );
    fc.assert(
      fc.property(roots, (wanted) => {
        const { person, ok, join, serviceAccount, directory } = makeWorld();
        const limits = { business: 25, enterprise: 50 } as const;
        const pools = new Set<string>();
        for (const [index, { tier, children, members }] of wanted.entries()) {
          const owner = person(`owner${index}@example.com`, tier).identity;
          const root = ok(owner, 'create', { name: 'Root' }).slug;
          const slugs = [root];
          for (let n = 0; n < children; n += 1) {
            slugs.push(ok(owner, 'create', { name: 'Child', parent: root }).slug);
          }
          for (const slug of slugs) {
            const identities = [serviceAccount(owner, slug, 'ci').identity, ok(owner, 'context', { slug })];
            for (let n = 0; n < members; n += 1) {
              identities.push({ ...join(owner, slug, `${slug}.${n}@example.com`), org: slug });
            }
            for (const who of identities) {
              const limit = limits[tier];
              expect(directory.pool(who)).toEqual({ poolId: root, org: root, tier, limit });
              pools.add(directory.pool(who).poolId);
            }
          }
          expect(directory.pool(owner).poolId).toBe(`personal:${owner.id}`);
        }
        expect(pools.size).toBe(wanted.length);
      }),
      { numRuns: 30 },
    );
  });
});

describe('sub-accounts', () => {
  test('a sub-account is created with --parent, under the plan of its parent', () => {
    const { owner, ok } = makeTeam('business');
    expect(ok(owner, 'create', { name: 'Client Project', parent: 'my-team' })).toMatchObject({
      slug: 'client-project',
      sub_account: true,
      parent: 'my-team',
      role: 'OWNER',
      plan: 'business',
      sessions: 25,
    });
  });

  test('sub-account members see only their own org: neither the parent, nor its name, nor a sibling', () => {
    const { owner, join, ok, refused } = makeTeam('business');
    for (const name of ['Client', 'Sibling']) ok(owner, 'create', { name, parent: 'my-team' });
    const client = join(owner, 'client', 'client@example.com', 'admin');
    const seen = JSON.stringify([
      ok(client, 'list', { org: 'client' }),
      ok(client, 'show', { slug: 'client' }),
      ok(client, 'members', { org: 'client' }),
      ok(client, 'usage', { org: 'client' }),
    ]);
    expect(ok(client, 'list').orgs).toMatchObject([{ slug: 'client', parent: null }]);
    expect(seen).not.toMatch(/my-team|sibling/);
    for (const slug of ['my-team', 'sibling']) expect(refused(client, 'switch', { slug })).toMatchObject({ code: 12 });
  });

  test("the parent's owner sees and switches to its sub-accounts, also one owned by somebody else", () => {
    const { owner, join, ok } = makeTeam('business');
    ok(owner, 'create', { name: 'Client', parent: 'my-team' });
    join(owner, 'client', 'client@example.com');
    ok(owner, 'transfer', { slug: 'client', to: 'client@example.com' });
    ok(owner, 'remove', { org: 'client', email: owner.name });
    expect(ok(owner, 'switch', { slug: 'client' })).toEqual({ org: 'client' });
    expect(ok(owner, 'list').orgs).toMatchObject([{ slug: 'my-team' }, { slug: 'client' }]);
  });

  test("the parent's admins and members are outsiders in a sub-account", () => {
    const { owner, admin, member, ok, refused } = makeTeam('business');
    ok(owner, 'create', { name: 'Client', parent: 'my-team' });
    for (const who of [admin, member]) expect(refused(who, 'switch', { slug: 'client' })).toMatchObject({ code: 12 });
  });

  test("a sub-account follows its parent's plan, has none of its own, and cannot be a parent", () => {
    const { owner, ok, refused } = makeTeam('business');
    ok(owner, 'create', { name: 'Client', parent: 'my-team' });
    ok(owner, 'plan', { org: 'my-team', plan: 'enterprise' });
    expect(ok(owner, 'show', { slug: 'client' })).toMatchObject({ plan: 'enterprise', sessions: 50 });
    expect(refused(owner, 'plan', { org: 'client', plan: 'team' })).toMatchObject({ code: 2 });
    expect(refused(owner, 'create', { name: 'X', parent: 'client' })).toMatchObject({ code: 1, error: 'conflict' });
  });
});

describe("the operator's settings", () => {
  test.each(TIERS)('seed() makes my-team on plan %s with one service account that may run', (tier) => {
    const { directory, identity } = makeWorld({ tier });
    const { token, org } = directory.seed();
    expect(org).toBe('my-team');
    expect(directory.pool(identity(token))).toMatchObject({ poolId: 'my-team', tier });
    expect(identity(token)).toMatchObject({ kind: 'service-account', name: 'local-cloud', org: 'my-team' });
  });

  test('the seeded org is a Team org unless told otherwise, and --sessions sets its pool', () => {
    const plain = makeWorld();
    expect(plain.directory.pool(plain.identity(plain.directory.seed().token))).toMatchObject({
      tier: 'team',
      limit: 10,
    });
    const { directory, identity } = makeWorld({ sessions: 2 });
    expect(directory.pool(identity(directory.seed().token))).toMatchObject({ limit: 2 });
    expect(directory.pool(identity(directory.createToken({ org: 'other', name: 'x' })))).toMatchObject({
      poolId: 'other',
      limit: 2,
    });
  });

  test('a seeded org that was deleted is made anew once, under another slug', () => {
    const { directory, identity, person, ok } = makeWorld();
    directory.seed();
    ok(person('owner@example.com').identity, 'delete', { slug: 'my-team' });
    expect(directory.seed().org).toBe('my-team-2');
    expect(directory.seed().org).toBe('my-team-2');
    expect(identity(directory.createToken()).org).toBe('my-team-2');
  });

  test('createToken() makes further service accounts of the same org, and revoke() stops any token at once', () => {
    const { directory, identity } = makeWorld();
    const { token } = directory.seed();
    const second = directory.createToken({ name: 'second' });
    expect(identity(second).org).toBe('my-team');
    directory.revoke(second);
    directory.revoke('gpt_sat_unknown');
    expect(isRefusal(directory.authenticate(second))).toBe(true);
    expect(isRefusal(directory.authenticate(token))).toBe(false);
  });
});
