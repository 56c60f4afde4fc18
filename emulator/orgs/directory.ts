import { identify } from './authenticate.ts';
import { Refused } from './refusals.ts';
import { addOrg } from './lifecycle.ts';
import { personFor } from './people.ts';
import { issue, withdraw } from './service-accounts.ts';
import {
  emptyState,
  liveOrg,
  personById,
  rootOf,
  timestamp,
  type Org,
  type ServiceAccount,
  type State,
  type World,
} from './state.ts';
import { PLANS, sessionLimit } from './tiers.ts';
import { digestOf } from './tokens.ts';
import type { Identity, MakeDirectory, Pool, Refusal } from './types.ts';
import { perform } from './verbs.ts';

/** Whom the seeded org belongs to at first. */
export const SEED_OWNER = 'owner@example.com';
const SEED_NAME = 'My Team';
const SEED_SLUG = 'my-team';

/** Who the audit log names for what was done past the CLI. */
const OPERATOR = 'emulator';

/** The service account whose token the cloud prints when it starts. */
const START_NAME = 'local-cloud';

/** Runs a rule; what it refuses becomes an answer, what breaks stays an exception. */
function answered<T>(rule: () => T): T | Refusal {
  try {
    return rule();
  } catch (error) {
    if (error instanceof Refused) return error.refusal;
    throw error;
  }
}

function poolOf(state: State, identity: Identity): Pool {
  const org = liveOrg(state, identity.org);
  if (org !== undefined) {
    const root = rootOf(state, org);
    return { poolId: root.slug, org: root.slug, tier: root.tier, limit: sessionLimit(state, root) };
  }
  const tier = personById(state, identity.id)?.tier ?? 'free';
  return { poolId: `personal:${identity.id}`, org: null, tier, limit: PLANS[tier].sessions };
}

function revokeToken(world: World, token: string): void {
  const digest = digestOf(token);
  const login = world.state.logins.find((one) => one.digest === digest);
  if (login !== undefined) login.revokedAt ??= timestamp(world);
  for (const org of world.state.orgs) {
    const account = org.serviceAccounts.find((one) => one.digest === digest);
    if (account !== undefined) withdraw(world, org, OPERATOR, account);
  }
}

/** Each start makes a token, since none can be read from a state; those of former starts that nobody used would pile up. */
function dropUnusedStarts(state: State): void {
  const used = ({ name, createdBy, lastUsedAt }: ServiceAccount): boolean =>
    name !== START_NAME || createdBy !== OPERATOR || lastUsedAt !== null;
  for (const org of state.orgs) org.serviceAccounts = org.serviceAccounts.filter(used);
}

function isState(value: unknown): value is State {
  return typeof value === 'object' && value !== null && 'version' in value && value.version === 1;
}

export const makeDirectory: MakeDirectory = (options) => {
  const world: World = {
    state: emptyState(),
    defaultTier: options.tier ?? 'team',
    now: () => options.now(),
    random: () => options.random(),
  };

  /** The operator's hand, past roles and plans: a laboratory wants an org on a Free pool too. */
  const orgFor = (slug: string, name: string): Org => {
    // By name where the slug is gone: an org that was deleted keeps it.
    const known =
      liveOrg(world.state, slug) ?? world.state.orgs.find((org) => org.name === name && org.deletedAt === null);
    if (known !== undefined) return known;
    const org = addOrg(world, name, world.defaultTier, personFor(world, SEED_OWNER).id, null);
    org.sessions = options.sessions ?? null;
    return org;
  };
  const seededOrg = (): Org => orgFor(SEED_SLUG, SEED_NAME);

  const createToken = (wanted: { org?: string; name?: string } = {}): string => {
    const org = wanted.org === undefined ? seededOrg() : orgFor(wanted.org, wanted.org);
    return issue(world, org, OPERATOR, wanted.name ?? 'github-actions').token;
  };

  return {
    authenticate: (token) => answered(() => identify(world, token)),
    pool: (identity) => poolOf(world.state, identity),
    usage: (entry) => void world.state.usage.push({ ...entry }),
    audit: (entry) => void world.state.audit.push({ ...entry }),
    handle: (identity, verb, args) =>
      answered(() => ({ ok: true, data: perform(world, identity, verb, args) }) as const),
    seed: () => ({ org: seededOrg().slug, token: createToken({ name: START_NAME }) }),
    createToken,
    revoke: (token) => revokeToken(world, token),
    save: () => structuredClone(world.state),
    load: (state) => {
      if (!isState(state)) throw new Error('this is not a saved organization directory');
      world.state = structuredClone(state);
      dropUnusedStarts(world.state);
    },
  };
};
