/**
 * Foreign text made harmless for the place it goes to. Backslashes and entities keep Markdown and HTML from meaning anything;
 * a zero-width space keeps GitHub from making a mention or a reference of what is left, for those filters read the finished page.
 */
const ZWSP = '\u200B';

/** Controls, and marks that turn the direction of text around, which would let one line pose as another. */

const CONTROL =
  /[\u0000-\u0008\u000B\u000C\u000E-\u001F\u007F-\u009F\u061C\u200E\u200F\u202A-\u202E\u2066-\u2069\uFEFF]/g;

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
  return line.length > most
    ? `${line
        .slice(0, most - 1)
        .toWellFormed()
        .replace(/\uFFFD$/, '')}…`
    : line;
}

/** Keeps `@name`, `#12`, `owner/name#12` and `GH-12` from notifying people or linking issues. */
export function unlink(text: string): string {
  return text
    .replace(/@(?=[\p{L}\p{N}])/gu, `@${ZWSP}`)
    .replace(/(?<!&|\]\()#(?=\d)/g, `#${ZWSP}`)
    .replace(/\b(GH-)(?=\d)/gi, `$1${ZWSP}`);
}

const HTML: Readonly<Record<string, string>> = { '&': '&amp;', '<': '&lt;', '>': '&gt;', '"': '&quot;', "'": '&#39;' };

/** Text inside an HTML block: one line, so that no blank line ends the block. */
export function html(text: string, most?: number): string {
  return unlink(oneLine(text, most)).replace(/[&<>"']/g, (char) => String(HTML[char]));
}

/** `<code>` inside an HTML block. GitHub leaves mentions in code alone. */
export function code(text: string, most?: number): string {
  return `<code>${oneLine(text, most).replace(/[&<>"']/g, (char) => String(HTML[char]))}</code>`;
}

/** Text in a line of Markdown: every mark that could mean something is escaped, addresses do not become links. */
export function markdown(text: string, most?: number): string {
  return (
    unlink(oneLine(text, most))
      .replace(/[\\`*_[\]~$|]/g, '\\$&')
      // Entities, for an address that GitHub makes a link of would take a backslash into it.
      .replace(/[&<]/g, (char) => String(HTML[char]))
      .replace(/^([-+=#>:]|\d+(?=[.)]))/, (mark) => (/\d/.test(mark) ? `${mark}\\` : `\\${mark}`))
      .replace(/:(?=\/\/)/g, '\\:')
      .replace(/(www)\./gi, '$1\\.')
  );
}

/** Advice and hints put names of inputs between backticks; they become code, the rest is escaped. */
export function markdownWithCode(text: string, most?: number): string {
  return spans(text, most, markdown, fencedSpan);
}

export function htmlWithCode(text: string, most?: number): string {
  return spans(text, most, html, code);
}

type Escape = (text: string, most?: number) => string;

function spans(text: string, most: number | undefined, plain: Escape, inner: Escape): string {
  return oneLine(text, most)
    .split(/`([^`]+)`/)
    .map((part, at) => {
      if (at % 2 === 1) return inner(part, most);
      // Blanks at the edges part words from code; escaping trims them.
      const words = part.trim();
      return part.replace(words, () => plain(words, most));
    })
    .join('');
}

/** A code span whose content cannot end it. */
export function fencedSpan(text: string, most?: number): string {
  const line = oneLine(text, most);
  if (line === '') return '';
  const ticks = '`'.repeat(longestRun(line) + 1);
  const pad = line.startsWith('`') || line.endsWith('`') ? ' ' : '';
  return `${ticks}${pad}${line}${pad}${ticks}`;
}

/** A fenced block whose content cannot end it. */
export function fence(text: string, language = 'text'): string {
  const body = clean(text).trimEnd();
  const ticks = '`'.repeat(Math.max(3, longestRun(body) + 1));
  return `${ticks}${language}\n${body}\n${ticks}`;
}

/** How many backticks stand in a row, at most. */
function longestRun(text: string): number {
  return (text.match(/`+/g) ?? []).reduce((longest, run) => Math.max(longest, run.length), 0);
}

/** A cell of a Markdown table. */
export function cell(text: string, most?: number): string {
  return markdown(text, most) || ' ';
}

/** A label in a Mermaid diagram: letters, digits and a few marks; everything that steers a diagram is left out. */
export function mermaidLabel(text: string, most = 60): string {
  const label = oneLine(text, most * 4)
    .replace(/[^\p{L}\p{M}\p{N} ._+×…-]/gu, ' ')
    .replace(/-{2,}/g, '-')
    .replace(/\s+/g, ' ')
    .trim()
    .slice(0, most)
    .toWellFormed()
    .replace(/\uFFFD/g, '');
  return label === '' ? 'unnamed' : label;
}

/** Parts of a page; empty ones are left out. */
export const joined = (parts: readonly string[]): string => parts.filter((part) => part !== '').join('\n\n');

/** Folded away; GitHub reads Markdown inside once there is an empty line. `title` is HTML. */
export function details(title: string, body: string, open = false): string {
  return body === '' ? '' : `<details${open ? ' open' : ''}><summary>${title}</summary>\n\n${body}\n\n</details>`;
}
