import { describe, expect, test } from '@jest/globals';
import fc from 'fast-check';
import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { foldTail, lastLines, LogTail } from '../../src/report/log-tail.ts';

const bytes = (text: string): Uint8Array => new TextEncoder().encode(text);

function tailOf(chunks: readonly (string | Uint8Array)[], limits = {}): string {
  const tail = new LogTail(limits);
  for (const chunk of chunks) tail.push(typeof chunk === 'string' ? bytes(chunk) : chunk);
  return tail.text();
}

describe('foldTail', () => {
  test.each([
    ['colours', '\u001B[1;31merror\u001B[0m: no', 'error: no'],
    ['a title of the terminal', '\u001B]0;title\u0007text', 'text'],
    ['a link of the terminal', '\u001B]8;;https://x.y\u001B\\link\u001B]8;;\u001B\\', 'link'],
    ['an escape cut short', 'text\u001B[31', 'text'],
    ['frames', ' 10%\r 50%\r100%\ndone', '100%\ndone'],
    ['a frame that clears its line', '10%\r\u001B[K20%\r\u001B[Kdone', 'done'],
    ['lines of Windows', 'a\r\nb\r\n', 'a\nb'],
    ['frames that end with a return', '10%\r20%\r', '20%'],
    ['several returns before a line end', 'text\r\r\n', 'text'],
    ['controls', 'a\u0000b\u0008c\u0007', 'abc'],
    ['text that runs backwards', 'a\u202Eb\u2066c', 'abc'],
    ['half a surrogate', 'a\uD800b', 'a\uFFFDb'],
    ['tabs stay', 'a\tb', 'a\tb'],
    ['empty lines at the edges', '\n\na\n\nb\n\n', 'a\n\nb'],
  ])('%s', (_name, text, expected) => expect(foldTail(text)).toBe(expected));

  test('leaves no control character', () =>
    fc.assert(
      fc.property(fc.string({ unit: 'binary' }), (text) => {
        expect(foldTail(text)).not.toMatch(/[\u0000-\u0008\u000B-\u001F\u007F-\u009F]/);
        expect(foldTail(text).isWellFormed()).toBe(true);
      }),
    ));
});

describe('LogTail', () => {
  test('keeps the last lines', () => {
    const lines = Array.from({ length: 1_000 }, (_, n) => `line ${n}`);
    expect(tailOf([lines.join('\n')], { maxLines: 3 })).toBe('line 997\nline 998\nline 999');
  });

  test('keeps what stood before an hour of progress bars', () => {
    const chunks = [
      'loading data\n',
      ...Array.from({ length: 50_000 }, (_, n) => `\r step ${n}/50000 ${'#'.repeat(40)}`),
      '\nend\n',
    ];
    expect(tailOf(chunks)).toBe(`loading data\n step 49999/50000 ${'#'.repeat(40)}\nend`);
  });

  test('keeps at most its bytes, whole lines, whatever their length', () => {
    const text = tailOf(['x'.repeat(300_000), '\n', 'y'.repeat(1_000)], { maxBytes: 2_000 });
    expect(text).toBe('y'.repeat(1_000));
    expect(bytes(tailOf(['é'.repeat(300_000)], { maxBytes: 2_000 })).length).toBeLessThanOrEqual(2_000);
  });

  test('a character cut through by its own bound leaves no mark', () => {
    const text = tailOf([`${'ä'.repeat(70_001)}\nend`], { maxBytes: 64 * 1024 });
    expect(text).toContain('end');
    expect(text).not.toContain('\uFFFD');
  });

  test('survives bytes that are no UTF-8', () => {
    expect(tailOf([Uint8Array.of(0x61, 0xff, 0xc3, 0x0a, 0x62)])).toBe('a\uFFFD\uFFFD\nb');
  });

  test('chunks do not matter', () =>
    fc.assert(
      fc.property(
        fc.array(fc.constantFrom('a', 'bc', '\r', '\n', '\r\n', 'é', '\u001B[31m', '🚀', ' '), { maxLength: 60 }),
        fc.array(fc.integer({ min: 1, max: 7 }), { minLength: 1 }),
        (parts, sizes) => {
          const whole = bytes(parts.join(''));
          const chunks: Uint8Array[] = [];
          for (let at = 0, n = 0; at < whole.length; n++) {
            const size = sizes[n % sizes.length] ?? 1;
            chunks.push(whole.subarray(at, at + size));
            at += size;
          }
          expect(tailOf(chunks)).toBe(tailOf([whole]));
          expect(tailOf([whole])).toBe(foldTail(parts.join('')));
        },
      ),
    ));
});

test('one line that is longer than all that is kept keeps its end, from a whole character on', () => {
  expect(tailOf(['x'.repeat(900), 'y'.repeat(900)], { maxBytes: 1_000 })).toBe(`…${'x'.repeat(97)}${'y'.repeat(900)}`);
  expect(lastLines('äöü', { maxBytes: 5, maxLines: 9 })).toBe('…ü');
  expect(lastLines('äöü', { maxBytes: 6, maxLines: 9 })).toBe('äöü');
  expect(lastLines('a🚀🚀', { maxBytes: 8, maxLines: 9 })).toBe('…🚀');
});

