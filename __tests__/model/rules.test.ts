import { describe, expect, test } from '@jest/globals';
import {
  RETRYABLE,
  VERSION,
  argvOf,
  installAddress,
  notAFlag,
  parseArg,
  parseBoolean,
  parseEnvLine,
  parsePattern,
  shownAddress,
  splitLines,
} from '../../src/model/rules.ts';

/** What a rule gives and what it complains of. */
function judged<T>(rule: (faults: string[]) => T): [T, string[]] {
  const faults: string[] = [];
  return [rule(faults), faults];
}

test.each([
  ['https://gpu-cli.sh/install.sh', 'https://gpu-cli.sh/install.sh'],
  [' https://user:word@host.example/a', ' https://host.example/a'],
  ['see https://word@one.example and ftp://u:w@two.example', 'see https://one.example and ftp://two.example'],
  ['https://host.example/a?key=word#part', 'https://host.example/a?…'],
  ['https://host.example/a#word\nword', 'https://host.example/a?…'],
  ['https://host.example/a@b', 'https://host.example/a@b'],
  ['https://host.example?a@b', 'https://host.example?…'],
  ['https://host.example and a@b', 'https://host.example and a@b'],
])('the address %j is shown as %j', (address, shown) => expect(shownAddress(address)).toBe(shown));

test('the script runs under the shell that was asked for', () => {
  expect(argvOf('bash', 'a b')).toEqual(['bash', '-eo', 'pipefail', '-c', 'a b']);
  expect(argvOf('sh', 'a b')).toEqual(['sh', '-e', '-c', 'a b']);
});

describe('without a shell', () => {
  test.each<[string, string[]]>([
    ['', []],
    ['  a \t b\n', ['a', 'b']],
    [`'a b' "c d" e\\ f`, ['a b', 'c d', 'e f']],
    [`'' "" a''b`, ['', '', 'ab']],
    [`--name='x y' "it's"`, ['--name=x y', "it's"]],
    [`'a\\b' "a\\b" "\\"\\\\\\$" \\'`, ['a\\b', 'a\\b', '"\\$', "'"]],
    ['a \\\n b\\\nc', ['a', 'bc']],
    [
      `'*' "a|b" '$HOME' \\$HOME '#1' a=b {c,d} ~ \`id\``,
      ['*', 'a|b', '$HOME', '$HOME', '#1', 'a=b', '{c,d}', '~', '`id`'],
    ],
    [`"$A" "\\$A" \\$A $A \${A} a#b #c`, ['$A', '$A', '$A', '$A', '${A}', 'a#b', '#c']],
    ['x*.py http://host?a=1 {c,d} a=[1,2]', ['x*.py', 'http://host?a=1', '{c,d}', 'a=[1,2]']],
  ])('%j is split by POSIX quoting', (line, words) => expect(argvOf('none', line)).toEqual(words));

  test.each([`'`, `a "b`, `"a\\"`, `"'`])('%s is rejected: a quote is not closed', (line) => {
    expect(argvOf('none', line)).toBeUndefined();
  });
  test.each(['a | b', 'a > b', 'a; b', 'a && b', '(a)', 'a <b'])('%s is rejected: it needs a shell', (line) => {
    expect(argvOf('none', line)).toBeUndefined();
  });
});

test('only classes that may end better another time can be retried', () => {
  expect(RETRYABLE).toEqual(['workload', 'saturated', 'capacity', 'infra', 'timeout']);
});

test.each([
  ['true', true],
  ['True', true],
  ['TRUE', true],
  ['false', false],
  ['False', false],
  ['FALSE', false],
  ['yes', undefined],
  ['tRUE', undefined],
  ['', undefined],
])('the boolean %j is %p', (text, value) => expect(parseBoolean(text)).toBe(value));

test('lines: trimmed, without empty ones and comments', () => {
  expect(splitLines(' a \r\n\n# b\n  # c\nd # e\n')).toEqual(['a', 'd # e']);
});

describe('a line of env', () => {
  test.each([
    ['A=1', 'A', '1'],
    ['A =1', 'A', '1'],
    ['A= 1 ', 'A', '1'],
    ['MODEL = resnet50', 'MODEL', 'resnet50'],
    ['TOKEN_OF_LONG_NAME_2=', 'TOKEN_OF_LONG_NAME_2', ''],
    ['A=', 'A', ''],
    ['A=b=c', 'A', 'b=c'],
    ['A', 'A', undefined],
    ['_a1=x', '_a1', 'x'],
  ])('%j', (line, name, value) => {
    expect(judged((faults) => parseEnvLine(line, faults))).toEqual([{ name, value }, []]);
  });
  test.each(['1A=x', '=x', 'A-B=x', 'A B=x', 'A.b', '', 'é=1'])('%j is no KEY=VALUE', (line) => {
    const [, faults] = judged((list) => parseEnvLine(line, list));
    expect(faults).toEqual([
      'Line 1 of `env` is neither KEY=VALUE nor KEY. Write each line as `KEY=VALUE`, or as `KEY` of a variable of this step; a value is one line.',
    ]);
  });
  test.each([
    'MIIEvQIBADANBg/kqhkiG9w0==',
    'MIIEvQIBADANBgkqhkiG9w0',
    'MIIEvQIBADANBgkqhkiG9w0=',
    'MIIEvQIBADANBgkqhkiG9w0==',
  ])('the line %s of a secret of several lines is named by its number alone', (line) => {
    const [, faults] = judged((list) => parseEnvLine(line, list, 7));
    expect(faults.join()).toMatch(/^Line 7 of `env` is neither/);
    expect(faults.join()).not.toContain('MIIE');
  });
  test.each([
    'GPU_SERVICE_TOKEN',
    'gpu_service_token=x',
    'ACTIONS_RUNTIME_TOKEN',
    'ACTIONS_ID_TOKEN_REQUEST_TOKEN=x',
    'INPUT_TOKEN',
    'INPUT_',
  ])('%s is never given to a workload', (line) => {
    const [, faults] = judged((list) => parseEnvLine(line, list));
    const name = line.split('=')[0] ?? '';
    expect(faults).toEqual([`\`env\` names ${name}, which is never given to a workload; remove that line.`]);
  });
  test.each(['MY_GPU_SERVICE_TOKEN=x', 'GPU_SERVICE_TOKENS=x', 'MY_INPUT_A=x'])('%s is', (line) => {
    expect(judged((list) => parseEnvLine(line, list))[1]).toEqual([]);
  });
});

