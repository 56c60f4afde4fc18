"use strict";
exports.id = 951;
exports.ids = [951];
exports.modules = {

/***/ 1951:
/***/ ((__unused_webpack_module, __webpack_exports__, __webpack_require__) => {

/* harmony export */ __webpack_require__.d(__webpack_exports__, {
/* harmony export */   M: () => (/* binding */ verify),
/* harmony export */   digestOf: () => (/* binding */ digestOf),
/* harmony export */   privateCopy: () => (/* binding */ privateCopy)
/* harmony export */ });
/* harmony import */ var node_crypto__WEBPACK_IMPORTED_MODULE_0__ = __webpack_require__(7598);
/* harmony import */ var node_crypto__WEBPACK_IMPORTED_MODULE_0___default = /*#__PURE__*/__webpack_require__.n(node_crypto__WEBPACK_IMPORTED_MODULE_0__);
/* harmony import */ var node_fs__WEBPACK_IMPORTED_MODULE_1__ = __webpack_require__(3024);
/* harmony import */ var node_fs__WEBPACK_IMPORTED_MODULE_1___default = /*#__PURE__*/__webpack_require__.n(node_fs__WEBPACK_IMPORTED_MODULE_1__);
/* harmony import */ var node_fs_promises__WEBPACK_IMPORTED_MODULE_2__ = __webpack_require__(1455);
/* harmony import */ var node_fs_promises__WEBPACK_IMPORTED_MODULE_2___default = /*#__PURE__*/__webpack_require__.n(node_fs_promises__WEBPACK_IMPORTED_MODULE_2__);
/* harmony import */ var node_path__WEBPACK_IMPORTED_MODULE_3__ = __webpack_require__(6760);
/* harmony import */ var node_path__WEBPACK_IMPORTED_MODULE_3___default = /*#__PURE__*/__webpack_require__.n(node_path__WEBPACK_IMPORTED_MODULE_3__);
/* harmony import */ var node_stream_promises__WEBPACK_IMPORTED_MODULE_4__ = __webpack_require__(6466);
/* harmony import */ var node_stream_promises__WEBPACK_IMPORTED_MODULE_4___default = /*#__PURE__*/__webpack_require__.n(node_stream_promises__WEBPACK_IMPORTED_MODULE_4__);
/* harmony import */ var _model_errors_js__WEBPACK_IMPORTED_MODULE_5__ = __webpack_require__(5573);






async function digestOf(file) {
    const hash = (0,node_crypto__WEBPACK_IMPORTED_MODULE_0__.createHash)('sha256');
    await (0,node_stream_promises__WEBPACK_IMPORTED_MODULE_4__.pipeline)((0,node_fs__WEBPACK_IMPORTED_MODULE_1__.createReadStream)(file), hash);
    return hash.digest('hex');
}
/** @throws UserError if a digest is pinned and the file has another one. */
async function verify(file, wanted, input) {
    if (wanted === '')
        return;
    const found = await digestOf(file);
    if (found !== wanted) {
        throw new _model_errors_js__WEBPACK_IMPORTED_MODULE_5__/* .UserError */ .y(`\`${input}\` pins ${wanted}, but ${file} has ${found}; it was not run.`, 'Find out why it changed before you pin the new digest.');
    }
}
/**
 * A private copy of the program and of what belongs to it, with the pinned digest: what is run is what was verified, even if
 * somebody replaces the program meanwhile. Runs that pin the same digest share it.
 * @throws UserError if the digest is another one.
 */
async function privateCopy(bin, wanted, tempDir) {
    const shared = (0,node_path__WEBPACK_IMPORTED_MODULE_3__.join)(tempDir, `gpu-ci-pinned-${wanted.slice(0, 32)}`);
    if (await holds(shared, wanted))
        return programIn(shared);
    await (0,node_fs_promises__WEBPACK_IMPORTED_MODULE_2__.mkdir)(tempDir, { recursive: true });
    // Only its owner can enter it.
    const fresh = await (0,node_fs_promises__WEBPACK_IMPORTED_MODULE_2__.mkdtemp)(`${shared}-`);
    try {
        await copyProgram((0,node_path__WEBPACK_IMPORTED_MODULE_3__.dirname)(bin), fresh);
        await verify(programIn(fresh), wanted, 'cli-sha256');
    }
    catch (error) {
        await (0,node_fs_promises__WEBPACK_IMPORTED_MODULE_2__.rm)(fresh, { recursive: true, force: true });
        throw error;
    }
    try {
        await (0,node_fs_promises__WEBPACK_IMPORTED_MODULE_2__.rename)(fresh, shared);
        return programIn(shared);
    }
    catch {
        if (!(await holds(shared, wanted)))
            return programIn(fresh);
        await (0,node_fs_promises__WEBPACK_IMPORTED_MODULE_2__.rm)(fresh, { recursive: true, force: true });
        return programIn(shared);
    }
}
const programIn = (dir) => (0,node_path__WEBPACK_IMPORTED_MODULE_3__.join)(dir, 'bin', 'gpu');
async function holds(dir, wanted) {
    try {
        const { mode, uid } = await (0,node_fs_promises__WEBPACK_IMPORTED_MODULE_2__.lstat)(dir);
        const own = (mode & 0o170777) === 0o040700 && uid === process.getuid?.();
        return own && (await digestOf(programIn(dir))) === wanted;
    }
    catch {
        return false;
    }
}
/** A folder of PATH may hold much else: by their names, these belong to the program. */
const BELONGS = /^(gpu|lib)/;
async function copyProgram(from, to) {
    const copy = async (source, target) => {
        const names = (await (0,node_fs_promises__WEBPACK_IMPORTED_MODULE_2__.readdir)(source)).filter((name) => BELONGS.test(name));
        await Promise.all(names.map((name) => (0,node_fs_promises__WEBPACK_IMPORTED_MODULE_2__.cp)((0,node_path__WEBPACK_IMPORTED_MODULE_3__.join)(source, name), (0,node_path__WEBPACK_IMPORTED_MODULE_3__.join)(target, name), { recursive: true, dereference: true })));
    };
    await copy(from, (0,node_path__WEBPACK_IMPORTED_MODULE_3__.join)(to, 'bin'));
    // The tree of an install script: libraries lie beside `bin`.
    const tree = (0,node_path__WEBPACK_IMPORTED_MODULE_3__.dirname)(from);
    if (tree.endsWith('.gpu-cli') || tree.includes('gpu-cli-'))
        await copy(tree, to);
}


/***/ })

};
;