import type { RefusalClass } from '../model/outcome.ts';

/**
 * What a message of GPU CLI complains about. A row matches a sentence that has one of its subjects and one of its complaints,
 * or one of its idioms. The rows are in order of precedence: what waiting cannot cure comes before what it can.
 */
export interface Row {
  readonly class: RefusalClass;
  readonly subject: RegExp;
  readonly complaint: RegExp;
  /** Complete by itself. */
  readonly idiom: RegExp;
  /** Code of a JSON error. */
  readonly code: RegExp;
  readonly examples: readonly string[];
  /** Sentences with similar words that this row must not match. */
  readonly not: readonly string[];
}

const NEVER = /(?!)/;
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
    code: NEVER,
    examples: [
      'Relay handshake failed: Session expired',
      'rsync error',
      'SSH connection failed',
      'Permission denied during sync',
      'Sync failed',
      "bootstrap failed at stage 'heartbeat' for pod 'x' (transport): Timed out waiting for agent on pod x after 60 seconds",
      'workspace sync failed: local workspace changed during transfer; retry required before submission',
      'tls handshake timeout',
    ],
    not: ['SSH private key not found', 'Your session has expired, please log in', 'Session limit reached'],
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
    examples: [
      'Auth required',
      'Authorization denied',
      'login failed',
      'Unauthorized',
      'You are not logged in',
      'The service account token has been revoked.',
      'credentials are invalid',
      'Invalid API key',
      'No credentials found',
      'Your session has expired, please log in',
      'Run gpu auth login first',
    ],
    not: ['Permission denied during sync', 'Relay handshake failed: Session expired', 'authors are unknown'],
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
    examples: [
      'Monthly spending limit reached',
      'Payment required: your card was declined',
      'Not enough credits',
      'You do not have enough funds',
      'insufficient balance',
      'out of credit',
      'billing is past due',
      'above max_price',
      'Service accounts are not included in your plan',
      'requires a Team plan: session limit reached',
      'You have used all GPU hours included in your plan',
      'Monthly GPU quota exceeded. Upgrade or wait for the quota refresh.',
    ],
    not: [
      'Plan allows 3 concurrent sessions',
      'Quota exceeded',
      'all 10 concurrent sessions of my-team (Team plan) are in use. Run `gpu upgrade` or wait.',
    ],
  },
  {
    class: 'saturated',
    subject:
      /\b((?<!(connection|thread|worker|memory) )pools?|sessions?|slots?|concurren(t|cy)|(parallel|running|simultaneous|active) (runs?|jobs?|workloads?|pods?|tests))\b/i,
    complaint:
      /limit|\bcap\b|ceiling|max(imum)?\b|\bmost\b|quota|full\b|busy|in use|taken|occupied|exhausted|exceeded|reached|capacity|already|available|allow|too many|\b(no|all|another)\b(?!.{0,20}\bfound)|\bleft\b|\bactive\b/i,
    idiom: /session pool/i,
    code: /quota_exceeded|session|concurren|pool/i,
    examples: [
      'Session limit reached',
      'session pool is full (25/25)',
      'Quota exceeded: all 10 concurrent sessions of my-team (Team plan) are in use. Run `gpu upgrade` or wait.',
      'Too many concurrent sessions',
      '10 active sessions (max 10)',
      'You are already running 10 sessions',
      'Plan allows 3 concurrent sessions',
      'concurrency exhausted',
      'no free sessions',
      'maximum concurrent sessions reached',
    ],
    not: ['obsession limits', 'Session expired', 'connection pool exhausted', 'No session found'],
  },
  {
    class: 'capacity',
    subject:
      /\b(gpus?(?![.\w-])|instances?|machines?|offers?|hosts?|pods?|stock|capacity|inventory|resources?|[ABHLV]\d{2,3}\w*|RTX ?\w+)\b/i,
    complaint:
      /\bno\b.{0,60}\b(available|found|free|left)|no longer|not enough|(not|none) .{0,20}(available|enough)|(does|do) not have|unavailable|insufficient|out of|(could|can) ?not find|unable to find|\bno (more )?(stock|capacity|instances?|offers?|machines?)\b|(failed|unable|could not|cannot) (to )?(create|provision|acquire|allocate|rent|launch)/i,
    idiom: /sold out|provisioning timeout|provisioning timed out/i,
    code: /capacity|no_gpu|stock|provision/i,
    examples: [
      'No GPUs available',
      'No pod available',
      'No H100 GPU is available',
      'Provisioning timeout',
      'Failed to create pod',
      'Insufficient resources',
      'out of stock',
      'no capacity',
      'There are no longer any instances available with the requested specifications.',
    ],
    not: ['service unavailable', 'Unknown GPU type', 'No gpu.jsonc found', 'gpu.jsonc not found'],
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
    examples: [
      'Daemon unavailable',
      'Failed to connect to daemon',
      'Connection refused',
      'Connection timed out',
      'Timed out waiting for agent',
      'dns trouble',
      'temporarily away',
      'service unavailable',
      'internal server error',
      'EAI_AGAIN',
    ],
    not: ['timed out', 'unknown flag'],
  },
  {
    class: 'usage',
    subject:
      /\b(flags?|options?|arg(ument)?s?\b|values?|commands?|verbs?|config(uration)?|fields?|keys?|provider|project|organization|gpu\.jsonc?|gpu type|gpu_\w+)/i,
    complaint:
      /unknown|unexpected|invalid|missing|unsupported|not supported|must be|does not exist|no such|not (a )?valid|required|requires|expected|fail(ed)? to parse|\bno\b|duplicate|between|accepts|(unable|could not|cannot) (to )?(parse|read|load)/i,
    idiom: /unrecognized|not found|no such file|^usage:|syntax error|parse error|failed to parse|unsupported/i,
    code: /usage|not_found|invalid|config/i,
    examples: [
      "error: unknown flag '--frob'",
      'unexpected argument',
      "Missing required field 'project_id'",
      'job not found',
      'invalid config',
      'usage: gpu run',
      'File not found',
    ],
    not: ['something odd', 'timed out'],
  },
  {
    class: 'timeout',
    subject: NEVER,
    complaint: NEVER,
    idiom: /time[sd]? ?out|deadline exceeded|took longer than/i,
    code: NEVER,
    examples: ['timed out', 'deadline exceeded'],
    not: ['no time'],
  },
];

