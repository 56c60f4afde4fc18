"use strict";
exports.id = 429;
exports.ids = [429,286,54,619];
exports.modules = {

/***/ 286:
/***/ ((__unused_webpack_module, __webpack_exports__, __webpack_require__) => {

__webpack_require__.r(__webpack_exports__);
/* harmony export */ __webpack_require__.d(__webpack_exports__, {
/* harmony export */   RUN_OPTIONS: () => (/* binding */ RUN_OPTIONS),
/* harmony export */   parseRunFlags: () => (/* binding */ parseRunFlags),
/* harmony export */   quoteWord: () => (/* binding */ quoteWord)
/* harmony export */ });
/* harmony import */ var _inputs_js__WEBPACK_IMPORTED_MODULE_0__ = __webpack_require__(3901);
/* harmony import */ var _options_js__WEBPACK_IMPORTED_MODULE_1__ = __webpack_require__(6619);


const variableOf = (secret) => secret === 'token' ? 'GPU_SERVICE_TOKEN' : `GPU_CI_${secret.replaceAll('-', '_').toUpperCase()}`;
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
    ..._inputs_js__WEBPACK_IMPORTED_MODULE_0__/* .INPUTS */ .mc.map(optionOf),
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
        ...(kind === 'secret'
            ? { refused: `Every process can read a command line. Set the variable ${variableOf(name)}.` }
            : {}),
    };
}
/**
 * `gpu-ci run --flag value … -- COMMAND`. One word behind `--` is a script, so `-- 'a && b'` works; several are a command with its
 * arguments, and each arrives on the pod as it was given here.
 * @throws BadCommand for a flag that there is not, naming the nearest.
 */
function parseRunFlags(argv) {
    const parsed = (0,_options_js__WEBPACK_IMPORTED_MODULE_1__.parseOptions)('run', argv, RUN_OPTIONS);
    const inputs = new Map([...parsed.values].map(([name, values]) => [name, values.join('\n')]));
    if (parsed.words.length > 0 && !parsed.help) {
        const words = parsed.words.map(quoteWord).join(' ');
        throw new _options_js__WEBPACK_IMPORTED_MODULE_1__.BadCommand(`${JSON.stringify(parsed.words[0])} stands where only flags do.`, `Put the command behind two dashes: gpu-ci run -- ${words}`);
    }
    if (parsed.rest !== undefined && parsed.rest.length > 0) {
        if (inputs.has('command')) {
            throw new _options_js__WEBPACK_IMPORTED_MODULE_1__.BadCommand('The command is given twice, by --command and behind --.', 'Give it once.');
        }
        inputs.set('command', parsed.rest.length === 1 ? parsed.rest.join('') : parsed.rest.map(quoteWord).join(' '));
    }
    return { inputs, help: parsed.help };
}
/** One word for a POSIX shell; as it stands where nothing in it needs quotes. */
const quoteWord = (word) => /^[\w@%+=:,./-]+$/.test(word) ? word : `'${word.replaceAll("'", String.raw `'\''`)}'`;


/***/ }),

/***/ 4054:
/***/ ((__unused_webpack_module, __webpack_exports__, __webpack_require__) => {

__webpack_require__.r(__webpack_exports__);
/* harmony export */ __webpack_require__.d(__webpack_exports__, {
/* harmony export */   CLEANUP_HELP: () => (/* binding */ CLEANUP_HELP),
/* harmony export */   RUN_HELP: () => (/* binding */ RUN_HELP),
/* harmony export */   helpOf: () => (/* binding */ helpOf),
/* harmony export */   overview: () => (/* binding */ overview)
/* harmony export */ });
/* harmony import */ var _inputs_js__WEBPACK_IMPORTED_MODULE_0__ = __webpack_require__(3901);
/* harmony import */ var _flags_js__WEBPACK_IMPORTED_MODULE_1__ = __webpack_require__(286);


const WIDTH = 100;
const HEADINGS = [
    ['What runs', ['command', 'shell', 'working-directory', 'env', 'mode', 'job-id', 'detach-after', 'args']],
    ['Where it runs', ['gpu-type', 'gpu-count', 'min-vram', 'org', 'keep-pod']],
    ['What comes back', ['outputs', 'report', 'metrics', 'metrics-baseline', 'dotenv']],
    ['Limits', ['timeout', 'idle-timeout', 'start-timeout', 'max-cost']],
    [
        'Waiting for a session',
        ['retry-on', 'max-wait', 'max-attempts', 'retry-delay', 'retry-max-delay', 'matrix-size', 'saturation-pattern'],
    ],
    ['What is told', ['label', 'matrix', 'summary', 'telemetry', 'comment', 'check', 'github-token']],
    ['Token', ['token', 'export-token', 'on-missing-token']],
    ['GPU CLI and clean-up', ['cli-version', 'install-url', 'install-sha256', 'cli-sha256', 'state']],
];
const RUN_HELP = {
    name: 'run',
    help: 'Run a command on a cloud GPU, wait for it, report, and leave nothing running',
    usage: ['gpu-ci run [FLAGS] -- COMMAND [ARGUMENT…]', "gpu-ci run [FLAGS] -- 'SCRIPT with && and pipes'"],
    about: [
        'The token comes from the variable GPU_SERVICE_TOKEN, never from a flag. Every flag can also be given as a variable: ' +
            '--gpu-type is GPU_CI_GPU_TYPE. Where both are given the flag counts. A list flag may be repeated.',
        'Times: 500ms, 30s, 5m, 2h, 1h30m; a bare number is seconds, and 0 is no limit.',
        "Exit code: the workload's own where it ran; else 0 when it was submitted or skipped, 1 when it did not run, and 2 for a " +
            'command line that cannot be used.',
    ],
    options: _flags_js__WEBPACK_IMPORTED_MODULE_1__.RUN_OPTIONS,
    examples: [
        'gpu-ci run --gpu-type "H100 SXM" --timeout 2h -- python train.py',
        'gpu-ci run --gpu-type H100 --gpu-type A100 --max-wait 1h --max-cost 5 -- python train.py --epochs 3',
        'gpu-ci run --mode submit -- python train.py    # ends at once; GPU_OUT_JOB_ID has the id',
        'gpu-ci run --mode collect --job-id job_…       # streams, waits, reports',
    ],
};
const CLEANUP_HELP = {
    name: 'cleanup',
    help: 'End what the runs of this job left behind; for the after-hook of a CI host',
    usage: ['gpu-ci cleanup [--state FILE] [--force]'],
    about: [
        'Reads what each `gpu-ci run` of this job wrote down, ends it with its job and pod if they still live, and checks that they ' +
            'are gone. Safe to run always and twice.',
        'Exit code: 0 done, also if a warning reports what may still be alive; 1 a run still works and was left alone, or its ' +
            'state cannot be read; 2 wrong flags, or a file that is not a state file.',
    ],
    options: [
        { name: 'state', takes: 'FILE', help: 'The file given to `gpu-ci run --state`.' },
        { name: 'force', takes: '', help: 'End runs that still work, for example in another terminal.' },
    ],
};
/** `gpu-ci --help`. */
function overview(verbs) {
    const width = Math.max(...verbs.map(({ name }) => name.length)) + 2;
    const list = verbs.map(({ name, help }) => `  ${name.padEnd(width)}${help}`);
    return `${[
        'gpu-ci: run workloads on cloud GPUs from any CI.',
        '',
        'Usage: gpu-ci VERB [FLAGS]',
        '',
        ...list,
        '',
        'Start with: gpu-ci init --dry-run',
        'More on a verb: gpu-ci VERB --help',
    ].join('\n')}\n`;
}
/** `gpu-ci VERB --help`. */
function helpOf(verb) {
    const lines = [`gpu-ci ${verb.name}: ${verb.help}.`, ''];
    verb.usage.forEach((usage, index) => lines.push(`${index === 0 ? 'Usage: ' : '       '}${usage}`));
    for (const paragraph of verb.about)
        lines.push('', ...wrap(paragraph, WIDTH));
    for (const [heading, options] of sections(verb)) {
        lines.push('', `${heading}:`);
        for (const option of options)
            lines.push(...describe(option));
    }
    if (verb.examples !== undefined)
        lines.push('', 'Examples:', ...verb.examples.map((example) => `  ${example}`));
    return `${lines.join('\n')}\n`;
}
function sections(verb) {
    if (verb.options !== _flags_js__WEBPACK_IMPORTED_MODULE_1__.RUN_OPTIONS)
        return verb.options.length === 0 ? [] : [['Flags', verb.options]];
    const placed = new Set(HEADINGS.flatMap(([, names]) => names));
    const others = verb.options.filter(({ name }) => !placed.has(name));
    const grouped = HEADINGS.map(([heading, names]) => [heading, names.flatMap((name) => verb.options.filter((option) => option.name === name))]);
    return [...grouped, ...(others.length === 0 ? [] : [['Other', others]])];
}
const DEFAULTS = new Map(_inputs_js__WEBPACK_IMPORTED_MODULE_0__/* .INPUTS */ .mc.map((row) => [row.name, row.default]));
function describe(option) {
    // A verb of the kit tells its defaults in words of its own.
    const fallback = option.refused === undefined && _flags_js__WEBPACK_IMPORTED_MODULE_1__.RUN_OPTIONS.includes(option) ? (DEFAULTS.get(option.name) ?? '') : '';
    const takes = option.takes === '' ? '' : ` ${option.choices?.join('|') ?? option.takes}`;
    const flag = option.refused !== undefined ? option.name : `--${option.negatable ? '[no-]' : ''}${option.name}${takes}`;
    const notes = [
        ...(option.many === true ? ['may be repeated'] : []),
        ...(fallback === '' || fallback === '0' || fallback.startsWith('$') ? [] : [`default ${fallback}`]),
    ];
    const text = option.refused !== undefined ? `${option.help} ${option.refused}` : option.help;
    const full = `${text.replaceAll('`', '')}${notes.length === 0 ? '' : ` (${notes.join('; ')})`}`;
    return [`  ${flag}`, ...wrap(full, WIDTH - 6).map((line) => `      ${line}`)];
}
function wrap(text, width) {
    const lines = [];
    let line = '';
    for (const word of text.split(' ')) {
        if (line !== '' && line.length + 1 + word.length > width) {
            lines.push(line);
            line = word;
        }
        else {
            line = line === '' ? word : `${line} ${word}`;
        }
    }
    return [...lines, line];
}


/***/ }),

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

