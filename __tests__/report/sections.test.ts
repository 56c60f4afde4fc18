import { describe, expect, test } from '@jest/globals';
import type { MetricRow, RunReport } from '../../src/core/outcome.ts';
import {
  adviceAlert,
  details,
  leftoverAlert,
  logPart,
  metricsTable,
  noticesPart,
  ownReport,
  part,
  subLine,
} from '../../src/report/sections.ts';
import { report } from '../support/report.ts';

test('what is folded away stands between empty lines, so that it is Markdown', () => {
  expect(details('a', 'b')).toBe('<details><summary>a</summary>\n\nb\n\n</details>');
  expect(details('a', 'b', true)).toBe('<details open><summary>a</summary>\n\nb\n\n</details>');
  expect(details('a', '')).toBe('');
});

describe('something may live on', () => {
  const alert = (leftover: string, more: Partial<RunReport> = {}): string =>
    leftoverAlert(report({ cleanup: 'unconfirmed', leftover, ...more }));

  test('what, what it costs, and the command that ends it', () => {
    expect(alert('job j may still run and cost money; end it with: gpu stop -y p')).toBe(
      [
        '> [!CAUTION]',
        '> ## 🚨 A GPU may still be running, at about \\$3.19 an hour',
        '>',
        '> Job j may still run and cost money.',
        '>',
        '> **End it now:**',
        '>',
        '> ```sh',
        '> gpu stop -y p',
        '> ```',
      ].join('\n'),
    );
  });
  test.each([
    ['it lives, end it with: a', 'It lives.', 'a'],
    ['it lives. end it with:  `a b`', 'It lives.', 'a b'],
    ['it lives end it with: a`b', 'It lives.', 'a`b'],
    ['It lives; run `a b`.', 'It lives; run `a b`.', 'a b'],
    ['It lives; run `a` or `b`', 'It lives; run `a` or `b`.', 'a\n> b'],
    ['', 'Neither the job nor the pod could be confirmed to have ended.', 'gpu status\n> gpu stop -y'],
    ['It *lives*', 'It \\*lives\\*.', 'gpu status\n> gpu stop -y'],
  ])('%j', (leftover, said, commands) => {
    const lines = alert(leftover).split('\n');
    expect(lines[3]).toBe(`> ${said}`);
    expect(lines.slice(8, -1).join('\n')).toBe(`> ${commands}`);
  });
  test('its price is that of all GPUs; where none is known it is not told', () => {
    const price = (count: number, pricePerHour: number) =>
      alert('', { gpu: { type: '', count, vramGib: 0, pricePerHour } }).split('\n')[1];
    expect(price(4, 2)).toBe('> ## 🚨 A GPU may still be running, at about \\$8.00 an hour');
    expect(price(0, 2)).toBe('> ## 🚨 A GPU may still be running, at about \\$2.00 an hour');
    expect(price(4, 0)).toBe('> ## 🚨 A GPU may still be running');
  });
  test.each(['confirmed', 'not-needed', 'kept'] as const)('nothing is said where the clean-up is %s', (cleanup) => {
    expect(leftoverAlert(report({ cleanup, leftover: 'x' }))).toBe('');
  });
});

describe('advice and notices', () => {
  const advice = (...texts: string[]): string => adviceAlert(texts.map((text) => ({ kind: 'queue', text })));
  test('one is a paragraph, more are a list', () => {
    expect(advice()).toBe('');
    expect(advice('Use `a` *now*.')).toBe('> [!TIP]\n> Use `a` \\*now\\*.');
    expect(advice('a', 'b')).toBe('> [!TIP]\n> - a\n> - b');
    expect(noticesPart([])).toBe('');
    expect(noticesPart(['Old `gpu` <x>.'])).toBe('> [!NOTE]\n> Old `gpu` &lt;x>.');
    expect(noticesPart(['a', 'b'])).toBe('> [!NOTE]\n> - a\n> - b');
  });
  test('three of advice are shown, each of a thousand characters', () => {
    expect(advice('a', 'b', 'c', 'd')).toBe('> [!TIP]\n> - a\n> - b\n> - c');
    expect(advice('x'.repeat(1_001))).toBe(`> [!TIP]\n> ${'x'.repeat(999)}…`);
  });
  test('ten notices are shown, each of five hundred characters, and how many there are more', () => {
    const many = (n: number) => Array.from({ length: n }, (_, at) => `n${at}`);
    expect(noticesPart(many(10))).toMatch(/> - n9$/);
    expect(noticesPart(many(11))).toMatch(/> - n9\n> - and 1 more notice$/);
    expect(noticesPart(many(13))).toMatch(/> - n9\n> - and 3 more notices$/);
    expect(noticesPart(['x'.repeat(501)])).toBe(`> [!NOTE]\n> ${'x'.repeat(499)}…`);
  });
  test('notices of nothing are none', () => {
    expect(noticesPart([' ', 'a', ''])).toBe('> [!NOTE]\n> a');
    expect(noticesPart([' ', ''])).toBe('');
  });
});

