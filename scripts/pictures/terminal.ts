// What a person sees in a terminal while `gpu-ci run` waits for a session of a full pool, then runs.
import { writeFileSync } from 'node:fs';
import { join } from 'node:path';
import type { Browser } from 'playwright-core';
import { openCiJob } from '../../__tests__/hosts/support/ci.ts';

const SCRIPT = 'for step in 100 200 300; do echo "step $step loss 0.$((900 - step))"; done\n';

/** The log of a run that is refused for a minute. */
export async function waitingLog(): Promise<string> {
  const job = await openCiJob(() => ({ GPU_CI_RETRY_DELAY: '10s' }), { provisionMs: 2_000 });
  try {
    writeFileSync(join(job.workspace, 'train.sh'), SCRIPT);
    const letGo = job.cloud.holdSessions(10);
    const { ended } = job.start('run', '--gpu-type', 'H100 SXM', '--max-wait', '30m', '--', 'sh train.sh');
    setTimeout(letGo, 75_000);
    const { log } = await ended;
    return log.replaceAll(job.root, '/home/me').replace(/^.*Written: .*\n/gm, '');
  } finally {
    await job.close();
  }
}

export async function terminalPicture(browser: Browser, log: string): Promise<Buffer> {
  const escaped = log.trim().replace(/[&<>]/g, (char) => `&#${char.charCodeAt(0)};`);
  const page = await browser.newPage({ viewport: { width: 1_000, height: 400 } });
  await page.setContent(
    `<body style="margin:0"><pre style="margin:0;padding:20px 24px;background:#0d1117;color:#e6edf3;font:13px/1.5 monospace;white-space:pre-wrap"><span style="color:#7d8590">$ gpu-ci run --gpu-type "H100 SXM" --max-wait 30m -- sh train.sh</span>\n${escaped}</pre></body>`,
  );
  const picture = await page.locator('pre').screenshot();
  await page.close();
  return picture;
}