/***/ 8429:
/***/ ((__unused_webpack_module, __webpack_exports__, __webpack_require__) => {


// EXPORTS
__webpack_require__.d(__webpack_exports__, {
  runKit: () => (/* binding */ runKit)
});

// UNUSED EXPORTS: VERBS

// EXTERNAL MODULE: external "node:fs"
var external_node_fs_ = __webpack_require__(3024);
// EXTERNAL MODULE: external "node:path"
var external_node_path_ = __webpack_require__(6760);
// EXTERNAL MODULE: ./build/src/model/errors.js
var errors = __webpack_require__(5573);
// EXTERNAL MODULE: ./build/src/kit/options.js
var options = __webpack_require__(6619);
;// CONCATENATED MODULE: ./build/src/kit/completion.js

const SHELLS = ['bash', 'zsh', 'fish'];
/** The script a shell loads to complete verbs, flags and the values of flags that have a fixed set. */
function completionFor(shell, verbs) {
    switch (shell) {
        case 'bash':
            return bash(verbs);
        case 'zsh':
            return zsh(verbs);
        case 'fish':
            return fish(verbs);
        default:
            throw new options.BadCommand(shell === '' ? 'Which shell?' : `There are no completions for ${JSON.stringify(shell)}.`, `Say gpu-ci completion ${SHELLS.join('|')}.`);
    }
}
const usable = (options) => options.filter(({ refused }) => refused === undefined);
const flagsOf = (options) => [
    ...usable(options).flatMap(({ name, negatable }) => [`--${name}`, ...(negatable ? [`--no-${name}`] : [])]),
    '--help',
];
/** Flags with a fixed set of values; the same everywhere, since a name means one thing. */
function choicesOf(verbs) {
    const all = verbs.flatMap(({ options }) => options);
    return new Map(all.flatMap(({ name, choices }) => (choices === undefined ? [] : [[name, choices]])));
}
function bash(verbs) {
    const cases = verbs.map(({ name, options, firstWords = [] }) => {
        const first = firstWords.length === 0 ? '' : `; ((COMP_CWORD > 2)) || words="${firstWords.join(' ')} $words"`;
        return `    ${name}) words="${flagsOf(options).join(' ')}"${first} ;;`;
    });
    const values = [...choicesOf(verbs)].map(([name, choices]) => `    --${name}) words="${choices.join(' ')}" ;;`);
    return `# gpu-ci completion for bash. Load it with: eval "$(gpu-ci completion bash)"
_gpu_ci() {
  local current=\${COMP_WORDS[COMP_CWORD]} previous=\${COMP_WORDS[COMP_CWORD-1]} words="" i
  for ((i = 1; i < COMP_CWORD; i++)); do
    if [[ \${COMP_WORDS[i]} == -- ]]; then COMPREPLY=(); return; fi
  done
  if ((COMP_CWORD == 1)); then
    words="${verbs.map(({ name }) => name).join(' ')}"
  else
    case \${COMP_WORDS[1]} in
${cases.join('\n')}
    esac
    case $previous in
${values.join('\n')}
    esac
  fi
  # shellcheck disable=SC2207
  COMPREPLY=($(compgen -W "$words" -- "$current"))
}
complete -o default -F _gpu_ci gpu-ci
`;
}
const zshText = (text) => text
    .replaceAll('`', '')
    .replaceAll("'", '’')
    .replace(/[[\]:\\]/g, String.raw `\$&`);
function zsh(verbs) {
    const list = verbs.map(({ name, help }) => `    '${name}:${zshText(help)}'`);
    const cases = verbs.map(({ name, options, firstWords }) => {
        const words = firstWords === undefined ? [] : [`        '1::word:(${firstWords.join(' ')})'`];
        const specs = usable(options).flatMap((option) => {
            const value = option.takes === '' ? '' : `:${zshText(option.takes)}:${option.choices ? `(${option.choices.join(' ')})` : ''}`;
            const many = option.many === true ? '*' : '';
            const flags = [`--${option.name}`, ...(option.negatable ? [`--no-${option.name}`] : [])];
            return flags.map((flag) => `        '${many}${flag}[${zshText(option.help)}]${value}'`);
        });
        return `      ${name}) _arguments \\\n${[...specs, ...words, "        '*::word:_default'"].join(' \\\n')} ;;`;
    });
    return `#compdef gpu-ci
# gpu-ci completion for zsh. Load it with: eval "$(gpu-ci completion zsh)"
_gpu_ci() {
  local -a verbs
  verbs=(
${list.join('\n')}
  )
  if ((CURRENT == 2)); then
    _describe 'verb' verbs
  else
    local verb=$words[2]
    shift words
    ((CURRENT--))
    case $verb in
${cases.join('\n')}
    esac
  fi
}
compdef _gpu_ci gpu-ci
`;
}
const fishText = (text) => `'${text.replaceAll('`', '').replace(/['\\]/g, String.raw `\$&`)}'`;
function fish(verbs) {
    const lines = [
        '# gpu-ci completion for fish. Load it with: gpu-ci completion fish | source',
        'complete -c gpu-ci -f',
    ];
    for (const { name, help } of verbs) {
        lines.push(`complete -c gpu-ci -n __fish_use_subcommand -a ${name} -d ${fishText(help)}`);
    }
    for (const { name, options, firstWords = [] } of verbs) {
        const words = firstWords.join(' ');
        const none = `'__fish_seen_subcommand_from ${name}; and not __fish_seen_subcommand_from ${words}'`;
        if (words !== '')
            lines.push(`complete -c gpu-ci -n ${none} -a '${words}'`);
        const when = `-n '__fish_seen_subcommand_from ${name}'`;
        for (const option of usable(options)) {
            const value = option.takes === '' ? '' : option.choices ? ` -x -a '${option.choices.join(' ')}'` : ' -r';
            lines.push(`complete -c gpu-ci ${when} -l ${option.name}${value} -d ${fishText(option.help)}`);
            if (option.negatable)
                lines.push(`complete -c gpu-ci ${when} -l no-${option.name}`);
        }
    }
    return `${lines.join('\n')}\n`;
}

// EXTERNAL MODULE: ./build/src/report/numbers.js
var numbers = __webpack_require__(8939);
// EXTERNAL MODULE: ./build/src/gpu/environment.js
var environment = __webpack_require__(1138);
// EXTERNAL MODULE: ./build/src/gpu/spawn.js
var spawn = __webpack_require__(5996);
// EXTERNAL MODULE: ./build/src/gpu/capabilities.js
var capabilities = __webpack_require__(3281);
// EXTERNAL MODULE: ./build/src/gpu/places.js
var places = __webpack_require__(1863);
// EXTERNAL MODULE: ./build/src/kit/world.js
var kit_world = __webpack_require__(6017);
;// CONCATENATED MODULE: ./build/src/kit/gpu-cli.js





/** Path of the installed `gpu`: on PATH, else where its installer puts it. '' where there is none. */
function findGpu(env) {
    return (0,places/* firstExecutable */.Ng)([...(0,places/* foldersOfPath */.w9)(env), (0,places/* installedFolder */.Zi)(env)]);
}
const INSTALL = 'curl -fsSL https://gpu-cli.sh/install.sh | sh';
/** @throws UserError where `gpu` is not installed. */
function gpuOf(world) {
    const bin = findGpu(world.env);
    if (bin === '')
        throw new errors/* UserError */.y('GPU CLI is not installed here.', `Install it: ${INSTALL}`);
    return (args, token) => (0,spawn/* capture */.Fg)(bin, args, {
        cwd: world.cwd,
        env: (0,environment/* childEnv */.g)(world.env, token ?? world.env['GPU_SERVICE_TOKEN'] ?? ''),
        timeoutMs: 60_000,
    });
}
/** What a call said, in one line, without tokens, the CLI's own marks and a full stop. */
function saidBy(call) {
    if (call.spawnError !== '')
        return `it could not be started (${call.spawnError})`;
    if (call.hung)
        return 'it did not answer within a minute';
    const lines = (0,kit_world/* withoutTokens */.N_)(`${call.stderr}\n${call.stdout}`)
        .split('\n')
        .map((line) => line.replace(/^\s*(?:✗|>>|\[gpu\]>|error:)?\s*/i, '').replace(/\.?\s*$/, ''));
    const first = lines.find((line) => line !== '');
    return first?.slice(0, 300) ?? `it ended with exit code ${(0,spawn/* endOf */.pJ)(call)}`;
}
/** What to do about an exit code of `gpu`, by its documented meaning. */
function cureFor(call, env) {
    const asService = (env['GPU_SERVICE_TOKEN'] ?? '') !== '';
    switch (Number(call.code)) {
        case 10:
            return asService
                ? 'The token in GPU_SERVICE_TOKEN is refused. Unset it to use your own login, or get a new one.'
                : 'Sign in: gpu login';
        case 11:
            return 'Service accounts come with the Team plan and above: gpu upgrade';
        case 13:
            return 'Start the daemon: gpu daemon start';
        default:
            return asService
                ? 'GPU_SERVICE_TOKEN is set, and a service account may not do this. Unset it to use your own login.'
                : 'It takes an OWNER or ADMIN, with the organization active: gpu org switch SLUG';
    }
}

;// CONCATENATED MODULE: ./build/src/kit/jsonc.js
/** Parses JSON with comments and trailing commas. @throws SyntaxError as `JSON.parse` does. */
function parseJsonc(text) {
    return JSON.parse(withoutTrailingCommas(withoutComments(text)));
}
// Strings are matched first and kept, so that what looks like a comment or a comma in one is left alone.
// One that does not close is taken as far as it goes, or a long text full of quotes would be read again from each of them.
const STRING = String.raw `"[^"\\\n]*(?:\\.[^"\\\n]*)*"?`;
const COMMENTS = new RegExp(String.raw `(${STRING})|\/\/[^\n]*|\/\*[\s\S]*?(?:\*\/|$)`, 'g');
const COMMAS = new RegExp(String.raw `(${STRING})|,(?=\s*[}\]])`, 'g');
const withoutComments = (text) => text.replace(/^\uFEFF/, '').replace(COMMENTS, (comment, string) => string ?? comment.replace(/[^\n]/g, ' '));
const withoutTrailingCommas = (text) => text.replace(COMMAS, (_, string) => string ?? '');

;// CONCATENATED MODULE: ./build/src/kit/checks.js








