import { describe, expect, test } from '@jest/globals';
import fc from 'fast-check';
import { parseDuration, sayDuration } from '../../src/model/duration.ts';

const [SECOND, MINUTE, HOUR, DAY] = [1_000, 60_000, 3_600_000, 86_400_000];

describe('a duration is read', () => {
  test.each([
    ['500ms', 500],
    ['30s', 30 * SECOND],
    ['5m', 5 * MINUTE],
    ['2h', 2 * HOUR],
    ['1d', DAY],
    ['45', 45 * SECOND],
    ['0.5', SECOND / 2],
    ['12.25', 12_250],
    ['1.5h', 1.5 * HOUR],
    ['12.25s', 12_250],
    ['10.75m', 645 * SECOND],
    ['1h30m', 1.5 * HOUR],
    ['1d2h3m4s5ms', DAY + 2 * HOUR + 3 * MINUTE + 4 * SECOND + 5],
    ['  2H ', 2 * HOUR],
    ['0', 0],
    ['0s', 0],
    ['366d', 366 * DAY],
    ['0.4ms', 0],
    ['0.6ms', 1],
  ])('%s', (text, ms) => expect(parseDuration(text)).toBe(ms));

  test.each([
    ['nothing', ''],
    ['blanks', '  '],
    ['no unit we know', '5w'],
    ['a unit alone', 'h'],
    ['words', 'soon'],
    ['a minus', '-5s'],
    ['blanks within', '1h 30m'],
    ['a rising unit', '30m1h'],
    ['a unit twice', '1h1h'],
    ['a number after the units', '1h30'],
    ['a number before words', '5 or so'],
    ['a point without digits', '1.s'],
    ['two points', '1.2.3'],
    ['something before the number', 'x5'],
    ['more than a year', '367d'],
    ['more than a year of seconds', String(367 * 86_400)],
  ])('not from %s', (_, text) => expect(parseDuration(text)).toBeUndefined());

  test('never anything but whole milliseconds within a year', () => {
    const text = fc.oneof(fc.string(), fc.stringMatching(/^(\d{1,9}(\.\d{1,3})?(ms|s|m|h|d)?){1,4}$/));
    fc.assert(
      fc.property(text, (value) => {
        const ms = parseDuration(value);
        if (ms === undefined) return;
        expect(Number.isInteger(ms)).toBe(true);
        expect(ms).toBeGreaterThanOrEqual(0);
        expect(ms).toBeLessThanOrEqual(366 * DAY);
      }),
    );
  });
});

describe('a duration is said', () => {
  test.each([
    [0, '0 s'],
    [400, '0.4 s'],
    [9_940, '9.9 s'],
    [10 * SECOND, '10 s'],
    [59_400, '59 s'],
    [59_600, '1 min'],
    [90 * SECOND, '1 min 30 s'],
    [27 * MINUTE + 41 * SECOND, '27 min 41 s'],
    [HOUR, '1 h'],
    [HOUR + 10 * SECOND, '1 h'],
    [3 * HOUR + 2 * MINUTE, '3 h 2 min'],
    [DAY - SECOND, '23 h 59 min'],
    [DAY + 5 * HOUR + 59 * MINUTE, '1 d 5 h'],
    [30 * DAY, '30 d'],
  ])('%i ms: %s', (ms, said) => expect(sayDuration(ms)).toBe(said));
});
