import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { startCloud, type Cloud } from '../../emulator/cloud.ts';
import { PROFILES, type ProfileName } from '../../emulator/profiles.ts';
import { seeded } from '../pool/random.ts';
import { makeProject, ofPeople, personStarts } from './people.ts';
import { PEOPLE_ON, planOf, type Plan } from './plan.ts';
import { cancel, installCli, startPhase, stateOf, valuesOf, type Phase, type StepWorld } from './step.ts';

export interface StormOptions {
  readonly runs: number;
  readonly seed: number;
  readonly parallel: number;
  /** All of them, unless some are named. */
  readonly profiles?: readonly ProfileName[];
  readonly onRun?: (done: number) => void;
}

/** Counts by the control plane's own books, once every post step has ended; no pod has ended by its keep-alive by then. */
export interface ProfileResult {
  readonly runs: number;
  /** Beyond those of people, as are pods and sessions. */
  readonly jobsLeft: number;
  readonly podsLeft: number;
  readonly sessionsLeft: number;
  /** Jobs and pods of people that ended. */
  readonly peopleStopped: number;
  readonly peopleJobs: number;
  readonly started: number;
  readonly ranTwice: number;
  /** Something was left, and no run that could have ended it reported `unconfirmed`. */
  readonly leftSilently: number;
  /** Runs whose post step reported that something may be left. */
  readonly unconfirmed: number;
  /** Those of them in a project with no other run and no job of a person. */
  readonly unconfirmedAlone: number;
}

export interface StormResult {
  readonly profiles: Readonly<Record<string, ProfileResult>>;
  readonly endings: Readonly<Record<string, number>>;
  /** From the signal to the end of the remote job, sorted (ms); Infinity if it was alive when main ended. */
  readonly cancelMs: readonly number[];
  readonly failures: readonly string[];
  /** What was left, and what could not be confirmed: how each of them came to be. */
  readonly stories: readonly string[];
  /** Promises that were broken, each in a sentence. */
  readonly broken: readonly string[];
}

interface Place {
  readonly cloud: Cloud;
  readonly path: string;
}

