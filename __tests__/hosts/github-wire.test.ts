import { afterEach, describe, expect, test } from '@jest/globals';
import { once } from 'node:events';
import { createServer, type IncomingMessage, type Server } from 'node:http';
import type { AddressInfo } from 'node:net';
import { openApi } from '../../src/hosts/github/api.ts';
import { ApiFault, faultOf, waitBefore } from '../../src/hosts/github/fault.ts';
import { GraphqlRefusal, openWire, Refusal, type Wire } from '../../src/hosts/github/wire.ts';
import { instantClock } from '../support/github-time.ts';

const servers: Server[] = [];
afterEach(() => {
  for (const server of servers.splice(0)) {
    server.closeAllConnections();
    server.close();
  }
});

interface Given {
  readonly status?: number;
  readonly headers?: Readonly<Record<string, string>>;
  readonly body?: unknown;
}

/** A server that always gives this answer, and a wire to it. */
async function answering({ status = 200, headers, body = '' }: Given, path = '') {
  const asked: string[] = [];
  const listener = async (request: IncomingMessage) => {
    let sent = '';
    for await (const chunk of request) sent += String(chunk);
    asked.push(`${request.method} ${request.url} ${sent}`.trim());
  };
  const server = createServer((request, response) => {
    void listener(request).then(() => {
      response.writeHead(status, headers ?? { 'content-type': 'application/json' });
      response.end(typeof body === 'string' ? body : JSON.stringify(body));
    });
  });
  servers.push(server.listen(0, '127.0.0.1'));
  await once(server, 'listening');
  const wire = openWire('ghs_test', `http://127.0.0.1:${(server.address() as AddressInfo).port}${path}`);
  return { wire, asked };
}

const thrown = (work: Promise<unknown>): Promise<unknown> =>
  work.then(
    () => 'nothing',
    (error: unknown) => error,
  );
const MS = 5_000;

describe('the wire', () => {
  test('parameters stand in the path, the rest in the query of what reads and in the body of what writes', async () => {
    const { wire, asked } = await answering({ body: [] });
    await wire.rest('GET /repos/{owner}/{repo}', { owner: 'a/b', repo: 'c' }, MS);
    await wire.rest('GET /repos/{owner}', { owner: 'a', page: 2, name: 'x y' }, MS);
    await wire.rest('DELETE /repos/{owner}', { owner: 'a' }, MS);
    await wire.rest('PATCH /repos/{owner}', { owner: 'a', body: 'b' }, MS, new AbortController().signal);
    expect(asked).toEqual([
      'GET /repos/a%2Fb/c',
      'GET /repos/a?page=2&name=x+y',
      'DELETE /repos/a',
      'PATCH /repos/a {"body":"b"}',
    ]);
  });

  test.each<[string, Given, unknown]>([
    ['JSON', { body: { a: 1 } }, { a: 1 }],
    ['text', { body: 'text', headers: { 'content-type': 'text/plain' } }, 'text'],
    ['text of no kind', { body: '{"a": 1}', headers: {} }, '{"a": 1}'],
    ['a page under a wrong name', { body: '<html>' }, '<html>'],
  ])('an answer is %s', async (_, given, data) => {
    const { wire } = await answering(given);
    expect((await wire.rest('GET /', {}, MS)).data).toEqual(data);
  });

  test.each<[string, unknown, string]>([
    ['its message', { message: 'Not Found' }, 'Not Found'],
    [
      'its message and what is wrong',
      { message: 'Validation Failed', errors: [{ code: 'custom' }, 'x'] },
      'Validation Failed: {"code":"custom"}, "x"',
    ],
    ['its status', '<html>', 'HTTP 404'],
    ['its status', 'null', 'HTTP 404'],
  ])('a refusal says %s', async (_, body, message) => {
    const { wire } = await answering({ status: 404, body });
    const error = await thrown(wire.rest('GET /', {}, MS));
    expect(error).toBeInstanceOf(Refusal);
    expect(error).toMatchObject({ message, response: { status: 404 } });
  });

  test('GraphQL answers 200 to what it refuses', async () => {
    const ask = async (body: unknown) => thrown((await answering({ body })).wire.graphql('query', {}, MS));
    expect(await ask({ errors: [{ message: 'no such field' }] })).toEqual(new GraphqlRefusal('no such field'));
    expect(await ask({ errors: [7] })).toEqual(new GraphqlRefusal('it refused the query'));
    expect(await ask({ errors: [], data: {} })).toBe('nothing');
  });

  test('on an Enterprise Server GraphQL stands beside the REST API', async () => {
    const { wire, asked } = await answering({ body: { data: { id: 7 } } }, '/api/v3/');
    expect(await wire.graphql('query', { a: 1 }, MS)).toEqual({ id: 7 });
    await wire.rest('GET /user', {}, MS);
    expect(asked).toEqual(['POST /api/graphql {"query":"query","variables":{"a":1}}', 'GET /api/v3/user']);
  });
});

