import { inspect } from 'node:util';
import type { Clock } from './model/clock.ts';
import { UserError, sentenceOf } from './model/errors.ts';
import type { Gpu } from './model/gpu.ts';
import type { Host } from './model/host.ts';
import { exitCodeFor, type Outcome, type RunReport } from './model/outcome.ts';
import { noSuchVariable } from './model/rules.ts';
import { hider } from './model/secrets.ts';
import { INPUTS } from './inputs.ts';
import { parseRequest, type RunRequest } from './request.ts';
import { reportOf, withoutSecrets } from './report/build.ts';
import { publish, renderer } from './report/publish.ts';
import { readBrought, type Brought } from './report/workload-files.ts';
import { abortedOutcome } from './run/attempt.ts';
import { NOTHING_TO_END, endRun, type CleanupResult } from './run/cleanup.ts';
import { folderOf, identifyCli, installCli, openProject, takePreviousToEnd, type Ready } from './run/prepare.ts';
import { identify } from './run/process.ts';
import { MAIN_STATE, notSaved, type RunState } from './run/state.ts';
import { isAborted, type Stop } from './run/stop.ts';
import { runWorkload, type RunFacts } from './run/workload.ts';
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
  /** `setup/`: install, mask and export, nothing else. */
  readonly setup: boolean;
  /** Receives every secret that the run reads. */
  readonly secrets?: string[];
}

/** What is known so far. It only grows, so that after an error the report still has everything that ran. */
interface Progress extends RunFacts {
  request?: RunRequest;
  state?: RunState;
  gpu?: Gpu;
  ready?: Ready;
  hint: string;
  /** Values that no report may hold: the runner masks the log and the summary, but neither files nor comments. */
  readonly secrets: string[];
  cliVersion: string;
  cleanup: CleanupResult;
  brought: Brought;
  notices: string[];
}

/** One step, from its inputs to its exit code. */
export async function runStep(world: StepWorld): Promise<number> {
  const { host, clock, stop } = world;
  const startedAt = clock.now();
  const progress: Progress = {
    hint: '',
    secrets: world.secrets ?? [],
    cliVersion: '',
    attempts: [],
    offers: [],
    pool: null,
    cleanup: NOTHING_TO_END,
    brought: { markdown: '', metrics: [], outputs: [] },
    notices: [],
  };
  try {
    await prepareAndRun(world, progress);
  } catch (error) {
    const fault = faultOf(error);
    if (fault.class === 'internal') host.debug(hider(progress.secrets)(inspect(error)));
    progress.outcome = isAborted(stop.signal)
      ? abortedOutcome(stop.signal)
      : { kind: 'refused', class: fault.class, reason: fault.message };
    progress.hint = isAborted(stop.signal) ? '' : fault.hint;
    progress.journal?.end();
    await cleanUp(world, progress);
  }
  const { request, outcome, state } = progress;
  if (world.setup) {
    stop.dispose();
    if (outcome?.kind === 'refused') host.error(`${outcome.reason} ${progress.hint}`.trim());
    return outcome === undefined || outcome.kind === 'skipped' ? 0 : 1;
  }
  const report = withoutSecrets(progress.secrets, request?.env ?? [], buildReport(world, progress, startedAt));
  await publish(host, report, request, stop);
  if (state?.isLeft !== true) host.forgetState();
  stop.dispose();
  return exitCodeFor(report);
}

const BUG = 'This is a fault of run-action: please report it with the log of a run with debug logging.';
const faultOf = (error: unknown): UserError =>
  error instanceof UserError ? error : new UserError(sentenceOf(error), BUG, { class: 'internal' });

/** From the token to the clean-up. */
async function prepareAndRun(world: StepWorld, progress: Progress): Promise<void> {
  const { host, env, clock, setup } = world;
  const { signal } = world.stop;
  const token = readMaskedToken(world, progress);
  const request = (progress.request = parseRequest((name) =>
    // `setup/` needs no command; everything else is read as it was given.
    setup && name === 'command' ? 'true' : host.input(name),
  ));
  if (host.context.foreignCode) host.warning(FOREIGN_CODE, { title: 'Foreign code with a secret' });
  if (token === '') {
    progress.outcome = skipWithoutToken(host, request);
    return;
  }
  checkToken(token);
  hideEnv(world, request, token, progress.secrets);
  const place = { host, env, clock, signal };
  const cwd = setup ? '' : folderOf(request, host);
  if (!setup) host.begin?.(hider(progress.secrets)(labelOf(request, host)), request.check);
  const bin = await installCli(request, token, place);
  if (setup) {
    const { version } = await identifyCli(bin, token, place);
    host.setOutput('cli-version', version);
    host.setOutput('path', bin);
    return;
  }
  const ready = await openProject(request, { bin, cwd, token }, place, {
    facts: ({ version }) => {
      progress.cliVersion = version;
      host.setOutput('cli-version', version);
    },
    state: (state, gpu) => Object.assign(progress, { state, gpu }),
  });
  progress.ready = ready;
  if (isAborted(signal)) {
    progress.outcome = abortedOutcome(signal);
    takePreviousToEnd(ready.state, ready.view);
    await cleanUp(world, progress);
    return;
  }
  noteMatrixWidth(host, ready);
  const since = clock.now();
  await runWorkload(request, ready, place, progress);
  progress.hint = limitHint(progress.outcome);
  await cleanUp(world, progress);
  // The outputs of a job that is left running come to the step that sees its end.
  const over = progress.outcome?.kind !== 'submitted';
  const ran = over && progress.attempts.some(({ phases }) => phases.some(({ phase }) => phase === 'running'));
  if (!ran) return;
  const { brought, notices } = await readBrought(request, host.context.workspace, since);
  progress.brought = brought;
  progress.notices.push(...notices);
}

