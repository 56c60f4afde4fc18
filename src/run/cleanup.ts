import type { Clock } from '../model/clock.ts';
import type { CloudView, Gpu, JobView, PodView } from '../model/gpu.ts';
import type { Cleanup } from '../model/outcome.ts';
import { startedBy } from '../gpu/frames.ts';
import { markIn } from '../gpu/wrapper.ts';
import type { RunState } from './state.ts';
import { isAborted } from './stop.ts';

export interface CleanupResult {
  readonly cleanup: Cleanup;
  /** What may still run and the command that ends it; empty unless unconfirmed. */
  readonly leftover: string;
  /** Why a pod was left on purpose; empty otherwise. */
  readonly left: string;
  /** The last status that was read: it shows prices and pool use. */
  readonly view: CloudView | undefined;
  /** Our pod before it was stopped: it shows GPU and price. */
  readonly pod: PodView | undefined;
}

export interface CleanupOptions {
  readonly clock: Clock;
  /** For everything, from the call (ms). */
  readonly deadlineMs: number;
  /** For one call of the CLI (ms). */
  readonly callMs: number;
  /** How often to look for a submission that was not answered (default: 2). */
  readonly looks?: number;
  /** In place of what the state says. */
  readonly keepPod?: boolean;
  /** No answer of the CLI can prove anything, so what is known by id is ended once and nothing is awaited. */
  readonly blind?: boolean;
  /** An abort returns what is known so far, as unconfirmed. */
  readonly signal?: AbortSignal | undefined;
}

/** What to do about one view. Everything that is not listed is of someone else, or is over. */
export interface Plan {
  /** Our jobs that still run. */
  readonly cancel: readonly JobView[];
  /** Our pods to stop by id, those that are stopping already included. */
  readonly stop: readonly string[];
  /** Our pods that `gpu stop` does not know. */
  readonly terminate: readonly string[];
  /** The one pod of the project has no name and can only be ours. */
  readonly stopAll: boolean;
  /** Why a pod is left on purpose. */
  readonly keep: string;
  /** What may be ours, and nothing proves it: it is not touched. */
  readonly unsure: { readonly jobs: readonly string[]; readonly pods: readonly string[]; readonly unnamed: boolean };
  /** Our pods that still exist, also those that are left. */
  readonly pods: readonly string[];
}

const GONE = /^(stopped|terminated|gone|exited|deleted|removed|destroyed|dead)/i;
/** It may get stuck and is perhaps still billed: it needs no second order, but it is not gone. */
const ENDING = /^(stopping|terminating|deleting|removing|destroying|shutting)/i;

/** The jobs of this run that are alive, and the pods of all its jobs. `unsure` may be one of this run, and nothing proves it. */
function jobsIn(state: RunState, view: CloudView) {
  const alive = view.jobs.filter((job) => job.alive);
  const isOurs = ({ jobId, command }: JobView) =>
    state.jobs.includes(jobId) || state.nonces.some((nonce) => nonce === markIn(command)?.nonce);
  // If GPU CLI lists commands, that of this run would show its mark.
  const isSought = state.at === 'submitting' && alive.every(({ command }) => command === '');
  const fresh = isSought ? alive.filter((job) => !isOurs(job) && mayBeOurs(state, job)) : [];
  const cancel = alive.filter(isOurs);
  return {
    cancel,
    others: alive.filter((job) => !cancel.includes(job)),
    unsure: fresh.map(({ jobId }) => jobId),
    pods: podsOf([...cancel, ...view.jobs.filter(isOurs)]),
  };
}

/**
 * Decides by four rules, in this order:
 * 1. If nothing of this run can exist, nothing is done.
 * 2. A job belongs to this run by its id or by the mark in its command line; a pod by its id or by the job of this run on it.
 * 3. If no id is known, the only new pod without a job belongs to this run. Of several, none does. A job that is listed without its
 *    command line belongs to this run only if its log shows the mark: see `recognize`.
 * 4. A pod is left if it was there before this run, or if a job of someone else runs on it or waits for it.
 */
