import { createHash, randomUUID } from 'node:crypto';
import { accessSync, constants, realpathSync, statSync } from 'node:fs';
import { cp, lstat, mkdir, mkdtemp, readFile, readdir, rename, rm, stat, utimes } from 'node:fs/promises';
import { delimiter, dirname, isAbsolute, join } from 'node:path';
import type { Clock } from '../model/clock.ts';
import { UserError, sentenceOf } from '../model/errors.ts';
import { shownAddress } from '../model/rules.ts';
import type { RunRequest } from '../request.ts';
import { versionIn } from './capabilities.ts';
import { childEnv } from './environment.ts';
import { capture, endOf, lastLine } from './spawn.ts';

export interface InstallWorld {
  readonly env: NodeJS.ProcessEnv;
  readonly tempDir: string;
  readonly clock: Clock;
  readonly info: (line: string) => void;
  readonly signal: AbortSignal;
  readonly platform: NodeJS.Platform;
}

export type Wish = Pick<RunRequest, 'cliVersion' | 'installUrl' | 'installSha256' | 'cliSha256'>;

export interface Installed {
  readonly bin: string;
  /** Folder to put on PATH; '' if it is there already. */
  readonly pathEntry: string;
}

/**
 * Finds GPU CLI on PATH or in `~/.gpu-cli/bin`; otherwise takes it from the tool cache or installs it. The toolkit is loaded only
 * then, because most jobs have a `gpu` on PATH.
 * @throws UserError if there is none or its digest is not the pinned one. A program with another digest is not run.
 */
export async function findOrInstall(wish: Wish, world: InstallWorld): Promise<Installed> {
  if (world.platform === 'win32')
    throw new UserError(
      'GPU CLI has no Windows build, so this step cannot run on a Windows runner.',
      'Use a Linux or macOS runner, for example `runs-on: ubuntu-latest`.',
    );
  const onPath = firstExecutable(foldersOfPath(world.env));
  for (const found of [onPath, firstExecutable([installedFolder(world.env)])]) {
    const bin = found === '' ? '' : await usable(found, wish, world);
    if (bin !== '') return { bin, pathEntry: found === onPath ? '' : dirname(bin) };
  }
  const bin = await pinned(await fromCacheOrScript(wish, world), wish, world);
  return { bin, pathEntry: dirname(bin) };
}

/** Absolute folders only: what a relative one names depends on the folder, and a checkout must not choose the program. */
export const foldersOfPath = (env: NodeJS.ProcessEnv): readonly string[] =>
  (env['PATH'] ?? '').split(delimiter).filter((folder) => isAbsolute(folder));

/** Where the install script of GPU CLI puts it; '' without a home. */
export const installedFolder = ({ HOME: home = '' }: NodeJS.ProcessEnv): string =>
  home === '' ? '' : join(home, '.gpu-cli', 'bin');

/** The program in the first of these folders that holds it, '' if none does. */
export const firstExecutable = (dirs: readonly string[], name = 'gpu'): string =>
  dirs
    .filter((dir) => dir !== '')
    .map((dir) => join(dir, name))
    .find(isExecutable) ?? '';

function isExecutable(file: string): boolean {
  try {
    accessSync(file, constants.X_OK);
    return statSync(file).isFile();
  } catch {
    return false;
  }
}

/** The program to run, '' if another place must be looked at. */
async function usable(bin: string, wish: Wish, world: InstallWorld): Promise<string> {
  // Nobody knows which script installed it.
  if (wish.installSha256 !== '' && wish.cliSha256 === '') {
    world.info(`${bin} is not used: \`install-sha256\` pins the script that installs GPU CLI.`);
    return '';
  }
  try {
    // Its version is asked by running it, so the pinned digest comes first.
    const verified = await pinned(bin, wish, world);
    const fits = wish.cliVersion === 'latest' || matches(await versionOf(verified, world), wish.cliVersion);
    return fits ? verified : '';
  } catch (error) {
    if (wish.cliVersion === 'latest' || !(error instanceof UserError)) throw error;
    world.info(`${bin} is passed over and not run: its digest is not the one that \`cli-sha256\` pins.`);
    return '';
  }
}

async function versionOf(bin: string, { env, signal }: InstallWorld): Promise<string> {
  const { stdout, stderr } = await capture(bin, ['--version'], { env: childEnv(env, ''), timeoutMs: 20_000, signal });
  return versionIn(stdout + stderr);
}

/** `0.31` and `0.31.x` are satisfied by each `0.31.n`. */
function matches(version: string, wanted: string): boolean {
  const parts = wanted.split('.').filter((part) => part !== 'x');
  return version !== '' && version.split('.').slice(0, parts.length).join('.') === parts.join('.');
}

export const digestOf = async (file: string): Promise<string> =>
  createHash('sha256')
    .update(await readFile(file))
    .digest('hex');

