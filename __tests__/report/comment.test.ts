import { describe, expect, test } from '@jest/globals';
import type { MetricRow, RunReport } from '../../src/core/outcome.ts';
import { byteLength } from '../../src/report/budget.ts';
import { renderSection, renderTitle } from '../../src/report/comment.ts';
import { attempt, report } from '../support/report.ts';
import { CASES } from '../support/reports.ts';

const sectionOf = (given: Partial<RunReport> = {}, most?: number): string => renderSection(report(given), most);
const metric = (name: string): MetricRow => ({
  name,
  value: 1,
  baseline: null,
  change: null,
  better: null,
  verdict: 'unknown',
});
/** What can be seen before the fold is opened. */
const seen = (text: string): string => text.slice(0, text.indexOf('<details'));

test('the title of a check is one plain line', () => {
  expect(renderTitle(report())).toBe('succeeded in 11 min 40 s · about $0.61');
});

test('a run that went well: headline, gist and a fold', () => {
  expect(sectionOf()).toBe(
    [
      '### ✅ train · succeeded in 11 min 40 s · about \\$0.61',
      '',
      '<p>38 s provisioning · <b>10 min 52 s running</b></p>',
      '',
      '<details><summary>Details</summary>',
      '',
      '<table>',
      '<tr><td nowrap><b>Cost</b></td><td><b>about $0.61</b>: $3.19/h × 11 min 30 s billed</td></tr>',
      '<tr><td nowrap><b>GPU</b></td><td><b>H100 SXM</b></td></tr>',
      '<tr><td nowrap><b>Ended</b></td><td>exit code 0 · pod released, confirmed</td></tr>',
      '<tr><td nowrap><b>Command</b></td><td><code>python train.py --epochs 20</code></td></tr>',
      '</table>',
      '',
      '<p><sub><code>job_7f3a9c20</code> · pod <code>n9kwj3lwx2qw2n</code> · gpu 0.31.2 · run-action 1.0.0 · cost is an estimate: list price × billed time · <a href="https://github.com/my-team/models/actions/runs/17390442816">the run and its log</a></sub></p>',
      '',
      '</details>',
      '',
    ].join('\n'),
  );
});

describe('what must be seen stands before the fold', () => {
  test('what may live on, at once below the headline of its leg', () => {
    const text = seen(renderSection(CASES['unconfirmed'] ?? report()));
    expect(text).toMatch(
      /^### ❌ train · the infrastructure failed.*\n\n> \[!CAUTION\]\n> ## 🚨 A GPU may still be running/,
    );
  });
  test('of a success the time and the use of the GPU', () => {
    expect(seen(renderSection(CASES['right-sizing'] ?? report()))).toMatch(
      /\n\n<p>6 min 16 s waiting.*running<\/b><br><code>\S{20}<\/code> <b>\d+ % busy<\/b>.*<\/p>\n\n> \[!TIP\]/,
    );
  });
  test('of a job that was submitted the time too', () => {
    expect(seen(sectionOf({ status: 'submitted', reason: 'r', hint: 'h' }))).toMatch(/<p>38 s provisioning.*<\/p>/);
  });
  test('of anything else what happened and what to do', () => {
    for (const status of ['failed', 'skipped', 'cancelled', 'timed-out'] as const)
      expect(seen(sectionOf({ status, reason: 'It `broke`.', hint: 'Mend <it>.' }))).toContain(
        '<p>It <code>broke</code>.<br>Mend &lt;it&gt;.</p>',
      );
    expect(seen(sectionOf({ status: 'failed', reason: 'r', hint: 'x'.repeat(601) }))).toContain(
      `<p>r<br>${'x'.repeat(599)}…</p>`,
    );
  });
  test('nothing where there is nothing to say', () => {
    const times = { queueSeconds: 0, provisionSeconds: 0, runSeconds: 0, totalSeconds: 0 };
    expect(seen(sectionOf({ times }))).not.toContain('<p>');
  });
  test('advice and fifteen numbers', () => {
    const metrics = Array.from({ length: 20 }, (_, n) => metric(`m${n}`));
    const text = seen(sectionOf({ metrics, advice: [{ kind: 'queue', text: 'Wait.' }] }));
    expect(text).toContain('> [!TIP]\n> Wait.\n\n| metric |');
    expect(text).toContain('| m14 | 1 |\n\n5 more numbers in the run report.');
  });
});

