import { randomUUID } from 'node:crypto';
import { cp, mkdir, rename, rm, writeFile } from 'node:fs/promises';
import { dirname, join } from 'node:path';
import { UserError, sentenceOf } from '../core/errors.ts';
import { shownAddress } from '../core/rules.ts';
import { exchange } from '../http.ts';
import { verify } from './digest.ts';
import { childEnv } from './environment.ts';
import {
  binOf,
  cacheOf,
  firstExecutable,
  installedFolder,
  matches,
  programName,
  versionOf,
  type InstallWorld,
  type Wish,
} from './find.ts';
import { capture, endOf, lastLine } from './process.ts';

const INSTALL_MS = 5 * 60_000;
const DOWNLOAD_MS = 30_000;
const DOWNLOAD_TRIES = 4;

/** @returns the folder that holds the CLI now. */
export async function installFresh(wish: Wish, world: InstallWorld): Promise<string> {
  const work = join(world.tempDir, `gpu-ci-install-${randomUUID()}`);
  await mkdir(work, { recursive: true, mode: 0o700 });
  try {
    const script = join(work, 'install.sh');
    await download(wish.installUrl, script, world);
    await verify(script, wish.installSha256, 'install-sha256');
    const shown = shownAddress(wish.installUrl);
    world.info(`Installing GPU CLI (${wish.cliVersion}) with ${shown}`);
    // A home of its own: the script writes where it likes without a step beside ours seeing half of it.
    const env = {
      ...childEnv(world.env, ''),
      HOME: work,
      ...(wish.cliVersion === 'latest' ? {} : { GPU_CLI_VERSION: wish.cliVersion }),
    };
    const ended = await capture('sh', [script], { env, cwd: work, timeoutMs: INSTALL_MS, signal: world.signal });
    const bin = firstExecutable([installedFolder(env)], world.platform);
    if (ended.code !== 0 || bin === '') {
      const how =
        ended.code === 0
          ? `it left no ${programName(world.platform)} in ~/.gpu-cli/bin`
          : `it ended with ${[endOf(ended), lastLine(ended.stderr)].filter(Boolean).join(': ')}`;
      throw new UserError(
        `GPU CLI could not be installed with ${shown}: ${how}.`,
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
    return await keep(bin, version, wish, world);
  } finally {
    await rm(work, { recursive: true, force: true });
  }
}

/**
 * Puts the program into the tool cache in one rename, so that legs side by side on one machine never see half of it: the first
 * one wins, the others use what it put there. (`cacheDir` of tool-cache removes the folder first and then copies.)
 */
async function keep(bin: string, version: string, wish: Wish, world: InstallWorld): Promise<string> {
  const parent = join(cacheOf(wish, world), version || '0.0.0');
  const dir = join(parent, process.arch);
  const fresh = join(parent, `.${process.arch}-${randomUUID()}`);
  await mkdir(parent, { recursive: true });
  // The program may need what lies beside it: a daemon, libraries.
  await cp(dirname(dirname(bin)), fresh, { recursive: true, dereference: true });
  try {
    await rename(fresh, dir);
  } catch (error) {
    await rm(fresh, { recursive: true, force: true });
    if (firstExecutable([binOf(dir)], world.platform) === '')
      throw new UserError(
        `GPU CLI could not be put into ${dir}: ${sentenceOf(error)}.`,
        'Make the tool cache writable.',
        { class: 'infra' },
      );
    await verify(join(binOf(dir), programName(world.platform)), wish.cliSha256, 'cli-sha256');
  }
  await writeFile(`${dir}.complete`, '');
  return dir;
}

/** Tries that wait longer each time; what another try cannot change is not tried again. */
async function download(url: string, to: string, { clock, signal }: InstallWorld): Promise<void> {
  let why = '';
  for (let n = 1; n <= DOWNLOAD_TRIES && !signal.aborted; n++) {
    try {
      const headers = { 'user-agent': 'gpu-cli-run-action' };
      const { status, body } = await exchange(url, { headers, timeoutMs: DOWNLOAD_MS, signal });
      why = status === 200 ? noScript(body) : `HTTP ${status}`;
      if (why === '') {
        await writeFile(to, body);
        return;
      }
      if (status < 500 && status !== 408 && status !== 429) break;
    } catch (error) {
      why = sentenceOf(error);
    }
    if (n < DOWNLOAD_TRIES) await clock.sleep(2 ** n * 500 * (0.5 + clock.random()), signal);
  }
  throw new UserError(
    `The install script could not be fetched from ${shownAddress(url)} (${why}).`,
    'Check `install-url` and the network of the runner.',
    { class: 'infra' },
  );
}

/** Why a body cannot be a script, '' where it can: pages of proxies and sign-ins come with a good status too. */
function noScript(body: Buffer): string {
  const head = body.toString('utf8', 0, 1_024).trim();
  if (head === '') return 'the answer is empty';
  return head.startsWith('<') ? 'the answer is a page and no script' : '';
}
