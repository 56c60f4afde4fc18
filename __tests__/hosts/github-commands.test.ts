import * as toolkit from '@actions/core';
import { expect, test } from '@jest/globals';
import fc from 'fast-check';
import { mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { appendValue, command, inputOf } from '../../src/hosts/github/commands.ts';
import { pairs } from '../support/runner/files.ts';

/** What the toolkit of GitHub Actions prints for the same wish. */
function printed(work: () => void): string {
  const write = process.stdout.write.bind(process.stdout);
  let text = '';
  process.stdout.write = (chunk) => {
    text += String(chunk);
    return true;
  };
  try {
    work();
  } finally {
    process.stdout.write = write;
  }
  return text.replace(/\r?\n$/, '');
}

const text = fc.oneof(fc.string(), fc.string({ unit: fc.constantFrom('%', ':', ',', '\r', '\n', ' ', '=', 'a', '…') }));

test('commands are those of the toolkit, byte for byte', () => {
  fc.assert(
    fc.property(text, text.filter(Boolean), (message, title) => {
      expect(command('add-mask', message)).toBe(printed(() => toolkit.setSecret(message)));
      expect(command('debug', message)).toBe(printed(() => toolkit.debug(message)));
      expect(command('warning', message, title)).toBe(printed(() => toolkit.warning(message, { title })));
      expect(command('error', message)).toBe(printed(() => toolkit.error(message)));
    }),
  );
});

test('inputs are found where the toolkit finds them', () => {
  process.env['INPUT_MAX-WAIT'] = ' 5m ';
  expect(inputOf(process.env, 'max-wait')).toBe(toolkit.getInput('max-wait', { trimWhitespace: false }));
  delete process.env['INPUT_MAX-WAIT'];
  expect(inputOf(process.env, 'max-wait')).toBe('');
});

test('the runner reads from a file what was appended to it, whatever stands in the values', () => {
  const root = mkdtempSync(join(tmpdir(), 'commands-'));
  const file = join(root, 'output');
  const value = fc.oneof(
    fc.string(),
    fc.string({ unit: fc.constantFrom('\n', '\r', '=', '<<', 'END', 'ENDEND', 'name=', 'x') }),
  );
  fc.assert(
    fc.property(fc.array(value, { maxLength: 5 }), (values) => {
      writeFileSync(file, '');
      values.forEach((one, index) => appendValue(file, `name-${index}`, one));
      expect([...pairs(readFileSync(file, 'utf8'))]).toEqual(values.map((one, index) => [`name-${index}`, one]));
    }),
  );
  rmSync(root, { recursive: true });
});

test('without a file the value has nowhere to go', () => {
  expect(() => {
    appendValue(undefined, 'name', 'value');
    appendValue('', 'name', 'value');
  }).not.toThrow();
});
