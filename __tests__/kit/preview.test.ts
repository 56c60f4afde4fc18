import { execFileSync } from 'node:child_process';
import { mkdirSync, mkdtempSync, readFileSync, rmSync, symlinkSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, beforeAll, describe, expect, test } from '@jest/globals';
import fc from 'fast-check';
import type { Browser } from 'playwright-core';
import type { RunReport } from '../../src/model/outcome.ts';
import { preview, previewMarkdown } from '../../src/kit/preview.ts';
import { openBrowser, show, withoutChromium } from '../support/browser.ts';
import { hostileReport } from '../support/hostile.ts';
import { CASES } from '../support/reports.ts';
import { report } from '../support/report.ts';
import { gpuCi } from './support/terminal.ts';

const root = process.cwd();
const PICTURES = '.tmp/pictures';
const COUNTS = `({
  diagrams: document.querySelectorAll('pre.mermaid').length,
  drawn: document.querySelectorAll('pre.mermaid > svg').length,
  errors: [...document.querySelectorAll('svg')].filter((svg) => /syntax error/i.test(svg.textContent) || svg.getAttribute('aria-roledescription') === 'error').length,
  tables: document.querySelectorAll('article table').length,
  scripts: document.querySelectorAll('article script, article iframe, article object, article form, article style:not(svg style)').length,
  handlers: [...document.querySelectorAll('article *')].filter((node) => !node.closest('svg') && [...node.attributes].some(({ name }) => name.startsWith('on'))).length,
  links: [...document.querySelectorAll('article a[href]')].filter((link) => !/^(https?:|mailto:|#)/.test(link.getAttribute('href'))).length,
  wide: document.documentElement.scrollWidth - innerWidth,
})`;
const inBrowser = withoutChromium ? describe.skip : describe;

describe('the page', () => {
  test('is the same from the bundle', async () => {
    const folder = mkdtempSync(join(tmpdir(), 'preview-'));
    const [from, to] = [join(folder, 'report.json'), join(folder, 'page.html')];
    writeFileSync(from, JSON.stringify(report()));
    execFileSync(process.execPath, ['bin/gpu-ci.js', 'preview', from, '--output', to]);
    expect(readFileSync(to, 'utf8').trim()).toBe((await preview(report(), { root })).trim());
    rmSync(folder, { recursive: true });
  });

  test.each(['{"a":1}', '{"status":"failed","attempts":[1]}', 'no JSON', '[]', ''])(
    '%s is not a run report',
    async (text) => {
      const folder = mkdtempSync(join(tmpdir(), 'preview-'));
      if (text !== '') writeFileSync(join(folder, 'other.json'), text);
      expect(await gpuCi(['preview', 'other.json'], { env: {}, cwd: folder })).toEqual({
        code: 1,
        out: 'gpu-ci preview: other.json is not a run report. The output report-file has its path.\n',
      });
      rmSync(folder, { recursive: true });
    },
  );

  test('without mermaid, diagrams are text, and the page says how to draw them', async () => {
    const folder = mkdtempSync(join(tmpdir(), 'preview-'));
    mkdirSync(join(folder, 'node_modules'));
    for (const name of ['github-markdown-css', 'sanitize-html'])
      symlinkSync(join(root, 'node_modules', name), join(folder, 'node_modules', name));
    const text = 'a\n\n```mermaid\ngantt\n```\n';
    const bare = await previewMarkdown(text, 't', { root: folder });
    rmSync(folder, { recursive: true });
    expect(bare).toMatch(/<pre><code>gantt<\/code><\/pre>[\s\S]*mermaid is not installed/);
    expect(await previewMarkdown(text, 't', { root })).toContain('<pre class="mermaid">gantt</pre>');
    expect(await previewMarkdown('no diagram', 't', { root })).not.toContain('mermaid is not installed');
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
    const page = await previewMarkdown(html, 't', { root });
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

inBrowser('in Chromium', () => {
  let browser: Browser;
  beforeAll(async () => {
    mkdirSync(PICTURES, { recursive: true });
    browser = await openBrowser();
  });
  afterAll(() => browser.close());

  /** Opens a page and counts what is in it. It must open no dialog and request nothing but pictures. */
  const look = async (html: string, picture?: string): Promise<Record<string, number>> => {
    const faults: string[] = [];
    const page = await show(browser, html, 'light', (opened) => {
      opened.on('dialog', (dialog) => {
        faults.push(dialog.message());
        void dialog.dismiss();
      });
      opened.on('request', (request) => {
        if (request.resourceType() !== 'image') faults.push(request.url());
      });
    });
    const seen = await page.evaluate<Record<string, number>>(COUNTS);
    if (picture !== undefined) {
      writeFileSync(`${PICTURES}/${picture}-light.png`, await page.locator('.frame').screenshot());
      await page.locator('#toggle').click();
      await page.locator('body[data-ready=dark]').waitFor();
      writeFileSync(`${PICTURES}/${picture}-dark.png`, await page.locator('.frame').screenshot());
      expect(await page.evaluate(COUNTS)).toMatchObject({ errors: 0, drawn: seen['diagrams'] });
    }
    await page.close();
    expect(faults).toEqual([]);
    return seen;
  };

  test.each(Object.keys(CASES))('%s: every diagram is drawn in both themes, nothing sticks out', async (name) => {
    const seen = await look(await preview(CASES[name] ?? report(), { root }), name);
    expect(seen).toMatchObject({ errors: 0, scripts: 0, handlers: 0, links: 0, drawn: seen['diagrams'] });
    expect(seen['wide']).toBeLessThanOrEqual(0);
    expect(seen['tables']).toBeGreaterThan(0);
  });

  test('the section of the comment too', async () => {
    const html = await preview(CASES['out-of-memory'] ?? report(), { root, view: 'comment' });
    expect(await look(html, 'comment')).toMatchObject({ errors: 0, scripts: 0 });
  });

  test('the button changes the theme, and the diagrams with it', async () => {
    const page = await show(browser, await preview(CASES['right-sizing'] ?? report(), { root }));
    await page.locator('#toggle').click();
    await page.locator('body[data-ready=dark]').waitFor();
    expect(await page.evaluate('getComputedStyle(document.querySelector("article")).backgroundColor')).toBe(
      'rgb(13, 17, 23)',
    );
    expect(await page.locator('pre.mermaid > svg').count()).toBe(2);
    await page.close();
  });

  test('a diagram that the workload wrote wrong harms none of ours', async () => {
    const value = { ...(CASES['right-sizing'] ?? report()), markdown: '```mermaid\nnot a diagram\n```' };
    const seen = await look(await preview(value, { root }));
    expect(seen['drawn']).toBeGreaterThanOrEqual(2);
  });

  test('hostile reports: no markup lives, every diagram of ours is drawn', async () => {
    const reports: RunReport[] = fc.sample(hostileReport, { numRuns: 8, seed: 42 });
    for (const value of reports) {
      const seen = await look(
        await preview({ ...value, markdown: value.markdown.replace(/mermaid/g, 'text') }, { root }),
        'light',
      );
      expect(seen).toMatchObject({ errors: 0, scripts: 0, handlers: 0, links: 0, drawn: seen['diagrams'] });
    }
  });

  test('what is no Markdown of ours is cleaned as well', async () => {
    const html = await previewMarkdown(
      '<img src=x onerror=alert(1)><a href="javascript:alert(1)">x</a><script>alert(1)</script>',
      'raw',
      { root },
    );
    expect(await look(html)).toMatchObject({ scripts: 0, handlers: 0, links: 0 });
  });
});
