/******/ (() => { // webpackBootstrap
/******/ 	"use strict";
/******/ 	var __webpack_modules__ = ({

/***/ 421:
/***/ ((module) => {

module.exports = require("node:child_process");

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
/******/ 			__webpack_modules__[moduleId](module, module.exports, __nccwpck_require__);
/******/ 			threw = false;
/******/ 		} finally {
/******/ 			if(threw) delete __webpack_module_cache__[moduleId];
/******/ 		}
/******/ 	
/******/ 		// Return the exports of the module
/******/ 		return module.exports;
/******/ 	}
/******/ 	
/************************************************************************/
/******/ 	/* webpack/runtime/asset-relocator-loader */
/******/ 	if (typeof __nccwpck_require__ !== 'undefined') __nccwpck_require__.ab = __dirname + "/";
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
/************************************************************************/
var __webpack_exports__ = {};

;// CONCATENATED MODULE: external "node:net"
const external_node_net_namespaceObject = require("node:net");
;// CONCATENATED MODULE: ./build/emulator/client/args.js
// Reads a command line by the list of a verb's flags.
/** The command line is wrong: exit 2. */
class UsageError extends Error {
}
function parseArgs(argv, flags, command) {
    const values = new Map();
    const words = [];
    const add = (flag, value) => {
        values.set(flag.name, [...(values.get(flag.name) ?? []), value]);
    };
    for (let at = 0; at < argv.length; at += 1) {
        const word = argv[at] ?? '';
        if (word === '--') {
            words.push(...argv.slice(at + 1));
            break;
        }
        if (!word.startsWith('-') || word === '-') {
            if (command) {
                words.push(...argv.slice(at));
                break;
            }
            words.push(word);
            continue;
        }
        const { flag, inline } = findFlag(word, flags);
        if (flag.value === undefined) {
            if (inline !== undefined)
                throw new UsageError(`error: '--${flag.name}' takes no value`);
            add(flag, '');
        }
        else {
            const value = inline ?? argv[(at += 1)];
            if (value === undefined)
                throw new UsageError(`error: a value is required for '--${flag.name} <${flag.value}>'`);
            add(flag, value);
        }
    }
    return {
        words,
        has: (name) => values.has(name),
        get: (name) => values.get(name)?.at(-1),
        all: (name) => values.get(name) ?? [],
    };
}
function findFlag(word, flags) {
    const unknown = new UsageError(`error: unknown flag '${word.split('=')[0] ?? word}'`);
    if (word.startsWith('--')) {
        const equals = word.indexOf('=');
        const name = equals < 0 ? word.slice(2) : word.slice(2, equals);
        const flag = flags.find((known) => known.name === name);
        if (!flag)
            throw unknown;
        return { flag, inline: equals < 0 ? undefined : word.slice(equals + 1) };
    }
    const flag = flags.find((known) => known.short === word[1]);
    if (!flag || (flag.value === undefined && word.length > 2))
        throw unknown;
    return { flag, inline: word.length > 2 ? word.slice(word[2] === '=' ? 3 : 2) : undefined };
}
function numberOf(args, name) {
    const text = args.get(name);
    if (text === undefined)
        return undefined;
    const value = Number(text);
    if (text.trim() === '' || !Number.isFinite(value) || value < 0) {
        throw new UsageError(`error: invalid value '${text}' for '--${name}': a number is expected`);
    }
    return value;
}
/** `5m`, `90s`, `1h30m`, `500ms`; a bare number is seconds. */
function durationMs(text, name) {
    const units = { ms: 1, s: 1000, m: 60_000, h: 3_600_000 };
    if (/^\d+(\.\d+)?$/.test(text))
        return Number(text) * 1000;
    if (!/^(\d+(\.\d+)?(ms|s|m|h))+$/.test(text))
        throw new UsageError(`error: invalid duration '${text}' for '--${name}'`);
    let total = 0;
    for (const [, amount, unit] of text.matchAll(/(\d+(?:\.\d+)?)(ms|s|m|h)/g))
        total += Number(amount) * (units[unit ?? ''] ?? 0);
    return total;
}

;// CONCATENATED MODULE: ./build/emulator/client/api.js
// The connection to the control plane: JSON calls, and the frames of a job's stream.
// HTTP/1.0 on a plain socket: one call for a connection, the body ends with it. `node:http` doubles the time of a short call.

/** The control plane cannot be reached: what the CLI calls "daemon unavailable". */
class Unreachable extends Error {
    constructor(cause) {
        super(`Daemon unavailable: ${cause}. Run \`gpu daemon start\`.`);
    }
}
function makeApi(url, token, org) {
    const { hostname, port } = new URL(url);
    /** Resolves with the status once the head of the answer is there; `parts` are the bytes of the body. */
    async function call(path, body) {
        const payload = JSON.stringify(body);
        const head = [`POST ${path} HTTP/1.0`, `content-length: ${Buffer.byteLength(payload)}`];
        if (token !== undefined)
            head.push(`authorization: Bearer ${token.replace(/[^\x21-\x7e]/g, '?')}`);
        if (org !== undefined)
            head.push(`x-gpu-org: ${org}`);
        const socket = (0,external_node_net_namespaceObject.connect)(Number(port), hostname);
        socket.write(`${head.join('\r\n')}\r\n\r\n${payload}`);
        const incoming = socket[Symbol.asyncIterator]();
        let bytes = Buffer.alloc(0);
        for (;;) {
            const next = await incoming.next().catch((error) => {
                throw new Unreachable(error.message || 'no connection');
            });
            if (next.done)
                throw new Unreachable('the connection broke');
            bytes = Buffer.concat([bytes, next.value]);
            const end = bytes.indexOf('\r\n\r\n');
            if (end < 0)
                continue;
            const first = bytes.subarray(end + 4);
            return {
                status: Number(bytes.toString('latin1', 9, 12)),
                parts: {
                    async *[Symbol.asyncIterator]() {
                        yield first;
                        for (let part = await incoming.next(); !part.done; part = await incoming.next())
                            yield part.value;
                    },
                },
            };
        }
    }
    async function read(parts) {
        const all = [];
        try {
            for await (const part of parts)
                all.push(part);
            return JSON.parse(Buffer.concat(all).toString('utf8'));
        }
        catch {
            throw new Unreachable('the connection broke');
        }
    }
    return {
        async post(path, body) {
            const { status, parts } = await call(path, body);
            return { status, body: await read(parts) };
        },
        async stream(path, body, onFrame) {
            const { status, parts } = await call(path, body);
            return { status, body: status === 200 ? await readFrames(parts, onFrame) : await read(parts) };
        },
    };
}
async function readFrames(parts, onFrame) {
    let rest = Buffer.alloc(0);
    try {
        for await (const part of parts) {
            rest = Buffer.concat([rest, part]);
            let at = 0;
            while (rest.length - at >= 5) {
                const end = at + 5 + rest.readUInt32BE(at + 1);
                if (rest.length < end)
                    break;
                const kind = String.fromCharCode(rest[at] ?? 0);
                const bytes = rest.subarray(at + 5, end);
                at = end;
                if (kind === 'x')
                    return JSON.parse(bytes.toString('utf8'));
                onFrame({ kind, bytes });
            }
            rest = rest.subarray(at);
        }
    }
    catch {
        return undefined;
    }
    return undefined;
}

;// CONCATENATED MODULE: external "node:fs"
const external_node_fs_namespaceObject = require("node:fs");
;// CONCATENATED MODULE: external "node:os"
const external_node_os_namespaceObject = require("node:os");
;// CONCATENATED MODULE: external "node:path"
const external_node_path_namespaceObject = require("node:path");
;// CONCATENATED MODULE: ./build/emulator/client/account.js
// Who calls: the service token of the environment, else the login kept in ~/.gpu-cli/config.toml, and the active org.



const file = () => (0,external_node_path_namespaceObject.join)((0,external_node_os_namespaceObject.homedir)(), '.gpu-cli', 'config.toml');
/** The flat `key = "value"` lines of the file. */
function readSettings() {
    const text = (0,external_node_fs_namespaceObject.existsSync)(file()) ? (0,external_node_fs_namespaceObject.readFileSync)(file(), 'utf8') : '';
    const found = {};
    for (const [, key = '', value = ''] of text.matchAll(/^(\w+)\s*=\s*"([^"]*)"\s*$/gm))
        found[key] = value;
    return found;
}
/** Writes the file with these keys changed; an undefined value removes its key. */
function changeSettings(changes) {
    const lines = [];
    for (const [key, value] of Object.entries({ ...readSettings(), ...changes })) {
        if (value !== undefined)
            lines.push(`${key} = "${value}"`);
    }
    (0,external_node_fs_namespaceObject.mkdirSync)((0,external_node_path_namespaceObject.dirname)(file()), { recursive: true });
    (0,external_node_fs_namespaceObject.writeFileSync)(file(), `${lines.join('\n')}\n`, { mode: 0o600 });
}
function readAccount() {
    const settings = readSettings();
    const token = process.env['GPU_SERVICE_TOKEN'];
    return {
        token: token === undefined || token === '' ? settings['token'] : token,
        org: settings['org'],
    };
}

;// CONCATENATED MODULE: ./build/emulator/client/context.js
/** The control plane said no: the exit code and what is printed. */
class Failure extends Error {
    code;
    body;
    constructor(message, code = 1, body) {
        super(message);
        this.code = code;
        this.body = body;
    }
}
/** Calls the control plane; an answer that is an error becomes a Failure. */
async function call(context, path, body) {
    const answer = await context.api.post(path, body);
    check(answer, context.profile);
    return answer.body;
}
function check(answer, profile) {
    if (answer.status === 200)
        return;
    const { error = {} } = answer.body;
    const own = profile?.refusals[error.code ?? ''];
    const { exit, ...rest } = error;
    const shown = { ...rest, ...(own?.text === undefined ? {} : { message: own.text }) };
    const text = shown.message ?? `the control plane answered ${answer.status}`;
    throw new Failure(text, own?.code ?? exit ?? 1, { error: shown });
}

;// CONCATENATED MODULE: ./build/emulator/client/print.js
// What the program writes: JSON on stdout, words for people on stderr.

const state = {
    spoil: undefined,
    quiet: false,
};
function configure(changes) {
    Object.assign(state, changes);
}
const STDOUT = 1;
const STDERR = 2;
const streams = new Map();
/** For the bytes of a job: they are written without blocking, so that a signal is handled while the reader is slow. */
function openStreams() {
    streams.set(STDOUT, process.stdout).set(STDERR, process.stderr);
    for (const stream of streams.values())
        stream.on('error', () => process.exit(1));
}
/** The streams of `process` take 3 ms to open, so a short text goes to the descriptor. */
function write(descriptor, bytes) {
    const stream = streams.get(descriptor);
    if (stream !== undefined) {
        stream.write(bytes);
        return;
    }
    for (let at = 0; at < bytes.length;) {
        try {
            at += (0,external_node_fs_namespaceObject.writeSync)(descriptor, bytes, at);
        }
        catch (error) {
            // The reader is gone, or shares a descriptor that does not block and is full.
            if (error.code !== 'EAGAIN')
                process.exit(1);
            Atomics.wait(new Int32Array(new SharedArrayBuffer(4)), 0, 0, 5);
        }
    }
}
/** Bytes of a job, on the stream they came from. */
const pass = (kind, bytes) => write(kind === 'o' ? STDOUT : STDERR, bytes);
/** Text on stdout: what was asked for. */
const print = (text) => write(STDOUT, Buffer.from(text));
function json(value) {
    const text = `${JSON.stringify(value, null, 2)}\n`;
    if (state.spoil === 'empty')
        return;
    if (state.spoil === 'garbage')
        print('<html><body>502 Bad Gateway</body></html>\n');
    else if (state.spoil === 'truncated')
        print(text.slice(0, Math.ceil(text.length / 2)));
    else
        print(text);
}
/** A line for people without a prefix: tables, help for a wrong flag. */
const line = (text) => write(STDERR, Buffer.from(`${text}\n`));
const note = (text) => line(`>> ${text}`);
const fail = (text) => line(`✗ ${text}`);
function progress(text) {
    if (!state.quiet)
        line(`[gpu]> ${text}`);
}
/** Columns; the last one is not padded. */
function columns(rows) {
    const widths = (rows[0] ?? []).map((_, column) => Math.max(...rows.map((row) => (row[column] ?? '').length)));
    return rows.map((row) => row
        .map((cell, column) => cell.padEnd(widths[column] ?? 0))
        .join('  ')
        .trimEnd());
}

;// CONCATENATED MODULE: ./build/emulator/client/attach.js
// Following a job: its bytes on the stream they came from, its exit code as ours.



async function attach(context) {
    const jobId = context.args.words[0];
    if (jobId === undefined)
        throw new UsageError('error: a job id is required: gpu attach JOB_ID');
    return follow(context, jobId, { as: 'attach', tail: numberOf(context.args, 'tail') });
}
async function follow(context, jobId, how) {
    const state = { interrupted: false };
    const interrupt = () => {
        if (state.interrupted)
            process.exit(130);
        state.interrupted = true;
        if (how.as === 'attach') {
            note(`Interrupted: detached from ${jobId}, which goes on`);
            process.exit(130);
        }
        progress('Interrupted, cancelling the job…');
        call(context, '/cancel', { jobId }).catch((error) => {
            fail(`Cancelling ${jobId} failed: ${error.message}`);
            process.exit(130);
        });
    };
    openStreams();
    process.on('SIGINT', interrupt);
    if (how.interrupted === true)
        interrupt();
    const shorten = how.tail === undefined ? undefined : lastLines(how.tail);
    const show = ({ kind, bytes }) => {
        if (kind === 'p') {
            const text = bytes.toString('utf8');
            if (how.as === 'owner' && (context.profile.namesPod || !text.startsWith('Using pod ')))
                progress(text);
            return;
        }
        if (shorten)
            shorten.add({ kind, bytes: Buffer.from(bytes) });
        else if (kind !== 'x')
            pass(kind, bytes);
        if (context.directives.kill === 'attached')
            killSelf();
    };
    const answer = await context.api.stream('/stream', { jobId, as: how.as, follow: true, cwd: context.project.folder }, show);
    check(answer, context.profile);
    shorten?.flush();
    const record = answer.body;
    if (record === undefined) {
        if (state.interrupted)
            return 130;
        // A token that was revoked meanwhile shows in the very next call.
        await call(context, '/whoami', {});
        throw new Failure(`Lost the connection to job ${jobId}; it may still be running.`, 1);
    }
    return conclude(record, state.interrupted);
}
function conclude(record, interrupted) {
    if (interrupted) {
        progress('Job cancelled (interrupted); the pod stays for reuse');
        return 130;
    }
    if (record.state === 'cancelled') {
        fail(`Job ${record.job_id} was cancelled: ${record.failure_reason ?? 'cancelled'}`);
        return 15;
    }
    if (record.exit_code === null && !['failed', 'succeeded'].includes(record.state)) {
        note(`Job ${record.job_id} is ${record.state}: it has no pod to attach to yet`);
        return 0;
    }
    if (record.exit_code === null) {
        fail(`Job ${record.job_id} failed (exit unknown): ${record.failure_reason ?? 'unknown reason'}`);
        return 1;
    }
    return record.exit_code;
}
/** Keeps the last lines of both streams together, each on its own stream. */
function lastLines(count) {
    const kept = [];
    const newlines = (frame) => frame.bytes.filter((byte) => byte === 10).length;
    return {
        add: (frame) => void kept.push(frame),
        flush: () => {
            let skip = kept.reduce((sum, frame) => sum + newlines(frame), 0) - count;
            const last = kept.at(-1);
            if (last && last.bytes.at(-1) !== 10)
                skip += 1;
            for (const { kind, bytes } of kept) {
                let at = 0;
                while (skip > 0 && at < bytes.length) {
                    const end = bytes.indexOf(10, at);
                    if (end < 0)
                        at = bytes.length;
                    else {
                        at = end + 1;
                        skip -= 1;
                    }
                }
                if (at < bytes.length && (kind === 'o' || kind === 'e'))
                    pass(kind, bytes.subarray(at));
            }
        },
    };
}
/** A fault: the program dies here as by the kernel's hand. */
function killSelf() {
    process.kill(process.pid, 'SIGKILL');
    throw new Error('killed');
}

;// CONCATENATED MODULE: ./build/emulator/client/help.js
const FLAG = /^\s+(?:-([A-Za-z])(?:,\s*|\s|$))?(?:--([a-z][\w-]*))?(?:[ =]?<([^>]+)>|[ =]([A-Z][A-Z_=:]+))?/;
function flagsIn(lines) {
    return lines.flatMap((line) => {
        const [, short, name = short, inAngles, plain] = FLAG.exec(line) ?? [];
        const value = inAngles ?? plain;
        if (name === undefined)
            return [];
        return [{ name, ...(short === undefined ? {} : { short }), ...(value === undefined ? {} : { value }) }];
    });
}
function overview({ version, help }) {
    const verbs = Object.entries(help).map(([name, [about = '']]) => `  ${name.padEnd(12)} ${about}`);
    return (`gpu ${version} - run workloads on cloud GPUs\n\nUsage: gpu VERB [FLAGS]\n\nCommands:\n${verbs.join('\n')}\n\n` +
        'Options:\n  -h, --help                       Print help\n  -V, --version                    Print the version\n');
}

;// CONCATENATED MODULE: ./build/emulator/client/shape.js
// Cuts an answer down to the fields that the profile's example has.
/** Fields that only the example has are copied from it. */
function shaped(value, example) {
    if (Array.isArray(value))
        return Array.isArray(example) ? value.map((item) => shaped(item, example[0])) : value;
    if (!isObject(value) || !isObject(example))
        return value;
    return Object.fromEntries(Object.entries(example).map(([key, inner]) => [key, key in value ? shaped(value[key], inner) : inner]));
}
const isObject = (value) => typeof value === 'object' && value !== null && !Array.isArray(value);

;// CONCATENATED MODULE: ./build/emulator/client/jobs.js
// `gpu wait` and `gpu logs`.





async function wait(context) {
    const { args } = context;
    const jobId = args.words[0];
    if (jobId === undefined)
        throw new UsageError('error: a job id is required: gpu wait JOB_ID');
    const seconds = numberOf(args, 'timeout');
    const record = await call(context, '/wait', {
        jobId,
        cwd: context.project.folder,
        ...(seconds === undefined ? {} : { timeoutMs: seconds * 1000 }),
    });
    if (args.has('json'))
        json(shaped(record, context.profile.json.wait));
    const state = String(record['state']);
    const code = record['exit_code'];
    const reason = record['failure_reason'];
    if (state === 'succeeded') {
        if (!args.has('json'))
            note(`Job ${jobId} succeeded`);
        return 0;
    }
    if (state === 'failed' || state === 'cancelled') {
        const why = typeof reason === 'string' ? `: ${reason}` : '';
        fail(`Job ${jobId} ${state} (exit ${typeof code === 'number' ? code : 'unknown'})${why}`);
        return state === 'cancelled' ? 15 : 1;
    }
    fail(`Timed out after ${seconds ?? 0} seconds: job ${jobId} is ${state}`);
    return 14;
}
async function logs(context) {
    const { args, project } = context;
    const jobId = args.get('job') ?? args.words[0] ?? (await newestJob(context));
    if (jobId === undefined)
        throw new Failure('No jobs found for this project', 12);
    note(`Project: ${project.id} (resolved from ${project.folder})`);
    const tail = numberOf(args, 'tail');
    openStreams();
    const asJson = args.has('json');
    const shorten = tail === undefined || asJson ? undefined : lastLines(tail);
    const lines = [];
    const answer = await context.api.stream('/stream', { jobId, as: 'logs', follow: args.has('follow') }, (frame) => {
        if (frame.kind !== 'o' && frame.kind !== 'e')
            return;
        const stream = frame.kind === 'o' ? 'stdout' : 'stderr';
        if (asJson)
            lines.push({ stream, text: frame.bytes.toString('utf8') });
        else if (shorten)
            shorten.add({ kind: frame.kind, bytes: Buffer.from(frame.bytes) });
        else
            pass(frame.kind, frame.bytes);
    });
    check(answer, context.profile);
    shorten?.flush();
    const record = answer.body;
    if (asJson)
        json({ job_id: jobId, state: record?.state ?? 'running', entries: lines });
    if (record?.state === 'failed' && record.exit_code === null) {
        fail(`Job ${jobId} failed (exit unknown): ${record.failure_reason ?? 'unknown reason'}`);
        return 1;
    }
    return 0;
}
async function newestJob(context) {
    const view = await call(context, '/status', { projectId: context.project.id });
    return view['jobs'].at(-1)?.job_id;
}

;// CONCATENATED MODULE: ./build/emulator/client/machine.js
// Verbs about the installation: inventory, doctor, daemon, config, auth, update.





async function inventory(context) {
    const { args } = context;
    const all = (await call(context, '/inventory', {}));
    const least = numberOf(args, 'min-vram') ?? 0;
    const most = numberOf(args, 'max-price') ?? Infinity;
    const type = args.get('gpu-type')?.toLowerCase();
    const offers = all.filter((offer) => offer.vram >= least &&
        offer.cost_per_hour <= most &&
        (!args.has('available') || offer.available) &&
        (type === undefined || offer.gpu_type.toLowerCase().includes(type)));
    if (args.has('json'))
        json(shaped(offers, context.profile.json.inventory));
    else {
        const rows = offers.map((offer) => [
            offer.gpu_type,
            `${offer.vram} GB`,
            `$${offer.cost_per_hour.toFixed(2)}/h`,
            `${offer.stock} stock`,
        ]);
        for (const row of columns([['GPU', 'VRAM', 'PRICE', 'STOCK'], ...rows]))
            line(row);
    }
    return 0;
}
/** Unhealthy is told in the answer; the exit code stays 0. */
async function doctor(context) {
    const who = await context.api.post('/whoami', {});
    const signedIn = who.status === 200;
    const checks = [
        { name: 'daemon', ok: true, message: 'gpud is running' },
        { name: 'provider', ok: true, message: 'provider credentials found' },
        {
            name: 'auth',
            ok: signedIn,
            message: signedIn ? 'signed in' : 'No credentials found. Run gpu auth runpod (or vastai/thunder/ionet)',
        },
    ];
    if (context.args.has('json'))
        json({ healthy: signedIn, checks });
    else
        for (const check of checks)
            line(`${check.ok ? '✓' : '✗'} ${check.name}: ${check.message}`);
    return 0;
}
function daemon(context) {
    const what = context.args.words[0] ?? 'status';
    const answers = {
        status: 'gpud is running',
        start: 'gpud started',
        stop: 'gpud stopped',
        restart: 'gpud restarted',
        logs: '',
    };
    const text = answers[what];
    if (text === undefined)
        throw new UsageError(`error: unknown command 'daemon ${what}'`);
    if (context.args.has('json'))
        json({ running: what !== 'stop', version: context.profile.version });
    else if (text !== '')
        note(text);
    return Promise.resolve(0);
}
const TYPES = {
    project_id: 'string',
    provider: 'string',
    gpu_type: 'string',
    gpu_count: 'number',
    gpu_types: 'array',
    min_vram: 'number',
    max_price: 'number',
    keep_alive_minutes: 'number',
    outputs: 'array',
    exclude_outputs: 'array',
    outputs_enabled: 'boolean',
    include: 'array',
};
function config(context) {
    const { args, project } = context;
    const what = args.words[0] ?? 'show';
    const wrong = Object.entries(project.config).filter(([key, value]) => {
        const wanted = TYPES[key];
        return wanted !== undefined && (Array.isArray(value) ? 'array' : typeof value) !== wanted;
    });
    const errors = wrong.map(([key]) => `${key}: expected ${TYPES[key] ?? 'another type'}`);
    if (what === 'show') {
        const shown = { ...project.config, project_id: project.id };
        if (args.has('json'))
            json(shown);
        else
            line(JSON.stringify(shown, null, 2));
        return Promise.resolve(0);
    }
    if (what !== 'validate')
        throw new UsageError(`error: unknown command 'config ${what}'`);
    if (args.has('json'))
        json({ valid: errors.length === 0, errors });
    if (errors.length > 0)
        throw new Failure(`Invalid configuration: ${errors.join('; ')}`, 1);
    note(project.file === undefined ? 'No gpu.jsonc here; defaults apply' : `${project.file} is valid`);
    return Promise.resolve(0);
}
async function auth(context) {
    if ((context.args.words[0] ?? 'status') !== 'status') {
        throw new Failure('Only `gpu auth status` works on the local GPU cloud', 2);
    }
    const who = await call(context, '/whoami', {});
    if (context.args.has('json'))
        json({ authenticated: true, kind: who['kind'], name: who['name'], org: who['org'] });
    else {
        const org = typeof who['org'] === 'string' ? who['org'] : 'none';
        note(`Signed in as ${String(who['kind'])} ${String(who['name'])} (org ${org})`);
    }
    return 0;
}
/** Stands in for the browser: whoever says who they are is believed. */
async function login(context) {
    const email = context.args.get('email') ?? context.args.words[0];
    if (email === undefined)
        throw new Failure('A browser login is not possible here; use `gpu login --email EMAIL`.', 10);
    const answer = await call(context, '/login', { email });
    const account = answer['data'];
    changeSettings({ token: account.token, org: undefined });
    note(`Signed in as ${account.email}`);
    return 0;
}
function logout() {
    changeSettings({ token: undefined, org: undefined });
    note('Signed out');
    return Promise.resolve(0);
}
function update(context) {
    note(`gpu ${context.profile.version} is up to date`);
    return Promise.resolve(0);
}

;// CONCATENATED MODULE: ./build/emulator/client/org-views.js
// Answers of `gpu org` for people: what was asked for goes to stdout, what is said about it to stderr.

/** A name is whatever somebody typed: it must not move the cursor or draw a line of its own. */
const word = (value) => typeof value === 'string' || typeof value === 'number' ? String(value).replaceAll(/\p{Cc}/gu, '\u{FFFD}') : '-';
const rowsOf = (data, key) => data[key];
/** A table on stdout. */
const show = (header, rows) => print(`${columns([header, ...rows]).join('\n')}\n`);
const list = (rows, columns) => show(Object.keys(columns), rows.map((row) => Object.values(columns).map((key) => word(row[key]))));
/** A sentence with `{field}` replaced by the field of an answer. */
const filled = (sentence, data) => sentence.replace(/\{(\w+)\}/g, (_, field) => word(data[field]));
const usd = (value) => `$${Number(value).toFixed(4)}`;
const hours = (value) => (Number(value) / 3600).toFixed(3);
const figures = (row) => [word(row['jobs']), hours(row['gpu_seconds']), usd(row['usd'])];
const FIGURES = ['JOBS', 'GPU HOURS', 'COST'];
function created(data) {
    print(`${word(data['slug'])}\n`);
    note(`Created ${word(data['name'])}. Make it active with 'gpu org switch ${word(data['slug'])}'.`);
}
function orgs(data) {
    const found = rowsOf(data, 'orgs').map((row) => ({ ...row, active: row['active'] === true ? '*' : '' }));
    if (found.length === 0)
        note("No organizations. 'gpu org create NAME' makes one.");
    else
        list(found, { ACTIVE: 'active', SLUG: 'slug', NAME: 'name', ROLE: 'role', PLAN: 'plan', SESSIONS: 'sessions' });
    for (const one of rowsOf(data, 'invitations')) {
        note(`Invited to ${word(one['org'])} as ${word(one['role'])}: 'gpu org accept ${word(one['org'])}'.`);
    }
}
function switched(data) {
    const org = data['org'];
    note(typeof org === 'string' ? `Active organization: ${org}` : 'Active account: your own');
}
function org(data) {
    const fields = ['slug', 'name', 'role', 'parent', 'plan', 'sessions', 'created_at'];
    for (const key of fields)
        print(`${`${key}:`.padEnd(12)} ${word(data[key])}\n`);
}
function members(data) {
    list(rowsOf(data, 'members'), { EMAIL: 'email', ROLE: 'role', SINCE: 'since' });
    for (const one of rowsOf(data, 'invitations'))
        note(`Invited: ${word(one['email'])} as ${word(one['role'])}`);
}
/** Stdout is the token alone, so that a script can keep it without it being seen. */
function token(data) {
    print(`${word(data['token'])}\n`);
    note(`Service account ${word(data['id'])} (${word(data['name'])}) in ${word(data['org'])}.`);
    note('The token is shown only once: store it as a CI secret now, as GPU_SERVICE_TOKEN.');
}
function serviceAccounts(data) {
    const found = rowsOf(data, 'service_accounts');
    if (found.length === 0)
        note('No service accounts.');
    else
        list(found, { ID: 'id', NAME: 'name', CREATED: 'created_at', 'LAST USED': 'last_used_at', REVOKED: 'revoked_at' });
}
function usage(data) {
    const labelled = (label, key, name) => rowsOf(data, key).map((row) => [label, word(row[name]), ...figures(row)]);
    show(['KIND', 'NAME', ...FIGURES], [
        ...labelled('member', 'members', 'name'),
        ...labelled('service account', 'service_accounts', 'name'),
        ...labelled('sub-account', 'sub_accounts', 'org'),
        ['total', word(data['month']), ...figures(data['total'])],
    ]);
}
function billing(data) {
    const lines = rowsOf(data, 'lines').map((row) => [word(row['org']), ...figures(row)]);
    show(['ORG', ...FIGURES], [...lines, ['total', ...figures(data['total'])]]);
    const payer = data['billed_to'] === null ? 'the parent organization' : word(data['billed_to']);
    note(`${word(data['month'])}, billed to ${payer} on the ${word(data['plan'])} plan.`);
}
function audit(data) {
    const rows = data['entries'].map((entry) => {
        const { id, name } = entry['identity'];
        return [
            word(entry['at']),
            word(id),
            word(name),
            word(entry['action']),
            word(entry['target']),
            word(entry['detail']),
        ];
    });
    show(['AT', 'IDENTITY', 'NAME', 'ACTION', 'TARGET', 'DETAIL'], rows);
}

;// CONCATENATED MODULE: ./build/emulator/client/org-verbs.js
// The one table of `gpu org`: what each verb takes, and how its answer reads.


/** The name that the control plane has for a word of the command line. */
const KEYS = { 'SLUG|INVITATION': 'target', TIER: 'plan' };
const month = { name: 'month', value: 'YYYY-MM', help: 'Another month than this one (UTC)' };
const role = (help) => ({ name: 'role', value: 'ROLE', help });
/** @param usage the name in lower case, then the words. */
function verb(usage, help, show, ...flags) {
    const parts = usage.split(' ');
    const isWord = (part) => /[A-Z]/.test(part);
    return {
        name: parts.filter((part) => !isWord(part)).join(' '),
        words: parts.filter(isWord),
        flags,
        help,
        show,
    };
}
const ORG_VERBS = [
    verb('create NAME', 'Create an organization; its slug is made from the name', created, {
        name: 'parent',
        value: 'SLUG',
        help: 'Make it a sub-account of this organization',
    }),
    verb('list', 'List your organizations and the invitations that wait for you', orgs),
    verb('switch [SLUG]', 'Make an organization the active one; without SLUG, your own account', switched),
    verb('show [SLUG]', 'Show an organization: role, plan and size of its session pool', org),
    verb('invite EMAIL', 'Invite somebody to the active organization', 'Invited {email} to {org} as {role} ({id}).', role('admin or member (default: member)')),
    verb('accept SLUG|INVITATION', 'Accept an invitation', "You are {role} of {org}. 'gpu org switch {org}' makes it active."),
    verb('members', 'List the members of the active organization', members),
    verb('role EMAIL', "Change a member's role", '{email} is {role} of {org}.', role('admin or member')),
    verb('remove EMAIL', 'Remove a member, or leave with your own address', 'Removed {email} from {org}.'),
    verb('transfer SLUG', 'Transfer ownership, at once; you become an ADMIN', '{owner} owns {org} now; you are {your_role}.', {
        name: 'to',
        value: 'EMAIL',
        help: 'The member who becomes OWNER',
    }),
    verb('delete SLUG', 'Delete an organization; its tokens stop at once', 'Deleted {org}. Its service tokens stopped working.', { name: 'yes', short: 'y', help: 'Do not ask for confirmation' }),
    verb('service-account create', 'Create a service account; its token is printed once', token, {
        name: 'name',
        value: 'NAME',
        help: 'What it is for, such as github-actions',
    }),
    verb('service-account list', 'List service accounts', serviceAccounts, {
        name: 'all',
        help: 'Revoked ones too',
    }),
    verb('service-account revoke ID', 'Revoke a service account; its token stops at once', 'Revoked {id} ({name}). Its token stopped working.'),
    verb('usage', 'Show use by member, service account and sub-account', usage, month),
    verb('billing', 'Show the bill, a line per organization', billing, month),
    verb('audit', 'Show the audit log', audit, {
        name: 'limit',
        value: 'N',
        help: 'Only the newest N entries (default: 100)',
    }),
    verb('plan TIER', "Local cloud only: change the plan, in place of the page that 'gpu upgrade' opens", 'Plan: {plan}, {sessions} sessions.', { name: 'sessions', value: 'N', help: 'The number agreed for an Enterprise plan' }),
];
/** What POST /org is sent, next to the active organization. */
function argumentsOf({ words, flags }, args) {
    const given = words.map((word, at) => [KEYS[word] ?? word.replace(/\W/g, '').toLowerCase(), args.words[at]]);
    const flagged = flags.map(({ name, value }) => [name, value === undefined ? args.has(name) : value === 'N' ? numberOf(args, name) : args.get(name)]);
    return Object.fromEntries([...given, ...flagged]);
}
const usageOf = ({ name, words, flags }) => {
    const shown = flags.map((flag) => `[--${flag.name}${flag.value === undefined ? '' : ` ${flag.value}`}]`);
    return ['gpu org', name, ...words, ...shown].join(' ');
};

;// CONCATENATED MODULE: ./build/emulator/client/org.js
// `gpu org VERB …`: reads the command line, asks POST /org, shows the answer, keeps the active org.






const COMMON = [
    { name: 'json', help: 'Print JSON on stdout' },
    { name: 'help', short: 'h', help: 'Print help' },
];
const flagLine = (flag) => {
    const short = flag.short === undefined ? '    ' : `-${flag.short}, `;
    const value = flag.value === undefined ? '' : ` <${flag.value}>`;
    return `  ${`${short}--${flag.name}${value}`.padEnd(30)} ${flag.help ?? ''}`;
};
const flagsOf = (verb) => [...verb.flags, ...COMMON];
const helpFor = (verb) => `${verb.help}\n\nUsage: ${usageOf(verb)}\n\nOptions:\n${flagsOf(verb).map(flagLine).join('\n')}\n`;
const org_overview = (verbs) => 'Organizations: shared billing, pooled sessions, service accounts for CI\n\nUsage: gpu org VERB [FLAGS]\n\nCommands:\n' +
    `${verbs.map((verb) => `  ${verb.name.padEnd(24)} ${verb.help}`).join('\n')}\n\n` +
    "'gpu org VERB --help' tells more about one.\n";
const isHelp = (word) => word === '--help' || word === '-h' || word === 'help';
/** Resolves with the exit code; a refusal is thrown with its own. */
async function runOrg(argv, api) {
    const [first, second] = argv;
    const group = first === 'service-account';
    const shown = group ? ORG_VERBS.filter((verb) => verb.name.startsWith('service-account ')) : ORG_VERBS;
    const named = group ? second : first;
    if (named === undefined || isHelp(named)) {
        print(org_overview(shown));
        return named === undefined ? 2 : 0;
    }
    const name = group ? `service-account ${named}` : named;
    const verb = ORG_VERBS.find((known) => known.name === name);
    if (verb === undefined)
        throw new UsageError(`error: unrecognized subcommand 'org ${name}'`);
    const args = parseArgs(argv.slice(group ? 2 : 1), flagsOf(verb), false);
    if (args.has('help')) {
        print(helpFor(verb));
        return 0;
    }
    return perform(verb, args, api);
}
async function perform(verb, args, api) {
    checkWords(verb, args);
    if (verb.name === 'delete' && !args.has('yes')) {
        throw new Failure('Failed to get confirmation: IO error: not a terminal. Say -y to delete.', 1);
    }
    const active = readAccount().org;
    const name = verb.name.replace(' ', '-');
    const answer = await api.post('/org', { verb: name, args: { org: active, ...argumentsOf(verb, args) } });
    check(answer);
    const { data } = answer.body;
    keepContext(verb.name, args.words[0], active);
    if (args.has('json'))
        json(data);
    else if (typeof verb.show === 'string')
        note(filled(verb.show, data));
    else
        verb.show(data);
    return 0;
}
/** An empty word counts as left out. */
function checkWords(verb, args) {
    const given = args.words;
    const extra = given[verb.words.length];
    if (extra !== undefined)
        throw new UsageError(`error: unexpected argument '${extra}'\n\nUsage: ${usageOf(verb)}`);
    for (const [at, name] of verb.words.entries()) {
        if (!name.startsWith('[') && (given[at] ?? '') === '') {
            throw new UsageError(`error: ${name} is missing\n\nUsage: ${usageOf(verb)}`);
        }
    }
}
/** Once the control plane agreed: a switch is kept, and a deleted org is active no more. */
function keepContext(verb, slug, active) {
    if (verb === 'switch')
        changeSettings({ org: slug === '' ? undefined : slug });
    if (verb === 'delete' && slug === active)
        changeSettings({ org: undefined });
}

;// CONCATENATED MODULE: ./build/emulator/client/pods.js
// `gpu status`, `gpu stop`, `gpu instances`.




async function readStatus(context, all) {
    const projectId = context.args.get('project') ?? context.project.id;
    const view = (await call(context, '/status', { projectId, all }));
    if (context.profile.podId === 'submitted')
        return view;
    const ready = new Set(view.pods.filter(({ state }) => state !== 'provisioning').map((pod) => pod.pod_id));
    return {
        ...view,
        jobs: view.jobs.map((job) => ({ ...job, pod_id: ready.has(job.pod_id ?? '') ? job.pod_id : null })),
    };
}
async function pods_status(context) {
    const { args, profile } = context;
    const asJson = args.has('json');
    const view = await readStatus(context, args.has('all') || args.has('billing'));
    if (args.has('billing')) {
        const billing = { live_pods: view.running_pods + view.provisioning_pods, total_spend_usd: view.total_spend_usd };
        if (asJson)
            json(billing);
        else
            line(`Live pods: ${billing.live_pods}\nTotal spend: $${billing.total_spend_usd.toFixed(2)}`);
        return 0;
    }
    if (asJson) {
        json(shaped(view, profile.json.status));
        return 0;
    }
    line('GPU Status');
    // The cloud was ordered to give the counts only.
    if (!Object.hasOwn(view, 'pods')) {
        line(`Pods: ${view.running_pods} running, ${view.provisioning_pods} provisioning`);
        return 0;
    }
    line(`Sessions: ${view.sessions.used} of ${view.sessions.limit} in use`);
    line('RENTAL INSTANCES');
    if (view.pods.length === 0) {
        line("No pods found for this project. No active pods.\nRun 'gpu run <command>' to start a pod");
        return 0;
    }
    for (const pod of view.pods) {
        line(`Pod ${pod.pod_id} ${pod.state.toUpperCase()}  ${pod.gpu_count}x ${pod.gpu_type}  ` +
            `$${pod.cost_per_hour.toFixed(2)}/h  project ${pod.project_id}`);
    }
    if (profile.json.status === undefined) {
        for (const job of view.jobs)
            line(`Job ${job.job_id} ${job.state}  ${job.command}`);
    }
    line(`Total spend: $${view.total_spend_usd.toFixed(2)}`);
    return 0;
}
/** Without a terminal nobody can say yes. */
function pods_confirm(context) {
    if (context.args.has('yes') || context.args.has('force'))
        return;
    if (!process.stdin.isTTY)
        throw new Failure('Failed to get confirmation: IO error: not a terminal', 1);
}
async function stop(context) {
    const { args, project } = context;
    pods_confirm(context);
    const podId = args.get('pod-id') ?? args.words[0] ?? '';
    const answer = await call(context, '/stop', {
        podId,
        projectId: project.id,
        cwd: project.folder,
        noSync: args.has('no-sync'),
    });
    const stopped = answer['stopped'];
    if (stopped.length === 0)
        note("No running pods found. Use 'gpu instances list' to see all pods.");
    for (const pod of stopped)
        note(`Pod ${pod} stopped`);
    return 0;
}
async function instances(context) {
    const [what, podId] = context.args.words;
    if (what === 'terminate' && podId !== undefined) {
        pods_confirm(context);
        await call(context, '/stop', { podId, projectId: context.project.id, noSync: true, terminate: true });
        note(`Pod ${podId} terminated`);
        return 0;
    }
    if (what !== 'list')
        throw new UsageError('error: expected `gpu instances list` or `gpu instances terminate POD_ID`');
    const view = await readStatus(context, true);
    if (context.args.has('json'))
        json(shaped(view.pods, context.profile.json.instances));
    else {
        const rows = view.pods.map((pod) => [pod.pod_id, pod.state, pod.project_id, `${pod.gpu_count}x ${pod.gpu_type}`]);
        for (const row of columns(rows))
            line(row);
    }
    return 0;
}

;// CONCATENATED MODULE: ./build/emulator/client/project.js
// The project: the folder the program is called in, its gpu.jsonc, its id.



function readProject(configFile) {
    const folder = process.cwd();
    const file = configFile === undefined ? (0,external_node_path_namespaceObject.join)(folder, 'gpu.jsonc') : (0,external_node_path_namespaceObject.resolve)(folder, configFile);
    let text;
    try {
        text = (0,external_node_fs_namespaceObject.readFileSync)(file, 'utf8');
    }
    catch {
        if (configFile !== undefined)
            throw new UsageError(`error: config file '${configFile}' cannot be read`);
    }
    const config = text === undefined ? {} : parseConfig(text, file);
    const named = config['project_id'];
    const id = typeof named === 'string' && named !== '' ? named : hashOf(folder);
    return { id, folder, config, file: text === undefined ? undefined : file };
}
/** 16 hex digits (FNV-1a); loading `node:crypto` takes 5 ms. */
function hashOf(folder) {
    let hash = 0xcbf29ce484222325n;
    for (const byte of Buffer.from(folder))
        hash = BigInt.asUintN(64, (hash ^ BigInt(byte)) * 0x100000001b3n);
    return hash.toString(16).padStart(16, '0');
}
function parseConfig(text, file) {
    try {
        const value = JSON.parse(withoutComments(text));
        if (typeof value === 'object' && value !== null && !Array.isArray(value))
            return value;
        throw new Error('it is not an object');
    }
    catch (error) {
        throw new UsageError(`error: ${file} is not valid: ${error.message}`);
    }
}
/** JSON with comments and commas at the end of a list, as JSON. Strings are left as they are. */
function withoutComments(text) {
    return text
        .replace(/("(?:[^"\\]|\\.)*")|\/\/[^\n]*|\/\*[\s\S]*?\*\//g, (_, string) => string ?? '')
        .replace(/("(?:[^"\\]|\\.)*")|,(?=\s*[}\]])/g, (_, string) => string ?? '');
}
const strings = (value) => typeof value === 'string' ? [value] : Array.isArray(value) ? value.filter((entry) => typeof entry === 'string') : [];

;// CONCATENATED MODULE: ./build/emulator/client/run.js
// `gpu run`: submit, attach, cancel.






async function run(context) {
    const { args, directives, profile } = context;
    const attach = args.get('attach');
    const cancel = args.get('cancel');
    if (attach !== undefined)
        return follow(context, attach, { as: 'attach', tail: numberOf(args, 'tail') });
    if (cancel !== undefined)
        return cancelJob(context, cancel);
    if (args.words.length === 0)
        throw new UsageError('error: a command is required: gpu run [FLAGS] -- COMMAND…');
    if (args.has('interactive') && !process.stdin.isTTY) {
        fail('Interactive mode needs a terminal: stdin is not a TTY');
        return 1;
    }
    const request = readRequest(context);
    const interrupted = { yes: false };
    const early = () => {
        interrupted.yes = true;
    };
    const detach = args.has('detach');
    if (!detach)
        process.on('SIGINT', early);
    progress('Detecting project…');
    if (directives.kill === 'before-submit')
        killSelf();
    if (directives.noRecord && !directives.noRecord.submit)
        return 0;
    progress('Resolving');
    if (directives.syncMs !== undefined)
        await call(context, '/sync', { ms: directives.syncMs });
    const answer = await call(context, '/run', request);
    const jobId = String(answer['job_id']);
    if (directives.kill === 'submitted')
        killSelf();
    if (directives.noRecord)
        return 0;
    if (directives.lost) {
        if (directives.lost.whenOver)
            await call(context, '/wait', { jobId });
        fail(directives.lost.text);
        return directives.lost.code;
    }
    if (detach) {
        if (args.has('json'))
            json(shaped(answer, profile.json.run));
        else
            note(`Job ${jobId} submitted. Attach with: gpu attach ${jobId}`);
        return 0;
    }
    if (directives.printJobId)
        note(`Job: ${jobId}`);
    process.off('SIGINT', early);
    return follow(context, jobId, { as: 'owner', interrupted: interrupted.yes });
}
function readRequest(context) {
    const { args, project } = context;
    const { config } = project;
    const wanted = args.get('gpu-type');
    const listed = Array.isArray(config['gpu_types']) ? config['gpu_types'] : [];
    const gpuTypes = wanted === undefined
        ? [...listed.map((entry) => entry.type), config['gpu_type']].filter((type) => typeof type === 'string')
        : [wanted];
    const count = numberOf(args, 'gpu-count') ?? listed[0]?.count ?? config['gpu_count'] ?? 1;
    if (typeof count !== 'number' || !Number.isInteger(count) || count < 1 || count > 8) {
        throw new UsageError(`error: invalid value '${JSON.stringify(count)}' for '--gpu-count': from 1 to 8`);
    }
    const given = args.all('output').flatMap((paths) => paths.split(','));
    const idle = args.get('idle-timeout');
    const cooldown = config['keep_alive_minutes'] ?? config['cooldown_minutes'];
    const exclude = strings(config['exclude_outputs']).map((path) => `!${path}`);
    return {
        argv: args.words,
        shell: args.words.length === 1 && /\s/.test(args.words[0] ?? ''),
        env: readEnv(args.all('env')),
        cwd: project.folder,
        workdir: args.get('workdir') ?? '.',
        projectId: project.id,
        gpuTypes,
        gpuCount: count,
        minVram: numberOf(args, 'min-vram') ?? (typeof config['min_vram'] === 'number' ? config['min_vram'] : 0),
        ...(typeof config['max_price'] === 'number' ? { maxPrice: config['max_price'] } : {}),
        keepAliveMinutes: idle !== undefined ? durationMs(idle, 'idle-timeout') / 60_000 : typeof cooldown === 'number' ? cooldown : null,
        outputs: [...(given.length > 0 ? given : strings(config['outputs'])), ...exclude].map((path) => path.trim()),
        include: strings(config['include']),
        noOutput: args.has('no-output') || config['outputs_enabled'] === false,
        sync: args.has('sync'),
        detach: args.has('detach'),
    };
}
function readEnv(pairs) {
    const env = {};
    for (const pair of pairs) {
        const equals = pair.indexOf('=');
        if (equals < 1)
            throw new UsageError(`error: invalid value '${pair}' for '--env <KEY=VALUE>'`);
        env[pair.slice(0, equals)] = pair.slice(equals + 1);
    }
    return env;
}
async function cancelJob(context, jobId) {
    const record = await call(context, '/cancel', { jobId });
    if (record['state'] === 'cancelled')
        note(`Job ${jobId} cancelled`);
    else
        note(`Job ${jobId} has already ended (${String(record['state'])})`);
    return 0;
}

;// CONCATENATED MODULE: ./build/emulator/client/main.js
// The `gpu` program: from a command line to an exit code.














/** Records of each level: words of an error, a warning and a quota do not concern the call. */
const NOISE = [
    "2026-09-25T10:12:31.512034Z  WARN gpu_core::providers::runpod: Unknown RunPod GPU name 'NVIDIA L4 24GB', not found in database",
    '2026-09-25T10:12:31.640112Z ERROR gpud::relay: quota exceeded: token expired, retrying',
    '2026-09-25T10:12:31.701554Z  INFO gpu_core::ports: forward_connection: output supervisor lookup failed',
];
const VERBS = {
    run: run,
    attach: attach,
    wait: wait,
    logs: logs,
    status: pods_status,
    stop: stop,
    instances: instances,
    inventory: inventory,
    doctor: doctor,
    daemon: daemon,
    config: config,
    auth: auth,
    login: login,
    logout: logout,
    update: update,
};
async function main(argv) {
    const asJson = argv.includes('--json');
    try {
        process.exitCode = await dispatch(argv);
    }
    catch (error) {
        if (error instanceof UsageError) {
            line(`${error.message}\n\nFor more information, try 'gpu --help'.`);
            process.exitCode = 2;
        }
        else if (error instanceof Failure) {
            fail(error.message);
            if (asJson && error.body !== undefined)
                json(error.body);
            process.exitCode = error.code;
        }
        else if (error instanceof Unreachable) {
            fail(error.message);
            process.exitCode = 13;
        }
        else {
            fail(`internal error: ${error.message}`);
            process.exitCode = 1;
        }
    }
}
async function dispatch(argv) {
    const url = process.env['GPU_EMULATOR_URL'] ?? gpuEmulator.url;
    const { profile } = gpuEmulator;
    const account = readAccount();
    const api = makeApi(url, account.token, account.org);
    const [name = '--help', ...rest] = argv;
    const directives = await greet(api, name, rest);
    if (directives.daemon)
        await startDaemon(url);
    if (directives.hang)
        return hang(url);
    if (name === '--version' || name === '-V') {
        print(`gpu ${profile.version}\n`);
        return 0;
    }
    if (name === '--help' || name === '-h' || name === 'help') {
        print(overview(profile));
        return argv.length === 0 ? 2 : 0;
    }
    const help = directives.noVerb ? undefined : profile.help[name];
    if (!help)
        throw new UsageError(`error: ${name.startsWith('-') ? 'unknown flag' : 'unrecognized subcommand'} '${name}'`);
    configure({ spoil: directives.spoil });
    if (name === 'org')
        return runOrg(rest, api);
    const args = parseArgs(rest, flagsIn(help), name === 'run');
    configure({ quiet: args.has('quiet') });
    if (args.has('help')) {
        print(`${help.join('\n')}\n`);
        return 0;
    }
    for (const text of [...profile.stderr, ...(directives.noise ? NOISE : [])])
        line(text);
    if (directives.exit)
        throw new Failure(directives.exit.text, directives.exit.code);
    if (directives.noRecord && name !== 'run')
        return 0;
    const verb = VERBS[name];
    if (!verb)
        throw new Failure(`Not implemented: ${name}`, 1);
    const project = readProject(args.get('config'));
    return verb({ api, args, project, profile, directives });
}
/** Asks the control plane how this call is to go; without one, only what needs none works. */
async function greet(api, verb, rest) {
    const hidden = rest.map((word, at) => rest[at - 1] === '-e' || rest[at - 1] === '--env' ? word.replace(/=.*/s, '=…') : word);
    const begin = rest.indexOf('--');
    try {
        const project = projectId();
        const answer = await api.post('/hello', {
            verb,
            argv: hidden,
            command: verb === 'run' ? rest.slice(begin < 0 ? 0 : begin + 1) : [],
            project,
            pid: process.pid,
        });
        return answer.body;
    }
    catch (error) {
        if (error instanceof Unreachable)
            return { printJobId: false };
        throw error;
    }
}
function projectId() {
    try {
        return readProject(undefined).id;
    }
    catch {
        return undefined;
    }
}
/** A fault: does not answer. Ends with the control plane, because its caller may have been killed. */
function hang(url) {
    const { hostname, port } = new URL(url);
    return new Promise((resolve) => {
        const timer = setInterval(() => {
            const socket = (0,external_node_net_namespaceObject.connect)(Number(port), hostname, () => socket.destroy());
            socket.on('error', () => {
                clearInterval(timer);
                resolve(13);
            });
        }, 500);
    });
}
/** Runs until the control plane is gone. */
const DAEMON = `const [port, host] = process.argv.slice(-2);
setInterval(() => {
  const socket = require('node:net').connect(Number(port), host, () => socket.destroy());
  socket.on('error', () => process.exit());
}, 200);`;
/** A fault: a daemon in the group of this call, with its pipes. */
async function startDaemon(url) {
    const { hostname, port } = new URL(url);
    // Loaded here, because no other call starts a program.
    const { spawn } = await Promise.resolve(/* import() */).then(__nccwpck_require__.t.bind(__nccwpck_require__, 421, 23));
    spawn(process.execPath, ['-e', DAEMON, 'gpud', port, hostname], { stdio: ['ignore', 'inherit', 'inherit'] }).unref();
}
void main(process.argv.slice(2));

module.exports = __webpack_exports__;
/******/ })()
;