import { clean, fence, unlink } from './escape.ts';

const ZWSP = '\u200B';
/** Our own headings go down to the third level; what a workload writes stands below them. */
const HEADING_SHIFT = 3;

export interface ForeignOptions {
  /** In a comment, an address of an issue would leave a note over there. */
  readonly inComment?: boolean;
}

/** A word of this length is data. It makes a report unreadable and uses up its room. */
const WALL = /[^\s()<>"']{2000,}/g;

/** Embedded data replaced by a note, which keeps the rest of a report within its limit. */
export function withoutWalls(text: string): string {
  return text
    .replace(/data:[\w/+.-]{1,80}(?:;[\w=.-]{1,80})*,[^\s()<>"']{200,}/g, 'data:')
    .replace(WALL, (word) => `${word.slice(0, 80).toWellFormed()}… (${word.length - 80} characters left out)`);
}

/**
 * Markdown that a workload wrote, as Markdown: its tables, lists, links, footnotes and code stay. HTML comments and the usual tags
 * are removed, other tags show as text, headings stand below ours, nobody is notified, only pictures with an http(s) address show,
 * and nothing stays open that could swallow what follows.
 *
 * Fences at the margin are taken apart and built again, so that their content is certainly code. In all other places `<` cannot open
 * a tag, whatever the text around it means.
 */
export function foreignMarkdown(text: string, options: ForeignOptions = {}): string {
  const out: string[] = [];
  let block: Block | undefined;
  for (const line of withoutComments(clean(text)).split('\n')) {
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

/** Comments outside of fences; one that is never closed stays as text. */
function withoutComments(text: string): string {
  let fenced: Block | undefined;
  let comment = false;
  const rest = text.split('\n');
  const lastEnd = rest.findLastIndex((line) => line.includes('-->'));
  return rest
    .flatMap((whole, at) => {
      if (fenced !== undefined) {
        if (isEndOf(fenced, whole)) fenced = undefined;
        return [whole];
      }
      let line = whole;
      if (comment) {
        const end = line.indexOf('-->');
        if (end === -1) return [];
        comment = false;
        line = line.slice(end + 3);
      }
      line = line.replace(/<!--.*?-->/g, '');
      const start = line.indexOf('<!--');
      if (start !== -1 && lastEnd > at) {
        comment = true;
        line = line.slice(0, start);
      }
      fenced = opened(line);
      return line === '' && whole !== '' ? [] : [line];
    })
    .join('\n');
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
  } else {
    const text = neutralLine(line, options);
    if (text === '') pushEmpty(out);
    // What is left when tags are removed must not open a fence.
    else out.push(opened(text) === undefined ? text : `${ZWSP}${text}`);
  }
}

const PREFIX = String.raw`^((?:\s*(?:>|[-*+]\s|\d{1,9}[.)]\s))*\s*)`;
const ATX = new RegExp(String.raw`${PREFIX}(#{1,6})(?=\s|$)`);
const UNDERLINE = new RegExp(String.raw`${PREFIX}(=+\s*)$`);

function neutralLine(line: string, options: ForeignOptions): string {
  return withoutHtml(withPictures(withoutTags(line)))
    .replace(REFERENCE, '&amp;')
    .replace(ATX, (_, prefix: string, marks: string) => prefix + '#'.repeat(Math.min(6, marks.length + HEADING_SHIFT)))
    .replace(UNDERLINE, `$1${ZWSP}$2`)
    .replace(/!\[/g, (mark, at: number, whole: string) => (imageAt(whole, at) ? mark : '!\\['))
    .replace(/\](?=\((?!\s*(?!\s)(?:https?:\/\/|mailto:|[\w./%-]*[/\s)#?])))/gi, `]${ZWSP}`)
    .replace(/^(\s*(?:>\s?)*\[(?!\^)[^\]]*\]):(?!\s*(?:https?:\/\/|mailto:|#))/i, `$1${ZWSP}:`)
    .replace(/\S+/g, (word) => quiet(word, options));
}

/**
 * The `&` of a character reference. GitHub looks for mentions and issues in the finished page, so `&#64;name` would notify somebody.
 * References that stand for none of those characters stay.
 */
const REFERENCE =
  /&(?=#?\w{1,32};)(?!(?:amp|lt|gt|quot|nbsp|times|middot|bull|ndash|mdash|hellip|deg|plusmn|micro|le|ge|ne|[lrud]arr);)/g;

const TAGS =
  'details|summary|p|div|span|center|font|b|strong|i|em|u|s|sub|sup|small|mark|a|section|header|footer|figure|figcaption|picture|source';
const TAG = new RegExp(String.raw`<(/?)(${TAGS})(?:\s[^<>]{0,500})?>`, 'gi');

/** Removes the usual tags outside of code spans. Their text stays; the title of a folded part becomes bold. */
function withoutTags(line: string): string {
  const plain = line
    .split(/(`+[^`]*`+)/)
    .map((part, at) =>
      at % 2 === 1
        ? part
        : part.replace(TAG, (_, _end, name: string) => (name.toLowerCase() === 'summary' ? '**' : '')),
    )
    .join('');
  return plain === line ? line : plain.trimEnd();
}

const INLINE = /!\[([^\]]{0,500})\]\(\s*<?([^\s()<>]{0,2000})>?(?:\s+(?:"[^"]{0,500}"|'[^']{0,500}'))?\s*\)/g;
const IMG = /<img\s([^<>]{0,4000})>/gi;

/** Pictures that GitHub cannot show from here become a note with their name. */
function withPictures(line: string): string {
  const html = line.replace(IMG, (_, attributes: string) => {
    const of = (name: string): string =>
      new RegExp(`\\b${name}\\s*=\\s*["']?([^"'\\s>]+)`, 'i').exec(attributes)?.[1] ?? '';
    return `![${of('alt').replace(/[[\]]/g, '')}](${of('src')})`;
  });
  return html.replace(INLINE, (whole, alt: string, address: string) => {
    if (/^https?:\/\/[^/]/i.test(address)) return whole;
    const name = alt.trim() || (/^data:/i.test(address) ? 'embedded' : address.replace(/^\.\//, ''));
    return `(picture ${name.replace(/[\\`*_[\]~$|!]/g, '\\$&')}: only pictures with an http address are shown)`;
  });
}

/** `<br>` is how tables break lines, and `<https://…>` a link; every other `<` that could open something is kept from it. */
function withoutHtml(line: string): string {
  return line.replace(/<(https?:\/\/[^\s<>]*)>/gi, '$1').replace(/<(?=[A-Za-z/!?])(?!br ?\/?>)/gi, `<${ZWSP}`);
}

/** An inline image with an address that GitHub shows. References (`![x][y]`) are not followed: what they name is elsewhere. */
function imageAt(line: string, at: number): boolean {
  return /^!\[[^\]]{0,500}\]\(\s*https?:\/\/[^\s)]/i.test(line.slice(at, at + 3_000));
}

/** An address that leaves a note at an issue when it is written into a comment, in any spelling that browsers accept. */
function withoutNote(address: string): string {
  let url: URL;
  try {
    url = new URL(address);
  } catch {
    return address;
  }
  const isIssue = /^\/[\w.-]+\/[\w.-]+\/(?:issues|pull|discussions|commit)\//i.test(url.pathname);
  if (!isIssue || !/^(?:www\.)?github\.com\.?$/.test(url.hostname)) return address;
  return `${url.protocol}//redirect.github.com${url.pathname}${url.search}${url.hash}`;
}

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
      return options.inComment === true ? withoutNote(address) : address;
    })
    .join('');
}
