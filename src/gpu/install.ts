import { createHash, randomUUID } from 'node:crypto';
import { createReadStream } from 'node:fs';
import { access, chmod, constants, copyFile, mkdir, readdir, rename, rm, stat, writeFile } from 'node:fs/promises';
import { arch } from 'node:os';
import { delimiter, dirname, join } from 'node:path';
import { pipeline } from 'node:stream/promises';
import type { Clock } from '../core/clock.ts';
import { UserError, sentenceOf } from '../core/errors.ts';
import type { RunRequest } from '../core/request.ts';
import { childEnv } from './environment.ts';
import { capture } from './process.ts';
import { versionIn } from './probe.ts';

export interface InstallWorld {
  readonly env: NodeJS.ProcessEnv;
  readonly tempDir: string;
  readonly clock: Clock;
  readonly info: (line: string) => void;
  readonly signal: AbortSignal;
}

type Wish = Pick<RunRequest, 'cliVersion' | 'installUrl' | 'installSha256' | 'cliSha256'>;

export interface Installed {
  readonly bin: string;
  /** Folder to put on PATH; '' where it is there already. */
  readonly pathEntry: string;
}

const NAME = process.platform === 'win32' ? 'gpu.exe' : 'gpu';
const TOOL = 'gpu-cli';
const INSTALL_MS = 5 * 60_000;
const DOWNLOAD_TRIES = 4;
/** A cached CLI stands for `latest` this long. */
const FRESH_MS = 24 * 3_600_000;

/**
 * Finds or installs the CLI: on PATH, in `~/.gpu-cli/bin`, in the tool cache, else by its install script.
 * @throws UserError when it cannot be had or its digest is not the pinned one. A digest that does not match is never run.
 */
export async function install(wish: Wish, world: InstallWorld): Promise<Installed> {
  const home = world.env['HOME'] ?? '';
  const onPath = await firstExecutable((world.env['PATH'] ?? '').split(delimiter));
  for (const bin of [onPath, home === '' ? '' : await firstExecutable([join(home, '.gpu-cli', 'bin')])]) {
    if (bin === '' || !(await satisfies(bin, wish, world))) continue;
    await verify(bin, wish.cliSha256, 'cli-sha256');
    return { bin, pathEntry: bin === onPath ? '' : dirname(bin) };
  }
  const cached = await findCached(wish, world);
  if (cached !== '') {
    await verify(join(cached, NAME), wish.cliSha256, 'cli-sha256');
    world.info(`GPU CLI comes from the tool cache: ${cached}`);
    return { bin: join(cached, NAME), pathEntry: cached };
  }
  const dir = await installFresh(wish, world);
  return { bin: join(dir, NAME), pathEntry: dir };
}

async function firstExecutable(dirs: readonly string[]): Promise<string> {
  for (const dir of dirs) {
    if (dir === '') continue;
    const bin = join(dir, NAME);
    const found = await access(bin, constants.X_OK).then(
      () => true,
      () => false,
    );
    if (found) return bin;
  }
  return '';
}

async function satisfies(bin: string, wish: Wish, world: InstallWorld): Promise<boolean> {
  return wish.cliVersion === 'latest' || matches(await versionOf(bin, world), wish.cliVersion);
}

