import { expect, test } from '@jest/globals';
import { storm } from '../../bench/leaks/storm.ts';
import { PROFILES } from '../../emulator/profiles.ts';

// The short form of `npm run bench:leaks`. LEAK_RUNS makes it longer.
test('runs ended at random moments, in random ways, with random faults, leave nothing unreported and run nothing twice', async () => {
  const result = await storm({ runs: Number(process.env['LEAK_RUNS'] ?? 24), seed: 7, parallel: 4 });
  expect(result).toMatchObject({ broken: [], failures: [] });
  for (const profile of PROFILES) expect(result.profiles[profile]?.started).toBeGreaterThan(0);
}, 600_000);
