import { describe, expect, test } from '@jest/globals';
import fc from 'fast-check';
import { makeTeam, makeWorld } from './orgs-world.ts';

describe('service accounts for CI/CD', () => {
  test('creating one prints a token with the prefix gpt_sat_ and an id sa_…', () => {
    const { owner, ok } = makeTeam();
    const made = ok(owner, 'service-account-create', { org: 'my-team', name: 'github-actions' });
    expect(made).toMatchObject({ org: 'my-team', name: 'github-actions', created_by: 'owner@example.com' });
    expect(made['token']).toMatch(/^gpt_sat_[A-Za-z0-9]{40}$/);
    expect(made['id']).toMatch(/^sa_[a-z0-9]{6}$/);
  });

  test('the token is shown only once: no listing, log, usage or saved state holds it', () => {
    const { owner, service, ok, directory } = makeTeam();
    const verbs = ['service-account-list', 'audit', 'usage', 'billing', 'members', 'show'];
    const shown = verbs.map((verb) => ok(owner, verb, { org: 'my-team', all: true }));
    expect(JSON.stringify([shown, directory.save()])).not.toContain('gpt_sat_');
    expect(JSON.stringify(directory.save())).not.toContain(service.token.slice(8));
  });

  test('the token authenticates non-interactively, as the service account, in its own org without a switch', () => {
    const { service, identity } = makeTeam();
    expect(identity(service.token)).toEqual({
      kind: 'service-account',
      id: service.id,
      name: 'github-actions',
      org: 'my-team',
    });
  });

  test('listing shows all that work; revoked ones only when asked for', () => {
    const { owner, service, ok, serviceAccount } = makeTeam();
    const nightly = serviceAccount(owner, 'my-team', 'nightly');
    ok(owner, 'service-account-revoke', { org: 'my-team', id: service.id });
    const list = (all: boolean) => ok(owner, 'service-account-list', { org: 'my-team', all })['service_accounts'];
    expect(list(false)).toMatchObject([{ id: nightly.id, name: 'nightly', revoked_at: null }]);
    expect(list(true)).toMatchObject([
      { id: service.id, revoked_at: '2026-03-10T12:00:00.000Z' },
      { id: nightly.id, revoked_at: null },
    ]);
  });

  test('a listing tells when a token was last used', () => {
    const { owner, service, ok, pass, identity } = makeTeam();
    pass(3_600_000);
    identity(service.token);
    expect(ok(owner, 'service-account-list', { org: 'my-team' })['service_accounts']).toMatchObject([
      { last_used_at: '2026-03-10T13:00:00.000Z' },
    ]);
  });

  test('revoked tokens stop working immediately, and only the revoked one', () => {
    const { owner, service, ok, serviceAccount, directory, identity } = makeTeam();
    const other = serviceAccount(owner, 'my-team', 'other');
    ok(owner, 'service-account-revoke', { org: 'my-team', id: service.id });
    expect(directory.authenticate(service.token)).toMatchObject({ code: 10, error: 'token_revoked' });
    expect(identity(other.token).id).toBe(other.id);
  });

  test('revoking twice is no error; an unknown id, also of another org, is not found', () => {
    const { owner, service, outsider, ok, refused, serviceAccount } = makeTeam();
    const first = ok(owner, 'service-account-revoke', { org: 'my-team', id: service.id });
    expect(ok(owner, 'service-account-revoke', { org: 'my-team', id: service.id })).toEqual(first);
    ok(outsider, 'create', { name: 'Other' });
    const theirs = serviceAccount(outsider, 'other', 'ci');
    for (const id of ['sa_abc123', theirs.id]) {
      expect(refused(owner, 'service-account-revoke', { org: 'my-team', id })).toMatchObject({ code: 12 });
    }
  });

  test('each service account has its own identity in the audit log', () => {
    const { owner, service, ok, serviceAccount, directory } = makeTeam();
    const other = serviceAccount(owner, 'my-team', 'nightly');
    const at = '2026-03-10T12:00:01.000Z';
    for (const { id } of [service, other]) {
      directory.audit({ at, org: 'my-team', identity: id, action: 'run.start', target: 'job_1', detail: 'H100' });
    }
    const entries = ok(owner, 'audit', { org: 'my-team' }).entries.slice(-2);
    expect(entries).toEqual(
      [service, other].map(({ id }, index) => ({
        at,
        identity: { id, kind: 'service-account', name: ['github-actions', 'nightly'][index] },
        action: 'run.start',
        target: 'job_1',
        detail: 'H100',
      })),
    );
  });

  test('a service account runs workloads and manages nothing: it creates no org and no further account', () => {
    const { service, ok, refused } = makeTeam();
    expect(ok(service.identity, 'context', {})).toMatchObject({ org: 'my-team' });
    expect(refused(service.identity, 'create', { name: 'Mine' })).toMatchObject({ code: 1, error: 'forbidden' });
    const refusal = refused(service.identity, 'service-account-create', { name: 'more' });
    expect(refusal.message).toBe(
      "'service-account create' is for OWNER and ADMIN; you are a service account in my-team.",
    );
  });

  test("a service account switches to its own org and that org's sub-accounts, and back with no slug", () => {
    const { owner, service, ok, refused, serviceAccount } = makeTeam();
    ok(owner, 'create', { name: 'Client', parent: 'my-team' });
    expect(ok(service.identity, 'switch', { slug: 'client' })).toEqual({ org: 'client' });
    expect(ok(service.identity, 'switch', { org: 'client' })).toEqual({ org: 'my-team' });
    const bot = serviceAccount(owner, 'client', 'ci').identity;
    expect(refused(bot, 'switch', { slug: 'my-team' })).toMatchObject({ code: 12 });
  });

  test('a name is needed, and of a sensible length', () => {
    const { owner, refused } = makeTeam();
    for (const name of [undefined, ' ', 'x'.repeat(65)]) {
      expect(refused(owner, 'service-account-create', { org: 'my-team', name })).toMatchObject({ code: 2 });
    }
  });

  test('tokens and ids never repeat', () => {
    fc.assert(
      fc.property(fc.integer(), (seed) => {
        const { directory, identity } = makeWorld({ seed });
        const tokens = Array.from({ length: 50 }, () => directory.createToken());
        expect(new Set(tokens).size).toBe(50);
        expect(new Set(tokens.map((token) => identity(token).id)).size).toBe(50);
      }),
      { numRuns: 20 },
    );
  });
});

