import { expect, test } from '@jest/globals';
import { readFileSync } from 'node:fs';
import { parse } from 'yaml';
import { COMMENTS, INPUTS, MODES, ON_MISSING_TOKEN, OUTPUTS, SHELLS } from '../src/inputs.ts';

interface Action {
  readonly inputs: Record<string, { description: string; default?: string }>;
  readonly outputs: Record<string, { description: string }>;
}
/** What is published; whoever changes the table without building it, or by mistake, sees it here. */
const action = parse(readFileSync('action.yml', 'utf8')) as Action;

test.each(INPUTS)('the input $name is the published one', ({ name, help, default: value }) => {
  expect(action.inputs[name]?.description).toBe(help);
  expect(action.inputs[name]?.default ?? '').toBe(value);
});
test('no published input or output is missing', () => {
  expect(INPUTS.map(({ name }) => name)).toEqual(Object.keys(action.inputs));
  expect(OUTPUTS.map(([name]) => name)).toEqual(Object.keys(action.outputs));
});
test.each(OUTPUTS)('the output %s is the published one', (name, help) => {
  expect(action.outputs[name]?.description).toBe(help);
});
test('words that can be chosen', () => {
  expect([SHELLS, MODES, ON_MISSING_TOKEN, COMMENTS]).toEqual([
    ['bash', 'sh', 'none'],
    ['run', 'submit', 'collect'],
    ['fail', 'skip'],
    ['never', 'on-failure', 'always'],
  ]);
});
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
