"use strict";
exports.id = 920;
exports.ids = [920,951];
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


/***/ }),

/***/ 8920:
/***/ ((__unused_webpack_module, __webpack_exports__, __webpack_require__) => {

/* harmony export */ __webpack_require__.d(__webpack_exports__, {
/* harmony export */   installCli: () => (/* binding */ installCli)
/* harmony export */ });
/* unused harmony exports toolName, cacheRoot */
/* harmony import */ var _actions_exec__WEBPACK_IMPORTED_MODULE_12__ = __webpack_require__(5434);
/* harmony import */ var _actions_http_client__WEBPACK_IMPORTED_MODULE_11__ = __webpack_require__(2545);
/* harmony import */ var _actions_io__WEBPACK_IMPORTED_MODULE_9__ = __webpack_require__(7562);
/* harmony import */ var _actions_tool_cache__WEBPACK_IMPORTED_MODULE_10__ = __webpack_require__(9969);
/* harmony import */ var node_crypto__WEBPACK_IMPORTED_MODULE_0__ = __webpack_require__(7598);
/* harmony import */ var node_crypto__WEBPACK_IMPORTED_MODULE_0___default = /*#__PURE__*/__webpack_require__.n(node_crypto__WEBPACK_IMPORTED_MODULE_0__);
/* harmony import */ var node_fs_promises__WEBPACK_IMPORTED_MODULE_1__ = __webpack_require__(1455);
/* harmony import */ var node_fs_promises__WEBPACK_IMPORTED_MODULE_1___default = /*#__PURE__*/__webpack_require__.n(node_fs_promises__WEBPACK_IMPORTED_MODULE_1__);
/* harmony import */ var node_path__WEBPACK_IMPORTED_MODULE_2__ = __webpack_require__(6760);
/* harmony import */ var node_path__WEBPACK_IMPORTED_MODULE_2___default = /*#__PURE__*/__webpack_require__.n(node_path__WEBPACK_IMPORTED_MODULE_2__);
/* harmony import */ var _model_errors_js__WEBPACK_IMPORTED_MODULE_3__ = __webpack_require__(5573);
/* harmony import */ var _model_rules_js__WEBPACK_IMPORTED_MODULE_4__ = __webpack_require__(8963);
/* harmony import */ var _digest_js__WEBPACK_IMPORTED_MODULE_5__ = __webpack_require__(1951);
/* harmony import */ var _environment_js__WEBPACK_IMPORTED_MODULE_6__ = __webpack_require__(1138);
/* harmony import */ var _places_js__WEBPACK_IMPORTED_MODULE_7__ = __webpack_require__(1863);
/* harmony import */ var _spawn_js__WEBPACK_IMPORTED_MODULE_8__ = __webpack_require__(5996);













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
/**
 * Takes the program from the runner's tool cache, or runs the install script and puts its whole tree there. The toolkit is
 * loaded with this file only: most jobs have a `gpu` on PATH.
 * @returns path of the program.
 */
async function installCli(wish, world) {
    return withToolkit(world, async () => {
        const cached = await fromCache(wish);
        if (cached !== undefined && (wish.cliVersion !== 'latest' || cached.ageMs(world) < FRESH_MS)) {
            world.info(`GPU CLI comes from the tool cache: ${(0,node_path__WEBPACK_IMPORTED_MODULE_2__.dirname)((0,node_path__WEBPACK_IMPORTED_MODULE_2__.dirname)(cached.bin))}`);
            return cached.bin;
        }
        const work = (0,node_path__WEBPACK_IMPORTED_MODULE_2__.join)(world.tempDir, `gpu-ci-install-${(0,node_crypto__WEBPACK_IMPORTED_MODULE_0__.randomUUID)()}`);
        await (0,node_fs_promises__WEBPACK_IMPORTED_MODULE_1__.mkdir)(work, { recursive: true, mode: 0o700 });
        try {
            const script = (0,node_path__WEBPACK_IMPORTED_MODULE_2__.join)(work, 'install.sh');
            try {
                await fetchScript(wish.installUrl, script, world);
            }
            catch (error) {
                if (cached === undefined || world.signal.aborted)
                    throw error;
                const days = Math.floor(cached.ageMs(world) / FRESH_MS);
                world.info(`${(0,_model_errors_js__WEBPACK_IMPORTED_MODULE_3__/* .sentenceOf */ .$)(error)} Using GPU CLI from the tool cache, installed ${days} day(s) ago.`);
                return cached.bin;
            }
            return await runScript(script, work, wish, world);
        }
        finally {
            await (0,_actions_io__WEBPACK_IMPORTED_MODULE_9__/* .rmRF */ .Yz)(work);
        }
    });
}
/** Programs of another address or another pinned script lie apart: they must not get the token of this run. */
function toolName({ installUrl, installSha256 }) {
    const from = `${installUrl}${installSha256 && `\n${installSha256}`}`;
    const digest = process.getBuiltinModule('node:crypto').createHash('sha256').update(from).digest('hex');
    return `gpu-cli-${digest.slice(0, 12)}`;
}
async function fromCache(wish, version = wish.cliVersion === 'latest' ? '*' : wish.cliVersion) {
    const dir = (0,_actions_tool_cache__WEBPACK_IMPORTED_MODULE_10__/* .find */ .I6)(toolName(wish), version);
    const bin = dir === '' ? '' : (0,_places_js__WEBPACK_IMPORTED_MODULE_7__/* .firstExecutable */ .Ng)([(0,node_path__WEBPACK_IMPORTED_MODULE_2__.join)(dir, 'bin')]);
    if (bin === '')
        return undefined;
    const marker = `${dir}.complete`;
    const { mtimeMs } = await (0,node_fs_promises__WEBPACK_IMPORTED_MODULE_1__.stat)(marker);
    return { bin, marker, ageMs: ({ clock }) => clock.now() - mtimeMs };
}
async function runScript(script, work, wish, world) {
    await (0,_digest_js__WEBPACK_IMPORTED_MODULE_5__/* .verify */ .M)(script, wish.installSha256, 'install-sha256');
    const shown = (0,_model_rules_js__WEBPACK_IMPORTED_MODULE_4__/* .shownAddress */ .Uk)(wish.installUrl);
    const shell = await shellFor(script, shown, world);
    world.info(`Installing GPU CLI (${wish.cliVersion}) with ${shown}`);
    // A home of its own: steps that run at the same time never see half of an installation.
    const env = {
        ...(0,_environment_js__WEBPACK_IMPORTED_MODULE_6__/* .childEnv */ .g)(world.env, ''),
        // A folder that somebody chose for all installations would be written to.
        GPU_CLI_INSTALL_DIR: undefined,
        GPU_INSTALL_DIR: undefined,
        HOME: work,
        ...(wish.cliVersion === 'latest' ? {} : { GPU_CLI_VERSION: wish.cliVersion }),
    };
    // @actions/exec has neither a deadline nor an abort, and a script that hangs must end.
    const ended = await (0,_spawn_js__WEBPACK_IMPORTED_MODULE_8__/* .capture */ .Fg)(shell, [script], { env, cwd: work, timeoutMs: SCRIPT_MS, signal: world.signal });
    const fresh = (0,_places_js__WEBPACK_IMPORTED_MODULE_7__/* .firstExecutable */ .Ng)([(0,_places_js__WEBPACK_IMPORTED_MODULE_7__/* .installedFolder */ .Zi)(env)]);
    if (ended.code !== 0 || fresh === '') {
        const how = ended.code === 0
            ? 'it left no gpu in ~/.gpu-cli/bin'
            : `it ended with ${[(0,_spawn_js__WEBPACK_IMPORTED_MODULE_8__/* .endOf */ .pJ)(ended), (0,_spawn_js__WEBPACK_IMPORTED_MODULE_8__/* .lastLine */ .fM)(ended.stderr)].filter(Boolean).join(': ')}`;
        const missing = ['curl', 'git', 'tar'].filter((name) => (0,_places_js__WEBPACK_IMPORTED_MODULE_7__/* .firstExecutable */ .Ng)((0,_places_js__WEBPACK_IMPORTED_MODULE_7__/* .foldersOfPath */ .w9)(world.env), name) === '');
        throw new _model_errors_js__WEBPACK_IMPORTED_MODULE_3__/* .UserError */ .y(`GPU CLI could not be installed with ${shown}: ${how}.`, missing.length > 0
            ? `This machine has no ${missing.join(', ')}: install what the script needs, or put \`gpu\` on PATH before this step.`
            : 'Check that address, or put `gpu` on PATH before this step.', { class: 'infra' });
    }
    await (0,_digest_js__WEBPACK_IMPORTED_MODULE_5__/* .verify */ .M)(fresh, wish.cliSha256, 'cli-sha256');
    const version = await (0,_places_js__WEBPACK_IMPORTED_MODULE_7__/* .versionOf */ .E4)(fresh, world);
    if (wish.cliVersion !== 'latest' && !(0,_places_js__WEBPACK_IMPORTED_MODULE_7__/* .matches */ .cK)(version, wish.cliVersion))
        throw new _model_errors_js__WEBPACK_IMPORTED_MODULE_3__/* .UserError */ .y(`GPU CLI ${version || '(no version)'} was installed, but \`cli-version\` is ${wish.cliVersion}.`, 'Use `latest`, or an install script of that version in `install-url`.');
    world.info(`Installed GPU CLI ${version || '(no version)'}, SHA-256 ${await (0,_digest_js__WEBPACK_IMPORTED_MODULE_5__.digestOf)(fresh)}`);
    // The program may need what lies beside it: a daemon, libraries. Links into the temporary home would break.
    const tree = (0,node_path__WEBPACK_IMPORTED_MODULE_2__.join)(work, 'tree');
    await (0,node_fs_promises__WEBPACK_IMPORTED_MODULE_1__.cp)((0,node_path__WEBPACK_IMPORTED_MODULE_2__.dirname)((0,node_path__WEBPACK_IMPORTED_MODULE_2__.dirname)(fresh)), tree, { recursive: true, dereference: true });
    return keep(tree, version || '0.0.0', wish, world);
}
/** `cacheDir` removes an entry before it copies: that must not happen to one that another job uses. */
async function keep(tree, version, wish, world) {
    try {
        return await withLock(wish, world, async () => {
            const there = await fromCache(wish, version);
            if (there !== undefined) {
                const now = new Date(world.clock.now());
                await (0,node_fs_promises__WEBPACK_IMPORTED_MODULE_1__.utimes)(there.marker, now, now);
                return there.bin;
            }
            return (0,node_path__WEBPACK_IMPORTED_MODULE_2__.join)(await (0,_actions_tool_cache__WEBPACK_IMPORTED_MODULE_10__/* .cacheDir */ .e8)(tree, toolName(wish), version), 'bin', 'gpu');
        });
    }
    catch (error) {
        throw new _model_errors_js__WEBPACK_IMPORTED_MODULE_3__/* .UserError */ .y(`GPU CLI could not be put into the tool cache ${cacheRoot(world)}: ${(0,_model_errors_js__WEBPACK_IMPORTED_MODULE_3__/* .sentenceOf */ .$)(error)}.`, 'Make that folder writable.', { cause: error, class: 'infra' });
    }
}
async function withLock(wish, world, run) {
    const lock = (0,node_path__WEBPACK_IMPORTED_MODULE_2__.join)(cacheRoot(world), `.${toolName(wish)}.lock`);
    await (0,_actions_io__WEBPACK_IMPORTED_MODULE_9__/* .mkdirP */ .U$)((0,node_path__WEBPACK_IMPORTED_MODULE_2__.dirname)(lock));
    const until = performance.now() + LOCK_MS;
    for (;;) {
        try {
            await (0,node_fs_promises__WEBPACK_IMPORTED_MODULE_1__.mkdir)(lock);
            break;
        }
        catch (cause) {
            if (cause.code !== 'EEXIST')
                throw cause;
            world.signal.throwIfAborted();
            const since = await (0,node_fs_promises__WEBPACK_IMPORTED_MODULE_1__.stat)(lock).then(({ mtimeMs }) => mtimeMs, () => Date.now());
            // Its owner was killed.
            if (Date.now() - since > LOCK_MS)
                await (0,node_fs_promises__WEBPACK_IMPORTED_MODULE_1__.rm)(lock, { recursive: true, force: true });
            else if (performance.now() > until)
                throw new Error(`${lock} is held by another job`, { cause });
            else
                await new Promise((wake) => setTimeout(wake, LOOK_MS));
        }
    }
    try {
        return await run();
    }
    finally {
        await (0,node_fs_promises__WEBPACK_IMPORTED_MODULE_1__.rm)(lock, { recursive: true, force: true });
    }
}
async function fetchScript(url, to, world) {
    const shown = (0,_model_rules_js__WEBPACK_IMPORTED_MODULE_4__/* .shownAddress */ .Uk)(url);
    for (let attempt = 1;; attempt++) {
        try {
            const final = await finalAddress(url, world);
            await limited((0,_actions_tool_cache__WEBPACK_IMPORTED_MODULE_10__/* .downloadTool */ .bq)(final, to), DOWNLOAD_MS, world.signal);
            return;
        }
        catch (error) {
            if (error instanceof _model_errors_js__WEBPACK_IMPORTED_MODULE_3__/* .UserError */ .y)
                throw error;
            const forbidden = error instanceof _actions_tool_cache__WEBPACK_IMPORTED_MODULE_10__/* .HTTPError */ .Hl && error.httpStatusCode === 403;
            if (forbidden && attempt === 1 && !world.signal.aborted) {
                world.info(`${shown} answered 403; asking once more.`);
                await world.clock.sleep(AFTER_FORBIDDEN_MS, world.signal);
                continue;
            }
            const why = error instanceof _actions_tool_cache__WEBPACK_IMPORTED_MODULE_10__/* .HTTPError */ .Hl ? `HTTP ${error.httpStatusCode}` : (0,_model_errors_js__WEBPACK_IMPORTED_MODULE_3__/* .sentenceOf */ .$)(error);
            throw new _model_errors_js__WEBPACK_IMPORTED_MODULE_3__/* .UserError */ .y(`The install script could not be fetched from ${shown} (${why}).`, forbidden
                ? 'Bot protection of that server often rejects the addresses of CI runners. Run the job again, or put `gpu` on PATH before this step.'
                : 'Check `install-url` and the network of the runner.', { cause: error, class: 'infra' });
        }
    }
}
/** The toolkit's client fails on a relative redirect, so redirects are followed here. */
async function finalAddress(url, { signal }) {
    const client = new _actions_http_client__WEBPACK_IMPORTED_MODULE_11__/* .HttpClient */ .Qq('gpu-cli-run-action', [], { allowRedirects: false, socketTimeout: HEAD_MS });
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
    let timer;
    let onAbort;
    const limit = new Promise((_, reject) => {
        timer = setTimeout(() => reject(new Error(`no answer within ${ms / 1_000} s`)), ms);
        onAbort = () => reject(new Error('the run was cancelled'));
        signal.addEventListener('abort', onAbort, { once: true });
    });
    try {
        return await Promise.race([work, limit]);
    }
    finally {
        clearTimeout(timer);
        if (onAbort !== undefined)
            signal.removeEventListener('abort', onAbort);
        work.catch(() => undefined);
    }
}
/** `sh`, or `bash` if the script asks for it. A download that was cut off, or a page, is found before any of it is run. */
async function shellFor(script, shown, world) {
    const text = (await (0,node_fs_promises__WEBPACK_IMPORTED_MODULE_1__.readFile)(script)).toString('utf8', 0, 1_024).trim();
    const bad = (why) => new _model_errors_js__WEBPACK_IMPORTED_MODULE_3__/* .UserError */ .y(`The install script could not be fetched from ${shown} (${why}).`, 'Check `install-url` and the network of the runner.', { class: 'infra' });
    if (text === '')
        throw bad('the answer is empty');
    if (text.startsWith('<'))
        throw bad('the answer is a page');
    const shell = /^#!.*\bbash\b/.test(text) ? 'bash' : 'sh';
    const env = Object.fromEntries(Object.entries((0,_environment_js__WEBPACK_IMPORTED_MODULE_6__/* .childEnv */ .g)(world.env, '')).map(([name, value]) => [name, value ?? '']));
    const options = { env, silent: true, ignoreReturnCode: true };
    const checked = await (0,_actions_exec__WEBPACK_IMPORTED_MODULE_12__/* .getExecOutput */ .H)(shell, ['-n', script], options).catch((error) => {
        throw new _model_errors_js__WEBPACK_IMPORTED_MODULE_3__/* .UserError */ .y(`The install script needs ${shell}: ${(0,_model_errors_js__WEBPACK_IMPORTED_MODULE_3__/* .sentenceOf */ .$)(error)}.`, `Install ${shell} on the runner.`, {
            cause: error,
            class: 'infra',
        });
    });
    if (checked.exitCode !== 0)
        throw bad(`the answer is not a script: ${(0,_spawn_js__WEBPACK_IMPORTED_MODULE_8__/* .lastLine */ .fM)(checked.stderr)}`);
    return shell;
}
const cacheRoot = ({ env, tempDir }) => env['RUNNER_TOOL_CACHE'] || (0,node_path__WEBPACK_IMPORTED_MODULE_2__.join)(tempDir, 'gpu-ci-tools');
/** The toolkit reads its folders from the environment and prints debug commands to stdout, on every host. */
async function withToolkit(world, run) {
    const { env, stdout } = process;
    const write = stdout.write.bind(stdout);
    const before = { RUNNER_TOOL_CACHE: env['RUNNER_TOOL_CACHE'], RUNNER_TEMP: env['RUNNER_TEMP'] };
    Object.assign(env, { RUNNER_TOOL_CACHE: cacheRoot(world), RUNNER_TEMP: world.tempDir });
    stdout.write = (chunk, ...rest) => (typeof chunk === 'string' && chunk.startsWith('::debug::')) || write(chunk, ...rest);
    try {
        return await run();
    }
    finally {
        stdout.write = write;
        for (const [name, value] of Object.entries(before)) {
            if (value === undefined)
                Reflect.deleteProperty(env, name);
            else
                env[name] = value;
        }
    }
}


/***/ })

};
;