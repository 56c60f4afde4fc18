import { existsSync } from 'node:fs';
import { endRun } from './run/cleanup.ts';
import type { Clock } from './model/clock.ts';
import type { CliFacts, Gpu } from './model/gpu.ts';
import { sentenceOf } from './model/errors.ts';
import type { Cleanup } from './model/outcome.ts';
import { hidesFormer, takeUpToEnd } from './run/former.ts';
import { childEnv, daemonSocket } from './gpu/environment.ts';
import { openGpu } from './gpu/client.ts';
import { capture } from './gpu/spawn.ts';
import type { Host, Saved } from './model/host.ts';
import { isLeft, LEDGER_STATE, mayLive, readLedger, type Ledger } from './run/state.ts';
import { gpuCaller, inOneOrg, switchBack } from './run/org.ts';
import { MAIN_STATE } from './run/not-saved.ts';
import { endProcess, isRunning, pidOf } from './run/process.ts';
import { readToken } from './token.ts';

export interface PostWorld {
  readonly host: Host;
  readonly env: NodeJS.ProcessEnv;
  readonly clock: Clock;
}

/** All post steps of a cancelled job share about 285 s (Runner.Listener/JobDispatcher.cs); this is our part (ms). */
const POST_MS = 60_000;
/** Of it, kept for putting the organization back. */
const ORG_MS = 5_000;
const CALL_MS = 10_000;
/** After a signal main takes 5.2 s to end its run, and a client 1.2 s to cancel its job (ms). */
const MAIN_MS = 7_000;
const CLIENT_MS = 1_500;
/** A submission that was on its way when its client was ended may still arrive: about four seconds of looking. */
const LOOKS = 10;
/** How often, and how far apart (ms), it is looked for a former try. */
const FORMER_LOOKS = 3;
const FORMER_PAUSE_MS = 1_000;

const ALIVE = { title: 'A paid run may still be alive' };

/**
 * What runs after the step, however that ended: ends what it left alive, verifies it, puts the former organization back. Where the
 * runs of a job share their state it does so for each of them, the newest first: what an earlier one brought up serves the later.
 * Never fails: it only warns, loudly when a paid run may still be alive. Idempotent.
 */
export async function runPost(world: PostWorld): Promise<void> {
  const { host, env, clock } = world;
  try {
    const until = clock.elapsed() + POST_MS;
    const token = readToken(host, env).value;
    const ended = await endMains(host.saved(), clock);
    if (ended.includes(true)) host.info(MAIN_ENDED);
    await endRuns(host.saved(), token, until, world);
  } catch (error) {
    host.warning(
      `The clean-up after the step failed: ${sentenceOf(error)}. Run \`gpu status\`, then stop your pod by its id.`,
    );
  }
}

/**
 * `gpu-ci cleanup`: the same for whoever calls it. A run whose process still works is left alone unless `force` is given, because
 * it may be another terminal's.
 * @returns the exit code: 1 if a state could not be read or a run was left alone.
 * @throws UserError if the file is not a state file.
 */
export async function runCleanup(world: PostWorld, force: boolean): Promise<number> {
  const { host, env, clock } = world;
  const until = clock.elapsed() + POST_MS;
  const token = readToken(host, env).value;
  const runs = host.saved();
  if (runs.length === 0) host.info('No saved state of a run in this job: there is nothing to clean up.');
  if (force) await endMains(runs, clock);
  const living = runs.filter((run) => isRunning(run.state(MAIN_STATE)));
  for (const run of living)
    host.warning(
      `A run is still working (process ${pidOf(run.state(MAIN_STATE))}), so it was left alone. Use --force to end it.`,
    );
  // A run that was just ended may have saved more, or that nothing is left.
  const ids = new Set(living.map((run) => run.state(MAIN_STATE)));
  const gone = host.saved().filter((run) => !ids.has(run.state(MAIN_STATE)));
  const readable = await endRuns(gone, token, until, world);
  return living.length > 0 || !readable ? 1 : 0;
}

