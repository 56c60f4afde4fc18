import type { Advice, MetricRow, RunReport } from '../model/outcome.ts';
import { attemptsPart } from './attempts.ts';
import { timeline, useChart } from './charts.ts';
import { cell, code, details, fence, html, joined, markdown, markdownWithCode } from './escape.ts';
import { factsTable } from './facts.ts';
import { foreignMarkdown, type ForeignOptions } from './foreign.ts';
import { lastLines, TAIL_LIMITS } from './log-tail.ts';
import { plural, sayMetric, sayMoney } from './numbers.ts';
import { isGood, signOf, verdict } from './words.ts';

export const byteLength = (text: string): number => new TextEncoder().encode(text).length;

/** What a page shows of the parts that a workload writes. */
export interface Limits {
  readonly logLines: number;
  readonly reportBytes: number;
  readonly metrics: number;
}
/** GitHub drops a summary of more than 1 MiB. With these limits a summary stays below it, whatever is escaped. */
const WHOLE: Limits = { logLines: 60, reportBytes: 200_000, metrics: 200 };

/**
 * The job summary as Markdown. Four answers first: did it work, what did it cost, where did the time go, what should I change.
 * `title` is '' on a page that has its own title.
 */
export function renderSummary(report: RunReport, limits = WHOLE, title = headline(report)): string {
  const page = joined([
    leftoverAlert(report),
    title,
    factsTable(report),
    adviceAlert(report.advice),
    isGood(report) ? '' : logPart(report, limits.logLines),
    noticesPart(report.notices),
    timeline(report),
    report.telemetry === null ? '' : useChart(report.telemetry),
    withHeading('Metrics', metricsTable(report.metrics, limits.metrics)),
    withHeading('Report', ownReport(report, limits.reportBytes)),
    attemptsPart(report),
    subLine(report),
  ]);
  return `${page}\n`;
}

export function headline(report: RunReport, level = 2): string {
  const label = markdown(report.label, 120) || 'GPU run';
  return `${'#'.repeat(level)} ${signOf(report)} ${label} · ${verdict(report).replace('$', '\\$')}`;
}

const withHeading = (heading: string, body: string): string => (body === '' ? '' : `### ${heading}\n\n${body}`);

/** The loudest thing on a page: something may live on and cost money. */
export function leftoverAlert(report: RunReport): string {
  if (report.cleanup !== 'unconfirmed') return '';
  // The command stands between backticks, or last, after a colon.
  const [told = '', last] = report.leftover.split(/[,;.]? end it with:\s*/);
  const commands =
    last === undefined
      ? [...report.leftover.matchAll(/`([^`\n]+)`/g)].map((match) => match[1] ?? '')
      : [last.replace(/^`|`$/g, '')];
  const hourly = report.gpu.pricePerHour * Math.max(1, report.gpu.count);
  const price = hourly > 0 ? `, at about ${sayMoney(hourly).replace('$', '\\$')} an hour` : '';
  const what =
    report.leftover === ''
      ? 'Neither the job nor the pod could be confirmed to have ended.'
      : markdownWithCode(told, 1_000);
  const command = commands.length > 0 ? commands : ['gpu status'];
  return quoted(
    'CAUTION',
    `## 🚨 A GPU may still be running${price}\n\n${what.charAt(0).toUpperCase()}${what.slice(1).replace(/[.]?$/, '.')}\n\n**End it now:**\n\n${fence(command.join('\n'), 'sh')}`,
  );
}

function quoted(kind: 'CAUTION' | 'TIP' | 'NOTE' | 'WARNING', body: string): string {
  const lines = body.split('\n').map((line) => (line === '' ? '>' : `> ${line}`));
  return [`> [!${kind}]`, ...lines].join('\n');
}

const paragraphOrList = (texts: readonly string[]): string =>
  texts.map((text) => (texts.length > 1 ? `- ${text}` : text)).join('\n');

export function adviceAlert(advice: readonly Advice[]): string {
  const said = advice.slice(0, 3).map((item) => markdownWithCode(item.text, 1_000));
  if (said.length === 0) return '';
  return quoted('TIP', paragraphOrList(said));
}

export function noticesPart(notices: readonly string[]): string {
  const told = notices.filter((text) => text.trim() !== '');
  const said = told.slice(0, 10);
  if (said.length === 0) return '';
  const more = told.length > said.length ? [`and ${plural(told.length - said.length, 'more notice')}`] : [];
  const lines = [...said.map((text) => markdownWithCode(text, 500)), ...more];
  return quoted('NOTE', paragraphOrList(lines));
}

