import { mkdirSync, mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { startCloud, type CloudEvent, type Books, type Cloud } from '../../emulator/cloud.ts';
import { installCli, startPhase, stateOf, type StepWorld } from '../leaks/step.ts';
import { seeded } from '../pool/random.ts';
import { simulate } from '../pool/simulate.ts';

export interface LoadOptions {
  readonly jobs: number;
  readonly sessions: number;
  /** How long a minute of the policy's world takes here (ms): work, `retry-delay` and `retry-max-delay` shrink with it. */
  readonly minuteMs: number;
  readonly seed: number;
  readonly onJob?: (done: number) => void;
}

/** By the control plane's own books and events, when every main and post has ended. Times in ms. */
export interface LoadResult {
  readonly ranOnce: number;
  readonly ranTwice: number;
  /** Jobs whose workload never ran. */
  readonly lost: number;
  /** Steps that did not end with 0, main or post, each with the end of its log. */
  readonly failures: readonly string[];
  readonly peakSessions: number;
  /** The same from when each pod came and went, without trusting whoever refuses. */
  readonly peakByEvents: number;
  readonly left: Pick<Books, 'jobsAlive' | 'podsAlive' | 'sessionsHeld'>;
  /** Sorted, as are waits and holds. */
  readonly refused: readonly number[];
  /** From the first answer of the cloud, a refusal or not, to the session. */
  readonly waits: readonly number[];
  /** The same under the instant schedule. */
  readonly instantWaits: readonly number[];
  /** From the session to its pod's end, and the work in it. */
  readonly holds: readonly number[];
  readonly works: readonly number[];
  readonly makespan: number;
  readonly instantMakespan: number;
  readonly calls: number;
}

/** A matrix of real bundles on one pool: each in its own process, main and then post, as the runner starts them. */
export async function load(options: LoadOptions): Promise<LoadResult> {
  const { jobs, sessions, minuteMs, seed } = options;
  const root = mkdtempSync(join(tmpdir(), 'load-'));
  const cloud = await startCloud({ sessions });
  try {
    const path = await installCli(cloud, join(root, 'cli'));
    const random = seeded(seed);
    let done = 0;
    const failures = await Promise.all(
      Array.from({ length: jobs }, async (_, job) => {
        // Work of one to ten minutes, as in the pool benchmark.
        const workSeconds = ((1 + 9 * random()) * minuteMs) / 1_000;
        const failed = await runJob(worldOf({ ...options, root, path, cloud }, job, workSeconds));
        options.onJob?.(++done);
        return failed;
      }),
    );
    return resultOf(options, cloud, failures.flat());
  } finally {
    await cloud.close();
    rmSync(root, { recursive: true, force: true });
  }
}

const nameOf = (job: number): string => `load-${job}-`;

function worldOf(
  { jobs, minuteMs, root, path, cloud }: LoadOptions & { root: string; path: string; cloud: Cloud },
  job: number,
  workSeconds: number,
): StepWorld {
  const workspace = join(root, `project-${job}`);
  mkdirSync(workspace, { recursive: true });
  // Runs of one project share a pod, and so a session: here each has a project, and needs a session, of its own.
  writeFileSync(join(workspace, 'gpu.jsonc'), JSON.stringify({ project_id: `load-${job}`, keep_alive_minutes: 2 }));
  return {
    root,
    workspace,
    path,
    token: cloud.token,
    runId: `${job}`,
    inputs: {
      command: `: ${nameOf(job)}; sleep ${workSeconds.toFixed(3)}`,
      matrix: JSON.stringify({ job }),
      'matrix-size': `${jobs}`,
      'retry-delay': `${Math.round(minuteMs / 6)}ms`,
      'retry-max-delay': `${Math.round(1.25 * minuteMs)}ms`,
      'max-wait': '0',
    },
  };
}

async function runJob(world: StepWorld): Promise<readonly string[]> {
  const main = startPhase(world, 'main');
  const mainCode = await main.ended;
  const post = startPhase(world, 'post', stateOf(world, 'main'));
  const postCode = await post.ended;
  return [
    ...(mainCode === 0 ? [] : [`job ${world.runId}: main ended with ${mainCode}: ${main.log().slice(-600)}`]),
    ...(postCode === 0 ? [] : [`job ${world.runId}: post ended with ${postCode}: ${post.log().slice(-600)}`]),
  ];
}

function resultOf({ jobs, sessions }: LoadOptions, cloud: Cloud, failures: readonly string[]): LoadResult {
  const books = cloud.books();
  const told = Array.from({ length: jobs }, (_, job) => tellJob(books, cloud.events, nameOf(job)));
  const first = Math.min(...told.map(({ asked }) => asked));
  const instant = simulate({
    sessions,
    arrivals: Float64Array.from(told, ({ asked }) => asked - first),
    lengths: Float64Array.from(told, ({ hold }) => hold),
    calls: () => () => 0,
    people: [],
  });
  const sorted = (values: Iterable<number>): number[] => [...values].sort((a, b) => a - b);
  return {
    ranOnce: told.filter(({ starts }) => starts === 1).length,
    ranTwice: told.filter(({ starts }) => starts > 1).length,
    lost: told.filter(({ starts }) => starts === 0).length,
    failures,
    peakSessions: books.peakSessions,
    peakByEvents: peakOf(cloud.events),
    left: { jobsAlive: books.jobsAlive, podsAlive: books.podsAlive, sessionsHeld: books.sessionsHeld },
    refused: sorted(told.map(({ refused }) => refused)),
    waits: sorted(told.map(({ wait }) => wait)),
    instantWaits: sorted(instant.waits),
    holds: sorted(told.map(({ hold }) => hold)),
    works: sorted(told.map(({ work }) => work)),
    makespan: Math.max(...told.map(({ asked, wait, hold }) => asked + wait + hold)) - first,
    instantMakespan: instant.makespan,
    calls: cloud.events.filter(({ kind }) => kind === 'call').length,
  };
}

/** What the cloud knows of one job of the matrix. */
function tellJob(books: Books, events: readonly CloudEvent[], name: string) {
  const own = books.jobs.filter(({ command }) => command.includes(name));
  const answers = events.filter(({ command }) => typeof command === 'string' && command.includes(name));
  const asked = answers[0]?.ms ?? 0;
  const got = answers.find(({ kind }) => kind === 'submitted');
  const gone = events.find(({ kind, podId }) => kind === 'pod-ended' && podId === got?.['podId']);
  const started = events.find(({ kind, jobId }) => kind === 'job-started' && jobId === got?.['jobId']);
  const ended = events.find(({ kind, jobId }) => kind === 'job-ended' && jobId === got?.['jobId']);
  return {
    starts: own.reduce((sum, { starts }) => sum + starts, 0),
    refused: answers.filter(({ kind }) => kind === 'refused').length,
    asked,
    wait: (got?.ms ?? NaN) - asked,
    hold: (gone?.ms ?? NaN) - (got?.ms ?? NaN),
    work: (ended?.ms ?? NaN) - (started?.ms ?? NaN),
  };
}

function peakOf(events: readonly CloudEvent[]): number {
  let [up, peak] = [0, 0];
  for (const { kind } of events) {
    if (kind === 'pod-created') up++;
    if (kind === 'pod-ended') up--;
    peak = Math.max(peak, up);
  }
  return peak;
}
