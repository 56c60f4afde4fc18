import type { Clock } from './core/clock.ts';
import type { CloudView, Gpu, JobView, PodView } from './core/driver.ts';
import type { Cleanup } from './core/outcome.ts';
import { digestOf, markIn } from './gpu/wrapper.ts';
import { learnIds, type Ledger } from './ledger.ts';

export interface CleanupResult {
  readonly cleanup: Cleanup;
  /** What may still live and the command that ends it; empty unless unconfirmed. */
  readonly leftover: string;
  /** Why a pod was left on purpose; empty otherwise. */
  readonly left: string;
  /** The last status that was read: it tells prices and pool use. */
  readonly view: CloudView | undefined;
  /** Our pod as it was before it was stopped: it tells GPU and price. */
  readonly pod: PodView | undefined;
}

export interface CleanupOptions {
  readonly clock: Clock;
  /** All of it, from the call (ms). */
  readonly deadlineMs: number;
  /** One call of the CLI (ms). */
  readonly callMs: number;
  /** How often to look for a submission whose answer never came; 2 where it does not say. */
  readonly looks?: number;
  /** Whoever aborts it gets what is known so far, at once, as unconfirmed. */
  readonly signal?: AbortSignal | undefined;
}

/** Between two tries to end what still lives (ms). */
const PAUSE_MS = 400;
/** A job that outlives its cancels for so long goes with its pod (ms). */
const STUBBORN_MS = 15_000;
const GONE = /^(stopped|terminated|gone|exited|deleted|removed|destroyed|dead)/i;
/** Still billed perhaps, and it may get stuck: it needs no second order, but it is not gone. */
const ENDING = /^(stopping|terminating|deleting|removing|destroying|shutting)/i;

/** Where GPU CLI lists pods and no jobs, the word for a pod that has one on it. */
const BUSY = /^active$/i;
/** Our own job may still be on its way out: this often is looked before a busy pod counts as another run's. */
const BUSY_LOOKS = 5;

/**
 * Ends what this run left alive and verifies it by reading the status again: our jobs are cancelled by id, their pods stopped
 * by id. A pod that was there before us, or on which another run's job is alive, is never stopped. Idempotent; never throws.
 */
