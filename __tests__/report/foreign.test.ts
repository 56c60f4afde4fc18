import { describe, expect, test } from '@jest/globals';
import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { foreignMarkdown, withoutWalls } from '../../src/report/foreign.ts';

/** What GitHub makes neither a mention, nor a reference, nor a tag of. */
const Z = '\u200B';
const shown = (text: string, expected: string): void => expect(foreignMarkdown(text)).toBe(expected);
const same = (text: string): void => shown(text, text);
const inComment = (text: string): string => foreignMarkdown(text, { inComment: true });

describe('headings stand below ours', () => {
  test.each([
    ['# A\n## B\n### C\n###### D', '#### A\n##### B\n###### C\n###### D'],
    ['> # A\n- ## B\n* # C\n+ # D', '> #### A\n- ##### B\n* #### C\n+ #### D'],
    ['1. # E\n12) # F\n> - # G', '1. #### E\n12) #### F\n> - #### G'],
    ['#\n##', '####\n#####'],
    ['A\n===\nB\n---', '#### A\n##### B'],
    [' A \n  =  \n   B\n   - ', '#### A\n##### B'],
    ['> A\n> ===', `> A\n> ${Z}===`],
    ['===\n\n===', `${Z}===\n\n${Z}===`],
    ['1.5 is A\n---', '##### 1.5 is A'],
    ['1984) A 12) B\n---', '1984) A 12) B\n\n---'],
    ['A 12) B\n---', '##### A 12) B'],
  ])('%j', shown);
  test.each(['x\n#a', '####### A', 'a # b', 'x #', '1.# A', '-# A'])('no heading: %j', same);
  test.each([
    ['- a', '- a'],
    ['* a', '* a'],
    ['+ a', '+ a'],
    ['1. a', '1. a'],
    ['   12) a', '   12) a'],
    ['> a', '> a'],
    ['| a |', '| a |'],
    ['# a', '#### a'],
    ['    a', '    a'],
    ['', ''],
  ])('a line of dashes under %j is a line', (above, first) => {
    expect(foreignMarkdown(`x\n\n${above}\n---\ny`)).toBe(`x\n\n${first}${first && '\n\n'}---\ny`);
  });
  test('a line that only begins or ends like one is text', () => {
    same('a\n--- b');
    same('a\nb ---');
    same('a\n    ---');
    shown('a\n=== b', 'a\n=== b');
  });
});

describe('tables, links, emphasis and line breaks stay', () => {
  test.each([
    '| a | **b** |\n|---|---|\n| [x](https://x.y) | 1 |',
    'a<br>b<br/>c<br />d<BR>e',
    'a < b and 1 <2, <3',
    '- [x] done\n- [ ] open',
  ])('%j', same);
});

describe('HTML is text', () => {
  test.each([
    ['<form>', `<${Z}form>`],
    ['</td>', `<${Z}/td>`],
    ['<!-- a', `<${Z}!-- a`],
    ['<?x', `<${Z}?x`],
    ['<br onload=x>', `<${Z}br onload=x>`],
    ['<brr>', `<${Z}brr>`],
    ['<https://x.y> and <HTTP://x.y/a?b>', 'https://x.y and HTTP://x.y/a?b'],
    ['<https://x.y <xyz>', `<${Z}https://x.y <${Z}xyz>`],
    ['<<b>script>', `<${Z}script>`],
    ['<<i>script>', `<${Z}script>`],
    ['vector<int> x', `vector<${Z}int> x`],
    ['`<b>` is `<details>`', `\`<${Z}b>\` is \`<${Z}details>\``],
    ['<https:/x>', `<${Z}https:/x>`],
    ['<ftp://x.y>', `<${Z}ftp://x.y>`],
  ])('%s', shown);
});

