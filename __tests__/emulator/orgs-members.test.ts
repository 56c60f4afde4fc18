import { describe, expect, test } from '@jest/globals';
import fc from 'fast-check';
import { allows, PERMISSIONS, type Permission } from '../../emulator/orgs/roles.ts';
import { ANONYMOUS } from '../../emulator/orgs/people.ts';
import { isRefusal, makeTeam, makeWorld } from './orgs-world.ts';

describe('inviting team members', () => {
  test('an invitation is for a MEMBER unless --role admin is given', () => {
    const { owner, ok } = makeTeam();
    expect(ok(owner, 'invite', { org: 'my-team', email: 'bob@example.com' })).toMatchObject({ role: 'MEMBER' });
    const alice = ok(owner, 'invite', { org: 'my-team', email: 'alice@example.com', role: 'admin' });
    expect(alice).toMatchObject({ org: 'my-team', email: 'alice@example.com', role: 'ADMIN' });
    expect(alice['id']).toMatch(/^inv_[a-z0-9]{6}$/);
  });

  test('members receive an invitation and can run workloads immediately after accepting, not before', () => {
    const { owner, person, ok, refused, directory } = makeTeam();
    ok(owner, 'invite', { org: 'my-team', email: 'bob@example.com' });
    const bob = person('bob@example.com', 'free').identity;
    expect(ok(bob, 'list')).toMatchObject({ orgs: [], invitations: [{ org: 'my-team', role: 'MEMBER' }] });
    expect(refused(bob, 'context', { slug: 'my-team' })).toMatchObject({ code: 12 });
    expect(ok(bob, 'accept', { target: 'my-team' })).toEqual({ org: 'my-team', role: 'MEMBER' });
    expect(directory.pool(ok(bob, 'context', { slug: 'my-team' }))).toMatchObject({ limit: 25 });
    expect(ok(bob, 'list')).toMatchObject({ orgs: [{ slug: 'my-team' }], invitations: [] });
  });

  test('an invitation is accepted by its id too, and once', () => {
    const { owner, person, ok, refused } = makeTeam();
    const { id } = ok(owner, 'invite', { org: 'my-team', email: 'bob@example.com', role: 'admin' });
    const bob = person('bob@example.com').identity;
    expect(ok(bob, 'accept', { target: id })).toEqual({ org: 'my-team', role: 'ADMIN' });
    expect(refused(bob, 'accept', { target: id })).toMatchObject({ code: 12 });
  });

  test("nobody accepts another's invitation, not even with its id, and no service account does", () => {
    const { owner, outsider, service, ok, refused } = makeTeam();
    const { id } = ok(owner, 'invite', { org: 'my-team', email: 'bob@example.com' });
    for (const who of [outsider, service.identity, { ...service.identity, name: 'bob@example.com' }]) {
      expect(refused(who, 'accept', { target: id })).toMatchObject({ code: 12 });
    }
  });

  test('a second invitation replaces the first, and a member cannot be invited again', () => {
    const { owner, admin, ok, refused } = makeTeam();
    ok(owner, 'invite', { org: 'my-team', email: 'bob@example.com' });
    ok(admin, 'invite', { org: 'my-team', email: 'BOB@example.com', role: 'admin' });
    expect(ok(owner, 'members', { org: 'my-team' }).invitations).toMatchObject([
      { email: 'bob@example.com', role: 'ADMIN' },
    ]);
    const again = { org: 'my-team', email: admin.name };
    expect(refused(owner, 'invite', again)).toMatchObject({ code: 1, error: 'conflict' });
  });

  test('OWNER and unknown roles cannot be given', () => {
    const { owner, refused } = makeTeam();
    for (const role of ['owner', 'viewer']) {
      const args = { org: 'my-team', email: 'bob@example.com', role };
      expect(refused(owner, 'invite', args)).toMatchObject({ code: 2, error: 'usage' });
      expect(refused(owner, 'role', { ...args, email: 'member@example.com' })).toMatchObject({ code: 2 });
    }
  });

  test('the member list shows roles to every member, pending invitations to those who invite', () => {
    const { owner, member, ok } = makeTeam();
    ok(owner, 'invite', { org: 'my-team', email: 'bob@example.com' });
    expect(ok(member, 'members', { org: 'my-team' })).toMatchObject({
      members: [
        { email: 'owner@example.com', role: 'OWNER' },
        { email: 'admin@example.com', role: 'ADMIN' },
        { email: 'member@example.com', role: 'MEMBER' },
      ],
      invitations: [],
    });
  });
});

