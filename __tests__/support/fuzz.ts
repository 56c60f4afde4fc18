import fc from 'fast-check';
import { UserError } from '../../src/model/errors.ts';
import { longTexts, nearly } from './adversary.ts';
import type { Parser } from './parsers.ts';

export interface Fuzzed {
  readonly cases: number;
  /** Texts that were turned down in words for people. */
  readonly refused: number;
  readonly slowestMs: number;
}

/** @throws with the shortest text found that makes the parser throw what is no UserError. */
export function fuzz({ good, read, alsoThrows }: Parser, runs: number, seed: number): Fuzzed {
  let [cases, refused, slowestMs] = [0, 0, 0];
  fc.assert(
    fc.property(nearly(...good), (text) => {
      cases++;
      const began = performance.now();
      try {
        read(text);
      } catch (error) {
        if (!(error instanceof UserError || (alsoThrows !== undefined && error instanceof alsoThrows))) throw error;
        refused++;
      }
      slowestMs = Math.max(slowestMs, performance.now() - began);
    }),
    { numRuns: runs, seed },
  );
  return { cases, refused, slowestMs };
}

/** The slowest of many long texts, and how it begins. */
export function slowest(
  { good, read, alsoThrows = SyntaxError }: Parser,
  size: number,
): { readonly ms: number; readonly text: string } {
  let worst = { ms: 0, text: '' };
  for (const text of longTexts(size, ...good)) {
    const began = performance.now();
    try {
      read(text);
    } catch (error) {
      if (!(error instanceof UserError || error instanceof SyntaxError || error instanceof alsoThrows)) throw error;
    }
    const ms = performance.now() - began;
    if (ms > worst.ms) worst = { ms, text: `${JSON.stringify(text.slice(0, 60))}… (${text.length})` };
  }
  return worst;
}
