import { describe, expect, test } from '@jest/globals';
import fc from 'fast-check';
import {
  clean,
  code,
  fence,
  html,
  htmlWithCode,
  markdown,
  markdownWithCode,
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
    ['a\tb', 'a\tb'],
    ['a\uD800b', 'a\uFFFDb'],
    ['🚀', '🚀'],
    ['a\u0000\u0008\u000B\u001B\u007F\u0084\u009F\u061C\u200E\u202A\u202E\u2066\u2069\uFEFFb', 'ab'],
  ])('%j', said(clean));
});

test('one line is cut where it is too long, and not in the middle of a character', () => {
  expect(oneLine(' a \n\n b\t\tc ')).toBe('a b c');
  expect(oneLine('🚀🚀🚀', 4)).toBe('🚀…');
  expect(html('abcdef', 4)).toBe('abc…');
  expect(htmlWithCode('y'.repeat(1_100), 1_000)).toBe(`${'y'.repeat(999)}…`);
});

describe('nobody is notified and nothing is linked', () => {
  test.each([
    ['by @octocat and @my-org/team', `by @${Z}octocat and @${Z}my-org/team`],
    ['@éric @1', `@${Z}éric @${Z}1`],
    ['a @ b @- c', 'a @ b @- c'],
    ['#12 a/b#12', `#${Z}12 a/b#${Z}12`],
    ['#a &#12; [x](#1)', '#a &#12; [x](#1)'],
    ['GH-12 gh-3 GH-a AGH-1', `GH-${Z}12 gh-${Z}3 GH-a AGH-1`],
  ])('%s', said(unlink));
});

test.each([
  [`<b> & "x" 'y'`, '&lt;b&gt; &amp; &quot;x&quot; &#39;y&#39;'],
  ['a\n\n@b', `a @${Z}b`],
])('%j is text in HTML', said(html));

test.each([['`<b>`\n@me', '<code>`&lt;b&gt;` @me</code>']])('%j is code in HTML', said(code));

describe('in a line of Markdown', () => {
  test.each([
    ['a\\b `c` *d* _e_ [f] ~g~ $h$ i|j', 'a\\\\b \\`c\\` \\*d\\* \\_e\\_ \\[f\\] \\~g\\~ \\$h\\$ i\\|j'],
    ['a & <b> "c"', 'a &amp; &lt;b> "c"'],
    ['1. one', '1\\. one'],
    ['12 mice', '12 mice'],
    ['- one', '\\- one'],
    ['# one', '\\# one'],
    ['a - b + c = d # e > f: 1. g', 'a - b + c = d # e > f: 1. g'],
    ['see https://x.y WWW.x.y', 'see https\\://x.y WWW\\.x.y'],
  ])('%s', said(markdown));
});

describe('what is between backticks becomes code, the rest is escaped', () => {
  test.each([
    ['Raise `max-wait` to <5', 'Raise <code>max-wait</code> to &lt;5'],
    ['`<a>` `b`.', '<code>&lt;a&gt;</code> <code>b</code>.'],
    ['a ` b', 'a ` b'],
  ])('%s, in HTML', said(htmlWithCode));
  test.each([
    ['Raise `max_wait` *now*', 'Raise `max_wait` \\*now\\*'],
    ['  *a*  ', '\\*a\\*'],
  ])('%s, in Markdown', said(markdownWithCode));
});

describe('a block of code', () => {
  test.each([
    ['a\nb\n\n', '```text\na\nb\n```'],
    ['a\n```\nb', '````text\na\n```\nb\n````'],
    ['`````', '``````text\n`````\n``````'],
  ])('%j', (text, expected) => expect(fence(text)).toBe(expected));

  test('contains whatever it is given', () =>
    fc.assert(
      fc.property(hostileText, (text) => {
        const [block, ...rest] = lex(`${fence(text)}\n\nafter`).filter((token) => token.type !== 'space');
        expect(block?.type).toBe('code');
        expect(rest.map((token) => token.raw)).toEqual(['after']);
      }),
    ));
});

test('escaped text is the text', () => {
  const bare = (text: string): string => text.replace(/\u200B/g, '').replace(/\s+/g, ' ');
  fc.assert(
    fc.property(hostileText, (text) => {
      const shown = textOf(htmlOf(`## x ${markdown(text)} y`)).trim();
      expect(bare(shown)).toBe(bare(`x ${oneLine(text)} y`));
    }),
  );
});
