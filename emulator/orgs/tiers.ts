import { planTooLow } from './refusals.ts';
import { rootOf, type Org, type State } from './state.ts';
import type { Tier } from './types.ts';

export type Feature = 'orgs' | 'subAccounts' | 'serviceAccounts';

interface Plan {
  label: string;
  /** Concurrent sessions, pooled over the whole org. */
  sessions: number;
  features: readonly Feature[];
}

export const PLANS: Readonly<Record<Tier, Plan>> = {
  free: { label: 'Free', sessions: 1, features: [] },
  pro: { label: 'Pro', sessions: 3, features: [] },
  team: { label: 'Team', sessions: 10, features: ['orgs', 'serviceAccounts'] },
  business: { label: 'Business', sessions: 25, features: ['orgs', 'subAccounts', 'serviceAccounts'] },
  enterprise: { label: 'Enterprise', sessions: 50, features: ['orgs', 'subAccounts', 'serviceAccounts'] },
};

export const TIERS = ['free', 'pro', 'team', 'business', 'enterprise'] as const satisfies readonly Tier[];

export const isTier = (value: unknown): value is Tier => TIERS.some((tier) => tier === value);

const NEEDS: Readonly<Record<Feature, string>> = {
  orgs: 'Organizations need a Team, Business or Enterprise plan',
  subAccounts: 'Sub-accounts need a Business or Enterprise plan',
  serviceAccounts: 'Service accounts need a Team, Business or Enterprise plan',
};

/** Throws unless the plan includes the feature. */
export function requireFeature(tier: Tier, feature: Feature): void {
  const plan = PLANS[tier];
  if (plan.features.includes(feature)) return;
  throw planTooLow(`${NEEDS[feature]}; this account is on ${plan.label}. Run 'gpu upgrade' to change it.`);
}

/** A sub-account has no plan of its own: its parent's covers it. */
export const tierOf = (state: State, org: Org): Tier => rootOf(state, org).tier;

export const sessionLimit = (state: State, org: Org): number => {
  const root = rootOf(state, org);
  return root.sessions ?? PLANS[root.tier].sessions;
};
