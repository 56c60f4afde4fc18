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
var hosts_clock = __webpack_require__(9932);
// EXTERNAL MODULE: ./build/src/hosts/detect.js + 3 modules
var detect = __webpack_require__(9627);
// EXTERNAL MODULE: external "node:fs"
var external_node_fs_ = __webpack_require__(3024);
// EXTERNAL MODULE: ./build/src/model/errors.js
var errors = __webpack_require__(5573);
// EXTERNAL MODULE: ./build/src/gpu/client.js + 1 modules
var client = __webpack_require__(5526);
// EXTERNAL MODULE: ./build/src/gpu/environment.js
var environment = __webpack_require__(1138);
// EXTERNAL MODULE: ./build/src/gpu/install.js
var install = __webpack_require__(8920);
// EXTERNAL MODULE: ./build/src/gpu/spawn.js
var spawn = __webpack_require__(5996);
// EXTERNAL MODULE: ./build/src/run/cleanup.js
var run_cleanup = __webpack_require__(1312);
// EXTERNAL MODULE: ./build/src/run/org.js
var org = __webpack_require__(8458);
// EXTERNAL MODULE: ./build/src/run/prepare.js
var prepare = __webpack_require__(4843);
// EXTERNAL MODULE: ./build/src/run/process.js
var run_process = __webpack_require__(5365);
// EXTERNAL MODULE: ./build/src/run/state.js
var run_state = __webpack_require__(2449);
// EXTERNAL MODULE: ./build/src/token.js
var token = __webpack_require__(3819);
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
/** How often, and how far apart (ms), the job of the previous attempt is looked for. */
const PREVIOUS_LOOKS = 3;
const PREVIOUS_PAUSE_MS = 1_000;
const ALIVE = { title: 'A paid run may still be alive' };
/**
 * What runs after the step, however that ended: ends what it left alive, verifies it, and switches the organization back. If the runs
 * of a job share their state, it does so for each of them, the newest first, because the pod of an earlier one serves the later ones.
 * It does not fail: it warns if a paid run may still be alive. Idempotent.
 */
async function runPost(world) {
    const { host, clock } = world;
    try {
        const given = giveTime(world);
        if (await endMains(host.saved(), clock))
            host.info('Ended the step itself, which was still running: the runner sends no signal into a container.');
        await endRuns(host.saved(), given);
    }
    catch (error) {
        host.warning(`The clean-up after the step failed: ${(0,errors/* sentenceOf */.$)(error)}. Run \`gpu status\`, then stop your pod by its id.`);
    }
}
/**
 * `gpu-ci cleanup`: the same on demand. A run whose process still runs is left alone unless `force` is given, because it may belong
 * to another terminal.
 * @returns the exit code: 1 if a state could not be read or a run was left alone.
 * @throws UserError if the file is not a state file.
 */
async function runCleanup(world, force) {
    const { host, clock } = world;
    const given = giveTime(world);
    const runs = host.saved();
    if (runs.length === 0)
        host.info('No saved state of a run in this job: there is nothing to clean up.');
    if (force)
        await endMains(runs, clock);
    const living = runs.map((run) => run.state(run_state/* MAIN_STATE */.A8)).filter(run_process/* isRunning */.W_);
    for (const main of living)
        host.warning(`A run is still working (process ${(0,run_process/* pidOf */.b8)(main)}), so it was left alone. Use --force to end it.`);
    // A run that was just ended may have saved more, or that nothing is left.
    const gone = host.saved().filter((run) => !living.includes(run.state(run_state/* MAIN_STATE */.A8)));
    const isReadable = await endRuns(gone, given);
    return living.length > 0 || !isReadable ? 1 : 0;
}
const giveTime = (world) => ({
    ...world,
    until: world.clock.elapsed() + POST_MS,
    token: (0,token/* readToken */.AI)(world.host, world.env),
});
/**
 * In a job with `container:` the runner signals and kills docker's client only. Main continues next to post, and one that waits for a
 * session would start its workload after the clean-up. @returns whether one was running.
 */
