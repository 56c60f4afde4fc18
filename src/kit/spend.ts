import { setTimeout as pause } from 'node:timers/promises';
import { existsSync, mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { randomBytes } from 'node:crypto';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { UserError } from '../model/errors.ts';
import type { CliFacts, CloudView } from '../model/gpu.ts';
import { runArgs } from '../gpu/capabilities.ts';
import { jobIn, podIn } from '../gpu/cli-lines.ts';
import { fields, isAlive, readJson, readResult, readStatus, readSubmission, safeId } from '../gpu/parse.ts';
import type { JobResult } from '../model/gpu.ts';
import { capture, type Captured } from '../gpu/spawn.ts';
import type { Fact } from './assumptions.ts';
import { print, type KitWorld } from './world.ts';

/** What two short jobs showed. */
export interface Spent {
  readonly podId: 'submitted' | 'ready';
  readonly namesPod: boolean;
  readonly facts: Readonly<Partial<Record<Fact, boolean>>>;
}

/** Calls the program and keeps the answer under a name; undefined if it was not called. */
export type Ask = (
  name: string,
  args: readonly string[],
  env: NodeJS.ProcessEnv,
  cwd: string,
  timeoutMs?: number,
) => Promise<Captured | undefined>;

interface Given {
  readonly world: KitWorld;
  readonly facts: CliFacts;
  readonly env: NodeJS.ProcessEnv;
  readonly ask: Ask;
  readonly signal: AbortSignal;
}

/** A pod may take a quarter of an hour to come up. */
const RUN_MS = 20 * 60_000;
const CALL_MS = 30_000;
const CODE = 11;
const OUTPUT = 'gpu-ci-capture.txt';
const ARGUMENT = `a "b"; 'c'\t$d`;
const CLEAN_UP_LOOKS = 20;
/** One for each job that is run. */
const MOST_PODS = 2;

/**
 * Runs two jobs in a project of its own, so that no pod of anybody else is there, and ends what it started: whatever happens,
 * it ends with the status that shows no pod, or with a message that names what may still run.
 */
export async function spend({ world, facts, env, ask, signal }: Given): Promise<Spent> {
  const cwd = mkdtempSync(join(tmpdir(), 'gpu-ci-capture-'));
  const project = `gpu-ci-capture-${randomBytes(6).toString('hex')}`;
  writeFileSync(join(cwd, 'gpu.jsonc'), JSON.stringify({ project_id: project, keep_alive_minutes: 1 }));
  const nonce = randomBytes(8).toString('hex');
  const call = (name: string, args: readonly string[], timeoutMs = CALL_MS) => ask(name, args, env, cwd, timeoutMs);
  const start = (name: string, script: string) =>
    call(
      name,
      runArgs(
        facts,
        {
          ...{ gpuType: '', gpuCount: undefined, minVram: undefined, env: [], args: [] },
          outputs: [OUTPUT],
          argv: ['sh', '-c', script, 'gpu-ci', ARGUMENT],
        },
        true,
      ),
      RUN_MS,
    );
  const ids = new Set<string>();
  // Also after a signal.
  const quiet = (args: readonly string[]) => capture(facts.bin, args, { cwd, env, timeoutMs: CALL_MS });
  const end = () => endAll(world, project, ids, quiet);
  const script =
    `printf '\\036gpu-ci:${nonce}:start\\036' >&2; echo "out $1"; echo err >&2; nvidia-smi -L; ` +
    `echo done > ${OUTPUT}; sleep 2; exit ${CODE}`;
  try {
    if (podsIn(readStatus((await quiet(['status', '--json'])).stdout)) !== 0)
      throw new UserError('No job was run: GPU CLI does not show that a new project has no pod.', 'Leave --spend out.');
  } catch (error) {
    rmSync(cwd, { recursive: true, force: true });
    throw error;
  }
  try {
    const seen: Partial<Record<Fact, boolean>> = {};
    print(world, 'Running a job of a few seconds …');
    const submitted = await start('run --detach --json', script);
    const jobId = idIn(submitted);
    ids.add(jobId);
    seen['jobIdShown'] = jobId !== '';
    const early = await call('status --json while a job starts', ['status', '--json']);
    const earlyPod = fields(jobsIn(early).find((job) => job['job_id'] === jobId))['pod_id'];
    const attached = jobId === '' ? undefined : await call('run --attach JOB', ['run', '--attach', jobId], RUN_MS);
    const result = jobId === '' ? undefined : await waited(call, 'wait JOB --json', jobId, facts);
    if (attached !== undefined) {
      const all = attached.stdout + attached.stderr;
      seen['framesArrive'] = attached.stderr.includes(`\x1egpu-ci:${nonce}:start\x1e`);
      seen['argvUnchanged'] = attached.stdout.includes(`out ${ARGUMENT}`);
      seen['streamsApart'] = !attached.stdout.includes('err\n') && attached.stderr.includes('err\n');
      seen['attachWaits'] = all.includes('err\n') || result === undefined || !isAlive(result.state);
      seen['exitCodePasses'] = attached.code === CODE || result?.exitCode === CODE;
      const again = await call('run --attach JOB when it is over', ['run', '--attach', jobId]);
      seen['attachReplays'] = again?.stdout.includes(`out ${ARGUMENT}`) === true;
    }
    if (result !== undefined) seen['endStateKnown'] = !isAlive(result.state);
    print(world, 'Running a job that is cancelled …');
    const second = await start('run --detach --json again', `echo ready; sleep 300; : ${nonce}`);
    const secondId = idIn(second);
    ids.add(secondId);
    const view = await running(call, secondId, signal);
    await call('instances list --json while a job runs', ['instances', 'list', '--json']);
    await call('status while a job runs', ['status']);
    const job = fields(jobsIn(view).find((one) => one['job_id'] === secondId));
    seen['commandListed'] = typeof job['command'] === 'string' && job['command'].includes(nonce);
    seen['podIdShown'] = textOf(job['pod_id']) !== '' || podIdIn(attached) !== '';
    seen['idsAreSafe'] = [jobId, secondId].every((id) => safeId(id) !== '');
    if (secondId !== '') {
      await call('run --cancel JOB', ['run', '--cancel', secondId]);
      const ended = await waited(call, 'wait JOB --json after a cancel', secondId, facts);
      const after = await call('status --json after a cancel', ['status', '--json']);
      const listed = readStatus(after?.stdout ?? '')?.jobs.find((one) => one.jobId === secondId);
      seen['cancelEnds'] = (ended === undefined || !isAlive(ended.state)) && listed?.alive !== true;
    }
    const namesPod = podIdIn(attached) !== '' || podIdIn(second) !== '';
    const podEnds = await end();
    seen['outputsReturn'] = existsSync(join(cwd, OUTPUT));
    seen['podEnds'] = podEnds;
    return { podId: typeof earlyPod === 'string' ? 'submitted' : 'ready', namesPod, facts: seen };
  } catch (error) {
    await end();
    throw error;
  } finally {
    rmSync(cwd, { recursive: true, force: true });
  }
}

type Called = (name: string, args: readonly string[], timeoutMs?: number) => Promise<Captured | undefined>;

function idIn(ended: Captured | undefined): string {
  if (ended?.code !== 0) return '';
  const lines = `${ended.stdout}\n${ended.stderr}`.split(/[\r\n]+/);
  return readSubmission(ended.stdout)?.jobId ?? lines.map((line) => jobIn(line, '')).find((id) => id !== '') ?? '';
}

const textOf = (value: unknown): string => (typeof value === 'string' ? value : '');

const podIdIn = (ended: Captured | undefined): string =>
  (ended?.stderr ?? '')
    .split(/[\r\n]+/)
    .map((line) => podIn(line, ''))
    .find((id) => id !== '') ?? '';

function jobsIn(ended: Captured | undefined): readonly Readonly<Record<string, unknown>>[] {
  const { jobs } = fields(readJson(ended?.stdout ?? ''));
  return Array.isArray(jobs) ? jobs.map(fields) : [];
}

/** The record of a job that is over, as far as the program has one. */
async function waited(call: Called, name: string, jobId: string, { way }: CliFacts): Promise<JobResult | undefined> {
  if (way === 'attached') return undefined;
  const until = performance.now() + RUN_MS;
  for (;;) {
    const ended = await call(name, ['wait', jobId, '--timeout', '60', '--json'], 90_000);
    const result = ended === undefined ? undefined : readResult(ended.stdout);
    if (result === undefined || !isAlive(result.state) || performance.now() > until) return result;
  }
}

/** The status once it shows the job, or a pod where it lists no jobs. */
async function running(call: Called, jobId: string, signal: AbortSignal): Promise<Captured | undefined> {
  const until = performance.now() + RUN_MS;
  for (;;) {
    const ended = await call('status --json while a job runs', ['status', '--json']);
    const view = readStatus(ended?.stdout ?? '');
    const job = view?.jobs.find((one) => one.jobId === jobId);
    const shown = view?.jobsKnown === true ? job !== undefined && job.podId !== '' : true;
    if (view === undefined || shown || performance.now() > until || signal.aborted) return ended;
    await pause(1_000, undefined, { signal }).catch(() => undefined);
  }
}

const podsIn = (view: CloudView | undefined): number =>
  view === undefined ? Infinity : view.pods.length + (view.unnamed ?? 0);

/**
 * Cancels the jobs and stops the pods of the project, which had none before: at most one for each job.
 * @returns whether the status then shows none.
 */
async function endAll(
  world: KitWorld,
  project: string,
  jobIds: ReadonlySet<string>,
  call: (args: readonly string[]) => Promise<Captured>,
): Promise<boolean> {
  // A job that waits for a pod has none that could be stopped.
  for (const jobId of jobIds) if (jobId !== '') await call(['run', '--cancel', jobId]);
  for (let look = 0, empty = 0; look < CLEAN_UP_LOOKS; look += 1) {
    const view = readStatus((await call(['status', '--json'])).stdout);
    const count = podsIn(view);
    const none = count === 0 && view?.jobs.every(({ alive }) => !alive) === true;
    // A submission that was interrupted may still arrive.
    empty = none ? empty + 1 : 0;
    if (empty === 2) return true;
    if (count > 0 && count <= MOST_PODS) {
      for (const { podId } of view?.pods ?? []) await call(['stop', podId, '-y']);
      if (view?.pods.length === 0) await call(['stop', '-y']);
    }
    await pause(1_000);
  }
  print(
    world,
    `A pod of the project ${project} may still run. Look: gpu status --all, or gpu instances list. Stop it: gpu stop POD_ID -y`,
  );
  return false;
}
