import type { CloudView, JobView, PodView } from '../model/gpu.ts';
import { markIn } from '../gpu/wrapper.ts';
import type { RunState } from './state.ts';

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
  /** Ids that a report can show and that prove nothing. */
  readonly shown: readonly string[];
}

const GONE = /^(stopped|terminated|gone|exited|deleted|removed|destroyed|dead)/i;
/** It may get stuck and is perhaps still billed: it needs no second order, but it is not gone. */
const ENDING = /^(stopping|terminating|deleting|removing|destroying|shutting)/i;

const READY = /^(ready|running|active|idle|up|warm)/i;

/** Nothing shows which pods and jobs are in this project. */
export const NO_STATUS: CloudView = { pods: [], jobs: [], jobsKnown: false, pool: null, statusKnown: false };

/**
 * Decides by four rules, in this order:
 * 1. If nothing of this run can exist, nothing is done.
 * 2. A job belongs to this run by its id or by the mark in its command line; a pod by its id or by the job of this run on it.
 * 3. If the pod of the job has no id, the only new pod without a job belongs to this run. Of several, none does. A job that is listed without its
 *    command line belongs to this run only if its log shows the mark: see `recognize` in cleanup.ts.
 * 4. A pod is left if it was there before this run, or if a job of someone else runs on it or waits for it.
 */
export function plan(state: RunState, view: CloudView, keepPod = state.keepPod): Plan {
  const jobs = sortJobs(state, view);
  const seen = seenIn(view);
  const known = new Set([...state.pods, ...jobs.pods]);
  const guess = guessPods(state, view, { seen, known, jobs });
  const stopAll = guess.onlyPod && !keepPod;

  // Without a list, a pod that is known by id exists as long as pods are counted.
  const counted = seen.unnamed > 0 && view.instances === undefined ? state.pods : [];
  const pods = [...new Set([...seen.all.filter((pod) => known.has(pod)), ...counted, ...guess.ours])];
  const { before } = state;
  const isBefore = (pod: string) => before.pods.includes(pod);
  const isUsed = (pod: string) =>
    jobs.others.some(({ podId }) => podId === pod) || mayWaitOn(view, jobs.others, [...known, ...before.pods]);
  const free = keepPod ? [] : pods.filter((pod) => !isBefore(pod) && !isUsed(pod));
  // Pods were there before this run whose ids are not known: it may be one of them.
  const isDoubtful = (before.unnamed ?? 0) > 0;
  const end = isDoubtful ? [] : free;
  const isHidden = (pod: string) => seen.account.includes(pod) && !seen.listed.includes(pod) && seen.unnamed === 0;
  const left = {
    'is kept warm, as asked': pods.filter((pod) => keepPod && !isBefore(pod)),
    'was left to the run whose job is alive on it, or waits for it': pods.filter(
      (pod) => !keepPod && isUsed(pod) && !isBefore(pod),
    ),
    'was there before this run and was left as it was': pods.filter(isBefore),
  };
  return {
    cancel: jobs.ours,
    stop: end.filter((pod) => !isHidden(pod)),
    terminate: end.filter(isHidden),
    stopAll,
    pods,
    shown: guess.shown,
    unsure: {
      jobs: jobs.unsure,
      pods: [...(isDoubtful ? free : []), ...(stopAll ? [] : guess.unsure)],
      unnamed: guess.unnamed && !stopAll && !keepPod,
    },
    keep: Object.entries(left)
      .filter(([, ids]) => ids.length > 0)
      .map(([why, ids]) => `pod ${ids.join(', ')} ${why}`)
      .join('; '),
  };
}

/**
 * Whether a waiting job of someone else, whose pod is not named yet, can wait for one of our pods: there are more such jobs than pods
 * that come up for them.
 */
function mayWaitOn(view: CloudView, others: readonly JobView[], notTheirs: readonly string[]): boolean {
  const waiting = others.filter(({ podId, state }) => podId === '' && state !== 'running');
  const used = podsOf(view.jobs);
  const comingUp = view.pods.filter(
    ({ podId, state }) => !READY.test(state) && !GONE.test(state) && ![...used, ...notTheirs].includes(podId),
  );
  return waiting.length > comingUp.length;
}

interface Jobs {
  /** Of this run, alive. */
  readonly ours: readonly JobView[];
  /** Alive, and not known to be of this run. */
  readonly others: readonly JobView[];
  /** Of `others`, those that may be of this run. */
  readonly unsure: readonly string[];
  /** On which a job of this run is or was. */
  readonly pods: readonly string[];
}

