import type { Stats } from 'node:fs';
import { constants, lstat, open, readdir, realpath } from 'node:fs/promises';
import { isAbsolute, join, relative, resolve, sep } from 'node:path';
import { sentenceOf } from '../model/errors.ts';
import type { RunReport } from '../model/outcome.ts';
import type { RunRequest } from '../request.ts';
import { compare, MAX_ROWS, parseMetrics, type Metrics } from './metrics.ts';

const REPORT_MAX = 200_000;
/** An embedded picture is replaced before the report is cut. */
const REPORT_READ = 4_000_000;
const METRICS_READ = 1_000_001;
/** Files that are looked at for one output. */
const MAX_FILES = 50_000;

export type Brought = Pick<RunReport, 'markdown' | 'metrics' | 'outputs'>;

interface Found {
  readonly name: string;
  /** Written since the run began, even with the same content. */
  readonly isNew: boolean;
}

/** Files that a path or pattern of `outputs` names, those below a folder included. */
async function filesOf(folder: string, path: string, sinceMs: number): Promise<readonly Found[]> {
  const found: Found[] = [];
  const parts = path.split('/').filter((part) => part !== '' && part !== '.');
  const first = parts.findIndex((part) => /[*?[]/.test(part));
  const isNamed = first === -1 ? () => true : matcherOf(parts);
  const visit = async (name: string): Promise<void> => {
    const stats = await lstat(join(folder, name)).catch(() => undefined);
    if (stats === undefined || found.length >= MAX_FILES) return;
    if (stats.isDirectory()) {
      const entries = await readdir(join(folder, name)).catch(() => []);
      for (const entry of entries) if (entry !== '.git') await visit(name === '' ? entry : `${name}/${entry}`);
    } else if (isNamed(name)) found.push({ name, isNew: isNew(stats, sinceMs) });
  };
  if (!isAbsolute(path)) await visit(parts.slice(0, first === -1 ? undefined : first).join('/'));
  return found;
}

/** A program can set the time of a modification, but not that of a change. */
const isNew = ({ ctimeMs }: Stats, sinceMs: number): boolean => ctimeMs >= sinceMs;

/** `*`, `?`, `[…]` and `**` as in a shell. A match of a folder stands for all files below it. */
function matcherOf(parts: readonly string[]): (name: string) => boolean {
  const source = parts.map((part) => {
    if (part === '**') return '(?:[^/]+/)*';
    const plain = part.replace(/[.+^${}()|\\]/g, '\\$&');
    return `${plain.replace(/\*+/g, '[^/]*').replace(/\?/g, '[^/]')}/`;
  });
  try {
    const whole = new RegExp(`^${source.join('')}`);
    return (name) => whole.test(`${name}/`);
  } catch {
    return () => false;
  }
}

/**
 * What the workload brought back: its outputs, its own Markdown, its numbers next to those of the baseline. All of it is foreign: it
 * is read within limits and from inside the workspace only, and a fault is a notice, not a failure. What a checkout or an earlier
 * run left there is not a result of this run.
 * @param sinceMs when the run began; later changes of files are results.
 */
export async function readBrought(
  request: RunRequest,
  workspace: string,
  sinceMs: number,
): Promise<{ brought: Brought; notices: string[] }> {
  const notices: string[] = [];
  const folder = resolve(workspace, request.workingDirectory);
  const read = async (input: string, path: string, most: number, since = sinceMs): Promise<string | undefined> => {
    if (path === '') return undefined;
    try {
      const { text, stats } = await readInside(folder, workspace, path, most);
      if (isNew(stats, since)) return text;
      notices.push(`\`${input}\`: ${path} was there before the run and did not change, so it is not shown.`);
    } catch (error) {
      notices.push(`\`${input}\`: ${path} could not be read (${sentenceOf(error)}).`);
    }
    return undefined;
  };
  const numbers = async (input: string, path: string, since = sinceMs): Promise<Metrics | undefined> => {
    const text = await read(input, path, METRICS_READ, since);
    if (text === undefined) return undefined;
    try {
      const found = text.trim() === '' ? undefined : parseMetrics(text);
      if (found !== undefined && found.size > 0) return found;
      notices.push(`\`${input}\`: ${path} ${found === undefined ? 'is empty' : 'holds no numbers'}.`);
    } catch (error) {
      notices.push(`\`${input}\`: ${path}: ${sentenceOf(error)}`);
    }
    return undefined;
  };
  const outputs = await outputsOf(request, folder, sinceMs, notices);
  const metrics = await numbers('metrics', request.metrics);
  const baseline = await numbers('metrics-baseline', request.metricsBaseline, 0);
  const rows = metrics === undefined ? [] : compare(metrics, baseline);
  if (rows.length > MAX_ROWS)
    notices.push(`\`metrics\`: ${request.metrics} holds ${rows.length - MAX_ROWS} more numbers than are shown.`);
  const markdown = withoutWalls((await read('report', request.report, REPORT_READ)) ?? '');
  if (markdown.length > REPORT_MAX) notices.push(`\`report\`: only the first 200 kB of ${request.report} are shown.`);
  const brought = { markdown: markdown.slice(0, REPORT_MAX).toWellFormed(), metrics: rows.slice(0, MAX_ROWS), outputs };
  return { brought, notices };
}

async function outputsOf(
  request: RunRequest,
  folder: string,
  sinceMs: number,
  notices: string[],
): Promise<RunReport['outputs']> {
  const outputs: { path: string; found: boolean }[] = [];
  const conflicts = new Set<string>();
  const [missing, stale]: [string[], string[]] = [[], []];
  for (const path of request.outputs.filter((name) => !name.startsWith('!'))) {
    const conflict = `${path.replace(/\/+$/, '')}.pod-conflict`;
    const files = [...(await filesOf(folder, path, sinceMs)), ...(await filesOf(folder, conflict, sinceMs))];
    const changed = files.filter((file) => file.isNew);
    for (const { name } of changed) if (name.endsWith('.pod-conflict')) conflicts.add(name);
    const isEmptyFolder = files.length === 0 && (await exists(join(folder, path)));
    const found = changed.length > 0 || isEmptyFolder;
    outputs.push({ path, found });
    if (!found) (files.length > 0 ? stale : missing).push(path);
  }
  if (missing.length > 0) notices.push(`Outputs that did not come back from the pod: ${missing.join(', ')}.`);
  if (stale.length > 0) notices.push(`Outputs that were there before the run and did not change: ${stale.join(', ')}.`);
  if (conflicts.size > 0) {
    const shown = [...conflicts].slice(0, 10).join(', ');
    notices.push(`GPU CLI kept local files and saved those of the pod under other names: ${shown}.`);
  }
  return outputs;
}

const exists = (path: string): Promise<boolean> => lstat(path).then(Boolean, () => false);

/** A word of this length is data. It makes a report unreadable and uses up its room. */
const WALL = /[^\s()<>"']{2000,}/g;

const withoutWalls = (text: string): string => text.replace(WALL, (word) => `${word.slice(0, 80).toWellFormed()}…`);

/**
 * Reads a regular file of the workspace. A link is followed if it stays inside, but not into `.git`, which may hold a token. The
 * opened file is compared with the one that was looked at, so that a process cannot exchange it in between.
 */
async function readInside(
  folder: string,
  workspace: string,
  path: string,
  most: number,
): Promise<{ readonly text: string; readonly stats: Stats }> {
  const file = resolve(folder, path);
  if (isOutside(relative(workspace, file))) throw new Error('it lies outside the workspace');
  const real = await realpath(file);
  const inside = relative(await realpath(workspace), real);
  if (isOutside(inside)) throw new Error('a link leads out of the workspace');
  if (inside.split(sep).includes('.git')) throw new Error('it lies in .git');
  const seen = await lstat(real);
  if (!seen.isFile()) throw new Error('it is not a regular file');
  if (seen.nlink > 1) throw new Error('it is a hard link');
  const handle = await open(real, constants.O_RDONLY | constants.O_NOFOLLOW | constants.O_NONBLOCK);
  try {
    const stats = await handle.stat();
    if (stats.ino !== seen.ino || stats.dev !== seen.dev || (await realpath(file)) !== real)
      throw new Error('it changed while it was read');
    const { bytesRead, buffer } = await handle.read(Buffer.alloc(Math.min(most, stats.size)), { position: 0 });
    return { text: decode(buffer.subarray(0, bytesRead)), stats };
  } finally {
    await handle.close();
  }
}

const isOutside = (path: string): boolean => path.startsWith('..') || isAbsolute(path);

/** Text by its byte order mark; PowerShell writes UTF-16. */
function decode(bytes: Buffer): string {
  const mark = bytes.subarray(0, 2).toString('hex');
  const encoding = mark === 'fffe' ? 'utf-16le' : mark === 'feff' ? 'utf-16be' : 'utf-8';
  return new TextDecoder(encoding).decode(bytes);
}
