import { describe, expect, test } from '@jest/globals';
import fc from 'fast-check';
import type { State } from '../../emulator/orgs/state.ts';
import type { Identity } from '../../emulator/orgs/types.ts';
import { makeWorld, type TestWorld } from './orgs-world.ts';

const EMAILS = ['a@example.com', 'b@example.com', 'c@example.com'];

/** One random step of one random actor; most are refused, which is part of the walk. */
const step = fc.record({
  actor: fc.nat(3),
  org: fc.constantFrom('my-team', 'client', 'other'),
  verb: fc.constantFrom(
    ...['create', 'invite', 'accept', 'role', 'remove', 'transfer', 'delete', 'plan', 'switch'],
    ...['service-account-create', 'service-account-revoke', 'usage', 'billing', 'audit'],
  ),
  name: fc.constantFrom('My Team', 'Client', 'Other'),
  parent: fc.constantFrom(undefined, 'my-team'),
  email: fc.constantFrom(...EMAILS),
  role: fc.constantFrom('admin', 'member'),
  plan: fc.constantFrom('free', 'team', 'business', 'enterprise'),
});
type Step = typeof step extends fc.Arbitrary<infer T> ? T : never;

function walk(world: TestWorld, steps: readonly Step[]): string[] {
  const people = EMAILS.map((email) => world.person(email, 'business').identity);
  world.ok(people[0] as Identity, 'create', { name: 'My Team' });
  const { token } = world.serviceAccount(people[0] as Identity, 'my-team', 'first');
  const actors = [...people, world.identity(token)];
  return [token, ...steps.flatMap((one) => take(world, actors[one.actor] as Identity, one))];
}

function take(world: TestWorld, who: Identity, { verb, org, email, name, parent, role, plan }: Step): string[] {
  const state = world.directory.save() as State;
  const account = state.orgs.find((one) => one.slug === org)?.serviceAccounts.at(-1)?.id;
  const needsSlug = ['transfer', 'delete', 'switch'].includes(verb);
  const answer = world.directory.handle(who, verb, {
    ...{ name, parent, role, plan },
    ...(needsSlug ? { slug: org } : { org }),
    email,
    to: email,
    target: org,
    id: account ?? 'sa_none00',
  });
  world.use(who, org, 0.5);
  world.pass(1000);
  if ('error' in answer) return [];
  const { token } = answer.data as { token?: string };
  return token === undefined ? [] : [token];
}

describe('state survives a restart', () => {
  const steps = fc.array(step, { maxLength: 40 });

  test('a saved directory is loaded exactly, and every token means the same, revoked ones included', () => {
    fc.assert(
      fc.property(steps, (wanted) => {
        const world = makeWorld();
        const tokens = walk(world, wanted);
        const saved = world.directory.save();
        const restored = makeWorld({ seed: 2 });
        restored.directory.load(JSON.parse(JSON.stringify(saved)));
        expect(restored.directory.save()).toStrictEqual(saved);
        const mean = tokens.map((token) => restored.directory.authenticate(token));
        expect(mean).toEqual(tokens.map((token) => world.directory.authenticate(token)));
      }),
      { numRuns: 60 },
    );
  });

  test('whatever people do, a live org has one OWNER, members once, a slug of its own, and no token in clear', () => {
    fc.assert(
      fc.property(steps, (wanted) => {
        const world = makeWorld();
        walk(world, wanted);
        const state = world.directory.save() as State;
        expect(JSON.stringify(state)).not.toMatch(/gpt_(sat|usr)_/);
        expect(new Set(state.orgs.map((org) => org.slug)).size).toBe(state.orgs.length);
        for (const org of state.orgs) {
          expect(org.members.filter((member) => member.role === 'OWNER')).toHaveLength(1);
          expect(new Set(org.members.map((member) => member.person)).size).toBe(org.members.length);
          const parent = state.orgs.find((other) => other.slug === org.parent);
          if (org.deletedAt === null && org.parent !== null)
            expect(parent).toMatchObject({ deletedAt: null, parent: null });
        }
      }),
      { numRuns: 100 },
    );
  });

  test('something else than a saved directory is not loaded', () => {
    const { directory } = makeWorld();
    for (const state of [undefined, null, 7, {}, { version: 2 }]) {
      expect(() => directory.load(state)).toThrow('not a saved organization directory');
    }
  });
});
