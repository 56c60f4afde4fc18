import { getExecOutput } from '@actions/exec';
import { HttpClient } from '@actions/http-client';
import { mkdirP, rmRF } from '@actions/io';
import { HTTPError, cacheDir, downloadTool, find } from '@actions/tool-cache';
import { randomUUID } from 'node:crypto';
import { cp, mkdir, readFile, rm, stat, utimes } from 'node:fs/promises';
import { dirname, join } from 'node:path';
import { UserError, sentenceOf } from '../model/errors.ts';
import { shownAddress } from '../model/rules.ts';
import { digestOf, verify } from './digest.ts';
import { childEnv } from './environment.ts';
import { firstExecutable, foldersOfPath, installedFolder, matches, versionOf } from './places.ts';
import type { InstallWorld, Wish } from './places.ts';
import { capture, endOf, lastLine } from './spawn.ts';

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

/**
 * Takes the program from the runner's tool cache, or runs the install script and puts its whole tree there. The toolkit is
 * loaded with this file only: most jobs have a `gpu` on PATH.
 * @returns path of the program.
 */
export async function installCli(wish: Wish, world: InstallWorld): Promise<string> {
  return withToolkit(world, async () => {
    const cached = await fromCache(wish);
    if (cached !== undefined && (wish.cliVersion !== 'latest' || cached.ageMs(world) < FRESH_MS)) {
      world.info(`GPU CLI comes from the tool cache: ${dirname(dirname(cached.bin))}`);
      return cached.bin;
    }
    const work = join(world.tempDir, `gpu-ci-install-${randomUUID()}`);
    await mkdir(work, { recursive: true, mode: 0o700 });
    try {
      const script = join(work, 'install.sh');
      try {
        await fetchScript(wish.installUrl, script, world);
      } catch (error) {
        if (cached === undefined || world.signal.aborted) throw error;
        const days = Math.floor(cached.ageMs(world) / FRESH_MS);
        world.info(`${sentenceOf(error)} Using GPU CLI from the tool cache, installed ${days} day(s) ago.`);
        return cached.bin;
      }
      return await runScript(script, work, wish, world);
    } finally {
      await rmRF(work);
    }
  });
}

/** Programs of another address or another pinned script lie apart: they must not get the token of this run. */
export function toolName({ installUrl, installSha256 }: Wish): string {
  const from = `${installUrl}${installSha256 && `\n${installSha256}`}`;
  const digest = process.getBuiltinModule('node:crypto').createHash('sha256').update(from).digest('hex');
  return `gpu-cli-${digest.slice(0, 12)}`;
}

interface Cached {
  readonly bin: string;
  readonly marker: string;
  readonly ageMs: (world: Pick<InstallWorld, 'clock'>) => number;
}

async function fromCache(wish: Wish, version = wish.cliVersion === 'latest' ? '*' : wish.cliVersion) {
  const dir = find(toolName(wish), version);
  const bin = dir === '' ? '' : firstExecutable([join(dir, 'bin')]);
  if (bin === '') return undefined;
  const marker = `${dir}.complete`;
  const { mtimeMs } = await stat(marker);
  return { bin, marker, ageMs: ({ clock }) => clock.now() - mtimeMs } satisfies Cached;
}

async function runScript(script: string, work: string, wish: Wish, world: InstallWorld): Promise<string> {
  await verify(script, wish.installSha256, 'install-sha256');
  const shown = shownAddress(wish.installUrl);
  const shell = await shellFor(script, shown, world);
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
  // The program may need what lies beside it: a daemon, libraries. Links into the temporary home would break.
  const tree = join(work, 'tree');
  await cp(dirname(dirname(fresh)), tree, { recursive: true, dereference: true });
  return keep(tree, version || '0.0.0', wish, world);
}

/** `cacheDir` removes an entry before it copies: that must not happen to one that another job uses. */
async function keep(tree: string, version: string, wish: Wish, world: InstallWorld): Promise<string> {
  try {
    return await withLock(wish, world, async () => {
      const there = await fromCache(wish, version);
      if (there !== undefined) {
        const now = new Date(world.clock.now());
        await utimes(there.marker, now, now);
        return there.bin;
      }
      return join(await cacheDir(tree, toolName(wish), version), 'bin', 'gpu');
    });
  } catch (error) {
    throw new UserError(
      `GPU CLI could not be put into the tool cache ${cacheRoot(world)}: ${sentenceOf(error)}.`,
      'Make that folder writable.',
      { cause: error, class: 'infra' },
    );
  }
}

