import { afterEach, describe, expect, test } from '@jest/globals';
import { systemClock } from '../../src/hosts/clock.ts';
import { endProcess, identify, isRunning, startOf } from '../../src/run/process.ts';
import { child, endChildrenOfTests, signalOf } from '../support/child.ts';
import { instantClock } from '../support/github-time.ts';

afterEach(endChildrenOfTests);

// Linux has /proc. `ps`, which macOS needs, is on Linux too.
const WAYS = process.platform === 'linux' ? (['linux', 'darwin'] as const) : (['darwin'] as const);
describe.each(WAYS)('the start of a process on %s', (platform) => {
  test('is the same at each look, and there is none once the process has ended', async () => {
    const one = await child();
    const start = startOf(one.pid ?? 0, platform);
    expect(start).not.toBe('');
    expect(startOf(one.pid ?? 0, platform)).toBe(start);
    one.kill('SIGKILL');
    await signalOf(one);
    expect(startOf(one.pid ?? 0, platform)).toBe('');
  });
});

const options = { clock: systemClock, graceMs: 1_000, group: false };

test.each([false, true])('ends a saved process with the signal, group: %s', async (group) => {
  const one = await child();
  expect(await endProcess(identify(one.pid ?? 0), 'SIGINT', { ...options, group })).toBe(true);
  expect(await signalOf(one)).toBe('SIGINT');
});

test('kills a process that ignores the signal when its time is up', async () => {
  const one = await child(`process.on('SIGINT', () => {})`);
  const clock = instantClock();
  expect(await endProcess(identify(one.pid ?? 0), 'SIGINT', { ...options, clock })).toBe(true);
  expect(await signalOf(one)).toBe('SIGKILL');
  expect(clock.elapsed()).toBe(1_000);
});

test('signals neither another process that got the same id, nor this process', async () => {
  const other = await child();
  const [pid, start] = identify(other.pid ?? 0).split(' ');
  expect(await endProcess(`${pid} ${Number(start) - 1}`, 'SIGINT', options)).toBe(false);
  expect(await endProcess(identify(process.pid), 'SIGINT', options)).toBe(false);
  expect(other).toMatchObject({ exitCode: null, signalCode: null });
});

test.each(['', 'x', '0 0', '-1 5', '999999999 5'])('%j is not a running process', (saved) => {
  expect(isRunning(saved)).toBe(false);
});
