import { createRequire as __WEBPACK_EXTERNAL_createRequire } from "module";
/******/ var __webpack_modules__ = ({

/***/ 2613:
/***/ ((module) => {

module.exports = __WEBPACK_EXTERNAL_createRequire(import.meta.url)("assert");

/***/ }),

/***/ 6982:
/***/ ((module) => {

module.exports = __WEBPACK_EXTERNAL_createRequire(import.meta.url)("crypto");

/***/ }),

/***/ 4434:
/***/ ((module) => {

module.exports = __WEBPACK_EXTERNAL_createRequire(import.meta.url)("events");

/***/ }),

/***/ 9896:
/***/ ((module) => {

module.exports = __WEBPACK_EXTERNAL_createRequire(import.meta.url)("fs");

/***/ }),

/***/ 8611:
/***/ ((module) => {

module.exports = __WEBPACK_EXTERNAL_createRequire(import.meta.url)("http");

/***/ }),

/***/ 5692:
/***/ ((module) => {

module.exports = __WEBPACK_EXTERNAL_createRequire(import.meta.url)("https");

/***/ }),

/***/ 9278:
/***/ ((module) => {

module.exports = __WEBPACK_EXTERNAL_createRequire(import.meta.url)("net");

/***/ }),

/***/ 4589:
/***/ ((module) => {

module.exports = __WEBPACK_EXTERNAL_createRequire(import.meta.url)("node:assert");

/***/ }),

/***/ 6698:
/***/ ((module) => {

module.exports = __WEBPACK_EXTERNAL_createRequire(import.meta.url)("node:async_hooks");

/***/ }),

/***/ 4573:
/***/ ((module) => {

module.exports = __WEBPACK_EXTERNAL_createRequire(import.meta.url)("node:buffer");

/***/ }),

/***/ 1421:
/***/ ((module) => {

module.exports = __WEBPACK_EXTERNAL_createRequire(import.meta.url)("node:child_process");

/***/ }),

/***/ 7540:
/***/ ((module) => {

module.exports = __WEBPACK_EXTERNAL_createRequire(import.meta.url)("node:console");

/***/ }),

/***/ 7598:
/***/ ((module) => {

module.exports = __WEBPACK_EXTERNAL_createRequire(import.meta.url)("node:crypto");

/***/ }),

/***/ 3053:
/***/ ((module) => {

module.exports = __WEBPACK_EXTERNAL_createRequire(import.meta.url)("node:diagnostics_channel");

/***/ }),

/***/ 610:
/***/ ((module) => {

module.exports = __WEBPACK_EXTERNAL_createRequire(import.meta.url)("node:dns");

/***/ }),

/***/ 8474:
/***/ ((module) => {

module.exports = __WEBPACK_EXTERNAL_createRequire(import.meta.url)("node:events");

/***/ }),

/***/ 3024:
/***/ ((module) => {

module.exports = __WEBPACK_EXTERNAL_createRequire(import.meta.url)("node:fs");

/***/ }),

/***/ 7067:
/***/ ((module) => {

module.exports = __WEBPACK_EXTERNAL_createRequire(import.meta.url)("node:http");

/***/ }),

/***/ 2467:
/***/ ((module) => {

module.exports = __WEBPACK_EXTERNAL_createRequire(import.meta.url)("node:http2");

/***/ }),

/***/ 8995:
/***/ ((module) => {

module.exports = __WEBPACK_EXTERNAL_createRequire(import.meta.url)("node:module");

/***/ }),

/***/ 7030:
/***/ ((module) => {

module.exports = __WEBPACK_EXTERNAL_createRequire(import.meta.url)("node:net");

/***/ }),

/***/ 8161:
/***/ ((module) => {

module.exports = __WEBPACK_EXTERNAL_createRequire(import.meta.url)("node:os");

/***/ }),

/***/ 6760:
/***/ ((module) => {

module.exports = __WEBPACK_EXTERNAL_createRequire(import.meta.url)("node:path");

/***/ }),

/***/ 643:
/***/ ((module) => {

module.exports = __WEBPACK_EXTERNAL_createRequire(import.meta.url)("node:perf_hooks");

/***/ }),

/***/ 1792:
/***/ ((module) => {

module.exports = __WEBPACK_EXTERNAL_createRequire(import.meta.url)("node:querystring");

/***/ }),

/***/ 6848:
/***/ ((module) => {

module.exports = __WEBPACK_EXTERNAL_createRequire(import.meta.url)("node:readline/promises");

/***/ }),

/***/ 7075:
/***/ ((module) => {

module.exports = __WEBPACK_EXTERNAL_createRequire(import.meta.url)("node:stream");

/***/ }),

/***/ 1692:
/***/ ((module) => {

module.exports = __WEBPACK_EXTERNAL_createRequire(import.meta.url)("node:tls");

/***/ }),

/***/ 3136:
/***/ ((module) => {

module.exports = __WEBPACK_EXTERNAL_createRequire(import.meta.url)("node:url");

/***/ }),

/***/ 7975:
/***/ ((module) => {

module.exports = __WEBPACK_EXTERNAL_createRequire(import.meta.url)("node:util");

/***/ }),

/***/ 3429:
/***/ ((module) => {

module.exports = __WEBPACK_EXTERNAL_createRequire(import.meta.url)("node:util/types");

/***/ }),

/***/ 5919:
/***/ ((module) => {

module.exports = __WEBPACK_EXTERNAL_createRequire(import.meta.url)("node:worker_threads");

/***/ }),

/***/ 8522:
/***/ ((module) => {

module.exports = __WEBPACK_EXTERNAL_createRequire(import.meta.url)("node:zlib");

/***/ }),

/***/ 857:
/***/ ((module) => {

module.exports = __WEBPACK_EXTERNAL_createRequire(import.meta.url)("os");

/***/ }),

/***/ 3193:
/***/ ((module) => {

module.exports = __WEBPACK_EXTERNAL_createRequire(import.meta.url)("string_decoder");

/***/ }),

/***/ 4756:
/***/ ((module) => {

module.exports = __WEBPACK_EXTERNAL_createRequire(import.meta.url)("tls");

/***/ }),

/***/ 9023:
/***/ ((module) => {

module.exports = __WEBPACK_EXTERNAL_createRequire(import.meta.url)("util");

/***/ }),

/***/ 3165:
/***/ ((__unused_webpack___webpack_module__, __webpack_exports__, __nccwpck_require__) => {

/* harmony export */ __nccwpck_require__.d(__webpack_exports__, {
/* harmony export */   l: () => (/* binding */ endRun)
/* harmony export */ });
/* unused harmony export livingOf */
/* harmony import */ var _gpu_wrapper_js__WEBPACK_IMPORTED_MODULE_0__ = __nccwpck_require__(4243);

/** Between two tries to end what still lives (ms). */
const PAUSE_MS = 400;
const GONE = /^(stopped|terminated|gone|exited|deleted|removed|destroyed|dead)/i;
/** Still billed perhaps, and it may get stuck: it needs no second order, but it is not gone. */
const ENDING = /^(stopping|terminating|deleting|removing|destroying|shutting)/i;
/**
 * Ends what this run left alive and verifies it by reading the status again: our jobs are cancelled by id, their pods stopped
 * by id. A pod that was there before us, or on which another run's job is alive, is never stopped. Idempotent; never throws.
 */
async function endRun(gpu, ledger, options) {
    const { clock } = options;
    const until = clock.elapsed() + options.deadlineMs;
    const left = () => until - clock.elapsed();
    const callMs = () => Math.max(500, Math.min(options.callMs, left()));
    let view;
    let pod;
    let first = true;
    let asked = false;
    // A submission whose answer was lost may still arrive: one look that finds nothing proves little.
    let looks = ledger.stage === 'started' && ledger.jobs.length === 0 ? 2 : 1;
    while (first || left() > 0) {
        if (!first)
            await clock.sleep(Math.min(PAUSE_MS, Math.max(0, left())));
        // Known jobs are cancelled before anything is read: on a cancel each moment counts.
        if (first && options.jobOver !== true && ledger.jobs.length > 0) {
            asked = true;
            await Promise.all(ledger.jobs.map((jobId) => gpu.cancel(jobId, callMs())));
        }
        first = false;
        view = (await gpu.status(callMs())) ?? undefined;
        if (view === undefined) {
            // Blind: what is known by id is ended all the same, but nothing can be confirmed.
            if (asked && left() < options.deadlineMs / 2)
                await Promise.all(ledger.pods.filter(ours(ledger)).map((pod) => gpu.stop(pod, callMs())));
            continue;
        }
        const living = livingOf(ledger, view);
        pod ??= view.pods.find(({ podId }) => living.known.has(podId));
        if (living.jobs.length > 0) {
            asked = true;
            await Promise.all(living.jobs.map((job) => gpu.cancel(job.jobId, callMs())));
            continue;
        }
        const reason = living.left;
        if (living.unsure.length > 0)
            break;
        if (living.pods.length === 0 && --looks > 0)
            continue;
        if (ledger.keepPod)
            ledger.pods = [...new Set([...ledger.pods, ...living.mine])];
        if (living.pods.length === 0) {
            const never = ledger.jobs.length === 0 && ledger.pods.length === 0 && !asked;
            return {
                cleanup: reason === '' ? (never ? 'not-needed' : 'confirmed') : 'kept',
                leftover: '',
                left: reason,
                view,
                pod,
            };
        }
        asked = true;
        ledger.pods = [...new Set([...ledger.pods, ...living.pods])];
        await Promise.all(living.pods.filter((pod) => !living.ending.has(pod)).map((pod) => gpu.stop(pod, callMs())));
    }
    const rest = view === undefined ? undefined : livingOf(ledger, view);
    const job = rest?.jobs[0]?.jobId ?? (rest === undefined ? (ledger.jobs.at(-1) ?? '') : '');
    const podId = rest?.pods[0] ?? (rest === undefined ? (ledger.pods.filter(ours(ledger)).at(-1) ?? '') : '');
    return {
        cleanup: 'unconfirmed',
        leftover: leftoverOf(gpu, job, podId, rest),
        left: '',
        view,
        pod,
    };
}
function leftoverOf(gpu, job, pod, rest) {
    if (rest !== undefined && rest.unsure.length > 0) {
        const names = rest.unsure.join(', ');
        return `one of the jobs ${names} may be of this run, GPU CLI does not tell which; end yours with: gpu run --cancel JOB`;
    }
    const what = [job && `job ${job}`, pod && `pod ${pod}`].filter(Boolean).join(' and ') || 'a job of this run';
    if (job === '' && rest?.ending.has(pod) === true)
        return `${what} is still stopping and may cost money until it is gone; look with: gpu status`;
    return `${what} may still run and cost money; end it with: ${gpu.stopCommand(job, pod)}`;
}
const ours = (ledger) => (pod) => !ledger.podsBefore.includes(pod);
/** What of this run is alive in a view, and which pods may be stopped. */
function livingOf(ledger, view) {
    const alive = view.jobs.filter((job) => job.alive);
    const isOurs = (job) => ledger.jobs.includes(job.jobId) || ledger.nonces.includes((0,_gpu_wrapper_js__WEBPACK_IMPORTED_MODULE_0__/* .markIn */ .bk)(job.command)?.nonce ?? '');
    const named = alive.some((job) => job.command !== '') || ledger.jobs.length > 0;
    // No id was ever seen and the CLI lists no commands: the one job that appeared since the snapshot is ours. Of several, all
    // but one are others' for sure, since a run has one job at a time.
    const since = named || ledger.stage === 'intent' ? [] : alive.filter((job) => !ledger.jobsBefore.includes(job.jobId));
    const jobs = alive.filter((job) => isOurs(job) || (since.length === 1 && since.includes(job)));
    const foreign = new Set(alive.filter((job) => !jobs.includes(job)).map((job) => job.podId));
    const podsUp = view.pods.filter((pod) => !GONE.test(pod.state)).map((pod) => pod.podId);
    const known = new Set([...ledger.pods, ...view.jobs.filter(isOurs).map((job) => job.podId)].filter(Boolean));
    const candidates = podsUp.filter((pod) => known.has(pod) || ledger.kept.includes(pod) || (known.size === 0 && appeared(ledger, view, pod)));
    const mine = candidates.filter(ours(ledger));
    const busy = mine.filter((pod) => foreign.has(pod));
    const before = candidates.filter((pod) => !ours(ledger)(pod));
    return {
        jobs,
        known: new Set(candidates),
        mine,
        ending: new Set(view.pods.filter((pod) => ENDING.test(pod.state)).map((pod) => pod.podId)),
        unsure: since.length > 1 ? since.map((job) => job.jobId) : [],
        pods: ledger.keepPod ? [] : mine.filter((pod) => !foreign.has(pod)),
        left: [
            ledger.keepPod && mine.length > 0 ? `pod ${mine.join(', ')} is kept warm, as asked` : '',
            !ledger.keepPod && busy.length > 0 ? `pod ${busy.join(', ')} was left to the run whose job is alive on it` : '',
            before.length > 0 ? `pod ${before.join(', ')} was there before this run and was left as it was` : '',
        ]
            .filter(Boolean)
            .join('; '),
    };
}
/** No pod of ours is known: one that came up since our submission and on which nobody else has a job is ours. */
function appeared(ledger, view, pod) {
    return ledger.stage !== 'intent' && !ledger.podsBefore.includes(pod) && !view.jobs.some((job) => job.podId === pod);
}


/***/ }),

/***/ 1053:
/***/ ((__unused_webpack___webpack_module__, __webpack_exports__, __nccwpck_require__) => {


// EXPORTS
__nccwpck_require__.d(__webpack_exports__, {
  m: () => (/* binding */ systemClock)
});

;// CONCATENATED MODULE: external "node:timers/promises"
const promises_namespaceObject = __WEBPACK_EXTERNAL_createRequire(import.meta.url)("node:timers/promises");
;// CONCATENATED MODULE: ./build/src/clock.js

/** The machine's own time and chance. */
const systemClock = {
    now: () => Date.now(),
    elapsed: () => performance.now(),
    random: () => Math.random(),
    async sleep(ms, signal) {
        try {
            // Node fires a timer at once when it is longer than 2^31 - 1 ms.
            await (0,promises_namespaceObject.setTimeout)(Math.min(Math.max(0, ms), 2 ** 31 - 1), undefined, signal === undefined ? {} : { signal });
        }
        catch {
            // Woken by the signal.
        }
    },
};


/***/ }),

/***/ 9509:
/***/ ((__unused_webpack___webpack_module__, __webpack_exports__, __nccwpck_require__) => {

/* harmony export */ __nccwpck_require__.d(__webpack_exports__, {
/* harmony export */   E: () => (/* binding */ parseDuration),
/* harmony export */   k: () => (/* binding */ sayDuration)
/* harmony export */ });
const UNIT_MS = { ms: 1, s: 1_000, m: 60_000, h: 3_600_000, d: 86_400_000 };
const PART = /(\d+(?:\.\d+)?)(ms|s|m|h|d)/y;
/** `500ms`, `30s`, `5m`, `2h`, `1h30m`, `45` (seconds) → milliseconds; undefined for anything else. */
function parseDuration(text) {
    const value = text.trim().toLowerCase();
    if (/^\d+(\.\d+)?$/.test(value))
        return bounded(Number(value) * 1_000);
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
        .filter(([n], index) => index === 0 || n > 0)
        .map(([n, unit]) => `${n} ${unit}`)
        .join(' ');
}


/***/ }),

/***/ 3026:
/***/ ((__unused_webpack___webpack_module__, __webpack_exports__, __nccwpck_require__) => {

/* harmony export */ __nccwpck_require__.d(__webpack_exports__, {
/* harmony export */   $N: () => (/* binding */ sentenceOf),
/* harmony export */   HB: () => (/* binding */ unreachable),
/* harmony export */   yo: () => (/* binding */ UserError)
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
        return error.message.split('\n', 1)[0] ?? error.name;
    return String(error);
}
/** The `never` end of a switch over a union: unreachable while the types hold. */
function unreachable(value) {
    throw new Error(`unexpected value ${JSON.stringify(value)}`);
}


/***/ }),

/***/ 2856:
/***/ ((__unused_webpack___webpack_module__, __webpack_exports__, __nccwpck_require__) => {

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
    row('command', 'script', '', 'python train.py', 'Script that runs on the pod, one line or many. Required, but not for `mode: collect`.'),
    row('shell', SHELLS, 'bash', 'bash', '`bash` runs `bash -eo pipefail -c SCRIPT`, `sh` runs `sh -e -c SCRIPT`, `none` splits the line into arguments (POSIX quoting) and uses no shell.'),
    row('working-directory', 'text', '.', 'training', 'Folder that `gpu` runs in: the project with `gpu.jsonc`.'),
    row('env', 'env', '', 'EPOCHS=20', '`KEY=VALUE` lines given to the workload; a bare `KEY` passes the value that this step has, masked.'),
    row('gpu-type', 'list', '', 'H100 SXM, A100 80GB', 'GPU types in order of preference; the next one is tried when the provider has none of the first.'),
    row('gpu-count', 'count', '', '2', 'Number of GPUs, 1 to 8.'),
    row('min-vram', 'count', '', '24', 'Least GPU memory in GB.'),
    row('outputs', 'lines', '', 'outputs/', 'Paths to bring back from the pod, one a line; empty leaves `gpu.jsonc` in charge.'),
    row('args', 'lines', '', '--rebuild', 'Further `gpu run` flags, one a line, passed as they are.'),
    row('token', 'secret', '', '${{ secrets.GPU_SERVICE_TOKEN }}', 'Service account token, `gpt_sat_…`; the variable `GPU_SERVICE_TOKEN` where it is empty.'),
    row('export-token', 'boolean', 'true', 'true', 'Export the token as `GPU_SERVICE_TOKEN` for later steps of the job.'),
    row('on-missing-token', ON_MISSING_TOKEN, 'fail', 'skip', '`skip` ends green with a notice and `status=skipped` when there is no token: pull requests from forks and Dependabot get no secrets.'),
    row('org', 'text', '', 'my-team', 'Organization or sub-account (slug) to run under; the former context is put back afterwards.'),
    row('cli-version', 'text', 'latest', '0.31.2', 'Version of GPU CLI; one that is on PATH or in the tool cache and satisfies it is used as it is.'),
    row('install-url', 'text', 'https://gpu-cli.sh/install.sh', 'https://gpu-cli.sh/install.sh', 'Address of the install script.'),
    row('install-sha256', 'sha256', '', 'e3b0c44298fc1c149afbf4c8996fb92427ae41e4649b934ca495991b7852b855', 'Digest of the install script; a mismatch stops before it is run.'),
    row('cli-sha256', 'sha256', '', 'e3b0c44298fc1c149afbf4c8996fb92427ae41e4649b934ca495991b7852b855', 'Digest of the installed `gpu`; a mismatch fails the step.'),
    row('retry-on', 'list', 'saturated,capacity,infra', 'saturated', 'Failure classes that are tried again. A workload that has started is never run again unless `workload` is listed.'),
    row('max-wait', 'duration', '30m', '2h', 'Longest time spent waiting for a session, all attempts together; `0` for no limit.'),
    row('max-attempts', 'count', '0', '5', 'Most attempts; `0` for no limit.'),
    row('retry-delay', 'duration', '10s', '5s', 'Shortest wait between attempts.'),
    row('retry-max-delay', 'duration', '5m', '2m', 'Longest wait between attempts.'),
    row('saturation-pattern', 'regex', '', 'all workers busy', 'Extra regular expression: a refusal whose text matches counts as a full session pool.'),
    row('timeout', 'duration', '0', '2h', 'Longest time that the workload may run; `0` for no limit.'),
    row('idle-timeout', 'duration', '0', '15m', 'Longest silence of the workload; `0` for no limit.'),
    row('max-cost', 'usd', '0', '5.00', 'USD; the run is cancelled when its estimated cost reaches it; `0` for no limit.'),
    row('keep-pod', 'boolean', 'false', 'false', 'Leave the pod warm for a later step. By default it is stopped, which frees the pooled session at once.'),
    row('mode', MODES, 'run', 'run', '`submit` starts the job detached and ends with its id; `collect` attaches to `job-id`, streams, waits and reports.'),
    row('job-id', 'text', '', 'job_0123456789abcdef0123456789abcdef', 'The job to collect, for `mode: collect`.'),
    row('telemetry', 'boolean', 'true', 'true', 'Sample the GPU on the pod while the workload runs.'),
    row('summary', 'boolean', 'true', 'true', 'Write the job summary.'),
    row('comment', COMMENTS, 'never', 'on-failure', 'Keep one comment on the pull request up to date. Needs `pull-requests: write`.'),
    row('check', 'boolean', 'false', 'true', 'Publish a check run on the head commit. Needs `checks: write`.'),
    row('label', 'text', '', 'train (seed 1)', 'Names this run in summary, comment and check; the job id and matrix values where it is empty.'),
    row('matrix', 'text', '${{ toJSON(matrix) }}', '${{ toJSON(matrix) }}', 'Values of this matrix leg, which tell it from the others. The default is right.'),
    row('matrix-size', 'count', '${{ strategy.job-total }}', '20', 'Number of jobs in the matrix, to spread their tries and to tell when it is wider than the pool. The default is right.'),
    row('report', 'text', '', 'outputs/report.md', 'Markdown file written by the workload, shown in the summary.'),
    row('metrics', 'text', '', 'outputs/metrics.json', 'JSON file of numbers written by the workload, shown as a table.'),
    row('metrics-baseline', 'text', '', 'baseline.json', 'JSON file that the metrics are compared with.'),
    row('github-token', 'secret', '${{ github.token }}', '${{ github.token }}', 'Token for comment and check.'),
];
/** The outputs, set as soon as they are known, on failure too. */
const OUTPUTS = (/* unused pure expression or super */ null && ([
    ['status', '`succeeded`, `failed`, `cancelled`, `timed-out`, `skipped` or `submitted`.'],
    [
        'class',
        'Why it did not succeed: `workload`, `saturated`, `capacity`, `infra`, `auth`, `usage`, `timeout`, `budget`, `cancelled` or `internal`; empty on success.',
    ],
    ['reason', 'One sentence.'],
    ['exit-code', "The workload's own exit code; empty if it never ran."],
    ['job-id', 'Id of the remote job; empty where the CLI does not say.'],
    ['pod-id', 'Id of the pod; empty where the CLI does not say.'],
    ['gpu-type', 'GPU type of the run; empty where the CLI does not say.'],
    ['gpu-count', 'Number of GPUs; empty where the CLI does not say.'],
    ['cli-version', 'Version of GPU CLI; empty where the CLI does not say.'],
    ['attempts', 'Number of attempts.'],
    ['queue-seconds', 'Seconds spent waiting for a session.'],
    ['run-seconds', 'Seconds that the workload ran.'],
    ['cost-usd', 'Estimated cost: hourly price × GPU count × billed time; empty without a price.'],
    ['cleanup', '`confirmed`, `not-needed`, `unconfirmed` or `kept`.'],
    ['report-file', 'Path of the run report (JSON, `schema/run-report.schema.json`).'],
]));


/***/ }),

/***/ 322:
/***/ ((__unused_webpack___webpack_module__, __webpack_exports__, __nccwpck_require__) => {

/* harmony export */ __nccwpck_require__.d(__webpack_exports__, {
/* harmony export */   J3: () => (/* binding */ LogTail),
/* harmony export */   w$: () => (/* binding */ lastLines)
/* harmony export */ });
/* unused harmony exports TAIL_LIMITS, foldTail */
const LF = 10;
const CR = 13;
/** What a report keeps of a log. */
const TAIL_LIMITS = { maxBytes: 64 * 1024, maxLines: 200 };
/**
 * Keeps the end of a stream in bounded memory, in time linear in the bytes. Carriage-return frames are folded on the way in, so that
 * an hour of progress bars does not push the lines before it out.
 */
class LogTail {
    #limits;
    #buffer;
    #length = 0;
    /** Where the line being written begins: a frame that a carriage return ends is overwritten from here. */
    #lineStart = 0;
    #afterCr = false;
    #cut = false;
    constructor(limits = {}) {
        this.#limits = { ...TAIL_LIMITS, ...limits };
        this.#buffer = new Uint8Array(2 * this.#limits.maxBytes);
    }
    push(chunk) {
        if (chunk.length === 0)
            return;
        if (!this.#afterCr && !chunk.includes(CR)) {
            this.#append(chunk);
            return;
        }
        let at = 0;
        while (at < chunk.length) {
            const byte = chunk[at];
            if (byte === CR) {
                this.#afterCr = true;
                at++;
                continue;
            }
            // A carriage return before a line feed is a line end of Windows, before anything else it begins a new frame.
            if (this.#afterCr && byte !== LF)
                this.#length = this.#lineStart;
            this.#afterCr = false;
            const next = chunk.indexOf(CR, at);
            const end = next === -1 ? chunk.length : next;
            this.#append(chunk.subarray(at, end));
            at = end;
        }
    }
    /** The last lines as people should read them: see `foldTail`. */
    text() {
        const bytes = this.#buffer.subarray(0, this.#length);
        let text = new TextDecoder('utf-8', { ignoreBOM: true }).decode(bytes);
        // The cut went through a line, perhaps through a character: what is left of either is no line of the log.
        if (this.#cut)
            text = text.includes('\n') ? text.slice(text.indexOf('\n') + 1) : text.replace(/^\uFFFD{1,3}/, '');
        return lastLines(foldTail(text), this.#limits);
    }
    #append(bytes) {
        const { maxBytes } = this.#limits;
        const part = bytes.length > maxBytes ? bytes.subarray(bytes.length - maxBytes) : bytes;
        if (part.length < bytes.length || this.#length + part.length > this.#buffer.length) {
            const keep = part.length < bytes.length ? 0 : Math.min(this.#length, maxBytes);
            this.#buffer.copyWithin(0, this.#length - keep, this.#length);
            this.#lineStart = Math.max(0, this.#lineStart - (this.#length - keep));
            this.#length = keep;
            this.#cut = true;
        }
        this.#buffer.set(part, this.#length);
        const lastLf = part.lastIndexOf(LF);
        if (lastLf !== -1)
            this.#lineStart = this.#length + lastLf + 1;
        this.#length += part.length;
    }
}
// CSI, OSC and its kin (closed by BEL or ESC \), then the short escapes. Each part is bounded by what cannot occur inside it.
const ANSI = /(?:\u001B\[|\u009B)[0-?]*[ -/]*[@-~]?|\u001B[\]PX^_][^\u0007\u001B\u009C\n]*(?:\u0007|\u001B\\|\u009C)?|\u001B[ -/]*[0-~]?/g;
/** Controls (but tab and line feed), soft and zero-width marks, and those that turn the direction of text around. */
const CONTROL = /[\u0000-\u0008\u000B\u000C\u000E-\u001F\u007F-\u009F\u00AD\u061C\u200B-\u200F\u2028-\u202E\u2060-\u206F\uFEFF]/g;
/** ANSI escapes stripped, carriage-return frames folded to the last one, control characters dropped, broken Unicode mended. */
function foldTail(text) {
    const lines = text
        .toWellFormed()
        .split('\n')
        .map((line) => lastFrame(line).replace(ANSI, '').replace(CONTROL, '').trimEnd());
    let first = 0;
    let last = lines.length;
    while (first < last && lines[first] === '')
        first++;
    while (last > first && lines[last - 1] === '')
        last--;
    return lines.slice(first, last).join('\n');
}
function lastFrame(line) {
    let end = line.length;
    while (end > 0 && line[end - 1] === '\r')
        end--;
    return line.slice(line.lastIndexOf('\r', end - 1) + 1, end);
}
/** The end of a text within limits, beginning at the start of a line; a single line that is too long keeps its end. */
function lastLines(text, limits) {
    const encoder = new TextEncoder();
    const lines = text.split('\n');
    const kept = [];
    let bytes = 0;
    for (let at = lines.length - 1; at >= 0 && kept.length < limits.maxLines; at--) {
        const line = lines[at] ?? '';
        const size = encoder.encode(line).length + (kept.length > 0 ? 1 : 0);
        if (bytes + size > limits.maxBytes) {
            if (kept.length === 0)
                kept.push(endOf(line, limits.maxBytes));
            break;
        }
        kept.push(line);
        bytes += size;
    }
    return kept.reverse().join('\n');
}
function endOf(line, maxBytes) {
    const bytes = new TextEncoder().encode(line);
    let from = bytes.length - maxBytes + 3;
    while (from < bytes.length && ((bytes[from] ?? 0) & 0xc0) === 0x80)
        from++;
    return `…${new TextDecoder().decode(bytes.subarray(from))}`;
}


/***/ }),

/***/ 552:
/***/ ((__unused_webpack___webpack_module__, __webpack_exports__, __nccwpck_require__) => {

/* harmony export */ __nccwpck_require__.d(__webpack_exports__, {
/* harmony export */   Bm: () => (/* binding */ parseMetrics),
/* harmony export */   UD: () => (/* binding */ compare),
/* harmony export */   Z0: () => (/* binding */ regressions)
/* harmony export */ });
/* unused harmony export directionOf */
/* harmony import */ var _errors_js__WEBPACK_IMPORTED_MODULE_0__ = __nccwpck_require__(3026);

const MAX_TEXT = 1_000_000;
const MAX_COUNT = 200;
const MAX_DEPTH = 8;
const MAX_NAME = 120;
/**
 * Reads the numbers of a JSON file that a workload wrote: flat or nested (`eval.loss`, `per_class.0`). What is no finite number is passed over.
 * @throws UserError where it is no JSON object.
 */
function parseMetrics(text) {
    if (text.length > MAX_TEXT) {
        throw new _errors_js__WEBPACK_IMPORTED_MODULE_0__/* .UserError */ .yo('The metrics file is larger than 1 MB.', 'Write only the numbers that belong into the summary.');
    }
    const root = parseJson(text.replace(/^\uFEFF/, ''));
    if (typeof root !== 'object' || root === null) {
        throw new _errors_js__WEBPACK_IMPORTED_MODULE_0__/* .UserError */ .yo('The metrics file holds no JSON object.', 'It should look like {"accuracy": 0.97, "loss": 0.08}.');
    }
    const values = new Map();
    let dropped = 0;
    const walk = (value, name, depth) => {
        if (typeof value === 'number' && Number.isFinite(value)) {
            if (values.size < MAX_COUNT)
                values.set(name, value);
            else
                dropped++;
        }
        else if (typeof value === 'object' && value !== null && depth < MAX_DEPTH) {
            for (const [key, inner] of Object.entries(value)) {
                walk(inner, (name === '' ? key : `${name}.${key}`).slice(0, MAX_NAME), depth + 1);
            }
        }
    };
    walk(root, '', 0);
    return { values, dropped };
}
function parseJson(text) {
    try {
        return JSON.parse(text);
    }
    catch (error) {
        try {
            // Python's json.dump writes NaN and Infinity as they are; a diverged loss should not cost the other numbers.
            return JSON.parse(text.replace(/"(?:[^"\\]|\\.)*"|-?\b(?:NaN|Infinity)\b/g, (part) => (part.startsWith('"') ? part : 'null')));
        }
        catch {
            const why = error instanceof Error ? error.message : String(error);
            throw new _errors_js__WEBPACK_IMPORTED_MODULE_0__/* .UserError */ .yo(`The metrics file is no JSON: ${why}.`, 'It should look like {"accuracy": 0.97, "loss": 0.08}.');
        }
    }
}
/** Each number beside the baseline's. Names that only the baseline has are left out: they were not measured. */
function compare(metrics, baseline) {
    return [...metrics.values].map(([name, value]) => {
        const better = directionOf(name);
        const before = baseline?.values.get(name);
        if (before === undefined) {
            return { name, value, baseline: null, change: null, better, verdict: baseline === undefined ? 'unknown' : 'new' };
        }
        const change = value - before;
        return { name, value, baseline: before, change, better, verdict: verdictOf(change, value, before, better) };
    });
}
function verdictOf(change, value, before, better) {
    // The last bits of a double are noise of the arithmetic, not of the model.
    if (Math.abs(change) <= 1e-9 * Math.max(Math.abs(value), Math.abs(before)))
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
const UP = set('accuracy acc auc auroc auprc roc f1 fbeta precision recall sensitivity specificity map ap iou miou dice jaccard bleu rouge rouge1 rouge2 rougel ' +
    'meteor chrf r2 score throughput qps fps rps mfu hfu psnr ssim reward ndcg mrr win pass passed coverage correct speedup top1 top5 kappa mcc tps');
const DOWN = set('loss error errors err time duration seconds secs sec ms latency perplexity ppl wer cer mae mse rmse mape nll bpb bpc fid kid lpips ece brier ' +
    'regret cost usd kwh joules memory vram divergence kl failures failed fpr fnr');
const NEITHER = set('scale weight lr seed');
const PER_TIME = /(per|\/)[_ .-]?(s|sec|second|min|minute|h|hour|day)s?$/i;
/** Whether a higher or a lower number is better, by its name. Null where the name does not say, or says both. */
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


/***/ }),

/***/ 1639:
/***/ ((__unused_webpack___webpack_module__, __webpack_exports__, __nccwpck_require__) => {

/* harmony export */ __nccwpck_require__.d(__webpack_exports__, {
/* harmony export */   U: () => (/* binding */ findOutOfMemory)
/* harmony export */ });
/**
 * The lines of frameworks when the device has no memory left: PyTorch, TensorFlow, JAX/XLA, CuPy, the CUDA runtime and driver, llama.cpp.
 * Host memory (`MemoryError`, `Killed`) is another matter and not matched.
 */
const ERRORS = [
    /(torch(?:\.cuda)?\.OutOfMemoryError|OutOfMemoryError|RuntimeError): (?:CUDA|HIP) out of memory/,
    /(cupy\.cuda\.memory\.OutOfMemoryError): Out of memory allocating/,
    /(ResourceExhaustedError)\b.*OOM when allocating/,
    /(RESOURCE_EXHAUSTED): (?:Out of memory|Failed to allocate|OOM)/,
    /(ResourceExhaustedError)|OOM when allocating tensor/,
    /(CUDA_ERROR_OUT_OF_MEMORY)/,
    /(cudaErrorMemoryAllocation)/,
    /(cudaMalloc) failed: out of memory/,
    /(CUDA (?:runtime )?error)(?: \d+)?:? .*out of memory/i,
    /(CUDA out of memory)/,
];
/** An error far above the end was survived: what ended the run stands near the end. */
const NEAR_END = 80;
/** Finds the last such error near the end of a log. The caller knows that the run failed. */
function findOutOfMemory(log) {
    const lines = log.split('\n').slice(-NEAR_END);
    for (let at = lines.length - 1; at >= 0; at--) {
        const line = (lines[at] ?? '').slice(0, 4_000);
        for (const pattern of ERRORS) {
            const match = pattern.exec(line);
            if (match === null)
                continue;
            const text = [line, ...lines.slice(at + 1, at + 4)].join(' ').slice(0, 6_000);
            return { error: match[1] ?? match[0], ...sizesOf(text) };
        }
    }
    return undefined;
}
const SIZE = String.raw `([\d.,]+) ?(bytes|[KMGT]i?B)`;
const WANTED = new RegExp(String.raw `(?:tried to allocate|trying to allocate|allocating|failed to allocate|allocate) (?:buffer of size )?${SIZE}`, 'i');
const TOTAL = new RegExp(String.raw `total capacity of ${SIZE}|${SIZE} total capacity`, 'i');
const FREE = new RegExp(String.raw `of which ${SIZE} is free|${SIZE} free`, 'i');
function sizesOf(text) {
    return { wantedGib: sizeIn(WANTED, text), totalGib: sizeIn(TOTAL, text), freeGib: sizeIn(FREE, text) };
}
const UNIT_GIB = {
    bytes: 2 ** -30,
    kib: 2 ** -20,
    kb: 2 ** -20,
    mib: 2 ** -10,
    mb: 2 ** -10,
    gib: 1,
    gb: 1,
    tib: 1_024,
    tb: 1_024,
};
function sizeIn(pattern, text) {
    const [number, unit] = (pattern.exec(text) ?? []).slice(1).filter(Boolean);
    if (number === undefined || unit === undefined)
        return null;
    const value = Number(number.replace(/,/g, '').replace(/\.$/, '')) * (UNIT_GIB[unit.toLowerCase()] ?? NaN);
    return Number.isFinite(value) ? Math.round(value * 100) / 100 : null;
}


/***/ }),

/***/ 2396:
/***/ ((__unused_webpack___webpack_module__, __webpack_exports__, __nccwpck_require__) => {

/* harmony export */ __nccwpck_require__.d(__webpack_exports__, {
/* harmony export */   $l: () => (/* binding */ gib),
/* harmony export */   CW: () => (/* binding */ sayMoney),
/* harmony export */   F_: () => (/* binding */ sayPercent),
/* harmony export */   LS: () => (/* binding */ plural),
/* harmony export */   h0: () => (/* binding */ short),
/* harmony export */   yg: () => (/* binding */ sayMetric),
/* harmony export */   yo: () => (/* binding */ sayEnergy)
/* harmony export */ });
/* unused harmony export sayBytes */
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
function sayBytes(bytes) {
    if (bytes < 1_000)
        return `${bytes} bytes`;
    return bytes < 1_000_000 ? `${Math.round(bytes / 1_000)} kB` : `${short(bytes / 1_000_000)} MB`;
}
/** At most three digits that count: `0.09`, `5.5`, `73.1`, `141`, `12,345`. */
function short(value) {
    const size = Math.abs(value);
    if (size >= 100)
        return grouped(Math.round(value));
    return String(Number(value.toFixed(size >= 1 ? 1 : 2)));
}
/** A metric: up to five digits that count, powers of ten only where nothing else is readable. */
function sayMetric(value) {
    const size = Math.abs(value);
    if (size !== 0 && (size < 1e-4 || size >= 1e9))
        return value.toExponential(2).replace('e+', 'e');
    if (Number.isInteger(value))
        return grouped(value);
    return size >= 1_000 ? grouped(Number(value.toFixed(1))) : String(Number(value.toPrecision(4)));
}
function plural(count, one, many = `${one}s`) {
    return `${grouped(count)} ${count === 1 ? one : many}`;
}
function grouped(value) {
    const [whole = '', fraction] = String(value).split('.');
    const spaced = whole.replace(/\B(?=(\d{3})+$)/g, ',');
    return fraction === undefined ? spaced : `${spaced}.${fraction}`;
}


/***/ }),

/***/ 6287:
/***/ ((__unused_webpack___webpack_module__, __webpack_exports__, __nccwpck_require__) => {

/* harmony export */ __nccwpck_require__.d(__webpack_exports__, {
/* harmony export */   BP: () => (/* binding */ errorLine),
/* harmony export */   H6: () => (/* binding */ whatToDo),
/* harmony export */   K1: () => (/* binding */ ending),
/* harmony export */   SD: () => (/* binding */ CLASS_HINTS),
/* harmony export */   ez: () => (/* binding */ whatHappened),
/* harmony export */   rL: () => (/* binding */ signOf),
/* harmony export */   zM: () => (/* binding */ aboutCost)
/* harmony export */ });
/* unused harmony export CLASS_SENTENCES */
/* harmony import */ var _duration_js__WEBPACK_IMPORTED_MODULE_0__ = __nccwpck_require__(9509);
/* harmony import */ var _out_of_memory_js__WEBPACK_IMPORTED_MODULE_1__ = __nccwpck_require__(1639);
/* harmony import */ var _numbers_js__WEBPACK_IMPORTED_MODULE_2__ = __nccwpck_require__(2396);



/** The sign before the headline: what happened, before a word is read. */
function signOf(report) {
    switch (report.status) {
        case 'succeeded':
            return '✅';
        case 'submitted':
            return '🚀';
        case 'skipped':
            return '⏭️';
        case 'cancelled':
            return '🚫';
        case 'timed-out':
            return '⏱️';
        case 'failed':
            return report.class === 'saturated' ? '⏳' : report.class === 'budget' ? '💸' : '❌';
    }
}
/** What happened in a few words of our own: nothing of it is foreign text. */
function ending(report) {
    const total = (0,_duration_js__WEBPACK_IMPORTED_MODULE_0__/* .sayDuration */ .k)(report.times.totalSeconds * 1_000);
    switch (report.status) {
        case 'succeeded':
            return `succeeded in ${total}`;
        case 'submitted':
            return 'submitted';
        case 'skipped':
            return 'skipped';
        case 'cancelled':
            return `cancelled after ${total}`;
        case 'timed-out':
            return `timed out after ${total}`;
        case 'failed':
            return failure(report, total);
    }
}
const FAILURES = {
    workload: 'failed',
    saturated: 'no session came free',
    capacity: 'no such GPU to be had',
    infra: 'the infrastructure failed',
    auth: 'the token was refused',
    usage: 'GPU CLI refused the request',
    timeout: 'timed out',
    budget: 'stopped at the cost limit',
    cancelled: 'cancelled',
    internal: 'this action failed',
};
function failure(report, total) {
    if (report.class === 'workload') {
        const signal = signalOf(report);
        if ((0,_out_of_memory_js__WEBPACK_IMPORTED_MODULE_1__/* .findOutOfMemory */ .U)(report.logTail) !== undefined)
            return `failed: GPU out of memory${codeOf(report)}`;
        if (signal !== '')
            return `ended by ${signal} after ${total}`;
        return `failed after ${total}${codeOf(report)}`;
    }
    if (report.class === '')
        return 'failed';
    if (report.class === 'saturated')
        return `${FAILURES.saturated} in ${total}`;
    return FAILURES[report.class];
}
function signalOf(report) {
    const outcome = report.attempts.at(-1)?.outcome;
    const signal = outcome?.kind === 'failed' ? (outcome.signal ?? '') : '';
    return /^SIG[A-Z0-9]{2,8}$/.test(signal) ? signal : '';
}
const codeOf = (report) => (report.exitCode === null ? '' : ` · exit code ${report.exitCode}`);
/** ` · about $1.11`, or nothing where there is no price. */
function aboutCost(report) {
    return report.cost === null || report.cost.usd === 0 ? '' : ` · about ${(0,_numbers_js__WEBPACK_IMPORTED_MODULE_2__/* .sayMoney */ .CW)(report.cost.usd)}`;
}
/** The kind of failure in one sentence, for a reason that does not say it. */
const CLASS_SENTENCES = {
    workload: 'The workload ran and ended with an error of its own.',
    saturated: 'All pooled sessions were in use; the workload did not start.',
    capacity: 'The provider has no such GPU now; the workload did not start.',
    infra: 'GPU CLI, the pod or the network failed.',
    auth: 'The token is missing, expired, revoked or not allowed to do this.',
    usage: 'GPU CLI did not accept the command line or its configuration.',
    timeout: 'A time limit was reached.',
    budget: 'A cost limit or quota was reached.',
    cancelled: 'It was cancelled.',
    internal: 'Something in this action is broken.',
};
/** What to do where the report has no hint of its own. */
const CLASS_HINTS = {
    workload: '',
    saturated: 'Wait longer (`max-wait`), run fewer legs at once (`max-parallel`), or enlarge the pool.',
    capacity: 'Name more GPU types in `gpu-type`, in order of preference, or try later.',
    infra: 'Run the job again; if it happens again, `gpu doctor` tells more.',
    auth: 'Check the secret that `token` is read from; `gpu-ci token rotate` makes a new one.',
    usage: 'Check `args` and `gpu.jsonc` against `gpu run --help` of the installed version.',
    timeout: 'Raise `timeout` or `idle-timeout`, or make the run shorter.',
    budget: 'Raise `max-cost` or the quota of the organization.',
    cancelled: '',
    internal: 'Please report it with the log of this step.',
};
/** The name and message of an exception as Python and most others print it, at the end of a log. */
const EXCEPTION = /^(?:\[?rank ?\d+\]?:? ?)?((?:[A-Za-z_]\w*\.)*[A-Z]\w*(?:Error|Exception|Failure|Interrupt|Exit)|thread '[^']{1,60}' panicked|panic|fatal error|terminate called)(?::|\b at\b| after\b)\s*\S.*/;
/** The line of the log that says what went wrong; empty where none looks like it. */
function errorLine(report) {
    if (report.class !== 'workload')
        return '';
    const lines = report.logTail.split('\n').slice(-60);
    return (lines.findLast((line) => line.length < 4_000 && EXCEPTION.test(line))?.replace(/^\[?rank ?\d+\]?:? ?/, '') ?? '');
}
function whatHappened(report) {
    if (report.reason !== '')
        return report.reason;
    return report.class === '' ? '' : CLASS_SENTENCES[report.class];
}
function whatToDo(report) {
    if (report.hint !== '')
        return report.hint;
    return report.class === '' ? '' : CLASS_HINTS[report.class];
}


/***/ }),

/***/ 1160:
/***/ ((__unused_webpack___webpack_module__, __webpack_exports__, __nccwpck_require__) => {

/* harmony export */ __nccwpck_require__.d(__webpack_exports__, {
/* harmony export */   y: () => (/* binding */ splitWords)
/* harmony export */ });
/**
 * Splits a line into arguments by POSIX shell quoting: blanks separate, '…' is literal, "…" takes \" \\ \$ \` \newline,
 * a backslash outside quotes takes the next character. Nothing is expanded.
 * @returns undefined when a quote is not closed.
 */
function splitWords(line) {
    const words = [];
    let word;
    let quote;
    for (let at = 0; at < line.length; at++) {
        const char = line.charAt(at);
        const next = line.charAt(at + 1);
        if (quote === "'") {
            if (char === "'")
                quote = undefined;
            else
                word = (word ?? '') + char;
        }
        else if (char === '\\' && (quote === undefined ? next !== '' : '"\\$`\n'.includes(next) && next !== '')) {
            at++;
            if (next !== '\n')
                word = (word ?? '') + next;
        }
        else if (quote === '"') {
            if (char === '"')
                quote = undefined;
            else
                word = (word ?? '') + char;
        }
        else if (char === '"' || char === "'") {
            quote = char;
            word ??= '';
        }
        else if (/\s/.test(char)) {
            if (word !== undefined)
                words.push(word);
            word = undefined;
        }
        else {
            word = (word ?? '') + char;
        }
    }
    if (quote !== undefined)
        return undefined;
    if (word !== undefined)
        words.push(word);
    return words;
}


/***/ }),

/***/ 4461:
/***/ ((__unused_webpack___webpack_module__, __webpack_exports__, __nccwpck_require__) => {

/* harmony export */ __nccwpck_require__.d(__webpack_exports__, {
/* harmony export */   g: () => (/* binding */ childEnv)
/* harmony export */ });
/** What belongs to the runner and to us, and is no business of a child: credentials that it would inherit by accident. */
const PRIVATE = /^(INPUT_.*|STATE_.*|ACTIONS_RUNTIME_TOKEN|ACTIONS_RUNTIME_URL|ACTIONS_RESULTS_URL|ACTIONS_CACHE_URL|ACTIONS_ID_TOKEN_REQUEST_(TOKEN|URL)|GPU_SERVICE_TOKEN|GPU_CI_(TOKEN|GITHUB_TOKEN))$/i;
/** The environment that a child gets: ours without what is private, and the token where it is the `gpu` program. */
function childEnv(env, token) {
    const kept = Object.entries(env).filter(([name]) => !PRIVATE.test(name));
    return { ...Object.fromEntries(kept), ...(token === '' ? {} : { GPU_SERVICE_TOKEN: token }) };
}


/***/ }),

/***/ 3924:
/***/ ((__unused_webpack___webpack_module__, __webpack_exports__, __nccwpck_require__) => {


// EXPORTS
__nccwpck_require__.d(__webpack_exports__, {
  B: () => (/* binding */ openGpu)
});

// EXTERNAL MODULE: ./build/src/gpu/refusal.js
var refusal = __nccwpck_require__(7364);
// EXTERNAL MODULE: ./build/src/gpu/process.js
var gpu_process = __nccwpck_require__(8309);
// EXTERNAL MODULE: external "node:child_process"
var external_node_child_process_ = __nccwpck_require__(1421);
// EXTERNAL MODULE: ./build/src/gpu/views.js
var views = __nccwpck_require__(2090);
// EXTERNAL MODULE: ./build/src/gpu/wrapper.js
var wrapper = __nccwpck_require__(4243);
;// CONCATENATED MODULE: ./build/src/gpu/cli-lines.js


const CAPTURE_MAX = 64 * 1024;
const PREFIX = /^\s*(\[gpu\]>|>>|✗|error:)/i;
/** Phase words of the CLI's progress lines, as seen in users' logs of 0.2 to the newest. */
const PHASE_WORDS = [
    ['syncing', /\bSyncing\b|Installing dependencies/i],
    ['provisioning', /\b(re)?provisioning\b|\bUsing pod\b|\bConnecting\b/i],
    ['waiting', /\b(waiting for|queued)\b/i],
];
const NOTHING = Buffer.alloc(0);
/** The CLI's own lines on stderr, up to the workload's start: facts are read from them, and the echo of our wrapper is cut out. */
function cliLines(command, wish, onRunning) {
    let held = NOTHING;
    let captured = '';
    let running = false;
    const take = (line) => {
        if (!running && captured.length < CAPTURE_MAX)
            captured += line;
        const phase = PHASE_WORDS.find(([, pattern]) => pattern.test(line))?.[0];
        if (phase !== undefined)
            wish.onPhase(phase);
        const pod = (0,views/* safeId */.nZ)(/\b(?:using|new|on|for) pod '?([A-Za-z0-9][\w.-]*)/i.exec(line)?.[1] ?? '');
        if (pod !== '')
            wish.onPod(pod);
        const job = /\bjob_[0-9a-f]{6,64}\b/.exec(line)?.[0];
        if (job !== undefined)
            wish.onJob(job);
        return Buffer.from((0,wrapper/* withoutWrapper */.k6)(line, command.split('\n', 1)[0] ?? ''));
    };
    return {
        isCli: (piece) => PREFIX.test(piece.toString('utf8', 0, 64)),
        push(piece, started) {
            let rest = held.length === 0 ? piece : Buffer.concat([held, piece]);
            const shown = [];
            while (!started()) {
                const end = rest.indexOf(0x0a);
                if (end === -1 && rest.length < CAPTURE_MAX) {
                    held = rest;
                    return { text: Buffer.concat(shown), rest: NOTHING };
                }
                const line = rest.toString('utf8', 0, end === -1 ? rest.length : end + 1);
                rest = end === -1 ? NOTHING : rest.subarray(end + 1);
                shown.push(take(line.endsWith('\n') ? line : `${line}\n`));
                if (/^\s*(\[gpu\]>\s*)?Running:/.test(line)) {
                    running = true;
                    onRunning();
                }
                if (end === -1)
                    break;
            }
            held = NOTHING;
            return { text: Buffer.concat(shown), rest };
        },
        end() {
            const last = held.length === 0 ? NOTHING : take(`${held.toString('utf8')}\n`);
            held = NOTHING;
            return last;
        },
        captured: () => captured,
    };
}

;// CONCATENATED MODULE: ./build/src/gpu/frames.js
/**
 * Frames carry facts from the pod inside the workload's own streams, without touching one of its bytes:
 * `RS gpu-ci:NONCE:payload RS`, written in one piece by the wrapper, taken out again here wherever they stand.
 * The nonce is random for each attempt, so no workload text is taken for a frame.
 */
const RS = 0x1e;
/** A frame is written in one piece (PIPE_BUF is 4096); what runs longer is the workload's own text. */
const FRAME_MAX = 4_096;
/**
 * Frames' payloads and the workload's own bytes are given in the order in which they stand in the stream.
 * @param nonce '' for a job that someone else submitted: then the first frame that says `start` tells it.
 */
function frameFilter(nonce, onFrame, onBytes) {
    let head = Buffer.from(nonce === '' ? '\x1egpu-ci:' : `\x1egpu-ci:${nonce}:`);
    let known = nonce !== '';
    // Bytes held back: a beginning that may become a head, or a head whose frame has not closed.
    let held = Buffer.alloc(0);
    const give = (piece) => {
        if (piece.length > 0)
            onBytes(piece);
    };
    return {
        push(chunk) {
            let rest = held.length === 0 ? chunk : Buffer.concat([held, chunk]);
            held = Buffer.alloc(0);
            while (rest.length > 0) {
                const start = rest.indexOf(head);
                if (start === -1) {
                    const keep = partialHead(rest, head);
                    give(rest.subarray(0, rest.length - keep));
                    held = rest.subarray(rest.length - keep);
                    return;
                }
                give(rest.subarray(0, start));
                const close = rest.indexOf(RS, start + head.length);
                if (close === -1 && rest.length - start <= FRAME_MAX) {
                    held = rest.subarray(start);
                    return;
                }
                const headLength = head.length;
                let payload = close !== -1 && close - start <= FRAME_MAX ? rest.toString('utf8', start + head.length, close) : undefined;
                if (!known && payload !== undefined) {
                    const first = /^([0-9a-f]{16}):start$/.exec(payload)?.[1];
                    payload = first === undefined ? undefined : 'start';
                    known = first !== undefined;
                    if (known)
                        head = Buffer.from(`\x1egpu-ci:${first}:`);
                }
                if (payload !== undefined)
                    onFrame(payload);
                else
                    give(rest.subarray(start, start + headLength));
                rest = rest.subarray(payload === undefined ? start + headLength : close + 1);
            }
        },
        end() {
            const last = held;
            held = Buffer.alloc(0);
            give(last);
        },
    };
}
/** Length of the longest end of `bytes` that is a beginning of `head`. */
function partialHead(bytes, head) {
    const from = Math.max(0, bytes.length - head.length + 1);
    for (let at = bytes.indexOf(RS, from); at !== -1; at = bytes.indexOf(RS, at + 1)) {
        if (head.subarray(0, bytes.length - at).equals(bytes.subarray(at)))
            return bytes.length - at;
    }
    return 0;
}

;// CONCATENATED MODULE: ./build/src/gpu/stream.js





/** A grandchild may hold the pipes when the client is gone; after this much silence nobody waits for it (ms). */
const SILENCE_AFTER_EXIT_MS = 2_000;
/**
 * Runs a streaming client (`gpu run …`) in its own process group and passes the workload's bytes on as they come:
 * frames taken out, nothing else touched, no line splitting, and never more in memory than the sink has room for.
 */
function stream(options, wish) {
    const child = (0,external_node_child_process_.spawn)(options.bin, options.args, {
        cwd: options.cwd,
        env: options.env,
        stdio: ['ignore', 'pipe', 'pipe'],
        detached: process.platform !== 'win32',
        windowsHide: true,
    });
    const bytes = { stdout: 0, stderr: 0 };
    const skip = { ...wish.skip };
    let started = false;
    // From here on stderr is the workload's: the start frame, or without the wrapper the CLI's word.
    let own = false;
    let exit = null;
    let spawnError = '';
    let lastByte = performance.now();
    const full = { stdout: false, stderr: false };
    const start = (byFrame) => {
        own ||= byFrame || !options.wrapped;
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
    const cli = cliLines(options.command, wish, () => {
        start(false);
    });
    const show = (name, piece) => {
        bytes[name] += piece.length;
        const drop = Math.min(skip[name], piece.length);
        skip[name] -= drop;
        if (drop === piece.length)
            return;
        const rest = drop === 0 ? piece : piece.subarray(drop);
        wish.onOutput(rest);
        const sink = options.sinks[name];
        // Nobody reads any more: the run goes on, its output has nowhere to go.
        if (!sink.destroyed && !sink.write(rest))
            full[name] = true;
    };
    const pass = (name, piece) => {
        if (name === 'stdout' && !options.wrapped && !cli.isCli(piece))
            start(false);
        if (name === 'stdout' || own) {
            // Old generations print their progress on both streams, with the echo of our wrapper in it.
            const echo = options.nonce !== '' && piece.includes(options.nonce) && cli.isCli(piece);
            show(name, echo ? Buffer.from((0,wrapper/* withoutWrapper */.k6)(piece.toString('utf8'), options.command)) : piece);
            return;
        }
        const { text, rest } = cli.push(piece, () => own);
        if (text.length > 0)
            options.sinks.stderr.write(text);
        if (rest.length > 0)
            show(name, rest);
    };
    const filters = {
        stdout: frameFilter(options.nonce, onFrame, (piece) => pass('stdout', piece)),
        stderr: frameFilter(options.nonce, onFrame, (piece) => pass('stderr', piece)),
    };
    for (const name of ['stdout', 'stderr']) {
        const from = child[name];
        from.on('data', (chunk) => {
            lastByte = performance.now();
            filters[name].push(chunk);
            if (!full[name])
                return;
            from.pause();
            const sink = options.sinks[name];
            const resume = () => {
                sink.off('drain', resume).off('close', resume);
                full[name] = false;
                lastByte = performance.now();
                from.resume();
            };
            sink.on('drain', resume).on('close', resume);
        });
    }
    let killTimer;
    const done = new Promise((resolve) => {
        child.on('error', (error) => {
            spawnError = error.code ?? error.message;
            if (child.pid === undefined)
                finish(null, null);
        });
        child.on('exit', () => {
            clearTimeout(killTimer);
            const watch = setInterval(() => {
                if (full.stdout || full.stderr || performance.now() - lastByte < SILENCE_AFTER_EXIT_MS)
                    return;
                child.stdout.destroy();
                child.stderr.destroy();
            }, 200);
            child.once('close', () => clearInterval(watch));
        });
        child.on('close', (code, signal) => finish(code, signal));
        const finish = (code, signal) => {
            filters.stdout.end();
            filters.stderr.end();
            const last = cli.end();
            if (last.length > 0)
                options.sinks.stderr.write(last);
            resolve({ code, signal, spawnError, started, exit, cliText: cli.captured(), bytes });
        };
    });
    return {
        done,
        interrupt(graceMs) {
            (0,gpu_process/* killGroup */.i)(child, 'SIGINT');
            killTimer ??= setTimeout(() => (0,gpu_process/* killGroup */.i)(child, 'SIGKILL'), graceMs);
        },
    };
}

;// CONCATENATED MODULE: ./build/src/gpu/gpu.js




const STATUS_MS = 15_000;
/** Submission sends the workspace: a big checkout has been seen to take eight minutes. */
const SUBMIT_MS = 30 * 60_000;
/** The driver over a real `gpu` program. */
function openGpu(world) {
    const { facts } = world;
    const call = async (args, timeoutMs, signal) => {
        const ended = await (0,gpu_process/* capture */.F)(facts.bin, args, { cwd: world.cwd, env: world.env, timeoutMs, signal });
        const how = ended.hung ? 'no answer' : (ended.code ?? ended.signal ?? ended.spawnError);
        world.debug(`gpu ${args.slice(0, 3).join(' ')} → ${how}`);
        return ended;
    };
    const streaming = (args, nonce, wish) => stream({ bin: facts.bin, args, nonce, ...world }, wish);
    let trouble;
    return {
        facts,
        statusTrouble: () => trouble,
        async status(timeoutMs = STATUS_MS) {
            if (facts.json) {
                const ended = await call(['status', '--json'], timeoutMs);
                if (ended.code === 0)
                    return (0,views/* readStatus */.rk)(ended.stdout);
                // Old builds name the flag and then say that it is not implemented; their text still tells the pods.
                trouble = (0,refusal/* classifyRefusal */.rN)(ended.stderr, ended.code, ended.stdout, undefined);
                if (!/not implemented/i.test(ended.stderr + ended.stdout))
                    return undefined;
            }
            const ended = await call(['status'], timeoutMs);
            if (ended.code !== 0)
                trouble = (0,refusal/* classifyRefusal */.rN)(ended.stderr, ended.code, ended.stdout, undefined);
            return ended.code === 0 ? (0,views/* readStatusText */.GK)(`${ended.stdout}\n${ended.stderr}`) : undefined;
        },
        async submit(launch, signal) {
            const json = facts.runFlags.has('--json') ? ['--json'] : [];
            const ended = await call(['run', '-d', ...json, ...runArgs(facts, launch)], SUBMIT_MS, signal);
            const accepted = (0,views/* readSubmission */.VY)(ended.stdout) ?? (ended.code === 0 ? submissionIn(ended.stderr) : undefined);
            if (accepted !== undefined)
                return { kind: 'accepted', ...accepted };
            if (ended.spawnError !== '') {
                const reason = `gpu could not be started (${ended.spawnError}).`;
                return { kind: 'refused', outcome: { kind: 'refused', class: 'infra', reason } };
            }
            if (ended.code === null) {
                const how = ended.hung ? 'did not answer and was killed' : `was ended by ${ended.signal ?? 'a signal'}`;
                return { kind: 'unknown', reason: `gpu run ${how} while it submitted the job` };
            }
            if (ended.code === 0)
                return { kind: 'unknown', reason: 'gpu run ended with 0 but gave no job id that can be read' };
            const outcome = (0,refusal/* classifyRefusal */.rN)(ended.stderr, ended.code, ended.stdout, world.saturation);
            if (outcome === undefined) {
                return { kind: 'unknown', reason: `gpu run ended with exit code ${ended.code}: ${lastLine(ended.stderr)}` };
            }
            return { kind: 'refused', outcome };
        },
        run: (launch, nonce, wish) => streaming(['run', ...runArgs(facts, launch)], nonce, wish),
        attach: (jobId, nonce, wish) => streaming(['run', '--attach', jobId], nonce, wish),
        async result(jobId, timeoutMs, signal) {
            if (facts.way === 'attached')
                return undefined;
            const seconds = Math.max(1, Math.ceil(timeoutMs / 1_000));
            const ended = await call(['wait', jobId, '--timeout', String(seconds), '--json'], timeoutMs + 10_000, signal);
            return (0,views/* readResult */.Uv)(ended.stdout);
        },
        async cancel(jobId, timeoutMs) {
            return (await call(['run', '--cancel', jobId], timeoutMs)).code === 0;
        },
        async stop(podId, timeoutMs) {
            return (await call(['stop', podId, '-y'], timeoutMs)).code === 0;
        },
        async inventory() {
            if (!facts.json)
                return [];
            const ended = await call(['inventory', '--json'], STATUS_MS);
            return ended.code === 0 ? (0,views/* readInventory */.zw)(ended.stdout) : [];
        },
        stopCommand: (jobId, podId) => [jobId && `gpu run --cancel ${jobId}`, podId ? `gpu stop ${podId} -y` : 'gpu stop -y']
            .filter(Boolean)
            .join(' && '),
    };
}
function runArgs(facts, launch) {
    const args = ['-y'];
    // Only what this CLI's help names: an unknown flag would refuse the run.
    const has = (flag) => facts.runFlags.size === 0 || facts.runFlags.has(flag);
    if (has('--sync'))
        args.push('--sync');
    if (launch.gpuType !== '')
        args.push('--gpu-type', launch.gpuType);
    if (launch.gpuCount !== undefined)
        args.push('--gpu-count', String(launch.gpuCount));
    if (launch.minVram !== undefined)
        args.push('--min-vram', String(launch.minVram));
    for (const path of launch.outputs)
        args.push(facts.outputFlag, path);
    for (const [name, value] of launch.env)
        args.push('-e', `${name}=${value}`);
    return [...args, ...launch.args, '--', ...launch.argv];
}
/** 0.14 names the job of `-d` in its text only. */
function submissionIn(text) {
    const jobId = /\bjob_[0-9a-f]{6,64}\b/.exec(text)?.[0];
    return jobId === undefined ? undefined : { jobId, podId: '' };
}
function lastLine(text) {
    return text.trim().split(/\r?\n/).at(-1)?.slice(0, 300) ?? '';
}


/***/ }),

/***/ 7122:
/***/ ((__unused_webpack___webpack_module__, __webpack_exports__, __nccwpck_require__) => {

/* harmony export */ __nccwpck_require__.d(__webpack_exports__, {
/* harmony export */   I: () => (/* binding */ versionIn),
/* harmony export */   d: () => (/* binding */ probe)
/* harmony export */ });
/* harmony import */ var _process_js__WEBPACK_IMPORTED_MODULE_0__ = __nccwpck_require__(8309);

const PROBE_MS = 20_000;
/** First `x.y.z` in what `gpu --version` prints; its text is not documented. */
function versionIn(text) {
    return /\d+\.\d+\.\d+(-[\w.]+)?/.exec(text)?.[0] ?? '';
}
/** Newest major and minor whose behaviour the local GPU cloud imitates and the tests run against. */
const NEWEST_KNOWN = [0, 31];
/**
 * Finds out what this CLI can do by its `--version` and help texts, all asked at once. Surfaces came and went between
 * versions (`gpu status` was once not implemented), so the help decides and the version only informs.
 */
async function probe(bin, env, cwd) {
    const ask = (...args) => (0,_process_js__WEBPACK_IMPORTED_MODULE_0__/* .capture */ .F)(bin, args, { env, cwd, timeoutMs: PROBE_MS });
    const [version, run, wait, status] = await Promise.all([
        ask('--version'),
        ask('run', '--help'),
        ask('wait', '--help'),
        ask('status', '--help'),
    ]);
    const runHelp = run.stdout + run.stderr;
    const waitHelp = wait.stdout + wait.stderr;
    const runFlags = new Set(runHelp.match(/(?<![\w-])--?[a-z][a-z-]*/g) ?? []);
    const waits = wait.code === 0 && waitHelp.includes('--json') && waitHelp.includes('--timeout');
    const detached = waits && runFlags.has('--detach') && runFlags.has('--json');
    const found = versionIn(version.stdout + version.stderr);
    return {
        bin,
        version: found,
        way: detached ? 'detached' : 'attached',
        outputFlag: runFlags.has('--outputs') && !runFlags.has('--output') ? '--outputs' : '--output',
        runFlags,
        json: status.code === 0 && (status.stdout + status.stderr).includes('--json'),
        caveat: caveatOf(found, detached, run.code === 0),
    };
}
function caveatOf(version, detached, helped) {
    if (!helped) {
        return `GPU CLI ${version} does not answer \`gpu run --help\`; it is driven attached, with the documented flags only.`;
    }
    const [major = 0, minor = 0] = version.split('.').map(Number);
    if (major > NEWEST_KNOWN[0] || (major === NEWEST_KNOWN[0] && minor > NEWEST_KNOWN[1])) {
        const how = detached ? 'its help names all that is needed, so it is driven detached' : 'it is driven attached';
        return `GPU CLI ${version} is newer than this action knows (0.31); ${how}.`;
    }
    return '';
}


/***/ }),

/***/ 8309:
/***/ ((__unused_webpack___webpack_module__, __webpack_exports__, __nccwpck_require__) => {

/* harmony export */ __nccwpck_require__.d(__webpack_exports__, {
/* harmony export */   F: () => (/* binding */ capture),
/* harmony export */   i: () => (/* binding */ killGroup)
/* harmony export */ });
/* harmony import */ var node_child_process__WEBPACK_IMPORTED_MODULE_0__ = __nccwpck_require__(1421);

/**
 * Runs a short command in its own process group and keeps what it prints. Never throws: a command that cannot be
 * started, hangs or is aborted is a result like any other.
 */
async function capture(file, args, options) {
    const max = options.maxBytes ?? 4 * 1024 * 1024;
    return new Promise((resolve) => {
        let hung = false;
        let cut = false;
        let settled = false;
        const bytes = { stdout: [], stderr: [] };
        const size = { stdout: 0, stderr: 0 };
        const child = (0,node_child_process__WEBPACK_IMPORTED_MODULE_0__.spawn)(file, args, {
            cwd: options.cwd,
            env: options.env,
            stdio: ['ignore', 'pipe', 'pipe'],
            detached: process.platform !== 'win32',
            windowsHide: true,
        });
        const kill = () => killGroup(child, 'SIGKILL');
        const timer = setTimeout(() => {
            hung = true;
            kill();
            // A grandchild that left the group may still hold the pipes: what is known now is the answer.
            setImmediate(() => finish(null, 'SIGKILL', ''));
        }, options.timeoutMs);
        const finish = (code, signal, spawnError) => {
            if (settled)
                return;
            settled = true;
            clearTimeout(timer);
            options.signal?.removeEventListener('abort', kill);
            child.stdout.destroy();
            child.stderr.destroy();
            const text = (name) => Buffer.concat(bytes[name]).toString('utf8');
            resolve({ code, signal, stdout: text('stdout'), stderr: text('stderr'), cut, hung, spawnError });
        };
        for (const name of ['stdout', 'stderr']) {
            child[name].on('data', (chunk) => {
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
        child.on('error', (error) => finish(null, null, error.code ?? error.message));
        child.on('close', (code, signal) => finish(code, signal, ''));
    });
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
        if (process.platform === 'win32') {
            // Windows has no groups to signal; taskkill ends the tree.
            (0,node_child_process__WEBPACK_IMPORTED_MODULE_0__.spawn)('taskkill', ['/pid', String(child.pid), '/T', '/F'], { stdio: 'ignore', windowsHide: true }).on('error', () => child.kill());
        }
        else {
            process.kill(-child.pid, signal);
        }
        return true;
    }
    catch {
        return false;
    }
}


/***/ }),

/***/ 7364:
/***/ ((__unused_webpack___webpack_module__, __webpack_exports__, __nccwpck_require__) => {

/* harmony export */ __nccwpck_require__.d(__webpack_exports__, {
/* harmony export */   A3: () => (/* binding */ reasonOf),
/* harmony export */   Ai: () => (/* binding */ excludesStart),
/* harmony export */   rN: () => (/* binding */ classifyRefusal)
/* harmony export */ });
/* harmony import */ var _views_js__WEBPACK_IMPORTED_MODULE_0__ = __nccwpck_require__(2090);

/**
 * Words of the CLI, never of the workload. Order matters: what waiting cannot cure is looked for before what it can.
 * Sources: documented texts and exit codes of GPU CLI 0.14 and texts seen in users' logs; no document gives the words of a
 * full pool, so the pattern asks for a session or pool word beside a limit word. `emulator/FIDELITY.md` lists both.
 */
const WORDS = [
    [
        'auth',
        /\b(auth(entication|orization)?|log ?in) (is )?(required|failed|denied)|unauthori[sz]ed|not logged in|(token|credential)s?\b.{0,40}\b(revoked|refused|invalid|expired|rejected|not (valid|accepted|found))|(revoked|invalid|expired) (service )?(account )?token|no credentials found|gpu auth login/i,
    ],
    [
        'budget',
        /spend(ing)? limit|payment|billing (is|was|has)|insufficient (funds|credit|balance)|out of credit|credit (is )?exhausted|card (was )?declined|max_price|not (included|available) (in|on) (your|the|this) plan|requires? (a|an|the) [\w ]*(plan|tier)|plan does not/i,
    ],
    [
        'saturated',
        /\b(pooled )?(session|concurren\w+)s?\b.{0,60}\b(limit|in use|full|exhausted|exceeded|reached|busy|available|maximum|taken)|\b(limit|maximum|all|no( free)?|quota)\b.{0,40}\bsessions?\b|session pool|pool is full/i,
    ],
    [
        'capacity',
        /no gpus? available|no .{0,40}\b(gpu|capacity)\b.{0,20}available|provisioning timeout|failed to create pod|insufficient (resources|capacity)|out of (capacity|stock)|no capacity/i,
    ],
    [
        'infra',
        /daemon|gpud|bootstrap failed|workspace sync failed|sync failed|heartbeat|transport|timed out waiting for agent|connection (refused|reset|closed|lost|error)|could not connect|network|dns|tls|temporar(y|ily)|service unavailable|bad gateway|internal server error|ECONN\w+|ETIMEDOUT|EAI_AGAIN/i,
    ],
    [
        'usage',
        /unknown (flag|option|argument|command|verb)|unexpected argument|invalid (flag|option|value|config|argument)|unrecognized|not found|usage:/i,
    ],
    ['timeout', /timed? ?out/i],
];
/** Exit codes of GPU CLI 0.14. 1 says nothing, 15 and 130 are endings we or a person asked for. */
const CODES = new Map([
    [2, 'usage'],
    [10, 'auth'],
    [11, 'saturated'],
    [12, 'usage'],
    [13, 'infra'],
    [14, 'timeout'],
]);
/** Machine words that a JSON error of the CLI may carry; the shape is assumed, see FIDELITY. */
const ERROR_CODES = [
    ['auth', /auth|token|forbidden/i],
    ['budget', /plan|payment|billing|spend|credit/i],
    ['saturated', /quota_exceeded|session|concurren|pool/i],
    ['capacity', /capacity|no_gpu|stock|provision/i],
    ['infra', /daemon|bootstrap|sync|network|transport|unavailable/i],
    ['usage', /usage|not_found|invalid|config/i],
];
/**
 * Class of a refusal from the CLI's JSON, its own text and its exit code, in that order. Only for attempts whose workload is
 * proven not to have started.
 * @param text the CLI's stderr, or a job's `failure_reason`.
 * @returns undefined when nothing there is known: then nobody can say that trying again is safe or useful.
 */
function classifyRefusal(text, code, stdout, saturation) {
    const error = (0,_views_js__WEBPACK_IMPORTED_MODULE_0__/* .fields */ .OA)((0,_views_js__WEBPACK_IMPORTED_MODULE_0__/* .fields */ .OA)((0,_views_js__WEBPACK_IMPORTED_MODULE_0__/* .readJson */ .Vh)(stdout))['error']);
    const message = typeof error['message'] === 'string' ? error['message'] : '';
    const said = `${message}\n${text}`;
    const word = typeof error['code'] === 'string' ? error['code'] : '';
    const kind = (saturation?.test(said) === true ? 'saturated' : undefined) ??
        byWords(said, code) ??
        ERROR_CODES.find(([, pattern]) => pattern.test(word))?.[0] ??
        CODES.get(code ?? -1);
    if (kind === undefined)
        return undefined;
    const retryAfterMs = hintOf(error, said);
    const pool = (0,_views_js__WEBPACK_IMPORTED_MODULE_0__/* .readPool */ .Xu)(error['sessions']) ?? poolIn(said);
    return {
        kind: 'refused',
        class: kind,
        reason: reasonOf(message === '' ? text : message, kind, code),
        ...(retryAfterMs === undefined ? {} : { retryAfterMs }),
        ...(pool === null ? {} : { pool }),
    };
}
function byWords(said, code) {
    const found = WORDS.find(([, pattern]) => pattern.test(said))?.[0];
    // Code 11 with words of the pool or with none we know is a full pool; words of money or plan say what waiting cannot cure.
    if (code === 11 && (found === undefined || found === 'usage' || found === 'timeout'))
        return 'saturated';
    return found;
}
/** `retry_after_seconds` of the JSON, or `retry after 30s`, `try again in 2 minutes` of the text → ms. */
function hintOf(error, said) {
    const json = error['retry_after_seconds'] ?? error['retry_after'];
    if (typeof json === 'number' && json >= 0 && json <= 86_400)
        return json * 1_000;
    const found = /(?:retry[- ]after|(?:try|retry) again in|available in)[:\s]+(?:about )?(\d{1,5})\s*(ms|s|sec|m|min|h|hour)?/i.exec(said);
    if (found?.[1] === undefined)
        return undefined;
    const unit = (found[2] ?? 's').toLowerCase();
    const factor = unit === 'ms' ? 1 : unit.startsWith('s') ? 1_000 : unit.startsWith('m') ? 60_000 : 3_600_000;
    return Math.min(Number(found[1]) * factor, 86_400_000);
}
/** `10/10`, `10 of 10 sessions` → used and limit. */
function poolIn(said) {
    const found = /\b(\d{1,5})\s*(?:\/|of|out of)\s*(\d{1,5})\b/.exec(said);
    const [used, limit] = [Number(found?.[1] ?? NaN), Number(found?.[2] ?? NaN)];
    return found !== null && limit > 0 && used >= limit ? { used, limit } : null;
}
/** The line that says what went wrong, without the CLI's prefixes. */
function reasonOf(text, fallback, code) {
    const lines = text
        .replace(/\x1b\[[0-9;]*[A-Za-z]/g, '')
        .split(/\r?\n|\r/)
        .map((line) => line
        .replace(/^(\[gpu\]>|>>|✗|\[gpu\]> \|)\s*/, '')
        .replace(/^error:\s*/i, '')
        .trim())
        .filter((line) => line !== '');
    const marked = text.split(/\r?\n/).findLast((line) => /^\s*(✗|error)/i.test(line));
    const line = marked === undefined ? lines.at(-1) : lines.find((candidate) => marked.includes(candidate));
    return (line ?? `gpu ended with ${code === null ? 'a signal' : `exit code ${code}`} (${fallback})`).slice(0, 500);
}
/** The job was taken and then died before its workload. */
const NEVER_STARTED = /bootstrap failed|workspace sync failed|timed out waiting for agent/i;
/** The client did not get as far as the service. A line that was open and broke says other words, and proves nothing. */
const NEVER_ARRIVED = /connection refused|ECONNREFUSED|(could not|cannot|can't|unable to|failed to) (connect|reach|resolve)|not reachable|unreachable|no such host|name resolution|ENOTFOUND|EAI_AGAIN|daemon (is )?(unavailable|down|not (running|available|started))|gpud is not running/i;
/**
 * Whether a refusal excludes that its workload has run. A full pool, missing capacity, money, the token and bad usage do by
 * what they are; a fault or a time limit only where its words name a stage before the start.
 * @param accepted the service had taken the job: then only the job's own stages count.
 */
function excludesStart(refused, accepted) {
    if (refused.class !== 'infra' && refused.class !== 'timeout')
        return true;
    return NEVER_STARTED.test(refused.reason) || (!accepted && NEVER_ARRIVED.test(refused.reason));
}


/***/ }),

/***/ 2090:
/***/ ((__unused_webpack___webpack_module__, __webpack_exports__, __nccwpck_require__) => {

/* harmony export */ __nccwpck_require__.d(__webpack_exports__, {
/* harmony export */   GK: () => (/* binding */ readStatusText),
/* harmony export */   OA: () => (/* binding */ fields),
/* harmony export */   Uv: () => (/* binding */ readResult),
/* harmony export */   VY: () => (/* binding */ readSubmission),
/* harmony export */   Vh: () => (/* binding */ readJson),
/* harmony export */   Xu: () => (/* binding */ readPool),
/* harmony export */   nZ: () => (/* binding */ safeId),
/* harmony export */   rk: () => (/* binding */ readStatus),
/* harmony export */   zw: () => (/* binding */ readInventory)
/* harmony export */ });
/* unused harmony export stateOf */
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
    const jobId = safeId(text(from, 'job_id', 'jobId', 'id'));
    return jobId === '' ? undefined : { jobId, podId: safeId(text(from, 'pod_id', 'podId')) };
}
/** States as the newest CLI has been seen to name them, with the neighbours one would expect. */
const STATES = [
    ['alive', /^(pending|queued|waiting|submitted|provisioning|starting|syncing|bootstrapping|running|active)$/i],
    ['succeeded', /^(succeeded|success|completed|complete|done|finished|ok)$/i],
    ['cancelled', /^(cancelled|canceled|stopped|killed|interrupted)$/i],
    ['timed-out', /^(timed[-_ ]?out|timeout)$/i],
    ['failed', /^(failed|failure|error|errored|crashed)$/i],
];
function stateOf(word) {
    return STATES.find(([, pattern]) => pattern.test(word))?.[0] ?? 'unknown';
}
function readResult(stdout) {
    const from = fields(readJson(stdout));
    if (!('state' in from) && !('exit_code' in from))
        return undefined;
    const code = from['exit_code'];
    return {
        jobId: safeId(text(from, 'job_id')),
        state: stateOf(text(from, 'state', 'status')),
        exitCode: typeof code === 'number' && Number.isInteger(code) ? code : null,
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
    const pods = list(from['pods']).flatMap((item) => {
        const pod = fields(item);
        const podId = safeId(text(pod, 'pod_id', 'id'));
        return podId === '' ? [] : [podView(pod, podId)];
    });
    // The counts are documented, the list is not: pods that are counted but cannot be named must not pass for none.
    if (pods.length < Math.max(list(from['pods']).length, amount(from, 'running_pods') + amount(from, 'provisioning_pods'))) {
        return undefined;
    }
    return {
        pods,
        jobs: list(from['jobs']).flatMap((item) => {
            const job = fields(item);
            const jobId = safeId(text(job, 'job_id', 'id'));
            const state = stateOf(text(job, 'state', 'status'));
            // A state we do not know counts as alive: to end a job that is over does no harm, to leave one running does.
            const alive = state === 'alive' || state === 'unknown';
            return jobId === '' ? [] : [{ jobId, podId: safeId(text(job, 'pod_id')), alive, command: commandOf(job) }];
        }),
        jobsKnown: Array.isArray(from['jobs']),
        pool: readPool(from['sessions']),
    };
}
/** Our mark stands before the user's script, so a long command line is cut, not dropped. */
function commandOf(job) {
    const command = job['command'];
    return typeof command === 'string' ? command.slice(0, 16_384) : '';
}
function podView(pod, podId) {
    return {
        podId,
        state: text(pod, 'state', 'status'),
        gpuType: text(pod, 'gpu_type', 'gpu'),
        gpuCount: amount(pod, 'gpu_count', 'count'),
        costPerHour: amount(pod, 'cost_per_hour', 'price_per_hour'),
    };
}
/** `Pod n9kwj3lwx2qw2n READY …`, the text that old generations print. */
function readStatusText(output) {
    const pods = [...output.matchAll(/\bPod\s+([A-Za-z0-9][\w.-]{3,127})\s+([A-Z]{3,})/g)].map((found) => podView({ state: found[2] }, found[1] ?? ''));
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

/***/ 4243:
/***/ ((__unused_webpack___webpack_module__, __webpack_exports__, __nccwpck_require__) => {

/* harmony export */ __nccwpck_require__.d(__webpack_exports__, {
/* harmony export */   LV: () => (/* binding */ wrap),
/* harmony export */   bk: () => (/* binding */ markIn),
/* harmony export */   k6: () => (/* binding */ withoutWrapper)
/* harmony export */ });
/* unused harmony export SAMPLE_SECONDS */
/**
 * What runs on the pod around the workload: a POSIX sh script that says that the workload started, samples
 * `nvidia-smi` beside it, and says how it ended. It keeps out of the way:
 *
 * - the workload is its foreground child, with its stdin, stdout, stderr and exit code; a signal for the process group
 *   reaches the workload as without us, and the empty traps keep the script alive to tell the ending;
 * - frames go to stderr in single writes below PIPE_BUF, so they never break one of the workload's;
 * - no `nvidia-smi`, no `mkfifo`, a read-only /tmp: no samples, nothing else;
 * - the sampler hangs at most itself: both its processes are known by pid and killed when the workload ends.
 */
const QUERY = 'index,name,utilization.gpu,utilization.memory,memory.used,memory.total,power.draw,temperature.gpu';
// One line, because the CLI echoes the command it runs.
const SCRIPT = [
    // The shell's own remarks ("Killed") are not the workload's: its stderr is nowhere, the workload's is fd 3.
    'n=$2 t=$3 s=; shift 4; exec 3>&2 2>/dev/null',
    `e(){ printf '\\036gpu-ci:%s:%s\\036' "$n" "$1" >&3; }`,
    'trap : HUP INT TERM',
    'e start',
    'if [ "$t" != 0 ] && command -v nvidia-smi >/dev/null 2>&1 && d=$(mktemp -d 2>/dev/null) && mkfifo "$d/q" 2>/dev/null',
    `then nvidia-smi --query-gpu=${QUERY} --format=csv,noheader,nounits -l "$t" >"$d/q" </dev/null 3>&- & s=$!`,
    '{ while IFS= read -r r; do e "smi:$r"; done <"$d/q"; } & s="$s $!"',
    'fi',
    '(exec "$@" 2>&3 3>&-)',
    'x=$?',
    'if [ -n "$s" ]; then kill -9 $s; wait $s; rm -rf "$d"',
    'fi',
    'e "exit:$x"',
    'exit $x',
].join('; ');
/** Seconds between samples: fine enough to see a data loader stall, about 50 bytes a second of extra log traffic. */
const SAMPLE_SECONDS = 2;
/**
 * @param mark stands in the job's command line, where `gpu status` can show it to whoever must end or take up the job later.
 */
function wrap(argv, mark, telemetry) {
    const before = ['b', ...mark.podsBefore].join(',');
    return [
        'sh',
        '-c',
        SCRIPT,
        'gpu-ci',
        mark.key,
        mark.nonce,
        telemetry ? String(SAMPLE_SECONDS) : '0',
        before,
        ...argv,
    ];
}
const MARK = /\bgpu-ci['"]?\s+['"]?(k[0-9a-f]{16})['"]?\s+['"]?([0-9a-f]{16})['"]?\s+['"]?\d['"]?\s+['"]?b([\w.,-]*)/;
/** The mark in a job's command line, however the CLI quotes it; undefined when the job is none of ours. */
function markIn(command) {
    const [, key, nonce, before = ''] = MARK.exec(command) ?? [];
    return key === undefined || nonce === undefined
        ? undefined
        : { key, nonce, podsBefore: before.split(',').filter(Boolean) };
}
/** Lines of the CLI in which it echoes the whole command, made readable again. Line ends are kept. */
function withoutWrapper(text, command) {
    return text.includes('gpu-ci') ? text.replace(/\bsh -c [^\n]*\bgpu-ci\b[^\n]*/g, () => command) : text;
}


/***/ }),

/***/ 7718:
/***/ ((__unused_webpack___webpack_module__, __webpack_exports__, __nccwpck_require__) => {

/* harmony export */ __nccwpck_require__.d(__webpack_exports__, {
/* harmony export */   HV: () => (/* binding */ UNKNOWN),
/* harmony export */   Ku: () => (/* binding */ firstOf),
/* harmony export */   Qe: () => (/* binding */ holdsToken),
/* harmony export */   Yk: () => (/* binding */ legOf),
/* harmony export */   e1: () => (/* binding */ remoteOf),
/* harmony export */   rl: () => (/* binding */ numberOf),
/* harmony export */   wA: () => (/* binding */ reader)
/* harmony export */ });
/** Reads a variable; '' where it is not set. */
const reader = (env) => (name) => env[name] ?? '';
/** The first that says something. */
const firstOf = (...values) => values.find((value) => value !== '') ?? '';
const numberOf = (text) => (/^\d+$/.test(text) ? Number(text) : 0);
/** `3/8` from index (counted from `base`) and total; '' for a job that has no siblings. */
function legOf(index, total, base) {
    return numberOf(total) > 1 && /^\d+$/.test(index) ? `${Number(index) + 1 - base}/${total}` : '';
}
/** `git@host:owner/name.git`, `https://user@host/owner/name`, `ssh://git@host:22/owner/name` → host and `owner/name`. */
function remoteOf(url) {
    const match = /^(?:[a-z+]+:\/\/)?(?:[^@/]+@)?([^:/]+)(?::\d+)?[:/]+(.+?)(?:\.git)?\/*$/i.exec(url.trim());
    return { host: match?.[1] ?? '', repository: match?.[2] ?? '' };
}
/** Someone else's code that finds this project's token in its environment. */
const holdsToken = (env) => (env['GPU_SERVICE_TOKEN'] ?? '') !== '' || (env['GPU_CI_TOKEN'] ?? '') !== '';
/** What a host says that says nothing. */
const UNKNOWN = {
    repository: '',
    workflow: '',
    job: '',
    leg: '',
    // No host but GitHub names the step of a job, so two runs in one job would share an id: each gets one of its own then.
    runId: '',
    runAttempt: 1,
    runUrl: '',
    event: '',
    headSha: '',
    pullRequest: null,
    secretsWithheld: '',
    foreignCode: false,
    matrixSize: 0,
    jobLimitMs: 0,
};


/***/ }),

/***/ 1463:
/***/ ((__unused_webpack___webpack_module__, __webpack_exports__, __nccwpck_require__) => {


// EXPORTS
__nccwpck_require__.d(__webpack_exports__, {
  Zb: () => (/* binding */ openHost)
});

// UNUSED EXPORTS: HOSTS, hostOf

// EXTERNAL MODULE: ./build/src/core/errors.js
var errors = __nccwpck_require__(3026);
// EXTERNAL MODULE: ./build/src/hosts/facts.js
var facts = __nccwpck_require__(7718);
// EXTERNAL MODULE: external "node:crypto"
var external_node_crypto_ = __nccwpck_require__(7598);
// EXTERNAL MODULE: external "node:fs"
var external_node_fs_ = __nccwpck_require__(3024);
// EXTERNAL MODULE: external "node:os"
var external_node_os_ = __nccwpck_require__(8161);
// EXTERNAL MODULE: external "node:path"
var external_node_path_ = __nccwpck_require__(6760);
;// CONCATENATED MODULE: ./build/src/hosts/state-file.js



/**
 * A folder of ours under a shared temp dir: only its owner may look inside. One that is there already and belongs to somebody
 * else, or is a link, is not used: its owner could read or forge what the clean-up believes.
 */
function privateFolder(base) {
    const uid = process.getuid?.();
    const path = (0,external_node_path_.join)(base, uid === undefined ? 'gpu-ci' : `gpu-ci-${uid}`);
    (0,external_node_fs_.mkdirSync)(path, { recursive: true, mode: 0o700 });
    const found = (0,external_node_fs_.lstatSync)(path);
    if (!found.isDirectory() || (uid !== undefined && found.uid !== uid)) {
        throw new errors/* UserError */.yo(`${path} belongs to somebody else, so nothing can be kept there.`, 'Remove it, or set TMPDIR to a folder of your own.');
    }
    return path;
}
/** Replaces a file in one step, so that a reader sees the old content or the new one, and no other user sees either. */
function writePrivately(path, content) {
    const draft = `${path}.${process.pid}.tmp`;
    (0,external_node_fs_.mkdirSync)((0,external_node_path_.dirname)(path), { recursive: true, mode: 0o700 });
    (0,external_node_fs_.rmSync)(draft, { force: true });
    (0,external_node_fs_.writeFileSync)(draft, content, { mode: 0o600, flag: 'wx' });
    (0,external_node_fs_.renameSync)(draft, path);
}
/** Names and values in a JSON file. Read anew each time: `gpu-ci cleanup` may be another process that writes as well. */
function stateFile(path) {
    return {
        path,
        get: (name) => readState(path).get(name) ?? '',
        set(name, value) {
            const state = readState(path).set(name, value);
            writePrivately(path, `${JSON.stringify(Object.fromEntries(state), null, 2)}\n`);
        },
    };
}
/** What a torn, foreign or absent file says counts as nothing: the clean-up must run in any case. */
function readState(path) {
    try {
        const parsed = JSON.parse((0,external_node_fs_.readFileSync)(path, 'utf8'));
        if (typeof parsed !== 'object' || parsed === null || Array.isArray(parsed))
            return new Map();
        return new Map(Object.entries(parsed).filter((entry) => typeof entry[1] === 'string'));
    }
    catch {
        return new Map();
    }
}

;// CONCATENATED MODULE: ./build/src/hosts/plain.js






/** Folder in the workspace that `collect` fills. */
const REPORTS = 'gpu-ci-reports';
/** `--flag`, else `GPU_CI_<INPUT>`. */
function readInput(world, name) {
    return world.flags.get(name) ?? world.env[`GPU_CI_${name.replaceAll('-', '_').toUpperCase()}`] ?? '';
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
    const tempDir = privateFolder(traits.tempBase ?? world.env['TMPDIR'] ?? world.env['TEMP'] ?? (0,external_node_os_.tmpdir)());
    const context = { ...traits.context, tempDir };
    const key = (0,external_node_crypto_.createHash)('sha256').update(`${traits.name}\0${traits.jobKey}`).digest('hex').slice(0, 16);
    const given = (flag, variable, fallback) => {
        const path = world.flags.get(flag) ?? world.env[variable] ?? '';
        return path === '' ? (0,external_node_path_.join)(tempDir, fallback) : (0,external_node_path_.resolve)(path);
    };
    const state = stateFile(given('state', 'GPU_CI_STATE', `state-${key}.json`));
    const dotenv = given('dotenv', 'GPU_CI_DOTENV', `outputs-${key}.env`);
    const summaryFile = (0,external_node_path_.join)(tempDir, `summary-${key}.md`);
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
            if (typeof done === 'string')
                print(done);
            return done !== false;
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
            writePrivately(dotenv, [...outputs].map(([id, text]) => `${lineOf(outputVariable(id), text)}\n`).join(''));
            print(traits.output?.(name, clean(oneLine(value))));
        },
        exportVariable(name, value) {
            // A secret would come to rest in a file or a log line of the host; later steps get it from the host's secret store.
            if (scrub(value) === value)
                print(traits.exportVariable?.(name, value));
        },
        addPath: (dir) => print(traits.addPath?.(dir)),
        saveState: (name, value) => state.set(name, scrub(value)),
        state: (name) => state.get(name),
        summary(markdown) {
            return quietly(() => {
                const text = `${scrub(markdown).trimEnd()}\n\n`;
                if (summarized)
                    (0,external_node_fs_.appendFileSync)(summaryFile, text);
                else
                    writePrivately(summaryFile, text);
                summarized = true;
                print(traits.summary?.(text, summaryFile));
            });
        },
        async publish(report, wish) {
            const notices = wishesOf(traits.name, wish);
            try {
                const files = [
                    ['outputs.env', dotenv],
                    ['summary.md', summaryFile],
                    ['report.json', wish.reportFile],
                ].filter((file) => (0,external_node_fs_.existsSync)(file[1] ?? ''));
                let folder = tempDir;
                if (traits.collect === true) {
                    folder = (0,external_node_path_.join)(context.workspace, REPORTS);
                    (0,external_node_fs_.mkdirSync)(folder, { recursive: true });
                    for (const [name, path] of files)
                        (0,external_node_fs_.copyFileSync)(path, (0,external_node_path_.join)(folder, name));
                }
                notices.push(...((await traits.publish?.(report, folder)) ?? []));
                const shown = traits.collect === true ? [folder] : files.map(([, path]) => path);
                if (shown.length > 0)
                    say(`Written: ${shown.join(', ')}`);
            }
            catch (error) {
                notices.push(`The reports could not be written: ${clean((0,errors/* sentenceOf */.$N)(error))}`);
            }
            return notices;
        },
    };
}
/** A summary never decides a run: what cannot be written is left out. */
async function quietly(work) {
    await Promise.resolve()
        .then(work)
        .catch(() => undefined);
}
function wishesOf(host, wish) {
    const wanted = [...(wish.comment === 'never' ? [] : ['`comment`']), ...(wish.check ? ['`check`'] : [])];
    if (wanted.length === 0)
        return [];
    return [
        `${wanted.join(' and ')} ${wanted.length > 1 ? 'work' : 'works'} on GitHub only, and ${host} has its own report.`,
    ];
}

;// CONCATENATED MODULE: ./build/src/hosts/azure.js


/**
 * Azure Pipelines. https://learn.microsoft.com/azure/devops/pipelines/build/variables
 *
 * Commands: `##vso[area.event]` counts anywhere in a line of stdout or stderr (azure-pipelines-agent, Command.cs). In lines of
 * ours the mark is broken up. In a workload's bytes it cannot be, since they reach the log as they are, and the agent has
 * no command that stops commands: a quarantine can do nothing here. What the host offers is the step's `target`:
 * `commands: restricted` and `settableVariables: none` refuse all but harmless commands of that step. The template sets both,
 * and uploads the summary in a step of its own.
 * Mask: `##vso[task.setsecret]`. Groups: `##[group]`. Summary: `##vso[task.uploadsummary]` with an absolute path.
 * Cancel: SIGINT, after 7.5 s SIGTERM, after 2.5 s the end (ProcessInvoker.cs); steps with `condition: always()` still run.
 */
const azure = {
    name: 'azure',
    detect: (env) => /^true$/i.test(env['TF_BUILD'] ?? ''),
    open: (world) => openPlain(world, traitsOf(world)),
};
const data = (text) => text.replaceAll('%', '%AZP25').replaceAll('\r', '%0D').replaceAll('\n', '%0A');
const property = (text) => data(text).replaceAll(']', '%5D').replaceAll(';', '%3B');
function traitsOf({ env }) {
    const read = (0,facts/* reader */.wA)(env);
    const context = contextOf(env);
    let uploaded = false;
    return {
        name: 'azure',
        context,
        jobKey: (0,facts/* firstOf */.Ku)(`${read('SYSTEM_JOBID')}${read('SYSTEM_JOBATTEMPT')}`, context.workspace),
        tempBase: read('AGENT_TEMPDIRECTORY') || undefined,
        tame: (line) => line.replaceAll('##vso[', '## vso[').replace(/^##\[/gm, '## ['),
        // A line break would end the command and print the rest.
        mask: (value) => (/[\r\n]/.test(value) ? false : `##vso[task.setsecret]${data(value)}`),
        group: (title) => `##[group]${title}`,
        endGroup: () => '##[endgroup]',
        // A notice has no type of its own here.
        tell: (level, message, title) => level === 'notice'
            ? ''
            : `##vso[task.logissue type=${level}]${data(title === '' ? message : `${title}: ${message}`)}`,
        output: (name, value) => `##vso[task.setvariable variable=${property(outputVariable(name))};isOutput=true]${data(value)}`,
        exportVariable: (name, value) => `##vso[task.setvariable variable=${property(name)}]${data(value)}`,
        addPath: (dir) => `##vso[task.prependpath]${data(dir)}`,
        summary(_markdown, file) {
            // The agent reads the file when the step ends: once is enough.
            const line = uploaded ? '' : `##vso[task.uploadsummary]${data(file)}`;
            uploaded = true;
            return line;
        },
    };
}
function contextOf(env) {
    const read = (0,facts/* reader */.wA)(env);
    const collection = read('SYSTEM_TEAMFOUNDATIONCOLLECTIONURI').replace(/\/*$/, '/');
    const build = read('BUILD_BUILDID');
    const fork = /^true$/i.test(read('SYSTEM_PULLREQUEST_ISFORK'));
    return {
        ...facts/* UNKNOWN */.HV,
        repository: read('BUILD_REPOSITORY_NAME'),
        workflow: read('BUILD_DEFINITIONNAME'),
        job: (0,facts/* firstOf */.Ku)(read('SYSTEM_JOBNAME'), read('SYSTEM_JOBDISPLAYNAME')),
        leg: (0,facts/* legOf */.Yk)(read('SYSTEM_JOBPOSITIONINPHASE'), read('SYSTEM_TOTALJOBSINPHASE'), 1),
        runAttempt: (0,facts/* numberOf */.rl)(read('SYSTEM_JOBATTEMPT')) || 1,
        runUrl: build === '' || collection === '/'
            ? ''
            : `${collection}${encodeURIComponent(read('SYSTEM_TEAMPROJECT'))}/_build/results?buildId=${build}`,
        event: read('BUILD_REASON'),
        headSha: (0,facts/* firstOf */.Ku)(read('SYSTEM_PULLREQUEST_SOURCECOMMITID'), read('BUILD_SOURCEVERSION')),
        pullRequest: (0,facts/* numberOf */.rl)((0,facts/* firstOf */.Ku)(read('SYSTEM_PULLREQUEST_PULLREQUESTNUMBER'), read('SYSTEM_PULLREQUEST_PULLREQUESTID'))) || null,
        // Unless "Make secrets available to builds of forks" is set.
        secretsWithheld: fork ? 'a fork' : '',
        foreignCode: fork && (0,facts/* holdsToken */.Qe)(env),
        matrixSize: (0,facts/* numberOf */.rl)(read('SYSTEM_TOTALJOBSINPHASE')) > 1 ? (0,facts/* numberOf */.rl)(read('SYSTEM_TOTALJOBSINPHASE')) : 0,
        workspace: (0,facts/* firstOf */.Ku)(read('BUILD_SOURCESDIRECTORY'), process.cwd()),
    };
}

;// CONCATENATED MODULE: ./build/src/hosts/bitbucket.js



/**
 * Bitbucket Pipelines. https://support.atlassian.com/bitbucket-cloud/docs/variables-and-secrets/
 *
 * Mask: at run time it cannot; a secured variable is found and replaced in the log. Groups: none.
 * No words in a log act as commands, so a quarantine has nothing to stop.
 * Summary: none; the template keeps `gpu-ci-reports/` as an artifact, and artifacts must lie in the clone folder.
 * Outputs go to the file BITBUCKET_PIPELINES_VARIABLES_PATH as well; a step names under `output-variables` what it hands on.
 * Cancel: not documented. `after-script` runs when the script has ended, with BITBUCKET_EXIT_CODE, in the same container.
 */
const bitbucket = {
    name: 'bitbucket',
    detect: (env) => (env['BITBUCKET_COMMIT'] ?? '') !== '' && (env['BITBUCKET_BUILD_NUMBER'] ?? '') !== '',
    open: (world) => openPlain(world, bitbucket_traitsOf(world)),
};
function bitbucket_traitsOf({ env }) {
    const read = (0,facts/* reader */.wA)(env);
    const context = bitbucket_contextOf(env);
    return {
        name: 'bitbucket',
        context,
        jobKey: (0,facts/* firstOf */.Ku)(`${read('BITBUCKET_PIPELINE_UUID')}${read('BITBUCKET_STEP_UUID')}${read('BITBUCKET_STEP_RUN_NUMBER')}`, context.workspace),
        collect: true,
        output(name, value) {
            const file = read('BITBUCKET_PIPELINES_VARIABLES_PATH');
            if (file !== '')
                (0,external_node_fs_.appendFileSync)(file, `${outputVariable(name)}=${oneLine(value)}\n`);
            return '';
        },
    };
}
function bitbucket_contextOf(env) {
    const read = (0,facts/* reader */.wA)(env);
    const repository = read('BITBUCKET_REPO_FULL_NAME');
    const build = read('BITBUCKET_BUILD_NUMBER');
    const pull = (0,facts/* numberOf */.rl)(read('BITBUCKET_PR_ID'));
    const source = read('BITBUCKET_PR_SOURCE_REPO_FULL_NAME');
    const fork = pull > 0 && source !== '' && source !== repository;
    return {
        ...facts/* UNKNOWN */.HV,
        repository,
        job: read('BITBUCKET_STEP_UUID').replace(/[{}]/g, ''),
        leg: (0,facts/* legOf */.Yk)(read('BITBUCKET_PARALLEL_STEP'), read('BITBUCKET_PARALLEL_STEP_COUNT'), 0),
        runAttempt: (0,facts/* numberOf */.rl)(read('BITBUCKET_STEP_RUN_NUMBER')) || 1,
        runUrl: repository === '' ? '' : `https://bitbucket.org/${repository}/pipelines/results/${build}`,
        event: pull > 0 ? 'pull_request' : read('BITBUCKET_TAG') === '' ? 'push' : 'tag',
        headSha: read('BITBUCKET_COMMIT'),
        pullRequest: pull || null,
        secretsWithheld: fork ? 'a fork' : '',
        foreignCode: fork && (0,facts/* holdsToken */.Qe)(env),
        matrixSize: (0,facts/* numberOf */.rl)(read('BITBUCKET_PARALLEL_STEP_COUNT')),
        workspace: (0,facts/* firstOf */.Ku)(read('BITBUCKET_CLONE_DIR'), process.cwd()),
    };
}

// EXTERNAL MODULE: external "node:child_process"
var external_node_child_process_ = __nccwpck_require__(1421);
;// CONCATENATED MODULE: ./build/src/hosts/buildkite.js



/** The most that Buildkite takes for one annotation. */
const ANNOTATION_BYTES = 1024 * 1024;
const CUT = '\n\n*Cut here: an annotation holds 1 MiB. The report file has all of it.*\n';
/**
 * Buildkite. https://buildkite.com/docs/pipelines/configure/environment-variables
 *
 * Mask: `buildkite-agent redactor add`, which takes the value on stdin and so on no command line
 * (https://buildkite.com/docs/agent/cli/reference/redactor); variables named `*_TOKEN` are redacted from the start.
 * Groups: `---` folded, `+++` open, and no end: what follows a group gets an open one of its own. A workload can make
 * groups as well and do no more, so a quarantine has nothing to stop.
 * Summary: an annotation in a context of the job's own, 1 MiB at most, styled by the result.
 * Cancel: SIGTERM, and SIGKILL 10 seconds later; then the `pre-exit` hook runs, which is where `gpu-ci cleanup` belongs.
 */
const buildkite = {
    name: 'buildkite',
    detect: (env) => env['BUILDKITE'] === 'true',
    open: (world) => openPlain(world, buildkite_traitsOf(world)),
};
function buildkite_traitsOf(world) {
    const read = (0,facts/* reader */.wA)(world.env);
    const job = read('BUILDKITE_JOB_ID');
    const context = buildkite_contextOf(world.env);
    const annotation = `gpu-run-${job}`;
    let left = ANNOTATION_BYTES;
    const agent = (args, stdin) => (0,external_node_child_process_.spawnSync)('buildkite-agent', args, {
        env: world.env,
        input: stdin,
        stdio: ['pipe', 'ignore', 'ignore'],
        timeout: 10_000,
    }).status === 0;
    return {
        name: 'buildkite',
        context,
        jobKey: (0,facts/* firstOf */.Ku)(job, context.workspace),
        tame: (line) => line.replace(/^(---|\+\+\+|~~~|\^\^\^)/gm, ' $1'),
        mask: (value) => agent(['redactor', 'add'], value),
        group: (title) => `--- ${title}`,
        afterGroup: () => '+++ GPU run',
        summary(markdown) {
            const text = clip(markdown, left);
            left -= Buffer.byteLength(text);
            if (text !== '')
                agent(['annotate', '--context', annotation, '--style', 'info', '--append'], text);
            return '';
        },
        publish(report) {
            const good = ['succeeded', 'skipped', 'submitted'].includes(report.status);
            // Style alone: without a body the agent leaves the text as it is.
            if (left < ANNOTATION_BYTES) {
                agent(['annotate', '--context', annotation, '--style', good ? 'success' : 'error', '--append'], '');
            }
            // For a later step of the build; the dotenv file stays on this agent.
            const step = (0,facts/* firstOf */.Ku)(read('BUILDKITE_STEP_KEY'), job);
            const handed = [
                ['status', report.status],
                ['job-id', report.jobId],
            ].filter(([, value]) => value !== '');
            for (const [name, value] of handed)
                agent(['meta-data', 'set', `gpu-run:${step}:${name}`], value ?? '');
            return [];
        },
    };
}
/** At most `bytes` of UTF-8, cut between characters, with a word about the cut. */
function clip(text, bytes) {
    if (Buffer.byteLength(text) <= bytes)
        return text;
    const room = bytes - Buffer.byteLength(CUT);
    if (room <= 0)
        return '';
    const kept = new TextDecoder('utf-8').decode(Buffer.from(text).subarray(0, room), { stream: true });
    return kept + CUT;
}
function buildkite_contextOf(env) {
    const read = (0,facts/* reader */.wA)(env);
    const theirs = read('BUILDKITE_PULL_REQUEST_REPO');
    const ours = (0,facts/* remoteOf */.e1)(read('BUILDKITE_REPO')).repository;
    const fork = theirs !== '' && (0,facts/* remoteOf */.e1)(theirs).repository !== ours;
    const url = read('BUILDKITE_BUILD_URL');
    return {
        ...facts/* UNKNOWN */.HV,
        repository: ours,
        workflow: read('BUILDKITE_PIPELINE_SLUG'),
        job: (0,facts/* firstOf */.Ku)(read('BUILDKITE_STEP_KEY'), read('BUILDKITE_LABEL')),
        leg: (0,facts/* legOf */.Yk)(read('BUILDKITE_PARALLEL_JOB'), read('BUILDKITE_PARALLEL_JOB_COUNT'), 0),
        runAttempt: (0,facts/* numberOf */.rl)(read('BUILDKITE_RETRY_COUNT')) + 1,
        runUrl: url === '' ? '' : `${url}#${read('BUILDKITE_JOB_ID')}`,
        event: (0,facts/* numberOf */.rl)(read('BUILDKITE_PULL_REQUEST')) > 0 ? 'pull_request' : read('BUILDKITE_SOURCE'),
        headSha: read('BUILDKITE_COMMIT'),
        pullRequest: (0,facts/* numberOf */.rl)(read('BUILDKITE_PULL_REQUEST')) || null,
        // The agent's hooks may withhold them.
        secretsWithheld: fork ? 'a fork' : '',
        foreignCode: fork && (0,facts/* holdsToken */.Qe)(env),
        matrixSize: (0,facts/* numberOf */.rl)(read('BUILDKITE_PARALLEL_JOB_COUNT')),
        workspace: (0,facts/* firstOf */.Ku)(read('BUILDKITE_BUILD_CHECKOUT_PATH'), process.cwd()),
        jobLimitMs: (0,facts/* numberOf */.rl)(read('BUILDKITE_TIMEOUT')) * 60_000,
    };
}

;// CONCATENATED MODULE: ./build/src/hosts/circleci.js



/**
 * CircleCI. https://circleci.com/docs/variables/
 *
 * Mask: at run time it cannot; project and context variables of 4 characters or more are masked. Groups: none; a step is one.
 * No words in a log act as commands, so a quarantine has nothing to stop.
 * Summary: none; the template stores the files as artifacts. Later steps get variables from the file BASH_ENV names.
 * Cancel: after a cancel steps with `when: always` do not run, so `gpu-ci run` must end the job itself on the signal; the
 * clean-up step serves failures and timeouts.
 */
const circleci = {
    name: 'circleci',
    detect: (env) => env['CIRCLECI'] === 'true',
    open: (world) => openPlain(world, circleci_traitsOf(world)),
};
function circleci_traitsOf({ env }) {
    const read = (0,facts/* reader */.wA)(env);
    const context = circleci_contextOf(env);
    const later = (line) => {
        const file = read('BASH_ENV');
        if (file !== '')
            (0,external_node_fs_.appendFileSync)(file, `${line}\n`);
        return '';
    };
    return {
        name: 'circleci',
        context,
        jobKey: (0,facts/* firstOf */.Ku)(read('CIRCLE_WORKFLOW_JOB_ID'), `${read('CIRCLE_BUILD_URL')}${read('CIRCLE_NODE_INDEX')}`, context.workspace),
        exportVariable: (name, value) => later(`export ${name}=${shellQuote(value)}`),
        addPath: (dir) => later(`export PATH=${shellQuote(dir)}:"$PATH"`),
    };
}
function circleci_contextOf(env) {
    const read = (0,facts/* reader */.wA)(env);
    // Set for pull requests from forks only.
    const fork = read('CIRCLE_PR_NUMBER') !== '';
    const number = (0,facts/* firstOf */.Ku)(read('CIRCLE_PR_NUMBER'), /\/(\d+)$/.exec(read('CIRCLE_PULL_REQUEST'))?.[1] ?? '');
    const owner = read('CIRCLE_PROJECT_USERNAME');
    return {
        ...facts/* UNKNOWN */.HV,
        repository: owner === '' ? '' : `${owner}/${read('CIRCLE_PROJECT_REPONAME')}`,
        job: read('CIRCLE_JOB'),
        leg: (0,facts/* legOf */.Yk)(read('CIRCLE_NODE_INDEX'), read('CIRCLE_NODE_TOTAL'), 0),
        runUrl: read('CIRCLE_BUILD_URL'),
        event: number !== '' ? 'pull_request' : read('CIRCLE_TAG') === '' ? 'push' : 'tag',
        headSha: read('CIRCLE_SHA1'),
        pullRequest: (0,facts/* numberOf */.rl)(number) || null,
        // Unless "Pass secrets to builds from forked pull requests" is on.
        secretsWithheld: fork ? 'a fork' : '',
        foreignCode: fork && (0,facts/* holdsToken */.Qe)(env),
        matrixSize: (0,facts/* numberOf */.rl)(read('CIRCLE_NODE_TOTAL')) > 1 ? (0,facts/* numberOf */.rl)(read('CIRCLE_NODE_TOTAL')) : 0,
        workspace: workspaceOf(read('CIRCLE_WORKING_DIRECTORY'), read('HOME')),
    };
}
/** The host gives `~/project` as it was written. */
function workspaceOf(directory, home) {
    if (directory === '')
        return process.cwd();
    return home === '' ? directory : directory.replace(/^~(?=\/|$)/, home);
}

;// CONCATENATED MODULE: ./build/src/hosts/generic.js


/**
 * A laptop, a cron job, a CI host that has no file here.
 *
 * Mask: nothing is there to mask, so the token is never printed and that is all. Groups: a heading. Nothing acts on words in
 * the log. Our own lines go to stderr, so that `gpu-ci run … > log` holds what the workload printed and nothing else.
 * Summary, outputs and report are files, and their paths are told at the end.
 * Cancel: whatever the terminal or the service manager sends. State is keyed by the folder; two runs in one folder at a
 * time keep theirs apart with `--state FILE`.
 */
const generic = {
    name: 'generic',
    detect: () => true,
    open: (world) => openPlain(world, generic_traitsOf(world)),
};
function generic_traitsOf({ env }) {
    const read = (0,facts/* reader */.wA)(env);
    const workspace = process.cwd();
    return {
        name: 'generic',
        context: { ...facts/* UNKNOWN */.HV, job: (0,facts/* firstOf */.Ku)(read('GPU_CI_JOB'), 'local'), event: 'manual', workspace },
        jobKey: workspace,
        voice: 'stderr',
    };
}

// EXTERNAL MODULE: external "os"
var external_os_ = __nccwpck_require__(857);
;// CONCATENATED MODULE: ./node_modules/@actions/core/lib/utils.js
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
;// CONCATENATED MODULE: ./node_modules/@actions/core/lib/command.js


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
function command_issueCommand(command, properties, message) {
    const cmd = new Command(command, properties, message);
    process.stdout.write(cmd.toString() + external_os_.EOL);
}
function command_issue(name, message = '') {
    command_issueCommand(name, {}, message);
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
;// CONCATENATED MODULE: ./node_modules/@actions/core/lib/file-command.js
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
;// CONCATENATED MODULE: external "path"
const external_path_namespaceObject = __WEBPACK_EXTERNAL_createRequire(import.meta.url)("path");
;// CONCATENATED MODULE: ./node_modules/@actions/core/lib/core.js
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
    command_issueCommand('set-env', { name }, convertedVal);
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
    command_issueCommand('add-mask', {}, secret);
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
        command_issueCommand('add-path', {}, inputPath);
    }
    process.env['PATH'] = `${inputPath}${external_path_namespaceObject.delimiter}${process.env['PATH']}`;
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
    command_issueCommand('set-output', { name }, toCommandValue(value));
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
    command_issueCommand('error', toCommandProperties(properties), message instanceof Error ? message.toString() : message);
}
/**
 * Adds a warning issue
 * @param message warning issue message. Errors will be converted to string via toString()
 * @param properties optional properties to add to the annotation.
 */
function warning(message, properties = {}) {
    command_issueCommand('warning', toCommandProperties(properties), message instanceof Error ? message.toString() : message);
}
/**
 * Adds a notice issue
 * @param message notice issue message. Errors will be converted to string via toString()
 * @param properties optional properties to add to the annotation.
 */
function notice(message, properties = {}) {
    command_issueCommand('notice', toCommandProperties(properties), message instanceof Error ? message.toString() : message);
}
/**
 * Writes info to log with console.log.
 * @param message info message
 */
function info(message) {
    process.stdout.write(message + os.EOL);
}
/**
 * Begin an output group.
 *
 * Output until the next `groupEnd` will be foldable in this group
 *
 * @param name The name of the output group
 */
function startGroup(name) {
    issue('group', name);
}
/**
 * End an output group.
 */
function endGroup() {
    issue('endgroup');
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
    command_issueCommand('save-state', { name }, toCommandValue(value));
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
// EXTERNAL MODULE: ./build/src/clock.js + 1 modules
var clock = __nccwpck_require__(1053);
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
    const dependabot = env['GITHUB_ACTOR'] === 'dependabot[bot]';
    const server = env['GITHUB_SERVER_URL'] ?? 'https://github.com';
    const repository = env['GITHUB_REPOSITORY'] ?? '';
    const runId = env['GITHUB_RUN_ID'] ?? '';
    const number = pull['number'] ?? (event === 'issue_comment' ? object(payload['issue'])['number'] : undefined);
    return {
        repository,
        workflow: env['GITHUB_WORKFLOW'] ?? '',
        job: env['GITHUB_JOB'] ?? '',
        leg: matrixLeg(leg.matrix),
        runId,
        runAttempt: Math.max(1, Number(env['GITHUB_RUN_ATTEMPT'] ?? 1) || 1),
        runUrl: repository === '' || runId === '' ? '' : `${server}/${repository}/actions/runs/${runId}`,
        event,
        headSha: github_context_text(head['sha']) || github_context_text(origin['head_sha']) || (env['GITHUB_SHA'] ?? ''),
        pullRequest: typeof number === 'number' ? number : null,
        secretsWithheld: dependabot ? 'Dependabot' : fork && event !== 'pull_request_target' ? 'a fork' : '',
        foreignCode: (event === 'pull_request_target' && fork) || (event === 'workflow_run' && originFork),
        matrixSize: /^\d{1,6}$/.test(leg.size) ? Number(leg.size) : 0,
        tempDir: env['RUNNER_TEMP'] ?? '',
        workspace: env['GITHUB_WORKSPACE'] ?? process.cwd(),
        jobLimitMs: env['RUNNER_ENVIRONMENT'] === 'github-hosted' ? HOSTED_LIMIT_MS : 0,
    };
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
        .map((value) => (typeof value === 'string' ? value : JSON.stringify(value)))
        .join(', ')
        .slice(0, 200);
}

;// CONCATENATED MODULE: ./build/src/hosts/github.js





/**
 * GitHub Actions, and Gitea and Forgejo, which imitate it. Both streams are read for commands, so all foreign bytes go to
 * stdout, where they stand between stop-commands and its end in a certain order.
 */
const github = {
    name: 'github',
    detect: (env) => env['GITHUB_ACTIONS'] === 'true',
    open: openGitHub,
};
/** Files of the runner; without them `@actions/core` prints outputs and state as lines, which would leak them to the log. */
const has = (env, name) => (env[name] ?? '') !== '';
function openGitHub(world) {
    const { env, stdout } = world;
    const input = (name) => world.flags.get(name) ?? getInput(name, { trimWhitespace: false });
    const context = githubContext(env, readPayload(env['GITHUB_EVENT_PATH']), {
        matrix: input('matrix'),
        size: input('matrix-size').trim(),
    });
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
    const titled = (note) => (note?.title === undefined ? {} : { title: note.title });
    return {
        name: 'github',
        context,
        foreign: { stdout, stderr: stdout },
        input,
        mask(value) {
            if (value.trim() !== '')
                setSecret(value);
            return true;
        },
        info: (text) => line(plain(text)),
        debug: (text) => {
            if (isDebug())
                outside(() => line(`::debug::${escaped(text)}`));
        },
        notice: (message, note) => outside(() => notice(message, titled(note))),
        warning: (message, note) => outside(() => warning(message, titled(note))),
        error: (message, note) => outside(() => error(message, titled(note))),
        group: (title) => outside(() => line(`::group::${escaped(title)}`)),
        endGroup: () => outside(() => line('::endgroup::')),
        quarantine() {
            if (quarantines++ === 0) {
                resume = (0,external_node_crypto_.randomUUID)();
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
        setOutput: (name, value) => {
            if (has(env, 'GITHUB_OUTPUT'))
                setOutput(name, value);
        },
        exportVariable: (name, value) => {
            if (has(env, 'GITHUB_ENV'))
                exportVariable(name, value);
        },
        addPath: (dir) => {
            if (has(env, 'GITHUB_PATH'))
                addPath(dir);
        },
        saveState: (name, value) => {
            state.set(name, value);
            if (has(env, 'GITHUB_STATE'))
                saveState(name, value);
        },
        state: (name) => state.get(name) ?? getState(name),
        summary(markdown) {
            const file = env['GITHUB_STEP_SUMMARY'] ?? '';
            try {
                if (file !== '')
                    (0,external_node_fs_.appendFileSync)(file, markdown);
            }
            catch (error) {
                warning(`The job summary could not be written (${String(error)}); the run report holds the same facts.`);
            }
            return Promise.resolve();
        },
        async publish(report, wish) {
            if (wish.comment === 'never' && !wish.check)
                return [];
            // Comment and check bring octokit along; most runs ask for neither.
            const { publishToGitHub } = await Promise.all(/* import() */[__nccwpck_require__.e(850), __nccwpck_require__.e(188)]).then(__nccwpck_require__.bind(__nccwpck_require__, 3188));
            const token = input('github-token').trim();
            return publishToGitHub(report, wish, { context, token, apiUrl: env['GITHUB_API_URL'] ?? '', clock: clock/* systemClock */.m });
        },
    };
}
/** A line of ours that quotes foreign words: it cannot begin or hold a command, in either syntax. */
function plain(text) {
    return text.replace(/##\[/g, '##\u200b[').replace(/^(\s*):(?=:)/gm, '$1:\u200b');
}
/** Data of a command, escaped as the runner unescapes it. */
function escaped(text) {
    return text.replace(/%/g, '%25').replace(/\r/g, '%0D').replace(/\n/g, '%0A');
}

;// CONCATENATED MODULE: ./build/src/hosts/openmetrics.js
/** A run's numbers in the OpenMetrics text format, which GitLab compares with those of the target branch. */
function openMetrics(report) {
    const numbers = [
        ['gpu_run_seconds', report.times.runSeconds],
        ['gpu_run_queue_seconds', report.times.queueSeconds],
        ['gpu_run_cost_usd', report.cost?.usd],
        ['gpu_run_utilization_mean_percent', report.telemetry?.utilization?.mean],
        ['gpu_run_memory_peak_mib', report.telemetry?.memoryMib?.peak],
        ['gpu_run_energy_kwh', report.telemetry?.energyKwh],
        ...report.metrics.map((row) => [row.name, row.value]),
    ];
    const lines = new Map();
    for (const [name, value] of numbers) {
        // A name that differs only in what the format does not allow keeps its first value.
        const metric = metricName(name);
        if (typeof value === 'number' && Number.isFinite(value) && !lines.has(metric)) {
            lines.set(metric, `# TYPE ${metric} gauge\n${metric} ${value}\n`);
        }
    }
    return `${[...lines.values()].join('')}# EOF\n`;
}
const metricName = (name) => name.replace(/[^A-Za-z0-9_]+/g, '_').replace(/^(?=\d|$)/, '_');

;// CONCATENATED MODULE: ./build/src/hosts/gitlab.js





/**
 * GitLab CI. https://docs.gitlab.com/ci/variables/predefined_variables/
 *
 * Mask: at run time it cannot; a variable is masked by its own setting (8 characters or more, one line).
 * Groups: `section_start` and `section_end` (https://docs.gitlab.com/ci/jobs/job_logs/). A workload can fold the log with
 * them, and do no more, so a quarantine has nothing to stop.
 * Summary: none beside a job. `gpu-ci-reports/` holds an annotations report (a link in the job's side bar), OpenMetrics (a
 * table in the merge request, Premium), a dotenv report and the Markdown; the template declares them as artifacts.
 * Cancel: SIGTERM to the process group, SIGKILL after 10 minutes (shell executor); then `after_script`, which since 17.0 runs
 * after a cancel too, 5 minutes by default, in a new shell: `gpu-ci cleanup` finds its state in RUNNER_TEMP_PROJECT_DIR.
 */
const gitlab = {
    name: 'gitlab',
    detect: (env) => env['GITLAB_CI'] === 'true',
    open: (world) => openPlain(world, gitlab_traitsOf(world)),
};
function gitlab_traitsOf({ env }) {
    const read = (0,facts/* reader */.wA)(env);
    const sections = [];
    let count = 0;
    const mark = (kind, name, text = '') => `\u001b[0Ksection_${kind}:${Math.floor(Date.now() / 1000)}:${name}\r\u001b[0K${text}`;
    return {
        name: 'gitlab',
        context: gitlab_contextOf(env),
        jobKey: (0,facts/* firstOf */.Ku)(read('CI_JOB_ID'), read('CI_PROJECT_DIR')),
        tempBase: read('RUNNER_TEMP_PROJECT_DIR') || undefined,
        collect: true,
        group(title) {
            const name = `gpu_ci_${process.pid}_${++count}`;
            sections.push(name);
            return mark('start', name, `\u001b[1m${title}\u001b[0m`);
        },
        endGroup() {
            const name = sections.pop();
            return name === undefined ? '' : mark('end', name);
        },
        // The dotenv report takes a value as it stands, quotes and all.
        dotenvLine: (name, value) => `${name}=${oneLine(value)}`,
        publish(report, folder) {
            (0,external_node_fs_.writeFileSync)((0,external_node_path_.join)(folder, 'metrics.txt'), openMetrics(report));
            const jobUrl = read('CI_JOB_URL');
            if (jobUrl !== '') {
                const link = (label, file) => ({
                    external_link: { label, url: `${jobUrl}/artifacts/file/${REPORTS}/${file}` },
                });
                const links = [link(`GPU run: ${report.status}`, 'summary.md'), link('GPU run report', 'report.json')];
                (0,external_node_fs_.writeFileSync)((0,external_node_path_.join)(folder, 'annotations.json'), `${JSON.stringify({ 'GPU run': links }, null, 2)}\n`);
            }
            return [];
        },
    };
}
function gitlab_contextOf(env) {
    const read = (0,facts/* reader */.wA)(env);
    const source = read('CI_MERGE_REQUEST_SOURCE_PROJECT_ID');
    const fork = source !== '' && source !== read('CI_MERGE_REQUEST_PROJECT_ID');
    const ownProject = read('CI_PROJECT_ID') !== source;
    return {
        ...facts/* UNKNOWN */.HV,
        repository: read('CI_PROJECT_PATH'),
        workflow: (0,facts/* firstOf */.Ku)(read('CI_PIPELINE_NAME'), read('CI_CONFIG_PATH')),
        job: read('CI_JOB_NAME'),
        leg: (0,facts/* legOf */.Yk)(read('CI_NODE_INDEX'), read('CI_NODE_TOTAL'), 1),
        runUrl: (0,facts/* firstOf */.Ku)(read('CI_JOB_URL'), read('CI_PIPELINE_URL')),
        event: read('CI_PIPELINE_SOURCE'),
        // CI_COMMIT_SHA is the merge commit in a merged-results pipeline.
        headSha: (0,facts/* firstOf */.Ku)(read('CI_MERGE_REQUEST_SOURCE_BRANCH_SHA'), read('CI_COMMIT_SHA')),
        pullRequest: (0,facts/* numberOf */.rl)(read('CI_MERGE_REQUEST_IID')) || null,
        // Runs in the fork, which does not have the variables of this project.
        secretsWithheld: fork && !ownProject ? 'a fork' : '',
        foreignCode: fork && ownProject && (0,facts/* holdsToken */.Qe)(env),
        matrixSize: (0,facts/* numberOf */.rl)(read('CI_NODE_TOTAL')) > 1 ? (0,facts/* numberOf */.rl)(read('CI_NODE_TOTAL')) : 0,
        workspace: (0,facts/* firstOf */.Ku)(read('CI_PROJECT_DIR'), process.cwd()),
        jobLimitMs: (0,facts/* numberOf */.rl)(read('CI_JOB_TIMEOUT')) * 1000,
    };
}

;// CONCATENATED MODULE: ./build/src/hosts/jenkins.js


/**
 * Jenkins. https://www.jenkins.io/doc/book/pipeline/jenkinsfile/#using-environment-variables
 *
 * Mask: at run time it cannot; a credential bound by `credentials()` or `withCredentials` is masked. Groups: none in core.
 * No words in a log act as commands, so a quarantine has nothing to stop.
 * Summary: none in core; the template archives `gpu-ci-reports/`, and artifacts must lie in the workspace.
 * Cancel: SIGTERM to every process that carries the step's cookie in its environment; the step gives up after 20 s
 * (durable-task-plugin). `post { always }` runs then. It is another stage, so state is keyed by build and workspace,
 * and lies in WORKSPACE_TMP, which is beside the workspace.
 */
const jenkins = {
    name: 'jenkins',
    detect: (env) => (env['JENKINS_URL'] ?? '') !== '' && (env['BUILD_ID'] ?? '') !== '',
    open: (world) => openPlain(world, jenkins_traitsOf(world)),
};
function jenkins_traitsOf({ env }) {
    const read = (0,facts/* reader */.wA)(env);
    const context = jenkins_contextOf(env);
    return {
        name: 'jenkins',
        context,
        jobKey: `${(0,facts/* firstOf */.Ku)(read('BUILD_TAG'), read('BUILD_ID'))}\0${context.workspace}`,
        tempBase: read('WORKSPACE_TMP') || undefined,
        collect: true,
    };
}
function jenkins_contextOf(env) {
    const read = (0,facts/* reader */.wA)(env);
    const fork = read('CHANGE_FORK') !== '';
    return {
        ...facts/* UNKNOWN */.HV,
        repository: (0,facts/* remoteOf */.e1)((0,facts/* firstOf */.Ku)(read('GIT_URL'), read('GIT_URL_1'))).repository,
        workflow: read('JOB_NAME'),
        job: read('STAGE_NAME'),
        runUrl: read('BUILD_URL'),
        event: read('CHANGE_ID') !== '' ? 'pull_request' : read('TAG_NAME') !== '' ? 'tag' : 'push',
        // In a merge build GIT_COMMIT is the target's commit or a merge that no one else knows.
        headSha: read('GIT_COMMIT'),
        pullRequest: (0,facts/* numberOf */.rl)(read('CHANGE_ID')) || null,
        // By the trust level in the branch source.
        secretsWithheld: fork ? 'a fork' : '',
        foreignCode: fork && (0,facts/* holdsToken */.Qe)(env),
        workspace: (0,facts/* firstOf */.Ku)(read('WORKSPACE'), process.cwd()),
    };
}

;// CONCATENATED MODULE: ./build/src/hosts/registry.js









/** In order: the first that knows itself is the host. Jenkins after those that may drive it; a plain shell at the end. */
const HOSTS = [github, gitlab, buildkite, circleci, azure, bitbucket, jenkins, generic];
/** The host we run on; `GPU_CI_HOST` names one where the environment says too little or too much. */
function openHost(world) {
    return hostOf(world.env).open(world);
}
function hostOf(env) {
    const named = env['GPU_CI_HOST'] ?? '';
    if (named === '')
        return HOSTS.find((kind) => kind.detect(env)) ?? generic;
    const kind = HOSTS.find(({ name }) => name === named);
    if (kind !== undefined)
        return kind;
    const names = HOSTS.map(({ name }) => name).join(', ');
    throw new errors/* UserError */.yo(`GPU_CI_HOST is "${named}", which is no host that gpu-ci knows.`, `Set it to one of ${names}.`);
}


/***/ }),

/***/ 9464:
/***/ ((__unused_webpack___webpack_module__, __webpack_exports__, __nccwpck_require__) => {

/* harmony export */ __nccwpck_require__.d(__webpack_exports__, {
/* harmony export */   K: () => (/* binding */ LEDGER_STATE),
/* harmony export */   S: () => (/* binding */ readLedger)
/* harmony export */ });
/* harmony import */ var _gpu_views_js__WEBPACK_IMPORTED_MODULE_0__ = __nccwpck_require__(2090);

const LEDGER_STATE = 'ledger';
function readLedger(text) {
    let json;
    try {
        json = JSON.parse(text);
    }
    catch {
        return undefined;
    }
    const from = (0,_gpu_views_js__WEBPACK_IMPORTED_MODULE_0__/* .fields */ .OA)(json);
    const strings = (value) => (Array.isArray(value) ? value.filter((item) => typeof item === 'string') : []);
    const { key, bin, cwd, stage } = from;
    if (typeof key !== 'string' || typeof bin !== 'string' || typeof cwd !== 'string')
        return undefined;
    return {
        key,
        bin,
        cwd,
        way: from['way'] === 'detached' ? 'detached' : 'attached',
        json: from['json'] === true,
        stage: stage === 'intent' || stage === 'over' ? stage : 'started',
        podsBefore: strings(from['podsBefore']),
        jobsBefore: strings(from['jobsBefore']),
        nonces: strings(from['nonces']),
        jobs: strings(from['jobs']),
        pods: strings(from['pods']),
        kept: strings(from['kept']),
        keepPod: from['keepPod'] === true,
        handedOn: from['handedOn'] === true,
        orgBefore: typeof from['orgBefore'] === 'string' ? from['orgBefore'] : null,
    };
}


/***/ }),

/***/ 1527:
/***/ ((__unused_webpack___webpack_module__, __webpack_exports__, __nccwpck_require__) => {

/* harmony export */ __nccwpck_require__.d(__webpack_exports__, {
/* harmony export */   gw: () => (/* binding */ switchBack),
/* harmony export */   wy: () => (/* binding */ gpuCaller),
/* harmony export */   xO: () => (/* binding */ switchOrg)
/* harmony export */ });
/* harmony import */ var _core_errors_js__WEBPACK_IMPORTED_MODULE_0__ = __nccwpck_require__(3026);
/* harmony import */ var _gpu_refusal_js__WEBPACK_IMPORTED_MODULE_1__ = __nccwpck_require__(7364);
/* harmony import */ var _gpu_process_js__WEBPACK_IMPORTED_MODULE_2__ = __nccwpck_require__(8309);
/* harmony import */ var _gpu_views_js__WEBPACK_IMPORTED_MODULE_3__ = __nccwpck_require__(2090);




const CALL_MS = 20_000;
function gpuCaller(bin, cwd, env) {
    return (...args) => (0,_gpu_process_js__WEBPACK_IMPORTED_MODULE_2__/* .capture */ .F)(bin, args, { cwd, env, timeoutMs: CALL_MS });
}
/**
 * Makes an organization the active one.
 * @param onBefore told before anything is switched: the slug that was active, '' for the personal account. Not called where
 *   nothing has to be switched.
 * @throws UserError when the CLI refuses.
 */
async function switchOrg(gpu, slug, onBefore) {
    const before = await activeOrg(gpu);
    if (before === slug)
        return;
    onBefore(before);
    const ended = await gpu('org', 'switch', slug);
    if (ended.code === 0)
        return;
    const why = (0,_gpu_refusal_js__WEBPACK_IMPORTED_MODULE_1__/* .reasonOf */ .A3)(ended.stderr, 'org', ended.code);
    throw new _core_errors_js__WEBPACK_IMPORTED_MODULE_0__/* .UserError */ .yo(`GPU CLI did not switch to the organization ${slug}: ${why}`, 'Check `org` and that the service account belongs to it.', {
        class: ended.code === 10 ? 'auth' : 'usage',
    });
}
/** Puts the former context back. @returns whether the CLI did it. */
async function switchBack(gpu, slug) {
    return (await gpu('org', 'switch', ...(slug === '' ? [] : [slug]))).code === 0;
}
/** Neither the JSON nor the text of `gpu org list` is documented: an entry marked active or a starred line is the one. */
async function activeOrg(gpu) {
    const listed = await gpu('org', 'list', '--json');
    const json = (0,_gpu_views_js__WEBPACK_IMPORTED_MODULE_3__/* .fields */ .OA)((0,_gpu_views_js__WEBPACK_IMPORTED_MODULE_3__/* .readJson */ .Vh)(listed.stdout));
    if (listed.code === 0 && Object.keys(json).length > 0) {
        return typeof json['active'] === 'string' ? json['active'] : '';
    }
    const text = await gpu('org', 'list');
    const line = text.stdout.split('\n').find((row) => /^\s*\*|\bactive\b/i.test(row) && !/^\s*ACTIVE\b/.test(row)) ?? '';
    return /(?:^|\s)([a-z0-9][a-z0-9-]{1,62})(?:\s|$)/.exec(line.replace('*', ' '))?.[1] ?? '';
}


/***/ }),

/***/ 5779:
/***/ ((__unused_webpack___webpack_module__, __webpack_exports__, __nccwpck_require__) => {

/* harmony export */ __nccwpck_require__.d(__webpack_exports__, {
/* harmony export */   a: () => (/* binding */ runPost)
/* harmony export */ });
/* harmony import */ var _cleanup_js__WEBPACK_IMPORTED_MODULE_0__ = __nccwpck_require__(3165);
/* harmony import */ var _core_errors_js__WEBPACK_IMPORTED_MODULE_1__ = __nccwpck_require__(3026);
/* harmony import */ var _gpu_environment_js__WEBPACK_IMPORTED_MODULE_6__ = __nccwpck_require__(4461);
/* harmony import */ var _gpu_gpu_js__WEBPACK_IMPORTED_MODULE_2__ = __nccwpck_require__(3924);
/* harmony import */ var _ledger_js__WEBPACK_IMPORTED_MODULE_5__ = __nccwpck_require__(9464);
/* harmony import */ var _org_js__WEBPACK_IMPORTED_MODULE_3__ = __nccwpck_require__(1527);
/* harmony import */ var _token_js__WEBPACK_IMPORTED_MODULE_4__ = __nccwpck_require__(6852);







/** All post steps of a cancelled job share about 285 s (Runner.Listener/JobDispatcher.cs); this is our part (ms). */
const POST_MS = 60_000;
const CALL_MS = 10_000;
/**
 * What runs after the step, however that ended: ends what it left alive, verifies it, puts the former organization back.
 * Never fails: it only warns, loudly when a paid run may still be alive. Idempotent.
 */
async function runPost({ host, env, clock }) {
    try {
        const ledger = (0,_ledger_js__WEBPACK_IMPORTED_MODULE_5__/* .readLedger */ .S)(host.state(_ledger_js__WEBPACK_IMPORTED_MODULE_5__/* .LEDGER_STATE */ .K));
        const token = (0,_token_js__WEBPACK_IMPORTED_MODULE_4__/* .readToken */ .AI)(host, env).value;
        if (ledger === undefined)
            return;
        const until = clock.elapsed() + POST_MS;
        const gpuEnv = (0,_gpu_environment_js__WEBPACK_IMPORTED_MODULE_6__/* .childEnv */ .g)(env, token);
        const facts = {
            bin: ledger.bin,
            version: '',
            way: ledger.way,
            outputFlag: '--output',
            runFlags: new Set(),
            json: ledger.json,
            caveat: '',
        };
        if (ledger.stage === 'started' && !ledger.handedOn) {
            const gpu = (0,_gpu_gpu_js__WEBPACK_IMPORTED_MODULE_2__/* .openGpu */ .B)({
                facts,
                cwd: ledger.cwd,
                env: gpuEnv,
                sinks: host.foreign,
                saturation: undefined,
                wrapped: true,
                command: '',
                debug: (line) => host.debug(line),
            });
            ledger.keepPod = false;
            const { cleanup, leftover, left } = await (0,_cleanup_js__WEBPACK_IMPORTED_MODULE_0__/* .endRun */ .l)(gpu, ledger, {
                clock,
                deadlineMs: POST_MS - 5_000,
                callMs: CALL_MS,
            });
            host.setOutput('cleanup', cleanup);
            if (cleanup === 'unconfirmed')
                host.warning(leftover, { title: 'A paid run may still be alive' });
            else
                host.info(`Clean-up after the step: ${cleanup}${left === '' ? '' : ` (${left})`}.`);
        }
        if (ledger.orgBefore !== null && clock.elapsed() < until) {
            const back = await (0,_org_js__WEBPACK_IMPORTED_MODULE_3__/* .switchBack */ .gw)((0,_org_js__WEBPACK_IMPORTED_MODULE_3__/* .gpuCaller */ .wy)(ledger.bin, ledger.cwd, gpuEnv), ledger.orgBefore);
            if (!back)
                host.warning(`GPU CLI did not switch back to ${ledger.orgBefore || 'the personal account'}; run \`gpu org switch ${ledger.orgBefore}\`.`);
        }
    }
    catch (error) {
        host.warning(`The clean-up after the step failed (${(0,_core_errors_js__WEBPACK_IMPORTED_MODULE_1__/* .sentenceOf */ .$N)(error)}); look at \`gpu status\` and end what lives with \`gpu stop -y\`.`);
    }
}


/***/ }),

/***/ 8371:
/***/ ((__unused_webpack___webpack_module__, __webpack_exports__, __nccwpck_require__) => {


// EXPORTS
__nccwpck_require__.d(__webpack_exports__, {
  I: () => (/* binding */ runSession)
});

// EXTERNAL MODULE: ./build/src/gpu/refusal.js
var refusal = __nccwpck_require__(7364);
// EXTERNAL MODULE: ./build/src/gpu/wrapper.js
var wrapper = __nccwpck_require__(4243);
;// CONCATENATED MODULE: ./build/src/arrival.js


/** How often the status is read for what may still be on its way, and how long between (ms). */
const LOOKS = 3;
const LOOK_MS = 700;
/**
 * Whether the service's books bear out a refusal. A line that broke after the service took the job looks like a refusal too,
 * and the status lists what lives: a short job may be over before it is asked. So where the words do not exclude a start, a
 * pod that is up, on which the workload could have run, is doubt enough.
 * @param reached the client told of a stage after its submission.
 */
async function proofOf(asked, refused, reached) {
    const excluded = (0,refusal/* excludesStart */.Ai)(refused, reached);
    for (let look = 1;; look++) {
        const view = await asked.gpu.status();
        const mine = view?.jobs.find((job) => isMine(asked, job));
        if (mine !== undefined)
            return { jobId: mine.jobId };
        if (excluded)
            return 'absent';
        if (view === undefined || view.pods.length > 0)
            return 'unproven';
        if (look >= LOOKS || asked.abort.aborted)
            return 'absent';
        await asked.clock.sleep(LOOK_MS, asked.abort);
    }
}
/** The job that carries this attempt's nonce, '' where none is seen. */
async function jobOfNonce({ gpu, clock, nonce, abort }) {
    for (let look = 1; look <= LOOKS && !abort.aborted; look++) {
        const view = await gpu.status();
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

;// CONCATENATED MODULE: ./build/src/gpu/classify.js

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
                if (!started) {
                    const refused = (0,refusal/* classifyRefusal */.rN)(why, null, '', evidence.saturation);
                    // A start that we did not see may have been all the same: only words that exclude one make it a refusal.
                    if (refused !== undefined && (0,refusal/* excludesStart */.Ai)({ ...refused, reason: why }, true))
                        return { ...refused, reason: why };
                    const unsaid = 'The job failed; GPU CLI gave no reason, and nothing proves that the workload did not start.';
                    return { kind: 'lost', reason: why === '' ? unsaid : why };
                }
                return {
                    kind: 'lost',
                    reason: why === '' ? 'The job failed after the workload started; GPU CLI gave no reason.' : why,
                };
            case 'alive':
            case 'unknown':
                break;
        }
    }
    return withoutResult(evidence, started);
}
function withoutResult({ end, accepted, wrapped, saturation }, started) {
    if (end.exit !== null && (end.exit !== 0 || end.code === 0))
        return ofExit(end.exit, end);
    if (end.exit === 0) {
        const how = end.code === null ? `was ended by ${end.signal ?? end.spawnError}` : `ended with exit code ${end.code}`;
        return { kind: 'lost', reason: `The workload ended with 0, but gpu ${how}, so its outputs may be missing.` };
    }
    if (end.code === null) {
        return {
            kind: 'lost',
            reason: `gpu was ended by ${end.signal ?? end.spawnError} before it told how the job ended.`,
        };
    }
    if (started && !wrapped)
        return ofExit(end.code, end);
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
        ? `The workload ended with exit code ${code}.`
        : `The workload was ended by ${signal} (exit code ${code})${signal === 'SIGKILL' ? '; the pod may have run out of memory' : ''}.`;
    return { kind: 'failed', exitCode: code, ...(signal === undefined ? {} : { signal }), reason };
}

;// CONCATENATED MODULE: ./build/src/phases.js
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

;// CONCATENATED MODULE: ./build/src/attempt.js



const MAY_HAVE_ARRIVED = new Set(['infra', 'timeout', 'capacity']);
const NO_BYTES = { stdout: 0, stderr: 0 };
/** Clients lost one after another before the run is given up for lost (each was attached to a job that still lived). */
const MOST_CLIENTS = 4;
const RESULT_MS = 15_000;
/** An aborted client has this long to end by itself (ms); the runner leaves 7.5 s for everything. */
const GRACE_MS = 1_200;
/** An aborted submission has this long to say its job's id (ms), which makes ending the job sure and quick. */
const SUBMIT_GRACE_MS = 2_500;
/** Starts the workload once and follows it to its end. */
async function attempt(context) {
    const marks = phaseMarks(context.clock, context.events.onPhase);
    context.ledger.stage = 'started';
    if (context.nonce !== '')
        context.ledger.nonces = [...context.ledger.nonces, context.nonce];
    context.events.onLedger();
    if (context.gpu.facts.way === 'attached' && !context.handOn)
        return runAttached(context, marks);
    marks.add('submitting');
    const submission = await context.gpu.submit(context.launch, afterAbort(context, SUBMIT_GRACE_MS));
    if (context.abort.aborted && submission.kind === 'unknown')
        return { outcome: abortedOutcome(context.abort), phases: marks.list, jobId: '', jobOver: false };
    if (submission.kind === 'refused') {
        const { outcome } = submission;
        const proof = MAY_HAVE_ARRIVED.has(outcome.class) ? await proofOf(context, outcome, false) : 'absent';
        if (proof === 'absent')
            return { outcome, phases: marks.list, jobId: '', jobOver: true };
        if (proof === 'unproven')
            return { outcome: doubted(outcome.reason), phases: marks.list, jobId: '', jobOver: false };
        learn(context, proof.jobId, '');
        return follow(context, proof.jobId, marks);
    }
    if (submission.kind === 'accepted') {
        const { jobId, podId } = submission;
        learn(context, jobId, podId);
        if (context.handOn && !isAborted(context.abort))
            return { outcome: { kind: 'submitted' }, phases: marks.list, jobId, jobOver: false };
        return follow(context, jobId, marks);
    }
    // A job may exist all the same. Its command line carries the nonce, so it can be told from all others and taken up.
    const found = await jobOfNonce(context);
    if (found !== '') {
        learn(context, found, '');
        return follow(context, found, marks);
    }
    const reason = `${submission.reason}; no job of this run can be seen, but nothing proves that none was started.`;
    return { outcome: { kind: 'lost', reason }, phases: marks.list, jobId: '', jobOver: false };
}
/** Follows a job that exists to its end, with a new client when one is lost while the job lives. */
async function follow(context, jobId, marks) {
    const { gpu, nonce, clock, abort } = context;
    marks.add('waiting');
    let bytes = NO_BYTES;
    let end;
    let result;
    for (let client = 1; client <= MOST_CLIENTS && !isAborted(abort); client++) {
        const wish = wishOf(context, marks, bytes, client === 1);
        const seen = await streamed(context, () => gpu.attach(jobId, nonce, wish), jobId);
        // A later client sees the job from its beginning, so what it saw stands for all.
        end = { ...seen, started: seen.started || end?.started === true, exit: seen.exit ?? end?.exit ?? null };
        bytes = { stdout: Math.max(bytes.stdout, seen.bytes.stdout), stderr: Math.max(bytes.stderr, seen.bytes.stderr) };
        if (isAborted(abort))
            break;
        result = await gpu.result(jobId, RESULT_MS, abort);
        if (result !== undefined && result.state !== 'alive')
            break;
        if (result === undefined && end.exit !== null)
            break;
        await clock.sleep(client * 500, abort);
    }
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
    const outcome = abort.aborted && !marks.natural() && result === undefined ? abortedOutcome(abort) : natural;
    return {
        outcome,
        phases: marks.list,
        jobId,
        jobOver: !abort.aborted && result !== undefined && result.state !== 'alive',
    };
}
async function runAttached(context, marks) {
    marks.add('submitting');
    const wish = wishOf(context, marks, NO_BYTES, true);
    const end = await streamed(context, () => context.gpu.run(context.launch, context.nonce, wish), '');
    marks.add('ended');
    const jobId = context.ledger.jobs.at(-1) ?? '';
    if (context.abort.aborted && !marks.natural()) {
        return { outcome: abortedOutcome(context.abort), phases: marks.list, jobId, jobOver: false };
    }
    const outcome = classifyEnding({ ...context, end, result: undefined, accepted: false });
    if (outcome.kind !== 'refused')
        return { outcome, phases: marks.list, jobId, jobOver: end.exit !== null && end.code !== null };
    // The client says that nothing ran. That is believed only while no job of ours is alive.
    const reached = marks.list.some(({ phase }) => phase !== 'submitting' && phase !== 'ended');
    const proof = await proofOf(context, outcome, reached);
    if (proof === 'absent')
        return { outcome, phases: marks.list, jobId, jobOver: true };
    if (proof !== 'unproven')
        learn(context, proof.jobId, '');
    return { outcome: doubted(outcome.reason), phases: marks.list, jobId, jobOver: false };
}
/** Runs one streaming client; when the run is aborted the client is interrupted and, by id, its job cancelled at once. */
async function streamed(context, open, jobId) {
    const { abort, events, gpu } = context;
    events.onStream(true);
    const client = open();
    const onAbort = () => {
        client.interrupt(GRACE_MS);
        const id = jobId === '' ? context.ledger.jobs.at(-1) : jobId;
        if (id !== undefined)
            void gpu.cancel(id, 2_500);
    };
    if (isAborted(abort))
        onAbort();
    abort.addEventListener('abort', onAbort, { once: true });
    try {
        return await client.done;
    }
    finally {
        abort.removeEventListener('abort', onAbort);
        events.onStream(false);
    }
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
    const jobs = jobId !== '' && !ledger.jobs.includes(jobId) && !ledger.jobsBefore.includes(jobId);
    const pods = podId !== '' && !ledger.pods.includes(podId);
    if (!jobs && !pods)
        return;
    if (jobs)
        ledger.jobs = [...ledger.jobs, jobId];
    if (pods)
        ledger.pods = [...ledger.pods, podId];
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
        case 'overBudget':
            return { kind: 'overBudget', reason: cause.reason };
    }
}
/** A function, because the property changes while we wait, which the compiler cannot know. */
const isAborted = (signal) => signal.aborted;
/** Aborts when `graceMs` have passed since the run was aborted. */
function afterAbort({ abort, clock }, graceMs) {
    const later = new AbortController();
    const begin = () => void clock.sleep(graceMs).then(() => later.abort());
    if (abort.aborted)
        begin();
    else
        abort.addEventListener('abort', begin, { once: true });
    return later.signal;
}

;// CONCATENATED MODULE: external "node:fs/promises"
const promises_namespaceObject = __WEBPACK_EXTERNAL_createRequire(import.meta.url)("node:fs/promises");
// EXTERNAL MODULE: external "node:path"
var external_node_path_ = __nccwpck_require__(6760);
// EXTERNAL MODULE: ./build/src/core/errors.js
var errors = __nccwpck_require__(3026);
// EXTERNAL MODULE: ./build/src/core/metrics.js
var core_metrics = __nccwpck_require__(552);
;// CONCATENATED MODULE: ./build/src/brought.js




const REPORT_MAX = 512 * 1024;
const METRICS_MAX = 1_000_001;
/**
 * What the workload brought back: outputs that are there or missing, its own Markdown, its numbers beside the baseline's.
 * All of it is foreign: read with a bound, from inside the workspace only, and a fault is a notice, never a failure.
 */
async function readBrought(request, workspace, ran) {
    const notices = [];
    const folder = (0,external_node_path_.resolve)(workspace, request.workingDirectory);
    const read = async (input, path, max) => {
        if (path === '')
            return '';
        try {
            return await readInside(folder, workspace, path, max);
        }
        catch (error) {
            notices.push(`\`${input}\`: ${path} could not be read (${(0,errors/* sentenceOf */.$N)(error)}).`);
            return '';
        }
    };
    const numbers = async (input, path) => {
        const text = await read(input, path, METRICS_MAX);
        if (text === '')
            return undefined;
        try {
            const found = (0,core_metrics/* parseMetrics */.Bm)(text);
            if (found.dropped > 0)
                notices.push(`\`${input}\`: ${path} holds ${found.dropped} more numbers than are shown.`);
            return found;
        }
        catch (error) {
            notices.push(`\`${input}\`: ${path}: ${(0,errors/* sentenceOf */.$N)(error)}`);
            return undefined;
        }
    };
    if (!ran)
        return { brought: { markdown: '', metrics: [], outputs: [] }, notices };
    const outputs = await Promise.all(request.outputs.map(async (path) => ({ path, found: /[*?[]/.test(path) || (await exists((0,external_node_path_.join)(folder, path))) })));
    const missing = outputs.filter(({ found }) => !found).map(({ path }) => path);
    if (missing.length > 0)
        notices.push(`Outputs that did not come back from the pod: ${missing.join(', ')}.`);
    const metrics = await numbers('metrics', request.metrics);
    const baseline = await numbers('metrics-baseline', request.metricsBaseline);
    return {
        brought: {
            markdown: await read('report', request.report, REPORT_MAX),
            metrics: metrics === undefined ? [] : (0,core_metrics/* compare */.UD)(metrics, baseline),
            outputs,
        },
        notices,
    };
}
const exists = (path) => (0,promises_namespaceObject.stat)(path).then(() => true, () => false);
/** Reads a regular file below the workspace; links are not followed, so no foreign file can be shown. */
async function readInside(folder, workspace, path, max) {
    const file = (0,external_node_path_.resolve)(folder, path);
    const below = (0,external_node_path_.relative)(workspace, file);
    if (below.startsWith('..') || (0,external_node_path_.isAbsolute)(below))
        throw new Error('it lies outside the workspace');
    if (!(await (0,promises_namespaceObject.lstat)(file)).isFile())
        throw new Error('it is no regular file');
    const handle = await (0,promises_namespaceObject.open)(file, 'r');
    try {
        const { bytesRead, buffer } = await handle.read(Buffer.alloc(max), 0, max, 0);
        return buffer.toString('utf8', 0, bytesRead);
    }
    finally {
        await handle.close();
    }
}

// EXTERNAL MODULE: ./build/src/cleanup.js
var cleanup = __nccwpck_require__(3165);
;// CONCATENATED MODULE: ./build/src/core/outcome.js
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
    return report.exitCode !== null && report.exitCode > 0 && report.exitCode < 256 ? report.exitCode : 1;
}

// EXTERNAL MODULE: ./build/src/core/duration.js
var core_duration = __nccwpck_require__(9509);
// EXTERNAL MODULE: ./build/src/core/inputs.js
var inputs = __nccwpck_require__(2856);
// EXTERNAL MODULE: ./build/src/core/words.js
var words = __nccwpck_require__(1160);
;// CONCATENATED MODULE: ./build/src/core/rules.js


const COUNT_MAX = 999_999_999;
const VERSION = /^(latest|v?\d+(\.(\d+|x)){0,2}(-[\w.]+)?)$/;
/** Classes that a user may ask to be tried again; the others cannot end better by trying again. */
const RETRYABLE = FAILURE_CLASSES.filter((name) => ['saturated', 'capacity', 'infra', 'timeout', 'workload'].includes(name));
/** The arguments that run a script on the pod. Undefined where quotes do not close. */
function argvOf(shell, command) {
    switch (shell) {
        case 'bash':
            return ['bash', '-eo', 'pipefail', '-c', command];
        case 'sh':
            return ['sh', '-e', '-c', command];
        case 'none':
            return (0,words/* splitWords */.y)(command);
    }
}
/** YAML 1.2 booleans, as `@actions/core` reads them. */
function parseBoolean(value) {
    if (['true', 'True', 'TRUE'].includes(value))
        return true;
    if (['false', 'False', 'FALSE'].includes(value))
        return false;
    return undefined;
}
function splitLines(value) {
    return value
        .split(/\r?\n/)
        .map((line) => line.trim())
        .filter((line) => line !== '' && !line.startsWith('#'));
}
const SECRET_NAMES = /^(GPU_SERVICE_TOKEN|ACTIONS_RUNTIME_TOKEN|ACTIONS_ID_TOKEN_REQUEST_TOKEN|INPUT_.*)$/i;
function parseEnvLine(line, faults) {
    const cut = line.indexOf('=');
    const name = cut === -1 ? line : line.slice(0, cut).trim();
    if (!/^[A-Za-z_]\w*$/.test(name)) {
        faults.push(`\`env\` has the line ${JSON.stringify(line.slice(0, 60))}, but each line must be KEY=VALUE or KEY, for example \`EPOCHS=20\`.`);
    }
    else if (SECRET_NAMES.test(name)) {
        faults.push(`\`env\` names ${name}, which is never given to a workload; remove that line.`);
    }
    return { name, value: cut === -1 ? undefined : line.slice(cut + 1) };
}
function notAFlag(name, item, faults) {
    if (item.startsWith('-'))
        faults.push(`\`${name}\` has the item ${JSON.stringify(item.slice(0, 60))}, which reads as a flag; put flags into \`args\`, one a line.`);
    return item;
}
/** Flags that would take the run out of our hands: how it starts and ends is ours to say. */
const OWN_FLAGS = /^(-d|--detach|-a|--attach|--cancel|-i|--interactive|--json|--help|-h|--)(=|$)/;
function parseArg(line, faults) {
    if (OWN_FLAGS.test(line))
        faults.push(`\`args\` has ${JSON.stringify(line.slice(0, 60))}, which this action decides itself; use \`mode\` to detach or collect.`);
    else if (line.includes('gpt_sat_'))
        faults.push('`args` holds a service account token; remove it, the token goes into `token` and never onto a command line.');
    return line;
}
function installAddress(value) {
    if (!URL.canParse(value))
        return undefined;
    const url = new URL(value);
    const loopback = ['127.0.0.1', 'localhost', '[::1]'].includes(url.hostname);
    return url.protocol === 'https:' || (url.protocol === 'http:' && loopback) ? value : undefined;
}
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

;// CONCATENATED MODULE: ./build/src/core/request.js




/**
 * Validates all inputs at once.
 * @throws UserError with one line for each bad input: its name, value, what is allowed and an example.
 */
function parseRequest(read) {
    const faults = [];
    const rows = new Map(inputs/* INPUTS */.mc.map((row) => [row.name, row]));
    const fault = (row, value, allowed) => {
        const shown = value.length > 80 ? `${value.slice(0, 77)}…` : value;
        faults.push(`\`${row.name}\` is ${JSON.stringify(shown)}, but must be ${allowed}, for example \`${row.example}\`.`);
    };
    const rowOf = (name) => {
        const row = rows.get(name);
        if (row === undefined)
            throw new Error(`no input is called ${name}`);
        return row;
    };
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
    const flag = (name) => parsed(name, 'true or false', parseBoolean, false);
    const duration = (name) => parsed(name, 'a duration (500ms, 30s, 5m, 2h, 1h30m; a bare number is seconds)', core_duration/* parseDuration */.E, 0);
    const count = (name, least, most) => {
        const value = raw(name).trim();
        if (value === '')
            return undefined;
        const number = /^\d{1,9}$/.test(value) ? Number(value) : -1;
        if (number < least || number > most) {
            fault(rowOf(name), value, most === COUNT_MAX ? `a whole number from ${least} up` : `a whole number from ${least} to ${most}`);
        }
        return number;
    };
    const lines = (name) => splitLines(raw(name));
    const list = (name) => raw(name)
        .split(/[\n,]/)
        .map((item) => item.trim())
        .filter(Boolean);
    const digest = (name) => parsed(name, 'a SHA-256 digest of 64 hex digits', (v) => (/^([0-9a-f]{64})?$/i.test(v) ? v.toLowerCase() : undefined), '');
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
        if (!RETRYABLE.includes(item))
            fault(rowOf('retry-on'), item, `a list of ${RETRYABLE.join(', ')}`);
    }
    const request = {
        command,
        argv: parsed('command', 'a line with closed quotes', () => argvOf(shell, command), []),
        shell,
        workingDirectory: text('working-directory'),
        env: lines('env').map((line) => parseEnvLine(line, faults)),
        gpuTypes: list('gpu-type').map((item) => notAFlag('gpu-type', item, faults)),
        gpuCount: count('gpu-count', 1, 8),
        minVram: count('min-vram', 1, 4096),
        outputs: lines('outputs').map((item) => notAFlag('outputs', item, faults)),
        args: lines('args').map((line) => parseArg(line, faults)),
        exportToken: flag('export-token'),
        onMissingToken: choice('on-missing-token', inputs/* ON_MISSING_TOKEN */.D7),
        org: parsed('org', 'the slug of an organization', (v) => (/^([a-z0-9][a-z0-9-]{0,62})?$/i.test(v) ? v : undefined), ''),
        cliVersion: parsed('cli-version', '`latest` or a version', (v) => (VERSION.test(v) ? v.replace(/^v/, '') : undefined), 'latest'),
        installUrl: parsed('install-url', 'an https address (http only on loopback)', installAddress, ''),
        installSha256: digest('install-sha256'),
        cliSha256: digest('cli-sha256'),
        retryOn: retryOn,
        maxWaitMs: duration('max-wait'),
        maxAttempts: count('max-attempts', 0, COUNT_MAX) ?? 0,
        retryDelayMs: duration('retry-delay'),
        retryMaxDelayMs: duration('retry-max-delay'),
        saturationPattern: parsed('saturation-pattern', 'a regular expression', parsePattern, null) ?? undefined,
        timeoutMs: duration('timeout'),
        idleTimeoutMs: duration('idle-timeout'),
        maxCostUsd: parsed('max-cost', 'an amount of USD', (v) => (/^\$?\d{1,7}(\.\d{1,4})?$/.test(v) ? Number(v.replace('$', '')) : undefined), 0),
        keepPod: flag('keep-pod'),
        mode,
        jobId,
        telemetry: flag('telemetry'),
        summary: flag('summary'),
        comment: choice('comment', inputs/* COMMENTS */.r_),
        check: flag('check'),
        label: text('label'),
        report: text('report'),
        metrics: text('metrics'),
        metricsBaseline: text('metrics-baseline'),
    };
    if (request.retryDelayMs > request.retryMaxDelayMs) {
        faults.push('`retry-delay` is longer than `retry-max-delay`; make it the shorter one, for example `5s` and `2m`.');
    }
    if (faults.length > 0) {
        const head = faults.length === 1 ? 'One input cannot be used:' : `${faults.length} inputs cannot be used:`;
        throw new errors/* UserError */.yo(`${head} ${faults.join(' ')}`);
    }
    return request;
}

// EXTERNAL MODULE: external "node:crypto"
var external_node_crypto_ = __nccwpck_require__(7598);
// EXTERNAL MODULE: external "node:fs"
var external_node_fs_ = __nccwpck_require__(3024);
// EXTERNAL MODULE: ./build/src/gpu/environment.js
var environment = __nccwpck_require__(4461);
// EXTERNAL MODULE: ./build/src/gpu/gpu.js + 3 modules
var gpu_gpu = __nccwpck_require__(3924);
// EXTERNAL MODULE: external "node:os"
var external_node_os_ = __nccwpck_require__(8161);
;// CONCATENATED MODULE: external "node:stream/promises"
const external_node_stream_promises_namespaceObject = __WEBPACK_EXTERNAL_createRequire(import.meta.url)("node:stream/promises");
// EXTERNAL MODULE: ./build/src/gpu/process.js
var gpu_process = __nccwpck_require__(8309);
// EXTERNAL MODULE: ./build/src/gpu/probe.js
var probe = __nccwpck_require__(7122);
;// CONCATENATED MODULE: ./build/src/gpu/install.js










const NAME = process.platform === 'win32' ? 'gpu.exe' : 'gpu';
const TOOL = 'gpu-cli';
const INSTALL_MS = 5 * 60_000;
const DOWNLOAD_TRIES = 4;
/** A cached CLI stands for `latest` this long. */
const FRESH_MS = 24 * 3_600_000;
/**
 * Finds or installs the CLI: on PATH, in `~/.gpu-cli/bin`, in the tool cache, else by its install script.
 * @throws UserError when it cannot be had or its digest is not the pinned one. A digest that does not match is never run.
 */
async function install(wish, world) {
    const home = world.env['HOME'] ?? '';
    const onPath = await firstExecutable((world.env['PATH'] ?? '').split(external_node_path_.delimiter));
    for (const bin of [onPath, home === '' ? '' : await firstExecutable([(0,external_node_path_.join)(home, '.gpu-cli', 'bin')])]) {
        if (bin === '' || !(await satisfies(bin, wish, world)))
            continue;
        await verify(bin, wish.cliSha256, 'cli-sha256');
        return { bin, pathEntry: bin === onPath ? '' : (0,external_node_path_.dirname)(bin) };
    }
    const cached = await findCached(wish, world);
    if (cached !== '') {
        await verify((0,external_node_path_.join)(cached, NAME), wish.cliSha256, 'cli-sha256');
        world.info(`GPU CLI comes from the tool cache: ${cached}`);
        return { bin: (0,external_node_path_.join)(cached, NAME), pathEntry: cached };
    }
    const dir = await installFresh(wish, world);
    return { bin: (0,external_node_path_.join)(dir, NAME), pathEntry: dir };
}
async function firstExecutable(dirs) {
    for (const dir of dirs) {
        if (dir === '')
            continue;
        const bin = (0,external_node_path_.join)(dir, NAME);
        const found = await (0,promises_namespaceObject.access)(bin, promises_namespaceObject.constants.X_OK).then(() => true, () => false);
        if (found)
            return bin;
    }
    return '';
}
async function satisfies(bin, wish, world) {
    return wish.cliVersion === 'latest' || matches(await versionOf(bin, world), wish.cliVersion);
}
async function versionOf(bin, world) {
    const said = await (0,gpu_process/* capture */.F)(bin, ['--version'], {
        env: (0,environment/* childEnv */.g)(world.env, ''),
        timeoutMs: 20_000,
        signal: world.signal,
    });
    return (0,probe/* versionIn */.I)(said.stdout + said.stderr);
}
/** `0.31` and `0.31.x` are satisfied by each `0.31.n`. */
function matches(version, wanted) {
    const parts = wanted.split('.').filter((part) => part !== 'x');
    return version !== '' && version.split('.').slice(0, parts.length).join('.') === parts.join('.');
}
const cacheRoot = (world) => world.env['RUNNER_TOOL_CACHE'] || (0,external_node_path_.join)(world.tempDir, 'gpu-ci-tools');
/**
 * The newest fitting version in the runner's tool cache, laid out as `@actions/tool-cache` does it: `TOOL/VERSION/ARCH` with a
 * marker `ARCH.complete`. Read by hand, because that package prints debug commands to stdout on any host.
 */
async function findCached(wish, world) {
    const root = (0,external_node_path_.join)(cacheRoot(world), TOOL);
    const versions = await (0,promises_namespaceObject.readdir)(root).catch(() => []);
    const fitting = versions.filter((version) => wish.cliVersion === 'latest' || matches(version, wish.cliVersion));
    for (const version of fitting.sort(byVersion).reverse()) {
        const dir = (0,external_node_path_.join)(root, version, (0,external_node_os_.arch)());
        const marker = await (0,promises_namespaceObject.stat)(`${dir}.complete`).catch(() => undefined);
        const fresh = marker !== undefined && (wish.cliVersion !== 'latest' || world.clock.now() - marker.mtimeMs < FRESH_MS);
        if (fresh && (await firstExecutable([dir])) !== '')
            return dir;
    }
    return '';
}
function byVersion(a, b) {
    const [x, y] = [a, b].map((version) => version.split('.').map(Number));
    const at = [0, 1, 2].find((part) => (x?.[part] ?? 0) !== (y?.[part] ?? 0)) ?? 0;
    return (x?.[at] ?? 0) - (y?.[at] ?? 0);
}
async function installFresh(wish, world) {
    const work = (0,external_node_path_.join)(world.tempDir || '/tmp', `gpu-ci-install-${(0,external_node_crypto_.randomUUID)()}`);
    await (0,promises_namespaceObject.mkdir)(work, { recursive: true, mode: 0o700 });
    try {
        const script = (0,external_node_path_.join)(work, 'install.sh');
        await download(wish.installUrl, script, world);
        await verify(script, wish.installSha256, 'install-sha256');
        world.info(`Installing GPU CLI (${wish.cliVersion}) with ${wish.installUrl}`);
        // A home of its own: the script writes where it likes without a step beside ours seeing half of it.
        const env = {
            ...(0,environment/* childEnv */.g)(world.env, ''),
            HOME: work,
            ...(wish.cliVersion === 'latest' ? {} : { GPU_CLI_VERSION: wish.cliVersion }),
        };
        const ended = await (0,gpu_process/* capture */.F)('sh', [script], { env, cwd: work, timeoutMs: INSTALL_MS, signal: world.signal });
        const bin = (0,external_node_path_.join)(work, '.gpu-cli', 'bin', NAME);
        const made = await firstExecutable([(0,external_node_path_.dirname)(bin)]);
        if (ended.code !== 0 || made === '') {
            const last = ended.stderr.trim().split('\n').at(-1) ?? '';
            const how = ended.code === 0
                ? `it left no ${NAME} in ~/.gpu-cli/bin`
                : `it ended with ${ended.code ?? ended.signal ?? ended.spawnError}${last && `: ${last.slice(0, 300)}`}`;
            throw new errors/* UserError */.yo(`GPU CLI could not be installed with ${wish.installUrl}: ${how}.`, 'Check that address, or put `gpu` on PATH before this step.', { class: 'infra' });
        }
        await verify(bin, wish.cliSha256, 'cli-sha256');
        const version = await versionOf(bin, world);
        if (wish.cliVersion !== 'latest' && !matches(version, wish.cliVersion)) {
            throw new errors/* UserError */.yo(`GPU CLI ${version || '(no version)'} was installed, but \`cli-version\` wants ${wish.cliVersion}.`, 'Use `latest`, or an install script of that version in `install-url`.');
        }
        return await keep(bin, version, world);
    }
    finally {
        await (0,promises_namespaceObject.rm)(work, { recursive: true, force: true });
    }
}
/**
 * Puts the program into the tool cache in one rename, so that legs side by side on one machine never see half of it: the first
 * one wins, the others use what it put there. (`cacheDir` of tool-cache removes the folder first and then copies.)
 */
async function keep(bin, version, world) {
    const parent = (0,external_node_path_.join)(cacheRoot(world), TOOL, version || '0.0.0');
    const dir = (0,external_node_path_.join)(parent, (0,external_node_os_.arch)());
    const fresh = (0,external_node_path_.join)(parent, `.${(0,external_node_os_.arch)()}-${(0,external_node_crypto_.randomUUID)()}`);
    await (0,promises_namespaceObject.mkdir)(fresh, { recursive: true });
    await (0,promises_namespaceObject.copyFile)(bin, (0,external_node_path_.join)(fresh, NAME));
    await (0,promises_namespaceObject.chmod)((0,external_node_path_.join)(fresh, NAME), 0o755);
    try {
        await (0,promises_namespaceObject.rename)(fresh, dir);
    }
    catch (error) {
        await (0,promises_namespaceObject.rm)(fresh, { recursive: true, force: true });
        const there = await firstExecutable([dir]);
        if (there === '')
            throw new errors/* UserError */.yo(`GPU CLI could not be put into ${dir}: ${(0,errors/* sentenceOf */.$N)(error)}.`, 'Make the tool cache writable.', { class: 'infra' });
    }
    await (0,promises_namespaceObject.writeFile)(`${dir}.complete`, '');
    return dir;
}
/** HTTP with the proxy settings of the toolkit, and tries that wait longer each time. */
async function download(url, to, world) {
    const { HttpClient } = await __nccwpck_require__.e(/* import() */ 942).then(__nccwpck_require__.bind(__nccwpck_require__, 4942));
    const client = new HttpClient('gpu-cli-run-action', [], { socketTimeout: 30_000 });
    let why = '';
    for (let n = 1; n <= DOWNLOAD_TRIES && !world.signal.aborted; n++) {
        try {
            const answer = await client.get(url);
            const status = answer.message.statusCode ?? 0;
            if (status === 200) {
                await (0,promises_namespaceObject.writeFile)(to, await answer.readBody());
                return;
            }
            answer.message.resume();
            why = `HTTP ${status}`;
            if (status < 500 && status !== 408 && status !== 429)
                break;
        }
        catch (error) {
            why = (0,errors/* sentenceOf */.$N)(error);
        }
        if (n < DOWNLOAD_TRIES)
            await world.clock.sleep(2 ** n * 500 * (0.5 + world.clock.random()), world.signal);
    }
    throw new errors/* UserError */.yo(`The install script could not be fetched from ${url} (${why}).`, 'Check `install-url` and the network of the runner.', { class: 'infra' });
}
/** @throws UserError when a digest is pinned and the file has another one. */
async function verify(file, wanted, input) {
    if (wanted === '')
        return;
    const hash = (0,external_node_crypto_.createHash)('sha256');
    await (0,external_node_stream_promises_namespaceObject.pipeline)((0,external_node_fs_.createReadStream)(file), hash);
    const found = hash.digest('hex');
    if (found !== wanted) {
        throw new errors/* UserError */.yo(`\`${input}\` pins ${wanted}, but ${file} has ${found}; it was not run.`, 'Find out why it changed before you pin the new digest.');
    }
}

// EXTERNAL MODULE: ./build/src/ledger.js
var src_ledger = __nccwpck_require__(9464);
// EXTERNAL MODULE: ./build/src/org.js
var org = __nccwpck_require__(1527);
;// CONCATENATED MODULE: ./build/src/prepare.js











/** Pods that an earlier step of this job was asked to keep: they are this job's own, whoever comes last ends them. */
const KEPT_PODS = 'GPU_CI_KEPT_PODS';
/** Installs the CLI where it is missing, puts it on PATH, exports the token where that is wanted. @returns its path. */
async function makeReady(request, token, world) {
    const { host, env, clock, signal } = world;
    const installed = await install(request, {
        env,
        clock,
        signal,
        tempDir: host.context.tempDir,
        info: (line) => host.info(line),
    });
    if (installed.pathEntry !== '') {
        host.addPath(installed.pathEntry);
        env['PATH'] = `${installed.pathEntry}${external_node_path_.delimiter}${env['PATH'] ?? ''}`;
    }
    if (request.exportToken && env['GPU_SERVICE_TOKEN'] !== token)
        host.exportVariable('GPU_SERVICE_TOKEN', token);
    return installed.bin;
}
/** The driver over an installed CLI, the organization that was asked for, and what lived in the project before us. */
async function openProject(request, token, bin, world, onFacts) {
    const { host, env } = world;
    const cwd = folderOf(request, host);
    const gpuEnv = (0,environment/* childEnv */.g)(env, token);
    const facts = await (0,probe/* probe */.d)(bin, gpuEnv, cwd);
    onFacts(facts);
    if (facts.caveat !== '')
        host.notice(facts.caveat);
    const gpu = (0,gpu_gpu/* openGpu */.B)({
        facts,
        cwd,
        env: gpuEnv,
        sinks: host.foreign,
        saturation: request.saturationPattern,
        wrapped: request.telemetry || request.shell !== 'none',
        command: request.command,
        debug: (line) => host.debug(line),
    });
    const { way, json } = facts;
    const ledger = {
        key: keyOf(host, env),
        bin,
        cwd,
        way,
        json,
        stage: 'intent',
        podsBefore: [],
        jobsBefore: [],
        nonces: [],
        jobs: [],
        pods: [],
        kept: [],
        keepPod: request.keepPod,
        handedOn: false,
        orgBefore: null,
    };
    if (request.org !== '') {
        await (0,org/* switchOrg */.xO)((0,org/* gpuCaller */.wy)(bin, cwd, gpuEnv), request.org, (before) => {
            ledger.orgBefore = before;
            host.saveState(src_ledger/* LEDGER_STATE */.K, JSON.stringify(ledger));
        });
    }
    const view = await snapshot(gpu, world);
    const kept = (env[KEPT_PODS] ?? '').split(',');
    ledger.kept = view.pods.map(({ podId }) => podId).filter((podId) => kept.includes(podId));
    const ofLegs = podsOfLegs(view);
    ledger.podsBefore = view.pods
        .map(({ podId }) => podId)
        .filter((podId) => !kept.includes(podId) && !ofLegs.has(podId));
    ledger.jobsBefore = view.jobs.map(({ jobId }) => jobId);
    return { gpu, ledger, view, cwd };
}
/**
 * Pods that a living job of run-action brought up: its leg leaves them to us when our job is on them as it ends, so they are not
 * pods that were there before. Whose job is alive on them is looked at again before anything is stopped.
 */
function podsOfLegs(view) {
    const brought = view.jobs.filter(({ alive, command, podId }) => alive && (0,wrapper/* markIn */.bk)(command)?.podsBefore.includes(podId) === false);
    return new Set(brought.map(({ podId }) => podId).filter(Boolean));
}
function folderOf(request, host) {
    const cwd = (0,external_node_path_.resolve)(host.context.workspace, request.workingDirectory);
    if ((0,external_node_fs_.statSync)(cwd, { throwIfNoEntry: false })?.isDirectory() === true)
        return cwd;
    throw new errors/* UserError */.yo(`\`working-directory\` is "${request.workingDirectory}", but there is no folder ${cwd}.`, 'Check out the repository before this step (actions/checkout) and name a folder in it.');
}
const TOKEN_HINT = 'Check that the secret holds a live service account token: `gpu org service-account list`, or `gpu-ci token rotate`.';
/** What cannot be seen cannot be told from what we start, so without this view nothing is started. */
async function snapshot(gpu, { clock, signal }) {
    let why = '';
    for (let n = 1; n <= 4 && !signal.aborted; n++) {
        const view = await gpu.status();
        if (view !== undefined)
            return view;
        const trouble = gpu.statusTrouble();
        why = trouble === undefined ? '' : `: ${trouble.reason}`;
        if (trouble?.class === 'auth')
            throw new errors/* UserError */.yo(`GPU CLI refused the token: ${trouble.reason}`, TOKEN_HINT, { class: 'auth' });
        if (trouble?.class === 'usage')
            throw new errors/* UserError */.yo(`GPU CLI refused this project: ${trouble.reason}`, 'Check `gpu.jsonc` with `gpu config validate`.');
        if (n < 4)
            await clock.sleep(n * 1_000, signal);
    }
    throw new errors/* UserError */.yo(`GPU CLI did not tell what runs in this project (\`gpu status\`${why}), so nothing was started: it could not be ended safely.`, 'Run `gpu doctor`; when the service has trouble, run the job again later.', { class: 'infra' });
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
    const isOne = (jobId, command, alive) => request.mode === 'collect' ? jobId === request.jobId : alive && (0,wrapper/* markIn */.bk)(command)?.key === ledger.key;
    const matching = view.jobs.filter((job) => isOne(job.jobId, job.command, job.alive));
    // Two callers of one reusable workflow can share a key: then nobody can say which run is ours.
    const found = matching.length === 1 ? matching[0] : undefined;
    if (found !== undefined && (request.mode === 'collect' || host.context.runAttempt > 1)) {
        const mark = (0,wrapper/* markIn */.bk)(found.command);
        // What was there before that run began, not before this one, is what must not be stopped.
        if (mark !== undefined)
            ledger.podsBefore = mark.podsBefore;
        else
            ledger.podsBefore = ledger.podsBefore.filter((podId) => podId !== found.podId);
        return { jobId: found.jobId, podId: found.podId, nonce: mark?.nonce ?? '' };
    }
    return request.mode === 'collect' ? { jobId: request.jobId, podId: '', nonce: '' } : undefined;
}

;// CONCATENATED MODULE: ./build/src/publish.js




/**
 * Tells the world: outputs first, then the report file, the summary, comment and check. Reports never decide the result: what
 * fails here is a warning.
 */
async function publish(host, report, request) {
    setOutputs(host, report);
    const reportFile = (0,external_node_path_.join)(host.context.tempDir || '.', `gpu-run-report-${(0,external_node_crypto_.randomUUID)()}.json`);
    try {
        (0,external_node_fs_.writeFileSync)(reportFile, `${JSON.stringify(report, null, 2)}\n`, { mode: 0o600 });
        host.setOutput('report-file', reportFile);
    }
    catch (error) {
        host.warning(`The run report could not be written to ${reportFile}: ${(0,errors/* sentenceOf */.$N)(error)}`);
    }
    for (const notice of report.notices)
        host.notice(notice);
    if (request === undefined)
        return;
    try {
        if (request.summary) {
            const { renderSummary } = await __nccwpck_require__.e(/* import() */ 850).then(__nccwpck_require__.bind(__nccwpck_require__, 4850));
            await host.summary(renderSummary(report));
        }
        const wish = { comment: request.comment, check: request.check, reportFile };
        for (const notice of await host.publish(report, wish))
            host.notice(notice);
    }
    catch (error) {
        host.warning(`The report could not be published: ${(0,errors/* sentenceOf */.$N)(error)}`);
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

// EXTERNAL MODULE: ./build/src/core/out-of-memory.js
var out_of_memory = __nccwpck_require__(1639);
// EXTERNAL MODULE: ./build/src/core/render/numbers.js
var numbers = __nccwpck_require__(2396);
;// CONCATENATED MODULE: ./build/src/core/advice.js



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
        dataBound(report),
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
    const found = (0,out_of_memory/* findOutOfMemory */.U)(report.logTail);
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
    const text = `${(0,numbers/* short */.h0)(total)} GiB were too few. With more, and available now: ${listed(fitting.slice(0, 2), report.gpu.pricePerHour)}.`;
    return { kind: 'bigger-gpu', text, worth: 1e8 };
}
function smallerGpu(report, offers) {
    const { telemetry, gpu } = report;
    if (report.status !== 'succeeded' || telemetry?.memoryMib == null || !isEnough(report))
        return undefined;
    const totalMib = telemetry.memoryTotalMib ?? gpu.vramGib * 1_024;
    const peakMib = telemetry.memoryMib.peak;
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
function dataBound(report) {
    const { telemetry } = report;
    if (telemetry?.utilization == null || !isEnough(report) || telemetry.spanSeconds < 60)
        return undefined;
    const { mean, p95, peak } = telemetry.utilization;
    if (mean >= 25)
        return undefined;
    const span = (0,core_duration/* sayDuration */.k)(telemetry.spanSeconds * 1_000);
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
        const text = `${full} for the ${say(queueSeconds)} that this run waited. A longer \`max-wait\`, \`max-parallel: ${width}\` for a matrix, or a larger pool let it through.`;
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
    return said.length < 2 ? said.join('') : `${said.slice(0, -1).join(', ')} or ${said.at(-1) ?? ''}`;
}
const say = (seconds) => (0,core_duration/* sayDuration */.k)(seconds * 1_000);

// EXTERNAL MODULE: ./build/src/core/render/words.js
var render_words = __nccwpck_require__(6287);
;// CONCATENATED MODULE: ./build/src/report.js



/** The run report: everything else is rendered from it. */
function reportOf(facts, host) {
    const { request, outcome, attempts, pod, offers } = facts;
    const ending = endingOf(outcome);
    const last = attempts.at(-1);
    const telemetry = facts.journal?.telemetry.result() ?? null;
    const type = pod?.gpuType || last?.gpuType || telemetry?.gpuName || '';
    const count = pod?.gpuCount || request?.gpuCount || telemetry?.gpuCount || 1;
    const offer = offers.find((candidate) => candidate.gpuType === type);
    const pricePerHour = pod !== undefined && pod.costPerHour > 0 ? pod.costPerHour / count : (offer?.costPerHour ?? 0);
    const times = timesOf(attempts, facts.startedAt, facts.endedAt);
    const billed = billedSeconds(last, facts.endedAt);
    const cost = pricePerHour > 0 && billed > 0
        ? { usd: (pricePerHour * count * billed) / 3_600, pricePerHour, gpuCount: count, billedSeconds: billed }
        : null;
    const refusal = attempts.findLast(({ outcome: { kind } }) => kind === 'refused')?.outcome;
    // What kept it waiting says more than how full the pool is now.
    const pool = (refusal?.kind === 'refused' ? refusal.pool : undefined) ?? facts.cleanup.view?.pool ?? null;
    const unadvised = {
        version: 1,
        label: facts.label,
        ...ending,
        reason: reasonOf(outcome),
        hint: ending.class === '' ? '' : facts.hint || render_words/* CLASS_HINTS */.SD[ending.class],
        exitCode: outcome.kind === 'failed' ? outcome.exitCode : outcome.kind === 'succeeded' ? 0 : null,
        command: (request?.command ?? '').slice(0, 2_000),
        mode: request?.mode ?? 'run',
        jobId: facts.jobId,
        podId: facts.podId,
        gpu: { type, count: type === '' ? 0 : count, vramGib: offer?.vramGib ?? 0, pricePerHour },
        startedAt: new Date(facts.startedAt).toISOString(),
        endedAt: new Date(facts.endedAt).toISOString(),
        attempts,
        times,
        cost,
        org: { slug: request?.org ?? '', identity: '', pool },
        telemetry,
        logTail: facts.journal?.tail.text() ?? '',
        ...facts.brought,
        cleanup: facts.cleanup.cleanup,
        leftover: facts.cleanup.leftover,
        versions: { cli: facts.cliVersion, action: facts.actionVersion },
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
/** A pod is billed from its provisioning until it is released, which is when the clean-up has ended. */
function billedSeconds(last, endedAt) {
    if (last === undefined)
        return 0;
    const from = atOf(last, 'provisioning', 'syncing', 'running');
    return from === undefined ? 0 : seconds(endedAt - from);
}

// EXTERNAL MODULE: ./build/src/token.js
var src_token = __nccwpck_require__(6852);
;// CONCATENATED MODULE: ./build/src/version.js
/** Version of this package; a test holds it to package.json. */
const version_VERSION = '1.0.0';

// EXTERNAL MODULE: ./build/src/core/log-tail.js
var log_tail = __nccwpck_require__(322);
;// CONCATENATED MODULE: ./build/src/core/sketch.js
const GAMMA = 1.02;
const LEAST = 0.01;
const BUCKETS = 1_100;
/**
 * Mean, 95th percentile and peak of a stream in constant memory: buckets whose widths grow by 2 %, so that the percentile is at most
 * 1 % off over nine orders of magnitude. Mean and peak are exact.
 */
class Sketch {
    #buckets = new Uint32Array(BUCKETS);
    #count = 0;
    #sum = 0;
    #peak = -Infinity;
    #least = Infinity;
    add(value) {
        this.#count++;
        this.#sum += value;
        this.#peak = Math.max(this.#peak, value);
        this.#least = Math.min(this.#least, value);
        const bucket = value < LEAST ? 0 : 1 + Math.ceil(Math.log(value / LEAST) / Math.log(GAMMA));
        this.#buckets[Math.min(bucket, BUCKETS - 1)] = (this.#buckets[Math.min(bucket, BUCKETS - 1)] ?? 0) + 1;
    }
    stat() {
        if (this.#count === 0)
            return null;
        return { mean: round(this.#sum / this.#count), p95: round(this.#percentile(0.95)), peak: round(this.#peak) };
    }
    #percentile(share) {
        const rank = Math.ceil(share * this.#count);
        let seen = 0;
        for (let bucket = 0; bucket < BUCKETS; bucket++) {
            seen += this.#buckets[bucket] ?? 0;
            if (seen < rank)
                continue;
            const value = bucket === 0 ? 0 : (2 * LEAST * GAMMA ** (bucket - 1)) / (1 + GAMMA);
            return Math.min(this.#peak, Math.max(this.#least, value));
        }
        return this.#peak;
    }
}
function round(value, digits = 2) {
    const factor = 10 ** digits;
    return Math.round(value * factor) / factor;
}
const POINTS = 60;
const emptyBucket = () => ({ utilization: 0, utilizations: 0, memory: 0, memories: 0 });
/** At most 60 points over any length: when the buckets run out, neighbours merge and the width doubles. */
class Series {
    #widthMs = 500;
    #buckets = [];
    add(elapsedMs, utilization, memory) {
        while (elapsedMs >= this.#widthMs * POINTS)
            this.#double();
        const at = Math.floor(elapsedMs / this.#widthMs);
        while (this.#buckets.length <= at)
            this.#buckets.push(emptyBucket());
        const bucket = this.#buckets[at];
        if (bucket === undefined)
            return;
        if (utilization !== null) {
            bucket.utilization += utilization;
            bucket.utilizations++;
        }
        if (memory !== null) {
            bucket.memory += memory;
            bucket.memories++;
        }
    }
    points() {
        const mean = (sum, count) => (count === 0 ? null : round(sum / count, 1));
        return this.#buckets
            .map((bucket, at) => ({
            atSeconds: round((at * this.#widthMs) / 1_000),
            utilization: mean(bucket.utilization, bucket.utilizations),
            memory: mean(bucket.memory, bucket.memories),
        }))
            .filter((point) => point.utilization !== null || point.memory !== null);
    }
    #double() {
        const merged = [];
        for (let at = 0; at < this.#buckets.length; at += 2) {
            const [a = emptyBucket(), b = emptyBucket()] = this.#buckets.slice(at, at + 2);
            merged.push({
                utilization: a.utilization + b.utilization,
                utilizations: a.utilizations + b.utilizations,
                memory: a.memory + b.memory,
                memories: a.memories + b.memories,
            });
        }
        this.#buckets = merged;
        this.#widthMs *= 2;
    }
}

;// CONCATENATED MODULE: ./build/src/core/telemetry.js

/** The columns that the sampler asks of `nvidia-smi`, in this order, as `--format=csv,noheader,nounits`. */
const SMI_QUERY = 'index,name,utilization.gpu,utilization.memory,memory.used,memory.total,power.draw,temperature.gpu';
const NUMBERS = 6;
const MAX_LINE = 1_024;
const MAX_GPUS = 64;
/** Reads one line of the sampler. Undefined for anything that is no row: a heading, an error, half a line. */
function parseSmiRow(line) {
    if (line.length > MAX_LINE)
        return undefined;
    const fields = fieldsOf(line);
    if (fields === undefined)
        return undefined;
    const [index, name, ...numbers] = fields;
    if (index === undefined || name === undefined || !/^\d{1,3}$/.test(index) || Number(index) >= MAX_GPUS)
        return undefined;
    const [utilization, memoryUtilization, memoryMib, memoryTotalMib, powerW, temperatureC] = numbers.map(numberOf);
    // A row without one number is text that happens to have commas.
    if (numbers.length !== NUMBERS || numbers.every((field) => numberOf(field) === null && !isAbsent(field)))
        return undefined;
    return {
        index: Number(index),
        name: name.slice(0, 100),
        utilization: within(utilization, 100),
        memoryUtilization: within(memoryUtilization, 100),
        memoryMib: within(memoryMib, 1e8),
        memoryTotalMib: within(memoryTotalMib, 1e8) || null,
        powerW: within(powerW, 1e5),
        temperatureC: within(temperatureC, 1e3),
    };
}
/** Index, name and six numbers. The name is what lies between, so commas inside it do no harm. */
function fieldsOf(line) {
    // `, ` parts fields and leaves decimal commas (`130,38`) whole; some locales and tools write bare commas.
    for (const comma of [/,\s+/, /,/]) {
        const parts = line.trim().split(comma);
        if (parts.length < NUMBERS + 2)
            continue;
        const [index = '', ...rest] = parts.map((part) => part.trim());
        const name = rest
            .slice(0, -NUMBERS)
            .join(', ')
            .replace(/^"(.*)"$/, '$1')
            .replace(/""/g, '"');
        return [index.replace(/^"|"$/g, ''), name, ...rest.slice(-NUMBERS)];
    }
    return undefined;
}
/** `98`, `98 %`, `10271 MiB`, `684,39 W`, `"98"` → the number; null for `[N/A]` and the like. */
function numberOf(field) {
    const match = /^"?([+-]?\d+(?:[.,]\d+)?)\s*(?:%|[A-Za-z°]{1,4})?"?$/.exec(field.trim());
    return match === null ? null : Number(match[1]?.replace(',', '.'));
}
function isAbsent(field) {
    return /N\/A|not supported|insufficient perm|unknown|error|denied|^-?$/i.test(field);
}
function within(value, most) {
    return value === undefined || value === null || value < 0 || value > most ? null : value;
}
/**
 * Adds up what the sampler says, in constant memory whatever the length of the run. Rows come one a GPU and moment;
 * what is no row is passed over.
 */
class TelemetryMeter {
    #gpus = new Map();
    #utilization = new Sketch();
    #memory = new Sketch();
    #power = new Sketch();
    #temperature = new Sketch();
    #series = new Series();
    #firstMs;
    #lastMs = 0;
    #memoryTotalMib = null;
    #joules = 0;
    #hasEnergy = false;
    /** @returns whether the line was a row. `elapsedMs` is when it was taken, on any clock that only grows. */
    addSample(elapsedMs, line) {
        const row = parseSmiRow(line);
        if (row === undefined || !Number.isFinite(elapsedMs))
            return false;
        this.#firstMs ??= elapsedMs;
        const at = Math.max(0, elapsedMs - this.#firstMs);
        this.#lastMs = Math.max(this.#lastMs, at);
        this.#addEnergy(row, at);
        if (row.utilization !== null)
            this.#utilization.add(row.utilization);
        if (row.memoryMib !== null)
            this.#memory.add(row.memoryMib);
        if (row.powerW !== null)
            this.#power.add(row.powerW);
        if (row.temperatureC !== null)
            this.#temperature.add(row.temperatureC);
        if (row.memoryTotalMib !== null)
            this.#memoryTotalMib = Math.max(this.#memoryTotalMib ?? 0, row.memoryTotalMib);
        this.#series.add(at, row.utilization, shareOf(row));
        return true;
    }
    /** The last row of each GPU, in order. */
    latest() {
        return [...this.#gpus.values()].map((gpu) => gpu.row).sort((a, b) => a.index - b.index);
    }
    /** Null when no row ever came. */
    result() {
        if (this.#firstMs === undefined)
            return null;
        const gpus = [...this.#gpus.values()];
        return {
            gpuName: gpus[0]?.name ?? '',
            gpuCount: gpus.length,
            samples: Math.max(...gpus.map((gpu) => gpu.samples)),
            spanSeconds: round(this.#lastMs / 1_000),
            utilization: this.#utilization.stat(),
            memoryMib: this.#memory.stat(),
            memoryTotalMib: this.#memoryTotalMib,
            powerW: this.#power.stat(),
            energyKwh: this.#hasEnergy ? round(this.#joules / 3_600_000, 6) : null,
            temperatureC: this.#temperature.stat(),
            series: this.#series.points(),
        };
    }
    /** Trapezoid between two readings of one GPU. */
    #addEnergy(row, at) {
        const gpu = this.#gpus.get(row.index);
        if (gpu === undefined) {
            this.#gpus.set(row.index, { name: row.name, samples: 1, lastMs: at, lastPowerW: row.powerW, row });
            return;
        }
        if (row.powerW !== null && gpu.lastPowerW !== null && at > gpu.lastMs) {
            this.#joules += ((row.powerW + gpu.lastPowerW) / 2) * ((at - gpu.lastMs) / 1_000);
            this.#hasEnergy = true;
        }
        gpu.samples++;
        gpu.row = row;
        if (row.powerW !== null) {
            gpu.lastPowerW = row.powerW;
            gpu.lastMs = Math.max(gpu.lastMs, at);
        }
    }
}
function shareOf(row) {
    if (row.memoryMib === null || row.memoryTotalMib === null)
        return null;
    return Math.min(100, (100 * row.memoryMib) / row.memoryTotalMib);
}

;// CONCATENATED MODULE: ./build/src/journal.js



/** Waiting is told of when it begins, and then once a minute however many tries there are (ms). */
const TELL_EACH_MS = 60_000;
/** Turns the events of a run into lines of the log: few, and each with what a waiting person wants to know. */
function openJournal(host, command) {
    const tail = new log_tail/* LogTail */.J3();
    const telemetry = new TelemetryMeter();
    const attempts = [];
    let release;
    let midLine = false;
    let toldAtMs = -Infinity;
    let waited = false;
    const onWaiting = (event) => {
        if (event.waitedMs - toldAtMs < TELL_EACH_MS)
            return;
        toldAtMs = event.waitedMs;
        const left = event.leftMs > 0 ? `, ${(0,core_duration/* sayDuration */.k)(event.leftMs)} left` : '';
        const pool = event.pool === null ? '' : ` (${event.pool.used} of ${event.pool.limit} sessions in use)`;
        const next = `next try in ${(0,core_duration/* sayDuration */.k)(event.delayMs)}`;
        host.info(waited
            ? `Still waiting after ${(0,core_duration/* sayDuration */.k)(event.waitedMs)}${left}${pool}; ${next}.`
            : `Waiting: ${event.reason}${pool}${left}; ${next}.`);
        waited = true;
    };
    const showAttempts = () => {
        if (attempts.length < 2)
            return;
        host.group(`${attempts.length} attempts`);
        for (const attempt of attempts)
            host.info(attemptLine(attempt));
        host.endGroup();
    };
    return {
        tail,
        telemetry,
        note(event) {
            switch (event.kind) {
                case 'attemptStarted':
                    if (event.n > 1)
                        host.debug(`attempt ${event.n}${event.gpuType === '' ? '' : ` with ${event.gpuType}`}`);
                    return;
                case 'stream':
                    if (event.open) {
                        host.info(`▶ ${command.split('\n', 1)[0] ?? ''}`);
                        release = host.quarantine();
                        midLine = false;
                    }
                    else {
                        release?.(midLine);
                        release = undefined;
                    }
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
                case 'attemptEnded':
                    attempts.push(event.attempt);
                    if (event.attempt.outcome.kind !== 'refused')
                        showAttempts();
                    return;
                case 'near':
                    host.warning(event.message);
                    return;
                case 'silence': {
                    // Within a line of the workload (a progress bar) there is no place for a word of ours.
                    if (midLine)
                        return;
                    const gpu = telemetry.latest()[0];
                    const use = gpu?.utilization == null ? '' : `, GPU ${Math.round(gpu.utilization)} % busy`;
                    host.info(`[run-action] still running after ${(0,core_duration/* sayDuration */.k)(event.ranMs)}${use}`);
                    return;
                }
                case 'phase':
                case 'ledger':
                    return;
            }
        },
    };
}
function attemptLine({ n, gpuType, outcome, waitedSeconds }) {
    const what = outcome.kind === 'refused' ? `${outcome.class}: ${outcome.reason}` : outcome.kind;
    const then = waitedSeconds > 0 ? `; waited ${(0,core_duration/* sayDuration */.k)(waitedSeconds * 1_000)}` : '';
    return `${n}. ${gpuType === '' ? '' : `${gpuType}: `}${what}${then}`;
}

;// CONCATENATED MODULE: ./build/src/core/retry.js

/** Faults in a row that are borne where `max-attempts` does not say: waits of 10 to 160 s outlast a daemon's restart. */
const FAULTS_IN_A_ROW = 5;
/** Runs of a workload where `max-attempts` does not say: each one is paid for. */
const WORKLOAD_RUNS = 3;
/** A hint may pass `retry-max-delay`, but a slip of the server's clock must not stop the job for a day. */
const HINT_MAX_MS = 3_600_000;
/**
 * The pace of the wait for a full pool, chosen by `npm run bench:pool`; docs/retry.md has the formula and the measurements.
 * All jobs of a matrix follow it without a word between them: together they should call about as often as sessions turn over.
 */
const PACE = {
    /** Each wait is spread by a third both ways: enough to part jobs that came together, not so much that gaps open. */
    spread: 1 / 3,
    /** With a known matrix: the first waits of a queue as long as the pool is wide; longer by the fourth root of the crowd. */
    crowdMs: 60_000,
    /** How long such a queue is expected to last. The waits shrink towards its end, so that older jobs go first. */
    turnMs: 500_000,
    /** After this many times the expected age the crowd is not this matrix. */
    patience: 2,
    /** Without one: a tenth of the age, within these. */
    ageShare: 1 / 10,
    leastMs: 50_000,
    mostMs: 100_000,
    /** However old a job is, it waits at least this share of its age: hours of waiting do not cost thousands of calls. */
    floorShare: 1 / 100,
    /** Sessions of a pool whose limit is not told: at least ten, and a twentieth of the matrix. */
    pool: 10,
    rounds: 20,
};
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
        return { kind: 'stop', reason: sayWaited(policy, history, state) };
    const delay = untilLastTry(policy, delayFor(policy, history, last, state, random), left);
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
function delayFor(policy, history, last, state, random) {
    const rounds = countOf(history, 'capacity') / Math.max(1, policy.gpuTypes.length);
    if (last.class === 'capacity' && !Number.isInteger(rounds))
        return 0;
    if (last.retryAfterMs !== undefined && last.retryAfterMs >= 0) {
        // The hint went to everybody who was refused: its end is spread, never cut.
        const hint = Math.min(HINT_MAX_MS, Math.max(policy.minDelayMs, last.retryAfterMs));
        return hint + random() * Math.max(hint / 10, policy.minDelayMs);
    }
    if (last.class === 'saturated')
        return spread(policy, saturatedPace(policy, history, state.waitedMs), random);
    if (last.class === 'capacity')
        return doubled(policy, rounds, random);
    return isFault(last.class) ? doubled(policy, faultsInARow(history), random) : policy.minDelayMs;
}
/** The mean wait of a job of this age. */
function saturatedPace(policy, history, age) {
    const crowd = crowdOf(policy, history);
    const end = crowd * PACE.turnMs;
    const wait = age < PACE.patience * end
        ? PACE.crowdMs * crowd ** 0.25 * (1 - age / end)
        : clamp(PACE.ageShare * age, PACE.leastMs, PACE.mostMs);
    // The first calls are few and may be lucky: no wait is longer than the shortest and half the age together.
    return Math.min(Math.max(wait, PACE.floorShare * age), shortest(policy) + age / 2);
}
/** How many times over the matrix fills the pool while it waits, at least 1; 0 where the host does not tell its size. */
function crowdOf(policy, history) {
    const size = policy.matrixSize ?? 0;
    if (!(size >= 1 && size < Infinity))
        return 0;
    const limit = history.findLast((refusal) => (refusal.pool?.limit ?? 0) >= 1)?.pool?.limit ??
        Math.max(PACE.pool, size / PACE.rounds);
    const crowd = (size - limit) / limit;
    return crowd > 1 ? crowd : 1;
}
const shortest = (policy) => policy.minDelayMs / (1 - PACE.spread);
function spread(policy, mean, random) {
    const within = clamp(mean, shortest(policy), policy.maxDelayMs / (1 + PACE.spread));
    return clamp(within * (1 + PACE.spread * (2 * random() - 1)), policy.minDelayMs, policy.maxDelayMs);
}
/** The upper half of a wait that doubles with each failure. */
function doubled(policy, n, random) {
    const most = Math.min(policy.maxDelayMs, policy.minDelayMs * 2 ** Math.min(n, 40));
    return Math.max(policy.minDelayMs, most * (0.5 + random() / 2));
}
const clamp = (value, low, high) => Math.min(high, Math.max(low, value));
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
function sayWaited(policy, history, state) {
    const last = history.at(-1);
    const pool = last?.pool === undefined ? '' : ` (${last.pool.used} of ${last.pool.limit} in use)`;
    const types = policy.gpuTypes.length === 0 ? '' : ` (${policy.gpuTypes.join(', ')})`;
    const what = last?.class === 'saturated' ? `a pooled session${pool}` : `a GPU${types}`;
    const tries = history.length === 1 ? '1 try' : `${history.length} tries`;
    const limit = policy.maxWaitMs > 0 && state.waitedMs >= policy.maxWaitMs
        ? `\`max-wait\` is ${(0,core_duration/* sayDuration */.k)(policy.maxWaitMs)}`
        : "the job's own time limit leaves no room for another try";
    return `Waited ${(0,core_duration/* sayDuration */.k)(state.waitedMs)} for ${what}, ${tries}; ${limit}.`;
}

;// CONCATENATED MODULE: ./build/src/limits.js

const TICK_MS = 200;
const NEAR = 0.8;
const HEARTBEAT_MS = 60_000;
/** Watches the limits of one run on the clock given. The time before the workload starts counts for cost and job limit only. */
function watchLimits(limits, clock, events) {
    const began = clock.elapsed();
    let startedAt;
    let lastOutput = began;
    let lastBeat = began;
    let pricePerHour = 0;
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
            const long = `The workload ran longer than \`timeout\` (${(0,core_duration/* sayDuration */.k)(timeoutMs)}) and was ended.`;
            if (check('timeout', ran, timeoutMs, core_duration/* sayDuration */.k, timedOut('timeout', long)))
                return true;
            const silent = `The workload printed nothing for \`idle-timeout\` (${(0,core_duration/* sayDuration */.k)(idleTimeoutMs)}) and was ended.`;
            if (check('idle-timeout', idle, idleTimeoutMs, core_duration/* sayDuration */.k, timedOut('idle-timeout', silent)))
                return true;
        }
        const usd = ((now - began) / 3_600_000) * pricePerHour;
        const dear = `The estimated cost reached \`max-cost\` ($${limits.maxCostUsd.toFixed(2)}) and the run was ended.`;
        const money = (n) => `$${n.toFixed(2)}`;
        if (check('max-cost', usd, limits.maxCostUsd, money, () => ({ kind: 'overBudget', reason: dear })))
            return true;
        const late = 'The time limit of the CI job is near, so the run was ended while there is time to end it well.';
        return check('job limit', now - began, limits.jobLeftMs, core_duration/* sayDuration */.k, timedOut('job-limit', late));
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
        price(usdPerHour) {
            pricePerHour = usdPerHour;
        },
        stop: () => ended.abort(),
    };
}

;// CONCATENATED MODULE: ./build/src/run.js






const run_HEARTBEAT_MS = 60_000;
/** Runs the workload once, with as many attempts as it takes to get it started within the policy. */
async function run(request, ports, adopted) {
    const { clock, policy, signal, emit } = ports;
    const began = clock.elapsed();
    const attempts = [];
    const history = [];
    let ranMs = 0;
    for (let n = 1;; n++) {
        const gpuType = gpuTypeFor(policy, history);
        emit({ kind: 'attemptStarted', n, gpuType });
        const startedAt = clock.now();
        const from = clock.elapsed();
        const jobLeftMs = ports.limits.jobLeftMs > 0 ? Math.max(1, ports.limits.jobLeftMs - (from - began)) : 0;
        const limits = { ...ports.limits, jobLeftMs };
        const end = await once(request, { ...ports, limits }, gpuType, n === 1 ? adopted : undefined);
        const tookMs = clock.elapsed() - from;
        const record = (waitedMs, outcome = end.outcome) => {
            const ended = {
                n,
                gpuType,
                startedAt: new Date(startedAt).toISOString(),
                endedAt: new Date(startedAt + Math.round(tookMs)).toISOString(),
                phases: end.phases,
                jobId: end.jobId,
                podId: ports.ledger.pods.at(-1) ?? '',
                outcome,
                waitedSeconds: Math.round(waitedMs) / 1_000,
            };
            attempts.push(ended);
            emit({ kind: 'attemptEnded', attempt: ended });
        };
        const failure = retryable(end.outcome);
        // What is collected was submitted elsewhere.
        if (failure === undefined || isAborted(signal) || request.mode === 'collect') {
            record(0);
            return { attempts, outcome: end.outcome, jobOver: end.jobOver };
        }
        if (failure.class === 'workload')
            ranMs += tookMs;
        history.push({ ...failure, atMs: clock.elapsed() - began, callMs: tookMs });
        const waitedMs = clock.elapsed() - began - ranMs;
        const jobTimeLeftMs = ports.limits.jobLeftMs > 0 ? ports.limits.jobLeftMs - (clock.elapsed() - began) : undefined;
        const step = nextStep(policy, history, { waitedMs, jobTimeLeftMs }, () => clock.random());
        if (step.kind === 'stop') {
            const more = policy.retryOn.includes(failure.class) ? ` ${step.reason}` : '';
            const outcome = withReason(end.outcome, `${sentence(failure.reason)}${more}`);
            record(0, outcome);
            return { attempts, outcome, jobOver: end.jobOver };
        }
        record(step.delayMs);
        const leftMs = policy.maxWaitMs > 0 ? Math.max(0, policy.maxWaitMs - waitedMs) : 0;
        const waiting = {
            kind: 'waiting',
            class: failure.class,
            reason: failure.reason,
            pool: failure.pool ?? null,
        };
        await pause(ports, step.delayMs, (passedMs) => {
            const times = { delayMs: step.delayMs - passedMs, waitedMs: waitedMs + passedMs };
            emit({ ...waiting, ...times, leftMs: Math.max(0, leftMs - passedMs), heartbeat: passedMs > 0 });
        });
        if (isAborted(signal))
            return { attempts, outcome: abortedOutcome(signal), jobOver: end.jobOver };
    }
}
/** Sleeps, and tells at once and each minute. A signal wakes it. */
async function pause({ clock, signal }, delayMs, tell) {
    const from = clock.elapsed();
    const until = from + delayMs;
    tell(0);
    while (!isAborted(signal) && clock.elapsed() < until) {
        await clock.sleep(Math.min(run_HEARTBEAT_MS, until - clock.elapsed()), signal);
        if (!isAborted(signal) && clock.elapsed() < until)
            tell(clock.elapsed() - from);
    }
}
/** One attempt under its limits. */
async function once(request, ports, gpuType, adopted) {
    const { clock, emit, gpu, ledger } = ports;
    const limit = new AbortController();
    let startedAt = 0;
    const watch = watchLimits(ports.limits, clock, {
        onNear: (message) => emit({ kind: 'near', message }),
        onReached: (cause) => limit.abort(cause),
        onSilence: (ranMs) => emit({ kind: 'silence', ranMs }),
    });
    const wrapped = request.telemetry || request.shell !== 'none';
    const nonce = adopted === undefined ? ports.nonce() : adopted.nonce;
    const context = {
        gpu,
        clock,
        ledger,
        nonce,
        wrapped: adopted === undefined ? wrapped : adopted.nonce !== '',
        saturation: request.saturationPattern,
        handOn: request.mode === 'submit',
        launch: launchOf(request, ports, gpuType, wrapped
            ? (0,wrapper/* wrap */.LV)(request.argv, { key: ledger.key, nonce, podsBefore: ledger.podsBefore }, request.telemetry)
            : request.argv),
        abort: AbortSignal.any([ports.signal, limit.signal]),
        events: {
            onPhase: (phase) => emit({ kind: 'phase', phase }),
            onStart: () => {
                startedAt = clock.elapsed();
                watch.started();
                if (ports.limits.maxCostUsd > 0)
                    void ports.price().then((price) => watch.price(price));
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
        ledger.stage = 'started';
        if (adopted.nonce !== '')
            ledger.nonces = [...ledger.nonces, adopted.nonce];
        ledger.jobs = [...new Set([...ledger.jobs, adopted.jobId])];
        if (adopted.podId !== '')
            ledger.pods = [...new Set([...ledger.pods, adopted.podId])];
        emit({ kind: 'ledger' });
        if (context.handOn)
            return { outcome: { kind: 'submitted' }, phases: [], jobId: adopted.jobId, jobOver: false };
        return await follow(context, adopted.jobId, phaseMarks(clock, context.events.onPhase));
    }
    finally {
        watch.stop();
    }
}
function launchOf(request, ports, gpuType, argv) {
    return {
        gpuType,
        gpuCount: request.gpuCount,
        minVram: request.minVram,
        env: request.env.flatMap(({ name, value }) => {
            const given = value ?? ports.env(name);
            return given === undefined ? [] : [[name, given]];
        }),
        outputs: request.outputs,
        args: request.args,
        argv,
    };
}
/** The failure that the policy may decide to try again; undefined for every ending that is never tried again. */
function retryable(outcome) {
    switch (outcome.kind) {
        case 'refused':
            return outcome;
        case 'failed':
            return { class: 'workload', reason: outcome.reason };
        case 'succeeded':
        case 'submitted':
        case 'skipped':
        case 'cancelled':
        case 'timedOut':
        case 'overBudget':
        case 'lost':
            return undefined;
        default:
            return (0,errors/* unreachable */.HB)(outcome);
    }
}
const withReason = (outcome, reason) => 'reason' in outcome ? { ...outcome, reason } : outcome;
const sentence = (text) => (/[.!?]$/.test(text) ? text : `${text}.`);

;// CONCATENATED MODULE: ./build/src/workload.js





/** What is kept of the CI job's own limit for ending the run well (ms). */
const JOB_LIMIT_RESERVE_MS = 5 * 60_000;
/** Runs the workload through the attempt loop; what happens goes into the log, the saved state, the outputs and `progress`. */
async function runWorkload(request, ready, world, progress) {
    const { host, clock, env } = world;
    const { gpu, ledger } = ready;
    const journal = openJournal(host, request.command || `job ${request.jobId}`);
    progress.journal = journal;
    const { jobLimitMs } = host.context;
    const adopted = jobToAdopt(ready, request, host);
    if (adopted !== undefined && request.mode === 'run') {
        host.notice(`Job ${adopted.jobId} of a former try of this step is still alive: it is followed, and nothing is started twice.`);
    }
    let facts;
    const learnPod = async () => {
        const [view, offers] = await Promise.all([gpu.status(), gpu.inventory()]);
        progress.offers = offers;
        const podId = view?.jobs.find((job) => job.jobId === ledger.jobs.at(-1))?.podId || ledger.pods.at(-1);
        progress.pod = view?.pods.find((pod) => pod.podId === podId);
        if (progress.pod === undefined)
            return;
        host.setOutput('pod-id', progress.pod.podId);
        if (!ledger.pods.includes(progress.pod.podId)) {
            ledger.pods = [...ledger.pods, progress.pod.podId];
            save(host, ready);
        }
    };
    const emit = (event) => {
        if (event.kind === 'ledger') {
            save(host, ready);
            const jobId = ledger.jobs.at(-1);
            if (jobId !== undefined)
                host.setOutput('job-id', jobId);
        }
        if (event.kind === 'phase' && event.phase === 'running')
            facts ??= learnPod();
        if (event.kind === 'attemptEnded')
            progress.attempts = [...progress.attempts, event.attempt];
        journal.note(event);
    };
    const result = await run(request, {
        gpu,
        clock,
        ledger,
        emit,
        nonce: () => (0,external_node_crypto_.randomBytes)(8).toString('hex'),
        env: (name) => env[name],
        price: async () => {
            await (facts ??= learnPod());
            const offer = progress.offers.find(({ gpuType }) => gpuType === progress.pod?.gpuType);
            const usd = progress.pod?.costPerHour || (offer?.costPerHour ?? 0) * (request.gpuCount ?? 1);
            if (usd === 0)
                host.warning('`max-cost` cannot be watched: GPU CLI tells no price for this GPU.');
            return usd;
        },
        limits: { ...request, jobLeftMs: jobLimitMs === 0 ? 0 : jobLimitMs - JOB_LIMIT_RESERVE_MS },
        policy: {
            retryOn: request.retryOn,
            maxWaitMs: request.maxWaitMs,
            maxAttempts: request.maxAttempts,
            minDelayMs: request.retryDelayMs,
            maxDelayMs: request.retryMaxDelayMs,
            gpuTypes: request.gpuTypes,
            matrixSize: host.context.matrixSize || undefined,
        },
        signal: world.signal,
    }, adopted);
    progress.outcome = result.outcome;
    progress.attempts = result.attempts;
    progress.jobOver = result.jobOver;
    if (!world.signal.aborted)
        await facts;
}
/** Must be down before the next line runs: a kill may come at any moment. */
const save = (host, { ledger }) => host.saveState(src_ledger/* LEDGER_STATE */.K, JSON.stringify(ledger));

;// CONCATENATED MODULE: ./build/src/session.js












/** Ending a run well takes this long at most (ms). */
const END_MS = 60_000;
/** On a signal all must be over before the runner's second one, 7.5 s after the first. */
const SIGNAL_END_MS = 3_500;
/** The story of one step, from its inputs to its exit code. */
async function runSession(world) {
    const { host, clock } = world;
    const startedAt = clock.now();
    const progress = {
        hint: '',
        secrets: [],
        cliVersion: '',
        attempts: [],
        jobOver: false,
        offers: [],
        cleanup: { cleanup: 'not-needed', leftover: '', left: '', view: undefined, pod: undefined },
        brought: { markdown: '', metrics: [], outputs: [] },
        notices: [],
    };
    try {
        await tell(world, progress);
    }
    catch (error) {
        const [failure, hint] = error instanceof errors/* UserError */.yo ? [error.class, error.hint] : ['internal', BUG];
        if (!(error instanceof errors/* UserError */.yo) && error instanceof Error)
            host.debug(error.stack ?? error.message);
        progress.outcome = world.signal.aborted
            ? abortedOutcome(world.signal)
            : {
                kind: 'refused',
                class: failure === 'workload' || failure === 'cancelled' ? 'internal' : failure,
                reason: plainly(error),
            };
        progress.hint = hint;
        // Whatever went wrong while the workload's bytes flowed, our own words must count again.
        progress.journal?.note({ kind: 'stream', open: false });
        await end(world, progress);
    }
    const { request, journal, outcome, ready } = progress;
    if (world.setup) {
        if (outcome?.kind === 'refused')
            host.error(`${outcome.reason} ${progress.hint}`.trim());
        return outcome === undefined || outcome.kind === 'skipped' ? 0 : 1;
    }
    const { job, leg } = host.context;
    const report = withoutSecrets(progress.secrets, reportOf({
        ...progress,
        request,
        journal,
        pod: progress.pod ?? progress.cleanup.pod,
        outcome: outcome ?? { kind: 'lost', reason: 'The run ended without an outcome.' },
        label: request?.label || (leg === '' ? job || 'gpu run' : `${job} (${leg})`),
        startedAt,
        endedAt: clock.now(),
        jobId: ready?.ledger.jobs.at(-1) ?? '',
        podId: ready?.ledger.pods.at(-1) ?? progress.pod?.podId ?? '',
        actionVersion: version_VERSION,
    }, host));
    await publish(host, report, request);
    if (report.cleanup === 'unconfirmed')
        host.warning(report.leftover, { title: 'A paid run may still be alive' });
    if (report.class !== '')
        host.error(`${report.reason} ${report.hint}`.trim(), { title: `${report.label}: ${report.class}` });
    return exitCodeFor(report);
}
/** The workload may have printed a value that it was given; short ones are harmless words. */
function withoutSecrets(secrets, report) {
    const hidden = secrets.filter((secret) => secret.length >= 6).map((secret) => JSON.stringify(secret).slice(1, -1));
    const text = hidden.reduce((all, secret) => all.replaceAll(secret, '***'), JSON.stringify(report));
    return JSON.parse(text);
}
const BUG = 'This is a fault of run-action: please report it with the log of a run with debug logging.';
const plainly = (error) => (error instanceof errors/* UserError */.yo ? error.message : (0,errors/* sentenceOf */.$N)(error));
/** From the token to the clean-up. Facts go into `progress` as they become known. */
async function tell(world, progress) {
    const { host, env, signal } = world;
    const token = (0,src_token/* readToken */.AI)(host, env);
    const request = parseRequest(readInputs(world));
    progress.request = request;
    if (host.context.foreignCode)
        host.warning(FOREIGN_CODE, { title: 'Foreign code with a secret' });
    if (token.value === '') {
        const missing = (0,src_token/* missingToken */.kh)(host);
        if (request.onMissingToken === 'fail')
            throw missing;
        progress.outcome = { kind: 'skipped', reason: missing.message };
        host.notice(`${missing.message} Skipped, as \`on-missing-token\` asks.`);
        return;
    }
    progress.secrets.push(token.value);
    (0,src_token/* checkToken */.SK)(token.value);
    if (!token.masked)
        host.debug('This host cannot hide values at run time; the token is not printed.');
    const given = (name) => env[name];
    for (const { name, value } of request.env) {
        if (value !== undefined)
            continue;
        const own = given(name);
        if (own === undefined)
            throw new errors/* UserError */.yo(`\`env\` names ${name}, but this step has no such variable.`, `Give it with \`env: ${name}: …\` on the step, or write ${name}=VALUE.`);
        (0,src_token/* maskSecret */.$l)(host, own);
        progress.secrets.push(own);
    }
    const bin = await makeReady(request, token.value, world);
    if (world.setup)
        return;
    const ready = await openProject(request, token.value, bin, world, (facts) => {
        progress.cliVersion = facts.version;
        host.setOutput('cli-version', facts.version);
    });
    progress.ready = ready;
    save(host, ready);
    if (signal.aborted) {
        progress.outcome = abortedOutcome(signal);
        await end(world, progress);
        return;
    }
    tellWidth(host, ready);
    await runWorkload(request, ready, world, progress);
    await end(world, progress);
    const ran = progress.attempts.some(({ phases }) => phases.some(({ phase }) => phase === 'running'));
    const { brought, notices } = await readBrought(request, host.context.workspace, ran);
    progress.brought = brought;
    progress.notices.push(...notices);
}
/** Ends what is alive and verifies it, or hands it on where that was asked. */
async function end(world, progress) {
    const { host, clock, signal } = world;
    const { ready, outcome } = progress;
    if (ready === undefined || ready.ledger.stage === 'over')
        return;
    const { ledger, gpu } = ready;
    if (outcome?.kind === 'submitted' && !signal.aborted) {
        ledger.handedOn = true;
        save(host, ready);
        progress.cleanup = { ...progress.cleanup, cleanup: 'kept' };
        return;
    }
    if (ledger.stage === 'started') {
        // A cancelled job has no later step that a warm pod could serve.
        if (signal.aborted)
            ledger.keepPod = false;
        const deadlineMs = signal.aborted ? SIGNAL_END_MS : END_MS;
        const callMs = signal.aborted ? 2_000 : 15_000;
        progress.cleanup = await (0,cleanup/* endRun */.l)(gpu, ledger, { clock, deadlineMs, callMs, jobOver: progress.jobOver });
        if (progress.request?.mode === 'collect' && ledger.pods.length === 0 && progress.cleanup.cleanup === 'confirmed') {
            progress.cleanup = { ...progress.cleanup, cleanup: 'kept', left: COLLECTED_POD };
        }
        if (progress.cleanup.left !== '')
            host.info(`Clean-up: ${progress.cleanup.left}.`);
        if (ledger.keepPod)
            host.exportVariable(KEPT_PODS, ledger.pods.join(','));
    }
    // What is not certain stays open, and post looks again: a submission that was cut off may still arrive. So does a pod that
    // is kept for a later step: post runs after all of them.
    const certain = progress.cleanup.cleanup !== 'unconfirmed' && !signal.aborted && outcome?.kind !== 'lost' && !ledger.keepPod;
    if (certain || ledger.stage === 'intent')
        ledger.stage = 'over';
    save(host, ready);
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

/***/ 6852:
/***/ ((__unused_webpack___webpack_module__, __webpack_exports__, __nccwpck_require__) => {

/* harmony export */ __nccwpck_require__.d(__webpack_exports__, {
/* harmony export */   $l: () => (/* binding */ maskSecret),
/* harmony export */   AI: () => (/* binding */ readToken),
/* harmony export */   SK: () => (/* binding */ checkToken),
/* harmony export */   kh: () => (/* binding */ missingToken)
/* harmony export */ });
/* harmony import */ var _core_errors_js__WEBPACK_IMPORTED_MODULE_0__ = __nccwpck_require__(3026);

/** Below this a value is no secret, and masking it would blacken harmless words all over the log. */
const LEAST_MASKED = 6;
/**
 * Hides a secret in everything printed from now on, together with the forms that the runner does not derive by itself
 * (ValueEncoders.cs derives Base64, URI, JSON and XML forms, but neither hex nor base64url). A secret of several lines is
 * masked line by line, because the runner does so anyway and one short line would poison the log.
 */
function maskSecret(host, secret) {
    let done = true;
    for (const line of secret.split(/[\r\n]+/).map((part) => part.trim())) {
        if (line.length < LEAST_MASKED)
            continue;
        for (const form of new Set([line, ...derivedForms(line)]))
            done = host.mask(form) && done;
    }
    return done;
}
function derivedForms(value) {
    const bytes = Buffer.from(value);
    // Base64 of the value inside a longer text: at each of the three alignments, without what depends on its neighbours.
    const shifted = [0, 1, 2].map((shift) => {
        const text = Buffer.concat([Buffer.alloc(shift), bytes]).toString('base64url');
        return text.slice(Math.ceil((shift * 8) / 6), Math.floor(((shift + bytes.length) * 8) / 6));
    });
    const hex = bytes.toString('hex');
    // What differs from plain Base64 only: that one the runner derives itself.
    return [
        ...shifted.filter((form) => /[-_]/.test(form)),
        hex,
        hex.toUpperCase(),
        encodeURIComponent(value).replace(/%20/g, '+'),
    ];
}
/** Reads the service account token and masks it: the first thing that happens. */
function readToken(host, env) {
    const given = host.input('token');
    const value = given.trim() === '' ? (env['GPU_SERVICE_TOKEN'] ?? '') : given;
    const masked = maskSecret(host, value);
    return { value: value.trim(), masked };
}
/** @throws UserError without the value: what was pasted by mistake may be another secret. */
function checkToken(token) {
    if (/^gpt_sat_[A-Za-z0-9_-]{6,}$/.test(token))
        return;
    const what = /\s/.test(token) ? 'holds blanks or line breaks' : 'does not begin with gpt_sat_';
    throw new _core_errors_js__WEBPACK_IMPORTED_MODULE_0__/* .UserError */ .yo(`The token is not a service account token: it ${what}.`, 'Store the token that `gpu org service-account create --name NAME` prints once, as it is.', { class: 'auth' });
}
/** Why there is no token, and what to do, for this event. */
function missingToken(host) {
    const from = host.context.secretsWithheld;
    if (from !== '') {
        return new _core_errors_js__WEBPACK_IMPORTED_MODULE_0__/* .UserError */ .yo(`There is no token: a pull request of ${from} gets no secrets.`, 'Set `on-missing-token: skip` to let such pull requests pass without a run, and run them from a branch of this repository.', { class: 'auth' });
    }
    return new _core_errors_js__WEBPACK_IMPORTED_MODULE_0__/* .UserError */ .yo('There is no token: `token` is empty and GPU_SERVICE_TOKEN is not set.', 'Make one with `gpu org service-account create --name ci`, store it as the secret GPU_SERVICE_TOKEN and pass `token: ${{ secrets.GPU_SERVICE_TOKEN }}`.', { class: 'auth' });
}


/***/ })

/******/ });
/************************************************************************/
/******/ // The module cache
/******/ var __webpack_module_cache__ = {};
/******/ 
/******/ // The require function
/******/ function __nccwpck_require__(moduleId) {
/******/ 	// Check if module is in cache
/******/ 	var cachedModule = __webpack_module_cache__[moduleId];
/******/ 	if (cachedModule !== undefined) {
/******/ 		return cachedModule.exports;
/******/ 	}
/******/ 	// Create a new module (and put it into the cache)
/******/ 	var module = __webpack_module_cache__[moduleId] = {
/******/ 		// no module.id needed
/******/ 		// no module.loaded needed
/******/ 		exports: {}
/******/ 	};
/******/ 
/******/ 	// Execute the module function
/******/ 	var threw = true;
/******/ 	try {
/******/ 		__webpack_modules__[moduleId](module, module.exports, __nccwpck_require__);
/******/ 		threw = false;
/******/ 	} finally {
/******/ 		if(threw) delete __webpack_module_cache__[moduleId];
/******/ 	}
/******/ 
/******/ 	// Return the exports of the module
/******/ 	return module.exports;
/******/ }
/******/ 
/******/ // expose the modules object (__webpack_modules__)
/******/ __nccwpck_require__.m = __webpack_modules__;
/******/ 
/************************************************************************/
/******/ /* webpack/runtime/asset-relocator-loader */
/******/ if (typeof __nccwpck_require__ !== 'undefined') __nccwpck_require__.ab = decodeURIComponent(new URL('.', import.meta.url).pathname).slice(import.meta.url.match(/^file:\/\/\/\w:/) ? 1 : 0, -1) + "/";
/******/ 
/******/ /* webpack/runtime/create fake namespace object */
/******/ (() => {
/******/ 	var getProto = Object.getPrototypeOf ? (obj) => (Object.getPrototypeOf(obj)) : (obj) => (obj.__proto__);
/******/ 	var leafPrototypes;
/******/ 	// create a fake namespace object
/******/ 	// mode & 1: value is a module id, require it
/******/ 	// mode & 2: merge all properties of value into the ns
/******/ 	// mode & 4: return value when already ns object
/******/ 	// mode & 16: return value when it's Promise-like
/******/ 	// mode & 8|1: behave like require
/******/ 	__nccwpck_require__.t = function(value, mode) {
/******/ 		if(mode & 1) value = this(value);
/******/ 		if(mode & 8) return value;
/******/ 		if(typeof value === 'object' && value) {
/******/ 			if((mode & 4) && value.__esModule) return value;
/******/ 			if((mode & 16) && typeof value.then === 'function') return value;
/******/ 		}
/******/ 		var ns = Object.create(null);
/******/ 		__nccwpck_require__.r(ns);
/******/ 		var def = {};
/******/ 		leafPrototypes = leafPrototypes || [null, getProto({}), getProto([]), getProto(getProto)];
/******/ 		for(var current = mode & 2 && value; typeof current == 'object' && !~leafPrototypes.indexOf(current); current = getProto(current)) {
/******/ 			Object.getOwnPropertyNames(current).forEach((key) => (def[key] = () => (value[key])));
/******/ 		}
/******/ 		def['default'] = () => (value);
/******/ 		__nccwpck_require__.d(ns, def);
/******/ 		return ns;
/******/ 	};
/******/ })();
/******/ 
/******/ /* webpack/runtime/define property getters */
/******/ (() => {
/******/ 	// define getter functions for harmony exports
/******/ 	__nccwpck_require__.d = (exports, definition) => {
/******/ 		for(var key in definition) {
/******/ 			if(__nccwpck_require__.o(definition, key) && !__nccwpck_require__.o(exports, key)) {
/******/ 				Object.defineProperty(exports, key, { enumerable: true, get: definition[key] });
/******/ 			}
/******/ 		}
/******/ 	};
/******/ })();
/******/ 
/******/ /* webpack/runtime/ensure chunk */
/******/ (() => {
/******/ 	__nccwpck_require__.f = {};
/******/ 	// This file contains only the entry chunk.
/******/ 	// The chunk loading function for additional chunks
/******/ 	__nccwpck_require__.e = (chunkId) => {
/******/ 		return Promise.all(Object.keys(__nccwpck_require__.f).reduce((promises, key) => {
/******/ 			__nccwpck_require__.f[key](chunkId, promises);
/******/ 			return promises;
/******/ 		}, []));
/******/ 	};
/******/ })();
/******/ 
/******/ /* webpack/runtime/get javascript chunk filename */
/******/ (() => {
/******/ 	// This function allow to reference async chunks
/******/ 	__nccwpck_require__.u = (chunkId) => {
/******/ 		// return url for filenames based on template
/******/ 		return "" + chunkId + ".index.js";
/******/ 	};
/******/ })();
/******/ 
/******/ /* webpack/runtime/hasOwnProperty shorthand */
/******/ (() => {
/******/ 	__nccwpck_require__.o = (obj, prop) => (Object.prototype.hasOwnProperty.call(obj, prop))
/******/ })();
/******/ 
/******/ /* webpack/runtime/make namespace object */
/******/ (() => {
/******/ 	// define __esModule on exports
/******/ 	__nccwpck_require__.r = (exports) => {
/******/ 		if(typeof Symbol !== 'undefined' && Symbol.toStringTag) {
/******/ 			Object.defineProperty(exports, Symbol.toStringTag, { value: 'Module' });
/******/ 		}
/******/ 		Object.defineProperty(exports, '__esModule', { value: true });
/******/ 	};
/******/ })();
/******/ 
/******/ /* webpack/runtime/import chunk loading */
/******/ (() => {
/******/ 	// no baseURI
/******/ 	
/******/ 	// object to store loaded and loading chunks
/******/ 	// undefined = chunk not loaded, null = chunk preloaded/prefetched
/******/ 	// [resolve, Promise] = chunk loading, 0 = chunk loaded
/******/ 	var installedChunks = {
/******/ 		792: 0
/******/ 	};
/******/ 	
/******/ 	var installChunk = (data) => {
/******/ 		var {ids, modules, runtime} = data;
/******/ 		// add "modules" to the modules object,
/******/ 		// then flag all "ids" as loaded and fire callback
/******/ 		var moduleId, chunkId, i = 0;
/******/ 		for(moduleId in modules) {
/******/ 			if(__nccwpck_require__.o(modules, moduleId)) {
/******/ 				__nccwpck_require__.m[moduleId] = modules[moduleId];
/******/ 			}
/******/ 		}
/******/ 		if(runtime) runtime(__nccwpck_require__);
/******/ 		for(;i < ids.length; i++) {
/******/ 			chunkId = ids[i];
/******/ 			if(__nccwpck_require__.o(installedChunks, chunkId) && installedChunks[chunkId]) {
/******/ 				installedChunks[chunkId][0]();
/******/ 			}
/******/ 			installedChunks[ids[i]] = 0;
/******/ 		}
/******/ 	
/******/ 	}
/******/ 	
/******/ 	__nccwpck_require__.f.j = (chunkId, promises) => {
/******/ 			// import() chunk loading for javascript
/******/ 			var installedChunkData = __nccwpck_require__.o(installedChunks, chunkId) ? installedChunks[chunkId] : undefined;
/******/ 			if(installedChunkData !== 0) { // 0 means "already installed".
/******/ 	
/******/ 				// a Promise means "currently loading".
/******/ 				if(installedChunkData) {
/******/ 					promises.push(installedChunkData[1]);
/******/ 				} else {
/******/ 					if(true) { // all chunks have JS
/******/ 						// setup Promise in chunk cache
/******/ 						var promise = import("./" + __nccwpck_require__.u(chunkId)).then(installChunk, (e) => {
/******/ 							if(installedChunks[chunkId] !== 0) installedChunks[chunkId] = undefined;
/******/ 							throw e;
/******/ 						});
/******/ 						var promise = Promise.race([promise, new Promise((resolve) => (installedChunkData = installedChunks[chunkId] = [resolve]))])
/******/ 						promises.push(installedChunkData[1] = promise);
/******/ 					}
/******/ 				}
/******/ 			}
/******/ 	};
/******/ 	
/******/ 	// no prefetching
/******/ 	
/******/ 	// no preloaded
/******/ 	
/******/ 	// no external install chunk
/******/ 	
/******/ 	// no on chunks loaded
/******/ })();
/******/ 
/************************************************************************/
var __webpack_exports__ = {};

// EXTERNAL MODULE: ./build/src/clock.js + 1 modules
var clock = __nccwpck_require__(1053);
// EXTERNAL MODULE: ./build/src/hosts/registry.js + 17 modules
var registry = __nccwpck_require__(1463);
// EXTERNAL MODULE: ./build/src/post.js
var post = __nccwpck_require__(5779);
// EXTERNAL MODULE: ./build/src/session.js + 23 modules
var session = __nccwpck_require__(8371);
;// CONCATENATED MODULE: ./build/src/signals.js
/**
 * SIGINT, SIGTERM, SIGBREAK and SIGHUP, all alike → one AbortSignal whose reason is an AbortCause. The runner sends SIGINT to
 * this process only, SIGTERM 7.5 s later and kills 2.5 s after that (Runner.Sdk/ProcessInvoker.cs); Windows sends CTRL_C and
 * CTRL_BREAK. A second signal changes nothing, and the process no longer dies of one.
 */
function signalsToAbort(from = process) {
    const controller = new AbortController();
    const names = ['SIGINT', 'SIGTERM', 'SIGBREAK', 'SIGHUP'];
    const handlers = names.map((name) => {
        const handler = () => controller.abort({ kind: 'signal', name });
        from.on(name, handler);
        return [name, handler];
    });
    return {
        signal: controller.signal,
        dispose: () => {
            for (const [name, handler] of handlers)
                from.off(name, handler);
        },
    };
}

;// CONCATENATED MODULE: ./build/src/main.js





/** The action's entry for both phases, and, with arguments, that of `gpu-ci`: one bundle, so that they share what they load. */
async function main() {
    const signals = signalsToAbort();
    const argv = process.argv.slice(2);
    if (argv.length > 0) {
        const { gpuCi } = await __nccwpck_require__.e(/* import() */ 35).then(__nccwpck_require__.bind(__nccwpck_require__, 5035));
        return gpuCi(argv, signals.signal);
    }
    // A reader that is gone must not end a run before it is ended well.
    for (const stream of [process.stdout, process.stderr])
        stream.on('error', () => undefined);
    const { env, stdout, stderr } = process;
    const host = (0,registry/* openHost */.Zb)({ env, stdout, stderr, flags: new Map() });
    const world = { host, env, clock: clock/* systemClock */.m };
    if (host.state('phase') === 'main') {
        await (0,post/* runPost */.a)(world);
        return 0;
    }
    host.saveState('phase', 'main');
    const setup = host.input('setup') === 'true';
    return (0,session/* runSession */.I)({ ...world, signal: signals.signal, setup });
}
// `process.exitCode`, never `process.exit`: output that is still on its way must arrive.
main().then((code) => (process.exitCode = code), (error) => {
    console.error(error);
    process.exitCode = 1;
});

