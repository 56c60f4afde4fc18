"use strict";
exports.id = 185;
exports.ids = [185];
exports.modules = {

/***/ 3185:
/***/ ((__unused_webpack_module, __webpack_exports__, __webpack_require__) => {

__webpack_require__.r(__webpack_exports__);
/* harmony export */ __webpack_require__.d(__webpack_exports__, {
/* harmony export */   headline: () => (/* binding */ headline),
/* harmony export */   renderSummary: () => (/* binding */ renderSummary)
/* harmony export */ });
/* harmony import */ var _budget_js__WEBPACK_IMPORTED_MODULE_0__ = __webpack_require__(4312);
/* harmony import */ var _attempts_js__WEBPACK_IMPORTED_MODULE_1__ = __webpack_require__(3723);
/* harmony import */ var _charts_js__WEBPACK_IMPORTED_MODULE_2__ = __webpack_require__(3996);
/* harmony import */ var _escape_js__WEBPACK_IMPORTED_MODULE_3__ = __webpack_require__(8606);
/* harmony import */ var _facts_js__WEBPACK_IMPORTED_MODULE_4__ = __webpack_require__(9226);
/* harmony import */ var _sections_js__WEBPACK_IMPORTED_MODULE_5__ = __webpack_require__(9622);
/* harmony import */ var _words_js__WEBPACK_IMPORTED_MODULE_6__ = __webpack_require__(9108);







const REPORT_BYTES = 400_000;
const LOG_BYTES = 80_000;
/**
 * The job summary as Markdown. Four answers first: did it work, what did it cost, where did the time go, what should I change.
 * Whatever the report holds, the result is at most `maxBytes` long and nothing foreign in it acts. `title` is '' where the page has
 * one of its own.
 */
function renderSummary(report, maxBytes = _budget_js__WEBPACK_IMPORTED_MODULE_0__/* .SUMMARY_BYTES */ .R$, title = headline(report)) {
    const failed = report.status !== 'succeeded' && report.status !== 'submitted' && report.status !== 'skipped';
    const log = (bytes) => (failed ? (0,_sections_js__WEBPACK_IMPORTED_MODULE_5__/* .logPart */ .iG)(report, true, bytes, 60) : '');
    const own = (bytes) => ownReportPart(report, bytes);
    const parts = [
        (0,_sections_js__WEBPACK_IMPORTED_MODULE_5__/* .part */ .y_)('clean-up', 100, (0,_sections_js__WEBPACK_IMPORTED_MODULE_5__/* .leftoverAlert */ .w7)(report)),
        (0,_sections_js__WEBPACK_IMPORTED_MODULE_5__/* .part */ .y_)('headline', 99, title),
        (0,_sections_js__WEBPACK_IMPORTED_MODULE_5__/* .part */ .y_)('facts', 95, (0,_facts_js__WEBPACK_IMPORTED_MODULE_4__/* .factsTable */ .wd)(report)),
        (0,_sections_js__WEBPACK_IMPORTED_MODULE_5__/* .part */ .y_)('advice', 90, (0,_sections_js__WEBPACK_IMPORTED_MODULE_5__/* .adviceAlert */ .pi)(report.advice)),
        (0,_sections_js__WEBPACK_IMPORTED_MODULE_5__/* .part */ .y_)('log', 80, log(LOG_BYTES), log),
        (0,_sections_js__WEBPACK_IMPORTED_MODULE_5__/* .part */ .y_)('notices', 70, (0,_sections_js__WEBPACK_IMPORTED_MODULE_5__/* .noticesPart */ .l7)(report.notices)),
        (0,_sections_js__WEBPACK_IMPORTED_MODULE_5__/* .part */ .y_)('charts', 40, charts(report)),
        (0,_sections_js__WEBPACK_IMPORTED_MODULE_5__/* .part */ .y_)('metrics', 60, withHeading('Metrics', (0,_sections_js__WEBPACK_IMPORTED_MODULE_5__/* .metricsTable */ .sQ)(report.metrics)), () => withHeading('Metrics', (0,_sections_js__WEBPACK_IMPORTED_MODULE_5__/* .metricsTable */ .sQ)(report.metrics, 20))),
        (0,_sections_js__WEBPACK_IMPORTED_MODULE_5__/* .part */ .y_)("the workload's report", 50, own(REPORT_BYTES), own),
        (0,_sections_js__WEBPACK_IMPORTED_MODULE_5__/* .part */ .y_)('attempts', 30, (0,_attempts_js__WEBPACK_IMPORTED_MODULE_1__/* .attemptsPart */ ._$)(report)),
        (0,_sections_js__WEBPACK_IMPORTED_MODULE_5__/* .part */ .y_)('versions', 85, (0,_sections_js__WEBPACK_IMPORTED_MODULE_5__/* .subLine */ .Xo)(report)),
    ];
    return (0,_budget_js__WEBPACK_IMPORTED_MODULE_0__/* .fitParts */ .u5)(parts, maxBytes, 'The run report has the rest.');
}
function headline(report, level = 2) {
    const label = (0,_escape_js__WEBPACK_IMPORTED_MODULE_3__/* .markdown */ .wD)(report.label, 120) || 'GPU run';
    return `${'#'.repeat(level)} ${(0,_words_js__WEBPACK_IMPORTED_MODULE_6__/* .signOf */ .rL)(report)} ${label} · ${(0,_words_js__WEBPACK_IMPORTED_MODULE_6__/* .ending */ .K1)(report)}${(0,_words_js__WEBPACK_IMPORTED_MODULE_6__/* .aboutCost */ .zM)(report).replace('$', '\\$')}`;
}
function ownReportPart(report, bytes) {
    return withHeading('Report', (0,_sections_js__WEBPACK_IMPORTED_MODULE_5__/* .ownReport */ .HJ)(report, bytes - 20));
}
const withHeading = (heading, body) => (body === '' ? '' : `### ${heading}\n\n${body}`);
/** Where the time went, drawn only where it went to more than one place; and how busy the GPU was. */
function charts(report) {
    const { queueSeconds, runSeconds } = report.times;
    const isTelling = report.attempts.length > 1 || queueSeconds > Math.max(30, runSeconds * 0.05);
    const time = isTelling ? (0,_charts_js__WEBPACK_IMPORTED_MODULE_2__/* .timeline */ .IO)(report) : '';
    const use = report.telemetry === null
        ? ''
        : [(0,_charts_js__WEBPACK_IMPORTED_MODULE_2__/* .useChart */ .uy)(report.telemetry), (0,_facts_js__WEBPACK_IMPORTED_MODULE_4__/* .useTable */ .K2)(report.telemetry)].filter((text) => text !== '').join('\n\n');
    return [time, (0,_sections_js__WEBPACK_IMPORTED_MODULE_5__/* .details */ .zH)('GPU use over time', use)].filter((text) => text !== '').join('\n\n');
}


/***/ })

};
;