/** GitHub drops a summary of more than 1 MiB whole; this leaves room for what else the step writes. */
export const SUMMARY_BYTES = 900_000;
/** Characters of a comment: 65,536, less room for a marker and other legs. */
export const COMMENT_CHARS = 65_536;
export const CHECK_CHARS = 65_535;

const encoder = new TextEncoder();

export function byteLength(text: string): number {
  return encoder.encode(text).length;
}

/** A part of a page. What matters less gives way first. */
export interface Part {
  /** Higher stays longer. */
  readonly priority: number;
  readonly text: string;
  /** Renders the part in fewer bytes, and '' where that makes no sense. Without it a part stands whole or not at all. */
  readonly shrink?: (maxBytes: number) => string;
  /** Named in the notice when the part is cut or left out. */
  readonly name: string;
}

const GAP = '\n\n';
const NOTICE_BYTES = 400;

/** Joins the parts within a number of bytes. What had to give way is named at the end. */
export function fitParts(parts: readonly Part[], maxBytes: number, whereElse: string): string {
  const texts = new Map(parts.map((part) => [part, part.text]));
  const size = (): number =>
    [...texts.values()].reduce((sum, text) => sum + (text === '' ? 0 : byteLength(text) + GAP.length), 0);
  const cut: string[] = [];
  for (const part of [...parts].sort((a, b) => a.priority - b.priority)) {
    const excess = size() + NOTICE_BYTES - maxBytes;
    // The notice is only needed where something gives way, so its room counts only then.
    if (cut.length === 0 ? size() <= maxBytes : excess <= 0) break;
    if (part.text === '') continue;
    const room = byteLength(part.text) - excess;
    const shrunk = part.shrink === undefined || room < 200 ? '' : part.shrink(room);
    texts.set(part, byteLength(shrunk) <= room ? shrunk : '');
    cut.push(part.name);
  }
  const shown = [...texts.values()].filter((text) => text !== '');
  if (cut.length > 0) shown.push(`<p><sub>Cut to fit: ${cut.join(', ')}. ${whereElse}</sub></p>`);
  return `${shown.join(GAP)}\n`;
}

/** The first lines of a text within a number of bytes, with a mark where something follows. No line is cut. */
export function headLines(text: string, maxBytes: number): string {
  if (byteLength(text) <= maxBytes) return text;
  const kept: string[] = [];
  let bytes = 4;
  for (const line of text.split('\n')) {
    bytes += byteLength(line) + 1;
    if (bytes > maxBytes) break;
    kept.push(line);
  }
  return kept.length === 0 ? '' : `${kept.join('\n')}\n…`;
}

/** Renders `source` cut ever shorter until the result fits: escaping makes text grow by an amount that depends on it. */
export function shrinkToFit(
  source: string,
  maxBytes: number,
  cut: (source: string, maxBytes: number) => string,
  renderPart: (source: string) => string,
): string {
  let room = maxBytes;
  for (let tries = 0; tries < 12 && room > 100; tries++) {
    const part = cut(source, room);
    if (part.trim() === '') return '';
    const rendered = renderPart(part);
    const size = byteLength(rendered);
    if (size <= maxBytes) return rendered;
    room = Math.floor(Math.min(room, byteLength(part)) * Math.min(0.9, maxBytes / size));
  }
  return '';
}
