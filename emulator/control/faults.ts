// What can be made to go wrong, one order at a time. An order is used up by the runs it matches.

interface Order {
  /** How many matching calls it hits; 1 where it does not say, `Infinity` (or -1 over HTTP) for all. */
  times?: number;
  match?: {
    /** Part of the workload's command line. */
    command?: string;
    project?: string;
    /** The first word after `gpu`. */
    verb?: string;
  };
}

/** Refused at submission; with `late`, accepted and then failed with the text as its reason. */
export interface Refuse extends Order {
  kind: 'refuse-saturated' | 'refuse';
  text?: string;
  exitCode?: number;
  error?: string;
  retryAfterSeconds?: number;
  late?: boolean;
}
/** The provider has none of these types (of any, where no type is named). */
export interface NoCapacity extends Order {
  kind: 'no-capacity';
  gpuTypes?: string[];
  text?: string;
}
export interface Slow extends Order {
  kind: 'slow-provisioning' | 'slow-bootstrap' | 'slow-submit' | 'slow-sync';
  ms: number;
}
/** The pod is up, its agent is not; the pod stays and is billed, as the real hint to terminate it tells. */
export interface BootstrapFails extends Order {
  kind: 'bootstrap-fails';
  text?: string;
}
export interface SyncFails extends Order {
  kind: 'sync-fails';
  text?: string;
}
/** The connection to the pod expires before the workload starts: the client prints the text, and the job fails with it. */
export interface RelayExpired extends Order {
  kind: 'relay-expired';
  text?: string;
}
/** The call prints log records of the program, without a prefix, on stderr. */
export interface TracingNoise extends Order {
  kind: 'tracing-noise';
}
/** An output whose path exists in the workspace is written beside it, as `NAME.pod-conflict`. */
export interface PodConflict extends Order {
  kind: 'pod-conflict';
}
/** Every call exits 13; with `untilStart`, for as long as nobody runs `gpu daemon start`. */
export interface DaemonDown extends Order {
  kind: 'daemon-down';
  untilStart?: boolean;
}
/** The program never answers and does not end. */
export interface Hang extends Order {
  kind: 'hang';
}
/** The call starts a daemon in its own process group that keeps the call's stdout and stderr open. */
export interface DaemonHoldsPipes extends Order {
  kind: 'daemon-holds-pipes';
}
/** The install script writes a second program, `gpud`, beside `gpu`, which fails without it. */
export interface InstallerWithSibling extends Order {
  kind: 'installer-with-sibling';
}
/** The program dies by SIGKILL. */
export interface ClientKilled extends Order {
  kind: 'client-killed';
  at: 'before-submit' | 'submitted' | 'attached';
}
/** The service takes the run, and the line breaks before it can say so: the program gives up, the job goes on. */
export interface AnswerLost extends Order {
  kind: 'answer-lost';
  /** The program gives up only when the job is over, as it would after a long silence. */
  whenOver?: boolean;
  exitCode?: number;
  text?: string;
}
export interface BadJson extends Order {
  kind: 'bad-json';
  how?: 'garbage' | 'truncated' | 'empty';
}
/** Exit 0 and not a word: a run is submitted (or not) and forgotten, other verbs do nothing. */
export interface NoRecord extends Order {
  kind: 'no-record';
  submit?: boolean;
}
/** The verb fails at once with this code and text. */
export interface VerbFails extends Order {
  kind: 'verb-fails';
  exitCode?: number;
  text?: string;
}
/** An older program: the verb is unknown. */
export interface NoVerb extends Order {
  kind: 'no-verb';
}
/** `cancel` says yes and the job lives on. */
export interface CancelIgnored extends Order {
  kind: 'cancel-ignored';
}
export interface StopFails extends Order {
  kind: 'stop-fails';
  text?: string;
  exitCode?: number;
}
/** The newest public logs show two counts, and no list, in `status --json`. */
export interface StatusCountsOnly extends Order {
  kind: 'status-counts-only';
}
/** A quarantined pod: `gpu status` and `gpu stop` do not know it, `gpu instances` does. It hits the pods of matching runs. */
export interface StopKnowsNoPod extends Order {
  kind: 'stop-knows-no-pod';
}
/** The pod dies so long after the workload's start. */
export interface PodCrash extends Order {
  kind: 'pod-crash';
  afterMs?: number;
  text?: string;
}
export interface OutputsMissing extends Order {
  kind: 'outputs-missing';
}
/** The stream breaks after so many bytes of it; the job goes on. */
export interface AttachDrops extends Order {
  kind: 'attach-drops';
  afterBytes?: number;
}
/** While the job has not started, an attach returns at once; `word` is then the state that `wait` and `status` report. */
export interface AttachBeforePod extends Order {
  kind: 'attach-before-pod';
  word?: string;
}

