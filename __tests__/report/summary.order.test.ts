import { describe, expect, test } from '@jest/globals';
import type { MetricRow, RunReport } from '../../src/core/outcome.ts';
import { byteLength } from '../../src/report/budget.ts';
import { renderSummary } from '../../src/report/summary.ts';
import { attempt, report } from '../support/report.ts';
import { stretched } from '../support/reports.ts';
import { telemetryOf } from '../support/traces.ts';

const summaryOf = (given: Partial<RunReport> = {}, most?: number): string => renderSummary(report(given), most);
const metric = (at: number): MetricRow => ({
  name: `${'m'.repeat(60)}${at}`,
  value: 1,
  baseline: null,
  change: null,
  better: null,
  verdict: 'unknown',
});

/** A report of a failure that has something in every part. */
const EVERYTHING: Partial<RunReport> = {
  status: 'failed',
  class: 'workload',
  exitCode: 1,
  cleanup: 'unconfirmed',
  telemetry: stretched(telemetryOf('busy'), 600),
  logTail: `${'a line of the log\n'.repeat(2_000)}the end`,
  markdown: 'a line of the report\n'.repeat(200),
  notices: ['A notice.'.repeat(50)],
  advice: [{ kind: 'queue', text: 'a'.repeat(500) }],
  metrics: Array.from({ length: 30 }, (_, at) => metric(at)),
  attempts: Array.from({ length: 30 }, (_, n) =>
    attempt(n + 1, { submitting: n, provisioning: n + 0.5 }, n + 1, {
      kind: 'refused',
      class: 'infra',
      reason: `${n}`.padEnd(300, 'r'),
    }),
  ),
};
/** The parts in their order, by a word of each. */
const order = (text: string): string[] =>
  [
    ...text.matchAll(
      /\[!\w+\]|^## \S|^<table>\n<tr><td nowrap|Last lines of the log|gantt$|GPU use over time|^### \w+|<summary>30 attempts|<sub><code>/gm,
    ),
  ].map(([at]) => at);

test('a run that went well, whole', () => {
  expect(summaryOf()).toBe(
    [
      '## ✅ train · succeeded in 11 min 40 s · about \\$0.61',
      '',
      '<table>',
      '<tr><td nowrap><b>Where the time went</b></td><td>38 s provisioning · <b>10 min 52 s running</b></td></tr>',
      '<tr><td nowrap><b>Cost</b></td><td><b>about $0.61</b>: $3.19/h × 11 min 30 s billed</td></tr>',
      '<tr><td nowrap><b>GPU</b></td><td><b>H100 SXM</b></td></tr>',
      '<tr><td nowrap><b>Ended</b></td><td>exit code 0 · pod released, confirmed</td></tr>',
      '<tr><td nowrap><b>Command</b></td><td><code>python train.py --epochs 20</code></td></tr>',
      '</table>',
      '',
      '<p><sub><code>job_7f3a9c20</code> · pod <code>n9kwj3lwx2qw2n</code> · gpu 0.31.2 · run-action 1.0.0 · cost is an estimate: list price × billed time · <a href="https://github.com/my-team/models/actions/runs/17390442816">the run and its log</a></sub></p>',
      '',
    ].join('\n'),
  );
});

test('what matters most stands first', () => {
  expect(order(summaryOf(EVERYTHING))).toEqual([
    '[!CAUTION]',
    '## ❌',
    '<table>\n<tr><td nowrap',
    '[!TIP]',
    'Last lines of the log',
    '[!NOTE]',
    'gantt',
    'GPU use over time',
    '### Metrics',
    '### Report',
    '<summary>30 attempts',
    '<sub><code>',
  ]);
});

describe('the headline', () => {
  test.each([
    ['a *b*', '## ✅ a \\*b\\* · '],
    [' \n', '## ✅ GPU run · '],
    ['x'.repeat(121), `## ✅ ${'x'.repeat(119)}… · `],
  ])('names the run: %j', (label, line) => expect(summaryOf({ label }).startsWith(line)).toBe(true));
});

