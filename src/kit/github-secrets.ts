import { blake2b } from 'blakejs';
import nacl from 'tweetnacl';
import { openOctokit, statusOf } from '../hosts/github-api.ts';
import { sentenceOf, UserError } from '../model/errors.ts';
import { withoutTokens } from './world.ts';

/** The API of a GitHub, and the user's token for it. */
export interface GitHubLogin {
  readonly apiUrl: string;
  /** '' if the user set none. */
  readonly token: string;
}

/** The Actions secrets of one repository. https://docs.github.com/rest/actions/secrets */
export interface SecretPlace extends GitHubLogin {
  /** `owner/name`. */
  readonly repository: string;
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

/** `unknown`: GitHub did not answer, and the date of the secret does not show whether it changed. */
export type Stored = 'stored' | 'unknown';

export interface GitHubSecrets {
  /** When the secret was last written; '' if it does not exist. */
  updatedAt(name: string): Promise<string>;
  /**
   * Writes a secret, encrypted for the repository.
   * @throws UserError if GitHub refuses: then nothing was changed.
   */
  put(name: string, value: string): Promise<Stored>;
}

const CALL_MS = 20_000;

export function githubSecrets(place: SecretPlace): GitHubSecrets {
  const api = () => openOctokit({ ...place, debug: () => undefined }, AbortSignal.timeout(CALL_MS)).rest.actions;
  const [owner = '', repo = ''] = place.repository.split('/');
  // A lost answer is looked up instead.
  const once = { request: { retries: 0 } };
  const publicKey = () =>
    api()
      .getRepoPublicKey({ owner, repo, ...once })
      .catch((error: unknown) => {
        throw refused(place, error, 'read');
      });

  const updatedAt = async (name: string): Promise<string> => {
    try {
      const { data } = await api().getRepoSecret({ owner, repo, secret_name: name, ...once });
      return data.updated_at || 'unknown';
    } catch (error) {
      if (statusOf(error) !== 404) throw refused(place, error, 'read');
      // Absent, or not visible with this token: the public key distinguishes the two.
      await publicKey();
      return '';
    }
  };

  return {
    updatedAt,
    async put(name, value) {
      const before = await updatedAt(name);
      const { key, key_id } = (await publicKey()).data;
      const encrypted_value = Buffer.from(sealedBox(Buffer.from(value), Buffer.from(key, 'base64'))).toString('base64');
      try {
        await api().createOrUpdateRepoSecret({ owner, repo, secret_name: name, encrypted_value, key_id, ...once });
        return 'stored';
      } catch (error) {
        if (statusOf(error) < 500) throw refused(place, error, 'write');
      }
      // The time of the secret counts seconds, so an unchanged one proves nothing.
      const after = await updatedAt(name).catch(() => undefined);
      if (after === '') throw new UserError(`GitHub did not store the secret ${name}.`, 'Try again.');
      return after === undefined || after === before ? 'unknown' : 'stored';
    },
  };
}

function refused(place: SecretPlace, error: unknown, what: 'read' | 'write'): UserError {
  const status = statusOf(error);
  const said = withoutTokens(sentenceOf(error))
    .replace(/ - https:\/\/\S+$/, '')
    .slice(0, 200);
  if (!(error instanceof Error && 'response' in error && error.response !== undefined)) {
    return new UserError(
      `Cannot reach GitHub at ${place.apiUrl}: ${said}.`,
      'Check the network and the proxy variables.',
      { cause: error },
    );
  }
  const problem = `GitHub refused to ${what} the secrets of ${place.repository} (HTTP ${status}: ${said}).`;
  if (status === 401) return new UserError(problem, 'The token is not valid. Set GH_TOKEN to a valid token.');
  if (status === 403 || status === 404) {
    const needed = 'The token needs the permission "Secrets: write" (classic: scope repo) on that repository.';
    return new UserError(problem, needed);
  }
  return new UserError(problem, 'Try again later.');
}

/**
 * libsodium's `crypto_box_seal`: only the holder of the private key can open it.
 * Ephemeral public key, then the box; its nonce is BLAKE2b-192 of both public keys.
 */
export function sealedBox(message: Uint8Array, recipient: Uint8Array): Uint8Array {
  if (recipient.length !== nacl.box.publicKeyLength) throw new Error('a public key has 32 bytes');
  const ephemeral = nacl.box.keyPair();
  const box = nacl.box(message, sealNonce(ephemeral.publicKey, recipient), recipient, ephemeral.secretKey);
  ephemeral.secretKey.fill(0);
  return Buffer.concat([ephemeral.publicKey, box]);
}

export function sealNonce(ephemeral: Uint8Array, recipient: Uint8Array): Uint8Array {
  return blake2b(Buffer.concat([ephemeral, recipient]), undefined, nacl.box.nonceLength);
}
