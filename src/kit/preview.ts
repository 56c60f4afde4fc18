import { readFileSync, writeFileSync } from 'node:fs';
import { createRequire } from 'node:module';
import { join, resolve } from 'node:path';
import type { IOptions } from 'sanitize-html';
import { sentenceOf, UserError } from '../model/errors.ts';
import type { RunReport } from '../model/outcome.ts';
import { renderSection } from '../report/comment.ts';
import { renderSummary } from '../report/summary.ts';
import { packageRoot, print, type KitWorld } from './world.ts';

/** Flags of `gpu-ci preview`. */
export interface PreviewOptions {
  /** The job summary, or the section of the comment on the pull request. */
  readonly view: 'summary' | 'comment';
  readonly output?: string;
}

/** `gpu-ci preview`. */
export async function previewFile(path: string, options: PreviewOptions, world: KitWorld): Promise<number> {
  const { view, output } = options;
  let report: RunReport;
  let markdown: string;
  try {
    report = JSON.parse(readFileSync(resolve(world.cwd, path), 'utf8')) as RunReport;
    if (typeof report.status !== 'string' || !Array.isArray(report.attempts)) throw new TypeError('other JSON');
    markdown = view === 'comment' ? renderSection(report) : renderSummary(report);
  } catch (error) {
    const problem = `${path} is not a run report: ${sentenceOf(error)}.`;
    throw new UserError(problem, 'The output report-file has its path.', { cause: error });
  }
  const html = await previewMarkdown(markdown, `${report.label} ${view}`);
  if (output === undefined) {
    world.stdout.write(html);
    return 0;
  }
  writeFileSync(resolve(world.cwd, output), html);
  print(world, `Written: ${output}`);
  return 0;
}

/**
 * A page that shows Markdown as GitHub would, in the theme of the reader.
 * @param root folder of this package, where the style sheet is found, and mermaid if it is installed.
 */
export async function previewMarkdown(text: string, title: string, root = packageRoot()): Promise<string> {
  const require = createRequire(join(root, 'package.json'));
  const { Marked } = await import('marked');
  const style = packaged('github-markdown-css', () => readFileSync(require.resolve(STYLE_SHEET), 'utf8'));
  // From the installed package: in the bundle it would be a fifth of what every job downloads.
  const sanitizeHtml = packaged('sanitize-html', () => require('sanitize-html') as typeof import('sanitize-html'));
  const drawer = text.includes('```mermaid') ? mermaidFrom(require) : '';
  const diagrams: string[] = [];
  const marked = new Marked({
    gfm: true,
    renderer: {
      code({ text: code, lang }) {
        if (lang !== 'mermaid' || drawer === undefined) return `<pre><code>${escapeHtml(code)}</code></pre>\n`;
        return `<p>${SLOT}${diagrams.push(code) - 1}${SLOT}</p>\n`;
      },
    },
  });
  // Removed from the text, so that only the renderer writes slots.
  const html = sanitizeHtml(await marked.parse(text.replaceAll(SLOT, '')), ALLOWED);
  const body = alerts(html).replace(
    SLOTS,
    (_, n: string) =>
      `<div class="mermaid-box"><pre class="mermaid">${escapeHtml(String(diagrams[Number(n)]))}</pre></div>`,
  );
  return `<!doctype html>
<html lang="en"><head><meta charset="utf-8"><meta name="viewport" content="width=device-width, initial-scale=1"><title>${escapeHtml(title)}</title>
<meta http-equiv="Content-Security-Policy" content="default-src 'none'; style-src 'unsafe-inline'; script-src 'unsafe-inline'; img-src https: http: data:; base-uri 'none'; form-action 'none'">
<style>${style}${FRAME}</style></head>
<body><div class="frame"><div class="bar">${escapeHtml(title)}</div>
<article class="markdown-body">${drawer === undefined ? `${body}${UNDRAWN}` : body}</article></div>
<script>${(drawer ?? '').replaceAll('</script', String.raw`<\/script`)}</script>
<script type="module">${SCRIPT}</script>
</body></html>
`;
}

const STYLE_SHEET = 'github-markdown-css/github-markdown.css';

/** What a package of ours gives. */
function packaged<T>(name: string, read: () => T): T {
  try {
    return read();
  } catch (error) {
    const fix = 'Install @gpu-cli/run-action again with npm.';
    throw new UserError(`The package ${name} is missing.`, fix, { cause: error });
  }
}

