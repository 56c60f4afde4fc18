import { afterEach, beforeEach, expect, test } from '@jest/globals';
import { existsSync, mkdtempSync, readFileSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { entryArgs } from '../support/entry.ts';
import { alive, makeLab, run, type Running } from './client.ts';

const gpuCi = join(import.meta.dirname, '..', '..', 'bin', 'gpu-ci.js');
let folder = '';
beforeEach(() => {
  folder = mkdtempSync(join(tmpdir(), 'gpu-serve-'));
});
const started: Running[] = [];
afterEach(async () => {
  for (const one of started.splice(0)) {
    one.child.kill('SIGKILL');
    await one;
  }
  rmSync(folder, { recursive: true, force: true });
});

const SOURCE = [new URL('../../emulator/serve.ts', import.meta.url).pathname];
/** As the package has it: built, and behind `gpu-ci`. */
const PACKAGED = [...entryArgs(gpuCi), 'emulate'];

const start = (program: readonly string[], ...flags: string[]): Running => {
  const running = run(process.execPath, [...program, ...flags], {
    cwd: process.cwd(),
    env: { PATH: process.env['PATH'] ?? '', HOME: folder },
  });
  started.push(running);
  return running;
};
const serve = (...flags: string[]): Running => start(SOURCE, ...flags);

test.each([
  ['a checkout', SOURCE],
  ['the package', PACKAGED],
])('the lines that it prints can be pasted into a shell as they are: %s', async (_where, program) => {
  const cloud = start(program, '--port', '0', '--provision-ms', '5');
  await cloud.saw('/admin/books');
  const lines = cloud.text().split('\n');
  const typed = lines.filter((line) => line.startsWith('  ')).map((line) => line.trim());
  const curls = lines.flatMap((line) => /^(?:Order trouble|Look inside): +(.*)/.exec(line)?.[1] ?? []);
  expect([typed.length, curls.length]).toEqual([8, 2]);
  const pasted = await run('sh', ['-euc', [...typed, 'gpu org service-account list', ...curls].join('\n')], {
    cwd: folder,
    env: { PATH: process.env['PATH'] ?? '', HOME: folder, TMPDIR: folder },
  });
  expect(pasted.err).not.toContain('✗');
  expect(pasted.code).toBe(0);
  expect(pasted.out).toContain('hello from a pod\n');
  expect(pasted.out).toContain('local-cloud');
  expect(pasted.out).toContain('"podsAlive":0');
  expect(existsSync(join(folder, '.gpu-cli'))).toBe(false);
  cloud.child.kill('SIGINT');
  expect(await cloud).toMatchObject({ code: 0, signal: null });
});

test('says how to use it; Ctrl-C ends it, its pods and their processes, and keeps the organizations', async () => {
  const state = join(folder, 'state.json');
  const cloud = serve('--port', '0', '--state', state, '--provision-ms', '5');
  await cloud.saw('/admin/books');
  const text = cloud.text();
  const url = /http:\/\/127\.0\.0\.1:\d+/.exec(text)?.[0] ?? '';
  const token = /gpt_sat_\w+/.exec(text)?.[0] ?? '';
  const env = { HOME: folder, PATH: process.env['PATH'] ?? '' };
  await run('sh', ['-c', `curl -fsSL ${url}/install.sh | sh`], { cwd: folder, env });
  const gpu = run(join(folder, '.gpu-cli/bin/gpu'), ['run', '--', 'sh', '-c', 'echo $$ is ready; exec sleep 60'], {
    cwd: folder,
    env: { ...env, GPU_SERVICE_TOKEN: token },
  });
  await gpu.saw('is ready');
  const pid = Number(/^(\d+) is ready/.exec(gpu.text())?.[1]);
  expect(alive(pid)).toBe(true);
  cloud.child.kill('SIGINT');
  expect(await cloud).toMatchObject({ code: 0, signal: null });
  expect(alive(pid)).toBe(false);
  expect((await gpu).code).not.toBe(0);
  const saved = readFileSync(state, 'utf8');
  expect([saved.includes('my-team'), saved.includes(token)]).toEqual([true, false]);

  const again = await makeLab({ stateFile: state });
  const known = await again.gpu(['status'], { env: { GPU_SERVICE_TOKEN: token } });
  await again.close();
  expect(known.code).toBe(0);
});

test.each([
  [['--port', 'many'], "--port wants a number, not 'many'."],
  [['--port', 'gpt_sat_0123456789abcdef'], "--port wants a number, not 'gpt_***'."],
  [['--tier', 'gold'], "--tier is one of free, pro, team, business, enterprise, not 'gold'."],
  [
    ['--profile', '1.0'],
    "--profile is one of minimum, observed, jobs-without-commands, rich, or a file that exists, not '1.0'.",
  ],
  [['--bogus'], "Unknown option '--bogus'"],
])('%j is refused with one sentence and the flags', async (flags, sentence) => {
  const result = await serve(...flags);
  expect([result.code, result.out]).toEqual([2, '']);
  expect(result.err).toContain(`emulate: ${sentence}`);
  expect(result.err).toContain('Usage: gpu-ci emulate');
});

test('a port that is taken is told, with what to do', async () => {
  const lab = await makeLab();
  const result = await serve('--port', new URL(lab.cloud.url).port);
  await lab.close();
  expect(result).toMatchObject({ code: 1, out: '' });
  expect(result.err).toMatch(/^emulate: Port \d+ is taken, .* --port 0 takes a free one\.\n$/);
});

test('a state file that cannot be written is told at the start', async () => {
  const result = await serve('--port', '0', '--state', join(folder, 'absent', 'state.json'));
  expect(result).toMatchObject({ code: 1, out: '' });
  expect(result.err).toContain(join(folder, 'absent', 'state.json'));
});
