import { UserError } from '../model/errors.ts';
import { sealedBox } from './sealed-box.ts';
import { withoutTokens } from './world.ts';

/** The Actions secrets of one repository. https://docs.github.com/rest/actions/secrets */
export interface SecretPlace {
  readonly apiUrl: string;
  /** `owner/name`. */
  readonly repository: string;
  /** A token that may write secrets. Never printed. */
  readonly token: string;
  readonly fetch?: typeof fetch;
}

/** `unknown`: the answer was lost, and the secret does not tell whether it was changed. */
export type Stored = 'stored' | 'unknown';

const TIMEOUT_MS = 20_000;

/** An API of GitHub, and the token of the user for it. */
export interface GitHubLogin {
  readonly apiUrl: string;
  /** '' if the user set none. */
  readonly token: string;
}

const PERSONAL_TOKENS = ['GH_TOKEN', 'GITHUB_TOKEN'] as const;
const SERVER_TOKENS = ['GH_ENTERPRISE_TOKEN', 'GITHUB_ENTERPRISE_TOKEN'] as const;

/**
 * Where the token of the user may go. Whoever made the checkout chose its remote, so the remote alone names no other host than
 * GitHub's own. Another host needs the word of the user: `GITHUB_API_URL` or `GH_HOST`, as for `gh`.
 * @returns undefined if the remote is at a host that the user did not name.
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

/** When the secret was last written; '' where there is none. */
export async function secretUpdatedAt(place: SecretPlace, name: string): Promise<string> {
  const answer = await request(place, 'GET', `/secrets/${name}`);
  if (answer.status === 404) {
    // Absent, or not ours to see: the public key tells the two apart.
    await publicKeyOf(place);
    return '';
  }
  if (answer.status !== 200) throw refusedBy(place, answer, 'read');
  const { updated_at: at } = answer.body;
  return typeof at === 'string' ? at : 'unknown';
}

/**
 * Writes a secret, encrypted for the repository.
 * @throws UserError where GitHub refuses: then nothing was changed.
 */
export async function putSecret(place: SecretPlace, name: string, value: string): Promise<Stored> {
  const before = await secretUpdatedAt(place, name);
  const { key, keyId } = await publicKeyOf(place);
  const sealed = sealedBox(Buffer.from(value), key);
  const body = { encrypted_value: Buffer.from(sealed).toString('base64'), key_id: keyId };
  const answer = await request(place, 'PUT', `/secrets/${name}`, body).catch(() => undefined);
  if (answer !== undefined && (answer.status === 201 || answer.status === 204)) return 'stored';
  if (answer !== undefined && answer.status < 500) throw refusedBy(place, answer, 'write');
  // No answer, or none that can be trusted: the secret itself tells. Its time stamp counts seconds.
  const after = await secretUpdatedAt(place, name).catch(() => undefined);
  if (after === undefined) return 'unknown';
  if (after !== before) return 'stored';
  if (after === '') throw new UserError(`GitHub did not store the secret ${name}.`, 'Try again.');
  return 'unknown';
}

async function publicKeyOf(place: SecretPlace): Promise<{ key: Uint8Array; keyId: string }> {
  const answer = await request(place, 'GET', '/secrets/public-key');
  const { key, key_id: keyId } = answer.body;
  if (answer.status !== 200 || typeof key !== 'string' || typeof keyId !== 'string') {
    throw refusedBy(place, answer, 'read');
  }
  return { key: Buffer.from(key, 'base64'), keyId };
}

interface Answer {
  readonly status: number;
  readonly body: Record<string, unknown>;
}

async function request(place: SecretPlace, method: string, path: string, body?: unknown): Promise<Answer> {
  const url = `${place.apiUrl}/repos/${place.repository}/actions${path}`;
  const call = place.fetch ?? fetch;
  let response: Response;
  try {
    response = await call(url, {
      method,
      headers: {
        accept: 'application/vnd.github+json',
        authorization: `Bearer ${place.token}`,
        'content-type': 'application/json',
        'user-agent': 'gpu-ci',
        'x-github-api-version': '2022-11-28',
      },
      signal: AbortSignal.timeout(TIMEOUT_MS),
      ...(body === undefined ? {} : { body: JSON.stringify(body) }),
    });
  } catch (error) {
    throw new UserError(`GitHub cannot be reached at ${place.apiUrl}.`, 'Check the network and proxies.', {
      cause: error,
    });
  }
  const text = await response.text().catch(() => '');
  let parsed: unknown;
  try {
    parsed = JSON.parse(text);
  } catch {
    parsed = undefined;
  }
  return { status: response.status, body: typeof parsed === 'object' && parsed !== null ? { ...parsed } : {} };
}

function refusedBy(place: SecretPlace, answer: Answer, what: 'read' | 'write'): UserError {
  const message = answer.body['message'];
  const said = typeof message === 'string' ? `: ${withoutTokens(message).slice(0, 200)}` : '';
  const problem = `GitHub refuses to ${what} the secrets of ${place.repository} (HTTP ${answer.status}${said}).`;
  if (answer.status === 401) return new UserError(problem, 'The token is not valid. Set GH_TOKEN to a valid one.');
  if (answer.status === 403 || answer.status === 404) {
    return new UserError(
      problem,
      'The token needs the permission "Secrets: write" (classic: scope repo) on that repository.',
    );
  }
  return new UserError(problem, 'Try again later.');
}
