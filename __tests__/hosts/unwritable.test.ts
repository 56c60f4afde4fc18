import { afterEach, expect, test } from '@jest/globals';
import { mkdirSync, readdirSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { openCiJob, type CiJob, type EnvOf } from './support/ci.ts';
import { ciHost } from './support/hosts.ts';

const open: CiJob[] = [];
afterEach(async () => {
  for (const job of open.splice(0)) await job.close();
});

async function jobOf(env: EnvOf): Promise<CiJob> {
  const job = await openCiJob(env);
  open.push(job);
  return job;
}

/** A path on which no file can be created, for any user. */
function unwritable(root: string): string {
  writeFileSync(join(root, 'a-file'), '');
  return join(root, 'a-file', 'below-it');
}

const WORKLOAD = ['--', 'sleep 1; echo trained; exit 4'];

async function expectRunIsWhole(job: CiJob, ...argv: string[]): Promise<string> {
  const run = await job.run('run', ...argv, ...WORKLOAD);
  expect(run).toMatchObject({ code: 4, log: expect.stringMatching(/^trained$/m) });
  expect(run.log).not.toMatch(/^ {4}at /m);
  expect(job.cloud.books()).toMatchObject({ jobsAlive: 0, podsAlive: 0, sessionsHeld: 0 });
  return run.log;
}

test('an output file that cannot be written is one warning, and the run goes on to its end', async () => {
  const job = await jobOf(() => ({}));
  const log = await expectRunIsWhole(job, '--dotenv', unwritable(job.root));
  expect(log.match(/^Warning: The output file .* could not be written: .*/gm)).toHaveLength(1);
});

test.each([
  ['bitbucket', 'BITBUCKET_PIPELINES_VARIABLES_PATH'],
  ['circleci', 'BASH_ENV'],
])('on %s a variables file that cannot be written is a warning', async (name, variable) => {
  const { env } = ciHost(name);
  const job = await jobOf((at) => ({ ...env(at), [variable]: unwritable(at.root) }));
  expect(await expectRunIsWhole(job)).toMatch(/Warning: (Outputs|The path) for later steps could not be written/);
});

test('a summary and reports that cannot be written are warnings', async () => {
  const job = await jobOf(ciHost('gitlab').env);
  await expectRunIsWhole(job);
  const folder = readdirSync(job.temp)
    .map((name) => join(job.temp, name))
    .find((path) => /gpu-ci-?\d*$/.test(path)) as string;
  const summary = join(folder, readdirSync(folder).find((name) => name.startsWith('summary-')) as string);
  rmSync(summary);
  mkdirSync(summary);
  writeFileSync(join(summary, 'in-the-way'), '');
  const reports = join(job.workspace, 'gpu-ci-reports');
  rmSync(reports, { recursive: true });
  writeFileSync(reports, 'not a folder');
  const log = await expectRunIsWhole(job);
  expect(log).toMatch(/^Warning: The summary could not be written: /m);
  expect(log).toMatch(/The reports could not be written: /);
  expect(readFileSync(reports, 'utf8')).toBe('not a folder');
});
