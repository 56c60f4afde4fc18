import { describe, expect, test } from '@jest/globals';
import fc from 'fast-check';
import { sparkline } from '../../../src/core/render/charts.ts';
import {
  code,
  fence,
  fencedSpan,
  html,
  htmlWithCode,
  markdown,
  markdownWithCode,
  mermaidLabel,
  oneLine,
} from '../../../src/core/render/escape.ts';
import { foreignMarkdown } from '../../../src/core/render/foreign.ts';
import { sayBytes, sayEnergy, sayMetric, sayMoney, sayPercent, short } from '../../../src/core/render/numbers.ts';
import { hostileText } from '../../support/hostile.ts';
import { htmlOf, lex, textOf } from '../../support/page.ts';

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

test.each([
  [html('<b> & "x"'), '&lt;b&gt; &amp; &quot;x&quot;'],
  [html('a\n\nb'), 'a b'],
  [code('`<b>`'), '<code>`&lt;b&gt;`</code>'],
  [htmlWithCode('Raise `max-wait` to <5'), 'Raise <code>max-wait</code> to &lt;5'],
  [markdownWithCode('Raise `max_wait` *now*'), 'Raise `max_wait` \\*now\\*'],
  [markdown('1. one'), '1\\. one'],
  [markdown('- one'), '\\- one'],
  [mermaidLabel('a:b;c#d%%{init}"e'), 'a b c d init e'],
  [mermaidLabel('\n'), 'unnamed'],
  [oneLine('x'.repeat(20), 5), 'xxxx…'],
  [oneLine('🚀🚀🚀', 4), '🚀…'],
])('%s', (actual, expected) => expect(actual).toBe(expected));

describe('Markdown of a workload', () => {
  test.each([
    ['headings stand below ours', '# A\n## B\n###### C', '#### A\n##### B\n###### C'],
    ['headings of the other kind too', 'A\n===\nB\n---', '#### A\n##### B'],
    ['headings in quotes and lists', '> # A\n- ## B', '> #### A\n- ##### B'],
    [
      'tables, links and emphasis stay',
      '| a | **b** |\n|---|---|\n| [x](https://x.y) | 1 |',
      '| a | **b** |\n|---|---|\n| [x](https://x.y) | 1 |',
    ],
    ['line breaks of tables stay', 'a<br>b', 'a<br>b'],
    ['images of the web stay', '![x](https://x.y/z.png)', '![x](https://x.y/z.png)'],
    ['other images are named', '![x](data:image/png;base64,AA)', '!\\[x]\u200B(data:image/png;base64,AA)'],
    ['HTML is text', '<details>', '<\u200Bdetails>'],
    ['comparisons stay', 'a < b and 1 <2', 'a < b and 1 <2'],
    ['code stays as it is', '```cpp\n#include <cuda.h>\n```', '```cpp\n#include <cuda.h>\n```'],
    ['an open fence is closed', '```\na', '```text\na\n```'],
    ['a fence inside a longer one', '````\n```\na\n````', '````text\n```\na\n````'],
    ['tildes become backticks', '~~~ py\na\n~~~', '```py\na\n```'],
    ['nobody is mentioned', 'by @octocat, see #12', 'by @\u200Boctocat, see #\u200B12'],
    ['addresses stay whole', 'https://x.y/@me#1', 'https://x.y/@me#1'],
    ['addresses between brackets are links', '<https://x.y>', 'https://x.y'],
    ['scripts are no links', '[x](javascript:alert(1))', '[x]\u200B(javascript:alert(1))'],
    ['nor by reference', '[x]: javascript:alert(1)', '[x]\u200B: javascript:alert(1)'],
    ['empty lines at the edges go', '\n\n  \na\n\n', 'a'],
  ])('%s', (_name, text, expected) => expect(foreignMarkdown(text)).toBe(expected));

  test('in a comment, an issue elsewhere gets no note', () => {
    expect(foreignMarkdown('https://github.com/a/b/issues/1', { inComment: true })).toBe(
      'https://redirect.github.com/a/b/issues/1',
    );
    expect(foreignMarkdown('https://github.com/a/b', { inComment: true })).toBe('https://github.com/a/b');
  });

  test('Mermaid is drawn, its configuration is not theirs', () => {
    expect(foreignMarkdown('```mermaid\n%%{init: {}}%%\npie\n"a<br/>b": 1\n```')).toBe(
      '```mermaid\n init: {}}%%\npie\n"a b": 1\n```',
    );
  });

  test('is linear in hostile text', () => {
    const started = performance.now();
    for (const piece of ['[', '![', '<', '> ', '- ', '`', '](', '@a', '#', '(https://', '\\', '*_', '=\n', '-\n'])
      foreignMarkdown(piece.repeat(30_000));
    expect(performance.now() - started).toBeLessThan(5_000);
  });
});

test.each([
  [sayMoney(1.1069), '$1.11'],
  [sayMoney(0), '$0'],
  [sayMoney(0.004), 'less than $0.01'],
  [sayMoney(1_234.5), '$1,235'],
  [sayMoney(NaN), '?'],
  [sayPercent(3.4), '3 %'],
  [sayPercent(0.4), '0.4 %'],
  [sayPercent(0), '0 %'],
  [sayEnergy(0.138), '0.14 kWh'],
  [sayEnergy(0.0047), '4.7 Wh'],
  [sayBytes(999), '999 bytes'],
  [sayBytes(64_000), '64 kB'],
  [sayBytes(1_500_000), '1.5 MB'],
  [short(141), '141'],
  [short(79.6), '79.6'],
  [short(0.094), '0.09'],
  [sayMetric(0.97412), '0.9741'],
  [sayMetric(18_432), '18,432'],
  [sayMetric(1.5e-7), '1.50e-7'],
  [sayMetric(2.5e12), '2.50e12'],
  [sayMetric(1_843.25), '1,843.3'],
  [sayMetric(-0.5), '-0.5'],
  [sparkline([0, 50, 100]), '▁▅█'],
  [sparkline([1]), ''],
  [sparkline([NaN, NaN]), ''],
  [sparkline([0, NaN, 100]), '▁▁█'],
])('%s', (actual, expected) => expect(actual).toBe(expected));
