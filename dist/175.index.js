"use strict";
exports.id = 175;
exports.ids = [175];
exports.modules = {

/***/ 5175:
/***/ ((__unused_webpack_module, __webpack_exports__, __webpack_require__) => {

/* harmony export */ __webpack_require__.d(__webpack_exports__, {
/* harmony export */   publishInsights: () => (/* binding */ publishInsights)
/* harmony export */ });
/* unused harmony export insightsOf */
/* harmony import */ var node_http__WEBPACK_IMPORTED_MODULE_0__ = __webpack_require__(7067);
/* harmony import */ var node_http__WEBPACK_IMPORTED_MODULE_0___default = /*#__PURE__*/__webpack_require__.n(node_http__WEBPACK_IMPORTED_MODULE_0__);
/* harmony import */ var _model_errors_js__WEBPACK_IMPORTED_MODULE_1__ = __webpack_require__(5573);


const TIMEOUT_MS = 10_000;
const RESULTS = {
    succeeded: 'PASSED',
    skipped: 'PASSED',
    submitted: 'PENDING',
};
/** Shows a run beside its commit and pull request. @returns what went wrong, '' where nothing did. */
async function publishInsights(report, place) {
    const path = `/2.0/repositories/${place.repository}/commit/${place.commit}/reports/${encodeURIComponent(place.id)}`;
    try {
        const status = await put(place.proxy, `http://api.bitbucket.org${path}`, JSON.stringify(insightsOf(report)));
        return status < 300 ? '' : `Bitbucket answered HTTP ${status}`;
    }
    catch (error) {
        return (0,_model_errors_js__WEBPACK_IMPORTED_MODULE_1__/* .sentenceOf */ .$)(error);
    }
}
/** https://developer.atlassian.com/cloud/bitbucket/rest/api-group-reports/: ten data fields at most, durations in ms. */
function insightsOf(report) {
    const { times, cost, gpu, telemetry } = report;
    const row = (title, type, value) => ({ title, type, value });
    const use = telemetry?.utilization?.mean;
    const data = [
        ...(gpu.type === '' ? [] : [row('GPU', 'TEXT', gpu.count === 1 ? gpu.type : `${gpu.count} × ${gpu.type}`)]),
        row('Ran', 'DURATION', Math.round(times.runSeconds * 1000)),
        row('Waited for a session', 'DURATION', Math.round(times.queueSeconds * 1000)),
        ...(typeof cost?.usd === 'number' ? [row('Estimated cost (USD)', 'NUMBER', Math.round(cost.usd * 1e4) / 1e4)] : []),
        ...(typeof use === 'number' ? [row('GPU busy', 'PERCENTAGE', Math.round(use))] : []),
        ...(report.exitCode === null ? [] : [row('Exit code', 'NUMBER', report.exitCode)]),
        row('Clean-up', 'TEXT', report.cleanup),
        ...report.metrics.map(({ name, value }) => row(name.slice(0, 100), 'NUMBER', value)),
    ];
    return {
        title: `GPU run: ${report.label}`.slice(0, 100),
        details: (report.reason === '' ? `The run ${report.status}.` : report.reason).slice(0, 1000),
        report_type: 'TEST',
        reporter: 'gpu-ci',
        result: RESULTS[report.status] ?? 'FAILED',
        ...(report.links.run.startsWith('https://') ? { link: report.links.run } : {}),
        data: data.slice(0, 10),
    };
}
/** A request by proxy names its target in full. */
function put(proxy, url, body) {
    const { hostname, port } = new URL(proxy);
    return new Promise((resolve, reject) => {
        const headers = {
            host: new URL(url).host,
            'content-type': 'application/json',
            'content-length': Buffer.byteLength(body),
        };
        const sent = (0,node_http__WEBPACK_IMPORTED_MODULE_0__.request)({ hostname, port, method: 'PUT', path: url, headers, timeout: TIMEOUT_MS }, (answer) => {
            answer.resume();
            answer.once('end', () => resolve(Number(answer.statusCode)));
            answer.once('error', reject);
        });
        sent.once('timeout', () => sent.destroy(new Error('the proxy did not answer')));
        sent.once('error', reject);
        sent.end(body);
    });
}


/***/ })

};
;