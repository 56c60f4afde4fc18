"use strict";
exports.id = 286;
exports.ids = [286];
exports.modules = {

/***/ 286:
/***/ ((__unused_webpack_module, __webpack_exports__, __webpack_require__) => {

/* harmony export */ __webpack_require__.d(__webpack_exports__, {
/* harmony export */   X: () => (/* binding */ quoteWord),
/* harmony export */   p: () => (/* binding */ RUN_OPTIONS),
/* harmony export */   parseRunFlags: () => (/* binding */ parseRunFlags)
/* harmony export */ });
/* harmony import */ var _core_errors_js__WEBPACK_IMPORTED_MODULE_0__ = __webpack_require__(9597);
/* harmony import */ var _core_inputs_js__WEBPACK_IMPORTED_MODULE_1__ = __webpack_require__(6659);
/* harmony import */ var _options_js__WEBPACK_IMPORTED_MODULE_2__ = __webpack_require__(6619);



const SECRET_HINTS = {
    token: 'Every process can read a command line. Set the variable GPU_SERVICE_TOKEN.',
    'github-token': 'Every process can read a command line. Set the variable GPU_CI_GITHUB_TOKEN.',
};
const LISTS = ['list', 'lines', 'env'];
const TAKES = {
    script: 'SCRIPT',
    count: 'N',
    usd: 'USD',
    duration: 'TIME',
    lines: 'LINE',
    list: 'NAME',
    env: 'KEY=VALUE',
    regex: 'REGEX',
    sha256: 'DIGEST',
    secret: 'TOKEN',
};
/** Flags of `gpu-ci run`: one for each input, by the table that action.yml follows too. */
const RUN_OPTIONS = [
    ..._core_inputs_js__WEBPACK_IMPORTED_MODULE_1__/* .INPUTS */ .mc.map(optionOf),
    {
        name: 'state',
        takes: 'FILE',
        help: 'Where `gpu-ci cleanup` finds what this run started; in the temp dir, by job, where it is empty.',
    },
    { name: 'dotenv', takes: 'FILE', help: 'Where the outputs go as `GPU_OUT_NAME=value` lines.' },
];
function optionOf({ name, kind, help }) {
    if (kind === 'boolean')
        return { name, takes: '', help, negatable: true };
    if (typeof kind !== 'string')
        return { name, takes: kind.join('|'), help, choices: kind };
    return {
        name,
        takes: TAKES[kind] ?? 'TEXT',
        help,
        ...(LISTS.includes(kind) ? { many: true } : {}),
        ...(kind === 'secret' ? { refused: SECRET_HINTS[name] ?? 'Give it by the environment.' } : {}),
    };
}
/**
 * `gpu-ci run --flag value … -- COMMAND`. One word behind `--` is a script, so `-- 'a && b'` works; several are a command with its
 * arguments, and each arrives on the pod as it was given here.
 * @throws UserError for a flag that there is not, naming the nearest.
 */
function parseRunFlags(argv, verb = 'run') {
    const parsed = (0,_options_js__WEBPACK_IMPORTED_MODULE_2__/* .parseOptions */ .Ac)(verb, argv, RUN_OPTIONS);
    const inputs = new Map([...parsed.values].map(([name, values]) => [name, values.join('\n')]));
    if (parsed.words.length > 0 && !parsed.help) {
        const words = parsed.words.map(quoteWord).join(' ');
        throw new _core_errors_js__WEBPACK_IMPORTED_MODULE_0__/* .UserError */ .y(`${JSON.stringify(parsed.words[0])} stands where only flags do.`, `Put the command behind two dashes: gpu-ci ${verb} -- ${words}`);
    }
    if (parsed.rest !== undefined && parsed.rest.length > 0) {
        if (inputs.has('command')) {
            throw new _core_errors_js__WEBPACK_IMPORTED_MODULE_0__/* .UserError */ .y('The command is given twice, by --command and behind --.', 'Give it once.');
        }
        inputs.set('command', parsed.rest.length === 1 ? (parsed.rest[0] ?? '') : parsed.rest.map(quoteWord).join(' '));
    }
    return { inputs, help: parsed.help };
}
/** One word for a POSIX shell; as it stands where nothing in it needs quotes. */
const quoteWord = (word) => /^[\w@%+=:,./-]+$/.test(word) ? word : `'${word.replaceAll("'", String.raw `'\''`)}'`;


/***/ }),

/***/ 6619:
/***/ ((__unused_webpack_module, __webpack_exports__, __webpack_require__) => {

/* harmony export */ __webpack_require__.d(__webpack_exports__, {
/* harmony export */   Ac: () => (/* binding */ parseOptions),
/* harmony export */   RP: () => (/* binding */ valueOf),
/* harmony export */   pA: () => (/* binding */ nearest),
/* harmony export */   vM: () => (/* binding */ isSet)
/* harmony export */ });
/* harmony import */ var _core_errors_js__WEBPACK_IMPORTED_MODULE_0__ = __webpack_require__(9597);

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
            throw new _core_errors_js__WEBPACK_IMPORTED_MODULE_0__/* .UserError */ .y(`--${option.name} is given twice.`, 'Give it once.');
        }
        if (option.choices !== undefined && !option.choices.includes(value)) {
            const example = nearest(value, option.choices) ?? option.choices[0] ?? '';
            throw new _core_errors_js__WEBPACK_IMPORTED_MODULE_0__/* .UserError */ .y(`--${option.name} is "${value}", but must be one of ${option.choices.join(', ')}.`, `For example --${option.name} ${example}`);
        }
        before.push(value);
        values.set(option.name, before);
    };
    for (let at = 0; at < argv.length; at++) {
        const word = argv[at] ?? '';
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
            throw new _core_errors_js__WEBPACK_IMPORTED_MODULE_0__/* .UserError */ .y(`--${name} is not taken from a command line.`, option.refused);
        if (option.takes === '') {
            if (inline !== undefined && !(option.negatable === true && /^(true|false)$/i.test(inline))) {
                throw new _core_errors_js__WEBPACK_IMPORTED_MODULE_0__/* .UserError */ .y(`--${name} takes no value.`, `Write --${name} alone.`);
            }
            add(option, inline ?? 'true');
            continue;
        }
        const next = argv[at + 1];
        if (inline === undefined && (next === undefined || known(next))) {
            throw new _core_errors_js__WEBPACK_IMPORTED_MODULE_0__/* .UserError */ .y(`--${name} needs a value.`, `Write --${name} ${option.takes}`);
        }
        if (inline === undefined)
            at++;
        add(option, inline ?? next ?? '');
    }
    return { values, words, rest: undefined, help };
}
function unknown(verb, word, options) {
    const name = word.replace(/^-+/, '').replace(/=.*$/s, '');
    const names = options.flatMap((option) => (option.negatable ? [option.name, `no-${option.name}`] : [option.name]));
    const close = nearest(name, names);
    // What follows `=` may be a secret that was put under a wrong name.
    return new _core_errors_js__WEBPACK_IMPORTED_MODULE_0__/* .UserError */ .y(`gpu-ci ${verb} has no flag ${word.replace(/=.*$/s, '')}.`, close === undefined ? `See gpu-ci ${verb} --help.` : `Did you mean --${close}?`);
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
            const change = (row[j - 1] ?? 0) + (a[i - 1] === b[j - 1] ? 0 : 1);
            next.push(Math.min(change, (row[j] ?? 0) + 1, (next[j - 1] ?? 0) + 1));
        }
        row = next;
    }
    return row[b.length] ?? 0;
}
const valueOf = (parsed, name) => parsed.values.get(name)?.[0] ?? '';
const isSet = (parsed, name) => valueOf(parsed, name).toLowerCase() === 'true';


/***/ })

};
;