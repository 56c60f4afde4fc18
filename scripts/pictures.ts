// node scripts/node24.mjs scripts/pictures.ts: draws docs/pictures anew, and every case of the tests into .tmp/pictures for a look.
import { mkdirSync, writeFileSync } from 'node:fs';
import { openBrowser, show } from '../__tests__/support/browser.ts';
import { CASES } from '../__tests__/support/reports.ts';
import { preview } from '../src/kit/preview.ts';

const wanted = process.argv.slice(2);
const kept: Readonly<Record<string, string>> = {
  'right-sizing-light': 'summary.png',
  'right-sizing-dark': 'summary-dark.png',
  'out-of-memory-light': 'failed.png',
};
mkdirSync('.tmp/pictures', { recursive: true });
mkdirSync('docs/pictures', { recursive: true });
const browser = await openBrowser();
for (const [name, report] of Object.entries(CASES)) {
  if (wanted.length > 0 && !wanted.includes(name)) continue;
  const html = await preview(report);
  for (const theme of ['light', 'dark'] as const) {
    const page = await show(browser, html, theme);
    if (process.env['OPEN'] === '1')
      await page.evaluate('document.querySelectorAll("details").forEach((part) => (part.open = true))');
    const picture = await page.locator('.frame').screenshot();
    writeFileSync(`.tmp/pictures/${name}-${theme}.png`, picture);
    const keep = kept[`${name}-${theme}`];
    if (keep !== undefined) writeFileSync(`docs/pictures/${keep}`, picture);
    await page.close();
  }
}
await browser.close();
