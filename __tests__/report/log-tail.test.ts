import { describe, expect, test } from '@jest/globals';
import fc from 'fast-check';
import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { lastLines, LogTail } from '../../src/report/log-tail.ts';

const bytes = (text: string): Uint8Array => new TextEncoder().encode(text);
function tailOf(chunks: readonly (string | Uint8Array)[], limits = {}): string {
  const tail = new LogTail(limits);
  for (const chunk of chunks) tail.push(typeof chunk === 'string' ? bytes(chunk) : chunk);
  return tail.text();
}
const pieces = (whole: Uint8Array, size: number): Uint8Array[] =>
  Array.from({ length: Math.ceil(whole.length / size) }, (_, n) => whole.subarray(n * size, (n + 1) * size));

describe('shows a log as a terminal would', () => {
  test.each([
    ['colors', '\u001B[1;31merror\u001B[0m: no', 'error: no'],
    ['a title of the terminal', '\u001B]0;title\u0007text', 'text'],
    ['a link of the terminal', '\u001B]8;;https://x.y\u001B\\link\u001B]8;;\u001B\\', 'link'],
    ['short escapes', 'a\u001B(Bb\u001B c\u001B7d\u001B', 'abd'],
    ['an escape cut short', 'text\u001B[31', 'text'],
    ['frames', ' 10%\r 50%\r100%\ndone', '100%\ndone'],
    ['a frame that clears its line', '10%\r\u001B[K20%\r\u001B[Kdone', 'done'],
    ['frames that end with a return', '10%\r20%\r', '20%'],
    ['lines of Windows', 'a\r\nb\r\n', 'a\nb'],
    ['several returns before a line end', 'text\r\r\n', 'text'],
    ['controls', 'a\u0000b\u0008c\u0007', 'abc'],
    ['text that runs backwards', 'a\u202Eb\u2066c', 'abc'],
    ['a family', '👨‍👩‍👧', '👨‍👩‍👧'],
    ['tabs', 'a\tb', 'a\tb'],
    ['empty lines at the edges', '\n\na\n\nb\n\n', 'a\n\nb'],
    ['three bars that are drawn again at once', 'a 0\nb 0\nc 0\n\u001B[3Aa 9\nb 9\nc 9\nend', 'a 9\nb 9\nc 9\nend'],
    ['a cursor that moves above the log', 'a\n\u001B[999Ab\n\u001B[5;1Hc\u001B', 'b\nc'],
  ])('%s', (_name, text, expected) => {
    expect(tailOf([text])).toBe(expected);
    expect(tailOf(pieces(bytes(text), 1))).toBe(expected);
  });

  test('bytes that are not UTF-8', () => {
    expect(tailOf([Uint8Array.of(0x61, 0xff, 0xc3, 0x0a, 0x62)])).toBe('a\uFFFD\uFFFD\nb');
  });

  test('in whatever chunks it comes, and without control characters', () => {
    const part = fc.constantFrom('a', 'bc', '\r', '\n', '\r\n', 'é', '\u001B[31m', '\u001B[2A', '🚀', ' ', '\u0007');
    fc.assert(
      fc.property(fc.array(part, { maxLength: 60 }), fc.integer({ min: 1, max: 7 }), (parts, size) => {
        const whole = bytes(parts.join(''));
        const text = tailOf([whole]);
        expect(tailOf(pieces(whole, size))).toBe(text);
        expect(text).not.toMatch(/[\u0000-\u0008\u000B-\u001F\u007F-\u009F]/);
      }),
    );
  });

  test.each(['tqdm.bytes', 'rich.bytes'])(
    'two bars at once (%s): each is one line, and the lines before stay',
    (name) => {
      const recorded = readFileSync(join(import.meta.dirname, '..', 'fixtures', 'progress-bars', name));
      const lines = tailOf([recorded]).split('\n');
      expect(tailOf(pieces(recorded, 7)).split('\n')).toEqual(lines);
      expect(lines[0]).toContain('important line A');
      expect(lines.filter((line) => /^(epoch|batch)/.test(line)).length).toBeLessThanOrEqual(2);
      expect(lines.at(-1)).toBe("KeyError: 'pixel_values'");
    },
  );
});

describe('keeps the end of a log', () => {
  test('the last lines, and what came before an hour of progress bars', () => {
    const lines = Array.from({ length: 1_000 }, (_, n) => `line ${n}`);
    expect(tailOf([lines.join('\n')], { maxLines: 3 })).toBe('line 997\nline 998\nline 999');
    const frames = Array.from({ length: 50_000 }, (_, n) => `\r step ${n}/50000`);
    expect(tailOf(['loading\n', ...frames, '\nend\n'])).toBe('loading\n step 49999/50000\nend');
  });

  test('whole lines within its bytes; of one line that is too long the end', () => {
    expect(tailOf(['x'.repeat(300_000), '\n', 'y'.repeat(1_000)], { maxBytes: 2_000 })).toBe('y'.repeat(1_000));
    expect(tailOf(['x'.repeat(900), 'y'.repeat(900)], { maxBytes: 1_000 })).toBe(
      `…${'x'.repeat(97)}${'y'.repeat(900)}`,
    );
    expect(lastLines('aaaa\nbbbb\ncc', { maxBytes: 7, maxLines: 9 })).toBe('bbbb\ncc');
    expect(lastLines('äöü', { maxBytes: 5, maxLines: 9 })).toBe('…ü');
    expect(lastLines('a🚀🚀', { maxBytes: 8, maxLines: 9 })).toBe('…🚀');
  });

  test('as much as of the whole log, however it came', () =>
    fc.assert(
      fc.property(
        fc.array(fc.string({ unit: fc.constantFrom('a', 'b', 'é', '🚀'), minLength: 1, maxLength: 30 }), {
          maxLength: 300,
        }),
        fc.integer({ min: 8, max: 40 }),
        fc.integer({ min: 1, max: 5 }),
        fc.integer({ min: 1, max: 100 }),
        (lines, maxBytes, maxLines, size) => {
          const whole = lines.join('\n');
          expect(tailOf(pieces(bytes(whole), size), { maxBytes, maxLines })).toBe(
            lastLines(whole, { maxBytes, maxLines }),
          );
        },
      ),
    ));

  test('a gigabyte takes seconds and no memory, whether lines, one line or frames', () => {
    const text = 'step 100 loss 7.1090 '.repeat(8);
    for (const chunk of [`${text}\n`.repeat(380), text.repeat(380), `\r${text}`.repeat(380)]) {
      const tail = new LogTail();
      const started = performance.now();
      for (let n = 0; n < 1_400; n++) tail.push(bytes(chunk));
      expect(performance.now() - started).toBeLessThan(4_000);
      expect(bytes(tail.text()).length).toBeLessThanOrEqual(64 * 1024);
    }
  });
});
