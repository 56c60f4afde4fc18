import { createRequire as __WEBPACK_EXTERNAL_createRequire } from "module";
/******/ var __webpack_modules__ = ({

/***/ 598:
/***/ ((module) => {

module.exports = __WEBPACK_EXTERNAL_createRequire(import.meta.url)("node:crypto");

/***/ }),

/***/ 24:
/***/ ((module) => {

module.exports = __WEBPACK_EXTERNAL_createRequire(import.meta.url)("node:fs");

/***/ }),

/***/ 760:
/***/ ((module) => {

module.exports = __WEBPACK_EXTERNAL_createRequire(import.meta.url)("node:path");

/***/ }),

/***/ 975:
/***/ ((module) => {

module.exports = __WEBPACK_EXTERNAL_createRequire(import.meta.url)("node:util");

/***/ }),

/***/ 362:
/***/ ((__unused_webpack___webpack_module__, __webpack_exports__, __nccwpck_require__) => {


// EXPORTS
__nccwpck_require__.d(__webpack_exports__, {
  S: () => (/* binding */ startCloud)
});

// EXTERNAL MODULE: external "node:crypto"
var external_node_crypto_ = __nccwpck_require__(598);
// EXTERNAL MODULE: external "node:fs"
var external_node_fs_ = __nccwpck_require__(24);
;// CONCATENATED MODULE: external "node:os"
const external_node_os_namespaceObject = __WEBPACK_EXTERNAL_createRequire(import.meta.url)("node:os");
// EXTERNAL MODULE: external "node:path"
var external_node_path_ = __nccwpck_require__(760);
;// CONCATENATED MODULE: ./build/emulator/control/bills.js
/** Books the time since the last booking; a pod shared by several jobs is never charged twice, and each pays its own. */
function bill(world, pod, job = pod.lastJob) {
    if (pod.state !== 'ready')
        return;
    const now = Date.now();
    const seconds = ((now - pod.billedUntil) / 1000) * world.settings.timeScale;
    pod.billedUntil = now;
    if (seconds <= 0)
        return;
    const usd = (seconds / 3600) * pod.usdPerHour * pod.gpuCount;
    pod.seconds += seconds;
    pod.usd += usd;
    const user = job?.identity ?? pod.identity;
    world.orgs.usage({
        at: new Date(now).toISOString(),
        org: user.org,
        identity: user.id,
        jobId: job?.jobId ?? '',
        podId: pod.podId,
        gpuType: pod.gpu.gpuType,
        gpuCount: pod.gpuCount,
        seconds,
        usd,
    });
}
function spentUsd(world, poolId) {
    let usd = 0;
    for (const pod of world.pods.values())
        if (pod.poolId === poolId)
            usd += pod.usd + unbilledUsd(world, pod);
    return usd;
}
function unbilledUsd(world, pod) {
    if (pod.state !== 'ready')
        return 0;
    const seconds = ((Date.now() - pod.billedUntil) / 1000) * world.settings.timeScale;
    return (seconds / 3600) * pod.usdPerHour * pod.gpuCount;
}

;// CONCATENATED MODULE: external "node:timers/promises"
const promises_namespaceObject = __WEBPACK_EXTERNAL_createRequire(import.meta.url)("node:timers/promises");
;// CONCATENATED MODULE: ./build/emulator/control/failures.js
// Failures that are not the workload's, and a wait that does not keep a process alive.

/** The job ends as failed with this sentence as its `failure_reason` and no exit code. */
class InfraFailure extends Error {
}
/** A refusal that ends a call: exit code of the program, word, sentence, and more for its JSON form. */
class Refused extends Error {
    refusal;
    constructor(refusal) {
        super(refusal.message);
        this.refusal = refusal;
    }
}
/** Rejects when the signal fires. */
const pause = (ms, signal) => (0,promises_namespaceObject.setTimeout)(ms, undefined, { ref: false, ...(signal === undefined ? {} : { signal }) });
/** Settles with the promise, or rejects as soon as the signal fires. */
function unlessAborted(promise, signal) {
    return new Promise((resolve, reject) => {
        const stop = () => reject(new Error('interrupted', { cause: signal.reason }));
        if (signal.aborted) {
            stop();
            return;
        }
        signal.addEventListener('abort', stop, { once: true });
        promise.then(resolve, reject).finally(() => signal.removeEventListener('abort', stop));
    });
}

;// CONCATENATED MODULE: ./build/emulator/control/faults.js
// What can be made to go wrong, one order at a time. An order is used up by the runs it matches.
const KINDS = {
    'refuse-saturated': true,
    refuse: true,
    'no-capacity': true,
    'slow-provisioning': true,
    'slow-bootstrap': true,
    'slow-submit': true,
    'slow-sync': true,
    'bootstrap-fails': true,
    'sync-fails': true,
    'relay-expired': true,
    'tracing-noise': true,
    'pod-conflict': true,
    'daemon-down': true,
    hang: true,
    'daemon-holds-pipes': true,
    'installer-with-sibling': true,
    'install-blocked': true,
    'installer-in-bash': true,
    'needs-user': true,
    'client-killed': true,
    'answer-lost': true,
    'stale-answer': true,
    'passes-on': true,
    'status-late': true,
    'bad-json': true,
    'no-record': true,
    'verb-fails': true,
    'no-verb': true,
    'cancel-ignored': true,
    'stop-fails': true,
    'status-counts-only': true,
    'status-cuts-commands': true,
    'status-lists-ended': true,
    'long-gpu-names': true,
    'stop-knows-no-pod': true,
    'pod-crash': true,
    'outputs-missing': true,
    'attach-drops': true,
    'attach-before-pod': true,
    'sync-after-submit': true,
};
/** Whether an order from another process names a fault that exists. */
const isFault = (value) => typeof value === 'object' && value !== null && 'kind' in value && Object.hasOwn(KINDS, String(value.kind));
function matches(fault, subject) {
    const { command, project, verb } = fault.match ?? {};
    if (command !== undefined && subject.command?.includes(command) !== true)
        return false;
    if (project !== undefined && subject.project !== project)
        return false;
    return verb === undefined || subject.verb === verb;
}
/** Takes the oldest matching order of a kind and counts it down. */
function take(faults, kind, subject) {
    const found = faults.find((fault) => fault.kind === kind && matches(fault, subject));
    if (found === undefined)
        return undefined;
    const left = (found.times ?? 1) - 1;
    if (left === 0)
        faults.splice(faults.indexOf(found), 1);
    else
        found.times = left < 0 ? -1 : left;
    return found;
}

;// CONCATENATED MODULE: ./build/emulator/control/inventory.js
// The GPUs that can be rented, with list prices of autumn 2026; stock is a number only where a test makes it one.
const gpu = (gpuType, name, vramGb, memoryMib, usdPerHour) => ({
    gpuType,
    name,
    vramGb,
    memoryMib,
    usdPerHour,
    stock: Infinity,
});
const standardInventory = () => [
    gpu('RTX 3090', 'NVIDIA GeForce RTX 3090', 24, 24576, 0.22),
    gpu('RTX 4090', 'NVIDIA GeForce RTX 4090', 24, 24564, 0.44),
    gpu('L4', 'NVIDIA L4', 24, 23034, 0.43),
    gpu('RTX 5090', 'NVIDIA GeForce RTX 5090', 32, 32607, 0.69),
    gpu('A100 PCIe 40GB', 'NVIDIA A100-PCIE-40GB', 40, 40960, 1.19),
    gpu('L40S', 'NVIDIA L40S', 48, 46068, 0.86),
    gpu('A100 PCIe 80GB', 'NVIDIA A100 80GB PCIe', 80, 81920, 1.64),
    gpu('A100 SXM 80GB', 'NVIDIA A100-SXM4-80GB', 80, 81920, 1.89),
    gpu('H100 PCIe', 'NVIDIA H100 PCIe', 80, 81559, 2.39),
    gpu('H100 SXM', 'NVIDIA H100 80GB HBM3', 80, 81559, 3.19),
    gpu('H200', 'NVIDIA H200', 141, 143771, 4.99),
];
const DEFAULT_TYPE = 'RTX 4090';
const plain = (text) => text.toLowerCase().replace(/[^a-z0-9]/g, '');
/** `rtx4090`, `RTX 4090` and `NVIDIA GeForce RTX 4090` all name the same type; `H100` names every type that begins so. */
function findTypes(inventory, wanted) {
    const word = plain(wanted);
    const exact = inventory.filter((entry) => [entry.gpuType, entry.name].some((name) => plain(name) === word));
    return exact.length > 0 ? exact : inventory.filter((entry) => plain(entry.gpuType).startsWith(word));
}
/** The types to try, in order, or the name that no GPU has. */
function candidates(inventory, wish) {
    const fits = (entry) => entry.vramGb >= wish.minVram && entry.usdPerHour <= wish.maxPrice;
    if (wish.gpuTypes.length === 0) {
        const byPrice = inventory.filter(fits).sort((a, b) => a.usdPerHour - b.usdPerHour);
        const usual = byPrice.filter((entry) => entry.gpuType === DEFAULT_TYPE);
        return [...usual, ...byPrice.filter((entry) => entry.gpuType !== DEFAULT_TYPE)].slice(0, 3);
    }
    const found = [];
    for (const wanted of wish.gpuTypes) {
        const types = findTypes(inventory, wanted);
        if (types.length === 0)
            return { unknown: wanted };
        found.push(...types.filter(fits));
    }
    return found;
}

;// CONCATENATED MODULE: external "node:fs/promises"
const external_node_fs_promises_namespaceObject = __WEBPACK_EXTERNAL_createRequire(import.meta.url)("node:fs/promises");
;// CONCATENATED MODULE: ./build/emulator/control/log.js
// A job's stream, kept in one file as frames: kind, length, bytes.
// Each reader reads the file from its start and then follows it, so every reader sees the same bytes.


const CHUNK = 256 * 1024;
const MAX_FRAME = 64 * 1024;
const HEAD = 5;
function log_frame(kind, bytes) {
    const head = Buffer.alloc(HEAD);
    head.write(kind, 0, 'latin1');
    head.writeUInt32BE(bytes.length, 1);
    return Buffer.concat([head, bytes]);
}
function makeLog(file) {
    const descriptor = (0,external_node_fs_.openSync)(file, 'w');
    let length = 0;
    let over = false;
    let wake = [];
    const write = (kind, bytes) => {
        const framed = log_frame(kind, bytes);
        for (let at = 0; at < framed.length;)
            at += (0,external_node_fs_.writeSync)(descriptor, framed, at);
        length += framed.length;
    };
    const tell = () => {
        const waiting = wake;
        wake = [];
        for (const resume of waiting)
            resume();
    };
    const more = (signal) => new Promise((resolve) => {
        const go = () => {
            signal.removeEventListener('abort', go);
            resolve();
        };
        signal.addEventListener('abort', go);
        wake.push(go);
    });
    return {
        append(kind, bytes) {
            if (over)
                return;
            const buffer = typeof bytes === 'string' ? Buffer.from(bytes) : bytes;
            for (let at = 0; at < buffer.length; at += MAX_FRAME)
                write(kind, buffer.subarray(at, at + MAX_FRAME));
            tell();
        },
        finish() {
            if (over)
                return;
            over = true;
            (0,external_node_fs_.closeSync)(descriptor);
            tell();
        },
        async *frames(signal, follow = true) {
            const reader = await (0,external_node_fs_promises_namespaceObject.open)(file, 'r');
            let rest = Buffer.alloc(0);
            try {
                for (let at = 0; !signal.aborted;) {
                    if (at === length) {
                        if (over || !follow)
                            return;
                        await more(signal);
                        continue;
                    }
                    const chunk = Buffer.alloc(Math.min(CHUNK, length - at));
                    await reader.read(chunk, 0, chunk.length, at);
                    at += chunk.length;
                    rest = Buffer.concat([rest, chunk]);
                    while (rest.length >= HEAD && rest.length >= HEAD + rest.readUInt32BE(1)) {
                        const end = HEAD + rest.readUInt32BE(1);
                        const kind = rest.toString('latin1', 0, 1);
                        const bytes = rest.subarray(HEAD, end);
                        rest = rest.subarray(end);
                        yield { kind, bytes };
                    }
                }
            }
            finally {
                await reader.close();
            }
        },
    };
}

// EXTERNAL MODULE: ./build/emulator/control/assets.js + 1 modules
var assets = __nccwpck_require__(676);
;// CONCATENATED MODULE: ./build/emulator/control/podfiles.js
// What a pod's disk holds before a job comes: its own `nvidia-smi`, a home, a place for workspaces.



const SYSTEM_PATH = ['/usr/local/sbin', '/usr/local/bin', '/usr/sbin', '/usr/bin', '/sbin', '/bin'];
const workspaceOf = (pod) => (0,external_node_path_.join)(pod.folder, 'gpu-cli-workspaces', pod.projectId);
function furnish(world, pod) {
    for (const folder of ['bin', 'etc', 'root', 'tmp'])
        (0,external_node_fs_.mkdirSync)((0,external_node_path_.join)(pod.folder, folder), { recursive: true });
    (0,external_node_fs_.mkdirSync)(workspaceOf(pod), { recursive: true });
    const { trace, mig, traceSpeed } = world.settings;
    if (trace !== 'none') {
        (0,external_node_fs_.copyFileSync)((0,assets/* asset */.L)(`pod/traces/${trace}.csv`), (0,external_node_path_.join)(pod.folder, 'etc', 'trace.csv'));
        const facts = {
            GPU_NAME: pod.gpu.name,
            GPU_MEMORY: pod.gpu.memoryMib,
            GPU_COUNT: pod.gpuCount,
            GPU_SPEED: traceSpeed,
            GPU_MIG: mig ? 1 : 0,
            GPU_SEED: pod.podId.slice(0, 8),
        };
        const lines = Object.entries(facts).map(([key, value]) => `${key}='${value}'`);
        (0,external_node_fs_.writeFileSync)((0,external_node_path_.join)(pod.folder, 'etc', 'gpu'), `${lines.join('\n')}\n`);
        restartTrace(pod);
        program(pod, 'nvidia-smi', '', (0,assets/* asset */.L)('pod/nvidia-smi'));
    }
    // Images for machine learning have `python`; a bare host may only have `python3`.
    if (!SYSTEM_PATH.some((folder) => (0,external_node_fs_.existsSync)((0,external_node_path_.join)(folder, 'python')))) {
        const folders = [...SYSTEM_PATH, ...(process.env['PATH'] ?? '').split(external_node_path_.delimiter)];
        const python = folders.map((folder) => (0,external_node_path_.join)(folder, 'python3')).find((path) => (0,external_node_fs_.existsSync)(path));
        if (python !== undefined)
            program(pod, 'python', `#!/bin/sh\nexec '${python}' "$@"\n`);
    }
}
function program(pod, name, text, copyOf) {
    const path = (0,external_node_path_.join)(pod.folder, 'bin', name);
    if (copyOf === undefined)
        (0,external_node_fs_.writeFileSync)(path, text);
    else
        (0,external_node_fs_.copyFileSync)(copyOf, path);
    (0,external_node_fs_.chmodSync)(path, 0o755);
}
/** The recording begins anew when a workload starts on a pod that was idle. */
function restartTrace(pod) {
    (0,external_node_fs_.writeFileSync)((0,external_node_path_.join)(pod.folder, 'etc', 'trace-start'), `${Date.now()}\n`);
}
/** Exactly what a workload sees: nothing of the client's own environment but what `-e` names. */
function environmentOf(pod, job) {
    const devices = Array.from({ length: pod.gpuCount }, (_, index) => String(index)).join(',');
    return {
        PATH: [(0,external_node_path_.join)(pod.folder, 'bin'), ...SYSTEM_PATH].join(external_node_path_.delimiter),
        HOME: (0,external_node_path_.join)(pod.folder, 'root'),
        TMPDIR: (0,external_node_path_.join)(pod.folder, 'tmp'),
        USER: 'root',
        LANG: 'C.UTF-8',
        SHELL: '/bin/bash',
        CUDA_VISIBLE_DEVICES: devices,
        NVIDIA_VISIBLE_DEVICES: devices,
        GPU_COUNT: String(pod.gpuCount),
        ...job.request.env,
    };
}

;// CONCATENATED MODULE: ./build/emulator/control/types.js
const jobIsAlive = (job) => job.endedAt === null;
const podIsAlive = (pod) => pod.state !== 'stopped';

;// CONCATENATED MODULE: ./build/emulator/control/sessions.js

function sessionsUsed(world, poolId) {
    let used = world.held.get(poolId) ?? 0;
    for (const pod of world.pods.values())
        if (pod.poolId === poolId && podIsAlive(pod))
            used += 1;
    return used;
}
function poolIsFull(world, pool) {
    return sessionsUsed(world, pool.poolId) >= pool.limit;
}
/** Keeps the highest number of sessions ever seen in a pool: the proof that its limit held. */
function notePeak(world, poolId) {
    world.peak.set(poolId, Math.max(world.peak.get(poolId) ?? 0, sessionsUsed(world, poolId)));
}
function fullPoolText(pool) {
    const whose = pool.org === null ? 'of your account' : `of ${pool.org}`;
    const plan = pool.tier.charAt(0).toUpperCase() + pool.tier.slice(1);
    return (`Quota exceeded: all ${pool.limit} concurrent sessions ${whose} (${plan} plan) are in use. ` +
        'Run `gpu upgrade` or wait for a session to end.');
}

;// CONCATENATED MODULE: ./build/emulator/control/pods.js
// The life of a pod: provisioned for a project, shared by the project's runs, warm for a while, stopped.










const ALPHABET = 'abcdefghijklmnopqrstuvwxyz0123456789';
/** Whose pod a run may share. A sub-account draws on its parent's pool, and keeps its pods and folders to itself. */
function podKey({ identity }, request, types) {
    const owner = identity.org ?? `personal:${identity.id}`;
    return [owner, request.projectId, types.map((gpu) => gpu.gpuType).join('|'), request.gpuCount].join('\n');
}
/** A pod of this project that a run can share. */
function warmPod(world, key) {
    return [...world.pods.values()].find((pod) => pod.key === key && podIsAlive(pod) && !pod.quarantined);
}
function jobsOn(world, pod) {
    return [...world.jobs.values()].filter((job) => job.podId === pod.podId && jobIsAlive(job));
}
/** Takes the session at once; the pod itself comes up later. */
function createPod(world, pool, identity, key, request, types) {
    const podId = Array.from({ length: 14 }, () => ALPHABET[Math.floor(world.random() * 36)]).join('');
    const gpu = types[0];
    if (!gpu)
        throw new Error('A pod needs a GPU type.');
    const pod = {
        podId,
        key,
        projectId: request.projectId,
        poolId: pool.poolId,
        identity,
        state: 'provisioning',
        gpu,
        gpuCount: request.gpuCount,
        usdPerHour: gpu.usdPerHour,
        folder: (0,external_node_path_.join)(world.root, 'pods', podId),
        createdAt: new Date().toISOString(),
        readyAt: null,
        endedAt: null,
        keepAliveMs: keepAlive(world, request),
        bootstrapped: false,
        quarantined: false,
        billedUntil: 0,
        seconds: 0,
        usd: 0,
        lastJob: null,
        ready: Promise.resolve(),
        idle: null,
    };
    world.pods.set(podId, pod);
    notePeak(world, pool.poolId);
    world.note('pod-created', { podId, projectId: pod.projectId, poolId: pod.poolId });
    pod.ready = provision(world, pod, types, request);
    pod.ready.catch(() => undefined);
    return pod;
}
function keepAlive(world, request) {
    return ((request.keepAliveMinutes ?? world.settings.keepAliveMinutes) * 60_000) / world.settings.timeScale;
}
async function provision(world, pod, types, request) {
    const subject = { command: request.argv.join(' '), project: pod.projectId, verb: 'run' };
    const slow = take(world.faults, 'slow-provisioning', subject);
    const shortage = take(world.faults, 'no-capacity', subject);
    await pause(world.settings.provisionMs + (slow?.ms ?? 0));
    if (!podIsAlive(pod))
        throw new InfraFailure(`pod '${pod.podId}' was stopped while it was provisioned`);
    const missing = (gpu) => gpu.stock < pod.gpuCount ||
        (shortage !== undefined &&
            (shortage.gpuTypes === undefined ||
                shortage.gpuTypes.some((name) => findTypes(world.inventory, name).some((type) => type.gpuType === gpu.gpuType))));
    const gpu = types.find((type) => !missing(type));
    if (!gpu) {
        const wanted = types.map((type) => type.gpuType).join(', ');
        const reason = shortage?.text ?? `No GPUs available: the provider has no ${wanted} now (2 attempts)`;
        endPod(world, pod, 'no capacity', { by: 'loss', reason });
        throw new InfraFailure(reason);
    }
    gpu.stock -= pod.gpuCount;
    pod.gpu = gpu;
    pod.usdPerHour = gpu.usdPerHour;
    (0,external_node_fs_.mkdirSync)(pod.folder, { recursive: true });
    furnish(world, pod);
    pod.state = 'ready';
    pod.readyAt = new Date().toISOString();
    pod.billedUntil = Date.now();
    world.note('pod-ready', { podId: pod.podId, gpuType: gpu.gpuType });
}
/** Starts the cooldown once nothing runs on the pod; a new job stops it. */
function restPod(world, pod) {
    if (pod.idle)
        clearTimeout(pod.idle);
    pod.idle = null;
    if (!podIsAlive(pod) || jobsOn(world, pod).length > 0)
        return;
    pod.idle = setTimeout(() => endPod(world, pod, 'cooldown', { by: 'stop' }), pod.keepAliveMs);
    pod.idle.unref();
}
/** Frees the session at once and ends what runs on the pod. */
function endPod(world, pod, why, ending) {
    if (!podIsAlive(pod))
        return;
    const jobs = jobsOn(world, pod);
    if (pod.state === 'ready') {
        bill(world, pod);
        pod.gpu.stock += pod.gpuCount;
    }
    if (pod.idle)
        clearTimeout(pod.idle);
    pod.idle = null;
    pod.state = 'stopped';
    pod.endedAt = new Date().toISOString();
    world.note('pod-ended', { podId: pod.podId, why });
    for (const job of jobs)
        job.abort.abort(ending);
    const all = [...world.jobs.values()].filter((job) => job.podId === pod.podId);
    void Promise.allSettled(all.map((job) => job.done)).then(() => (0,external_node_fs_promises_namespaceObject.rm)(pod.folder, { recursive: true, force: true }));
}

;// CONCATENATED MODULE: external "node:child_process"
const external_node_child_process_namespaceObject = __WEBPACK_EXTERNAL_createRequire(import.meta.url)("node:child_process");
;// CONCATENATED MODULE: ./build/emulator/control/globs.js
// Path patterns of `include`, `outputs` and `-o`: `*` stays in a folder, `**` crosses folders, a folder means all below it.
function globToRegExp(glob) {
    const clean = glob.replace(/^\.\//, '').replace(/\/+$/, '');
    let source = '';
    for (let at = 0; at < clean.length; at += 1) {
        const character = clean[at] ?? '';
        if (character === '*' && clean[at + 1] === '*') {
            at += 1;
            if (clean[at + 1] === '/') {
                at += 1;
                source += '(?:.*/)?';
            }
            else
                source += '.*';
        }
        else if (character === '*')
            source += '[^/]*';
        else if (character === '?')
            source += '[^/]';
        else
            source += character.replace(/[\\^$.|+()[\]{}]/, '\\$&');
    }
    return new RegExp(`^${source}(?:/.*)?$`);
}
/** A test for paths relative to the workspace; a leading `!` takes paths out again. */
function matcher(globs) {
    const rules = globs.map((glob) => ({
        negative: glob.startsWith('!'),
        pattern: globToRegExp(glob.startsWith('!') ? glob.slice(1) : glob),
    }));
    return (path) => {
        let answer = false;
        for (const rule of rules)
            if (rule.pattern.test(path))
                answer = !rule.negative;
        return answer;
    };
}

;// CONCATENATED MODULE: ./build/emulator/control/workspace.js
// The workspace's way to the pod and the outputs' way back. All is on one machine, so a transfer is a copy of files.





/** Never sent, whatever git or `include` say. */
function neverSent(path) {
    const parts = path.split('/');
    const name = parts.at(-1) ?? '';
    if (name.startsWith('.env') || name.endsWith('.key') || name.endsWith('.pem'))
        return true;
    return parts.some((part) => part === '.git' || part === 'secrets' || part === '.secrets');
}
/** The files that are sent, relative to the workspace: what git does not ignore, and what `include` names. */
async function filesToSend(workspace, include) {
    const tracked = await gitFiles(workspace);
    const files = new Set(tracked ?? (await walk(workspace)));
    if (tracked && include.length > 0) {
        const wanted = matcher(include);
        for (const path of await walk(workspace))
            if (wanted(path))
                files.add(path);
    }
    return [...files].filter((path) => !neverSent(path)).sort();
}
function gitFiles(workspace) {
    return new Promise((resolveFiles) => {
        const list = ['-C', workspace, 'ls-files', '-z', '--cached', '--others', '--exclude-standard'];
        (0,external_node_child_process_namespaceObject.execFile)('git', list, { maxBuffer: 1 << 28 }, (error, stdout) => {
            resolveFiles(error ? undefined : stdout.split('\0').filter((path) => path !== ''));
        });
    });
}
/** Every file below a folder, symbolic links as themselves, `.git` left out. */
async function walk(folder, below = '') {
    const found = [];
    for (const entry of await (0,external_node_fs_promises_namespaceObject.readdir)((0,external_node_path_.join)(folder, below), { withFileTypes: true }).catch(() => [])) {
        const path = below === '' ? entry.name : `${below}/${entry.name}`;
        if (entry.isDirectory()) {
            if (entry.name !== '.git')
                found.push(...(await walk(folder, path)));
        }
        else if (entry.isFile() || entry.isSymbolicLink())
            found.push(path);
    }
    return found;
}
/** Copies what differs; `onFile` hears of each file done. Nothing on the pod is removed: it may be another job's output. */
async function sendFiles(workspace, files, pod, signal) {
    for (const path of files) {
        signal.throwIfAborted();
        await copyOne(workspace, path, pod);
    }
}
/**
 * Copies the outputs that match back into the workspace, each file whole or not at all. Returns their paths.
 * @param conflicts whether a file that exists is kept, and the one of the pod is written beside it.
 */
async function fetchOutputs(pod, globs, workspace, conflicts = false) {
    const wanted = matcher(globs.map(normalizeGlob).filter((glob) => glob !== undefined));
    const fetched = [];
    for (const path of await walk(pod)) {
        if (!wanted(path) || path.split('/').includes('.git'))
            continue;
        const there = conflicts && (await (0,external_node_fs_promises_namespaceObject.lstat)((0,external_node_path_.join)(workspace, path)).catch(() => undefined)) !== undefined;
        const name = there ? `${path}.pod-conflict` : path;
        if (await copyOne(pod, path, workspace, name))
            fetched.push(name);
    }
    return fetched;
}
/** Outputs are named relative to the workspace; nothing outside it can be asked for. */
function normalizeGlob(glob) {
    const negative = glob.startsWith('!');
    const path = (0,external_node_path_.normalize)(negative ? glob.slice(1) : glob);
    if ((0,external_node_path_.isAbsolute)(path) || path === '..' || path.startsWith(`..${external_node_path_.sep}`))
        return undefined;
    const cleaned = path === '.' || path === './' ? '**' : path;
    return negative ? `!${cleaned}` : cleaned;
}
/** Copies one file between two trees and stays inside both. False where the target has it already or may not have it. */
async function copyOne(from, path, to, name = path) {
    const source = (0,external_node_path_.join)(from, path);
    const target = (0,external_node_path_.join)(to, name);
    const status = await (0,external_node_fs_promises_namespaceObject.lstat)(source).catch(() => undefined);
    if (!status || !(await inside(from, (0,external_node_path_.dirname)(source))))
        return false;
    const there = await (0,external_node_fs_promises_namespaceObject.lstat)(target).catch(() => undefined);
    if (status.isFile() && there?.isFile() && there.size === status.size && same(there.mtimeMs, status.mtimeMs)) {
        return false;
    }
    await (0,external_node_fs_promises_namespaceObject.mkdir)((0,external_node_path_.dirname)(target), { recursive: true });
    if (!(await inside(to, (0,external_node_path_.dirname)(target))))
        return false;
    const partial = `${target}.${process.pid}-${counter()}.partial`;
    if (status.isSymbolicLink()) {
        const link = await (0,external_node_fs_promises_namespaceObject.readlink)(source);
        const reached = (0,external_node_path_.resolve)((0,external_node_path_.dirname)(source), link);
        if ((0,external_node_path_.isAbsolute)(link) || !reached.startsWith(from + external_node_path_.sep))
            return false;
        await (0,external_node_fs_promises_namespaceObject.symlink)(link, partial);
    }
    else {
        try {
            await (0,external_node_fs_promises_namespaceObject.copyFile)(source, partial, external_node_fs_.constants.COPYFILE_FICLONE);
            await (0,external_node_fs_promises_namespaceObject.utimes)(partial, status.atime, status.mtime);
        }
        catch (error) {
            await (0,external_node_fs_promises_namespaceObject.rm)(partial, { force: true });
            if (error.code === 'ENOENT')
                return false;
            throw error;
        }
    }
    await (0,external_node_fs_promises_namespaceObject.rename)(partial, target);
    return true;
}
let copies = 0;
const counter = () => (copies += 1);
const same = (a, b) => Math.abs(a - b) < 2;
async function inside(root, folder) {
    const [realRoot, realFolder] = await Promise.all([(0,external_node_fs_promises_namespaceObject.realpath)(root), (0,external_node_fs_promises_namespaceObject.realpath)(folder)]);
    return realFolder === realRoot || !(0,external_node_path_.relative)(realRoot, realFolder).startsWith('..');
}

;// CONCATENATED MODULE: ./build/emulator/control/workload.js
// The workload's process: its own process group, a clean environment, its bytes captured as they are.






/** How long output may still come from a workload's leftovers after it ended. */
const DRAIN_MS = 250;
/** Runs the job's command to its end. Resolves with the code a shell would show: 128+n for a death by signal n. */
function runWorkload(world, pod, job) {
    const workspace = workspaceOf(pod);
    const cwd = (0,external_node_path_.resolve)(workspace, job.request.workdir);
    if (cwd !== workspace && !cwd.startsWith(workspace + external_node_path_.sep)) {
        throw new InfraFailure(`workdir '${job.request.workdir}' is outside the workspace`);
    }
    (0,external_node_fs_.mkdirSync)(cwd, { recursive: true });
    const [file, ...args] = job.request.shell ? ['/bin/sh', '-c', job.request.argv.join(' ')] : job.request.argv;
    if (file === undefined)
        throw new InfraFailure('the command is empty');
    job.starts += 1;
    return new Promise((settle) => {
        const child = (0,external_node_child_process_namespaceObject.spawn)(file, args, {
            cwd,
            env: environmentOf(pod, job),
            detached: true,
            stdio: ['ignore', 'pipe', 'pipe'],
        });
        job.pid = child.pid ?? null;
        child.stdout.on('data', (bytes) => job.log.append('o', bytes));
        child.stderr.on('data', (bytes) => job.log.append('e', bytes));
        const kill = () => {
            const timer = setTimeout(() => signalGroup(job.pid, 'SIGKILL'), world.settings.graceMs);
            child.once('close', () => clearTimeout(timer));
            signalGroup(job.pid, 'SIGTERM');
        };
        if (job.abort.signal.aborted)
            kill();
        else
            job.abort.signal.addEventListener('abort', kill, { once: true });
        child.on('error', (error) => {
            job.log.append('e', `${file}: ${error.code === 'ENOENT' ? 'command not found' : error.message}\n`);
            settle(error.code === 'ENOENT' ? 127 : 126);
        });
        child.on('exit', (code, signal) => {
            const ending = code ?? 128 + (signal === null ? 0 : external_node_os_namespaceObject.constants.signals[signal]);
            const timer = setTimeout(() => {
                signalGroup(job.pid, 'SIGKILL');
                child.stdout.destroy();
                child.stderr.destroy();
            }, DRAIN_MS);
            child.once('close', () => {
                clearTimeout(timer);
                signalGroup(job.pid, 'SIGKILL');
                settle(ending);
            });
        });
    });
}
function signalGroup(pid, signal) {
    if (pid === null)
        return;
    try {
        process.kill(-pid, signal);
    }
    catch {
        // The group is gone already: what we wanted.
    }
}
const logFile = (world, jobId) => (0,external_node_path_.join)(world.root, 'jobs', `${jobId}.log`);

;// CONCATENATED MODULE: ./build/emulator/control/jobs.js
// The life of a job: asked for, given a pod, synced, run, its outputs brought back.












/** The orders that wait for a job once it is accepted. */
const LATER = [
    'slow-bootstrap',
    'bootstrap-fails',
    'stop-knows-no-pod',
    'sync-fails',
    'relay-expired',
    'pod-conflict',
    'pod-crash',
    'outputs-missing',
    'attach-before-pod',
    'sync-after-submit',
];
const subjectOf = (request) => ({
    command: request.argv.join(' '),
    project: request.projectId,
    verb: 'run',
});
/** Accepts a job, which takes its session in the same instant, or refuses it. */
function jobs_submit(world, caller, request) {
    const pool = world.orgs.pool(caller.identity);
    const sessions = { used: sessionsUsed(world, pool.poolId), limit: pool.limit };
    const subject = subjectOf(request);
    const full = { code: 11, error: 'quota_exceeded', message: fullPoolText(pool), sessions };
    const saturated = take(world.faults, 'refuse-saturated', subject);
    const refused = saturated ?? take(world.faults, 'refuse', subject);
    if (refused && refused.late !== true) {
        return {
            code: refused.exitCode ?? 11,
            error: refused.error ?? 'quota_exceeded',
            message: refused.text ?? full.message,
            ...(saturated ? { sessions: { used: pool.limit, limit: pool.limit } } : {}),
            ...(refused.retryAfterSeconds === undefined ? {} : { retry_after_seconds: refused.retryAfterSeconds }),
        };
    }
    const types = candidates(world.inventory, request);
    if ('unknown' in types) {
        return { code: 12, error: 'not_found', message: `Unknown GPU type '${types.unknown}'. See \`gpu inventory\`.` };
    }
    if (types.length === 0) {
        return { code: 1, error: 'no_capacity', message: 'No GPUs available that match the memory and price asked for.' };
    }
    const key = podKey(caller, request, types);
    let pod = refused ? undefined : warmPod(world, key);
    const reused = pod !== undefined;
    if (!pod && !refused) {
        if (poolIsFull(world, pool))
            return full;
        pod = createPod(world, pool, caller.identity, key, request, types);
    }
    const job = makeJob(world, caller, request, pool.poolId);
    for (const kind of LATER) {
        const fault = take(world.faults, kind, subject);
        if (fault)
            job.faults.push(fault);
    }
    if (pod) {
        job.podId = pod.podId;
        // Up to here the pod is on the bill of whoever used it last.
        bill(world, pod);
        pod.lastJob = job;
        pod.keepAliveMs = keepAlive(world, request);
        restPod(world, pod);
    }
    world.note('submitted', { jobId: job.jobId, podId: job.podId, reused, command: job.command });
    world.orgs.audit({
        at: job.submittedAt,
        org: caller.identity.org,
        identity: caller.identity.id,
        action: 'run',
        target: job.jobId,
    });
    job.done = carry(world, job, refused?.text ?? (refused ? full.message : undefined), reused);
    return job;
}
function makeJob(world, { identity }, request, poolId) {
    const hex = Array.from({ length: 32 }, () => Math.floor(world.random() * 16).toString(16)).join('');
    const jobId = `job_${hex}`;
    const job = {
        jobId,
        podId: null,
        projectId: request.projectId,
        state: 'pending',
        exitCode: null,
        failureReason: null,
        command: request.argv.join(' '),
        starts: 0,
        submittedAt: new Date().toISOString(),
        startedAt: null,
        endedAt: null,
        request,
        poolId,
        identity,
        log: makeLog(logFile(world, jobId)),
        pid: null,
        outputsDone: false,
        faults: [],
        abort: new AbortController(),
        done: Promise.resolve(),
    };
    world.jobs.set(jobId, job);
    return job;
}
async function carry(world, job, refusal, reused) {
    try {
        if (refusal !== undefined)
            throw new InfraFailure(refusal);
        await prepare(world, job, reused);
        await execute(world, job);
    }
    catch (error) {
        const ending = job.abort.signal.reason;
        if (ending)
            end(world, job, ending);
        else if (error instanceof InfraFailure)
            jobs_close(world, job, 'failed', null, error.message);
        else
            jobs_close(world, job, 'failed', null, `internal error: ${error.message}`);
    }
}
const podOf = (world, job) => {
    const pod = world.pods.get(job.podId ?? '');
    if (!pod)
        throw new InfraFailure('the pod is gone');
    return pod;
};
const taken = (job, kind) => job.faults.find((fault) => fault.kind === kind);
async function prepare(world, job, reused) {
    const { signal } = job.abort;
    const say = (text) => job.log.append('p', text);
    const pod = podOf(world, job);
    if (!reused)
        say('Provisioning new pod…');
    job.state = 'provisioning';
    await unlessAborted(pod.ready, signal);
    say(`Using pod ${pod.podId} (${pod.gpuCount}x ${pod.gpu.gpuType}, $${pod.usdPerHour.toFixed(2)}/h)`);
    say('Connecting');
    const slow = taken(job, 'slow-bootstrap');
    if (slow)
        await pause(slow.ms, signal);
    const broken = taken(job, 'bootstrap-fails');
    if (broken) {
        pod.quarantined = taken(job, 'stop-knows-no-pod') !== undefined;
        throw new InfraFailure(broken.text ?? bootstrapText(pod.podId));
    }
    pod.bootstrapped = true;
    job.state = 'syncing';
    const { cwd, include } = job.request;
    const later = taken(job, 'sync-after-submit');
    if (later) {
        await pause(later.ms, signal);
        if (!(0,external_node_fs_.existsSync)(cwd))
            throw new InfraFailure('workspace sync failed: the daemon that sends it is gone');
    }
    const files = await unlessAborted(filesToSend(cwd, include), signal);
    say(`Syncing 0/${files.length} files`);
    await sendFiles(cwd, files, workspaceOf(pod), signal);
    const unsynced = taken(job, 'sync-fails');
    if (unsynced) {
        throw new InfraFailure(unsynced.text ??
            'workspace sync failed: local workspace changed during transfer; retry required before submission');
    }
    say(`Syncing ${files.length}/${files.length} files`);
    signal.throwIfAborted();
    const expired = taken(job, 'relay-expired');
    if (expired) {
        const text = expired.text ?? 'Relay handshake failed: Session expired';
        job.log.append('e', `✗ ${text}\n`);
        throw new InfraFailure(text);
    }
}
const bootstrapText = (podId) => `bootstrap failed at stage 'heartbeat' for pod '${podId}' (transport): Timed out waiting for agent on pod ${podId} ` +
    `after 60 seconds\nRecovery: check \`gpu status\`, then \`gpu instances terminate ${podId} -y\` and run again`;
async function execute(world, job) {
    const pod = podOf(world, job);
    if (!jobsOn(world, pod).some((other) => other.state === 'running'))
        restartTrace(pod);
    job.log.append('p', `Running: ${job.command}`);
    job.state = 'running';
    job.startedAt = new Date().toISOString();
    world.note('job-started', { jobId: job.jobId, podId: pod.podId });
    const crash = taken(job, 'pod-crash');
    const timer = setTimeout(() => {
        const reason = crash?.text ?? `pod '${pod.podId}' lost: no heartbeat from its agent for 60 seconds`;
        endPod(world, pod, 'crash', { by: 'loss', reason });
    }, crash?.afterMs ?? 0);
    if (!crash)
        clearTimeout(timer);
    const code = await runWorkload(world, pod, job);
    clearTimeout(timer);
    const ending = job.abort.signal.reason;
    if (ending) {
        end(world, job, ending);
        return;
    }
    const { detach, sync } = job.request;
    if (!detach && sync)
        await bringBack(world, job);
    jobs_close(world, job, code === 0 ? 'succeeded' : 'failed', code, null);
    if (!detach && !sync)
        await bringBack(world, job);
}
function end(world, job, ending) {
    if (ending.by === 'loss')
        jobs_close(world, job, 'failed', null, ending.reason);
    else
        jobs_close(world, job, 'cancelled', null, ending.by === 'stop' ? 'pod stopped' : 'cancelled');
}
function jobs_close(world, job, state, exitCode, reason) {
    if (!jobIsAlive(job))
        return;
    job.state = state;
    job.exitCode = exitCode;
    job.failureReason = reason;
    job.endedAt = new Date().toISOString();
    world.note('job-ended', { jobId: job.jobId, podId: job.podId, state, exitCode });
    const pod = world.pods.get(job.podId ?? '');
    if (pod) {
        bill(world, pod, job);
        pod.lastJob = jobsOn(world, pod).at(-1) ?? job;
        restPod(world, pod);
    }
    job.log.finish();
}
/** The state as the service reports it. */
const stateOf = (job) => (job.startedAt === null && jobIsAlive(job) && taken(job, 'attach-before-pod')?.word) || job.state;
const recordOf = (job) => ({
    job_id: job.jobId,
    state: stateOf(job),
    exit_code: job.exitCode,
    failure_reason: job.failureReason,
});
/** Copies the job's outputs from the pod, once: into the workspace it came from, or that of the client that asks for them. */
async function bringBack(world, job, asking = '') {
    const pod = world.pods.get(job.podId ?? '');
    if (job.outputsDone || !pod || !podIsAlive(pod) || pod.state !== 'ready' || job.starts === 0)
        return;
    job.outputsDone = true;
    if (job.request.noOutput || job.request.outputs.length === 0 || taken(job, 'outputs-missing'))
        return;
    const conflicts = taken(job, 'pod-conflict') !== undefined;
    const folder = asking || job.request.cwd;
    const files = await fetchOutputs(workspaceOf(pod), job.request.outputs, folder, conflicts).catch(() => []);
    world.note('outputs', { jobId: job.jobId, files });
}

;// CONCATENATED MODULE: ./build/emulator/control/books.js





const JOB = [
    ...['jobId', 'podId', 'projectId', 'state', 'exitCode', 'failureReason', 'starts', 'command'],
    ...['submittedAt', 'startedAt', 'endedAt', 'pid'],
];
const POD = [
    ...['podId', 'projectId', 'poolId', 'state', 'gpuCount', 'createdAt', 'readyAt', 'endedAt'],
    ...['seconds', 'usd'],
];
const pick = (from, keys) => Object.fromEntries(keys.map((key) => [key, from[key]]));
function books(world) {
    const jobs = [...world.jobs.values()];
    const pods = [...world.pods.values()];
    const pools = new Set([...world.held.keys(), ...pods.map((pod) => pod.poolId)]);
    return {
        jobsAlive: jobs.filter(jobIsAlive).length,
        podsAlive: pods.filter(podIsAlive).length,
        sessionsHeld: [...pools].reduce((sum, poolId) => sum + sessionsUsed(world, poolId), 0),
        peakSessions: Math.max(0, ...world.peak.values()),
        refusals: world.refusals,
        jobs: jobs.map((job) => ({ ...pick(job, JOB), env: job.request.env })),
        pods: pods.map((pod) => ({ ...pick(pod, POD), gpuType: pod.gpu.gpuType, usd: pod.usd + unbilledUsd(world, pod) })),
    };
}
/** Who may see a job or a pod: the org it belongs to, and the owner of the pool it draws on. */
function mayTouch(world, caller, thing) {
    if (caller.identity.org !== null && thing.identity.org === caller.identity.org)
        return true;
    if (thing.identity.id === caller.identity.id)
        return true;
    // A parent's owner, and its service accounts, may act in a sub-account; its other members are outsiders there.
    const { org } = thing.identity;
    return org !== null && 'ok' in world.orgs.handle(caller.identity, 'context', { slug: org });
}
const podView = (world, pod) => ({
    pod_id: pod.podId,
    state: pod.state === 'provisioning' ? 'provisioning' : jobsOn(world, pod).length > 0 ? 'active' : 'ready',
    project_id: pod.projectId,
    gpu_type: pod.gpu.gpuType,
    gpu_count: pod.gpuCount,
    cost_per_hour: pod.usdPerHour * pod.gpuCount,
    started_at: pod.createdAt,
    jobs: jobsOn(world, pod).map((job) => job.jobId),
});
function statusView(world, caller, projectId, { listsEnded = false, lateMs = 0 } = {}) {
    const isOld = (stamp) => Date.now() - Date.parse(stamp) >= lateMs;
    const seen = (thing) => (projectId === undefined || (thing.projectId === projectId && !('quarantined' in thing && thing.quarantined))) &&
        mayTouch(world, caller, thing);
    const pods = [...world.pods.values()].filter((pod) => podIsAlive(pod) && seen(pod) && isOld(pod.createdAt));
    const pool = world.orgs.pool(caller.identity);
    return {
        running_pods: pods.filter((pod) => pod.state === 'ready').length,
        provisioning_pods: pods.filter((pod) => pod.state === 'provisioning').length,
        pods: pods.map((pod) => podView(world, pod)),
        jobs: [...world.jobs.values()]
            .filter((job) => (listsEnded || jobIsAlive(job)) && seen(job) && isOld(job.submittedAt))
            .map((job) => ({
            job_id: job.jobId,
            pod_id: job.podId,
            project_id: job.projectId,
            state: stateOf(job),
            command: job.command,
            submitted_at: job.submittedAt,
        })),
        sessions: { used: sessionsUsed(world, pool.poolId), limit: pool.limit },
        account: { name: caller.identity.name, org: caller.identity.org },
        total_spend_usd: Number(spentUsd(world, pool.poolId).toFixed(6)),
    };
}

;// CONCATENATED MODULE: ./build/emulator/control/admin.js
// Orders from another process: faults, people's sessions, and a look into the books.



function order(world, fault) {
    world.faults.push({ ...fault });
    world.note('ordered', { fault: fault.kind });
}
/** Sessions held by people fill a pool; the answer lets go of them. */
function hold(world, count, poolId) {
    const add = (change) => {
        world.held.set(poolId, Math.max(0, (world.held.get(poolId) ?? 0) + change));
        notePeak(world, poolId);
        world.note('sessions-held', { poolId, held: world.held.get(poolId) });
    };
    add(count);
    let released = false;
    return () => {
        if (!released)
            add(-count);
        released = true;
    };
}
function setPrice(world, gpuType, usdPerHour) {
    for (const gpu of world.inventory)
        if (gpu.gpuType === gpuType)
            gpu.usdPerHour = usdPerHour;
}
const admin_text = (body, key, otherwise = '') => typeof body[key] === 'string' ? body[key] : otherwise;
const number = (body, key, otherwise) => typeof body[key] === 'number' && Number.isFinite(body[key]) ? body[key] : otherwise;
/** By path; an order that cannot be carried out throws. */
const orders = {
    '/admin/faults': (world, body) => {
        if (!isFault(body))
            throw new Error(`There is no fault '${admin_text(body, 'kind')}'.`);
        order(world, body);
    },
    '/admin/faults/clear': (world) => void world.faults.splice(0),
    '/admin/books': books,
    '/admin/hold': (world, body) => void hold(world, number(body, 'sessions', 1), admin_text(body, 'poolId', 'my-team')),
};

;// CONCATENATED MODULE: external "node:http"
const external_node_http_namespaceObject = __WEBPACK_EXTERNAL_createRequire(import.meta.url)("node:http");
;// CONCATENATED MODULE: ./build/emulator/control/directives.js
// What the control plane answers when the program starts: the faults that were ordered for this call.

function directives_directives(world, subject) {
    const answer = {};
    const hit = (kind) => take(world.faults, kind, subject);
    if (subject.verb === 'daemon') {
        if (subject.argv.some((word) => word === 'start' || word === 'restart'))
            world.daemonDown = false;
    }
    else if (!subject.argv.some((word) => word === '--help') && subject.verb !== '--version') {
        // Help and version need no daemon.
        const down = hit('daemon-down');
        if (down?.untilStart)
            world.daemonDown = true;
        if (down !== undefined || world.daemonDown) {
            return {
                ...answer,
                exit: { code: 13, text: 'Daemon unavailable: gpud is not running. Run `gpu daemon start`.' },
            };
        }
    }
    const fails = hit('verb-fails');
    if (fails)
        answer.exit = { code: fails.exitCode ?? 1, text: fails.text ?? 'internal error' };
    if (hit('no-verb'))
        answer.noVerb = true;
    if (hit('tracing-noise'))
        answer.noise = true;
    if (hit('hang'))
        answer.hang = true;
    if (hit('daemon-holds-pipes'))
        answer.daemon = true;
    const killed = subject.verb === 'run' ? hit('client-killed') : undefined;
    if (killed)
        answer.kill = killed.at;
    const sync = subject.verb === 'run' ? hit('slow-sync') : undefined;
    if (sync)
        answer.syncMs = sync.ms;
    const lost = subject.verb === 'run' ? hit('answer-lost') : undefined;
    if (lost) {
        const text = lost.text ?? 'Connection to the daemon was lost';
        answer.lost = { whenOver: lost.whenOver === true, code: lost.exitCode ?? 13, text };
    }
    const stale = subject.verb === 'run' ? hit('stale-answer') : undefined;
    if (stale)
        answer.stale = stale.jobId;
    const foreign = subject.verb === 'run' ? hit('passes-on') : undefined;
    if (foreign)
        answer.passesOn = foreign.text ?? '';
    const bad = hit('bad-json');
    if (bad)
        answer.spoil = bad.how ?? 'garbage';
    const silent = hit('no-record');
    if (silent)
        answer.noRecord = { submit: silent.submit !== false };
    return answer;
}

// EXTERNAL MODULE: ./build/emulator/profiles.js
var profiles = __nccwpck_require__(226);
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

;// CONCATENATED MODULE: ./build/emulator/client/account.js
// Who calls: the service token of the environment, else the login kept in ~/.gpu-cli/config.toml, and the active org.


const fileIn = (home) => (0,external_node_path_.join)(home, '.gpu-cli', 'config.toml');
/** The flat `key = "value"` lines of the file. */
function readSettings(home) {
    const file = fileIn(home);
    const text = (0,external_node_fs_.existsSync)(file) ? (0,external_node_fs_.readFileSync)(file, 'utf8') : '';
    const found = {};
    for (const [, key = '', value = ''] of text.matchAll(/^(\w+)\s*=\s*"([^"]*)"\s*$/gm))
        found[key] = value;
    return found;
}
/** Writes the file with these keys changed; an undefined value removes its key. */
function changeSettings({ home }, changes) {
    const lines = [];
    for (const [key, value] of Object.entries({ ...readSettings(home), ...changes })) {
        if (value !== undefined)
            lines.push(`${key} = "${value}"`);
    }
    (0,external_node_fs_.mkdirSync)((0,external_node_path_.dirname)(fileIn(home)), { recursive: true });
    (0,external_node_fs_.writeFileSync)(fileIn(home), `${lines.join('\n')}\n`, { mode: 0o600 });
}
function readAccount({ home, token }) {
    const settings = readSettings(home);
    return { token: token ?? settings['token'], org: settings['org'] };
}

;// CONCATENATED MODULE: ./build/emulator/client/context.js
// What each verb gets: the cloud, the command line, the profile of the program, the program itself.



/** The program cannot do it: the exit code and what is printed. */
class Failure extends Error {
    code;
    constructor(message, code = 1) {
        super(message);
        this.code = code;
    }
}
/**
 * Who calls, in the org that the program has switched to; refused where that identity may not act there.
 * @param settled false if the call itself settles which organization is active.
 */
function callerOf({ world, call }, settled = true) {
    const { token, org = '' } = readAccount(call);
    const identity = world.orgs.authenticate(token);
    if (!('kind' in identity))
        throw new Refused(identity);
    if (!settled || org === '' || org === identity.org)
        return { identity, token };
    const entered = world.orgs.handle(identity, 'context', { slug: org });
    if (!('ok' in entered))
        throw new Refused(entered);
    return { identity: { ...identity, org }, token };
}
function findJob(context, jobId) {
    const caller = callerOf(context);
    const job = context.world.jobs.get(jobId);
    if (job && mayTouch(context.world, caller, job))
        return job;
    throw new Refused({ code: 12, error: 'not_found', message: `Job '${jobId}' not found.` });
}

;// CONCATENATED MODULE: ./build/emulator/client/project.js
// The project: the folder the program is called in, its gpu.jsonc, its id.



function readProject(folder, configFile) {
    const file = configFile === undefined ? (0,external_node_path_.join)(folder, 'gpu.jsonc') : (0,external_node_path_.resolve)(folder, configFile);
    let text;
    try {
        text = (0,external_node_fs_.readFileSync)(file, 'utf8');
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

;// CONCATENATED MODULE: ./build/emulator/client/run.js
// `gpu run`: submit, attach, cancel.









async function run(context) {
    const { world, call, args, directives, profile, terminal } = context;
    for (const line of directives.passesOn?.split('\n') ?? [])
        terminal.progress(`| ${line}`);
    const attach = args.get('attach');
    const cancel = args.get('cancel');
    if (attach !== undefined)
        return follow(context, attach, { as: 'attach' });
    if (cancel !== undefined) {
        const state = await cancelJob(context, cancel);
        terminal.note(`Job ${cancel} ${state === 'cancelled' ? 'cancelled' : `has already ended (${state})`}`);
        return 0;
    }
    if (args.words.length === 0)
        throw new UsageError('error: a command is required: gpu run [FLAGS] -- COMMAND…');
    if (args.has('interactive') && !call.tty) {
        terminal.fail('Interactive mode needs a terminal: stdin is not a TTY');
        return 1;
    }
    const request = readRequest(context);
    let interrupted = false;
    if (!request.detach)
        terminal.onInterrupt(() => (interrupted = true));
    terminal.progress('Detecting project…');
    if (directives.kill === 'before-submit')
        terminal.kill();
    if (directives.noRecord && !directives.noRecord.submit)
        return 0;
    terminal.progress('Resolving');
    if (directives.syncMs !== undefined) {
        world.note('syncing', { ms: directives.syncMs });
        await pause(directives.syncMs, terminal.gone);
    }
    const job = directives.stale === undefined ? await accepted(context, request) : findJob(context, directives.stale);
    if (directives.kill === 'submitted')
        terminal.kill();
    if (directives.noRecord)
        return 0;
    if (directives.lost) {
        if (directives.lost.whenOver)
            await job.done;
        terminal.fail(directives.lost.text);
        return directives.lost.code;
    }
    if (request.detach) {
        const answer = { job_id: job.jobId, pod_id: null, state: 'pending' };
        if (args.has('json'))
            terminal.json(shaped(answer, profile.json.run));
        else
            terminal.note(`Job ${job.jobId} submitted. Attach with: gpu attach ${job.jobId}`);
        return 0;
    }
    return follow(context, job.jobId, { as: 'owner', interrupted });
}
/** What was sent arrives, also where the program has ended meanwhile. */
async function accepted(context, request) {
    const { world } = context;
    const caller = callerOf(context);
    const command = request.argv.join(' ');
    const slow = take(world.faults, 'slow-submit', { command, verb: 'run' });
    if (slow) {
        world.note('slow-submit', { projectId: request.projectId });
        await pause(slow.ms);
    }
    const job = jobs_submit(world, caller, request);
    if ('jobId' in job)
        return job;
    world.refusals += 1;
    world.note('refused', { code: job.code, error: job.error, command });
    throw new Refused(job);
}
function readRequest({ args, project }) {
    const { config } = project;
    if (!/^[A-Za-z0-9][A-Za-z0-9._-]{0,127}$/.test(project.id)) {
        throw new UsageError(`error: project_id '${project.id}' is not a plain name`);
    }
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
        maxPrice: typeof config['max_price'] === 'number' ? config['max_price'] : Infinity,
        keepAliveMinutes: typeof cooldown === 'number' ? cooldown : null,
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
/** Resolves with the state that the job has then, or is said to have. */
async function cancelJob(context, jobId) {
    const { world } = context;
    const job = findJob(context, jobId);
    const { command, projectId: project } = job;
    if (!jobIsAlive(job))
        return recordOf(job).state;
    const ignored = take(world.faults, 'cancel-ignored', { command, project, verb: 'run' }) !== undefined;
    world.note('cancel', { jobId, by: callerOf(context).identity.name, ignored });
    if (ignored)
        return 'cancelled';
    job.abort.abort({ by: 'cancel' });
    await job.done;
    return recordOf(job).state;
}

;// CONCATENATED MODULE: ./build/emulator/client/attach.js
// Following a job: its bytes on the stream they came from, its exit code as ours.






/** How often it is looked whether the caller's token is still good. */
const TOKEN_CHECK_MS = 100;
async function attach(context) {
    const jobId = context.args.words[0];
    if (jobId === undefined)
        throw new UsageError('error: a job id is required: gpu attach JOB_ID');
    return follow(context, jobId, { as: 'attach' });
}
async function follow(context, jobId, how) {
    const { world, terminal, profile, directives, project } = context;
    const owner = how.as === 'owner';
    const state = { interrupted: false };
    const interrupt = () => {
        state.interrupted = true;
        if (!owner) {
            terminal.note(`Interrupted: detached from ${jobId}, which goes on`);
            terminal.exit(130);
            return;
        }
        terminal.progress('Interrupted, cancelling the job…');
        cancelJob(context, jobId).catch((error) => {
            terminal.fail(`Cancelling ${jobId} failed: ${error.message}`);
            terminal.exit(130);
        });
    };
    terminal.onInterrupt(interrupt);
    if (how.interrupted === true)
        interrupt();
    const job = findJob(context, jobId);
    const subject = { command: job.command, project: job.projectId, verb: owner ? 'run' : 'attach' };
    const drops = take(world.faults, 'attach-drops', subject);
    if (!owner && job.startedAt === null && jobIsAlive(job) && taken(job, 'attach-before-pod')) {
        return conclude(terminal, job, false);
    }
    const connection = connectionOf(context);
    let [sent, broken] = [0, false];
    for await (const { kind, bytes } of job.log.frames(connection.signal)) {
        sent += bytes.length;
        if (drops !== undefined && sent > (drops.afterBytes ?? 0)) {
            broken = true;
            break;
        }
        if (kind === 'p') {
            const text = bytes.toString('utf8');
            if (owner && (profile.namesPod || !text.startsWith('Using pod ')))
                terminal.progress(text);
            continue;
        }
        await terminal.pass(kind, bytes);
        if (directives.kill === 'attached')
            terminal.kill();
    }
    broken ||= connection.signal.aborted;
    connection.close();
    if (!jobIsAlive(job)) {
        if (job.request.detach)
            await bringBack(world, job, project.folder);
    }
    else if (owner && !world.closing) {
        world.note('client-lost', { jobId: job.jobId, podId: job.podId });
    }
    if (!broken)
        return conclude(terminal, job, state.interrupted);
    if (state.interrupted)
        return 130;
    // A token that was revoked meanwhile shows in the very next call.
    callerOf(context);
    throw new Failure(`Lost the connection to job ${jobId}; it may still be running.`, 1);
}
/** A stream breaks when its program ends, and when its token is revoked. */
function connectionOf(context) {
    const revoked = new AbortController();
    const { token } = callerOf(context);
    const check = setInterval(() => {
        if (!('kind' in context.world.orgs.authenticate(token)))
            revoked.abort();
    }, TOKEN_CHECK_MS);
    check.unref();
    return { signal: AbortSignal.any([context.terminal.gone, revoked.signal]), close: () => clearInterval(check) };
}
function conclude(terminal, job, interrupted) {
    const { job_id: id, state, exit_code: code, failure_reason: reason } = recordOf(job);
    if (interrupted) {
        terminal.progress('Job cancelled (interrupted); the pod stays for reuse');
        return 130;
    }
    if (state === 'cancelled') {
        terminal.fail(`Job ${id} was cancelled: ${reason ?? 'cancelled'}`);
        return 15;
    }
    if (code !== null)
        return code;
    if (state === 'failed') {
        terminal.fail(`Job ${id} failed (exit unknown): ${reason ?? 'unknown reason'}`);
        return 1;
    }
    terminal.note(`Job ${id} is ${state}: it has no pod to attach to yet`);
    return 0;
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

;// CONCATENATED MODULE: ./build/emulator/client/jobs.js
// `gpu wait` and `gpu logs`.






/** The longest time that a timer takes. */
const FOR_EVER = 2 ** 31 - 1;
async function wait(context) {
    const { world, args, terminal, profile, project } = context;
    const jobId = args.words[0];
    if (jobId === undefined)
        throw new UsageError('error: a job id is required: gpu wait JOB_ID');
    const seconds = numberOf(args, 'timeout');
    const job = findJob(context, jobId);
    const over = new AbortController();
    const late = pause(seconds === undefined ? FOR_EVER : seconds * 1000, AbortSignal.any([over.signal, terminal.gone]));
    await Promise.race([job.done, late.catch(() => undefined)]);
    over.abort();
    if (!jobIsAlive(job) && job.request.detach)
        await bringBack(world, job, project.folder);
    const record = recordOf(job);
    const { state, exit_code: code, failure_reason: reason } = record;
    if (args.has('json'))
        terminal.json(shaped(record, profile.json.wait));
    if (state === 'succeeded') {
        if (!args.has('json'))
            terminal.note(`Job ${jobId} succeeded`);
        return 0;
    }
    if (state === 'failed' || state === 'cancelled') {
        terminal.fail(`Job ${jobId} ${state} (exit ${code ?? 'unknown'})${reason === null ? '' : `: ${reason}`}`);
        return state === 'cancelled' ? 15 : 1;
    }
    terminal.fail(`Timed out after ${seconds ?? 0} seconds: job ${jobId} is ${state}`);
    return 14;
}
async function logs(context) {
    const { args, project, terminal } = context;
    const jobId = args.get('job') ?? args.words[0];
    if (jobId === undefined)
        throw new UsageError('error: a job id is required: gpu logs -j JOB_ID');
    terminal.note(`Project: ${project.id} (resolved from ${project.folder})`);
    const job = findJob(context, jobId);
    for await (const { kind, bytes } of job.log.frames(terminal.gone, args.has('follow'))) {
        if (kind !== 'p')
            await terminal.pass(kind, bytes);
    }
    if (job.state === 'failed' && job.exitCode === null) {
        terminal.fail(`Job ${jobId} failed (exit unknown): ${job.failureReason ?? 'unknown reason'}`);
        return 1;
    }
    return 0;
}

// EXTERNAL MODULE: ./build/emulator/orgs/people.js
var people = __nccwpck_require__(513);
;// CONCATENATED MODULE: external "node:events"
const external_node_events_namespaceObject = __WEBPACK_EXTERNAL_createRequire(import.meta.url)("node:events");
;// CONCATENATED MODULE: ./build/emulator/client/terminal.js
// The far end of a `gpu` program that runs: how it was called, and frames for what it prints and how it ends.


/** The program was killed, by us or by somebody else: nothing is done for it any more. */
class Gone extends Error {
}
class Terminal {
    spoil;
    quiet = false;
    #socket;
    #gone = new AbortController();
    #interrupt;
    constructor(socket) {
        this.#socket = socket;
        socket.on('error', () => undefined);
        for (const event of ['end', 'close']) {
            socket.once(event, () => {
                this.#gone.abort(new Gone());
                socket.destroy();
            });
        }
    }
    /** Fires once the program has ended. */
    get gone() {
        return this.#gone.signal;
    }
    /** Text on stdout: what was asked for. */
    print(text) {
        this.#send('o', text);
    }
    json(value) {
        const text = `${JSON.stringify(value, null, 2)}\n`;
        if (this.spoil === 'empty')
            return;
        if (this.spoil === 'garbage')
            this.print('<html><body>502 Bad Gateway</body></html>\n');
        else
            this.print(this.spoil === 'truncated' ? text.slice(0, Math.ceil(text.length / 2)) : text);
    }
    /** A line for people without a prefix: tables, help for a wrong flag. */
    line(text) {
        this.#send('e', `${text}\n`);
    }
    note(text) {
        this.line(`>> ${text}`);
    }
    fail(text) {
        this.line(`✗ ${text}`);
    }
    progress(text) {
        if (!this.quiet)
            this.line(`[gpu]> ${text}`);
    }
    /** Bytes of a job, on the stream they came from. Resolves when a slow reader has room for more. */
    async pass(stream, bytes) {
        if (!this.#send(stream, bytes))
            await (0,external_node_events_namespaceObject.once)(this.#socket, 'drain', { signal: this.gone }).catch(() => undefined);
    }
    /** From here on Ctrl-C does this; before, it kills the program. A second Ctrl-C ends the program with 130. */
    onInterrupt(handle) {
        if (this.#interrupt === undefined)
            this.#send('s', '');
        this.#interrupt = handle;
    }
    interrupted() {
        this.#interrupt?.();
    }
    exit(code) {
        this.#send('x', String(code));
        this.#socket.end();
    }
    /** A fault: the program dies here as by the kernel's hand. */
    kill() {
        this.#send('k', '');
        throw new Gone();
    }
    startDaemon() {
        this.#send('d', '');
    }
    #send(kind, bytes) {
        if (!this.#socket.writable)
            return true;
        return this.#socket.write(log_frame(kind, typeof bytes === 'string' ? Buffer.from(bytes) : bytes));
    }
}
/** Columns; the last one is not padded. */
function columns(rows) {
    const widths = (rows[0] ?? []).map((_, column) => Math.max(...rows.map((row) => (row[column] ?? '').length)));
    return rows.map((row) => row
        .map((cell, column) => cell.padEnd(widths[column] ?? 0))
        .join('  ')
        .trimEnd());
}

;// CONCATENATED MODULE: ./build/emulator/client/machine.js
// Verbs about the installation: inventory, doctor, daemon, config, auth, update.







function inventory(context) {
    const { world, args, profile, terminal } = context;
    callerOf(context);
    const type = args.get('gpu-type')?.toLowerCase() ?? '';
    const offers = world.inventory
        .filter((gpu) => gpu.gpuType.toLowerCase().includes(type))
        .map(({ gpuType, usdPerHour, vramGb, stock }) => ({
        gpu_type: gpuType,
        cost_per_hour: usdPerHour,
        vram: vramGb,
        available: stock > 0,
        stock: stock === Infinity ? 'high' : stock === 0 ? 'none' : stock < 3 ? 'low' : 'medium',
    }));
    if (args.has('json'))
        terminal.json(shaped(offers, profile.json.inventory));
    else {
        const rows = offers.map((offer) => [
            offer.gpu_type,
            `${offer.vram} GB`,
            `$${offer.cost_per_hour.toFixed(2)}/h`,
            `${offer.stock} stock`,
        ]);
        for (const row of columns([['GPU', 'VRAM', 'PRICE', 'STOCK'], ...rows]))
            terminal.line(row);
    }
    return 0;
}
/** The answer says that something is wrong; the exit code stays 0. */
function doctor(context) {
    const { token } = readAccount(context.call);
    const signedIn = 'kind' in context.world.orgs.authenticate(token);
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
        context.terminal.json({ healthy: signedIn, checks });
    else
        for (const check of checks)
            context.terminal.line(`${check.ok ? '✓' : '✗'} ${check.name}: ${check.message}`);
    return 0;
}
function daemon({ args, terminal, profile }) {
    const what = args.words[0] ?? 'status';
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
    if (args.has('json'))
        terminal.json({ running: what !== 'stop', version: profile.version });
    else if (text !== '')
        terminal.note(text);
    return 0;
}
function auth(context) {
    const { args, terminal } = context;
    if ((args.words[0] ?? 'status') !== 'status') {
        throw new Failure('Only `gpu auth status` works on the local GPU cloud', 2);
    }
    const { kind, name, org } = callerOf(context).identity;
    if (args.has('json'))
        terminal.json({ authenticated: true, kind, name, org });
    else
        terminal.note(`Signed in as ${kind} ${name} (org ${org ?? 'none'})`);
    return 0;
}
/** In place of the browser: who gives an address is believed. */
function login({ world, call, args, terminal }) {
    const email = args.get('email') ?? args.words[0];
    if (email === undefined)
        throw new Failure('A browser login is not possible here; use `gpu login --email EMAIL`.', 10);
    const answer = world.orgs.handle(people/* ANONYMOUS */.E6, 'login', { email });
    if (!('ok' in answer))
        throw new Refused(answer);
    const account = answer.data;
    changeSettings(call, { token: account.token, org: undefined });
    terminal.note(`Signed in as ${account.email}`);
    return 0;
}
function logout({ call, terminal }) {
    changeSettings(call, { token: undefined, org: undefined });
    terminal.note('Signed out');
    return 0;
}
function update({ profile, terminal }) {
    terminal.note(`gpu ${profile.version} is up to date`);
    return 0;
}

;// CONCATENATED MODULE: ./build/emulator/client/org-views.js
// Answers of `gpu org` for people: what was asked for goes to stdout, what is said about it to stderr.

/** A name is whatever somebody typed: it must not move the cursor or draw a line of its own. */
const word = (value) => typeof value === 'string' || typeof value === 'number' ? String(value).replaceAll(/\p{Cc}/gu, '\u{FFFD}') : '-';
const rowsOf = (data, key) => data[key];
/** A table on stdout. */
const show = (terminal, header, rows) => terminal.print(`${columns([header, ...rows]).join('\n')}\n`);
const list = (terminal, rows, columns) => show(terminal, Object.keys(columns), rows.map((row) => Object.values(columns).map((key) => word(row[key]))));
/** A sentence with `{field}` replaced by the field of an answer. */
const filled = (sentence, data) => sentence.replace(/\{(\w+)\}/g, (_, field) => word(data[field]));
const usd = (value) => `$${Number(value).toFixed(4)}`;
const hours = (value) => (Number(value) / 3600).toFixed(3);
const figures = (row) => [word(row['jobs']), hours(row['gpu_seconds']), usd(row['usd'])];
const FIGURES = ['JOBS', 'GPU HOURS', 'COST'];
const created = (terminal, data) => {
    terminal.print(`${word(data['slug'])}\n`);
    terminal.note(`Created ${word(data['name'])}. Make it active with 'gpu org switch ${word(data['slug'])}'.`);
};
const orgs = (terminal, data) => {
    const found = rowsOf(data, 'orgs').map((row) => ({ ...row, active: row['active'] === true ? '*' : '' }));
    if (found.length === 0)
        terminal.note("No organizations. 'gpu org create NAME' makes one.");
    else
        list(terminal, found, {
            ACTIVE: 'active',
            SLUG: 'slug',
            NAME: 'name',
            ROLE: 'role',
            PLAN: 'plan',
            SESSIONS: 'sessions',
        });
    for (const one of rowsOf(data, 'invitations')) {
        terminal.note(`Invited to ${word(one['org'])} as ${word(one['role'])}: 'gpu org accept ${word(one['org'])}'.`);
    }
};
const switched = (terminal, data) => {
    const org = data['org'];
    terminal.note(typeof org === 'string' ? `Active organization: ${org}` : 'Active account: your own');
};
const org = (terminal, data) => {
    const fields = ['slug', 'name', 'role', 'parent', 'plan', 'sessions', 'created_at'];
    for (const key of fields)
        terminal.print(`${`${key}:`.padEnd(12)} ${word(data[key])}\n`);
};
const members = (terminal, data) => {
    list(terminal, rowsOf(data, 'members'), { EMAIL: 'email', ROLE: 'role', SINCE: 'since' });
    for (const one of rowsOf(data, 'invitations'))
        terminal.note(`Invited: ${word(one['email'])} as ${word(one['role'])}`);
};
/** Stdout is the token alone, so that a script can keep it without it being seen. */
const token = (terminal, data) => {
    terminal.print(`${word(data['token'])}\n`);
    terminal.note(`Service account ${word(data['id'])} (${word(data['name'])}) in ${word(data['org'])}.`);
    terminal.note('The token is shown only once: store it as a CI secret now, as GPU_SERVICE_TOKEN.');
};
const serviceAccounts = (terminal, data) => {
    const found = rowsOf(data, 'service_accounts');
    if (found.length === 0)
        terminal.note('No service accounts.');
    else
        list(terminal, found, {
            ID: 'id',
            NAME: 'name',
            CREATED: 'created_at',
            'LAST USED': 'last_used_at',
            REVOKED: 'revoked_at',
        });
};
const usage = (terminal, data) => {
    const labelled = (label, key, name) => rowsOf(data, key).map((row) => [label, word(row[name]), ...figures(row)]);
    show(terminal, ['KIND', 'NAME', ...FIGURES], [
        ...labelled('member', 'members', 'name'),
        ...labelled('service account', 'service_accounts', 'name'),
        ...labelled('sub-account', 'sub_accounts', 'org'),
        ['total', word(data['month']), ...figures(data['total'])],
    ]);
};
const billing = (terminal, data) => {
    const lines = rowsOf(data, 'lines').map((row) => [word(row['org']), ...figures(row)]);
    show(terminal, ['ORG', ...FIGURES], [...lines, ['total', ...figures(data['total'])]]);
    const payer = data['billed_to'] === null ? 'the parent organization' : word(data['billed_to']);
    terminal.note(`${word(data['month'])}, billed to ${payer} on the ${word(data['plan'])} plan.`);
};
const audit = (terminal, data) => {
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
    show(terminal, ['AT', 'IDENTITY', 'NAME', 'ACTION', 'TARGET', 'DETAIL'], rows);
};

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
/** What the organizations are asked, next to the active one. */
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
// `gpu org VERB …`: reads the command line, asks the organizations, shows the answer, keeps the active org.






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
/** Returns the exit code; a refusal is thrown with its own. */
function runOrg(argv, context) {
    const [first, second] = argv;
    const group = first === 'service-account';
    const shown = group ? ORG_VERBS.filter((verb) => verb.name.startsWith('service-account ')) : ORG_VERBS;
    const named = group ? second : first;
    if (named === undefined || isHelp(named)) {
        context.terminal.print(org_overview(shown));
        return named === undefined ? 2 : 0;
    }
    const name = group ? `service-account ${named}` : named;
    const verb = ORG_VERBS.find((known) => known.name === name);
    if (verb === undefined)
        throw new UsageError(`error: unrecognized subcommand 'org ${name}'`);
    const args = parseArgs(argv.slice(group ? 2 : 1), flagsOf(verb), false);
    if (args.has('help')) {
        context.terminal.print(helpFor(verb));
        return 0;
    }
    return perform(verb, args, context);
}
function perform(verb, args, context) {
    const { world, call, terminal } = context;
    checkWords(verb, args);
    if (verb.name === 'delete' && !args.has('yes')) {
        throw new Failure('Failed to get confirmation: IO error: not a terminal. Say -y to delete.', 1);
    }
    const active = readAccount(call).org;
    const given = { org: active, ...argumentsOf(verb, args) };
    const answer = world.orgs.handle(callerOf(context, false).identity, verb.name.replace(' ', '-'), given);
    if (!('ok' in answer))
        throw new Refused(answer);
    const data = answer.data;
    keepContext(call, verb.name, args.words[0], active);
    if (args.has('json'))
        terminal.json(data);
    else if (typeof verb.show === 'string')
        terminal.note(filled(verb.show, data));
    else
        verb.show(terminal, data);
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
function keepContext(call, verb, slug, active) {
    if (verb === 'switch')
        changeSettings(call, { org: slug === '' ? undefined : slug });
    if (verb === 'delete' && slug === active)
        changeSettings(call, { org: undefined });
}

;// CONCATENATED MODULE: ./build/emulator/client/pods.js
// `gpu status`, `gpu stop`, `gpu instances`.










function readStatus(context, all) {
    const { world, args, profile } = context;
    const project = args.get('project') ?? context.project.id;
    const ordered = (kind) => all ? undefined : take(world.faults, kind, { project, verb: 'status' });
    const listsEnded = ordered('status-lists-ended') !== undefined;
    const late = take(world.faults, 'status-late', { project: context.project.id, verb: 'status' });
    const options = { listsEnded, lateMs: late?.ms ?? 0 };
    const view = statusView(world, callerOf(context), all ? undefined : project, options);
    if (ordered('long-gpu-names'))
        for (const pod of view.pods)
            pod.gpu_type = `NVIDIA GeForce ${pod.gpu_type}`;
    const { length } = ordered('status-cuts-commands') ?? { length: Infinity };
    for (const job of view.jobs)
        if (job.command.length > length)
            job.command = `${job.command.slice(0, length)}…`;
    if (profile.podId === 'submitted')
        return view;
    const ready = new Set(view.pods.filter(({ state }) => state !== 'provisioning').map((pod) => pod.pod_id));
    return {
        ...view,
        jobs: view.jobs.map((job) => ({ ...job, pod_id: ready.has(job.pod_id ?? '') ? job.pod_id : null })),
    };
}
function pods_status(context) {
    const { world, args, profile, terminal } = context;
    const asJson = args.has('json');
    const all = args.has('all');
    const view = readStatus(context, all);
    const subject = { project: args.get('project') ?? context.project.id, verb: 'status' };
    const countsOnly = !all && take(world.faults, 'status-counts-only', subject) !== undefined;
    const { running_pods, provisioning_pods } = view;
    if (asJson) {
        terminal.json(countsOnly ? { running_pods, provisioning_pods } : shaped(view, profile.json.status));
        return 0;
    }
    terminal.line('GPU Status');
    if (countsOnly) {
        terminal.line(`Pods: ${running_pods} running, ${provisioning_pods} provisioning`);
        return 0;
    }
    terminal.line(`Sessions: ${view.sessions.used} of ${view.sessions.limit} in use`);
    terminal.line('RENTAL INSTANCES');
    if (view.pods.length === 0) {
        terminal.line("No pods found for this project. No active pods.\nRun 'gpu run <command>' to start a pod");
        return 0;
    }
    for (const pod of view.pods) {
        terminal.line(`Pod ${pod.pod_id} ${pod.state.toUpperCase()}  ${pod.gpu_count}x ${pod.gpu_type}  ` +
            `$${pod.cost_per_hour.toFixed(2)}/h  project ${pod.project_id}`);
    }
    if (profile.json.status === undefined) {
        for (const job of view.jobs)
            terminal.line(`Job ${job.job_id} ${job.state}  ${job.command}`);
    }
    terminal.line(`Total spend: $${view.total_spend_usd.toFixed(2)}`);
    return 0;
}
/** Without a terminal nobody can say yes. */
function pods_confirm({ args, call }) {
    if (args.has('yes') || args.has('force') || call.tty)
        return;
    throw new Failure('Failed to get confirmation: IO error: not a terminal', 1);
}
async function stop(context) {
    const { args, terminal } = context;
    pods_confirm(context);
    const stopped = await stopPods(context, args.get('pod-id') ?? args.words[0] ?? '', !args.has('no-sync'));
    if (stopped.length === 0)
        terminal.note("No running pods found. Use 'gpu instances list' to see all pods.");
    for (const pod of stopped)
        terminal.note(`Pod ${pod} stopped`);
    return 0;
}
/** @param podId empty for each pod of the project. */
async function stopPods(context, podId, sync, terminate = false) {
    const { world, project } = context;
    const caller = callerOf(context);
    const fault = take(world.faults, 'stop-fails', { project: project.id, verb: 'stop' });
    if (fault) {
        const message = fault.text ?? 'Failed to stop pod: the provider answered 503 Service Unavailable.';
        throw new Refused({ code: fault.exitCode ?? 1, error: 'provider_error', message });
    }
    const known = (pod) => mayTouch(world, caller, pod) && (terminate || !pod.quarantined);
    const pods = [...world.pods.values()].filter((pod) => known(pod) && (podId === '' ? pod.projectId === project.id : pod.podId === podId));
    if (podId !== '' && pods.length === 0) {
        throw new Refused({ code: 12, error: 'not_found', message: `Pod '${podId}' not found.` });
    }
    const stopped = [];
    for (const pod of pods) {
        if (!podIsAlive(pod))
            continue;
        if (sync)
            await fetchBeforeStop(context, pod);
        if (!podIsAlive(pod))
            continue;
        const jobs = [...world.jobs.values()].filter((job) => job.podId === pod.podId);
        endPod(world, pod, 'stop', { by: 'stop' });
        await Promise.all(jobs.map((job) => job.done));
        stopped.push(pod.podId);
    }
    world.note('stop', { by: caller.identity.name, podId, project: project.id, stopped });
    return stopped;
}
/** `gpu stop` brings the outputs of ended jobs back first. */
async function fetchBeforeStop({ world, project }, pod) {
    for (const job of world.jobs.values()) {
        if (job.podId !== pod.podId || jobIsAlive(job))
            continue;
        await job.done;
        await bringBack(world, job, project.folder);
    }
}
async function instances(context) {
    const { args, profile, terminal } = context;
    const [what, podId] = args.words;
    if (what === 'terminate' && podId !== undefined) {
        pods_confirm(context);
        await stopPods(context, podId, false, true);
        terminal.note(`Pod ${podId} terminated`);
        return 0;
    }
    if (what !== 'list')
        throw new UsageError('error: expected `gpu instances list` or `gpu instances terminate POD_ID`');
    const { pods } = readStatus(context, true);
    if (args.has('json'))
        terminal.json(shaped(pods, profile.json.instances));
    else {
        const rows = pods.map((pod) => [pod.pod_id, pod.state, pod.project_id, `${pod.gpu_count}x ${pod.gpu_type}`]);
        for (const row of columns(rows))
            terminal.line(row);
    }
    return 0;
}

;// CONCATENATED MODULE: ./build/emulator/client/main.js
// One call of the `gpu` program: from a command line to an exit code.














/** A call that was captured on a slow machine is not imitated longer than this (ms). */
const MOST_DELAY_MS = 2_000;
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
    auth: auth,
    login: login,
    logout: logout,
    update: update,
};
async function runCall(world, call, terminal) {
    const own = (0,profiles/* readProfile */.er)(world.settings.profile);
    const profile = (0,profiles/* profileOf */.dp)(call.version, own) ?? own;
    try {
        terminal.exit(await dispatch());
    }
    catch (error) {
        if (error instanceof Gone || terminal.gone.aborted)
            return;
        terminal.exit(explain(error));
    }
    async function dispatch() {
        const { argv } = call;
        const [name = '--help', ...rest] = argv;
        const directives = directives_directives(world, noteCall(world, call));
        if (directives.daemon)
            terminal.startDaemon();
        // The program ends with the control plane.
        if (directives.hang)
            return new Promise(() => undefined);
        if (name === '--version' || name === '-V') {
            terminal.print(`gpu ${profile.version}\n`);
            return 0;
        }
        if (name === '--help' || name === '-h' || name === 'help') {
            terminal.print(overview(profile));
            return argv.length === 0 ? 2 : 0;
        }
        await pause(Math.min(profile.delays?.[name] ?? 0, MOST_DELAY_MS), terminal.gone);
        const help = directives.noVerb ? undefined : profile.help[name];
        if (!help) {
            throw new UsageError(`error: ${name.startsWith('-') ? 'unknown flag' : 'unrecognized subcommand'} '${name}'`);
        }
        terminal.spoil = directives.spoil;
        if (name === 'org')
            return runOrg(rest, { world, call, terminal });
        const args = parseArgs(rest, flagsIn(help), name === 'run');
        terminal.quiet = args.has('quiet');
        if (args.has('help')) {
            terminal.print(`${help.join('\n')}\n`);
            return 0;
        }
        for (const text of [...profile.stderr, ...(directives.noise ? NOISE : [])])
            terminal.line(text);
        if (directives.exit)
            throw new Failure(directives.exit.text, directives.exit.code);
        if (directives.noRecord && name !== 'run')
            return 0;
        const verb = VERBS[name];
        if (!verb)
            throw new Failure(`Not implemented: ${name}`, 1);
        const project = readProject(call.cwd, args.get('config'));
        return verb({ world, call, terminal, args, project, profile, directives });
    }
    /** Prints what went wrong, and returns the exit code. */
    function explain(error) {
        if (error instanceof UsageError) {
            terminal.line(`${error.message}\n\nFor more information, try 'gpu --help'.`);
            return 2;
        }
        if (error instanceof Refused) {
            const { code, error: word, message, ...more } = error.refusal;
            const words = profile.refusals[word];
            const text = words?.text ?? message;
            terminal.fail(text);
            if (call.argv.includes('--json'))
                terminal.json({ error: { code: word, message: text, ...more } });
            return words?.code ?? code;
        }
        terminal.fail(error instanceof Failure ? error.message : `internal error: ${error.message}`);
        return error instanceof Failure ? error.code : 1;
    }
}
/** @returns what orders for this call may name. */
function noteCall(world, { argv, cwd, pid }) {
    const [verb = '--help', ...rest] = argv;
    const hidden = rest.map((word, at) => (/^(-e|--env)$/.test(rest[at - 1] ?? '') ? word.replace(/=.*/s, '=…') : word));
    const command = verb === 'run' ? rest.slice(rest.indexOf('--') + 1).join(' ') : '';
    const project = projectId(cwd);
    world.note('call', { verb, argv: hidden, project, pid });
    return { verb, project, command, argv: hidden };
}
function projectId(cwd) {
    try {
        return readProject(cwd, undefined).id;
    }
    catch {
        return '';
    }
}

;// CONCATENATED MODULE: ./build/emulator/control/install.js
// The install script and the program, served as the real ones are: one script for `sh`, one file that runs.




/** `GPU_CLI_VERSION` pins a version; that variable is our assumption, the real script's is not published. */
function installScript(world) {
    const bash = take(world.faults, 'installer-in-bash', {}) !== undefined;
    const ordered = (kind) => take(world.faults, kind, {}) !== undefined;
    const sibling = ordered('installer-with-sibling');
    const needs = [...(sibling ? ['gpud'] : []), ...(ordered('needs-user') ? ['user'] : [])].join('-');
    return `#!/bin/${bash ? 'bash\nset -o pipefail; [[ -n "$BASH_VERSION" ]]' : 'sh'}
# Installs the GPU CLI of the local GPU cloud at ${world.url} into $HOME/.gpu-cli/bin.
set -eu
url="\${GPU_EMULATOR_URL:-${world.url}}/download/gpu/\${GPU_CLI_VERSION:-latest}${needs && `/${needs}`}"
folder="\${HOME:?HOME is not set}/.gpu-cli/bin"
mkdir -p "$folder"
partial="$folder/.gpu.$$"
trap 'rm -f "$partial"' EXIT
if command -v curl >/dev/null 2>&1; then curl -fsSL "$url" -o "$partial"
elif command -v wget >/dev/null 2>&1; then wget -q -O "$partial" "$url"
else echo "gpu: curl or wget is needed to install" >&2; exit 1
fi || { echo "gpu: download of $url failed" >&2; exit 1; }
chmod 755 "$partial"
mv -f "$partial" "$folder/gpu"
${sibling ? GPUD : ''}echo "gpu installed to $folder/gpu" >&2
`;
}
const GPUD = `printf '#!/bin/sh\\n' > "$folder/gpud"
chmod 755 "$folder/gpud"
`;
/** The beginning of a program that needs its daemon's program in its own folder, or `USER`. */
const NEEDS = {
    gpud: `-x ($0 =~ s{[^/]*$}{gpud}r) or do { print STDERR "✗ Failed to start the daemon: gpud is missing\\n"; exit 13 };`,
    user: `$ENV{USER} or do { print STDERR "✗ USER must be set\n"; exit 1 };`,
};
/** The program for `/download/gpu/VERSION`, or nothing if there is no such version. */
function download(world, path) {
    const [, version, needs = ''] = /^\/download\/gpu\/([\w.]+)(?:\/([\w-]+))?$/.exec(path) ?? [];
    if (version === undefined)
        return undefined;
    const own = (0,profiles/* readProfile */.er)(world.settings.profile);
    const profile = version === 'latest' ? own : (0,profiles/* profileOf */.dp)(version, own);
    return profile === undefined
        ? undefined
        : (0,external_node_fs_.readFileSync)((0,assets/* asset */.L)('client/gpu.pl'), 'utf8')
            .replace('@URL@', world.url)
            .replace('@VERSION@', profile.version)
            .replace('@NEEDS@', () => needs
            .split('-')
            .map((name) => NEEDS[name] ?? '')
            .join('\n'));
}

;// CONCATENATED MODULE: ./build/emulator/control/server.js
// The control plane on 127.0.0.1: the install script and the program by GET, calls of the program, orders by POST.







const MAX_BODY = 1024 * 1024;
/** What Linux takes as a command line is about 2 MB. */
const MAX_CALL = 4 * 1024 * 1024;
function makeServer(world) {
    const server = (0,external_node_http_namespaceObject.createServer)((request, response) => {
        answer(world, request, response).catch((error) => {
            send(response, error instanceof BadRequest ? error.status : 500, { error: error.message });
        });
    });
    // A page cannot ask for this protocol: browsers keep `Upgrade` to themselves.
    server.on('upgrade', (request, socket, head) => {
        if (request.headers.upgrade === 'gpu' && isLocal(world, request))
            serveProgram(world, socket, head);
        else
            socket.end('HTTP/1.1 403 Forbidden\r\n\r\n');
    });
    return server;
}
class BadRequest extends Error {
    status;
    constructor(status, message) {
        super(message);
        this.status = status;
    }
}
/** Against pages that a browser shows: one that rebinds its name has another `Host`, any other has an `Origin`. */
function isLocal({ url }, { headers }) {
    const { port } = new URL(url);
    return headers.origin === undefined && [`127.0.0.1:${port}`, `localhost:${port}`].includes(headers.host ?? '');
}
async function answer(world, request, response) {
    if (!isLocal(world, request))
        throw new BadRequest(403, 'Only programs on this machine may call.');
    const path = (request.url ?? '/').split('?')[0] ?? '/';
    if (request.method === 'GET' || request.method === 'HEAD') {
        const isScript = ['/install.sh', '/install', '/'].includes(path);
        if (isScript && take(world.faults, 'install-blocked', {}) !== undefined) {
            response.writeHead(403, { server: 'cloudflare', 'cf-mitigated': 'challenge' }).end();
            return;
        }
        const text = isScript ? installScript(world) : download(world, path);
        response.writeHead(text === undefined ? 404 : 200, { 'content-type': 'text/plain; charset=utf-8' });
        response.end(request.method === 'HEAD' ? undefined : (text ?? 'not found\n'));
        return;
    }
    const given = Buffer.from(request.headers.authorization ?? '');
    const wanted = Buffer.from(`Bearer ${world.adminToken}`);
    if (given.length !== wanted.length || !(0,external_node_crypto_.timingSafeEqual)(given, wanted)) {
        throw new BadRequest(401, 'The secret that the local GPU cloud printed at its start is needed.');
    }
    const order = orders[path];
    if (!order)
        throw new BadRequest(404, `Unknown call ${path}.`);
    const body = await readBody(request);
    try {
        send(response, 200, order(world, body) ?? {});
    }
    catch (error) {
        throw new BadRequest(400, error.message);
    }
}
async function readBody(request) {
    let text = '';
    for await (const part of request.setEncoding('utf8')) {
        text += part;
        if (text.length > MAX_BODY)
            throw new BadRequest(413, 'The body is too long.');
    }
    try {
        const value = JSON.parse(text || '{}');
        if (typeof value === 'object' && value !== null && !Array.isArray(value))
            return value;
    }
    catch {
        // Answered below.
    }
    throw new BadRequest(400, 'The body is not a JSON object.');
}
function send(response, status, value) {
    if (response.headersSent || response.destroyed)
        return;
    // What is left of a body that is not wanted is not read.
    response.writeHead(status, { 'content-type': 'application/json', connection: 'close' });
    response.end(JSON.stringify(value));
}
/** A program that was started: first its call, with its length before it; then a byte for each Ctrl-C. */
function serveProgram(world, socket, head) {
    world.sockets.add(socket);
    socket.once('close', () => world.sockets.delete(socket));
    socket.write('HTTP/1.1 101 Switching Protocols\r\nconnection: upgrade\r\nupgrade: gpu\r\n\r\n');
    const terminal = new Terminal(socket);
    let waiting = head;
    const read = (bytes) => {
        if (waiting === undefined) {
            terminal.interrupted();
            return;
        }
        waiting = Buffer.concat([waiting, bytes]);
        if (waiting.length < 4)
            return;
        const length = waiting.readUInt32BE();
        if (length > MAX_CALL)
            socket.destroy();
        if (waiting.length < 4 + length)
            return;
        const call = readCall(waiting.toString('utf8', 4, 4 + length));
        waiting = undefined;
        void runCall(world, call, terminal);
    };
    socket.on('data', read);
    read(Buffer.alloc(0));
}
function readCall(text) {
    const [version = '', pid = '', cwd = '', home = '', tty = '', token = '', ...argv] = text.split('\0');
    return { version, pid: Number(pid), cwd, home, tty: tty !== '', token: token === '' ? undefined : token, argv };
}

// EXTERNAL MODULE: ./build/emulator/orgs/directory.js + 7 modules
var directory = __nccwpck_require__(962);
;// CONCATENATED MODULE: ./build/emulator/cloud.js
// The local GPU cloud as a library: tests, the demo and the benchmarks start one, order faults, and read its books.













const DEFAULTS = {
    provisionMs: 20,
    keepAliveMinutes: 5,
    timeScale: 1,
    graceMs: 300,
    profile: profiles/* RICHEST */.rl,
    trace: 'busy',
    traceSpeed: 1,
    mig: false,
};
/** Ends the workloads of each open cloud with the process. */
const atExit = new Set();
process.once('exit', () => {
    for (const end of atExit)
        end();
});
async function startCloud(options = {}) {
    const { tier, sessions, port, stateFile, inventory, stock, ...settings } = options;
    const random = () => (0,external_node_crypto_.randomInt)(2 ** 47) / 2 ** 47;
    const started = Date.now();
    const watchers = new Set();
    const root = (0,external_node_fs_.mkdtempSync)((0,external_node_path_.join)((0,external_node_os_namespaceObject.tmpdir)(), 'gpu-cloud-'));
    for (const folder of ['pods', 'jobs'])
        (0,external_node_fs_.mkdirSync)((0,external_node_path_.join)(root, folder));
    const orgs = (0,directory/* makeDirectory */.O)({
        ...(tier === undefined ? {} : { tier }),
        ...(sessions === undefined ? {} : { sessions }),
        now: () => new Date(),
        random,
    });
    const state = stateFile === undefined ? undefined : readState(stateFile);
    if (state !== undefined)
        orgs.load(state);
    const { token, org } = orgs.seed();
    // A file that cannot be written is told now, and not when there is something to lose.
    if (stateFile !== undefined)
        writeState(stateFile, orgs.save());
    const world = {
        settings: { ...DEFAULTS, ...settings },
        root,
        url: '',
        adminToken: `gpu_admin_${(0,external_node_crypto_.randomBytes)(16).toString('hex')}`,
        sockets: new Set(),
        orgs,
        inventory: (inventory ?? standardInventory()).map((gpu) => ({ ...gpu, stock: stock?.[gpu.gpuType] ?? gpu.stock })),
        pods: new Map(),
        jobs: new Map(),
        held: new Map(),
        peak: new Map(),
        faults: [],
        events: [],
        refusals: 0,
        daemonDown: false,
        closing: false,
        random,
        note(kind, details) {
            const event = { at: new Date().toISOString(), ms: Date.now() - started, ...details, kind };
            world.events.push(event);
            for (const watch of watchers)
                watch(event);
        },
    };
    // A profile that cannot be read is reported at the start.
    (0,profiles/* readProfile */.er)(world.settings.profile);
    const server = makeServer(world);
    await new Promise((resolve, reject) => {
        server.once('error', reject);
        server.listen(port ?? 0, '127.0.0.1', resolve);
    });
    world.url = `http://127.0.0.1:${server.address().port}`;
    const killAll = () => {
        for (const job of world.jobs.values())
            if (jobIsAlive(job))
                signalGroup(job.pid, 'SIGKILL');
    };
    atExit.add(killAll);
    return {
        url: world.url,
        installUrl: `${world.url}/install.sh`,
        adminToken: world.adminToken,
        token,
        org,
        orgs,
        settings: world.settings,
        events: world.events,
        order: (fault) => order(world, fault),
        clearFaults: () => void world.faults.splice(0),
        books: () => books(world),
        holdSessions: (count, poolId = org) => hold(world, count, poolId),
        setPrice: (gpuType, usdPerHour) => setPrice(world, gpuType, usdPerHour),
        until: (match) => new Promise((resolve) => {
            const past = world.events.find(match);
            if (past) {
                resolve(past);
                return;
            }
            const watch = (event) => {
                if (!match(event))
                    return;
                watchers.delete(watch);
                resolve(event);
            };
            watchers.add(watch);
        }),
        async close() {
            if (world.closing)
                return;
            world.closing = true;
            atExit.delete(killAll);
            for (const pod of world.pods.values())
                endPod(world, pod, 'cloud closed', { by: 'stop' });
            for (const job of world.jobs.values()) {
                if (!jobIsAlive(job))
                    continue;
                job.abort.abort({ by: 'stop' });
                signalGroup(job.pid, 'SIGKILL');
            }
            const closed = new Promise((resolve) => server.close(resolve));
            server.closeAllConnections();
            for (const socket of world.sockets)
                socket.destroy();
            await Promise.allSettled([...world.jobs.values()].map((job) => job.done));
            await closed;
            if (stateFile !== undefined)
                writeState(stateFile, orgs.save());
            (0,external_node_fs_.rmSync)(root, { recursive: true, force: true, maxRetries: 5 });
        },
    };
}
function readState(file) {
    let text;
    try {
        text = (0,external_node_fs_.readFileSync)(file, 'utf8');
    }
    catch {
        return undefined;
    }
    try {
        return JSON.parse(text);
    }
    catch {
        throw new Error(`The state file ${file} is not JSON; remove it to start anew.`);
    }
}
function writeState(file, state) {
    (0,external_node_fs_.writeFileSync)(`${file}.partial`, `${JSON.stringify(state, null, 2)}\n`, { mode: 0o600 });
    (0,external_node_fs_.renameSync)(`${file}.partial`, file);
}


/***/ }),

/***/ 676:
/***/ ((__unused_webpack___webpack_module__, __webpack_exports__, __nccwpck_require__) => {


// EXPORTS
__nccwpck_require__.d(__webpack_exports__, {
  L: () => (/* binding */ asset)
});

// EXTERNAL MODULE: external "node:fs"
var external_node_fs_ = __nccwpck_require__(24);
// EXTERNAL MODULE: external "node:path"
var external_node_path_ = __nccwpck_require__(760);
;// CONCATENATED MODULE: external "node:url"
const external_node_url_namespaceObject = __WEBPACK_EXTERNAL_createRequire(import.meta.url)("node:url");
;// CONCATENATED MODULE: ./build/emulator/control/assets.js
// Files that travel with the control plane: beside it in a built bundle; in a checkout one folder up, or built into `dist`.



const here = (0,external_node_path_.dirname)((0,external_node_url_namespaceObject.fileURLToPath)(import.meta.url));
const PLACES = [here, (0,external_node_path_.join)(here, '..'), (0,external_node_path_.join)(here, '..', '..', 'dist', 'emulator')];
function asset(path) {
    const place = PLACES.map((folder) => (0,external_node_path_.join)(folder, path)).find((file) => (0,external_node_fs_.existsSync)(file));
    if (place === undefined)
        throw new Error(`The emulator's file ${path} is missing beside ${here}. Run \`npm run build\`.`);
    return place;
}


/***/ }),

/***/ 155:
/***/ ((__unused_webpack___webpack_module__, __webpack_exports__, __nccwpck_require__) => {

/* harmony export */ __nccwpck_require__.d(__webpack_exports__, {
/* harmony export */   Qq: () => (/* binding */ text),
/* harmony export */   Rp: () => (/* binding */ email),
/* harmony export */   mR: () => (/* binding */ optionalText)
/* harmony export */ });
/* harmony import */ var _refusals_js__WEBPACK_IMPORTED_MODULE_0__ = __nccwpck_require__(827);

/** A trimmed text argument; undefined when it is absent or empty. */
function optionalText(args, key) {
    const value = args[key];
    if (value === undefined || value === null)
        return undefined;
    if (typeof value !== 'string')
        throw (0,_refusals_js__WEBPACK_IMPORTED_MODULE_0__/* .badUsage */ .VT)(`'${key}' must be text.`);
    return value.trim() === '' ? undefined : value.trim();
}
function text(args, key) {
    const value = optionalText(args, key);
    if (value === undefined)
        throw (0,_refusals_js__WEBPACK_IMPORTED_MODULE_0__/* .badUsage */ .VT)(`'${key}' is missing.`);
    return value;
}
const EMAIL = /^[^\s@]+@[^\s@]+$/;
/** Addresses are compared without regard to case. */
function email(args, key) {
    const value = text(args, key);
    if (!EMAIL.test(value))
        throw (0,_refusals_js__WEBPACK_IMPORTED_MODULE_0__/* .badUsage */ .VT)(`'${value}' is not an email address, such as alice@example.com.`);
    return value.toLowerCase();
}


/***/ }),

/***/ 199:
/***/ ((__unused_webpack___webpack_module__, __webpack_exports__, __nccwpck_require__) => {

/* harmony export */ __nccwpck_require__.d(__webpack_exports__, {
/* harmony export */   dn: () => (/* binding */ actorOf),
/* harmony export */   g1: () => (/* binding */ record),
/* harmony export */   sc: () => (/* binding */ auditLog)
/* harmony export */ });
/* harmony import */ var _refusals_js__WEBPACK_IMPORTED_MODULE_0__ = __nccwpck_require__(827);
/* harmony import */ var _roles_js__WEBPACK_IMPORTED_MODULE_1__ = __nccwpck_require__(177);
/* harmony import */ var _state_js__WEBPACK_IMPORTED_MODULE_2__ = __nccwpck_require__(985);



/** Who an id in the records was. A removed member or a revoked service account keeps its name. */
function actorOf(state, id) {
    const person = (0,_state_js__WEBPACK_IMPORTED_MODULE_2__/* .personById */ .wZ)(state, id);
    if (person !== undefined)
        return { id, kind: 'user', name: person.email };
    const account = (0,_roles_js__WEBPACK_IMPORTED_MODULE_1__/* .homeOf */ .lt)(state, id)?.serviceAccounts.find((one) => one.id === id);
    if (account !== undefined)
        return { id, kind: 'service-account', name: account.name };
    return { id, kind: 'system', name: id };
}
/** One line of the log, under the identity that acted. */
function record(world, who, org, action, target, detail) {
    world.state.audit.push({
        at: (0,_state_js__WEBPACK_IMPORTED_MODULE_2__/* .timestamp */ .vE)(world),
        org: org.slug,
        identity: who,
        action,
        target,
        ...(detail === undefined ? {} : { detail }),
    });
}
/** `gpu org audit`: this org's entries alone, newest last. */
function auditLog(world, place, _who, args) {
    const limit = args['limit'] ?? 100;
    if (typeof limit !== 'number' || !Number.isInteger(limit) || limit < 1) {
        throw (0,_refusals_js__WEBPACK_IMPORTED_MODULE_0__/* .badUsage */ .VT)("'limit' must be a whole number from 1.");
    }
    const entries = world.state.audit.filter((entry) => entry.org === place.org.slug).slice(-limit);
    return {
        org: place.org.slug,
        entries: entries.map(({ at, identity, action, target, detail }) => ({
            at,
            identity: actorOf(world.state, identity),
            action,
            target,
            detail: detail ?? null,
        })),
    };
}


/***/ }),

/***/ 962:
/***/ ((__unused_webpack___webpack_module__, __webpack_exports__, __nccwpck_require__) => {


// EXPORTS
__nccwpck_require__.d(__webpack_exports__, {
  G: () => (/* binding */ SEED_OWNER),
  O: () => (/* binding */ makeDirectory)
});

// EXTERNAL MODULE: ./build/emulator/orgs/refusals.js
var refusals = __nccwpck_require__(827);
// EXTERNAL MODULE: ./build/emulator/orgs/state.js
var orgs_state = __nccwpck_require__(985);
// EXTERNAL MODULE: ./build/emulator/orgs/tokens.js
var tokens = __nccwpck_require__(984);
;// CONCATENATED MODULE: ./build/emulator/orgs/authenticate.js



/** Who a token is. A revoked token, and any token of a deleted org, is refused from that moment on. */
function identify(world, token) {
    if (token === undefined || token === '') {
        throw (0,refusals/* noIdentity */.kH)('auth_required', "Authentication required. Run 'gpu login', or set GPU_SERVICE_TOKEN in CI.");
    }
    const digest = (0,tokens/* digestOf */.ol)(token);
    for (const org of world.state.orgs) {
        const account = org.serviceAccounts.find((one) => one.digest === digest);
        if (account === undefined)
            continue;
        if (account.revokedAt !== null || org.deletedAt !== null) {
            throw (0,refusals/* noIdentity */.kH)('token_revoked', `The token of service account ${account.id} (${account.name}) was revoked.`);
        }
        account.lastUsedAt = (0,orgs_state/* timestamp */.vE)(world);
        return { kind: 'service-account', id: account.id, name: account.name, org: org.slug };
    }
    const login = world.state.logins.find((one) => one.digest === digest);
    const person = login === undefined ? undefined : (0,orgs_state/* personById */.wZ)(world.state, login.person);
    if (login === undefined || person === undefined) {
        throw (0,refusals/* noIdentity */.kH)('invalid_token', 'The token is not valid. Check that it was copied whole.');
    }
    if (login.revokedAt !== null)
        throw (0,refusals/* noIdentity */.kH)('token_revoked', "This login has ended. Run 'gpu login' again.");
    return { kind: 'user', id: person.id, name: person.email, org: null };
}

// EXTERNAL MODULE: ./build/emulator/orgs/args.js
var orgs_args = __nccwpck_require__(155);
// EXTERNAL MODULE: ./build/emulator/orgs/audit.js
var audit = __nccwpck_require__(199);
// EXTERNAL MODULE: ./build/emulator/orgs/people.js
var people = __nccwpck_require__(513);
// EXTERNAL MODULE: ./build/emulator/orgs/roles.js
var roles = __nccwpck_require__(177);
// EXTERNAL MODULE: ./build/emulator/orgs/tiers.js
var tiers = __nccwpck_require__(297);
;// CONCATENATED MODULE: ./build/emulator/orgs/slug.js
const LONGEST = 48;
/** "My Team" → `my-team`. Empty when nothing of the name can be written in a slug. */
const slugify = (name) => name
    .normalize('NFKD')
    .replaceAll(/\p{Mark}/gu, '')
    .toLowerCase()
    .replaceAll(/[^a-z0-9]+/g, '-')
    .slice(0, LONGEST)
    .replaceAll(/^-+|-+$/g, '');
/** The slug itself, or the first of `slug-2`, `slug-3` … that is free. */
function uniqueSlug(slug, taken) {
    let candidate = slug;
    for (let n = 2; taken(candidate); n += 1)
        candidate = `${slug}-${n}`;
    return candidate;
}

;// CONCATENATED MODULE: ./build/emulator/orgs/lifecycle.js








function addOrg(world, name, tier, owner, parent) {
    const slug = slugify(name);
    if (slug === '')
        throw (0,refusals/* badUsage */.VT)(`No slug can be made of '${name}': use a letter or a digit.`);
    const at = (0,orgs_state/* timestamp */.vE)(world);
    const org = {
        slug: uniqueSlug(slug, (candidate) => world.state.orgs.some((other) => other.slug === candidate)),
        name,
        parent: parent?.slug ?? null,
        tier,
        sessions: null,
        createdAt: at,
        deletedAt: null,
        members: [{ person: owner, role: 'OWNER', since: at }],
        invitations: [],
        serviceAccounts: [],
    };
    world.state.orgs.push(org);
    (0,audit/* record */.g1)(world, owner, org, 'org.create', org.slug, parent === null ? undefined : `sub-account of ${parent.slug}`);
    return org;
}
/** A sub-account's people see only their own org, so its parent's name is for the parent's people. */
function visibleParent(state, who, org) {
    const parent = (0,orgs_state/* liveOrg */.J5)(state, org.parent);
    return parent !== undefined && (0,roles/* standingIn */.qV)(state, who, parent) !== undefined ? parent.slug : null;
}
function described(state, who, { org, standing }) {
    return {
        slug: org.slug,
        name: org.name,
        role: standing,
        sub_account: org.parent !== null,
        parent: visibleParent(state, who, org),
        plan: (0,tiers/* tierOf */.kx)(state, org),
        sessions: (0,tiers/* sessionLimit */.s_)(state, org),
        created_at: org.createdAt,
    };
}
/** `gpu org create NAME [--parent SLUG]` */
function create(world, who, args) {
    const name = (0,orgs_args/* text */.Qq)(args, 'name');
    if (who.kind === 'service-account')
        throw (0,refusals/* forbidden */.o0)('A service account runs workloads; it cannot create organizations.');
    const parentSlug = (0,orgs_args/* optionalText */.mR)(args, 'parent');
    if (parentSlug === undefined) {
        const org = addOrg(world, name, (0,people/* requireOrgsPlan */.eK)(world, who), who.id, null);
        return described(world.state, who, { org, standing: 'OWNER' });
    }
    const parent = (0,roles/* visibleOrg */.nV)(world.state, who, parentSlug);
    if (!(0,roles/* allows */.NB)('sub-account', parent.standing))
        throw (0,refusals/* forbidden */.o0)(`Only the OWNER of ${parentSlug} creates its sub-accounts.`);
    if (parent.org.parent !== null)
        throw (0,refusals/* conflict */.hj)(`${parentSlug} is itself a sub-account and cannot be a parent.`);
    (0,tiers/* requireFeature */.Mi)(parent.org.tier, 'subAccounts');
    const org = addOrg(world, name, parent.org.tier, who.id, parent.org);
    (0,audit/* record */.g1)(world, who.id, parent.org, 'sub-account.create', org.slug);
    return described(world.state, who, { org, standing: 'OWNER' });
}
/** `gpu org list`: the caller's orgs, and the invitations that wait for an answer. */
function list(world, who, active) {
    const { state } = world;
    const live = state.orgs.filter((org) => org.deletedAt === null);
    const orgs = live.flatMap((org) => {
        const standing = (0,roles/* standingIn */.qV)(state, who, org);
        return standing === undefined ? [] : [{ ...described(state, who, { org, standing }), active: org.slug === active }];
    });
    const invitations = live.flatMap((org) => org.invitations
        .filter((one) => who.kind === 'user' && one.email === who.name)
        .map((one) => ({ id: one.id, org: org.slug, role: one.role, invited_at: one.at })));
    return { active, orgs, invitations };
}
const show = (world, place, who) => described(world.state, who, place);
/** `gpu org switch [SLUG]`: what the client may make its active org. Nothing means the identity's own account. */
function resolveContext(world, who, args) {
    const home = who.kind === 'service-account' ? ((0,roles/* homeOf */.lt)(world.state, who.id)?.slug ?? null) : null;
    const slug = (0,orgs_args/* optionalText */.mR)(args, 'slug') ?? home;
    return { ...who, org: slug === null ? null : (0,roles/* visibleOrg */.nV)(world.state, who, slug).org.slug };
}
/** `gpu org transfer SLUG --to EMAIL`: at once, and the former OWNER stays as an ADMIN. */
function transfer(world, { org }, who, args) {
    const address = (0,orgs_args/* email */.Rp)(args, 'to');
    const current = org.members.find((member) => member.role === 'OWNER');
    if (current === undefined || current.person !== who.id) {
        throw (0,refusals/* forbidden */.o0)(`Only the current OWNER of ${org.slug} transfers it.`);
    }
    const recipient = (0,orgs_state/* personByEmail */.Z3)(world.state, address);
    const next = org.members.find((member) => member.person === recipient?.id);
    if (next === undefined)
        throw (0,refusals/* notFound */.mX)(`${address} is not a member of ${org.slug}. Invite them first.`);
    if (next === current)
        throw (0,refusals/* conflict */.hj)(`${address} owns ${org.slug} already.`);
    current.role = 'ADMIN';
    next.role = 'OWNER';
    (0,audit/* record */.g1)(world, who.id, org, 'org.transfer', org.slug, `to ${address}`);
    return { org: org.slug, owner: address, your_role: (0,roles/* roleIn */.Ik)(org, who.id) ?? null };
}
/** `gpu org delete SLUG`: its tokens stop at once; what it used stays on the books. */
function remove(world, { org }, who) {
    const children = (0,orgs_state/* subAccountsOf */.I1)(world.state, org);
    if (children.length > 0) {
        throw (0,refusals/* conflict */.hj)(`${org.slug} has sub-accounts (${children.map((child) => child.slug).join(', ')}). Delete them first.`);
    }
    org.deletedAt = (0,orgs_state/* timestamp */.vE)(world);
    (0,audit/* record */.g1)(world, who.id, org, 'org.delete', org.slug);
    return { org: org.slug, deleted_at: org.deletedAt };
}

;// CONCATENATED MODULE: ./build/emulator/orgs/service-accounts.js






const LONGEST_NAME = 64;
/** The one place where a token exists in clear; the org keeps its digest. */
function issue(world, org, by, name) {
    const token = (0,tokens/* newToken */.uv)(world.random, 'gpt_sat_');
    const account = {
        id: (0,tokens/* newId */.Si)(world.random, 'sa_', (id) => (0,roles/* homeOf */.lt)(world.state, id) !== undefined),
        name,
        digest: (0,tokens/* digestOf */.ol)(token),
        createdAt: (0,orgs_state/* timestamp */.vE)(world),
        createdBy: by,
        lastUsedAt: null,
        revokedAt: null,
    };
    org.serviceAccounts.push(account);
    (0,audit/* record */.g1)(world, by, org, 'service-account.create', account.id, name);
    return { token, account };
}
/** Revoking twice is no error: a script that lost the first answer may ask again. */
function withdraw(world, org, by, account) {
    if (account.revokedAt !== null)
        return;
    account.revokedAt = (0,orgs_state/* timestamp */.vE)(world);
    (0,audit/* record */.g1)(world, by, org, 'service-account.revoke', account.id, account.name);
}
const listed = (world, account) => ({
    id: account.id,
    name: account.name,
    created_at: account.createdAt,
    created_by: (0,audit/* actorOf */.dn)(world.state, account.createdBy).name,
    last_used_at: account.lastUsedAt,
    revoked_at: account.revokedAt,
});
function createServiceAccount(world, { org }, who, args) {
    const name = (0,orgs_args/* text */.Qq)(args, 'name');
    if (name.length > LONGEST_NAME)
        throw (0,refusals/* badUsage */.VT)(`'name' is longer than ${LONGEST_NAME} characters.`);
    const { token, account } = issue(world, org, who.id, name);
    return { org: org.slug, ...listed(world, account), token };
}
function listServiceAccounts(world, { org }, _who, args) {
    const wanted = org.serviceAccounts.filter((account) => args['all'] === true || account.revokedAt === null);
    return { org: org.slug, service_accounts: wanted.map((account) => listed(world, account)) };
}
function revokeServiceAccount(world, { org }, who, args) {
    const id = (0,orgs_args/* text */.Qq)(args, 'id');
    const account = org.serviceAccounts.find((one) => one.id === id);
    if (account === undefined) {
        throw (0,refusals/* notFound */.mX)(`No service account '${id}' in ${org.slug}. 'gpu org service-account list' shows them.`);
    }
    withdraw(world, org, who.id, account);
    return { org: org.slug, ...listed(world, account) };
}

;// CONCATENATED MODULE: ./build/emulator/orgs/billing.js






/** Money to a millionth: sums of binary fractions carry noise beyond it. */
const money = (usd) => Math.round(usd * 1e6) / 1e6;
function totals(entries) {
    const seconds = entries.reduce((sum, entry) => sum + entry.seconds * entry.gpuCount, 0);
    return {
        // A warm pod that waits for a job costs money under no job's name.
        jobs: new Set(entries.map((entry) => entry.jobId).filter((id) => id !== '')).size,
        gpu_seconds: Math.round(seconds * 1000) / 1000,
        usd: money(entries.reduce((sum, entry) => sum + entry.usd, 0)),
    };
}
const MONTH = /^\d{4}-(0[1-9]|1[0-2])$/;
/** A calendar month in UTC, this one unless another is named. */
function monthOf(world, args) {
    const month = (0,orgs_args/* optionalText */.mR)(args, 'month') ?? world.now().toISOString().slice(0, 7);
    if (!MONTH.test(month))
        throw (0,refusals/* badUsage */.VT)(`'${month}' is not a month, such as 2026-01.`);
    return month;
}
function byIdentity(state, entries) {
    const ids = [...new Set(entries.map((entry) => entry.identity))];
    const rows = ids.map((id) => ({
        ...(0,audit/* actorOf */.dn)(state, id),
        ...totals(entries.filter((entry) => entry.identity === id)),
    }));
    const of = (kind) => rows
        .filter((row) => row.kind === kind)
        .map(({ id, name, jobs, gpu_seconds, usd }) => ({ id, name, jobs, gpu_seconds, usd }));
    return { members: of('user'), service_accounts: of('service-account') };
}
/** Deleted sub-accounts still count: they have been paid for. */
const everChildOf = (state, org) => state.orgs.filter((other) => other.parent === org.slug).map((child) => child.slug);
/** The orgs whose use the caller may see from here: the parent's OWNER sees every sub-account too. */
function scope(state, { org, standing }) {
    return standing === 'OWNER' ? [org.slug, ...everChildOf(state, org)] : [org.slug];
}
function entriesOf(state, orgs, month) {
    return state.usage.filter((entry) => entry.org !== null && orgs.includes(entry.org) && entry.at.startsWith(month));
}
/** `gpu org usage`: OWNER and ADMIN see everyone's, a MEMBER and a service account their own. */
function usage(world, place, who, args) {
    const { state } = world;
    const month = monthOf(world, args);
    const all = entriesOf(state, scope(state, place), month);
    const seesAll = place.standing === 'OWNER' || place.standing === 'ADMIN';
    const entries = seesAll ? all : all.filter((entry) => entry.identity === who.id);
    const children = scope(state, place).filter((slug) => slug !== place.org.slug);
    return {
        org: place.org.slug,
        month,
        total: totals(entries),
        ...byIdentity(state, entries),
        sub_accounts: children.map((slug) => ({ org: slug, ...totals(entries.filter((entry) => entry.org === slug)) })),
    };
}
/** Use outside any org, on the caller's own account. */
function personalUsage(world, who, args) {
    const month = monthOf(world, args);
    const own = world.state.usage.filter((entry) => entry.org === null && entry.identity === who.id && entry.at.startsWith(month));
    return { org: null, month, total: totals(own), ...byIdentity(world.state, own), sub_accounts: [] };
}
/** `gpu org billing`: one bill for the parent, a line per org. A sub-account's own OWNER sees its line alone. */
function billing(world, place, who, args) {
    const { state } = world;
    const { org } = place;
    const month = monthOf(world, args);
    const parent = (0,orgs_state/* liveOrg */.J5)(state, org.parent);
    const payer = parent ?? org;
    const lines = scope(state, place).map((slug) => {
        const entries = entriesOf(state, [slug], month);
        return { org: slug, sub_account: slug !== payer.slug, ...totals(entries), ...byIdentity(state, entries) };
    });
    return {
        org: org.slug,
        month,
        plan: (0,tiers/* tierOf */.kx)(state, org),
        billed_to: (0,roles/* standingIn */.qV)(state, who, payer) === undefined ? null : payer.slug,
        sub_account_count: (0,orgs_state/* subAccountsOf */.I1)(state, org).length,
        total: totals(entriesOf(state, scope(state, place), month)),
        lines,
    };
}

;// CONCATENATED MODULE: ./build/emulator/orgs/members.js






function grantedRole(args) {
    const role = (0,orgs_args/* optionalText */.mR)(args, 'role')?.toUpperCase();
    if (role === undefined || role === 'ADMIN' || role === 'MEMBER')
        return role;
    const hint = role === 'OWNER' ? " Ownership moves with 'gpu org transfer'." : '';
    throw (0,refusals/* badUsage */.VT)(`'${role.toLowerCase()}' is not a role to give: admin or member.${hint}`);
}
function memberByEmail(world, org, address) {
    const person = (0,orgs_state/* personByEmail */.Z3)(world.state, address);
    const member = org.members.find((one) => one.person === person?.id);
    if (member === undefined)
        throw (0,refusals/* notFound */.mX)(`${address} is not a member of ${org.slug}.`);
    return member;
}
/** `gpu org invite EMAIL [--role admin|member]`. A second invitation replaces the first. */
function invite(world, { org }, who, args) {
    const address = (0,orgs_args/* email */.Rp)(args, 'email');
    const role = grantedRole(args) ?? 'MEMBER';
    const person = (0,orgs_state/* personByEmail */.Z3)(world.state, address);
    if (person !== undefined && (0,roles/* roleIn */.Ik)(org, person.id) !== undefined) {
        throw (0,refusals/* conflict */.hj)(`${address} is a member of ${org.slug} already.`);
    }
    const taken = (id) => world.state.orgs.some((other) => other.invitations.some((invitation) => invitation.id === id));
    const invitation = {
        id: (0,tokens/* newId */.Si)(world.random, 'inv_', taken),
        email: address,
        role,
        by: who.id,
        at: (0,orgs_state/* timestamp */.vE)(world),
    };
    org.invitations = [...org.invitations.filter((one) => one.email !== address), invitation];
    (0,audit/* record */.g1)(world, who.id, org, 'member.invite', address, role);
    return { id: invitation.id, org: org.slug, email: address, role };
}
/** `gpu org accept SLUG|INVITATION`: from here on the member may run workloads. */
function accept(world, who, args) {
    const target = (0,orgs_args/* text */.Qq)(args, 'target');
    const mine = (one) => who.kind === 'user' && one.email === who.name;
    const org = world.state.orgs.find((one) => one.deletedAt === null && one.invitations.some((inv) => mine(inv) && (inv.id === target || one.slug === target)));
    const invitation = org?.invitations.find(mine);
    if (org === undefined || invitation === undefined)
        throw (0,refusals/* notFound */.mX)(`No invitation '${target}' waits for ${who.name}.`);
    org.invitations = org.invitations.filter((one) => one !== invitation);
    org.members.push({ person: who.id, role: invitation.role, since: (0,orgs_state/* timestamp */.vE)(world) });
    (0,audit/* record */.g1)(world, who.id, org, 'member.accept', who.name, invitation.role);
    return { org: org.slug, role: invitation.role };
}
/** `gpu org members`. Who is still invited is for those who invite. */
function members(world, { org, standing }) {
    const invited = (0,roles/* allows */.NB)('invite', standing) ? org.invitations : [];
    return {
        org: org.slug,
        members: org.members.map((member) => ({
            id: member.person,
            email: (0,orgs_state/* personById */.wZ)(world.state, member.person)?.email ?? member.person,
            role: member.role,
            since: member.since,
        })),
        invitations: invited.map((one) => ({ id: one.id, email: one.email, role: one.role, invited_at: one.at })),
    };
}
/** `gpu org role EMAIL --role admin|member` */
function changeRole(world, { org }, who, args) {
    const address = (0,orgs_args/* email */.Rp)(args, 'email');
    const role = grantedRole(args);
    if (role === undefined)
        throw (0,refusals/* badUsage */.VT)("'role' is missing: admin or member.");
    const member = memberByEmail(world, org, address);
    if (member.role === 'OWNER')
        throw (0,refusals/* forbidden */.o0)("The OWNER's role changes only with 'gpu org transfer'.");
    member.role = role;
    (0,audit/* record */.g1)(world, who.id, org, 'member.role', address, role);
    return { org: org.slug, email: address, role };
}
/** `gpu org remove EMAIL`: managers remove others, and anyone but the OWNER may leave. */
function removeMember(world, { org, standing }, who, args) {
    const address = (0,orgs_args/* email */.Rp)(args, 'email');
    if (standing === 'MEMBER' && address !== who.name) {
        throw (0,refusals/* forbidden */.o0)(`A MEMBER of ${org.slug} may leave it, not remove others.`);
    }
    const member = memberByEmail(world, org, address);
    if (member.role === 'OWNER')
        throw (0,refusals/* forbidden */.o0)(`The OWNER cannot be removed. Transfer or delete ${org.slug} instead.`);
    org.members = org.members.filter((one) => one !== member);
    (0,audit/* record */.g1)(world, who.id, org, 'member.remove', address);
    return { org: org.slug, email: address, removed: true };
}

;// CONCATENATED MODULE: ./build/emulator/orgs/verbs.js










/** Verbs on one org: `args.slug` where the command names it, the active org elsewhere. */
const ORG_VERBS = {
    show: { may: 'show', run: show },
    members: { may: 'members', run: members },
    invite: { may: 'invite', feature: 'orgs', run: invite },
    role: { may: 'role', run: changeRole },
    remove: { may: 'remove', run: removeMember },
    transfer: { may: 'transfer', run: transfer },
    delete: { may: 'delete', run: remove },
    'service-account-create': { may: 'service-account-create', feature: 'serviceAccounts', run: createServiceAccount },
    'service-account-list': { may: 'service-account-list', run: listServiceAccounts },
    'service-account-revoke': { may: 'service-account-revoke', run: revokeServiceAccount },
    usage: { may: 'usage', run: usage },
    billing: { may: 'billing', run: billing },
    audit: { may: 'audit', run: audit/* auditLog */.sc },
    plan: { may: 'plan', run: people/* changeOrgPlan */.eP },
};
/** Verbs on the caller, with no org needed. */
const OWN_VERBS = {
    create: create,
    accept: accept,
    switch: (world, who, args) => ({ org: resolveContext(world, who, args).org }),
    context: resolveContext,
    list: (world, who) => list(world, who, who.org),
    whoami: (world, who) => (0,people/* whoami */.qY)(world, who),
};
/** With no org active, these speak of the caller's own account. */
const PERSONAL = { usage: personalUsage, plan: people/* changeOwnPlan */.C_ };
function sentence(may) {
    const allowed = roles/* PERMISSIONS */.Jj[may].filter((standing) => standing !== 'SERVICE');
    return `'${may.replace('service-account-', 'service-account ')}' is for ${allowed.join(' and ')}`;
}
function onOrg(world, who, verb, slug, args) {
    const place = (0,roles/* visibleOrg */.nV)(world.state, who, slug);
    if (!(0,roles/* allows */.NB)(verb.may, place.standing)) {
        const you = place.standing === 'SERVICE' ? 'a service account' : place.standing;
        throw (0,refusals/* forbidden */.o0)(`${sentence(verb.may)}; you are ${you} in ${slug}.`);
    }
    if (verb.feature !== undefined)
        (0,tiers/* requireFeature */.Mi)((0,tiers/* tierOf */.kx)(world.state, place.org), verb.feature);
    return verb.run(world, place, who, args);
}
/** The client's active org (`args.org`) comes with every call; without it the identity's own one counts. */
function inContext(world, who, args) {
    const active = (0,orgs_args/* optionalText */.mR)(args, 'org');
    return active === undefined ? who : resolveContext(world, who, { slug: active });
}
/** A person removed from the org their client still names must be able to list, accept and create. */
function inContextIfAny(world, who, args) {
    try {
        return inContext(world, who, args);
    }
    catch (error) {
        if (error instanceof refusals/* Refused */.Lw)
            return who;
        throw error;
    }
}
const entry = (table, verb) => Object.hasOwn(table, verb) ? table[verb] : undefined;
/** One verb of `gpu org`, or of the login that comes before it. Throws `Refused` where a rule says no. */
function perform(world, caller, verb, args) {
    if (verb === 'login')
        return (0,people/* login */.iD)(world, args);
    if (caller.id === '')
        throw (0,refusals/* noIdentity */.kH)('auth_required', "Authentication required. Run 'gpu login' first.");
    const own = entry(OWN_VERBS, verb);
    if (own !== undefined)
        return own(world, inContextIfAny(world, caller, args), args);
    const orgVerb = entry(ORG_VERBS, verb);
    if (orgVerb === undefined)
        throw (0,refusals/* badUsage */.VT)(`'${verb}' is not a command of 'gpu org'. See 'gpu org --help'.`);
    const who = inContext(world, caller, args);
    const slug = (0,orgs_args/* optionalText */.mR)(args, 'slug') ?? who.org;
    if (slug !== null)
        return onOrg(world, who, orgVerb, slug, args);
    const personal = entry(PERSONAL, verb);
    if (personal !== undefined)
        return personal(world, who, args);
    throw (0,refusals/* badUsage */.VT)("No organization is active. Run 'gpu org switch SLUG' first; 'gpu org list' shows yours.");
}

;// CONCATENATED MODULE: ./build/emulator/orgs/directory.js









/** Whom the seeded org belongs to at first. */
const SEED_OWNER = 'owner@example.com';
const SEED_NAME = 'My Team';
const SEED_SLUG = 'my-team';
/** Who the audit log names for what was done past the CLI. */
const OPERATOR = 'emulator';
/** The service account whose token the cloud prints when it starts. */
const START_NAME = 'local-cloud';
/** Runs a rule; what it refuses becomes an answer, what breaks stays an exception. */
function answered(rule) {
    try {
        return rule();
    }
    catch (error) {
        if (error instanceof refusals/* Refused */.Lw)
            return error.refusal;
        throw error;
    }
}
function poolOf(state, identity) {
    const org = (0,orgs_state/* liveOrg */.J5)(state, identity.org);
    if (org !== undefined) {
        const root = (0,orgs_state/* rootOf */.I5)(state, org);
        return { poolId: root.slug, org: root.slug, tier: root.tier, limit: (0,tiers/* sessionLimit */.s_)(state, root) };
    }
    const tier = (0,orgs_state/* personById */.wZ)(state, identity.id)?.tier ?? 'free';
    return { poolId: `personal:${identity.id}`, org: null, tier, limit: tiers/* PLANS */.NB[tier].sessions };
}
function revokeToken(world, token) {
    const digest = (0,tokens/* digestOf */.ol)(token);
    const login = world.state.logins.find((one) => one.digest === digest);
    if (login !== undefined)
        login.revokedAt ??= (0,orgs_state/* timestamp */.vE)(world);
    for (const org of world.state.orgs) {
        const account = org.serviceAccounts.find((one) => one.digest === digest);
        if (account !== undefined)
            withdraw(world, org, OPERATOR, account);
    }
}
/** Each start makes a token, since none can be read from a state; those of former starts that nobody used would pile up. */
function dropUnusedStarts(state) {
    const used = ({ name, createdBy, lastUsedAt }) => name !== START_NAME || createdBy !== OPERATOR || lastUsedAt !== null;
    for (const org of state.orgs)
        org.serviceAccounts = org.serviceAccounts.filter(used);
}
function isState(value) {
    return typeof value === 'object' && value !== null && 'version' in value && value.version === 1;
}
const makeDirectory = (options) => {
    const world = {
        state: (0,orgs_state/* emptyState */.p$)(),
        defaultTier: options.tier ?? 'team',
        now: () => options.now(),
        random: () => options.random(),
    };
    /** The operator's hand, past roles and plans: a laboratory wants an org on a Free pool too. */
    const orgFor = (slug, name) => {
        // By name where the slug is gone: an org that was deleted keeps it.
        const known = (0,orgs_state/* liveOrg */.J5)(world.state, slug) ?? world.state.orgs.find((org) => org.name === name && org.deletedAt === null);
        if (known !== undefined)
            return known;
        const org = addOrg(world, name, world.defaultTier, (0,people/* personFor */.f8)(world, SEED_OWNER).id, null);
        org.sessions = options.sessions ?? null;
        return org;
    };
    const seededOrg = () => orgFor(SEED_SLUG, SEED_NAME);
    const createToken = (wanted = {}) => {
        const org = wanted.org === undefined ? seededOrg() : orgFor(wanted.org, wanted.org);
        return issue(world, org, OPERATOR, wanted.name ?? 'github-actions').token;
    };
    return {
        authenticate: (token) => answered(() => identify(world, token)),
        pool: (identity) => poolOf(world.state, identity),
        usage: (entry) => void world.state.usage.push({ ...entry }),
        audit: (entry) => void world.state.audit.push({ ...entry }),
        handle: (identity, verb, args) => answered(() => ({ ok: true, data: perform(world, identity, verb, args) })),
        seed: () => ({ org: seededOrg().slug, token: createToken({ name: START_NAME }) }),
        createToken,
        revoke: (token) => revokeToken(world, token),
        save: () => structuredClone(world.state),
        load: (state) => {
            if (!isState(state))
                throw new Error('this is not a saved organization directory');
            world.state = structuredClone(state);
            dropUnusedStarts(world.state);
        },
    };
};


/***/ }),

/***/ 513:
/***/ ((__unused_webpack___webpack_module__, __webpack_exports__, __nccwpck_require__) => {

/* harmony export */ __nccwpck_require__.d(__webpack_exports__, {
/* harmony export */   C_: () => (/* binding */ changeOwnPlan),
/* harmony export */   E6: () => (/* binding */ ANONYMOUS),
/* harmony export */   eK: () => (/* binding */ requireOrgsPlan),
/* harmony export */   eP: () => (/* binding */ changeOrgPlan),
/* harmony export */   f8: () => (/* binding */ personFor),
/* harmony export */   iD: () => (/* binding */ login),
/* harmony export */   qY: () => (/* binding */ whoami)
/* harmony export */ });
/* harmony import */ var _args_js__WEBPACK_IMPORTED_MODULE_0__ = __nccwpck_require__(155);
/* harmony import */ var _audit_js__WEBPACK_IMPORTED_MODULE_1__ = __nccwpck_require__(199);
/* harmony import */ var _refusals_js__WEBPACK_IMPORTED_MODULE_2__ = __nccwpck_require__(827);
/* harmony import */ var _roles_js__WEBPACK_IMPORTED_MODULE_3__ = __nccwpck_require__(177);
/* harmony import */ var _state_js__WEBPACK_IMPORTED_MODULE_6__ = __nccwpck_require__(985);
/* harmony import */ var _tiers_js__WEBPACK_IMPORTED_MODULE_4__ = __nccwpck_require__(297);
/* harmony import */ var _tokens_js__WEBPACK_IMPORTED_MODULE_5__ = __nccwpck_require__(984);







/** For verbs that come before there is an identity: `gpu login`. */
const ANONYMOUS = { kind: 'user', id: '', name: '', org: null };
function planArgument(args) {
    const plan = (0,_args_js__WEBPACK_IMPORTED_MODULE_0__/* .optionalText */ .mR)(args, 'plan')?.toLowerCase();
    if (plan !== undefined && !(0,_tiers_js__WEBPACK_IMPORTED_MODULE_4__/* .isTier */ .zl)(plan))
        throw (0,_refusals_js__WEBPACK_IMPORTED_MODULE_2__/* .badUsage */ .VT)(`'${plan}' is not a plan; there are ${_tiers_js__WEBPACK_IMPORTED_MODULE_4__/* .TIERS */ .iB.join(', ')}.`);
    return plan;
}
function personFor(world, address, tier = world.defaultTier) {
    const known = (0,_state_js__WEBPACK_IMPORTED_MODULE_6__/* .personByEmail */ .Z3)(world.state, address);
    if (known !== undefined)
        return known;
    const id = (0,_tokens_js__WEBPACK_IMPORTED_MODULE_5__/* .newId */ .Si)(world.random, 'usr_', (one) => (0,_state_js__WEBPACK_IMPORTED_MODULE_6__/* .personById */ .wZ)(world.state, one) !== undefined);
    const person = { id, email: address.toLowerCase(), tier };
    world.state.people.push(person);
    return person;
}
/** Stands in for the browser login: whoever says who they are is believed, and gets a token of their own. */
function login(world, args) {
    const address = (0,_args_js__WEBPACK_IMPORTED_MODULE_0__/* .email */ .Rp)(args, 'email');
    const plan = planArgument(args);
    const person = personFor(world, address, plan);
    if (plan !== undefined)
        person.tier = plan;
    const token = (0,_tokens_js__WEBPACK_IMPORTED_MODULE_5__/* .newToken */ .uv)(world.random, 'gpt_usr_');
    world.state.logins.push({ digest: (0,_tokens_js__WEBPACK_IMPORTED_MODULE_5__/* .digestOf */ .ol)(token), person: person.id, at: (0,_state_js__WEBPACK_IMPORTED_MODULE_6__/* .timestamp */ .vE)(world), revokedAt: null });
    return { token, id: person.id, email: person.email, plan: person.tier };
}
function whoami(world, who) {
    const place = who.org === null ? undefined : (0,_roles_js__WEBPACK_IMPORTED_MODULE_3__/* .visibleOrg */ .nV)(world.state, who, who.org);
    const plan = place === undefined ? (0,_state_js__WEBPACK_IMPORTED_MODULE_6__/* .personById */ .wZ)(world.state, who.id)?.tier : (0,_tiers_js__WEBPACK_IMPORTED_MODULE_4__/* .tierOf */ .kx)(world.state, place.org);
    return {
        kind: who.kind,
        id: who.id,
        name: who.name,
        org: who.org,
        role: place?.standing ?? null,
        plan: plan ?? null,
    };
}
/** Stands in for the subscription page that `gpu upgrade` opens, for the caller's own account. */
function changeOwnPlan(world, who, args) {
    const plan = planArgument(args);
    const person = (0,_state_js__WEBPACK_IMPORTED_MODULE_6__/* .personById */ .wZ)(world.state, who.id);
    if (plan === undefined || person === undefined)
        throw (0,_refusals_js__WEBPACK_IMPORTED_MODULE_2__/* .badUsage */ .VT)("'plan' is missing, or this is not a person's account.");
    person.tier = plan;
    return { org: null, plan, sessions: _tiers_js__WEBPACK_IMPORTED_MODULE_4__/* .PLANS */ .NB[plan].sessions };
}
/** The same page for an org. Only Enterprise agrees a number of its own, and never one below its floor. */
function changeOrgPlan(world, { org }, who, args) {
    const plan = planArgument(args);
    if (plan === undefined)
        throw (0,_refusals_js__WEBPACK_IMPORTED_MODULE_2__/* .badUsage */ .VT)("'plan' is missing.");
    if (org.parent !== null)
        throw (0,_refusals_js__WEBPACK_IMPORTED_MODULE_2__/* .badUsage */ .VT)(`'${org.slug}' is covered by its parent's plan; change that one.`);
    const custom = args['sessions'] ?? null;
    const floor = _tiers_js__WEBPACK_IMPORTED_MODULE_4__/* .PLANS */ .NB.enterprise.sessions;
    if (custom !== null) {
        if (plan !== 'enterprise')
            throw (0,_refusals_js__WEBPACK_IMPORTED_MODULE_2__/* .badUsage */ .VT)('Only an Enterprise plan has a custom number of sessions.');
        if (typeof custom !== 'number' || !Number.isInteger(custom) || custom < floor) {
            throw (0,_refusals_js__WEBPACK_IMPORTED_MODULE_2__/* .badUsage */ .VT)(`'sessions' must be a whole number from ${floor}.`);
        }
    }
    org.tier = plan;
    org.sessions = custom;
    (0,_audit_js__WEBPACK_IMPORTED_MODULE_1__/* .record */ .g1)(world, who.id, org, 'plan.change', org.slug, plan);
    return { org: org.slug, plan, sessions: (0,_tiers_js__WEBPACK_IMPORTED_MODULE_4__/* .sessionLimit */ .s_)(world.state, org) };
}
/** Free and Pro accounts cannot create organizations. */
function requireOrgsPlan(world, who) {
    const tier = (0,_state_js__WEBPACK_IMPORTED_MODULE_6__/* .personById */ .wZ)(world.state, who.id)?.tier ?? 'free';
    (0,_tiers_js__WEBPACK_IMPORTED_MODULE_4__/* .requireFeature */ .Mi)(tier, 'orgs');
    return tier;
}


/***/ }),

/***/ 827:
/***/ ((__unused_webpack___webpack_module__, __webpack_exports__, __nccwpck_require__) => {

/* harmony export */ __nccwpck_require__.d(__webpack_exports__, {
/* harmony export */   Lw: () => (/* binding */ Refused),
/* harmony export */   VT: () => (/* binding */ badUsage),
/* harmony export */   _$: () => (/* binding */ planTooLow),
/* harmony export */   hj: () => (/* binding */ conflict),
/* harmony export */   kH: () => (/* binding */ noIdentity),
/* harmony export */   mX: () => (/* binding */ notFound),
/* harmony export */   o0: () => (/* binding */ forbidden)
/* harmony export */ });
/** Thrown by a rule, caught once by the directory, told to the client as it is. */
class Refused extends Error {
    name = 'Refused';
    refusal;
    constructor(code, error, message) {
        super(message);
        this.refusal = { code, error, message };
    }
}
/** The role, or the state of things, does not allow it. Not 10: a new login would not help. */
const forbidden = (message) => new Refused(1, 'forbidden', message);
const conflict = (message) => new Refused(1, 'conflict', message);
/** The command line is wrong, or names no organization to act on. */
const badUsage = (message) => new Refused(2, 'usage', message);
/** No identity: a login or another token is needed. */
const noIdentity = (error, message) => new Refused(10, error, message);
/** The plan does not include it. */
const planTooLow = (message) => new Refused(11, 'plan_required', message);
/** Absent, or outside what the caller may see: the two are told alike, so that nothing can be probed. */
const notFound = (message) => new Refused(12, 'not_found', message);


/***/ }),

/***/ 177:
/***/ ((__unused_webpack___webpack_module__, __webpack_exports__, __nccwpck_require__) => {

/* harmony export */ __nccwpck_require__.d(__webpack_exports__, {
/* harmony export */   Ik: () => (/* binding */ roleIn),
/* harmony export */   Jj: () => (/* binding */ PERMISSIONS),
/* harmony export */   NB: () => (/* binding */ allows),
/* harmony export */   lt: () => (/* binding */ homeOf),
/* harmony export */   nV: () => (/* binding */ visibleOrg),
/* harmony export */   qV: () => (/* binding */ standingIn)
/* harmony export */ });
/* harmony import */ var _refusals_js__WEBPACK_IMPORTED_MODULE_0__ = __nccwpck_require__(827);
/* harmony import */ var _state_js__WEBPACK_IMPORTED_MODULE_1__ = __nccwpck_require__(985);


const everyone = ['OWNER', 'ADMIN', 'MEMBER', 'SERVICE'];
const people = ['OWNER', 'ADMIN', 'MEMBER'];
const managers = ['OWNER', 'ADMIN'];
const owner = ['OWNER'];
/**
 * Who may do what inside an org: OWNER everything, ADMIN members and service accounts, MEMBER run workloads.
 * A service account runs workloads too, and manages nothing.
 */
const PERMISSIONS = {
    run: everyone,
    show: everyone,
    usage: everyone,
    members: people,
    invite: managers,
    role: managers,
    remove: people,
    'service-account-create': managers,
    'service-account-list': managers,
    'service-account-revoke': managers,
    audit: managers,
    billing: owner,
    plan: owner,
    'sub-account': owner,
    transfer: owner,
    delete: owner,
};
const allows = (permission, standing) => PERMISSIONS[permission].includes(standing);
const roleIn = (org, person) => org.members.find((member) => member.person === person)?.role;
/** A service account belongs to the org that made it, wherever it runs. */
const homeOf = (state, serviceAccount) => state.orgs.find((org) => org.serviceAccounts.some((account) => account.id === serviceAccount));
/** Undefined for an outsider. The parent's OWNER pays for a sub-account and so is OWNER there as well. */
function standingIn(state, who, org) {
    const parent = (0,_state_js__WEBPACK_IMPORTED_MODULE_1__/* .liveOrg */ .J5)(state, org.parent);
    if (who.kind === 'service-account') {
        const home = homeOf(state, who.id);
        return home !== undefined && (home === org || home === parent) ? 'SERVICE' : undefined;
    }
    if (parent !== undefined && roleIn(parent, who.id) === 'OWNER')
        return 'OWNER';
    return roleIn(org, who.id);
}
/** To an outsider an org does not exist. */
function visibleOrg(state, who, slug) {
    const org = (0,_state_js__WEBPACK_IMPORTED_MODULE_1__/* .liveOrg */ .J5)(state, slug);
    const standing = org === undefined ? undefined : standingIn(state, who, org);
    if (org === undefined || standing === undefined) {
        throw (0,_refusals_js__WEBPACK_IMPORTED_MODULE_0__/* .notFound */ .mX)(`No organization '${slug}' among yours. 'gpu org list' shows them.`);
    }
    return { org, standing };
}


/***/ }),

/***/ 985:
/***/ ((__unused_webpack___webpack_module__, __webpack_exports__, __nccwpck_require__) => {

/* harmony export */ __nccwpck_require__.d(__webpack_exports__, {
/* harmony export */   I1: () => (/* binding */ subAccountsOf),
/* harmony export */   I5: () => (/* binding */ rootOf),
/* harmony export */   J5: () => (/* binding */ liveOrg),
/* harmony export */   Z3: () => (/* binding */ personByEmail),
/* harmony export */   p$: () => (/* binding */ emptyState),
/* harmony export */   vE: () => (/* binding */ timestamp),
/* harmony export */   wZ: () => (/* binding */ personById)
/* harmony export */ });
const emptyState = () => ({ version: 1, people: [], logins: [], orgs: [], usage: [], audit: [] });
const timestamp = (world) => world.now().toISOString();
const liveOrg = (state, slug) => state.orgs.find((org) => org.slug === slug && org.deletedAt === null);
const subAccountsOf = (state, org) => state.orgs.filter((other) => other.parent === org.slug && other.deletedAt === null);
/** The org whose plan, bill and session pool cover this one. */
const rootOf = (state, org) => liveOrg(state, org.parent) ?? org;
const personById = (state, id) => state.people.find((person) => person.id === id);
const personByEmail = (state, email) => state.people.find((person) => person.email === email.toLowerCase());


/***/ }),

/***/ 297:
/***/ ((__unused_webpack___webpack_module__, __webpack_exports__, __nccwpck_require__) => {

/* harmony export */ __nccwpck_require__.d(__webpack_exports__, {
/* harmony export */   Mi: () => (/* binding */ requireFeature),
/* harmony export */   NB: () => (/* binding */ PLANS),
/* harmony export */   iB: () => (/* binding */ TIERS),
/* harmony export */   kx: () => (/* binding */ tierOf),
/* harmony export */   s_: () => (/* binding */ sessionLimit),
/* harmony export */   zl: () => (/* binding */ isTier)
/* harmony export */ });
/* harmony import */ var _refusals_js__WEBPACK_IMPORTED_MODULE_0__ = __nccwpck_require__(827);
/* harmony import */ var _state_js__WEBPACK_IMPORTED_MODULE_1__ = __nccwpck_require__(985);


const PLANS = {
    free: { label: 'Free', sessions: 1, features: [] },
    pro: { label: 'Pro', sessions: 3, features: [] },
    team: { label: 'Team', sessions: 10, features: ['orgs', 'serviceAccounts'] },
    business: { label: 'Business', sessions: 25, features: ['orgs', 'subAccounts', 'serviceAccounts'] },
    enterprise: { label: 'Enterprise', sessions: 50, features: ['orgs', 'subAccounts', 'serviceAccounts'] },
};
const TIERS = ['free', 'pro', 'team', 'business', 'enterprise'];
const isTier = (value) => TIERS.some((tier) => tier === value);
const NEEDS = {
    orgs: 'Organizations need a Team, Business or Enterprise plan',
    subAccounts: 'Sub-accounts need a Business or Enterprise plan',
    serviceAccounts: 'Service accounts need a Team, Business or Enterprise plan',
};
/** Throws unless the plan includes the feature. */
function requireFeature(tier, feature) {
    const plan = PLANS[tier];
    if (plan.features.includes(feature))
        return;
    throw (0,_refusals_js__WEBPACK_IMPORTED_MODULE_0__/* .planTooLow */ ._$)(`${NEEDS[feature]}; this account is on ${plan.label}. Run 'gpu upgrade' to change it.`);
}
/** A sub-account has no plan of its own: its parent's covers it. */
const tierOf = (state, org) => (0,_state_js__WEBPACK_IMPORTED_MODULE_1__/* .rootOf */ .I5)(state, org).tier;
const sessionLimit = (state, org) => {
    const root = (0,_state_js__WEBPACK_IMPORTED_MODULE_1__/* .rootOf */ .I5)(state, org);
    return root.sessions ?? PLANS[root.tier].sessions;
};


/***/ }),

/***/ 984:
/***/ ((__unused_webpack___webpack_module__, __webpack_exports__, __nccwpck_require__) => {

/* harmony export */ __nccwpck_require__.d(__webpack_exports__, {
/* harmony export */   Si: () => (/* binding */ newId),
/* harmony export */   ol: () => (/* binding */ digestOf),
/* harmony export */   uv: () => (/* binding */ newToken)
/* harmony export */ });
/* harmony import */ var node_crypto__WEBPACK_IMPORTED_MODULE_0__ = __nccwpck_require__(598);

const BASE62 = 'ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz0123456789';
const BASE36 = 'abcdefghijklmnopqrstuvwxyz0123456789';
const draw = (random, alphabet, length) => Array.from({ length }, () => alphabet.charAt(Math.floor(random() * alphabet.length))).join('');
/** 40 base-62 characters are 238 bits when `random` is cryptographic, as it is in a served cloud. */
const newToken = (random, prefix) => prefix + draw(random, BASE62, 40);
/** Only this is ever stored: a copy of the state lets nobody in. */
const digestOf = (token) => (0,node_crypto__WEBPACK_IMPORTED_MODULE_0__.createHash)('sha256').update(token).digest('hex');
/** An id in the product's form (`sa_abc123`) that nothing has yet. */
function newId(random, prefix, taken) {
    for (let attempt = 0; attempt < 1000; attempt += 1) {
        const id = prefix + draw(random, BASE36, 6);
        if (!taken(id))
            return id;
    }
    throw new Error(`no free ${prefix} id in 1000 draws: is the random source constant?`);
}


/***/ }),

/***/ 226:
/***/ ((__unused_webpack___webpack_module__, __webpack_exports__, __nccwpck_require__) => {

/* harmony export */ __nccwpck_require__.d(__webpack_exports__, {
/* harmony export */   dp: () => (/* binding */ profileOf),
/* harmony export */   er: () => (/* binding */ readProfile),
/* harmony export */   jI: () => (/* binding */ PROFILES),
/* harmony export */   rl: () => (/* binding */ RICHEST)
/* harmony export */ });
/* harmony import */ var node_fs__WEBPACK_IMPORTED_MODULE_0__ = __nccwpck_require__(24);
/* harmony import */ var _control_assets_js__WEBPACK_IMPORTED_MODULE_1__ = __nccwpck_require__(676);
// What a GPU CLI offers, as data: one JSON file per profile. Output captured from a real program has the same form.


const PROFILES = ['minimum', 'observed', 'jobs-without-commands', 'rich'];
const RICHEST = 'rich';
const isName = (text) => PROFILES.some((name) => name === text);
/** @param source a name, or the path of a JSON file; fields that a file leaves out are those of the rich profile. */
function readProfile(source) {
    const read = (file) => JSON.parse((0,node_fs__WEBPACK_IMPORTED_MODULE_0__.readFileSync)(file, 'utf8'));
    const file = (name) => (0,_control_assets_js__WEBPACK_IMPORTED_MODULE_1__/* .asset */ .L)(`profiles/${name}.json`);
    return isName(source) ? read(file(source)) : { ...read(file(RICHEST)), ...read(source) };
}
/** The profile of a version that a client pins: the cloud's own, else one of the known ones. */
function profileOf(version, own) {
    return version === own.version ? own : PROFILES.map(readProfile).find((profile) => profile.version === version);
}


/***/ }),

/***/ 57:
/***/ ((__webpack_module__, __unused_webpack___webpack_exports__, __nccwpck_require__) => {

__nccwpck_require__.a(__webpack_module__, async (__webpack_handle_async_dependencies__, __webpack_async_result__) => { try {
/* harmony import */ var node_fs__WEBPACK_IMPORTED_MODULE_0__ = __nccwpck_require__(24);
/* harmony import */ var node_util__WEBPACK_IMPORTED_MODULE_1__ = __nccwpck_require__(975);
/* harmony import */ var _cloud_js__WEBPACK_IMPORTED_MODULE_2__ = __nccwpck_require__(362);
/* harmony import */ var _profiles_js__WEBPACK_IMPORTED_MODULE_3__ = __nccwpck_require__(226);
/* harmony import */ var _orgs_directory_js__WEBPACK_IMPORTED_MODULE_4__ = __nccwpck_require__(962);
// `npm run emulate`: the local GPU cloud, until Ctrl-C.





const TIERS = ['free', 'pro', 'team', 'business', 'enterprise'];
const HELP = `The local GPU cloud: a control plane, the gpu program and its install script, all on this machine.

Usage: gpu-ci emulate [FLAGS]
       npm run emulate -- [FLAGS]     in a checkout

  --port N                 port on 127.0.0.1; 0 takes a free one (7420)
  --state FILE             keep organizations there from one start to the next
  --tier TIER              plan of the seeded org: ${TIERS.join(', ')} (team)
  --sessions N             sessions of its pool (what the plan has)
  --profile NAME|FILE      what gpu offers: ${_profiles_js__WEBPACK_IMPORTED_MODULE_3__/* .PROFILES */ .jI.join(', ')}
                           or a JSON file of that form (${_profiles_js__WEBPACK_IMPORTED_MODULE_3__/* .RICHEST */ .rl})
  --provision-ms N         how long a pod takes to come up (2000)
  --keep-alive-minutes N   how long a warm pod lives (5)
  --help                   this text
`;
class BadFlag extends Error {
}
function numberFlag(name, text, otherwise) {
    if (text === undefined)
        return otherwise;
    const value = Number(text);
    if (text.trim() === '' || !Number.isFinite(value) || value < 0) {
        throw new BadFlag(`--${name} wants a number, not '${text.replace(/gpt_[a-z]+_\S+/g, 'gpt_***')}'.`);
    }
    return value;
}
function oneOf(name, text, known) {
    const found = known.find((entry) => entry === text);
    if (found === undefined)
        throw new BadFlag(`--${name} is one of ${known.join(', ')}, not '${text}'.`);
    return found;
}
function profileFlag(text) {
    if (_profiles_js__WEBPACK_IMPORTED_MODULE_3__/* .PROFILES */ .jI.some((name) => name === text) || (0,node_fs__WEBPACK_IMPORTED_MODULE_0__.existsSync)(text))
        return text;
    throw new BadFlag(`--profile is one of ${_profiles_js__WEBPACK_IMPORTED_MODULE_3__/* .PROFILES */ .jI.join(', ')}, or a file that exists, not '${text}'.`);
}
function readOptions(argv) {
    const text = { type: 'string' };
    const { values } = (0,node_util__WEBPACK_IMPORTED_MODULE_1__.parseArgs)({
        args: argv,
        options: {
            port: text,
            state: text,
            tier: text,
            sessions: text,
            profile: text,
            'provision-ms': text,
            'keep-alive-minutes': text,
            help: { type: 'boolean' },
        },
    });
    if (values.help === true)
        return undefined;
    return {
        port: numberFlag('port', values.port, 7420),
        provisionMs: numberFlag('provision-ms', values['provision-ms'], 2000),
        keepAliveMinutes: numberFlag('keep-alive-minutes', values['keep-alive-minutes'], 5),
        profile: profileFlag(values.profile ?? _profiles_js__WEBPACK_IMPORTED_MODULE_3__/* .RICHEST */ .rl),
        ...(values.tier === undefined ? {} : { tier: oneOf('tier', values.tier, TIERS) }),
        ...(values.sessions === undefined ? {} : { sessions: numberFlag('sessions', values.sessions, 0) }),
        ...(values.state === undefined ? {} : { stateFile: values.state }),
    };
}
try {
    const options = readOptions(process.argv.slice(2));
    if (options === undefined)
        process.stdout.write(HELP);
    else
        await serve(options);
}
catch (error) {
    const known = error instanceof BadFlag || error.code?.startsWith('ERR_PARSE_ARGS') === true;
    process.stderr.write(`emulate: ${sentence(error)}\n${known ? '\n' + HELP : ''}`);
    process.exitCode = known ? 2 : 1;
}
function sentence(error) {
    return error.code === 'EADDRINUSE'
        ? `Port ${error.port ?? ''} is taken, perhaps by another local GPU cloud. End that one, or choose a port: --port 0 takes a free one.`
        : error.message;
}
async function serve(options) {
    const cloud = await (0,_cloud_js__WEBPACK_IMPORTED_MODULE_2__/* .startCloud */ .S)(options);
    process.stdout.write(`The local GPU cloud runs at ${cloud.url}. Ctrl-C ends it and every pod.

In another terminal, with a home of its own, so that a GPU CLI of yours stays as it is:

  export HOME="$(mktemp -d)" GPU_SERVICE_TOKEN=${cloud.token}
  curl -fsSL ${cloud.installUrl} | sh
  export PATH="$HOME/.gpu-cli/bin:$PATH"
  gpu run -y -- python3 -c 'print("hello from a pod")'
  gpu stop -y

From there gpu-ci run uses this cloud too; a workflow does with install-url: ${cloud.installUrl} and that token.
For gpu-ci init and gpu-ci token be a person there, the owner of the organization:

  unset GPU_SERVICE_TOKEN
  gpu login --email ${_orgs_directory_js__WEBPACK_IMPORTED_MODULE_4__/* .SEED_OWNER */ .G}
  gpu org switch ${cloud.org}

Order trouble:  curl -H 'Authorization: Bearer ${cloud.adminToken}' -d '{"kind":"refuse-saturated","times":3}' ${cloud.url}/admin/faults
Look inside:    curl -H 'Authorization: Bearer ${cloud.adminToken}' -d '{}' ${cloud.url}/admin/books
`);
    const signals = ['SIGINT', 'SIGTERM', 'SIGHUP'];
    for (const signal of signals)
        process.once(signal, () => void cloud.close());
}

__webpack_async_result__();
} catch(e) { __webpack_async_result__(e); } }, 1);

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
/************************************************************************/
/******/ /* webpack/runtime/asset-relocator-loader */
/******/ if (typeof __nccwpck_require__ !== 'undefined') __nccwpck_require__.ab = decodeURIComponent(new URL('.', import.meta.url).pathname).slice(import.meta.url.match(/^file:\/\/\/\w:/) ? 1 : 0, -1) + "/";
/******/ 
/******/ /* webpack/runtime/async module */
/******/ (() => {
/******/ 	var webpackQueues = typeof Symbol === "function" ? Symbol("webpack queues") : "__webpack_queues__";
/******/ 	var webpackExports = typeof Symbol === "function" ? Symbol("webpack exports") : "__webpack_exports__";
/******/ 	var webpackError = typeof Symbol === "function" ? Symbol("webpack error") : "__webpack_error__";
/******/ 	var resolveQueue = (queue) => {
/******/ 		if(queue && queue.d < 1) {
/******/ 			queue.d = 1;
/******/ 			queue.forEach((fn) => (fn.r--));
/******/ 			queue.forEach((fn) => (fn.r-- ? fn.r++ : fn()));
/******/ 		}
/******/ 	}
/******/ 	var wrapDeps = (deps) => (deps.map((dep) => {
/******/ 		if(dep !== null && typeof dep === "object") {
/******/ 			if(dep[webpackQueues]) return dep;
/******/ 			if(dep.then) {
/******/ 				var queue = [];
/******/ 				queue.d = 0;
/******/ 				dep.then((r) => {
/******/ 					obj[webpackExports] = r;
/******/ 					resolveQueue(queue);
/******/ 				}, (e) => {
/******/ 					obj[webpackError] = e;
/******/ 					resolveQueue(queue);
/******/ 				});
/******/ 				var obj = {};
/******/ 				obj[webpackQueues] = (fn) => (fn(queue));
/******/ 				return obj;
/******/ 			}
/******/ 		}
/******/ 		var ret = {};
/******/ 		ret[webpackQueues] = x => {};
/******/ 		ret[webpackExports] = dep;
/******/ 		return ret;
/******/ 	}));
/******/ 	__nccwpck_require__.a = (module, body, hasAwait) => {
/******/ 		var queue;
/******/ 		hasAwait && ((queue = []).d = -1);
/******/ 		var depQueues = new Set();
/******/ 		var exports = module.exports;
/******/ 		var currentDeps;
/******/ 		var outerResolve;
/******/ 		var reject;
/******/ 		var promise = new Promise((resolve, rej) => {
/******/ 			reject = rej;
/******/ 			outerResolve = resolve;
/******/ 		});
/******/ 		promise[webpackExports] = exports;
/******/ 		promise[webpackQueues] = (fn) => (queue && fn(queue), depQueues.forEach(fn), promise["catch"](x => {}));
/******/ 		module.exports = promise;
/******/ 		body((deps) => {
/******/ 			currentDeps = wrapDeps(deps);
/******/ 			var fn;
/******/ 			var getResult = () => (currentDeps.map((d) => {
/******/ 				if(d[webpackError]) throw d[webpackError];
/******/ 				return d[webpackExports];
/******/ 			}))
/******/ 			var promise = new Promise((resolve) => {
/******/ 				fn = () => (resolve(getResult));
/******/ 				fn.r = 0;
/******/ 				var fnQueue = (q) => (q !== queue && !depQueues.has(q) && (depQueues.add(q), q && !q.d && (fn.r++, q.push(fn))));
/******/ 				currentDeps.map((dep) => (dep[webpackQueues](fnQueue)));
/******/ 			});
/******/ 			return fn.r ? promise : getResult();
/******/ 		}, (err) => ((err ? reject(promise[webpackError] = err) : outerResolve(exports)), resolveQueue(queue)));
/******/ 		queue && queue.d < 0 && (queue.d = 0);
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
/******/ /* webpack/runtime/hasOwnProperty shorthand */
/******/ (() => {
/******/ 	__nccwpck_require__.o = (obj, prop) => (Object.prototype.hasOwnProperty.call(obj, prop))
/******/ })();
/******/ 
/************************************************************************/
/******/ 
/******/ // startup
/******/ // Load entry module and return exports
/******/ // This entry module used 'module' so it can't be inlined
/******/ var __webpack_exports__ = __nccwpck_require__(57);
/******/ __webpack_exports__ = await __webpack_exports__;
/******/ 
