import { describe, expect, test } from '@jest/globals';
import fc from 'fast-check';
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

import { hostileText } from '../support/hostile.ts';
import { htmlOf, lex, textOf } from '../support/page.ts';

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
  test('has no control character and no mark that turns its direction around', () => {
    expect(clean('a\u0000\u0008\u000B\u001B\u007F\u0084\u009F\u061C\u200E\u202A\u202E\u2066\u2069\uFEFFb')).toBe('ab');
  });
});

test('one line is cut where it is too long, and not in the middle of a character', () => {
  expect(oneLine(' a \n\n b\t\tc ')).toBe('a b c');
  expect(oneLine('x'.repeat(20), 5)).toBe('xxxx…');
  expect(oneLine('🚀🚀🚀', 4)).toBe('🚀…');
  expect(html('abcdef', 4)).toBe('abc…');
  expect(code('abcdef', 4)).toBe('<code>abc…</code>');
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
});

describe('in code in HTML', () => {
  test.each([
    ['`<b>` & "x" \'y\'', '<code>`&lt;b&gt;` &amp; &quot;x&quot; &#39;y&#39;</code>'],
    ['@me\n#1', '<code>@me #1</code>'],
  ])('%s', said(code));
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

const bare = (text: string): string => text.replace(/\u200B/g, '').replace(/\s+/g, ' ');

describe('escaped text is the text', () => {
  test('in a line of Markdown', () =>
    fc.assert(
      fc.property(hostileText, (text) => {
        const shown = textOf(htmlOf(`## x ${markdown(text)} y`)).trim();
        expect(bare(shown)).toBe(bare(`x ${oneLine(text)} y`));
      }),
    ));

  test('in code', () =>
    fc.assert(
      fc.property(hostileText, (text) => {
        const line = oneLine(text);
        if (line.trim() === '') return;
        const [block] = lex(`a ${fencedSpan(text)} b`);
        const span = block?.type === 'paragraph' ? block.tokens?.find((token) => token.type === 'codespan') : undefined;
        expect(span).toMatchObject({ text: line });
      }),
    ));

  test('in a block of code', () =>
    fc.assert(
      fc.property(hostileText, (text) => {
        const [block, ...rest] = lex(`${fence(text)}\n\nafter`).filter((token) => token.type !== 'space');
        expect(block?.type).toBe('code');
        expect(rest.map((token) => token.raw)).toEqual(['after']);
      }),
    ));
});