describe('images of the web stay, others are named', () => {
  test.each(['![x](https://x.y/z.png)', '![](http://x.y/z)', '![x]( https://x.y/z)', '![x](HTTPS://x.y/z)'])(
    '%s',
    same,
  );
  test.each([
    ['![x](data:image/png;base64,AA)', '(picture x: only pictures with an http address are shown)'],
    ['![x](z.png)', '(picture x: only pictures with an http address are shown)'],
    ['![x](https:/z.png)', '(picture x: only pictures with an http address are shown)'],
    ['![x](https://)', '(picture x: only pictures with an http address are shown)'],
    ['![x][y] ![z]', '!\\[x][y] !\\[z]'],
    ['![x] (https://x.y/z)', '!\\[x] (https://x.y/z)'],
    [`![${'x'.repeat(501)}](https://x.y)`, `!\\[${'x'.repeat(501)}](https://x.y)`],
    ['![a](b) ![x](https://x.y)', '(picture a: only pictures with an http address are shown) ![x](https://x.y)'],
  ])('%s', shown);
  test('a long name stays', () => same(`![${'x'.repeat(500)}](https://x.y)`));
});

describe('links lead to the web, to a mailbox or to files', () => {
  test.each([
    '[x](https://x.y)',
    '[x](HTTP://x.y)',
    '[x]( https://x.y)',
    '[x](mailto:a)',
    '[x](#a)',
    '[x](/a)',
    '[x](./a)',
    '[x](../a)',
    '[x](a/b:c)',
    '[x](docs/a-b_c.md)',
    '[x](a%20b)',
    '[x](a "title")',
    '[x](a?b:c)',
    '[x](a#b:c)',
    '[x]()',
    '[x] (javascript:1)',
  ])('%s', same);
  test.each([
    ['[x](javascript:alert(1))', `[x]${Z}(javascript:alert(1))`],
    ['[x]( JavaScript:1)', `[x]${Z}( JavaScript:1)`],
    ['[x](<data:1>)', `[x]${Z}(<${Z}data:1>)`],
    ['[x](ftp://x.y)', `[x]${Z}(ftp://x.y)`],
    ['[x](https:x)', `[x]${Z}(https:x)`],
    ['[x](a:b) [y](c:d)', `[x]${Z}(a:b) [y]${Z}(c:d)`],
  ])('not: %s', shown);
});

describe('nor elsewhere by reference', () => {
  test.each(['[x]: https://x.y', '[x]: http://x.y', '[x]:mailto:a', '[x]:  #a', 'a [x]: b', '[x] : b'])('%s', same);
  test.each([
    ['[x]: javascript:1', `[x]${Z}: javascript:1`],
    ['  [x]:data:1', `  [x]${Z}:data:1`],
    ['> > [x y]: a', `> > [x y]${Z}: a`],
    ['>[x]: a', `>[x]${Z}: a`],
    ['[x]: https:/a', `[x]${Z}: https:/a`],
  ])('not: %s', shown);
});

describe('nobody is notified and nothing is linked', () => {
  test.each([
    ['by @octocat, see #12 and GH-3', `by @${Z}octocat, see #${Z}12 and GH-${Z}3`],
    ['a@b', `a@${Z}b`],
    ['(https://x.y/a_(bc)d)@e', `(https://x.y/a_(bc)d)@${Z}e`],
    ['(https://x.y/a_(b c))@d', `(https://x.y/a_(b c))@${Z}d`],
    ['"https://x.y"#12', `"https://x.y"#${Z}12`],
    ['https://x.y/?q=@1', `https://x.y/?q=@${Z}1`],
    ['https://x.y/?q=@me', `https://x.y/?q=@${Z}me`],
    ['https://x.y/:GH-1', `https://x.y/:GH-${Z}1`],
    ['"https://x.y"@me', `"https://x.y"@${Z}me`],
  ])('%s', shown);
  test.each([
    'https://x.y/@me#1',
    'https://me@x.y/a@b',
    'http://x.y/GH-1/aGH-1/a.GH-1/?GH-1&GH-1=GH-1-GH-1',
    '[x](https://x.y/#12)',
  ])('an address stays whole: %s', same);
});

