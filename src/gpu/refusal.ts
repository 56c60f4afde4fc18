import type { Outcome, RefusalClass } from '../model/outcome.ts';
import { bare, isTracing, withoutColor } from './cli-lines.ts';
import { fields, readJson, readPool } from './parse.ts';

/**
 * What a message of GPU CLI complains about. A row matches a sentence that has one of its subjects and one of its complaints,
 * or one of its idioms. The rows are in order of precedence: what waiting cannot cure comes before what it can.
 */
export interface Row {
  readonly class: RefusalClass;
  readonly subject?: RegExp;
  readonly complaint?: RegExp;
  /** Complete by itself. */
  readonly idiom?: RegExp;
  /** Code of a JSON error. */
  readonly code?: RegExp;
}

const FAULT =
  /fail|error|fatal|expired|clos(ed|ing|e \d)|time[sd]?[- ]?out|refused|lost|denied|\bexit|broken|abnormal|reset|reject|incorrect|mismatch|unreachable|unavailable|trouble|not (found|available)/i;

/**
 * Sources: documented texts of GPU CLI 0.14 and texts in public logs. No source shows the text of a full pool or of a plan
 * limit, so these rows name the words that such a text needs.
 */
export const ROWS: readonly Row[] = [
  {
    // Before `auth` and `saturated`: the session of a relay is neither a login nor a slot of the pool.
    class: 'infra',
    subject:
      /\b(relay|tunnel|r?sync|ssh(?! (public |private )?keys?)(_\w+)?|scp|web ?sockets?|webrtc|handshake|kex\w*|host key|certificate|x509|tls|transport)\b/i,
    complaint: FAULT,
    idiom: /\b(bootstrap failed|workspace (sync|upload|transfer) failed)\b/i,
  },
  {
    class: 'auth',
    subject:
      /\b(tokens?|credentials?|api[- ]?keys?|log[- ]?in|sign[- ]?in|auth|authenticat\w*|authori[sz]ation|signature|service account|role)\b/i,
    complaint:
      /required|fail|denied|invalid|bad|wrong|incorrect|expired|revoked|rejected|refused|deactivated|disabled|missing|unknown|\bno\b|\bnot (valid|accepted|found|configured|allowed|permitted|match)|may not|cannot be used/i,
    idiom:
      /unauthori[sz]ed|forbidden|\b(401|403)\b|not (logged|signed) in|(must|need to|have to) (be logged|be signed|log|sign) in|not (authenticated|authori[sz]ed)|gpu (auth )?login|(please|to) (log|sign) in\b|^sign in\b|access denied|(do|does) not have (the )?(permission|access)|not (allowed|permitted) to/i,
    code: /auth|token|forbidden/i,
  },
  {
    class: 'budget',
    subject:
      /\b(payments?|billing|invoices?|balance|credits?|funds|(credit )?card|subscription|spend(ing)?|trial|(month|week|dai|year|annual)ly|(this|per|the) (month|week|day|year|billing (period|cycle))|(gpu|compute)[- ]?(hours?|minutes?|time))\b/i,
    complaint:
      /limit|\bcap\b|reached|exceeded|insufficient|not (have )?enough|too low|required|needed|declined|fail|fault|over ?due|past due|suspended|exhausted|out of|\bused\b|all .{0,20}used|ended|expired|\b(add|update|verify|confirm) (a|your)\b|\bno\b.{0,20}\b(left|remaining)|\bhit\b|allowance|quota|included/i,
    idiom:
      /\bquota (refresh|reset|renew)|max_price|payment required|requires? (a|an|the)? ?[\w ]{0,40}(plan|tier)\b|not (included|available|part) (in|on|of) [\w ]{0,20}(plan|tier)s?\b|(available|included) (in|on|for|with) [\w ,]{0,40}(plan|tier)s?\b|plan does not/i,
    code: /plan|payment|billing|spend|credit/i,
  },
  {
    class: 'saturated',
    subject:
      /\b((?<!(connection|thread|worker|memory) )pools?|sessions?|slots?|concurren(t|cy)|(parallel|running|simultaneous|active) (runs?|jobs?|workloads?|pods?|tests))\b/i,
    complaint:
      /limit|\bcap\b|ceiling|max(imum)?\b|\bmost\b|quota|full\b|busy|in use|taken|occupied|exhausted|exceeded|reached|capacity|already|available|allow|too many|\b(no|all|another)\b(?!.{0,20}\bfound)|\bleft\b|\bactive\b/i,
    idiom: /session pool/i,
    code: /quota_exceeded|session|concurren|pool/i,
  },
  {
    class: 'capacity',
    subject:
      /\b(gpus?(?![.\w-])|instances?|machines?|offers?|hosts?|pods?|stock|capacity|inventory|resources?|[ABHLV]\d{2,3}\w*|RTX ?\w+)\b/i,
    complaint:
      /\bno\b.{0,60}\b(available|found|free|left)|no longer|not enough|(not|none) .{0,20}(available|enough)|(does|do) not have|unavailable|insufficient|out of|(could|can) ?not find|unable to find|\bno (more )?(stock|capacity|instances?|offers?|machines?)\b|(failed|unable|could not|cannot) (to )?(create|provision|acquire|allocate|rent|launch)/i,
    idiom: /sold out|provisioning timeout|provisioning timed out/i,
    code: /capacity|no_gpu|stock|provision/i,
  },
  {
    class: 'infra',
    subject:
      /\b(connect(ion)?|fetch|request|socket|stream|tcp|pull(ing)?|response|api|control plane|upstream|agent|heartbeat|pod|image|daemon|server)\b/i,
    complaint:
      /fail|error|refused|reset|(dis|un)connected|closed|lost|time[sd]?[- ]?out|did not|never|maintenance|returned 5|could not|unreachable|gone|died|not (running|started)|unavailable|back-?off|down\b/i,
    idiom:
      /daemon|gpud\b|heartbeat|transport|network|\bdns\b|\btls\b|connection (refused|reset|closed|lost|error)|(could not|cannot|unable to) (connect|reach|resolve)|temporar(y|ily)|unavailable|bad gateway|gateway time|internal (server )?error|\b(HTTP )5\d\d\b|broken pipe|hang up|unexpected (eof|end of)|\beof\b|something went wrong|our (side|end)|rate limit|too many requests|\b429\b|overloaded|lost contact|ECONN|ETIMEDOUT|EAI_AGAIN|ENOTFOUND|operation timed out|i\/o (timeout|error)/i,
    code: /daemon|bootstrap|sync|network|transport|unavailable/i,
  },
  {
    class: 'usage',
    subject:
      /\b(flags?|options?|arg(ument)?s?\b|values?|commands?|verbs?|config(uration)?|fields?|keys?|provider|project|organization|gpu\.jsonc?|gpu type|gpu_\w+)/i,
    complaint:
      /unknown|unexpected|invalid|missing|unsupported|not supported|must be|does not exist|no such|not (a )?valid|required|requires|expected|fail(ed)? to parse|\bno\b|duplicate|between|accepts|(unable|could not|cannot) (to )?(parse|read|load)/i,
    idiom: /unrecognized|not found|no such file|^usage:|syntax error|parse error|failed to parse|unsupported/i,
    code: /usage|not_found|invalid|config/i,
  },
  {
    class: 'timeout',
    idiom: /time[sd]? ?out|deadline exceeded|took longer than/i,
  },
];

