import { expect, test } from '@jest/globals';
import fc from 'fast-check';
import { formsOf, tokenFilter } from '../../src/model/secrets.ts';

const TOKEN = 'gpt_sat_0123456789abcdefABCDEF_-';

function filtered(chunks: readonly string[]): string {
  const seen: Buffer[] = [];
  const filter = tokenFilter(TOKEN, (piece) => seen.push(Buffer.from(piece)));
  for (const chunk of chunks) filter.push(Buffer.from(chunk));
  filter.end();
  return Buffer.concat(seen).toString();
}

const cut = (text: string, size: number): string[] =>
  Array.from({ length: Math.ceil(text.length / size) }, (_, n) => text.slice(n * size, (n + 1) * size));

test('hides each form of the token, wherever the chunks are cut', () => {
  for (const form of formsOf(TOKEN)) {
    for (let size = 1; size <= form.length + 4; size++)
      expect(filtered(cut(`a ${form} b ${form}`, size))).toBe('a *** b ***');
  }
});

test('passes every other byte on, beginnings of the token too', () => {
  const text = fc.array(fc.constantFrom('gpt_sat_', 'gpt_sat_0123456789abcdefABCDEF_', 'g', ' ', 'é\n', '\x1e'));
  fc.assert(
    fc.property(text, fc.integer({ min: 1, max: 40 }), (parts, size) => {
      const all = `${parts.join('')}.`;
      expect(filtered(cut(all, size))).toBe(all);
    }),
  );
});

test('hides a beginning of the token with which the stream ends', () => {
  expect(filtered([`a ${TOKEN.slice(0, -1)}`])).toBe('a ***');
});
