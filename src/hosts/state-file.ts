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
  readSync,
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

/**
 * The state of the runs of one CI job: one file of JSON lines, to which each run appends. A run never rewrites what another one
 * wrote, because the clean-up needs the state of both.
 */
export interface JobState {
  readonly path: string;
  /** @throws UserError if the file exists and is not a state file. */
  set(name: string, value: string): void;
  /** All runs that nobody forgot, the newest first. Read again each time: `gpu-ci cleanup` is another process. */
  saved(): readonly Saved[];
  /** This run leaves nothing to clean up. */
  forget(): void;
}

const HEADER = '{"gpu-ci-state":1}';

export function jobState(path: string): JobState {
  const run = randomUUID();
  const own: string[] = [];
  const write = (record: object): void => {
    const line = JSON.stringify({ run, ...record });
    append(path, [line], own);
    own.push(line);
  };
  const forget = (id: string): void => {
    append(path, [JSON.stringify({ run: id, over: true })], []);
    removeIfOver(path);
  };
  return {
    path,
    set(name, value) {
      if (own.length === 0) readRuns(path);
      write({ name, value });
    },
    saved: () => readRuns(path).map(({ id, state }) => ({ state, forget: () => forget(id) })),
    forget() {
      if (own.length > 0) forget(run);
      own.length = 0;
    },
  };
}

interface Run {
  readonly id: string;
  readonly state: (name: string) => string;
}

/** A link at the path could lead to a file of somebody else. */
const APPEND = constants.O_RDWR | constants.O_APPEND | constants.O_CREAT | constants.O_NOFOLLOW;

function append(path: string, lines: readonly string[], earlier: readonly string[]): void {
  mkdirSync(dirname(path), { recursive: true, mode: 0o700 });
  const file = openSync(path, APPEND, 0o600);
  try {
    const { size, ino } = fstatSync(file);
    const start = size === 0 ? `${HEADER}\n` : endsALine(file, size) ? '' : '\n';
    try {
      writeFileSync(file, start + lines.map((line) => `${line}\n`).join(''));
    } catch (error) {
      // Half a line would count as damage.
      ftruncateSync(file, size);
      throw error;
    }
    // A clean-up has removed the file in the meantime, and with it what was just written.
    if (lstatSync(path, { throwIfNoEntry: false })?.ino !== ino) append(path, [...earlier, ...lines], []);
  } finally {
    closeSync(file);
  }
}

function endsALine(file: number, size: number): boolean {
  const last = Buffer.alloc(1);
  readSync(file, last, 0, 1, size - 1);
  return last[0] === 10;
}

/**
 * What each run saved. A line that cannot be read counts as a run of its own whose state is unreadable, so that the clean-up
 * reports it.
 */
function readRuns(path: string): readonly Run[] {
  const values = new Map<string, Map<string, string>>();
  const over = new Set<string>();
  const damaged: Run[] = [];
  for (const line of linesOf(path)) {
    const record = recordOf(line);
    if (record === undefined) damaged.push({ id: randomUUID(), state: () => line });
    else if (record.over) over.add(record.run);
    else values.set(record.run, (values.get(record.run) ?? new Map<string, string>()).set(record.name, record.value));
  }
  const runs = [...values].filter(([id]) => !over.has(id));
  return [...runs.map(([id, saved]) => ({ id, state: (name: string) => saved.get(name) ?? '' })).reverse(), ...damaged];
}

interface Entry {
  readonly run: string;
  readonly over: boolean;
  readonly name: string;
  readonly value: string;
}

function recordOf(line: string): Entry | undefined {
  try {
    const { run, over, name, value } = JSON.parse(line) as Partial<Entry>;
    if (typeof run !== 'string') return undefined;
    if (over === true) return { run, over, name: '', value: '' };
    return typeof name === 'string' && typeof value === 'string' ? { run, over: false, name, value } : undefined;
  } catch {
    return undefined;
  }
}

/** @throws UserError if the file holds something else. */
function linesOf(path: string): readonly string[] {
  let text: string;
  try {
    if (lstatSync(path).isSymbolicLink()) throw new Error('it is a link');
    text = readFileSync(path, 'utf8');
  } catch (error) {
    if ((error as NodeJS.ErrnoException).code === 'ENOENT') return [];
    throw new UserError(`The state file ${path} cannot be read: ${sentenceOf(error)}.`, CHECK_PATH);
  }
  if (text === '') return [];
  const [first, ...lines] = text.split('\n');
  if (first !== HEADER) throw new UserError(`${path} is not a state file of gpu-ci; it was left as it is.`, CHECK_PATH);
  return lines.filter((line) => line !== '' && line !== HEADER);
}

const CHECK_PATH =
  'Check the path that --state or GPU_CI_STATE gives. If a run may still be alive, look at `gpu status`, and end it with `gpu run --cancel JOB` and `gpu stop POD -y`.';

function removeIfOver(path: string): void {
  if (readRuns(path).length > 0) return;
  const aside = `${path}.${randomUUID()}`;
  renameSync(path, aside);
  // Another run may have written between the look and the renaming.
  if (readRuns(aside).length > 0) append(path, linesOf(aside), []);
  rmSync(aside, { force: true });
}
