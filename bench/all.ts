// npm run bench: ratios side by side in one run. Machines are noisy, so nothing here passes or fails.
import { readdirSync, statSync } from 'node:fs';
import { join } from 'node:path';
import { benchStart } from './start.ts';
import { benchStream } from './stream.ts';

const kB = (bytes: number): string => `${Math.round(bytes / 1_000)} kB`;
const sizeOf = (dir: string): number =>
  readdirSync(dir, { recursive: true, encoding: 'utf8' }).reduce(
    (sum, name) => sum + (statSync(join(dir, name)).isFile() ? statSync(join(dir, name)).size : 0),
    0,
  );

console.log(`Start\n  ${benchStart().join('\n  ')}`);
console.log(
  `Size\n  dist/index.js, loaded by each run     ${kB(statSync('dist/index.js').size)}\n  all of dist/                          ${kB(sizeOf('dist'))}`,
);
console.log(`Streaming\n  ${benchStream().join('\n  ')}`);
console.log('More: npm run bench:retry (bench:pool and bench:load), npm run bench:leaks');
