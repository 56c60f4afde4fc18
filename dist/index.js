/******/ (() => { // webpackBootstrap
/******/ 	"use strict";
/******/ 	var __webpack_modules__ = ({

/***/ 3281:
/***/ ((__unused_webpack_module, __webpack_exports__, __nccwpck_require__) => {

/* harmony export */ __nccwpck_require__.d(__webpack_exports__, {
/* harmony export */   It: () => (/* binding */ versionIn),
/* harmony export */   Lm: () => (/* binding */ describeFacts),
/* harmony export */   Oe: () => (/* binding */ checkWanted),
/* harmony export */   dy: () => (/* binding */ probe),
/* harmony export */   fQ: () => (/* binding */ runArgs),
/* harmony export */   kN: () => (/* binding */ verbsOf)
/* harmony export */ });
/* unused harmony export flagsIn */
/* harmony import */ var _model_errors_js__WEBPACK_IMPORTED_MODULE_0__ = __nccwpck_require__(5573);
/* harmony import */ var _model_secrets_js__WEBPACK_IMPORTED_MODULE_2__ = __nccwpck_require__(7477);
/* harmony import */ var _spawn_js__WEBPACK_IMPORTED_MODULE_1__ = __nccwpck_require__(5996);



const HELP_MS = 20_000;
/** First `x.y.z` in what `gpu --version` prints; its text is not documented. */
function versionIn(text) {
    return /\d{1,6}\.\d{1,6}\.\d{1,9}(-[\w.]{1,60})?/.exec(text)?.[0] ?? '';
}
/** Newest major and minor whose behavior the emulator imitates and the tests run against. */
const NEWEST_KNOWN = [0, 31];
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
    const ask = (...args) => (0,_spawn_js__WEBPACK_IMPORTED_MODULE_1__/* .capture */ .Fg)(bin, args, { env, cwd, timeoutMs: HELP_MS, signal });
    const [version, run, wait, status] = await Promise.all([
        ask('--version'),
        ask('run', '--help'),
        ask('wait', '--help'),
        ask('status', '--help'),
    ]);
    const textOf = ({ stdout, stderr }) => `${stdout}\n${stderr}`;
    const runHelp = run.code === 0 ? textOf(run) : '';
    const listed = flagsIn(runHelp);
    const isOwn = listed.size > 0 ? OWN_FLAGS.some((flag) => listed.has(flag)) : OWN_VERSION.test(textOf(version));
    if (!isOwn)
        throw notGpuCli(bin, version, run);
    const runFlags = listed.size > 0 ? listed : new Set(DOCUMENTED);
    const waitFlags = wait.code === 0 ? flagsIn(textOf(wait)) : new Set();
    const detached = waitFlags.has('--json') && waitFlags.has('--timeout') && takes(runFlags, DETACH) && runFlags.has('--json');
    const found = versionIn(version.stdout + version.stderr);
    return {
        bin,
        version: found,
        way: detached ? 'detached' : 'attached',
        outputForm: outputFormIn(runHelp),
        runFlags,
        json: status.code === 0 && flagsIn(textOf(status)).has('--json'),
        caveat: caveatOf(found, detached, listed.size > 0),
    };
}
function notGpuCli(bin, version, run) {
    const of = (ended) => {
        if (ended.hung)
            return 'does not end';
        if (ended.spawnError !== '')
            return `cannot be started (${ended.spawnError})`;
        const line = (0,_model_secrets_js__WEBPACK_IMPORTED_MODULE_2__/* .withoutTokens */ .N_)((0,_spawn_js__WEBPACK_IMPORTED_MODULE_1__/* .lastLine */ .fM)(ended.stdout) || (0,_spawn_js__WEBPACK_IMPORTED_MODULE_1__/* .lastLine */ .fM)(ended.stderr));
        return ended.code === 0 ? `prints "${line}"` : `ends with ${[(0,_spawn_js__WEBPACK_IMPORTED_MODULE_1__/* .endOf */ .pJ)(ended), line].filter(Boolean).join(': ')}`;
    };
    const help = run.code === 0 ? `lists none of ${OWN_FLAGS.join(', ')}` : of(run);
    return new _model_errors_js__WEBPACK_IMPORTED_MODULE_0__/* .UserError */ .y(`${bin} is not GPU CLI, so it did not get the token: \`gpu --version\` ${of(version)}, and \`gpu run --help\` ${help}.`, 'Remove that program from PATH, or put the folder of GPU CLI before it.');
}
function caveatOf(version, detached, helped) {
    if (!helped) {
        return `GPU CLI ${version} does not answer \`gpu run --help\`. The action runs it attached, with documented flags only.`;
    }
    const [major = 0, minor = 0] = version.split('.').map(Number);
    if (major > NEWEST_KNOWN[0] || (major === NEWEST_KNOWN[0] && minor > NEWEST_KNOWN[1])) {
        return `GPU CLI ${version} is newer than the versions that this action knows (up to 0.31). The action runs it ${detached ? 'detached' : 'attached'}.`;
    }
    return '';
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
        throw new _model_errors_js__WEBPACK_IMPORTED_MODULE_0__/* .UserError */ .y(`GPU CLI ${version} cannot do what the inputs ask for: ${pairs}, which \`gpu run --help\` does not list.`, 'Remove the input, set the value in gpu.jsonc, or install another version with `cli-version`.');
    }
    if (outputForm === 'joined' && wanted.outputs.length > 1 && wanted.outputs.some((path) => path.includes(','))) {
        throw new _model_errors_js__WEBPACK_IMPORTED_MODULE_0__/* .UserError */ .y(`GPU CLI ${version} takes all output paths in one option, separated by commas, so a path must not contain one.`, 'Set `outputs` in gpu.jsonc instead, or name the folder above the path.');
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
function verbsOf(bin, where) {
    const known = new Map();
    const ask = async (name) => {
        const help = await (0,_spawn_js__WEBPACK_IMPORTED_MODULE_1__/* .capture */ .Fg)(bin, [name, '--help'], { ...where, timeoutMs: HELP_MS });
        return help.code === 0 ? flagsIn(`${help.stdout}\n${help.stderr}`) : undefined;
    };
    return (name) => {
        const answer = known.get(name) ?? ask(name);
        known.set(name, answer);
        return answer;
    };
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

/***/ 1863:
/***/ ((__unused_webpack_module, __webpack_exports__, __nccwpck_require__) => {

/* harmony export */ __nccwpck_require__.d(__webpack_exports__, {
/* harmony export */   E4: () => (/* binding */ versionOf),
/* harmony export */   Ng: () => (/* binding */ firstExecutable),
/* harmony export */   Zi: () => (/* binding */ installedFolder),
/* harmony export */   cK: () => (/* binding */ matches),
/* harmony export */   w9: () => (/* binding */ foldersOfPath)
/* harmony export */ });
/* harmony import */ var node_fs__WEBPACK_IMPORTED_MODULE_0__ = __nccwpck_require__(3024);
/* harmony import */ var node_fs__WEBPACK_IMPORTED_MODULE_0___default = /*#__PURE__*/__nccwpck_require__.n(node_fs__WEBPACK_IMPORTED_MODULE_0__);
/* harmony import */ var node_path__WEBPACK_IMPORTED_MODULE_1__ = __nccwpck_require__(6760);
/* harmony import */ var node_path__WEBPACK_IMPORTED_MODULE_1___default = /*#__PURE__*/__nccwpck_require__.n(node_path__WEBPACK_IMPORTED_MODULE_1__);
/* harmony import */ var _environment_js__WEBPACK_IMPORTED_MODULE_2__ = __nccwpck_require__(1138);
/* harmony import */ var _capabilities_js__WEBPACK_IMPORTED_MODULE_3__ = __nccwpck_require__(3281);
/* harmony import */ var _spawn_js__WEBPACK_IMPORTED_MODULE_4__ = __nccwpck_require__(5996);





/** Absolute ones only: what a relative one names depends on the folder, and a checkout must not choose the program. */
const foldersOfPath = (env) => (env['PATH'] ?? '').split(node_path__WEBPACK_IMPORTED_MODULE_1__.delimiter).filter((folder) => (0,node_path__WEBPACK_IMPORTED_MODULE_1__.isAbsolute)(folder));
/** Where the CLI's own install script puts it; '' without a home. */
function installedFolder(env) {
    const home = env['HOME'] ?? '';
    return home === '' ? '' : (0,node_path__WEBPACK_IMPORTED_MODULE_1__.join)(home, '.gpu-cli', 'bin');
}
/** The program in the first of these folders that holds it, '' if none does. */
function firstExecutable(dirs, name = 'gpu') {
    const places = dirs.filter((dir) => dir !== '').map((dir) => (0,node_path__WEBPACK_IMPORTED_MODULE_1__.join)(dir, name));
    return places.find(isExecutable) ?? '';
}
function isExecutable(file) {
    try {
        // An exception for each folder of PATH would take its time.
        if ((0,node_fs__WEBPACK_IMPORTED_MODULE_0__.statSync)(file, { throwIfNoEntry: false })?.isFile() !== true)
            return false;
        (0,node_fs__WEBPACK_IMPORTED_MODULE_0__.accessSync)(file, node_fs__WEBPACK_IMPORTED_MODULE_0__.constants.X_OK);
        return true;
    }
    catch {
        return false;
    }
}
async function versionOf(bin, world) {
    const said = await (0,_spawn_js__WEBPACK_IMPORTED_MODULE_4__/* .capture */ .Fg)(bin, ['--version'], {
        env: (0,_environment_js__WEBPACK_IMPORTED_MODULE_2__/* .childEnv */ .g)(world.env, ''),
        timeoutMs: 20_000,
        signal: world.signal,
    });
    return (0,_capabilities_js__WEBPACK_IMPORTED_MODULE_3__/* .versionIn */ .It)(said.stdout + said.stderr);
}
/** `0.31` and `0.31.x` are satisfied by each `0.31.n`. */
function matches(version, wanted) {
    const parts = wanted.split('.').filter((part) => part !== 'x');
    return version !== '' && version.split('.').slice(0, parts.length).join('.') === parts.join('.');
}


/***/ }),

/***/ 5996:
/***/ ((__unused_webpack_module, __webpack_exports__, __nccwpck_require__) => {

/* harmony export */ __nccwpck_require__.d(__webpack_exports__, {
/* harmony export */   Fg: () => (/* binding */ capture),
/* harmony export */   Ko: () => (/* binding */ letGo),
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
/** How it ended, for people: its code, else the signal, else why it could not be started. */
const endOf = ({ code, signal, spawnError }) => String(code ?? signal ?? spawnError);
/** What a failed command said last is mostly what went wrong. */
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
    const { maxBytes: max = 4 * 1024 * 1024 } = options;
    return new Promise((resolve) => {
        let hung = false;
        let cut = false;
        let settled = false;
        let lastByte = 0;
        const bytes = { stdout: [], stderr: [] };
        const size = { stdout: 0, stderr: 0 };
        const child = startChild(file, args, { cwd: options.cwd, env: options.env });
        if (typeof child === 'string') {
            resolve({ code: null, signal: null, stdout: '', stderr: '', cut, hung, spawnError: child });
            return;
        }
        const kill = () => killGroup(child, 'SIGKILL');
        let watch;
        const timer = setTimeout(() => {
            hung = true;
            kill();
            // A process that left the group may still hold the pipes.
            setImmediate(() => finish(null, 'SIGKILL', ''));
        }, options.timeoutMs);
        const finish = (code, signal, spawnError) => {
            if (settled)
                return;
            settled = true;
            clearTimeout(timer);
            clearInterval(watch);
            options.signal?.removeEventListener('abort', kill);
            for (const pipe of [child.stdout, child.stderr])
                letGo(pipe);
            const hide = (0,_model_secrets_js__WEBPACK_IMPORTED_MODULE_2__/* .hider */ .Hj)([options.env['GPU_SERVICE_TOKEN'] ?? '']);
            const text = (name) => hide(Buffer.concat(bytes[name]).toString('utf8'));
            resolve({ code, signal, stdout: text('stdout'), stderr: text('stderr'), cut, hung, spawnError });
        };
        for (const name of ['stdout', 'stderr']) {
            child[name].on('data', (chunk) => {
                lastByte = performance.now();
                if (settled)
                    return;
                const room = max - size[name];
                if (chunk.length > room)
                    cut = true;
                if (room > 0)
                    bytes[name].push(chunk.subarray(0, room));
                size[name] += chunk.length;
            });
        }
        if (options.signal?.aborted === true)
            kill();
        options.signal?.addEventListener('abort', kill, { once: true });
        child.on('error', (error) => {
            if (child.pid === undefined)
                finish(null, null, String(error.code));
        });
        child.on('exit', (code, signal) => {
            // From here on its group holds at most a daemon, which is not ours to end.
            clearTimeout(timer);
            options.signal?.removeEventListener('abort', kill);
            if (settled)
                return;
            const exitedAt = (lastByte = performance.now());
            watch = setInterval(() => {
                const now = performance.now();
                // What the pipe holds by now is read first.
                if (now - lastByte >= SILENCE_AFTER_EXIT_MS || now - exitedAt >= MOST_AFTER_EXIT_MS)
                    setImmediate(() => finish(code, signal, ''));
            }, SILENCE_AFTER_EXIT_MS / 3);
        });
        child.on('close', (code, signal) => finish(code, signal, ''));
    });
}
/** A closed pipe would end a daemon that writes to it, so it is read on, but does not keep this process alive. */
function letGo(pipe) {
    pipe.resume();
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
 * Signals the child's whole process group, since the runner signals only us and a shell or launcher may stand between.
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

/***/ 9932:
/***/ ((__unused_webpack_module, __webpack_exports__, __nccwpck_require__) => {

/* harmony export */ __nccwpck_require__.d(__webpack_exports__, {
/* harmony export */   m: () => (/* binding */ systemClock)
/* harmony export */ });
/** Since the start of this process (ms); `performance` would say the same and take a millisecond to load. */
const elapsed = () => process.uptime() * 1_000;
/** The start by the wall, then by a clock that only grows: a wall clock that is set meanwhile makes no time negative. */
const startedAt = Date.now() - elapsed();
/** The machine's own time and chance. */
const systemClock = {
    now: () => Math.round(startedAt + elapsed()),
    elapsed,
    random: () => Math.random(),
    sleep: (ms, signal) => new Promise((resolve) => {
        const wake = () => {
            clearTimeout(timer);
            signal?.removeEventListener('abort', wake);
            resolve();
        };
        // Node fires a timer at once when it is longer than 2^31 - 1 ms.
        const timer = setTimeout(wake, Math.min(Math.max(0, ms), 2 ** 31 - 1));
        if (signal?.aborted === true)
            wake();
        else
            signal?.addEventListener('abort', wake, { once: true });
    }),
};


/***/ }),

/***/ 4819:
/***/ ((__unused_webpack_module, __webpack_exports__, __nccwpck_require__) => {

/* harmony export */ __nccwpck_require__.d(__webpack_exports__, {
/* harmony export */   Z: () => (/* binding */ openHost)
/* harmony export */ });
/* harmony import */ var _github_js__WEBPACK_IMPORTED_MODULE_0__ = __nccwpck_require__(9979);

/** The host we run on. The registry asks GitHub first too, so on GitHub none of the others is loaded. */
async function openHost(world) {
    const { env } = world;
    // GPU_CI_HOST is for `gpu-ci`: an earlier step could take the masks from the action with it.
    const named = world.cli === true && (env['GPU_CI_HOST'] ?? '') !== '';
    if (!named && _github_js__WEBPACK_IMPORTED_MODULE_0__/* .github */ .M.detect(env))
        return _github_js__WEBPACK_IMPORTED_MODULE_0__/* .github */ .M.open(world);
    const { hostOf } = await __nccwpck_require__.e(/* import() */ 6).then(__nccwpck_require__.bind(__nccwpck_require__, 2006));
    return hostOf(env).open(world);
}


/***/ }),

/***/ 9979:
/***/ ((__unused_webpack_module, __webpack_exports__, __nccwpck_require__) => {


// EXPORTS
__nccwpck_require__.d(__webpack_exports__, {
  M: () => (/* binding */ github)
});

// EXTERNAL MODULE: ./build/node_modules/@actions/core/lib/core.js + 3 modules
var core = __nccwpck_require__(6805);
// EXTERNAL MODULE: external "node:fs"
var external_node_fs_ = __nccwpck_require__(3024);
// EXTERNAL MODULE: external "node:path"
var external_node_path_ = __nccwpck_require__(6760);
// EXTERNAL MODULE: ./build/src/hosts/clock.js
var clock = __nccwpck_require__(9932);
// EXTERNAL MODULE: ./build/src/model/errors.js
var errors = __nccwpck_require__(5573);
// EXTERNAL MODULE: external "node:os"
var external_node_os_ = __nccwpck_require__(8161);
;// CONCATENATED MODULE: ./build/src/hosts/github-context.js


const HOSTED_LIMIT_MS = 6 * 3_600_000;
/** The event's payload; empty when it cannot be read: a broken file must not stop a run. */
function readPayload(path) {
    try {
        return object(JSON.parse((0,external_node_fs_.readFileSync)(path ?? '', 'utf8')));
    }
    catch {
        return {};
    }
}
function object(value) {
    return typeof value === 'object' && value !== null ? value : {};
}
const github_context_text = (value) => (typeof value === 'string' ? value : '');
/** What the runner's environment and the event tell of the place we run in. Fields per GitHub's webhook documentation. */
function githubContext(env, payload, leg) {
    const event = env['GITHUB_EVENT_NAME'] ?? '';
    const pull = object(payload['pull_request']);
    const head = object(pull['head']);
    const headRepo = github_context_text(object(head['repo'])['full_name']);
    const baseRepo = github_context_text(object(object(pull['base'])['repo'])['full_name']);
    // head.repo is null when the fork is gone.
    const fork = pull['number'] !== undefined && headRepo !== baseRepo;
    const origin = object(payload['workflow_run']);
    const originFork = github_context_text(object(origin['head_repository'])['full_name']) !== github_context_text(object(payload['repository'])['full_name']);
    const server = env['GITHUB_SERVER_URL'] ?? 'https://github.com';
    const repository = env['GITHUB_REPOSITORY'] ?? '';
    const runId = env['GITHUB_RUN_ID'] ?? '';
    return {
        repository,
        workflow: env['GITHUB_WORKFLOW'] ?? '',
        job: env['GITHUB_JOB'] ?? '',
        leg: matrixLeg(leg.matrix),
        step: stepOf(env['GITHUB_ACTION'] ?? ''),
        runId,
        runAttempt: Math.max(1, Number(env['GITHUB_RUN_ATTEMPT'] ?? 1) || 1),
        runUrl: repository === '' || runId === '' ? '' : `${server}/${repository}/actions/runs/${runId}`,
        event,
        headSha: github_context_text(head['sha']) || github_context_text(origin['head_sha']) || (env['GITHUB_SHA'] ?? ''),
        pullRequest: pullRequestOf(event, payload),
        secretsWithheld: withheldFrom(event, env['GITHUB_ACTOR'] === 'dependabot[bot]', fork),
        foreignCode: (event === 'pull_request_target' && fork) || (event === 'workflow_run' && originFork),
        matrixSize: /^\d{1,6}$/.test(leg.size) ? Number(leg.size) : 0,
        tempDir: env['RUNNER_TEMP'] || (0,external_node_os_.tmpdir)(),
        workspace: env['GITHUB_WORKSPACE'] ?? process.cwd(),
        jobLimitMs: env['RUNNER_ENVIRONMENT'] === 'github-hosted' ? HOSTED_LIMIT_MS : 0,
        jobStartedAt: writtenAt(env['GITHUB_EVENT_PATH'] ?? ''),
    };
}
const OF_PULL_REQUESTS = new Set(['pull_request', 'pull_request_review', 'pull_request_review_comment']);
/** https://docs.github.com/code-security/dependabot/troubleshooting-dependabot/troubleshooting-dependabot-on-github-actions */
const OF_DEPENDABOT = new Set([...OF_PULL_REQUESTS, 'push', 'create', 'deployment', 'deployment_status']);
/** Other events run with the repository's secrets, whoever caused them. */
function withheldFrom(event, dependabot, fork) {
    if (dependabot && OF_DEPENDABOT.has(event))
        return 'Dependabot';
    return fork && OF_PULL_REQUESTS.has(event) ? 'a fork' : '';
}
/** The runner writes the event's file when the job starts, and names the time of that start nowhere else. */
function writtenAt(path) {
    try {
        return Math.round((0,external_node_fs_.statSync)(path).mtimeMs);
    }
    catch {
        return 0;
    }
}
/** The pull request that the event names; null where it names none, or several. */
function pullRequestOf(event, payload) {
    const issue = object(payload['issue']);
    const from = object(payload['workflow_run'])['pull_requests'];
    // The branch of a merge queue: `refs/heads/gh-readonly-queue/main/pr-44-<sha>`.
    const queued = /\/pr-(\d{1,15})-[0-9a-f]+$/.exec(github_context_text(object(payload['merge_group'])['head_ref']))?.[1];
    const number = object(payload['pull_request'])['number'] ??
        (event === 'issue_comment' && issue['pull_request'] !== undefined ? issue['number'] : undefined) ??
        (event === 'workflow_run' && Array.isArray(from) && from.length === 1 ? object(from[0])['number'] : undefined) ??
        (event === 'merge_group' && queued !== undefined ? Number(queued) : undefined);
    return typeof number === 'number' ? number : null;
}
/** A step's own `id`, or `2`, `3` … for the later ones without; '' for the first: `__owner_repo`, then `__owner_repo_2`. */
function stepOf(action) {
    return action.startsWith('__') ? (/_(\d+)$/.exec(action)?.[1] ?? '') : action;
}
/** `{"seed":1,"model":"s"}` → `1, s`: how GitHub itself names the legs of a matrix. */
function matrixLeg(json) {
    let matrix;
    try {
        matrix = JSON.parse(json);
    }
    catch {
        return '';
    }
    return Object.values(object(matrix))
        .map((value) => (typeof value === 'string' ? value : shown(value)))
        .join(', ')
        .slice(0, 200);
}
function shown(value) {
    try {
        return JSON.stringify(value);
    }
    catch {
        // Nested deeper than the stack is: no name for people.
        return '…';
    }
}

// EXTERNAL MODULE: ./build/src/hosts/plain.js
var plain = __nccwpck_require__(5902);
// EXTERNAL MODULE: ./build/src/hosts/read-stream.js
var read_stream = __nccwpck_require__(3633);
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
function openGitHub(world) {
    const { env, stdout } = world;
    const input = (name) => world.cli === true ? (0,plain/* readInput */.R5)(world, name) : (0,core/* getInput */.V4)(name, { trimWhitespace: false });
    const context = githubContext(env, readPayload(env['GITHUB_EVENT_PATH']), {
        matrix: input('matrix'),
        size: input('matrix-size').trim(),
    });
    const shared = world.cli === true
        ? (0,plain/* stateFor */.Dp)(world, (0,external_node_path_.join)((0,state_file/* privateFolder */.qm)(context.tempDir), 'state.jsonl'), context.workspace)
        : undefined;
    const state = new Map();
    let quarantines = 0;
    let resume = '';
    // Annotations while foreign bytes flow would be plain text: they wait for the end of the quarantine.
    const held = [];
    const outside = (say) => {
        if (quarantines > 0)
            held.push(say);
        else
            say();
    };
    const line = (text) => void stdout.write(`${text}\n`);
    const annotate = (write) => (message, note) => outside(() => write(message, note?.title ? { title: note.title } : {}));
    const debug = (text) => {
        if ((0,core/* isDebug */._o)())
            outside(() => (0,core/* debug */.Yz)(text));
    };
    // A full disk must cost neither the clean-up nor the exit code: one warning names what cannot be handed on.
    let told = false;
    const handOn = (file, write) => {
        const path = env[file] ?? '';
        // Without a file the toolkit prints the value, which later steps cannot read and people should not.
        if (path === '')
            return;
        try {
            whole(path, write);
        }
        catch (failure) {
            if (told)
                return;
            told = true;
            const why = `Values for later steps could not be written (${(0,errors/* sentenceOf */.$)(failure)}); free the disk of the runner.`;
            annotate(core/* warning */.$e)(why);
        }
    };
    return {
        name: 'github',
        context,
        foreign: { stdout, stderr: stdout },
        input,
        mask(value) {
            if (value.trim() === '')
                return true;
            const read = (0,read_stream/* readStream */.b)(world);
            if (read === stdout)
                (0,core/* setSecret */.Pq)(value);
            // The toolkit writes to stdout only, which may be a file.
            else
                read?.write(`::add-mask::${escaped(value)}\n`);
            return read !== undefined;
        },
        info: (text) => (0,core/* info */.pq)(github_plain(text)),
        debug,
        notice: annotate(core/* notice */.lm),
        warning: annotate(core/* warning */.$e),
        error: annotate(core/* error */.z3),
        group: (title) => outside(() => (0,core/* startGroup */.Oh)(title)),
        endGroup: () => outside(core/* endGroup */.N4),
        quarantine() {
            if (quarantines++ === 0) {
                resume = crypto.randomUUID();
                line(`::stop-commands::${resume}`);
            }
            let open = true;
            return (midLine = true) => {
                if (!open)
                    return;
                open = false;
                if (--quarantines > 0)
                    return;
                // The token must stand at the beginning of a line, and the workload's last one may lack its end.
                line(`${midLine ? '\n' : ''}::${resume}::`);
                for (const say of held.splice(0))
                    say();
            };
        },
        setOutput: (name, value) => handOn('GITHUB_OUTPUT', () => (0,core/* setOutput */.uH)(name, value)),
        exportVariable: (name, value) => {
            env[name] = value;
            handOn('GITHUB_ENV', () => (0,core/* exportVariable */.dN)(name, value));
        },
        addPath: (dir) => handOn('GITHUB_PATH', () => (0,core/* addPath */.fM)(dir)),
        // The runner keeps GITHUB_STATE for the post step of an action; a `run:` step has none.
        saveState: (name, value) => {
            if (shared !== undefined)
                shared.set(name, value);
            else
                saveForPost(env['GITHUB_STATE'] ?? '', name, value);
            state.set(name, value);
        },
        saved: () => shared?.saved() ?? [{ state: (name) => state.get(name) ?? (0,core/* getState */.Gu)(name), forget: () => undefined }],
        forgetState: () => shared?.forget(),
        async summary(markdown) {
            if ((env['GITHUB_STEP_SUMMARY'] ?? '') === '')
                return;
            try {
                const { appendSummary } = await __nccwpck_require__.e(/* import() */ 302).then(__nccwpck_require__.bind(__nccwpck_require__, 2302));
                await appendSummary(markdown);
            }
            catch (failure) {
                const why = `The job summary could not be written (${(0,errors/* sentenceOf */.$)(failure)}); the run report holds the same facts.`;
                annotate(core/* warning */.$e)(why);
            }
        },
        async publish(report, wish) {
            if (wish.comment === 'never' && !wish.check)
                return [];
            // Comment and check bring the API's client along; most runs ask for neither.
            const { publishToGitHub } = await Promise.all(/* import() */[__nccwpck_require__.e(337), __nccwpck_require__.e(446), __nccwpck_require__.e(957), __nccwpck_require__.e(687), __nccwpck_require__.e(840)]).then(__nccwpck_require__.bind(__nccwpck_require__, 2840));
            const token = input('github-token').trim();
            return publishToGitHub(report, wish, {
                context,
                token,
                apiUrl: env['GITHUB_API_URL'] ?? '',
                clock: clock/* systemClock */.m,
                debug,
            });
        },
    };
}
/** Without the state the post step does not know the run, so a step that cannot save it must not start one. */
function saveForPost(file, name, value) {
    if (file === '' || !(0,external_node_fs_.existsSync)(file)) {
        const why = file === '' ? '`GITHUB_STATE` is not set.' : `The file ${file} of \`GITHUB_STATE\` is missing.`;
        throw new errors/* UserError */.y(why, 'Leave it as the runner sets it.');
    }
    whole(file, () => (0,core/* saveState */.LZ)(name, value));
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
/* harmony export */   ZL: () => (/* binding */ shellQuote)
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
/* harmony import */ var _read_stream_js__WEBPACK_IMPORTED_MODULE_5__ = __nccwpck_require__(3633);
/* harmony import */ var _state_file_js__WEBPACK_IMPORTED_MODULE_6__ = __nccwpck_require__(3118);







/** Folder in the workspace that `collect` fills. */
const REPORTS = 'gpu-ci-reports';
/** `--flag`, else `GPU_CI_<INPUT>`. */
function readInput(world, name) {
    return world.flags.get(name) ?? world.env[`GPU_CI_${name.replaceAll('-', '_').toUpperCase()}`] ?? '';
}
/** The state of this job, in the file that `--state` names or at a place of its own. */
function stateFor(world, own, workspace) {
    const given = readInput(world, 'state');
    if (given === '')
        return (0,_state_file_js__WEBPACK_IMPORTED_MODULE_6__/* .jobState */ .d)(own);
    const path = (0,node_path__WEBPACK_IMPORTED_MODULE_3__.resolve)(given);
    const below = (0,node_path__WEBPACK_IMPORTED_MODULE_3__.relative)((0,node_path__WEBPACK_IMPORTED_MODULE_3__.resolve)(workspace), path);
    // The state names processes and a program; what the workload brings back is written into the workspace.
    if (below === '' || !(below.startsWith('..') || (0,node_path__WEBPACK_IMPORTED_MODULE_3__.isAbsolute)(below)))
        throw new _model_errors_js__WEBPACK_IMPORTED_MODULE_4__/* .UserError */ .y(`The state file ${path} is in the workspace, where a workload can replace it.`, 'Give a path outside the workspace, for example in a temporary folder.');
    return (0,_state_file_js__WEBPACK_IMPORTED_MODULE_6__/* .jobState */ .d)(path);
}
/** `GPU_OUT_<NAME>`: under `GPU_CI_` a later job that loads the file would take outputs for inputs. */
const outputVariable = (name) => `GPU_OUT_${name.replaceAll('-', '_').toUpperCase()}`;
/** Quoted so that `. FILE` in a POSIX shell gives the value and runs nothing. */
const shellQuote = (value) => `'${value.replaceAll("'", String.raw `'\''`)}'`;
const oneLine = (value) => value.replace(/\s*[\r\n]+\s*/g, ' ').trim();
/** Escape sequences and carriage returns in words we did not write could redraw or fold the log. */
const withoutControls = (line) => line.replace(/[\u0000-\u0008\u000b-\u001f\u007f\u009b]/g, '');
/** What all hosts without an SDK do alike: inputs from flags and environment, state, outputs and summary in files. */
function openPlain(world, traits) {
    const tempDir = (0,_state_file_js__WEBPACK_IMPORTED_MODULE_6__/* .privateFolder */ .qm)(traits.tempBase ?? world.env['TMPDIR'] ?? world.env['TEMP'] ?? (0,node_os__WEBPACK_IMPORTED_MODULE_2__.tmpdir)());
    const context = { ...traits.context, tempDir };
    const key = (0,node_crypto__WEBPACK_IMPORTED_MODULE_0__.createHash)('sha256').update(`${traits.name}\0${traits.jobKey}`).digest('hex').slice(0, 16);
    const state = stateFor(world, (0,node_path__WEBPACK_IMPORTED_MODULE_3__.join)(tempDir, `state-${key}.jsonl`), context.workspace);
    const dotenv = (0,node_path__WEBPACK_IMPORTED_MODULE_3__.resolve)(readInput(world, 'dotenv') || (0,node_path__WEBPACK_IMPORTED_MODULE_3__.join)(tempDir, `outputs-${key}.env`));
    const summaryFile = (0,node_path__WEBPACK_IMPORTED_MODULE_3__.join)(tempDir, `summary-${key}.md`);
    const secrets = new Set();
    const outputs = new Map();
    let summarized = false;
    let afterGroup = false;
    const scrub = (text) => {
        const longestFirst = [...secrets].sort((a, b) => b.length - a.length);
        return longestFirst.reduce((rest, secret) => rest.replaceAll(secret, '***'), text);
    };
    const clean = (text) => {
        const line = withoutControls(scrub(text));
        return traits.tame?.(line) ?? line;
    };
    const stream = world[traits.voice ?? 'stdout'];
    /** For lines that are made of clean text, and may be commands of this host. */
    const print = (line) => {
        if (line !== undefined && line !== '')
            stream.write(`${line}\n`);
    };
    const openNext = () => {
        if (afterGroup)
            print(traits.afterGroup?.());
        afterGroup = false;
    };
    const say = (line) => {
        openNext();
        stream.write(`${clean(line)}\n`);
    };
    const tell = (level, message, note) => {
        openNext();
        const title = clean(note?.title ?? '');
        const plain = `${level[0]?.toUpperCase()}${level.slice(1)}: ${title === '' ? '' : `${title}: `}${clean(message)}`;
        print(traits.tell?.(level, clean(message), title) || plain);
    };
    const failed = new Set();
    /** What hands on or shows a result must not cost the run: a paid job would go on without anybody to end it. */
    const writing = (what, work) => {
        try {
            work();
        }
        catch (error) {
            // Outputs are written often; one warning is enough.
            if (failed.has(what))
                return;
            failed.add(what);
            tell('warning', `${what} could not be written: ${(0,_model_errors_js__WEBPACK_IMPORTED_MODULE_4__/* .sentenceOf */ .$)(error)}. The run goes on without it.`);
        }
    };
    return {
        name: traits.name,
        context,
        foreign: { stdout: world.stdout, stderr: world.stderr },
        input: (name) => readInput(world, name),
        mask(value) {
            if (value === '')
                return true;
            secrets.add(value);
            const done = traits.mask?.(value) ?? false;
            if (typeof done !== 'string')
                return done;
            const read = (0,_read_stream_js__WEBPACK_IMPORTED_MODULE_5__/* .readStream */ .b)(world);
            read?.write(`${done}\n`);
            return read !== undefined;
        },
        info: say,
        debug: (line) => {
            if (world.env['GPU_CI_DEBUG'] === 'true')
                say(`debug: ${line}`);
        },
        notice: (message, note) => tell('notice', message, note),
        warning: (message, note) => tell('warning', message, note),
        error: (message, note) => tell('error', message, note),
        group(title) {
            afterGroup = false;
            const line = oneLine(clean(title));
            print(traits.group?.(line) ?? `── ${line}`);
        },
        endGroup() {
            print(traits.endGroup?.());
            afterGroup = true;
        },
        quarantine() {
            openNext();
            return () => undefined;
        },
        setOutput(name, value) {
            outputs.set(name, oneLine(scrub(value)));
            const lineOf = (variable, text) => traits.dotenvLine?.(variable, text) ?? `${variable}=${shellQuote(text)}`;
            const lines = [...outputs].map(([id, text]) => `${lineOf(outputVariable(id), text)}\n`);
            writing(`The output file ${dotenv}`, () => (0,_state_file_js__WEBPACK_IMPORTED_MODULE_6__/* .writePrivately */ .Q9)(dotenv, lines.join('')));
            writing('Outputs for later steps', () => print(traits.output?.(name, clean(oneLine(value)))));
        },
        exportVariable(name, value) {
            // A secret would come to rest in a file or a log line of the host; later steps get it from the host's secret store.
            if (scrub(value) !== value)
                return;
            writing('Variables for later steps', () => print(traits.exportVariable?.(name, value)));
        },
        addPath: (dir) => writing('The path for later steps', () => print(traits.addPath?.(dir))),
        saveState: (name, value) => state.set(name, scrub(value)),
        saved: () => state.saved(),
        forgetState: () => state.forget(),
        summary(markdown) {
            writing('The summary', () => {
                const text = `${scrub(markdown).trimEnd()}\n\n`;
                if (summarized)
                    (0,node_fs__WEBPACK_IMPORTED_MODULE_1__.appendFileSync)(summaryFile, text);
                else
                    (0,_state_file_js__WEBPACK_IMPORTED_MODULE_6__/* .writePrivately */ .Q9)(summaryFile, text);
                summarized = true;
                print(traits.summary?.(text, summaryFile));
            });
            return Promise.resolve();
        },
        async publish(report, wish) {
            const notices = wishesOf(traits.name, wish);
            try {
                const written = [
                    ['outputs.env', dotenv],
                    ['summary.md', summaryFile],
                    ['report.json', wish.reportFile],
                ];
                const files = written.filter(([, path]) => (0,node_fs__WEBPACK_IMPORTED_MODULE_1__.existsSync)(path));
                let folder = tempDir;
                if (traits.collect === true) {
                    folder = (0,node_path__WEBPACK_IMPORTED_MODULE_3__.join)(context.workspace, REPORTS);
                    for (const [name, path] of files)
                        (0,_state_file_js__WEBPACK_IMPORTED_MODULE_6__/* .placeIn */ .VV)(folder, name, (0,node_fs__WEBPACK_IMPORTED_MODULE_1__.readFileSync)(path, 'utf8'));
                }
                notices.push(...((await traits.publish?.(report, folder)) ?? []));
                const shown = traits.collect === true ? [folder] : files.map(([, path]) => path);
                if (shown.length > 0)
                    say(`Written: ${shown.join(', ')}`);
            }
            catch (error) {
                notices.push(`The reports could not be written: ${clean((0,_model_errors_js__WEBPACK_IMPORTED_MODULE_4__/* .sentenceOf */ .$)(error))}`);
            }
            return notices;
        },
    };
}
function wishesOf(host, wish) {
    const wanted = [...(wish.comment === 'never' ? [] : ['`comment`']), ...(wish.check ? ['`check`'] : [])];
    if (wanted.length === 0)
        return [];
    return [
        `${wanted.join(' and ')} ${wanted.length > 1 ? 'work' : 'works'} on GitHub only, and ${host} has its own report.`,
    ];
}


/***/ }),

/***/ 3633:
/***/ ((__unused_webpack_module, __webpack_exports__, __nccwpck_require__) => {

/* harmony export */ __nccwpck_require__.d(__webpack_exports__, {
/* harmony export */   b: () => (/* binding */ readStream)
/* harmony export */ });
/* harmony import */ var node_fs__WEBPACK_IMPORTED_MODULE_0__ = __nccwpck_require__(3024);
/* harmony import */ var node_fs__WEBPACK_IMPORTED_MODULE_0___default = /*#__PURE__*/__nccwpck_require__.n(node_fs__WEBPACK_IMPORTED_MODULE_0__);

/**
 * Where the host reads commands: not in the file of `gpu-ci run … > run.log`, into which a mask would put the secret itself.
 * Undefined where both streams end in files.
 */
const readStream = ({ stdout, stderr }) => [stdout, stderr].find((stream) => !isFile(stream));
function isFile(stream) {
    const { fd } = stream;
    return typeof fd === 'number' && (0,node_fs__WEBPACK_IMPORTED_MODULE_0__.fstatSync)(fd).isFile();
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
const HEADER = '{"gpu-ci-state":1}';
function jobState(path) {
    const run = (0,node_crypto__WEBPACK_IMPORTED_MODULE_0__.randomUUID)();
    const own = [];
    const write = (record) => {
        const line = JSON.stringify({ run, ...record });
        append(path, [line], own);
        own.push(line);
    };
    const forget = (id) => {
        append(path, [JSON.stringify({ run: id, over: true })], []);
        removeIfOver(path);
    };
    return {
        path,
        set(name, value) {
            if (own.length === 0)
                readRuns(path);
            write({ name, value });
        },
        saved: () => readRuns(path).map(({ id, state }) => ({ state, forget: () => forget(id) })),
        forget() {
            if (own.length > 0)
                forget(run);
            own.length = 0;
        },
    };
}
/** A link at the path could lead to a file of somebody else. */
const APPEND = node_fs__WEBPACK_IMPORTED_MODULE_1__.constants.O_RDWR | node_fs__WEBPACK_IMPORTED_MODULE_1__.constants.O_APPEND | node_fs__WEBPACK_IMPORTED_MODULE_1__.constants.O_CREAT | node_fs__WEBPACK_IMPORTED_MODULE_1__.constants.O_NOFOLLOW;
function append(path, lines, earlier) {
    (0,node_fs__WEBPACK_IMPORTED_MODULE_1__.mkdirSync)((0,node_path__WEBPACK_IMPORTED_MODULE_2__.dirname)(path), { recursive: true, mode: 0o700 });
    const file = (0,node_fs__WEBPACK_IMPORTED_MODULE_1__.openSync)(path, APPEND, 0o600);
    try {
        const { size, ino } = (0,node_fs__WEBPACK_IMPORTED_MODULE_1__.fstatSync)(file);
        const start = size === 0 ? `${HEADER}\n` : endsALine(file, size) ? '' : '\n';
        try {
            (0,node_fs__WEBPACK_IMPORTED_MODULE_1__.writeFileSync)(file, start + lines.map((line) => `${line}\n`).join(''));
        }
        catch (error) {
            // Half a line would count as damage.
            (0,node_fs__WEBPACK_IMPORTED_MODULE_1__.ftruncateSync)(file, size);
            throw error;
        }
        // A clean-up has removed the file in the meantime, and with it what was just written.
        if ((0,node_fs__WEBPACK_IMPORTED_MODULE_1__.lstatSync)(path, { throwIfNoEntry: false })?.ino !== ino)
            append(path, [...earlier, ...lines], []);
    }
    finally {
        (0,node_fs__WEBPACK_IMPORTED_MODULE_1__.closeSync)(file);
    }
}
function endsALine(file, size) {
    const last = Buffer.alloc(1);
    (0,node_fs__WEBPACK_IMPORTED_MODULE_1__.readSync)(file, last, 0, 1, size - 1);
    return last[0] === 10;
}
/**
 * What each run saved. A line that cannot be read counts as a run of its own whose state is unreadable, so that the clean-up
 * reports it.
 */
function readRuns(path) {
    const values = new Map();
    const over = new Set();
    const damaged = [];
    for (const line of linesOf(path)) {
        const record = recordOf(line);
        if (record === undefined)
            damaged.push({ id: (0,node_crypto__WEBPACK_IMPORTED_MODULE_0__.randomUUID)(), state: () => line });
        else if (record.over)
            over.add(record.run);
        else
            values.set(record.run, (values.get(record.run) ?? new Map()).set(record.name, record.value));
    }
    const runs = [...values].filter(([id]) => !over.has(id));
    return [...runs.map(([id, saved]) => ({ id, state: (name) => saved.get(name) ?? '' })).reverse(), ...damaged];
}
function recordOf(line) {
    try {
        const { run, over, name, value } = JSON.parse(line);
        if (typeof run !== 'string')
            return undefined;
        if (over === true)
            return { run, over, name: '', value: '' };
        return typeof name === 'string' && typeof value === 'string' ? { run, over: false, name, value } : undefined;
    }
    catch {
        return undefined;
    }
}
/** @throws UserError if the file holds something else. */
function linesOf(path) {
    let text;
    try {
        if ((0,node_fs__WEBPACK_IMPORTED_MODULE_1__.lstatSync)(path).isSymbolicLink())
            throw new Error('it is a link');
        text = (0,node_fs__WEBPACK_IMPORTED_MODULE_1__.readFileSync)(path, 'utf8');
    }
    catch (error) {
        if (error.code === 'ENOENT')
            return [];
        throw new _model_errors_js__WEBPACK_IMPORTED_MODULE_3__/* .UserError */ .y(`The state file ${path} cannot be read: ${(0,_model_errors_js__WEBPACK_IMPORTED_MODULE_3__/* .sentenceOf */ .$)(error)}.`, CHECK_PATH);
    }
    if (text === '')
        return [];
    const [first, ...lines] = text.split('\n');
    if (first !== HEADER)
        throw new _model_errors_js__WEBPACK_IMPORTED_MODULE_3__/* .UserError */ .y(`${path} is not a state file of gpu-ci; it was left as it is.`, CHECK_PATH);
    return lines.filter((line) => line !== '' && line !== HEADER);
}
const CHECK_PATH = 'Check the path that --state or GPU_CI_STATE gives. If a run may still be alive, look at `gpu status`, and end it with `gpu run --cancel JOB` and `gpu stop POD -y`.';
function removeIfOver(path) {
    if (readRuns(path).length > 0)
        return;
    const aside = `${path}.${(0,node_crypto__WEBPACK_IMPORTED_MODULE_0__.randomUUID)()}`;
    (0,node_fs__WEBPACK_IMPORTED_MODULE_1__.renameSync)(path, aside);
    // Another run may have written between the look and the renaming.
    if (readRuns(aside).length > 0)
        append(path, linesOf(aside), []);
    (0,node_fs__WEBPACK_IMPORTED_MODULE_1__.rmSync)(aside, { force: true });
}


/***/ }),

/***/ 3901:
/***/ ((__unused_webpack_module, __webpack_exports__, __nccwpck_require__) => {

/* harmony export */ __nccwpck_require__.d(__webpack_exports__, {
/* harmony export */   D7: () => (/* binding */ ON_MISSING_TOKEN),
/* harmony export */   FN: () => (/* binding */ MODES),
/* harmony export */   OF: () => (/* binding */ SHELLS),
/* harmony export */   mc: () => (/* binding */ INPUTS),
/* harmony export */   r_: () => (/* binding */ COMMENTS)
/* harmony export */ });
/* unused harmony export OUTPUTS */
const SHELLS = ['bash', 'sh', 'none'];
const MODES = ['run', 'submit', 'collect'];
const ON_MISSING_TOKEN = ['fail', 'skip'];
const COMMENTS = ['never', 'on-failure', 'always'];
const row = (name, kind, fallback, example, help) => ({
    name,
    kind,
    default: fallback,
    help,
    example,
});
// prettier-ignore
const INPUTS = [
    row('command', 'script', '', 'python train.py', 'Script that runs on the pod, one line or many. Required unless `mode` is `collect`.'),
    row('shell', SHELLS, 'bash', 'bash', '`bash` runs `bash -eo pipefail -c SCRIPT`, `sh` runs `sh -e -c SCRIPT`, `none` splits the line into arguments (POSIX quoting) and uses no shell; an unquoted `|`, `&`, `;`, `<` or `>` is an error.'),
    row('working-directory', 'text', '.', 'training', 'Folder in which `gpu` runs: the project with `gpu.jsonc`.'),
    row('env', 'env', '', 'EPOCHS=20', '`KEY=VALUE` lines for the workload. A bare `KEY` passes the value from the environment of the step, and masks it unless the CI system shows it, like `GITHUB_SHA`.'),
    row('gpu-type', 'list', '', 'H100 SXM, A100 80GB', 'GPU types in order of preference. If the provider has none of the first type, the next one is used.'),
    row('gpu-count', 'count', '', '2', 'Number of GPUs, 1 to 8.'),
    row('min-vram', 'count', '', '24', 'Minimum GPU memory in GB.'),
    row('outputs', 'lines', '', 'outputs/', 'Paths to download from the pod. If empty, `gpu.jsonc` decides.'),
    row('args', 'lines', '', '--rebuild', 'Additional flags for `gpu run`, one per line: `--flag`, `--flag=value` or `--flag value`. Quotes are not removed.'),
    row('token', 'secret', '', '${{ secrets.GPU_SERVICE_TOKEN }}', 'Service account token, `gpt_sat_…`. If empty, the variable `GPU_SERVICE_TOKEN` is used.'),
    row('export-token', 'boolean', 'true', 'true', 'Export the token as `GPU_SERVICE_TOKEN` for later steps of the job.'),
    row('on-missing-token', ON_MISSING_TOKEN, 'fail', 'skip', '`skip`: if the event withholds secrets (fork, Dependabot), the step succeeds with a notice and `status=skipped`. Any other missing token fails the step.'),
    row('org', 'text', '', 'my-team', 'Slug of the organization or sub-account for the run. The post step restores the previous context.'),
    row('cli-version', 'text', 'latest', '0.31.2', 'Version of GPU CLI, for example `0.31` or `0.31.2`. `latest` accepts any `gpu` on `PATH`, or a copy in the tool cache that is younger than one day.'),
    row('install-url', 'text', 'https://gpu-cli.sh/install.sh', 'https://gpu-cli.sh/install.sh', 'URL of the install script.'),
    row('install-sha256', 'sha256', '', 'e3b0c44298fc1c149afbf4c8996fb92427ae41e4649b934ca495991b7852b855', 'SHA-256 of the install script. A script with another digest is not run. A `gpu` that was not installed by this script is not used, unless `cli-sha256` matches.'),
    row('cli-sha256', 'sha256', '', 'e3b0c44298fc1c149afbf4c8996fb92427ae41e4649b934ca495991b7852b855', 'SHA-256 of the `gpu` program. A program with another digest is not run.'),
    row('retry-on', 'list', 'saturated,capacity,infra', 'saturated', 'Failure classes that are retried. A started workload is not run again unless `workload` is listed.'),
    row('max-wait', 'duration', '30m', '2h', 'Longest total wait for a session, all attempts together.'),
    row('max-attempts', 'count', '0', '5', 'Maximum number of attempts.'),
    row('retry-delay', 'duration', '10s', '5s', 'Shortest wait between attempts. The upper limit of the random wait doubles from here.'),
    row('retry-max-delay', 'duration', '75s', '2m', 'Longest wait between attempts.'),
    row('saturation-pattern', 'regex', '', 'all workers busy', 'Additional regular expression. A refusal that matches counts as a full session pool.'),
    row('timeout', 'duration', '0', '2h', 'Longest time that the workload may run.'),
    row('idle-timeout', 'duration', '0', '15m', 'Longest time without output of the workload.'),
    row('start-timeout', 'duration', '30m', '45m', 'Longest time from the submission to the start of the workload. Then the job is cancelled, the pod is stopped, and the attempt counts as `infra`.'),
    row('max-cost', 'usd', '0', '5.00', 'Limit in USD. The run is cancelled when its estimated cost reaches it. The estimate uses the list price; placement can cost up to twice as much.'),
    row('keep-pod', 'boolean', 'false', 'false', 'Keep the pod running for later steps of the job; the post step stops it. By default the pod is stopped at once, which frees the session.'),
    row('mode', MODES, 'run', 'run', '`submit` starts the job, waits for the start of the workload, and ends with the job id. `collect` attaches to `job-id`, streams the log, waits and reports.'),
    row('job-id', 'text', '', 'job_0123456789abcdef0123456789abcdef', 'Id of the job to collect, with `mode: collect`.'),
    row('detach-after', 'duration', '0', '5h30m', 'With `mode: collect`: stop following the job after this time and leave it running. The step succeeds with `status=submitted`.'),
    row('telemetry', 'boolean', 'true', 'true', 'Sample the GPU on the pod while the workload runs.'),
    row('summary', 'boolean', 'true', 'true', 'Write the job summary.'),
    row('comment', COMMENTS, 'never', 'on-failure', 'Write one sticky comment on the pull request. Needs `pull-requests: write`.'),
    row('check', 'boolean', 'false', 'true', 'Publish a check run on the head commit. Needs `checks: write`.'),
    row('label', 'text', '', 'train (seed 1)', 'Name of this run in summary, comment and check. If empty, the job id and the matrix values.'),
    row('matrix', 'text', '${{ toJSON(matrix) }}', '${{ toJSON(matrix) }}', 'Matrix values of this job, used to identify it in reports. Do not change the default.'),
    row('matrix-size', 'count', '${{ strategy.job-total }}', '20', 'Number of jobs in the matrix, used to warn if it is wider than the pool. Do not change the default.'),
    row('report', 'text', '', 'outputs/report.md', 'Markdown file that the workload writes; shown in the summary.'),
    row('metrics', 'text', '', 'outputs/metrics.json', 'JSON or JSON Lines file with numbers that the workload writes; shown as a table.'),
    row('metrics-baseline', 'text', '', 'baseline.json', 'File to compare the metrics with. A change below 0.1 % is shown and not judged.'),
    row('github-token', 'secret', '${{ github.token }}', '${{ github.token }}', 'Token for `comment` and `check`.'),
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
 * Something the user can mend: bad input, a missing token, an answer of the CLI that makes no sense.
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
/* harmony export */   EF: () => (/* binding */ parseArg),
/* harmony export */   EY: () => (/* binding */ parsePattern),
/* harmony export */   FG: () => (/* binding */ COUNT_MAX),
/* harmony export */   G4: () => (/* binding */ installAddress),
/* harmony export */   Jn: () => (/* binding */ notAFlag),
/* harmony export */   P$: () => (/* binding */ noSuchVariable),
/* harmony export */   UF: () => (/* binding */ numberedLines),
/* harmony export */   UU: () => (/* binding */ argvOf),
/* harmony export */   Uk: () => (/* binding */ shownAddress),
/* harmony export */   ZO: () => (/* binding */ parseEnvLine),
/* harmony export */   r9: () => (/* binding */ SPLITTABLE),
/* harmony export */   rV: () => (/* binding */ RETRYABLE),
/* harmony export */   uz: () => (/* binding */ splitLines),
/* harmony export */   xv: () => (/* binding */ VERSION),
/* harmony export */   yG: () => (/* binding */ parseBoolean),
/* harmony export */   yM: () => (/* binding */ splitWords)
/* harmony export */ });
/* harmony import */ var shell_quote__WEBPACK_IMPORTED_MODULE_0__ = __nccwpck_require__(6591);
/* harmony import */ var _outcome_js__WEBPACK_IMPORTED_MODULE_1__ = __nccwpck_require__(9260);


const COUNT_MAX = 999_999_999;
const VERSION = /^(latest|v?\d+(\.(\d+|x)){0,2}(-[\w.]+)?)$/;
/** Classes that a user may ask to be tried again; the others cannot end better by trying again. */
const RETRYABLE = _outcome_js__WEBPACK_IMPORTED_MODULE_1__/* .FAILURE_CLASSES */ .CJ.filter((name) => ['saturated', 'capacity', 'infra', 'timeout', 'workload'].includes(name));
/** The arguments that run a script on the pod. Undefined if the line cannot be split. */
function argvOf(shell, command) {
    switch (shell) {
        case 'bash':
            return ['bash', '-eo', 'pipefail', '-c', command];
        case 'sh':
            return ['sh', '-e', '-c', command];
        case 'none':
            return splitWords(command);
    }
}
const SPLITTABLE = 'a line with closed quotes, in which each of `|&;<>()` is quoted, because no shell runs it';
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
/** YAML 1.2 booleans, as the toolkit of GitHub Actions reads them. */
function parseBoolean(value) {
    if (['true', 'True', 'TRUE'].includes(value))
        return true;
    if (['false', 'False', 'FALSE'].includes(value))
        return false;
    return undefined;
}
const splitLines = (value) => numberedLines(value).map(({ line }) => line);
/** Without empty lines and comments; the first line of the text is line 1. */
const numberedLines = (value) => value
    .split(/\r?\n/)
    .map((line, at) => ({ line: line.trim(), number: at + 1 }))
    .filter(({ line }) => line !== '' && !line.startsWith('#'));
const SECRET_NAMES = /^(GPU_SERVICE_TOKEN|ACTIONS_RUNTIME_TOKEN|ACTIONS_ID_TOKEN_REQUEST_TOKEN|INPUT_.*)$/i;
/** A line of a Base64 text, which may read as a name. */
const BASE64_LINE = /^(?=.*[a-z])(?=.*[A-Z])(?=.*\d)[A-Za-z\d]{20,}$/;
/** What `env` takes, said without the line: it may be one of a secret of several lines. */
const ENV_LINES = 'Write each line as `KEY=VALUE`, or as `KEY` of a variable of this step; a value is one line.';
/** The variable of this step that a bare KEY names does not exist: the KEY may be a piece of a secret. */
const noSuchVariable = (text, name) => {
    const at = text.split(/\r?\n/).findIndex((line) => line.trim() === name);
    return [`Line ${at + 1} of \`env\` names no variable of this step.`, ENV_LINES];
};
function parseEnvLine(line, faults, number = 1) {
    const cut = line.indexOf('=');
    const name = cut === -1 ? line : line.slice(0, cut).trim();
    const value = cut === -1 ? undefined : line.slice(cut + 1).trim();
    if (!/^[A-Za-z_]\w*$/.test(name) || (BASE64_LINE.test(name) && /^=?$/.test(value ?? ''))) {
        faults.push(`Line ${number} of \`env\` is neither KEY=VALUE nor KEY. ${ENV_LINES}`);
    }
    else if (SECRET_NAMES.test(name)) {
        faults.push(`\`env\` names ${name}, which is never given to a workload; remove that line.`);
    }
    return { name, value };
}
function notAFlag(name, item, faults) {
    if (item.startsWith('-'))
        faults.push(`\`${name}\` has the item ${JSON.stringify(item.slice(0, 60))}, which reads as a flag; put flags into \`args\`, one a line.`);
    return item;
}
/** Flags that would take the run out of our hands: how it starts and ends is ours to say. */
const OWN_FLAGS = /^(-d|--detach|-a|--attach|--cancel|-i|--interactive|--json|--help|-h|--)(=|$)/;
/** A line is one word, or a flag with its value. */
function parseArg(line, faults) {
    const [, flag, value] = /^(-[^\s=]+)\s+(.*)$/s.exec(line) ?? [];
    const words = flag === undefined || value === undefined ? [line] : [flag, value];
    if (words.some((word) => OWN_FLAGS.test(word)))
        faults.push(`\`args\` has ${JSON.stringify(line.slice(0, 60))}, which this action decides itself; use \`mode\` to detach or collect.`);
    else if (line.includes('gpt_sat_'))
        faults.push('`args` holds a service account token; remove it, the token goes into `token` and never onto a command line.');
    else if (value !== undefined && /(^|\s)--?[A-Za-z]/.test(value))
        faults.push(`\`args\` has several flags in the line of ${JSON.stringify(flag)}; write one flag a line.`);
    return words;
}
function installAddress(value) {
    if (!URL.canParse(value))
        return undefined;
    const url = new URL(value);
    const loopback = ['127.0.0.1', 'localhost', '[::1]'].includes(url.hostname);
    return url.protocol === 'https:' || (url.protocol === 'http:' && loopback) ? value : undefined;
}
/** An address without what may be secret in it: login, query and what follows. */
const shownAddress = (address) => address.replace(/:\/\/[^/?#\s]*@/g, '://').replace(/[?#].*/s, '?…');
function parsePattern(value) {
    if (value === '')
        return null;
    try {
        return new RegExp(value, 'iu');
    }
    catch {
        return undefined;
    }
}


/***/ }),

/***/ 7477:
/***/ ((__unused_webpack_module, __webpack_exports__, __nccwpck_require__) => {

/* harmony export */ __nccwpck_require__.d(__webpack_exports__, {
/* harmony export */   Hj: () => (/* binding */ hider),
/* harmony export */   N_: () => (/* binding */ withoutTokens),
/* harmony export */   XP: () => (/* binding */ formsOf)
/* harmony export */ });
/** Below this a value is no secret, and hiding it would blacken harmless words everywhere. */
const LEAST_HIDDEN = 6;
/** A longer piece of a secret is not looked for where a text was cut: that would take the square of its length. */
const MOST_OF_CUT = 1_000;
/** A step asks for those of its token again and again. */
let lastSecret = '';
let lastForms = [];
/** Every form in which a secret is to be found and hidden, itself first. One of several lines is hidden line by line. */
function formsOf(secret) {
    if (secret === lastSecret)
        return lastForms;
    const forms = secret
        .split(/[\r\n]+/)
        .map((part) => part.trim())
        .filter((line) => line.length >= LEAST_HIDDEN)
        .flatMap((line) => [line, ...derivedForms(line)]);
    lastSecret = secret;
    lastForms = [...new Set(forms)];
    return lastForms;
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
/** Programs differ in what they escape beside what all do, and a form has `+` for a blank. */
function urlForms(value) {
    const url = encodeURIComponent(value);
    const also = (marks) => url.replace(marks, (mark) => `%${mark.charCodeAt(0).toString(16).toUpperCase()}`);
    const written = [url, also(/[!'()*]/g), also(/[!'()~]/g)];
    return written.flatMap((text) => [text, text.replace(/%20/g, '+')]);
}
/** One character a byte, as `btoa` reads them. */
const binary = (bytes) => bytes.map((byte) => String.fromCharCode(byte)).join('');
/**
 * Takes secrets, in all their forms, out of a text. Also where the text was cut within one: at its end, or after the mark of
 * a cut at its beginning.
 */
function hider(secrets) {
    // The longest first, so that none leaves the rest of another.
    const forms = secrets.flatMap(formsOf).sort((a, b) => b.length - a.length);
    if (forms.length === 0)
        return (text) => text;
    return (text) => forms.reduce((all, form) => withoutEnds(all.replaceAll(form, '***'), form), text);
}
function withoutEnds(text, form) {
    const head = form.slice(0, LEAST_HIDDEN);
    const from = Math.max(0, text.length - Math.min(form.length, MOST_OF_CUT));
    for (let at = text.indexOf(head, from); at !== -1; at = text.indexOf(head, at + 1)) {
        if (form.startsWith(text.slice(at)))
            return withoutEnds(`${text.slice(0, at)}***`, form);
    }
    if (!text.startsWith('…'))
        return text;
    const end = form.slice(-LEAST_HIDDEN);
    for (let at = text.indexOf(end); at !== -1 && at < Math.min(form.length, MOST_OF_CUT); at = text.indexOf(end, at + 1)) {
        if (form.endsWith(text.slice(1, at + end.length)))
            return `…***${text.slice(at + end.length)}`;
    }
    return text;
}
const TOKEN = /gpt_[a-z]+_[A-Za-z0-9_-]+/g;
/** Foreign words without any token in them: it may be another than the one we know, or stand where we do not expect one. */
const withoutTokens = (text) => text.replace(TOKEN, 'gpt_***');


/***/ }),

/***/ 3531:
/***/ ((__unused_webpack_module, __webpack_exports__, __nccwpck_require__) => {

/* harmony export */ __nccwpck_require__.d(__webpack_exports__, {
/* harmony export */   A: () => (/* binding */ MAIN_STATE),
/* harmony export */   b: () => (/* binding */ notSaved)
/* harmony export */ });
/* harmony import */ var _model_errors_js__WEBPACK_IMPORTED_MODULE_0__ = __nccwpck_require__(5573);

/** The name under which a step saves which process it is, see `survivor.ts`. */
const MAIN_STATE = 'main';
/** Post could not end what was started, so nothing is; `more`: nothing after what was. */
const notSaved = (why, more = false) => new _model_errors_js__WEBPACK_IMPORTED_MODULE_0__/* .UserError */ .y(`The state of this step could not be saved (${why}), so nothing ${more ? 'more ' : ''}was started: it could not be ended safely.`, 'Make the file of the state writable, or free the disk of the runner.', { class: 'infra' });


/***/ }),

/***/ 7196:
/***/ ((__unused_webpack_module, __webpack_exports__, __nccwpck_require__) => {

/* harmony export */ __nccwpck_require__.d(__webpack_exports__, {
/* harmony export */   _n: () => (/* binding */ isAlive),
/* harmony export */   aM: () => (/* binding */ endSurvivor),
/* harmony export */   xr: () => (/* binding */ processAt)
/* harmony export */ });
/* harmony import */ var node_fs__WEBPACK_IMPORTED_MODULE_0__ = __nccwpck_require__(3024);
/* harmony import */ var node_fs__WEBPACK_IMPORTED_MODULE_0___default = /*#__PURE__*/__nccwpck_require__.n(node_fs__WEBPACK_IMPORTED_MODULE_0__);

/** Ending well takes main 5.2 s after a signal (ms). */
const GRACE_MS = 7_000;
const LOOK_MS = 50;
/**
 * Which process has this number, told by it and the time of its start, since a number is given away again. '' where it is over or
 * that cannot be told: anywhere but on Linux, where alone jobs run in containers.
 */
function processAt(pid) {
    try {
        const stat = (0,node_fs__WEBPACK_IMPORTED_MODULE_0__.readFileSync)(`/proc/${pid}/stat`, 'utf8');
        // Behind the name, which may hold anything: the state first, the start as the twentieth.
        const fields = stat.slice(stat.lastIndexOf(')') + 2).split(' ');
        return fields[0] === 'Z' ? '' : `${pid} ${fields[19] ?? ''}`;
    }
    catch {
        return '';
    }
}
/** Whether the process that saved this as its own still works. */
function isAlive(main) {
    const pid = Number(main.split(' ')[0]);
    return main !== '' && pid !== process.pid && processAt(pid) === main;
}
/**
 * Ends a main that outlived its step. In a job with `container:` the runner signals and kills docker's client only: main goes on
 * beside post, and one that waits for a session would start its workload after all clean-up.
 * @returns whether there was one.
 */
async function endSurvivor(main, clock) {
    const pid = Number(main.split(' ')[0]);
    const lives = () => processAt(pid) === main;
    if (main === '' || pid === process.pid || !lives())
        return false;
    send(pid, 'SIGTERM');
    const until = clock.elapsed() + GRACE_MS;
    while (lives() && clock.elapsed() < until)
        await clock.sleep(LOOK_MS);
    if (lives())
        send(pid, 'SIGKILL');
    return true;
}
function send(pid, signal) {
    try {
        process.kill(pid, signal);
    }
    catch {
        // ESRCH: it has just ended; EPERM: another user's.
    }
}


/***/ }),

/***/ 6708:
/***/ ((__unused_webpack_module, __webpack_exports__, __nccwpck_require__) => {


// EXPORTS
__nccwpck_require__.d(__webpack_exports__, {
  I: () => (/* binding */ runSession)
});

// EXTERNAL MODULE: external "node:util"
var external_node_util_ = __nccwpck_require__(7975);
// EXTERNAL MODULE: ./build/src/model/errors.js
var errors = __nccwpck_require__(5573);
// EXTERNAL MODULE: ./build/src/inputs.js
var inputs = __nccwpck_require__(3901);
// EXTERNAL MODULE: ./build/src/model/duration.js
var model_duration = __nccwpck_require__(7378);
// EXTERNAL MODULE: ./build/src/model/rules.js
var rules = __nccwpck_require__(8963);
// EXTERNAL MODULE: ./build/src/model/secrets.js
var secrets = __nccwpck_require__(7477);
;// CONCATENATED MODULE: ./build/src/request.js





/** What the user asked for, validated. It holds no secret; the tokens travel apart. Durations in milliseconds, 0 = no limit. */
const defaultOf = (name) => inputs/* INPUTS */.mc.find((row) => row.name === name)?.default;
/**
 * Validates all inputs at once.
 * @throws UserError with one line for each bad input: its name, value, what is allowed and an example.
 */
function parseRequest(read) {
    const faults = [];
    const rows = new Map(inputs/* INPUTS */.mc.map((row) => [row.name, row]));
    const fault = (row, value, allowed) => {
        const told = row.name === 'install-url' ? (0,rules/* shownAddress */.Uk)(value) : value;
        const shown = told.length > 80 ? `${told.slice(0, 77)}…` : told;
        faults.push(`\`${row.name}\` is ${JSON.stringify(shown)}, but must be ${allowed}, for example \`${row.example}\`.`);
    };
    const rowOf = (name) => rows.get(name);
    const raw = (name) => {
        const given = read(name);
        return given.trim() === '' ? rowOf(name).default : given;
    };
    const text = (name) => {
        const value = raw(name).trim();
        if (/[\r\n\0]/.test(value))
            fault(rowOf(name), value, 'one line');
        return value;
    };
    const parsed = (name, allowed, parse, fallback) => {
        const value = raw(name).trim();
        const result = parse(value);
        if (result === undefined)
            fault(rowOf(name), value, allowed);
        return result ?? fallback;
    };
    const choice = (name, options) => parsed(name, `one of ${options.join(', ')}`, (value) => options.find((option) => option === value), options[0]);
    const flag = (name) => parsed(name, 'true or false', rules/* parseBoolean */.yG, false);
    const duration = (name) => parsed(name, 'a duration (500ms, 30s, 5m, 2h, 1h30m; a bare number is seconds)', model_duration/* parseDuration */.E, 0);
    const count = (name, least, most) => {
        const value = raw(name).trim();
        if (value === '')
            return undefined;
        const number = /^\d{1,9}$/.test(value) ? Number(value) : -1;
        if (number < least || number > most) {
            fault(rowOf(name), value, most === rules/* COUNT_MAX */.FG ? `a whole number from ${least} up` : `a whole number from ${least} to ${most}`);
        }
        return number;
    };
    const lines = (name) => (0,rules/* splitLines */.uz)(raw(name));
    const list = (name) => raw(name)
        .split(/[\n,]/)
        .map((item) => item.trim())
        .filter(Boolean);
    const digest = (name) => parsed(name, 'a SHA-256 digest of 64 hex digits', (v) => (/^([0-9a-fA-F]{64})?$/.test(v) ? v.toLowerCase() : undefined), '');
    const mode = choice('mode', inputs/* MODES */.FN);
    const shell = choice('shell', inputs/* SHELLS */.OF);
    const command = raw('command').replace(/\r\n/g, '\n').trim();
    const jobId = text('job-id');
    if (mode !== 'collect' && command === '')
        faults.push('`command` is empty; say what to run on the pod, for example `python train.py`.');
    if (command.includes('\0'))
        fault(rowOf('command'), command, 'text without NUL characters');
    if (mode === 'collect' && jobId === '')
        faults.push('`job-id` is empty, but `mode: collect` needs the id that `mode: submit` gave, for example `${{ needs.submit.outputs.job-id }}`.');
    if (jobId !== '' && !/^[A-Za-z0-9][\w.-]{0,127}$/.test(jobId))
        fault(rowOf('job-id'), jobId, 'the id of a job');
    const retryOn = list('retry-on').map((item) => item.toLowerCase());
    for (const item of retryOn) {
        if (!rules/* RETRYABLE */.rV.includes(item))
            fault(rowOf('retry-on'), item, `a list of ${rules/* RETRYABLE */.rV.join(', ')}`);
    }
    const request = {
        command,
        argv: parsed('command', rules/* SPLITTABLE */.r9, () => (0,rules/* argvOf */.UU)(shell, command), []),
        shell,
        workingDirectory: text('working-directory'),
        env: (0,rules/* numberedLines */.UF)(raw('env')).map(({ line, number }) => (0,rules/* parseEnvLine */.ZO)(line, faults, number)),
        gpuTypes: list('gpu-type').map((item) => (0,rules/* notAFlag */.Jn)('gpu-type', item, faults)),
        gpuCount: count('gpu-count', 1, 8),
        minVram: count('min-vram', 1, 4096),
        outputs: lines('outputs').map((item) => (0,rules/* notAFlag */.Jn)('outputs', item, faults)),
        args: lines('args').flatMap((line) => (0,rules/* parseArg */.EF)(line, faults)),
        exportToken: flag('export-token'),
        onMissingToken: choice('on-missing-token', inputs/* ON_MISSING_TOKEN */.D7),
        org: parsed('org', 'the slug of an organization', (v) => (/^([A-Za-z0-9][A-Za-z0-9-]{0,62})?$/.test(v) ? v : undefined), ''),
        cliVersion: parsed('cli-version', '`latest` or a version', (v) => (rules/* VERSION */.xv.test(v) ? v.replace(/^v/, '') : undefined), 'latest'),
        installUrl: parsed('install-url', 'an https address (http only on loopback)', rules/* installAddress */.G4, ''),
        installSha256: digest('install-sha256'),
        cliSha256: digest('cli-sha256'),
        retryOn: retryOn,
        maxWaitMs: duration('max-wait'),
        maxAttempts: Number(count('max-attempts', 0, rules/* COUNT_MAX */.FG)),
        retryDelayMs: duration('retry-delay'),
        retryMaxDelayMs: duration('retry-max-delay'),
        saturationPattern: parsed('saturation-pattern', 'a regular expression', rules/* parsePattern */.EY, null) ?? undefined,
        timeoutMs: duration('timeout'),
        idleTimeoutMs: duration('idle-timeout'),
        startTimeoutMs: duration('start-timeout'),
        maxCostUsd: parsed('max-cost', 'an amount of USD', (v) => (/^\$?\d{1,7}(\.\d{1,4})?$/.test(v) ? Number(v.replace('$', '')) : undefined), 0),
        keepPod: flag('keep-pod'),
        mode,
        jobId,
        detachAfterMs: duration('detach-after'),
        telemetry: flag('telemetry'),
        summary: flag('summary'),
        comment: choice('comment', inputs/* COMMENTS */.r_),
        check: flag('check'),
        label: text('label'),
        report: text('report'),
        metrics: text('metrics'),
        metricsBaseline: text('metrics-baseline'),
    };
    if (request.detachAfterMs > 0 && mode !== 'collect') {
        faults.push('`detach-after` is for `mode: collect`; a run that is left alive must be one that was submitted.');
    }
    // The default maximum does not bind a user who sets only the minimum.
    if (request.retryDelayMs > request.retryMaxDelayMs && text('retry-max-delay') !== defaultOf('retry-max-delay')) {
        faults.push('`retry-delay` is longer than `retry-max-delay`; make it the shorter one, for example `5s` and `2m`.');
    }
    if (faults.length > 0) {
        const head = faults.length === 1 ? 'One input cannot be used:' : `${faults.length} inputs cannot be used:`;
        // A token that was put into the wrong place, and not where we would know it from, is quoted with the fault.
        throw new errors/* UserError */.y((0,secrets/* withoutTokens */.N_)(`${head} ${faults.join(' ')}`));
    }
    return request;
}

// EXTERNAL MODULE: external "node:fs"
var external_node_fs_ = __nccwpck_require__(3024);
// EXTERNAL MODULE: external "node:path"
var external_node_path_ = __nccwpck_require__(6760);
// EXTERNAL MODULE: ./build/src/gpu/environment.js
var environment = __nccwpck_require__(1138);
// EXTERNAL MODULE: ./build/src/gpu/places.js
var places = __nccwpck_require__(1863);
;// CONCATENATED MODULE: ./build/src/gpu/find.js




/**
 * Finds GPU CLI on PATH or in `~/.gpu-cli/bin`; otherwise takes it from the tool cache or installs it.
 * @throws UserError if there is none or its digest is not the pinned one. A program with another digest is not run.
 */
async function findOrInstall(wish, world) {
    if (world.platform === 'win32')
        throw new errors/* UserError */.y('GPU CLI has no Windows build, so this step cannot run on a Windows runner.', 'Use a Linux or macOS runner, for example `runs-on: ubuntu-latest`.');
    const onPath = (0,places/* firstExecutable */.Ng)((0,places/* foldersOfPath */.w9)(world.env));
    for (const found of [onPath, (0,places/* firstExecutable */.Ng)([(0,places/* installedFolder */.Zi)(world.env)])]) {
        const bin = found === '' ? '' : await usable(realProgram(found), wish, world);
        if (bin !== '')
            return { bin, pathEntry: found === onPath ? '' : (0,external_node_path_.dirname)(bin) };
    }
    const { installCli } = await Promise.all(/* import() */[__nccwpck_require__.e(337), __nccwpck_require__.e(677), __nccwpck_require__.e(920)]).then(__nccwpck_require__.bind(__nccwpck_require__, 8920));
    const bin = await pinned(await installCli(wish, world), wish, world);
    return { bin, pathEntry: (0,external_node_path_.dirname)(bin) };
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
        const fits = wish.cliVersion === 'latest' || (0,places/* matches */.cK)(await (0,places/* versionOf */.E4)(verified, world), wish.cliVersion);
        return fits ? verified : '';
    }
    catch (error) {
        if (wish.cliVersion === 'latest' || !(error instanceof errors/* UserError */.y))
            throw error;
        world.info(`${bin} is passed over and not run: its digest is not the one that \`cli-sha256\` pins.`);
        return '';
    }
}
/** Most runs pin no digest and load nothing for it. */
async function pinned(bin, { cliSha256 }, { tempDir }) {
    if (cliSha256 === '')
        return bin;
    const { privateCopy } = await __nccwpck_require__.e(/* import() */ 951).then(__nccwpck_require__.bind(__nccwpck_require__, 1951));
    return privateCopy(bin, cliSha256, tempDir);
}
/** A link is followed, so that the program finds what lies beside it. A launcher that serves many names is called by ours. */
function realProgram(bin) {
    const real = (0,external_node_fs_.realpathSync)(bin);
    return (0,external_node_path_.basename)(real) === 'gpu' ? real : bin;
}

// EXTERNAL MODULE: ./build/src/gpu/capabilities.js
var capabilities = __nccwpck_require__(3281);
;// CONCATENATED MODULE: ./build/src/run/ready.js







/** Installs the CLI where it is missing, puts it on PATH, exports the token where that is wanted. @returns its path. */
async function makeReady(request, token, world) {
    const { host, env, clock, signal } = world;
    // A CLI that is there already has nothing to say, and an empty group would be noise.
    let opened = false;
    const info = (line) => {
        if (!opened)
            host.group('Install GPU CLI');
        opened = true;
        host.info(line);
    };
    const installed = await findOrInstall(request, {
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
        env['PATH'] = `${installed.pathEntry}${external_node_path_.delimiter}${env['PATH'] ?? ''}`;
    }
    if (request.exportToken && env['GPU_SERVICE_TOKEN'] !== token)
        host.exportVariable('GPU_SERVICE_TOKEN', token);
    return installed.bin;
}
/** Also if a job keeps the token under another name: what installs or identifies the program does not need it. */
function withoutToken(env, token) {
    const forms = (0,secrets/* formsOf */.XP)(token);
    return Object.fromEntries(Object.entries(env).filter(([, value = '']) => !forms.some((form) => value.includes(form))));
}
/** The first call: asks the program, without the token, what it is and can do, and does not wait for the answer. */
function callFirst(request, token, bin, { host, env, signal }) {
    const cwd = folderOf(request, host);
    const facts = (0,capabilities/* probe */.dy)(bin, (0,environment/* childEnv */.g)(withoutToken(env, token), ''), cwd, signal);
    // Whoever needs the answer awaits it later.
    facts.catch(() => undefined);
    return { bin, cwd, env: (0,environment/* childEnv */.g)(env, token), facts };
}
function folderOf(request, host) {
    const cwd = (0,external_node_path_.resolve)(host.context.workspace, request.workingDirectory);
    if ((0,external_node_fs_.statSync)(cwd, { throwIfNoEntry: false })?.isDirectory() === true)
        return cwd;
    throw new errors/* UserError */.y(`\`working-directory\` is "${request.workingDirectory}", but there is no folder ${cwd}.`, 'Check out the repository before this step (actions/checkout) and name a folder in it.');
}

// EXTERNAL MODULE: ./build/src/run/not-saved.js
var not_saved = __nccwpck_require__(3531);
// EXTERNAL MODULE: ./build/src/run/survivor.js
var survivor = __nccwpck_require__(7196);
;// CONCATENATED MODULE: ./build/src/run/time-left.js
/** After a signal all of it must be over: the runner sends a second one after 7.5 s and kills 2.5 s later (ms). */
const AFTER_SIGNAL_MS = 5_200;
function timeLeft(signal, clock) {
    const over = new AbortController();
    const ended = new AbortController();
    let until = Infinity;
    const count = () => {
        until = clock.elapsed() + AFTER_SIGNAL_MS;
        void clock.sleep(AFTER_SIGNAL_MS, ended.signal).then(() => over.abort());
    };
    if (signal.aborted)
        count();
    else
        signal.addEventListener('abort', count, { once: true, signal: ended.signal });
    return {
        left: () => Math.max(0, until - clock.elapsed()),
        over: over.signal,
        end: () => ended.abort(),
    };
}

// EXTERNAL MODULE: ./build/src/token.js
var src_token = __nccwpck_require__(3819);
;// CONCATENATED MODULE: ./build/src/version.js
/** Version of this package; a test holds it to package.json. */
const VERSION = '1.0.0';

;// CONCATENATED MODULE: ./build/src/step.js












/** What the first call of `gpu` does not need. */
const later = () => Promise.all(/* import() */[__nccwpck_require__.e(957), __nccwpck_require__.e(849), __nccwpck_require__.e(343)]).then(__nccwpck_require__.bind(__nccwpck_require__, 5343));
/** Ending a run well takes this long at most, and one call of `gpu` within it (ms). */
const END = { deadlineMs: 60_000, callMs: 15_000 };
/** The same after a signal. */
const SIGNAL_END = { deadlineMs: 3_500, callMs: 2_000 };
/** The story of one step, from its inputs to its exit code. */
async function runSession(world) {
    const { host, clock } = world;
    const startedAt = clock.now();
    const time = timeLeft(world.signal, clock);
    const progress = {
        hint: '',
        secrets: world.secrets ?? [],
        cliVersion: '',
        attempts: [],
        jobOver: false,
        offers: [],
        pool: null,
        cleanup: { cleanup: 'not-needed', leftover: '', left: '', view: undefined, pod: undefined },
        brought: { markdown: '', metrics: [], outputs: [] },
        notices: [],
    };
    try {
        await tell(world, progress, time);
    }
    catch (error) {
        const fault = faultOf(error);
        if (fault.class === 'internal')
            host.debug((0,secrets/* hider */.Hj)(progress.secrets)((0,external_node_util_.inspect)(error)));
        const { abortedOutcome } = await later();
        progress.outcome = world.signal.aborted
            ? abortedOutcome(world.signal)
            : { kind: 'refused', class: fault.class, reason: fault.message };
        progress.hint = world.signal.aborted ? '' : fault.hint;
        progress.journal?.end();
        await end(world, progress, time);
    }
    const { request, journal, outcome, ready } = progress;
    if (world.setup) {
        time.end();
        if (outcome?.kind === 'refused')
            host.error(`${outcome.reason} ${progress.hint}`.trim());
        return outcome === undefined || outcome.kind === 'skipped' ? 0 : 1;
    }
    const { exitCodeFor, isLeft, publish, reportOf, withoutSecrets } = await later();
    const { job, leg } = host.context;
    const report = reportOf({
        ...progress,
        request,
        journal,
        pod: progress.pod ?? progress.cleanup.pod,
        account: ready?.view.account,
        outcome: outcome ?? { kind: 'lost', reason: 'The run ended without an outcome.' },
        label: request?.label || (leg === '' ? job || 'gpu run' : `${job} (${leg})`),
        startedAt,
        endedAt: clock.now(),
        jobId: ready?.ledger.jobs.at(-1) ?? '',
        podId: ready?.ledger.pods.at(-1) ?? progress.pod?.podId ?? '',
        actionVersion: VERSION,
    }, host);
    await publish(host, withoutSecrets(progress.secrets, request?.env ?? [], report), request, time);
    // Without a view an organization may have been switched to, and a former try be alive, all the same.
    const unseen = Boolean(request?.org) || host.context.runAttempt > 1;
    if (ready === undefined ? !unseen : !isLeft(ready.ledger))
        host.forgetState();
    time.end();
    return exitCodeFor(report);
}
const BUG = 'This is a fault of run-action: please report it with the log of a run with debug logging.';
const faultOf = (error) => error instanceof errors/* UserError */.y ? error : new errors/* UserError */.y((0,errors/* sentenceOf */.$)(error), BUG, { class: 'internal' });
/** From the token to the clean-up. Facts go into `progress` as they become known. */
async function tell(world, progress, time) {
    const { host, env, signal } = world;
    const token = (0,src_token/* readToken */.AI)(host, env);
    const hide = (secret) => {
        (0,src_token/* maskSecret */.$l)(host, secret);
        progress.secrets.push(secret);
    };
    // Before anything can fail: a wrong input is told with its value.
    progress.secrets.push(token.value);
    saveMain(host);
    (0,src_token/* passwordsIn */.gW)(host.input('install-url'), env).forEach(hide);
    const others = inputs/* INPUTS */.mc.filter(({ name }) => name !== 'token');
    (0,src_token/* refuseTokenIn */.jn)(new Map(others.map(({ name }) => [name, host.input(name)])), token.value);
    const request = parseRequest(readInputs(world));
    progress.request = request;
    if (host.context.foreignCode)
        host.warning(FOREIGN_CODE, { title: 'Foreign code with a secret' });
    if (token.value === '') {
        const missing = (0,src_token/* missingToken */.kh)(host);
        // Any other event has its secrets: there a skip would hide a wrong name for as long as nobody looks.
        if (request.onMissingToken === 'fail' || host.context.secretsWithheld === '')
            throw missing;
        progress.outcome = { kind: 'skipped', reason: missing.message };
        host.notice(`${missing.message} Skipped because of \`on-missing-token: skip\`.`);
        return;
    }
    (0,src_token/* checkToken */.SK)(token.value);
    if (!token.masked)
        host.debug('This host cannot hide values at run time; the token is not printed.');
    const given = (name) => env[name];
    for (const { name, value } of request.env) {
        const own = value ?? given(name);
        if (own === undefined)
            throw new errors/* UserError */.y(...(0,rules/* noSuchVariable */.P$)(host.input('env'), name));
        (0,src_token/* refuseTokenIn */.jn)(new Map([['env', own]]), token.value);
        if (value === undefined ? !(0,src_token/* isPublic */.Ul)(name) : (0,src_token/* looksSecret */.n0)(name, value))
            hide(own);
    }
    const bin = await makeReady(request, token.value, world);
    if (world.setup)
        return;
    const called = callFirst(request, token.value, bin, world);
    const { abortedOutcome, filesBefore, openProject, readBrought, runWorkload, save, takeUpToEnd } = await later();
    const ready = await openProject(request, called, world, (facts) => {
        progress.cliVersion = facts.version;
        host.setOutput('cli-version', facts.version);
    });
    progress.ready = ready;
    save(host, ready);
    if (signal.aborted) {
        progress.outcome = abortedOutcome(signal);
        if (ready.ledger.former)
            takeUpToEnd(ready.ledger, ready.view);
        await end(world, progress, time);
        return;
    }
    tellWidth(host, ready);
    const before = await filesBefore(request, host.context.workspace);
    await runWorkload(request, ready, world, progress);
    await end(world, progress, time);
    // What is left alive brings its outputs to whoever sees its end.
    const over = progress.outcome?.kind !== 'submitted';
    const ran = over && progress.attempts.some(({ phases }) => phases.some(({ phase }) => phase === 'running'));
    const { brought, notices } = await readBrought(request, host.context.workspace, ran, before);
    progress.brought = brought;
    progress.notices.push(...notices);
}
/** Ends what is alive and verifies it, or hands it on where that was asked. */
async function end(world, progress, time) {
    const { host, clock, signal } = world;
    const { ready, outcome } = progress;
    if (ready === undefined || ready.ledger.stage === 'over')
        return;
    const { endRun, isAborted, renderer, tryToSave } = await later();
    // Read while `gpu` answers, not before it is asked.
    if (progress.request?.summary === true)
        setImmediate(() => void renderer().catch(() => undefined));
    const { ledger, gpu } = ready;
    if (outcome?.kind === 'submitted' && !signal.aborted) {
        ledger.handedOn = true;
        tryToSave(host, ready);
        progress.cleanup = { ...progress.cleanup, cleanup: 'kept' };
        return;
    }
    if (ledger.stage === 'started') {
        ledger.jobOver = progress.jobOver;
        if (!signal.aborted)
            progress.cleanup = await endRun(gpu, ledger, { clock, ...END, signal });
        if (isAborted(signal)) {
            // A cancelled job has no later step that a warm pod could serve.
            ledger.keepPod = false;
            const deadlineMs = Math.min(SIGNAL_END.deadlineMs, time.left());
            progress.cleanup = await endRun(gpu, ledger, { clock, ...SIGNAL_END, deadlineMs });
        }
        if (progress.request?.mode === 'collect' && ledger.pods.length === 0 && progress.cleanup.cleanup === 'confirmed') {
            progress.cleanup = { ...progress.cleanup, cleanup: 'kept', left: COLLECTED_POD };
        }
        if (progress.cleanup.left !== '')
            host.info(`Clean-up: ${progress.cleanup.left}.`);
    }
    // What is not certain stays open, and post looks again: a submission that was cut off may still arrive. Post also stops a pod
    // that is kept for a later step, because it runs after all steps.
    const certain = progress.cleanup.cleanup !== 'unconfirmed' && !signal.aborted && outcome?.kind !== 'lost' && !ledger.keepPod;
    if (certain || ledger.stage === 'intent')
        ledger.stage = 'over';
    tryToSave(host, ready);
}
/** Before anything is done that post would have to end. */
function saveMain(host) {
    try {
        host.saveState(not_saved/* MAIN_STATE */.A, (0,survivor/* processAt */.xr)(process.pid));
    }
    catch (error) {
        throw (0,not_saved/* notSaved */.b)((0,errors/* sentenceOf */.$)(error));
    }
}
/** `setup/` needs no command; everything else is read as it was given. */
function readInputs({ host, setup }) {
    return (name) => (setup && name === 'command' ? 'true' : host.input(name));
}
const COLLECTED_POD = 'the job had ended before, and GPU CLI does not tell on which pod it ran: its keep-alive ends it';
const FOREIGN_CODE = 'This workflow runs code of a fork while it holds the token. Whoever opens a pull request can use your GPUs. Use `pull_request` with `on-missing-token: skip`, or require approval before this job.';
function tellWidth(host, { view }) {
    const { matrixSize } = host.context;
    const limit = view.pool?.limit ?? 0;
    if (limit === 0 || matrixSize <= limit)
        return;
    host.notice(`The matrix has ${matrixSize} jobs and the pool ${limit} sessions: with \`max-parallel: ${limit}\` no runner waits for a session.`);
}


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
    let done = true;
    for (const form of (0,_model_secrets_js__WEBPACK_IMPORTED_MODULE_1__/* .formsOf */ .XP)(secret))
        done = host.mask(form) && done;
    return done;
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
/** Reads the service account token and masks it: the first thing that happens. */
function readToken(host, env) {
    const given = host.input('token');
    const value = given.trim() === '' ? (env['GPU_SERVICE_TOKEN'] ?? '') : given;
    const masked = maskSecret(host, value);
    return { value: value.trim(), masked };
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

/***/ 6466:
/***/ ((module) => {

module.exports = require("node:stream/promises");

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

// EXTERNAL MODULE: ./build/src/hosts/clock.js
var clock = __nccwpck_require__(9932);
// EXTERNAL MODULE: ./build/src/model/errors.js
var errors = __nccwpck_require__(5573);
// EXTERNAL MODULE: ./build/src/model/secrets.js
var secrets = __nccwpck_require__(7477);
;// CONCATENATED MODULE: ./build/src/run/fail-closed.js

/**
 * Runs `main` and sets the exit code. Node ends with 0 when nothing keeps its event loop alive, even if a promise is pending, and
 * prints the arguments of a failed child when it dies of an exception. Here both end the run, and the job fails.
 */
async function failClosed(main, ports) {
    const { failed, abort, say, codeOf } = ports;
    process.exitCode = failed;
    const state = { faulty: false, settled: false };
    const fault = (why) => {
        if (state.faulty)
            return;
        state.faulty = true;
        process.exitCode = failed;
        const reason = `Internal error in run-action: ${why.replace(/[.\s]*$/, '')}.`;
        say(`${reason} The run ends now. ${REPORT_IT}`);
        abort({ kind: 'fault', reason });
    };
    process.on('uncaughtException', (error) => fault((0,errors/* sentenceOf */.$)(error)));
    process.on('unhandledRejection', (error) => fault((0,errors/* sentenceOf */.$)(error)));
    // What the abort wakes keeps the process alive for its clean-up.
    process.once('beforeExit', () => {
        if (!state.settled)
            fault('an operation never finished');
    });
    try {
        const code = await main();
        // `process.exitCode`, not `process.exit`: output that is still on its way must arrive.
        process.exitCode = state.faulty && code === 0 ? failed : code;
    }
    catch (error) {
        say((0,errors/* sentenceOf */.$)(error));
        process.exitCode = codeOf(error);
    }
    state.settled = true;
}
const REPORT_IT = 'Report it with the log of a run with debug logging.';

// EXTERNAL MODULE: ./build/src/hosts/detect.js
var detect = __nccwpck_require__(4819);
// EXTERNAL MODULE: ./build/src/step.js + 5 modules
var step = __nccwpck_require__(6708);
;// CONCATENATED MODULE: ./build/src/run/stop.js
const PARENT_MS = 300;
/** Under `npx` and `npm run` the number of our parent: npm 11 dies of a SIGTERM and hands it on to nobody. */
const parentUnderNpm = (env) => (env['npm_command'] ?? '') === '' ? undefined : () => process.ppid;
/**
 * SIGINT, SIGTERM, SIGBREAK and SIGHUP, all alike → one AbortSignal whose reason is an AbortCause. The runner sends SIGINT to
 * this process only, SIGTERM 7.5 s later and kills 2.5 s after that (Runner.Sdk/ProcessInvoker.cs); Windows sends CTRL_C and
 * CTRL_BREAK. A second signal changes nothing, and the process no longer dies of one. A `parent` that is gone counts as SIGTERM.
 */
function signalsToAbort(from = process, parent) {
    const controller = new AbortController();
    const names = ['SIGINT', 'SIGTERM', 'SIGBREAK', 'SIGHUP'];
    const handlers = names.map((name) => {
        const handler = () => controller.abort({ kind: 'signal', name });
        from.on(name, handler);
        return [name, handler];
    });
    const born = parent?.();
    const orphaned = () => {
        if (parent?.() !== born)
            controller.abort({ kind: 'signal', name: 'SIGTERM' });
    };
    const watch = parent === undefined ? undefined : setInterval(orphaned, PARENT_MS).unref();
    return {
        signal: controller.signal,
        abort: (cause) => controller.abort(cause),
        dispose: () => {
            clearInterval(watch);
            for (const [name, handler] of handlers)
                from.off(name, handler);
        },
    };
}

;// CONCATENATED MODULE: ./build/src/main.js







const signals = signalsToAbort(process, parentUnderNpm(process.env));
const argv = process.argv.slice(2);
/** Grows as the run reads them. */
const main_secrets = ['GPU_SERVICE_TOKEN', 'GPU_CI_TOKEN', 'INPUT_TOKEN'].map((name) => process.env[name] ?? '');
/** The entry of the action and, with arguments, of `gpu-ci` and of the post step: one bundle, because they share most code. */
async function main() {
    // A reader that is gone must not keep a run from its clean-up.
    for (const stream of [process.stdout, process.stderr])
        stream.on('error', () => undefined);
    if (argv.length > 0) {
        const { gpuCi } = await Promise.all(/* import() */[__nccwpck_require__.e(849), __nccwpck_require__.e(864)]).then(__nccwpck_require__.bind(__nccwpck_require__, 8864));
        return gpuCi(argv, signals, main_secrets);
    }
    const { stdout, stderr } = process;
    // Each look at the real one asks the system, which takes half a millisecond in all. On Windows it alone knows `Path` as `PATH`.
    const env = process.platform === 'win32' ? process.env : { ...process.env };
    const host = await (0,detect/* openHost */.Z)({ env, stdout, stderr, flags: new Map() });
    const setup = host.input('setup') === 'true';
    return (0,step/* runSession */.I)({ host, env, clock: clock/* systemClock */.m, signal: signals.signal, setup, secrets: main_secrets });
}
/** After a cancel, so long we wait for a reader that does not read (ms). */
const UNREAD_MS = 1_500;
/** What was printed must arrive. What is still open, such as a download that was given up, must not keep the process alive. */
async function leave() {
    const written = [process.stdout, process.stderr].map((to) => new Promise((done) => to.write('', () => done())));
    const cancelled = new Promise((late) => {
        const wait = () => setTimeout(late, UNREAD_MS);
        if (signals.signal.aborted)
            wait();
        else
            signals.signal.addEventListener('abort', wait);
    });
    await Promise.race([Promise.all(written), cancelled]);
    process.exit();
}
void failClosed(main, {
    // The post step must not fail a job whose own steps succeeded.
    failed: argv[0] === 'post' ? 0 : 1,
    abort: signals.abort,
    say: (line) => console.error(`gpu-ci: ${(0,secrets/* hider */.Hj)(main_secrets)((0,secrets/* withoutTokens */.N_)(line)).replace(/\s*[\r\n]+\s*/g, ' ')}`),
    codeOf: (error) => (argv[0] === 'post' ? 0 : error instanceof errors/* UserError */.y ? 2 : 1),
}).then(leave);

module.exports = __webpack_exports__;
/******/ })()
;