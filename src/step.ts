import { randomBytes } from 'node:crypto';
import { inspect } from 'node:util';
import type { Clock } from './model/clock.ts';
import { UserError, sentenceOf } from './model/errors.ts';
import type { Gpu, PodView } from './model/gpu.ts';
import type { Host } from './model/host.ts';
import { exitCodeFor, type Attempt, type Offer, type Outcome, type PoolUse, type RunReport } from './model/outcome.ts';
import { noSuchVariable } from './model/rules.ts';
import { hider } from './model/secrets.ts';
import { INPUTS } from './inputs.ts';
import { parseRequest, type RunRequest } from './request.ts';
import { reportOf, withoutSecrets } from './report/build.ts';
import { openJournal, type Journal } from './report/log.ts';
import { publish, renderer } from './report/publish.ts';
import { readBrought, type Brought } from './report/workload-files.ts';
import { NOTHING_TO_END, endRun, type CleanupResult } from './run/cleanup.ts';
import type { RunEvent } from './run/events.ts';
import { run } from './run/loop.ts';
import {
  folderOf,
  identifyCli,
  installCli,
  jobLeftMs,
  jobToFollow,
  openProject,
  takePreviousToEnd,
  warnWithoutPrice,
  type Ready,
} from './run/prepare.ts';
import { identify } from './run/process.ts';
import { MAIN_STATE, notSaved, type RunState } from './run/state.ts';
import { abortedOutcome, isAborted, type Stop } from './run/stop.ts';
import {
  checkToken,
  isPublic,
  looksSecret,
  maskSecret,
  missingToken,
  passwordsIn,
  readToken,
  refuseTokenIn,
} from './token.ts';
import { VERSION } from './version.ts';

export interface StepWorld {
  readonly host: Host;
  readonly env: NodeJS.ProcessEnv;
  readonly clock: Clock;
  readonly stop: Stop;
  /** Receives every secret that the run reads: the runner masks the log and the summary, but neither files nor comments. */
  readonly secrets: string[];
  readonly onReport?: (report: RunReport) => void;
}

/** What is known so far. It only grows, so that after an error the report still has everything that ran. */
interface Known {
  request?: RunRequest;
  state?: RunState;
  gpu?: Gpu;
  ready?: Ready;
  journal?: Journal;
  outcome?: Outcome;
  hint: string;
  cliVersion: string;
  attempts: Attempt[];
  pod?: PodView | undefined;
  /** Sessions in use while the workload ran. */
  pool: PoolUse | null;
  offers: readonly Offer[];
  cleanup: CleanupResult;
  brought: Brought;
  notices: readonly string[];
}

/** One step, from its inputs to its exit code. */
export async function runStep(world: StepWorld): Promise<number> {
  const { host, clock, stop, secrets } = world;
  const startedAt = clock.now();
  const known: Known = {
    hint: '',
    cliVersion: '',
    attempts: [],
    pool: null,
    offers: [],
    cleanup: NOTHING_TO_END,
    brought: { markdown: '', metrics: [], outputs: [] },
    notices: [],
  };
  try {
    await prepareAndRun(world, known);
  } catch (error) {
    const fault = faultOf(error, world);
    const isCut = isAborted(stop.signal);
    known.outcome = isCut
      ? abortedOutcome(stop.signal)
      : { kind: 'refused', class: fault.class, reason: fault.message };
    known.hint = isCut ? '' : fault.hint;
    known.journal?.end();
    await cleanUp(world, known);
  }
  const report = withoutSecrets(secrets, known.request?.env ?? [], buildReport(world, known, startedAt));
  world.onReport?.(report);
  await publish(host, report, known.request, stop);
  // Until here post ends the job: who cancels the step now has no id to collect it by.
  if (isHandedOn(known.outcome, stop)) known.state?.over();
  if (known.state?.isLeft !== true) host.forgetState();
  stop.dispose();
  // No input was accepted: nothing was done.
  return known.request === undefined && report.class === 'usage' ? 2 : exitCodeFor(report);
}

/** `setup/`: install, mask and export, nothing else. */
export async function runSetup(world: StepWorld): Promise<number> {
  const { host, stop } = world;
  try {
    const { request, token } = readInputs(world, true);
    if (token === '') skipWithoutToken(host, request);
    else {
      const place = { ...world, signal: stop.signal };
      const bin = await installCli(request, token, place);
      const { version } = await identifyCli(bin, token, place);
      host.setOutput('cli-version', version);
      host.setOutput('path', bin);
    }
    return 0;
  } catch (error) {
    const { message, hint } = faultOf(error, world);
    if (!isAborted(stop.signal)) host.error(`${message} ${hint}`.trim());
    return 1;
  } finally {
    stop.dispose();
  }
}

