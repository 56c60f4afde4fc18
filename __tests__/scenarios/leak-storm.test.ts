import { expect, test } from '@jest/globals';
import { storm } from '../../bench/leaks/storm.ts';

// The short form of `npm run bench:leaks`, which does the same a thousand times.
test('runs ended at random moments, in random ways, with random faults, leave nothing alive and run nothing twice', async () => {
  const result = await storm({ runs: 24, seed: 7, parallel: 4 });
  expect(result).toMatchObject({ jobsAlive: 0, podsAlive: 0, sessionsHeld: 0, ranTwice: 0, failures: [] });
  expect(result).toMatchObject({ peoplePods: 4, peopleStopped: 0, unconfirmed: 0 });
  expect(result.started).toBeGreaterThan(0);
}, 180_000);
