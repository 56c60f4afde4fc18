import type { RunReport } from '../model/outcome.ts';
import { sayDuration } from '../model/duration.ts';
import { cell, html, joined, markdown } from './escape.ts';
import { plural, sayEstimate, sayMetric, sayMoney } from './numbers.ts';
import { ending, isGood, signOf } from './words.ts';

/** What the table at the top of a comment shows of one job. */
export interface JobRow {
  readonly name: string;
  readonly sign: string;
  readonly result: string;
  readonly isGood: boolean;
  readonly seconds: number;
  /** 0 if there is no price. */
  readonly usd: number;
  readonly endedAt: string;
  readonly metrics: readonly JobMetric[];
}

interface JobMetric {
  readonly name: string;
  readonly value: number;
  readonly better: 'up' | 'down' | null;
}

const MOST_METRICS = 4;

/** A row as one word without `--`, for an HTML comment. Jobs read the rows of the others from the comment. */
export function rowWord(report: RunReport): string {
  const metrics = [...report.metrics]
    .sort((a, b) => Number(b.better !== null) - Number(a.better !== null))
    .slice(0, MOST_METRICS)
    .map(({ name, value, better }): JobMetric => ({ name: name.slice(0, 60), value, better }));
  const worse = report.metrics.filter(({ verdict }) => verdict === 'worse').length;
  const row: JobRow = {
    name: report.label.slice(0, 100),
    sign: signOf(report),
    result: `${ending(report, false)}${worse === 0 ? '' : ` · 🔴 ${worse} worse`}`,
    isGood: isGood(report),
    seconds: report.times.totalSeconds,
    usd: report.cost?.usd ?? 0,
    endedAt: report.endedAt,
    metrics,
  };
  return Buffer.from(JSON.stringify(row)).toString('base64');
}

/** Undefined if a person or another version wrote something else. */
export function readRow(word: string): JobRow | undefined {
  try {
    const row = JSON.parse(Buffer.from(word, 'base64').toString()) as Partial<Record<keyof JobRow, unknown>> | null;
    const text = (value: unknown): string => (typeof value === 'string' ? value : '');
    const number = (value: unknown): number => (typeof value === 'number' && value > 0 ? value : 0);
    if (typeof row !== 'object' || row === null || typeof row.name !== 'string') return undefined;
    return {
      name: row.name,
      sign: /^\p{Extended_Pictographic}\uFE0F?$/u.exec(text(row.sign))?.[0] ?? '❔',
      result: text(row.result),
      isGood: row.isGood === true,
      seconds: number(row.seconds),
      usd: number(row.usd),
      endedAt: text(row.endedAt),
      metrics: Array.isArray(row.metrics) ? row.metrics.filter(isMetric) : [],
    };
  } catch {
    return undefined;
  }
}

function isMetric(value: unknown): value is JobMetric {
  if (typeof value !== 'object' || value === null) return false;
  const { name, value: number, better } = value as Partial<Record<keyof JobMetric, unknown>>;
  return (
    typeof name === 'string' && typeof number === 'number' && (better === 'up' || better === 'down' || better === null)
  );
}

/** Failed jobs first, then by name, in which 0.001 comes before 0.01 and 9 before 10. */
export function compareJobs(a: JobRow | undefined, b: JobRow | undefined): number {
  if (a === undefined || b === undefined) return Number(a === undefined) - Number(b === undefined);
  return Number(a.isGood) - Number(b.isGood) || compareNames(a.name, b.name);
}

function compareNames(a: string, b: string): number {
  const [left, right] = [a, b].map((name) => name.split(/((?:\d+\.)?\d+(?:e[+-]?\d+)?)/i));
  for (const [at, part] of (left ?? []).entries()) {
    const other = right?.[at] ?? '';
    const order =
      at % 2 === 1 && other !== '' ? Number(part) - Number(other) : Number(part > other) - Number(part < other);
    if (order !== 0) return order;
  }
  return (left?.length ?? 0) - (right?.length ?? 0);
}

export interface JobsHead {
  readonly workflow: string;
  readonly commit: string;
  readonly runUrl: string;
  /** Jobs of the matrix, 0 if unknown. */
  readonly expected: number;
}

