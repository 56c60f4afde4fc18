import { causeIn } from './cause.ts';

/** The GPU ran out of memory, in the words of the program that died. Sizes in GiB, null where the text does not tell. */
export interface OutOfMemory {
  /** `torch.OutOfMemoryError`, `RESOURCE_EXHAUSTED`, …, as the log has it. */
  readonly error: string;
  readonly wantedGib: number | null;
  readonly totalGib: number | null;
  readonly freeGib: number | null;
}

/**
 * The lines of frameworks when the device has no memory left: PyTorch, TensorFlow, JAX/XLA, CuPy, the CUDA runtime and driver, llama.cpp.
 * Host memory (`MemoryError`, `Killed`) is another matter and not matched.
 */
const ERRORS: readonly RegExp[] = [
  /(torch(?:\.cuda)?\.OutOfMemoryError|OutOfMemoryError|RuntimeError): (?:CUDA|HIP) out of memory/,
  /(cupy\.cuda\.memory\.OutOfMemoryError): Out of memory allocating/,
  /(RESOURCE_EXHAUSTED): (?:Out of memory|Failed to allocate|OOM)/,
  /(ResourceExhaustedError)|OOM when allocating tensor/,
  /(CUDA_ERROR_OUT_OF_MEMORY)/,
  /(cudaErrorMemoryAllocation)/,
  /(cudaMalloc) failed: out of memory/,
  /(CUDA (?:runtime )?error):? .*out of memory/i,
  /(CUDA out of memory)/,
];
/** Links the tracebacks of one exception that was raised while another one was handled. */
const CHAIN = /^(?:During handling of the above exception|The above exception was the direct cause)/m;

/** Finds the last such error of a log, unless the program survived it and failed with another one. The caller knows that the run failed. */
export function findOutOfMemory(log: string): OutOfMemory | undefined {
  const lines = log.split('\n');
  for (const [at, whole] of [...lines.entries()].reverse()) {
    const line = whole.slice(0, 4_000);
    const match = ERRORS.map((pattern) => pattern.exec(line)).find((found) => found !== null);
    if (match == null) continue;
    const cause = causeIn(log);
    const between = lines.slice(at, cause?.at).join('\n');
    if (cause !== undefined && cause.isFinal && cause.at > at && !CHAIN.test(between)) return undefined;
    const text = [line, ...lines.slice(at + 1, at + 4)].join(' ').slice(0, 6_000);
    return { error: match[1] ?? match[0], ...sizesOf(text) };
  }
  return undefined;
}

const SIZE = String.raw`([\d.,]+) ?(bytes|[KMGT]i?B)`;
const WANTED = new RegExp(
  String.raw`(?:tried to allocate|trying to allocate|allocating|failed to allocate|allocate) (?:buffer of size )?${SIZE}`,
  'i',
);
const TOTAL = new RegExp(String.raw`total capacity of ${SIZE}|${SIZE} total capacity`, 'i');
const FREE = new RegExp(String.raw`of which ${SIZE} is free|${SIZE} free`, 'i');

function sizesOf(text: string): Omit<OutOfMemory, 'error'> {
  return { wantedGib: sizeIn(WANTED, text), totalGib: sizeIn(TOTAL, text), freeGib: sizeIn(FREE, text) };
}

const UNIT_GIB: Readonly<Record<string, number>> = {
  bytes: 2 ** -30,
  kib: 2 ** -20,
  kb: 2 ** -20,
  mib: 2 ** -10,
  mb: 2 ** -10,
  gib: 1,
  gb: 1,
  tib: 1_024,
  tb: 1_024,
};

function sizeIn(pattern: RegExp, text: string): number | null {
  const [number, unit] = (pattern.exec(text) ?? []).slice(1).filter(Boolean);
  if (number === undefined || unit === undefined) return null;
  const value = Number(number.replace(/,/g, '').replace(/\.$/, '')) * Number(UNIT_GIB[unit.toLowerCase()]);
  return Number.isFinite(value) ? Math.round(value * 100) / 100 : null;
}
