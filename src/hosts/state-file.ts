import { randomUUID } from 'node:crypto';
import {
  chmodSync,
  closeSync,
  constants,
  fstatSync,
  ftruncateSync,
  lstatSync,
  mkdirSync,
  openSync,
  readFileSync,
  renameSync,
  rmSync,
  writeFileSync,
} from 'node:fs';
import { dirname, join } from 'node:path';
import { sentenceOf, UserError } from '../model/errors.ts';
import type { Saved } from '../model/host.ts';

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
  // An earlier umask or another program may have opened it to other users.
  if ((found.mode & 0o077) !== 0) chmodSync(path, 0o700);
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

/** The state of the runs of one CI job, in one file: the clean-up, which is another process, ends what any of them left. */
export interface JobState {
  /** @throws UserError if the file exists and is not a state file. */
  set(name: string, value: string): void;
  /** All runs that nobody forgot, the newest first. */
  saved(): readonly Saved[];
  /** This run leaves nothing to clean up. */
  forget(): void;
}

/** One JSON line: what a run saved under a name, or that it left nothing. */
type Entry =
  | { readonly run: string; readonly name: string; readonly value: string }
  | { readonly run: string; readonly over: true };

/** Each line begins so. The line break comes first, so that the next line can be read if this one was cut short. */
const BEGIN = '\n{"run":"';

/** Each run appends to the file and rewrites nothing, because other runs of the job write at the same time. */
export function jobState(path: string): JobState {
  const run = randomUUID();
  let hasSaved = false;
  const forget = (id: string): void => {
    append(path, JSON.stringify({ run: id, over: true }));
    removeIfOver(path);
  };
  return {
    set(name, value) {
      if (!hasSaved) readFile(path);
      append(path, JSON.stringify({ run, name, value }));
      hasSaved = true;
    },
    saved: () => runsIn(readFile(path)).map(({ id, state }) => ({ state, forget: () => forget(id) })),
    forget() {
      if (hasSaved) forget(run);
      hasSaved = false;
    },
  };
}

/** @throws UserError if the file holds something else. */
function readFile(path: string): string {
  try {
    if (lstatSync(path).isSymbolicLink()) throw new Error('it is a link');
    const text = readFileSync(path, 'utf8');
    if (text === '' || text.startsWith(BEGIN)) return text;
  } catch (error) {
    if ((error as NodeJS.ErrnoException).code === 'ENOENT') return '';
    throw new UserError(`The state file ${path} cannot be read: ${sentenceOf(error)}.`, CHECK_PATH);
  }
  throw new UserError(`${path} is not a state file of gpu-ci; it was left as it is.`, CHECK_PATH);
}

const CHECK_PATH =
  'Check the path that --state or GPU_CI_STATE gives. If a run may still be alive, look at `gpu status`, and end it with `gpu run --cancel JOB` and `gpu stop POD -y`.';

/**
 * What each run saved. A line that cannot be read counts as a run of its own whose state is unreadable, so that the clean-up
 * reports it.
 */
function runsIn(text: string) {
  const values = new Map<string, Map<string, string>>();
  const over = new Set<string>();
  const damaged: { id: string; state: () => string }[] = [];
  for (const line of text.split('\n').filter(Boolean)) {
    const entry = entryOf(line);
    if (entry === undefined) damaged.push({ id: randomUUID(), state: () => line });
    else if ('over' in entry) over.add(entry.run);
    else values.set(entry.run, (values.get(entry.run) ?? new Map<string, string>()).set(entry.name, entry.value));
  }
  const runs = [...values].filter(([id]) => !over.has(id));
  return [...runs.map(([id, saved]) => ({ id, state: (name: string) => saved.get(name) ?? '' })).reverse(), ...damaged];
}

function entryOf(line: string): Entry | undefined {
  if (!`\n${line}`.startsWith(BEGIN)) return undefined;
  try {
    return JSON.parse(line) as Entry;
  } catch {
    return undefined;
  }
}

/** A link at the path could lead to a file of somebody else. */
const APPEND = constants.O_WRONLY | constants.O_APPEND | constants.O_CREAT | constants.O_NOFOLLOW;

function append(path: string, lines: string): void {
  mkdirSync(dirname(path), { recursive: true, mode: 0o700 });
  const file = openSync(path, APPEND, 0o600);
  try {
    const { size, ino } = fstatSync(file);
    try {
      writeFileSync(file, `\n${lines}`);
    } catch (error) {
      // Half a line would count as damage.
      ftruncateSync(file, size);
      throw error;
    }
    // A run that ended has removed the file in the meantime, and with it what was just written.
    if (lstatSync(path, { throwIfNoEntry: false })?.ino !== ino) append(path, lines);
  } finally {
    closeSync(file);
  }
}

function removeIfOver(path: string): void {
  const before = readFile(path);
  if (before === '' || runsIn(before).length > 0) return;
  const aside = `${path}.${randomUUID()}`;
  renameSync(path, aside);
  // Another run may have written before the file was renamed.
  const text = readFile(aside);
  if (runsIn(text).length > 0) append(path, text.trimStart());
  rmSync(aside, { force: true });
}
