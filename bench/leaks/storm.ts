import { mkdirSync, mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { startCloud, type Cloud, type Fault } from '../../emulator/cloud.ts';
import { cancel, installCli, startPhase, stateOf, type StepWorld } from './step.ts';

export interface StormOptions {
  readonly runs: number;
  readonly seed: number;
  readonly parallel: number;
  readonly onRun?: (done: number) => void;
}

/** Counts by the control plane's own books, when all is over and the keep-alive of every pod has passed. */
export interface StormResult {
  readonly runs: number;
  readonly endings: Readonly<Record<string, number>>;
  readonly jobsAlive: number;
  readonly podsAlive: number;
  readonly podsBefore: number;
  readonly sessionsHeld: number;
  readonly ranTwice: number;
  readonly started: number;
  /** Pods that our runs brought up and that only their keep-alive ended: no paid job was on them, but nobody stopped them. */
  readonly byKeepAlive: number;
  /** From the cancel signal to the end of the remote job, sorted (ms). */
  readonly cancelMs: readonly number[];
  readonly failures: readonly string[];
  /** Cancelled runs whose remote job still lived when main was gone: how each of them came to be. */
  readonly outlived: readonly string[];
}

const GENERATIONS = ['0.2.14', '0.14.0', '0.31.2'] as const;
const PROJECTS = 8;

/** Small and seedable (mulberry32): the same seed gives the same storm. */
export function seeded(seed: number): () => number {
  let state = seed >>> 0;
  return () => {
    state = (state + 0x6d2b79f5) >>> 0;
    let t = Math.imul(state ^ (state >>> 15), state | 1);
    t ^= t + Math.imul(t ^ (t >>> 7), t | 61);
    return ((t ^ (t >>> 14)) >>> 0) / 2 ** 32;
  };
}

function faultFor(random: () => number, id: string): Fault | undefined {
  const match = { command: id };
  const faults: readonly (Fault | undefined)[] = [
    undefined,
    undefined,
    undefined,
    { kind: 'refuse-saturated', times: 2, match },
    { kind: 'slow-provisioning', ms: 400, match },
    { kind: 'slow-sync', ms: 3_000, match },
    { kind: 'slow-submit', ms: 1_500, match },
    { kind: 'answer-lost', match },
    { kind: 'answer-lost', whenOver: true, match },
    { kind: 'bootstrap-fails', match },
    { kind: 'sync-fails', match },
    { kind: 'no-capacity', match },
    { kind: 'client-killed', at: 'submitted', match },
    { kind: 'client-killed', at: 'attached', match },
    { kind: 'client-killed', at: 'before-submit', match },
    { kind: 'bad-json', how: 'truncated', match },
    { kind: 'attach-drops', afterBytes: 3, match },
    { kind: 'pod-crash', afterMs: 150, match },
  ];
  return faults[Math.floor(random() * faults.length)];
}

/** Seeded runs of the bundle, ended at random moments in random ways, against clouds of each generation. */
export async function storm(options: StormOptions): Promise<StormResult> {
  const random = seeded(options.seed);
  const root = mkdtempSync(join(tmpdir(), 'leak-storm-'));
  const clouds = new Map<string, Cloud>();
  try {
    for (const generation of GENERATIONS) {
      clouds.set(
        generation,
        await startCloud({
          generation,
          provisionMs: 60,
          keepAliveMinutes: 1,
          timeScale: 30,
          seed: options.seed,
          graceMs: 100,
        }),
      );
    }
    const total = await ride(options, random, root, clouds);
    return total;
  } finally {
    for (const cloud of clouds.values()) await cloud.close();
    rmSync(root, { recursive: true, force: true });
  }
}

async function ride(
  options: StormOptions,
  random: () => number,
  root: string,
  clouds: ReadonlyMap<string, Cloud>,
): Promise<StormResult> {
  const endings: Record<string, number> = {};
  const cancelMs: number[] = [];
  const failures: string[] = [];
  const outlived: string[] = [];
  const paths = new Map<string, string>();
  for (const [generation, cloud] of clouds) {
    paths.set(generation, await installCli(cloud, join(root, `cli-${generation}`)));
  }
  let next = 0;
  let done = 0;
  const one = async (): Promise<void> => {
    while (next < options.runs) {
      const n = next++;
      const generation = GENERATIONS[Math.floor(random() * GENERATIONS.length)] ?? '0.31.2';
      const cloud = clouds.get(generation);
      if (cloud === undefined) return;
      const how =
        ['none', 'sigint', 'sigint', 'sigterm', 'sigkill', 'sigkill-post-killed'][Math.floor(random() * 6)] ?? 'none';
      const delayMs = 200 + random() * 4_500;
      const postDelayMs = random() * 300;
      const fault = faultFor(random, `storm-${n}-`);
      const workspace = join(root, `project-${generation}-${Math.floor(random() * PROJECTS)}`);
      mkdirSync(workspace, { recursive: true });
      writeFileSync(join(workspace, 'gpu.jsonc'), '{ "keep_alive_minutes": 1 }\n');
      if (fault !== undefined) cloud.order(fault);
      const inputs = { command: `: storm-${n}-; sleep ${(0.1 + random() * 4).toFixed(2)}` };
      const world: StepWorld = {
        root,
        workspace,
        path: paths.get(generation) ?? '',
        token: cloud.token,
        runId: `${n}`,
        inputs,
      };
      try {
        const lived = await ends(world, how, delayMs, postDelayMs, cloud, n, cancelMs);
        if (lived !== '')
          outlived.push(
            `run ${n}, ${generation}, ${how}, ${fault === undefined ? 'no fault' : JSON.stringify(fault)}:\n${lived}`,
          );
      } catch (error) {
        failures.push(`run ${n}: ${String(error)}`);
      }
      endings[how] = (endings[how] ?? 0) + 1;
      options.onRun?.(++done);
    }
  };
  await Promise.all(Array.from({ length: options.parallel }, one));

  // A cancelled submission may still have been on its way, and pods left to their keep-alive need it to pass.
  const quiet = Date.now() + 15_000;
  const byKeepAlive = [...clouds.values()].reduce((sum, cloud) => sum + cloud.books().podsAlive, 0);
  for (const cloud of clouds.values()) {
    while (cloud.books().podsAlive > 0 && Date.now() < quiet) await new Promise((resolve) => setTimeout(resolve, 100));
  }
  const books = [...clouds.values()].map((cloud) => cloud.books());
  const runsOf = new Map<string, number>();
  for (const job of books.flatMap(({ jobs }) => jobs)) {
    const id = /storm-\d+-/.exec(job.command)?.[0] ?? job.command;
    runsOf.set(id, (runsOf.get(id) ?? 0) + job.starts);
  }
  const sum = (key: 'jobsAlive' | 'podsAlive' | 'sessionsHeld') => books.reduce((all, book) => all + book[key], 0);
  return {
    runs: options.runs,
    endings,
    jobsAlive: sum('jobsAlive'),
    podsAlive: sum('podsAlive'),
    podsBefore: 0,
    sessionsHeld: sum('sessionsHeld'),
    ranTwice: [...runsOf.values()].filter((count) => count > 1).length,
    started: [...runsOf.values()].filter((count) => count > 0).length,
    byKeepAlive,
    cancelMs: cancelMs.sort((a, b) => a - b),
    failures,
    outlived,
  };
}

async function ends(
  world: StepWorld,
  how: string,
  delayMs: number,
  postDelayMs: number,
  cloud: Cloud,
  n: number,
  cancelMs: number[],
): Promise<string> {
  const main = startPhase(world, 'main');
  let lived = '';
  const wait = (ms: number) => new Promise((resolve) => setTimeout(resolve, ms));
  const alive = () =>
    cloud
      .books()
      .jobs.find((job) => job.command.includes(`storm-${n}-`) && job.endedAt === null && job.startedAt !== null);
  if (how !== 'none') {
    await Promise.race([wait(delayMs), main.ended]);
    const running = alive();
    const at = Date.now();
    if (how === 'sigint') await cancel(main);
    else if (main.child.exitCode === null) main.child.kill(how === 'sigterm' ? 'SIGTERM' : 'SIGKILL');
    await main.ended;
    if (running !== undefined && (how === 'sigint' || how === 'sigterm')) {
      const ended = cloud.books().jobs.find(({ jobId }) => jobId === running.jobId)?.endedAt;
      cancelMs.push(ended == null ? Infinity : Math.max(0, Date.parse(ended) - at));
      if (ended == null) lived = main.log();
    }
  }
  await main.ended;
  const state = stateOf(world, 'main');
  if (!state.has('phase')) {
    if (how === 'none') throw new Error('main left no state for post');
    return lived;
  }
  if (how === 'sigkill-post-killed') {
    const killed = startPhase(world, 'post-killed', state);
    await Promise.race([wait(postDelayMs), killed.ended]);
    killed.child.kill('SIGKILL');
    await killed.ended;
  }
  const post = startPhase(world, 'post', state);
  const code = await post.ended;
  if (code !== 0) throw new Error(`post ended with ${code}: ${post.log().slice(-400)}`);
  return lived;
}
