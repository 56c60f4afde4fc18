import { afterEach, describe, expect, test } from '@jest/globals';
import { chmodSync, mkdirSync, readFileSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { parse } from 'yaml';
import { entryArgs } from '../support/entry.ts';
import { openCiJob, type CiJob, type Started } from './support/ci.ts';
import { CI_HOSTS, type CiHost } from './support/hosts.ts';

// The scripts of each template as they stand, run by its host's shell, and ended as that host ends a job.

interface Scripts {
  /** The shell of the host, and how it is given a script: as a file, or as an argument. */
  readonly shell: readonly [string, ...string[]];
  readonly asFile: boolean;
  readonly run: string;
  /** Undefined where the script of the run cleans up itself. */
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

/** As npm 11 is: it stands between, and hands no signal on. */
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

const open: CiJob[] = [];
afterEach(async () => {
  for (const job of open.splice(0)) {
    const leaks = job.leaks().filter((path) => !path.includes('buildkite-agent.calls'));
    await job.close();
    expect(leaks).toEqual([]);
  }
});

async function jobOf({ env }: CiHost, train: string): Promise<CiJob> {
  const job = await openCiJob((folders) => {
    const own = env(folders);
    return { ...own, PATH: `${npxIn(join(folders.root, 'npm'))}:${own['PATH'] ?? process.env['PATH'] ?? ''}` };
  });
  open.push(job);
  writeFileSync(join(job.workspace, 'train.py'), train);
  return job;
}

function launch(job: CiJob, { shell, asFile }: Scripts, script: string): Started {
  const file = join(job.temp, 'script.sh');
  writeFileSync(file, script);
  const [program, ...args] = shell;
  return job.launch(program, ...args, asFile ? file : script);
}

describe.each(CI_HOSTS)('the template for $name', (host) => {
  const scripts = SCRIPTS[host.name]?.() as Scripts;

  test('trains once, and leaves nothing for the after-hook', async () => {
    const job = await jobOf(host, 'print("trained")');
    const run = await launch(job, scripts, scripts.run).ended;
    expect(run).toMatchObject({ code: 0, log: expect.stringMatching(/^trained$/m) });
    if (scripts.after !== undefined) {
      const after = await launch(job, scripts, scripts.after).ended;
      expect(after).toMatchObject({ code: 0, log: expect.not.stringMatching(/warning|error/i) });
    }
    expect(job.cloud.books().jobs).toMatchObject([{ state: 'succeeded', starts: 1 }]);
    expect(job.cloud.books()).toMatchObject({ jobsAlive: 0, podsAlive: 0, sessionsHeld: 0 });
  });

  test("the workload's exit code is the step's", async () => {
    const job = await jobOf(host, 'raise SystemExit(7)');
    expect(await launch(job, scripts, scripts.run).ended).toMatchObject({ code: 7 });
  });

  test('is cancelled as this host does it: the one job is ended with its pod, and none is started again', async () => {
    const job = await jobOf(host, 'import time\ntime.sleep(600)');
    const run = launch(job, scripts, scripts.run);
    await job.cloud.until(({ kind }) => kind === 'job-started');
    const cancelledAt = performance.now();
    host.cancel(run);
    await run.left;
    expect(performance.now() - cancelledAt).toBeLessThan(7_000);
    if (host.after && scripts.after !== undefined) {
      expect(await launch(job, scripts, scripts.after).ended).toMatchObject({ code: 0 });
    }
    const { code } = await run.ended;
    expect(code).not.toBe(0);
    expect(job.cloud.books().jobs).toMatchObject([{ state: 'cancelled', starts: 1 }]);
    expect(job.cloud.books()).toMatchObject({ jobsAlive: 0, podsAlive: 0, sessionsHeld: 0 });
  });
});