describe('changing a role and removing a member', () => {
  test('an ADMIN makes a MEMBER an ADMIN and back', () => {
    const { admin, member, ok } = makeTeam();
    ok(admin, 'role', { org: 'my-team', email: member.name, role: 'admin' });
    ok(member, 'invite', { org: 'my-team', email: 'new@example.com' });
    ok(admin, 'role', { org: 'my-team', email: member.name, role: 'member' });
    expect(ok(member, 'show', { slug: 'my-team' })).toMatchObject({ role: 'MEMBER' });
  });

  test("the OWNER's role changes only by a transfer, and the OWNER cannot be removed", () => {
    const { owner, admin, refused } = makeTeam();
    for (const who of [owner, admin]) {
      expect(refused(who, 'role', { org: 'my-team', email: owner.name, role: 'member' })).toMatchObject({ code: 1 });
      expect(refused(who, 'remove', { org: 'my-team', email: owner.name })).toMatchObject({ code: 1 });
    }
  });

  test('a removed member is out at once; a MEMBER may leave but not remove others', () => {
    const { admin, member, ok, refused } = makeTeam();
    expect(refused(member, 'remove', { org: 'my-team', email: admin.name })).toMatchObject({ code: 1 });
    ok(member, 'remove', { org: 'my-team', email: member.name });
    expect(refused(member, 'context', { slug: 'my-team' })).toMatchObject({ code: 12 });
    expect(refused(admin, 'remove', { org: 'my-team', email: member.name })).toMatchObject({ code: 12 });
  });

  test('a removed member does not come back by an old invitation', () => {
    const { owner, member, ok, refused } = makeTeam();
    ok(owner, 'remove', { org: 'my-team', email: member.name });
    expect(refused(member, 'accept', { target: 'my-team' })).toMatchObject({ code: 12 });
  });

  test('a role change without a role, or for somebody who is no member, is refused', () => {
    const { owner, refused } = makeTeam();
    expect(refused(owner, 'role', { org: 'my-team', email: 'member@example.com' })).toMatchObject({ code: 2 });
    const stranger = { org: 'my-team', email: 'x@example.com', role: 'admin' };
    expect(refused(owner, 'role', stranger)).toMatchObject({ code: 12 });
  });
});

const STANDINGS = ['OWNER', 'ADMIN', 'MEMBER', 'SERVICE', 'OUTSIDER'] as const;

/** Exit codes by standing, in the order of STANDINGS; 0 is allowed. */
const TABLE: readonly (readonly [string, Record<string, unknown>, readonly number[]])[] = [
  ['switch', { slug: 'my-team' }, [0, 0, 0, 0, 12]],
  ['context', { slug: 'my-team' }, [0, 0, 0, 0, 12]],
  ['show', {}, [0, 0, 0, 0, 12]],
  ['usage', {}, [0, 0, 0, 0, 12]],
  ['members', {}, [0, 0, 0, 1, 12]],
  ['invite', { email: 'new@example.com' }, [0, 0, 1, 1, 12]],
  ['role', { email: 'member@example.com', role: 'admin' }, [0, 0, 1, 1, 12]],
  ['remove', { email: 'extra@example.com' }, [0, 0, 1, 1, 12]],
  ['service-account-create', { name: 'ci' }, [0, 0, 1, 1, 12]],
  ['service-account-list', {}, [0, 0, 1, 1, 12]],
  ['service-account-revoke', { id: 'SA' }, [0, 0, 1, 1, 12]],
  ['audit', {}, [0, 0, 1, 1, 12]],
  ['billing', {}, [0, 1, 1, 1, 12]],
  ['plan', { plan: 'enterprise' }, [0, 1, 1, 1, 12]],
  ['create', { name: 'Client', parent: 'my-team' }, [0, 1, 1, 1, 12]],
  ['transfer', { slug: 'my-team', to: 'admin@example.com' }, [0, 1, 1, 1, 12]],
  ['delete', { slug: 'my-team' }, [0, 1, 1, 1, 12]],
];