/** The top of a comment with several jobs: one verdict for all, and a table of the jobs in their order. */
export function jobTable(rows: readonly JobRow[], head: JobsHead): string {
  const good = rows.filter((row) => row.isGood).length;
  const usd = rows.reduce((sum, row) => sum + row.usd, 0);
  const missing = Math.max(0, head.expected - rows.length);
  const verdict = [
    `${good < rows.length ? `${good} of ` : ''}${plural(rows.length, 'job')} succeeded`,
    missing > 0 ? `${missing} not finished` : '',
    usd > 0 ? sayEstimate(usd) : '',
  ].filter(Boolean);
  const sign = good < rows.length ? '❌' : missing > 0 ? '⏳' : '✅';
  const title = `### ${sign} ${markdown(head.workflow, 100) || 'GPU runs'} · ${verdict.join(' · ').replace('$', '\\$')}`;
  return joined([title, subLine(rows, head), table(rows)]);
}

function subLine(rows: readonly JobRow[], { commit, runUrl }: JobsHead): string {
  const last =
    rows
      .map(({ endedAt }) => endedAt)
      .sort()
      .at(-1) ?? '';
  const time = /^(\d{4}-\d\d-\d\d)T(\d\d:\d\d)/.exec(last);
  const parts = [
    /^[0-9a-f]{7,64}$/.test(commit) ? `commit <code>${commit.slice(0, 7)}</code>` : '',
    time === null ? '' : `${time[1]} ${time[2]} UTC`,
    /^https?:\/\/[^\s"'<>]+$/.test(runUrl) ? `<a href="${html(runUrl, 2_000)}">the run and its logs</a>` : '',
  ].filter(Boolean);
  return parts.length === 0 ? '' : `<p><sub>${parts.join(' · ')}</sub></p>`;
}

interface Column {
  readonly title: string;
  readonly align: string;
  readonly of: (row: JobRow) => string;
}

function table(rows: readonly JobRow[]): string {
  const key = keyMetric(rows);
  const best = key === undefined ? undefined : bestOf(rows, key);
  const columns: Column[] = [
    { title: 'job', align: ':---', of: (row) => `${row.sign} ${cell(row.name, 100)}` },
    { title: 'result', align: ':---', of: (row) => cell(row.result, 100) },
    { title: 'time', align: '---:', of: (row) => sayDuration(row.seconds * 1_000) },
  ];
  if (rows.some(({ usd }) => usd > 0))
    columns.push({ title: 'cost', align: '---:', of: ({ usd }) => (usd > 0 ? `\\${sayMoney(usd)}` : '–') });
  if (key !== undefined) {
    const shown = (row: JobRow): string => {
      const value = valueOf(row, key);
      if (value === undefined) return '–';
      return row === best ? `🏆 **${sayMetric(value)}**` : sayMetric(value);
    };
    columns.push({ title: cell(key.name, 60), align: '---:', of: shown });
  }
  const line = (cells: readonly string[]): string => `| ${cells.join(' | ')} |`;
  return [
    line(columns.map(({ title }) => title)),
    line(columns.map(({ align }) => align)),
    ...rows.map((row) => line(columns.map(({ of }) => of(row)))),
  ].join('\n');
}

const valueOf = (row: JobRow, { name }: JobMetric): number | undefined =>
  row.metrics.find((metric) => metric.name === name)?.value;

/** The number by which jobs are compared: the one that most jobs have, that differs, and of which the better direction is known. */
function keyMetric(rows: readonly JobRow[]): JobMetric | undefined {
  const metrics = new Map(rows.flatMap((row) => row.metrics.map((metric) => [metric.name, metric] as const)));
  const score = (metric: JobMetric): number => {
    const values = rows.flatMap((row) => valueOf(row, metric) ?? []);
    return values.length * 4 + Number(new Set(values).size > 1) * 2 + Number(metric.better !== null);
  };
  return [...metrics.values()].sort((a, b) => score(b) - score(a))[0];
}

function bestOf(rows: readonly JobRow[], key: JobMetric): JobRow | undefined {
  if (key.better === null) return undefined;
  const up = key.better === 'up' ? 1 : -1;
  const measured = rows.filter((row) => row.isGood && valueOf(row, key) !== undefined);
  if (new Set(measured.map((row) => valueOf(row, key))).size < 2) return undefined;
  return measured.sort((a, b) => up * ((valueOf(b, key) ?? 0) - (valueOf(a, key) ?? 0)))[0];
}
