"use strict";
exports.id = 384;
exports.ids = [384];
exports.modules = {

/***/ 9384:
/***/ ((__unused_webpack_module, __webpack_exports__, __webpack_require__) => {

__webpack_require__.r(__webpack_exports__);
/* harmony export */ __webpack_require__.d(__webpack_exports__, {
/* harmony export */   emulate: () => (/* binding */ emulate)
/* harmony export */ });
/* harmony import */ var node_child_process__WEBPACK_IMPORTED_MODULE_0__ = __webpack_require__(1421);
/* harmony import */ var node_child_process__WEBPACK_IMPORTED_MODULE_0___default = /*#__PURE__*/__webpack_require__.n(node_child_process__WEBPACK_IMPORTED_MODULE_0__);
/* harmony import */ var node_fs__WEBPACK_IMPORTED_MODULE_1__ = __webpack_require__(3024);
/* harmony import */ var node_fs__WEBPACK_IMPORTED_MODULE_1___default = /*#__PURE__*/__webpack_require__.n(node_fs__WEBPACK_IMPORTED_MODULE_1__);
/* harmony import */ var node_path__WEBPACK_IMPORTED_MODULE_2__ = __webpack_require__(6760);
/* harmony import */ var node_path__WEBPACK_IMPORTED_MODULE_2___default = /*#__PURE__*/__webpack_require__.n(node_path__WEBPACK_IMPORTED_MODULE_2__);
/* harmony import */ var _model_errors_js__WEBPACK_IMPORTED_MODULE_3__ = __webpack_require__(5573);
/* harmony import */ var _world_js__WEBPACK_IMPORTED_MODULE_4__ = __webpack_require__(6017);





/** The emulator is a program of its own: built in the package, source in a checkout. */
async function emulate(flags, world) {
    const root = (0,_world_js__WEBPACK_IMPORTED_MODULE_4__/* .packageRoot */ .Zl)(world);
    const program = [(0,node_path__WEBPACK_IMPORTED_MODULE_2__.join)(root, 'dist', 'emulator', 'serve.js'), (0,node_path__WEBPACK_IMPORTED_MODULE_2__.join)(root, 'emulator', 'serve.ts')].find(node_fs__WEBPACK_IMPORTED_MODULE_1__.existsSync);
    if (program === undefined)
        throw new _model_errors_js__WEBPACK_IMPORTED_MODULE_3__/* .UserError */ .y('The emulator is missing.', 'Install @gpu-cli/run-action again.');
    const child = (0,node_child_process__WEBPACK_IMPORTED_MODULE_0__.spawn)(process.execPath, [program, ...flags], {
        cwd: world.cwd,
        env: world.env,
        stdio: ['ignore', 'pipe', 'pipe'],
    });
    child.stdout.pipe(world.stdout, { end: false });
    child.stderr.pipe(world.stderr, { end: false });
    const signals = ['SIGINT', 'SIGTERM', 'SIGHUP'];
    const pass = (signal) => void child.kill(signal);
    for (const signal of signals)
        process.on(signal, pass);
    try {
        return await new Promise((resolve, reject) => {
            child.once('error', reject).once('close', (code) => resolve(code ?? 1));
        });
    }
    finally {
        for (const signal of signals)
            process.off(signal, pass);
    }
}


/***/ })

};
;