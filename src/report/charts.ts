import type { Attempt, PhaseMark, RunReport, Telemetry } from '../model/outcome.ts';
import { mermaidLabel, oneLine } from './escape.ts';
import { plural } from './numbers.ts';

const BARS = '▁▂▃▄▅▆▇█';

/** Percentages as a line of bars. Gaps repeat what was before them. */
export function sparkline(values: readonly number[], width = 20): string {
  if (values.filter((value) => Number.isFinite(value)).length < 2) return '';
  return resample(values, Math.min(width, values.length))
    .map((value) => BARS.charAt(Math.min(7, Math.floor((Math.max(0, Math.min(100, value)) / 100) * 8))))
    .join('');
}

/** Evenly to `count` values, no more than there are: each the mean of those it stands for. */
function resample(values: readonly number[], count: number): number[] {
  let last = values.find((value) => Number.isFinite(value)) ?? 0;
  const filled = values.map((value) => (last = Number.isFinite(value) ? value : last));
  return Array.from({ length: count }, (_, at) => {
    const from = Math.floor((at * filled.length) / count);
    const part = filled.slice(from, Math.floor(((at + 1) * filled.length) / count));
    return part.reduce((sum, value) => sum + value, 0) / part.length;
  });
}

interface Bar {
  readonly label: string;
  readonly tag: string;
  readonly from: number;
  readonly to: number;
}

interface Section {
  readonly title: string;
  readonly bars: Bar[];
}

/**
 * Mermaid's own colours are pale on white and unreadable on black; these stand on both. Its lines and the text beside a bar have no
 * variable of their own, so they are told by style; where that is not let through they are black or white.
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

const MAX_SECTIONS = 8;
const DAY_S = 86_400;

/** Where the time went, as a Mermaid gantt: refusals in a row are one bar, each attempt that got further has its own section. */
export function timeline(report: RunReport): string {
  const origin = Date.parse(report.attempts[0]?.startedAt ?? '');
  const sections = sectionsOf(report.attempts, origin);
  const shown = sections.filter((_, at) => at < 2 || at >= sections.length + 2 - MAX_SECTIONS);
  const end = Math.max(...shown.flatMap((section) => section.bars.map((bar) => bar.to)), 0);
  // A single bar tells nothing that the table does not.
  if (end < 1 || shown.reduce((sum, section) => sum + section.bars.length, 0) < 2) return '';
  const stamp = stampFor(end);
  // A bar thinner than this cannot be seen, and one of no length is an error to some versions of Mermaid.
  const least = Math.max(1, Math.ceil(end / 150));
  const lines = shown.flatMap(({ title, bars }) => {
    const seen = bars
      .filter((bar) => bar.tag !== 'done, ' || bar.to - bar.from >= least)
      .map(
        (bar) =>
          `    ${mermaidLabel(bar.label)} :${bar.tag}${stamp(bar.from)}, ${stamp(Math.max(bar.to, bar.from + least))}`,
      );
    return seen.length === 0 ? [] : [`    section ${mermaidLabel(title, 24)}`, ...seen];
  });
  const axis = end < 3_600 ? '%M:%S' : end < DAY_S ? '%H:%M' : '%a %H:%M';
  return [
    '```mermaid',
    GANTT_LOOK,
    'gantt',
    `    dateFormat ${end < DAY_S ? 'HH:mm:ss' : 'YYYY-MM-DD HH:mm:ss'}`,
    `    axisFormat ${axis}`,
    `    tickInterval ${tickFor(end)}`,
    ...lines,
    '```',
  ].join('\n');
}

