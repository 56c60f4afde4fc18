/**
 * The runner's own protocol: commands as lines of the log, values in files. In our hands, because the toolkit's package costs
 * a run 3 ms before anything happens, and is tied to an HTTP client of 1 MB; a test holds the two against each other.
 */
import { appendFileSync, statSync, truncateSync } from 'node:fs';

/** A line of the log that the runner acts on. */
export function command(name: string, message: string, title = ''): string {
  const property = title === '' ? '' : ` title=${escaped(title).replaceAll(':', '%3A').replaceAll(',', '%2C')}`;
  return `::${name}${property}::${escaped(message)}`;
}

/** As the runner unescapes it. */
function escaped(text: string): string {
  return text.replaceAll('%', '%25').replaceAll('\r', '%0D').replaceAll('\n', '%0A');
}

/** `''` where the step gives none. */
export function inputOf(env: NodeJS.ProcessEnv, name: string): string {
  return env[`INPUT_${name.toUpperCase()}`] ?? '';
}

/**
 * Appends a value to the file that the runner reads when the step is over (`GITHUB_OUTPUT`, `GITHUB_STATE`, `GITHUB_ENV`).
 * Where there is none, as on servers that only imitate the runner, the value has nowhere to go. On a full disk the value of
 * before counts on, which half a line would take away: the runner takes the last one.
 */
export function appendValue(file: string | undefined, name: string, value: string): void {
  if (!file) return;
  const size = statSync(file, { throwIfNoEntry: false })?.size ?? 0;
  try {
    appendFileSync(file, /[\r\n]/.test(value) ? between(name, value) : `${name}=${value}\n`);
  } catch (error) {
    try {
      truncateSync(file, size);
    } catch {
      // It is no file that could be cut.
    }
    throw error;
  }
}

/** Several lines stand between two marks, and no line of the value can be taken for one. */
function between(name: string, value: string): string {
  let mark = 'END';
  while (value.includes(mark)) mark += mark;
  return `${name}<<${mark}\n${value}\n${mark}\n`;
}