/** @throws UserError if a digest is pinned and the file has another one. */
async function verify(file: string, wanted: string, input: string): Promise<void> {
  const found = wanted === '' ? '' : await digestOf(file);
  if (found !== wanted)
    throw new UserError(
      `\`${input}\` pins ${wanted}, but ${file} has ${found}; it was not run.`,
      'Find out why it changed before you pin the new digest.',
    );
}

/**
 * With a pinned digest, a private copy of the program and of the files that belong to it: what is run is what was verified, even if
 * somebody replaces the program meanwhile. Runs that pin the same digest share the copy.
 */
async function pinned(bin: string, { cliSha256: wanted }: Wish, { tempDir }: InstallWorld): Promise<string> {
  if (wanted === '') return bin;
  const shared = join(tempDir, `gpu-ci-pinned-${wanted.slice(0, 32)}`);
  if (await isOwnCopy(shared, wanted)) return programIn(shared);
  await mkdir(tempDir, { recursive: true });
  // Only its owner can enter it.
  const fresh = await mkdtemp(`${shared}-`);
  try {
    await copyProgram(realpathSync(bin), fresh);
    await verify(programIn(fresh), wanted, 'cli-sha256');
  } catch (error) {
    await rm(fresh, { recursive: true, force: true });
    throw error;
  }
  return rename(fresh, shared).then(
    () => programIn(shared),
    () => programIn(fresh),
  );
}

const programIn = (dir: string): string => join(dir, 'bin', 'gpu');

async function isOwnCopy(dir: string, wanted: string): Promise<boolean> {
  try {
    const { mode, uid } = await lstat(dir);
    return (mode & 0o170777) === 0o040700 && uid === process.getuid?.() && (await digestOf(programIn(dir))) === wanted;
  } catch {
    return false;
  }
}

/** A folder of PATH may hold much else: by their names, these belong to the program. */
const BELONGS = /^(gpu|lib)/;

async function copyProgram(bin: string, to: string): Promise<void> {
  const folder = dirname(bin);
  const tree = dirname(folder);
  // In the tree of an install script, libraries are in folders next to `bin`.
  const isTree = tree.endsWith('.gpu-cli') || tree.includes('gpu-cli-');
  for (const [from, target] of [[folder, join(to, 'bin')], ...(isTree ? [[tree, to]] : [])] as [string, string][])
    for (const name of await readdir(from))
      if (BELONGS.test(name)) await cp(join(from, name), join(target, name), { recursive: true, dereference: true });
  // A launcher that serves many names may have another one.
  await cp(bin, programIn(to));
}

// From here on: the tool cache and the install script.

/** A cached program counts as `latest` this long. */
const FRESH_MS = 24 * 3_600_000;
const SCRIPT_MS = 5 * 60_000;
/** The toolkit's three attempts and the 10 to 20 s that it waits before the last two. */
const DOWNLOAD_MS = 45_000;
const HEAD_MS = 5_000;
const MOST_REDIRECTS = 10;
/** Bot protection often lets a second request pass. */
const AFTER_FORBIDDEN_MS = 5_000;
const LOCK_MS = 2 * 60_000;
const LOOK_MS = 100;

async function fromCacheOrScript(wish: Wish, world: InstallWorld): Promise<string> {
  // The toolkit reads its folders from the environment and prints debug commands to stdout, on every host.
  Object.assign(process.env, { RUNNER_TOOL_CACHE: cacheRoot(world), RUNNER_TEMP: world.tempDir });
  const { stdout } = process;
  const write = stdout.write.bind(stdout);
  stdout.write = (chunk: string | Uint8Array, ...rest: never[]): boolean =>
    (typeof chunk === 'string' && chunk.startsWith('::debug::')) || write(chunk, ...rest);
  const work = join(world.tempDir, `gpu-ci-install-${randomUUID()}`);
  try {
    const cached = await inCache(wish);
    const age = cached === undefined ? Infinity : world.clock.now() - cached.since;
    if (cached !== undefined && (wish.cliVersion !== 'latest' || age < FRESH_MS)) {
      world.info(`GPU CLI comes from the tool cache: ${dirname(dirname(cached.bin))}`);
      return cached.bin;
    }
    await mkdir(work, { recursive: true, mode: 0o700 });
    const script = join(work, 'install.sh');
    try {
      await fetchScript(wish.installUrl, script, world);
    } catch (error) {
      if (cached === undefined || world.signal.aborted) throw error;
      const days = Math.floor(age / FRESH_MS);
      world.info(`${sentenceOf(error)} Using GPU CLI from the tool cache, installed ${days} day(s) ago.`);
      return cached.bin;
    }
    return await runScript(script, work, wish, world);
  } finally {
    stdout.write = write;
    await rm(work, { recursive: true, force: true });
  }
}

