import { execFileSync } from 'node:child_process';
import { mkdirSync, mkdtempSync, readFileSync, rmSync, symlinkSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, beforeAll, describe, expect, test } from '@jest/globals';
import fc from 'fast-check';
import type { Browser } from 'playwright-core';
import { previewMarkdown } from '../../src/kit/preview.ts';
import { renderSection } from '../../src/report/comment.ts';
import { renderSummary } from '../../src/report/summary.ts';
import { openBrowser, show, withoutChromium } from '../support/browser.ts';
import { entryArgs } from '../support/entry.ts';
import { hostileReport } from '../support/hostile.ts';
import { CASES } from '../support/reports.ts';
import { report } from '../support/report.ts';
import { gpuCi } from './support/terminal.ts';

const folder = mkdtempSync(join(tmpdir(), 'preview-'));
afterAll(() => rmSync(folder, { recursive: true }));

describe('the page', () => {
  test('is the same from the packaged program', async () => {
    const [from, to] = [join(folder, 'report.json'), join(folder, 'page.html')];
    writeFileSync(from, JSON.stringify(report({ label: 'train' })));
    const argv = [...entryArgs(join(process.cwd(), 'bin', 'gpu-ci.js')), 'preview', from, '--output', to];
    expect(execFileSync(process.execPath, argv).toString()).toBe(`Written: ${to}\n`);
    const page = await previewMarkdown(renderSummary(report({ label: 'train' })), 'train summary');
    expect(readFileSync(to, 'utf8').trim()).toBe(page.trim());
  });

  test.each([
    ['{"a":1}', 'other JSON'],
    ['{"status":"failed","attempts":[1]}', ''],
    ['no JSON', 'JSON'],
    ['', 'ENOENT'],
  ])('%j is not a run report', async (text, why) => {
    const file = join(folder, 'other.json');
    rmSync(file, { force: true });
    if (text !== '') writeFileSync(file, text);
    const { code, out } = await gpuCi(['preview', 'other.json'], { env: {}, cwd: folder });
    expect(out).toMatch(/^gpu-ci: other\.json is not a run report: .*The output report-file has its path\.\n$/);
    expect(out).toContain(why);
    expect(code).toBe(1);
  });

  test('without mermaid, diagrams are text, and the page says how to draw them', async () => {
    mkdirSync(join(folder, 'node_modules'));
    for (const name of ['github-markdown-css', 'sanitize-html'])
      symlinkSync(join(process.cwd(), 'node_modules', name), join(folder, 'node_modules', name));
    const text = 'a\n\n```mermaid\ngantt\n```\n';
    const bare = await previewMarkdown(text, 't', folder);
    expect(bare).toMatch(/<pre><code>gantt<\/code><\/pre>[\s\S]*mermaid is not installed/);
    expect(await previewMarkdown(text, 't')).toContain('<pre class="mermaid">gantt</pre>');
    expect(await previewMarkdown('no diagram', 't')).not.toContain('mermaid is not installed');
  });

  test.each([
    ['<p onclick="x()" class="a" style="b" title="c">t</p>', '<p title="c">t</p>'],
    ['<script>alert(1)</script>t', 't'],
    ['<svg><script>alert(1)</script></svg>t', 't'],
    ['<a href="javascript:alert(1)">t</a>', '<a>t</a>'],
    ['<a href=" &#106;avascript:alert(1)">t</a>', '<a>t</a>'],
    ['<a href="//evil.example">t</a>', '<a>t</a>'],
    ['<img src="data:image/png;base64,AA" alt="t">', '<img alt="t" />'],
    ['<img src="https://x.y/z.png" onerror="x()">', '<img src="https://x.y/z.png" />'],
    ['<form action="/x"><button>t</button></form>', 't'],
    ['<input type="text" checked>', '<input type="checkbox" disabled checked />'],
    ['<details open><summary>t</summary></details>', '<details open><summary>t</summary></details>'],
    ['<!-- <p>', ''],
  ])('%s is shown as %s', async (html, expected) => {
    const page = await previewMarkdown(html, 't');
    expect(page).toContain(`<article class="markdown-body">`);
    expect(
      /<article[^>]*>(.*)<\/article>/s
        .exec(page)?.[1]
        ?.replace(/^<p>(.*)<\/p>\n?$/s, '$1')
        .trim(),
    ).toBe(expected);
    expect(page.indexOf("default-src 'none'")).toBeLessThan(page.indexOf('<style'));
  });
});

