import { afterEach, describe, expect, test } from '@jest/globals';
import { spawnSync } from 'node:child_process';
import { mkdtempSync, readdirSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { parse } from 'jsonc-parser';
import { parseAllDocuments } from 'yaml';

/** The scripts of documents and templates that give each job of a matrix a project of its own. */
function recipes(): [file: string, script: string][] {
  const documents = ['README.md', ...readdirSync('docs').map((name) => join('docs', name))].filter((name) =>
    name.endsWith('.md'),
  );
  const blocks = documents.flatMap((file) =>
    [...readFileSync(file, 'utf8').matchAll(/^```yaml\n([^]*?)^```$/gm)].map(([, text = '']) => [file, text] as const),
  );
  const templates = readdirSync('templates/github')
    .filter((name) => name.endsWith('.yml'))
    .map((name) => join('templates/github', name))
    .map((file) => [file, readFileSync(file, 'utf8')] as const);
  return [...blocks, ...templates].flatMap(([file, text]) =>
    scriptsIn(parseAllDocuments(text).map((document) => document.toJS() as unknown)).map((script): [string, string] => [
      file,
      script,
    ]),
  );
}

function scriptsIn(value: unknown): string[] {
  if (typeof value !== 'object' || value === null) return [];
  return Object.entries(value).flatMap(([key, inner]) =>
    key === 'run' && typeof inner === 'string' && /sed .*gpu\.jsonc/.test(inner) ? [inner] : scriptsIn(inner),
  );
}

const folders: string[] = [];
afterEach(() => {
  for (const folder of folders.splice(0)) rmSync(folder, { recursive: true });
});
function projectAfter(script: string, text: string): { status: number | null; project: string } {
  const folder = mkdtempSync(join(tmpdir(), 'recipe-'));
  folders.push(folder);
  writeFileSync(join(folder, 'gpu.jsonc'), text);
  const env = { PATH: process.env['PATH'], INDEX: '3', MATRIX: '{"seed":3}' };
  const { status } = spawnSync('bash', ['-e', '-c', script], { cwd: folder, env });
  const read = parse(readFileSync(join(folder, 'gpu.jsonc'), 'utf8')) as { project_id?: string };
  return { status, project: read.project_id ?? '' };
}

const FILES: readonly (readonly [string, string])[] = [
  ['one line a key', '{\n  "project_id": "demo"\n}\n'],
  ['minified', '{"project_id":"demo","keep_alive_minutes":2}'],
  ['a blank before the colon', '{\n  "project_id" : "demo"\n}\n'],
  ['comments', '{\n  // the project\n  "project_id":   "demo", /* x */\n  "keep_alive_minutes": 2,\n}\n'],
  ['a tab', '{\n\t"keep_alive_minutes": 2,\n\t"project_id":\t"demo"\n}\n'],
  ['no project_id', '{ "keep_alive_minutes": 2 }\n'],
];

test('the documents have a recipe for a matrix', () => expect(recipes().length).toBeGreaterThan(1));

describe.each(recipes())('the recipe of %s', (_file, script) => {
  test.each(FILES)('changes the project or fails, if gpu.jsonc has %s', (name, text) => {
    const { status, project } = projectAfter(script, text);
    if (name === 'no project_id') expect(status).not.toBe(0);
    else expect([status, project]).toEqual([0, expect.stringMatching(/^demo-\w+$/)]);
  });
});