/** Which way the number went, and whether that is good: the arrow is the direction, the colour the verdict. */
function changeOf(row: MetricRow): string {
  if (row.verdict === 'new') return 'new';
  if (row.change === null) return '';
  const arrow = row.change > 0 ? '▲' : '▼';
  const mark = row.verdict === 'better' ? '🟢 ' : row.verdict === 'worse' ? '🔴 ' : '';
  return `${mark}${arrow} ${row.change > 0 ? '+' : '−'}${sayMetric(Math.abs(row.change))}`;
}

export function metricsTable(rows: readonly MetricRow[], most: number): string {
  if (rows.length === 0) return '';
  const compared = rows.some((row) => row.baseline !== null);
  const unchanged = rows.filter((row) => row.change === 0);
  const changed = rows.filter((row) => row.change !== 0);
  const shown = changed.slice(0, most);
  const lines = shown.map((row) => {
    const first = `| ${cell(row.name, 120)} | ${sayMetric(row.value, row.baseline)} |`;
    return compared
      ? `${first} ${row.baseline === null ? '–' : sayMetric(row.baseline, row.value)} | ${changeOf(row)} |`
      : first;
  });
  const head = compared
    ? '| metric | this run | baseline | change |\n|:---|---:|---:|:---|'
    : '| metric | this run |\n|:---|---:|';
  const worse = changed.filter((row) => row.verdict === 'worse').map((row) => `**${markdown(row.name, 80)}**`);
  const same = unchanged.map((row) => `${markdown(row.name, 80)} ${sayMetric(row.value)}`);
  return joined([
    worse.length === 0 ? '' : `🔴 Worse than the baseline: ${listed(worse, 3)}.`,
    lines.length === 0 ? '' : `${head}\n${lines.join('\n')}`,
    same.length === 0 ? '' : `Unchanged: ${listed(same, 10)}.`,
    changed.length === shown.length ? '' : `${plural(changed.length - shown.length, 'more number')} in the run report.`,
  ]);
}

const listed = (names: readonly string[], most: number): string =>
  names.slice(0, most).join(', ') + (names.length > most ? ` and ${names.length - most} more` : '');

/** The workload's own report, cut at a line end. Its escaped text may be twice as long; what is longer is markup, not a report. */
export function ownReport(report: RunReport, maxBytes: number, options: ForeignOptions = {}): string {
  const text = foreignMarkdown(headLines(report.markdown, maxBytes), options);
  return byteLength(text) <= 2 * maxBytes ? text : '<p><sub>The report of the workload is too long to show.</sub></p>';
}

/** The first lines of a text within a number of bytes. */
function headLines(text: string, maxBytes: number): string {
  if (byteLength(text) <= maxBytes) return text;
  const end = new TextDecoder().decode(new TextEncoder().encode(text).subarray(0, maxBytes)).lastIndexOf('\n');
  return end <= 0 ? '' : `${text.slice(0, end)}\n\n…`;
}

export function logPart(report: RunReport, maxLines: number): string {
  if (report.logTail === '' || maxLines === 0) return '';
  const tail = lastLines(report.logTail, { maxBytes: TAIL_LIMITS.maxBytes, maxLines });
  return details('<b>Last lines of the log</b>', fence(tail), true);
}

/** What is looked for when something is to be looked into, small, at the end. */
export function subLine(report: RunReport): string {
  const run = /^https?:\/\/[^\s"'<>]+$/.test(report.links.run)
    ? `<a href="${html(report.links.run, 2_000)}">the run and its log</a>`
    : '';
  const parts = [
    report.jobId === '' ? '' : code(report.jobId, 100),
    report.podId === '' ? '' : `pod ${code(report.podId, 100)}`,
    report.org.identity === '' ? '' : `as ${code(report.org.identity, 100)}`,
    report.versions.cli === '' ? '' : `gpu ${html(report.versions.cli, 40)}`,
    report.versions.action === '' ? '' : `run-action ${html(report.versions.action, 40)}`,
    report.cost === null ? '' : 'cost is an estimate: list price × billed time',
    run,
  ];
  return `<p><sub>${parts.filter((part) => part !== '').join(' · ')}</sub></p>`;
}
