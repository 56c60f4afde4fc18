import type { Fault } from '../../emulator/cloud.ts';
import { PROFILES, type ProfileName } from '../../emulator/profiles.ts';

/** How a run is ended; `none` runs to its own end. */
export type How = 'none' | 'sigint' | 'sigterm' | 'sigkill';

/** All that chance decides about one run, so that the same seed gives the same storm. */
export interface Plan {
  readonly n: number;
  /** Stands in the workload's command line and nowhere else. */
  readonly word: string;
  readonly profile: ProfileName;
  readonly how: How;
  /** It is ended so long after this moment, however slow the machine is. */
  readonly after: Moment;
  readonly delayMs: number;
  /** Post is killed after this time and runs again. */
  readonly postKilledMs: number | undefined;
  readonly project: string;
  readonly shared: boolean;
  /** A person starts a job in the same project so long after this run. */
  readonly strangerMs: number | undefined;
  readonly command: string;
  readonly fault: Fault | undefined;
}

const MOMENTS = ['begin', 'call', 'submitted', 'job-started'] as const;
export type Moment = (typeof MOMENTS)[number];

const HOWS: readonly How[] = ['none', 'sigint', 'sigint', 'sigterm', 'sigkill', 'sigkill'];
/**
 * Profiles whose status lists jobs. On the others nothing shows that a job of someone else came onto the pod of a run after the
 * run had started it. That is a documented limit, so there nobody joins such a pod.
 */
export const LISTING: readonly ProfileName[] = ['jobs-without-commands', 'rich'];
/** On each of these a person's job runs all the time, on a pod that is there before any run. */
export const PEOPLE_ON = ['shared-0', 'shared-1'] as const;
/** On these the runs of the storm share pods among each other. */
const SHARED = [...PEOPLE_ON, 'shared-2', 'shared-3'] as const;

export function planOf(n: number, random: () => number): Plan {
  const one = <T>(of: readonly T[]): T => of[Math.floor(random() * of.length)] as T;
  const word = `storm-${n}-`;
  const shared = random() < 0.3;
  const profile = PROFILES[n % PROFILES.length] ?? 'rich';
  const how = one(HOWS);
  // A run that nobody ends must end by itself. Of the others most would go on for ever, so that what is left is seen.
  const seconds = how === 'none' || random() < 0.25 ? 0.1 + random() * 2.5 : 3_600;
  const listing = LISTING.includes(profile);
  const project = shared ? one(listing ? SHARED : PEOPLE_ON) : `own-${n}`;
  const stranger = random() < 0.2 ? random() * 3_000 : undefined;
  const strangerMs = shared || !listing ? undefined : stranger;
  return {
    n,
    word,
    profile,
    how,
    after: one(MOMENTS),
    delayMs: random() * 1_500,
    postKilledMs: how !== 'none' && random() < 0.4 ? random() * 400 : undefined,
    project,
    shared,
    strangerMs,
    command: `: ${word}; sleep ${seconds.toFixed(2)}`,
    fault: faultFor(random, word, shared ? undefined : project, shared || strangerMs !== undefined),
  };
}

/**
 * A crash ends all that is on the pod, and on a shared one that would not be our doing. With counts only nothing shows who is on it,
 * as on `minimum`.
 */
const suitsOthers = (fault: Fault | undefined): boolean =>
  fault?.kind !== 'pod-crash' && fault?.kind !== 'status-counts-only';

/** @param project where no other run's calls can use the fault up. */
function faultFor(
  random: () => number,
  word: string,
  project: string | undefined,
  withOthers: boolean,
): Fault | undefined {
  const match = { command: word };
  const on = (verb: string) => ({ match: { project: project ?? '', verb } });
  const faults: readonly (Fault | undefined)[] = [
    undefined,
    undefined,
    undefined,
    { kind: 'refuse-saturated', times: 2, match },
    { kind: 'slow-provisioning', ms: 400, match },
    { kind: 'slow-provisioning', ms: 6_000, match },
    { kind: 'slow-sync', ms: 3_000, match },
    { kind: 'slow-submit', ms: 1_500, match },
    { kind: 'answer-lost', match },
    { kind: 'answer-lost', whenOver: true, match },
    { kind: 'bootstrap-fails', match },
    { kind: 'sync-fails', match },
    { kind: 'no-capacity', match },
    { kind: 'client-killed', at: 'submitted', match },
    { kind: 'client-killed', at: 'attached', match },
    { kind: 'client-killed', at: 'before-submit', match },
    { kind: 'bad-json', how: 'truncated', match },
    { kind: 'no-record', match },
    { kind: 'attach-drops', afterBytes: 3, match },
    { kind: 'attach-before-pod', word: 'preparing', match },
    { kind: 'sync-after-submit', ms: 300, match },
    { kind: 'daemon-holds-pipes', match },
    { kind: 'pod-crash', afterMs: 150, match },
    { kind: 'cancel-ignored', times: 2, match },
  ];
  const ofProject: readonly Fault[] = [
    { kind: 'stop-fails', times: 2, ...on('stop') },
    { kind: 'hang', ...on('status') },
    { kind: 'hang', ...on('stop') },
    { kind: 'verb-fails', times: 2, ...on('status') },
    { kind: 'bad-json', how: 'garbage', ...on('status') },
    { kind: 'daemon-down', times: 2, ...on('status') },
    { kind: 'status-counts-only', times: Infinity, ...on('status') },
  ];
  const all = [...faults, ...(project === undefined ? [] : ofProject)].filter(
    (fault) => !withOthers || suitsOthers(fault),
  );
  return all[Math.floor(random() * all.length)];
}
