"use strict";
exports.id = 226;
exports.ids = [226];
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


/***/ })

};
;