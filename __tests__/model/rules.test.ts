import { describe, expect, test } from '@jest/globals';
import { shownAddress, splitWords } from '../../src/model/rules.ts';

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
  ])('%j is split by POSIX quoting', (line, words) => expect(splitWords(line)).toEqual(words));

  test.each([`'`, `a "b`, `"a\\"`, `"'`])('%s is rejected: a quote is not closed', (line) => {
    expect(splitWords(line)).toBeUndefined();
  });
  test.each(['a | b', 'a > b', 'a; b', 'a && b', '(a)', 'a <b'])('%s is rejected: it needs a shell', (line) => {
    expect(splitWords(line)).toBeUndefined();
  });
});
