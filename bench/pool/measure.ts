import type { Contender } from './policies.ts';
import { seeded } from './random.ts';
import type { Scenario } from './scenarios.ts';
import { simulate, type Load, type Result } from './simulate.ts';

/** Means over the seeds. Ratios are those of the means. */
export interface Score {
  readonly policy: string;
  readonly ours: boolean;
  readonly overIdeal: number;
  readonly makespan: number;
  /** Standard error of `makespan`. */
  readonly error: number;
  readonly idleShare: number;
  readonly refused: { readonly p50: number; readonly mean: number; readonly max: number };
  readonly wait: { readonly p50: number; readonly p99: number; readonly max: number };
}

export interface Games {
  readonly seeds: readonly number[];
  readonly loads: readonly Load[];
  readonly instant: readonly Result[];
}

export function gamesOf(scenario: Scenario, count: number, first = 1): Games {
  const length = Math.max(2, Math.round(count * scenario.seedShare));
  const seeds = Array.from({ length }, (_, index) => first + index);
  const loads = seeds.map((seed) => scenario.load(seed));
  return { seeds, loads, instant: loads.map((load) => simulate(load)) };
}

export function score(scenario: Scenario, contender: Contender, { seeds, loads, instant }: Games): Score {
  const results = loads.map((load, index) => play(scenario, contender, load, seeds[index] ?? 0));
  const ratio = (of: (result: Result) => number): number => mean(results.map(of)) / mean(instant.map(of));
  const each = results.map(({ makespan }, index) => makespan / (instant[index]?.makespan ?? NaN));
  return {
    policy: contender.name,
    ours: contender.ours === true,
    overIdeal: mean(results.map(({ makespan }) => makespan)) / mean(loads.map(ideal)),
    makespan: ratio(({ makespan }) => makespan),
    error: deviation(each) / Math.sqrt(each.length),
    idleShare: mean(results.map(({ idleShare }) => idleShare)),
    refused: {
      p50: mean(results.map(({ refused }) => percentile(refused, 0.5))),
      mean: mean(results.map(({ refused }) => mean(refused))),
      max: mean(results.map(({ refused }) => percentile(refused, 1))),
    },
    wait: {
      p50: ratio(({ waits }) => percentile(waits, 0.5)),
      p99: ratio(({ waits }) => percentile(waits, 0.99)),
      max: ratio(({ waits }) => percentile(waits, 1)),
    },
  };
}

export function play(scenario: Scenario, contender: Contender, load: Load, seed: number, traced = false): Result {
  return simulate(load, contender.delays(load, scenario.matrixSize, seeded(seed * 8 + 7)), traced);
}

/** Work by sessions, or the job that ends last by itself: no schedule is shorter. */
function ideal({ lengths, arrivals, sessions }: Load): number {
  const work = lengths.reduce((sum, length) => sum + length, 0) / sessions;
  return lengths.reduce((latest, length, job) => Math.max(latest, (arrivals[job] ?? 0) + length), work);
}

function mean(values: ArrayLike<number>): number {
  let sum = 0;
  for (let at = 0; at < values.length; at++) sum += values[at] ?? 0;
  return sum / values.length;
}

function deviation(values: readonly number[]): number {
  const middle = mean(values);
  return Math.sqrt(values.reduce((sum, value) => sum + (value - middle) ** 2, 0) / (values.length - 1));
}

/** The upper one where two ranks are equally near: the median of twenty jobs is the eleventh, which did wait. */
function percentile(values: Float64Array | Int32Array, share: number): number {
  const sorted = Float64Array.from(values).sort();
  return sorted[Math.min(sorted.length - 1, Math.floor(share * sorted.length))] ?? 0;
}
