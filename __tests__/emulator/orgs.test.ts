import { describe, expect, test } from '@jest/globals';
import fc from 'fast-check';
import type { Totals } from '../../emulator/orgs/billing.ts';
import { ANONYMOUS } from '../../emulator/orgs/people.ts';
import type { Tier } from '../../emulator/orgs/types.ts';
import { actorOf, isRefusal, makeTeam, makeWorld, type Team } from './orgs-world.ts';

/** Who does what, and what comes back: fields of the answer, or the exit code of a refusal. */
type Step = readonly [who: string, verb: string, args: Record<string, unknown>, answer: number | object];

/**
 * The product's page on organizations, sentence by sentence. `my-team` is on the Business plan and active, with one person of each role, a
 * service account and an outsider. The verbs are those of the control plane; `pool` is the pool of the active organization.
 */
const RULES: Readonly<Record<string, Readonly<Record<string, readonly Step[]>>>> = {
  Concepts: {
    'an organization has a name, a unique slug and members': [
      [
        'outsider',
        'create',
        { name: 'Équipe #1' },
        { slug: 'equipe-1', name: 'Équipe #1', role: 'OWNER', plan: 'team' },
      ],
      ['outsider', 'create', { name: 'Équipe #1' }, { slug: 'equipe-1-2' }],
      ['outsider', 'create', { name: '!?' }, 2],
    ],
    'all use by members counts toward one pool, whatever their own plan': [
      ['member', 'plan', { org: undefined, plan: 'enterprise' }, { org: null, sessions: 50 }],
      ['owner', 'pool', {}, { poolId: 'my-team', limit: 25 }],
      ['member', 'pool', {}, { poolId: 'my-team', limit: 25 }],
      ['service', 'pool', {}, { poolId: 'my-team', limit: 25 }],
    ],
    'the CLI targets one organization at a time': [
      ['owner', 'create', { name: 'Other' }, {}],
      ['owner', 'switch', { org: 'other', slug: 'my-team' }, { org: 'my-team' }],
      ['owner', 'list', {}, { active: 'my-team', orgs: [{ active: true }, { slug: 'other', active: false }] }],
      ['outsider', 'switch', { slug: 'my-team' }, 12],
      ['outsider', 'switch', { slug: 'no-such-org' }, 12],
    ],
    'without an active organization, commands run under the personal account': [
      ['owner', 'switch', {}, { org: null }],
      ['member', 'pool', { org: undefined }, { org: null, tier: 'free', limit: 1 }],
      ['owner', 'invite', { org: undefined, email: 'bob@example.com' }, 2],
      ['member', 'whoami', { org: undefined }, { role: null, plan: 'free' }],
      ['member', 'whoami', {}, { role: 'MEMBER', plan: 'business' }],
    ],
    'each member has a role; OWNER is not a role to give': [
      ['owner', 'invite', { email: 'bob@example.com' }, {}],
      [
        'member',
        'members',
        {},
        {
          members: [{ role: 'OWNER' }, { role: 'ADMIN' }, { role: 'MEMBER', email: 'member@example.com' }],
          invitations: [],
        },
      ],
      ['admin', 'members', {}, { invitations: [{ email: 'bob@example.com' }] }],
      ['owner', 'role', { email: 'member@example.com', role: 'owner' }, 2],
      ['owner', 'role', { email: 'x@example.com', role: 'admin' }, 12],
      ['admin', 'role', { email: 'owner@example.com', role: 'member' }, 1],
      ['admin', 'remove', { email: 'owner@example.com' }, 1],
      ['admin', 'role', { email: 'member@example.com', role: 'admin' }, { role: 'ADMIN' }],
    ],
    'a MEMBER may leave, and is out at once': [
      ['member', 'remove', { email: 'admin@example.com' }, 1],
      ['member', 'remove', { email: 'member@example.com' }, { removed: true }],
      ['member', 'usage', {}, 12],
      ['member', 'list', {}, { active: null, orgs: [] }],
      ['member', 'accept', { target: 'my-team' }, 12],
    ],
  },
  'Getting Started': {
    'an invitation is for a MEMBER unless --role admin is given': [
      ['owner', 'invite', { email: 'bob@example.com' }, { role: 'MEMBER' }],
      ['owner', 'invite', { email: 'BOB@example.com', role: 'admin' }, { role: 'ADMIN' }],
      ['owner', 'members', {}, { invitations: [{ email: 'bob@example.com', role: 'ADMIN' }] }],
      ['owner', 'invite', { email: 'member@example.com' }, 1],
      ['owner', 'invite', { email: 'bob' }, 2],
    ],
    'members can run workloads immediately after accepting, not before': [
      ['owner', 'invite', { email: 'bob@example.com' }, {}],
      ['bob@example.com', 'list', { org: undefined }, { invitations: [{ org: 'my-team', role: 'MEMBER' }] }],
      ['bob@example.com', 'context', { slug: 'my-team' }, 12],
      ['outsider', 'accept', { target: 'my-team' }, 12],
      ['service', 'accept', { target: 'my-team' }, 12],
      ['bob@example.com', 'accept', { target: 'my-team' }, { org: 'my-team', role: 'MEMBER' }],
      ['bob@example.com', 'context', { slug: 'my-team' }, { org: 'my-team' }],
      ['bob@example.com', 'accept', { target: 'my-team' }, 12],
    ],
  },
  'Sub-Accounts': {
    "a sub-account is created with --parent, on the parent's plan and in its pool": [
      [
        'owner',
        'create',
        { name: 'Client', parent: 'my-team' },
        { slug: 'client', parent: 'my-team', plan: 'business' },
      ],
      ['owner', 'pool', { org: 'client' }, { poolId: 'my-team', limit: 25 }],
      ['owner', 'plan', { plan: 'enterprise' }, { sessions: 50 }],
      ['owner', 'show', { org: 'client' }, { plan: 'enterprise', sessions: 50 }],
      ['owner', 'plan', { org: 'client', plan: 'team' }, 2],
      ['owner', 'create', { name: 'X', parent: 'client' }, 1],
    ],
    'members of a sub-account see only their own organization': [
      ['owner', 'create', { name: 'Client', parent: 'my-team' }, {}],
      ['owner', 'create', { name: 'Sibling', parent: 'my-team' }, {}],
      ['owner', 'invite', { org: 'client', email: 'c@example.com', role: 'admin' }, {}],
      ['c@example.com', 'accept', { target: 'client' }, {}],
      ['c@example.com', 'list', { org: 'client' }, { orgs: [{ slug: 'client', parent: null }] }],
      ['c@example.com', 'switch', { slug: 'my-team' }, 12],
      ['c@example.com', 'switch', { slug: 'sibling' }, 12],
      ['admin', 'switch', { slug: 'client' }, 12],
      ['member', 'switch', { slug: 'client' }, 12],
      ['service', 'switch', { slug: 'client' }, { org: 'client' }],
    ],
    "the parent's owner keeps access to a sub-account that somebody else owns": [
      ['owner', 'create', { name: 'Client', parent: 'my-team' }, {}],
      ['owner', 'invite', { org: 'client', email: 'c@example.com' }, {}],
      ['c@example.com', 'accept', { target: 'client' }, {}],
      ['owner', 'transfer', { slug: 'client', to: 'c@example.com' }, {}],
      ['owner', 'remove', { org: 'client', email: 'owner@example.com' }, {}],
      ['owner', 'switch', { slug: 'client' }, { org: 'client' }],
      ['owner', 'transfer', { slug: 'client', to: 'owner@example.com' }, 1],
    ],
  },
  'Service Accounts': {
    'creating one gives a token, and the account acts in its own organization without a switch': [
      [
        'owner',
        'service-account-create',
        { name: 'ci' },
        {
          name: 'ci',
          org: 'my-team',
          token: expect.stringMatching(/^gpt_sat_\w{40}$/),
          id: expect.stringMatching(/^sa_\w{6}$/),
        },
      ],
      ['owner', 'service-account-create', { name: ' ' }, 2],
      ['service', 'context', { org: undefined }, { kind: 'service-account', org: 'my-team' }],
      ['service', 'create', { name: 'Mine' }, 1],
    ],
    'listing shows those that work; revoking names an id and is no error twice': [
      ['owner', 'service-account-list', {}, { service_accounts: [{ name: 'github-actions', revoked_at: null }] }],
      ['owner', 'service-account-revoke', { id: 'SERVICE' }, {}],
      ['owner', 'service-account-revoke', { id: 'SERVICE' }, {}],
      ['owner', 'service-account-revoke', { id: 'sa_abc123' }, 12],
      ['owner', 'service-account-list', {}, { service_accounts: [] }],
      ['owner', 'service-account-list', { all: true }, { service_accounts: [{ name: 'github-actions' }] }],
    ],
  },
  'Security notes': {
    'a revoked token stops immediately': [
      ['admin', 'service-account-revoke', { id: 'SERVICE' }, {}],
      ['service', 'login again', {}, 10],
    ],
    'each account has its own identity in the audit log': [
      ['admin', 'service-account-revoke', { id: 'SERVICE' }, {}],
      [
        'owner',
        'audit',
        { limit: 1 },
        { entries: [{ identity: { name: 'admin@example.com', kind: 'user' }, action: 'service-account.revoke' }] },
      ],
      ['owner', 'audit', { limit: 0 }, 2],
    ],
  },
  'Transferring Ownership': {
    'it is immediate, and the previous owner becomes an ADMIN': [
      [
        'owner',
        'transfer',
        { slug: 'my-team', to: 'Member@Example.com' },
        { owner: 'member@example.com', your_role: 'ADMIN' },
      ],
      ['member', 'show', {}, { role: 'OWNER' }],
      ['owner', 'show', {}, { role: 'ADMIN' }],
      ['owner', 'transfer', { slug: 'my-team', to: 'owner@example.com' }, 1],
    ],
    'the recipient must already be a member': [
      ['owner', 'invite', { email: 'bob@example.com' }, {}],
      ['owner', 'transfer', { slug: 'my-team', to: 'bob@example.com' }, 12],
      ['owner', 'transfer', { slug: 'my-team', to: 'outsider@example.com' }, 12],
      ['owner', 'transfer', { slug: 'my-team', to: 'owner@example.com' }, 1],
      ['owner', 'transfer', { slug: 'my-team', to: 'alice' }, 2],
    ],
  },
  'Not on the page': {
    'a deleted organization is gone with its tokens, and keeps its slug': [
      ['owner', 'create', { name: 'Client', parent: 'my-team' }, {}],
      ['owner', 'delete', { slug: 'my-team' }, 1],
      ['owner', 'delete', { slug: 'client' }, {}],
      ['owner', 'delete', { slug: 'my-team' }, {}],
      ['member', 'show', {}, 12],
      ['service', 'login again', {}, 10],
      ['owner', 'create', { name: 'My Team' }, { slug: 'my-team-2' }],
    ],
    'a verb that does not exist is a usage error': [
      ['owner', 'frobnicate', {}, 2],
      ['owner', 'constructor', {}, 2],
    ],
  },
};

