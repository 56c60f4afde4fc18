import { blake2b } from 'blakejs';
import { lstatSync, realpathSync, rmSync, writeFileSync } from 'node:fs';
import { basename, dirname, join, resolve } from 'node:path';
import nacl from 'tweetnacl';
import { openOctokit, statusOf } from '../hosts/github-api.ts';
import { sentenceOf, UserError } from '../model/errors.ts';
import { withoutTokens } from '../model/secrets.ts';
import { childEnv } from '../gpu/environment.ts';
import { capture } from '../gpu/spawn.ts';
import type { PipelineHost, Repository } from './pipelines.ts';
import { print, type KitWorld } from './world.ts';

/** Where a new token goes: the secrets of a repository on GitHub, or a file for its owner only. */
export interface SecretStore {
  /** For people. */
  readonly title: string;
  /** Of the file from which a person stores the token; '' if nothing is left to do. */
  readonly path: string;
  /**
   * Fails before an account is created. It is called after the user saw the plan, since it sends the user's GitHub token.
   * @returns whether the store has a token already.
   */
  check(): Promise<boolean>;
  /**
   * @returns whether the token is stored; false if that is unknown.
   * @throws UserError if nothing was stored.
   */
  put(token: string): Promise<boolean>;
}

/** Flags of `gpu-ci`. */
export interface StoreOptions {
  readonly secret?: string;
  readonly repo?: string;
  readonly tokenFile?: string;
}

/** @returns why there is no place for a token, if there is none. */
export function chooseStore({ env, cwd }: KitWorld, where: Repository, options: StoreOptions): SecretStore | string {
  const { secret = 'GPU_SERVICE_TOKEN', tokenFile, repo } = options;
  if (tokenFile !== undefined) return fileStore(resolve(cwd, tokenFile), env);
  if (where.host.name !== 'github') return `gpu-ci cannot write secrets of ${where.host.title}`;
  // A repository that the user named is on the user's host, wherever the remote is.
  const login = loginFor(env, repo === undefined ? where.remoteHost : '');
  if (login === undefined) {
    return `the remote is at ${where.remoteHost}, and your GitHub token is sent only to a host that you name: set GH_HOST, or use --repo OWNER/NAME for github.com`;
  }
  if (login.token === '') {
    return 'to store its token on GitHub, set GH_TOKEN or GITHUB_TOKEN (permission "Secrets: write")';
  }
  const repository = repo ?? where.repository;
  if (!/^[\w.-]+\/[\w.-]+$/.test(repository)) {
    return 'the repository on GitHub is not known: there is no remote `origin`. Use --repo OWNER/NAME';
  }
  return githubStore({ ...login, repository }, secret);
}