describe('what is kept in bounded memory', () => {
  test('is what the whole log would give, however it came', () =>
    fc.assert(
      fc.property(
        fc.array(fc.string({ unit: fc.constantFrom('a', 'b', 'é', '🚀'), minLength: 1, maxLength: 30 })),
        fc.integer({ min: 8, max: 40 }),
        fc.integer({ min: 1, max: 100 }),
        (lines, maxBytes, size) => {
          const whole = bytes(lines.join('\n'));
          const chunks = Array.from({ length: Math.ceil(whole.length / size) }, (_, n) =>
            whole.subarray(n * size, (n + 1) * size),
          );
          expect(tailOf(chunks, { maxBytes })).toBe(lastLines(lines.join('\n'), { maxBytes, maxLines: 200 }));
        },
      ),
    ));

  const KEPT = { maxBytes: 10 };
  test.each<[string, readonly string[], string]>([
    ['lines up to its brim', ['aaaa\n', 'bbbb\n', 'cccc\n', 'dddd\n', 'e'], 'dddd\ne'],
    ['a line that fits to the last byte', ['aaaaaaaaaa\n', 'bbbb\nccccc'], 'bbbb\nccccc'],
    ['a line cut through, and another', ['aaaaaaaaaaaaaaaaaaaaaaaa\nbbb'], 'bbb'],
    ['a long last line with its end of line', [`${'a'.repeat(30)}bcdef\n`], '…aabcdef'],
    ['a character cut through', [`\u00E4${'🚀'.repeat(9)}`], '…🚀'],
    ['a long frame, and the next one', ['a'.repeat(30), '\rbbb', '\nc'], 'bbb\nc'],
    ['a frame behind a line', ['aaaa\n', 'bbbbbbbb', 'cccccccc', '\rddd', '\ne'], 'ddd\ne'],
    ['frames behind a line that stays', ['aaa\n', 'bbbb', '\rcccc', '\rdddd', '\reee'], 'aaa\neee'],
    ['a frame longer than all', ['aaa\nbbb', `\r${'c'.repeat(40)}`], `…${'c'.repeat(7)}`],
    ['a frame that comes in pieces', ['aaa\n12%\r', '3', '4', '%\r\n', 'b'], 'aaa\n34%\nb'],
    ['nothing', ['', ''], ''],
  ])('%s', (_name, chunks, kept) => expect(tailOf(chunks, KEPT)).toBe(kept));
});

test('short escapes go, with what belongs to them', () => {
  expect(foldTail('a\u001B(Bb\u001B c\u001B7d\u001B')).toBe('abd');
  expect(foldTail('a\u001B]0;title without end')).toBe('a');
  expect(foldTail('\r\r')).toBe('');
  expect(foldTail('\n\n')).toBe('');
});

test('lastLines begins at the start of a line', () => {
  expect(lastLines('aaaa\nbbbb\ncc', { maxBytes: 8, maxLines: 9 })).toBe('bbbb\ncc');
  expect(lastLines('aaaa\nbbbb\ncc', { maxBytes: 7, maxLines: 9 })).toBe('bbbb\ncc');
  expect(lastLines('aaaa\nbbbb\ncc', { maxBytes: 6, maxLines: 9 })).toBe('cc');
});

describe('several progress bars at once', () => {
  const recorded = (name: string): Buffer =>
    readFileSync(join(import.meta.dirname, '..', 'fixtures', 'progress-bars', name));
  const textOf = (bytes: Uint8Array, size: number): string => {
    const tail = new LogTail();
    for (let at = 0; at < bytes.length; at += size) tail.push(bytes.subarray(at, at + size));
    return tail.text();
  };
  test.each(['tqdm.bytes', 'rich.bytes'])('%s: each bar is one line, and the lines before stay', (name) => {
    const lines = textOf(recorded(name), 65_536).split('\n');
    expect(lines[0]).toContain('important line A');
    expect(lines.filter((line) => /^(epoch|batch)/.test(line)).length).toBeLessThanOrEqual(2);
    expect(lines.slice(-4)).toEqual([
      'Traceback (most recent call last):',
      expect.stringMatching(/^ {2}File/),
      '    raise KeyError("pixel_values")',
      "KeyError: 'pixel_values'",
    ]);
  });
  test.each([1, 7, 100])('chunks of %d bytes give the same text', (size) => {
    for (const name of ['tqdm.bytes', 'rich.bytes'])
      expect(textOf(recorded(name), size)).toBe(textOf(recorded(name), 65_536));
  });
  test('three bars of Docker-like output that are redrawn at once', () => {
    const draw = (n: number) => ['a', 'b', 'c'].map((bar) => `\u001B[2K${bar}: ${n}%\n`).join('');
    const text = `start\n${draw(0)}${[50, 100].map((n) => `\u001B[3A${draw(n)}`).join('')}end\n`;
    expect(textOf(Buffer.from(text), 4)).toBe('start\na: 100%\nb: 100%\nc: 100%\nend');
  });
  test('moving up beyond the kept lines does no harm', () => {
    expect(textOf(Buffer.from('a\n\u001B[999Ab\n\u001B[5;1Hc\u001B'), 3)).toBe('b\nc');
  });
});
