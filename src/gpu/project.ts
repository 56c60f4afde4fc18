import { createHash } from 'node:crypto';
import { existsSync, readFileSync } from 'node:fs';
import { join } from 'node:path';

/** The file in which GPU CLI finds its project, or the folder if there is none. */
export const projectIn = (cwd: string): string =>
  ['gpu.jsonc', 'gpu.toml'].map((name) => join(cwd, name)).find((path) => existsSync(path)) ?? cwd;

/** What makes a folder this project and no other: the content of its file. Outputs can bring back another one. */
export function identityOf(cwd: string, config: { readonly file: string } | undefined): string {
  const file = config?.file ?? projectIn(cwd);
  if (file === cwd) return existsSync(cwd) ? 'folder' : 'gone';
  try {
    return createHash('sha256').update(readFileSync(file)).digest('hex');
  } catch {
    return 'gone';
  }
}