async function endMains(runs, clock) {
    const options = { clock, graceMs: MAIN_MS, group: false };
    const ended = await Promise.all(runs.map((run) => (0,run_process/* endProcess */.JZ)(run.state(run_state/* MAIN_STATE */.A8), 'SIGTERM', options)));
    return ended.includes(true);
}
/** @returns whether the states of all runs could be read. */
async function endRuns(runs, given) {
    const { host, env, clock, until } = given;
    const left = [];
    let isReadable = true;
    for (const run of runs) {
        const saved = run.state(run_state/* RUN_STATE */.KY);
        const state = run_state/* RunState */.ll.read(saved);
        if (state?.isLeft === true)
            left.push({ run, state });
        else if (state === undefined && saved !== '')
            isReadable = false;
        else
            run.forget();
    }
    if (!isReadable)
        host.warning(UNREADABLE, ALIVE);
    await endClients(left.map(({ state }) => state), given);
    let combined;
    for (const [index, { run, state }] of left.entries()) {
        const now = clock.elapsed();
        const one = { ...given, until: now + (until - now) / (left.length - index) };
        const { cleanup, isOver } = (await isVerified(state)) ? await endOne(state, one) : warnUnverified(state, host);
        if (isOver)
            run.forget();
        // If one clean-up is unconfirmed, the combined result is unconfirmed.
        if (cleanup !== undefined && combined !== 'unconfirmed')
            host.setOutput('cleanup', (combined = cleanup));
    }
    await endDaemon(left.at(-1)?.state, env);
    for (const run of runs)
        await host.abandon?.(run);
    return isReadable;
}
const UNREADABLE = 'The saved state of the step cannot be read, so nothing was ended. Run `gpu status`, then cancel your job and stop your pod by their ids.';
/** A client of a killed step that still sends its workspace has no job to cancel yet, and would submit it after the clean-up. */
async function endClients(states, { host, clock }) {
    const clients = states.filter(({ mayLive }) => mayLive).map(({ client }) => client);
    const options = { clock, graceMs: CLIENT_MS, group: true };
    const ended = await Promise.all(clients.map((client) => (0,run_process/* endProcess */.JZ)(client, 'SIGINT', options)));
    if (ended.includes(true))
        host.info('Ended a gpu client of the step that was still running.');
}
/** Only the daemon of this job: nobody else uses its socket. */
async function endDaemon(state, env) {
    const socket = (0,environment/* daemonSocket */.u)(env);
    if (state === undefined || socket === '' || !(0,external_node_fs_.existsSync)(socket) || !(await isVerified(state)))
        return;
    await (0,spawn/* capture */.Fg)(state.project.bin, ['daemon', 'stop'], { env: (0,environment/* childEnv */.g)(env, ''), timeoutMs: CALL_MS });
}
/** Whether the program still has the digest that `cli-sha256` pins. */
async function isVerified({ project: { bin, sha256 } }) {
    if (sha256 === '')
        return true;
    return (0,install/* digestOf */.ol)(bin).then((found) => found === sha256, () => false);
}
const switchCommand = (slug) => `gpu org switch ${slug}`.trim();
function warnUnverified({ project, jobs, pods, orgBefore, mayLive }, host) {
    const commands = [
        ...(mayLive ? jobs.map((id) => `gpu run --cancel ${id}`) : []),
        ...(mayLive ? pods.map((id) => `gpu stop ${id} -y`) : []),
        ...(orgBefore === null ? [] : [switchCommand(orgBefore)]),
    ];
    host.warning(`${project.bin} is not the program that \`cli-sha256\` pins any more, so the post step did not run it. Run on a machine that you trust: ` +
        `\`${commands.join('; ') || 'gpu status'}\`.`, mayLive ? ALIVE : undefined);
    return { cleanup: mayLive ? 'unconfirmed' : undefined, isOver: false };
}
async function endOne(state, given) {
    const { host, env, clock, token, until } = given;
    const { orgBefore, project, before } = state;
    // A later step may have removed the folder of the project, in which then no program can start.
    const cwd = (0,external_node_fs_.existsSync)(project.cwd) ? project.cwd : host.context.tempDir || '/';
    const place = { cwd, env: (0,environment/* childEnv */.g)(env, token) };
    const facts = { ...project, version: '', outputForm: 'repeated', runFlags: new Set() };
    const silent = { sinks: host.foreign, saturation: undefined, command: '', debug: (line) => host.debug(line) };
    const gpu = (0,org/* inOneOrg */.yw)((0,client/* openGpu */.B)({ facts, ...place, ...silent, project: project.config }), () => before.account);
    const cleanup = state.mayLive ? await endWhatLives(gpu, state, { ...given, until: until - ORG_MS }) : undefined;
    const timeoutMs = Math.max(1_000, until - clock.elapsed());
    const caller = (0,org/* gpuCaller */.wy)(project.bin, place.cwd, place.env, { timeoutMs });
    const isBack = orgBefore === null || (await (0,org/* switchBack */.gw)(caller, orgBefore));
    if (!isBack)
        host.warning(`GPU CLI did not switch back to ${orgBefore || 'the personal account'}; run \`${switchCommand(orgBefore)}\`.`);
    return { cleanup, isOver: isBack && cleanup !== 'unconfirmed' };
}
async function endWhatLives(gpu, state, { host, clock, token, until }) {
    const { project } = state.project;
    const isThere = (0,run_cleanup/* isUnchanged */._5)(state.project);
    if (isThere && state.at === 'looking' && !(await foundPrevious(gpu, state, clock))) {
        host.warning(UNSEEN, ALIVE);
        return 'unconfirmed';
    }
    const isOther = state.project.account !== (0,run_state/* accountOf */.XP)(token);
    const deadlineMs = Math.min(until - clock.elapsed(), isOther ? OTHER_TOKEN_MS : Infinity);
    const options = { clock, deadlineMs, callMs: CALL_MS, looks: LOOKS, keepPod: false };
    const { cleanup, leftover, left } = await (0,run_cleanup/* endRun */.lb)(gpu, state, options);
    const gone = isThere ? '' : ` (${project} is gone or names another project, so \`gpu status\` shows that one)`;
    if (isOther)
        host.warning(OTHER_TOKEN, ALIVE);
    if (isOther && cleanup !== 'unconfirmed')
        return 'unconfirmed';
    if (cleanup === 'unconfirmed')
        host.warning(`${leftover}${gone}`, ALIVE);
    else
        host.info(`Clean-up after the step: ${cleanup}${left === '' ? '' : ` (${left})`}.`);
    return cleanup;
}
/** @returns whether GPU CLI showed what is alive. */
async function foundPrevious(gpu, state, clock) {
    for (let look = 1; look <= PREVIOUS_LOOKS; look++) {
        const view = await gpu.status(CALL_MS);
        // One of the pods may be that of the previous attempt.
        if (view !== undefined && (0,prepare/* hidesPrevious */.r6)(view))
            return false;
        if (view !== undefined) {
            (0,prepare/* takePreviousToEnd */.Vh)(state, view);
            return true;
        }
        await clock.sleep(PREVIOUS_PAUSE_MS);
    }
    return false;
}
/** With another token an attempt is made, because a token can be replaced during a run (ms). */
const OTHER_TOKEN_MS = 10_000;
const OTHER_TOKEN = 'The token is not the one that the run was started with, so what GPU CLI shows may be of another account and proves nothing. Clean up again with the token of the run.';
const UNSEEN = 'This re-run was ended before it could see whether the job of the previous attempt still runs, and GPU CLI does not show that. Run `gpu status`, then cancel that job and stop its pod by their ids.';

