import { describe, expect, test } from '@jest/globals';
import { fuzz, slowest } from './support/fuzz.ts';
import { PARSERS } from './support/parsers.ts';

// The short form of `npm run fuzz`.
describe.each(PARSERS)('$name', (parser) => {
  test('whatever it reads, it throws nothing but words for people', () => {
    expect(fuzz(parser, 300, 20_260_101).cases).toBe(300);
  });

  // A quadratic reader takes far longer for some of these; a linear one well under a second.
  test('a long text takes no longer than its length', () => {
    const { ms, text } = slowest(parser, 100_000);
    expect(ms < 5_000 ? '' : `${Math.round(ms)} ms for ${text}`).toBe('');
  });
});