describe('the audit log', () => {
  test('every change of the org is one line under who made it', () => {
    const { owner, admin, member, service, ok } = makeTeam();
    ok(admin, 'role', { org: 'my-team', email: member.name, role: 'admin' });
    ok(admin, 'remove', { org: 'my-team', email: member.name });
    ok(admin, 'service-account-revoke', { org: 'my-team', id: service.id });
    ok(owner, 'plan', { org: 'my-team', plan: 'enterprise' });
    ok(owner, 'create', { name: 'Client', parent: 'my-team' });
    ok(owner, 'transfer', { slug: 'my-team', to: admin.name });
    const { entries } = ok(owner, 'audit', { org: 'my-team' });
    expect(entries.map((one) => `${one.identity.name} ${one.action} ${one.target}`)).toEqual([
      'owner@example.com org.create my-team',
      'owner@example.com member.invite admin@example.com',
      'admin@example.com member.accept admin@example.com',
      'owner@example.com member.invite member@example.com',
      'member@example.com member.accept member@example.com',
      `owner@example.com service-account.create ${service.id}`,
      'admin@example.com member.role member@example.com',
      'admin@example.com member.remove member@example.com',
      `admin@example.com service-account.revoke ${service.id}`,
      'owner@example.com plan.change my-team',
      'owner@example.com sub-account.create client',
      'owner@example.com org.transfer my-team',
    ]);
  });

  test('the newest entries are kept when a limit is given, and the limit is a whole number', () => {
    const { owner, ok, refused } = makeTeam();
    const { entries } = ok(owner, 'audit', { org: 'my-team', limit: 1 });
    expect(entries).toMatchObject([{ action: 'service-account.create' }]);
    for (const limit of [0, 1.5, '3'])
      expect(refused(owner, 'audit', { org: 'my-team', limit })).toMatchObject({ code: 2 });
  });
});
