import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { startCloud, type Books, type Cloud } from '../../emulator/cloud.ts';
import type { ProfileName } from '../../emulator/profiles.ts';
import { seeded } from '../pool/random.ts';
import { makeProject, peopleAtWork, type People } from './people.ts';
import { ALL, PEOPLE_ON, planOf, type Plan } from './plan.ts';
import { cancel, installCli, startPhase, stateOf, valuesOf, type Phase, type StepWorld } from './step.ts';

export interface StormOptions {
  readonly runs: number;
  readonly seed: number;
  readonly parallel: number;
  readonly onRun?: (done: number) => void;
}

/** Counts by the control plane's own books, once every post has ended; no pod has gone by its keep-alive by then. */
export interface StormResult {
  readonly runs: number;
  readonly endings: Readonly<Record<string, number>>;
  /** Beyond those of the people who were there before, as are pods and sessions. */
  readonly jobsAlive: number;
  readonly podsAlive: number;
  readonly sessionsHeld: number;
  /** Jobs and pods of people that did not outlive the storm. */
  readonly peopleStopped: number;
  readonly peoplePods: number;
  readonly ranTwice: number;
  readonly started: number;
  /** Runs whose post said that something may still live. */
  readonly unconfirmed: number;
  /** From the signal to the end of the remote job, sorted (ms); Infinity where it lived when main was gone. */
  readonly cancelMs: readonly number[];
  readonly failures: readonly string[];
  /** What was left alive, and signals that the remote job outlived main by: how each of them came to be. */
  readonly stories: readonly string[];
}

interface Place {
  readonly cloud: Cloud;
  readonly path: string;
  readonly people: People;
}

/** Seeded runs of the bundle, ended at random moments in random ways, against clouds of each profile. */
export async function storm(options: StormOptions): Promise<StormResult> {
  const root = mkdtempSync(join(tmpdir(), 'leak-storm-'));
  const places = new Map<ProfileName, Place>();
  try {
    for (const profile of ALL) {
      const cloud = await startCloud({
        profile,
        provisionMs: 60,
        sessions: 1_000,
        seed: options.seed,
        graceMs: 100,
      });
      const path = await installCli(cloud, join(root, `cli-${profile}`));
      places.set(profile, { cloud, path, people: await peopleAtWork(cloud, path, root, PEOPLE_ON) });
    }
    return await ride(options, root, places);
  } finally {
    for (const { cloud } of places.values()) await cloud.close();
    rmSync(root, { recursive: true, force: true });
  }
}

async function ride(
  options: StormOptions,
  root: string,
  places: ReadonlyMap<ProfileName, Place>,
): Promise<StormResult> {
  const random = seeded(options.seed);
  const plans = Array.from({ length: options.runs }, (_, n) => planOf(n, random));
  const endings: Record<string, number> = {};
  const [cancelMs, failures, stories]: [number[], string[], string[]] = [[], [], []];
  let unconfirmed = 0;
  let done = 0;
  const waiting = [...plans];
  const one = async (): Promise<void> => {
    for (let plan = waiting.shift(); plan !== undefined; plan = waiting.shift()) {
      const place = places.get(plan.profile);
      if (place === undefined) throw new Error(`no cloud of ${plan.profile}`);
      try {
        const end = await runOne(plan, root, place);
        if (end.cancelMs !== undefined) cancelMs.push(end.cancelMs);
        if (end.unconfirmed) unconfirmed += 1;
        const left = leftBy(plan, place.cloud.books());
        if (left !== '' || end.cancelMs === Infinity) stories.push(tell(plan, left || 'outlived main', end.log));
      } catch (error) {
        failures.push(`run ${plan.n}: ${String(error)}`);
      }
      const how = `${plan.how}${plan.postKilledMs === undefined ? '' : ', post killed once'}`;
      endings[how] = (endings[how] ?? 0) + 1;
      options.onRun?.(++done);
    }
  };
  await Promise.all(Array.from({ length: options.parallel }, one));
  stories.push(...[...places.values()].flatMap(lostByPeople));
  return {
    ...countOf(plans, [...places.values()]),
    runs: options.runs,
    endings,
    unconfirmed,
    failures,
    stories,
    cancelMs: cancelMs.sort((a, b) => a - b),
  };
}

interface End {
  readonly cancelMs: number | undefined;
  readonly unconfirmed: boolean;
  readonly log: string;
}

