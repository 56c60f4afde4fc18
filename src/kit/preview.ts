import { readFileSync } from 'node:fs';
import { createRequire } from 'node:module';
import type { RunReport } from '../core/outcome.ts';
import { renderSummary } from '../core/render/summary.ts';
import { packageRoot } from './world.ts';

/** Elements that GitHub's sanitiser keeps (its public model, html-pipeline); everything else is shown as text. */
const KEPT = new Set(
  'h1 h2 h3 h4 h5 h6 br b i strong em a pre code img tt div ins del sup sub p picture source ol ul li table thead tbody tfoot tr td th caption blockquote dl dt dd kbd q samp var hr ruby rt rp s strike details summary figure figcaption abbr mark small span time wbr input'.split(
    ' ',
  ),
);
/** Attributes it keeps on any of them. */
const ATTRIBUTES = new Set([
  'href',
  'src',
  'alt',
  'title',
  'align',
  'open',
  'nowrap',
  'colspan',
  'rowspan',
  'width',
  'height',
  'type',
  'checked',
  'disabled',
]);

export interface PreviewOptions {
  /** Folder of this package, whose node_modules hold marked, mermaid and the style sheet. */
  readonly root?: string;
}

/** A page, complete in itself, that shows a report's summary as GitHub would: same Markdown, same style, same diagrams. */
export async function preview(report: RunReport, options: PreviewOptions = {}): Promise<string> {
  return previewMarkdown(renderSummary(report), report.label, options);
}

export async function previewMarkdown(text: string, title: string, options: PreviewOptions = {}): Promise<string> {
  const require = createRequire(`${packageRoot(options)}/package.json`);
  const asset = (name: string): string => readFileSync(require.resolve(name), 'utf8');
  const { marked } = (await import(require.resolve('marked'))) as typeof import('marked');
  const diagrams: string[] = [];
  const renderer = new marked.Renderer();
  renderer.code = ({ text: code, lang }) => {
    if (lang !== 'mermaid') return `<pre><code>${escape(code)}</code></pre>\n`;
    diagrams.push(code);
    return `<p>DIAGRAM-${diagrams.length - 1}-END</p>\n`;
  };
  const html = sanitise(await marked.parse(text, { gfm: true, renderer }));
  const body = alerts(html).replace(
    /<p>DIAGRAM-(\d+)-END<\/p>/g,
    (_all, n: string) => `<pre class="mermaid">${escape(diagrams[Number(n)] ?? '')}</pre>`,
  );
  const theme = (name: string): string => asset(`github-markdown-css/github-markdown-${name}.css`);
  return `<!doctype html>
<html lang="en"><head><meta charset="utf-8"><title>${escape(title)}</title>
<meta http-equiv="Content-Security-Policy" content="default-src 'none'; style-src 'unsafe-inline'; script-src 'unsafe-inline'; img-src https: http: data:">
<style media="(prefers-color-scheme: light)">${theme('light')}</style>
<style media="(prefers-color-scheme: dark)">${theme('dark')} body{background:#0d1117}</style>
<style>body{margin:0}.markdown-body{max-width:960px;margin:0 auto;padding:32px}pre.mermaid{background:transparent;text-align:center}
.markdown-alert{border-left:.25em solid;padding:.5em 1em;margin-bottom:16px}.markdown-alert-tip{border-color:#1a7f37}.markdown-alert-caution{border-color:#cf222e}.markdown-alert b.kind{display:block}</style></head>
<body><article class="markdown-body">${body}</article>
<script>${asset('mermaid/dist/mermaid.min.js').replaceAll('</script', String.raw`<\/script`)}</script>
<script>mermaid.initialize({startOnLoad:true,securityLevel:'strict',theme:matchMedia('(prefers-color-scheme: dark)').matches?'dark':'default'});</script>
</body></html>
`;
}

function escape(text: string): string {
  return text.replace(/&/g, '&amp;').replace(/</g, '&lt;').replace(/>/g, '&gt;').replace(/"/g, '&quot;');
}

function sanitise(html: string): string {
  return html
    .replace(/<!--[\s\S]*?-->/g, '')
    .replace(
      /<(\/?)([a-zA-Z][\w-]*)((?:"[^"]*"|'[^']*'|[^'">])*)>|</g,
      (all, close: string | undefined, name: string | undefined, rest: string | undefined) => {
        const tag = name?.toLowerCase();
        if (tag === undefined || !KEPT.has(tag)) return escape(all);
        if (close === '/') return `</${tag}>`;
        const kept = [...(rest ?? '').matchAll(/([a-zA-Z-]+)(?:\s*=\s*("[^"]*"|'[^']*'|[^\s"'>]+))?/g)].flatMap(
          ([, key = '', value = '']) => {
            const attribute = key.toLowerCase();
            if (!ATTRIBUTES.has(attribute)) return [];
            const plain = value.replace(/^["']|["']$/g, '');
            const web = /^(https?:|mailto:|#)/i.test(plain.trim());
            return ['href', 'src'].includes(attribute) && !web
              ? []
              : [value === '' ? attribute : `${attribute}="${plain.replaceAll('"', '&quot;')}"`];
          },
        );
        return `<${[tag, ...kept].join(' ')}>`;
      },
    );
}

/** `> [!TIP]` as GitHub draws it. */
function alerts(html: string): string {
  return html.replace(
    /<blockquote>\s*<p>\[!(TIP|CAUTION|NOTE|WARNING|IMPORTANT)\]\s*([\s\S]*?)<\/blockquote>/g,
    (_all, kind: string, rest: string) => {
      const name = kind.charAt(0) + kind.slice(1).toLowerCase();
      return `<div class="markdown-alert markdown-alert-${kind.toLowerCase()}"><p><b class="kind">${name}</b>${rest}</div>`;
    },
  );
}