const check = (name, state, said, fix = '') => ({
    name,
    state,
    said,
    fix,
});
async function checkCli(world) {
    const bin = findGpu(world.env);
    if (bin === '')
        return check('GPU CLI', 'wrong', 'it is not installed here', `Install it: ${INSTALL}`);
    const asked = await (0,spawn/* capture */.Fg)(bin, ['--version'], { cwd: world.cwd, env: (0,environment/* childEnv */.g)(world.env, ''), timeoutMs: 20_000 });
    const version = (0,capabilities/* versionIn */.It)(asked.stdout + asked.stderr);
    if (asked.code !== 0) {
        return check('GPU CLI', 'wrong', `${bin} does not start: ${saidBy(asked)}`, `Install it anew: ${INSTALL}`);
    }
    return version === ''
        ? check('GPU CLI', 'warning', `${bin} does not tell its version`, 'Update it: gpu update')
        : check('GPU CLI', 'ok', `${version} at ${bin}`);
}
function checkToken(world) {
    const token = world.env['GPU_SERVICE_TOKEN'] ?? '';
    const name = 'Token';
    if (token === '') {
        return check(name, 'warning', 'GPU_SERVICE_TOKEN is not set, so a login of this machine is used', 'In CI, give the job the secret GPU_SERVICE_TOKEN. To make one: gpu-ci init');
    }
    const fix = 'Store the secret anew, whole and with nothing around it: gpu-ci token rotate --name NAME';
    if (token.trim() !== token)
        return check(name, 'wrong', 'GPU_SERVICE_TOKEN has blanks or a line break around it', fix);
    if (/^["'].*["']$/.test(token))
        return check(name, 'wrong', 'GPU_SERVICE_TOKEN has quotes around it', fix);
    if (/^\$|^\*+$/.test(token)) {
        return check(name, 'wrong', 'GPU_SERVICE_TOKEN holds the name of a variable or stars, not a token', fix);
    }
    if (!token.startsWith('gpt_sat_')) {
        return check(name, 'wrong', 'GPU_SERVICE_TOKEN does not begin with gpt_sat_, so it is no service token', fix);
    }
    return /^gpt_sat_[A-Za-z0-9_-]{8,}$/.test(token)
        ? check(name, 'ok', `GPU_SERVICE_TOKEN is set, ${token.length} characters, shaped gpt_sat_…`)
        : check(name, 'wrong', 'GPU_SERVICE_TOKEN is cut short or has characters that no token has', fix);
}
function checkConfig(world) {
    const name = 'gpu.jsonc';
    const path = (0,external_node_path_.join)(world.cwd, 'gpu.jsonc');
    if (!(0,external_node_fs_.existsSync)(path)) {
        const other = ['gpu.toml', 'pyproject.toml'].find((file) => (0,external_node_fs_.existsSync)((0,external_node_path_.join)(world.cwd, file)));
        const said = other === undefined ? 'there is none here' : `there is none here; ${other} is not read by this check`;
        return check(name, 'warning', said, 'Make one with a project_id, so that every runner is the same project: { "project_id": "my-project" }');
    }
    let config;
    try {
        config = parseJsonc((0,external_node_fs_.readFileSync)(path, 'utf8'));
    }
    catch (error) {
        return check(name, 'wrong', `it cannot be read: ${error.message}`, 'Mend it: gpu config validate');
    }
    if (typeof config !== 'object' || config === null || Array.isArray(config)) {
        return check(name, 'wrong', 'it holds no object', 'Begin with { "project_id": "my-project" }');
    }
    const { project_id: projectId, keep_alive_minutes: keepAlive } = config;
    if (typeof projectId !== 'string' || projectId === '') {
        return check(name, 'warning', 'project_id is not set, so each path of a runner is a project of its own, and pods are not found again', 'Set "project_id": "my-project"');
    }
    if (typeof keepAlive === 'number' && keepAlive > 5) {
        return check(name, 'warning', `keep_alive_minutes is ${keepAlive}: a pod that is left stays, is paid for and holds a session that long`, 'Set "keep_alive_minutes": 3');
    }
    return check(name, 'ok', `valid, project_id ${projectId}`);
}
/** Files above this size in all make the sync slow, and it is paid for. */
const LARGE_BYTES = 500 * 1024 * 1024;
const HEAVY = ['.venv', 'venv', 'node_modules', '.tox', '__pycache__', 'wandb', 'mlruns'];
async function checkWorkspace(world) {
    const name = 'Workspace';
    const git = (...args) => (0,spawn/* capture */.Fg)('git', args, {
        cwd: world.cwd,
        env: (0,environment/* childEnv */.g)(world.env, ''),
        timeoutMs: 30_000,
        maxBytes: 32 * 1024 * 1024,
    });
    const inside = await git('rev-parse', '--is-inside-work-tree');
    if (inside.code !== 0) {
        return [
            check(name, 'warning', 'it is no git work tree, so .gitignore is not followed and everything may be sent to the pod', 'Run git init here, or check out with git'),
        ];
    }
    const checks = [];
    const present = HEAVY.filter((folder) => (0,external_node_fs_.existsSync)((0,external_node_path_.join)(world.cwd, folder)));
    if (present.length > 0) {
        const ignored = (await git('check-ignore', ...present)).stdout.split('\n');
        const sent = present.filter((folder) => !ignored.includes(folder));
        if (sent.length > 0) {
            checks.push(check(name, 'warning', `${sent.join(', ')} would be sent to the pod`, `Add to .gitignore: ${sent.join(' ')}`));
        }
    }
    const listed = await git('ls-files', '-z', '--cached', '--others', '--exclude-standard');
    const sizes = listed.stdout
        .split('\0')
        .filter(Boolean)
        .map((file) => ({ file, size: sizeOf((0,external_node_path_.join)(world.cwd, file)) }));
    const total = sizes.reduce((sum, { size }) => sum + size, 0);
    const largest = sizes.sort((a, b) => b.size - a.size)[0];
    const megabytes = (bytes) => `${(bytes / 1024 / 1024).toFixed(1)} MiB`;
    if (total > LARGE_BYTES) {
        const said = `${megabytes(total)} are sent with each run, the largest file being ${largest?.file ?? ''} (${megabytes(largest?.size ?? 0)})`;
        checks.push(check(name, 'warning', said, 'Put data into .gitignore, and fetch it on the pod'));
    }
    else if (checks.length === 0) {
        checks.push(check(name, 'ok', `${(0,numbers/* plural */.LS)(sizes.length, 'file')}, ${megabytes(total)} to send${listed.cut ? ' at least' : ''}`));
    }
    return checks;
}
const sizeOf = (path) => (0,external_node_fs_.statSync)(path, { throwIfNoEntry: false })?.size ?? 0;
function checkProxies(world) {
    const names = ['HTTPS_PROXY', 'https_proxy', 'HTTP_PROXY', 'http_proxy', 'ALL_PROXY', 'all_proxy'];
    const set = names.filter((name) => (world.env[name] ?? '') !== '');
    if (set.length === 0)
        return check('Proxies', 'ok', 'none are set');
    const broken = set.find((name) => !URL.canParse(world.env[name] ?? ''));
    return broken === undefined
        ? check('Proxies', 'ok', `${set.join(', ')} are set, and the install script is fetched through them`)
        : check('Proxies', 'wrong', `${broken} is no address`, `For example ${broken}=http://proxy.example:3128`);
}
async function checkNetwork(world, url) {
    const name = 'Network';
    try {
        const answer = await (world.fetch ?? fetch)(url, { signal: AbortSignal.timeout(10_000) });
        await answer.body?.cancel();
        if (answer.ok)
            return check(name, 'ok', `${url} is reached`);
        return check(name, 'wrong', `${url} answers HTTP ${answer.status}`, 'Check the address, and what stands between.');
    }
    catch (error) {
        const { cause: why, name: kind } = error;
        const cause = why?.code ?? why?.message ?? kind;
        const fix = 'Allow outgoing https to that host, or set HTTPS_PROXY and NODE_USE_ENV_PROXY=1.';
        return check(name, 'wrong', `${url} is not reached (${cause})`, fix);
    }
}

// EXTERNAL MODULE: external "node:os"
var external_node_os_ = __webpack_require__(8161);
// EXTERNAL MODULE: ./build/src/gpu/parse.js
var parse = __webpack_require__(2388);
;// CONCATENATED MODULE: ./build/src/kit/account-checks.js




/** What the CLI tells of the account behind the token or login. One refusal explains the rest, so the rest is left out then. */
async function checkAccount(world, installed, wanted) {
    if (!installed)
        return [check('Sign-in', 'skipped', 'there is no GPU CLI to ask')];
    // Outside of the project: a gpu.jsonc that cannot be read is another matter, and told as such.
    const gpu = gpuOf({ ...world, cwd: (0,external_node_os_.tmpdir)() });
    const status = await gpu(['auth', 'status']);
    if (status.code !== 0 && status.code !== 2) {
        return [check('Sign-in', 'wrong', saidBy(status), signInCure(status.code, cureFor(status, world.env)))];
    }
    const health = await gpu(['doctor', '--json']);
    if (status.code === 2 && health.code !== 0) {
        return [check('Sign-in', 'wrong', saidBy(health), signInCure(health.code, cureFor(health, world.env)))];
    }
    // The exit code of `gpu doctor` is 0 for an unhealthy machine too: only the field tells.
    const unhealthy = /"healthy"\s*:\s*false/.test(health.stdout);
    const signIn = unhealthy
        ? check('Sign-in', 'wrong', `gpu doctor says: ${ailmentIn(health.stdout)}`, 'See gpu doctor.')
        : check('Sign-in', 'ok', status.code === 0 ? saidBy(status) : 'gpu doctor is content');
    const [org, pool] = await Promise.all([seeOrg(gpu, wanted), seePool(gpu)]);
    return [signIn, org.check, ...planCheck(org.plan, org.personal ? pool.limit : 0), pool.check];
}
/** What is said of service accounts does not help who cannot sign in. */
const signInCure = (code, cure) => code === 10 || code === 13 ? cure : 'See gpu doctor, and gpu auth status.';
const isRow = (value) => typeof value === 'object' && value !== null && !Array.isArray(value);
const account_checks_text = (value) => (typeof value === 'string' ? value : '');
function ailmentIn(json) {
    const { checks } = (0,parse/* fields */.OA)((0,parse/* readJson */.Vh)(json));
    const failed = Array.isArray(checks) ? checks.filter(isRow).find(({ ok }) => ok === false) : undefined;
    return account_checks_text(failed?.['message']) || 'not healthy';
}
/** `wanted`: the organization that runs are to be under; the active one where it is empty. */
async function seeOrg(gpu, wanted) {
    const name = 'Organization';
    const seen = (state, said, fix = '', row = {}, personal = false) => ({
        check: check(name, state, said, fix),
        plan: account_checks_text(row['plan']),
        personal,
    });
    const listed = await gpu(['org', 'list', '--json']);
    if (listed.code === 2)
        return seen('skipped', 'this GPU CLI does not tell');
    if (listed.code !== 0)
        return seen('warning', saidBy(listed), 'See gpu org list.');
    const { orgs } = (0,parse/* fields */.OA)((0,parse/* readJson */.Vh)(listed.stdout));
    const rows = Array.isArray(orgs) ? orgs.filter(isRow) : [];
    const slugs = rows.map((row) => account_checks_text(row['slug']));
    const active = rows.find((row) => row['active'] === true);
    if (wanted !== '') {
        const row = rows.find(({ slug }) => slug === wanted);
        if (row !== undefined)
            return seen('ok', `${wanted} is among yours`, '', row);
        const said = slugs.length === 0 ? 'there are none' : `there are ${slugs.join(', ')}`;
        return seen('wrong', `${wanted} is not among those of this token or login; ${said}`, 'Correct org, or ask for access.');
    }
    if (active !== undefined)
        return seen('ok', `${account_checks_text(active['slug'])} is active`, '', active);
    if (rows.length > 0) {
        return seen('warning', `none is active; there are ${slugs.join(', ')}`, `Choose one: gpu org switch ${slugs[0] ?? ''}`);
    }
    return seen('warning', 'none; runs are billed to a personal account', 'Make or join one: gpu org create NAME', {}, true);
}
async function seePool(gpu) {
    const name = 'Sessions';
    const asked = await gpu(['status', '--json']);
    const { used, limit } = (0,parse/* fields */.OA)((0,parse/* fields */.OA)((0,parse/* readJson */.Vh)(asked.stdout))['sessions']);
    if (typeof used !== 'number' || typeof limit !== 'number') {
        return { check: check(name, 'skipped', 'this GPU CLI does not tell how many of the pool are in use'), limit: 0 };
    }
    if (limit === 0)
        return { check: check(name, 'wrong', 'the plan has no sessions', 'See the plans: gpu upgrade'), limit };
    if (used < limit)
        return { check: check(name, 'ok', `${used} of ${limit} in use`), limit };
    const fix = 'See what holds them: gpu status --all. Bound a matrix by max-parallel.';
    return { check: check(name, 'warning', `all ${limit} are in use, so a run waits for one`, fix), limit };
}
/** Plans without service accounts, by name, and by the sessions that only they have where the CLI names no plan. */
const SMALL = { free: 1, pro: 3 };
/** Nothing where the plan is not told. */
function planCheck(named, limit) {
    const bySize = Object.keys(SMALL).find((name) => SMALL[name] === limit) ?? '';
    const plan = named === '' ? bySize : named.toLowerCase();
    if (plan === '')
        return [];
    const shown = `${plan.charAt(0).toUpperCase()}${plan.slice(1)}`;
    const said = named === '' ? `${shown}, by its ${limit === 1 ? 'one session' : `${limit} sessions`}` : shown;
    return plan in SMALL
        ? [
            check('Plan', 'warning', `${said}: it has no service accounts, which CI needs`, 'They come with the Team plan and above: gpu upgrade'),
        ]
        : [check('Plan', 'ok', said)];
}

;// CONCATENATED MODULE: ./build/src/kit/doctor.js




const DOCTOR_HELP = {
    name: 'doctor',
    help: 'Say what is wrong with this machine, token, organization, plan and config, and how to mend it',
    usage: ['gpu-ci doctor [--org SLUG] [--json]'],
    about: [
        'Looks at: GPU CLI and its version, the token and whether it is accepted, the organization, its plan, the session pool, ' +
            'gpu.jsonc, what would be sent to the pod, the network and proxies. Starts nothing and changes nothing.',
        'Exit code: 0 healthy, warnings included; 1 something must be mended.',
    ],
    options: [
        {
            name: 'org',
            takes: 'SLUG',
            help: 'Whether runs can be under this organization or sub-account; the active one where it is empty.',
        },
        { name: 'json', takes: '', help: 'Print JSON: { healthy, checks: [{ name, state, said, fix }] }.' },
        {
            name: 'install-url',
            takes: 'URL',
            help: 'The install script to reach; https://gpu-cli.sh/install.sh where it is empty.',
        },
    ],
};
const SIGNS = { ok: '✓', warning: '!', wrong: '✗', skipped: '-' };
/** `gpu-ci doctor`. */
async function doctor(argv, world) {
    const flags = (0,options.parseOptions)('doctor', argv, DOCTOR_HELP.options);
    const installUrl = flags.values.get('install-url')?.[0] ?? 'https://gpu-cli.sh/install.sh';
    const cli = await checkCli(world);
    const checks = [
        cli,
        checkToken(world),
        ...(await checkAccount(world, cli.state !== 'wrong', (0,options.valueOf)(flags, 'org'))),
        checkConfig(world),
        ...(await checkWorkspace(world)),
        checkProxies(world),
        await checkNetwork(world, installUrl),
    ];
    const healthy = checks.every(({ state }) => state !== 'wrong');
    if ((0,options.isSet)(flags, 'json')) {
        world.stdout.write(`${(0,kit_world/* withoutTokens */.N_)(JSON.stringify({ healthy, checks }, null, 2))}\n`);
        return healthy ? 0 : 1;
    }
    for (const { name, state, said, fix } of checks) {
        (0,kit_world/* print */.yy)(world, `${SIGNS[state]} ${name}: ${said}`, ...(fix === '' ? [] : [`    ${fix}`]));
    }
    const wrong = checks.filter(({ state }) => state === 'wrong').length;
    (0,kit_world/* print */.yy)(world, '', healthy ? 'Healthy.' : wrong === 1 ? 'One thing must be mended.' : `${wrong} things must be mended.`);
    return healthy ? 0 : 1;
}

// EXTERNAL MODULE: external "node:child_process"
var external_node_child_process_ = __webpack_require__(1421);
;// CONCATENATED MODULE: ./build/src/kit/emulate.js





/** The local GPU cloud is a program of its own: built in a package, source in a checkout. This code never loads it. */
async function emulate(argv, world) {
    const root = (0,kit_world/* packageRoot */.Zl)(world);
    const program = [(0,external_node_path_.join)(root, 'dist', 'emulator', 'serve.js'), (0,external_node_path_.join)(root, 'emulator', 'serve.ts')].find(external_node_fs_.existsSync);
    if (program === undefined)
        throw new errors/* UserError */.y('The local GPU cloud is missing.', 'Install @gpu-cli/run-action anew.');
    return new Promise((resolve, reject) => {
        const child = (0,external_node_child_process_.spawn)(process.execPath, [program, ...argv], {
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
        const over = () => {
            for (const signal of signals)
                process.off(signal, pass);
        };
        child.on('error', (error) => {
            over();
            reject(error);
        });
        child.on('close', (code) => {
            over();
            resolve(code ?? 1);
        });
    });
}

// EXTERNAL MODULE: ./build/src/kit/help.js
var help = __webpack_require__(4054);
// EXTERNAL MODULE: ./node_modules/diff/libesm/patch/create.js + 2 modules
var create = __webpack_require__(7291);
;// CONCATENATED MODULE: ./build/src/kit/diff.js

/** A unified diff of two texts, with three lines around each change. '' if they are the same. */
function diffOf(path, before, after) {
    if (before === after)
        return '';
    const from = before === undefined ? '/dev/null' : `a/${path}`;
    const options = { context: 3, headerOptions: create/* FILE_HEADERS_ONLY */.jr };
    return (0,create/* createTwoFilesPatch */.ss)(from, `b/${path}`, before ?? '', after, undefined, undefined, options).replace(/\n$/, '');
}

// EXTERNAL MODULE: ./build/src/run/org.js
var org = __webpack_require__(8458);
;// CONCATENATED MODULE: ./build/src/kit/in-org.js




const ORG_OPTION = {
    name: 'org',
    takes: 'SLUG',
    help: 'Organization or sub-account of the service account; the active one where it is empty. It is made active meanwhile.',
};
/** Does the work with an organization active, and makes the former one active again however that ends. */
async function inOrg(world, gpu, slug, work) {
    if (slug === '')
        return work();
    const call = (...args) => gpu(args);
    let before;
    try {
        await (0,org/* switchOrg */.xO)(call, slug, (active) => void (before = active));
    }
    catch (error) {
        if (!(error instanceof errors/* UserError */.y))
            throw error;
        const listed = await gpu(['org', 'list']);
        const cure = listed.code === 0 ? 'gpu org list shows yours.' : `${saidBy(listed)}. ${cureFor(listed, world.env)}`;
        throw new errors/* UserError */.y(`The organization ${slug} cannot be made active.`, cure, { cause: error });
    }
    try {
        return await work();
    }
    finally {
        if (before !== undefined && !(await (0,org/* switchBack */.gw)(call, before))) {
            (0,kit_world/* print */.yy)(world, `The active organization is now ${slug}. To go back: gpu org switch ${before}`.trimEnd());
        }
    }
}

;// CONCATENATED MODULE: ./build/src/kit/pipeline-hosts.js
const PIPELINE_HOSTS = [
    {
        name: 'github',
        title: 'GitHub Actions',
        marks: ['.github'],
        remote: /(^|\.)github\./,
        template: 'github/pr-check.yml',
        file: '.github/workflows/gpu.yml',
        beside: '.github/workflows/gpu-ci.yml',
        useBeside: 'GitHub runs it as a workflow of its own.',
        storeSecret: (secret, file) => [`gh secret set ${secret} < ${file}`],
    },
    {
        name: 'gitlab',
        title: 'GitLab CI',
        marks: ['.gitlab-ci.yml'],
        remote: /(^|\.)gitlab\./,
        template: 'gitlab-ci.yml',
        file: '.gitlab-ci.yml',
        beside: '.gitlab/gpu-ci.yml',
        useBeside: 'Add to .gitlab-ci.yml:  include: [{ local: .gitlab/gpu-ci.yml }]',
        storeSecret: (secret, file) => [
            `glab variable set ${secret} --masked --protected < ${file}`,
            `or: Settings → CI/CD → Variables, key ${secret}, Masked and Protected`,
        ],
    },
    {
        name: 'buildkite',
        title: 'Buildkite',
        marks: ['.buildkite'],
        template: 'buildkite.yml',
        file: '.buildkite/pipeline.yml',
        beside: '.buildkite/gpu.yml',
        useBeside: 'Add a step:  command: buildkite-agent pipeline upload .buildkite/gpu.yml',
        storeSecret: (secret, file) => [
            `Agents → your cluster → Secrets → New Secret, key ${secret}, value: the content of ${file}`,
        ],
    },
    {
        name: 'circleci',
        title: 'CircleCI',
        marks: ['.circleci'],
        template: 'circleci.yml',
        file: '.circleci/config.yml',
        beside: '.circleci/gpu.yml',
        useBeside: 'CircleCI reads .circleci/config.yml only: copy the job and its workflow entry over.',
        storeSecret: (secret, file) => [
            `circleci context store-secret github YOUR_ORG gpu ${secret} < ${file}`,
            `or: Organization Settings → Contexts → gpu → Add Environment Variable ${secret}`,
        ],
    },
    {
        name: 'azure',
        title: 'Azure Pipelines',
        marks: ['azure-pipelines.yml'],
        remote: /(^|\.)(dev\.azure\.com|visualstudio\.com)$/,
        template: 'azure-pipelines.yml',
        file: 'azure-pipelines.yml',
        beside: 'azure-pipelines.gpu.yml',
        useBeside: 'Make a pipeline of it: Pipelines → New → Existing YAML file → /azure-pipelines.gpu.yml',
        storeSecret: (secret, file) => [
            `Pipelines → Edit → Variables → New, name ${secret}, "Keep this value secret", value: the content of ${file}`,
        ],
    },
    {
        name: 'jenkins',
        title: 'Jenkins',
        marks: ['Jenkinsfile'],
        template: 'Jenkinsfile',
        file: 'Jenkinsfile',
        beside: 'Jenkinsfile.gpu',
        useBeside: 'Make a pipeline job with the script path Jenkinsfile.gpu.',
        storeSecret: (_secret, file) => [
            `Manage Jenkins → Credentials → Add: kind "Secret text", ID gpu-service-token, secret: the content of ${file}`,
        ],
    },
    {
        name: 'bitbucket',
        title: 'Bitbucket Pipelines',
        marks: ['bitbucket-pipelines.yml'],
        remote: /(^|\.)bitbucket\.org$/,
        template: 'bitbucket-pipelines.yml',
        file: 'bitbucket-pipelines.yml',
        beside: 'bitbucket-pipelines.gpu.yml',
        useBeside: 'Bitbucket reads bitbucket-pipelines.yml only: copy the step over.',
        storeSecret: (secret, file) => [
            `Repository settings → Repository variables → ${secret}, Secured, value: the content of ${file}`,
        ],
    },
    {
        name: 'shell',
        title: 'a plain shell',
        marks: [],
        template: 'shell.sh',
        file: 'gpu-run.sh',
        beside: 'gpu-ci-run.sh',
        useBeside: 'Run it: sh gpu-ci-run.sh',
        storeSecret: (secret, file) => [`export ${secret}="$(cat ${file})"`],
    },
];

// EXTERNAL MODULE: ./build/src/hosts/facts.js
var facts = __webpack_require__(709);
// EXTERNAL MODULE: ./build/src/kit/flags.js
var flags = __webpack_require__(286);
;// CONCATENATED MODULE: ./build/src/kit/pipelines.js








/** What `init --template` has on GitHub. Every other host has one pipeline. */
const WORKFLOWS = ['pr-check', 'retrain', 'sweep', 'long'];
/** The host with the files of one of its workflows. */
function withWorkflow(host, name) {
    if (name === '' || (host.name === 'github' && name === WORKFLOWS[0]))
        return host;
    if (host.name !== 'github') {
        throw new errors/* UserError */.y(`--template is for GitHub; for ${host.title} there is one pipeline.`, 'Leave --template out.');
    }
    const at = (prefix) => `.github/workflows/${prefix}-${name}.yml`;
    return { ...host, template: `github/${name}.yml`, file: at('gpu'), beside: at('gpu-ci') };
}
/** The CI host by the repository's files, else by its remote; a plain shell where neither tells. */
async function detectRepository(world, named = '') {
    const { host: remoteHost, repository } = (0,facts/* remoteOf */.e1)(await originOf(world));
    const at = { remoteHost, repository };
    const fallback = PIPELINE_HOSTS.at(-1);
    const asked = PIPELINE_HOSTS.find(({ name }) => name === named);
    if (asked !== undefined)
        return { host: asked, why: 'as asked', ...at };
    const marked = PIPELINE_HOSTS.flatMap((host) => host.marks.filter((mark) => (0,external_node_fs_.existsSync)((0,external_node_path_.join)(world.cwd, mark))).map((mark) => ({ host, mark })));
    const remote = PIPELINE_HOSTS.find((host) => remoteHost !== '' && host.remote?.test(remoteHost) === true);
    // `.github/` holds issue forms in many a repository that builds elsewhere: a real pipeline file goes first.
    const strong = marked.find(({ host }) => host.name !== 'github') ?? marked[0];
    const workflows = (0,external_node_fs_.existsSync)((0,external_node_path_.join)(world.cwd, '.github', 'workflows'));
    if (strong !== undefined && !(workflows && strong.host.name !== 'github')) {
        return { host: strong.host, why: `${strong.mark} is here`, ...at };
    }
    const github = PIPELINE_HOSTS.find(({ name }) => name === 'github');
    if (workflows)
        return { host: github, why: '.github/workflows is here', ...at };
    if (remote !== undefined)
        return { host: remote, why: `the remote is at ${remoteHost}`, ...at };
    return { host: fallback, why: 'no file and no remote tells of another host', ...at };
}
async function originOf(world) {
    const asked = await (0,spawn/* capture */.Fg)('git', ['remote', 'get-url', 'origin'], {
        cwd: world.cwd,
        env: (0,environment/* childEnv */.g)(world.env, ''),
        timeoutMs: 10_000,
    });
    return asked.code === 0 ? asked.stdout.trim() : '';
}
/** Marks a file of ours, so that it may be written anew. */
const MARK = 'Made by gpu-ci init';
const EXAMPLE = 'python train.py';
const ACCOUNT = 'SERVICE-ACCOUNT';
/** The template with all of it filled in. */
function pipelineText(root, host, wish) {
    const text = withCommand((0,external_node_fs_.readFileSync)((0,external_node_path_.join)(root, 'templates', host.template), 'utf8'), host, wish.command);
    return withOrg(text, host, wish.org).replaceAll(ACCOUNT, wish.account);
}
function withOrg(text, host, org) {
    if (org === '')
        return text;
    if (!/^[a-z0-9][a-z0-9-]*$/.test(org)) {
        throw new errors/* UserError */.y(`${JSON.stringify(org)} is no slug of an organization.`, 'For example --org my-team.');
    }
    const rotated = text.replaceAll('gpu-ci token rotate ', `gpu-ci token rotate --org ${org} `);
    if (host.name !== 'github')
        return rotated.replace(/(gpu-ci(?:'\)")? run )(?=--)/g, `$1--org ${org} `);
    const step = /(uses: gpu-cli\/run-action@\S+\n(?:.*\n)*?)( +)(token: .*\n)/g;
    return rotated.replaceAll(step, (_, before, pad, token) => {
        return `${before}${pad}${token}${pad}org: ${org}\n`;
    });
}
/**
 * Off GitHub the command stands on the command line of `gpu-ci run`, where what a shell would act on is quoted, so that it acts on
 * the pod and not here.
 */
function withCommand(text, host, command) {
    if (/[\r\n]/.test(command) || (host.name === 'jenkins' && /['\\$]/.test(command))) {
        const what = host.name === 'jenkins' ? 'one line without quotes, backslashes and dollar signs' : 'one line';
        throw new errors/* UserError */.y(`--command must be ${what}.`, 'Put more into a script of the repository, and name that.');
    }
    if (command === '')
        return text;
    const plain = host.name === 'github' || /^[\w@%+=:,./ -]+$/.test(command);
    const quoted = plain ? command : (0,flags.quoteWord)(command);
    // `buildkite-agent pipeline upload` fills in variables; two dollars stand for one.
    return text.replaceAll(EXAMPLE, () => (host.name === 'buildkite' ? quoted.replaceAll('$', '$$$$') : quoted));
}
/** A link of the checkout may lead out of it, to a file of the user that a pipeline must not replace. */
function refuseLinks(cwd, path) {
    const parts = path.split('/');
    for (const [at] of parts.entries()) {
        const part = parts.slice(0, at + 1).join('/');
        if ((0,external_node_fs_.lstatSync)((0,external_node_path_.join)(cwd, part), { throwIfNoEntry: false })?.isSymbolicLink() === true) {
            throw new errors/* UserError */.y(`${part} is a link, and init writes through no link.`, 'Remove the link.');
        }
    }
}
/**
 * Which file is written: the host's own, or one beside it where that one holds something of the user's. One of ours that is
 * there already is written `anew` only where something was said that goes into it: people edit them.
 */
function planFile(cwd, host, after, anew) {
    const read = (path) => (0,external_node_fs_.existsSync)((0,external_node_path_.join)(cwd, path)) ? (0,external_node_fs_.readFileSync)((0,external_node_path_.join)(cwd, path), 'utf8') : undefined;
    const own = read(host.file);
    const isOurs = own === undefined || own === after || own.includes(MARK);
    const [path, note] = isOurs ? [host.file, ''] : [host.beside, host.useBeside];
    refuseLinks(cwd, path);
    const before = isOurs ? own : read(path);
    const kept = before !== undefined && before !== after && !anew;
    return { path, before, after: kept ? before : after, note, kept };
}

// EXTERNAL MODULE: ./node_modules/blakejs/index.js
var blakejs = __webpack_require__(9874);
// EXTERNAL MODULE: ./node_modules/tweetnacl/nacl-fast.js
var nacl_fast = __webpack_require__(668);
var nacl_fast_default = /*#__PURE__*/__webpack_require__.n(nacl_fast);
;// CONCATENATED MODULE: ./build/src/kit/sealed-box.js


/**
 * libsodium's `crypto_box_seal`: only the holder of the private key can open it, and it cannot be told who sealed it.
 * Ephemeral public key, then the box; its nonce is BLAKE2b-192 of both public keys.
 */
function sealedBox(message, recipient) {
    if (recipient.length !== (nacl_fast_default()).box.publicKeyLength)
        throw new Error('a public key has 32 bytes');
    const ephemeral = nacl_fast_default().box.keyPair();
    const box = nacl_fast_default().box(message, sealNonce(ephemeral.publicKey, recipient), recipient, ephemeral.secretKey);
    ephemeral.secretKey.fill(0);
    const sealed = new Uint8Array(ephemeral.publicKey.length + box.length);
    sealed.set(ephemeral.publicKey);
    sealed.set(box, ephemeral.publicKey.length);
    return sealed;
}
function sealNonce(ephemeral, recipient) {
    const both = new Uint8Array(ephemeral.length + recipient.length);
    both.set(ephemeral);
    both.set(recipient, ephemeral.length);
    return (0,blakejs.blake2b)(both, undefined, (nacl_fast_default()).box.nonceLength);
}

;// CONCATENATED MODULE: ./build/src/kit/github-secrets.js



const TIMEOUT_MS = 20_000;
const PERSONAL_TOKENS = ['GH_TOKEN', 'GITHUB_TOKEN'];
const SERVER_TOKENS = ['GH_ENTERPRISE_TOKEN', 'GITHUB_ENTERPRISE_TOKEN'];
/**
 * Where the token of the user may go. Whoever made the checkout chose its remote, so the remote alone names no other host than
 * GitHub's own. Another host needs the word of the user: `GITHUB_API_URL` or `GH_HOST`, as for `gh`.
 * @returns undefined if the remote is at a host that the user did not name.
 */
function loginFor(env, remoteHost) {
    const token = (names) => names.map((name) => env[name] ?? '').find(Boolean) ?? '';
    const given = (env['GITHUB_API_URL'] ?? '').replace(/\/+$/, '');
    const named = (env['GH_HOST'] ?? '').trim().toLowerCase();
    const host = given === '' ? remoteHost.toLowerCase() || named || 'github.com' : hostOf(given);
    if (['github.com', 'ssh.github.com', 'api.github.com'].includes(host)) {
        return { apiUrl: given || 'https://api.github.com', token: token(PERSONAL_TOKENS) };
    }
    if (/^([a-z0-9-]+\.)+ghe\.com$/.test(host)) {
        return { apiUrl: given || `https://api.${host}`, token: token(PERSONAL_TOKENS) };
    }
    if (given === '' && host !== named)
        return undefined;
    const apiUrl = given || `https://${host}/api/v3`;
    if (given === '' && !(URL.canParse(apiUrl) && new URL(apiUrl).host === host)) {
        throw new errors/* UserError */.y(`GH_HOST is ${JSON.stringify(named)}, which is not a host.`, 'For example git.example.com.');
    }
    return { apiUrl, token: token([...SERVER_TOKENS, ...PERSONAL_TOKENS]) };
}
function hostOf(address) {
    const url = URL.canParse(address) ? new URL(address) : undefined;
    const loopback = url !== undefined && ['127.0.0.1', 'localhost', '[::1]'].includes(url.hostname);
    if (url === undefined || !(url.protocol === 'https:' || (url.protocol === 'http:' && loopback))) {
        throw new errors/* UserError */.y(`GITHUB_API_URL is ${JSON.stringify(address)}, which is not an https address.`);
    }
    return url.hostname;
}
/** When the secret was last written; '' where there is none. */
async function secretUpdatedAt(place, name) {
    const answer = await request(place, 'GET', `/secrets/${name}`);
    if (answer.status === 404) {
        // Absent, or not ours to see: the public key tells the two apart.
        await publicKeyOf(place);
        return '';
    }
    if (answer.status !== 200)
        throw refusedBy(place, answer, 'read');
    const { updated_at: at } = answer.body;
    return typeof at === 'string' ? at : 'unknown';
}
/**
 * Writes a secret, encrypted for the repository.
 * @throws UserError where GitHub refuses: then nothing was changed.
 */
async function putSecret(place, name, value) {
    const before = await secretUpdatedAt(place, name);
    const { key, keyId } = await publicKeyOf(place);
    const sealed = sealedBox(Buffer.from(value), key);
    const body = { encrypted_value: Buffer.from(sealed).toString('base64'), key_id: keyId };
    const answer = await request(place, 'PUT', `/secrets/${name}`, body).catch(() => undefined);
    if (answer !== undefined && (answer.status === 201 || answer.status === 204))
        return 'stored';
    if (answer !== undefined && answer.status < 500)
        throw refusedBy(place, answer, 'write');
    // No answer, or none that can be trusted: the secret itself tells. Its time stamp counts seconds.
    const after = await secretUpdatedAt(place, name).catch(() => undefined);
    if (after === undefined)
        return 'unknown';
    if (after !== before)
        return 'stored';
    if (after === '')
        throw new errors/* UserError */.y(`GitHub did not store the secret ${name}.`, 'Try again.');
    return 'unknown';
}
async function publicKeyOf(place) {
    const answer = await request(place, 'GET', '/secrets/public-key');
    const { key, key_id: keyId } = answer.body;
    if (answer.status !== 200 || typeof key !== 'string' || typeof keyId !== 'string') {
        throw refusedBy(place, answer, 'read');
    }
    return { key: Buffer.from(key, 'base64'), keyId };
}
async function request(place, method, path, body) {
    const url = `${place.apiUrl}/repos/${place.repository}/actions${path}`;
    const call = place.fetch ?? fetch;
    let response;
    try {
        response = await call(url, {
            method,
            headers: {
                accept: 'application/vnd.github+json',
                authorization: `Bearer ${place.token}`,
                'content-type': 'application/json',
                'user-agent': 'gpu-ci',
                'x-github-api-version': '2022-11-28',
            },
            signal: AbortSignal.timeout(TIMEOUT_MS),
            ...(body === undefined ? {} : { body: JSON.stringify(body) }),
        });
    }
    catch (error) {
        throw new errors/* UserError */.y(`GitHub cannot be reached at ${place.apiUrl}.`, 'Check the network and proxies.', {
            cause: error,
        });
    }
    const text = await response.text().catch(() => '');
    let parsed;
    try {
        parsed = JSON.parse(text);
    }
    catch {
        parsed = undefined;
    }
    return { status: response.status, body: typeof parsed === 'object' && parsed !== null ? { ...parsed } : {} };
}
function refusedBy(place, answer, what) {
    const message = answer.body['message'];
    const said = typeof message === 'string' ? `: ${(0,kit_world/* withoutTokens */.N_)(message).slice(0, 200)}` : '';
    const problem = `GitHub refuses to ${what} the secrets of ${place.repository} (HTTP ${answer.status}${said}).`;
    if (answer.status === 401)
        return new errors/* UserError */.y(problem, 'The token is not valid. Set GH_TOKEN to a valid one.');
    if (answer.status === 403 || answer.status === 404) {
        return new errors/* UserError */.y(problem, 'The token needs the permission "Secrets: write" (classic: scope repo) on that repository.');
    }
    return new errors/* UserError */.y(problem, 'Try again later.');
}

;// CONCATENATED MODULE: ./build/src/kit/service-accounts.js


/** Exit code of `gpu` for what is not there. */
const NOT_THERE = 12;
const TOKEN = /gpt_sat_[A-Za-z0-9_-]+/;
const ID = /(?<![\w-])sa_[A-Za-z0-9]+/;
const revokeCommand = (id) => `gpu org service-account revoke ${id === '' ? 'ID' : id}`;
function serviceAccounts(world, gpu) {
    const verb = (...args) => gpu(['org', 'service-account', ...args]);
    const list = async () => {
        const json = await verb('list', '--json');
        const parsed = json.code === 0 ? accountsIn(parseOrNothing(json.stdout)) : undefined;
        if (parsed !== undefined)
            return parsed;
        const text = await verb('list');
        if (text.code !== 0) {
            throw new errors/* UserError */.y(`The service accounts cannot be listed: ${saidBy(text)}.`, cureFor(text, world.env));
        }
        return accountsInText(`${text.stdout}\n${text.stderr}`);
    };
    return {
        list,
        async create(name, known = []) {
            const made = await verb('create', '--name', name);
            const said = `${made.stdout}\n${made.stderr}`;
            const token = TOKEN.exec(said)?.[0] ?? '';
            const id = ID.exec(said.replaceAll(new RegExp(TOKEN, 'g'), ''))?.[0] ?? '';
            if (made.code === 0 && token !== '') {
                return { id: id === '' ? await newNamed(list, name, known) : id, name, token };
            }
            if (made.code === 0 || made.hung || token !== '') {
                throw new errors/* UserError */.y(`A service account "${name}" may have been made, but its token was not received: ${saidBy(made)}.`, `Look with gpu org service-account list, and revoke it: ${revokeCommand(id)}`);
            }
            throw new errors/* UserError */.y(`The service account cannot be made: ${saidBy(made)}.`, cureFor(made, world.env));
        },
        async revoke(id) {
            const ended = await verb('revoke', id);
            if (ended.code !== 0) {
                const next = ended.code === NOT_THERE ? 'gpu-ci token list shows them.' : `Do it: ${revokeCommand(id)}`;
                throw new errors/* UserError */.y(`Service account ${id} is not revoked: ${saidBy(ended)}.`, next);
            }
        },
        async show() {
            const shown = await verb('list');
            if (shown.code !== 0) {
                throw new errors/* UserError */.y(`The service accounts cannot be listed: ${saidBy(shown)}.`, cureFor(shown, world.env));
            }
            return `${shown.stdout}${shown.stderr}`.trimEnd();
        },
    };
}
/** Where the CLI did not name the new account: the one of that name that was not there before, else none can be told. */
async function newNamed(list, name, known) {
    const found = await list().catch(() => []);
    const fresh = found.filter((account) => account.name === name && !known.some(({ id }) => id === account.id));
    return fresh.length === 1 ? fresh.map(({ id }) => id).join('') : '';
}
function parseOrNothing(text) {
    try {
        return JSON.parse(text);
    }
    catch {
        return undefined;
    }
}
const isRecord = (value) => typeof value === 'object' && value !== null;
/** Objects with an id of ours, wherever the answer keeps them; undefined where it makes no sense. */
function accountsIn(answer) {
    if (!isRecord(answer))
        return undefined;
    const rows = Array.isArray(answer) ? answer : Object.values(answer).find(Array.isArray);
    if (rows === undefined)
        return undefined;
    return rows.filter(isRecord).flatMap((row) => {
        const { id, name, revoked_at: revokedAt } = row;
        if (typeof id !== 'string' || !ID.test(id) || (revokedAt ?? null) !== null)
            return [];
        return [{ id, name: typeof name === 'string' ? name : '' }];
    });
}
/** Rows of a table: the id, then the name up to a gap of two blanks, a tab or a bar. */
function accountsInText(text) {
    return text.split('\n').flatMap((line) => {
        const id = ID.exec(line);
        if (id === null || /\brevoked\b/i.test(line))
            return [];
        const name = line.slice(id.index + id[0].length).replace(/^[\s|│]*(.*?)(?:\s{2,}|\t|[|│]|$)[^]*/, '$1');
        return [{ id: id[0], name: name.trim() }];
    });
}

;// CONCATENATED MODULE: ./build/src/kit/secret-store.js









function chooseStore(world, where, wish) {
    const { secret } = wish;
    if (!/^[A-Z_][A-Z0-9_]*$/i.test(secret) || /^GITHUB_/i.test(secret)) {
        throw new errors/* UserError */.y(`${JSON.stringify(secret)} cannot be the name of a secret.`, 'For example GPU_SERVICE_TOKEN.');
    }
    if (wish.tokenFile !== '') {
        const path = (0,external_node_path_.resolve)(world.cwd, wish.tokenFile);
        if ((0,external_node_fs_.lstatSync)(path, { throwIfNoEntry: false }) !== undefined) {
            throw new errors/* UserError */.y(`${path} is there already.`, 'A token is written to a new file only; name another.');
        }
        return { kind: 'file', path, secret };
    }
    if (wish.show) {
        if (!world.isTTY)
            throw new errors/* UserError */.y('--show prints a token, and this is no terminal.', 'Use --token-file PATH.');
        return { kind: 'terminal', secret };
    }
    const repository = wish.repository === '' ? where.repository : wish.repository;
    if (where.host.name !== 'github' || repository === '')
        return { kind: 'none', secret };
    const login = loginFor(world.env, remoteHostOf(where, wish.repository));
    if (login === undefined || login.token === '')
        return { kind: 'none', secret };
    if (!/^[\w.-]+\/[\w.-]+$/.test(repository)) {
        throw new errors/* UserError */.y(`${JSON.stringify(repository)} is no repository.`, 'For example --repo my-org/my-repo.');
    }
    return { kind: 'github', place: { ...login, repository, ...fetchOf(world) }, secret };
}
/** A repository that the user named is at the user's host, wherever the remote is. */
const remoteHostOf = (where, repository) => (repository === '' ? where.remoteHost : '');
const fetchOf = (world) => world.fetch === undefined ? {} : { fetch: world.fetch };
/** Whether a token is in the store already; undefined where it cannot be asked. */
async function isStored(store) {
    return store.kind === 'github' ? (await secretUpdatedAt(store.place, store.secret)) !== '' : undefined;
}
/** Fails before anything is made, so that a place that cannot be written costs no account. Call it after the user saw the plan. */
async function checkStore({ env }, store) {
    if (store.kind === 'github')
        await secretUpdatedAt(store.place, store.secret);
    if (store.kind === 'file')
        await checkFile(store.path, env);
}
/** What git does not ignore is committed one day, and sent to pods before. */
async function checkFile(path, env) {
    const folder = (0,external_node_path_.dirname)(path);
    if ((0,external_node_fs_.lstatSync)(folder, { throwIfNoEntry: false }) === undefined) {
        throw new errors/* UserError */.y(`There is no folder ${folder}.`, 'Name a file in one that is there.');
    }
    // The real folder: git answers for a path behind a link as if there were no work tree.
    const real = (0,external_node_fs_.realpathSync)(folder);
    const asked = await (0,spawn/* capture */.Fg)('git', ['check-ignore', '-q', (0,external_node_path_.join)(real, (0,external_node_path_.basename)(path))], {
        cwd: real,
        env: { ...(0,environment/* childEnv */.g)(env, ''), LC_ALL: 'C' },
        timeoutMs: 10_000,
    });
    // Any other failure of git, such as a work tree of another user, does not prove that there is no work tree.
    if (asked.code === 0 || asked.spawnError !== '' || asked.stderr.includes('not a git repository'))
        return;
    throw new errors/* UserError */.y(`${path} lies in a git work tree, where it would be committed and sent to pods.`, 'Name a file outside of it, for example ~/gpu-token.');
}
/** Puts the token there. `unknown`: it may or may not have arrived. */
async function storeToken(world, store, token) {
    switch (store.kind) {
        case 'github':
            return putSecret(store.place, store.secret, token);
        case 'file':
            (0,external_node_fs_.writeFileSync)(store.path, `${token}\n`, { mode: 0o600, flag: 'wx' });
            return 'stored';
        case 'terminal':
            // Past `print`, which takes tokens out.
            world.stdout.write(`\n  ${token}\n\nIt is shown once. Store it as the secret ${store.secret}.\n`);
            return 'stored';
        case 'none':
            throw new Error('there is no place for the token');
    }
}
/** Takes back what `storeToken` wrote, as far as that can be done: a token in a GitHub secret is revoked, not removed. */
function unstore(store) {
    if (store.kind === 'file')
        (0,external_node_fs_.rmSync)(store.path, { force: true });
}
/** Ends an account that came to nothing. Says what became of it. */
async function takeBack(accounts, store, made) {
    unstore(store);
    const left = `The new service account is still there; revoke it: ${revokeCommand(made.id)}`;
    if (made.id === '')
        return left;
    return accounts.revoke(made.id).then(() => `The new service account ${made.id} was revoked again.`, () => left);
}
function sayStore(store) {
    switch (store.kind) {
        case 'github':
            return `secret ${store.secret} of ${store.place.repository} (${store.place.apiUrl})`;
        case 'file':
            return `file ${store.path}, for you alone (mode 0600)`;
        case 'terminal':
            return 'this terminal, once';
        case 'none':
            return 'nowhere yet';
    }
}
/** How a service account is named on the command line of `gpu-ci token`. */
const accountFlags = (name, org) => `--name ${(0,flags.quoteWord)(name)}${org === '' ? '' : ` --org ${org}`}`;
/** What a person does with a token file, or without one. */
function tellNextSteps(world, host, store, account) {
    if (store.kind === 'file') {
        const file = store.path;
        (0,kit_world/* print */.yy)(world, '', `Now put the token into ${host.title} and remove the file:`);
        (0,kit_world/* print */.yy)(world, ...host.storeSecret(store.secret, file).map((step) => `  ${step}`), `  rm ${file}`);
    }
    else if (store.kind === 'none') {
        (0,kit_world/* print */.yy)(world, '', 'The token, which is shown once, goes there in one go:');
        (0,kit_world/* print */.yy)(world, `  gpu-ci token create ${account} --token-file ~/gpu-token`);
        (0,kit_world/* print */.yy)(world, ...host.storeSecret(store.secret, '~/gpu-token').map((step) => `  ${step}`), '  rm ~/gpu-token');
    }
}
/** Why no token can be stored from here. */
function sayWhyNot(world, where, repository) {
    const { host } = where;
    if (host.name !== 'github')
        return `${host.title} takes secrets from a person`;
    const login = loginFor(world.env, remoteHostOf(where, repository));
    if (login === undefined) {
        return `the remote is at ${where.remoteHost}, and your GitHub token goes only to a host that you name: set GH_HOST to it, or say --repo OWNER/NAME for github.com`;
    }
    return login.token === ''
        ? 'to store its token on GitHub, GH_TOKEN or GITHUB_TOKEN must be set (permission "Secrets: write")'
        : `the repository on GitHub is not known${repository === '' ? ', since there is no remote origin: say --repo OWNER/NAME' : ''}`;
}

;// CONCATENATED MODULE: ./build/src/kit/init.js












const INIT_HELP = {
    name: 'init',
    help: 'Set up a GPU pipeline here: service account, secret and workflow file',
    usage: ['gpu-ci init [FLAGS]'],
    about: [
        'Finds the CI host of this repository, shows what it would make, and asks. Then: a service account of this pipeline alone, ' +
            "its token into the host's secret store, and the workflow file. A second run finds all of it there and changes nothing: a " +
            'file that it wrote before, perhaps edited since, is written anew only with --command, --org or --secret.',
        'On GitHub the secret is stored by the API with the token in GH_TOKEN or GITHUB_TOKEN (permission "Secrets: write"). ' +
            'Elsewhere say --token-file, and the steps to take are told. The token is never printed.',
        'When something fails after the account was made, the account is revoked again.',
        'Exit code: 0 done, or nothing to do; 1 not done, with the reason; 2 wrong flags.',
    ],
    options: [
        {
            name: 'host',
            takes: 'NAME',
            help: 'The CI host, where the files here do not tell it.',
            choices: PIPELINE_HOSTS.map(({ name }) => name),
        },
        {
            name: 'template',
            takes: WORKFLOWS.join('|'),
            help: 'The workflow, on GitHub: a check of pull requests, training by schedule with a budget and token rotation, a matrix no ' +
                'wider than the pool, or a run longer than 6 hours; pr-check where it is empty.',
            choices: WORKFLOWS,
        },
        { name: 'name', takes: 'NAME', help: 'Name of the service account; HOST-REPOSITORY where it is empty.' },
        ORG_OPTION,
        {
            name: 'command',
            takes: 'COMMAND',
            help: 'What the workflow runs on the pod; `python train.py` where it is empty.',
        },
        { name: 'secret', takes: 'NAME', help: 'Name of the secret; GPU_SERVICE_TOKEN where it is empty.' },
        { name: 'repo', takes: 'OWNER/NAME', help: 'The repository on GitHub, where the git remote does not tell it.' },
        {
            name: 'token-file',
            takes: 'PATH',
            help: 'Write the token to this new file, mode 0600, in place of a secret store.',
        },
        { name: 'yes', takes: '', help: 'Ask nothing.' },
        { name: 'dry-run', takes: '', help: 'Show what would be made, and make nothing.' },
    ],
    examples: [
        'gpu-ci init --dry-run',
        'GH_TOKEN=… gpu-ci init --command "python train.py"',
        'GH_TOKEN=… gpu-ci init --template retrain --org my-team',
    ],
};
/** `gpu-ci init`. */
async function init(argv, world) {
    const flags = (0,options.parseOptions)('init', argv, INIT_HELP.options);
    const where = await detectRepository(world, (0,options.valueOf)(flags, 'host'));
    (0,kit_world/* print */.yy)(world, `CI host: ${where.host.title} (${where.why})`);
    const secret = (0,options.valueOf)(flags, 'secret') || 'GPU_SERVICE_TOKEN';
    const name = (0,options.valueOf)(flags, 'name') || `${where.host.name}-${nameOf(where.repository, world.cwd)}`;
    const host = withWorkflow(where.host, (0,options.valueOf)(flags, 'template'));
    const file = fileFor(world, host, flags, secret, name);
    const wish = { secret, tokenFile: (0,options.valueOf)(flags, 'token-file'), show: false, repository: (0,options.valueOf)(flags, 'repo') };
    const store = chooseStore(world, where, wish);
    const plan = { host, file, store, name, whyNot: sayWhyNot(world, where, wish.repository) };
    if (store.kind === 'none')
        return setUp(world, flags, { ...plan, accounts: undefined });
    const gpu = gpuOf(world);
    const accounts = serviceAccounts(world, gpu);
    return inOrg(world, gpu, (0,options.valueOf)(flags, 'org'), () => setUp(world, flags, { ...plan, accounts }));
}
async function setUp(world, flags, plan) {
    const { host, file, store, name, accounts } = plan;
    const named = accountFlags(name, (0,options.valueOf)(flags, 'org'));
    const account = accounts !== undefined
        ? await needed(accounts, name)
        : (await isThere(world, (0,options.valueOf)(flags, 'org'), name))
            ? 'there'
            : 'none';
    const diff = diffOf(file.path, file.before, file.after);
    const dry = (0,options.isSet)(flags, 'dry-run');
    // A dry run sends the token of the user nowhere, and neither does a run whose plan nobody saw.
    if (account === 'there' && diff === '' && !dry) {
        if (accounts !== undefined) {
            (0,kit_world/* print */.yy)(world, `Service account: "${name}". Its token must be at: ${sayStore(store)}`);
            await refuseLost(store, name, named);
        }
        (0,kit_world/* print */.yy)(world, `Service account "${name}", its token and ${file.path} are all there. Nothing to do.`);
        return 0;
    }
    tellPlan(world, plan, account, named, diff);
    if (dry) {
        (0,kit_world/* print */.yy)(world, 'Dry run: nothing was made.');
        return 0;
    }
    if ((account === 'make' || diff !== '') && !(await (0,kit_world/* agreed */.bL)(world, 'Go ahead?', (0,options.isSet)(flags, 'yes')))) {
        (0,kit_world/* print */.yy)(world, 'Nothing was made.');
        return 1;
    }
    if (accounts !== undefined)
        await checkStore(world, store);
    if (account === 'there' && accounts !== undefined)
        await refuseLost(store, name, named);
    await (0,kit_world/* undisturbed */._E)(async () => {
        const undo = writeFile(world.cwd, file);
        if (account === 'make' && accounts !== undefined)
            await makeAccount(world, accounts, store, name, undo);
    });
    if (diff !== '')
        (0,kit_world/* print */.yy)(world, `Written: ${file.path}`, ...(file.note === '' ? [] : [file.note]));
    if (account !== 'there')
        tellNextSteps(world, host, store, named);
    (0,kit_world/* print */.yy)(world, '', diff === '' ? 'Done.' : `Done. Commit ${file.path} and push.`);
    return 0;
}
/** Where nothing can be made the CLI need not be there, nor anybody signed in. */
async function isThere(world, org, name) {
    if (findGpu(world.env) === '')
        return false;
    const gpu = gpuOf(world);
    const list = () => serviceAccounts(world, gpu).list();
    const known = await inOrg(world, gpu, org, list).catch(() => []);
    return known.some((account) => account.name === name);
}
function tellPlan(world, plan, account, named, diff) {
    const { file, name, store, whyNot } = plan;
    const told = {
        make: [`Service account: "${name}", new`, `Token goes to: ${sayStore(store)}`],
        there: [`Service account: "${name}", there already. Its token is lost? gpu-ci token rotate ${named}`],
        none: [`Service account: none is made from here, since ${whyNot}.`],
    };
    (0,kit_world/* print */.yy)(world, ...told[account]);
    if (diff !== '')
        (0,kit_world/* print */.yy)(world, '', diff, '');
    else if (!file.kept)
        (0,kit_world/* print */.yy)(world, `${file.path} is there already.`);
    else {
        (0,kit_world/* print */.yy)(world, `${file.path} is there already and stays as it is. For a new one say --command, --org or --secret, or remove it.`);
    }
}
function fileFor(world, host, flags, secret, account) {
    const wish = { command: (0,options.valueOf)(flags, 'command').trim(), org: (0,options.valueOf)(flags, 'org'), account };
    const text = pipelineText((0,kit_world/* packageRoot */.Zl)(world), host, wish);
    const named = host.name === 'jenkins' ? text : renameSecret(text, host.name, secret);
    return planFile(world.cwd, host, named, ['command', 'org', 'secret'].some((flag) => (0,options.valueOf)(flags, flag) !== ''));
}
/** Another secret than GPU_SERVICE_TOKEN still arrives under that name, by which the CLI reads it. */
function renameSecret(text, host, secret) {
    if (secret === 'GPU_SERVICE_TOKEN')
        return text;
    if (host === 'github')
        return text.replaceAll('secrets.GPU_SERVICE_TOKEN', `secrets.${secret}`);
    if (host === 'azure')
        return text.replaceAll('$(GPU_SERVICE_TOKEN)', `$(${secret})`);
    throw new errors/* UserError */.y(`--secret is for GitHub and Azure.`, 'Name the secret GPU_SERVICE_TOKEN here.');
}
const nameOf = (repository, cwd) => (repository === '' ? (0,external_node_path_.basename)((0,external_node_path_.resolve)(cwd)) : (0,external_node_path_.basename)(repository))
    .toLowerCase()
    .replace(/[^a-z0-9._-]+/g, '-')
    .slice(0, 48);
async function needed(accounts, name) {
    return (await accounts.list()).some((account) => account.name === name) ? 'there' : 'make';
}
/** A second account beside one whose token is lost would hide the loss: only a rotation replaces a token. */
async function refuseLost(store, name, flags) {
    if ((await isStored(store)) !== false)
        return;
    throw new errors/* UserError */.y(`There is a service account "${name}", but no secret ${store.secret} that has its token.`, `Get a new token in its place: gpu-ci token rotate ${flags}`);
}
/** Writes the file; the answer puts back what was there. */
function writeFile(cwd, file) {
    if (file.before === file.after)
        return () => undefined;
    const path = (0,external_node_path_.join)(cwd, file.path);
    (0,external_node_fs_.mkdirSync)((0,external_node_path_.dirname)(path), { recursive: true });
    refuseLinks(cwd, file.path);
    (0,external_node_fs_.writeFileSync)(path, file.after, {
        mode: file.after.startsWith('#!') ? 0o755 : 0o644,
        flag: file.before === undefined ? 'wx' : 'w',
    });
    return () => {
        if (file.before === undefined)
            (0,external_node_fs_.rmSync)(path, { force: true });
        else
            (0,external_node_fs_.writeFileSync)(path, file.before);
    };
}
async function makeAccount(world, accounts, store, name, undo) {
    let made;
    try {
        made = await accounts.create(name);
        if ((await storeToken(world, store, made.token)) === 'unknown') {
            throw new errors/* UserError */.y('Whether the secret was stored cannot be told.', 'Run gpu-ci init again.');
        }
        (0,kit_world/* print */.yy)(world, `Service account ${made.id} made, token stored: ${sayStore(store)}`);
    }
    catch (error) {
        undo();
        if (made === undefined)
            throw error;
        throw new errors/* UserError */.y(`${(0,errors/* sentenceOf */.$)(error)} ${await takeBack(accounts, store, made)}`, '', { cause: error });
    }
}

// EXTERNAL MODULE: ./build/src/model/secrets.js
var secrets = __webpack_require__(7477);
// EXTERNAL MODULE: ./build/src/model/rules.js
var rules = __webpack_require__(8963);
;// CONCATENATED MODULE: ./build/src/kit/proof.js











const PROOF_OPTION = {
    name: 'prove',
    takes: 'run|sign-in|COMMAND',
    help: 'Proof for rotate: `run` runs `true` on a pod, waits 10 minutes for a session at most, and costs about a minute; `sign-in` asks ' +
        'GPU CLI whether it accepts the token; else a command that ends with 0 when the token in GPU_SERVICE_TOKEN works. ' +
        '`run` where it is empty.',
};
function proofFor(world, wish, gpu) {
    if (wish === 'sign-in')
        return (newToken) => proveBySignIn(gpu, newToken);
    if (wish === '' || wish === 'run')
        return (newToken, interrupted) => proveByRun(world, newToken, interrupted);
    const [file, ...args] = (0,rules/* splitWords */.yM)(wish) ?? [];
    if (file === undefined)
        throw new options.BadCommand('--prove has an open quote, or an operator such as | or > outside quotes.', "For example --prove 'sh check.sh'");
    return (newToken, interrupted) => prove(file, args, { cwd: world.cwd, env: (0,environment/* childEnv */.g)(world.env, newToken), interrupted });
}
async function proveBySignIn(gpu, newToken) {
    const status = await gpu(['auth', 'status'], newToken);
    if (status.code === 0)
        return;
    // Versions without the verb call it a usage error; their doctor answers the same question.
    if (status.code === 2) {
        const doctor = await gpu(['doctor', '--json'], newToken);
        if (doctor.code === 0 && /"healthy"\s*:\s*true/.test(doctor.stdout))
            return;
        throw new errors/* UserError */.y(`GPU CLI does not accept the new token: ${saidBy(doctor)}.`);
    }
    throw new errors/* UserError */.y(`GPU CLI does not accept the new token: ${saidBy(status)}.`);
}
/** By this package's own engine, which waits for a session and leaves nothing alive; in a project of its own, with nothing to send. */
async function proveByRun(world, newToken, interrupted) {
    const cwd = (0,external_node_fs_.mkdtempSync)((0,external_node_path_.join)((0,external_node_os_.tmpdir)(), 'gpu-ci-proof-'));
    try {
        (0,external_node_fs_.writeFileSync)((0,external_node_path_.join)(cwd, 'gpu.jsonc'), '{ "project_id": "gpu-ci-token-proof" }\n');
        const env = { ...withoutInputs((0,environment/* childEnv */.g)(world.env, newToken)), GPU_CI_HOST: 'generic', TMPDIR: cwd };
        const flags = ['--label', 'proof', '--max-wait', '10m', '--timeout', '5m', '--no-telemetry', '--shell', 'none'];
        const program = (0,external_node_path_.join)((0,kit_world/* packageRoot */.Zl)(world), 'bin', 'gpu-ci.js');
        await prove(process.execPath, [program, 'run', ...flags, '--', 'true'], { cwd, env, interrupted });
    }
    finally {
        (0,external_node_fs_.rmSync)(cwd, { recursive: true, force: true });
    }
}
/** The proof takes its inputs from its flags alone: those of the pipeline around it would change what it does. */
const withoutInputs = (env) => Object.fromEntries(Object.entries(env).filter(([name]) => !name.toUpperCase().startsWith('GPU_CI_')));
const SHOWN_BYTES = 100_000;
/** In a group of its own: a Ctrl-C reaches it by us alone, and it has the time to end what it started. */
async function prove(file, args, { cwd, env, interrupted }) {
    const child = (0,spawn/* startChild */.v0)(file, args, { cwd, env });
    if (typeof child === 'string')
        throw failed(child);
    const end = () => void (0,spawn/* killGroup */.i0)(child, 'SIGTERM');
    interrupted.addEventListener('abort', end, { once: true });
    if (interrupted.aborted)
        end();
    const bytes = { stdout: '', stderr: '' };
    for (const name of ['stdout', 'stderr']) {
        child[name].on('data', (chunk) => (bytes[name] = `${bytes[name]}${chunk.toString()}`.slice(-SHOWN_BYTES)));
    }
    const ended = await new Promise((resolve) => {
        child.once('error', (error) => resolve({ code: null, signal: null, spawnError: String(error.code) }));
        child.once('close', (code, signal) => resolve({ code, signal, spawnError: '' }));
    });
    interrupted.removeEventListener('abort', end);
    if (ended.code === 0)
        return;
    if (interrupted.aborted)
        throw new errors/* UserError */.y('The proof was interrupted.');
    const hide = (0,secrets/* hider */.Hj)([env['GPU_SERVICE_TOKEN'] ?? '']);
    const said = { stdout: hide(bytes.stdout), stderr: hide(bytes.stderr) };
    // What the engine says of the run that failed is one line of many.
    const told = /^Error: (.*?)\.?$/m.exec(said.stderr)?.[1];
    throw failed(told === undefined ? saidBy({ ...ended, ...said, cut: false, hung: false }) : (0,kit_world/* withoutTokens */.N_)(told));
}
const failed = (why) => new errors/* UserError */.y(`The proof failed with the new token: ${why}.`);

;// CONCATENATED MODULE: ./build/src/kit/rotate.js






/** `gpu-ci token rotate`: new account, proof, new secret, and only then the end of the old account. */
async function rotate(world, accounts, flags, { gpu, place }) {
    const proof = proofFor(world, (0,options.valueOf)(flags, 'prove'), gpu);
    const known = await accounts.list();
    const old = oldAccount(known, (0,options.valueOf)(flags, 'id'), (0,options.valueOf)(flags, 'name'));
    const { where, store } = await place();
    (0,kit_world/* print */.yy)(world, `Rotating service account ${old.id} (${old.name}); the token goes to: ${sayStore(store)}`);
    if (!(await (0,kit_world/* agreed */.bL)(world, 'Go ahead?', (0,options.isSet)(flags, 'yes'))))
        return 1;
    await checkStore(world, store);
    const named = accountFlags(old.name, (0,options.valueOf)(flags, 'org'));
    await (0,kit_world/* undisturbed */._E)(async (interrupted) => {
        const made = await accounts.create(old.name, known);
        (0,kit_world/* print */.yy)(world, `New service account ${made.id}. Proving its token …`);
        try {
            await proof(made.token, interrupted);
        }
        catch (error) {
            const fate = await takeBack(accounts, store, made);
            throw new errors/* UserError */.y(`${(0,errors/* sentenceOf */.$)(error)} ${fate}`, 'Nothing else changed: the old token goes on working.', {
                cause: error,
            });
        }
        await storeOrTakeBack(world, accounts, store, made);
        (0,kit_world/* print */.yy)(world, 'The new token works and is stored.');
        if (isForAPerson(store))
            return;
        await accounts.revoke(old.id).catch((error) => {
            throw new errors/* UserError */.y(`The new token is in use, but ${(0,errors/* sentenceOf */.$)(error)}`, `Then all is done: ${revokeCommand(old.id)}`);
        });
        (0,kit_world/* print */.yy)(world, `Revoked the old service account ${old.id}.`);
    });
    tellNextSteps(world, where.host, store, named);
    if (isForAPerson(store)) {
        (0,kit_world/* print */.yy)(world, '', `The old token goes on working until you end it. Once the new one is in place: gpu-ci token revoke ${old.id}`);
    }
    return 0;
}
/** The pipeline has the old token until somebody carries the new one over. */
const isForAPerson = ({ kind }) => kind === 'file' || kind === 'terminal';
function oldAccount(known, id, name) {
    if (id === '' && name === '')
        throw new options.BadCommand('Which account?', 'Say --name NAME or --id sa_…; gpu-ci token list shows them.');
    const fitting = known.filter((account) => (id === '' || account.id === id) && (name === '' || account.name === name));
    const [first] = fitting;
    const asked = id === '' ? `named "${name}"` : id;
    if (first === undefined)
        throw new errors/* UserError */.y(`There is no service account ${asked}.`, 'gpu-ci token list shows them.');
    if (fitting.length > 1) {
        const ids = fitting.map((account) => account.id).join(', ');
        throw new errors/* UserError */.y(`${fitting.length} service accounts are ${asked}: ${ids}.`, 'Say which with --id.');
    }
    return first;
}
/** An account whose token came to no place is worth nothing and is ended; where the place may have it, both are left alive. */
async function storeOrTakeBack(world, accounts, store, made) {
    let stored;
    try {
        stored = await storeToken(world, store, made.token);
    }
    catch (error) {
        throw new errors/* UserError */.y(`${(0,errors/* sentenceOf */.$)(error)} ${await takeBack(accounts, store, made)}`, '', { cause: error });
    }
    if (stored === 'unknown') {
        throw new errors/* UserError */.y(`Whether ${sayStore(store)} holds the new token cannot be told, so no account was revoked; the new one is ${made.id}.`, `Run a workflow. If it works, revoke the old account, else the new one: ${revokeCommand(made.id)}`);
    }
}

;// CONCATENATED MODULE: ./build/src/kit/token.js











const TOKEN_VERBS = ['create', 'list', 'rotate', 'revoke'];
const TOKEN_HELP = {
    name: 'token',
    help: 'Create, list, rotate and revoke service tokens, without ever printing one to a log',
    usage: [
        'gpu-ci token create --name NAME [FLAGS]',
        'gpu-ci token list',
        'gpu-ci token rotate --name NAME [FLAGS]',
        'gpu-ci token revoke ID',
    ],
    about: [
        "A token goes to the repository's Actions secret (with GH_TOKEN or GITHUB_TOKEN), to --token-file, or, with --show, to a " +
            'terminal. Nowhere else.',
        'rotate: makes a new account of the same name, proves by a run that its token works, stores it, and only then revokes the ' +
            'old account. Until the new token is proven the stored one is not touched, so a rotation that fails breaks nothing: the ' +
            'old token goes on working, and the new account is revoked. A token that went to a file or a terminal is yours to carry ' +
            'over: then the old account is left to you as well.',
        'Exit code: 0 done; 1 not done, with the reason and what became of the accounts; 2 wrong flags.',
    ],
    options: [
        { name: 'name', takes: 'NAME', help: 'Name of the service account.' },
        ORG_OPTION,
        { name: 'id', takes: 'ID', help: 'Rotate this account, where several have the name.' },
        PROOF_OPTION,
        { name: 'secret', takes: 'NAME', help: 'Name of the secret; GPU_SERVICE_TOKEN where it is empty.' },
        { name: 'repo', takes: 'OWNER/NAME', help: 'The repository on GitHub, where the git remote does not tell it.' },
        {
            name: 'host',
            takes: 'NAME',
            help: 'The CI host, for the next steps.',
            choices: PIPELINE_HOSTS.map(({ name }) => name),
        },
        { name: 'token-file', takes: 'PATH', help: 'Write the token to this new file, mode 0600.' },
        { name: 'show', takes: '', help: 'Show the token on this terminal, once.' },
        { name: 'yes', takes: '', help: 'Ask nothing.' },
    ],
    words: 2,
    firstWords: TOKEN_VERBS,
    examples: [
        'gpu-ci token create --name nightly --token-file ~/gpu-token',
        'gpu-ci token rotate --name github-my-repo --prove sign-in',
    ],
};
/** `gpu-ci token create|list|rotate|revoke`. */
async function token(argv, world) {
    const flags = (0,options.parseOptions)('token', argv, TOKEN_HELP.options);
    const [named, ...words] = flags.words;
    const verb = verbIn(named);
    (0,options.refuseWords)(`token ${verb}`, words, verb === 'revoke' ? 1 : 0, TOKEN_HELP.options);
    const id = verb === 'revoke' ? idIn(words[0]) : '';
    if (verb === 'create')
        nameIn(flags);
    const gpu = gpuOf(world);
    const accounts = serviceAccounts(world, gpu);
    return inOrg(world, gpu, (0,options.valueOf)(flags, 'org'), async () => {
        switch (verb) {
            case 'list':
                (0,kit_world/* print */.yy)(world, await accounts.show());
                return 0;
            case 'revoke':
                return revoke(world, accounts, id, (0,options.isSet)(flags, 'yes'));
            case 'create':
                return token_create(world, accounts, flags);
            case 'rotate':
                return rotate(world, accounts, flags, { gpu, place: () => placeFor(world, flags) });
        }
    });
}
function verbIn(word) {
    const verb = TOKEN_VERBS.find((one) => one === word);
    if (verb !== undefined)
        return verb;
    const verbs = `One of ${TOKEN_VERBS.join(', ')}.`;
    if (word === undefined)
        throw new options.BadCommand('gpu-ci token needs a verb.', verbs);
    const close = (0,options.nearest)(word, TOKEN_VERBS);
    throw new options.BadCommand(`gpu-ci token has no verb ${JSON.stringify(word)}.`, close === undefined ? verbs : `Did you mean gpu-ci token ${close}?`);
}
function idIn(word = '') {
    if (word.startsWith('gpt_'))
        throw new options.BadCommand('That is a token; an account is revoked by its id, sa_….', 'gpu-ci token list shows them.');
    if (!/^sa_\w+$/.test(word))
        throw new options.BadCommand('Which account?', 'gpu-ci token revoke sa_…; gpu-ci token list shows them.');
    return word;
}
async function revoke(world, accounts, id, yes) {
    if (!(await (0,kit_world/* agreed */.bL)(world, `Revoke ${id}? Its token stops at once.`, yes)))
        return 1;
    await accounts.revoke(id);
    (0,kit_world/* print */.yy)(world, `Revoked ${id}. Its token has stopped working.`);
    return 0;
}
async function placeFor(world, flags) {
    const where = await detectRepository(world, (0,options.valueOf)(flags, 'host'));
    const store = chooseStore(world, where, {
        secret: (0,options.valueOf)(flags, 'secret') || 'GPU_SERVICE_TOKEN',
        tokenFile: (0,options.valueOf)(flags, 'token-file'),
        show: (0,options.isSet)(flags, 'show'),
        repository: (0,options.valueOf)(flags, 'repo'),
    });
    if (store.kind === 'none') {
        throw new errors/* UserError */.y('There is no place for the token, and it is shown only once.', 'Set GH_TOKEN to store it as a GitHub secret, or say --token-file PATH; on a terminal --show.');
    }
    return { where, store };
}
async function token_create(world, accounts, flags) {
    const name = nameIn(flags);
    const { where, store } = await placeFor(world, flags);
    (0,kit_world/* print */.yy)(world, `New service account "${name}"; its token goes to: ${sayStore(store)}`);
    await checkStore(world, store);
    if ((await isStored(store)) === true) {
        (0,kit_world/* print */.yy)(world, `There is a token already: ${sayStore(store)}. It is lost there once a new one takes its place, and its account lives on.`);
        if (!(await (0,kit_world/* agreed */.bL)(world, 'Replace it?', (0,options.isSet)(flags, 'yes'))))
            return 1;
    }
    const made = await (0,kit_world/* undisturbed */._E)(async () => {
        const account = await accounts.create(name);
        await storeOrTakeBack(world, accounts, store, account);
        return account;
    });
    (0,kit_world/* print */.yy)(world, `Service account ${made.id} (${name}) made, token stored: ${sayStore(store)}`);
    tellNextSteps(world, where.host, store, accountFlags(name, (0,options.valueOf)(flags, 'org')));
    return 0;
}
function nameIn(flags) {
    const name = (0,options.valueOf)(flags, 'name').trim();
    if (name === '')
        throw new options.BadCommand('Which name?', 'gpu-ci token create --name my-pipeline');
    return name;
}

;// CONCATENATED MODULE: ./build/src/kit/verbs.js











const TIERS = ['free', 'pro', 'team', 'business', 'enterprise'];
const PREVIEW_HELP = {
    name: 'preview',
    help: 'Show a run report as the CI hosts would',
    usage: ['gpu-ci preview REPORT.json [--output FILE]'],
    about: [
        'Renders the JSON report of a run into one HTML page. Diagrams are drawn where mermaid is installed beside this package: ' +
            'npx -p @gpu-cli/run-action@1 -p mermaid@11 gpu-ci preview …',
        'Exit code: 0 rendered; 1 no such report; 2 wrong flags.',
    ],
    words: 1,
    options: [
        { name: 'output', takes: 'FILE', help: 'Where the page goes; stdout where it is empty.' },
        { name: 'view', takes: 'summary|comment', help: 'Which of the two to show.', choices: ['summary', 'comment'] },
        { name: 'theme', takes: 'light|dark', help: "The reader's own where it is empty.", choices: ['light', 'dark'] },
    ],
};
const EMULATE_HELP = {
    name: 'emulate',
    help: 'Run the local GPU cloud, to try a pipeline without spending anything',
    usage: ['gpu-ci emulate [FLAGS]'],
    about: [
        'A control plane, the gpu program and its install script on this machine, with the organization my-team and a token for it. ' +
            'It tells how to use it, and runs until Ctrl-C.',
    ],
    options: [
        { name: 'port', takes: 'N', help: 'Port on 127.0.0.1, 7420 where it is empty; 0 takes a free one.' },
        { name: 'state', takes: 'FILE', help: 'Keep organizations there from one start to the next.' },
        { name: 'tier', takes: 'TIER', help: 'Plan of my-team; team where it is empty.', choices: TIERS },
        { name: 'sessions', takes: 'N', help: 'Sessions of its pool; what the plan has where it is empty.' },
        { name: 'profile', takes: 'NAME|FILE', help: 'What the installed gpu offers (default: rich).' },
        { name: 'provision-ms', takes: 'N', help: 'How long a pod takes to come up; 2000 where it is empty.' },
        { name: 'keep-alive-minutes', takes: 'N', help: 'How long a warm pod lives; 5 where it is empty.' },
    ],
};
const COMPLETION_HELP = {
    name: 'completion',
    help: 'Print the completion script of a shell',
    usage: [`gpu-ci completion ${SHELLS.join('|')}`],
    about: ['bash and zsh: eval "$(gpu-ci completion bash)". fish: gpu-ci completion fish | source.'],
    options: [],
    words: 1,
    firstWords: SHELLS,
};
const HELP_HELP = {
    name: 'help',
    help: 'Show this, or the help of a verb',
    usage: ['gpu-ci help [VERB]'],
    about: [],
    options: [],
    words: 2,
};
const VERSION_HELP = {
    name: 'version',
    help: 'Print the version',
    usage: ['gpu-ci version'],
    about: [],
    options: [],
};
const VERBS = [
    help.RUN_HELP,
    help.CLEANUP_HELP,
    { ...INIT_HELP, run: init },
    { ...TOKEN_HELP, run: token },
    { ...DOCTOR_HELP, run: doctor },
    { ...PREVIEW_HELP, run: runPreview },
    { ...EMULATE_HELP, run: (argv, world) => emulate(argv, world) },
    {
        ...COMPLETION_HELP,
        run: (argv, world) => {
            world.stdout.write(completionFor(argv[0] ?? '', VERBS));
            return Promise.resolve(0);
        },
    },
    { ...HELP_HELP, run: (argv, world) => Promise.resolve(showHelp(argv[0], world)) },
    {
        ...VERSION_HELP,
        run: (_argv, world) => {
            world.stdout.write(`gpu-ci ${(0,kit_world/* packageVersion */.Tl)(world)}\n`);
            return Promise.resolve(0);
        },
    },
];
/**
 * Runs a verb of the kit, and shows the help of any verb. Undefined for `run` and `cleanup`, which the engine does.
 * What a verb could not do is told on stderr and ends with 1.
 * @throws BadCommand for a command line that cannot be used.
 */
async function runKit(argv, world) {
    const [name = '--help', ...rest] = argv;
    if (name === '--help' || name === '-h')
        return showHelp(undefined, world);
    if (name === '--version' || name === '-V')
        return runKit(['version'], world);
    const verb = findVerb(name);
    const end = rest.indexOf('--');
    const flags = end === -1 ? rest : rest.slice(0, end);
    if (flags.includes('--help') || flags.includes('-h'))
        return showHelp(name, world);
    if (verb.run === undefined)
        return undefined;
    // A command line that cannot be used is thrown, before anything is done.
    const { words, rest: behind } = (0,options.parseOptions)(name, rest, verb.options);
    (0,options.refuseWords)(name, [...words, ...(behind ?? [])], verb.words ?? 0, verb.options);
    try {
        return await verb.run(rest, world);
    }
    catch (error) {
        if (!(error instanceof errors/* UserError */.y) || error instanceof options.BadCommand)
            throw error;
        world.stderr.write(`gpu-ci ${name}: ${(0,kit_world/* withoutTokens */.N_)((0,errors/* sentenceOf */.$)(error))}\n`);
        return 1;
    }
}
function findVerb(name) {
    const verb = VERBS.find((one) => one.name === name);
    if (verb !== undefined)
        return verb;
    const close = (0,options.nearest)(name, VERBS.map((one) => one.name));
    throw new options.BadCommand(`gpu-ci has no verb ${JSON.stringify((0,kit_world/* withoutTokens */.N_)(name))}.`, close === undefined ? 'See gpu-ci --help.' : `Did you mean gpu-ci ${close}?`);
}
function showHelp(name, world) {
    world.stdout.write(name === undefined ? (0,help.overview)(VERBS) : (0,help.helpOf)(findVerb(name)));
    return 0;
}
async function runPreview(argv, world) {
    const flags = (0,options.parseOptions)('preview', argv, PREVIEW_HELP.options);
    const [path] = flags.words;
    if (path === undefined)
        throw new options.BadCommand('Which report?', 'gpu-ci preview path/to/report.json');
    const { preview } = await Promise.all(/* import() */[__webpack_require__.e(687), __webpack_require__.e(943)]).then(__webpack_require__.bind(__webpack_require__, 943));
    const theme = (0,options.valueOf)(flags, 'theme');
    let page;
    try {
        page = await preview(readReport((0,external_node_path_.resolve)(world.cwd, path)), {
            root: (0,kit_world/* packageRoot */.Zl)(world),
            view: (0,options.valueOf)(flags, 'view') === 'comment' ? 'comment' : 'summary',
            ...(theme === 'light' || theme === 'dark' ? { theme } : {}),
        });
    }
    catch (error) {
        if (error instanceof errors/* UserError */.y)
            throw error;
        throw new errors/* UserError */.y(`${path} is no run report.`, 'It is the file that the output report-file names.', {
            cause: error,
        });
    }
    const output = (0,options.valueOf)(flags, 'output');
    if (output === '')
        world.stdout.write(page);
    else
        (0,external_node_fs_.writeFileSync)((0,external_node_path_.resolve)(world.cwd, output), page);
    return 0;
}
/** What is drawn from it tells by itself where something is missing; its first fields tell a report from other JSON. */
function readReport(path) {
    const parsed = JSON.parse((0,external_node_fs_.readFileSync)(path, 'utf8'));
    if (typeof parsed.status !== 'string' || !Array.isArray(parsed.attempts))
        throw new TypeError('no run report');
    return parsed;
}


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