// What the program writes: JSON on stdout, words for people on stderr.

/** Set by faults: how the next JSON document is spoiled. */
export type Spoil = 'garbage' | 'truncated' | 'empty';

const state: { spoil: Spoil | undefined; quiet: boolean } = {
  spoil: undefined,
  quiet: false,
};

export function configure(changes: Partial<typeof state>): void {
  Object.assign(state, changes);
}

export function json(value: unknown): void {
  const text = `${JSON.stringify(value, null, 2)}\n`;
  if (state.spoil === 'empty') return;
  if (state.spoil === 'garbage') process.stdout.write('<html><body>502 Bad Gateway</body></html>\n');
  else if (state.spoil === 'truncated') process.stdout.write(text.slice(0, Math.ceil(text.length / 2)));
  else process.stdout.write(text);
}

export function progress(text: string): void {
  if (state.quiet) return;
  process.stderr.write(`[gpu]> ${text}\n`);
}

export function note(text: string): void {
  process.stderr.write(`>> ${text}\n`);
}

export function fail(text: string): void {
  process.stderr.write(`✗ ${text}\n`);
}

/** A line for people without a prefix: tables, help for a wrong flag. */
export function line(text: string): void {
  process.stderr.write(`${text}\n`);
}

/** The single place where a column table is laid out. */
export function table(rows: readonly (readonly string[])[]): void {
  const widths = (rows[0] ?? []).map((_, column) => Math.max(...rows.map((row) => (row[column] ?? '').length)));
  for (const row of rows)
    line(
      row
        .map((cell, column) => cell.padEnd(widths[column] ?? 0))
        .join('  ')
        .trimEnd(),
    );
}
