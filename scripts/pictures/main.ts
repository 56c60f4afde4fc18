/**
 * npm run pictures: runs the built bundle for real, as a runner would (scripts/pictures/runs.ts), and draws what people would read of
 * each run, light and dark: summary, comment and check, into .tmp/pictures, with log and report beside them. Of these it renews
 * docs/pictures. Three minutes; names of runs choose some of them.
 */
import { mkdirSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { openBrowser, show } from '../../__tests__/support/browser.ts';
import { renderSummary } from '../../src/report/summary.ts';
import { previewMarkdown } from '../../src/kit/preview.ts';
import { matrixComment } from './matrix.ts';
import { terminalPicture, waitingLog } from './terminal.ts';
import { PLANS, runDemo, runOf } from './runs.ts';

const OUT = join('.tmp', 'pictures');
/** Files of docs/pictures. */
const KEPT: Readonly<Record<string, string>> = {
  'right-sizing-summary-light': 'summary.png',
  'right-sizing-summary-dark': 'summary-dark.png',
  'failed-summary-light': 'failed.png',
  'matrix-6-comment-light': 'matrix.png',
};

const chosen = process.argv.slice(2);
mkdirSync(OUT, { recursive: true });
mkdirSync('docs/pictures', { recursive: true });
const wanted = (name: string): boolean => chosen.length === 0 || chosen.includes(name);
const ran = await Promise.all([
  ...(wanted('demo') ? [runDemo()] : []),
  ...PLANS.filter(({ name }) => wanted(name)).map(runOf),
]);
const browser = await openBrowser();

async function draw(name: string, what: string, markdown: string, title: string): Promise<void> {
  writeFileSync(join(OUT, `${name}-${what}.md`), markdown);
  const html = await previewMarkdown(markdown, title);
  for (const theme of ['light', 'dark'] as const) {
    const page = await show(browser, html, theme);
    const picture = await page.locator('.frame').screenshot();
    await page.close();
    const base = `${name}-${what}-${theme}`;
    writeFileSync(join(OUT, `${base}.png`), picture);
    const kept = KEPT[base];
    if (kept !== undefined) writeFileSync(join('docs', 'pictures', kept), picture);
  }
}

if (wanted('terminal')) {
  const log = await waitingLog();
  writeFileSync(join(OUT, 'terminal.log'), log);
  writeFileSync(join('docs', 'pictures', 'terminal.png'), await terminalPicture(browser, log));
}
for (const jobs of [6, 30].filter((count) => wanted(`matrix-${count}`)))
  await draw(`matrix-${jobs}`, 'comment', await matrixComment(jobs), 'Comment of a pull request');
for (const { name, report, log, comment, check } of ran) {
  writeFileSync(join(OUT, `${name}.json`), `${JSON.stringify(report, null, 2)}\n`);
  writeFileSync(join(OUT, `${name}.log`), log);
  const pages = { summary: renderSummary(report), comment, check };
  for (const [what, markdown] of Object.entries(pages)) {
    if (markdown === '') continue;
    await draw(name, what, markdown, `${report.label} ${what}`);
  }
  console.log(`${join(OUT, name)}*: ${report.status}${report.class === '' ? '' : `, ${report.class}`}`);
}
await browser.close();
