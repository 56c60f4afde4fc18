import { describe, expect, test } from '@jest/globals';
import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { UserError } from '../../src/model/errors.ts';
import type { MetricRow } from '../../src/model/outcome.ts';
import { compare, directionOf, parseMetrics } from '../../src/report/metrics.ts';
import { metricsTable } from '../../src/report/figures.ts';

const input = (name: string): string =>
  readFileSync(join(import.meta.dirname, '..', 'fixtures', 'metrics', name), 'utf8');
const valuesOf = (text: string): Record<string, number> => Object.fromEntries(parseMetrics(text));
const worseIn = (now: string, before: string): string[] =>
  compare(parseMetrics(now), parseMetrics(before))
    .filter(({ verdict }) => verdict === 'worse')
    .map(({ name }) => name);

describe('reads numbers as programs write them', () => {
  test.each<[string, string, Record<string, number>]>([
    ['flat', '{"a": 1, "b": 2.5}', { a: 1, b: 2.5 }],
    [
      'nested',
      '{"eval": {"loss": 0.3, "per_class": [0.9, 0.8]}}',
      { 'eval.loss': 0.3, 'eval.per_class.0': 0.9, 'eval.per_class.1': 0.8 },
    ],
    ['NaN of Python', '{"loss": NaN, "best": -Infinity, "say": "NaN", "n": 3}', { n: 3 }],
    ['a name that JavaScript uses', '{"__proto__": {"x": 1}}', { '__proto__.x': 1 }],
    ['strings', input('strings.json'), { accuracy: 0.9312, loss: 0.21 }],
    [
      'strings with units and exponents',
      '{"lr": "2e-5", "top1": "71.3%", "run": "v1.2", "n": ""}',
      { lr: 2e-5, top1: 71.3 },
    ],
    ['no numbers', input('nulls.json'), {}],
  ])('%s', (_name, text, expected) => expect(valuesOf(text)).toEqual(expected));

  test('one JSON object per line: the last value of each name', () => {
    const values = valuesOf(input('lines.json'));
    expect(values).toMatchObject({ iteration: 40, total_loss: 1.12, 'bbox/AP': 38.2 });
    expect(valuesOf('{"loss": 1}\n{"loss": 0.5}\n{"lo')).toEqual({ loss: 0.5 });
    expect(valuesOf('{"epoch": 1, "val": {"acc": "0.8"}}\r\n{"epoch": 2, "val": {"acc": "0.9"}}\r\n')).toEqual({
      epoch: 2,
      'val.acc': 0.9,
    });
  });

  test('the records of a training log: the last evaluation, not a row for each step', () => {
    const values = parseMetrics(input('trainer_state.json'));
    expect(values.get('log_history.eval_accuracy')).toBe(0.898);
    expect(values.get('log_history.eval_loss')).toBe(0.402);
    expect(values.size).toBeLessThan(30);
    expect(valuesOf('[{"_step": 1, "loss": 2}, {"_step": 2, "loss": 1}]')).toEqual({ _step: 2, loss: 1 });
    expect(valuesOf('{"per_class": [{"ap": 0.1}, {"ap": 0.2}]}')).toEqual({
      'per_class.0.ap': 0.1,
      'per_class.1.ap': 0.2,
    });
  });

  test('bins of histograms and curves are not metrics', () => {
    expect(Object.keys(valuesOf(input('wandb-summary.json'))).filter((name) => !name.startsWith('_'))).toEqual([
      'val/loss',
      'val/acc',
    ]);
    const curve = Array.from({ length: 100 }, (_, n) => n / 100);
    expect(valuesOf(JSON.stringify({ roc: { fpr: curve, tpr: curve }, auc: 0.9 }))).toEqual({ auc: 0.9 });
  });

  test.each([
    ['nothing', ''],
    ['text', 'accuracy: 0.9'],
    ['a bare number', '3'],
    ['cut JSON', '{"a": 1,'],
    ['more than 1 MB', `"${'x'.repeat(1_000_001)}"`],
  ])('rejects %s with an example', (_name, text) => expect(() => parseMetrics(text)).toThrow(UserError));
});