/** The daemon sends the workspace only so long after `run -d` has returned; it ends with the machine, and so with the folder. */
export interface SyncAfterSubmit extends Order {
  kind: 'sync-after-submit';
  ms: number;
}

export type Fault =
  | Refuse
  | NoCapacity
  | Slow
  | BootstrapFails
  | SyncFails
  | RelayExpired
  | TracingNoise
  | PodConflict
  | DaemonDown
  | Hang
  | DaemonHoldsPipes
  | InstallerWithSibling
  | ClientKilled
  | AnswerLost
  | BadJson
  | NoRecord
  | VerbFails
  | NoVerb
  | CancelIgnored
  | StopFails
  | StatusCountsOnly
  | StopKnowsNoPod
  | PodCrash
  | OutputsMissing
  | AttachDrops
  | AttachBeforePod
  | SyncAfterSubmit;

export type FaultKind = Fault['kind'];

const KINDS: Record<FaultKind, true> = {
  'refuse-saturated': true,
  refuse: true,
  'no-capacity': true,
  'slow-provisioning': true,
  'slow-bootstrap': true,
  'slow-submit': true,
  'slow-sync': true,
  'bootstrap-fails': true,
  'sync-fails': true,
  'relay-expired': true,
  'tracing-noise': true,
  'pod-conflict': true,
  'daemon-down': true,
  hang: true,
  'daemon-holds-pipes': true,
  'installer-with-sibling': true,
  'client-killed': true,
  'answer-lost': true,
  'bad-json': true,
  'no-record': true,
  'verb-fails': true,
  'no-verb': true,
  'cancel-ignored': true,
  'stop-fails': true,
  'status-counts-only': true,
  'stop-knows-no-pod': true,
  'pod-crash': true,
  'outputs-missing': true,
  'attach-drops': true,
  'attach-before-pod': true,
  'sync-after-submit': true,
};

/** Whether an order from another process names a fault that there is. */
export const isFault = (value: unknown): value is Fault =>
  typeof value === 'object' && value !== null && 'kind' in value && Object.hasOwn(KINDS, String(value.kind));

export type FaultOf<Kind extends FaultKind, One = Fault> = One extends { kind: infer Own }
  ? Kind extends Own
    ? One
    : never
  : never;

/** What the call at hand is about; an order that asks for something unknown here does not match. */
export interface Subject {
  command?: string | undefined;
  project?: string | undefined;
  verb?: string | undefined;
}

export function matches(fault: Fault, subject: Subject): boolean {
  const { command, project, verb } = fault.match ?? {};
  if (command !== undefined && subject.command?.includes(command) !== true) return false;
  if (project !== undefined && subject.project !== project) return false;
  return verb === undefined || subject.verb === verb;
}

/** Takes the oldest matching order of a kind and counts it down. */
export function take<Kind extends FaultKind>(
  faults: Fault[],
  kind: Kind,
  subject: Subject,
  fits: (fault: FaultOf<Kind>) => boolean = () => true,
): FaultOf<Kind> | undefined {
  const found = faults.find(
    (fault): fault is FaultOf<Kind> => fault.kind === kind && matches(fault, subject) && fits(fault as FaultOf<Kind>),
  );
  if (found === undefined) return undefined;
  const left = (found.times ?? 1) - 1;
  if (left === 0) faults.splice(faults.indexOf(found), 1);
  else found.times = left < 0 ? -1 : left;
  return found;
}