/** The service names the stage that failed, after acceptance and before the workload. */
const BEFORE_START =
  /bootstrap failed|workspace (sync|upload|transfer) failed|before (the )?(job |run |command |workload )?(was |is )?(submission|submitted)/i;

/** The same, if it is the record of a job: a client that prints this has given up, and the service may go on. */
const NEVER_STARTED =
  /(waiting for|no answer from) (the )?agent|before (the )?(job |run |command |workload )?(was |is )?(start|running)|\b(agent|container|pod|job|workload|command)\b[^.;]{0,30}\b(never (started|reported|came|became)|did not (start|boot|come up|become ready))/i;

/** The pod exists and does not answer: GPU CLI itself advises to terminate it. */
const POD_BROKEN =
  /bootstrap failed|(waiting for|no answer from) (the )?agent|\bagent\b[^.;]{0,30}\b(never|did not)|quarantined|failed to boot (the )?pod/i;

/** The record of a job, as a client shows it. */
const RECORD = /\bjob \S+ failed \(exit unknown\): /i;

/** The request was sent, and the client did not get or understand the answer: the service may have accepted it. */
const SENT =
  /connection[^.;]{0,20} (was |has been )?(reset|closed|lost|aborted|dropped|broken)|lost (the )?connection|ECONNRESET|EPIPE|broken pipe|hang up|\beof\b|unexpected end of|(answer|response|reply)[^.;]{0,20}\b(time[sd]?[- ]?out|lost|invalid|malformed|truncated|empty)|(waiting|polling|parse|parsing|decode|decoding|deserialize|read|reading)( for)? (the |an? |its )?(server'?s? |api |json )?(answer|response|reply|result|status)|provisioning (timeout|timed out)/i;

/** The service accepts nothing now. */
const DECLINED = /unavailable|maintenance|overloaded|temporar(y|ily)|rate limit|too many requests|\b(429|503)\b/i;

/** The client did not reach the service. A connection that was open and broke has other words and proves nothing. */
const NOT_REACHED =
  /connection refused|ECONNREFUSED|(could not|cannot|can't|unable to|failed to) (connect|reach|resolve)|not reachable|unreachable|no such host|name resolution|ENOTFOUND|EAI_AGAIN|daemon (is )?(unavailable|down|not (running|available|started))|gpud is not running/i;

/** The message is about a workload that has run, or about its outputs: whatever else it says, it is not a refusal. */
const AFTER_START =
  /\b(while|during|of|after)\b[^.;]{0,40}\b(running|execution|executing|runtime|training)\b|\bwas (still )?running\b|\b(job|workload|process|command|script|container|program|session)\b[^.;]{0,60}\b(ended|exited|terminated|crashed|(was|were|got|been) (stopped|killed|ended|interrupted|evicted|terminated))|preempt|reclaimed|evicted|spot interruption|\(exit \d|\boutputs?\b[^.;]{0,30}\b(sync|download|transfer|upload|fail)|\b(sync|download|transfer|collect|fetch|copy)\w*[^.;]{0,20}\b(outputs?|results?|artifacts?)\b/i;

/** A sentence that advises: what it names, such as a plan, may not be what is missing. */
const ADVICE =
  /^\s*(run|try|upgrade|visit|see|use|check|contact|please|choose|add|update|wait|stop|retry|hint|help|note|recovery)\b/i;

const SENTENCE_MAX = 1_000;

/** @returns the row of the first sentence that complains; advice such as "Upgrade to …" counts only if nothing else does. */
function rowOf(text: string): Row | undefined {
  const sentences = text
    .split(/[\r\n]+|(?<=[.!?;])\s+/)
    .map((sentence) => sentence.trim().slice(0, SENTENCE_MAX))
    .filter((sentence) => sentence !== '');
  const found = (among: readonly string[]): Row | undefined =>
    ROWS.find((row) => among.some((sentence) => matches(row, sentence)));
  return (
    found(sentences.filter((sentence) => !ADVICE.test(sentence))) ??
    found(sentences.filter((sentence) => ADVICE.test(sentence)))
  );
}

export const matches = ({ idiom, subject, complaint }: Row, sentence: string): boolean =>
  idiom?.test(sentence) === true || (subject?.test(sentence) === true && complaint?.test(sentence) === true);

export type Refused = Extract<Outcome, { kind: 'refused' }>;

/** Exit codes of GPU CLI 0.14. 1 has no meaning of its own; 15 and 130 are endings that a person or this action asked for. */
const CODES: ReadonlyMap<number | null, RefusalClass> = new Map([
  [2, 'usage'],
  [10, 'auth'],
  [12, 'usage'],
  [13, 'infra'],
  [14, 'timeout'],
]);
/** The client did not reach the service. */
const UNREACHED = 13;
/** "Quota exceeded": a full pool, unless the message is about money, a plan or a period. */
const QUOTA = 11;

/**
 * Reads a refusal from the CLI's JSON, its own text and its exit code, once: nothing reads its text after this.
 * @param text the CLI's stderr, or a job's `failure_reason`; never text of the workload.
 * @param code null if the text is the `failure_reason`.
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
  const own = ownLines(text);
  const stderr = own.join('\n');
  const all = `${message}\n${stderr}`;
  const isSaturation = saturation?.test(all) === true;
  const from = failureIn(own);
  const sinceFailure = from === -1 ? '' : own.slice(from).map(plain).join('\n');
  const failure = `${message}\n${sinceFailure || stderr}`;
  const isRecord = code === null || RECORD.test(failure);
  const neverStarted = BEFORE_START.test(failure) || (isRecord && NEVER_STARTED.test(failure));
  if (!isSaturation && !neverStarted && AFTER_START.test(all)) return undefined;
  const byWords = rowOf(message)?.class ?? rowOf(sinceFailure)?.class ?? rowOf(stderr)?.class;
  // Without the words of a pool it may also be a quota of a period, which waiting does not cure.
  const isQuota = code === QUOTA && !isSaturation && [undefined, 'usage', 'timeout'].includes(byWords);
  const found =
    isSaturation || isQuota
      ? 'saturated'
      : (byWords ?? byErrorCode(error['code']) ?? CODES.get(code) ?? (neverStarted ? 'infra' : undefined));
  if (found === undefined) return undefined;
  const retryAfterMs = hintIn(error) ?? hintIn(json) ?? hintInText(all);
  const pool = found === 'saturated' ? (readPool(error['sessions']) ?? poolIn(all)) : null;
  const isJson = message !== '' || typeof error['code'] === 'string';
  const stage = neverStarted ? 'setup' : stageOf(found, failure, { code, isRecord, isJson });
  // A client that shows the record of its job has not lost the service.
  const isShown = isRecord && code !== null && stage === 'rejected';
  const isCertain = stage !== 'unknown' && (isJson || isShown || isOwnCode(code, found, stage));
  return {
    kind: 'refused',
    class: found,
    reason: reasonOf(message === '' ? text : message, found, code),
    stage,
    ...(isCertain && { isCertain: true }),
    // Other messages name pods of others: those that use up the pool.
    ...(stage === 'setup' && POD_BROKEN.test(failure) && { podBroken: true }),
    ...(isQuota && { quota: true }),
    ...(retryAfterMs !== undefined && { retryAfterMs }),
    ...(pool !== null && { pool }),
  };
}

const byErrorCode = (word: unknown): RefusalClass | undefined =>
  typeof word === 'string' ? ROWS.find(({ code }) => code?.test(word) === true)?.class : undefined;

interface Source {
  readonly code: number | null;
  readonly isRecord: boolean;
  readonly isJson: boolean;
}

/**
 * What was rejected did not start; a fault or a time limit can come at any time, unless the service was not reached. A client that did
 * not get the answer knows nothing, whatever else it prints.
 */
function stageOf(
  kind: RefusalClass,
  failure: string,
  { code, isRecord, isJson }: Source,
): NonNullable<Refused['stage']> {
  if (!isRecord && SENT.test(failure)) return 'unknown';
  if (code === UNREACHED) return 'unreached';
  if (kind !== 'infra' && kind !== 'timeout') return 'rejected';
  if (NOT_REACHED.test(failure) || (!isRecord && DECLINED.test(failure))) return 'unreached';
  return isJson && kind === 'infra' ? 'rejected' : 'unknown';
}

/** Whether the exit code means this class of refusal, and nothing else. */
function isOwnCode(code: number | null, kind: RefusalClass, stage: Refused['stage']): boolean {
  if (code === QUOTA) return kind === 'saturated' || kind === 'budget';
  return code === UNREACHED ? stage === 'unreached' : CODES.get(code) === kind;
}

const linesOf = (text: string): string[] => withoutColor(text).split(/\r?\n|\r/);
/** Without log records of the program. */
const ownLines = (text: string): string[] => linesOf(text).filter((line) => !isTracing(line));

const FAILURE = /^\s*(✗|error)/i;

const plain = (line: string): string =>
  bare(line)
    .replace(/^error:\s*/i, '')
    .trim();

/** Where the last line is that is marked as a failure; -1 without one. Before it are progress lines. */
const failureIn = (lines: readonly string[]): number =>
  lines.findLastIndex((line) => FAILURE.test(line) && plain(line) !== '');

/** No refusal is worth waiting longer for (ms). */
const HINT_MAX_MS = 86_400_000;
const UNIT = '(?:(ms|milliseconds?|s|secs?|seconds?|m|mins?|minutes?|h|hrs?|hours?)(?![a-z]))';
const HINT = new RegExp(
  '(?:retry[- ]after|(?:try|retry)(?: again)? in|again in|(?:available|free|resets?|ready) in|wait(?: for)?(?: another| at least)?)' +
    `[:\\s]+(?:about |around |approximately |~)?(\\d{1,6}(?:\\.\\d{1,3})?)\\s*${UNIT}?(?:[, ]*(\\d{1,2})\\s*${UNIT})?`,
  'i',
);

const unitMs = (unit: string): number =>
  /^(ms|milli)/i.test(unit) ? 1 : /^h/i.test(unit) ? 3_600_000 : /^m/i.test(unit) ? 60_000 : 1_000;

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

/** The line that says what went wrong, without the CLI's prefixes; a log record of its program only if there is nothing else. */
export function reasonOf(text: string, fallback: string, code: number | null): string {
  const own = ownLines(text);
  const last = (lines: readonly string[]): string | undefined => lines.map(plain).findLast((said) => said !== '');
  const line = plain(own[failureIn(own)] ?? '') || (last(own) ?? last(linesOf(text)));
  return (line ?? `gpu ended with ${code === null ? 'a signal' : `exit code ${code}`} (${fallback})`).slice(0, 500);
}

/** The system did not start `gpu` at all. */
export const notStarted = (spawnError: string): Refused => ({
  kind: 'refused',
  stage: 'unreached',
  ...(spawnError === 'E2BIG'
    ? { class: 'usage', reason: 'The command is longer than this system allows; put it into a file.' }
    : { class: 'infra', reason: `gpu could not be started (${spawnError}).` }),
});

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
