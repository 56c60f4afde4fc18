/**
 * `npm run mutation`: changes one thing at a time in the rules of this project and looks whether a test notices. Each file is
 * measured against its own quick tests alone, those that mirror its place: `src/run/retry.ts` by `__tests__/run/retry*.test.ts`; one that
 * has none by those of its folder.
 * Arguments name the files to measure; without any it is all of them. Leaves with 1 below LEAST.
 */
import { Stryker } from '@stryker-mutator/core';
import { globSync, mkdirSync, readFileSync, statSync } from 'node:fs';
import { stripTypeScriptTypes } from 'node:module';
import { availableParallelism } from 'node:os';
import { basename, dirname, join } from 'node:path';

const LEAST = 85;
const ALL = ['src/run/{retry,plan}.ts', 'src/gpu/{classify,refusal}.ts'];

interface Score {
  readonly file: string;
  readonly killed: number;
  readonly alive: number;
}
type Mutant = Awaited<ReturnType<Stryker['runMutationTest']>>[number];

const chosen = process.argv.slice(2);
const root = join(import.meta.dirname, '..');
const reports = join(root, 'reports', 'mutation');
const testsOf = (file: string): string => {
  const place = dirname(file).replace(/^src/, '__tests__');
  const own = join(place, `${basename(file, '.ts')}{,.*}.test.ts`);
  return globSync(own).length > 0 ? own : join(place, '*.test.ts');
};

async function measure(file: string): Promise<readonly Mutant[]> {
  const name = file.replaceAll('/', '-');
  return await new Stryker({
    mutate: [file],
    testRunner: 'jest',
    testRunnerNodeArgs: ['--experimental-vm-modules', '--disable-warning=ExperimentalWarning'],
    jest: {
      projectType: 'custom',
      configFile: 'scripts/jest.mutation.config.js',
      config: { testMatch: [`<rootDir>/${testsOf(file)}`] },
      enableFindRelatedTests: false,
    },
    coverageAnalysis: 'perTest',
    ignorePatterns: ['/dist', '/build', '/coverage', '/bench', '/emulator', '/docs', '/reports'],
    // Every core has a file of its own.
    concurrency: 1,
    reporters: ['html'],
    htmlReporter: { fileName: join(reports, `${name}.html`) },
    logLevel: 'error' as never,
    warnings: false,
    tempDirName: '.stryker-tmp',
  }).runMutationTest();
}

const percent = ({ killed, alive }: Omit<Score, 'file'>): string =>
  killed + alive === 0 ? '' : `${((killed / (killed + alive)) * 100).toFixed(1)} %`;
const row = (score: Score): string =>
  `${score.file.padEnd(34)} ${percent(score).padStart(8)} ${String(score.killed).padStart(6)} killed ${String(score.alive).padStart(5)} alive`;

process.chdir(root);
mkdirSync(reports, { recursive: true });
// A file of nothing but types has nothing to change.
const files = globSync(chosen.length > 0 ? chosen : ALL)
  .filter((file) => /^\s*[^\s/]/m.test(stripTypeScriptTypes(readFileSync(file, 'utf8')).replace(/\/\*.*?\*\//gs, '')))
  // The longest first, so that no core has to wait for one at the end.
  .toSorted((a, b) => statSync(b).size - statSync(a).size);
const left = [...files];
const scores: Score[] = [];
async function work(): Promise<void> {
  for (let file = left.shift(); file !== undefined; file = left.shift()) {
    const mutants = await measure(file);
    const count = (...statuses: readonly string[]) => mutants.filter(({ status }) => statuses.includes(status)).length;
    const score = { file, killed: count('Killed', 'Timeout'), alive: count('Survived', 'NoCoverage') };
    scores.push(score);
    console.log(row(score));
    if (chosen.length > 0)
      for (const { status, location, mutatorName, replacement } of mutants)
        if (status === 'Survived' || status === 'NoCoverage')
          console.log(
            `  ${status} ${file}:${location.start.line}:${location.start.column} ${mutatorName} → ${replacement}`,
          );
  }
}
await Promise.all(Array.from({ length: availableParallelism() }, work));
const total = {
  file: `all ${files.length} files`,
  killed: scores.reduce((sum, { killed }) => sum + killed, 0),
  alive: scores.reduce((sum, { alive }) => sum + alive, 0),
};
console.log(row(total));
if (total.killed / (total.killed + total.alive) < LEAST / 100) process.exitCode = 1;
