import { describe, expect, test } from '@jest/globals';
import fc from 'fast-check';
import { Series, Sketch, round } from '../../src/report/sketch.ts';

const statOf = (values: readonly number[]) => {
  const sketch = new Sketch();
  for (const value of values) sketch.add(value);
  return sketch.stat();
};

describe('Sketch', () => {
  test('nothing is nothing', () => expect(statOf([])).toBeNull());
  test('one value is all three', () => expect(statOf([42])).toEqual({ mean: 42, p95: 42, peak: 42 }));
  test('of zeros it is zero', () => expect(statOf([0, 0, 0])).toEqual({ mean: 0, p95: 0, peak: 0 }));
  test('the percentile is that of the ranks', () => {
    const stat = statOf(Array.from({ length: 100 }, (_, at) => at + 1));
    expect(stat).toMatchObject({ mean: 50.5, peak: 100 });
    expect(Math.abs((stat?.p95 ?? 0) / 95 - 1)).toBeLessThan(0.011);
  });
  test('numbers beyond its buckets count in the last', () => {
    expect(statOf([1e30, 1e30])).toEqual({ mean: 1e30, p95: 1e30, peak: 1e30 });
  });
  test('at most 1 % off, over nine orders of magnitude', () => {
    const value = fc.double({ min: 0.01, max: 1e7, noNaN: true });
    fc.assert(
      fc.property(fc.array(value, { minLength: 1, maxLength: 60 }), (values) => {
        const rank = values.toSorted((a, b) => a - b)[Math.ceil(0.95 * values.length) - 1] ?? 0;
        const stat = statOf(values);
        expect(Math.abs((stat?.p95 ?? 0) - rank)).toBeLessThanOrEqual(rank * 0.0101 + 0.0051);
        expect(stat?.peak).toBe(round(Math.max(...values)));
      }),
    );
  });
});

test('rounds to digits', () => {
  expect([round(1.005), round(1.2345), round(1.25, 1), round(7.7, 0)]).toEqual([1, 1.23, 1.3, 8]);
});

describe('Series', () => {
  test('half a second a point, means of what fell into it, gaps left out', () => {
    const series = new Series();
    series.add(0, 10, 50);
    series.add(499, 20, null);
    series.add(500, null, 70);
    series.add(2_000, null, null);
    series.add(3_000, 31.26, 40);
    expect(series.points()).toEqual([
      { atSeconds: 0, utilization: 15, memory: 50 },
      { atSeconds: 0.5, utilization: null, memory: 70 },
      { atSeconds: 3, utilization: 31.3, memory: 40 },
    ]);
  });
  test('what outlasts 60 points is told in points twice as wide', () => {
    const series = new Series();
    for (let at = 0; at <= 60; at++) series.add(at * 500, at, 2 * at);
    expect(series.points()).toEqual(
      Array.from({ length: 31 }, (_, at) => ({
        atSeconds: at,
        utilization: at === 30 ? 60 : 2 * at + 0.5,
        memory: at === 30 ? 120 : 4 * at + 1,
      })),
    );
  });
  test('hours fit, and a mean of means stays a mean', () => {
    const series = new Series();
    for (let at = 0; at < 36_000; at++) series.add(at * 1_000, 50, at % 2 === 0 ? 40 : 60);
    const points = series.points();
    expect(points.length).toBeLessThanOrEqual(60);
    expect(points.length).toBeGreaterThan(30);
    for (const { utilization, memory } of points) {
      expect(utilization).toBe(50);
      expect(Math.abs((memory ?? 0) - 50)).toBeLessThan(1);
    }
  });
});
