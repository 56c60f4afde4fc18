import { lstatSync, realpathSync, rmSync, writeFileSync } from 'node:fs';
import { basename, dirname, join, resolve } from 'node:path';
import { UserError } from '../model/errors.ts';
import { childEnv } from '../gpu/environment.ts';
import { capture } from '../gpu/spawn.ts';
import { quoteWord } from './flags.ts';
import { loginFor, putSecret, secretUpdatedAt, type SecretPlace } from './github-secrets.ts';
import type { PipelineHost } from './pipeline-hosts.ts';
import type { Repository } from './pipelines.ts';
import { revokeCommand, type NewAccount, type ServiceAccounts } from './service-accounts.ts';
import { print, type KitWorld } from './world.ts';

/** The places a token may go to: the host's secret store, a file for its owner alone, or a terminal when asked for. */
export type SecretStore =
  | { readonly kind: 'github'; readonly place: SecretPlace; readonly secret: string }
  | { readonly kind: 'file'; readonly path: string; readonly secret: string }
  | { readonly kind: 'terminal'; readonly secret: string }
  | { readonly kind: 'none'; readonly secret: string };

/** The repository, and where its token goes. */
export interface SecretPlaceOf {
  readonly where: Repository;
  readonly store: SecretStore;
}

export interface StoreWish {
  readonly secret: string;
  readonly tokenFile: string;
  readonly show: boolean;
  /** `owner/name` in place of the remote's. */
  readonly repository: string;
}

export function chooseStore(world: KitWorld, where: Repository, wish: StoreWish): SecretStore {
  const { secret } = wish;
  if (!/^[A-Z_][A-Z0-9_]*$/i.test(secret) || /^GITHUB_/i.test(secret)) {
    throw new UserError(`${JSON.stringify(secret)} cannot be the name of a secret.`, 'For example GPU_SERVICE_TOKEN.');
  }
  if (wish.tokenFile !== '') {
    const path = resolve(world.cwd, wish.tokenFile);
    if (lstatSync(path, { throwIfNoEntry: false }) !== undefined) {
      throw new UserError(`${path} is there already.`, 'A token is written to a new file only; name another.');
    }
    return { kind: 'file', path, secret };
  }
  if (wish.show) {
    if (!world.isTTY) throw new UserError('--show prints a token, and this is no terminal.', 'Use --token-file PATH.');
    return { kind: 'terminal', secret };
  }
  const repository = wish.repository === '' ? where.repository : wish.repository;
  if (where.host.name !== 'github' || repository === '') return { kind: 'none', secret };
  const login = loginFor(world.env, remoteHostOf(where, wish.repository));
  if (login === undefined || login.token === '') return { kind: 'none', secret };
  if (!/^[\w.-]+\/[\w.-]+$/.test(repository)) {
    throw new UserError(`${JSON.stringify(repository)} is no repository.`, 'For example --repo my-org/my-repo.');
  }
  return { kind: 'github', place: { ...login, repository, ...fetchOf(world) }, secret };
}

/** A repository that the user named is at the user's host, wherever the remote is. */
const remoteHostOf = (where: Repository, repository: string): string => (repository === '' ? where.remoteHost : '');

const fetchOf = (world: KitWorld): Pick<SecretPlace, 'fetch'> =>
  world.fetch === undefined ? {} : { fetch: world.fetch };

/** Whether a token is in the store already; undefined where it cannot be asked. */
export async function isStored(store: SecretStore): Promise<boolean | undefined> {
  return store.kind === 'github' ? (await secretUpdatedAt(store.place, store.secret)) !== '' : undefined;
}

/** Fails before anything is made, so that a place that cannot be written costs no account. Call it after the user saw the plan. */
export async function checkStore({ env }: KitWorld, store: SecretStore): Promise<void> {
  if (store.kind === 'github') await secretUpdatedAt(store.place, store.secret);
  if (store.kind === 'file') await checkFile(store.path, env);
}

