import { afterAll, beforeEach, describe, expect, test } from '@jest/globals';
import { createHash } from 'node:crypto';
import { once } from 'node:events';
import {
  chmodSync,
  existsSync,
  mkdirSync,
  mkdtempSync,
  readFileSync,
  readdirSync,
  rmSync,
  statSync,
  symlinkSync,
  utimesSync,
  writeFileSync,
} from 'node:fs';
import { createServer, type RequestListener, type Server } from 'node:http';
import type { AddressInfo } from 'node:net';
import { tmpdir } from 'node:os';
import { dirname, join, relative } from 'node:path';
import { UserError } from '../../src/model/errors.ts';
import { cacheRoot, findOrInstall as install, toolName, type InstallWorld, type Wish } from '../../src/gpu/install.ts';
import { instantClock } from '../support/github-time.ts';

// The toolkit's own switch for tests: without it each retry waits 10 to 20 s.
Object.assign(globalThis, { TEST_DOWNLOAD_TOOL_RETRY_MIN_SECONDS: 0, TEST_DOWNLOAD_TOOL_RETRY_MAX_SECONDS: 0 });

const root = mkdtempSync(join(tmpdir(), 'install-'));
const servers: Server[] = [];
afterAll(() => {
  for (const server of servers) server.close().closeAllConnections();
  rmSync(root, { recursive: true, force: true });
});

let machine = '';
let said: string[] = [];
beforeEach(() => {
  machine = mkdtempSync(join(root, 'machine-'));
  said = [];
});

/** A `gpu` that tells its version and leaves a trace when it is run. */
const program = (version: string): string => `#!/bin/sh\n: > '${machine}/ran'\necho 'gpu ${version}'\n`;
const digestOf = (text: string): string => createHash('sha256').update(text).digest('hex');
const wasRun = (): boolean => existsSync(join(machine, 'ran'));

function put(folder: string, content: string, name = 'gpu'): string {
  const dir = join(machine, folder);
  mkdirSync(dir, { recursive: true });
  writeFileSync(join(dir, name), content);
  chmodSync(join(dir, name), 0o755);
  return dir;
}

/** Where the tool cache keeps what this address gave. */
const cachedOf = (installUrl: string, version: string): string =>
  join(cacheRoot(worldOf()), toolName(wishOf({ installUrl })), version, process.arch);

/** A version in the tool cache, laid out as the toolkit does it. */
function putInCache(version: string, ageMs: number, from = wishOf().installUrl): string {
  const dir = cachedOf(from, version);
  put(relative(machine, join(dir, 'bin')), program(version));
  writeFileSync(`${dir}.complete`, '');
  const at = (worldOf().clock.now() - ageMs) / 1_000;
  utimesSync(`${dir}.complete`, at, at);
  return dir;
}

const worldOf = (changes: Partial<InstallWorld> = {}): InstallWorld => ({
  env: {
    PATH: `${join(machine, 'empty')}:${join(machine, 'bin')}:/usr/bin:/bin`,
    HOME: join(machine, 'home'),
    RUNNER_TOOL_CACHE: join(machine, 'cache'),
  },
  tempDir: join(machine, 'temp'),
  clock: instantClock(),
  info: (line) => said.push(line),
  signal: new AbortController().signal,
  platform: 'linux',
  ...changes,
});
const wishOf = (changes: Partial<Wish> = {}): Wish => ({
  cliVersion: 'latest',
  installUrl: 'http://127.0.0.1:9/install.sh',
  installSha256: '',
  cliSha256: '',
  ...changes,
});

/** @returns the address of an install script on this server. */
async function listening(answer: RequestListener): Promise<string> {
  const server = createServer(answer);
  servers.push(server.listen(0, '127.0.0.1'));
  await once(server, 'listening');
  return `http://127.0.0.1:${(server.address() as AddressInfo).port}/install.sh`;
}

