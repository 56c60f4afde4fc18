import type { Stat, Telemetry } from '../model/outcome.ts';

/** One GPU at one moment, from the columns of `QUERY` in gpu/wrapper.ts; NaN if the driver does not report it (MIG, permissions). */
interface SmiRow {
  readonly index: number;
  readonly name: string;
  readonly utilization: number;
  readonly memoryMib: number;
  readonly memoryTotalMib: number;
  readonly powerW: number;
  readonly temperatureC: number;
}

/** Columns behind the name: use, memory use, memory, total memory, power, temperature. */
const MEASURES = 6;
const MAX_LINE = 1_024;
/** A number, with a unit or without, or a mark of absence: `[N/A]`, `[Not Supported]`, `ERR!`. */
const MEASURE = /^-?\d+(?:\.\d+)?(?: ?[%A-Za-z]{1,4})?$|^\[.*\]$|^ERR!/;

/** Reads one line of the sampler. Undefined if it is not a row: a heading, an error, half a line. */
export function parseSmiRow(line: string): SmiRow | undefined {
  const fields = line
    .slice(0, MAX_LINE)
    .split(',')
    .map((field) => field.trim());
  const [index = ''] = fields;
  // Commas in the name do no harm.
  const measures = fields.slice(-MEASURES);
  if (fields.length < MEASURES + 2 || !/^\d{1,2}$/.test(index)) return undefined;
  if (!measures.every((field) => MEASURE.test(field))) return undefined;
  const [use = '', , memory = '', total = '', power = '', temperature = ''] = measures;
  return {
    index: Number(index),
    name: fields.slice(1, -MEASURES).join(', ').slice(0, 100),
    utilization: within(use, 100),
    memoryMib: within(memory, 1e8),
    memoryTotalMib: within(total, 1e8) || NaN,
    powerW: within(power, 1e5),
    temperatureC: within(temperature, 1e3),
  };
}

/** A broken sensor reports impossible numbers. */
function within(field: string, most: number): number {
  const value = parseFloat(field);
  return value >= 0 && value <= most ? value : NaN;
}

const SAMPLED = ['utilization', 'memoryMib', 'powerW', 'temperatureC'] as const;

/** All samples of one GPU. A day of eight GPUs takes about 14 MB. */
class Samples {
  readonly name: string;
  memoryTotalMib = NaN;
  readonly atMs: number[] = [];
  readonly utilization: number[] = [];
  readonly memoryMib: number[] = [];
  readonly powerW: number[] = [];
  readonly temperatureC: number[] = [];

  constructor(name: string) {
    this.name = name;
  }
}

const POINTS = 60;
const LEAST_WIDTH_MS = 500;

/** Collects what the sampler prints: one row for each GPU and moment. Lines that are not rows are skipped. */
export class TelemetryMeter {
  readonly #gpus = new Map<number, Samples>();
  #firstMs: number | undefined;

  /** @returns whether the line was a row. `elapsedMs` is when it was taken, on any clock that only grows. */
  addSample(elapsedMs: number, line: string): boolean {
    const row = parseSmiRow(line);
    if (row === undefined || !Number.isFinite(elapsedMs)) return false;
    this.#firstMs ??= elapsedMs;
    const gpu = this.#gpus.get(row.index) ?? new Samples(row.name);
    this.#gpus.set(row.index, gpu);
    gpu.atMs.push(Math.max(0, elapsedMs - this.#firstMs));
    for (const measure of SAMPLED) gpu[measure].push(row[measure]);
    gpu.memoryTotalMib = row.memoryTotalMib || gpu.memoryTotalMib;
    return true;
  }

  /** The use of the GPUs now, in %; null if no driver reports it. */
  busyNow(): number | null {
    return statOf([...this.#gpus.values()].map(({ utilization }) => utilization.at(-1) ?? NaN))?.mean ?? null;
  }

  /** Null if there was no row. */
  result(): Telemetry | null {
    const gpus = [...this.#gpus.values()];
    const [first] = gpus;
    if (first === undefined) return null;
    const spanMs = Math.max(...gpus.map(({ atMs }) => atMs.at(-1) ?? 0));
    const joules = gpus.map(joulesOf).filter(Number.isFinite);
    const ofAll = (measure: (typeof SAMPLED)[number]) => statOf(gpus.flatMap((gpu) => gpu[measure]));
    return {
      gpuName: first.name,
      gpuCount: gpus.length,
      idleGpus: gpus.filter(({ utilization }) => statOf(utilization)?.peak === 0).length,
      samples: Math.max(...gpus.map(({ atMs }) => atMs.length)),
      spanSeconds: round(spanMs / 1_000),
      utilization: ofAll('utilization'),
      memoryMib: ofAll('memoryMib'),
      memoryTotalMib: statOf(gpus.map(({ memoryTotalMib }) => memoryTotalMib))?.peak ?? null,
      powerW: ofAll('powerW'),
      energyKwh: joules.length === 0 ? null : round(joules.reduce((sum, part) => sum + part) / 3_600_000, 6),
      temperatureC: ofAll('temperatureC'),
      series: seriesOf(gpus, spanMs),
    };
  }
}

/** Trapezoids between the readings of power; NaN with fewer than two. */
function joulesOf({ atMs, powerW }: Samples): number {
  const readings = atMs.map((at, n) => ({ at, watt: powerW[n] ?? NaN })).filter(({ watt }) => !Number.isNaN(watt));
  const parts = readings.slice(1).map((reading, n) => {
    const before = readings[n] ?? reading;
    return ((reading.watt + before.watt) / 2) * (Math.max(0, reading.at - before.at) / 1_000);
  });
  return parts.length === 0 ? NaN : parts.reduce((sum, part) => sum + part);
}

/** Of the values that are numbers; null if there are none. */
function statOf(values: readonly number[]): Stat | null {
  const sorted = Float64Array.from(values.filter(Number.isFinite)).sort();
  const peak = sorted.at(-1);
  if (peak === undefined) return null;
  const mean = sorted.reduce((sum, value) => sum + value) / sorted.length;
  return { mean: round(mean), p95: round(sorted[Math.ceil(0.95 * sorted.length) - 1] ?? peak), peak: round(peak) };
}

/** Means over time and GPUs, for a chart. */
function seriesOf(gpus: readonly Samples[], spanMs: number): Telemetry['series'] {
  const width = Math.max(LEAST_WIDTH_MS, spanMs / (POINTS - 1));
  const buckets = Array.from({ length: POINTS }, () => ({ utilization: [] as number[], memory: [] as number[] }));
  for (const { atMs, utilization, memoryMib, memoryTotalMib } of gpus)
    for (const [n, at] of atMs.entries()) {
      const bucket = buckets[Math.floor(at / width)];
      bucket?.utilization.push(utilization[n] ?? NaN);
      bucket?.memory.push(Math.min(100, (100 * (memoryMib[n] ?? NaN)) / memoryTotalMib));
    }
  return buckets
    .map(({ utilization, memory }, n) => ({
      atSeconds: round((n * width) / 1_000),
      utilization: statOf(utilization)?.mean ?? null,
      memory: statOf(memory)?.mean ?? null,
    }))
    .filter(({ utilization, memory }) => utilization !== null || memory !== null);
}

function round(value: number, digits = 2): number {
  const factor = 10 ** digits;
  return Math.round(value * factor) / factor;
}