function take(team: Team, [who, verb, args, answer]: Step): void {
  const id = args['id'] === 'SERVICE' ? { id: team.service.id } : {};
  const filled: Record<string, unknown> = { org: 'my-team', ...args, ...id };
  const org = typeof filled['org'] === 'string' ? filled['org'] : null;
  const found =
    verb === 'login again'
      ? team.directory.authenticate(team.service.token)
      : verb === 'pool'
        ? team.directory.pool({ ...actorOf(team, who), org })
        : team.directory.handle(actorOf(team, who), verb, filled);
  if (typeof answer === 'number') expect([verb, found]).toMatchObject([verb, { code: answer }]);
  else expect([verb, 'data' in found ? found.data : found]).toMatchObject([verb, answer]);
}

describe.each(Object.entries(RULES))('%s', (_, rules) => {
  test.each(Object.entries(rules))('%s', (_says, steps) => {
    const team = makeTeam('business');
    for (const step of steps) take(team, step);
  });
});

/** The page's table. */
const TIERS: readonly (readonly [tier: Tier, sessions: number, orgs: boolean, children: boolean, accounts: boolean])[] =
  [
    ['free', 1, false, false, false],
    ['pro', 3, false, false, false],
    ['team', 10, true, false, true],
    ['business', 25, true, true, true],
    ['enterprise', 50, true, true, true],
  ];