describe('numbers of the workload', () => {
  const row = (given: Partial<MetricRow> = {}): MetricRow => ({
    name: 'n',
    value: 1,
    baseline: null,
    change: null,
    better: null,
    verdict: 'unknown',
    ...given,
  });
  const compared = (given: Partial<MetricRow>): string | undefined =>
    metricsTable([row({ baseline: 2, ...given })])
      .split('\n')
      .at(-1);

  test('without a baseline: two columns', () => {
    expect(metricsTable([])).toBe('');
    expect(metricsTable([row({ name: 'a|b', value: 18_432 }), row()])).toBe(
      '| metric | this run |\n|:---|---:|\n| a\\|b | 18,432 |\n| n | 1 |',
    );
  });
  test('with one: four, and what got worse stands first and is named', () => {
    const rows = [
      row({ name: 'up', value: 3, baseline: 2, change: 1, verdict: 'better' }),
      row({ name: 'a_b', value: 1, baseline: 3, change: -2, verdict: 'worse' }),
      row({ name: 'fresh', verdict: 'new' }),
    ];
    expect(metricsTable(rows)).toBe(
      [
        '🔴 Worse than the baseline: **a\\_b**.',
        '',
        '| metric | this run | baseline | change |',
        '|:---|---:|---:|:---|',
        '| a\\_b | 1 | 3 | 🔴 ▼ −2 |',
        '| up | 3 | 2 | 🟢 ▲ +1 |',
        '| fresh | 1 | – | new |',
      ].join('\n'),
    );
  });
  test.each<[string, Partial<MetricRow>]>([
    ['🟢 ▲ +0.5', { change: 0.5, verdict: 'better' }],
    ['🟢 ▼ −0.5', { change: -0.5, verdict: 'better' }],
    ['▲ +0.5', { change: 0.5, verdict: 'unknown' }],
    ['▼ −0.5', { change: -0.5, verdict: 'unknown' }],
    ['=', { change: 0.5, verdict: 'same' }],
    ['=', { change: 0, verdict: 'unknown' }],
    ['', { change: null, verdict: 'same' }],
    ['', { change: null, verdict: 'unknown' }],
    ['new', { change: null, verdict: 'new' }],
    ['new', { change: 3, verdict: 'new' }],
  ])('the arrow is the direction, the colour the verdict: %s for %j', (said, given) => {
    expect(compared(given)).toBe(`| n | 1 | 2 | ${said} |`);
  });
  test('of what got worse three are named', () => {
    const worse = (n: number) =>
      Array.from({ length: n }, (_, at) => row({ name: `m${at}`, baseline: 2, change: 1 + n - at, verdict: 'worse' }));
    expect(metricsTable(worse(3))).toMatch(/^🔴 Worse than the baseline: \*\*m0\*\*, \*\*m1\*\*, \*\*m2\*\*\.\n\n/);
    expect(metricsTable(worse(5))).toMatch(/\*\*m2\*\* and 2 more\.\n\n/);
  });
  test('of many the first are shown, and how many there are more', () => {
    const many = (n: number) => Array.from({ length: n }, (_, at) => row({ name: `m${at}` }));
    expect(metricsTable(many(200))).toMatch(/\| m199 \| 1 \|$/);
    expect(metricsTable(many(201))).toMatch(/\| m199 \| 1 \|\n\n1 more number in the run report\.$/);
    expect(metricsTable(many(5), 2)).toMatch(/\| m1 \| 1 \|\n\n3 more numbers in the run report\.$/);
  });
});

