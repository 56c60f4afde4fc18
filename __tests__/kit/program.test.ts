import { describe, expect, test } from '@jest/globals';
import fc from 'fast-check';
import { execFileSync, spawnSync } from 'node:child_process';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { INPUTS } from '../../src/inputs.ts';
import { splitWords } from '../../src/model/rules.ts';
import { quoteWord } from '../../src/kit/pipelines.ts';
import { entryArgs } from '../support/entry.ts';
import { runFlags } from '../support/run-flags.ts';
import { gpuCi, type Ended } from './support/terminal.ts';

const inputsOf = (...argv: string[]): Record<string, string> => Object.fromEntries(runFlags(argv));
const ci = (argv: readonly string[], env: NodeJS.ProcessEnv = {}): Promise<Ended> =>
  gpuCi(argv, { env: { PATH: '/usr/bin:/bin', HOME: '/nonexistent', ...env }, cwd: tmpdir() });

describe('gpu-ci run', () => {
  test('has a flag for each input, but for the tokens', async () => {
    const { code, out } = await ci(['run', '--help']);
    expect(code).toBe(0);
    for (const { name, kind } of INPUTS) expect(out.includes(`  --${name}`)).toBe(kind !== 'secret');
  });

  test('passes values, switches, repeated lists and the command to the engine', () => {
    const flags = ['--gpu-type', 'H100 SXM', '--gpu-type=A100', '--timeout=2h', '--no-summary', '--check'];
    expect(inputsOf(...flags, '--state', 's.json', '--', 'python', 'train.py', '--lr', '1e-3')).toEqual({
      'gpu-type': 'H100 SXM\nA100',
      timeout: '2h',
      summary: 'false',
      check: 'true',
      state: 's.json',
      command: 'python train.py --lr 1e-3',
    });
    expect(inputsOf('--', 'make && ./run "$X"')).toEqual({ command: 'make && ./run "$X"' });
    expect(inputsOf('--args', '--rebuild')).toEqual({ args: '--rebuild' });
  });

  test('delivers every word of the command unchanged, with a shell and without one', () => {
    fc.assert(
      fc.property(fc.array(fc.string({ unit: 'grapheme' }), { minLength: 2 }), (words) => {
        expect(splitWords(inputsOf('--', ...words)['command'] ?? '')).toEqual(words);
      }),
    );
    const words = ['a b', "it's", '$HOME', '`id`', '', '*', '\\', 'x\ny'];
    const script = `printf '[%s]' ${words.map(quoteWord).join(' ')}`;
    expect(execFileSync('sh', ['-c', script]).toString()).toBe(words.map((word) => `[${word}]`).join(''));
  });

  test('warns of GPU_CI_ variables that have no effect, and names the closest input', async () => {
    const run = ['run', '--', 'true'];
    const engine = { run: () => Promise.resolve(0), cleanup: () => Promise.resolve(0) };
    const env = { GPU_CI_GPU_TYP: 'H100', GPU_CI_ZZZZZZZZ: '1', GPU_CI_TIMEOUT: '1h', GPU_CI_HOST: 'generic' };
    const { code, out } = await gpuCi(run, { env, cwd: tmpdir(), engine });
    expect(code).toBe(0);
    expect(out.split('\n')).toEqual([
      'Warning: the variable GPU_CI_GPU_TYP is not an input and has no effect. Did you mean GPU_CI_GPU_TYPE?',
      'Warning: the variable GPU_CI_ZZZZZZZZ is not an input and has no effect.',
      '',
    ]);
  });
});

test.each<[string, RegExp]>([
  ['run --gpu-typ H100', /unknown option '--gpu-typ'.*Did you mean --gpu-type/s],
  ['run --no-sumary', /Did you mean --no-summary/],
  ['run --shell zsh', /Allowed choices are bash, sh, none/],
  ['run --label', /--label.*argument missing/],
  ['run python train.py', /Write the command after two dashes: gpu-ci run -- python train\.py/],
  ['run --command a -- b', /command is given twice/],
  ['run --token secret0123', /not accepted.*GPU_SERVICE_TOKEN/],
  ['run --github-token=secret0123', /not accepted.*GPU_CI_GITHUB_TOKEN/],
  ['run --tokn=secret0123', /unknown option '--tokn'/],
  ['cleanup --forc', /Did you mean --force/],
  ['cleanup -- now', /too many arguments/],
  ['run oops -- python', /Write the command after two dashes/],
  ['run --quiet --verbose -- true', /cannot be used with/],
  ['docter', /Did you mean doctor/],
  ['doctor now', /too many arguments/],
  ['init --template weekly', /Allowed choices are pr-check/],
  ['init --org My_Team', /For example --org my-team/],
  ['token create --name a --secret GITHUB_TOKEN', /For example --secret/],
  ['init --repo vision', /For example --repo my-org\/my-repo/],
  ['init --host gitlab --template sweep', /--template is for GitHub/],
  ['init --host jenkins --command $HOME', /must not contain quotes, backslashes or dollar signs/],
  ['token', /A command is missing/],
  ['token rotat', /Did you mean rotate/],
  ['token create', /--name.*not specified/],
  ['token rotate', /--name.*not specified/],
  ["token rotate --name a --prove sh'", /For example --prove/],
  ['token revoke', /missing required argument 'id'/],
  ['token revoke gpt_sat_secret0123', /Revoke its service account by id/],
  ['preview', /missing required argument 'report'/],
])('gpu-ci %s exits with 2, says why, and does not repeat a secret', async (line, message) => {
  const { code, out } = await ci(line.split(' '));
  expect(out).toMatch(message);
  expect(code).toBe(2);
  expect(out).not.toContain('secret0123');
});

const PROGRAM = entryArgs(join(process.cwd(), 'bin', 'gpu-ci.js'));

test('the packaged program prints help and version, and exits with 2 for an invalid flag', () => {
  const run = (...args: string[]) => spawnSync(process.execPath, [...PROGRAM, ...args], { encoding: 'utf8' });
  expect(run('--version')).toMatchObject({ status: 0, stdout: expect.stringMatching(/^gpu-ci \d+\.\d+\.\d+\n$/) });
  expect(run('help', 'token')).toMatchObject({ status: 0, stdout: expect.stringContaining('rotate') });
  expect(run('run', '--timeot', '1h')).toMatchObject({ status: 2, stdout: '' });
});

test('gpu-ci emulate passes flags, output and exit code of the emulator', () => {
  const emulate = (flag: string) => spawnSync(process.execPath, [...PROGRAM, 'emulate', flag]);
  expect(emulate('--help').stdout.toString()).toContain('--tier TIER');
  expect(emulate('--no-such-flag').status).toBe(2);
});
