import { afterEach, describe, expect, test } from '@jest/globals';
import { once } from 'node:events';
import { createServer, type IncomingMessage, type Server, type ServerResponse } from 'node:http';
import type { AddressInfo } from 'node:net';
import nacl from 'tweetnacl';
import { UserError } from '../../src/model/errors.ts';
import { loginFor, putSecret, secretUpdatedAt, type SecretPlace } from '../../src/kit/github-secrets.ts';
import { sealedBox } from '../../src/kit/sealed-box.ts';

const servers: Server[] = [];
afterEach(() => {
  for (const server of servers.splice(0)) {
    server.closeAllConnections();
    server.close();
  }
});

type Answer = readonly [status: number, body: unknown] | ((response: ServerResponse) => void);
const KEY: Answer = [200, { key_id: 'k', key: Buffer.from(nacl.box.keyPair().publicKey).toString('base64') }];
const NONE: Answer = [404, { message: 'Not Found' }];
const lost: Answer = (response) => void response.destroy();

/** A repository on GitHub that gives these answers in order, the last one for ever; its public key is always there. */
async function repository(...answers: readonly Answer[]): Promise<SecretPlace> {
  let asked = 0;
  const server = createServer((request: IncomingMessage, response) => {
    request.resume();
    const isKey = request.url?.endsWith('/public-key') === true;
    const answer = isKey ? KEY : (answers[Math.min(asked++, answers.length - 1)] ?? NONE);
    if (typeof answer === 'function') answer(response);
    else response.writeHead(answer[0]).end(typeof answer[1] === 'string' ? answer[1] : JSON.stringify(answer[1]));
  });
  servers.push(server.listen(0, '127.0.0.1'));
  await once(server, 'listening');
  const apiUrl = `http://127.0.0.1:${(server.address() as AddressInfo).port}`;
  return { apiUrl, repository: 'acme/vision', token: 'ghp_good' };
}

async function fault(work: Promise<unknown>): Promise<string> {
  const error: unknown = await work.catch((reason: unknown) => reason);
  if (!(error instanceof UserError)) throw new Error(`no UserError: ${String(error)}`);
  return `${error.message} ${error.hint}`.trim();
}

describe('the token of the user goes', () => {
  const all = { GH_TOKEN: 'personal', GITHUB_TOKEN: 'job', GH_ENTERPRISE_TOKEN: 'server' };
  test.each([
    ['', {}, 'https://api.github.com', 'personal'],
    ['github.com', {}, 'https://api.github.com', 'personal'],
    ['ssh.github.com', {}, 'https://api.github.com', 'personal'],
    ['acme.ghe.com', {}, 'https://api.acme.ghe.com', 'personal'],
    ['git.acme.example', { GH_HOST: 'git.acme.example' }, 'https://git.acme.example/api/v3', 'server'],
    ['', { GH_HOST: 'git.acme.example' }, 'https://git.acme.example/api/v3', 'server'],
    ['github.com', { GITHUB_API_URL: 'https://ghe.example/api/v3//' }, 'https://ghe.example/api/v3', 'server'],
    ['', { GITHUB_API_URL: 'https://api.github.com' }, 'https://api.github.com', 'personal'],
    ['', { GITHUB_API_URL: 'http://127.0.0.1:8080' }, 'http://127.0.0.1:8080', 'server'],
    ['', { GITHUB_API_URL: 'http://localhost/' }, 'http://localhost', 'server'],
    ['', { GITHUB_API_URL: 'http://[::1]:1' }, 'http://[::1]:1', 'server'],
  ])('from the remote %j with %j to %s', (remote, env, apiUrl, token) => {
    expect(loginFor({ ...all, ...env }, remote)).toEqual({ apiUrl, token });
  });
  test.each([
    ['codeberg.org', {}],
    ['gitlab.com', {}],
    ['github-work', {}],
    ['github.com.evil.example', {}],
    ['evilghe.com', {}],
    ['ghe.com', {}],
    ['acme.ghe.com.evil.example', {}],
    ['evil.example', { GH_HOST: 'git.acme.example' }],
    ['evil.example', { GH_HOST: 'github.com' }],
    ['api.evil.example', { GH_HOST: 'evil.example' }],
  ])('nowhere from the remote %j with %j', (remote, env) => {
    expect(loginFor({ ...all, ...env }, remote)).toBeUndefined();
  });
  test('to the API of github.com from GH_TOKEN, else GITHUB_TOKEN', () => {
    expect(loginFor({ GH_TOKEN: '', GITHUB_TOKEN: 'job' }, '')?.token).toBe('job');
    expect(loginFor({ GH_ENTERPRISE_TOKEN: 'server' }, '')?.token).toBe('');
    expect(loginFor({}, '')?.token).toBe('');
  });
  test.each(['http://ghe.example', 'ftp://127.0.0.1', 'no address'])('not to %s', (given) => {
    expect(() => loginFor({ GITHUB_API_URL: given }, '')).toThrow('which is not an https address');
  });
  test.each(['evil.example/path', 'a@evil.example'])('not to GH_HOST=%s', (named) => {
    expect(() => loginFor({ GH_HOST: named }, '')).toThrow('which is not a host');
  });
});