/** What git does not ignore is committed one day, and sent to pods before. */
async function checkFile(path: string, env: NodeJS.ProcessEnv): Promise<void> {
  const folder = dirname(path);
  if (lstatSync(folder, { throwIfNoEntry: false }) === undefined) {
    throw new UserError(`There is no folder ${folder}.`, 'Name a file in one that is there.');
  }
  // The real folder: git answers for a path behind a link as if there were no work tree.
  const real = realpathSync(folder);
  const asked = await capture('git', ['check-ignore', '-q', join(real, basename(path))], {
    cwd: real,
    env: { ...childEnv(env, ''), LC_ALL: 'C' },
    timeoutMs: 10_000,
  });
  // Any other failure of git, such as a work tree of another user, does not prove that there is no work tree.
  if (asked.code === 0 || asked.spawnError !== '' || asked.stderr.includes('not a git repository')) return;
  throw new UserError(
    `${path} lies in a git work tree, where it would be committed and sent to pods.`,
    'Name a file outside of it, for example ~/gpu-token.',
  );
}

/** Puts the token there. `unknown`: it may or may not have arrived. */
export async function storeToken(world: KitWorld, store: SecretStore, token: string): Promise<'stored' | 'unknown'> {
  switch (store.kind) {
    case 'github':
      return putSecret(store.place, store.secret, token);
    case 'file':
      writeFileSync(store.path, `${token}\n`, { mode: 0o600, flag: 'wx' });
      return 'stored';
    case 'terminal':
      // Past `print`, which takes tokens out.
      world.stdout.write(`\n  ${token}\n\nIt is shown once. Store it as the secret ${store.secret}.\n`);
      return 'stored';
    case 'none':
      throw new Error('there is no place for the token');
  }
}

/** Takes back what `storeToken` wrote, as far as that can be done: a token in a GitHub secret is revoked, not removed. */
function unstore(store: SecretStore): void {
  if (store.kind === 'file') rmSync(store.path, { force: true });
}

/** Ends an account that came to nothing. Says what became of it. */
export async function takeBack(accounts: ServiceAccounts, store: SecretStore, made: NewAccount): Promise<string> {
  unstore(store);
  const left = `The new service account is still there; revoke it: ${revokeCommand(made.id)}`;
  if (made.id === '') return left;
  return accounts.revoke(made.id).then(
    () => `The new service account ${made.id} was revoked again.`,
    () => left,
  );
}

export function sayStore(store: SecretStore): string {
  switch (store.kind) {
    case 'github':
      return `secret ${store.secret} of ${store.place.repository} (${store.place.apiUrl})`;
    case 'file':
      return `file ${store.path}, for you alone (mode 0600)`;
    case 'terminal':
      return 'this terminal, once';
    case 'none':
      return 'nowhere yet';
  }
}

/** How a service account is named on the command line of `gpu-ci token`. */
export const accountFlags = (name: string, org: string): string =>
  `--name ${quoteWord(name)}${org === '' ? '' : ` --org ${org}`}`;

/** What a person does with a token file, or without one. */
export function tellNextSteps(world: KitWorld, host: PipelineHost, store: SecretStore, account: string): void {
  if (store.kind === 'file') {
    const file = store.path;
    print(world, '', `Now put the token into ${host.title} and remove the file:`);
    print(world, ...host.storeSecret(store.secret, file).map((step) => `  ${step}`), `  rm ${file}`);
  } else if (store.kind === 'none') {
    print(world, '', 'The token, which is shown once, goes there in one go:');
    print(world, `  gpu-ci token create ${account} --token-file ~/gpu-token`);
    print(world, ...host.storeSecret(store.secret, '~/gpu-token').map((step) => `  ${step}`), '  rm ~/gpu-token');
  }
}

/** Why no token can be stored from here. */
export function sayWhyNot(world: KitWorld, where: Repository, repository: string): string {
  const { host } = where;
  if (host.name !== 'github') return `${host.title} takes secrets from a person`;
  const login = loginFor(world.env, remoteHostOf(where, repository));
  if (login === undefined) {
    return `the remote is at ${where.remoteHost}, and your GitHub token goes only to a host that you name: set GH_HOST to it, or say --repo OWNER/NAME for github.com`;
  }
  return login.token === ''
    ? 'to store its token on GitHub, GH_TOKEN or GITHUB_TOKEN must be set (permission "Secrets: write")'
    : `the repository on GitHub is not known${repository === '' ? ', since there is no remote origin: say --repo OWNER/NAME' : ''}`;
}