/** Seeded runs of the bundle, ended at random moments in random ways, against clouds of each profile. */
export async function storm(options: StormOptions): Promise<StormResult> {
  const root = mkdtempSync(join(tmpdir(), 'leak-storm-'));
  const places = new Map<ProfileName, Place>();
  try {
    for (const profile of options.profiles ?? PROFILES) {
      const cloud = await startCloud({
        profile,
        provisionMs: 60,
        sessions: 1_000,
        seed: options.seed,
        graceMs: 100,
      });
      const path = await installCli(cloud, join(root, `cli-${profile}`));
      for (const project of PEOPLE_ON) await personStarts(cloud, path, root, project);
      places.set(profile, { cloud, path });
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
  const plans = Array.from({ length: options.runs }, (_, n) => planOf(n, random)).filter(({ profile }) =>
    places.has(profile),
  );
  const endings: Record<string, number> = {};
  const ends = new Map<Plan, End>();
  const [cancelMs, failures, stories]: [number[], string[], string[]] = [[], [], []];
  const waiting = [...plans];
  const one = async (): Promise<void> => {
    for (let plan = waiting.shift(); plan !== undefined; plan = waiting.shift()) {
      const place = places.get(plan.profile);
      if (place === undefined) throw new Error(`no cloud of ${plan.profile}`);
      try {
        const end = await runOne(plan, root, place);
        ends.set(plan, end);
        if (end.cancelMs !== undefined) cancelMs.push(end.cancelMs);
      } catch (error) {
        failures.push(`run ${plan.n}: ${String(error)}`);
      }
      const how = `${plan.how}${plan.postKilledMs === undefined ? '' : ', post killed once'}`;
      endings[how] = (endings[how] ?? 0) + 1;
      options.onRun?.(plans.length - waiting.length);
    }
  };
  await Promise.all(Array.from({ length: options.parallel }, one));
  const profiles: Record<string, ProfileResult> = {};
  for (const [profile, { cloud }] of places) {
    const own = plans.filter((plan) => plan.profile === profile);
    profiles[profile] = countOf(own, ends, cloud, stories);
  }
  return {
    profiles,
    endings,
    failures,
    stories,
    broken: Object.entries(profiles).flatMap(([profile, counts]) => brokenOn(profile, counts)),
    cancelMs: cancelMs.sort((a, b) => a - b),
  };
}

interface End {
  readonly cancelMs: number | undefined;
  /** The last word on the clean-up. */
  readonly cleanup: string;
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
  const stranger =
    plan.strangerMs === undefined ? undefined : joins(plan.strangerMs, { cloud, path }, root, plan.project);
  const cancelMs = await endMain(plan, cloud, main);
  await stranger;
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
    cleanup: valuesOf(world, 'post', 'output').get('cleanup') ?? valuesOf(world, 'main', 'output').get('cleanup') ?? '',
    log: logs.join('\n'),
  };
}

async function joins(delayMs: number, { cloud, path }: Place, root: string, project: string): Promise<void> {
  await wait(delayMs);
  await personStarts(cloud, path, root, project);
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

const tell = ({ n, profile, how, project, fault }: Plan, what: string, log: string): string =>
  `run ${n}, ${profile}, ${how}, ${project}, ${fault === undefined ? 'no fault' : JSON.stringify(fault)}: ${what}\n${log}`;

function countOf(plans: readonly Plan[], ends: ReadonlyMap<Plan, End>, cloud: Cloud, stories: string[]): ProfileResult {
  const people = ofPeople(cloud);
  const { jobs, pods, sessionsHeld } = cloud.books();
  const isUp = ({ endedAt }: { readonly endedAt: string | null }): boolean => endedAt === null;
  const planOfJob = (command: string) => plans.find(({ word }) => command.includes(word));
  const jobsLeft = jobs.filter((job) => isUp(job) && !people.jobs.has(job.jobId));
  const podsLeft = pods.filter((pod) => isUp(pod) && !people.pods.has(pod.podId));
  // Whoever had a job on what is left could have ended it; of a pod without a job that is each run of its project.
  const silent = [
    ...jobsLeft.map(({ jobId, command }) => ({ id: jobId, by: [planOfJob(command)] })),
    ...podsLeft.map(({ podId, projectId }) => {
      const on = jobs.filter((job) => job.podId === podId).map(({ command }) => planOfJob(command));
      return { id: podId, by: on.length > 0 ? on : plans.filter(({ project }) => project === projectId) };
    }),
  ].filter(({ id, by }) => {
    const runs = by.filter((plan) => plan !== undefined);
    for (const plan of runs) stories.push(tell(plan, `left ${id}`, ends.get(plan)?.log ?? ''));
    return runs.every((plan) => ends.get(plan)?.cleanup !== 'unconfirmed');
  });
  const unconfirmed = plans.filter((plan) => ends.get(plan)?.cleanup === 'unconfirmed');
  for (const plan of unconfirmed) stories.push(tell(plan, 'unconfirmed', ends.get(plan)?.log ?? ''));
  const ended = jobs.filter((job) => people.jobs.has(job.jobId) && !isUp(job));
  for (const { jobId, projectId, endedAt, failureReason } of ended) {
    const by = plans.filter(({ project }) => project === projectId);
    const what = `the job ${jobId} of a person ended at ${endedAt}: ${failureReason}`;
    for (const plan of by) stories.push(tell(plan, what, ends.get(plan)?.log ?? ''));
  }
  const starts = plans.map(({ word }) =>
    jobs.filter(({ command }) => command.includes(word)).reduce((sum, job) => sum + job.starts, 0),
  );
  return {
    runs: plans.length,
    jobsLeft: jobsLeft.length,
    podsLeft: podsLeft.length,
    sessionsLeft: sessionsHeld - pods.filter((pod) => isUp(pod) && people.pods.has(pod.podId)).length,
    peopleStopped: ended.length + pods.filter((pod) => people.pods.has(pod.podId) && !isUp(pod)).length,
    peopleJobs: people.jobs.size,
    started: starts.filter((count) => count > 0).length,
    ranTwice: starts.filter((count) => count > 1).length,
    leftSilently: silent.length,
    unconfirmed: unconfirmed.length,
    unconfirmedAlone: unconfirmed.filter(({ shared, strangerMs }) => !shared && strangerMs === undefined).length,
  };
}

/** Something may be left, and be reported, only where the CLI does not show whose it is. */
function brokenOn(profile: string, counts: ProfileResult): string[] {
  const { jobsLeft, podsLeft, sessionsLeft, peopleStopped, ranTwice, leftSilently } = counts;
  const shown = profile === 'rich';
  const allShown: readonly (readonly [number, string])[] = [
    [peopleStopped, 'jobs or pods of other people were ended'],
    [ranTwice, 'workloads ran more than once'],
    [leftSilently, 'jobs or pods were left without a report'],
    [shown ? jobsLeft + podsLeft + sessionsLeft : 0, 'jobs, pods and sessions were left'],
    [shown ? counts.unconfirmed : 0, 'clean-ups were not confirmed'],
    [
      profile === 'jobs-without-commands' ? counts.unconfirmedAlone : 0,
      'clean-ups of projects with one run were not confirmed',
    ],
  ];
  return allShown.flatMap(([count, what]) => (count > 0 ? [`${profile}: ${count} ${what}`] : []));
}
