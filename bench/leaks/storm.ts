import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { startCloud, type Cloud } from '../../emulator/cloud.ts';
import { PROFILES, type ProfileName } from '../../emulator/profiles.ts';
import { seeded } from '../pool/random.ts';
import { watchEndings } from './endings.ts';
import { judge, leftOf, type End, type ProfileResult } from './judge.ts';
import { makeProject, personStarts } from './people.ts';
import { PEOPLE_ON, planOf, type Moment, type Plan } from './plan.ts';
import { cancel, installCli, startPhase, stateOf, valuesOf, type Phase, type StepWorld } from './step.ts';

export interface StormOptions {
  readonly runs: number;
  readonly seed: number;
  readonly parallel: number;
  /** All of them, unless some are named. */
  readonly profiles?: readonly ProfileName[];
  readonly onRun?: (done: number) => void;
}

export interface StormResult {
  readonly profiles: Readonly<Record<string, ProfileResult>>;
  /** How many runs were ended in which way. */
  readonly ways: Readonly<Record<string, number>>;
  /** From the signal to the end of the remote job, sorted (ms); Infinity if it was alive when main ended. */
  readonly cancelMs: readonly number[];
  readonly failures: readonly string[];
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
  const ways: Record<string, number> = {};
  const ends = new Map<Plan, End>();
  const [cancelMs, failures]: [number[], string[]] = [[], []];
  const of = (profile: ProfileName): Plan[] => plans.filter((plan) => plan.profile === profile);
  const endings = new Map([...places].map(([profile, { cloud }]) => [profile, watchEndings(cloud, of(profile))]));
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
      ways[how] = (ways[how] ?? 0) + 1;
      options.onRun?.(plans.length - waiting.length);
    }
  };
  await Promise.all(Array.from({ length: options.parallel }, one));
  const profiles: Record<string, ProfileResult> = {};
  for (const [profile, { cloud }] of places) {
    const watched = endings.get(profile);
    if (watched !== undefined) profiles[profile] = judge(of(profile), ends, cloud, watched);
  }
  return { profiles, ways, failures, cancelMs: cancelMs.sort((a, b) => a - b) };
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
  if (plan.how === 'none' && !state.has('run')) throw new Error('main left no state for post');
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
  const said = valuesOf(world, 'main', 'output');
  return {
    cancelMs,
    status: said.get('status') ?? '',
    cleanup: valuesOf(world, 'post', 'output').get('cleanup') ?? said.get('cleanup') ?? '',
    left: leftOf(plan, cloud.books()),
    log: logs.join('\n'),
  };
}

async function joins(delayMs: number, { cloud, path }: Place, root: string, project: string): Promise<void> {
  await wait(delayMs);
  await personStarts(cloud, path, root, project);
}

/** @returns ms from a signal that can be answered to the end of the workload that ran then. */
async function endMain({ how, after, delayMs, word }: Plan, cloud: Cloud, main: Phase): Promise<number | undefined> {
  if (how === 'none') {
    await main.ended;
    return undefined;
  }
  await Promise.race([momentOf(cloud, after, word), main.ended, wait(MOST_MS)]);
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

/** A moment that a fault prevents does not come. */
const MOST_MS = 8_000;

async function momentOf(cloud: Cloud, after: Moment, word: string): Promise<void> {
  if (after === 'begin') return;
  await cloud.until(({ kind, argv, command, jobId }) => {
    if (kind !== after) return false;
    if (kind === 'call') return String(argv).includes(word);
    if (kind === 'submitted') return String(command).includes(word);
    return cloud.books().jobs.some((job) => job.jobId === jobId && job.command.includes(word));
  });
}

const wait = (ms: number) => new Promise((resolve) => setTimeout(resolve, ms));
