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
 * How an attempt ended, from evidence in this order: the result record, the exit frame, whether it started, the CLI's words,
 * its code. Nothing the workload prints or returns can make a started job look unstarted: only `end.cliText`, which stops
 * where the workload starts, is searched for words.
 */
export function classifyEnding(evidence: Evidence): Outcome {
  const { end, result } = evidence;
  if (result?.exitCode != null) return ofExit(result.exitCode === 0 ? (end.exit ?? 0) : result.exitCode, end);
  const started = end.started || end.exit !== null;
  if (result !== undefined) {
    const why = result.failureReason;
    switch (result.state) {
      case 'cancelled':
        return { kind: 'cancelled', by: 'someone outside this workflow' };
      case 'timed-out':
        return {
          kind: 'timedOut',
          limit: 'remote',
          reason: why === '' ? 'GPU CLI ended the job at its own time limit.' : why,
        };
      case 'succeeded':
        return end.exit === null || end.exit === 0 ? { kind: 'succeeded' } : ofExit(end.exit, end);
      case 'failed':
        if (started && REMOTE_LIMIT.test(why)) return { kind: 'timedOut', limit: 'remote', reason: why };
        if (!started) {
          const refused = classifyRefusal(why, null, '', evidence.saturation);
          // A start that we did not see may have been all the same: only words that exclude one make it a refusal.
          if (refused !== undefined && excludesStart(refused, 'accepted')) return { ...refused, reason: why };
          if (REMOTE_LIMIT.test(why)) return { kind: 'timedOut', limit: 'remote', reason: why };
          const unsaid = 'The job failed; GPU CLI gave no reason, and nothing proves that the workload did not start.';
          return { kind: 'lost', reason: why === '' ? unsaid : why };
        }
        return {
          kind: 'lost',
          reason: why === '' ? 'The job failed after the workload started; GPU CLI gave no reason.' : why,
        };
      case 'pending':
      case 'running':
        break;
    }
  }
  return withoutResult(evidence, started);
}

function withoutResult({ end, accepted, saturation }: Evidence, started: boolean): Outcome {
  if (end.exit !== null && (end.exit !== 0 || end.code === 0)) return ofExit(end.exit, end);
  if (end.exit === 0) {
    const how = end.code === null ? `was ended by ${end.signal ?? end.spawnError}` : `ended with exit code ${end.code}`;
    return { kind: 'lost', reason: `The workload ended with 0, but gpu ${how}, so its outputs may be missing.` };
  }
  if (end.code === null && end.signal === null && !started && !accepted && end.spawnError !== '')
    return notStarted(end.spawnError);
  if (end.code === null) {
    return {
      kind: 'lost',
      reason: `gpu was ended by ${end.signal ?? end.spawnError} before it reported how the job ended.`,
    };
  }
  if (started) {
    const how = end.code === 0 ? 'gpu ended with 0 but no record of a result' : `gpu ended with exit code ${end.code}`;
    return { kind: 'lost', reason: `The workload started and its ending is not known: ${how}.` };
  }
  if (!accepted && (end.code === 15 || end.code === 130))
    return { kind: 'cancelled', by: 'someone outside this workflow' };
  const refused = !accepted && end.code !== 0 ? classifyRefusal(end.cliText, end.code, '', saturation) : undefined;
  return (
    refused ?? {
      kind: 'lost',
      reason: `gpu ended with exit code ${end.code} and nothing proves that the workload did not run.`,
    }
  );
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
  const reason =
    signal === undefined
      ? exitReason(code)
      : `The workload was ended by ${signal} (exit code ${code})${signal === 'SIGKILL' ? '; the pod may have run out of memory' : ''}.`;
  return { kind: 'failed', exitCode: code, ...(signal === undefined ? {} : { signal }), reason };
}