/**
 * In a job with `container:` the runner signals and kills docker's client only. Main goes on beside post, and one that waits for a
 * session would start its workload after the clean-up.
 */
const endMains = (runs: readonly Saved[], clock: Clock): Promise<boolean[]> =>
  Promise.all(
    runs.map((run) => endProcess(run.state(MAIN_STATE), 'SIGTERM', { clock, graceMs: MAIN_MS, group: false })),
  );

/** @returns whether all of their states could be read. */
async function endRuns(runs: readonly Saved[], token: string, until: number, world: PostWorld): Promise<boolean> {
  const { host, env, clock } = world;
  const unreadable = runs.filter((run) => isUnreadable(run));
  if (unreadable.length > 0) host.warning(UNREADABLE, ALIVE);
  const left = runs.filter((run) => !unreadable.includes(run)).flatMap((run) => leftBy(run));
  await endClients(left, world);
  let told: Cleanup | undefined;
  for (const [index, one] of left.entries()) {
    const now = clock.elapsed();
    const cleanup = await endOne(one, token, now + (until - now) / (left.length - index), world);
    // What is not certain of one of them is not of all.
    if (cleanup !== undefined && told !== 'unconfirmed') host.setOutput('cleanup', (told = cleanup));
  }
  await endDaemon(left.at(-1)?.ledger, env);
  for (const run of runs) await host.abandon?.(run);
  return unreadable.length === 0;
}

/** Only the daemon of this job: nobody else uses its socket. */
async function endDaemon(ledger: Ledger | undefined, env: NodeJS.ProcessEnv): Promise<void> {
  const socket = daemonSocket(env);
  if (ledger === undefined || socket === '' || !existsSync(socket) || !(await isVerified(ledger))) return;
  await capture(ledger.bin, ['daemon', 'stop'], { env: childEnv(env, ''), timeoutMs: CALL_MS });
}

/** Whether the program still has the digest that `cli-sha256` pins. */
async function isVerified({ bin, sha256 }: Ledger): Promise<boolean> {
  if (sha256 === '') return true;
  const { digestOf } = await import('./gpu/digest.ts');
  return digestOf(bin).then(
    (found) => found === sha256,
    () => false,
  );
}

function warnUnverified(ledger: Ledger, host: Host): Cleanup | undefined {
  const { bin, jobs, pods, orgBefore } = ledger;
  const alive = mayLive(ledger);
  const commands = [
    ...(alive ? jobs.map((id) => `gpu run --cancel ${id}`) : []),
    ...(alive ? pods.map((id) => `gpu stop ${id} -y`) : []),
    ...(orgBefore === null ? [] : [`gpu org switch ${orgBefore}`.trim()]),
  ];
  host.warning(
    `${bin} is not the program that \`cli-sha256\` pins any more, so the post step did not run it. Run on a machine that you trust: ` +
      `\`${commands.join('; ') || 'gpu status'}\`.`,
    alive ? ALIVE : undefined,
  );
  return alive ? 'unconfirmed' : undefined;
}

interface Left {
  readonly run: Saved;
  readonly ledger: Ledger;
}

function isUnreadable(run: Saved): boolean {
  const saved = run.state(LEDGER_STATE);
  return saved !== '' && readLedger(saved) === undefined;
}

function leftBy(run: Saved): readonly Left[] {
  const ledger = readLedger(run.state(LEDGER_STATE));
  if (ledger !== undefined && isLeft(ledger)) return [{ run, ledger }];
  run.forget();
  return [];
}

/** A client of a killed step that still sends its workspace has no job to cancel yet, and would submit it after the clean-up. */
async function endClients(left: readonly Left[], { host, clock }: PostWorld): Promise<void> {
  const ended = await Promise.all(
    left
      .filter(({ ledger }) => mayLive(ledger))
      .map(({ ledger }) => endProcess(ledger.client, 'SIGINT', { clock, graceMs: CLIENT_MS, group: true })),
  );
  if (ended.includes(true)) host.info(CLIENT_ENDED);
}

