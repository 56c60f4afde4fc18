import type { RunReport } from '../model/outcome.ts';
import { byteLength, details, html, htmlWithCode, joined, markdown } from './escape.ts';
import { attemptsTable, metricsTable } from './figures.ts';
import {
  factsTable,
  happened,
  headline,
  leftoverAlert,
  linkTo,
  logPart,
  notices,
  ownReport,
  renderSummary,
  small,
  subLine,
  timeFact,
  tips,
  useFact,
  type Limits,
} from './summary.ts';
import {
  ending,
  isGood,
  plural,
  sayEstimate,
  sayMetric,
  sayMoney,
  saySeconds,
  signOf,
  verdict,
  whatToDo,
  worseMetrics,
} from './texts.ts';

/** What a page shows that GitHub limits to 65,535 characters. */
const SHORT: Limits = { logLines: 30, reportBytes: 16_000, metrics: 15 };
const CHECK_BYTES = 65_000;
const SECTION_BYTES = 30_000;

interface SectionOptions {
  readonly maxBytes?: number;
  /** Below a table of jobs: only what failed is open. */
  readonly folded?: boolean;
}

/**
 * The section of one job in the comment of a pull request: what must be seen, the rest folded. It closes whatever it opens, so that
 * sections can follow each other. The most complete of several versions is used that fits.
 */
export function renderSection(
  report: RunReport,
  { maxBytes = SECTION_BYTES, folded = false }: SectionOptions = {},
): string {
  const title = `${signOf(report)} <b>${html(report.label, 120) || 'GPU run'}</b> · ${verdict(report)}`;
  const page = (...parts: readonly string[]): string =>
    folded ? details(title, joined(parts), !isGood(report)) : joined([headline(report, 3), ...parts]);
  const versions = [
    page(
      leftoverAlert(report),
      gist(report),
      tips(report),
      metricsTable(report.metrics, SHORT.metrics),
      folding(report),
    ),
    page(brief(report)),
    page(MORE),
  ];
  return `${versions.find((text) => byteLength(text) < maxBytes) ?? ''}\n`;
}

const MORE = '<p><sub>The job summary has the rest.</sub></p>';

const brief = (report: RunReport): string => joined([leftoverAlert(report), gist(report), MORE]);

/** One line that answers in a comment what the table answers in the summary. */
function gist(report: RunReport): string {
  const lines = isGood(report)
    ? [timeFact(report), useFact(report)]
    : [happened(report), htmlWithCode(whatToDo(report), 600)];
  const shown = lines.filter((line) => line !== '');
  return shown.length === 0 ? '' : `<p>${shown.join('<br>')}</p>`;
}

function folding(report: RunReport): string {
  const inside = joined([
    factsTable(report, isGood(report) ? ['Where the time went', 'GPU use'] : ['What happened', 'What to do']),
    logPart(report, SHORT.logLines),
    notices(report),
    ownReport(report, SHORT.reportBytes),
    attemptsTable(report),
    subLine(report),
  ]);
  return details(isGood(report) ? 'Details' : 'Log and details', inside);
}

/** Title and summary of a check run. */
export function renderCheck(report: RunReport): { readonly title: string; readonly summary: string } {
  const summary = renderSummary(report, SHORT, '');
  return {
    title: verdict(report),
    summary: byteLength(summary) <= CHECK_BYTES ? summary : brief(report),
  };
}

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
  const row: JobRow = {
    name: report.label.slice(0, 100),
    sign: signOf(report),
    result: `${ending(report, false)}${worseMetrics(report)}`,
    isGood: isGood(report),
    seconds: report.times.totalSeconds,
    usd: report.cost?.usd ?? 0,
    endedAt: report.endedAt,
    metrics: report.metrics
      .toSorted((a, b) => Number(b.better !== null) - Number(a.better !== null))
      .slice(0, MOST_METRICS)
      .map(({ name, value, better }) => ({ name: name.slice(0, 60), value, better })),
  };
  return Buffer.from(JSON.stringify(row)).toString('base64');
}

/** Undefined if a person or another version wrote something else. */
export function readRow(word: string): JobRow | undefined {
  try {
    const row = JSON.parse(Buffer.from(word, 'base64').toString()) as JobRow;
    const isRow =
      [row.name, row.sign, row.result, row.endedAt].every((text) => typeof text === 'string') &&
      [row.seconds, row.usd, ...row.metrics.map(({ value }) => value)].every(Number.isFinite) &&
      row.metrics.every(({ name }) => typeof name === 'string') &&
      /^\p{Extended_Pictographic}\uFE0F?$/u.test(row.sign);
    return isRow ? row : undefined;
  } catch {
    return undefined;
  }
}

