import { describe, expect, test } from '@jest/globals';
import fc from 'fast-check';
import { slugify, uniqueSlug } from '../../emulator/orgs/slug.ts';
import { makeTeam, makeWorld } from './orgs-world.ts';

describe('an organization is a named entity with a unique slug', () => {
  test('"My Team" becomes my-team', () => {
    const { person, ok } = makeWorld();
    const { identity } = person('owner@example.com', 'team');
    expect(ok(identity, 'create', { name: 'My Team' })).toEqual({
      slug: 'my-team',
      name: 'My Team',
      role: 'OWNER',
      sub_account: false,
      parent: null,
      plan: 'team',
      sessions: 10,
      created_at: '2026-03-10T12:00:00.000Z',
    });
  });

  test('a second org of the same name gets a slug of its own', () => {
    const { person, ok } = makeWorld();
    const { identity } = person('owner@example.com', 'team');
    const slugs = [1, 2, 3].map(() => ok(identity, 'create', { name: 'My Team' }).slug);
    expect(slugs).toEqual(['my-team', 'my-team-2', 'my-team-3']);
  });

  test('a deleted org keeps its slug: its usage is never read under a newer org', () => {
    const { owner, ok } = makeTeam();
    ok(owner, 'delete', { slug: 'my-team' });
    expect(ok(owner, 'create', { name: 'My Team' })).toMatchObject({ slug: 'my-team-2' });
  });

  test('a name without a letter or digit is a usage error', () => {
    const { owner, refused } = makeTeam();
    for (const name of ['', '   ', '!?', '漢字', 7]) {
      expect(refused(owner, 'create', { name })).toMatchObject({ code: 2, error: 'usage' });
    }
  });

  test('any name gives an empty slug or one of lower-case words joined by single hyphens', () => {
    fc.assert(
      fc.property(fc.string({ unit: 'grapheme', maxLength: 80 }), (name) => {
        expect(slugify(name)).toMatch(/^$|^(?=.{1,48}$)[a-z0-9]+(-[a-z0-9]+)*$/);
      }),
    );
  });

  test('a slug is its own slug, and accents do not matter', () => {
    fc.assert(
      fc.property(fc.string({ unit: 'grapheme' }), (name) => {
        expect(slugify(slugify(name))).toBe(slugify(name));
      }),
    );
    expect(slugify('Équipe Zürich — GPU #1')).toBe('equipe-zurich-gpu-1');
  });

  test('a unique slug is never one that is taken', () => {
    fc.assert(
      fc.property(
        fc.array(fc.constantFrom<string>('a', 'a-2', 'a-3', 'b')),
        fc.constantFrom<string>('a', 'b', 'c'),
        (taken, slug) => {
          const found = uniqueSlug(slug, (candidate) => taken.includes(candidate));
          expect(taken).not.toContain(found);
          expect(found.startsWith(slug)).toBe(true);
          if (!taken.includes(slug)) expect(found).toBe(slug);
        },
      ),
    );
  });
});

describe('active org context', () => {
  test('the CLI targets one org at a time: switching replaces the former org', () => {
    const { owner, ok } = makeTeam();
    ok(owner, 'create', { name: 'Other' });
    expect(ok(owner, 'switch', { slug: 'my-team', org: 'other' })).toEqual({ org: 'my-team' });
    expect(ok(owner, 'list', { org: 'my-team' })).toMatchObject({
      active: 'my-team',
      orgs: [
        { slug: 'my-team', active: true },
        { slug: 'other', active: false },
      ],
    });
  });

  test('after a switch, runs execute under that org and its session pool', () => {
    const { owner, ok, directory } = makeTeam();
    const context = ok(owner, 'context', { slug: 'my-team' });
    expect(context).toEqual({ ...owner, org: 'my-team' });
    expect(directory.pool(context)).toEqual({ poolId: 'my-team', org: 'my-team', tier: 'business', limit: 25 });
  });

  test('when no org is active, commands run under the personal account', () => {
    const { owner, ok, directory } = makeTeam();
    expect(ok(owner, 'switch', {})).toEqual({ org: null });
    const pool = directory.pool(ok(owner, 'context', {}));
    expect(pool).toEqual({ poolId: `personal:${owner.id}`, org: null, tier: 'business', limit: 25 });
  });

  test('switching to an org that is not yours is the same "not found" as to one that does not exist', () => {
    const { outsider, refused } = makeTeam();
    const [theirs, nobodys] = ['my-team', 'no-such-org'].map((slug) => refused(outsider, 'switch', { slug }));
    expect(theirs).toMatchObject({ code: 12, error: 'not_found' });
    expect(theirs?.message.replace('my-team', 'X')).toBe(nobodys?.message.replace('no-such-org', 'X'));
  });

  test('a verb on the active org without one is a usage error that names the switch', () => {
    const { owner, refused } = makeTeam();
    const refusal = refused(owner, 'invite', { email: 'a@example.com' });
    expect(refusal).toMatchObject({ code: 2, error: 'usage' });
    expect(refusal.message).toContain('gpu org switch');
  });

  test('someone removed from the org their client still names can list, and is told it is gone elsewhere', () => {
    const { owner, member, ok, refused } = makeTeam();
    ok(owner, 'remove', { org: 'my-team', email: member.name });
    expect(ok(member, 'list', { org: 'my-team' })).toEqual({ active: null, orgs: [], invitations: [] });
    expect(refused(member, 'usage', { org: 'my-team' })).toMatchObject({ code: 12 });
  });

  test('whoami names the identity, its org, its role there and the plan', () => {
    const { member, service, ok } = makeTeam();
    expect(ok(member, 'whoami', { org: 'my-team' })).toEqual({
      kind: 'user',
      id: member.id,
      name: 'member@example.com',
      org: 'my-team',
      role: 'MEMBER',
      plan: 'business',
    });
    expect(ok(member, 'whoami')).toMatchObject({ org: null, role: null, plan: 'free' });
    expect(ok(service.identity, 'whoami')).toMatchObject({ kind: 'service-account', org: 'my-team', role: 'SERVICE' });
  });
});

