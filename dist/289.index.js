"use strict";
exports.id = 289;
exports.ids = [289];
exports.modules = {

/***/ 6289:
/***/ ((__unused_webpack_module, __webpack_exports__, __webpack_require__) => {

__webpack_require__.r(__webpack_exports__);
/* harmony export */ __webpack_require__.d(__webpack_exports__, {
/* harmony export */   preview: () => (/* binding */ preview),
/* harmony export */   previewFile: () => (/* binding */ previewFile),
/* harmony export */   previewMarkdown: () => (/* binding */ previewMarkdown)
/* harmony export */ });
/* harmony import */ var node_fs__WEBPACK_IMPORTED_MODULE_0__ = __webpack_require__(3024);
/* harmony import */ var node_fs__WEBPACK_IMPORTED_MODULE_0___default = /*#__PURE__*/__webpack_require__.n(node_fs__WEBPACK_IMPORTED_MODULE_0__);
/* harmony import */ var node_module__WEBPACK_IMPORTED_MODULE_1__ = __webpack_require__(8995);
/* harmony import */ var node_module__WEBPACK_IMPORTED_MODULE_1___default = /*#__PURE__*/__webpack_require__.n(node_module__WEBPACK_IMPORTED_MODULE_1__);
/* harmony import */ var node_path__WEBPACK_IMPORTED_MODULE_2__ = __webpack_require__(6760);
/* harmony import */ var node_path__WEBPACK_IMPORTED_MODULE_2___default = /*#__PURE__*/__webpack_require__.n(node_path__WEBPACK_IMPORTED_MODULE_2__);
/* harmony import */ var _model_errors_js__WEBPACK_IMPORTED_MODULE_3__ = __webpack_require__(5573);
/* harmony import */ var _report_comment_js__WEBPACK_IMPORTED_MODULE_4__ = __webpack_require__(9036);
/* harmony import */ var _report_summary_js__WEBPACK_IMPORTED_MODULE_5__ = __webpack_require__(6687);
/* harmony import */ var _world_js__WEBPACK_IMPORTED_MODULE_6__ = __webpack_require__(6017);







/** `gpu-ci preview`. */
async function previewFile(path, flags, world) {
    let html;
    try {
        const parsed = JSON.parse((0,node_fs__WEBPACK_IMPORTED_MODULE_0__.readFileSync)((0,node_path__WEBPACK_IMPORTED_MODULE_2__.resolve)(world.cwd, path), 'utf8'));
        if (typeof parsed.status !== 'string' || !Array.isArray(parsed.attempts))
            throw new TypeError('not a run report');
        html = await preview(parsed, { ...flags, root: (0,_world_js__WEBPACK_IMPORTED_MODULE_6__/* .packageRoot */ .Zl)(world) });
    }
    catch (error) {
        if (error instanceof _model_errors_js__WEBPACK_IMPORTED_MODULE_3__/* .UserError */ .y)
            throw error;
        throw new _model_errors_js__WEBPACK_IMPORTED_MODULE_3__/* .UserError */ .y(`${path} is not a run report.`, 'The output report-file has its path.', { cause: error });
    }
    if (flags.output === undefined)
        world.stdout.write(html);
    else
        (0,node_fs__WEBPACK_IMPORTED_MODULE_0__.writeFileSync)((0,node_path__WEBPACK_IMPORTED_MODULE_2__.resolve)(world.cwd, flags.output), html);
    return 0;
}
/** One HTML page that shows a report as GitHub would: same Markdown, same style, same diagrams. */
async function preview(report, options = {}) {
    const markdown = options.view === 'comment' ? (0,_report_comment_js__WEBPACK_IMPORTED_MODULE_4__/* .renderSection */ .Y)(report) : (0,_report_summary_js__WEBPACK_IMPORTED_MODULE_5__.renderSummary)(report);
    return previewMarkdown(markdown, `${report.label} ${options.view ?? 'summary'}`, options);
}
async function previewMarkdown(text, title, options = {}) {
    const require = (0,node_module__WEBPACK_IMPORTED_MODULE_1__.createRequire)((0,node_path__WEBPACK_IMPORTED_MODULE_2__.join)((0,_world_js__WEBPACK_IMPORTED_MODULE_6__/* .packageRoot */ .Zl)(options), 'package.json'));
    const asset = assetsFrom(require);
    const { Marked } = await __webpack_require__.e(/* import() */ 22).then(__webpack_require__.bind(__webpack_require__, 8022));
    // From the installed package: in the bundle it would be a fifth of what every job downloads.
    const sanitizeHtml = installed(require);
    const drawer = text.includes('```mermaid') ? asset('mermaid/dist/mermaid.min.js') : '';
    const diagrams = [];
    const marked = new Marked({
        gfm: true,
        renderer: {
            code({ text: code, lang }) {
                if (lang !== 'mermaid' || drawer === undefined)
                    return `<pre><code>${escapeHtml(code)}</code></pre>\n`;
                return `<p>${SLOT}${diagrams.push(code) - 1}${SLOT}</p>\n`;
            },
        },
    });
    // Removed from the text, so that only the renderer writes slots.
    const html = sanitizeHtml(await marked.parse(text.replaceAll(SLOT, '')), ALLOWED);
    const body = alerts(html).replace(SLOTS, (_, n) => `<div class="mermaid-box"><pre class="mermaid">${escapeHtml(String(diagrams[Number(n)]))}</pre></div>`);
    return page(drawer === undefined ? `${body}${UNDRAWN}` : body, title, { theme: options.theme, drawer, asset });
}
/** GitHub's allow-list, as its public model in html-pipeline has it. `style`, `class` and event handlers are removed. */
const ALLOWED = {
    allowedTags: ('h1 h2 h3 h4 h5 h6 br b i strong em a pre code img tt div ins del sup sub p picture source ol ul li table thead tbody tfoot tr td th ' +
        'caption blockquote dl dt dd kbd q samp var hr ruby rt rp s strike details summary figure figcaption abbr mark small span time wbr input').split(' '),
    nonTextTags: 'script style iframe svg math template noscript textarea title xmp plaintext option noembed'.split(' '),
    allowedAttributes: {
        '*': 'href src alt title align open nowrap colspan rowspan width height type checked disabled start valign'.split(' '),
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
function escapeHtml(text) {
    return text.replace(/&/g, '&amp;').replace(/</g, '&lt;').replace(/>/g, '&gt;').replace(/"/g, '&quot;');
}
function assetsFrom(require) {
    return (name) => {
        try {
            return (0,node_fs__WEBPACK_IMPORTED_MODULE_0__.readFileSync)(require.resolve(name), 'utf8');
        }
        catch {
            return undefined;
        }
    };
}
function installed(require) {
    try {
        return require('sanitize-html');
    }
    catch (error) {
        throw missing('sanitize-html', error);
    }
}
const missing = (name, cause) => new _model_errors_js__WEBPACK_IMPORTED_MODULE_3__/* .UserError */ .y(`The package ${name} is missing.`, 'Install @gpu-cli/run-action again with npm.', { cause });
/** mermaid and its dependencies are 150 MB, so the package does not depend on it. */
const UNDRAWN = '<p><sub>Diagrams are shown as text, since mermaid is not installed. To draw them: ' +
    '<code>npx -p @gpu-cli/run-action@1 -p mermaid@11 gpu-ci preview REPORT.json</code></sub></p>';
const SLOT = '\uE0F0';
const SLOTS = new RegExp(`<p>${SLOT}(\\d+)${SLOT}</p>`, 'g');
const ICONS = {
    NOTE: 'ℹ️',
    TIP: '💡',
    IMPORTANT: '❗',
    WARNING: '⚠️',
    CAUTION: '⛔',
};
/** `> [!TIP]` as GitHub shows it. */
function alerts(html) {
    return html.replace(/<blockquote>\s*<p>\[!(TIP|CAUTION|NOTE|WARNING|IMPORTANT)\]\s*(<\/p>)?([\s\S]*?)<\/blockquote>/g, (_, kind, closed, rest) => {
        const name = kind.charAt(0) + kind.slice(1).toLowerCase();
        const head = `<p class="markdown-alert-title">${String(ICONS[kind])}&nbsp; ${name}</p>`;
        return `<div class="markdown-alert markdown-alert-${name.toLowerCase()}">${head}${closed === undefined ? '<p>' : ''}${rest}</div>`;
    });
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
function page(body, title, { theme, drawer = '', asset }) {
    const css = (name) => {
        const sheet = asset(`github-markdown-css/github-markdown-${name}.css`);
        if (sheet !== undefined)
            return `<style id="css-${name}">${sheet}</style>`;
        throw missing('github-markdown-css');
    };
    return `<!doctype html>
<html lang="en"><head><meta charset="utf-8"><meta name="viewport" content="width=device-width, initial-scale=1"><title>${escapeHtml(title)}</title>
<meta http-equiv="Content-Security-Policy" content="default-src 'none'; style-src 'unsafe-inline'; script-src 'unsafe-inline'; img-src https: http: data:; base-uri 'none'; form-action 'none'">
${css('light')}${css('dark')}<style>${STYLE}</style></head>
<body data-wanted="${theme ?? ''}"><div class="frame"><div class="bar"><span>${escapeHtml(title)}</span><button id="toggle" type="button">light / dark</button></div>
<article class="markdown-body">${body}</article></div>
<script>${drawer.replaceAll('</script', String.raw `<\/script`)}</script>
<script>${SCRIPT}</script>
</body></html>
`;
}


/***/ }),

/***/ 9036:
/***/ ((__unused_webpack_module, __webpack_exports__, __webpack_require__) => {

/* harmony export */ __webpack_require__.d(__webpack_exports__, {
/* harmony export */   Y: () => (/* binding */ renderSection),
/* harmony export */   d: () => (/* binding */ renderCheck)
/* harmony export */ });
/* harmony import */ var _attempts_js__WEBPACK_IMPORTED_MODULE_0__ = __webpack_require__(3723);
/* harmony import */ var _escape_js__WEBPACK_IMPORTED_MODULE_1__ = __webpack_require__(8606);
/* harmony import */ var _facts_js__WEBPACK_IMPORTED_MODULE_2__ = __webpack_require__(9226);
/* harmony import */ var _summary_js__WEBPACK_IMPORTED_MODULE_3__ = __webpack_require__(6687);
/* harmony import */ var _words_js__WEBPACK_IMPORTED_MODULE_4__ = __webpack_require__(9108);





/** What a page shows that GitHub limits to 65,535 characters. */
const SHORT = { logLines: 30, reportBytes: 16_000, metrics: 15 };
const NONE = { logLines: 0, reportBytes: 0, metrics: 5 };
const CHECK_BYTES = 65_000;
const SECTION_BYTES = 30_000;
/**
 * The section of one job in the comment of a pull request: what must be seen, the rest folded. It closes whatever it opens, so that
 * sections can follow each other. The most complete of several versions is used that fits.
 */
function renderSection(report, { maxBytes = SECTION_BYTES, folded = false } = {}) {
    const title = `${(0,_words_js__WEBPACK_IMPORTED_MODULE_4__/* .signOf */ .rL)(report)} <b>${(0,_escape_js__WEBPACK_IMPORTED_MODULE_1__/* .html */ .qy)(report.label, 120) || 'GPU run'}</b> · ${(0,_words_js__WEBPACK_IMPORTED_MODULE_4__/* .verdict */ .WJ)(report)}`;
    const page = (...parts) => folded ? (0,_escape_js__WEBPACK_IMPORTED_MODULE_1__/* .details */ .zH)(title, (0,_escape_js__WEBPACK_IMPORTED_MODULE_1__/* .joined */ .oR)(parts), !(0,_words_js__WEBPACK_IMPORTED_MODULE_4__/* .isGood */ .Kg)(report)) : (0,_escape_js__WEBPACK_IMPORTED_MODULE_1__/* .joined */ .oR)([(0,_summary_js__WEBPACK_IMPORTED_MODULE_3__.headline)(report, 3), ...parts]);
    const more = '<p><sub>The job summary has the rest.</sub></p>';
    const versions = [
        () => page(sectionOf(report, SHORT)),
        () => page(sectionOf(report, NONE), more),
        () => page((0,_summary_js__WEBPACK_IMPORTED_MODULE_3__.leftoverAlert)(report), gist(report), more),
        () => page(more),
        () => '',
    ];
    return firstThatFits(versions, maxBytes);
}
/** Title and summary of a check run. */
function renderCheck(report) {
    const versions = [SHORT, NONE].map((limits) => () => (0,_summary_js__WEBPACK_IMPORTED_MODULE_3__.renderSummary)(report, limits, '').trimEnd());
    return { title: (0,_words_js__WEBPACK_IMPORTED_MODULE_4__/* .verdict */ .WJ)(report), summary: firstThatFits(versions, CHECK_BYTES) };
}
function firstThatFits(versions, maxBytes) {
    let text = '';
    for (const version of versions) {
        text = `${version()}\n`;
        if ((0,_summary_js__WEBPACK_IMPORTED_MODULE_3__.byteLength)(text) <= maxBytes)
            break;
    }
    return text;
}
function sectionOf(report, limits) {
    const inside = (0,_escape_js__WEBPACK_IMPORTED_MODULE_1__/* .joined */ .oR)([
        (0,_facts_js__WEBPACK_IMPORTED_MODULE_2__.factsTable)(report, (0,_words_js__WEBPACK_IMPORTED_MODULE_4__/* .isGood */ .Kg)(report) ? ['Where the time went', 'GPU use'] : ['What happened', 'What to do']),
        (0,_words_js__WEBPACK_IMPORTED_MODULE_4__/* .isGood */ .Kg)(report) ? '' : (0,_summary_js__WEBPACK_IMPORTED_MODULE_3__.logPart)(report, limits.logLines),
        (0,_summary_js__WEBPACK_IMPORTED_MODULE_3__.noticesPart)(report.notices),
        (0,_summary_js__WEBPACK_IMPORTED_MODULE_3__.ownReport)(report, limits.reportBytes, { inComment: true }),
        (0,_attempts_js__WEBPACK_IMPORTED_MODULE_0__/* .attemptsPart */ ._)(report),
        (0,_summary_js__WEBPACK_IMPORTED_MODULE_3__.subLine)(report),
    ]);
    return (0,_escape_js__WEBPACK_IMPORTED_MODULE_1__/* .joined */ .oR)([
        (0,_summary_js__WEBPACK_IMPORTED_MODULE_3__.leftoverAlert)(report),
        gist(report),
        (0,_summary_js__WEBPACK_IMPORTED_MODULE_3__.adviceAlert)(report.advice),
        (0,_summary_js__WEBPACK_IMPORTED_MODULE_3__.metricsTable)(report.metrics, limits.metrics),
        (0,_escape_js__WEBPACK_IMPORTED_MODULE_1__/* .details */ .zH)((0,_words_js__WEBPACK_IMPORTED_MODULE_4__/* .isGood */ .Kg)(report) ? 'Details' : 'Log and details', inside),
    ]);
}
/** One line that answers in a comment what the table answers in the summary. */
function gist(report) {
    const lines = (0,_words_js__WEBPACK_IMPORTED_MODULE_4__/* .isGood */ .Kg)(report)
        ? [(0,_facts_js__WEBPACK_IMPORTED_MODULE_2__.timeRow)(report), report.telemetry === null ? '' : (0,_facts_js__WEBPACK_IMPORTED_MODULE_2__.useRow)(report.telemetry)]
        : [(0,_facts_js__WEBPACK_IMPORTED_MODULE_2__.happened)(report), (0,_escape_js__WEBPACK_IMPORTED_MODULE_1__/* .htmlWithCode */ .VK)((0,_words_js__WEBPACK_IMPORTED_MODULE_4__/* .whatToDo */ .H6)(report), 600)];
    const shown = lines.filter((line) => line !== '');
    return shown.length === 0 ? '' : `<p>${shown.join('<br>')}</p>`;
}


/***/ })

};
;