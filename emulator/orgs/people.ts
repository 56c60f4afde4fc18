import { email, optionalText, type Args } from './args.ts';
import { record } from './audit.ts';
import { badUsage } from './refusals.ts';
import { visibleOrg, type Place } from './roles.ts';
import { personByEmail, personById, timestamp, type Person, type World } from './state.ts';
import { isTier, PLANS, requireFeature, sessionLimit, TIERS, tierOf } from './tiers.ts';
import { digestOf, newId, newToken } from './tokens.ts';
import type { Identity, Tier } from './types.ts';

/** For verbs that come before there is an identity: `gpu login`. */
export const ANONYMOUS: Identity = { kind: 'user', id: '', name: '', org: null };

function planArgument(args: Args): Tier | undefined {
  const plan = optionalText(args, 'plan')?.toLowerCase();
  if (plan !== undefined && !isTier(plan)) throw badUsage(`'${plan}' is not a plan; there are ${TIERS.join(', ')}.`);
  return plan;
}

export function personFor(world: World, address: string, tier: Tier = world.defaultTier): Person {
  const known = personByEmail(world.state, address);
  if (known !== undefined) return known;
  const id = newId(world.random, 'usr_', (one) => personById(world.state, one) !== undefined);
  const person: Person = { id, email: address.toLowerCase(), tier };
  world.state.people.push(person);
  return person;
}

/** Stands in for the browser login: whoever says who they are is believed, and gets a token of their own. */
export function login(world: World, args: Args): unknown {
  const address = email(args, 'email');
  const plan = planArgument(args);
  const person = personFor(world, address, plan);
  if (plan !== undefined) person.tier = plan;
  const token = newToken(world.random, 'gpt_usr_');
  world.state.logins.push({ digest: digestOf(token), person: person.id, at: timestamp(world), revokedAt: null });
  return { token, id: person.id, email: person.email, plan: person.tier };
}

export function whoami(world: World, who: Identity): unknown {
  const place = who.org === null ? undefined : visibleOrg(world.state, who, who.org);
  const plan = place === undefined ? personById(world.state, who.id)?.tier : tierOf(world.state, place.org);
  return {
    kind: who.kind,
    id: who.id,
    name: who.name,
    org: who.org,
    role: place?.standing ?? null,
    plan: plan ?? null,
  };
}

/** Stands in for the subscription page that `gpu upgrade` opens, for the caller's own account. */
export function changeOwnPlan(world: World, who: Identity, args: Args): unknown {
  const plan = planArgument(args);
  const person = personById(world.state, who.id);
  if (plan === undefined || person === undefined)
    throw badUsage("'plan' is missing, or this is not a person's account.");
  person.tier = plan;
  return { org: null, plan, sessions: PLANS[plan].sessions };
}

/** The same page for an org. Only Enterprise agrees a number of its own, and never one below its floor. */
export function changeOrgPlan(world: World, { org }: Place, who: Identity, args: Args): unknown {
  const plan = planArgument(args);
  if (plan === undefined) throw badUsage("'plan' is missing.");
  if (org.parent !== null) throw badUsage(`'${org.slug}' is covered by its parent's plan; change that one.`);
  const custom = args['sessions'] ?? null;
  const floor = PLANS.enterprise.sessions;
  if (custom !== null) {
    if (plan !== 'enterprise') throw badUsage('Only an Enterprise plan has a custom number of sessions.');
    if (typeof custom !== 'number' || !Number.isInteger(custom) || custom < floor) {
      throw badUsage(`'sessions' must be a whole number from ${floor}.`);
    }
  }
  org.tier = plan;
  org.sessions = custom;
  record(world, who.id, org, 'plan.change', org.slug, plan);
  return { org: org.slug, plan, sessions: sessionLimit(world.state, org) };
}

/** Free and Pro accounts cannot create organizations. */
export function requireOrgsPlan(world: World, who: Identity): Tier {
  const tier = personById(world.state, who.id)?.tier ?? 'free';
  requireFeature(tier, 'orgs');
  return tier;
}
