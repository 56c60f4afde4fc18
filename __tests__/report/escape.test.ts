import { describe, expect, test } from '@jest/globals';
import {
  cell,
  clean,
  code,
  fence,
  fencedSpan,
  html,
  htmlWithCode,
  markdown,
  markdownWithCode,
  mermaidLabel,
  oneLine,
  unlink,
} from '../../src/report/escape.ts';

/** What GitHub makes neither a mention nor a reference of. */
const Z = '\u200B';
const said = (escape: (text: string) => string) => (text: string, expected: string) =>
  expect(escape(text)).toBe(expected);

describe('clean text', () => {
  test.each([
    ['a\r\nb\rc\nd', 'a\nb\nc\nd'],
    ['a\u2028b\u2029c\u0085d', 'a\nb\nc\nd'],
    ['a\r\n\r\nb', 'a\n\nb'],
    ['a\tb', 'a\tb'],
    ['a\uD800b', 'a\uFFFDb'],
    ['🚀', '🚀'],
  ])('%j', said(clean));
  test.each([0x00, 0x08, 0x0b, 0x0c, 0x0e, 0x1b, 0x1f, 0x7f, 0x84, 0x9f, 0x61c, 0x200e, 0x200f, 0x202a, 0x202e])(
    'has no character %i',
    (point) => expect(clean(`a${String.fromCodePoint(point)}b`)).toBe('ab'),
  );
  test.each([0x2066, 0x2069, 0xfeff])('nor %i', (point) =>
    expect(clean(`a${String.fromCodePoint(point)}b`)).toBe('ab'),
  );
});

describe('one line', () => {
  test.each([
    [' a \n\n b\t\tc ', 'a b c'],
    ['x'.repeat(500), 'x'.repeat(500)],
    ['x'.repeat(501), `${'x'.repeat(499)}…`],
  ])('%j', said(oneLine));
  test('is cut where it is too long, never in the middle of a character', () => {
    expect(oneLine('x'.repeat(20), 5)).toBe('xxxx…');
    expect(oneLine('xxxxx', 5)).toBe('xxxxx');
    expect(oneLine('🚀🚀🚀', 4)).toBe('🚀…');
    expect(oneLine('🚀🚀🚀', 5)).toBe('🚀🚀…');
    expect(oneLine('a\uFFFDbcdefg', 6)).toBe('a\uFFFDbcd…');
  });
});

describe('nobody is notified and nothing is linked', () => {
  test.each([
    ['by @octocat and @my-org/team', `by @${Z}octocat and @${Z}my-org/team`],
    ['@éric @1', `@${Z}éric @${Z}1`],
    ['a @ b @- c', 'a @ b @- c'],
    ['#12 a/b#12', `#${Z}12 a/b#${Z}12`],
    ['#a # 1', '#a # 1'],
    ['&#12;', '&#12;'],
    ['[x](#1)', '[x](#1)'],
    ['](#1 ]#1', `](#1 ]#${Z}1`],
    ['GH-12 gh-3', `GH-${Z}12 gh-${Z}3`],
    ['GH-a AGH-1', 'GH-a AGH-1'],
  ])('%s', said(unlink));
});

describe('in HTML', () => {
  test.each([
    [`<b> & "x" 'y'`, '&lt;b&gt; &amp; &quot;x&quot; &#39;y&#39;'],
    ['a\n\nb', 'a b'],
    ['@me', `@${Z}me`],
  ])('%s', said(html));
  test('cut where it is too long', () => expect(html('abcdef', 4)).toBe('abc…'));
});

describe('in code in HTML', () => {
  test.each([
    ['`<b>` & "x" \'y\'', '<code>`&lt;b&gt;` &amp; &quot;x&quot; &#39;y&#39;</code>'],
    ['@me\n#1', '<code>@me #1</code>'],
  ])('%s', said(code));
  test('cut where it is too long', () => expect(code('abcdef', 4)).toBe('<code>abc…</code>'));
});

