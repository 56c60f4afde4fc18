import { expect, test } from '@jest/globals';
import { readFileSync } from 'node:fs';

const read = (path: string): string => readFileSync(new URL(path, import.meta.url), 'utf8');

const section = read('../../emulator/FIDELITY.md').split('\n## Organizations\n')[1]?.split('\n## ')[0] ?? '';
const named = [...section.matchAll(/`([\w./-]+\.test\.ts)`: `([^`]+)`/g)].map(([, file = '', title = '']) => ({
  file,
  title,
}));

test('every row that quotes the page names a test', () => {
  const rows = section.split('\nAssumed ')[0]?.match(/^\| (?!heading|-).*$/gm) ?? [];
  expect(rows.length).toBeGreaterThanOrEqual(44);
  expect(rows.filter((row) => !/`[\w./-]+\.test\.ts`: `[^`]+`/.test(row))).toEqual([]);
});

test.each(named)('$file has: $title', ({ file, title }) => {
  // As the title of a test, and not in a comment or another sentence.
  expect(["'", '"', '`'].some((quote) => read(file).includes(`(${quote}${title}${quote},`))).toBe(true);
});
