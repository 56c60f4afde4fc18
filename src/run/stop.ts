/** Why a run is ended before its time. The first cause wins: a later one never relabels it. */
export type AbortCause =
  | { readonly kind: 'signal'; readonly name: string }
  | { readonly kind: 'timedOut'; readonly limit: 'timeout' | 'idle-timeout' | 'job-limit'; readonly reason: string }
  | { readonly kind: 'overBudget'; readonly reason: string }
  /** An error in this program: what it started is ended, and the job fails. */
  | { readonly kind: 'fault'; readonly reason: string }
  /** `start-timeout`: the workload did not start in time. */
  | { readonly kind: 'notStarted'; readonly reason: string }
  /** The job is left alive, for a later step to collect. */
  | { readonly kind: 'detached' };

export interface Signals {
  readonly signal: AbortSignal;
  /** Ends the run for another cause. */
  readonly abort: (cause: AbortCause) => void;
  readonly dispose: () => void;
}

/**
 * SIGINT, SIGTERM and SIGHUP → one AbortSignal whose reason is an AbortCause. The runner sends SIGINT to this process only, SIGTERM
 * 7.5 s later and kills 2.5 s after that (Runner.Sdk/ProcessInvoker.cs). A second signal changes nothing.
 */
export function signalsToAbort(from: NodeJS.EventEmitter = process): Signals {
  const controller = new AbortController();
  const names = ['SIGINT', 'SIGTERM', 'SIGHUP'] as const;
  const handlers = names.map((name) => {
    const handler = () => controller.abort({ kind: 'signal', name } satisfies AbortCause);
    from.on(name, handler);
    return [name, handler] as const;
  });
  return {
    signal: controller.signal,
    abort: (cause) => controller.abort(cause),
    dispose: () => {
      for (const [name, handler] of handlers) from.off(name, handler);
    },
  };
}
