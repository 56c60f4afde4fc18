import type { Telemetry } from '../model/outcome.ts';
import { round, Series, Sketch } from './sketch.ts';

/** The columns that the sampler asks of `nvidia-smi`, in this order, as `--format=csv,noheader,nounits`. */
export const SMI_QUERY =
  'index,name,utilization.gpu,utilization.memory,memory.used,memory.total,power.draw,temperature.gpu';

/** One GPU at one moment; null where the driver does not tell (`[N/A]`, MIG, missing permission). */
export interface SmiRow {
  readonly index: number;
  readonly name: string;
  readonly utilization: number | null;
  readonly memoryUtilization: number | null;
  readonly memoryMib: number | null;
  readonly memoryTotalMib: number | null;
  readonly powerW: number | null;
  readonly temperatureC: number | null;
}

const MEASURES = 6;
const MAX_LINE = 1_024;
const MAX_GPUS = 64;

/** Reads one line of the sampler. Undefined for anything that is no row: a heading, an error, half a line. */
export function parseSmiRow(line: string): SmiRow | undefined {
  if (line.length > MAX_LINE) return undefined;
  const fields = fieldsOf(line);
  if (fields === undefined) return undefined;
  const { index, name, measures } = fields;
  if (!/^\d+$/.test(index) || Number(index) >= MAX_GPUS) return undefined;
  // A row without one number is text that happens to have commas.
  if (measures.every((field) => numberOf(field) === null && !isAbsent(field))) return undefined;
  const [utilization, memoryUtilization, memoryMib, memoryTotalMib, powerW, temperatureC] = measures.map(numberOf);
  return {
    index: Number(index),
    name: name.slice(0, 100),
    utilization: within(utilization, 100),
    memoryUtilization: within(memoryUtilization, 100),
    memoryMib: within(memoryMib, 1e8),
    memoryTotalMib: within(memoryTotalMib, 1e8) || null,
    powerW: within(powerW, 1e5),
    temperatureC: within(temperatureC, 1e3),
  };
}

interface Fields {
  readonly index: string;
  readonly name: string;
  /** As many as MEASURES. */
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

interface Gpu {
  name: string;
  samples: number;
  lastMs: number;
  lastPowerW: number | null;
  /** What the driver says of itself and its memory right now, for the heartbeat. */
  row: SmiRow;
}

/**
 * Adds up what the sampler says, in constant memory whatever the length of the run. Rows come one a GPU and moment;
 * what is no row is passed over.
 */
export class TelemetryMeter {
  readonly #gpus = new Map<number, Gpu>();
  readonly #utilization = new Sketch();
  readonly #memory = new Sketch();
  readonly #power = new Sketch();
  readonly #temperature = new Sketch();
  readonly #series = new Series();
  #firstMs: number | undefined;
  #lastMs = 0;
  #memoryTotalMib: number | null = null;
  #joules = 0;
  #hasEnergy = false;

  /** @returns whether the line was a row. `elapsedMs` is when it was taken, on any clock that only grows. */
  addSample(elapsedMs: number, line: string): boolean {
    const row = parseSmiRow(line);
    if (row === undefined || !Number.isFinite(elapsedMs)) return false;
    this.#firstMs ??= elapsedMs;
    const at = Math.max(0, elapsedMs - this.#firstMs);
    this.#lastMs = Math.max(this.#lastMs, at);
    this.#addEnergy(row, at);
    if (row.utilization !== null) this.#utilization.add(row.utilization);
    if (row.memoryMib !== null) this.#memory.add(row.memoryMib);
    if (row.powerW !== null) this.#power.add(row.powerW);
    if (row.temperatureC !== null) this.#temperature.add(row.temperatureC);
    if (row.memoryTotalMib !== null) this.#memoryTotalMib = Math.max(this.#memoryTotalMib ?? 0, row.memoryTotalMib);
    this.#series.add(at, row.utilization, shareOf(row));
    return true;
  }

  /** The last row of each GPU, in order. */
  latest(): readonly SmiRow[] {
    return [...this.#gpus.values()].map((gpu) => gpu.row).sort((a, b) => a.index - b.index);
  }

  /** Null when no row ever came. */
  result(): Telemetry | null {
    const gpus = [...this.#gpus.values()];
    const [first] = gpus;
    if (first === undefined) return null;
    return {
      gpuName: first.name,
      gpuCount: gpus.length,
      samples: Math.max(...gpus.map((gpu) => gpu.samples)),
      spanSeconds: round(this.#lastMs / 1_000),
      utilization: this.#utilization.stat(),
      memoryMib: this.#memory.stat(),
      memoryTotalMib: this.#memoryTotalMib,
      powerW: this.#power.stat(),
      energyKwh: this.#hasEnergy ? round(this.#joules / 3_600_000, 6) : null,
      temperatureC: this.#temperature.stat(),
      series: this.#series.points(),
    };
  }

  /** Trapezoid between two readings of one GPU. */
  #addEnergy(row: SmiRow, at: number): void {
    const gpu = this.#gpus.get(row.index);
    if (gpu === undefined) {
      this.#gpus.set(row.index, { name: row.name, samples: 1, lastMs: at, lastPowerW: row.powerW, row });
      return;
    }
    if (row.powerW !== null && gpu.lastPowerW !== null && at > gpu.lastMs) {
      this.#joules += ((row.powerW + gpu.lastPowerW) / 2) * ((at - gpu.lastMs) / 1_000);
      this.#hasEnergy = true;
    }
    gpu.samples++;
    gpu.row = row;
    if (row.powerW !== null) {
      gpu.lastPowerW = row.powerW;
      gpu.lastMs = Math.max(gpu.lastMs, at);
    }
  }
}

function shareOf(row: SmiRow): number | null {
  if (row.memoryMib === null || row.memoryTotalMib === null) return null;
  return Math.min(100, (100 * row.memoryMib) / row.memoryTotalMib);
}
