import type { MetricRow, Outcome, RunReport, Telemetry } from '../model/outcome.ts';
import { details, html, htmlWithCode, joined, markdown } from './escape.ts';
import { isGood, plural, sayMetric, saySeconds, waitedFor } from './texts.ts';

/**
 * Mermaid's own colors are pale on white and unreadable on black; these work on both. Grid lines and the text next to a bar have no
 * variable, so a style sets them.
 */
const GREY = '#768390';
const GANTT_LOOK = {
  gantt: { barHeight: 24, barGap: 6, fontSize: 12, sectionFontSize: 12, leftPadding: 80 },
  themeVariables: {
    sectionBkgColor: 'transparent',
    sectionBkgColor2: 'transparent',
    altSectionBkgColor: 'transparent',
    gridColor: GREY,
    titleColor: GREY,
    taskTextColor: '#ffffff',
    taskTextLightColor: '#ffffff',
    taskTextDarkColor: '#656d76',
    taskTextOutsideColor: GREY,
    taskBkgColor: '#1f883d',
    taskBorderColor: '#1f883d',
    activeTaskBkgColor: '#b6e3ff',
    activeTaskBorderColor: '#54aeff',
    doneTaskBkgColor: '#d1d9e0',
    doneTaskBorderColor: '#afb8c1',
    critBkgColor: '#cf222e',
    critBorderColor: '#cf222e',
  },
  themeCSS: [
    `.grid .tick line{stroke:${GREY};stroke-opacity:.4}`,
    `.grid .tick text{fill:${GREY}}`,
    `.taskTextOutsideRight,.taskTextOutsideLeft{fill:${GREY}!important}`,
  ].join(''),
};

function diagram(look: object, kind: string, lines: readonly string[]): string {
  const source = [`%%{init: ${JSON.stringify(look)}}%%`, kind, ...lines.map((line) => `    ${line}`)];
  return `\`\`\`mermaid\n${source.join('\n')}\n\`\`\``;
}

const DAY_S = 86_400;

/** Where the time went, as a Mermaid gantt. Empty if the time went to one place. */
export function timeline(report: RunReport): string {
  const { queueSeconds, provisionSeconds, runSeconds } = report.times;
  const isSplit = report.attempts.length > 1 || queueSeconds > Math.max(30, runSeconds * 0.05);
  const bars = [
    { section: 'Queue', label: waitedFor(report), tag: 'done, ', seconds: queueSeconds },
    { section: 'Pod', label: 'provisioning', tag: 'active, ', seconds: provisionSeconds },
    { section: 'Pod', label: 'running', tag: isGood(report) ? '' : 'crit, ', seconds: runSeconds },
  ].filter(({ seconds }) => seconds >= 1);
  if (!isSplit || bars.length < 2) return '';
  const total = bars.reduce((sum, { seconds }) => sum + seconds, 0);
  // A bar thinner than this cannot be seen.
  const least = total / 150;
  let from = 0;
  const lines = bars.flatMap(({ section, label, tag, seconds }, at) => {
    const start = from;
    from += seconds;
    const bar = `${label} :${tag}${stamp(start)}, ${stamp(start + Math.max(seconds, least))}`;
    return bars[at - 1]?.section === section ? [bar] : [`section ${section}`, bar];
  });
  return diagram(GANTT_LOOK, 'gantt', [
    // A time of day alone ends at midnight.
    'dateFormat YYYY-MM-DD HH:mm:ss',
    `axisFormat ${total < 3_600 ? '%M:%S' : total < DAY_S ? '%H:%M' : '%a %H:%M'}`,
    ...lines,
  ]);
}

/** A day without a change of clocks: Monday, 1 January 2001 and on. */
function stamp(second: number): string {
  const at = new Date(Date.UTC(2001, 0, 1) + Math.round(Math.min(second, 1e9)) * 1_000);
  return at.toISOString().slice(0, 19).replace('T', ' ');
}

/** GPU use and memory over the run, as a Mermaid chart. Empty if there is too little to see. */
export function useChart({ series, spanSeconds }: Telemetry): string {
  if (series.length < 8 || spanSeconds < 20) return '';
  const lines = [
    { name: 'use (green)', color: '#2da44e', values: series.map((point) => point.utilization) },
    { name: 'memory (purple)', color: '#986ee2', values: series.map((point) => point.memory) },
  ].filter(({ values }) => values.some((value) => value !== null));
  const [unit, size] = spanSeconds >= 180 ? ['minutes', 60] : ['seconds', 1];
  const look = {
    xyChart: { width: 900, height: 270 },
    themeVariables: {
      xyChart: { backgroundColor: 'transparent', plotColorPalette: lines.map(({ color }) => color).join(', ') },
    },
  };
  return diagram(look, 'xychart-beta', [
    `title "GPU ${lines.map(({ name }) => name).join(' and ')}, %"`,
    `x-axis "${unit}" 0 --> ${Number((spanSeconds / size).toFixed(1))}`,
    'y-axis 0 --> 100',
    ...lines.map(({ values }) => `line [${plotted(values).join(', ')}]`),
  ]);
}

