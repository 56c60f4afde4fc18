import type { Box } from './svg.ts';

export interface Mark {
  readonly x: number;
  readonly y: number;
  readonly label: string;
  readonly size: number;
}

export interface Placed {
  readonly x: number;
  readonly y: number;
  readonly anchor: 'start' | 'middle' | 'end';
}

type Point = readonly [number, number];

/** Where each mark's label goes: the first place around it that meets no other label, mark, edge, or the curve. */
export function placeLabels(marks: readonly Mark[], within: Box, curve: readonly Point[]): Placed[] {
  const taken: Box[] = [
    ...marks.map(({ x, y }) => ({ x: x - 7, y: y - 7, width: 14, height: 14 })),
    ...alongside(curve).map(([x, y]) => ({ x: x - 1, y: y - 1, width: 2, height: 2 })),
  ];
  return marks.map((mark) => {
    const all = candidates(mark);
    const free = all.find(({ box }) => inside(box, within) && !taken.some((other) => meet(box, other)));
    const chosen = free ?? all[0];
    if (chosen === undefined) throw new Error('a mark has places around it');
    taken.push(chosen.box);
    return chosen.place;
  });
}

/** The curve in small steps. */
const alongside = (curve: readonly Point[]): Point[] =>
  curve.slice(1).flatMap(([x, y], index) => {
    const [fromX, fromY] = curve[index] ?? [x, y];
    return Array.from({ length: 21 }, (_, step): Point => [
      fromX + ((x - fromX) * step) / 20,
      fromY + ((y - fromY) * step) / 20,
    ]);
  });

function candidates({ x, y, label, size }: Mark): { place: Placed; box: Box }[] {
  const width = label.length * size * 0.55;
  const at = (left: number, middle: number, anchor: Placed['anchor']): { place: Placed; box: Box } => ({
    place: {
      x: anchor === 'start' ? left : anchor === 'end' ? left + width : left + width / 2,
      y: middle + size * 0.35,
      anchor,
    },
    box: { x: left, y: middle - size * 0.65, width, height: size * 1.3 },
  });
  return [14, 20, 28, 38, 50].flatMap((far) => [
    at(x + 12, y - (far - 14), 'start'),
    at(x - 12 - width, y - (far - 14), 'end'),
    at(x - width / 2, y - far - 4, 'middle'),
    at(x - width / 2, y + far + 4, 'middle'),
    at(x + 12, y + (far - 14), 'start'),
    at(x - 12 - width, y + (far - 14), 'end'),
  ]);
}

const inside = (box: Box, within: Box): boolean =>
  box.x >= within.x &&
  box.y >= within.y &&
  box.x + box.width <= within.x + within.width &&
  box.y + box.height <= within.y + within.height;

const meet = (a: Box, b: Box): boolean =>
  a.x < b.x + b.width && b.x < a.x + a.width && a.y < b.y + b.height && b.y < a.y + a.height;
