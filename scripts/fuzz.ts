// npm run fuzz: FUZZ_RUNS cases a parser (100000), from FUZZ_SEED (the time), near what it is made for and far from it.
//   -- WORD   only parsers with this word in their name
import { fuzz, slowest } from '../__tests__/support/fuzz.ts';
import { PARSERS } from '../__tests__/support/parsers.ts';

const runs = Number(process.env['FUZZ_RUNS'] ?? 100_000);
const seed = Number(process.env['FUZZ_SEED'] ?? Date.now() % 2 ** 31);
const SIZE = 500_000;

console.log(`fuzz: ${runs} cases a parser, seed ${seed}`);
let failures = 0;
const only = process.argv[2] ?? '';
for (const parser of PARSERS.filter(({ name }) => name.includes(only))) {
  try {
    const { cases, refused, slowestMs } = fuzz(parser, runs, seed);
    const { ms } = slowest(parser, SIZE);
    const row = [
      `${cases} cases`,
      `${refused} refused`,
      `slowest ${slowestMs.toFixed(1)} ms`,
      `500 kB ${ms.toFixed(0)} ms`,
    ];
    console.log(
      `  ${parser.name.padEnd(26)}${row
        .map((cell) => cell.padEnd(18))
        .join('')
        .trimEnd()}`,
    );
  } catch (error) {
    failures++;
    console.log(`  ${parser.name.padEnd(26)}FAILED\n${error instanceof Error ? error.message : String(error)}`);
  }
}
console.log(`failures: ${failures}`);
process.exitCode = failures === 0 ? 0 : 1;
