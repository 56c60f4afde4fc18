"use strict";
exports.id = 977;
exports.ids = [977];
exports.modules = {

/***/ 4244:
/***/ ((__unused_webpack_module, __webpack_exports__, __webpack_require__) => {

/* harmony export */ __webpack_require__.d(__webpack_exports__, {
/* harmony export */   $b: () => (/* binding */ attemptsTable),
/* harmony export */   IO: () => (/* binding */ timeline),
/* harmony export */   sQ: () => (/* binding */ metricsTable),
/* harmony export */   uy: () => (/* binding */ useChart)
/* harmony export */ });
/* harmony import */ var _escape_js__WEBPACK_IMPORTED_MODULE_0__ = __webpack_require__(8606);
/* harmony import */ var _texts_js__WEBPACK_IMPORTED_MODULE_1__ = __webpack_require__(1665);


/**
 * Mermaid's own colors are pale on white and unreadable on black; these work on both. Grid lines and the text next to a bar have no
 * variable, so a style sets them.
 */
const GREY = '#768390';
const GANTT_LOOK = {
    gantt: { barHeight: 24, barGap: 6, fontSize: 12, sectionFontSize: 12, leftPadding: 80 },
    themeVariables: {
        sectionBkgColor: 'transparent',
        sectionBkgColor2: 'transparent',
        altSectionBkgColor: 'transparent',
        gridColor: GREY,
        titleColor: GREY,
        taskTextColor: '#ffffff',
        taskTextLightColor: '#ffffff',
        taskTextDarkColor: '#656d76',
        taskTextOutsideColor: GREY,
        taskBkgColor: '#1f883d',
        taskBorderColor: '#1f883d',
        activeTaskBkgColor: '#b6e3ff',
        activeTaskBorderColor: '#54aeff',
        doneTaskBkgColor: '#d1d9e0',
        doneTaskBorderColor: '#afb8c1',
        critBkgColor: '#cf222e',
        critBorderColor: '#cf222e',
    },
    themeCSS: [
        `.grid .tick line{stroke:${GREY};stroke-opacity:.4}`,
        `.grid .tick text{fill:${GREY}}`,
        `.taskTextOutsideRight,.taskTextOutsideLeft{fill:${GREY}!important}`,
    ].join(''),
};
function diagram(look, kind, lines) {
    const source = [`%%{init: ${JSON.stringify(look)}}%%`, kind, ...lines.map((line) => `    ${line}`)];
    return `\`\`\`mermaid\n${source.join('\n')}\n\`\`\``;
}
const DAY_S = 86_400;
/** Where the time went, as a Mermaid gantt. Empty if the time went to one place. */
function timeline(report) {
    const { queueSeconds, provisionSeconds, runSeconds } = report.times;
    const isSplit = report.attempts.length > 1 || queueSeconds > Math.max(30, runSeconds * 0.05);
    const bars = [
        { section: 'Queue', label: (0,_texts_js__WEBPACK_IMPORTED_MODULE_1__/* .waitedFor */ .a6)(report), tag: 'done, ', seconds: queueSeconds },
        { section: 'Pod', label: 'provisioning', tag: 'active, ', seconds: provisionSeconds },
        { section: 'Pod', label: 'running', tag: (0,_texts_js__WEBPACK_IMPORTED_MODULE_1__/* .isGood */ .Kg)(report) ? '' : 'crit, ', seconds: runSeconds },
    ].filter(({ seconds }) => seconds >= 1);
    if (!isSplit || bars.length < 2)
        return '';
    const total = bars.reduce((sum, { seconds }) => sum + seconds, 0);
    // A bar thinner than this cannot be seen.
    const least = total / 150;
    let from = 0;
    const lines = bars.flatMap(({ section, label, tag, seconds }, at) => {
        const start = from;
        from += seconds;
        const bar = `${label} :${tag}${stamp(start)}, ${stamp(start + Math.max(seconds, least))}`;
        return bars[at - 1]?.section === section ? [bar] : [`section ${section}`, bar];
    });
    return diagram(GANTT_LOOK, 'gantt', [
        // A time of day alone ends at midnight.
        'dateFormat YYYY-MM-DD HH:mm:ss',
        `axisFormat ${total < 3_600 ? '%M:%S' : total < DAY_S ? '%H:%M' : '%a %H:%M'}`,
        ...lines,
    ]);
}
/** A day without a change of clocks: Monday, 1 January 2001 and on. */
function stamp(second) {
    const at = new Date(Date.UTC(2001, 0, 1) + Math.round(Math.min(second, 1e9)) * 1_000);
    return at.toISOString().slice(0, 19).replace('T', ' ');
}
/** GPU use and memory over the run, as a Mermaid chart. Empty if there is too little to see. */
function useChart({ series, spanSeconds }) {
    if (series.length < 8 || spanSeconds < 20)
        return '';
    const lines = [
        { name: 'use (green)', color: '#2da44e', values: series.map((point) => point.utilization) },
        { name: 'memory (purple)', color: '#986ee2', values: series.map((point) => point.memory) },
    ].filter(({ values }) => values.some((value) => value !== null));
    const [unit, size] = spanSeconds >= 180 ? ['minutes', 60] : ['seconds', 1];
    const look = {
        xyChart: { width: 900, height: 270 },
        themeVariables: {
            xyChart: { backgroundColor: 'transparent', plotColorPalette: lines.map(({ color }) => color).join(', ') },
        },
    };
    return diagram(look, 'xychart-beta', [
        `title "GPU ${lines.map(({ name }) => name).join(' and ')}, %"`,
        `x-axis "${unit}" 0 --> ${Number((spanSeconds / size).toFixed(1))}`,
        'y-axis 0 --> 100',
        ...lines.map(({ values }) => `line [${plotted(values).join(', ')}]`),
    ]);
}
/** A gap repeats the value before it. */
function plotted(values) {
    let last = values.find((value) => value !== null) ?? 0;
    return values.map((value) => Math.round(Math.max(0, Math.min(100, (last = value ?? last)))));
}
/** Which way the number went, and whether that is good: the arrow is the direction, the color the verdict. */
function changeOf({ verdict, change }) {
    if (verdict === 'new')
        return 'new';
    if (change === null)
        return '';
    const mark = verdict === 'better' ? '🟢 ' : verdict === 'worse' ? '🔴 ' : '';
    return `${mark}${change > 0 ? '▲ +' : '▼ −'}${(0,_texts_js__WEBPACK_IMPORTED_MODULE_1__/* .sayMetric */ .yg)(Math.abs(change))}`;
}
function metricsTable(rows, most) {
    const changed = rows.filter((row) => row.change !== 0);
    const shown = changed.slice(0, most);
    const isCompared = rows.some((row) => row.baseline !== null);
    const lines = shown.map((row) => {
        const first = `| ${nameOf(row, 120)} | ${(0,_texts_js__WEBPACK_IMPORTED_MODULE_1__/* .sayMetric */ .yg)(row.value, row.baseline)} |`;
        const baseline = row.baseline === null ? '–' : (0,_texts_js__WEBPACK_IMPORTED_MODULE_1__/* .sayMetric */ .yg)(row.baseline, row.value);
        return isCompared ? `${first} ${baseline} | ${changeOf(row)} |` : first;
    });
    const head = isCompared
        ? '| metric | this run | baseline | change |\n|:---|---:|---:|:---|'
        : '| metric | this run |\n|:---|---:|';
    const worse = changed.filter((row) => row.verdict === 'worse').map((row) => `**${nameOf(row)}**`);
    const same = rows.filter((row) => row.change === 0).map((row) => `${nameOf(row)} ${(0,_texts_js__WEBPACK_IMPORTED_MODULE_1__/* .sayMetric */ .yg)(row.value)}`);
    return (0,_escape_js__WEBPACK_IMPORTED_MODULE_0__/* .joined */ .oR)([
        worse.length === 0 ? '' : `🔴 Worse than the baseline: ${listed(worse, 3)}.`,
        lines.length === 0 ? '' : `${head}\n${lines.join('\n')}`,
        same.length === 0 ? '' : `Unchanged: ${listed(same, 10)}.`,
        changed.length === shown.length ? '' : `${(0,_texts_js__WEBPACK_IMPORTED_MODULE_1__/* .plural */ .LS)(changed.length - shown.length, 'more number')} in the run report.`,
    ]);
}
/** A cell of a Markdown table must not be empty. */
const nameOf = ({ name }, most = 80) => (0,_escape_js__WEBPACK_IMPORTED_MODULE_0__/* .markdown */ .wD)(name, most) || '–';
const listed = (items, most) => items.slice(0, most).join(', ') + (items.length > most ? ` and ${items.length - most} more` : '');
const MOST_ATTEMPTS = 20;
function attemptsTable({ attempts }) {
    if (attempts.length < 2)
        return '';
    // A column that says the same in each row says nothing.
    const isTyped = new Set(attempts.map(({ gpuType }) => gpuType)).size > 1;
    const rows = attempts
        .slice(-MOST_ATTEMPTS)
        .map(({ n, startedAt, gpuType, phases, outcome, waitedSeconds }) => [
        String(n),
        (0,_escape_js__WEBPACK_IMPORTED_MODULE_0__/* .html */ .qy)(/T(\d\d:\d\d:\d\d)/.exec(startedAt)?.[1] ?? ''),
        ...(isTyped ? [(0,_escape_js__WEBPACK_IMPORTED_MODULE_0__/* .html */ .qy)(gpuType, 80)] : []),
        phases.findLast(({ phase }) => phase !== 'ended')?.phase ?? '',
        outcomeName(outcome),
        outcome.kind === 'cancelled'
            ? (0,_escape_js__WEBPACK_IMPORTED_MODULE_0__/* .html */ .qy)(`by ${outcome.by}`)
            : 'reason' in outcome
                ? (0,_escape_js__WEBPACK_IMPORTED_MODULE_0__/* .htmlWithCode */ .VK)(outcome.reason)
                : '',
        waitedSeconds >= 1 ? (0,_texts_js__WEBPACK_IMPORTED_MODULE_1__/* .saySeconds */ .Zw)(waitedSeconds) : '',
    ].map((value) => `<td${value.length < 20 ? ' nowrap' : ''}>${value}</td>`));
    const head = ['#', 'began', ...(isTyped ? ['GPU'] : []), 'reached', 'ended as', 'why', 'waited'];
    const lines = [head.map((name) => `<th nowrap>${name}</th>`), ...rows].map((row) => `<tr>${row.join('')}</tr>`);
    const before = attempts.length - rows.length;
    const more = before > 0 ? `\n\n${(0,_texts_js__WEBPACK_IMPORTED_MODULE_1__/* .plural */ .LS)(before, 'attempt')} before these left out.` : '';
    return (0,_escape_js__WEBPACK_IMPORTED_MODULE_0__/* .details */ .zH)((0,_texts_js__WEBPACK_IMPORTED_MODULE_1__/* .plural */ .LS)(attempts.length, 'attempt'), `<table>\n${lines.join('\n')}\n</table>${more}`);
}
/** `saturated`, `failed, exit code 3`, `timed out`. */
function outcomeName(outcome) {
    if (outcome.kind === 'refused')
        return outcome.class;
    if (outcome.kind === 'failed')
        return `failed, exit code ${outcome.exitCode}`;
    return outcome.kind.replace(/[A-Z]/g, (letter) => ` ${letter.toLowerCase()}`);
}


/***/ }),

/***/ 3977:
/***/ ((__unused_webpack_module, __webpack_exports__, __webpack_require__) => {

// ESM COMPAT FLAG
__webpack_require__.r(__webpack_exports__);

// EXPORTS
__webpack_require__.d(__webpack_exports__, {
  factsTable: () => (/* binding */ factsTable),
  happened: () => (/* binding */ happened),
  headline: () => (/* binding */ headline),
  leftoverAlert: () => (/* binding */ leftoverAlert),
  linkTo: () => (/* binding */ linkTo),
  logLines: () => (/* binding */ logLines),
  logPart: () => (/* binding */ logPart),
  logTitle: () => (/* binding */ logTitle),
  notices: () => (/* binding */ notices),
  ownReport: () => (/* binding */ ownReport),
  renderSummary: () => (/* binding */ renderSummary),
  small: () => (/* binding */ small),
  subLine: () => (/* binding */ subLine),
  timeFact: () => (/* binding */ timeFact),
  tips: () => (/* binding */ tips),
  useFact: () => (/* binding */ useFact)
});

// EXTERNAL MODULE: ./build/src/report/escape.js
var report_escape = __webpack_require__(8606);
// EXTERNAL MODULE: ./build/src/report/figures.js
var figures = __webpack_require__(4244);
// EXTERNAL MODULE: ./node_modules/marked/lib/marked.esm.js
var marked_esm = __webpack_require__(8022);
;// CONCATENATED MODULE: ./build/src/report/foreign.js


/** Our own headings go down to the third level; what a workload writes is below them. */
const HEADING_SHIFT = 3;
/** marked takes the square of the length of a paragraph, so a longer one is shown as plain text. */
const MOST_INLINE = 4_000;
/** Each quote or list within another is a call within a call. */
const DEEP = /^(?:[ \t]*(?:>|[-*+][ \t]|\d{1,9}[.)][ \t])){20}/gm;
const marked = new marked_esm.Marked({
    gfm: true,
    // A footnote is not an address.
    tokenizer: { def: (source) => (/^ {0,3}\[\^/.test(source) ? undefined : false) },
    renderer: {
        heading({ tokens, depth }) {
            const level = Math.min(6, depth + HEADING_SHIFT);
            return `<h${level}>${this.parser.parseInline(tokens)}</h${level}>`;
        },
        code: ({ text }) => `<pre><code>${(0,report_escape/* escapeHtml */.ZD)(text).replace(/\n/g, '&#10;')}</code></pre>`,
        codespan: ({ text }) => `<code>${(0,report_escape/* escapeHtml */.ZD)(text)}</code>`,
        checkbox: ({ checked }) => (checked ? '☑ ' : '☐ '),
        link({ href, tokens }) {
            const text = this.parser.parseInline(tokens);
            const isLink = /^(?:https?:\/\/[^/]|mailto:)/i.test(href);
            return isLink ? `<a href="${(0,report_escape/* escapeHtml */.ZD)(withoutNote(href))}">${text}</a>` : text;
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
function foreignMarkdown(text) {
    const lexer = new marked_esm/* Lexer */.JG(marked.defaults);
    lexer.blockTokens((0,report_escape/* clean */.uH)(text).replace(DEEP, '$&\\'), lexer.tokens);
    for (const { src, tokens } of lexer.inlineQueue) {
        if (src.length > MOST_INLINE)
            tokens.push({ type: 'text', raw: src, text: src });
        else
            lexer.inlineTokens(src, tokens);
    }
    const blocks = lexer.tokens.map((token) => token.type === 'code' ? codeBlock(token) : quiet(marked.parser([token], marked.defaults)));
    return (0,report_escape/* joined */.oR)(blocks);
}
/** Mermaid is drawn by a program of its own: without tags, and without directives that could configure it. */
function codeBlock({ text, lang = '' }) {
    const language = /^[\w+#.-]{1,30}/.exec(lang)?.[0].toLowerCase() ?? 'text';
    const drawn = text.replace(/<[a-z/!?][^<>\n]{0,1000}>|<(?=[a-z/!?])|%%\{/gi, ' ');
    return (0,report_escape/* fence */.EU)(language === 'mermaid' ? drawn : text, language);
}
/** The finished page is where GitHub looks for mentions, references and addresses, except in code. */
function quiet(html) {
    let before = '';
    return html
        .replace(/<p>\s*<\/p>/g, '')
        .replace(/\s*\n\s*/g, ' ')
        .trim()
        .split(/(<code>.*?<\/code>|<[^>]*>)/)
        .map((part, at) => {
        if (at % 2 === 1)
            return (before = part);
        const text = (0,report_escape/* unlink */.y1)(part);
        return before.startsWith('<a ') ? text : text.replace(/:(?=\/\/)|\bwww(?=\.)/gi, `$&${report_escape/* ZWSP */.z5}`);
    })
        .join('');
}
/** GitHub reads `&commat;name` as a mention, so only references to other characters stay. */
const escapeText = (text) => (0,report_escape/* escapeHtml */.ZD)(text).replace(/&amp;(?=(?:amp|lt|gt|quot|nbsp|times|middot|deg|plusmn|micro|[lg]e|[lrud]arr);)/g, '&');
const TAGS = /^<\/?(?:details|summary|p|div|span|center|font|b|strong|i|em|u|s|sub|sup|small|mark|a|section|header|footer|figure|figcaption|picture|source)(?:\s[^<>]*)?>$/i;
/** Text with `<br>` and pictures of it. */
function withoutTags(html) {
    return html
        .replace(/<!--(?:(?!<!--)[^])*?-->/g, '')
        .split(/(<\/?[a-z][^<>]*>)/i)
        .map((part, at) => {
        if (at % 2 === 0)
            return escapeText(part);
        if (/^<br ?\/?>$/i.test(part))
            return '<br>';
        if (/^<img\s/i.test(part))
            return picture(attributeOf(part, 'src'), attributeOf(part, 'alt'));
        return TAGS.test(part) ? '' : escapeText(part);
    })
        .join('');
}
const attributeOf = (tag, name) => new RegExp(`\\s${name}\\s*=\\s*(?:"([^"]*)"|'([^']*)'|([^\\s"'>]+))`, 'i').exec(tag)?.slice(1).find(Boolean) ?? '';
/** A picture that GitHub cannot show from here becomes a note with its name. */
function picture(address, alt) {
    if (/^https?:\/\/[^/]/i.test(address))
        return `<img src="${(0,report_escape/* escapeHtml */.ZD)(address)}" alt="${(0,report_escape/* escapeHtml */.ZD)(alt)}">`;
    const name = alt.trim() || (/^data:/i.test(address) ? 'embedded' : address.replace(/^\.\//, ''));
    return escapeText(`(picture ${name}: only pictures with an http address are shown)`);
}
/** In a comment, the address of an issue would leave a note there, in any spelling that browsers accept. */
function withoutNote(address) {
    if (!URL.canParse(address))
        return address;
    const url = new URL(address);
    const isIssue = /^\/[\w.-]+\/[\w.-]+\/(?:issues|pull|discussions|commit)\//i.test(url.pathname);
    if (!isIssue || !/^(?:www\.)?github\.com\.?$/.test(url.hostname))
        return address;
    return `${url.protocol}//redirect.github.com${url.pathname}${url.search}${url.hash}`;
}

// EXTERNAL MODULE: ./build/src/report/log-tail.js
var log_tail = __webpack_require__(3822);
// EXTERNAL MODULE: ./build/src/report/texts.js
var texts = __webpack_require__(1665);
;// CONCATENATED MODULE: ./build/src/report/summary.js





/** GitHub drops a summary of more than 1 MiB. With these limits a summary stays below it, whatever is escaped. */
const WHOLE = { logLines: 60, reportBytes: 200_000, metrics: 200 };
/**
 * The job summary as Markdown. Four answers first: did it work, what did it cost, where did the time go, what should I change.
 * `title` is '' on a page that has its own title.
 */
function renderSummary(report, limits = WHOLE, title = headline(report)) {
    const own = ownReport(report, limits.reportBytes);
    const metrics = (0,figures/* metricsTable */.sQ)(report.metrics, limits.metrics);
    const page = (0,report_escape/* joined */.oR)([
        leftoverAlert(report),
        title,
        factsTable(report),
        tips(report),
        logPart(report, limits.logLines),
        notices(report),
        (0,figures/* timeline */.IO)(report),
        report.telemetry === null ? '' : (0,figures/* useChart */.uy)(report.telemetry),
        metrics === '' ? '' : `### Metrics\n\n${metrics}`,
        own === '' ? '' : `### Report\n\n${own}`,
        (0,figures/* attemptsTable */.$b)(report),
        subLine(report),
    ]);
    return `${page}\n`;
}
function headline(report, level = 2) {
    const label = (0,report_escape/* markdown */.wD)(report.label, 120) || 'GPU run';
    return `${'#'.repeat(level)} ${(0,texts/* signOf */.rL)(report)} ${label} · ${(0,texts/* verdict */.WJ)(report).replace('$', '\\$')}`;
}
const dotted = (parts) => parts.filter((part) => part !== '').join(' · ');
/** The facts of a run, what matters most first. Those that have nothing to say are left out. */
function factsOf(report) {
    const { status, jobId, command } = report;
    const [first = '', ...rest] = command.trim().split('\n');
    const facts = [
        ['What happened', happened(report)],
        ['What to do', (0,report_escape/* htmlWithCode */.VK)((0,texts/* whatToDo */.H6)(report), 1_000)],
        [
            'Next',
            status === 'submitted' && jobId !== ''
                ? `${(0,report_escape/* code */.aY)('mode: collect')} with ${(0,report_escape/* code */.aY)(`job-id: ${jobId}`, 160)} streams it, waits for it and reports`
                : '',
        ],
        ['Where the time went', timeFact(report)],
        ['Cost', costFact(report)],
        ['GPU', gpuFact(report)],
        ['GPU use', useFact(report)],
        ['Sessions', sessionsFact(report)],
        ['Outputs', outputsFact(report)],
        ['Ended', endFact(report)],
        ['Command', first && (0,report_escape/* code */.aY)(rest.length > 0 ? `${first} … and ${(0,texts/* plural */.LS)(rest.length, 'more line')}` : first, 160)],
    ];
    return facts.filter(([, value]) => value !== '');
}
/** An HTML table needs no empty heading, as one of Markdown would. `told` are facts that are elsewhere on the page. */
function factsTable(report, told = []) {
    const rows = factsOf(report)
        .filter(([name]) => !told.includes(name))
        .map(([name, value]) => `<tr><td nowrap><b>${name}</b></td><td>${value}</td></tr>`);
    return rows.length === 0 ? '' : `<table>\n${rows.join('\n')}\n</table>`;
}
/** The line of the log that names the reason, where there is one, and the reason. */
function happened(report) {
    return (0,texts/* causesOf */.cZ)(report)
        .map(({ said, text }) => (said ? (0,report_escape/* code */.aY)(text, 240) : (0,report_escape/* htmlWithCode */.VK)(text, 1_000)))
        .join('<br>');
}
function timeFact(report) {
    const { queueSeconds, provisionSeconds, runSeconds } = report.times;
    return dotted([
        queueSeconds >= 1 ? `${(0,texts/* saySeconds */.Zw)(queueSeconds)} ${(0,texts/* waitedFor */.a6)(report)}` : '',
        provisionSeconds >= 1 ? `${(0,texts/* saySeconds */.Zw)(provisionSeconds)} provisioning` : '',
        runSeconds > 0 ? `<b>${(0,texts/* saySeconds */.Zw)(runSeconds)} running</b>` : queueSeconds >= 1 ? 'never ran' : '',
    ]);
}
function costFact({ cost }) {
    if (cost === null || cost.usd === 0)
        return '';
    return `<b>${(0,texts/* sayEstimate */.QS)(cost.usd)}</b> for ${(0,texts/* saySeconds */.Zw)(cost.billedSeconds)} billed`;
}
function gpuFact({ gpu, cleanup, attempts }) {
    if (gpu.type === '')
        return '';
    const asked = cleanup === 'not-needed' && attempts.length > 0 ? 'asked for ' : '';
    const price = gpu.pricePerHour > 0 ? ` at ${(0,texts/* sayMoney */.CW)(gpu.pricePerHour)}/h${gpu.count > 1 ? ' each' : ''}` : '';
    return `${asked}${gpu.count > 1 ? `${gpu.count} × ` : ''}<b>${(0,report_escape/* html */.qy)(gpu.type, 100)}</b>${price}`;
}
function useFact({ telemetry, advice }) {
    if (telemetry === null)
        return '';
    const { utilization, memoryMib, memoryTotalMib, energyKwh, gpuCount, idleGpus = 0 } = telemetry;
    const peak = memoryMib?.peak ?? 0;
    // Memory can fill up between two samples: of a run that ran out of it a low peak is not a fact.
    const isMissed = advice.some(({ kind }) => kind === 'out-of-memory') && peak < (memoryTotalMib ?? 0) / 2;
    const total = memoryTotalMib === null ? '' : ` of ${(0,texts/* short */.h0)(memoryTotalMib / 1_024)}`;
    return dotted([
        utilization === null ? '' : `<b>${(0,texts/* sayPercent */.F_)(utilization.mean)} busy</b>, peak ${(0,texts/* sayPercent */.F_)(utilization.peak)}`,
        gpuCount > 1 && idleGpus > 0 ? `<b>${idleGpus} of ${gpuCount} GPUs not used</b>` : '',
        memoryMib === null || isMissed ? '' : `memory ${(0,texts/* short */.h0)(peak / 1_024)}${total} GiB`,
        energyKwh === null ? '' : (0,texts/* sayEnergy */.yo)(energyKwh),
    ]);
}
function sessionsFact({ org: { slug, pool }, attempts }) {
    const hasRun = attempts.length > 0 && attempts.at(-1)?.outcome.kind !== 'refused';
    const isFirst = attempts.some(({ outcome }) => outcome.kind === 'refused' && outcome.pool !== undefined);
    const when = !hasRun ? '' : isFirst ? ' at first' : ' while it ran';
    return dotted([
        slug && (0,report_escape/* code */.aY)(slug, 80),
        pool === null ? '' : `${pool.used} of ${pool.limit} in use${when}`,
        attempts.length < 2 ? '' : hasRun ? `started at attempt ${attempts.length}` : (0,texts/* plural */.LS)(attempts.length, 'attempt'),
    ]);
}
function outputsFact({ outputs }) {
    const list = (found) => {
        const paths = outputs.filter((output) => output.found === found).map(({ path }) => (0,report_escape/* code */.aY)(path, 120));
        return paths.slice(0, 8).join(' ') + (paths.length > 8 ? ` and ${paths.length - 8} more` : '');
    };
    const [missing, found] = [list(false), list(true)];
    return dotted([missing && `⚠️ missing: ${missing}`, found && `${found} came back`]);
}
const CLEANUP = {
    confirmed: 'pod released, confirmed',
    'not-needed': 'nothing was started, nothing is billed',
    unconfirmed: '🚨 <b>clean-up not confirmed</b>',
    kept: 'pod kept warm, as asked: it is billed until it is stopped',
};
function endFact(report) {
    if (report.status === 'skipped')
        return '';
    return dotted([
        report.class && `class ${(0,report_escape/* code */.aY)(report.class)}`,
        report.exitCode === null ? '' : `exit code ${report.exitCode}`,
        report.status === 'submitted' ? '' : CLEANUP[report.cleanup],
    ]);
}
/** The loudest thing on a page: something may still run and cost money. Its commands are between backticks, or last after a colon. */
function leftoverAlert({ cleanup, leftover, gpu }) {
    if (cleanup !== 'unconfirmed')
        return '';
    const [told = '', last = ''] = leftover.split(/[,;.]? end it with:\s*/);
    const commands = last === '' ? [...leftover.matchAll(/`([^`\n]+)`/g)].map(([, command = '']) => command) : [last];
    const hourly = gpu.pricePerHour * Math.max(1, gpu.count);
    const price = hourly > 0 ? `, at about \\${(0,texts/* sayMoney */.CW)(hourly)} an hour` : '';
    const what = (0,report_escape/* markdownWithCode */.Dr)(told, 1_000) || 'Neither the job nor the pod could be confirmed to have ended';
    const sentence = `${what.charAt(0).toUpperCase()}${what.slice(1).replace(/\.?$/, '.')}`;
    return quoted('CAUTION', (0,report_escape/* joined */.oR)([
        `## 🚨 A GPU may still be running${price}`,
        sentence,
        '**End it now:**',
        (0,report_escape/* fence */.EU)(commands.join('\n') || 'gpu status', 'sh'),
    ]));
}
function quoted(kind, body) {
    return `[!${kind}]\n${body}`
        .split('\n')
        .map((line) => `> ${line}`.trimEnd())
        .join('\n');
}
/** One text as a paragraph, more as a list. */
function summary_alert(kind, texts) {
    const lines = texts.map((text) => (texts.length > 1 ? `- ${text}` : text));
    return lines.length === 0 ? '' : quoted(kind, lines.join('\n'));
}
function tips({ advice }) {
    const said = advice.slice(0, 3).map(({ text }) => (0,report_escape/* markdownWithCode */.Dr)(text, 1_000));
    return summary_alert('TIP', said);
}
const MOST_NOTICES = 10;
function notices(report) {
    const told = report.notices.filter((text) => text.trim() !== '');
    const more = told.length - MOST_NOTICES;
    const shown = told.slice(0, MOST_NOTICES).map((text) => (0,report_escape/* markdownWithCode */.Dr)(text));
    return summary_alert('NOTE', more > 0 ? [...shown, `and ${(0,texts/* plural */.LS)(more, 'more notice')}`] : shown);
}
/** The last lines of the log of a run that did not succeed. */
function logPart(report, maxLines) {
    if ((0,texts/* isGood */.Kg)(report) || report.logTail === '')
        return '';
    const tail = (0,log_tail/* lastLines */.w$)(report.logTail, { maxBytes: log_tail/* TAIL_LIMITS */.YB.maxBytes, maxLines });
    return (0,report_escape/* details */.zH)('<b>Last lines of the log</b>', (0,report_escape/* fence */.EU)(tail), true);
}
/** The workload's own report, cut at a line end. As HTML it may be three times as long; what is longer is markup, not a report. */
function ownReport({ markdown: text }, maxBytes) {
    const bytes = new TextEncoder().encode(text);
    const head = new TextDecoder().decode(bytes.subarray(0, maxBytes));
    const whole = bytes.length <= maxBytes ? text : `${head.slice(0, Math.max(0, head.lastIndexOf('\n')))}\n\n…`;
    const shown = foreignMarkdown(whole);
    return (0,report_escape/* byteLength */.dp)(shown) <= 3 * maxBytes
        ? shown
        : '<p><sub>The report of the workload is too long to show.</sub></p>';
}
/** What is looked for when something is to be looked into, small, at the end. */
function subLine(report) {
    const { jobId, podId, org, versions, cost, links } = report;
    const parts = [
        jobId && (0,report_escape/* code */.aY)(jobId, 100),
        podId && `pod ${(0,report_escape/* code */.aY)(podId, 100)}`,
        org.identity && `as ${(0,report_escape/* code */.aY)(org.identity, 100)}`,
        versions.cli && `gpu ${(0,report_escape/* html */.qy)(versions.cli, 40)}`,
        versions.action && `run-action ${(0,report_escape/* html */.qy)(versions.action, 40)}`,
        cost === null ? '' : 'cost is an estimate: list price × billed time',
        linkTo(links.run, 'the run and its log'),
    ];
    return small(parts);
}
const small = (parts) => {
    const text = dotted(parts);
    return text === '' ? '' : `<p><sub>${text}</sub></p>`;
};
const linkTo = (address, text) => /^https?:\/\/[^\s"'<>]+$/.test(address) ? `<a href="${(0,report_escape/* html */.qy)(address, 2_000)}">${text}</a>` : '';
/** The report as a group of the log, for hosts that show no summary: its title is how the run ended. */
const logTitle = (report) => `Report: ${(0,texts/* signOf */.rL)(report)} ${(0,texts/* verdict */.WJ)(report)}`;
function logLines(report) {
    return [
        ...factsOf(report).map(([name, value]) => `${name}: ${plain(value)}`),
        ...report.advice.map(({ text }) => `Tip: ${(0,report_escape/* oneLine */.TN)(text, 1_000)}`),
    ];
}
const ENTITIES = { amp: '&', lt: '<', gt: '>', quot: '"', '#39': "'" };
/** HTML of our own making as text. */
function plain(text) {
    return text
        .replace(/<br>/g, ' · ')
        .replace(/<[^>]*>|\u200B/g, '')
        .replace(/&(amp|lt|gt|quot|#39);/g, (_, name) => String(ENTITIES[name]));
}


/***/ })

};
;