// npm run bench:pool: what the retry policy of src/run/retry.ts costs, beside known policies.
//   -- --seeds N    30 seeds if not given
import { parseArgs } from 'node:util';
import { parseDuration } from '../../src/model/duration.ts';
import { INPUTS } from '../../src/inputs.ts';
import { nextStep, type Refusal, type RetryPolicy } from '../../src/run/retry.ts';
import { seeded } from './random.ts';
import { simulate, type Load } from './simulate.ts';

const CALL_SECONDS = 1.5;
const SINGLE_JOBS = 2_000;

/** Seconds until the next call, after the nth refusal; `last` is the wait before it. */
type Wait = (n: number, waited: number, last: number, random: () => number) => number;

const defaultMs = (name: string): number => parseDuration(INPUTS.find((row) => row.name === name)?.default ?? '') ?? 0;
const DEFAULTS: RetryPolicy = {
  retryOn: ['saturated'],
  maxWaitMs: 0,
  maxAttempts: 0,
  minDelayMs: defaultMs('retry-delay'),
  maxDelayMs: defaultMs('retry-max-delay'),
  gpuTypes: [],
};

/** The code that users run, with its default inputs and no `max-wait`. */
const ours: Wait = (n, waited, _, random) => {
  const history: Refusal[] = Array.from({ length: n }, () => ({ class: 'saturated' }));
  const step = nextStep(DEFAULTS, history, { waitedMs: waited * 1_000 }, random);
  if (step.kind === 'stop') throw new Error(step.reason);
  return step.delayMs / 1_000;
};

const POLICIES: readonly (readonly [name: string, wait: Wait])[] = [
  ['this action', ours],
  ['fixed 60 s', () => 60],
  ['full jitter, 5 to 60 s', (n, _, __, random) => random() * Math.min(60, 5 * 2 ** Math.min(n, 20))],
  ['decorrelated jitter, 5 to 300 s', (_, __, last, random) => Math.min(300, 5 + random() * (3 * last - 5))],
];

const quantile = (values: Iterable<number>, share: number): number => {
  const sorted = [...values].sort((a, b) => a - b);
  return sorted[Math.min(sorted.length - 1, Math.floor(share * sorted.length))] ?? NaN;
};
const mean = (values: readonly number[]): number => values.reduce((sum, value) => sum + value, 0) / values.length;

/** Jobs that come together and work for 1 to 10 minutes. */
function matrix(jobs: number, sessions: number, seed: number): Load {
  const random = seeded(seed);
  return {
    sessions,
    arrivals: new Float64Array(jobs),
    lengths: Float64Array.from({ length: jobs }, () => 60 + 540 * random()),
    calls: () => () => CALL_SECONDS,
    people: [],
  };
}

function waiter(wait: Wait, jobs: number, random: () => number) {
  const [refusals, last] = [new Uint32Array(jobs), new Float64Array(jobs).fill(5)];
  return (job: number, waited: number): number => {
    const n = (refusals[job] = (refusals[job] ?? 0) + 1);
    return (last[job] = wait(n, waited, last[job] ?? 0, random));
  };
}

/** How long a session that came free after 1 to 30 minutes stays unused by the only job that waits (s, sorted). */
function idleSeconds(wait: Wait, seed: number): readonly number[] {
  const random = seeded(seed);
  return Array.from({ length: SINGLE_JOBS }, () => {
    const freeAt = 60 + 1_740 * random();
    const next = waiter(wait, 1, random);
    let now = CALL_SECONDS;
    while (now < freeAt) now += next(0, now) + CALL_SECONDS;
    return now - freeAt;
  });
}

const { values } = parseArgs({ options: { seeds: { type: 'string', default: '30' } } });
const seeds = Array.from({ length: Number(values.seeds) }, (_, at) => at + 1);

const SIZES = [
  [20, 10],
  [30, 10],
  [200, 10],
  [1_000, 50],
] as const;
const sizeHeads = SIZES.map(([jobs, sessions]) => `${jobs} on ${sessions}`);
console.log(`Makespan / instant schedule · median of refused calls per job, mean of ${seeds.length} seeds.`);
console.log(`Single job: 99th percentile of the time from a session's end to the start.\n`);
console.log(`| policy | ${sizeHeads.join(' | ')} | single job |`);
console.log(`| --- | ${sizeHeads.map(() => '---:').join(' | ')} | ---: |`);
let inBounds = true;
for (const [name, wait] of POLICIES) {
  const cells = SIZES.map(([jobs, sessions]) => {
    const runs = seeds.map((seed) => {
      const load = matrix(jobs, sessions, seed);
      const played = simulate(load, waiter(wait, jobs, seeded(seed + 10_000)));
      const { makespan } = simulate({ ...load, calls: () => () => 0 });
      return { makespan: played.makespan, instant: makespan, refused: quantile(played.refused, 0.5) };
    });
    const ratio = mean(runs.map(({ makespan }) => makespan)) / mean(runs.map(({ instant }) => instant));
    const refused = mean(runs.map((run) => run.refused));
    if (wait === ours && jobs === 200) inBounds &&= ratio <= 1.02 && refused <= 60;
    return `${ratio.toFixed(3)} · ${refused.toFixed(1)}`;
  });
  const p99 = quantile(
    seeds.flatMap((seed) => idleSeconds(wait, seed)),
    0.99,
  );
  if (wait === ours) inBounds &&= p99 <= 75;
  console.log(`| ${name} | ${cells.join(' | ')} | ${p99.toFixed(0)} s |`);
}
console.log(
  `\nBounds for this action, with 200 jobs on 10 sessions: makespan ≤ 1.02, refused ≤ 60, single job ≤ 75 s: ${inBounds ? 'met' : 'NOT MET'}.`,
);
process.exitCode = inBounds ? 0 : 1;
