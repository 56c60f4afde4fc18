"use strict";
exports.id = 619;
exports.ids = [619];
exports.modules = {

/***/ 6619:
/***/ ((__unused_webpack_module, __webpack_exports__, __webpack_require__) => {

__webpack_require__.r(__webpack_exports__);
/* harmony export */ __webpack_require__.d(__webpack_exports__, {
/* harmony export */   BadCommand: () => (/* binding */ BadCommand),
/* harmony export */   isSet: () => (/* binding */ isSet),
/* harmony export */   nearest: () => (/* binding */ nearest),
/* harmony export */   parseOptions: () => (/* binding */ parseOptions),
/* harmony export */   refuseWords: () => (/* binding */ refuseWords),
/* harmony export */   valueOf: () => (/* binding */ valueOf)
/* harmony export */ });
/* harmony import */ var _model_errors_js__WEBPACK_IMPORTED_MODULE_0__ = __webpack_require__(5573);
/* harmony import */ var _world_js__WEBPACK_IMPORTED_MODULE_1__ = __webpack_require__(6017);


/** A command line that cannot be used: `gpu-ci` ends with 2, and nothing was done. A token in it is not told again. */
class BadCommand extends _model_errors_js__WEBPACK_IMPORTED_MODULE_0__/* .UserError */ .y {
    constructor(message, hint = '') {
        super((0,_world_js__WEBPACK_IMPORTED_MODULE_1__/* .withoutTokens */ .N_)(message), (0,_world_js__WEBPACK_IMPORTED_MODULE_1__/* .withoutTokens */ .N_)(hint));
    }
}
/** Reads `--name value`, `--name=value`, `--switch`, `--no-switch`, words, and `-- anything`. */
function parseOptions(verb, argv, options) {
    const values = new Map();
    const words = [];
    const byName = new Map(options.map((option) => [option.name, option]));
    const known = (word) => word === '--' || byName.has(word.replace(/^--(no-)?/, ''));
    let help = false;
    const add = (option, value) => {
        const before = values.get(option.name) ?? [];
        if (before.length > 0 && option.many !== true) {
            throw new BadCommand(`--${option.name} is given twice.`, 'Give it once.');
        }
        if (option.choices !== undefined && !option.choices.includes(value)) {
            const example = nearest(value, option.choices) ?? String(option.choices[0]);
            throw new BadCommand(`--${option.name} is "${value}", but must be one of ${option.choices.join(', ')}.`, `For example --${option.name} ${example}`);
        }
        before.push(value);
        values.set(option.name, before);
    };
    for (let at = 0; at < argv.length; at++) {
        const word = String(argv[at]);
        if (word === '--')
            return { values, words, rest: argv.slice(at + 1), help };
        if (word === '--help' || word === '-h') {
            help = true;
            continue;
        }
        if (!word.startsWith('-') || word === '-') {
            words.push(word);
            continue;
        }
        const [, name = '', inline] = /^--([^=]+)(?:=(.*))?$/s.exec(word) ?? [];
        const option = byName.get(name);
        const negated = byName.get(name.replace(/^no-/, ''));
        if (option === undefined && name.startsWith('no-') && negated?.negatable === true && inline === undefined) {
            add(negated, 'false');
            continue;
        }
        if (option === undefined)
            throw unknown(verb, word, options);
        if (option.refused !== undefined)
            throw new BadCommand(`--${name} is not taken from a command line.`, option.refused);
        if (option.takes === '') {
            if (inline !== undefined && !(option.negatable === true && /^(true|false)$/i.test(inline))) {
                throw new BadCommand(`--${name} takes no value.`, `Write --${name} alone.`);
            }
            add(option, inline ?? 'true');
            continue;
        }
        const given = inline ?? argv[at + 1];
        if (given === undefined || (inline === undefined && known(given))) {
            throw new BadCommand(`--${name} needs a value.`, `Write --${name} ${option.takes}`);
        }
        if (inline === undefined)
            at++;
        add(option, given);
    }
    return { values, words, rest: undefined, help };
}
function unknown(verb, word, options) {
    const name = word.replace(/^-+/, '').replace(/=.*$/s, '');
    const names = options.flatMap((option) => (option.negatable ? [option.name, `no-${option.name}`] : [option.name]));
    const close = nearest(name, names);
    // What follows `=` may be a secret that was put under a wrong name.
    return new BadCommand(`gpu-ci ${verb} has no flag ${word.replace(/=.*$/s, '')}.`, close === undefined ? `See gpu-ci ${verb} --help.` : `Did you mean --${close}?`);
}
/** The candidate that takes the fewest edits, where those are few for its length. */
function nearest(word, candidates) {
    const ranked = candidates
        .filter((candidate) => Math.abs(candidate.length - word.length) <= mostEdits(candidate))
        .map((candidate) => ({ candidate, edits: editsBetween(word.toLowerCase(), candidate.toLowerCase()) }))
        .sort((a, b) => a.edits - b.edits);
    const best = ranked[0];
    return best !== undefined && best.edits <= mostEdits(best.candidate) ? best.candidate : undefined;
}
const mostEdits = (candidate) => Math.max(2, Math.floor(candidate.length / 3));
function editsBetween(a, b) {
    let row = Array.from({ length: b.length + 1 }, (_, index) => index);
    for (let i = 1; i <= a.length; i++) {
        const next = [i];
        for (let j = 1; j <= b.length; j++) {
            const change = Number(row[j - 1]) + (a[i - 1] === b[j - 1] ? 0 : 1);
            next.push(Math.min(change, Number(row[j]) + 1, Number(next[j - 1]) + 1));
        }
        row = next;
    }
    return Number(row[b.length]);
}
/** @throws BadCommand where more words stand than the verb takes; `--template retrain` is often typed as `retrain`. */
function refuseWords(verb, words, most, options) {
    const word = words[most];
    if (word === undefined)
        return;
    const meant = options.find(({ choices }) => choices?.includes(word) === true);
    throw new BadCommand(`gpu-ci ${verb} does not know what to do with ${JSON.stringify(word)}.`, meant === undefined ? `See gpu-ci ${verb} --help.` : `Did you mean --${meant.name} ${word}?`);
}
const valueOf = (parsed, name) => parsed.values.get(name)?.[0] ?? '';
const isSet = (parsed, name) => valueOf(parsed, name).toLowerCase() === 'true';


/***/ }),

/***/ 6017:
/***/ ((__unused_webpack_module, __webpack_exports__, __webpack_require__) => {

/* harmony export */ __webpack_require__.d(__webpack_exports__, {
/* harmony export */   N_: () => (/* reexport safe */ _model_secrets_js__WEBPACK_IMPORTED_MODULE_4__.N_),
/* harmony export */   Tl: () => (/* binding */ packageVersion),
/* harmony export */   Zl: () => (/* binding */ packageRoot),
/* harmony export */   _E: () => (/* binding */ undisturbed),
/* harmony export */   bL: () => (/* binding */ agreed),
/* harmony export */   yy: () => (/* binding */ print)
/* harmony export */ });
/* harmony import */ var node_fs__WEBPACK_IMPORTED_MODULE_0__ = __webpack_require__(3024);
/* harmony import */ var node_fs__WEBPACK_IMPORTED_MODULE_0___default = /*#__PURE__*/__webpack_require__.n(node_fs__WEBPACK_IMPORTED_MODULE_0__);
/* harmony import */ var node_path__WEBPACK_IMPORTED_MODULE_1__ = __webpack_require__(6760);
/* harmony import */ var node_path__WEBPACK_IMPORTED_MODULE_1___default = /*#__PURE__*/__webpack_require__.n(node_path__WEBPACK_IMPORTED_MODULE_1__);
/* harmony import */ var node_readline_promises__WEBPACK_IMPORTED_MODULE_2__ = __webpack_require__(6848);
/* harmony import */ var node_readline_promises__WEBPACK_IMPORTED_MODULE_2___default = /*#__PURE__*/__webpack_require__.n(node_readline_promises__WEBPACK_IMPORTED_MODULE_2__);
/* harmony import */ var _model_errors_js__WEBPACK_IMPORTED_MODULE_3__ = __webpack_require__(5573);
/* harmony import */ var _model_secrets_js__WEBPACK_IMPORTED_MODULE_4__ = __webpack_require__(7477);






function print(world, ...lines) {
    for (const line of lines)
        world.stdout.write(`${(0,_model_secrets_js__WEBPACK_IMPORTED_MODULE_4__/* .withoutTokens */ .N_)(line)}\n`);
}
/** Yes by `--yes`, else by a person. Without one there is nobody to agree. */
async function agreed(world, question, yes) {
    if (yes)
        return true;
    if (!world.isTTY) {
        throw new _model_errors_js__WEBPACK_IMPORTED_MODULE_3__/* .UserError */ .y('Nobody is here to agree to this.', 'Add --yes to go ahead, or --dry-run to only look.');
    }
    const asker = (0,node_readline_promises__WEBPACK_IMPORTED_MODULE_2__.createInterface)({ input: world.stdin, output: world.stdout });
    // Ctrl-C and Ctrl-D are a no; without this the program would end there as if all were well.
    const left = new Promise((resolve) => {
        const no = () => setImmediate(resolve, '');
        asker.once('SIGINT', no).once('close', no);
    });
    try {
        return /^y(es)?$/i.test((await Promise.race([asker.question(`${question} [y/N] `), left])).trim());
    }
    finally {
        asker.close();
    }
}
/**
 * Ctrl-C and SIGTERM wait until the work is through: between a token's making and its storing nothing may stop us, or a live
 * token is left that nobody has. The work is told, for those parts of it that may be given up.
 */
async function undisturbed(work) {
    const held = new Set();
    const controller = new AbortController();
    const hold = (signal) => {
        held.add(signal);
        controller.abort();
    };
    const signals = ['SIGINT', 'SIGTERM', 'SIGHUP'];
    for (const signal of signals)
        process.on(signal, hold);
    try {
        return await work(controller.signal);
    }
    finally {
        for (const signal of signals)
            process.off(signal, hold);
        // What became of the work is told first.
        if (held.size > 0)
            setImmediate(() => held.forEach((signal) => process.kill(process.pid, signal)));
    }
}
function packageRoot(world) {
    if (world.root !== undefined)
        return world.root;
    const program = process.argv[1] ?? '';
    let folder = (0,node_fs__WEBPACK_IMPORTED_MODULE_0__.existsSync)(program) ? (0,node_path__WEBPACK_IMPORTED_MODULE_1__.dirname)((0,node_fs__WEBPACK_IMPORTED_MODULE_0__.realpathSync)(program)) : process.cwd();
    for (;;) {
        if ((0,node_fs__WEBPACK_IMPORTED_MODULE_0__.existsSync)((0,node_path__WEBPACK_IMPORTED_MODULE_1__.join)(folder, 'templates', 'gitlab-ci.yml')))
            return folder;
        if ((0,node_path__WEBPACK_IMPORTED_MODULE_1__.dirname)(folder) === folder) {
            throw new _model_errors_js__WEBPACK_IMPORTED_MODULE_3__/* .UserError */ .y('The templates of gpu-ci are missing.', 'Install @gpu-cli/run-action anew.');
        }
        folder = (0,node_path__WEBPACK_IMPORTED_MODULE_1__.dirname)(folder);
    }
}
function packageVersion(world) {
    const parsed = JSON.parse((0,node_fs__WEBPACK_IMPORTED_MODULE_0__.readFileSync)((0,node_path__WEBPACK_IMPORTED_MODULE_1__.join)(packageRoot(world), 'package.json'), 'utf8'));
    return parsed.version;
}


/***/ })

};
;