import { accessSync, constants, readdirSync, statSync } from 'node:fs';
import { delimiter, join } from 'node:path';
import type { Clock } from '../core/clock.ts';
import { INPUTS } from '../core/inputs.ts';
import type { RunRequest } from '../core/request.ts';
import { childEnv } from './environment.ts';
import { capture } from './process.ts';
import { versionIn } from './capabilities.ts';

export interface InstallWorld {
  readonly env: NodeJS.ProcessEnv;
  readonly tempDir: string;
  readonly clock: Clock;
  readonly info: (line: string) => void;
  readonly signal: AbortSignal;
  readonly platform: NodeJS.Platform;
}

export type Wish = Pick<RunRequest, 'cliVersion' | 'installUrl' | 'installSha256' | 'cliSha256'>;

const OFFICIAL = INPUTS.find(({ name }) => name === 'install-url')?.default;
/** A cached CLI stands for `latest` this long. */
const FRESH_MS = 24 * 3_600_000;

export const programName = (platform: NodeJS.Platform): string => (platform === 'win32' ? 'gpu.exe' : 'gpu');

/** Windows writes `Path`, and a copy of the environment keeps that. */
export const foldersOfPath = (env: NodeJS.ProcessEnv): readonly string[] =>
  (env['PATH'] ?? env['Path'] ?? '').split(delimiter);

/** Where the CLI's own install script puts it; '' where nobody is at home. */
export function installedFolder(env: NodeJS.ProcessEnv): string {
  // Windows has no HOME.
  const home = env['HOME'] ?? env['USERPROFILE'] ?? '';
  return home === '' ? '' : join(home, '.gpu-cli', 'bin');
}

/** The program in the first of these folders that holds it, '' where none does. */
export function firstExecutable(dirs: readonly string[], platform: NodeJS.Platform): string {
  const places = dirs.filter((dir) => dir !== '').map((dir) => join(dir, programName(platform)));
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

export async function satisfies(bin: string, wish: Wish, world: InstallWorld): Promise<boolean> {
  return wish.cliVersion === 'latest' || matches(await versionOf(bin, world), wish.cliVersion);
}

export async function versionOf(bin: string, world: InstallWorld): Promise<string> {
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

/**
 * Where the tool cache keeps this CLI. What another address gave lies apart: a mirror's program, or the local GPU cloud's, must not
 * be handed the token of a run that asked for the official one.
 */
export function cacheOf({ installUrl }: Wish, world: Pick<InstallWorld, 'env' | 'tempDir'>): string {
  const from = installUrl === OFFICIAL ? '' : `-${shortDigest(installUrl)}`;
  return join(world.env['RUNNER_TOOL_CACHE'] || join(world.tempDir, 'gpu-ci-tools'), `gpu-cli${from}`);
}

/** The folder of the program in what the tool cache keeps: the whole tree that the install script wrote. */
export const binOf = (dir: string): string => join(dir, 'bin');

/** Loading `node:crypto` takes 3 ms, and the official address needs none of it. */
const shortDigest = (text: string): string =>
  process.getBuiltinModule('node:crypto').createHash('sha256').update(text).digest('hex').slice(0, 12);

/**
 * The newest fitting version in the runner's tool cache, laid out as `@actions/tool-cache` does it: `TOOL/VERSION/ARCH` with a
 * marker `ARCH.complete`. Read by hand, because that package prints debug commands to stdout on any host.
 */
export function findCached(wish: Wish, world: InstallWorld): string {
  const root = cacheOf(wish, world);
  const versions = foldersIn(root);
  const fitting = versions.filter((version) => wish.cliVersion === 'latest' || matches(version, wish.cliVersion));
  for (const version of fitting.sort(newestFirst)) {
    const dir = join(root, version, process.arch);
    const marker = statSync(`${dir}.complete`, { throwIfNoEntry: false });
    const fresh =
      marker !== undefined && (wish.cliVersion !== 'latest' || world.clock.now() - marker.mtimeMs < FRESH_MS);
    if (fresh && firstExecutable([binOf(dir)], world.platform) !== '') return dir;
  }
  return '';
}

function foldersIn(dir: string): readonly string[] {
  try {
    return readdirSync(dir);
  } catch {
    return [];
  }
}

const newestFirst = (a: string, b: string): number => b.localeCompare(a, 'en', { numeric: true });
