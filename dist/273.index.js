"use strict";
exports.id = 273;
exports.ids = [273];
exports.modules = {

/***/ 1273:
/***/ ((__unused_webpack_module, __webpack_exports__, __webpack_require__) => {


// EXPORTS
__webpack_require__.d(__webpack_exports__, {
  gpuCi: () => (/* binding */ gpuCi)
});

// EXTERNAL MODULE: ./build/src/hosts/clock.js
var clock = __webpack_require__(9932);
// EXTERNAL MODULE: ./build/src/hosts/detect.js + 12 modules
var detect = __webpack_require__(3924);
// EXTERNAL MODULE: external "node:fs"
var external_node_fs_ = __webpack_require__(3024);
// EXTERNAL MODULE: ./build/src/run/cleanup.js
var run_cleanup = __webpack_require__(1312);
// EXTERNAL MODULE: ./build/src/model/errors.js
var errors = __webpack_require__(5573);
// EXTERNAL MODULE: ./build/src/run/former.js
var former = __webpack_require__(4291);
// EXTERNAL MODULE: ./build/src/gpu/environment.js
var environment = __webpack_require__(1138);
// EXTERNAL MODULE: ./build/src/gpu/client.js + 3 modules
var client = __webpack_require__(7580);
// EXTERNAL MODULE: ./build/src/gpu/spawn.js
var spawn = __webpack_require__(5996);
// EXTERNAL MODULE: ./build/src/run/state.js
var state = __webpack_require__(2449);
// EXTERNAL MODULE: ./build/src/run/org.js
var org = __webpack_require__(8458);
// EXTERNAL MODULE: ./build/src/run/not-saved.js
var not_saved = __webpack_require__(3531);
// EXTERNAL MODULE: ./build/src/run/process.js
var run_process = __webpack_require__(5365);
// EXTERNAL MODULE: ./build/src/token.js
var src_token = __webpack_require__(3819);
;// CONCATENATED MODULE: ./build/src/post.js












/** All post steps of a cancelled job share about 285 s (Runner.Listener/JobDispatcher.cs); this is our part (ms). */
const POST_MS = 60_000;
/** Of it, kept for putting the organization back. */
const ORG_MS = 5_000;
const CALL_MS = 10_000;
/** After a signal main takes 5.2 s to end its run, and a client 1.2 s to cancel its job (ms). */
const MAIN_MS = 7_000;
const CLIENT_MS = 1_500;
/** A submission that was on its way when its client was ended may still arrive: about four seconds of looking. */
const LOOKS = 10;
/** How often, and how far apart (ms), it is looked for a former try. */
const FORMER_LOOKS = 3;
const FORMER_PAUSE_MS = 1_000;
const ALIVE = { title: 'A paid run may still be alive' };
/**
 * What runs after the step, however that ended: ends what it left alive, verifies it, puts the former organization back. Where the
 * runs of a job share their state it does so for each of them, the newest first: what an earlier one brought up serves the later.
 * Never fails: it only warns, loudly when a paid run may still be alive. Idempotent.
 */
async function runPost(world) {
    const { host, env, clock } = world;
    try {
        const until = clock.elapsed() + POST_MS;
        const token = (0,src_token/* readToken */.AI)(host, env).value;
        const ended = await endMains(host.saved(), clock);
        if (ended.includes(true))
            host.info(MAIN_ENDED);
        await endRuns(host.saved(), token, until, world);
    }
    catch (error) {
        host.warning(`The clean-up after the step failed: ${(0,errors/* sentenceOf */.$)(error)}. Run \`gpu status\`, then stop your pod by its id.`);
    }
}
/**
 * `gpu-ci cleanup`: the same for whoever calls it. A run whose process still works is left alone unless `force` is given, because
 * it may be another terminal's.
 * @returns the exit code: 1 if a state could not be read or a run was left alone.
 * @throws UserError if the file is not a state file.
 */
async function runCleanup(world, force) {
    const { host, env, clock } = world;
    const until = clock.elapsed() + POST_MS;
    const token = (0,src_token/* readToken */.AI)(host, env).value;
    const runs = host.saved();
    if (runs.length === 0)
        host.info('No saved state of a run in this job: there is nothing to clean up.');
    if (force)
        await endMains(runs, clock);
    const living = runs.filter((run) => (0,run_process/* isRunning */.W_)(run.state(not_saved/* MAIN_STATE */.A)));
    for (const run of living)
        host.warning(`A run is still working (process ${(0,run_process/* pidOf */.b8)(run.state(not_saved/* MAIN_STATE */.A))}), so it was left alone. Use --force to end it.`);
    // A run that was just ended may have saved more, or that nothing is left.
    const ids = new Set(living.map((run) => run.state(not_saved/* MAIN_STATE */.A)));
    const gone = host.saved().filter((run) => !ids.has(run.state(not_saved/* MAIN_STATE */.A)));
    const readable = await endRuns(gone, token, until, world);
    return living.length > 0 || !readable ? 1 : 0;
}
/**
 * In a job with `container:` the runner signals and kills docker's client only. Main goes on beside post, and one that waits for a
 * session would start its workload after the clean-up.
 */
const endMains = (runs, clock) => Promise.all(runs.map((run) => (0,run_process/* endProcess */.JZ)(run.state(not_saved/* MAIN_STATE */.A), 'SIGTERM', { clock, graceMs: MAIN_MS, group: false })));
/** @returns whether all of their states could be read. */
async function endRuns(runs, token, until, world) {
    const { host, env, clock } = world;
    const unreadable = runs.filter((run) => isUnreadable(run));
    if (unreadable.length > 0)
        host.warning(UNREADABLE, ALIVE);
    const left = runs.filter((run) => !unreadable.includes(run)).flatMap((run) => leftBy(run));
    await endClients(left, world);
    let told;
    for (const [index, one] of left.entries()) {
        const now = clock.elapsed();
        const cleanup = await endOne(one, token, now + (until - now) / (left.length - index), world);
        // What is not certain of one of them is not of all.
        if (cleanup !== undefined && told !== 'unconfirmed')
            host.setOutput('cleanup', (told = cleanup));
    }
    await endDaemon(left.at(-1)?.ledger, env);
    for (const run of runs)
        await host.abandon?.(run);
    return unreadable.length === 0;
}
/** Only the daemon of this job: nobody else uses its socket. */
async function endDaemon(ledger, env) {
    const socket = (0,environment/* daemonSocket */.u)(env);
    if (ledger === undefined || socket === '' || !(0,external_node_fs_.existsSync)(socket) || !(await isVerified(ledger)))
        return;
    await (0,spawn/* capture */.Fg)(ledger.bin, ['daemon', 'stop'], { env: (0,environment/* childEnv */.g)(env, ''), timeoutMs: CALL_MS });
}
/** Whether the program still has the digest that `cli-sha256` pins. */
async function isVerified({ bin, sha256 }) {
    if (sha256 === '')
        return true;
    const { digestOf } = await __webpack_require__.e(/* import() */ 951).then(__webpack_require__.bind(__webpack_require__, 1951));
    return digestOf(bin).then((found) => found === sha256, () => false);
}
function warnUnverified(ledger, host) {
    const { bin, jobs, pods, orgBefore } = ledger;
    const alive = (0,state/* mayLive */.s3)(ledger);
    const commands = [
        ...(alive ? jobs.map((id) => `gpu run --cancel ${id}`) : []),
        ...(alive ? pods.map((id) => `gpu stop ${id} -y`) : []),
        ...(orgBefore === null ? [] : [`gpu org switch ${orgBefore}`.trim()]),
    ];
    host.warning(`${bin} is not the program that \`cli-sha256\` pins any more, so the post step did not run it. Run on a machine that you trust: ` +
        `\`${commands.join('; ') || 'gpu status'}\`.`, alive ? ALIVE : undefined);
    return alive ? 'unconfirmed' : undefined;
}
function isUnreadable(run) {
    const saved = run.state(state/* LEDGER_STATE */.Kp);
    return saved !== '' && (0,state/* readLedger */.SC)(saved) === undefined;
}
function leftBy(run) {
    const ledger = (0,state/* readLedger */.SC)(run.state(state/* LEDGER_STATE */.Kp));
    if (ledger !== undefined && (0,state/* isLeft */.OC)(ledger))
        return [{ run, ledger }];
    run.forget();
    return [];
}
/** A client of a killed step that still sends its workspace has no job to cancel yet, and would submit it after the clean-up. */
async function endClients(left, { host, clock }) {
    const ended = await Promise.all(left
        .filter(({ ledger }) => (0,state/* mayLive */.s3)(ledger))
        .map(({ ledger }) => (0,run_process/* endProcess */.JZ)(ledger.client, 'SIGINT', { clock, graceMs: CLIENT_MS, group: true })));
    if (ended.includes(true))
        host.info(CLIENT_ENDED);
}
async function endOne({ run, ledger }, token, until, world) {
    const { host, env, clock } = world;
    if (!(await isVerified(ledger)))
        return warnUnverified(ledger, host);
    const gpuEnv = (0,environment/* childEnv */.g)(env, token);
    // A later step may have removed the project's folder, in which then no program can start.
    const cwd = (0,external_node_fs_.existsSync)(ledger.cwd) ? ledger.cwd : host.context.tempDir || '/';
    const place = { cwd, env: gpuEnv };
    const cleanup = (0,state/* mayLive */.s3)(ledger) ? await endWhatLives(ledger, place, until - ORG_MS, world) : undefined;
    const back = await isBack(ledger, place, Math.max(1_000, until - clock.elapsed()), host);
    if (back && cleanup !== 'unconfirmed')
        run.forget();
    return cleanup;
}
async function isBack({ bin, orgBefore }, { cwd, env }, timeoutMs, host) {
    if (orgBefore === null)
        return true;
    const back = await (0,org/* switchBack */.gw)((0,org/* gpuCaller */.wy)(bin, cwd, env, { timeoutMs }), orgBefore);
    if (!back)
        host.warning(`GPU CLI did not switch back to ${orgBefore || 'the personal account'}; run \`${`gpu org switch ${orgBefore}`.trim()}\`.`);
    return back;
}
const UNREADABLE = 'The saved state of the step cannot be read, so nothing was ended. Run `gpu status`, then cancel your job and stop your pod by their ids.';
const UNSEEN = 'This re-run was ended before it could see whether the job of the previous attempt still runs, and GPU CLI does not show that. Run `gpu status`, then cancel that job and stop its pod by their ids.';
const MAIN_ENDED = 'Ended the step itself, which was still running: the runner sends no signal into a container.';
const CLIENT_ENDED = 'Ended a gpu client of the step that was still running.';
/** @returns whether GPU CLI told what lives. */
async function foundFormer(ledger, gpu, clock) {
    for (let look = 1; look <= FORMER_LOOKS; look++) {
        const view = await gpu.status(CALL_MS);
        if (view !== undefined) {
            // One of the pods may be its own.
            if ((0,former/* hidesFormer */.Vt)(view))
                return false;
            (0,former/* takeUpToEnd */.l9)(ledger, view);
            return true;
        }
        await clock.sleep(FORMER_PAUSE_MS);
    }
    return false;
}
async function endWhatLives(ledger, place, until, { host, clock }) {
    const facts = {
        bin: ledger.bin,
        version: '',
        way: ledger.way,
        outputForm: 'repeated',
        runFlags: new Set(),
        json: ledger.json,
        caveat: '',
    };
    const there = (0,external_node_fs_.existsSync)(ledger.project);
    const opened = (0,client/* openGpu */.B)({
        facts,
        ...place,
        sinks: host.foreign,
        saturation: undefined,
        command: '',
        project: ledger.config,
        debug: (line) => host.debug(line),
    });
    const gpu = (0,org/* inOneOrg */.yw)(opened, ledger);
    ledger.keepPod = false;
    if (ledger.former && there && !(await foundFormer(ledger, gpu, clock))) {
        host.warning(UNSEEN, ALIVE);
        return 'unconfirmed';
    }
    const deadlineMs = until - clock.elapsed();
    const { cleanup, leftover, left: kept,
    // Without its file the status shows another project.
     } = await (0,run_cleanup/* endRun */.lb)(gpu, ledger, { clock, deadlineMs, callMs: CALL_MS, looks: LOOKS, blind: !there });
    const gone = there ? '' : ` (${ledger.project} is gone, without which \`gpu status\` does not tell)`;
    if (cleanup === 'unconfirmed')
        host.warning(`${leftover}${gone}`, ALIVE);
    else
        host.info(`Clean-up after the step: ${cleanup}${kept === '' ? '' : ` (${kept})`}.`);
    return cleanup;
}

// EXTERNAL MODULE: ./build/src/step.js + 23 modules
var step = __webpack_require__(309);
;// CONCATENATED MODULE: ./build/src/cli.js




/**
 * `gpu-ci VERB …`: the same engine from any shell and CI host.
 * @returns the exit code.
 * @throws UserError for a command line that cannot be used.
 */
async function gpuCi(argv, { signal, dispose }, secrets) {
    const { env, stdin, stdout, stderr } = process;
    const [verb = '', ...rest] = argv;
    if (verb === 'post') {
        const host = (0,detect/* openHost */.Zb)({ env, stdout, stderr, flags: new Map() });
        await runPost({ host, env, clock: clock/* systemClock */.m });
        return 0;
    }
    // Only what has a remote job to end outlives a Ctrl-C.
    if (verb !== 'run' && verb !== 'cleanup')
        dispose();
    const { runKit } = await Promise.all(/* import() */[__webpack_require__.e(699), __webpack_require__.e(429)]).then(__webpack_require__.bind(__webpack_require__, 8429));
    const isTTY = [stdin, stdout].every((stream) => stream.isTTY);
    const done = await runKit(argv, { env, cwd: process.cwd(), stdin, stdout, stderr, isTTY });
    if (done !== undefined)
        return done;
    const flags = await flagsOf(verb, rest);
    const force = flags.has('force');
    const host = (0,detect/* openHost */.Zb)({ env, stdout, stderr, flags, cli: true });
    if (verb === 'cleanup')
        return runCleanup({ host, env, clock: clock/* systemClock */.m }, force);
    return (0,step/* runSession */.I)({ host, env, clock: clock/* systemClock */.m, signal, setup: false, secrets });
}
async function flagsOf(verb, argv) {
    if (verb === 'run')
        return (await __webpack_require__.e(/* import() */ 286).then(__webpack_require__.bind(__webpack_require__, 286))).parseRunFlags(argv).inputs;
    const [{ CLEANUP_HELP }, { parseOptions, refuseWords, valueOf }] = await Promise.all([
        __webpack_require__.e(/* import() */ 54).then(__webpack_require__.bind(__webpack_require__, 4054)),
        __webpack_require__.e(/* import() */ 619).then(__webpack_require__.bind(__webpack_require__, 6619)),
    ]);
    const flags = parseOptions(verb, argv, CLEANUP_HELP.options);
    refuseWords(verb, [...flags.words, ...(flags.rest ?? [])], 0, CLEANUP_HELP.options);
    return new Map([...flags.values.keys()].map((name) => [name, valueOf(flags, name)]));
}


/***/ })

};
;