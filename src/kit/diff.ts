const CONTEXT = 3;

/** A unified diff of two texts, with three lines around each change. '' where they are the same. */
export function diffOf(path: string, before: string | undefined, after: string): string {
  if (before === after) return '';
  const rows = changes(before === undefined ? [] : linesOf(before), linesOf(after));
  const from = before === undefined ? '/dev/null' : `a/${path}`;
  return [`--- ${from}`, `+++ b/${path}`, ...hunks(rows).flatMap((hunk) => [headOf(hunk, rows), ...hunk])].join('\n');
}

const linesOf = (text: string): string[] => text.replace(/\n$/, '').split('\n');

/** By the longest common subsequence, so that only what changed is marked. */
function changes(old: readonly string[], now: readonly string[]): string[] {
  const width = now.length + 1;
  const common = new Uint32Array((old.length + 1) * width);
  const at = (i: number, j: number): number => Number(common[i * width + j]);
  for (let i = old.length - 1; i >= 0; i--) {
    for (let j = now.length - 1; j >= 0; j--) {
      common[i * width + j] = old[i] === now[j] ? at(i + 1, j + 1) + 1 : Math.max(at(i + 1, j), at(i, j + 1));
    }
  }
  const lines: string[] = [];
  let [i, j] = [0, 0];
  while (i < old.length || j < now.length) {
    if (i < old.length && j < now.length && old[i] === now[j]) {
      lines.push(` ${String(old[i++])}`);
      j++;
    } else if (i < old.length && (j >= now.length || at(i + 1, j) >= at(i, j + 1))) {
      lines.push(`-${String(old[i++])}`);
    } else {
      lines.push(`+${String(now[j++])}`);
    }
  }
  return lines;
}

interface Hunk extends Array<string> {
  /** Where in the rows it begins. */
  start: number;
}

/** The rows near a change, in one piece where changes are near each other. */
function hunks(rows: readonly string[]): Hunk[] {
  const near = (at: number): boolean =>
    rows.slice(Math.max(0, at - CONTEXT), at + CONTEXT + 1).some((row) => !row.startsWith(' '));
  const found: Hunk[] = [];
  rows.forEach((row, at) => {
    if (!near(at)) return;
    const last = found.at(-1);
    if (last !== undefined && last.start + last.length === at) last.push(row);
    else found.push(Object.assign([row], { start: at }));
  });
  return found;
}

function headOf(hunk: Hunk, rows: readonly string[]): string {
  const span = (other: string): string => {
    const count = hunk.filter((row) => !row.startsWith(other)).length;
    const before = rows.slice(0, hunk.start).filter((row) => !row.startsWith(other)).length;
    return `${count === 0 ? before : before + 1},${count}`;
  };
  return `@@ -${span('+')} +${span('-')} @@`;
}
