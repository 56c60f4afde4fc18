/** Why a run did not succeed. The evidence for each class is in the table of README, "Failure classes". */
export const FAILURE_CLASSES = [
  'workload',
  'saturated',
  'capacity',
  'infra',
  'auth',
  'usage',
  'timeout',
  'budget',
  'cancelled',
  'internal',
] as const;
export type FailureClass = (typeof FAILURE_CLASSES)[number];
/** Of what kept a workload from starting. */
export type RefusalClass = Exclude<FailureClass, 'workload' | 'cancelled'>;

/** `unreached`: the service never got the request, or accepts none now. `rejected`: it declined. `setup`: it accepted, and failed before the workload. */
export type RefusalStage = 'unreached' | 'rejected' | 'setup' | 'unknown';

export const STATUSES = ['succeeded', 'failed', 'cancelled', 'timed-out', 'skipped', 'submitted'] as const;
export type Status = (typeof STATUSES)[number];

/** How far an attempt got. `running` means: there is proof that the workload started. */
export const PHASES = ['submitting', 'waiting', 'provisioning', 'syncing', 'running', 'ended'] as const;
export type Phase = (typeof PHASES)[number];

/** Sessions of the organization's pool, if the CLI reports them. */
export interface PoolUse {
  readonly used: number;
  readonly limit: number;
}

export type LimitName = 'timeout' | 'idle-timeout' | 'start-timeout' | 'job-limit' | 'remote';

/** The ending of one attempt. Expected endings are values; only faults are thrown. */
export type Outcome =
  | { readonly kind: 'succeeded' }
  /** The workload ran and ended non-zero. `signal` is set when a signal ended it; `exitCode` is then 128 + n. */
  | { readonly kind: 'failed'; readonly exitCode: number; readonly signal?: string; readonly reason: string }
  /** It is proven that the workload did not start. */
  | {
      readonly kind: 'refused';
      readonly class: RefusalClass;
      readonly reason: string;
      /** How far it came; absent or `unknown` if the message names no stage. */
      readonly stage?: RefusalStage;
      /** By a JSON error of the service, or by the exit code of its class: no record has to agree. Absent: by its words alone. */
      readonly isCertain?: boolean;
      /** Its pod came up and does not work: it must be ended before the next attempt. */
      readonly podBroken?: boolean;
      /** The message names a quota and not what of: a period's quota is possible too. */
      readonly quota?: boolean;
      readonly retryAfterMs?: number;
      readonly pool?: PoolUse;
    }
  | { readonly kind: 'cancelled'; readonly by: string }
  | { readonly kind: 'timedOut'; readonly limit: LimitName; readonly reason: string }
  | { readonly kind: 'overBudget'; readonly reason: string }
  /** It started, or may have started, and how it ended cannot be known. Never run again. */
  | { readonly kind: 'lost'; readonly reason: string }
  | { readonly kind: 'submitted' }
  /** Nothing was to be done: no token here, and `on-missing-token: skip`. */
  | { readonly kind: 'skipped'; readonly reason: string };

/** Of a workload whose own log may say more. */
export const exitReason = (exitCode: number): string => `The workload ended with exit code ${exitCode}.`;

export type Cleanup = 'confirmed' | 'not-needed' | 'unconfirmed' | 'kept';

/** Times are ISO 8601 in UTC. */
export interface PhaseMark {
  readonly phase: Phase;
  readonly at: string;
}

export interface Attempt {
  /** 1-based. */
  readonly n: number;
  readonly gpuType: string;
  readonly startedAt: string;
  readonly endedAt: string;
  /** In order of time; the last one is the phase reached. */
  readonly phases: readonly PhaseMark[];
  readonly jobId: string;
  readonly podId: string;
  readonly outcome: Outcome;
  /** Time slept after this attempt and before the next, in seconds. */
  readonly waitedSeconds: number;
}

/** Statistics over the samples of one measure: utilization in %, memory in MiB, power in W, temperature in °C. */
export interface Stat {
  readonly mean: number;
  readonly p95: number;
  readonly peak: number;
}

/** What was sampled on the pod while the workload ran. Absent measures (MIG shows `[N/A]`) are null. */
export interface Telemetry {
  readonly gpuName: string;
  readonly gpuCount: number;
  /** GPUs that computed nothing in any sample. Reports of earlier versions do not have it. */
  readonly idleGpus?: number;
  readonly samples: number;
  readonly spanSeconds: number;
  readonly utilization: Stat | null;
  readonly memoryMib: Stat | null;
  readonly memoryTotalMib: number | null;
  readonly powerW: Stat | null;
  readonly energyKwh: number | null;
  readonly temperatureC: Stat | null;
  /** At most 60 points over the span, mean over the GPUs; utilization and memory in %, null if the driver does not report them. */
  readonly series: readonly {
    readonly atSeconds: number;
    readonly utilization: number | null;
    readonly memory: number | null;
  }[];
}