async function endOne(
  { run, ledger }: Left,
  token: string,
  until: number,
  world: PostWorld,
): Promise<Cleanup | undefined> {
  const { host, env, clock } = world;
  if (!(await isVerified(ledger))) return warnUnverified(ledger, host);
  const gpuEnv = childEnv(env, token);
  // A later step may have removed the project's folder, in which then no program can start.
  const cwd = existsSync(ledger.cwd) ? ledger.cwd : host.context.tempDir || '/';
  const place = { cwd, env: gpuEnv };
  const cleanup = mayLive(ledger) ? await endWhatLives(ledger, place, until - ORG_MS, world) : undefined;
  const back = await isBack(ledger, place, Math.max(1_000, until - clock.elapsed()), host);
  if (back && cleanup !== 'unconfirmed') run.forget();
  return cleanup;
}

async function isBack(
  { bin, orgBefore }: Ledger,
  { cwd, env }: Place,
  timeoutMs: number,
  host: Host,
): Promise<boolean> {
  if (orgBefore === null) return true;
  const back = await switchBack(gpuCaller(bin, cwd, env, { timeoutMs }), orgBefore);
  if (!back)
    host.warning(
      `GPU CLI did not switch back to ${orgBefore || 'the personal account'}; run \`${`gpu org switch ${orgBefore}`.trim()}\`.`,
    );
  return back;
}

const UNREADABLE =
  'The saved state of the step cannot be read, so nothing was ended. Run `gpu status`, then cancel your job and stop your pod by their ids.';

const UNSEEN =
  'This re-run was ended before it could see whether the job of the previous attempt still runs, and GPU CLI does not show that. Run `gpu status`, then cancel that job and stop its pod by their ids.';

const MAIN_ENDED = 'Ended the step itself, which was still running: the runner sends no signal into a container.';
const CLIENT_ENDED = 'Ended a gpu client of the step that was still running.';

/** @returns whether GPU CLI told what lives. */
async function foundFormer(ledger: Ledger, gpu: Gpu, clock: Clock): Promise<boolean> {
  for (let look = 1; look <= FORMER_LOOKS; look++) {
    const view = await gpu.status(CALL_MS);
    if (view !== undefined) {
      // One of the pods may be its own.
      if (hidesFormer(view)) return false;
      takeUpToEnd(ledger, view);
      return true;
    }
    await clock.sleep(FORMER_PAUSE_MS);
  }
  return false;
}

interface Place {
  readonly cwd: string;
  readonly env: NodeJS.ProcessEnv;
}

async function endWhatLives(ledger: Ledger, place: Place, until: number, { host, clock }: PostWorld): Promise<Cleanup> {
  const facts: CliFacts = {
    bin: ledger.bin,
    version: '',
    way: ledger.way,
    outputForm: 'repeated',
    runFlags: new Set(),
    json: ledger.json,
    caveat: '',
  };
  const there = existsSync(ledger.project);
  const opened = openGpu({
    facts,
    ...place,
    sinks: host.foreign,
    saturation: undefined,
    command: '',
    project: ledger.config,
    debug: (line) => host.debug(line),
  });
  const gpu = inOneOrg(opened, ledger);
  ledger.keepPod = false;
  if (ledger.former && there && !(await foundFormer(ledger, gpu, clock))) {
    host.warning(UNSEEN, ALIVE);
    return 'unconfirmed';
  }
  const deadlineMs = until - clock.elapsed();
  const {
    cleanup,
    leftover,
    left: kept,
    // Without its file the status shows another project.
  } = await endRun(gpu, ledger, { clock, deadlineMs, callMs: CALL_MS, looks: LOOKS, blind: !there });
  const gone = there ? '' : ` (${ledger.project} is gone, without which \`gpu status\` does not tell)`;
  if (cleanup === 'unconfirmed') host.warning(`${leftover}${gone}`, ALIVE);
  else host.info(`Clean-up after the step: ${cleanup}${kept === '' ? '' : ` (${kept})`}.`);
  return cleanup;
}
