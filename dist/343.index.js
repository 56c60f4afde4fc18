"use strict";
exports.id = 343;
exports.ids = [343];
exports.modules = {

/***/ 8939:
/***/ ((__unused_webpack_module, __webpack_exports__, __webpack_require__) => {

/* harmony export */ __webpack_require__.d(__webpack_exports__, {
/* harmony export */   $l: () => (/* binding */ gib),
/* harmony export */   CW: () => (/* binding */ sayMoney),
/* harmony export */   F_: () => (/* binding */ sayPercent),
/* harmony export */   LS: () => (/* binding */ plural),
/* harmony export */   QS: () => (/* binding */ sayEstimate),
/* harmony export */   h0: () => (/* binding */ short),
/* harmony export */   yg: () => (/* binding */ sayMetric),
/* harmony export */   yo: () => (/* binding */ sayEnergy)
/* harmony export */ });
/** Numbers as people say them. */
/** `$1.11`, `$0.04`, `less than $0.01`, `$1,234`. */
function sayMoney(usd) {
    if (!Number.isFinite(usd))
        return '?';
    if (usd === 0)
        return '$0';
    if (usd < 0.005)
        return 'less than $0.01';
    return usd >= 1_000 ? `$${grouped(Math.round(usd))}` : `$${usd.toFixed(2)}`;
}
/** `about $1.11`, `under $0.01`: what was worked out and not billed. */
function sayEstimate(usd) {
    return usd > 0 && usd < 0.005 ? 'under $0.01' : `about ${sayMoney(usd)}`;
}
/** `10.3`, `79.6`, `141`, `0.4`: GiB of MiB, without the unit. */
function gib(mib) {
    return short(mib / 1_024);
}
/** `98 %`, `0.4 %`. */
function sayPercent(percent) {
    return `${percent > 0 && percent < 1 ? percent.toFixed(1) : String(Math.round(percent))} %`;
}
/** `0.09 kWh`, `41 Wh`. */
function sayEnergy(kwh) {
    return kwh < 0.1 ? `${short(kwh * 1_000)} Wh` : `${short(kwh)} kWh`;
}
/** At most three digits that count: `0.09`, `5.5`, `73.1`, `141`, `12,345`. */
function short(value) {
    const size = Math.abs(value);
    if (size >= 100)
        return grouped(Math.round(value));
    return String(Number(value.toFixed(size >= 1 ? 1 : 2)));
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
    return grouped(Number(value.toPrecision(12)));
}
function plural(count, one) {
    return `${grouped(count)} ${one}${count === 1 ? '' : 's'}`;
}
function grouped(value) {
    const [whole = '', fraction] = String(value).split('.');
    const spaced = whole.replace(/\B(?=(\d{3})+$)/g, ',');
    return fraction === undefined ? spaced : `${spaced}.${fraction}`;
}


/***/ }),

/***/ 5343:
/***/ ((__unused_webpack_module, __webpack_exports__, __webpack_require__) => {

// ESM COMPAT FLAG
__webpack_require__.r(__webpack_exports__);

// EXPORTS
__webpack_require__.d(__webpack_exports__, {
  abortedOutcome: () => (/* reexport */ abortedOutcome),
  endRun: () => (/* reexport */ cleanup/* endRun */.lb),
  exitCodeFor: () => (/* reexport */ model_outcome/* exitCodeFor */.Rr),
  filesBefore: () => (/* reexport */ filesBefore),
  isAborted: () => (/* reexport */ isAborted),
  isLeft: () => (/* reexport */ state/* isLeft */.OC),
  openProject: () => (/* reexport */ openProject),
  publish: () => (/* reexport */ publish),
  readBrought: () => (/* reexport */ readBrought),
  renderer: () => (/* reexport */ renderer),
  reportOf: () => (/* reexport */ reportOf),
  runWorkload: () => (/* reexport */ runWorkload),
  save: () => (/* reexport */ save),
  takeUpToEnd: () => (/* reexport */ run_former/* takeUpToEnd */.l9),
  tryToSave: () => (/* reexport */ tryToSave),
  withoutSecrets: () => (/* reexport */ withoutSecrets)
});

// EXTERNAL MODULE: ./build/src/gpu/refusal.js + 1 modules
var refusal = __webpack_require__(3654);
// EXTERNAL MODULE: ./build/src/gpu/wrapper.js
var wrapper = __webpack_require__(3056);
// EXTERNAL MODULE: ./build/src/run/cleanup.js
var cleanup = __webpack_require__(1312);
;// CONCATENATED MODULE: ./build/src/run/arrival.js



/** How often the status is read for what may still be on its way, and how long between (ms). */
const LOOKS = 3;
const LOOK_MS = 700;
/**
 * Whether the service's books bear out a refusal. A line that broke after the service took the job looks like a refusal too,
 * and the status lists what lives: a short job may be over before it is asked. So where the words do not exclude a start, a
 * pod that is up, on which the workload could have run, is doubt enough, and so is a job that waits for one and may be ours.
 */
async function proofOf(asked, refused, reached) {
    const excluded = (0,refusal/* excludesStart */.Ai)(refused, reached);
    for (let look = 1;; look++) {
        const view = await asked.gpu.status(undefined, asked.abort);
        const mine = view?.jobs.find((job) => isMine(asked, job));
        // A job of ours that is over, without success, agrees with words that name a stage before the start.
        const agrees = mine?.state !== 'succeeded' && mine?.alive === false;
        if (mine !== undefined && !(excluded && agrees))
            return { jobId: mine.jobId };
        if (excluded)
            return 'absent';
        if (view === undefined ||
            view.pods.length + (view.unnamed ?? 0) > 0 ||
            view.jobs.some((job) => job.alive && (0,cleanup/* mayBeOurs */.UN)(asked.ledger, job)))
            return 'unproven';
        if (look >= LOOKS || asked.abort.aborted)
            return 'absent';
        await asked.clock.sleep(LOOK_MS, asked.abort);
    }
}
/** The job that carries this attempt's nonce, '' where none is seen. */
async function jobOfNonce({ gpu, clock, nonce, abort }) {
    for (let look = 1; look <= LOOKS && !abort.aborted; look++) {
        const view = await gpu.status(undefined, abort);
        const found = view?.jobs.find((job) => (0,wrapper/* markIn */.bk)(job.command)?.nonce === nonce);
        if (found !== undefined)
            return found.jobId;
        await clock.sleep(LOOK_MS, abort);
    }
    return '';
}
/** The ending of an attempt whose refusal is not believed. */
const doubted = (reason) => ({
    kind: 'lost',
    reason: `gpu gave up (${reason}), but nothing proves that its job does not exist, so it counts as started.`,
});
function isMine({ ledger, nonce }, job) {
    return (0,wrapper/* markIn */.bk)(job.command)?.nonce === nonce || ledger.jobs.includes(job.jobId);
}

// EXTERNAL MODULE: ./build/src/model/outcome.js
var model_outcome = __webpack_require__(9260);
;// CONCATENATED MODULE: ./build/src/gpu/classify.js


/** A time limit of GPU CLI itself that ended a workload. */
const REMOTE_LIMIT = /GPU_RUN_TIMEOUT|\b(command|workload|job|run|execution)\b.{0,20}\btimed out\b|\b(run ?time|time) limit\b/i;
/**
 * How an attempt ended, from evidence in this order: the result record, the exit frame, whether it started, the CLI's words,
 * its code. Nothing the workload prints or returns can make a started job look unstarted: only `end.cliText`, which stops
 * where the workload starts, is searched for words.
 */
function classifyEnding(evidence) {
    const { end, result } = evidence;
    if (result?.exitCode != null)
        return ofExit(result.exitCode === 0 ? (end.exit ?? 0) : result.exitCode, end);
    const started = end.started || end.exit !== null;
    if (result !== undefined) {
        const why = result.failureReason;
        switch (result.state) {
            case 'cancelled':
                return { kind: 'cancelled', by: 'someone outside this workflow' };
            case 'timed-out':
                return {
                    kind: 'timedOut',
                    limit: 'remote',
                    reason: why === '' ? 'GPU CLI ended the job at its own time limit.' : why,
                };
            case 'succeeded':
                return end.exit === null || end.exit === 0 ? { kind: 'succeeded' } : ofExit(end.exit, end);
            case 'failed':
                if (started && REMOTE_LIMIT.test(why))
                    return { kind: 'timedOut', limit: 'remote', reason: why };
                if (!started) {
                    const refused = (0,refusal/* classifyRefusal */.rN)(why, null, '', evidence.saturation);
                    // A start that we did not see may have been all the same: only words that exclude one make it a refusal.
                    if (refused !== undefined && (0,refusal/* excludesStart */.Ai)(refused, 'accepted'))
                        return { ...refused, reason: why };
                    if (REMOTE_LIMIT.test(why))
                        return { kind: 'timedOut', limit: 'remote', reason: why };
                    const unsaid = 'The job failed; GPU CLI gave no reason, and nothing proves that the workload did not start.';
                    return { kind: 'lost', reason: why === '' ? unsaid : why };
                }
                return {
                    kind: 'lost',
                    reason: why === '' ? 'The job failed after the workload started; GPU CLI gave no reason.' : why,
                };
            case 'pending':
            case 'running':
                break;
        }
    }
    return withoutResult(evidence, started);
}
function withoutResult({ end, accepted, saturation }, started) {
    if (end.exit !== null && (end.exit !== 0 || end.code === 0))
        return ofExit(end.exit, end);
    if (end.exit === 0) {
        const how = end.code === null ? `was ended by ${end.signal ?? end.spawnError}` : `ended with exit code ${end.code}`;
        return { kind: 'lost', reason: `The workload ended with 0, but gpu ${how}, so its outputs may be missing.` };
    }
    if (end.code === null && end.signal === null && !started && !accepted && end.spawnError !== '')
        return (0,refusal/* notStarted */.DY)(end.spawnError);
    if (end.code === null) {
        return {
            kind: 'lost',
            reason: `gpu was ended by ${end.signal ?? end.spawnError} before it told how the job ended.`,
        };
    }
    if (started) {
        const how = end.code === 0 ? 'gpu ended with 0 but no record of a result' : `gpu ended with exit code ${end.code}`;
        return { kind: 'lost', reason: `The workload started and its ending is not known: ${how}.` };
    }
    if (!accepted && (end.code === 15 || end.code === 130))
        return { kind: 'cancelled', by: 'someone outside this workflow' };
    const refused = !accepted && end.code !== 0 ? (0,refusal/* classifyRefusal */.rN)(end.cliText, end.code, '', saturation) : undefined;
    return (refused ?? {
        kind: 'lost',
        reason: `gpu ended with exit code ${end.code} and nothing proves that the workload did not run.`,
    });
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
    const reason = signal === undefined
        ? (0,model_outcome/* exitReason */.JS)(code)
        : `The workload was ended by ${signal} (exit code ${code})${signal === 'SIGKILL' ? '; the pod may have run out of memory' : ''}.`;
    return { kind: 'failed', exitCode: code, ...(signal === undefined ? {} : { signal }), reason };
}

// EXTERNAL MODULE: ./build/src/gpu/parse.js
var parse = __webpack_require__(2388);
// EXTERNAL MODULE: ./build/src/run/state.js
var state = __webpack_require__(2449);
;// CONCATENATED MODULE: ./build/src/run/phases.js
const ORDER = ['submitting', 'waiting', 'provisioning', 'syncing', 'running', 'ended'];
/** Phases only go forward: a late progress line does not take back a start. */
function phaseMarks(clock, onPhase) {
    const list = [];
    let ended;
    return {
        list,
        exited: (natural) => (ended ??= natural),
        natural: () => ended === true,
        add(phase) {
            const reached = list.at(-1)?.phase;
            if (reached !== undefined && ORDER.indexOf(phase) <= ORDER.indexOf(reached))
                return;
            list.push({ phase, at: new Date(clock.now()).toISOString() });
            onPhase(phase);
        },
    };
}

;// CONCATENATED MODULE: ./build/src/run/unstarted.js



const CALL_MS = 15_000;
/** How often a cancelled job is looked at, and how long between (ms). */
const unstarted_LOOKS = 5;
const unstarted_LOOK_MS = 1_000;
/** Whether GPU CLI reports a start that no client has shown. */
async function hasStarted(attempt) {
    const record = await recordOf(attempt);
    return record?.state === 'running' || record?.ran === true;
}
/** The job's pod, learned while the job still exists: a pod without a job cannot be told from another run's. */
async function podOf(attempt) {
    const view = await attempt.gpu.status(CALL_MS, attempt.signal);
    return view?.jobs.find((job) => isOurs(attempt, job))?.podId ?? '';
}
/**
 * Cancels the job until a record says that it is over.
 * @returns true if it is over and did not run. Without such a record it may have started, so it must not be started again.
 */
async function endBeforeStart(attempt) {
    const { gpu, clock, signal } = attempt;
    for (let look = 1; look <= unstarted_LOOKS && !signal.aborted; look++) {
        const record = await recordOf(attempt);
        if (record?.state === 'over')
            return !record.ran;
        if (record?.state === 'running')
            return false;
        const jobId = jobIdOf(attempt) || (record?.jobId ?? '');
        if (jobId !== '')
            await gpu.cancel(jobId, CALL_MS, signal);
        await clock.sleep(unstarted_LOOK_MS, signal);
    }
    return false;
}
const jobIdOf = ({ ledger }) => (ledger.known.job && ledger.jobs.at(-1)) || '';
const isOurs = (attempt, { jobId, command }) => jobId === jobIdOf(attempt) || (0,wrapper/* markIn */.bk)(command)?.nonce === attempt.nonce;
/** `wait`, else the status: a job that a complete list does not have is over. Undefined if nothing can be read. */
async function recordOf(attempt) {
    const { gpu, ledger, signal } = attempt;
    const jobId = jobIdOf(attempt);
    const result = jobId === '' ? undefined : await gpu.result(jobId, 1_000, signal);
    if (result !== undefined) {
        const { state } = result;
        const ran = result.exitCode !== null || state === 'succeeded' || state === 'timed-out';
        return { jobId, podId: '', state: state === 'pending' || state === 'running' ? state : 'over', ran };
    }
    const view = await gpu.status(CALL_MS, signal);
    const job = view?.jobs.find((one) => isOurs(attempt, one));
    if (job !== undefined) {
        const state = job.state ?? 'pending';
        const alive = job.state === undefined ? job.alive : (0,parse/* isAlive */._n)(state);
        const now = alive ? (state === 'running' ? 'running' : 'pending') : 'over';
        return { jobId: job.jobId, podId: job.podId, state: now, ran: state === 'succeeded' };
    }
    if (view?.jobsKnown !== true || view.jobs.some((one) => one.alive && (0,cleanup/* mayBeOurs */.UN)(ledger, one)))
        return undefined;
    return { jobId, podId: '', state: 'over', ran: false };
}

;// CONCATENATED MODULE: ./build/src/run/attempt.js






const MAY_HAVE_ARRIVED = new Set(['infra', 'timeout', 'capacity']);
const NO_BYTES = { stdout: 0, stderr: 0 };
/** Clients lost one after another, without a byte or a minute between, before the run is given up for lost. */
const MOST_CLIENTS = 7;
/** Between two clients (ms), doubled each time: all of them together outlast a minute without a network. */
const NEXT_CLIENT_MS = 500;
const LONG_CLIENT_MS = 60_000;
/** The longest pause between two clients of a job that has not started, and how long one look at its record takes (ms). */
const PENDING_MS = 5_000;
/** Clients that show the rest of a log whose job is over. */
const MOST_REPLAYS = 3;
const RESULT_MS = 15_000;
/** An aborted client has this long to end by itself (ms); the runner leaves 7.5 s for everything. */
const GRACE_MS = 1_200;
/** A client goes on watching for so long while its job, which has not started, is cancelled (ms). */
const CANCEL_GRACE_MS = 10_000;
/** An aborted submission has this long to say its job's id (ms), which makes ending the job sure and quick. */
const SUBMIT_GRACE_MS = 2_500;
/** Starts the workload once and follows it to its end. */
async function attempt(context) {
    const marks = phaseMarks(context.clock, context.events.onPhase);
    // Nothing is begun that was ended before.
    if (isAborted(context.abort))
        return { outcome: abortedOutcome(context.abort), phases: marks.list, jobId: '', jobOver: true };
    (0,state/* beginAttempt */.xF)(context.ledger, context.nonce);
    context.events.onLedger();
    if (context.gpu.facts.way === 'attached' && !context.detachAtStart)
        return runAttached(context, marks);
    marks.add('submitting');
    const grace = afterAbort(context, SUBMIT_GRACE_MS);
    const submission = await context.gpu.submit(context.launch, grace.signal, context.abort);
    grace.end();
    if (submission.kind === 'refused') {
        const { outcome } = submission;
        const proof = MAY_HAVE_ARRIVED.has(outcome.class) ? await proofOf(context, outcome, 'nothing') : 'absent';
        if (proof === 'absent')
            return { outcome, phases: marks.list, jobId: '', jobOver: true };
        if (proof === 'unproven')
            return { outcome: orAborted(context, doubted(outcome.reason)), phases: marks.list, jobId: '', jobOver: false };
        learn(context, proof.jobId, '');
        return follow(context, proof.jobId, marks);
    }
    if (submission.kind === 'accepted') {
        const { jobId, podId } = submission;
        learn(context, jobId, podId);
        return follow(context, jobId, marks);
    }
    // A job may exist all the same. Its command line carries the nonce, so it can be told from all others and taken up.
    const found = await jobOfNonce(context);
    if (found !== '') {
        learn(context, found, '');
        return follow(context, found, marks);
    }
    const reason = `${submission.reason}; no job of this run can be seen, but nothing proves that none was started.`;
    return { outcome: orAborted(context, { kind: 'lost', reason }), phases: marks.list, jobId: '', jobOver: false };
}
/** Follows a job that exists to its end, with a new client when one is lost while the job lives. */
async function follow(context, jobId, marks) {
    const { gpu, nonce, clock, abort } = context;
    marks.add('waiting');
    let bytes = NO_BYTES;
    let end;
    let result;
    let replays = 0;
    let early = 0;
    for (let lost = 0; lost < MOST_CLIENTS && !isAborted(abort);) {
        const wish = wishOf(context, marks, bytes, end === undefined);
        const from = clock.elapsed();
        const seen = await streamed(context, () => gpu.attach(jobId, nonce, wish), jobId);
        const more = seen.bytes.stdout > bytes.stdout || seen.bytes.stderr > bytes.stderr;
        // A later client sees the job from its beginning, so what it saw stands for all.
        end = { ...seen, started: seen.started || end?.started === true, exit: seen.exit ?? end?.exit ?? null };
        bytes = { stdout: Math.max(bytes.stdout, seen.bytes.stdout), stderr: Math.max(bytes.stderr, seen.bytes.stderr) };
        if (isAborted(abort))
            break;
        result = await gpu.result(jobId, end.started ? RESULT_MS : PENDING_MS, abort);
        if (result === undefined && end.exit !== null)
            break;
        if (result !== undefined && !(0,parse/* isAlive */._n)(result.state)) {
            // The client was lost and the job ended before the next one: what was not shown yet is shown by one more.
            if (replays++ === MOST_REPLAYS || !wasCut(seen, result))
                break;
            continue;
        }
        if (result?.state === 'pending' && !end.started) {
            // There is nothing to attach to yet, so this client was not lost.
            lost = 0;
            await clock.sleep(Math.min(PENDING_MS, NEXT_CLIENT_MS * 2 ** Math.min(early++, 8)), abort);
            continue;
        }
        if (context.detachAtStart && result?.state === 'running')
            context.events.onStart();
        if (isAborted(abort))
            break;
        lost = more || clock.elapsed() - from >= LONG_CLIENT_MS ? 1 : lost + 1;
        if (lost < MOST_CLIENTS)
            await clock.sleep(NEXT_CLIENT_MS * 2 ** (lost - 1), abort);
    }
    if (isLate(abort) && !marks.natural() && end?.started !== true && end?.exit == null)
        return endUnstarted(context, marks, jobId, bytes);
    marks.add('ended');
    const lost = {
        code: null,
        signal: null,
        spawnError: 'nothing',
        started: false,
        exit: null,
        cliText: '',
        bytes,
    };
    const natural = classifyEnding({ ...context, end: end ?? lost, result, accepted: true });
    const known = result !== undefined && !(0,parse/* isAlive */._n)(result.state);
    const outcome = abort.aborted && !marks.natural() && !known ? abortedOutcome(abort) : natural;
    // A workload that was over before it could be left has its result brought by whoever collects it.
    const left = context.detachAtStart && (outcome.kind === 'succeeded' || outcome.kind === 'failed');
    return {
        outcome: left ? { kind: 'submitted' } : outcome,
        phases: marks.list,
        jobId,
        jobOver: !abort.aborted && known,
    };
}
/** The job has an exit code, and this client ended without having seen the workload's end. */
const wasCut = (seen, { exitCode }) => exitCode !== null && seen.exit === null;
async function runAttached(context, marks) {
    marks.add('submitting');
    const wish = wishOf(context, marks, NO_BYTES, true);
    const end = await streamed(context, () => context.gpu.run(context.launch, context.nonce, wish), '');
    marks.add('ended');
    const jobId = (context.ledger.known.job && context.ledger.jobs.at(-1)) || '';
    // The workload can write an exit frame too: it takes the client's own ending to say that the job is over.
    const jobOver = end.exit !== null && end.code !== null;
    if (isLate(context.abort) && !marks.natural() && !end.started && end.exit === null)
        return endUnstarted(context, marks, jobId, end.code === null ? undefined : NO_BYTES);
    if (isAborted(context.abort) && !marks.natural()) {
        return { outcome: abortedOutcome(context.abort), phases: marks.list, jobId, jobOver };
    }
    const outcome = classifyEnding({ ...context, end, result: undefined, accepted: false });
    if (outcome.kind !== 'refused')
        return { outcome, phases: marks.list, jobId, jobOver };
    // The client says that nothing ran. That is believed only while no job of ours is alive.
    const saw = (...phases) => marks.list.some(({ phase }) => phases.includes(phase));
    const reached = saw('syncing') ? 'synced' : saw('waiting', 'provisioning') ? 'accepted' : 'nothing';
    const proof = await proofOf(context, outcome, reached);
    if (proof === 'absent')
        return { outcome, phases: marks.list, jobId, jobOver: true };
    if (proof !== 'unproven')
        learn(context, proof.jobId, '');
    return { outcome: orAborted(context, doubted(outcome.reason)), phases: marks.list, jobId, jobOver: false };
}
/** Runs one streaming client; when the run is aborted the client is interrupted and, by id, its job cancelled at once. A client whose job is left running is killed, so that it cannot end the job. */
async function streamed(context, open, jobId) {
    const { abort, events, gpu } = context;
    const done = new AbortController();
    events.onStream(true);
    const client = open();
    let over = false;
    const onAbort = () => {
        const { kind } = abort.reason;
        if (kind === 'detached') {
            client.leave();
            return;
        }
        if (kind === 'notStarted') {
            // It goes on watching, so that a start in the last moment is seen.
            void podOf(context).then(async (podId) => {
                learn(context, '', podId);
                const known = jobId || (context.ledger.known.job && context.ledger.jobs.at(-1)) || '';
                if (known === '') {
                    if (!over)
                        client.interrupt(CANCEL_GRACE_MS);
                    return;
                }
                await gpu.cancel(known, CANCEL_GRACE_MS, context.signal);
                await context.clock.sleep(CANCEL_GRACE_MS, done.signal);
                if (!over)
                    client.interrupt(GRACE_MS);
            });
            return;
        }
        client.interrupt(GRACE_MS);
        const id = jobId === '' ? context.ledger.jobs.at(-1) : jobId;
        if (id !== undefined)
            void gpu.cancel(id, 2_500);
    };
    abort.addEventListener('abort', onAbort, { once: true });
    try {
        return await client.done;
    }
    finally {
        over = true;
        done.abort();
        abort.removeEventListener('abort', onAbort);
        events.onStream(false);
    }
}
/** `start-timeout` has ended the wait. */
const isLate = (abort) => abort.aborted && abort.reason.kind === 'notStarted';
/**
 * The end of an attempt whose workload did not start in time. It counts as refused, and may be attempted again, only if a
 * record says that the job is over and one more client, which sees its log from the beginning, shows no start.
 * @param bytes that were shown; undefined if a client was killed, which may have missed the start.
 */
async function endUnstarted(context, marks, jobId, bytes) {
    const { gpu, nonce, abort, clock } = context;
    const { reason } = abort.reason;
    // A client that has ended did not see the limit.
    learn(context, '', await podOf(context));
    let absent = await endBeforeStart(context);
    if (absent && jobId === '')
        absent = bytes !== undefined;
    else if (absent) {
        const done = new AbortController();
        const client = gpu.attach(jobId, nonce, wishOf(context, marks, bytes ?? NO_BYTES, true));
        void clock.sleep(CANCEL_GRACE_MS, done.signal).then(() => {
            if (!done.signal.aborted)
                client.interrupt(GRACE_MS);
        });
        const { started, exit } = await client.done;
        done.abort();
        absent = !started && exit === null;
    }
    const started = marks.list.some(({ phase }) => phase === 'running');
    marks.add('ended');
    const facts = { phases: marks.list, jobId };
    if (!absent || started)
        return { ...facts, outcome: abortedOutcome(abort), jobOver: false };
    const sentence = `${reason} The job was cancelled before its workload started.`;
    return { ...facts, outcome: { kind: 'refused', class: 'infra', reason: sentence }, jobOver: true, podStuck: true };
}
function wishOf(context, marks, skip, first) {
    const { events } = context;
    return {
        skip,
        onPhase: (phase) => marks.add(phase),
        onStart: () => {
            if (first || !marks.list.some((mark) => mark.phase === 'running'))
                events.onStart();
        },
        onExit: () => marks.exited(!isAborted(context.abort)),
        onPod: (podId) => learn(context, '', podId),
        onJob: (jobId) => learn(context, jobId, ''),
        // A later client replays from the start: its samples were counted already.
        onSample: first ? events.onSample : () => undefined,
        onOutput: events.onOutput,
    };
}
function learn({ ledger, events }, jobId, podId) {
    if ((0,state/* learnIds */.TD)(ledger, jobId, podId))
        events.onLedger();
}
/** The ending that an abort's cause stands for. */
function abortedOutcome(abort) {
    const cause = abort.reason;
    switch (cause.kind) {
        case 'signal':
            return { kind: 'cancelled', by: cause.name };
        case 'timedOut':
            return { kind: 'timedOut', limit: cause.limit, reason: cause.reason };
        case 'notStarted':
            return {
                kind: 'timedOut',
                limit: 'start-timeout',
                reason: `${cause.reason} GPU CLI did not confirm that the job ended before its start, so it was not submitted again.`,
            };
        case 'overBudget':
            return { kind: 'overBudget', reason: cause.reason };
        case 'fault':
            return { kind: 'lost', reason: cause.reason };
        case 'detached':
            return { kind: 'submitted' };
    }
}
/** What is not known of a run that was ended is no fault of anybody's. */
const orAborted = ({ abort }, outcome) => abort.aborted ? abortedOutcome(abort) : outcome;
/** A function, because the property changes while we wait, which the compiler cannot know. */
const isAborted = (signal) => signal.aborted;
/** Aborts when `graceMs` have passed since the run is aborted, unless it is ended before. */
function afterAbort({ abort, clock }, graceMs) {
    const [later, ended] = [new AbortController(), new AbortController()];
    const begin = () => void clock.sleep(graceMs, ended.signal).then(() => later.abort());
    abort.addEventListener('abort', begin, { once: true, signal: ended.signal });
    return { signal: later.signal, end: () => ended.abort() };
}

// EXTERNAL MODULE: external "node:fs/promises"
var promises_ = __webpack_require__(1455);
// EXTERNAL MODULE: external "node:path"
var external_node_path_ = __webpack_require__(6760);
// EXTERNAL MODULE: ./build/src/model/errors.js
var errors = __webpack_require__(5573);
// EXTERNAL MODULE: ./build/src/report/foreign.js
var foreign = __webpack_require__(8733);
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
    const root = parseJson(text) ?? parseLines(text);
    if (typeof root !== 'object' || root === null) {
        throw new errors/* UserError */.y(`The metrics file is not a JSON object${root === undefined ? `: ${faultOf(text)}` : ''}.`, 'It should look like {"accuracy": 0.97, "loss": 0.08}, or hold one such object per line.');
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
    if (!Array.isArray(value)) {
        // `_type` marks a histogram, table or image that an experiment tracker wrote.
        return Object.hasOwn(value, '_type') ? [] : Object.entries(value);
    }
    const list = value;
    if (isLog(list))
        return lastOf(list.filter(isRecord));
    return list.length > MAX_LIST && value.every((item) => typeof item === 'number') ? [] : Object.entries(list);
}
/** Records of one training, as opposed to results of several classes: each one names its step. */
const isLog = (list) => list.length > 0 &&
    list.every((item) => isRecord(item) && Object.keys(item).some((key) => /^_?(global_?)?(step|epoch|iter)/i.test(key)));
const isRecord = (value) => typeof value === 'object' && value !== null && !Array.isArray(value);
function lastOf(records) {
    const last = new Map();
    for (const record of records)
        for (const [key, value] of Object.entries(record))
            last.set(key, value);
    return [...last];
}
/** A finite number, also in a string: many programs write results as strings. */
function numberOf(value) {
    const isNumber = typeof value === 'number' ||
        (typeof value === 'string' && /^\s*[+-]?(\d+\.?\d*|\.\d+)(e[+-]?\d+)?\s*%?\s*$/i.test(value));
    const number = isNumber ? parseFloat(String(value)) : NaN;
    return Number.isFinite(number) ? number : undefined;
}
function parseJson(text) {
    for (const read of [text, withoutNaN(text)]) {
        try {
            return JSON.parse(read);
        }
        catch {
            continue;
        }
    }
    return undefined;
}
/** Python writes NaN and Infinity as they are. A diverged loss should not cost the other numbers. */
const withoutNaN = (text) => text.replace(/"[^"\\]*(?:\\.[^"\\]*)*"?|-?\b(?:NaN|Infinity)\b/g, (part) => (part.startsWith('"') ? part : 'null'));
/** JSON Lines as one object. The last line may be cut: the log was still being written. */
function parseLines(text) {
    const lines = text.split('\n').filter((line) => line.trim() !== '');
    const records = lines.map(parseJson);
    if (lines.length > 1 && records.at(-1) === undefined)
        records.pop();
    return records.length > 0 && records.every(isRecord) ? Object.fromEntries(lastOf(records)) : undefined;
}
function faultOf(text) {
    try {
        JSON.parse(text);
        return '';
    }
    catch (error) {
        return error.message;
    }
}
/** Each number next to that of the baseline, what got worse first. Names that only the baseline has are left out. */
function compare(metrics, baseline) {
    const rows = [...metrics].map(([name, value]) => {
        const better = directionOf(name);
        const before = baseline?.get(name);
        if (before === undefined) {
            return { name, value, baseline: null, change: null, better, verdict: baseline === undefined ? 'unknown' : 'new' };
        }
        const change = value - before;
        return { name, value, baseline: before, change, better, verdict: verdictOf(change, value, before, better) };
    });
    const worse = regressions(rows);
    return [...worse, ...rows.filter((row) => row.verdict !== 'worse')];
}
function verdictOf(change, value, before, better) {
    if (Math.abs(change) <= NOISE * Math.max(Math.abs(value), Math.abs(before)))
        return 'same';
    if (better === null)
        return 'unknown';
    return change > 0 === (better === 'up') ? 'better' : 'worse';
}
/** The rows that got worse, largest relative change first. */
function regressions(rows) {
    const size = (row) => Math.abs((row.change ?? 0) / (row.baseline || Number.EPSILON));
    return rows.filter((row) => row.verdict === 'worse').sort((a, b) => size(b) - size(a));
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
const METRICS_MAX = 1_000_001;
/** Files that are looked at for `outputs`: what lies beyond is not compared. */
const MAX_FILES = 50_000;
/** A file that was written again has another version, even with the same content. */
const versionOf = ({ ino, size, mtimeMs, ctimeMs }) => `${ino} ${size} ${mtimeMs} ${ctimeMs}`;
/** Reads the state before the run: what a checkout or an earlier run left there is not a result of this run. */
async function filesBefore(request, workspace) {
    const folder = (0,external_node_path_.resolve)(workspace, request.workingDirectory);
    const files = new Map();
    const paths = [request.metrics, request.report].filter((path) => path !== '').map((path) => `./${path}`);
    for (const path of [...paths, ...request.outputs]) {
        for (const [name, version] of await filesOf(folder, path))
            files.set(name, version);
    }
    return files;
}
/** Files that a path or pattern of `outputs` names, those below a folder included. */
async function filesOf(folder, path) {
    const found = new Map();
    const pattern = patternOf(path);
    const visit = async (name) => {
        const stats = await (0,promises_.lstat)((0,external_node_path_.join)(folder, name)).catch(() => undefined);
        if (stats === undefined || found.size >= MAX_FILES)
            return;
        if (stats.isDirectory()) {
            const entries = await (0,promises_.readdir)((0,external_node_path_.join)(folder, name)).catch(() => []);
            for (const entry of entries)
                if (entry !== '.git')
                    await visit(name === '' ? entry : `${name}/${entry}`);
        }
        else if (pattern.matches(name))
            found.set(name, versionOf(stats));
    };
    if (!(0,external_node_path_.isAbsolute)(path))
        await visit(pattern.root);
    return found;
}
/** `*`, `?`, `[…]` and `**` as in a shell. A match of a folder stands for all files below it. */
function patternOf(path) {
    const parts = path.split('/').filter((part) => part !== '' && part !== '.');
    const first = parts.findIndex((part) => /[*?[]/.test(part));
    if (first === -1)
        return { root: parts.join('/'), matches: () => true };
    const source = parts.map((part) => part === '**'
        ? '(?:[^/]+/)*'
        : `${part
            .replace(/[.+^${}()|\\]/g, '\\$&')
            .replace(/\*+/g, '[^/]*')
            .replace(/\?/g, '[^/]')}/`);
    const whole = expressionOf(`^${source.join('')}`);
    return { root: parts.slice(0, first).join('/'), matches: (name) => whole.test(`${name}/`) };
}
function expressionOf(source) {
    try {
        return new RegExp(source);
    }
    catch {
        return /^(?!)/;
    }
}
/**
 * What the workload brought back: its outputs, its own Markdown, its numbers next to those of the baseline. All of it is foreign: it
 * is read within limits and from inside the workspace only, and a fault is a notice, not a failure.
 */
async function readBrought(request, workspace, ran, before = new Map()) {
    const notices = [];
    const folder = (0,external_node_path_.resolve)(workspace, request.workingDirectory);
    const read = async (input, path, max) => {
        if (path === '')
            return undefined;
        try {
            const versions = input === 'metrics-baseline' ? new Map() : await filesOf(folder, `./${path}`);
            if ([...versions].some(([name, version]) => before.get(name) === version)) {
                notices.push(`\`${input}\`: ${path} was there before the run and did not change, so it is not shown.`);
                return undefined;
            }
            return await readInside(folder, workspace, path, max);
        }
        catch (error) {
            notices.push(`\`${input}\`: ${path} could not be read (${(0,errors/* sentenceOf */.$)(error)}).`);
            return undefined;
        }
    };
    const numbers = async (input, path) => {
        const text = await read(input, path, METRICS_MAX);
        if (text === undefined)
            return undefined;
        try {
            const found = text.trim() === '' ? new Map() : parseMetrics(text);
            if (found.size > 0)
                return found;
            notices.push(`\`${input}\`: ${path} ${text.trim() === '' ? 'is empty' : 'holds no numbers'}.`);
        }
        catch (error) {
            notices.push(`\`${input}\`: ${path}: ${(0,errors/* sentenceOf */.$)(error)}`);
        }
        return undefined;
    };
    if (!ran)
        return { brought: { markdown: '', metrics: [], outputs: [] }, notices };
    const conflicts = new Set();
    const outputs = [];
    const stale = [];
    for (const path of request.outputs.filter((name) => !name.startsWith('!'))) {
        const files = [
            ...(await filesOf(folder, path)),
            ...(await filesOf(folder, `${path.replace(/\/+$/, '')}.pod-conflict`)),
        ];
        const changed = files.filter(([name, version]) => before.get(name) !== version).map(([name]) => name);
        for (const name of changed)
            if (name.endsWith('.pod-conflict'))
                conflicts.add(name);
        const isFolder = files.length === 0 && (await exists((0,external_node_path_.join)(folder, path)));
        if (files.length > 0 && changed.length === 0)
            stale.push(path);
        outputs.push({ path, found: changed.length > 0 || isFolder });
    }
    const missing = outputs.filter(({ path, found }) => !found && !stale.includes(path)).map(({ path }) => path);
    if (missing.length > 0)
        notices.push(`Outputs that did not come back from the pod: ${missing.join(', ')}.`);
    if (stale.length > 0)
        notices.push(`Outputs that were there before the run and did not change: ${stale.join(', ')}.`);
    if (conflicts.size > 0) {
        const shown = [...conflicts].slice(0, 10).join(', ');
        notices.push(`GPU CLI kept local files and saved those of the pod under other names: ${shown}.`);
    }
    const metrics = await numbers('metrics', request.metrics);
    const baseline = await numbers('metrics-baseline', request.metricsBaseline);
    const rows = metrics === undefined ? [] : compare(metrics, baseline);
    if (rows.length > MAX_ROWS) {
        notices.push(`\`metrics\`: ${request.metrics} holds ${rows.length - MAX_ROWS} more numbers than are shown.`);
    }
    const markdown = (0,foreign/* withoutWalls */.S)((await read('report', request.report, REPORT_READ)) ?? '');
    if (markdown.length > REPORT_MAX)
        notices.push(`\`report\`: only the first 200 kB of ${request.report} are shown.`);
    return {
        brought: { markdown: markdown.slice(0, REPORT_MAX).toWellFormed(), metrics: rows.slice(0, MAX_ROWS), outputs },
        notices,
    };
}
const exists = (path) => (0,promises_.lstat)(path).then(() => true, () => false);
/**
 * Reads a regular file of the workspace. A link is followed if it stays inside, but not into `.git`, which may hold a token. The
 * opened file is compared with the one that was looked at, so that a process cannot exchange it in between.
 */
async function readInside(folder, workspace, path, max) {
    const file = (0,external_node_path_.resolve)(folder, path);
    const below = (0,external_node_path_.relative)(workspace, file);
    if (below.startsWith('..') || (0,external_node_path_.isAbsolute)(below))
        throw new Error('it lies outside the workspace');
    const real = await (0,promises_.realpath)(file);
    const inside = (0,external_node_path_.relative)(await (0,promises_.realpath)(workspace), real);
    if (inside.startsWith('..') || (0,external_node_path_.isAbsolute)(inside))
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
        const opened = await handle.stat();
        if (opened.ino !== seen.ino || opened.dev !== seen.dev || (await (0,promises_.realpath)(file)) !== real)
            throw new Error('it changed while it was read');
        const size = Math.min(max, opened.size);
        const { bytesRead, buffer } = await handle.read(Buffer.alloc(size), 0, size, 0);
        return decode(buffer.subarray(0, bytesRead));
    }
    finally {
        await handle.close();
    }
}
/** Text by its byte order mark; PowerShell writes UTF-16. */
function decode(bytes) {
    const [first, second] = bytes;
    const encoding = first === 0xff && second === 0xfe ? 'utf-16le' : first === 0xfe && second === 0xff ? 'utf-16be' : 'utf-8';
    return new TextDecoder(encoding).decode(bytes);
}

// EXTERNAL MODULE: ./build/src/run/former.js
var run_former = __webpack_require__(4291);
// EXTERNAL MODULE: external "node:crypto"
var external_node_crypto_ = __webpack_require__(7598);
// EXTERNAL MODULE: external "node:fs"
var external_node_fs_ = __webpack_require__(3024);
// EXTERNAL MODULE: ./build/src/gpu/config.js
var config = __webpack_require__(4721);
// EXTERNAL MODULE: ./build/src/gpu/environment.js
var environment = __webpack_require__(1138);
// EXTERNAL MODULE: ./build/src/gpu/capabilities.js
var capabilities = __webpack_require__(3281);
// EXTERNAL MODULE: ./build/src/gpu/client.js + 4 modules
var client = __webpack_require__(1283);
// EXTERNAL MODULE: ./build/src/run/org.js
var org = __webpack_require__(8458);
;// CONCATENATED MODULE: ./build/src/run/prepare.js












/** The driver over an installed CLI, the organization that was asked for, and what lived in the project before us. */
async function openProject(request, called, world, onFacts) {
    const { host, env, signal } = world;
    const { bin, cwd, env: gpuEnv } = called;
    const facts = await called.facts;
    signal.throwIfAborted();
    onFacts(facts);
    if (facts.caveat !== '')
        host.notice(facts.caveat);
    const project = await (0,config/* projectFile */.g7)(request.args, { bin, cwd, env: (0,environment/* childEnv */.g)(env, ''), signal });
    host.debug((0,capabilities/* describeFacts */.Lm)(facts));
    if (request.mode !== 'collect')
        (0,capabilities/* checkWanted */.Oe)(facts, request);
    const opened = (0,client/* openGpu */.B)({
        facts,
        cwd,
        env: gpuEnv,
        sinks: host.foreign,
        saturation: request.saturationPattern,
        command: request.command,
        project,
        debug: (line) => host.debug(line),
    });
    const gpu = (0,org/* inOrg */.Sm)(opened, request.org, { bin, cwd, env: gpuEnv });
    const { way, json } = facts;
    const ledger = {
        key: keyOf(host, env),
        bin,
        sha256: request.cliSha256,
        cwd,
        project: project?.file ?? ['gpu.jsonc', 'gpu.toml'].map((name) => (0,external_node_path_.join)(cwd, name)).find((path) => (0,external_node_fs_.existsSync)(path)) ?? cwd,
        config: project,
        way,
        json,
        stage: 'intent',
        podsBefore: [],
        jobsBefore: [],
        unnamedBefore: null,
        countedBefore: null,
        jobsListed: false,
        alone: host.context.matrixSize <= 1,
        nonces: [],
        jobs: [],
        pods: [],
        known: { job: false, pod: false },
        broken: [],
        keepPod: request.keepPod,
        jobOver: false,
        refused: false,
        handedOn: false,
        former: request.mode === 'run' && host.context.runAttempt > 1,
        org: request.org,
        orgBefore: null,
    };
    if (request.org !== '') {
        const wasRead = await (0,org/* switchOrg */.xO)((0,org/* gpuCaller */.wy)(bin, cwd, gpuEnv, { signal }), request.org, (before) => {
            ledger.orgBefore = before;
            host.saveState(state/* LEDGER_STATE */.Kp, JSON.stringify(ledger));
        });
        if (!wasRead)
            host.notice(`${ACTIVE_UNKNOWN} ${request.org} stays active after this job.`);
    }
    // Whoever ends us before we know must look for it.
    if (ledger.former)
        host.saveState(state/* LEDGER_STATE */.Kp, JSON.stringify(ledger));
    const seen = await snapshot(gpu, world);
    // A look that was cut short shows nothing: post has to look for the previous attempt.
    signal.throwIfAborted();
    const view = seen ?? { pods: [], jobs: [], jobsKnown: false, pool: null };
    if (seen === undefined)
        host.notice(BEFORE_UNKNOWN);
    const ofOthers = podsOfRuns(view);
    ledger.podsBefore = [...view.pods, ...(view.instances ?? [])]
        .map(({ podId }) => podId)
        .filter((podId) => !ofOthers.has(podId));
    ledger.jobsBefore = view.jobs.map(({ jobId }) => jobId);
    ledger.jobsListed = view.jobsKnown;
    if (seen !== undefined && view.statusKnown !== false) {
        // If the account's pods have names, those of the project are among them.
        ledger.unnamedBefore = view.instances === undefined ? (view.unnamed ?? 0) : 0;
        ledger.countedBefore = view.pods.length + (view.unnamed ?? 0);
    }
    return { gpu, ledger, view, cwd };
}
const ACTIVE_UNKNOWN = 'GPU CLI does not show without doubt which organization was active before, so';
const BEFORE_UNKNOWN = 'GPU CLI does not show what runs in this project. After the run only the job and the pod that are known by their ids are ended.';
/**
 * Pods that a running job of run-action brought up. Its step leaves them to us if our job is still on them when it ends, so they do
 * not count as pods that were there before. The clean-up looks again at whose jobs run on them.
 */
function podsOfRuns(view) {
    const brought = view.jobs.filter(({ alive, command, podId }) => alive && (0,wrapper/* markIn */.bk)(command)?.podsBefore.includes(podId) === false);
    return new Set(brought.map(({ podId }) => podId).filter(Boolean));
}
/** How often a status is asked for that gives no answer, and how long `gpu instances list` may take (ms). */
const prepare_LOOKS = 4;
const INSTANCES_MS = 15_000;
const TOKEN_HINT = 'Check that the secret holds a live service account token: `gpu org service-account list`, or `gpu-ci token rotate`.';
/** The pods and jobs before us; undefined if the CLI does not show them. */
async function snapshot(gpu, { clock, signal }) {
    for (let n = 1; n <= prepare_LOOKS && !signal.aborted; n++) {
        const view = await gpu.status(undefined, signal);
        if (view !== undefined && view.unnamed === undefined)
            return view;
        const trouble = view === undefined ? gpu.statusTrouble() : undefined;
        if (trouble?.class === 'auth')
            throw new errors/* UserError */.y(`GPU CLI refused the token: ${trouble.reason}`, TOKEN_HINT, { class: 'auth' });
        if (trouble?.class === 'usage')
            throw new errors/* UserError */.y(`GPU CLI refused this project: ${trouble.reason}`, 'Check `gpu.jsonc` with `gpu config validate`.');
        const instances = await gpu.instances(INSTANCES_MS, signal);
        if (view !== undefined)
            return instances === undefined ? view : { ...view, instances };
        // A status that failed may answer the next time, and only that shows which pods are of this project.
        if (instances !== undefined && (trouble === undefined || n === prepare_LOOKS))
            return { pods: [], jobs: [], jobsKnown: false, pool: null, statusKnown: false, instances };
        if (n < prepare_LOOKS)
            await clock.sleep(n * 1_000, signal);
    }
    return undefined;
}
/** One step of one job of one run, the same in each re-run; on a laptop, which has no runs, a new one each time. */
function keyOf(host, env) {
    const { repository, runId, job, leg } = host.context;
    const parts = [
        repository,
        runId || (0,external_node_crypto_.randomBytes)(16).toString('hex'),
        job,
        leg,
        host.input('matrix'),
        env['GITHUB_ACTION'] ?? '',
    ];
    return `k${(0,external_node_crypto_.createHash)('sha256').update(parts.join('\0')).digest('hex').slice(0, 16)}`;
}
/** The job to take up instead of starting one: the one to collect, or the living run of a former try of this very step. */
function jobToAdopt({ view, ledger }, request, host) {
    const collects = request.mode === 'collect';
    const former = host.context.runAttempt > 1 ? (0,run_former/* formerIn */.jO)(view, ledger) : undefined;
    const found = collects ? view.jobs.find(({ jobId }) => jobId === request.jobId) : former;
    if (found !== undefined)
        return { jobId: found.jobId, podId: found.podId, nonce: (0,run_former/* makeOurs */.EP)(ledger, found) };
    return collects ? { jobId: request.jobId, podId: '', nonce: '' } : undefined;
}

// EXTERNAL MODULE: ./build/src/report/words.js
var words = __webpack_require__(9108);
;// CONCATENATED MODULE: ./build/src/report/publish.js





/** Asked for early, it is read while `gpu` ends the run. */
const renderer = () => __webpack_require__.e(/* import() */ 687).then(__webpack_require__.bind(__webpack_require__, 6687));
/**
 * Tells the world: outputs first, then the report file, the summary, comment and check, and last the one error, which names the
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
    if (request !== undefined)
        await show(host, report, { request, reportFile, over });
    if (report.cleanup === 'unconfirmed')
        host.warning(report.leftover, { title: 'A paid run may still be alive' });
    const error = (0,words/* errorOf */.Mz)(report);
    if (error !== undefined)
        host.error(error.message, { title: error.title });
}
/** What people read of a report: a group of the log, and what the host has beside it. */
async function show(host, report, { request, reportFile, over, }) {
    try {
        const [{ logLines, logTitle }, { renderSummary }] = await Promise.all([__webpack_require__.e(/* import() */ 226).then(__webpack_require__.bind(__webpack_require__, 9226)), renderer()]);
        if (report.attempts.length > 0)
            host.group(logTitle(report));
        if (report.attempts.length > 0)
            for (const line of logLines(report))
                host.info(line);
        if (request.summary)
            await host.summary(renderSummary(report));
        const wish = { comment: request.comment, check: request.check, reportFile, over };
        for (const notice of await host.publish(report, wish))
            host.notice(notice);
    }
    catch (error) {
        host.warning(`The report could not be published: ${(0,errors/* sentenceOf */.$)(error)}`);
    }
    if (report.attempts.length > 0)
        host.endGroup();
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

// EXTERNAL MODULE: ./build/src/model/duration.js
var duration = __webpack_require__(7378);
// EXTERNAL MODULE: ./build/src/report/cause.js
var cause = __webpack_require__(1370);
// EXTERNAL MODULE: ./build/src/report/numbers.js
var numbers = __webpack_require__(8939);
;// CONCATENATED MODULE: ./build/src/report/tips.js



const MOST = 3;
/** Below this the samples may have missed the workload's habits. */
const MIN_SAMPLES = 20;
const MIN_SPAN_S = 30;
/** Spare memory left on a GPU that is proposed: allocators fragment, and batches vary. */
const MARGIN = 1.15;
const MIN_SAVING = 0.1;
/** Advice from evidence, most valuable first, three at most. Each names the numbers it rests on; without evidence there is none. */
function advise(report, offers) {
    const weighed = [
        ...onMemory(report, offers),
        smallerGpu(report, offers),
        unusedGpus(report) ?? dataBound(report),
        idlePod(report),
        onQueue(report),
    ].filter((item) => item !== undefined);
    return weighed
        .sort((a, b) => b.worth - a.worth)
        .slice(0, MOST)
        .map(({ kind, text }) => ({ kind, text }));
}
function onMemory(report, offers) {
    if (report.status !== 'failed' || report.class !== 'workload')
        return [];
    const found = (0,cause/* findOutOfMemory */.U)(report.logTail);
    if (found === undefined)
        return [];
    const total = found.totalGib ?? totalGib(report);
    const wanted = found.wantedGib === null ? '' : ` It asked for ${(0,numbers/* short */.h0)(found.wantedGib)} GiB more`;
    const free = found.freeGib === null || wanted === '' ? '' : `, with ${(0,numbers/* short */.h0)(found.freeGib)} GiB free`;
    const of = total > 0 ? ` of ${(0,numbers/* short */.h0)(total)} GiB` : '';
    const text = `The GPU ran out of memory (${found.error}).` +
        (wanted === '' ? (of === '' ? '' : ` The GPU has ${(0,numbers/* short */.h0)(total)} GiB.`) : `${wanted}${free}${of}.`) +
        ' A smaller batch, gradient accumulation, gradient checkpointing or mixed precision need less.';
    return [{ kind: 'out-of-memory', text, worth: 1e9 }, biggerGpu(report, offers, found, total)];
}
function biggerGpu(report, offers, found, total) {
    if (total <= 0)
        return undefined;
    const missing = found.wantedGib === null ? 0 : found.wantedGib - (found.freeGib ?? 0);
    // Vendors round memory (79.2 GiB is sold as 80 GB), so a bigger GPU has to be bigger by more than that.
    const needed = Math.max(total * 1.1, (total + missing) * 1.02);
    const fitting = cheapestPerType(offers).filter((offer) => offer.vramGib >= needed);
    if (fitting.length === 0)
        return undefined;
    const text = `${(0,numbers/* short */.h0)(total)} GiB was too little. With more, and available now: ${listed(fitting.slice(0, 2), report.gpu.pricePerHour)}.`;
    return { kind: 'bigger-gpu', text, worth: 1e8 };
}
function smallerGpu(report, offers) {
    const { telemetry, gpu } = report;
    if (report.status !== 'succeeded' || telemetry?.memoryMib == null || !isEnough(report))
        return undefined;
    const totalMib = telemetry.memoryTotalMib ?? gpu.vramGib * 1_024;
    const peakMib = telemetry.memoryMib.peak;
    // The cost of GPUs that are not used counts for more than their type.
    if (unusedGpus(report) !== undefined)
        return undefined;
    if (gpu.pricePerHour <= 0 || totalMib <= 0 || peakMib < 64)
        return undefined;
    const needed = (peakMib / 1_024) * MARGIN;
    const fitting = cheapestPerType(offers).filter((offer) => offer.vramGib >= needed &&
        offer.vramGib < totalMib / 1_024 &&
        offer.costPerHour <= gpu.pricePerHour * (1 - MIN_SAVING));
    const best = fitting[0];
    if (best === undefined)
        return undefined;
    const count = Math.max(1, gpu.count);
    const hourly = (gpu.pricePerHour - best.costPerHour) * count;
    const hours = (report.cost?.billedSeconds ?? report.times.runSeconds) / 3_600;
    const busy = telemetry.utilization === null ? '' : `, and the GPU was ${(0,numbers/* sayPercent */.F_)(telemetry.utilization.mean)} busy`;
    const each = count > 1 ? ` on each of ${count} GPUs` : '';
    const perRun = hourly * hours >= 0.005 ? `, ${(0,numbers/* sayMoney */.CW)(hourly * hours)} a run like this` : '';
    const many = fitting.length > 1;
    const text = `Memory peaked at ${(0,numbers/* gib */.$l)(peakMib)} of ${(0,numbers/* gib */.$l)(totalMib)} GiB${each}${busy}. ` +
        `${listed(fitting.slice(0, 3))} would hold it: ${many ? 'up to' : 'about'} ${(0,numbers/* sayMoney */.CW)(hourly)} less an hour${perRun}, if ${many ? 'their' : 'its'} speed is enough.`;
    return { kind: 'smaller-gpu', text, worth: hourly * hours };
}
function unusedGpus(report) {
    const { telemetry, cost } = report;
    if (telemetry === null || !isEnough(report))
        return undefined;
    const { gpuCount, idleGpus = 0 } = telemetry;
    const used = gpuCount - idleGpus;
    if (idleGpus === 0 || used === 0)
        return undefined;
    const usd = ((cost?.usd ?? 0) * idleGpus) / gpuCount;
    const price = usd >= 0.005 ? ` They cost ${(0,numbers/* sayMoney */.CW)(usd)} of this run.` : '';
    const text = `${idleGpus} of ${gpuCount} GPUs were not used: 0 % busy in all samples over ${say(telemetry.spanSeconds)}.${price} Start one process per GPU, for example with \`torchrun --nproc-per-node ${gpuCount}\`, or set \`gpu-count: ${used}\`.`;
    return { kind: 'data-bound', text, worth: usd };
}
function dataBound(report) {
    const { telemetry } = report;
    if (telemetry?.utilization == null || !isEnough(report) || telemetry.spanSeconds < 60)
        return undefined;
    const { mean, p95, peak } = telemetry.utilization;
    if (mean >= 25)
        return undefined;
    const span = (0,duration/* sayDuration */.k)(telemetry.spanSeconds * 1_000);
    const worth = (report.cost?.usd ?? 0) * (1 - mean / 100) * 0.5;
    if (peak === 0 && (telemetry.memoryMib?.peak ?? Infinity) < 64) {
        const text = `The GPU was never used: 0 % busy and no memory taken in ${span} (${(0,numbers/* plural */.LS)(telemetry.samples, 'sample')}). Does the program see the GPU, or does it need none?`;
        return { kind: 'data-bound', text, worth: worth * 2 };
    }
    const text = `The GPU was ${(0,numbers/* sayPercent */.F_)(mean)} busy (95 % of the time at most ${(0,numbers/* sayPercent */.F_)(p95)}) over ${span}: it waited for something else, most often the data loader. More workers, pinned memory, prefetching or data kept on the pod feed it better.`;
    return { kind: 'data-bound', text, worth };
}
function idlePod(report) {
    const { cost, times } = report;
    if (cost === null || times.runSeconds <= 0)
        return undefined;
    const idle = cost.billedSeconds - times.runSeconds - times.provisionSeconds;
    if (idle < 120 || idle < cost.billedSeconds * 0.1)
        return undefined;
    const usd = (idle / 3_600) * cost.pricePerHour * cost.gpuCount;
    const text = `The pod was billed for ${say(cost.billedSeconds)} but worked for ${say(times.runSeconds)}: ${say(idle)} idle, about ${(0,numbers/* sayMoney */.CW)(usd)}. ${report.cleanup === 'kept'
        ? 'Without `keep-pod` it is stopped at once.'
        : 'Fewer or smaller files to sync shorten what is not work.'}`;
    return { kind: 'idle-pod', text, worth: usd };
}
function onQueue(report) {
    const { queueSeconds, runSeconds } = report.times;
    const pool = poolOf(report);
    const whose = report.org.slug === '' ? 'the pool' : report.org.slug;
    const full = pool === null ? `The sessions of ${whose} were all in use` : `All ${pool.limit} sessions of ${whose} were in use`;
    if (report.class === 'saturated' && queueSeconds > 0) {
        const width = pool === null ? 'the size of the pool' : String(pool.limit);
        const text = `${full} for the ${say(queueSeconds)} that this run waited. A longer \`max-wait\`, \`max-parallel: ${width}\` for a matrix, or a larger pool would let it through.`;
        return { kind: 'pool-width', text, worth: 1e7 };
    }
    if (runSeconds <= 0 || queueSeconds < 60 || queueSeconds <= runSeconds)
        return undefined;
    const text = `Waiting for a session took ${say(queueSeconds)}, longer than the run itself (${say(runSeconds)})${pool === null ? '' : `, with ${pool.used} of ${pool.limit} sessions in use`}. Fewer legs at once (\`max-parallel\`), one run for several short legs, or a larger pool shorten it.`;
    return { kind: 'queue', text, worth: queueSeconds / 3_600 };
}
function poolOf(report) {
    if (report.org.pool !== null)
        return report.org.pool;
    for (const { outcome } of report.attempts.toReversed()) {
        if (outcome.kind === 'refused' && outcome.pool !== undefined)
            return outcome.pool;
    }
    return null;
}
/** Enough samples, and over most of the run: a sampler that died early saw only the start. */
function isEnough(report) {
    const { telemetry, times } = report;
    return (telemetry !== null &&
        telemetry.samples >= MIN_SAMPLES &&
        telemetry.spanSeconds >= MIN_SPAN_S &&
        telemetry.spanSeconds >= times.runSeconds * 0.5);
}
function totalGib(report) {
    const mib = report.telemetry?.memoryTotalMib ?? null;
    return mib === null ? report.gpu.vramGib : mib / 1_024;
}
/** Offers that can be had and say what they cost and hold: the cheapest of each type, cheapest first. */
function cheapestPerType(offers) {
    const types = new Set();
    return offers
        .filter((offer) => offer.available !== false && offer.vramGib > 0 && offer.costPerHour > 0)
        .sort((a, b) => a.costPerHour - b.costPerHour || a.vramGib - b.vramGib)
        .filter((offer) => !types.has(offer.gpuType) && types.add(offer.gpuType));
}
function listed(offers, price = 0) {
    const said = offers.map((offer) => {
        const more = price > 0 && offer.costPerHour > price ? `, ${(0,numbers/* sayMoney */.CW)(offer.costPerHour - price)} more` : '';
        return `\`${offer.gpuType}\` (${(0,numbers/* short */.h0)(offer.vramGib)} GiB, ${(0,numbers/* sayMoney */.CW)(offer.costPerHour)}/h${more})`;
    });
    return [said.slice(0, -1).join(', '), ...said.slice(-1)].filter(Boolean).join(' or ');
}
const say = (seconds) => (0,duration/* sayDuration */.k)(seconds * 1_000);

// EXTERNAL MODULE: ./build/src/model/secrets.js
var model_secrets = __webpack_require__(7477);
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
        hint: facts.hint || (0,words/* hintOf */.$z)({ class: ending.class, attempts, versions, command }),
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
    switch (outcome.kind) {
        case 'succeeded':
        case 'submitted':
            return '';
        case 'cancelled':
            return outcome.by.startsWith('SIG')
                ? `The workflow was cancelled (${outcome.by}).`
                : `The job was cancelled by ${outcome.by}.`;
        case 'failed':
        case 'refused':
        case 'timedOut':
        case 'overBudget':
        case 'lost':
        case 'skipped':
            return outcome.reason;
    }
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
 * Fields with words of this action's own vocabulary, and times. A value of `env` may be such a word, and a report that lost it
 * would say something else.
 */
const FACTS = new Set([
    ...['status', 'class', 'mode', 'cleanup', 'kind', 'phase', 'limit', 'signal', 'by', 'better', 'verdict'],
    ...['startedAt', 'endedAt', 'at', 'action'],
]);
/** Names that GPU CLI and the host gave. Later steps and links need them, so only the token is hidden in them. */
const NAMES = new Set(['jobId', 'podId', 'type', 'gpuType', 'cli', 'slug', 'run']);
/**
 * The report without secrets in any of their forms: the runner masks the log and the summary, but neither files nor comments.
 * An open value of `env` may be printed by the workload, but the complaints of GPU CLI may not quote it.
 * @param secrets The token first.
 */
function withoutSecrets(secrets, env, report) {
    const hide = (0,model_secrets/* hider */.Hj)(secrets);
    const hideToken = (0,model_secrets/* hider */.Hj)(secrets.slice(0, 1));
    const given = env.flatMap(({ name, value }) => (value === undefined || value === '' ? [] : [`${name}=${value}`]));
    const open = (text) => given.reduce((all, pair) => all.replaceAll(pair, `${pair.slice(0, pair.indexOf('='))}=…`), text);
    const walk = (value, key, theirs) => {
        if (typeof value === 'string') {
            if (FACTS.has(key))
                return value;
            if (NAMES.has(key))
                return hideToken(value);
            return hide(theirs ? value : open(value));
        }
        if (Array.isArray(value))
            return value.map((item) => walk(item, key, theirs));
        if (typeof value !== 'object' || value === null)
            return value;
        return Object.fromEntries(Object.entries(value).map(([name, inner]) => [name, walk(inner, name, theirs || THEIR_WORDS.has(name))]));
    };
    return walk(report, '', false);
}

// EXTERNAL MODULE: ./build/src/report/log-tail.js
var log_tail = __webpack_require__(3822);
;// CONCATENATED MODULE: ./build/src/report/telemetry.js
/** Columns behind the name: use, memory use, memory, total memory, power, temperature. */
const MEASURES = 6;
const MAX_LINE = 1_024;
const MAX_GPUS = 64;
/** Reads one line of the sampler. Undefined if it is not a row: a heading, an error, half a line. */
function parseSmiRow(line) {
    if (line.length > MAX_LINE)
        return undefined;
    const fields = fieldsOf(line);
    if (fields === undefined)
        return undefined;
    const { index, name, measures } = fields;
    if (!/^\d+$/.test(index) || Number(index) >= MAX_GPUS)
        return undefined;
    // Prose with commas has neither a number nor a mark of absence.
    if (measures.every((field) => telemetry_numberOf(field) === null && !isAbsent(field)))
        return undefined;
    const [utilization, , memoryMib, memoryTotalMib, powerW, temperatureC] = measures.map(telemetry_numberOf);
    return {
        index: Number(index),
        name: name.slice(0, 100),
        utilization: within(utilization, 100),
        memoryMib: within(memoryMib, 1e8),
        memoryTotalMib: within(memoryTotalMib, 1e8) || null,
        powerW: within(powerW, 1e5),
        temperatureC: within(temperatureC, 1e3),
    };
}
/** The name is what lies between the index and the measures, so commas inside it do no harm. */
function fieldsOf(line) {
    // `, ` parts fields and leaves decimal commas (`130,38`) whole; some locales and tools write bare commas.
    for (const comma of [/,\s/, /,/]) {
        const parts = line.split(comma).map((part) => part.trim());
        if (parts.length < MEASURES + 2)
            continue;
        const name = parts.slice(1, -MEASURES).join(', ');
        return { index: unquoted(`${parts[0]}`), name: unquoted(name), measures: parts.slice(-MEASURES) };
    }
    return undefined;
}
const unquoted = (field) => field.replace(/^"(.*)"$/, '$1').replaceAll('""', '"');
/** `98`, `98 %`, `10271 MiB`, `684,39 W`, `"98"` → the number; null for `[N/A]` and the like. */
function telemetry_numberOf(field) {
    const match = /^"?([+-]?\d+(?:[.,]\d+)?)\s*(?:%|[A-Za-z°]{1,4})?"?$/.exec(field);
    return match === null ? null : Number(`${match[1]}`.replace(',', '.'));
}
function isAbsent(field) {
    return /N\/A|not supported|insufficient perm|unknown|error|denied|^-?$/i.test(field);
}
function within(value, most) {
    return value != null && value >= 0 && value <= most ? value : null;
}
const POINTS = 60;
const LEAST_WIDTH_MS = 500;
/** All samples of one GPU; NaN if the driver did not report a measure. A day of eight GPUs takes about 14 MB. */
class Samples {
    name;
    atMs = [];
    utilization = [];
    memoryMib = [];
    powerW = [];
    temperatureC = [];
    memoryTotalMib = null;
    constructor(name) {
        this.name = name;
    }
    add(atMs, row) {
        this.atMs.push(atMs);
        this.utilization.push(row.utilization ?? NaN);
        this.memoryMib.push(row.memoryMib ?? NaN);
        this.powerW.push(row.powerW ?? NaN);
        this.temperatureC.push(row.temperatureC ?? NaN);
        this.memoryTotalMib = row.memoryTotalMib ?? this.memoryTotalMib;
    }
    memoryPercent() {
        const total = this.memoryTotalMib ?? NaN;
        return this.memoryMib.map((mib) => Math.min(100, (100 * mib) / total));
    }
    /** Trapezoids between the readings of power; null with fewer than two. */
    joules() {
        let joules = null;
        let last;
        for (const [index, at] of this.atMs.entries()) {
            const watt = this.powerW[index] ?? NaN;
            if (Number.isNaN(watt) || (last !== undefined && at <= last.at))
                continue;
            if (last !== undefined)
                joules = (joules ?? 0) + ((watt + last.watt) / 2) * ((at - last.at) / 1_000);
            last = { at, watt };
        }
        return joules;
    }
}
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
        const samples = this.#gpus.get(row.index) ?? new Samples(row.name);
        this.#gpus.set(row.index, samples);
        samples.add(Math.max(0, elapsedMs - this.#firstMs), row);
        return true;
    }
    /** The use of the GPUs now, in %; null if no driver reports it. */
    busyNow() {
        const now = [...this.#gpus.values()].map((gpu) => gpu.utilization.at(-1) ?? NaN).filter(Number.isFinite);
        return now.length === 0 ? null : meanOf(now);
    }
    /** Null if there was no row. */
    result() {
        const gpus = [...this.#gpus.values()];
        const [first] = gpus;
        if (first === undefined)
            return null;
        const spanMs = gpus.reduce((most, gpu) => gpu.atMs.reduce((a, b) => Math.max(a, b), most), 0);
        const totals = gpus.flatMap((gpu) => gpu.memoryTotalMib ?? []);
        const joules = gpus.flatMap((gpu) => gpu.joules() ?? []);
        return {
            gpuName: first.name,
            gpuCount: gpus.length,
            idleGpus: gpus.filter((gpu) => statOf(gpu.utilization)?.peak === 0).length,
            samples: Math.max(...gpus.map((gpu) => gpu.atMs.length)),
            spanSeconds: round(spanMs / 1_000),
            utilization: statOf(gpus.flatMap((gpu) => gpu.utilization)),
            memoryMib: statOf(gpus.flatMap((gpu) => gpu.memoryMib)),
            memoryTotalMib: totals.length === 0 ? null : Math.max(...totals),
            powerW: statOf(gpus.flatMap((gpu) => gpu.powerW)),
            energyKwh: joules.length === 0 ? null : round(joules.reduce((sum, part) => sum + part, 0) / 3_600_000, 6),
            temperatureC: statOf(gpus.flatMap((gpu) => gpu.temperatureC)),
            series: seriesOf(gpus, spanMs),
        };
    }
}
function statOf(values) {
    const sorted = Float64Array.from(values.filter(Number.isFinite)).sort();
    const peak = sorted.at(-1);
    if (peak === undefined)
        return null;
    const p95 = sorted[Math.ceil(0.95 * sorted.length) - 1] ?? peak;
    return { mean: round(meanOf(sorted)), p95: round(p95), peak: round(peak) };
}
/** Means over time and GPUs, for a chart. */
function seriesOf(gpus, spanMs) {
    const width = Math.max(LEAST_WIDTH_MS, spanMs / (POINTS - 1));
    const buckets = Array.from({ length: POINTS }, () => ({ utilization: [], memory: [] }));
    for (const gpu of gpus) {
        const memory = gpu.memoryPercent();
        for (const [index, at] of gpu.atMs.entries()) {
            const bucket = buckets[Math.floor(at / width)];
            bucket?.utilization.push(gpu.utilization[index] ?? NaN);
            bucket?.memory.push(memory[index] ?? NaN);
        }
    }
    return buckets
        .map(({ utilization, memory }, at) => ({
        atSeconds: round((at * width) / 1_000),
        utilization: statOf(utilization)?.mean ?? null,
        memory: statOf(memory)?.mean ?? null,
    }))
        .filter(({ utilization, memory }) => utilization !== null || memory !== null);
}
function meanOf(values) {
    let sum = 0;
    for (let at = 0; at < values.length; at++)
        sum += values[at] ?? 0;
    return sum / values.length;
}
function round(value, digits = 2) {
    const factor = 10 ** digits;
    return Math.round(value * factor) / factor;
}

;// CONCATENATED MODULE: ./build/src/report/log.js



/** Waiting is told of when it begins, and then once a minute however many tries there are (ms). */
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
    const hold = () => {
        release = host.quarantine();
        midLine = false;
    };
    /** A progress bar that hangs leaves its line open; after a minute of silence a sign of life matters more than the bar. */
    const endLine = () => {
        if (midLine)
            host.info('');
        midLine = false;
    };
    const onStream = (open) => {
        if (!open) {
            letGo();
            return;
        }
        if (running)
            host.info('[run-action] connected to the job again');
        // Where GPU CLI says in its stream that the pool is full, that belongs to the waiting.
        else if (group !== 'wait')
            openRun();
        hold();
    };
    const onRunning = () => {
        if (running)
            return;
        running = true;
        // The workload's first bytes came on stdout before its start was told on stderr, and a line of them is open: nothing of ours
        // has a place in it, so the group stays open until the end.
        if (midLine)
            return;
        const streaming = release !== undefined;
        letGo();
        openRun();
        if (waitedMs > 0)
            host.info(`Waited ${(0,duration/* sayDuration */.k)(waitedMs)}.`);
        if (jobId() !== '')
            host.info(`Job: ${jobId()}`);
        closeGroup();
        if (streaming)
            hold();
    };
    const onWaiting = (event) => {
        openGroup('wait', titleOf(event));
        waitedMs = event.waitedMs + event.delayMs;
        if (event.waitedMs - toldAtMs < TELL_EACH_MS)
            return;
        const first = toldAtMs === -Infinity;
        toldAtMs = event.waitedMs;
        const pool = event.pool === null ? '' : ` (${event.pool.used} of ${event.pool.limit} sessions in use)`;
        const next = `next try in ${(0,duration/* sayDuration */.k)(event.delayMs)}`;
        const quota = event.quota === true ? ' This may be a quota of a period (month, plan), which waiting does not refill.' : '';
        host.info(first
            ? `Waiting: ${event.reason.replace(/\.$/, '')}${pool}${leftOf(event)}; ${next}.${quota}`
            : `Still waiting after ${(0,duration/* sayDuration */.k)(event.waitedMs)}${leftOf(event)}${pool}; ${next}.`);
    };
    return {
        tail,
        telemetry,
        note(event) {
            switch (event.kind) {
                case 'attemptStarted':
                    running = false;
                    if (event.n > 1)
                        host.debug(`attempt ${event.n}${event.gpuType === '' ? '' : ` with ${event.gpuType}`}`);
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
                    endLine();
                    const busy = telemetry.busyNow();
                    const use = busy === null ? '' : `, GPU ${Math.round(busy)} % busy`;
                    host.info(`[run-action] ${jobId() === '' ? '' : `job ${jobId()} `}still running after ${(0,duration/* sayDuration */.k)(event.ranMs)}${use}`);
                    return;
                }
                case 'pending': {
                    endLine();
                    const limit = event.limitMs > 0 ? `; \`start-timeout\` is ${(0,duration/* sayDuration */.k)(event.limitMs)}` : '';
                    host.info(`[run-action] waiting for ${PENDING[event.phase]} since ${(0,duration/* sayDuration */.k)(event.waitedMs)}${limit}`);
                    return;
                }
                case 'attemptEnded':
                case 'ledger':
                    return;
            }
        },
        end() {
            letGo();
            closeGroup();
        },
    };
}
const leftOf = ({ leftMs }) => (leftMs > 0 ? `, ${(0,duration/* sayDuration */.k)(leftMs)} left` : '');
/** What a folded group shows: what is waited for, and how long that may take. */
function titleOf(event) {
    const what = event.class === 'saturated'
        ? 'Wait for a session'
        : event.class === 'capacity'
            ? 'Wait for a GPU'
            : `Wait and try again (${event.class})`;
    const pool = event.pool === null ? '' : `: ${event.pool.used} of ${event.pool.limit} in use`;
    return `${what}${pool}${leftOf(event)}`;
}

;// CONCATENATED MODULE: ./build/src/run/retry.js

/** Faults in a row that are borne where `max-attempts` does not say: waits of 10 to 160 s outlast a daemon's restart. */
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
function nextStep(policy, history, { waitedMs, jobTimeLeftMs = Infinity }, random) {
    // Foreign numbers come from clocks and from texts of the CLI: what is no number counts as not told.
    const state = {
        waitedMs: waitedMs >= 0 ? waitedMs : 0,
        jobTimeLeftMs: Number.isNaN(jobTimeLeftMs) ? Infinity : jobTimeLeftMs,
    };
    const last = history.at(-1);
    const gpuType = gpuTypeFor(policy, history);
    if (last === undefined)
        return { kind: 'retry', delayMs: 0, gpuType, last: false };
    const exhausted = exhaustion(policy, history, last);
    if (exhausted !== undefined)
        return { kind: 'stop', reason: exhausted };
    const left = budgetLeft(policy, history, state);
    if (left <= 0)
        return { kind: 'stop', reason: sayWaited(policy, history, last, state) };
    const delay = untilLastTry(policy, delayFor(policy, history, last, random), left);
    return { kind: 'retry', delayMs: Math.min(Math.round(delay), Math.floor(left)), gpuType, last: delay >= left };
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
/** It ran, or may have: trying again is paid for. */
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
    const call = history.reduce((longest, { callMs = 0 }) => (callMs > longest && callMs < Infinity ? callMs : longest), 0);
    return Math.min(ofWait, state.jobTimeLeftMs - call);
}
/** The budget's end is the best moment for the last try: a wait that would pass it, or leave less than one wait behind, ends there. */
function untilLastTry(policy, wanted, left) {
    return wanted > 0 && wanted + policy.minDelayMs >= left ? left : wanted;
}
function sayWaited(policy, history, last, state) {
    const pool = last.pool === undefined ? '' : ` (${last.pool.used} of ${last.pool.limit} in use)`;
    const types = policy.gpuTypes.length === 0 ? '' : ` (${policy.gpuTypes.join(', ')})`;
    const what = last.class === 'saturated' ? `a pooled session${pool}` : `a GPU${types}`;
    const tries = history.length === 1 ? '1 try' : `${history.length} tries`;
    const limit = policy.maxWaitMs > 0 && state.waitedMs >= policy.maxWaitMs
        ? `\`max-wait\` is ${(0,duration/* sayDuration */.k)(policy.maxWaitMs)}`
        : "the job's own time limit leaves no room for another try";
    return `Waited ${(0,duration/* sayDuration */.k)(state.waitedMs)} for ${what}, ${tries}; ${limit}.`;
}

;// CONCATENATED MODULE: ./build/src/run/launch.js
/**
 * The request made concrete for one attempt.
 * @param argv the workload's command line in its wrapper.
 * @param env values of the bare names of the input `env`.
 */
function launchOf(request, gpuType, argv, env) {
    return {
        gpuType,
        gpuCount: request.gpuCount,
        minVram: request.minVram,
        env: request.env.flatMap(({ name, value }) => {
            const given = value ?? env(name);
            return given === undefined ? [] : [[name, given]];
        }),
        outputs: request.outputs,
        args: request.args,
        argv,
    };
}

;// CONCATENATED MODULE: ./build/src/run/limits.js

const TICK_MS = 200;
const NEAR = 0.8;
const HEARTBEAT_MS = 60_000;
/** Watches the limits of one attempt. Only `start-timeout`, `max-cost` and the job limit count time before the workload's start. */
function watchLimits(limits, clock, events) {
    const began = clock.elapsed();
    let startedAt;
    let lastOutput = began;
    let lastBeat = began;
    let pricePerHour = 0;
    let paidFrom = began;
    let late = false;
    const told = new Set();
    const ended = new AbortController();
    const check = (name, used, limit, say, cause) => {
        if (limit <= 0)
            return false;
        if (used >= limit) {
            events.onReached(cause());
            return true;
        }
        if (used >= limit * NEAR && !told.has(name)) {
            told.add(name);
            events.onNear(`80 % of \`${name}\` is used: ${say(used)} of ${say(limit)}.`);
        }
        return false;
    };
    const timedOut = (limit, reason) => () => ({
        kind: 'timedOut',
        limit,
        reason,
    });
    const tick = () => {
        const now = clock.elapsed();
        const ran = startedAt === undefined ? 0 : now - startedAt;
        if (startedAt !== undefined) {
            const idle = now - lastOutput;
            if (idle >= HEARTBEAT_MS && now - lastBeat >= HEARTBEAT_MS) {
                lastBeat = now;
                events.onSilence(ran);
            }
            const { timeoutMs, idleTimeoutMs } = limits;
            const long = `The workload ran longer than \`timeout\` (${(0,duration/* sayDuration */.k)(timeoutMs)}) and was ended.`;
            if (check('timeout', ran, timeoutMs, duration/* sayDuration */.k, timedOut('timeout', long)))
                return true;
            const silent = `The workload printed nothing for \`idle-timeout\` (${(0,duration/* sayDuration */.k)(idleTimeoutMs)}) and was ended.`;
            if (check('idle-timeout', idle, idleTimeoutMs, duration/* sayDuration */.k, timedOut('idle-timeout', silent)))
                return true;
        }
        if (startedAt === undefined && !late) {
            if (now - lastBeat >= HEARTBEAT_MS) {
                lastBeat = now;
                events.onPending(now - began);
            }
            late = limits.startTimeoutMs > 0 && now - began >= limits.startTimeoutMs;
            if (late)
                events.onNotStarted();
        }
        if (limits.detachAfterMs > 0 && now - began >= limits.detachAfterMs) {
            events.onReached({ kind: 'detached' });
            return true;
        }
        const usd = ((limits.paidMs + now - paidFrom) / 3_600_000) * pricePerHour;
        const dear = `The estimated cost reached \`max-cost\` ($${limits.maxCostUsd.toFixed(2)}) and the run was ended.`;
        const money = (n) => `$${n.toFixed(2)}`;
        if (check('max-cost', usd, limits.maxCostUsd, money, () => ({ kind: 'overBudget', reason: dear })))
            return true;
        const near = 'The time limit of the CI job is near, so the run was ended while there is time to end it well.';
        return check('job limit', now - began, limits.jobLeftMs, duration/* sayDuration */.k, timedOut('job-limit', near));
    };
    void (async () => {
        while (!ended.signal.aborted && !tick())
            await clock.sleep(TICK_MS, ended.signal);
    })();
    return {
        started() {
            startedAt ??= clock.elapsed();
            lastOutput = clock.elapsed();
        },
        output() {
            lastOutput = clock.elapsed();
        },
        price(usdPerHour, fromMs = paidFrom) {
            pricePerHour = usdPerHour;
            paidFrom = fromMs;
            // Nothing is left to be watched of a run that was over before its price was known.
            if (usdPerHour === 0 && !ended.signal.aborted)
                events.onNear('`max-cost` cannot be watched: GPU CLI tells no price for this GPU.');
        },
        stop: () => ended.abort(),
    };
}

;// CONCATENATED MODULE: ./build/src/run/loop.js










const loop_HEARTBEAT_MS = 60_000;
/** Between two looks for a pod whose workload has not started (ms). */
const PRICE_EACH_MS = 15_000;
const RELEASE = { deadlineMs: 20_000, callMs: 15_000, looks: 1 };
/** Runs the workload once, with as many attempts as it takes to get it started within the policy. */
async function run(request, ports, adopted) {
    const { clock, policy, signal, emit } = ports;
    const began = clock.elapsed();
    const attempts = [];
    const history = [];
    let ranMs = 0;
    let paidFrom;
    let stuckMs = 0;
    for (let n = 1;; n++) {
        const gpuType = gpuTypeFor(policy, history);
        emit({ kind: 'attemptStarted', n, gpuType });
        const [startedAt, from] = [clock.now(), clock.elapsed()];
        const jobLeftMs = ports.limits.jobLeftMs > 0 ? Math.max(1, ports.limits.jobLeftMs - (from - began)) : 0;
        const taken = n === 1 ? adopted : undefined;
        const limits = {
            ...ports.limits,
            jobLeftMs,
            // When an adopted job was submitted is not known, and it has mostly started.
            startTimeoutMs: taken === undefined ? ports.limits.startTimeoutMs : 0,
            paidMs: stuckMs + from - (paidFrom ?? from),
        };
        const end = await once(request, ports, limits, gpuType, taken);
        // Its pod is kept for the next attempt and paid for meanwhile.
        if (end.phases.some(({ phase }) => phase === 'running'))
            paidFrom ??= from;
        const tookMs = clock.elapsed() - from;
        if (end.podStuck === true && ports.ledger.known.pod)
            stuckMs += tookMs;
        const record = (waitedMs) => {
            const ended = {
                n,
                gpuType,
                startedAt: new Date(startedAt).toISOString(),
                endedAt: new Date(startedAt + Math.round(tookMs)).toISOString(),
                phases: end.phases,
                jobId: end.jobId,
                podId: (ports.ledger.known.pod && ports.ledger.pods.at(-1)) || '',
                outcome: end.outcome,
                waitedSeconds: Math.round(waitedMs) / 1_000,
            };
            attempts.push(ended);
            emit({ kind: 'attemptEnded', attempt: ended });
        };
        const failure = retryable(end.outcome);
        // What is collected was submitted elsewhere.
        if (failure === undefined || isAborted(signal) || request.mode === 'collect') {
            record(0);
            // Who cancels a run while it is being refused has cancelled it; the attempt keeps its own cause.
            const cancelled = end.outcome.kind === 'refused' && isAborted(signal);
            return { attempts, outcome: cancelled ? abortedOutcome(signal) : end.outcome, jobOver: end.jobOver };
        }
        if (failure.class === 'workload')
            ranMs += tookMs;
        history.push({ ...failure, atMs: clock.elapsed() - began, callMs: tookMs });
        const waitedMs = clock.elapsed() - began - ranMs;
        const jobTimeLeftMs = ports.limits.jobLeftMs > 0 ? ports.limits.jobLeftMs - (clock.elapsed() - began) : undefined;
        const step = nextStep(policy, history, { waitedMs, jobTimeLeftMs }, () => clock.random());
        if (step.kind === 'stop') {
            const more = policy.retryOn.includes(failure.class) ? ` ${step.reason}` : '';
            const outcome = { ...failure.outcome, reason: `${sentence(failure.reason)}${more}` };
            record(0);
            return { attempts, outcome, jobOver: end.jobOver };
        }
        record(step.delayMs);
        if (end.podStuck === true || failure.podBroken === true)
            await release(ports);
        const leftMs = policy.maxWaitMs > 0 ? Math.max(0, policy.maxWaitMs - waitedMs) : 0;
        const waiting = {
            kind: 'waiting',
            class: failure.class,
            reason: failure.reason,
            pool: failure.pool ?? null,
            ...(failure.quota === true ? { quota: true } : {}),
        };
        await pause(ports, step.delayMs, (passedMs) => {
            const times = { delayMs: step.delayMs - passedMs, waitedMs: waitedMs + passedMs };
            emit({ ...waiting, ...times, leftMs: Math.max(0, leftMs - passedMs), heartbeat: passedMs > 0 });
        });
        if (isAborted(signal))
            return { attempts, outcome: abortedOutcome(signal), jobOver: end.jobOver };
    }
}
/** A pod that did not come up is paid for while we wait, and the next attempt would be given it again. */
async function release({ gpu, ledger, clock, signal }) {
    const over = { ...ledger, keepPod: false, jobOver: true };
    await (0,cleanup/* endRun */.lb)(gpu, over, { clock, ...RELEASE, signal });
    ledger.pods = over.pods;
}
/** Sleeps, and tells at once and each minute. A signal wakes it. */
async function pause({ clock, signal }, delayMs, tell) {
    const from = clock.elapsed();
    const until = from + delayMs;
    tell(0);
    while (!isAborted(signal) && clock.elapsed() < until) {
        await clock.sleep(Math.min(loop_HEARTBEAT_MS, until - clock.elapsed()), signal);
        if (!isAborted(signal) && clock.elapsed() < until)
            tell(clock.elapsed() - from);
    }
}
/** One attempt under its limits. */
async function once(request, ports, limits, gpuType, adopted) {
    const { clock, emit, gpu, ledger } = ports;
    const limit = new AbortController();
    let startedAt = 0;
    let phase = 'submitting';
    // GPU CLI may report a start that its client does not show.
    const ifStarted = async () => {
        const started = startedAt > 0 || (await hasStarted(context));
        if (started && startedAt === 0)
            context.events.onStart();
        return started;
    };
    const watch = watchLimits(limits, clock, {
        onNear: (message) => emit({ kind: 'near', message }),
        onReached: (cause) => limit.abort(cause),
        onSilence: (ranMs) => emit({ kind: 'silence', ranMs }),
        onPending: (waitedMs) => {
            emit({ kind: 'pending', phase, waitedMs, limitMs: limits.startTimeoutMs });
            void ifStarted();
        },
        onNotStarted: () => {
            const long = `The workload did not start within \`start-timeout\` (${(0,duration/* sayDuration */.k)(limits.startTimeoutMs)}).`;
            void ifStarted().then((started) => {
                if (!started)
                    limit.abort({ kind: 'notStarted', reason: long });
            });
        },
    });
    const meter = meterOf(ports, limits, watch);
    const nonce = adopted === undefined ? ports.nonce() : adopted.nonce;
    const mark = { key: ledger.key, nonce, podsBefore: ledger.podsBefore };
    const argv = (0,wrapper/* wrap */.LV)(request.argv, mark, request.telemetry);
    const context = {
        gpu,
        clock,
        ledger,
        nonce,
        saturation: request.saturationPattern,
        detachAtStart: request.mode === 'submit',
        launch: launchOf(request, gpuType, argv, ports.env),
        abort: AbortSignal.any([ports.signal, limit.signal]),
        signal: ports.signal,
        events: {
            onPhase: (reached) => {
                phase = reached;
                emit({ kind: 'phase', phase });
                if (phase !== 'submitting' && phase !== 'ended')
                    meter.pending();
            },
            onStart: () => {
                startedAt = clock.elapsed();
                watch.started();
                meter.started();
                if (request.mode === 'submit')
                    limit.abort({ kind: 'detached' });
            },
            onLedger: () => emit({ kind: 'ledger' }),
            onStream: (open) => emit({ kind: 'stream', open }),
            onSample: (row) => emit({ kind: 'sample', row, elapsedMs: clock.elapsed() - startedAt }),
            onOutput: (chunk) => {
                watch.output();
                emit({ kind: 'output', chunk });
            },
        },
    };
    try {
        if (adopted === undefined)
            return await attempt(context);
        (0,state/* beginAttempt */.xF)(ledger, adopted.nonce);
        (0,state/* learnIds */.TD)(ledger, adopted.jobId, adopted.podId);
        emit({ kind: 'ledger' });
        if (context.detachAtStart && (await hasStarted(context)))
            return { outcome: { kind: 'submitted' }, phases: [], jobId: adopted.jobId, jobOver: false };
        return await follow(context, adopted.jobId, phaseMarks(clock, context.events.onPhase));
    }
    finally {
        meter.stop();
        watch.stop();
    }
}
/** Asks for the price from the moment a pod may exist: one that comes up is paid for, whether or not its workload starts. */
function meterOf({ clock, price }, { maxCostUsd }, watch) {
    const over = new AbortController();
    let state = maxCostUsd > 0 ? 'idle' : 'started';
    let known = false;
    // The pod came up after the last look that found none.
    let fromMs;
    const ask = async () => {
        while (state === 'pending' && !over.signal.aborted) {
            const usd = await price(false);
            if (usd > 0) {
                known = true;
                watch.price(usd, fromMs);
                return;
            }
            fromMs = clock.elapsed();
            await clock.sleep(PRICE_EACH_MS, over.signal);
        }
    };
    return {
        pending() {
            if (state !== 'idle')
                return;
            state = 'pending';
            void ask();
        },
        started() {
            if (maxCostUsd <= 0)
                return;
            state = 'started';
            void price(true).then((usd) => {
                if (usd > 0 || !known)
                    watch.price(usd, fromMs);
            });
        },
        stop: () => over.abort(),
    };
}
/** The failure that the policy may decide to try again; undefined for every ending that is never tried again. */
function retryable(outcome) {
    switch (outcome.kind) {
        case 'refused':
            return { ...outcome, outcome };
        case 'failed':
            return { class: 'workload', reason: outcome.reason, outcome };
        case 'succeeded':
        case 'submitted':
        case 'skipped':
        case 'cancelled':
        case 'timedOut':
        case 'overBudget':
        case 'lost':
            return undefined;
    }
}
const sentence = (text) => (/[.!?]$/.test(text) ? text : `${text}.`);

// EXTERNAL MODULE: ./build/src/run/not-saved.js
var not_saved = __webpack_require__(3531);
;// CONCATENATED MODULE: ./build/src/run/workload.js










/** What is kept of the CI job's own limit for ending the run well (ms); a quarter of a short one. */
const JOB_LIMIT_RESERVE_MS = 5 * 60_000;
/** The same if the host does not say when the job started: steps before this one have taken of the limit. */
const UNKNOWN_START_RESERVE_MS = 15 * 60_000;
/** What the CI job's own limit leaves for the run, 0 without a limit. */
function jobLeftMs({ context: { jobLimitMs, jobStartedAt } }, clock) {
    if (jobLimitMs === 0)
        return 0;
    const passedMs = clock.now() - jobStartedAt;
    const known = jobStartedAt > 0 && passedMs >= 0 && passedMs < jobLimitMs;
    const reserveMs = Math.min(known ? JOB_LIMIT_RESERVE_MS : UNKNOWN_START_RESERVE_MS, jobLimitMs / 4);
    return Math.max(1, jobLimitMs - reserveMs - (known ? passedMs : 0));
}
/** How often, and how far apart (ms), a pod is looked for whose price must be known. */
const POD_LOOKS = 4;
const POD_LOOK_MS = 5_000;
/** Runs the workload through the attempt loop; what happens goes into the log, the saved state, the outputs and `progress`. */
async function runWorkload(request, ready, world, progress) {
    const { host, clock, env } = world;
    const { gpu, ledger } = ready;
    const jobId = () => (ledger.known.job && ledger.jobs.at(-1)) || '';
    const journal = openJournal(host, request.command || `job ${request.jobId}`, jobId);
    progress.journal = journal;
    const adopted = jobToAdopt(ready, request, host);
    ledger.former = false;
    if (adopted !== undefined && request.mode === 'run') {
        host.notice(`Job ${adopted.jobId} of a former try of this step is still alive: it is followed, and nothing is started twice.`);
    }
    const hidden = (0,run_former/* hidesFormer */.Vt)(ready.view) || ledger.unnamedBefore === null;
    if (adopted === undefined && host.context.runAttempt > 1 && hidden)
        host.warning(CANNOT_LOOK);
    let facts;
    const learnPod = async () => {
        const [view, offers] = await Promise.all([gpu.status(undefined, world.signal), gpu.inventory(world.signal)]);
        progress.offers = offers;
        progress.pool = view?.pool ?? null;
        const last = ledger.known.pod && ledger.pods.at(-1);
        const podId = (jobId() !== '' && view?.jobs.find((job) => job.jobId === jobId())?.podId) || last;
        progress.pod = view?.pods.find((pod) => pod.podId === podId);
        if (progress.pod === undefined)
            return view;
        host.setOutput('pod-id', progress.pod.podId);
        if ((0,state/* learnIds */.TD)(ledger, '', progress.pod.podId))
            save(host, ready);
        return view;
    };
    const running = new AbortController();
    let asked = '';
    const emit = (event) => {
        if (event.kind === 'attemptStarted')
            asked = event.gpuType;
        if (event.kind === 'ledger') {
            save(host, ready);
            const jobId = ledger.jobs.at(-1);
            if (jobId !== undefined)
                host.setOutput('job-id', jobId);
        }
        // Each attempt may be given another pod.
        if (event.kind === 'phase' && event.phase === 'running')
            facts = learnPod();
        if (event.kind === 'waiting' && !event.heartbeat && event.class !== 'workload') {
            // It was refused: what comes up while we wait is not ours.
            ledger.jobOver = true;
            tryToSave(host, ready);
        }
        if (event.kind === 'attemptEnded') {
            progress.attempts = [...progress.attempts, event.attempt];
            const { outcome } = event.attempt;
            if (outcome.kind === 'refused') {
                ledger.refused = true;
                (0,state/* learnBroken */.UR)(ledger, (0,parse/* podsBroken */.UV)(outcome.reason));
                tryToSave(host, ready);
            }
        }
        journal.note(event);
    };
    const result = await run(request, {
        gpu,
        clock,
        ledger,
        emit,
        nonce: () => (0,external_node_crypto_.randomBytes)(8).toString('hex'),
        env: (name) => env[name],
        price: async (started) => {
            let view = await (started ? (facts ??= learnPod()) : learnPod());
            // A pod that is counted and not named is paid for all the same.
            if (!started && progress.pod === undefined && (view?.unnamed ?? 0) === 0)
                return 0;
            // A pod that is not listed yet, or no more because the workload is over already, has a price all the same.
            for (let looks = 1; started && progress.pod === undefined && view?.jobsKnown !== false && looks < POD_LOOKS; looks++) {
                await clock.sleep(POD_LOOK_MS, running.signal);
                if (running.signal.aborted)
                    break;
                view = await learnPod();
            }
            const offer = (0,model_outcome/* offerFor */.qK)(progress.offers, progress.pod?.gpuType ?? asked);
            return progress.pod?.costPerHour || (offer?.costPerHour ?? 0) * (request.gpuCount ?? 1);
        },
        limits: { ...request, jobLeftMs: jobLeftMs(host, clock) },
        policy: {
            retryOn: request.retryOn,
            maxWaitMs: request.maxWaitMs,
            maxAttempts: request.maxAttempts,
            minDelayMs: request.retryDelayMs,
            maxDelayMs: request.retryMaxDelayMs,
            gpuTypes: request.gpuTypes,
        },
        signal: world.signal,
    }, adopted).finally(() => running.abort());
    progress.outcome = result.outcome;
    progress.attempts = result.attempts;
    progress.hint = hintOf(result.outcome);
    progress.jobOver = result.jobOver;
    journal.end();
    if (!world.signal.aborted)
        await facts;
}
/** What to do about a limit that the general advice does not name. */
function hintOf(outcome) {
    if (outcome.kind !== 'timedOut')
        return '';
    if (outcome.limit === 'remote')
        return "GPU CLI's own limit ended the job. Raise it (`GPU_RUN_TIMEOUT`), or make the run shorter.";
    if (outcome.limit === 'start-timeout')
        return 'Raise `start-timeout`, or name more GPU types in `gpu-type`.';
    return '';
}
const CANNOT_LOOK = 'GPU CLI does not list jobs with their command lines, so a job of the previous attempt may still be running, and both would be billed. Check with `gpu status`, and stop its pod with `gpu stop POD_ID -y`.';
/**
 * Must be down before the next line runs: a kill may come at any moment. Where it cannot be written nothing is started, no
 * further attempt either; what runs already is followed to its end all the same.
 */
function save(host, ready) {
    const why = tryToSave(host, ready);
    const { job, pod } = ready.ledger.known;
    if (why === '' || job || pod)
        return;
    throw (0,not_saved/* notSaved */.b)(why, ready.ledger.jobs.length > 0);
}
/** @returns why it could not be saved, '' where it was: post then looks once more. */
function tryToSave(host, { ledger }) {
    try {
        host.saveState(state/* LEDGER_STATE */.Kp, JSON.stringify(ledger));
        return '';
    }
    catch (error) {
        host.debug(`The ledger could not be saved: ${(0,errors/* sentenceOf */.$)(error)}`);
        return (0,errors/* sentenceOf */.$)(error);
    }
}

;// CONCATENATED MODULE: ./build/src/run/later.js
// What a run needs once `gpu` has been called for the first time. Loaded as one chunk while `gpu` answers that call.












/***/ })

};
;