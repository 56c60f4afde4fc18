import type { Outcome, RefusalClass } from '../model/outcome.ts';
import { AFTER_START, BEFORE_START, NOT_REACHED, POD_BROKEN, ROWS, rowOf } from './complaints.ts';
import { fields, readJson, readPool } from './parse.ts';

export type Refused = Extract<Outcome, { kind: 'refused' }>;

/** Exit codes of GPU CLI 0.14. 1 has no meaning of its own; 15 and 130 are endings that a person or this action asked for. */
const CODES: ReadonlyMap<number | null, RefusalClass> = new Map([
  [2, 'usage'],
  [10, 'auth'],
  [12, 'usage'],
  [13, 'infra'],
  [14, 'timeout'],
]);
/** "Quota exceeded": a full pool, unless the message is about money, a plan or a period. */
const QUOTA = 11;

/**
 * Reads a refusal from the CLI's JSON, its own text and its exit code, once: nothing reads its text after this.
 * @param text the CLI's stderr, or a job's `failure_reason`; never text of the workload.
 * @returns undefined if the message is not known or is about a workload that ran: then another attempt may run it twice.
 */
export function classifyRefusal(
  text: string,
  code: number | null,
  stdout: string,
  saturation: RegExp | undefined,
): Refused | undefined {
  const json = fields(readJson(stdout));
  const error = fields(json['error']);
  const message = typeof error['message'] === 'string' ? error['message'] : '';
  const stderr = withoutTracing(text);
  const all = `${message}\n${stderr}`;
  const isSaturation = saturation?.test(all) === true;
  const neverStarted = BEFORE_START.test(all);
  if (!isSaturation && !neverStarted && AFTER_START.test(all)) return undefined;
  const byWords = rowOf(message)?.class ?? rowOf(sinceFailure(stderr))?.class ?? rowOf(stderr)?.class;
  // Without the words of a pool it may also be a quota of a period, which waiting does not cure.
  const isQuota = code === QUOTA && !isSaturation && [undefined, 'usage', 'timeout'].includes(byWords);
  const name = isSaturation || isQuota ? 'saturated' : (byWords ?? byErrorCode(error['code']) ?? CODES.get(code));
  if (name === undefined) return neverStarted ? refused('infra') : undefined;
  return refused(name);

  function refused(kind: RefusalClass): Refused {
    const retryAfterMs = hintIn(error) ?? hintIn(json) ?? hintInText(all);
    const pool = kind === 'saturated' ? (readPool(error['sessions']) ?? poolIn(all)) : null;
    return {
      kind: 'refused',
      class: kind,
      reason: reasonOf(message === '' ? text : message, kind, code),
      stage: neverStarted ? 'setup' : stageOf(kind, all),
      ...(POD_BROKEN.test(all) ? { podBroken: true } : {}),
      ...(isQuota ? { quota: true } : {}),
      ...(retryAfterMs === undefined ? {} : { retryAfterMs }),
      ...(pool === null ? {} : { pool }),
    };
  }
}

const byErrorCode = (word: unknown): RefusalClass | undefined =>
  typeof word === 'string' ? ROWS.find(({ code }) => code.test(word))?.class : undefined;

/** What was rejected did not start; a fault or a time limit can come at any time, unless the service was not reached. */
function stageOf(kind: RefusalClass, all: string): NonNullable<Refused['stage']> {
  if (kind !== 'infra' && kind !== 'timeout') return 'rejected';
  return NOT_REACHED.test(all) ? 'unreached' : 'unknown';
}

