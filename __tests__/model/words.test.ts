import { describe, expect, test } from '@jest/globals';
import { execFileSync } from 'node:child_process';
import fc from 'fast-check';
import { splitWords } from '../../src/model/words.ts';

describe('a line as the shell would split it', () => {
  test.each<[string, string[]]>([
    ['', []],
    ['   ', []],
    ['a', ['a']],
    ['a b', ['a', 'b']],
    ['  a \t b\n', ['a', 'b']],
    [`'a b'`, ['a b']],
    [`"a b"`, ['a b']],
    [`''`, ['']],
    [`"" a`, ['', 'a']],
    [`a''b`, ['ab']],
    [`a"b c"d`, ['ab cd']],
    [`'a"b'`, ['a"b']],
    [`"a'b"`, [`a'b`]],
    [`'a\\b'`, ['a\\b']],
    [`a\\ b`, ['a b']],
    [`\\'a`, [`'a`]],
    [`\\"a`, ['"a']],
    [`\\\\a`, ['\\a']],
    [`\\a`, ['a']],
    [`"\\"\\\\\\$\\\`"`, ['"\\$`']],
    [`"a\\b"`, ['a\\b']],
    ['a\\\nb', ['ab']],
    ['"a\\\nb"', ['ab']],
    ['\\\n', []],
    ["'a\\\nb'", ['a\\\nb']],
    ['a \\\n b', ['a', 'b']],
    [`'\\"'`, ['\\"']],
    ['a\\', ['a\\']],
    [`--name='x y' --n "1"`, ['--name=x y', '--n', '1']],
  ])('%j', (line, words) => expect(splitWords(line)).toEqual(words));

  test.each([`'`, `"`, `'a`, `a "b`, `"a\\"`, `"a\\`, `"'`])('%s is not closed', (line) => {
    expect(splitWords(line)).toBeUndefined();
  });

  test('as sh itself splits it', () => {
    // What sh would expand or act on stays out; only quoting is compared.
    const line = fc.stringMatching(/^[ab '"\\]{0,12}$/);
    const lines = fc.sample(line, 300).filter((text) => splitWords(text) !== undefined && !text.endsWith('\\'));
    const script = lines.map((text) => `set -- ${text}\nprintf '%s\\0' "$#" "$@"\n`).join('');
    const said = execFileSync('sh', { input: script }).toString().split('\0').slice(0, -1);
    expect(said).toEqual(lines.flatMap((text) => [String(splitWords(text)?.length), ...(splitWords(text) ?? [])]));
  });
});
