/** Why a run is ended before its time. The first cause wins: a later one never relabels it. */
export type AbortCause =
  | { readonly kind: 'signal'; readonly name: string }
  | { readonly kind: 'timedOut'; readonly limit: 'timeout' | 'idle-timeout' | 'job-limit'; readonly reason: string }
  | { readonly kind: 'overBudget'; readonly reason: string }
  /** The job is left alive, for a later step to collect. */
  | { readonly kind: 'handedOn' };

/**
 * SIGINT, SIGTERM, SIGBREAK and SIGHUP, all alike → one AbortSignal whose reason is an AbortCause. The runner sends SIGINT to
 * this process only, SIGTERM 7.5 s later and kills 2.5 s after that (Runner.Sdk/ProcessInvoker.cs); Windows sends CTRL_C and
 * CTRL_BREAK. A second signal changes nothing, and the process no longer dies of one.
 */
export function signalsToAbort(from: NodeJS.EventEmitter = process): { signal: AbortSignal; dispose: () => void } {
  const controller = new AbortController();
  const names = ['SIGINT', 'SIGTERM', 'SIGBREAK', 'SIGHUP'] as const;
  const handlers = names.map((name) => {
    const handler = () => controller.abort({ kind: 'signal', name } satisfies AbortCause);
    from.on(name, handler);
    return [name, handler] as const;
  });
  return {
    signal: controller.signal,
    dispose: () => {
      for (const [name, handler] of handlers) from.off(name, handler);
    },
  };
}
