import { afterAll, describe, expect, test } from '@jest/globals';
import { existsSync, mkdtempSync, readFileSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { Writable } from 'node:stream';
import type { StreamEnd, StreamWish } from '../../src/model/gpu.ts';
import { stream, type StreamOptions } from '../../src/gpu/stream.ts';

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

interface Seen {
  readonly stdout: Reader;
  readonly stderr: Reader;
  readonly told: string[];
  readonly ended: Promise<StreamEnd>;
}

/** A program that does as this script says, in place of `gpu run`. */
function client(script: string, options: Partial<StreamOptions> = {}, skip = { stdout: 0, stderr: 0 }): Seen {
  const [stdout, stderr] = [new Reader(), new Reader()];
  const told: string[] = [];
  const wish: StreamWish = {
    skip,
    onStart: () => told.push('start'),
    onPhase: (phase) => told.push(phase),
    onPod: (id) => told.push(`pod ${id}`),
    onJob: (id) => told.push(`job ${id}`),
    onSample: (row) => told.push(`sample ${row}`),
    onExit: () => told.push('exit'),
    onOutput: () => undefined,
  };
  const { done } = stream(
    {
      bin: 'sh',
      args: ['-c', script],
      cwd: dir,
      env: process.env,
      nonce: NONCE,
      command: 'train',
      sinks: { stdout, stderr },
      ...options,
    },
    wish,
  );
  return { stdout, stderr, told, ended: done };
}

async function until(holds: () => boolean): Promise<void> {
  while (!holds()) await new Promise((wake) => setTimeout(wake, 5));
}

describe('what the workload prints', () => {
  test('counts from the start frame on; a line of the CLI without an end gets one and goes before it', async () => {
    const { ended, stderr, told } = client(
      `printf 'Using pod pod-1\\nhalf a line' >&2; ${frame('start')}; echo own >&2; ${frame('smi:0, H100')}; ${frame('odd')}; ${frame('exit:3')}; exit 3`,
    );
    expect(await ended).toMatchObject({
      code: 3,
      exit: 3,
      started: true,
      bytes: { stdout: 0, stderr: 4 },
      cliText: 'Using pod pod-1\nhalf a line\n',
    });
    expect(stderr.text).toBe('Using pod pod-1\nhalf a line\nown\n');
    expect(told).toEqual(['provisioning', 'pod pod-1', 'running', 'start', 'sample 0, H100', 'exit']);
  });

  test('a client that never came to the start shows all of its own words, and the last line gets its end', async () => {
    const { ended, stderr } = client(`printf 'error: no session\\nand no line end' >&2; exit 11`);
    expect(await ended).toMatchObject({ started: false, exit: null, bytes: { stdout: 0, stderr: 0 } });
    expect(stderr.text).toBe('error: no session\nand no line end\n');
  });

  test('keeps each of its bytes where it comes in one piece with the line in which an old program echoes our wrapper', async () => {
    const echo = `[gpu]> Connecting\\n[gpu]> Running: sh -c : gpu-ci k0 ${NONCE} b; train`;
    const { ended, stdout } = client(`printf '${echo}\\n\\377\\000sh -c gpu-ci\\n\\376'`);
    await ended;
    expect(stdout.text).toBe('[gpu]> Connecting\n[gpu]> Running: train\n\xff\0sh -c gpu-ci\n\xfe');
    const alone = client(`printf '${echo}'`);
    await alone.ended;
    expect(alone.stdout.text).toBe('[gpu]> Connecting\n[gpu]> Running: train');
  });

  test('what a former client showed is not shown again', async () => {
    // More than comes in one piece.
    const seen = 200_000;
    const { ended, stdout } = client(
      `${frame('start')}; head -c ${seen} /dev/zero; printf new`,
      {},
      { stdout: seen, stderr: 0 },
    );
    expect((await ended).bytes.stdout).toBe(seen + 'new'.length);
    expect(stdout.text).toBe('new');
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
  test('that cannot be started is told', async () => {
    const { ended } = client('', { bin: join(dir, 'nothing') });
    expect(await ended).toMatchObject({ code: null, signal: null, spawnError: 'ENOENT', started: false });
  });

  test('whose grandchild holds its pipes is over when it is over', async () => {
    const { ended, stdout } = client(`${frame('start')}; echo out; sleep 30 & echo $! > ${dir}/grandchild; exit 4`);
    expect(await ended).toMatchObject({ code: 4, bytes: { stdout: 4, stderr: 0 } });
    expect(stdout.text).toBe('out\n');
    process.kill(Number(readFileSync(join(dir, 'grandchild'), 'utf8')), 'SIGKILL');
  });
});
