import { existsSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { applyEdits, modify, parse, printParseErrorCode, type ParseError } from 'jsonc-parser';
import { fields } from '../gpu/parse.ts';
import { readFile, type PlannedFile } from './pipelines.ts';

/** Parses JSON with comments and trailing commas. @throws SyntaxError with line and column. */
export function parseJsonc(text: string): unknown {
  const plain = text.replace(/^\uFEFF/, '');
  const errors: ParseError[] = [];
  let value: unknown;
  try {
    value = parse(plain, errors, { allowTrailingComma: true });
  } catch (error) {
    if (error instanceof RangeError) throw new SyntaxError('nested too deeply', { cause: error });
    throw error;
  }
  const [first] = errors;
  if (first === undefined) return value;
  const lines = plain.slice(0, first.offset).split('\n');
  const what = printParseErrorCode(first.error).replace(/\B[A-Z]/g, (letter) => ` ${letter.toLowerCase()}`);
  throw new SyntaxError(`line ${lines.length}, column ${String(lines.at(-1)).length + 1}: ${what.toLowerCase()}`);
}

/** Another file that configures the project; '' if there is none. */
export function otherConfig(cwd: string): string {
  const pyproject = join(cwd, 'pyproject.toml');
  if (existsSync(join(cwd, 'gpu.toml'))) return 'gpu.toml';
  return existsSync(pyproject) && readFileSync(pyproject, 'utf8').includes('[tool.gpu') ? 'pyproject.toml' : '';
}

const KEEP_ALIVE_MINUTES = 3;
const newConfig = (projectId: string): string => `{
  // Every runner with this id uses the same project.
  "project_id": ${JSON.stringify(projectId)},
  // A pod without a job stops after this time.
  "keep_alive_minutes": ${KEEP_ALIVE_MINUTES}
}
`;

/** gpu.jsonc with what it lacks of project_id and keep_alive_minutes. Comments and other settings are kept. */
export function planConfig(cwd: string, projectId: string): PlannedFile {
  const path = 'gpu.jsonc';
  const before = readFile(cwd, path);
  const kept = (note: string): PlannedFile => ({ path, before, after: before ?? '', note });
  if (before === undefined) {
    const other = otherConfig(cwd);
    if (other === '') return { path, before, after: newConfig(projectId), note: '' };
    return {
      ...kept(`gpu.jsonc was not written, since ${other} configures the project. Set project_id there.`),
      before: '',
    };
  }
  let config: Readonly<Record<string, unknown>>;
  try {
    config = fields(parseJsonc(before));
  } catch (error) {
    return kept(`gpu.jsonc was not changed: ${(error as Error).message}. Fix it; gpu config validate checks it.`);
  }
  const missing = Object.entries({ project_id: projectId, keep_alive_minutes: KEEP_ALIVE_MINUTES }).filter(
    ([key]) => config[key] === undefined,
  );
  const formattingOptions = { insertSpaces: true, tabSize: 2 };
  const after = missing.reduce(
    (text, [key, value]) => applyEdits(text, modify(text, [key], value, { formattingOptions })),
    before,
  );
  return { path, before, after, note: '' };
}

/** .gitignore with `.gpu/`, where GPU CLI keeps its local files. */
export function planIgnore(cwd: string): PlannedFile {
  const path = '.gitignore';
  const before = readFile(cwd, path);
  const text = before ?? '';
  const ignored = text.split('\n').some((line) => /^\/?\.gpu\/?\*{0,2}$/.test(line.trim()));
  const gap = text === '' || text.endsWith('\n') ? '' : '\n';
  return { path, before, after: ignored ? text : `${text}${gap}.gpu/\n`, note: '' };
}