/** Serves an install script; of several answers each once, the last one for ever. */
async function serving(
  ...answers: readonly (number | string)[]
): Promise<{ readonly url: string; readonly asked: { times: number } }> {
  const asked = { times: 0 };
  const url = await listening(({ method }, response) => {
    // The toolkit asks for the redirect first.
    if (method === 'HEAD') return void response.end();
    const answer = answers[Math.min(asked.times++, answers.length - 1)];
    if (typeof answer === 'number') response.writeHead(answer).end('no');
    else response.end(answer);
  });
  return { url, asked };
}
const installing = (content: string): string =>
  `mkdir -p "$HOME/.gpu-cli/bin"\ncat > "$HOME/.gpu-cli/bin/gpu" <<'END'\n${content}END\nchmod 755 "$HOME/.gpu-cli/bin/gpu"\n`;

async function fault(wish: Wish, world = worldOf()): Promise<UserError> {
  const error: unknown = await install(wish, world).catch((reason: unknown) => reason);
  if (!(error instanceof UserError)) throw new Error(`no UserError: ${String(error)}`);
  return error;
}

describe('what is there already', () => {
  test('on PATH: nothing is added to it, and `latest` asks no version', async () => {
    const dir = put('bin', program('0.14.0'));
    expect(await install(wishOf(), worldOf())).toEqual({ bin: join(dir, 'gpu'), pathEntry: '' });
    expect(wasRun()).toBe(false);
  });

  test('in the folder of its own installer, which then goes on PATH', async () => {
    const dir = put('home/.gpu-cli/bin', program('0.14.0'));
    expect(await install(wishOf(), worldOf())).toEqual({ bin: join(dir, 'gpu'), pathEntry: dir });
  });

  test('another version than the one wanted is left where it is, and the next place is looked at', async () => {
    put('bin', program('0.14.0'));
    const dir = put('home/.gpu-cli/bin', program('0.31.2'));
    expect(await install(wishOf({ cliVersion: '0.31.x' }), worldOf())).toEqual({
      bin: join(dir, 'gpu'),
      pathEntry: dir,
    });
  });

  test('a folder or a file that cannot be run is no program', async () => {
    mkdirSync(join(machine, 'bin', 'gpu'), { recursive: true });
    const dir = put('home/.gpu-cli/bin', program('0.14.0'));
    expect((await install(wishOf(), worldOf())).pathEntry).toBe(dir);
    chmodSync(join(dir, 'gpu'), 0o644);
    expect((await fault(wishOf())).message).toContain('could not be fetched');
  });

  test('without PATH and home there is nothing to be found', async () => {
    const { url } = await serving(404);
    expect((await fault(wishOf({ installUrl: url }), worldOf({ env: {} }))).message).toContain('(HTTP 404)');
  });

  test('with another digest than the pinned one it is refused, and not run', async () => {
    put('bin', program('0.14.0'));
    const error = await fault(wishOf({ cliSha256: digestOf('something else') }));
    expect(error.message).toContain('it was not run');
    expect(wasRun()).toBe(false);
  });

  test('with a pinned version as well, one with another digest is passed over, and not run', async () => {
    put('bin', 'not what is pinned');
    put('home/.gpu-cli/bin', program('0.31.2'));
    const wish = wishOf({ cliVersion: '0.31.2', cliSha256: digestOf(program('0.31.2')) });
    expect(readFileSync((await install(wish, worldOf())).bin, 'utf8')).toBe(program('0.31.2'));
    expect(said.join()).toContain('is passed over and not run');
  });

  test('with a pinned digest a private copy is run, with the programs that belong to it', async () => {
    const dir = put('bin', program('0.31.2'));
    put('bin', 'the daemon', 'gpud');
    put('bin', 'another program', 'python');
    mkdirSync(join(machine, 'links'));
    symlinkSync(join(dir, 'gpu'), join(machine, 'links', 'gpu'));
    const wish = wishOf({ cliSha256: digestOf(program('0.31.2')) });
    const world = worldOf({ env: { PATH: join(machine, 'links') } });
    const { bin, pathEntry } = await install(wish, world);
    expect(pathEntry).toBe('');
    writeFileSync(join(dir, 'gpu'), 'exchanged');
    expect(readFileSync(bin, 'utf8')).toBe(program('0.31.2'));
    expect(readdirSync(dirname(bin)).sort()).toEqual(['gpu', 'gpud']);
    expect(statSync(dirname(dirname(bin))).mode & 0o777).toBe(0o700);
    // The digest is compared again, and the exchanged program is not taken.
    expect((await install(wish, worldOf())).bin).toBe(bin);
    writeFileSync(bin, 'exchanged');
    expect((await fault(wish)).message).toContain('it was not run');
  });

  test('a relative folder of PATH is passed over: a checkout does not choose the program', async () => {
    const dir = put('bin', program('0.14.0'));
    const PATH = `${relative(process.cwd(), put('checkout', program('9.9.9')))}:.::${dir}`;
    expect((await install(wishOf(), worldOf({ env: { PATH } }))).bin).toBe(join(dir, 'gpu'));
  });

  test('with a pinned install script a program of unknown origin is passed over', async () => {
    put('bin', program('0.31.2'));
    const script = installing(program('0.31.2'));
    const { url } = await serving(script);
    const wish = wishOf({ installUrl: url, installSha256: digestOf(script) });
    expect((await install(wish, worldOf())).bin).toContain(toolName(wish));
  });

  test('a Windows runner gets one clear error before anything is fetched', async () => {
    const { url, asked } = await serving(200);
    expect((await fault(wishOf({ installUrl: url }), worldOf({ platform: 'win32' }))).message).toContain('Windows');
    expect(asked.times).toBe(0);
  });
});

