const LF = 10;
const CR = 13;
const ESC = 27;
/** Rows below the cursor that are kept: more bars than that are not drawn at once. */
const MAX_BELOW = 50;
const MAX_ROW = 4_096;

export interface TailLimits {
  readonly maxBytes: number;
  readonly maxLines: number;
}

/** What a report keeps of a log. */
export const TAIL_LIMITS: TailLimits = { maxBytes: 64 * 1024, maxLines: 200 };

/**
 * Keeps the end of a stream in bounded memory, in time linear in the bytes. Frames of progress bars are folded on the way in, so that
 * an hour of them does not push out the lines before: one bar returns to the start of its line, several bars move the cursor up.
 */
export class LogTail {
  readonly #limits: TailLimits;
  readonly #buffer: Uint8Array;
  #length = 0;
  /** Where the line being written begins: a frame that a carriage return ends is overwritten from here. */
  #lineStart = 0;
  #afterCr = false;
  /** Rows below the cursor, after it has moved up. */
  readonly #below: Uint8Array[] = [];
  /** The beginning of an escape sequence that the next chunk continues. */
  #held = new Uint8Array(0);
  /** What stands first is the rest of a line. */
  #cut = false;

  constructor(limits: Partial<TailLimits> = {}) {
    this.#limits = { ...TAIL_LIMITS, ...limits };
    this.#buffer = new Uint8Array(2 * this.#limits.maxBytes);
  }

