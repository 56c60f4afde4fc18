import { placeLabels } from './labels.ts';
import { gamesOf, score, type Score } from './measure.ts';
import { POLICIES, fullJitter } from './policies.ts';
import { SCENARIOS, type Scenario } from './scenarios.ts';
import { INK, axes, dot, line, linear, logarithmic, path, picture, rect, text, type Box } from './svg.ts';

const [WIDTH, HEIGHT] = [980, 572];
/** Makespans of few jobs vary by the luck of who comes last: more seeds than the tables take, so that the points stand still. */
const TIMES_SEEDS = 10;
const CAPS = [20, 30, 45, 60, 90, 120, 180, 300, 450];

const CURVE = '#8c959f';

interface Panel {
  readonly scenario: Scenario;
  readonly box: Box;
  readonly calls: readonly [number, number];
  readonly ticks: readonly number[];
  readonly most: number;
  readonly steps: readonly number[];
}

/** Calls spent against time lost: every policy, and the curve along which plain full jitter moves with its cap. */
export function frontierPlot(seeds: number): string {
  const box = (x: number): Box => ({ x, y: 116, width: 378, height: 366 });
  const of = (name: string): Scenario => {
    const scenario = SCENARIOS.find((one) => one.name === name);
    if (scenario === undefined) throw new Error(`no scenario is called ${name}`);
    return scenario;
  };
  const panels: Panel[] = [
    {
      scenario: of('30 on 10'),
      box: box(84),
      calls: [2, 60],
      ticks: [2, 5, 10, 20, 50],
      most: 0.13,
      steps: [0, 0.03, 0.06, 0.09, 0.12],
    },
    {
      scenario: of('200 on 10'),
      box: box(570),
      calls: [10, 500],
      ticks: [10, 20, 50, 100, 200, 500],
      most: 0.033,
      steps: [0, 0.01, 0.02, 0.03],
    },
  ];
  return picture(WIDTH, HEIGHT, 'Time lost against calls spent, for each retry policy', [
    text(24, 36, 'Time lost against calls spent', { size: 19, bold: true }),
    text(
      24,
      60,
      `Means over ${seeds * TIMES_SEEDS} seeds, run times of 1 to 10 min, 1.5 s a call. Lower left is better; the shaded corner is the target.`,
      { fill: INK.soft },
    ),
    ...panels.map((panel) => draw(panel, seeds * TIMES_SEEDS)),
    line([84, 549], [112, 549], CURVE, 'stroke-dasharray="4 4" stroke-width="1.5"'),
    text(120, 553, `plain full jitter, caps of ${CAPS[0] ?? 0} to ${CAPS.at(-1) ?? 0} s`, { fill: INK.soft }),
  ]);
}

function draw({ scenario, box, calls, ticks, most, steps }: Panel, seeds: number): string {
  const games = gamesOf(scenario, seeds);
  const scores = POLICIES.map((contender) => score(scenario, contender, games)).filter(
    ({ policy }) => !policy.includes('limit'),
  );
  const curve = CAPS.map((cap) => score(scenario, fullJitter(cap), games));
  const x = logarithmic(calls, [box.x, box.x + box.width]);
  const y = linear([-0.1 * most, most], [box.y + box.height, box.y]);
  const at = ({ refused, makespan }: Score): readonly [number, number] => [
    x(refused.p50),
    y(Math.min(most, makespan - 1)),
  ];
  // Ours first: its label gets the best place.
  const shown = scores.toSorted((a, b) => Number(b.ours) - Number(a.ours));
  const size = 12.5;
  const marks = shown.map((one) => ({ x: at(one)[0], y: at(one)[1], label: labelOf(one, most), size }));
  const places = placeLabels(marks, box, curve.map(at));
  const { reach = { makespan: 1, refused: 1 } } = scenario;
  return [
    rect(
      {
        x: box.x,
        y: y(reach.makespan - 1),
        width: x(reach.refused) - box.x,
        height: box.y + box.height - y(reach.makespan - 1),
      },
      '#dafbe1',
    ),
    axes({
      box,
      x: { scale: x, ticks, label: 'refused calls a job (p50)' },
      y: {
        scale: y,
        ticks: steps,
        label: 'makespan over the instant schedule',
        say: (value) => `+${Math.round(value * 100)} %`,
      },
    }),
    text(box.x, box.y - 14, `${scenario.name} sessions`.replace(' on', ' jobs on'), { size: 15, bold: true }),
    path(curve.map(at), CURVE, 1.5, 'stroke-dasharray="4 4"'),
    line([box.x, y(0)], [box.x + box.width, y(0)], INK.soft),
    ...shown.map((one) => dot(...at(one), one.ours ? 6.5 : 5, one.ours ? INK.ours : '#0969da')),
    ...shown.map((one, index) => {
      const place = places[index] ?? { x: 0, y: 0, anchor: 'start' as const };
      return text(place.x, place.y, labelOf(one, most), {
        size,
        anchor: place.anchor,
        bold: one.ours,
        fill: one.ours ? INK.ours : INK.text,
        halo: true,
      });
    }),
  ].join('\n');
}

const labelOf = ({ policy, makespan }: Score, most: number): string =>
  makespan - 1 > most ? `${policy} (+${((makespan - 1) * 100).toFixed(0)} %)` : policy;