async function versionOf(bin: string, world: InstallWorld): Promise<string> {
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

const cacheRoot = (world: InstallWorld): string =>
  world.env['RUNNER_TOOL_CACHE'] || join(world.tempDir, 'gpu-ci-tools');

/**
 * The newest fitting version in the runner's tool cache, laid out as `@actions/tool-cache` does it: `TOOL/VERSION/ARCH` with a
 * marker `ARCH.complete`. Read by hand, because that package prints debug commands to stdout on any host.
 */
async function findCached(wish: Wish, world: InstallWorld): Promise<string> {
  const root = join(cacheRoot(world), TOOL);
  const versions = await readdir(root).catch(() => []);
  const fitting = versions.filter((version) => wish.cliVersion === 'latest' || matches(version, wish.cliVersion));
  for (const version of fitting.sort(byVersion).reverse()) {
    const dir = join(root, version, arch());
    const marker = await stat(`${dir}.complete`).catch(() => undefined);
    const fresh =
      marker !== undefined && (wish.cliVersion !== 'latest' || world.clock.now() - marker.mtimeMs < FRESH_MS);
    if (fresh && (await firstExecutable([dir])) !== '') return dir;
  }
  return '';
}

function byVersion(a: string, b: string): number {
  const [x, y] = [a, b].map((version) => version.split('.').map(Number));
  const at = [0, 1, 2].find((part) => (x?.[part] ?? 0) !== (y?.[part] ?? 0)) ?? 0;
  return (x?.[at] ?? 0) - (y?.[at] ?? 0);
}

async function installFresh(wish: Wish, world: InstallWorld): Promise<string> {
  const work = join(world.tempDir || '/tmp', `gpu-ci-install-${randomUUID()}`);
  await mkdir(work, { recursive: true, mode: 0o700 });
  try {
    const script = join(work, 'install.sh');
    await download(wish.installUrl, script, world);
    await verify(script, wish.installSha256, 'install-sha256');
    world.info(`Installing GPU CLI (${wish.cliVersion}) with ${wish.installUrl}`);
    // A home of its own: the script writes where it likes without a step beside ours seeing half of it.
    const env = {
      ...childEnv(world.env, ''),
      HOME: work,
      ...(wish.cliVersion === 'latest' ? {} : { GPU_CLI_VERSION: wish.cliVersion }),
    };
    const ended = await capture('sh', [script], { env, cwd: work, timeoutMs: INSTALL_MS, signal: world.signal });
    const bin = join(work, '.gpu-cli', 'bin', NAME);
    const made = await firstExecutable([dirname(bin)]);
    if (ended.code !== 0 || made === '') {
      const last = ended.stderr.trim().split('\n').at(-1) ?? '';
      const how =
        ended.code === 0
          ? `it left no ${NAME} in ~/.gpu-cli/bin`
          : `it ended with ${ended.code ?? ended.signal ?? ended.spawnError}${last && `: ${last.slice(0, 300)}`}`;
      throw new UserError(
        `GPU CLI could not be installed with ${wish.installUrl}: ${how}.`,
        'Check that address, or put `gpu` on PATH before this step.',
        { class: 'infra' },
      );
    }
    await verify(bin, wish.cliSha256, 'cli-sha256');
    const version = await versionOf(bin, world);
    if (wish.cliVersion !== 'latest' && !matches(version, wish.cliVersion)) {
      throw new UserError(
        `GPU CLI ${version || '(no version)'} was installed, but \`cli-version\` wants ${wish.cliVersion}.`,
        'Use `latest`, or an install script of that version in `install-url`.',
      );
    }
    return await keep(bin, version, world);
  } finally {
    await rm(work, { recursive: true, force: true });
  }
}

/**
 * Puts the program into the tool cache in one rename, so that legs side by side on one machine never see half of it: the first
 * one wins, the others use what it put there. (`cacheDir` of tool-cache removes the folder first and then copies.)
 */
async function keep(bin: string, version: string, world: InstallWorld): Promise<string> {
  const parent = join(cacheRoot(world), TOOL, version || '0.0.0');
  const dir = join(parent, arch());
  const fresh = join(parent, `.${arch()}-${randomUUID()}`);
  await mkdir(fresh, { recursive: true });
  await copyFile(bin, join(fresh, NAME));
  await chmod(join(fresh, NAME), 0o755);
  try {
    await rename(fresh, dir);
  } catch (error) {
    await rm(fresh, { recursive: true, force: true });
    const there = await firstExecutable([dir]);
    if (there === '')
      throw new UserError(
        `GPU CLI could not be put into ${dir}: ${sentenceOf(error)}.`,
        'Make the tool cache writable.',
        { class: 'infra' },
      );
  }
  await writeFile(`${dir}.complete`, '');
  return dir;
}

/** HTTP with the proxy settings of the toolkit, and tries that wait longer each time. */
async function download(url: string, to: string, world: InstallWorld): Promise<void> {
  const { HttpClient } = await import('@actions/http-client');
  const client = new HttpClient('gpu-cli-run-action', [], { socketTimeout: 30_000 });
  let why = '';
  for (let n = 1; n <= DOWNLOAD_TRIES && !world.signal.aborted; n++) {
    try {
      const answer = await client.get(url);
      const status = answer.message.statusCode ?? 0;
      if (status === 200) {
        await writeFile(to, await answer.readBody());
        return;
      }
      answer.message.resume();
      why = `HTTP ${status}`;
      if (status < 500 && status !== 408 && status !== 429) break;
    } catch (error) {
      why = sentenceOf(error);
    }
    if (n < DOWNLOAD_TRIES) await world.clock.sleep(2 ** n * 500 * (0.5 + world.clock.random()), world.signal);
  }
  throw new UserError(
    `The install script could not be fetched from ${url} (${why}).`,
    'Check `install-url` and the network of the runner.',
    { class: 'infra' },
  );
}

/** @throws UserError when a digest is pinned and the file has another one. */
async function verify(file: string, wanted: string, input: string): Promise<void> {
  if (wanted === '') return;
  const hash = createHash('sha256');
  await pipeline(createReadStream(file), hash);
  const found = hash.digest('hex');
  if (found !== wanted) {
    throw new UserError(
      `\`${input}\` pins ${wanted}, but ${file} has ${found}; it was not run.`,
      'Find out why it changed before you pin the new digest.',
    );
  }
}
