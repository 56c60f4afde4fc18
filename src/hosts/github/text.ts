/** Makes any text safe to stand between our markers, and lets it end so that what follows is not swallowed by it. */
export function settle(text: string): string {
  const clean = text
    .toWellFormed()
    .replace(/\r\n?/g, '\n')

    .replace(/[\0-\x08\x0b\x0c\x0e-\x1f\x7f]/g, '')
    .replace(/<!(?=--+\s*gpu-cli\/run-action)/gi, '&lt;!')
    .replace(/^(?:[ \t]*\n)+/, '')
    .trimEnd();
  return clean + closers(clean);
}

/**
 * The lines of a settled text that fit into `room` together with what closes them, and `note` under them. `sizeOf` counts what the
 * room is measured in.
 */
export function cutAtLine(text: string, room: number, note: string, sizeOf = unitsOf): string {
  const tail = note === '' ? '' : `\n\n${note}`;
  const upTo = (end: number): string => {
    const head = text.slice(0, end).trimEnd();
    return head + closers(head) + tail;
  };
  const ends = [...text.matchAll(/\n/g)].map(({ index }) => index);
  // Halving rather than line by line: a text that opens something in each line would take the square of its length.
  let kept = note;
  for (let low = 0, high = ends.length - 1; low <= high;) {
    const middle = (low + high) >> 1;
    const candidate = upTo(ends[middle] ?? 0);
    const fits = sizeOf(candidate) <= room;
    if (fits) kept = candidate;
    if (fits) low = middle + 1;
    else high = middle - 1;
  }
  return sizeOf(kept) <= room ? kept : '';
}

function unitsOf(text: string): number {
  return text.length;
}

/** What a Markdown text leaves open at its end: a code fence, an HTML comment, `<details>`. */
function closers(text: string): string {
  let fence = '';
  let depth = 0;
  let comment = false;
  for (const line of text.split('\n')) {
    if (fence !== '') {
      if (closesFence(line, fence)) fence = '';
      continue;
    }
    const prose = outsideComments(line, comment);
    comment = prose.open;
    const opening = comment ? null : /^ {0,3}(`{3,}(?=[^`]*$)|~{3,})/.exec(prose.text);
    if (opening?.[1] !== undefined) fence = opening[1];
    else depth = Math.max(0, depth + count(prose.text, /<details\b/gi) - count(prose.text, /<\/details\s*>/gi));
  }
  let tail = fence === '' ? '' : `\n${fence}`;
  if (comment) tail += '\n-->';
  if (depth > 0) tail += `\n${'\n</details>'.repeat(depth)}`;
  return tail;
}

function closesFence(line: string, fence: string): boolean {
  const run = /^ {0,3}(`+|~+)[ \t]*$/.exec(line)?.[1] ?? '';
  return run.startsWith(fence);
}

/** A line without its HTML comments, and whether one is still open after it. */
function outsideComments(line: string, open: boolean): { readonly text: string; readonly open: boolean } {
  let rest = line;
  let text = '';
  let inside = open;
  while (rest !== '') {
    const mark = inside ? '-->' : '<!--';
    const at = rest.indexOf(mark);
    if (!inside) text += at === -1 ? rest : rest.slice(0, at);
    if (at === -1) break;
    rest = rest.slice(at + mark.length);
    inside = !inside;
  }
  return { text, open: inside };
}

function count(text: string, pattern: RegExp): number {
  return text.match(pattern)?.length ?? 0;
}
