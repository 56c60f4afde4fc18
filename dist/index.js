/******/ (() => { // webpackBootstrap
/******/ 	"use strict";
/******/ 	var __webpack_modules__ = ({

/***/ 3281:
/***/ ((__unused_webpack_module, __webpack_exports__, __nccwpck_require__) => {

/* harmony export */ __nccwpck_require__.d(__webpack_exports__, {
/* harmony export */   Dc: () => (/* binding */ flagsIn),
/* harmony export */   EI: () => (/* binding */ configFlags),
/* harmony export */   It: () => (/* binding */ versionIn),
/* harmony export */   Lm: () => (/* binding */ describeFacts),
/* harmony export */   Oe: () => (/* binding */ checkWanted),
/* harmony export */   dy: () => (/* binding */ probe),
/* harmony export */   fQ: () => (/* binding */ runArgs),
/* harmony export */   g7: () => (/* binding */ projectFile),
/* harmony export */   kN: () => (/* binding */ verbsOf)
/* harmony export */ });
/* harmony import */ var node_path__WEBPACK_IMPORTED_MODULE_0__ = __nccwpck_require__(6760);
/* harmony import */ var node_path__WEBPACK_IMPORTED_MODULE_0___default = /*#__PURE__*/__nccwpck_require__.n(node_path__WEBPACK_IMPORTED_MODULE_0__);
/* harmony import */ var _model_errors_js__WEBPACK_IMPORTED_MODULE_1__ = __nccwpck_require__(5573);
/* harmony import */ var _model_secrets_js__WEBPACK_IMPORTED_MODULE_3__ = __nccwpck_require__(7477);
/* harmony import */ var _spawn_js__WEBPACK_IMPORTED_MODULE_2__ = __nccwpck_require__(5996);




const HELP_MS = 20_000;
const textOf = ({ stdout, stderr }) => `${stdout}\n${stderr}`;
/** First `x.y.z` in what `gpu --version` prints; its text is not documented. */
function versionIn(text) {
    return /\d{1,6}\.\d{1,6}\.\d{1,9}(-[\w.]{1,60})?/.exec(text)?.[0] ?? '';
}
/** Flags of `run` that a document of GPU CLI 0.14 names: used only if `gpu run --help` cannot be read. */
const DOCUMENTED = ['--detach', '--attach', '--cancel', '--gpu-type', '--gpu-count', '--min-vram', '--env', '--output'];
const FLAG = /(?<![\w-])--?[A-Za-z][\w-]*/g;
/**
 * Flags that a help text lists: at the beginning of a line (clap, argparse, plain lists) or in its usage. A flag that only a
 * description mentions does not count, unless the text has no such line at all.
 */
function flagsIn(help) {
    const heads = help.split(/\r?\n/).flatMap((line) => {
        const text = line.trimStart();
        if (/^\[?-/.test(text))
            return [text.split(/\s{2,}|\t/, 1)[0] ?? ''];
        return /^usage\b/i.test(text) ? [text] : [];
    });
    const listed = heads.flatMap((head) => head.match(FLAG) ?? []);
    return new Set(listed.length > 0 ? listed : (help.match(FLAG) ?? []));
}
/** `<PATHS>` takes several paths in one option, separated by commas; `<PATH>` and `<PATHS>...` repeat the option. */
function outputFormIn(help) {
    return /--output[ =]+[<[]?paths\b(?![>\]]?\.\.\.)/i.test(help) ? 'joined' : 'repeated';
}
/** Flags of `gpu run` that other programs of this name do not list. */
const OWN_FLAGS = ['--gpu-type', '--gpu-count', '--min-vram', '--detach'];
const OWN_VERSION = /\bgpu[ -]?cli\b|^\s*gpu v?\d+\.\d+\.\d+/im;
/**
 * Reads the help texts of this CLI, all at once. The help decides, the version only informs: flags came and went between versions.
 * @param env without the token: until its help is read, the program can be another one of the same name.
 * @throws UserError if it is another program.
 */
async function probe(bin, env, cwd, signal) {
    const ask = (...args) => (0,_spawn_js__WEBPACK_IMPORTED_MODULE_2__/* .capture */ .Fg)(bin, args, { env, cwd, timeoutMs: HELP_MS, signal });
    const [version, run, wait, status] = await Promise.all([
        ask('--version'),
        ask('run', '--help'),
        ask('wait', '--help'),
        ask('status', '--help'),
    ]);
    const runHelp = run.code === 0 ? textOf(run) : '';
    const listed = flagsIn(runHelp);
    const isOwn = listed.size > 0 ? OWN_FLAGS.some((flag) => listed.has(flag)) : OWN_VERSION.test(textOf(version));
    if (!isOwn)
        throw notGpuCli(bin, version, run);
    const runFlags = listed.size > 0 ? listed : new Set(DOCUMENTED);
    const waitFlags = wait.code === 0 ? flagsIn(textOf(wait)) : new Set();
    const detached = waitFlags.has('--json') && waitFlags.has('--timeout') && takes(runFlags, DETACH) && runFlags.has('--json');
    return {
        bin,
        version: versionIn(textOf(version)),
        way: detached ? 'detached' : 'attached',
        outputForm: outputFormIn(runHelp),
        runFlags,
        json: status.code === 0 && flagsIn(textOf(status)).has('--json'),
    };
}
function notGpuCli(bin, version, run) {
    const of = (ended) => {
        const line = (0,_model_secrets_js__WEBPACK_IMPORTED_MODULE_3__/* .withoutTokens */ .N_)((0,_spawn_js__WEBPACK_IMPORTED_MODULE_2__/* .lastLine */ .fM)(ended.stdout) || (0,_spawn_js__WEBPACK_IMPORTED_MODULE_2__/* .lastLine */ .fM)(ended.stderr));
        if (ended.code === 0)
            return `prints "${line}"`;
        return ended.hung ? 'does not end' : `ends with ${[(0,_spawn_js__WEBPACK_IMPORTED_MODULE_2__/* .endOf */ .pJ)(ended), line].filter(Boolean).join(': ')}`;
    };
    const help = run.code === 0 ? `lists none of ${OWN_FLAGS.join(', ')}` : of(run);
    return new _model_errors_js__WEBPACK_IMPORTED_MODULE_1__/* .UserError */ .y(`${bin} is not GPU CLI, so it did not get the token: \`gpu --version\` ${of(version)}, and \`gpu run --help\` ${help}.`, 'Remove that program from PATH, or put the folder of GPU CLI before it.');
}
// Each option in the spellings that a help text may list, the preferred one first.
const DETACH = ['-d', '--detach'];
const YES = ['-y', '--yes'];
const SYNC = ['--sync'];
const JSON_OUT = ['--json'];
const OUTPUT = ['--output', '-o'];
const ENV = ['-e', '--env'];
const spelling = (flags, names) => names.find((name) => flags.has(name));
const takes = (flags, names) => spelling(flags, names) !== undefined;
/** Inputs that need a flag of `gpu run`. */
const NEEDS = [
    ['gpu-type', ['--gpu-type'], ({ gpuTypes }) => gpuTypes.length > 0],
    ['gpu-count', ['--gpu-count'], ({ gpuCount }) => gpuCount !== undefined],
    ['min-vram', ['--min-vram'], ({ minVram }) => minVram !== undefined],
    ['env', ENV, ({ env }) => env.length > 0],
    ['outputs', OUTPUT, ({ outputs }) => outputs.length > 0],
];
/** @throws UserError if an input needs a flag that this CLI does not list. */
function checkWanted({ runFlags, version, outputForm }, wanted) {
    const missing = NEEDS.filter(([, names, given]) => given(wanted) && !takes(runFlags, names));
    if (missing.length > 0) {
        const pairs = missing.map(([input, [flag = '']]) => `\`${input}\` needs ${flag}`).join(', ');
        throw new _model_errors_js__WEBPACK_IMPORTED_MODULE_1__/* .UserError */ .y(`GPU CLI ${version} cannot do what the inputs ask for: ${pairs}, which \`gpu run --help\` does not list.`, 'Remove the input, set the value in gpu.jsonc, or install another version with `cli-version`.');
    }
    if (outputForm === 'joined' && wanted.outputs.length > 1 && wanted.outputs.some((path) => path.includes(','))) {
        throw new _model_errors_js__WEBPACK_IMPORTED_MODULE_1__/* .UserError */ .y(`GPU CLI ${version} takes all output paths in one option, separated by commas, so a path must not contain one.`, 'Set `outputs` in gpu.jsonc instead, or name the folder above the path.');
    }
}
/** Arguments of `gpu run`: flags that the help does not list are left out. */
function runArgs({ runFlags, outputForm }, launch, detach) {
    const option = (names, ...values) => {
        const name = spelling(runFlags, names);
        return name === undefined ? [] : [name, ...values];
    };
    const outputs = outputForm === 'joined' && launch.outputs.length > 1 ? [launch.outputs.join(',')] : launch.outputs;
    return [
        'run',
        ...(detach ? [spelling(runFlags, DETACH) ?? DETACH[0], ...option(JSON_OUT)] : []),
        ...option(YES),
        ...option(SYNC),
        ...(launch.gpuType === '' ? [] : option(['--gpu-type'], launch.gpuType)),
        ...(launch.gpuCount === undefined ? [] : option(['--gpu-count'], String(launch.gpuCount))),
        ...(launch.minVram === undefined ? [] : option(['--min-vram'], String(launch.minVram))),
        ...outputs.flatMap((path) => option(OUTPUT, path)),
        ...launch.env.flatMap(([name, value]) => option(ENV, `${name}=${value}`)),
        ...launch.args,
        '--',
        ...launch.argv,
    ];
}
/** What was found, for the debug log. */
function describeFacts({ bin, version, way, runFlags, outputForm, json }) {
    const absent = [YES, SYNC, JSON_OUT, ENV, OUTPUT].filter((names) => !takes(runFlags, names)).map(([name]) => name);
    return (`gpu ${version || '(no version)'} at ${bin}: ${way} runs; status ${json ? 'as JSON' : 'as text'}; ` +
        `output paths ${outputForm}; flags of run: ${[...runFlags].sort().join(' ')}` +
        (absent.length === 0 ? '' : `; not available: ${absent.join(' ')}`));
}
function verbsOf({ bin, ...where }) {
    const known = new Map();
    const ask = async (name) => {
        const help = await (0,_spawn_js__WEBPACK_IMPORTED_MODULE_2__/* .capture */ .Fg)(bin, [name, '--help'], { ...where, timeoutMs: HELP_MS });
        return help.code === 0 ? flagsIn(textOf(help)) : undefined;
    };
    return (name) => {
        const answer = known.get(name) ?? ask(name);
        known.set(name, answer);
        return answer;
    };
}
/** Both act on the project of the folder: with another project file they would look at a project that is not ours. */
const NEEDED = ['status', 'stop'];
const TAKE_PROJECT = [...NEEDED, 'wait', 'logs', 'inventory'];
/** The value of `--config` among the flags of `gpu run`, however it is written; '' if it is not there. */
function configIn(args) {
    const words = args.flatMap((line) => line.split(/(?<=^(?:--config|-c))[\s=]+/));
    const at = words.findLastIndex((word) => word === '--config' || word === '-c');
    return at === -1 ? '' : (words[at + 1] ?? '').trim();
}
/**
 * Asks which verbs take `--config`. Only a run that names a project file pays for these calls.
 * @throws UserError if a verb without which the run cannot be watched and ended does not take it.
 */
async function projectFile(args, where) {
    const given = configIn(args);
    if (given === '')
        return undefined;
    const flagsOf = verbsOf(where);
    const taken = await Promise.all(TAKE_PROJECT.map(async (verb) => (await flagsOf(verb))?.has('--config') === true));
    where.signal?.throwIfAborted();
    const verbs = TAKE_PROJECT.filter((_, index) => taken[index]);
    const missing = NEEDED.filter((verb) => !verbs.includes(verb));
    if (missing.length > 0)
        throw new _model_errors_js__WEBPACK_IMPORTED_MODULE_1__/* .UserError */ .y(`\`args\` names the project file ${given}, but this GPU CLI does not list \`--config\` for ${missing.map((verb) => `\`gpu ${verb}\``).join(' and ')}.`, 'Put the project into a folder of its own with a `gpu.jsonc`, and name it in `working-directory`.');
    return { file: (0,node_path__WEBPACK_IMPORTED_MODULE_0__.resolve)(where.cwd, given), verbs };
}
/** The flags that make a call look at that project. */
const configFlags = (project, verb) => project?.verbs.includes(verb) === true ? ['--config', project.file] : [];


/***/ }),

/***/ 8195:
/***/ ((__unused_webpack_module, __webpack_exports__, __nccwpck_require__) => {

/* harmony export */ __nccwpck_require__.d(__webpack_exports__, {
/* harmony export */   $B: () => (/* binding */ bare),
/* harmony export */   BW: () => (/* binding */ isTracing),
/* harmony export */   Dk: () => (/* binding */ jobIn),
/* harmony export */   U8: () => (/* binding */ withoutColor),
/* harmony export */   jG: () => (/* binding */ podIn),
/* harmony export */   jY: () => (/* binding */ stranger),
/* harmony export */   ot: () => (/* binding */ cliLines),
/* harmony export */   zI: () => (/* binding */ beginsAsCli)
/* harmony export */ });
/* harmony import */ var _parse_js__WEBPACK_IMPORTED_MODULE_0__ = __nccwpck_require__(2388);
/* harmony import */ var _wrapper_js__WEBPACK_IMPORTED_MODULE_1__ = __nccwpck_require__(3056);


const CAPTURE_MAX = 64 * 1024;
/** Longer than any command line that a system takes, and than its echo. */
const LINE_MAX = 256 * 1024;
const HEAD_MAX = 256;
const withoutColor = (line) => line.replace(/\x1b\[[0-9;]*[A-Za-z]/g, '');
const TRACING = /^\s*(\d{4}-\d\d-\d\d[T ][\d:.,]+\S*\s+)?(TRACE|DEBUG|INFO|WARN|ERROR)\s+[\w:]+(::|:\s)/;
/** Whether a line is a log record of GPU CLI's own program (`2026-11-28T05:00:00Z WARN gpu_core::pods: …`). */
const isTracing = (line) => TRACING.test(withoutColor(line));
/** A line without the color and the prefix of GPU CLI. */
const bare = (line) => withoutColor(line).replace(/^\s*(?:\[gpu\]> ?\|?|>>|✗)?\s*/, '');
const isOfCli = (line) => /^\s*(\[gpu\]>|>>|✗|error:)/i.test(line) || isTracing(line);
/** Whether these bytes begin like a line of GPU CLI. */
const beginsAsCli = (piece) => isOfCli(piece.toString('utf8', 0, HEAD_MAX));
/** The line with which GPU CLI announces the start of the workload, with its command. */
const ECHO = /^\s*(\[gpu\]>\s*)?Running:/;
/** Words of GPU CLI's progress lines, as seen in users' logs. */
const PHASES = [
    ['syncing', /\bSyncing\b|Installing dependencies/i],
    ['provisioning', /\b(re)?provisioning\b|\bUsing pod\b|\bConnecting\b/i],
    ['waiting', /\b(waiting for|queued)\b/i],
];
/** Lines in which GPU CLI names the job that it has just made: `Job: job_…`, `Submitted job_…`, `Job job_… submitted. …`. */
const JOB = /^(?:[✓✔] )?(?:job:? (job_[0-9a-f]{6,64})(?: (?:submitted|created|queued|started)\b.*)?|(?:submitted|created|queued|started)(?: as)?(?: job)?:? (job_[0-9a-f]{6,64}))\.?$/i;
const POD = /^using pod ([A-Za-z0-9][\w.-]*)(?: \(.*\))?$/i;
/** GPU CLI puts this before its own lines, and `[gpu]> |` before those of other programs. */
const OWN = /^\s*(?:\[gpu\]>|>>)\s*/;
/**
 * The id in a line that is known as a whole, '' for any other line. The user's command may name others, and GPU CLI echoes it: an id
 * in the command is never one that was made for it.
 */
function idIn(known, line, command) {
    const [, first, second] = known.exec(line.trim()) ?? [];
    const id = (0,_parse_js__WEBPACK_IMPORTED_MODULE_0__/* .safeId */ .nZ)(first ?? second ?? '');
    return command.includes(id) ? '' : id;
}
/** The job that a line of a submission names as its own, '' for none. */
const jobIn = (line, command) => idIn(JOB, withoutColor(line).replace(OWN, ''), command);
/** The pod that a line of GPU CLI names as that of its job, '' for none. */
function podIn(line, command) {
    const own = withoutColor(line);
    return OWN.test(own) ? idIn(POD, own.replace(OWN, ''), command) : '';
}
/**
 * Whether stdout, on which some programs print their progress as well, has held a whole line that is not GPU CLI's. What
 * follows a failure explains it.
 */
function stranger() {
    let head = '';
    let failed = false;
    return (piece) => {
        const text = head + piece.toString('utf8');
        const whole = text.lastIndexOf('\n') + 1;
        head = text.slice(whole, whole + HEAD_MAX);
        return text
            .slice(0, whole)
            .split('\n')
            .map(withoutColor)
            .some((line) => {
            failed ||= /^\s*(✗|error:)/i.test(line);
            return !failed && line.trim() !== '' && !isOfCli(line);
        });
    };
}
/** GPU CLI's own lines on stderr: facts are read from them, and the echo of our wrapper is cut out. */
function cliLines({ command, nonce }, wish, onRunning) {
    let held = [];
    let size = 0;
    let captured = '';
    let isRunning = false;
    const take = (bytes) => {
        const line = bytes.toString('utf8');
        const isMarked = nonce !== '' && line.includes(nonce);
        // A frame that lost its control bytes on the way still shows that the workload has started.
        if (ECHO.test(line) || (isMarked && line.includes(`gpu-ci:${nonce}:`))) {
            isRunning = true;
            onRunning();
        }
        // The echo of the user's command, and what follows it, may name pods and jobs of others.
        if (!isRunning && !isMarked)
            readFacts(line);
        const readable = (0,_wrapper_js__WEBPACK_IMPORTED_MODULE_1__/* .withoutWrapper */ .k6)(line, command.replace(/\n.*/s, ''));
        return readable === line ? bytes : Buffer.from(readable);
    };
    const readFacts = (line) => {
        if (captured.length < CAPTURE_MAX)
            captured += line.endsWith('\n') ? line : `${line}\n`;
        const phase = PHASES.find(([, pattern]) => pattern.test(line))?.[0];
        if (phase !== undefined)
            wish.onPhase(phase);
        const pod = podIn(line, command);
        if (pod !== '')
            wish.onPod(pod);
        const job = OWN.test(withoutColor(line)) ? jobIn(line, command) : '';
        if (job !== '')
            wish.onJob(job);
    };
    const release = () => {
        const all = Buffer.concat(held);
        held = [];
        return all;
    };
    return {
        push(piece) {
            held.push(piece);
            size += piece.length;
            // A line that comes byte by byte is put together once, when it is whole.
            if (!piece.includes(0x0a) && size < LINE_MAX)
                return Buffer.alloc(0);
            let rest = release();
            const shown = [];
            for (let end = rest.indexOf(0x0a); rest.length > 0; end = rest.indexOf(0x0a)) {
                if (end === -1 && rest.length < LINE_MAX)
                    break;
                const line = rest.subarray(0, end === -1 ? rest.length : end + 1);
                shown.push(take(line));
                rest = rest.subarray(line.length);
            }
            held = [rest];
            size = rest.length;
            return Buffer.concat(shown);
        },
        end() {
            const last = release();
            return last.length === 0 ? last : take(last);
        },
        captured: () => captured,
    };
}


/***/ }),

/***/ 5526:
/***/ ((__unused_webpack_module, __webpack_exports__, __nccwpck_require__) => {


// EXPORTS
__nccwpck_require__.d(__webpack_exports__, {
  B: () => (/* binding */ openGpu)
});

// EXTERNAL MODULE: ./build/src/gpu/capabilities.js
var capabilities = __nccwpck_require__(3281);
// EXTERNAL MODULE: ./build/src/gpu/refusal.js
var refusal = __nccwpck_require__(7563);
// EXTERNAL MODULE: ./build/src/gpu/cli-lines.js
var cli_lines = __nccwpck_require__(8195);
// EXTERNAL MODULE: ./build/src/gpu/spawn.js
var spawn = __nccwpck_require__(5996);
// EXTERNAL MODULE: ./build/src/model/secrets.js
var secrets = __nccwpck_require__(7477);
// EXTERNAL MODULE: ./build/src/gpu/wrapper.js
var wrapper = __nccwpck_require__(3056);
;// CONCATENATED MODULE: ./build/src/gpu/stream.js




const LINE_END = Buffer.from('\n');
/** A daemon that the client started may keep its pipes open, silent or not: so long we read on after the exit (ms). */
const SILENCE_AFTER_EXIT_MS = 2_000;
const MOST_AFTER_EXIT_MS = 10_000;
/** A reader of ours that takes nothing for so long after the exit gets no more (ms). */
const READER_MS = 30_000;
/** After an interrupt nobody waits for a slow reader: of what it does not take, this much is kept (bytes). */
const MOST_UNREAD = 1024 * 1024;
/**
 * Runs a streaming client (`gpu run …`) in its own process group and passes the workload's bytes on as they come:
 * frames taken out, nothing else touched, no line splitting, and never more in memory than the sink has room for.
 */
function stream(options, wish) {
    const child = (0,spawn/* startChild */.v0)(options.bin, options.args, options);
    if (typeof child === 'string')
        return notStarted(child);
    if (child.pid !== undefined)
        options.onPid?.(child.pid);
    const bytes = { stdout: 0, stderr: 0 };
    const skip = { ...wish.skip };
    let started = false;
    // From the start frame on, stderr is the workload's.
    let own = false;
    let interrupted = false;
    let exited = false;
    let exit = null;
    const full = { stdout: false, stderr: false };
    const start = (byFrame) => {
        if (!own && byFrame) {
            own = true;
            // A line without an end is held back: what comes now must not overtake it.
            say(cli.end());
        }
        endLine();
        if (started)
            return;
        started = true;
        wish.onPhase('running');
        wish.onStart();
    };
    const onFrame = (payload) => {
        if (payload === 'start')
            start(true);
        else if (payload.startsWith('smi:'))
            wish.onSample(payload.slice(4));
        else if (/^exit:\d{1,3}$/.test(payload)) {
            exit = Number(payload.slice(5));
            wish.onExit();
        }
    };
    const cli = (0,cli_lines/* cliLines */.ot)(options, wish, () => {
        start(false);
    });
    const isStrange = (0,cli_lines/* stranger */.jY)();
    // Words of ours may follow the CLI's, and a host reads commands at the beginning of a line only.
    let unfinished = false;
    const say = (text) => {
        if (text.length === 0)
            return;
        options.sinks.stderr.write(text);
        unfinished = text.at(-1) !== 0x0a;
    };
    const endLine = () => {
        if (unfinished)
            say(LINE_END);
    };
    const show = (name, piece) => {
        bytes[name] += piece.length;
        const drop = Math.min(skip[name], piece.length);
        skip[name] -= drop;
        if (drop === piece.length)
            return;
        const rest = drop === 0 ? piece : piece.subarray(drop);
        unfinished = false;
        wish.onOutput(rest);
        const sink = options.sinks[name];
        // Nobody reads any more: the run goes on, its output has nowhere to go.
        if (sink.destroyed || (interrupted && sink.writableLength > MOST_UNREAD))
            return;
        if (!sink.write(rest))
            full[name] = true;
    };
    const pass = (name, piece) => {
        if (name === 'stdout' && !started && isStrange(piece))
            start(false);
        if (name === 'stderr' && !own)
            say(cli.push(piece));
        // What GPU CLI prints after an interrupt is not the end of the workload's log.
        else if (name === 'stderr' && interrupted && (0,cli_lines/* beginsAsCli */.zI)(piece))
            say(piece);
        else
            show(name, piece);
    };
    const token = options.env['GPU_SERVICE_TOKEN'] ?? '';
    // The workload has no token. The client has one and may print it, and not every host can mask it.
    const filterOf = (name) => {
        const frames = (0,wrapper/* frameFilter */.wh)(options.nonce, onFrame, (piece) => pass(name, piece));
        const tokens = (0,secrets/* tokenFilter */.Ah)(token, (piece) => frames.push(piece));
        const end = () => {
            tokens.end();
            frames.end();
        };
        return { push: (chunk) => tokens.push(chunk), end };
    };
    const filters = { stdout: filterOf('stdout'), stderr: filterOf('stderr') };
    for (const name of ['stdout', 'stderr']) {
        const from = child[name];
        from.on('data', (chunk) => {
            filters[name].push(chunk);
            if (!full[name] || interrupted)
                return;
            from.pause();
            const sink = options.sinks[name];
            const resume = () => {
                sink.off('drain', resume).off('close', resume);
                full[name] = false;
                from.resume();
            };
            sink.on('drain', resume).on('close', resume);
        });
    }
    let killTimer;
    child.on('exit', () => {
        exited = true;
        clearTimeout(killTimer);
    });
    const isReading = (silentMs, exitedMs) => {
        if (!interrupted && (full.stdout || full.stderr))
            return silentMs < READER_MS;
        return silentMs < SILENCE_AFTER_EXIT_MS && exitedMs < (interrupted ? SILENCE_AFTER_EXIT_MS : MOST_AFTER_EXIT_MS);
    };
    const done = new Promise((resolve) => {
        (0,spawn/* whenOver */.HG)(child, isReading, (code, signal, spawnError = '') => {
            filters.stdout.end();
            filters.stderr.end();
            say(cli.end());
            if (isStrange(LINE_END))
                start(false);
            endLine();
            resolve({ code, signal, spawnError, started, exit, cliText: cli.captured(), bytes });
        });
    });
    return {
        done,
        interrupt(graceMs) {
            interrupted = true;
            // A daemon of the client may be all that is left in its group.
            if (exited)
                return;
            // A reader that does not read must not hold up the client's end.
            for (const pipe of [child.stdout, child.stderr])
                pipe.resume();
            (0,spawn/* killGroup */.i0)(child, 'SIGINT');
            killTimer ??= setTimeout(() => (0,spawn/* killGroup */.i0)(child, 'SIGKILL'), graceMs);
        },
        leave: () => {
            if (!exited)
                (0,spawn/* killGroup */.i0)(child, 'SIGKILL');
        },
    };
}
/** The system refused the command line at once. */
function notStarted(spawnError) {
    const bytes = { stdout: 0, stderr: 0 };
    const end = { code: null, signal: null, spawnError, started: false, exit: null, cliText: '', bytes };
    const nothing = () => undefined;
    return { done: Promise.resolve(end), interrupt: nothing, leave: nothing };
}

// EXTERNAL MODULE: ./build/src/gpu/parse.js
var parse = __nccwpck_require__(2388);
;// CONCATENATED MODULE: ./build/src/gpu/client.js






const STATUS_MS = 15_000;
/** Exit code of a call that finds no daemon. */
const DAEMON_DOWN = 13;
/** Submission sends the workspace: a big checkout has been seen to take eight minutes. */
const SUBMIT_MS = 30 * 60_000;
/** The driver over a real `gpu` program. */
function openGpu(world) {
    const { facts, cwd, env } = world;
    const call = async (args, timeoutMs, signal, onPid) => {
        const all = [...args, ...(0,capabilities/* configFlags */.EI)(world.project, args[0] ?? '')];
        const ended = await (0,spawn/* capture */.Fg)(facts.bin, all, { cwd, env, timeoutMs, signal, onPid });
        world.debug(`gpu ${args.slice(0, 3).join(' ')} → ${ended.hung ? 'no answer' : (0,spawn/* endOf */.pJ)(ended)}`);
        if (ended.code === DAEMON_DOWN && signal?.aborted !== true)
            await startDaemon();
        return ended;
    };
    const streaming = (args, nonce, wish, onPid) => stream({ bin: facts.bin, args, nonce, ...world, onPid }, wish);
    // A launch has it among its own flags.
    const onRun = world.project === undefined ? [] : ['--config', world.project.file];
    const verbs = (0,capabilities/* verbsOf */.kN)({ bin: facts.bin, cwd, env });
    let started;
    // Once: if it does not help, the retry policy decides.
    const startDaemon = () => (started ??= (async () => {
        if ((await verbs('daemon')) === undefined)
            return;
        const ended = await (0,spawn/* capture */.Fg)(facts.bin, ['daemon', 'start'], { cwd, env, timeoutMs: STATUS_MS });
        world.debug(`gpu daemon start → ${ended.hung ? 'no answer' : (0,spawn/* endOf */.pJ)(ended)}`);
    })());
    let trouble;
    return {
        facts,
        statusTrouble: () => trouble,
        async status(timeoutMs = STATUS_MS, signal) {
            if (facts.json) {
                const ended = await call(['status', '--json'], timeoutMs, signal);
                const view = ended.code === 0 ? (0,parse/* readStatus */.rk)(ended.stdout) : undefined;
                if (view !== undefined)
                    return view;
                if (ended.code !== 0)
                    trouble = troubleOf(ended);
                // Some builds list the flag in their help and then reject it.
                if (ended.code !== 0 && !/not implemented/i.test(ended.stderr + ended.stdout))
                    return undefined;
            }
            const ended = await call(['status'], timeoutMs, signal);
            if (ended.code !== 0)
                trouble = troubleOf(ended);
            return ended.code === 0 ? (0,parse/* readStatusText */.GK)(`${ended.stdout}\n${ended.stderr}`) : undefined;
        },
        async submit(launch, signal) {
            const ended = await call((0,capabilities/* runArgs */.fQ)(facts, launch, true), SUBMIT_MS, signal, world.onClient);
            const accepted = (0,parse/* readSubmission */.VY)(ended.stdout) ??
                (ended.code === 0 ? submissionIn(`${ended.stdout}\n${ended.stderr}`, world.command) : undefined);
            if (accepted !== undefined)
                return { kind: 'accepted', ...accepted };
            if (ended.spawnError !== '')
                return { kind: 'refused', outcome: (0,refusal/* notStarted */.DY)(ended.spawnError) };
            if (ended.code === null) {
                const how = ended.hung ? 'did not answer and was killed' : `was ended by ${(0,spawn/* endOf */.pJ)(ended)}`;
                return { kind: 'unknown', reason: `gpu run ${how} while it submitted the job` };
            }
            if (ended.code === 0)
                return { kind: 'unknown', reason: 'gpu run ended with 0 but gave no job id that can be read' };
            const outcome = (0,refusal/* classifyRefusal */.rN)(ended.stderr, ended.code, ended.stdout, world.saturation);
            if (outcome === undefined) {
                return { kind: 'unknown', reason: `gpu run ended with exit code ${ended.code}: ${(0,spawn/* lastLine */.fM)(ended.stderr)}` };
            }
            // It names no pod of a job of ours: there is none.
            return { kind: 'refused', outcome: { ...outcome, podBroken: false } };
        },
        run: (launch, nonce, wish) => streaming((0,capabilities/* runArgs */.fQ)(facts, launch, false), nonce, wish, world.onClient),
        attach: (jobId, nonce, wish) => streaming(['run', '--attach', jobId, ...onRun], nonce, wish),
        async logs(jobId, nonce, wish) {
            const flags = await verbs('logs');
            const flag = ['-j', '--job'].find((name) => flags?.has(name));
            if (flag === undefined)
                return undefined;
            return streaming(['logs', flag, jobId, ...(0,capabilities/* configFlags */.EI)(world.project, 'logs')], nonce, wish);
        },
        async result(jobId, timeoutMs, signal) {
            if (facts.way === 'attached')
                return undefined;
            const seconds = Math.max(1, Math.ceil(timeoutMs / 1_000));
            const ended = await call(['wait', jobId, '--timeout', String(seconds), '--json'], timeoutMs + 10_000, signal);
            return (0,parse/* readResult */.Uv)(ended.stdout);
        },
        async log(jobId, timeoutMs, signal) {
            const ended = await call(['logs', '-j', jobId], timeoutMs, signal);
            return `${ended.stdout}\n${ended.stderr}`;
        },
        async cancel(jobId, timeoutMs, signal) {
            return (await call(['run', '--cancel', jobId, ...onRun], timeoutMs, signal)).code === 0;
        },
        async stop(podId, timeoutMs, signal) {
            return (await call(['stop', podId, '-y'], timeoutMs, signal)).code === 0;
        },
        async stopAll(timeoutMs, signal) {
            return (await call(['stop', '-y'], timeoutMs, signal)).code === 0;
        },
        async terminate(podId, timeoutMs, signal) {
            return (await call(['instances', 'terminate', podId, '-y'], timeoutMs, signal)).code === 0;
        },
        async instances(timeoutMs, signal) {
            const ended = await call(['instances', 'list', '--json'], timeoutMs, signal);
            return ended.code === 0 ? (0,parse/* readInstances */.dX)(ended.stdout) : undefined;
        },
        async inventory(signal) {
            if ((await verbs('inventory'))?.has('--json') !== true)
                return [];
            const ended = await call(['inventory', '--json'], STATUS_MS, signal);
            return ended.code === 0 ? (0,parse/* readInventory */.zw)(ended.stdout) : [];
        },
        stopCommand: (jobId, podId) => [jobId && `gpu run --cancel ${jobId}`, podId && `gpu stop ${podId} -y`].filter(Boolean).join(' && '),
    };
}
/** A message of no known class is still the best explanation there is. */
function troubleOf(ended) {
    if (ended.hung)
        return { reason: 'no answer' };
    const { stderr, code, stdout } = ended;
    return (0,refusal/* classifyRefusal */.rN)(stderr, code, stdout, undefined) ?? { reason: (0,refusal/* reasonOf */.A3)(stderr, 'gpu status', code) };
}
/** Without `--json` the job is named in a text, on either stream. */
function submissionIn(text, command) {
    const jobId = text
        .split(/[\r\n]+/)
        .map((line) => (0,cli_lines/* jobIn */.Dk)(line, command))
        .find((id) => id !== '');
    return jobId === undefined ? undefined : { jobId, podId: '' };
}


/***/ }),

/***/ 1138:
/***/ ((__unused_webpack_module, __webpack_exports__, __nccwpck_require__) => {

/* harmony export */ __nccwpck_require__.d(__webpack_exports__, {
/* harmony export */   g: () => (/* binding */ childEnv),
/* harmony export */   u: () => (/* binding */ daemonSocket)
/* harmony export */ });
/* harmony import */ var node_os__WEBPACK_IMPORTED_MODULE_0__ = __nccwpck_require__(8161);
/* harmony import */ var node_os__WEBPACK_IMPORTED_MODULE_0___default = /*#__PURE__*/__nccwpck_require__.n(node_os__WEBPACK_IMPORTED_MODULE_0__);
/* harmony import */ var node_path__WEBPACK_IMPORTED_MODULE_1__ = __nccwpck_require__(6760);
/* harmony import */ var node_path__WEBPACK_IMPORTED_MODULE_1___default = /*#__PURE__*/__nccwpck_require__.n(node_path__WEBPACK_IMPORTED_MODULE_1__);


/**
 * What belongs to the runner and to us, and is no business of a child: credentials that it would inherit by accident, and the
 * files by which a step sets variables, outputs and state. Names and beginnings, no pattern: a pattern of this size takes a
 * millisecond, and this stands before the first call of `gpu`.
 */
const BEGINNINGS = ['INPUT_', 'STATE_', 'CI_JOB_JWT', 'CIRCLE_OIDC_TOKEN'];
const FORGES = ['GITHUB', 'GITEA', 'FORGEJO'];
const NAMES = new Set([
    ...['GPU_SERVICE_TOKEN', 'GPU_CI_TOKEN', 'GPU_CI_GITHUB_TOKEN'],
    ...['RUNTIME_TOKEN', 'RUNTIME_URL', 'RESULTS_URL', 'CACHE_URL'].map((name) => `ACTIONS_${name}`),
    ...['ACTIONS_ID_TOKEN_REQUEST_TOKEN', 'ACTIONS_ID_TOKEN_REQUEST_URL'],
    ...FORGES.flatMap((forge) => ['ENV', 'OUTPUT', 'PATH', 'STATE', 'STEP_SUMMARY'].map((name) => `${forge}_${name}`)),
    ...[...FORGES, 'GH'].flatMap((forge) => ['TOKEN', 'PAT', 'ENTERPRISE_TOKEN', 'ENTERPRISE_PAT'].map((name) => `${forge}_${name}`)),
    ...['JOB_TOKEN', 'DEPLOY_PASSWORD', 'REGISTRY_PASSWORD', 'REPOSITORY_URL'].map((name) => `CI_${name}`),
    'CI_DEPENDENCY_PROXY_PASSWORD',
    // A daemon that `gpu` starts may serve other jobs of a self-hosted runner, which ends at the end of a job what has this.
    'RUNNER_TRACKING_ID',
    ...['SYSTEM_ACCESSTOKEN', 'BUILDKITE_AGENT_ACCESS_TOKEN', 'BITBUCKET_STEP_OIDC_TOKEN'],
]);
function isPrivate(variable) {
    const name = variable.toUpperCase();
    return NAMES.has(name) || BEGINNINGS.some((beginning) => name.startsWith(beginning));
}
/** The environment of a child: ours without what is private, and the token if the child is the `gpu` program. */
function childEnv(env, token) {
    const kept = Object.fromEntries(Object.entries(env).filter(([name]) => !isPrivate(name)));
    if (!kept['USER'] || !kept['LOGNAME']) {
        const user = kept['USER'] || kept['LOGNAME'] || userName();
        kept['USER'] ||= user;
        kept['LOGNAME'] ||= user;
    }
    const socket = daemonSocket(env);
    if (socket !== '')
        kept['GPU_DAEMON_SOCKET'] = socket;
    return { ...kept, ...(token === '' ? {} : { GPU_SERVICE_TOKEN: token }) };
}
/** Containers often set neither USER nor LOGNAME, and their user id may have no name. */
function userName() {
    try {
        return (0,node_os__WEBPACK_IMPORTED_MODULE_0__.userInfo)().username;
    }
    catch {
        return 'runner';
    }
}
/** The system allows about this length for the path of a socket. */
const MOST_SOCKET_PATH = 100;
/**
 * The socket of a daemon for this job alone: on a self-hosted runner the daemon of the home folder keeps the token of the job
 * that started it. '' if the runner ends with its job, or if somebody else chose a socket.
 */
function daemonSocket(env) {
    const { RUNNER_ENVIRONMENT: kind, RUNNER_TEMP: temp = '', GPU_DAEMON_SOCKET: chosen = '' } = env;
    if (kind !== 'self-hosted' || temp === '' || chosen !== '')
        return '';
    const socket = (0,node_path__WEBPACK_IMPORTED_MODULE_1__.join)(temp, 'gpud.sock');
    return socket.length > MOST_SOCKET_PATH ? '' : socket;
}


/***/ }),

/***/ 8920:
/***/ ((__unused_webpack_module, __webpack_exports__, __nccwpck_require__) => {

/* harmony export */ __nccwpck_require__.d(__webpack_exports__, {
/* harmony export */   Ng: () => (/* binding */ firstExecutable),
/* harmony export */   Ye: () => (/* binding */ findOrInstall),
/* harmony export */   Zi: () => (/* binding */ installedFolder),
/* harmony export */   ol: () => (/* binding */ digestOf),
/* harmony export */   w9: () => (/* binding */ foldersOfPath)
/* harmony export */ });
/* unused harmony exports cacheRoot, toolName */
/* harmony import */ var node_crypto__WEBPACK_IMPORTED_MODULE_0__ = __nccwpck_require__(7598);
/* harmony import */ var node_crypto__WEBPACK_IMPORTED_MODULE_0___default = /*#__PURE__*/__nccwpck_require__.n(node_crypto__WEBPACK_IMPORTED_MODULE_0__);
/* harmony import */ var node_fs__WEBPACK_IMPORTED_MODULE_1__ = __nccwpck_require__(3024);
/* harmony import */ var node_fs__WEBPACK_IMPORTED_MODULE_1___default = /*#__PURE__*/__nccwpck_require__.n(node_fs__WEBPACK_IMPORTED_MODULE_1__);
/* harmony import */ var node_fs_promises__WEBPACK_IMPORTED_MODULE_2__ = __nccwpck_require__(1455);
/* harmony import */ var node_fs_promises__WEBPACK_IMPORTED_MODULE_2___default = /*#__PURE__*/__nccwpck_require__.n(node_fs_promises__WEBPACK_IMPORTED_MODULE_2__);
/* harmony import */ var node_path__WEBPACK_IMPORTED_MODULE_3__ = __nccwpck_require__(6760);
/* harmony import */ var node_path__WEBPACK_IMPORTED_MODULE_3___default = /*#__PURE__*/__nccwpck_require__.n(node_path__WEBPACK_IMPORTED_MODULE_3__);
/* harmony import */ var _model_errors_js__WEBPACK_IMPORTED_MODULE_4__ = __nccwpck_require__(5573);
/* harmony import */ var _model_rules_js__WEBPACK_IMPORTED_MODULE_5__ = __nccwpck_require__(8963);
/* harmony import */ var _capabilities_js__WEBPACK_IMPORTED_MODULE_6__ = __nccwpck_require__(3281);
/* harmony import */ var _environment_js__WEBPACK_IMPORTED_MODULE_7__ = __nccwpck_require__(1138);
/* harmony import */ var _spawn_js__WEBPACK_IMPORTED_MODULE_8__ = __nccwpck_require__(5996);









/**
 * Finds GPU CLI on PATH or in `~/.gpu-cli/bin`; otherwise takes it from the tool cache or installs it. The toolkit is loaded only
 * then, because most jobs have a `gpu` on PATH.
 * @throws UserError if there is none or its digest is not the pinned one. A program with another digest is not run.
 */
async function findOrInstall(wish, world) {
    if (world.platform === 'win32')
        throw new _model_errors_js__WEBPACK_IMPORTED_MODULE_4__/* .UserError */ .y('GPU CLI has no Windows build, so this step cannot run on a Windows runner.', 'Use a Linux or macOS runner, for example `runs-on: ubuntu-latest`.');
    const onPath = firstExecutable(foldersOfPath(world.env));
    for (const found of [onPath, firstExecutable([installedFolder(world.env)])]) {
        const bin = found === '' ? '' : await usable(found, wish, world);
        if (bin !== '')
            return { bin, pathEntry: found === onPath ? '' : (0,node_path__WEBPACK_IMPORTED_MODULE_3__.dirname)(bin) };
    }
    const bin = await pinned(await fromCacheOrScript(wish, world), wish, world);
    return { bin, pathEntry: (0,node_path__WEBPACK_IMPORTED_MODULE_3__.dirname)(bin) };
}
/** Absolute folders only: what a relative one names depends on the folder, and a checkout must not choose the program. */
const foldersOfPath = (env) => (env['PATH'] ?? '').split(node_path__WEBPACK_IMPORTED_MODULE_3__.delimiter).filter((folder) => (0,node_path__WEBPACK_IMPORTED_MODULE_3__.isAbsolute)(folder));
/** Where the install script of GPU CLI puts it; '' without a home. */
const installedFolder = ({ HOME: home = '' }) => home === '' ? '' : (0,node_path__WEBPACK_IMPORTED_MODULE_3__.join)(home, '.gpu-cli', 'bin');
/** The program in the first of these folders that holds it, '' if none does. */
const firstExecutable = (dirs, name = 'gpu') => dirs
    .filter((dir) => dir !== '')
    .map((dir) => (0,node_path__WEBPACK_IMPORTED_MODULE_3__.join)(dir, name))
    .find(isExecutable) ?? '';
function isExecutable(file) {
    try {
        (0,node_fs__WEBPACK_IMPORTED_MODULE_1__.accessSync)(file, node_fs__WEBPACK_IMPORTED_MODULE_1__.constants.X_OK);
        return (0,node_fs__WEBPACK_IMPORTED_MODULE_1__.statSync)(file).isFile();
    }
    catch {
        return false;
    }
}
/** The program to run, '' if another place must be looked at. */
async function usable(bin, wish, world) {
    // Nobody knows which script installed it.
    if (wish.installSha256 !== '' && wish.cliSha256 === '') {
        world.info(`${bin} is not used: \`install-sha256\` pins the script that installs GPU CLI.`);
        return '';
    }
    try {
        // Its version is asked by running it, so the pinned digest comes first.
        const verified = await pinned(bin, wish, world);
        const fits = wish.cliVersion === 'latest' || matches(await versionOf(verified, world), wish.cliVersion);
        return fits ? verified : '';
    }
    catch (error) {
        if (wish.cliVersion === 'latest' || !(error instanceof _model_errors_js__WEBPACK_IMPORTED_MODULE_4__/* .UserError */ .y))
            throw error;
        world.info(`${bin} is passed over and not run: its digest is not the one that \`cli-sha256\` pins.`);
        return '';
    }
}
async function versionOf(bin, { env, signal }) {
    const { stdout, stderr } = await (0,_spawn_js__WEBPACK_IMPORTED_MODULE_8__/* .capture */ .Fg)(bin, ['--version'], { env: (0,_environment_js__WEBPACK_IMPORTED_MODULE_7__/* .childEnv */ .g)(env, ''), timeoutMs: 20_000, signal });
    return (0,_capabilities_js__WEBPACK_IMPORTED_MODULE_6__/* .versionIn */ .It)(stdout + stderr);
}
/** `0.31` and `0.31.x` are satisfied by each `0.31.n`. */
function matches(version, wanted) {
    const parts = wanted.split('.').filter((part) => part !== 'x');
    return version !== '' && version.split('.').slice(0, parts.length).join('.') === parts.join('.');
}
const digestOf = async (file) => (0,node_crypto__WEBPACK_IMPORTED_MODULE_0__.createHash)('sha256')
    .update(await (0,node_fs_promises__WEBPACK_IMPORTED_MODULE_2__.readFile)(file))
    .digest('hex');
/** @throws UserError if a digest is pinned and the file has another one. */
async function verify(file, wanted, input) {
    const found = wanted === '' ? '' : await digestOf(file);
    if (found !== wanted)
        throw new _model_errors_js__WEBPACK_IMPORTED_MODULE_4__/* .UserError */ .y(`\`${input}\` pins ${wanted}, but ${file} has ${found}; it was not run.`, 'Find out why it changed before you pin the new digest.');
}
/**
 * With a pinned digest, a private copy of the program and of the files that belong to it: what is run is what was verified, even if
 * somebody replaces the program meanwhile. Runs that pin the same digest share the copy.
 */
async function pinned(bin, { cliSha256: wanted }, { tempDir }) {
    if (wanted === '')
        return bin;
    const shared = (0,node_path__WEBPACK_IMPORTED_MODULE_3__.join)(tempDir, `gpu-ci-pinned-${wanted.slice(0, 32)}`);
    if (await isOwnCopy(shared, wanted))
        return programIn(shared);
    await (0,node_fs_promises__WEBPACK_IMPORTED_MODULE_2__.mkdir)(tempDir, { recursive: true });
    // Only its owner can enter it.
    const fresh = await (0,node_fs_promises__WEBPACK_IMPORTED_MODULE_2__.mkdtemp)(`${shared}-`);
    try {
        await copyProgram((0,node_fs__WEBPACK_IMPORTED_MODULE_1__.realpathSync)(bin), fresh);
        await verify(programIn(fresh), wanted, 'cli-sha256');
    }
    catch (error) {
        await (0,node_fs_promises__WEBPACK_IMPORTED_MODULE_2__.rm)(fresh, { recursive: true, force: true });
        throw error;
    }
    return (0,node_fs_promises__WEBPACK_IMPORTED_MODULE_2__.rename)(fresh, shared).then(() => programIn(shared), () => programIn(fresh));
}
const programIn = (dir) => (0,node_path__WEBPACK_IMPORTED_MODULE_3__.join)(dir, 'bin', 'gpu');
async function isOwnCopy(dir, wanted) {
    try {
        const { mode, uid } = await (0,node_fs_promises__WEBPACK_IMPORTED_MODULE_2__.lstat)(dir);
        return (mode & 0o170777) === 0o040700 && uid === process.getuid?.() && (await digestOf(programIn(dir))) === wanted;
    }
    catch {
        return false;
    }
}
/** A folder of PATH may hold much else: by their names, these belong to the program. */
const BELONGS = /^(gpu|lib)/;
async function copyProgram(bin, to) {
    const folder = (0,node_path__WEBPACK_IMPORTED_MODULE_3__.dirname)(bin);
    const tree = (0,node_path__WEBPACK_IMPORTED_MODULE_3__.dirname)(folder);
    // In the tree of an install script, libraries are in folders next to `bin`.
    const isTree = tree.endsWith('.gpu-cli') || tree.includes('gpu-cli-');
    for (const [from, target] of [[folder, (0,node_path__WEBPACK_IMPORTED_MODULE_3__.join)(to, 'bin')], ...(isTree ? [[tree, to]] : [])])
        for (const name of await (0,node_fs_promises__WEBPACK_IMPORTED_MODULE_2__.readdir)(from))
            if (BELONGS.test(name))
                await (0,node_fs_promises__WEBPACK_IMPORTED_MODULE_2__.cp)((0,node_path__WEBPACK_IMPORTED_MODULE_3__.join)(from, name), (0,node_path__WEBPACK_IMPORTED_MODULE_3__.join)(target, name), { recursive: true, dereference: true });
    // A launcher that serves many names may have another one.
    await (0,node_fs_promises__WEBPACK_IMPORTED_MODULE_2__.cp)(bin, programIn(to));
}
// From here on: the tool cache and the install script.
/** A cached program counts as `latest` this long. */
const FRESH_MS = 24 * 3_600_000;
const SCRIPT_MS = 5 * 60_000;
/** The toolkit's three attempts and the 10 to 20 s that it waits before the last two. */
const DOWNLOAD_MS = 45_000;
const HEAD_MS = 5_000;
const MOST_REDIRECTS = 10;
/** Bot protection often lets a second request pass. */
const AFTER_FORBIDDEN_MS = 5_000;
const LOCK_MS = 2 * 60_000;
const LOOK_MS = 100;
async function fromCacheOrScript(wish, world) {
    // The toolkit reads its folders from the environment and prints debug commands to stdout, on every host.
    Object.assign(process.env, { RUNNER_TOOL_CACHE: cacheRoot(world), RUNNER_TEMP: world.tempDir });
    const { stdout } = process;
    const write = stdout.write.bind(stdout);
    stdout.write = (chunk, ...rest) => (typeof chunk === 'string' && chunk.startsWith('::debug::')) || write(chunk, ...rest);
    const work = (0,node_path__WEBPACK_IMPORTED_MODULE_3__.join)(world.tempDir, `gpu-ci-install-${(0,node_crypto__WEBPACK_IMPORTED_MODULE_0__.randomUUID)()}`);
    try {
        const cached = await inCache(wish);
        const age = cached === undefined ? Infinity : world.clock.now() - cached.since;
        if (cached !== undefined && (wish.cliVersion !== 'latest' || age < FRESH_MS)) {
            world.info(`GPU CLI comes from the tool cache: ${(0,node_path__WEBPACK_IMPORTED_MODULE_3__.dirname)((0,node_path__WEBPACK_IMPORTED_MODULE_3__.dirname)(cached.bin))}`);
            return cached.bin;
        }
        await (0,node_fs_promises__WEBPACK_IMPORTED_MODULE_2__.mkdir)(work, { recursive: true, mode: 0o700 });
        const script = (0,node_path__WEBPACK_IMPORTED_MODULE_3__.join)(work, 'install.sh');
        try {
            await fetchScript(wish.installUrl, script, world);
        }
        catch (error) {
            if (cached === undefined || world.signal.aborted)
                throw error;
            const days = Math.floor(age / FRESH_MS);
            world.info(`${(0,_model_errors_js__WEBPACK_IMPORTED_MODULE_4__/* .sentenceOf */ .$)(error)} Using GPU CLI from the tool cache, installed ${days} day(s) ago.`);
            return cached.bin;
        }
        return await runScript(script, work, wish, world);
    }
    finally {
        stdout.write = write;
        await (0,node_fs_promises__WEBPACK_IMPORTED_MODULE_2__.rm)(work, { recursive: true, force: true });
    }
}
const cacheRoot = ({ env, tempDir }) => env['RUNNER_TOOL_CACHE'] || (0,node_path__WEBPACK_IMPORTED_MODULE_3__.join)(tempDir, 'gpu-ci-tools');
/** Programs of another address or another pinned script have entries of their own: they must not get the token of this run. */
function toolName({ installUrl, installSha256 }) {
    const from = `${installUrl}${installSha256 && `\n${installSha256}`}`;
    return `gpu-cli-${(0,node_crypto__WEBPACK_IMPORTED_MODULE_0__.createHash)('sha256').update(from).digest('hex').slice(0, 12)}`;
}
/** The newest program that fits, and the marker that shows since when it is there. */
async function inCache(wish, version = wish.cliVersion === 'latest' ? '*' : wish.cliVersion) {
    const { find } = await Promise.all(/* import() */[__nccwpck_require__.e(337), __nccwpck_require__.e(108), __nccwpck_require__.e(969)]).then(__nccwpck_require__.bind(__nccwpck_require__, 9969));
    const dir = find(toolName(wish), version);
    const bin = dir === '' ? '' : firstExecutable([(0,node_path__WEBPACK_IMPORTED_MODULE_3__.join)(dir, 'bin')]);
    const marker = `${dir}.complete`;
    return bin === '' ? undefined : { bin, marker, since: (await (0,node_fs_promises__WEBPACK_IMPORTED_MODULE_2__.stat)(marker)).mtimeMs };
}
const notFetched = (url, why, hint, cause) => new _model_errors_js__WEBPACK_IMPORTED_MODULE_4__/* .UserError */ .y(`The install script could not be fetched from ${(0,_model_rules_js__WEBPACK_IMPORTED_MODULE_5__/* .shownAddress */ .Uk)(url)} (${why}).`, hint ?? 'Check `install-url` and the network of the runner.', { class: 'infra', cause });
async function fetchScript(url, to, world) {
    const { downloadTool } = await Promise.all(/* import() */[__nccwpck_require__.e(337), __nccwpck_require__.e(108), __nccwpck_require__.e(969)]).then(__nccwpck_require__.bind(__nccwpck_require__, 9969));
    for (let attempt = 1;; attempt++) {
        try {
            const final = await finalAddress(url, world);
            await limited(downloadTool(final, to), DOWNLOAD_MS, world.signal);
            return;
        }
        catch (error) {
            const { httpStatusCode: status } = error;
            if (status === 403 && attempt === 1 && !world.signal.aborted) {
                world.info(`${(0,_model_rules_js__WEBPACK_IMPORTED_MODULE_5__/* .shownAddress */ .Uk)(url)} answered 403; asking once more.`);
                await world.clock.sleep(AFTER_FORBIDDEN_MS, world.signal);
                continue;
            }
            const hint = status === 403
                ? 'Bot protection of that server often rejects the addresses of CI runners. Run the job again, or put `gpu` on PATH before this step.'
                : undefined;
            throw notFetched(url, status === undefined ? (0,_model_errors_js__WEBPACK_IMPORTED_MODULE_4__/* .sentenceOf */ .$)(error) : `HTTP ${status}`, hint, error);
        }
    }
}
/** The toolkit's client fails on a relative redirect, so redirects are followed here. */
async function finalAddress(url, { signal }) {
    const { HttpClient } = await Promise.all(/* import() */[__nccwpck_require__.e(337), __nccwpck_require__.e(108)]).then(__nccwpck_require__.bind(__nccwpck_require__, 5108));
    const client = new HttpClient('gpu-cli-run-action', [], { allowRedirects: false, socketTimeout: HEAD_MS });
    let at = new URL(url);
    for (let redirects = 0; redirects < MOST_REDIRECTS; redirects++) {
        // A server that does not answer HEAD may still answer the download.
        const reply = await limited(client.head(at.href), HEAD_MS, signal).catch(() => undefined);
        signal.throwIfAborted();
        reply?.message.resume();
        const { statusCode = 0, headers } = reply?.message ?? { headers: {} };
        if (statusCode < 300 || statusCode > 399 || headers.location === undefined)
            return at.href;
        const next = new URL(headers.location, at);
        if (at.protocol === 'https:' && next.protocol !== 'https:')
            throw new Error(`${at.origin} redirects to ${next.origin}, which is not encrypted`);
        at = next;
    }
    throw new Error(`it redirects more than ${MOST_REDIRECTS} times`);
}
/** The toolkit knows no deadline and no abort; what it still does is left behind when this process ends. */
async function limited(work, ms, signal) {
    signal.throwIfAborted();
    const late = new AbortController();
    // Node ends while only the timer of `AbortSignal.timeout` is left.
    const timer = setTimeout(() => late.abort(), ms);
    const limit = new Promise((_, reject) => {
        AbortSignal.any([signal, late.signal]).addEventListener('abort', () => reject(new Error(signal.aborted ? 'the run was cancelled' : `no answer within ${ms / 1_000} s`)));
    });
    return Promise.race([work, limit]).finally(() => clearTimeout(timer));
}
async function runScript(script, work, wish, world) {
    await verify(script, wish.installSha256, 'install-sha256');
    const shell = await shellFor(script, wish.installUrl, world);
    const shown = (0,_model_rules_js__WEBPACK_IMPORTED_MODULE_5__/* .shownAddress */ .Uk)(wish.installUrl);
    world.info(`Installing GPU CLI (${wish.cliVersion}) with ${shown}`);
    // A home of its own: steps that run at the same time never see half of an installation.
    const env = {
        ...(0,_environment_js__WEBPACK_IMPORTED_MODULE_7__/* .childEnv */ .g)(world.env, ''),
        // A folder that somebody chose for all installations would be written to.
        GPU_CLI_INSTALL_DIR: undefined,
        GPU_INSTALL_DIR: undefined,
        HOME: work,
        ...(wish.cliVersion === 'latest' ? {} : { GPU_CLI_VERSION: wish.cliVersion }),
    };
    // @actions/exec has neither a deadline nor an abort, and a script that hangs must end.
    const ended = await (0,_spawn_js__WEBPACK_IMPORTED_MODULE_8__/* .capture */ .Fg)(shell, [script], { env, cwd: work, timeoutMs: SCRIPT_MS, signal: world.signal });
    const fresh = firstExecutable([installedFolder(env)]);
    if (ended.code !== 0 || fresh === '') {
        const how = ended.code === 0
            ? 'it left no gpu in ~/.gpu-cli/bin'
            : `it ended with ${[(0,_spawn_js__WEBPACK_IMPORTED_MODULE_8__/* .endOf */ .pJ)(ended), (0,_spawn_js__WEBPACK_IMPORTED_MODULE_8__/* .lastLine */ .fM)(ended.stderr)].filter(Boolean).join(': ')}`;
        const missing = ['curl', 'git', 'tar'].filter((name) => firstExecutable(foldersOfPath(world.env), name) === '');
        throw new _model_errors_js__WEBPACK_IMPORTED_MODULE_4__/* .UserError */ .y(`GPU CLI could not be installed with ${shown}: ${how}.`, missing.length > 0
            ? `This machine has no ${missing.join(', ')}: install what the script needs, or put \`gpu\` on PATH before this step.`
            : 'Check that address, or put `gpu` on PATH before this step.', { class: 'infra' });
    }
    await verify(fresh, wish.cliSha256, 'cli-sha256');
    const version = await versionOf(fresh, world);
    if (wish.cliVersion !== 'latest' && !matches(version, wish.cliVersion))
        throw new _model_errors_js__WEBPACK_IMPORTED_MODULE_4__/* .UserError */ .y(`GPU CLI ${version || '(no version)'} was installed, but \`cli-version\` is ${wish.cliVersion}.`, 'Use `latest`, or an install script of that version in `install-url`.');
    world.info(`Installed GPU CLI ${version || '(no version)'}, SHA-256 ${await digestOf(fresh)}`);
    // The program may need the files next to it: a daemon, libraries. Links into the temporary home would break.
    const tree = (0,node_path__WEBPACK_IMPORTED_MODULE_3__.join)(work, 'tree');
    await (0,node_fs_promises__WEBPACK_IMPORTED_MODULE_2__.cp)((0,node_path__WEBPACK_IMPORTED_MODULE_3__.dirname)((0,node_path__WEBPACK_IMPORTED_MODULE_3__.dirname)(fresh)), tree, { recursive: true, dereference: true });
    try {
        return await keep(tree, version || '0.0.0', wish, world);
    }
    catch (error) {
        throw new _model_errors_js__WEBPACK_IMPORTED_MODULE_4__/* .UserError */ .y(`GPU CLI could not be put into the tool cache ${cacheRoot(world)}: ${(0,_model_errors_js__WEBPACK_IMPORTED_MODULE_4__/* .sentenceOf */ .$)(error)}.`, 'Make that folder writable.', { cause: error, class: 'infra' });
    }
}
/** `sh`, or `bash` if the script asks for it. A download that was cut off, or a page, is found before any of it is run. */
async function shellFor(script, url, world) {
    const { getExecOutput } = await __nccwpck_require__.e(/* import() */ 53).then(__nccwpck_require__.bind(__nccwpck_require__, 5434));
    const text = (await (0,node_fs_promises__WEBPACK_IMPORTED_MODULE_2__.readFile)(script)).toString('utf8', 0, 1_024).trim();
    if (text === '')
        throw notFetched(url, 'the answer is empty');
    if (text.startsWith('<'))
        throw notFetched(url, 'the answer is a page');
    const shell = /^#!.*\bbash\b/.test(text) ? 'bash' : 'sh';
    const env = (0,_environment_js__WEBPACK_IMPORTED_MODULE_7__/* .childEnv */ .g)(world.env, '');
    const options = { env, silent: true, ignoreReturnCode: true };
    const checked = await getExecOutput(shell, ['-n', script], options).catch((cause) => {
        throw new _model_errors_js__WEBPACK_IMPORTED_MODULE_4__/* .UserError */ .y(`The install script needs ${shell}: ${(0,_model_errors_js__WEBPACK_IMPORTED_MODULE_4__/* .sentenceOf */ .$)(cause)}.`, `Install ${shell} on the runner.`, {
            cause,
            class: 'infra',
        });
    });
    if (checked.exitCode !== 0)
        throw notFetched(url, `the answer is not a script: ${(0,_spawn_js__WEBPACK_IMPORTED_MODULE_8__/* .lastLine */ .fM)(checked.stderr)}`);
    return shell;
}
/** `cacheDir` removes an entry before it copies: that must not happen to one that another job uses. */
async function keep(tree, version, wish, world) {
    const { cacheDir } = await Promise.all(/* import() */[__nccwpck_require__.e(337), __nccwpck_require__.e(108), __nccwpck_require__.e(969)]).then(__nccwpck_require__.bind(__nccwpck_require__, 9969));
    const { mkdirP, rmRF } = await __nccwpck_require__.e(/* import() */ 562).then(__nccwpck_require__.bind(__nccwpck_require__, 7562));
    const lock = (0,node_path__WEBPACK_IMPORTED_MODULE_3__.join)(cacheRoot(world), `.${toolName(wish)}.lock`);
    await mkdirP((0,node_path__WEBPACK_IMPORTED_MODULE_3__.dirname)(lock));
    const until = performance.now() + LOCK_MS;
    while (!(await (0,node_fs_promises__WEBPACK_IMPORTED_MODULE_2__.mkdir)(lock).then(() => true, ifExists))) {
        world.signal.throwIfAborted();
        const { mtimeMs } = await (0,node_fs_promises__WEBPACK_IMPORTED_MODULE_2__.stat)(lock).catch(() => ({ mtimeMs: Date.now() }));
        // Its owner was killed.
        if (Date.now() - mtimeMs > LOCK_MS)
            await rmRF(lock);
        else if (performance.now() > until)
            throw new Error(`${lock} is held by another job`);
        else
            await new Promise((wake) => setTimeout(wake, LOOK_MS));
    }
    try {
        const there = await inCache(wish, version);
        if (there === undefined)
            return (0,node_path__WEBPACK_IMPORTED_MODULE_3__.join)(await cacheDir(tree, toolName(wish), version), 'bin', 'gpu');
        const now = new Date(world.clock.now());
        await (0,node_fs_promises__WEBPACK_IMPORTED_MODULE_2__.utimes)(there.marker, now, now);
        return there.bin;
    }
    finally {
        await rmRF(lock);
    }
}
function ifExists(error) {
    if (error.code === 'EEXIST')
        return false;
    throw error;
}


/***/ }),

/***/ 2388:
/***/ ((__unused_webpack_module, __webpack_exports__, __nccwpck_require__) => {

/* harmony export */ __nccwpck_require__.d(__webpack_exports__, {
/* harmony export */   GK: () => (/* binding */ readStatusText),
/* harmony export */   OA: () => (/* binding */ fields),
/* harmony export */   Uv: () => (/* binding */ readResult),
/* harmony export */   VY: () => (/* binding */ readSubmission),
/* harmony export */   Vh: () => (/* binding */ readJson),
/* harmony export */   Xu: () => (/* binding */ readPool),
/* harmony export */   _n: () => (/* binding */ isAlive),
/* harmony export */   dX: () => (/* binding */ readInstances),
/* harmony export */   kf: () => (/* binding */ brokenPodIn),
/* harmony export */   nZ: () => (/* binding */ safeId),
/* harmony export */   rk: () => (/* binding */ readStatus),
/* harmony export */   zw: () => (/* binding */ readInventory)
/* harmony export */ });
/* harmony import */ var _wrapper_js__WEBPACK_IMPORTED_MODULE_0__ = __nccwpck_require__(3056);

/** A whole JSON document; when text stands around it, the outermost object or array. Undefined where there is none. */
function readJson(text) {
    const whole = tryParse(text);
    if (whole !== undefined)
        return whole;
    const start = text.search(/[[{]/);
    if (start === -1)
        return undefined;
    const end = text.lastIndexOf(text[start] === '{' ? '}' : ']');
    return end > start ? tryParse(text.slice(start, end + 1)) : undefined;
}
function tryParse(text) {
    try {
        return JSON.parse(text);
    }
    catch {
        return undefined;
    }
}
function fields(value) {
    return typeof value === 'object' && value !== null && !Array.isArray(value) ? value : {};
}
function list(value) {
    return Array.isArray(value) ? value : [];
}
/** Ids and names: the first of the fields that is a short string or a number. */
function text(from, ...names) {
    for (const name of names) {
        const value = from[name];
        if (typeof value === 'string' && value.length <= 4096)
            return value;
        if (typeof value === 'number' && Number.isFinite(value))
            return String(value);
    }
    return '';
}
function amount(from, ...names) {
    for (const name of names) {
        const value = Number(from[name] ?? NaN);
        if (Number.isFinite(value) && value >= 0)
            return value;
    }
    return 0;
}
/** An id that may stand on a command line: it cannot read as a flag. */
function safeId(value) {
    return /^[A-Za-z0-9][\w.-]{0,127}$/.test(value) ? value : '';
}
function readSubmission(stdout) {
    const from = fields(readJson(stdout));
    // An error may name the job of someone else.
    if (from['error'] != null)
        return undefined;
    const jobId = safeId(text(from, 'job_id', 'jobId', 'id'));
    return jobId === '' ? undefined : { jobId, podId: safeId(text(from, 'pod_id', 'podId')) };
}
/**
 * State words. Only "failed" and "pending" are observed, so the list of endings is the one that matters: any other word is a
 * job that still exists. To follow a job that is over costs a moment; to give up one that runs costs money.
 */
const STATES = [
    ['pending', /^(pending|queued|waiting|submitted|provisioning|starting|syncing|bootstrapping)$/i],
    ['running', /^(running|active|executing|in[-_ ]?progress|started|busy)$/i],
    ['succeeded', /^(succeeded|success|completed|complete|done|finished|ok)$/i],
    ['cancelled', /^(cancelled|canceled|stopped|killed|interrupted|aborted)$/i],
    ['timed-out', /^(timed[-_ ]?out|timeout|expired)$/i],
    ['failed', /^(failed|failure|error|errored|crashed)$/i],
];
const knownState = (word) => STATES.find(([, pattern]) => pattern.test(word))?.[0];
const isAlive = (state) => state === 'pending' || state === 'running';
function readResult(stdout) {
    const from = fields(readJson(stdout));
    if (!('state' in from) && !('exit_code' in from))
        return undefined;
    const given = from['exit_code'];
    const code = typeof given === 'number' && Number.isInteger(given) ? given : null;
    const word = text(from, 'state', 'status');
    if (word === '' && code === null)
        return undefined;
    const state = knownState(word) ?? (code === null ? 'pending' : code === 0 ? 'succeeded' : 'failed');
    return {
        jobId: safeId(text(from, 'job_id')),
        state,
        // The code of a job that still runs is a default value.
        exitCode: isAlive(state) ? null : code,
        failureReason: text(from, 'failure_reason', 'error', 'message').slice(0, 2_000),
    };
}
function readPool(value) {
    const from = fields(value);
    const used = from['used'] ?? from['in_use'];
    const limit = from['limit'] ?? from['total'];
    return typeof used === 'number' && typeof limit === 'number' && limit > 0 && used >= 0 ? { used, limit } : null;
}
function readStatus(stdout) {
    const json = readJson(stdout);
    if (typeof json !== 'object' || json === null || Array.isArray(json))
        return undefined;
    const from = json;
    if (!('pods' in from) && !('running_pods' in from) && !('jobs' in from))
        return undefined;
    const pods = podsIn(from['pods']);
    // The counts are documented, the list is not.
    const counted = Math.max(list(from['pods']).length, amount(from, 'running_pods') + amount(from, 'provisioning_pods'));
    return {
        pods,
        ...(counted > pods.length && { unnamed: counted - pods.length }),
        jobs: list(from['jobs']).flatMap((item) => {
            const job = fields(item);
            const jobId = safeId(text(job, 'job_id', 'id'));
            if (jobId === '')
                return [];
            const state = knownState(text(job, 'state', 'status')) ?? 'pending';
            return [{ jobId, podId: safeId(text(job, 'pod_id')), alive: isAlive(state), state, command: commandOf(job) }];
        }),
        jobsKnown: Array.isArray(from['jobs']),
        pool: readPool(from['sessions']),
        ...accountIn(fields(from['account'])),
    };
}
function accountIn(account) {
    const name = text(account, 'name', 'id').slice(0, 200);
    const slug = text(account, 'org', 'organization');
    const org = /^[A-Za-z0-9][A-Za-z0-9-]{0,62}$/.test(slug) ? slug : '';
    return name === '' && org === '' ? {} : { account: { name, org } };
}
/** The mark comes first, so a long command line is cut, not dropped. One that was cut within the mark shows nothing. */
function commandOf(job) {
    const command = job['command'];
    return typeof command !== 'string' || (0,_wrapper_js__WEBPACK_IMPORTED_MODULE_0__/* .isCutMark */ .Cj)(command) ? '' : command.slice(0, 16_384);
}
function podView(pod, podId) {
    const count = amount(pod, 'gpu_count', 'count');
    return {
        podId,
        state: text(pod, 'state', 'status'),
        gpuType: text(pod, 'gpu_type', 'gpu'),
        gpuCount: Number.isInteger(count) && count <= 1_024 ? count : 0,
        costPerHour: amount(pod, 'cost_per_hour', 'price_per_hour'),
    };
}
const podsIn = (value) => list(value).flatMap((item) => {
    const pod = fields(item);
    const podId = safeId(text(pod, 'pod_id', 'podId', 'id'));
    return podId === '' ? [] : [podView(pod, podId)];
});
/** `gpu instances list --json`: a list, or an object that holds one. Undefined if a row cannot be read. */
function readInstances(stdout) {
    const json = readJson(stdout);
    const rows = Array.isArray(json) ? json : (fields(json)['instances'] ?? fields(json)['pods']);
    if (!Array.isArray(rows))
        return undefined;
    const pods = podsIn(rows);
    return pods.length === rows.length ? pods : undefined;
}
/** The pod that a failure reason names as broken, '' for none: `bootstrap failed … for pod 'ID'`, else `gpu instances terminate ID -y`. */
function brokenPodIn(reason) {
    const named = [
        /\bfailed\b[^\n]{0,200}?\bfor pod ['"]?([A-Za-z0-9][\w.-]{3,127})/,
        /\binstances terminate ([A-Za-z0-9][\w.-]{3,127})/,
    ];
    return named.map((pattern) => pattern.exec(reason)?.[1] ?? '').find((podId) => podId !== '') ?? '';
}
/** `Pod n9kwj3lwx2qw2n READY …`, as `gpu status` prints it. */
function readStatusText(output) {
    const pods = [...output.matchAll(/\bPod\s+([A-Za-z0-9][\w.-]{3,127})\s+([A-Z]{3,})/g)].map(([, podId = '', state]) => podView({ state }, podId));
    if (pods.length === 0 && !/no (active|running)? ?pods|No active/i.test(output))
        return undefined;
    return { pods, jobs: [], jobsKnown: false, pool: null };
}
function readInventory(stdout) {
    const json = readJson(stdout);
    return list(Array.isArray(json) ? json : (fields(json)['gpus'] ?? fields(json)['inventory'])).flatMap((item) => {
        const offer = fields(item);
        const gpuType = text(offer, 'gpu_type', 'name');
        const costPerHour = amount(offer, 'cost_per_hour', 'price_per_hour');
        if (gpuType === '' || costPerHour === 0)
            return [];
        const available = offer['available'] ?? (offer['stock'] === undefined ? undefined : offer['stock'] !== 'none');
        return [
            {
                gpuType,
                costPerHour,
                vramGib: amount(offer, 'vram_gb', 'vram', 'memory_gb', 'memory'),
                available: typeof available === 'boolean' ? available : null,
            },
        ];
    });
}


/***/ }),

/***/ 1982:
/***/ ((__unused_webpack_module, __webpack_exports__, __nccwpck_require__) => {

/* harmony export */ __nccwpck_require__.d(__webpack_exports__, {
/* harmony export */   L: () => (/* binding */ projectIn),
/* harmony export */   c: () => (/* binding */ identityOf)
/* harmony export */ });
/* harmony import */ var node_crypto__WEBPACK_IMPORTED_MODULE_0__ = __nccwpck_require__(7598);
/* harmony import */ var node_crypto__WEBPACK_IMPORTED_MODULE_0___default = /*#__PURE__*/__nccwpck_require__.n(node_crypto__WEBPACK_IMPORTED_MODULE_0__);
/* harmony import */ var node_fs__WEBPACK_IMPORTED_MODULE_1__ = __nccwpck_require__(3024);
/* harmony import */ var node_fs__WEBPACK_IMPORTED_MODULE_1___default = /*#__PURE__*/__nccwpck_require__.n(node_fs__WEBPACK_IMPORTED_MODULE_1__);
/* harmony import */ var node_path__WEBPACK_IMPORTED_MODULE_2__ = __nccwpck_require__(6760);
/* harmony import */ var node_path__WEBPACK_IMPORTED_MODULE_2___default = /*#__PURE__*/__nccwpck_require__.n(node_path__WEBPACK_IMPORTED_MODULE_2__);



/** The file in which GPU CLI finds its project, or the folder if there is none. */
const projectIn = (cwd) => ['gpu.jsonc', 'gpu.toml'].map((name) => (0,node_path__WEBPACK_IMPORTED_MODULE_2__.join)(cwd, name)).find((path) => (0,node_fs__WEBPACK_IMPORTED_MODULE_1__.existsSync)(path)) ?? cwd;
/** What makes a folder this project and no other: the content of its file. Outputs can bring back another one. */
function identityOf(cwd, config) {
    const file = config?.file ?? projectIn(cwd);
    if (file === cwd)
        return (0,node_fs__WEBPACK_IMPORTED_MODULE_1__.existsSync)(cwd) ? 'folder' : 'gone';
    try {
        return (0,node_crypto__WEBPACK_IMPORTED_MODULE_0__.createHash)('sha256').update((0,node_fs__WEBPACK_IMPORTED_MODULE_1__.readFileSync)(file)).digest('hex');
    }
    catch {
        return 'gone';
    }
}


/***/ }),

/***/ 7563:
/***/ ((__unused_webpack_module, __webpack_exports__, __nccwpck_require__) => {

/* harmony export */ __nccwpck_require__.d(__webpack_exports__, {
/* harmony export */   A3: () => (/* binding */ reasonOf),
/* harmony export */   Ai: () => (/* binding */ excludesStart),
/* harmony export */   DY: () => (/* binding */ notStarted),
/* harmony export */   rN: () => (/* binding */ classifyRefusal)
/* harmony export */ });
/* unused harmony exports ROWS, matches */
/* harmony import */ var _cli_lines_js__WEBPACK_IMPORTED_MODULE_1__ = __nccwpck_require__(8195);
/* harmony import */ var _parse_js__WEBPACK_IMPORTED_MODULE_0__ = __nccwpck_require__(2388);


const FAULT = /fail|error|fatal|expired|clos(ed|ing|e \d)|time[sd]?[- ]?out|refused|lost|denied|\bexit|broken|abnormal|reset|reject|incorrect|mismatch|unreachable|unavailable|trouble|not (found|available)/i;
/**
 * Sources: documented texts of GPU CLI 0.14 and texts in public logs. No source shows the text of a full pool or of a plan
 * limit, so these rows name the words that such a text needs.
 */
const ROWS = [
    {
        // Before `auth` and `saturated`: the session of a relay is neither a login nor a slot of the pool.
        class: 'infra',
        subject: /\b(relay|tunnel|r?sync|ssh(?! (public |private )?keys?)(_\w+)?|scp|web ?sockets?|webrtc|handshake|kex\w*|host key|certificate|x509|tls|transport)\b/i,
        complaint: FAULT,
        idiom: /\b(bootstrap failed|workspace (sync|upload|transfer) failed)\b/i,
    },
    {
        class: 'auth',
        subject: /\b(tokens?|credentials?|api[- ]?keys?|log[- ]?in|sign[- ]?in|auth|authenticat\w*|authori[sz]ation|signature|service account|role)\b/i,
        complaint: /required|fail|denied|invalid|bad|wrong|incorrect|expired|revoked|rejected|refused|deactivated|disabled|missing|unknown|\bno\b|\bnot (valid|accepted|found|configured|allowed|permitted|match)|may not|cannot be used/i,
        idiom: /unauthori[sz]ed|forbidden|\b(401|403)\b|not (logged|signed) in|(must|need to|have to) (be logged|be signed|log|sign) in|not (authenticated|authori[sz]ed)|gpu (auth )?login|(please|to) (log|sign) in\b|^sign in\b|access denied|(do|does) not have (the )?(permission|access)|not (allowed|permitted) to/i,
        code: /auth|token|forbidden/i,
    },
    {
        class: 'budget',
        subject: /\b(payments?|billing|invoices?|balance|credits?|funds|(credit )?card|subscription|spend(ing)?|trial|(month|week|dai|year|annual)ly|(this|per|the) (month|week|day|year|billing (period|cycle))|(gpu|compute)[- ]?(hours?|minutes?|time))\b/i,
        complaint: /limit|\bcap\b|reached|exceeded|insufficient|not (have )?enough|too low|required|needed|declined|fail|fault|over ?due|past due|suspended|exhausted|out of|\bused\b|all .{0,20}used|ended|expired|\b(add|update|verify|confirm) (a|your)\b|\bno\b.{0,20}\b(left|remaining)|\bhit\b|allowance|quota|included/i,
        idiom: /\bquota (refresh|reset|renew)|max_price|payment required|requires? (a|an|the)? ?[\w ]{0,40}(plan|tier)\b|not (included|available|part) (in|on|of) [\w ]{0,20}(plan|tier)s?\b|(available|included) (in|on|for|with) [\w ,]{0,40}(plan|tier)s?\b|plan does not/i,
        code: /plan|payment|billing|spend|credit/i,
    },
    {
        class: 'saturated',
        subject: /\b((?<!(connection|thread|worker|memory) )pools?|sessions?|slots?|concurren(t|cy)|(parallel|running|simultaneous|active) (runs?|jobs?|workloads?|pods?|tests))\b/i,
        complaint: /limit|\bcap\b|ceiling|max(imum)?\b|\bmost\b|quota|full\b|busy|in use|taken|occupied|exhausted|exceeded|reached|capacity|already|available|allow|too many|\b(no|all|another)\b(?!.{0,20}\bfound)|\bleft\b|\bactive\b/i,
        idiom: /session pool/i,
        code: /quota_exceeded|session|concurren|pool/i,
    },
    {
        class: 'capacity',
        subject: /\b(gpus?(?![.\w-])|instances?|machines?|offers?|hosts?|pods?|stock|capacity|inventory|resources?|[ABHLV]\d{2,3}\w*|RTX ?\w+)\b/i,
        complaint: /\bno\b.{0,60}\b(available|found|free|left)|no longer|not enough|(not|none) .{0,20}(available|enough)|(does|do) not have|unavailable|insufficient|out of|(could|can) ?not find|unable to find|\bno (more )?(stock|capacity|instances?|offers?|machines?)\b|(failed|unable|could not|cannot) (to )?(create|provision|acquire|allocate|rent|launch)/i,
        idiom: /sold out|provisioning timeout|provisioning timed out/i,
        code: /capacity|no_gpu|stock|provision/i,
    },
    {
        class: 'infra',
        subject: /\b(connect(ion)?|fetch|request|socket|stream|tcp|pull(ing)?|response|api|control plane|upstream|agent|heartbeat|pod|image|daemon|server)\b/i,
        complaint: /fail|error|refused|reset|(dis|un)connected|closed|lost|time[sd]?[- ]?out|did not|never|maintenance|returned 5|could not|unreachable|gone|died|not (running|started)|unavailable|back-?off|down\b/i,
        idiom: /daemon|gpud\b|heartbeat|transport|network|\bdns\b|\btls\b|connection (refused|reset|closed|lost|error)|(could not|cannot|unable to) (connect|reach|resolve)|temporar(y|ily)|unavailable|bad gateway|gateway time|internal (server )?error|\b(HTTP )5\d\d\b|broken pipe|hang up|unexpected (eof|end of)|\beof\b|something went wrong|our (side|end)|rate limit|too many requests|\b429\b|overloaded|lost contact|ECONN|ETIMEDOUT|EAI_AGAIN|ENOTFOUND|operation timed out|i\/o (timeout|error)/i,
        code: /daemon|bootstrap|sync|network|transport|unavailable/i,
    },
    {
        class: 'usage',
        subject: /\b(flags?|options?|arg(ument)?s?\b|values?|commands?|verbs?|config(uration)?|fields?|keys?|provider|project|organization|gpu\.jsonc?|gpu type|gpu_\w+)/i,
        complaint: /unknown|unexpected|invalid|missing|unsupported|not supported|must be|does not exist|no such|not (a )?valid|required|requires|expected|fail(ed)? to parse|\bno\b|duplicate|between|accepts|(unable|could not|cannot) (to )?(parse|read|load)/i,
        idiom: /unrecognized|not found|no such file|^usage:|syntax error|parse error|failed to parse|unsupported/i,
        code: /usage|not_found|invalid|config/i,
    },
    {
        class: 'timeout',
        idiom: /time[sd]? ?out|deadline exceeded|took longer than/i,
    },
];
/** The service names the stage that failed, after acceptance and before the workload. */
const BEFORE_START = /bootstrap failed|workspace (sync|upload|transfer) failed|before (the )?(job |run |command |workload )?(was |is )?(submission|submitted)/i;
/** The same, if it is the record of a job: a client that prints this has given up, and the service may go on. */
const NEVER_STARTED = /(waiting for|no answer from) (the )?agent|before (the )?(job |run |command |workload )?(was |is )?(start|running)|\b(agent|container|pod|job|workload|command)\b[^.;]{0,30}\b(never (started|reported|came|became)|did not (start|boot|come up|become ready))/i;
/** The pod exists and does not answer: GPU CLI itself advises to terminate it. */
const POD_BROKEN = /bootstrap failed|(waiting for|no answer from) (the )?agent|\bagent\b[^.;]{0,30}\b(never|did not)|quarantined|failed to boot (the )?pod/i;
/** The record of a job, as a client shows it. */
const RECORD = /\bjob \S+ failed \(exit unknown\): /i;
/** The request was sent, and the client did not get or understand the answer: the service may have accepted it. */
const SENT = /connection[^.;]{0,20} (was |has been )?(reset|closed|lost|aborted|dropped|broken)|lost (the )?connection|ECONNRESET|EPIPE|broken pipe|hang up|\beof\b|unexpected end of|(answer|response|reply)[^.;]{0,20}\b(time[sd]?[- ]?out|lost|invalid|malformed|truncated|empty)|(waiting|polling|parse|parsing|decode|decoding|deserialize|read|reading)( for)? (the |an? |its )?(server'?s? |api |json )?(answer|response|reply|result|status)|provisioning (timeout|timed out)/i;
/** The service accepts nothing now. */
const DECLINED = /unavailable|maintenance|overloaded|temporar(y|ily)|rate limit|too many requests|\b(429|503)\b/i;
/** The client did not reach the service. A connection that was open and broke has other words and proves nothing. */
const NOT_REACHED = /connection refused|ECONNREFUSED|(could not|cannot|can't|unable to|failed to) (connect|reach|resolve)|not reachable|unreachable|no such host|name resolution|ENOTFOUND|EAI_AGAIN|daemon (is )?(unavailable|down|not (running|available|started))|gpud is not running/i;
/** The message is about a workload that has run, or about its outputs: whatever else it says, it is not a refusal. */
const AFTER_START = /\b(while|during|of|after)\b[^.;]{0,40}\b(running|execution|executing|runtime|training)\b|\bwas (still )?running\b|\b(job|workload|process|command|script|container|program|session)\b[^.;]{0,60}\b(ended|exited|terminated|crashed|(was|were|got|been) (stopped|killed|ended|interrupted|evicted|terminated))|preempt|reclaimed|evicted|spot interruption|\(exit \d|\boutputs?\b[^.;]{0,30}\b(sync|download|transfer|upload|fail)|\b(sync|download|transfer|collect|fetch|copy)\w*[^.;]{0,20}\b(outputs?|results?|artifacts?)\b/i;
/** A sentence that advises: what it names, such as a plan, may not be what is missing. */
const ADVICE = /^\s*(run|try|upgrade|visit|see|use|check|contact|please|choose|add|update|wait|stop|retry|hint|help|note|recovery)\b/i;
const SENTENCE_MAX = 1_000;
/** @returns the row of the first sentence that complains; advice such as "Upgrade to …" counts only if nothing else does. */
function rowOf(text) {
    const sentences = text
        .split(/[\r\n]+|(?<=[.!?;])\s+/)
        .map((sentence) => sentence.trim().slice(0, SENTENCE_MAX))
        .filter((sentence) => sentence !== '');
    const found = (among) => ROWS.find((row) => among.some((sentence) => matches(row, sentence)));
    return (found(sentences.filter((sentence) => !ADVICE.test(sentence))) ??
        found(sentences.filter((sentence) => ADVICE.test(sentence))));
}
const matches = ({ idiom, subject, complaint }, sentence) => idiom?.test(sentence) === true || (subject?.test(sentence) === true && complaint?.test(sentence) === true);
/** Exit codes of GPU CLI 0.14. 1 has no meaning of its own; 15 and 130 are endings that a person or this action asked for. */
const CODES = new Map([
    [2, 'usage'],
    [10, 'auth'],
    [12, 'usage'],
    [13, 'infra'],
    [14, 'timeout'],
]);
/** The client did not reach the service. */
const UNREACHED = 13;
/** "Quota exceeded": a full pool, unless the message is about money, a plan or a period. */
const QUOTA = 11;
/**
 * Reads a refusal from the CLI's JSON, its own text and its exit code, once: nothing reads its text after this.
 * @param text the CLI's stderr, or a job's `failure_reason`; never text of the workload.
 * @param code null if the text is the `failure_reason`.
 * @returns undefined if the message is not known or is about a workload that ran: then another attempt may run it twice.
 */
function classifyRefusal(text, code, stdout, saturation) {
    const json = (0,_parse_js__WEBPACK_IMPORTED_MODULE_0__/* .fields */ .OA)((0,_parse_js__WEBPACK_IMPORTED_MODULE_0__/* .readJson */ .Vh)(stdout));
    const error = (0,_parse_js__WEBPACK_IMPORTED_MODULE_0__/* .fields */ .OA)(json['error']);
    const message = typeof error['message'] === 'string' ? error['message'] : '';
    const own = ownLines(text);
    const stderr = own.join('\n');
    const all = `${message}\n${stderr}`;
    const isSaturation = saturation?.test(all) === true;
    const from = failureIn(own);
    const sinceFailure = from === -1 ? '' : own.slice(from).map(plain).join('\n');
    const failure = `${message}\n${sinceFailure || stderr}`;
    const isRecord = code === null || RECORD.test(failure);
    const neverStarted = BEFORE_START.test(failure) || (isRecord && NEVER_STARTED.test(failure));
    if (!isSaturation && !neverStarted && AFTER_START.test(all))
        return undefined;
    const byWords = rowOf(message)?.class ?? rowOf(sinceFailure)?.class ?? rowOf(stderr)?.class;
    // Without the words of a pool it may also be a quota of a period, which waiting does not cure.
    const isQuota = code === QUOTA && !isSaturation && [undefined, 'usage', 'timeout'].includes(byWords);
    const found = isSaturation || isQuota
        ? 'saturated'
        : (byWords ?? byErrorCode(error['code']) ?? CODES.get(code) ?? (neverStarted ? 'infra' : undefined));
    if (found === undefined)
        return undefined;
    const retryAfterMs = hintIn(error) ?? hintIn(json) ?? hintInText(all);
    const pool = found === 'saturated' ? ((0,_parse_js__WEBPACK_IMPORTED_MODULE_0__/* .readPool */ .Xu)(error['sessions']) ?? poolIn(all)) : null;
    const isJson = message !== '' || typeof error['code'] === 'string';
    const stage = neverStarted ? 'setup' : stageOf(found, failure, { code, isRecord, isJson });
    // A client that shows the record of its job has not lost the service.
    const isShown = isRecord && code !== null && stage === 'rejected';
    const isCertain = stage !== 'unknown' && (isJson || isShown || isOwnCode(code, found, stage));
    return {
        kind: 'refused',
        class: found,
        reason: reasonOf(message === '' ? text : message, found, code),
        stage,
        ...(isCertain && { isCertain: true }),
        // Other messages name pods of others: those that use up the pool.
        ...(stage === 'setup' && POD_BROKEN.test(failure) && { podBroken: true }),
        ...(isQuota && { quota: true }),
        ...(retryAfterMs !== undefined && { retryAfterMs }),
        ...(pool !== null && { pool }),
    };
}
const byErrorCode = (word) => typeof word === 'string' ? ROWS.find(({ code }) => code?.test(word) === true)?.class : undefined;
/**
 * What was rejected did not start; a fault or a time limit can come at any time, unless the service was not reached. A client that did
 * not get the answer knows nothing, whatever else it prints.
 */
function stageOf(kind, failure, { code, isRecord, isJson }) {
    if (!isRecord && SENT.test(failure))
        return 'unknown';
    if (code === UNREACHED)
        return 'unreached';
    if (kind !== 'infra' && kind !== 'timeout')
        return 'rejected';
    if (NOT_REACHED.test(failure) || (!isRecord && DECLINED.test(failure)))
        return 'unreached';
    return isJson && kind === 'infra' ? 'rejected' : 'unknown';
}
/** Whether the exit code means this class of refusal, and nothing else. */
function isOwnCode(code, kind, stage) {
    if (code === QUOTA)
        return kind === 'saturated' || kind === 'budget';
    return code === UNREACHED ? stage === 'unreached' : CODES.get(code) === kind;
}
const linesOf = (text) => (0,_cli_lines_js__WEBPACK_IMPORTED_MODULE_1__/* .withoutColor */ .U8)(text).split(/\r?\n|\r/);
/** Without log records of the program. */
const ownLines = (text) => linesOf(text).filter((line) => !(0,_cli_lines_js__WEBPACK_IMPORTED_MODULE_1__/* .isTracing */ .BW)(line));
const FAILURE = /^\s*(✗|error)/i;
const plain = (line) => (0,_cli_lines_js__WEBPACK_IMPORTED_MODULE_1__/* .bare */ .$B)(line)
    .replace(/^error:\s*/i, '')
    .trim();
/** Where the last line is that is marked as a failure; -1 without one. Before it are progress lines. */
const failureIn = (lines) => lines.findLastIndex((line) => FAILURE.test(line) && plain(line) !== '');
/** No refusal is worth waiting longer for (ms). */
const HINT_MAX_MS = 86_400_000;
const UNIT = '(?:(ms|milliseconds?|s|secs?|seconds?|m|mins?|minutes?|h|hrs?|hours?)(?![a-z]))';
const HINT = new RegExp('(?:retry[- ]after|(?:try|retry)(?: again)? in|again in|(?:available|free|resets?|ready) in|wait(?: for)?(?: another| at least)?)' +
    `[:\\s]+(?:about |around |approximately |~)?(\\d{1,6}(?:\\.\\d{1,3})?)\\s*${UNIT}?(?:[, ]*(\\d{1,2})\\s*${UNIT})?`, 'i');
const unitMs = (unit) => /^(ms|milli)/i.test(unit) ? 1 : /^h/i.test(unit) ? 3_600_000 : /^m/i.test(unit) ? 60_000 : 1_000;
/** `retry_after` in seconds or `retry_after_ms`, as a number or as text → ms. */
function hintIn(from) {
    const ms = from['retry_after_ms'] ?? from['retryAfterMs'];
    const seconds = from['retry_after_seconds'] ?? from['retry_after'] ?? from['retryAfter'] ?? from['retryAfterSeconds'];
    const value = ms === undefined ? numberOf(seconds) * 1_000 : numberOf(ms);
    return value >= 0 && value <= HINT_MAX_MS ? value : undefined;
}
const numberOf = (value) => typeof value === 'number' || (typeof value === 'string' && /^\d+(\.\d+)?$/.test(value)) ? Number(value) : NaN;
/** `Retry-After: 30`, `Retry in 2 seconds`, `try again in about 5 minutes`, `available in 1h 30m` → ms. */
function hintInText(said) {
    const [, count, unit = 's', more = '0', moreUnit = 's'] = HINT.exec(said) ?? [];
    if (count === undefined)
        return undefined;
    return Math.min(Number(count) * unitMs(unit) + Number(more) * unitMs(moreUnit), HINT_MAX_MS);
}
/** `10/10`, `10 of 10 sessions`, `10 active sessions (max 10)` → used and limit. */
function poolIn(said) {
    const [used = NaN, limit = NaN] = /(?<![\d/.:-])(\d{1,5})(?:\s*(?:\/|of|out of)\s*|[ \w]{0,30}\(max(?:imum)?\.? )(\d{1,5})(?![\d/:-])/i
        .exec(said)
        ?.slice(1)
        .map(Number) ?? [];
    // A date is not a pool: a limit that was lowered leaves a few more in use, not a hundred times as many.
    return limit > 0 && used >= limit && used <= 10 * limit ? { used, limit } : null;
}
/** The line that says what went wrong, without the CLI's prefixes; a log record of its program only if there is nothing else. */
function reasonOf(text, fallback, code) {
    const own = ownLines(text);
    const last = (lines) => lines.map(plain).findLast((said) => said !== '');
    const line = plain(own[failureIn(own)] ?? '') || (last(own) ?? last(linesOf(text)));
    return (line ?? `gpu ended with ${code === null ? 'a signal' : `exit code ${code}`} (${fallback})`).slice(0, 500);
}
/** The system did not start `gpu` at all. */
const notStarted = (spawnError) => ({
    kind: 'refused',
    stage: 'unreached',
    ...(spawnError === 'E2BIG'
        ? { class: 'usage', reason: 'The command is longer than this system allows; put it into a file.' }
        : { class: 'infra', reason: `gpu could not be started (${spawnError}).` }),
});
/**
 * Whether a refusal excludes that its workload ran. Once the workspace is on a pod, only a message about a stage before the
 * start does: a workload may print and return anything else.
 */
function excludesStart({ stage = 'unknown' }, reached) {
    switch (stage) {
        case 'setup':
            return true;
        case 'rejected':
            return reached !== 'synced';
        case 'unreached':
            return reached === 'nothing';
        case 'unknown':
            return false;
    }
}


/***/ }),

/***/ 5996:
/***/ ((__unused_webpack_module, __webpack_exports__, __nccwpck_require__) => {

/* harmony export */ __nccwpck_require__.d(__webpack_exports__, {
/* harmony export */   Fg: () => (/* binding */ capture),
/* harmony export */   HG: () => (/* binding */ whenOver),
/* harmony export */   fM: () => (/* binding */ lastLine),
/* harmony export */   i0: () => (/* binding */ killGroup),
/* harmony export */   pJ: () => (/* binding */ endOf),
/* harmony export */   v0: () => (/* binding */ startChild)
/* harmony export */ });
/* harmony import */ var node_child_process__WEBPACK_IMPORTED_MODULE_0__ = __nccwpck_require__(1421);
/* harmony import */ var node_child_process__WEBPACK_IMPORTED_MODULE_0___default = /*#__PURE__*/__nccwpck_require__.n(node_child_process__WEBPACK_IMPORTED_MODULE_0__);
/* harmony import */ var node_net__WEBPACK_IMPORTED_MODULE_1__ = __nccwpck_require__(7030);
/* harmony import */ var node_net__WEBPACK_IMPORTED_MODULE_1___default = /*#__PURE__*/__nccwpck_require__.n(node_net__WEBPACK_IMPORTED_MODULE_1__);
/* harmony import */ var _model_secrets_js__WEBPACK_IMPORTED_MODULE_2__ = __nccwpck_require__(7477);



/** A daemon that the command started may keep its pipes open, silent or not: so long we read on after the exit (ms). */
const SILENCE_AFTER_EXIT_MS = 150;
const MOST_AFTER_EXIT_MS = 1_000;
const LOOK_MS = 50;
/** How it ended, for people: its code, else the signal, else why it could not be started. */
const endOf = ({ code, signal, spawnError }) => String(code ?? signal ?? spawnError);
/** The last line of a failed command is mostly the cause. */
const lastLine = (text) => text
    .trim()
    .replace(/^.*[\r\n]/s, '')
    .slice(0, 300);
/**
 * Runs a short command in its own process group and returns what it printed, without the token that it was given. It is over
 * when the command itself has exited: a daemon that it started keeps running. Never throws: a command that cannot be started,
 * hangs or is aborted is a result like any other.
 */
async function capture(file, args, options) {
    const { maxBytes: max = 4 * 1024 * 1024, signal: abort } = options;
    return new Promise((resolve) => {
        let hung = false;
        const bytes = { stdout: [], stderr: [] };
        const size = { stdout: 0, stderr: 0 };
        const hide = (0,_model_secrets_js__WEBPACK_IMPORTED_MODULE_2__/* .hider */ .Hj)([options.env['GPU_SERVICE_TOKEN'] ?? '']);
        const text = (name) => hide(Buffer.concat(bytes[name]).toString('utf8'));
        const end = (code, signal, spawnError = '') => {
            const cut = Math.max(size.stdout, size.stderr) > max;
            const held = code !== null && typeof child !== 'string' && !(child.stdout.readableEnded && child.stderr.readableEnded);
            resolve({ code, signal, stdout: text('stdout'), stderr: text('stderr'), cut, hung, held, spawnError });
        };
        const child = startChild(file, args, { cwd: options.cwd, env: options.env });
        if (typeof child === 'string') {
            end(null, null, child);
            return;
        }
        if (child.pid !== undefined)
            options.onPid?.(child.pid);
        for (const name of ['stdout', 'stderr']) {
            child[name].on('data', (chunk) => {
                const room = max - size[name];
                if (room > 0)
                    bytes[name].push(chunk.subarray(0, room));
                size[name] += chunk.length;
            });
        }
        const isReading = (silentMs, exitedMs) => silentMs < SILENCE_AFTER_EXIT_MS && exitedMs < MOST_AFTER_EXIT_MS;
        const finish = whenOver(child, isReading, end);
        const kill = () => killGroup(child, 'SIGKILL');
        const timer = setTimeout(() => {
            hung = true;
            kill();
            // A process that left the group may still hold the pipes.
            setImmediate(() => finish(null, 'SIGKILL'));
        }, options.timeoutMs);
        if (abort?.aborted === true)
            kill();
        abort?.addEventListener('abort', kill, { once: true });
        // After the exit its group holds at most a daemon, which is not ours to end.
        const unwatch = () => {
            clearTimeout(timer);
            abort?.removeEventListener('abort', kill);
        };
        child.on('exit', unwatch).on('error', unwatch);
    });
}
/**
 * Waits for the end of a child. Its pipes may be open for longer, because a daemon that it started holds them: then they are read
 * as long as `isReading` says so, given the time since the last byte and since the exit.
 * @returns what ends the waiting at once.
 */
function whenOver(child, isReading, over) {
    const pipes = [child.stdout, child.stderr];
    let watch;
    let lastByte = 0;
    let isOver = false;
    const finish = (code, signal, spawnError = '') => {
        if (isOver)
            return;
        isOver = true;
        clearInterval(watch);
        for (const pipe of pipes)
            letGo(pipe);
        over(code, signal, spawnError);
    };
    for (const pipe of pipes)
        pipe.on('data', () => (lastByte = performance.now()));
    child.on('error', (error) => {
        if (child.pid === undefined)
            finish(null, null, String(error.code));
    });
    child.on('exit', (code, signal) => {
        if (isOver)
            return;
        const exitedAt = (lastByte = performance.now());
        const mayCome = () => isReading(performance.now() - lastByte, performance.now() - exitedAt);
        watch = setInterval(() => {
            if (mayCome())
                return;
            // What the pipes hold by now is read first.
            setImmediate(() => {
                if (!mayCome())
                    finish(code, signal);
            });
        }, LOOK_MS);
    });
    child.on('close', (code, signal) => finish(code, signal));
    return finish;
}
/** A closed pipe would end a daemon that writes to it, so it is read on, but does not keep this process alive. */
function letGo(pipe) {
    pipe.removeAllListeners('data').resume();
    if (pipe instanceof node_net__WEBPACK_IMPORTED_MODULE_1__.Socket)
        pipe.unref();
}
/** A child in its own process group; the system's error code if it cannot be started, as for too long a command line. */
function startChild(file, args, { cwd, env }) {
    try {
        const child = (0,node_child_process__WEBPACK_IMPORTED_MODULE_0__.spawn)(file, args, { cwd, env, stdio: ['ignore', 'pipe', 'pipe'], detached: true });
        // Without a listener Node would print the whole command line, with the values of `env`, and end this process.
        child.on('error', () => undefined);
        // Without free file descriptors there are no pipes, whatever the types promise.
        const pipe = child.stdout;
        return pipe === undefined ? 'EMFILE' : child;
    }
    catch (error) {
        return String(error.code);
    }
}
/**
 * Signals the child's whole process group, since the runner signals only us and a shell or launcher may be between.
 * ESRCH (it is over) and EPERM (it became another user's) are survived.
 * @returns whether the signal could be sent.
 */
function killGroup(child, signal) {
    if (child.pid === undefined)
        return false;
    try {
        process.kill(-child.pid, signal);
        return true;
    }
    catch {
        return false;
    }
}


/***/ }),

/***/ 3056:
/***/ ((__unused_webpack_module, __webpack_exports__, __nccwpck_require__) => {

/* harmony export */ __nccwpck_require__.d(__webpack_exports__, {
/* harmony export */   Cj: () => (/* binding */ isCutMark),
/* harmony export */   LV: () => (/* binding */ wrap),
/* harmony export */   bk: () => (/* binding */ markIn),
/* harmony export */   k6: () => (/* binding */ withoutWrapper),
/* harmony export */   l3: () => (/* binding */ startedBy),
/* harmony export */   wh: () => (/* binding */ frameFilter)
/* harmony export */ });
/* unused harmony export SAMPLE_SECONDS */
/**
 * What runs on the pod around the workload: a POSIX sh script that reports the start of the workload, samples `nvidia-smi`, and
 * reports how it ended. The reports are frames in the stderr of the workload: `RS gpu-ci:NONCE:payload RS`. The nonce is random for
 * each attempt, so text of the workload is not taken for a frame. The script does not disturb the workload:
 *
 * - the workload is its foreground child, with its stdin, stdout, stderr and exit code; a signal for the process group
 *   reaches the workload as without us, and the empty traps keep the script alive to report the ending;
 * - each frame is a single write below PIPE_BUF, so it does not break one of the workload's;
 * - without `nvidia-smi`, `mkfifo` or a writable /tmp there are no samples;
 * - both processes of the sampler are known by pid and killed when the workload ends.
 */
const QUERY = 'index,name,utilization.gpu,utilization.memory,memory.used,memory.total,power.draw,temperature.gpu';
// One line, because the CLI echoes the command it runs. Names of its own, because what is assigned to a name of the environment
// reaches the workload: c the nonce, t the seconds, s the sampler's processes, d its folder, x the exit code, r a row.
const scriptOf = (nonce, seconds) => [
    // The shell's own messages ("Killed") are not the workload's: the shell's stderr is closed, the workload's is fd 3.
    `_gc=${nonce} _gt=${seconds} _gs= _gd=; exec 3>&2 2>/dev/null`,
    `_ge(){ printf '\\036gpu-ci:%s:%s\\036' "$_gc" "$1" >&3; }`,
    'trap : HUP INT TERM',
    '_ge start',
    'if [ "$_gt" != 0 ] && command -v nvidia-smi >/dev/null 2>&1 && _gd=$(mktemp -d 2>/dev/null) && mkfifo "$_gd/q" 2>/dev/null',
    `then nvidia-smi --query-gpu=${QUERY} --format=csv,noheader,nounits -l "$_gt" >"$_gd/q" </dev/null 3>&- & _gs=$!`,
    '{ while IFS= read -r _gr; do _ge "smi:$_gr"; done <"$_gd/q"; } & _gs="$_gs $!"',
    'fi',
    '(exec "$@" 2>&3 3>&-)',
    '_gx=$?',
    'if [ -n "$_gs" ]; then kill -9 $_gs; wait $_gs; fi',
    'if [ -n "$_gd" ]; then rm -rf "$_gd"; fi',
    '_ge "exit:$_gx"',
    'exit $_gx',
].join('; ');
/** Seconds between samples: fine enough to see a data loader stall, about 50 bytes a second of extra log traffic. */
const SAMPLE_SECONDS = 2;
/**
 * The mark comes first, because a listing of jobs may cut command lines. `gpu status` shows it to a process that must end the job
 * or follow it later.
 */
function wrap(argv, mark, telemetry) {
    const before = mark.podsBefore?.filter((id) => /^[\w.-]+$/.test(id));
    const script = scriptOf(mark.nonce, telemetry ? SAMPLE_SECONDS : 0);
    const words = [
        `${mark.key}-${mark.attempt}`,
        mark.nonce,
        ...(before === undefined ? [] : [['b', ...before].join(',')]),
    ];
    return ['sh', '-c', `: gpu-ci ${words.join(' ')}; ${script}`, 'gpu-ci', ...argv];
}
/** A frame is written in one piece (PIPE_BUF is 4096); what is longer is text of the workload. */
const FRAME_MAX = 4_096;
const RS = 0x1e;
/**
 * Takes the frames out of a stream of the workload. Payloads and bytes are given in the order in which they are in the stream.
 * @param nonce '' for a job that someone else submitted: then the first `start` frame shows it.
 */
function frameFilter(nonce, onFrame, onBytes) {
    let head = headOf(nonce);
    let isKnown = nonce !== '';
    // A beginning that may become a head, or a head whose frame has not closed.
    let held = Buffer.alloc(0);
    const give = (piece) => {
        if (piece.length > 0)
            onBytes(piece);
    };
    /** The payload between head and close; undefined if it is text of the workload. */
    const read = (payload) => {
        if (isKnown)
            return payload;
        const first = /^([0-9a-f]{16}):start$/.exec(payload)?.[1];
        if (first === undefined)
            return undefined;
        isKnown = true;
        head = headOf(first);
        return 'start';
    };
    return {
        push(chunk) {
            let rest = held.length === 0 ? chunk : Buffer.concat([held, chunk]);
            held = Buffer.alloc(0);
            // One byte is found many times faster than a word, and most text has no frame in it.
            while (rest.includes(RS)) {
                const start = rest.indexOf(head);
                if (start === -1) {
                    const keep = partialHead(rest, head);
                    give(rest.subarray(0, rest.length - keep));
                    held = rest.subarray(rest.length - keep);
                    return;
                }
                give(rest.subarray(0, start));
                const from = start + head.length;
                const close = rest.indexOf(RS, from);
                if (close === -1 && rest.length - start <= FRAME_MAX) {
                    held = rest.subarray(start);
                    return;
                }
                const isFrame = close !== -1 && close - start <= FRAME_MAX;
                const payload = isFrame ? read(rest.toString('utf8', from, close)) : undefined;
                if (payload === undefined)
                    give(rest.subarray(start, from));
                else
                    onFrame(payload);
                rest = rest.subarray(payload === undefined ? from : close + 1);
            }
            give(rest);
        },
        end() {
            give(held);
            held = Buffer.alloc(0);
        },
    };
}
const headOf = (nonce) => Buffer.from(nonce === '' ? '\x1egpu-ci:' : `\x1egpu-ci:${nonce}:`);
/** Length of the longest end of `bytes` that is a beginning of `head`. */
function partialHead(bytes, head) {
    const from = Math.max(0, bytes.length - head.length + 1);
    for (let at = bytes.indexOf(RS, from); at !== -1; at = bytes.indexOf(RS, at + 1)) {
        if (head.subarray(0, bytes.length - at).equals(bytes.subarray(at)))
            return bytes.length - at;
    }
    return 0;
}
/** The nonce of the run whose start frame is the first in this log; '' if there is none. */
const startedBy = (log) => /\x1egpu-ci:([0-9a-f]{16}):start\x1e/.exec(log)?.[1] ?? '';
const MARK = /\bgpu-ci[\\'"]*\s+[\\'"]*(k[0-9a-f]{16})(?:-(\d{1,6}))?[\\'"]*\s+[\\'"]*([0-9a-f]{16})(?![0-9a-f])(?:[\\'"]*\s+[\\'"]*b([\w.,-]*)[\\'"]*;)?/;
/** The mark in a job's command line, however the CLI quotes it; undefined if the job is not ours. */
function markIn(command) {
    const [, key, attempt, nonce, before] = MARK.exec(command) ?? [];
    return key === undefined || nonce === undefined
        ? undefined
        : { key, attempt: Number(attempt ?? 0), nonce, podsBefore: before?.split(',').filter(Boolean) };
}
const BEGINNING = /^(\S*\/)?sh -c : gpu-ci( k?[0-9a-f]{0,16}(-\d*)?)?( [0-9a-f]{0,15})?$/;
/** Whether a listing cut a command line of run-action before the nonce: then it does not show whose job it is. */
const isCutMark = (command) => BEGINNING.test(command.replace(/['"\\]/g, '').replace(/(\s|…|\.{3})+$/, ''));
/** Lines of the CLI in which it echoes the whole command, made readable again. Line ends are kept. */
function withoutWrapper(text, command) {
    if (!text.includes('gpu-ci'))
        return text;
    const shown = (line) => {
        const from = line.search(/\bsh -c /);
        return from !== -1 && /\bgpu-ci\b/.test(line.slice(from)) ? line.slice(0, from) + command : line;
    };
    return text.split('\n').map(shown).join('\n');
}


/***/ }),

/***/ 9932:
/***/ ((__unused_webpack_module, __webpack_exports__, __nccwpck_require__) => {

/* harmony export */ __nccwpck_require__.d(__webpack_exports__, {
/* harmony export */   m: () => (/* binding */ systemClock)
/* harmony export */ });
/* harmony import */ var node_timers_promises__WEBPACK_IMPORTED_MODULE_0__ = __nccwpck_require__(8500);
/* harmony import */ var node_timers_promises__WEBPACK_IMPORTED_MODULE_0___default = /*#__PURE__*/__nccwpck_require__.n(node_timers_promises__WEBPACK_IMPORTED_MODULE_0__);

/** Node fires a timer at once if it is longer (ms). */
const LONGEST_MS = 2 ** 31 - 1;
/** The time and chance of the machine. */
const systemClock = {
    // The start by the wall, then by a clock that only grows: a wall clock that is set meanwhile makes no time negative.
    now: () => Math.round(performance.timeOrigin + performance.now()),
    elapsed: () => performance.now(),
    random: () => Math.random(),
    sleep: (ms, signal) => (0,node_timers_promises__WEBPACK_IMPORTED_MODULE_0__.setTimeout)(Math.min(Math.max(0, ms), LONGEST_MS), undefined, signal === undefined ? {} : { signal }).catch(() => undefined),
};


/***/ }),

/***/ 9627:
/***/ ((__unused_webpack_module, __webpack_exports__, __nccwpck_require__) => {


// EXPORTS
__nccwpck_require__.d(__webpack_exports__, {
  Zb: () => (/* binding */ openHost)
});

// UNUSED EXPORTS: HOSTS, hostOf

// EXTERNAL MODULE: ./build/src/model/errors.js
var errors = __nccwpck_require__(5573);
// EXTERNAL MODULE: ./build/node_modules/@actions/core/lib/core.js + 3 modules
var core = __nccwpck_require__(6805);
// EXTERNAL MODULE: external "os"
var external_os_ = __nccwpck_require__(857);
// EXTERNAL MODULE: external "fs"
var external_fs_ = __nccwpck_require__(9896);
;// CONCATENATED MODULE: ./build/node_modules/@actions/core/lib/summary.js
var __awaiter = (undefined && undefined.__awaiter) || function (thisArg, _arguments, P, generator) {
    function adopt(value) { return value instanceof P ? value : new P(function (resolve) { resolve(value); }); }
    return new (P || (P = Promise))(function (resolve, reject) {
        function fulfilled(value) { try { step(generator.next(value)); } catch (e) { reject(e); } }
        function rejected(value) { try { step(generator["throw"](value)); } catch (e) { reject(e); } }
        function step(result) { result.done ? resolve(result.value) : adopt(result.value).then(fulfilled, rejected); }
        step((generator = generator.apply(thisArg, _arguments || [])).next());
    });
};


const { access, appendFile, writeFile } = external_fs_.promises;
const SUMMARY_ENV_VAR = 'GITHUB_STEP_SUMMARY';
const SUMMARY_DOCS_URL = 'https://docs.github.com/actions/using-workflows/workflow-commands-for-github-actions#adding-a-job-summary';
class Summary {
    constructor() {
        this._buffer = '';
    }
    /**
     * Finds the summary file path from the environment, rejects if env var is not found or file does not exist
     * Also checks r/w permissions.
     *
     * @returns step summary file path
     */
    filePath() {
        return __awaiter(this, void 0, void 0, function* () {
            if (this._filePath) {
                return this._filePath;
            }
            const pathFromEnv = process.env[SUMMARY_ENV_VAR];
            if (!pathFromEnv) {
                throw new Error(`Unable to find environment variable for $${SUMMARY_ENV_VAR}. Check if your runtime environment supports job summaries.`);
            }
            try {
                yield access(pathFromEnv, external_fs_.constants.R_OK | external_fs_.constants.W_OK);
            }
            catch (_a) {
                throw new Error(`Unable to access summary file: '${pathFromEnv}'. Check if the file has correct read/write permissions.`);
            }
            this._filePath = pathFromEnv;
            return this._filePath;
        });
    }
    /**
     * Wraps content in an HTML tag, adding any HTML attributes
     *
     * @param {string} tag HTML tag to wrap
     * @param {string | null} content content within the tag
     * @param {[attribute: string]: string} attrs key-value list of HTML attributes to add
     *
     * @returns {string} content wrapped in HTML element
     */
    wrap(tag, content, attrs = {}) {
        const htmlAttrs = Object.entries(attrs)
            .map(([key, value]) => ` ${key}="${value}"`)
            .join('');
        if (!content) {
            return `<${tag}${htmlAttrs}>`;
        }
        return `<${tag}${htmlAttrs}>${content}</${tag}>`;
    }
    /**
     * Writes text in the buffer to the summary buffer file and empties buffer. Will append by default.
     *
     * @param {SummaryWriteOptions} [options] (optional) options for write operation
     *
     * @returns {Promise<Summary>} summary instance
     */
    write(options) {
        return __awaiter(this, void 0, void 0, function* () {
            const overwrite = !!(options === null || options === void 0 ? void 0 : options.overwrite);
            const filePath = yield this.filePath();
            const writeFunc = overwrite ? writeFile : appendFile;
            yield writeFunc(filePath, this._buffer, { encoding: 'utf8' });
            return this.emptyBuffer();
        });
    }
    /**
     * Clears the summary buffer and wipes the summary file
     *
     * @returns {Summary} summary instance
     */
    clear() {
        return __awaiter(this, void 0, void 0, function* () {
            return this.emptyBuffer().write({ overwrite: true });
        });
    }
    /**
     * Returns the current summary buffer as a string
     *
     * @returns {string} string of summary buffer
     */
    stringify() {
        return this._buffer;
    }
    /**
     * If the summary buffer is empty
     *
     * @returns {boolen} true if the buffer is empty
     */
    isEmptyBuffer() {
        return this._buffer.length === 0;
    }
    /**
     * Resets the summary buffer without writing to summary file
     *
     * @returns {Summary} summary instance
     */
    emptyBuffer() {
        this._buffer = '';
        return this;
    }
    /**
     * Adds raw text to the summary buffer
     *
     * @param {string} text content to add
     * @param {boolean} [addEOL=false] (optional) append an EOL to the raw text (default: false)
     *
     * @returns {Summary} summary instance
     */
    addRaw(text, addEOL = false) {
        this._buffer += text;
        return addEOL ? this.addEOL() : this;
    }
    /**
     * Adds the operating system-specific end-of-line marker to the buffer
     *
     * @returns {Summary} summary instance
     */
    addEOL() {
        return this.addRaw(external_os_.EOL);
    }
    /**
     * Adds an HTML codeblock to the summary buffer
     *
     * @param {string} code content to render within fenced code block
     * @param {string} lang (optional) language to syntax highlight code
     *
     * @returns {Summary} summary instance
     */
    addCodeBlock(code, lang) {
        const attrs = Object.assign({}, (lang && { lang }));
        const element = this.wrap('pre', this.wrap('code', code), attrs);
        return this.addRaw(element).addEOL();
    }
    /**
     * Adds an HTML list to the summary buffer
     *
     * @param {string[]} items list of items to render
     * @param {boolean} [ordered=false] (optional) if the rendered list should be ordered or not (default: false)
     *
     * @returns {Summary} summary instance
     */
    addList(items, ordered = false) {
        const tag = ordered ? 'ol' : 'ul';
        const listItems = items.map(item => this.wrap('li', item)).join('');
        const element = this.wrap(tag, listItems);
        return this.addRaw(element).addEOL();
    }
    /**
     * Adds an HTML table to the summary buffer
     *
     * @param {SummaryTableCell[]} rows table rows
     *
     * @returns {Summary} summary instance
     */
    addTable(rows) {
        const tableBody = rows
            .map(row => {
            const cells = row
                .map(cell => {
                if (typeof cell === 'string') {
                    return this.wrap('td', cell);
                }
                const { header, data, colspan, rowspan } = cell;
                const tag = header ? 'th' : 'td';
                const attrs = Object.assign(Object.assign({}, (colspan && { colspan })), (rowspan && { rowspan }));
                return this.wrap(tag, data, attrs);
            })
                .join('');
            return this.wrap('tr', cells);
        })
            .join('');
        const element = this.wrap('table', tableBody);
        return this.addRaw(element).addEOL();
    }
    /**
     * Adds a collapsable HTML details element to the summary buffer
     *
     * @param {string} label text for the closed state
     * @param {string} content collapsable content
     *
     * @returns {Summary} summary instance
     */
    addDetails(label, content) {
        const element = this.wrap('details', this.wrap('summary', label) + content);
        return this.addRaw(element).addEOL();
    }
    /**
     * Adds an HTML image tag to the summary buffer
     *
     * @param {string} src path to the image you to embed
     * @param {string} alt text description of the image
     * @param {SummaryImageOptions} options (optional) addition image attributes
     *
     * @returns {Summary} summary instance
     */
    addImage(src, alt, options) {
        const { width, height } = options || {};
        const attrs = Object.assign(Object.assign({}, (width && { width })), (height && { height }));
        const element = this.wrap('img', null, Object.assign({ src, alt }, attrs));
        return this.addRaw(element).addEOL();
    }
    /**
     * Adds an HTML section heading element
     *
     * @param {string} text heading text
     * @param {number | string} [level=1] (optional) the heading level, default: 1
     *
     * @returns {Summary} summary instance
     */
    addHeading(text, level) {
        const tag = `h${level}`;
        const allowedTag = ['h1', 'h2', 'h3', 'h4', 'h5', 'h6'].includes(tag)
            ? tag
            : 'h1';
        const element = this.wrap(allowedTag, text);
        return this.addRaw(element).addEOL();
    }
    /**
     * Adds an HTML thematic break (<hr>) to the summary buffer
     *
     * @returns {Summary} summary instance
     */
    addSeparator() {
        const element = this.wrap('hr', null);
        return this.addRaw(element).addEOL();
    }
    /**
     * Adds an HTML line break (<br>) to the summary buffer
     *
     * @returns {Summary} summary instance
     */
    addBreak() {
        const element = this.wrap('br', null);
        return this.addRaw(element).addEOL();
    }
    /**
     * Adds an HTML blockquote to the summary buffer
     *
     * @param {string} text quote text
     * @param {string} cite (optional) citation url
     *
     * @returns {Summary} summary instance
     */
    addQuote(text, cite) {
        const attrs = Object.assign({}, (cite && { cite }));
        const element = this.wrap('blockquote', text, attrs);
        return this.addRaw(element).addEOL();
    }
    /**
     * Adds an HTML anchor tag to the summary buffer
     *
     * @param {string} text link text/content
     * @param {string} href hyperlink
     *
     * @returns {Summary} summary instance
     */
    addLink(text, href) {
        const element = this.wrap('a', text, { href });
        return this.addRaw(element).addEOL();
    }
}
const _summary = new Summary();
/**
 * @deprecated use `core.summary`
 */
const markdownSummary = (/* unused pure expression or super */ null && (_summary));
const summary = _summary;
//# sourceMappingURL=summary.js.map
// EXTERNAL MODULE: external "node:fs"
var external_node_fs_ = __nccwpck_require__(3024);
// EXTERNAL MODULE: external "node:path"
var external_node_path_ = __nccwpck_require__(6760);
// EXTERNAL MODULE: ./build/src/hosts/clock.js
var clock = __nccwpck_require__(9932);
// EXTERNAL MODULE: external "node:os"
var external_node_os_ = __nccwpck_require__(8161);
;// CONCATENATED MODULE: ./build/src/hosts/github-context.js


/** Empty if the file cannot be read: a broken file must not stop a run. */
function readEvent(path) {
    try {
        const payload = JSON.parse((0,external_node_fs_.readFileSync)(path, 'utf8'));
        return { payload: payload ?? {}, writtenAt: Math.round((0,external_node_fs_.statSync)(path).mtimeMs) };
    }
    catch {
        return { payload: {}, writtenAt: 0 };
    }
}
const HOSTED_LIMIT_MS = 6 * 3_600_000;
/** What the runner's environment and the event show about the place of the run. The values of the matrix are JSON. */
function githubContext(env, { payload, writtenAt }, matrix) {
    const read = (name) => env[`GITHUB_${name}`] ?? '';
    const [event, repository, runId] = [read('EVENT_NAME'), read('REPOSITORY'), read('RUN_ID')];
    const { pull_request: pull, workflow_run: origin } = payload;
    const fork = pull?.number !== undefined && pull.head?.repo?.full_name !== pull.base?.repo?.full_name;
    const originFork = origin?.head_repository?.full_name !== payload.repository?.full_name;
    const server = read('SERVER_URL') || 'https://github.com';
    return {
        repository,
        workflow: read('WORKFLOW'),
        job: read('JOB'),
        leg: matrixLeg(matrix.values),
        step: stepOf(read('ACTION')),
        runId,
        runAttempt: Number(read('RUN_ATTEMPT')) || 1,
        runUrl: repository === '' || runId === '' ? '' : `${server}/${repository}/actions/runs/${runId}`,
        event,
        headSha: pull?.head?.sha ?? origin?.head_sha ?? read('SHA'),
        pullRequest: pullRequestOf(event, payload),
        secretsWithheld: withheldFrom(event, read('ACTOR') === 'dependabot[bot]', fork),
        foreignCode: (event === 'pull_request_target' && fork) || (event === 'workflow_run' && originFork),
        matrixSize: /^\d{1,6}$/.test(matrix.size) ? Number(matrix.size) : 0,
        tempDir: env['RUNNER_TEMP'] || (0,external_node_os_.tmpdir)(),
        workspace: env['GITHUB_WORKSPACE'] ?? process.cwd(),
        jobLimitMs: env['RUNNER_ENVIRONMENT'] === 'github-hosted' ? HOSTED_LIMIT_MS : 0,
        jobStartedAt: writtenAt,
    };
}
const OF_PULL_REQUESTS = ['pull_request', 'pull_request_review', 'pull_request_review_comment'];
/** https://docs.github.com/code-security/dependabot/troubleshooting-dependabot/troubleshooting-dependabot-on-github-actions */
const OF_DEPENDABOT = [...OF_PULL_REQUESTS, 'push', 'create', 'deployment', 'deployment_status'];
/** Other events run with the repository's secrets, no matter who caused them. */
function withheldFrom(event, dependabot, fork) {
    if (dependabot && OF_DEPENDABOT.includes(event))
        return 'Dependabot';
    return fork && OF_PULL_REQUESTS.includes(event) ? 'a fork' : '';
}
/** The pull request that the event names; null if it names none, or several. */
function pullRequestOf(event, { issue, pull_request, workflow_run, merge_group }) {
    // The branch of a merge queue: `refs/heads/gh-readonly-queue/main/pr-44-<sha>`.
    const queued = /\/pr-(\d{1,15})-[0-9a-f]+$/.exec(merge_group?.head_ref ?? '')?.[1];
    const origins = workflow_run?.pull_requests ?? [];
    switch (event) {
        case 'issue_comment':
            return (issue?.pull_request && issue.number) ?? null;
        case 'workflow_run':
            return origins.length === 1 ? (origins[0]?.number ?? null) : null;
        case 'merge_group':
            return queued === undefined ? null : Number(queued);
        default:
            return pull_request?.number ?? null;
    }
}
/** A step's own `id`, or `2`, `3` … for the later ones without; '' for the first: `__owner_repo`, then `__owner_repo_2`. */
function stepOf(action) {
    return action.startsWith('__') ? (/_(\d+)$/.exec(action)?.[1] ?? '') : action;
}
/** `{"seed":1,"model":"s"}` → `1, s`: how GitHub itself names the jobs of a matrix. '' if it cannot be read. */
function matrixLeg(json) {
    try {
        return Object.values(JSON.parse(json))
            .map((value) => (typeof value === 'string' ? value : JSON.stringify(value)))
            .join(', ')
            .slice(0, 200);
    }
    catch {
        return '';
    }
}

// EXTERNAL MODULE: ./build/src/hosts/plain.js
var plain = __nccwpck_require__(5902);
// EXTERNAL MODULE: ./build/src/hosts/state-file.js
var state_file = __nccwpck_require__(3118);
;// CONCATENATED MODULE: ./build/src/hosts/github.js








/**
 * GitHub Actions, and Gitea and Forgejo, which imitate it, by the toolkit's protocol. The runner reads both streams for commands,
 * so the workload's bytes go to stdout, between stop-commands and its end. The toolkit writes to `process.stdout`, and `stdout` is
 * the same stream, so that the order of lines is certain.
 */
const github = {
    name: 'github',
    detect: (env) => env['GITHUB_ACTIONS'] === 'true',
    open: openGitHub,
};
/** The id of the check run that is in progress. */
const CHECK_STATE = 'check';
/** Comment and check run need the client of the API, which most runs do not load. */
const publisher = () => Promise.all(/* import() */[__nccwpck_require__.e(337), __nccwpck_require__.e(446), __nccwpck_require__.e(22), __nccwpck_require__.e(977), __nccwpck_require__.e(260)]).then(__nccwpck_require__.bind(__nccwpck_require__, 1260));
function openGitHub(world) {
    const { env, stdout } = world;
    const input = (name) => world.cli === true ? (0,plain/* readInput */.R5)(world, name) : core/* getInput */.V4(name, { trimWhitespace: false });
    const context = githubContext(env, readEvent(env['GITHUB_EVENT_PATH'] ?? ''), {
        values: input('matrix'),
        size: input('matrix-size').trim(),
    });
    // The runner keeps the state of an action for its post step; a `run:` step has none.
    const state = world.cli === true
        ? (0,plain/* stateFor */.Dp)(world, (0,external_node_path_.join)((0,state_file/* privateFolder */.qm)(context.tempDir), 'state.jsonl'), context.workspace)
        : stateForPost(env['GITHUB_STATE'] ?? '');
    /** Ends the quarantine; '' if there is none. */
    let resume = '';
    // Annotations while foreign bytes flow would be plain text: they wait for the end of the quarantine.
    const held = [];
    const outside = (say) => {
        if (resume === '')
            say();
        else
            held.push(say);
    };
    const annotate = (write) => (message, note) => outside(() => write(message, note?.title ? { title: note.title } : {}));
    const debug = (text) => {
        if (core/* isDebug */._o())
            outside(() => core/* debug */.Yz(text));
    };
    // A full disk must cost neither the clean-up nor the exit code: one warning names what cannot be handed on.
    let warned = false;
    const handOn = (file, write) => {
        const path = env[file] ?? '';
        // Without a file the toolkit prints the value, which later steps cannot read and people should not.
        if (path === '')
            return;
        try {
            whole(path, write);
        }
        catch (failure) {
            if (warned)
                return;
            warned = true;
            const why = `Values for later steps could not be written (${(0,errors/* sentenceOf */.$)(failure)}); free the disk of the runner.`;
            annotate(core/* warning */.$e)(why);
        }
    };
    let begun;
    const api = () => ({
        context,
        token: input('github-token').trim(),
        apiUrl: env['GITHUB_API_URL'] ?? '',
        clock: clock/* systemClock */.m,
        debug,
    });
    return {
        name: 'github',
        context,
        foreign: { stdout, stderr: stdout },
        input,
        mask(value) {
            if (value.trim() === '')
                return true;
            const read = (0,plain/* readStream */.bv)(world);
            if (read === stdout)
                core/* setSecret */.Pq(value);
            // The toolkit writes to stdout only, which may be a file.
            else
                read?.write(`::add-mask::${escaped(value)}\n`);
            return read !== undefined;
        },
        info: (text) => core/* info */.pq(github_plain(text)),
        debug,
        notice: annotate(core/* notice */.lm),
        warning: annotate(core/* warning */.$e),
        error: annotate(core/* error */.z3),
        group: (title) => outside(() => core/* startGroup */.Oh(title)),
        endGroup: () => outside(core/* endGroup */.N4),
        quarantine() {
            const token = resume || crypto.randomUUID();
            if (resume === '')
                stdout.write(`::stop-commands::${token}\n`);
            resume = token;
            return (midLine = true) => {
                if (resume !== token)
                    return;
                resume = '';
                // The token must be at the beginning of a line, and the workload's last line may lack its end.
                stdout.write(`${midLine ? '\n' : ''}::${token}::\n`);
                for (const say of held.splice(0))
                    say();
            };
        },
        setOutput: (name, value) => handOn('GITHUB_OUTPUT', () => core/* setOutput */.uH(name, value)),
        exportVariable: (name, value) => {
            env[name] = value;
            handOn('GITHUB_ENV', () => core/* exportVariable */.dN(name, value));
        },
        addPath: (dir) => handOn('GITHUB_PATH', () => core/* addPath */.fM(dir)),
        saveState: (name, value) => state.set(name, value),
        saved: () => state.saved(),
        forgetState: () => state.forget(),
        begin(label, wanted) {
            if (!wanted || api().token === '')
                return;
            begun = publisher()
                .then(({ begin }) => begin(label, api()))
                .then((id) => {
                state.set(CHECK_STATE, String(id));
                return id;
            })
                .catch((failure) => {
                debug(`No check run in progress: ${(0,errors/* sentenceOf */.$)(failure)}`);
                return undefined;
            });
        },
        async abandon(run) {
            const id = Number(run.state(CHECK_STATE));
            if (id === 0)
                return;
            const { close } = await publisher();
            await close(id, api()).catch((failure) => debug(`The check run stays open: ${(0,errors/* sentenceOf */.$)(failure)}`));
        },
        async publish(report, wish) {
            if (wish.summary !== '' && (env['GITHUB_STEP_SUMMARY'] ?? '') !== '') {
                await summary
                    .addRaw(wish.summary)
                    .write()
                    .catch((failure) => annotate(core/* warning */.$e)(`The job summary could not be written (${(0,errors/* sentenceOf */.$)(failure)}); the run report holds the same facts.`));
            }
            if (wish.comment === 'never' && !wish.check)
                return [];
            const { publishToGitHub } = await publisher();
            return publishToGitHub(report, wish, api(), begun);
        },
    };
}
/** The state of one step: the runner passes what main saved to the post step. */
function stateForPost(file) {
    return {
        // Without the state the post step does not know the run, so a step that cannot save it must not start one.
        set(name, value) {
            if (file === '' || !(0,external_node_fs_.existsSync)(file)) {
                const why = file === '' ? '`GITHUB_STATE` is not set.' : `The file ${file} of \`GITHUB_STATE\` is missing.`;
                throw new errors/* UserError */.y(why, 'Leave it as the runner sets it.');
            }
            whole(file, () => core/* saveState */.LZ(name, value));
        },
        saved: () => [{ state: core/* getState */.Gu, forget: () => undefined }],
        forget: () => undefined,
    };
}
/**
 * The toolkit appends `name<<mark`, the value and the mark. A full disk can leave half of that, and then the runner reads nothing
 * of the file, the values before included: the half is cut off.
 */
function whole(file, append) {
    const size = (0,external_node_fs_.statSync)(file, { throwIfNoEntry: false })?.size ?? 0;
    try {
        append();
    }
    catch (failure) {
        try {
            (0,external_node_fs_.truncateSync)(file, size);
        }
        catch {
            // A folder, or a pipe: nothing to cut.
        }
        throw failure;
    }
}
/** As the runner unescapes it. */
function escaped(text) {
    return text.replaceAll('%', '%25').replaceAll('\r', '%0D').replaceAll('\n', '%0A');
}
/** A line of ours that quotes foreign words: it cannot begin or hold a command, in either syntax. */
function github_plain(text) {
    return text.replace(/##\[/g, '##\u200b[').replace(/^([\s\u0085]*):(?=:)/gm, '$1:\u200b');
}

// EXTERNAL MODULE: ./build/src/hosts/plain-hosts.js
var plain_hosts = __nccwpck_require__(6528);
;// CONCATENATED MODULE: ./build/src/hosts/detect.js




/** In order: the first that detects its variables is the host. */
const HOSTS = [
    github,
    ...plain_hosts/* PLAIN_HOSTS */.t.map((host) => ({
        name: host.name,
        detect: (env) => host.detect(env),
        open: (world) => (0,plain/* openPlain */.Hu)(host, world),
    })),
];
/** The host of this environment. `GPU_CI_HOST` names one if the variables do not show it. */
function hostOf(env) {
    const named = env['GPU_CI_HOST'] ?? '';
    const kind = HOSTS.find((one) => (named === '' ? one.detect(env) : one.name === named));
    if (kind !== undefined)
        return kind;
    const names = HOSTS.map(({ name }) => name).join(', ');
    throw new errors/* UserError */.y(`GPU_CI_HOST is "${named}", which is not a host that gpu-ci knows.`, `Set it to one of ${names}.`);
}
function openHost(world) {
    // An earlier step could set GPU_CI_HOST and so take the masks from the action.
    const kind = world.cli !== true && github.detect(world.env) ? github : hostOf(world.env);
    return kind.open(world);
}


/***/ }),

/***/ 6528:
/***/ ((__unused_webpack_module, __webpack_exports__, __nccwpck_require__) => {

/* harmony export */ __nccwpck_require__.d(__webpack_exports__, {
/* harmony export */   e: () => (/* binding */ remoteOf),
/* harmony export */   t: () => (/* binding */ PLAIN_HOSTS)
/* harmony export */ });
/* harmony import */ var node_child_process__WEBPACK_IMPORTED_MODULE_0__ = __nccwpck_require__(1421);
/* harmony import */ var node_child_process__WEBPACK_IMPORTED_MODULE_0___default = /*#__PURE__*/__nccwpck_require__.n(node_child_process__WEBPACK_IMPORTED_MODULE_0__);
/* harmony import */ var node_fs__WEBPACK_IMPORTED_MODULE_1__ = __nccwpck_require__(3024);
/* harmony import */ var node_fs__WEBPACK_IMPORTED_MODULE_1___default = /*#__PURE__*/__nccwpck_require__.n(node_fs__WEBPACK_IMPORTED_MODULE_1__);
/* harmony import */ var _plain_js__WEBPACK_IMPORTED_MODULE_2__ = __nccwpck_require__(5902);
/* harmony import */ var _state_file_js__WEBPACK_IMPORTED_MODULE_3__ = __nccwpck_require__(3118);




/** The first that is set. */
const firstOf = (...values) => values.find((value) => value !== '') ?? '';
const numberOf = (text) => (/^\d+$/.test(text) ? Number(text) : 0);
/** `git@host:owner/name.git`, `https://user@host/owner/name`, `ssh://git@host:22/owner/name` → host and `owner/name`. */
function remoteOf(url) {
    const match = /^(?:[a-z+]{1,20}:\/\/)?(?:[^@/]+@)?([^:/]+)(?::\d+)?[:/]+([^:/].*)$/is.exec(url.trim());
    const path = (match?.[2] ?? '').split('/');
    while (path.at(-1) === '')
        path.pop();
    return { host: match?.[1] ?? '', repository: path.join('/').replace(/\.git$/, '') };
}
/**
 * https://docs.gitlab.com/ci/variables/predefined_variables/
 * Groups: sections (https://docs.gitlab.com/ci/jobs/job_logs/). A workload can fold the log with them, and do no more.
 * Summary: an annotations report links to it in the side bar of the job. The template declares the reports as artifacts.
 * Cancel: SIGTERM to the process group, SIGKILL after 10 minutes (shell executor). Then `after_script` runs in a new shell, since 17.0
 * after a cancel too, for 5 minutes by default.
 */
const gitlab = {
    name: 'gitlab',
    detect: (env) => env['GITLAB_CI'] === 'true',
    facts(read) {
        const source = read('CI_MERGE_REQUEST_SOURCE_PROJECT_ID');
        const fork = source !== '' && source !== read('CI_MERGE_REQUEST_PROJECT_ID');
        return {
            key: read('CI_JOB_ID'),
            job: read('CI_JOB_NAME'),
            index: numberOf(read('CI_NODE_INDEX')),
            total: numberOf(read('CI_NODE_TOTAL')),
            runUrl: firstOf(read('CI_JOB_URL'), read('CI_PIPELINE_URL')),
            fork,
            // Then it does not have the variables of this project.
            runsInFork: source === read('CI_PROJECT_ID'),
            workspace: read('CI_PROJECT_DIR'),
            temp: read('RUNNER_TEMP_PROJECT_DIR'),
            jobLimitMs: numberOf(read('CI_JOB_TIMEOUT')) * 1_000,
            jobStartedAt: Date.parse(read('CI_JOB_STARTED_AT')) || 0,
        };
    },
    collect: true,
    group: (title, id) => `${section('start', id)}\u001b[1m${title}\u001b[0m`,
    endGroup: (id) => section('end', id),
    // The dotenv report takes a value as it is, with its quotes.
    quote: (value) => value,
    publish(report, { env, folder }) {
        const jobUrl = env['CI_JOB_URL'] ?? '';
        if (jobUrl === '')
            return;
        const link = (label, file) => ({
            external_link: { label, url: `${jobUrl}/artifacts/file/${_plain_js__WEBPACK_IMPORTED_MODULE_2__/* .REPORTS */ .Sk}/${file}` },
        });
        const links = [link(`GPU run: ${report.status}`, 'summary.md'), link('GPU run report', 'report.json')];
        (0,_state_file_js__WEBPACK_IMPORTED_MODULE_3__/* .placeIn */ .VV)(folder, 'annotations.json', `${JSON.stringify({ 'GPU run': links }, null, 2)}\n`);
    },
};
const section = (kind, id) => `\u001b[0Ksection_${kind}:${Math.floor(Date.now() / 1000)}:${id}\r\u001b[0K`;
/**
 * https://buildkite.com/docs/pipelines/configure/environment-variables
 * Mask: the redactor takes the value on stdin (https://buildkite.com/docs/agent/cli/reference/redactor).
 * Groups: `---` folded, `+++` open, without an end. A workload can make groups as well, and do no more.
 * Summary: an annotation of the job. Outputs: meta-data of the build, because the dotenv file stays on this agent.
 * Cancel: SIGTERM, and SIGKILL 10 seconds later. Then the `pre-exit` hook runs.
 */
const buildkite = {
    name: 'buildkite',
    detect: (env) => env['BUILDKITE'] === 'true',
    facts(read) {
        const source = read('BUILDKITE_PULL_REQUEST_REPO');
        const fork = source !== '' && remoteOf(source).repository !== remoteOf(read('BUILDKITE_REPO')).repository;
        const url = read('BUILDKITE_BUILD_URL');
        return {
            key: read('BUILDKITE_JOB_ID'),
            job: firstOf(read('BUILDKITE_STEP_KEY'), read('BUILDKITE_LABEL')),
            index: numberOf(read('BUILDKITE_PARALLEL_JOB')) + 1,
            total: numberOf(read('BUILDKITE_PARALLEL_JOB_COUNT')),
            runUrl: url === '' ? '' : `${url}#${read('BUILDKITE_JOB_ID')}`,
            // The hooks of the agent may withhold secrets.
            fork,
            workspace: read('BUILDKITE_BUILD_CHECKOUT_PATH'),
            jobLimitMs: numberOf(read('BUILDKITE_TIMEOUT')) * 60_000,
        };
    },
    mask: (value, env) => buildkiteAgent(['redactor', 'add'], value, env),
    group: (title) => `--- ${title}`,
    // What follows a group would be folded with it.
    endGroup: () => '+++ GPU run',
    publish(report, { env, summary }) {
        const job = env['BUILDKITE_JOB_ID'] ?? '';
        const style = ['succeeded', 'skipped', 'submitted'].includes(report.status) ? 'success' : 'error';
        const annotate = ['annotate', '--context', `gpu-run-${job}`, '--style', style, '--append'];
        if (summary !== '')
            buildkiteAgent(annotate, summary, env);
        const step = firstOf(env['BUILDKITE_STEP_KEY'] ?? '', job);
        for (const [name, value] of Object.entries({ status: report.status, 'job-id': report.jobId }))
            if (value !== '')
                buildkiteAgent(['meta-data', 'set', `gpu-run:${step}:${name}`], value, env);
    },
};
const buildkiteAgent = (args, input, env) => (0,node_child_process__WEBPACK_IMPORTED_MODULE_0__.spawnSync)('buildkite-agent', args, { env, input, stdio: ['pipe', 'ignore', 'ignore'], timeout: 10_000 }).status === 0;
/**
 * https://circleci.com/docs/variables/
 * Cancel: steps with `when: always` do not run after it, so `gpu-ci run` must end its job itself.
 */
const circleci = {
    name: 'circleci',
    detect: (env) => env['CIRCLECI'] === 'true',
    facts(read) {
        // Set for pull requests from forks only. "Pass secrets to builds from forked pull requests" may be on.
        const fork = read('CIRCLE_PR_NUMBER') !== '';
        const home = read('HOME');
        return {
            // Parallel nodes share the id of their job, and may share a machine.
            key: `${read('CIRCLE_WORKFLOW_JOB_ID')}${read('CIRCLE_BUILD_URL')}${read('CIRCLE_NODE_INDEX')}`,
            job: read('CIRCLE_JOB'),
            index: numberOf(read('CIRCLE_NODE_INDEX')) + 1,
            total: numberOf(read('CIRCLE_NODE_TOTAL')),
            runUrl: read('CIRCLE_BUILD_URL'),
            fork,
            // The host gives `~/project` as it was written.
            workspace: read('CIRCLE_WORKING_DIRECTORY').replace(/^~(?=\/|$)/, home || '~'),
        };
    },
};
/**
 * https://learn.microsoft.com/azure/devops/pipelines/build/variables
 * Commands: `##vso[area.event]` counts anywhere in a line of stdout or stderr (azure-pipelines-agent, Command.cs), and no command
 * stops commands. In our own lines the mark is broken up; the bytes of a workload reach the log as they are. The template limits what
 * they can do by the `target` of the step. That also refuses an upload of the summary, so the template uploads it in its own step.
 * Cancel: SIGINT, after 7.5 s SIGTERM, after 2.5 s the end (ProcessInvoker.cs). Steps with `condition: always()` still run.
 */
const azure = {
    name: 'azure',
    detect: (env) => /^true$/i.test(env['TF_BUILD'] ?? ''),
    facts(read) {
        const collection = read('SYSTEM_TEAMFOUNDATIONCOLLECTIONURI').replace(/\/*$/, '/');
        const build = read('BUILD_BUILDID');
        const project = encodeURIComponent(read('SYSTEM_TEAMPROJECT'));
        // "Make secrets available to builds of forks" may be on.
        const fork = /^true$/i.test(read('SYSTEM_PULLREQUEST_ISFORK'));
        return {
            key: `${read('SYSTEM_JOBID')}${read('SYSTEM_JOBATTEMPT')}`,
            job: firstOf(read('SYSTEM_JOBNAME'), read('SYSTEM_JOBDISPLAYNAME')),
            index: numberOf(read('SYSTEM_JOBPOSITIONINPHASE')),
            total: numberOf(read('SYSTEM_TOTALJOBSINPHASE')),
            runUrl: build === '' ? '' : `${collection}${project}/_build/results?buildId=${build}`,
            fork,
            workspace: read('BUILD_SOURCESDIRECTORY'),
            temp: read('AGENT_TEMPDIRECTORY'),
        };
    },
    tame: (line) => line.replaceAll('##vso[', '## vso[').replace(/^##\[/gm, '## ['),
    // A line break would end the command and print the rest.
    mask: (value) => (/[\r\n]/.test(value) ? false : `##vso[task.setsecret]${azureData(value)}`),
    group: (title) => `##[group]${title}`,
    endGroup: () => '##[endgroup]',
    annotation: (level, text) => `##vso[task.logissue type=${level}]${azureData(text)}`,
    output: (name, value) => `##vso[task.setvariable variable=${(0,_plain_js__WEBPACK_IMPORTED_MODULE_2__/* .outputVariable */ .Qh)(name)};isOutput=true]${azureData(value)}`,
};
const azureData = (text) => text.replaceAll('%', '%AZP25').replaceAll('\r', '%0D').replaceAll('\n', '%0A');
/**
 * https://support.atlassian.com/bitbucket-cloud/docs/variables-and-secrets/
 * Outputs: a step lists under `output-variables` what it hands on of its variables file.
 * Cancel: not documented. `after-script` runs when the script has ended, in the same container.
 */
const bitbucket = {
    name: 'bitbucket',
    detect: (env) => Boolean(env['BITBUCKET_COMMIT']) && Boolean(env['BITBUCKET_BUILD_NUMBER']),
    facts(read) {
        const repository = read('BITBUCKET_REPO_FULL_NAME');
        const source = read('BITBUCKET_PR_SOURCE_REPO_FULL_NAME');
        const fork = read('BITBUCKET_PR_ID') !== '' && source !== '' && source !== repository;
        const results = `https://bitbucket.org/${repository}/pipelines/results/${read('BITBUCKET_BUILD_NUMBER')}`;
        return {
            key: `${read('BITBUCKET_PIPELINE_UUID')}${read('BITBUCKET_STEP_UUID')}${read('BITBUCKET_STEP_RUN_NUMBER')}`,
            job: read('BITBUCKET_STEP_UUID').replace(/[{}]/g, ''),
            index: numberOf(read('BITBUCKET_PARALLEL_STEP')) + 1,
            total: numberOf(read('BITBUCKET_PARALLEL_STEP_COUNT')),
            runUrl: repository === '' ? '' : results,
            fork,
            workspace: read('BITBUCKET_CLONE_DIR'),
        };
    },
    collect: true,
    output(name, value, env) {
        const file = env['BITBUCKET_PIPELINES_VARIABLES_PATH'] ?? '';
        if (file !== '')
            (0,node_fs__WEBPACK_IMPORTED_MODULE_1__.appendFileSync)(file, `${(0,_plain_js__WEBPACK_IMPORTED_MODULE_2__/* .outputVariable */ .Qh)(name)}=${(0,_plain_js__WEBPACK_IMPORTED_MODULE_2__/* .oneLine */ .TN)(value)}\n`);
        return '';
    },
};
/**
 * https://www.jenkins.io/doc/book/pipeline/jenkinsfile/#using-environment-variables
 * Cancel: SIGTERM to every process that carries the step's cookie in its environment; the step gives up after 20 s
 * (durable-task-plugin). Then `post { always }` runs, which is another stage, so state is keyed by build and workspace.
 */
const jenkins = {
    name: 'jenkins',
    detect: (env) => Boolean(env['JENKINS_URL']) && Boolean(env['BUILD_ID']),
    facts(read) {
        // By the trust level in the branch source.
        const fork = read('CHANGE_FORK') !== '';
        return {
            key: `${firstOf(read('BUILD_TAG'), read('BUILD_ID'))}\0${firstOf(read('WORKSPACE'), process.cwd())}`,
            job: read('STAGE_NAME'),
            runUrl: read('BUILD_URL'),
            fork,
            workspace: read('WORKSPACE'),
            temp: read('WORKSPACE_TMP'),
        };
    },
    collect: true,
};
/**
 * A laptop, a cron job, or a CI host that is not listed here. State is keyed by the folder: `gpu-ci cleanup` ends what all runs in it
 * left, except those with their own `--state FILE`.
 */
const generic = {
    name: 'generic',
    detect: () => true,
    facts: (read) => ({ key: '', job: firstOf(read('GPU_CI_JOB'), 'local'), runUrl: '', workspace: '' }),
    // So that `gpu-ci run … > log` holds what the workload printed and nothing else.
    voice: 'stderr',
};
/** In the order of detection: Jenkins comes after the hosts that it may run under. */
const PLAIN_HOSTS = [gitlab, buildkite, circleci, azure, bitbucket, jenkins, generic];


/***/ }),

/***/ 5902:
/***/ ((__unused_webpack_module, __webpack_exports__, __nccwpck_require__) => {

/* harmony export */ __nccwpck_require__.d(__webpack_exports__, {
/* harmony export */   Dp: () => (/* binding */ stateFor),
/* harmony export */   Hu: () => (/* binding */ openPlain),
/* harmony export */   Qh: () => (/* binding */ outputVariable),
/* harmony export */   R5: () => (/* binding */ readInput),
/* harmony export */   Sk: () => (/* binding */ REPORTS),
/* harmony export */   TN: () => (/* binding */ oneLine),
/* harmony export */   bv: () => (/* binding */ readStream)
/* harmony export */ });
/* harmony import */ var node_crypto__WEBPACK_IMPORTED_MODULE_0__ = __nccwpck_require__(7598);
/* harmony import */ var node_crypto__WEBPACK_IMPORTED_MODULE_0___default = /*#__PURE__*/__nccwpck_require__.n(node_crypto__WEBPACK_IMPORTED_MODULE_0__);
/* harmony import */ var node_fs__WEBPACK_IMPORTED_MODULE_1__ = __nccwpck_require__(3024);
/* harmony import */ var node_fs__WEBPACK_IMPORTED_MODULE_1___default = /*#__PURE__*/__nccwpck_require__.n(node_fs__WEBPACK_IMPORTED_MODULE_1__);
/* harmony import */ var node_os__WEBPACK_IMPORTED_MODULE_2__ = __nccwpck_require__(8161);
/* harmony import */ var node_os__WEBPACK_IMPORTED_MODULE_2___default = /*#__PURE__*/__nccwpck_require__.n(node_os__WEBPACK_IMPORTED_MODULE_2__);
/* harmony import */ var node_path__WEBPACK_IMPORTED_MODULE_3__ = __nccwpck_require__(6760);
/* harmony import */ var node_path__WEBPACK_IMPORTED_MODULE_3___default = /*#__PURE__*/__nccwpck_require__.n(node_path__WEBPACK_IMPORTED_MODULE_3__);
/* harmony import */ var _model_errors_js__WEBPACK_IMPORTED_MODULE_4__ = __nccwpck_require__(5573);
/* harmony import */ var _state_file_js__WEBPACK_IMPORTED_MODULE_5__ = __nccwpck_require__(3118);






/** Folder in the workspace that `collect` fills. */
const REPORTS = 'gpu-ci-reports';
/** `--flag`, else `GPU_CI_<INPUT>`. */
function readInput({ flags, env }, name) {
    return flags.get(name) ?? env[`GPU_CI_${name.replaceAll('-', '_').toUpperCase()}`] ?? '';
}
/** The state of this job, in the file that `--state` names or else in `own`. */
function stateFor(world, own, workspace) {
    const given = readInput(world, 'state');
    if (given === '')
        return (0,_state_file_js__WEBPACK_IMPORTED_MODULE_5__/* .jobState */ .d)(own);
    const path = (0,node_path__WEBPACK_IMPORTED_MODULE_3__.resolve)(given);
    const below = (0,node_path__WEBPACK_IMPORTED_MODULE_3__.relative)((0,node_path__WEBPACK_IMPORTED_MODULE_3__.resolve)(workspace), path);
    // The state names processes and a program; what the workload brings back is written into the workspace.
    if (below === '' || !(below.startsWith('..') || (0,node_path__WEBPACK_IMPORTED_MODULE_3__.isAbsolute)(below)))
        throw new _model_errors_js__WEBPACK_IMPORTED_MODULE_4__/* .UserError */ .y(`The state file ${path} is in the workspace, where a workload can replace it.`, 'Give a path outside the workspace, for example in a temporary folder.');
    return (0,_state_file_js__WEBPACK_IMPORTED_MODULE_5__/* .jobState */ .d)(path);
}
/**
 * Where the host reads commands: not the file of `gpu-ci run … > run.log`, into which a mask would write the secret itself.
 * Undefined if both streams are files.
 */
const readStream = ({ stdout, stderr }) => [stdout, stderr].find((stream) => !isFile(stream));
function isFile(stream) {
    const { fd } = stream;
    return typeof fd === 'number' && (0,node_fs__WEBPACK_IMPORTED_MODULE_1__.fstatSync)(fd).isFile();
}
/** `GPU_OUT_<NAME>`: under `GPU_CI_` a later job that loads the file would take outputs for inputs. */
const outputVariable = (name) => `GPU_OUT_${name.replaceAll('-', '_').toUpperCase()}`;
const oneLine = (value) => value.replace(/\s*[\r\n]+\s*/g, ' ').trim();
/** So that `. FILE` in a POSIX shell gives the value and runs nothing. */
const shellQuote = (value) => `'${value.replaceAll("'", String.raw `'\''`)}'`;
/** Escape sequences and carriage returns in text that we did not write could redraw or fold the log. */
const withoutControls = (line) => line.replace(/[\u0000-\u0008\u000b-\u001f\u007f\u009b]/g, '');
/** What all hosts without an SDK have in common: inputs from flags and environment; state, outputs and summary in files. */
function openPlain(host, world) {
    const { env } = world;
    const facts = host.facts((name) => env[name] ?? '');
    const context = contextOf(facts, env);
    const { tempDir, workspace } = context;
    const id = `${host.name}\0${facts.key || workspace}`;
    const key = (0,node_crypto__WEBPACK_IMPORTED_MODULE_0__.createHash)('sha256').update(id).digest('hex').slice(0, 16);
    const state = stateFor(world, (0,node_path__WEBPACK_IMPORTED_MODULE_3__.join)(tempDir, `state-${key}.jsonl`), workspace);
    const dotenv = (0,node_path__WEBPACK_IMPORTED_MODULE_3__.resolve)(readInput(world, 'dotenv') || (0,node_path__WEBPACK_IMPORTED_MODULE_3__.join)(tempDir, `outputs-${key}.env`));
    const summaryFile = (0,node_path__WEBPACK_IMPORTED_MODULE_3__.join)(tempDir, `summary-${key}.md`);
    const secrets = new Set();
    const outputs = new Map();
    let groups = 0;
    const groupId = () => `gpu_ci_${process.pid}_${groups}`;
    const scrub = (text) => {
        const longestFirst = [...secrets].sort((a, b) => b.length - a.length);
        return longestFirst.reduce((rest, secret) => rest.replaceAll(secret, '***'), text);
    };
    const clean = (text) => {
        // A control byte within a secret would keep it from being found.
        const line = scrub(withoutControls(text));
        return host.tame?.(line) ?? line;
    };
    /** For lines of clean text, which may be commands of this host. */
    const print = (line) => void world[host.voice ?? 'stdout'].write(`${line}\n`);
    const say = (line) => print(clean(line));
    const annotate = (level) => (message, note) => {
        const text = clean(note?.title ? `${note.title}: ${message}` : message);
        const annotation = level === 'notice' ? undefined : host.annotation?.(level, text);
        print(annotation ?? `${level[0]?.toUpperCase()}${level.slice(1)}: ${text}`);
    };
    const failed = new Set();
    /** A failure to hand on or show a result must not end the run: a paid job would go on, and nobody would end it. */
    const writing = (what, work) => {
        try {
            work();
        }
        catch (error) {
            // Outputs are written often; one warning is enough.
            if (failed.has(what))
                return;
            failed.add(what);
            annotate('warning')(`${what} could not be written: ${(0,_model_errors_js__WEBPACK_IMPORTED_MODULE_4__/* .sentenceOf */ .$)(error)}. The run goes on without it.`);
        }
    };
    return {
        name: host.name,
        context,
        foreign: { stdout: world.stdout, stderr: world.stderr },
        input: (name) => readInput(world, name),
        mask(value) {
            if (value === '')
                return true;
            secrets.add(value);
            const done = host.mask?.(value, env) ?? false;
            if (typeof done !== 'string')
                return done;
            const read = readStream(world);
            read?.write(`${done}\n`);
            return read !== undefined;
        },
        info: say,
        debug: (line) => {
            if (env['GPU_CI_DEBUG'] === 'true')
                say(`debug: ${line}`);
        },
        notice: annotate('notice'),
        warning: annotate('warning'),
        error: annotate('error'),
        group(title) {
            groups++;
            const line = oneLine(clean(title));
            const opened = host.group?.(line, groupId()) ?? `── ${line}`;
            print(env['NO_COLOR'] ? opened.replace(/\u001b\[\d*m/g, '') : opened);
        },
        endGroup: () => {
            if (host.endGroup !== undefined)
                print(host.endGroup(groupId()));
        },
        // Either no text in the log acts as a command, or nothing stops commands.
        quarantine: () => () => undefined,
        setOutput(name, value) {
            outputs.set(name, oneLine(scrub(value)));
            const quote = (text) => host.quote?.(text) ?? shellQuote(text);
            const lines = [...outputs].map(([output, text]) => `${outputVariable(output)}=${quote(text)}\n`);
            writing(`The output file ${dotenv}`, () => (0,_state_file_js__WEBPACK_IMPORTED_MODULE_5__/* .writePrivately */ .Q9)(dotenv, lines.join('')));
            writing('Outputs for later steps', () => {
                const line = host.output?.(name, clean(oneLine(value)), env) ?? '';
                if (line !== '')
                    print(line);
            });
        },
        exportVariable: () => undefined,
        addPath: () => undefined,
        saveState: (name, value) => state.set(name, scrub(value)),
        saved: () => state.saved(),
        forgetState: () => state.forget(),
        publish(report, wish) {
            const notices = onGitHubOnly(host.name, wish);
            const summary = wish.summary === '' ? '' : `${scrub(wish.summary).trimEnd()}\n`;
            if (summary !== '')
                writing('The summary', () => (0,_state_file_js__WEBPACK_IMPORTED_MODULE_5__/* .writePrivately */ .Q9)(summaryFile, summary));
            try {
                const files = Object.entries({
                    'outputs.env': dotenv,
                    ...(summary === '' ? {} : { 'summary.md': summaryFile }),
                    'report.json': wish.reportFile,
                }).filter(([, path]) => (0,node_fs__WEBPACK_IMPORTED_MODULE_1__.existsSync)(path));
                const folder = host.collect === true ? (0,node_path__WEBPACK_IMPORTED_MODULE_3__.join)(workspace, REPORTS) : tempDir;
                if (host.collect === true)
                    for (const [name, path] of files)
                        (0,_state_file_js__WEBPACK_IMPORTED_MODULE_5__/* .placeIn */ .VV)(folder, name, (0,node_fs__WEBPACK_IMPORTED_MODULE_1__.readFileSync)(path, 'utf8'));
                host.publish?.(report, { env, folder, summary });
                const shown = host.collect === true ? [folder] : files.map(([, path]) => path);
                if (shown.length > 0)
                    this.info(`Written: ${shown.join(', ')}`);
            }
            catch (error) {
                notices.push(`The reports could not be written: ${clean((0,_model_errors_js__WEBPACK_IMPORTED_MODULE_4__/* .sentenceOf */ .$)(error))}`);
            }
            return Promise.resolve(notices);
        },
    };
}
function contextOf(facts, env) {
    const { fork = false, runsInFork, index = 1, total = 1, jobLimitMs = 0, jobStartedAt = 0 } = facts;
    const holdsToken = Boolean(env['GPU_SERVICE_TOKEN'] || env['GPU_CI_TOKEN']);
    return {
        repository: '',
        job: facts.job,
        leg: total > 1 ? `${index}/${total}` : '',
        matrixSize: total > 1 ? total : 0,
        runId: '',
        runAttempt: 1,
        runUrl: facts.runUrl,
        // Secrets are mostly withheld from a fork. If it finds the token of this project, it is foreign code that holds it.
        secretsWithheld: fork && runsInFork !== false ? 'a fork' : '',
        foreignCode: fork && runsInFork !== true && holdsToken,
        tempDir: (0,_state_file_js__WEBPACK_IMPORTED_MODULE_5__/* .privateFolder */ .qm)(facts.temp || env['TMPDIR'] || (0,node_os__WEBPACK_IMPORTED_MODULE_2__.tmpdir)()),
        workspace: facts.workspace || process.cwd(),
        jobLimitMs,
        jobStartedAt,
    };
}
function onGitHubOnly(host, { comment, check }) {
    if (comment === 'never' && !check)
        return [];
    return [`\`comment\` and \`check\` work on GitHub only, and ${host} has its own report.`];
}


/***/ }),

/***/ 3118:
/***/ ((__unused_webpack_module, __webpack_exports__, __nccwpck_require__) => {

/* harmony export */ __nccwpck_require__.d(__webpack_exports__, {
/* harmony export */   Q9: () => (/* binding */ writePrivately),
/* harmony export */   VV: () => (/* binding */ placeIn),
/* harmony export */   d: () => (/* binding */ jobState),
/* harmony export */   qm: () => (/* binding */ privateFolder)
/* harmony export */ });
/* harmony import */ var node_crypto__WEBPACK_IMPORTED_MODULE_0__ = __nccwpck_require__(7598);
/* harmony import */ var node_crypto__WEBPACK_IMPORTED_MODULE_0___default = /*#__PURE__*/__nccwpck_require__.n(node_crypto__WEBPACK_IMPORTED_MODULE_0__);
/* harmony import */ var node_fs__WEBPACK_IMPORTED_MODULE_1__ = __nccwpck_require__(3024);
/* harmony import */ var node_fs__WEBPACK_IMPORTED_MODULE_1___default = /*#__PURE__*/__nccwpck_require__.n(node_fs__WEBPACK_IMPORTED_MODULE_1__);
/* harmony import */ var node_path__WEBPACK_IMPORTED_MODULE_2__ = __nccwpck_require__(6760);
/* harmony import */ var node_path__WEBPACK_IMPORTED_MODULE_2___default = /*#__PURE__*/__nccwpck_require__.n(node_path__WEBPACK_IMPORTED_MODULE_2__);
/* harmony import */ var _model_errors_js__WEBPACK_IMPORTED_MODULE_3__ = __nccwpck_require__(5573);




/**
 * A folder of ours under a shared temp dir: only its owner may look inside. One that is there already and belongs to somebody
 * else, or is a link, is not used: its owner could read or forge what the clean-up believes.
 */
function privateFolder(base) {
    const uid = process.getuid?.();
    const path = (0,node_path__WEBPACK_IMPORTED_MODULE_2__.join)(base, uid === undefined ? 'gpu-ci' : `gpu-ci-${uid}`);
    (0,node_fs__WEBPACK_IMPORTED_MODULE_1__.mkdirSync)(path, { recursive: true, mode: 0o700 });
    const found = (0,node_fs__WEBPACK_IMPORTED_MODULE_1__.lstatSync)(path);
    if (!found.isDirectory() || (uid !== undefined && found.uid !== uid)) {
        throw new _model_errors_js__WEBPACK_IMPORTED_MODULE_3__/* .UserError */ .y(`${path} belongs to somebody else, so nothing can be kept there.`, 'Remove it, or set TMPDIR to a folder of your own.');
    }
    // An earlier umask or another program may have opened it to other users.
    if ((found.mode & 0o077) !== 0)
        (0,node_fs__WEBPACK_IMPORTED_MODULE_1__.chmodSync)(path, 0o700);
    return path;
}
/** Replaces a file in one step, so that a reader sees the old content or the new one, and no other user sees either. */
function writePrivately(path, content) {
    const draft = `${path}.${process.pid}.tmp`;
    (0,node_fs__WEBPACK_IMPORTED_MODULE_1__.mkdirSync)((0,node_path__WEBPACK_IMPORTED_MODULE_2__.dirname)(path), { recursive: true, mode: 0o700 });
    (0,node_fs__WEBPACK_IMPORTED_MODULE_1__.rmSync)(draft, { force: true });
    (0,node_fs__WEBPACK_IMPORTED_MODULE_1__.writeFileSync)(draft, content, { mode: 0o600, flag: 'wx' });
    (0,node_fs__WEBPACK_IMPORTED_MODULE_1__.renameSync)(draft, path);
}
/**
 * Puts a file of ours into a folder of the workspace, which a checkout or a workload may have prepared: a link in either
 * place would lead the file to where it has no business.
 */
function placeIn(folder, name, content) {
    if ((0,node_fs__WEBPACK_IMPORTED_MODULE_1__.lstatSync)(folder, { throwIfNoEntry: false })?.isSymbolicLink() === true)
        throw new Error(`${folder} is a link`);
    (0,node_fs__WEBPACK_IMPORTED_MODULE_1__.mkdirSync)(folder, { recursive: true });
    writePrivately((0,node_path__WEBPACK_IMPORTED_MODULE_2__.join)(folder, name), content);
}
/** Each line begins so. The line break comes first, so that the next line can be read if this one was cut short. */
const BEGIN = '\n{"run":"';
/** Each run appends to the file and rewrites nothing, because other runs of the job write at the same time. */
function jobState(path) {
    const run = (0,node_crypto__WEBPACK_IMPORTED_MODULE_0__.randomUUID)();
    let hasSaved = false;
    const forget = (id) => {
        append(path, JSON.stringify({ run: id, over: true }));
        removeIfOver(path);
    };
    return {
        set(name, value) {
            if (!hasSaved)
                readFile(path);
            append(path, JSON.stringify({ run, name, value }));
            hasSaved = true;
        },
        saved: () => runsIn(readFile(path)).map(({ id, state }) => ({ state, forget: () => forget(id) })),
        forget() {
            if (hasSaved)
                forget(run);
            hasSaved = false;
        },
    };
}
/** @throws UserError if the file holds something else. */
function readFile(path) {
    try {
        if ((0,node_fs__WEBPACK_IMPORTED_MODULE_1__.lstatSync)(path).isSymbolicLink())
            throw new Error('it is a link');
        const text = (0,node_fs__WEBPACK_IMPORTED_MODULE_1__.readFileSync)(path, 'utf8');
        if (text === '' || text.startsWith(BEGIN))
            return text;
    }
    catch (error) {
        if (error.code === 'ENOENT')
            return '';
        throw new _model_errors_js__WEBPACK_IMPORTED_MODULE_3__/* .UserError */ .y(`The state file ${path} cannot be read: ${(0,_model_errors_js__WEBPACK_IMPORTED_MODULE_3__/* .sentenceOf */ .$)(error)}.`, CHECK_PATH);
    }
    throw new _model_errors_js__WEBPACK_IMPORTED_MODULE_3__/* .UserError */ .y(`${path} is not a state file of gpu-ci; it was left as it is.`, CHECK_PATH);
}
const CHECK_PATH = 'Check the path that --state or GPU_CI_STATE gives. If a run may still be alive, look at `gpu status`, and end it with `gpu run --cancel JOB` and `gpu stop POD -y`.';
/**
 * What each run saved. A line that cannot be read counts as a run of its own whose state is unreadable, so that the clean-up
 * reports it.
 */
function runsIn(text) {
    const values = new Map();
    const over = new Set();
    const damaged = [];
    for (const line of text.split('\n').filter(Boolean)) {
        const entry = entryOf(line);
        if (entry === undefined)
            damaged.push({ id: (0,node_crypto__WEBPACK_IMPORTED_MODULE_0__.randomUUID)(), state: () => line });
        else if ('over' in entry)
            over.add(entry.run);
        else
            values.set(entry.run, (values.get(entry.run) ?? new Map()).set(entry.name, entry.value));
    }
    const runs = [...values].filter(([id]) => !over.has(id));
    return [...runs.map(([id, saved]) => ({ id, state: (name) => saved.get(name) ?? '' })).reverse(), ...damaged];
}
function entryOf(line) {
    if (!`\n${line}`.startsWith(BEGIN))
        return undefined;
    try {
        return JSON.parse(line);
    }
    catch {
        return undefined;
    }
}
/** A link at the path could lead to a file of somebody else. */
const APPEND = node_fs__WEBPACK_IMPORTED_MODULE_1__.constants.O_WRONLY | node_fs__WEBPACK_IMPORTED_MODULE_1__.constants.O_APPEND | node_fs__WEBPACK_IMPORTED_MODULE_1__.constants.O_CREAT | node_fs__WEBPACK_IMPORTED_MODULE_1__.constants.O_NOFOLLOW;
function append(path, lines) {
    (0,node_fs__WEBPACK_IMPORTED_MODULE_1__.mkdirSync)((0,node_path__WEBPACK_IMPORTED_MODULE_2__.dirname)(path), { recursive: true, mode: 0o700 });
    const file = (0,node_fs__WEBPACK_IMPORTED_MODULE_1__.openSync)(path, APPEND, 0o600);
    try {
        const { size, ino } = (0,node_fs__WEBPACK_IMPORTED_MODULE_1__.fstatSync)(file);
        try {
            (0,node_fs__WEBPACK_IMPORTED_MODULE_1__.writeFileSync)(file, `\n${lines}`);
        }
        catch (error) {
            // Half a line would count as damage.
            (0,node_fs__WEBPACK_IMPORTED_MODULE_1__.ftruncateSync)(file, size);
            throw error;
        }
        // A run that ended has removed the file in the meantime, and with it what was just written.
        if ((0,node_fs__WEBPACK_IMPORTED_MODULE_1__.lstatSync)(path, { throwIfNoEntry: false })?.ino !== ino)
            append(path, lines);
    }
    finally {
        (0,node_fs__WEBPACK_IMPORTED_MODULE_1__.closeSync)(file);
    }
}
function removeIfOver(path) {
    const before = readFile(path);
    if (before === '' || runsIn(before).length > 0)
        return;
    const aside = `${path}.${(0,node_crypto__WEBPACK_IMPORTED_MODULE_0__.randomUUID)()}`;
    (0,node_fs__WEBPACK_IMPORTED_MODULE_1__.renameSync)(path, aside);
    // Another run may have written before the file was renamed.
    const text = readFile(aside);
    if (runsIn(text).length > 0)
        append(path, text.trimStart());
    (0,node_fs__WEBPACK_IMPORTED_MODULE_1__.rmSync)(aside, { force: true });
}


/***/ }),

/***/ 3901:
/***/ ((__unused_webpack_module, __webpack_exports__, __nccwpck_require__) => {

/* harmony export */ __nccwpck_require__.d(__webpack_exports__, {
/* harmony export */   m: () => (/* binding */ INPUTS)
/* harmony export */ });
/* unused harmony export OUTPUTS */
/* harmony import */ var _model_rules_js__WEBPACK_IMPORTED_MODULE_0__ = __nccwpck_require__(8963);

const row = (name, field, parsed, fallback, example, help) => ({ ...parsed, name, field, default: fallback, example, help });
// prettier-ignore
const INPUTS = [
    row('command', 'command', _model_rules_js__WEBPACK_IMPORTED_MODULE_0__/* .script */ .K$, '', 'python train.py', 'Script that runs on the pod, one line or many. Required unless `mode` is `collect`.'),
    row('shell', 'shell', _model_rules_js__WEBPACK_IMPORTED_MODULE_0__/* .choice */ .Yq('bash', 'sh', 'none'), 'bash', 'bash', '`bash` runs `bash -eo pipefail -c SCRIPT`, `sh` runs `sh -e -c SCRIPT`, `none` splits the line into arguments (POSIX quoting) and uses no shell; an unquoted `|`, `&`, `;`, `<` or `>` is an error.'),
    row('working-directory', 'workingDirectory', _model_rules_js__WEBPACK_IMPORTED_MODULE_0__/* .text */ .Qq, '.', 'training', 'Folder in which `gpu` runs: the project with `gpu.jsonc`.'),
    row('env', 'env', _model_rules_js__WEBPACK_IMPORTED_MODULE_0__/* .env */ ._K, '', 'EPOCHS=20', '`KEY=VALUE` lines for the workload. A bare `KEY` passes the value from the environment of the step, and masks it unless the CI system shows it, like `GITHUB_SHA`.'),
    row('gpu-type', 'gpuTypes', _model_rules_js__WEBPACK_IMPORTED_MODULE_0__/* .names */ .Dy, '', 'H100 SXM, A100 SXM 80GB', 'GPU types in order of preference. If the provider has none of the first type, the next one is used.'),
    row('gpu-count', 'gpuCount', _model_rules_js__WEBPACK_IMPORTED_MODULE_0__/* .optional */ .lq(_model_rules_js__WEBPACK_IMPORTED_MODULE_0__/* .count */ .U9(1, 8)), '', '2', 'Number of GPUs, 1 to 8.'),
    row('min-vram', 'minVram', _model_rules_js__WEBPACK_IMPORTED_MODULE_0__/* .optional */ .lq(_model_rules_js__WEBPACK_IMPORTED_MODULE_0__/* .count */ .U9(1, 4_096)), '', '24', 'Minimum GPU memory in GB.'),
    row('outputs', 'outputs', _model_rules_js__WEBPACK_IMPORTED_MODULE_0__/* .paths */ .f0, '', 'outputs/', 'Paths to download from the pod. If empty, `gpu.jsonc` decides.'),
    row('args', 'args', _model_rules_js__WEBPACK_IMPORTED_MODULE_0__/* .flags */ .Mv, '', '--rebuild', 'Additional flags for `gpu run`, one per line: `--flag`, `--flag=value` or `--flag value`. Quotes are not removed.'),
    row('token', '', _model_rules_js__WEBPACK_IMPORTED_MODULE_0__/* .secret */ .rJ, '', '${{ secrets.GPU_SERVICE_TOKEN }}', 'Service account token, `gpt_sat_…`. If empty, the variable `GPU_SERVICE_TOKEN` is used.'),
    row('export-token', 'exportToken', _model_rules_js__WEBPACK_IMPORTED_MODULE_0__/* .boolean */ .zM, 'true', 'true', 'Export the token as `GPU_SERVICE_TOKEN` for later steps of the job.'),
    row('on-missing-token', 'onMissingToken', _model_rules_js__WEBPACK_IMPORTED_MODULE_0__/* .choice */ .Yq('fail', 'skip'), 'fail', 'skip', '`skip`: if the event withholds secrets (fork, Dependabot), the step succeeds with a notice and `status=skipped`. Any other missing token fails the step.'),
    row('org', 'org', _model_rules_js__WEBPACK_IMPORTED_MODULE_0__/* .slug */ .yR, '', 'my-team', 'Slug of the organization or sub-account for the run. The post step restores the previous context.'),
    row('cli-version', 'cliVersion', _model_rules_js__WEBPACK_IMPORTED_MODULE_0__/* .version */ .rE, 'latest', '0.31.2', 'Version of GPU CLI, for example `0.31` or `0.31.2`. `latest` accepts any `gpu` on `PATH`, or a copy in the tool cache that is younger than one day.'),
    row('install-url', 'installUrl', _model_rules_js__WEBPACK_IMPORTED_MODULE_0__/* .address */ .hl, 'https://gpu-cli.sh/install.sh', 'https://gpu-cli.sh/install.sh', 'URL of the install script.'),
    row('install-sha256', 'installSha256', _model_rules_js__WEBPACK_IMPORTED_MODULE_0__/* .sha256 */ .sc, '', 'e3b0c44298fc1c149afbf4c8996fb92427ae41e4649b934ca495991b7852b855', 'SHA-256 of the install script. A script with another digest is not run. A `gpu` that was not installed by this script is not used, unless `cli-sha256` matches.'),
    row('cli-sha256', 'cliSha256', _model_rules_js__WEBPACK_IMPORTED_MODULE_0__/* .sha256 */ .sc, '', 'e3b0c44298fc1c149afbf4c8996fb92427ae41e4649b934ca495991b7852b855', 'SHA-256 of the `gpu` program. A program with another digest is not run.'),
    row('retry-on', 'retryOn', _model_rules_js__WEBPACK_IMPORTED_MODULE_0__/* .classes */ .Ly, 'saturated,capacity,infra', 'saturated', 'Failure classes that are retried. A started workload is not run again unless `workload` is listed.'),
    row('max-wait', 'maxWaitMs', _model_rules_js__WEBPACK_IMPORTED_MODULE_0__/* .duration */ .p0, '30m', '2h', 'Longest total wait for a session, all attempts together.'),
    row('max-attempts', 'maxAttempts', _model_rules_js__WEBPACK_IMPORTED_MODULE_0__/* .count */ .U9(0), '0', '5', 'Maximum number of attempts.'),
    row('retry-delay', 'retryDelayMs', _model_rules_js__WEBPACK_IMPORTED_MODULE_0__/* .duration */ .p0, '10s', '5s', 'Shortest wait between attempts. The upper limit of the random wait doubles from here.'),
    row('retry-max-delay', 'retryMaxDelayMs', _model_rules_js__WEBPACK_IMPORTED_MODULE_0__/* .duration */ .p0, '75s', '2m', 'Longest wait between attempts.'),
    row('saturation-pattern', 'saturationPattern', _model_rules_js__WEBPACK_IMPORTED_MODULE_0__/* .pattern */ .T1, '', 'all workers busy', 'Additional regular expression. A refusal that matches counts as a full session pool.'),
    row('timeout', 'timeoutMs', _model_rules_js__WEBPACK_IMPORTED_MODULE_0__/* .duration */ .p0, '0', '2h', 'Longest time that the workload may run.'),
    row('idle-timeout', 'idleTimeoutMs', _model_rules_js__WEBPACK_IMPORTED_MODULE_0__/* .duration */ .p0, '0', '15m', 'Longest time without output of the workload.'),
    row('start-timeout', 'startTimeoutMs', _model_rules_js__WEBPACK_IMPORTED_MODULE_0__/* .duration */ .p0, '30m', '45m', 'Longest time from the submission to the start of the workload. Then the job is cancelled, the pod is stopped, and the attempt counts as `infra`.'),
    row('max-cost', 'maxCostUsd', _model_rules_js__WEBPACK_IMPORTED_MODULE_0__/* .usd */ .dR, '0', '5.00', 'Limit in USD. The run is cancelled when its estimated cost reaches it. The estimate uses the list price; placement can cost up to twice as much. If no price is known before the start, the step prints a warning.'),
    row('keep-pod', 'keepPod', _model_rules_js__WEBPACK_IMPORTED_MODULE_0__/* .boolean */ .zM, 'false', 'false', 'Keep the pod running for later steps of the job; the post step stops it. By default the pod is stopped at once, which frees the session.'),
    row('mode', 'mode', _model_rules_js__WEBPACK_IMPORTED_MODULE_0__/* .choice */ .Yq('run', 'submit', 'collect'), 'run', 'run', '`submit` starts the job, waits for the start of the workload, and ends with the job id. `collect` attaches to `job-id`, streams the log, waits and reports.'),
    row('job-id', 'jobId', _model_rules_js__WEBPACK_IMPORTED_MODULE_0__/* .jobId */ .Db, '', 'job_0123456789abcdef0123456789abcdef', 'Id of the job to collect, with `mode: collect`.'),
    row('detach-after', 'detachAfterMs', _model_rules_js__WEBPACK_IMPORTED_MODULE_0__/* .duration */ .p0, '0', '5h30m', 'With `mode: collect`: stop following the job after this time and leave it running. The step succeeds with `status=submitted`.'),
    row('telemetry', 'telemetry', _model_rules_js__WEBPACK_IMPORTED_MODULE_0__/* .boolean */ .zM, 'true', 'true', 'Sample the GPU on the pod while the workload runs.'),
    row('summary', 'summary', _model_rules_js__WEBPACK_IMPORTED_MODULE_0__/* .boolean */ .zM, 'true', 'true', 'Write the job summary.'),
    row('comment', 'comment', _model_rules_js__WEBPACK_IMPORTED_MODULE_0__/* .choice */ .Yq('never', 'on-failure', 'always'), 'never', 'on-failure', 'Write one sticky comment on the pull request. Needs `pull-requests: write`.'),
    row('check', 'check', _model_rules_js__WEBPACK_IMPORTED_MODULE_0__/* .boolean */ .zM, 'false', 'true', 'Show a check run on the head commit, in progress during the run. Needs `checks: write`.'),
    row('label', 'label', _model_rules_js__WEBPACK_IMPORTED_MODULE_0__/* .text */ .Qq, '', 'train (seed 1)', 'Name of this run in summary, comment and check. If empty, the job id and the matrix values.'),
    row('matrix', '', _model_rules_js__WEBPACK_IMPORTED_MODULE_0__/* .text */ .Qq, '${{ toJSON(matrix) }}', '${{ toJSON(matrix) }}', 'Matrix values of this job, used to identify it in reports. Do not change the default.'),
    row('matrix-size', '', _model_rules_js__WEBPACK_IMPORTED_MODULE_0__/* .text */ .Qq, '${{ strategy.job-total }}', '20', 'Number of jobs in the matrix, used to warn if it is wider than the pool. Do not change the default.'),
    row('report', 'report', _model_rules_js__WEBPACK_IMPORTED_MODULE_0__/* .text */ .Qq, '', 'outputs/report.md', 'Markdown file that the workload writes; shown in the summary.'),
    row('metrics', 'metrics', _model_rules_js__WEBPACK_IMPORTED_MODULE_0__/* .text */ .Qq, '', 'outputs/metrics.json', 'JSON or JSON Lines file with numbers that the workload writes; shown as a table.'),
    row('metrics-baseline', 'metricsBaseline', _model_rules_js__WEBPACK_IMPORTED_MODULE_0__/* .text */ .Qq, '', 'baseline.json', 'File to compare the metrics with. A change below 0.1 % is shown and not judged.'),
    row('github-token', '', _model_rules_js__WEBPACK_IMPORTED_MODULE_0__/* .secret */ .rJ, '${{ github.token }}', '${{ github.token }}', 'Token for `comment` and `check`.'),
];
/** The outputs, set as soon as they are known, on failure too. */
const OUTPUTS = (/* unused pure expression or super */ null && ([
    ['status', '`succeeded`, `failed`, `cancelled`, `timed-out`, `skipped` or `submitted`.'],
    [
        'class',
        'Class of the failure: `workload`, `saturated`, `capacity`, `infra`, `auth`, `usage`, `timeout`, `budget`, `cancelled` or `internal`; empty on success.',
    ],
    ['reason', 'Why it did not succeed, in one sentence.'],
    ['exit-code', "The workload's own exit code; empty if it never ran."],
    ['job-id', 'Id of the remote job; empty if GPU CLI does not report it.'],
    ['pod-id', 'Id of the pod; empty if GPU CLI does not report it.'],
    ['gpu-type', 'GPU type of the run; empty if GPU CLI does not report it.'],
    ['gpu-count', 'Number of GPUs; empty if GPU CLI does not report it.'],
    ['cli-version', 'Version of GPU CLI; empty if GPU CLI does not report it.'],
    ['attempts', 'Number of attempts.'],
    ['queue-seconds', 'Seconds spent waiting for a session.'],
    ['run-seconds', 'Seconds that the workload ran.'],
    ['cost-usd', 'Estimated cost: hourly price × GPU count × billed time; empty without a price.'],
    ['cleanup', 'Result of the clean-up: `confirmed`, `not-needed`, `unconfirmed` or `kept`.'],
    ['report-file', 'Path of the run report (JSON, `schema/run-report.schema.json`).'],
]));


/***/ }),

/***/ 7378:
/***/ ((__unused_webpack_module, __webpack_exports__, __nccwpck_require__) => {

/* harmony export */ __nccwpck_require__.d(__webpack_exports__, {
/* harmony export */   E: () => (/* binding */ parseDuration),
/* harmony export */   k: () => (/* binding */ sayDuration)
/* harmony export */ });
const UNIT_MS = { ms: 1, s: 1_000, m: 60_000, h: 3_600_000, d: 86_400_000 };
const PART = /(\d+(?:\.\d+)?)(ms|s|m|h|d)/y;
/** `500ms`, `30s`, `5m`, `2h`, `1h30m`, `45` (seconds) → milliseconds; undefined for anything else. */
function parseDuration(text) {
    const given = text.trim().toLowerCase();
    const value = /^[\d.]+$/.test(given) ? `${given}s` : given;
    let total = 0;
    let at = 0;
    let smallest = Infinity;
    while (at < value.length) {
        PART.lastIndex = at;
        const part = PART.exec(value);
        if (part === null)
            return undefined;
        const unit = UNIT_MS[part[2]];
        // Units must fall (1h30m): a repeated or rising unit is a typing error, not a sum to guess at.
        if (unit >= smallest)
            return undefined;
        smallest = unit;
        total += Number(part[1]) * unit;
        at = PART.lastIndex;
    }
    return value === '' ? undefined : bounded(total);
}
// One year: longer waits are typing errors, and stay far below where timer arithmetic breaks.
function bounded(ms) {
    return ms <= 366 * UNIT_MS.d ? Math.round(ms) : undefined;
}
/** Milliseconds → `27 min 41 s`, `3 h 2 min`, `0.4 s`: two units at most, as people say it. */
function sayDuration(ms) {
    const seconds = ms / 1_000;
    if (seconds < 10)
        return `${Number(seconds.toFixed(1))} s`;
    const whole = Math.round(seconds);
    const parts = [
        [Math.floor(whole / 86_400), 'd'],
        [Math.floor(whole / 3_600) % 24, 'h'],
        [Math.floor(whole / 60) % 60, 'min'],
        [whole % 60, 's'],
    ];
    const first = parts.findIndex(([n]) => n > 0);
    return parts
        .slice(first, first + 2)
        .filter(([n]) => n > 0)
        .map(([n, unit]) => `${n} ${unit}`)
        .join(' ');
}


/***/ }),

/***/ 5573:
/***/ ((__unused_webpack_module, __webpack_exports__, __nccwpck_require__) => {

/* harmony export */ __nccwpck_require__.d(__webpack_exports__, {
/* harmony export */   $: () => (/* binding */ sentenceOf),
/* harmony export */   y: () => (/* binding */ UserError)
/* harmony export */ });
/**
 * Something the user can fix: bad input, a missing token, an answer of the CLI that makes no sense.
 * The message says what happened and where; the hint says what to do next. Everything else that is thrown is a bug of ours.
 */
class UserError extends Error {
    name = 'UserError';
    hint;
    class;
    constructor(message, hint = '', options = {}) {
        super(message, options);
        this.hint = hint;
        this.class = options.class ?? 'usage';
    }
}
/** One sentence for people, from whatever was thrown. Never a stack trace. */
function sentenceOf(error) {
    if (error instanceof UserError)
        return error.hint === '' ? error.message : `${error.message} ${error.hint}`;
    if (error instanceof Error)
        return error.message.replace(/\n.*/s, '');
    return String(error);
}


/***/ }),

/***/ 9260:
/***/ ((__unused_webpack_module, __webpack_exports__, __nccwpck_require__) => {

/* harmony export */ __nccwpck_require__.d(__webpack_exports__, {
/* harmony export */   CJ: () => (/* binding */ FAILURE_CLASSES),
/* harmony export */   JS: () => (/* binding */ exitReason),
/* harmony export */   Rr: () => (/* binding */ exitCodeFor),
/* harmony export */   qK: () => (/* binding */ offerFor),
/* harmony export */   z6: () => (/* binding */ endingOf)
/* harmony export */ });
/* unused harmony exports STATUSES, PHASES */
/** Why a run did not succeed. The evidence for each class is in the table of README, "Failure classes". */
const FAILURE_CLASSES = [
    'workload',
    'saturated',
    'capacity',
    'infra',
    'auth',
    'usage',
    'timeout',
    'budget',
    'cancelled',
    'internal',
];
const STATUSES = (/* unused pure expression or super */ null && (['succeeded', 'failed', 'cancelled', 'timed-out', 'skipped', 'submitted']));
/** How far an attempt got. `running` means: there is proof that the workload started. */
const PHASES = (/* unused pure expression or super */ null && (['submitting', 'waiting', 'provisioning', 'syncing', 'running', 'ended']));
/** Of a workload whose own log may say more. */
const exitReason = (exitCode) => `The workload ended with exit code ${exitCode}.`;
/** The offer for a GPU type. Programs name one type differently: `NVIDIA GeForce RTX 4090` is the `RTX 4090` of the inventory. */
function offerFor(offers, gpuType) {
    return (offers.find((offer) => offer.gpuType === gpuType) ??
        offers.find((offer) => nameOf(offer.gpuType) === nameOf(gpuType)));
}
const nameOf = (gpuType) => gpuType
    .toLowerCase()
    .replace(/\b(nvidia|geforce|tesla|quadro|amd|instinct|gpu)\b/g, '')
    .replace(/\b(sxm|pcie)\d\b/g, (word) => word.slice(0, -1))
    .replace(/[^a-z0-9]/g, '');
/** Status and class that follow from the last attempt's outcome. */
function endingOf(outcome) {
    switch (outcome.kind) {
        case 'succeeded':
            return { status: 'succeeded', class: '' };
        case 'submitted':
            return { status: 'submitted', class: '' };
        case 'skipped':
            return { status: 'skipped', class: '' };
        case 'failed':
            return { status: 'failed', class: 'workload' };
        case 'refused':
            return { status: outcome.class === 'timeout' ? 'timed-out' : 'failed', class: outcome.class };
        case 'cancelled':
            return { status: 'cancelled', class: 'cancelled' };
        case 'timedOut':
            return { status: 'timed-out', class: 'timeout' };
        case 'overBudget':
            return { status: 'failed', class: 'budget' };
        case 'lost':
            return { status: 'failed', class: 'infra' };
    }
}
/**
 * The code the step exits with: the workload's own where there is one, else 1. Zero only for endings that are no failure;
 * a workload that ended non-zero can therefore never turn the step green.
 */
function exitCodeFor(report) {
    if (report.status === 'succeeded' || report.status === 'skipped' || report.status === 'submitted')
        return 0;
    const code = report.exitCode ?? 1;
    return code > 0 && code < 256 ? code : 1;
}


/***/ }),

/***/ 8963:
/***/ ((__unused_webpack_module, __webpack_exports__, __nccwpck_require__) => {

/* harmony export */ __nccwpck_require__.d(__webpack_exports__, {
/* harmony export */   Db: () => (/* binding */ jobId),
/* harmony export */   Dy: () => (/* binding */ names),
/* harmony export */   K$: () => (/* binding */ script),
/* harmony export */   Ly: () => (/* binding */ classes),
/* harmony export */   Mv: () => (/* binding */ flags),
/* harmony export */   P$: () => (/* binding */ noSuchVariable),
/* harmony export */   Qq: () => (/* binding */ text),
/* harmony export */   T1: () => (/* binding */ pattern),
/* harmony export */   U9: () => (/* binding */ count),
/* harmony export */   Uk: () => (/* binding */ shownAddress),
/* harmony export */   Yq: () => (/* binding */ choice),
/* harmony export */   _K: () => (/* binding */ env),
/* harmony export */   dR: () => (/* binding */ usd),
/* harmony export */   f0: () => (/* binding */ paths),
/* harmony export */   hl: () => (/* binding */ address),
/* harmony export */   lq: () => (/* binding */ optional),
/* harmony export */   p0: () => (/* binding */ duration),
/* harmony export */   rE: () => (/* binding */ version),
/* harmony export */   rJ: () => (/* binding */ secret),
/* harmony export */   sc: () => (/* binding */ sha256),
/* harmony export */   yM: () => (/* binding */ splitWords),
/* harmony export */   yR: () => (/* binding */ slug),
/* harmony export */   zM: () => (/* binding */ boolean)
/* harmony export */ });
/* harmony import */ var shell_quote__WEBPACK_IMPORTED_MODULE_0__ = __nccwpck_require__(6591);
/* harmony import */ var _duration_js__WEBPACK_IMPORTED_MODULE_1__ = __nccwpck_require__(7378);
/* harmony import */ var _outcome_js__WEBPACK_IMPORTED_MODULE_2__ = __nccwpck_require__(9260);



/** A value of one line. @param read undefined for a value that is not valid. */
const one = (kind, be, read, fallback) => ({
    kind,
    parse(value, faults) {
        const result = read(value.trim());
        if (result === undefined)
            faults.must(be);
        return result ?? fallback;
    },
});
const matching = (kind, be, form, change = (value) => value) => one(kind, be, (value) => (form.test(value) ? change(value) : undefined), '');
const text = matching('text', 'one line', /^[^\r\n\0]*$/);
const secret = matching('secret', 'one line', /^[^\r\n\0]*$/);
const slug = matching('text', 'the slug of an organization', /^([A-Za-z0-9][A-Za-z0-9-]{0,62})?$/);
const jobId = matching('text', 'the id of a job', /^([A-Za-z0-9][\w.-]{0,127})?$/);
const sha256 = matching('sha256', 'a SHA-256 digest of 64 hex digits', /^([0-9a-fA-F]{64})?$/, (value) => value.toLowerCase());
const version = matching('text', '`latest` or a version', /^(latest|v?\d+(\.(\d+|x)){0,2}(-[\w.]+)?)$/, (value) => value.replace(/^v/, ''));
/** YAML 1.2 booleans, as the toolkit of GitHub Actions reads them. */
const BOOLEANS = new Map(['true', 'True', 'TRUE', 'false', 'False', 'FALSE'].map((word, at) => [word, at < 3]));
const boolean = one('boolean', 'true or false', (value) => BOOLEANS.get(value), false);
/** Milliseconds; 0 = no limit. */
const duration = one('duration', 'a duration (500ms, 30s, 5m, 2h, 1h30m; a bare number is seconds)', _duration_js__WEBPACK_IMPORTED_MODULE_1__/* .parseDuration */ .E, 0);
const usd = one('usd', 'an amount of USD', (value) => (/^\$?\d{1,7}(\.\d{1,4})?$/.test(value) ? Number(value.replace('$', '')) : undefined), 0);
const choice = (...words) => one(words, `one of ${words.join(', ')}`, (value) => words.find((word) => word === value), words[0]);
const COUNT_MAX = 999_999_999;
const count = (least, most = COUNT_MAX) => one('count', `a whole number from ${least} ${most === COUNT_MAX ? 'up' : `to ${most}`}`, (value) => (/^\d{1,9}$/.test(value) && Number(value) >= least && Number(value) <= most ? Number(value) : undefined), 0);
const optional = ({ kind, parse }) => ({
    kind,
    parse: (value, faults) => (value.trim() === '' ? undefined : parse(value, faults)),
});
const pattern = optional(one('regex', 'a regular expression', (value) => {
    try {
        return new RegExp(value, 'iu');
    }
    catch {
        return undefined;
    }
}, /(?!)/));
/** Text of several lines, whose line ends are those of the pod. */
const script = {
    kind: 'script',
    parse(value, faults) {
        if (value.includes('\0'))
            faults.must('text without NUL characters');
        return value.replace(/\r\n/g, '\n').trim();
    },
};
/** Without empty lines and comments; the first line of the text is line 1. */
const numberedLines = (value) => value
    .split(/\r?\n/)
    .map((line, at) => ({ line: line.trim(), number: at + 1 }))
    .filter(({ line }) => line !== '' && !line.startsWith('#'));
/** One item a line. */
const lines = (kind, parse) => ({
    kind,
    parse: (value, faults) => numberedLines(value).map(({ line, number }) => parse(line, faults, number)),
});
/** A comma separates items too. */
const list = (parse) => ({
    kind: 'list',
    parse: (value, faults) => value
        .split(/[\n,]/)
        .map((item) => item.trim())
        .filter(Boolean)
        .map((item) => parse(item, faults)),
});
function notAFlag(item, faults) {
    if (item.startsWith('-'))
        faults.say(`\`${faults.input}\` has the item ${JSON.stringify(item.slice(0, 60))}, which reads as a flag; put flags into \`args\`, one a line.`);
    return item;
}
const names = list(notAFlag);
const paths = lines('lines', notAFlag);
/** The other classes cannot end better in another attempt. */
const RETRYABLE = _outcome_js__WEBPACK_IMPORTED_MODULE_2__/* .FAILURE_CLASSES */ .CJ.filter((name) => ['saturated', 'capacity', 'infra', 'timeout', 'workload'].includes(name));
const classes = list((item, faults) => {
    const found = RETRYABLE.find((name) => name === item.toLowerCase());
    if (found === undefined)
        faults.must(`a list of ${RETRYABLE.join(', ')}`, item.toLowerCase());
    return found ?? 'infra';
});
const SECRET_NAMES = /^(GPU_SERVICE_TOKEN|ACTIONS_RUNTIME_TOKEN|ACTIONS_ID_TOKEN_REQUEST_TOKEN|INPUT_.*)$/i;
/** A line of a Base64 text, which may read as a name. */
const BASE64_LINE = /^(?=.*[a-z])(?=.*[A-Z])(?=.*\d)[A-Za-z\d]{20,}$/;
/** The line is not quoted: it may be one of a secret of several lines. */
const ENV_LINES = 'Write each line as `KEY=VALUE`, or as `KEY` of a variable of this step; a value is one line.';
/** The variable of this step that a bare KEY names does not exist: the KEY may be a piece of a secret. */
const noSuchVariable = (given, name) => {
    const at = given.split(/\r?\n/).findIndex((line) => line.trim() === name);
    return [`Line ${at + 1} of \`env\` names no variable of this step.`, ENV_LINES];
};
/** Names with values; undefined: the value that this step has, which is read later so that a request contains no secret. */
const env = lines('env', (line, faults, number) => {
    const cut = line.indexOf('=');
    const name = cut === -1 ? line : line.slice(0, cut).trim();
    const value = cut === -1 ? undefined : line.slice(cut + 1).trim();
    if (!/^[A-Za-z_]\w*$/.test(name) || (BASE64_LINE.test(name) && /^=?$/.test(value ?? ''))) {
        faults.say(`Line ${number} of \`env\` is neither KEY=VALUE nor KEY. ${ENV_LINES}`);
    }
    else if (SECRET_NAMES.test(name)) {
        faults.say(`\`env\` names ${name}, which is never given to a workload; remove that line.`);
    }
    return { name, value };
});
/** Flags that would take the run out of our hands: this action decides how it starts and ends. */
const OWN_FLAGS = /^(-d|--detach|-a|--attach|--cancel|-i|--interactive|--json|--help|-h|--)(=|$)/;
/** Each line is one word, or a flag with its value. */
const flags = {
    kind: 'lines',
    parse: (value, faults) => numberedLines(value).flatMap(({ line }) => wordsOfFlag(line, faults)),
};
function wordsOfFlag(line, faults) {
    const [, flag, value] = /^(-[^\s=]+)\s+(.*)$/s.exec(line) ?? [];
    const words = flag === undefined || value === undefined ? [line] : [flag, value];
    if (words.some((word) => OWN_FLAGS.test(word)))
        faults.say(`\`args\` has ${JSON.stringify(line.slice(0, 60))}, which this action decides itself; use \`mode\` to detach or collect.`);
    else if (line.includes('gpt_sat_'))
        faults.say('`args` holds a service account token; remove it, the token goes into `token` and never onto a command line.');
    else if (value !== undefined && /(^|\s)--?[A-Za-z]/.test(value))
        faults.say(`\`args\` has several flags in the line of ${JSON.stringify(flag)}; write one flag a line.`);
    return words;
}
const address = {
    kind: 'text',
    parse(given, faults) {
        const value = given.trim();
        const { protocol, hostname } = URL.canParse(value) ? new URL(value) : { protocol: '', hostname: '' };
        const isLoopback = ['127.0.0.1', 'localhost', '[::1]'].includes(hostname);
        if (protocol !== 'https:' && !(protocol === 'http:' && isLoopback))
            faults.must('an https address (http only on loopback)', shownAddress(value));
        return value;
    },
};
/** An address without what may be secret in it: login, query and what follows. */
const shownAddress = (url) => url.replace(/:\/\/[^/?#\s]*@/g, '://').replace(/[?#].*/s, '?…');
const PART = /'[^']*'|"(?:\\[\s\S]|[^"\\])*"|\\[\s\S]|[$#]/g;
/**
 * Splits a line into arguments by POSIX shell quoting. Nothing is expanded.
 * @returns undefined if a quote is not closed, or if the line has an operator: without a shell it would be an argument.
 */
function splitWords(line) {
    if (/['"]/.test(line.replace(PART, '')))
        return undefined;
    // shell-quote expands variables, drops comments and does not join continued lines.
    const literal = line.replace(PART, (part) => {
        if (part === '\\\n')
            return '';
        if (part.startsWith('"'))
            return part.replace(/\\[\s\S]|\$/g, (piece) => (piece === '$' ? '\\$' : piece));
        return part === '$' || part === '#' ? `\\${part}` : part;
    });
    const words = [];
    try {
        for (const entry of (0,shell_quote__WEBPACK_IMPORTED_MODULE_0__.parse)(literal)) {
            if (typeof entry === 'string')
                words.push(entry);
            else if ('pattern' in entry)
                words.push(entry.pattern);
            else
                return undefined;
        }
    }
    catch {
        // A line of megabytes, which no system would take as a command line.
        return undefined;
    }
    return words;
}


/***/ }),

/***/ 7477:
/***/ ((__unused_webpack_module, __webpack_exports__, __nccwpck_require__) => {

/* harmony export */ __nccwpck_require__.d(__webpack_exports__, {
/* harmony export */   Ah: () => (/* binding */ tokenFilter),
/* harmony export */   Hj: () => (/* binding */ hider),
/* harmony export */   N_: () => (/* binding */ withoutTokens),
/* harmony export */   XP: () => (/* binding */ formsOf)
/* harmony export */ });
/** Below this a value is not a secret, and hiding it would blacken harmless words everywhere (characters). */
const LEAST_HIDDEN = 6;
/** A longer piece of a secret is not searched where a text was cut: the time would grow with its square. */
const MOST_OF_CUT = 1_000;
/** Every form in which a secret is to be found and hidden, itself first. One of several lines is hidden line by line. */
function formsOf(secret) {
    const forms = secret
        .split(/[\r\n]+/)
        .map((part) => part.trim())
        .filter((line) => line.length >= LEAST_HIDDEN)
        .flatMap((line) => [line, ...derivedForms(line)]);
    return [...new Set(forms)];
}
function derivedForms(value) {
    const bytes = [...new TextEncoder().encode(value)];
    // Base64 of the value inside a longer text: at each of the three alignments, without what depends on its neighbours.
    const shifted = [0, 1, 2].map((shift) => {
        const text = btoa(String.fromCharCode(...Array(shift).fill(0)) + binary(bytes));
        return text.slice(Math.ceil((shift * 8) / 6), Math.floor(((shift + bytes.length) * 8) / 6));
    });
    const hex = bytes.map((byte) => byte.toString(16).padStart(2, '0')).join('');
    const urls = urlForms(value.toWellFormed());
    return [
        ...shifted.map((form) => form.replaceAll('+', '-').replaceAll('/', '_')),
        ...shifted,
        hex,
        hex.toUpperCase(),
        ...urls,
        ...urls.map((url) => url.replace(/%[0-9A-F]{2}/g, (escape) => escape.toLowerCase())),
        JSON.stringify(value).slice(1, -1),
    ];
}
/** Programs differ in which characters they escape, and a form has `+` for a blank. */
function urlForms(value) {
    const url = encodeURIComponent(value);
    const also = (marks) => url.replace(marks, (mark) => `%${mark.charCodeAt(0).toString(16).toUpperCase()}`);
    const written = [url, also(/[!'()*]/g), also(/[!'()~]/g)];
    return written.flatMap((text) => [text, text.replace(/%20/g, '+')]);
}
/** One character a byte, as `btoa` reads them. */
const binary = (bytes) => bytes.map((byte) => String.fromCharCode(byte)).join('');
/** The longest first, so that none leaves the rest of another. */
const longestFirst = (secrets) => secrets.flatMap(formsOf).sort((a, b) => b.length - a.length);
const HIDDEN = '***';
/**
 * Takes secrets, in all their forms, out of a text. Also where the text was cut within one: at its end, or after the mark of
 * a cut at its beginning.
 */
function hider(secrets) {
    const forms = longestFirst(secrets);
    return (text) => forms.reduce((all, form) => withoutEnds(all.replaceAll(form, HIDDEN), form), text);
}
function withoutEnds(text, form) {
    const head = form.slice(0, LEAST_HIDDEN);
    const from = Math.max(0, text.length - Math.min(form.length, MOST_OF_CUT));
    for (let at = text.indexOf(head, from); at !== -1; at = text.indexOf(head, at + 1)) {
        if (form.startsWith(text.slice(at)))
            return withoutEnds(text.slice(0, at) + HIDDEN, form);
    }
    if (!text.startsWith('…'))
        return text;
    const end = form.slice(-LEAST_HIDDEN);
    const most = Math.min(form.length, MOST_OF_CUT);
    for (let at = text.indexOf(end); at !== -1 && at < most; at = text.indexOf(end, at + 1)) {
        if (form.endsWith(text.slice(1, at + end.length)))
            return `…${HIDDEN}${text.slice(at + end.length)}`;
    }
    return text;
}
/** The hider of a stream. It holds back the end of a chunk only if that is a beginning of the secret in one of its forms. */
function tokenFilter(secret, onBytes) {
    const forms = longestFirst([secret]).map((form) => Buffer.from(form));
    const hidden = Buffer.from(HIDDEN);
    let held = Buffer.alloc(0);
    return {
        push(chunk) {
            const all = held.length === 0 ? chunk : Buffer.concat([held, chunk]);
            const pieces = forms.reduce((parts, form) => parts.flatMap((part) => splitAt(part, form, hidden)), [all]);
            const last = pieces.pop() ?? all;
            const tail = tailOf(last, forms);
            for (const piece of [...pieces, last.subarray(0, tail)])
                if (piece.length > 0)
                    onBytes(piece);
            held = last.subarray(tail);
        },
        end() {
            if (held.length > 0)
                onBytes(held.length >= LEAST_HIDDEN ? hidden : held);
            held = Buffer.alloc(0);
        },
    };
}
function splitAt(bytes, form, hidden) {
    const parts = [];
    let from = 0;
    for (let at = bytes.indexOf(form); at !== -1; at = bytes.indexOf(form, from)) {
        parts.push(bytes.subarray(from, at), hidden);
        from = at + form.length;
    }
    return [...parts, bytes.subarray(from)];
}
/** Where an end of `bytes` that is a beginning of a form begins. */
function tailOf(bytes, forms) {
    const longest = forms[0]?.length ?? 0;
    for (let at = Math.max(0, bytes.length - longest + 1); at < bytes.length; at++) {
        const length = bytes.length - at;
        const begins = (form) => form[0] === bytes[at] && form.length > length && form.compare(bytes, at, bytes.length, 0, length) === 0;
        if (forms.some(begins))
            return at;
    }
    return bytes.length;
}
const TOKEN = /gpt_[a-z]+_[A-Za-z0-9_-]+/g;
/** A foreign text without any token in it: it may have another one than the one we know. */
const withoutTokens = (text) => text.replace(TOKEN, 'gpt_***');


/***/ }),

/***/ 1370:
/***/ ((__unused_webpack_module, __webpack_exports__, __nccwpck_require__) => {

/* harmony export */ __nccwpck_require__.d(__webpack_exports__, {
/* harmony export */   P: () => (/* binding */ causeIn),
/* harmony export */   U: () => (/* binding */ findOutOfMemory)
/* harmony export */ });
/** What launchers, loggers and test runners put before a line: rank, process, level, time, source. */
const PREFIX = new RegExp([
    String.raw `\[?(?:rank ?)?\d+(?:,\d+)?\]?(?:<std\w+>)?:\s?`,
    String.raw `\[(?:[a-z][\w.-]*|\d+)\]:?\s`,
    String.raw `\([\w.:/@-]+(?: (?:pid|ip|rank)=[^)\s]+)*(?:, [^)]{1,60})?\)\s`,
    String.raw `(?:CRITICAL|FATAL|ERROR|WARNING|INFO)(?: \d\d-\d\d)?(?: \d\d:\d\d:\d\d\S*)?(?: \[[^\]]{1,80}\])\s`,
    String.raw `\[?\d{4}-\d\d-\d\d[T ]\d\d:\d\d:\d\d[.,\d]*Z?(?:[+-]\d\d:?\d\d)?\]?(?: ?[|\[-] ?| )(?:[\w.:]+(?: ?[|\]-] | ))?`,
    String.raw `ERROR:[\w.]+:`,
    String.raw `\|\s`,
].join('|'), 'y');
const NAME = String.raw `(?:[A-Za-z_$][\w$]*(?:\.|::))*(?:[A-Z][\w$]*)?(?:Error|Exception|Failure|Interrupt|Exit|Fault)`;
const EXCEPTION = new RegExp(String.raw `^(?:Uncaught |Caused by: |\[|Exception in thread "[^"]{1,80}" |ERROR: )?${NAME}(?: \[[\w$]+\])?:\s*\S`);
const BARE = new RegExp(String.raw `^${NAME}$`);
const CRASH = /^(?:thread '[^']{1,60}' panicked at |panic: |fatal error: \S|Fatal Python error: )/;
/** An error line of a program that prints no exception. */
const MESSAGE = /^(?:\S{1,80}: )?(?:error|fatal|ERROR|FATAL): \S|: (?:command not found|No such file or directory|Permission denied)$|^(?:Segmentation fault|Bus error|Killed|Aborted|Illegal instruction)\b|^terminate called|^\s+what\(\): /;
/** Errors that only report that something else failed. */
const SYMPTOM = /CalledProcessError|ChildFailedError|ProcessExitedException|ProcessRaisedException|non-zero exit (?:status|code)|SystemExit|KeyboardInterrupt|BrokenPipeError|ConnectionResetError|DistBackendError|DistNetworkError|See root cause above|NCCL|Engine(?:Dead| ?[Cc]ore)/;
const IGNORED = /^(?:Exception ignored (?:in|on)\b|--- Logging error ---)/;
function causeIn(log) {
    let cause;
    let symptom;
    let isTraceback = false;
    let isIgnored = false;
    let before = '';
    for (const [at, whole] of log.split('\n').entries()) {
        const line = withoutPrefix(whole.slice(0, 4_000));
        const pytest = /^E {3,}(\S.*)/.exec(line)?.[1];
        const text = pytest ?? line;
        const isIndented = /^\s/.test(text);
        const isEnd = isTraceback && !isIndented && text !== '';
        const isBare = BARE.test(text) && /^\s/.test(before);
        const isFirst = pytest !== undefined && !/^E {3,}/.test(before);
        if (IGNORED.test(text))
            isIgnored = true;
        else if (/^Traceback \(most recent call last\)/.test(text))
            isTraceback = true;
        else if (isEnd || isBare || isFirst || EXCEPTION.test(text) || CRASH.test(text)) {
            const found = { line: text.trim(), at, isFinal: !SYMPTOM.test(text) };
            if (isIgnored)
                isIgnored = false;
            else if (found.isFinal)
                cause = found;
            else
                symptom = found;
            isTraceback = false;
        }
        else if (MESSAGE.test(text))
            symptom = { line: text.trim(), at, isFinal: false };
        before = line;
    }
    return cause ?? symptom;
}
function withoutPrefix(line) {
    let at = 0;
    for (let parts = 0; parts < 4; parts++) {
        PREFIX.lastIndex = at;
        const match = PREFIX.exec(line);
        if (match === null || match[0] === '')
            break;
        at += match[0].length;
    }
    return line.slice(at);
}
/**
 * The lines of frameworks when the device has no memory left: PyTorch, TensorFlow, JAX/XLA, CuPy, the CUDA runtime and driver, llama.cpp.
 * Host memory (`MemoryError`, `Killed`) is another matter and not matched.
 */
const ERRORS = [
    /(torch(?:\.cuda)?\.OutOfMemoryError|OutOfMemoryError|RuntimeError): (?:CUDA|HIP) out of memory/,
    /(cupy\.cuda\.memory\.OutOfMemoryError): Out of memory allocating/,
    /(RESOURCE_EXHAUSTED): (?:Out of memory|Failed to allocate|OOM)/,
    /(ResourceExhaustedError)|OOM when allocating tensor/,
    /(CUDA_ERROR_OUT_OF_MEMORY)/,
    /(cudaErrorMemoryAllocation)/,
    /(cudaMalloc) failed: out of memory/,
    /(CUDA (?:runtime )?error):? .*out of memory/i,
    /(CUDA out of memory)/,
];
/** Links the tracebacks of one exception that was raised while another one was handled. */
const CHAIN = /^(?:During handling of the above exception|The above exception was the direct cause)/m;
/** Finds the last such error of a log, unless the program survived it and failed with another one. The caller knows that the run failed. */
function findOutOfMemory(log) {
    const lines = log.split('\n');
    for (const [at, whole] of [...lines.entries()].reverse()) {
        const line = whole.slice(0, 4_000);
        const match = ERRORS.map((pattern) => pattern.exec(line)).find((found) => found !== null);
        if (match == null)
            continue;
        const cause = causeIn(log);
        const between = lines.slice(at, cause?.at).join('\n');
        if (cause !== undefined && cause.isFinal && cause.at > at && !CHAIN.test(between))
            return undefined;
        const text = [line, ...lines.slice(at + 1, at + 4)].join(' ').slice(0, 6_000);
        return {
            error: match[1] ?? match[0],
            wantedGib: sizeIn(WANTED, text),
            totalGib: sizeIn(TOTAL, text),
            freeGib: sizeIn(FREE, text),
        };
    }
    return undefined;
}
const SIZE = String.raw `([\d.,]+) ?(bytes|[KMGT]i?B)`;
const WANTED = new RegExp(String.raw `(?:tried to|trying to|failed to)? ?allocat(?:e|ing) (?:buffer of size )?${SIZE}`, 'i');
const TOTAL = new RegExp(String.raw `total capacity of ${SIZE}|${SIZE} total capacity`, 'i');
const FREE = new RegExp(String.raw `of which ${SIZE} is free|${SIZE} free`, 'i');
function sizeIn(pattern, text) {
    const [number = '', unit = ''] = (pattern.exec(text) ?? []).slice(1).filter(Boolean);
    const power = 'bkmgt'.indexOf(unit.charAt(0).toLowerCase()) - 3;
    const value = parseFloat(number.replace(/,/g, '')) * 1_024 ** power;
    return Number.isFinite(value) ? Math.round(value * 100) / 100 : null;
}


/***/ }),

/***/ 8606:
/***/ ((__unused_webpack_module, __webpack_exports__, __nccwpck_require__) => {

/* harmony export */ __nccwpck_require__.d(__webpack_exports__, {
/* harmony export */   Dr: () => (/* binding */ markdownWithCode),
/* harmony export */   EU: () => (/* binding */ fence),
/* harmony export */   TN: () => (/* binding */ oneLine),
/* harmony export */   VK: () => (/* binding */ htmlWithCode),
/* harmony export */   ZD: () => (/* binding */ escapeHtml),
/* harmony export */   aY: () => (/* binding */ code),
/* harmony export */   dp: () => (/* binding */ byteLength),
/* harmony export */   oR: () => (/* binding */ joined),
/* harmony export */   qy: () => (/* binding */ html),
/* harmony export */   uH: () => (/* binding */ clean),
/* harmony export */   wD: () => (/* binding */ markdown),
/* harmony export */   y1: () => (/* binding */ unlink),
/* harmony export */   z5: () => (/* binding */ ZWSP),
/* harmony export */   zH: () => (/* binding */ details)
/* harmony export */ });
/**
 * Foreign text made harmless for the place it goes to. Backslashes and entities keep Markdown and HTML from meaning anything;
 * a zero-width space keeps GitHub from making a mention or a reference of what is left, for those filters read the finished page.
 */
const ZWSP = '\u200B';
/** Controls (but tab and line feed), soft hyphens, and marks that hide text or turn its direction around. A joiner holds an emoji together. */
const CONTROL = /[\u0000-\u0008\u000B\u000C\u000E-\u001F\u007F-\u009F\u00AD\u061C\u200B\u200E\u200F\u202A-\u202E\u2060-\u206F\uFEFF]/g;
/** Well-formed text without control characters; line ends are `\n`. */
function clean(text) {
    return text
        .toWellFormed()
        .replace(/\r\n?|[\u2028\u2029\u0085]/g, '\n')
        .replace(CONTROL, '');
}
/** One line, whatever came in, at most `most` characters. */
function oneLine(text, most = 500) {
    const line = clean(text).replace(/\s+/g, ' ').trim();
    if (line.length <= most)
        return line;
    const head = line.slice(0, most - 1).toWellFormed();
    return `${head.replace(/\uFFFD$/, '')}…`;
}
/** Keeps `@name`, `#12`, `owner/name#12` and `GH-12` from notifying people or linking issues. */
function unlink(text) {
    return text
        .replace(/@(?=[\p{L}\p{N}])/gu, `@${ZWSP}`)
        .replace(/(?<!&|\]\()#(?=\d)/g, `#${ZWSP}`)
        .replace(/\b(GH-)(?=\d)/gi, `$1${ZWSP}`);
}
const HTML = { '&': '&amp;', '<': '&lt;', '>': '&gt;', '"': '&quot;', "'": '&#39;' };
const escapeHtml = (text) => text.replace(/[&<>"']/g, (char) => String(HTML[char]));
/** Every mark that could mean something is escaped, addresses do not become links. */
const escapeMarkdown = (line) => unlink(line)
    .replace(/[\\`*_[\]~$|]/g, '\\$&')
    // Entities, for an address that GitHub makes a link of would take a backslash into it.
    .replace(/[&<]/g, (char) => String(HTML[char]))
    .replace(/^([-+=#>:]|\d+(?=[.)]))/, (mark) => (/\d/.test(mark) ? `${mark}\\` : `\\${mark}`))
    .replace(/:(?=\/\/)/g, '\\:')
    .replace(/(www)\./gi, '$1\\.');
/** Text inside an HTML block: one line, so that no blank line ends the block. */
const html = (text, most) => escapeHtml(unlink(oneLine(text, most)));
/** `<code>` inside an HTML block. GitHub leaves mentions in code alone. */
const code = (text, most) => `<code>${escapeHtml(oneLine(text, most))}</code>`;
/** Text in a line of Markdown. */
const markdown = (text, most) => escapeMarkdown(oneLine(text, most));
/** Tips and hints put names of inputs between backticks; they become code, the rest is escaped. */
const markdownWithCode = (text, most) => withCode(oneLine(text, most), escapeMarkdown, (span) => `\`${span}\``);
const htmlWithCode = (text, most) => withCode(oneLine(text, most), (words) => escapeHtml(unlink(words)), (span) => `<code>${escapeHtml(span)}</code>`);
const withCode = (line, words, span) => line
    .split(/`([^`]+)`/)
    .map((part, at) => (at % 2 === 1 ? span(part) : words(part)))
    .join('');
/** A fenced block whose content cannot end it. */
function fence(text, language = 'text') {
    const body = clean(text).trimEnd();
    const longest = (body.match(/`+/g) ?? []).reduce((most, run) => Math.max(most, run.length), 2);
    const ticks = '`'.repeat(longest + 1);
    return `${ticks}${language}\n${body}\n${ticks}`;
}
const byteLength = (text) => new TextEncoder().encode(text).length;
/** Parts of a page; empty ones are left out. */
const joined = (parts) => parts.filter((part) => part !== '').join('\n\n');
/** Folded away; GitHub reads Markdown inside once there is an empty line. `title` is HTML. */
function details(title, body, open = false) {
    return body === '' ? '' : `<details${open ? ' open' : ''}><summary>${title}</summary>\n\n${body}\n\n</details>`;
}


/***/ }),

/***/ 3822:
/***/ ((__unused_webpack_module, __webpack_exports__, __nccwpck_require__) => {

/* harmony export */ __nccwpck_require__.d(__webpack_exports__, {
/* harmony export */   J3: () => (/* binding */ LogTail),
/* harmony export */   YB: () => (/* binding */ TAIL_LIMITS),
/* harmony export */   w$: () => (/* binding */ lastLines)
/* harmony export */ });
/* harmony import */ var _escape_js__WEBPACK_IMPORTED_MODULE_0__ = __nccwpck_require__(8606);

/** What a report keeps of a log. */
const TAIL_LIMITS = { maxBytes: 64 * 1024, maxLines: 200 };
/** Rows above the cursor that several progress bars may draw again. */
const MOST_UP = 50;
/** What moves the cursor or ends a row. A return before a line end belongs to it, as on Windows. */
const MOVES = /\r*\n|\r+|\u001B\[(\d{0,3})A/g;
/** The beginning of a move that the next chunk may continue. */
const OPEN = /(?:\r+|\u001B(?:\[\d{0,3})?)$/;
/**
 * Keeps the last rows of a stream as a terminal would show them: a progress bar returns to the start of its line, several bars move
 * the cursor up. So an hour of bars does not push out the lines before them. A line without an end takes bounded memory.
 */
class LogTail {
    #limits;
    #decoder = new TextDecoder();
    #rows = [''];
    #row = 0;
    /** The next text replaces the row. */
    #isReturned = false;
    #held = '';
    constructor(limits = {}) {
        this.#limits = { ...TAIL_LIMITS, ...limits };
    }
    push(bytes) {
        const text = this.#held + this.#decoder.decode(bytes, { stream: true });
        this.#held = OPEN.exec(text.slice(-64))?.[0] ?? '';
        this.#draw(this.#held === '' ? text : text.slice(0, -this.#held.length));
    }
    #draw(text) {
        let from = 0;
        for (const move of text.matchAll(MOVES)) {
            this.#write(text.slice(from, move.index));
            from = move.index + move[0].length;
            if (move[0].endsWith('\n'))
                this.#nextRow();
            else {
                if (move[0].endsWith('A'))
                    this.#row -= Math.min(this.#row, MOST_UP, Number(move[1]) || 1);
                this.#isReturned = true;
            }
        }
        this.#write(text.slice(from));
    }
    #write(text) {
        if (text === '')
            return;
        const row = this.#isReturned ? text : `${this.#rows[this.#row] ?? ''}${text}`;
        const most = this.#limits.maxBytes;
        this.#rows[this.#row] = row.length > 2 * most ? row.slice(-most) : row;
        this.#isReturned = false;
    }
    #nextRow() {
        this.#row++;
        this.#isReturned = this.#row < this.#rows.length;
        if (this.#isReturned)
            return;
        this.#rows.push('');
        const most = this.#limits.maxLines + MOST_UP;
        // Many at once: to drop each row by itself takes the square of their number.
        if (this.#rows.length < 2 * most)
            return;
        this.#rows = this.#rows.slice(-most);
        this.#row = most - 1;
    }
    /** The last lines as people read them. */
    text() {
        return lastLines(readable(this.#rows.join('\n')), this.#limits);
    }
}
// CSI, OSC and its kin (closed by BEL or ESC \), then the short escapes. Each part is bounded by what cannot occur inside it.
const ANSI = /(?:\u001B\[|\u009B)[0-?]*[ -/]*[@-~]?|\u001B[\]PX^_][^\u0007\u001B\u009C\n]*(?:\u0007|\u001B\\|\u009C)?|\u001B[ -/]*[0-~]?/g;
/** Rows without ANSI escapes, control characters and broken Unicode, and without empty rows at the edges. */
const readable = (text) => (0,_escape_js__WEBPACK_IMPORTED_MODULE_0__/* .clean */ .uH)(text.replace(ANSI, ''))
    .split('\n')
    .map((line) => line.trimEnd())
    .join('\n')
    .replace(/^\n+|\n+$/g, '');
/** The end of a text within limits, beginning at the start of a line; a single line that is too long keeps its end. */
function lastLines(text, { maxBytes, maxLines }) {
    const lines = text.split('\n').slice(-maxLines);
    let first = lines.length;
    let bytes = -1;
    while (first > 0 && (bytes += (0,_escape_js__WEBPACK_IMPORTED_MODULE_0__/* .byteLength */ .dp)(lines[first - 1] ?? '') + 1) <= maxBytes)
        first--;
    if (first < lines.length)
        return lines.slice(first).join('\n');
    const end = new TextEncoder().encode(text).subarray(3 - maxBytes);
    // Without what is left of a character that was cut through.
    return `…${new TextDecoder().decode(end.subarray(end.findIndex((byte) => (byte & 0xc0) !== 0x80)))}`;
}


/***/ }),

/***/ 1665:
/***/ ((__unused_webpack_module, __webpack_exports__, __nccwpck_require__) => {

/* harmony export */ __nccwpck_require__.d(__webpack_exports__, {
/* harmony export */   $z: () => (/* binding */ hintOf),
/* harmony export */   CW: () => (/* binding */ sayMoney),
/* harmony export */   F_: () => (/* binding */ sayPercent),
/* harmony export */   H6: () => (/* binding */ whatToDo),
/* harmony export */   K1: () => (/* binding */ ending),
/* harmony export */   Kg: () => (/* binding */ isGood),
/* harmony export */   LS: () => (/* binding */ plural),
/* harmony export */   Ml: () => (/* binding */ worseMetrics),
/* harmony export */   Mz: () => (/* binding */ errorOf),
/* harmony export */   QS: () => (/* binding */ sayEstimate),
/* harmony export */   WJ: () => (/* binding */ verdict),
/* harmony export */   Zw: () => (/* binding */ saySeconds),
/* harmony export */   a6: () => (/* binding */ waitedFor),
/* harmony export */   cZ: () => (/* binding */ causesOf),
/* harmony export */   h0: () => (/* binding */ short),
/* harmony export */   rL: () => (/* binding */ signOf),
/* harmony export */   yg: () => (/* binding */ sayMetric),
/* harmony export */   yo: () => (/* binding */ sayEnergy)
/* harmony export */ });
/* harmony import */ var _model_duration_js__WEBPACK_IMPORTED_MODULE_0__ = __nccwpck_require__(7378);
/* harmony import */ var _model_outcome_js__WEBPACK_IMPORTED_MODULE_3__ = __nccwpck_require__(9260);
/* harmony import */ var _cause_js__WEBPACK_IMPORTED_MODULE_1__ = __nccwpck_require__(1370);
/* harmony import */ var _escape_js__WEBPACK_IMPORTED_MODULE_2__ = __nccwpck_require__(8606);




/** `$1.11`, `$0.04`, `less than $0.01`, `$1,234`. */
function sayMoney(usd) {
    if (usd === 0)
        return '$0';
    if (usd < 0.005)
        return 'less than $0.01';
    return usd >= 1_000 ? `$${grouped(Math.round(usd))}` : `$${usd.toFixed(2)}`;
}
/** `about $1.11`, `under $0.01`: an estimate, not a bill. */
const sayEstimate = (usd) => (usd < 0.005 ? 'under $0.01' : `about ${sayMoney(usd)}`);
const saySeconds = (seconds) => (0,_model_duration_js__WEBPACK_IMPORTED_MODULE_0__/* .sayDuration */ .k)(seconds * 1_000);
/** `98 %`, `0.4 %`. */
const sayPercent = (percent) => `${percent > 0 && percent < 1 ? percent.toFixed(1) : String(Math.round(percent))} %`;
/** `0.09 kWh`, `41 Wh`. */
const sayEnergy = (kwh) => (kwh < 0.1 ? `${short(kwh * 1_000)} Wh` : `${short(kwh)} kWh`);
/** At most three digits that count: `0.09`, `5.5`, `73.1`, `141`, `12,345`. */
function short(value) {
    if (value >= 100)
        return grouped(Math.round(value));
    return String(Number(value.toFixed(value >= 1 ? 1 : 2)));
}
/** A metric: five digits, more if it would seem to be a whole number or equal to `other`. */
function sayMetric(value, other = null) {
    const size = Math.abs(value);
    if (size !== 0 && (size < 1e-4 || size >= 1e9))
        return value.toExponential(2).replace('e+', 'e');
    const whole = String(Math.trunc(size)).length;
    for (let digits = Math.max(5, whole + 1); digits <= 12; digits++) {
        const shown = Number(value.toPrecision(digits));
        const isWrong = Number.isInteger(shown) && !Number.isInteger(value);
        const isSame = other !== null && other !== value && shown === Number(other.toPrecision(digits));
        if (!isWrong && !isSame)
            return grouped(shown);
    }
    return grouped(value);
}
const plural = (count, one) => `${grouped(count)} ${one}${count === 1 ? '' : 's'}`;
const grouped = (value) => value.toLocaleString('en-US', { maximumFractionDigits: 12 });
const SIGNS = {
    succeeded: '✅',
    submitted: '🚀',
    skipped: '⏭️',
    cancelled: '🚫',
    'timed-out': '⏱️',
    failed: '❌',
};
/** The sign before the headline: what happened, before a word is read. */
function signOf(report) {
    if (report.class === 'saturated')
        return '⏳';
    return report.class === 'budget' ? '💸' : SIGNS[report.status];
}
/** Whether it ended as it should. */
const isGood = ({ status }) => status === 'succeeded' || status === 'submitted' || status === 'skipped';
const FAILURES = {
    workload: { title: 'failed', hint: '' },
    saturated: {
        title: 'no session came free',
        hint: 'Wait longer (`max-wait`), run fewer matrix jobs at once (`max-parallel`), or enlarge the pool.',
    },
    capacity: {
        title: 'no such GPU to be had',
        hint: 'Name more GPU types in `gpu-type`, in order of preference, or run the job again later.',
    },
    infra: {
        title: 'the infrastructure failed',
        hint: 'Run the job again. If it fails again, `gpu doctor` shows more.',
    },
    auth: {
        title: 'the token was rejected',
        hint: 'Check the secret that `token` is read from; `gpu-ci token rotate` makes a new one.',
    },
    usage: {
        title: 'GPU CLI rejected the request',
        hint: 'Check `args` and `gpu.jsonc` against `gpu run --help` of the installed version.',
    },
    timeout: { title: 'timed out', hint: 'Raise `timeout` or `idle-timeout`, or make the run shorter.' },
    budget: {
        title: 'rejected by plan or billing',
        hint: 'Check plan, quota and billing of the organization.',
    },
    cancelled: { title: 'cancelled', hint: '' },
    internal: { title: 'this action failed', hint: 'Please report it with the log of this step.' },
};
function wordsOf({ class: name, attempts, versions, command }) {
    if (name === '')
        return { title: 'failed', hint: '' };
    const words = FAILURES[name];
    // Without a version GPU CLI was not found, so it rejected nothing.
    const wasCalled = versions.cli !== '';
    if (name === 'auth' && !wasCalled)
        return { ...words, title: 'no valid service token' };
    if (name === 'usage' && attempts.length === 0)
        return { title: wasCalled || command !== '' ? 'could not start' : 'invalid inputs', hint: '' };
    if (name === 'budget' && attempts.at(-1)?.outcome.kind === 'overBudget')
        return { title: 'stopped at the cost limit', hint: 'Raise `max-cost`, or make the run shorter.' };
    return words;
}
const hintOf = (report) => wordsOf(report).hint;
/** What happened in a few words of our own: nothing of it is foreign text. `timed`: with how long it took. */
function ending(report, timed = true) {
    const total = saySeconds(report.times.totalSeconds);
    const after = timed ? ` after ${total}` : '';
    switch (report.status) {
        case 'succeeded':
            return timed ? `succeeded in ${total}` : 'succeeded';
        case 'submitted':
        case 'skipped':
            return report.status;
        case 'cancelled':
            return `cancelled${after}`;
        case 'timed-out':
            return `timed out${after}`;
        case 'failed':
            break;
    }
    if (report.class === 'saturated')
        return `${wordsOf(report).title}${timed ? ` in ${total}` : ''}`;
    if (report.class !== 'workload')
        return wordsOf(report).title;
    const code = report.exitCode === null ? '' : ` · exit code ${report.exitCode}`;
    if ((0,_cause_js__WEBPACK_IMPORTED_MODULE_1__/* .findOutOfMemory */ .U)(report.logTail) !== undefined)
        return `failed: GPU out of memory${code}`;
    const signal = signalOf(report);
    return signal === '' ? `failed${after}${code}` : `ended by ${signal}${after}`;
}
function signalOf({ attempts }) {
    const outcome = attempts.at(-1)?.outcome;
    return /^SIG[A-Z0-9]{2,8}$/.exec(outcome?.kind === 'failed' ? (outcome.signal ?? '') : '')?.[0] ?? '';
}
/** ` · 🔴 1 metric worse`, or nothing. */
function worseMetrics({ metrics }) {
    const worse = metrics.filter((row) => row.verdict === 'worse').length;
    return worse === 0 ? '' : ` · 🔴 ${plural(worse, 'metric')} worse`;
}
/** How it ended, what it cost, and whether a metric got worse. */
function verdict(report) {
    const cost = report.cost === null || report.cost.usd === 0 ? '' : ` · ${sayEstimate(report.cost.usd)}`;
    return `${ending(report)}${cost}${worseMetrics(report)}`;
}
/** What was waited for before the last attempt, by what the others were refused for. */
function waitedFor({ attempts }) {
    const classes = new Set(attempts.flatMap(({ outcome }) => (outcome.kind === 'refused' ? [outcome.class] : [])));
    const [first] = classes;
    if (first === undefined)
        return attempts.length > 1 ? 'in earlier attempts' : 'submitting';
    if (classes.size === 1 && first === 'saturated')
        return 'waiting for a session';
    if (classes.size === 1 && first === 'capacity')
        return 'waiting for a GPU';
    return 'before it could start';
}
/** Why it did not succeed: what the log says where it says so, then our reason, unless that has no more than the exit code. */
function causesOf(report) {
    const line = report.class === 'workload' ? ((0,_cause_js__WEBPACK_IMPORTED_MODULE_1__/* .causeIn */ .P)(report.logTail)?.line ?? '') : '';
    // The tip has the numbers of the text already.
    const isAdvised = report.advice.some((item) => item.kind === 'out-of-memory');
    const text = isAdvised ? line.replace(/^([^.]*\.[^.]*?out of memory\.).*/i, '$1') : line;
    const isBare = line !== '' && report.exitCode !== null && report.reason === (0,_model_outcome_js__WEBPACK_IMPORTED_MODULE_3__/* .exitReason */ .JS)(report.exitCode);
    return [
        { said: true, text },
        { said: false, text: isBare ? '' : report.reason },
    ].filter((cause) => cause.text !== '');
}
/** The tip about the pool says it with numbers. */
function whatToDo(report) {
    if (report.advice.some((item) => item.kind === 'pool-width'))
        return '';
    return report.hint === '' ? hintOf(report) : report.hint;
}
/** The one error of a run that did not succeed: the cause, and what to do. Undefined if there is nothing to complain of. */
function errorOf(report) {
    if (report.class === '')
        return undefined;
    const advised = report.advice.filter(({ kind }) => ['out-of-memory', 'bigger-gpu', 'pool-width'].includes(kind));
    // That tip names the cause itself, with its numbers.
    const causes = advised.some(({ kind }) => kind === 'out-of-memory') ? [] : causesOf(report);
    const said = [
        ...causes.map(({ said, text }) => ended(said ? (0,_escape_js__WEBPACK_IMPORTED_MODULE_2__/* .oneLine */ .TN)(text) : text)),
        whatToDo(report),
        ...advised.map(({ text }) => text),
    ];
    return {
        title: `${(0,_escape_js__WEBPACK_IMPORTED_MODULE_2__/* .oneLine */ .TN)(report.label, 120)}: ${ending(report)}`,
        message: said.filter((text) => text !== '').join(' '),
    };
}
const ended = (text) => (/[.!?…]$/.test(text) ? text : `${text}.`);


/***/ }),

/***/ 1312:
/***/ ((__unused_webpack_module, __webpack_exports__, __nccwpck_require__) => {

/* harmony export */ __nccwpck_require__.d(__webpack_exports__, {
/* harmony export */   _5: () => (/* binding */ isUnchanged),
/* harmony export */   i6: () => (/* binding */ NOTHING_TO_END),
/* harmony export */   lb: () => (/* binding */ endRun)
/* harmony export */ });
/* harmony import */ var _gpu_project_js__WEBPACK_IMPORTED_MODULE_0__ = __nccwpck_require__(1982);
/* harmony import */ var _gpu_wrapper_js__WEBPACK_IMPORTED_MODULE_3__ = __nccwpck_require__(3056);
/* harmony import */ var _gpu_parse_js__WEBPACK_IMPORTED_MODULE_4__ = __nccwpck_require__(2388);
/* harmony import */ var _plan_js__WEBPACK_IMPORTED_MODULE_1__ = __nccwpck_require__(7461);
/* harmony import */ var _stop_js__WEBPACK_IMPORTED_MODULE_2__ = __nccwpck_require__(6694);





/** Between two attempts to end what still runs (ms). */
const PAUSE_MS = 400;
/** A status that could not be read before the run either is asked for so long (ms). */
const BLIND_MS = 5_000;
/** A job that is listed without its command line shows whose it is when its workload starts: for this share of the time its log is read. */
const UNSURE_SHARE = 0.6;
/** A job that survives its cancels for so long ends with its pod (ms). */
const STUBBORN_MS = 15_000;
const NOTHING_TO_END = { cleanup: 'not-needed', leftover: '', left: '', pod: undefined };
/**
 * Ends what this run left and verifies it: our jobs are cancelled by id, their pods are stopped by id, then the status is read
 * again. Idempotent; never throws.
 */
async function endRun(gpu, state, options) {
    const isEmpty = state.at === 'idle' && state.jobs.length + state.pods.length + state.broken.length === 0;
    if (isEmpty)
        return NOTHING_TO_END;
    const ending = new Ending(gpu, state, options);
    // Known jobs are cancelled before anything is read: on a cancel each moment counts.
    if (!(0,_stop_js__WEBPACK_IMPORTED_MODULE_2__/* .isAborted */ .G4)(options.signal) && (state.at === 'submitting' || state.at === 'running'))
        await ending.cancelKnown();
    return ending.untilVerified();
}
/** Whether GPU CLI still looks at the project of this run. If not, no answer proves anything, and `gpu stop` would act on another one. */
const isUnchanged = ({ cwd, config, identity }) => (0,_gpu_project_js__WEBPACK_IMPORTED_MODULE_0__/* .identityOf */ .c)(cwd, config) === identity;
/** One clean-up: look, plan, act, until a look that finds nothing verifies the end or the time is up. */
class Ending {
    #gpu;
    #state;
    #options;
    #keepPod;
    #until;
    /** Ids that were ordered to end, and ids of pods that were seen. */
    #ordered = new Set();
    #seen = new Set();
    #pauseMs = PAUSE_MS;
    /** The newest job is known to be over, or its cancel was accepted, or a record shows that it runs all the same. */
    #job;
    #view;
    #plan;
    /** Broken pods that nothing lists. */
    #hidden = [];
    #pod;
    constructor(gpu, state, options) {
        this.#gpu = gpu;
        this.#state = state;
        this.#options = options;
        this.#keepPod = options.keepPod ?? state.keepPod;
        this.#until = options.clock.elapsed() + options.deadlineMs;
        this.#job = state.at === 'ended' || state.jobId === '' ? 'over' : 'unknown';
    }
    cancelKnown() {
        return this.#order(this.#state.jobs, this.#cancel);
    }
    /** What is known by id is ended once, and nothing is awaited. */
    async withoutStatus() {
        await this.#stopKnown();
        // A warning that names candidates helps only if no id is known.
        const instances = this.#state.pods.length > 0 ? undefined : await this.#gpu.instances(...this.#call());
        if (instances !== undefined)
            this.#plan = (0,_plan_js__WEBPACK_IMPORTED_MODULE_1__/* .plan */ .et)(this.#state, { ..._plan_js__WEBPACK_IMPORTED_MODULE_1__/* .NO_STATUS */ .rF, instances }, this.#keepPod);
        return this.#unconfirmed();
    }
    async untilVerified() {
        // A submission that was not answered may still arrive: one look that finds nothing proves little.
        let looks = this.#state.at === 'submitting' ? (this.#options.looks ?? 2) : 1;
        do {
            if ((0,_stop_js__WEBPACK_IMPORTED_MODULE_2__/* .isAborted */ .G4)(this.#options.signal))
                break;
            const view = (this.#view = await this.#look());
            // Outputs can come back at any time.
            if (!isUnchanged(this.#state.project))
                return this.withoutStatus();
            const now = (this.#plan = view === undefined ? undefined : (0,_plan_js__WEBPACK_IMPORTED_MODULE_1__/* .plan */ .et)(this.#state, view, this.#keepPod));
            if (view === undefined || now === undefined) {
                if (await this.#endUnseen())
                    break;
                continue;
            }
            const ids = [...now.pods, ...now.shown];
            this.#pod ??= [...view.pods, ...(view.instances ?? [])].find(({ podId }) => ids.includes(podId));
            if (await this.#act(now, view))
                continue;
            if (now.unsure.jobs.length > 0 && this.#left() > this.#options.deadlineMs * (1 - UNSURE_SHARE)) {
                await this.#recognize(now, view);
                continue;
            }
            if (now.unsure.jobs.length + now.unsure.pods.length > 0 || now.unsure.unnamed)
                break;
            if (--looks > 0)
                continue;
            if (!(await this.#isJobOver(now, view)))
                continue;
            if (await this.#endHidden(view))
                break;
            return this.#verified(now);
        } while (await this.#pause());
        return this.#unconfirmed();
    }
    #left = () => this.#until - this.#options.clock.elapsed();
    /** The limit of one call, and the signal that ends it. */
    #call(mostMs = Infinity) {
        const { callMs, signal } = this.#options;
        return [Math.min(mostMs, Math.max(500, Math.min(callMs, this.#left()))), signal];
    }
    /** @returns whether there is time for another look. */
    async #pause() {
        const { clock, signal } = this.#options;
        if (this.#left() <= 0)
            return false;
        if (this.#pauseMs > 0)
            await clock.sleep(Math.min(this.#pauseMs, this.#left()), signal);
        this.#pauseMs = PAUSE_MS;
        return true;
    }
    /** What is ordered for the first time is mostly done when the order returns, so the next look follows at once. */
    async #order(ids, act) {
        if (ids.some((id) => !this.#ordered.has(id)))
            this.#pauseMs = 0;
        for (const id of ids)
            this.#ordered.add(id);
        await Promise.all(ids.map(act));
    }
    #cancel = async (jobId) => {
        const accepted = await this.#gpu.cancel(jobId, ...this.#call());
        if (accepted && jobId === this.#newest() && this.#job === 'unknown')
            this.#job = 'cancelled';
    };
    #stop = async (podId) => {
        const stopped = await this.#gpu.stop(podId, ...this.#call());
        if (!stopped && this.#state.broken.includes(podId))
            await this.#terminate(podId);
    };
    #terminate = (podId) => this.#gpu.terminate(podId, ...this.#call());
    #newest = () => this.#state.jobs.at(-1) ?? '';
    #isBefore = (pod) => this.#state.before.pods.includes(pod);
    #ownPods = () => this.#state.pods.filter((pod) => !this.#isBefore(pod));
    async #look() {
        const { before, broken, stage, pods } = this.#state;
        const read = await this.#gpu.status(...this.#call());
        // A CLI that listed jobs before and does not now gave a broken answer: a job of another run may be on any pod.
        if (before.jobsListed && read?.jobsKnown !== true)
            return undefined;
        const status = read ?? _plan_js__WEBPACK_IMPORTED_MODULE_1__/* .NO_STATUS */ .rF;
        for (const { podId } of status.pods)
            this.#seen.add(podId);
        const isGone = (podId) => !status.pods.some((one) => one.podId === podId);
        const isUnproven = (podId) => isGone(podId) && (!this.#seen.has(podId) || broken.includes(podId));
        if (!('podId' in stage) && pods.length === 0)
            return read;
        if (read !== undefined && !this.#ownPods().some(isUnproven) && (read.unnamed ?? 0) === 0)
            return read;
        const instances = await this.#gpu.instances(...this.#call());
        return instances === undefined ? read : { ...status, instances };
    }
    /** Without a status nothing can be confirmed, but what is known by id is ended. @returns whether to give up. */
    async #endUnseen() {
        const { unnamed } = this.#state.before;
        const { deadlineMs } = this.#options;
        if (deadlineMs - this.#left() <= (unnamed === null ? BLIND_MS : deadlineMs / 2))
            return false;
        await this.#stopKnown();
        return unnamed === null;
    }
    /** If pods without a name were there before this run, its job may run on one of them. */
    async #stopKnown() {
        if ((this.#state.before.unnamed ?? 0) === 0 && !this.#keepPod)
            await this.#order(this.#ownPods(), this.#stop);
    }
    /** @returns whether something was to be ended: the next look shows what became of it. */
    async #act(now, view) {
        const toOrder = (ids) => ids.filter((id) => !(0,_plan_js__WEBPACK_IMPORTED_MODULE_1__/* .isEnding */ .yp)(view, id));
        if (now.cancel.length > 0) {
            // A job that was listed is over as soon as it is not.
            if (now.cancel.some(({ jobId }) => jobId === this.#newest()))
                this.#job = 'over';
            // When they are over, nothing may show any more that they were ours.
            for (const podId of (0,_plan_js__WEBPACK_IMPORTED_MODULE_1__/* .podsOf */ .EB)(now.cancel))
                this.#state.learnPod(podId);
            const ids = now.cancel.map(({ jobId }) => jobId);
            const isStubborn = this.#options.deadlineMs - this.#left() >= STUBBORN_MS;
            await Promise.all([this.#order(ids, this.#cancel), this.#order(isStubborn ? now.stop : [], this.#stop)]);
            return true;
        }
        if (now.stop.length + now.terminate.length === 0 && !now.stopAll)
            return this.#stopUnseen(now, view);
        this.#learnPods(now);
        await Promise.all([
            this.#order(toOrder(now.stop), this.#stop),
            this.#order(toOrder(now.terminate), this.#terminate),
            this.#order(now.stopAll ? ['*'] : [], () => this.#gpu.stopAll(...this.#call())),
        ]);
        return true;
    }
    /** A list can be late: a pod that no look has shown is stopped all the same, once. */
    async #stopUnseen({ pods }, view) {
        if (this.#keepPod || (this.#state.before.unnamed ?? 0) > 0)
            return false;
        const used = (0,_plan_js__WEBPACK_IMPORTED_MODULE_1__/* .podsOf */ .EB)(view.jobs.filter(({ alive }) => alive));
        const unseen = this.#ownPods().filter((pod) => ![...pods, ...used, ...this.#seen, ...this.#ordered, ...this.#state.broken].includes(pod));
        await this.#order(unseen, this.#stop);
        return unseen.length > 0;
    }
    #learnPods({ pods }) {
        for (const pod of pods)
            if (!this.#state.pods.includes(pod))
                this.#state.learnPod(pod);
    }
    /** Reads in the log of each job, which begins with the mark of its run, whose it is. */
    async #recognize({ unsure }, view) {
        const read = async (id) => ({ id, nonce: (0,_gpu_wrapper_js__WEBPACK_IMPORTED_MODULE_3__/* .startedBy */ .l3)(await this.#gpu.log(id, ...this.#call())) });
        for (const { id, nonce } of await Promise.all(unsure.jobs.map(read))) {
            if (nonce === '')
                continue;
            this.#pauseMs = 0;
            if (this.#state.nonces.includes(nonce)) {
                this.#state.learnJob(id);
                this.#state.learnPod(view.jobs.find(({ jobId }) => jobId === id)?.podId ?? '');
            }
            else
                this.#state.isOfOthers(id);
        }
    }
    /**
     * A record, a job that was listed and is gone, or the end of its pod proves that a job is over. An empty list does not. An
     * accepted cancel does only if the job can no longer be seen: GPU CLI may accept a cancel and let the job run on.
     */
    async #isJobOver(now, view) {
        const { podId, project } = this.#state;
        // `gpu stop` without an id ended the only pod that could be of this run.
        const isPodKnown = podId !== '' || this.#ordered.has('*');
        const podGone = isPodKnown && now.pods.length === 0 && (view.unnamed ?? 0) === 0;
        if (this.#job === 'cancelled' && (podGone || view.jobsKnown || project.way === 'attached'))
            this.#job = 'over';
        if (this.#job === 'over')
            return true;
        const result = await this.#gpu.result(this.#newest(), ...this.#call(1_000));
        if (result === undefined)
            return false;
        this.#job = (0,_gpu_parse_js__WEBPACK_IMPORTED_MODULE_4__/* .isAlive */ ._n)(result.state) ? 'alive' : 'over';
        if (this.#job === 'alive')
            await this.#order([this.#newest()], this.#cancel);
        return this.#job === 'over';
    }
    /** A broken pod that is not in the status may still exist, unless the list of instances shows that it does not. */
    async #endHidden(view) {
        if (view.instances !== undefined)
            return false;
        const isListed = (id) => view.pods.some(({ podId }) => podId === id);
        this.#hidden = this.#state.broken.filter((id) => !this.#isBefore(id) && !isListed(id));
        const fresh = this.#hidden.filter((id) => !this.#ordered.has(id));
        await this.#order(fresh, this.#terminate);
        return this.#hidden.length > 0;
    }
    #verified(now) {
        if (this.#keepPod)
            this.#learnPods(now);
        const { at, podId, jobs, pods } = this.#state;
        // A submission whose answer was cut off can still be carried out, after the last look, unless its pod was found and is gone.
        if (at === 'submitting' && podId === '' && !this.#ordered.has('*'))
            return this.#unconfirmed();
        if (at === 'submitting')
            this.#state.ended();
        const never = jobs.length + pods.length + this.#ordered.size === 0;
        const cleanup = now.keep !== '' ? 'kept' : never ? 'not-needed' : 'confirmed';
        return { cleanup, leftover: '', left: now.keep, pod: this.#pod };
    }
    #unconfirmed() {
        return { cleanup: 'unconfirmed', leftover: this.#leftover(), left: '', pod: this.#pod };
    }
    /** What is left for a person: each command names an id. */
    #leftover() {
        const now = this.#plan;
        const stopEach = (ids) => ids.map((id) => this.#gpu.stopCommand('', id)).join(' && ');
        const alive = this.#job === 'alive' ? this.#newest() : '';
        const job = now === undefined ? this.#newest() : (now.cancel[0]?.jobId ?? alive);
        if (job === '' && now !== undefined) {
            const { jobs } = now.unsure;
            const pods = [...now.unsure.pods, ...now.shown];
            const hidden = [...now.terminate, ...this.#hidden];
            if (jobs.length > 0)
                return `job ${jobs.join(' or ')} ${MAY_BE_OURS} ${jobs.map((id) => this.#gpu.stopCommand(id, '')).join(' or ')}`;
            if (hidden.length > 0)
                return `pod ${hidden.join(', ')} ${MAY_RUN} ${hidden.map((id) => `gpu instances terminate ${id} -y`).join(' && ')}`;
            if (pods.length > 0)
                return `pod ${pods.join(', ')} ${MAY_BE_OURS} ${stopEach(pods)}`;
        }
        const podId = (now === undefined ? this.#ownPods() : now.stop).at(-1) ?? '';
        if (job === '' && podId !== '' && (0,_plan_js__WEBPACK_IMPORTED_MODULE_1__/* .isEnding */ .yp)(this.#view, podId))
            return `pod ${podId} is still stopping and may cost money until it is gone; look with: gpu status`;
        const what = [job && `job ${job}`, podId && `pod ${podId}`].filter(Boolean).join(' and ');
        if (what !== '')
            return `${what} ${MAY_RUN} ${this.#gpu.stopCommand(job, podId)}`;
        return `a job or pod of this run may still run and cost money, and its id is not known; run \`gpu status\` in ${this.#state.project.cwd}, then stop the pod that it names`;
    }
}
const MAY_RUN = 'may still run and cost money; end it with:';
const MAY_BE_OURS = 'may be of this run, and GPU CLI does not show whose it is; if it is yours, end it with:';


/***/ }),

/***/ 8458:
/***/ ((__unused_webpack_module, __webpack_exports__, __nccwpck_require__) => {

/* harmony export */ __nccwpck_require__.d(__webpack_exports__, {
/* harmony export */   gw: () => (/* binding */ switchBack),
/* harmony export */   wy: () => (/* binding */ gpuCaller),
/* harmony export */   xO: () => (/* binding */ switchOrg),
/* harmony export */   yw: () => (/* binding */ inOneOrg)
/* harmony export */ });
/* unused harmony exports activeInJson, activeInText */
/* harmony import */ var _model_errors_js__WEBPACK_IMPORTED_MODULE_0__ = __nccwpck_require__(5573);
/* harmony import */ var _gpu_refusal_js__WEBPACK_IMPORTED_MODULE_1__ = __nccwpck_require__(7563);
/* harmony import */ var _gpu_spawn_js__WEBPACK_IMPORTED_MODULE_2__ = __nccwpck_require__(5996);
/* harmony import */ var _gpu_parse_js__WEBPACK_IMPORTED_MODULE_3__ = __nccwpck_require__(2388);




const CALL_MS = 20_000;
function gpuCaller(bin, cwd, env, { timeoutMs = CALL_MS, signal } = {}) {
    return (...args) => (0,_gpu_spawn_js__WEBPACK_IMPORTED_MODULE_2__/* .capture */ .Fg)(bin, args, { cwd, env, timeoutMs: Math.min(CALL_MS, timeoutMs), signal });
}
/**
 * Makes an organization the active one.
 * @param onBefore called before the switch with the slug that was active, '' for the personal account. It is not called if
 *   nothing has to be switched, or if the active organization cannot be read without doubt: it is then not switched back.
 * @returns whether the active organization was read.
 * @throws UserError if the CLI refuses.
 */
async function switchOrg(gpu, slug, onBefore) {
    const before = await activeOrg(gpu, slug);
    if (before === slug)
        return true;
    if (before !== undefined)
        onBefore(before);
    const ended = await gpu('org', 'switch', slug);
    if (ended.code !== 0)
        throw notSwitched(slug, ended);
    return before !== undefined;
}
/**
 * The active organization is a setting of the home folder, and another job may switch it. In another organization our job and
 * pod look as if they were gone, so a status that names another one counts as unreadable.
 */
const inOneOrg = (gpu, first) => ({
    ...gpu,
    async status(timeoutMs, signal) {
        const view = await gpu.status(timeoutMs, signal);
        const isOther = first() !== '' && view?.account !== undefined && view.account.org !== first();
        return isOther ? undefined : view;
    },
});
function notSwitched(slug, { stderr, code, hung }) {
    const why = hung ? 'no answer' : (0,_gpu_refusal_js__WEBPACK_IMPORTED_MODULE_1__/* .reasonOf */ .A3)(stderr, 'org', code);
    return new _model_errors_js__WEBPACK_IMPORTED_MODULE_0__/* .UserError */ .y(`GPU CLI did not switch to the organization ${slug}: ${why}`, 'Check `org` and that the service account belongs to it.', { class: code === 10 ? 'auth' : code === null ? 'infra' : 'usage' });
}
/** Makes the previous organization the active one. @returns whether the CLI did it. */
async function switchBack(gpu, slug) {
    return (await gpu('org', 'switch', ...(slug === '' ? [] : [slug]))).code === 0;
}
/** Neither the JSON nor the text of `gpu org list` is documented. @returns undefined if neither names the active one without doubt. */
async function activeOrg(gpu, wanted) {
    const asJson = await gpu('org', 'list', '--json');
    const active = asJson.code === 0 ? activeInJson(asJson.stdout) : undefined;
    if (active !== undefined)
        return active;
    const asText = await gpu('org', 'list');
    if (asText.code !== 0)
        throw notSwitched(wanted, asText);
    return activeInText(asText.stdout);
}
/** What may be on a command line as an organization. */
const SLUG = /^[A-Za-z0-9][A-Za-z0-9-]{0,62}$/;
/** @returns the slug, '' for the personal account; undefined if that is in doubt. */
function activeInJson(stdout) {
    const json = (0,_gpu_parse_js__WEBPACK_IMPORTED_MODULE_3__/* .readJson */ .Vh)(stdout);
    const { active, orgs, organizations } = (0,_gpu_parse_js__WEBPACK_IMPORTED_MODULE_3__/* .fields */ .OA)(json);
    if (typeof active === 'string')
        return SLUG.test(active) ? active : undefined;
    const rows = [json, orgs, organizations].find(Array.isArray);
    const marked = (rows ?? []).map(_gpu_parse_js__WEBPACK_IMPORTED_MODULE_3__/* .fields */ .OA).filter((row) => row['active'] === true || row['current'] === true);
    if (marked.length === 1) {
        const slug = marked[0]?.['slug'];
        return typeof slug === 'string' && SLUG.test(slug) ? slug : undefined;
    }
    // No organization is active, and the CLI itself reports that.
    return active === null && marked.length === 0 ? '' : undefined;
}
/** A line with a star, or a slug with the word "active" after it. */
function activeInText(stdout) {
    const marked = stdout.split('\n').flatMap((row) => {
        const [, starred, named] = /^\s*\*\s*(\S+)|^\s*(\S+)\s.*\bactive\b/.exec(row) ?? [];
        return starred ?? named ?? [];
    });
    const [slug = ''] = marked;
    return marked.length === 1 && SLUG.test(slug) ? slug : undefined;
}


/***/ }),

/***/ 7461:
/***/ ((__unused_webpack_module, __webpack_exports__, __nccwpck_require__) => {

/* harmony export */ __nccwpck_require__.d(__webpack_exports__, {
/* harmony export */   EB: () => (/* binding */ podsOf),
/* harmony export */   UN: () => (/* binding */ mayBeOurs),
/* harmony export */   et: () => (/* binding */ plan),
/* harmony export */   rF: () => (/* binding */ NO_STATUS),
/* harmony export */   yp: () => (/* binding */ isEnding)
/* harmony export */ });
/* harmony import */ var _gpu_wrapper_js__WEBPACK_IMPORTED_MODULE_0__ = __nccwpck_require__(3056);

const GONE = /^(stopped|terminated|gone|exited|deleted|removed|destroyed|dead)/i;
/** It may get stuck and is perhaps still billed: it needs no second order, but it is not gone. */
const ENDING = /^(stopping|terminating|deleting|removing|destroying|shutting)/i;
const READY = /^(ready|running|active|idle|up|warm)/i;
/** Nothing shows which pods and jobs are in this project. */
const NO_STATUS = { pods: [], jobs: [], jobsKnown: false, pool: null, statusKnown: false };
/**
 * Decides by four rules, in this order:
 * 1. If nothing of this run can exist, nothing is done.
 * 2. A job belongs to this run by its id or by the mark in its command line; a pod by its id or by the job of this run on it.
 * 3. If the pod of the job has no id, the only new pod without a job belongs to this run. Of several, none does. A job that is listed without its
 *    command line belongs to this run only if its log shows the mark: see `recognize` in cleanup.ts.
 * 4. A pod is left if it was there before this run, or if a job of someone else runs on it or waits for it.
 */
function plan(state, view, keepPod = state.keepPod) {
    const jobs = sortJobs(state, view);
    const seen = seenIn(view);
    const known = new Set([...state.pods, ...jobs.pods]);
    const guess = guessPods(state, view, { seen, known, jobs });
    const stopAll = guess.onlyPod && !keepPod;
    // Without a list, a pod that is known by id exists as long as pods are counted.
    const counted = seen.unnamed > 0 && view.instances === undefined ? state.pods : [];
    const pods = [...new Set([...seen.all.filter((pod) => known.has(pod)), ...counted, ...guess.ours])];
    const { before } = state;
    const isBefore = (pod) => before.pods.includes(pod);
    const isUsed = (pod) => jobs.others.some(({ podId }) => podId === pod) || mayWaitOn(view, jobs.others, [...known, ...before.pods]);
    const free = keepPod ? [] : pods.filter((pod) => !isBefore(pod) && !isUsed(pod));
    // Pods were there before this run whose ids are not known: it may be one of them.
    const isDoubtful = (before.unnamed ?? 0) > 0;
    const end = isDoubtful ? [] : free;
    const isHidden = (pod) => seen.account.includes(pod) && !seen.listed.includes(pod) && seen.unnamed === 0;
    const left = {
        'is kept warm, as asked': pods.filter((pod) => keepPod && !isBefore(pod)),
        'was left to the run whose job is alive on it, or waits for it': pods.filter((pod) => !keepPod && isUsed(pod) && !isBefore(pod)),
        'was there before this run and was left as it was': pods.filter(isBefore),
    };
    return {
        cancel: jobs.ours,
        stop: end.filter((pod) => !isHidden(pod)),
        terminate: end.filter(isHidden),
        stopAll,
        pods,
        shown: guess.shown,
        unsure: {
            jobs: jobs.unsure,
            pods: [...(isDoubtful ? free : []), ...(stopAll ? [] : guess.unsure)],
            unnamed: guess.unnamed && !stopAll && !keepPod,
        },
        keep: Object.entries(left)
            .filter(([, ids]) => ids.length > 0)
            .map(([why, ids]) => `pod ${ids.join(', ')} ${why}`)
            .join('; '),
    };
}
/**
 * Whether a waiting job of someone else, whose pod is not named yet, can wait for one of our pods: there are more such jobs than pods
 * that come up for them.
 */
function mayWaitOn(view, others, notTheirs) {
    const waiting = others.filter(({ podId, state }) => podId === '' && state !== 'running');
    const used = podsOf(view.jobs);
    const comingUp = view.pods.filter(({ podId, state }) => !READY.test(state) && !GONE.test(state) && ![...used, ...notTheirs].includes(podId));
    return waiting.length > comingUp.length;
}
function sortJobs(state, view) {
    const alive = view.jobs.filter((job) => job.alive);
    const isOurs = ({ jobId, command }) => state.jobs.includes(jobId) || state.nonces.some((nonce) => nonce === (0,_gpu_wrapper_js__WEBPACK_IMPORTED_MODULE_0__/* .markIn */ .bk)(command)?.nonce);
    const others = alive.filter((job) => !isOurs(job));
    // If GPU CLI lists commands, that of this run would show its mark.
    const isSought = state.at === 'submitting' && alive.every(({ command }) => command === '');
    const unsure = isSought ? others.filter((job) => mayBeOurs(state, job)) : [];
    return {
        ours: alive.filter(isOurs),
        others,
        unsure: unsure.map(({ jobId }) => jobId),
        pods: podsOf(view.jobs.filter(isOurs)),
    };
}
function seenIn({ pods, instances = [], unnamed = 0 }) {
    const up = (views) => views.filter((pod) => !GONE.test(pod.state)).map(({ podId }) => podId);
    const [listed, account] = [up(pods), up(instances)];
    return { listed, account, all: [...new Set([...listed, ...account])], unnamed };
}
/**
 * Rule 3. The list of instances is that of the account: at most so many of its new pods are in this project as the count of the
 * project shows.
 */
function guessPods(state, view, { seen, known, jobs }) {
    const { before } = state;
    const { listed, account, unnamed } = seen;
    const statusKnown = view.statusKnown !== false;
    const isNew = (pod) => !before.pods.includes(pod);
    const knownHere = account.filter((pod) => known.has(pod) && !listed.includes(pod) && isNew(pod));
    const risen = listed.length + unnamed - (before.counted ?? 0) - knownHere.length;
    const vanished = before.pods.filter((pod) => !account.includes(pod)).length;
    const mayBeHere = unnamed > 0 || !statusKnown ? seen.all : listed;
    const isRisen = !statusKnown || before.counted === null || risen + vanished > 0;
    const hasJob = (pod) => view.jobs.some(({ podId }) => podId === pod);
    const isSought = 'podId' in state.stage && state.podId === '' && jobs.pods.length === 0;
    const fresh = (isRisen ? mayBeHere : listed).filter((pod) => isSought && !known.has(pod) && isNew(pod) && !hasJob(pod));
    // A pod in provisioning belongs to the job that waits for it, and that job does not name it yet.
    const nobodyElse = jobs.others.every(({ podId }) => podId !== '') && (view.jobsKnown || state.project.alone);
    const isCertain = isSought && nobodyElse && before.unnamed === 0;
    const inProject = statusKnown && fresh.every((pod) => listed.includes(pod) || risen > 0);
    const isOnly = unnamed === 1 && before.counted === 0 && listed.length === 0 && jobs.others.length === 0;
    // The list of instances can be late, so the project's only pod is ended by the project, not by the id that the list shows.
    const onlyPod = isCertain && isOnly;
    const ours = isCertain && !onlyPod && inProject && fresh.length === 1 && unnamed <= 1 ? fresh : [];
    // If jobs are not listed, a job whose submission was not answered may run on any pod.
    const anywhere = state.at === 'submitting' && !view.jobsKnown;
    const candidates = anywhere ? mayBeHere.filter((pod) => !known.has(pod)) : fresh;
    return {
        ours,
        onlyPod,
        /** The id that the project's only pod seems to have: for the report. */
        shown: onlyPod && fresh.length === 1 ? fresh : [],
        /** What may be of this run if neither `ours` nor `onlyPod` is. */
        unsure: ours.length > 0 ? [] : candidates,
        /** Pods without an id may be of this run. */
        unnamed: isSought && unnamed > 0 && fresh.length === 0 && view.instances === undefined,
    };
}
/** Nothing shows whose job it is. */
const mayBeOurs = ({ jobId: known, before }, { jobId, command }) => known === '' && !before.jobs.includes(jobId) && command === '';
const podsOf = (jobs) => jobs.map(({ podId }) => podId).filter(Boolean);
const isEnding = (view, id) => [...(view?.pods ?? []), ...(view?.instances ?? [])].some(({ podId, state }) => podId === id && ENDING.test(state));


/***/ }),

/***/ 4843:
/***/ ((__unused_webpack_module, __webpack_exports__, __nccwpck_require__) => {

/* harmony export */ __nccwpck_require__.d(__webpack_exports__, {
/* harmony export */   MR: () => (/* binding */ warnWithoutPrice),
/* harmony export */   MV: () => (/* binding */ jobToFollow),
/* harmony export */   Tv: () => (/* binding */ jobLeftMs),
/* harmony export */   U8: () => (/* binding */ openProject),
/* harmony export */   Vg: () => (/* binding */ identifyCli),
/* harmony export */   Vh: () => (/* binding */ takePreviousToEnd),
/* harmony export */   r6: () => (/* binding */ hidesPrevious),
/* harmony export */   sE: () => (/* binding */ installCli),
/* harmony export */   yS: () => (/* binding */ folderOf)
/* harmony export */ });
/* harmony import */ var node_crypto__WEBPACK_IMPORTED_MODULE_0__ = __nccwpck_require__(7598);
/* harmony import */ var node_crypto__WEBPACK_IMPORTED_MODULE_0___default = /*#__PURE__*/__nccwpck_require__.n(node_crypto__WEBPACK_IMPORTED_MODULE_0__);
/* harmony import */ var node_fs__WEBPACK_IMPORTED_MODULE_1__ = __nccwpck_require__(3024);
/* harmony import */ var node_fs__WEBPACK_IMPORTED_MODULE_1___default = /*#__PURE__*/__nccwpck_require__.n(node_fs__WEBPACK_IMPORTED_MODULE_1__);
/* harmony import */ var node_path__WEBPACK_IMPORTED_MODULE_2__ = __nccwpck_require__(6760);
/* harmony import */ var node_path__WEBPACK_IMPORTED_MODULE_2___default = /*#__PURE__*/__nccwpck_require__.n(node_path__WEBPACK_IMPORTED_MODULE_2__);
/* harmony import */ var _model_errors_js__WEBPACK_IMPORTED_MODULE_3__ = __nccwpck_require__(5573);
/* harmony import */ var _model_outcome_js__WEBPACK_IMPORTED_MODULE_14__ = __nccwpck_require__(9260);
/* harmony import */ var _model_secrets_js__WEBPACK_IMPORTED_MODULE_12__ = __nccwpck_require__(7477);
/* harmony import */ var _gpu_capabilities_js__WEBPACK_IMPORTED_MODULE_4__ = __nccwpck_require__(3281);
/* harmony import */ var _gpu_client_js__WEBPACK_IMPORTED_MODULE_5__ = __nccwpck_require__(5526);
/* harmony import */ var _gpu_environment_js__WEBPACK_IMPORTED_MODULE_6__ = __nccwpck_require__(1138);
/* harmony import */ var _gpu_project_js__WEBPACK_IMPORTED_MODULE_7__ = __nccwpck_require__(1982);
/* harmony import */ var _gpu_install_js__WEBPACK_IMPORTED_MODULE_8__ = __nccwpck_require__(8920);
/* harmony import */ var _gpu_wrapper_js__WEBPACK_IMPORTED_MODULE_13__ = __nccwpck_require__(3056);
/* harmony import */ var _org_js__WEBPACK_IMPORTED_MODULE_9__ = __nccwpck_require__(8458);
/* harmony import */ var _process_js__WEBPACK_IMPORTED_MODULE_10__ = __nccwpck_require__(5365);
/* harmony import */ var _state_js__WEBPACK_IMPORTED_MODULE_11__ = __nccwpck_require__(2449);
















/** The folder of the project. @throws UserError if it does not exist: nothing is installed for a wrong input. */
function folderOf(request, host) {
    const cwd = (0,node_path__WEBPACK_IMPORTED_MODULE_2__.resolve)(host.context.workspace, request.workingDirectory);
    if ((0,node_fs__WEBPACK_IMPORTED_MODULE_1__.statSync)(cwd, { throwIfNoEntry: false })?.isDirectory() === true)
        return cwd;
    throw new _model_errors_js__WEBPACK_IMPORTED_MODULE_3__/* .UserError */ .y(`\`working-directory\` is "${request.workingDirectory}", but there is no folder ${cwd}.`, 'Check out the repository before this step (actions/checkout) and name a folder in it.');
}
/** Installs GPU CLI if it is missing, puts it on PATH, and exports the token if that is wanted. @returns the path of the program. */
async function installCli(request, token, world) {
    const { host, env, clock, signal } = world;
    // A program that is there already has nothing to report, and an empty group would be noise.
    let opened = false;
    const info = (line) => {
        if (!opened)
            host.group('Install GPU CLI');
        opened = true;
        host.info(line);
    };
    const installed = await (0,_gpu_install_js__WEBPACK_IMPORTED_MODULE_8__/* .findOrInstall */ .Ye)(request, {
        env: withoutToken(env, token),
        clock,
        signal,
        tempDir: host.context.tempDir,
        platform: process.platform,
        info,
    }).finally(() => {
        if (opened)
            host.endGroup();
    });
    if (installed.pathEntry !== '') {
        host.addPath(installed.pathEntry);
        env['PATH'] = `${installed.pathEntry}${node_path__WEBPACK_IMPORTED_MODULE_2__.delimiter}${env['PATH'] ?? ''}`;
    }
    if (request.exportToken && env['GPU_SERVICE_TOKEN'] !== token)
        host.exportVariable('GPU_SERVICE_TOKEN', token);
    return installed.bin;
}
/** Also if the job has the token under another name: what installs or identifies the program does not need it. */
function withoutToken(env, token) {
    const forms = (0,_model_secrets_js__WEBPACK_IMPORTED_MODULE_12__/* .formsOf */ .XP)(token);
    return Object.fromEntries(Object.entries(env).filter(([, value = '']) => !forms.some((form) => value.includes(form))));
}
/** What the program is and can do. It is asked before it gets the token. */
const identifyCli = (bin, token, { env, signal, host }, cwd = host.context.workspace) => (0,_gpu_capabilities_js__WEBPACK_IMPORTED_MODULE_4__/* .probe */ .dy)(bin, (0,_gpu_environment_js__WEBPACK_IMPORTED_MODULE_6__/* .childEnv */ .g)(withoutToken(env, token), ''), cwd, signal);
/** Opens the installed program in its project, in the wanted organization, and looks at what runs there before this run. */
async function openProject(request, { bin, cwd, token }, world, on) {
    const { host, env, signal } = world;
    const facts = await identifyCli(bin, token, world, cwd);
    signal.throwIfAborted();
    on.facts(facts);
    host.debug((0,_gpu_capabilities_js__WEBPACK_IMPORTED_MODULE_4__/* .describeFacts */ .Lm)(facts));
    if (request.mode !== 'collect')
        (0,_gpu_capabilities_js__WEBPACK_IMPORTED_MODULE_4__/* .checkWanted */ .Oe)(facts, request);
    const config = await (0,_gpu_capabilities_js__WEBPACK_IMPORTED_MODULE_4__/* .projectFile */ .g7)(request.args, { bin, cwd, env: (0,_gpu_environment_js__WEBPACK_IMPORTED_MODULE_6__/* .childEnv */ .g)(env, ''), signal });
    const gpuEnv = (0,_gpu_environment_js__WEBPACK_IMPORTED_MODULE_6__/* .childEnv */ .g)(env, token);
    const state = _state_js__WEBPACK_IMPORTED_MODULE_11__/* .RunState */ .ll.begin(host, {
        key: keyOf(request, host, env),
        attempt: host.context.runAttempt,
        account: (0,_state_js__WEBPACK_IMPORTED_MODULE_11__/* .accountOf */ .XP)(token),
        bin,
        sha256: request.cliSha256,
        cwd,
        project: config?.file ?? (0,_gpu_project_js__WEBPACK_IMPORTED_MODULE_7__/* .projectIn */ .L)(cwd),
        identity: (0,_gpu_project_js__WEBPACK_IMPORTED_MODULE_7__/* .identityOf */ .c)(cwd, config),
        config,
        way: facts.way,
        json: facts.json,
        alone: host.context.matrixSize <= 1,
    }, { keepPod: request.keepPod, isRerun: request.mode === 'run' && host.context.runAttempt > 1 });
    const gpu = (0,_org_js__WEBPACK_IMPORTED_MODULE_9__/* .inOneOrg */ .yw)((0,_gpu_client_js__WEBPACK_IMPORTED_MODULE_5__/* .openGpu */ .B)({
        facts,
        cwd,
        env: gpuEnv,
        sinks: host.foreign,
        saturation: request.saturationPattern,
        command: request.command,
        project: config,
        debug: (line) => host.debug(line),
        onClient: (pid) => state.startedClient((0,_process_js__WEBPACK_IMPORTED_MODULE_10__/* .identify */ .ls)(pid)),
    }), () => state.before.account);
    on.state(state, gpu);
    if (request.org !== '') {
        const caller = (0,_org_js__WEBPACK_IMPORTED_MODULE_9__/* .gpuCaller */ .wy)(bin, cwd, gpuEnv, { signal });
        const wasRead = await (0,_org_js__WEBPACK_IMPORTED_MODULE_9__/* .switchOrg */ .xO)(caller, request.org, (before) => state.switchedOrg(before));
        if (!wasRead)
            host.notice(`${ACTIVE_UNKNOWN} ${request.org} stays active after this job.`);
    }
    const seen = await snapshot(gpu, world);
    // A look that was cut short shows nothing: the post step has to look for the previous attempt.
    signal.throwIfAborted();
    if (seen === undefined)
        host.notice(beforeUnknown(gpu.statusTrouble()?.reason));
    state.saw(seen, seen === undefined ? new Set() : podsOfRuns(seen));
    const view = seen ?? { pods: [], jobs: [], jobsKnown: false, pool: null };
    noteMatrixWidth(host, view.pool?.limit ?? 0);
    return { gpu, state, view };
}
function noteMatrixWidth(host, limit) {
    const { matrixSize } = host.context;
    if (limit === 0 || matrixSize <= limit)
        return;
    host.notice(`The matrix has ${matrixSize} jobs and the pool ${limit} sessions: with \`max-parallel: ${limit}\` no runner waits for a session.`);
}
const ACTIVE_UNKNOWN = 'GPU CLI does not show without doubt which organization was active before, so';
const beforeUnknown = (reason = '') => `GPU CLI does not show what runs in this project${reason === '' ? '' : ` (${reason})`}. After the run only the job and the pod that are known by their ids are ended.`;
/** Of a pod that is coming up. GPU CLI may name it for its job only when it is ready. */
const COMING_UP = /^(provision|pending|creating|starting|booting|initiali[sz]ing|queued)/i;
/**
 * Pods that a running job of run-action brought up. Its step leaves them to this run if the job of this run is still on them when it
 * ends, so they do not count as pods that were there before. The clean-up looks again at whose jobs run on them.
 */
function podsOfRuns({ pods, instances = [], jobs }) {
    const isBroughtBy = ({ podId, state }, job) => {
        const before = job.alive ? (0,_gpu_wrapper_js__WEBPACK_IMPORTED_MODULE_13__/* .markIn */ .bk)(job.command)?.podsBefore : undefined;
        const mayBeOn = job.podId === '' && COMING_UP.test(state) && jobs.every((one) => one.podId !== podId);
        return before?.includes(podId) === false && (job.podId === podId || mayBeOn);
    };
    const brought = [...pods, ...instances].filter((pod) => jobs.some((job) => isBroughtBy(pod, job)));
    return new Set(brought.map(({ podId }) => podId));
}
/** How often a status is asked for that gives no answer, and how long `gpu instances list` may take (ms). */
const LOOKS = 4;
const INSTANCES_MS = 15_000;
const TOKEN_HINT = 'Check that the secret holds a live service account token: `gpu org service-account list`, or `gpu-ci token rotate`.';
/** The pods and jobs before this run; undefined if GPU CLI does not show them. */
async function snapshot(gpu, { clock, signal }) {
    for (let n = 1; n <= LOOKS && !signal.aborted; n++) {
        const view = await gpu.status(undefined, signal);
        if (view !== undefined && view.unnamed === undefined)
            return view;
        const trouble = view === undefined ? gpu.statusTrouble() : undefined;
        if (trouble?.class === 'auth')
            throw new _model_errors_js__WEBPACK_IMPORTED_MODULE_3__/* .UserError */ .y(`GPU CLI refused the token: ${trouble.reason}`, TOKEN_HINT, { class: 'auth' });
        if (trouble?.class === 'usage')
            throw new _model_errors_js__WEBPACK_IMPORTED_MODULE_3__/* .UserError */ .y(`GPU CLI refused this project: ${trouble.reason}`, 'Check `gpu.jsonc` with `gpu config validate`.');
        const instances = await gpu.instances(INSTANCES_MS, signal);
        if (view !== undefined)
            return instances === undefined ? view : { ...view, instances };
        // A status that failed may answer the next time, and only that shows which pods are of this project.
        if (instances !== undefined && (trouble === undefined || n === LOOKS))
            return { pods: [], jobs: [], jobsKnown: false, pool: null, statusKnown: false, instances };
        if (n < LOOKS)
            await clock.sleep(n * 1_000, signal);
    }
    return undefined;
}
/** One step of one job of one run, the same in each re-run; on a laptop, which has no runs, a new one each time. */
function keyOf({ argv, workingDirectory }, host, env) {
    const { repository, runId, job, leg } = host.context;
    const parts = [
        repository,
        runId || (0,node_crypto__WEBPACK_IMPORTED_MODULE_0__.randomBytes)(16).toString('hex'),
        job,
        leg,
        host.input('matrix'),
        env['GITHUB_ACTION'] ?? '',
        // Two callers of one reusable workflow differ in nothing else.
        workingDirectory,
        ...argv,
    ];
    return `k${(0,node_crypto__WEBPACK_IMPORTED_MODULE_0__.createHash)('sha256').update(parts.join('\0')).digest('hex').slice(0, 16)}`;
}
/** The running job that this step started in an earlier attempt of the CI job. If several can be it, it is not known which. */
function previousIn({ jobs }, { project: { key, attempt } }) {
    const matching = jobs.filter(({ alive, command }) => {
        const mark = (0,_gpu_wrapper_js__WEBPACK_IMPORTED_MODULE_13__/* .markIn */ .bk)(command);
        return alive && mark?.key === key && mark.attempt < attempt;
    });
    return matching.length === 1 ? matching[0] : undefined;
}
/** Whether a job of the previous attempt can run unseen: pods without a list of jobs, or jobs without their command lines. */
const hidesPrevious = ({ jobs, jobsKnown, pods, unnamed = 0, statusKnown }) => jobsKnown
    ? jobs.some(({ alive, command }) => alive && command === '')
    : statusKnown === false || pods.length + unnamed > 0;
/** Takes over the job to follow instead of starting one: the one to collect, or that of the previous attempt. */
function jobToFollow({ view, state }, request, host) {
    const { jobId, mode } = request;
    const isRerun = mode !== 'collect' && host.context.runAttempt > 1;
    const collected = view.jobs.find((job) => job.jobId === jobId) ?? { jobId, podId: '', command: '' };
    const job = isRerun ? previousIn(view, state) : mode === 'collect' ? collected : undefined;
    if (job === undefined)
        state.looked();
    else
        state.adopt(job);
    if (isRerun && job !== undefined)
        host.notice(`Job ${job.jobId} from the previous attempt is still running; attaching to it.`);
    else if (isRerun && (hidesPrevious(view) || state.before.unnamed === null))
        host.warning(CANNOT_LOOK);
    return job;
}
const CANNOT_LOOK = 'GPU CLI does not list jobs with their command lines, so a job of the previous attempt may still be running, and both would be billed. Check with `gpu status`, and stop its pod with `gpu stop POD_ID -y`.';
/** A re-run that is ended before it follows the job of its previous attempt ends that job: nobody else would. */
function takePreviousToEnd(state, view) {
    const job = state.at === 'looking' ? previousIn(view, state) : undefined;
    if (job === undefined)
        state.looked();
    else
        state.adopt(job);
}
/** The list price is all that can be known before a pod is up. */
async function warnWithoutPrice({ gpuTypes }, gpu, { host, signal }) {
    const offers = gpuTypes.length === 0 ? [] : await gpu.inventory(signal);
    const unknown = gpuTypes.filter((type) => (0,_model_outcome_js__WEBPACK_IMPORTED_MODULE_14__/* .offerFor */ .qK)(offers, type) === undefined);
    if (gpuTypes.length > 0 && unknown.length === 0)
        return;
    const why = gpuTypes.length === 0 ? '`gpu-type` is not set' : `\`gpu inventory\` lists no price for ${unknown.join(', ')}`;
    host.warning(`The price for \`max-cost\` is not known before the start: ${why}. The limit applies only if GPU CLI reports the price of the pod.`);
}
/** What is kept of the limit of the CI job for ending the run (ms); a quarter of a short one. */
const JOB_LIMIT_RESERVE_MS = 5 * 60_000;
/** The same if the host does not report when the job started: steps before this one have used some of the limit. */
const UNKNOWN_START_RESERVE_MS = 15 * 60_000;
/** What the limit of the CI job leaves for the run, 0 without a limit. */
function jobLeftMs({ context: { jobLimitMs, jobStartedAt } }, clock) {
    if (jobLimitMs === 0)
        return 0;
    const passedMs = clock.now() - jobStartedAt;
    const known = jobStartedAt > 0 && passedMs >= 0 && passedMs < jobLimitMs;
    const reserveMs = Math.min(known ? JOB_LIMIT_RESERVE_MS : UNKNOWN_START_RESERVE_MS, jobLimitMs / 4);
    return Math.max(1, jobLimitMs - reserveMs - (known ? passedMs : 0));
}


/***/ }),

/***/ 5365:
/***/ ((__unused_webpack_module, __webpack_exports__, __nccwpck_require__) => {

/* harmony export */ __nccwpck_require__.d(__webpack_exports__, {
/* harmony export */   JZ: () => (/* binding */ endProcess),
/* harmony export */   W_: () => (/* binding */ isRunning),
/* harmony export */   b8: () => (/* binding */ pidOf),
/* harmony export */   ls: () => (/* binding */ identify)
/* harmony export */ });
/* unused harmony export startOf */
/* harmony import */ var node_child_process__WEBPACK_IMPORTED_MODULE_0__ = __nccwpck_require__(1421);
/* harmony import */ var node_child_process__WEBPACK_IMPORTED_MODULE_0___default = /*#__PURE__*/__nccwpck_require__.n(node_child_process__WEBPACK_IMPORTED_MODULE_0__);
/* harmony import */ var node_fs__WEBPACK_IMPORTED_MODULE_1__ = __nccwpck_require__(3024);
/* harmony import */ var node_fs__WEBPACK_IMPORTED_MODULE_1___default = /*#__PURE__*/__nccwpck_require__.n(node_fs__WEBPACK_IMPORTED_MODULE_1__);


const LOOK_MS = 50;
/**
 * When a running process started; '' if it has ended. The system gives a process id to another process later, so the id and the
 * start together identify one.
 */
function startOf(pid, platform = process.platform) {
    if (!Number.isInteger(pid) || pid <= 0)
        return '';
    try {
        return platform === 'linux' ? fromProc(pid) : fromPs(pid);
    }
    catch {
        return '';
    }
}
function fromProc(pid) {
    const stat = (0,node_fs__WEBPACK_IMPORTED_MODULE_1__.readFileSync)(`/proc/${pid}/stat`, 'utf8');
    // The name in parentheses can contain anything. After it come the state (field 3) and, as field 22, the start.
    const fields = stat.slice(stat.lastIndexOf(')') + 2).split(' ');
    return fields[0] === 'Z' ? '' : (fields[19] ?? '');
}
function fromPs(pid) {
    const row = (0,node_child_process__WEBPACK_IMPORTED_MODULE_0__.execFileSync)('ps', ['-o', 'stat=,lstart=', '-p', String(pid)], {
        encoding: 'utf8',
        timeout: 5_000,
        stdio: ['ignore', 'pipe', 'ignore'],
        env: { PATH: process.env['PATH'], LC_ALL: 'C' },
    });
    const [state = 'Z', ...start] = row.trim().split(/\s+/);
    return state.startsWith('Z') ? '' : start.join(' ');
}
/** A process as it is saved: `PID START`; '' if it has ended. */
function identify(pid) {
    const start = startOf(pid);
    return start === '' ? '' : `${pid} ${start}`;
}
const pidOf = (saved) => Number(saved.split(' ')[0]);
/** Whether the saved process, which is not this one, still runs. */
const isRunning = (saved) => saved !== '' && pidOf(saved) !== process.pid && identify(pidOf(saved)) === saved;
/**
 * Ends a saved process that still runs: with a signal first, and with SIGKILL after `graceMs`. A `group` leader is ended with
 * its process group.
 * @returns whether it was running.
 */
async function endProcess(saved, signal, { clock, graceMs, group }) {
    if (!isRunning(saved))
        return false;
    const target = group ? -pidOf(saved) : pidOf(saved);
    send(target, signal);
    const until = clock.elapsed() + graceMs;
    while (isRunning(saved) && clock.elapsed() < until)
        await clock.sleep(LOOK_MS);
    if (isRunning(saved))
        send(target, 'SIGKILL');
    return true;
}
function send(target, signal) {
    try {
        process.kill(target, signal);
    }
    catch {
        // ESRCH: it has just ended. EPERM: it belongs to another user.
    }
}


/***/ }),

/***/ 2449:
/***/ ((__unused_webpack_module, __webpack_exports__, __nccwpck_require__) => {

/* harmony export */ __nccwpck_require__.d(__webpack_exports__, {
/* harmony export */   A8: () => (/* binding */ MAIN_STATE),
/* harmony export */   KY: () => (/* binding */ RUN_STATE),
/* harmony export */   XP: () => (/* binding */ accountOf),
/* harmony export */   b3: () => (/* binding */ notSaved),
/* harmony export */   ll: () => (/* binding */ RunState)
/* harmony export */ });
/* harmony import */ var node_crypto__WEBPACK_IMPORTED_MODULE_0__ = __nccwpck_require__(7598);
/* harmony import */ var node_crypto__WEBPACK_IMPORTED_MODULE_0___default = /*#__PURE__*/__nccwpck_require__.n(node_crypto__WEBPACK_IMPORTED_MODULE_0__);
/* harmony import */ var _model_errors_js__WEBPACK_IMPORTED_MODULE_1__ = __nccwpck_require__(5573);
/* harmony import */ var _gpu_wrapper_js__WEBPACK_IMPORTED_MODULE_2__ = __nccwpck_require__(3056);



/** Names under which a step saves its state, and which process it is. */
const RUN_STATE = 'run';
const MAIN_STATE = 'main';
const NOTHING_KNOWN = { pods: [], jobs: [], unnamed: null, counted: null, jobsListed: false, account: '' };
/** Of the saved form. A program of another version may read it. */
const VERSION = 1;
/** The runner passes the state to the post step in one variable, whose length the system limits. */
const MOST_IDS = 250;
const MOST_OWN = 100;
const LONGEST_ID = 128;
/** The post step reads a state that it does not change for anyone. */
const NO_PORT = { saveState: () => undefined, debug: () => undefined };
/**
 * Everything that the post step must know to end this run. Each change is saved before the next line runs, because a kill may come
 * at any moment. It holds no secret.
 */
class RunState {
    version = VERSION;
    #port;
    constructor(port, data) {
        this.#port = port;
        Object.assign(this, data);
    }
    /** @throws UserError if it cannot be saved: what could not be ended safely is not started. */
    static begin(port, project, { keepPod, isRerun }) {
        const stage = { at: isRerun ? 'looking' : 'idle' };
        const none = { nonces: [], jobs: [], pods: [], broken: [], client: '', orgBefore: null };
        const state = new RunState(port, { project, before: NOTHING_KNOWN, stage, keepPod, ...none });
        state.#mustSet({});
        return state;
    }
    /** @returns undefined if the text is not a saved state of this version. */
    static read(text) {
        try {
            const { version, ...data } = JSON.parse(text);
            return version === VERSION ? new RunState(NO_PORT, data) : undefined;
        }
        catch {
            return undefined;
        }
    }
    get at() {
        return this.stage.at;
    }
    /** The job of the newest attempt, '' while it is not known. */
    get jobId() {
        return 'jobId' in this.stage ? this.stage.jobId : '';
    }
    /** The pod of the newest attempt, '' while it is not known. */
    get podId() {
        return 'podId' in this.stage ? this.stage.podId : '';
    }
    /** Something may be alive that is to be ended. */
    get mayLive() {
        const { at, nonces, jobs, pods } = this;
        return at === 'looking' || (at !== 'over' && nonces.length + jobs.length + pods.length > 0);
    }
    /** Whether the post step has anything to do. */
    get isLeft() {
        return this.mayLive || this.orgBefore !== null;
    }
    /** What the first look at the project showed. */
    saw(view, ofOtherRuns) {
        if (view === undefined)
            return;
        const pods = [...view.pods, ...(view.instances ?? [])]
            .map(({ podId }) => podId)
            .filter((pod) => !ofOtherRuns.has(pod));
        // A job that is over starts no more, so only those that run can be confused with ours.
        const jobs = view.jobs.filter(({ alive }) => alive).map(({ jobId }) => jobId);
        const kept = { pods: shortened(pods), jobs: shortened(jobs) };
        const known = view.statusKnown !== false;
        const unnamed = (view.instances === undefined ? (view.unnamed ?? 0) : 0) + (pods.length - kept.pods.length);
        this.#set({
            before: {
                ...kept,
                unnamed: known ? unnamed : null,
                counted: known ? view.pods.length + (view.unnamed ?? 0) : null,
                jobsListed: view.jobsKnown && kept.jobs.length === jobs.length,
                account: view.account?.org ?? '',
            },
        });
    }
    /** There is no previous attempt that nobody would end. */
    looked() {
        if (this.at === 'looking')
            this.#set({ stage: { at: 'idle' } });
    }
    switchedOrg(from) {
        this.#mustSet({ orgBefore: from });
    }
    /** Called before the submission: from here on something may be alive. @throws UserError if it cannot be saved. */
    beginAttempt(nonce) {
        const nonces = nonce === '' ? this.nonces : [...this.nonces, nonce].slice(-MOST_OWN);
        this.#mustSet({ stage: { at: 'submitting', podId: '' }, nonces });
    }
    /** Takes over a job that this step did not submit: the one to collect, or that of the previous attempt. */
    adopt({ jobId, podId, command }) {
        const mark = (0,_gpu_wrapper_js__WEBPACK_IMPORTED_MODULE_2__/* .markIn */ .bk)(command);
        const { before } = this;
        // What existed before the run of that job began must not be stopped, rather than what existed before this one.
        const known = mark?.podsBefore ?? before.pods.filter((id) => id !== podId);
        // A job that is not listed runs or ran on any pod. A listing can cut the mark off: then any pod may be one from before.
        const isUnlisted = podId === '' && !before.jobs.includes(jobId) && before.counted !== 0;
        const isCut = mark !== undefined && mark.podsBefore === undefined;
        const pods = isUnlisted ? [] : known;
        const unnamed = isCut || isUnlisted ? Math.max(1, before.unnamed ?? 0) : before.unnamed;
        const counted = isUnlisted ? null : before.counted;
        this.#set({ before: { ...before, pods, unnamed, counted, jobs: before.jobs.filter((id) => id !== jobId) } });
        this.beginAttempt(mark?.nonce ?? '');
        this.learnJob(jobId);
        this.learnPod(podId);
    }
    /** A job with the mark of this run does not replace the one that is known. @returns whether it is that of the newest attempt, and new. */
    learnJob(jobId) {
        if (jobId === '' || jobId === this.jobId || this.before.jobs.includes(jobId))
            return false;
        if (this.jobId !== '') {
            this.#set({ jobs: newest(newest(this.jobs, jobId), this.jobId) });
            return false;
        }
        this.#set({ stage: { at: 'running', jobId, podId: this.podId }, jobs: newest(this.jobs, jobId) });
        return true;
    }
    learnPod(podId) {
        if (podId === '' || (this.podId !== '' && this.pods.includes(podId)))
            return;
        this.#set({ stage: 'podId' in this.stage ? { ...this.stage, podId } : this.stage, pods: newest(this.pods, podId) });
    }
    /** The log of a job shows that another run started it. */
    isOfOthers(jobId) {
        this.#set({ before: { ...this.before, jobs: [...this.before.jobs, jobId] } });
    }
    startedClient(client) {
        this.#set({ client });
    }
    /**
     * The newest attempt was refused, so its job is over.
     * @param brokenPod its pod, if its failure names it as broken; else ''. @param mayHavePod it may have a pod, also if no failure names one.
     */
    refused(brokenPod = '', mayHavePod = true) {
        const isNew = brokenPod !== '' && !this.broken.includes(brokenPod) && !this.before.pods.includes(brokenPod);
        const fresh = isNew ? [brokenPod] : [];
        for (const pod of fresh)
            this.learnPod(pod);
        const { jobId, podId } = this;
        const isIdle = podId === '' && (jobId === '' || !mayHavePod);
        const stage = isIdle ? { at: 'idle' } : { at: 'ended', jobId, podId };
        this.#set({ stage, broken: [...this.broken, ...fresh].slice(-MOST_OWN) });
    }
    /** The job of the newest attempt is known to be over. */
    ended() {
        const { at, jobId, podId } = this;
        if (at === 'submitting' || at === 'running')
            this.#set({ stage: { at: 'ended', jobId, podId } });
    }
    /** Nothing is left to end. */
    over() {
        this.#set({ stage: { at: 'over' } });
    }
    /** Saves again after a failure; @returns why it could not be saved, '' if it was. */
    save() {
        try {
            this.#port.saveState(RUN_STATE, JSON.stringify(this));
            return '';
        }
        catch (error) {
            this.#port.debug(`The state could not be saved: ${(0,_model_errors_js__WEBPACK_IMPORTED_MODULE_1__/* .sentenceOf */ .$)(error)}`);
            return (0,_model_errors_js__WEBPACK_IMPORTED_MODULE_1__/* .sentenceOf */ .$)(error);
        }
    }
    /** What runs already is followed to its end, also if its state cannot be saved. */
    #set(change) {
        Object.assign(this, change);
        return this.save();
    }
    #mustSet(change) {
        const why = this.#set(change);
        if (why !== '')
            throw notSaved(why, this.jobs.length > 0);
    }
}
/** Keeps tokens apart and shows nothing of them. */
const accountOf = (token) => (0,node_crypto__WEBPACK_IMPORTED_MODULE_0__.createHash)('sha256').update(token).digest('hex').slice(0, 8);
/** @param more whether something was started before. */
const notSaved = (why, more = false) => new _model_errors_js__WEBPACK_IMPORTED_MODULE_1__/* .UserError */ .y(`The state of this step could not be saved (${why}), so nothing ${more ? 'more ' : ''}was started: it could not be ended safely.`, 'Make the file of the state writable, or free the disk of the runner.', { class: 'infra' });
const newest = (ids, id) => [...ids.filter((one) => one !== id), id].slice(-MOST_OWN);
const shortened = (ids) => [...new Set(ids)].filter((id) => id.length <= LONGEST_ID).slice(0, MOST_IDS);


/***/ }),

/***/ 6694:
/***/ ((__unused_webpack_module, __webpack_exports__, __nccwpck_require__) => {

/* harmony export */ __nccwpck_require__.d(__webpack_exports__, {
/* harmony export */   G4: () => (/* binding */ isAborted),
/* harmony export */   VG: () => (/* binding */ Stop),
/* harmony export */   ZU: () => (/* binding */ failClosed),
/* harmony export */   iH: () => (/* binding */ parentUnderNpm),
/* harmony export */   oT: () => (/* binding */ abortedOutcome),
/* harmony export */   rl: () => (/* binding */ causeOf)
/* harmony export */ });
/* harmony import */ var _model_errors_js__WEBPACK_IMPORTED_MODULE_0__ = __nccwpck_require__(5573);

/** The cause of a signal that is aborted. */
const causeOf = (signal) => signal.reason;
/** A function, because the property changes during a wait, which the compiler cannot know. */
const isAborted = (signal) => signal?.aborted === true;
/** The ending that the cause of an aborted signal stands for. */
function abortedOutcome(signal) {
    const cause = causeOf(signal);
    switch (cause.kind) {
        case 'signal':
            return { kind: 'cancelled', by: cause.name };
        case 'notStarted':
            return {
                kind: 'timedOut',
                limit: 'start-timeout',
                reason: `${cause.reason} GPU CLI did not confirm that the job ended before its start, so it was not submitted again.`,
            };
        case 'timedOut':
        case 'overBudget':
            return cause;
        case 'fault':
            return { kind: 'lost', reason: cause.reason };
        case 'detached':
            return { kind: 'submitted' };
    }
}
/** After a signal everything must be over: the runner sends a second one after 7.5 s and kills 2.5 s later (ms). */
const AFTER_SIGNAL_MS = 5_200;
const SIGNALS = ['SIGINT', 'SIGTERM', 'SIGHUP'];
/** How often to check that npm is still there (ms). */
const PARENT_MS = 300;
/** Under `npx` and `npm run`, the id of the parent process. npm 11 ends on SIGTERM and forwards it to nobody. */
const parentUnderNpm = (env) => (env['npm_command'] ?? '') === '' ? undefined : () => process.ppid;
/**
 * The end of the whole run, and the time that is left for it. The runner sends SIGINT to this process only
 * (Runner.Sdk/ProcessInvoker.cs). A second signal changes nothing, and the process does not die of one.
 */
class Stop {
    #clock;
    #run = new AbortController();
    #over = new AbortController();
    #disposed = new AbortController();
    #until = Infinity;
    constructor(clock) {
        this.#clock = clock;
    }
    /** A `parent` that is gone counts as SIGTERM. */
    static onSignals(clock, from = process, parent) {
        const stop = new Stop(clock);
        const onDispose = (act) => stop.#disposed.signal.addEventListener('abort', act);
        if (parent !== undefined) {
            const born = parent();
            const watch = setInterval(() => {
                if (parent() !== born)
                    stop.end({ kind: 'signal', name: 'SIGTERM' });
            }, PARENT_MS).unref();
            onDispose(() => clearInterval(watch));
        }
        for (const name of SIGNALS) {
            const handler = () => stop.end({ kind: 'signal', name });
            from.on(name, handler);
            onDispose(() => from.off(name, handler));
        }
        return stop;
    }
    /** Ends the run, unless it is being ended already. */
    end(cause) {
        if (this.#run.signal.aborted)
            return;
        this.#until = this.#clock.elapsed() + AFTER_SIGNAL_MS;
        void this.#clock.sleep(AFTER_SIGNAL_MS, this.#disposed.signal).then(() => this.#over.abort());
        this.#run.abort(cause);
    }
    /** Aborts with an AbortCause. */
    get signal() {
        return this.#run.signal;
    }
    /** Aborts when no time is left. */
    get over() {
        return this.#over.signal;
    }
    /** Time for ending the run: without limit until the run is to end. */
    msLeft() {
        return Math.max(0, this.#until - this.#clock.elapsed());
    }
    /** Signals act as usual again. */
    dispose() {
        this.#disposed.abort();
    }
}
/**
 * Runs `main` and sets the exit code. Node ends with 0 when nothing keeps its event loop alive, even if a promise is pending, and
 * prints the arguments of a failed child when it dies of an exception. Here both end the run, and the job fails.
 */
async function failClosed(main, ports) {
    const { failed, abort, say, codeOf } = ports;
    process.exitCode = failed;
    let [isFaulty, isSettled] = [false, false];
    const fault = (why) => {
        if (isFaulty)
            return;
        isFaulty = true;
        process.exitCode = failed;
        const reason = `Internal error in run-action: ${why.replace(/[.\s]*$/, '')}.`;
        say(`${reason} The run ends now. Report it with the log of a run with debug logging.`);
        abort({ kind: 'fault', reason });
    };
    process.on('uncaughtException', (error) => fault((0,_model_errors_js__WEBPACK_IMPORTED_MODULE_0__/* .sentenceOf */ .$)(error)));
    process.on('unhandledRejection', (error) => fault((0,_model_errors_js__WEBPACK_IMPORTED_MODULE_0__/* .sentenceOf */ .$)(error)));
    // What the abort wakes keeps the process alive for its clean-up.
    process.once('beforeExit', () => {
        if (!isSettled)
            fault('an operation never finished');
    });
    try {
        const code = await main();
        // `process.exitCode`, not `process.exit`: output that is still on its way must arrive.
        process.exitCode = isFaulty && code === 0 ? failed : code;
    }
    catch (error) {
        say((0,_model_errors_js__WEBPACK_IMPORTED_MODULE_0__/* .sentenceOf */ .$)(error));
        process.exitCode = codeOf(error);
    }
    isSettled = true;
}


/***/ }),

/***/ 2391:
/***/ ((__unused_webpack_module, __webpack_exports__, __nccwpck_require__) => {


// EXPORTS
__nccwpck_require__.d(__webpack_exports__, {
  x: () => (/* binding */ runSetup),
  e: () => (/* binding */ runStep)
});

// EXTERNAL MODULE: external "node:crypto"
var external_node_crypto_ = __nccwpck_require__(7598);
// EXTERNAL MODULE: external "node:util"
var external_node_util_ = __nccwpck_require__(7975);
// EXTERNAL MODULE: ./build/src/model/errors.js
var errors = __nccwpck_require__(5573);
// EXTERNAL MODULE: ./build/src/model/outcome.js
var model_outcome = __nccwpck_require__(9260);
// EXTERNAL MODULE: ./build/src/model/rules.js
var rules = __nccwpck_require__(8963);
// EXTERNAL MODULE: ./build/src/model/secrets.js
var model_secrets = __nccwpck_require__(7477);
// EXTERNAL MODULE: ./build/src/inputs.js
var src_inputs = __nccwpck_require__(3901);
;// CONCATENATED MODULE: ./build/src/request.js




/**
 * Validates all inputs at once.
 * @throws UserError with one line for each bad input: its name, value, what is allowed and an example.
 */
function parseRequest(read) {
    const faults = [];
    const valueOf = (row) => {
        const given = read(row.name);
        return given.trim() === '' ? row.default : given;
    };
    const entries = src_inputs/* INPUTS */.m.filter(({ field }) => field !== '').map((row) => {
        const value = valueOf(row);
        return [row.field, row.parse(value, faultsOf(row, value, faults))];
    });
    const inputs = Object.fromEntries(entries);
    const { mode, command, retryDelayMs, retryMaxDelayMs } = inputs;
    const [commandRow] = src_inputs/* INPUTS */.m;
    if (mode !== 'collect' && command === '')
        faults.push('`command` is empty; say what to run on the pod, for example `python train.py`.');
    if (mode === 'collect' && inputs.jobId === '')
        faults.push('`job-id` is empty, but `mode: collect` needs the id that `mode: submit` gave, for example `${{ needs.submit.outputs.job-id }}`.');
    const argv = argvOf(inputs);
    if (argv === undefined)
        faultsOf(commandRow, command, faults).must(SPLITTABLE);
    if (inputs.detachAfterMs > 0 && mode !== 'collect')
        faults.push('`detach-after` is for `mode: collect`; a run that is left alive must be one that was submitted.');
    // The default maximum does not bind a user who sets only the minimum.
    const hasMaximum = src_inputs/* INPUTS */.m.some((row) => row.field === 'retryMaxDelayMs' && valueOf(row).trim() !== row.default);
    if (retryDelayMs > retryMaxDelayMs && hasMaximum)
        faults.push('`retry-delay` is longer than `retry-max-delay`; make it the shorter one, for example `5s` and `2m`.');
    if (faults.length > 0) {
        const head = faults.length === 1 ? 'One input cannot be used:' : `${faults.length} inputs cannot be used:`;
        // A token that was put into the wrong input, and is not the one we know, is quoted with the fault.
        throw new errors/* UserError */.y((0,model_secrets/* withoutTokens */.N_)(`${head} ${faults.join(' ')}`));
    }
    return { ...inputs, argv: argv ?? [] };
}
const faultsOf = ({ name, example }, whole, faults) => ({
    input: name,
    must(be, value = whole.trim()) {
        const shown = value.length > 80 ? `${value.slice(0, 77)}…` : value;
        faults.push(`\`${name}\` is ${JSON.stringify(shown)}, but must be ${be}, for example \`${example}\`.`);
    },
    say: (sentence) => void faults.push(sentence),
});
const SPLITTABLE = 'a line with closed quotes, in which each of `|&;<>()` is quoted, because no shell runs it';
/** The arguments that run the script on the pod. Undefined if the line cannot be split. */
function argvOf({ shell, command }) {
    if (shell === 'none')
        return (0,rules/* splitWords */.yM)(command);
    return shell === 'bash' ? ['bash', '-eo', 'pipefail', '-c', command] : ['sh', '-e', '-c', command];
}

// EXTERNAL MODULE: ./build/src/report/texts.js
var texts = __nccwpck_require__(1665);
// EXTERNAL MODULE: ./build/src/report/escape.js
var report_escape = __nccwpck_require__(8606);
// EXTERNAL MODULE: ./build/src/report/cause.js
var cause = __nccwpck_require__(1370);
;// CONCATENATED MODULE: ./build/src/report/tips.js


const MOST = 3;
/** Below this the samples may have missed the workload's habits. */
const MIN_SAMPLES = 20;
const MIN_SPAN_S = 30;
/** Spare memory left on a GPU that is proposed: allocators fragment, and batches vary. */
const MARGIN = 1.15;
const MIN_SAVING = 0.1;
/** Tips from evidence, most valuable first, three at most. Each names the numbers it rests on; without evidence there is none. */
function advise(report, offers) {
    const unused = unusedGpus(report);
    return [
        ...outOfMemory(report, offers),
        // The cost of GPUs that are not used counts for more than their type.
        ...(unused === undefined ? [smallerGpu(report, offers), dataBound(report)] : [unused]),
        idlePod(report),
        fullPool(report),
    ]
        .filter((tip) => tip !== undefined)
        .sort((a, b) => b.worth - a.worth)
        .slice(0, MOST)
        .map(({ kind, text }) => ({ kind, text }));
}
function outOfMemory(report, offers) {
    const { status, class: name, logTail, gpu, telemetry } = report;
    const found = status === 'failed' && name === 'workload' ? (0,cause/* findOutOfMemory */.U)(logTail) : undefined;
    if (found === undefined)
        return [];
    const { error, wantedGib, freeGib } = found;
    const driverMib = telemetry?.memoryTotalMib ?? null;
    const total = found.totalGib ?? (driverMib === null ? gpu.vramGib : driverMib / 1_024);
    const free = freeGib === null ? '' : `, with ${(0,texts/* short */.h0)(freeGib)} GiB free`;
    const of = total > 0 ? ` of ${(0,texts/* short */.h0)(total)} GiB` : '';
    const wanted = wantedGib === null ? '' : ` It asked for ${(0,texts/* short */.h0)(wantedGib)} GiB more${free}${of}.`;
    const sizes = wanted === '' && total > 0 ? ` The GPU has ${(0,texts/* short */.h0)(total)} GiB.` : wanted;
    const text = `The GPU ran out of memory (${error}).${sizes} A smaller batch, gradient accumulation, gradient checkpointing or mixed precision need less.`;
    // Vendors round memory (79.2 GiB is sold as 80 GB), so a bigger GPU has to be bigger by more than that.
    const needed = Math.max(total * 1.1, (total + (wantedGib ?? 0) - (freeGib ?? 0)) * 1.02);
    const offer = cheapest(offers, ({ vramGib }) => total > 0 && vramGib >= needed);
    if (offer === undefined)
        return [{ kind: 'out-of-memory', text, worth: 1e9 }];
    const more = offer.costPerHour - gpu.pricePerHour;
    const price = gpu.pricePerHour > 0 && more > 0 ? `, ${(0,texts/* sayMoney */.CW)(more)} more an hour` : '';
    const bigger = `${(0,texts/* short */.h0)(total)} GiB was too little. With more, and available now: ${named(offer)}${price}.`;
    return [
        { kind: 'out-of-memory', text, worth: 1e9 },
        { kind: 'bigger-gpu', text: bigger, worth: 1e8 },
    ];
}
function smallerGpu(report, offers) {
    const { telemetry, gpu, cost, times } = report;
    if (report.status !== 'succeeded' || telemetry?.memoryMib == null || !isEnough(report))
        return undefined;
    const peak = telemetry.memoryMib.peak / 1_024;
    const total = telemetry.memoryTotalMib === null ? gpu.vramGib : telemetry.memoryTotalMib / 1_024;
    // A GPU whose memory was not touched was not used.
    if (peak < 0.06)
        return undefined;
    const offer = cheapest(offers, ({ vramGib, costPerHour }) => vramGib >= peak * MARGIN && vramGib < total && costPerHour <= gpu.pricePerHour * (1 - MIN_SAVING));
    if (offer === undefined)
        return undefined;
    const hourly = (gpu.pricePerHour - offer.costPerHour) * Math.max(1, gpu.count);
    const worth = (hourly * (cost?.billedSeconds ?? times.runSeconds)) / 3_600;
    const busy = telemetry.utilization === null ? '' : `, and the GPU was ${(0,texts/* sayPercent */.F_)(telemetry.utilization.mean)} busy`;
    const each = gpu.count > 1 ? ` on each of ${gpu.count} GPUs` : '';
    const perRun = worth >= 0.005 ? `, ${(0,texts/* sayMoney */.CW)(worth)} a run like this` : '';
    const text = `Memory peaked at ${(0,texts/* short */.h0)(peak)} of ${(0,texts/* short */.h0)(total)} GiB${each}${busy}. ` +
        `${named(offer)} would hold it: about ${(0,texts/* sayMoney */.CW)(hourly)} less an hour${perRun}, if its speed is enough.`;
    return { kind: 'smaller-gpu', text, worth };
}
function unusedGpus(report) {
    const { telemetry, cost } = report;
    if (telemetry === null || !isEnough(report))
        return undefined;
    const { gpuCount, idleGpus = 0, spanSeconds } = telemetry;
    const used = gpuCount - idleGpus;
    if (idleGpus === 0 || used === 0)
        return undefined;
    const worth = ((cost?.usd ?? 0) * idleGpus) / gpuCount;
    const price = worth >= 0.005 ? ` They cost ${(0,texts/* sayMoney */.CW)(worth)} of this run.` : '';
    const text = `${idleGpus} of ${gpuCount} GPUs were not used: 0 % busy in all samples over ${(0,texts/* saySeconds */.Zw)(spanSeconds)}.${price} Start one process per GPU, for example with \`torchrun --nproc-per-node ${gpuCount}\`, or set \`gpu-count: ${used}\`.`;
    return { kind: 'data-bound', text, worth };
}
function dataBound(report) {
    const { telemetry, cost } = report;
    if (telemetry?.utilization == null || !isEnough(report) || telemetry.spanSeconds < 60)
        return undefined;
    const { mean, p95, peak } = telemetry.utilization;
    if (mean >= 25)
        return undefined;
    const span = (0,texts/* saySeconds */.Zw)(telemetry.spanSeconds);
    const wasted = (cost?.usd ?? 0) * (1 - mean / 100);
    if (peak === 0 && (telemetry.memoryMib?.peak ?? Infinity) < 64) {
        const text = `The GPU was never used: 0 % busy and no memory taken in ${span} (${(0,texts/* plural */.LS)(telemetry.samples, 'sample')}). Does the program see the GPU, or does it need none?`;
        return { kind: 'data-bound', text, worth: wasted };
    }
    const text = `The GPU was ${(0,texts/* sayPercent */.F_)(mean)} busy (95 % of the time at most ${(0,texts/* sayPercent */.F_)(p95)}) over ${span}: it waited for something else, most often the data loader. More workers, pinned memory, prefetching or data kept on the pod feed it better.`;
    return { kind: 'data-bound', text, worth: wasted / 2 };
}
function idlePod({ cost, times, cleanup }) {
    if (cost === null || times.runSeconds <= 0)
        return undefined;
    const idle = cost.billedSeconds - times.runSeconds - times.provisionSeconds;
    if (idle < 120 || idle < cost.billedSeconds * 0.1)
        return undefined;
    const worth = (idle / 3_600) * cost.pricePerHour * cost.gpuCount;
    const advice = cleanup === 'kept'
        ? 'Without `keep-pod` it is stopped at once.'
        : 'Fewer or smaller files to sync shorten what is not work.';
    const text = `The pod was billed for ${(0,texts/* saySeconds */.Zw)(cost.billedSeconds)} but worked for ${(0,texts/* saySeconds */.Zw)(times.runSeconds)}: ${(0,texts/* saySeconds */.Zw)(idle)} idle, about ${(0,texts/* sayMoney */.CW)(worth)}. ${advice}`;
    return { kind: 'idle-pod', text, worth };
}
function fullPool({ class: name, times: { queueSeconds, runSeconds }, org: { slug, pool }, }) {
    const waited = (0,texts/* saySeconds */.Zw)(queueSeconds);
    if (name === 'saturated' && queueSeconds > 0) {
        const sessions = pool === null ? 'The sessions' : `All ${pool.limit} sessions`;
        const width = pool === null ? 'the size of the pool' : String(pool.limit);
        const text = `${sessions} of ${slug || 'the pool'} were in use for the ${waited} that this run waited. A longer \`max-wait\`, \`max-parallel: ${width}\` for a matrix, or a larger pool would let it through.`;
        return { kind: 'pool-width', text, worth: 1e7 };
    }
    if (runSeconds <= 0 || queueSeconds < 60 || queueSeconds <= runSeconds)
        return undefined;
    const use = pool === null ? '' : `, with ${pool.used} of ${pool.limit} sessions in use`;
    const text = `Waiting for a session took ${waited}, longer than the run itself (${(0,texts/* saySeconds */.Zw)(runSeconds)})${use}. Fewer matrix jobs at once (\`max-parallel\`), one run for several short jobs, or a larger pool shorten it.`;
    return { kind: 'queue', text, worth: queueSeconds / 3_600 };
}
/** Enough samples, and over most of the run: a sampler that died early saw only the start. */
function isEnough({ telemetry, times }) {
    return (telemetry !== null &&
        telemetry.samples >= MIN_SAMPLES &&
        telemetry.spanSeconds >= Math.max(MIN_SPAN_S, times.runSeconds * 0.5));
}
/** The cheapest offer that is available and of which price and memory are known. */
function cheapest(offers, isWanted) {
    return offers
        .filter(({ available, vramGib, costPerHour }) => available !== false && vramGib > 0 && costPerHour > 0)
        .filter(isWanted)
        .sort((a, b) => a.costPerHour - b.costPerHour || a.vramGib - b.vramGib)[0];
}
const named = ({ gpuType, vramGib, costPerHour }) => `\`${gpuType}\` (${(0,texts/* short */.h0)(vramGib)} GiB, ${(0,texts/* sayMoney */.CW)(costPerHour)}/h)`;

;// CONCATENATED MODULE: ./build/src/report/build.js





/** The run report: everything else is rendered from it. */
function reportOf(facts, host) {
    const { request, outcome, attempts, pod, offers } = facts;
    const ending = (0,model_outcome/* endingOf */.z6)(outcome);
    const last = attempts.at(-1);
    const telemetry = facts.journal?.telemetry.result() ?? null;
    const type = pod?.gpuType || last?.gpuType || telemetry?.gpuName || '';
    const count = pod?.gpuCount || request?.gpuCount || telemetry?.gpuCount || 1;
    const offer = (0,model_outcome/* offerFor */.qK)(offers, type);
    const pricePerHour = pod !== undefined && pod.costPerHour > 0 ? pod.costPerHour / count : (offer?.costPerHour ?? 0);
    const times = timesOf(attempts, facts.startedAt, facts.endedAt);
    const billed = billedSeconds(attempts, facts.endedAt);
    const cost = pricePerHour > 0 && billed > 0
        ? { usd: (pricePerHour * count * billed) / 3_600, pricePerHour, gpuCount: count, billedSeconds: billed }
        : null;
    const refusal = attempts.findLast(({ outcome: { kind } }) => kind === 'refused')?.outcome;
    // What kept it waiting says more than how full the pool was later.
    const pool = (refusal?.kind === 'refused' ? refusal.pool : undefined) ?? facts.pool;
    const command = (request?.command ?? '').slice(0, 2_000);
    const versions = { cli: facts.cliVersion, action: facts.actionVersion };
    const unadvised = {
        version: 1,
        label: facts.label,
        ...ending,
        reason: reasonOf(outcome),
        hint: facts.hint || (0,texts/* hintOf */.$z)({ class: ending.class, attempts, versions, command }),
        exitCode: outcome.kind === 'failed' ? outcome.exitCode : outcome.kind === 'succeeded' ? 0 : null,
        command,
        mode: request?.mode ?? 'run',
        jobId: facts.jobId,
        podId: facts.podId,
        gpu: { type, count: type === '' ? 0 : count, vramGib: offer?.vramGib ?? 0, pricePerHour },
        startedAt: new Date(facts.startedAt).toISOString(),
        endedAt: new Date(facts.endedAt).toISOString(),
        attempts,
        times,
        cost,
        org: { slug: request?.org || (facts.account?.org ?? ''), identity: facts.account?.name ?? '', pool },
        telemetry,
        logTail: facts.journal?.tail.text() ?? '',
        ...facts.brought,
        cleanup: facts.cleanup.cleanup,
        leftover: facts.cleanup.leftover,
        versions,
        links: { run: host.context.runUrl },
        notices: facts.notices,
    };
    return { ...unadvised, advice: advise(unadvised, offers) };
}
function reasonOf(outcome) {
    if (outcome.kind !== 'cancelled')
        return 'reason' in outcome ? outcome.reason : '';
    const isSignal = outcome.by.startsWith('SIG');
    return isSignal ? `The workflow was cancelled (${outcome.by}).` : `The job was cancelled by ${outcome.by}.`;
}
const atOf = (attempt, ...phases) => {
    const mark = attempt.phases.find(({ phase }) => phases.includes(phase));
    return mark === undefined ? undefined : Date.parse(mark.at);
};
const seconds = (ms) => Math.max(0, Math.round(ms)) / 1_000;
/** Waiting ends where the last attempt begins; when no attempt ever started its workload, all of it was waiting. */
function timesOf(attempts, startedAt, endedAt) {
    const last = attempts.at(-1);
    const first = attempts[0];
    if (first === undefined || last === undefined) {
        return { queueSeconds: 0, provisionSeconds: 0, runSeconds: 0, totalSeconds: seconds(endedAt - startedAt) };
    }
    const began = Date.parse(last.startedAt);
    const over = Date.parse(last.endedAt);
    const running = atOf(last, 'running');
    const accepted = last.outcome.kind !== 'refused';
    const queueEnd = accepted ? (atOf(last, 'waiting', 'provisioning', 'syncing', 'running') ?? began) : over;
    return {
        queueSeconds: seconds(queueEnd - Date.parse(first.startedAt)),
        provisionSeconds: accepted ? seconds((running ?? over) - queueEnd) : 0,
        runSeconds: running === undefined ? 0 : seconds((atOf(last, 'ended') ?? over) - running),
        totalSeconds: seconds(endedAt - startedAt),
    };
}
/**
 * A pod is billed from its provisioning until it is released, which is when the clean-up has ended. One whose workload ran is
 * kept for the next attempt (`retry-on: workload`), so the time between them is billed too.
 */
function billedSeconds(attempts, endedAt) {
    const first = attempts.find((attempt) => atOf(attempt, 'running') !== undefined) ?? attempts.at(-1);
    const from = first === undefined ? undefined : atOf(first, 'provisioning', 'syncing', 'running');
    return from === undefined ? 0 : seconds(endedAt - from);
}
/** What the user or the workload wrote. Everything else is written by this action or GPU CLI. */
const THEIR_WORDS = new Set(['command', 'logTail', 'markdown', 'label']);
/**
 * Words of this action's own vocabulary, times, and names that GPU CLI and the host gave. A value of `env` may be such a word, and
 * later steps and links need the names, so only the token is hidden in them.
 */
const FACTS = new Set([
    ...['status', 'class', 'mode', 'cleanup', 'kind', 'phase', 'limit', 'signal', 'by', 'better', 'verdict'],
    ...['startedAt', 'endedAt', 'at', 'action', 'jobId', 'podId', 'type', 'gpuType', 'cli', 'slug', 'run'],
]);
/**
 * The report without secrets in any of their forms: the runner masks the log and the summary, but neither files nor comments.
 * An open value of `env` may be printed by the workload, but the complaints of GPU CLI may not quote it.
 * @param secrets The token first.
 */
function withoutSecrets(secrets, env, report) {
    const hide = (0,model_secrets/* hider */.Hj)(secrets);
    const hideToken = (0,model_secrets/* hider */.Hj)(secrets.slice(0, 1));
    const given = env.filter(({ value }) => value !== undefined && value !== '');
    const open = (text) => given.reduce((all, { name, value }) => all.replaceAll(`${name}=${value}`, `${name}=…`), text);
    const walk = (value, key, theirs) => {
        if (typeof value === 'string') {
            // A control byte within a secret would keep it from being found.
            const bare = (0,report_escape/* clean */.uH)(value);
            return FACTS.has(key) ? hideToken(bare) : hide(theirs ? bare : open(bare));
        }
        if (Array.isArray(value))
            return value.map((item) => walk(item, key, theirs));
        if (typeof value !== 'object' || value === null)
            return value;
        const entries = Object.entries(value).map(([name, inner]) => {
            return [name, walk(inner, name, theirs || THEIR_WORDS.has(name))];
        });
        return Object.fromEntries(entries);
    };
    return walk(report, '', false);
}

// EXTERNAL MODULE: ./build/src/model/duration.js
var duration = __nccwpck_require__(7378);
// EXTERNAL MODULE: ./build/src/report/log-tail.js
var log_tail = __nccwpck_require__(3822);
;// CONCATENATED MODULE: ./build/src/report/telemetry.js
/** Columns behind the name: use, memory use, memory, total memory, power, temperature. */
const MEASURES = 6;
const MAX_LINE = 1_024;
/** A number, with a unit or without, or a mark of absence: `[N/A]`, `[Not Supported]`, `ERR!`. */
const MEASURE = /^-?\d+(?:\.\d+)?(?: ?[%A-Za-z]{1,4})?$|^\[.*\]$|^ERR!/;
/** Reads one line of the sampler. Undefined if it is not a row: a heading, an error, half a line. */
function parseSmiRow(line) {
    const fields = line
        .slice(0, MAX_LINE)
        .split(',')
        .map((field) => field.trim());
    const [index = ''] = fields;
    // Commas in the name do no harm.
    const measures = fields.slice(-MEASURES);
    if (fields.length < MEASURES + 2 || !/^\d{1,2}$/.test(index))
        return undefined;
    if (!measures.every((field) => MEASURE.test(field)))
        return undefined;
    const [use = '', , memory = '', total = '', power = '', temperature = ''] = measures;
    return {
        index: Number(index),
        name: fields.slice(1, -MEASURES).join(', ').slice(0, 100),
        utilization: within(use, 100),
        memoryMib: within(memory, 1e8),
        memoryTotalMib: within(total, 1e8) || NaN,
        powerW: within(power, 1e5),
        temperatureC: within(temperature, 1e3),
    };
}
/** A broken sensor reports impossible numbers. */
function within(field, most) {
    const value = parseFloat(field);
    return value >= 0 && value <= most ? value : NaN;
}
const SAMPLED = ['utilization', 'memoryMib', 'powerW', 'temperatureC'];
/** All samples of one GPU. A day of eight GPUs takes about 14 MB. */
class Samples {
    name;
    memoryTotalMib = NaN;
    atMs = [];
    utilization = [];
    memoryMib = [];
    powerW = [];
    temperatureC = [];
    constructor(name) {
        this.name = name;
    }
}
const POINTS = 60;
const LEAST_WIDTH_MS = 500;
/** Collects what the sampler prints: one row for each GPU and moment. Lines that are not rows are skipped. */
class TelemetryMeter {
    #gpus = new Map();
    #firstMs;
    /** @returns whether the line was a row. `elapsedMs` is when it was taken, on any clock that only grows. */
    addSample(elapsedMs, line) {
        const row = parseSmiRow(line);
        if (row === undefined || !Number.isFinite(elapsedMs))
            return false;
        this.#firstMs ??= elapsedMs;
        const gpu = this.#gpus.get(row.index) ?? new Samples(row.name);
        this.#gpus.set(row.index, gpu);
        gpu.atMs.push(Math.max(0, elapsedMs - this.#firstMs));
        for (const measure of SAMPLED)
            gpu[measure].push(row[measure]);
        gpu.memoryTotalMib = row.memoryTotalMib || gpu.memoryTotalMib;
        return true;
    }
    /** The use of the GPUs now, in %; null if no driver reports it. */
    busyNow() {
        return statOf([...this.#gpus.values()].map(({ utilization }) => utilization.at(-1) ?? NaN))?.mean ?? null;
    }
    /** Null if there was no row. */
    result() {
        const gpus = [...this.#gpus.values()];
        const [first] = gpus;
        if (first === undefined)
            return null;
        const spanMs = Math.max(...gpus.map(({ atMs }) => atMs.at(-1) ?? 0));
        const joules = gpus.map(joulesOf).filter(Number.isFinite);
        const ofAll = (measure) => statOf(gpus.flatMap((gpu) => gpu[measure]));
        return {
            gpuName: first.name,
            gpuCount: gpus.length,
            idleGpus: gpus.filter(({ utilization }) => statOf(utilization)?.peak === 0).length,
            samples: Math.max(...gpus.map(({ atMs }) => atMs.length)),
            spanSeconds: round(spanMs / 1_000),
            utilization: ofAll('utilization'),
            memoryMib: ofAll('memoryMib'),
            memoryTotalMib: statOf(gpus.map(({ memoryTotalMib }) => memoryTotalMib))?.peak ?? null,
            powerW: ofAll('powerW'),
            energyKwh: joules.length === 0 ? null : round(joules.reduce((sum, part) => sum + part) / 3_600_000, 6),
            temperatureC: ofAll('temperatureC'),
            series: seriesOf(gpus, spanMs),
        };
    }
}
/** Trapezoids between the readings of power; NaN with fewer than two. */
function joulesOf({ atMs, powerW }) {
    const readings = atMs.map((at, n) => ({ at, watt: powerW[n] ?? NaN })).filter(({ watt }) => !Number.isNaN(watt));
    const parts = readings.slice(1).map((reading, n) => {
        const before = readings[n] ?? reading;
        return ((reading.watt + before.watt) / 2) * (Math.max(0, reading.at - before.at) / 1_000);
    });
    return parts.length === 0 ? NaN : parts.reduce((sum, part) => sum + part);
}
/** Of the values that are numbers; null if there are none. */
function statOf(values) {
    const sorted = Float64Array.from(values.filter(Number.isFinite)).sort();
    const peak = sorted.at(-1);
    if (peak === undefined)
        return null;
    const mean = sorted.reduce((sum, value) => sum + value) / sorted.length;
    return { mean: round(mean), p95: round(sorted[Math.ceil(0.95 * sorted.length) - 1] ?? peak), peak: round(peak) };
}
/** Means over time and GPUs, for a chart. */
function seriesOf(gpus, spanMs) {
    const width = Math.max(LEAST_WIDTH_MS, spanMs / (POINTS - 1));
    const buckets = Array.from({ length: POINTS }, () => ({ utilization: [], memory: [] }));
    for (const { atMs, utilization, memoryMib, memoryTotalMib } of gpus)
        for (const [n, at] of atMs.entries()) {
            const bucket = buckets[Math.floor(at / width)];
            bucket?.utilization.push(utilization[n] ?? NaN);
            bucket?.memory.push(Math.min(100, (100 * (memoryMib[n] ?? NaN)) / memoryTotalMib));
        }
    return buckets
        .map(({ utilization, memory }, n) => ({
        atSeconds: round((n * width) / 1_000),
        utilization: statOf(utilization)?.mean ?? null,
        memory: statOf(memory)?.mean ?? null,
    }))
        .filter(({ utilization, memory }) => utilization !== null || memory !== null);
}
function round(value, digits = 2) {
    const factor = 10 ** digits;
    return Math.round(value * factor) / factor;
}

;// CONCATENATED MODULE: ./build/src/report/log.js



/** Waiting is logged when it begins, and then once a minute however many attempts there are (ms). */
const TELL_EACH_MS = 60_000;
/** What a job that has been submitted waits for. */
const PENDING = {
    submitting: 'the answer to the submission',
    waiting: 'a pod',
    provisioning: 'the pod to come up',
    syncing: 'the workspace to be sent',
    running: 'the workload',
    ended: 'the workload',
};
/**
 * Turns the events of a run into lines of the log: few, and each with what a waiting person wants to know. Waiting is a group, and so
 * is what precedes the workload; its own output stands open after them.
 * @param jobId of the job that is followed, '' while there is none.
 */
function openJournal(host, command, jobId) {
    const tail = new log_tail/* LogTail */.J3();
    const telemetry = new TelemetryMeter();
    let group;
    let release;
    let midLine = false;
    let running = false;
    let toldAtMs = -Infinity;
    let waitedMs = 0;
    const closeGroup = () => {
        if (group !== undefined)
            host.endGroup();
        group = undefined;
    };
    const openGroup = (which, title) => {
        if (group === which)
            return;
        closeGroup();
        group = which;
        host.group(title);
    };
    const openRun = () => openGroup('run', `Run: ${command.replace(/\n.*/s, '')}`);
    const letGo = () => {
        release?.(midLine);
        release = undefined;
        midLine = false;
    };
    /** A progress bar that hangs leaves its line open; after a minute of silence a sign of life matters more than the bar. */
    const sayAlive = (text) => {
        if (midLine)
            host.info('');
        midLine = false;
        host.info(`[run-action] ${text}`);
    };
    const onStream = (open) => {
        if (!open) {
            letGo();
            return;
        }
        if (running)
            host.info('[run-action] connected to the job again');
        // What GPU CLI prints in its stream while the pool is full belongs to the waiting.
        else if (group !== 'wait')
            openRun();
        release = host.quarantine();
    };
    const onRunning = () => {
        if (running)
            return;
        running = true;
        // The workload's first bytes came on stdout before its start frame arrived on stderr, and a line of them is open: nothing of ours
        // has a place in it, so the group stays open until the end.
        if (midLine)
            return;
        const isStreaming = release !== undefined;
        letGo();
        openRun();
        if (waitedMs > 0)
            host.info(`Waited ${(0,duration/* sayDuration */.k)(waitedMs)}.`);
        if (jobId() !== '')
            host.info(`Job: ${jobId()}`);
        closeGroup();
        if (isStreaming)
            release = host.quarantine();
    };
    const onWaiting = (event) => {
        const left = event.leftMs > 0 ? `, ${(0,duration/* sayDuration */.k)(event.leftMs)} left` : '';
        const use = event.pool === null ? '' : `${event.pool.used} of ${event.pool.limit}`;
        openGroup('wait', `${WAITS[event.class] ?? `Wait and try again (${event.class})`}${use && `: ${use} in use`}${left}`);
        waitedMs = event.waitedMs + event.delayMs;
        // The next event of a long delay may come too late.
        if (event.waitedMs + Math.min(event.delayMs, TELL_EACH_MS) - toldAtMs <= TELL_EACH_MS)
            return;
        const since = toldAtMs === -Infinity
            ? `Waiting: ${event.reason.replace(/\.$/, '')}`
            : `Still waiting after ${(0,duration/* sayDuration */.k)(event.waitedMs)}`;
        const quota = toldAtMs === -Infinity && event.quota === true ? QUOTA : '';
        const next = `next attempt in ${(0,duration/* sayDuration */.k)(event.delayMs)}`;
        host.info(`${since}${use && ` (${use} sessions in use)`}${left}; ${next}.${quota}`);
        toldAtMs = event.waitedMs;
    };
    const note = (event) => {
        switch (event.kind) {
            case 'attemptStarted':
                running = false;
                return;
            case 'stream':
                onStream(event.open);
                return;
            case 'phase':
                if (event.phase === 'running')
                    onRunning();
                return;
            case 'output':
                midLine = event.chunk.at(-1) !== 0x0a;
                tail.push(event.chunk);
                return;
            case 'sample':
                telemetry.addSample(event.elapsedMs, event.row);
                return;
            case 'waiting':
                onWaiting(event);
                return;
            case 'near':
                host.warning(event.message);
                return;
            case 'silence': {
                const busy = telemetry.busyNow();
                const use = busy === null ? '' : `, GPU ${Math.round(busy)} % busy`;
                sayAlive(`${jobId() && `job ${jobId()} `}still running after ${(0,duration/* sayDuration */.k)(event.ranMs)}${use}`);
                return;
            }
            case 'pending': {
                const limit = event.limitMs > 0 ? `; \`start-timeout\` is ${(0,duration/* sayDuration */.k)(event.limitMs)}` : '';
                sayAlive(`waiting for ${PENDING[event.phase]} since ${(0,duration/* sayDuration */.k)(event.waitedMs)}${limit}`);
                return;
            }
            case 'attemptEnded':
            case 'job':
            case 'started':
            case 'pod':
                return;
        }
    };
    const end = () => {
        letGo();
        closeGroup();
    };
    return { tail, telemetry, note, end };
}
/** What a folded group shows. */
const WAITS = {
    saturated: 'Wait for a session',
    capacity: 'Wait for a GPU',
};
const QUOTA = ' This may be a quota of a period (month, plan), which waiting does not refill.';

// EXTERNAL MODULE: external "node:fs"
var external_node_fs_ = __nccwpck_require__(3024);
// EXTERNAL MODULE: external "node:path"
var external_node_path_ = __nccwpck_require__(6760);
;// CONCATENATED MODULE: ./build/src/report/publish.js





/** Asked for early, it is read while `gpu` ends the run. */
const renderer = () => Promise.all(/* import() */[__nccwpck_require__.e(22), __nccwpck_require__.e(977)]).then(__nccwpck_require__.bind(__nccwpck_require__, 3977));
/**
 * Publishes the result: outputs first, then the report file, the summary, comment and check, and last the one error, which names the
 * cause. Reports never decide the result: what fails here is a warning.
 */
async function publish(host, report, request, { over }) {
    setOutputs(host, report);
    const reportFile = (0,external_node_path_.join)(host.context.tempDir, `gpu-run-report-${(0,external_node_crypto_.randomUUID)()}.json`);
    try {
        (0,external_node_fs_.writeFileSync)(reportFile, `${JSON.stringify(report, null, 2)}\n`, { mode: 0o600 });
        host.setOutput('report-file', reportFile);
    }
    catch (error) {
        host.warning(`The run report could not be written to ${reportFile}: ${(0,errors/* sentenceOf */.$)(error)}`);
    }
    for (const notice of report.notices)
        host.notice(notice);
    try {
        if (request !== undefined)
            await show(host, report, request, { reportFile, over });
    }
    catch (error) {
        host.warning(`The report could not be published: ${(0,errors/* sentenceOf */.$)(error)}`);
    }
    if (report.cleanup === 'unconfirmed')
        host.warning(report.leftover, { title: 'A paid run may still be alive' });
    const error = (0,texts/* errorOf */.Mz)(report);
    if (error !== undefined)
        host.error(error.message, { title: error.title });
}
/** What people read of a report: a group of the log, and what the host has next to it. */
async function show(host, report, request, wish) {
    const { logLines, logTitle, renderSummary } = await renderer();
    if (report.attempts.length > 0)
        host.group(logTitle(report));
    try {
        if (report.attempts.length > 0)
            for (const line of logLines(report))
                host.info(line);
        const summary = request.summary ? renderSummary(report) : '';
        const { comment, check } = request;
        for (const notice of await host.publish(report, { ...wish, summary, comment, check }))
            host.notice(notice);
    }
    finally {
        if (report.attempts.length > 0)
            host.endGroup();
    }
}
function setOutputs(host, report) {
    const some = (value, when) => (when ? value : '');
    const values = {
        status: report.status,
        class: report.class,
        reason: report.reason,
        'exit-code': report.exitCode === null ? '' : String(report.exitCode),
        'job-id': report.jobId,
        'pod-id': report.podId,
        'gpu-type': report.gpu.type,
        'gpu-count': some(String(report.gpu.count), report.gpu.count > 0),
        'cli-version': report.versions.cli,
        attempts: String(report.attempts.length),
        'queue-seconds': String(report.times.queueSeconds),
        'run-seconds': String(report.times.runSeconds),
        'cost-usd': report.cost === null ? '' : report.cost.usd.toFixed(4),
        cleanup: report.cleanup,
    };
    for (const [name, value] of Object.entries(values))
        host.setOutput(name, value);
}

// EXTERNAL MODULE: external "node:fs/promises"
var promises_ = __nccwpck_require__(1455);
;// CONCATENATED MODULE: ./build/src/report/metrics.js

const MAX_TEXT = 1_000_000;
const MAX_DEPTH = 8;
const MAX_NAME = 120;
/** A longer list of numbers is a curve or a histogram, not a metric for each entry. */
const MAX_LIST = 16;
/** Rows of a report. The regressions come first, so that the limit does not hide one. */
const MAX_ROWS = 200;
/** A smaller relative change is not judged: timing and rounding cause it. */
const NOISE = 0.001;
/**
 * Reads the numbers of a JSON or JSON Lines file that a workload wrote: flat, nested (`eval.loss`, `per_class.0`), or as the
 * records of a training log, of which the last value of each name counts.
 * @throws UserError if the text is neither.
 */
function parseMetrics(text) {
    if (text.length > MAX_TEXT) {
        throw new errors/* UserError */.y('The metrics file is larger than 1 MB.', 'Write only the numbers that belong into the summary.');
    }
    let root;
    let fault = '';
    try {
        root = parseJson(text);
    }
    catch (error) {
        root = parseLines(text);
        fault = `: ${error.message}`;
    }
    if (typeof root !== 'object' || root === null) {
        throw new errors/* UserError */.y(`The metrics file is not a JSON object${fault}.`, 'It should look like {"accuracy": 0.97, "loss": 0.08}, or have one such object per line.');
    }
    const values = new Map();
    const walk = (value, name, depth) => {
        const number = numberOf(value);
        if (number !== undefined)
            values.set(name, number);
        else if (typeof value === 'object' && value !== null && depth < MAX_DEPTH) {
            for (const [key, inner] of entriesOf(value)) {
                walk(inner, (name === '' ? key : `${name}.${key}`).slice(0, MAX_NAME), depth + 1);
            }
        }
    };
    walk(root, '', 0);
    return values;
}
function entriesOf(value) {
    // `_type` marks a histogram, table or image that an experiment tracker wrote.
    if (!Array.isArray(value))
        return Object.hasOwn(value, '_type') ? [] : Object.entries(value);
    const list = value;
    if (list.length > 0 && list.every(isLogRecord))
        return lastOf(list.filter(isRecord));
    return list.length > MAX_LIST && list.every((item) => typeof item === 'number') ? [] : Object.entries(list);
}
const isRecord = (value) => typeof value === 'object' && value !== null && !Array.isArray(value);
/** Of one training, as opposed to the result of one class: it names its step. */
const isLogRecord = (item) => isRecord(item) && Object.keys(item).some((key) => /^_?(global_?)?(step|epoch|iter)/i.test(key));
const lastOf = (records) => [
    ...new Map(records.flatMap((record) => Object.entries(record))),
];
/** A finite number, also in a string: many programs write results as strings. */
function numberOf(value) {
    const isNumber = typeof value === 'number' ||
        (typeof value === 'string' && /^\s*[+-]?(\d+\.?\d*|\.\d+)(e[+-]?\d+)?\s*%?\s*$/i.test(value));
    const number = isNumber ? parseFloat(String(value)) : NaN;
    return Number.isFinite(number) ? number : undefined;
}
/** Python writes NaN and Infinity as they are. A diverged loss should not cost the other numbers. */
const NOT_FINITE = /"[^"\\]*(?:\\.[^"\\]*)*"?|-?\b(?:NaN|Infinity)\b/g;
/** @throws SyntaxError */
const parseJson = (text) => JSON.parse(text.replace(NOT_FINITE, (part) => (part.startsWith('"') ? part : 'null')));
/** JSON Lines as one object. The last line may be cut: the log was still being written. */
function parseLines(text) {
    const lines = text.split('\n').filter((line) => line.trim() !== '');
    const records = [];
    for (const [at, line] of lines.entries())
        try {
            records.push(parseJson(line));
        }
        catch {
            if (at === 0 || at < lines.length - 1)
                return undefined;
        }
    return records.length > 0 && records.every(isRecord) ? Object.fromEntries(lastOf(records)) : undefined;
}
/** Each number next to that of the baseline, what got worse first. Names that only the baseline has are left out. */
function compare(metrics, baseline) {
    const rows = [...metrics].map(([name, value]) => {
        const better = directionOf(name);
        const before = baseline?.get(name) ?? null;
        const change = before === null ? null : value - before;
        const verdict = before === null ? (baseline === undefined ? 'unknown' : 'new') : verdictOf(value, before, better);
        return { name, value, baseline: before, change, better, verdict };
    });
    /** Regressions first, largest relative change first; the others in the order of the file. */
    const weight = ({ verdict, change, baseline: before }) => verdict === 'worse' ? Math.abs((change ?? 0) / (before || Number.EPSILON)) : -1;
    return rows.sort((a, b) => weight(b) - weight(a));
}
function verdictOf(value, before, better) {
    if (Math.abs(value - before) <= NOISE * Math.max(Math.abs(value), Math.abs(before)))
        return 'same';
    if (better === null)
        return 'unknown';
    return value > before === (better === 'up') ? 'better' : 'worse';
}
const set = (words) => new Set(words.split(' '));
/** Words without digits at their end: `top5`, `AP50` and `recall10` are read as `top`, `ap` and `recall`. */
const UP = set('accuracy acc auc auroc auprc roc f fbeta precision recall sensitivity specificity map ap aps apm apl ar ars arm arl iou miou dice jaccard ' +
    'bleu rouge rougel meteor chrf r score throughput qps fps rps mfu hfu psnr ssim reward ndcg mrr hit hits win pass passed coverage correct ' +
    'speedup top kappa mcc tps fitness');
const DOWN = set('loss error errors err time runtime duration seconds secs sec ms latency perplexity ppl wer cer mae mse rmse mape nll bpb bpc fid kid lpips ' +
    'ece brier regret cost usd kwh joules memory vram divergence kl failures failed fpr fnr');
const NEITHER = set('scale weight lr seed');
const PER_TIME = /(per|\/)[_ .-]?(s|sec|second|min|minute|h|hour|day)s?$/i;
/** Whether a higher or a lower number is better, by its name. Null if the name does not show it, or shows both. */
function directionOf(name) {
    if (PER_TIME.test(name))
        return 'up';
    const last = name
        .split('.')
        .filter((part) => !/^\d+$/.test(part))
        .at(-1) ?? name;
    return directionOfWords(wordsOf(last)) ?? (name === last ? null : directionOfWords(wordsOf(name)));
}
function wordsOf(name) {
    return name
        .replace(/([a-z])([A-Z])/g, '$1 $2')
        .toLowerCase()
        .split(/[^a-z0-9]+/)
        .map((word) => word.replace(/\d+$/, ''))
        .filter(Boolean);
}
function directionOfWords(words) {
    if (words.some((word) => NEITHER.has(word)))
        return null;
    const joined = words.join(' ');
    if (/\b(false|error) (positive|negative|rate)/.test(joined))
        return 'down';
    if (/\btrue (positive|negative)/.test(joined))
        return 'up';
    const up = words.some((word) => UP.has(word));
    const down = words.some((word) => DOWN.has(word));
    return up === down ? null : up ? 'up' : 'down';
}

;// CONCATENATED MODULE: ./build/src/report/workload-files.js




const REPORT_MAX = 200_000;
/** An embedded picture is replaced before the report is cut. */
const REPORT_READ = 4_000_000;
const METRICS_READ = 1_000_001;
/** Files that are looked at for one output. */
const MAX_FILES = 50_000;
/** Files that a path or pattern of `outputs` names, those below a folder included. */
async function filesOf(folder, path, sinceMs) {
    const found = [];
    const parts = path.split('/').filter((part) => part !== '' && part !== '.');
    const first = parts.findIndex((part) => /[*?[]/.test(part));
    const isNamed = first === -1 ? () => true : matcherOf(parts);
    const visit = async (name) => {
        const stats = await (0,promises_.lstat)((0,external_node_path_.join)(folder, name)).catch(() => undefined);
        if (stats === undefined || found.length >= MAX_FILES)
            return;
        if (stats.isDirectory()) {
            const entries = await (0,promises_.readdir)((0,external_node_path_.join)(folder, name)).catch(() => []);
            for (const entry of entries)
                if (entry !== '.git')
                    await visit(name === '' ? entry : `${name}/${entry}`);
        }
        else if (isNamed(name))
            found.push({ name, isNew: isNew(stats, sinceMs) });
    };
    if (!(0,external_node_path_.isAbsolute)(path))
        await visit(parts.slice(0, first === -1 ? undefined : first).join('/'));
    return found;
}
/** A program can set the time of a modification, but not that of a change. */
const isNew = ({ ctimeMs }, sinceMs) => ctimeMs >= sinceMs;
/** `*`, `?`, `[…]` and `**` as in a shell. A match of a folder stands for all files below it. */
function matcherOf(parts) {
    const source = parts.map((part) => {
        if (part === '**')
            return '(?:[^/]+/)*';
        const plain = part.replace(/[.+^${}()|\\]/g, '\\$&');
        return `${plain.replace(/\*+/g, '[^/]*').replace(/\?/g, '[^/]')}/`;
    });
    try {
        const whole = new RegExp(`^${source.join('')}`);
        return (name) => whole.test(`${name}/`);
    }
    catch {
        return () => false;
    }
}
/**
 * What the workload brought back: its outputs, its own Markdown, its numbers next to those of the baseline. All of it is foreign: it
 * is read within limits and from inside the workspace only, and a fault is a notice, not a failure. What a checkout or an earlier
 * run left there is not a result of this run.
 * @param sinceMs when the run began; later changes of files are results.
 */
async function readBrought(request, workspace, sinceMs) {
    const notices = [];
    const folder = (0,external_node_path_.resolve)(workspace, request.workingDirectory);
    const read = async (input, path, most, since = sinceMs) => {
        if (path === '')
            return undefined;
        try {
            const { text, stats } = await readInside(folder, workspace, path, most);
            if (isNew(stats, since))
                return text;
            notices.push(`\`${input}\`: ${path} was there before the run and did not change, so it is not shown.`);
        }
        catch (error) {
            notices.push(`\`${input}\`: ${path} could not be read (${(0,errors/* sentenceOf */.$)(error)}).`);
        }
        return undefined;
    };
    const numbers = async (input, path, since = sinceMs) => {
        const text = await read(input, path, METRICS_READ, since);
        if (text === undefined)
            return undefined;
        try {
            const found = text.trim() === '' ? undefined : parseMetrics(text);
            if (found !== undefined && found.size > 0)
                return found;
            notices.push(`\`${input}\`: ${path} ${found === undefined ? 'is empty' : 'holds no numbers'}.`);
        }
        catch (error) {
            notices.push(`\`${input}\`: ${path}: ${(0,errors/* sentenceOf */.$)(error)}`);
        }
        return undefined;
    };
    const outputs = await outputsOf(request, folder, sinceMs, notices);
    const metrics = await numbers('metrics', request.metrics);
    const baseline = await numbers('metrics-baseline', request.metricsBaseline, 0);
    const rows = metrics === undefined ? [] : compare(metrics, baseline);
    if (rows.length > MAX_ROWS)
        notices.push(`\`metrics\`: ${request.metrics} holds ${rows.length - MAX_ROWS} more numbers than are shown.`);
    const markdown = withoutWalls((await read('report', request.report, REPORT_READ)) ?? '');
    if (markdown.length > REPORT_MAX)
        notices.push(`\`report\`: only the first 200 kB of ${request.report} are shown.`);
    const brought = { markdown: markdown.slice(0, REPORT_MAX).toWellFormed(), metrics: rows.slice(0, MAX_ROWS), outputs };
    return { brought, notices };
}
async function outputsOf(request, folder, sinceMs, notices) {
    const outputs = [];
    const conflicts = new Set();
    const [missing, stale] = [[], []];
    for (const path of request.outputs.filter((name) => !name.startsWith('!'))) {
        const conflict = `${path.replace(/\/+$/, '')}.pod-conflict`;
        const files = [...(await filesOf(folder, path, sinceMs)), ...(await filesOf(folder, conflict, sinceMs))];
        const changed = files.filter((file) => file.isNew);
        for (const { name } of changed)
            if (name.endsWith('.pod-conflict'))
                conflicts.add(name);
        const isEmptyFolder = files.length === 0 && (await exists((0,external_node_path_.join)(folder, path)));
        const found = changed.length > 0 || isEmptyFolder;
        outputs.push({ path, found });
        if (!found)
            (files.length > 0 ? stale : missing).push(path);
    }
    if (missing.length > 0)
        notices.push(`Outputs that did not come back from the pod: ${missing.join(', ')}.`);
    if (stale.length > 0)
        notices.push(`Outputs that were there before the run and did not change: ${stale.join(', ')}.`);
    if (conflicts.size > 0) {
        const shown = [...conflicts].slice(0, 10).join(', ');
        notices.push(`GPU CLI kept local files and saved those of the pod under other names: ${shown}.`);
    }
    return outputs;
}
const exists = (path) => (0,promises_.lstat)(path).then(Boolean, () => false);
/** A word of this length is data. It makes a report unreadable and uses up its room. */
const WALL = /[^\s()<>"']{2000,}/g;
const withoutWalls = (text) => text.replace(WALL, (word) => `${word.slice(0, 80).toWellFormed()}…`);
/**
 * Reads a regular file of the workspace. A link is followed if it stays inside, but not into `.git`, which may hold a token. The
 * opened file is compared with the one that was looked at, so that a process cannot exchange it in between.
 */
async function readInside(folder, workspace, path, most) {
    const file = (0,external_node_path_.resolve)(folder, path);
    if (isOutside((0,external_node_path_.relative)(workspace, file)))
        throw new Error('it lies outside the workspace');
    const real = await (0,promises_.realpath)(file);
    const inside = (0,external_node_path_.relative)(await (0,promises_.realpath)(workspace), real);
    if (isOutside(inside))
        throw new Error('a link leads out of the workspace');
    if (inside.split(external_node_path_.sep).includes('.git'))
        throw new Error('it lies in .git');
    const seen = await (0,promises_.lstat)(real);
    if (!seen.isFile())
        throw new Error('it is not a regular file');
    if (seen.nlink > 1)
        throw new Error('it is a hard link');
    const handle = await (0,promises_.open)(real, promises_.constants.O_RDONLY | promises_.constants.O_NOFOLLOW | promises_.constants.O_NONBLOCK);
    try {
        const stats = await handle.stat();
        if (stats.ino !== seen.ino || stats.dev !== seen.dev || (await (0,promises_.realpath)(file)) !== real)
            throw new Error('it changed while it was read');
        const { bytesRead, buffer } = await handle.read(Buffer.alloc(Math.min(most, stats.size)), { position: 0 });
        return { text: decode(buffer.subarray(0, bytesRead)), stats };
    }
    finally {
        await handle.close();
    }
}
const isOutside = (path) => path.startsWith('..') || (0,external_node_path_.isAbsolute)(path);
/** Text by its byte order mark; PowerShell writes UTF-16. */
function decode(bytes) {
    const mark = bytes.subarray(0, 2).toString('hex');
    const encoding = mark === 'fffe' ? 'utf-16le' : mark === 'feff' ? 'utf-16be' : 'utf-8';
    return new TextDecoder(encoding).decode(bytes);
}

// EXTERNAL MODULE: ./build/src/run/cleanup.js
var cleanup = __nccwpck_require__(1312);
// EXTERNAL MODULE: ./build/src/gpu/parse.js
var parse = __nccwpck_require__(2388);
// EXTERNAL MODULE: ./build/src/gpu/wrapper.js
var wrapper = __nccwpck_require__(3056);
// EXTERNAL MODULE: ./build/src/gpu/refusal.js
var refusal = __nccwpck_require__(7563);
;// CONCATENATED MODULE: ./build/src/gpu/classify.js


/** A time limit of GPU CLI itself that ended a workload. */
const REMOTE_LIMIT = /GPU_RUN_TIMEOUT|\b(command|workload|job|run|execution)\b.{0,20}\btimed out\b|\b(run ?time|time) limit\b/i;
/**
 * How an attempt ended, from evidence in this order: the result record, the exit frame, whether it started, the text of the CLI,
 * its code. Nothing the workload prints or returns can make a started job look unstarted: only `end.cliText`, which stops
 * where the workload starts, is searched.
 */
function classifyEnding(evidence) {
    const { end, result } = evidence;
    if (result?.exitCode != null)
        return ofExit(result.exitCode === 0 ? (end.exit ?? 0) : result.exitCode, end);
    const started = end.started || end.exit !== null;
    switch (result?.state) {
        case 'cancelled':
            return CANCELLED;
        case 'timed-out':
            return timedOut(result.failureReason || 'GPU CLI ended the job at its own time limit.');
        case 'succeeded':
            return ofExit(end.exit ?? 0, end);
        case 'failed':
            return failedRecord(result.failureReason, started, evidence.saturation);
        case 'pending':
        case 'running':
        case undefined:
            return withoutResult(evidence, started);
    }
}
const CANCELLED = { kind: 'cancelled', by: 'someone outside this workflow' };
const timedOut = (reason) => ({ kind: 'timedOut', limit: 'remote', reason });
const lost = (reason) => ({ kind: 'lost', reason });
/** A record of a failure without an exit code: the workload did not end by itself. */
function failedRecord(why, started, saturation) {
    const refused = started ? undefined : (0,refusal/* classifyRefusal */.rN)(why, null, '', saturation);
    // The workload may have started unseen: only a message that excludes a start makes it a refusal.
    if (refused !== undefined && (0,refusal/* excludesStart */.Ai)(refused, 'accepted'))
        return { ...refused, reason: why };
    if (REMOTE_LIMIT.test(why))
        return timedOut(why);
    if (why !== '')
        return lost(why);
    return lost(started
        ? 'The job failed after the workload started; GPU CLI gave no reason.'
        : 'The job failed; GPU CLI gave no reason, and nothing proves that the workload did not start.');
}
function withoutResult({ end, accepted, saturation }, started) {
    const { code, exit } = end;
    const killedBy = end.signal ?? end.spawnError;
    if (exit !== null && (exit !== 0 || code === 0))
        return ofExit(exit, end);
    if (exit === 0) {
        const how = code === null ? `was ended by ${killedBy}` : `ended with exit code ${code}`;
        return lost(`The workload ended with 0, but gpu ${how}, so its outputs may be missing.`);
    }
    if (code === null) {
        if (end.signal === null && !started && !accepted && end.spawnError !== '')
            return (0,refusal/* notStarted */.DY)(end.spawnError);
        return lost(`gpu was ended by ${killedBy} before it reported how the job ended.`);
    }
    if (started) {
        const how = code === 0 ? 'gpu ended with 0 but no record of a result' : `gpu ended with exit code ${code}`;
        return lost(`The workload started and its ending is not known: ${how}.`);
    }
    if (!accepted && (code === 15 || code === 130))
        return CANCELLED;
    const refused = !accepted && code !== 0 ? (0,refusal/* classifyRefusal */.rN)(end.cliText, code, '', saturation) : undefined;
    return refused ?? lost(`gpu ended with exit code ${code} and nothing proves that the workload did not run.`);
}
const SIGNALS = new Map([
    [1, 'SIGHUP'],
    [2, 'SIGINT'],
    [4, 'SIGILL'],
    [6, 'SIGABRT'],
    [7, 'SIGBUS'],
    [8, 'SIGFPE'],
    [9, 'SIGKILL'],
    [11, 'SIGSEGV'],
    [13, 'SIGPIPE'],
    [15, 'SIGTERM'],
]);
/** Shells report death by signal n as 128 + n. */
function ofExit(code, end) {
    if (code === 0)
        return { kind: 'succeeded' };
    const signal = SIGNALS.get(code - 128) ?? (end.code === null ? (end.signal ?? undefined) : undefined);
    if (signal === undefined)
        return { kind: 'failed', exitCode: code, reason: (0,model_outcome/* exitReason */.JS)(code) };
    const memory = signal === 'SIGKILL' ? '; the pod may have run out of memory' : '';
    const reason = `The workload was ended by ${signal} (exit code ${code})${memory}.`;
    return { kind: 'failed', exitCode: code, signal, reason };
}

// EXTERNAL MODULE: ./build/src/run/plan.js
var plan = __nccwpck_require__(7461);
;// CONCATENATED MODULE: ./build/src/run/evidence.js




/** How often the status is read for a job that may still arrive, and how long between (ms). */
const ARRIVAL = { looks: 3, pauseMs: 700 };
/** The same for a job that is being cancelled. */
const CANCEL = { looks: 5, pauseMs: 1_000 };
const CALL_MS = 15_000;
const RESULT_MS = 1_000;
const isOurs = ({ state, nonce }, { jobId, command }) => (state.jobId !== '' && jobId === state.jobId) || (nonce !== '' && (0,wrapper/* markIn */.bk)(command)?.nonce === nonce);
/** Looks again and again until there is an answer. @returns undefined if no look has one. */
async function lookFor({ clock, signal }, { looks, pauseMs }, look) {
    for (let n = 1; n <= looks && !signal.aborted; n++) {
        const answer = await look();
        if (answer !== undefined)
            return answer;
        if (n < looks)
            await clock.sleep(pauseMs, signal);
    }
    return undefined;
}
/**
 * Whether the records agree with a refusal. A refusal that is certain needs none. Any other may come from a client that lost the service
 * after it had accepted the job: then a job of this run, or one that may be, contradicts it. If the message does not exclude a
 * start, only a record of the job is proof: the status lists neither a job that is over nor one that is too new.
 */
async function proofOf(asked, refused, reached) {
    const excluded = (0,refusal/* excludesStart */.Ai)(refused, reached);
    if (excluded && refused.isCertain === true)
        return 'absent';
    const proof = await lookFor(asked, ARRIVAL, async () => {
        const view = await asked.gpu.status(undefined, asked.signal);
        const ours = view?.jobs.find((job) => isOurs(asked, job));
        // A job that is over without success agrees with a message that names a stage before the start.
        const agrees = ours?.state !== 'succeeded' && ours?.alive === false;
        if (ours !== undefined && !(excluded && agrees))
            return { jobId: ours.jobId };
        if (excluded)
            return contradicts(asked, refused, view) ? 'unproven' : 'absent';
        return view?.jobsKnown === true ? undefined : 'unproven';
    });
    // A search that was ended proves nothing.
    return proof ?? 'unproven';
}
/** Whether the view shows what may be of an attempt of which a message states that it did not start. */
function contradicts({ state, gpu }, { stage, class: kind }, view) {
    // Without an answer, the same trouble as before is no contradiction.
    if (view === undefined)
        return stage === 'rejected' && gpu.statusTrouble()?.class !== kind;
    if (view.jobs.some((job) => job.alive && (0,plan/* mayBeOurs */.UN)(state, job)))
        return true;
    return stage !== 'setup' && hasNewPod(state, view);
}
/** A pod came up that no job of someone else explains. */
function hasNewPod({ before, pods }, view) {
    const isExplained = (podId) => before.pods.includes(podId) || pods.includes(podId) || view.jobs.some((job) => job.podId === podId);
    return view.pods.some(({ podId }) => !isExplained(podId)) || (view.unnamed ?? 0) > (before.unnamed ?? 0);
}
/** The job with the nonce of this attempt, '' if none is listed. */
async function jobOfNonce(asked) {
    const found = await lookFor(asked, ARRIVAL, async () => {
        const view = await asked.gpu.status(undefined, asked.signal);
        return view?.jobs.find((job) => isOurs(asked, job))?.jobId;
    });
    return found ?? '';
}
/** Whether GPU CLI reports a start that no client has shown. */
async function hasStarted(asked) {
    const record = await recordOf(asked);
    return record?.state === 'running' || record?.ran === true;
}
/** The pod of the job, learned while the job still exists: a pod without a job cannot be distinguished from that of another run. */
async function podOf(asked) {
    const view = await asked.gpu.status(CALL_MS, asked.signal);
    return view?.jobs.find((job) => isOurs(asked, job))?.podId ?? '';
}
/**
 * Cancels the job until a record shows that it is over.
 * @returns true if it is over and did not run. Without such a record it may have started, so it must not be submitted again.
 */
async function endBeforeStart(asked) {
    const { gpu, state, signal } = asked;
    const isAbsent = await lookFor(asked, CANCEL, async () => {
        const record = await recordOf(asked);
        if (record !== undefined && record.state !== 'pending')
            return record.state === 'over' && !record.ran;
        const jobId = state.jobId || (record?.jobId ?? '');
        if (jobId !== '')
            await gpu.cancel(jobId, CALL_MS, signal);
        return undefined;
    });
    return isAbsent === true;
}
/** `wait`, else the status: a job that a complete list does not have is over. Undefined if nothing can be read. */
async function recordOf(asked) {
    const { gpu, state, signal } = asked;
    const { jobId } = state;
    const result = jobId === '' ? undefined : await gpu.result(jobId, RESULT_MS, signal);
    if (result !== undefined) {
        const ran = result.exitCode !== null || result.state === 'succeeded' || result.state === 'timed-out';
        return { jobId, state: stateOf(result.state), ran };
    }
    const view = await gpu.status(CALL_MS, signal);
    const job = view?.jobs.find((one) => isOurs(asked, one));
    if (job !== undefined) {
        const known = job.state ?? (job.alive ? 'pending' : 'failed');
        return { jobId: job.jobId, state: stateOf(known), ran: known === 'succeeded' };
    }
    if (view?.jobsKnown !== true || view.jobs.some((one) => one.alive && (0,plan/* mayBeOurs */.UN)(state, one)))
        return undefined;
    return { jobId, state: 'over', ran: false };
}
const stateOf = (state) => state === 'running' ? 'running' : (0,parse/* isAlive */._n)(state) ? 'pending' : 'over';

// EXTERNAL MODULE: ./build/src/run/stop.js
var run_stop = __nccwpck_require__(6694);
;// CONCATENATED MODULE: ./build/src/run/attempt.js




/** Clients lost one after another, without a byte or a minute between, before the run is given up for lost. */
const MOST_CLIENTS = 7;
/** Between two clients (ms), doubled each time: all of them together outlast a minute without a network. */
const NEXT_CLIENT_MS = 500;
const LONG_CLIENT_MS = 60_000;
/** The longest pause between two clients of a job that has not started, and how long one look at its record takes (ms). */
const PENDING_MS = 5_000;
/** Clients that show the rest of a log whose job is over. */
const MOST_REPLAYS = 3;
const attempt_RESULT_MS = 15_000;
/** The longest time that `gpu logs` may take (ms). */
const LOG_MS = 60_000;
/** An aborted client has this long to end by itself (ms); the runner leaves 7.5 s for everything. */
const GRACE_MS = 1_200;
/** The same for the call that cancels its job (ms). */
const CANCEL_MS = 2_500;
/** A client goes on watching for so long while its job, which has not started, is cancelled (ms). */
const CANCEL_GRACE_MS = 10_000;
/** An aborted submission has this long to print its job's id (ms), which makes ending the job sure and quick. */
const SUBMIT_GRACE_MS = 2_500;
/** Starts the workload once and follows it to its end. */
async function attempt(context) {
    const one = new AttemptRun(context);
    // Nothing is begun that was ended before.
    if ((0,run_stop/* isAborted */.G4)(context.abort))
        return one.end((0,run_stop/* abortedOutcome */.oT)(context.abort), true);
    context.state.beginAttempt(context.nonce);
    one.reach('submitting');
    return context.gpu.facts.way === 'attached' && !context.detachAtStart ? one.runAttached() : one.submit();
}
/** Follows a job that exists to its end. */
const follow = (context, jobId) => new AttemptRun(context).follow(jobId);
const ORDER = ['submitting', 'waiting', 'provisioning', 'syncing', 'running', 'ended'];
/** What no client has seen. */
const UNSEEN = {
    code: null,
    signal: null,
    spawnError: 'nothing',
    started: false,
    exit: null,
    cliText: '',
    bytes: { stdout: 0, stderr: 0 },
};
class AttemptRun {
    #context;
    /** They only go forward: a late progress line does not take back a start. */
    #phases = [];
    #jobId = '';
    /** What the clients so far saw together, undefined before the first has ended. A later one sees the job from its beginning. */
    #seen;
    /** The workload ended by itself, before anything was done to end it; undefined while its end was not seen. */
    #natural;
    #startedMs;
    constructor(context) {
        this.#context = context;
    }
    reach(phase) {
        const { clock, emit } = this.#context;
        const reached = this.#phases.at(-1)?.phase;
        if (reached !== undefined && ORDER.indexOf(phase) <= ORDER.indexOf(reached))
            return;
        if (phase === 'running')
            this.#startedMs = clock.elapsed();
        this.#phases.push({ phase, at: new Date(clock.now()).toISOString() });
        emit({ kind: 'phase', phase });
    }
    end(outcome, jobOver, more = {}) {
        return { outcome, phases: this.#phases, jobId: this.#jobId, jobOver, ...more };
    }
    /** Detached: the submission answers with the id of the job. */
    async submit() {
        const { gpu, launch, state, abort, over, clock } = this.#context;
        const late = new AbortController();
        const giveGrace = () => void clock.sleep(SUBMIT_GRACE_MS, over).then(() => late.abort());
        abort.addEventListener('abort', giveGrace, { once: true, signal: over });
        const submission = await gpu.submit(launch, late.signal, abort);
        abort.removeEventListener('abort', giveGrace);
        switch (submission.kind) {
            case 'accepted':
                if (state.before.jobs.includes(submission.jobId))
                    return this.#endLost(`gpu run answered with job ${submission.jobId}, which existed before this run.`);
                this.#learn(submission.jobId, submission.podId);
                return this.follow(submission.jobId);
            case 'refused': {
                const jobId = await this.#jobOfRefused(submission.outcome, 'nothing');
                return typeof jobId === 'string' ? this.follow(jobId) : jobId;
            }
            case 'unknown': {
                // A job may exist all the same. Its command line carries the nonce, so it can be distinguished from all others and followed.
                const jobId = await jobOfNonce(this.#context);
                this.#learn(jobId, '');
                if (jobId !== '')
                    return this.follow(jobId);
                const reason = `${submission.reason}; no job of this run can be seen, but nothing proves that none was started.`;
                return this.#endLost(reason);
            }
        }
    }
    /** Follows the job to its end, with a new client when one is lost while the job lives. */
    async follow(jobId) {
        const { gpu, nonce, clock, abort, emit, detachAtStart } = this.#context;
        this.#jobId = jobId;
        this.reach('waiting');
        let result;
        let [lost, early, replays] = [0, 0, 0];
        while (lost < MOST_CLIENTS && !(0,run_stop/* isAborted */.G4)(abort)) {
            const [from, before] = [clock.elapsed(), bytesOf(this.#seen)];
            const client = await this.#stream((wish) => gpu.attach(jobId, nonce, wish));
            const seen = this.#seen ?? client;
            if ((0,run_stop/* isAborted */.G4)(abort))
                break;
            result = await gpu.result(jobId, seen.started ? attempt_RESULT_MS : PENDING_MS, abort);
            if (result === undefined && seen.exit !== null)
                break;
            if (result !== undefined && !(0,parse/* isAlive */._n)(result.state)) {
                // The client was lost and the job ended before the next one: what was not shown yet is shown by one more.
                const isCut = result.exitCode !== null && client.exit === null;
                if (!isCut || replays++ === MOST_REPLAYS)
                    break;
            }
            else if (result?.state === 'pending' && !seen.started) {
                // There is nothing to attach to yet, so this client was not lost.
                lost = 0;
                await clock.sleep(Math.min(PENDING_MS, NEXT_CLIENT_MS * 2 ** Math.min(early++, 8)), abort);
            }
            else {
                if (detachAtStart && result?.state === 'running')
                    emit({ kind: 'started' });
                const isNew = bytesOf(this.#seen) > before || clock.elapsed() - from >= LONG_CLIENT_MS;
                lost = isNew ? 1 : lost + 1;
                if (lost < MOST_CLIENTS)
                    await clock.sleep(NEXT_CLIENT_MS * 2 ** (lost - 1), abort);
            }
        }
        return this.#endFollowed(result);
    }
    async #endFollowed(result) {
        const { abort, detachAtStart, saturation } = this.#context;
        const isOver = result !== undefined && !(0,parse/* isAlive */._n)(result.state);
        if (isOver && result.exitCode !== null && !(0,run_stop/* isAborted */.G4)(abort))
            await this.#showLog();
        if (this.#isUnstarted())
            return this.#endUnstarted(true);
        this.reach('ended');
        const seen = this.#seen ?? UNSEEN;
        const natural = classifyEnding({ end: seen, result, accepted: true, saturation });
        const outcome = (0,run_stop/* isAborted */.G4)(abort) && this.#natural !== true && !isOver ? (0,run_stop/* abortedOutcome */.oT)(abort) : natural;
        // A workload that was over before it could be left has its result reported by the step that collects it.
        const isLeft = detachAtStart && (outcome.kind === 'succeeded' || outcome.kind === 'failed');
        // Without a record, a client that ended with the workload's own exit code shows that the job is over.
        const jobOver = isOver || (seen.exit !== null && seen.code === seen.exit);
        return this.end(isLeft ? { kind: 'submitted' } : outcome, !(0,run_stop/* isAborted */.G4)(abort) && jobOver);
    }
    /** One client from the submission to the end: its own ending is all there is. */
    async runAttached() {
        const { gpu, launch, nonce, state, abort, saturation } = this.#context;
        const end = await this.#stream((wish) => gpu.run(launch, nonce, wish));
        this.#jobId = state.jobId;
        this.reach('ended');
        if (this.#isUnstarted())
            return this.#endUnstarted(end.code !== null);
        // The workload can write an exit frame too: it takes the client's own ending to show that the job is over.
        const jobOver = end.exit !== null && end.code !== null;
        if ((0,run_stop/* isAborted */.G4)(abort) && this.#natural !== true)
            return this.end((0,run_stop/* abortedOutcome */.oT)(abort), jobOver);
        const outcome = classifyEnding({ end, result: undefined, accepted: false, saturation });
        if (outcome.kind !== 'refused') {
            if (this.#jobId !== '' && end.code !== null)
                await this.#showLog();
            return this.end(outcome, jobOver);
        }
        const hasReached = (...phases) => this.#phases.some(({ phase }) => phases.includes(phase));
        const reached = hasReached('syncing') ? 'synced' : hasReached('waiting', 'provisioning') ? 'accepted' : 'nothing';
        const jobId = await this.#jobOfRefused(outcome, reached);
        return typeof jobId === 'string' ? this.#endLost(doubt(outcome)) : jobId;
    }
    /** The client reports that nothing ran. That is believed only while no job of ours is alive. @returns the job, or the end. */
    async #jobOfRefused(outcome, reached) {
        const proof = await proofOf(this.#context, outcome, reached);
        if (proof === 'absent')
            return this.end(outcome, true);
        if (proof === 'unproven')
            return this.#endLost(doubt(outcome));
        this.#learn(proof.jobId, '');
        return proof.jobId;
    }
    /** What is not known of a run that was ended is no fault of anybody's. */
    #endLost(reason) {
        const { abort } = this.#context;
        return this.end(abort.aborted ? (0,run_stop/* abortedOutcome */.oT)(abort) : { kind: 'lost', reason }, false);
    }
    /** `start-timeout` has ended the wait, and no client saw a start. */
    #isUnstarted() {
        const { abort } = this.#context;
        const { started, exit } = this.#seen ?? UNSEEN;
        return abort.aborted && (0,run_stop/* causeOf */.rl)(abort).kind === 'notStarted' && this.#natural !== true && !started && exit === null;
    }
    /**
     * The end of an attempt whose workload did not start in time. It counts as refused, and may be attempted again, only if a
     * record shows that the job is over and one more client, which sees its log from the beginning, shows no start.
     * @param isWatched no client was killed, which may have missed the start.
     */
    async #endUnstarted(isWatched) {
        const { gpu, nonce, abort } = this.#context;
        // A client that has ended did not see the limit.
        this.#learn('', await podOf(this.#context));
        let isAbsent = await endBeforeStart(this.#context);
        if (isAbsent && this.#jobId === '')
            isAbsent = isWatched;
        else if (isAbsent) {
            const client = gpu.attach(this.#jobId, nonce, this.#wish(true));
            const { started, exit } = await this.#endWithin(client, CANCEL_GRACE_MS, this.#context.signal);
            isAbsent = !started && exit === null;
        }
        const hasRun = this.#phases.some(({ phase }) => phase === 'running');
        this.reach('ended');
        const cause = (0,run_stop/* causeOf */.rl)(abort);
        if (!isAbsent || hasRun || cause.kind !== 'notStarted')
            return this.end((0,run_stop/* abortedOutcome */.oT)(abort), false);
        const reason = `${cause.reason} The job was cancelled before its workload started.`;
        return this.end({ kind: 'refused', class: 'infra', reason }, true, { podStuck: true });
    }
    /**
     * Shows the log of a job that is over, if its clients showed nothing of it, not even its start. What it holds is no evidence: the
     * outcome is decided without it.
     */
    async #showLog() {
        const { gpu, nonce, emit, abort } = this.#context;
        const { started, exit } = this.#seen ?? UNSEEN;
        if (started || exit !== null || bytesOf(this.#seen) > 0)
            return;
        const ignore = () => undefined;
        const none = { onStart: ignore, onPhase: ignore, onPod: ignore, onJob: ignore, onSample: ignore, onExit: ignore };
        const onOutput = (chunk) => emit({ kind: 'output', chunk });
        const client = await gpu.logs(this.#jobId, nonce, { ...none, skip: UNSEEN.bytes, onOutput });
        if (client === undefined)
            return;
        emit({ kind: 'stream', open: true });
        await this.#endWithin(client, LOG_MS, abort);
        emit({ kind: 'stream', open: false });
    }
    /** Interrupts a client that has not ended by itself in time, or when the signal aborts. */
    async #endWithin(client, ms, signal) {
        const ended = new AbortController();
        void this.#context.clock.sleep(ms, AbortSignal.any([ended.signal, signal])).then(() => {
            if (!ended.signal.aborted)
                client.interrupt(GRACE_MS);
        });
        return client.done.finally(() => ended.abort());
    }
    /** Runs one streaming client, and ends it when the attempt is to end. */
    async #stream(open) {
        const { abort, emit } = this.#context;
        emit({ kind: 'stream', open: true });
        const client = open(this.#wish(this.#seen === undefined));
        const ended = new AbortController();
        abort.addEventListener('abort', () => void this.#endClient(client, ended.signal), { signal: ended.signal });
        const end = await client.done.finally(() => {
            ended.abort();
            emit({ kind: 'stream', open: false });
        });
        const before = this.#seen ?? UNSEEN;
        const most = (stream) => Math.max(before.bytes[stream], end.bytes[stream]);
        this.#seen = {
            ...end,
            started: end.started || before.started,
            exit: end.exit ?? before.exit,
            bytes: { stdout: most('stdout'), stderr: most('stderr') },
        };
        return end;
    }
    /** Interrupts the client and, by id, cancels its job. A client whose job is left running is killed, so that it cannot end the job. */
    async #endClient(client, ended) {
        const { abort, gpu, state, clock, signal } = this.#context;
        const { kind } = (0,run_stop/* causeOf */.rl)(abort);
        if (kind === 'detached')
            client.leave();
        else if (kind !== 'notStarted') {
            client.interrupt(GRACE_MS);
            const jobId = this.#jobId || state.jobs.at(-1);
            if (jobId !== undefined)
                await gpu.cancel(jobId, CANCEL_MS);
        }
        else {
            // It goes on watching, so that a start in the last moment is seen.
            this.#learn('', await podOf(this.#context));
            const jobId = this.#jobId || state.jobId;
            if (jobId !== '') {
                await gpu.cancel(jobId, CANCEL_GRACE_MS, signal);
                await clock.sleep(CANCEL_GRACE_MS, AbortSignal.any([ended, signal]));
            }
            if (!ended.aborted)
                client.interrupt(jobId === '' ? CANCEL_GRACE_MS : GRACE_MS);
        }
    }
    /** @param isFirst a later client replays from the start: its samples were counted already. */
    #wish(isFirst) {
        const { state, emit, abort, clock } = this.#context;
        return {
            skip: (this.#seen ?? UNSEEN).bytes,
            onPhase: (phase) => this.reach(phase),
            onStart: () => {
                if (isFirst || !this.#phases.some(({ phase }) => phase === 'running'))
                    emit({ kind: 'started' });
            },
            // The first call counts: an abort that came too late does not relabel it.
            onExit: () => (this.#natural ??= !(0,run_stop/* isAborted */.G4)(abort)),
            onPod: (podId) => this.#learn('', podId),
            // Only a record replaces what is known.
            onJob: (jobId) => {
                if (state.jobId === '')
                    this.#learn(jobId, '');
            },
            onSample: (row) => {
                const now = clock.elapsed();
                if (isFirst)
                    emit({ kind: 'sample', row, elapsedMs: now - (this.#startedMs ?? now) });
            },
            onOutput: (chunk) => emit({ kind: 'output', chunk }),
        };
    }
    #learn(jobId, podId) {
        const { state, emit } = this.#context;
        state.learnPod(podId);
        if (state.learnJob(jobId))
            emit({ kind: 'job', jobId });
    }
}
const bytesOf = (end) => (end === undefined ? 0 : end.bytes.stdout + end.bytes.stderr);
/** Why an attempt whose refusal is not believed is lost. */
const doubt = ({ reason }) => `gpu gave up (${reason}), but nothing proves that its job does not exist, so it counts as started.`;

;// CONCATENATED MODULE: ./build/src/run/limits.js



const TICK_MS = 200;
const NEAR = 0.8;
const HEARTBEAT_MS = 60_000;
/** Watches the limits of one attempt. Only `start-timeout`, `max-cost` and the job limit count time before the workload's start. */
function watchLimits(limits, { clock, emit, onReached, onNotStarted, over }) {
    const began = clock.elapsed();
    let phase = 'submitting';
    let startedAt;
    let [lastOutput, lastBeat, isLate] = [began, began, false];
    let [usdPerHour, paidFrom] = [0, began];
    const warned = new Set();
    const isReached = (name, used, limit, cause, say = duration/* sayDuration */.k) => {
        if (limit > 0 && used >= limit)
            onReached(cause);
        else if (limit > 0 && used >= limit * NEAR && !warned.has(name)) {
            warned.add(name);
            emit({ kind: 'near', message: `80 % of \`${name}\` is used: ${say(used)} of ${say(limit)}.` });
        }
        return limit > 0 && used >= limit;
    };
    const isBeat = (now) => {
        const isDue = now - lastBeat >= HEARTBEAT_MS;
        if (isDue)
            lastBeat = now;
        return isDue;
    };
    const isRunOver = (now, from) => {
        const { timeoutMs, idleTimeoutMs } = limits;
        const [ranMs, idleMs] = [now - from, now - lastOutput];
        if (idleMs >= HEARTBEAT_MS && isBeat(now))
            emit({ kind: 'silence', ranMs });
        const long = `The workload ran longer than \`timeout\` (${(0,duration/* sayDuration */.k)(timeoutMs)}) and was ended.`;
        const silent = `The workload printed nothing for \`idle-timeout\` (${(0,duration/* sayDuration */.k)(idleTimeoutMs)}) and was ended.`;
        return (isReached('timeout', ranMs, timeoutMs, { kind: 'timedOut', limit: 'timeout', reason: long }) ||
            isReached('idle-timeout', idleMs, idleTimeoutMs, { kind: 'timedOut', limit: 'idle-timeout', reason: silent }));
    };
    const watchStart = (waitedMs, now) => {
        const limitMs = limits.startTimeoutMs;
        if (isLate)
            return;
        if (isBeat(now))
            emit({ kind: 'pending', phase, waitedMs, limitMs });
        isLate = limitMs > 0 && waitedMs >= limitMs;
        if (isLate)
            onNotStarted(`The workload did not start within \`start-timeout\` (${(0,duration/* sayDuration */.k)(limitMs)}).`);
    };
    const isOver = () => {
        const now = clock.elapsed();
        if (startedAt === undefined)
            watchStart(now - began, now);
        else if (isRunOver(now, startedAt))
            return true;
        if (limits.detachAfterMs > 0 && now - began >= limits.detachAfterMs) {
            onReached({ kind: 'detached' });
            return true;
        }
        const usd = ((limits.paidMs + now - paidFrom) / 3_600_000) * usdPerHour;
        const money = (n) => `$${n.toFixed(2)}`;
        const dear = `The estimated cost reached \`max-cost\` (${money(limits.maxCostUsd)}) and the run was ended.`;
        const near = 'The time limit of the CI job is near, so the run was ended while there is time to end it well.';
        return (isReached('max-cost', usd, limits.maxCostUsd, { kind: 'overBudget', reason: dear }, money) ||
            isReached('job limit', now - began, limits.jobLeftMs, { kind: 'timedOut', limit: 'job-limit', reason: near }));
    };
    void (async () => {
        while (!over.aborted && !isOver())
            await clock.sleep(TICK_MS, over);
    })();
    return {
        note(event) {
            if (event.kind === 'phase')
                phase = event.phase;
            if (event.kind === 'started')
                startedAt ??= clock.elapsed();
            if (event.kind === 'started' || event.kind === 'output')
                lastOutput = clock.elapsed();
        },
        price(usd, fromMs = paidFrom) {
            [usdPerHour, paidFrom] = [usd, fromMs];
            // Nothing is left to be watched of a run that was over before its price was known.
            if (usd === 0 && !over.aborted)
                emit({ kind: 'near', message: '`max-cost` cannot be watched: GPU CLI reports no price for this GPU.' });
        },
    };
}
/** Between two looks for a pod whose workload has not started, and for one that must be listed by now (ms). */
const PENDING_EACH_MS = 15_000;
const POD_EACH_MS = 5_000;
/** How often the latter is looked for. */
const POD_LOOKS = 4;
/**
 * Looks at the pod of one attempt once its workload runs: the report shows it. If `max-cost` is set, its price is asked for from the
 * moment that a pod may exist: one that comes up is paid for, whether or not its workload starts.
 * @param launch the GPU type and count that were asked for.
 */
function watchPod({ gpuType, gpuCount }, onPrice, { gpu, clock, state, emit, signal, over }) {
    let stage = 'idle';
    let first;
    let isPriced = false;
    // The pod came up after the last look that found none.
    let fromMs;
    const look = async () => {
        const [view, offers] = await Promise.all([gpu.status(undefined, signal), gpu.inventory(signal)]);
        const ofJob = state.jobId === '' ? '' : view?.jobs.find(({ jobId }) => jobId === state.jobId)?.podId;
        const podId = ofJob || state.podId;
        const pod = podId === '' ? undefined : view?.pods.find((one) => one.podId === podId);
        if (pod !== undefined)
            state.learnPod(pod.podId);
        emit({ kind: 'pod', pod, offers, pool: view?.pool ?? null });
        const offered = (0,model_outcome/* offerFor */.qK)(offers, pod?.gpuType ?? gpuType)?.costPerHour ?? 0;
        return { view, isListed: pod !== undefined, usdPerHour: pod?.costPerHour || offered * gpuCount };
    };
    const askPending = async () => {
        while (stage === 'pending' && !over.aborted) {
            const { view, isListed, usdPerHour } = await look();
            // A pod that is counted and not named is paid for all the same.
            isPriced = usdPerHour > 0 && (isListed || (view?.unnamed ?? 0) > 0);
            if (isPriced) {
                onPrice?.(usdPerHour, fromMs);
                return;
            }
            fromMs = clock.elapsed();
            await clock.sleep(PENDING_EACH_MS, over);
        }
    };
    const askStarted = async (seen) => {
        let { view, isListed, usdPerHour } = await seen;
        // A pod that is not listed yet, or no more because the workload is over already, has a price all the same.
        for (let n = 1; !isListed && view?.jobsKnown !== false && n < POD_LOOKS; n++) {
            await clock.sleep(POD_EACH_MS, over);
            if ((0,run_stop/* isAborted */.G4)(over))
                break;
            ({ view, isListed, usdPerHour } = await look());
        }
        if (usdPerHour > 0 || !isPriced)
            onPrice?.(usdPerHour, fromMs);
    };
    return {
        note: ((event) => {
            const phase = event.kind === 'started' ? 'running' : event.kind === 'phase' ? event.phase : 'submitting';
            if (phase === 'submitting' || phase === 'ended' || stage === 'started')
                return;
            if (phase === 'running') {
                stage = 'started';
                first = look();
                if (onPrice !== undefined)
                    void askStarted(first);
            }
            else if (stage === 'idle' && onPrice !== undefined) {
                stage = 'pending';
                void askPending();
            }
        }),
        /** The first look at a workload that ran has an answer. */
        settled: () => first ?? Promise.resolve(),
    };
}

;// CONCATENATED MODULE: ./build/src/run/retry.js

/** Faults in a row that are retried unless `max-attempts` is set: waits of 10 to 160 s outlast a daemon's restart. */
const FAULTS_IN_A_ROW = 5;
/** Runs of a workload where `max-attempts` does not say: each one is paid for. */
const WORKLOAD_RUNS = 3;
/** An error in the server's clock must not stop a job for longer. */
const HINT_MAX_MS = 86_400_000;
/** The GPU type of the next attempt: each capacity refusal moves one along the list, and round again. */
function gpuTypeFor(policy, history) {
    return policy.gpuTypes[countOf(history, 'capacity') % Math.max(1, policy.gpuTypes.length)] ?? '';
}
/** What to do after the failures so far; `random` is uniform in [0, 1). */
function nextStep(policy, history, state, random) {
    const last = history.at(-1);
    if (last === undefined)
        return { kind: 'retry', delayMs: 0 };
    const exhausted = exhaustion(policy, history, last);
    if (exhausted !== undefined)
        return { kind: 'stop', reason: exhausted };
    const left = budgetLeft(policy, history, state);
    if (left <= 0)
        return { kind: 'stop', reason: sayWaited(policy, history, last, state) };
    const delay = untilLastAttempt(policy, delayFor(policy, history, last, random), left);
    return { kind: 'retry', delayMs: Math.min(Math.round(delay), Math.floor(left)) };
}
function exhaustion(policy, history, last) {
    if (!policy.retryOn.includes(last.class))
        return `\`${last.class}\` is not in \`retry-on\`.`;
    if (policy.maxAttempts > 0) {
        if (history.length < policy.maxAttempts)
            return undefined;
        return `All ${policy.maxAttempts} attempts that \`max-attempts\` allows have failed.`;
    }
    if (isOfWorkload(last.class) && countOf(history, 'workload') + countOf(history, 'timeout') >= WORKLOAD_RUNS)
        return `The workload failed ${WORKLOAD_RUNS} times; \`max-attempts\` would allow more.`;
    if (isFault(last.class) && faultsInARow(history) >= FAULTS_IN_A_ROW)
        return `${FAULTS_IN_A_ROW} attempts in a row failed before the workload started; \`max-attempts\` would allow more.`;
    return undefined;
}
/** It ran, or may have: another attempt is paid for. */
const isOfWorkload = (name) => name === 'workload' || name === 'timeout';
/** Neither a full pool, nor a provider sold out, nor the workload: something is broken. */
const isFault = (name) => name !== 'saturated' && name !== 'capacity' && !isOfWorkload(name);
function faultsInARow(history) {
    return history.length - 1 - history.findLastIndex((refusal) => !isFault(refusal.class));
}
function countOf(history, name) {
    return history.reduce((count, refusal) => (refusal.class === name ? count + 1 : count), 0);
}
function delayFor(policy, history, last, random) {
    const rounds = countOf(history, 'capacity') / Math.max(1, policy.gpuTypes.length);
    if (last.class === 'capacity' && !Number.isInteger(rounds))
        return 0;
    const { retryAfterMs = NaN } = last;
    if (retryAfterMs >= 0) {
        // Each refused job got the same hint: the end of the wait is spread, never cut.
        const hint = Math.min(HINT_MAX_MS, Math.max(policy.minDelayMs, retryAfterMs));
        return hint + random() * Math.max(hint / 10, policy.minDelayMs);
    }
    if (isOfWorkload(last.class))
        return policy.minDelayMs;
    const n = last.class === 'capacity' ? rounds : last.class === 'saturated' ? inARow(history, last) : faultsInARow(history);
    return doubled(policy, n, random);
}
/** Refusals of the last one's class since another came. */
function inARow(history, last) {
    return history.length - 1 - history.findLastIndex((refusal) => refusal.class !== last.class);
}
/**
 * The upper half of a limit that doubles with each refusal. Jobs that were refused together part within one wait, and none
 * comes back at once. `npm run bench:pool` compares it with other policies.
 */
function doubled({ minDelayMs, maxDelayMs }, n, random) {
    const limit = Math.min(maxDelayMs, minDelayMs * 2 ** Math.min(n, 40));
    return Math.max(minDelayMs, limit * (0.5 + random() / 2));
}
/** What is left of `max-wait` and of the job's own limit; of the latter, the call itself must still fit. */
function budgetLeft(policy, history, state) {
    const ofWait = policy.maxWaitMs > 0 ? policy.maxWaitMs - state.waitedMs : Infinity;
    const call = history.reduce((longest, { callMs = 0 }) => Math.max(longest, callMs), 0);
    return Math.min(ofWait, (state.jobTimeLeftMs ?? Infinity) - call);
}
/** The budget's end is the best moment for the last attempt: a wait that would pass it, or leave less than one wait behind, ends there. */
function untilLastAttempt(policy, wanted, left) {
    return wanted > 0 && wanted + policy.minDelayMs >= left ? left : wanted;
}
function sayWaited(policy, history, last, state) {
    const pool = last.pool === undefined ? '' : ` (${last.pool.used} of ${last.pool.limit} in use)`;
    const types = policy.gpuTypes.length === 0 ? '' : ` (${policy.gpuTypes.join(', ')})`;
    const what = last.class === 'saturated' ? `a pooled session${pool}` : `a GPU${types}`;
    const attempts = history.length === 1 ? '1 attempt' : `${history.length} attempts`;
    const limit = policy.maxWaitMs > 0 && state.waitedMs >= policy.maxWaitMs
        ? `\`max-wait\` is ${(0,duration/* sayDuration */.k)(policy.maxWaitMs)}`
        : "the job's own time limit leaves no room for another attempt";
    return `Waited ${(0,duration/* sayDuration */.k)(state.waitedMs)} for ${what}, ${attempts}; ${limit}.`;
}

;// CONCATENATED MODULE: ./build/src/run/loop.js








const loop_HEARTBEAT_MS = 60_000;
const RELEASE = { deadlineMs: 20_000, callMs: 15_000, looks: 1 };
/** Runs the workload once, with as many attempts as it takes to get it started within the policy. */
async function run(request, ports, adopted) {
    const { clock, signal, emit, state } = ports;
    const policy = { ...request, minDelayMs: request.retryDelayMs, maxDelayMs: request.retryMaxDelayMs };
    const began = clock.elapsed();
    const passedMs = () => clock.elapsed() - began;
    const jobLeftMs = () => (ports.jobLeftMs > 0 ? Math.max(1, ports.jobLeftMs - passedMs()) : 0);
    const history = [];
    let [ranMs, stuckMs] = [0, 0];
    let paidFrom;
    for (let n = 1;; n++) {
        const gpuType = gpuTypeFor(policy, history);
        emit({ kind: 'attemptStarted', n, gpuType });
        const [startedAt, from] = [clock.now(), clock.elapsed()];
        const paidMs = stuckMs + from - (paidFrom ?? from);
        const limits = { ...request, jobLeftMs: jobLeftMs(), paidMs };
        const end = await once(request, ports, { limits, gpuType, adopted: n === 1 ? adopted : undefined });
        const { outcome, phases, jobId } = end;
        const tookMs = clock.elapsed() - from;
        // Its pod is kept for the next attempt and paid for meanwhile.
        if (phases.some(({ phase }) => phase === 'running'))
            paidFrom ??= from;
        if (end.podStuck === true && state.podId !== '')
            stuckMs += tookMs;
        // What comes up from now on, while this run waits, is not its own.
        if (outcome.kind === 'refused')
            state.refused(outcome.podBroken === true ? (0,parse/* brokenPodIn */.kf)(outcome.reason) : '', !hasNoPod(outcome));
        else if (end.jobOver)
            state.ended();
        // What is collected was submitted elsewhere.
        const failure = (0,run_stop/* isAborted */.G4)(signal) || request.mode === 'collect' ? undefined : failureOf(outcome);
        if (failure?.class === 'workload')
            ranMs += tookMs;
        if (failure !== undefined)
            history.push({ ...failure, callMs: tookMs });
        const waitedMs = passedMs() - ranMs;
        const time = { waitedMs, jobTimeLeftMs: ports.jobLeftMs > 0 ? ports.jobLeftMs - passedMs() : undefined };
        const next = failure && nextStep(policy, history, time, () => clock.random());
        const delayMs = next?.kind === 'retry' ? next.delayMs : 0;
        const stamps = { startedAt: stamp(startedAt), endedAt: stamp(startedAt + Math.round(tookMs)) };
        const ended = { n, gpuType, ...stamps, phases, jobId, podId: state.podId, outcome };
        emit({ kind: 'attemptEnded', attempt: { ...ended, waitedSeconds: Math.round(delayMs) / 1_000 } });
        if (failure === undefined || next === undefined)
            // Who cancels a run while it is being refused has cancelled it; the attempt keeps its own cause.
            return outcome.kind === 'refused' && (0,run_stop/* isAborted */.G4)(signal) ? (0,run_stop/* abortedOutcome */.oT)(signal) : outcome;
        if (next.kind === 'stop') {
            const why = policy.retryOn.includes(failure.class) ? ` ${next.reason}` : '';
            return { ...failure.outcome, reason: `${sentence(failure.reason)}${why}` };
        }
        if (end.podStuck === true || failure.podBroken === true)
            await release(ports);
        const waiting = {
            kind: 'waiting',
            class: failure.class,
            reason: failure.reason,
            pool: failure.pool ?? null,
        };
        const quota = failure.quota === true ? { quota: true } : {};
        const leftMs = policy.maxWaitMs > 0 ? Math.max(0, policy.maxWaitMs - waitedMs) : 0;
        await pause(ports, delayMs, (ms) => emit({ ...waiting, ...quota, delayMs: delayMs - ms, waitedMs: waitedMs + ms, leftMs: Math.max(0, leftMs - ms) }));
        if ((0,run_stop/* isAborted */.G4)(signal))
            return (0,run_stop/* abortedOutcome */.oT)(signal);
    }
}
const stamp = (ms) => new Date(ms).toISOString();
const sentence = (text) => (/[.!?]$/.test(text) ? text : `${text}.`);
/** The failure that the policy may decide to attempt again; undefined for every ending that is never attempted again. */
function failureOf(outcome) {
    if (outcome.kind === 'refused')
        return { ...outcome, outcome };
    return outcome.kind === 'failed' ? { class: 'workload', reason: outcome.reason, outcome } : undefined;
}
/** A pod that did not come up is paid for while we wait, and the next attempt would be given it again. */
const release = ({ gpu, state, clock, signal }) => (0,cleanup/* endRun */.lb)(gpu, state, { clock, ...RELEASE, keepPod: false, signal });
/** Sleeps, and reports at once and each minute. A signal wakes it. */
async function pause({ clock, signal }, delayMs, report) {
    const from = clock.elapsed();
    const leftMs = () => from + delayMs - clock.elapsed();
    report(0);
    while (!(0,run_stop/* isAborted */.G4)(signal) && leftMs() > 0) {
        await clock.sleep(Math.min(loop_HEARTBEAT_MS, leftMs()), signal);
        if (!(0,run_stop/* isAborted */.G4)(signal) && leftMs() > 0)
            report(clock.elapsed() - from);
    }
}
const PODLESS = new Set(['saturated', 'capacity', 'budget', 'auth', 'usage']);
/** The service declined before it made a pod, so a new pod in the project is of someone else. */
const hasNoPod = ({ class: of, stage }) => stage !== 'setup' && PODLESS.has(of);
/** One attempt under its limits. */
async function once(request, ports, { limits, gpuType, adopted }) {
    const { clock, gpu, state, signal } = ports;
    const [limit, over] = [new AbortController(), new AbortController()];
    const stop = (cause) => limit.abort(cause);
    let isStarted = false;
    const emit = (event) => {
        pod.note(event);
        watch.note(event);
        if (event.kind === 'started') {
            isStarted = true;
            if (request.mode === 'submit')
                stop({ kind: 'detached' });
        }
        ports.emit(event);
        // GPU CLI may report a start that its client does not show.
        if (event.kind === 'pending')
            void ifStarted();
    };
    const ifStarted = async () => {
        const isReported = isStarted || (await hasStarted(context));
        if (isReported && !isStarted)
            emit({ kind: 'started' });
        return isReported || isStarted;
    };
    const onNotStarted = (reason) => void ifStarted().then((is) => {
        if (!is)
            stop({ kind: 'notStarted', reason });
    });
    // When an adopted job was submitted is not known, and it has mostly started.
    const bounds = adopted === undefined ? limits : { ...limits, startTimeoutMs: 0 };
    const watch = watchLimits(bounds, {
        clock,
        emit: (event) => emit(event),
        onReached: stop,
        onNotStarted,
        over: over.signal,
    });
    const onPrice = limits.maxCostUsd > 0 ? watch.price : undefined;
    const launched = { gpuType, gpuCount: request.gpuCount ?? 1 };
    const pod = watchPod(launched, onPrice, { ...ports, over: over.signal });
    const nonce = adopted === undefined ? ports.nonce() : (state.nonces.at(-1) ?? '');
    const { key, attempt: run } = state.project;
    // Another run may stop a pod that was not there before this one: it must not take one that only has no name for such a pod.
    const podsBefore = state.before.unnamed === 0 ? state.before.pods : undefined;
    const mark = { key, attempt: run, nonce, podsBefore };
    const context = {
        gpu,
        clock,
        state,
        nonce,
        signal,
        emit,
        saturation: request.saturationPattern,
        detachAtStart: request.mode === 'submit',
        launch: launchOf(request, gpuType, (0,wrapper/* wrap */.LV)(request.argv, mark, request.telemetry), ports.env),
        abort: AbortSignal.any([signal, limit.signal]),
        over: over.signal,
    };
    try {
        if (adopted === undefined)
            return await attempt(context);
        emit({ kind: 'job', jobId: adopted.jobId });
        if (context.detachAtStart && (await hasStarted(context)))
            return { outcome: { kind: 'submitted' }, phases: [], jobId: adopted.jobId, jobOver: false };
        return await follow(context, adopted.jobId);
    }
    finally {
        over.abort();
        if (!(0,run_stop/* isAborted */.G4)(signal))
            await pod.settled();
    }
}
/** The request made concrete for one attempt. @param env values of the bare names of the input `env`. */
function launchOf({ gpuCount, minVram, outputs, args, env: given }, gpuType, argv, valueOf) {
    const env = given.flatMap(({ name, value = valueOf(name) }) => (value === undefined ? [] : [[name, value]]));
    return { gpuType, gpuCount, minVram, env, outputs, args, argv };
}

// EXTERNAL MODULE: ./build/src/run/prepare.js
var prepare = __nccwpck_require__(4843);
// EXTERNAL MODULE: ./build/src/run/process.js
var run_process = __nccwpck_require__(5365);
// EXTERNAL MODULE: ./build/src/run/state.js
var state = __nccwpck_require__(2449);
// EXTERNAL MODULE: ./build/src/token.js
var src_token = __nccwpck_require__(3819);
// EXTERNAL MODULE: ./build/src/version.js
var version = __nccwpck_require__(8234);
;// CONCATENATED MODULE: ./build/src/step.js




















/** One step, from its inputs to its exit code. */
async function runStep(world) {
    const { host, clock, stop, secrets } = world;
    const startedAt = clock.now();
    const known = {
        hint: '',
        cliVersion: '',
        attempts: [],
        pool: null,
        offers: [],
        cleanup: cleanup/* NOTHING_TO_END */.i6,
        brought: { markdown: '', metrics: [], outputs: [] },
        notices: [],
    };
    try {
        await prepareAndRun(world, known);
    }
    catch (error) {
        const fault = faultOf(error, world);
        const isCut = (0,run_stop/* isAborted */.G4)(stop.signal);
        known.outcome = isCut
            ? (0,run_stop/* abortedOutcome */.oT)(stop.signal)
            : { kind: 'refused', class: fault.class, reason: fault.message };
        known.hint = isCut ? '' : fault.hint;
        known.journal?.end();
        await cleanUp(world, known);
    }
    const report = withoutSecrets(secrets, known.request?.env ?? [], buildReport(world, known, startedAt));
    world.onReport?.(report);
    await publish(host, report, known.request, stop);
    // Until here post ends the job: who cancels the step now has no id to collect it by.
    if (isHandedOn(known.outcome, stop))
        known.state?.over();
    if (known.state?.isLeft !== true)
        host.forgetState();
    stop.dispose();
    // No input was accepted: nothing was done.
    return known.request === undefined && report.class === 'usage' ? 2 : (0,model_outcome/* exitCodeFor */.Rr)(report);
}
/** `setup/`: install, mask and export, nothing else. */
async function runSetup(world) {
    const { host, stop } = world;
    try {
        const { request, token } = readInputs(world, true);
        if (token === '')
            skipWithoutToken(host, request);
        else {
            const place = { ...world, signal: stop.signal };
            const bin = await (0,prepare/* installCli */.sE)(request, token, place);
            const { version } = await (0,prepare/* identifyCli */.Vg)(bin, token, place);
            host.setOutput('cli-version', version);
            host.setOutput('path', bin);
        }
        return 0;
    }
    catch (error) {
        const { message, hint } = faultOf(error, world);
        if (!(0,run_stop/* isAborted */.G4)(stop.signal))
            host.error(`${message} ${hint}`.trim());
        return 1;
    }
    finally {
        stop.dispose();
    }
}
const BUG = 'This is a fault of run-action: please report it with the log of a run with debug logging.';
function faultOf(error, { host, secrets }) {
    const fault = error instanceof errors/* UserError */.y ? error : new errors/* UserError */.y((0,errors/* sentenceOf */.$)(error), BUG, { class: 'internal' });
    if (fault.class === 'internal')
        host.debug((0,model_secrets/* hider */.Hj)(secrets)((0,external_node_util_.inspect)(error)));
    return fault;
}
/** From the token to the clean-up. */
async function prepareAndRun(world, known) {
    const { host, env, clock, secrets } = world;
    const { signal } = world.stop;
    const { request, token } = readInputs(world, false, (read) => (known.request = read));
    if (token === '') {
        known.outcome = skipWithoutToken(host, request);
        return;
    }
    const place = { host, env, clock, signal };
    const cwd = (0,prepare/* folderOf */.yS)(request, host);
    host.begin?.((0,model_secrets/* hider */.Hj)(secrets)(labelOf(request, host)), request.check);
    const bin = await (0,prepare/* installCli */.sE)(request, token, place);
    const ready = await (0,prepare/* openProject */.U8)(request, { bin, cwd, token }, place, {
        facts: ({ version }) => {
            known.cliVersion = version;
            host.setOutput('cli-version', version);
        },
        state: (state, gpu) => Object.assign(known, { state, gpu }),
    });
    known.ready = ready;
    if ((0,run_stop/* isAborted */.G4)(signal)) {
        known.outcome = (0,run_stop/* abortedOutcome */.oT)(signal);
        (0,prepare/* takePreviousToEnd */.Vh)(ready.state, ready.view);
        await cleanUp(world, known);
        return;
    }
    const since = clock.now();
    known.outcome = await runWorkload(world, known, ready, request);
    known.hint = limitHint(known.outcome);
    await cleanUp(world, known);
    // The outputs of a job that is left running come to the step that sees its end.
    const isOver = known.outcome.kind !== 'submitted';
    const ran = isOver && known.attempts.some(({ phases }) => phases.some(({ phase }) => phase === 'running'));
    if (ran)
        Object.assign(known, await readBrought(request, host.context.workspace, since));
}
/** The token is masked before anything can print a value: an error quotes the input that is wrong. @throws UserError */
function readInputs(world, setup, onRequest) {
    const { host, env, secrets } = world;
    const token = (0,src_token/* readToken */.AI)(host, env);
    secrets.push(token);
    saveMain(host);
    for (const password of (0,src_token/* passwordsIn */.gW)(host.input('install-url'), env)) {
        (0,src_token/* maskSecret */.$l)(host, password);
        secrets.push(password);
    }
    const others = src_inputs/* INPUTS */.m.filter(({ name }) => name !== 'token');
    (0,src_token/* refuseTokenIn */.jn)(new Map(others.map(({ name }) => [name, host.input(name)])), token);
    // `setup/` needs no command; everything else is read as it was given.
    const request = parseRequest((name) => (setup && name === 'command' ? 'true' : host.input(name)));
    onRequest?.(request);
    if (host.context.foreignCode)
        host.warning(FOREIGN_CODE, { title: 'Foreign code with a secret' });
    if (token === '')
        return { request, token };
    (0,src_token/* checkToken */.SK)(token);
    hideEnv(world, request, token);
    return { request, token };
}
/** Before anything is done that the post step would have to end. */
function saveMain(host) {
    try {
        host.saveState(state/* MAIN_STATE */.A8, (0,run_process/* identify */.ls)(process.pid));
    }
    catch (error) {
        throw (0,state/* notSaved */.b3)((0,errors/* sentenceOf */.$)(error));
    }
}
/** Any other event has its secrets: there a skip would hide a wrong name for as long as nobody looks. */
function skipWithoutToken(host, request) {
    const missing = (0,src_token/* missingToken */.kh)(host);
    if (request.onMissingToken === 'fail' || host.context.secretsWithheld === '')
        throw missing;
    host.notice(`${missing.message} Skipped because of \`on-missing-token: skip\`.`);
    return { kind: 'skipped', reason: missing.message };
}
function hideEnv({ host, env, secrets }, request, token) {
    for (const { name, value } of request.env) {
        const own = value ?? env[name];
        if (own === undefined)
            throw new errors/* UserError */.y(...(0,rules/* noSuchVariable */.P$)(host.input('env'), name));
        (0,src_token/* refuseTokenIn */.jn)(new Map([['env', own]]), token);
        if (value === undefined ? (0,src_token/* isPublic */.Ul)(name) : !(0,src_token/* looksSecret */.n0)(name, value))
            continue;
        (0,src_token/* maskSecret */.$l)(host, own);
        secrets.push(own);
    }
}
/** What happens goes to the log, the outputs and `known`. */
async function runWorkload(world, known, ready, request) {
    const { host, env, clock, stop } = world;
    const { gpu, state } = ready;
    const journal = openJournal(host, request.command || `job ${request.jobId}`, () => state.jobId);
    known.journal = journal;
    const emit = (event) => {
        if (event.kind === 'job')
            host.setOutput('job-id', event.jobId);
        if (event.kind === 'pod') {
            Object.assign(known, { pod: event.pod, offers: event.offers, pool: event.pool });
            if (event.pod !== undefined)
                host.setOutput('pod-id', event.pod.podId);
        }
        if (event.kind === 'attemptEnded')
            known.attempts.push(event.attempt);
        journal.note(event);
    };
    const followed = (0,prepare/* jobToFollow */.MV)(ready, request, host);
    if (followed === undefined && request.maxCostUsd > 0)
        await (0,prepare/* warnWithoutPrice */.MR)(request, gpu, { ...world, signal: stop.signal });
    const nonce = () => (0,external_node_crypto_.randomBytes)(8).toString('hex');
    const valueOf = (name) => env[name];
    const ports = {
        gpu,
        clock,
        state,
        emit,
        nonce,
        env: valueOf,
        jobLeftMs: (0,prepare/* jobLeftMs */.Tv)(host, clock),
        signal: stop.signal,
    };
    const outcome = await run(request, ports, followed);
    journal.end();
    return outcome;
}
/** The job goes on for a later step. */
const isHandedOn = (outcome, stop) => outcome?.kind === 'submitted' && !(0,run_stop/* isAborted */.G4)(stop.signal);
/** Ending a run takes this long at most, and one call of `gpu` within it (ms). */
const END = { deadlineMs: 60_000, callMs: 15_000 };
/** The same after a signal. */
const SIGNAL_END = { deadlineMs: 3_500, callMs: 2_000 };
/** Ends what is alive and verifies it, or hands the job on if that was asked. */
async function cleanUp({ host, clock, stop }, known) {
    const { state, gpu, outcome, request } = known;
    const { signal } = stop;
    // A re-run that has not looked for its previous attempt leaves that to the post step.
    if (state === undefined || gpu === undefined || state.at === 'over' || state.at === 'looking')
        return;
    // Read while `gpu` answers.
    if (request?.summary === true)
        setImmediate(() => void renderer().catch(() => undefined));
    if (!state.mayLive) {
        state.over();
        return;
    }
    if (isHandedOn(outcome, stop)) {
        known.cleanup = { ...known.cleanup, cleanup: 'kept' };
        return;
    }
    if (!(0,run_stop/* isAborted */.G4)(signal))
        known.cleanup = await (0,cleanup/* endRun */.lb)(gpu, state, { clock, ...END, signal });
    if ((0,run_stop/* isAborted */.G4)(signal)) {
        const deadlineMs = Math.min(SIGNAL_END.deadlineMs, stop.msLeft());
        known.cleanup = await (0,cleanup/* endRun */.lb)(gpu, state, { clock, ...SIGNAL_END, deadlineMs, keepPod: false });
    }
    if (known.cleanup.left !== '')
        host.info(`Clean-up: ${known.cleanup.left}.`);
    // What is not certain stays open, and the post step looks again: a submission that was cut off may still arrive. It also stops a
    // pod that is kept for a later step, because it runs after all steps.
    const isCertain = known.cleanup.cleanup !== 'unconfirmed' && !(0,run_stop/* isAborted */.G4)(signal) && outcome?.kind !== 'lost';
    if (isCertain && !state.keepPod)
        state.over();
    else
        state.save();
}
function buildReport({ host, clock }, known, startedAt) {
    const { request, state, ready, outcome, pod, cleanup } = known;
    return reportOf({
        ...known,
        request,
        pod: pod ?? cleanup.pod,
        account: ready?.view.account,
        outcome: outcome ?? { kind: 'lost', reason: 'The run ended without an outcome.' },
        label: labelOf(request, host),
        startedAt,
        endedAt: clock.now(),
        jobId: state?.jobs.at(-1) ?? '',
        podId: state?.pods.at(-1) ?? pod?.podId ?? '',
        actionVersion: version/* VERSION */.x,
    }, host);
}
function labelOf(request, { context: { job, leg } }) {
    return request?.label || (leg === '' ? job || 'gpu run' : `${job} (${leg})`);
}
/** What to do about a limit that the general advice does not name. */
function limitHint(outcome) {
    if (outcome.kind !== 'timedOut')
        return '';
    if (outcome.limit === 'remote')
        return "GPU CLI's own limit ended the job. Raise it (`GPU_RUN_TIMEOUT`), or make the run shorter.";
    if (outcome.limit === 'start-timeout')
        return 'Raise `start-timeout`, or name more GPU types in `gpu-type`.';
    return '';
}
const FOREIGN_CODE = 'This workflow runs code of a fork while it holds the token. Anyone who opens a pull request can use your GPUs. Use `pull_request` with `on-missing-token: skip`, or require approval before this job.';


/***/ }),

/***/ 3819:
/***/ ((__unused_webpack_module, __webpack_exports__, __nccwpck_require__) => {

/* harmony export */ __nccwpck_require__.d(__webpack_exports__, {
/* harmony export */   $l: () => (/* binding */ maskSecret),
/* harmony export */   AI: () => (/* binding */ readToken),
/* harmony export */   SK: () => (/* binding */ checkToken),
/* harmony export */   Ul: () => (/* binding */ isPublic),
/* harmony export */   gW: () => (/* binding */ passwordsIn),
/* harmony export */   jn: () => (/* binding */ refuseTokenIn),
/* harmony export */   kh: () => (/* binding */ missingToken),
/* harmony export */   n0: () => (/* binding */ looksSecret)
/* harmony export */ });
/* harmony import */ var _model_errors_js__WEBPACK_IMPORTED_MODULE_0__ = __nccwpck_require__(5573);
/* harmony import */ var _model_secrets_js__WEBPACK_IMPORTED_MODULE_1__ = __nccwpck_require__(7477);


/**
 * Hides a secret in everything printed from now on, together with the forms that the runner does not derive by itself
 * (ValueEncoders.cs derives Base64, URI, JSON and XML forms, but neither hex nor base64url). A secret of several lines is
 * masked line by line, because the runner does so anyway and one short line would poison the log.
 */
function maskSecret(host, secret) {
    for (const form of (0,_model_secrets_js__WEBPACK_IMPORTED_MODULE_1__/* .formsOf */ .XP)(secret))
        host.mask(form);
}
const SECRET_NAME = /(^|_)(TOKEN|SECRET|PASSWORD|PASSWD|PASSPHRASE|CREDENTIALS?|DSN|AUTH|API_?KEY|ACCESS_?KEY|PRIVATE_?KEY|SECRET_?KEY)(_|$)/i;
/** Beginnings that services give their keys, and an address with a password in it. */
const SECRET_VALUE = /^(gh[a-z]_|github_pat_|hf_|sk-|AKIA|xox[a-z]-|glpat-|gpt_sat_|eyJ)|:\/\/[^/\s:@]*:[^/\s@]+@/;
const RANDOM_VALUE = /^(?=.*[a-z])(?=.*[A-Z])(?=.*\d)[\w+=~-]{20,}$/;
/** A value written into `env` is open by what it is for (`EPOCHS=20`), unless its name or its look says otherwise. */
function looksSecret(name, value) {
    return SECRET_NAME.test(name) || SECRET_VALUE.test(value) || RANDOM_VALUE.test(value);
}
/** Names that CI systems give what their pages, logs and addresses show. A mask of these values would break links for the rest of the job. */
const PUBLIC_NAME = new RegExp([
    'GITHUB_(SHA|REF|REF_NAME|REF_TYPE|HEAD_REF|BASE_REF|REPOSITORY|REPOSITORY_OWNER|RUN_ID|RUN_NUMBER|RUN_ATTEMPT|ACTOR|WORKFLOW|JOB|EVENT_NAME|SERVER_URL|API_URL)',
    'CI_(COMMIT_(SHA|SHORT_SHA|BRANCH|TAG|REF_NAME|REF_SLUG)|(PIPELINE|JOB)_(ID|IID|NAME|URL)|PROJECT_(ID|NAME|PATH|URL)|MERGE_REQUEST_IID)',
    'BITBUCKET_(COMMIT|BRANCH|TAG|BUILD_NUMBER|REPO_FULL_NAME)',
    'BUILDKITE_(COMMIT|BRANCH|TAG|BUILD_ID|BUILD_NUMBER|BUILD_URL)',
    'CIRCLE_(SHA1|BRANCH|TAG|BUILD_NUM|BUILD_URL)',
    'BUILD_(NUMBER|URL|BUILDID|SOURCEVERSION|SOURCEBRANCH)|GIT_(COMMIT|BRANCH)',
]
    .map((names) => `^(${names})$`)
    .join('|'));
/** A value that is passed by its name alone may be a secret of the job, unless the CI system shows it itself. */
const isPublic = (name) => PUBLIC_NAME.test(name);
/** Passwords in an address and in those of the proxies, as they stand there and as they are meant. */
function passwordsIn(address, env) {
    const proxies = Object.entries(env).flatMap(([name, value = '']) => /^(https?|all)_proxy$/i.test(name) ? [value] : []);
    return [address, ...proxies].flatMap((text) => {
        const [, login = ''] = /^\s*\w+:\/\/([^/?#\s]*)@/.exec(text) ?? [];
        const written = login.slice(login.indexOf(':') + 1);
        return written === '' ? [] : [written, meant(written)];
    });
}
function meant(written) {
    try {
        return decodeURIComponent(written);
    }
    catch {
        return written;
    }
}
/** Reads the service account token and masks it: the first thing that happens. @returns '' if there is none. */
function readToken(host, env) {
    const given = host.input('token');
    const value = given.trim() === '' ? (env['GPU_SERVICE_TOKEN'] ?? '') : given;
    maskSecret(host, value);
    return value.trim();
}
const IS_TOKEN = /^gpt_sat_[A-Za-z0-9_-]{6,}$/;
/**
 * The token belongs into `token` alone: all else stands on command lines, in files or in the workload's environment.
 * @throws UserError that names the inputs which hold it in any form.
 */
function refuseTokenIn(inputs, token) {
    if (!IS_TOKEN.test(token))
        return;
    const forms = (0,_model_secrets_js__WEBPACK_IMPORTED_MODULE_1__/* .formsOf */ .XP)(token);
    const found = [...inputs].filter(([, value]) => forms.some((form) => value.includes(form)));
    if (found.length === 0)
        return;
    throw new _model_errors_js__WEBPACK_IMPORTED_MODULE_0__/* .UserError */ .y(`The token stands in ${found.map(([name]) => `\`${name}\``).join(', ')}, from where it would reach command lines or the workload.`, 'Remove it there: it goes into `token`, and a workload never gets it.');
}
/** @throws UserError without the value: what was pasted by mistake may be another secret. */
function checkToken(token) {
    if (IS_TOKEN.test(token))
        return;
    const what = /\s/.test(token) ? 'holds blanks or line breaks' : 'does not begin with gpt_sat_';
    throw new _model_errors_js__WEBPACK_IMPORTED_MODULE_0__/* .UserError */ .y(`The token is not a service account token: it ${what}.`, 'Store the token that `gpu org service-account create --name NAME` prints once, as it is.', { class: 'auth' });
}
/** Why there is no token for this event, and what to do. */
function missingToken(host) {
    const from = host.context.secretsWithheld;
    if (from !== '') {
        return new _model_errors_js__WEBPACK_IMPORTED_MODULE_0__/* .UserError */ .y(`No service token: a run caused by ${from} gets no secrets.`, 'Set `on-missing-token: skip` to let such runs pass without a GPU, and run them from a branch of this repository.', { class: 'auth' });
    }
    const skip = host.input('on-missing-token').trim() === 'skip'
        ? ' `on-missing-token: skip` applies only to runs that get no secrets: pull requests from forks, and Dependabot.'
        : '';
    const onGitHub = host.name === 'github';
    const store = onGitHub
        ? 'store it as the secret GPU_SERVICE_TOKEN and set `token: ${{ secrets.GPU_SERVICE_TOKEN }}`.'
        : 'store it as the secret variable GPU_SERVICE_TOKEN.';
    return new _model_errors_js__WEBPACK_IMPORTED_MODULE_0__/* .UserError */ .y(`No service token: ${onGitHub ? '`token` is empty and ' : ''}GPU_SERVICE_TOKEN is not set.${skip}`, `Check the name of the secret. If there is none yet, create a token with \`gpu org service-account create --name ci\` and ${store}`, { class: 'auth' });
}


/***/ }),

/***/ 8234:
/***/ ((__unused_webpack_module, __webpack_exports__, __nccwpck_require__) => {

/* harmony export */ __nccwpck_require__.d(__webpack_exports__, {
/* harmony export */   x: () => (/* binding */ VERSION)
/* harmony export */ });
/** Version of this package; a test holds it to package.json. */
const VERSION = '1.0.0';


/***/ }),

/***/ 6591:
/***/ ((__unused_webpack_module, exports, __nccwpck_require__) => {



/* unused reexport */ __nccwpck_require__(5335);
exports.parse = __nccwpck_require__(2696);


/***/ }),

/***/ 2696:
/***/ ((module) => {



/**
 * @import {
 * 	ControlOperator,
 * 	Env,
 * 	GlobPattern,
 * 	ParseEntry,
 * } from './parse' */

// '<(' and '>(' are process substitution operators and
// can be parsed the same as control operator
var CONTROL = /** @type {const} */ ('(?:') + /** @type {const} */ ([
	'\\|\\|',
	'\\&(?:\\&|>>?)', // `&&`, `&>`, and `&>>`
	';;\\&?', // `;;` and `;;&`
	'[;|]\\&', // `;&` and `|&`
	'\\<\\(',
	'\\<\\<\\<',
	'\\<\\<-',
	'\\<\\<(?!\\()', // `<<(` stays `<` and `<(`, as zsh reads it; other shells reject it
	'>>',
	'>[&|(]', // `>&`, `>|`, and `>(`
	'<[&>]', // `<&` and `<>`
	'[&;()|<>]'
]).join(/** @type {const} */ ('|')) + /** @type {const} */ (')');
var controlRE = new RegExp('^' + CONTROL + '$');
var META = /** @type {const} */ ('|&;()<> \\t');
var SINGLE_QUOTE = /** @type {const} */ ('\'([^\']*?)\'');
// bash ANSI-C quoting, `$'...'`: a backslash escapes the next character, including `'`
var ANSI_C_BODY = '(?:\\\\[\\s\\S]|[^\\\\\'])*?';
var ANSI_C_QUOTE = '\\$\'' + ANSI_C_BODY + '\'';
var ansiCAt = new RegExp('\\$\'' + ANSI_C_BODY + '(?:(\')|\\\\?$)', 'g');
var ANSI_C_LETTERS = 'abeEfnrtv';
var ANSI_C_CHARS = '\x07\b\x1B\x1B\f\n\r\t\v';
var hash = /^#$/;

var SQ = /** @type {const} */ ("'");
var DQ = /** @type {const} */ ('"');
var DS = /** @type {const} */ ('$');

var TOKEN = '';
var mult = /** @type {const} */ (0x100000000); // Math.pow(16, 8);
for (var i = 0; i < 4; i++) {
	TOKEN += (mult * Math.random()).toString(16);
}
var startsWithToken = new RegExp('^' + TOKEN);

/**
 * @param {string} s
 * @param {RegExp} r
 */
function matchAll(s, r) {
	var origIndex = r.lastIndex;

	var matches = [];
	var matchObj;

	while ((matchObj = r.exec(s))) {
		matches[matches.length] = matchObj;
		if (r.lastIndex === matchObj.index) {
			r.lastIndex += 1;
		}
	}

	r.lastIndex = origIndex;

	return matches;
}

/**
 * @param {Env} env
 * @param {string} pre
 * @param {string} key
 */
function getVar(env, pre, key) {
	var r = typeof env === 'function' ? env(key) : env[key];
	if (typeof r === 'undefined' && key != '') {
		r = '';
	} else if (typeof r === 'undefined') {
		r = '$';
	}

	if (typeof r === 'object') {
		return pre + TOKEN + JSON.stringify(r) + TOKEN;
	}
	return pre + r;
}

var ansiCEscape = /\\([0-7]{1,3}|x[\dA-Fa-f]{1,2}|u[\dA-Fa-f]{1,4}|U[\dA-Fa-f]{1,8}|c(?:\\\\|[\s\S])|[abeEfnrtv\\'"?])/g;

/**
 * @param {string} m
 * @param {string} escape
 */
function expandAnsiCEscape(m, escape) {
	var kind = escape.charAt(0);
	if (kind === 'c') {
		var ctrl = escape.charAt(1);
		return ctrl === '?' ? '\x7F' : String.fromCharCode(ctrl.charCodeAt(0) & 0x1F);
	}
	if (kind === 'x' || kind === 'u' || kind === 'U') {
		var cp = parseInt(escape.slice(1), 16);
		if (cp > 0x10FFFF) {
			return m;
		}
		return String.fromCharCode.apply(null, cp > 0xFFFF ? [0xD7C0 + (cp >> 10), 0xDC00 + (cp & 0x3FF)] : [cp]);
	}
	if (kind >= '0' && kind <= '7') {
		return String.fromCharCode(parseInt(escape, 8) & 0xFF);
	}
	var letter = ANSI_C_LETTERS.indexOf(escape);
	return letter < 0 ? escape : ANSI_C_CHARS.charAt(letter);
}

/** @param {string} body */
function expandAnsiC(body) {
	return body.replace(ansiCEscape, expandAnsiCEscape).split('\0')[0]; // like bash, a NUL ends the string
}

/**
 * @param {string} s
 * @param {number} i
 */
function closesAnsiC(s, i) {
	ansiCAt.lastIndex = i;
	return !!(/** @type {RegExpExecArray} */ (ansiCAt.exec(s)))[1];
}

/**
 * @param {string} string
 * @param {Env} [env]
 * @param {{ escape?: string, splitUnquoted?: boolean | string }} [opts]
 * @returns {ParseEntry[]}
 */
function parseInternal(string, env, opts) {
	if (!opts) {
		opts = {};
	}
	var BS = opts.escape || '\\';
	var ifs = opts.splitUnquoted === true ? ' \t\n' : (typeof opts.splitUnquoted === 'string' ? opts.splitUnquoted : '');
	var BAREWORD = '(\\' + BS + '[\'"$\\' + BS + META + ']|\\$\\$|\\$(?!' + ANSI_C_QUOTE.slice(2) + ')|[^\\s\'"$' + META + '])+';
	var DOUBLE_QUOTE = '"(?:\\' + BS + '[\\s\\S]|[^"\\' + BS + '])*"';

	var chunker = new RegExp([
		'(' + CONTROL + ')', // control chars
		'(' + ANSI_C_QUOTE + '|' + BAREWORD + '|' + DOUBLE_QUOTE + '|' + SINGLE_QUOTE + ')+'
	].join('|'), 'g');

	var matches = matchAll(string, chunker);

	if (matches.length === 0) {
		return [];
	}
	if (!env) {
		env = {};
	}

	var commented = false;

	return matches.map(function (match) {
		var s = match[0];
		if (!s || commented) {
			return void undefined;
		}
		if (controlRE.test(s)) {
			return /** @type {ControlOperator} */ ({ op: s });
		}

		// Hand-written scanner/parser for Bash quoting rules:
		//
		// 1. inside single quotes, all characters are printed literally.
		// 2. inside double quotes, all characters are printed literally
		//    except variables prefixed by '$' and backslashes followed by
		//    either a double quote or another backslash.
		// 3. outside of any quotes, backslashes are treated as escape
		//    characters and not printed (unless they are themselves escaped)
		// 4. quote context can switch mid-token if there is no whitespace
		//     between the two quote contexts (e.g. all'one'"token" parses as
		//     "allonetoken")
		/** @type {string | boolean} */
		var quote = false;
		var esc = false;
		var out = '';
		/** @type {string[]} */
		var words = [];
		var sawQuote = false;
		/** @type {number | null} */
		var pendingNw = null;
		var isGlob = false;
		/** @type {number} */
		var i;

		function parseEnvVar() {
			i += 1;
			/** @type {number | RegExpMatchArray | null} */
			var varend;
			/** @type {string} */
			var varname;
			var char = s.charAt(i);

			if (char === '{') {
				i += 1;
				if (s.charAt(i) === '}') {
					throw new Error('Bad substitution: ' + s.slice(i - 2, i + 1));
				}
				// match braces by depth so a nested `${` keeps its inner `}` from ending the outer substitution
				var depth = 1;
				varend = i;
				while (depth > 0 && varend < s.length) {
					if (s.charAt(varend) === '{' && s.charAt(varend - 1) === '$') {
						depth += 1;
					} else if (s.charAt(varend) === '}') {
						depth -= 1;
					}
					varend += 1;
				}
				if (depth !== 0) {
					throw new Error('Bad substitution: ' + s.slice(i));
				}
				varend -= 1;
				varname = s.slice(i, varend);
				i = varend;
			} else if ((/[*@#?$!-]/).test(char)) {
				varname = char;
			} else {
				var slicedFromI = s.slice(i);
				varend = slicedFromI.match(/[^\w\d_]/);
				if (!varend) {
					varname = slicedFromI;
					i = s.length;
				} else {
					varname = slicedFromI.slice(0, varend.index);
					i += /** @type {number} */ (varend.index) - 1;
				}
			}
			return getVar(/** @type {NonNullable<typeof env>} */ (env), '', varname);
		}

		function flushRun() {
			if (pendingNw === null) {
				return;
			}
			if (pendingNw === 0) {
				if (out !== '') {
					words[words.length] = out;
					out = '';
				}
			} else {
				words[words.length] = out;
				out = '';
				for (var fe = 1; fe < pendingNw; fe += 1) {
					words[words.length] = '';
				}
			}
			pendingNw = null;
		}

		for (i = 0; i < s.length; i++) {
			var c = s.charAt(i);
			if (ifs && c !== DS) {
				flushRun();
			}
			isGlob = isGlob || (!quote && (c === '*' || c === '?'));
			if (esc) {
				out += c;
				esc = false;
			} else if (quote) {
				if (c === quote) {
					quote = false;
				} else if (quote == SQ) {
					out += c;
				} else { // Double quote
					if (c === BS) {
						i += 1;
						c = s.charAt(i);
						if (c === DQ || c === BS || c === DS) {
							out += c;
						} else {
							out += BS + c;
						}
					} else if (c === DS) {
						out += parseEnvVar();
					} else {
						out += c;
					}
				}
			} else if (c === DQ || c === SQ) {
				quote = c;
				sawQuote = true;
			} else if (controlRE.test(c)) {
				return /** @type {ControlOperator} */ ({ op: s });
			} else if (hash.test(c)) {
				commented = true;
				var commentObj = { comment: string.slice(match.index + i + 1) };
				if (out.length) {
					return /** @type {const} */ ([out, commentObj]);
				}
				return /** @type {const} */ ([commentObj]);
			} else if (c === BS) {
				esc = true;
			} else if (c === DS && s.charAt(i + 1) === SQ && closesAnsiC(s, i)) {
				flushRun();
				sawQuote = true;
				out += expandAnsiC(s.slice(i + 2, ansiCAt.lastIndex - 1));
				i = ansiCAt.lastIndex - 1;
			} else if (c === DS) {
				var value = parseEnvVar();
				if (!ifs) {
					out += value;
				} else {
					for (var vi = 0; vi < value.length; vi += 1) {
						var vc = value.charAt(vi);
						if (ifs.indexOf(vc) < 0) {
							flushRun();
							out += vc;
						} else if (pendingNw === null) {
							pendingNw = vc === ' ' || vc === '\t' || vc === '\n' ? 0 : 1;
						} else if (vc !== ' ' && vc !== '\t' && vc !== '\n') {
							pendingNw += 1;
						}
					}
				}
			} else {
				out += c;
			}
		}

		if (isGlob) {
			return /** @type {GlobPattern} */ ({ op: 'glob', pattern: out });
		}

		if (ifs) {
			if (pendingNw !== null && pendingNw > 0) {
				words[words.length] = out;
				out = '';
				for (var te = 1; te < pendingNw; te += 1) {
					words[words.length] = '';
				}
			}
			if (out !== '' || (sawQuote && words.length === 0)) {
				words[words.length] = out;
			}
			return words;
		}

		return out;
	}).reduce(function (prev, arg) { // finalize parsed arguments
		if (typeof arg === 'undefined') {
			return prev;
		}
		/** @type {ParseEntry[]} */ ([]).concat(arg).forEach(function (entry) {
			prev[prev.length] = entry;
		});
		return prev;
	}, /** @type {ParseEntry[]} */ ([]));
}

/** @type {typeof import('./parse')} */
module.exports = function parse(s, env, opts) {
	var mapped = parseInternal(s, env, opts);
	if (typeof env !== 'function') {
		return mapped;
	}
	return mapped.reduce(function (acc, s) {
		if (typeof s === 'object') {
			acc[acc.length] = s;
			return acc;
		}
		var xs = s.split(RegExp('(' + TOKEN + '.*?' + TOKEN + ')', 'g'));
		if (xs.length === 1) {
			acc[acc.length] = xs[0];
			return acc;
		}
		xs.filter(Boolean).forEach(function (x) {
			acc[acc.length] = startsWithToken.test(x)
				? JSON.parse(x.split(TOKEN)[1])
				: x;
		});
		return acc;
	}, /** @type {ParseEntry[]} */ ([]));
};


/***/ }),

/***/ 5335:
/***/ ((module) => {



/** @import { ControlOperator } from './parse' */

/** @type {ControlOperator['op'][]} */
var OPS = /** @type {const} */ ([
	'||',
	'&&',
	';;&',
	';;',
	';&',
	'|&',
	'<(',
	'>(',
	'<<<',
	'<<-',
	'<<',
	'>>',
	'>&',
	'>|',
	'&>>',
	'&>',
	'<&',
	'<>',
	'&',
	';',
	'(',
	')',
	'|',
	'<',
	'>'
]);
var LINE_TERMINATORS = /[\n\r\u2028\u2029]/;
var GLOB_SHELL_SPECIAL = /[\s#!"$&'():;<=>@\\^`|~]/g;

/** @type {typeof import('./quote')} */
module.exports = function quote(xs) {
	var sawComment = false;
	return xs.map(function (s) {
		if (sawComment && typeof s === 'string' && LINE_TERMINATORS.test(s)) {
			throw new TypeError('a token after a `comment` must not contain line terminators');
		}
		if (s === '') {
			return /** @type {const} */ ('\'\'');
		}
		if (s && typeof s === 'object') {
			if ('op' in s && s.op === 'glob') {
				if (typeof s.pattern !== 'string') {
					throw new TypeError('glob token requires a string `pattern`');
				}
				if (LINE_TERMINATORS.test(s.pattern)) {
					throw new TypeError('glob `pattern` must not contain line terminators');
				}
				if (s.pattern === '') {
					return /** @type {const} */ ('\'\'');
				}
				return s.pattern.replace(GLOB_SHELL_SPECIAL, '\\$&');
			}
			if ('op' in s && typeof s.op === 'string') {
				if (OPS.indexOf(s.op) < 0) {
					throw new TypeError('invalid `op` value: ' + JSON.stringify(s.op));
				}
				return s.op.replace(/[\s\S]/g, '\\$&');
			}
			if ('comment' in s && typeof s.comment === 'string') {
				if (LINE_TERMINATORS.test(s.comment)) {
					throw new TypeError('`comment` must not contain line terminators');
				}
				sawComment = true;
				return '#' + s.comment;
			}
			throw new TypeError('unrecognized object token shape');
		}
		if ((/'/).test(s) && (/!/).test(s)) {
			return "'" + s.replace(/'/g, "'\"'\"'") + "'";
		}
		if ((/["\s\\]/).test(s) && !(/'/).test(s)) {
			return "'" + s + "'";
		}
		if ((/["'\s]/).test(s)) {
			return '"' + s.replace(/(["\\$`])/g, '\\$1') + '"';
		}
		return String(s).replace(/([A-Za-z]:)?([#!"$&'()*,:;<=>?@[\\\]^`{|}~])/g, '$1\\$2');
	}).join(' ');
};


/***/ }),

/***/ 2613:
/***/ ((module) => {

module.exports = require("assert");

/***/ }),

/***/ 5317:
/***/ ((module) => {

module.exports = require("child_process");

/***/ }),

/***/ 6982:
/***/ ((module) => {

module.exports = require("crypto");

/***/ }),

/***/ 4434:
/***/ ((module) => {

module.exports = require("events");

/***/ }),

/***/ 9896:
/***/ ((module) => {

module.exports = require("fs");

/***/ }),

/***/ 8611:
/***/ ((module) => {

module.exports = require("http");

/***/ }),

/***/ 5692:
/***/ ((module) => {

module.exports = require("https");

/***/ }),

/***/ 9278:
/***/ ((module) => {

module.exports = require("net");

/***/ }),

/***/ 4589:
/***/ ((module) => {

module.exports = require("node:assert");

/***/ }),

/***/ 6698:
/***/ ((module) => {

module.exports = require("node:async_hooks");

/***/ }),

/***/ 4573:
/***/ ((module) => {

module.exports = require("node:buffer");

/***/ }),

/***/ 1421:
/***/ ((module) => {

module.exports = require("node:child_process");

/***/ }),

/***/ 7540:
/***/ ((module) => {

module.exports = require("node:console");

/***/ }),

/***/ 7598:
/***/ ((module) => {

module.exports = require("node:crypto");

/***/ }),

/***/ 3053:
/***/ ((module) => {

module.exports = require("node:diagnostics_channel");

/***/ }),

/***/ 610:
/***/ ((module) => {

module.exports = require("node:dns");

/***/ }),

/***/ 8474:
/***/ ((module) => {

module.exports = require("node:events");

/***/ }),

/***/ 3024:
/***/ ((module) => {

module.exports = require("node:fs");

/***/ }),

/***/ 1455:
/***/ ((module) => {

module.exports = require("node:fs/promises");

/***/ }),

/***/ 7067:
/***/ ((module) => {

module.exports = require("node:http");

/***/ }),

/***/ 2467:
/***/ ((module) => {

module.exports = require("node:http2");

/***/ }),

/***/ 8995:
/***/ ((module) => {

module.exports = require("node:module");

/***/ }),

/***/ 7030:
/***/ ((module) => {

module.exports = require("node:net");

/***/ }),

/***/ 8161:
/***/ ((module) => {

module.exports = require("node:os");

/***/ }),

/***/ 6760:
/***/ ((module) => {

module.exports = require("node:path");

/***/ }),

/***/ 643:
/***/ ((module) => {

module.exports = require("node:perf_hooks");

/***/ }),

/***/ 1708:
/***/ ((module) => {

module.exports = require("node:process");

/***/ }),

/***/ 1792:
/***/ ((module) => {

module.exports = require("node:querystring");

/***/ }),

/***/ 6848:
/***/ ((module) => {

module.exports = require("node:readline/promises");

/***/ }),

/***/ 7075:
/***/ ((module) => {

module.exports = require("node:stream");

/***/ }),

/***/ 8500:
/***/ ((module) => {

module.exports = require("node:timers/promises");

/***/ }),

/***/ 1692:
/***/ ((module) => {

module.exports = require("node:tls");

/***/ }),

/***/ 3136:
/***/ ((module) => {

module.exports = require("node:url");

/***/ }),

/***/ 7975:
/***/ ((module) => {

module.exports = require("node:util");

/***/ }),

/***/ 3429:
/***/ ((module) => {

module.exports = require("node:util/types");

/***/ }),

/***/ 5919:
/***/ ((module) => {

module.exports = require("node:worker_threads");

/***/ }),

/***/ 8522:
/***/ ((module) => {

module.exports = require("node:zlib");

/***/ }),

/***/ 857:
/***/ ((module) => {

module.exports = require("os");

/***/ }),

/***/ 6928:
/***/ ((module) => {

module.exports = require("path");

/***/ }),

/***/ 2203:
/***/ ((module) => {

module.exports = require("stream");

/***/ }),

/***/ 3193:
/***/ ((module) => {

module.exports = require("string_decoder");

/***/ }),

/***/ 3557:
/***/ ((module) => {

module.exports = require("timers");

/***/ }),

/***/ 4756:
/***/ ((module) => {

module.exports = require("tls");

/***/ }),

/***/ 9023:
/***/ ((module) => {

module.exports = require("util");

/***/ }),

/***/ 6805:
/***/ ((__unused_webpack___webpack_module__, __webpack_exports__, __nccwpck_require__) => {


// EXPORTS
__nccwpck_require__.d(__webpack_exports__, {
  fM: () => (/* binding */ addPath),
  Yz: () => (/* binding */ debug),
  N4: () => (/* binding */ endGroup),
  z3: () => (/* binding */ error),
  dN: () => (/* binding */ exportVariable),
  V4: () => (/* binding */ getInput),
  Gu: () => (/* binding */ getState),
  pq: () => (/* binding */ info),
  _o: () => (/* binding */ isDebug),
  lm: () => (/* binding */ notice),
  LZ: () => (/* binding */ saveState),
  uH: () => (/* binding */ setOutput),
  Pq: () => (/* binding */ setSecret),
  Oh: () => (/* binding */ startGroup),
  $e: () => (/* binding */ warning)
});

// UNUSED EXPORTS: ExitCode, getBooleanInput, getIDToken, getMultilineInput, group, markdownSummary, platform, setCommandEcho, setFailed, summary, toPlatformPath, toPosixPath, toWin32Path

// EXTERNAL MODULE: external "os"
var external_os_ = __nccwpck_require__(857);
;// CONCATENATED MODULE: ./build/node_modules/@actions/core/lib/utils.js
// We use any as a valid input type
/* eslint-disable @typescript-eslint/no-explicit-any */
/**
 * Sanitizes an input into a string so it can be passed into issueCommand safely
 * @param input input to sanitize into a string
 */
function toCommandValue(input) {
    if (input === null || input === undefined) {
        return '';
    }
    else if (typeof input === 'string' || input instanceof String) {
        return input;
    }
    return JSON.stringify(input);
}
/**
 *
 * @param annotationProperties
 * @returns The command properties to send with the actual annotation command
 * See IssueCommandProperties: https://github.com/actions/runner/blob/main/src/Runner.Worker/ActionCommandManager.cs#L646
 */
function toCommandProperties(annotationProperties) {
    if (!Object.keys(annotationProperties).length) {
        return {};
    }
    return {
        title: annotationProperties.title,
        file: annotationProperties.file,
        line: annotationProperties.startLine,
        endLine: annotationProperties.endLine,
        col: annotationProperties.startColumn,
        endColumn: annotationProperties.endColumn
    };
}
//# sourceMappingURL=utils.js.map
;// CONCATENATED MODULE: ./build/node_modules/@actions/core/lib/command.js


/**
 * Issues a command to the GitHub Actions runner
 *
 * @param command - The command name to issue
 * @param properties - Additional properties for the command (key-value pairs)
 * @param message - The message to include with the command
 * @remarks
 * This function outputs a specially formatted string to stdout that the Actions
 * runner interprets as a command. These commands can control workflow behavior,
 * set outputs, create annotations, mask values, and more.
 *
 * Command Format:
 *   ::name key=value,key=value::message
 *
 * @example
 * ```typescript
 * // Issue a warning annotation
 * issueCommand('warning', {}, 'This is a warning message');
 * // Output: ::warning::This is a warning message
 *
 * // Set an environment variable
 * issueCommand('set-env', { name: 'MY_VAR' }, 'some value');
 * // Output: ::set-env name=MY_VAR::some value
 *
 * // Add a secret mask
 * issueCommand('add-mask', {}, 'secretValue123');
 * // Output: ::add-mask::secretValue123
 * ```
 *
 * @internal
 * This is an internal utility function that powers the public API functions
 * such as setSecret, warning, error, and exportVariable.
 */
function issueCommand(command, properties, message) {
    const cmd = new Command(command, properties, message);
    process.stdout.write(cmd.toString() + external_os_.EOL);
}
function command_issue(name, message = '') {
    issueCommand(name, {}, message);
}
const CMD_STRING = '::';
class Command {
    constructor(command, properties, message) {
        if (!command) {
            command = 'missing.command';
        }
        this.command = command;
        this.properties = properties;
        this.message = message;
    }
    toString() {
        let cmdStr = CMD_STRING + this.command;
        if (this.properties && Object.keys(this.properties).length > 0) {
            cmdStr += ' ';
            let first = true;
            for (const key in this.properties) {
                if (this.properties.hasOwnProperty(key)) {
                    const val = this.properties[key];
                    if (val) {
                        if (first) {
                            first = false;
                        }
                        else {
                            cmdStr += ',';
                        }
                        cmdStr += `${key}=${escapeProperty(val)}`;
                    }
                }
            }
        }
        cmdStr += `${CMD_STRING}${escapeData(this.message)}`;
        return cmdStr;
    }
}
function escapeData(s) {
    return toCommandValue(s)
        .replace(/%/g, '%25')
        .replace(/\r/g, '%0D')
        .replace(/\n/g, '%0A');
}
function escapeProperty(s) {
    return toCommandValue(s)
        .replace(/%/g, '%25')
        .replace(/\r/g, '%0D')
        .replace(/\n/g, '%0A')
        .replace(/:/g, '%3A')
        .replace(/,/g, '%2C');
}
//# sourceMappingURL=command.js.map
// EXTERNAL MODULE: external "crypto"
var external_crypto_ = __nccwpck_require__(6982);
// EXTERNAL MODULE: external "fs"
var external_fs_ = __nccwpck_require__(9896);
;// CONCATENATED MODULE: ./build/node_modules/@actions/core/lib/file-command.js
// For internal use, subject to change.
// We use any as a valid input type
/* eslint-disable @typescript-eslint/no-explicit-any */




function issueFileCommand(command, message) {
    const filePath = process.env[`GITHUB_${command}`];
    if (!filePath) {
        throw new Error(`Unable to find environment variable for file command ${command}`);
    }
    if (!external_fs_.existsSync(filePath)) {
        throw new Error(`Missing file at path: ${filePath}`);
    }
    external_fs_.appendFileSync(filePath, `${toCommandValue(message)}${external_os_.EOL}`, {
        encoding: 'utf8'
    });
}
function prepareKeyValueMessage(key, value) {
    const delimiter = `ghadelimiter_${external_crypto_.randomUUID()}`;
    const convertedValue = toCommandValue(value);
    // These should realistically never happen, but just in case someone finds a
    // way to exploit uuid generation let's not allow keys or values that contain
    // the delimiter.
    if (key.includes(delimiter)) {
        throw new Error(`Unexpected input: name should not contain the delimiter "${delimiter}"`);
    }
    if (convertedValue.includes(delimiter)) {
        throw new Error(`Unexpected input: value should not contain the delimiter "${delimiter}"`);
    }
    return `${key}<<${delimiter}${external_os_.EOL}${convertedValue}${external_os_.EOL}${delimiter}`;
}
//# sourceMappingURL=file-command.js.map
// EXTERNAL MODULE: external "path"
var external_path_ = __nccwpck_require__(6928);
;// CONCATENATED MODULE: ./build/node_modules/@actions/core/lib/core.js
var __awaiter = (undefined && undefined.__awaiter) || function (thisArg, _arguments, P, generator) {
    function adopt(value) { return value instanceof P ? value : new P(function (resolve) { resolve(value); }); }
    return new (P || (P = Promise))(function (resolve, reject) {
        function fulfilled(value) { try { step(generator.next(value)); } catch (e) { reject(e); } }
        function rejected(value) { try { step(generator["throw"](value)); } catch (e) { reject(e); } }
        function step(result) { result.done ? resolve(result.value) : adopt(result.value).then(fulfilled, rejected); }
        step((generator = generator.apply(thisArg, _arguments || [])).next());
    });
};






/**
 * The code to exit an action
 */
var ExitCode;
(function (ExitCode) {
    /**
     * A code indicating that the action was successful
     */
    ExitCode[ExitCode["Success"] = 0] = "Success";
    /**
     * A code indicating that the action was a failure
     */
    ExitCode[ExitCode["Failure"] = 1] = "Failure";
})(ExitCode || (ExitCode = {}));
//-----------------------------------------------------------------------
// Variables
//-----------------------------------------------------------------------
/**
 * Sets env variable for this action and future actions in the job
 * @param name the name of the variable to set
 * @param val the value of the variable. Non-string values will be converted to a string via JSON.stringify
 */
// eslint-disable-next-line @typescript-eslint/no-explicit-any
function exportVariable(name, val) {
    const convertedVal = toCommandValue(val);
    process.env[name] = convertedVal;
    const filePath = process.env['GITHUB_ENV'] || '';
    if (filePath) {
        return issueFileCommand('ENV', prepareKeyValueMessage(name, val));
    }
    issueCommand('set-env', { name }, convertedVal);
}
/**
 * Registers a secret which will get masked from logs
 *
 * @param secret - Value of the secret to be masked
 * @remarks
 * This function instructs the Actions runner to mask the specified value in any
 * logs produced during the workflow run. Once registered, the secret value will
 * be replaced with asterisks (***) whenever it appears in console output, logs,
 * or error messages.
 *
 * This is useful for protecting sensitive information such as:
 * - API keys
 * - Access tokens
 * - Authentication credentials
 * - URL parameters containing signatures (SAS tokens)
 *
 * Note that masking only affects future logs; any previous appearances of the
 * secret in logs before calling this function will remain unmasked.
 *
 * @example
 * ```typescript
 * // Register an API token as a secret
 * const apiToken = "abc123xyz456";
 * setSecret(apiToken);
 *
 * // Now any logs containing this value will show *** instead
 * console.log(`Using token: ${apiToken}`); // Outputs: "Using token: ***"
 * ```
 */
function setSecret(secret) {
    issueCommand('add-mask', {}, secret);
}
/**
 * Prepends inputPath to the PATH (for this action and future actions)
 * @param inputPath
 */
function addPath(inputPath) {
    const filePath = process.env['GITHUB_PATH'] || '';
    if (filePath) {
        issueFileCommand('PATH', inputPath);
    }
    else {
        issueCommand('add-path', {}, inputPath);
    }
    process.env['PATH'] = `${inputPath}${external_path_.delimiter}${process.env['PATH']}`;
}
/**
 * Gets the value of an input.
 * Unless trimWhitespace is set to false in InputOptions, the value is also trimmed.
 * Returns an empty string if the value is not defined.
 *
 * @param     name     name of the input to get
 * @param     options  optional. See InputOptions.
 * @returns   string
 */
function getInput(name, options) {
    const val = process.env[`INPUT_${name.replace(/ /g, '_').toUpperCase()}`] || '';
    if (options && options.required && !val) {
        throw new Error(`Input required and not supplied: ${name}`);
    }
    if (options && options.trimWhitespace === false) {
        return val;
    }
    return val.trim();
}
/**
 * Gets the values of an multiline input.  Each value is also trimmed.
 *
 * @param     name     name of the input to get
 * @param     options  optional. See InputOptions.
 * @returns   string[]
 *
 */
function getMultilineInput(name, options) {
    const inputs = getInput(name, options)
        .split('\n')
        .filter(x => x !== '');
    if (options && options.trimWhitespace === false) {
        return inputs;
    }
    return inputs.map(input => input.trim());
}
/**
 * Gets the input value of the boolean type in the YAML 1.2 "core schema" specification.
 * Support boolean input list: `true | True | TRUE | false | False | FALSE` .
 * The return value is also in boolean type.
 * ref: https://yaml.org/spec/1.2/spec.html#id2804923
 *
 * @param     name     name of the input to get
 * @param     options  optional. See InputOptions.
 * @returns   boolean
 */
function getBooleanInput(name, options) {
    const trueValue = ['true', 'True', 'TRUE'];
    const falseValue = ['false', 'False', 'FALSE'];
    const val = getInput(name, options);
    if (trueValue.includes(val))
        return true;
    if (falseValue.includes(val))
        return false;
    throw new TypeError(`Input does not meet YAML 1.2 "Core Schema" specification: ${name}\n` +
        `Support boolean input list: \`true | True | TRUE | false | False | FALSE\``);
}
/**
 * Sets the value of an output.
 *
 * @param     name     name of the output to set
 * @param     value    value to store. Non-string values will be converted to a string via JSON.stringify
 */
// eslint-disable-next-line @typescript-eslint/no-explicit-any
function setOutput(name, value) {
    const filePath = process.env['GITHUB_OUTPUT'] || '';
    if (filePath) {
        return issueFileCommand('OUTPUT', prepareKeyValueMessage(name, value));
    }
    process.stdout.write(external_os_.EOL);
    issueCommand('set-output', { name }, toCommandValue(value));
}
/**
 * Enables or disables the echoing of commands into stdout for the rest of the step.
 * Echoing is disabled by default if ACTIONS_STEP_DEBUG is not set.
 *
 */
function setCommandEcho(enabled) {
    issue('echo', enabled ? 'on' : 'off');
}
//-----------------------------------------------------------------------
// Results
//-----------------------------------------------------------------------
/**
 * Sets the action status to failed.
 * When the action exits it will be with an exit code of 1
 * @param message add error issue message
 */
function setFailed(message) {
    process.exitCode = ExitCode.Failure;
    error(message);
}
//-----------------------------------------------------------------------
// Logging Commands
//-----------------------------------------------------------------------
/**
 * Gets whether Actions Step Debug is on or not
 */
function isDebug() {
    return process.env['RUNNER_DEBUG'] === '1';
}
/**
 * Writes debug message to user log
 * @param message debug message
 */
function debug(message) {
    issueCommand('debug', {}, message);
}
/**
 * Adds an error issue
 * @param message error issue message. Errors will be converted to string via toString()
 * @param properties optional properties to add to the annotation.
 */
function error(message, properties = {}) {
    issueCommand('error', toCommandProperties(properties), message instanceof Error ? message.toString() : message);
}
/**
 * Adds a warning issue
 * @param message warning issue message. Errors will be converted to string via toString()
 * @param properties optional properties to add to the annotation.
 */
function warning(message, properties = {}) {
    issueCommand('warning', toCommandProperties(properties), message instanceof Error ? message.toString() : message);
}
/**
 * Adds a notice issue
 * @param message notice issue message. Errors will be converted to string via toString()
 * @param properties optional properties to add to the annotation.
 */
function notice(message, properties = {}) {
    issueCommand('notice', toCommandProperties(properties), message instanceof Error ? message.toString() : message);
}
/**
 * Writes info to log with console.log.
 * @param message info message
 */
function info(message) {
    process.stdout.write(message + external_os_.EOL);
}
/**
 * Begin an output group.
 *
 * Output until the next `groupEnd` will be foldable in this group
 *
 * @param name The name of the output group
 */
function startGroup(name) {
    command_issue('group', name);
}
/**
 * End an output group.
 */
function endGroup() {
    command_issue('endgroup');
}
/**
 * Wrap an asynchronous function call in a group.
 *
 * Returns the same type as the function itself.
 *
 * @param name The name of the group
 * @param fn The function to wrap in the group
 */
function group(name, fn) {
    return __awaiter(this, void 0, void 0, function* () {
        startGroup(name);
        let result;
        try {
            result = yield fn();
        }
        finally {
            endGroup();
        }
        return result;
    });
}
//-----------------------------------------------------------------------
// Wrapper action state
//-----------------------------------------------------------------------
/**
 * Saves state for current action, the state can only be retrieved by this action's post job execution.
 *
 * @param     name     name of the state to store
 * @param     value    value to store. Non-string values will be converted to a string via JSON.stringify
 */
// eslint-disable-next-line @typescript-eslint/no-explicit-any
function saveState(name, value) {
    const filePath = process.env['GITHUB_STATE'] || '';
    if (filePath) {
        return issueFileCommand('STATE', prepareKeyValueMessage(name, value));
    }
    issueCommand('save-state', { name }, toCommandValue(value));
}
/**
 * Gets the value of an state set by this action's main execution.
 *
 * @param     name     name of the state to get
 * @returns   string
 */
function getState(name) {
    return process.env[`STATE_${name}`] || '';
}
function getIDToken(aud) {
    return __awaiter(this, void 0, void 0, function* () {
        return yield OidcClient.getIDToken(aud);
    });
}
/**
 * Summary exports
 */

/**
 * @deprecated use core.summary
 */

/**
 * Path exports
 */

/**
 * Platform utilities exports
 */

//# sourceMappingURL=core.js.map

/***/ })

/******/ 	});
/************************************************************************/
/******/ 	// The module cache
/******/ 	var __webpack_module_cache__ = {};
/******/ 	
/******/ 	// The require function
/******/ 	function __nccwpck_require__(moduleId) {
/******/ 		// Check if module is in cache
/******/ 		var cachedModule = __webpack_module_cache__[moduleId];
/******/ 		if (cachedModule !== undefined) {
/******/ 			return cachedModule.exports;
/******/ 		}
/******/ 		// Create a new module (and put it into the cache)
/******/ 		var module = __webpack_module_cache__[moduleId] = {
/******/ 			// no module.id needed
/******/ 			// no module.loaded needed
/******/ 			exports: {}
/******/ 		};
/******/ 	
/******/ 		// Execute the module function
/******/ 		var threw = true;
/******/ 		try {
/******/ 			__webpack_modules__[moduleId].call(module.exports, module, module.exports, __nccwpck_require__);
/******/ 			threw = false;
/******/ 		} finally {
/******/ 			if(threw) delete __webpack_module_cache__[moduleId];
/******/ 		}
/******/ 	
/******/ 		// Return the exports of the module
/******/ 		return module.exports;
/******/ 	}
/******/ 	
/******/ 	// expose the modules object (__webpack_modules__)
/******/ 	__nccwpck_require__.m = __webpack_modules__;
/******/ 	
/************************************************************************/
/******/ 	/* webpack/runtime/asset-relocator-loader */
/******/ 	if (typeof __nccwpck_require__ !== 'undefined') __nccwpck_require__.ab = __dirname + "/";
/******/ 	
/******/ 	/* webpack/runtime/compat get default export */
/******/ 	(() => {
/******/ 		// getDefaultExport function for compatibility with non-harmony modules
/******/ 		__nccwpck_require__.n = (module) => {
/******/ 			var getter = module && module.__esModule ?
/******/ 				() => (module['default']) :
/******/ 				() => (module);
/******/ 			__nccwpck_require__.d(getter, { a: getter });
/******/ 			return getter;
/******/ 		};
/******/ 	})();
/******/ 	
/******/ 	/* webpack/runtime/create fake namespace object */
/******/ 	(() => {
/******/ 		var getProto = Object.getPrototypeOf ? (obj) => (Object.getPrototypeOf(obj)) : (obj) => (obj.__proto__);
/******/ 		var leafPrototypes;
/******/ 		// create a fake namespace object
/******/ 		// mode & 1: value is a module id, require it
/******/ 		// mode & 2: merge all properties of value into the ns
/******/ 		// mode & 4: return value when already ns object
/******/ 		// mode & 16: return value when it's Promise-like
/******/ 		// mode & 8|1: behave like require
/******/ 		__nccwpck_require__.t = function(value, mode) {
/******/ 			if(mode & 1) value = this(value);
/******/ 			if(mode & 8) return value;
/******/ 			if(typeof value === 'object' && value) {
/******/ 				if((mode & 4) && value.__esModule) return value;
/******/ 				if((mode & 16) && typeof value.then === 'function') return value;
/******/ 			}
/******/ 			var ns = Object.create(null);
/******/ 			__nccwpck_require__.r(ns);
/******/ 			var def = {};
/******/ 			leafPrototypes = leafPrototypes || [null, getProto({}), getProto([]), getProto(getProto)];
/******/ 			for(var current = mode & 2 && value; typeof current == 'object' && !~leafPrototypes.indexOf(current); current = getProto(current)) {
/******/ 				Object.getOwnPropertyNames(current).forEach((key) => (def[key] = () => (value[key])));
/******/ 			}
/******/ 			def['default'] = () => (value);
/******/ 			__nccwpck_require__.d(ns, def);
/******/ 			return ns;
/******/ 		};
/******/ 	})();
/******/ 	
/******/ 	/* webpack/runtime/define property getters */
/******/ 	(() => {
/******/ 		// define getter functions for harmony exports
/******/ 		__nccwpck_require__.d = (exports, definition) => {
/******/ 			for(var key in definition) {
/******/ 				if(__nccwpck_require__.o(definition, key) && !__nccwpck_require__.o(exports, key)) {
/******/ 					Object.defineProperty(exports, key, { enumerable: true, get: definition[key] });
/******/ 				}
/******/ 			}
/******/ 		};
/******/ 	})();
/******/ 	
/******/ 	/* webpack/runtime/ensure chunk */
/******/ 	(() => {
/******/ 		__nccwpck_require__.f = {};
/******/ 		// This file contains only the entry chunk.
/******/ 		// The chunk loading function for additional chunks
/******/ 		__nccwpck_require__.e = (chunkId) => {
/******/ 			return Promise.all(Object.keys(__nccwpck_require__.f).reduce((promises, key) => {
/******/ 				__nccwpck_require__.f[key](chunkId, promises);
/******/ 				return promises;
/******/ 			}, []));
/******/ 		};
/******/ 	})();
/******/ 	
/******/ 	/* webpack/runtime/get javascript chunk filename */
/******/ 	(() => {
/******/ 		// This function allow to reference async chunks
/******/ 		__nccwpck_require__.u = (chunkId) => {
/******/ 			// return url for filenames based on template
/******/ 			return "" + chunkId + ".index.js";
/******/ 		};
/******/ 	})();
/******/ 	
/******/ 	/* webpack/runtime/hasOwnProperty shorthand */
/******/ 	(() => {
/******/ 		__nccwpck_require__.o = (obj, prop) => (Object.prototype.hasOwnProperty.call(obj, prop))
/******/ 	})();
/******/ 	
/******/ 	/* webpack/runtime/make namespace object */
/******/ 	(() => {
/******/ 		// define __esModule on exports
/******/ 		__nccwpck_require__.r = (exports) => {
/******/ 			if(typeof Symbol !== 'undefined' && Symbol.toStringTag) {
/******/ 				Object.defineProperty(exports, Symbol.toStringTag, { value: 'Module' });
/******/ 			}
/******/ 			Object.defineProperty(exports, '__esModule', { value: true });
/******/ 		};
/******/ 	})();
/******/ 	
/******/ 	/* webpack/runtime/require chunk loading */
/******/ 	(() => {
/******/ 		// no baseURI
/******/ 		
/******/ 		// object to store loaded chunks
/******/ 		// "1" means "loaded", otherwise not loaded yet
/******/ 		var installedChunks = {
/******/ 			792: 1
/******/ 		};
/******/ 		
/******/ 		// no on chunks loaded
/******/ 		
/******/ 		var installChunk = (chunk) => {
/******/ 			var moreModules = chunk.modules, chunkIds = chunk.ids, runtime = chunk.runtime;
/******/ 			for(var moduleId in moreModules) {
/******/ 				if(__nccwpck_require__.o(moreModules, moduleId)) {
/******/ 					__nccwpck_require__.m[moduleId] = moreModules[moduleId];
/******/ 				}
/******/ 			}
/******/ 			if(runtime) runtime(__nccwpck_require__);
/******/ 			for(var i = 0; i < chunkIds.length; i++)
/******/ 				installedChunks[chunkIds[i]] = 1;
/******/ 		
/******/ 		};
/******/ 		
/******/ 		// require() chunk loading for javascript
/******/ 		__nccwpck_require__.f.require = (chunkId, promises) => {
/******/ 			// "1" is the signal for "already loaded"
/******/ 			if(!installedChunks[chunkId]) {
/******/ 				if(true) { // all chunks have JS
/******/ 					installChunk(require("./" + __nccwpck_require__.u(chunkId)));
/******/ 				} else installedChunks[chunkId] = 1;
/******/ 			}
/******/ 		};
/******/ 		
/******/ 		// no external install chunk
/******/ 		
/******/ 		// no HMR
/******/ 		
/******/ 		// no HMR manifest
/******/ 	})();
/******/ 	
/************************************************************************/
var __webpack_exports__ = {};
__nccwpck_require__.r(__webpack_exports__);
/* harmony import */ var _hosts_clock_js__WEBPACK_IMPORTED_MODULE_0__ = __nccwpck_require__(9932);
/* harmony import */ var _model_errors_js__WEBPACK_IMPORTED_MODULE_1__ = __nccwpck_require__(5573);
/* harmony import */ var _model_secrets_js__WEBPACK_IMPORTED_MODULE_5__ = __nccwpck_require__(7477);
/* harmony import */ var _hosts_detect_js__WEBPACK_IMPORTED_MODULE_2__ = __nccwpck_require__(9627);
/* harmony import */ var _step_js__WEBPACK_IMPORTED_MODULE_3__ = __nccwpck_require__(2391);
/* harmony import */ var _run_stop_js__WEBPACK_IMPORTED_MODULE_4__ = __nccwpck_require__(6694);






const stop = _run_stop_js__WEBPACK_IMPORTED_MODULE_4__/* .Stop */ .VG.onSignals(_hosts_clock_js__WEBPACK_IMPORTED_MODULE_0__/* .systemClock */ .m, process, (0,_run_stop_js__WEBPACK_IMPORTED_MODULE_4__/* .parentUnderNpm */ .iH)(process.env));
const argv = process.argv.slice(2);
/** Grows as the run reads them. */
const secrets = ['GPU_SERVICE_TOKEN', 'GPU_CI_TOKEN', 'INPUT_TOKEN'].map((name) => process.env[name] ?? '');
/** The entry of the action and, with arguments, of `setup/`, the post step and `gpu-ci`: one bundle, because they share most code. */
async function main() {
    // A reader that is gone must not keep a run from its clean-up.
    for (const stream of [process.stdout, process.stderr])
        stream.on('error', () => undefined);
    const setup = argv[0] === 'setup' && argv.length === 1;
    if (argv.length > 0 && !setup) {
        const { gpuCi } = await __nccwpck_require__.e(/* import() */ 273).then(__nccwpck_require__.bind(__nccwpck_require__, 1273));
        return gpuCi(argv, stop, secrets);
    }
    const { stdout, stderr } = process;
    const env = { ...process.env };
    const host = (0,_hosts_detect_js__WEBPACK_IMPORTED_MODULE_2__/* .openHost */ .Zb)({ env, stdout, stderr, flags: new Map() });
    return (setup ? _step_js__WEBPACK_IMPORTED_MODULE_3__/* .runSetup */ .x : _step_js__WEBPACK_IMPORTED_MODULE_3__/* .runStep */ .e)({ host, env, clock: _hosts_clock_js__WEBPACK_IMPORTED_MODULE_0__/* .systemClock */ .m, stop, secrets });
}
/** After a cancel, so long we wait for a reader that does not read (ms). */
const UNREAD_MS = 1_500;
/** What was printed must arrive. What is still open, such as a download that was given up, must not keep the process alive. */
async function leave() {
    const written = [process.stdout, process.stderr].map((to) => new Promise((done) => to.write('', () => done())));
    const cancelled = new Promise((late) => {
        const wait = () => setTimeout(late, UNREAD_MS);
        if (stop.signal.aborted)
            wait();
        else
            stop.signal.addEventListener('abort', wait);
    });
    await Promise.race([Promise.all(written), cancelled]);
    process.exit();
}
void (0,_run_stop_js__WEBPACK_IMPORTED_MODULE_4__/* .failClosed */ .ZU)(main, {
    // The post step must not fail a job whose own steps succeeded.
    failed: argv[0] === 'post' ? 0 : 1,
    abort: (cause) => stop.end(cause),
    say: (line) => console.error(`gpu-ci: ${(0,_model_secrets_js__WEBPACK_IMPORTED_MODULE_5__/* .hider */ .Hj)(secrets)((0,_model_secrets_js__WEBPACK_IMPORTED_MODULE_5__/* .withoutTokens */ .N_)(line)).replace(/\s*[\r\n]+\s*/g, ' ')}`),
    codeOf: (error) => (argv[0] === 'post' ? 0 : error instanceof _model_errors_js__WEBPACK_IMPORTED_MODULE_1__/* .UserError */ .y ? 2 : 1),
}).then(leave);

module.exports = __webpack_exports__;
/******/ })()
;