// npm run demo: the committed bundle, run as a runner runs it, against the local GPU cloud. A real training job meets a full
// session pool, waits, trains, and ends in a job summary. Nothing is spent, and nothing but loopback is spoken to.
import { copyFileSync, mkdirSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { openJob } from '../__tests__/support/runner/index.ts';
import { startCloud } from '../emulator/cloud.ts';
import { previewMarkdown } from '../src/kit/preview.ts';

const OUT = join('.tmp', 'demo');
const bold = (text: string): string => (process.stdout.isTTY ? `\x1b[1m${text}\x1b[0m` : text);
const say = (text: string): void => console.log(`\n${bold(text)}`);

const cloud = await startCloud({ profile: 'observed', provisionMs: 900 });
try {
  say(`The local GPU cloud runs at ${cloud.url}. People hold all 10 sessions of the organization my-team.`);
  const letGo = cloud.holdSessions(10);
  const job = await openJob({
    workspace: 'examples/digits',
    git: true,
    job: 'train',
    secrets: { GPU_SERVICE_TOKEN: cloud.token },
    onLog: (line) => console.log(`  ${line}`),
  });
  const refusals = async (count: number): Promise<void> => {
    while (cloud.books().refusals < count) {
      const seen = cloud.events.length;
      await cloud.until((event) => cloud.events.indexOf(event) >= seen);
    }
  };
  void refusals(3).then(() => {
    say('Somebody ends a run: a session is free.');
    letGo();
  });
  say('uses: gpu-cli/run-action@v1, with command: python3 train.py');
  const step = await job.uses('.', {
    uses: 'gpu-cli/run-action@v1',
    with: {
      token: '${{ secrets.GPU_SERVICE_TOKEN }}',
      command: 'python3 train.py',
      'install-url': cloud.installUrl,
      'retry-delay': '1s',
      outputs: 'outputs/',
      report: 'outputs/report.md',
      metrics: 'outputs/metrics.json',
      'metrics-baseline': 'baseline.json',
    },
  });
  await job.finish();

  mkdirSync(OUT, { recursive: true });
  const summary = step.summary ?? '';
  writeFileSync(join(OUT, 'summary.md'), summary);
  writeFileSync(join(OUT, 'step.log'), job.log);
  copyFileSync(step.outputs['report-file'] ?? '', join(OUT, 'report.json'));
  writeFileSync(join(OUT, 'summary.html'), await previewMarkdown(summary, 'train'));
  say('The job summary:');
  console.log(summary);
  say('Outputs of the step:');
  for (const [name, value] of Object.entries(step.outputs)) console.log(`  ${name}: ${value}`);
  const books = cloud.books();
  const starts = books.jobs.reduce((sum, one) => sum + one.starts, 0);
  say(
    `The cloud's own books: ${books.refusals} refusals, ${starts} workload run, ${books.jobsAlive} jobs and ${books.podsAlive} pods alive.`,
  );
  say(`As GitHub would show it: ${join(OUT, 'summary.html')}`);
  const good = step.conclusion === 'success' && starts === 1 && books.refusals >= 3 && books.podsAlive === 0;
  if (!good) {
    console.error('demo: this did not end as it should; see above.');
    process.exitCode = 1;
  }
  await job.close();
} finally {
  await cloud.close();
}
