import { afterEach, describe, expect, test } from '@jest/globals';
import { OCTOCAT, spentQuota } from '../support/github-api.ts';
import { closeAll, github } from '../support/github-server.ts';

afterEach(closeAll);

describe('the stand-in answers as GitHub does', () => {
  const ask = (url: string, method = 'GET', body?: object, token = 'ghs_test') =>
    fetch(url, {
      method,
      headers: { authorization: `Bearer ${token}` },
      ...(body === undefined ? {} : { body: JSON.stringify(body) }),
    });

  test('pages with links, default 30 to a page', async () => {
    const { server, store } = await github();
    for (let n = 0; n < 70; n++) store.addComment(7, OCTOCAT, `comment ${n}`);
    const page = await ask(`${server.url}/repos/o/r/issues/7/comments?page=2`);
    expect(await page.json()).toHaveLength(30);
    expect(page.headers.get('link')?.match(/page=(\d)>; rel="\w+"/g)).toEqual([
      'page=1>; rel="prev"',
      'page=1>; rel="first"',
      'page=3>; rel="next"',
      'page=3>; rel="last"',
    ]);
  });

  test('secrets: a public key of 32 bytes, 201 for a new one, 204 for one that was there; 403 without the permission', async () => {
    const { server, store } = await github({ actor: OCTOCAT });
    const secrets = `${server.url}/repos/o/r/actions/secrets`;
    const { key, key_id } = (await (await ask(`${secrets}/public-key`)).json()) as { key: string; key_id: string };
    expect(Buffer.from(key, 'base64')).toHaveLength(32);
    const body = { encrypted_value: 'c2VhbGVk', key_id };
    expect((await ask(`${secrets}/GPU_SERVICE_TOKEN`, 'PUT', body)).status).toBe(201);
    expect((await ask(`${secrets}/GPU_SERVICE_TOKEN`, 'PUT', body)).status).toBe(204);
    expect(store.secrets.get('GPU_SERVICE_TOKEN')).toEqual({ encryptedValue: 'c2VhbGVk', keyId: key_id });
    const other = await github();
    expect((await ask(`${other.server.url}/repos/o/r/actions/secrets/public-key`)).status).toBe(403);
  });

  test('who the token is: told to a person, refused to an app, unknown without a token', async () => {
    const person = await github({ actor: OCTOCAT });
    expect(await (await ask(`${person.server.url}/user`)).json()).toMatchObject({ login: 'octocat', type: 'User' });
    expect((await ask(`${person.server.url}/user`, 'GET', undefined, 'ghs_no')).status).toBe(401);
    const app = await github();
    expect((await ask(`${app.server.url}/user`)).status).toBe(403);
  });

  test('a fault on order comes as often as ordered, with its headers, and is recorded', async () => {
    const { server } = await github();
    server.rules.push({ on: /^GET .*comments/, times: 2, fault: spentQuota(1_800_000_000) });
    const statuses: number[] = [];
    for (let n = 0; n < 3; n++) statuses.push((await ask(`${server.url}/repos/o/r/issues/7/comments`)).status);
    expect(statuses).toEqual([429, 429, 200]);
    expect(server.requests.map(({ status }) => status)).toEqual(statuses);
    expect((await ask(`${server.url}/repos/o/r/issues/7/comments`, 'POST', { body: 'x'.repeat(65_537) })).status).toBe(
      422,
    );
  });
});
