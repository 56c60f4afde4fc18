/**
 * Finds the line of a log that names why a program failed. The last such line counts, but a launcher that reports its child and
 * the noise of a shutdown give way to the exception of the program itself.
 */
export interface Cause {
  readonly line: string;
  /** Index of the line in the log. */
  readonly at: number;
  /** An exception of the program itself; otherwise it may only report what failed elsewhere. */
  readonly isFinal: boolean;
}

/** What launchers, loggers and test runners put before a line: rank, process, level, time, source. */
const PREFIX = new RegExp(
  [
    String.raw`\[?(?:rank ?)?\d+(?:,\d+)?\]?(?:<std\w+>)?:\s?`,
    String.raw`\[(?:[a-z][\w.-]*|\d+)\]:?\s`,
    String.raw`\([\w.:/@-]+(?: (?:pid|ip|rank)=[^)\s]+)*(?:, [^)]{1,60})?\)\s`,
    String.raw`(?:CRITICAL|FATAL|ERROR|WARNING|INFO)(?: \d\d-\d\d)?(?: \d\d:\d\d:\d\d\S*)?(?: \[[^\]]{1,80}\])\s`,
    String.raw`\[?\d{4}-\d\d-\d\d[T ]\d\d:\d\d:\d\d[.,\d]*Z?(?:[+-]\d\d:?\d\d)?\]?(?: ?[|\[-] ?| )(?:[\w.:]+(?: ?[|\]-] | ))?`,
    String.raw`ERROR:[\w.]+:`,
    String.raw`\|\s`,
  ].join('|'),
  'y',
);

const NAME = String.raw`(?:[A-Za-z_$][\w$]*(?:\.|::))*(?:[A-Z][\w$]*)?(?:Error|Exception|Failure|Interrupt|Exit|Fault)`;
const EXCEPTION = new RegExp(
  String.raw`^(?:Uncaught |Caused by: |\[|Exception in thread "[^"]{1,80}" |ERROR: )?${NAME}(?: \[[\w$]+\])?:\s*\S`,
);
const BARE = new RegExp(String.raw`^${NAME}$`);
const CRASH = /^(?:thread '[^']{1,60}' panicked at |panic: |fatal error: \S|Fatal Python error: )/;
/** An error line of a program that prints no exception. */
const MESSAGE =
  /^(?:\S{1,80}: )?(?:error|fatal|ERROR|FATAL): \S|: (?:command not found|No such file or directory|Permission denied)$|^(?:Segmentation fault|Bus error|Killed|Aborted|Illegal instruction)\b|^terminate called|^\s+what\(\): /;
/** Errors that only report that something else failed. */
const SYMPTOM =
  /CalledProcessError|ChildFailedError|ProcessExitedException|ProcessRaisedException|non-zero exit (?:status|code)|SystemExit|KeyboardInterrupt|BrokenPipeError|ConnectionResetError|DistBackendError|DistNetworkError|See root cause above|NCCL|Engine(?:Dead| ?[Cc]ore)/;
const IGNORED = /^(?:Exception ignored (?:in|on)\b|--- Logging error ---)/;

export function causeIn(log: string): Cause | undefined {
  let cause: Cause | undefined;
  let symptom: Cause | undefined;
  let isTraceback = false;
  let isIgnored = false;
  let before = '';
  for (const [at, whole] of log.split('\n').entries()) {
    const line = withoutPrefix(whole.slice(0, 4_000));
    const pytest = /^E {3,}(\S.*)/.exec(line)?.[1];
    const text = pytest ?? line;
    const isIndented = /^\s/.test(text);
    const isEnd = isTraceback && !isIndented && text !== '';
    const isBare = BARE.test(text) && /^\s/.test(before);
    const isFirst = pytest !== undefined && !/^E {3,}/.test(before);
    if (IGNORED.test(text)) isIgnored = true;
    else if (/^Traceback \(most recent call last\)/.test(text)) isTraceback = true;
    else if (isEnd || isBare || isFirst || EXCEPTION.test(text) || CRASH.test(text)) {
      const found = { line: text.trim(), at, isFinal: !SYMPTOM.test(text) };
      if (isIgnored) isIgnored = false;
      else if (found.isFinal) cause = found;
      else symptom = found;
      isTraceback = false;
    } else if (MESSAGE.test(text)) symptom = { line: text.trim(), at, isFinal: false };
    before = line;
  }
  return cause ?? symptom;
}

function withoutPrefix(line: string): string {
  let at = 0;
  for (let parts = 0; parts < 4; parts++) {
    PREFIX.lastIndex = at;
    const match = PREFIX.exec(line);
    if (match === null || match[0] === '') break;
    at += match[0].length;
  }
  return line.slice(at);
}

/** The GPU ran out of memory, in the words of the program that died. Sizes in GiB, null if the text does not contain them. */
interface OutOfMemory {
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
    return {
      error: match[1] ?? match[0],
      wantedGib: sizeIn(WANTED, text),
      totalGib: sizeIn(TOTAL, text),
      freeGib: sizeIn(FREE, text),
    };
  }
  return undefined;
}

const SIZE = String.raw`([\d.,]+) ?(bytes|[KMGT]i?B)`;
const WANTED = new RegExp(
  String.raw`(?:tried to|trying to|failed to)? ?allocat(?:e|ing) (?:buffer of size )?${SIZE}`,
  'i',
);
const TOTAL = new RegExp(String.raw`total capacity of ${SIZE}|${SIZE} total capacity`, 'i');
const FREE = new RegExp(String.raw`of which ${SIZE} is free|${SIZE} free`, 'i');

function sizeIn(pattern: RegExp, text: string): number | null {
  const [number = '', unit = ''] = (pattern.exec(text) ?? []).slice(1).filter(Boolean);
  const power = 'bkmgt'.indexOf(unit.charAt(0).toLowerCase()) - 3;
  const value = parseFloat(number.replace(/,/g, '')) * 1_024 ** power;
  return Number.isFinite(value) ? Math.round(value * 100) / 100 : null;
}
