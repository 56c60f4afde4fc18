import { byteLength, clean } from './escape.ts';

interface TailLimits {
  readonly maxBytes: number;
  readonly maxLines: number;
}

/** What a report keeps of a log. */
export const TAIL_LIMITS: TailLimits = { maxBytes: 64 * 1024, maxLines: 200 };

/** Rows above the cursor that several progress bars may draw again. */
const MOST_UP = 50;
/** What moves the cursor or ends a row. A return before a line end belongs to it, as on Windows. */
const MOVES = /\r*\n|\r+|\u001B\[(\d{0,3})A/g;
/** The beginning of a move that the next chunk may continue. */
const OPEN = /(?:\r+|\u001B(?:\[\d{0,3})?)$/;

/**
 * Keeps the last rows of a stream as a terminal would show them: a progress bar returns to the start of its line, several bars move
 * the cursor up. So an hour of bars does not push out the lines before them. A line without an end takes bounded memory.
 */
export class LogTail {
  readonly #limits: TailLimits;
  readonly #decoder = new TextDecoder();
  #rows: string[] = [''];
  #row = 0;
  /** The next text replaces the row. */
  #isReturned = false;
  #held = '';

  constructor(limits: Partial<TailLimits> = {}) {
    this.#limits = { ...TAIL_LIMITS, ...limits };
  }

  push(bytes: Uint8Array): void {
    const text = this.#held + this.#decoder.decode(bytes, { stream: true });
    this.#held = OPEN.exec(text.slice(-64))?.[0] ?? '';
    this.#draw(this.#held === '' ? text : text.slice(0, -this.#held.length));
  }

  #draw(text: string): void {
    let from = 0;
    for (const move of text.matchAll(MOVES)) {
      this.#write(text.slice(from, move.index));
      from = move.index + move[0].length;
      if (move[0].endsWith('\n')) this.#nextRow();
      else {
        if (move[0].endsWith('A')) this.#row -= Math.min(this.#row, MOST_UP, Number(move[1]) || 1);
        this.#isReturned = true;
      }
    }
    this.#write(text.slice(from));
  }

  #write(text: string): void {
    if (text === '') return;
    const row = this.#isReturned ? text : `${this.#rows[this.#row] ?? ''}${text}`;
    const most = this.#limits.maxBytes;
    this.#rows[this.#row] = row.length > 2 * most ? row.slice(-most) : row;
    this.#isReturned = false;
  }

  #nextRow(): void {
    this.#row++;
    this.#isReturned = this.#row < this.#rows.length;
    if (this.#isReturned) return;
    this.#rows.push('');
    const most = this.#limits.maxLines + MOST_UP;
    // Many at once: to drop each row by itself takes the square of their number.
    if (this.#rows.length < 2 * most) return;
    this.#rows = this.#rows.slice(-most);
    this.#row = most - 1;
  }

  /** The last lines as people read them. */
  text(): string {
    return lastLines(readable(this.#rows.join('\n')), this.#limits);
  }
}

// CSI, OSC and its kin (closed by BEL or ESC \), then the short escapes. Each part is bounded by what cannot occur inside it.
const ANSI =
  /(?:\u001B\[|\u009B)[0-?]*[ -/]*[@-~]?|\u001B[\]PX^_][^\u0007\u001B\u009C\n]*(?:\u0007|\u001B\\|\u009C)?|\u001B[ -/]*[0-~]?/g;

/** Rows without ANSI escapes, control characters and broken Unicode, and without empty rows at the edges. */
const readable = (text: string): string =>
  clean(text.replace(ANSI, ''))
    .split('\n')
    .map((line) => line.trimEnd())
    .join('\n')
    .replace(/^\n+|\n+$/g, '');

/** The end of a text within limits, beginning at the start of a line; a single line that is too long keeps its end. */
export function lastLines(text: string, { maxBytes, maxLines }: TailLimits): string {
  const lines = text.split('\n').slice(-maxLines);
  let first = lines.length;
  let bytes = -1;
  while (first > 0 && (bytes += byteLength(lines[first - 1] ?? '') + 1) <= maxBytes) first--;
  if (first < lines.length) return lines.slice(first).join('\n');
  const end = new TextEncoder().encode(text).subarray(3 - maxBytes);
  // Without what is left of a character that was cut through.
  return `…${new TextDecoder().decode(end.subarray(end.findIndex((byte) => (byte & 0xc0) !== 0x80)))}`;
}
