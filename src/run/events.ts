import type { PodView } from '../model/gpu.ts';
import type { Attempt, FailureClass, Offer, Phase, PoolUse } from '../model/outcome.ts';

/** What happens during a run. One listener, composed in step.ts, hears all of it: log, log tail, telemetry, outputs and report. */
export type RunEvent =
  | { readonly kind: 'attemptStarted'; readonly n: number; readonly gpuType: string }
  | { readonly kind: 'phase'; readonly phase: Phase }
  /** There is proof that the workload runs. */
  | { readonly kind: 'started' }
  | { readonly kind: 'job'; readonly jobId: string }
  /** A look at the pod of the newest attempt, undefined if it is not listed; what GPUs cost; and the sessions in use. */
  | {
      readonly kind: 'pod';
      readonly pod: PodView | undefined;
      readonly offers: readonly Offer[];
      readonly pool: PoolUse | null;
    }
  /** Streaming begins and ends: output of the workload comes in between. */
  | { readonly kind: 'stream'; readonly open: boolean }
  | { readonly kind: 'output'; readonly chunk: Uint8Array }
  /** A row of `nvidia-smi`, and the time since the start of the workload. */
  | { readonly kind: 'sample'; readonly row: string; readonly elapsedMs: number }
  /** Before the next attempt: at once, and each minute. */
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
    }
  | { readonly kind: 'attemptEnded'; readonly attempt: Attempt }
  /** 80 % of a limit is used up, once for each; or a limit cannot be watched. */
  | { readonly kind: 'near'; readonly message: string }
  /** Each minute without output. */
  | { readonly kind: 'silence'; readonly ranMs: number }
  /** Each minute until the workload starts. `limitMs` is `start-timeout`, 0 for none. */
  | { readonly kind: 'pending'; readonly phase: Phase; readonly waitedMs: number; readonly limitMs: number };

export type RunListener = (event: RunEvent) => void;