async function withLock<T>(wish: Wish, world: InstallWorld, run: () => Promise<T>): Promise<T> {
  const lock = join(cacheRoot(world), `.${toolName(wish)}.lock`);
  await mkdirP(dirname(lock));
  const until = performance.now() + LOCK_MS;
  for (;;) {
    try {
      await mkdir(lock);
      break;
    } catch (cause) {
      if ((cause as NodeJS.ErrnoException).code !== 'EEXIST') throw cause;
      world.signal.throwIfAborted();
      const since = await stat(lock).then(
        ({ mtimeMs }) => mtimeMs,
        () => Date.now(),
      );
      // Its owner was killed.
      if (Date.now() - since > LOCK_MS) await rm(lock, { recursive: true, force: true });
      else if (performance.now() > until) throw new Error(`${lock} is held by another job`, { cause });
      else await new Promise((wake) => setTimeout(wake, LOOK_MS));
    }
  }
  try {
    return await run();
  } finally {
    await rm(lock, { recursive: true, force: true });
  }
}

async function fetchScript(url: string, to: string, world: InstallWorld): Promise<void> {
  const shown = shownAddress(url);
  for (let attempt = 1; ; attempt++) {
    try {
      const final = await finalAddress(url, world);
      await limited(downloadTool(final, to), DOWNLOAD_MS, world.signal);
      return;
    } catch (error) {
      if (error instanceof UserError) throw error;
      const forbidden = error instanceof HTTPError && error.httpStatusCode === 403;
      if (forbidden && attempt === 1 && !world.signal.aborted) {
        world.info(`${shown} answered 403; asking once more.`);
        await world.clock.sleep(AFTER_FORBIDDEN_MS, world.signal);
        continue;
      }
      const why = error instanceof HTTPError ? `HTTP ${error.httpStatusCode}` : sentenceOf(error);
      throw new UserError(
        `The install script could not be fetched from ${shown} (${why}).`,
        forbidden
          ? 'Bot protection of that server often rejects the addresses of CI runners. Run the job again, or put `gpu` on PATH before this step.'
          : 'Check `install-url` and the network of the runner.',
        { cause: error, class: 'infra' },
      );
    }
  }
}

/** The toolkit's client fails on a relative redirect, so redirects are followed here. */
async function finalAddress(url: string, { signal }: InstallWorld): Promise<string> {
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
  let timer: NodeJS.Timeout | undefined;
  let onAbort: (() => void) | undefined;
  const limit = new Promise<never>((_, reject) => {
    timer = setTimeout(() => reject(new Error(`no answer within ${ms / 1_000} s`)), ms);
    onAbort = () => reject(new Error('the run was cancelled'));
    signal.addEventListener('abort', onAbort, { once: true });
  });
  try {
    return await Promise.race([work, limit]);
  } finally {
    clearTimeout(timer);
    if (onAbort !== undefined) signal.removeEventListener('abort', onAbort);
    work.catch(() => undefined);
  }
}

/** `sh`, or `bash` if the script asks for it. A download that was cut off, or a page, is found before any of it is run. */
async function shellFor(script: string, shown: string, world: InstallWorld): Promise<string> {
  const text = (await readFile(script)).toString('utf8', 0, 1_024).trim();
  const bad = (why: string): UserError =>
    new UserError(
      `The install script could not be fetched from ${shown} (${why}).`,
      'Check `install-url` and the network of the runner.',
      { class: 'infra' },
    );
  if (text === '') throw bad('the answer is empty');
  if (text.startsWith('<')) throw bad('the answer is a page');
  const shell = /^#!.*\bbash\b/.test(text) ? 'bash' : 'sh';
  const env = Object.fromEntries(Object.entries(childEnv(world.env, '')).map(([name, value]) => [name, value ?? '']));
  const options = { env, silent: true, ignoreReturnCode: true };
  const checked = await getExecOutput(shell, ['-n', script], options).catch((error: unknown) => {
    throw new UserError(`The install script needs ${shell}: ${sentenceOf(error)}.`, `Install ${shell} on the runner.`, {
      cause: error,
      class: 'infra',
    });
  });
  if (checked.exitCode !== 0) throw bad(`the answer is not a script: ${lastLine(checked.stderr)}`);
  return shell;
}

export const cacheRoot = ({ env, tempDir }: Pick<InstallWorld, 'env' | 'tempDir'>): string =>
  env['RUNNER_TOOL_CACHE'] || join(tempDir, 'gpu-ci-tools');

/** The toolkit reads its folders from the environment and prints debug commands to stdout, on every host. */
async function withToolkit<T>(world: InstallWorld, run: () => Promise<T>): Promise<T> {
  const { env, stdout } = process;
  const write = stdout.write.bind(stdout);
  const before = { RUNNER_TOOL_CACHE: env['RUNNER_TOOL_CACHE'], RUNNER_TEMP: env['RUNNER_TEMP'] };
  Object.assign(env, { RUNNER_TOOL_CACHE: cacheRoot(world), RUNNER_TEMP: world.tempDir });
  stdout.write = (chunk: string | Uint8Array, ...rest: never[]): boolean =>
    (typeof chunk === 'string' && chunk.startsWith('::debug::')) || write(chunk, ...rest);
  try {
    return await run();
  } finally {
    stdout.write = write;
    for (const [name, value] of Object.entries(before)) {
      if (value === undefined) Reflect.deleteProperty(env, name);
      else env[name] = value;
    }
  }
}
