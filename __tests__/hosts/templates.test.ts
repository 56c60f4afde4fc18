import { expect, test } from '@jest/globals';
import { chmodSync, mkdirSync, readdirSync, readFileSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { parse } from 'yaml';
import { entryArgs } from '../support/entry.ts';
import { leaksOf } from '../support/leaks.ts';
import { openCiJob, type CiJob, type Ended, type Started } from './support/ci.ts';
import { CI_HOSTS, type CiHost } from './support/hosts.ts';

// The scripts of each template, run by the shell of its host, and ended as that host ends a job.

interface Scripts {
  /** The shell of the host, and how it is given a script: as a file, or as an argument. */
  readonly shell: readonly [string, ...string[]];
  readonly asFile: boolean;
  readonly run: string;
  /** Undefined if the script of the run cleans up itself. */
  readonly after: string | undefined;
}

const read = (name: string): string => readFileSync(join('templates', name), 'utf8');
type Named = Record<string, string>;

const SCRIPTS: Readonly<Record<string, () => Scripts>> = {
  gitlab() {
    const { gpu } = parse(read('gitlab-ci.yml')) as { gpu: { script: string[]; after_script: string[] } };
    return { shell: ['bash', '-eo', 'pipefail'], asFile: true, run: only(gpu.script), after: only(gpu.after_script) };
  },
  buildkite() {
    const { steps } = parse(read('buildkite.yml')) as { steps: { command: string }[] };
    return { shell: ['bash', '-e', '-c'], asFile: false, run: only(steps).command, after: undefined };
  },
  circleci() {
    const { jobs } = parse(read('circleci.yml')) as { jobs: { gpu: { steps: { run?: Named }[] } } };
    const commands = jobs.gpu.steps.flatMap(({ run }) => run?.['command'] ?? []);
    const [run = '', after] = commands;
    return { shell: ['bash', '-eo', 'pipefail', '-c'], asFile: false, run, after };
  },
  azure() {
    const { jobs } = parse(read('azure-pipelines.yml')) as { jobs: { steps: Named[] }[] };
    const script = (name: string) =>
      only(only(jobs).steps.filter(({ displayName }) => displayName === name))['script'] ?? '';
    const [run, after] = [script('GPU run'), script('GPU clean-up')];
    return { shell: ['bash', '--noprofile', '--norc'], asFile: true, run, after };
  },
  jenkins() {
    const text = read('Jenkinsfile');
    const run = /sh '''\n(.*?)'''/s.exec(text)?.[1] ?? '';
    return { shell: ['sh', '-xe'], asFile: true, run, after: /sh '([^'\n]+)'/.exec(text)?.[1] };
  },
  bitbucket() {
    const { definitions } = parse(read('bitbucket-pipelines.yml')) as {
      definitions: { steps: { step: { script: string[]; 'after-script': string[] } }[] };
    };
    const { step } = only(definitions.steps);
    return { shell: ['bash', '-e'], asFile: true, run: only(step.script), after: only(step['after-script']) };
  },
  generic: () => ({ shell: ['sh'], asFile: true, run: read('shell.sh'), after: undefined }),
};

function only<T>(list: readonly T[]): T {
  const [one] = list;
  if (one === undefined || list.length > 1) throw new Error(`one is wanted, there are ${list.length}`);
  return one;
}

/** Like npm 11: it is the parent of the program, and forwards no signal. */
function npxIn(folder: string): string {
  mkdirSync(folder, { recursive: true });
  const program = join(process.cwd(), 'bin', 'gpu-ci.js');
  const command = [process.execPath, ...entryArgs(program)].map((word) => `'${word}'`).join(' ');
  const script = `#!/bin/sh
[ "$1 $2 $3 $4" = "--yes -p @gpu-cli/run-action@1 gpu-ci" ] || exit 64
shift 4
npm_command=exec ${command} "$@"
exit $?
`;
  writeFileSync(join(folder, 'npx'), script);
  chmodSync(join(folder, 'npx'), 0o755);
  return folder;
}

async function jobOf({ env }: CiHost, train: string): Promise<CiJob> {
  const job = await openCiJob((folders) => {
    const own = env(folders);
    return { ...own, PATH: `${npxIn(join(folders.root, 'npm'))}:${own['PATH'] ?? process.env['PATH'] ?? ''}` };
  });
  writeFileSync(join(job.workspace, 'train.py'), train);
  return job;
}

function launch(job: CiJob, { shell, asFile }: Scripts, script: string): Started {
  const file = join(job.temp, 'script.sh');
  writeFileSync(file, script);
  const [program, ...args] = shell;
  return job.launch(program, ...args, asFile ? file : script);
}

const NOTHING = { jobsAlive: 0, podsAlive: 0, sessionsHeld: 0 };
const reportsIn = ({ workspace }: CiJob): string[] => readdirSync(join(workspace, 'gpu-ci-reports')).sort();
const REPORTS = ['outputs.env', 'report.json', 'summary.md'];