export function plan(state: RunState, view: CloudView, keepPod = state.keepPod): Plan {
  const { before } = state;
  const { cancel, others, unsure, pods: ofJobs } = jobsIn(state, view);
  const listed = view.pods.filter(isUp).map(({ podId }) => podId);
  const account = (view.instances ?? []).filter(isUp).map(({ podId }) => podId);
  const exist = [...new Set([...listed, ...account])];
  const known = new Set([...state.pods, ...ofJobs]);
  const isBefore = (pod: string) => before.pods.includes(pod);

  const isSought = state.at !== 'idle' && state.podId === '' && ofJobs.length === 0;
  const appeared = appearedIn(state, view, { listed, account, known });
  const fresh = isSought ? appeared.pods : [];
  // A pod in provisioning belongs to the job that waits for it, and that job does not name it yet.
  const nobodyElse = others.every(({ podId }) => podId !== '') && (view.jobsKnown || state.project.alone);
  const certain = isSought && nobodyElse && before.unnamed === 0;
  const inProject = view.statusKnown !== false && fresh.every((pod) => listed.includes(pod) || appeared.inProject);
  const candidate = certain && inProject && fresh.length === 1 && unnamed(view) <= 1 ? fresh : [];
  const isOnlyPod = unnamed(view) === 1 && before.counted === 0 && listed.length === 0 && candidate.length === 0;
  const stopAll = certain && isOnlyPod && others.length === 0 && !keepPod;
  const isFound = candidate.length > 0 || stopAll;

  // Without a list, a pod that is known by id exists as long as pods are counted.
  const counted = unnamed(view) > 0 && view.instances === undefined ? state.pods : [];
  const pods = [...new Set([...exist.filter((pod) => known.has(pod)), ...counted, ...candidate])];
  const used = new Set(podsOf(others));
  const free = pods.filter((pod) => !isBefore(pod) && !used.has(pod));
  // Pods were there before this run whose ids are not known: it may be one of them.
  const doubtful = (before.unnamed ?? 0) > 0 ? free : [];
  // If jobs are not listed, a job whose submission was not answered may run on any pod.
  const anywhere = state.at === 'submitting' && !view.jobsKnown && !isFound;
  const unproven = anywhere ? appeared.mine.filter((pod) => !known.has(pod)) : isFound ? [] : fresh;
  const end = keepPod || doubtful.length > 0 ? [] : free;
  const isHidden = (pod: string) => account.includes(pod) && !listed.includes(pod) && unnamed(view) === 0;
  return {
    cancel,
    stop: end.filter((pod) => !isHidden(pod)),
    terminate: end.filter(isHidden),
    stopAll,
    pods,
    unsure: {
      jobs: unsure,
      pods: [...(keepPod ? [] : doubtful), ...unproven],
      unnamed:
        isSought && unnamed(view) > 0 && fresh.length === 0 && view.instances === undefined && !stopAll && !keepPod,
    },
    keep: [
      [keepPod ? pods.filter((pod) => !isBefore(pod)) : [], 'is kept warm, as asked'] as const,
      [
        keepPod ? [] : pods.filter((pod) => used.has(pod) && !isBefore(pod)),
        'was left to the run whose job is alive on it',
      ] as const,
      [pods.filter(isBefore), 'was there before this run and was left as it was'] as const,
    ]
      .filter(([ids]) => ids.length > 0)
      .map(([ids, why]) => `pod ${ids.join(', ')} ${why}`)
      .join('; '),
  };
}

interface PodIds {
  readonly listed: readonly string[];
  readonly account: readonly string[];
  readonly known: ReadonlySet<string>;
}

/**
 * New pods that no job is on. The list of instances is that of the account: at most so many of its new pods are in this project as
 * the count of the project shows.
 */
function appearedIn(state: RunState, view: CloudView, { listed, account, known }: PodIds) {
  const { pods: before, counted } = state.before;
  const isNew = (pod: string) => !before.includes(pod);
  const ofUs = account.filter((pod) => known.has(pod) && !listed.includes(pod) && isNew(pod));
  const risen = listed.length + unnamed(view) - (counted ?? 0) - ofUs.length;
  const vanished = before.filter((pod) => !account.includes(pod)).length;
  const mine = unnamed(view) > 0 || view.statusKnown === false ? [...new Set([...listed, ...account])] : listed;
  const hasNew = view.statusKnown === false || counted === null || risen + vanished > 0;
  const pods = (hasNew ? mine : listed).filter(
    (pod) => !known.has(pod) && isNew(pod) && !view.jobs.some(({ podId }) => podId === pod),
  );
  return { mine, pods, inProject: risen > 0 };
}

