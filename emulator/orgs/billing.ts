import { optionalText, type Args } from './args.ts';
import { actorOf } from './audit.ts';
import { badUsage } from './refusals.ts';
import { standingIn, type Place } from './roles.ts';
import { liveOrg, subAccountsOf, type Org, type State, type World } from './state.ts';
import { tierOf } from './tiers.ts';
import type { Identity, UsageEntry } from './types.ts';

export interface Totals {
  jobs: number;
  gpu_seconds: number;
  usd: number;
}

/** Money to a millionth: sums of binary fractions carry noise beyond it. */
const money = (usd: number): number => Math.round(usd * 1e6) / 1e6;

export function totals(entries: readonly UsageEntry[]): Totals {
  const seconds = entries.reduce((sum, entry) => sum + entry.seconds * entry.gpuCount, 0);
  return {
    // A warm pod that waits for a job costs money under no job's name.
    jobs: new Set(entries.map((entry) => entry.jobId).filter((id) => id !== '')).size,
    gpu_seconds: Math.round(seconds * 1000) / 1000,
    usd: money(entries.reduce((sum, entry) => sum + entry.usd, 0)),
  };
}

const MONTH = /^\d{4}-(0[1-9]|1[0-2])$/;

/** A calendar month in UTC, this one unless another is named. */
function monthOf(world: World, args: Args): string {
  const month = optionalText(args, 'month') ?? world.now().toISOString().slice(0, 7);
  if (!MONTH.test(month)) throw badUsage(`'${month}' is not a month, such as 2026-01.`);
  return month;
}

function byIdentity(state: State, entries: readonly UsageEntry[]) {
  const ids = [...new Set(entries.map((entry) => entry.identity))];
  const rows = ids.map((id) => ({
    ...actorOf(state, id),
    ...totals(entries.filter((entry) => entry.identity === id)),
  }));
  const of = (kind: string) =>
    rows
      .filter((row) => row.kind === kind)
      .map(({ id, name, jobs, gpu_seconds, usd }) => ({ id, name, jobs, gpu_seconds, usd }));
  return { members: of('user'), service_accounts: of('service-account') };
}

/** Deleted sub-accounts still count: they have been paid for. */
const everChildOf = (state: State, org: Org): string[] =>
  state.orgs.filter((other) => other.parent === org.slug).map((child) => child.slug);

/** The orgs whose use the caller may see from here: the parent's OWNER sees every sub-account too. */
function scope(state: State, { org, standing }: Place): string[] {
  return standing === 'OWNER' ? [org.slug, ...everChildOf(state, org)] : [org.slug];
}

function entriesOf(state: State, orgs: readonly string[], month: string): UsageEntry[] {
  return state.usage.filter((entry) => entry.org !== null && orgs.includes(entry.org) && entry.at.startsWith(month));
}

/** `gpu org usage`: OWNER and ADMIN see everyone's, a MEMBER and a service account their own. */
export function usage(world: World, place: Place, who: Identity, args: Args): unknown {
  const { state } = world;
  const month = monthOf(world, args);
  const all = entriesOf(state, scope(state, place), month);
  const seesAll = place.standing === 'OWNER' || place.standing === 'ADMIN';
  const entries = seesAll ? all : all.filter((entry) => entry.identity === who.id);
  const children = scope(state, place).filter((slug) => slug !== place.org.slug);
  return {
    org: place.org.slug,
    month,
    total: totals(entries),
    ...byIdentity(state, entries),
    sub_accounts: children.map((slug) => ({ org: slug, ...totals(entries.filter((entry) => entry.org === slug)) })),
  };
}

/** Use outside any org, on the caller's own account. */
export function personalUsage(world: World, who: Identity, args: Args): unknown {
  const month = monthOf(world, args);
  const own = world.state.usage.filter(
    (entry) => entry.org === null && entry.identity === who.id && entry.at.startsWith(month),
  );
  return { org: null, month, total: totals(own), ...byIdentity(world.state, own), sub_accounts: [] };
}

/** `gpu org billing`: one bill for the parent, a line per org. A sub-account's own OWNER sees its line alone. */
export function billing(world: World, place: Place, who: Identity, args: Args): unknown {
  const { state } = world;
  const { org } = place;
  const month = monthOf(world, args);
  const parent = liveOrg(state, org.parent);
  const payer = parent ?? org;
  const lines = scope(state, place).map((slug) => {
    const entries = entriesOf(state, [slug], month);
    return { org: slug, sub_account: slug !== payer.slug, ...totals(entries), ...byIdentity(state, entries) };
  });
  return {
    org: org.slug,
    month,
    plan: tierOf(state, org),
    billed_to: standingIn(state, who, payer) === undefined ? null : payer.slug,
    sub_account_count: subAccountsOf(state, org).length,
    total: totals(entriesOf(state, scope(state, place), month)),
    lines,
  };
}
