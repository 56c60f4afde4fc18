// The far end of a `gpu` program that runs: how it was called, and frames for what it prints and how it ends.
import { once } from 'node:events';
import type { Duplex } from 'node:stream';
import { frame } from '../control/log.ts';

/** Set by faults: how the next JSON document is spoiled. */
export type Spoil = 'garbage' | 'truncated' | 'empty';

/** How the program was called. */
export interface Call {
  version: string;
  pid: number;
  cwd: string;
  home: string;
  /** Whether standard input is a terminal. */
  tty: boolean;
  token: string | undefined;
  argv: string[];
}

/** The program was killed, by us or by somebody else: nothing is done for it any more. */
export class Gone extends Error {}

export class Terminal {
  spoil: Spoil | undefined;
  quiet = false;
  readonly #socket: Duplex;
  readonly #gone = new AbortController();
  #interrupt: (() => void) | undefined;

  constructor(socket: Duplex) {
    this.#socket = socket;
    socket.on('error', () => undefined);
    for (const event of ['end', 'close']) {
      socket.once(event, () => {
        this.#gone.abort(new Gone());
        socket.destroy();
      });
    }
  }

  /** Fires once the program has ended. */
  get gone(): AbortSignal {
    return this.#gone.signal;
  }

  /** Text on stdout: what was asked for. */
  print(text: string): void {
    this.#send('o', text);
  }

  json(value: unknown): void {
    const text = `${JSON.stringify(value, null, 2)}\n`;
    if (this.spoil === 'empty') return;
    if (this.spoil === 'garbage') this.print('<html><body>502 Bad Gateway</body></html>\n');
    else this.print(this.spoil === 'truncated' ? text.slice(0, Math.ceil(text.length / 2)) : text);
  }

  /** A line for people without a prefix: tables, help for a wrong flag. */
  line(text: string): void {
    this.#send('e', `${text}\n`);
  }

  note(text: string): void {
    this.line(`>> ${text}`);
  }

  fail(text: string): void {
    this.line(`✗ ${text}`);
  }

  progress(text: string): void {
    if (!this.quiet) this.line(`[gpu]> ${text}`);
  }

  /** Bytes of a job, on the stream they came from. Resolves when a slow reader has room for more. */
  async pass(stream: 'o' | 'e', bytes: Buffer): Promise<void> {
    if (!this.#send(stream, bytes)) await once(this.#socket, 'drain', { signal: this.gone }).catch(() => undefined);
  }

  /** From here on Ctrl-C does this; before, it kills the program. A second Ctrl-C ends the program with 130. */
  onInterrupt(handle: () => void): void {
    if (this.#interrupt === undefined) this.#send('s', '');
    this.#interrupt = handle;
  }

  interrupted(): void {
    this.#interrupt?.();
  }

  exit(code: number): void {
    this.#send('x', String(code));
    this.#socket.end();
  }

  /** A fault: the program dies here as by the kernel's hand. */
  kill(): never {
    this.#send('k', '');
    throw new Gone();
  }

  startDaemon(): void {
    this.#send('d', '');
  }

  #send(kind: string, bytes: Buffer | string): boolean {
    if (!this.#socket.writable) return true;
    return this.#socket.write(frame(kind, typeof bytes === 'string' ? Buffer.from(bytes) : bytes));
  }
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
