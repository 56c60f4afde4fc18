import { expect, test } from '@jest/globals';
import fc from 'fast-check';
import { formsOf, hider } from '../../src/model/secrets.ts';

const secret = fc.oneof(
  fc.string({ minLength: 6, maxLength: 60, unit: 'grapheme' }),
  fc.stringMatching(/^gpt_sat_[A-Za-z0-9_-]{6,50}$/),
  fc.stringMatching(/^[ "'\\%+/=&<>!()*~a-zé\u{1F680}]{6,30}$/u),
);
const shown = (value: string): string => value.trim().replace(/[\r\n]+/g, '');

test('a secret is found in each form that programs write it in, inside any text', () => {
  fc.assert(
    fc.property(secret, fc.string({ maxLength: 4 }), fc.string({ maxLength: 4 }), (given, before, after) => {
      const value = shown(given).toWellFormed();
      fc.pre(value.length >= 6);
      const forms = [
        value,
        encodeURIComponent(value),
        encodeURIComponent(value).replace(/%../g, (escape) => escape.toLowerCase()),
        encodeURIComponent(value).replaceAll('%20', '+'),
        // As browsers and Java send a form, and as RFC 3986 has it: curl, Go, Python.
        new URLSearchParams({ v: value }).toString().slice('v='.length),
        encodeURIComponent(value).replace(/[!'()*]/g, (mark) => `%${Buffer.from(mark).toString('hex').toUpperCase()}`),
        JSON.stringify(value).slice(1, -1),
        Buffer.from(value).toString('hex'),
        Buffer.from(value).toString('hex').toUpperCase(),
      ];
      const hide = hider([value]);
      for (const form of forms) expect(hide(`<${form}>`)).toBe('<***>');
      for (const form of ['base64', 'base64url'] as const) {
        const text = Buffer.from(`${before}${value}${after}`).toString(form);
        expect(hide(text)).toContain('***');
        expect(hide(text).replace('***', '').length).toBeLessThan(
          text.length - Math.floor((Buffer.byteLength(value) * 8) / 6) + 3,
        );
      }
    }),
  );
});

test('what holds no secret stays as it is', () => {
  fc.assert(
    fc.property(fc.string({ unit: 'binary' }), secret, (text, value) => {
      const pieces = formsOf(value).flatMap((form) => [form.slice(0, 6), form.slice(-6)]);
      fc.pre(!pieces.some((piece) => text.includes(piece)));
      expect(hider([value])(text)).toBe(text);
      expect(hider([])(text)).toBe(text);
    }),
  );
});

test('a text that was cut within a secret keeps no part of it worth having', () => {
  const value = 'gpt_sat_0123456789abcdefghij';
  const hide = hider([value]);
  for (let length = 6; length < value.length; length++) {
    expect(hide(`said ${value.slice(0, length)}`)).toBe('said ***');
    expect(hide(`…${value.slice(-length)} said`)).toBe('…*** said');
  }
  expect(hide(`${value.slice(6)} said`)).toBe(`${value.slice(6)} said`);
  expect(hide('gpt_sat_ begins a token')).toBe('gpt_sat_ begins a token');
});

test('the longest first, so that none leaves the rest of another', () => {
  expect(hider(['secret', 'secret-and-more'])('a secret-and-more, a secret')).toBe('a ***, a ***');
});

test('line by line, and nothing so short that it would blacken harmless words', () => {
  expect(hider(['first-line\r\nabcde\n  second-line  '])('first-line abcde second-line')).toBe('*** abcde ***');
  expect(formsOf('ab\n12345')).toEqual([]);
});

test('after the mark of a cut, words that only end as a secret does stay', () => {
  expect(hider(['first-secret'])('…other-secret and no more')).toBe('…other-secret and no more');
  expect(hider(['first-secret'])('…t-secret and more')).toBe('…*** and more');
});

test('in good time: a secret of 100 kB, a text of a megabyte', () => {
  const long = 'a'.repeat(99_999) + 'b';
  const began = performance.now();
  expect(hider([long])('a'.repeat(1_000_000))).toMatch(/a\*\*\*$/);
  expect(performance.now() - began).toBeLessThan(2_000);
});