function fileStore(path: string, env: NodeJS.ProcessEnv): SecretStore {
  if (lstatSync(path, { throwIfNoEntry: false }) !== undefined) {
    throw new UserError(`${path} already exists.`, 'A token is written to a new file only. Use another name.');
  }
  return {
    title: `file ${path} (mode 0600)`,
    path,
    async check() {
      await checkFile(path, env);
      return false;
    },
    put(token) {
      try {
        writeFileSync(path, `${token}\n`, { mode: 0o600, flag: 'wx' });
      } catch (error) {
        if ((error as NodeJS.ErrnoException).code !== 'EEXIST') rmSync(path, { force: true });
        throw error;
      }
      return Promise.resolve(true);
    },
  };
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

/** What is left to a person: to store the token from the file, or without a store first to create the account. */
export function printNextSteps(
  world: KitWorld,
  { title, storeSecret }: PipelineHost,
  store: SecretStore | string,
  account: string,
): void {
  const path = typeof store === 'string' ? '~/gpu-token' : store.path;
  if (path === '') return;
  const first =
    typeof store === 'string'
      ? [
          'Create the service account and store its token, which is shown only once:',
          `  gpu-ci token create ${account} --token-file ${path}`,
        ]
      : [`Now store the token in ${title} and remove the file:`];
  print(world, '', ...first, `  ${storeSecret.replaceAll('FILE', () => path)}`, `  rm ${path}`);
}

/** The API of a GitHub, and the user's token for it. */
export interface GitHubLogin {
  readonly apiUrl: string;
  /** '' if the user set none. */
  readonly token: string;
}

const PERSONAL_TOKENS = ['GH_TOKEN', 'GITHUB_TOKEN'] as const;
const SERVER_TOKENS = ['GH_ENTERPRISE_TOKEN', 'GITHUB_ENTERPRISE_TOKEN'] as const;

/**
 * Where the user's token may be sent. A checkout chooses its own remote, so a remote alone gets the token only if it is GitHub's
 * own host. Any other host must be named by the user: `GITHUB_API_URL` or `GH_HOST`, as for `gh`.
 * @returns undefined if the user did not name the host of the remote.
 */
export function loginFor(env: NodeJS.ProcessEnv, remoteHost: string): GitHubLogin | undefined {
  const token = (names: readonly string[]): string => names.map((name) => env[name] ?? '').find(Boolean) ?? '';
  const given = (env['GITHUB_API_URL'] ?? '').replace(/\/+$/, '');
  const named = (env['GH_HOST'] ?? '').trim().toLowerCase();
  const host = given === '' ? remoteHost.toLowerCase() || named || 'github.com' : hostOf(given);
  if (['github.com', 'ssh.github.com', 'api.github.com'].includes(host)) {
    return { apiUrl: given || 'https://api.github.com', token: token(PERSONAL_TOKENS) };
  }
  if (/^([a-z0-9-]+\.)+ghe\.com$/.test(host)) {
    return { apiUrl: given || `https://api.${host}`, token: token(PERSONAL_TOKENS) };
  }
  if (given === '' && host !== named) return undefined;
  const apiUrl = given || `https://${host}/api/v3`;
  if (given === '' && !(URL.canParse(apiUrl) && new URL(apiUrl).host === host)) {
    throw new UserError(`GH_HOST is ${JSON.stringify(named)}, which is not a host.`, 'For example git.example.com.');
  }
  return { apiUrl, token: token([...SERVER_TOKENS, ...PERSONAL_TOKENS]) };
}

function hostOf(address: string): string {
  const url = URL.canParse(address) ? new URL(address) : undefined;
  const loopback = url !== undefined && ['127.0.0.1', 'localhost', '[::1]'].includes(url.hostname);
  if (url === undefined || !(url.protocol === 'https:' || (url.protocol === 'http:' && loopback))) {
    throw new UserError(`GITHUB_API_URL is ${JSON.stringify(address)}, which is not an https address.`);
  }
  return url.hostname;
}

const CALL_MS = 20_000;

/** The Actions secrets of a repository `owner/name`. https://docs.github.com/rest/actions/secrets */
export function githubStore(place: GitHubLogin & { readonly repository: string }, secret: string): SecretStore {
  const [owner = '', repo = ''] = place.repository.split('/');
  // Writing a secret twice is harmless, so a lost answer is asked for once more.
  const at = { owner, repo, request: { retries: 1 } };
  const its = { ...at, secret_name: secret };
  const api = () => openOctokit({ ...place, debug: () => undefined }, AbortSignal.timeout(CALL_MS)).rest.actions;
  const publicKey = () =>
    api()
      .getRepoPublicKey(at)
      .catch((error: unknown) => {
        throw refused(error, 'read');
      });

  function refused(error: unknown, what: 'read' | 'write'): UserError {
    const said = withoutTokens(sentenceOf(error))
      .replace(/ - https:\/\/\S+$/, '')
      .slice(0, 200);
    if (!(error instanceof Error && 'response' in error && error.response !== undefined)) {
      const hint = 'Check the network and the proxy variables.';
      return new UserError(`Cannot reach GitHub at ${place.apiUrl}: ${said}.`, hint, { cause: error });
    }
    const status = statusOf(error);
    const hints: Readonly<Record<number, string>> = {
      401: 'The token is not valid. Set GH_TOKEN to a valid token.',
      403: NEEDED,
      404: NEEDED,
    };
    const problem = `GitHub refused to ${what} the secrets of ${place.repository} (HTTP ${status}: ${said}).`;
    return new UserError(problem, hints[status] ?? 'Try again later.', { cause: error });
  }

  return {
    title: `secret ${secret} of ${place.repository} (${place.apiUrl})`,
    path: '',
    async check() {
      try {
        await api().getRepoSecret(its);
        return true;
      } catch (error) {
        if (statusOf(error) !== 404) throw refused(error, 'read');
        // Absent, or not visible with this token: the public key distinguishes the two.
        await publicKey();
        return false;
      }
    },
    async put(token) {
      const { key, key_id } = (await publicKey()).data;
      const encrypted_value = Buffer.from(sealedBox(Buffer.from(token), Buffer.from(key, 'base64'))).toString('base64');
      try {
        await api().createOrUpdateRepoSecret({ ...its, encrypted_value, key_id });
        return true;
      } catch (error) {
        if (statusOf(error) < 500) throw refused(error, 'write');
        return false;
      }
    },
  };
}

const NEEDED = 'The token needs the permission "Secrets: write" (classic: scope repo) on that repository.';

/**
 * libsodium's `crypto_box_seal`: only the holder of the private key can open it.
 * Ephemeral public key, then the box; its nonce is BLAKE2b-192 of both public keys.
 */
function sealedBox(message: Uint8Array, recipient: Uint8Array): Uint8Array {
  const ephemeral = nacl.box.keyPair();
  const box = nacl.box(message, sealNonce(ephemeral.publicKey, recipient), recipient, ephemeral.secretKey);
  ephemeral.secretKey.fill(0);
  return Buffer.concat([ephemeral.publicKey, box]);
}

export function sealNonce(ephemeral: Uint8Array, recipient: Uint8Array): Uint8Array {
  return blake2b(Buffer.concat([ephemeral, recipient]), undefined, nacl.box.nonceLength);
}
