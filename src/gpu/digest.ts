import { createHash } from 'node:crypto';
import { createReadStream } from 'node:fs';
import { cp, lstat, mkdir, mkdtemp, readdir, rename, rm } from 'node:fs/promises';
import { dirname, join } from 'node:path';
import { pipeline } from 'node:stream/promises';
import { UserError } from '../model/errors.ts';

export async function digestOf(file: string): Promise<string> {
  const hash = createHash('sha256');
  await pipeline(createReadStream(file), hash);
  return hash.digest('hex');
}

/** @throws UserError if a digest is pinned and the file has another one. */
export async function verify(file: string, wanted: string, input: string): Promise<void> {
  if (wanted === '') return;
  const found = await digestOf(file);
  if (found !== wanted) {
    throw new UserError(
      `\`${input}\` pins ${wanted}, but ${file} has ${found}; it was not run.`,
      'Find out why it changed before you pin the new digest.',
    );
  }
}

/**
 * A private copy of the program and of what belongs to it, with the pinned digest: what is run is what was verified, even if
 * somebody replaces the program meanwhile. Runs that pin the same digest share it.
 * @throws UserError if the digest is another one.
 */
export async function privateCopy(bin: string, wanted: string, tempDir: string): Promise<string> {
  const shared = join(tempDir, `gpu-ci-pinned-${wanted.slice(0, 32)}`);
  if (await holds(shared, wanted)) return programIn(shared);
  await mkdir(tempDir, { recursive: true });
  // Only its owner can enter it.
  const fresh = await mkdtemp(`${shared}-`);
  try {
    await copyProgram(dirname(bin), fresh);
    await verify(programIn(fresh), wanted, 'cli-sha256');
  } catch (error) {
    await rm(fresh, { recursive: true, force: true });
    throw error;
  }
  try {
    await rename(fresh, shared);
    return programIn(shared);
  } catch {
    if (!(await holds(shared, wanted))) return programIn(fresh);
    await rm(fresh, { recursive: true, force: true });
    return programIn(shared);
  }
}

const programIn = (dir: string): string => join(dir, 'bin', 'gpu');

async function holds(dir: string, wanted: string): Promise<boolean> {
  try {
    const { mode, uid } = await lstat(dir);
    const own = (mode & 0o170777) === 0o040700 && uid === process.getuid?.();
    return own && (await digestOf(programIn(dir))) === wanted;
  } catch {
    return false;
  }
}

/** A folder of PATH may hold much else: by their names, these belong to the program. */
const BELONGS = /^(gpu|lib)/;

async function copyProgram(from: string, to: string): Promise<void> {
  const copy = async (source: string, target: string): Promise<void> => {
    const names = (await readdir(source)).filter((name) => BELONGS.test(name));
    await Promise.all(
      names.map((name) => cp(join(source, name), join(target, name), { recursive: true, dereference: true })),
    );
  };
  await copy(from, join(to, 'bin'));
  // The tree of an install script: libraries lie beside `bin`.
  const tree = dirname(from);
  if (tree.endsWith('.gpu-cli') || tree.includes('gpu-cli-')) await copy(tree, to);
}
