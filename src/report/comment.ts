import type { RunReport } from '../core/outcome.ts';
import { attemptsPart } from './attempts.ts';
import { byteLength, fitParts } from './budget.ts';
import { factsTable, happened, timeRow, useRow } from './facts.ts';
import { htmlWithCode } from './escape.ts';
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
import { headline } from './summary.ts';
import { aboutCost, ending, whatToDo } from './words.ts';

/** What one leg takes of a comment when it has it for itself. */
export const SECTION_BYTES = 30_000;
const LOG_BYTES = 8_000;
const REPORT_BYTES = 16_000;

/**
 * One leg's section of the pull request's comment: what must be seen, then the rest folded away. It has no marker and closes whatever it
 * opens, so that sections can be put one after the other. With few bytes to spare it is a headline and a line.
 */
export function renderSection(report: RunReport, maxBytes = SECTION_BYTES): string {
  const unhappy = report.status !== 'succeeded' && report.status !== 'submitted' && report.status !== 'skipped';
  const inside = (bytes: number): string => restOf(report, bytes, unhappy);
  const parts = [
    // Above its headline it would seem to be the former leg's.
    part('headline', 99, headline(report, 3)),
    part('clean-up', 100, leftoverAlert(report)),
    part('reason', 95, gist(report)),
    part('advice', 80, adviceAlert(report.advice)),
    part('metrics', 70, metricsTable(report.metrics, 15), () => metricsTable(report.metrics, 5)),
    part('details', 10, inside(maxBytes), inside),
  ];
  return fitParts(parts, maxBytes, 'The job summary has the rest.');
}

/** One line in plain words, for a check run. */
export function renderTitle(report: RunReport): string {
  return `${ending(report)}${aboutCost(report)}`;
}

/** One line that answers in a comment what the table answers in the summary. */
function gist(report: RunReport): string {
  const lines =
    report.status === 'succeeded' || report.status === 'submitted'
      ? [timeRow(report), report.telemetry === null ? '' : useRow(report.telemetry)]
      : [happened(report), htmlWithCode(whatToDo(report), 600)];
  const said = lines.filter((line) => line !== '');
  return said.length === 0 ? '' : `<p>${said.join('<br>')}</p>`;
}

/** What the gist has told is not told again. */
function restOf(report: RunReport, maxBytes: number, unhappy: boolean): string {
  const own = (bytes: number): string => ownReport(report, bytes, { inComment: true });
  const log = (bytes: number): string => (unhappy ? logPart(report, true, bytes, 30) : '');
  const title = unhappy ? 'Log and details' : 'Details';
  const body = fitParts(
    [
      part(
        'facts',
        50,
        factsTable(report, unhappy ? ['What happened', 'What to do'] : ['Where the time went', 'GPU use']),
      ),
      part('log', 60, log(LOG_BYTES), log),
      part('notices', 40, noticesPart(report.notices)),
      part("the workload's report", 20, own(REPORT_BYTES), own),
      part('attempts', 10, attemptsPart(report)),
      part('versions', 70, subLine(report)),
    ],
    maxBytes - byteLength(details(title, ' ')),
    'The job summary has the rest.',
  ).trim();
  return details(title, body);
}