describe('Billing Tiers', () => {
  test.each(TIERS)('%s: %i sessions, organizations %s, sub-accounts %s, service accounts %s', (tier, limit, ...has) => {
    const { person, directory } = makeWorld();
    const team = makeTeam('business');
    team.ok(team.owner, 'plan', { org: 'my-team', plan: tier });
    const { identity } = person('a@example.com', tier);
    expect(directory.pool(identity)).toMatchObject({ org: null, tier, limit });
    const answers = [
      directory.handle(identity, 'create', { name: 'My Team' }),
      team.directory.handle(team.owner, 'create', { name: 'Client', parent: 'my-team' }),
      team.directory.handle(team.owner, 'service-account-create', { org: 'my-team', name: 'ci' }),
    ];
    const refused = { code: 11, error: 'plan_required' };
    expect(answers).toMatchObject(has.map((included) => (included ? { ok: true } : refused)));
    // What exists stays on a lower plan.
    expect(team.directory.pool(team.service.identity)).toMatchObject({ tier, limit });
  });

  test('only Enterprise has a number of sessions by agreement, 50 or more', () => {
    const { owner, directory } = makeTeam('team');
    const plan = (tier: Tier, sessions?: number) =>
      directory.handle(owner, 'plan', { org: 'my-team', plan: tier, ...(sessions === undefined ? {} : { sessions }) });
    expect(plan('enterprise', 120)).toMatchObject({ data: { sessions: 120 } });
    expect(plan('enterprise')).toMatchObject({ data: { sessions: 50 } });
    expect([plan('enterprise', 49), plan('team', 60)]).toMatchObject([{ code: 2 }, { code: 2 }]);
  });
});

