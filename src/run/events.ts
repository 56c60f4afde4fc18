import type { Attempt, FailureClass, Phase, PoolUse } from '../model/outcome.ts';

/** What happens during a run. One listener hears all of it: log, log tail, telemetry, outputs and limits are composed in workload.ts. */
export type RunEvent =
  | { readonly kind: 'attemptStarted'; readonly n: number; readonly gpuType: string }
  | { readonly kind: 'phase'; readonly phase: Phase }
  /** There is proof that the workload runs. */
  | { readonly kind: 'started' }
  | { readonly kind: 'job'; readonly jobId: string }
  /** Streaming begins and ends: output of the workload comes in between. */
  | { readonly kind: 'stream'; readonly open: boolean }
  | { readonly kind: 'output'; readonly chunk: Uint8Array }
  /** A row of `nvidia-smi`, and the time since the start of the workload. */
  | { readonly kind: 'sample'; readonly row: string; readonly elapsedMs: number }
  | {
      readonly kind: 'waiting';
      readonly class: FailureClass;
      readonly reason: string;
      readonly delayMs: number;
      readonly waitedMs: number;
      readonly leftMs: number;
      readonly pool: PoolUse | null;
      /** It may be a quota of a period, which does not come free by waiting. */
      readonly quota?: boolean;
      /** Repeated each minute. */
      readonly heartbeat: boolean;
    }
  | { readonly kind: 'attemptEnded'; readonly attempt: Attempt }
  | { readonly kind: 'near'; readonly message: string }
  | { readonly kind: 'silence'; readonly ranMs: number }
  /** Each minute until the workload starts. `limitMs` is `start-timeout`, 0 for none. */
  | { readonly kind: 'pending'; readonly phase: Phase; readonly waitedMs: number; readonly limitMs: number };

export type RunListener = (event: RunEvent) => void;
