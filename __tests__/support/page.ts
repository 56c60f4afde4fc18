import { Marked, type Token, type Tokens } from 'marked';

const marked = new Marked({ gfm: true });

export const lex = (markdown: string): Token[] => marked.lexer(markdown);
export const htmlOf = (markdown: string): string => marked.parse(markdown, { async: false });

/** The names of all tags of a page. */
export function tagsOf(html: string): Set<string> {
  return new Set([...html.matchAll(/<\/?([a-zA-Z][^\s>/]*)/g)].map((match) => (match[1] ?? '').toLowerCase()));
}

/** What a reader sees outside code, as filters of the finished page see it. */
export function textOf(html: string): string {
  return html
    .replace(/<(code|pre)\b[^>]*>[\s\S]*?<\/\1>/g, ' ')
    .replace(/<[^>]*>/g, ' ')
    .replace(/&#39;/g, "'")
    .replace(/&quot;/g, '"')
    .replace(/&lt;/g, '<')
    .replace(/&gt;/g, '>')
    .replace(/&amp;/g, '&');
}

export const tables = (markdown: string): Tokens.Table[] =>
  lex(markdown).filter((token): token is Tokens.Table => token.type === 'table');

/** The source of every Mermaid block at the top of the page or inside details. */
export const diagrams = (markdown: string): string[] =>
  lex(markdown)
    .filter((token): token is Tokens.Code => token.type === 'code' && token.lang === 'mermaid')
    .map((token) => token.text);

/** How deep details are open after each step; throws below zero. */
export function detailsDepth(html: string): number {
  let depth = 0;
  for (const [tag] of html.matchAll(/<\/?details\b[^>]*>/g)) {
    depth += tag.startsWith('</') ? -1 : 1;
    if (depth < 0) throw new Error('more details are closed than opened');
  }
  return depth;
}