describe('what was thrown, as a fact', () => {
  const NOW = 1_000_000;
  const fault = (error: unknown) => faultOf(error, 'checks: write', NOW);
  const refused = (status: number, message = 'no', headers: Readonly<Record<string, unknown>> = {}) =>
    fault(new Refusal(message, { status, headers }));

  test('a fact stays as it is', () => {
    const known = new ApiFault({ kind: 'gone' });
    expect(fault(known)).toBe(known);
  });
  test.each<[string, unknown, string]>([
    ['an error', new Error('socket hang up\n  at here'), 'GitHub cannot be reached: socket hang up'],
    ['a text', 'odd', 'GitHub cannot be reached: odd'],
    ['nothing', null, 'GitHub cannot be reached: null'],
    ['an answer without a status', { response: { headers: {} } }, 'GitHub cannot be reached: [object Object]'],
    ['no answer', { response: 7 }, 'GitHub cannot be reached: [object Object]'],
  ])('%s is a line that broke, and may be tried again soon', (_, error, message) => {
    expect(fault(error)).toMatchObject({ trouble: { kind: 'other', message }, retry: { kind: 'soon' } });
  });
  test('an answer without headers is read all the same', () => {
    expect(fault({ response: { status: 401 } })).toMatchObject({ trouble: { kind: 'auth' }, retry: { kind: 'never' } });
  });
  test('a query that GraphQL refuses is not asked again', () => {
    expect(fault(new GraphqlRefusal('no such field'))).toMatchObject({
      trouble: { kind: 'other', message: 'GitHub answered: no such field' },
      retry: { kind: 'never' },
    });
  });
  test('the address of the documentation is left out', () => {
    expect(refused(422, 'Bad - https://docs.github.com/rest').message).toBe('GitHub answered 422: Bad');
  });
  test.each([
    [404, 'x', { kind: 'gone' }],
    [410, 'x', { kind: 'gone' }],
    [403, 'Resource not accessible by integration', { kind: 'permission', missing: 'checks: write' }],
    [403, 'You must have push access', { kind: 'permission', missing: 'checks: write' }],
    [403, 'locked', { kind: 'other', message: 'GitHub answered 403: locked' }],
    [422, 'wrong', { kind: 'other', message: 'GitHub answered 422: wrong' }],
  ])('%i %s', (status, message, trouble) => {
    expect(refused(status, message)).toMatchObject({ trouble, retry: { kind: 'never' } });
  });
  test.each<[string, number, string, Readonly<Record<string, unknown>>, number | null]>([
    ['after a time', 403, 'x', { 'retry-after': '7' }, 7_000],
    ['after no time', 429, 'x', { 'retry-after': 'soon' }, null],
    ['by its words', 403, 'secondary rate limit', {}, null],
    ['by its words', 403, 'abuse detection', {}, null],
    ['at its reset', 403, 'x', { 'x-ratelimit-remaining': '0', 'x-ratelimit-reset': '1060' }, 60_000],
    ['at a reset that is over', 403, 'x', { 'x-ratelimit-remaining': '0', 'x-ratelimit-reset': '1' }, 1_000],
    ['at no reset', 403, 'x', { 'x-ratelimit-remaining': '0' }, null],
    ['not by a quota that is not spent', 429, 'x', { 'x-ratelimit-remaining': '9', 'x-ratelimit-reset': '1060' }, null],
  ])('a limit %s', (_, status, message, headers, waitMs) => {
    expect(refused(status, message, headers).retry).toEqual({ kind: 'limited', waitMs });
  });
  test('a server that is broken is asked again soon', () => {
    expect(refused(500).retry).toEqual({ kind: 'soon' });
  });
});

test('the wait before the next try doubles, with a little chance', () => {
  const [none, all] = [{ random: () => 0 }, { random: () => 1 }];
  expect(waitBefore(1, { kind: 'never' }, none)).toBeNull();
  expect([1, 2, 4].map((tries) => waitBefore(tries, { kind: 'soon' }, none))).toEqual([500, 500, 500]);
  expect([1, 2, 4].map((tries) => waitBefore(tries, { kind: 'soon' }, all))).toEqual([1_500, 2_500, 8_500]);
  expect(waitBefore(5, { kind: 'soon' }, none)).toBeNull();
  expect(waitBefore(1, { kind: 'limited', waitMs: 10_000 }, all)).toBe(11_000);
  expect([1, 2].map((tries) => waitBefore(tries, { kind: 'limited', waitMs: null }, none))).toEqual([60_000, 120_000]);
  expect(waitBefore(1, { kind: 'limited', waitMs: null }, all)).toBe(62_000);
});

describe('the time set aside for reports', () => {
  const silent: Wire = {
    rest: () => Promise.reject(new Error('asked')),
    graphql: () => Promise.reject(new Error('asked')),
  };
  const USED_UP = { message: 'the time set aside for reports is used up' };

  test('is used up: nothing more is asked', async () => {
    const clock = instantClock();
    const api = openApi(silent, clock, { budgetMs: 1_000 });
    expect(api.remainingMs()).toBe(1_000);
    await clock.sleep(1_000);
    expect(await thrown(api.rest('GET /', {}, ''))).toMatchObject(USED_UP);
    expect(await thrown(api.graphql('query', {}, ''))).toMatchObject(USED_UP);
  });
  test('ends with the job', async () => {
    const api = openApi(silent, instantClock(), { over: AbortSignal.abort() });
    expect(api.remainingMs()).toBe(0);
    expect(await thrown(api.rest('GET /', {}, ''))).toMatchObject(USED_UP);
  });
  test('a fault of ours is not tried again', async () => {
    const clock = instantClock();
    const bug = new TypeError('a bug');
    expect(await thrown(openApi(silent, clock).retrying(() => Promise.reject(bug)))).toBe(bug);
    expect(clock.slept).toEqual([]);
  });
  test('a wait that does not fit into it is not begun, and a limit is told as such', async () => {
    const clock = instantClock();
    const api = openApi(silent, clock, { budgetMs: 100 });
    const soon = new ApiFault({ kind: 'gone' }, { kind: 'soon' });
    expect(await thrown(api.retrying(() => Promise.reject(soon)))).toBe(soon);
    const limited = new ApiFault({ kind: 'gone' }, { kind: 'limited', waitMs: 5_000 });
    expect(await thrown(api.retrying(() => Promise.reject(limited)))).toMatchObject({
      message: 'GitHub limits the rate of requests and asks to wait 6 s, longer than a report may take',
      cause: limited,
    });
    expect(clock.slept).toEqual([]);
  });
});
