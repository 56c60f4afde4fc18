import { describe, expect, test } from '@jest/globals';
import fc from 'fast-check';
import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { foreignMarkdown } from '../../src/report/foreign.ts';
import { hostileText } from '../support/hostile.ts';
import { htmlOf, lex, textOf } from '../support/page.ts';

/** What GitHub makes neither a mention, nor a reference, nor an address of. */
const Z = '\u200B';
const NOTE = 'only pictures with an http address are shown)';
const shown = (text: string, expected: string): void => expect(foreignMarkdown(text)).toBe(expected);

test.each([
  ['headings are below ours', '# A\n## B\n###### C', '<h4>A</h4>\n\n<h5>B</h5>\n\n<h6>C</h6>'],
  [
    'tables',
    '| a |\n|--:|\n| 1<br>2 |',
    '<table> <thead> <tr> <th align="right">a</th> </tr> </thead> <tbody><tr> <td align="right">1<br>2</td> </tr> </tbody></table>',
  ],
  ['tasks', '- [x] done\n- [ ] open', '<ul> <li>☑ done</li> <li>☐ open</li> </ul>'],
  [
    'links',
    '[x](https://x.y "t") <https://x.y>',
    '<p><a href="https://x.y">x</a> <a href="https://x.y">https://x.y</a></p>',
  ],
  ['emphasis', 'a\n**b** `<c>`', '<p>a <strong>b</strong> <code>&lt;c&gt;</code></p>'],
  ['pictures of the web', '![x](https://x.y/z.png)', '<p><img src="https://x.y/z.png" alt="x"></p>'],
  [
    'lines of code in a list',
    '- a\n  ```\n  b\n\n  c\n  ```',
    '<ul> <li>a<pre><code>b&#10;&#10;c</code></pre></li> </ul>',
  ],
  ['code', '~~~ Python title=x\n# @a <b>\n\n\n```\n~~~', '````python\n# @a <b>\n\n\n```\n````'],
  ['a fence that is never closed', '```\na', '```text\na\n```'],
  ['footnotes', 'a[^1]\n\n[^1]: note', '<p>a[^1]</p>\n\n<p>[^1]: note</p>'],
  ['the usual character references', 'a &lt; b &amp;&amp; c&nbsp;', '<p>a &lt; b &amp;&amp; c&nbsp;</p>'],
  ['an ampersand', 'R&D', '<p>R&amp;D</p>'],
])('keeps %s', (_what, text, expected) => shown(text, expected));

test.each([
  ['<!-- a\n\nb -->\n\nc', '<p>c</p>'],
  ['a <!-- b --> c', '<p>a  c</p>'],
  ['<p align="center">Loss</p>', '<p>Loss</p>'],
  [
    '<details open><summary>All of <b>it</b></summary>\n\n**x**\n\n</details>',
    '<p>All of it</p>\n\n<p><strong>x</strong></p>',
  ],
  ['vector<int> <br onload=x>', '<p>vector&lt;int&gt; &lt;br onload=x&gt;</p>'],
  ['<script>alert(1)</script>', '<p>&lt;script&gt;alert(1)&lt;/script&gt;</p>'],
  ['<img alt="Loss" src="https://x.y/z.png" onerror=x>', '<p><img src="https://x.y/z.png" alt="Loss"></p>'],
  ['<img src=plots/loss.png>', `<p>(picture plots/loss.png: ${NOTE}</p>`],
  ['![x](z.png)', `<p>(picture x: ${NOTE}</p>`],
  ['![](data:image/png;base64,AAAA)', `<p>(picture embedded: ${NOTE}</p>`],
  ['[x](javascript:alert(1)) [y](docs/y.md)', '<p>x y</p>'],
])('removes what GitHub does not show: %s', shown);

describe('nobody is notified and no issue gets a note', () => {
  test.each([
    ['by @octocat, #12, GH-3, a@b', `<p>by @${Z}octocat, #${Z}12, GH-${Z}3, a@${Z}b</p>`],
    ['\\@octocat @<b>octocat</b> GH\\-1', `<p>@${Z}octocat @${Z}octocat GH-${Z}1</p>`],
    ['&#64;octocat &commat;octocat', `<p>@${Z}octocat &amp;commat;octocat</p>`],
    [
      '<a href="x">www.github.com/a/b/issues/1 https://x.y</a>',
      `<p>www${Z}.github.com/a/b/issues/1 https:${Z}//x.y</p>`,
    ],
    ['`@octocat`', '<p><code>@octocat</code></p>'],
  ])('%s', shown);

  test.each([
    'https://github.com/o/r/issues/1',
    'http://www.GitHub.com/o/r/pull/1',
    'https://github.com:443/o/r/commit/1',
    'https://user@github.com./o/r/discussions/1',
    '[x](https://github%2ecom/o/r/issues/1)',
  ])('%s leads there by another address', (text) => {
    expect(foreignMarkdown(text)).toMatch(/ href="https?:\/\/redirect\.github\.com\/o\/r\/\w+\/1">/);
  });
});

describe('Mermaid is drawn', () => {
  test.each([
    ['%%{init: {}}%%\npie\n"a<br/>b": 1', ' init: {}}%%\npie\n"a b": 1'],
    ['A --> B\nA <--> B\nC <|-- D\n%% a note', 'A --> B\nA <--> B\nC <|-- D\n%% a note'],
    ['a<SCRIPT>b</script>c<!--d-->e<?f>g', 'a b c e g'],
  ])('without configuration and tags: %j', (lines, expected) =>
    shown(`\`\`\`mermaid\n${lines}\n\`\`\``, `\`\`\`mermaid\n${expected}\n\`\`\``),
  );
});

test('a report as people write it for CI keeps its text', () => {
  const text = readFileSync(join(import.meta.dirname, '..', 'fixtures', 'workload-reports', 'cml.md'), 'utf8');
  expect(
    foreignMarkdown(text)
      .split('\n\n')
      .map((block) => textOf(block).replace(/\s+/g, ' ').trim()),
  ).toEqual(['Metrics[^1]', `(picture plot.png: ${NOTE}`, 'Per class', 'class f1 cat 0.9', '[^1]: on the small split']);
});

test('GitHub reads each block as one block, whatever it contains', () =>
  fc.assert(
    fc.property(hostileText, (text) => {
      for (const token of lex(`${foreignMarkdown(text)}\n\nafter`).slice(0, -1))
        expect(['html', 'code', 'space']).toContain(token.type);
      expect(htmlOf(`${foreignMarkdown(text)}\n\nafter`)).toMatch(/<p>after<\/p>\n$/);
    }),
    { numRuns: 500 },
  ));

test.each(['[', '<!--', '> ', '- ', '1. ', '_a_', '**a', '_a_\n\n', '`', '](', '(https://', '|a\n|-\n', '=\n', '<a '])(
  'two hundred kilobytes of %j take a moment',
  (piece) => {
    const started = performance.now();
    foreignMarkdown(piece.repeat(200_000 / piece.length));
    // What grows with the square takes minutes.
    expect(performance.now() - started).toBeLessThan(10_000);
  },
);
