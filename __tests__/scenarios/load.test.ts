import { expect, test } from '@jest/globals';
import { load } from '../../bench/load/load.ts';

// The short form of `npm run bench:load`, which does the same with 60 jobs on 10 sessions.
test('jobs side by side on a pool that is too small: each runs exactly once, none is lost, the limit holds', async () => {
  const result = await load({ jobs: 12, sessions: 3, minuteMs: 200, seed: 3 });
  expect(result).toMatchObject({ ranOnce: 12, ranTwice: 0, lost: 0, failures: [], peakSessions: 3, peakByEvents: 3 });
  expect(result.left).toEqual({ jobsAlive: 0, podsAlive: 0, sessionsHeld: 0 });
  expect(result.refused.at(-1)).toBeGreaterThan(0);
}, 120_000);
