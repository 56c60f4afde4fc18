/**
 * Splits a line into arguments by POSIX shell quoting: blanks separate, '…' is literal, "…" takes \" \\ \$ \` \newline,
 * a backslash outside quotes takes the next character. Nothing is expanded.
 * @returns undefined when a quote is not closed.
 */
export function splitWords(line: string): string[] | undefined {
  const words: string[] = [];
  let word: string | undefined;
  let quote: '"' | "'" | undefined;
  for (let at = 0; at < line.length; at++) {
    const char = line.charAt(at);
    const next = line.charAt(at + 1);
    if (quote !== "'" && char === '\\' && next === '\n') {
      at++;
      continue;
    }
    if (quote === undefined && /\s/.test(char)) {
      if (word !== undefined) words.push(word);
      word = undefined;
      continue;
    }
    word ??= '';
    if (char === quote) quote = undefined;
    else if (quote === undefined && (char === '"' || char === "'")) quote = char;
    else if (char === '\\' && (quote === undefined ? next !== '' : quote === '"' && '"\\$`'.includes(next))) {
      at++;
      word += next;
    } else word += char;
  }
  if (quote !== undefined) return undefined;
  if (word !== undefined) words.push(word);
  return words;
}
