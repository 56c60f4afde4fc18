import { afterEach, beforeEach, describe, expect, test } from '@jest/globals';
import { execFileSync, spawn } from 'node:child_process';
import { chmodSync, mkdirSync, mkdtempSync, readdirSync, rmSync, symlinkSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { readStatus } from '../../src/gpu/parse.ts';
import { frameFilter, markIn, wrap } from '../../src/gpu/wrapper.ts';

/** A pod of our own making: a folder of programs that is all of PATH, and one for temporary files. */
let root: string;
beforeEach(() => {
  root = mkdtempSync(join(tmpdir(), 'pod-'));
  for (const folder of ['bin', 'tmp']) mkdirSync(join(root, folder));
  for (const name of ['sh', 'mktemp', 'mkfifo', 'rm', 'cat', 'sleep', 'head', 'bash']) have(name);
});
afterEach(() => rmSync(root, { recursive: true, force: true }));

const have = (name: string): void =>
  symlinkSync(execFileSync('which', [name], { encoding: 'utf8' }).trim(), join(root, 'bin', name));
const without = (name: string): void => rmSync(join(root, 'bin', name));
const program = (name: string, script: string): void => {
  writeFileSync(join(root, 'bin', name), `#!/bin/sh\n${script}\n`);
  chmodSync(join(root, 'bin', name), 0o755);
};

const NONCE = '0123456789abcdef';
const MARK = { key: 'k0123456789abcdef', attempt: 1, nonce: NONCE, podsBefore: [] };

interface Seen {
  readonly stdout: string;
  readonly stderr: string;
  readonly code: number | null;
  readonly frames: readonly string[];
}

async function seenOf(argv: readonly string[], env: Readonly<Record<string, string>> = {}): Promise<Seen> {
  const [file = '', ...args] = argv;
  // As on a pod: a group of its own, of which nothing may be left that holds the pipes.
  const child = spawn(file, args, {
    env: { PATH: join(root, 'bin'), TMPDIR: join(root, 'tmp'), ...env },
    stdio: ['ignore', 'pipe', 'pipe'],
  });
  const out: Record<'stdout' | 'stderr', Buffer[]> = { stdout: [], stderr: [] };
  const frames: string[] = [];
  for (const name of ['stdout', 'stderr'] as const) {
    const filter = frameFilter(
      NONCE,
      (payload) => frames.push(payload),
      (piece) => out[name].push(Buffer.from(piece)),
    );
    child[name].on('data', (chunk: Buffer) => filter.push(chunk));
    child[name].on('end', () => filter.end());
  }
  const code = await new Promise<number | null>((resolve) => child.on('close', resolve));
  const text = (name: 'stdout' | 'stderr'): string => Buffer.concat(out[name]).toString('latin1');
  return { stdout: text('stdout'), stderr: text('stderr'), code, frames };
}

/** The workload by itself, and with the wrapper that samples. */
async function both(argv: readonly string[]): Promise<{ plain: Seen; wrapped: Seen }> {
  const [plain, wrapped] = await Promise.all([seenOf(argv), seenOf(wrap(argv, MARK, true))]);
  return { plain, wrapped };
}

const H100 = '0, NVIDIA H100 80GB HBM3, 98, 47, 10271, 81559, 684.39, 58';
const ROWS = `printf '%s\\n' '${H100}'; while :; do sleep 0.05; printf '%s\\n' '${H100}'; done`;
/** Waits for a sample, since a program may end before the sampler begins; both its streams, a line that has no end, a code. */
const WORKLOAD = ['sh', '-c', 'printf out; sleep 0.3; printf "err\\377" >&2; exit 7'];

const lacking = (name: string) => () => {
  program('nvidia-smi', ROWS);
  without(name);
};

const PODS: readonly (readonly [name: string, furnish: () => void, sampled: boolean])[] = [
  ['an nvidia-smi that works', () => program('nvidia-smi', ROWS), true],
  ['several GPUs', () => program('nvidia-smi', ROWS.replaceAll('0, N', '1, N')), true],
  ['MIG', () => program('nvidia-smi', ROWS.replaceAll('98, 47, 10271', '[N/A], [N/A], [N/A]')), true],
  ['no nvidia-smi', () => undefined, false],
  ['no bash', lacking('bash'), true],
  ['no mkfifo', lacking('mkfifo'), false],
  ['no mktemp', lacking('mktemp'), false],
  [
    'no folder for temporary files',
    () => {
      program('nvidia-smi', ROWS);
      rmSync(join(root, 'tmp'), { recursive: true });
    },
    false,
  ],
  ['a driver that fails', () => program('nvidia-smi', 'echo "NVIDIA-SMI has failed" >&2; exit 9'), false],
  ['a driver that fails in the middle', () => program('nvidia-smi', `echo '${H100}'; exit 255`), true],
  [
    'a driver that hangs and does not end by being asked',
    () => program('nvidia-smi', "trap '' INT TERM HUP; while :; do sleep 1; done"),
    false,
  ],
  ['a driver that prints without end', () => program('nvidia-smi', `while :; do echo '${H100}'; done`), true],
  [
    'a driver that prints a line without end',
    () => program('nvidia-smi', 'while :; do printf xxxxxxxxxxxxxxxx; done'),
    false,
  ],
];

describe('sampling harms nothing', () => {
  test.each(PODS)(
    '%s: the same bytes on both streams, the same code, nothing left',
    async (_name, furnish, sampled) => {
      furnish();
      const { plain, wrapped } = await both(WORKLOAD);
      expect(plain).toMatchObject({ stdout: 'out', stderr: 'err\xff', code: 7 });
      expect({ ...wrapped, frames: [] }).toEqual(plain);
      expect(wrapped.frames[0]).toBe('start');
      expect(wrapped.frames.at(-1)).toBe('exit:7');
      expect(wrapped.frames.some((frame) => frame.startsWith('smi:'))).toBe(sampled);
      try {
        expect(readdirSync(join(root, 'tmp'))).toEqual([]);
      } catch (error) {
        expect(error).toMatchObject({ code: 'ENOENT' });
      }
    },
  );

  test.each([
    ['ends by a signal', 'kill -9 $$', 137],
    ['ends by SIGSEGV', 'kill -11 $$', 139],
    ['ends at once', ':', 0],
    ['closes its streams', 'exec 1>&- 2>&-; sleep 0.1; exit 3', 3],
    ['is no program', 'exec no-such-program', 127],
  ])('a workload that %s: its code, and words of nobody else', async (_name, script, code) => {
    program('nvidia-smi', ROWS);
    const { plain, wrapped } = await both(['sh', '-c', script]);
    // A shell that is killed has no code; the next one out says 128 + n.
    expect(wrapped).toMatchObject({ stdout: plain.stdout, stderr: plain.stderr, code });
  });

  test('what the workload leaves behind keeps its streams and is not ended', async () => {
    program('nvidia-smi', ROWS);
    const { wrapped } = await both(['sh', '-c', '(sleep 0.4; echo late; echo late >&2) & echo early']);
    expect(wrapped).toMatchObject({ stdout: 'early\nlate\n', stderr: 'late\n', code: 0 });
  });

  test('its stdin and its descriptors are as they were', async () => {
    program('nvidia-smi', ROWS);
    const look = 'cat; for n in 3 4 5 6; do { true >&$n; } 2>/dev/null && echo $n; done; :';
    const { plain, wrapped } = await both(['sh', '-c', look]);
    expect(wrapped.stdout).toBe(plain.stdout);
  });

  test('its environment is as it was, whatever the names', async () => {
    program('nvidia-smi', ROWS);
    have('env');
    // What is short is what a script like ours would call its variables.
    const given = Object.fromEntries(
      'abcdefghijklmnopqrstuvwxyz'.split('').map((name) => [name, `${root}/keep-${name}`]),
    );
    for (const telemetry of [true, false]) {
      const { stdout } = await seenOf(wrap(['env'], MARK, telemetry), given);
      // The last is what Node hands on of itself while it counts coverage.
      const others = /^(PATH|TMPDIR|PWD|OLDPWD|SHLVL|_||NODE_V8_COVERAGE)(=|$)/;
      const names = stdout.split('\n').filter((line) => !others.test(line));
      expect(names.sort()).toEqual(Object.entries(given).map(([name, value]) => `${name}=${value}`));
    }
  });
});

describe('the mark in a command line', () => {
  const OURS = { ...MARK, podsBefore: ['pod-1', 'n9kw.2'] };
  const ARGV = wrap(['bash', '-c', `echo 'a b'`], OURS, true);
  const escaped = (word: string): string => word.replace(/[^\w.,/-]/g, (mark) => `\\${mark}`);
  const LISTINGS: readonly (readonly [string, string])[] = [
    ['with blanks between', ARGV.join(' ')],
    ['in single quotes', ARGV.map((word) => `'${word.replaceAll(`'`, `'\\''`)}'`).join(' ')],
    ['as JSON', ARGV.map((word) => JSON.stringify(word)).join(' ')],
    ['with backslashes', ARGV.map(escaped).join(' ')],
  ];
  const listed = (command: string): string =>
    readStatus(JSON.stringify({ jobs: [{ job_id: 'job_1', command }] }))?.jobs[0]?.command ?? 'none';

  test.each(LISTINGS)('is read from a listing %s', (_, line) => expect(markIn(line)).toEqual(OURS));

  describe.each(['', '…', '...'])('of a listing that cuts lines and adds "%s"', (ellipsis) => {
    test.each(LISTINGS)('is never read wrong: %s', (_, line) => {
      const nonceEnds = line.indexOf(NONCE, line.indexOf(MARK.key) + MARK.key.length) + NONCE.length;
      const listEnds = /;/.exec(line)?.index ?? NaN;
      for (let length = 'sh -c ": gpu-ci'.length + 4; length < line.length; length++) {
        const cut = line.slice(0, length) + ellipsis;
        if (length < nonceEnds) expect([length, markIn(cut), listed(cut)]).toEqual([length, undefined, '']);
        else {
          const podsBefore = length > listEnds ? OURS.podsBefore : undefined;
          expect([length, markIn(cut)]).toEqual([length, { ...OURS, podsBefore }]);
          expect(listed(cut)).toBe(cut);
        }
      }
    });
  });

  test('is absent from the line of another program, which is listed as it is', () => {
    for (const command of ['sh', 'sh -c true', 'python gpu-ci.py', 'sh -c ": gpu-ci kxyz"']) {
      expect(markIn(command)).toBeUndefined();
      expect(listed(command)).toBe(command);
    }
  });
});