export async function endRun(gpu: Gpu, ledger: Ledger, options: CleanupOptions): Promise<CleanupResult> {
  const { clock, signal } = options;
  const until = clock.elapsed() + options.deadlineMs;
  const left = () => until - clock.elapsed();
  const callMs = () => Math.max(500, Math.min(options.callMs, left()));
  let view: CloudView | undefined;
  let pod: PodView | undefined;
  let first = true;
  let pauseMs = 0;
  const ordered = new Set<string>();
  // What is ordered for the first time is mostly done when the order returns, so it is looked at without a pause.
  const order = async (ids: readonly string[], act: (id: string) => Promise<boolean>): Promise<void> => {
    if (ids.some((id) => !ordered.has(id))) pauseMs = 0;
    for (const id of ids) ordered.add(id);
    await Promise.all(ids.map(act));
  };
  const cancel = (jobId: string) => gpu.cancel(jobId, callMs(), signal);
  const stop = (podId: string) => gpu.stop(podId, callMs(), signal);
  // A submission whose answer was lost may still arrive: one look that finds nothing proves little.
  let busyLooks = BUSY_LOOKS;
  let looks = ledger.stage === 'started' && !ledger.known.job ? (options.looks ?? 2) : 1;
  while ((first || left() > 0) && !isAborted(signal)) {
    if (pauseMs > 0) await clock.sleep(Math.min(pauseMs, Math.max(0, left())), signal);
    pauseMs = PAUSE_MS;
    // Known jobs are cancelled before anything is read: on a cancel each moment counts.
    if (first && !ledger.jobOver) await order(ledger.jobs, cancel);
    first = false;
    view = (await gpu.status(callMs(), signal)) ?? undefined;
    if (view === undefined) {
      // Blind: what is known by id is ended all the same, but nothing can be confirmed.
      if (ledger.stage === 'started' && left() < options.deadlineMs / 2)
        await order(ledger.pods.filter(ours(ledger)), stop);
      continue;
    }
    const living = livingOf(ledger, view);
    pod ??= view.pods.find(({ podId }) => living.known.has(podId));
    if (living.jobs.length > 0) {
      // When they are over nothing may tell any more that they were ours.
      for (const podId of podsOf(living.jobs)) learnIds(ledger, '', podId);
      const stubborn = options.deadlineMs - left() >= STUBBORN_MS ? living.pods : [];
      const jobs = living.jobs.map(({ jobId }) => jobId);
      await Promise.all([order(jobs, cancel), order(stubborn, stop)]);
      continue;
    }
    const reason = living.left;
    if (living.unsure.length > 0) break;
    if (living.busy.length > 0 && busyLooks-- > 0) continue;
    if (living.doubtful.length > 0 && living.pods.length === 0) break;
    if (living.pods.length === 0 && --looks > 0) continue;
    if (ledger.keepPod) ledger.pods = [...new Set([...ledger.pods, ...living.mine])];
    if (living.pods.length === 0) {
      const never = ledger.jobs.length === 0 && ledger.pods.length === 0 && ordered.size === 0;
      return {
        cleanup: reason === '' ? (never ? 'not-needed' : 'confirmed') : 'kept',
        leftover: '',
        left: reason,
        view,
        pod,
      };
    }
    // One that came up is taken for the newest attempt's, so no further one is.
    const cameUp = living.pods.filter((pod) => !ledger.pods.includes(pod) && !ledger.kept.includes(pod));
    for (const pod of cameUp) learnIds(ledger, '', pod);
    ledger.pods = [...new Set([...ledger.pods, ...living.pods])];
    await order(
      living.pods.filter((pod) => !living.ending.has(pod)),
      stop,
    );
  }
  const rest = view === undefined ? undefined : livingOf(ledger, view);
  const job = rest?.jobs[0]?.jobId ?? (rest === undefined ? (ledger.jobs.at(-1) ?? '') : '');
  const podId = rest?.pods[0] ?? (rest === undefined ? (ledger.pods.filter(ours(ledger)).at(-1) ?? '') : '');
  return {
    cleanup: 'unconfirmed',
    leftover: leftoverOf(gpu, job, podId, rest),
    left: '',
    view,
    pod,
  };
}

function leftoverOf(gpu: Gpu, job: string, pod: string, rest: Living | undefined): string {
  if (rest !== undefined && rest.doubtful.length > 0) {
    const commands = rest.doubtful.map((one) => gpu.stopCommand('', one)).join(' && ');
    return `a job is alive on pod ${rest.doubtful.join(', ')}, which was there before this run, and GPU CLI does not tell whose; if it is yours, this ends it and all else on that pod: ${commands}`;
  }
  if (rest !== undefined && rest.unsure.length > 0) {
    const names = rest.unsure.join(', ');
    return `one of the jobs ${names} may be of this run, GPU CLI does not tell which; end yours with: gpu run --cancel JOB`;
  }
  const what = [job && `job ${job}`, pod && `pod ${pod}`].filter(Boolean).join(' and ') || 'a job of this run';
  if (job === '' && rest?.ending.has(pod) === true)
    return `${what} is still stopping and may cost money until it is gone; look with: gpu status`;
  return `${what} may still run and cost money; end it with: ${gpu.stopCommand(job, pod)}`;
}

/** A function, because the property changes while we wait, which the compiler cannot know. */
const isAborted = (signal: AbortSignal | undefined): boolean => signal?.aborted === true;

const podsOf = (jobs: readonly JobView[]): string[] => jobs.map((job) => job.podId).filter(Boolean);
const ours = (ledger: Ledger) => (pod: string) => !ledger.podsBefore.includes(pod);

interface Living {
  readonly jobs: readonly JobView[];
  /** Pods to stop. */
  readonly pods: readonly string[];
  readonly left: string;
  /** Pods that our jobs ran on, as far as can be told. */
  readonly known: ReadonlySet<string>;
  readonly mine: readonly string[];
  /** Of the pods to stop, those that are stopping already. */
  readonly ending: ReadonlySet<string>;
  /** Jobs of which one may be ours, and nothing tells which: none of them is ended. */
  readonly unsure: readonly string[];
  /** Pods with a job on them, where GPU CLI does not list jobs and ours is known to be over: another run's, or ours at its very end. */
  readonly busy: readonly string[];
  /** Pods from before us with a job on them, where GPU CLI does not list jobs and nothing says that ours is over. */
  readonly doubtful: readonly string[];
}

