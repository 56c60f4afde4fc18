import { sentenceOf, UserError } from '../model/errors.ts';
import type { CallGpu } from './gpu-cli.ts';
import { BadCommand, isSet, valueOf, type Parsed } from './options.ts';
import { proofFor } from './proof.ts';
import {
  accountFlags,
  checkStore,
  sayStore,
  storeToken,
  takeBack,
  tellNextSteps,
  type SecretPlaceOf,
} from './secret-store.ts';
import type { SecretStore } from './secret-store.ts';
import { revokeCommand, type Account, type NewAccount, type ServiceAccounts } from './service-accounts.ts';
import { agreed, print, undisturbed, type KitWorld } from './world.ts';

/** `gpu-ci token rotate`: new account, proof, new secret, and only then the end of the old account. */
export async function rotate(
  world: KitWorld,
  accounts: ServiceAccounts,
  flags: Parsed,
  { gpu, place }: { readonly gpu: CallGpu; readonly place: () => Promise<SecretPlaceOf> },
): Promise<number> {
  const proof = proofFor(world, valueOf(flags, 'prove'), gpu);
  const known = await accounts.list();
  const old = oldAccount(known, valueOf(flags, 'id'), valueOf(flags, 'name'));
  const { where, store } = await place();
  print(world, `Rotating service account ${old.id} (${old.name}); the token goes to: ${sayStore(store)}`);
  if (!(await agreed(world, 'Go ahead?', isSet(flags, 'yes')))) return 1;
  await checkStore(world, store);

  const named = accountFlags(old.name, valueOf(flags, 'org'));
  await undisturbed(async (interrupted) => {
    const made = await accounts.create(old.name, known);
    print(world, `New service account ${made.id}. Proving its token …`);
    try {
      await proof(made.token, interrupted);
    } catch (error) {
      const fate = await takeBack(accounts, store, made);
      throw new UserError(`${sentenceOf(error)} ${fate}`, 'Nothing else changed: the old token goes on working.', {
        cause: error,
      });
    }
    await storeOrTakeBack(world, accounts, store, made);
    print(world, 'The new token works and is stored.');
    if (isForAPerson(store)) return;
    await accounts.revoke(old.id).catch((error: unknown) => {
      throw new UserError(
        `The new token is in use, but ${sentenceOf(error)}`,
        `Then all is done: ${revokeCommand(old.id)}`,
      );
    });
    print(world, `Revoked the old service account ${old.id}.`);
  });
  tellNextSteps(world, where.host, store, named);
  if (isForAPerson(store)) {
    print(
      world,
      '',
      `The old token goes on working until you end it. Once the new one is in place: gpu-ci token revoke ${old.id}`,
    );
  }
  return 0;
}

/** The pipeline has the old token until somebody carries the new one over. */
const isForAPerson = ({ kind }: SecretStore): boolean => kind === 'file' || kind === 'terminal';

function oldAccount(known: readonly Account[], id: string, name: string): Account {
  if (id === '' && name === '')
    throw new BadCommand('Which account?', 'Say --name NAME or --id sa_…; gpu-ci token list shows them.');
  const fitting = known.filter((account) => (id === '' || account.id === id) && (name === '' || account.name === name));
  const [first] = fitting;
  const asked = id === '' ? `named "${name}"` : id;
  if (first === undefined)
    throw new UserError(`There is no service account ${asked}.`, 'gpu-ci token list shows them.');
  if (fitting.length > 1) {
    const ids = fitting.map((account) => account.id).join(', ');
    throw new UserError(`${fitting.length} service accounts are ${asked}: ${ids}.`, 'Say which with --id.');
  }
  return first;
}

/** An account whose token came to no place is worth nothing and is ended; where the place may have it, both are left alive. */
export async function storeOrTakeBack(
  world: KitWorld,
  accounts: ServiceAccounts,
  store: SecretStore,
  made: NewAccount,
): Promise<void> {
  let stored: 'stored' | 'unknown';
  try {
    stored = await storeToken(world, store, made.token);
  } catch (error) {
    throw new UserError(`${sentenceOf(error)} ${await takeBack(accounts, store, made)}`, '', { cause: error });
  }
  if (stored === 'unknown') {
    throw new UserError(
      `Whether ${sayStore(store)} holds the new token cannot be told, so no account was revoked; the new one is ${made.id}.`,
      `Run a workflow. If it works, revoke the old account, else the new one: ${revokeCommand(made.id)}`,
    );
  }
}
