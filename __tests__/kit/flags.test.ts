import { describe, expect, test } from '@jest/globals';
import fc from 'fast-check';
import { execFileSync, spawnSync } from 'node:child_process';
import { PassThrough } from 'node:stream';
import { INPUTS } from '../../src/inputs.ts';
import { splitWords } from '../../src/model/rules.ts';
import { completionFor, SHELLS } from '../../src/kit/completion.ts';
import { diffOf } from '../../src/kit/diff.ts';
import { parseRunFlags, quoteWord, RUN_OPTIONS } from '../../src/kit/flags.ts';
import { CLEANUP_HELP, helpOf, RUN_HELP } from '../../src/kit/help.ts';
import { parseJsonc } from '../../src/kit/jsonc.ts';
import { runKit, VERBS } from '../../src/kit/verbs.ts';

const inputsOf = (...argv: string[]): Record<string, string> => Object.fromEntries(parseRunFlags(argv).inputs);
const faultOf = (...argv: string[]): string => {
  try {
    parseRunFlags(argv);
  } catch (error) {
    return `${(error as Error).message} ${(error as { hint?: string }).hint ?? ''}`;
  }
  return '';
};

describe('flags of run', () => {
  test('there is one for each input', () => {
    const names = RUN_OPTIONS.map(({ name }) => name);
    expect(INPUTS.map(({ name }) => name).filter((name) => !names.includes(name))).toEqual([]);
  });

  test('values, equal signs, switches, lists and the command', () => {
    const argv = [
      '--gpu-type',
      'H100 SXM',
      '--gpu-type=A100',
      '--timeout=2h',
      '--no-summary',
      '--check',
      '--telemetry=false',
    ];
    expect(inputsOf(...argv, '--state', 's.json', '--', 'python', 'train.py', '--lr', '1e-3')).toEqual({
      'gpu-type': 'H100 SXM\nA100',
      timeout: '2h',
      summary: 'false',
      check: 'true',
      telemetry: 'false',
      state: 's.json',
      command: 'python train.py --lr 1e-3',
    });
  });

  test('one word behind -- is a script', () => {
    expect(inputsOf('--', 'make && ./run "$X"')).toEqual({ command: 'make && ./run "$X"' });
  });

  test('a value may look like a flag of another program, but not like one of ours', () => {
    expect(inputsOf('--args', '--rebuild')).toEqual({ args: '--rebuild' });
    expect(faultOf('--label', '--timeout', '1h')).toMatch(/--label needs a value/);
    expect(faultOf('--label')).toMatch(/--label needs a value/);
  });

  test.each([
    [['--gpu-typ', 'H100'], /no flag --gpu-typ\. Did you mean --gpu-type\?/],
    [['--no-sumary'], /Did you mean --no-summary\?/],
    [['--zzzzzzzzzz'], /See gpu-ci run --help/],
    [['--shell', 'zsh'], /must be one of bash, sh, none/],
    [['--timeout', '1h', '--timeout', '2h'], /given twice/],
    [['--check=maybe'], /takes no value/],
    [['python', 'train.py'], /Put the command behind two dashes: gpu-ci run -- python train\.py/],
    [['--command', 'a', '--', 'b'], /command is given twice/],
    [['--token', 'gpt_sat_0123456789'], /not taken from a command line.*GPU_SERVICE_TOKEN/],
    [['--tokn=gpt_sat_0123456789'], /no flag --tokn\. Did you mean --token\?/],
  ])('%j is told', (argv, said) => {
    const fault = faultOf(...argv);
    expect(fault).toMatch(said);
    expect(fault).not.toContain('gpt_sat_0');
  });

  test('every word of the command arrives as it was given, in a shell and without one', () => {
    fc.assert(
      fc.property(fc.array(fc.string({ unit: 'grapheme' }), { minLength: 2 }), (words) => {
        const { command = '' } = inputsOf('--', ...words);
        expect(splitWords(command)).toEqual(words);
      }),
    );
    const words = ['a b', "it's", '$HOME', '`id`', '', '*', '\\', 'x\ny'];
    const script = `printf '[%s]' ${words.map(quoteWord).join(' ')}`;
    expect(execFileSync('sh', ['-c', script]).toString()).toBe(words.map((word) => `[${word}]`).join(''));
  });

  test('any list of words either parses or names its fault', () => {
    fc.assert(
      fc.property(fc.array(fc.oneof(fc.string(), fc.constantFrom('--', '--gpu-type', '--no-check', '-h'))), (argv) => {
        try {
          parseRunFlags(argv);
        } catch (error) {
          expect((error as Error).name).toBe('UserError');
        }
      }),
    );
  });
});

