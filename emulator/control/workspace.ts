// The workspace's way to the pod and the outputs' way back. All is on one machine, so a transfer is a copy of files.
import { execFile } from 'node:child_process';
import { constants } from 'node:fs';
import { copyFile, lstat, mkdir, readdir, readlink, realpath, rename, rm, symlink, utimes } from 'node:fs/promises';
import { dirname, isAbsolute, join, normalize, relative, resolve, sep } from 'node:path';
import { matcher } from './globs.ts';

/** Never sent, whatever git or `include` say. */
export function neverSent(path: string): boolean {
  const parts = path.split('/');
  const name = parts.at(-1) ?? '';
  if (name.startsWith('.env') || name.endsWith('.key') || name.endsWith('.pem')) return true;
  return parts.some((part) => part === '.git' || part === 'secrets' || part === '.secrets');
}

/** The files that are sent, relative to the workspace: what git does not ignore, and what `include` names. */
export async function filesToSend(workspace: string, include: readonly string[]): Promise<string[]> {
  const tracked = await gitFiles(workspace);
  const files = new Set(tracked ?? (await walk(workspace)));
  if (tracked && include.length > 0) {
    const wanted = matcher(include);
    for (const path of await walk(workspace)) if (wanted(path)) files.add(path);
  }
  return [...files].filter((path) => !neverSent(path)).sort();
}

function gitFiles(workspace: string): Promise<string[] | undefined> {
  return new Promise((resolveFiles) => {
    const list = ['-C', workspace, 'ls-files', '-z', '--cached', '--others', '--exclude-standard'];
    execFile('git', list, { maxBuffer: 1 << 28 }, (error, stdout) => {
      resolveFiles(error ? undefined : stdout.split('\0').filter((path) => path !== ''));
    });
  });
}

/** Every file below a folder, symbolic links as themselves, `.git` left out. */
export async function walk(folder: string, below = ''): Promise<string[]> {
  const found: string[] = [];
  for (const entry of await readdir(join(folder, below), { withFileTypes: true }).catch(() => [])) {
    const path = below === '' ? entry.name : `${below}/${entry.name}`;
    if (entry.isDirectory()) {
      if (entry.name !== '.git') found.push(...(await walk(folder, path)));
    } else if (entry.isFile() || entry.isSymbolicLink()) found.push(path);
  }
  return found;
}

/** Copies what differs; `onFile` hears of each file done. Nothing on the pod is removed: it may be another job's output. */
export async function sendFiles(
  workspace: string,
  files: readonly string[],
  pod: string,
  signal: AbortSignal,
): Promise<void> {
  for (const path of files) {
    signal.throwIfAborted();
    await copyOne(workspace, path, pod);
  }
}

/**
 * Copies the outputs that match back into the workspace, each file whole or not at all. Returns their paths.
 * @param conflicts whether a file that exists is kept, and the one of the pod is written beside it.
 */
export async function fetchOutputs(
  pod: string,
  globs: readonly string[],
  workspace: string,
  conflicts = false,
): Promise<string[]> {
  const wanted = matcher(globs.map(normalizeGlob).filter((glob) => glob !== undefined));
  const fetched: string[] = [];
  for (const path of await walk(pod)) {
    if (!wanted(path) || path.split('/').includes('.git')) continue;
    const there = conflicts && (await lstat(join(workspace, path)).catch(() => undefined)) !== undefined;
    const name = there ? `${path}.pod-conflict` : path;
    if (await copyOne(pod, path, workspace, name)) fetched.push(name);
  }
  return fetched;
}

/** Outputs are named relative to the workspace; nothing outside it can be asked for. */
function normalizeGlob(glob: string): string | undefined {
  const negative = glob.startsWith('!');
  const path = normalize(negative ? glob.slice(1) : glob);
  if (isAbsolute(path) || path === '..' || path.startsWith(`..${sep}`)) return undefined;
  const cleaned = path === '.' || path === './' ? '**' : path;
  return negative ? `!${cleaned}` : cleaned;
}

/** Copies one file between two trees and stays inside both. False where the target has it already or may not have it. */
async function copyOne(from: string, path: string, to: string, name = path): Promise<boolean> {
  const source = join(from, path);
  const target = join(to, name);
  const status = await lstat(source).catch(() => undefined);
  if (!status || !(await inside(from, dirname(source)))) return false;
  const there = await lstat(target).catch(() => undefined);
  if (status.isFile() && there?.isFile() && there.size === status.size && same(there.mtimeMs, status.mtimeMs)) {
    return false;
  }
  await mkdir(dirname(target), { recursive: true });
  if (!(await inside(to, dirname(target)))) return false;
  const partial = `${target}.${process.pid}-${counter()}.partial`;
  if (status.isSymbolicLink()) {
    const link = await readlink(source);
    const reached = resolve(dirname(source), link);
    if (isAbsolute(link) || !reached.startsWith(from + sep)) return false;
    await symlink(link, partial);
  } else {
    try {
      await copyFile(source, partial, constants.COPYFILE_FICLONE);
      await utimes(partial, status.atime, status.mtime);
    } catch (error) {
      await rm(partial, { force: true });
      if ((error as NodeJS.ErrnoException).code === 'ENOENT') return false;
      throw error;
    }
  }
  await rename(partial, target);
  return true;
}

let copies = 0;
const counter = (): number => (copies += 1);
const same = (a: number, b: number): boolean => Math.abs(a - b) < 2;

async function inside(root: string, folder: string): Promise<boolean> {
  const [realRoot, realFolder] = await Promise.all([realpath(root), realpath(folder)]);
  return realFolder === realRoot || !relative(realRoot, realFolder).startsWith('..');
}