export const cacheRoot = ({ env, tempDir }: Pick<InstallWorld, 'env' | 'tempDir'>): string =>
  env['RUNNER_TOOL_CACHE'] || join(tempDir, 'gpu-ci-tools');

/** Programs of another address or another pinned script have entries of their own: they must not get the token of this run. */
export function toolName({ installUrl, installSha256 }: Wish): string {
  const from = `${installUrl}${installSha256 && `\n${installSha256}`}`;
  return `gpu-cli-${createHash('sha256').update(from).digest('hex').slice(0, 12)}`;
}

/** The newest program that fits, and the marker that shows since when it is there. */
async function inCache(wish: Wish, version = wish.cliVersion === 'latest' ? '*' : wish.cliVersion) {
  const { find } = await import('@actions/tool-cache');
  const dir = find(toolName(wish), version);
  const bin = dir === '' ? '' : firstExecutable([join(dir, 'bin')]);
  const marker = `${dir}.complete`;
  return bin === '' ? undefined : { bin, marker, since: (await stat(marker)).mtimeMs };
}

const notFetched = (url: string, why: string, hint?: string, cause?: unknown): UserError =>
  new UserError(
    `The install script could not be fetched from ${shownAddress(url)} (${why}).`,
    hint ?? 'Check `install-url` and the network of the runner.',
    { class: 'infra', cause },
  );

async function fetchScript(url: string, to: string, world: InstallWorld): Promise<void> {
  const { downloadTool } = await import('@actions/tool-cache');
  for (let attempt = 1; ; attempt++) {
    try {
      const final = await finalAddress(url, world);
      await limited(downloadTool(final, to), DOWNLOAD_MS, world.signal);
      return;
    } catch (error) {
      const { httpStatusCode: status } = error as { readonly httpStatusCode?: number };
      if (status === 403 && attempt === 1 && !world.signal.aborted) {
        world.info(`${shownAddress(url)} answered 403; asking once more.`);
        await world.clock.sleep(AFTER_FORBIDDEN_MS, world.signal);
        continue;
      }
      const hint =
        status === 403
          ? 'Bot protection of that server often rejects the addresses of CI runners. Run the job again, or put `gpu` on PATH before this step.'
          : undefined;
      throw notFetched(url, status === undefined ? sentenceOf(error) : `HTTP ${status}`, hint, error);
    }
  }
}

/** The toolkit's client fails on a relative redirect, so redirects are followed here. */
async function finalAddress(url: string, { signal }: InstallWorld): Promise<string> {
  const { HttpClient } = await import('@actions/http-client');
  const client = new HttpClient('gpu-cli-run-action', [], { allowRedirects: false, socketTimeout: HEAD_MS });
  let at = new URL(url);
  for (let redirects = 0; redirects < MOST_REDIRECTS; redirects++) {
    // A server that does not answer HEAD may still answer the download.
    const reply = await limited(client.head(at.href), HEAD_MS, signal).catch(() => undefined);
    signal.throwIfAborted();
    reply?.message.resume();
    const { statusCode = 0, headers } = reply?.message ?? { headers: {} };
    if (statusCode < 300 || statusCode > 399 || headers.location === undefined) return at.href;
    const next = new URL(headers.location, at);
    if (at.protocol === 'https:' && next.protocol !== 'https:')
      throw new Error(`${at.origin} redirects to ${next.origin}, which is not encrypted`);
    at = next;
  }
  throw new Error(`it redirects more than ${MOST_REDIRECTS} times`);
}

/** The toolkit knows no deadline and no abort; what it still does is left behind when this process ends. */
async function limited<T>(work: Promise<T>, ms: number, signal: AbortSignal): Promise<T> {
  signal.throwIfAborted();
  const late = new AbortController();
  // Node ends while only the timer of `AbortSignal.timeout` is left.
  const timer = setTimeout(() => late.abort(), ms);
  const limit = new Promise<never>((_, reject) => {
    AbortSignal.any([signal, late.signal]).addEventListener('abort', () =>
      reject(new Error(signal.aborted ? 'the run was cancelled' : `no answer within ${ms / 1_000} s`)),
    );
  });
  return Promise.race([work, limit]).finally(() => clearTimeout(timer));
}

