import { expect, test } from '@jest/globals';
import { INPUTS } from '../src/inputs.ts';

test('a choice offers its words, and its example and default are among them', () => {
  const choices = INPUTS.filter(({ kind }) => typeof kind !== 'string');
  expect(choices.map(({ name }) => name)).toEqual(['shell', 'on-missing-token', 'mode', 'comment']);
  for (const { kind, example, default: value } of choices)
    expect(kind).toEqual(expect.arrayContaining([example, value]));
});

/** An example of each kind is in its form, so that whoever gave a bad value sees a good one. */
const FORMS: Readonly<Record<string, RegExp>> = {
  text: /^\S/,
  script: /^\S/,
  boolean: /^(true|false)$/,
  count: /^\d+$/,
  usd: /^\d+\.\d\d$/,
  duration: /^(\d+[hms])+$/,
  lines: /^\S+$/,
  list: /^\S/,
  env: /^[A-Z]+=\S+$/,
  regex: /^[\w ]+$/,
  sha256: /^[0-9a-f]{64}$/,
  secret: /^\$\{\{ [\w.]+ \}\}$/,
};
test.each(INPUTS.filter(({ kind }) => typeof kind === 'string'))('$name shows a good value', ({ kind, example }) => {
  expect(example).toMatch(FORMS[String(kind)] ?? /^no such kind$/);
});
