/**
 * Foreign text made harmless for the place it goes to. Backslashes and entities keep Markdown and HTML from meaning anything;
 * a zero-width space keeps GitHub from making a mention or a reference of what is left, for those filters read the finished page.
 */
export const ZWSP = '\u200B';

/** Controls (but tab and line feed), soft hyphens, and marks that hide text or turn its direction around. A joiner holds an emoji together. */
const CONTROL =
  /[\u0000-\u0008\u000B\u000C\u000E-\u001F\u007F-\u009F\u00AD\u061C\u200B\u200E\u200F\u202A-\u202E\u2060-\u206F\uFEFF]/g;

/** Well-formed text without control characters; line ends are `\n`. */
export function clean(text: string): string {
  return text
    .toWellFormed()
    .replace(/\r\n?|[\u2028\u2029\u0085]/g, '\n')
    .replace(CONTROL, '');
}

/** One line, whatever came in, at most `most` characters. */
export function oneLine(text: string, most = 500): string {
  const line = clean(text).replace(/\s+/g, ' ').trim();
  if (line.length <= most) return line;
  const head = line.slice(0, most - 1).toWellFormed();
  return `${head.replace(/\uFFFD$/, '')}…`;
}

/** Keeps `@name`, `#12`, `owner/name#12` and `GH-12` from notifying people or linking issues. */
export function unlink(text: string): string {
  return text
    .replace(/@(?=[\p{L}\p{N}])/gu, `@${ZWSP}`)
    .replace(/(?<!&|\]\()#(?=\d)/g, `#${ZWSP}`)
    .replace(/\b(GH-)(?=\d)/gi, `$1${ZWSP}`);
}

const HTML: Readonly<Record<string, string>> = { '&': '&amp;', '<': '&lt;', '>': '&gt;', '"': '&quot;', "'": '&#39;' };

export const escapeHtml = (text: string): string => text.replace(/[&<>"']/g, (char) => String(HTML[char]));

/** Every mark that could mean something is escaped, addresses do not become links. */
const escapeMarkdown = (line: string): string =>
  unlink(line)
    .replace(/[\\`*_[\]~$|]/g, '\\$&')
    // Entities, for an address that GitHub makes a link of would take a backslash into it.
    .replace(/[&<]/g, (char) => String(HTML[char]))
    .replace(/^([-+=#>:]|\d+(?=[.)]))/, (mark) => (/\d/.test(mark) ? `${mark}\\` : `\\${mark}`))
    .replace(/:(?=\/\/)/g, '\\:')
    .replace(/(www)\./gi, '$1\\.');

/** Text inside an HTML block: one line, so that no blank line ends the block. */
export const html = (text: string, most?: number): string => escapeHtml(unlink(oneLine(text, most)));

/** `<code>` inside an HTML block. GitHub leaves mentions in code alone. */
export const code = (text: string, most?: number): string => `<code>${escapeHtml(oneLine(text, most))}</code>`;

/** Text in a line of Markdown. */
export const markdown = (text: string, most?: number): string => escapeMarkdown(oneLine(text, most));

/** Tips and hints put names of inputs between backticks; they become code, the rest is escaped. */
export const markdownWithCode = (text: string, most?: number): string =>
  withCode(oneLine(text, most), escapeMarkdown, (span) => `\`${span}\``);

export const htmlWithCode = (text: string, most?: number): string =>
  withCode(
    oneLine(text, most),
    (words) => escapeHtml(unlink(words)),
    (span) => `<code>${escapeHtml(span)}</code>`,
  );

type Escape = (text: string) => string;

const withCode = (line: string, words: Escape, span: Escape): string =>
  line
    .split(/`([^`]+)`/)
    .map((part, at) => (at % 2 === 1 ? span(part) : words(part)))
    .join('');

/** A fenced block whose content cannot end it. */
export function fence(text: string, language = 'text'): string {
  const body = clean(text).trimEnd();
  const longest = (body.match(/`+/g) ?? []).reduce((most, run) => Math.max(most, run.length), 2);
  const ticks = '`'.repeat(longest + 1);
  return `${ticks}${language}\n${body}\n${ticks}`;
}

export const byteLength = (text: string): number => new TextEncoder().encode(text).length;

/** Parts of a page; empty ones are left out. */
export const joined = (parts: readonly string[]): string => parts.filter((part) => part !== '').join('\n\n');

/** Folded away; GitHub reads Markdown inside once there is an empty line. `title` is HTML. */
export function details(title: string, body: string, open = false): string {
  return body === '' ? '' : `<details${open ? ' open' : ''}><summary>${title}</summary>\n\n${body}\n\n</details>`;
}