/** Nothing shows whose job it is. */
export const mayBeOurs = ({ jobId: known, before }: RunState, { jobId, command }: JobView): boolean =>
  known === '' && !before.jobs.includes(jobId) && command === '';

/**
 * Nothing of this run can exist: each submission was refused, and none left a job or a pod. A re-run that has not looked for the job
 * of its previous attempt may still have that job to end.
 */
const isEmpty = ({ at, jobs, pods, broken, mayHavePrevious }: RunState): boolean =>
  at === 'idle' && !mayHavePrevious && jobs.length + pods.length + broken.length === 0;

const isUp = ({ state }: PodView): boolean => !GONE.test(state);
const unnamed = (view: CloudView): number => view.unnamed ?? 0;
const podsOf = (jobs: readonly JobView[]): string[] => jobs.map((job) => job.podId).filter(Boolean);
const notBefore = (state: RunState) => (pod: string) => !state.before.pods.includes(pod);

/** Nothing shows which pods and jobs are in this project. */
const NO_STATUS: CloudView = { pods: [], jobs: [], jobsKnown: false, pool: null, statusKnown: false };

/** Between two attempts to end what still runs (ms). */
const PAUSE_MS = 400;
/** A status that could not be read before the run either is asked for so long (ms). */
const BLIND_MS = 5_000;
/** A job that is listed without its command line shows whose it is when its workload starts: for this share of the time its log is read. */
const UNSURE_SHARE = 0.6;
/** A job that survives its cancels for so long ends with its pod (ms). */
const STUBBORN_MS = 15_000;

/**
 * Ends what this run left and verifies it: our jobs are cancelled by id, their pods are stopped by id, then the status is read
 * again. Idempotent; never throws.
 */
