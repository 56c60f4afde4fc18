import { clean } from './escape.ts';

/**
 * Markdown that the workload wrote, made safe to stand inside ours: its HTML is shown as text, its headings stay below ours,
 * images come from the web only, nobody is mentioned, and an open fence is closed.
 */
export function foreignMarkdown(text: string): string {
  let fence = '';
  const lines = clean(text)
    .split('\n')
    .map((line) => {
      const mark = /^ {0,3}(`{3,}|~{3,})/.exec(line)?.[1] ?? '';
      if (fence !== '') {
        if (mark.startsWith(fence) && line.trim() === mark) fence = '';
        return line;
      }
      // An info string decides how a block is drawn; only its first word is kept, and never a diagram of ours.
      if (mark !== '') {
        fence = mark;
        return line.replace(
          /^( {0,3}[`~]{3,})\s*([\w+-]*).*$/,
          (_all, head: string, word: string) => head + (word === 'mermaid' ? 'text' : word),
        );
      }
      return foreignLine(line);
    });
  if (fence !== '') lines.push(fence);
  return lines.join('\n').trim();
}

function foreignLine(line: string): string {
  return line
    .split(/(`[^`]+`)/)
    .map((part, index) => (index % 2 === 1 ? part : outsideCode(part)))
    .join('')
    .replace(
      /^( {0,3})(#{1,6})(?=\s)/,
      (_all, lead: string, marks: string) => lead + '#'.repeat(Math.min(6, marks.length + 3)),
    );
}

function outsideCode(text: string): string {
  return text
    .replace(/&(?=#|[a-z]+;)/gi, '&amp;')
    .replace(/<(?!https?:\/\/[^\s<>]*>)/gi, '&lt;')
    .replace(/!\[([^\]]*)\]\((?!https?:\/\/)[^)]*\)/gi, '$1')
    .replace(/\]\(\s*(?:javascript|data|vbscript):[^)]*\)/gi, ']()')
    .replace(/@(?=[A-Za-z0-9])/g, '@\u200b');
}
