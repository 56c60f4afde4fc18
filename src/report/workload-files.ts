import type { Stats } from 'node:fs';
import { constants, lstat, open, readdir, realpath } from 'node:fs/promises';
import { isAbsolute, join, relative, resolve, sep } from 'node:path';
import { sentenceOf } from '../model/errors.ts';
import type { RunReport } from '../model/outcome.ts';
import type { RunRequest } from '../request.ts';
import { withoutWalls } from './foreign.ts';
import { compare, MAX_ROWS, parseMetrics, type Metrics } from './metrics.ts';

const REPORT_MAX = 200_000;
/** An embedded picture is replaced before the report is cut. */
const REPORT_READ = 4_000_000;
const METRICS_MAX = 1_000_001;
/** Files that are looked at for `outputs`: what lies beyond is not compared. */
const MAX_FILES = 50_000;

type Wanted = Pick<RunRequest, 'workingDirectory' | 'outputs' | 'metrics' | 'report'>;

/** The files that the run may bring back, as they were at one moment: path below the folder of the run → version. */
export type FilesBefore = ReadonlyMap<string, string>;

/** A file that was written again has another version, even with the same content. */
const versionOf = ({ ino, size, mtimeMs, ctimeMs }: Stats): string => `${ino} ${size} ${mtimeMs} ${ctimeMs}`;

/** Reads the state before the run: what a checkout or an earlier run left there is not a result of this run. */
export async function filesBefore(request: Wanted, workspace: string): Promise<FilesBefore> {
  const folder = resolve(workspace, request.workingDirectory);
  const files = new Map<string, string>();
  const paths = [request.metrics, request.report].filter((path) => path !== '').map((path) => `./${path}`);
  for (const path of [...paths, ...request.outputs]) {
    for (const [name, version] of await filesOf(folder, path)) files.set(name, version);
  }
  return files;
}

/** Files that a path or pattern of `outputs` names, those below a folder included. */
async function filesOf(folder: string, path: string): Promise<Map<string, string>> {
  const found = new Map<string, string>();
  const pattern = patternOf(path);
  const visit = async (name: string): Promise<void> => {
    const stats = await lstat(join(folder, name)).catch(() => undefined);
    if (stats === undefined || found.size >= MAX_FILES) return;
    if (stats.isDirectory()) {
      const entries = await readdir(join(folder, name)).catch(() => []);
      for (const entry of entries) if (entry !== '.git') await visit(name === '' ? entry : `${name}/${entry}`);
    } else if (pattern.matches(name)) found.set(name, versionOf(stats));
  };
  if (!isAbsolute(path)) await visit(pattern.root);
  return found;
}

