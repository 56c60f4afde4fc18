import { inspect } from 'node:util';
import { UserError, sentenceOf } from './model/errors.ts';
import { INPUTS } from './inputs.ts';
import { parseRequest, type RunRequest } from './request.ts';
import { noSuchVariable } from './model/rules.ts';
import { hider } from './model/secrets.ts';
import type { Host } from './model/host.ts';
import type { Ready } from './run/prepare.ts';
import { callFirst, makeReady } from './run/ready.ts';
import { MAIN_STATE, notSaved } from './run/not-saved.ts';
import { identify } from './run/process.ts';
import { timeLeft, type TimeLeft } from './run/time-left.ts';
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
import { runWorkload, save, type Progress, type SessionWorld } from './run/workload.ts';
import { abortedOutcome, isAborted } from './run/attempt.ts';
import { filesBefore, readBrought } from './report/workload-files.ts';
import { endRun } from './run/cleanup.ts';
import { takeUpToEnd } from './run/former.ts';
import { exitCodeFor } from './model/outcome.ts';
import { isLeft, tryToSave } from './run/state.ts';
import { openProject } from './run/prepare.ts';
import { publish, renderer } from './report/publish.ts';
import { reportOf, withoutSecrets } from './report/build.ts';

/** Ending a run well takes this long at most, and one call of `gpu` within it (ms). */
const END = { deadlineMs: 60_000, callMs: 15_000 };
/** The same after a signal. */
const SIGNAL_END = { deadlineMs: 3_500, callMs: 2_000 };

/** The story of one step, from its inputs to its exit code. */
export async function runSession(world: SessionWorld): Promise<number> {
  const { host, clock } = world;
  const startedAt = clock.now();
  const time = timeLeft(world.signal, clock);
  const progress: Progress = {
    hint: '',
    secrets: world.secrets ?? [],
    cliVersion: '',
    attempts: [],
    jobOver: false,
    offers: [],
    pool: null,
    cleanup: { cleanup: 'not-needed', leftover: '', left: '', view: undefined, pod: undefined },
    brought: { markdown: '', metrics: [], outputs: [] },
    notices: [],
  };
  try {
    await tell(world, progress, time);
  } catch (error) {
    const fault = faultOf(error);
    if (fault.class === 'internal') host.debug(hider(progress.secrets)(inspect(error)));
    progress.outcome = world.signal.aborted
      ? abortedOutcome(world.signal)
      : { kind: 'refused', class: fault.class, reason: fault.message };
    progress.hint = world.signal.aborted ? '' : fault.hint;
    progress.journal?.end();
    await end(world, progress, time);
  }
  const { request, journal, outcome, ready } = progress;
  if (world.setup) {
    time.end();
    if (outcome?.kind === 'refused') host.error(`${outcome.reason} ${progress.hint}`.trim());
    return outcome === undefined || outcome.kind === 'skipped' ? 0 : 1;
  }
  const report = reportOf(
    {
      ...progress,
      request,
      journal,
      pod: progress.pod ?? progress.cleanup.pod,
      account: ready?.view.account,
      outcome: outcome ?? { kind: 'lost', reason: 'The run ended without an outcome.' },
      label: labelOf(request, host),
      startedAt,
      endedAt: clock.now(),
      jobId: ready?.ledger.jobs.at(-1) ?? '',
      podId: ready?.ledger.pods.at(-1) ?? progress.pod?.podId ?? '',
      actionVersion: VERSION,
    },
    host,
  );
  await publish(host, withoutSecrets(progress.secrets, request?.env ?? [], report), request, time);
  // Without a view an organization may have been switched to, and a former try be alive, all the same.
  const unseen = Boolean(request?.org) || host.context.runAttempt > 1;
  if (ready === undefined ? !unseen : !isLeft(ready.ledger)) host.forgetState();
  time.end();
  return exitCodeFor(report);
}

function labelOf(request: RunRequest | undefined, { context: { job, leg } }: Host): string {
  return request?.label || (leg === '' ? job || 'gpu run' : `${job} (${leg})`);
}

const BUG = 'This is a fault of run-action: please report it with the log of a run with debug logging.';
const faultOf = (error: unknown): UserError =>
  error instanceof UserError ? error : new UserError(sentenceOf(error), BUG, { class: 'internal' });

