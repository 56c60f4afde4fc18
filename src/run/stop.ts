import type { Clock } from '../model/clock.ts';

/** Why a run is ended before its time. The first cause counts. */
export type AbortCause =
  | { readonly kind: 'signal'; readonly name: string }
  | { readonly kind: 'timedOut'; readonly limit: 'timeout' | 'idle-timeout' | 'job-limit'; readonly reason: string }
  | { readonly kind: 'overBudget'; readonly reason: string }
  /** An error in this program: what it started is ended, and the job fails. */
  | { readonly kind: 'fault'; readonly reason: string }
  /** `start-timeout`: the workload did not start in time. */
  | { readonly kind: 'notStarted'; readonly reason: string }
  /** The job is left running, for a later step to collect. */
  | { readonly kind: 'detached' };

/** After a signal everything must be over: the runner sends a second one after 7.5 s and kills 2.5 s later (ms). */
const AFTER_SIGNAL_MS = 5_200;

const SIGNALS = ['SIGINT', 'SIGTERM', 'SIGHUP'] as const;
/** How often to check that npm is still there (ms). */
const PARENT_MS = 300;

/** Under `npx` and `npm run`, the id of the parent process. npm 11 ends on SIGTERM and forwards it to nobody. */
export const parentUnderNpm = (env: NodeJS.ProcessEnv): (() => number) | undefined =>
  (env['npm_command'] ?? '') === '' ? undefined : () => process.ppid;

/**
 * The end of the whole run, and the time that is left for it. The runner sends SIGINT to this process only
 * (Runner.Sdk/ProcessInvoker.cs). A second signal changes nothing, and the process does not die of one.
 */
export class Stop {
  readonly #clock: Clock;
  readonly #run = new AbortController();
  readonly #over = new AbortController();
  readonly #disposed = new AbortController();
  #until = Infinity;

  constructor(clock: Clock) {
    this.#clock = clock;
  }

  /** A `parent` that is gone counts as SIGTERM. */
  static onSignals(clock: Clock, from: NodeJS.EventEmitter = process, parent?: () => number): Stop {
    const stop = new Stop(clock);
    const born = parent?.();
    if (parent !== undefined) {
      const watch = setInterval(() => {
        if (parent() !== born) stop.end({ kind: 'signal', name: 'SIGTERM' });
      }, PARENT_MS).unref();
      stop.#disposed.signal.addEventListener('abort', () => clearInterval(watch));
    }
    for (const name of SIGNALS) {
      const handler = () => stop.end({ kind: 'signal', name });
      from.on(name, handler);
      stop.#disposed.signal.addEventListener('abort', () => from.off(name, handler));
    }
    return stop;
  }

  /** Ends the run, unless it is being ended already. */
  end(cause: AbortCause): void {
    if (this.#run.signal.aborted) return;
    this.#until = this.#clock.elapsed() + AFTER_SIGNAL_MS;
    void this.#clock.sleep(AFTER_SIGNAL_MS, this.#disposed.signal).then(() => this.#over.abort());
    this.#run.abort(cause);
  }

  /** Aborts with an AbortCause. */
  get signal(): AbortSignal {
    return this.#run.signal;
  }
  get cause(): AbortCause | undefined {
    return this.#run.signal.reason as AbortCause | undefined;
  }
  /** Aborts when no time is left. */
  get over(): AbortSignal {
    return this.#over.signal;
  }
  /** Time for ending the run: without limit until the run is to end. */
  msLeft(): number {
    return Math.max(0, this.#until - this.#clock.elapsed());
  }
  /** Signals act as usual again. */
  dispose(): void {
    this.#disposed.abort();
  }
}

/** A function, because the property changes during a wait, which the compiler cannot know. */
export const isAborted = (signal: AbortSignal | undefined): boolean => signal?.aborted === true;