// EXTERNAL MODULE: ./build/src/step.js + 14 modules
var step = __webpack_require__(2391);
;// CONCATENATED MODULE: ./build/src/cli.js




/**
 * `gpu-ci COMMAND …`: the same engine from any shell and CI system.
 * @returns the exit code.
 * @throws UserError for an invalid command line.
 */
async function gpuCi(argv, stop, secrets) {
    const { env, stdin, stdout, stderr } = process;
    const clock = hosts_clock/* systemClock */.m;
    const open = (flags, cli = true) => (0,detect/* openHost */.Zb)({ env, stdout, stderr, flags, cli });
    if (argv[0] === 'post') {
        await runPost({ host: open(new Map(), false), env, clock });
        return 0;
    }
    // A Ctrl-C ends the other commands at once: they have no remote job.
    if (argv[0] !== 'run' && argv[0] !== 'cleanup')
        stop.dispose();
    const { runProgram } = await Promise.all(/* import() */[__webpack_require__.e(179), __webpack_require__.e(639)]).then(__webpack_require__.bind(__webpack_require__, 8639));
    const isTTY = [stdin, stdout].every((stream) => stream.isTTY);
    return runProgram(argv, { env, cwd: process.cwd(), stdin, stdout, stderr, isTTY }, {
        run: (flags) => {
            const run = (more = {}) => (0,step/* runStep */.e)({ host: speaking(open(flags), flags), env, clock, stop, secrets, ...more });
            return flags.has('json') ? withJson(run) : run();
        },
        cleanup: (flags) => runCleanup({ host: open(flags), env, clock }, flags.has('force')),
    });
}
/** `--quiet` leaves warnings, errors and the workload's output; `--verbose` prints debug lines on every host. */
function speaking(host, flags) {
    const nothing = () => undefined;
    if (flags.has('quiet')) {
        return Object.assign(host, { info: nothing, notice: nothing, group: nothing, endGroup: nothing, debug: nothing });
    }
    return flags.has('verbose') ? Object.assign(host, { debug: (line) => host.info(`debug: ${line}`) }) : host;
}
/** The run report alone goes to stdout. The toolkit writes to `process.stdout` itself, so that is redirected as a whole. */
async function withJson(run) {
    const { stdout, stderr } = process;
    const write = stdout.write.bind(stdout);
    stdout.write = stderr.write.bind(stderr);
    try {
        return await run({ onReport: (report) => void write(`${JSON.stringify(report)}\n`) });
    }
    finally {
        stdout.write = write;
    }
}


/***/ })

};
;