/** Failed jobs first, then by name, in which 0.001 comes before 0.01 and 9 before 10. */
export function compareJobs(a: JobRow | undefined, b: JobRow | undefined): number {
  if (a === undefined || b === undefined) return Number(a === undefined) - Number(b === undefined);
  return Number(a.isGood) - Number(b.isGood) || compareNames(a.name, b.name);
}

function compareNames(a: string, b: string): number {
  const [left = [], right = []] = [a, b].map((name) => name.split(/((?:\d+\.)?\d+(?:e[+-]?\d+)?)/i));
  for (const [at, part] of left.entries()) {
    const other = right[at] ?? '';
    const order =
      at % 2 === 1 && other !== '' ? Number(part) - Number(other) : Number(part > other) - Number(part < other);
    if (order !== 0) return order;
  }
  return left.length - right.length;
}

interface JobsHead {
  readonly workflow: string;
  readonly commit: string;
  readonly runUrl: string;
  /** Jobs of the matrix, 0 if unknown. */
  readonly expected: number;
}

/** The top of a comment with several jobs: one verdict for all, and a table of the jobs in their order. */
export function jobTable(rows: readonly JobRow[], { workflow, commit, runUrl, expected }: JobsHead): string {
  const good = rows.filter((row) => row.isGood).length;
  const usd = rows.reduce((sum, row) => sum + row.usd, 0);
  const missing = Math.max(0, expected - rows.length);
  const sign = good < rows.length ? '❌' : missing > 0 ? '⏳' : '✅';
  const title = [
    `### ${sign} ${markdown(workflow, 100) || 'GPU runs'}`,
    `${good < rows.length ? `${good} of ` : ''}${plural(rows.length, 'job')} succeeded`,
    ...(missing > 0 ? [`${missing} not finished`] : []),
    ...(usd > 0 ? [sayEstimate(usd).replace('$', '\\$')] : []),
  ].join(' · ');
  const last = rows
    .map(({ endedAt }) => endedAt)
    .sort()
    .at(-1);
  const [, day, time] = /^(\d{4}-\d\d-\d\d)T(\d\d:\d\d)/.exec(last ?? '') ?? [];
  const about = small([
    /^[0-9a-f]{7,64}$/.test(commit) ? `commit <code>${commit.slice(0, 7)}</code>` : '',
    day === undefined ? '' : `${day} ${time} UTC`,
    linkTo(runUrl, 'the run and its logs'),
  ]);
  return joined([title, about, tableOf(rows)]);
}

interface Column {
  readonly title: string;
  readonly align: string;
  readonly of: (row: JobRow) => string;
}

function tableOf(rows: readonly JobRow[]): string {
  const columns: Column[] = [
    { title: 'job', align: ':---', of: (row) => `${row.sign} ${markdown(row.name, 100)}` },
    { title: 'result', align: ':---', of: (row) => markdown(row.result, 100) || '–' },
    { title: 'time', align: '---:', of: (row) => saySeconds(row.seconds) },
  ];
  if (rows.some(({ usd }) => usd > 0))
    columns.push({ title: 'cost', align: '---:', of: ({ usd }) => (usd > 0 ? `\\${sayMoney(usd)}` : '–') });
  const key = keyMetric(rows);
  if (key !== undefined) {
    const best = bestOf(rows, key);
    const shown = (row: JobRow): string => {
      const value = valueOf(row, key);
      if (value === undefined) return '–';
      return row === best ? `🏆 **${sayMetric(value)}**` : sayMetric(value);
    };
    columns.push({ title: markdown(key.name, 60) || '–', align: '---:', of: shown });
  }
  const lines = [
    columns.map(({ title }) => title),
    columns.map(({ align }) => align),
    ...rows.map((row) => columns.map(({ of }) => of(row))),
  ];
  return lines.map((cells) => `| ${cells.join(' | ')} |`).join('\n');
}

const valueOf = ({ metrics }: JobRow, { name }: JobMetric): number | undefined =>
  metrics.find((metric) => metric.name === name)?.value;

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
  const value = (row: JobRow): number => (valueOf(row, key) ?? NaN) * (key.better === 'up' ? -1 : 1);
  const measured = rows.filter((row) => row.isGood && !Number.isNaN(value(row)));
  if (new Set(measured.map(value)).size < 2) return undefined;
  return measured.sort((a, b) => value(a) - value(b))[0];
}
