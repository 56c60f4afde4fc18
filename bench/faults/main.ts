// npm run bench:faults: every two faults of the local GPU cloud at once, and what the cloud's books say afterwards.
//   -- --parallel N      6 where nothing is said
//   -- --sample N --seed N   so many of the pairs, chosen by the seed
//   -- --pair N          this one, with its log
import { parseArgs } from 'node:util';
import { seeded } from '../pool/random.ts';
import { allPairs, runPair, type Pair, type PairResult } from './pairs.ts';
import { sample } from './sample.ts';

const { values } = parseArgs({
  options: {
    parallel: { type: 'string', default: '6' },
    sample: { type: 'string' },
    seed: { type: 'string', default: '1' },
    pair: { type: 'string' },
  },
});
const began = performance.now();
const all = allPairs();
const chosen: readonly Pair[] =
  values.pair !== undefined
    ? all.filter(({ n }) => n === Number(values.pair))
    : values.sample !== undefined
      ? sample(all, Number(values.sample), seeded(Number(values.seed)))
      : all;
const results: PairResult[] = [];
const waiting = [...chosen];
const one = async (): Promise<void> => {
  for (let pair = waiting.shift(); pair !== undefined; pair = waiting.shift()) {
    const result = await runPair(pair);
    results.push(result);
    for (const violation of result.violations) console.log(`${result.name}: ${violation}`);
    if (results.length % 50 === 0) console.error(`${results.length} pairs …`);
  }
};
await Promise.all(Array.from({ length: Number(values.parallel) }, one));
if (values.pair !== undefined) console.log(results[0]?.log);

const count = (of: (result: PairResult) => string): string =>
  Object.entries(Object.groupBy(results, of))
    .map(([what, found]) => `${what || '–'} ${found?.length ?? 0}`)
    .sort()
    .join(', ');
const broken = results.filter(({ violations }) => violations.length > 0);
console.log(`
pairs of faults: ${results.length} of ${all.length}, ${Math.round((performance.now() - began) / 1_000)} s
  profiles             ${count(({ pair }) => pair.profile)}
  endings              ${count(({ status }) => status)}
  starts               ${count(({ starts }) => String(starts))}
  clean-up             ${count(({ cleanup }) => cleanup)}
  left and reported    ${count(({ pair, reported }) => (reported ? pair.profile : 'none'))}
  slowest              ${[...results]
    .sort((a, b) => b.ms - a.ms)
    .slice(0, 3)
    .map(({ name, ms }) => `${name} ${(ms / 1_000).toFixed(0)} s`)
    .join(', ')}
  violations           ${broken.length}
`);
for (const { pair } of broken) console.log(`again with: npm run bench:faults -- --pair ${pair.n}`);
process.exitCode = broken.length === 0 ? 0 : 1;
