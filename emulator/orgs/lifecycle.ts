import { email, optionalText, text, type Args } from './args.ts';
import { record } from './audit.ts';
import { requireOrgsPlan } from './people.ts';
import { badUsage, conflict, forbidden, notFound } from './refusals.ts';
import { allows, homeOf, roleIn, standingIn, visibleOrg, type Place } from './roles.ts';
import { liveOrg, personByEmail, subAccountsOf, timestamp, type Org, type State, type World } from './state.ts';
import { requireFeature, sessionLimit, tierOf } from './tiers.ts';
import { slugify, uniqueSlug } from './slug.ts';
import type { Identity, Tier } from './types.ts';

export function addOrg(world: World, name: string, tier: Tier, owner: string, parent: Org | null): Org {
  const slug = slugify(name);
  if (slug === '') throw badUsage(`No slug can be made of '${name}': use a letter or a digit.`);
  const at = timestamp(world);
  const org: Org = {
    slug: uniqueSlug(slug, (candidate) => world.state.orgs.some((other) => other.slug === candidate)),
    name,
    parent: parent?.slug ?? null,
    tier,
    sessions: null,
    createdAt: at,
    deletedAt: null,
    members: [{ person: owner, role: 'OWNER', since: at }],
    invitations: [],
    serviceAccounts: [],
  };
  world.state.orgs.push(org);
  record(world, owner, org, 'org.create', org.slug, parent === null ? undefined : `sub-account of ${parent.slug}`);
  return org;
}

/** A sub-account's people see only their own org, so its parent's name is for the parent's people. */
function visibleParent(state: State, who: Identity, org: Org): string | null {
  const parent = liveOrg(state, org.parent);
  return parent !== undefined && standingIn(state, who, parent) !== undefined ? parent.slug : null;
}

function described(state: State, who: Identity, { org, standing }: Place) {
  return {
    slug: org.slug,
    name: org.name,
    role: standing,
    sub_account: org.parent !== null,
    parent: visibleParent(state, who, org),
    plan: tierOf(state, org),
    sessions: sessionLimit(state, org),
    created_at: org.createdAt,
  };
}

/** `gpu org create NAME [--parent SLUG]` */
export function create(world: World, who: Identity, args: Args): unknown {
  const name = text(args, 'name');
  if (who.kind === 'service-account')
    throw forbidden('A service account runs workloads; it cannot create organizations.');
  const parentSlug = optionalText(args, 'parent');
  if (parentSlug === undefined) {
    const org = addOrg(world, name, requireOrgsPlan(world, who), who.id, null);
    return described(world.state, who, { org, standing: 'OWNER' });
  }
  const parent = visibleOrg(world.state, who, parentSlug);
  if (!allows('sub-account', parent.standing))
    throw forbidden(`Only the OWNER of ${parentSlug} creates its sub-accounts.`);
  if (parent.org.parent !== null) throw conflict(`${parentSlug} is itself a sub-account and cannot be a parent.`);
  requireFeature(parent.org.tier, 'subAccounts');
  const org = addOrg(world, name, parent.org.tier, who.id, parent.org);
  record(world, who.id, parent.org, 'sub-account.create', org.slug);
  return described(world.state, who, { org, standing: 'OWNER' });
}

/** `gpu org list`: the caller's orgs, and the invitations that wait for an answer. */
export function list(world: World, who: Identity, active: string | null): unknown {
  const { state } = world;
  const live = state.orgs.filter((org) => org.deletedAt === null);
  const orgs = live.flatMap((org) => {
    const standing = standingIn(state, who, org);
    return standing === undefined ? [] : [{ ...described(state, who, { org, standing }), active: org.slug === active }];
  });
  const invitations = live.flatMap((org) =>
    org.invitations
      .filter((one) => who.kind === 'user' && one.email === who.name)
      .map((one) => ({ id: one.id, org: org.slug, role: one.role, invited_at: one.at })),
  );
  return { active, orgs, invitations };
}

export const show = (world: World, place: Place, who: Identity): unknown => described(world.state, who, place);

/** `gpu org switch [SLUG]`: what the client may make its active org. Nothing means the identity's own account. */
export function resolveContext(world: World, who: Identity, args: Args): Identity {
  const home = who.kind === 'service-account' ? (homeOf(world.state, who.id)?.slug ?? null) : null;
  const slug = optionalText(args, 'slug') ?? home;
  return { ...who, org: slug === null ? null : visibleOrg(world.state, who, slug).org.slug };
}

/** `gpu org transfer SLUG --to EMAIL`: at once, and the former OWNER stays as an ADMIN. */
export function transfer(world: World, { org }: Place, who: Identity, args: Args): unknown {
  const address = email(args, 'to');
  const current = org.members.find((member) => member.role === 'OWNER');
  if (current === undefined || current.person !== who.id) {
    throw forbidden(`Only the current OWNER of ${org.slug} transfers it.`);
  }
  const recipient = personByEmail(world.state, address);
  const next = org.members.find((member) => member.person === recipient?.id);
  if (next === undefined) throw notFound(`${address} is not a member of ${org.slug}. Invite them first.`);
  if (next === current) throw conflict(`${address} owns ${org.slug} already.`);
  current.role = 'ADMIN';
  next.role = 'OWNER';
  record(world, who.id, org, 'org.transfer', org.slug, `to ${address}`);
  return { org: org.slug, owner: address, your_role: roleIn(org, who.id) ?? null };
}

/** `gpu org delete SLUG`: its tokens stop at once; what it used stays on the books. */
export function remove(world: World, { org }: Place, who: Identity): unknown {
  const children = subAccountsOf(world.state, org);
  if (children.length > 0) {
    throw conflict(
      `${org.slug} has sub-accounts (${children.map((child) => child.slug).join(', ')}). Delete them first.`,
    );
  }
  org.deletedAt = timestamp(world);
  record(world, who.id, org, 'org.delete', org.slug);
  return { org: org.slug, deleted_at: org.deletedAt };
}