export async function endRun(gpu: Gpu, state: RunState, options: CleanupOptions): Promise<CleanupResult> {
  const { clock, signal, keepPod = state.keepPod } = options;
  if (isEmpty(state)) return { cleanup: 'not-needed', leftover: '', left: '', view: undefined, pod: undefined };
  const until = clock.elapsed() + options.deadlineMs;
  const left = () => until - clock.elapsed();
  const callMs = () => Math.max(500, Math.min(options.callMs, left()));
  const ordered = new Set<string>();
  const seen = new Set<string>();
  let [view, now]: [CloudView | undefined, Plan | undefined] = [undefined, undefined];
  let pod: PodView | undefined;
  let first = true;
  let pauseMs = 0;
  // A record, a job that was listed and is gone, or the end of its pod proves that a job is over. An empty list does not. An
  // accepted cancel does only if the job can no longer be seen: GPU CLI may accept a cancel and let the job run on.
  let jobProven = state.at === 'ended' || state.jobId === '';
  let accepted = false as boolean;
  let survivor = '';
  // What is ordered for the first time is mostly done when the order returns, so the next look follows at once.
  const order = async (ids: readonly string[], act: (id: string) => Promise<unknown>): Promise<void> => {
    if (ids.some((id) => !ordered.has(id))) pauseMs = 0;
    for (const id of ids) ordered.add(id);
    await Promise.all(ids.map(act));
  };
  const newest = () => state.jobs.at(-1) ?? '';
  const cancel = async (jobId: string) => {
    if ((await gpu.cancel(jobId, callMs(), signal)) && jobId === newest()) accepted = true;
  };
  const stop = async (podId: string): Promise<void> => {
    const stopped = await gpu.stop(podId, callMs(), signal);
    if (!stopped && state.broken.includes(podId)) await gpu.terminate(podId, callMs(), signal);
  };
  const terminate = (podId: string) => gpu.terminate(podId, callMs(), signal);
  const look = async (): Promise<CloudView | undefined> => {
    const read = await gpu.status(callMs(), signal);
    // A CLI that listed jobs before and does not now gave a broken answer: a job of another run may be on any pod.
    if (state.before.jobsListed && read?.jobsKnown !== true) return undefined;
    const status = read ?? NO_STATUS;
    for (const { podId } of status.pods) seen.add(podId);
    const isGone = (podId: string) => !status.pods.some((one) => one.podId === podId);
    const unproven = state.pods
      .filter(notBefore(state))
      .some((podId) => isGone(podId) && (!seen.has(podId) || state.broken.includes(podId)));
    if (state.at === 'idle' && state.pods.length === 0) return read;
    if (read !== undefined && !unproven && unnamed(status) === 0) return read;
    const instances = await gpu.instances(callMs(), signal);
    return instances === undefined ? read : { ...status, instances };
  };
  // A submission that was not answered may still arrive: one look that finds nothing proves little.
  let looks = state.at === 'submitting' ? (options.looks ?? 2) : 1;
  while ((first || left() > 0) && !isAborted(signal)) {
    if (pauseMs > 0) await clock.sleep(Math.min(pauseMs, Math.max(0, left())), signal);
    pauseMs = PAUSE_MS;
    // Known jobs are cancelled before anything is read: on a cancel each moment counts.
    if (first && (state.at === 'submitting' || state.at === 'running')) await order(state.jobs, cancel);
    first = false;
    if (options.blind === true) {
      if (!keepPod) await order(state.pods.filter(notBefore(state)), stop);
      // A warning that names candidates helps only if no id is known.
      const instances = state.pods.length > 0 ? undefined : await gpu.instances(callMs(), signal);
      if (instances !== undefined) now = plan(state, { ...NO_STATUS, instances }, keepPod);
      break;
    }
    view = await look();
    if (view === undefined) {
      now = undefined;
      // Nothing can be confirmed, but what is known by id is ended.
      const counted = (state.before.unnamed ?? 0) > 0;
      const passed = options.deadlineMs - left();
      const late = state.before.unnamed === null ? BLIND_MS : options.deadlineMs / 2;
      if (passed <= late) continue;
      if (!counted && !keepPod) await order(state.pods.filter(notBefore(state)), stop);
      if (state.before.unnamed === null) break;
      continue;
    }
    now = plan(state, view, keepPod);
    const { pods, unsure } = now;
    pod ??= [...view.pods, ...(view.instances ?? [])].find(({ podId }) => pods.includes(podId));
    if (now.cancel.length > 0) {
      if (now.cancel.some(({ jobId }) => jobId === newest())) jobProven = true;
      // When they are over, nothing may show any more that they were ours.
      for (const podId of podsOf(now.cancel)) state.learnPod(podId);
      const stubborn = options.deadlineMs - left() >= STUBBORN_MS ? now.stop : [];
      await Promise.all([
        order(
          now.cancel.map(({ jobId }) => jobId),
          cancel,
        ),
        order(stubborn, stop),
      ]);
      continue;
    }
    if (now.stop.length + now.terminate.length > 0 || now.stopAll) {
      for (const one of pods) if (!state.pods.includes(one)) state.learnPod(one);
      const isEnding = (id: string) =>
        [...(view?.pods ?? []), ...(view?.instances ?? [])].some(
          ({ podId, state: word }) => podId === id && ENDING.test(word),
        );
      await Promise.all([
        order(
          now.stop.filter((id) => !isEnding(id)),
          stop,
        ),
        order(
          now.terminate.filter((id) => !isEnding(id)),
          terminate,
        ),
        order(now.stopAll ? ['*'] : [], () => gpu.stopAll(callMs(), signal)),
      ]);
      continue;
    }
    if (unsure.jobs.length > 0 && left() > options.deadlineMs * (1 - UNSURE_SHARE)) {
      if (await recognize(gpu, state, view, unsure.jobs, callMs(), signal)) pauseMs = 0;
      continue;
    }
    if (unsure.jobs.length + unsure.pods.length > 0 || unsure.unnamed) break;
    if (--looks > 0) continue;
    if (!jobProven) {
      // `gpu stop` without an id ended the only pod that could be of this run.
      const podGone = (state.podId !== '' || ordered.has('*')) && pods.length === 0 && unnamed(view) === 0;
      jobProven = accepted && (podGone || view.jobsKnown || state.project.way === 'attached');
      const result = jobProven ? undefined : await gpu.result(newest(), Math.min(1_000, callMs()), signal);
      const runs = result !== undefined && ['pending', 'running'].includes(result.state);
      if (result !== undefined) jobProven = !runs;
      survivor = runs ? newest() : '';
      if (runs) await order([newest()], cancel);
      if (!jobProven) continue;
    }
    if (keepPod) for (const one of pods) if (!state.pods.includes(one)) state.learnPod(one);
    // One that is listed is not hidden, and was left to the run that uses it.
    const isListed = (id: string) => view?.instances !== undefined || view?.pods.some(({ podId }) => podId === id);
    const hidden = state.broken.filter((id) => notBefore(state)(id) && isListed(id) !== true);
    if (hidden.length > 0) {
      await order(
        hidden.filter((id) => !ordered.has(id)),
        terminate,
      );
      break;
    }
    const never = state.jobs.length === 0 && state.pods.length === 0 && ordered.size === 0;
    const cleanup = now.keep !== '' ? 'kept' : never ? 'not-needed' : 'confirmed';
    return { cleanup, leftover: '', left: now.keep, view, pod };
  }
  return {
    cleanup: 'unconfirmed',
    leftover: leftoverOf(gpu, state, view, now, survivor),
    left: '',
    view,
    pod,
  };
}

