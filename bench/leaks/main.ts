// npm run bench:leaks -- [--runs N] [--seed N] [--parallel N] [--profile NAME] [--stories N]: see storm.ts.
import { parseArgs } from 'node:util';
import { PROFILES } from '../../emulator/profiles.ts';
import { LISTING } from './plan.ts';
import { storm } from './storm.ts';

const { values } = parseArgs({
  options: {
    runs: { type: 'string', default: process.env['LEAK_RUNS'] ?? '1000' },
    seed: { type: 'string', default: '1' },
    parallel: { type: 'string', default: '8' },
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
const seconds = (performance.now() - began) / 1_000;
const runs = Object.values(result.profiles).reduce((sum, of) => sum + of.runs, 0);
const rate = Math.round((runs / seconds) * 60);
console.log(`leak storm: seed ${values.seed}, ${Math.round(seconds)} s, ${rate} runs a minute`);
console.table(
  Object.fromEntries(
    Object.entries(result.profiles).map(([profile, of]) => [
      profile,
      {
        runs: of.runs,
        started: of.started,
        left: of.left,
        'of others touched': of.othersTouched,
        twice: of.ranTwice,
        unconfirmed: of.unconfirmed,
        'wrongly confirmed': of.wronglyConfirmed,
        'joined too late': of.raced,
        'others join': LISTING.some((one) => one === profile) ? 'any pod' : 'pods of people only',
      },
    ]),
  ),
);
console.log(
  'On minimum and observed nothing shows that another job came onto the pod of a run, so nobody joins it there.',
);
console.log('Joined too late: a job came onto a pod after the run that stopped it had last asked who is on it.');
const ways = Object.entries(result.ways).sort();
console.log(`ended by: ${ways.map(([how, count]) => `${how} ${count}`).join('; ')}`);
const many = `${result.cancelMs.length} SIGINT and SIGTERM to a running workload`;
console.log(`signal to the job's end: p50 ${at(0.5)}, p95 ${at(0.95)}, most ${at(1)} (${many})`);
const broken = Object.values(result.profiles).flatMap((of) => of.broken);
const stories = Object.values(result.profiles).flatMap((of) => of.stories);
for (const story of stories.slice(0, Number(values.stories))) console.log(`\n${story}`);
for (const line of [...broken, ...result.failures.slice(0, 10)]) console.log(line);
process.exitCode = broken.length + result.failures.length === 0 ? 0 : 1;
