import { randomBytes } from 'node:crypto';
import type { CleanupResult } from './cleanup.ts';
import type { Clock } from '../model/clock.ts';
import type { CloudView, Gpu, PodView } from '../model/gpu.ts';
import { offerFor, type Attempt, type Offer, type Outcome, type PoolUse, type RunReport } from '../model/outcome.ts';
import type { RunRequest } from '../request.ts';
import { hidesFormer } from './former.ts';
import type { Host } from '../model/host.ts';
import { openJournal, type Journal } from '../report/log.ts';
import { learnBroken, learnIds, tryToSave } from './state.ts';
import { jobToAdopt, type Ready } from './prepare.ts';
import { run, type RunEvent } from './loop.ts';
import { podsBroken } from '../gpu/parse.ts';
import { notSaved } from './not-saved.ts';

export interface SessionWorld {
  readonly host: Host;
  readonly env: NodeJS.ProcessEnv;
  readonly clock: Clock;
  /** Aborts with an AbortCause when a signal comes. */
  readonly signal: AbortSignal;
  /** `setup/`: install, mask and export, nothing else. */
  readonly setup: boolean;
  /** Receives every secret that the run reads. */
  readonly secrets?: string[];
}

/** What is known so far. It only grows, so that whatever goes wrong, nothing that ran is lost from the report. */
export interface Progress {
  request?: RunRequest;
  ready?: Ready;
  journal?: Journal;
  outcome?: Outcome;
  hint: string;
  /** Values that no report may hold: the runner masks the log and the summary, but neither files nor comments. */
  secrets: string[];
  cliVersion: string;
  attempts: readonly Attempt[];
  jobOver: boolean;
  pod?: PodView | undefined;
  /** Sessions in use while the workload ran. */
  pool: PoolUse | null;
  offers: readonly Offer[];
  cleanup: CleanupResult;
  brought: Pick<RunReport, 'markdown' | 'metrics' | 'outputs'>;
  notices: string[];
}

/** What is kept of the CI job's own limit for ending the run well (ms); a quarter of a short one. */
const JOB_LIMIT_RESERVE_MS = 5 * 60_000;

/** The same if the host does not say when the job started: steps before this one have taken of the limit. */
const UNKNOWN_START_RESERVE_MS = 15 * 60_000;

/** What the CI job's own limit leaves for the run, 0 without a limit. */
function jobLeftMs({ context: { jobLimitMs, jobStartedAt } }: Host, clock: Clock): number {
  if (jobLimitMs === 0) return 0;
  const passedMs = clock.now() - jobStartedAt;
  const known = jobStartedAt > 0 && passedMs >= 0 && passedMs < jobLimitMs;
  const reserveMs = Math.min(known ? JOB_LIMIT_RESERVE_MS : UNKNOWN_START_RESERVE_MS, jobLimitMs / 4);
  return Math.max(1, jobLimitMs - reserveMs - (known ? passedMs : 0));
}

/** How often, and how far apart (ms), a pod is looked for whose price must be known. */
const POD_LOOKS = 4;
const POD_LOOK_MS = 5_000;

