// npm run bench:load: a matrix of real bundles on the local GPU cloud, more of them than the pool has sessions.
//   -- --jobs N --sessions N --seed N    60 jobs on 10 sessions where nothing is said
//   -- --minute MS                       how long a minute of the policy's world takes (3000)
import { parseArgs } from 'node:util';
import { load } from './load.ts';

const { values } = parseArgs({
  options: {
    jobs: { type: 'string', default: '60' },
    sessions: { type: 'string', default: '10' },
    minute: { type: 'string', default: '3000' },
    seed: { type: 'string', default: '1' },
  },
});
const [jobs, sessions, minuteMs, seed] = [values.jobs, values.sessions, values.minute, values.seed].map(Number);
if (!jobs || !sessions || !minuteMs || seed === undefined || Number.isNaN(seed))
  throw new Error('--jobs, --sessions, --minute and --seed take numbers');

const columns = (rows: readonly (readonly [string, string])[]): string =>
  rows.map(([name, value]) => `  ${name.padEnd(28)}${value}`.trimEnd()).join('\n');

const since = performance.now();
const result = await load({
  jobs,
  sessions,
  minuteMs,
  seed,
  onJob: (done) => {
    if (done % 10 === 0) console.error(`${done} jobs …`);
  },
});
const at = (sorted: readonly number[], share: number): number =>
  sorted[Math.min(sorted.length - 1, Math.floor(share * sorted.length))] ?? NaN;
const s = (ms: number): string => `${(ms / 1_000).toFixed(1)} s`;
const over = (share: number): string =>
  `${s(at(result.waits, share))} (${(at(result.waits, share) / at(result.instantWaits, share)).toFixed(2)} × instant)`;
const peak = Math.max(result.peakSessions, result.peakByEvents);
const alive = result.left.jobsAlive + result.left.podsAlive + result.left.sessionsHeld;

console.log(`load: ${jobs} real bundles on ${sessions} sessions, a minute in ${minuteMs / 1_000} s, seed ${seed}`);
console.log(
  columns([
    ['', ''],
    ['ran exactly once', `${result.ranOnce} of ${jobs}`],
    ['ran more than once', `${result.ranTwice}`],
    ['lost (never ran)', `${result.lost}`],
    ['main or post not 0', `${result.failures.length}`],
    ['most sessions at once', `${peak} of ${sessions}`],
    ['alive at the end', `${alive}`],
    ['refused calls a job, p50', `${at(result.refused, 0.5)}`],
    ['refused calls a job, max', `${at(result.refused, 1)}`],
    ['calls of gpu a job, all', (result.calls / jobs).toFixed(1)],
    ['wait p50', over(0.5)],
    ['wait p99', over(0.99)],
    ['work p50', s(at(result.works, 0.5))],
    ['session held p50', s(at(result.holds, 0.5))],
    ['makespan', s(result.makespan)],
    ['instant schedule', s(result.instantMakespan)],
    ['makespan / instant', (result.makespan / result.instantMakespan).toFixed(3)],
    ['time', s(performance.now() - since)],
  ]),
);
for (const failure of result.failures.slice(0, 5)) console.log(failure);
process.exitCode = result.ranOnce === jobs && result.failures.length === 0 && peak <= sessions && alive === 0 ? 0 : 1;
