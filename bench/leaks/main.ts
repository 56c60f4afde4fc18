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
  return value === undefined ? '–' : `${value} ms`;
};
console.log(`
leak storm: ${result.runs} runs, seed ${values.seed}, ${Math.round((performance.now() - began) / 1_000)} s
  ended by                        ${Object.entries(result.endings)
    .map(([how, count]) => `${how} ${count}`)
    .join(', ')}
  jobs alive                      ${result.jobsAlive}
  pods alive                      ${result.podsAlive} (${result.podsBefore} were there before)
  sessions held                   ${result.sessionsHeld}
  workloads started               ${result.started}
  workloads run more than once    ${result.ranTwice}
  pods that only keep-alive ended ${result.byKeepAlive}
  cancel to the job's end         p50 ${at(0.5)}, p95 ${at(0.95)}, most ${at(1)} (${result.cancelMs.length} cancels of a running workload)
  faults of our own               ${result.failures.length}
`);
for (const story of result.outlived.slice(0, 3)) console.log(`outlived main: ${story}`);
for (const failure of result.failures.slice(0, 10)) console.log(failure);
const clean =
  result.jobsAlive + result.podsAlive + result.sessionsHeld + result.ranTwice + result.failures.length === 0;
process.exitCode = clean ? 0 : 1;
