import { expect, test } from '@jest/globals';
import { fence, markdownWithCode } from '../../src/report/escape.ts';
import { foreignMarkdown } from '../../src/report/foreign.ts';

const PIECES = [
  '[',
  '![',
  '<',
  '<a',
  '> ',
  '- ',
  '`',
  '` ',
  '](',
  '@a',
  '#',
  '(https://',
  '\\',
  '*_',
  '=\n',
  '-\n',
  '\n',
  ' ',
];

test.each(PIECES)('a hundred thousand times %j takes a moment', (piece) => {
  const started = performance.now();
  const text = `${piece.repeat(100_000)}a`;
  for (const before of ['', '```\n', '```mermaid\n']) foreignMarkdown(before + text);
  fence(text);
  markdownWithCode(text, 100_000);
  // What grows with the square takes minutes.
  expect(performance.now() - started).toBeLessThan(5_000);
});
