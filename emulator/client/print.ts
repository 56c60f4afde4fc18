// What the program writes: JSON on stdout, words for people on stderr.
import { writeSync } from 'node:fs';
import type { Writable } from 'node:stream';

/** Set by faults: how the next JSON document is spoiled. */
export type Spoil = 'garbage' | 'truncated' | 'empty';

const state: { spoil: Spoil | undefined; quiet: boolean } = {
  spoil: undefined,
  quiet: false,
};

export function configure(changes: Partial<typeof state>): void {
  Object.assign(state, changes);
}

const STDOUT = 1;
const STDERR = 2;
const streams = new Map<number, Writable>();

/** For the bytes of a job: they are written without blocking, so that a signal is handled while the reader is slow. */
export function openStreams(): void {
  streams.set(STDOUT, process.stdout).set(STDERR, process.stderr);
  for (const stream of streams.values()) stream.on('error', () => process.exit(1));
}

/** The streams of `process` take 3 ms to open, so a short text goes to the descriptor. */
function write(descriptor: number, bytes: Buffer): void {
  const stream = streams.get(descriptor);
  if (stream !== undefined) {
    stream.write(bytes);
    return;
  }
  for (let at = 0; at < bytes.length;) {
    try {
      at += writeSync(descriptor, bytes, at);
    } catch (error) {
      // The reader is gone, or shares a descriptor that does not block and is full.
      if ((error as NodeJS.ErrnoException).code !== 'EAGAIN') process.exit(1);
      Atomics.wait(new Int32Array(new SharedArrayBuffer(4)), 0, 0, 5);
    }
  }
}

/** Bytes of a job, on the stream they came from. */
export const pass = (kind: 'o' | 'e', bytes: Buffer): void => write(kind === 'o' ? STDOUT : STDERR, bytes);

/** Text on stdout: what was asked for. */
export const print = (text: string): void => write(STDOUT, Buffer.from(text));

export function json(value: unknown): void {
  const text = `${JSON.stringify(value, null, 2)}\n`;
  if (state.spoil === 'empty') return;
  if (state.spoil === 'garbage') print('<html><body>502 Bad Gateway</body></html>\n');
  else if (state.spoil === 'truncated') print(text.slice(0, Math.ceil(text.length / 2)));
  else print(text);
}

/** A line for people without a prefix: tables, help for a wrong flag. */
export const line = (text: string): void => write(STDERR, Buffer.from(`${text}\n`));

export const note = (text: string): void => line(`>> ${text}`);

export const fail = (text: string): void => line(`✗ ${text}`);

export function progress(text: string): void {
  if (!state.quiet) line(`[gpu]> ${text}`);
}

/** Columns; the last one is not padded. */
export function columns(rows: readonly (readonly string[])[]): string[] {
  const widths = (rows[0] ?? []).map((_, column) => Math.max(...rows.map((row) => (row[column] ?? '').length)));
  return rows.map((row) =>
    row
      .map((cell, column) => cell.padEnd(widths[column] ?? 0))
      .join('  ')
      .trimEnd(),
  );
}
