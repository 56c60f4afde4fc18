/** The legs of a `strategy.matrix`: the product, less `exclude`, then `include` as the workflow syntax describes it. */
import type { Value } from './expressions.ts';

export type Leg = Readonly<Record<string, Value>>;

const same = (left: Value | undefined, right: Value): boolean => JSON.stringify(left) === JSON.stringify(right);

export const matrixLegs = (matrix: Readonly<Record<string, Value>>): readonly Leg[] => {
  const { include, exclude, ...axes } = matrix;
  const list = (name: string, value: Value | undefined): readonly Value[] => {
    if (value === undefined) return [];
    if (!Array.isArray(value)) throw new Error(`strategy.matrix.${name}: a list is expected`);
    return value as readonly Value[];
  };
  const base = Object.entries(axes).reduce<Leg[]>(
    (legs, [name, values]) => legs.flatMap((leg) => list(name, values).map((value) => ({ ...leg, [name]: value }))),
    [{}],
  );
  const excluded = list('exclude', exclude) as readonly Leg[];
  const kept = base.filter(
    (leg) => !excluded.some((rule) => Object.entries(rule).every(([name, value]) => same(leg[name], value))),
  );
  const originals = Object.keys(axes).length > 0 ? kept : [];
  const extended: Leg[] = [...originals];
  const added: Leg[] = [];
  for (const extra of list('include', include) as readonly Leg[]) {
    // An entry joins each leg whose own values it would not overwrite; when there is none, it is a leg of its own.
    const fits = originals.map((leg) =>
      Object.entries(extra).every(([name, value]) => !(name in axes) || same(leg[name], value)),
    );
    if (!fits.includes(true)) added.push(extra);
    else
      fits.forEach(
        (fit, index) => (extended[index] = fit ? { ...extended[index], ...extra } : (extended[index] ?? {})),
      );
  }
  return [...extended, ...added];
};

/** `train (A100, 3)`, as the page of a run names its jobs. */
export const legName = (job: string, leg: Leg): string => {
  const values = Object.values(leg).map((value) => (typeof value === 'object' ? JSON.stringify(value) : String(value)));
  return values.length > 0 ? `${job} (${values.join(', ')})` : job;
};
