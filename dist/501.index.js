"use strict";
exports.id = 501;
exports.ids = [501];
exports.modules = {

/***/ 8501:
/***/ ((__unused_webpack_module, __webpack_exports__, __webpack_require__) => {

__webpack_require__.r(__webpack_exports__);
/* harmony export */ __webpack_require__.d(__webpack_exports__, {
/* harmony export */   errorOf: () => (/* binding */ errorOf),
/* harmony export */   logLines: () => (/* binding */ logLines),
/* harmony export */   logTitle: () => (/* binding */ logTitle)
/* harmony export */ });
/* harmony import */ var _model_duration_js__WEBPACK_IMPORTED_MODULE_0__ = __webpack_require__(7378);
/* harmony import */ var _attempts_js__WEBPACK_IMPORTED_MODULE_1__ = __webpack_require__(3723);
/* harmony import */ var _escape_js__WEBPACK_IMPORTED_MODULE_2__ = __webpack_require__(8606);
/* harmony import */ var _facts_js__WEBPACK_IMPORTED_MODULE_3__ = __webpack_require__(9226);
/* harmony import */ var _words_js__WEBPACK_IMPORTED_MODULE_4__ = __webpack_require__(9108);





/** The report as a group of the log, for who does not open the summary and for hosts that show none: its title says how it ended. */
function logTitle(report) {
    return `Report: ${(0,_words_js__WEBPACK_IMPORTED_MODULE_4__/* .signOf */ .rL)(report)} ${(0,_words_js__WEBPACK_IMPORTED_MODULE_4__/* .ending */ .K1)(report)}${(0,_words_js__WEBPACK_IMPORTED_MODULE_4__/* .aboutCost */ .zM)(report)}`;
}
function logLines(report) {
    return [
        ...(0,_facts_js__WEBPACK_IMPORTED_MODULE_3__/* .factsOf */ .xS)(report).map(([name, value]) => `${name}: ${plain(value)}`),
        ...report.advice.map(({ text }) => `Tip: ${(0,_escape_js__WEBPACK_IMPORTED_MODULE_2__/* .oneLine */ .TN)(text, 1_000)}`),
        ...attemptLines(report),
    ];
}
function attemptLines({ attempts }) {
    if (attempts.length < 2)
        return [];
    return (0,_attempts_js__WEBPACK_IMPORTED_MODULE_1__/* .stretchesOf */ .TM)(attempts).map((stretch) => {
        const { first, last, waitedSeconds } = stretch;
        const reason = 'reason' in first.outcome ? `: ${(0,_escape_js__WEBPACK_IMPORTED_MODULE_2__/* .oneLine */ .TN)(first.outcome.reason, 300).replace(/\.$/, '')}` : '';
        const gpu = first.gpuType === '' ? '' : ` (${(0,_escape_js__WEBPACK_IMPORTED_MODULE_2__/* .oneLine */ .TN)(first.gpuType, 80)})`;
        const waited = waitedSeconds > 0 ? `; waited ${(0,_model_duration_js__WEBPACK_IMPORTED_MODULE_0__/* .sayDuration */ .k)(waitedSeconds * 1_000)}` : '';
        const attempt = first === last ? 'Attempt' : 'Attempts';
        return `${attempt} ${(0,_attempts_js__WEBPACK_IMPORTED_MODULE_1__/* .numbersOf */ .cZ)(stretch)}${gpu}: ${(0,_attempts_js__WEBPACK_IMPORTED_MODULE_1__/* .outcomeName */ .Wm)(first.outcome)}${reason}${waited}`;
    });
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
/** The one error of a run that did not succeed: what the cause is, and what to do. Undefined where there is nothing to complain of. */
function errorOf(report) {
    if (report.class === '')
        return undefined;
    const advised = report.advice.filter(({ kind }) => ['out-of-memory', 'bigger-gpu', 'pool-width'].includes(kind));
    // That advice names the cause itself, with its numbers.
    const isTold = advised.some(({ kind }) => kind === 'out-of-memory');
    const said = [
        ...(isTold ? [] : (0,_words_js__WEBPACK_IMPORTED_MODULE_4__/* .causesOf */ .cZ)(report).map(({ said, text }) => ended(said ? (0,_escape_js__WEBPACK_IMPORTED_MODULE_2__/* .oneLine */ .TN)(text, 500) : text))),
        (0,_words_js__WEBPACK_IMPORTED_MODULE_4__/* .whatToDo */ .H6)(report),
        ...advised.map(({ text }) => text),
    ];
    return {
        title: `${(0,_escape_js__WEBPACK_IMPORTED_MODULE_2__/* .oneLine */ .TN)(report.label, 120)}: ${(0,_words_js__WEBPACK_IMPORTED_MODULE_4__/* .ending */ .K1)(report)}`,
        message: said.filter((text) => text !== '').join(' '),
    };
}
const ended = (text) => (/[.!?…]$/.test(text) ? text : `${text}.`);


/***/ })

};
;