import { clean, fence, unlink } from './escape.ts';

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
  let block: Block | undefined;
  for (const line of clean(text).split('\n')) {
    if (block === undefined) {
      block = opened(line);
      if (block === undefined) pushLine(out, line, options);
    } else if (isEndOf(block, line)) {
      pushBlock(out, block);
      block = undefined;
    } else block.lines.push(line);
  }
  if (block !== undefined) pushBlock(out, block);
  return out.join('\n').trimEnd();
}

interface Block {
  readonly fence: string;
  readonly info: string;
  readonly lines: string[];
}

function opened(line: string): Block | undefined {
  const [, fence, info = ''] = /^ {0,3}(`{3,}(?!.*`)|~{3,})(.*)/.exec(line) ?? [];
  return fence === undefined ? undefined : { fence, info, lines: [] };
}

const isEndOf = ({ fence }: Block, line: string): boolean => {
  const end = line.trim();
  return /^ {0,3}[`~]/.test(line) && end.length >= fence.length && end === fence.charAt(0).repeat(end.length);
};

/** Diagrams are drawn by programs of their own; only Mermaid is let through, and no directive that could configure it. */
function pushBlock(out: string[], { info, lines }: Block): void {
  const word = /^\s*([\w+#.-]{1,30})/.exec(info)?.[1]?.toLowerCase() ?? 'text';
  const source = lines.join('\n');
  const drawn = source.replace(/<[a-z/!?][^<>\n]{0,1000}>|<(?=[a-z/!?])|%%\{/gi, ' ');
  pushEmpty(out);
  out.push(fence(word === 'mermaid' ? drawn : source, word), '');
}

/** One empty line parts as well as many, and none is needed at the top. */
function pushEmpty(out: string[]): void {
  if (out.length > 0 && out.at(-1) !== '') out.push('');
}

function pushLine(out: string[], line: string, options: ForeignOptions): void {
  if (line.trim() === '') {
    pushEmpty(out);
    return;
  }
  const underline = /^ {0,3}(?:(=+)|-+)\s*$/.exec(line);
  const above = out.at(-1) ?? '';
  // `Title` over `=====` is a heading too.
  if (underline !== null && /^ {0,3}[^\s>|#*+-]/.test(above) && !/^ {0,3}\d+[.)]\s/.test(above))
    out[out.length - 1] = `${underline[1] === undefined ? '#####' : '####'} ${above.trim()}`;
  else if (underline !== null && underline[1] === undefined) {
    pushEmpty(out);
    out.push('---');
  } else out.push(neutralLine(line, options));
}

const PREFIX = String.raw`^((?:\s*(?:>|[-*+]\s|\d{1,9}[.)]\s))*\s*)`;
const ATX = new RegExp(String.raw`${PREFIX}(#{1,6})(?=\s|$)`);
const UNDERLINE = new RegExp(String.raw`${PREFIX}(=+\s*)$`);

function neutralLine(line: string, options: ForeignOptions): string {
  return withoutHtml(line)
    .replace(ATX, (_, prefix: string, marks: string) => prefix + '#'.repeat(Math.min(6, marks.length + HEADING_SHIFT)))
    .replace(UNDERLINE, `$1${ZWSP}$2`)
    .replace(/!\[/g, (mark, at: number, whole: string) => (imageAt(whole, at) ? mark : '!\\['))
    .replace(/\](?=\((?!\s*(?!\s)(?:https?:\/\/|mailto:|[\w./%-]*[/\s)#?])))/gi, `]${ZWSP}`)
    .replace(/^(\s*(?:>\s?)*\[[^\]]*\]):(?!\s*(?:https?:\/\/|mailto:|#))/i, `$1${ZWSP}:`)
    .replace(/\S+/g, (word) => quiet(word, options));
}

/** `<br>` is how tables break lines, and `<https://…>` a link; every other `<` that could open something is kept from it. */
function withoutHtml(line: string): string {
  return line.replace(/<(https?:\/\/[^\s<>]*)>/gi, '$1').replace(/<(?=[A-Za-z/!?])(?!br ?\/?>)/gi, `<${ZWSP}`);
}

/** An inline image with an address that GitHub shows. References (`![x][y]`) are not followed: what they name is elsewhere. */
function imageAt(line: string, at: number): boolean {
  return /^!\[[^\]]{0,500}\]\(\s*https?:\/\/[^\s)]/i.test(line.slice(at, at + 3_000));
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
