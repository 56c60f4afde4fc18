import { play } from './measure.ts';
import { OURS, POLICIES, fullJitter, type Contender } from './policies.ts';
import { SCENARIOS } from './scenarios.ts';
import { simulate, type Result } from './simulate.ts';
import { INK, axes, line, linear, logarithmic, path, picture, rect, text, type Box, type Scale } from './svg.ts';

const [WIDTH, HEIGHT] = [980, 620];
const SEED = 1;
/** Seconds over which calls are counted. */
const BIN = 240;

interface Series {
  readonly name: string;
  readonly color: string;
  readonly result: Result;
}

/** One game of the large matrix: the queue as it drains, and how often the waiting jobs call. */
export function queuePlot(): string {
  const scenario = SCENARIOS.find(({ name }) => name === '200 on 10');
  const fixed = POLICIES[0];
  if (scenario === undefined || fixed === undefined) throw new Error('the plot has lost its scenario');
  const load = scenario.load(SEED);
  const series = (contender: Contender, color: string): Series => ({
    name: contender.name,
    color,
    result: play(scenario, contender, load, SEED, true),
  });
  const all = [
    series(fixed, '#8250df'),
    series(fullJitter(60), '#0969da'),
    series(fullJitter(300), '#1a7f37'),
    series(OURS, INK.ours),
  ];
  const instant: Series = { name: 'instant schedule', color: INK.text, result: simulate(load, undefined, true) };
  const end = Math.ceil(Math.max(...all.map(({ result }) => result.makespan)) / 600) * 10;
  const [upper, lower] = [200, 260] as const;
  const first: Box = { x: 84, y: 92, width: WIDTH - 276, height: upper };
  const second: Box = { x: 84, y: first.y + upper + 48, width: first.width, height: lower - 48 };
  const x = linear([0, end], [first.x, first.x + first.width]);
  return picture(WIDTH, HEIGHT, 'A queue of 200 jobs on 10 sessions', [
    text(24, 36, '200 jobs on 10 sessions: the queue drains alike, the calls do not', {
      size: 19,
      bold: true,
    }),
    text(
      24,
      60,
      'One game, run times of 1 to 10 min, 1.5 s a call. Above: jobs waiting. Below: calls of all jobs together.',
      { fill: INK.soft },
    ),
    queuePanel(first, x, [instant, ...all]),
    callsPanel(second, x, end, all, instant),
  ]);
}

const ticksOf = (end: number): number[] => Array.from({ length: Math.floor(end / 20) + 1 }, (_, index) => index * 20);

function queuePanel(box: Box, x: Scale, series: readonly Series[]): string {
  const y = linear([0, 200], [box.y + box.height, box.y]);
  const lines = series.map(({ color, result, name }) => {
    const points = thinned(result.trace.queue.map(([at, waiting]) => [x(at / 60), y(waiting)] as const));
    return path(
      points,
      color,
      name === OURS.name ? 2.5 : 1.5,
      name === 'instant schedule' ? 'stroke-dasharray="5 4"' : 'opacity="0.85"',
    );
  });
  return [
    axes({
      box,
      x: { scale: x, ticks: [], label: '' },
      y: { scale: y, ticks: [0, 50, 100, 150, 200], label: 'jobs waiting' },
    }),
    ...lines,
    ...legend(box.x + box.width + 20, box.y + 14, series),
  ].join('\n');
}

/** The last point of each pixel: what came before it cannot be seen. */
const thinned = (points: readonly (readonly [number, number])[]): (readonly [number, number])[] =>
  points.filter(([at], index) => Math.round(at) !== Math.round(points[index + 1]?.[0] ?? Infinity));

function legend(x: number, y: number, series: readonly Series[]): string[] {
  return series.flatMap(({ name, color }, index) => [
    line(
      [x, y + index * 24],
      [x + 22, y + index * 24],
      color,
      `stroke-width="3"${name === 'instant schedule' ? ' stroke-dasharray="5 4"' : ''}`,
    ),
    text(x + 30, y + index * 24 + 4, name, { bold: name === OURS.name }),
  ]);
}

function callsPanel(box: Box, x: Scale, end: number, series: readonly Series[], instant: Series): string {
  const y = logarithmic([1, 2_000], [box.y + box.height, box.y]);
  const lines = series.map(({ name, color, result }) => {
    const bins = new Float64Array(Math.ceil((end * 60) / BIN));
    for (const at of result.trace.refusals) bins[Math.floor(at / BIN)] = (bins[Math.floor(at / BIN)] ?? 0) + 60 / BIN;
    const points = Array.from(bins, (rate, index) => [x(((index + 0.5) * BIN) / 60), y(Math.max(1, rate))] as const);
    return path(points.slice(0, bins.findLastIndex((rate) => rate >= 1) + 2), color, name === OURS.name ? 2.5 : 1.5);
  });
  const turnover = instant.result.waits.length / (instant.result.makespan / 60);
  return [
    rect(
      { x: box.x, y: y(turnover * 10), width: box.width, height: y(turnover * 2) - y(turnover * 10) },
      INK.ours,
      'opacity="0.07"',
    ),
    axes({
      box,
      x: { scale: x, ticks: ticksOf(end), label: 'minutes' },
      y: { scale: y, ticks: [1, 10, 100, 1_000], label: 'calls a minute', say: (value) => value.toLocaleString('en') },
    }),
    line([box.x, y(turnover)], [box.x + box.width, y(turnover)], INK.text, 'stroke-dasharray="5 4"'),
    text(box.x + box.width + 20, y(turnover) + 4, 'sessions set free', { size: 12 }),
    text(box.x + box.width + 20, y(turnover * 4.4) + 4, '2 to 10 calls', { size: 12, fill: INK.ours }),
    text(box.x + box.width + 20, y(turnover * 4.4) + 20, 'for each session', { size: 12, fill: INK.ours }),
    ...lines,
  ].join('\n');
}