/** `*`, `?`, `[…]` and `**` as in a shell. A match of a folder stands for all files below it. */
function patternOf(path: string): { readonly root: string; readonly matches: (name: string) => boolean } {
  const parts = path.split('/').filter((part) => part !== '' && part !== '.');
  const first = parts.findIndex((part) => /[*?[]/.test(part));
  if (first === -1) return { root: parts.join('/'), matches: () => true };
  const source = parts.map((part) =>
    part === '**'
      ? '(?:[^/]+/)*'
      : `${part
          .replace(/[.+^${}()|\\]/g, '\\$&')
          .replace(/\*+/g, '[^/]*')
          .replace(/\?/g, '[^/]')}/`,
  );
  const whole = expressionOf(`^${source.join('')}`);
  return { root: parts.slice(0, first).join('/'), matches: (name) => whole.test(`${name}/`) };
}

function expressionOf(source: string): RegExp {
  try {
    return new RegExp(source);
  } catch {
    return /^(?!)/;
  }
}

/**
 * What the workload brought back: its outputs, its own Markdown, its numbers next to those of the baseline. All of it is foreign: it
 * is read within limits and from inside the workspace only, and a fault is a notice, not a failure.
 */
export async function readBrought(
  request: RunRequest,
  workspace: string,
  ran: boolean,
  before: FilesBefore = new Map(),
): Promise<{ brought: Pick<RunReport, 'markdown' | 'metrics' | 'outputs'>; notices: string[] }> {
  const notices: string[] = [];
  const folder = resolve(workspace, request.workingDirectory);
  const read = async (input: string, path: string, max: number): Promise<string | undefined> => {
    if (path === '') return undefined;
    try {
      const versions = input === 'metrics-baseline' ? new Map<string, string>() : await filesOf(folder, `./${path}`);
      if ([...versions].some(([name, version]) => before.get(name) === version)) {
        notices.push(`\`${input}\`: ${path} was there before the run and did not change, so it is not shown.`);
        return undefined;
      }
      return await readInside(folder, workspace, path, max);
    } catch (error) {
      notices.push(`\`${input}\`: ${path} could not be read (${sentenceOf(error)}).`);
      return undefined;
    }
  };
  const numbers = async (input: string, path: string): Promise<Metrics | undefined> => {
    const text = await read(input, path, METRICS_MAX);
    if (text === undefined) return undefined;
    try {
      const found = text.trim() === '' ? new Map<string, number>() : parseMetrics(text);
      if (found.size > 0) return found;
      notices.push(`\`${input}\`: ${path} ${text.trim() === '' ? 'is empty' : 'holds no numbers'}.`);
    } catch (error) {
      notices.push(`\`${input}\`: ${path}: ${sentenceOf(error)}`);
    }
    return undefined;
  };
  if (!ran) return { brought: { markdown: '', metrics: [], outputs: [] }, notices };
  const conflicts = new Set<string>();
  const outputs: { path: string; found: boolean }[] = [];
  const stale: string[] = [];
  for (const path of request.outputs.filter((name) => !name.startsWith('!'))) {
    const files = [
      ...(await filesOf(folder, path)),
      ...(await filesOf(folder, `${path.replace(/\/+$/, '')}.pod-conflict`)),
    ];
    const changed = files.filter(([name, version]) => before.get(name) !== version).map(([name]) => name);
    for (const name of changed) if (name.endsWith('.pod-conflict')) conflicts.add(name);
    const isFolder = files.length === 0 && (await exists(join(folder, path)));
    if (files.length > 0 && changed.length === 0) stale.push(path);
    outputs.push({ path, found: changed.length > 0 || isFolder });
  }
  const missing = outputs.filter(({ path, found }) => !found && !stale.includes(path)).map(({ path }) => path);
  if (missing.length > 0) notices.push(`Outputs that did not come back from the pod: ${missing.join(', ')}.`);
  if (stale.length > 0) notices.push(`Outputs that were there before the run and did not change: ${stale.join(', ')}.`);
  if (conflicts.size > 0) {
    const shown = [...conflicts].slice(0, 10).join(', ');
    notices.push(`GPU CLI kept local files and saved those of the pod under other names: ${shown}.`);
  }
  const metrics = await numbers('metrics', request.metrics);
  const baseline = await numbers('metrics-baseline', request.metricsBaseline);
  const rows = metrics === undefined ? [] : compare(metrics, baseline);
  if (rows.length > MAX_ROWS) {
    notices.push(`\`metrics\`: ${request.metrics} holds ${rows.length - MAX_ROWS} more numbers than are shown.`);
  }
  const markdown = withoutWalls((await read('report', request.report, REPORT_READ)) ?? '');
  if (markdown.length > REPORT_MAX) notices.push(`\`report\`: only the first 200 kB of ${request.report} are shown.`);
  return {
    brought: { markdown: markdown.slice(0, REPORT_MAX).toWellFormed(), metrics: rows.slice(0, MAX_ROWS), outputs },
    notices,
  };
}

const exists = (path: string): Promise<boolean> =>
  lstat(path).then(
    () => true,
    () => false,
  );

/**
 * Reads a regular file of the workspace. A link is followed if it stays inside, but not into `.git`, which may hold a token. The
 * opened file is compared with the one that was looked at, so that a process cannot exchange it in between.
 */
async function readInside(folder: string, workspace: string, path: string, max: number): Promise<string> {
  const file = resolve(folder, path);
  const below = relative(workspace, file);
  if (below.startsWith('..') || isAbsolute(below)) throw new Error('it lies outside the workspace');
  const real = await realpath(file);
  const inside = relative(await realpath(workspace), real);
  if (inside.startsWith('..') || isAbsolute(inside)) throw new Error('a link leads out of the workspace');
  if (inside.split(sep).includes('.git')) throw new Error('it lies in .git');
  const seen = await lstat(real);
  if (!seen.isFile()) throw new Error('it is not a regular file');
  if (seen.nlink > 1) throw new Error('it is a hard link');
  const handle = await open(real, constants.O_RDONLY | constants.O_NOFOLLOW | constants.O_NONBLOCK);
  try {
    const opened = await handle.stat();
    if (opened.ino !== seen.ino || opened.dev !== seen.dev || (await realpath(file)) !== real)
      throw new Error('it changed while it was read');
    const size = Math.min(max, opened.size);
    const { bytesRead, buffer } = await handle.read(Buffer.alloc(size), 0, size, 0);
    return decode(buffer.subarray(0, bytesRead));
  } finally {
    await handle.close();
  }
}

/** Text by its byte order mark; PowerShell writes UTF-16. */
function decode(bytes: Buffer): string {
  const [first, second] = bytes;
  const encoding =
    first === 0xff && second === 0xfe ? 'utf-16le' : first === 0xfe && second === 0xff ? 'utf-16be' : 'utf-8';
  return new TextDecoder(encoding).decode(bytes);
}
