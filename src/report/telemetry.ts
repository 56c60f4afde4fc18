import type { Stat, Telemetry } from '../model/outcome.ts';

/** One GPU at one moment, from the columns of `QUERY` in gpu/wrapper.ts; null if the driver does not report it (MIG, permissions). */
export interface SmiRow {
  readonly index: number;
  readonly name: string;
  readonly utilization: number | null;
  readonly memoryMib: number | null;
  readonly memoryTotalMib: number | null;
  readonly powerW: number | null;
  readonly temperatureC: number | null;
}

/** Columns behind the name: use, memory use, memory, total memory, power, temperature. */
const MEASURES = 6;
const MAX_LINE = 1_024;
const MAX_GPUS = 64;

/** Reads one line of the sampler. Undefined if it is not a row: a heading, an error, half a line. */
export function parseSmiRow(line: string): SmiRow | undefined {
  if (line.length > MAX_LINE) return undefined;
  const fields = fieldsOf(line);
  if (fields === undefined) return undefined;
  const { index, name, measures } = fields;
  if (!/^\d+$/.test(index) || Number(index) >= MAX_GPUS) return undefined;
  // Prose with commas has neither a number nor a mark of absence.
  if (measures.every((field) => numberOf(field) === null && !isAbsent(field))) return undefined;
  const [utilization, , memoryMib, memoryTotalMib, powerW, temperatureC] = measures.map(numberOf);
  return {
    index: Number(index),
    name: name.slice(0, 100),
    utilization: within(utilization, 100),
    memoryMib: within(memoryMib, 1e8),
    memoryTotalMib: within(memoryTotalMib, 1e8) || null,
    powerW: within(powerW, 1e5),
    temperatureC: within(temperatureC, 1e3),
  };
}

interface Fields {
  readonly index: string;
  readonly name: string;
  readonly measures: readonly string[];
}

/** The name is what lies between the index and the measures, so commas inside it do no harm. */
function fieldsOf(line: string): Fields | undefined {
  // `, ` parts fields and leaves decimal commas (`130,38`) whole; some locales and tools write bare commas.
  for (const comma of [/,\s/, /,/]) {
    const parts = line.split(comma).map((part) => part.trim());
    if (parts.length < MEASURES + 2) continue;
    const name = parts.slice(1, -MEASURES).join(', ');
    return { index: unquoted(`${parts[0]}`), name: unquoted(name), measures: parts.slice(-MEASURES) };
  }
  return undefined;
}

const unquoted = (field: string): string => field.replace(/^"(.*)"$/, '$1').replaceAll('""', '"');

/** `98`, `98 %`, `10271 MiB`, `684,39 W`, `"98"` → the number; null for `[N/A]` and the like. */
function numberOf(field: string): number | null {
  const match = /^"?([+-]?\d+(?:[.,]\d+)?)\s*(?:%|[A-Za-z°]{1,4})?"?$/.exec(field);
  return match === null ? null : Number(`${match[1]}`.replace(',', '.'));
}

function isAbsent(field: string): boolean {
  return /N\/A|not supported|insufficient perm|unknown|error|denied|^-?$/i.test(field);
}

function within(value: number | null | undefined, most: number): number | null {
  return value != null && value >= 0 && value <= most ? value : null;
}

const POINTS = 60;
const LEAST_WIDTH_MS = 500;

/** All samples of one GPU; NaN if the driver did not report a measure. A day of eight GPUs takes about 14 MB. */
class Samples {
  readonly name: string;
  readonly atMs: number[] = [];
  readonly utilization: number[] = [];
  readonly memoryMib: number[] = [];
  readonly powerW: number[] = [];
  readonly temperatureC: number[] = [];
  memoryTotalMib: number | null = null;

  constructor(name: string) {
    this.name = name;
  }

  add(atMs: number, row: SmiRow): void {
    this.atMs.push(atMs);
    this.utilization.push(row.utilization ?? NaN);
    this.memoryMib.push(row.memoryMib ?? NaN);
    this.powerW.push(row.powerW ?? NaN);
    this.temperatureC.push(row.temperatureC ?? NaN);
    this.memoryTotalMib = row.memoryTotalMib ?? this.memoryTotalMib;
  }

  memoryPercent(): number[] {
    const total = this.memoryTotalMib ?? NaN;
    return this.memoryMib.map((mib) => Math.min(100, (100 * mib) / total));
  }

