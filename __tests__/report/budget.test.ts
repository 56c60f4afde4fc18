import { describe, expect, test } from '@jest/globals';
import fc from 'fast-check';
import { byteLength, fitParts, headLines, shrinkToFit, type Part } from '../../src/report/budget.ts';

test('bytes, not characters', () => expect([byteLength(''), byteLength('aä🚀')]).toEqual([0, 7]));

const part = (name: string, priority: number, size: number, shrink?: Part['shrink']): Part => ({
  name,
  priority,
  text: name.repeat(size),
  ...(shrink === undefined ? {} : { shrink }),
});
const notice = (names: string): string => `<p><sub>Cut to fit: ${names}. More elsewhere.</sub></p>`;
const fitted = (parts: readonly Part[], most: number): string => fitParts(parts, most, 'More elsewhere.');

describe('parts of a page', () => {
  // With the gap after it a part takes two bytes more.
  const [a, b] = ['a'.repeat(600), 'b'.repeat(600)];

  test('that fit stand in their order, and empty ones leave no gap', () => {
    expect(fitted([part('a', 1, 3), part('b', 2, 0), part('c', 3, 3)], 100)).toBe('aaa\n\nccc\n');
  });
  test('fit up to the last byte', () => {
    expect(fitted([part('a', 2, 600), part('b', 1, 600)], 1_204)).toBe(`${a}\n\n${b}\n`);
    expect(fitted([part('a', 2, 600), part('b', 1, 600)], 1_203)).toBe(`${a}\n\n${notice('b')}\n`);
  });
  test('that matter less give way first, and are named', () => {
    expect(fitted([part('b', 1, 600), part('a', 2, 600)], 1_203)).toBe(`${a}\n\n${notice('b')}\n`);
    expect(fitted([part('a', 1, 600), part('b', 2, 600)], 1_203)).toBe(`${b}\n\n${notice('a')}\n`);
    expect(fitted([part('a', 3, 600), part('c', 1, 600), part('b', 2, 600)], 1_003)).toBe(
      `${a}\n\n${notice('c, b')}\n`,
    );
  });
  test('that are empty are not named', () => {
    expect(fitted([part('a', 2, 600), part('b', 1, 600), part('c', 0, 0)], 1_203)).toBe(`${a}\n\n${notice('b')}\n`);
  });
  test('give way until there is room for the notice, and no further', () => {
    const parts = [part('a', 3, 600), part('b', 2, 600), part('c', 1, 600)];
    expect(fitted(parts, 1_604)).toBe(`${a}\n\n${b}\n\n${notice('c')}\n`);
    expect(fitted(parts, 1_603)).toBe(`${a}\n\n${notice('c, b')}\n`);
  });
  test('are made smaller where they can be', () => {
    const asked: number[] = [];
    const short = part('b', 1, 900, (most) => (asked.push(most), 'B'.repeat(most)));
    expect(fitted([part('a', 2, 600), short], 1_400)).toBe(`${a}\n\n${'B'.repeat(396)}\n\n${notice('b')}\n`);
    expect(asked).toEqual([396]);
  });
  test('are left out where they would still be too large, or hardly anything of them would be left', () => {
    const stubborn = part('b', 1, 900, (most) => 'B'.repeat(most + 1));
    expect(fitted([part('a', 2, 600), stubborn], 1_400)).toBe(`${a}\n\n${notice('b')}\n`);
    const short = part('b', 1, 900, () => 'B');
    expect(fitted([part('a', 2, 600), short], 1_204)).toBe(`${a}\n\nB\n\n${notice('b')}\n`);
    expect(fitted([part('a', 2, 600), short], 1_203)).toBe(`${a}\n\n${notice('b')}\n`);
  });
  test('are together never larger than the page', () => {
    const parts = fc.array(
      fc
        .record({ name: fc.constantFrom('a', 'ä'), priority: fc.nat(9), size: fc.nat(900), shrinks: fc.boolean() })
        .map(({ shrinks, ...one }) =>
          part(one.name, one.priority, one.size, shrinks ? (most) => 'x'.repeat(most) : undefined),
        ),
      { maxLength: 9 },
    );
    fc.assert(
      fc.property(parts, fc.integer({ min: 450, max: 9_000 }), (some, most) => {
        expect(byteLength(fitted(some, most))).toBeLessThanOrEqual(most);
      }),
    );
  });
});

describe('of a long text the first lines stay, counted in bytes', () => {
  test.each([
    ['ää\nöö\nüü', 14, 'ää\nöö\nüü'],
    ['ää\nöö\nüü', 13, 'ää\n…'],
    ['ää\nöö\nüüü', 14, 'ää\nöö\n…'],
    ['a\n\nbbbbbbbbb', 10, 'a\n\n…'],
    ['x'.repeat(15), 14, ''],
  ])('%j in %i bytes', (text, most, head) => expect(headLines(text, most)).toBe(head));
});

describe('what grows when it is rendered', () => {
  /** The rooms that are asked for until it fits, and what comes out. */
  const shrunk = (size: number, most: number, render: (text: string) => string, cut = (room: number) => room) => {
    const rooms: number[] = [];
    const text = shrinkToFit(
      'x'.repeat(size),
      most,
      (source, room) => (rooms.push(room), source.slice(0, cut(room))),
      render,
    );
    return { rooms, length: text.length };
  };
  const twice = (text: string): string => text + text;

  test('is cut to what would fit', () => {
    expect(shrunk(200, 500, twice)).toEqual({ rooms: [500], length: 400 });
    expect(shrunk(250, 500, twice)).toEqual({ rooms: [500], length: 500 });
    expect(shrunk(900, 500, twice)).toEqual({ rooms: [500, 250], length: 500 });
  });
  test('where it grows by little, a tenth goes', () => {
    expect(shrunk(900, 500, (text) => `${text}${'-'.repeat(20)}`)).toEqual({ rooms: [500, 450], length: 470 });
  });
  test('from what is there, where that is less than the room', () => {
    expect(
      shrunk(
        900,
        500,
        (text) => text.repeat(3),
        (room) => room - 100,
      ),
    ).toEqual({
      rooms: [500, 166],
      length: 198,
    });
  });
  test('and left out where nothing of it fits', () => {
    const endless = shrunk(9_000, 9_000, () => 'y'.repeat(9_001));
    expect(endless.length).toBe(0);
    expect(endless.rooms).toHaveLength(12);
    expect(shrunk(900, 500, () => 'y'.repeat(5_000))).toEqual({ rooms: [500], length: 0 });
    expect(shrunk(900, 100, (text) => text)).toEqual({ rooms: [], length: 0 });
    expect(shrunk(900, 101, (text) => text)).toEqual({ rooms: [101], length: 101 });
  });
  test('or nothing but blanks', () => {
    const rendered: string[] = [];
    const text = shrinkToFit(
      'x',
      500,
      () => ' \n',
      (source) => (rendered.push(source), 'y'),
    );
    expect([text, rendered]).toEqual(['', []]);
  });
});
