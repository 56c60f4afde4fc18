"use strict";
exports.id = 289;
exports.ids = [289];
exports.modules = {

/***/ 6289:
/***/ ((__unused_webpack_module, __webpack_exports__, __webpack_require__) => {

__webpack_require__.r(__webpack_exports__);
/* harmony export */ __webpack_require__.d(__webpack_exports__, {
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
/* harmony import */ var _report_summary_js__WEBPACK_IMPORTED_MODULE_5__ = __webpack_require__(3977);
/* harmony import */ var _world_js__WEBPACK_IMPORTED_MODULE_6__ = __webpack_require__(6017);







/** `gpu-ci preview`. */
async function previewFile(path, options, world) {
    const { view, output } = options;
    let report;
    let markdown;
    try {
        report = JSON.parse((0,node_fs__WEBPACK_IMPORTED_MODULE_0__.readFileSync)((0,node_path__WEBPACK_IMPORTED_MODULE_2__.resolve)(world.cwd, path), 'utf8'));
        if (typeof report.status !== 'string' || !Array.isArray(report.attempts))
            throw new TypeError('other JSON');
        markdown = view === 'comment' ? (0,_report_comment_js__WEBPACK_IMPORTED_MODULE_4__/* .renderSection */ .YN)(report) : (0,_report_summary_js__WEBPACK_IMPORTED_MODULE_5__.renderSummary)(report);
    }
    catch (error) {
        const problem = `${path} is not a run report: ${(0,_model_errors_js__WEBPACK_IMPORTED_MODULE_3__/* .sentenceOf */ .$)(error)}.`;
        throw new _model_errors_js__WEBPACK_IMPORTED_MODULE_3__/* .UserError */ .y(problem, 'The output report-file has its path.', { cause: error });
    }
    const html = await previewMarkdown(markdown, `${report.label} ${view}`);
    if (output === undefined) {
        world.stdout.write(html);
        return 0;
    }
    (0,node_fs__WEBPACK_IMPORTED_MODULE_0__.writeFileSync)((0,node_path__WEBPACK_IMPORTED_MODULE_2__.resolve)(world.cwd, output), html);
    (0,_world_js__WEBPACK_IMPORTED_MODULE_6__/* .print */ .yy)(world, `Written: ${output}`);
    return 0;
}
/**
 * A page that shows Markdown as GitHub would, in the theme of the reader.
 * @param root folder of this package, where the style sheet is found, and mermaid if it is installed.
 */
async function previewMarkdown(text, title, root = (0,_world_js__WEBPACK_IMPORTED_MODULE_6__/* .packageRoot */ .Zl)()) {
    const require = (0,node_module__WEBPACK_IMPORTED_MODULE_1__.createRequire)((0,node_path__WEBPACK_IMPORTED_MODULE_2__.join)(root, 'package.json'));
    const { Marked } = await Promise.resolve(/* import() */).then(__webpack_require__.bind(__webpack_require__, 8022));
    const style = packaged('github-markdown-css', () => (0,node_fs__WEBPACK_IMPORTED_MODULE_0__.readFileSync)(require.resolve(STYLE_SHEET), 'utf8'));
    // From the installed package: in the bundle it would be a fifth of what every job downloads.
    const sanitizeHtml = packaged('sanitize-html', () => require('sanitize-html'));
    const drawer = text.includes('```mermaid') ? mermaidFrom(require) : '';
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
    return `<!doctype html>
<html lang="en"><head><meta charset="utf-8"><meta name="viewport" content="width=device-width, initial-scale=1"><title>${escapeHtml(title)}</title>
<meta http-equiv="Content-Security-Policy" content="default-src 'none'; style-src 'unsafe-inline'; script-src 'unsafe-inline'; img-src https: http: data:; base-uri 'none'; form-action 'none'">
<style>${style}${FRAME}</style></head>
<body><div class="frame"><div class="bar">${escapeHtml(title)}</div>
<article class="markdown-body">${drawer === undefined ? `${body}${UNDRAWN}` : body}</article></div>
<script>${(drawer ?? '').replaceAll('</script', String.raw `<\/script`)}</script>
<script type="module">${SCRIPT}</script>
</body></html>
`;
}
const STYLE_SHEET = 'github-markdown-css/github-markdown.css';
/** What a package of ours gives. */
function packaged(name, read) {
    try {
        return read();
    }
    catch (error) {
        const fix = 'Install @gpu-cli/run-action again with npm.';
        throw new _model_errors_js__WEBPACK_IMPORTED_MODULE_3__/* .UserError */ .y(`The package ${name} is missing.`, fix, { cause: error });
    }
}
/** mermaid and its dependencies are 150 MB, so the package does not depend on it. */
function mermaidFrom(require) {
    try {
        return (0,node_fs__WEBPACK_IMPORTED_MODULE_0__.readFileSync)(require.resolve('mermaid/dist/mermaid.min.js'), 'utf8');
    }
    catch {
        return undefined;
    }
}
const UNDRAWN = '<p><sub>Diagrams are shown as text, since mermaid is not installed. To draw them: ' +
    '<code>npx -p @gpu-cli/run-action@1 -p mermaid@11 gpu-ci preview REPORT.json</code></sub></p>';
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
const escapeHtml = (text) => text.replace(/&/g, '&amp;').replace(/</g, '&lt;').replace(/>/g, '&gt;').replace(/"/g, '&quot;');
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


/***/ }),

/***/ 9036:
/***/ ((__unused_webpack_module, __webpack_exports__, __webpack_require__) => {

/* harmony export */ __webpack_require__.d(__webpack_exports__, {
/* harmony export */   G_: () => (/* binding */ compareJobs),
/* harmony export */   H_: () => (/* binding */ rowWord),
/* harmony export */   YN: () => (/* binding */ renderSection),
/* harmony export */   d3: () => (/* binding */ renderCheck),
/* harmony export */   wF: () => (/* binding */ jobTable),
/* harmony export */   zK: () => (/* binding */ readRow)
/* harmony export */ });
/* harmony import */ var _escape_js__WEBPACK_IMPORTED_MODULE_0__ = __webpack_require__(8606);
/* harmony import */ var _figures_js__WEBPACK_IMPORTED_MODULE_1__ = __webpack_require__(4244);
/* harmony import */ var _summary_js__WEBPACK_IMPORTED_MODULE_2__ = __webpack_require__(3977);
/* harmony import */ var _texts_js__WEBPACK_IMPORTED_MODULE_3__ = __webpack_require__(1665);




/** What a page shows that GitHub limits to 65,535 characters. */
const SHORT = { logLines: 30, reportBytes: 16_000, metrics: 15 };
const CHECK_BYTES = 65_000;
const SECTION_BYTES = 30_000;
/**
 * The section of one job in the comment of a pull request: what must be seen, the rest folded. It closes whatever it opens, so that
 * sections can follow each other. The most complete of several versions is used that fits.
 */
function renderSection(report, { maxBytes = SECTION_BYTES, folded = false } = {}) {
    const title = `${(0,_texts_js__WEBPACK_IMPORTED_MODULE_3__/* .signOf */ .rL)(report)} <b>${(0,_escape_js__WEBPACK_IMPORTED_MODULE_0__/* .html */ .qy)(report.label, 120) || 'GPU run'}</b> · ${(0,_texts_js__WEBPACK_IMPORTED_MODULE_3__/* .verdict */ .WJ)(report)}`;
    const page = (...parts) => folded ? (0,_escape_js__WEBPACK_IMPORTED_MODULE_0__/* .details */ .zH)(title, (0,_escape_js__WEBPACK_IMPORTED_MODULE_0__/* .joined */ .oR)(parts), !(0,_texts_js__WEBPACK_IMPORTED_MODULE_3__/* .isGood */ .Kg)(report)) : (0,_escape_js__WEBPACK_IMPORTED_MODULE_0__/* .joined */ .oR)([(0,_summary_js__WEBPACK_IMPORTED_MODULE_2__.headline)(report, 3), ...parts]);
    const versions = [
        page((0,_summary_js__WEBPACK_IMPORTED_MODULE_2__.leftoverAlert)(report), gist(report), (0,_summary_js__WEBPACK_IMPORTED_MODULE_2__.tips)(report), (0,_figures_js__WEBPACK_IMPORTED_MODULE_1__/* .metricsTable */ .sQ)(report.metrics, SHORT.metrics), folding(report)),
        page(brief(report)),
        page(MORE),
    ];
    return `${versions.find((text) => (0,_escape_js__WEBPACK_IMPORTED_MODULE_0__/* .byteLength */ .dp)(text) < maxBytes) ?? ''}\n`;
}
const MORE = '<p><sub>The job summary has the rest.</sub></p>';
const brief = (report) => (0,_escape_js__WEBPACK_IMPORTED_MODULE_0__/* .joined */ .oR)([(0,_summary_js__WEBPACK_IMPORTED_MODULE_2__.leftoverAlert)(report), gist(report), MORE]);
/** One line that answers in a comment what the table answers in the summary. */
function gist(report) {
    const lines = (0,_texts_js__WEBPACK_IMPORTED_MODULE_3__/* .isGood */ .Kg)(report)
        ? [(0,_summary_js__WEBPACK_IMPORTED_MODULE_2__.timeFact)(report), (0,_summary_js__WEBPACK_IMPORTED_MODULE_2__.useFact)(report)]
        : [(0,_summary_js__WEBPACK_IMPORTED_MODULE_2__.happened)(report), (0,_escape_js__WEBPACK_IMPORTED_MODULE_0__/* .htmlWithCode */ .VK)((0,_texts_js__WEBPACK_IMPORTED_MODULE_3__/* .whatToDo */ .H6)(report), 600)];
    const shown = lines.filter((line) => line !== '');
    return shown.length === 0 ? '' : `<p>${shown.join('<br>')}</p>`;
}
function folding(report) {
    const inside = (0,_escape_js__WEBPACK_IMPORTED_MODULE_0__/* .joined */ .oR)([
        (0,_summary_js__WEBPACK_IMPORTED_MODULE_2__.factsTable)(report, (0,_texts_js__WEBPACK_IMPORTED_MODULE_3__/* .isGood */ .Kg)(report) ? ['Where the time went', 'GPU use'] : ['What happened', 'What to do']),
        (0,_summary_js__WEBPACK_IMPORTED_MODULE_2__.logPart)(report, SHORT.logLines),
        (0,_summary_js__WEBPACK_IMPORTED_MODULE_2__.notices)(report),
        (0,_summary_js__WEBPACK_IMPORTED_MODULE_2__.ownReport)(report, SHORT.reportBytes),
        (0,_figures_js__WEBPACK_IMPORTED_MODULE_1__/* .attemptsTable */ .$b)(report),
        (0,_summary_js__WEBPACK_IMPORTED_MODULE_2__.subLine)(report),
    ]);
    return (0,_escape_js__WEBPACK_IMPORTED_MODULE_0__/* .details */ .zH)((0,_texts_js__WEBPACK_IMPORTED_MODULE_3__/* .isGood */ .Kg)(report) ? 'Details' : 'Log and details', inside);
}
/** Title and summary of a check run. */
function renderCheck(report) {
    const summary = (0,_summary_js__WEBPACK_IMPORTED_MODULE_2__.renderSummary)(report, SHORT, '');
    return {
        title: (0,_texts_js__WEBPACK_IMPORTED_MODULE_3__/* .verdict */ .WJ)(report),
        summary: (0,_escape_js__WEBPACK_IMPORTED_MODULE_0__/* .byteLength */ .dp)(summary) <= CHECK_BYTES ? summary : brief(report),
    };
}
const MOST_METRICS = 4;
/** A row as one word without `--`, for an HTML comment. Jobs read the rows of the others from the comment. */
function rowWord(report) {
    const row = {
        name: report.label.slice(0, 100),
        sign: (0,_texts_js__WEBPACK_IMPORTED_MODULE_3__/* .signOf */ .rL)(report),
        result: `${(0,_texts_js__WEBPACK_IMPORTED_MODULE_3__/* .ending */ .K1)(report, false)}${(0,_texts_js__WEBPACK_IMPORTED_MODULE_3__/* .worseMetrics */ .Ml)(report)}`,
        isGood: (0,_texts_js__WEBPACK_IMPORTED_MODULE_3__/* .isGood */ .Kg)(report),
        seconds: report.times.totalSeconds,
        usd: report.cost?.usd ?? 0,
        endedAt: report.endedAt,
        metrics: report.metrics
            .toSorted((a, b) => Number(b.better !== null) - Number(a.better !== null))
            .slice(0, MOST_METRICS)
            .map(({ name, value, better }) => ({ name: name.slice(0, 60), value, better })),
    };
    return Buffer.from(JSON.stringify(row)).toString('base64');
}
/** Undefined if a person or another version wrote something else. */
function readRow(word) {
    try {
        const row = JSON.parse(Buffer.from(word, 'base64').toString());
        const isRow = [row.name, row.sign, row.result, row.endedAt].every((text) => typeof text === 'string') &&
            [row.seconds, row.usd, ...row.metrics.map(({ value }) => value)].every(Number.isFinite) &&
            row.metrics.every(({ name }) => typeof name === 'string') &&
            /^\p{Extended_Pictographic}\uFE0F?$/u.test(row.sign);
        return isRow ? row : undefined;
    }
    catch {
        return undefined;
    }
}
/** Failed jobs first, then by name, in which 0.001 comes before 0.01 and 9 before 10. */
function compareJobs(a, b) {
    if (a === undefined || b === undefined)
        return Number(a === undefined) - Number(b === undefined);
    return Number(a.isGood) - Number(b.isGood) || compareNames(a.name, b.name);
}
function compareNames(a, b) {
    const [left = [], right = []] = [a, b].map((name) => name.split(/((?:\d+\.)?\d+(?:e[+-]?\d+)?)/i));
    for (const [at, part] of left.entries()) {
        const other = right[at] ?? '';
        const order = at % 2 === 1 && other !== '' ? Number(part) - Number(other) : Number(part > other) - Number(part < other);
        if (order !== 0)
            return order;
    }
    return left.length - right.length;
}
/** The top of a comment with several jobs: one verdict for all, and a table of the jobs in their order. */
function jobTable(rows, { workflow, commit, runUrl, expected }) {
    const good = rows.filter((row) => row.isGood).length;
    const usd = rows.reduce((sum, row) => sum + row.usd, 0);
    const missing = Math.max(0, expected - rows.length);
    const sign = good < rows.length ? '❌' : missing > 0 ? '⏳' : '✅';
    const title = [
        `### ${sign} ${(0,_escape_js__WEBPACK_IMPORTED_MODULE_0__/* .markdown */ .wD)(workflow, 100) || 'GPU runs'}`,
        `${good < rows.length ? `${good} of ` : ''}${(0,_texts_js__WEBPACK_IMPORTED_MODULE_3__/* .plural */ .LS)(rows.length, 'job')} succeeded`,
        ...(missing > 0 ? [`${missing} not finished`] : []),
        ...(usd > 0 ? [(0,_texts_js__WEBPACK_IMPORTED_MODULE_3__/* .sayEstimate */ .QS)(usd).replace('$', '\\$')] : []),
    ].join(' · ');
    const last = rows
        .map(({ endedAt }) => endedAt)
        .sort()
        .at(-1);
    const [, day, time] = /^(\d{4}-\d\d-\d\d)T(\d\d:\d\d)/.exec(last ?? '') ?? [];
    const about = (0,_summary_js__WEBPACK_IMPORTED_MODULE_2__.small)([
        /^[0-9a-f]{7,64}$/.test(commit) ? `commit <code>${commit.slice(0, 7)}</code>` : '',
        day === undefined ? '' : `${day} ${time} UTC`,
        (0,_summary_js__WEBPACK_IMPORTED_MODULE_2__.linkTo)(runUrl, 'the run and its logs'),
    ]);
    return (0,_escape_js__WEBPACK_IMPORTED_MODULE_0__/* .joined */ .oR)([title, about, tableOf(rows)]);
}
function tableOf(rows) {
    const columns = [
        { title: 'job', align: ':---', of: (row) => `${row.sign} ${(0,_escape_js__WEBPACK_IMPORTED_MODULE_0__/* .markdown */ .wD)(row.name, 100)}` },
        { title: 'result', align: ':---', of: (row) => (0,_escape_js__WEBPACK_IMPORTED_MODULE_0__/* .markdown */ .wD)(row.result, 100) || '–' },
        { title: 'time', align: '---:', of: (row) => (0,_texts_js__WEBPACK_IMPORTED_MODULE_3__/* .saySeconds */ .Zw)(row.seconds) },
    ];
    if (rows.some(({ usd }) => usd > 0))
        columns.push({ title: 'cost', align: '---:', of: ({ usd }) => (usd > 0 ? `\\${(0,_texts_js__WEBPACK_IMPORTED_MODULE_3__/* .sayMoney */ .CW)(usd)}` : '–') });
    const key = keyMetric(rows);
    if (key !== undefined) {
        const best = bestOf(rows, key);
        const shown = (row) => {
            const value = valueOf(row, key);
            if (value === undefined)
                return '–';
            return row === best ? `🏆 **${(0,_texts_js__WEBPACK_IMPORTED_MODULE_3__/* .sayMetric */ .yg)(value)}**` : (0,_texts_js__WEBPACK_IMPORTED_MODULE_3__/* .sayMetric */ .yg)(value);
        };
        columns.push({ title: (0,_escape_js__WEBPACK_IMPORTED_MODULE_0__/* .markdown */ .wD)(key.name, 60) || '–', align: '---:', of: shown });
    }
    const lines = [
        columns.map(({ title }) => title),
        columns.map(({ align }) => align),
        ...rows.map((row) => columns.map(({ of }) => of(row))),
    ];
    return lines.map((cells) => `| ${cells.join(' | ')} |`).join('\n');
}
const valueOf = ({ metrics }, { name }) => metrics.find((metric) => metric.name === name)?.value;
/** The number by which jobs are compared: the one that most jobs have, that differs, and of which the better direction is known. */
function keyMetric(rows) {
    const metrics = new Map(rows.flatMap((row) => row.metrics.map((metric) => [metric.name, metric])));
    const score = (metric) => {
        const values = rows.flatMap((row) => valueOf(row, metric) ?? []);
        return values.length * 4 + Number(new Set(values).size > 1) * 2 + Number(metric.better !== null);
    };
    return [...metrics.values()].sort((a, b) => score(b) - score(a))[0];
}
function bestOf(rows, key) {
    if (key.better === null)
        return undefined;
    const value = (row) => (valueOf(row, key) ?? NaN) * (key.better === 'up' ? -1 : 1);
    const measured = rows.filter((row) => row.isGood && !Number.isNaN(value(row)));
    if (new Set(measured.map(value)).size < 2)
        return undefined;
    return measured.sort((a, b) => value(a) - value(b))[0];
}


/***/ })

};
;