describe('in a line of Markdown', () => {
  test.each([
    ['a\\b `c` *d* _e_ [f] ~g~ $h$ i|j', 'a\\\\b \\`c\\` \\*d\\* \\_e\\_ \\[f\\] \\~g\\~ \\$h\\$ i\\|j'],
    ['a & <b> "c"', 'a &amp; &lt;b> "c"'],
    ['1. one', '1\\. one'],
    ['12) twelve', '12\\) twelve'],
    ['12 mice', '12 mice'],
    ['- one', '\\- one'],
    ['+ one', '\\+ one'],
    ['=', '\\='],
    ['# one', '\\# one'],
    ['> one', '\\> one'],
    [': one', '\\: one'],
    ['a - b + c = d # e > f: 1. g', 'a - b + c = d # e > f: 1. g'],
    ['see https://x.y', 'see https\\://x.y'],
    ['a: b:/c', 'a: b:/c'],
    ['www.x.y WWW.x.y', 'www\\.x.y WWW\\.x.y'],
    ['@me', `@${Z}me`],
  ])('%s', said(markdown));
  test('cut where it is too long', () => expect(markdown('abcdef', 4)).toBe('abc…'));
  test('in a cell of a table, which is never empty', () => {
    expect(cell('a|b')).toBe('a\\|b');
    expect(cell('abcdef', 4)).toBe('abc…');
    expect(cell(' \n ')).toBe(' ');
  });
});

describe('what stands between backticks becomes code, the rest is escaped', () => {
  test.each([
    ['Raise `max-wait` to <5', 'Raise <code>max-wait</code> to &lt;5'],
    ['`<a>`', '<code>&lt;a&gt;</code>'],
    ['`a` `b`.', '<code>a</code> <code>b</code>.'],
    ['a `` b', 'a `` b'],
    ['a ` b', 'a ` b'],
    ['', ''],
  ])('%s, in HTML', said(htmlWithCode));
  test.each([
    ['Raise `max_wait` *now*', 'Raise `max_wait` \\*now\\*'],
    ['`a` and `b`', '`a` and `b`'],
    ['  *a*  ', '\\*a\\*'],
    ['` ` a', ' a'],
  ])('%s, in Markdown', said(markdownWithCode));
  test('a long text is cut at the length that was asked for, whether in code or not', () => {
    const [words, long] = ['x'.repeat(900), 'y'.repeat(1_100)];
    expect(htmlWithCode(words, 1_000)).toBe(words);
    expect(htmlWithCode(`\`${words}\``, 1_000)).toBe(`<code>${words}</code>`);
    expect(markdownWithCode(words, 1_000)).toBe(words);
    expect(markdownWithCode(`\`${words}\``, 1_000)).toBe(`\`${words}\``);
    expect(htmlWithCode(long, 1_000)).toBe(`${'y'.repeat(999)}…`);
    expect(markdownWithCode(long)).toBe(`${'y'.repeat(499)}…`);
  });
});

describe('a span of code', () => {
  test.each([
    ['a b', '`a b`'],
    ['a`b', '``a`b``'],
    ['a``b`c', '```a``b`c```'],
    ['`a', '`` `a ``'],
    ['a`', '`` a` ``'],
    [' \n ', ''],
  ])('%s', said(fencedSpan));
});

describe('a block of code', () => {
  test.each([
    ['a\nb', '```text\na\nb\n```'],
    ['a\n\n', '```text\na\n```'],
    ['a``b', '```text\na``b\n```'],
    ['a\n```\nb', '````text\na\n```\nb\n````'],
    ['`````', '``````text\n`````\n``````'],
  ])('%j', (text, expected) => expect(fence(text)).toBe(expected));
  test('in a language', () => expect(fence('ls', 'sh')).toBe('```sh\nls\n```'));
  test('takes no longer for many empty lines', () => {
    const text = `${'\n'.repeat(400_000)}a`;
    expect(fence(text)).toHaveLength('```text\n\n```'.length + text.length);
  });
});

describe('a label in a diagram', () => {
  test.each([
    ['a:b;c#d%%{init}"e', 'a b c d init e'],
    ['train (seed 1)', 'train seed 1'],
    ['Größe_1.5 + 2× …-x', 'Größe_1.5 + 2× …-x'],
    ['a-->b--c', 'a- b-c'],
    [' (a) ', 'a'],
    ['\n', 'unnamed'],
    ['🚀', 'unnamed'],
    ['x'.repeat(61), 'x'.repeat(60)],
    [`${'('.repeat(100)}a`, 'a'],
  ])('%j', (text, expected) => expect(mermaidLabel(text)).toBe(expected));
  test('is cut to a length, never in the middle of a character', () => {
    expect(mermaidLabel('abcdef', 4)).toBe('abcd');
    expect(mermaidLabel(`abc${'𝒳'.repeat(9)}`, 4)).toBe('abc');
  });
});
