import { describe, expect, test } from '@jest/globals';
import fc from 'fast-check';
import { compareJobs, jobTable, readRow, rowWord, type JobRow } from '../../src/report/comment.ts';
import type { MetricRow, RunReport } from '../../src/model/outcome.ts';
import { hostileReport } from '../support/hostile.ts';
import { htmlOf, tables, tagsOf } from '../support/page.ts';
import { report } from '../support/report.ts';

const metric = (name: string, value: number, better: MetricRow['better']): MetricRow => ({
  name,
  value,
  baseline: null,
  change: null,
  better,
  verdict: 'unknown',
});
/** As another job reads it from the comment. */
function rowOf(overrides: Partial<RunReport>): JobRow {
  const row = readRow(rowWord(report(overrides)));
  if (row === undefined) throw new Error('no row');
  return row;
}
const HEAD = { workflow: 'Sweep', commit: 'c0ffee0123', runUrl: 'https://github.com/a/b/actions/runs/1', expected: 0 };
const cellsOf = (rows: readonly JobRow[], head = HEAD): string[][] =>
  tables(jobTable(rows, head)).flatMap(({ header, rows: lines }) =>
    [header, ...lines].map((cells) => cells.map(({ text }) => text)),
  );

test.each<[string, readonly string[]]>([
  ['numbers by their value', ['lr 0.001', 'lr 0.01', 'lr 0.1', 'lr 1', 'lr 9', 'lr 10']],
  ['exponents too', ['lr 1e-5', 'lr 3e-4', 'lr 1e-3']],
  ['words by their letters', ['bert', 'gpt', 'gpt (1)', 'gpt (2)']],
  ['parts from left to right', ['a (1, 0.5)', 'a (1, 2)', 'a (2, 0.1)', 'b (0, 0)']],
])('orders jobs by name, %s', (_name, names) => {
  const rows = names.map((label) => rowOf({ label }));
  expect(
    rows
      .toReversed()
      .sort(compareJobs)
      .map(({ name }) => name),
  ).toEqual(names);
});

describe('the table of jobs', () => {
  const jobs = [
    rowOf({ label: 'lr 1', metrics: [metric('steps', 100, null), metric('acc', 0.91, 'up')] }),
    rowOf({ label: 'lr 2', metrics: [metric('steps', 100, null), metric('acc', 0.97, 'up')] }),
    rowOf({ label: 'lr 3', status: 'failed', class: 'workload', exitCode: 3, cost: null }),
  ].sort(compareJobs);

  test('has the failed jobs first, and the number that distinguishes the jobs with the best one marked', () => {
    expect(cellsOf(jobs)).toEqual([
      ['job', 'result', 'time', 'cost', 'acc'],
      ['❌ lr 3', 'failed · exit code 3', '11 min 40 s', '–', '–'],
      ['✅ lr 1', 'succeeded', '11 min 40 s', '\\$0.61', '0.91'],
      ['✅ lr 2', 'succeeded', '11 min 40 s', '\\$0.61', '🏆 **0.97**'],
    ]);
  });

  test('has one verdict for all jobs, with commit, time and a link', () => {
    const text = jobTable(jobs, { ...HEAD, expected: 5 });
    expect(text).toContain('### ❌ Sweep · 2 of 3 jobs succeeded · 2 not finished · about \\$1.22');
    expect(text).toContain('commit <code>c0ffee0</code> · 2026-11-24 02:11 UTC');
    expect(text).toContain(`<a href="${HEAD.runUrl}">`);
  });

  test.each<[string, MetricRow['better'], readonly number[], number]>([
    ['the lowest loss', 'down', [0.3, 0.1, 0.2], 1],
    ['the highest accuracy', 'up', [0.3, 0.1, 0.2], 0],
    ['none if all are equal', 'up', [1, 1], -1],
    ['none if the better direction is not known', null, [1, 2], -1],
  ])('marks %s', (_name, better, values, best) => {
    const rows = values.map((value, at) => rowOf({ label: `job ${at}`, metrics: [metric('x', value, better)] }));
    const marked = cellsOf(rows).slice(1);
    expect(marked.findIndex((cells) => cells.at(-1)?.startsWith('🏆'))).toBe(best);
  });
});

test.each(['', 'x', Buffer.from('null').toString('base64'), Buffer.from('{"name":1}').toString('base64')])(
  'a row that somebody else wrote is not shown: %j',
  (word) => expect(readRow(word)).toBeUndefined(),
);

test('hostile names and numbers of other jobs stay text', () => {
  fc.assert(
    fc.property(fc.array(hostileReport, { minLength: 1, maxLength: 4 }), fc.string(), (reports, workflow) => {
      const words = reports.map(rowWord);
      for (const word of words) expect(word).toMatch(/^[\w+/=]+$/);
      const rows = words.flatMap((word) => readRow(word) ?? []);
      const text = jobTable(rows, { workflow, commit: workflow, runUrl: workflow, expected: 0 });
      for (const tag of tagsOf(htmlOf(text)))
        expect(['h3', 'p', 'sub', 'code', 'a', 'table', 'thead', 'tbody', 'tr', 'th', 'td', 'strong', 'del']).toContain(
          tag,
        );
      expect(tables(text)[0]?.rows).toHaveLength(rows.length);
    }),
  );
});