describe('in a comment, an issue elsewhere gets no note', () => {
  const ISSUE = 'https://github.com/a/b.c/issues/1';
  test.each(['issues', 'pull', 'discussions', 'commit'])('nor one of its %s', (kind) => {
    expect(inComment(`see https://github.com/a-1/b.c/${kind}/1.`)).toBe(
      `see https://redirect.github.com/a-1/b.c/${kind}/1.`,
    );
  });
  test('however it is written', () => {
    expect(inComment('HTTP://www.GitHub.com/a/b/pull/1')).toBe('http://redirect.github.com/a/b/pull/1');
    expect(inComment(`[x](${ISSUE}) ${ISSUE}`)).toBe(
      '[x](https://redirect.github.com/a/b.c/issues/1) https://redirect.github.com/a/b.c/issues/1',
    );
  });
  test.each([
    'https://github.com/a/b',
    'https://github.com/a/b/tree/main',
    'https://github.com/a/issues/1',
    'https://x.y/a/b/issues/1',
    'https://githubxcom/a/b/issues/1',
  ])('other addresses stay: %s', (text) => expect(inComment(text)).toBe(text));
  test('elsewhere it stays as it is', () => same(ISSUE));
});

describe('code stays as it is', () => {
  test.each([
    '```cpp\n#include <cuda.h>\n```',
    '```text\n# @octocat <b> [x](data:1)\n\n\n\nb\n```',
    'a\n\n```c++\nx\n```\n\nb',
    '```objective-c\nx\n```',
    '```a.b#c\nx\n```',
  ])('%j', same);
  test.each([
    ['```\na', '```text\na\n```'],
    ['a\n```py\nb\n```\nc', 'a\n\n```py\nb\n```\n\nc'],
    ['````\n```\na\n````', '````text\n```\na\n````'],
    ['```\na\n`````  \nb', '```text\na\n```\n\nb'],
    ['```\n``\n   ```\nb', '```text\n``\n```\n\nb'],
    ['~~~ py\na\n```\n~~\n~~~\nb', '````py\na\n```\n~~\n````\n\nb'],
    ['```\na\n``` b\n~~~\n    ```', '````text\na\n``` b\n~~~\n    ```\n````'],
    ['   ~~~~\na\n~~~\n~~~~~\nb', '```text\na\n~~~\n```\n\nb'],
    ['```\n````~\nb', '`````text\n````~\nb\n`````'],
    ['~~~ `a`\nb\n~~~', '```text\nb\n```'],
  ])('%j', shown);
  test.each(['    ```', '``` a`b', 'a ```', '``', '~~', 'a ~~~'])('no code begins at %j', (line) => {
    expect(foreignMarkdown(`${line}\n# A`)).toBe(`${line}\n#### A`);
  });
  test.each([
    [' Python title=x', 'python'],
    ['{.py}', 'text'],
    ['a'.repeat(40), 'a'.repeat(30)],
    ['', 'text'],
  ])('its language is one word: %s', (info, word) => {
    expect(foreignMarkdown(`~~~${info}\na`)).toBe(`\`\`\`${word}\na\n\`\`\``);
  });
});

describe('Mermaid is drawn', () => {
  const drawn = (lines: string): string => foreignMarkdown(`\`\`\`mermaid\n${lines}\n\`\`\``);
  const diagram = (lines: string): string => `\`\`\`mermaid\n${lines}\n\`\`\``;
  test.each([
    ['%%{init: {}}%%\npie\n"a<br/>b": 1', ' init: {}}%%\npie\n"a b": 1'],
    ['%% a note', '%% a note'],
    ['A --> B\nA <--> B\nC <|-- D', 'A --> B\nA <--> B\nC <|-- D'],
    ['a<SCRIPT>b</script>c<!--d-->e<?f>g', 'a b c e g'],
    ['a<b\nc>d', 'a b\nc>d'],
    ['a<b <c>d', 'a b  d'],
    [`<a${'b'.repeat(1_001)}>`, ` a${'b'.repeat(1_001)}>`],
    ['a < b <1', 'a < b <1'],
  ])('its configuration and its tags are not theirs: %j', (lines, expected) => {
    expect(drawn(lines)).toBe(diagram(expected));
  });
  test('nothing else is', () => {
    same('```mermaids\n%%{init<b>\n```');
    shown('``` MERMAID\n<b>\n```', diagram('').replace('\n\n', '\n \n').replace(' \n', '\n'));
  });
});

