import { afterEach, expect, test } from '@jest/globals';
import { systemClock } from '../../src/hosts/clock.ts';
import { endSurvivor, processAt } from '../../src/run/survivor.ts';
import { instantClock } from '../support/github-time.ts';
import { endOrphansOfTests, newNonce, orphan, signalOf } from '../support/orphan.ts';

afterEach(endOrphansOfTests);
const pidOf = ({ pid }: { readonly pid?: number | undefined }): number => pid ?? NaN;

test('a main that lives on is asked to end', async () => {
  const main = await orphan(newNonce());
  expect(await endSurvivor(processAt(pidOf(main)), systemClock)).toBe(true);
  expect(await signalOf(main)).toBe('SIGTERM');
});

test('and killed where it does not, after the time that ending well takes', async () => {
  const main = await orphan(newNonce(), `process.on('SIGTERM', () => {})`);
  const clock = instantClock();
  expect(await endSurvivor(processAt(pidOf(main)), clock)).toBe(true);
  expect(await signalOf(main)).toBe('SIGKILL');
  expect(clock.elapsed()).toBe(7_000);
});

test('another process that has its number by now is let alone, and so is our own', async () => {
  const other = await orphan(newNonce());
  const [pid, start] = processAt(pidOf(other)).split(' ');
  expect(await endSurvivor(`${pid} ${Number(start) - 1}`, instantClock())).toBe(false);
  expect(await endSurvivor(processAt(process.pid), instantClock())).toBe(false);
  expect(other).toMatchObject({ exitCode: null, signalCode: null });
});

test.each(['', 'x', '0 0', '-1 5', '999999999 5'])('%j is nobody', async (main) => {
  expect(await endSurvivor(main, instantClock())).toBe(false);
});

test('a process that is over is none', async () => {
  const main = await orphan(newNonce());
  const was = processAt(pidOf(main));
  main.kill('SIGKILL');
  await signalOf(main);
  expect(processAt(pidOf(main))).toBe('');
  expect(await endSurvivor(was, instantClock())).toBe(false);
});
