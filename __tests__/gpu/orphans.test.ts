import { afterEach, describe, expect, test } from '@jest/globals';
import { systemClock } from '../../src/hosts/clock.ts';
import { endOrphans } from '../../src/gpu/orphans.ts';
import { instantClock } from '../support/github-time.ts';
import { endOrphansOfTests, newNonce, orphan, signalOf } from '../support/orphan.ts';

afterEach(endOrphansOfTests);

// Linux tells of processes in /proc, macOS by `ps`, which is on Linux too.
const WAYS = process.platform === 'linux' ? (['linux', 'darwin'] as const) : (['darwin'] as const);
describe.each(WAYS)('clients that outlived their step, on %s', (platform) => {
  test('are asked to end, each with the group that it leads', async () => {
    const nonces = [newNonce(), newNonce()];
    const clients = await Promise.all(nonces.map((nonce) => orphan(nonce)));
    expect(await endOrphans(nonces, systemClock, platform)).toBe(2);
    expect(await Promise.all(clients.map(signalOf))).toEqual(['SIGINT', 'SIGINT']);
  });

  test('are killed when they do not, after their time', async () => {
    const nonce = newNonce();
    const stubborn = await orphan(nonce, `process.on('SIGINT', () => {})`);
    const clock = instantClock();
    expect(await endOrphans([nonce], clock, platform)).toBe(1);
    expect(await signalOf(stubborn)).toBe('SIGKILL');
    expect(clock.elapsed()).toBe(1_500);
  });

  test('are ended alone where they lead no group', async () => {
    const nonce = newNonce();
    const follower = await orphan(nonce, '', false);
    expect(await endOrphans([nonce], systemClock, platform)).toBe(1);
    expect(await signalOf(follower)).toBe('SIGINT');
  });

  test('of others are let alone', async () => {
    const others = await orphan(newNonce());
    expect(await endOrphans([newNonce(), ''], instantClock(), platform)).toBe(0);
    expect(others).toMatchObject({ exitCode: null, signalCode: null });
  });
});

test('on Windows nothing is looked for', async () => {
  const nonce = newNonce();
  const there = await orphan(nonce);
  expect(await endOrphans([nonce], instantClock(), 'win32')).toBe(0);
  expect(there).toMatchObject({ exitCode: null, signalCode: null });
});
