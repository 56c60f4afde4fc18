import { lstat, open, realpath, stat } from 'node:fs/promises';
import { isAbsolute, join, relative, resolve } from 'node:path';
import { sentenceOf } from '../core/errors.ts';
import { compare, parseMetrics, type Metrics } from './metrics.ts';
import type { RunReport } from '../core/outcome.ts';
import type { RunRequest } from '../core/request.ts';

const REPORT_MAX = 200_000;
const METRICS_MAX = 1_000_001;

/**
 * What the workload brought back: outputs that are there or missing, its own Markdown, its numbers beside the baseline's.
 * All of it is foreign: read with a bound, from inside the workspace only, and a fault is a notice, never a failure.
 */
export async function readBrought(
  request: RunRequest,
  workspace: string,
  ran: boolean,
): Promise<{ brought: Pick<RunReport, 'markdown' | 'metrics' | 'outputs'>; notices: string[] }> {
  const notices: string[] = [];
  const folder = resolve(workspace, request.workingDirectory);
  const read = async (input: string, path: string, max: number): Promise<string> => {
    if (path === '') return '';
    try {
      return await readInside(folder, workspace, path, max);
    } catch (error) {
      notices.push(`\`${input}\`: ${path} could not be read (${sentenceOf(error)}).`);
      return '';
    }
  };
  const numbers = async (input: string, path: string): Promise<Metrics | undefined> => {
    const text = await read(input, path, METRICS_MAX);
    if (text === '') return undefined;
    try {
      const found = parseMetrics(text);
      if (found.dropped > 0) notices.push(`\`${input}\`: ${path} holds ${found.dropped} more numbers than are shown.`);
      return found;
    } catch (error) {
      notices.push(`\`${input}\`: ${path}: ${sentenceOf(error)}`);
      return undefined;
    }
  };
  if (!ran) return { brought: { markdown: '', metrics: [], outputs: [] }, notices };
  const outputs = await Promise.all(
    request.outputs.map(async (path) => ({ path, found: /[*?[]/.test(path) || (await exists(join(folder, path))) })),
  );
  const missing = outputs.filter(({ found }) => !found).map(({ path }) => path);
  if (missing.length > 0) notices.push(`Outputs that did not come back from the pod: ${missing.join(', ')}.`);
  const metrics = await numbers('metrics', request.metrics);
  const baseline = await numbers('metrics-baseline', request.metricsBaseline);
  return {
    brought: {
      markdown: await read('report', request.report, REPORT_MAX),
      metrics: metrics === undefined ? [] : compare(metrics, baseline),
      outputs,
    },
    notices,
  };
}

const exists = (path: string): Promise<boolean> =>
  stat(path).then(
    () => true,
    () => false,
  );

/** Reads a regular file below the workspace; links are not followed, so no foreign file can be shown. */
async function readInside(folder: string, workspace: string, path: string, max: number): Promise<string> {
  const file = resolve(folder, path);
  const below = relative(workspace, file);
  if (below.startsWith('..') || isAbsolute(below)) throw new Error('it lies outside the workspace');
  if (!(await lstat(file)).isFile()) throw new Error('it is no regular file');
  // A folder on the way may be a link as well, out of the workspace or to what is not the workload's to show.
  if ((await realpath(file)) !== join(await realpath(workspace), below)) throw new Error('a link leads to it');
  const handle = await open(file, 'r');
  try {
    const { bytesRead, buffer } = await handle.read(Buffer.alloc(max), 0, max, 0);
    return buffer.toString('utf8', 0, bytesRead);
  } finally {
    await handle.close();
  }
}