function sectionsOf(attempts: readonly Attempt[], origin: number): Section[] {
  const seconds = (at: string): number => Math.max(0, Math.round((Date.parse(at) - origin) / 1_000) || 0);
  const marks = attempts.map(podMarks);
  const many = marks.filter((own) => own.length > 0).length > 1;
  const sections: Section[] = [];
  let waiting: { from: number; refusals: number } | undefined;
  attempts.forEach((attempt, index) => {
    const own = marks[index] ?? [];
    const from = seconds(attempt.startedAt);
    const got = own[0];
    if (got === undefined) {
      waiting ??= { from, refusals: 0 };
      if (attempt.outcome.kind === 'refused') waiting.refusals++;
    }
    const isLast = index === attempts.length - 1;
    const began = seconds(got?.at ?? attempt.endedAt);
    const waitFrom = waiting?.from ?? from;
    const add = (place: string, bars: readonly Bar[]): void => {
      const title = many ? `Attempt ${attempt.n}` : place;
      if (sections.at(-1)?.title === title) sections.at(-1)?.bars.push(...bars);
      else sections.push({ title, bars: [...bars] });
    };
    if ((got !== undefined || isLast) && began > waitFrom) {
      const refusals = waiting?.refusals ?? 0;
      const label = refusals === 0 ? 'waiting' : `waiting through ${plural(refusals, 'refusal')}`;
      add('Queue', [{ label, tag: 'done, ', from: waitFrom, to: began }]);
    }
    if (got === undefined) return;
    waiting = undefined;
    add('Pod', phaseBars(attempt, own, seconds));
  });
  return sections;
}

/** From when there was a session. Once a job exists, what is waited for is its pod, whether the CLI says more of it or not. */
function podMarks({ phases, outcome }: Attempt): readonly PhaseMark[] {
  const from = outcome.kind === 'refused' ? [] : (['waiting'] as const);
  return phases
    .filter(({ phase }) => [...from, 'provisioning', 'syncing', 'running'].includes(phase))
    .map((mark): PhaseMark => (mark.phase === 'waiting' ? { ...mark, phase: 'provisioning' } : mark))
    .filter((mark, at, all) => mark.phase !== all[at - 1]?.phase);
}

function phaseBars(attempt: Attempt, marks: readonly PhaseMark[], seconds: (at: string) => number): Bar[] {
  const failed = attempt.outcome.kind !== 'succeeded' && attempt.outcome.kind !== 'submitted';
  return marks.map((mark, at) => {
    const next = marks[at + 1];
    const isLast = next === undefined;
    return {
      label: mark.phase,
      tag: isLast && failed ? 'crit, ' : mark.phase === 'running' ? '' : 'active, ',
      from: seconds(mark.at),
      to: seconds(isLast ? attempt.endedAt : next.at),
    };
  });
}

function stampFor(end: number): (second: number) => string {
  const two = (value: number): string => String(value).padStart(2, '0');
  return (second) => {
    const clock = `${two(Math.floor(second / 3_600) % 24)}:${two(Math.floor(second / 60) % 60)}:${two(second % 60)}`;
    // Monday, 1 January 2001 and on: the axis then counts days of a week.
    return end < DAY_S ? clock : `2001-01-${two(1 + Math.min(30, Math.floor(second / DAY_S)))} ${clock}`;
  };
}

function tickFor(end: number): string {
  const steps = [
    [10, '10second'],
    [30, '30second'],
    [60, '1minute'],
    [300, '5minute'],
    [900, '15minute'],
    [3_600, '1hour'],
    [4 * 3_600, '4hour'],
  ] as const;
  return steps.find(([step]) => end / step <= 8)?.[1] ?? '1day';
}

/** GPU use and memory over the run, as a Mermaid chart. */
export function useChart(telemetry: Telemetry): string {
  const { series, spanSeconds } = telemetry;
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
    `%%{init: {"xyChart": {"width": 900, "height": 280}, "themeVariables": {"xyChart": {"backgroundColor": "transparent", "plotColorPalette": "${lines.map(([, , color]) => color).join(', ')}"}}}}%%`,
    'xychart-beta',
    `    title "GPU ${lines.map(([name, color]) => `${name} (${color})`).join(' and ')}, %"`,
    `    x-axis "${minutes ? 'minutes' : 'seconds'}" 0 --> ${Number(span.toFixed(1))}`,
    '    y-axis 0 --> 100',
    ...lines.map(([, , , values]) => `    line [${plotted(values)}]`),
    '```',
  ].join('\n');
}

function plotted(values: readonly (number | null)[]): string {
  return resample(
    values.map((value) => value ?? NaN),
    values.length,
  )
    .map((value) => Math.round(Math.max(0, Math.min(100, value))))
    .join(', ');
}

/** Time of day of a stamp, or the text itself where it is none. */
export function clockOf(at: string): string {
  return /T(\d\d:\d\d:\d\d)/.exec(at)?.[1] ?? oneLine(at, 30);
}
