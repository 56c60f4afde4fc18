import { randomBytes } from 'node:crypto';
import type { Clock } from '../model/clock.ts';
import type { CloudView, Gpu, PodView } from '../model/gpu.ts';
import type { Host } from '../model/host.ts';
import { offerFor, type Attempt, type Offer, type Outcome, type PoolUse } from '../model/outcome.ts';
import { openJournal, type Journal } from '../report/log.ts';
import type { RunRequest } from '../request.ts';
import type { RunEvent } from './events.ts';
import { run } from './loop.ts';
import { hidesPrevious, jobToFollow, type Ready } from './prepare.ts';

/** What is known about the run so far. It only grows, so that after an error of this program the report still has what ran. */
export interface RunFacts {
  journal?: Journal;
  outcome?: Outcome;
  attempts: readonly Attempt[];
  pod?: PodView | undefined;
  /** Sessions in use while the workload ran. */
  pool: PoolUse | null;
  offers: readonly Offer[];
}

interface World {
  readonly host: Host;
  readonly env: NodeJS.ProcessEnv;
  readonly clock: Clock;
  readonly signal: AbortSignal;
}

/** Runs the workload. What happens goes to the log, the outputs and `facts`. */
export async function runWorkload(request: RunRequest, ready: Ready, world: World, facts: RunFacts): Promise<void> {
  const { host, clock, env, signal } = world;
  const { gpu, state } = ready;
  const journal = openJournal(host, request.command || `job ${request.jobId}`, () => state.jobId);
  facts.journal = journal;
  const followed = jobToFollow(ready, request, host);
  if (followed === undefined) state.looked();
  else state.adopt(followed);
  warnOfPrevious(followed !== undefined, request, ready, host);

  if (followed === undefined && request.maxCostUsd > 0) await warnWithoutPrice(request, gpu, world);
  const pod = podFacts(ready, world, facts);
  const listener = (event: RunEvent): void => {
    if (event.kind === 'job') host.setOutput('job-id', event.jobId);
    // Each attempt may be given another pod.
    if (event.kind === 'phase' && event.phase === 'running') pod.started();
    if (event.kind === 'attemptStarted') pod.asked(event.gpuType);
    if (event.kind === 'attemptEnded') facts.attempts = [...facts.attempts, event.attempt];
    journal.note(event);
  };
  const { outcome } = await run(
    request,
    {
      gpu,
      clock,
      state,
      emit: listener,
      nonce: () => randomBytes(8).toString('hex'),
      env: (name) => env[name],
      price: (started) => pod.price(started, request.gpuCount ?? 1),
      limits: { ...request, jobLeftMs: jobLeftMs(host, clock) },
      policy: { ...request, minDelayMs: request.retryDelayMs, maxDelayMs: request.retryMaxDelayMs },
      signal,
    },
    followed,
  ).finally(() => pod.stop());
  facts.outcome = outcome;
  journal.end();
  if (!signal.aborted) await pod.settled();
}

function warnOfPrevious(follows: boolean, request: RunRequest, { view, state }: Ready, host: Host): void {
  if (host.context.runAttempt === 1 || request.mode === 'collect') return;
  if (follows) host.notice(`Job ${state.jobId} from the previous attempt is still running; attaching to it.`);
  else if (hidesPrevious(view) || state.before.unnamed === null) host.warning(CANNOT_LOOK);
}

const CANNOT_LOOK =
  'GPU CLI does not list jobs with their command lines, so a job of the previous attempt may still be running, and both would be billed. Check with `gpu status`, and stop its pod with `gpu stop POD_ID -y`.';

/** The list price is all that can be known before a pod is up. */
async function warnWithoutPrice({ gpuTypes }: RunRequest, gpu: Gpu, { host, signal }: World): Promise<void> {
  const offers = gpuTypes.length === 0 ? [] : await gpu.inventory(signal);
  const unknown = gpuTypes.filter((type) => offerFor(offers, type) === undefined);
  if (gpuTypes.length > 0 && unknown.length === 0) return;
  const why =
    gpuTypes.length === 0 ? '`gpu-type` is not set' : `\`gpu inventory\` lists no price for ${unknown.join(', ')}`;
  host.warning(
    `The price for \`max-cost\` is not known before the start: ${why}. The limit applies only if GPU CLI reports the price of the pod.`,
  );
}

/** How often, and how far apart (ms), a pod is looked for whose price must be known. */
const POD_LOOKS = 4;
const POD_LOOK_MS = 5_000;

/** Looks at the pod once the workload runs, and for its price if a cost limit needs it earlier. */
function podFacts({ gpu, state }: Ready, { host, clock, signal }: World, facts: RunFacts) {
  const over = new AbortController();
  let gpuType = '';
  let first: Promise<CloudView | undefined> | undefined;
  const look = async (): Promise<CloudView | undefined> => {
    const [view, offers] = await Promise.all([gpu.status(undefined, signal), gpu.inventory(signal)]);
    facts.offers = offers;
    facts.pool = view?.pool ?? null;
    const podId = (state.jobId !== '' && view?.jobs.find(({ jobId }) => jobId === state.jobId)?.podId) || state.podId;
    facts.pod = podId === '' ? undefined : view?.pods.find((one) => one.podId === podId);
    if (facts.pod === undefined) return view;
    host.setOutput('pod-id', facts.pod.podId);
    state.learnPod(facts.pod.podId);
    return view;
  };
  return {
    asked: (type: string) => void (gpuType = type),
    started: () => void (first = look()),
    settled: () => first,
    stop: () => over.abort(),
    async price(started: boolean, gpuCount: number): Promise<number> {
      let view = await (started ? (first ??= look()) : look());
      // A pod that is counted and not named is paid for all the same.
      if (!started && facts.pod === undefined && (view?.unnamed ?? 0) === 0) return 0;
      // A pod that is not listed yet, or no more because the workload is over already, has a price all the same.
      for (let n = 1; started && facts.pod === undefined && view?.jobsKnown !== false && n < POD_LOOKS; n++) {
        await clock.sleep(POD_LOOK_MS, over.signal);
        if (over.signal.aborted) break;
        view = await look();
      }
      const offer = offerFor(facts.offers, facts.pod?.gpuType ?? gpuType);
      return facts.pod?.costPerHour || (offer?.costPerHour ?? 0) * gpuCount;
    },
  };
}

/** What is kept of the limit of the CI job for ending the run (ms); a quarter of a short one. */
const JOB_LIMIT_RESERVE_MS = 5 * 60_000;
/** The same if the host does not report when the job started: steps before this one have used some of the limit. */
const UNKNOWN_START_RESERVE_MS = 15 * 60_000;

/** What the limit of the CI job leaves for the run, 0 without a limit. */
function jobLeftMs({ context: { jobLimitMs, jobStartedAt } }: Host, clock: Clock): number {
  if (jobLimitMs === 0) return 0;
  const passedMs = clock.now() - jobStartedAt;
  const known = jobStartedAt > 0 && passedMs >= 0 && passedMs < jobLimitMs;
  const reserveMs = Math.min(known ? JOB_LIMIT_RESERVE_MS : UNKNOWN_START_RESERVE_MS, jobLimitMs / 4);
  return Math.max(1, jobLimitMs - reserveMs - (known ? passedMs : 0));
}
