import { afterAll, beforeEach, describe, expect, test } from '@jest/globals';
import { createHash } from 'node:crypto';
import { once } from 'node:events';
import {
  chmodSync,
  existsSync,
  mkdirSync,
  mkdtempSync,
  readFileSync,
  rmSync,
  utimesSync,
  writeFileSync,
} from 'node:fs';
import { createServer, type Server } from 'node:http';
import type { AddressInfo } from 'node:net';
import { tmpdir } from 'node:os';
import { dirname, join, relative } from 'node:path';
import { UserError } from '../../src/core/errors.ts';
import { cacheOf, type InstallWorld, type Wish } from '../../src/gpu/find.ts';
import { install } from '../../src/gpu/install.ts';
import { instantClock } from '../support/github-time.ts';

const root = mkdtempSync(join(tmpdir(), 'install-'));
const servers: Server[] = [];
afterAll(() => {
  for (const server of servers) server.close();
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
  join(cacheOf(wishOf({ installUrl }), worldOf()), version, process.arch);

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

/** Serves an install script; of several answers each once, the last one for ever. */
async function serving(
  ...answers: readonly (number | string)[]
): Promise<{ readonly url: string; readonly asked: { times: number } }> {
  const asked = { times: 0 };
  const server = createServer((_, response) => {
    const answer = answers[Math.min(asked.times++, answers.length - 1)];
    if (typeof answer === 'number') response.writeHead(answer).end('no');
    else response.end(answer);
  });
  servers.push(server.listen(0, '127.0.0.1'));
  await once(server, 'listening');
  return { url: `http://127.0.0.1:${(server.address() as AddressInfo).port}/install.sh`, asked };
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

  test('where a version is pinned too, one with another digest is passed over, and not run', async () => {
    put('bin', 'not what is pinned');
    const dir = put('home/.gpu-cli/bin', program('0.31.2'));
    const wish = wishOf({ cliVersion: '0.31.2', cliSha256: digestOf(program('0.31.2')) });
    expect((await install(wish, worldOf())).pathEntry).toBe(dir);
    expect(said.join()).toContain('is passed over and not run');
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
    const dir = join(machine, 'cache', 'gpu-cli', '0.31.2', process.arch);
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
    const { url } = await serving(installing(program(version)));
    const wish = wishOf({ installUrl: url, cliVersion: '0.31', cliSha256: digestOf(program(version)) });
    const dir = cachedOf(url, version);
    expect(await install(wish, worldOf())).toEqual({ bin: join(dir, 'bin', 'gpu'), pathEntry: join(dir, 'bin') });
    expect(said).toEqual([`Installing GPU CLI (0.31) with ${url}`]);
    expect(existsSync(join(machine, 'home'))).toBe(false);
    expect(readFileSync(join(dir, 'bin', 'gpu'), 'utf8')).toBe(program(version));
    // The next run finds it there.
    expect((await install(wish, worldOf())).pathEntry).toBe(join(dir, 'bin'));
    expect(said.at(-1)).toBe(`GPU CLI comes from the tool cache: ${dir}`);
  });

  test('learns the wanted version and nothing private of the runner', async () => {
    const script = `env > '${machine}/env'\n${installing(program(version))}`;
    const { url } = await serving(script);
    const world = worldOf();
    world.env['GPU_SERVICE_TOKEN'] = 'gpt_sat_secret';
    await install(wishOf({ installUrl: url, cliVersion: version }), world);
    const given = readFileSync(join(machine, 'env'), 'utf8');
    expect(given).toContain(`GPU_CLI_VERSION=${version}\n`);
    expect(given).not.toContain('gpt_sat_secret');
  });

  test('a program without a version is kept as 0.0.0, beside the temporary files where there is no tool cache', async () => {
    const { url } = await serving(installing('#!/bin/sh\n'));
    const env = { PATH: '/usr/bin:/bin' };
    const { pathEntry } = await install(wishOf({ installUrl: url }), worldOf({ env }));
    const cache = join(machine, 'cache');
    const inTemp = cachedOf(url, '0.0.0').replace(cache, join(machine, 'temp', 'gpu-ci-tools'));
    expect(pathEntry).toBe(join(inTemp, 'bin'));
  });

  test('a service that is down is asked four times, with longer and longer waits; what it says at last counts', async () => {
    const { url, asked } = await serving(503, 429, 500, installing(program(version)));
    const clock = instantClock();
    await install(wishOf({ installUrl: url }), worldOf({ clock }));
    expect(asked.times).toBe(4);
    expect(clock.slept).toEqual([1_000, 2_000, 4_000]);
  });

  test('a service that stays down, and one that nobody can reach, are told', async () => {
    const { url, asked } = await serving(503);
    expect((await fault(wishOf({ installUrl: url }))).message).toContain(`${url} (HTTP 503)`);
    expect(asked.times).toBe(4);
    expect(await fault(wishOf())).toMatchObject({ class: 'infra', message: expect.stringContaining('ECONNREFUSED') });
  });

  test.each([
    ['', 'the answer is empty'],
    [' \n', 'the answer is empty'],
    ['\n<!doctype html><title>Sign in</title>', 'the answer is a page and no script'],
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

  test('what another leg put into the tool cache meanwhile is used, if it has the pinned digest', async () => {
    const { url } = await serving(installing(program(version)));
    const dir = cachedOf(url, version);
    put(relative(machine, join(dir, 'bin')), 'of another leg');
    expect((await install(wishOf({ installUrl: url }), worldOf())).pathEntry).toBe(join(dir, 'bin'));
    expect(existsSync(`${dir}.complete`)).toBe(true);
    rmSync(`${dir}.complete`);
    const pinned = wishOf({ installUrl: url, cliSha256: digestOf(program(version)) });
    expect((await fault(pinned)).message).toContain('it was not run');
  });

  test('a tool cache that takes nothing is told', async () => {
    const { url } = await serving(installing(program(version)));
    mkdirSync(dirname(cachedOf(url, version)), { recursive: true });
    writeFileSync(cachedOf(url, version), 'a file');
    expect((await fault(wishOf({ installUrl: url }))).message).toContain('GPU CLI could not be put into');
  });
});
