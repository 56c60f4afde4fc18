"use strict";
exports.id = 864;
exports.ids = [864];
exports.modules = {

/***/ 3723:
/***/ ((__unused_webpack_module, __webpack_exports__, __webpack_require__) => {

/* harmony export */ __webpack_require__.d(__webpack_exports__, {
/* harmony export */   TM: () => (/* binding */ stretchesOf),
/* harmony export */   Wm: () => (/* binding */ outcomeName),
/* harmony export */   _$: () => (/* binding */ attemptsPart),
/* harmony export */   cZ: () => (/* binding */ numbersOf)
/* harmony export */ });
/* harmony import */ var _model_duration_js__WEBPACK_IMPORTED_MODULE_0__ = __webpack_require__(7378);
/* harmony import */ var _charts_js__WEBPACK_IMPORTED_MODULE_1__ = __webpack_require__(3996);
/* harmony import */ var _escape_js__WEBPACK_IMPORTED_MODULE_2__ = __webpack_require__(8606);
/* harmony import */ var _numbers_js__WEBPACK_IMPORTED_MODULE_4__ = __webpack_require__(8939);
/* harmony import */ var _sections_js__WEBPACK_IMPORTED_MODULE_3__ = __webpack_require__(1173);





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
const numbersOf = ({ first, last }) => first === last ? String(first.n) : `${first.n} to ${last.n}`;
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
    const more = missing > 0 ? `\n\n${(0,_numbers_js__WEBPACK_IMPORTED_MODULE_4__/* .plural */ .LS)(missing, 'attempt')} in between left out.` : '';
    return (0,_sections_js__WEBPACK_IMPORTED_MODULE_3__/* .details */ .zH)((0,_numbers_js__WEBPACK_IMPORTED_MODULE_4__/* .plural */ .LS)(attempts.length, 'attempt'), `<table>\n${lines.join('\n')}\n</table>${more}`);
}
function cells(stretch, typed) {
    const { first, waitedSeconds } = stretch;
    return [
        numbersOf(stretch),
        (0,_escape_js__WEBPACK_IMPORTED_MODULE_2__/* .html */ .qy)((0,_charts_js__WEBPACK_IMPORTED_MODULE_1__/* .clockOf */ .ie)(first.startedAt)),
        ...(typed ? [(0,_escape_js__WEBPACK_IMPORTED_MODULE_2__/* .html */ .qy)(first.gpuType, 80)] : []),
        reached(first),
        outcomeName(first.outcome),
        (0,_escape_js__WEBPACK_IMPORTED_MODULE_2__/* .htmlWithCode */ .VK)(reasonOf(first.outcome), 300),
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


/***/ }),

/***/ 3996:
/***/ ((__unused_webpack_module, __webpack_exports__, __webpack_require__) => {

/* harmony export */ __webpack_require__.d(__webpack_exports__, {
/* harmony export */   IO: () => (/* binding */ timeline),
/* harmony export */   KM: () => (/* binding */ sparkline),
/* harmony export */   ie: () => (/* binding */ clockOf),
/* harmony export */   uy: () => (/* binding */ useChart)
/* harmony export */ });
/* harmony import */ var _escape_js__WEBPACK_IMPORTED_MODULE_0__ = __webpack_require__(8606);
/* harmony import */ var _numbers_js__WEBPACK_IMPORTED_MODULE_1__ = __webpack_require__(8939);


const BARS = '▁▂▃▄▅▆▇█';
/** Percentages as a line of bars. Gaps repeat what was before them. */
function sparkline(values, width = 20) {
    if (values.filter((value) => Number.isFinite(value)).length < 2)
        return '';
    return resample(values, Math.min(width, values.length))
        .map((value) => BARS.charAt(Math.min(7, Math.floor((Math.max(0, Math.min(100, value)) / 100) * 8))))
        .join('');
}
/** Evenly to `count` values, no more than there are: each the mean of those it stands for. */
function resample(values, count) {
    let last = values.find((value) => Number.isFinite(value)) ?? 0;
    const filled = values.map((value) => (last = Number.isFinite(value) ? value : last));
    return Array.from({ length: count }, (_, at) => {
        const from = Math.floor((at * filled.length) / count);
        const part = filled.slice(from, Math.floor(((at + 1) * filled.length) / count));
        return part.reduce((sum, value) => sum + value, 0) / part.length;
    });
}
/**
 * Mermaid's own colours are pale on white and unreadable on black; these stand on both. Its lines and the text beside a bar have no
 * variable of their own, so they are told by style; where that is not let through they are black or white.
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
const MAX_SECTIONS = 8;
const DAY_S = 86_400;
/** Where the time went, as a Mermaid gantt: refusals in a row are one bar, each attempt that got further has its own section. */
function timeline(report) {
    const origin = Date.parse(report.attempts[0]?.startedAt ?? '');
    const sections = sectionsOf(report.attempts, origin);
    const shown = sections.filter((_, at) => at < 2 || at >= sections.length + 2 - MAX_SECTIONS);
    const end = Math.max(...shown.flatMap((section) => section.bars.map((bar) => bar.to)), 0);
    // A single bar tells nothing that the table does not.
    if (end < 1 || shown.reduce((sum, section) => sum + section.bars.length, 0) < 2)
        return '';
    const stamp = stampFor(end);
    // A bar thinner than this cannot be seen, and one of no length is an error to some versions of Mermaid.
    const least = Math.max(1, Math.ceil(end / 150));
    const lines = shown.flatMap(({ title, bars }) => {
        const seen = bars
            .filter((bar) => bar.tag !== 'done, ' || bar.to - bar.from >= least)
            .map((bar) => `    ${(0,_escape_js__WEBPACK_IMPORTED_MODULE_0__/* .mermaidLabel */ ._b)(bar.label)} :${bar.tag}${stamp(bar.from)}, ${stamp(Math.max(bar.to, bar.from + least))}`);
        return seen.length === 0 ? [] : [`    section ${(0,_escape_js__WEBPACK_IMPORTED_MODULE_0__/* .mermaidLabel */ ._b)(title, 24)}`, ...seen];
    });
    const axis = end < 3_600 ? '%M:%S' : end < DAY_S ? '%H:%M' : '%a %H:%M';
    return [
        '```mermaid',
        GANTT_LOOK,
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
    const marks = attempts.map(podMarks);
    const many = marks.filter((own) => own.length > 0).length > 1;
    const sections = [];
    let waiting;
    attempts.forEach((attempt, index) => {
        const own = marks[index] ?? [];
        const from = seconds(attempt.startedAt);
        const got = own[0];
        if (got === undefined) {
            waiting ??= { from, refusals: 0 };
            if (attempt.outcome.kind === 'refused')
                waiting.refusals++;
        }
        const isLast = index === attempts.length - 1;
        const began = seconds(got?.at ?? attempt.endedAt);
        const waitFrom = waiting?.from ?? from;
        const add = (place, bars) => {
            const title = many ? `Attempt ${attempt.n}` : place;
            if (sections.at(-1)?.title === title)
                sections.at(-1)?.bars.push(...bars);
            else
                sections.push({ title, bars: [...bars] });
        };
        if ((got !== undefined || isLast) && began > waitFrom) {
            const refusals = waiting?.refusals ?? 0;
            const label = refusals === 0 ? 'waiting' : `waiting through ${(0,_numbers_js__WEBPACK_IMPORTED_MODULE_1__/* .plural */ .LS)(refusals, 'refusal')}`;
            add('Queue', [{ label, tag: 'done, ', from: waitFrom, to: began }]);
        }
        if (got === undefined)
            return;
        waiting = undefined;
        add('Pod', phaseBars(attempt, own, seconds));
    });
    return sections;
}
/** From when there was a session. Once a job exists, what is waited for is its pod, whether the CLI says more of it or not. */
function podMarks({ phases, outcome }) {
    const from = outcome.kind === 'refused' ? [] : ['waiting'];
    return phases
        .filter(({ phase }) => [...from, 'provisioning', 'syncing', 'running'].includes(phase))
        .map((mark) => (mark.phase === 'waiting' ? { ...mark, phase: 'provisioning' } : mark))
        .filter((mark, at, all) => mark.phase !== all[at - 1]?.phase);
}
function phaseBars(attempt, marks, seconds) {
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
    ];
    return steps.find(([step]) => end / step <= 8)?.[1] ?? '1day';
}
/** GPU use and memory over the run, as a Mermaid chart. */
function useChart(telemetry) {
    const { series, spanSeconds } = telemetry;
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
        `%%{init: {"xyChart": {"width": 900, "height": 280}, "themeVariables": {"xyChart": {"backgroundColor": "transparent", "plotColorPalette": "${lines.map(([, , color]) => color).join(', ')}"}}}}%%`,
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

/***/ 9226:
/***/ ((__unused_webpack_module, __webpack_exports__, __webpack_require__) => {

/* harmony export */ __webpack_require__.d(__webpack_exports__, {
/* harmony export */   IT: () => (/* binding */ useRow),
/* harmony export */   K2: () => (/* binding */ useTable),
/* harmony export */   Y5: () => (/* binding */ happened),
/* harmony export */   _A: () => (/* binding */ timeRow),
/* harmony export */   wd: () => (/* binding */ factsTable),
/* harmony export */   xS: () => (/* binding */ factsOf)
/* harmony export */ });
/* harmony import */ var _model_duration_js__WEBPACK_IMPORTED_MODULE_0__ = __webpack_require__(7378);
/* harmony import */ var _charts_js__WEBPACK_IMPORTED_MODULE_1__ = __webpack_require__(3996);
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
    const { utilization, memoryMib, memoryTotalMib, energyKwh, idleGpus = 0 } = telemetry;
    // A GPU that was filled but never computed has its story in its memory.
    const idle = (utilization?.peak ?? 0) === 0;
    const drawn = telemetry.series.map((point) => (idle ? point.memory : point.utilization) ?? NaN);
    // A flat line of nothing shows nothing.
    const bars = drawn.some((value) => value > 0) ? (0,_charts_js__WEBPACK_IMPORTED_MODULE_1__/* .sparkline */ .KM)(drawn) : '';
    const spark = bars === '' ? '' : `<code>${bars}</code> `;
    const total = memoryTotalMib === null ? '' : ` of ${(0,_numbers_js__WEBPACK_IMPORTED_MODULE_4__/* .gib */ .$l)(memoryTotalMib)}`;
    const memory = memoryMib === null ? '' : ` ${(0,_numbers_js__WEBPACK_IMPORTED_MODULE_4__/* .gib */ .$l)(memoryMib.peak)}${total} GiB`;
    const busy = utilization === null ? '' : `<b>${(0,_numbers_js__WEBPACK_IMPORTED_MODULE_4__/* .sayPercent */ .F_)(utilization.mean)} busy</b>, peak ${(0,_numbers_js__WEBPACK_IMPORTED_MODULE_4__/* .sayPercent */ .F_)(utilization.peak)}`;
    return joined([
        `${idle ? '' : spark}${busy}`.trim(),
        telemetry.gpuCount > 1 && idleGpus > 0 ? `<b>${idleGpus} of ${telemetry.gpuCount} GPUs not used</b>` : '',
        memory === '' && !(idle && spark !== '') ? '' : `${idle ? spark : ''}memory${memory}`,
        energyKwh === null ? '' : (0,_numbers_js__WEBPACK_IMPORTED_MODULE_4__/* .sayEnergy */ .yo)(energyKwh),
    ]);
}
/** The statistics that the row has no room for. */
function useTable(telemetry) {
    const line = (name, stat, say) => stat === null
        ? ''
        : `<tr><td>${name}</td>${[stat.mean, stat.p95, stat.peak].map((value) => `<td align="right">${say(value)}</td>`).join('')}</tr>\n`;
    const lines = line('busy', telemetry.utilization, _numbers_js__WEBPACK_IMPORTED_MODULE_4__/* .sayPercent */ .F_) +
        line('memory', telemetry.memoryMib, (mib) => `${(0,_numbers_js__WEBPACK_IMPORTED_MODULE_4__/* .gib */ .$l)(mib)} GiB`) +
        line('power', telemetry.powerW, (watt) => `${Math.round(watt)} W`) +
        line('temperature', telemetry.temperatureC, (degrees) => `${Math.round(degrees)} °C`);
    if (lines === '')
        return '';
    const on = telemetry.gpuName === '' ? '' : ` on ${telemetry.gpuCount} × ${(0,_escape_js__WEBPACK_IMPORTED_MODULE_2__/* .html */ .qy)(telemetry.gpuName, 80)}`;
    const note = `<p><sub>${(0,_numbers_js__WEBPACK_IMPORTED_MODULE_4__/* .plural */ .LS)(telemetry.samples, 'sample')} over ${say(telemetry.spanSeconds)}${on}</sub></p>`;
    return `<table>\n<tr><th></th><th>mean</th><th>95 % below</th><th>peak</th></tr>\n${lines}</table>\n\n${note}`;
}
function sessionsRow(report) {
    const { org, attempts } = report;
    const refused = attempts.findLast((attempt) => attempt.outcome.kind === 'refused' && attempt.outcome.pool !== undefined);
    const pool = org.pool ?? (refused?.outcome.kind === 'refused' ? (refused.outcome.pool ?? null) : null);
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


/***/ }),

/***/ 1173:
/***/ ((__unused_webpack_module, __webpack_exports__, __webpack_require__) => {

/* harmony export */ __webpack_require__.d(__webpack_exports__, {
/* harmony export */   HJ: () => (/* binding */ ownReport),
/* harmony export */   Xo: () => (/* binding */ subLine),
/* harmony export */   dp: () => (/* binding */ byteLength),
/* harmony export */   iG: () => (/* binding */ logPart),
/* harmony export */   l7: () => (/* binding */ noticesPart),
/* harmony export */   oR: () => (/* binding */ joined),
/* harmony export */   pi: () => (/* binding */ adviceAlert),
/* harmony export */   sQ: () => (/* binding */ metricsTable),
/* harmony export */   w7: () => (/* binding */ leftoverAlert),
/* harmony export */   zH: () => (/* binding */ details)
/* harmony export */ });
/* harmony import */ var _log_tail_js__WEBPACK_IMPORTED_MODULE_0__ = __webpack_require__(3822);
/* harmony import */ var _escape_js__WEBPACK_IMPORTED_MODULE_1__ = __webpack_require__(8606);
/* harmony import */ var _foreign_js__WEBPACK_IMPORTED_MODULE_2__ = __webpack_require__(8733);
/* harmony import */ var _numbers_js__WEBPACK_IMPORTED_MODULE_3__ = __webpack_require__(8939);




const byteLength = (text) => new TextEncoder().encode(text).length;
/** Parts of a page; empty ones are left out. */
const joined = (parts) => parts.filter((part) => part !== '').join('\n\n');
/** Folded away; GitHub reads Markdown inside once there is an empty line. `title` is HTML. */
function details(title, body, open = false) {
    return body === '' ? '' : `<details${open ? ' open' : ''}><summary>${title}</summary>\n\n${body}\n\n</details>`;
}
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
    const price = hourly > 0 ? `, at about ${(0,_numbers_js__WEBPACK_IMPORTED_MODULE_3__/* .sayMoney */ .CW)(hourly).replace('$', '\\$')} an hour` : '';
    const what = report.leftover === ''
        ? 'Neither the job nor the pod could be confirmed to have ended.'
        : (0,_escape_js__WEBPACK_IMPORTED_MODULE_1__/* .markdownWithCode */ .Dr)(told, 1_000);
    const command = commands.length > 0 ? commands : ['gpu status'];
    return quoted('CAUTION', `## 🚨 A GPU may still be running${price}\n\n${what.charAt(0).toUpperCase()}${what.slice(1).replace(/[.]?$/, '.')}\n\n**End it now:**\n\n${(0,_escape_js__WEBPACK_IMPORTED_MODULE_1__/* .fence */ .EU)(command.join('\n'), 'sh')}`);
}
function quoted(kind, body) {
    const lines = body.split('\n').map((line) => (line === '' ? '>' : `> ${line}`));
    return [`> [!${kind}]`, ...lines].join('\n');
}
const paragraphOrList = (texts) => texts.map((text) => (texts.length > 1 ? `- ${text}` : text)).join('\n');
function adviceAlert(advice) {
    const said = advice.slice(0, 3).map((item) => (0,_escape_js__WEBPACK_IMPORTED_MODULE_1__/* .markdownWithCode */ .Dr)(item.text, 1_000));
    if (said.length === 0)
        return '';
    return quoted('TIP', paragraphOrList(said));
}
function noticesPart(notices) {
    const told = notices.filter((text) => text.trim() !== '');
    const said = told.slice(0, 10);
    if (said.length === 0)
        return '';
    const more = told.length > said.length ? [`and ${(0,_numbers_js__WEBPACK_IMPORTED_MODULE_3__/* .plural */ .LS)(told.length - said.length, 'more notice')}`] : [];
    const lines = [...said.map((text) => (0,_escape_js__WEBPACK_IMPORTED_MODULE_1__/* .markdownWithCode */ .Dr)(text, 500)), ...more];
    return quoted('NOTE', paragraphOrList(lines));
}
/** Which way the number went, and whether that is good: the arrow is the direction, the colour the verdict. */
function changeOf(row) {
    if (row.verdict === 'new')
        return 'new';
    if (row.change === null)
        return '';
    if (row.change === 0)
        return '=';
    const arrow = row.change > 0 ? '▲' : '▼';
    const mark = row.verdict === 'better' ? '🟢 ' : row.verdict === 'worse' ? '🔴 ' : '';
    return `${mark}${arrow} ${row.change > 0 ? '+' : '−'}${(0,_numbers_js__WEBPACK_IMPORTED_MODULE_3__/* .sayMetric */ .yg)(Math.abs(row.change))}`;
}
function metricsTable(rows, most) {
    if (rows.length === 0)
        return '';
    const compared = rows.some((row) => row.baseline !== null);
    const worse = rows.filter((row) => row.verdict === 'worse');
    const shown = rows.slice(0, most);
    const head = compared
        ? '| metric | this run | baseline | change |\n|:---|---:|---:|:---|'
        : '| metric | this run |\n|:---|---:|';
    const lines = shown.map((row) => {
        const first = `| ${(0,_escape_js__WEBPACK_IMPORTED_MODULE_1__/* .cell */ .Hn)(row.name, 120)} | ${(0,_numbers_js__WEBPACK_IMPORTED_MODULE_3__/* .sayMetric */ .yg)(row.value, row.baseline)} |`;
        return compared
            ? `${first} ${row.baseline === null ? '–' : (0,_numbers_js__WEBPACK_IMPORTED_MODULE_3__/* .sayMetric */ .yg)(row.baseline, row.value)} | ${changeOf(row)} |`
            : first;
    });
    const names = worse.slice(0, 3).map((row) => `**${(0,_escape_js__WEBPACK_IMPORTED_MODULE_1__/* .markdown */ .wD)(row.name, 80)}**`);
    const others = worse.length > 3 ? ` and ${worse.length - 3} more` : '';
    const warning = worse.length > 0 ? `🔴 Worse than the baseline: ${names.join(', ')}${others}.\n\n` : '';
    const more = rows.length > shown.length ? `\n\n${(0,_numbers_js__WEBPACK_IMPORTED_MODULE_3__/* .plural */ .LS)(rows.length - shown.length, 'more number')} in the run report.` : '';
    return `${warning}${head}\n${lines.join('\n')}${more}`;
}
/** The workload's own report, cut at a line end. Its escaped text may be twice as long; what is longer is markup, not a report. */
function ownReport(report, maxBytes, options = {}) {
    const text = (0,_foreign_js__WEBPACK_IMPORTED_MODULE_2__/* .foreignMarkdown */ .g)(headLines(report.markdown, maxBytes), options);
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
    const tail = (0,_log_tail_js__WEBPACK_IMPORTED_MODULE_0__/* .lastLines */ .w$)(report.logTail, { maxBytes: _log_tail_js__WEBPACK_IMPORTED_MODULE_0__/* .TAIL_LIMITS */ .YB.maxBytes, maxLines });
    return details('<b>Last lines of the log</b>', (0,_escape_js__WEBPACK_IMPORTED_MODULE_1__/* .fence */ .EU)(tail), true);
}
/** What is looked for when something is to be looked into, small, at the end. */
function subLine(report) {
    const run = /^https?:\/\/[^\s"'<>]+$/.test(report.links.run)
        ? `<a href="${(0,_escape_js__WEBPACK_IMPORTED_MODULE_1__/* .html */ .qy)(report.links.run, 2_000)}">the run and its log</a>`
        : '';
    const parts = [
        report.jobId === '' ? '' : (0,_escape_js__WEBPACK_IMPORTED_MODULE_1__/* .code */ .aY)(report.jobId, 100),
        report.podId === '' ? '' : `pod ${(0,_escape_js__WEBPACK_IMPORTED_MODULE_1__/* .code */ .aY)(report.podId, 100)}`,
        report.org.identity === '' ? '' : `as ${(0,_escape_js__WEBPACK_IMPORTED_MODULE_1__/* .code */ .aY)(report.org.identity, 100)}`,
        report.versions.cli === '' ? '' : `gpu ${(0,_escape_js__WEBPACK_IMPORTED_MODULE_1__/* .html */ .qy)(report.versions.cli, 40)}`,
        report.versions.action === '' ? '' : `run-action ${(0,_escape_js__WEBPACK_IMPORTED_MODULE_1__/* .html */ .qy)(report.versions.action, 40)}`,
        report.cost === null ? '' : 'cost is an estimate: list price × billed time',
        run,
    ];
    return `<p><sub>${parts.filter((part) => part !== '').join(' · ')}</sub></p>`;
}


/***/ })

};
;