import { clean, unlink } from './escape.ts';

const ZWSP = '\u200B';
/** Our own headings go down to the third level; what a workload writes stands below them. */
const HEADING_SHIFT = 3;

export interface ForeignOptions {
  /** In a comment, an address of an issue would leave a note over there. */
  readonly inComment?: boolean;
}

/**
 * Markdown that a workload wrote, as Markdown: its tables, lists, links and code stay. HTML shows as text, headings stand below ours,
 * nobody is notified, only http(s) images show, and nothing stays open that could swallow what follows.
 *
 * Fences at the margin are taken apart and built anew, so that what is in them is code for certain and stays as it is. In all other
 * places `<` is kept from opening a tag whatever the text around it means.
 */
export function foreignMarkdown(text: string, options: ForeignOptions = {}): string {
  const out: string[] = [];
  let block: { readonly fence: string; readonly info: string; readonly lines: string[] } | undefined;
  const close = (): void => {
    if (block === undefined) return;
    out.push('', ...fenced(block.lines, block.info), '');
    block = undefined;
  };
  for (const line of clean(text).split('\n')) {
    if (block !== undefined) {
      const end = /^ {0,3}(`{3,}|~{3,})\s*$/.exec(line)?.[1];
      if (end?.startsWith(block.fence)) close();
      else block.lines.push(line);
      continue;
    }
    const start = /^ {0,3}(?:(`{3,})([^`]*)|(~{3,})(.*))$/.exec(line);
    if (start !== null) {
      block = { fence: start[1] ?? start[3] ?? '', info: start[2] ?? start[4] ?? '', lines: [] };
      continue;
    }
    pushLine(out, line, options);
  }
  close();
  return out
    .join('\n')
    .replace(/\n{3,}/g, '\n\n')
    .replace(/^(?:[^\S\n]*\n)+/, '')
    .trimEnd();
}

/** Diagrams are drawn by programs of their own; only Mermaid is let through, and no directive that could configure it. */
function fenced(lines: readonly string[], info: string): string[] {
  const word = /^\s*([\w+#.-]{1,30})/.exec(info)?.[1]?.toLowerCase() ?? 'text';
  const body = word === 'mermaid' ? lines.map((line) => line.replace(/<[^>]*>|[<>](?=\S*script)|%%\{/gi, ' ')) : lines;
  const longest = Math.max(
    2,
    ...body.map((line) => Math.max(0, ...(line.match(/`+/g) ?? []).map((run) => run.length))),
  );
  const ticks = '`'.repeat(longest + 1);
  return [`${ticks}${word}`, ...body, ticks];
}

function pushLine(out: string[], line: string, options: ForeignOptions): void {
  const safe = neutralLine(line, options);
  // `Title` over `=====` is a heading too.
  if (/^ {0,3}(=+|-+)\s*$/.test(line)) {
    const above = out.at(-1) ?? '';
    if (/^ {0,3}[^\s>|#*+-]/.test(above) && !/^ {0,3}\d+[.)]\s/.test(above)) {
      out[out.length - 1] = `${line.trim().startsWith('=') ? '####' : '#####'} ${above.trim()}`;
    } else
      out.push(line.trim().startsWith('=') ? `${ZWSP}${line.trim()}` : '', line.trim().startsWith('-') ? '---' : '');
    return;
  }
  out.push(safe);
}

const PREFIX = String.raw`^((?:\s*(?:>|[-*+]\s|\d{1,9}[.)]\s))*\s*)`;
const ATX = new RegExp(String.raw`${PREFIX}(#{1,6})(?=\s|$)`);
const UNDERLINE = new RegExp(String.raw`${PREFIX}(=+\s*)$`);

function neutralLine(line: string, options: ForeignOptions): string {
  return withoutHtml(line)
    .replace(ATX, (_, prefix: string, marks: string) => prefix + '#'.repeat(Math.min(6, marks.length + HEADING_SHIFT)))
    .replace(UNDERLINE, `$1${ZWSP}$2`)
    .replace(/!\[/g, (mark, at: number, whole: string) => (imageAt(whole, at) ? mark : '!\\['))
    .replace(/\](?=\((?!\s*<?(?:https?:\/\/|mailto:|#|\.{0,2}\/|[\w./%-]*[\s)>#?])))/gi, `]${ZWSP}`)
    .replace(/^(\s*(?:>\s?)*\[[^\]]*\]):(?!\s*<?(?:https?:\/\/|mailto:|#))/i, `$1${ZWSP}:`)
    .replace(/\S+/g, (word) => quiet(word, options));
}

/** `<br>` is how tables break lines, and `<https://…>` a link; every other `<` that could open something is kept from it. */
function withoutHtml(line: string): string {
  return line.replace(/<(https?:\/\/[^\s<>]*)>/gi, '$1').replace(/<(?=[A-Za-z/!?])(?!br ?\/?>)/gi, `<${ZWSP}`);
}

/** An inline image with an address that GitHub shows. References (`![x][y]`) are not followed: what they name is elsewhere. */
function imageAt(line: string, at: number): boolean {
  return /^!\[[^\]]{0,500}\]\(\s*<?https?:\/\/[^\s)]+/i.test(line.slice(at, at + 3_000));
}

const CROSS_REFERENCE =
  /(https?:\/\/)(?:www\.)?github\.com(?=\/[\w.-]+\/[\w.-]+\/(?:issues|pull|discussions|commit)\/)/gi;

const ADDRESS = /(https?:\/\/(?:\([^\s()<>]*\)|[^\s<>"'`|\]()])+)/i;

/** Mentions and references; addresses stay whole, but for those that would leave a note at an issue. */
function quiet(word: string, options: ForeignOptions): string {
  const parts = word.split(ADDRESS);
  return parts
    .map((part, at) => {
      if (at % 2 === 0) return unlink(part);
      // `/@name` is part of many an address, and inside a link nobody is mentioned.
      const address = part
        .replace(/(?<![\p{L}\p{N}/])@(?=[\p{L}\p{N}])/gu, `@${ZWSP}`)
        .replace(/(?<![\w/=?&.-])(GH-)(?=\d)/gi, `$1${ZWSP}`);
      return options.inComment === true ? address.replace(CROSS_REFERENCE, '$1redirect.github.com') : address;
    })
    .join('');
}
