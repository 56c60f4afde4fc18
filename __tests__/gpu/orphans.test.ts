import { afterEach, describe, expect, test } from '@jest/globals';
import { spawn, type ChildProcess } from 'node:child_process';
import { once } from 'node:events';
import { systemClock } from '../../src/clock.ts';
import { endOrphans } from '../../src/gpu/orphans.ts';
import { instantClock } from '../support/github-time.ts';

const started: ChildProcess[] = [];
afterEach(() => {
  for (const child of started.splice(0)) child.kill('SIGKILL');
});

let count = 0;
const newNonce = (): string => `${process.pid}`.padStart(12, '0') + `${++count}`.padStart(4, '0');

/** A program with the arguments of a client, which does this and then nothing more. */
async function client(nonce: string, first = '', detached = true): Promise<ChildProcess> {
  const script = `${first}; setInterval(() => {}, 60_000); console.log('there')`;
  const args = ['-e', script, '/opt/gpu', 'run', '-y', '--', 'sh', '-c', 'gpu-ci', nonce];
  const child = spawn(process.execPath, args, { detached, stdio: ['ignore', 'pipe', 'ignore'] });
  started.push(child);
  await once(child.stdout, 'data');
  return child;
}
const ended = async (child: ChildProcess): Promise<NodeJS.Signals | null> => {
  if (child.signalCode === null) await once(child, 'exit');
  return child.signalCode;
};

// Linux tells of processes in /proc, macOS by `ps`, which is on Linux too.
describe.each(['linux', 'darwin'] as const)('clients that outlived their step, on %s', (platform) => {
  test('are asked to end, each with the group that it leads', async () => {
    const nonces = [newNonce(), newNonce()];
    const clients = await Promise.all(nonces.map((nonce) => client(nonce)));
    expect(await endOrphans(nonces, systemClock, platform)).toBe(2);
    expect(await Promise.all(clients.map(ended))).toEqual(['SIGINT', 'SIGINT']);
  });

  test('are killed when they do not, after their time', async () => {
    const nonce = newNonce();
    const stubborn = await client(nonce, `process.on('SIGINT', () => {})`);
    const clock = instantClock();
    expect(await endOrphans([nonce], clock, platform)).toBe(1);
    expect(await ended(stubborn)).toBe('SIGKILL');
    expect(clock.elapsed()).toBe(1_500);
  });

  test('are ended alone where they lead no group', async () => {
    const nonce = newNonce();
    const follower = await client(nonce, '', false);
    expect(await endOrphans([nonce], systemClock, platform)).toBe(1);
    expect(await ended(follower)).toBe('SIGINT');
  });

  test('of others are let alone', async () => {
    const others = await client(newNonce());
    expect(await endOrphans([newNonce(), ''], instantClock(), platform)).toBe(0);
    expect(others).toMatchObject({ exitCode: null, signalCode: null });
  });
});

test('on Windows nothing is looked for', async () => {
  const nonce = newNonce();
  const there = await client(nonce);
  expect(await endOrphans([nonce], instantClock(), 'win32')).toBe(0);
  expect(there).toMatchObject({ exitCode: null, signalCode: null });
});
