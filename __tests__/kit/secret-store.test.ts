import { describe, expect, test } from '@jest/globals';
import { loginFor } from '../../src/kit/secret-store.ts';

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
    ['', { GITHUB_API_URL: 'http://[::1]:1' }, 'http://[::1]:1', 'server'],
    ['', { GH_TOKEN: '' }, 'https://api.github.com', 'job'],
    ['', { GH_TOKEN: '', GITHUB_TOKEN: '' }, 'https://api.github.com', ''],
  ])('from the remote %j with %j to %s', (remote, env, apiUrl, token) => {
    expect(loginFor({ ...all, ...env }, remote)).toEqual({ apiUrl, token });
  });
  test.each([
    ['codeberg.org', {}],
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
  test.each([
    [{ GITHUB_API_URL: 'http://ghe.example' }, 'not an https address'],
    [{ GITHUB_API_URL: 'ftp://127.0.0.1' }, 'not an https address'],
    [{ GITHUB_API_URL: 'no address' }, 'not an https address'],
    [{ GH_HOST: 'evil.example/path' }, 'which is not a host'],
    [{ GH_HOST: 'a@evil.example' }, 'which is not a host'],
  ])('not with %j', (env, why) => {
    expect(() => loginFor(env, '')).toThrow(why);
  });
});
