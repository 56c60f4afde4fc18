export const id = 35;
export const ids = [35,779];
export const modules = {

/***/ 5035:
/***/ ((__unused_webpack___webpack_module__, __webpack_exports__, __webpack_require__) => {

/* harmony export */ __webpack_require__.d(__webpack_exports__, {
/* harmony export */   gpuCi: () => (/* binding */ gpuCi)
/* harmony export */ });
/* harmony import */ var _clock_js__WEBPACK_IMPORTED_MODULE_0__ = __webpack_require__(1053);
/* harmony import */ var _core_errors_js__WEBPACK_IMPORTED_MODULE_1__ = __webpack_require__(3026);
/* harmony import */ var _hosts_open_js__WEBPACK_IMPORTED_MODULE_2__ = __webpack_require__(7097);
/* harmony import */ var _post_js__WEBPACK_IMPORTED_MODULE_3__ = __webpack_require__(5779);
/* harmony import */ var _session_js__WEBPACK_IMPORTED_MODULE_4__ = __webpack_require__(2957);





/**
 * `gpu-ci VERB …`: the same engine from any shell and CI host.
 * @returns the exit code; 2 for a command line that cannot be used.
 */
async function gpuCi(argv, signal) {
    try {
        return await dispatch(argv, signal);
    }
    catch (error) {
        if (!(error instanceof _core_errors_js__WEBPACK_IMPORTED_MODULE_1__/* .UserError */ .yo))
            throw error;
        process.stderr.write(`gpu-ci: ${(0,_core_errors_js__WEBPACK_IMPORTED_MODULE_1__/* .sentenceOf */ .$N)(error)}\n`);
        return 2;
    }
}
async function dispatch(argv, signal) {
    const { env, stdin, stdout, stderr } = process;
    const { runKit } = await Promise.all(/* import() */[__webpack_require__.e(97), __webpack_require__.e(708)]).then(__webpack_require__.bind(__webpack_require__, 2708));
    const isTTY = stdin.isTTY && stdout.isTTY;
    const done = await runKit(argv, { env, cwd: process.cwd(), stdin, stdout, stderr, isTTY });
    if (done !== undefined)
        return done;
    const { parseRunFlags } = await __webpack_require__.e(/* import() */ 853).then(__webpack_require__.bind(__webpack_require__, 9853));
    const verb = argv[0] ?? '';
    const flags = new Map(parseRunFlags(argv.slice(1), verb).inputs);
    const host = await (0,_hosts_open_js__WEBPACK_IMPORTED_MODULE_2__/* .openHost */ .Z)({ env, stdout, stderr, flags });
    if (verb === 'cleanup') {
        await (0,_post_js__WEBPACK_IMPORTED_MODULE_3__.runPost)({ host, env, clock: _clock_js__WEBPACK_IMPORTED_MODULE_0__/* .systemClock */ .m });
        return 0;
    }
    return (0,_session_js__WEBPACK_IMPORTED_MODULE_4__/* .runSession */ .I)({ host, env, clock: _clock_js__WEBPACK_IMPORTED_MODULE_0__/* .systemClock */ .m, signal, setup: false });
}


/***/ }),

/***/ 5779:
/***/ ((__unused_webpack___webpack_module__, __webpack_exports__, __webpack_require__) => {

/* harmony export */ __webpack_require__.d(__webpack_exports__, {
/* harmony export */   runPost: () => (/* binding */ runPost)
/* harmony export */ });
/* harmony import */ var _cleanup_js__WEBPACK_IMPORTED_MODULE_0__ = __webpack_require__(3165);
/* harmony import */ var _core_errors_js__WEBPACK_IMPORTED_MODULE_1__ = __webpack_require__(3026);
/* harmony import */ var _gpu_environment_js__WEBPACK_IMPORTED_MODULE_6__ = __webpack_require__(4461);
/* harmony import */ var _gpu_gpu_js__WEBPACK_IMPORTED_MODULE_2__ = __webpack_require__(3924);
/* harmony import */ var _ledger_js__WEBPACK_IMPORTED_MODULE_5__ = __webpack_require__(9464);
/* harmony import */ var _org_js__WEBPACK_IMPORTED_MODULE_3__ = __webpack_require__(1527);
/* harmony import */ var _token_js__WEBPACK_IMPORTED_MODULE_4__ = __webpack_require__(6852);







/** All post steps of a cancelled job share about 285 s (Runner.Listener/JobDispatcher.cs); this is our part (ms). */
const POST_MS = 60_000;
const CALL_MS = 10_000;
/**
 * What runs after the step, however that ended: ends what it left alive, verifies it, puts the former organization back.
 * Never fails: it only warns, loudly when a paid run may still be alive. Idempotent.
 */
async function runPost({ host, env, clock }) {
    try {
        const ledger = (0,_ledger_js__WEBPACK_IMPORTED_MODULE_5__/* .readLedger */ .S)(host.state(_ledger_js__WEBPACK_IMPORTED_MODULE_5__/* .LEDGER_STATE */ .K));
        const token = (0,_token_js__WEBPACK_IMPORTED_MODULE_4__/* .readToken */ .AI)(host, env).value;
        if (ledger === undefined)
            return;
        const until = clock.elapsed() + POST_MS;
        const gpuEnv = (0,_gpu_environment_js__WEBPACK_IMPORTED_MODULE_6__/* .childEnv */ .g)(env, token);
        const facts = {
            bin: ledger.bin,
            version: '',
            way: ledger.way,
            outputFlag: '--output',
            runFlags: new Set(),
            json: ledger.json,
            caveat: '',
        };
        if (ledger.stage === 'started' && !ledger.handedOn) {
            const gpu = (0,_gpu_gpu_js__WEBPACK_IMPORTED_MODULE_2__/* .openGpu */ .B)({
                facts,
                cwd: ledger.cwd,
                env: gpuEnv,
                sinks: host.foreign,
                saturation: undefined,
                wrapped: true,
                command: '',
                debug: (line) => host.debug(line),
            });
            ledger.keepPod = false;
            const { cleanup, leftover, left } = await (0,_cleanup_js__WEBPACK_IMPORTED_MODULE_0__/* .endRun */ .l)(gpu, ledger, {
                clock,
                deadlineMs: POST_MS - 5_000,
                callMs: CALL_MS,
            });
            host.setOutput('cleanup', cleanup);
            if (cleanup === 'unconfirmed')
                host.warning(leftover, { title: 'A paid run may still be alive' });
            else
                host.info(`Clean-up after the step: ${cleanup}${left === '' ? '' : ` (${left})`}.`);
        }
        if (ledger.orgBefore !== null && clock.elapsed() < until) {
            const back = await (0,_org_js__WEBPACK_IMPORTED_MODULE_3__/* .switchBack */ .gw)((0,_org_js__WEBPACK_IMPORTED_MODULE_3__/* .gpuCaller */ .wy)(ledger.bin, ledger.cwd, gpuEnv), ledger.orgBefore);
            if (!back)
                host.warning(`GPU CLI did not switch back to ${ledger.orgBefore || 'the personal account'}; run \`gpu org switch ${ledger.orgBefore}\`.`);
        }
    }
    catch (error) {
        host.warning(`The clean-up after the step failed (${(0,_core_errors_js__WEBPACK_IMPORTED_MODULE_1__/* .sentenceOf */ .$N)(error)}); look at \`gpu status\` and end what lives with \`gpu stop -y\`.`);
    }
}


/***/ })

};
