import { describe, expect, test } from '@jest/globals';
import fc from 'fast-check';
import { UserError } from '../../src/core/errors.ts';
import { compare, directionOf, parseMetrics, regressions } from '../../src/report/metrics.ts';

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

describe('parseMetrics, to the last word', () => {
  const told = (text: string): string => {
    try {
      parseMetrics(text);
      return '';
    } catch (error) {
      return `${(error as UserError).message} ${(error as UserError).hint}`;
    }
  };
  const LIKE = 'It should look like {"accuracy": 0.97, "loss": 0.08}.';

  test('what is wrong, and how it should look', () => {
    expect(told('3')).toBe(`The metrics file holds no JSON object. ${LIKE}`);
    expect(told('null')).toBe(`The metrics file holds no JSON object. ${LIKE}`);
    expect(told('{"a": }')).toMatch(/^The metrics file is no JSON: .*"\{"a": \}".*\. It should look like/);
  });
  test('up to a megabyte', () => {
    const long = (bytes: number): string => `{"a": 1}`.padEnd(bytes);
    expect(told(long(1_000_000))).toBe('');
    expect(told(long(1_000_001))).toBe(
      'The metrics file is larger than 1 MB. Write only the numbers that belong into the summary.',
    );
  });
  test('a byte order mark stands at the beginning only', () => {
    expect(told('{"a": 1}\uFEFF')).toContain('is no JSON');
  });
  test('eight levels deep, names of 120 characters', () => {
    const deep = (levels: number): string => `${'{"a":'.repeat(levels)}1${'}'.repeat(levels)}`;
    expect(valuesOf(deep(8))).toEqual({ 'a.a.a.a.a.a.a.a': 1 });
    expect(valuesOf(deep(9))).toEqual({});
    expect(valuesOf(`{"${'x'.repeat(130)}": 1}`)).toEqual({ ['x'.repeat(120)]: 1 });
  });
  test('NaN and Infinity are words of Python outside of strings only', () => {
    expect(valuesOf(String.raw`{"a\"NaN": 1, "NaN \\": 2, "": 3, "b": NaN, "c": -Infinity, "\\\"x": 4}`)).toEqual({
      'a"NaN': 1,
      'NaN \\': 2,
      '': 3,
      '\\"x': 4,
    });
    expect(told('{"a": NaN, "NaN')).toContain('is no JSON');
    expect(told('{"a": NaNs}')).toContain('is no JSON');
  });
});

describe('compare, to the last bit', () => {
  const verdict = (name: string, value: number, before: number) =>
    compare(parseMetrics(JSON.stringify({ [name]: value })), parseMetrics(JSON.stringify({ [name]: before })))[0]
      ?.verdict;
  test('a billionth is noise, by the larger of the two', () => {
    expect(verdict('loss', 1e9, 1e9 + 1)).toBe('same');
    expect(verdict('loss', 1e9, 1e9 + 2)).toBe('better');
    expect(verdict('loss', 0, 1e-12)).toBe('better');
    expect(verdict('loss', 0, 0)).toBe('same');
  });
  test('by the direction of its name', () => {
    expect([verdict('accuracy', 2, 1), verdict('accuracy', 1, 2)]).toEqual(['better', 'worse']);
    expect([verdict('loss', 2, 1), verdict('loss', 1, 2)]).toEqual(['worse', 'better']);
    expect([verdict('steps', 2, 1), verdict('steps', 1, 2)]).toEqual(['unknown', 'unknown']);
  });
  test('what got worse, the largest change for its size first', () => {
    const now = parseMetrics('{"loss": 11, "time": 4, "error": 1, "accuracy": 0.5, "latency": 1}');
    const before = parseMetrics('{"loss": 10, "time": 2, "error": 0, "accuracy": 0.9, "latency": 2}');
    expect(regressions(compare(now, before)).map(({ name }) => name)).toEqual(['error', 'time', 'accuracy', 'loss']);
  });
});

test.each([
  ['loss.12', 'down'],
  ['loss.3.4', 'down'],
  ['12', null],
  ['eval.x', null],
  ['accuracy.x', 'up'],
  ['loss.x1', 'down'],
  ['loss.1x', 'down'],
  ['accuracy.loss', 'down'],
  ['loss.accuracy', 'up'],
  ['train.lr', null],
  ['loss.lr', null],
  ['top-1  top5', 'up'],
  ['VAL__LOSS', 'down'],
  ['trainLoss', 'down'],
  ['tokens per minute', 'up'],
  ['frames/h', 'up'],
  ['images_per_hours', 'up'],
  ['per_second_x', null],
  ['tokens_per_secondary', null],
  ['error_positive', 'down'],
  ['false_negative', 'down'],
  ['true_negative', 'up'],
  ['falsely_positive', null],
  ['joules', 'down'],
  ['regret', 'down'],
  ['meteor', 'up'],
] as const)('%s: %s is better by its words', (name, better) => expect(directionOf(name)).toBe(better));