describe('when a secret was last written', () => {
  test('is told, or nothing where there is none', async () => {
    expect(await secretUpdatedAt(await repository([200, { updated_at: '2026-01-01' }]), 'A')).toBe('2026-01-01');
    expect(await secretUpdatedAt(await repository([200, {}]), 'A')).toBe('unknown');
    expect(await secretUpdatedAt(await repository(NONE), 'A')).toBe('');
  });
  test.each<[string, Answer, RegExp]>([
    ['a wrong token', [401, { message: 'Bad credentials' }], /read the secrets .* \(HTTP 401: Bad cred.* is not valid/],
    ['a weak token', [403, 'no JSON'], /\(HTTP 403\)\. The token needs the permission "Secrets: write"/],
    ['a broken GitHub', [500, 'null'], /\(HTTP 500\)\. Try again later\.$/],
    ['an answer that repeats a token', [500, { message: 'gpt_sat_0123456789' }], /\(HTTP 500: gpt_\*\*\*\)/],
    [
      'a line that breaks',
      lost,
      /^GitHub cannot be reached at http:\/\/127\.0\.0\.1:\d+\. Check the network and proxies/,
    ],
  ])('%s is told', async (_, answer, message) => {
    expect(await fault(secretUpdatedAt(await repository(answer), 'A'))).toMatch(message);
  });
  test('an answer that breaks off is one without words', async () => {
    const cut: Answer = (response) => {
      response.writeHead(500, { 'content-length': '100' });
      response.write('{"message": "half', () => response.destroy());
    };
    expect(await fault(secretUpdatedAt(await repository(cut), 'A'))).toContain('(HTTP 500)');
  });
});

describe('a secret whose writing was not answered', () => {
  const at = (time: string): Answer => [200, { updated_at: time }];
  test('is stored where its time has changed', async () => {
    expect(await putSecret(await repository(at('1'), lost, at('2')), 'A', 'v')).toBe('stored');
    expect(await putSecret(await repository(NONE, [500, ''], at('2')), 'A', 'v')).toBe('stored');
  });
  test('is not where there still is none', async () => {
    expect(await fault(putSecret(await repository(NONE, lost, NONE), 'A', 'v'))).toBe(
      'GitHub did not store the secret A. Try again.',
    );
  });
  test('may be or not where its time is the same, or is not told', async () => {
    expect(await putSecret(await repository(at('1'), lost, at('1')), 'A', 'v')).toBe('unknown');
    expect(await putSecret(await repository(at('1'), lost, lost), 'A', 'v')).toBe('unknown');
  });
  test('one that was refused changed nothing', async () => {
    expect(await fault(putSecret(await repository(NONE, [403, {}]), 'A', 'v'))).toContain('GitHub refuses to write');
  });
});

test('nothing is sealed for a key that is none', () => {
  expect(() => sealedBox(Buffer.from('v'), new Uint8Array(31))).toThrow('a public key has 32 bytes');
});