  push(bytes: Uint8Array): void {
    if (this.#held.length === 0 && !bytes.includes(ESC)) {
      this.#write(bytes);
      return;
    }
    let chunk = bytes;
    if (this.#held.length > 0) {
      chunk = new Uint8Array(this.#held.length + bytes.length);
      chunk.set(this.#held);
      chunk.set(bytes, this.#held.length);
      this.#held = new Uint8Array(0);
    }
    let from = 0;
    for (let at = chunk.indexOf(ESC); at !== -1; at = chunk.indexOf(ESC, at + 1)) {
      const { rows, end, isOpen } = upAt(chunk, at);
      if (rows === 0 && !isOpen) continue;
      this.#write(chunk.subarray(from, at));
      from = end;
      if (rows === 0) {
        this.#held = chunk.slice(at);
        return;
      }
      for (let row = 0; row < rows; row++) this.#moveUp();
    }
    this.#write(chunk.subarray(from));
  }

  #write(chunk: Uint8Array): void {
    if (chunk.length === 0) return;
    if (!this.#afterCr && this.#below.length === 0 && !chunk.includes(CR)) {
      this.#append(chunk);
      return;
    }
    for (let at = 0; at < chunk.length;) {
      const lf = chunk.indexOf(LF, at);
      const end = lf === -1 ? chunk.length : lf;
      // Carriage returns before a line feed are a line end of Windows, before anything else they begin a new frame.
      let shown = end;
      while (shown > at && chunk[shown - 1] === CR) shown--;
      const line = chunk.subarray(at, shown);
      const frame = line.lastIndexOf(CR) + 1;
      if (line.length > 0 && (this.#afterCr || frame > 0)) this.#overwrite();
      this.#append(line.subarray(frame));
      if (lf !== -1) this.#append(chunk.subarray(lf, lf + 1));
      const below = lf === -1 ? undefined : this.#below.shift();
      if (below !== undefined) this.#append(below);
      // Text on a row that was drawn before replaces it.
      this.#afterCr = below !== undefined || (lf === -1 && (shown < end || (this.#afterCr && line.length === 0)));
      at = end + 1;
    }
  }

  #moveUp(): void {
    if (this.#lineStart === 0) return;
    this.#below.unshift(this.#buffer.slice(this.#lineStart, Math.min(this.#length, this.#lineStart + MAX_ROW)));
    if (this.#below.length > MAX_BELOW) this.#below.pop();
    this.#length = this.#lineStart - 1;
    this.#lineStart = this.#buffer.subarray(0, this.#length).lastIndexOf(LF) + 1;
    this.#afterCr = true;
  }

  /** The last lines as people should read them: see `foldTail`. */
  text(): string {
    const decoder = new TextDecoder();
    const rows = [this.#buffer.subarray(0, this.#length), ...this.#below].map((bytes) => decoder.decode(bytes));
    const text = rows.join('\n');
    if (!this.#cut) return lastLines(foldTail(text), this.#limits);
    // The cut went through a line, perhaps through a character: what is left of it is shown only where there is nothing else.
    const [rest = '', ...lines] = foldTail(`…${text.replace(/^\uFFFD{1,3}/, '')}`).split('\n');
    return lastLines(lines.length === 0 ? rest : lines.join('\n'), this.#limits);
  }

  #overwrite(): void {
    this.#length = this.#lineStart;
    if (this.#lineStart === 0) this.#cut = false;
  }

  #append(bytes: Uint8Array): void {
    const { maxBytes } = this.#limits;
    const part = bytes.subarray(-maxBytes);
    if (part.length < bytes.length) {
      this.#cut = bytes[bytes.length - maxBytes - 1] !== LF;
      this.#length = 0;
      this.#lineStart = 0;
    } else if (this.#length + part.length > this.#buffer.length) {
      const gone = this.#length + part.length - maxBytes;
      this.#cut = this.#buffer[gone - 1] !== LF;
      this.#buffer.copyWithin(0, gone, this.#length);
      this.#length -= gone;
      this.#lineStart = Math.max(0, this.#lineStart - gone);
    }
    this.#buffer.set(part, this.#length);
    const lastLf = part.lastIndexOf(LF);
    if (lastLf !== -1) this.#lineStart = this.#length + lastLf + 1;
    this.#length += part.length;
  }
}

/** Reads `ESC [ n A`, which moves the cursor up. `isOpen`: the chunk ends within what may be one. */
function upAt(
  chunk: Uint8Array,
  at: number,
): { readonly rows: number; readonly end: number; readonly isOpen: boolean } {
  const text = String.fromCharCode(...chunk.subarray(at + 1, at + 6));
  const [whole, digits = ''] = /^\[(\d{0,3})A/.exec(text) ?? [];
  const rows = whole === undefined ? 0 : Math.min(Math.max(Number(digits), 1), MAX_BELOW);
  return {
    rows,
    end: at + 1 + (whole?.length ?? 0),
    isOpen: at + 1 + text.length === chunk.length && /^(\[\d{0,3})?$/.test(text),
  };
}

// CSI, OSC and its kin (closed by BEL or ESC \), then the short escapes. Each part is bounded by what cannot occur inside it.

const ANSI =
  /(?:\u001B\[|\u009B)[0-?]*[ -/]*[@-~]?|\u001B[\]PX^_][^\u0007\u001B\u009C\n]*(?:\u0007|\u001B\\|\u009C)?|\u001B[ -/]*[0-~]?/g;
/** Controls (but tab and line feed), soft and zero-width marks, and those that turn the direction of text around. */

const CONTROL =
  /[\u0000-\u0008\u000B\u000C\u000E-\u001F\u007F-\u009F\u00AD\u061C\u200B-\u200F\u2028-\u202E\u2060-\u206F\uFEFF]/g;

/** ANSI escapes stripped, carriage-return frames folded to the last one, control characters dropped, broken Unicode mended. */
export function foldTail(text: string): string {
  const lines = text
    .toWellFormed()
    .split('\n')
    .map((line) => lastFrame(line).replace(ANSI, '').replace(CONTROL, '').trimEnd());
  let first = 0;
  let last = lines.length;
  while (first < last && lines[first] === '') first++;
  while (last > first && lines[last - 1] === '') last--;
  return lines.slice(first, last).join('\n');
}

function lastFrame(line: string): string {
  let end = line.length;
  while (end > 0 && line[end - 1] === '\r') end--;
  return line.slice(line.lastIndexOf('\r', end - 1) + 1, end);
}

/** The end of a text within limits, beginning at the start of a line; a single line that is too long keeps its end. */
export function lastLines(text: string, limits: TailLimits): string {
  const encoder = new TextEncoder();
  const lines = text.split('\n');
  const kept: string[] = [];
  let bytes = 0;
  for (const line of lines.reverse()) {
    if (kept.length === limits.maxLines) break;
    const size = encoder.encode(line).length + (kept.length > 0 ? 1 : 0);
    if (bytes + size > limits.maxBytes) {
      if (kept.length === 0) kept.push(endOf(line, limits.maxBytes));
      break;
    }
    kept.push(line);
    bytes += size;
  }
  return kept.reverse().join('\n');
}

function endOf(line: string, maxBytes: number): string {
  const bytes = new TextEncoder().encode(line);
  const end = bytes.subarray(bytes.length - maxBytes + 3);
  // Without what is left of a character that was cut through.
  return `…${new TextDecoder().decode(end.subarray(end.findIndex((byte) => (byte & 0xc0) !== 0x80)))}`;
}
