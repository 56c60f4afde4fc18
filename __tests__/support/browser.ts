import { existsSync } from 'node:fs';
import { chromium, type Browser, type Page } from 'playwright-core';

const CHROMIUM = process.env['CHROMIUM_PATH'] ?? '/usr/bin/chromium';

/**
 * Node and Python are all that a newcomer needs, so without a Chromium the tests that look at pages are reported as skipped. On a
 * CI machine nobody reads that, so there they fail.
 */
export const withoutChromium = process.env['CI'] === undefined && !existsSync(CHROMIUM);

export async function openBrowser(): Promise<Browser> {
  if (!existsSync(CHROMIUM)) {
    throw new Error(
      `${CHROMIUM} is missing, and these tests look at pages in a real browser. ` +
        'Install it (`apt-get install -y chromium fonts-noto-color-emoji`), or name another with CHROMIUM_PATH.',
    );
  }
  return chromium.launch({ executablePath: CHROMIUM, args: ['--no-sandbox', '--force-color-profile=srgb'] });
}

/** Opens a page of the preview and waits until its diagrams are drawn. `prepare` listens before anything is loaded. */
export async function show(
  browser: Browser,
  html: string,
  theme: 'light' | 'dark' = 'light',
  prepare: (page: Page) => void = () => undefined,
): Promise<Page> {
  const page = await browser.newPage({ colorScheme: theme, viewport: { width: 1_040, height: 800 } });
  prepare(page);
  await page.setContent(html, { waitUntil: 'load' });
  await page.locator('body[data-ready]').waitFor({ timeout: 60_000 });
  return page;
}
