import { text, type Args } from './args.ts';
import { actorOf, record } from './audit.ts';
import { badUsage, notFound } from './refusals.ts';
import { homeOf, type Place } from './roles.ts';
import { timestamp, type Org, type ServiceAccount, type World } from './state.ts';
import { digestOf, newId, newToken } from './tokens.ts';
import type { Identity } from './types.ts';

const LONGEST_NAME = 64;

/** The one place where a token exists in clear; the org keeps its digest. */
export function issue(world: World, org: Org, by: string, name: string): { token: string; account: ServiceAccount } {
  const token = newToken(world.random, 'gpt_sat_');
  const account: ServiceAccount = {
    id: newId(world.random, 'sa_', (id) => homeOf(world.state, id) !== undefined),
    name,
    digest: digestOf(token),
    createdAt: timestamp(world),
    createdBy: by,
    lastUsedAt: null,
    revokedAt: null,
  };
  org.serviceAccounts.push(account);
  record(world, by, org, 'service-account.create', account.id, name);
  return { token, account };
}

/** Revoking twice is no error: a script that lost the first answer may ask again. */
export function withdraw(world: World, org: Org, by: string, account: ServiceAccount): void {
  if (account.revokedAt !== null) return;
  account.revokedAt = timestamp(world);
  record(world, by, org, 'service-account.revoke', account.id, account.name);
}

const listed = (world: World, account: ServiceAccount) => ({
  id: account.id,
  name: account.name,
  created_at: account.createdAt,
  created_by: actorOf(world.state, account.createdBy).name,
  last_used_at: account.lastUsedAt,
  revoked_at: account.revokedAt,
});

export function createServiceAccount(world: World, { org }: Place, who: Identity, args: Args): unknown {
  const name = text(args, 'name');
  if (name.length > LONGEST_NAME) throw badUsage(`'name' is longer than ${LONGEST_NAME} characters.`);
  const { token, account } = issue(world, org, who.id, name);
  return { org: org.slug, ...listed(world, account), token };
}

export function listServiceAccounts(world: World, { org }: Place, _who: Identity, args: Args): unknown {
  const wanted = org.serviceAccounts.filter((account) => args['all'] === true || account.revokedAt === null);
  return { org: org.slug, service_accounts: wanted.map((account) => listed(world, account)) };
}

export function revokeServiceAccount(world: World, { org }: Place, who: Identity, args: Args): unknown {
  const id = text(args, 'id');
  const account = org.serviceAccounts.find((one) => one.id === id);
  if (account === undefined) {
    throw notFound(`No service account '${id}' in ${org.slug}. 'gpu org service-account list' shows them.`);
  }
  withdraw(world, org, who.id, account);
  return { org: org.slug, ...listed(world, account) };
}
