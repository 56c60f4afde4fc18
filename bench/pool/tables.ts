import type { Score } from './measure.ts';
import type { Scenario } from './scenarios.ts';

const HEAD = ['policy', '/ ideal', '/ instant', '±', 'idle slots', 'p50', 'mean', 'max', 'p50', 'p99', 'max'];
const OVER = ['', 'makespan', '', '', '', 'refused calls', '', '', 'wait / instant', '', ''];

/** Aligned columns: the first to the left, the others to the right. */
export function columns(rows: readonly (readonly string[])[]): string {
  const widths = (rows[0] ?? []).map((_, at) => Math.max(...rows.map((row) => (row[at] ?? '').length)));
  return rows
    .map((row) => row.map((cell, at) => (at === 0 ? cell.padEnd(widths[at] ?? 0) : cell.padStart(widths[at] ?? 0))))
    .map((row) => `  ${row.join('  ')}`.trimEnd())
    .join('\n');
}

export function scoreTable(scores: readonly Score[]): string {
  const rows = [HEAD, ...scores.map(cells)];
  const [head, ...lines] = columns(rows).split('\n');
  return [groupLine(head ?? ''), head, ...lines].join('\n');
}

/** Writes each group's name over its first column. */
function groupLine(head: string): string {
  let line = '';
  let from = 0;
  for (const [at, name] of HEAD.entries()) {
    const place = head.indexOf(name, from);
    from = place + name.length;
    const over = OVER[at] ?? '';
    if (over !== '') line = line.padEnd(place) + over;
  }
  return line;
}

function cells({ policy, overIdeal, makespan, error, idleShare, refused, wait }: Score): string[] {
  return [
    policy,
    overIdeal.toFixed(3),
    makespan.toFixed(3),
    error.toFixed(3),
    `${(idleShare * 100).toFixed(1)} %`,
    ...[refused.p50, refused.mean, refused.max].map((value) => value.toFixed(1)),
    ...[wait.p50, wait.p99, wait.max].map((value) => (Number.isFinite(value) ? value.toFixed(2) : '–')),
  ];
}

/** Each target of each scenario against what our policy does there. */
export function reachTable(scored: readonly { scenario: Scenario; scores: readonly Score[] }[]): string {
  const rows = scored.flatMap(({ scenario: { name, reach }, scores }) =>
    reach === undefined
      ? []
      : scores
          .filter(({ ours }) => ours)
          .map(({ policy, makespan, refused, wait }) => [
            name,
            policy,
            verdict(makespan, reach.makespan, 3),
            verdict(refused.p50, reach.refused, 1),
            verdict(wait.p99, reach.p99, 2),
          ]),
  );
  return columns([['jobs', 'policy', 'makespan / instant', 'refused p50', 'wait p99 / instant'], ...rows]);
}

function verdict(value: number, most: number, digits: number): string {
  return `${value.toFixed(digits)} ${value <= most ? '≤' : '> !'} ${most}`;
}
