import { afterEach, describe, expect, test } from '@jest/globals';
import { once } from 'node:events';
import { createServer, type IncomingMessage, type Server, type ServerResponse } from 'node:http';
import type { AddressInfo } from 'node:net';
import nacl from 'tweetnacl';
import { UserError } from '../../src/model/errors.ts';
import { githubSecrets, loginFor, type GitHubSecrets } from '../../src/kit/github-secrets.ts';

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
async function repository(...answers: readonly Answer[]): Promise<GitHubSecrets> {
  let asked = 0;
  const server = createServer((request: IncomingMessage, response) => {
    request.resume();
    const isKey = request.url?.endsWith('/public-key') === true;
    const answer = isKey ? KEY : (answers[Math.min(asked++, answers.length - 1)] ?? NONE);
    if (typeof answer === 'function') answer(response);
    else {
      const body = typeof answer[1] === 'string' ? answer[1] : JSON.stringify(answer[1]);
      response.writeHead(answer[0], { 'content-type': 'application/json; charset=utf-8' }).end(body);
    }
  });
  servers.push(server.listen(0, '127.0.0.1'));
  await once(server, 'listening');
  const apiUrl = `http://127.0.0.1:${(server.address() as AddressInfo).port}`;
  return githubSecrets({ apiUrl, repository: 'acme/vision', token: 'ghp_good' });
}

async function fault(work: Promise<unknown>): Promise<string> {
  const error: unknown = await work.catch((reason: unknown) => reason);
  if (!(error instanceof UserError)) throw new Error(`no UserError: ${String(error)}`);
  return `${error.message} ${error.hint}`.trim();
}

describe('the GitHub token is sent', () => {
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

describe('the date of a secret', () => {
  test('is that of GitHub, or empty without a secret', async () => {
    expect(await (await repository([200, { updated_at: '2026-01-01' }])).updatedAt('A')).toBe('2026-01-01');
    expect(await (await repository([200, {}])).updatedAt('A')).toBe('unknown');
    expect(await (await repository(NONE)).updatedAt('A')).toBe('');
  });
  test.each<[string, Answer, RegExp]>([
    [
      'an invalid token',
      [401, { message: 'Bad credentials' }],
      /read the secrets .* \(HTTP 401: Bad cred.* is not valid/,
    ],
    ['a weak token', [403, { message: 'no' }], /\(HTTP 403: no\)\. The token needs the permission "Secrets: write"/],
    ['a broken GitHub', [500, 'null'], /\(HTTP 500.*\)\. Try again later\.$/],
    ['an answer that repeats a token', [500, { message: 'gpt_sat_0123456789' }], /\(HTTP 500: gpt_\*\*\*\)/],
    ['a lost answer', lost, /^Cannot reach GitHub at http:\/\/127\.0\.0\.1:\d+: .*proxy/],
  ])('is an error after %s', async (_, answer, message) => {
    expect(await fault((await repository(answer)).updatedAt('A'))).toMatch(message);
  });
});

describe('a secret whose writing was not answered', () => {
  const at = (time: string): Answer => [200, { updated_at: time }];
  const put = async (...answers: readonly Answer[]) => (await repository(...answers)).put('A', 'v');
  test('is stored if its date has changed', async () => {
    expect(await put(at('1'), lost, at('2'))).toBe('stored');
    expect(await put(NONE, [500, ''], at('2'))).toBe('stored');
  });
  test('is not stored if there still is none, or if GitHub refused it', async () => {
    expect(await fault(put(NONE, lost, NONE))).toBe('GitHub did not store the secret A. Try again.');
    expect(await fault(put(NONE, [403, {}]))).toContain('GitHub refused to write');
  });
  test('is unknown if its date is the same or cannot be read', async () => {
    expect(await put(at('1'), lost, at('1'))).toBe('unknown');
    expect(await put(at('1'), lost, lost)).toBe('unknown');
  });
});
