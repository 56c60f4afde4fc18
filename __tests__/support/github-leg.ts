/** A leg of a matrix as a process of its own: `node github-leg.ts API_URL TOKEN NUMBER LEGS`. Its waits are a quarter as long. */
import { openApi } from '../../src/hosts/github/api.ts';
import { openWire } from '../../src/hosts/github/wire.ts';
import { upsertComment } from '../../src/hosts/github/comment.ts';
import type { Clock } from '../../src/core/clock.ts';

const FASTER = 4;
const [, , url = '', token = '', number = '', legs = ''] = process.argv;
const clock: Clock = {
  now: () => Date.now(),
  elapsed: () => performance.now() * FASTER,
  sleep: (ms) => new Promise((wake) => setTimeout(wake, ms / FASTER)),
  random: () => Math.random(),
};
const api = openApi(openWire(token, url), clock, { budgetMs: 400_000 });
const leg = { id: `train (${number})`, runId: '100', runAttempt: 1, runUrl: 'https://github.com/o/r/actions/runs/100' };
const section = `### leg ${number}`;
const wish = { repository: 'octo-org/models', issue: 7, key: 'GPU checks', leg, section, crowd: Number(legs) };
console.log(await upsertComment(api, wish, clock));
