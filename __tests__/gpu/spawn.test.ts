import { afterEach, beforeEach, describe, expect, test } from '@jest/globals';
import { spawn, spawnSync } from 'node:child_process';
import { existsSync, mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join, resolve } from 'node:path';
import { PassThrough } from 'node:stream';
import { capture, killGroup } from '../../src/gpu/spawn.ts';
import { stream } from '../../src/gpu/stream.ts';

let dir: string;
beforeEach(() => {
  dir = mkdtempSync(join(tmpdir(), 'process-'));
});
afterEach(() => {
  for (const name of ['child', 'grandchild'])
    if (has(name) && isAlive(pidIn(name))) process.kill(pidIn(name), 'SIGKILL');
  rmSync(dir, { recursive: true, force: true });
});

const isAlive = (pid: number): boolean => {
  try {
    process.kill(pid, 0);
    // A zombie answers, but does nothing more.
    return process.platform !== 'linux' || !/^\d+ \(.*\) Z/s.test(readFileSync(`/proc/${pid}/stat`, 'utf8'));
  } catch {
    return false;
  }
};

/** Polls until it holds; the test's own time limit ends it otherwise. */
async function until(holds: () => boolean): Promise<void> {
  while (!holds()) await new Promise((wake) => setTimeout(wake, 10));
}

const pidIn = (name: string): number => Number(readFileSync(join(dir, name), 'utf8').trim() || NaN);
const has = (name: string): boolean => existsSync(join(dir, name)) && !Number.isNaN(pidIn(name));

/** A program with a child of its own, neither of which ends by being asked. */
const STUBBORN = (): string =>
  `trap '' INT TERM; sh -c "trap '' INT TERM; echo \\$\\$ > ${dir}/grandchild; while :; do sleep 0.05; done" & ` +
  `echo $$ > ${dir}/child; while :; do sleep 0.05; done`;
const sinks = () => ({ stdout: new PassThrough().resume(), stderr: new PassThrough().resume() });
const wish = {
  skip: { stdout: 0, stderr: 0 },
  onStart: () => undefined,
  onPhase: () => undefined,
  onPod: () => undefined,
  onJob: () => undefined,
  onSample: () => undefined,
  onExit: () => undefined,
  onOutput: () => undefined,
};
const client = (script: string) =>
  stream(
    {
      bin: 'sh',
      args: ['-c', script],
      cwd: dir,
      env: process.env,
      nonce: '',
      command: '',
      sinks: sinks(),
    },
    wish,
  );

describe('groups of processes', () => {
  test('a command that hangs is killed with its children', async () => {
    const ended = await capture('sh', ['-c', STUBBORN()], { env: process.env, timeoutMs: 400 });
    expect(ended).toMatchObject({ hung: true, code: null, signal: 'SIGKILL' });
    await until(() => !isAlive(pidIn('child')) && !isAlive(pidIn('grandchild')));
  });

  test('a client that does not end when it is asked is killed with its children', async () => {
    const running = client(STUBBORN());
    await until(() => has('child') && has('grandchild'));
    running.interrupt(100);
    expect(await running.done).toMatchObject({ signal: 'SIGKILL' });
    await until(() => !isAlive(pidIn('grandchild')));
  });

  test('a signal to a group that is over does nothing', async () => {
    const child = spawn('true', { detached: true });
    await new Promise((done) => child.on('close', done));
    expect(killGroup(child, 'SIGKILL')).toBe(false);
  });
});

describe('short commands', () => {
  const run = (script: string, more: { readonly maxBytes?: number; readonly signal?: AbortSignal } = {}) =>
    capture('sh', ['-c', script], { env: process.env, timeoutMs: 20_000, ...more });

  test('output beyond the limit is cut', async () => {
    const ended = await run('printf 0123456789; echo err >&2', { maxBytes: 6 });
    expect(ended).toMatchObject({ code: 0, stdout: '012345', stderr: 'err\n', cut: true });
    expect(await run('printf 012345', { maxBytes: 6 })).toMatchObject({ stdout: '012345', cut: false });
  });

  test('one that is not wanted any more when it begins is killed', async () => {
    expect(await run('sleep 30', { signal: AbortSignal.abort() })).toMatchObject({ signal: 'SIGKILL', hung: false });
  });
});

describe('a daemon that a command leaves behind with its pipes', () => {
  const daemon = (): string =>
    `( while [ ! -e ${dir}/over ]; do sleep 0.02; echo still here; done ) & echo $! > ${dir}/child; echo done`;
  const options = { env: process.env, timeoutMs: 30_000 };

  test('is neither waited for nor ended', async () => {
    const from = performance.now();
    expect(await capture('sh', ['-c', daemon()], options)).toMatchObject({ code: 0, hung: false });
    expect(performance.now() - from).toBeLessThan(10_000);
    expect(isAlive(pidIn('child'))).toBe(true);
    writeFileSync(join(dir, 'over'), '');
  });

  test('is not ended by a cancel that comes later', async () => {
    const abort = new AbortController();
    const quiet = `sleep 60 & echo $! > ${dir}/child; echo done`;
    expect(await capture('sh', ['-c', quiet], { ...options, signal: abort.signal })).toMatchObject({
      stdout: 'done\n',
    });
    abort.abort();
    expect(isAlive(pidIn('child'))).toBe(true);
  });
});

describe('without free file descriptors', () => {
  test('a command is a result like any other, and its arguments are not printed', () => {
    const script = `
      import { openSync } from 'node:fs';
      import { capture } from ${JSON.stringify(resolve('src', 'gpu', 'spawn.ts'))};
      try { for (;;) openSync('/dev/null'); } catch {}
      const { code, spawnError } = await capture('true', ['SECRET=1'], { env: {}, timeoutMs: 1000 });
      console.log(JSON.stringify({ code, spawnError }));`;
    const limited = ['-c', 'ulimit -n 64; exec "$0" "$@"', process.execPath, '--input-type=module', '-e', script];
    const { stdout, stderr } = spawnSync('sh', limited, { encoding: 'utf8' });
    expect(stdout).toBe('{"code":null,"spawnError":"EMFILE"}\n');
    expect(stderr).not.toContain('SECRET');
  });
});

test('a command line that is too long for the system is a result like any other', async () => {
  const ended = await capture('true', ['x'.repeat(4 * 1024 * 1024)], { env: process.env, timeoutMs: 5_000 });
  expect(ended).toMatchObject({ code: null, spawnError: 'E2BIG', stdout: '' });
});

test('what a command says is kept without the token that it was given, in any form', async () => {
  const token = 'gpt_sat_0123456789';
  const script = `echo "$GPU_SERVICE_TOKEN"; printf %s "u:$GPU_SERVICE_TOKEN" | base64 >&2; printf %s "$GPU_SERVICE_TOKEN" | od -An -tx1 | tr -d ' \\n'`;
  const env = { ...process.env, GPU_SERVICE_TOKEN: token };
  const { stdout, stderr } = await capture('sh', ['-c', script], { env, timeoutMs: 10_000 });
  expect(stdout).toBe('***\n***');
  expect(stderr).not.toContain(Buffer.from(token).toString('base64').slice(4, -4));
});
