import { Lexer, Marked, type Tokens } from 'marked';
import { clean, escapeHtml, fence, joined, unlink, ZWSP } from './escape.ts';

/** Our own headings go down to the third level; what a workload writes is below them. */
const HEADING_SHIFT = 3;
/** marked takes the square of the length of a paragraph, so a longer one is shown as plain text. */
const MOST_INLINE = 4_000;
/** Each quote or list within another is a call within a call. */
const DEEP = /^(?:[ \t]*(?:>|[-*+][ \t]|\d{1,9}[.)][ \t])){20}/gm;

const marked = new Marked({
  gfm: true,
  // A footnote is not an address.
  tokenizer: { def: (source) => (/^ {0,3}\[\^/.test(source) ? undefined : false) },
  renderer: {
    heading({ tokens, depth }) {
      const level = Math.min(6, depth + HEADING_SHIFT);
      return `<h${level}>${this.parser.parseInline(tokens)}</h${level}>`;
    },
    code: ({ text }) => `<pre><code>${escapeHtml(text).replace(/\n/g, '&#10;')}</code></pre>`,
    codespan: ({ text }) => `<code>${escapeHtml(text)}</code>`,
    checkbox: ({ checked }) => (checked ? '☑ ' : '☐ '),
    link({ href, tokens }) {
      const text = this.parser.parseInline(tokens);
      const isLink = /^(?:https?:\/\/[^/]|mailto:)/i.test(href);
      return isLink ? `<a href="${escapeHtml(withoutNote(href))}">${text}</a>` : text;
    },
    image: ({ href, text }) => picture(href, text),
    html: (token) => (token.block ? `<p>${withoutTags(token.text)}</p>` : withoutTags(token.text)),
    text(token) {
      return token.type === 'text' && token.tokens !== undefined
        ? this.parser.parseInline(token.tokens)
        : escapeText(token.text);
    },
  },
});

/**
 * Markdown that a workload wrote, as HTML of one line a block and fences, so that GitHub cannot read it in another way than marked
 * did. Tables, lists, links, code and Mermaid stay. Comments and the usual tags are removed, other tags show as text. Nobody is
 * notified, only pictures with an http(s) address show, and nothing stays open that could swallow what follows.
 */
export function foreignMarkdown(text: string): string {
  const lexer = new Lexer(marked.defaults);
  lexer.blockTokens(clean(text).replace(DEEP, '$&\\'), lexer.tokens);
  for (const { src, tokens } of lexer.inlineQueue) {
    if (src.length > MOST_INLINE) tokens.push({ type: 'text', raw: src, text: src });
    else lexer.inlineTokens(src, tokens);
  }
  const blocks = lexer.tokens.map((token) =>
    token.type === 'code' ? codeBlock(token as Tokens.Code) : quiet(marked.parser([token], marked.defaults)),
  );
  return joined(blocks);
}

/** Mermaid is drawn by a program of its own: without tags, and without directives that could configure it. */
function codeBlock({ text, lang = '' }: Tokens.Code): string {
  const language = /^[\w+#.-]{1,30}/.exec(lang)?.[0].toLowerCase() ?? 'text';
  const drawn = text.replace(/<[a-z/!?][^<>\n]{0,1000}>|<(?=[a-z/!?])|%%\{/gi, ' ');
  return fence(language === 'mermaid' ? drawn : text, language);
}

/** The finished page is where GitHub looks for mentions, references and addresses, except in code. */
function quiet(html: string): string {
  let before = '';
  return html
    .replace(/<p>\s*<\/p>/g, '')
    .replace(/\s*\n\s*/g, ' ')
    .trim()
    .split(/(<code>.*?<\/code>|<[^>]*>)/)
    .map((part, at) => {
      if (at % 2 === 1) return (before = part);
      const text = unlink(part);
      return before.startsWith('<a ') ? text : text.replace(/:(?=\/\/)|\bwww(?=\.)/gi, `$&${ZWSP}`);
    })
    .join('');
}

/** GitHub reads `&commat;name` as a mention, so only references to other characters stay. */
const escapeText = (text: string): string =>
  escapeHtml(text).replace(/&amp;(?=(?:amp|lt|gt|quot|nbsp|times|middot|deg|plusmn|micro|[lg]e|[lrud]arr);)/g, '&');

const TAGS =
  /^<\/?(?:details|summary|p|div|span|center|font|b|strong|i|em|u|s|sub|sup|small|mark|a|section|header|footer|figure|figcaption|picture|source)(?:\s[^<>]*)?>$/i;

/** Text with `<br>` and pictures of it. */
function withoutTags(html: string): string {
  return html
    .replace(/<!--(?:(?!<!--)[^])*?-->/g, '')
    .split(/(<\/?[a-z][^<>]*>)/i)
    .map((part, at) => {
      if (at % 2 === 0) return escapeText(part);
      if (/^<br ?\/?>$/i.test(part)) return '<br>';
      if (/^<img\s/i.test(part)) return picture(attributeOf(part, 'src'), attributeOf(part, 'alt'));
      return TAGS.test(part) ? '' : escapeText(part);
    })
    .join('');
}

const attributeOf = (tag: string, name: string): string =>
  new RegExp(`\\s${name}\\s*=\\s*(?:"([^"]*)"|'([^']*)'|([^\\s"'>]+))`, 'i').exec(tag)?.slice(1).find(Boolean) ?? '';

/** A picture that GitHub cannot show from here becomes a note with its name. */
function picture(address: string, alt: string): string {
  if (/^https?:\/\/[^/]/i.test(address)) return `<img src="${escapeHtml(address)}" alt="${escapeHtml(alt)}">`;
  const name = alt.trim() || (/^data:/i.test(address) ? 'embedded' : address.replace(/^\.\//, ''));
  return escapeText(`(picture ${name}: only pictures with an http address are shown)`);
}

/** In a comment, the address of an issue would leave a note there, in any spelling that browsers accept. */
function withoutNote(address: string): string {
  if (!URL.canParse(address)) return address;
  const url = new URL(address);
  const isIssue = /^\/[\w.-]+\/[\w.-]+\/(?:issues|pull|discussions|commit)\//i.test(url.pathname);
  if (!isIssue || !/^(?:www\.)?github\.com\.?$/.test(url.hostname)) return address;
  return `${url.protocol}//redirect.github.com${url.pathname}${url.search}${url.hash}`;
}
