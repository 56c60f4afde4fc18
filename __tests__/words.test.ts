// Words that readers stumble over, in what people read. The rules are in CONTRIBUTING.md, "Prose and commits".
import { expect, test } from '@jest/globals';
import { globSync, readFileSync } from 'node:fs';

const AVOID: readonly (readonly [words: RegExp, instead: string])[] = [
  [/\b(tells?|told)\b/i, 'print, log, report, return, list, detect, distinguish'],
  [/\bmend(s|ed)?\b/i, 'fix'],
  [/\banew\b/i, 'again'],
  [/\bwhoever\b/i, 'anyone who'],
  [/\balike\b/i, 'the same'],
  [/\b(out)?liv(es|ed)\b/i, 'runs, is still running'],
  [/\bformer\b/i, 'previous'],
  [/\bfor want of\b/i, 'without'],
  [/\blegs?\b/i, 'matrix job'],
  [/\bborne?\b/i, 'carried'],
  [/\blocal GPU cloud\b/i, 'emulator'],
];
const faultsIn = (file: string, lines: readonly string[]): string[] =>
  lines.flatMap((line, at) =>
    AVOID.flatMap(([words, instead]) => {
      const [found] = words.exec(line) ?? [];
      return found === undefined ? [] : [`${file}:${at + 1}: "${found}" (write: ${instead})`];
    }),
  );
const linesOf = (file: string): string[] => readFileSync(file, 'utf8').split('\n');

test('documents and action.yml use plain words', () => {
  const files = [...globSync('*.md'), ...globSync('docs/**/*.md'), 'action.yml', 'setup/action.yml'];
  expect(files.length).toBeGreaterThan(10);
  expect(files.flatMap((file) => faultsIn(file, linesOf(file)))).toEqual([]);
});