describe('help', () => {
  const text = helpOf(RUN_HELP);

  test('names every flag once, with its default, under a heading that fits', () => {
    for (const { name, refused, negatable } of RUN_OPTIONS) {
      const flag = refused !== undefined ? `  ${name}\n` : `  --${negatable ? '[no-]' : ''}${name}`;
      expect(text.split(`\n${flag}`).length).toBeGreaterThanOrEqual(2);
    }
    expect(text).not.toContain('Other:');
    expect(text).not.toContain('${{ github');
    expect(text).toContain('default saturated,capacity,infra');
  });

  test('is read on a terminal of 100 columns', () => {
    for (const verb of VERBS) {
      const wide = helpOf(verb)
        .split('\n')
        .filter((line) => line.length > 110);
      expect(wide).toEqual([]);
    }
  });

  test('every verb is listed, and every verb has help with its exit codes where it has any of its own', async () => {
    const world = (stdout: PassThrough) => ({
      env: {},
      cwd: process.cwd(),
      stdout,
      stderr: stdout,
      stdin: new PassThrough(),
      isTTY: false,
      root: process.cwd(),
    });
    const shown = async (...argv: string[]): Promise<string> => {
      const stdout = new PassThrough();
      expect(await runKit(argv, world(stdout))).toBe(0);
      return String(stdout.read());
    };
    const list = await shown('--help');
    for (const { name } of VERBS) {
      expect(list).toContain(`  ${name} `);
      expect(await shown(name, '--help')).toContain(`Usage: gpu-ci ${name}`);
    }
    expect(await shown('help', 'run')).toBe(text);
    expect(await shown('--version')).toMatch(/^gpu-ci \d+\.\d+\.\d+\n$/);
    for (const verb of [RUN_HELP, CLEANUP_HELP]) expect(helpOf(verb)).toContain('Exit code:');
    expect(await runKit(['run', '--', 'x', '--help'], world(new PassThrough()))).toBeUndefined();
    await expect(runKit(['docter'], world(new PassThrough()))).rejects.toThrow(/no verb "docter"/);
  });
});

test('emulate has the flags that the local cloud has, in the same order', () => {
  const { options } = VERBS.find(({ name }) => name === 'emulate') ?? { options: [] };
  const shown = execFileSync(process.execPath, ['emulator/serve.ts', '--help']).toString();
  const flags = [...shown.matchAll(/^ {2}--([\w-]+)/gm)].map(([, name]) => name);
  expect(options.map(({ name }) => name)).toEqual(flags.filter((name) => name !== 'help'));
  const tiers = options.find(({ name }) => name === 'tier')?.choices?.join(', ');
  expect(shown).toContain(`: ${tiers} (team)`);
});