/** A gap repeats the value before it. */
function plotted(values: readonly (number | null)[]): number[] {
  let last = values.find((value) => value !== null) ?? 0;
  return values.map((value) => Math.round(Math.max(0, Math.min(100, (last = value ?? last)))));
}

/** Which way the number went, and whether that is good: the arrow is the direction, the color the verdict. */
function changeOf({ verdict, change }: MetricRow): string {
  if (verdict === 'new') return 'new';
  if (change === null) return '';
  const mark = verdict === 'better' ? '🟢 ' : verdict === 'worse' ? '🔴 ' : '';
  return `${mark}${change > 0 ? '▲ +' : '▼ −'}${sayMetric(Math.abs(change))}`;
}

export function metricsTable(rows: readonly MetricRow[], most: number): string {
  const changed = rows.filter((row) => row.change !== 0);
  const shown = changed.slice(0, most);
  const isCompared = rows.some((row) => row.baseline !== null);
  const lines = shown.map((row) => {
    const first = `| ${nameOf(row, 120)} | ${sayMetric(row.value, row.baseline)} |`;
    const baseline = row.baseline === null ? '–' : sayMetric(row.baseline, row.value);
    return isCompared ? `${first} ${baseline} | ${changeOf(row)} |` : first;
  });
  const head = isCompared
    ? '| metric | this run | baseline | change |\n|:---|---:|---:|:---|'
    : '| metric | this run |\n|:---|---:|';
  const worse = changed.filter((row) => row.verdict === 'worse').map((row) => `**${nameOf(row)}**`);
  const same = rows.filter((row) => row.change === 0).map((row) => `${nameOf(row)} ${sayMetric(row.value)}`);
  return joined([
    worse.length === 0 ? '' : `🔴 Worse than the baseline: ${listed(worse, 3)}.`,
    lines.length === 0 ? '' : `${head}\n${lines.join('\n')}`,
    same.length === 0 ? '' : `Unchanged: ${listed(same, 10)}.`,
    changed.length === shown.length ? '' : `${plural(changed.length - shown.length, 'more number')} in the run report.`,
  ]);
}

/** A cell of a Markdown table must not be empty. */
const nameOf = ({ name }: MetricRow, most = 80): string => markdown(name, most) || '–';

const listed = (items: readonly string[], most: number): string =>
  items.slice(0, most).join(', ') + (items.length > most ? ` and ${items.length - most} more` : '');

const MOST_ATTEMPTS = 20;

export function attemptsTable({ attempts }: RunReport): string {
  if (attempts.length < 2) return '';
  // A column that says the same in each row says nothing.
  const isTyped = new Set(attempts.map(({ gpuType }) => gpuType)).size > 1;
  const rows = attempts
    .slice(-MOST_ATTEMPTS)
    .map(({ n, startedAt, gpuType, phases, outcome, waitedSeconds }) =>
      [
        String(n),
        html(/T(\d\d:\d\d:\d\d)/.exec(startedAt)?.[1] ?? ''),
        ...(isTyped ? [html(gpuType, 80)] : []),
        phases.findLast(({ phase }) => phase !== 'ended')?.phase ?? '',
        outcomeName(outcome),
        outcome.kind === 'cancelled'
          ? html(`by ${outcome.by}`)
          : 'reason' in outcome
            ? htmlWithCode(outcome.reason)
            : '',
        waitedSeconds >= 1 ? saySeconds(waitedSeconds) : '',
      ].map((value) => `<td${value.length < 20 ? ' nowrap' : ''}>${value}</td>`),
    );
  const head = ['#', 'began', ...(isTyped ? ['GPU'] : []), 'reached', 'ended as', 'why', 'waited'];
  const lines = [head.map((name) => `<th nowrap>${name}</th>`), ...rows].map((row) => `<tr>${row.join('')}</tr>`);
  const before = attempts.length - rows.length;
  const more = before > 0 ? `\n\n${plural(before, 'attempt')} before these left out.` : '';
  return details(plural(attempts.length, 'attempt'), `<table>\n${lines.join('\n')}\n</table>${more}`);
}

/** `saturated`, `failed, exit code 3`, `timed out`. */
function outcomeName(outcome: Outcome): string {
  if (outcome.kind === 'refused') return outcome.class;
  if (outcome.kind === 'failed') return `failed, exit code ${outcome.exitCode}`;
  return outcome.kind.replace(/[A-Z]/g, (letter) => ` ${letter.toLowerCase()}`);
}
