import { describe, expect, test } from '@jest/globals';
import type { Attempt, Outcome } from '../../src/core/outcome.ts';
import { attemptsPart, numbersOf, stretchesOf } from '../../src/report/attempts.ts';
import { attempt, report } from '../support/report.ts';

const FULL: Outcome = { kind: 'refused', class: 'saturated', reason: 'All <10> in use' };
const OK: Outcome = { kind: 'succeeded' };
const partOf = (...attempts: Attempt[]): string => attemptsPart(report({ attempts }));
/** The cells of each row below the heading. */
const rowsOf = (text: string): string[][] =>
  [...text.matchAll(/^<tr>(<td.*)<\/tr>$/gm)].map(([, row = '']) =>
    [...row.matchAll(/<td(?: nowrap)?>(.*?)<\/td>/g)].map(([, value = '']) => value),
  );

describe('attempts that ended alike are told as one', () => {
  const tellsOf = (...attempts: Attempt[]): [string, number][] =>
    stretchesOf(attempts).map((stretch) => [numbersOf(stretch), stretch.waitedSeconds]);
  const refused = (n: number, change: Partial<Attempt> = {}, outcome: Partial<typeof FULL> = {}): Attempt => ({
    ...attempt(n, { submitting: n }, n, { ...FULL, ...outcome }, 10),
    ...change,
  });
  test('with all of their waiting', () => {
    expect(tellsOf(refused(1), refused(2), refused(3), attempt(4, { running: 9 }, 9, OK))).toEqual([
      ['1 to 3', 30],
      ['4', 0],
    ]);
  });
  test.each<[string, Attempt]>([
    ['another class', refused(2, {}, { class: 'capacity' })],
    ['another reason', refused(2, {}, { reason: 'None' })],
    ['another GPU', refused(2, { gpuType: 'L4' })],
    ['another place', refused(2, { phases: [...refused(2).phases, { phase: 'provisioning', at: '' }] })],
  ])('but not with %s', (_name, other) => expect(tellsOf(refused(1), other)).toHaveLength(2));
  test('and not what is no refusal: each of those is a run of its own', () => {
    const failed = (n: number) => attempt(n, { running: n }, n, { kind: 'failed', exitCode: 1, reason: 'r' });
    expect(tellsOf(failed(1), failed(2))).toHaveLength(2);
    expect(tellsOf(refused(1), failed(2), refused(3))).toHaveLength(3);
  });
  test('none is none', () => expect(stretchesOf([])).toEqual([]));
});

describe('the attempts as a table', () => {
  test('one has no table', () => expect(partOf(attempt(1, { running: 0 }, 9, FULL))).toBe(''));
  test('each stretch is a row; GPUs are named where they differ', () => {
    const second = { ...attempt(2, { submitting: 10, running: 20, ended: 29 }, 30, OK), gpuType: '<L4>' };
    expect(partOf(attempt(1, { submitting: 0 }, 5, FULL, 5), second)).toBe(
      [
        '<details><summary>2 attempts</summary>',
        '',
        '<table>',
        '<tr><th nowrap>#</th><th nowrap>began</th><th nowrap>GPU</th><th nowrap>reached</th><th nowrap>ended as</th><th nowrap>why</th><th nowrap>waited</th></tr>',
        '<tr><td nowrap>1</td><td nowrap>02:00:04</td><td nowrap>H100 SXM</td><td nowrap>submitting</td><td nowrap>saturated</td><td>All &lt;10&gt; in use</td><td nowrap>5 s</td></tr>',
        '<tr><td nowrap>2</td><td nowrap>02:00:14</td><td nowrap>&lt;L4&gt;</td><td nowrap>running</td><td nowrap>succeeded</td><td nowrap></td><td nowrap></td></tr>',
        '</table>',
        '',
        '</details>',
      ].join('\n'),
    );
    const same = partOf(attempt(1, { submitting: 0 }, 5, FULL), attempt(2, { submitting: 9, running: 20 }, 30, OK));
    expect(same).not.toContain('GPU');
    expect(rowsOf(same)).toEqual([
      ['1', '02:00:04', 'submitting', 'saturated', 'All &lt;10&gt; in use', ''],
      ['2', '02:00:13', 'running', 'succeeded', '', ''],
    ]);
  });
  test.each<[string, string, Outcome]>([
    ['failed, exit code 3', 'r', { kind: 'failed', exitCode: 3, reason: 'r' }],
    [
      'timed out',
      'more than <code>timeout</code>',
      { kind: 'timedOut', limit: 'timeout', reason: 'more than `timeout`' },
    ],
    ['over budget', 'r', { kind: 'overBudget', reason: 'r' }],
    ['cancelled', 'by SIGINT', { kind: 'cancelled', by: 'SIGINT' }],
    ['lost', 'r', { kind: 'lost', reason: 'r' }],
    ['skipped', 'r', { kind: 'skipped', reason: 'r' }],
    ['submitted', '', { kind: 'submitted' }],
    ['succeeded', '', OK],
  ])('ended as %s, because: %s', (name, why, outcome) => {
    const [, last = []] = rowsOf(partOf(attempt(1, {}, 1, FULL), attempt(2, {}, 2, outcome, 0.9)));
    expect(last.slice(-4)).toEqual(['', name, why, '']);
  });
  test('a wait of a second is told', () => {
    expect(rowsOf(partOf(attempt(1, {}, 1, FULL, 1), attempt(2, {}, 2, OK)))[0]?.at(-1)).toBe('1 s');
  });
  test('a long reason breaks its line, and is cut', () => {
    const long = { ...FULL, reason: 'word '.repeat(100) };
    expect(partOf(attempt(1, {}, 1, long), attempt(2, {}, 2, OK))).toMatch(
      /<td>(word ){59}wor?…?<\/td>|<td>word [^<]{290,}…<\/td>/,
    );
  });
  test('of many the first ten and the last forty are shown', () => {
    const many = (n: number): string =>
      partOf(...Array.from({ length: n }, (_, at) => attempt(at + 1, {}, at, { ...FULL, reason: `r${at % 2}` })));
    const shown = (text: string): number[] => rowsOf(text).map(([n]) => Number(n));
    expect(shown(many(50))).toHaveLength(50);
    expect(many(50)).toMatch(/<\/table>\n\n<\/details>$/);
    expect(shown(many(53))).toHaveLength(50);
    expect(shown(many(53)).slice(8, 12)).toEqual([9, 10, 14, 15]);
    expect(many(53)).toMatch(/<\/table>\n\n3 attempts in between left out\.\n\n<\/details>$/);
  });
  test('what was folded is not left out', () => {
    const attempts = Array.from({ length: 1_000 }, (_, at) => attempt(at + 1, {}, at, FULL, 1));
    expect(rowsOf(partOf(...attempts))).toHaveLength(1);
    expect(partOf(...attempts)).not.toContain('left out');
  });
});
