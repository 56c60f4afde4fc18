// The project: the folder the program is called in, its gpu.jsonc, its id.
import { readFileSync } from 'node:fs';
import { join, resolve } from 'node:path';
import { UsageError } from './args.ts';

export interface Project {
  id: string;
  folder: string;
  /** The configuration as written; empty where there is none. */
  config: Record<string, unknown>;
  file: string | undefined;
}

export function readProject(folder: string, configFile: string | undefined): Project {
  const file = configFile === undefined ? join(folder, 'gpu.jsonc') : resolve(folder, configFile);
  let text: string | undefined;
  try {
    text = readFileSync(file, 'utf8');
  } catch {
    if (configFile !== undefined) throw new UsageError(`error: config file '${configFile}' cannot be read`);
  }
  const config = text === undefined ? {} : parseConfig(text, file);
  const named = config['project_id'];
  const id = typeof named === 'string' && named !== '' ? named : hashOf(folder);
  return { id, folder, config, file: text === undefined ? undefined : file };
}

/** 16 hex digits (FNV-1a); loading `node:crypto` takes 5 ms. */
function hashOf(folder: string): string {
  let hash = 0xcbf29ce484222325n;
  for (const byte of Buffer.from(folder)) hash = BigInt.asUintN(64, (hash ^ BigInt(byte)) * 0x100000001b3n);
  return hash.toString(16).padStart(16, '0');
}

function parseConfig(text: string, file: string): Record<string, unknown> {
  try {
    const value = JSON.parse(withoutComments(text)) as unknown;
    if (typeof value === 'object' && value !== null && !Array.isArray(value)) return value as Record<string, unknown>;
    throw new Error('it is not an object');
  } catch (error) {
    throw new UsageError(`error: ${file} is not valid: ${(error as Error).message}`);
  }
}

/** JSON with comments and commas at the end of a list, as JSON. Strings are left as they are. */
export function withoutComments(text: string): string {
  return text
    .replace(/("(?:[^"\\]|\\.)*")|\/\/[^\n]*|\/\*[\s\S]*?\*\//g, (_, string?: string) => string ?? '')
    .replace(/("(?:[^"\\]|\\.)*")|,(?=\s*[}\]])/g, (_, string?: string) => string ?? '');
}

export const strings = (value: unknown): string[] =>
  typeof value === 'string' ? [value] : Array.isArray(value) ? value.filter((entry) => typeof entry === 'string') : [];
