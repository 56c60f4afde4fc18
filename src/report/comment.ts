import type { RunReport } from '../model/outcome.ts';
import { attemptsPart } from './attempts.ts';
import { details, html, htmlWithCode, joined } from './escape.ts';
import { factsTable, happened, timeRow, useRow } from './facts.ts';
import {
  adviceAlert,
  byteLength,
  headline,
  leftoverAlert,
  logPart,
  metricsTable,
  noticesPart,
  ownReport,
  renderSummary,
  subLine,
  type Limits,
} from './summary.ts';
import { isGood, signOf, verdict, whatToDo } from './words.ts';

/** What a page shows that GitHub limits to 65,535 characters. */
const SHORT: Limits = { logLines: 30, reportBytes: 16_000, metrics: 15 };
const NONE: Limits = { logLines: 0, reportBytes: 0, metrics: 5 };
const CHECK_BYTES = 65_000;
const SECTION_BYTES = 30_000;

export interface SectionOptions {
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
  const more = '<p><sub>The job summary has the rest.</sub></p>';
  const versions = [
    () => page(sectionOf(report, SHORT)),
    () => page(sectionOf(report, NONE), more),
    () => page(leftoverAlert(report), gist(report), more),
    () => page(more),
    () => '',
  ];
  return firstThatFits(versions, maxBytes);
}

/** Title and summary of a check run. */
export function renderCheck(report: RunReport): { readonly title: string; readonly summary: string } {
  const versions = [SHORT, NONE].map((limits) => () => renderSummary(report, limits, '').trimEnd());
  return { title: verdict(report), summary: firstThatFits(versions, CHECK_BYTES) };
}

function firstThatFits(versions: readonly (() => string)[], maxBytes: number): string {
  let text = '';
  for (const version of versions) {
    text = `${version()}\n`;
    if (byteLength(text) <= maxBytes) break;
  }
  return text;
}

function sectionOf(report: RunReport, limits: Limits): string {
  const inside = joined([
    factsTable(report, isGood(report) ? ['Where the time went', 'GPU use'] : ['What happened', 'What to do']),
    isGood(report) ? '' : logPart(report, limits.logLines),
    noticesPart(report.notices),
    ownReport(report, limits.reportBytes, { inComment: true }),
    attemptsPart(report),
    subLine(report),
  ]);
  return joined([
    leftoverAlert(report),
    gist(report),
    adviceAlert(report.advice),
    metricsTable(report.metrics, limits.metrics),
    details(isGood(report) ? 'Details' : 'Log and details', inside),
  ]);
}

/** One line that answers in a comment what the table answers in the summary. */
function gist(report: RunReport): string {
  const lines = isGood(report)
    ? [timeRow(report), report.telemetry === null ? '' : useRow(report.telemetry)]
    : [happened(report), htmlWithCode(whatToDo(report), 600)];
  const shown = lines.filter((line) => line !== '');
  return shown.length === 0 ? '' : `<p>${shown.join('<br>')}</p>`;
}
