import { afterAll, beforeAll, expect, test } from '@jest/globals';
import { once } from 'node:events';
import { request } from 'node:http';
import { connect } from 'node:net';
import { startCloud, type Cloud } from '../../emulator/cloud.ts';

let cloud: Cloud;
beforeAll(async () => {
  cloud = await startCloud();
});
afterAll(() => cloud.close());

/** The status of an answer. `fetch` would not send these headers. */
async function statusOf(method: string, path: string, headers: Record<string, string>, body = ''): Promise<number> {
  const sent = request(cloud.url + path, { method, headers }).on('error', () => undefined);
  sent.end(body);
  const [answer] = (await once(sent, 'response')) as [{ statusCode: number; resume(): void }];
  answer.resume();
  return answer.statusCode;
}

const withSecret = (): Record<string, string> => ({ authorization: `Bearer ${cloud.adminToken}` });

test('does not answer a page that a browser shows, whatever it knows', async () => {
  for (const headers of [{ host: 'evil.example:7420' }, { origin: 'http://evil.example' }]) {
    expect(await statusOf('GET', '/install.sh', headers)).toBe(403);
    expect(await statusOf('POST', '/admin/books', { ...headers, ...withSecret() })).toBe(403);
  }
  expect(await statusOf('GET', '/install.sh', {})).toBe(200);
});

test('takes orders with its secret only', async () => {
  expect(await statusOf('POST', '/admin/books', withSecret())).toBe(200);
  for (const authorization of [
    '',
    'Bearer',
    `Bearer ${'x'.repeat(cloud.adminToken.length)}`,
    `Bearer ${cloud.token}`,
  ]) {
    expect(await statusOf('POST', '/admin/books', { authorization })).toBe(401);
  }
});

test('does not read a body without an end', async () => {
  expect(await statusOf('POST', '/admin/faults', withSecret(), 'x'.repeat(3_000_000))).toBe(413);
});

/** What comes back for the beginning of a program's call. */
async function called(host: string, more: string, bytes: Buffer): Promise<string> {
  const socket = connect(Number(new URL(cloud.url).port), '127.0.0.1');
  socket.write(`GET /gpu HTTP/1.1\r\nHost: ${host}\r\nConnection: Upgrade\r\nUpgrade: gpu\r\n${more}\r\n`);
  socket.write(bytes);
  let text = '';
  socket.on('data', (part: Buffer) => (text += part.toString('latin1')));
  socket.on('error', () => undefined);
  await once(socket, 'close');
  return text;
}

test('takes the call of a program on this machine, of a length that a command line can have', async () => {
  const { host } = new URL(cloud.url);
  const call = Buffer.from(['', '1', '/', '/', '', '', '--version'].join('\0'));
  const length = Buffer.alloc(4);
  length.writeUInt32BE(call.length);
  const good = Buffer.concat([length, call]);
  expect(await called(host, '', good)).toContain('gpu 0.31.2\n');
  expect(await called('evil.example', '', good)).toMatch(/^HTTP\/1.1 403 /);
  expect(await called(host, 'Origin: http://evil.example\r\n', good)).toMatch(/^HTTP\/1.1 403 /);
  expect(await called(host, '', Buffer.alloc(4, 255))).not.toContain('gpu 0.31.2');
  expect(cloud.events.filter(({ kind }) => kind === 'call')).toHaveLength(1);
});