describe('an item that reads as a flag', () => {
  test('is refused', () => {
    expect(judged((faults) => notAFlag('outputs', '--rm', faults))).toEqual([
      '--rm',
      ['`outputs` has the item "--rm", which reads as a flag; put flags into `args`, one a line.'],
    ]);
    expect(judged((faults) => notAFlag('outputs', `-${'x'.repeat(80)}`, faults))[1][0]).toContain(
      `"-${'x'.repeat(59)}"`,
    );
  });
  test('only where it begins like one', () => {
    expect(judged((faults) => notAFlag('outputs', 'out-1', faults))).toEqual(['out-1', []]);
  });
});

describe('a flag of gpu run', () => {
  test.each(['-d', '--detach', '-a', '--attach=j', '--attach', '--cancel', '-i', '--interactive', '--json', '--help'])(
    '%s is ours to say',
    (flag) => {
      expect(judged((faults) => parseArg(flag, faults))).toEqual([
        [flag],
        [`\`args\` has ${JSON.stringify(flag)}, which this action decides itself; use \`mode\` to detach or collect.`],
      ]);
    },
  );
  test.each(['-h', '--', '--json=1'])('%s is ours to say', (flag) => {
    expect(judged((faults) => parseArg(flag, faults))[1]).toHaveLength(1);
  });
  test('a long one is cut in the message', () => {
    expect(judged((faults) => parseArg(`--json=${'x'.repeat(80)}`, faults))[1][0]).toContain(
      `"--json=${'x'.repeat(53)}"`,
    );
  });
  test.each(['--rebuild', '--detached', '--name=-d', '-dx', 'x -d', '--jsonl'])('%s passes', (flag) => {
    expect(judged((faults) => parseArg(flag, faults))).toEqual([[flag], []]);
  });
  test('with a value is two words, and the value may have blanks', () => {
    expect(judged((faults) => parseArg('--publish  8080:8080', faults))).toEqual([['--publish', '8080:8080'], []]);
    expect(judged((faults) => parseArg('--note two words', faults))).toEqual([['--note', 'two words'], []]);
    expect(judged((faults) => parseArg('--note=two words', faults))).toEqual([['--note=two words'], []]);
    expect(judged((faults) => parseArg('--lr -1', faults))).toEqual([['--lr', '-1'], []]);
  });
  test.each(['-d x', '--name -d', '--name --json', '--a 1 --b 2'])('%j is refused', (line) => {
    expect(judged((faults) => parseArg(line, faults))[1]).toHaveLength(1);
  });
  test('with a token is refused, and the token is not said', () => {
    const [, faults] = judged((list) => parseArg('--token=gpt_sat_abcdef', list));
    expect(faults).toEqual([
      '`args` holds a service account token; remove it, the token goes into `token` and never onto a command line.',
    ]);
  });
});

test.each([
  ['https://gpu-cli.sh/install.sh', true],
  ['http://127.0.0.1:8080/x', true],
  ['http://localhost/x', true],
  ['http://[::1]:1/x', true],
  ['http://gpu-cli.sh/install.sh', false],
  ['http://127.0.0.1.example.org/', false],
  ['ftp://127.0.0.1/x', false],
  ['file:///etc/passwd', false],
  ['install.sh', false],
  ['', false],
])('an install script may come from %s: %p', (address, good) => {
  expect(installAddress(address)).toBe(good ? address : undefined);
});

test('a pattern is read without regard to case, and a broken one is none', () => {
  expect(parsePattern('')).toBeNull();
  expect(parsePattern('All Workers')?.test('ALL WORKERS busy')).toBe(true);
  expect(parsePattern('\\p{Lu}')?.unicode).toBe(true);
  expect(parsePattern('(')).toBeUndefined();
});

test.each([
  ['latest', true],
  ['0.31.2', true],
  ['10.31', true],
  ['v0.31.2', true],
  ['0.31', true],
  ['1', true],
  ['0.31.x', true],
  ['0.x', true],
  ['0.31.2-rc.1', true],
  ['newest', false],
  ['0.31.2.1', false],
  ['0..1', false],
  ['vlatest', false],
  ['0.31.2 ', false],
  ['a0.31.2', false],
])('the version %j: %p', (text, good) => expect(VERSION.test(text)).toBe(good));