describe('empty lines', () => {
  test.each([
    ['\n\n  \na\n\n', 'a'],
    ['a\n\n\n \n\nb', 'a\n\nb'],
    ['a  \n', 'a'],
    ['  a\n  b', '  a\n  b'],
    ['', ''],
    [' \n\t\n', ''],
    ['```\n```\n\n\na', '```text\n\n```\n\na'],
  ])('%j', shown);
});

describe('a report as people write it for CI', () => {
  test('comments, folded parts and local pictures become text, footnotes stay', () => {
    const text = readFileSync(join(import.meta.dirname, '..', 'fixtures', 'workload-reports', 'cml.md'), 'utf8');
    expect(foreignMarkdown(text)).toMatchSnapshot();
  });
  test.each([
    ['a <!-- b --> c', 'a  c'],
    ['<!--\n```\n-->\nx', 'x'],
    ['```html\n<!-- kept -->\n```', '```html\n<!-- kept -->\n```'],
    ['x <!-- never closed\ny', `x <${Z}!-- never closed\ny`],
    ['<p align="center">Loss</p>', 'Loss'],
    ['<details open><summary>All of <b>it</b></summary>', '**All of it**'],
    ['<img src="https://x.y/z.png" width=100>', '![](https://x.y/z.png)'],
    ['<img alt="Loss" src="plots/loss.png">', '(picture Loss: only pictures with an http address are shown)'],
    ['![](data:image/png;base64,AAAA)', '(picture embedded: only pictures with an http address are shown)'],
    ['[^note]: text', '[^note]: text'],
  ])('%j', shown);
  test('embedded data does not fill a report', () => {
    const data = 'iVBORw0KGgo'.repeat(8_000);
    expect(withoutWalls(`![confusion](data:image/png;base64,${data})\n\nFinal accuracy 0.9312`)).toBe(
      '![confusion](data:)\n\nFinal accuracy 0.9312',
    );
    expect(withoutWalls(`<img src="data:image/svg+xml;utf8,${data}">\nx`)).toBe('<img src="data:">\nx');
    expect(withoutWalls(`a ${data} b`)).toMatch(/^a (iVBORw0KGgo){7}iVB… \(87920 characters left out\) b$/);
  });
});

describe('character references notify nobody', () => {
  test.each(['&#64;octocat', '&#x40;octocat', '&commat;octocat', '&#35;12', '&num;12', 'GH&#45;12', '&lbrack;x&rsqb;'])(
    '%s',
    (text) => expect(foreignMarkdown(text).replaceAll(Z, '')).toBe(text.replaceAll('&', '&amp;')),
  );
  test.each(['a &lt; b &amp;&amp; c', '&nbsp;&times;', 'R&D; AT&T', '&'])('%s stays', (text) =>
    shown(text, text.replace('R&D;', 'R&amp;D;')),
  );
  test.each([
    'https://github.com:443/o/r/issues/1',
    'https://github%2ecom/o/r/issues/1',
    'https://user@github.com/o/r/issues/1',
    'https://github.com./o/r/issues/1',
  ])('%s leaves no note at the issue', (address) => {
    expect(inComment(address)).toBe('https://redirect.github.com/o/r/issues/1');
  });
});

test('what is left of a line without its tags opens no fence', () => {
  expect(foreignMarkdown('~~</details>~~\n</details>')).not.toMatch(/^ {0,3}(~{3}|`{3})/m);
});
