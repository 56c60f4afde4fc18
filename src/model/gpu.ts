import type { Offer, Outcome, Phase, PoolUse, RefusalClass } from './outcome.ts';

/** What probing found the installed CLI able to do. Versions lie and surfaces change: the help texts decide. */
export interface CliFacts {
  /** Absolute path of the program. */
  readonly bin: string;
  /** `x.y.z`, empty where it does not say. */
  readonly version: string;
  /**
   * `detached`: submission answers with the job's id, `gpu wait --json` with its result. `attached`: the client's own
   * ending is all there is. Chosen by help text, see ARCHITECTURE.md, "Attached or detached".
   */
  readonly way: 'detached' | 'attached';
  /** Whether several output paths repeat the option, or stand in one, separated by commas. */
  readonly outputForm: 'repeated' | 'joined';
  /** Flags of `gpu run`: no others are passed. */
  readonly runFlags: ReadonlySet<string>;
  /** `gpu status --json` and `gpu inventory --json` are there. */
  readonly json: boolean;
}

/** A pod as `gpu status` lists it. Empty strings and 0 if a value is missing. */
export interface PodView {
  readonly podId: string;
  readonly state: string;
  readonly gpuType: string;
  readonly gpuCount: number;
  readonly costPerHour: number;
}

export interface JobView {
  readonly jobId: string;
  readonly podId: string;
  readonly alive: boolean;
  /** The command line, where the CLI lists it: the run key in it shows whose job this is. */
  readonly command: string;
  /** Set if the CLI lists a state. */
  readonly state?: JobState;
}

/** What lives in the project now. */
export interface CloudView {
  readonly pods: readonly PodView[];
  readonly jobs: readonly JobView[];
  /** False if the CLI does not list jobs: a job of another run may then be on any pod. */
  readonly jobsKnown: boolean;
  /** Pods of the project that the CLI counts and does not name. Absent: every pod is named. */
  readonly unnamed?: number;
  /** Pods of the whole account, if `gpu instances list` was asked. It knows pods that `gpu status` and `gpu stop` do not. */
  readonly instances?: readonly PodView[];
  /** False if the status could not be read, so nothing shows which of the instances are of this project. */
  readonly statusKnown?: boolean;
  readonly pool: PoolUse | null;
  /** Who asked, where the CLI says. */
  readonly account?: AccountView;
}

/** Empty strings where the CLI does not say. */
export interface AccountView {
  readonly name: string;
  /** Slug of the organization that runs are under. */
  readonly org: string;
}

/** What is started: the request made concrete for one attempt. */
export interface Launch {
  readonly gpuType: string;
  readonly gpuCount: number | undefined;
  readonly minVram: number | undefined;
  readonly env: readonly (readonly [name: string, value: string])[];
  readonly outputs: readonly string[];
  readonly args: readonly string[];
  /** The wrapped command. */
  readonly argv: readonly string[];
}

export type Submission =
  | { readonly kind: 'accepted'; readonly jobId: string; readonly podId: string }
  | { readonly kind: 'refused'; readonly outcome: Extract<Outcome, { kind: 'refused' }> }
  /** The answer was lost or made no sense: a job may or may not exist. */
  | { readonly kind: 'unknown'; readonly reason: string };

/** `pending`: alive, and nothing says that the workload runs. */
export type JobState = 'pending' | 'running' | 'succeeded' | 'failed' | 'cancelled' | 'timed-out';

/** `gpu wait --json`. `exitCode` null: the workload did not end by itself. */
export interface JobResult {
  readonly jobId: string;
  readonly state: JobState;
  readonly exitCode: number | null;
  readonly failureReason: string;
}