function sortJobs(state: RunState, view: CloudView): Jobs {
  const alive = view.jobs.filter((job) => job.alive);
  const isOurs = ({ jobId, command }: JobView) =>
    state.jobs.includes(jobId) || state.nonces.some((nonce) => nonce === markIn(command)?.nonce);
  const others = alive.filter((job) => !isOurs(job));
  // If GPU CLI lists commands, that of this run would show its mark.
  const isSought = state.at === 'submitting' && alive.every(({ command }) => command === '');
  const unsure = isSought ? others.filter((job) => mayBeOurs(state, job)) : [];
  return {
    ours: alive.filter(isOurs),
    others,
    unsure: unsure.map(({ jobId }) => jobId),
    pods: podsOf(view.jobs.filter(isOurs)),
  };
}

interface Seen {
  /** Ids of the pods that are up: in the status, in the list of instances, and in either. */
  readonly listed: readonly string[];
  readonly account: readonly string[];
  readonly all: readonly string[];
  /** Pods of the project that have no id in the status. */
  readonly unnamed: number;
}

function seenIn({ pods, instances = [], unnamed = 0 }: CloudView): Seen {
  const up = (views: readonly PodView[]) => views.filter((pod) => !GONE.test(pod.state)).map(({ podId }) => podId);
  const [listed, account] = [up(pods), up(instances)];
  return { listed, account, all: [...new Set([...listed, ...account])], unnamed };
}

/**
 * Rule 3. The list of instances is that of the account: at most so many of its new pods are in this project as the count of the
 * project shows.
 */
function guessPods(
  state: RunState,
  view: CloudView,
  { seen, known, jobs }: { readonly seen: Seen; readonly known: ReadonlySet<string>; readonly jobs: Jobs },
) {
  const { before } = state;
  const { listed, account, unnamed } = seen;
  const statusKnown = view.statusKnown !== false;
  const isNew = (pod: string) => !before.pods.includes(pod);
  const knownHere = account.filter((pod) => known.has(pod) && !listed.includes(pod) && isNew(pod));
  const risen = listed.length + unnamed - (before.counted ?? 0) - knownHere.length;
  const vanished = before.pods.filter((pod) => !account.includes(pod)).length;
  const mayBeHere = unnamed > 0 || !statusKnown ? seen.all : listed;
  const isRisen = !statusKnown || before.counted === null || risen + vanished > 0;
  const hasJob = (pod: string) => view.jobs.some(({ podId }) => podId === pod);

  const isSought = 'podId' in state.stage && state.podId === '' && jobs.pods.length === 0;
  const fresh = (isRisen ? mayBeHere : listed).filter(
    (pod) => isSought && !known.has(pod) && isNew(pod) && !hasJob(pod),
  );
  // A pod in provisioning belongs to the job that waits for it, and that job does not name it yet.
  const nobodyElse = jobs.others.every(({ podId }) => podId !== '') && (view.jobsKnown || state.project.alone);
  const isCertain = isSought && nobodyElse && before.unnamed === 0;
  const inProject = statusKnown && fresh.every((pod) => listed.includes(pod) || risen > 0);
  const isOnly = unnamed === 1 && before.counted === 0 && listed.length === 0 && jobs.others.length === 0;
  // The list of instances can be late, so the project's only pod is ended by the project, not by the id that the list shows.
  const onlyPod = isCertain && isOnly;
  const ours = isCertain && !onlyPod && inProject && fresh.length === 1 && unnamed <= 1 ? fresh : [];
  // If jobs are not listed, a job whose submission was not answered may run on any pod.
  const anywhere = state.at === 'submitting' && !view.jobsKnown;
  const candidates = anywhere ? mayBeHere.filter((pod) => !known.has(pod)) : fresh;
  return {
    ours,
    onlyPod,
    /** The id that the project's only pod seems to have: for the report. */
    shown: onlyPod && fresh.length === 1 ? fresh : [],
    /** What may be of this run if neither `ours` nor `onlyPod` is. */
    unsure: ours.length > 0 ? [] : candidates,
    /** Pods without an id may be of this run. */
    unnamed: isSought && unnamed > 0 && fresh.length === 0 && view.instances === undefined,
  };
}

/** Nothing shows whose job it is. */
export const mayBeOurs = ({ jobId: known, before }: RunState, { jobId, command }: JobView): boolean =>
  known === '' && !before.jobs.includes(jobId) && command === '';

export const podsOf = (jobs: readonly JobView[]): string[] => jobs.map(({ podId }) => podId).filter(Boolean);

export const isEnding = (view: CloudView | undefined, id: string): boolean =>
  [...(view?.pods ?? []), ...(view?.instances ?? [])].some(({ podId, state }) => podId === id && ENDING.test(state));
