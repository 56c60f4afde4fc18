const LF = 10;
const CR = 13;

export interface TailLimits {
  readonly maxBytes: number;
  readonly maxLines: number;
}

/** What a report keeps of a log. */
export const TAIL_LIMITS: TailLimits = { maxBytes: 64 * 1024, maxLines: 200 };

/**
 * Keeps the end of a stream in bounded memory, in time linear in the bytes. Carriage-return frames are folded on the way in, so that
 * an hour of progress bars does not push the lines before it out.
 */
export class LogTail {
  readonly #limits: TailLimits;
  readonly #buffer: Uint8Array;
  #length = 0;
  /** Where the line being written begins: a frame that a carriage return ends is overwritten from here. */
  #lineStart = 0;
  #afterCr = false;
  /** What stands first is the rest of a line. */
  #cut = false;

  constructor(limits: Partial<TailLimits> = {}) {
    this.#limits = { ...TAIL_LIMITS, ...limits };
    this.#buffer = new Uint8Array(2 * this.#limits.maxBytes);
  }

  push(chunk: Uint8Array): void {
    if (chunk.length === 0) return;
    if (!this.#afterCr && !chunk.includes(CR)) {
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
      this.#afterCr = lf === -1 && shown < end;
      at = end + 1;
    }
  }

  /** The last lines as people should read them: see `foldTail`. */
  text(): string {
    const text = new TextDecoder().decode(this.#buffer.subarray(0, this.#length));
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
