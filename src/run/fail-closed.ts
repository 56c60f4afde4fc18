import { sentenceOf } from '../model/errors.ts';
import type { AbortCause } from './stop.ts';

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
  const state = { faulty: false, settled: false };
  const fault = (why: string): void => {
    if (state.faulty) return;
    state.faulty = true;
    process.exitCode = failed;
    const reason = `Internal error in run-action: ${why.replace(/[.\s]*$/, '')}.`;
    say(`${reason} The run ends now. ${REPORT_IT}`);
    abort({ kind: 'fault', reason });
  };
  process.on('uncaughtException', (error) => fault(sentenceOf(error)));
  process.on('unhandledRejection', (error) => fault(sentenceOf(error)));
  // What the abort wakes keeps the process alive for its clean-up.
  process.once('beforeExit', () => {
    if (!state.settled) fault('an operation never finished');
  });
  try {
    const code = await main();
    // `process.exitCode`, not `process.exit`: output that is still on its way must arrive.
    process.exitCode = state.faulty && code === 0 ? failed : code;
  } catch (error) {
    say(sentenceOf(error));
    process.exitCode = codeOf(error);
  }
  state.settled = true;
}

const REPORT_IT = 'Report it with the log of a run with debug logging.';
