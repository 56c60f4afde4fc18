import { noIdentity } from './refusals.ts';
import { personById, timestamp, type World } from './state.ts';
import { digestOf } from './tokens.ts';
import type { Identity } from './types.ts';

/** Who a token is. A revoked token, and any token of a deleted org, is refused from that moment on. */
export function identify(world: World, token: string | undefined): Identity {
  if (token === undefined || token === '') {
    throw noIdentity('auth_required', "Authentication required. Run 'gpu login', or set GPU_SERVICE_TOKEN in CI.");
  }
  const digest = digestOf(token);
  for (const org of world.state.orgs) {
    const account = org.serviceAccounts.find((one) => one.digest === digest);
    if (account === undefined) continue;
    if (account.revokedAt !== null || org.deletedAt !== null) {
      throw noIdentity('token_revoked', `The token of service account ${account.id} (${account.name}) was revoked.`);
    }
    account.lastUsedAt = timestamp(world);
    return { kind: 'service-account', id: account.id, name: account.name, org: org.slug };
  }
  const login = world.state.logins.find((one) => one.digest === digest);
  const person = login === undefined ? undefined : personById(world.state, login.person);
  if (login === undefined || person === undefined) {
    throw noIdentity('invalid_token', 'The token is not valid. Check that it was copied whole.');
  }
  if (login.revokedAt !== null) throw noIdentity('token_revoked', "This login has ended. Run 'gpu login' again.");
  return { kind: 'user', id: person.id, name: person.email, org: null };
}
