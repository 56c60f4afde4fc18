import { UserError } from '../model/errors.ts';
import type { MetricRow } from '../model/outcome.ts';

const MAX_TEXT = 1_000_000;
const MAX_DEPTH = 8;
const MAX_NAME = 120;
/** A longer list of numbers is a curve or a histogram, not a metric for each entry. */
const MAX_LIST = 16;
/** Rows of a report. The regressions come first, so that the limit does not hide one. */
export const MAX_ROWS = 200;
/** A smaller relative change is not judged: timing and rounding cause it. */
const NOISE = 0.001;

/** Numbers by dotted name, in the order of the file. */
export type Metrics = ReadonlyMap<string, number>;

/**
 * Reads the numbers of a JSON or JSON Lines file that a workload wrote: flat, nested (`eval.loss`, `per_class.0`), or as the
 * records of a training log, of which the last value of each name counts.
 * @throws UserError if the text is neither.
 */
export function parseMetrics(text: string): Metrics {
  if (text.length > MAX_TEXT) {
    throw new UserError(
      'The metrics file is larger than 1 MB.',
      'Write only the numbers that belong into the summary.',
    );
  }
  let root: unknown;
  let fault = '';
  try {
    root = parseJson(text);
  } catch (error) {
    root = parseLines(text);
    fault = `: ${(error as SyntaxError).message}`;
  }
  if (typeof root !== 'object' || root === null) {
    throw new UserError(
      `The metrics file is not a JSON object${fault}.`,
      'It should look like {"accuracy": 0.97, "loss": 0.08}, or have one such object per line.',
    );
  }
  const values = new Map<string, number>();
  const walk = (value: unknown, name: string, depth: number): void => {
    const number = numberOf(value);
    if (number !== undefined) values.set(name, number);
    else if (typeof value === 'object' && value !== null && depth < MAX_DEPTH) {
      for (const [key, inner] of entriesOf(value)) {
        walk(inner, (name === '' ? key : `${name}.${key}`).slice(0, MAX_NAME), depth + 1);
      }
    }
  };
  walk(root, '', 0);
  return values;
}

function entriesOf(value: object): readonly (readonly [string, unknown])[] {
  // `_type` marks a histogram, table or image that an experiment tracker wrote.
  if (!Array.isArray(value)) return Object.hasOwn(value, '_type') ? [] : Object.entries(value);
  const list: readonly unknown[] = value;
  if (list.length > 0 && list.every(isLogRecord)) return lastOf(list.filter(isRecord));
  return list.length > MAX_LIST && list.every((item) => typeof item === 'number') ? [] : Object.entries(list);
}

const isRecord = (value: unknown): value is Readonly<Record<string, unknown>> =>
  typeof value === 'object' && value !== null && !Array.isArray(value);

/** Of one training, as opposed to the result of one class: it names its step. */
const isLogRecord = (item: unknown): boolean =>
  isRecord(item) && Object.keys(item).some((key) => /^_?(global_?)?(step|epoch|iter)/i.test(key));

const lastOf = (records: readonly object[]): readonly (readonly [string, unknown])[] => [
  ...new Map<string, unknown>(records.flatMap((record) => Object.entries(record))),
];

/** A finite number, also in a string: many programs write results as strings. */
function numberOf(value: unknown): number | undefined {
  const isNumber =
    typeof value === 'number' ||
    (typeof value === 'string' && /^\s*[+-]?(\d+\.?\d*|\.\d+)(e[+-]?\d+)?\s*%?\s*$/i.test(value));
  const number = isNumber ? parseFloat(String(value)) : NaN;
  return Number.isFinite(number) ? number : undefined;
}

