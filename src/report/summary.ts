import type { RunReport } from '../model/outcome.ts';
import { attemptsPart } from './attempts.ts';
import { timeline, useChart } from './charts.ts';
import { markdown } from './escape.ts';
import { factsTable, useTable } from './facts.ts';
import {
  adviceAlert,
  details,
  joined,
  leftoverAlert,
  logPart,
  metricsTable,
  noticesPart,
  ownReport,
  subLine,
} from './sections.ts';
import { aboutCost, ending, isGood, signOf } from './words.ts';

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
    charts(report),
    withHeading('Metrics', metricsTable(report.metrics, limits.metrics)),
    withHeading('Report', ownReport(report, limits.reportBytes)),
    attemptsPart(report),
    subLine(report),
  ]);
  return `${page}\n`;
}

export function headline(report: RunReport, level = 2): string {
  const label = markdown(report.label, 120) || 'GPU run';
  return `${'#'.repeat(level)} ${signOf(report)} ${label} · ${ending(report)}${aboutCost(report).replace('$', '\\$')}`;
}

const withHeading = (heading: string, body: string): string => (body === '' ? '' : `### ${heading}\n\n${body}`);

/** The timeline, if the time went to more than one place, and the use of the GPU. */
function charts(report: RunReport): string {
  const { queueSeconds, runSeconds } = report.times;
  const isSplit = report.attempts.length > 1 || queueSeconds > Math.max(30, runSeconds * 0.05);
  const { telemetry } = report;
  const use = telemetry === null ? '' : joined([useChart(telemetry), useTable(telemetry)]);
  return joined([isSplit ? timeline(report) : '', details('GPU use over time', use)]);
}
