import { describe, expect, test } from '@jest/globals';
import fc from 'fast-check';
import { UserError } from '../../src/core/errors.ts';
import { compare, directionOf, parseMetrics, regressions } from '../../src/core/metrics.ts';

const valuesOf = (text: string): Record<string, number> => Object.fromEntries(parseMetrics(text).values);

describe('parseMetrics', () => {
  test.each([
    ['flat', '{"a": 1, "b": 2.5}', { a: 1, b: 2.5 }],
    [
      'nested',
      '{"eval": {"loss": 0.3, "per_class": [0.9, 0.8]}}',
      { 'eval.loss': 0.3, 'eval.per_class.0': 0.9, 'eval.per_class.1': 0.8 },
    ],
    ['no numbers', '{"a": "1", "b": null, "c": true, "d": {}}', {}],
    ['what Python writes', '{"loss": NaN, "best": -Infinity, "say": "NaN", "n": 3}', { n: 3 }],
    ['a byte order mark', '\uFEFF{"a": 1}', { a: 1 }],
    ['a number too large', '{"a": 1e999, "b": 1}', { b: 1 }],
  ])('%s', (_name, text, expected) => expect(valuesOf(text)).toEqual(expected));

  test('a name of JavaScript is a name', () =>
    expect([...parseMetrics('{"__proto__": {"x": 1}}').values]).toEqual([['__proto__.x', 1]]));

  test.each([
    ['nothing', ''],
    ['no JSON', 'accuracy: 0.9'],
    ['a bare number', '3'],
    ['cut short', '{"a": 1,'],
  ])('%s is told', (_name, text) => {
    expect(() => parseMetrics(text)).toThrow(UserError);
  });

  test('limits', () => {
    const many = parseMetrics(JSON.stringify(Object.fromEntries(Array.from({ length: 250 }, (_, n) => [`m${n}`, n]))));
    expect([many.values.size, many.dropped]).toEqual([200, 50]);
    expect(() => parseMetrics(`"${'x'.repeat(1_000_001)}"`)).toThrow(UserError);
    expect(valuesOf(`${'{"a":'.repeat(50)}1${'}'.repeat(50)}`)).toEqual({});
  });

  test('throws nothing else', () =>
    fc.assert(
      fc.property(fc.oneof(fc.json(), fc.string({ unit: 'binary' })), (text) => {
        try {
          const metrics = parseMetrics(text);
          compare(metrics, metrics).forEach((row) => expect(row.verdict).toBe('same'));
        } catch (error) {
          expect(error).toBeInstanceOf(UserError);
        }
      }),
    ));
});

test.each([
  ['accuracy', 'up'],
  ['val_acc', 'up'],
  ['eval.f1', 'up'],
  ['roc_auc', 'up'],
  ['mAP', 'up'],
  ['r2', 'up'],
  ['top5', 'up'],
  ['samples_per_second', 'up'],
  ['tokens/s', 'up'],
  ['throughput', 'up'],
  ['evalAccuracy', 'up'],
  ['true_positive_rate', 'up'],
  ['loss', 'down'],
  ['val_loss', 'down'],
  ['train.loss', 'down'],
  ['error_rate', 'down'],
  ['perplexity', 'down'],
  ['epoch_time', 'down'],
  ['seconds', 'down'],
  ['latency_ms', 'down'],
  ['wer', 'down'],
  ['false_positive_rate', 'down'],
  ['rmse', 'down'],
  ['eval.loss.0', 'down'],
  ['epochs', null],
  ['learning_rate', null],
  ['batch_size', null],
  ['loss_scale', null],
  ['accuracy_loss', null],
  ['', null],
  ['xyz', null],
] as const)('%s: %s is better', (name, better) => expect(directionOf(name)).toBe(better));

test('compare', () => {
  const rows = compare(
    parseMetrics('{"accuracy": 0.97, "loss": 0.30000000000000004, "time": 12, "steps": 5, "f1": 0.9}'),
    parseMetrics('{"accuracy": 0.95, "loss": 0.3, "time": 10, "steps": 4, "gone": 1}'),
  );
  expect(rows.map(({ name, verdict }) => [name, verdict])).toEqual([
    ['accuracy', 'better'],
    ['loss', 'same'],
    ['time', 'worse'],
    ['steps', 'unknown'],
    ['f1', 'new'],
  ]);
  expect(rows[2]).toEqual({ name: 'time', value: 12, baseline: 10, change: 2, better: 'down', verdict: 'worse' });
  expect(regressions(rows).map(({ name }) => name)).toEqual(['time']);
  expect(compare(parseMetrics('{"loss": 1}'))).toEqual([
    { name: 'loss', value: 1, baseline: null, change: null, better: 'down', verdict: 'unknown' },
  ]);
});
