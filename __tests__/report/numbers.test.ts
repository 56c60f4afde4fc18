import { describe, expect, test } from '@jest/globals';
import {
  gib,
  plural,
  sayBytes,
  sayEnergy,
  sayEstimate,
  sayMetric,
  sayMoney,
  sayPercent,
  short,
} from '../../src/report/numbers.ts';

describe('money', () => {
  test.each([
    [0, '$0'],
    [0.004, 'less than $0.01'],
    [0.0049, 'less than $0.01'],
    [0.005, '$0.01'],
    [0.04, '$0.04'],
    [1.1069, '$1.11'],
    [999.9, '$999.90'],
    [1_000, '$1,000'],
    [1_234.5, '$1,235'],
    [1_234_567, '$1,234,567'],
    [NaN, '?'],
    [Infinity, '?'],
  ])('%d: %s', (usd, said) => expect(sayMoney(usd)).toBe(said));
});

describe('an estimate', () => {
  test.each([
    [0, 'about $0'],
    [0.0049, 'under $0.01'],
    [0.005, 'about $0.01'],
    [1.1069, 'about $1.11'],
  ])('%d: %s', (usd, said) => expect(sayEstimate(usd)).toBe(said));
});

describe('a percentage is whole, but for what is less than one', () => {
  test.each([
    [0, '0 %'],
    [0.4, '0.4 %'],
    [1, '1 %'],
    [1.4, '1 %'],
    [3.5, '4 %'],
    [100, '100 %'],
  ])('%d: %s', (percent, said) => expect(sayPercent(percent)).toBe(said));
});

describe('energy, in Wh below a tenth of a kWh', () => {
  test.each([
    [0.0047, '4.7 Wh'],
    [0.0999, '99.9 Wh'],
    [0.1, '0.1 kWh'],
    [0.138, '0.14 kWh'],
  ])('%d: %s', (kwh, said) => expect(sayEnergy(kwh)).toBe(said));
});

describe('bytes', () => {
  test.each([
    [999, '999 bytes'],
    [1_000, '1 kB'],
    [64_400, '64 kB'],
    [999_499, '999 kB'],
    [1_000_000, '1 MB'],
    [1_500_000, '1.5 MB'],
  ])('%d: %s', (bytes, said) => expect(sayBytes(bytes)).toBe(said));
});

describe('three digits that count', () => {
  test.each([
    [0.094, '0.09'],
    [0.999, '1'],
    [1.04, '1'],
    [5.55, '5.5'],
    [-5.55, '-5.5'],
    [79.6, '79.6'],
    [100, '100'],
    [1.06, '1.1'],
    [141.4, '141'],
    [-141.4, '-141'],
    [12_345.6, '12,346'],
  ])('%d: %s', (value, said) => expect(short(value)).toBe(said));
  test('memory is said in GiB', () => expect([gib(81_559), gib(10_547), gib(1_024)]).toEqual(['79.6', '10.3', '1']));
});

describe('a metric', () => {
  test.each([
    [0, '0'],
    [-0.5, '-0.5'],
    [0.97412, '0.9741'],
    [0.0001, '0.0001'],
    [0.00009, '9.00e-5'],
    [1.5e-7, '1.50e-7'],
    [-1.5e-7, '-1.50e-7'],
    [999.96, '1000'],
    [1_000, '1,000'],
    [1_843.25, '1,843.3'],
    [-1_843.25, '-1,843.3'],
    [18_432, '18,432'],
    [999_999_999, '999,999,999'],
    [1e9, '1.00e9'],
    [2.5e12, '2.50e12'],
    [-2.5e12, '-2.50e12'],
  ])('%d: %s', (value, said) => expect(sayMetric(value)).toBe(said));
});

test('one is one, all else is many; thousands are parted', () => {
  expect([0, 1, 2, 1_000, 1_234_567].map((count) => plural(count, 'sample'))).toEqual([
    '0 samples',
    '1 sample',
    '2 samples',
    '1,000 samples',
    '1,234,567 samples',
  ]);
});