/** Reads in the log of each job, which begins with the mark of its run, whose it is. @returns whether one was recognized. */
async function recognize(
  gpu: Gpu,
  state: RunState,
  view: CloudView,
  jobs: readonly string[],
  callMs: number,
  signal: AbortSignal | undefined,
): Promise<boolean> {
  const logs = await Promise.all(jobs.map(async (id) => ({ id, nonce: startedBy(await gpu.log(id, callMs, signal)) })));
  for (const { id, nonce } of logs) {
    if (state.nonces.includes(nonce)) {
      state.learnJob(id);
      state.learnPod(view.jobs.find(({ jobId }) => jobId === id)?.podId ?? '');
    } else if (nonce !== '') state.isOfOthers(id);
  }
  return logs.some(({ nonce }) => nonce !== '');
}

/** What is left for a person: each command names an id. */
function leftoverOf(
  gpu: Gpu,
  state: RunState,
  view: CloudView | undefined,
  now: Plan | undefined,
  survivor: string,
): string {
  const pods = now === undefined ? state.pods.filter(notBefore(state)) : now.stop;
  const hidden = [...(now?.terminate ?? []), ...(now === undefined ? [] : state.broken.filter(notBefore(state)))];
  const job = now === undefined ? (state.jobs.at(-1) ?? '') : (now.cancel[0]?.jobId ?? survivor);
  if (job === '' && now !== undefined) {
    if (now.unsure.jobs.length > 0)
      return `job ${now.unsure.jobs.join(' or ')} may be of this run, and GPU CLI does not show whose it is; if it is yours, end it with: ${now.unsure.jobs.map((id) => gpu.stopCommand(id, '')).join(' or ')}`;
    if (hidden.length > 0) {
      const commands = [...new Set(hidden)].map((id) => `gpu instances terminate ${id} -y`);
      return `pod ${[...new Set(hidden)].join(', ')} may still run and cost money; end it with: ${commands.join(' && ')}`;
    }
    if (now.unsure.pods.length > 0) {
      const commands = now.unsure.pods.map((id) => gpu.stopCommand('', id));
      return `pod ${now.unsure.pods.join(', ')} may be of this run, and GPU CLI does not show whose it is; if it is yours, end it with: ${commands.join(' && ')}`;
    }
  }
  const podId = pods.at(-1) ?? '';
  const isEnding = (id: string) => view?.pods.some((one) => one.podId === id && ENDING.test(one.state)) === true;
  if (job === '' && podId !== '' && isEnding(podId))
    return `pod ${podId} is still stopping and may cost money until it is gone; look with: gpu status`;
  const what = [job && `job ${job}`, podId && `pod ${podId}`].filter(Boolean).join(' and ');
  if (what !== '') return `${what} may still run and cost money; end it with: ${gpu.stopCommand(job, podId)}`;
  return `a job or pod of this run may still run and cost money, and its id is not known; run \`gpu status\` in ${state.project.cwd}, then stop the pod that it names`;
}
