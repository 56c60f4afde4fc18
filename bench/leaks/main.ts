// npm run bench:leaks -- [--runs N] [--seed N] [--parallel N]: see storm.ts.
import { parseArgs } from 'node:util';
import { storm } from './storm.ts';

const { values } = parseArgs({
  options: {
    runs: { type: 'string', default: '1000' },
    seed: { type: 'string', default: '1' },
    parallel: { type: 'string', default: '6' },
  },
});
const began = performance.now();
const result = await storm({
  runs: Number(values.runs),
  seed: Number(values.seed),
  parallel: Number(values.parallel),
  onRun: (done) => {
    if (done % 100 === 0) console.error(`${done} runs …`);
  },
});
const at = (share: number): string => {
  const value = result.cancelMs[Math.min(result.cancelMs.length - 1, Math.floor(result.cancelMs.length * share))];
  return value === undefined ? '–' : value === Infinity ? 'not while main lived' : `${value} ms`;
};
console.log(`
leak storm: ${result.runs} runs, seed ${values.seed}, ${Math.round((performance.now() - began) / 1_000)} s
  ended by                        ${Object.entries(result.endings)
    .sort()
    .map(([how, count]) => `${how} ${count}`)
    .join('; ')}
  jobs alive                      ${result.jobsAlive}
  pods alive                      ${result.podsAlive}
  sessions held                   ${result.sessionsHeld}
  people's jobs and pods ended    ${result.peopleStopped} (on ${result.peoplePods} pods that were there before)
  workloads started               ${result.started}
  workloads run more than once    ${result.ranTwice}
  endings not confirmed           ${result.unconfirmed}
  signal to the job's end         p50 ${at(0.5)}, p95 ${at(0.95)}, most ${at(1)} (${result.cancelMs.length} SIGINT and SIGTERM to a running workload)
  outlived main                   ${result.cancelMs.filter((ms) => ms === Infinity).length}
  faults of our own               ${result.failures.length}
`);
for (const story of result.stories.slice(0, 5)) console.log(story);
for (const failure of result.failures.slice(0, 10)) console.log(failure);
const { jobsAlive, podsAlive, sessionsHeld, peopleStopped, ranTwice, failures } = result;
process.exitCode = jobsAlive + podsAlive + sessionsHeld + peopleStopped + ranTwice + failures.length === 0 ? 0 : 1;