describe('the tool cache', () => {
  const HOUR = 3_600_000;

  test('gives the newest, by number and not by letter', async () => {
    putInCache('0.9.0', HOUR);
    putInCache('0.31.2', HOUR);
    const newest = putInCache('0.31.10', HOUR);
    expect(await install(wishOf(), worldOf())).toEqual({
      bin: join(newest, 'bin', 'gpu'),
      pathEntry: join(newest, 'bin'),
    });
    expect(said).toEqual([`GPU CLI comes from the tool cache: ${newest}`]);
  });

  test('gives the newest that fits a pinned version, however old', async () => {
    putInCache('0.31.2', 900 * HOUR);
    putInCache('0.32.0', HOUR);
    const fitting = putInCache('0.31.9', 900 * HOUR);
    expect((await install(wishOf({ cliVersion: '0.31' }), worldOf())).pathEntry).toBe(join(fitting, 'bin'));
  });

  test('a copy of yesterday is no longer the latest, and one that was never finished counts for nothing', async () => {
    const { url, asked } = await serving(404);
    putInCache('0.31.2', 25 * HOUR, url);
    rmSync(`${putInCache('0.31.3', HOUR, url)}.complete`);
    rmSync(join(putInCache('0.31.4', HOUR, url), 'bin', 'gpu'));
    await fault(wishOf({ installUrl: url }));
    expect(asked.times).toBe(1);
  });

  test('what one address gave is nothing for a run that asks another, the official one among them', async () => {
    const official = 'https://gpu-cli.sh/install.sh';
    const { url, asked } = await serving(404);
    putInCache('0.31.2', HOUR);
    putInCache('0.31.2', HOUR, official);
    await fault(wishOf({ installUrl: url }));
    expect(asked.times).toBe(1);
    const dir = cachedOf(official, '0.31.2');
    expect((await install(wishOf({ installUrl: official }), worldOf())).pathEntry).toBe(join(dir, 'bin'));
  });

  test('with another digest than the pinned one it is refused', async () => {
    putInCache('0.31.2', HOUR);
    expect((await fault(wishOf({ cliSha256: digestOf('something else') }))).message).toContain('it was not run');
  });
});

