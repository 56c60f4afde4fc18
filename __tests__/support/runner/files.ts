/**
 * The files a step writes to: new ones for each step and phase, read after its process has ended, whatever the ending.
 * Source in actions/runner: `Runner.Worker/FileCommandManager.cs` (all commands), `ActionRunner.cs` (read in `finally`).
 */
import { randomUUID } from 'node:crypto';
import { existsSync, mkdirSync, readFileSync, statSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import type { StepConsole } from './console.ts';
import type { SecretMasker } from './masking.ts';

const prefixes = {
  env: 'set_env_',
  output: 'set_output_',
  path: 'add_path_',
  state: 'save_state_',
  step_summary: 'step_summary_',
} as const;
export type FileCommand = keyof typeof prefixes;
export type EnvFiles = Readonly<Record<FileCommand, string>>;

const summaryLimit = 1024 * 1024;

export interface FileResults {
  readonly env: Record<string, string>;
  readonly outputs: Record<string, string>;
  readonly path: string[];
  readonly state: Record<string, string>;
  readonly summary?: string;
}

export const createEnvFiles = (temp: string): EnvFiles => {
  const folder = join(temp, '_runner_file_commands');
  mkdirSync(folder, { recursive: true });
  const suffix = randomUUID();
  const paths = Object.entries(prefixes).map(([name, prefix]) => [name, join(folder, prefix + suffix)] as const);
  for (const [, path] of paths) writeFileSync(path, '');
  return Object.fromEntries(paths) as Record<FileCommand, string>;
};

/** Values set before a bad line count; the bad line fails the step. */
export const readEnvFiles = (files: EnvFiles, masker: SecretMasker, console: StepConsole): FileResults => {
  const env: Record<string, string> = {};
  const outputs: Record<string, string> = {};
  const state: Record<string, string> = {};
  const read = (name: FileCommand, take: (text: string) => void): void => {
    if (!existsSync(files[name])) return;
    try {
      take(readFileSync(files[name], 'utf8').replace(/^\uFEFF/, ''));
    } catch (error) {
      console.refuse(`Unable to process file command '${name}' successfully.`, (error as Error).message);
    }
  };
  const path: string[] = [];
  read('path', (text) => path.push(...text.split(/\r\n|\r|\n/).filter((line) => line !== '')));
  read('env', (text) => {
    for (const [name, value] of pairs(text)) {
      if (name.toUpperCase() === 'NODE_OPTIONS') {
        console.issue('error', "Can't store NODE_OPTIONS output parameter using '$GITHUB_ENV' command.");
      } else env[name] = value;
    }
  });
  read('output', (text) => {
    for (const [name, value] of pairs(text)) outputs[name] = value;
  });
  read('state', (text) => {
    for (const [name, value] of pairs(text)) state[name] = value;
  });
  const summary = readSummary(files.step_summary, masker, console);
  return { env, outputs, path, state, ...(summary === undefined ? {} : { summary }) };
};

/** `NAME=value` or `NAME<<DELIMITER` … `DELIMITER`, whichever sign comes first in the line. */
export function* pairs(text: string): Generator<readonly [name: string, value: string]> {
  const lines = text.split('\n');
  if (lines.at(-1) === '') lines.pop();
  for (let at = 0; at < lines.length; at++) {
    const line = lines[at] ?? '';
    if (line === '') continue;
    const equals = line.indexOf('=');
    const heredoc = line.indexOf('<<');
    if (equals >= 0 && (heredoc < 0 || equals < heredoc)) {
      if (equals === 0) throw new Error(`Invalid format '${line}'. Name must not be empty`);
      yield [line.slice(0, equals), line.slice(equals + 1)];
    } else if (heredoc >= 0) {
      const name = line.slice(0, heredoc);
      const delimiter = line.slice(heredoc + 2);
      if (name === '' || delimiter === '') {
        throw new Error(`Invalid format '${line}'. Name must not be empty and delimiter must not be empty`);
      }
      const end = lines.indexOf(delimiter, at + 1);
      if (end < 0) throw new Error(`Invalid value. Matching delimiter not found '${delimiter}'`);
      yield [name, lines.slice(at + 1, end).join('\n')];
      at = end;
    } else throw new Error(`Invalid format '${line}'`);
  }
}

/** Over the limit nothing is uploaded, an error is added and the result of the step stays as it is. */
const readSummary = (file: string, masker: SecretMasker, console: StepConsole): string | undefined => {
  const size = existsSync(file) ? statSync(file).size : 0;
  if (size === 0) return undefined;
  if (size > summaryLimit) {
    const kilobytes = (bytes: number): number => Math.trunc(bytes / 1024);
    console.issue(
      'error',
      `$GITHUB_STEP_SUMMARY upload aborted, supports content up to a size of ${kilobytes(summaryLimit)}k, got ${kilobytes(size)}k. For more information see: https://docs.github.com/actions/using-workflows/workflow-commands-for-github-actions#adding-a-markdown-summary`,
    );
    return undefined;
  }
  const lines = readFileSync(file, 'utf8').split(/\r\n|\r|\n/);
  if (lines.at(-1) === '') lines.pop();
  return lines.map((line) => `${masker.mask(line)}\n`).join('');
};