/** Python writes NaN and Infinity as they are. A diverged loss should not cost the other numbers. */
const NOT_FINITE = /"[^"\\]*(?:\\.[^"\\]*)*"?|-?\b(?:NaN|Infinity)\b/g;

/** @throws SyntaxError */
const parseJson = (text: string): unknown =>
  JSON.parse(text.replace(NOT_FINITE, (part) => (part.startsWith('"') ? part : 'null')));

/** JSON Lines as one object. The last line may be cut: the log was still being written. */
function parseLines(text: string): unknown {
  const lines = text.split('\n').filter((line) => line.trim() !== '');
  const records: unknown[] = [];
  for (const [at, line] of lines.entries())
    try {
      records.push(parseJson(line));
    } catch {
      if (at === 0 || at < lines.length - 1) return undefined;
    }
  return records.length > 0 && records.every(isRecord) ? Object.fromEntries(lastOf(records)) : undefined;
}

/** Each number next to that of the baseline, what got worse first. Names that only the baseline has are left out. */
export function compare(metrics: Metrics, baseline?: Metrics): MetricRow[] {
  const rows = [...metrics].map(([name, value]): MetricRow => {
    const better = directionOf(name);
    const before = baseline?.get(name) ?? null;
    const change = before === null ? null : value - before;
    const verdict = before === null ? (baseline === undefined ? 'unknown' : 'new') : verdictOf(value, before, better);
    return { name, value, baseline: before, change, better, verdict };
  });
  /** Regressions first, largest relative change first; the others in the order of the file. */
  const weight = ({ verdict, change, baseline: before }: MetricRow): number =>
    verdict === 'worse' ? Math.abs((change ?? 0) / (before || Number.EPSILON)) : -1;
  return rows.sort((a, b) => weight(b) - weight(a));
}

function verdictOf(value: number, before: number, better: MetricRow['better']): MetricRow['verdict'] {
  if (Math.abs(value - before) <= NOISE * Math.max(Math.abs(value), Math.abs(before))) return 'same';
  if (better === null) return 'unknown';
  return value > before === (better === 'up') ? 'better' : 'worse';
}

const set = (words: string): ReadonlySet<string> => new Set(words.split(' '));
/** Words without digits at their end: `top5`, `AP50` and `recall10` are read as `top`, `ap` and `recall`. */
const UP = set(
  'accuracy acc auc auroc auprc roc f fbeta precision recall sensitivity specificity map ap aps apm apl ar ars arm arl iou miou dice jaccard ' +
    'bleu rouge rougel meteor chrf r score throughput qps fps rps mfu hfu psnr ssim reward ndcg mrr hit hits win pass passed coverage correct ' +
    'speedup top kappa mcc tps fitness',
);
const DOWN = set(
  'loss error errors err time runtime duration seconds secs sec ms latency perplexity ppl wer cer mae mse rmse mape nll bpb bpc fid kid lpips ' +
    'ece brier regret cost usd kwh joules memory vram divergence kl failures failed fpr fnr',
);
const NEITHER = set('scale weight lr seed');
const PER_TIME = /(per|\/)[_ .-]?(s|sec|second|min|minute|h|hour|day)s?$/i;

/** Whether a higher or a lower number is better, by its name. Null if the name does not show it, or shows both. */
export function directionOf(name: string): 'up' | 'down' | null {
  if (PER_TIME.test(name)) return 'up';
  const last =
    name
      .split('.')
      .filter((part) => !/^\d+$/.test(part))
      .at(-1) ?? name;
  return directionOfWords(wordsOf(last)) ?? (name === last ? null : directionOfWords(wordsOf(name)));
}

function wordsOf(name: string): string[] {
  return name
    .replace(/([a-z])([A-Z])/g, '$1 $2')
    .toLowerCase()
    .split(/[^a-z0-9]+/)
    .map((word) => word.replace(/\d+$/, ''))
    .filter(Boolean);
}

function directionOfWords(words: readonly string[]): 'up' | 'down' | null {
  if (words.some((word) => NEITHER.has(word))) return null;
  const joined = words.join(' ');
  if (/\b(false|error) (positive|negative|rate)/.test(joined)) return 'down';
  if (/\btrue (positive|negative)/.test(joined)) return 'up';
  const up = words.some((word) => UP.has(word));
  const down = words.some((word) => DOWN.has(word));
  return up === down ? null : up ? 'up' : 'down';
}
