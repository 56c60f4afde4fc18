"use strict";
exports.id = 849;
exports.ids = [849];
exports.modules = {

/***/ 1283:
/***/ ((__unused_webpack_module, __webpack_exports__, __webpack_require__) => {


// EXPORTS
__webpack_require__.d(__webpack_exports__, {
  B: () => (/* binding */ openGpu)
});

// EXTERNAL MODULE: ./build/src/gpu/capabilities.js
var capabilities = __webpack_require__(3281);
// EXTERNAL MODULE: ./build/src/gpu/refusal.js + 1 modules
var refusal = __webpack_require__(3654);
// EXTERNAL MODULE: ./build/src/gpu/config.js
var config = __webpack_require__(4721);
// EXTERNAL MODULE: ./build/src/model/secrets.js
var secrets = __webpack_require__(7477);
// EXTERNAL MODULE: ./build/src/gpu/parse.js
var parse = __webpack_require__(2388);
// EXTERNAL MODULE: ./build/src/gpu/wrapper.js
var wrapper = __webpack_require__(3056);
;// CONCATENATED MODULE: ./build/src/gpu/cli-lines.js




const CAPTURE_MAX = 64 * 1024;
const HEAD_MAX = 256;
const FAILURE = /^\s*(✗|error:)/i;
/** The CLI's word that the workload starts, with its command line. */
const ECHO = /^\s*(\[gpu\]>\s*)?Running:/;
const PREFIX = /^\s*(\[gpu\]>|>>|✗|error:)/i;
/** Its program's log records have no prefix. */
const isOfCli = (line) => PREFIX.test(line) || (0,refusal/* isTracing */.BW)(line);
/** Phase words of the CLI's progress lines, as seen in users' logs of 0.2 to the newest. */
const PHASE_WORDS = [
    ['syncing', /\bSyncing\b|Installing dependencies/i],
    ['provisioning', /\b(re)?provisioning\b|\bUsing pod\b|\bConnecting\b/i],
    ['waiting', /\b(waiting for|queued)\b/i],
];
/** Lines in which GPU CLI names the job that it has just made: `Job: job_…`, `Submitted job_…`, `Job job_… submitted`. */
const JOB_LINE = /^(?:(?:job|id|run|gpu|submitted|created|started|queued|detached|-{0,2}attach(?:ed|ing)?|as|to|with|is)\b[\s:=_-]*|[✓✔]\s*)*['"`]?(job_[0-9a-f]{6,64})\b/i;
/** A pod's id has a digit or is quoted; `waiting for pod to start` names none. */
const POD = /\b(?:using|new|on|for) pod (?:'([A-Za-z0-9][\w.-]*)'|([A-Za-z0-9][\w.-]*))/i;
const bare = (line) => line.replace(/\x1b\[[0-9;]*[A-Za-z]/g, '').replace(/^\s*(?:\[gpu\]> ?\|?|>>|✗)?\s*/, '');
/**
 * The job that a line of GPU CLI names as its own, '' for none. The user's command may name other jobs, and GPU CLI echoes
 * it: an id in the command is never one that was made for it.
 */
function jobIn(line, command) {
    const id = JOB_LINE.exec(bare(line))?.[1] ?? '';
    return command.includes(id) ? '' : id;
}
function podIn(line, command) {
    const [, quoted, plain = ''] = POD.exec(line) ?? [];
    const id = (0,parse/* safeId */.nZ)(quoted ?? (/\d/.test(plain) ? plain : ''));
    return command.includes(id) ? '' : id;
}
const NOTHING = Buffer.alloc(0);
/**
 * Whether stdout, on which old generations of the CLI print as well, has held a whole line that is not the CLI's. What
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
            .some((line) => {
            const plain = line.replace(/\x1b\[[0-9;]*[A-Za-z]/g, '');
            failed ||= FAILURE.test(plain);
            return !failed && plain.trim() !== '' && !isOfCli(plain);
        });
    };
}
/**
 * The CLI's own lines on stderr, up to the workload's start: facts are read from them, and the echo of our wrapper is cut out.
 */
function cliLines({ command, nonce, env = {}, }, wish, onRunning) {
    let held = [];
    let heldBytes = 0;
    let captured = '';
    let running = false;
    let dropping = false;
    const hide = (0,secrets/* hider */.Hj)([env['GPU_SERVICE_TOKEN'] ?? '']);
    /** Only a line with our wrapper or the token in it is changed. */
    const take = (bytes) => {
        const said = bytes.toString('utf8');
        const line = hide(said);
        // A frame that lost its control bytes on the way is none any more, but it still says that the workload has started.
        if (nonce !== '' && line.includes(`gpu-ci:${nonce}:`)) {
            running = true;
            onRunning();
        }
        const echo = running || ECHO.test(line) || (nonce !== '' && line.includes(nonce));
        if (!echo && captured.length < CAPTURE_MAX)
            captured += line.endsWith('\n') ? line : `${line}\n`;
        const phase = PHASE_WORDS.find(([, pattern]) => pattern.test(line))?.[0];
        if (phase !== undefined)
            wish.onPhase(phase);
        // The echo of the user's command, and what follows it, may name pods and jobs of others.
        const pod = echo ? '' : podIn(line, command);
        if (pod !== '')
            wish.onPod(pod);
        const job = echo ? '' : jobIn(line, command);
        if (job !== '')
            wish.onJob(job);
        const readable = (0,wrapper/* withoutWrapper */.k6)(line, command.replace(/\n.*/s, ''));
        return readable === said ? bytes : Buffer.from(readable);
    };
    const release = () => {
        const all = Buffer.concat(held);
        held = [];
        heldBytes = 0;
        return all;
    };
    return {
        isCli: (piece) => isOfCli(piece.toString('utf8', 0, HEAD_MAX)),
        push(given, started) {
            let piece = given;
            const ends = [];
            if (dropping) {
                const end = piece.indexOf(0x0a);
                if (end === -1)
                    return { text: NOTHING, rest: NOTHING };
                dropping = false;
                ends.push(piece.subarray(end, end + 1));
                piece = piece.subarray(end + 1);
            }
            // A line that comes byte by byte is put together once, when it is whole.
            held.push(piece);
            heldBytes += piece.length;
            if (!started() && heldBytes < CAPTURE_MAX && !piece.includes(0x0a))
                return { text: Buffer.concat(ends), rest: NOTHING };
            let rest = release();
            const shown = ends;
            while (!started()) {
                const end = rest.indexOf(0x0a);
                if (end === -1 && rest.length < CAPTURE_MAX) {
                    held = [rest];
                    heldBytes = rest.length;
                    return { text: Buffer.concat(shown), rest: NOTHING };
                }
                const line = rest.subarray(0, end === -1 ? rest.length : end + 1);
                const head = line.toString('utf8', 0, HEAD_MAX);
                rest = rest.subarray(line.length);
                shown.push(take(line));
                if (ECHO.test(head)) {
                    running = true;
                    onRunning();
                }
                // A secret that is cut in two would not be known again: of a line as long as this the rest is left out.
                dropping = end === -1 && !started();
                if (end === -1)
                    break;
            }
            return { text: Buffer.concat(shown), rest };
        },
        end() {
            const last = release();
            return last.length === 0 ? NOTHING : take(last);
        },
        captured: () => captured,
    };
}

// EXTERNAL MODULE: ./build/src/gpu/spawn.js
var spawn = __webpack_require__(5996);
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
                // One byte is found many times faster than a word, and most text has no frame in it.
                if (!rest.includes(RS)) {
                    give(rest);
                    return;
                }
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

;// CONCATENATED MODULE: ./build/src/gpu/token-filter.js

/** Where the stream ends, a beginning of the token of this length counts as the token (characters). */
const LEAST = 6;
const HIDDEN = Buffer.from('***');
/**
 * Replaces a secret, in each form in which it can be printed and wherever chunks are cut, by `***`. It holds back the end of a
 * chunk only if that is a beginning of a form. Each position where two bytes cannot be part of a form skips many others, so that a
 * workload's gigabytes pass at the speed of a pipe.
 */
function tokenFilter(secret, onBytes) {
    // The longest first, so that none leaves the rest of another.
    const forms = (0,secrets/* formsOf */.XP)(secret)
        .map((form) => Buffer.from(form))
        .sort((a, b) => b.length - a.length);
    if (forms.length === 0)
        return { push: onBytes, end: () => undefined };
    const longest = forms[0]?.length ?? 0;
    const window = Math.min(255, ...forms.map(({ length }) => length));
    /** By two bytes: how far behind them a form can end, at least. */
    const shifts = new Uint8Array(4_096).fill(window - 1);
    for (const form of forms) {
        for (let at = 1; at < window; at++) {
            const pair = pairAt(form, at);
            shifts[pair] = Math.min(shifts[pair] ?? 0, window - 1 - at);
        }
    }
    const formAt = (bytes, at) => forms.find((form) => bytes.compare(form, 0, form.length, at, Math.min(bytes.length, at + form.length)) === 0);
    /** Where an end that is a beginning of a form begins. */
    const tailOf = (bytes) => {
        for (let at = Math.max(0, bytes.length - longest + 1); at < bytes.length; at++) {
            const isBeginning = ({ length }, form) => length < form.length && form[0] === bytes[at] && bytes.compare(form, 0, length, at) === 0;
            const end = bytes.subarray(at);
            if (forms.some((form) => isBeginning(end, form)))
                return at;
        }
        return bytes.length;
    };
    let held = Buffer.alloc(0);
    const give = (piece) => {
        if (piece.length > 0)
            onBytes(piece);
    };
    return {
        push(chunk) {
            const bytes = held.length === 0 ? chunk : Buffer.concat([held, chunk]);
            const tail = tailOf(bytes);
            let from = 0;
            for (let at = window - 1; at < bytes.length;) {
                const shift = shifts[pairAt(bytes, at)] ?? 0;
                if (shift > 0) {
                    at += shift;
                    continue;
                }
                const start = at - window + 1;
                const form = start < tail ? formAt(bytes, start) : undefined;
                if (form === undefined) {
                    at++;
                    continue;
                }
                give(bytes.subarray(from, start));
                give(HIDDEN);
                from = start + form.length;
                at = from + window - 1;
            }
            const end = Math.max(from, tail);
            give(from === 0 && end === bytes.length ? bytes : bytes.subarray(from, end));
            held = bytes.subarray(end);
        },
        end() {
            const last = held;
            held = Buffer.alloc(0);
            give(last.length >= LEAST ? HIDDEN : last);
        },
    };
}
/** A number for two bytes; a table of this size stays in the fastest cache. */
const pairAt = (bytes, at) => (((bytes[at - 1] ?? 0) << 5) ^ (bytes[at] ?? 0)) & 4_095;

;// CONCATENATED MODULE: ./build/src/gpu/stream.js





const LINE_END = Buffer.from('\n');
/** A daemon that the client started may keep its pipes open, silent or not: so long we read on after the exit (ms). */
const SILENCE_AFTER_EXIT_MS = 2_000;
const MOST_AFTER_EXIT_MS = 10_000;
/** A reader of ours that takes nothing for so long after the exit gets no more (ms). */
const READER_MS = 30_000;
/** After an interrupt nobody waits for a slow reader: of what it does not take, this much is kept (bytes). */
const MOST_UNREAD = 1024 * 1024;
/** Smaller ones are left to the garbage collector (bytes). */
const GIVEN_BACK = 16 * 1024;
/**
 * Gives a chunk's memory back as soon as the log has it, instead of some 64 MB later: half of the peak. Only where nothing else
 * lies in that memory, and for a stream of this process, which is done with a chunk when it says so. Node 20 cannot.
 */
function giverOf({ buffer, byteLength }, sink) {
    if (byteLength < GIVEN_BACK || buffer.byteLength > byteLength)
        return undefined;
    if (sink !== process.stdout && sink !== process.stderr)
        return undefined;
    return () => void buffer.transfer?.(0);
}
/**
 * Runs a streaming client (`gpu run …`) in its own process group and passes the workload's bytes on as they come:
 * frames taken out, nothing else touched, no line splitting, and never more in memory than the sink has room for.
 */
function stream(options, wish) {
    const child = (0,spawn/* startChild */.v0)(options.bin, options.args, options);
    if (typeof child === 'string')
        return notStarted(child);
    const bytes = { stdout: 0, stderr: 0 };
    const skip = { ...wish.skip };
    let started = false;
    // From the start frame on, stderr is the workload's.
    let own = false;
    let interrupted = false;
    let exited = false;
    let settled = false;
    let exit = null;
    let spawnError = '';
    let lastByte = performance.now();
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
    const cli = cliLines(options, wish, () => {
        start(false);
    });
    const isStrange = stranger();
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
        if (!sink.write(rest, giverOf(rest, sink)))
            full[name] = true;
    };
    /** Old generations print their progress on both streams, with the echo of our wrapper in it. What follows that line is the workload's. */
    const readable = (piece) => {
        const newline = piece.indexOf('\n', piece.indexOf(options.nonce));
        const end = newline === -1 ? piece.length : newline;
        const lines = (0,wrapper/* withoutWrapper */.k6)(piece.toString('utf8', 0, end), options.command);
        return Buffer.concat([Buffer.from(lines), piece.subarray(end)]);
    };
    const pass = (name, piece) => {
        if (name === 'stdout' && !started && isStrange(piece))
            start(false);
        if (name === 'stdout' || own) {
            // What the CLI says to an interrupt is not the end of the workload's log.
            if (interrupted && name === 'stderr' && cli.isCli(piece)) {
                say(piece);
                return;
            }
            const echo = options.nonce !== '' && cli.isCli(piece) && piece.includes(options.nonce);
            show(name, echo ? readable(piece) : piece);
            return;
        }
        const { text, rest } = cli.push(piece, () => own);
        say(text);
        if (rest.length > 0)
            show(name, rest);
    };
    const token = options.env['GPU_SERVICE_TOKEN'] ?? '';
    // The workload has no token. The client has one and may print it, and not every host can mask it.
    const filterOf = (name) => {
        const frames = frameFilter(options.nonce, onFrame, (piece) => pass(name, piece));
        const tokens = tokenFilter(token, (piece) => frames.push(piece));
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
            if (settled)
                return;
            lastByte = performance.now();
            filters[name].push(chunk);
            if (!full[name] || interrupted)
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
        let watch;
        child.on('error', (error) => {
            spawnError = String(error.code);
            if (child.pid === undefined)
                finish(null, null);
        });
        child.on('exit', (code, signal) => {
            exited = true;
            clearTimeout(killTimer);
            const exitedAt = (lastByte = performance.now());
            const mayCome = () => {
                const now = performance.now();
                if (!interrupted && (full.stdout || full.stderr))
                    return now - lastByte < READER_MS;
                const most = interrupted ? SILENCE_AFTER_EXIT_MS : MOST_AFTER_EXIT_MS;
                return now - lastByte < SILENCE_AFTER_EXIT_MS && now - exitedAt < most;
            };
            watch = setInterval(() => {
                if (mayCome())
                    return;
                // What the pipes hold by now is read first.
                setImmediate(() => {
                    if (!mayCome())
                        finish(code, signal);
                });
            }, 200);
        });
        child.on('close', (code, signal) => finish(code, signal));
        const finish = (code, signal) => {
            if (settled)
                return;
            settled = true;
            clearInterval(watch);
            for (const pipe of [child.stdout, child.stderr])
                (0,spawn/* letGo */.Ko)(pipe);
            filters.stdout.end();
            filters.stderr.end();
            say(cli.end());
            if (isStrange(LINE_END))
                start(false);
            endLine();
            resolve({ code, signal, spawnError, started, exit, cliText: cli.captured(), bytes });
        };
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

;// CONCATENATED MODULE: ./build/src/gpu/client.js







const STATUS_MS = 15_000;
/** Exit code of a call that finds no daemon. */
const DAEMON_DOWN = 13;
/** Submission sends the workspace: a big checkout has been seen to take eight minutes. */
const SUBMIT_MS = 30 * 60_000;
/** The driver over a real `gpu` program. */
function openGpu(world) {
    const { facts } = world;
    const { cwd, env } = world;
    const call = async (args, timeoutMs, signal) => {
        const all = [...args, ...(0,config/* configFlags */.EI)(world.project, args[0] ?? '')];
        const ended = await (0,spawn/* capture */.Fg)(facts.bin, all, { cwd, env, timeoutMs, signal });
        world.debug(`gpu ${args.slice(0, 3).join(' ')} → ${ended.hung ? 'no answer' : (0,spawn/* endOf */.pJ)(ended)}`);
        if (ended.code === DAEMON_DOWN && signal?.aborted !== true)
            await startDaemon();
        return ended;
    };
    const streaming = (args, nonce, wish) => stream({ bin: facts.bin, args, nonce, ...world }, wish);
    // A launch has it among its own flags.
    const onRun = world.project === undefined ? [] : ['--config', world.project.file];
    const verbs = (0,capabilities/* verbsOf */.kN)(facts.bin, world);
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
            const ended = await call((0,capabilities/* runArgs */.fQ)(facts, launch, true), SUBMIT_MS, signal);
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
            return { kind: 'refused', outcome };
        },
        run: (launch, nonce, wish) => streaming((0,capabilities/* runArgs */.fQ)(facts, launch, false), nonce, wish),
        attach: (jobId, nonce, wish) => streaming(['run', '--attach', jobId, ...onRun], nonce, wish),
        async result(jobId, timeoutMs, signal) {
            if (facts.way === 'attached')
                return undefined;
            const seconds = Math.max(1, Math.ceil(timeoutMs / 1_000));
            const ended = await call(['wait', jobId, '--timeout', String(seconds), '--json'], timeoutMs + 10_000, signal);
            return (0,parse/* readResult */.Uv)(ended.stdout);
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
        .map((line) => jobIn(line, command))
        .find((id) => id !== '');
    return jobId === undefined ? undefined : { jobId, podId: '' };
}


/***/ }),

/***/ 4721:
/***/ ((__unused_webpack_module, __webpack_exports__, __webpack_require__) => {

/* harmony export */ __webpack_require__.d(__webpack_exports__, {
/* harmony export */   EI: () => (/* binding */ configFlags),
/* harmony export */   SI: () => (/* binding */ readProjectFile),
/* harmony export */   g7: () => (/* binding */ projectFile)
/* harmony export */ });
/* unused harmony export configIn */
/* harmony import */ var node_path__WEBPACK_IMPORTED_MODULE_0__ = __webpack_require__(6760);
/* harmony import */ var node_path__WEBPACK_IMPORTED_MODULE_0___default = /*#__PURE__*/__webpack_require__.n(node_path__WEBPACK_IMPORTED_MODULE_0__);
/* harmony import */ var _model_errors_js__WEBPACK_IMPORTED_MODULE_1__ = __webpack_require__(5573);
/* harmony import */ var _spawn_js__WEBPACK_IMPORTED_MODULE_2__ = __webpack_require__(5996);



const HELP_MS = 20_000;
/** Both act on the project of the folder: with another project file they would look at a project that is not ours. */
const NEEDED = ['status', 'stop'];
const ALL = [...NEEDED, 'wait', 'logs', 'inventory'];
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
async function projectFile(args, { bin, env, cwd, signal }) {
    const given = configIn(args);
    if (given === '')
        return undefined;
    const lists = async (verb) => {
        const help = await (0,_spawn_js__WEBPACK_IMPORTED_MODULE_2__/* .capture */ .Fg)(bin, [verb, '--help'], { env, cwd, timeoutMs: HELP_MS, signal });
        return /(?<![\w-])--config\b/.test(help.stdout + help.stderr);
    };
    const taken = await Promise.all(ALL.map(lists));
    const verbs = ALL.filter((_, index) => taken[index]);
    signal.throwIfAborted();
    const missing = NEEDED.filter((verb) => !verbs.includes(verb));
    if (missing.length > 0)
        throw new _model_errors_js__WEBPACK_IMPORTED_MODULE_1__/* .UserError */ .y(`\`args\` names the project file ${given}, but this GPU CLI does not list \`--config\` for ${missing.map((verb) => `\`gpu ${verb}\``).join(' and ')}.`, 'Put the project into a folder of its own with a `gpu.jsonc`, and name it in `working-directory`.');
    return { file: (0,node_path__WEBPACK_IMPORTED_MODULE_0__.resolve)(cwd, given), verbs };
}
/** The flags that make a call look at that project. */
const configFlags = (project, verb) => project?.verbs.includes(verb) === true ? ['--config', project.file] : [];
/** From saved state. */
function readProjectFile(value) {
    if (typeof value !== 'object' || value === null || !('file' in value) || !('verbs' in value))
        return undefined;
    const { file, verbs } = value;
    if (typeof file !== 'string' || !Array.isArray(verbs))
        return undefined;
    return { file, verbs: verbs.filter((verb) => typeof verb === 'string') };
}


/***/ }),

/***/ 2388:
/***/ ((__unused_webpack_module, __webpack_exports__, __webpack_require__) => {

/* harmony export */ __webpack_require__.d(__webpack_exports__, {
/* harmony export */   GK: () => (/* binding */ readStatusText),
/* harmony export */   OA: () => (/* binding */ fields),
/* harmony export */   UV: () => (/* binding */ podsBroken),
/* harmony export */   Uv: () => (/* binding */ readResult),
/* harmony export */   VY: () => (/* binding */ readSubmission),
/* harmony export */   Vh: () => (/* binding */ readJson),
/* harmony export */   Xu: () => (/* binding */ readPool),
/* harmony export */   _n: () => (/* binding */ isAlive),
/* harmony export */   dX: () => (/* binding */ readInstances),
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
const stateOf = (word) => knownState(word) ?? 'pending';
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
            const state = stateOf(text(job, 'state', 'status'));
            const facts = { podId: safeId(text(job, 'pod_id')), alive: isAlive(state), state, command: commandOf(job) };
            return jobId === '' ? [] : [{ jobId, ...facts }];
        }),
        jobsKnown: Array.isArray(from['jobs']),
        pool: readPool(from['sessions']),
        ...accountIn(fields(from['account'])),
    };
}
function accountIn(account) {
    const name = text(account, 'name', 'id').slice(0, 200);
    const org = text(account, 'org', 'organization');
    const slug = /^[A-Za-z0-9][A-Za-z0-9-]{0,62}$/.test(org) ? org : '';
    return name === '' && slug === '' ? {} : { account: { name, org: slug } };
}
/** Our mark stands before the user's script, so a long command line is cut, not dropped. */
function commandOf(job) {
    const command = job['command'];
    return typeof command === 'string' ? command.slice(0, 16_384) : '';
}
/** GPUs of one pod: a whole number, or 0 if it is unknown. */
const countOf = (value) => (Number.isInteger(value) && value <= 1_024 ? value : 0);
function podView(pod, podId) {
    return {
        podId,
        state: text(pod, 'state', 'status'),
        gpuType: text(pod, 'gpu_type', 'gpu'),
        gpuCount: countOf(amount(pod, 'gpu_count', 'count')),
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
/** Pods that a failure reason names as broken: `bootstrap failed … for pod 'ID'`, `gpu instances terminate ID -y`. */
function podsBroken(reason) {
    const named = /(?:\bfailed\b[^\n]{0,200}?\bfor pod|\binstances terminate) ['"]?([A-Za-z0-9][\w.-]{3,127})/g;
    return [...new Set([...reason.matchAll(named)].map(([, podId = '']) => podId))];
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

/***/ 3654:
/***/ ((__unused_webpack_module, __webpack_exports__, __webpack_require__) => {


// EXPORTS
__webpack_require__.d(__webpack_exports__, {
  rN: () => (/* binding */ classifyRefusal),
  Ai: () => (/* binding */ excludesStart),
  BW: () => (/* binding */ isTracing),
  DY: () => (/* binding */ notStarted),
  A3: () => (/* binding */ reasonOf)
});

;// CONCATENATED MODULE: ./build/src/gpu/complaints.js
const NEVER = /(?!)/;
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
        code: NEVER,
        examples: [
            'Relay handshake failed: Session expired',
            'rsync error',
            'SSH connection failed',
            'Permission denied during sync',
            'Sync failed',
            "bootstrap failed at stage 'heartbeat' for pod 'x' (transport): Timed out waiting for agent on pod x after 60 seconds",
            'workspace sync failed: local workspace changed during transfer; retry required before submission',
            'tls handshake timeout',
        ],
        not: ['SSH private key not found', 'Your session has expired, please log in', 'Session limit reached'],
    },
    {
        class: 'auth',
        subject: /\b(tokens?|credentials?|api[- ]?keys?|log[- ]?in|sign[- ]?in|auth|authenticat\w*|authori[sz]ation|signature|service account|role)\b/i,
        complaint: /required|fail|denied|invalid|bad|wrong|incorrect|expired|revoked|rejected|refused|deactivated|disabled|missing|unknown|\bno\b|\bnot (valid|accepted|found|configured|allowed|permitted|match)|may not|cannot be used/i,
        idiom: /unauthori[sz]ed|forbidden|\b(401|403)\b|not (logged|signed) in|(must|need to|have to) (be logged|be signed|log|sign) in|not (authenticated|authori[sz]ed)|gpu (auth )?login|(please|to) (log|sign) in\b|^sign in\b|access denied|(do|does) not have (the )?(permission|access)|not (allowed|permitted) to/i,
        code: /auth|token|forbidden/i,
        examples: [
            'Auth required',
            'Authorization denied',
            'login failed',
            'Unauthorized',
            'You are not logged in',
            'The service account token has been revoked.',
            'credentials are invalid',
            'Invalid API key',
            'No credentials found',
            'Your session has expired, please log in',
            'Run gpu auth login first',
        ],
        not: ['Permission denied during sync', 'Relay handshake failed: Session expired', 'authors are unknown'],
    },
    {
        class: 'budget',
        subject: /\b(payments?|billing|invoices?|balance|credits?|funds|(credit )?card|subscription|spend(ing)?|trial|(month|week|dai|year|annual)ly|(this|per|the) (month|week|day|year|billing (period|cycle))|(gpu|compute)[- ]?(hours?|minutes?|time))\b/i,
        complaint: /limit|\bcap\b|reached|exceeded|insufficient|not (have )?enough|too low|required|needed|declined|fail|fault|over ?due|past due|suspended|exhausted|out of|\bused\b|all .{0,20}used|ended|expired|\b(add|update|verify|confirm) (a|your)\b|\bno\b.{0,20}\b(left|remaining)|\bhit\b|allowance|quota|included/i,
        idiom: /\bquota (refresh|reset|renew)|max_price|payment required|requires? (a|an|the)? ?[\w ]{0,40}(plan|tier)\b|not (included|available|part) (in|on|of) [\w ]{0,20}(plan|tier)s?\b|(available|included) (in|on|for|with) [\w ,]{0,40}(plan|tier)s?\b|plan does not/i,
        code: /plan|payment|billing|spend|credit/i,
        examples: [
            'Monthly spending limit reached',
            'Payment required: your card was declined',
            'Not enough credits',
            'You do not have enough funds',
            'insufficient balance',
            'out of credit',
            'billing is past due',
            'above max_price',
            'Service accounts are not included in your plan',
            'requires a Team plan: session limit reached',
            'You have used all GPU hours included in your plan',
            'Monthly GPU quota exceeded. Upgrade or wait for the quota refresh.',
        ],
        not: [
            'Plan allows 3 concurrent sessions',
            'Quota exceeded',
            'all 10 concurrent sessions of my-team (Team plan) are in use. Run `gpu upgrade` or wait.',
        ],
    },
    {
        class: 'saturated',
        subject: /\b((?<!(connection|thread|worker|memory) )pools?|sessions?|slots?|concurren(t|cy)|(parallel|running|simultaneous|active) (runs?|jobs?|workloads?|pods?|tests))\b/i,
        complaint: /limit|\bcap\b|ceiling|max(imum)?\b|\bmost\b|quota|full\b|busy|in use|taken|occupied|exhausted|exceeded|reached|capacity|already|available|allow|too many|\b(no|all|another)\b(?!.{0,20}\bfound)|\bleft\b|\bactive\b/i,
        idiom: /session pool/i,
        code: /quota_exceeded|session|concurren|pool/i,
        examples: [
            'Session limit reached',
            'session pool is full (25/25)',
            'Quota exceeded: all 10 concurrent sessions of my-team (Team plan) are in use. Run `gpu upgrade` or wait.',
            'Too many concurrent sessions',
            '10 active sessions (max 10)',
            'You are already running 10 sessions',
            'Plan allows 3 concurrent sessions',
            'concurrency exhausted',
            'no free sessions',
            'maximum concurrent sessions reached',
        ],
        not: ['obsession limits', 'Session expired', 'connection pool exhausted', 'No session found'],
    },
    {
        class: 'capacity',
        subject: /\b(gpus?(?![.\w-])|instances?|machines?|offers?|hosts?|pods?|stock|capacity|inventory|resources?|[ABHLV]\d{2,3}\w*|RTX ?\w+)\b/i,
        complaint: /\bno\b.{0,60}\b(available|found|free|left)|no longer|not enough|(not|none) .{0,20}(available|enough)|(does|do) not have|unavailable|insufficient|out of|(could|can) ?not find|unable to find|\bno (more )?(stock|capacity|instances?|offers?|machines?)\b|(failed|unable|could not|cannot) (to )?(create|provision|acquire|allocate|rent|launch)/i,
        idiom: /sold out|provisioning timeout|provisioning timed out/i,
        code: /capacity|no_gpu|stock|provision/i,
        examples: [
            'No GPUs available',
            'No pod available',
            'No H100 GPU is available',
            'Provisioning timeout',
            'Failed to create pod',
            'Insufficient resources',
            'out of stock',
            'no capacity',
            'There are no longer any instances available with the requested specifications.',
        ],
        not: ['service unavailable', 'Unknown GPU type', 'No gpu.jsonc found', 'gpu.jsonc not found'],
    },
    {
        class: 'infra',
        subject: /\b(connect(ion)?|fetch|request|socket|stream|tcp|pull(ing)?|response|api|control plane|upstream|agent|heartbeat|pod|image|daemon|server)\b/i,
        complaint: /fail|error|refused|reset|(dis|un)connected|closed|lost|time[sd]?[- ]?out|did not|never|maintenance|returned 5|could not|unreachable|gone|died|not (running|started)|unavailable|back-?off|down\b/i,
        idiom: /daemon|gpud\b|heartbeat|transport|network|\bdns\b|\btls\b|connection (refused|reset|closed|lost|error)|(could not|cannot|unable to) (connect|reach|resolve)|temporar(y|ily)|unavailable|bad gateway|gateway time|internal (server )?error|\b(HTTP )5\d\d\b|broken pipe|hang up|unexpected (eof|end of)|\beof\b|something went wrong|our (side|end)|rate limit|too many requests|\b429\b|overloaded|lost contact|ECONN|ETIMEDOUT|EAI_AGAIN|ENOTFOUND|operation timed out|i\/o (timeout|error)/i,
        code: /daemon|bootstrap|sync|network|transport|unavailable/i,
        examples: [
            'Daemon unavailable',
            'Failed to connect to daemon',
            'Connection refused',
            'Connection timed out',
            'Timed out waiting for agent',
            'dns trouble',
            'temporarily away',
            'service unavailable',
            'internal server error',
            'EAI_AGAIN',
        ],
        not: ['timed out', 'unknown flag'],
    },
    {
        class: 'usage',
        subject: /\b(flags?|options?|arg(ument)?s?\b|values?|commands?|verbs?|config(uration)?|fields?|keys?|provider|project|organization|gpu\.jsonc?|gpu type|gpu_\w+)/i,
        complaint: /unknown|unexpected|invalid|missing|unsupported|not supported|must be|does not exist|no such|not (a )?valid|required|requires|expected|fail(ed)? to parse|\bno\b|duplicate|between|accepts|(unable|could not|cannot) (to )?(parse|read|load)/i,
        idiom: /unrecognized|not found|no such file|^usage:|syntax error|parse error|failed to parse|unsupported/i,
        code: /usage|not_found|invalid|config/i,
        examples: [
            "error: unknown flag '--frob'",
            'unexpected argument',
            "Missing required field 'project_id'",
            'job not found',
            'invalid config',
            'usage: gpu run',
            'File not found',
        ],
        not: ['something odd', 'timed out'],
    },
    {
        class: 'timeout',
        subject: NEVER,
        complaint: NEVER,
        idiom: /time[sd]? ?out|deadline exceeded|took longer than/i,
        code: NEVER,
        examples: ['timed out', 'deadline exceeded'],
        not: ['no time'],
    },
];
/** The message names a stage after acceptance and before the workload. */
const BEFORE_START = /bootstrap failed|workspace (sync|upload|transfer) failed|(waiting for|no answer from) (the )?agent|before (the )?(job |run |command |workload )?(was |is )?(submission|submitted|start|running)|\b(agent|container|pod|job|workload|command)\b[^.;]{0,30}\b(never (started|reported|came|became)|did not (start|boot|come up|become ready))/i;
/** The pod exists and does not answer: GPU CLI itself advises to terminate it. */
const POD_BROKEN = /bootstrap failed|(waiting for|no answer from) (the )?agent|\bagent\b[^.;]{0,30}\b(never|did not)|quarantined|failed to boot (the )?pod/i;
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
const matches = (row, sentence) => row.idiom.test(sentence) || (row.subject.test(sentence) && row.complaint.test(sentence));

// EXTERNAL MODULE: ./build/src/gpu/parse.js
var parse = __webpack_require__(2388);
;// CONCATENATED MODULE: ./build/src/gpu/refusal.js


/** Exit codes of GPU CLI 0.14. 1 has no meaning of its own; 15 and 130 are endings that a person or this action asked for. */
const CODES = new Map([
    [2, 'usage'],
    [10, 'auth'],
    [12, 'usage'],
    [13, 'infra'],
    [14, 'timeout'],
]);
/** "Quota exceeded": a full pool, unless the message is about money, a plan or a period. */
const QUOTA = 11;
/**
 * Reads a refusal from the CLI's JSON, its own text and its exit code, once: nothing reads its text after this.
 * @param text the CLI's stderr, or a job's `failure_reason`; never text of the workload.
 * @returns undefined if the message is not known or is about a workload that ran: then another attempt may run it twice.
 */
function classifyRefusal(text, code, stdout, saturation) {
    const json = (0,parse/* fields */.OA)((0,parse/* readJson */.Vh)(stdout));
    const error = (0,parse/* fields */.OA)(json['error']);
    const message = typeof error['message'] === 'string' ? error['message'] : '';
    const stderr = withoutTracing(text);
    const all = `${message}\n${stderr}`;
    const isSaturation = saturation?.test(all) === true;
    const neverStarted = BEFORE_START.test(all);
    if (!isSaturation && !neverStarted && AFTER_START.test(all))
        return undefined;
    const byWords = rowOf(message)?.class ?? rowOf(sinceFailure(stderr))?.class ?? rowOf(stderr)?.class;
    // Without the words of a pool it may also be a quota of a period, which waiting does not cure.
    const isQuota = code === QUOTA && !isSaturation && [undefined, 'usage', 'timeout'].includes(byWords);
    const name = isSaturation || isQuota ? 'saturated' : (byWords ?? byErrorCode(error['code']) ?? CODES.get(code));
    if (name === undefined)
        return neverStarted ? refused('infra') : undefined;
    return refused(name);
    function refused(kind) {
        const retryAfterMs = hintIn(error) ?? hintIn(json) ?? hintInText(all);
        const pool = kind === 'saturated' ? ((0,parse/* readPool */.Xu)(error['sessions']) ?? poolIn(all)) : null;
        return {
            kind: 'refused',
            class: kind,
            reason: reasonOf(message === '' ? text : message, kind, code),
            stage: neverStarted ? 'setup' : stageOf(kind, all),
            ...(POD_BROKEN.test(all) ? { podBroken: true } : {}),
            ...(isQuota ? { quota: true } : {}),
            ...(retryAfterMs === undefined ? {} : { retryAfterMs }),
            ...(pool === null ? {} : { pool }),
        };
    }
}
const byErrorCode = (word) => typeof word === 'string' ? ROWS.find(({ code }) => code.test(word))?.class : undefined;
/** What was rejected did not start; a fault or a time limit can come at any time, unless the service was not reached. */
function stageOf(kind, all) {
    if (kind !== 'infra' && kind !== 'timeout')
        return 'rejected';
    return NOT_REACHED.test(all) ? 'unreached' : 'unknown';
}
const ANSI = /\x1b\[[0-9;]*[A-Za-z]/g;
const TRACING = /^\s*(\d{4}-\d\d-\d\d[T ][\d:.,]+\S*\s+)?(TRACE|DEBUG|INFO|WARN|ERROR)\s+[\w:]+(::|:\s)/;
/** Whether a line is a log record of GPU CLI's own program (`2026-11-28T05:00:00Z WARN gpu_core::pods: …`). */
const isTracing = (line) => TRACING.test(line.replace(ANSI, ''));
const linesOf = (text) => text.replace(ANSI, '').split(/\r?\n|\r/);
function withoutTracing(text) {
    return linesOf(text)
        .filter((line) => !TRACING.test(line))
        .join('\n');
}
const FAILURE = /^\s*(✗|error)/i;
/** The last line that is marked as a failure, and what follows: before it are progress lines. */
function sinceFailure(text) {
    const lines = text.split('\n');
    const from = lines.findLastIndex((line) => FAILURE.test(line) && plain(line) !== '');
    return from === -1 ? '' : lines.slice(from).map(plain).join('\n');
}
/** No refusal is worth waiting longer for (ms). */
const HINT_MAX_MS = 86_400_000;
const UNIT = '(?:(ms|milliseconds?|s|secs?|seconds?|m|mins?|minutes?|h|hrs?|hours?)(?![a-z]))';
const HINT = new RegExp('(?:retry[- ]after|(?:try|retry)(?: again)? in|again in|(?:available|free|resets?|ready) in|wait(?: for)?(?: another| at least)?)' +
    `[:\\s]+(?:about |around |approximately |~)?(\\d{1,6}(?:\\.\\d{1,3})?)\\s*${UNIT}?(?:[, ]*(\\d{1,2})\\s*${UNIT})?`, 'i');
function unitMs(unit) {
    const name = unit.toLowerCase();
    if (name === 'ms' || name.startsWith('milli'))
        return 1;
    return name.startsWith('h') ? 3_600_000 : name.startsWith('m') ? 60_000 : 1_000;
}
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
const plain = (line) => line
    .replace(/^\s*(\[gpu\]> \||\[gpu\]>|>>|✗)\s*/, '')
    .replace(/^error:\s*/i, '')
    .trim();
/** The line that says what went wrong, without the CLI's prefixes; a log record of its program only if there is nothing else. */
function reasonOf(text, fallback, code) {
    const every = linesOf(text);
    const own = every.filter((line) => !TRACING.test(line));
    const marked = own.findLast((line) => FAILURE.test(line) && plain(line) !== '');
    const last = (lines) => lines.map(plain).findLast((said) => said !== '');
    const line = marked === undefined ? (last(own) ?? last(every)) : plain(marked);
    return (line ?? `gpu ended with ${code === null ? 'a signal' : `exit code ${code}`} (${fallback})`).slice(0, 500);
}
/** The system did not start `gpu` at all. */
function notStarted(spawnError) {
    // Windows calls it a name that is too long.
    return ['E2BIG', 'ENAMETOOLONG'].includes(spawnError)
        ? {
            kind: 'refused',
            class: 'usage',
            reason: 'The command is longer than this system allows; put it into a file.',
            stage: 'unreached',
        }
        : { kind: 'refused', class: 'infra', reason: `gpu could not be started (${spawnError}).`, stage: 'unreached' };
}
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

/***/ 3056:
/***/ ((__unused_webpack_module, __webpack_exports__, __webpack_require__) => {

/* harmony export */ __webpack_require__.d(__webpack_exports__, {
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
// One line, because the CLI echoes the command it runs. Names of its own, because what is assigned to a name of the environment reaches
// the workload: c the nonce, t the seconds, s the sampler's processes, d its folder, x the exit code, r a row.
const SCRIPT = [
    // The shell's own remarks ("Killed") are not the workload's: its stderr is nowhere, the workload's is fd 3.
    '_gc=$2 _gt=$3 _gs= _gd=; shift 4; exec 3>&2 2>/dev/null',
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
    if (!text.includes('gpu-ci'))
        return text;
    const shown = (line) => {
        const from = line.search(/\bsh -c /);
        return from !== -1 && /\bgpu-ci\b/.test(line.slice(from)) ? line.slice(0, from) + command : line;
    };
    return text.split('\n').map(shown).join('\n');
}


/***/ }),

/***/ 1312:
/***/ ((__unused_webpack_module, __webpack_exports__, __webpack_require__) => {

/* harmony export */ __webpack_require__.d(__webpack_exports__, {
/* harmony export */   UN: () => (/* binding */ mayBeOurs),
/* harmony export */   lb: () => (/* binding */ endRun)
/* harmony export */ });
/* unused harmony export plan */
/* harmony import */ var _gpu_wrapper_js__WEBPACK_IMPORTED_MODULE_0__ = __webpack_require__(3056);
/* harmony import */ var _state_js__WEBPACK_IMPORTED_MODULE_1__ = __webpack_require__(2449);


const GONE = /^(stopped|terminated|gone|exited|deleted|removed|destroyed|dead)/i;
/** It may get stuck and is perhaps still billed: it needs no second order, but it is not gone. */
const ENDING = /^(stopping|terminating|deleting|removing|destroying|shutting)/i;
/** The newest attempt has neither a job nor a pod: it was never submitted, or it was refused. */
const isRefused = ({ stage, refused, known }) => stage === 'intent' || (refused && !known.job && !known.pod);
/**
 * Decides by four rules, in this order:
 * 1. If nothing of ours can exist, nothing is done.
 * 2. A job is ours by its id or by the mark in its command line; a pod is ours by its id or by our job on it.
 * 3. If no id is known, the only new job, or the only new pod without a job, is ours. Of several, none is.
 * 4. A pod is left if it was there before us, or if a job of someone else runs on it or waits for it.
 */
function plan(state, view) {
    const alive = view.jobs.filter((job) => job.alive);
    const refused = isRefused(state);
    const isOurs = ({ jobId, command }) => state.jobs.includes(jobId) || state.nonces.some((nonce) => nonce === (0,_gpu_wrapper_js__WEBPACK_IMPORTED_MODULE_0__/* .markIn */ .bk)(command)?.nonce);
    // If the CLI lists commands, ours would show its mark.
    const shown = alive.some((job) => job.command !== '');
    const since = refused || state.jobOver || shown ? [] : alive.filter((job) => !isOurs(job) && mayBeOurs(state, job));
    const single = since.length === 1 && state.jobsListed ? since : [];
    const cancel = alive.filter((job) => isOurs(job) || single.includes(job));
    const others = alive.filter((job) => !cancel.includes(job));
    const ofJobs = podsOf([...cancel, ...view.jobs.filter(isOurs)]);
    const known = new Set([...state.pods, ...ofJobs]);
    const podKnown = state.known.pod || ofJobs.length > 0;
    const listed = view.pods.filter(isUp).map(({ podId }) => podId);
    const account = (view.instances ?? []).filter(isUp).map(({ podId }) => podId);
    const exist = [...new Set([...listed, ...account])];
    // The list of instances is the account's: at most so many of its new pods are in this project as the project's count shows.
    const vanished = state.podsBefore.filter((pod) => !account.includes(pod)).length;
    const ofUs = account.filter((pod) => known.has(pod) && !listed.includes(pod) && !state.podsBefore.includes(pod));
    const risen = listed.length + unnamed(view) - (state.countedBefore ?? 0) - ofUs.length;
    const mine = unnamed(view) > 0 || view.statusKnown === false ? exist : listed;
    const hasNew = view.statusKnown === false || state.countedBefore === null || risen + vanished > 0;
    const fresh = (hasNew ? mine : listed).filter((pod) => !known.has(pod) && !state.podsBefore.includes(pod) && !view.jobs.some(({ podId }) => podId === pod));
    const mayAppear = !refused && !podKnown && (fresh.length > 0 || unnamed(view) > 0);
    // A pod in provisioning belongs to the job that waits for it, and that job does not name it yet.
    const nobodyElse = others.every(({ podId }) => podId !== '') && (view.jobsKnown || state.alone);
    const certain = nobodyElse && state.unnamedBefore === 0;
    const isOnly = mayAppear && certain && fresh.length === 1 && unnamed(view) <= 1;
    const inProject = view.statusKnown !== false && fresh.every((pod) => listed.includes(pod) || risen > 0);
    const candidate = isOnly && inProject ? fresh : [];
    const stopAll = mayAppear &&
        certain &&
        !state.keepPod &&
        listed.length === 0 &&
        candidate.length === 0 &&
        unnamed(view) === 1 &&
        state.countedBefore === 0 &&
        others.length === 0;
    // Without a list, a pod that is known by id exists as long as pods are counted.
    const counted = unnamed(view) > 0 && view.instances === undefined ? state.pods : [];
    const pods = [...new Set([...exist.filter((pod) => known.has(pod)), ...counted, ...candidate])];
    const before = pods.filter((pod) => state.podsBefore.includes(pod));
    const used = new Set(podsOf(others));
    const free = pods.filter((pod) => !before.includes(pod) && !used.has(pod));
    // Pods were counted before us and had no names: it may be one of them.
    const doubtful = (state.unnamedBefore ?? 0) > 0 ? free : [];
    // If jobs are not listed, a job whose submission was not answered may run on any pod.
    const anywhere = !refused && !state.known.job && !state.jobOver && !view.jobsKnown && candidate.length === 0 && !stopAll;
    const unproven = anywhere
        ? mine.filter((pod) => !known.has(pod))
        : mayAppear && candidate.length === 0 && !stopAll
            ? fresh
            : [];
    const end = state.keepPod || doubtful.length > 0 ? [] : free;
    const isHidden = (pod) => account.includes(pod) && !listed.includes(pod) && unnamed(view) === 0;
    const kept = state.keepPod ? pods.filter((pod) => !before.includes(pod)) : [];
    const busy = state.keepPod ? [] : pods.filter((pod) => used.has(pod) && !before.includes(pod));
    return {
        cancel,
        stop: end.filter((pod) => !isHidden(pod)),
        terminate: end.filter(isHidden),
        stopAll,
        pods,
        unsure: {
            jobs: single.length > 0 ? [] : since.map(({ jobId }) => jobId),
            pods: [...(state.keepPod ? [] : doubtful), ...unproven],
            unnamed: mayAppear && fresh.length === 0 && view.instances === undefined && !stopAll && !state.keepPod,
        },
        keep: [
            kept.length > 0 ? `pod ${kept.join(', ')} is kept warm, as asked` : '',
            busy.length > 0 ? `pod ${busy.join(', ')} was left to the run whose job is alive on it` : '',
            before.length > 0 ? `pod ${before.join(', ')} was there before this run and was left as it was` : '',
        ]
            .filter(Boolean)
            .join('; '),
    };
}
/** Nothing shows whose job it is. */
const mayBeOurs = ({ known, jobsBefore }, { jobId, command }) => !known.job && !jobsBefore.includes(jobId) && command === '';
const isUp = ({ state }) => !GONE.test(state);
const unnamed = (view) => view.unnamed ?? 0;
const podsOf = (jobs) => jobs.map((job) => job.podId).filter(Boolean);
const notBefore = (state) => (pod) => !state.podsBefore.includes(pod);
/** Nothing shows which pods and jobs are in this project. */
const NO_STATUS = { pods: [], jobs: [], jobsKnown: false, pool: null, statusKnown: false };
/** Between two attempts to end what still runs (ms). */
const PAUSE_MS = 400;
/** A status that could not be read before the run either is asked for so long (ms). */
const BLIND_MS = 5_000;
/** A job that survives its cancels for so long ends with its pod (ms). */
const STUBBORN_MS = 15_000;
/**
 * Ends what this run left and verifies it: our jobs are cancelled by id, their pods are stopped by id, then the status is read
 * again. Idempotent; never throws.
 */
async function endRun(gpu, state, options) {
    const { clock, signal } = options;
    const until = clock.elapsed() + options.deadlineMs;
    const left = () => until - clock.elapsed();
    const callMs = () => Math.max(500, Math.min(options.callMs, left()));
    const ordered = new Set();
    const seen = new Set();
    let [view, now] = [undefined, undefined];
    let pod;
    let first = true;
    let pauseMs = 0;
    // A record, a job that was listed and is gone, or the end of its pod proves that a job is over. An empty list does not. An
    // accepted cancel does only if the job can no longer be seen: GPU CLI may accept a cancel and let the job run on.
    let jobProven = state.jobOver || !state.known.job;
    let accepted = false;
    // What is ordered for the first time is mostly done when the order returns, so the next look follows at once.
    const order = async (ids, act) => {
        if (ids.some((id) => !ordered.has(id)))
            pauseMs = 0;
        for (const id of ids)
            ordered.add(id);
        await Promise.all(ids.map(act));
    };
    const newest = () => state.jobs.at(-1) ?? '';
    const cancel = async (jobId) => {
        if ((await gpu.cancel(jobId, callMs(), signal)) && jobId === newest())
            accepted = true;
    };
    const stop = async (podId) => {
        const stopped = await gpu.stop(podId, callMs(), signal);
        if (!stopped && state.broken.includes(podId))
            await gpu.terminate(podId, callMs(), signal);
    };
    const terminate = (podId) => gpu.terminate(podId, callMs(), signal);
    const look = async () => {
        const read = await gpu.status(callMs(), signal);
        // A CLI that listed jobs before and does not now gave a broken answer: a job of another run may be on any pod.
        if (state.jobsListed && read?.jobsKnown !== true)
            return undefined;
        const status = read ?? NO_STATUS;
        for (const { podId } of status.pods)
            seen.add(podId);
        const isGone = (podId) => !status.pods.some((one) => one.podId === podId);
        const unproven = state.pods
            .filter(notBefore(state))
            .some((podId) => isGone(podId) && (!seen.has(podId) || state.broken.includes(podId)));
        if (isRefused(state) && state.pods.length === 0)
            return read;
        if (read !== undefined && !unproven && unnamed(status) === 0)
            return read;
        const instances = await gpu.instances(callMs(), signal);
        return instances === undefined ? read : { ...status, instances };
    };
    // A submission that was not answered may still arrive: one look that finds nothing proves little.
    let looks = state.stage === 'started' && !state.known.job && !state.jobOver ? (options.looks ?? 2) : 1;
    while ((first || left() > 0) && !isAborted(signal)) {
        if (pauseMs > 0)
            await clock.sleep(Math.min(pauseMs, Math.max(0, left())), signal);
        pauseMs = PAUSE_MS;
        // Known jobs are cancelled before anything is read: on a cancel each moment counts.
        if (first && !state.jobOver)
            await order(state.jobs, cancel);
        first = false;
        if (options.blind === true) {
            if (state.stage === 'started' && !state.keepPod)
                await order(state.pods.filter(notBefore(state)), stop);
            // A warning that names candidates helps only if no id is known.
            const instances = state.pods.length > 0 ? undefined : await gpu.instances(callMs(), signal);
            if (instances !== undefined)
                now = plan(state, { ...NO_STATUS, instances });
            break;
        }
        view = await look();
        if (view === undefined) {
            now = undefined;
            // Nothing can be confirmed, but what is known by id is ended.
            const counted = (state.unnamedBefore ?? 0) > 0;
            const passed = options.deadlineMs - left();
            const late = state.unnamedBefore === null ? BLIND_MS : options.deadlineMs / 2;
            if (passed <= late)
                continue;
            if (state.stage === 'started' && !counted && !state.keepPod)
                await order(state.pods.filter(notBefore(state)), stop);
            if (state.unnamedBefore === null)
                break;
            continue;
        }
        now = plan(state, view);
        const { pods, unsure } = now;
        pod ??= [...view.pods, ...(view.instances ?? [])].find(({ podId }) => pods.includes(podId));
        if (now.cancel.length > 0) {
            if (now.cancel.some(({ jobId }) => jobId === newest()))
                jobProven = true;
            // When they are over, nothing may show any more that they were ours.
            for (const podId of podsOf(now.cancel))
                (0,_state_js__WEBPACK_IMPORTED_MODULE_1__/* .learnIds */ .TD)(state, '', podId);
            const stubborn = options.deadlineMs - left() >= STUBBORN_MS ? now.stop : [];
            await Promise.all([
                order(now.cancel.map(({ jobId }) => jobId), cancel),
                order(stubborn, stop),
            ]);
            continue;
        }
        if (now.stop.length + now.terminate.length > 0 || now.stopAll) {
            for (const one of pods)
                if (!state.pods.includes(one))
                    (0,_state_js__WEBPACK_IMPORTED_MODULE_1__/* .learnIds */ .TD)(state, '', one);
            const isEnding = (id) => [...(view?.pods ?? []), ...(view?.instances ?? [])].some(({ podId, state: word }) => podId === id && ENDING.test(word));
            await Promise.all([
                order(now.stop.filter((id) => !isEnding(id)), stop),
                order(now.terminate.filter((id) => !isEnding(id)), terminate),
                order(now.stopAll ? ['*'] : [], () => gpu.stopAll(callMs(), signal)),
            ]);
            continue;
        }
        if (unsure.jobs.length + unsure.pods.length > 0 || unsure.unnamed)
            break;
        if (--looks > 0)
            continue;
        if (!jobProven) {
            const podGone = state.known.pod && pods.length === 0;
            jobProven = accepted && (podGone || view.jobsKnown || state.way === 'attached');
            const result = jobProven ? undefined : await gpu.result(newest(), Math.min(1_000, callMs()), signal);
            const runs = result !== undefined && ['pending', 'running'].includes(result.state);
            if (result !== undefined)
                jobProven = !runs;
            if (runs)
                await order([newest()], cancel);
            if (!jobProven)
                continue;
        }
        if (state.keepPod)
            state.pods = [...new Set([...state.pods, ...pods])];
        // One that is listed is not hidden, and was left to whoever uses it.
        const isListed = (id) => view?.instances !== undefined || view?.pods.some(({ podId }) => podId === id);
        const hidden = state.broken.filter((id) => notBefore(state)(id) && isListed(id) !== true);
        if (hidden.length > 0) {
            await order(hidden.filter((id) => !ordered.has(id)), terminate);
            break;
        }
        const never = state.jobs.length === 0 && state.pods.length === 0 && ordered.size === 0;
        const cleanup = now.keep !== '' ? 'kept' : never ? 'not-needed' : 'confirmed';
        return { cleanup, leftover: '', left: now.keep, view, pod };
    }
    return {
        cleanup: 'unconfirmed',
        leftover: leftoverOf(gpu, state, view, now, jobProven ? '' : newest()),
        left: '',
        view,
        pod,
    };
}
/** What is left for a person: each command names an id. */
function leftoverOf(gpu, state, view, now, unproven) {
    const pods = now === undefined ? state.pods.filter(notBefore(state)) : now.stop;
    const hidden = [...(now?.terminate ?? []), ...(now === undefined ? [] : state.broken.filter(notBefore(state)))];
    const job = now === undefined ? (state.jobs.at(-1) ?? '') : (now.cancel[0]?.jobId ?? unproven);
    if (job === '' && now !== undefined) {
        if (now.unsure.jobs.length > 0)
            return `one of the jobs ${now.unsure.jobs.join(', ')} may be of this run, and GPU CLI does not show which; end yours with: gpu run --cancel JOB`;
        if (hidden.length > 0) {
            const commands = [...new Set(hidden)].map((id) => `gpu instances terminate ${id} -y`);
            return `pod ${[...new Set(hidden)].join(', ')} may still run and cost money; end it with: ${commands.join(' && ')}`;
        }
        if (now.unsure.pods.length > 0) {
            const commands = now.unsure.pods.map((id) => gpu.stopCommand('', id));
            return `pod ${now.unsure.pods.join(', ')} may be of this run, and GPU CLI does not show whose it is; if it is yours, end it with: ${commands.join(' && ')}`;
        }
    }
    const podId = pods.at(-1) ?? '';
    const isEnding = (id) => view?.pods.some((one) => one.podId === id && ENDING.test(one.state)) === true;
    if (job === '' && podId !== '' && isEnding(podId))
        return `pod ${podId} is still stopping and may cost money until it is gone; look with: gpu status`;
    const what = [job && `job ${job}`, podId && `pod ${podId}`].filter(Boolean).join(' and ');
    if (what !== '')
        return `${what} may still run and cost money; end it with: ${gpu.stopCommand(job, podId)}`;
    return `a job or pod of this run may still run and cost money, and its id is not known; run \`gpu status\` in ${state.cwd}, then stop the pod that it names`;
}
/** A function, because the property changes during a wait, which the compiler cannot know. */
const isAborted = (signal) => signal?.aborted === true;


/***/ }),

/***/ 4291:
/***/ ((__unused_webpack_module, __webpack_exports__, __webpack_require__) => {

/* harmony export */ __webpack_require__.d(__webpack_exports__, {
/* harmony export */   EP: () => (/* binding */ makeOurs),
/* harmony export */   Vt: () => (/* binding */ hidesFormer),
/* harmony export */   jO: () => (/* binding */ formerIn),
/* harmony export */   l9: () => (/* binding */ takeUpToEnd)
/* harmony export */ });
/* harmony import */ var _gpu_wrapper_js__WEBPACK_IMPORTED_MODULE_0__ = __webpack_require__(3056);
/* harmony import */ var _state_js__WEBPACK_IMPORTED_MODULE_1__ = __webpack_require__(2449);


/** The living job of a former try of this very step. Two callers of one reusable workflow can share a key: then nobody can say which. */
function formerIn({ jobs }, { key }) {
    const matching = jobs.filter(({ alive, command }) => alive && (0,_gpu_wrapper_js__WEBPACK_IMPORTED_MODULE_0__/* .markIn */ .bk)(command)?.key === key);
    return matching.length === 1 ? matching[0] : undefined;
}
/** Whether a job of the previous attempt can be alive unseen: pods without a list of jobs, or jobs without their command lines. */
const hidesFormer = ({ jobs, jobsKnown, pods, unnamed = 0, statusKnown }) => jobsKnown
    ? jobs.some(({ alive, command }) => alive && command === '')
    : statusKnown === false || pods.length + unnamed > 0;
/**
 * From here on it is not to be taken for a job that was there before us.
 * @returns its nonce, '' where the CLI does not list its command line.
 */
function makeOurs(ledger, { jobId, podId, command }) {
    const mark = (0,_gpu_wrapper_js__WEBPACK_IMPORTED_MODULE_0__/* .markIn */ .bk)(command);
    // What was there before that run began, not before this one, is what must not be stopped.
    ledger.podsBefore = mark?.podsBefore ?? ledger.podsBefore.filter((one) => one !== podId);
    ledger.jobsBefore = ledger.jobsBefore.filter((one) => one !== jobId);
    return mark?.nonce ?? '';
}
/** For a re-run that is ended before it follows its former try: nobody else would end that. */
function takeUpToEnd(ledger, view) {
    const job = formerIn(view, ledger);
    ledger.former = false;
    if (job === undefined)
        return;
    (0,_state_js__WEBPACK_IMPORTED_MODULE_1__/* .beginAttempt */ .xF)(ledger, makeOurs(ledger, job));
    (0,_state_js__WEBPACK_IMPORTED_MODULE_1__/* .learnIds */ .TD)(ledger, job.jobId, job.podId);
}


/***/ }),

/***/ 8458:
/***/ ((__unused_webpack_module, __webpack_exports__, __webpack_require__) => {

/* harmony export */ __webpack_require__.d(__webpack_exports__, {
/* harmony export */   Sm: () => (/* binding */ inOrg),
/* harmony export */   gw: () => (/* binding */ switchBack),
/* harmony export */   wy: () => (/* binding */ gpuCaller),
/* harmony export */   xO: () => (/* binding */ switchOrg)
/* harmony export */ });
/* unused harmony exports activeInJson, activeInText */
/* harmony import */ var _model_errors_js__WEBPACK_IMPORTED_MODULE_0__ = __webpack_require__(5573);
/* harmony import */ var _gpu_refusal_js__WEBPACK_IMPORTED_MODULE_1__ = __webpack_require__(3654);
/* harmony import */ var _gpu_spawn_js__WEBPACK_IMPORTED_MODULE_2__ = __webpack_require__(5996);
/* harmony import */ var _gpu_parse_js__WEBPACK_IMPORTED_MODULE_3__ = __webpack_require__(2388);




const CALL_MS = 20_000;
const NOT_BEGUN = 'the run was ended before its job was submitted';
/** A status, with ours set again and read once more where it is another's (ms). */
const STATUS_MS = 15_000;
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
 * The driver, held to its organization. The active organization is a setting that every job with the same HOME shares, so another
 * job may have changed it. It is set again before a submission, before anything is ended, and before a status that does not name
 * it is believed: in another organization our job and pod look as if they were gone.
 */
function inOrg(gpu, slug, { bin, cwd, env }) {
    if (slug === '')
        return gpu;
    const setAgain = (options) => gpuCaller(bin, cwd, env, options)('org', 'switch', slug);
    const isOurs = (view) => view?.account?.org === slug;
    // Orders that are given at the same time share one switch.
    let pending;
    const held = async (timeoutMs, signal, order) => {
        pending ??= setAgain({ timeoutMs, ...(signal && { signal }) }).finally(() => (pending = undefined));
        await pending;
        return order();
    };
    return {
        ...gpu,
        cancel: (jobId, timeoutMs, signal) => held(timeoutMs, signal, () => gpu.cancel(jobId, timeoutMs, signal)),
        stop: (podId, timeoutMs, signal) => held(timeoutMs, signal, () => gpu.stop(podId, timeoutMs, signal)),
        stopAll: (timeoutMs, signal) => held(timeoutMs, signal, () => gpu.stopAll(timeoutMs, signal)),
        terminate: (podId, timeoutMs, signal) => held(timeoutMs, signal, () => gpu.terminate(podId, timeoutMs, signal)),
        instances: (timeoutMs, signal) => held(timeoutMs, signal, () => gpu.instances(timeoutMs, signal)),
        async submit(launch, signal, abort) {
            const ended = await setAgain({ signal: abort });
            // Nothing is begun that was ended meanwhile.
            if (abort.aborted)
                return { kind: 'refused', outcome: { kind: 'refused', class: 'infra', reason: NOT_BEGUN } };
            if (ended.code === 0)
                return gpu.submit(launch, signal, abort);
            const { message, class: kind } = notSwitched(slug, ended);
            return { kind: 'refused', outcome: { kind: 'refused', class: kind, reason: message } };
        },
        async status(timeoutMs = STATUS_MS, signal) {
            const until = performance.now() + timeoutMs;
            const left = () => ({ timeoutMs: Math.max(1, until - performance.now()), ...(signal && { signal }) });
            const view = await gpu.status(timeoutMs, signal);
            if (view === undefined || isOurs(view))
                return view;
            // After that it is believed, whatever name it gives: that name is not documented.
            return (await setAgain(left())).code === 0 ? gpu.status(left().timeoutMs, signal) : undefined;
        },
    };
}
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

/***/ 2449:
/***/ ((__unused_webpack_module, __webpack_exports__, __webpack_require__) => {

/* harmony export */ __webpack_require__.d(__webpack_exports__, {
/* harmony export */   Kp: () => (/* binding */ LEDGER_STATE),
/* harmony export */   OC: () => (/* binding */ isLeft),
/* harmony export */   SC: () => (/* binding */ readLedger),
/* harmony export */   TD: () => (/* binding */ learnIds),
/* harmony export */   UR: () => (/* binding */ learnBroken),
/* harmony export */   s3: () => (/* binding */ mayLive),
/* harmony export */   xF: () => (/* binding */ beginAttempt)
/* harmony export */ });
/* harmony import */ var _gpu_config_js__WEBPACK_IMPORTED_MODULE_0__ = __webpack_require__(4721);
/* harmony import */ var _gpu_parse_js__WEBPACK_IMPORTED_MODULE_1__ = __webpack_require__(2388);


const LEDGER_STATE = 'ledger';
/** What is older arrives no more, and the system hands post no value of any length. */
const MOST_NONCES = 100;
/** Before its submission: from here on something may live. */
function beginAttempt(ledger, nonce) {
    ledger.stage = 'started';
    ledger.known = { job: false, pod: false };
    ledger.jobOver = false;
    ledger.refused = false;
    if (nonce !== '')
        ledger.nonces = [...ledger.nonces, nonce].slice(-MOST_NONCES);
}
/**
 * Takes in ids of the newest attempt's job and pod; '' for none. The newest stands last.
 * @returns whether that was new: then it must be saved before anything else happens.
 */
function learnIds(ledger, jobId, podId) {
    const { known, jobs, pods, jobsBefore } = ledger;
    const job = jobId !== '' && !jobsBefore.includes(jobId) && !(known.job && jobs.includes(jobId));
    const pod = podId !== '' && !(known.pod && pods.includes(podId));
    if (job)
        ledger.jobs = [...jobs.filter((id) => id !== jobId), jobId];
    if (pod)
        ledger.pods = [...pods.filter((id) => id !== podId), podId];
    ledger.known = { job: known.job || job, pod: known.pod || pod };
    return job || pod;
}
/** Takes in pods that a failure of ours names as broken. */
function learnBroken(ledger, pods) {
    const fresh = pods.filter((pod) => !ledger.broken.includes(pod) && !ledger.podsBefore.includes(pod));
    for (const pod of fresh)
        learnIds(ledger, '', pod);
    ledger.broken = [...ledger.broken, ...fresh];
}
/** Whether post has anything to do. */
const isLeft = (ledger) => mayLive(ledger) || ledger.orgBefore !== null;
/** Something may live that is to be ended. */
const mayLive = ({ stage, handedOn, former }) => former || (stage === 'started' && !handedOn);
function readLedger(text) {
    let json;
    try {
        json = JSON.parse(text);
    }
    catch {
        return undefined;
    }
    const from = (0,_gpu_parse_js__WEBPACK_IMPORTED_MODULE_1__/* .fields */ .OA)(json);
    const strings = (value) => (Array.isArray(value) ? value.filter((item) => typeof item === 'string') : []);
    const { key, bin, cwd, stage } = from;
    if (typeof key !== 'string' || typeof bin !== 'string' || typeof cwd !== 'string')
        return undefined;
    return {
        key,
        bin,
        sha256: typeof from['sha256'] === 'string' ? from['sha256'] : '',
        cwd,
        project: typeof from['project'] === 'string' ? from['project'] : cwd,
        config: (0,_gpu_config_js__WEBPACK_IMPORTED_MODULE_0__/* .readProjectFile */ .SI)(from['config']),
        way: from['way'] === 'detached' ? 'detached' : 'attached',
        json: from['json'] === true,
        stage: stage === 'intent' || stage === 'over' ? stage : 'started',
        podsBefore: strings(from['podsBefore']),
        jobsBefore: strings(from['jobsBefore']),
        unnamedBefore: typeof from['unnamedBefore'] === 'number' ? from['unnamedBefore'] : null,
        countedBefore: typeof from['countedBefore'] === 'number' ? from['countedBefore'] : null,
        jobsListed: from['jobsListed'] === true,
        alone: from['alone'] === true,
        nonces: strings(from['nonces']),
        jobs: strings(from['jobs']),
        pods: strings(from['pods']),
        known: { job: (0,_gpu_parse_js__WEBPACK_IMPORTED_MODULE_1__/* .fields */ .OA)(from['known'])['job'] === true, pod: (0,_gpu_parse_js__WEBPACK_IMPORTED_MODULE_1__/* .fields */ .OA)(from['known'])['pod'] === true },
        broken: strings(from['broken']),
        keepPod: from['keepPod'] === true,
        jobOver: from['jobOver'] === true,
        refused: from['refused'] === true,
        handedOn: from['handedOn'] === true,
        former: from['former'] === true,
        org: typeof from['org'] === 'string' ? from['org'] : '',
        orgBefore: typeof from['orgBefore'] === 'string' ? from['orgBefore'] : null,
    };
}


/***/ })

};
;