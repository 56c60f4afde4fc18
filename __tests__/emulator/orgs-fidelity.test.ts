import { expect, test } from '@jest/globals';
import { readFileSync } from 'node:fs';

const read = (path: string): string => readFileSync(new URL(path, import.meta.url), 'utf8');

const section = read('../../emulator/FIDELITY.md').split('\n## Organizations\n')[1]?.split('\n## ')[0] ?? '';
const named = [...section.matchAll(/`([\w./-]+\.test\.ts)`: `([^`]+)`/g)].map(([, file = '', title = '']) => ({
  file,
  title,
}));

test('the table names tests, on every row that quotes the page', () => {
  const rows = section.split('\nAssumed ')[0]?.match(/^\| (?!heading|-)/gm) ?? [];
  expect(rows.length).toBeGreaterThanOrEqual(40);
  expect(named.length).toBeGreaterThanOrEqual(rows.length);
});

test.each(named)('$file has: $title', ({ file, title }) => {
  expect(read(file)).toContain(title);
});