/** The message names a stage after acceptance and before the workload. */
export const BEFORE_START =
  /bootstrap failed|workspace (sync|upload|transfer) failed|(waiting for|no answer from) (the )?agent|before (the )?(job |run |command |workload )?(was |is )?(submission|submitted|start|running)|\b(agent|container|pod|job|workload|command)\b[^.;]{0,30}\b(never (started|reported|came|became)|did not (start|boot|come up|become ready))/i;

/** The pod exists and does not answer: GPU CLI itself advises to terminate it. */
export const POD_BROKEN =
  /bootstrap failed|(waiting for|no answer from) (the )?agent|\bagent\b[^.;]{0,30}\b(never|did not)|quarantined|failed to boot (the )?pod/i;

/** The client did not reach the service. A connection that was open and broke has other words and proves nothing. */
export const NOT_REACHED =
  /connection refused|ECONNREFUSED|(could not|cannot|can't|unable to|failed to) (connect|reach|resolve)|not reachable|unreachable|no such host|name resolution|ENOTFOUND|EAI_AGAIN|daemon (is )?(unavailable|down|not (running|available|started))|gpud is not running/i;

/** The message is about a workload that has run, or about its outputs: whatever else it says, it is not a refusal. */
export const AFTER_START =
  /\b(while|during|of|after)\b[^.;]{0,40}\b(running|execution|executing|runtime|training)\b|\bwas (still )?running\b|\b(job|workload|process|command|script|container|program|session)\b[^.;]{0,60}\b(ended|exited|terminated|crashed|(was|were|got|been) (stopped|killed|ended|interrupted|evicted|terminated))|preempt|reclaimed|evicted|spot interruption|\(exit \d|\boutputs?\b[^.;]{0,30}\b(sync|download|transfer|upload|fail)|\b(sync|download|transfer|collect|fetch|copy)\w*[^.;]{0,20}\b(outputs?|results?|artifacts?)\b/i;

/** A sentence that advises: what it names, such as a plan, may not be what is missing. */
const ADVICE =
  /^\s*(run|try|upgrade|visit|see|use|check|contact|please|choose|add|update|wait|stop|retry|hint|help|note|recovery)\b/i;

const SENTENCE_MAX = 1_000;

/** @returns the row of the first sentence that complains; advice such as "Upgrade to …" counts only if nothing else does. */
export function rowOf(text: string): Row | undefined {
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

export const matches = (row: Row, sentence: string): boolean =>
  row.idiom.test(sentence) || (row.subject.test(sentence) && row.complaint.test(sentence));
