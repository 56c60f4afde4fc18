/**
 * Bytes of one stream to lines, as `StreamReader.ReadLine` of .NET gives them to the runner
 * (actions/runner `Runner.Sdk/ProcessInvoker.cs` StartReadStream): `\n`, `\r\n` and a bare `\r` end a line,
 * characters may lie across chunk edges, the last line needs no end.
 */
export class LineReader {
  readonly #decoder = new TextDecoder('utf-8');
  readonly #deliver: (line: string) => void;
  #parts: string[] = [];
  /** A `\r` came last: whether a `\n` belongs to it is not known yet, so .NET waits as well. */
  #heldReturn = false;

  constructor(deliver: (line: string) => void) {
    this.#deliver = deliver;
  }

  push(chunk: Uint8Array): void {
    this.#split(this.#decoder.decode(chunk, { stream: true }));
  }

  /** The stream has ended: an unfinished line is a line. */
  end(): void {
    this.#split(this.#decoder.decode());
    if (this.#heldReturn || this.#parts.length > 0) this.#line('');
  }

  #split(chunk: string): void {
    if (chunk === '') return;
    let text = chunk;
    if (this.#heldReturn) {
      this.#line('');
      if (text.startsWith('\n')) text = text.slice(1);
    }
    let start = 0;
    for (const match of text.matchAll(/\r\n|\r|\n/g)) {
      const end = match.index + match[0].length;
      if (match[0] === '\r' && end === text.length) {
        this.#parts.push(text.slice(start, match.index));
        this.#heldReturn = true;
        return;
      }
      this.#line(text.slice(start, match.index));
      start = end;
    }
    if (start < text.length) this.#parts.push(text.slice(start));
  }

  #line(last: string): void {
    const line = this.#parts.join('') + last;
    this.#parts = [];
    this.#heldReturn = false;
    this.#deliver(line);
  }
}