const ANSI = /\x1b\[[0-9;]*[A-Za-z]/g;
const TRACING = /^\s*(\d{4}-\d\d-\d\d[T ][\d:.,]+\S*\s+)?(TRACE|DEBUG|INFO|WARN|ERROR)\s+[\w:]+(::|:\s)/;

/** Whether a line is a log record of GPU CLI's own program (`2026-11-28T05:00:00Z WARN gpu_core::pods: …`). */
export const isTracing = (line: string): boolean => TRACING.test(line.replace(ANSI, ''));

const linesOf = (text: string): string[] => text.replace(ANSI, '').split(/\r?\n|\r/);

function withoutTracing(text: string): string {
  return linesOf(text)
    .filter((line) => !TRACING.test(line))
    .join('\n');
}

const FAILURE = /^\s*(✗|error)/i;

/** The last line that is marked as a failure, and what follows: before it are progress lines. */
function sinceFailure(text: string): string {
  const lines = text.split('\n');
  const from = lines.findLastIndex((line) => FAILURE.test(line) && plain(line) !== '');
  return from === -1 ? '' : lines.slice(from).map(plain).join('\n');
}

/** No refusal is worth waiting longer for (ms). */
const HINT_MAX_MS = 86_400_000;
const UNIT = '(?:(ms|milliseconds?|s|secs?|seconds?|m|mins?|minutes?|h|hrs?|hours?)(?![a-z]))';
const HINT = new RegExp(
  '(?:retry[- ]after|(?:try|retry)(?: again)? in|again in|(?:available|free|resets?|ready) in|wait(?: for)?(?: another| at least)?)' +
    `[:\\s]+(?:about |around |approximately |~)?(\\d{1,6}(?:\\.\\d{1,3})?)\\s*${UNIT}?(?:[, ]*(\\d{1,2})\\s*${UNIT})?`,
  'i',
);

function unitMs(unit: string): number {
  const name = unit.toLowerCase();
  if (name === 'ms' || name.startsWith('milli')) return 1;
  return name.startsWith('h') ? 3_600_000 : name.startsWith('m') ? 60_000 : 1_000;
}

/** `retry_after` in seconds or `retry_after_ms`, as a number or as text → ms. */
function hintIn(from: Readonly<Record<string, unknown>>): number | undefined {
  const ms = from['retry_after_ms'] ?? from['retryAfterMs'];
  const seconds = from['retry_after_seconds'] ?? from['retry_after'] ?? from['retryAfter'] ?? from['retryAfterSeconds'];
  const value = ms === undefined ? numberOf(seconds) * 1_000 : numberOf(ms);
  return value >= 0 && value <= HINT_MAX_MS ? value : undefined;
}

const numberOf = (value: unknown): number =>
  typeof value === 'number' || (typeof value === 'string' && /^\d+(\.\d+)?$/.test(value)) ? Number(value) : NaN;

/** `Retry-After: 30`, `Retry in 2 seconds`, `try again in about 5 minutes`, `available in 1h 30m` → ms. */
function hintInText(said: string): number | undefined {
  const [, count, unit = 's', more = '0', moreUnit = 's'] = HINT.exec(said) ?? [];
  if (count === undefined) return undefined;
  return Math.min(Number(count) * unitMs(unit) + Number(more) * unitMs(moreUnit), HINT_MAX_MS);
}

/** `10/10`, `10 of 10 sessions`, `10 active sessions (max 10)` → used and limit. */
function poolIn(said: string): { used: number; limit: number } | null {
  const [used = NaN, limit = NaN] =
    /(?<![\d/.:-])(\d{1,5})(?:\s*(?:\/|of|out of)\s*|[ \w]{0,30}\(max(?:imum)?\.? )(\d{1,5})(?![\d/:-])/i
      .exec(said)
      ?.slice(1)
      .map(Number) ?? [];
  // A date is not a pool: a limit that was lowered leaves a few more in use, not a hundred times as many.
  return limit > 0 && used >= limit && used <= 10 * limit ? { used, limit } : null;
}

const plain = (line: string): string =>
  line
    .replace(/^\s*(\[gpu\]> \||\[gpu\]>|>>|✗)\s*/, '')
    .replace(/^error:\s*/i, '')
    .trim();

/** The line that says what went wrong, without the CLI's prefixes; a log record of its program only if there is nothing else. */
export function reasonOf(text: string, fallback: string, code: number | null): string {
  const every = linesOf(text);
  const own = every.filter((line) => !TRACING.test(line));
  const marked = own.findLast((line) => FAILURE.test(line) && plain(line) !== '');
  const last = (lines: readonly string[]): string | undefined => lines.map(plain).findLast((said) => said !== '');
  const line = marked === undefined ? (last(own) ?? last(every)) : plain(marked);
  return (line ?? `gpu ended with ${code === null ? 'a signal' : `exit code ${code}`} (${fallback})`).slice(0, 500);
}

/** The system did not start `gpu` at all. */
export function notStarted(spawnError: string): Refused {
  // Windows calls it a name that is too long.
  return ['E2BIG', 'ENAMETOOLONG'].includes(spawnError)
    ? {
        kind: 'refused',
        class: 'usage',
        reason: 'The command is longer than this system allows; put it into a file.',
        stage: 'unreached',
      }
    : { kind: 'refused', class: 'infra', reason: `gpu could not be started (${spawnError}).`, stage: 'unreached' };
}

/** How far a run is known to have come before it was refused: not at all, accepted by the service, or synced to a pod. */
export type Reached = 'nothing' | 'accepted' | 'synced';

/**
 * Whether a refusal excludes that its workload ran. Once the workspace is on a pod, only a message about a stage before the
 * start does: a workload may print and return anything else.
 */
export function excludesStart({ stage = 'unknown' }: Pick<Refused, 'stage'>, reached: Reached): boolean {
  switch (stage) {
    case 'setup':
      return true;
    case 'rejected':
      return reached !== 'synced';
    case 'unreached':
      return reached === 'nothing';
    case 'unknown':
      return false;
  }
}