/** What one streaming client saw, from its start to its end. */
export interface StreamEnd {
  readonly code: number | null;
  readonly signal: string | null;
  readonly spawnError: string;
  /** Proof that the workload started: our start frame, the CLI's `Running:` line, or a line on stdout that is not the CLI's. */
  readonly started: boolean;
  /** The workload's own code from our exit frame. */
  readonly exit: number | null;
  /** The CLI's own words before the workload started, at most 64 kB. */
  readonly cliText: string;
  /** Workload bytes that came on stdout and stderr, for a client that must take up where another stopped. */
  readonly bytes: { readonly stdout: number; readonly stderr: number };
}

export interface StreamWish {
  /** Called once, when the first proof of a start is seen. */
  readonly onStart: () => void;
  readonly onPhase: (phase: Phase) => void;
  /** Ids that the CLI names in its own lines. */
  readonly onPod: (podId: string) => void;
  readonly onJob: (jobId: string) => void;
  /** A row of `nvidia-smi`, as the wrapper sampled it. */
  readonly onSample: (row: string) => void;
  /** The workload ended by itself or by what we did: its exit frame came. */
  readonly onExit: () => void;
  /** The workload printed. */
  readonly onOutput: (chunk: Uint8Array) => void;
  /** Bytes already shown by an earlier client of the same job: they are not shown again. */
  readonly skip: { readonly stdout: number; readonly stderr: number };
}

/** A streaming client that runs. */
export interface Streaming {
  readonly done: Promise<StreamEnd>;
  /** SIGINT to its group now, SIGKILL when it has not ended after `graceMs`. */
  interrupt(graceMs: number): void;
  /** SIGKILL to its group, so that it cannot end the job: a client that is interrupted may. */
  leave(): void;
}

/** Why `gpu status` failed; the class only if it is known. */
export interface StatusTrouble {
  readonly class?: RefusalClass;
  readonly reason: string;
}

/** The driver of the `gpu` program: the only thing that knows its flags, JSON and words. No call throws. */
export interface Gpu {
  readonly facts: CliFacts;
  /** Undefined if it could not be read; `statusTrouble` then has the reason of the last call that failed. */
  status(timeoutMs?: number, signal?: AbortSignal): Promise<CloudView | undefined>;
  statusTrouble(): StatusTrouble | undefined;
  /** `signal` ends one that is on its way; after `abort` none is begun. */
  submit(launch: Launch, signal: AbortSignal, abort: AbortSignal): Promise<Submission>;
  /** `gpu run`, attached from the start. */
  run(launch: Launch, nonce: string, wish: StreamWish): Streaming;
  /** `gpu run --attach`, from the workload's first byte. */
  attach(jobId: string, nonce: string, wish: StreamWish): Streaming;
  /** `gpu logs`, for a job that no client shows; undefined if this CLI does not have it. */
  logs(jobId: string, nonce: string, wish: StreamWish): Promise<Streaming | undefined>;
  /** Undefined where the CLI gave no result that can be read. */
  result(jobId: string, timeoutMs: number, signal?: AbortSignal): Promise<JobResult | undefined>;
  /** What the job has printed so far, frames included; '' if this CLI does not show it. */
  log(jobId: string, timeoutMs: number, signal?: AbortSignal): Promise<string>;
  cancel(jobId: string, timeoutMs: number, signal?: AbortSignal): Promise<boolean>;
  stop(podId: string, timeoutMs: number, signal?: AbortSignal): Promise<boolean>;
  /** Stops every pod of the project: only if no other run can have one there. */
  stopAll(timeoutMs: number, signal?: AbortSignal): Promise<boolean>;
  /** Ends a pod that `gpu stop` does not know. */
  terminate(podId: string, timeoutMs: number, signal?: AbortSignal): Promise<boolean>;
  /** Pods of the whole account; undefined if this CLI does not list them. */
  instances(timeoutMs: number, signal?: AbortSignal): Promise<readonly PodView[] | undefined>;
  /** Empty where it cannot be read. */
  inventory(signal?: AbortSignal): Promise<readonly Offer[]>;
  /** Shown when something is left for a person to end; '' if no id is known. */
  stopCommand(jobId: string, podId: string): string;
}
