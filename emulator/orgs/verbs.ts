import { optionalText, type Args } from './args.ts';
import { auditLog } from './audit.ts';
import { billing, personalUsage, usage } from './billing.ts';
import { create, list, remove, resolveContext, show, transfer } from './lifecycle.ts';
import { accept, changeRole, invite, members, removeMember } from './members.ts';
import { changeOrgPlan, changeOwnPlan, login, whoami } from './people.ts';
import { badUsage, forbidden, noIdentity, Refused } from './refusals.ts';
import { allows, PERMISSIONS, visibleOrg, type Permission, type Place } from './roles.ts';
import { createServiceAccount, listServiceAccounts, revokeServiceAccount } from './service-accounts.ts';
import type { World } from './state.ts';
import { requireFeature, tierOf, type Feature } from './tiers.ts';
import type { Identity } from './types.ts';

interface OrgVerb {
  may: Permission;
  /** A plan that was lowered keeps what it has, and grows no further. */
  feature?: Feature;
  run(world: World, place: Place, who: Identity, args: Args): unknown;
}

/** Verbs on one org: `args.slug` where the command names it, the active org elsewhere. */
const ORG_VERBS: Readonly<Record<string, OrgVerb>> = {
  show: { may: 'show', run: show },
  members: { may: 'members', run: members },
  invite: { may: 'invite', feature: 'orgs', run: invite },
  role: { may: 'role', run: changeRole },
  remove: { may: 'remove', run: removeMember },
  transfer: { may: 'transfer', run: transfer },
  delete: { may: 'delete', run: remove },
  'service-account-create': { may: 'service-account-create', feature: 'serviceAccounts', run: createServiceAccount },
  'service-account-list': { may: 'service-account-list', run: listServiceAccounts },
  'service-account-revoke': { may: 'service-account-revoke', run: revokeServiceAccount },
  usage: { may: 'usage', run: usage },
  billing: { may: 'billing', run: billing },
  audit: { may: 'audit', run: auditLog },
  plan: { may: 'plan', run: changeOrgPlan },
};

/** Verbs on the caller, with no org needed. */
const OWN_VERBS: Readonly<Record<string, (world: World, who: Identity, args: Args) => unknown>> = {
  create,
  accept,
  switch: (world, who, args) => ({ org: resolveContext(world, who, args).org }),
  context: resolveContext,
  list: (world, who) => list(world, who, who.org),
  whoami: (world, who) => whoami(world, who),
};

/** With no org active, these speak of the caller's own account. */
const PERSONAL: typeof OWN_VERBS = { usage: personalUsage, plan: changeOwnPlan };

function sentence(may: Permission): string {
  const allowed = PERMISSIONS[may].filter((standing) => standing !== 'SERVICE');
  return `'${may.replace('service-account-', 'service-account ')}' is for ${allowed.join(' and ')}`;
}

function onOrg(world: World, who: Identity, verb: OrgVerb, slug: string, args: Args): unknown {
  const place = visibleOrg(world.state, who, slug);
  if (!allows(verb.may, place.standing)) {
    const you = place.standing === 'SERVICE' ? 'a service account' : place.standing;
    throw forbidden(`${sentence(verb.may)}; you are ${you} in ${slug}.`);
  }
  if (verb.feature !== undefined) requireFeature(tierOf(world.state, place.org), verb.feature);
  return verb.run(world, place, who, args);
}

/** The client's active org (`args.org`) comes with every call; without it the identity's own one counts. */
function inContext(world: World, who: Identity, args: Args): Identity {
  const active = optionalText(args, 'org');
  return active === undefined ? who : resolveContext(world, who, { slug: active });
}

/** A person removed from the org their client still names must be able to list, accept and create. */
function inContextIfAny(world: World, who: Identity, args: Args): Identity {
  try {
    return inContext(world, who, args);
  } catch (error) {
    if (error instanceof Refused) return who;
    throw error;
  }
}

const entry = <T>(table: Readonly<Record<string, T>>, verb: string): T | undefined =>
  Object.hasOwn(table, verb) ? table[verb] : undefined;

/** One verb of `gpu org`, or of the login that comes before it. Throws `Refused` where a rule says no. */
export function perform(world: World, caller: Identity, verb: string, args: Args): unknown {
  if (verb === 'login') return login(world, args);
  if (caller.id === '') throw noIdentity('auth_required', "Authentication required. Run 'gpu login' first.");
  const own = entry(OWN_VERBS, verb);
  if (own !== undefined) return own(world, inContextIfAny(world, caller, args), args);
  const orgVerb = entry(ORG_VERBS, verb);
  if (orgVerb === undefined) throw badUsage(`'${verb}' is not a command of 'gpu org'. See 'gpu org --help'.`);
  const who = inContext(world, caller, args);
  const slug = optionalText(args, 'slug') ?? who.org;
  if (slug !== null) return onOrg(world, who, orgVerb, slug, args);
  const personal = entry(PERSONAL, verb);
  if (personal !== undefined) return personal(world, who, args);
  throw badUsage("No organization is active. Run 'gpu org switch SLUG' first; 'gpu org list' shows yours.");
}
