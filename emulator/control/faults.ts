// What can be made to go wrong, one order at a time. An order is used up by the runs it matches.

interface Order {
  /** How many matching calls it hits (default: 1); `Infinity`, or -1 over HTTP, for all. */
  times?: number;
  match?: {
    /** Part of the workload's command line. */
    command?: string;
    project?: string;
    /** The first word after `gpu`. */
    verb?: string;
  };
}

interface Words {
  text?: string;
}

/** Refused at submission; with `late`, accepted and then failed with the text as its reason. */
interface Refuse extends Words {
  exitCode?: number;
  error?: string;
  retryAfterSeconds?: number;
  late?: boolean;
}

interface Options {
  'refuse-saturated': Refuse;
  refuse: Refuse;
  /** The provider has none of these types (default: of any type). */
  'no-capacity': Words & { gpuTypes?: string[] };
  'slow-provisioning': { ms: number };
  'slow-bootstrap': { ms: number };
  'slow-submit': { ms: number };
  'slow-sync': { ms: number };
  /** The pod is up, its agent is not; the pod stays and is billed, as the real hint to terminate it suggests. */
  'bootstrap-fails': Words;
  'sync-fails': Words;
  /** The connection to the pod expires before the workload starts: the client prints the text, and the job fails with it. */
  'relay-expired': Words;
  /** The call prints log records of the program, without a prefix, on stderr. */
  'tracing-noise': object;
  /** An output whose path exists in the workspace is written beside it, as `NAME.pod-conflict`. */
  'pod-conflict': object;
  /** Every call exits 13; with `untilStart`, until somebody runs `gpu daemon start`. */
  'daemon-down': { untilStart?: boolean };
  /** The program does not answer and does not end. */
  hang: object;
  /** The call starts a daemon in its own process group that keeps the call's stdout and stderr open. */
  'daemon-holds-pipes': object;
  /** The install script writes a second program, `gpud`, beside `gpu`, which fails without it. */
  'installer-with-sibling': object;
  /** The address of the install script answers 403, as bot protection does. */
  'install-blocked': object;
  /** The install script names bash in its first line, and fails under `sh`. */
  'installer-in-bash': object;
  /** The installed program fails without `USER`, which containers often do not set. */
  'needs-user': object;
  /** The program dies by SIGKILL. */
  'client-killed': { at: 'before-submit' | 'submitted' | 'attached' };
  /** The service takes the run, and the connection breaks before it answers: the program gives up (at once, or when the job is over). */
  'answer-lost': Words & { whenOver?: boolean; exitCode?: number };
  /** The program takes the submission for one that it has sent before, and answers with the id of that job. */
  'stale-answer': { jobId: string };
  /** Before it does anything, `run` shows these lines as those of another program: `[gpu]> | …`. */
  'passes-on': Words;
  /** Neither the status nor the list of instances shows what is younger. */
  'status-late': { ms: number };
  'bad-json': { how?: 'garbage' | 'truncated' | 'empty' };
  /** Exit 0 without output: a run is submitted (or not) and forgotten, other verbs do nothing. */
  'no-record': { submit?: boolean };
  /** The verb fails at once with this code and text. */
  'verb-fails': Words & { exitCode?: number };
  /** An older program: the verb is unknown. */
  'no-verb': object;
  /** `cancel` reports success and the job goes on. */
  'cancel-ignored': object;
  'stop-fails': Words & { exitCode?: number };
  /** The newest public logs show two counts, and no list, in `status --json`. */
  'status-counts-only': object;
  /** The status shows so many characters of each command line. */
  'status-cuts-commands': { length: number };
  /** The status lists jobs that are over, too. */
  'status-lists-ended': object;
  /** The status names GPUs as their vendor does, `NVIDIA GeForce RTX 4090`; the inventory has `RTX 4090`. */
  'long-gpu-names': object;
  /** A quarantined pod: `gpu status` and `gpu stop` do not know it, `gpu instances` does. It hits the pods of matching runs. */
  'stop-knows-no-pod': object;
  /** The pod dies this long after the workload's start. */
  'pod-crash': Words & { afterMs?: number };
  'outputs-missing': object;
  /** The stream breaks after so many bytes of it; the job goes on. */
  'attach-drops': { afterBytes?: number };
  /** While the job has not started, an attach returns at once; `word` is then the state that `wait` and `status` report. */
  'attach-before-pod': { word?: string };
  /** The daemon sends the workspace only this long after `run -d` has returned; it ends with the machine, and so with the folder. */
  'sync-after-submit': { ms: number };
}

export type FaultKind = keyof Options;
export type FaultOf<Kind extends FaultKind> = { [One in Kind]: Order & { kind: One } & Options[One] }[Kind];
export type Fault = FaultOf<FaultKind>;

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
  'install-blocked': true,
  'installer-in-bash': true,
  'needs-user': true,
  'client-killed': true,
  'answer-lost': true,
  'stale-answer': true,
  'passes-on': true,
  'status-late': true,
  'bad-json': true,
  'no-record': true,
  'verb-fails': true,
  'no-verb': true,
  'cancel-ignored': true,
  'stop-fails': true,
  'status-counts-only': true,
  'status-cuts-commands': true,
  'status-lists-ended': true,
  'long-gpu-names': true,
  'stop-knows-no-pod': true,
  'pod-crash': true,
  'outputs-missing': true,
  'attach-drops': true,
  'attach-before-pod': true,
  'sync-after-submit': true,
};

/** Whether an order from another process names a fault that exists. */
export const isFault = (value: unknown): value is Fault =>
  typeof value === 'object' && value !== null && 'kind' in value && Object.hasOwn(KINDS, String(value.kind));

/** What the call at hand is about; an order that asks for something unknown here does not match. */
export interface Subject {
  command?: string | undefined;
  project?: string | undefined;
  verb?: string | undefined;
}

export function matches(fault: Order, subject: Subject): boolean {
  const { command, project, verb } = fault.match ?? {};
  if (command !== undefined && subject.command?.includes(command) !== true) return false;
  if (project !== undefined && subject.project !== project) return false;
  return verb === undefined || subject.verb === verb;
}

/** Takes the oldest matching order of a kind and counts it down. */
export function take<Kind extends FaultKind>(faults: Fault[], kind: Kind, subject: Subject): FaultOf<Kind> | undefined {
  const found = faults.find((fault) => fault.kind === kind && matches(fault, subject));
  if (found === undefined) return undefined;
  const left = (found.times ?? 1) - 1;
  if (left === 0) faults.splice(faults.indexOf(found), 1);
  else found.times = left < 0 ? -1 : left;
  return found as FaultOf<Kind>;
}
