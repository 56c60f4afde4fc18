/** A unified diff of two texts, whole; files of this size are small enough to read in full. '' where they are the same. */
export function diffOf(path: string, before: string | undefined, after: string): string {
  if (before === after) return '';
  const old = before === undefined ? [] : linesOf(before);
  const now = linesOf(after);
  const body = changes(old, now);
  const from = before === undefined ? '/dev/null' : `a/${path}`;
  return [`--- ${from}`, `+++ b/${path}`, `@@ -${span(old.length)} +${span(now.length)} @@`, ...body].join('\n');
}

const linesOf = (text: string): string[] => text.replace(/\n$/, '').split('\n');
const span = (count: number): string => (count === 0 ? '0,0' : `1,${count}`);

/** By the longest common subsequence, so that only what changed is marked. */
function changes(old: readonly string[], now: readonly string[]): string[] {
  const width = now.length + 1;
  const common = new Uint32Array((old.length + 1) * width);
  const at = (i: number, j: number): number => common[i * width + j] ?? 0;
  for (let i = old.length - 1; i >= 0; i--) {
    for (let j = now.length - 1; j >= 0; j--) {
      common[i * width + j] = old[i] === now[j] ? at(i + 1, j + 1) + 1 : Math.max(at(i + 1, j), at(i, j + 1));
    }
  }
  const lines: string[] = [];
  let [i, j] = [0, 0];
  while (i < old.length || j < now.length) {
    if (i < old.length && j < now.length && old[i] === now[j]) {
      lines.push(` ${old[i++] ?? ''}`);
      j++;
    } else if (i < old.length && (j >= now.length || at(i + 1, j) >= at(i, j + 1))) {
      lines.push(`-${old[i++] ?? ''}`);
    } else {
      lines.push(`+${now[j++] ?? ''}`);
    }
  }
  return lines;
}