describe('transferring ownership', () => {
  test('ownership transfer is immediate: the recipient is OWNER and the previous owner becomes an ADMIN', () => {
    const { owner, member, ok } = makeTeam();
    expect(ok(owner, 'transfer', { slug: 'my-team', to: 'Member@Example.com' })).toEqual({
      org: 'my-team',
      owner: 'member@example.com',
      your_role: 'ADMIN',
    });
    expect(ok(member, 'show', { slug: 'my-team' })).toMatchObject({ role: 'OWNER' });
    expect(ok(owner, 'show', { slug: 'my-team' })).toMatchObject({ role: 'ADMIN' });
  });

  test('you must be the current OWNER', () => {
    const { owner, admin, member, ok, refused } = makeTeam();
    const args = { slug: 'my-team', to: member.name };
    expect(refused(admin, 'transfer', args)).toMatchObject({ code: 1, error: 'forbidden' });
    ok(owner, 'transfer', args);
    expect(refused(owner, 'transfer', args)).toMatchObject({ code: 1, error: 'forbidden' });
  });

  test("the parent's owner cannot transfer a sub-account that somebody else owns", () => {
    const { owner, join, ok, refused } = makeTeam();
    ok(owner, 'create', { name: 'Client', parent: 'my-team' });
    const client = join(owner, 'client', 'client@example.com');
    ok(owner, 'transfer', { slug: 'client', to: client.name });
    expect(refused(owner, 'transfer', { slug: 'client', to: owner.name })).toMatchObject({ code: 1 });
  });

  test('the recipient must already be a member: an outsider, an invited person and a stranger are not', () => {
    const { owner, outsider, ok, refused } = makeTeam();
    ok(owner, 'invite', { org: 'my-team', email: 'invited@example.com' });
    for (const to of [outsider.name, 'invited@example.com', 'stranger@example.com']) {
      expect(refused(owner, 'transfer', { slug: 'my-team', to })).toMatchObject({ code: 12, error: 'not_found' });
    }
  });

  test('transferring to oneself is refused, and a missing or malformed address is a usage error', () => {
    const { owner, refused } = makeTeam();
    expect(refused(owner, 'transfer', { slug: 'my-team', to: owner.name })).toMatchObject({ code: 1 });
    expect(refused(owner, 'transfer', { slug: 'my-team' })).toMatchObject({ code: 2 });
    expect(refused(owner, 'transfer', { slug: 'my-team', to: 'alice' })).toMatchObject({ code: 2 });
  });
});

describe('deletion', () => {
  test('the OWNER deletes an org; it is gone for everyone and its tokens stop', () => {
    const { owner, member, service, ok, refused, directory } = makeTeam();
    ok(owner, 'delete', { slug: 'my-team' });
    expect(refused(member, 'show', { slug: 'my-team' })).toMatchObject({ code: 12 });
    expect(directory.authenticate(service.token)).toMatchObject({ code: 10, error: 'token_revoked' });
    expect(directory.pool({ ...member, org: 'my-team' }).org).toBeNull();
  });

  test('an org with sub-accounts is not deleted before them', () => {
    const { owner, ok, refused } = makeTeam();
    ok(owner, 'create', { name: 'Client', parent: 'my-team' });
    expect(refused(owner, 'delete', { slug: 'my-team' })).toMatchObject({ code: 1, error: 'conflict' });
    ok(owner, 'delete', { slug: 'client' });
    ok(owner, 'delete', { slug: 'my-team' });
  });
});

test('an unknown verb, also one that every object has, is a usage error', () => {
  const { owner, refused } = makeTeam();
  for (const verb of ['frobnicate', 'constructor', 'toString', '']) {
    expect(refused(owner, verb)).toMatchObject({ code: 2, error: 'usage' });
  }
});
