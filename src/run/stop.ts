import type { Clock } from '../model/clock.ts';
import { sentenceOf } from '../model/errors.ts';
import type { Outcome } from '../model/outcome.ts';

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

/** The cause of a signal that is aborted. */
export const causeOf = (signal: AbortSignal): AbortCause => signal.reason as AbortCause;

/** A function, because the property changes during a wait, which the compiler cannot know. */
export const isAborted = (signal: AbortSignal | undefined): boolean => signal?.aborted === true;

/** The ending that the cause of an aborted signal stands for. */
export function abortedOutcome(signal: AbortSignal): Outcome {
  const cause = causeOf(signal);
  switch (cause.kind) {
    case 'signal':
      return { kind: 'cancelled', by: cause.name };
    case 'notStarted':
      return {
        kind: 'timedOut',
        limit: 'start-timeout',
        reason: `${cause.reason} GPU CLI did not confirm that the job ended before its start, so it was not submitted again.`,
      };
    case 'timedOut':
    case 'overBudget':
      return cause;
    case 'fault':
      return { kind: 'lost', reason: cause.reason };
    case 'detached':
      return { kind: 'submitted' };
  }
}

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
    const onDispose = (act: () => void) => stop.#disposed.signal.addEventListener('abort', act);
    if (parent !== undefined) {
      const born = parent();
      const watch = setInterval(() => {
        if (parent() !== born) stop.end({ kind: 'signal', name: 'SIGTERM' });
      }, PARENT_MS).unref();
      onDispose(() => clearInterval(watch));
    }
    for (const name of SIGNALS) {
      const handler = () => stop.end({ kind: 'signal', name });
      from.on(name, handler);
      onDispose(() => from.off(name, handler));
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

export interface FailClosed {
  /** The exit code of a process that does not end as planned. */
  readonly failed: number;
  /** Ends the run, so that its clean-up follows. */
  readonly abort: (cause: AbortCause) => void;
  /** Prints one line. It must hide secrets: an error can quote anything. */
  readonly say: (line: string) => void;
  /** The exit code for an error that `main` throws. */
  readonly codeOf: (error: unknown) => number;
}

/**
 * Runs `main` and sets the exit code. Node ends with 0 when nothing keeps its event loop alive, even if a promise is pending, and
 * prints the arguments of a failed child when it dies of an exception. Here both end the run, and the job fails.
 */
export async function failClosed(main: () => Promise<number>, ports: FailClosed): Promise<void> {
  const { failed, abort, say, codeOf } = ports;
  process.exitCode = failed;
  let [isFaulty, isSettled] = [false, false];
  const fault = (why: string): void => {
    if (isFaulty) return;
    isFaulty = true;
    process.exitCode = failed;
    const reason = `Internal error in run-action: ${why.replace(/[.\s]*$/, '')}.`;
    say(`${reason} The run ends now. Report it with the log of a run with debug logging.`);
    abort({ kind: 'fault', reason });
  };
  process.on('uncaughtException', (error) => fault(sentenceOf(error)));
  process.on('unhandledRejection', (error) => fault(sentenceOf(error)));
  // What the abort wakes keeps the process alive for its clean-up.
  process.once('beforeExit', () => {
    if (!isSettled) fault('an operation never finished');
  });
  try {
    const code = await main();
    // `process.exitCode`, not `process.exit`: output that is still on its way must arrive.
    process.exitCode = isFaulty && code === 0 ? failed : code;
  } catch (error) {
    say(sentenceOf(error));
    process.exitCode = codeOf(error);
  }
  isSettled = true;
}
