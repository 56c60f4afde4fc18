import { accessSync, constants, statSync } from 'node:fs';
import { delimiter, isAbsolute, join } from 'node:path';
import type { Clock } from '../model/clock.ts';
import type { RunRequest } from '../request.ts';
import { childEnv } from './environment.ts';
import { versionIn } from './capabilities.ts';
import { capture } from './spawn.ts';

export interface InstallWorld {
  readonly env: NodeJS.ProcessEnv;
  readonly tempDir: string;
  readonly clock: Clock;
  readonly info: (line: string) => void;
  readonly signal: AbortSignal;
  readonly platform: NodeJS.Platform;
}

export type Wish = Pick<RunRequest, 'cliVersion' | 'installUrl' | 'installSha256' | 'cliSha256'>;

/** Absolute ones only: what a relative one names depends on the folder, and a checkout must not choose the program. */
export const foldersOfPath = (env: NodeJS.ProcessEnv): readonly string[] =>
  (env['PATH'] ?? '').split(delimiter).filter((folder) => isAbsolute(folder));

/** Where the CLI's own install script puts it; '' without a home. */
export function installedFolder(env: NodeJS.ProcessEnv): string {
  const home = env['HOME'] ?? '';
  return home === '' ? '' : join(home, '.gpu-cli', 'bin');
}

/** The program in the first of these folders that holds it, '' if none does. */
export function firstExecutable(dirs: readonly string[], name = 'gpu'): string {
  const places = dirs.filter((dir) => dir !== '').map((dir) => join(dir, name));
  return places.find(isExecutable) ?? '';
}

function isExecutable(file: string): boolean {
  try {
    // An exception for each folder of PATH would take its time.
    if (statSync(file, { throwIfNoEntry: false })?.isFile() !== true) return false;
    accessSync(file, constants.X_OK);
    return true;
  } catch {
    return false;
  }
}

export async function versionOf(bin: string, world: Pick<InstallWorld, 'env' | 'signal'>): Promise<string> {
  const said = await capture(bin, ['--version'], {
    env: childEnv(world.env, ''),
    timeoutMs: 20_000,
    signal: world.signal,
  });
  return versionIn(said.stdout + said.stderr);
}

/** `0.31` and `0.31.x` are satisfied by each `0.31.n`. */
export function matches(version: string, wanted: string): boolean {
  const parts = wanted.split('.').filter((part) => part !== 'x');
  return version !== '' && version.split('.').slice(0, parts.length).join('.') === parts.join('.');
}