/** From the token to the clean-up. Facts go into `progress` as they become known. */
async function tell(world: SessionWorld, progress: Progress, time: TimeLeft): Promise<void> {
  const { host, env, signal } = world;
  const token = readToken(host, env);
  const hide = (secret: string): void => {
    maskSecret(host, secret);
    progress.secrets.push(secret);
  };
  // Before anything can fail: a wrong input is told with its value.
  progress.secrets.push(token.value);
  saveMain(host);
  passwordsIn(host.input('install-url'), env).forEach(hide);
  const others = INPUTS.filter(({ name }) => name !== 'token');
  refuseTokenIn(new Map(others.map(({ name }) => [name, host.input(name)])), token.value);
  const request = parseRequest(readInputs(world));
  progress.request = request;
  if (host.context.foreignCode) host.warning(FOREIGN_CODE, { title: 'Foreign code with a secret' });
  if (token.value === '') {
    const missing = missingToken(host);
    // Any other event has its secrets: there a skip would hide a wrong name for as long as nobody looks.
    if (request.onMissingToken === 'fail' || host.context.secretsWithheld === '') throw missing;
    progress.outcome = { kind: 'skipped', reason: missing.message };
    host.notice(`${missing.message} Skipped because of \`on-missing-token: skip\`.`);
    return;
  }
  checkToken(token.value);
  if (!token.masked) host.debug('This host cannot hide values at run time; the token is not printed.');
  const given = (name: string): string | undefined => env[name];
  for (const { name, value } of request.env) {
    const own = value ?? given(name);
    if (own === undefined) throw new UserError(...noSuchVariable(host.input('env'), name));
    refuseTokenIn(new Map([['env', own]]), token.value);
    if (value === undefined ? !isPublic(name) : looksSecret(name, value)) hide(own);
  }
  if (!world.setup) host.begin?.(hider(progress.secrets)(labelOf(request, host)), request.check);
  const bin = await makeReady(request, token.value, world);
  if (world.setup) return;
  const called = callFirst(request, token.value, bin, world);
  const ready = await openProject(request, called, world, (facts) => {
    progress.cliVersion = facts.version;
    host.setOutput('cli-version', facts.version);
  });
  progress.ready = ready;
  save(host, ready);
  if (signal.aborted) {
    progress.outcome = abortedOutcome(signal);
    if (ready.ledger.former) takeUpToEnd(ready.ledger, ready.view);
    await end(world, progress, time);
    return;
  }
  tellWidth(host, ready);
  const before = await filesBefore(request, host.context.workspace);
  await runWorkload(request, ready, world, progress);
  await end(world, progress, time);
  // What is left alive brings its outputs to whoever sees its end.
  const over = progress.outcome?.kind !== 'submitted';
  const ran = over && progress.attempts.some(({ phases }) => phases.some(({ phase }) => phase === 'running'));
  const { brought, notices } = await readBrought(request, host.context.workspace, ran, before);
  progress.brought = brought;
  progress.notices.push(...notices);
}

/** Ends what is alive and verifies it, or hands it on where that was asked. */
async function end(world: SessionWorld, progress: Progress, time: TimeLeft): Promise<void> {
  const { host, clock, signal } = world;
  const { ready, outcome } = progress;
  if (ready === undefined || ready.ledger.stage === 'over') return;
  // Read while `gpu` answers, not before it is asked.
  if (progress.request?.summary === true) setImmediate(() => void renderer().catch(() => undefined));
  const { ledger, gpu } = ready;
  if (outcome?.kind === 'submitted' && !signal.aborted) {
    ledger.handedOn = true;
    tryToSave(host, ledger);
    progress.cleanup = { ...progress.cleanup, cleanup: 'kept' };
    return;
  }
  if (ledger.stage === 'started') {
    ledger.jobOver = progress.jobOver;
    if (!signal.aborted) progress.cleanup = await endRun(gpu, ledger, { clock, ...END, signal });
    if (isAborted(signal)) {
      // A cancelled job has no later step that a warm pod could serve.
      ledger.keepPod = false;
      const deadlineMs = Math.min(SIGNAL_END.deadlineMs, time.left());
      progress.cleanup = await endRun(gpu, ledger, { clock, ...SIGNAL_END, deadlineMs });
    }
    if (progress.request?.mode === 'collect' && ledger.pods.length === 0 && progress.cleanup.cleanup === 'confirmed') {
      progress.cleanup = { ...progress.cleanup, cleanup: 'kept', left: COLLECTED_POD };
    }
    if (progress.cleanup.left !== '') host.info(`Clean-up: ${progress.cleanup.left}.`);
  }
  // What is not certain stays open, and post looks again: a submission that was cut off may still arrive. Post also stops a pod
  // that is kept for a later step, because it runs after all steps.
  const certain =
    progress.cleanup.cleanup !== 'unconfirmed' && !signal.aborted && outcome?.kind !== 'lost' && !ledger.keepPod;
  if (certain || ledger.stage === 'intent') ledger.stage = 'over';
  tryToSave(host, ledger);
}

/** Before anything is done that post would have to end. */
function saveMain(host: Host): void {
  try {
    host.saveState(MAIN_STATE, identify(process.pid));
  } catch (error) {
    throw notSaved(sentenceOf(error));
  }
}

/** `setup/` needs no command; everything else is read as it was given. */
function readInputs({ host, setup }: SessionWorld): (name: string) => string {
  return (name) => (setup && name === 'command' ? 'true' : host.input(name));
}

const COLLECTED_POD = 'the job had ended before, and GPU CLI does not tell on which pod it ran: its keep-alive ends it';

const FOREIGN_CODE =
  'This workflow runs code of a fork while it holds the token. Whoever opens a pull request can use your GPUs. Use `pull_request` with `on-missing-token: skip`, or require approval before this job.';

function tellWidth(host: Host, { view }: Ready): void {
  const { matrixSize } = host.context;
  const limit = view.pool?.limit ?? 0;
  if (limit === 0 || matrixSize <= limit) return;
  host.notice(
    `The matrix has ${matrixSize} jobs and the pool ${limit} sessions: with \`max-parallel: ${limit}\` no runner waits for a session.`,
  );
}
