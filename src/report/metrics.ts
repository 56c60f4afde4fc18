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
  const root = parseJson(text) ?? parseLines(text);
  if (typeof root !== 'object' || root === null) {
    throw new UserError(
      `The metrics file is not a JSON object${root === undefined ? `: ${faultOf(text)}` : ''}.`,
      'It should look like {"accuracy": 0.97, "loss": 0.08}, or hold one such object per line.',
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
  if (!Array.isArray(value)) {
    // `_type` marks a histogram, table or image that an experiment tracker wrote.
    return Object.hasOwn(value, '_type') ? [] : Object.entries(value);
  }
  const list: readonly unknown[] = value;
  if (isLog(list)) return lastOf(list.filter(isRecord));
  return list.length > MAX_LIST && value.every((item) => typeof item === 'number') ? [] : Object.entries(list);
}

type Entry = Readonly<Record<string, unknown>>;

/** Records of one training, as opposed to results of several classes: each one names its step. */
const isLog = (list: readonly unknown[]): boolean =>
  list.length > 0 &&
  list.every((item) => isRecord(item) && Object.keys(item).some((key) => /^_?(global_?)?(step|epoch|iter)/i.test(key)));

const isRecord = (value: unknown): value is Entry =>
  typeof value === 'object' && value !== null && !Array.isArray(value);

function lastOf(records: readonly Entry[]): readonly (readonly [string, unknown])[] {
  const last = new Map<string, unknown>();
  for (const record of records) for (const [key, value] of Object.entries(record)) last.set(key, value);
  return [...last];
}

/** A finite number, also in a string: many programs write results as strings. */
function numberOf(value: unknown): number | undefined {
  const isNumber =
    typeof value === 'number' ||
    (typeof value === 'string' && /^\s*[+-]?(\d+\.?\d*|\.\d+)(e[+-]?\d+)?\s*%?\s*$/i.test(value));
  const number = isNumber ? parseFloat(String(value)) : NaN;
  return Number.isFinite(number) ? number : undefined;
}

function parseJson(text: string): unknown {
  for (const read of [text, withoutNaN(text)]) {
    try {
      return JSON.parse(read);
    } catch {
      continue;
    }
  }
  return undefined;
}

/** Python writes NaN and Infinity as they are. A diverged loss should not cost the other numbers. */
const withoutNaN = (text: string): string =>
  text.replace(/"[^"\\]*(?:\\.[^"\\]*)*"?|-?\b(?:NaN|Infinity)\b/g, (part) => (part.startsWith('"') ? part : 'null'));

/** JSON Lines as one object. The last line may be cut: the log was still being written. */
function parseLines(text: string): unknown {
  const lines = text.split('\n').filter((line) => line.trim() !== '');
  const records = lines.map(parseJson);
  if (lines.length > 1 && records.at(-1) === undefined) records.pop();
  return records.length > 0 && records.every(isRecord) ? Object.fromEntries(lastOf(records)) : undefined;
}

function faultOf(text: string): string {
  try {
    JSON.parse(text);
    return '';
  } catch (error) {
    return (error as SyntaxError).message;
  }
}

/** Each number next to that of the baseline, what got worse first. Names that only the baseline has are left out. */
export function compare(metrics: Metrics, baseline?: Metrics): MetricRow[] {
  const rows = [...metrics].map(([name, value]): MetricRow => {
    const better = directionOf(name);
    const before = baseline?.get(name);
    if (before === undefined) {
      return { name, value, baseline: null, change: null, better, verdict: baseline === undefined ? 'unknown' : 'new' };
    }
    const change = value - before;
    return { name, value, baseline: before, change, better, verdict: verdictOf(change, value, before, better) };
  });
  const worse = regressions(rows);
  return [...worse, ...rows.filter((row) => row.verdict !== 'worse')];
}

function verdictOf(change: number, value: number, before: number, better: MetricRow['better']): MetricRow['verdict'] {
  if (Math.abs(change) <= NOISE * Math.max(Math.abs(value), Math.abs(before))) return 'same';
  if (better === null) return 'unknown';
  return change > 0 === (better === 'up') ? 'better' : 'worse';
}

/** The rows that got worse, largest relative change first. */
function regressions(rows: readonly MetricRow[]): MetricRow[] {
  const size = (row: MetricRow): number => Math.abs((row.change ?? 0) / (row.baseline || Number.EPSILON));
  return rows.filter((row) => row.verdict === 'worse').sort((a, b) => size(b) - size(a));
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
