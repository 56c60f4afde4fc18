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
/* harmony import */ var _attempts_js__WEBPACK_IMPORTED_MODULE_0__ = __webpack_require__(3723);
/* harmony import */ var _charts_js__WEBPACK_IMPORTED_MODULE_1__ = __webpack_require__(3996);
/* harmony import */ var _escape_js__WEBPACK_IMPORTED_MODULE_2__ = __webpack_require__(8606);
/* harmony import */ var _facts_js__WEBPACK_IMPORTED_MODULE_3__ = __webpack_require__(9226);
/* harmony import */ var _sections_js__WEBPACK_IMPORTED_MODULE_4__ = __webpack_require__(1173);
/* harmony import */ var _words_js__WEBPACK_IMPORTED_MODULE_5__ = __webpack_require__(9108);






/** GitHub drops a summary of more than 1 MiB. With these limits a summary stays below it, whatever is escaped. */
const WHOLE = { logLines: 60, reportBytes: 200_000, metrics: 200 };
/**
 * The job summary as Markdown. Four answers first: did it work, what did it cost, where did the time go, what should I change.
 * `title` is '' on a page that has its own title.
 */
function renderSummary(report, limits = WHOLE, title = headline(report)) {
    const page = (0,_sections_js__WEBPACK_IMPORTED_MODULE_4__/* .joined */ .oR)([
        (0,_sections_js__WEBPACK_IMPORTED_MODULE_4__/* .leftoverAlert */ .w7)(report),
        title,
        (0,_facts_js__WEBPACK_IMPORTED_MODULE_3__/* .factsTable */ .wd)(report),
        (0,_sections_js__WEBPACK_IMPORTED_MODULE_4__/* .adviceAlert */ .pi)(report.advice),
        (0,_words_js__WEBPACK_IMPORTED_MODULE_5__/* .isGood */ .Kg)(report) ? '' : (0,_sections_js__WEBPACK_IMPORTED_MODULE_4__/* .logPart */ .iG)(report, limits.logLines),
        (0,_sections_js__WEBPACK_IMPORTED_MODULE_4__/* .noticesPart */ .l7)(report.notices),
        charts(report),
        withHeading('Metrics', (0,_sections_js__WEBPACK_IMPORTED_MODULE_4__/* .metricsTable */ .sQ)(report.metrics, limits.metrics)),
        withHeading('Report', (0,_sections_js__WEBPACK_IMPORTED_MODULE_4__/* .ownReport */ .HJ)(report, limits.reportBytes)),
        (0,_attempts_js__WEBPACK_IMPORTED_MODULE_0__/* .attemptsPart */ ._$)(report),
        (0,_sections_js__WEBPACK_IMPORTED_MODULE_4__/* .subLine */ .Xo)(report),
    ]);
    return `${page}\n`;
}
function headline(report, level = 2) {
    const label = (0,_escape_js__WEBPACK_IMPORTED_MODULE_2__/* .markdown */ .wD)(report.label, 120) || 'GPU run';
    return `${'#'.repeat(level)} ${(0,_words_js__WEBPACK_IMPORTED_MODULE_5__/* .signOf */ .rL)(report)} ${label} · ${(0,_words_js__WEBPACK_IMPORTED_MODULE_5__/* .ending */ .K1)(report)}${(0,_words_js__WEBPACK_IMPORTED_MODULE_5__/* .aboutCost */ .zM)(report).replace('$', '\\$')}`;
}
const withHeading = (heading, body) => (body === '' ? '' : `### ${heading}\n\n${body}`);
/** The timeline, if the time went to more than one place, and the use of the GPU. */
function charts(report) {
    const { queueSeconds, runSeconds } = report.times;
    const isSplit = report.attempts.length > 1 || queueSeconds > Math.max(30, runSeconds * 0.05);
    const { telemetry } = report;
    const use = telemetry === null ? '' : (0,_sections_js__WEBPACK_IMPORTED_MODULE_4__/* .joined */ .oR)([(0,_charts_js__WEBPACK_IMPORTED_MODULE_1__/* .useChart */ .uy)(telemetry), (0,_facts_js__WEBPACK_IMPORTED_MODULE_3__/* .useTable */ .K2)(telemetry)]);
    return (0,_sections_js__WEBPACK_IMPORTED_MODULE_4__/* .joined */ .oR)([isSplit ? (0,_charts_js__WEBPACK_IMPORTED_MODULE_1__/* .timeline */ .IO)(report) : '', (0,_sections_js__WEBPACK_IMPORTED_MODULE_4__/* .details */ .zH)('GPU use over time', use)]);
}


/***/ })

};
;