describe('roles: OWNER full control, ADMIN members and service accounts, MEMBER run workloads', () => {
  const cases = TABLE.flatMap(([verb, args, codes]) =>
    STANDINGS.map((standing, column) => ({ verb, args, standing, code: codes[column] ?? NaN })),
  );

  test.each(cases)('$standing: $verb → $code', ({ verb, args, standing, code }) => {
    const team = makeTeam('business');
    team.join(team.owner, 'my-team', 'extra@example.com');
    const spare = team.serviceAccount(team.owner, 'my-team', 'spare');
    const who = {
      OWNER: team.owner,
      ADMIN: team.admin,
      MEMBER: team.member,
      SERVICE: team.service.identity,
      OUTSIDER: team.outsider,
    }[standing];
    const filled = { org: 'my-team', ...args, ...(args['id'] === 'SA' ? { id: spare.id } : {}) };
    const answer = team.directory.handle(who, verb, filled);
    expect(isRefusal(answer) ? answer.code : 0).toBe(code);
    if (isRefusal(answer)) expect(answer.message).toMatch(/^[A-Z'].*\.$/s);
  });

  test('every permission is held by the OWNER, and a role never may what the role above it may not', () => {
    fc.assert(
      fc.property(fc.constantFrom(...(Object.keys(PERMISSIONS) as Permission[])), (permission) => {
        expect(allows(permission, 'OWNER')).toBe(true);
        if (allows(permission, 'MEMBER')) expect(allows(permission, 'ADMIN')).toBe(true);
        if (allows(permission, 'SERVICE')) expect(allows(permission, 'MEMBER')).toBe(true);
      }),
    );
  });

  test('a refused verb changes nothing', () => {
    fc.assert(
      fc.property(fc.constantFrom(...cases.filter((one) => one.code !== 0)), ({ verb, args, standing }) => {
        const team = makeTeam();
        const who = { OWNER: team.owner, ADMIN: team.admin, MEMBER: team.member, OUTSIDER: team.outsider };
        const actor = standing === 'SERVICE' ? team.service.identity : who[standing];
        const before = team.directory.save();
        team.directory.handle(actor, verb, { org: 'my-team', ...args });
        expect(team.directory.save()).toEqual(before);
      }),
      { numRuns: 40 },
    );
  });
});

describe('login (the stand-in for the browser)', () => {
  test('each login has a token of its own, for one person with one id', () => {
    const { person } = makeWorld();
    const [first, second] = [person('Alice@example.com', 'pro'), person('alice@example.com')];
    expect(first.token).toMatch(/^gpt_usr_[A-Za-z0-9]{40}$/);
    expect(second.token).not.toBe(first.token);
    expect(second.identity).toEqual(first.identity);
    expect(first.identity).toMatchObject({ kind: 'user', name: 'alice@example.com', org: null });
  });

  test('no token, an unknown token and an ended login are refused with exit code 10', () => {
    const { directory, person } = makeWorld();
    const { token } = person('alice@example.com');
    directory.revoke(token);
    expect(directory.authenticate(undefined)).toMatchObject({ code: 10, error: 'auth_required' });
    expect(directory.authenticate('')).toMatchObject({ code: 10, error: 'auth_required' });
    expect(directory.authenticate('gpt_sat_nonsense')).toMatchObject({ code: 10, error: 'invalid_token' });
    expect(directory.authenticate(token)).toMatchObject({ code: 10, error: 'token_revoked' });
  });

  test('without an identity, login is the only verb', () => {
    const { refused, person } = makeWorld();
    person('alice@example.com');
    for (const verb of ['list', 'create', 'accept', 'usage', 'switch']) {
      expect(refused(ANONYMOUS, verb, { name: 'x', target: 'x' })).toMatchObject({ code: 10 });
    }
    expect(refused(ANONYMOUS, 'login', { email: 'nobody' })).toMatchObject({ code: 2 });
    expect(refused(ANONYMOUS, 'login', { email: 'a@example.com', plan: 'gold' })).toMatchObject({ code: 2 });
  });
});