describe('detects what got worse', () => {
  test.each<[string, string[]]>([
    [
      'yolo',
      [
        'val/box_loss',
        'metrics/mAP50-95(B)',
        'fitness',
        'metrics/mAP50(B)',
        'metrics/recall(B)',
        'metrics/precision(B)',
      ],
    ],
    ['coco', ['bbox.APs', 'bbox.APm', 'bbox.AP75', 'bbox.AP', 'bbox.AR@100', 'bbox.APl', 'bbox.AP50']],
  ])('%s', (name, worse) => expect(worseIn(input(`${name}.json`), input(`${name}-baseline.json`))).toEqual(worse));

  test('a change below 0.1 % is shown and not judged', () => {
    expect(
      worseIn('{"accuracy": 0.91237, "train_runtime_sec": 812.4}', '{"accuracy": 0.91238, "train_runtime_sec": 811.9}'),
    ).toEqual([]);
    expect(worseIn('{"loss": 1.0005, "p99_ms": 100.05}', '{"loss": 1, "p99_ms": 100}')).toEqual([]);
    expect(worseIn('{"loss": 1.002}', '{"loss": 1}')).toEqual(['loss']);
    expect(worseIn('{"error": 1}', '{"error": 0}')).toEqual(['error']);
  });

  test('a regression is found behind a thousand other numbers', () => {
    const many = Object.fromEntries(Array.from({ length: 1_000 }, (_, n) => [`m${n}`, n]));
    expect(
      compare(parseMetrics(JSON.stringify({ ...many, acc: 0.5 })), parseMetrics(JSON.stringify({ acc: 0.9 })))[0],
    ).toMatchObject({
      name: 'acc',
      verdict: 'worse',
    });
  });

  test('a number that the baseline does not have is new, and one without a known direction is not judged', () => {
    const rows = compare(parseMetrics('{"steps": 5, "f1": 0.9}'), parseMetrics('{"steps": 4, "gone": 1}'));
    expect(rows.map(({ name, verdict }) => [name, verdict])).toEqual([
      ['steps', 'unknown'],
      ['f1', 'new'],
    ]);
  });
});

test.each<[MetricRow['better'], string]>([
  [
    'up',
    'accuracy val_acc eval.f1 roc_auc mAP r2 top5 samples_per_second tokens/s throughput evalAccuracy true_positive_rate recall@10 hits@1',
  ],
  [
    'down',
    'loss val_loss train.loss error_rate perplexity epoch_time latency_ms wer false_positive_rate rmse eval.loss.0 VAL__LOSS trainLoss',
  ],
  [null, 'epochs learning_rate batch_size loss_scale accuracy_loss xyz 12 train.lr'],
])('%s is better: %s', (better, names) => {
  for (const name of names.split(' ')) expect([name, directionOf(name)]).toEqual([name, better]);
});

test.each([
  [0.99996, 0.99991, '0.99996', '0.99991'],
  [0.999951, 0.999949, '0.999951', '0.999949'],
  [0.974, 0.969, '0.974', '0.969'],
  [1843.2, 1790.4, '1,843.2', '1,790.4'],
  [1234567, 1234566, '1,234,567', '1,234,566'],
])('shows %d next to %d with as many digits as distinguish them', (value, baseline, shown, other) => {
  const row = { name: 'x', value, baseline, change: value - baseline, better: null, verdict: 'unknown' } as const;
  expect(metricsTable([row], 5)).toContain(`| ${shown} | ${other} |`);
});

test('a value just below 1 is not shown as 1', () => {
  expect(metricsTable(compare(parseMetrics('{"auc": 0.999996}')), 5)).toContain('0.999996');
});
