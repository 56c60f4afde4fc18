// npm run bench: ratios side by side in one run. Machines are noisy, so nothing here passes or fails.
import { loadedBeforeGpu, sizeOf } from './loaded.ts';
import { benchOverhead } from './overhead.ts';
import { benchStart } from './start.ts';
import { benchStream } from './stream.ts';

const kB = (bytes: number): string => `${Math.round(bytes / 1_000)} kB`;

console.log(`Start\n  ${benchStart().join('\n  ')}`);
console.log(
  `Size\n  loaded before the first call of gpu   ${kB(loadedBeforeGpu().bytes)}\n  all of dist/                          ${kB(sizeOf('dist'))}`,
);
console.log(`A trivial job\n  ${(await benchOverhead()).join('\n  ')}`);
console.log(`Streaming\n  ${benchStream().join('\n  ')}`);
console.log('More: npm run bench:retry (bench:pool and bench:load), npm run bench:leaks');