/** First, before anything can print a value: an error quotes the input that is wrong. */
function readMaskedToken({ host, env }: StepWorld, { secrets }: Progress): string {
  const { value, masked } = readToken(host, env);
  secrets.push(value);
  saveMain(host);
  for (const password of passwordsIn(host.input('install-url'), env)) {
    maskSecret(host, password);
    secrets.push(password);
  }
  const others = INPUTS.filter(({ name }) => name !== 'token');
  refuseTokenIn(new Map(others.map(({ name }) => [name, host.input(name)])), value);
  if (!masked) host.debug('This host cannot hide values at run time; the token is not printed.');
  return value;
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

function hideEnv({ host, env }: StepWorld, request: RunRequest, token: string, secrets: string[]): void {
  for (const { name, value } of request.env) {
    const own = value ?? env[name];
    if (own === undefined) throw new UserError(...noSuchVariable(host.input('env'), name));
    refuseTokenIn(new Map([['env', own]]), token);
    if (value === undefined ? isPublic(name) : !looksSecret(name, value)) continue;
    maskSecret(host, own);
    secrets.push(own);
  }
}

/** Ending a run takes this long at most, and one call of `gpu` within it (ms). */
const END = { deadlineMs: 60_000, callMs: 15_000 };
/** The same after a signal. */
const SIGNAL_END = { deadlineMs: 3_500, callMs: 2_000 };

/** Ends what is alive and verifies it, or hands the job on if that was asked. */
async function cleanUp({ host, clock, stop }: StepWorld, progress: Progress): Promise<void> {
  const { state, gpu, outcome, request } = progress;
  if (state === undefined || gpu === undefined || state.at === 'over') return;
  // Read while `gpu` answers.
  if (request?.summary === true) setImmediate(() => void renderer().catch(() => undefined));
  if (outcome?.kind === 'submitted' && !isAborted(stop.signal)) {
    state.over();
    progress.cleanup = { ...progress.cleanup, cleanup: 'kept' };
    return;
  }
  if (state.nonces.length + state.jobs.length > 0) {
    const { signal } = stop;
    if (!isAborted(signal)) progress.cleanup = await endRun(gpu, state, { clock, ...END, signal });
    if (isAborted(signal)) {
      const deadlineMs = Math.min(SIGNAL_END.deadlineMs, stop.msLeft());
      progress.cleanup = await endRun(gpu, state, { clock, ...SIGNAL_END, deadlineMs, keepPod: false });
    }
    if (request?.mode === 'collect' && state.pods.length === 0 && progress.cleanup.cleanup === 'confirmed')
      progress.cleanup = { ...progress.cleanup, cleanup: 'kept', left: COLLECTED_POD };
    if (progress.cleanup.left !== '') host.info(`Clean-up: ${progress.cleanup.left}.`);
  } else if (state.at !== 'looking') state.over();
  // What is not certain stays open, and the post step looks again: a submission that was cut off may still arrive. It also stops a
  // pod that is kept for a later step, because it runs after all steps.
  const certain = progress.cleanup.cleanup !== 'unconfirmed' && !isAborted(stop.signal) && outcome?.kind !== 'lost';
  if (certain && !state.keepPod) state.over();
  else state.save();
}

function buildReport({ host, clock }: StepWorld, progress: Progress, startedAt: number): RunReport {
  const { request, state, ready, outcome } = progress;
  return reportOf(
    {
      ...progress,
      request,
      journal: progress.journal,
      pod: progress.pod ?? progress.cleanup.pod,
      account: ready?.view.account,
      outcome: outcome ?? { kind: 'lost', reason: 'The run ended without an outcome.' },
      label: labelOf(request, host),
      startedAt,
      endedAt: clock.now(),
      jobId: state?.jobs.at(-1) ?? '',
      podId: state?.pods.at(-1) ?? progress.pod?.podId ?? '',
      actionVersion: VERSION,
    },
    host,
  );
}

function labelOf(request: RunRequest | undefined, { context: { job, leg } }: Host): string {
  return request?.label || (leg === '' ? job || 'gpu run' : `${job} (${leg})`);
}

/** What to do about a limit that the general advice does not name. */
function limitHint(outcome: Outcome | undefined): string {
  if (outcome?.kind !== 'timedOut') return '';
  if (outcome.limit === 'remote')
    return "GPU CLI's own limit ended the job. Raise it (`GPU_RUN_TIMEOUT`), or make the run shorter.";
  if (outcome.limit === 'start-timeout') return 'Raise `start-timeout`, or name more GPU types in `gpu-type`.';
  return '';
}

const COLLECTED_POD =
  'the job had ended before, and GPU CLI does not show on which pod it ran: the keep-alive of the pod ends it';

const FOREIGN_CODE =
  'This workflow runs code of a fork while it holds the token. Anyone who opens a pull request can use your GPUs. Use `pull_request` with `on-missing-token: skip`, or require approval before this job.';

function noteMatrixWidth(host: Host, { view }: Ready): void {
  const { matrixSize } = host.context;
  const limit = view.pool?.limit ?? 0;
  if (limit === 0 || matrixSize <= limit) return;
  host.notice(
    `The matrix has ${matrixSize} jobs and the pool ${limit} sessions: with \`max-parallel: ${limit}\` no runner waits for a session.`,
  );
}
