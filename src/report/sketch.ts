import type { Stat } from '../model/outcome.ts';

const GAMMA = 1.02;
const LEAST = 0.01;
const BUCKETS = 1_100;

/**
 * Mean, 95th percentile and peak of a stream in constant memory: buckets whose widths grow by 2 %, so that the percentile is at most
 * 1 % off over nine orders of magnitude. Mean and peak are exact.
 */
export class Sketch {
  readonly #buckets = new Uint32Array(BUCKETS);
  #count = 0;
  #sum = 0;
  #peak = -Infinity;
  #least = Infinity;

  add(value: number): void {
    this.#count++;
    this.#sum += value;
    this.#peak = Math.max(this.#peak, value);
    this.#least = Math.min(this.#least, value);
    const bucket = value < LEAST ? 0 : 1 + Math.ceil(Math.log(value / LEAST) / Math.log(GAMMA));
    const at = Math.min(bucket, BUCKETS - 1);
    this.#buckets[at] = Number(this.#buckets[at]) + 1;
  }

  stat(): Stat | null {
    if (this.#count === 0) return null;
    return { mean: round(this.#sum / this.#count), p95: round(this.#percentile(0.95)), peak: round(this.#peak) };
  }

  #percentile(share: number): number {
    const rank = Math.ceil(share * this.#count);
    let seen = 0;
    const bucket = this.#buckets.findIndex((count) => (seen += count) >= rank);
    const value = bucket === 0 ? 0 : (2 * LEAST * GAMMA ** (bucket - 1)) / (1 + GAMMA);
    return Math.min(this.#peak, Math.max(this.#least, value));
  }
}

export function round(value: number, digits = 2): number {
  const factor = 10 ** digits;
  return Math.round(value * factor) / factor;
}

interface Bucket {
  utilization: number;
  utilizations: number;
  memory: number;
  memories: number;
}

const POINTS = 60;
const emptyBucket = (): Bucket => ({ utilization: 0, utilizations: 0, memory: 0, memories: 0 });

export interface SeriesPoint {
  readonly atSeconds: number;
  readonly utilization: number | null;
  readonly memory: number | null;
}

/** At most 60 points over any length: when the buckets run out, neighbours merge and the width doubles. */
export class Series {
  #widthMs = 500;
  /** Has holes where nothing fell. */
  #buckets: Bucket[] = [];

  add(elapsedMs: number, utilization: number | null, memory: number | null): void {
    while (elapsedMs >= this.#widthMs * POINTS) this.#double();
    const at = Math.floor(elapsedMs / this.#widthMs);
    const bucket = (this.#buckets[at] ??= emptyBucket());
    if (utilization !== null) {
      bucket.utilization += utilization;
      bucket.utilizations++;
    }
    if (memory !== null) {
      bucket.memory += memory;
      bucket.memories++;
    }
  }

  points(): SeriesPoint[] {
    const mean = (sum: number, count: number): number | null => (count === 0 ? null : round(sum / count, 1));
    return this.#buckets
      .map((bucket, at) => ({
        atSeconds: round((at * this.#widthMs) / 1_000),
        utilization: mean(bucket.utilization, bucket.utilizations),
        memory: mean(bucket.memory, bucket.memories),
      }))
      .filter((point) => point.utilization !== null || point.memory !== null);
  }

  #double(): void {
    const merged: Bucket[] = [];
    for (let at = 0; at < this.#buckets.length; at += 2) {
      const [a = emptyBucket(), b = emptyBucket()] = this.#buckets.slice(at, at + 2);
      merged.push({
        utilization: a.utilization + b.utilization,
        utilizations: a.utilizations + b.utilizations,
        memory: a.memory + b.memory,
        memories: a.memories + b.memories,
      });
    }
    this.#buckets = merged;
    this.#widthMs *= 2;
  }
}
