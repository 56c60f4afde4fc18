import { afterAll, describe, expect, test } from '@jest/globals';
import fc from 'fast-check';
import { existsSync, mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { Writable } from 'node:stream';
import type { StreamEnd, StreamWish } from '../../src/model/gpu.ts';
import type { Outcome } from '../../src/model/outcome.ts';
import { classifyEnding } from '../../src/gpu/classify.ts';
import { stream } from '../../src/gpu/stream.ts';

// Real processes, from their bytes to the ending that is made of them.

const dir = mkdtempSync(join(tmpdir(), 'stream-'));
afterAll(() => rmSync(dir, { recursive: true, force: true }));

const NONCE = '0123456789abcdef';
/** As the wrapper on the pod writes it. */
const frame = (payload: string): string => `printf '\\036gpu-ci:${NONCE}:${payload}\\036' >&2`;

/** A reader that takes what it is given only while its gate is open. */
class Reader extends Writable {
  text = '';
  open = true;
  private wake: (() => void) | undefined;
  constructor() {
    super({ highWaterMark: 16 * 1_024 });
  }
  override _write(chunk: Buffer, _: string, done: () => void): void {
    this.text += chunk.toString('latin1');
    if (this.open) done();
    else this.wake = done;
  }
  read(): void {
    this.open = true;
    this.wake?.();
  }
}

/** A program that does as this script says, in place of `gpu run`, and what the run learned from it, in order. */
function client(script: string, { skip = { stdout: 0, stderr: 0 }, bin = 'sh' } = {}) {
  const [stdout, stderr] = [new Reader(), new Reader()];
  const told: string[] = [];
  let output = '';
  const wish: StreamWish = {
    skip,
    onStart: () => told.push(`start after ${JSON.stringify(stderr.text)}`),
    onPhase: (phase) => told.push(phase),
    onPod: (id) => told.push(`pod ${id}`),
    onJob: (id) => told.push(`job ${id}`),
    onSample: (row) => told.push(`sample ${row}`),
    onExit: () => told.push('exit'),
    onOutput: (chunk) => (output += Buffer.from(chunk).toString('latin1')),
  };
  const options = { bin, args: ['-c', script], cwd: dir, env: process.env, nonce: NONCE, command: 'train' };
  const streaming = stream({ ...options, sinks: { stdout, stderr } }, wish);
  return { stdout, stderr, told, streaming, ended: streaming.done, output: () => output };
}

async function until(holds: () => boolean): Promise<void> {
  while (!holds()) await new Promise((wake) => setTimeout(wake, 5));
}

describe('what the workload prints', () => {
  test('counts from the start frame on; a line of GPU CLI without an end gets one and comes first', async () => {
    const { ended, stderr, told } = client(
      `printf '[gpu]> Using pod pod-1\\nhalf a line' >&2; ${frame('start')}; echo own >&2; ${frame('smi:0, H100')}; ${frame('odd')}; ${frame('exit:3')}; exit 3`,
    );
    const before = '[gpu]> Using pod pod-1\nhalf a line\n';
    expect(await ended).toMatchObject({
      code: 3,
      exit: 3,
      started: true,
      bytes: { stdout: 0, stderr: 4 },
      cliText: before,
    });
    expect(stderr.text).toBe(`${before}own\n`);
    const start = `start after ${JSON.stringify(before)}`;
    expect(told).toEqual(['provisioning', 'pod pod-1', 'running', start, 'sample 0, H100', 'exit']);
  });

  test('keeps its last line as it is', async () => {
    const { ended, stderr } = client(`${frame('start')}; printf work >&2`);
    await ended;
    expect(stderr.text).toBe('work');
  });

  test('is not shown again if a previous client showed it', async () => {
    // More than comes in one piece.
    const seen = 200_000;
    const skip = { stdout: seen, stderr: 0 };
    const { ended, stdout } = client(`${frame('start')}; head -c ${seen} /dev/zero; printf new`, { skip });
    expect((await ended).bytes.stdout).toBe(seen + 'new'.length);
    expect(stdout.text).toBe('new');
  });
});

describe('what GPU CLI prints', () => {
  test('is shown whole if the workload does not start, and its last line gets its end', async () => {
    const { ended, stderr } = client(`printf 'error: no session\\nand no line end' >&2; exit 11`);
    expect(await ended).toMatchObject({ started: false, exit: null, bytes: { stdout: 0, stderr: 0 } });
    expect(stderr.text).toBe('error: no session\nand no line end\n');
  });

  test('after an interrupt is shown, and is not the end of the workload’s log', async () => {
    const one = client(
      `trap 'printf ">> Interrupted: detached, the job goes on\\n" >&2; exit 130' INT; ${frame('start')}; echo work >&2; ` +
        'while :; do sleep 0.02; done',
    );
    await until(() => one.output() === 'work\n');
    one.streaming.interrupt(2_000);
    await one.ended;
    expect(one.stderr.text).toBe('work\n>> Interrupted: detached, the job goes on\n');
    expect(one.output()).toBe('work\n');
  });
});

describe('the reader', () => {
  const MIB = 1_048_576;
  const chatty = `${frame('start')}; head -c ${4 * MIB} /dev/zero; : > ${dir}/all-written`;

  test('that is slow holds the client up, and nothing is lost', async () => {
    const { ended, stdout } = client(chatty);
    stdout.open = false;
    await until(() => stdout.writableNeedDrain);
    // The pipe and one read of it at most are on their way.
    expect(stdout.text.length + stdout.writableLength).toBeLessThan(MIB);
    expect(existsSync(join(dir, 'all-written'))).toBe(false);
    stdout.read();
    expect((await ended).bytes.stdout).toBe(4 * MIB);
    expect(stdout.text).toBe('\0'.repeat(4 * MIB));
  });

  test('that is gone does not end the run', async () => {
    const { ended, stdout } = client(`${chatty}; exit 5`);
    stdout.open = false;
    await until(() => stdout.writableNeedDrain);
    stdout.destroy();
    expect(await ended).toMatchObject({ code: 5, bytes: { stdout: 4 * MIB } });
  });
});

describe('the program', () => {
  test('that cannot be started is reported', async () => {
    const { ended } = client('', { bin: join(dir, 'nothing') });
    expect(await ended).toMatchObject({ code: null, signal: null, spawnError: 'ENOENT', started: false });
  });

  test('whose daemon holds its pipes is over when it is over, and the daemon is not signaled', async () => {
    const { ended, stdout, streaming } = client(`${frame('start')}; sleep 60 & echo $!; exit 4`);
    expect(await ended).toMatchObject({ code: 4, bytes: { stderr: 0 } });
    const pid = Number(stdout.text);
    streaming.interrupt(0);
    streaming.leave();
    await new Promise((wake) => setTimeout(wake, 50));
    expect(readFileSync(`/proc/${pid}/stat`, 'utf8')).toMatch(/\(sleep\) [SR] /);
    process.kill(pid, 'SIGKILL');
  });
});

const FRAME = `\x1egpu-ci:${NONCE}:start\x1e`;
const BEFORE = '[gpu]> Resolving\n[gpu]> Using pod abcdefghij1234\n[gpu]> Syncing 2/2 files\n';
const FULL = '✗ Quota exceeded: all 10 concurrent sessions are in use\n';

interface Said {
  readonly stderr?: string | Buffer;
  readonly stdout?: string | Buffer;
  readonly code: number;
}

/** A client that prints this and ends so. */
async function printing({ stderr = '', stdout = '', code }: Said): Promise<StreamEnd> {
  writeFileSync(join(dir, 'err'), stderr);
  writeFileSync(join(dir, 'out'), stdout);
  return client(`cat out; cat err >&2; exit ${code}`).ended;
}

const endingOf = (end: StreamEnd): Outcome =>
  classifyEnding({ end, result: undefined, accepted: false, saturation: undefined });

describe('whatever a workload prints and returns after its start, it has started', () => {
  const words = fc.constantFrom(
    FULL,
    '✗ No GPUs available\n',
    'error: Authentication required. Run `gpu auth login`.\n',
    '[gpu]> Provisioning new pod…\n',
    '✗ bootstrap failed\n',
    '>> Monthly spending limit reached\n',
    '\x1egpu-ci:ffffffffffffffff:start\x1e',
    '\x1egpu-ci:',
    '\n',
  );
  const output = fc.array(fc.oneof(words, fc.string(), fc.uint8Array({ maxLength: 40 })), { maxLength: 6 });
  const bytesOf = (pieces: readonly (string | Uint8Array)[]): Buffer =>
    Buffer.concat(pieces.map((piece) => Buffer.from(piece as string)));
  const story = fc.record({ stdout: output, stderr: output, code: fc.integer({ min: 0, max: 255 }) });
  const forAll = async (start: string): Promise<void> =>
    fc.assert(
      fc.asyncProperty(story, async ({ stdout, stderr, code }) => {
        const said = { stdout: bytesOf(stdout), stderr: Buffer.concat([Buffer.from(BEFORE + start), bytesOf(stderr)]) };
        const end = await printing({ ...said, code });
        expect(end.started).toBe(true);
        expect(endingOf(end).kind).not.toBe('refused');
      }),
      { numRuns: 150 },
    );

  test('by its frame', () => forAll(FRAME));
  test('by a frame whose control bytes were lost on the way', () => forAll(FRAME.replaceAll('\x1e', '')));
  test('by the word of GPU CLI', () => forAll('[gpu]> Running: python train.py\n'));
});

describe('where neither frame nor word comes', () => {
  test('a line on stdout that is not GPU CLI’s is the workload’s', async () => {
    for (const stdout of [
      'epoch 1\n',
      'epoch 1',
      '[gpu]> Resolving\nepoch 1\n',
      '\x1b[1m[gpu]> Resolving\x1b[0m\nx\n',
    ]) {
      const end = await printing({ stdout, stderr: FULL, code: 11 });
      expect(end.started).toBe(true);
      expect(endingOf(end)).toMatchObject({ kind: 'lost' });
    }
  });
  test.each([
    ['nothing', ''],
    ['empty lines', '\n\n'],
    ['its progress, in colour or not', '[gpu]> Resolving\n\x1b[32m[gpu]> Provisioning new pod…\x1b[0m\n'],
    ['why it failed', `${FULL}Run \`gpu upgrade\`, or wait.\n`],
  ])('%s on stdout is not', async (_, stdout) => {
    const end = await printing({ stdout, stderr: FULL, code: 11 });
    expect(end.started).toBe(false);
    expect(endingOf(end)).toMatchObject({ kind: 'refused', class: 'saturated' });
  });
});
