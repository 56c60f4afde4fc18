import type { RunReport } from '../core/outcome.ts';
import { fitParts, SUMMARY_BYTES } from './budget.ts';
import { attemptsPart } from './attempts.ts';
import { timeline, useChart } from './charts.ts';
import { markdown } from './escape.ts';
import { factsTable, useTable } from './facts.ts';
import {
  adviceAlert,
  details,
  leftoverAlert,
  logPart,
  metricsTable,
  noticesPart,
  ownReport,
  part,
  subLine,
} from './sections.ts';
import { aboutCost, ending, signOf } from './words.ts';

const REPORT_BYTES = 400_000;
const LOG_BYTES = 80_000;

/**
 * The job summary as Markdown. Four answers first: did it work, what did it cost, where did the time go, what should I change.
 * Whatever the report holds, the result is at most `maxBytes` long and nothing foreign in it acts. `title` is '' where the page has
 * one of its own.
 */
export function renderSummary(report: RunReport, maxBytes = SUMMARY_BYTES, title = headline(report)): string {
  const failed = report.status !== 'succeeded' && report.status !== 'submitted' && report.status !== 'skipped';
  const log = (bytes: number): string => (failed ? logPart(report, true, bytes, 60) : '');
  const own = (bytes: number): string => ownReportPart(report, bytes);
  const parts = [
    part('clean-up', 100, leftoverAlert(report)),
    part('headline', 99, title),
    part('facts', 95, factsTable(report)),
    part('advice', 90, adviceAlert(report.advice)),
    part('log', 80, log(LOG_BYTES), log),
    part('notices', 70, noticesPart(report.notices)),
    part('charts', 40, charts(report)),
    part('metrics', 60, withHeading('Metrics', metricsTable(report.metrics)), () =>
      withHeading('Metrics', metricsTable(report.metrics, 20)),
    ),
    part("the workload's report", 50, own(REPORT_BYTES), own),
    part('attempts', 30, attemptsPart(report)),
    part('versions', 85, subLine(report)),
  ];
  return fitParts(parts, maxBytes, 'The run report has the rest.');
}

export function headline(report: RunReport, level = 2): string {
  const label = markdown(report.label, 120) || 'GPU run';
  return `${'#'.repeat(level)} ${signOf(report)} ${label} · ${ending(report)}${aboutCost(report).replace('$', '\\$')}`;
}

function ownReportPart(report: RunReport, bytes: number): string {
  return withHeading('Report', ownReport(report, bytes - 20));
}

const withHeading = (heading: string, body: string): string => (body === '' ? '' : `### ${heading}\n\n${body}`);

/** Where the time went, drawn only where it went to more than one place; and how busy the GPU was. */
function charts(report: RunReport): string {
  const { queueSeconds, runSeconds } = report.times;
  const isTelling = report.attempts.length > 1 || queueSeconds > Math.max(30, runSeconds * 0.05);
  const time = isTelling ? timeline(report) : '';
  const use =
    report.telemetry === null
      ? ''
      : [useChart(report.telemetry), useTable(report.telemetry)].filter((text) => text !== '').join('\n\n');
  return [time, details('GPU use over time', use)].filter((text) => text !== '').join('\n\n');
}