async function runOne(plan: Plan, root: string, { cloud, path }: Place): Promise<End> {
  const workspace = join(root, `${plan.profile}-${plan.project}`);
  makeProject(workspace, plan.project);
  if (plan.fault !== undefined) cloud.order({ ...plan.fault });
  const world: StepWorld = {
    root,
    workspace,
    path,
    token: cloud.token,
    runId: `${plan.n}`,
    inputs: { command: plan.command },
  };
  const main = startPhase(world, 'main');
  const cancelMs = await endMain(plan, cloud, main);
  const state = stateOf(world, 'main');
  const logs = [main.log()];
  if (plan.how === 'none' && !state.has('ledger')) throw new Error('main left no state for post');
  if (plan.postKilledMs !== undefined) {
    const killed = startPhase(world, 'post-killed', state);
    await Promise.race([wait(plan.postKilledMs), killed.ended]);
    killed.child.kill('SIGKILL');
    await killed.ended;
    logs.push('── post, killed', killed.log());
  }
  const post = startPhase(world, 'post', state);
  const code = await post.ended;
  logs.push('── post', post.log());
  if (code !== 0) throw new Error(`post ended with ${code}: ${post.log().slice(-400)}`);
  return {
    cancelMs,
    unconfirmed: valuesOf(world, 'post', 'output').get('cleanup') === 'unconfirmed',
    log: logs.join('\n'),
  };
}

/** @returns ms from a signal that can be answered to the end of the workload that ran then. */
async function endMain({ how, delayMs, word }: Plan, cloud: Cloud, main: Phase): Promise<number | undefined> {
  if (how === 'none') {
    await main.ended;
    return undefined;
  }
  await Promise.race([wait(delayMs), main.ended]);
  const running = cloud
    .books()
    .jobs.find(({ command, startedAt, endedAt }) => command.includes(word) && startedAt !== null && endedAt === null);
  const at = Date.now();
  if (how === 'sigint') await cancel(main);
  else main.child.kill(how === 'sigterm' ? 'SIGTERM' : 'SIGKILL');
  await main.ended;
  if (running === undefined || how === 'sigkill') return undefined;
  const ended = cloud.books().jobs.find(({ jobId }) => jobId === running.jobId)?.endedAt;
  return ended == null ? Infinity : Math.max(0, Date.parse(ended) - at);
}

const wait = (ms: number) => new Promise((resolve) => setTimeout(resolve, ms));

/** What lives of a run once its post has ended. */
function leftBy({ word, project, shared }: Plan, { jobs, pods }: Books): string {
  const alive = [
    ...jobs.filter(({ command, endedAt }) => endedAt === null && command.includes(word)).map(({ jobId }) => jobId),
    ...pods
      .filter(({ endedAt, projectId }) => endedAt === null && !shared && projectId === project)
      .map(({ podId }) => podId),
  ];
  return alive.length === 0 ? '' : `left ${alive.join(', ')}`;
}

/** How jobs of people came to end, in the cloud's own words. */
const lostByPeople = ({ cloud, people }: Place): readonly string[] =>
  cloud
    .books()
    .jobs.filter(({ jobId, endedAt }) => people.jobs.has(jobId) && endedAt !== null)
    .map((job) => `somebody's ${job.jobId} in ${job.projectId} ended at ${job.endedAt}: ${job.failureReason}`);

const tell = ({ n, profile, how, project, fault }: Plan, what: string, log: string): string =>
  `run ${n}, ${profile}, ${how}, ${project}, ${fault === undefined ? 'no fault' : JSON.stringify(fault)}: ${what}\n${log}`;

function countOf(plans: readonly Plan[], places: readonly Place[]) {
  const runsOf = new Map<string, number>();
  const count = { jobsAlive: 0, podsAlive: 0, sessionsHeld: 0, peopleStopped: 0, peoplePods: 0 };
  for (const { cloud, people } of places) {
    const books = cloud.books();
    const living = <T extends { endedAt: string | null }>(all: readonly T[]): T[] =>
      all.filter(({ endedAt }) => endedAt === null);
    const jobs = living(books.jobs);
    const pods = living(books.pods);
    const peoples = [
      ...jobs.filter(({ jobId }) => people.jobs.has(jobId)),
      ...pods.filter(({ podId }) => people.pods.has(podId)),
    ];
    count.jobsAlive += jobs.filter(({ jobId }) => !people.jobs.has(jobId)).length;
    count.podsAlive += pods.filter(({ podId }) => !people.pods.has(podId)).length;
    count.sessionsHeld += books.sessionsHeld - people.pods.size;
    count.peoplePods += people.pods.size;
    count.peopleStopped += people.jobs.size + people.pods.size - peoples.length;
    for (const job of books.jobs) {
      const word = /storm-\d+-/.exec(job.command)?.[0];
      if (word !== undefined) runsOf.set(word, (runsOf.get(word) ?? 0) + job.starts);
    }
  }
  return {
    ...count,
    ranTwice: [...runsOf.values()].filter((starts) => starts > 1).length,
    started: plans.filter(({ word }) => (runsOf.get(word) ?? 0) > 0).length,
  };
}