export interface Offer {
  readonly gpuType: string;
  readonly costPerHour: number;
  /** 0 where the inventory does not say. */
  readonly vramGib: number;
  readonly available: boolean | null;
}

/** The offer for a GPU type. Programs name one type differently: `NVIDIA GeForce RTX 4090` is the `RTX 4090` of the inventory. */
export function offerFor(offers: readonly Offer[], gpuType: string): Offer | undefined {
  return (
    offers.find((offer) => offer.gpuType === gpuType) ??
    offers.find((offer) => nameOf(offer.gpuType) === nameOf(gpuType))
  );
}

const nameOf = (gpuType: string): string =>
  gpuType
    .toLowerCase()
    .replace(/\b(nvidia|geforce|tesla|quadro|amd|instinct|gpu)\b/g, '')
    .replace(/\b(sxm|pcie)\d\b/g, (word) => word.slice(0, -1))
    .replace(/[^a-z0-9]/g, '');

export interface Advice {
  readonly kind: 'smaller-gpu' | 'bigger-gpu' | 'data-bound' | 'idle-pod' | 'queue' | 'pool-width' | 'out-of-memory';
  /** One or two sentences of plain text that name the numbers they rest on. */
  readonly text: string;
}

export interface MetricRow {
  readonly name: string;
  readonly value: number;
  readonly baseline: number | null;
  readonly change: number | null;
  /** `up` = higher is better, `down` = lower is better, by name; null if the name does not show it. */
  readonly better: 'up' | 'down' | null;
  readonly verdict: 'better' | 'worse' | 'same' | 'new' | 'unknown';
}

export interface Cost {
  /** Estimate: list price × GPU count × billed time. */
  readonly usd: number;
  readonly pricePerHour: number;
  readonly gpuCount: number;
  readonly billedSeconds: number;
}

/**
 * The whole story of a run as JSON, schema `schema/run-report.schema.json`. Summary, comment, check, outputs and preview are
 * rendered from it. It holds no secret: it is made of a secret-free request and masked text.
 */
export interface RunReport {
  readonly version: 1;
  readonly label: string;
  readonly status: Status;
  readonly class: FailureClass | '';
  readonly reason: string;
  /** What to do next; empty on success. */
  readonly hint: string;
  readonly exitCode: number | null;
  readonly command: string;
  readonly mode: 'run' | 'submit' | 'collect';
  readonly jobId: string;
  readonly podId: string;
  readonly gpu: {
    readonly type: string;
    readonly count: number;
    readonly vramGib: number;
    readonly pricePerHour: number;
  };
  readonly startedAt: string;
  readonly endedAt: string;
  readonly attempts: readonly Attempt[];
  readonly times: {
    readonly queueSeconds: number;
    readonly provisionSeconds: number;
    readonly runSeconds: number;
    readonly totalSeconds: number;
  };
  readonly cost: Cost | null;
  readonly org: {
    readonly slug: string;
    readonly identity: string;
    readonly pool: PoolUse | null;
  };
  readonly telemetry: Telemetry | null;
  readonly advice: readonly Advice[];
  /** Last lines of the workload's log, ANSI and carriage-return frames folded, at most 64 kB. */
  readonly logTail: string;
  readonly markdown: string;
  readonly metrics: readonly MetricRow[];
  readonly outputs: readonly { readonly path: string; readonly found: boolean }[];
  readonly cleanup: Cleanup;
  /** What still lives when cleanup is unconfirmed, and the command that ends it. */
  readonly leftover: string;
  readonly versions: { readonly cli: string; readonly action: string };
  readonly links: { readonly run: string };
  readonly notices: readonly string[];
}

export type Ending = Pick<RunReport, 'status' | 'class'>;

/** Status and class that follow from the last attempt's outcome. */
export function endingOf(outcome: Outcome): Ending {
  switch (outcome.kind) {
    case 'succeeded':
      return { status: 'succeeded', class: '' };
    case 'submitted':
      return { status: 'submitted', class: '' };
    case 'skipped':
      return { status: 'skipped', class: '' };
    case 'failed':
      return { status: 'failed', class: 'workload' };
    case 'refused':
      return { status: outcome.class === 'timeout' ? 'timed-out' : 'failed', class: outcome.class };
    case 'cancelled':
      return { status: 'cancelled', class: 'cancelled' };
    case 'timedOut':
      return { status: 'timed-out', class: 'timeout' };
    case 'overBudget':
      return { status: 'failed', class: 'budget' };
    case 'lost':
      return { status: 'failed', class: 'infra' };
  }
}

/**
 * The code the step exits with: the workload's own where there is one, else 1. Zero only for endings that are no failure;
 * a workload that ended non-zero can therefore never turn the step green.
 */
export function exitCodeFor(report: Pick<RunReport, 'status' | 'exitCode'>): number {
  if (report.status === 'succeeded' || report.status === 'skipped' || report.status === 'submitted') return 0;
  const code = report.exitCode ?? 1;
  return code > 0 && code < 256 ? code : 1;
}
