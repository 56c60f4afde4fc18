export const id = 35;
export const ids = [35];
export const modules = {

/***/ 5035:
/***/ ((__unused_webpack___webpack_module__, __webpack_exports__, __webpack_require__) => {

/* harmony export */ __webpack_require__.d(__webpack_exports__, {
/* harmony export */   gpuCi: () => (/* binding */ gpuCi)
/* harmony export */ });
/* harmony import */ var _clock_js__WEBPACK_IMPORTED_MODULE_0__ = __webpack_require__(1053);
/* harmony import */ var _core_errors_js__WEBPACK_IMPORTED_MODULE_1__ = __webpack_require__(3026);
/* harmony import */ var _hosts_registry_js__WEBPACK_IMPORTED_MODULE_2__ = __webpack_require__(1463);
/* harmony import */ var _post_js__WEBPACK_IMPORTED_MODULE_3__ = __webpack_require__(5779);
/* harmony import */ var _session_js__WEBPACK_IMPORTED_MODULE_4__ = __webpack_require__(8371);





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
    const host = (0,_hosts_registry_js__WEBPACK_IMPORTED_MODULE_2__/* .openHost */ .Zb)({ env, stdout, stderr, flags });
    if (verb === 'cleanup') {
        await (0,_post_js__WEBPACK_IMPORTED_MODULE_3__/* .runPost */ .a)({ host, env, clock: _clock_js__WEBPACK_IMPORTED_MODULE_0__/* .systemClock */ .m });
        return 0;
    }
    return (0,_session_js__WEBPACK_IMPORTED_MODULE_4__/* .runSession */ .I)({ host, env, clock: _clock_js__WEBPACK_IMPORTED_MODULE_0__/* .systemClock */ .m, signal, setup: false });
}


/***/ })

};
