import { existsSync } from 'node:fs';
import type { Clock } from './model/clock.ts';
import { sentenceOf } from './model/errors.ts';
import type { Gpu } from './model/gpu.ts';
import type { Host, Saved } from './model/host.ts';
import type { Cleanup } from './model/outcome.ts';
import { openGpu } from './gpu/client.ts';
import { childEnv, daemonSocket } from './gpu/environment.ts';
import { digestOf } from './gpu/install.ts';
import { capture } from './gpu/spawn.ts';
import { endRun, isUnchanged } from './run/cleanup.ts';
import { gpuCaller, inOneOrg, switchBack } from './run/org.ts';
import { hidesPrevious, takePreviousToEnd } from './run/prepare.ts';
import { endProcess, isRunning, pidOf } from './run/process.ts';
import { MAIN_STATE, RUN_STATE, RunState, accountOf } from './run/state.ts';
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
/** How often, and how far apart (ms), the job of the previous attempt is looked for. */
const PREVIOUS_LOOKS = 3;
const PREVIOUS_PAUSE_MS = 1_000;

const ALIVE = { title: 'A paid run may still be alive' };

/**
 * What runs after the step, however that ended: ends what it left alive, verifies it, and switches the organization back. If the runs
 * of a job share their state, it does so for each of them, the newest first, because the pod of an earlier one serves the later ones.
 * It does not fail: it warns if a paid run may still be alive. Idempotent.
 */
export async function runPost(world: PostWorld): Promise<void> {
  const { host, clock } = world;
  try {
    const given = giveTime(world);
    if (await endMains(host.saved(), clock))
      host.info('Ended the step itself, which was still running: the runner sends no signal into a container.');
    await endRuns(host.saved(), given);
  } catch (error) {
    host.warning(
      `The clean-up after the step failed: ${sentenceOf(error)}. Run \`gpu status\`, then stop your pod by its id.`,
    );
  }
}

/**
 * `gpu-ci cleanup`: the same on demand. A run whose process still runs is left alone unless `force` is given, because it may belong
 * to another terminal.
 * @returns the exit code: 1 if a state could not be read or a run was left alone.
 * @throws UserError if the file is not a state file.
 */
export async function runCleanup(world: PostWorld, force: boolean): Promise<number> {
  const { host, clock } = world;
  const given = giveTime(world);
  const runs = host.saved();
  if (runs.length === 0) host.info('No saved state of a run in this job: there is nothing to clean up.');
  if (force) await endMains(runs, clock);
  const living = runs.map((run) => run.state(MAIN_STATE)).filter(isRunning);
  for (const main of living)
    host.warning(`A run is still working (process ${pidOf(main)}), so it was left alone. Use --force to end it.`);
  // A run that was just ended may have saved more, or that nothing is left.
  const gone = host.saved().filter((run) => !living.includes(run.state(MAIN_STATE)));
  const isReadable = await endRuns(gone, given);
  return living.length > 0 || !isReadable ? 1 : 0;
}

interface Given extends PostWorld {
  readonly token: string;
  /** When everything must be over, as the clock counts. */
  readonly until: number;
}

const giveTime = (world: PostWorld): Given => ({
  ...world,
  until: world.clock.elapsed() + POST_MS,
  token: readToken(world.host, world.env),
});

/**
 * In a job with `container:` the runner signals and kills docker's client only. Main continues next to post, and one that waits for a
 * session would start its workload after the clean-up. @returns whether one was running.
 */
async function endMains(runs: readonly Saved[], clock: Clock): Promise<boolean> {
  const options = { clock, graceMs: MAIN_MS, group: false };
  const ended = await Promise.all(runs.map((run) => endProcess(run.state(MAIN_STATE), 'SIGTERM', options)));
  return ended.includes(true);
}

/** @returns whether the states of all runs could be read. */
async function endRuns(runs: readonly Saved[], given: Given): Promise<boolean> {
  const { host, env, clock, until } = given;
  const left: { readonly run: Saved; readonly state: RunState }[] = [];
  let isReadable = true;
  for (const run of runs) {
    const saved = run.state(RUN_STATE);
    const state = RunState.read(saved);
    if (state?.isLeft === true) left.push({ run, state });
    else if (state === undefined && saved !== '') isReadable = false;
    else run.forget();
  }
  if (!isReadable) host.warning(UNREADABLE, ALIVE);
  await endClients(
    left.map(({ state }) => state),
    given,
  );
  let combined: Cleanup | undefined;
  for (const [index, { run, state }] of left.entries()) {
    const now = clock.elapsed();
    const one = { ...given, until: now + (until - now) / (left.length - index) };
    const { cleanup, isOver } = (await isVerified(state)) ? await endOne(state, one) : warnUnverified(state, host);
    if (isOver) run.forget();
    // If one clean-up is unconfirmed, the combined result is unconfirmed.
    if (cleanup !== undefined && combined !== 'unconfirmed') host.setOutput('cleanup', (combined = cleanup));
  }
  await endDaemon(left.at(-1)?.state, env);
  for (const run of runs) await host.abandon?.(run);
  return isReadable;
}

const UNREADABLE =
  'The saved state of the step cannot be read, so nothing was ended. Run `gpu status`, then cancel your job and stop your pod by their ids.';

/** A client of a killed step that still sends its workspace has no job to cancel yet, and would submit it after the clean-up. */
async function endClients(states: readonly RunState[], { host, clock }: Given): Promise<void> {
  const clients = states.filter(({ mayLive }) => mayLive).map(({ client }) => client);
  const options = { clock, graceMs: CLIENT_MS, group: true };
  const ended = await Promise.all(clients.map((client) => endProcess(client, 'SIGINT', options)));
  if (ended.includes(true)) host.info('Ended a gpu client of the step that was still running.');
}

