import type { JobResult, StreamEnd } from '../core/driver.ts';
import type { Outcome } from '../core/outcome.ts';
import { fields, readJson, readPool } from './views.ts';

type Refused = Extract<Outcome, { kind: 'refused' }>;

/**
 * Words of the CLI, never of the workload. Order matters: what waiting cannot cure is looked for before what it can.
 * Sources: documented texts and exit codes of GPU CLI 0.14 and texts seen in users' logs; no document gives the words of a
 * full pool, so the pattern asks for a session or pool word beside a limit word. `emulator/FIDELITY.md` lists both.
 */
const WORDS: readonly (readonly [Refused['class'], RegExp])[] = [
  [
    'auth',
    /\b(auth(entication|orization)?|log ?in) (is )?(required|failed|denied)|unauthori[sz]ed|not logged in|(token|credential)s?\b.{0,40}\b(revoked|refused|invalid|expired|rejected|not (valid|accepted|found))|(revoked|invalid|expired) (service )?(account )?token|no credentials found|gpu auth login/i,
  ],
  [
    'budget',
    /spend(ing)? limit|payment|billing (is|was|has)|insufficient (funds|credit|balance)|out of credit|credit (is )?exhausted|card (was )?declined|max_price|not (included|available) (in|on) (your|the|this) plan|requires? (a|an|the) [\w ]*(plan|tier)|plan does not/i,
  ],
  [
    'saturated',
    /\b(pooled )?(session|concurren\w+)s?\b.{0,60}\b(limit|in use|full|exhausted|exceeded|reached|busy|available|maximum|taken)|\b(limit|maximum|all|no( free)?|quota)\b.{0,40}\bsessions?\b|session pool|pool is full/i,
  ],
  [
    'capacity',
    /no gpus? available|no .{0,40}\b(gpu|capacity)\b.{0,20}available|provisioning timeout|failed to create pod|insufficient (resources|capacity)|out of (capacity|stock)|no capacity/i,
  ],
  [
    'infra',
    /daemon|gpud|bootstrap failed|workspace sync failed|sync failed|heartbeat|transport|timed out waiting for agent|connection (refused|reset|closed|lost|error)|could not connect|network|dns|tls|temporar(y|ily)|service unavailable|bad gateway|internal server error|ECONN\w+|ETIMEDOUT|EAI_AGAIN/i,
  ],
  [
    'usage',
    /unknown (flag|option|argument|command|verb)|unexpected argument|invalid (flag|option|value|config|argument)|unrecognized|not found|usage:/i,
  ],
  ['timeout', /timed? ?out/i],
];

/** Exit codes of GPU CLI 0.14. 1 says nothing, 15 and 130 are endings we or a person asked for. */
const CODES: ReadonlyMap<number, Refused['class']> = new Map([
  [2, 'usage'],
  [10, 'auth'],
  [11, 'saturated'],
  [12, 'usage'],
  [13, 'infra'],
  [14, 'timeout'],
]);

/** Machine words that a JSON error of the CLI may carry; the shape is assumed, see FIDELITY. */
const ERROR_CODES: readonly (readonly [Refused['class'], RegExp])[] = [
  ['auth', /auth|token|forbidden/i],
  ['budget', /plan|payment|billing|spend|credit/i],
  ['saturated', /quota_exceeded|session|concurren|pool/i],
  ['capacity', /capacity|no_gpu|stock|provision/i],
  ['infra', /daemon|bootstrap|sync|network|transport|unavailable/i],
  ['usage', /usage|not_found|invalid|config/i],
];

/**
 * Class of a refusal from the CLI's JSON, its own text and its exit code, in that order. Only for attempts whose workload is
 * proven not to have started.
 * @param text the CLI's stderr, or a job's `failure_reason`.
 * @returns undefined when nothing there is known: then nobody can say that trying again is safe or useful.
 */
export function classifyRefusal(
  text: string,
  code: number | null,
  stdout: string,
  saturation: RegExp | undefined,
): Refused | undefined {
  const error = fields(fields(readJson(stdout))['error']);
  const message = typeof error['message'] === 'string' ? error['message'] : '';
  const said = `${message}\n${text}`;
  const word = typeof error['code'] === 'string' ? error['code'] : '';
  const kind =
    (saturation?.test(said) === true ? 'saturated' : undefined) ??
    byWords(said, code) ??
    ERROR_CODES.find(([, pattern]) => pattern.test(word))?.[0] ??
    CODES.get(code ?? -1);
  if (kind === undefined) return undefined;
  const retryAfterMs = hintOf(error, said);
  const pool = readPool(error['sessions']) ?? poolIn(said);
  return {
    kind: 'refused',
    class: kind,
    reason: reasonOf(message === '' ? text : message, kind, code),
    ...(retryAfterMs === undefined ? {} : { retryAfterMs }),
    ...(pool === null ? {} : { pool }),
  };
}

