import { expect, test } from '@jest/globals';
import { storm } from '../../bench/leaks/storm.ts';
import { PROFILES } from '../../emulator/profiles.ts';

// The short form of `npm run bench:leaks`. LEAK_RUNS makes it longer.
test('runs that end at random moments, in random ways, with random faults, keep every promise', async () => {
  const result = await storm({ runs: Number(process.env['LEAK_RUNS'] ?? 24), seed: 7, parallel: 6 });
  expect(result.failures).toEqual([]);
  for (const profile of PROFILES) {
    expect(result.profiles[profile]).toMatchObject({ broken: [], othersTouched: 0, ranTwice: 0, wronglyConfirmed: 0 });
    expect(result.profiles[profile]?.started).toBeGreaterThan(0);
  }
}, 600_000);
