import { mkdirSync, mkdtempSync, readdirSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { startCloud, type Cloud } from '../../emulator/cloud.ts';
import { PROFILES, RICHEST, type ProfileName } from '../../emulator/profiles.ts';
import { cancel, installCli, startPhase, stateOf, valuesOf, type StepWorld } from '../leaks/step.ts';
import { meetings, type Meeting } from './meetings.ts';

export interface Pair {
  readonly n: number;
  readonly profile: ProfileName;
  /** Into `meetings`. */
  readonly faults: readonly [number, number];
}

export interface PairResult {
  readonly pair: Pair;
  readonly name: string;
  readonly status: string;
  readonly starts: number;
  readonly cleanup: string;
  /** Something runs on and a warning reports it: a fault of the pair prevents its end, or GPU CLI does not show whose it is. */
  readonly reported: boolean;
  readonly ms: number;
  /** What must not be, each in a sentence. */
  readonly violations: readonly string[];
  readonly log: string;
}

const WORD = 'pair-word';
/** People give up on a program that says nothing (ms). */
const PATIENCE_MS = 6_000;
const LIVES = /A paid run may still be alive/;
/** A command that a person can use as it is printed. */
const COMMAND = /gpu (stop [\w-]+ -y|run --cancel \w+|instances terminate [\w-]+ -y|status)/;

/** Each two ways to fail, the same twice included, on each profile in turn. */
export function allPairs(): readonly Pair[] {
  const count = meetings(WORD).length;
  const pairs: Pair[] = [];
  for (let a = 0; a < count; a++) {
    for (let b = a; b < count; b++) {
      const n = pairs.length;
      pairs.push({ n, profile: PROFILES[n % PROFILES.length] ?? RICHEST, faults: [a, b] });
    }
  }
  return pairs;
}

/** Runs the bundle, main and then post, under two faults, in a cloud of its own, and asks the cloud what came of it. */
export async function runPair(pair: Pair): Promise<PairResult> {
  const met = pair.faults.map((at) => meetings(WORD)[at]).filter((meeting) => meeting !== undefined);
  const root = mkdtempSync(join(tmpdir(), 'fault-pair-'));
  const cloud = await startCloud({ profile: pair.profile, provisionMs: 60, graceMs: 100 });
  const began = performance.now();
  try {
    return { ...(await ride(pair, met, root, cloud)), pair, ms: performance.now() - began };
  } finally {
    await cloud.close();
    rmSync(root, { recursive: true, force: true });
  }
}

async function ride(
  pair: Pair,
  met: readonly Meeting[],
  root: string,
  cloud: Cloud,
): Promise<Omit<PairResult, 'pair' | 'ms'>> {
  const workspace = join(root, 'project');
  mkdirSync(workspace);
  writeFileSync(join(workspace, 'gpu.jsonc'), '{}\n');
  const world: StepWorld = {
    root,
    workspace,
    path: await installCli(cloud, join(root, 'cli')),
    token: cloud.token,
    runId: 'run',
    inputs: { command: `: ${WORD}; echo works; sleep 0.7`, 'export-token': 'false', 'max-wait': '5s' },
  };
  for (const { fault, afterView } of met) if (afterView !== true) cloud.order({ ...fault });
  void cloud
    .until(({ kind, verb, argv }) => kind === 'call' && verb === 'status' && !String(argv).includes('--help'))
    .then(() => {
      for (const { fault, afterView } of met) if (afterView === true) cloud.order({ ...fault });
    });
  const main = startPhase(world, 'main');
  const patience = met.some(({ hangs }) => hangs === true)
    ? setTimeout(() => void cancel(main), PATIENCE_MS)
    : undefined;
  const code = await main.ended;
  clearTimeout(patience);
  const post = startPhase(world, 'post', stateOf(world, 'main'));
  const postCode = await post.ended;
  return judge(pair, met, world, cloud, { code, postCode, log: `${main.log()}\n── post\n${post.log()}` });
}

interface Ended {
  readonly code: number | null;
  readonly postCode: number | null;
  readonly log: string;
}

function judge(
  pair: Pair,
  met: readonly Meeting[],
  world: StepWorld,
  cloud: Cloud,
  { code, postCode, log }: Ended,
): Omit<PairResult, 'pair' | 'ms'> {
  const books = cloud.books();
  const starts = books.jobs.reduce((sum, job) => sum + job.starts, 0);
  const said = valuesOf(world, 'main', 'output');
  const after = valuesOf(world, 'post', 'output');
  const alive = books.jobsAlive + books.podsAlive;
  const cleanup = after.get('cleanup') ?? said.get('cleanup') ?? '';
  const reported = cleanup === 'unconfirmed' && LIVES.test(log) && COMMAND.test(log);
  // Only `rich` shows whose each job and pod is, and with counts only it does not either.
  const mayRemain =
    pair.profile !== RICHEST || met.some(({ lasts, fault }) => lasts === true || fault.kind === 'status-counts-only');
  const violations: string[] = [];
  if (starts > 1) violations.push(`the workload was started ${starts} times`);
  if (alive > 0 && !(mayRemain && reported)) {
    const how = reported ? 'which no fault of the two explains' : `and the cleanup is '${cleanup}'`;
    violations.push(`${books.jobsAlive} jobs and ${books.podsAlive} pods are left, ${how}`);
  }
  if (said.get('status') === 'succeeded' && starts !== 1) violations.push(`it succeeded with ${starts} starts`);
  if (code === null) violations.push('a process of ours was ended by a signal');
  if (postCode !== 0) violations.push(`post ended with ${postCode}`);
  if (said.get('class') === 'internal') violations.push(`a fault of our own: ${said.get('reason') ?? ''}`);
  violations.push(...leaksOf(world, log).map((place) => `the token stands in ${place}`));
  return {
    name: met.map(({ name }) => name).join(' + '),
    status: said.get('class') || said.get('status') || 'nothing',
    starts,
    cleanup,
    reported: alive > 0 && reported,
    violations: violations.map((what) => `${what} (pair ${pair.n}, ${pair.profile})`),
    log,
  };
}

/** Where the token stands, but for the one line that asks the runner to hide it. */
function leaksOf(world: StepWorld, log: string): string[] {
  const places = log.replace(/^::add-mask::.*$/gm, '').includes(world.token) ? ['the log'] : [];
  for (const dir of [join(world.root, world.runId), world.workspace]) {
    for (const entry of readdirSync(dir, { recursive: true, withFileTypes: true })) {
      const file = join(entry.parentPath, entry.name);
      if (entry.isFile() && readFileSync(file, 'utf8').includes(world.token)) places.push(file);
    }
  }
  return places;
}
