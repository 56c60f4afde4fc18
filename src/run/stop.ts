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

const PARENT_MS = 300;

/** Under `npx` and `npm run` the number of our parent: npm 11 dies of a SIGTERM and hands it on to nobody. */
export const parentUnderNpm = (env: NodeJS.ProcessEnv): (() => number) | undefined =>
  (env['npm_command'] ?? '') === '' ? undefined : () => process.ppid;

/**
 * SIGINT, SIGTERM, SIGBREAK and SIGHUP, all alike → one AbortSignal whose reason is an AbortCause. The runner sends SIGINT to
 * this process only, SIGTERM 7.5 s later and kills 2.5 s after that (Runner.Sdk/ProcessInvoker.cs); Windows sends CTRL_C and
 * CTRL_BREAK. A second signal changes nothing, and the process no longer dies of one. A `parent` that is gone counts as SIGTERM.
 */
export function signalsToAbort(from: NodeJS.EventEmitter = process, parent?: () => number): Signals {
  const controller = new AbortController();
  const names = ['SIGINT', 'SIGTERM', 'SIGBREAK', 'SIGHUP'] as const;
  const handlers = names.map((name) => {
    const handler = () => controller.abort({ kind: 'signal', name } satisfies AbortCause);
    from.on(name, handler);
    return [name, handler] as const;
  });
  const born = parent?.();
  const orphaned = (): void => {
    if (parent?.() !== born) controller.abort({ kind: 'signal', name: 'SIGTERM' } satisfies AbortCause);
  };
  const watch = parent === undefined ? undefined : setInterval(orphaned, PARENT_MS).unref();
  return {
    signal: controller.signal,
    abort: (cause) => controller.abort(cause),
    dispose: () => {
      clearInterval(watch);
      for (const [name, handler] of handlers) from.off(name, handler);
    },
  };
}
