import { parseDuration } from '../../src/core/duration.ts';
import { INPUTS } from '../../src/core/inputs.ts';
import { nextStep, type Refusal, type RetryPolicy } from '../../src/core/retry.ts';
import type { Delay, Load } from './simulate.ts';

export interface Contender {
  readonly name: string;
  readonly ours?: boolean;
  delays(load: Load, matrixSize: number, random: () => number): Delay;
}

/** Policies that know nothing but the number of refusals and the last wait. */
function plain(name: string, next: (refusals: number, last: number, random: () => number) => number): Contender {
  return {
    name,
    delays: (load, _, random) => {
      const refusals = new Uint32Array(load.lengths.length);
      const last = new Float64Array(load.lengths.length).fill(5);
      return (job) => {
        refusals[job] = (refusals[job] ?? 0) + 1;
        return (last[job] = next(refusals[job], last[job] ?? 0, random));
      };
    },
  };
}

export const fullJitter = (cap: number): Contender =>
  plain(`full jitter, ${cap} s`, (n, _, random) => random() * Math.min(cap, 5 * 2 ** Math.min(n, 40)));

const defaultMs = (name: string): number => parseDuration(INPUTS.find((row) => row.name === name)?.default ?? '') ?? 0;

/** The code that users run, with the defaults of the table of inputs; only `max-wait` is lifted, so that nobody gives up. */
function ours(name: string, told: { readonly matrix: boolean; readonly limit: boolean }): Contender {
  return {
    name,
    ours: true,
    delays: (load, matrixSize, random) => {
      const policy: RetryPolicy = {
        retryOn: ['saturated'],
        maxWaitMs: 0,
        maxAttempts: 0,
        minDelayMs: defaultMs('retry-delay'),
        maxDelayMs: defaultMs('retry-max-delay'),
        gpuTypes: [],
        matrixSize: told.matrix ? matrixSize : undefined,
      };
      const pool = told.limit ? { used: load.sessions, limit: load.sessions } : undefined;
      const histories = Array.from(load.lengths, (): Refusal[] => []);
      return (job, waited, call) => {
        const history = histories[job] ?? [];
        history.push({ atMs: waited * 1_000, class: 'saturated', pool, callMs: call * 1_000 });
        const step = nextStep(policy, history, { waitedMs: waited * 1_000 }, random);
        if (step.kind === 'stop') throw new Error(`${name} gave up: ${step.reason}`);
        return step.delayMs / 1_000;
      };
    },
  };
}

export const OURS = ours('ours', { matrix: true, limit: true });

export const POLICIES: readonly Contender[] = [
  plain('fixed 10 s', () => 10),
  plain('exponential', (n) => Math.min(300, 5 * 2 ** (n - 1))),
  fullJitter(60),
  fullJitter(300),
  plain('decorrelated', (_, last, random) => Math.min(300, 5 + random() * (3 * last - 5))),
  OURS,
  ours('ours, limit not told', { matrix: true, limit: false }),
  ours('ours, matrix not told', { matrix: false, limit: false }),
];
