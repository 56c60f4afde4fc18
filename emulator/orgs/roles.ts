import { notFound } from './refusals.ts';
import { liveOrg, type Org, type Role, type State } from './state.ts';
import type { Identity } from './types.ts';

/** What a caller is to one org. SERVICE is a service account of the org or of its parent. */
export type Standing = Role | 'SERVICE';

const everyone = ['OWNER', 'ADMIN', 'MEMBER', 'SERVICE'] as const;
const people = ['OWNER', 'ADMIN', 'MEMBER'] as const;
const managers = ['OWNER', 'ADMIN'] as const;
const owner = ['OWNER'] as const;

/**
 * Who may do what inside an org: OWNER everything, ADMIN members and service accounts, MEMBER run workloads.
 * A service account runs workloads too, and manages nothing.
 */
export const PERMISSIONS = {
  run: everyone,
  show: everyone,
  usage: everyone,
  members: people,
  invite: managers,
  role: managers,
  remove: people,
  'service-account-create': managers,
  'service-account-list': managers,
  'service-account-revoke': managers,
  audit: managers,
  billing: owner,
  plan: owner,
  'sub-account': owner,
  transfer: owner,
  delete: owner,
} as const satisfies Record<string, readonly Standing[]>;

export type Permission = keyof typeof PERMISSIONS;

export const allows = (permission: Permission, standing: Standing): boolean =>
  (PERMISSIONS[permission] as readonly Standing[]).includes(standing);

export const roleIn = (org: Org, person: string): Role | undefined =>
  org.members.find((member) => member.person === person)?.role;

/** A service account belongs to the org that made it, wherever it runs. */
export const homeOf = (state: State, serviceAccount: string): Org | undefined =>
  state.orgs.find((org) => org.serviceAccounts.some((account) => account.id === serviceAccount));

/** Undefined for an outsider. The parent's OWNER pays for a sub-account and so is OWNER there as well. */
export function standingIn(state: State, who: Identity, org: Org): Standing | undefined {
  const parent = liveOrg(state, org.parent);
  if (who.kind === 'service-account') {
    const home = homeOf(state, who.id);
    return home !== undefined && (home === org || home === parent) ? 'SERVICE' : undefined;
  }
  if (parent !== undefined && roleIn(parent, who.id) === 'OWNER') return 'OWNER';
  return roleIn(org, who.id);
}

/** An org, and what the caller is to it. */
export interface Place {
  org: Org;
  standing: Standing;
}

/** To an outsider an org does not exist. */
export function visibleOrg(state: State, who: Identity, slug: string): Place {
  const org = liveOrg(state, slug);
  const standing = org === undefined ? undefined : standingIn(state, who, org);
  if (org === undefined || standing === undefined) {
    throw notFound(`No organization '${slug}' among yours. 'gpu org list' shows them.`);
  }
  return { org, standing };
}
