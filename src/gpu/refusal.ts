import type { Outcome } from '../core/outcome.ts';
import { fields, readJson, readPool } from './views.ts';

export type Refused = Extract<Outcome, { kind: 'refused' }>;

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
    /spend(ing)? limit|payment|billing (is|was|has)|insufficient (funds|credit|balance)|out of credit|credit (is )?exhausted|card (was )?declined|max_price|not (included|available) (in|on) (your|the|this) plan|requires? (a|an|the) [\w ]{0,60}(plan|tier)|plan does not/i,
  ],
  [
    'saturated',
    /\b(pooled )?(session|concurren\w+)s?\b.{0,60}\b(limit|in use|full|exhausted|exceeded|reached|busy|available|maximum|taken)|\b(limit|maximum|all|no( free)?|quota)\b.{0,40}\bsessions?\b|session pool|pool is full/i,
  ],
  [
    'capacity',
    /no .{0,40}\b(gpus?|capacity)\b.{0,20}available|provisioning timeout|failed to create pod|insufficient (resources|capacity)|out of (capacity|stock)|no capacity/i,
  ],
  [
    'infra',
    /daemon|gpud|bootstrap failed|workspace sync failed|sync failed|heartbeat|transport|timed out waiting for agent|connection (refused|reset|closed|lost|error)|could not connect|network|dns|tls|temporar(y|ily)|service unavailable|bad gateway|internal server error|ECONN|ETIMEDOUT|EAI_AGAIN/i,
  ],
  [
    'usage',
    /unknown (flag|option|argument|command|verb)|unexpected argument|invalid (flag|option|value|config|argument)|unrecognized|not found|usage:/i,
  ],
  ['timeout', /timed? ?out/i],
];

/** Exit codes of GPU CLI 0.14. 1 says nothing, 11 stands with its words, 15 and 130 are endings we or a person asked for. */
const CODES: ReadonlyMap<number | null, Refused['class']> = new Map([
  [2, 'usage'],
  [10, 'auth'],
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
  const kind =
    (saturation?.test(said) === true ? 'saturated' : undefined) ??
    byWords(said, code) ??
    byErrorCode(error['code']) ??
    CODES.get(code);
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

const byErrorCode = (word: unknown): Refused['class'] | undefined =>
  typeof word === 'string' ? ERROR_CODES.find(([, pattern]) => pattern.test(word))?.[0] : undefined;

const UNIT_MS = { ms: 1, s: 1_000, m: 60_000, h: 3_600_000 } as const;

/** `retry_after_seconds` of the JSON, or `retry after 30s`, `try again in 2 minutes` of the text → ms. */
function hintOf(error: Readonly<Record<string, unknown>>, said: string): number | undefined {
  const json = error['retry_after_seconds'] ?? error['retry_after'];
  if (typeof json === 'number' && json >= 0 && json <= 86_400) return json * 1_000;
  const [, count, unit = 's'] =
    /(?:retry[- ]after|(?:try|retry) again in|available in)[:\s]+(?:about )?(\d{1,5})\s*(ms|s|m|h)?/i.exec(said) ?? [];
  if (count === undefined) return undefined;
  return Math.min(Number(count) * UNIT_MS[unit.toLowerCase() as keyof typeof UNIT_MS], 86_400_000);
}

/** `10/10`, `10 of 10 sessions` → used and limit. */
function poolIn(said: string): { used: number; limit: number } | null {
  const [used = NaN, limit = NaN] =
    /\b(\d{1,5})\s*(?:\/|of|out of)\s*(\d{1,5})\b/.exec(said)?.slice(1).map(Number) ?? [];
  return limit > 0 && used >= limit ? { used, limit } : null;
}

const plain = (line: string): string =>
  line
    .replace(/^\s*(\[gpu\]> \||\[gpu\]>|>>|✗)\s*/, '')
    .replace(/^error:\s*/i, '')
    .trim();

/** The line that says what went wrong, without the CLI's prefixes. */
export function reasonOf(text: string, fallback: string, code: number | null): string {
  const lines = text.replace(/\x1b\[[0-9;]*[A-Za-z]/g, '').split(/\r?\n|\r/);
  const marked = lines.findLast((line) => /^\s*(✗|error)/i.test(line) && plain(line) !== '');
  const line = marked === undefined ? lines.map(plain).findLast((said) => said !== '') : plain(marked);
  return (line ?? `gpu ended with ${code === null ? 'a signal' : `exit code ${code}`} (${fallback})`).slice(0, 500);
}

/** The system did not start `gpu` at all. */
export function notStarted(spawnError: string): Refused {
  // Windows calls it a name that is too long.
  return ['E2BIG', 'ENAMETOOLONG'].includes(spawnError)
    ? { kind: 'refused', class: 'usage', reason: 'The command is longer than this system allows; put it into a file.' }
    : { kind: 'refused', class: 'infra', reason: `gpu could not be started (${spawnError}).` };
}

/** The job was taken and then died before its workload. */
const NEVER_STARTED = /bootstrap failed|workspace sync failed|timed out waiting for agent/i;
const NEVER_CAME_UP = /bootstrap failed|timed out waiting for agent/i;
/** The pod is there and does not answer: GPU CLI itself advises to terminate it. */
export const podIsBroken = (reason: string): boolean => NEVER_CAME_UP.test(reason);

/** The client did not get as far as the service. A line that was open and broke says other words, and proves nothing. */
const NEVER_ARRIVED =
  /connection refused|ECONNREFUSED|(could not|cannot|can't|unable to|failed to) (connect|reach|resolve)|not reachable|unreachable|no such host|name resolution|ENOTFOUND|EAI_AGAIN|daemon (is )?(unavailable|down|not (running|available|started))|gpud is not running/i;

/** How far a run is known to have come before it was refused: not at all, taken by the service, or with its workspace on a pod. */
export type Reached = 'nothing' | 'accepted' | 'synced';

/**
 * Whether a refusal excludes that its workload has run. A full pool, missing capacity, money, the token and bad usage do by
 * what they are, but not once the workspace is on a pod: then a workload may say and return the same. A fault or a time limit
 * does only where its words name a stage before the start.
 */
export function excludesStart(refused: Refused, reached: Reached): boolean {
  if (NEVER_STARTED.test(refused.reason)) return true;
  if (reached === 'synced') return false;
  if (refused.class !== 'infra' && refused.class !== 'timeout') return true;
  return reached === 'nothing' && NEVER_ARRIVED.test(refused.reason);
}
