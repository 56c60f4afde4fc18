import { readFileSync, readdirSync } from 'node:fs';
import { stripTypeScriptTypes } from 'node:module';
import { join } from 'node:path';
import { fileURLToPath, pathToFileURL } from 'node:url';
import { CoverageReport, type V8CoverageEntry } from 'monocart-coverage-reports';

/** Nothing where the process was killed while it wrote: what it executed counts as not executed. */
function resultsIn(file: string): readonly V8CoverageEntry[] {
  try {
    return (JSON.parse(readFileSync(file, 'utf8')) as { readonly result: readonly V8CoverageEntry[] }).result;
  } catch (error) {
    console.log(`${file} is left out: ${String(error)}`);
    return [];
  }
}

/**
 * Prints a table of src/ from V8's raw counts, and writes the pages to look at beside them. Types are blanks before anything is
 * counted: a line that holds nothing but types, comments or blanks is no line, and a file of nothing but types has none. An `if`
 * without an `else` has two branches. A file that no process loaded counts in full.
 */
export async function report(root: string, raw: string): Promise<{ lines: number; branches: number }> {
  const src = pathToFileURL(join(root, 'src')).href;
  const sources = new Map<string, string>();
  const sourceOf = (url: string): string => {
    const known = sources.get(url) ?? stripTypeScriptTypes(readFileSync(fileURLToPath(url), 'utf8'));
    sources.set(url, known);
    return known;
  };
  const coverage = new CoverageReport({
    name: 'src',
    logging: 'error',
    outputDir: join(root, 'coverage', 'report'),
    baseDir: root,
    reports: [
      ['v8', { metrics: ['lines', 'branches'] }],
      ['v8-json', {}],
      ['console-details', { metrics: ['lines', 'branches'], maxCols: 200 }],
    ],
    all: {
      dir: [join(root, 'src')],
      transformer: (entry: V8CoverageEntry) => {
        entry.source = sourceOf(entry.url);
        return Promise.resolve();
      },
    },
  });
  for (const name of readdirSync(raw)) {
    const entries = resultsIn(join(raw, name))
      .map((entry) => ({ ...entry, url: entry.url.startsWith('/') ? pathToFileURL(entry.url).href : entry.url }))
      .filter(({ url }) => url.startsWith(`${src}/`));
    if (entries.length > 0) await coverage.add(entries.map((entry) => ({ ...entry, source: sourceOf(entry.url) })));
  }
  const results = await coverage.generate();
  const { lines, branches } = results?.summary ?? {};
  return { lines: Number(lines?.pct), branches: Number(branches?.pct) };
}
