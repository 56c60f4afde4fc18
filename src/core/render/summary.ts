import { sayDuration } from '../duration.ts';
import type { MetricRow, RunReport } from '../outcome.ts';
import { clockOf, timeline, useChart } from './charts.ts';
import { cell, fence, html, htmlWithCode, markdown, markdownWithCode } from './escape.ts';
import { factsTable } from './facts.ts';
import { foreignMarkdown } from './foreign.ts';
import { sayMetric } from './numbers.ts';
import { aboutCost, ending, signOf } from './words.ts';

/** The runner drops a summary of more than 1 MiB whole (CreateStepSummaryCommand), so ours ends well before (bytes of UTF-8). */
export const SUMMARY_MAX = 900_000;
const FOREIGN_MAX = 300_000;
const ATTEMPTS_SHOWN = 50;

/** The job summary: did it work, what did it cost, where did the time go, what should I change; details are folded. */
export function renderSummary(report: RunReport): string {
  const parts = [
    `## ${signOf(report)} ${markdown(report.label, 120)} · ${ending(report)}${aboutCost(report)}`,
    report.cleanup === 'unconfirmed'
      ? alert('CAUTION', `**A paid run may still be alive.** ${markdownWithCode(report.leftover)}`)
      : '',
    factsTable(report),
    ...report.advice.map(({ text }) => alert('TIP', markdownWithCode(text))),
    report.status === 'skipped' ? '' : timeline(report),
    report.telemetry === null ? '' : useChart(report.telemetry),
    metricsTable(report.metrics),
    workloadReport(report.markdown),
    logBlock(report),
    attemptsBlock(report),
    footer(report),
  ];
  return `${cutAtLines(parts.filter((part) => part !== '').join('\n\n'), SUMMARY_MAX)}\n\n`;
}

const alert = (kind: 'TIP' | 'CAUTION', text: string): string => `> [!${kind}]\n> ${text.replace(/\n/g, '\n> ')}`;

const ARROWS: Readonly<Record<MetricRow['verdict'], string>> = {
  better: '▲ better',
  worse: '▼ worse',
  same: '=',
  new: 'new',
  unknown: '',
};

export function metricsTable(rows: readonly MetricRow[]): string {
  if (rows.length === 0) return '';
  const compared = rows.some(({ baseline }) => baseline !== null);
  const head = compared
    ? ['| metric | this run | baseline | change | |', '|---|---:|---:|---:|---|']
    : ['| metric | this run |', '|---|---:|'];
  const body = rows.map(({ name, value, baseline, change, verdict }) => {
    const first = `| ${cell(name, 80)} | ${sayMetric(value)} |`;
    if (!compared) return first;
    const sign = change !== null && change > 0 ? '+' : '';
    return `${first} ${baseline === null ? ' ' : sayMetric(baseline)} | ${change === null ? ' ' : sign + sayMetric(change)} | ${ARROWS[verdict]} |`;
  });
  return [...head, ...body].join('\n');
}

function workloadReport(text: string): string {
  if (text.trim() === '') return '';
  return `<details open><summary>Report of the workload</summary>\n\n${foreignMarkdown(cutAtLines(text, FOREIGN_MAX))}\n\n</details>`;
}

function logBlock(report: RunReport): string {
  if (report.logTail.trim() === '' || report.status === 'succeeded') return '';
  return `<details open><summary>Last lines of the log</summary>\n\n${fence(lastLines(report.logTail, 40))}\n\n</details>`;
}

const lastLines = (text: string, count: number): string => text.trimEnd().split('\n').slice(-count).join('\n');

function attemptsBlock({ attempts }: RunReport): string {
  if (attempts.length < 2) return '';
  const shown = attempts.slice(-ATTEMPTS_SHOWN);
  const rows = shown.map((attempt) => {
    const { outcome } = attempt;
    const how = outcome.kind === 'refused' ? outcome.class : outcome.kind;
    const why = 'reason' in outcome ? html(outcome.reason, 200) : '';
    const waited = attempt.waitedSeconds > 0 ? sayDuration(attempt.waitedSeconds * 1_000) : '';
    return `<tr><td>${attempt.n}</td><td>${clockOf(attempt.startedAt)}</td><td>${how}</td><td>${why}</td><td>${waited}</td></tr>`;
  });
  const head = '<tr><th>#</th><th>began</th><th>ended as</th><th>why</th><th>then waited</th></tr>';
  const more = attempts.length > shown.length ? ` (the last ${shown.length})` : '';
  return `<details><summary>${attempts.length} attempts${more}</summary>\n\n<table>\n${[head, ...rows].join('\n')}\n</table>\n\n</details>`;
}

function footer(report: RunReport): string {
  const parts = [
    report.versions.cli === '' ? '' : `gpu ${html(report.versions.cli, 40)}`,
    `run-action ${html(report.versions.action, 40)}`,
    report.cost === null ? '' : 'cost is an estimate: list price × billed time',
    report.links.run.startsWith('http') ? `<a href="${html(report.links.run, 400)}">log</a>` : '',
    ...report.notices.slice(0, 5).map((notice) => htmlWithCode(notice, 300)),
  ];
  return `<sub>${parts.filter((part) => part !== '').join(' · ')}</sub>`;
}

/** Cuts at a line end within a budget of UTF-8 bytes, closes what the cut left open, and says so. */
export function cutAtLines(text: string, maxBytes: number): string {
  const encoder = new TextEncoder();
  if (text.length * 3 <= maxBytes || encoder.encode(text).length <= maxBytes) return text;
  const note = '\n\n_Cut here: the rest is in the run report._';
  let room = maxBytes - 200;
  const kept: string[] = [];
  let fence = '';
  for (const line of text.split('\n')) {
    room -= encoder.encode(line).length + 1;
    if (room < 0) break;
    const mark = /^(`{3,})/.exec(line)?.[1] ?? '';
    if (mark !== '') fence = fence === '' ? mark : mark.length >= fence.length ? '' : fence;
    kept.push(line);
  }
  const cut = kept.join('\n');
  const open = Math.max(0, (cut.match(/<details/g)?.length ?? 0) - (cut.match(/<\/details>/g)?.length ?? 0));
  return cut + (fence === '' ? '' : `\n${fence}`) + '\n</details>'.repeat(open) + note;
}
