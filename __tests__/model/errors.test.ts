import { expect, test } from '@jest/globals';
import { UserError, sentenceOf } from '../../src/model/errors.ts';

test('what a user can mend is of the class usage, unless it says otherwise', () => {
  expect(new UserError('a')).toMatchObject({ name: 'UserError', message: 'a', hint: '', class: 'usage' });
  const cause = new Error('below');
  expect(new UserError('a', 'b', { class: 'auth', cause })).toMatchObject({ hint: 'b', class: 'auth', cause });
});

test('one sentence, whatever was thrown', () => {
  expect(sentenceOf(new UserError('It broke.'))).toBe('It broke.');
  expect(sentenceOf(new UserError('It broke.', 'Mend it.'))).toBe('It broke. Mend it.');
  expect(sentenceOf(new Error('first\nsecond'))).toBe('first');
  expect(sentenceOf('words')).toBe('words');
  expect(sentenceOf(undefined)).toBe('undefined');
});
