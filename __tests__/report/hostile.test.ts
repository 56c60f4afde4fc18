import { describe, expect, test } from '@jest/globals';
import fc from 'fast-check';
import type { RunReport } from '../../src/model/outcome.ts';
import { renderCheck, renderSection } from '../../src/report/comment.ts';
import { renderSummary } from '../../src/report/summary.ts';
import { hostileReport } from '../support/hostile.ts';
import { detailsDepth, diagrams, htmlOf, lex, tables, tagsOf, textOf } from '../support/page.ts';

/** Tags that we write, and those that the Markdown of a workload may become. */
const OURS = new Set(
  'table tr td th thead tbody b br code pre sub details summary a p h1 h2 h3 h4 h5 h6 ul ol li blockquote strong em del hr img input'.split(
    ' ',
  ),
);
const runs = { numRuns: Number(process.env['FC_RUNS'] ?? 400) };
const each = (check: (report: RunReport) => void): void => {
  fc.assert(fc.property(hostileReport, check), runs);
};

const byteLength = (text: string): number => Buffer.byteLength(text);
const views: readonly (readonly [string, (report: RunReport) => string])[] = [
  ['summary', (report) => renderSummary(report)],
  ['comment', (report) => renderSection(report)],
];

describe.each(views)('%s with hostile text in every field', (_name, render) => {
  test('no tag is alive but ours, none with an address or a handler of its own', () => {
    each((report) => {
      const html = htmlOf(render(report));
      for (const tag of tagsOf(html)) expect(OURS).toContain(tag);
      expect(html).not.toMatch(/<[a-z][^>]*\son\w+=/i);
      expect(html).not.toMatch(/(?:href|src)="(?!https?:|mailto:|#|\/|\.|[\w%./?&;=-]*")/i);
      for (const [, source] of html.matchAll(/<img[^>]*src="([^"]*)"/g)) expect(source).toMatch(/^https?:/);
    });
  });

  test('what is opened is closed, so that the last line stands at the top', () => {
    each((report) => {
      const text = render(report);
      expect(detailsDepth(htmlOf(text))).toBe(0);
      const last = lex(text)
        .filter((token) => token.type !== 'space')
        .at(-1);
      expect(last).toMatchObject({ type: 'html' });
      expect(last?.raw).toMatch(/<\/(p|details)>\s*$/);
    });
  });

  test('tables of facts keep two cells a row', () => {
    each((report) => {
      const lines = render(report).split('\n');
      const start = lines.indexOf('<table>');
      if (start === -1) return;
      for (const line of lines.slice(start + 1, lines.indexOf('</table>', start))) {
        expect(line).toMatch(/^<tr>.*<\/tr>$/);
        expect(line.match(/<t[dh]\b/g)?.length).toBe(2);
      }
    });
  });

  test('the table of metrics keeps its rows and columns', () => {
    each((report) => {
      const changed = report.metrics.filter(({ change }) => change !== 0);
      if (changed.length === 0) return;
      const text = render({ ...report, markdown: '' });
      const [table] = tables(text);
      const compared = report.metrics.some((row) => row.baseline !== null);
      expect(table?.header.length).toBe(compared ? 4 : 2);
      expect(table?.rows.length).toBe(changed.length);
    });
  });

  test('nobody is notified, no issue is linked', () => {
    each((report) => {
      const seen = textOf(htmlOf(render(report)));
      expect(seen).not.toMatch(/(^|[^\p{L}\p{N}_/`.@])@[A-Za-z0-9]/u);
      expect(seen).not.toMatch(/(^|\s)#\d/);
      expect(seen).not.toMatch(/\bGH-\d/);
    });
  });

  test('diagrams of ours hold nothing that steers them', () => {
    each((report) => {
      for (const diagram of diagrams(render({ ...report, markdown: '' }))) {
        const [look, kind, ...lines] = diagram.split('\n');
        expect(look).toMatch(/^%%\{init: \{.*\}\}%%$/);
        expect(['gantt', 'xychart-beta']).toContain(kind);
        for (const line of lines) {
          expect(line).toMatch(
            /^ {4}(dateFormat [YMDHms: -]+|axisFormat [%\w: ]+|section [\p{L}\p{N} ]+|(waiting for a (session|GPU)|before it could start|in earlier attempts|submitting|provisioning|running) :(done, |active, |crit, )?[\d: -]+, [\d: -]+|title "[\w ()%,]+"|x-axis "\w+" 0 --> [\d.]+|y-axis 0 --> 100|line \[[\d, ]+\])$/u,
          );
        }
      }
    });
  });

  test('the page is well-formed text without control characters', () => {
    each((report) => {
      const text = render(report);
      expect(text.isWellFormed()).toBe(true);
      expect(text).not.toMatch(/[\u0000-\u0008\u000B-\u001F\u007F\u202E]/);
    });
  });
});

test('a section of a comment fits into its part of the room', () => {
  fc.assert(
    fc.property(hostileReport, fc.integer({ min: 1_200, max: 20_000 }), (report, most) => {
      expect(byteLength(renderSection(report, { maxBytes: most }))).toBeLessThanOrEqual(most);
    }),
    runs,
  );
});

test('check', () => {
  each((report) => {
    const check = renderCheck(report);
    expect(check.title.length).toBeLessThanOrEqual(255);
    expect(check.title).not.toContain('\n');
    expect(check.summary.length).toBeLessThanOrEqual(65_535);
  });
});

test.each(['| a | <b> | @x ``` | é |\n', '<b @a <c #1\n', '# \n', '&amp;|*_'])(
  'a report that is as large as it can be stays below 1 MiB: %j',
  (line) => {
    const report = fc.sample(hostileReport, { numRuns: 1, seed: 7 })[0];
    if (report === undefined) throw new Error('no sample');
    const huge: RunReport = {
      ...report,
      status: 'failed',
      markdown: line.repeat(Math.floor(200_000 / line.length)),
      logTail: line.repeat(Math.floor(64_000 / line.length)),
      notices: Array.from({ length: 5_000 }, () => line.repeat(1_000)),
      metrics: Array.from({ length: 200 }, (_, n) => ({
        name: `${n}${line.repeat(100)}`.slice(0, 120),
        value: n,
        baseline: 1,
        change: n - 1,
        better: 'down' as const,
        verdict: 'worse' as const,
      })),
    };
    const started = performance.now();
    expect(byteLength(renderSummary(huge))).toBeLessThan(1_000_000);
    expect(byteLength(renderSection(huge))).toBeLessThanOrEqual(30_000);
    expect(byteLength(renderCheck(huge).summary)).toBeLessThanOrEqual(65_535);
    expect(detailsDepth(htmlOf(renderSection(huge)))).toBe(0);
    expect(performance.now() - started).toBeLessThan(5_000);
  },
);