async function runScript(script: string, work: string, wish: Wish, world: InstallWorld): Promise<string> {
  await verify(script, wish.installSha256, 'install-sha256');
  const shell = await shellFor(script, wish.installUrl, world);
  const shown = shownAddress(wish.installUrl);
  world.info(`Installing GPU CLI (${wish.cliVersion}) with ${shown}`);
  // A home of its own: steps that run at the same time never see half of an installation.
  const env = {
    ...childEnv(world.env, ''),
    // A folder that somebody chose for all installations would be written to.
    GPU_CLI_INSTALL_DIR: undefined,
    GPU_INSTALL_DIR: undefined,
    HOME: work,
    ...(wish.cliVersion === 'latest' ? {} : { GPU_CLI_VERSION: wish.cliVersion }),
  };
  // @actions/exec has neither a deadline nor an abort, and a script that hangs must end.
  const ended = await capture(shell, [script], { env, cwd: work, timeoutMs: SCRIPT_MS, signal: world.signal });
  const fresh = firstExecutable([installedFolder(env)]);
  if (ended.code !== 0 || fresh === '') {
    const how =
      ended.code === 0
        ? 'it left no gpu in ~/.gpu-cli/bin'
        : `it ended with ${[endOf(ended), lastLine(ended.stderr)].filter(Boolean).join(': ')}`;
    const missing = ['curl', 'git', 'tar'].filter((name) => firstExecutable(foldersOfPath(world.env), name) === '');
    throw new UserError(
      `GPU CLI could not be installed with ${shown}: ${how}.`,
      missing.length > 0
        ? `This machine has no ${missing.join(', ')}: install what the script needs, or put \`gpu\` on PATH before this step.`
        : 'Check that address, or put `gpu` on PATH before this step.',
      { class: 'infra' },
    );
  }
  await verify(fresh, wish.cliSha256, 'cli-sha256');
  const version = await versionOf(fresh, world);
  if (wish.cliVersion !== 'latest' && !matches(version, wish.cliVersion))
    throw new UserError(
      `GPU CLI ${version || '(no version)'} was installed, but \`cli-version\` is ${wish.cliVersion}.`,
      'Use `latest`, or an install script of that version in `install-url`.',
    );
  world.info(`Installed GPU CLI ${version || '(no version)'}, SHA-256 ${await digestOf(fresh)}`);
  // The program may need the files next to it: a daemon, libraries. Links into the temporary home would break.
  const tree = join(work, 'tree');
  await cp(dirname(dirname(fresh)), tree, { recursive: true, dereference: true });
  try {
    return await keep(tree, version || '0.0.0', wish, world);
  } catch (error) {
    throw new UserError(
      `GPU CLI could not be put into the tool cache ${cacheRoot(world)}: ${sentenceOf(error)}.`,
      'Make that folder writable.',
      { cause: error, class: 'infra' },
    );
  }
}

/** `sh`, or `bash` if the script asks for it. A download that was cut off, or a page, is found before any of it is run. */
async function shellFor(script: string, url: string, world: InstallWorld): Promise<string> {
  const { getExecOutput } = await import('@actions/exec');
  const text = (await readFile(script)).toString('utf8', 0, 1_024).trim();
  if (text === '') throw notFetched(url, 'the answer is empty');
  if (text.startsWith('<')) throw notFetched(url, 'the answer is a page');
  const shell = /^#!.*\bbash\b/.test(text) ? 'bash' : 'sh';
  const env = childEnv(world.env, '') as Record<string, string>;
  const options = { env, silent: true, ignoreReturnCode: true };
  const checked = await getExecOutput(shell, ['-n', script], options).catch((cause: unknown) => {
    throw new UserError(`The install script needs ${shell}: ${sentenceOf(cause)}.`, `Install ${shell} on the runner.`, {
      cause,
      class: 'infra',
    });
  });
  if (checked.exitCode !== 0) throw notFetched(url, `the answer is not a script: ${lastLine(checked.stderr)}`);
  return shell;
}

/** `cacheDir` removes an entry before it copies: that must not happen to one that another job uses. */
async function keep(tree: string, version: string, wish: Wish, world: InstallWorld): Promise<string> {
  const { cacheDir } = await import('@actions/tool-cache');
  const { mkdirP, rmRF } = await import('@actions/io');
  const lock = join(cacheRoot(world), `.${toolName(wish)}.lock`);
  await mkdirP(dirname(lock));
  const until = performance.now() + LOCK_MS;
  while (!(await mkdir(lock).then(() => true, ifExists))) {
    world.signal.throwIfAborted();
    const { mtimeMs } = await stat(lock).catch(() => ({ mtimeMs: Date.now() }));
    // Its owner was killed.
    if (Date.now() - mtimeMs > LOCK_MS) await rmRF(lock);
    else if (performance.now() > until) throw new Error(`${lock} is held by another job`);
    else await new Promise((wake) => setTimeout(wake, LOOK_MS));
  }
  try {
    const there = await inCache(wish, version);
    if (there === undefined) return join(await cacheDir(tree, toolName(wish), version), 'bin', 'gpu');
    const now = new Date(world.clock.now());
    await utimes(there.marker, now, now);
    return there.bin;
  } finally {
    await rmRF(lock);
  }
}

function ifExists(error: NodeJS.ErrnoException): false {
  if (error.code === 'EEXIST') return false;
  throw error;
}
