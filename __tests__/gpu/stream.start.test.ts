import { afterAll, beforeAll, describe, expect, test } from '@jest/globals';
import fc from 'fast-check';
import { mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { PassThrough } from 'node:stream';
import type { StreamEnd } from '../../src/model/gpu.ts';
import type { Outcome } from '../../src/model/outcome.ts';
import { classifyEnding } from '../../src/gpu/classify.ts';
import { stream } from '../../src/gpu/stream.ts';

// What a real process prints, from its bytes to the ending that is made of them.

const NONCE = '0123456789abcdef';
const FRAME = `\x1egpu-ci:${NONCE}:start\x1e`;
const BEFORE = '[gpu]> Resolving\n[gpu]> Using pod abcdefghij1234\n[gpu]> Syncing 2/2 files\n';
const FULL = '✗ Quota exceeded: all 10 concurrent sessions are in use\n';

let dir = '';
beforeAll(() => {
  dir = mkdtempSync(join(tmpdir(), 'stream-start-'));
});
afterAll(() => rmSync(dir, { recursive: true }));

interface Said {
  readonly stderr?: string | Buffer;
  readonly stdout?: string | Buffer;
  readonly code: number;
}

/** A client that prints this and ends so. */
async function client({ stderr = '', stdout = '', code }: Said): Promise<StreamEnd> {
  writeFileSync(join(dir, 'err'), stderr);
  writeFileSync(join(dir, 'out'), stdout);
  const nothing = () => undefined;
  return stream(
    {
      bin: '/bin/sh',
      args: ['-c', `cat out; cat err >&2; exit ${code}`],
      cwd: dir,
      env: { PATH: process.env['PATH'] },
      nonce: NONCE,
      command: 'python train.py',
      sinks: { stdout: new PassThrough().resume(), stderr: new PassThrough().resume() },
    },
    {
      skip: { stdout: 0, stderr: 0 },
      onStart: nothing,
      onPhase: nothing,
      onPod: nothing,
      onJob: nothing,
      onSample: nothing,
      onExit: nothing,
      onOutput: nothing,
    },
  ).done;
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
        const end = await client({ ...said, code });
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
      const end = await client({ stdout, stderr: FULL, code: 11 });
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
    const end = await client({ stdout, stderr: FULL, code: 11 });
    expect(end.started).toBe(false);
    expect(endingOf(end)).toMatchObject({ kind: 'refused', class: 'saturated' });
  });
});
