import { describe, expect, test } from '@jest/globals';
import { hiddenForms, SecretMasker } from '../support/runner/index.ts';

const masked = (secret: string, text: string): string => {
  const masker = new SecretMasker();
  masker.addWithLines(secret);
  return masker.mask(text);
};

describe('derived forms of a secret', () => {
  const cases: readonly (readonly [name: string, secret: string, form: string])[] = [
    ['Base64', 'gpt_sat_abc', Buffer.from('gpt_sat_abc').toString('base64')],
    ['Base64 less the first byte', 'gpt_sat_abc', Buffer.from('pt_sat_abc').toString('base64')],
    ['Base64 less two bytes', 'gpt_sat_abc', Buffer.from('t_sat_abc').toString('base64')],
    ['an escaped double quote', 'say "hi" now', 'say \\"hi\\" now'],
    ['a doubled single quote', "it's", "it''s"],
    ['a JSON string', 'a\tb\u2028c', 'a\\tb\\u2028c'],
    ['URI data, strict', "a b!'()*+/ü", 'a%20b%21%27%28%29%2A%2B%2F%C3%BC'],
    ['XML', `<a b="c'd&">`, '&lt;a b=&quot;c&apos;d&amp;&quot;&gt;'],
    ['without surrounding quotes when longer than 8', '"abcdefg"', 'abcdefg'],
    ['PowerShell, up to the last &', 'secret1&secret2&secret3', 'secret1&secret2&'],
    ['PowerShell, after the last &', 'secret1&secret2&secret3', 'secret3'],
    ['PowerShell, up to &+', 'secret1&+secret2&secret3', 'secret1&+'],
    ['PowerShell, after &+ and one letter', 'secret1&+secret2&secret3', 'ecret2&secret3'],
  ];
  test.each(cases)('%s', (_, secret, form) => {
    expect(hiddenForms(secret)).toContain(form);
    expect(masked(secret, `[${form}]`)).toBe('[***]');
  });

  test.each([
    ['short quoted text keeps its quotes', '"abcdef"', 'abcdef'],
    ['PowerShell parts under 6 characters', 'ab&cd', 'ab&'],
    ['hex', 'gpt_sat_abc', Buffer.from('gpt_sat_abc').toString('hex')],
    ['base64url', 'a?b>c?d>~~', Buffer.from('a?b>c?d>~~').toString('base64url')],
    ['lower-case percent escapes', 'a/b', 'a%2fb'],
    ['other case', 'gpt_sat_abc', 'GPT_SAT_ABC'],
  ])('%s: not hidden', (_, secret, form) => {
    expect(hiddenForms(secret)).not.toContain(form);
  });
});

test('each non-empty line of a secret is hidden, trimmed, however short', () => {
  expect(masked('first\r\n  }\n\nlast one', 'a } and first, then last one')).toBe('a *** and ***, then ***');
});

test('ranges that overlap or touch become one mark', () => {
  const masker = new SecretMasker();
  for (const secret of ['abcd', 'cdef', 'gh']) masker.add(secret);
  expect(masker.mask('xabcdefghx abcd')).toBe('x***x ***');
  expect(masker.mask('aaabcdabcd')).toBe('aa***');
});

test('the empty secret hides nothing', () => {
  expect(masked('', 'text')).toBe('text');
});
