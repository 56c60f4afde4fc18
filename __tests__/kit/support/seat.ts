import { execFileSync } from 'node:child_process';
import { mkdtempSync, readdirSync, readFileSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { PassThrough } from 'node:stream';
import type { CloudOptions } from '../../../emulator/cloud.ts';
import { sentenceOf } from '../../../src/model/errors.ts';
import { BadCommand } from '../../../src/kit/options.ts';
import { runKit } from '../../../src/kit/verbs.ts';
import type { KitWorld } from '../../../src/kit/world.ts';
import { makeLab, type Lab } from '../../emulator/client.ts';

export interface Ended {
  /** 2 for a command line that cannot be used; its sentence is in `out`. */
  readonly code: number | undefined;
  readonly out: string;
}

/** Somebody at a machine with the GPU CLI installed, signed in as the owner of the Team org my-team, in a project of their own. */
export interface Seat {
  readonly lab: Lab;
  readonly cwd: string;
  readonly env: NodeJS.ProcessEnv;
  /** `gpu-ci …`; `typed` is what a person at the terminal answers. */
  ci(argv: readonly string[], more?: { env?: NodeJS.ProcessEnv; typed?: string; cwd?: string }): Promise<Ended>;
  /** Names of the living service accounts. */
  accounts(): Promise<readonly { id: string; name: string }[]>;
  /** Everything that `gpu-ci` printed so far. */
  printed(): string;
  [Symbol.asyncDispose](): Promise<void>;
}

export async function takeSeat(files: Record<string, string> = {}, options: CloudOptions = {}): Promise<Seat> {
  const lab = await makeLab(options);
  const cwd = lab.project(files);
  const signIn = async (...args: string[]): Promise<void> => {
    const ended = await lab.gpu(args, { env: { GPU_SERVICE_TOKEN: '' } });
    if (ended.code !== 0) throw new Error(`gpu ${args.join(' ')}: ${ended.err}`);
  };
  await signIn('login', '--email', 'owner@example.com');
  await signIn('org', 'switch', 'my-team');
  const env: NodeJS.ProcessEnv = {
    HOME: lab.home,
    PATH: `${join(lab.home, '.gpu-cli/bin')}:${process.env['PATH'] ?? ''}`,
  };
  let printed = '';
  return {
    lab,
    cwd,
    env,
    async ci(argv, more = {}) {
      const streams = { stdout: new PassThrough(), stderr: new PassThrough(), stdin: new PassThrough() };
      let out = '';
      for (const stream of [streams.stdout, streams.stderr]) {
        stream.on('data', (chunk: Buffer) => (out += chunk.toString()));
      }
      if (more.typed !== undefined) streams.stdin.end(more.typed);
      const world: KitWorld = {
        env: { ...env, ...more.env },
        cwd: more.cwd ?? cwd,
        ...streams,
        isTTY: more.typed !== undefined,
        root: process.cwd(),
      };
      let code: number | undefined;
      try {
        code = await runKit(argv, world);
      } catch (error) {
        if (!(error instanceof BadCommand)) throw error;
        code = 2;
        out += `${sentenceOf(error)}\n`;
      }
      printed += out;
      return { code, out };
    },
    async accounts() {
      const listed = await lab.gpu(['org', 'service-account', 'list', '--json'], { env: { GPU_SERVICE_TOKEN: '' } });
      return (JSON.parse(listed.out) as { service_accounts: { id: string; name: string }[] }).service_accounts;
    },
    printed: () => printed,
    [Symbol.asyncDispose]: () => lab.close(),
  };
}

export function asGitHubRepository(cwd: string): void {
  execFileSync('git', ['init', '-q'], { cwd });
  execFileSync('git', ['remote', 'add', 'origin', 'git@github.com:acme/vision.git'], { cwd });
}

/** Every file below a folder, by path. */
export function filesIn(folder: string): Record<string, string> {
  const entries = readdirSync(folder, { recursive: true, withFileTypes: true });
  const files = entries.filter((entry) => entry.isFile() && !entry.parentPath.includes('.git/'));
  return Object.fromEntries(
    files
      .map(({ parentPath, name }) => join(parentPath, name))
      .filter((path) => !path.includes('/.git/'))
      .map((path) => [path.slice(folder.length + 1), readFileSync(path, 'utf8')]),
  );
}

/** A `gpu` in front of the real one: `body` may answer a call itself, with `$*` its arguments and `$REAL` the real program. */
export function shim(seat: Seat, body: string): NodeJS.ProcessEnv {
  const folder = mkdtempSync(join(seat.lab.home, 'shim-'));
  const real = join(seat.lab.home, '.gpu-cli/bin/gpu');
  writeFileSync(join(folder, 'gpu'), `#!/bin/sh\nREAL='${real}'\n${body}\nexec "$REAL" "$@"\n`, { mode: 0o755 });
  return { PATH: `${folder}:${seat.env['PATH'] ?? ''}` };
}
