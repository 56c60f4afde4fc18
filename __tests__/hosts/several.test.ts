import { afterEach, describe, expect, test } from '@jest/globals';
import { readdirSync } from 'node:fs';
import { join } from 'node:path';
import { openCiJob, type CiJob } from './support/ci.ts';
import { ciHost, type CiHost } from './support/hosts.ts';

// Several runs of one CI job share its state: what is behind ends what any of them left.

const open: CiJob[] = [];
afterEach(async () => {
  const jobs = open.splice(0);
  const leaks = jobs.flatMap((job) => job.leaks());
  for (const job of jobs) await job.close();
  expect(leaks.filter((path) => !path.includes('buildkite-agent.calls'))).toEqual([]);
});

async function jobOf({ env }: Pick<CiHost, 'env'>): Promise<CiJob> {
  const job = await openCiJob(env);
  open.push(job);
  return job;
}

const NOTHING = { jobsAlive: 0, podsAlive: 0, sessionsHeld: 0 };
const sleep = (word: string): string[] => ['run', '--', `: ${word}; sleep 600 & wait`];

/** Starts a run and resolves once its workload runs. */
async function running(job: CiJob, word: string) {
  const before = job.cloud.books().jobs.length;
  const started = job.start(...sleep(word));
  let seen = 0;
  await job.cloud.until(({ kind }) => kind === 'job-started' && ++seen > before);
  return started;
}

async function kill({ pid, ended }: { readonly pid: number; readonly ended: Promise<unknown> }): Promise<void> {
  process.kill(-pid, 'SIGKILL');
  await ended;
}

// The state is the same code on each host; scenarios.test.ts shows that each finds its own.
describe.each(['gitlab', 'generic'])('%s', (name) => {
  const host = ciHost(name);

  test('two runs side by side, killed outright: both are ended', async () => {
    const job = await jobOf(host);
    const runs = [await running(job, 'first'), await running(job, 'second')];
    for (const run of runs) await kill(run);
    expect(job.cloud.books().jobsAlive).toBe(2);
    expect(await job.run('cleanup')).toMatchObject({ code: 0 });
    expect(job.cloud.books()).toMatchObject(NOTHING);
  });

  test('a run that was killed and one after it that ended well: what the first left is ended', async () => {
    const job = await jobOf(host);
    await kill(await running(job, 'first'));
    expect(await job.run('run', '--', 'true')).toMatchObject({ code: 0 });
    expect(job.cloud.books().jobsAlive).toBe(1);
    await job.run('cleanup');
    expect(job.cloud.books()).toMatchObject(NOTHING);
  });

  test('a pod that is kept runs until the clean-up of the job stops it', async () => {
    const job = await jobOf(host);
    expect(await job.run('run', '--keep-pod', '--', 'true')).toMatchObject({ code: 0 });
    expect(job.cloud.books().podsAlive).toBe(1);
    expect(await job.run('run', '--', 'true')).toMatchObject({ code: 0 });
    expect(job.cloud.books().podsAlive).toBe(1);
    await job.run('cleanup');
    expect(job.cloud.books()).toMatchObject(NOTHING);
  });
});

test('what is over leaves no state, what was confirmed by the clean-up neither', async () => {
  const job = await jobOf(ciHost('gitlab'));
  const states = (): string[] =>
    readdirSync(join(job.temp, `gpu-ci-${process.getuid?.()}`)).filter((name) => name.startsWith('state-'));
  await job.run('run', '--', 'true');
  await job.run('run', '--', 'exit 3');
  await job.run('run', '--working-directory', 'nowhere', '--', 'true');
  expect(states()).toEqual([]);
  await kill(await running(job, 'first'));
  await kill(await running(job, 'second'));
  expect(states()).toHaveLength(1);
  await job.run('cleanup');
  expect(states()).toEqual([]);
});