/** What of this run is alive in a view, and which pods may be stopped. */
export function livingOf(ledger: Ledger, view: CloudView): Living {
  const alive = view.jobs.filter((job) => job.alive);
  const isOurs = (job: JobView) =>
    ledger.jobs.includes(job.jobId) || ledger.nonces.some((nonce) => nonce === markIn(job.command)?.nonce);
  const named = ledger.unmarked === '' && alive.some((job) => job.command !== '');
  // No id was ever seen, and the CLI lists no commands or ours has no mark: the one job that appeared since the snapshot is
  // ours. Of several, all but one are others' for sure, since a run has one job at a time.
  const none = named || ledger.stage === 'intent' || ledger.jobOver;
  const since = none ? [] : alive.filter((job) => mayBeOurs(ledger, job));
  const jobs = alive.filter((job) => isOurs(job) || (since.length === 1 && since.includes(job)));
  const active = view.jobsKnown ? [] : view.pods.filter((pod) => BUSY.test(pod.state)).map((pod) => pod.podId);
  const busyPods = ledger.jobOver ? active : [];
  const foreign = new Set([...alive.filter((job) => !jobs.includes(job)).map((job) => job.podId), ...busyPods]);
  const podsUp = view.pods.filter((pod) => !GONE.test(pod.state)).map((pod) => pod.podId);
  const ofJobs = podsOf([...jobs, ...view.jobs.filter(isOurs)]);
  const known = new Set([...ledger.pods, ...ofJobs]);
  const podKnown = ledger.known.pod || ofJobs.length > 0;
  const candidates = podsUp.filter(
    (pod) => known.has(pod) || ledger.kept.includes(pod) || (!podKnown && appeared(ledger, jobs, view, pod)),
  );
  const mine = candidates.filter(ours(ledger));
  const busy = mine.filter((pod) => foreign.has(pod));
  const before = candidates.filter((pod) => !ours(ledger)(pod));
  return {
    jobs,
    known: new Set(candidates),
    mine,
    ending: new Set(view.pods.filter((pod) => ENDING.test(pod.state)).map((pod) => pod.podId)),
    busy: mine.filter((pod) => busyPods.includes(pod)),
    doubtful:
      ledger.jobOver || ledger.stage === 'intent'
        ? []
        : active.filter((pod) => !ours(ledger)(pod) && (!podKnown || known.has(pod))),
    unsure: since.length > 1 ? since.map((job) => job.jobId) : [],
    pods: ledger.keepPod ? [] : mine.filter((pod) => !foreign.has(pod)),
    left: [
      ledger.keepPod && mine.length > 0 ? `pod ${mine.join(', ')} is kept warm, as asked` : '',
      !ledger.keepPod && busy.length > 0 ? `pod ${busy.join(', ')} was left to the run whose job is alive on it` : '',
      before.length > 0 ? `pod ${before.join(', ')} was there before this run and was left as it was` : '',
    ]
      .filter(Boolean)
      .join('; '),
  };
}

/** Nothing tells whose job it is, or only that it is such a one as ours. */
export const mayBeOurs = ({ known, jobsBefore, unmarked }: Ledger, { jobId, command }: JobView): boolean =>
  !known.job && !jobsBefore.includes(jobId) && (command === '' || (unmarked !== '' && digestOf(command) === unmarked));

/** Our newest attempt's pod is not known: one that came up since our submission and on which nobody else has a job is ours. */
function appeared(ledger: Ledger, jobs: readonly JobView[], view: CloudView, pod: string): boolean {
  // A refused submission has no pod.
  if (ledger.stage === 'intent' || (ledger.jobOver && !ledger.known.job)) return false;
  // A pod in provisioning belongs to the job that waits for it, and that job does not name it yet.
  const others = view.jobs.filter((job) => job.alive && !jobs.includes(job));
  if (others.some((job) => job.podId === '')) return false;
  return !ledger.podsBefore.includes(pod) && !view.jobs.some((job) => job.podId === pod);
}