const STANDINGS = ['owner', 'admin', 'member', 'service', 'outsider'] as const;

/** Exit codes in the order of STANDINGS; 0 is allowed. */
const PERMISSIONS: readonly (readonly [string, Record<string, unknown>, readonly number[]])[] = [
  ['switch', { slug: 'my-team' }, [0, 0, 0, 0, 12]],
  ['show', {}, [0, 0, 0, 0, 12]],
  ['usage', {}, [0, 0, 0, 0, 12]],
  ['members', {}, [0, 0, 0, 1, 12]],
  ['invite', { email: 'new@example.com' }, [0, 0, 1, 1, 12]],
  ['role', { email: 'member@example.com', role: 'admin' }, [0, 0, 1, 1, 12]],
  ['remove', { email: 'extra@example.com' }, [0, 0, 1, 1, 12]],
  ['service-account-create', { name: 'ci' }, [0, 0, 1, 1, 12]],
  ['service-account-list', {}, [0, 0, 1, 1, 12]],
  ['service-account-revoke', { id: 'SPARE' }, [0, 0, 1, 1, 12]],
  ['audit', {}, [0, 0, 1, 1, 12]],
  ['billing', {}, [0, 1, 1, 1, 12]],
  ['plan', { plan: 'enterprise' }, [0, 1, 1, 1, 12]],
  ['create', { name: 'Client', parent: 'my-team' }, [0, 1, 1, 1, 12]],
  ['transfer', { slug: 'my-team', to: 'admin@example.com' }, [0, 1, 1, 1, 12]],
  ['delete', { slug: 'my-team' }, [0, 1, 1, 1, 12]],
];

test.each(PERMISSIONS)('Roles: %s, and a refusal changes nothing', (verb, args, codes) => {
  const found = STANDINGS.map((standing) => {
    const team = makeTeam('business');
    team.join(team.owner, 'my-team', 'extra@example.com');
    const spare = team.serviceAccount(team.owner, 'my-team', 'spare');
    const before = team.directory.save();
    const id = args['id'] === 'SPARE' ? { id: spare.id } : {};
    const answer = team.directory.handle(actorOf(team, standing), verb, { org: 'my-team', ...args, ...id });
    if (!isRefusal(answer)) return 0;
    expect(team.directory.save()).toEqual(before);
    return answer.code;
  });
  expect(found).toEqual(codes);
});