describe('the own words of the workload', () => {
  test('its report, cut at a line', () => {
    expect(ownReport(report(), 500)).toBe('');
    expect(ownReport(report({ markdown: ' \n' }), 500)).toBe('');
    expect(ownReport(report({ markdown: '# A' }), 500)).toBe('#### A');
    expect(ownReport(report({ markdown: 'line\n'.repeat(200) }), 200)).toBe(`${'line\n'.repeat(39)}…`);
  });
  test('in a comment it links no issues', () => {
    const markdown = 'https://github.com/a/b/pull/1';
    expect(ownReport(report({ markdown }), 500)).toBe(markdown);
    expect(ownReport(report({ markdown }), 500, { inComment: true })).toBe('https://redirect.github.com/a/b/pull/1');
  });
  test('the last lines of its log', () => {
    const logTail = 'one\ntwo\nthree';
    expect(logPart(report({ logTail }), true, 500, 2)).toBe(
      '<details open><summary><b>Last lines of the log</b></summary>\n\n```text\ntwo\nthree\n```\n\n</details>',
    );
    expect(logPart(report({ logTail }), false, 500, 9)).toMatch(/^<details><summary>.*\n\n```text\none\n/);
    expect(logPart(report({ logTail: ' \n' }), true, 500, 9)).toBe('');
    const long = logPart(report({ logTail: 'x\n'.repeat(900) }), true, 500, 900);
    expect(long.length).toBeGreaterThan(300);
    expect(long.length).toBeLessThanOrEqual(500);
  });
});

describe('versions and links, small', () => {
  const run = 'https://github.com/a/b/actions/runs/1?x=1&y=2';
  test('all of them', () => {
    expect(subLine(report({ links: { run } }))).toBe(
      '<p><sub><code>job_7f3a9c20</code> · pod <code>n9kwj3lwx2qw2n</code> · gpu 0.31.2 · run-action 1.0.0 · cost is an estimate: list price × billed time · <a href="https://github.com/a/b/actions/runs/1?x=1&amp;y=2">the run and its log</a></sub></p>',
    );
  });
  test('those that are known', () => {
    const none = { versions: { cli: '', action: '' }, cost: null, links: { run: '' }, jobId: '', podId: '' };
    expect(subLine(report(none))).toBe('<p><sub></sub></p>');
    expect(subLine(report({ ...none, jobId: 'job <1>' }))).toBe('<p><sub><code>job &lt;1&gt;</code></sub></p>');
    const who = { slug: '', identity: 'nightly <1>', pool: null };
    expect(subLine(report({ ...none, org: who }))).toBe('<p><sub>as <code>nightly &lt;1&gt;</code></sub></p>');
    expect(subLine(report({ ...none, podId: '<1>' }))).toBe('<p><sub>pod <code>&lt;1&gt;</code></sub></p>');
    expect(subLine(report({ ...none, versions: { cli: '<1>', action: '' } }))).toBe('<p><sub>gpu &lt;1&gt;</sub></p>');
    expect(subLine(report({ ...none, versions: { cli: '', action: '<1>' } }))).toBe(
      '<p><sub>run-action &lt;1&gt;</sub></p>',
    );
  });
  test.each([
    'javascript:1',
    'x https://x.y',
    'https://x.y z',
    'https://x.y"onclick=1',
    "https://x.y'",
    'https://x.y>',
    'https://x<y',
    'https://',
    'httpss://x.y',
  ])('what is no address is no link: %s', (link) => {
    expect(subLine(report({ links: { run: link } }))).not.toContain('<a');
  });
  test('a plain http address is a link', () => {
    expect(subLine(report({ links: { run: 'http://x.y' } }))).toContain('<a href="http://x.y">');
  });
});

test('a part of a page', () => {
  const shrink = () => '';
  expect(part('n', 3, 't')).toStrictEqual({ name: 'n', priority: 3, text: 't' });
  expect(part('n', 3, 't', shrink)).toStrictEqual({ name: 'n', priority: 3, text: 't', shrink });
});
