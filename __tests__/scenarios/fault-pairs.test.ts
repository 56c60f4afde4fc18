import { expect, test } from '@jest/globals';
import { allPairs, runPair, type Pair, type PairResult } from '../../bench/faults/pairs.ts';
import { sample } from '../../bench/faults/sample.ts';
import { meetings } from '../../bench/faults/meetings.ts';
import { seeded } from '../../bench/pool/random.ts';

// The short form of `npm run bench:faults`, without what takes a minute: stops that fail for ever, and programs that hang.
test('two faults at once: nothing lives on, nothing runs twice, no token is told', async () => {
  const slow = meetings('').map(({ lasts, fault }) => lasts === true || fault.kind === 'hang');
  const quick = allPairs().filter(({ faults }) => !faults.some((at) => slow[at]));
  const chosen: Pair[] = [...sample(quick, 12, seeded(11))];
  const results: PairResult[] = [];
  const one = async (): Promise<void> => {
    for (let pair = chosen.shift(); pair !== undefined; pair = chosen.shift()) results.push(await runPair(pair));
  };
  await Promise.all([one(), one(), one()]);
  expect(results.filter(({ violations }) => violations.length > 0)).toEqual([]);
  expect(results.length).toBe(12);
  expect(results.some(({ starts }) => starts === 1)).toBe(true);
}, 180_000);
