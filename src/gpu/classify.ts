import type { JobResult, StreamEnd } from '../model/gpu.ts';
import { exitReason, type Outcome } from '../model/outcome.ts';
import { classifyRefusal, excludesStart, notStarted } from './refusal.ts';

/** All that is known when a run is over. */
export interface Evidence {
  readonly end: StreamEnd;
  /** `gpu wait --json`, where the CLI has it. */
  readonly result: JobResult | undefined;
  /** The CLI gave a job id: it exists, so only a result record can prove that it did not start. */
  readonly accepted: boolean;
  readonly saturation: RegExp | undefined;
}

/** A time limit of GPU CLI itself that ended a workload. */
const REMOTE_LIMIT =
  /GPU_RUN_TIMEOUT|\b(command|workload|job|run|execution)\b.{0,20}\btimed out\b|\b(run ?time|time) limit\b/i;

/**
 * How an attempt ended, from evidence in this order: the result record, the exit frame, whether it started, the text of the CLI,
 * its code. Nothing the workload prints or returns can make a started job look unstarted: only `end.cliText`, which stops
 * where the workload starts, is searched.
 */
export function classifyEnding(evidence: Evidence): Outcome {
  const { end, result } = evidence;
  if (result?.exitCode != null) return ofExit(result.exitCode === 0 ? (end.exit ?? 0) : result.exitCode, end);
  const started = end.started || end.exit !== null;
  switch (result?.state) {
    case 'cancelled':
      return CANCELLED;
    case 'timed-out':
      return timedOut(result.failureReason || 'GPU CLI ended the job at its own time limit.');
    case 'succeeded':
      return ofExit(end.exit ?? 0, end);
    case 'failed':
      return failedRecord(result.failureReason, started, evidence.saturation);
    case 'pending':
    case 'running':
    case undefined:
      return withoutResult(evidence, started);
  }
}

const CANCELLED: Outcome = { kind: 'cancelled', by: 'someone outside this workflow' };
const timedOut = (reason: string): Outcome => ({ kind: 'timedOut', limit: 'remote', reason });
const lost = (reason: string): Outcome => ({ kind: 'lost', reason });

/** A record of a failure without an exit code: the workload did not end by itself. */
function failedRecord(why: string, started: boolean, saturation: RegExp | undefined): Outcome {
  const refused = started ? undefined : classifyRefusal(why, null, '', saturation);
  // The workload may have started unseen: only a message that excludes a start makes it a refusal.
  if (refused !== undefined && excludesStart(refused, 'accepted')) return { ...refused, reason: why };
  if (REMOTE_LIMIT.test(why)) return timedOut(why);
  if (why !== '') return lost(why);
  return lost(
    started
      ? 'The job failed after the workload started; GPU CLI gave no reason.'
      : 'The job failed; GPU CLI gave no reason, and nothing proves that the workload did not start.',
  );
}

function withoutResult({ end, accepted, saturation }: Evidence, started: boolean): Outcome {
  const { code, exit } = end;
  const killedBy = end.signal ?? end.spawnError;
  if (exit !== null && (exit !== 0 || code === 0)) return ofExit(exit, end);
  if (exit === 0) {
    const how = code === null ? `was ended by ${killedBy}` : `ended with exit code ${code}`;
    return lost(`The workload ended with 0, but gpu ${how}, so its outputs may be missing.`);
  }
  if (code === null) {
    if (end.signal === null && !started && !accepted && end.spawnError !== '') return notStarted(end.spawnError);
    return lost(`gpu was ended by ${killedBy} before it reported how the job ended.`);
  }
  if (started) {
    const how = code === 0 ? 'gpu ended with 0 but no record of a result' : `gpu ended with exit code ${code}`;
    return lost(`The workload started and its ending is not known: ${how}.`);
  }
  if (!accepted && (code === 15 || code === 130)) return CANCELLED;
  const refused = !accepted && code !== 0 ? classifyRefusal(end.cliText, code, '', saturation) : undefined;
  return refused ?? lost(`gpu ended with exit code ${code} and nothing proves that the workload did not run.`);
}

const SIGNALS: ReadonlyMap<number, string> = new Map([
  [1, 'SIGHUP'],
  [2, 'SIGINT'],
  [4, 'SIGILL'],
  [6, 'SIGABRT'],
  [7, 'SIGBUS'],
  [8, 'SIGFPE'],
  [9, 'SIGKILL'],
  [11, 'SIGSEGV'],
  [13, 'SIGPIPE'],
  [15, 'SIGTERM'],
]);

/** Shells report death by signal n as 128 + n. */
function ofExit(code: number, end: StreamEnd): Outcome {
  if (code === 0) return { kind: 'succeeded' };
  const signal = SIGNALS.get(code - 128) ?? (end.code === null ? (end.signal ?? undefined) : undefined);
  if (signal === undefined) return { kind: 'failed', exitCode: code, reason: exitReason(code) };
  const memory = signal === 'SIGKILL' ? '; the pod may have run out of memory' : '';
  const reason = `The workload was ended by ${signal} (exit code ${code})${memory}.`;
  return { kind: 'failed', exitCode: code, signal, reason };
}