/** Runs the workload through the attempt loop; what happens goes into the log, the saved state, the outputs and `progress`. */
export async function runWorkload(
  request: RunRequest,
  ready: Ready,
  world: SessionWorld,
  progress: Progress,
): Promise<void> {
  const { host, clock, env } = world;
  const { gpu, ledger } = ready;
  const jobId = (): string => (ledger.known.job && ledger.jobs.at(-1)) || '';
  const journal = openJournal(host, request.command || `job ${request.jobId}`, jobId);
  progress.journal = journal;
  const adopted = jobToAdopt(ready, request, host);
  ledger.former = false;
  if (adopted !== undefined && request.mode === 'run') {
    host.notice(
      `Job ${adopted.jobId} of a former try of this step is still alive: it is followed, and nothing is started twice.`,
    );
  }
  const hidden = hidesFormer(ready.view) || ledger.unnamedBefore === null;
  if (adopted === undefined && host.context.runAttempt > 1 && hidden) host.warning(CANNOT_LOOK);
  if (adopted === undefined && request.maxCostUsd > 0) await warnWithoutPrice(request, gpu, world);
  let facts: Promise<CloudView | undefined> | undefined;
  const learnPod = async (): Promise<CloudView | undefined> => {
    const [view, offers] = await Promise.all([gpu.status(undefined, world.signal), gpu.inventory(world.signal)]);
    progress.offers = offers;
    progress.pool = view?.pool ?? null;
    const last = ledger.known.pod && ledger.pods.at(-1);
    const podId = (jobId() !== '' && view?.jobs.find((job) => job.jobId === jobId())?.podId) || last;
    progress.pod = view?.pods.find((pod) => pod.podId === podId);
    if (progress.pod === undefined) return view;
    host.setOutput('pod-id', progress.pod.podId);
    if (learnIds(ledger, '', progress.pod.podId)) save(host, ready);
    return view;
  };
  const running = new AbortController();
  let asked = '';
  const emit = (event: RunEvent): void => {
    if (event.kind === 'attemptStarted') asked = event.gpuType;
    if (event.kind === 'ledger') {
      save(host, ready);
      const jobId = ledger.jobs.at(-1);
      if (jobId !== undefined) host.setOutput('job-id', jobId);
    }
    // Each attempt may be given another pod.
    if (event.kind === 'phase' && event.phase === 'running') facts = learnPod();
    if (event.kind === 'waiting' && !event.heartbeat && event.class !== 'workload') {
      // It was refused: what comes up while we wait is not ours.
      ledger.jobOver = true;
      tryToSave(host, ready.ledger);
    }
    if (event.kind === 'attemptEnded') {
      progress.attempts = [...progress.attempts, event.attempt];
      const { outcome } = event.attempt;
      if (outcome.kind === 'refused') {
        ledger.refused = true;
        learnBroken(ledger, podsBroken(outcome.reason));
        tryToSave(host, ready.ledger);
      }
    }
    journal.note(event);
  };
  const result = await run(
    request,
    {
      gpu,
      clock,
      ledger,
      emit,
      nonce: () => randomBytes(8).toString('hex'),
      env: (name) => env[name],
      price: async (started) => {
        let view = await (started ? (facts ??= learnPod()) : learnPod());
        // A pod that is counted and not named is paid for all the same.
        if (!started && progress.pod === undefined && (view?.unnamed ?? 0) === 0) return 0;
        // A pod that is not listed yet, or no more because the workload is over already, has a price all the same.
        for (
          let looks = 1;
          started && progress.pod === undefined && view?.jobsKnown !== false && looks < POD_LOOKS;
          looks++
        ) {
          await clock.sleep(POD_LOOK_MS, running.signal);
          if (running.signal.aborted) break;
          view = await learnPod();
        }
        const offer = offerFor(progress.offers, progress.pod?.gpuType ?? asked);
        return progress.pod?.costPerHour || (offer?.costPerHour ?? 0) * (request.gpuCount ?? 1);
      },
      limits: { ...request, jobLeftMs: jobLeftMs(host, clock) },
      policy: {
        retryOn: request.retryOn,
        maxWaitMs: request.maxWaitMs,
        maxAttempts: request.maxAttempts,
        minDelayMs: request.retryDelayMs,
        maxDelayMs: request.retryMaxDelayMs,
        gpuTypes: request.gpuTypes,
      },
      signal: world.signal,
    },
    adopted,
  ).finally(() => running.abort());
  progress.outcome = result.outcome;
  progress.attempts = result.attempts;
  progress.hint = hintOf(result.outcome);
  progress.jobOver = result.jobOver;
  journal.end();
  if (!world.signal.aborted) await facts;
}

/** The list price is all that can be known before a pod is up. */
async function warnWithoutPrice({ gpuTypes }: RunRequest, gpu: Gpu, { host, signal }: SessionWorld): Promise<void> {
  const offers = gpuTypes.length === 0 ? [] : await gpu.inventory(signal);
  const unknown = gpuTypes.filter((type) => offerFor(offers, type) === undefined);
  if (gpuTypes.length > 0 && unknown.length === 0) return;
  const why =
    gpuTypes.length === 0 ? '`gpu-type` is not set' : `\`gpu inventory\` lists no price for ${unknown.join(', ')}`;
  host.warning(
    `The price for \`max-cost\` is not known before the start: ${why}. The limit applies only if GPU CLI reports the price of the pod.`,
  );
}

/** What to do about a limit that the general advice does not name. */
function hintOf(outcome: Outcome): string {
  if (outcome.kind !== 'timedOut') return '';
  if (outcome.limit === 'remote')
    return "GPU CLI's own limit ended the job. Raise it (`GPU_RUN_TIMEOUT`), or make the run shorter.";
  if (outcome.limit === 'start-timeout') return 'Raise `start-timeout`, or name more GPU types in `gpu-type`.';
  return '';
}

const CANNOT_LOOK =
  'GPU CLI does not list jobs with their command lines, so a job of the previous attempt may still be running, and both would be billed. Check with `gpu status`, and stop its pod with `gpu stop POD_ID -y`.';

/**
 * Must be down before the next line runs: a kill may come at any moment. Where it cannot be written nothing is started, no
 * further attempt either; what runs already is followed to its end all the same.
 */
export function save(host: Host, ready: Ready): void {
  const why = tryToSave(host, ready.ledger);
  const { job, pod } = ready.ledger.known;
  if (why === '' || job || pod) return;
  throw notSaved(why, ready.ledger.jobs.length > 0);
}
