import { expect, test } from '@jest/globals';
import { LineReader } from '../support/runner/lines.ts';

const split = (text: string, size: number): string[] => {
  const lines: string[] = [];
  const reader = new LineReader((line) => lines.push(line));
  const bytes = Buffer.from(text, 'utf8');
  for (let at = 0; at < bytes.length; at += size) reader.push(bytes.subarray(at, at + size));
  reader.end();
  return lines;
};

test.each([1, 2, 3, 1000])('lines end at LF, CRLF and a bare CR, whatever the chunks (%i bytes)', (size) => {
  expect(split('a\nb\r\nc\rd\r\r\n\n😀é漢\r', size)).toEqual(['a', 'b', 'c', 'd', '', '', '😀é漢']);
  expect(split('no end', size)).toEqual(['no end']);
  expect(split('', size)).toEqual([]);
});

test('a bare CR at the end of a chunk waits for what follows', () => {
  const lines: string[] = [];
  const reader = new LineReader((line) => lines.push(line));
  reader.push(Buffer.from('a\r'));
  expect(lines).toEqual([]);
  reader.push(Buffer.from('\nb\r'));
  expect(lines).toEqual(['a']);
  reader.push(Buffer.from('c'));
  expect(lines).toEqual(['a', 'b']);
});

test('what is no UTF-8 becomes a replacement character', () => {
  const lines: string[] = [];
  const reader = new LineReader((line) => lines.push(line));
  reader.push(Uint8Array.of(0x61, 0xff, 0x0a));
  expect(lines).toEqual(['a\uFFFD']);
});