describe('the fold', () => {
  const everything: Partial<RunReport> = {
    logTail: Array.from({ length: 40 }, (_, n) => `line ${n}`).join('\n'),
    notices: ['A notice.'],
    markdown: 'see https://github.com/a/b/pull/1',
    attempts: [
      attempt(1, { submitting: 0 }, 5, { kind: 'refused', class: 'saturated', reason: 'full' }),
      attempt(2, { submitting: 10 }, 15, { kind: 'succeeded' }),
    ],
  };
  const order = (text: string): string[] =>
    [...text.matchAll(/<table>|Last lines of the log|\[!NOTE\]|see https|<summary>2 attempts|<sub><code>/g)].map(
      ([at]) => at,
    );

  test('has the rest in this order, the log of a failure among it', () => {
    const text = sectionOf({ ...everything, status: 'failed', class: 'workload' });
    expect(text).toContain('<details><summary>Log and details</summary>');
    expect(order(text)).toEqual([
      '<table>',
      'Last lines of the log',
      '[!NOTE]',
      'see https',
      '<summary>2 attempts',
      '<table>',
      '<sub><code>',
    ]);
    // Thirty lines of the log, open; and no note is left at what the workload names.
    expect(text).toMatch(/<details open><summary><b>Last lines of the log<\/b><\/summary>\n\n```text\nline 10\n/);
    expect(text).toContain('see https://redirect.github.com/a/b/pull/1');
  });
  test.each(['succeeded', 'submitted', 'skipped'] as const)('without the log where it is %s', (status) => {
    const text = sectionOf({ ...everything, status });
    expect(text).toContain('<details><summary>Details</summary>');
    expect(order(text)).not.toContain('Last lines of the log');
  });
  test.each(['failed', 'cancelled', 'timed-out'] as const)('with the log where it is %s', (status) => {
    expect(order(sectionOf({ ...everything, status }))).toContain('Last lines of the log');
  });
});

describe('however little room there is', () => {
  const long = report({
    status: 'failed',
    class: 'workload',
    logTail: `${'a line of the log\n'.repeat(2_000)}the end`,
    markdown: 'a line of the report\n'.repeat(2_000),
    notices: ['A notice.'.repeat(50)],
    attempts: Array.from({ length: 30 }, (_, n) =>
      attempt(n + 1, {}, n, { kind: 'refused', class: 'infra', reason: `${n}`.padEnd(300, 'r') }),
    ),
  });
  test.each([30_000, 16_000, 8_000, 4_000, 2_000, 700])('it fits into %i bytes', (most) => {
    expect(byteLength(renderSection(long, most))).toBeLessThanOrEqual(most);
  });
  test('without a number it is thirty thousand', () => {
    expect(renderSection(long)).toBe(renderSection(long, 30_000));
  });
  test('the workload takes sixteen thousand at most, the log thirty lines', () => {
    const own = /(?:a line of the report\n)+/.exec(renderSection(long, 60_000))?.[0] ?? '';
    expect(own.length).toBeGreaterThan(15_000);
    expect(own.length).toBeLessThan(16_000);
    const wide = renderSection({ ...long, logTail: `${'x'.repeat(999)}\n`.repeat(30) }, 60_000);
    expect(wide.match(/x{999}/g)).toHaveLength(7);
  });
  test('the attempts go first, then the report, the notices and the facts; the log and the versions stay', () => {
    const cut = (most: number): string =>
      /Cut to fit: (.*?)\. The job summary has the rest/.exec(renderSection(long, most))?.[1] ?? '';
    expect([29_000, 18_000, 2_300, 1_750, 1_100, 600].map(cut)).toEqual([
      'attempts',
      "attempts, the workload's report",
      "attempts, the workload's report, notices",
      "attempts, the workload's report, notices, facts",
      "attempts, the workload's report, notices, facts, log",
      "attempts, the workload's report, notices, facts, log, versions",
    ]);
  });
  test('at last the fold goes, then numbers and advice, and the reason stays', () => {
    const metrics = Array.from({ length: 20 }, (_, n) => metric(`${'m'.repeat(60)}${n}`));
    const advice = [{ kind: 'queue', text: 'a'.repeat(500) }] as const;
    const left = (most: number): unknown => {
      const text = renderSection(
        report({ status: 'failed', class: 'infra', reason: 'It broke.', metrics, advice }),
        most,
      );
      expect(text).toContain('<p>It broke.<br>');
      return [
        text.match(/^\| mm/gm)?.length ?? 0,
        text.includes('[!TIP]'),
        /([^>]*)\. The job summary has the rest\.<\/sub><\/p>\n$/.exec(text)?.[1],
      ];
    };
    expect([2_300, 1_900, 1_400, 700].map(left)).toEqual([
      [15, true, 'Cut to fit: details'],
      [5, true, 'Cut to fit: details, metrics'],
      [0, true, 'Cut to fit: details, metrics'],
      [0, false, 'Cut to fit: details, metrics, advice'],
    ]);
  });
  test('all that had to give way is named', () => {
    const value = {
      ...(CASES['unconfirmed'] ?? report()),
      advice: [{ kind: 'queue', text: 'a' }],
      metrics: [metric('m')],
    } as const;
    expect(renderSection(value, 200)).toBe(
      '<p><sub>Cut to fit: details, metrics, advice, reason, headline, clean-up. The job summary has the rest.</sub></p>\n',
    );
  });
  test('the command that ends what may live on stays longest', () => {
    expect(renderSection(CASES['unconfirmed'] ?? report(), 900)).toContain('gpu stop -y n9kwj3lwx2qw2n');
  });
});
