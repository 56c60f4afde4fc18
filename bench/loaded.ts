import { spawnSync } from 'node:child_process';
import { mkdtempSync, readFileSync, readdirSync, rmSync, statSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { basename, join } from 'node:path';
import { fileURLToPath, pathToFileURL } from 'node:url';
import { stepFolder } from './step.ts';

export interface Loaded {
  readonly files: readonly string[];
  readonly bytes: number;
}

/** The files of the bundle that a run has loaded when it starts `gpu` for the first time. */
export function loadedBeforeGpu(): Loaded {
  const root = mkdtempSync(join(tmpdir(), 'bench-loaded-'));
  try {
    const { env, action } = stepFolder(root, 'exit 10');
    const list = join(root, 'loaded.json');
    const hook = pathToFileURL(join(import.meta.dirname, 'loaded-hook.mjs')).href;
    spawnSync(process.execPath, ['--import', hook, action], { env: { ...env, LOADED: list }, cwd: root });
    const files = (JSON.parse(readFileSync(list, 'utf8')) as string[])
      .map((url) => fileURLToPath(url))
      .filter((file) => !file.endsWith('loaded-hook.mjs'));
    const bytes = files.reduce((sum, file) => sum + statSync(file).size, 0);
    return { files: files.map((file) => basename(file)), bytes };
  } finally {
    rmSync(root, { recursive: true, force: true });
  }
}

/** Bytes of all files below a folder. */
export function sizeOf(dir: string): number {
  return readdirSync(dir, { recursive: true, encoding: 'utf8' }).reduce((sum, name) => {
    const found = statSync(join(dir, name));
    return sum + (found.isFile() ? found.size : 0);
  }, 0);
}