  /** Trapezoids between the readings of power; null with fewer than two. */
  joules(): number | null {
    let joules: number | null = null;
    let last: { readonly at: number; readonly watt: number } | undefined;
    for (const [index, at] of this.atMs.entries()) {
      const watt = this.powerW[index] ?? NaN;
      if (Number.isNaN(watt) || (last !== undefined && at <= last.at)) continue;
      if (last !== undefined) joules = (joules ?? 0) + ((watt + last.watt) / 2) * ((at - last.at) / 1_000);
      last = { at, watt };
    }
    return joules;
  }
}

/** Collects what the sampler prints: one row for each GPU and moment. Lines that are not rows are skipped. */
export class TelemetryMeter {
  readonly #gpus = new Map<number, Samples>();
  #firstMs: number | undefined;

  /** @returns whether the line was a row. `elapsedMs` is when it was taken, on any clock that only grows. */
  addSample(elapsedMs: number, line: string): boolean {
    const row = parseSmiRow(line);
    if (row === undefined || !Number.isFinite(elapsedMs)) return false;
    this.#firstMs ??= elapsedMs;
    const samples = this.#gpus.get(row.index) ?? new Samples(row.name);
    this.#gpus.set(row.index, samples);
    samples.add(Math.max(0, elapsedMs - this.#firstMs), row);
    return true;
  }

  /** The use of the GPUs now, in %; null if no driver reports it. */
  busyNow(): number | null {
    const now = [...this.#gpus.values()].map((gpu) => gpu.utilization.at(-1) ?? NaN).filter(Number.isFinite);
    return now.length === 0 ? null : meanOf(now);
  }

  /** Null if there was no row. */
  result(): Telemetry | null {
    const gpus = [...this.#gpus.values()];
    const [first] = gpus;
    if (first === undefined) return null;
    const spanMs = gpus.reduce((most, gpu) => gpu.atMs.reduce((a, b) => Math.max(a, b), most), 0);
    const totals = gpus.flatMap((gpu) => gpu.memoryTotalMib ?? []);
    const joules = gpus.flatMap((gpu) => gpu.joules() ?? []);
    return {
      gpuName: first.name,
      gpuCount: gpus.length,
      idleGpus: gpus.filter((gpu) => statOf(gpu.utilization)?.peak === 0).length,
      samples: Math.max(...gpus.map((gpu) => gpu.atMs.length)),
      spanSeconds: round(spanMs / 1_000),
      utilization: statOf(gpus.flatMap((gpu) => gpu.utilization)),
      memoryMib: statOf(gpus.flatMap((gpu) => gpu.memoryMib)),
      memoryTotalMib: totals.length === 0 ? null : Math.max(...totals),
      powerW: statOf(gpus.flatMap((gpu) => gpu.powerW)),
      energyKwh: joules.length === 0 ? null : round(joules.reduce((sum, part) => sum + part, 0) / 3_600_000, 6),
      temperatureC: statOf(gpus.flatMap((gpu) => gpu.temperatureC)),
      series: seriesOf(gpus, spanMs),
    };
  }
}

function statOf(values: readonly number[]): Stat | null {
  const sorted = Float64Array.from(values.filter(Number.isFinite)).sort();
  const peak = sorted.at(-1);
  if (peak === undefined) return null;
  const p95 = sorted[Math.ceil(0.95 * sorted.length) - 1] ?? peak;
  return { mean: round(meanOf(sorted)), p95: round(p95), peak: round(peak) };
}

/** Means over time and GPUs, for a chart. */
function seriesOf(gpus: readonly Samples[], spanMs: number): Telemetry['series'] {
  const width = Math.max(LEAST_WIDTH_MS, spanMs / (POINTS - 1));
  const buckets = Array.from({ length: POINTS }, () => ({ utilization: [] as number[], memory: [] as number[] }));
  for (const gpu of gpus) {
    const memory = gpu.memoryPercent();
    for (const [index, at] of gpu.atMs.entries()) {
      const bucket = buckets[Math.floor(at / width)];
      bucket?.utilization.push(gpu.utilization[index] ?? NaN);
      bucket?.memory.push(memory[index] ?? NaN);
    }
  }
  return buckets
    .map(({ utilization, memory }, at) => ({
      atSeconds: round((at * width) / 1_000),
      utilization: statOf(utilization)?.mean ?? null,
      memory: statOf(memory)?.mean ?? null,
    }))
    .filter(({ utilization, memory }) => utilization !== null || memory !== null);
}

function meanOf(values: ArrayLike<number>): number {
  let sum = 0;
  for (let at = 0; at < values.length; at++) sum += values[at] ?? 0;
  return sum / values.length;
}

function round(value: number, digits = 2): number {
  const factor = 10 ** digits;
  return Math.round(value * factor) / factor;
}
