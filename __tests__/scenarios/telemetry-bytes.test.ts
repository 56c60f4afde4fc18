import { describe, expect } from '@jest/globals';
import { spawn } from 'node:child_process';
import { createHash } from 'node:crypto';
import { mkdtempSync, readdirSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { PROFILES, type ProfileName } from '../../emulator/profiles.ts';
import { cloudFor, test } from '../support/scenario.ts';

const [BEGIN, END] = ['<<bytes begin>>', '<<bytes end>>'];

/** What a filter, a decoder or a line reader would spoil: all bytes, `\r` frames, record separators, forged and half frames. */
const AWKWARD = Buffer.concat([
  Buffer.from(Array.from({ length: 512 }, (_, n) => n % 256)),
  Buffer.from(' 10%|#    \r 50%|###  \r100%|#####\r'),
  Buffer.from('\x1e\x1egpu-ci:\x1egpu-ci:ffffffffffffffff:exit:0\x1e\x1egpu-ci:0123456789abcdef:start\x1e'),
  Buffer.from('[gpu]> Running: nothing\n::error::nothing\n>> Syncing\ufffd\xff', 'latin1'),
  Buffer.from('no newline at the end, half a frame \x1egpu-ci:'),
]);
/** More than a pipe holds, with a pattern that shows a lost or doubled block. */
const LONG = Buffer.from(Array.from({ length: 400_000 }, (_, n) => `${n}\n`).join(''));

interface Workload {
  readonly name: string;
  readonly bytes: Buffer;
  /** Runs behind the output, long enough for a sample. */
  readonly then: string;
  readonly code: number;
}
const WORKLOADS: readonly Workload[] = [
  { name: 'awkward bytes while samples come, exit 0', bytes: AWKWARD, then: 'sleep 2.2; cat', code: 0 },
  { name: 'two megabytes on each stream, then killed', bytes: LONG, then: 'sleep 1; kill -9 $$', code: 137 },
  { name: 'stdout closed before the end, exit 7', bytes: AWKWARD, then: 'exec 1>&-; sleep 1; exit 7', code: 7 },
];
const WAYS = [['--telemetry=true'], ['--telemetry=false'], ['--telemetry=false', '--shell=none']] as const;

/** What lies between the marks, as it came out of our stdout and stderr. */
async function passedOn(
  profile: ProfileName,
  workload: Workload,
  way: readonly string[],
): Promise<{ code: number | null; stdout: string; stderr: string; sampled: boolean }> {
  const cloud = await cloudFor({ profile });
  const root = mkdtempSync(join(tmpdir(), 'bytes-'));
  try {
    writeFileSync(join(root, 'gpu.jsonc'), '{ "project_id": "bytes" }\n');
    writeFileSync(join(root, 'bytes'), Buffer.concat([Buffer.from(BEGIN), workload.bytes, Buffer.from(END)]));
    writeFileSync(join(root, 'work.sh'), `cat bytes & cat bytes >&2; wait $!; ${workload.then}\n`);
    const args = [
      'bin/gpu-ci.js',
      'run',
      ...way,
      `--working-directory=${root}`,
      '--summary=false',
      '--',
      'bash work.sh',
    ];
    const child = spawn(process.execPath, args, {
      env: {
        PATH: process.env['PATH'],
        HOME: root,
        TMPDIR: root,
        GPU_SERVICE_TOKEN: cloud.token,
        GPU_CI_INSTALL_URL: cloud.installUrl,
      },
      stdio: ['ignore', 'pipe', 'pipe'],
    });
    const chunks = { stdout: [] as Buffer[], stderr: [] as Buffer[] };
    for (const name of ['stdout', 'stderr'] as const)
      child[name].on('data', (chunk: Buffer) => chunks[name].push(chunk));
    const code = await new Promise<number | null>((resolve) => child.on('close', resolve));
    const between = (name: 'stdout' | 'stderr'): string => {
      const all = Buffer.concat(chunks[name]);
      const [from, to] = [all.indexOf(BEGIN), all.lastIndexOf(END)];
      if (from === -1 || to === -1) return `no marks in ${name}: ${all.toString('utf8').slice(0, 2_000)}`;
      return digest(all.subarray(from + BEGIN.length, to));
    };
    const path = readdirSync(root, { recursive: true, encoding: 'utf8' }).find((name) =>
      /report[^/]*\.json$/.test(name),
    );
    const report = JSON.parse(readFileSync(join(root, path ?? 'no report'), 'utf8')) as { telemetry: unknown };
    return { code, stdout: between('stdout'), stderr: between('stderr'), sampled: report.telemetry !== null };
  } finally {
    rmSync(root, { recursive: true, force: true });
  }
}

const digest = (bytes: Buffer): string => `${bytes.length} bytes, ${createHash('sha256').update(bytes).digest('hex')}`;

describe.each(PROFILES)('GPU CLI %s: with telemetry, without, and without a shell', (profile) => {
  test.each(WORKLOADS)('$name: the same bytes on both streams, the same exit code', async (workload) => {
    const ended = await Promise.all(WAYS.map((way) => passedOn(profile, workload, way)));
    const expected = { code: workload.code, stdout: digest(workload.bytes), stderr: digest(workload.bytes) };
    for (const one of ended) expect(one).toMatchObject(expected);
    expect(ended.map(({ sampled }) => sampled)).toEqual([true, false, false]);
  });
});