const COUNTS = `({
  diagrams: document.querySelectorAll('pre.mermaid').length,
  drawn: document.querySelectorAll('pre.mermaid > svg').length,
  errors: [...document.querySelectorAll('svg')].filter((svg) => /syntax error/i.test(svg.textContent) || svg.getAttribute('aria-roledescription') === 'error').length,
  scripts: document.querySelectorAll('article script, article iframe, article object, article form, article style:not(svg style)').length,
  handlers: [...document.querySelectorAll('article *')].filter((node) => !node.closest('svg') && [...node.attributes].some(({ name }) => name.startsWith('on'))).length,
  links: [...document.querySelectorAll('article a[href]')].filter((link) => !/^(https?:|mailto:|#)/.test(link.getAttribute('href'))).length,
  wide: document.documentElement.scrollWidth - innerWidth,
  color: getComputedStyle(document.querySelector('article')).backgroundColor,
})`;

(withoutChromium ? describe.skip : describe)('in Chromium', () => {
  let browser: Browser;
  beforeAll(async () => void (browser = await openBrowser()));
  afterAll(() => browser.close());

  /**
   * Opens the pages of these texts as one, since each page with diagrams takes a second, and counts what is in it. It must open no
   * dialog and request nothing but pictures.
   */
  const look = async (texts: readonly string[], theme: 'light' | 'dark' = 'light') => {
    const pages = await Promise.all(texts.map((text) => previewMarkdown(text, 't')));
    const longest = pages.reduce((one, other) => (other.length > one.length ? other : one));
    const [start = '', end = ''] = longest.split(/(?<=<article class="markdown-body">)[^]*(?=<\/article>)/);
    const bodies = pages.map((page) => /<article class="markdown-body">([^]*)<\/article>/.exec(page)?.[1] ?? '');
    const faults: string[] = [];
    const page = await show(browser, `${start}${bodies.join('')}${end}`, theme, (opened) => {
      opened.on('dialog', (dialog) => {
        faults.push(dialog.message());
        void dialog.dismiss();
      });
      opened.on('request', (request) => {
        if (request.resourceType() !== 'image') faults.push(request.url());
      });
    });
    const seen = await page.evaluate<Record<string, number | string>>(COUNTS);
    await page.close();
    expect(faults).toEqual([]);
    return seen;
  };

  test.each([
    ['light', 'rgb(255, 255, 255)'],
    ['dark', 'rgb(13, 17, 23)'],
  ] as const)('every diagram of every report is drawn in the %s theme, nothing sticks out', async (theme, color) => {
    const texts = [
      ...Object.values(CASES).map((value) => renderSummary(value)),
      renderSection(CASES['out-of-memory'] ?? report()),
    ];
    const seen = await look(texts, theme);
    expect(seen).toMatchObject({ errors: 0, scripts: 0, handlers: 0, links: 0, drawn: seen['diagrams'], color });
    expect(seen['drawn']).toBeGreaterThan(4);
    expect(seen['wide']).toBeLessThanOrEqual(0);
  });

  test('a diagram that the workload wrote wrong harms none of ours', async () => {
    const value = { ...(CASES['right-sizing'] ?? report()), markdown: '```mermaid\nnot a diagram\n```' };
    expect((await look([renderSummary(value)]))['drawn']).toBeGreaterThanOrEqual(2);
  });

  test('hostile reports and Markdown: no markup lives, every diagram of ours is drawn', async () => {
    const texts = fc
      .sample(hostileReport, { numRuns: 4, seed: 42 })
      .map((value) => renderSummary({ ...value, markdown: value.markdown.replace(/mermaid/g, 'text') }));
    const raw = '<img src=x onerror=alert(1)><a href="javascript:alert(1)">x</a><script>alert(1)</script>';
    const seen = await look([...texts, raw]);
    expect(seen).toMatchObject({ errors: 0, scripts: 0, handlers: 0, links: 0, drawn: seen['diagrams'] });
  });
});
