export const id = 646;
export const ids = [646];
export const modules = {

/***/ 6842:
/***/ ((module) => {

function webpackEmptyAsyncContext(req) {
	// Here Promise.resolve().then() is used instead of new Promise() to prevent
	// uncaught exception popping up in devtools
	return Promise.resolve().then(() => {
		var e = new Error("Cannot find module '" + req + "'");
		e.code = 'MODULE_NOT_FOUND';
		throw e;
	});
}
webpackEmptyAsyncContext.keys = () => ([]);
webpackEmptyAsyncContext.resolve = webpackEmptyAsyncContext;
webpackEmptyAsyncContext.id = 6842;
module.exports = webpackEmptyAsyncContext;

/***/ }),

/***/ 7646:
/***/ ((__unused_webpack___webpack_module__, __webpack_exports__, __webpack_require__) => {

/* harmony export */ __webpack_require__.d(__webpack_exports__, {
/* harmony export */   preview: () => (/* binding */ preview)
/* harmony export */ });
/* unused harmony export previewMarkdown */
/* harmony import */ var node_fs__WEBPACK_IMPORTED_MODULE_0__ = __webpack_require__(3024);
/* harmony import */ var node_module__WEBPACK_IMPORTED_MODULE_1__ = __webpack_require__(8995);
/* harmony import */ var _core_render_summary_js__WEBPACK_IMPORTED_MODULE_2__ = __webpack_require__(4850);
/* harmony import */ var _world_js__WEBPACK_IMPORTED_MODULE_3__ = __webpack_require__(5370);
var __rewriteRelativeImportExtension = (undefined && undefined.__rewriteRelativeImportExtension) || function (path, preserveJsx) {
    if (typeof path === "string" && /^\.\.?\//.test(path)) {
        return path.replace(/\.(tsx)$|((?:\.d)?)((?:\.[^./]+?)?)\.([cm]?)ts$/i, function (m, tsx, d, ext, cm) {
            return tsx ? preserveJsx ? ".jsx" : ".js" : d && (!ext || !cm) ? m : (d + ext + "." + cm.toLowerCase() + "js");
        });
    }
    return path;
};




/** Elements that GitHub's sanitiser keeps (its public model, html-pipeline); everything else is shown as text. */
const KEPT = new Set('h1 h2 h3 h4 h5 h6 br b i strong em a pre code img tt div ins del sup sub p picture source ol ul li table thead tbody tfoot tr td th caption blockquote dl dt dd kbd q samp var hr ruby rt rp s strike details summary figure figcaption abbr mark small span time wbr input'.split(' '));
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
/** A page, complete in itself, that shows a report's summary as GitHub would: same Markdown, same style, same diagrams. */
async function preview(report, options = {}) {
    return previewMarkdown((0,_core_render_summary_js__WEBPACK_IMPORTED_MODULE_2__.renderSummary)(report), report.label, options);
}
async function previewMarkdown(text, title, options = {}) {
    const require = (0,node_module__WEBPACK_IMPORTED_MODULE_1__.createRequire)(`${(0,_world_js__WEBPACK_IMPORTED_MODULE_3__/* .packageRoot */ .Zl)(options)}/package.json`);
    const asset = (name) => (0,node_fs__WEBPACK_IMPORTED_MODULE_0__.readFileSync)(require.resolve(name), 'utf8');
    const { marked } = (await __webpack_require__(6842)(__rewriteRelativeImportExtension(require.resolve('marked'))));
    const diagrams = [];
    const renderer = new marked.Renderer();
    renderer.code = ({ text: code, lang }) => {
        if (lang !== 'mermaid')
            return `<pre><code>${escape(code)}</code></pre>\n`;
        diagrams.push(code);
        return `<p>DIAGRAM-${diagrams.length - 1}-END</p>\n`;
    };
    const html = sanitise(await marked.parse(text, { gfm: true, renderer }));
    const body = alerts(html).replace(/<p>DIAGRAM-(\d+)-END<\/p>/g, (_all, n) => `<pre class="mermaid">${escape(diagrams[Number(n)] ?? '')}</pre>`);
    const theme = (name) => asset(`github-markdown-css/github-markdown-${name}.css`);
    return `<!doctype html>
<html lang="en"><head><meta charset="utf-8"><title>${escape(title)}</title>
<meta http-equiv="Content-Security-Policy" content="default-src 'none'; style-src 'unsafe-inline'; script-src 'unsafe-inline'; img-src https: http: data:">
<style media="(prefers-color-scheme: light)">${theme('light')}</style>
<style media="(prefers-color-scheme: dark)">${theme('dark')} body{background:#0d1117}</style>
<style>body{margin:0}.markdown-body{max-width:960px;margin:0 auto;padding:32px}pre.mermaid{background:transparent;text-align:center}
.markdown-alert{border-left:.25em solid;padding:.5em 1em;margin-bottom:16px}.markdown-alert-tip{border-color:#1a7f37}.markdown-alert-caution{border-color:#cf222e}.markdown-alert b.kind{display:block}</style></head>
<body><article class="markdown-body">${body}</article>
<script>${asset('mermaid/dist/mermaid.min.js').replaceAll('</script', String.raw `<\/script`)}</script>
<script>mermaid.initialize({startOnLoad:true,securityLevel:'strict',theme:matchMedia('(prefers-color-scheme: dark)').matches?'dark':'default'});</script>
</body></html>
`;
}
function escape(text) {
    return text.replace(/&/g, '&amp;').replace(/</g, '&lt;').replace(/>/g, '&gt;').replace(/"/g, '&quot;');
}
function sanitise(html) {
    return html
        .replace(/<!--[\s\S]*?-->/g, '')
        .replace(/<(\/?)([a-zA-Z][\w-]*)((?:"[^"]*"|'[^']*'|[^'">])*)>|</g, (all, close, name, rest) => {
        const tag = name?.toLowerCase();
        if (tag === undefined || !KEPT.has(tag))
            return escape(all);
        if (close === '/')
            return `</${tag}>`;
        const kept = [...(rest ?? '').matchAll(/([a-zA-Z-]+)(?:\s*=\s*("[^"]*"|'[^']*'|[^\s"'>]+))?/g)].flatMap(([, key = '', value = '']) => {
            const attribute = key.toLowerCase();
            if (!ATTRIBUTES.has(attribute))
                return [];
            const plain = value.replace(/^["']|["']$/g, '');
            const web = /^(https?:|mailto:|#)/i.test(plain.trim());
            return ['href', 'src'].includes(attribute) && !web
                ? []
                : [value === '' ? attribute : `${attribute}="${plain.replaceAll('"', '&quot;')}"`];
        });
        return `<${[tag, ...kept].join(' ')}>`;
    });
}
/** `> [!TIP]` as GitHub draws it. */
function alerts(html) {
    return html.replace(/<blockquote>\s*<p>\[!(TIP|CAUTION|NOTE|WARNING|IMPORTANT)\]\s*([\s\S]*?)<\/blockquote>/g, (_all, kind, rest) => {
        const name = kind.charAt(0) + kind.slice(1).toLowerCase();
        return `<div class="markdown-alert markdown-alert-${kind.toLowerCase()}"><p><b class="kind">${name}</b>${rest}</div>`;
    });
}


/***/ })

};
