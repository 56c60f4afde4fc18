import { createRequire as __WEBPACK_EXTERNAL_createRequire } from "module";
/******/ var __webpack_modules__ = ({

/***/ 24:
/***/ ((module) => {

module.exports = __WEBPACK_EXTERNAL_createRequire(import.meta.url)("node:fs");

/***/ }),

/***/ 760:
/***/ ((module) => {

module.exports = __WEBPACK_EXTERNAL_createRequire(import.meta.url)("node:path");

/***/ }),

/***/ 830:
/***/ ((__unused_webpack___webpack_module__, __webpack_exports__, __nccwpck_require__) => {


// EXPORTS
__nccwpck_require__.d(__webpack_exports__, {
  kz: () => (/* binding */ changeSettings),
  GM: () => (/* binding */ readAccount)
});

// UNUSED EXPORTS: readSettings

// EXTERNAL MODULE: external "node:fs"
var external_node_fs_ = __nccwpck_require__(24);
;// CONCATENATED MODULE: external "node:os"
const external_node_os_namespaceObject = __WEBPACK_EXTERNAL_createRequire(import.meta.url)("node:os");
// EXTERNAL MODULE: external "node:path"
var external_node_path_ = __nccwpck_require__(760);
;// CONCATENATED MODULE: ./build/emulator/client/account.js
// Who calls: the service token of the environment, else the login kept in ~/.gpu-cli/config.toml, and the active org.



const file = () => (0,external_node_path_.join)((0,external_node_os_namespaceObject.homedir)(), '.gpu-cli', 'config.toml');
/** The flat `key = "value"` lines of the file. */
function readSettings() {
    const text = (0,external_node_fs_.existsSync)(file()) ? (0,external_node_fs_.readFileSync)(file(), 'utf8') : '';
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
    (0,external_node_fs_.mkdirSync)((0,external_node_path_.dirname)(file()), { recursive: true });
    (0,external_node_fs_.writeFileSync)(file(), `${lines.join('\n')}\n`, { mode: 0o600 });
}
function readAccount() {
    const settings = readSettings();
    const token = process.env['GPU_SERVICE_TOKEN'];
    return {
        token: token === undefined || token === '' ? settings['token'] : token,
        org: settings['org'],
    };
}


/***/ }),

/***/ 595:
/***/ ((__unused_webpack___webpack_module__, __webpack_exports__, __nccwpck_require__) => {

/* harmony export */ __nccwpck_require__.d(__webpack_exports__, {
/* harmony export */   Zy: () => (/* binding */ parseArgs),
/* harmony export */   eb: () => (/* binding */ UsageError),
/* harmony export */   pc: () => (/* binding */ durationMs),
/* harmony export */   rl: () => (/* binding */ numberOf)
/* harmony export */ });
/** The command line is wrong: exit 2. */
class UsageError extends Error {
}
function parseArgs(argv, flags, command) {
    const values = new Map();
    const words = [];
    const add = (flag, value) => {
        if (!flag.many && flag.value !== undefined)
            values.delete(flag.name);
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


/***/ }),

/***/ 979:
/***/ ((__unused_webpack___webpack_module__, __webpack_exports__, __nccwpck_require__) => {

/* harmony export */ __nccwpck_require__.d(__webpack_exports__, {
/* harmony export */   HR: () => (/* binding */ Failure),
/* harmony export */   T1: () => (/* binding */ call),
/* harmony export */   z6: () => (/* binding */ check)
/* harmony export */ });
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
    check(answer);
    return answer.body;
}
function check(answer) {
    if (answer.status === 200)
        return;
    const { error } = answer.body;
    const { exit, ...shown } = error ?? {};
    throw new Failure(error?.message ?? `the control plane answered ${answer.status}`, exit ?? 1, { error: shown });
}


/***/ }),

/***/ 879:
/***/ ((__unused_webpack___webpack_module__, __webpack_exports__, __nccwpck_require__) => {

/* harmony export */ __nccwpck_require__.d(__webpack_exports__, {
/* harmony export */   N4: () => (/* binding */ note),
/* harmony export */   Pq: () => (/* binding */ json),
/* harmony export */   fJ: () => (/* binding */ fail),
/* harmony export */   jK: () => (/* binding */ configure),
/* harmony export */   n8: () => (/* binding */ line),
/* harmony export */   qB: () => (/* binding */ progress),
/* harmony export */   tp: () => (/* binding */ table)
/* harmony export */ });
// What the program writes: JSON on stdout, words for people on stderr.
const state = {
    spoil: undefined,
    bothStreams: false,
    quiet: false,
};
/** Early builds wrote progress on both streams. */
function configure(changes) {
    Object.assign(state, changes);
}
function json(value) {
    const text = `${JSON.stringify(value, null, 2)}\n`;
    if (state.spoil === 'empty')
        return;
    if (state.spoil === 'garbage')
        process.stdout.write('<html><body>502 Bad Gateway</body></html>\n');
    else if (state.spoil === 'truncated')
        process.stdout.write(text.slice(0, Math.ceil(text.length / 2)));
    else
        process.stdout.write(text);
}
function progress(text) {
    if (state.quiet)
        return;
    process.stderr.write(`[gpu]> ${text}\n`);
    if (state.bothStreams)
        process.stdout.write(`[gpu]> ${text}\n`);
}
function note(text) {
    process.stderr.write(`>> ${text}\n`);
}
function fail(text) {
    process.stderr.write(`✗ ${text}\n`);
}
/** A line for people without a prefix: tables, help for a wrong flag. */
function line(text) {
    process.stderr.write(`${text}\n`);
}
/** The single place where a column table is laid out. */
function table(rows) {
    const widths = (rows[0] ?? []).map((_, column) => Math.max(...rows.map((row) => (row[column] ?? '').length)));
    for (const row of rows)
        line(row
            .map((cell, column) => cell.padEnd(widths[column] ?? 0))
            .join('  ')
            .trimEnd());
}


/***/ }),

/***/ 721:
/***/ ((__unused_webpack___webpack_module__, __webpack_exports__, __nccwpck_require__) => {


// EXPORTS
__nccwpck_require__.d(__webpack_exports__, {
  Wh: () => (/* binding */ readProject),
  P$: () => (/* binding */ strings)
});

// UNUSED EXPORTS: withoutComments

;// CONCATENATED MODULE: external "node:crypto"
const external_node_crypto_namespaceObject = __WEBPACK_EXTERNAL_createRequire(import.meta.url)("node:crypto");
// EXTERNAL MODULE: external "node:fs"
var external_node_fs_ = __nccwpck_require__(24);
// EXTERNAL MODULE: external "node:path"
var external_node_path_ = __nccwpck_require__(760);
// EXTERNAL MODULE: ./build/emulator/client/args.js
var args = __nccwpck_require__(595);
;// CONCATENATED MODULE: ./build/emulator/client/project.js
// The project: the folder the program is called in, its gpu.jsonc, its id.




function readProject(configFile) {
    const folder = process.cwd();
    const file = configFile === undefined ? (0,external_node_path_.join)(folder, 'gpu.jsonc') : (0,external_node_path_.resolve)(folder, configFile);
    let text;
    try {
        text = (0,external_node_fs_.readFileSync)(file, 'utf8');
    }
    catch {
        if (configFile !== undefined)
            throw new args/* UsageError */.eb(`error: config file '${configFile}' cannot be read`);
    }
    const config = text === undefined ? {} : parseConfig(text, file);
    const named = config['project_id'];
    const id = typeof named === 'string' && named !== '' ? named : hashOf(folder);
    return { id, folder, config, file: text === undefined ? undefined : file };
}
const hashOf = (folder) => (0,external_node_crypto_namespaceObject.createHash)('sha256').update(folder).digest('hex').slice(0, 16);
function parseConfig(text, file) {
    try {
        const value = JSON.parse(withoutComments(text));
        if (typeof value === 'object' && value !== null && !Array.isArray(value))
            return value;
        throw new Error('it is not an object');
    }
    catch (error) {
        throw new args/* UsageError */.eb(`error: ${file} is not valid: ${error.message}`);
    }
}
/** JSON with comments and commas at the end of a list, as JSON. Strings are left as they are. */
function withoutComments(text) {
    return text
        .replace(/("(?:[^"\\]|\\.)*")|\/\/[^\n]*|\/\*[\s\S]*?\*\//g, (_, string) => string ?? '')
        .replace(/("(?:[^"\\]|\\.)*")|,(?=\s*[}\]])/g, (_, string) => string ?? '');
}
const strings = (value) => typeof value === 'string' ? [value] : Array.isArray(value) ? value.filter((entry) => typeof entry === 'string') : [];


/***/ }),

/***/ 106:
/***/ ((__unused_webpack___webpack_module__, __webpack_exports__, __nccwpck_require__) => {

/* harmony export */ __nccwpck_require__.d(__webpack_exports__, {
/* harmony export */   Lw: () => (/* binding */ findVerb),
/* harmony export */   Zo: () => (/* binding */ flagsOf),
/* harmony export */   an: () => (/* binding */ GLOBAL_FLAGS),
/* harmony export */   hU: () => (/* binding */ VERBS)
/* harmony export */ });
const json = { name: 'json', help: 'Print JSON on stdout', when: (traits) => traits.json };
const config = { name: 'config', value: 'FILE', help: 'Use this gpu.jsonc' };
const follow = { name: 'follow', short: 'f', help: 'Keep following' };
const tail = { name: 'tail', short: 'n', value: 'N', help: 'Only the last N lines' };
const GLOBAL_FLAGS = [
    { name: 'progress-style', value: 'STYLE', help: 'panel, pipeline, minimal or verbose' },
    { name: 'verbose', short: 'v', help: 'Say more' },
    { name: 'quiet', short: 'q', help: 'No progress' },
    { name: 'help', short: 'h', help: 'This text' },
];
const RUN = [
    { name: 'detach', short: 'd', help: 'Submit the job and return' },
    { name: 'attach', short: 'a', value: 'JOB_ID', help: 'Attach to a job: its output from the start' },
    { name: 'cancel', value: 'JOB_ID', help: 'Cancel a job' },
    tail,
    { name: 'interactive', short: 'i', help: 'Run with a terminal' },
    { name: 'gpu-type', value: 'TYPE', help: 'GPU to run on' },
    { name: 'gpu-count', value: 'N', help: 'GPUs, 1 to 8' },
    { name: 'min-vram', value: 'GB', help: 'Least memory of a GPU' },
    { name: 'env', short: 'e', value: 'KEY=VALUE', many: true, help: 'Variable of the workload' },
    { name: 'publish', short: 'p', value: 'LOCAL:REMOTE', many: true, help: 'Forward a port' },
    {
        name: 'output',
        short: 'o',
        value: 'PATHS',
        many: true,
        help: 'Paths to bring back, in place of those in gpu.jsonc',
        when: (traits) => !traits.oldOutputs,
    },
    { name: 'outputs', value: 'PATHS', many: true, help: 'Paths to bring back', when: (traits) => traits.oldOutputs },
    { name: 'no-output', help: 'Bring nothing back' },
    { name: 'sync', help: 'Wait until the outputs are back' },
    { name: 'rebuild', help: 'Build the image anew' },
    { name: 'workdir', short: 'w', value: 'PATH', help: 'Folder of the workspace to run in' },
    { name: 'idle-timeout', value: 'DURATION', help: 'How long the pod stays warm, like 5m' },
    { ...config, short: 'c' },
    { name: 'yes', short: 'y', help: 'Ask nothing' },
    { ...json, when: (traits) => traits.detachJson, help: 'With --detach: print the job as JSON' },
];
const VERBS = [
    { name: 'run', usage: 'gpu run [FLAGS] [--] COMMAND…', help: 'Run a command on a GPU', flags: RUN, command: true },
    { name: 'attach', usage: 'gpu attach JOB_ID', help: 'Attach to a job', flags: [tail], when: (traits) => traits.json },
    {
        name: 'wait',
        usage: 'gpu wait JOB_ID',
        help: 'Wait for the end of a job',
        flags: [{ name: 'timeout', value: 'SECONDS', help: 'Longest time to wait' }, json],
        when: (traits) => traits.wait,
    },
    {
        name: 'logs',
        usage: 'gpu logs [-j JOB_ID]',
        help: 'Show the output of a job',
        flags: [
            { name: 'job', short: 'j', value: 'JOB_ID', help: 'The job; the newest one otherwise' },
            follow,
            tail,
            json,
        ],
    },
    {
        name: 'status',
        usage: 'gpu status',
        help: "Show this project's pods, jobs and costs",
        flags: [
            { ...json, when: () => true },
            { name: 'project', value: 'ID', help: 'Another project' },
            { name: 'all', help: 'The whole account' },
            { name: 'billing', help: 'Spend of the account' },
            config,
        ],
    },
    {
        name: 'stop',
        usage: 'gpu stop [POD_ID]',
        help: 'Stop a pod, or all pods of this project',
        flags: [
            { name: 'yes', short: 'y', help: 'Ask nothing' },
            { name: 'force', short: 'f', help: 'Ask nothing' },
            { name: 'pod-id', value: 'POD_ID', help: 'The pod' },
            { name: 'no-sync', help: 'Bring no outputs back first' },
            config,
        ],
    },
    {
        name: 'inventory',
        usage: 'gpu inventory',
        help: 'List GPUs and prices',
        flags: [
            { name: 'available', short: 'a', help: 'Only what can be had now' },
            { name: 'min-vram', value: 'GB', help: 'Least memory' },
            { name: 'max-price', value: 'USD', help: 'Highest price an hour' },
            { name: 'gpu-type', value: 'TYPE', help: 'Only this type' },
            json,
        ],
    },
    {
        name: 'instances',
        usage: 'gpu instances list|terminate POD_ID',
        help: 'Pods of the account',
        flags: [{ name: 'yes', short: 'y', help: 'Ask nothing' }, json],
    },
    { name: 'doctor', usage: 'gpu doctor', help: 'Check that all is in order', flags: [json] },
    { name: 'daemon', usage: 'gpu daemon status|start|stop|restart|logs', help: 'The local daemon', flags: [json] },
    { name: 'config', usage: 'gpu config show|validate', help: "This project's configuration", flags: [config, json] },
    { name: 'auth', usage: 'gpu auth status', help: 'Who is signed in', flags: [json] },
    {
        name: 'login',
        usage: 'gpu login [--email EMAIL]',
        help: 'Sign in',
        flags: [{ name: 'email', value: 'EMAIL', help: 'In place of the browser' }],
    },
    {
        name: 'logout',
        usage: 'gpu logout -y',
        help: 'Sign out',
        flags: [{ name: 'yes', short: 'y', help: 'Ask nothing' }],
    },
    {
        name: 'org',
        usage: 'gpu org VERB',
        help: 'Organizations and service accounts',
        flags: [],
        when: (traits) => traits.org,
    },
    { name: 'update', usage: 'gpu update', help: 'Update this program', flags: [{ name: 'check', help: 'Only look' }] },
];
function findVerb(name, traits) {
    return VERBS.find((verb) => verb.name === name && verb.when?.(traits) !== false);
}
function flagsOf(verb, traits) {
    return [...verb.flags.filter((flag) => flag.when?.(traits) !== false), ...GLOBAL_FLAGS];
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

;// CONCATENATED MODULE: ./build/emulator/generations.js
// The generations of the program that are known from documents, logs and scripts.
const GENERATIONS = (/* unused pure expression or super */ null && (['0.2.14', '0.14.0', '0.31.2']));
const NEWEST = '0.31.2';
function traitsOf(generation) {
    const first = generation === '0.2.14';
    const newest = !first && generation !== '0.14.0';
    return { wait: newest, org: !first, detachJson: newest, json: !first, bothStreams: first, oldOutputs: first };
}

// EXTERNAL MODULE: ./build/emulator/client/args.js
var client_args = __nccwpck_require__(595);
;// CONCATENATED MODULE: external "node:http"
const external_node_http_namespaceObject = __WEBPACK_EXTERNAL_createRequire(import.meta.url)("node:http");
;// CONCATENATED MODULE: ./build/emulator/client/api.js
// The program's line to the control plane: JSON calls, and the frames of a job's stream.

/** The control plane cannot be reached: what the CLI calls "daemon unavailable". */
class Unreachable extends Error {
}
const agent = new external_node_http_namespaceObject.Agent({ keepAlive: true });
function makeApi(url, token, org) {
    const call = (path, body) => new Promise((resolve, reject) => {
        const payload = JSON.stringify(body);
        const target = new URL(path, url);
        const headers = {
            'content-type': 'application/json',
            'content-length': String(Buffer.byteLength(payload)),
        };
        if (token !== undefined)
            headers['authorization'] = `Bearer ${token.replace(/[^\x21-\x7e]/g, '?')}`;
        if (org !== undefined)
            headers['x-gpu-org'] = org;
        const outgoing = (0,external_node_http_namespaceObject.request)(target, { method: 'POST', agent, headers }, resolve);
        outgoing.on('error', (error) => {
            reject(new Unreachable(`Daemon unavailable: ${error.message || 'no connection'}. Run \`gpu daemon start\`.`));
        });
        outgoing.end(payload);
    });
    return {
        url,
        token,
        async post(path, body) {
            const response = await call(path, body);
            const text = await readAll(response);
            return { status: response.statusCode ?? 0, body: text === '' ? {} : JSON.parse(text) };
        },
        async stream(path, body, onFrame) {
            const response = await call(path, body);
            if (response.statusCode !== 200) {
                return { status: response.statusCode ?? 0, body: JSON.parse(await readAll(response)) };
            }
            return { status: 200, body: await readFrames(response, onFrame) };
        },
    };
}
async function readAll(response) {
    const parts = [];
    try {
        for await (const part of response)
            parts.push(part);
    }
    catch {
        throw new Unreachable('Daemon unavailable: the connection broke. Run `gpu daemon start`.');
    }
    return Buffer.concat(parts).toString('utf8');
}
async function readFrames(response, onFrame) {
    let rest = Buffer.alloc(0);
    try {
        for await (const part of response) {
            rest = rest.length === 0 ? part : Buffer.concat([rest, part]);
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
                await onFrame({ kind, bytes });
            }
            rest = rest.subarray(at);
        }
    }
    catch {
        return undefined;
    }
    return undefined;
}

// EXTERNAL MODULE: ./build/emulator/client/account.js + 1 modules
var client_account = __nccwpck_require__(830);
// EXTERNAL MODULE: ./build/emulator/client/context.js
var context = __nccwpck_require__(979);
// EXTERNAL MODULE: ./build/emulator/client/verbs.js
var client_verbs = __nccwpck_require__(106);
;// CONCATENATED MODULE: ./build/emulator/client/help.js
// Help texts, made from the table of verbs, and answers to words that are not in it.

const left = (flag) => `  ${flag.short === undefined ? '   ' : `-${flag.short},`} --${flag.name}${flag.value === undefined ? '' : ` <${flag.value}>`}`;
const listFlags = (flags) => flags.map((flag) => `${left(flag).padEnd(32)} ${flag.help}`).join('\n');
function helpFor(verb, traits) {
    return `${verb.help}\n\nUsage: ${verb.usage}\n\nOptions:\n${listFlags((0,client_verbs/* flagsOf */.Zo)(verb, traits))}\n`;
}
function overview(version, traits) {
    const verbs = client_verbs/* VERBS */.hU.filter((verb) => verb.when?.(traits) !== false);
    const lines = verbs.map((verb) => `  ${verb.name.padEnd(12)} ${verb.help}`);
    return (`gpu ${version} - run workloads on cloud GPUs\n\nUsage: gpu VERB [FLAGS]\n\nCommands:\n${lines.join('\n')}\n\n` +
        `Options:\n${listFlags([...client_verbs/* GLOBAL_FLAGS */.an, { name: 'version', short: 'V', help: 'The version' }])}\n`);
}

// EXTERNAL MODULE: ./build/emulator/client/print.js
var print = __nccwpck_require__(879);
// EXTERNAL MODULE: ./build/emulator/client/project.js + 1 modules
var client_project = __nccwpck_require__(721);
;// CONCATENATED MODULE: ./build/emulator/client/main.js
// From a command line to an exit code.









// Filled in by the control plane when it serves the program.
const BAKED = { url: '%GPU_EMULATOR_URL%', generation: '%GPU_EMULATOR_GENERATION%' };
const baked = (value) => (value.startsWith('%') ? undefined : value);
/** The code of each verb, loaded when it is called for. */
const RUNS = {
    run: async () => (await __nccwpck_require__.e(/* import() */ 661).then(__nccwpck_require__.bind(__nccwpck_require__, 661))).run,
    attach: async () => (await __nccwpck_require__.e(/* import() */ 987).then(__nccwpck_require__.bind(__nccwpck_require__, 987))).attach,
    wait: async () => (await __nccwpck_require__.e(/* import() */ 590).then(__nccwpck_require__.bind(__nccwpck_require__, 590))).wait,
    logs: async () => (await __nccwpck_require__.e(/* import() */ 590).then(__nccwpck_require__.bind(__nccwpck_require__, 590))).logs,
    status: async () => (await __nccwpck_require__.e(/* import() */ 510).then(__nccwpck_require__.bind(__nccwpck_require__, 510))).status,
    stop: async () => (await __nccwpck_require__.e(/* import() */ 510).then(__nccwpck_require__.bind(__nccwpck_require__, 510))).stop,
    instances: async () => (await __nccwpck_require__.e(/* import() */ 510).then(__nccwpck_require__.bind(__nccwpck_require__, 510))).instances,
    inventory: async () => (await __nccwpck_require__.e(/* import() */ 257).then(__nccwpck_require__.bind(__nccwpck_require__, 257))).inventory,
    doctor: async () => (await __nccwpck_require__.e(/* import() */ 257).then(__nccwpck_require__.bind(__nccwpck_require__, 257))).doctor,
    daemon: async () => (await __nccwpck_require__.e(/* import() */ 257).then(__nccwpck_require__.bind(__nccwpck_require__, 257))).daemon,
    config: async () => (await __nccwpck_require__.e(/* import() */ 257).then(__nccwpck_require__.bind(__nccwpck_require__, 257))).config,
    auth: async () => (await __nccwpck_require__.e(/* import() */ 257).then(__nccwpck_require__.bind(__nccwpck_require__, 257))).auth,
    login: async () => (await __nccwpck_require__.e(/* import() */ 257).then(__nccwpck_require__.bind(__nccwpck_require__, 257))).login,
    logout: async () => (await __nccwpck_require__.e(/* import() */ 257).then(__nccwpck_require__.bind(__nccwpck_require__, 257))).logout,
    update: async () => (await __nccwpck_require__.e(/* import() */ 257).then(__nccwpck_require__.bind(__nccwpck_require__, 257))).update,
};
async function main(argv) {
    for (const stream of [process.stdout, process.stderr])
        stream.on('error', () => process.exit(1));
    let asJson = false;
    try {
        asJson = argv.includes('--json');
        process.exitCode = await dispatch(argv);
    }
    catch (error) {
        if (error instanceof client_args/* UsageError */.eb) {
            (0,print/* line */.n8)(`${error.message}\n\nFor more information, try 'gpu --help'.`);
            process.exitCode = 2;
        }
        else if (error instanceof context/* Failure */.HR) {
            (0,print/* fail */.fJ)(error.message);
            if (asJson && error.body !== undefined)
                (0,print/* json */.Pq)(error.body);
            process.exitCode = error.code;
        }
        else if (error instanceof Unreachable) {
            (0,print/* fail */.fJ)(error.message);
            process.exitCode = 13;
        }
        else {
            (0,print/* fail */.fJ)(`internal error: ${error.message}`);
            process.exitCode = 1;
        }
    }
}
async function dispatch(argv) {
    const url = process.env['GPU_EMULATOR_URL'] ?? baked(BAKED.url) ?? 'http://127.0.0.1:7420';
    const generation = process.env['GPU_EMULATOR_GENERATION'] ?? baked(BAKED.generation) ?? '0.31.2';
    const traits = traitsOf(generation);
    const account = (0,client_account/* readAccount */.GM)();
    const api = makeApi(url, account.token, account.org);
    const [name = '--help', ...rest] = argv;
    const directives = await greet(api, name, rest, generation);
    if (directives.hang)
        return hang();
    if (name === '--version' || name === '-V') {
        process.stdout.write(`gpu ${generation}\n`);
        return 0;
    }
    if (name === '--help' || name === '-h' || name === 'help') {
        process.stdout.write(overview(generation, traits));
        return argv.length === 0 ? 2 : 0;
    }
    const verb = directives.noVerb ? undefined : (0,client_verbs/* findVerb */.Lw)(name, traits);
    if (!verb)
        throw new client_args/* UsageError */.eb(`error: ${name.startsWith('-') ? 'unknown flag' : 'unrecognized subcommand'} '${name}'`);
    (0,print/* configure */.jK)({ spoil: directives.spoil, bothStreams: traits.bothStreams });
    if (name === 'org')
        return (await __nccwpck_require__.e(/* import() */ 895).then(__nccwpck_require__.bind(__nccwpck_require__, 895))).runOrg(rest, api);
    const args = (0,client_args/* parseArgs */.Zy)(rest, (0,client_verbs/* flagsOf */.Zo)(verb, traits), verb.command === true);
    (0,print/* configure */.jK)({ quiet: args.has('quiet') });
    if (args.has('help')) {
        process.stdout.write(helpFor(verb, traits));
        return 0;
    }
    if (directives.exit)
        throw new context/* Failure */.HR(directives.exit.text, directives.exit.code);
    if (directives.noRecord && name !== 'run')
        return 0;
    const run = await RUNS[name]?.();
    if (!run)
        throw new context/* Failure */.HR(`Not implemented: ${name}`, 1);
    const project = (0,client_project/* readProject */.Wh)(args.get('config'));
    return run({ api, args, project, traits, generation, directives });
}
/** Asks the control plane how this call is to go; without one, only what needs none works. */
async function greet(api, verb, rest, generation) {
    const hidden = rest.map((word, at) => rest[at - 1] === '-e' || rest[at - 1] === '--env' ? word.replace(/=.*/s, '=…') : word);
    const begin = rest.indexOf('--');
    try {
        const project = projectId();
        const answer = await api.post('/hello', {
            verb,
            argv: hidden,
            command: verb === 'run' ? rest.slice(begin < 0 ? 0 : begin + 1) : [],
            project,
            generation,
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
        return (0,client_project/* readProject */.Wh)(undefined).id;
    }
    catch {
        return undefined;
    }
}
/** A fault: nothing is said and nothing ends. */
function hang() {
    return new Promise(() => {
        setInterval(() => undefined, 60_000);
    });
}

;// CONCATENATED MODULE: ./build/emulator/gpu.js
// The `gpu` program of the local GPU cloud.

void main(process.argv.slice(2));

