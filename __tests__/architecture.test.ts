import { describe, expect, test } from '@jest/globals';
import { readFileSync, readdirSync } from 'node:fs';
import { dirname, join, relative } from 'node:path';

const filesBelow = (dir: string): string[] =>
  readdirSync(dir, { recursive: true, encoding: 'utf8' })
    .map((name) => join(dir, name))
    .filter((name) => name.endsWith('.ts'));

interface Import {
  readonly from: string;
  readonly to: string;
}

/** Static and dynamic imports, type imports included: a type is knowledge too. */
const importsOf = (file: string): Import[] =>
  [...readFileSync(file, 'utf8').matchAll(/(?:from|import\()\s*'([^']+)'/g)].map(([, name = '']) => ({
    from: file,
    to: name.startsWith('.') ? relative('.', join(dirname(file), name)) : name,
  }));

const imports = filesBelow('src').flatMap(importsOf);
const outside = (path: string, ...allowed: readonly string[]) => !allowed.some((prefix) => path.startsWith(prefix));
const told = (broken: readonly Import[]): string[] => broken.map(({ from, to }) => `${from} → ${to}`);

describe('the structure', () => {
  const importsIn = (folder: string, ...allowed: readonly string[]) =>
    told(imports.filter(({ from, to }) => from.startsWith(`src/${folder}/`) && outside(to, ...allowed)));
  const ASKS = /\b(process\.|Date\.now\(|performance\.|Math\.random\(|setTimeout\(|new Date\(\))/;

  test('model imports nothing else of src, and asks for no time, chance or environment', () => {
    expect(importsIn('model', 'src/model/', 'node:stream', 'shell-quote')).toEqual([]);
    expect(filesBelow('src/model').filter((file) => ASKS.test(readFileSync(file, 'utf8')))).toEqual([]);
  });
  test('the rules of retry, and all that reads a text or a plan, ask for no time, chance or environment', () => {
    const pure = [
      'src/run/retry.ts',
      'src/run/plan.ts',
      'src/gpu/refusal.ts',
      'src/gpu/classify.ts',
      'src/gpu/parse.ts',
    ];
    expect(pure.filter((file) => ASKS.test(readFileSync(file, 'utf8')))).toEqual([]);
  });
  test('gpu imports the model only', () => {
    expect(importsIn('gpu', 'src/model/', 'src/gpu/', 'src/request.ts', 'node:', '@actions/')).toEqual([]);
  });
  test('hosts import the model and what the report renders', () => {
    expect(importsIn('hosts', 'src/model/', 'src/hosts/', 'src/report/', 'node:', '@actions/', '@octokit/')).toEqual(
      [],
    );
  });
  test('report renders without Node, time or environment; only its files that read and write import more', () => {
    const WIDE = ['build', 'workload-files', 'publish', 'log'].map((name) => `src/report/${name}.ts`);
    const pure = filesBelow('src/report').filter((file) => !WIDE.includes(file));
    expect(
      told(imports.filter(({ from, to }) => pure.includes(from) && outside(to, 'src/model/', 'src/report/', 'marked'))),
    ).toEqual([]);
    expect(pure.filter((file) => ASKS.test(readFileSync(file, 'utf8')))).toEqual([]);
  });
  test('the actions toolkit is imported where it belongs', () => {
    const HOMES: Readonly<Record<string, RegExp>> = {
      '@actions/core': /^src\/hosts\/github/,
      '@actions/github': /^src\/(hosts\/github|kit\/)/,
      '@actions/exec': /^src\/gpu\/install/,
      '@actions/io': /^src\/gpu\/install/,
      '@actions/tool-cache': /^src\/gpu\/install/,
      '@actions/http-client': /^src\/(gpu\/install|kit\/doctor)/,
      '@actions/http-client/lib/proxy': /^src\/kit\/doctor/,
    };
    const toolkit = imports.filter(({ to }) => to.startsWith('@actions/'));
    expect(told(toolkit.filter(({ from, to }) => HOMES[to]?.test(from) !== true))).toEqual([]);
  });
  test('nothing imports main; only main imports cli', () => {
    expect(told(imports.filter(({ to }) => to === 'src/main.ts'))).toEqual([]);
    expect(told(imports.filter(({ from, to }) => to === 'src/cli.ts' && from !== 'src/main.ts'))).toEqual([]);
  });
  test('src never imports the local GPU cloud, nor that src', () => {
    expect(told(imports.filter(({ to }) => to.startsWith('emulator')))).toEqual([]);
    expect(
      told(
        filesBelow('emulator')
          .flatMap(importsOf)
          .filter(({ to }) => to.startsWith('src')),
      ),
    ).toEqual([]);
  });
  test('no file imports itself by way of others', () => {
    const reached = (from: string, seen = new Set<string>()): ReadonlySet<string> => {
      for (const { to } of imports.filter((step) => step.from === from && !seen.has(step.to))) {
        seen.add(to);
        reached(to, seen);
      }
      return seen;
    };
    expect(filesBelow('src').filter((file) => reached(file).has(file))).toEqual([]);
  });
  test('kit stays out of the story of a run', () => {
    const broken = imports.filter(
      ({ from, to }) => to.startsWith('src/kit/') && outside(from, 'src/kit/', 'src/cli.ts'),
    );
    expect(told(broken)).toEqual([]);
  });
  test('no file is longer than 400 lines', () => {
    const lines = (file: string) => readFileSync(file, 'utf8').split('\n').length - 1;
    const long = [...filesBelow('src'), ...filesBelow('emulator')].filter((file) => lines(file) > 400);
    expect(long).toEqual([]);
  });
  test('no name says Manager, Helper or Util', () => {
    const names = filesBelow('src').filter((file) =>
      /\b(class|function|const) \w*(Manager|Helper|Util)\b/.test(readFileSync(file, 'utf8')),
    );
    expect(names).toEqual([]);
  });
});
