import { execFileSync } from 'node:child_process';
import { mkdtempSync, readdirSync, readFileSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import type { CloudOptions } from '../../../emulator/cloud.ts';
import { makeLab, type Lab } from '../../emulator/client.ts';
import { gpuCi, type Ended } from './terminal.ts';

/** A machine with GPU CLI installed, signed in as the owner of the Team organization my-team. */
export interface Seat {
  readonly lab: Lab;
  readonly env: NodeJS.ProcessEnv;
  /** `gpu …` with the login of the person. */
  gpu(...args: string[]): Promise<string>;
  /** Ids of the service accounts with that name that are not revoked. */
  accounts(name: string): Promise<readonly string[]>;
  /** A new project folder. */
  project(files?: Record<string, string>): Project;
  /** A new project whose remote is a repository of `acme` on GitHub. */
  gitHubProject(files?: Record<string, string>): Project;
  [Symbol.asyncDispose](): Promise<void>;
}

export interface Project {
  /** Another one for each project. */
  readonly name: string;
  readonly cwd: string;
  /** `gpu-ci …`; `typed` is what the person at the terminal answers. */
  readonly ci: (argv: readonly string[], more?: { env?: NodeJS.ProcessEnv; typed?: string }) => Promise<Ended>;
  /** Everything that `gpu-ci` printed here. */
  printed(): string;
  /** Every file, by path. */
  files(): Record<string, string>;
}

export async function takeSeat(options: CloudOptions = {}): Promise<Seat> {
  const lab = await makeLab(options);
  const gpu = async (...args: string[]): Promise<string> => {
    const ended = await lab.gpu(args, { env: { GPU_SERVICE_TOKEN: '' } });
    if (ended.code !== 0) throw new Error(`gpu ${args.join(' ')}: ${ended.err}`);
    return ended.out;
  };
  await gpu('login', '--email', 'owner@example.com');
  await gpu('org', 'switch', 'my-team');
  const env: NodeJS.ProcessEnv = {
    HOME: lab.home,
    PATH: `${join(lab.home, '.gpu-cli/bin')}:${process.env['PATH'] ?? ''}`,
  };
  let projects = 0;
  const project = (files: Record<string, string> = {}, name = `vision-${(projects += 1)}`): Project => {
    const cwd = lab.project(files);
    let printed = '';
    return {
      name,
      cwd,
      async ci(argv, more = {}) {
        const ended = await gpuCi(argv, { env: { ...env, ...more.env }, cwd, typed: more.typed });
        printed += ended.out;
        return ended;
      },
      printed: () => printed,
      files: () => filesIn(cwd),
    };
  };
  return {
    lab,
    env,
    gpu,
    async accounts(name) {
      const listed = JSON.parse(await gpu('org', 'service-account', 'list', '--json')) as {
        service_accounts: { id: string; name: string }[];
      };
      return listed.service_accounts.filter((account) => account.name === name).map(({ id }) => id);
    },
    project,
    gitHubProject(files) {
      const made = project(files);
      execFileSync('git', ['init', '-q'], { cwd: made.cwd });
      execFileSync('git', ['remote', 'add', 'origin', `git@github.com:acme/${made.name}.git`], { cwd: made.cwd });
      return made;
    },
    [Symbol.asyncDispose]: () => lab.close(),
  };
}

function filesIn(folder: string): Record<string, string> {
  const entries = readdirSync(folder, { recursive: true, withFileTypes: true });
  const paths = entries.filter((entry) => entry.isFile()).map(({ parentPath, name }) => join(parentPath, name));
  const visible = paths.filter((path) => !path.includes('/.git/'));
  return Object.fromEntries(visible.map((path) => [path.slice(folder.length + 1), readFileSync(path, 'utf8')]));
}

/** A `gpu` in front of the installed one: `body` may answer a call, with `$*` its arguments and `$REAL` the installed program. */
export function shim(seat: Seat, body: string): NodeJS.ProcessEnv {
  const folder = mkdtempSync(join(seat.lab.home, 'shim-'));
  const real = join(seat.lab.home, '.gpu-cli/bin/gpu');
  writeFileSync(join(folder, 'gpu'), `#!/bin/sh\nREAL='${real}'\n${body}\nexec "$REAL" "$@"\n`, { mode: 0o755 });
  return { PATH: `${folder}:${seat.env['PATH'] ?? ''}` };
}
