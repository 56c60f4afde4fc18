/** Parses JSON with comments and trailing commas. @throws SyntaxError as `JSON.parse` does. */
export function parseJsonc(text: string): unknown {
  return JSON.parse(withoutTrailingCommas(withoutComments(text))) as unknown;
}

// Strings are matched first and kept, so that what looks like a comment or a comma in one is left alone.
// One that does not close is taken as far as it goes, or a long text full of quotes would be read again from each of them.
const STRING = String.raw`"[^"\\\n]*(?:\\.[^"\\\n]*)*"?`;
const COMMENTS = new RegExp(String.raw`(${STRING})|\/\/[^\n]*|\/\*[\s\S]*?(?:\*\/|$)`, 'g');
const COMMAS = new RegExp(String.raw`(${STRING})|,(?=\s*[}\]])`, 'g');

const withoutComments = (text: string): string =>
  text.replace(/^\uFEFF/, '').replace(COMMENTS, (comment, string?: string) => string ?? comment.replace(/[^\n]/g, ' '));

const withoutTrailingCommas = (text: string): string => text.replace(COMMAS, (_, string?: string) => string ?? '');
