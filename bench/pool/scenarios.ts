import { exponential, seeded } from './random.ts';
import type { Load } from './simulate.ts';

export interface Scenario {
  readonly name: string;
  readonly says: string;
  /** What the host tells each job of its matrix. */
  readonly matrixSize: number;
  /** Of the seeds asked for; the big ones take fewer. */
  readonly seedShare: number;
  /** The targets, where the scenario has some. */
  readonly reach?: { readonly makespan: number; readonly refused: number; readonly p99: number };
  load(seed: number): Load;
}

type Random = () => number;
type Draw = (random: Random) => number;

const MINUTE = 60;
const HOUR = 3_600;
const uniform =
  (low: number, high: number): Draw =>
  (random) =>
    low + (high - low) * random();
const logNormal =
  (median: number, sigma: number): Draw =>
  (random) =>
    median * Math.exp(sigma * Math.sqrt(-2 * Math.log(1 - random())) * Math.cos(2 * Math.PI * random()));

const minutes = uniform(1 * MINUTE, 10 * MINUTE);

interface Plan {
  readonly jobs: number;
  readonly sessions: number;
  readonly length?: Draw;
  readonly call?: Draw;
  /** Mean seconds between arrivals; all at once where there is none. */
  readonly every?: number;
  readonly people?: number;
}

/** Each kind of chance has its own generator, so that a scenario's jobs stay the same when its calls or people change. */
function loadOf(plan: Plan, seed: number): Load {
  const chance = (kind: number): Random => seeded(seed * 8 + kind);
  const [lengths, arrivals, people] = [chance(1), chance(2), chance(3)];
  let time = 0;
  return {
    sessions: plan.sessions,
    lengths: Float64Array.from({ length: plan.jobs }, () => (plan.length ?? minutes)(lengths)),
    arrivals: Float64Array.from({ length: plan.jobs }, () =>
      plan.every === undefined ? 0 : (time += exponential(plan.every, arrivals)),
    ),
    calls: () => {
      const random = chance(4);
      return () => (plan.call === undefined ? 1.5 : plan.call(random));
    },
    people: Array.from({ length: plan.people ?? 0 }, () => sittings(people)).flat(),
  };
}

/** A person away for an hour on average, then at a session for half an hour, over the first five hours. */
function sittings(random: Random): Load['people'] {
  const times: { from: number; to: number }[] = [];
  for (let from = exponential(HOUR, random); from < 5 * HOUR;) {
    const to = from + exponential(HOUR / 2, random);
    times.push({ from, to });
    from = to + exponential(HOUR, random);
  }
  return times;
}

function burst(plan: Plan, says: string, more: Partial<Scenario> = {}): Scenario {
  return {
    name: `${plan.jobs.toLocaleString('en')} on ${plan.sessions}`,
    says,
    matrixSize: plan.every === undefined ? plan.jobs : 1,
    seedShare: 1,
    load: (seed) => loadOf(plan, seed),
    ...more,
  };
}

const small = { makespan: 1.03, refused: 8, p99: 1.1 };
const large = { makespan: 1.01, refused: 40, p99: 1.1 };

/** Run times are 1 to 10 min, uniform, and calls take 1.5 s, where `says` does not tell otherwise. */
export const SCENARIOS: readonly Scenario[] = [
  burst({ jobs: 20, sessions: 10 }, 'a matrix twice the pool', { reach: small }),
  burst({ jobs: 30, sessions: 10 }, 'a matrix three times the pool', { reach: small }),
  burst({ jobs: 200, sessions: 10 }, 'a large matrix', { reach: large }),
  burst({ jobs: 1_000, sessions: 50 }, 'a large matrix on a wide pool', { reach: large }),
  burst({ jobs: 10_000, sessions: 500 }, 'the largest', { seedShare: 0.1 }),
  burst({ jobs: 10, sessions: 1 }, 'a pool of one'),
  burst({ jobs: 200, sessions: 10, call: uniform(0.3, 3) }, 'calls of 0.3 to 3 s', { name: '200 on 10, calls vary' }),
  burst({ jobs: 60, sessions: 10, length: uniform(HOUR / 2, 2 * HOUR) }, 'run times of 30 min to 2 h', {
    name: '60 on 10, hours',
  }),
  burst({ jobs: 200, sessions: 10, length: uniform(2, 20) }, 'run times of 2 to 20 s', { name: '200 on 10, seconds' }),
  burst(
    { jobs: 200, sessions: 10, length: logNormal(200, 1.2) },
    'log-normal run times: median 200 s, 1 in 40 over 35 min',
    {
      name: '200 on 10, mixed',
    },
  ),
  burst({ jobs: 200, sessions: 10, people: 8 }, 'eight people take sessions, an hour away, half an hour at one', {
    name: '200 on 10, people',
  }),
  burst({ jobs: 300, sessions: 10, every: 330 / 9 }, 'single jobs of pull requests, steadily, at 90 % load', {
    name: '300 steady on 10',
  }),
  burst({ jobs: 200, sessions: 10 }, '200 single jobs at once: each is told of a matrix of one', {
    name: '200 singles on 10',
    matrixSize: 1,
  }),
];
