import { expect } from '@jest/globals';
import { spawn } from 'node:child_process';
import { once } from 'node:events';
import { closeSync, mkdtempSync, openSync, readFileSync, rmSync, statSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import type { Cloud } from '../../emulator/cloud.ts';
import { entryArgs, entryEnv } from '../support/entry.ts';
import { gate } from '../support/gate.ts';
import { scanForSecret } from '../support/runner/index.ts';
import { cloudFor, starts, test } from '../support/scenario.ts';

test.each([
  ['GitHub', { GITHUB_ACTIONS: 'true' }, '::add-mask::'],
  ['Azure', { TF_BUILD: 'True' }, '##vso[task.setsecret]'],
])('`gpu-ci run > run.log` on %s: masks go where the host reads them, and not into the file', async (_, host, mask) => {
  const root = mkdtempSync(join(tmpdir(), 'readers-'));
  try {
    const log = openSync(join(root, 'run.log'), 'w');
    const token = `gpt_sat_${'a1B2'.repeat(8)}`;
    const child = spawn(process.execPath, [...entryArgs(join(process.cwd(), 'bin/gpu-ci.js')), 'run'], {
      cwd: root,
      env: { ...entryEnv(), PATH: '', HOME: root, RUNNER_TEMP: root, TMPDIR: root, ...host, GPU_SERVICE_TOKEN: token },
      stdio: ['ignore', log, 'pipe'],
    });
    closeSync(log);
    let said = '';
    child.stderr?.on('data', (chunk: Buffer) => (said += chunk.toString()));
    await once(child, 'close');
    expect(said).toContain(`${mask}${token}\n`);
    const written = readFileSync(join(root, 'run.log'), 'utf8');
    expect(written).toContain('`command` is empty');
    expect(scanForSecret({ everyByte: () => [{ where: 'run.log', bytes: Buffer.from(written) }] }, token)).toEqual([]);
  } finally {
    rmSync(root, { recursive: true, force: true });
  }
});

const ENTRIES = [
  ['the action', ['dist/index.js'], { GITHUB_ACTIONS: 'true' }],
  ['gpu-ci', ['bin/gpu-ci.js', 'run'], {}],
] as const;

function start(cloud: Cloud, root: string, [program, ...verb]: readonly string[], host: object, command: string) {
  writeFileSync(join(root, 'gpu.jsonc'), '{ "project_id": "readers" }\n');
  const state = join(root, 'state');
  writeFileSync(state, '');
  return spawn(process.execPath, [...entryArgs(join(process.cwd(), program ?? '')), ...verb], {
    cwd: root,
    env: {
      ...entryEnv(),
      ...host,
      PATH: process.env['PATH'],
      HOME: root,
      TMPDIR: root,
      RUNNER_TEMP: root,
      GITHUB_STATE: state,
      GPU_SERVICE_TOKEN: cloud.token,
      INPUT_COMMAND: command,
      GPU_CI_COMMAND: command,
      'INPUT_INSTALL-URL': cloud.installUrl,
      GPU_CI_INSTALL_URL: cloud.installUrl,
    },
    stdio: ['ignore', 'pipe', 'pipe'],
  });
}

// `… | head -1`, a log that is closed, a terminal that is gone: nobody reads any more, and the run is paid all the same.

test.each(ENTRIES)('a reader that is gone ends no run of %s before it is ended well', async (_, program, host) => {
  using end = gate();
  const cloud = await cloudFor();
  const root = mkdtempSync(join(tmpdir(), 'readers-'));
  try {
    const command = `echo ready; ${end.wait}; seq 100000; exit 3`;
    const child = start(cloud, root, program, host, command);
    const over = once(child, 'exit');
    child.stderr.resume();
    for await (const chunk of child.stdout as AsyncIterable<Buffer>) if (/^ready$/m.test(chunk.toString())) break;
    child.stderr.destroy();
    end.open();
    expect(await over).toEqual([3, null]);
    expect(starts(cloud)).toBe(1);
    expect(cloud.books()).toMatchObject({ jobsAlive: 0, podsAlive: 0, sessionsHeld: 0 });
  } finally {
    rmSync(root, { recursive: true, force: true });
  }
});

const LINE = 'y'.repeat(1_000);

/** Far more was printed than every pipe on the way holds. */
async function untilFull(file: string): Promise<void> {
  while ((statSync(file, { throwIfNoEntry: false })?.size ?? 0) < 4_000)
    await new Promise((wake) => setTimeout(wake, 100));
}

test.each(ENTRIES)(
  'a reader that does not read keeps neither %s nor its pod after a signal',
  async (_, program, host) => {
    const cloud = await cloudFor();
    const root = mkdtempSync(join(tmpdir(), 'readers-'));
    const written = join(root, 'written');
    const child = start(cloud, root, program, host, `while :; do echo ${LINE}; printf . >> '${written}'; done`);
    try {
      const over = once(child, 'exit');
      await untilFull(written);
      const began = performance.now();
      child.kill('SIGTERM');
      expect(await over).toEqual([1, null]);
      expect(performance.now() - began).toBeLessThan(15_000);
      expect(cloud.books()).toMatchObject({ jobsAlive: 0, podsAlive: 0, sessionsHeld: 0 });
    } finally {
      child.kill('SIGKILL');
      rmSync(root, { recursive: true, force: true });
    }
  },
);
