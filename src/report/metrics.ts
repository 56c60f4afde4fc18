import { UserError } from '../core/errors.ts';
import type { MetricRow } from '../core/outcome.ts';

const MAX_TEXT = 1_000_000;
const MAX_COUNT = 200;
const MAX_DEPTH = 8;
const MAX_NAME = 120;

/** Numbers by dotted name, in the order of the file. `dropped` counts those beyond the limit, so that it can be told. */
export interface Metrics {
  readonly values: ReadonlyMap<string, number>;
  readonly dropped: number;
}

/**
 * Reads the numbers of a JSON file that a workload wrote: flat or nested (`eval.loss`, `per_class.0`). What is no finite number is passed over.
 * @throws UserError where it is no JSON object.
 */
export function parseMetrics(text: string): Metrics {
  if (text.length > MAX_TEXT) {
    throw new UserError(
      'The metrics file is larger than 1 MB.',
      'Write only the numbers that belong into the summary.',
    );
  }
  const root = parseJson(text.replace(/^\uFEFF/, ''));
  if (typeof root !== 'object' || root === null) {
    throw new UserError(
      'The metrics file holds no JSON object.',
      'It should look like {"accuracy": 0.97, "loss": 0.08}.',
    );
  }
  const values = new Map<string, number>();
  let dropped = 0;
  const walk = (value: unknown, name: string, depth: number): void => {
    if (typeof value === 'number' && Number.isFinite(value)) {
      if (values.size < MAX_COUNT) values.set(name, value);
      else dropped++;
    } else if (typeof value === 'object' && value !== null && depth < MAX_DEPTH) {
      for (const [key, inner] of Object.entries(value)) {
        walk(inner, (name === '' ? key : `${name}.${key}`).slice(0, MAX_NAME), depth + 1);
      }
    }
  };
  walk(root, '', 0);
  return { values, dropped };
}

function parseJson(text: string): unknown {
  try {
    return JSON.parse(text);
  } catch (error) {
    try {
      // Python's json.dump writes NaN and Infinity as they are; a diverged loss should not cost the other numbers.
      return JSON.parse(
        text.replace(/"[^"\\]*(?:\\.[^"\\]*)*"?|-?\b(?:NaN|Infinity)\b/g, (part) =>
          part.startsWith('"') ? part : 'null',
        ),
      );
    } catch {
      throw new UserError(
        `The metrics file is no JSON: ${(error as SyntaxError).message}.`,
        'It should look like {"accuracy": 0.97, "loss": 0.08}.',
      );
    }
  }
}

/** Each number beside the baseline's. Names that only the baseline has are left out: they were not measured. */
export function compare(metrics: Metrics, baseline?: Metrics): MetricRow[] {
  return [...metrics.values].map(([name, value]) => {
    const better = directionOf(name);
    const before = baseline?.values.get(name);
    if (before === undefined) {
      return { name, value, baseline: null, change: null, better, verdict: baseline === undefined ? 'unknown' : 'new' };
    }
    const change = value - before;
    return { name, value, baseline: before, change, better, verdict: verdictOf(change, value, before, better) };
  });
}

function verdictOf(change: number, value: number, before: number, better: MetricRow['better']): MetricRow['verdict'] {
  // The last bits of a double are noise of the arithmetic, not of the model.
  if (Math.abs(change) <= 1e-9 * Math.max(Math.abs(value), Math.abs(before))) return 'same';
  if (better === null) return 'unknown';
  return change > 0 === (better === 'up') ? 'better' : 'worse';
}

/** The rows that got worse, largest relative change first. */
export function regressions(rows: readonly MetricRow[]): MetricRow[] {
  const size = (row: MetricRow): number => Math.abs((row.change ?? 0) / (row.baseline || Number.EPSILON));
  return rows.filter((row) => row.verdict === 'worse').sort((a, b) => size(b) - size(a));
}

const set = (words: string): ReadonlySet<string> => new Set(words.split(' '));
const UP = set(
  'accuracy acc auc auroc auprc roc f1 fbeta precision recall sensitivity specificity map ap iou miou dice jaccard bleu rouge rouge1 rouge2 rougel ' +
    'meteor chrf r2 score throughput qps fps rps mfu hfu psnr ssim reward ndcg mrr win pass passed coverage correct speedup top1 top5 kappa mcc tps',
);
const DOWN = set(
  'loss error errors err time duration seconds secs sec ms latency perplexity ppl wer cer mae mse rmse mape nll bpb bpc fid kid lpips ece brier ' +
    'regret cost usd kwh joules memory vram divergence kl failures failed fpr fnr',
);
const NEITHER = set('scale weight lr seed');
const PER_TIME = /(per|\/)[_ .-]?(s|sec|second|min|minute|h|hour|day)s?$/i;

/** Whether a higher or a lower number is better, by its name. Null where the name does not say, or says both. */
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