describe('the install script', () => {
  const version = '0.31.2';

  test('runs in a home of its own; the program goes into the tool cache and nothing else is left', async () => {
    const { url } = await serving(`env > '${machine}/env'\n${installing(program(version))}`);
    const wish = wishOf({ installUrl: url, cliVersion: '0.31', cliSha256: digestOf(program(version)) });
    const dir = cachedOf(url, version);
    const world = worldOf();
    world.env['GPU_SERVICE_TOKEN'] = 'gpt_sat_secret';
    const { bin } = await install(wish, world);
    const given = readFileSync(join(machine, 'env'), 'utf8');
    expect(given).toContain(`GPU_CLI_VERSION=0.31\n`);
    expect(given).not.toContain('gpt_sat_secret');
    expect(said).toEqual([
      `Installing GPU CLI (0.31) with ${url}`,
      `Installed GPU CLI ${version}, SHA-256 ${digestOf(program(version))}`,
    ]);
    expect(readFileSync(bin, 'utf8')).toBe(program(version));
    expect(existsSync(join(machine, 'home'))).toBe(false);
    expect(readFileSync(join(dir, 'bin', 'gpu'), 'utf8')).toBe(program(version));
    // The next run finds it there.
    await install(wish, worldOf());
    expect(said.at(-1)).toBe(`GPU CLI comes from the tool cache: ${dir}`);
  });

  test('a program without a version is kept as 0.0.0, beside the temporary files where there is no tool cache', async () => {
    const { url } = await serving(installing('#!/bin/sh\n'));
    const env = { PATH: '/usr/bin:/bin' };
    const { pathEntry } = await install(wishOf({ installUrl: url }), worldOf({ env }));
    const cache = join(machine, 'cache');
    const inTemp = cachedOf(url, '0.0.0').replace(cache, join(machine, 'temp', 'gpu-ci-tools'));
    expect(pathEntry).toBe(join(inTemp, 'bin'));
  });

  test('a service that is down is asked three times, and reported if it stays down', async () => {
    const { url, asked } = await serving(503, 429, installing(program(version)));
    await install(wishOf({ installUrl: url }), worldOf());
    expect(asked.times).toBe(3);
    const { url: down } = await serving(503);
    expect((await fault(wishOf({ installUrl: down }))).message).toContain(`${down} (HTTP 503)`);
    expect(await fault(wishOf())).toMatchObject({ class: 'infra', message: expect.stringContaining('ECONNREFUSED') });
  });

  test('bot protection is asked once more, and then named', async () => {
    const { url, asked } = await serving(403, installing(program(version)));
    const clock = instantClock();
    await install(wishOf({ installUrl: url }), worldOf({ clock }));
    expect([asked.times, clock.slept]).toEqual([2, [5_000]]);
    const { url: closed, asked: again } = await serving(403);
    const error = await fault(wishOf({ installUrl: closed }));
    expect([again.times, error.hint]).toEqual([2, expect.stringContaining('Bot protection')]);
  });

  test('if the script cannot be fetched, an older program of the tool cache is used, with its age', async () => {
    const { url } = await serving(403);
    const dir = putInCache('0.31.2', 50 * 3_600_000, url);
    expect((await install(wishOf({ installUrl: url }), worldOf())).bin).toBe(join(dir, 'bin', 'gpu'));
    expect(said.at(-1)).toContain('installed 2 day(s) ago');
  });

  test('a relative redirect is followed', async () => {
    const installUrl = await listening(({ url: path }, response) => {
      if (path === '/install.sh') response.writeHead(302, { location: 'real.sh' }).end();
      else response.end(installing(program(version)));
    });
    expect((await install(wishOf({ installUrl }), worldOf())).bin).toContain('gpu-cli-');
  });

  test('a server that never answers does not hold a cancelled run', async () => {
    const abort = new AbortController();
    const installUrl = await listening(({ method }, response) => {
      if (method === 'HEAD') response.end();
      else abort.abort();
    });
    expect((await fault(wishOf({ installUrl }), worldOf({ signal: abort.signal }))).message).toContain('cancelled');
  });

  test('a script whose first line names bash is run by bash', async () => {
    const { url } = await serving(`#!/usr/bin/env bash\nset -o pipefail\nparts=(a b)\n${installing(program(version))}`);
    expect((await install(wishOf({ installUrl: url }), worldOf())).bin).toContain('gpu-cli-');
  });

  test('a script that was cut off is not run at all', async () => {
    const { url } = await serving(`: > '${machine}/ran'\nif true; then echo`);
    expect(await fault(wishOf({ installUrl: url }))).toMatchObject({ class: 'infra' });
    expect(wasRun()).toBe(false);
  });

  test('no debug command of the toolkit is printed', async () => {
    const { url } = await serving(installing(program(version)));
    const printed: string[] = [];
    const write = process.stdout.write.bind(process.stdout);
    process.stdout.write = (chunk: string | Uint8Array): boolean => printed.push(String(chunk)) > 0;
    try {
      await install(wishOf({ installUrl: url }), worldOf());
    } finally {
      process.stdout.write = write;
    }
    expect(printed.join('')).toBe('');
  });

  test('matrix jobs that install at the same time share one entry, which is never replaced', async () => {
    const { url } = await serving(installing(program(version)));
    // In jobs these are processes, each with an environment of its own.
    process.env['RUNNER_TOOL_CACHE'] = join(machine, 'cache');
    const all = await Promise.all([1, 2, 3, 4].map(() => install(wishOf({ installUrl: url }), worldOf())));
    expect(new Set(all.map(({ bin }) => bin)).size).toBe(1);
    expect(readFileSync(all[0]?.bin ?? '', 'utf8')).toBe(program(version));
  });

  test.each([
    ['', 'the answer is empty'],
    [' \n', 'the answer is empty'],
    ['\n<!doctype html><title>Sign in</title>', 'the answer is a page'],
  ])('an answer that is no script (%j) is told, and not asked for again', async (answer, why) => {
    const { url, asked } = await serving(answer);
    expect((await fault(wishOf({ installUrl: url }))).message).toContain(`${url} (${why})`);
    expect(asked.times).toBe(1);
  });

  test('nothing is fetched once the run is cancelled', async () => {
    const { url, asked } = await serving(installing(program(version)));
    await fault(wishOf({ installUrl: url }), worldOf({ signal: AbortSignal.abort() }));
    expect(asked.times).toBe(0);
  });

  test('with another digest than the pinned one it is not run', async () => {
    const { url } = await serving(`: > '${machine}/ran'\n`);
    expect((await fault(wishOf({ installUrl: url, installSha256: digestOf('x') }))).message).toContain('was not run');
    expect(wasRun()).toBe(false);
  });

  test.each([
    ['echo first >&2; echo the mirror is gone >&2; exit 7', 'it ended with 7: the mirror is gone.'],
    ['exit 7', 'it ended with 7.'],
    ['kill -KILL $$', 'it ended with SIGKILL.'],
    ['exit 0', 'it left no gpu in ~/.gpu-cli/bin.'],
  ])('%s: what went wrong is told', async (script, how) => {
    const { url } = await serving(script);
    expect(await fault(wishOf({ installUrl: url }))).toMatchObject({
      class: 'infra',
      message: `GPU CLI could not be installed with ${url}: ${how}`,
    });
  });

  test.each([
    ['0.30.1', 'GPU CLI 0.30.1 was installed'],
    ['', 'GPU CLI (no version) was installed'],
  ])('version %p where another was wanted is not used', async (installed, message) => {
    const { url } = await serving(installing(program(installed)));
    expect((await fault(wishOf({ installUrl: url, cliVersion: version }))).message).toContain(message);
    expect(existsSync(join(machine, 'cache'))).toBe(false);
  });

  test('a complete entry of the tool cache is not replaced, but its digest is compared', async () => {
    const { url } = await serving(installing(program(version)));
    const dir = putInCache(version, 25 * 3_600_000, url);
    writeFileSync(join(dir, 'bin', 'gpu'), 'of another job', { mode: 0o755 });
    expect((await install(wishOf({ installUrl: url }), worldOf())).pathEntry).toBe(join(dir, 'bin'));
    expect(readFileSync(join(dir, 'bin', 'gpu'), 'utf8')).toBe('of another job');
    const pinned = wishOf({ installUrl: url, cliSha256: digestOf(program(version)) });
    expect((await fault(pinned)).message).toContain('it was not run');
  });

  test('a tool cache that cannot be written is reported', async () => {
    const { url } = await serving(installing(program(version)));
    writeFileSync(join(machine, 'cache'), 'a file');
    expect((await fault(wishOf({ installUrl: url }))).message).toContain('could not be put into');
  });
});
