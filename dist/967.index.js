export const id = 967;
export const ids = [967];
export const modules = {

/***/ 8321:
/***/ ((__unused_webpack___webpack_module__, __webpack_exports__, __webpack_require__) => {

/* harmony export */ __webpack_require__.d(__webpack_exports__, {
/* harmony export */   IO: () => (/* binding */ timeline),
/* harmony export */   KM: () => (/* binding */ sparkline),
/* harmony export */   ie: () => (/* binding */ clockOf),
/* harmony export */   uy: () => (/* binding */ useChart)
/* harmony export */ });
/* harmony import */ var _escape_js__WEBPACK_IMPORTED_MODULE_0__ = __webpack_require__(6447);
/* harmony import */ var _numbers_js__WEBPACK_IMPORTED_MODULE_1__ = __webpack_require__(2396);


const BARS = '▁▂▃▄▅▆▇█';
/** Percentages as a line of bars. Gaps repeat what was before them. */
function sparkline(values, width = 24) {
    if (values.filter((value) => Number.isFinite(value)).length < 2)
        return '';
    return resample(values, Math.min(width, values.length))
        .map((value) => BARS.charAt(Math.min(7, Math.floor((Math.max(0, Math.min(100, value)) / 100) * 8))))
        .join('');
}
/** Evenly to `count` values: each the mean of those it stands for. */
function resample(values, count) {
    let last = values.find((value) => Number.isFinite(value)) ?? 0;
    const filled = values.map((value) => (last = Number.isFinite(value) ? value : last));
    return Array.from({ length: count }, (_, at) => {
        const from = Math.floor((at * filled.length) / count);
        const part = filled.slice(from, Math.max(from + 1, Math.floor(((at + 1) * filled.length) / count)));
        return part.reduce((sum, value) => sum + value, 0) / part.length;
    });
}
const MAX_SECTIONS = 8;
const DAY_S = 86_400;
/** Where the time went, as a Mermaid gantt: refusals in a row are one bar, each attempt that got further has its own section. */
function timeline(report) {
    const origin = Date.parse(report.attempts[0]?.startedAt ?? '');
    if (Number.isNaN(origin))
        return '';
    const sections = sectionsOf(report.attempts, origin);
    const shown = sections.length <= MAX_SECTIONS ? sections : [...sections.slice(0, 2), ...sections.slice(2 - MAX_SECTIONS)];
    const end = Math.max(...shown.flatMap((section) => section.bars.map((bar) => bar.to)), 0);
    if (end < 1)
        return '';
    const stamp = stampFor(end);
    // A bar thinner than this cannot be seen, and one of no length is an error to some versions of Mermaid.
    const least = Math.max(1, Math.ceil(end / 150));
    const lines = shown.flatMap((section) => [
        `    section ${(0,_escape_js__WEBPACK_IMPORTED_MODULE_0__/* .mermaidLabel */ ._b)(section.title, 24)}`,
        ...section.bars.map((bar) => `    ${(0,_escape_js__WEBPACK_IMPORTED_MODULE_0__/* .mermaidLabel */ ._b)(bar.label)} :${bar.tag}${stamp(bar.from)}, ${stamp(Math.max(bar.to, bar.from + least))}`),
    ]);
    const axis = end < 3_600 ? '%M:%S' : end < DAY_S ? '%H:%M' : '%a %H:%M';
    return [
        '```mermaid',
        'gantt',
        `    dateFormat ${end < DAY_S ? 'HH:mm:ss' : 'YYYY-MM-DD HH:mm:ss'}`,
        `    axisFormat ${axis}`,
        `    tickInterval ${tickFor(end)}`,
        ...lines,
        '```',
    ].join('\n');
}
function sectionsOf(attempts, origin) {
    const seconds = (at) => Math.max(0, Math.round((Date.parse(at) - origin) / 1_000) || 0);
    const sections = [];
    let waiting;
    attempts.forEach((attempt, index) => {
        const from = seconds(attempt.startedAt);
        const got = attempt.phases.find((mark) => ['provisioning', 'syncing', 'running'].includes(mark.phase));
        if (got === undefined) {
            waiting ??= { from, refusals: 0 };
            if (attempt.outcome.kind === 'refused')
                waiting.refusals++;
        }
        const isLast = index === attempts.length - 1;
        const began = got === undefined
            ? Math.max(seconds(attempt.endedAt), from) + (isLast ? 0 : attempt.waitedSeconds)
            : seconds(got.at);
        const waitFrom = waiting?.from ?? from;
        if ((got !== undefined || isLast) && began > waitFrom) {
            const refusals = waiting?.refusals ?? 0;
            const label = refusals === 0 ? 'waiting' : `waiting, ${(0,_numbers_js__WEBPACK_IMPORTED_MODULE_1__/* .plural */ .LS)(refusals, 'refusal')}`;
            sections.push({ title: 'Session', bars: [{ label, tag: 'done, ', from: waitFrom, to: Math.round(began) }] });
        }
        if (got === undefined)
            return;
        waiting = undefined;
        sections.push({
            title: attempts.length > 1 ? `Attempt ${attempt.n}` : 'Pod',
            bars: phaseBars(attempt, got, seconds),
        });
    });
    return sections;
}
function phaseBars(attempt, got, seconds) {
    const marks = attempt.phases.slice(attempt.phases.indexOf(got)).filter((mark) => mark.phase !== 'ended');
    const failed = attempt.outcome.kind !== 'succeeded' && attempt.outcome.kind !== 'submitted';
    return marks.map((mark, at) => {
        const next = marks[at + 1];
        const isLast = next === undefined;
        return {
            label: mark.phase,
            tag: isLast && failed ? 'crit, ' : mark.phase === 'running' ? '' : 'active, ',
            from: seconds(mark.at),
            to: seconds(isLast ? attempt.endedAt : next.at),
        };
    });
}
function stampFor(end) {
    const two = (value) => String(value).padStart(2, '0');
    return (second) => {
        const clock = `${two(Math.floor(second / 3_600) % 24)}:${two(Math.floor(second / 60) % 60)}:${two(second % 60)}`;
        // Monday, 1 January 2001 and on: the axis then counts days of a week.
        return end < DAY_S ? clock : `2001-01-${two(1 + Math.min(30, Math.floor(second / DAY_S)))} ${clock}`;
    };
}
function tickFor(end) {
    const steps = [
        [10, '10second'],
        [30, '30second'],
        [60, '1minute'],
        [300, '5minute'],
        [900, '15minute'],
        [3_600, '1hour'],
        [4 * 3_600, '4hour'],
        [DAY_S, '1day'],
    ];
    return (steps.find(([step]) => end / step <= 8) ?? steps[steps.length - 1])?.[1] ?? '1day';
}
/** GPU use and memory over the run, as a Mermaid chart. */
function useChart(telemetry) {
    const { series, spanSeconds } = telemetry;
    if (series.length < 8 || spanSeconds < 20)
        return '';
    const lines = [
        ['use', 'green', '#2da44e', series.map((point) => point.utilization)],
        ['memory', 'purple', '#8250df', series.map((point) => point.memory)],
    ].filter(([, , , values]) => values.some((value) => value !== null));
    const minutes = spanSeconds >= 180;
    const span = minutes ? spanSeconds / 60 : spanSeconds;
    return [
        '```mermaid',
        `%%{init: {"xyChart": {"width": 900, "height": 260}, "themeVariables": {"xyChart": {"plotColorPalette": "${lines.map(([, , color]) => color).join(', ')}"}}}}%%`,
        'xychart-beta',
        `    title "GPU ${lines.map(([name, color]) => `${name} (${color})`).join(' and ')}, %"`,
        `    x-axis "${minutes ? 'minutes' : 'seconds'}" 0 --> ${Number(span.toFixed(1))}`,
        '    y-axis 0 --> 100',
        ...lines.map(([, , , values]) => `    line [${plotted(values)}]`),
        '```',
    ].join('\n');
}
function plotted(values) {
    return resample(values.map((value) => value ?? NaN), values.length)
        .map((value) => Math.round(Math.max(0, Math.min(100, value))))
        .join(', ');
}
/** Time of day of a stamp, or the text itself where it is none. */
function clockOf(at) {
    return /T(\d\d:\d\d:\d\d)/.exec(at)?.[1] ?? (0,_escape_js__WEBPACK_IMPORTED_MODULE_0__/* .oneLine */ .TN)(at, 30);
}


/***/ }),

/***/ 6447:
/***/ ((__unused_webpack___webpack_module__, __webpack_exports__, __webpack_require__) => {

/* harmony export */ __webpack_require__.d(__webpack_exports__, {
/* harmony export */   Dr: () => (/* binding */ markdownWithCode),
/* harmony export */   EU: () => (/* binding */ fence),
/* harmony export */   Hn: () => (/* binding */ cell),
/* harmony export */   TN: () => (/* binding */ oneLine),
/* harmony export */   VK: () => (/* binding */ htmlWithCode),
/* harmony export */   _b: () => (/* binding */ mermaidLabel),
/* harmony export */   aY: () => (/* binding */ code),
/* harmony export */   qy: () => (/* binding */ html),
/* harmony export */   uH: () => (/* binding */ clean),
/* harmony export */   wD: () => (/* binding */ markdown)
/* harmony export */ });
/* unused harmony exports unlink, fencedSpan */
/**
 * Foreign text made harmless for the place it goes to. Backslashes and entities keep Markdown and HTML from meaning anything;
 * a zero-width space keeps GitHub from making a mention or a reference of what is left, for those filters read the finished page.
 */
const ZWSP = '\u200B';
/** Controls, and marks that turn the direction of text around, which would let one line pose as another. */
const CONTROL = /[\u0000-\u0008\u000B\u000C\u000E-\u001F\u007F-\u009F\u061C\u200E\u200F\u202A-\u202E\u2066-\u2069\uFEFF]/g;
/** Well-formed text without control characters; line ends are `\n`. */
function clean(text) {
    return text
        .toWellFormed()
        .replace(/\r\n?|[\u2028\u2029\u0085]/g, '\n')
        .replace(CONTROL, '');
}
/** One line, whatever came in, at most `most` characters. */
function oneLine(text, most = 500) {
    const line = clean(text).replace(/\s+/g, ' ').trim();
    return line.length > most
        ? `${line
            .slice(0, most - 1)
            .toWellFormed()
            .replace(/\uFFFD$/, '')}…`
        : line;
}
/** Keeps `@name`, `#12`, `owner/name#12` and `GH-12` from notifying people or linking issues. */
function unlink(text) {
    return text
        .replace(/(^|[^\p{L}\p{N}_`/])@(?=[\p{L}\p{N}])/gu, `$1@${ZWSP}`)
        .replace(/(^|[\s([{,;:'">]|[\w.-]\/[\w.-]{1,100})#(?=\d)/g, `$1#${ZWSP}`)
        .replace(/\b(GH-)(?=\d)/gi, `$1${ZWSP}`);
}
const HTML = { '&': '&amp;', '<': '&lt;', '>': '&gt;', '"': '&quot;', "'": '&#39;' };
/** Text inside an HTML block: one line, so that no blank line ends the block. */
function html(text, most) {
    return unlink(oneLine(text, most)).replace(/[&<>"']/g, (char) => HTML[char] ?? char);
}
/** `<code>` inside an HTML block. GitHub leaves mentions in code alone. */
function code(text, most) {
    return `<code>${oneLine(text, most).replace(/[&<>"']/g, (char) => HTML[char] ?? char)}</code>`;
}
/** Text in a line of Markdown: every mark that could mean something is escaped, addresses do not become links. */
function markdown(text, most) {
    return unlink(oneLine(text, most))
        .replace(/[\\`*_{}[\]()<>#+!|~&$^=-]/g, '\\$&')
        .replace(/:(?=\/\/)/g, '\\:')
        .replace(/\b(www)\./gi, '$1\\.')
        .replace(/^(\d+)\./, '$1\\.');
}
/** Advice and hints put names of inputs between backticks; they become code, the rest is escaped. */
function markdownWithCode(text, most) {
    return spans(text, most, markdown, (inner) => fencedSpan(inner));
}
function htmlWithCode(text, most) {
    return spans(text, most, html, (inner) => code(inner));
}
function spans(text, most, plain, inner) {
    return oneLine(text, most)
        .split(/(`[^`]+`)/)
        .map((part) => {
        if (/^`[^`]+`$/.test(part))
            return inner(part.slice(1, -1));
        // Blanks at the edges part words from code; escaping trims them.
        const [lead = '', tail = ''] = [/^\s*/.exec(part)?.[0], part.trim() === '' ? '' : /\s*$/.exec(part)?.[0]];
        return `${lead}${plain(part)}${tail}`;
    })
        .join('');
}
/** A code span whose content cannot end it. */
function fencedSpan(text) {
    const line = oneLine(text);
    if (line === '')
        return '';
    const ticks = '`'.repeat(longestRun(line, '`') + 1);
    const pad = line.startsWith('`') || line.endsWith('`') ? ' ' : '';
    return `${ticks}${pad}${line}${pad}${ticks}`;
}
/** A fenced block whose content cannot end it. */
function fence(text, language = 'text') {
    const body = clean(text).replace(/\n+$/, '');
    const ticks = '`'.repeat(Math.max(3, longestRun(body, '`') + 1));
    return `${ticks}${language}\n${body}\n${ticks}`;
}
function longestRun(text, char) {
    let longest = 0;
    let run = 0;
    for (const next of text) {
        run = next === char ? run + 1 : 0;
        longest = Math.max(longest, run);
    }
    return longest;
}
/** A cell of a Markdown table. */
function cell(text, most) {
    return markdown(text, most) || ' ';
}
/** A label in a Mermaid diagram: letters, digits and a few marks; everything that steers a diagram is left out. */
function mermaidLabel(text, most = 60) {
    const label = oneLine(text, most * 4)
        .replace(/[^\p{L}\p{M}\p{N} ._+×…-]/gu, ' ')
        .replace(/-{2,}/g, '-')
        .replace(/\s+/g, ' ')
        .trim()
        .slice(0, most)
        .toWellFormed()
        .replace(/\uFFFD/g, '');
    return label === '' ? 'unnamed' : label;
}


/***/ }),

/***/ 7089:
/***/ ((__unused_webpack___webpack_module__, __webpack_exports__, __webpack_require__) => {

/* harmony export */ __webpack_require__.d(__webpack_exports__, {
/* harmony export */   wd: () => (/* binding */ factsTable)
/* harmony export */ });
/* unused harmony exports timeRow, useRow */
/* harmony import */ var _duration_js__WEBPACK_IMPORTED_MODULE_0__ = __webpack_require__(9509);
/* harmony import */ var _charts_js__WEBPACK_IMPORTED_MODULE_1__ = __webpack_require__(8321);
/* harmony import */ var _escape_js__WEBPACK_IMPORTED_MODULE_2__ = __webpack_require__(6447);
/* harmony import */ var _numbers_js__WEBPACK_IMPORTED_MODULE_4__ = __webpack_require__(2396);
/* harmony import */ var _words_js__WEBPACK_IMPORTED_MODULE_3__ = __webpack_require__(6287);





const DOT = ' · ';
const say = (seconds) => (0,_duration_js__WEBPACK_IMPORTED_MODULE_0__/* .sayDuration */ .k)(seconds * 1_000);
const joined = (parts) => parts.filter((part) => part !== '').join(DOT);
/** The facts of a run as an HTML table: one needs no empty heading, as a Markdown table would. */
function factsTable(report) {
    const unhappy = report.status !== 'succeeded' && report.status !== 'submitted';
    const rows = [
        ['What happened', unhappy ? (0,_escape_js__WEBPACK_IMPORTED_MODULE_2__/* .htmlWithCode */ .VK)((0,_words_js__WEBPACK_IMPORTED_MODULE_3__/* .whatHappened */ .ez)(report), 1_000) : ''],
        ['What to do', unhappy ? (0,_escape_js__WEBPACK_IMPORTED_MODULE_2__/* .htmlWithCode */ .VK)((0,_words_js__WEBPACK_IMPORTED_MODULE_3__/* .whatToDo */ .H6)(report), 1_000) : ''],
        ['Where the time went', timeRow(report)],
        ['Cost', costRow(report)],
        ['GPU', gpuRow(report)],
        ['GPU use', report.telemetry === null ? '' : useRow(report.telemetry)],
        ['Sessions', sessionsRow(report)],
        ['Outputs', outputsRow(report)],
        ['Ended', endRow(report)],
        ['Command', report.command === '' ? '' : (0,_escape_js__WEBPACK_IMPORTED_MODULE_2__/* .code */ .aY)(firstLine(report.command), 160)],
    ];
    const lines = rows.filter(([, value]) => value !== '').map(([name, value]) => row(name, value));
    return lines.length === 0 ? '' : `<table>\n${lines.join('\n')}\n</table>`;
}
const row = (name, value) => `<tr><td nowrap><b>${name}</b></td><td>${value}</td></tr>`;
function firstLine(command) {
    const lines = command.trim().split('\n');
    const more = lines.length - 1;
    return more > 0 ? `${lines[0] ?? ''} … and ${(0,_numbers_js__WEBPACK_IMPORTED_MODULE_4__/* .plural */ .LS)(more, 'more line')}` : (lines[0] ?? '');
}
function gpuRow(report) {
    const { gpu } = report;
    const type = gpu.type === '' ? (report.telemetry?.gpuName ?? '') : gpu.type;
    const price = gpu.pricePerHour > 0 ? ` at ${(0,_numbers_js__WEBPACK_IMPORTED_MODULE_4__/* .sayMoney */ .CW)(gpu.pricePerHour)}/h${gpu.count > 1 ? ' each' : ''}` : '';
    return joined([
        type === '' ? '' : `${gpu.count > 1 ? `${gpu.count} × ` : ''}<b>${(0,_escape_js__WEBPACK_IMPORTED_MODULE_2__/* .html */ .qy)(type, 100)}</b>${price}`,
        report.podId === '' ? '' : `pod ${(0,_escape_js__WEBPACK_IMPORTED_MODULE_2__/* .code */ .aY)(report.podId, 100)}`,
        report.jobId === '' ? '' : `job ${(0,_escape_js__WEBPACK_IMPORTED_MODULE_2__/* .code */ .aY)(report.jobId, 100)}`,
    ]);
}
function timeRow(report) {
    const { queueSeconds, provisionSeconds, runSeconds } = report.times;
    return joined([
        queueSeconds >= 1 ? `${say(queueSeconds)} waiting for a session` : '',
        provisionSeconds >= 1 ? `${say(provisionSeconds)} provisioning` : '',
        runSeconds > 0 ? `<b>${say(runSeconds)} running</b>` : queueSeconds >= 1 ? 'never ran' : '',
    ]);
}
function costRow(report) {
    const { cost } = report;
    if (cost === null || cost.usd === 0)
        return '';
    const times = cost.gpuCount > 1 ? ` × ${cost.gpuCount} GPUs` : '';
    return `<b>about ${(0,_numbers_js__WEBPACK_IMPORTED_MODULE_4__/* .sayMoney */ .CW)(cost.usd)}</b>: ${(0,_numbers_js__WEBPACK_IMPORTED_MODULE_4__/* .sayMoney */ .CW)(cost.pricePerHour)}/h${times} × ${say(cost.billedSeconds)} billed`;
}
function useRow(telemetry) {
    const { utilization, memoryMib, memoryTotalMib, energyKwh, temperatureC } = telemetry;
    const spark = (0,_charts_js__WEBPACK_IMPORTED_MODULE_1__/* .sparkline */ .KM)(telemetry.series.map((point) => point.utilization ?? NaN));
    const memory = memoryMib === null
        ? ''
        : `${(0,_numbers_js__WEBPACK_IMPORTED_MODULE_4__/* .gib */ .$l)(memoryMib.peak)}${memoryTotalMib === null ? '' : ` of ${(0,_numbers_js__WEBPACK_IMPORTED_MODULE_4__/* .gib */ .$l)(memoryTotalMib)}`} GiB at peak`;
    return joined([
        spark === '' ? '' : `<code>${spark}</code>`,
        utilization === null ? '' : `<b>${(0,_numbers_js__WEBPACK_IMPORTED_MODULE_4__/* .sayPercent */ .F_)(utilization.mean)} busy</b>, ${(0,_numbers_js__WEBPACK_IMPORTED_MODULE_4__/* .sayPercent */ .F_)(utilization.peak)} at peak`,
        memory,
        energyKwh === null ? '' : (0,_numbers_js__WEBPACK_IMPORTED_MODULE_4__/* .sayEnergy */ .yo)(energyKwh),
        temperatureC === null ? '' : `${Math.round(temperatureC.peak)} °C`,
    ]);
}
function sessionsRow(report) {
    const { org, attempts } = report;
    const refused = attempts.findLast((attempt) => attempt.outcome.kind === 'refused' && attempt.outcome.pool !== undefined);
    const pool = org.pool ?? (refused?.outcome.kind === 'refused' ? (refused.outcome.pool ?? null) : null);
    if (org.slug === '' && pool === null && attempts.length < 2)
        return '';
    return joined([
        org.slug === '' ? '' : (0,_escape_js__WEBPACK_IMPORTED_MODULE_2__/* .code */ .aY)(org.slug, 80),
        pool === null ? '' : `${pool.used} of ${pool.limit} sessions in use`,
        attempts.length > 1 ? (0,_numbers_js__WEBPACK_IMPORTED_MODULE_4__/* .plural */ .LS)(attempts.length, 'attempt') : '',
    ]);
}
function outputsRow(report) {
    const missing = report.outputs.filter((output) => !output.found);
    const found = report.outputs.filter((output) => output.found);
    const list = (outputs) => {
        const more = outputs.length > 8 ? ` and ${outputs.length - 8} more` : '';
        return (outputs
            .slice(0, 8)
            .map((output) => (0,_escape_js__WEBPACK_IMPORTED_MODULE_2__/* .code */ .aY)(output.path, 120))
            .join(' ') + more);
    };
    return joined([
        missing.length === 0 ? '' : `⚠️ not there: ${list(missing)}`,
        found.length === 0 ? '' : `${list(found)} ${found.length === 1 ? 'is' : 'are'} there`,
    ]);
}
const CLEANUP = {
    confirmed: 'pod released, confirmed',
    'not-needed': 'nothing to clean up',
    unconfirmed: '🚨 <b>clean-up not confirmed</b>',
    kept: 'pod kept warm, as asked: it is billed until it is stopped',
};
function endRow(report) {
    if (report.status === 'skipped')
        return '';
    const cleanup = report.status === 'submitted' ? '' : CLEANUP[report.cleanup];
    const exit = report.exitCode === null ? '' : `exit code ${report.exitCode}`;
    return exit === '' && report.cleanup === 'not-needed' ? '' : joined([exit, cleanup]);
}


/***/ }),

/***/ 2967:
/***/ ((__unused_webpack___webpack_module__, __webpack_exports__, __webpack_require__) => {


// EXPORTS
__webpack_require__.d(__webpack_exports__, {
  VC: () => (/* binding */ cutAtLines),
  sQ: () => (/* binding */ metricsTable),
  renderSummary: () => (/* binding */ renderSummary)
});

// UNUSED EXPORTS: SUMMARY_MAX

// EXTERNAL MODULE: ./build/src/core/duration.js
var duration = __webpack_require__(9509);
// EXTERNAL MODULE: ./build/src/core/render/charts.js
var charts = __webpack_require__(8321);
// EXTERNAL MODULE: ./build/src/core/render/escape.js
var render_escape = __webpack_require__(6447);
// EXTERNAL MODULE: ./build/src/core/render/facts.js
var facts = __webpack_require__(7089);
;// CONCATENATED MODULE: ./build/src/core/render/foreign.js

/**
 * Markdown that the workload wrote, made safe to stand inside ours: its HTML is shown as text, its headings stay below ours,
 * images come from the web only, nobody is mentioned, and an open fence is closed.
 */
function foreignMarkdown(text) {
    let fence = '';
    const lines = (0,render_escape/* clean */.uH)(text)
        .split('\n')
        .map((line) => {
        const mark = /^ {0,3}(`{3,}|~{3,})/.exec(line)?.[1] ?? '';
        if (fence !== '') {
            if (mark.startsWith(fence) && line.trim() === mark)
                fence = '';
            return line;
        }
        // An info string decides how a block is drawn; only its first word is kept, and never a diagram of ours.
        if (mark !== '') {
            fence = mark;
            return line.replace(/^( {0,3}[`~]{3,})\s*([\w+-]*).*$/, (_all, head, word) => head + (word === 'mermaid' ? 'text' : word));
        }
        return foreignLine(line);
    });
    if (fence !== '')
        lines.push(fence);
    return lines.join('\n').trim();
}
function foreignLine(line) {
    return line
        .split(/(`[^`]+`)/)
        .map((part, index) => (index % 2 === 1 ? part : outsideCode(part)))
        .join('')
        .replace(/^( {0,3})(#{1,6})(?=\s)/, (_all, lead, marks) => lead + '#'.repeat(Math.min(6, marks.length + 3)));
}
function outsideCode(text) {
    return text
        .replace(/&(?=#|[a-z]+;)/gi, '&amp;')
        .replace(/<(?!https?:\/\/[^\s<>]*>)/gi, '&lt;')
        .replace(/!\[([^\]]*)\]\((?!https?:\/\/)[^)]*\)/gi, '$1')
        .replace(/\]\(\s*(?:javascript|data|vbscript):[^)]*\)/gi, ']()')
        .replace(/@(?=[A-Za-z0-9])/g, '@\u200b');
}

// EXTERNAL MODULE: ./build/src/core/render/numbers.js
var numbers = __webpack_require__(2396);
// EXTERNAL MODULE: ./build/src/core/render/words.js
var words = __webpack_require__(6287);
;// CONCATENATED MODULE: ./build/src/core/render/summary.js







/** The runner drops a summary of more than 1 MiB whole (CreateStepSummaryCommand), so ours ends well before (bytes of UTF-8). */
const SUMMARY_MAX = 900_000;
const FOREIGN_MAX = 300_000;
const ATTEMPTS_SHOWN = 50;
/** The job summary: did it work, what did it cost, where did the time go, what should I change; details are folded. */
function renderSummary(report) {
    const parts = [
        `## ${(0,words/* signOf */.rL)(report)} ${(0,render_escape/* markdown */.wD)(report.label, 120)} · ${(0,words/* ending */.K1)(report)}${(0,words/* aboutCost */.zM)(report)}`,
        report.cleanup === 'unconfirmed'
            ? summary_alert('CAUTION', `**A paid run may still be alive.** ${(0,render_escape/* markdownWithCode */.Dr)(report.leftover)}`)
            : '',
        (0,facts/* factsTable */.wd)(report),
        ...report.advice.map(({ text }) => summary_alert('TIP', (0,render_escape/* markdownWithCode */.Dr)(text))),
        report.status === 'skipped' ? '' : (0,charts/* timeline */.IO)(report),
        report.telemetry === null ? '' : (0,charts/* useChart */.uy)(report.telemetry),
        metricsTable(report.metrics),
        workloadReport(report.markdown),
        logBlock(report),
        attemptsBlock(report),
        footer(report),
    ];
    return `${cutAtLines(parts.filter((part) => part !== '').join('\n\n'), SUMMARY_MAX)}\n\n`;
}
const summary_alert = (kind, text) => `> [!${kind}]\n> ${text.replace(/\n/g, '\n> ')}`;
const ARROWS = {
    better: '▲ better',
    worse: '▼ worse',
    same: '=',
    new: 'new',
    unknown: '',
};
function metricsTable(rows) {
    if (rows.length === 0)
        return '';
    const compared = rows.some(({ baseline }) => baseline !== null);
    const head = compared
        ? ['| metric | this run | baseline | change | |', '|---|---:|---:|---:|---|']
        : ['| metric | this run |', '|---|---:|'];
    const body = rows.map(({ name, value, baseline, change, verdict }) => {
        const first = `| ${(0,render_escape/* cell */.Hn)(name, 80)} | ${(0,numbers/* sayMetric */.yg)(value)} |`;
        if (!compared)
            return first;
        const sign = change !== null && change > 0 ? '+' : '';
        return `${first} ${baseline === null ? ' ' : (0,numbers/* sayMetric */.yg)(baseline)} | ${change === null ? ' ' : sign + (0,numbers/* sayMetric */.yg)(change)} | ${ARROWS[verdict]} |`;
    });
    return [...head, ...body].join('\n');
}
function workloadReport(text) {
    if (text.trim() === '')
        return '';
    return `<details open><summary>Report of the workload</summary>\n\n${foreignMarkdown(cutAtLines(text, FOREIGN_MAX))}\n\n</details>`;
}
function logBlock(report) {
    if (report.logTail.trim() === '' || report.status === 'succeeded')
        return '';
    return `<details open><summary>Last lines of the log</summary>\n\n${(0,render_escape/* fence */.EU)(lastLines(report.logTail, 40))}\n\n</details>`;
}
const lastLines = (text, count) => text.trimEnd().split('\n').slice(-count).join('\n');
function attemptsBlock({ attempts }) {
    if (attempts.length < 2)
        return '';
    const shown = attempts.slice(-ATTEMPTS_SHOWN);
    const rows = shown.map((attempt) => {
        const { outcome } = attempt;
        const how = outcome.kind === 'refused' ? outcome.class : outcome.kind;
        const why = 'reason' in outcome ? (0,render_escape/* html */.qy)(outcome.reason, 200) : '';
        const waited = attempt.waitedSeconds > 0 ? (0,duration/* sayDuration */.k)(attempt.waitedSeconds * 1_000) : '';
        return `<tr><td>${attempt.n}</td><td>${(0,charts/* clockOf */.ie)(attempt.startedAt)}</td><td>${how}</td><td>${why}</td><td>${waited}</td></tr>`;
    });
    const head = '<tr><th>#</th><th>began</th><th>ended as</th><th>why</th><th>then waited</th></tr>';
    const more = attempts.length > shown.length ? ` (the last ${shown.length})` : '';
    return `<details><summary>${attempts.length} attempts${more}</summary>\n\n<table>\n${[head, ...rows].join('\n')}\n</table>\n\n</details>`;
}
function footer(report) {
    const parts = [
        report.versions.cli === '' ? '' : `gpu ${(0,render_escape/* html */.qy)(report.versions.cli, 40)}`,
        `run-action ${(0,render_escape/* html */.qy)(report.versions.action, 40)}`,
        report.cost === null ? '' : 'cost is an estimate: list price × billed time',
        report.links.run.startsWith('http') ? `<a href="${(0,render_escape/* html */.qy)(report.links.run, 400)}">log</a>` : '',
        ...report.notices.slice(0, 5).map((notice) => (0,render_escape/* htmlWithCode */.VK)(notice, 300)),
    ];
    return `<sub>${parts.filter((part) => part !== '').join(' · ')}</sub>`;
}
/** Cuts at a line end within a budget of UTF-8 bytes, closes what the cut left open, and says so. */
function cutAtLines(text, maxBytes) {
    const encoder = new TextEncoder();
    if (text.length * 3 <= maxBytes || encoder.encode(text).length <= maxBytes)
        return text;
    const note = '\n\n_Cut here: the rest is in the run report._';
    let room = maxBytes - 200;
    const kept = [];
    let fence = '';
    for (const line of text.split('\n')) {
        room -= encoder.encode(line).length + 1;
        if (room < 0)
            break;
        const mark = /^(`{3,})/.exec(line)?.[1] ?? '';
        if (mark !== '')
            fence = fence === '' ? mark : mark.length >= fence.length ? '' : fence;
        kept.push(line);
    }
    const cut = kept.join('\n');
    const open = Math.max(0, (cut.match(/<details/g)?.length ?? 0) - (cut.match(/<\/details>/g)?.length ?? 0));
    return cut + (fence === '' ? '' : `\n${fence}`) + '\n</details>'.repeat(open) + note;
}


/***/ })

};