/** What each host is left with after a run that failed with 7. */
const LEFT: Readonly<Record<string, (job: CiJob, run: Ended) => void>> = {
  gitlab: (job) => expect(reportsIn(job)).toEqual(['annotations.json', ...REPORTS]),
  jenkins: (job) => expect(reportsIn(job)).toEqual(REPORTS),
  bitbucket(job) {
    expect(reportsIn(job)).toEqual(REPORTS);
    expect(readFileSync(join(job.temp, 'variables'), 'utf8')).toMatch(/^GPU_OUT_STATUS=failed$/m);
  },
  buildkite(job) {
    const calls = readFileSync(join(job.root, 'buildkite-agent.calls'), 'utf8');
    expect(calls).toMatch(/^args: \[redactor\] \[add\]\nstdin: gpt_sat_/);
    expect(calls).toMatch(/^args: \[annotate\] \[--context\] \[gpu-run-j1\] \[--style\] \[error\] \[--append\]$/m);
    expect(calls).toMatch(/^args: \[meta-data\] \[set\] \[gpu-run:gpu:job-id\]\nstdin: job_/m);
    expect(calls).not.toMatch(/^args:.*gpt_sat_/m);
  },
  azure(job, { stdout }) {
    expect(stdout).toMatch(/^##vso\[task\.setsecret\]gpt_sat_/);
    expect(stdout).toMatch(/^##vso\[task\.setvariable variable=GPU_OUT_STATUS;isOutput=true\]failed$/m);
    // Where the last step of the template looks.
    const [folder = ''] = readdirSync(job.temp).filter((name) => name.startsWith('gpu-ci-'));
    expect(readdirSync(join(job.temp, folder)).filter((name) => /^summary-.*\.md$/.test(name))).toHaveLength(1);
  },
  circleci: (_, { log }) => expect(log).toMatch(/Written: \//),
  generic(_, { stdout, stderr }) {
    expect(stdout).toBe('trained\n');
    expect(stderr).toMatch(/Written: \//);
  },
};

test.concurrent.each(CI_HOSTS)(
  'the template for $name runs a workload once, with its exit code and its report',
  async (host) => {
    await using job = await jobOf(host, 'import sys\nprint("trained")\nprint("warned", file=sys.stderr)\nsys.exit(7)');
    const scripts = SCRIPTS[host.name]?.() as Scripts;
    const run = await launch(job, scripts, scripts.run).ended;
    expect(run).toMatchObject({ code: 7, log: expect.stringMatching(/^trained$/m) });
    expect(run.log).toMatch(/^warned$/m);
    expect(run.log).not.toMatch(/^::/m);
    LEFT[host.name]?.(job, run);
    if (scripts.after !== undefined) {
      const after = await launch(job, scripts, scripts.after).ended;
      expect(after).toMatchObject({ code: 0, log: expect.not.stringMatching(/warning|error/i) });
    }
    expect(job.cloud.books()).toMatchObject({ ...NOTHING, jobs: [{ state: 'failed', starts: 1 }] });
    // The one command whose purpose is to show Azure what to hide.
    const log = run.log.replace(/^##vso\[task\.setsecret\].*\n/gm, '');
    expect(leaksOf(job.cloud, [{ where: 'log', bytes: Buffer.from(log) }])).toEqual([]);
  },
);

test.concurrent.each(CI_HOSTS)('$name cancels its template: the one job is ended with its pod', async (host) => {
  await using job = await jobOf(host, 'import time\ntime.sleep(600)');
  const scripts = SCRIPTS[host.name]?.() as Scripts;
  const run = launch(job, scripts, scripts.run);
  await job.cloud.until(({ kind }) => kind === 'job-started');
  const cancelledAt = performance.now();
  host.cancel(run, job);
  await run.left;
  expect(performance.now() - cancelledAt).toBeLessThan(7_000);
  if (host.after && scripts.after !== undefined)
    expect(await launch(job, scripts, scripts.after).ended).toMatchObject({ code: 0 });
  const { code } = await run.ended;
  expect(code).not.toBe(0);
  expect(job.cloud.books()).toMatchObject({ ...NOTHING, jobs: [{ state: 'cancelled', starts: 1 }] });
});

test.concurrent.each(CI_HOSTS)('on $name the clean-up, another process, ends a run that was killed', async (host) => {
  await using job = await openCiJob(host.env);
  const run = job.start('run', '--', "echo started; trap 'exit 0' TERM INT; sleep 600 & wait");
  await job.cloud.until(({ kind }) => kind === 'job-started');
  process.kill(-run.pid, 'SIGKILL');
  await run.ended;
  expect(job.cloud.books().jobsAlive).toBe(1);
  expect(await job.run('cleanup')).toMatchObject({ code: 0, log: expect.stringContaining('confirmed') });
  expect(job.cloud.books()).toMatchObject(NOTHING);
  expect(await job.run('cleanup')).toMatchObject({ code: 0 });
});
