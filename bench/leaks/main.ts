// npm run bench:leaks -- [--runs N] [--seed N] [--parallel N] [--profile NAME] [--stories N]: see storm.ts.
import { parseArgs } from 'node:util';
import { PROFILES } from '../../emulator/profiles.ts';
import { storm } from './storm.ts';

const { values } = parseArgs({
  options: {
    runs: { type: 'string', default: process.env['LEAK_RUNS'] ?? '1000' },
    seed: { type: 'string', default: '1' },
    parallel: { type: 'string', default: '4' },
    profile: { type: 'string' },
    stories: { type: 'string', default: '5' },
  },
});
const began = performance.now();
const result = await storm({
  runs: Number(values.runs),
  seed: Number(values.seed),
  parallel: Number(values.parallel),
  profiles: PROFILES.filter((name) => values.profile === undefined || values.profile === name),
  onRun: (begun) => {
    if (begun % 100 === 0) console.error(`${begun} runs …`);
  },
});
const at = (share: number): string => {
  const value = result.cancelMs[Math.min(result.cancelMs.length - 1, Math.floor(result.cancelMs.length * share))];
  return value === undefined ? '–' : value === Infinity ? 'after main' : `${value} ms`;
};
console.log(`leak storm: seed ${values.seed}, ${Math.round((performance.now() - began) / 1_000)} s`);
console.table(
  Object.fromEntries(
    Object.entries(result.profiles).map(([profile, of]) => [
      profile,
      {
        runs: of.runs,
        started: of.started,
        'jobs left': of.jobsLeft,
        'pods left': of.podsLeft,
        'sessions left': of.sessionsLeft,
        'of others touched': `${of.peopleStopped} of ${of.peopleJobs}`,
        'ran twice': of.ranTwice,
        'left silently': of.leftSilently,
        unconfirmed: `${of.unconfirmed} (${of.unconfirmedAlone} alone)`,
      },
    ]),
  ),
);
const endings = Object.entries(result.endings).sort();
console.log(`ended by: ${endings.map(([how, count]) => `${how} ${count}`).join('; ')}`);
const many = `${result.cancelMs.length} SIGINT and SIGTERM to a running workload`;
console.log(`signal to the job's end: p50 ${at(0.5)}, p95 ${at(0.95)}, most ${at(1)} (${many})`);
for (const story of result.stories.slice(0, Number(values.stories))) console.log(`\n${story}`);
for (const line of [...result.broken, ...result.failures.slice(0, 10)]) console.log(line);
process.exitCode = result.broken.length + result.failures.length === 0 ? 0 : 1;
