import { lstatSync, mkdirSync, readFileSync, renameSync, rmSync, writeFileSync } from 'node:fs';
import { dirname, join } from 'node:path';
import { UserError } from '../core/errors.ts';

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

export interface StateFile {
  readonly path: string;
  get(name: string): string;
  set(name: string, value: string): void;
}

/** Names and values in a JSON file. Read anew each time: `gpu-ci cleanup` may be another process that writes as well. */
export function stateFile(path: string): StateFile {
  return {
    path,
    get: (name) => readState(path).get(name) ?? '',
    set(name, value) {
      const state = readState(path).set(name, value);
      writePrivately(path, `${JSON.stringify(Object.fromEntries(state), null, 2)}\n`);
    },
  };
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