const BUG = 'This is a fault of run-action: please report it with the log of a run with debug logging.';

function faultOf(error: unknown, { host, secrets }: StepWorld): UserError {
  const fault = error instanceof UserError ? error : new UserError(sentenceOf(error), BUG, { class: 'internal' });
  if (fault.class === 'internal') host.debug(hider(secrets)(inspect(error)));
  return fault;
}

/** From the token to the clean-up. */
async function prepareAndRun(world: StepWorld, known: Known): Promise<void> {
  const { host, env, clock, secrets } = world;
  const { signal } = world.stop;
  const { request, token } = readInputs(world, false, (read) => (known.request = read));
  if (token === '') {
    known.outcome = skipWithoutToken(host, request);
    return;
  }
  const place = { host, env, clock, signal };
  const cwd = folderOf(request, host);
  host.begin?.(hider(secrets)(labelOf(request, host)), request.check);
  const bin = await installCli(request, token, place);
  const ready = await openProject(request, { bin, cwd, token }, place, {
    facts: ({ version }) => {
      known.cliVersion = version;
      host.setOutput('cli-version', version);
    },
    state: (state, gpu) => Object.assign(known, { state, gpu }),
  });
  known.ready = ready;
  if (isAborted(signal)) {
    known.outcome = abortedOutcome(signal);
    takePreviousToEnd(ready.state, ready.view);
    await cleanUp(world, known);
    return;
  }
  const since = clock.now();
  known.outcome = await runWorkload(world, known, ready, request);
  known.hint = limitHint(known.outcome);
  await cleanUp(world, known);
  // The outputs of a job that is left running come to the step that sees its end.
  const isOver = known.outcome.kind !== 'submitted';
  const ran = isOver && known.attempts.some(({ phases }) => phases.some(({ phase }) => phase === 'running'));
  if (ran) Object.assign(known, await readBrought(request, host.context.workspace, since));
}

/** The token is masked before anything can print a value: an error quotes the input that is wrong. @throws UserError */
function readInputs(
  world: StepWorld,
  setup: boolean,
  onRequest?: (request: RunRequest) => void,
): { readonly request: RunRequest; readonly token: string } {
  const { host, env, secrets } = world;
  const token = readToken(host, env);
  secrets.push(token);
  saveMain(host);
  for (const password of passwordsIn(host.input('install-url'), env)) {
    maskSecret(host, password);
    secrets.push(password);
  }
  const others = INPUTS.filter(({ name }) => name !== 'token');
  refuseTokenIn(new Map(others.map(({ name }) => [name, host.input(name)])), token);
  // `setup/` needs no command; everything else is read as it was given.
  const request = parseRequest((name) => (setup && name === 'command' ? 'true' : host.input(name)));
  onRequest?.(request);
  if (host.context.foreignCode) host.warning(FOREIGN_CODE, { title: 'Foreign code with a secret' });
  if (token === '') return { request, token };
  checkToken(token);
  hideEnv(world, request, token);
  return { request, token };
}

/** Before anything is done that the post step would have to end. */
function saveMain(host: Host): void {
  try {
    host.saveState(MAIN_STATE, identify(process.pid));
  } catch (error) {
    throw notSaved(sentenceOf(error));
  }
}

/** Any other event has its secrets: there a skip would hide a wrong name for as long as nobody looks. */
function skipWithoutToken(host: Host, request: RunRequest): Outcome {
  const missing = missingToken(host);
  if (request.onMissingToken === 'fail' || host.context.secretsWithheld === '') throw missing;
  host.notice(`${missing.message} Skipped because of \`on-missing-token: skip\`.`);
  return { kind: 'skipped', reason: missing.message };
}

function hideEnv({ host, env, secrets }: StepWorld, request: RunRequest, token: string): void {
  for (const { name, value } of request.env) {
    const own = value ?? env[name];
    if (own === undefined) throw new UserError(...noSuchVariable(host.input('env'), name));
    refuseTokenIn(new Map([['env', own]]), token);
    if (value === undefined ? isPublic(name) : !looksSecret(name, value)) continue;
    maskSecret(host, own);
    secrets.push(own);
  }
}