describe('the log', () => {
  test.each(['failed', 'cancelled', 'timed-out'] as const)('is shown where it is %s', (status) => {
    expect(summaryOf({ status, logTail: 'chatter' })).toContain('```text\nchatter\n```');
  });
  test.each(['succeeded', 'submitted', 'skipped'] as const)('is not shown where it is %s', (status) => {
    expect(summaryOf({ status, logTail: 'chatter' })).not.toContain('chatter');
  });
  test('is open, sixty lines and eighty kilobytes at most', () => {
    const numbered = Array.from({ length: 70 }, (_, n) => `line ${n}`).join('\n');
    expect(summaryOf({ status: 'failed', logTail: numbered })).toMatch(/<details open>.*\n\n```text\nline 10\n/);
    const wide = summaryOf({ status: 'failed', logTail: `${'x'.repeat(3_999)}\n`.repeat(60) });
    const shown = (wide.match(/x/g) ?? []).length;
    expect(shown).toBeGreaterThan(70_000);
    expect(shown).toBeLessThan(80_000);
  });
});

describe('the charts', () => {
  const times = (queueSeconds: number, runSeconds: number): string =>
    summaryOf({
      times: { queueSeconds, provisionSeconds: 0, runSeconds, totalSeconds: 0 },
    });
  test('of the time, where it went to more than one place', () => {
    const second = attempt(2, { submitting: 60, running: 90 }, 600, { kind: 'succeeded' });
    expect(
      summaryOf({ attempts: [attempt(1, { submitting: 0 }, 5, { kind: 'lost', reason: 'r' }, 55), second] }),
    ).toContain('\ngantt\n');
    expect(summaryOf()).not.toContain('gantt');
  });
  test.each([
    [30, 600, false],
    [31, 600, true],
    [50, 1_000, false],
    [51, 1_000, true],
  ])('a wait of %i s before %i s is one: %p', (queue, run, drawn) => {
    expect(times(queue, run).includes('\ngantt\n')).toBe(drawn);
  });
  test('of the GPU, folded, with its table', () => {
    const telemetry = stretched(telemetryOf('busy'), 600);
    expect(summaryOf({ telemetry })).toMatch(
      /<details><summary>GPU use over time<\/summary>\n\n```mermaid\n[^]*?\n```\n\n<table>[^]*?<\/table>\n\n<p><sub>[^]*?<\/p>\n\n<\/details>\n\n<p><sub><code>/,
    );
    expect(summaryOf({ telemetry: { ...telemetry, series: [] } })).toContain('over time</summary>\n\n<table>');
    expect(summaryOf({ telemetry: null })).not.toContain('GPU use over time');
  });
});

describe('numbers and the report of the workload have headings', () => {
  test('where there are any', () => {
    expect(summaryOf({ metrics: [metric(1)] })).toContain('\n\n### Metrics\n\n| metric | this run |\n');
    expect(summaryOf({ markdown: 'Done.' })).toContain('\n\n### Report\n\nDone.\n\n<p>');
    expect(summaryOf()).not.toContain('###');
  });
});

describe('however little room there is', () => {
  const cut = (most: number): unknown => {
    const text = renderSummary(report({ ...EVERYTHING, cleanup: 'confirmed' }), most);
    expect(byteLength(text)).toBeLessThanOrEqual(most);
    return [/Cut to fit: (.*)\. The run report has the rest\./.exec(text)?.[1], text.match(/^\| mm/gm)?.length ?? 0];
  };
  test('what matters least gives way first', () => {
    const parts = [
      [22_000, 'attempts', 30],
      [11_000, 'charts', 30],
      [9_500, "the workload's report", 30],
      [5_500, 'metrics', 20],
      [4_500, 'metrics', 0],
      [3_500, 'notices', 0],
      [3_000, 'log', 0],
      [2_000, 'versions', 0],
      [1_700, 'advice', 0],
      [1_200, 'facts', 0],
    ] as const;
    for (const [at, [most, , numbers]] of parts.entries())
      expect(cut(most)).toEqual([[...new Set(parts.slice(0, at + 1).map(([, name]) => name))].join(', '), numbers]);
  });
  test('all that had to give way is named', () => {
    expect(summaryOf(EVERYTHING, 300)).toBe(
      "<p><sub>Cut to fit: attempts, charts, the workload's report, metrics, notices, log, versions, advice, facts, headline, clean-up. The run report has the rest.</sub></p>\n",
    );
  });
  test('the report keeps its heading, and takes four hundred thousand bytes at most', () => {
    const text = summaryOf({ markdown: 'a line of the report\n'.repeat(40_000) });
    const own = /### Report\n\n((?:a line of the report\n)+)…\n\n/.exec(text)?.[1] ?? '';
    expect(own.length).toBeGreaterThan(399_000);
    expect(own.length).toBeLessThan(400_000);
    expect(summaryOf({ markdown: 'a line of the report\n'.repeat(200) }, 3_000)).toMatch(
      /### Report\n\na line of the report\n(.+\n)+…\n\n/,
    );
  });
});