/** mermaid and its dependencies are 150 MB, so the package does not depend on it. */
function mermaidFrom(require: NodeJS.Require): string | undefined {
  try {
    return readFileSync(require.resolve('mermaid/dist/mermaid.min.js'), 'utf8');
  } catch {
    return undefined;
  }
}

const UNDRAWN =
  '<p><sub>Diagrams are shown as text, since mermaid is not installed. To draw them: ' +
  '<code>npx -p @gpu-cli/run-action@1 -p mermaid@11 gpu-ci preview REPORT.json</code></sub></p>';

/** GitHub's allow-list, as its public model in html-pipeline has it. `style`, `class` and event handlers are removed. */
const ALLOWED: IOptions = {
  allowedTags: (
    'h1 h2 h3 h4 h5 h6 br b i strong em a pre code img tt div ins del sup sub p picture source ol ul li table thead tbody tfoot tr td th ' +
    'caption blockquote dl dt dd kbd q samp var hr ruby rt rp s strike details summary figure figcaption abbr mark small span time wbr input'
  ).split(' '),
  nonTextTags: 'script style iframe svg math template noscript textarea title xmp plaintext option noembed'.split(' '),
  allowedAttributes: {
    '*': 'href src alt title align open nowrap colspan rowspan width height type checked disabled start valign'.split(
      ' ',
    ),
  },
  allowedSchemes: ['http', 'https', 'mailto'],
  allowedSchemesByTag: { img: ['http', 'https'], source: ['http', 'https'] },
  allowProtocolRelative: false,
  // The box of a task list. A field to type into is not part of Markdown.
  transformTags: {
    input: (tagName, { checked }) => ({
      tagName,
      attribs: { type: 'checkbox', disabled: '', ...(checked === undefined ? {} : { checked }) },
    }),
  },
};

const escapeHtml = (text: string): string =>
  text.replace(/&/g, '&amp;').replace(/</g, '&lt;').replace(/>/g, '&gt;').replace(/"/g, '&quot;');

const SLOT = '\uE0F0';
const SLOTS = new RegExp(`<p>${SLOT}(\\d+)${SLOT}</p>`, 'g');

const ICONS: Readonly<Record<string, string>> = {
  NOTE: 'ℹ️',
  TIP: '💡',
  IMPORTANT: '❗',
  WARNING: '⚠️',
  CAUTION: '⛔',
};

/** `> [!TIP]` as GitHub shows it. */
function alerts(html: string): string {
  return html.replace(
    /<blockquote>\s*<p>\[!(TIP|CAUTION|NOTE|WARNING|IMPORTANT)\]\s*(<\/p>)?([\s\S]*?)<\/blockquote>/g,
    (_, kind: string, closed: string | undefined, rest: string) => {
      const name = kind.charAt(0) + kind.slice(1).toLowerCase();
      const head = `<p class="markdown-alert-title">${String(ICONS[kind])}&nbsp; ${name}</p>`;
      return `<div class="markdown-alert markdown-alert-${name.toLowerCase()}">${head}${closed === undefined ? '<p>' : ''}${rest}</div>`;
    },
  );
}

const FRAME = `
:root{color-scheme:light dark}
body{margin:0;background:light-dark(#f6f8fa,#010409)}
.frame{max-width:980px;margin:24px auto;border:1px solid light-dark(#d1d9e0,#3d444d);border-radius:6px;overflow:hidden}
.bar{padding:10px 16px;font:600 13px/1.5 -apple-system,BlinkMacSystemFont,"Segoe UI","Noto Sans",Helvetica,Arial,sans-serif;border-bottom:1px solid light-dark(#d1d9e0,#3d444d);background:light-dark(#f6f8fa,#151b23);color:light-dark(#59636e,#9198a1)}
.markdown-body{padding:24px 32px 16px}
.markdown-body .mermaid-box{margin-bottom:16px}
.markdown-body pre.mermaid{background:transparent;text-align:center;padding:0;margin:0;overflow:auto}
.markdown-body pre.mermaid:not([data-processed]){visibility:hidden}`;

/** Each diagram is drawn alone, so that one with an error leaves the others. */
const SCRIPT = `
const dark = matchMedia('(prefers-color-scheme: dark)').matches;
const boxes = document.querySelectorAll('pre.mermaid');
if (boxes.length > 0) mermaid.initialize({ startOnLoad: false, securityLevel: 'strict', theme: dark ? 'dark' : 'default' });
for (const box of boxes) await mermaid.run({ nodes: [box] }).catch(() => {});
document.body.dataset.ready = dark ? 'dark' : 'light';`;
