import { afterEach, describe, expect, test } from '@jest/globals';
import { existsSync, mkdirSync, readdirSync, readFileSync, rmSync, symlinkSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { openCiJob, type CiJob, type Ended } from './support/ci.ts';
import { CI_HOSTS, ciHost, type CiHost } from './support/hosts.ts';
import { leaksOf } from '../support/leaks.ts';

/** What its log shows of our own grouping and outputs. */
const LOGS: Readonly<Record<string, RegExp>> = {
  gitlab: /Written: .*gpu-ci-reports/,
  buildkite: /Written: \//,
  circleci: /Written: \//,
  azure: /^##vso\[task\.setvariable variable=GPU_OUT_STATUS;isOutput=true\]/m,
  jenkins: /Written: .*gpu-ci-reports/,
  bitbucket: /Written: .*gpu-ci-reports/,
  generic: /Written: \//,
};

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

/** No token in the log but in the one command that tells Azure to hide it. */
const withoutMasking = (log: string): string => log.replace(/^##vso\[task\.setsecret\].*\n/gm, '');

function expectNothingLeft(job: CiJob): void {
  expect(job.cloud.books()).toMatchObject({ jobsAlive: 0, podsAlive: 0, sessionsHeld: 0 });
}

function expectNoLeak(job: CiJob, ...runs: Ended[]): void {
  // The fake agent of Buildkite writes down what it was told to redact.
  expect(job.leaks().filter((path) => !path.includes('buildkite-agent.calls'))).toEqual([]);
  const logs = runs.map(({ log }) => ({ where: 'log', bytes: Buffer.from(withoutMasking(log)) }));
  expect(leaksOf(job.cloud, logs)).toEqual([]);
}

const SLEEP = ['run', '--', "echo started; trap 'exit 0' TERM INT; sleep 600 & wait"];
const running = (job: CiJob) => job.cloud.until(({ kind }) => kind === 'job-started');

describe.each(CI_HOSTS)('$name', (scenario) => {
  const shown = LOGS[scenario.name] ?? /^$/;

  test('a run: the workload is heard, its report is where the host looks, and the after-hook finds nothing to do', async () => {
    const job = await jobOf(scenario);
    const run = await job.run('run', '--', 'echo "##vso[task.complete]"; echo out; echo err >&2');
    expect(run).toMatchObject({ code: 0 });
    expect(run.log).toContain('out\n');
    expect(run.log).toContain('err\n');
    expect(run.log).toMatch(shown);
    expect(run.log).not.toMatch(/^::/m);
    expectNothingLeft(job);
    const after = await job.run('cleanup');
    expect(after).toMatchObject({ code: 0 });
    expect(after.log).not.toMatch(/warning|error/i);
    expectNoLeak(job, run, after);
  });

  if (String(shown).includes('gpu-ci-reports')) {
    test('links that a workload left where reports are collected lead nothing out of the workspace', async () => {
      const job = await jobOf(scenario);
      const outside = join(job.root, 'outside');
      mkdirSync(outside);
      for (const name of ['summary.md', 'report.json']) writeFileSync(join(outside, name), 'not ours');
      const reports = join(job.workspace, 'gpu-ci-reports');
      symlinkSync(outside, reports);
      const linked = await job.run('run', '--', 'true');
      expect(linked.code).toBe(0);
      expect(linked.log).toContain('gpu-ci-reports is a link');
      rmSync(reports);
      mkdirSync(reports);
      for (const name of readdirSync(outside)) symlinkSync(join(outside, name), join(reports, name));
      expect((await job.run('run', '--', 'true')).code).toBe(0);
      expect(JSON.parse(readFileSync(join(reports, 'report.json'), 'utf8'))).toMatchObject({ status: 'succeeded' });
      expect(readdirSync(outside).sort()).toEqual(['report.json', 'summary.md']);
      for (const name of readdirSync(outside)) expect(readFileSync(join(outside, name), 'utf8')).toBe('not ours');
    });
  }

  test('killed outright: the after-hook, another process, ends what was left', async () => {
    const job = await jobOf(scenario);
    const started = job.start(...SLEEP);
    await running(job);
    process.kill(-started.pid, 'SIGKILL');
    await started.ended;
    expect(job.cloud.books().jobsAlive).toBe(1);
    const after = await job.run('cleanup');
    expect(after.code).toBe(0);
    expect(after.log).toContain('confirmed');
    expectNothingLeft(job);
    expect(await job.run('cleanup')).toMatchObject({ code: 0 });
    expectNoLeak(job, after);
  });
});

describe('what each host is left with', () => {
  test('GitLab, Jenkins and Bitbucket: reports in the workspace', async () => {
    for (const name of ['gitlab', 'jenkins', 'bitbucket']) {
      const job = await jobOf(ciHost(name));
      await job.run('run', '--', 'true');
      const folder = join(job.workspace, 'gpu-ci-reports');
      const extra = name === 'gitlab' ? ['annotations.json'] : [];
      expect(readdirSync(folder).sort()).toEqual([...extra, 'outputs.env', 'report.json', 'summary.md'].sort());
      expect(JSON.parse(readFileSync(join(folder, 'report.json'), 'utf8'))).toMatchObject({ status: 'succeeded' });
      expect(readFileSync(join(folder, 'outputs.env'), 'utf8')).toMatch(/^GPU_OUT_STATUS='?succeeded'?$/m);
    }
  });

  test('Bitbucket: outputs for later steps', async () => {
    const job = await jobOf(ciHost('bitbucket'));
    await job.run('run', '--', 'exit 3');
    expect(readFileSync(join(job.temp, 'variables'), 'utf8')).toMatch(/^GPU_OUT_STATUS=failed$/m);
  });

  test('Buildkite: the token redacted first of all, an annotation, its style, the job id', async () => {
    const job = await jobOf(ciHost('buildkite'));
    const run = await job.run('run', '--', 'true');
    const calls = readFileSync(join(job.root, 'buildkite-agent.calls'), 'utf8');
    expect(calls).toMatch(/^args: \[redactor\] \[add\]\nstdin: gpt_sat_/);
    expect(calls).toMatch(/^args: \[annotate\] \[--context\] \[gpu-run-j1\] \[--style\] \[info\] \[--append\]$/m);
    expect(calls).toMatch(/^args: \[annotate\] .*\[--style\] \[success\]/m);
    expect(calls).toMatch(/^args: \[meta-data\] \[set\] \[gpu-run:gpu:job-id\]\nstdin: job_/m);
    expect(calls).not.toMatch(/^args:.*gpt_sat_/m);
    expect(run.log).not.toContain('gpt_sat_');
  });

  test('Azure: the token is a secret before anything else is said, and the summary is uploaded', async () => {
    const job = await jobOf(ciHost('azure'));
    const run = await job.run('run', '--', 'true');
    expect(run.stdout).toMatch(/^##vso\[task\.setsecret\]gpt_sat_/);
    const file = /^##vso\[task\.uploadsummary\](.+)$/m.exec(run.stdout)?.[1] ?? '';
    expect(existsSync(file)).toBe(true);
  });

  test('a laptop: stdout is the workload’s alone', async () => {
    const job = await jobOf(ciHost('generic'));
    const run = await job.run('run', '--', 'echo out; echo err >&2');
    expect(run.stdout).toBe('out\n');
    expect(run.stderr).toContain('err\n');
  });
});

describe('one job, several runs', () => {
  const laptop = { env: () => ({}) };

  test('a job that was handed on is not ended by the next run of the same CI job', async () => {
    const job = await jobOf(ciHost('gitlab'));
    expect(await job.run('run', '--mode', 'submit', '--', 'sleep 600')).toMatchObject({ code: 0 });
    expect(await job.run('run', '--', 'echo second')).toMatchObject({ code: 0 });
    const { jobs } = job.cloud.books();
    expect(jobs.map(({ state }) => state).sort()).toEqual(['running', 'succeeded']);
  });

  test('the dotenv file hands the job id to a later collect', async () => {
    const job = await jobOf(laptop);
    await job.run('run', '--mode', 'submit', '--dotenv', 'out.env', '--', 'sleep 5; echo collected');
    const id = /^GPU_OUT_JOB_ID='(job_\w+)'$/m.exec(readFileSync(join(job.workspace, 'out.env'), 'utf8'))?.[1] ?? '';
    const collected = await job.run('run', '--mode', 'collect', '--job-id', id);
    expect(collected).toMatchObject({ code: 0, stdout: expect.stringMatching(/^collected\n$/m) });
    expectNothingLeft(job);
  });

  // @actions/tool-cache writes `::debug::` lines to stdout wherever it runs: gpu/install.ts has to do without it off GitHub.
  test('a GPU CLI found in the tool cache is found in silence', async () => {
    const job = await jobOf(laptop);
    await job.run('run', '--', 'true');
    expect((await job.run('run', '--', 'echo out')).stdout).toBe('out\n');
  });

  test('--state keeps two runs in one folder apart', async () => {
    const job = await jobOf(laptop);
    const state = (name: string): string => join(job.root, `${name}.json`);
    const killed = job.start('run', '--state', state('a'), ...SLEEP.slice(1));
    await running(job);
    process.kill(-killed.pid, 'SIGKILL');
    await killed.ended;
    await job.run('cleanup', '--state', state('b'));
    expect(job.cloud.books().jobsAlive).toBe(1);
    await job.run('cleanup', '--state', state('a'));
    expectNothingLeft(job);
  });

  test('a wrong flag ends with 2 and starts nothing; no token ends with 1', async () => {
    const job = await jobOf(laptop);
    const wrong = await job.run('run', '--gpu-typ', 'H100', '--', 'true');
    expect(wrong).toMatchObject({ code: 2, stderr: expect.stringContaining('Did you mean --gpu-type?') });
    mkdirSync(join(job.workspace, 'training'));
    const absent = await job.run('run', '--working-directory', 'nowhere', '--', 'true');
    expect(absent).toMatchObject({ code: 1, stderr: expect.stringContaining('nowhere') });
    for (const [argv, said] of [
      [['cleanup', 'now'], "too many arguments for 'cleanup'"],
      [['cleanup', '--gpu-type', 'H100'], "unknown option '--gpu-type'"],
      [['run', 'gpt_sat_0123456789abcdef'], 'Unexpected argument "gpt_***"'],
    ] as const) {
      expect(await job.run(...argv)).toMatchObject({ code: 2, stdout: '', stderr: expect.stringContaining(said) });
    }
    expect(job.cloud.books().jobs).toEqual([]);
  });
});