/** Only the daemon of this job: nobody else uses its socket. */
async function endDaemon(state: RunState | undefined, env: NodeJS.ProcessEnv): Promise<void> {
  const socket = daemonSocket(env);
  if (state === undefined || socket === '' || !existsSync(socket) || !(await isVerified(state))) return;
  await capture(state.project.bin, ['daemon', 'stop'], { env: childEnv(env, ''), timeoutMs: CALL_MS });
}

/** Whether the program still has the digest that `cli-sha256` pins. */
async function isVerified({ project: { bin, sha256 } }: RunState): Promise<boolean> {
  if (sha256 === '') return true;
  return digestOf(bin).then(
    (found) => found === sha256,
    () => false,
  );
}

interface Ended {
  /** Undefined if there was nothing to end. */
  readonly cleanup: Cleanup | undefined;
  readonly isOver: boolean;
}

const switchCommand = (slug: string): string => `gpu org switch ${slug}`.trim();

function warnUnverified({ project, jobs, pods, orgBefore, mayLive }: RunState, host: Host): Ended {
  const commands = [
    ...(mayLive ? jobs.map((id) => `gpu run --cancel ${id}`) : []),
    ...(mayLive ? pods.map((id) => `gpu stop ${id} -y`) : []),
    ...(orgBefore === null ? [] : [switchCommand(orgBefore)]),
  ];
  host.warning(
    `${project.bin} is not the program that \`cli-sha256\` pins any more, so the post step did not run it. Run on a machine that you trust: ` +
      `\`${commands.join('; ') || 'gpu status'}\`.`,
    mayLive ? ALIVE : undefined,
  );
  return { cleanup: mayLive ? 'unconfirmed' : undefined, isOver: false };
}

async function endOne(state: RunState, given: Given): Promise<Ended> {
  const { host, env, clock, token, until } = given;
  const { orgBefore, project, before } = state;
  // A later step may have removed the folder of the project, in which then no program can start.
  const cwd = existsSync(project.cwd) ? project.cwd : host.context.tempDir || '/';
  const place = { cwd, env: childEnv(env, token) };
  const facts = { ...project, version: '', outputForm: 'repeated', runFlags: new Set<string>() } as const;
  const silent = { sinks: host.foreign, saturation: undefined, command: '', debug: (line: string) => host.debug(line) };
  const gpu = inOneOrg(openGpu({ facts, ...place, ...silent, project: project.config }), () => before.account);
  const cleanup = state.mayLive ? await endWhatLives(gpu, state, { ...given, until: until - ORG_MS }) : undefined;
  const timeoutMs = Math.max(1_000, until - clock.elapsed());
  const caller = gpuCaller(project.bin, place.cwd, place.env, { timeoutMs });
  const isBack = orgBefore === null || (await switchBack(caller, orgBefore));
  if (!isBack)
    host.warning(
      `GPU CLI did not switch back to ${orgBefore || 'the personal account'}; run \`${switchCommand(orgBefore)}\`.`,
    );
  return { cleanup, isOver: isBack && cleanup !== 'unconfirmed' };
}

async function endWhatLives(gpu: Gpu, state: RunState, { host, clock, token, until }: Given): Promise<Cleanup> {
  const { project } = state.project;
  const isThere = isUnchanged(state.project);
  if (isThere && state.at === 'looking' && !(await foundPrevious(gpu, state, clock))) {
    host.warning(UNSEEN, ALIVE);
    return 'unconfirmed';
  }
  const isOther = state.project.account !== accountOf(token);
  const deadlineMs = Math.min(until - clock.elapsed(), isOther ? OTHER_TOKEN_MS : Infinity);
  const options = { clock, deadlineMs, callMs: CALL_MS, looks: LOOKS, keepPod: false };
  const { cleanup, leftover, left } = await endRun(gpu, state, options);
  const gone = isThere ? '' : ` (${project} is gone or names another project, so \`gpu status\` shows that one)`;
  if (isOther) host.warning(OTHER_TOKEN, ALIVE);
  if (isOther && cleanup !== 'unconfirmed') return 'unconfirmed';
  if (cleanup === 'unconfirmed') host.warning(`${leftover}${gone}`, ALIVE);
  else host.info(`Clean-up after the step: ${cleanup}${left === '' ? '' : ` (${left})`}.`);
  return cleanup;
}

/** @returns whether GPU CLI showed what is alive. */
async function foundPrevious(gpu: Gpu, state: RunState, clock: Clock): Promise<boolean> {
  for (let look = 1; look <= PREVIOUS_LOOKS; look++) {
    const view = await gpu.status(CALL_MS);
    // One of the pods may be that of the previous attempt.
    if (view !== undefined && hidesPrevious(view)) return false;
    if (view !== undefined) {
      takePreviousToEnd(state, view);
      return true;
    }
    await clock.sleep(PREVIOUS_PAUSE_MS);
  }
  return false;
}

/** With another token an attempt is made, because a token can be replaced during a run (ms). */
const OTHER_TOKEN_MS = 10_000;
const OTHER_TOKEN =
  'The token is not the one that the run was started with, so what GPU CLI shows may be of another account and proves nothing. Clean up again with the token of the run.';
const UNSEEN =
  'This re-run was ended before it could see whether the job of the previous attempt still runs, and GPU CLI does not show that. Run `gpu status`, then cancel that job and stop its pod by their ids.';
