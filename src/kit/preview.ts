import { readFileSync, writeFileSync } from 'node:fs';
import { createRequire } from 'node:module';
import { join, resolve } from 'node:path';
import type { IOptions } from 'sanitize-html';
import { UserError } from '../model/errors.ts';
import type { RunReport } from '../model/outcome.ts';
import { renderSection } from '../report/comment.ts';
import { renderSummary } from '../report/summary.ts';
import { packageRoot, type KitWorld } from './world.ts';

export interface PreviewOptions {
  /** Folder of this package: the style sheet is found from there, and mermaid if it is installed. */
  readonly root?: string;
  /** The job summary, or the section of the comment on the pull request. */
  readonly view?: 'summary' | 'comment';
  /** (default: the theme of the reader's system; a button on the page changes it). */
  readonly theme?: 'light' | 'dark' | undefined;
}

/** Flags of `gpu-ci preview`. */
export interface PreviewFlags extends PreviewOptions {
  readonly output?: string;
}

/** `gpu-ci preview`. */
export async function previewFile(path: string, flags: PreviewFlags, world: KitWorld): Promise<number> {
  let html: string;
  try {
    const parsed = JSON.parse(readFileSync(resolve(world.cwd, path), 'utf8')) as RunReport;
    if (typeof parsed.status !== 'string' || !Array.isArray(parsed.attempts)) throw new TypeError('not a run report');
    html = await preview(parsed, { ...flags, root: packageRoot(world) });
  } catch (error) {
    if (error instanceof UserError) throw error;
    throw new UserError(`${path} is not a run report.`, 'The output report-file has its path.', { cause: error });
  }
  if (flags.output === undefined) world.stdout.write(html);
  else writeFileSync(resolve(world.cwd, flags.output), html);
  return 0;
}

/** One HTML page that shows a report as GitHub would: same Markdown, same style, same diagrams. */
export async function preview(report: RunReport, options: PreviewOptions = {}): Promise<string> {
  const markdown = options.view === 'comment' ? renderSection(report) : renderSummary(report);
  return previewMarkdown(markdown, `${report.label} ${options.view ?? 'summary'}`, options);
}

export async function previewMarkdown(text: string, title: string, options: PreviewOptions = {}): Promise<string> {
  const require = createRequire(join(packageRoot(options), 'package.json'));
  const asset = assetsFrom(require);
  const { Marked } = await import('marked');
  // From the installed package: in the bundle it would be a fifth of what every job downloads.
  const sanitizeHtml = installed(require);
  const drawer = text.includes('```mermaid') ? asset('mermaid/dist/mermaid.min.js') : '';
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
  return page(drawer === undefined ? `${body}${UNDRAWN}` : body, title, { theme: options.theme, drawer, asset });
}

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

function escapeHtml(text: string): string {
  return text.replace(/&/g, '&amp;').replace(/</g, '&lt;').replace(/>/g, '&gt;').replace(/"/g, '&quot;');
}

type Assets = (name: string) => string | undefined;

function assetsFrom(require: NodeJS.Require): Assets {
  return (name) => {
    try {
      return readFileSync(require.resolve(name), 'utf8');
    } catch {
      return undefined;
    }
  };
}

function installed(require: NodeJS.Require): typeof import('sanitize-html') {
  try {
    return require('sanitize-html') as typeof import('sanitize-html');
  } catch (error) {
    throw missing('sanitize-html', error);
  }
}

const missing = (name: string, cause?: unknown): UserError =>
  new UserError(`The package ${name} is missing.`, 'Install @gpu-cli/run-action again with npm.', { cause });

/** mermaid and its dependencies are 150 MB, so the package does not depend on it. */
const UNDRAWN =
  '<p><sub>Diagrams are shown as text, since mermaid is not installed. To draw them: ' +
  '<code>npx -p @gpu-cli/run-action@1 -p mermaid@11 gpu-ci preview REPORT.json</code></sub></p>';

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

const STYLE = `
body{margin:0}
body[data-theme=dark]{background:#010409}body[data-theme=light]{background:#f6f8fa}
.frame{max-width:980px;margin:24px auto;border:1px solid #d1d9e0;border-radius:6px;overflow:hidden}
[data-theme=dark] .frame{border-color:#3d444d}
.bar{display:flex;justify-content:space-between;align-items:center;padding:10px 16px;font:600 13px/1.5 -apple-system,BlinkMacSystemFont,"Segoe UI","Noto Sans",Helvetica,Arial,sans-serif;border-bottom:1px solid #d1d9e0;background:#f6f8fa;color:#59636e}
[data-theme=dark] .bar{background:#151b23;border-color:#3d444d;color:#9198a1}
.bar button{font:inherit;font-weight:400;color:inherit;background:none;border:1px solid currentColor;border-radius:6px;padding:2px 10px;cursor:pointer}
.markdown-body{padding:24px 32px 16px}
.markdown-body .mermaid-box{margin-bottom:16px}
.markdown-body pre.mermaid{background:transparent;text-align:center;padding:0;margin:0;overflow:auto}
.markdown-body pre.mermaid:not([data-processed]){visibility:hidden}`;

const SCRIPT = `
const wanted = document.body.dataset.wanted || (matchMedia('(prefers-color-scheme: dark)').matches ? 'dark' : 'light');
const sources = [...document.querySelectorAll('pre.mermaid')].map((box) => [box, box.textContent]);
async function show(theme) {
  document.body.dataset.theme = theme;
  for (const name of ['light', 'dark']) document.getElementById('css-' + name).media = name === theme ? 'all' : 'not all';
  for (const [box, text] of sources) { box.removeAttribute('data-processed'); box.textContent = text; }
  if (sources.length > 0) mermaid.initialize({ startOnLoad: false, securityLevel: 'strict', theme: theme === 'dark' ? 'dark' : 'default' });
  for (const [box] of sources) await mermaid.run({ nodes: [box] }).catch(() => {});
  document.body.dataset.ready = theme;
}
document.getElementById('toggle').onclick = () => show(document.body.dataset.theme === 'dark' ? 'light' : 'dark');
show(wanted);`;

interface PageOptions {
  readonly theme: string | undefined;
  /** The code that draws diagrams; empty if there are none. */
  readonly drawer: string | undefined;
  readonly asset: Assets;
}

function page(body: string, title: string, { theme, drawer = '', asset }: PageOptions): string {
  const css = (name: string): string => {
    const sheet = asset(`github-markdown-css/github-markdown-${name}.css`);
    if (sheet !== undefined) return `<style id="css-${name}">${sheet}</style>`;
    throw missing('github-markdown-css');
  };
  return `<!doctype html>
<html lang="en"><head><meta charset="utf-8"><meta name="viewport" content="width=device-width, initial-scale=1"><title>${escapeHtml(title)}</title>
<meta http-equiv="Content-Security-Policy" content="default-src 'none'; style-src 'unsafe-inline'; script-src 'unsafe-inline'; img-src https: http: data:; base-uri 'none'; form-action 'none'">
${css('light')}${css('dark')}<style>${STYLE}</style></head>
<body data-wanted="${theme ?? ''}"><div class="frame"><div class="bar"><span>${escapeHtml(title)}</span><button id="toggle" type="button">light / dark</button></div>
<article class="markdown-body">${body}</article></div>
<script>${drawer.replaceAll('</script', String.raw`<\/script`)}</script>
<script>${SCRIPT}</script>
</body></html>
`;
}
