import { lstatSync, realpathSync, rmSync, writeFileSync } from 'node:fs';
import { basename, dirname, join, resolve } from 'node:path';
import { sentenceOf, UserError } from '../model/errors.ts';
import { childEnv } from '../gpu/environment.ts';
import { capture } from '../gpu/spawn.ts';
import { githubSecrets, loginFor, type SecretPlace, type Stored } from './github-secrets.ts';
import { quoteWord, type PipelineHost, type Repository } from './pipelines.ts';
import { revokeCommand, type NewAccount, type ServiceAccounts } from './service-accounts.ts';
import { print, type KitWorld } from './world.ts';

/** Where a token may go: the secrets of the repository, a file for its owner only, or the terminal on request. */
export type SecretStore = { readonly secret: string } & (
  | { readonly kind: 'github'; readonly place: SecretPlace }
  | { readonly kind: 'file'; readonly path: string }
  | { readonly kind: 'terminal' }
  | { readonly kind: 'none'; readonly why: string }
);

/** Flags of `gpu-ci`. */
export interface StoreOptions {
  readonly secret: string;
  readonly repo?: string;
  readonly tokenFile?: string;
  readonly show?: boolean;
}

export function chooseStore(world: KitWorld, where: Repository, options: StoreOptions): SecretStore {
  const { secret, tokenFile, show = false, repo } = options;
  if (tokenFile !== undefined) {
    const path = resolve(world.cwd, tokenFile);
    if (lstatSync(path, { throwIfNoEntry: false }) !== undefined) {
      throw new UserError(`${path} already exists.`, 'A token is written to a new file only. Use another name.');
    }
    return { kind: 'file', path, secret };
  }
  if (show) {
    if (world.isTTY) return { kind: 'terminal', secret };
    throw new UserError('--show prints a token, and stdout is not a terminal.', 'Use --token-file PATH.');
  }
  const none = (why: string): SecretStore => ({ kind: 'none', secret, why });
  if (where.host.name !== 'github') return none(`gpu-ci cannot write secrets of ${where.host.title}`);
  // A repository that the user named is on the user's host, wherever the remote is.
  const login = loginFor(world.env, repo === undefined ? where.remoteHost : '');
  if (login === undefined) {
    return none(
      `the remote is at ${where.remoteHost}, and your GitHub token is sent only to a host that you name: set GH_HOST, or use --repo OWNER/NAME for github.com`,
    );
  }
  if (login.token === '') {
    return none('to store its token on GitHub, set GH_TOKEN or GITHUB_TOKEN (permission "Secrets: write")');
  }
  const repository = repo ?? where.repository;
  if (!/^[\w.-]+\/[\w.-]+$/.test(repository)) {
    return none('the repository on GitHub is not known: there is no remote `origin`. Use --repo OWNER/NAME');
  }
  return { kind: 'github', place: { ...login, repository }, secret };
}

/** Whether the store has a token; undefined if that cannot be read. */
export async function isStored(store: SecretStore): Promise<boolean | undefined> {
  return store.kind === 'github' ? (await githubSecrets(store.place).updatedAt(store.secret)) !== '' : undefined;
}

/** Fails before an account is created. It is called after the user saw the plan, since it sends the user's token. */
export async function checkStore({ env }: KitWorld, store: SecretStore): Promise<void> {
  if (store.kind === 'github') await githubSecrets(store.place).updatedAt(store.secret);
  if (store.kind === 'file') await checkFile(store.path, env);
}

/** A file that git does not ignore is committed one day, and is sent to pods before that. */
async function checkFile(path: string, env: NodeJS.ProcessEnv): Promise<void> {
  const folder = dirname(path);
  if (lstatSync(folder, { throwIfNoEntry: false }) === undefined) {
    throw new UserError(`The folder ${folder} does not exist.`, 'Use a file in an existing folder.');
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
    `${path} is in a git work tree, so it would be committed and sent to pods.`,
    'Use a file outside of it, for example ~/gpu-token.',
  );
}

/** `unknown`: the token may or may not have been stored. */
export async function storeToken(world: KitWorld, store: SecretStore, token: string): Promise<Stored> {
  switch (store.kind) {
    case 'github':
      return githubSecrets(store.place).put(store.secret, token);
    case 'file':
      writeFileSync(store.path, `${token}\n`, { mode: 0o600, flag: 'wx' });
      return 'stored';
    case 'terminal':
      // Not `print`, which removes tokens.
      world.stdout.write(`\n  ${token}\n\nIt is shown once. Store it as the secret ${store.secret}.\n`);
      return 'stored';
    case 'none':
      throw new Error('there is no store for the token');
  }
}

/**
 * Stores the token of a new account. If that fails, the account is revoked. If the result is unknown, no account is revoked.
 */
export async function storeOrRevoke(
  world: KitWorld,
  accounts: ServiceAccounts,
  store: SecretStore,
  made: NewAccount,
): Promise<void> {
  let stored: Stored;
  try {
    stored = await storeToken(world, store, made.token);
  } catch (error) {
    throw new UserError(`${sentenceOf(error)} ${await revokeNew(accounts, store, made)}`, '', { cause: error });
  }
  if (stored === 'unknown') {
    throw new UserError(
      `It is unknown whether the ${describeStore(store)} has the new token, so no account was revoked. The new account is ${made.id}.`,
      `Run a workflow. If it works, revoke the old account if there is one, else the new one: ${revokeCommand(made.id)}`,
    );
  }
}

/** Revokes a new account whose token is of no use. @returns what became of it. */
export async function revokeNew(accounts: ServiceAccounts, store: SecretStore, made: NewAccount): Promise<string> {
  if (store.kind === 'file') rmSync(store.path, { force: true });
  const left = `The new service account still exists; revoke it: ${revokeCommand(made.id)}`;
  if (made.id === '') return left;
  return accounts.revoke(made.id).then(
    () => `The new service account ${made.id} was revoked.`,
    () => left,
  );
}

export function describeStore(store: SecretStore): string {
  switch (store.kind) {
    case 'github':
      return `secret ${store.secret} of ${store.place.repository} (${store.place.apiUrl})`;
    case 'file':
      return `file ${store.path} (mode 0600)`;
    case 'terminal':
      return 'terminal';
    case 'none':
      return 'nothing';
  }
}

/** Flags of `gpu-ci token` that name a service account. */
export const accountFlags = (name: string, org = ''): string =>
  `--name ${quoteWord(name)}${org === '' ? '' : ` --org ${org}`}`;

/** What the user does with a token file, or without one. */
export function printNextSteps(world: KitWorld, host: PipelineHost, store: SecretStore, account: string): void {
  if (store.kind === 'file') {
    const file = store.path;
    print(world, '', `Now store the token in ${host.title} and remove the file:`);
    print(world, ...host.storeSecret(store.secret, file).map((step) => `  ${step}`), `  rm ${file}`);
  } else if (store.kind === 'none') {
    print(world, '', 'Create the service account and store its token, which is shown only once:');
    print(world, `  gpu-ci token create ${account} --token-file ~/gpu-token`);
    print(world, ...host.storeSecret(store.secret, '~/gpu-token').map((step) => `  ${step}`), '  rm ~/gpu-token');
  }
}
