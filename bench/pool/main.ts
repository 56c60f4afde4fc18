// npm run bench:pool: how jobs that share a pool of sessions fare under each retry policy.
//   -- --quick      five seeds, no plots
//   -- --seeds N    that many seeds; --first N begins with that one
//   -- --targets    only the scenarios that have targets, no plots
import { mkdirSync, writeFileSync } from 'node:fs';
import { parseArgs } from 'node:util';
import { gamesOf, score } from './measure.ts';
import { frontierPlot } from './plot-frontier.ts';
import { queuePlot } from './plot-queue.ts';
import { POLICIES } from './policies.ts';
import { SCENARIOS } from './scenarios.ts';
import { reachTable, scoreTable } from './tables.ts';

const { values } = parseArgs({
  options: {
    quick: { type: 'boolean', default: false },
    targets: { type: 'boolean', default: false },
    seeds: { type: 'string' },
    first: { type: 'string', default: '1' },
  },
});
const seeds = Number(values.seeds ?? (values.quick ? 5 : 30));
const first = Number(values.first);
if (!Number.isInteger(seeds) || seeds < 2) throw new Error('--seeds takes a whole number from 2 up');
if (!Number.isInteger(first)) throw new Error('--first takes a whole number');

const since = performance.now();
const scored = [];
for (const scenario of SCENARIOS) {
  if ((values.quick && scenario.seedShare < 1) || (values.targets && scenario.reach === undefined)) continue;
  const games = gamesOf(scenario, seeds, first);
  const scores = POLICIES.map((contender) => score(scenario, contender, games));
  scored.push({ scenario, scores });
  console.log(`${scenario.name}: ${scenario.says} (${games.seeds.length} seeds)\n${scoreTable(scores)}\n`);
}
console.log(`Targets\n${reachTable(scored)}\n`);

// A quick run's means are too rough to be kept.
if (!values.quick && !values.targets) {
  mkdirSync('docs/bench', { recursive: true });
  writeFileSync('docs/bench/pool-queue.svg', queuePlot());
  writeFileSync('docs/bench/pool-frontier.svg', frontierPlot(seeds));
  console.log('Plots: docs/bench/pool-queue.svg, docs/bench/pool-frontier.svg');
}
console.log(`${((performance.now() - since) / 1_000).toFixed(0)} s`);
