import { describe, expect, test } from '@jest/globals';
import fc from 'fast-check';
import { fence, fencedSpan, markdown, oneLine } from '../../src/report/escape.ts';
import { hostileText } from '../support/hostile.ts';
import { htmlOf, lex, textOf } from '../support/page.ts';

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
