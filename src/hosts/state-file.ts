import { lstatSync, mkdirSync, readdirSync, readFileSync, renameSync, rmSync, writeFileSync } from 'node:fs';
import { basename, dirname, join } from 'node:path';
import { UserError } from '../core/errors.ts';
import type { Saved } from './host.ts';

/**
 * A folder of ours under a shared temp dir: only its owner may look inside. One that is there already and belongs to somebody
 * else, or is a link, is not used: its owner could read or forge what the clean-up believes.
 */
export function privateFolder(base: string): string {
  const uid = process.getuid?.();
  const path = join(base, uid === undefined ? 'gpu-ci' : `gpu-ci-${uid}`);
  mkdirSync(path, { recursive: true, mode: 0o700 });
  const found = lstatSync(path);
  if (!found.isDirectory() || (uid !== undefined && found.uid !== uid)) {
    throw new UserError(
      `${path} belongs to somebody else, so nothing can be kept there.`,
      'Remove it, or set TMPDIR to a folder of your own.',
    );
  }
  return path;
}

/** Replaces a file in one step, so that a reader sees the old content or the new one, and no other user sees either. */
export function writePrivately(path: string, content: string): void {
  const draft = `${path}.${process.pid}.tmp`;
  mkdirSync(dirname(path), { recursive: true, mode: 0o700 });
  rmSync(draft, { force: true });
  writeFileSync(draft, content, { mode: 0o600, flag: 'wx' });
  renameSync(draft, path);
}

/**
 * Puts a file of ours into a folder of the workspace, which a checkout or a workload may have prepared: a link in either
 * place would lead the file to where it has no business.
 */
export function placeIn(folder: string, name: string, content: string): void {
  if (lstatSync(folder, { throwIfNoEntry: false })?.isSymbolicLink() === true) throw new Error(`${folder} is a link`);
  mkdirSync(folder, { recursive: true });
  writePrivately(join(folder, name), content);
}

/**
 * The state of the runs of one job. Each has a file of its own, `PATH`, `PATH.2` and so on: of two that are side by side, or one
 * after the other, none may take from another what its clean-up must know.
 */
export interface JobState {
  /** Adds to the file of this process. */
  set(name: string, value: string): void;
  /** All there are, the newest first. Read anew each time: `gpu-ci cleanup` is another process. */
  saved(): readonly Saved[];
  /** Removes the file of this process. */
  forget(): void;
}

export function jobState(path: string): JobState {
  let own: string | undefined;
  return {
    set(name, value) {
      own ??= claim(path);
      const state = readState(own).set(name, value);
      writePrivately(own, `${JSON.stringify(Object.fromEntries(state), null, 2)}\n`);
    },
    saved: () =>
      numbersAt(path)
        .map((n) => fileOf(path, n))
        .map((file) => ({
          state: (name) => readState(file).get(name) ?? '',
          forget: () => rmSync(file, { force: true }),
        })),
    forget() {
      if (own !== undefined) rmSync(own, { force: true });
      own = undefined;
    },
  };
}

const fileOf = (path: string, n: number): string => (n === 1 ? path : `${path}.${n}`);

/** Of the files there are, the highest first: a new one is always higher than those that are there. */
function numbersAt(path: string): readonly number[] {
  const name = basename(path);
  return namesIn(dirname(path))
    .flatMap((file) => {
      const n = file === name ? 1 : file.startsWith(`${name}.`) ? Number(file.slice(name.length + 1)) : NaN;
      return Number.isSafeInteger(n) && file === basename(fileOf(path, n)) ? [n] : [];
    })
    .sort((a, b) => b - a);
}

function namesIn(folder: string): readonly string[] {
  try {
    return readdirSync(folder);
  } catch {
    return [];
  }
}

function claim(path: string): string {
  mkdirSync(dirname(path), { recursive: true, mode: 0o700 });
  for (let n = (numbersAt(path)[0] ?? 0) + 1; ; n++) {
    const file = fileOf(path, n);
    try {
      writeFileSync(file, '', { mode: 0o600, flag: 'wx' });
      return file;
    } catch (error) {
      // Another run has just taken it.
      if ((error as NodeJS.ErrnoException).code !== 'EEXIST') throw error;
    }
  }
}

/** What a torn, foreign or absent file says counts as nothing: the clean-up must run in any case. */
function readState(path: string): Map<string, string> {
  try {
    const parsed: unknown = JSON.parse(readFileSync(path, 'utf8'));
    if (typeof parsed !== 'object' || parsed === null || Array.isArray(parsed)) return new Map();
    return new Map(Object.entries(parsed).filter((entry): entry is [string, string] => typeof entry[1] === 'string'));
  } catch {
    return new Map();
  }
}