describe('completion', () => {
  test.each(SHELLS)('%s knows every verb and every flag that may be typed', (shell) => {
    const script = completionFor(shell, VERBS);
    for (const { name } of VERBS) expect(script).toContain(name);
    for (const { name, refused } of RUN_OPTIONS) {
      if (refused === undefined) expect(script).toMatch(new RegExp(`(--|-l )${name}\\b`));
    }
    expect(script).not.toContain('--github-token');
    expect(script).toContain('create list rotate revoke');
    const installed = spawnSync(shell, ['-c', 'true']).status === 0;
    if (installed) expect(spawnSync(shell, ['-n'], { input: script, encoding: 'utf8' }).stderr).toBe('');
  });

  test('bash completes verbs, flags and values', () => {
    const complete = (...words: string[]): string[] => {
      const line = `COMP_WORDS=(${words.map(quoteWord).join(' ')}); COMP_CWORD=${words.length - 1}; _gpu_ci; printf '%s\\n' "\${COMPREPLY[@]}"`;
      const out = execFileSync('bash', ['-c', `${completionFor('bash', VERBS)}\n${line}`]).toString();
      return out.trim().split('\n');
    };
    expect(complete('gpu-ci', 'do')).toEqual(['doctor']);
    expect(complete('gpu-ci', 'run', '--max-')).toEqual(['--max-wait', '--max-attempts', '--max-cost']);
    expect(complete('gpu-ci', 'run', '--mode', '')).toEqual(['run', 'submit', 'collect']);
    expect(complete('gpu-ci', 'run', '--', 'py')).toEqual(['']);
    expect(complete('gpu-ci', 'token', 'r')).toEqual(['rotate', 'revoke']);
    expect(complete('gpu-ci', 'token', 'rotate', 'r')).toEqual(['']);
    expect(complete('gpu-ci', 'completion', '')).toEqual([...SHELLS, '--help']);
  });

  test('another shell is told', () => {
    expect(() => completionFor('tcsh', VERBS)).toThrow(/no completions for "tcsh"/);
    expect(() => completionFor('', VERBS)).toThrow(/Which shell/);
  });
});

/** What `patch` does, without its leniency. */
function applied(diff: string, before: string): string {
  const old = before.split('\n');
  const now: string[] = [];
  let at = 0;
  for (const row of diff.split('\n').slice(2)) {
    const head = /^@@ -(\d+),(\d+) /.exec(row);
    if (head === null) {
      if (!row.startsWith('+')) expect(old[at++]).toBe(row.slice(1));
      if (!row.startsWith('-')) now.push(row.slice(1));
      continue;
    }
    const start = Number(head[1]) - (head[2] === '0' ? 0 : 1);
    while (at < start) now.push(old[at++] ?? '');
  }
  return [...now, ...old.slice(at)].join('\n');
}

test('a diff, applied, gives the new text, and shows no more than three lines around a change', () => {
  const line = fc.constantFrom('a', 'b', 'c', '', '+d', '-e');
  const text = fc.array(line, { minLength: 1, maxLength: 30 }).map((lines) => `${lines.join('\n')}\n`);
  fc.assert(
    fc.property(text, text, (before, after) => {
      fc.pre(before !== after);
      const diff = diffOf('f', before, after);
      expect(applied(diff, before)).toBe(after);
      expect(diff).not.toMatch(/(^ .*\n){7}/m);
    }),
  );
  expect(diffOf('f', undefined, 'x\n')).toBe('--- /dev/null\n+++ b/f\n@@ -0,0 +1,1 @@\n+x');
  expect(diffOf('f', 'a\n', 'a\n')).toBe('');
});

test('JSON with comments and trailing commas is read as the JSON in it', () => {
  fc.assert(
    fc.property(fc.jsonValue(), (value) => {
      const plain = JSON.stringify(value, null, 2);
      const noisy = plain.replace(/\n/g, ' // note: "x", }\n').replace(/\n(\s*[}\]])/g, '\n/* , */ , $1');
      const expected: unknown = JSON.parse(plain);
      expect(parseJsonc(`\uFEFF// head\n${plain}`)).toEqual(expected);
      if (
        typeof value === 'object' &&
        value !== null &&
        Object.keys(value).length > 0 &&
        !/[[{]\n\s*[}\]]/.test(plain)
      ) {
        expect(parseJsonc(noisy)).toEqual(expected);
      }
    }),
  );
});
