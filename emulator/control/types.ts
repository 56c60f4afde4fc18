// The nouns of the cloud: what a job, a pod and the world around them know.
import type { Duplex } from 'node:stream';
import type { Directory, Identity } from '../orgs/types.ts';
import type { Fault } from './faults.ts';
import type { Gpu } from './inventory.ts';
import type { Log } from './log.ts';

export type JobState = 'pending' | 'provisioning' | 'syncing' | 'running' | 'succeeded' | 'failed' | 'cancelled';
export type PodState = 'provisioning' | 'ready' | 'stopped';

export interface Settings {
  /** How long a pod takes to come up. */
  provisionMs: number;
  /** How long a warm pod lives where the project does not say. */
  keepAliveMinutes: number;
  /** How much faster than the wall clock the cloud's clock runs: keep-alive ends sooner, bills grow faster. */
  timeScale: number;
  /** Time between SIGTERM and SIGKILL for a workload that is ended. */
  graceMs: number;
  /** What the program offers: the name of a profile, or the path of a JSON file. */
  profile: string;
  /** Recording that `nvidia-smi` replays on the pods, or none. */
  trace: Trace;
  /** How many times faster than recorded the trace is replayed. */
  traceSpeed: number;
  /** Memory and utilization read `[N/A]`, as on a partitioned GPU. */
  mig: boolean;
}

export type Trace = 'busy' | 'crash' | 'oom' | 'none';

/** What a client asks for; made by `gpu run` from its command line and gpu.jsonc. */
export interface RunRequest {
  argv: string[];
  shell: boolean;
  env: Record<string, string>;
  cwd: string;
  workdir: string;
  projectId: string;
  gpuTypes: string[];
  gpuCount: number;
  minVram: number;
  maxPrice: number;
  keepAliveMinutes: number | null;
  outputs: string[];
  include: string[];
  noOutput: boolean;
  sync: boolean;
  detach: boolean;
}

export interface Caller {
  identity: Identity;
  token: string | undefined;
}

export interface Job {
  jobId: string;
  podId: string | null;
  projectId: string;
  state: JobState;
  exitCode: number | null;
  failureReason: string | null;
  command: string;
  /** How many times the workload's process was spawned. */
  starts: number;
  submittedAt: string;
  startedAt: string | null;
  endedAt: string | null;
  request: RunRequest;
  poolId: string;
  identity: Identity;
  log: Log;
  pid: number | null;
  outputsDone: boolean;
  /** Faults that wait for this job. */
  faults: Fault[];
  /** Aborted when the job is to end early; the reason is an `Ending`. */
  abort: AbortController;
  done: Promise<void>;
}

/** Why a job ends early: by order, or because its pod is gone. */
export type Ending = { by: 'cancel' | 'stop' } | { by: 'loss'; reason: string };

export interface Pod {
  podId: string;
  key: string;
  projectId: string;
  poolId: string;
  identity: Identity;
  state: PodState;
  gpu: Gpu;
  gpuCount: number;
  usdPerHour: number;
  folder: string;
  createdAt: string;
  readyAt: string | null;
  endedAt: string | null;
  keepAliveMs: number;
  /** Set once the pod's agent answered, so that a warm pod is not bootstrapped again. */
  bootstrapped: boolean;
  /** Billed, and known to `gpu instances` only. */
  quarantined: boolean;
  billedUntil: number;
  seconds: number;
  usd: number;
  lastJob: Job | null;
  ready: Promise<void>;
  idle: NodeJS.Timeout | null;
}

export interface CloudEvent {
  at: string;
  /** Milliseconds since the cloud started. */
  ms: number;
  kind: string;
  [detail: string]: unknown;
}

export interface World {
  settings: Settings;
  root: string;
  url: string;
  /** Needed for orders over HTTP. */
  adminToken: string;
  /** Connections of programs that run. */
  sockets: Set<Duplex>;
  orgs: Directory;
  inventory: Gpu[];
  pods: Map<string, Pod>;
  jobs: Map<string, Job>;
  /** Sessions held by people, by pool. */
  held: Map<string, number>;
  peak: Map<string, number>;
  faults: Fault[];
  events: CloudEvent[];
  refusals: number;
  daemonDown: boolean;
  closing: boolean;
  random(): number;
  note(kind: string, details: Record<string, unknown>): void;
}

export const jobIsAlive = (job: Job): boolean => job.endedAt === null;
export const podIsAlive = (pod: Pod): boolean => pod.state !== 'stopped';
