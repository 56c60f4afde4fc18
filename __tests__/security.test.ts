import { expect, test } from '@jest/globals';
import { readFileSync } from 'node:fs';
import { join } from 'node:path';

const text = readFileSync('SECURITY.md', 'utf8');
const invariants = (text.split('## Invariants')[1] ?? '').split('\n## ')[0] ?? '';

test('each invariant of SECURITY.md names tests, and each of them exists by that title', () => {
  const items = invariants.split(/^\d+\. /m).slice(1);
  expect(items.length).toBeGreaterThanOrEqual(10);
  for (const item of items) {
    const named = [...item.matchAll(/^ +- `([^`]+)` › (.+)$/gm)];
    expect([item.slice(0, 60), named.length > 0]).toEqual([item.slice(0, 60), true]);
    for (const [, file = '', title = ''] of named) {
      const source = readFileSync(join('__tests__', file), 'utf8');
      const quoted = ["'", '"', '`'].map((quote) => `${quote}${title}${quote},`);
      const at = quoted.map((text) => source.indexOf(text)).find((n) => n >= 0) ?? -1;
      // Of a table of cases too, and none that is left out.
      expect([file, title, /(\btest|\))\(\s*$/.test(source.slice(0, Math.max(0, at)))]).toEqual([file, title, true]);
    }
  }
});
