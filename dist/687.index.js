"use strict";
exports.id = 687;
exports.ids = [687,226];
exports.modules = {

/***/ 3723:
/***/ ((__unused_webpack_module, __webpack_exports__, __webpack_require__) => {

/* harmony export */ __webpack_require__.d(__webpack_exports__, {
/* harmony export */   _: () => (/* binding */ attemptsPart),
/* harmony export */   x: () => (/* binding */ attemptLines)
/* harmony export */ });
/* harmony import */ var _model_duration_js__WEBPACK_IMPORTED_MODULE_0__ = __webpack_require__(7378);
/* harmony import */ var _escape_js__WEBPACK_IMPORTED_MODULE_1__ = __webpack_require__(8606);
/* harmony import */ var _numbers_js__WEBPACK_IMPORTED_MODULE_2__ = __webpack_require__(8939);



function stretchesOf(attempts) {
    const stretches = [];
    for (const attempt of attempts) {
        const before = stretches.at(-1);
        if (before !== undefined && isAlike(before.last, attempt)) {
            const waitedSeconds = before.waitedSeconds + attempt.waitedSeconds;
            stretches[stretches.length - 1] = { first: before.first, last: attempt, waitedSeconds };
        }
        else
            stretches.push({ first: attempt, last: attempt, waitedSeconds: attempt.waitedSeconds });
    }
    return stretches;
}
function isAlike(a, b) {
    if (a.outcome.kind !== 'refused' || b.outcome.kind !== 'refused')
        return false;
    const same = a.outcome.class === b.outcome.class && a.outcome.reason === b.outcome.reason;
    return same && a.gpuType === b.gpuType && reached(a) === reached(b);
}
/** `3`, or `1 to 6`. */
const numbersOf = ({ first, last }) => (first === last ? String(first.n) : `${first.n} to ${last.n}`);
const reached = (attempt) => attempt.phases.findLast(({ phase }) => phase !== 'ended')?.phase ?? '';
const FIRST_ROWS = 5;
const LAST_ROWS = 15;
function attemptsPart({ attempts }) {
    if (attempts.length < 2)
        return '';
    const stretches = stretchesOf(attempts);
    const shown = stretches.filter((_, at) => at < FIRST_ROWS || at >= stretches.length - LAST_ROWS);
    // A column that says the same in each row says nothing.
    const typed = new Set(attempts.map(({ gpuType }) => gpuType)).size > 1;
    const head = ['#', 'began', ...(typed ? ['GPU'] : []), 'reached', 'ended as', 'why', 'waited'];
    const rows = shown.map((stretch) => cells(stretch, typed).map((value) => `<td${value.length < 20 ? ' nowrap' : ''}>${value}</td>`));
    const lines = [head.map((name) => `<th nowrap>${name}</th>`), ...rows].map((row) => `<tr>${row.join('')}</tr>`);
    const told = shown.reduce((sum, { first, last }) => sum + last.n - first.n + 1, 0);
    const missing = attempts.length - told;
    const more = missing > 0 ? `\n\n${(0,_numbers_js__WEBPACK_IMPORTED_MODULE_2__/* .plural */ .LS)(missing, 'attempt')} in between left out.` : '';
    return (0,_escape_js__WEBPACK_IMPORTED_MODULE_1__/* .details */ .zH)((0,_numbers_js__WEBPACK_IMPORTED_MODULE_2__/* .plural */ .LS)(attempts.length, 'attempt'), `<table>\n${lines.join('\n')}\n</table>${more}`);
}
function cells(stretch, typed) {
    const { first, waitedSeconds } = stretch;
    return [
        numbersOf(stretch),
        (0,_escape_js__WEBPACK_IMPORTED_MODULE_1__/* .html */ .qy)(clockOf(first.startedAt)),
        ...(typed ? [(0,_escape_js__WEBPACK_IMPORTED_MODULE_1__/* .html */ .qy)(first.gpuType, 80)] : []),
        reached(first),
        outcomeName(first.outcome),
        (0,_escape_js__WEBPACK_IMPORTED_MODULE_1__/* .htmlWithCode */ .VK)(reasonOf(first.outcome), 300),
        waitedSeconds >= 1 ? (0,_model_duration_js__WEBPACK_IMPORTED_MODULE_0__/* .sayDuration */ .k)(waitedSeconds * 1_000) : '',
    ];
}
function outcomeName(outcome) {
    switch (outcome.kind) {
        case 'refused':
            return outcome.class;
        case 'failed':
            return `failed, exit code ${outcome.exitCode}`;
        case 'timedOut':
            return 'timed out';
        case 'overBudget':
            return 'over budget';
        case 'succeeded':
        case 'cancelled':
        case 'lost':
        case 'submitted':
        case 'skipped':
            return outcome.kind;
    }
}
function reasonOf(outcome) {
    if (outcome.kind === 'cancelled')
        return `by ${outcome.by}`;
    return 'reason' in outcome ? outcome.reason : '';
}
/** The same as lines of the log. */
function attemptLines({ attempts }) {
    if (attempts.length < 2)
        return [];
    return stretchesOf(attempts).map((stretch) => {
        const { first, last, waitedSeconds } = stretch;
        const reason = 'reason' in first.outcome ? `: ${(0,_escape_js__WEBPACK_IMPORTED_MODULE_1__/* .oneLine */ .TN)(first.outcome.reason, 300).replace(/\.$/, '')}` : '';
        const gpu = first.gpuType === '' ? '' : ` (${(0,_escape_js__WEBPACK_IMPORTED_MODULE_1__/* .oneLine */ .TN)(first.gpuType, 80)})`;
        const waited = waitedSeconds > 0 ? `; waited ${(0,_model_duration_js__WEBPACK_IMPORTED_MODULE_0__/* .sayDuration */ .k)(waitedSeconds * 1_000)}` : '';
        const attempt = first === last ? 'Attempt' : 'Attempts';
        return `${attempt} ${numbersOf(stretch)}${gpu}: ${outcomeName(first.outcome)}${reason}${waited}`;
    });
}
/** The time of day, or the text itself if it is not a time. */
function clockOf(at) {
    return /T(\d\d:\d\d:\d\d)/.exec(at)?.[1] ?? (0,_escape_js__WEBPACK_IMPORTED_MODULE_1__/* .oneLine */ .TN)(at, 30);
}


/***/ }),

/***/ 9226:
/***/ ((__unused_webpack_module, __webpack_exports__, __webpack_require__) => {

__webpack_require__.r(__webpack_exports__);
/* harmony export */ __webpack_require__.d(__webpack_exports__, {
/* harmony export */   factsOf: () => (/* binding */ factsOf),
/* harmony export */   factsTable: () => (/* binding */ factsTable),
/* harmony export */   happened: () => (/* binding */ happened),
/* harmony export */   logLines: () => (/* binding */ logLines),
/* harmony export */   logTitle: () => (/* binding */ logTitle),
/* harmony export */   timeRow: () => (/* binding */ timeRow),
/* harmony export */   useRow: () => (/* binding */ useRow)
/* harmony export */ });
/* harmony import */ var _model_duration_js__WEBPACK_IMPORTED_MODULE_0__ = __webpack_require__(7378);
/* harmony import */ var _attempts_js__WEBPACK_IMPORTED_MODULE_1__ = __webpack_require__(3723);
/* harmony import */ var _escape_js__WEBPACK_IMPORTED_MODULE_2__ = __webpack_require__(8606);
/* harmony import */ var _numbers_js__WEBPACK_IMPORTED_MODULE_4__ = __webpack_require__(8939);
/* harmony import */ var _words_js__WEBPACK_IMPORTED_MODULE_3__ = __webpack_require__(9108);





const DOT = ' · ';
const say = (seconds) => (0,_model_duration_js__WEBPACK_IMPORTED_MODULE_0__/* .sayDuration */ .k)(seconds * 1_000);
const joined = (parts) => parts.filter((part) => part !== '').join(DOT);
/** The facts of a run, what matters most first; each as a name and HTML. Those that have nothing to say are left out. */
function factsOf(report) {
    const unhappy = report.status !== 'succeeded' && report.status !== 'submitted';
    const rows = [
        ['What happened', unhappy ? happened(report) : ''],
        ['What to do', unhappy ? (0,_escape_js__WEBPACK_IMPORTED_MODULE_2__/* .htmlWithCode */ .VK)((0,_words_js__WEBPACK_IMPORTED_MODULE_3__/* .whatToDo */ .H6)(report), 1_000) : ''],
        [
            'Next',
            report.status === 'submitted' && report.jobId !== ''
                ? `${(0,_escape_js__WEBPACK_IMPORTED_MODULE_2__/* .code */ .aY)('mode: collect')} with ${(0,_escape_js__WEBPACK_IMPORTED_MODULE_2__/* .code */ .aY)(`job-id: ${report.jobId}`, 160)} streams it, waits for it and reports`
                : '',
        ],
        ['Where the time went', timeRow(report)],
        ['Cost', costRow(report)],
        ['GPU', gpuRow(report)],
        ['GPU use', report.telemetry === null ? '' : useRow(withoutMissed(report.telemetry, report))],
        ['Sessions', sessionsRow(report)],
        ['Outputs', outputsRow(report)],
        ['Ended', endRow(report)],
        ['Command', report.command === '' ? '' : (0,_escape_js__WEBPACK_IMPORTED_MODULE_2__/* .code */ .aY)(firstLine(report.command), 160)],
    ];
    return rows.filter(([, value]) => value !== '');
}
/** An HTML table needs no empty heading, as one of Markdown would. `told` are facts that stand elsewhere on the page. */
function factsTable(report, told = []) {
    const rows = factsOf(report).filter(([name]) => !told.includes(name));
    const lines = rows.map(([name, value]) => `<tr><td nowrap><b>${name}</b></td><td>${value}</td></tr>`);
    return lines.length === 0 ? '' : `<table>\n${lines.join('\n')}\n</table>`;
}
/** The line of the log that names the reason, where there is one, and the reason. */
function happened(report) {
    return (0,_words_js__WEBPACK_IMPORTED_MODULE_3__/* .causesOf */ .cZ)(report)
        .map(({ said, text }) => (said ? (0,_escape_js__WEBPACK_IMPORTED_MODULE_2__/* .code */ .aY)(text, 240) : (0,_escape_js__WEBPACK_IMPORTED_MODULE_2__/* .htmlWithCode */ .VK)(text, 1_000)))
        .join('<br>');
}
function firstLine(command) {
    const lines = command.trim().split('\n');
    const more = lines.length - 1;
    return more > 0 ? `${lines[0] ?? ''} … and ${(0,_numbers_js__WEBPACK_IMPORTED_MODULE_4__/* .plural */ .LS)(more, 'more line')}` : (lines[0] ?? '');
}
function gpuRow(report) {
    const { gpu } = report;
    const type = gpu.type === '' ? (report.telemetry?.gpuName ?? '') : gpu.type;
    // The row of the cost has the price too.
    const isPriced = gpu.pricePerHour > 0 && costRow(report) === '';
    const price = isPriced ? ` at ${(0,_numbers_js__WEBPACK_IMPORTED_MODULE_4__/* .sayMoney */ .CW)(gpu.pricePerHour)}/h${gpu.count > 1 ? ' each' : ''}` : '';
    const began = report.times.runSeconds > 0 || report.cleanup !== 'not-needed';
    const asked = began || report.attempts.length === 0 ? '' : 'asked for ';
    return type === '' ? '' : `${asked}${gpu.count > 1 ? `${gpu.count} × ` : ''}<b>${(0,_escape_js__WEBPACK_IMPORTED_MODULE_2__/* .html */ .qy)(type, 100)}</b>${price}`;
}
function timeRow(report) {
    const { queueSeconds, provisionSeconds, runSeconds } = report.times;
    return joined([
        queueSeconds >= 1 ? `${say(queueSeconds)} ${(0,_words_js__WEBPACK_IMPORTED_MODULE_3__/* .waitedFor */ .a6)(report)}` : '',
        provisionSeconds >= 1 ? `${say(provisionSeconds)} provisioning` : '',
        runSeconds > 0 ? `<b>${say(runSeconds)} running</b>` : queueSeconds >= 1 ? 'never ran' : '',
    ]);
}
function costRow(report) {
    const { cost } = report;
    if (cost === null || cost.usd === 0)
        return '';
    const times = cost.gpuCount > 1 ? ` × ${cost.gpuCount} GPUs` : '';
    return `<b>${(0,_numbers_js__WEBPACK_IMPORTED_MODULE_4__/* .sayEstimate */ .QS)(cost.usd)}</b>: ${(0,_numbers_js__WEBPACK_IMPORTED_MODULE_4__/* .sayMoney */ .CW)(cost.pricePerHour)}/h${times} × ${say(cost.billedSeconds)} billed`;
}
/** Memory can fill up between two samples: of a run that ran out of it a low peak is no fact. */
function withoutMissed(telemetry, { advice }) {
    const { memoryMib, memoryTotalMib } = telemetry;
    const isLow = memoryMib !== null && memoryTotalMib !== null && memoryMib.peak < memoryTotalMib / 2;
    return isLow && advice.some(({ kind }) => kind === 'out-of-memory') ? { ...telemetry, memoryMib: null } : telemetry;
}
function useRow(telemetry) {
    const { utilization, memoryMib, memoryTotalMib, energyKwh, gpuCount, idleGpus = 0 } = telemetry;
    const total = memoryTotalMib === null ? '' : ` of ${(0,_numbers_js__WEBPACK_IMPORTED_MODULE_4__/* .gib */ .$l)(memoryTotalMib)}`;
    return joined([
        utilization === null ? '' : `<b>${(0,_numbers_js__WEBPACK_IMPORTED_MODULE_4__/* .sayPercent */ .F_)(utilization.mean)} busy</b>, peak ${(0,_numbers_js__WEBPACK_IMPORTED_MODULE_4__/* .sayPercent */ .F_)(utilization.peak)}`,
        gpuCount > 1 && idleGpus > 0 ? `<b>${idleGpus} of ${gpuCount} GPUs not used</b>` : '',
        memoryMib === null ? '' : `memory ${(0,_numbers_js__WEBPACK_IMPORTED_MODULE_4__/* .gib */ .$l)(memoryMib.peak)}${total} GiB`,
        energyKwh === null ? '' : (0,_numbers_js__WEBPACK_IMPORTED_MODULE_4__/* .sayEnergy */ .yo)(energyKwh),
    ]);
}
function sessionsRow(report) {
    const { org, attempts } = report;
    const refused = attempts.findLast((attempt) => attempt.outcome.kind === 'refused' && attempt.outcome.pool !== undefined);
    const { pool } = org;
    const began = attempts.length > 0 && attempts.at(-1)?.outcome.kind !== 'refused';
    const when = !began ? '' : refused === undefined ? ' while it ran' : ' at first';
    return joined([
        org.slug === '' ? '' : (0,_escape_js__WEBPACK_IMPORTED_MODULE_2__/* .code */ .aY)(org.slug, 80),
        pool === null ? '' : `${pool.used} of ${pool.limit} in use${when}`,
        attempts.length < 2 ? '' : began ? `started at attempt ${attempts.length}` : (0,_numbers_js__WEBPACK_IMPORTED_MODULE_4__/* .plural */ .LS)(attempts.length, 'attempt'),
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
        missing.length === 0 ? '' : `⚠️ missing: ${list(missing)}`,
        found.length === 0 ? '' : `${list(found)} came back`,
    ]);
}
const CLEANUP = {
    confirmed: 'pod released, confirmed',
    'not-needed': 'nothing was started, nothing is billed',
    unconfirmed: '🚨 <b>clean-up not confirmed</b>',
    kept: 'pod kept warm, as asked: it is billed until it is stopped',
};
function endRow(report) {
    if (report.status === 'skipped')
        return '';
    return joined([
        report.class === '' ? '' : `class ${(0,_escape_js__WEBPACK_IMPORTED_MODULE_2__/* .code */ .aY)(report.class)}`,
        report.exitCode === null ? '' : `exit code ${report.exitCode}`,
        report.status === 'submitted' ? '' : CLEANUP[report.cleanup],
    ]);
}
/** The report as a group of the log, for hosts that show no summary: its title is how the run ended. */
function logTitle(report) {
    return `Report: ${(0,_words_js__WEBPACK_IMPORTED_MODULE_3__/* .signOf */ .rL)(report)} ${(0,_words_js__WEBPACK_IMPORTED_MODULE_3__/* .verdict */ .WJ)(report)}`;
}
function logLines(report) {
    return [
        ...factsOf(report).map(([name, value]) => `${name}: ${plain(value)}`),
        ...report.advice.map(({ text }) => `Tip: ${(0,_escape_js__WEBPACK_IMPORTED_MODULE_2__/* .oneLine */ .TN)(text, 1_000)}`),
        ...(0,_attempts_js__WEBPACK_IMPORTED_MODULE_1__/* .attemptLines */ .x)(report),
    ];
}
const ENTITIES = { amp: '&', lt: '<', gt: '>', quot: '"', '#39': "'" };
/** HTML of our own making as text. */
function plain(html) {
    return html
        .replace(/<br>/g, ' · ')
        .replace(/<[^>]*>/g, '')
        .replace(/&(amp|lt|gt|quot|#39);/g, (_, name) => String(ENTITIES[name]))
        .replace(/\u200B/g, '');
}


/***/ }),

/***/ 6687:
/***/ ((__unused_webpack_module, __webpack_exports__, __webpack_require__) => {

// ESM COMPAT FLAG
__webpack_require__.r(__webpack_exports__);

// EXPORTS
__webpack_require__.d(__webpack_exports__, {
  adviceAlert: () => (/* binding */ adviceAlert),
  byteLength: () => (/* binding */ byteLength),
  headline: () => (/* binding */ headline),
  leftoverAlert: () => (/* binding */ leftoverAlert),
  logPart: () => (/* binding */ logPart),
  metricsTable: () => (/* binding */ metricsTable),
  noticesPart: () => (/* binding */ noticesPart),
  ownReport: () => (/* binding */ ownReport),
  renderSummary: () => (/* binding */ renderSummary),
  subLine: () => (/* binding */ subLine)
});

// EXTERNAL MODULE: ./build/src/report/attempts.js
var attempts = __webpack_require__(3723);
// EXTERNAL MODULE: ./build/src/report/escape.js
var report_escape = __webpack_require__(8606);
// EXTERNAL MODULE: ./build/src/report/numbers.js
var numbers = __webpack_require__(8939);
// EXTERNAL MODULE: ./build/src/report/words.js
var words = __webpack_require__(9108);
;// CONCATENATED MODULE: ./build/src/report/charts.js



/**
 * Mermaid's own colors are pale on white and unreadable on black; these work on both. Grid lines and the text next to a bar have no
 * variable, so a style sets them.
 */
const GREY = '#768390';
const GANTT_LOOK = `%%{init: ${JSON.stringify({
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
})}}%%`;
const DAY_S = 86_400;
const TICKS = [
    [10, '10second'],
    [30, '30second'],
    [60, '1minute'],
    [300, '5minute'],
    [900, '15minute'],
    [3_600, '1hour'],
    [4 * 3_600, '4hour'],
];
/** Where the time went, as a Mermaid gantt. Empty if the time went to one place. */
function timeline(report) {
    const { queueSeconds, provisionSeconds, runSeconds } = report.times;
    const isSplit = report.attempts.length > 1 || queueSeconds > Math.max(30, runSeconds * 0.05);
    const bars = [
        { section: 'Queue', label: waitingOf(report), tag: 'done, ', seconds: queueSeconds },
        { section: 'Pod', label: 'provisioning', tag: 'active, ', seconds: provisionSeconds },
        { section: 'Pod', label: 'running', tag: (0,words/* isGood */.Kg)(report) ? '' : 'crit, ', seconds: runSeconds },
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
        return [
            ...(bars[at - 1]?.section === section ? [] : [`    section ${section}`]),
            `    ${(0,report_escape/* mermaidLabel */._b)(label)} :${tag}${stamp(start)}, ${stamp(start + Math.max(seconds, least))}`,
        ];
    });
    return [
        '```mermaid',
        GANTT_LOOK,
        'gantt',
        // A time of day alone ends at midnight.
        '    dateFormat YYYY-MM-DD HH:mm:ss',
        `    axisFormat ${total < 3_600 ? '%M:%S' : total < DAY_S ? '%H:%M' : '%a %H:%M'}`,
        `    tickInterval ${TICKS.find(([step]) => total / step <= 8)?.[1] ?? '1day'}`,
        ...lines,
        '```',
    ].join('\n');
}
function waitingOf({ attempts }) {
    const refusals = attempts.filter(({ outcome }) => outcome.kind === 'refused').length;
    const others = attempts.slice(0, -1).some(({ outcome }) => outcome.kind !== 'refused');
    return others ? 'earlier attempts' : refusals === 0 ? 'waiting' : `waiting through ${(0,numbers/* plural */.LS)(refusals, 'refusal')}`;
}
/** A day without a change of clocks: Monday, 1 January 2001 and on. */
function stamp(second) {
    return new Date(Date.UTC(2001, 0, 1) + Math.round(Math.min(second, 1e9)) * 1_000)
        .toISOString()
        .slice(0, 19)
        .replace('T', ' ');
}
/** GPU use and memory over the run, as a Mermaid chart. Empty if there is too little to see. */
function useChart({ series, spanSeconds }) {
    if (series.length < 8 || spanSeconds < 20)
        return '';
    const lines = [
        ['use', 'green', '#2da44e', series.map((point) => point.utilization)],
        ['memory', 'purple', '#986ee2', series.map((point) => point.memory)],
    ].filter(([, , , values]) => values.some((value) => value !== null));
    const minutes = spanSeconds >= 180;
    const span = minutes ? spanSeconds / 60 : spanSeconds;
    return [
        '```mermaid',
        `%%{init: {"xyChart": {"width": 900, "height": 270}, "themeVariables": {"xyChart": {"backgroundColor": "transparent", "plotColorPalette": "${lines.map(([, , color]) => color).join(', ')}"}}}}%%`,
        'xychart-beta',
        `    title "GPU ${lines.map(([name, color]) => `${name} (${color})`).join(' and ')}, %"`,
        `    x-axis "${minutes ? 'minutes' : 'seconds'}" 0 --> ${Number(span.toFixed(1))}`,
        '    y-axis 0 --> 100',
        ...lines.map(([, , , values]) => `    line [${plotted(values)}]`),
        '```',
    ].join('\n');
}
/** A gap repeats the value before it. */
function plotted(values) {
    let last = values.find((value) => value !== null) ?? 0;
    return values.map((value) => Math.round(Math.max(0, Math.min(100, (last = value ?? last))))).join(', ');
}

// EXTERNAL MODULE: ./build/src/report/facts.js
var facts = __webpack_require__(9226);
// EXTERNAL MODULE: ./build/src/report/foreign.js
var foreign = __webpack_require__(8733);
// EXTERNAL MODULE: ./build/src/report/log-tail.js
var log_tail = __webpack_require__(3822);
;// CONCATENATED MODULE: ./build/src/report/summary.js








const byteLength = (text) => new TextEncoder().encode(text).length;
/** GitHub drops a summary of more than 1 MiB. With these limits a summary stays below it, whatever is escaped. */
const WHOLE = { logLines: 60, reportBytes: 200_000, metrics: 200 };
/**
 * The job summary as Markdown. Four answers first: did it work, what did it cost, where did the time go, what should I change.
 * `title` is '' on a page that has its own title.
 */
function renderSummary(report, limits = WHOLE, title = headline(report)) {
    const page = (0,report_escape/* joined */.oR)([
        leftoverAlert(report),
        title,
        (0,facts.factsTable)(report),
        adviceAlert(report.advice),
        (0,words/* isGood */.Kg)(report) ? '' : logPart(report, limits.logLines),
        noticesPart(report.notices),
        timeline(report),
        report.telemetry === null ? '' : useChart(report.telemetry),
        withHeading('Metrics', metricsTable(report.metrics, limits.metrics)),
        withHeading('Report', ownReport(report, limits.reportBytes)),
        (0,attempts/* attemptsPart */._)(report),
        subLine(report),
    ]);
    return `${page}\n`;
}
function headline(report, level = 2) {
    const label = (0,report_escape/* markdown */.wD)(report.label, 120) || 'GPU run';
    return `${'#'.repeat(level)} ${(0,words/* signOf */.rL)(report)} ${label} · ${(0,words/* verdict */.WJ)(report).replace('$', '\\$')}`;
}
const withHeading = (heading, body) => (body === '' ? '' : `### ${heading}\n\n${body}`);
/** The loudest thing on a page: something may live on and cost money. */
function leftoverAlert(report) {
    if (report.cleanup !== 'unconfirmed')
        return '';
    // The command stands between backticks, or last, after a colon.
    const [told = '', last] = report.leftover.split(/[,;.]? end it with:\s*/);
    const commands = last === undefined
        ? [...report.leftover.matchAll(/`([^`\n]+)`/g)].map((match) => match[1] ?? '')
        : [last.replace(/^`|`$/g, '')];
    const hourly = report.gpu.pricePerHour * Math.max(1, report.gpu.count);
    const price = hourly > 0 ? `, at about ${(0,numbers/* sayMoney */.CW)(hourly).replace('$', '\\$')} an hour` : '';
    const what = report.leftover === ''
        ? 'Neither the job nor the pod could be confirmed to have ended.'
        : (0,report_escape/* markdownWithCode */.Dr)(told, 1_000);
    const command = commands.length > 0 ? commands : ['gpu status'];
    return quoted('CAUTION', `## 🚨 A GPU may still be running${price}\n\n${what.charAt(0).toUpperCase()}${what.slice(1).replace(/[.]?$/, '.')}\n\n**End it now:**\n\n${(0,report_escape/* fence */.EU)(command.join('\n'), 'sh')}`);
}
function quoted(kind, body) {
    const lines = body.split('\n').map((line) => (line === '' ? '>' : `> ${line}`));
    return [`> [!${kind}]`, ...lines].join('\n');
}
const paragraphOrList = (texts) => texts.map((text) => (texts.length > 1 ? `- ${text}` : text)).join('\n');
function adviceAlert(advice) {
    const said = advice.slice(0, 3).map((item) => (0,report_escape/* markdownWithCode */.Dr)(item.text, 1_000));
    if (said.length === 0)
        return '';
    return quoted('TIP', paragraphOrList(said));
}
function noticesPart(notices) {
    const told = notices.filter((text) => text.trim() !== '');
    const said = told.slice(0, 10);
    if (said.length === 0)
        return '';
    const more = told.length > said.length ? [`and ${(0,numbers/* plural */.LS)(told.length - said.length, 'more notice')}`] : [];
    const lines = [...said.map((text) => (0,report_escape/* markdownWithCode */.Dr)(text, 500)), ...more];
    return quoted('NOTE', paragraphOrList(lines));
}
/** Which way the number went, and whether that is good: the arrow is the direction, the colour the verdict. */
function changeOf(row) {
    if (row.verdict === 'new')
        return 'new';
    if (row.change === null)
        return '';
    const arrow = row.change > 0 ? '▲' : '▼';
    const mark = row.verdict === 'better' ? '🟢 ' : row.verdict === 'worse' ? '🔴 ' : '';
    return `${mark}${arrow} ${row.change > 0 ? '+' : '−'}${(0,numbers/* sayMetric */.yg)(Math.abs(row.change))}`;
}
function metricsTable(rows, most) {
    if (rows.length === 0)
        return '';
    const compared = rows.some((row) => row.baseline !== null);
    const unchanged = rows.filter((row) => row.change === 0);
    const changed = rows.filter((row) => row.change !== 0);
    const shown = changed.slice(0, most);
    const lines = shown.map((row) => {
        const first = `| ${(0,report_escape/* cell */.Hn)(row.name, 120)} | ${(0,numbers/* sayMetric */.yg)(row.value, row.baseline)} |`;
        return compared
            ? `${first} ${row.baseline === null ? '–' : (0,numbers/* sayMetric */.yg)(row.baseline, row.value)} | ${changeOf(row)} |`
            : first;
    });
    const head = compared
        ? '| metric | this run | baseline | change |\n|:---|---:|---:|:---|'
        : '| metric | this run |\n|:---|---:|';
    const worse = changed.filter((row) => row.verdict === 'worse').map((row) => `**${(0,report_escape/* markdown */.wD)(row.name, 80)}**`);
    const same = unchanged.map((row) => `${(0,report_escape/* markdown */.wD)(row.name, 80)} ${(0,numbers/* sayMetric */.yg)(row.value)}`);
    return (0,report_escape/* joined */.oR)([
        worse.length === 0 ? '' : `🔴 Worse than the baseline: ${listed(worse, 3)}.`,
        lines.length === 0 ? '' : `${head}\n${lines.join('\n')}`,
        same.length === 0 ? '' : `Unchanged: ${listed(same, 10)}.`,
        changed.length === shown.length ? '' : `${(0,numbers/* plural */.LS)(changed.length - shown.length, 'more number')} in the run report.`,
    ]);
}
const listed = (names, most) => names.slice(0, most).join(', ') + (names.length > most ? ` and ${names.length - most} more` : '');
/** The workload's own report, cut at a line end. Its escaped text may be twice as long; what is longer is markup, not a report. */
function ownReport(report, maxBytes, options = {}) {
    const text = (0,foreign/* foreignMarkdown */.g)(headLines(report.markdown, maxBytes), options);
    return byteLength(text) <= 2 * maxBytes ? text : '<p><sub>The report of the workload is too long to show.</sub></p>';
}
/** The first lines of a text within a number of bytes. */
function headLines(text, maxBytes) {
    if (byteLength(text) <= maxBytes)
        return text;
    const end = new TextDecoder().decode(new TextEncoder().encode(text).subarray(0, maxBytes)).lastIndexOf('\n');
    return end <= 0 ? '' : `${text.slice(0, end)}\n\n…`;
}
function logPart(report, maxLines) {
    if (report.logTail === '' || maxLines === 0)
        return '';
    const tail = (0,log_tail/* lastLines */.w$)(report.logTail, { maxBytes: log_tail/* TAIL_LIMITS */.YB.maxBytes, maxLines });
    return (0,report_escape/* details */.zH)('<b>Last lines of the log</b>', (0,report_escape/* fence */.EU)(tail), true);
}
/** What is looked for when something is to be looked into, small, at the end. */
function subLine(report) {
    const run = /^https?:\/\/[^\s"'<>]+$/.test(report.links.run)
        ? `<a href="${(0,report_escape/* html */.qy)(report.links.run, 2_000)}">the run and its log</a>`
        : '';
    const parts = [
        report.jobId === '' ? '' : (0,report_escape/* code */.aY)(report.jobId, 100),
        report.podId === '' ? '' : `pod ${(0,report_escape/* code */.aY)(report.podId, 100)}`,
        report.org.identity === '' ? '' : `as ${(0,report_escape/* code */.aY)(report.org.identity, 100)}`,
        report.versions.cli === '' ? '' : `gpu ${(0,report_escape/* html */.qy)(report.versions.cli, 40)}`,
        report.versions.action === '' ? '' : `run-action ${(0,report_escape/* html */.qy)(report.versions.action, 40)}`,
        report.cost === null ? '' : 'cost is an estimate: list price × billed time',
        run,
    ];
    return `<p><sub>${parts.filter((part) => part !== '').join(' · ')}</sub></p>`;
}


/***/ })

};
;