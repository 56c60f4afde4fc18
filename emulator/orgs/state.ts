import type { AuditEntry, Tier, UsageEntry } from './types.ts';

export type Role = 'OWNER' | 'ADMIN' | 'MEMBER';

/** Roles that can be handed out. OWNER only ever moves, by a transfer. */
export type GrantedRole = Exclude<Role, 'OWNER'>;

export interface Person {
  id: string;
  email: string;
  tier: Tier;
}

export interface Member {
  person: string;
  role: Role;
  since: string;
}

export interface Invitation {
  id: string;
  email: string;
  role: GrantedRole;
  by: string;
  at: string;
}

export interface ServiceAccount {
  id: string;
  name: string;
  digest: string;
  createdAt: string;
  createdBy: string;
  lastUsedAt: string | null;
  revokedAt: string | null;
}

export interface Org {
  slug: string;
  name: string;
  parent: string | null;
  tier: Tier;
  /** A limit agreed for this org alone, in place of its tier's. */
  sessions: number | null;
  createdAt: string;
  /** A deleted org keeps its slug, so that its usage can never be read under a newer org's name. */
  deletedAt: string | null;
  members: Member[];
  invitations: Invitation[];
  serviceAccounts: ServiceAccount[];
}

export interface Login {
  digest: string;
  person: string;
  at: string;
  revokedAt: string | null;
}

/** Everything that survives a restart: plain JSON, no `undefined`, no clear-text token. */
export interface State {
  version: 1;
  people: Person[];
  logins: Login[];
  orgs: Org[];
  usage: UsageEntry[];
  audit: AuditEntry[];
}

/** What every rule is given: the state it may change, and the two things it may not make up itself. */
export interface World {
  state: State;
  readonly defaultTier: Tier;
  readonly now: () => Date;
  readonly random: () => number;
}

export const emptyState = (): State => ({ version: 1, people: [], logins: [], orgs: [], usage: [], audit: [] });

export const timestamp = (world: World): string => world.now().toISOString();

export const liveOrg = (state: State, slug: string | null): Org | undefined =>
  state.orgs.find((org) => org.slug === slug && org.deletedAt === null);

export const subAccountsOf = (state: State, org: Org): Org[] =>
  state.orgs.filter((other) => other.parent === org.slug && other.deletedAt === null);

/** The org whose plan, bill and session pool cover this one. */
export const rootOf = (state: State, org: Org): Org => liveOrg(state, org.parent) ?? org;

export const personById = (state: State, id: string): Person | undefined =>
  state.people.find((person) => person.id === id);

export const personByEmail = (state: State, email: string): Person | undefined =>
  state.people.find((person) => person.email === email.toLowerCase());
