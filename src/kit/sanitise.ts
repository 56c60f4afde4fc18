/**
 * The allow-list of GitHub's sanitiser, from its public model in html-pipeline: other elements go and leave their text, scripts and
 * styles go with theirs; `style`, `class` and event handlers go; addresses are http, https, mailto or inside the page.
 */
const ELEMENTS = new Set(
  (
    'h1 h2 h3 h4 h5 h6 br b i strong em a pre code img tt div ins del sup sub p picture source ol ul li table thead tbody tfoot tr td th ' +
    'caption blockquote dl dt dd kbd q samp var hr ruby rt rp s strike details summary figure figcaption abbr mark small span time wbr input'
  ).split(' '),
);
const ATTRIBUTES = new Set(
  'href src alt title align open nowrap colspan rowspan width height type checked disabled start valign'.split(' '),
);
const WITH_CONTENT =
  /<(script|style|iframe|svg|math|template|noscript|textarea|title|xmp|plaintext)\b[\s\S]*?(?:<\/\1\s*>|$)/gi;
const TAG = /<(\/?)([a-zA-Z][a-zA-Z0-9-]*)((?:\s+[^\s"'<>/=]+(?:\s*=\s*(?:"[^"]*"|'[^']*'|[^\s"'=<>`]+))?)*)\s*\/?>|</g;
const ATTRIBUTE = /([^\s"'<>/=]+)(?:\s*=\s*("[^"]*"|'[^']*'|[^\s"'=<>`]+))?/g;

export function escapeHtml(text: string): string {
  return text.replace(/&/g, '&amp;').replace(/</g, '&lt;').replace(/>/g, '&gt;').replace(/"/g, '&quot;');
}

export function sanitise(html: string): string {
  return html
    .replace(/<!--[\s\S]*?(?:-->|$)/g, '')
    .replace(WITH_CONTENT, '')
    .replace(TAG, (all, close?: string, name?: string, rest?: string) => {
      const tag = name?.toLowerCase();
      if (tag === undefined) return escapeHtml(all);
      if (!ELEMENTS.has(tag)) return '';
      return close === '/' ? `</${tag}>` : `<${[tag, ...attributes(tag, rest ?? '')].join(' ')}>`;
    });
}

function attributes(tag: string, text: string): string[] {
  const kept = [...text.matchAll(ATTRIBUTE)].flatMap(([, key = '', value]) => {
    const name = key.toLowerCase();
    if (!ATTRIBUTES.has(name)) return [];
    const plain = (value ?? '').replace(/^["']|["']$/g, '').trim();
    if ((name === 'href' || name === 'src') && !isShown(name, plain)) return [];
    return [value === undefined ? name : `${name}="${plain.replace(/"/g, '&quot;').replace(/</g, '&lt;')}"`];
  });
  // A field that can be typed into is no part of Markdown; the box of a task list is.
  if (tag === 'input')
    return [...kept.filter((item) => item === 'checked' || item.startsWith('checked=')), 'type="checkbox"', 'disabled'];
  return kept;
}

function isShown(name: 'href' | 'src', address: string): boolean {
  return name === 'src' ? /^https?:\/\//i.test(address) : /^(https?:\/\/|mailto:|#)/i.test(address);
}
