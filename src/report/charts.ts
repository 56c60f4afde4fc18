import type { RunReport, Telemetry } from '../model/outcome.ts';
import { mermaidLabel } from './escape.ts';
import { plural } from './numbers.ts';
import { isGood } from './words.ts';

/**
 * Mermaid's own colors are pale on white and unreadable on black; these work on both. Grid lines and the text next to a bar have no
 * variable, so a style sets them.
 */
const GREY = '#768390';
const GANTT_LOOK = `%%{init: ${JSON.stringify({
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
})}}%%`;

const DAY_S = 86_400;
const TICKS = [
  [10, '10second'],
  [30, '30second'],
  [60, '1minute'],
  [300, '5minute'],
  [900, '15minute'],
  [3_600, '1hour'],
  [4 * 3_600, '4hour'],
] as const;

/** Where the time went, as a Mermaid gantt. Empty if the time went to one place. */
export function timeline(report: RunReport): string {
  const { queueSeconds, provisionSeconds, runSeconds } = report.times;
  const isSplit = report.attempts.length > 1 || queueSeconds > Math.max(30, runSeconds * 0.05);
  const bars = [
    { section: 'Queue', label: waitingOf(report), tag: 'done, ', seconds: queueSeconds },
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
    return [
      ...(bars[at - 1]?.section === section ? [] : [`    section ${section}`]),
      `    ${mermaidLabel(label)} :${tag}${stamp(start)}, ${stamp(start + Math.max(seconds, least))}`,
    ];
  });
  return [
    '```mermaid',
    GANTT_LOOK,
    'gantt',
    // A time of day alone ends at midnight.
    '    dateFormat YYYY-MM-DD HH:mm:ss',
    `    axisFormat ${total < 3_600 ? '%M:%S' : total < DAY_S ? '%H:%M' : '%a %H:%M'}`,
    `    tickInterval ${TICKS.find(([step]) => total / step <= 8)?.[1] ?? '1day'}`,
    ...lines,
    '```',
  ].join('\n');
}

function waitingOf({ attempts }: RunReport): string {
  const refusals = attempts.filter(({ outcome }) => outcome.kind === 'refused').length;
  const others = attempts.slice(0, -1).some(({ outcome }) => outcome.kind !== 'refused');
  return others ? 'earlier attempts' : refusals === 0 ? 'waiting' : `waiting through ${plural(refusals, 'refusal')}`;
}

/** A day without a change of clocks: Monday, 1 January 2001 and on. */
function stamp(second: number): string {
  return new Date(Date.UTC(2001, 0, 1) + Math.round(Math.min(second, 1e9)) * 1_000)
    .toISOString()
    .slice(0, 19)
    .replace('T', ' ');
}

/** GPU use and memory over the run, as a Mermaid chart. Empty if there is too little to see. */
export function useChart({ series, spanSeconds }: Telemetry): string {
  if (series.length < 8 || spanSeconds < 20) return '';
  const lines = (
    [
      ['use', 'green', '#2da44e', series.map((point) => point.utilization)],
      ['memory', 'purple', '#986ee2', series.map((point) => point.memory)],
    ] as const
  ).filter(([, , , values]) => values.some((value) => value !== null));
  const minutes = spanSeconds >= 180;
  const span = minutes ? spanSeconds / 60 : spanSeconds;
  return [
    '```mermaid',
    `%%{init: {"xyChart": {"width": 900, "height": 270}, "themeVariables": {"xyChart": {"backgroundColor": "transparent", "plotColorPalette": "${lines.map(([, , color]) => color).join(', ')}"}}}}%%`,
    'xychart-beta',
    `    title "GPU ${lines.map(([name, color]) => `${name} (${color})`).join(' and ')}, %"`,
    `    x-axis "${minutes ? 'minutes' : 'seconds'}" 0 --> ${Number(span.toFixed(1))}`,
    '    y-axis 0 --> 100',
    ...lines.map(([, , , values]) => `    line [${plotted(values)}]`),
    '```',
  ].join('\n');
}

/** A gap repeats the value before it. */
function plotted(values: readonly (number | null)[]): string {
  let last = values.find((value) => value !== null) ?? 0;
  return values.map((value) => Math.round(Math.max(0, Math.min(100, (last = value ?? last))))).join(', ');
}
