import { sentenceOf, UserError } from '../model/errors.ts';
import { detectRepository, type Repository } from './pipelines.ts';
import { proofFor } from './proof.ts';
import {
  accountFlags,
  checkStore,
  chooseStore,
  describeStore,
  isStored,
  printNextSteps,
  revokeNew,
  storeOrRevoke,
  type SecretStore,
  type StoreOptions,
} from './secret-store.ts';
import { gpuOf, inOrg, serviceAccounts, type Account, type CallGpu, type ServiceAccounts } from './service-accounts.ts';
import { confirmed, print, uninterrupted, type KitWorld } from './world.ts';

/** Flags of `gpu-ci token`. */
export interface TokenOptions extends StoreOptions {
  readonly name?: string;
  readonly id?: string;
  readonly org?: string;
  readonly host?: string;
  readonly prove?: string;
  readonly yes?: boolean;
}

export const list = (options: TokenOptions, world: KitWorld): Promise<number> =>
  withAccounts(world, options, async (accounts) => {
    print(world, await accounts.show());
    return 0;
  });

export const revoke = (id: string, options: TokenOptions, world: KitWorld): Promise<number> =>
  withAccounts(world, options, async (accounts) => {
    if (!(await confirmed(world, `Revoke ${id}? Its token stops at once.`, options.yes))) return 1;
    await accounts.revoke(id);
    print(world, `Revoked ${id}. Its token no longer works.`);
    return 0;
  });

export const create = (options: TokenOptions, world: KitWorld): Promise<number> =>
  withAccounts(world, options, async (accounts) => {
    const { name = '', org, yes } = options;
    const { where, store } = await placeFor(world, options);
    print(world, `New service account "${name}"; its token goes to: ${describeStore(store)}`);
    await checkStore(world, store);
    if (!(await mayReplace(world, store, yes))) return 1;
    await uninterrupted(async () => {
      const made = await accounts.create(name);
      await storeOrRevoke(world, accounts, store, made);
      print(world, `Created service account ${made.id} (${name}). Its token is stored: ${describeStore(store)}`);
    });
    printNextSteps(world, where.host, store, accountFlags(name, org));
    return 0;
  });

/** Asks before a stored token is lost. */
export async function mayReplace(world: KitWorld, store: SecretStore, yes?: boolean): Promise<boolean> {
  if ((await isStored(store)) !== true) return true;
  print(world, `The ${describeStore(store)} already has a token. A new token replaces it; its account is not revoked.`);
  return confirmed(world, 'Replace it?', yes);
}

/** New account, proof, new secret, and only then the end of the old account. */
export const rotate = (options: TokenOptions, world: KitWorld): Promise<number> =>
  withAccounts(world, options, async (accounts, gpu) => {
    const { id, name, org, prove = 'run', yes } = options;
    const proof = proofFor(world, prove, gpu);
    const known = await accounts.list();
    const old = oldAccount(known, id, name);
    const { where, store } = await placeFor(world, options);
    // The pipeline has the old token until a person stores the new one.
    const byHand = store.kind === 'file' || store.kind === 'terminal';
    print(world, `Rotating service account ${old.id} (${old.name}); the token goes to: ${describeStore(store)}`);
    if (!(await confirmed(world, 'Continue?', yes))) return 1;
    await checkStore(world, store);
    await uninterrupted(async (interrupted) => {
      const made = await accounts.create(old.name, known);
      print(world, `New service account ${made.id}. Proving its token …`);
      await proof(made.token, interrupted).catch(async (error: unknown) => {
        throw new UserError(
          `${sentenceOf(error)} ${await revokeNew(accounts, store, made)}`,
          'The old token still works.',
          { cause: error },
        );
      });
      await storeOrRevoke(world, accounts, store, made);
      print(world, 'The new token works and is stored.');
      if (byHand) return;
      await accounts.revoke(old.id).catch((error: unknown) => {
        throw new UserError(`The new token is in use, but the old account remains. ${sentenceOf(error)}`);
      });
      print(world, `Revoked the old service account ${old.id}.`);
    });
    printNextSteps(world, where.host, store, accountFlags(old.name, org));
    if (byHand) {
      print(world, '', `The old token still works. Once the new one is in place: gpu-ci token revoke ${old.id}`);
    }
    return 0;
  });

type Work = (accounts: ServiceAccounts, gpu: CallGpu) => Promise<number>;

function withAccounts(world: KitWorld, { org = '' }: TokenOptions, work: Work): Promise<number> {
  const gpu = gpuOf(world);
  return inOrg(world, gpu, org, () => work(serviceAccounts(world, gpu), gpu));
}

async function placeFor(
  world: KitWorld,
  options: TokenOptions,
): Promise<{ readonly where: Repository; readonly store: SecretStore }> {
  const where = await detectRepository(world, options.host);
  const store = chooseStore(world, where, options);
  if (store.kind !== 'none') return { where, store };
  throw new UserError(
    `There is no place for the token: ${store.why}.`,
    'Set GH_TOKEN to store it as a GitHub secret, or use --token-file PATH, or --show on a terminal.',
  );
}

function oldAccount(known: readonly Account[], id: string | undefined, name: string | undefined): Account {
  const asked = id ?? `named "${name ?? ''}"`;
  const [first, ...others] = known.filter(
    (account) => account.id === (id ?? account.id) && account.name === (name ?? account.name),
  );
  if (first === undefined) {
    throw new UserError(`Service account ${asked} does not exist.`, 'gpu-ci token list shows them.');
  }
  if (others.length === 0) return first;
  const ids = [first, ...others].map((account) => account.id).join(', ');
  throw new UserError(`${others.length + 1} service accounts are ${asked}: ${ids}.`, 'Choose one with --id.');
}
