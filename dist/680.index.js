"use strict";
exports.id = 680;
exports.ids = [680];
exports.modules = {

/***/ 3822:
/***/ ((__unused_webpack_module, __webpack_exports__, __webpack_require__) => {

/* harmony export */ __webpack_require__.d(__webpack_exports__, {
/* harmony export */   J3: () => (/* binding */ LogTail),
/* harmony export */   YB: () => (/* binding */ TAIL_LIMITS),
/* harmony export */   w$: () => (/* binding */ lastLines)
/* harmony export */ });
/* unused harmony export foldTail */
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
    /** What stands first is the rest of a line. */
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
        for (let at = 0; at < chunk.length;) {
            const lf = chunk.indexOf(LF, at);
            const end = lf === -1 ? chunk.length : lf;
            // Carriage returns before a line feed are a line end of Windows, before anything else they begin a new frame.
            let shown = end;
            while (shown > at && chunk[shown - 1] === CR)
                shown--;
            const line = chunk.subarray(at, shown);
            const frame = line.lastIndexOf(CR) + 1;
            if (line.length > 0 && (this.#afterCr || frame > 0))
                this.#overwrite();
            this.#append(line.subarray(frame));
            if (lf !== -1)
                this.#append(chunk.subarray(lf, lf + 1));
            this.#afterCr = lf === -1 && shown < end;
            at = end + 1;
        }
    }
    /** The last lines as people should read them: see `foldTail`. */
    text() {
        const text = new TextDecoder().decode(this.#buffer.subarray(0, this.#length));
        if (!this.#cut)
            return lastLines(foldTail(text), this.#limits);
        // The cut went through a line, perhaps through a character: what is left of it is shown only where there is nothing else.
        const [rest = '', ...lines] = foldTail(`…${text.replace(/^\uFFFD{1,3}/, '')}`).split('\n');
        return lastLines(lines.length === 0 ? rest : lines.join('\n'), this.#limits);
    }
    #overwrite() {
        this.#length = this.#lineStart;
        if (this.#lineStart === 0)
            this.#cut = false;
    }
    #append(bytes) {
        const { maxBytes } = this.#limits;
        const part = bytes.subarray(-maxBytes);
        if (part.length < bytes.length) {
            this.#cut = bytes[bytes.length - maxBytes - 1] !== LF;
            this.#length = 0;
            this.#lineStart = 0;
        }
        else if (this.#length + part.length > this.#buffer.length) {
            const gone = this.#length + part.length - maxBytes;
            this.#cut = this.#buffer[gone - 1] !== LF;
            this.#buffer.copyWithin(0, gone, this.#length);
            this.#length -= gone;
            this.#lineStart = Math.max(0, this.#lineStart - gone);
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
    for (const line of lines.reverse()) {
        if (kept.length === limits.maxLines)
            break;
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
    const end = bytes.subarray(bytes.length - maxBytes + 3);
    // Without what is left of a character that was cut through.
    return `…${new TextDecoder().decode(end.subarray(end.findIndex((byte) => (byte & 0xc0) !== 0x80)))}`;
}


/***/ }),

/***/ 4484:
/***/ ((__unused_webpack_module, __webpack_exports__, __webpack_require__) => {

/* harmony export */ __webpack_require__.d(__webpack_exports__, {
/* harmony export */   Bm: () => (/* binding */ parseMetrics),
/* harmony export */   UD: () => (/* binding */ compare),
/* harmony export */   Z0: () => (/* binding */ regressions)
/* harmony export */ });
/* unused harmony export directionOf */
/* harmony import */ var _core_errors_js__WEBPACK_IMPORTED_MODULE_0__ = __webpack_require__(9597);

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
        throw new _core_errors_js__WEBPACK_IMPORTED_MODULE_0__/* .UserError */ .y('The metrics file is larger than 1 MB.', 'Write only the numbers that belong into the summary.');
    }
    const root = parseJson(text.replace(/^\uFEFF/, ''));
    if (typeof root !== 'object' || root === null) {
        throw new _core_errors_js__WEBPACK_IMPORTED_MODULE_0__/* .UserError */ .y('The metrics file holds no JSON object.', 'It should look like {"accuracy": 0.97, "loss": 0.08}.');
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
            return JSON.parse(text.replace(/"[^"\\]*(?:\\.[^"\\]*)*"?|-?\b(?:NaN|Infinity)\b/g, (part) => part.startsWith('"') ? part : 'null'));
        }
        catch {
            throw new _core_errors_js__WEBPACK_IMPORTED_MODULE_0__/* .UserError */ .y(`The metrics file is no JSON: ${error.message}.`, 'It should look like {"accuracy": 0.97, "loss": 0.08}.');
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

/***/ 5171:
/***/ ((__unused_webpack_module, __webpack_exports__, __webpack_require__) => {

/* harmony export */ __webpack_require__.d(__webpack_exports__, {
/* harmony export */   U: () => (/* binding */ findOutOfMemory)
/* harmony export */ });
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
/** An error far above the end was survived: what ended the run stands near the end. */
const NEAR_END = 80;
/** Finds the last such error near the end of a log. The caller knows that the run failed. */
function findOutOfMemory(log) {
    const lines = log.split('\n').slice(-NEAR_END);
    for (const [at, whole] of [...lines.entries()].reverse()) {
        const line = whole.slice(0, 4_000);
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
    const value = Number(number.replace(/,/g, '').replace(/\.$/, '')) * Number(UNIT_GIB[unit.toLowerCase()]);
    return Number.isFinite(value) ? Math.round(value * 100) / 100 : null;
}


/***/ }),

/***/ 9108:
/***/ ((__unused_webpack_module, __webpack_exports__, __webpack_require__) => {

/* harmony export */ __webpack_require__.d(__webpack_exports__, {
/* harmony export */   H6: () => (/* binding */ whatToDo),
/* harmony export */   K1: () => (/* binding */ ending),
/* harmony export */   Kg: () => (/* binding */ isGood),
/* harmony export */   SD: () => (/* binding */ CLASS_HINTS),
/* harmony export */   a6: () => (/* binding */ waitedFor),
/* harmony export */   cZ: () => (/* binding */ causesOf),
/* harmony export */   rL: () => (/* binding */ signOf),
/* harmony export */   zM: () => (/* binding */ aboutCost)
/* harmony export */ });
/* unused harmony exports CLASS_SENTENCES, errorLine */
/* harmony import */ var _core_duration_js__WEBPACK_IMPORTED_MODULE_0__ = __webpack_require__(2170);
/* harmony import */ var _core_outcome_js__WEBPACK_IMPORTED_MODULE_3__ = __webpack_require__(5636);
/* harmony import */ var _out_of_memory_js__WEBPACK_IMPORTED_MODULE_1__ = __webpack_require__(5171);
/* harmony import */ var _numbers_js__WEBPACK_IMPORTED_MODULE_2__ = __webpack_require__(8939);




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
/** Whether it ended as it should. */
const isGood = ({ status }) => status === 'succeeded' || status === 'submitted' || status === 'skipped';
/** What happened in a few words of our own: nothing of it is foreign text. */
function ending(report) {
    const total = (0,_core_duration_js__WEBPACK_IMPORTED_MODULE_0__/* .sayDuration */ .k)(report.times.totalSeconds * 1_000);
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
    return report.cost === null || report.cost.usd === 0 ? '' : ` · ${(0,_numbers_js__WEBPACK_IMPORTED_MODULE_2__/* .sayEstimate */ .QS)(report.cost.usd)}`;
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
/** What was waited for before the last attempt, by what the others were refused for. */
function waitedFor(report) {
    const classes = new Set(report.attempts.flatMap(({ outcome }) => (outcome.kind === 'refused' ? [outcome.class] : [])));
    if (classes.size === 0)
        return report.attempts.length > 1 ? 'in earlier attempts' : 'submitting';
    if (classes.size === 1 && classes.has('saturated'))
        return 'waiting for a session';
    if (classes.size === 1 && classes.has('capacity'))
        return 'waiting for a GPU';
    return 'before it could start';
}
/** The name and message of an exception as Python and most others print it, at the end of a log. */
const EXCEPTION = /^(?:\[?rank ?\d+\]?:? ?)?((?:[A-Za-z_]\w*\.)*[A-Z]\w*(?:Error|Exception|Failure|Interrupt|Exit)|thread '[^']{1,60}' panicked|panic|fatal error|terminate called)(?::|\b at\b| after\b)\s*\S.*/;
/** The line of the log that says what went wrong; empty where none looks like it. */
function errorLine(report) {
    if (report.class !== 'workload')
        return '';
    const lines = report.logTail.split('\n').slice(-60);
    return (lines.findLast((line) => line.length < 4_000 && EXCEPTION.test(line))?.replace(/^\[?rank ?\d+\]?:? ?/, '') ?? '');
}
/** Why it did not succeed: what the log says where it says so, then our reason, unless that has no more than the exit code. */
function causesOf(report) {
    // The advice has the numbers of the text already.
    const line = report.advice.some((item) => item.kind === 'out-of-memory')
        ? errorLine(report).replace(/^([^.]*\.[^.]*?out of memory\.).*/i, '$1')
        : errorLine(report);
    const reason = report.reason !== '' || report.class === '' ? report.reason : CLASS_SENTENCES[report.class];
    const isBare = line !== '' && report.exitCode !== null && reason === (0,_core_outcome_js__WEBPACK_IMPORTED_MODULE_3__/* .exitReason */ .JS)(report.exitCode);
    return [
        { said: true, text: line },
        { said: false, text: isBare ? '' : reason },
    ].filter(({ text }) => text !== '');
}
function whatToDo(report) {
    // That advice says it with numbers.
    if (report.advice.some((item) => item.kind === 'pool-width'))
        return '';
    if (report.hint !== '')
        return report.hint;
    return report.class === '' ? '' : CLASS_HINTS[report.class];
}


/***/ })

};
;