import type { Args } from './args.ts';
import { badUsage } from './refusals.ts';
import { homeOf, type Place } from './roles.ts';
import { personById, timestamp, type Org, type State, type World } from './state.ts';
import type { Identity } from './types.ts';

export interface Actor {
  id: string;
  kind: Identity['kind'] | 'system';
  name: string;
}

/** Who an id in the records was. A removed member or a revoked service account keeps its name. */
export function actorOf(state: State, id: string): Actor {
  const person = personById(state, id);
  if (person !== undefined) return { id, kind: 'user', name: person.email };
  const account = homeOf(state, id)?.serviceAccounts.find((one) => one.id === id);
  if (account !== undefined) return { id, kind: 'service-account', name: account.name };
  return { id, kind: 'system', name: id };
}

/** One line of the log, under the identity that acted. */
export function record(world: World, who: string, org: Org, action: string, target: string, detail?: string): void {
  world.state.audit.push({
    at: timestamp(world),
    org: org.slug,
    identity: who,
    action,
    target,
    ...(detail === undefined ? {} : { detail }),
  });
}

/** `gpu org audit`: this org's entries alone, newest last. */
export function auditLog(world: World, place: Place, _who: Identity, args: Args): unknown {
  const limit = args['limit'] ?? 100;
  if (typeof limit !== 'number' || !Number.isInteger(limit) || limit < 1) {
    throw badUsage("'limit' must be a whole number from 1.");
  }
  const entries = world.state.audit.filter((entry) => entry.org === place.org.slug).slice(-limit);
  return {
    org: place.org.slug,
    entries: entries.map(({ at, identity, action, target, detail }) => ({
      at,
      identity: actorOf(world.state, identity),
      action,
      target,
      detail: detail ?? null,
    })),
  };
}
