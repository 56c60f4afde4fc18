import { describe, expect, test } from '@jest/globals';
import { existsSync, readFileSync } from 'node:fs';
import { join } from 'node:path';

const root = join(import.meta.dirname, '..', '..');
const read = (file: string): string => readFileSync(join(root, file), 'utf8');
const [, asks = '', defects = ''] = read('docs/field-asks.md').split(/^## /m);

interface Row {
  readonly name: string;
  readonly text: string;
}
const rows = (section: string): readonly Row[] =>
  section.split('\n').flatMap((text) => {
    const [, number, what] = /^\| (\d+) +\| (.+?) +\|/.exec(text) ?? [];
    return number === undefined || what === undefined ? [] : [{ name: `${number} ${what}`, text }];
  });
const linksIn = ({ text }: Row) =>
  [...text.matchAll(/\]\(([\w./-]+)#([\w-]+)\)/g)].map(([, file = '', at = '']) => ({ file, at }));

/** The anchor that GitHub gives a heading. */
const anchor = (heading: string): string =>
  heading
    .toLowerCase()
    .replace(/[^\p{L}\p{N} _-]/gu, '')
    .trim()
    .replaceAll(' ', '-');

test('25 asks, each answered, and the defects, each numbered once', () => {
  expect(rows(asks).map(({ name }) => parseInt(name))).toEqual(Array.from({ length: 25 }, (_, n) => n + 1));
  expect(rows(defects).map(({ name }) => parseInt(name))).toEqual(rows(defects).map((_, n) => n + 1));
  expect(rows(defects).length).toBeGreaterThanOrEqual(28);
  for (const { text } of rows(asks)) expect(text.split(/(?<!\\)\|/)).toHaveLength(6);
});

describe.each([...rows(asks), ...rows(defects)])('$name', (row) => {
  test('leads to headings that are there', () => {
    for (const { file, at } of linksIn(row)) {
      const target = join('docs', file);
      expect(existsSync(join(root, target))).toBe(true);
      const headings = [...read(target).matchAll(/^#+ (.+)$/gm)].map(([, heading = '']) => anchor(heading));
      expect(headings).toContain(at);
    }
  });
});
