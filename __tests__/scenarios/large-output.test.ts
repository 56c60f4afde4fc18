import { expect, test } from '@jest/globals';
import { spawn } from 'node:child_process';
import { createHash } from 'node:crypto';
import { mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { LOCAL_GPU, stepFolder } from '../../bench/step.ts';
import { seeded } from '../../bench/pool/random.ts';

// More than any buffer on the way holds, to a reader that stops after each piece: nothing is lost, doubled or overwritten.
test.each([
  ['lines', '\n'],
  ['one line', ''],
  ['carriage returns', '\r'],
  ['the byte that frames begin with', '\u001e'],
])('12 MB of %s reach a slow reader as they are', async (_, end) => {
  const root = mkdtempSync(join(tmpdir(), 'large-output-'));
  try {
    const random = seeded(7);
    const pieces = Array.from({ length: 4_096 }, () => `${random()}`.padEnd(2_900, 'gpu-ci:') + end);
    const data = Buffer.from(pieces.join(''));
    writeFileSync(join(root, 'data'), data);
    const { env, action } = stepFolder(root, LOCAL_GPU);
    const child = spawn(process.execPath, [action], {
      cwd: root,
      env: { ...env, INPUT_COMMAND: 'cat data' },
      stdio: ['ignore', 'pipe', 'inherit'],
    });
    const read: Buffer[] = [];
    child.stdout.on('data', (chunk: Buffer) => {
      read.push(chunk);
      child.stdout.pause();
      setImmediate(() => child.stdout.resume());
    });
    const code = await new Promise((resolve) => child.on('close', resolve));
    expect(code).toBe(0);
    const log = Buffer.concat(read);
    const from = log.indexOf(data.subarray(0, 64));
    const sum = (bytes: Buffer) => createHash('sha256').update(bytes).digest('hex');
    expect(sum(log.subarray(from, from + data.length))).toBe(sum(data));
  } finally {
    rmSync(root, { recursive: true, force: true });
  }
});