function byWords(said: string, code: number | null): Refused['class'] | undefined {
  const found = WORDS.find(([, pattern]) => pattern.test(said))?.[0];
  // Code 11 with words of the pool or with none we know is a full pool; words of money or plan say what waiting cannot cure.
  if (code === 11 && (found === undefined || found === 'usage' || found === 'timeout')) return 'saturated';
  return found;
}

/** `retry_after_seconds` of the JSON, or `retry after 30s`, `try again in 2 minutes` of the text → ms. */
function hintOf(error: Readonly<Record<string, unknown>>, said: string): number | undefined {
  const json = error['retry_after_seconds'] ?? error['retry_after'];
  if (typeof json === 'number' && json >= 0 && json <= 86_400) return json * 1_000;
  const found =
    /(?:retry[- ]after|(?:try|retry) again in|available in)[:\s]+(?:about )?(\d{1,5})\s*(ms|s|sec|m|min|h|hour)?/i.exec(
      said,
    );
  if (found?.[1] === undefined) return undefined;
  const unit = (found[2] ?? 's').toLowerCase();
  const factor = unit === 'ms' ? 1 : unit.startsWith('s') ? 1_000 : unit.startsWith('m') ? 60_000 : 3_600_000;
  return Math.min(Number(found[1]) * factor, 86_400_000);
}

/** `10/10`, `10 of 10 sessions` → used and limit. */
function poolIn(said: string): { used: number; limit: number } | null {
  const found = /\b(\d{1,5})\s*(?:\/|of|out of)\s*(\d{1,5})\b/.exec(said);
  const [used, limit] = [Number(found?.[1] ?? NaN), Number(found?.[2] ?? NaN)];
  return found !== null && limit > 0 && used >= limit ? { used, limit } : null;
}

/** The line that says what went wrong, without the CLI's prefixes. */
export function reasonOf(text: string, fallback: string, code: number | null): string {
  const lines = text

    .replace(/\x1b\[[0-9;]*[A-Za-z]/g, '')
    .split(/\r?\n|\r/)
    .map((line) =>
      line
        .replace(/^(\[gpu\]>|>>|✗|\[gpu\]> \|)\s*/, '')
        .replace(/^error:\s*/i, '')
        .trim(),
    )
    .filter((line) => line !== '');
  const marked = text.split(/\r?\n/).findLast((line) => /^\s*(✗|error)/i.test(line));
  const line = marked === undefined ? lines.at(-1) : lines.find((candidate) => marked.includes(candidate));
  return (line ?? `gpu ended with ${code === null ? 'a signal' : `exit code ${code}`} (${fallback})`).slice(0, 500);
}

const NEVER_STARTED = /bootstrap failed|workspace sync failed|timed out waiting for agent/i;

/** All that is known when a run is over. */
export interface Evidence {
  readonly end: StreamEnd;
  /** `gpu wait --json`, where the CLI has it. */
  readonly result: JobResult | undefined;
  /** The CLI gave a job id: it exists, so only a result record can prove that it did not start. */
  readonly accepted: boolean;
  /** The wrapper was round the workload, so a missing exit frame means something. */
  readonly wrapped: boolean;
  readonly saturation: RegExp | undefined;
}

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
        if (!started) {
          const refused = classifyRefusal(why, null, '', evidence.saturation);
          // A start that we did not see may have been all the same: only words that exclude one make it a refusal.
          if (refused !== undefined && (refused.class !== 'infra' || NEVER_STARTED.test(why)))
            return { ...refused, reason: why };
          const unsaid = 'The job failed; GPU CLI gave no reason, and nothing proves that the workload did not start.';
          return { kind: 'lost', reason: why === '' ? unsaid : why };
        }
        return {
          kind: 'lost',
          reason: why === '' ? 'The job failed after the workload started; GPU CLI gave no reason.' : why,
        };
      case 'alive':
      case 'unknown':
        break;
    }
  }
  return withoutResult(evidence, started);
}

function withoutResult({ end, accepted, wrapped, saturation }: Evidence, started: boolean): Outcome {
  if (end.exit !== null && (end.exit !== 0 || end.code === 0)) return ofExit(end.exit, end);
  if (end.exit === 0) {
    const how = end.code === null ? `was ended by ${end.signal ?? end.spawnError}` : `ended with exit code ${end.code}`;
    return { kind: 'lost', reason: `The workload ended with 0, but gpu ${how}, so its outputs may be missing.` };
  }
  if (end.code === null) {
    return {
      kind: 'lost',
      reason: `gpu was ended by ${end.signal ?? end.spawnError} before it told how the job ended.`,
    };
  }
  if (started && !wrapped) return ofExit(end.code, end);
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
      ? `The workload ended with exit code ${code}.`
      : `The workload was ended by ${signal} (exit code ${code})${signal === 'SIGKILL' ? '; the pod may have run out of memory' : ''}.`;
  return { kind: 'failed', exitCode: code, ...(signal === undefined ? {} : { signal }), reason };
}