describe('usage and billing', () => {
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

  test("the parent's owner sees use by member, service account and sub-account, also after they are gone", () => {
    const { owner, member, service, ok } = withClient();
    const before = ok(owner, 'usage', { org: 'my-team' });
    expect(before).toMatchObject({
      month: '2026-03',
      total: { jobs: 3, gpu_seconds: 320, usd: 4.75 },
      members: [
        { name: 'member@example.com', jobs: 1, gpu_seconds: 200, usd: 1.5 },
        { name: 'client@example.com', usd: 3 },
      ],
      service_accounts: [{ name: 'github-actions', usd: 0.25 }],
      sub_accounts: [{ org: 'client', usd: 3 }],
    });
    ok(owner, 'remove', { org: 'my-team', email: member.name });
    ok(owner, 'service-account-revoke', { org: 'my-team', id: service.id });
    ok(owner, 'delete', { slug: 'client' });
    expect(ok(owner, 'usage', { org: 'my-team' })).toEqual(before);
  });

  test("the parent's bill covers all sub-accounts; others see their own part", () => {
    const { owner, admin, member, service, client, ok } = withClient();
    expect(ok(owner, 'billing', { org: 'my-team' })).toMatchObject({
      billed_to: 'my-team',
      total: { usd: 4.75 },
      lines: [
        { org: 'my-team', sub_account: false, usd: 1.75 },
        { org: 'client', sub_account: true, usd: 3 },
      ],
    });
    const seen = [admin, member, service.identity].map((who) => ok(who, 'usage', { org: 'my-team' }).total.usd);
    expect(seen).toEqual([1.75, 1.5, 0.25]);
    expect(ok(member, 'usage')).toMatchObject({ org: null, total: { usd: 40 } });
    ok(owner, 'transfer', { slug: 'client', to: client.name });
    const bill = ok(client, 'billing', { org: 'client' });
    expect(bill).toMatchObject({ billed_to: null, total: { usd: 3 } });
    expect(JSON.stringify(bill)).not.toContain('my-team');
  });

  test('a month is a calendar month in UTC; idle time costs money and is not a job', () => {
    const { owner, member, ok, use, pass, refused } = withClient();
    pass(30 * 24 * 3_600_000);
    use(member, 'my-team', 0.5, { jobId: '' });
    for (const usd of [0.1, 0.2]) use(member, 'my-team', usd, { jobId: 'job_same' });
    const { total } = ok(owner, 'usage', { org: 'my-team', month: '2026-04' });
    expect(total).toEqual({ jobs: 1, gpu_seconds: 180, usd: 0.8 });
    expect(refused(owner, 'billing', { org: 'my-team', month: '2026-13' })).toMatchObject({ code: 2 });
  });

  test('every way of adding up the bill gives the same sum', () => {
    const entries = fc.array(fc.record({ who: fc.nat(3), org: fc.nat(2), cents: fc.nat(100_000) }), { maxLength: 40 });
    fc.assert(
      fc.property(entries, (wanted) => {
        const { owner, member, service, ok, use, join } = makeTeam('business');
        for (const name of ['One', 'Two']) ok(owner, 'create', { name, parent: 'my-team' });
        const actors = [owner, member, service.identity, join(owner, 'one', 'client@example.com')];
        const orgs = ['my-team', 'one', 'two'];
        for (const { who, org, cents } of wanted) use(actors[who] ?? owner, orgs[org] ?? null, cents / 100);
        const sum = (rows: readonly Totals[], key: keyof Totals) => rows.reduce((total, row) => total + row[key], 0);
        const usage = ok(owner, 'usage', { org: 'my-team' });
        const { lines } = ok(owner, 'billing', { org: 'my-team' });
        expect(usage.total.usd).toBeCloseTo(wanted.reduce((total, { cents }) => total + cents, 0) / 100, 5);
        for (const key of ['usd', 'gpu_seconds', 'jobs'] as const) {
          expect(sum([...usage.members, ...usage.service_accounts], key)).toBeCloseTo(usage.total[key], 4);
          expect(sum(lines, key)).toBeCloseTo(usage.total[key], 4);
        }
      }),
      { numRuns: 40 },
    );
  });
});

describe('tokens', () => {
  test('a token is shown once: no listing and no saved state holds it', () => {
    const { owner, service, ok, directory } = makeTeam();
    const verbs = ['service-account-list', 'audit', 'usage', 'billing', 'members', 'show'];
    const shown = verbs.map((verb) => ok(owner, verb, { org: 'my-team', all: true }));
    expect(JSON.stringify([shown, directory.save()])).not.toContain(service.token.slice(8));
  });

  test('no token, an unknown token and an ended login are refused with exit code 10; login needs none', () => {
    const { directory, person } = makeWorld();
    const { token, identity } = person('Alice@example.com', 'pro');
    expect(person('alice@example.com').identity).toEqual(identity);
    directory.revoke(token);
    const errors = [undefined, 'gpt_sat_nonsense', token].map((one) => directory.authenticate(one));
    expect(errors).toMatchObject([
      { code: 10, error: 'auth_required' },
      { code: 10, error: 'invalid_token' },
      { code: 10, error: 'token_revoked' },
    ]);
    expect(directory.handle(ANONYMOUS, 'list', {})).toMatchObject({ code: 10 });
    expect(directory.handle(ANONYMOUS, 'login', { email: 'nobody' })).toMatchObject({ code: 2 });
  });

  test('a start seeds my-team with a service account, its pool and its plan', () => {
    const { directory, identity, person, ok } = makeWorld({ tier: 'pro', sessions: 2 });
    const { token, org } = directory.seed();
    expect(identity(token)).toMatchObject({ kind: 'service-account', org });
    expect(directory.pool(identity(token))).toMatchObject({ poolId: 'my-team', tier: 'pro', limit: 2 });
    expect(identity(directory.createToken({ org: 'other' })).org).toBe('other');
    ok(person('owner@example.com').identity, 'delete', { slug: 'my-team' });
    expect([directory.seed().org, directory.seed().org]).toEqual(['my-team-2', 'my-team-2']);
  });
});