/** What happens goes to the log, the outputs and `known`. */
async function runWorkload(world: StepWorld, known: Known, ready: Ready, request: RunRequest): Promise<Outcome> {
  const { host, env, clock, stop } = world;
  const { gpu, state } = ready;
  const journal = openJournal(host, request.command || `job ${request.jobId}`, () => state.jobId);
  known.journal = journal;
  const emit = (event: RunEvent): void => {
    if (event.kind === 'job') host.setOutput('job-id', event.jobId);
    if (event.kind === 'pod') {
      Object.assign(known, { pod: event.pod, offers: event.offers, pool: event.pool });
      if (event.pod !== undefined) host.setOutput('pod-id', event.pod.podId);
    }
    if (event.kind === 'attemptEnded') known.attempts.push(event.attempt);
    journal.note(event);
  };
  const followed = jobToFollow(ready, request, host);
  if (followed === undefined && request.maxCostUsd > 0)
    await warnWithoutPrice(request, gpu, { ...world, signal: stop.signal });
  const nonce = () => randomBytes(8).toString('hex');
  const valueOf = (name: string) => env[name];
  const ports = {
    gpu,
    clock,
    state,
    emit,
    nonce,
    env: valueOf,
    jobLeftMs: jobLeftMs(host, clock),
    signal: stop.signal,
  };
  const outcome = await run(request, ports, followed);
  journal.end();
  return outcome;
}

/** The job goes on for a later step. */
const isHandedOn = (outcome: Outcome | undefined, stop: Stop): boolean =>
  outcome?.kind === 'submitted' && !isAborted(stop.signal);

/** Ending a run takes this long at most, and one call of `gpu` within it (ms). */
const END = { deadlineMs: 60_000, callMs: 15_000 };
/** The same after a signal. */
const SIGNAL_END = { deadlineMs: 3_500, callMs: 2_000 };

/** Ends what is alive and verifies it, or hands the job on if that was asked. */
async function cleanUp({ host, clock, stop }: StepWorld, known: Known): Promise<void> {
  const { state, gpu, outcome, request } = known;
  const { signal } = stop;
  // A re-run that has not looked for its previous attempt leaves that to the post step.
  if (state === undefined || gpu === undefined || state.at === 'over' || state.at === 'looking') return;
  // Read while `gpu` answers.
  if (request?.summary === true) setImmediate(() => void renderer().catch(() => undefined));
  if (!state.mayLive) {
    state.over();
    return;
  }
  if (isHandedOn(outcome, stop)) {
    known.cleanup = { ...known.cleanup, cleanup: 'kept' };
    return;
  }
  if (!isAborted(signal)) known.cleanup = await endRun(gpu, state, { clock, ...END, signal });
  if (isAborted(signal)) {
    const deadlineMs = Math.min(SIGNAL_END.deadlineMs, stop.msLeft());
    known.cleanup = await endRun(gpu, state, { clock, ...SIGNAL_END, deadlineMs, keepPod: false });
  }
  if (known.cleanup.left !== '') host.info(`Clean-up: ${known.cleanup.left}.`);
  // What is not certain stays open, and the post step looks again: a submission that was cut off may still arrive. It also stops a
  // pod that is kept for a later step, because it runs after all steps.
  const isCertain = known.cleanup.cleanup !== 'unconfirmed' && !isAborted(signal) && outcome?.kind !== 'lost';
  if (isCertain && !state.keepPod) state.over();
  else state.save();
}

function buildReport({ host, clock }: StepWorld, known: Known, startedAt: number): RunReport {
  const { request, state, ready, outcome, pod, cleanup } = known;
  return reportOf(
    {
      ...known,
      request,
      pod: pod ?? cleanup.pod,
      account: ready?.view.account,
      outcome: outcome ?? { kind: 'lost', reason: 'The run ended without an outcome.' },
      label: labelOf(request, host),
      startedAt,
      endedAt: clock.now(),
      jobId: state?.jobs.at(-1) ?? '',
      podId: state?.pods.at(-1) ?? pod?.podId ?? '',
      actionVersion: VERSION,
    },
    host,
  );
}

function labelOf(request: RunRequest | undefined, { context: { job, leg } }: Host): string {
  return request?.label || (leg === '' ? job || 'gpu run' : `${job} (${leg})`);
}

/** What to do about a limit that the general advice does not name. */
function limitHint(outcome: Outcome): string {
  if (outcome.kind !== 'timedOut') return '';
  if (outcome.limit === 'remote')
    return "GPU CLI's own limit ended the job. Raise it (`GPU_RUN_TIMEOUT`), or make the run shorter.";
  if (outcome.limit === 'start-timeout') return 'Raise `start-timeout`, or name more GPU types in `gpu-type`.';
  return '';
}

const FOREIGN_CODE =
  'This workflow runs code of a fork while it holds the token. Anyone who opens a pull request can use your GPUs. Use `pull_request` with `on-missing-token: skip`, or require approval before this job.';
