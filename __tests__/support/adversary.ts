import fc from 'fast-check';

/** Pieces that have broken parsers before, put where they hurt. */
const PIECES = [
  '\0',
  '\x1b[31m',
  '\x1b]8;;http://x\x07',
  '\x1e',
  '\x1egpu-ci:',
  '\r',
  '\r\n',
  '\n',
  '\ud800',
  '\udc00',
  '\ufeff',
  '\u2028',
  '"',
  '\\"',
  "'",
  '\\',
  '{',
  '}',
  '[',
  ']',
  ',',
  ':',
  '=',
  ' ',
  '\t',
  '-',
  '--',
  '/',
  '/*',
  '//',
  '`',
  '$(',
  '%0A',
  '::error::',
  '__proto__',
  'constructor',
  '1e999',
  '-0',
  '9'.repeat(400),
  '0x10',
  'NaN',
  'Infinity',
  'null',
  'true',
  '1.',
  'session ',
  'requires a ',
  'no gpu ',
  'limit ',
  'sh -c ',
  'gpu-ci ',
  'job_',
  'Pod ',
  'error: ',
  'é',
  '🚀',
] as const;

const KEYS = ['__proto__', 'constructor', 'prototype', 'toString', 'hasOwnProperty', 'length', '', '0'] as const;

type Change =
  | { readonly how: 'put' | 'over'; readonly at: number; readonly piece: string; readonly times: number }
  | { readonly how: 'cut' | 'again' | 'end'; readonly at: number; readonly size: number };

const at = fc.double({ min: 0, max: 1, noNaN: true });
const change: fc.Arbitrary<Change> = fc.oneof(
  fc.record({
    how: fc.constantFrom('put' as const, 'over' as const),
    at,
    piece: fc.constantFrom(...PIECES),
    // Mostly once; sometimes often enough for what is slow to be seen.
    times: fc.oneof(
      { weight: 9, arbitrary: fc.constant(1) },
      { weight: 1, arbitrary: fc.integer({ min: 2, max: 400 }) },
    ),
  }),
  fc.record({
    how: fc.constantFrom('cut' as const, 'again' as const, 'end' as const),
    at,
    size: fc.integer({ min: 1, max: 40 }),
  }),
);

function changed(text: string, one: Change): string {
  const place = Math.floor(one.at * text.length);
  const [before, after] = [text.slice(0, place), text.slice(place)];
  switch (one.how) {
    case 'put':
      return before + one.piece.repeat(one.times) + after;
    case 'over':
      return before + one.piece.repeat(one.times) + after.slice(one.piece.length * one.times);
    case 'cut':
      return before + after.slice(one.size);
    case 'again':
      return before + after.slice(0, one.size) + after;
    case 'end':
      return before;
  }
}

/** A value of JSON that nobody expects: another type, a huge number, deep nesting, names that objects have by birth. */
const strange: fc.Arbitrary<string> = fc.oneof(
  fc.constantFrom('null', 'true', '[]', '{}', '""', '-1', '1e999', '-1e999', '0.1e-400', '"\\ud800"', '"\\u0000"'),
  fc.constantFrom(...PIECES).map((piece) => JSON.stringify(piece)),
  fc.integer({ min: 1, max: 3_000 }).map((deep) => `${'['.repeat(deep)}${']'.repeat(deep)}`),
  fc.integer({ min: 1, max: 3_000 }).map((deep) => `${'{"a":'.repeat(deep)}1${'}'.repeat(deep)}`),
  fc.constantFrom(...KEYS).map((key) => `{${JSON.stringify(key)}:{"pods":[1],"state":"x"}}`),
  fc.jsonValue({ maxDepth: 3 }).map((value) => JSON.stringify(value)),
);

/** The places of a JSON text where a value stands. */
function valuesIn(json: string): readonly { readonly from: number; readonly to: number }[] {
  return [...json.matchAll(/"(?:[^"\\]|\\.)*"(?!\s*:)|-?\d[\d.eE+-]*|true|false|null/g)].map((found) => ({
    from: found.index,
    to: found.index + found[0].length,
  }));
}

function withValue(json: string, where: number, value: string): string {
  const places = valuesIn(json);
  const place = places[Math.min(places.length - 1, Math.floor(where * places.length))];
  return place === undefined ? value : json.slice(0, place.from) + value + json.slice(place.to);
}

/** Texts that nearly are what a parser reads, and now and then bytes that are nothing at all. */
export function nearly(...good: readonly string[]): fc.Arbitrary<string> {
  const seed = fc.constantFrom(...good);
  const structured = fc
    .tuple(seed, fc.array(fc.tuple(at, strange), { minLength: 1, maxLength: 3 }))
    .map(([text, values]) => values.reduce((all, [where, value]) => withValue(all, where, value), text));
  const torn = fc
    .tuple(fc.oneof(seed, structured), fc.array(change, { maxLength: 6 }))
    .map(([text, changes]) => changes.reduce(changed, text));
  return fc.oneof(
    { weight: 5, arbitrary: torn },
    { weight: 3, arbitrary: structured },
    { weight: 1, arbitrary: fc.string({ unit: 'binary', maxLength: 60 }) },
    { weight: 1, arbitrary: strange },
  );
}

/** One piece again and again, alone or within good text: what takes a parser longer than its size. */
export function longTexts(size: number, ...good: readonly string[]): readonly string[] {
  const all = PIECES.map((piece) => piece.repeat(Math.ceil(size / piece.length)));
  const within = good.flatMap((text) => {
    const half = Math.floor(text.length / 2);
    return ['"', '\\"', ' ', '9', '{', 'sh -c ', '/', 'a'].map(
      (piece) => text.slice(0, half) + piece.repeat(Math.ceil(size / piece.length)) + text.slice(half),
    );
  });
  return [...all, ...within, ...good.map((text) => text.repeat(Math.ceil(size / text.length)))];
}
