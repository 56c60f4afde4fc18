"use strict";
exports.id = 8;
exports.ids = [8];
exports.modules = {

/***/ 8:
/***/ ((__unused_webpack_module, __webpack_exports__, __webpack_require__) => {

// ESM COMPAT FLAG
__webpack_require__.r(__webpack_exports__);

// EXPORTS
__webpack_require__.d(__webpack_exports__, {
  assemble: () => (/* binding */ assemble),
  captureTo: () => (/* binding */ captureTo)
});

// EXTERNAL MODULE: external "node:crypto"
var external_node_crypto_ = __webpack_require__(7598);
// EXTERNAL MODULE: external "node:fs"
var external_node_fs_ = __webpack_require__(3024);
// EXTERNAL MODULE: external "node:os"
var external_node_os_ = __webpack_require__(8161);
// EXTERNAL MODULE: external "node:path"
var external_node_path_ = __webpack_require__(6760);
// EXTERNAL MODULE: ./build/src/model/errors.js
var errors = __webpack_require__(5573);
// EXTERNAL MODULE: ./build/src/gpu/capabilities.js
var capabilities = __webpack_require__(3281);
// EXTERNAL MODULE: ./build/src/gpu/environment.js
var environment = __webpack_require__(1138);
// EXTERNAL MODULE: ./build/src/gpu/parse.js
var parse = __webpack_require__(2388);
// EXTERNAL MODULE: ./build/src/gpu/install.js
var install = __webpack_require__(8920);
// EXTERNAL MODULE: ./build/src/gpu/cli-lines.js
var cli_lines = __webpack_require__(8195);
// EXTERNAL MODULE: ./build/src/gpu/spawn.js
var spawn = __webpack_require__(5996);
;// CONCATENATED MODULE: ./build/src/kit/redact.js
// What a program prints may hold anything. A text keeps only words that cannot identify anybody; everything else becomes a
// placeholder, the same one for equal values.
/** Words of GPU CLI and of plain English that a text may keep. Everything else may be a name. */
const WORDS = `
a about above accepted account accounts active add after again agent all allowed already also always an and another any api are args
argument arguments as ask at attach attached auth authenticated authentication available back bad be been before billed billing bill
bootstrap both broken but by bytes cache cancel canceled cancelled cancelling cannot capacity card change check checks ci cli clean
client code codes command commands complete completed concurrent config configuration configure configured connect connected
connecting connection contact container cost costs could count create created created_at credentials current daemon data day days
default delete deleted denied dependencies destroyed detach detached detecting directory disabled do doctor documented does done down
each either empty enabled end ended endpoint enterprise env environment error errors every example exceeded exec executing exist exists
exit exited expected expired fail failed failure false file files finished flag flags folder for force forget found free fresh from
full get gpu gpud gpus group had has have healthy help hint host hour hours id ids idle if image in info information initializing
input install installed installing instance instances interactive internal invalid inventory invoice is it job jobs json keep key keys
kill killed last least limit limited line lines list listed live local log logged login logout logs lost low machine manage match max
maximum medium member memory message min minute minutes missing mode month monthly more most must my name named needed network never
new newest next no none not note nothing now null number of off offline ok on once one online only open option options or org
organization organizations other out output outputs over owner paid path paths pause paused payment pending per permission personal
phase plan plans please pod pods pool preparing price prices print pro profile progress project projects provider provision
provisioned provisioning publish pull pulling queue queued quota ready rebuild recovery refused region registered rejected released
remote removed rental rented request required requires reset resolved resolving restart restarting retry revoked role run runner
running runs runtime scheduled scheduling second seconds secret see selected send service session sessions set shell show signed since
size slots spend spent stage start started starting state status step stock stop stopped stopping storage string stderr stdout submit
submitted submitting success succeeded summary switch switched sync synced syncing system table team terminal terminate terminated
terminating that the then there these this time timed timeout timestamp to token tokens too total trial true try type types uid unable
unauthorized unexpected unhealthy unknown unlimited unrecognized up update upgrade uploading url usage use used user using valid value
values variable verb verbose version volume vram wait waiting want warn warning was week were when which will with without work
workspace write wrong yes you your
args debug trace gb gib mib mb kb usd ms min hrs secs tip try subcommand subcommands similar exists failed-to-connect jsonc toml
nvidia smi cuda driver uuid geforce rtx gtx tesla quadro ada sxm pcie nvl super ti
sleep sh bash echo printf true exit
allows authorization budget busy concurrency concurrent declined dns due enough exhausted fetch funds gateway handshake heartbeat included
insufficient limits longer overloaded past payments provisioning rate reach reached relay resources retrying rsync sold specifications
spending ssh such temporarily timeout tls transfer transport trouble unavailable unreachable upgrade subscription balance credit credits
`;
const VOCABULARY = new Set(wordsOf(WORDS));
function wordsOf(text) {
    return (text.toLowerCase().match(/[a-z]+/g) ?? []).filter((word) => word.length <= 16);
}
/** Fields whose values are words of the program, such as a state that nobody has seen before. */
const WORD_FIELDS = /^(state|status|phase|stage|kind|type|health|stock|role|plan|tier|provider|backend|level|reason_code)$/i;
const GPU_FIELDS = /^(gpu|gpu_?type|gpu_?name|type|name|model)$/i;
const GPU_NAME = /^(NVIDIA )?(GeForce )?(RTX |GTX |Tesla )?(PRO |A)?[ABHLPTV]?\d{1,4}[A-Z]{0,2}( (Ti|Super|Ada|SXM\d?|PCIe|NVL|HBM\d|\d{1,3} ?GB|Generation))*$/;
/** Fields whose values identify somebody or something: the same value is hidden everywhere else. */
const IDENTITIES = /(^|_)(id|ids|slug|name|email|org|organization|user|owner|account|host|hostname|path|project|token|key|url|address|ip)$/i;
const KINDS = [
    ['token', /gp[tu]_[a-z]+_|gh[a-z]_|^(sk|hf|rpa)[-_]|^ey[A-Za-z0-9_-]{10,}\./],
    ['email', /@/],
    ['url', /:\/\//],
    ['path', /^~?\.{0,2}[/\\]/],
    ['job', /^job_/],
    ['number', /^[\d.,:/TZ+-]+$/],
    ['id', /\d/],
];
const CRATE = /^[a-z]+(_[a-z]+)*(::[a-z]+(_[a-z]+)*)+:?$/;
const TIME = /^\d{4}-\d\d-\d\d[T ]?(\d\d:\d\d(:\d\d(\.\d+)?)?)?(Z|[+-]\d\d:?\d\d)?$/;
/**
 * @param secrets values that must not appear, such as the token, the user name and the home folder.
 * @param helps help texts, asked without a token and in an empty home: their words are words of the program.
 */
function redactor(secrets) {
    const vocabulary = new Set(VOCABULARY);
    const known = new Set();
    const placeholders = new Map();
    const counts = new Map();
    /** Values that are words of the program anyway, such as a user named `gpu`, identify nobody. */
    const learn = (value) => {
        const trimmed = value.trim();
        if (trimmed.length >= 3 && trimmed.length <= 10_000 && !vocabulary.has(trimmed.toLowerCase()))
            known.add(trimmed);
    };
    secrets.forEach(learn);
    const holder = (value) => {
        const before = placeholders.get(value);
        if (before !== undefined)
            return before;
        const kind = KINDS.find(([, pattern]) => pattern.test(value))?.[0] ?? 'word';
        const count = (counts.get(kind) ?? 0) + 1;
        counts.set(kind, count);
        const made = `<${kind}-${count}>`;
        placeholders.set(value, made);
        return made;
    };
    const isKnown = (value) => {
        for (const one of known)
            if (value.includes(one) || (value.length >= 3 && one === value))
                return true;
        return false;
    };
    const isWord = (word) => word.length <= 2 || vocabulary.has(word.toLowerCase());
    /** A run of characters between blanks and brackets. */
    const chunk = (value) => {
        if (TIME.test(value))
            return '2026-01-01T00:00:00Z';
        if (/^v?\d{1,4}\.\d{1,4}\.\d{1,4}$/.test(value) || /^\$?\d{1,3}%?$/.test(value))
            return value;
        if (/^\d{1,3}(ms|s|m|h|d|min|x|GB|GiB|MB|MiB)$/.test(value))
            return value;
        if (/^\$?\d+\.\d+(\/\w{1,3})?$/.test(value))
            return '0.5';
        const parts = value.split(/[^A-Za-z0-9]+/).filter((part) => part !== '');
        const plain = /^[\x20-\x7e…–—✗✓✔•·│─┌┐└┘├┤┬┴┼█▏]*$/.test(value) && !value.includes('@') && !isKnown(value);
        const words = parts.every((part) => /^[A-Za-z]+$/.test(part) && isWord(part));
        return (plain && words) || (CRATE.test(value) && !isKnown(value)) ? value : holder(value);
    };
    const pieces = /[^\s"'`()[\]{}<>,;|]+/g;
    const withoutKnown = (text) => {
        let rest = text;
        for (const one of [...known].sort((a, b) => b.length - a.length)) {
            // Within a longer word it would be a coincidence, and the word is judged as a whole.
            if (one.length >= 6 || /\W/.test(one))
                rest = rest.replaceAll(one, () => holder(one));
        }
        return rest;
    };
    const HOLDER = /<[a-z]+-\d+>/;
    const text = (given) => withoutKnown(given.replace(/\x1b\[[0-9;]*[A-Za-z]/g, ''))
        .split(/(<[a-z]+-\d+>)/)
        .map((part) => HOLDER.test(part) && [...placeholders.values()].includes(part) ? part : part.replace(pieces, chunk))
        .join('');
    /** Help is asked without a token and in an empty home, so what looks like a word is one. */
    const help = (given) => given.replace(pieces, (value) => {
        const parts = value.split(/[^A-Za-z0-9]+/).filter((part) => part !== '');
        const plain = parts.every((part) => /^([A-Za-z]{1,20}|\d{1,4})$/.test(part)) && !/[@\\~]|:\/\/|^\//.test(value);
        if (!plain ||
            value.replace(/\D/g, '').length > 4 ||
            value.length > 60 ||
            isKnown(value) ||
            parts.some((part) => known.has(part)))
            return chunk(value);
        return value;
    });
    function learnFrom(value, field = '') {
        if (typeof value === 'string') {
            if (IDENTITIES.test(field) && !GPU_NAME.test(value))
                learn(value);
        }
        else if (Array.isArray(value))
            value.forEach((item) => learnFrom(item, field));
        else if (typeof value === 'object' && value !== null) {
            for (const [name, inner] of Object.entries(value))
                learnFrom(inner, name);
        }
    }
    const fieldName = (name) => /^[A-Za-z]{1,16}(_[A-Za-z]{1,16}){0,5}$/.test(name) && !isKnown(name) ? name : holder(name);
    const word = (value, field) => {
        const isProgramWord = WORD_FIELDS.test(field) && /^[A-Za-z]{2,16}(_[A-Za-z]{2,16})?$/.test(value);
        if ((isProgramWord || (GPU_FIELDS.test(field) && GPU_NAME.test(value))) && !isKnown(value))
            return value;
        return text(value);
    };
    /** The shape of a JSON value: one item of each list, numbers without their value, strings as texts. */
    function json(value, field = '', depth = 0) {
        if (depth > 12)
            return null;
        if (typeof value === 'string')
            return word(value.slice(0, 4_096), field);
        if (typeof value === 'number')
            return Number.isInteger(value) ? 0 : 0.5;
        if (Array.isArray(value))
            return value.slice(0, 1).map((item) => json(item, field, depth + 1));
        if (typeof value !== 'object' || value === null)
            return value ?? null;
        const entries = Object.entries(value).slice(0, 200);
        return Object.fromEntries(entries.map(([name, inner]) => [fieldName(name), json(inner, name, depth + 1)]));
    }
    return {
        text,
        help(given) {
            const shown = help(given);
            for (const one of wordsOf(shown))
                vocabulary.add(one);
            return shown;
        },
        /** All answers first learn what identifies, so that it is hidden in each of them. */
        learnFrom,
        json,
    };
}

// EXTERNAL MODULE: ./build/src/kit/accounts.js
var accounts = __webpack_require__(5789);
// EXTERNAL MODULE: external "node:timers/promises"
var promises_ = __webpack_require__(8500);
// EXTERNAL MODULE: ./build/src/kit/world.js
var kit_world = __webpack_require__(6017);
;// CONCATENATED MODULE: ./build/src/kit/spend.js











/** A pod may take a quarter of an hour to come up. */
const RUN_MS = 20 * 60_000;
const CALL_MS = 30_000;
const CODE = 11;
const OUTPUT = 'gpu-ci-capture.txt';
const ARGUMENT = `a "b"; 'c'\t$d`;
const CLEAN_UP_LOOKS = 20;
/** One for each job that is run. */
const MOST_PODS = 2;
/**
 * Runs two jobs in a project of its own, so that no pod of anybody else is there, and ends what it started: whatever happens,
 * it ends with the status that shows no pod, or with a message that names what may still run.
 */
async function spend({ world, facts, env, ask, signal }) {
    const cwd = (0,external_node_fs_.mkdtempSync)((0,external_node_path_.join)((0,external_node_os_.tmpdir)(), 'gpu-ci-capture-'));
    const project = `gpu-ci-capture-${(0,external_node_crypto_.randomBytes)(6).toString('hex')}`;
    (0,external_node_fs_.writeFileSync)((0,external_node_path_.join)(cwd, 'gpu.jsonc'), JSON.stringify({ project_id: project, keep_alive_minutes: 1 }));
    const nonce = (0,external_node_crypto_.randomBytes)(8).toString('hex');
    const call = (name, args, timeoutMs = CALL_MS) => ask(name, args, env, cwd, timeoutMs);
    const start = (name, script) => call(name, (0,capabilities/* runArgs */.fQ)(facts, {
        ...{ gpuType: '', gpuCount: undefined, minVram: undefined, env: [], args: [] },
        outputs: [OUTPUT],
        argv: ['sh', '-c', script, 'gpu-ci', ARGUMENT],
    }, true), RUN_MS);
    const ids = new Set();
    // Also after a signal.
    const quiet = (args) => (0,spawn/* capture */.Fg)(facts.bin, args, { cwd, env, timeoutMs: CALL_MS });
    const end = () => endAll(world, project, ids, quiet);
    const script = `printf '\\036gpu-ci:${nonce}:start\\036' >&2; echo "out $1"; echo err >&2; nvidia-smi -L; ` +
        `echo done > ${OUTPUT}; sleep 2; exit ${CODE}`;
    try {
        if (podsIn((0,parse/* readStatus */.rk)((await quiet(['status', '--json'])).stdout)) !== 0)
            throw new errors/* UserError */.y('No job was run: GPU CLI does not show that a new project has no pod.', 'Leave --spend out.');
    }
    catch (error) {
        (0,external_node_fs_.rmSync)(cwd, { recursive: true, force: true });
        throw error;
    }
    try {
        const seen = {};
        (0,kit_world/* print */.yy)(world, 'Running a job of a few seconds …');
        const submitted = await start('run --detach --json', script);
        const jobId = idIn(submitted);
        ids.add(jobId);
        seen['jobIdShown'] = jobId !== '';
        const early = await call('status --json while a job starts', ['status', '--json']);
        const earlyPod = (0,parse/* fields */.OA)(jobsIn(early).find((job) => job['job_id'] === jobId))['pod_id'];
        const attached = jobId === '' ? undefined : await call('run --attach JOB', ['run', '--attach', jobId], RUN_MS);
        const result = jobId === '' ? undefined : await waited(call, 'wait JOB --json', jobId, facts);
        if (attached !== undefined) {
            const all = attached.stdout + attached.stderr;
            seen['framesArrive'] = attached.stderr.includes(`\x1egpu-ci:${nonce}:start\x1e`);
            seen['argvUnchanged'] = attached.stdout.includes(`out ${ARGUMENT}`);
            seen['streamsApart'] = !attached.stdout.includes('err\n') && attached.stderr.includes('err\n');
            seen['attachWaits'] = all.includes('err\n') || result === undefined || !(0,parse/* isAlive */._n)(result.state);
            seen['exitCodePasses'] = attached.code === CODE || result?.exitCode === CODE;
            const again = await call('run --attach JOB when it is over', ['run', '--attach', jobId]);
            seen['attachReplays'] = again?.stdout.includes(`out ${ARGUMENT}`) === true;
        }
        if (result !== undefined)
            seen['endStateKnown'] = !(0,parse/* isAlive */._n)(result.state);
        (0,kit_world/* print */.yy)(world, 'Running a job that is cancelled …');
        const second = await start('run --detach --json again', `echo ready; sleep 300; : ${nonce}`);
        const secondId = idIn(second);
        ids.add(secondId);
        const view = await running(call, secondId, signal);
        await call('instances list --json while a job runs', ['instances', 'list', '--json']);
        await call('status while a job runs', ['status']);
        const job = (0,parse/* fields */.OA)(jobsIn(view).find((one) => one['job_id'] === secondId));
        seen['commandListed'] = typeof job['command'] === 'string' && job['command'].includes(nonce);
        seen['podIdShown'] = textOf(job['pod_id']) !== '' || podIdIn(attached) !== '';
        seen['idsAreSafe'] = [jobId, secondId].every((id) => (0,parse/* safeId */.nZ)(id) !== '');
        if (secondId !== '') {
            await call('run --cancel JOB', ['run', '--cancel', secondId]);
            const ended = await waited(call, 'wait JOB --json after a cancel', secondId, facts);
            const after = await call('status --json after a cancel', ['status', '--json']);
            const listed = (0,parse/* readStatus */.rk)(after?.stdout ?? '')?.jobs.find((one) => one.jobId === secondId);
            seen['cancelEnds'] = (ended === undefined || !(0,parse/* isAlive */._n)(ended.state)) && listed?.alive !== true;
        }
        const namesPod = podIdIn(attached) !== '' || podIdIn(second) !== '';
        const podEnds = await end();
        seen['outputsReturn'] = (0,external_node_fs_.existsSync)((0,external_node_path_.join)(cwd, OUTPUT));
        seen['podEnds'] = podEnds;
        return { podId: typeof earlyPod === 'string' ? 'submitted' : 'ready', namesPod, facts: seen };
    }
    catch (error) {
        await end();
        throw error;
    }
    finally {
        (0,external_node_fs_.rmSync)(cwd, { recursive: true, force: true });
    }
}
function idIn(ended) {
    if (ended?.code !== 0)
        return '';
    const lines = `${ended.stdout}\n${ended.stderr}`.split(/[\r\n]+/);
    return (0,parse/* readSubmission */.VY)(ended.stdout)?.jobId ?? lines.map((line) => (0,cli_lines/* jobIn */.Dk)(line, '')).find((id) => id !== '') ?? '';
}
const textOf = (value) => (typeof value === 'string' ? value : '');
const podIdIn = (ended) => (ended?.stderr ?? '')
    .split(/[\r\n]+/)
    .map((line) => (0,cli_lines/* podIn */.jG)(line, ''))
    .find((id) => id !== '') ?? '';
function jobsIn(ended) {
    const { jobs } = (0,parse/* fields */.OA)((0,parse/* readJson */.Vh)(ended?.stdout ?? ''));
    return Array.isArray(jobs) ? jobs.map(parse/* fields */.OA) : [];
}
/** The record of a job that is over, as far as the program has one. */
async function waited(call, name, jobId, { way }) {
    if (way === 'attached')
        return undefined;
    const until = performance.now() + RUN_MS;
    for (;;) {
        const ended = await call(name, ['wait', jobId, '--timeout', '60', '--json'], 90_000);
        const result = ended === undefined ? undefined : (0,parse/* readResult */.Uv)(ended.stdout);
        if (result === undefined || !(0,parse/* isAlive */._n)(result.state) || performance.now() > until)
            return result;
    }
}
/** The status once it shows the job, or a pod where it lists no jobs. */
async function running(call, jobId, signal) {
    const until = performance.now() + RUN_MS;
    for (;;) {
        const ended = await call('status --json while a job runs', ['status', '--json']);
        const view = (0,parse/* readStatus */.rk)(ended?.stdout ?? '');
        const job = view?.jobs.find((one) => one.jobId === jobId);
        const shown = view?.jobsKnown === true ? job !== undefined && job.podId !== '' : true;
        if (view === undefined || shown || performance.now() > until || signal.aborted)
            return ended;
        await (0,promises_.setTimeout)(1_000, undefined, { signal }).catch(() => undefined);
    }
}
const podsIn = (view) => view === undefined ? Infinity : view.pods.length + (view.unnamed ?? 0);
/**
 * Cancels the jobs and stops the pods of the project, which had none before: at most one for each job.
 * @returns whether the status then shows none.
 */
async function endAll(world, project, jobIds, call) {
    // A job that waits for a pod has none that could be stopped.
    for (const jobId of jobIds)
        if (jobId !== '')
            await call(['run', '--cancel', jobId]);
    for (let look = 0, empty = 0; look < CLEAN_UP_LOOKS; look += 1) {
        const view = (0,parse/* readStatus */.rk)((await call(['status', '--json'])).stdout);
        const count = podsIn(view);
        const none = count === 0 && view?.jobs.every(({ alive }) => !alive) === true;
        // A submission that was interrupted may still arrive.
        empty = none ? empty + 1 : 0;
        if (empty === 2)
            return true;
        if (count > 0 && count <= MOST_PODS) {
            for (const { podId } of view?.pods ?? [])
                await call(['stop', podId, '-y']);
            if (view?.pods.length === 0)
                await call(['stop', '-y']);
        }
        await (0,promises_.setTimeout)(1_000);
    }
    (0,kit_world/* print */.yy)(world, `A pod of the project ${project} may still run. Look: gpu status --all, or gpu instances list. Stop it: gpu stop POD_ID -y`);
    return false;
}

// EXTERNAL MODULE: ./build/src/version.js
var version = __webpack_require__(8234);
;// CONCATENATED MODULE: ./build/src/kit/capture.js
















const capture_CALL_MS = 20_000;
const MOST_BYTES = 1024 * 1024;
const MOST_LINES = 400;
/** After so many calls without an answer the others are not made. */
const MOST_HUNG = 3;
const NO_JOB = 'job_00000000000000000000000000000000';
const NO_ORG = 'gpu-ci-no-such-org';
/** Verbs whose help is asked; others are found in `gpu --help`. */
const VERBS = [
    ...['run', 'attach', 'wait', 'logs', 'status', 'stop', 'instances', 'inventory', 'org', 'auth', 'daemon', 'doctor'],
    ...['config', 'login', 'logout', 'update', 'agent-docs', 'jobs', 'cancel'],
];
const MOST_VERBS = 60;
const FREE = [
    ...[
        ...['status', 'status --json', 'org list', 'org list --json', 'inventory --json', 'doctor --json'],
        ...['config schema', 'agent-docs', 'auth status', 'auth status --json', 'instances list --json'],
        ...[
            'daemon status --json',
            'status --gpu-ci-no-such-flag',
            `logs -j ${NO_JOB}`,
            `wait ${NO_JOB} --timeout 1 --json`,
        ],
    ].map((name) => ({ name, args: name.split(' ') })),
    { name: 'status --json without a token', args: ['status', '--json'], as: 'nobody' },
    { name: `org switch ${NO_ORG}`, args: ['org', 'switch', NO_ORG], as: 'empty home' },
];
/** Runs the program and keeps what it printed, bounded in time and size. */
function recorder(bin, signal) {
    const raw = new Map();
    let hung = 0;
    const ask = async (name, args, env, cwd, timeoutMs = capture_CALL_MS) => {
        if (hung >= MOST_HUNG || signal.aborted)
            return undefined;
        const began = performance.now();
        const ended = await (0,spawn/* capture */.Fg)(bin, args, { cwd, env, timeoutMs, maxBytes: MOST_BYTES, signal });
        if (ended.hung)
            hung += 1;
        raw.set(name, { ended, ms: Math.round(performance.now() - began) });
        return ended;
    };
    return { raw, ask, gaveUp: () => hung >= MOST_HUNG };
}
/** `gpu-ci doctor --capture FILE`. @returns the exit code. */
async function captureTo(file, { spends, yes }, world) {
    const bin = (0,accounts.findGpu)(world.env);
    if (bin === '')
        throw new errors/* UserError */.y('GPU CLI is not installed.', `Install it: ${accounts.INSTALL}`);
    const token = world.env['GPU_SERVICE_TOKEN'] ?? '';
    const mark = (0,external_node_crypto_.randomBytes)(8).toString('hex');
    const home = (0,external_node_fs_.mkdtempSync)((0,external_node_path_.join)((0,external_node_os_.tmpdir)(), 'gpu-ci-home-'));
    const own = { ...(0,environment/* childEnv */.g)(world.env, token), GPU_CI_CAPTURE: mark };
    const nobody = {
        PATH: world.env['PATH'],
        LANG: 'C.UTF-8',
        USER: 'runner',
        LOGNAME: 'runner',
        HOME: home,
        GPU_CI_CAPTURE: mark,
    };
    try {
        // Another program of this name gets no token, and is not captured.
        const facts = await (0,capabilities/* probe */.dy)(bin, nobody, home);
        const made = await (0,kit_world/* uninterrupted */.qA)(async (interrupted) => {
            const { raw, ask, gaveUp } = recorder(bin, interrupted);
            const inHome = (args) => ask(args.join(' '), args, nobody, home);
            await inHome(['--version']);
            const overview = await inHome(['--help']);
            const listed = [...(overview?.stdout ?? '').matchAll(/^ {2,6}([a-z][a-z-]{1,19})(?= {2,}|$)/gm)].map(([, verb = '']) => verb);
            for (const verb of [...new Set([...VERBS, ...listed])].slice(0, MOST_VERBS))
                await inHome([verb, '--help']);
            for (const { name, args, as } of FREE) {
                if (raw.get(`${args[0] ?? ''} --help`)?.ended.code !== 0)
                    continue;
                const env = as === 'nobody' ? nobody : as === 'empty home' ? { ...own, HOME: home } : own;
                await ask(name, args, env, world.cwd);
            }
            if (gaveUp())
                (0,kit_world/* print */.yy)(world, `gpu did not answer ${MOST_HUNG} calls within ${capture_CALL_MS / 1000} s; the others were left out.`);
            const spent = spends && (await agreed(world, raw, yes))
                ? await spend({ world, facts, env: own, ask, signal: interrupted })
                : undefined;
            return assemble({ world, bin, raw, spent, secrets: secretsOf(world, home), processes: endStayed(mark, home) });
        });
        (0,external_node_fs_.writeFileSync)(file, `${JSON.stringify(made, null, 2)}\n`, { flag: 'wx', mode: 0o600 });
    }
    catch (error) {
        if (error.code === 'EEXIST')
            throw new errors/* UserError */.y(`${file} exists.`, 'Give the name of a new file.');
        throw error;
    }
    finally {
        (0,external_node_fs_.rmSync)(home, { recursive: true, force: true, maxRetries: 5 });
    }
    (0,kit_world/* print */.yy)(world, `Captured GPU CLI in ${file}. Nothing was sent. Values are replaced by types and placeholders; read the file before you share it.`, `What it means for this action: gpu-ci doctor --compare ${file}`, `To run the emulator like it: gpu-ci emulate --profile ${file}`, 'To help: attach it to an issue "GPU CLI behaves differently" at https://github.com/gpu-cli/run-action/issues/new/choose');
    return 0;
}
/** The price of one GPU for about five minutes. */
async function agreed(world, raw, yes) {
    const offers = (0,parse/* readJson */.Vh)(raw.get('inventory --json')?.ended.stdout ?? '');
    const prices = (Array.isArray(offers) ? offers : [])
        .map((offer) => Number(offer?.['cost_per_hour']))
        .filter((price) => price > 0);
    const price = prices.length === 0
        ? 'GPU CLI lists no price'
        : `the cheapest GPU is listed at $${Math.min(...prices).toFixed(2)} per hour`;
    const question = `This runs two short jobs on one pod, for about five minutes (${price}). Continue?`;
    return (0,kit_world/* confirmed */.qF)(world, question, yes, 'Use --yes, or leave --spend out.');
}
function secretsOf({ env, cwd }, home) {
    const named = Object.entries(env).filter(([name]) => /TOKEN|SECRET|PASS|KEY|CREDENTIAL|AUTH/i.test(name));
    const user = (() => {
        try {
            return (0,external_node_os_.userInfo)().username;
        }
        catch {
            return '';
        }
    })();
    return [
        ...named.flatMap(([, value = '']) => (value.length >= 6 ? [value] : [])),
        ...[env['USER'], env['LOGNAME'], env['HOME'], env['HOSTNAME'], (0,external_node_os_.hostname)(), user, cwd, (0,external_node_path_.basename)(cwd), home],
    ].filter((value) => value !== undefined && value !== '' && value !== '/');
}
/** Processes that the calls left behind, by the variable that they inherited. Those in the empty home serve nobody and are ended. */
function endStayed(mark, home) {
    let stayed = false;
    for (const pid of process.platform === 'linux' ? (0,external_node_fs_.readdirSync)('/proc').filter((name) => /^\d+$/.test(name)) : []) {
        try {
            const variables = (0,external_node_fs_.readFileSync)(`/proc/${pid}/environ`, 'utf8').split('\0');
            if (!variables.includes(`GPU_CI_CAPTURE=${mark}`))
                continue;
            stayed = true;
            if (variables.includes(`HOME=${home}`))
                process.kill(Number(pid), 'SIGTERM');
        }
        catch {
            // It has ended, or belongs to somebody else.
        }
    }
    return stayed;
}
function assemble({ world, bin, raw, spent, secrets, processes }) {
    const redact = redactor(secrets);
    const help = helpsOf(raw, redact);
    const parsed = new Map([...raw].map(([name, { ended }]) => [name, (0,parse/* readJson */.Vh)(ended.stdout)]));
    for (const value of parsed.values())
        redact.learnFrom(value);
    const calls = Object.fromEntries([...raw].filter(([name]) => !name.endsWith('--help')).map(([name, one]) => [name, callOf(one, redact)]));
    const { files, facts } = installOf(bin, world.env);
    const ended = [...raw.values()].map((one) => one.ended);
    const shape = (name) => calls[name]?.json;
    const shapes = {
        status: spent === undefined
            ? shape('status --json')
            : (shape('status --json while a job runs') ?? shape('status --json')),
        inventory: shape('inventory --json'),
        instances: shape('instances list --json while a job runs') ?? shape('instances list --json'),
        run: shape('run --detach --json'),
        wait: shape('wait JOB --json'),
    };
    const texts = [...raw]
        .filter(([name]) => name.endsWith('--help'))
        .map(([, one]) => one.ended.stdout + one.ended.stderr);
    return {
        about: `Captured by gpu-ci ${version/* VERSION */.x} on ${process.platform}-${process.arch}${spent === undefined ? '' : ', with a run'}.`,
        version: (0,capabilities/* versionIn */.It)(`${raw.get('--version')?.ended.stdout ?? ''}${raw.get('--version')?.ended.stderr ?? ''}`),
        help,
        json: Object.fromEntries(Object.entries(shapes).filter(([, value]) => value !== undefined)),
        podId: spent?.podId ?? 'ready',
        namesPod: spent?.namesPod ?? false,
        stderr: (calls['status --json']?.stderr ?? []).filter(cli_lines/* isTracing */.BW),
        refusals: refusalsOf(calls),
        delays: delaysOf(raw),
        calls,
        facts: {
            ...facts,
            ...spent?.facts,
            daemonStays: processes,
            daemonHoldsPipes: ended.some(({ held }) => held === true),
        },
        files: files.map(({ name, ...rest }) => ({
            name: /^gpu[a-z-]{0,20}$/.test(name) ? name : redact.text(name),
            ...rest,
        })),
        variables: [
            ...new Set(texts.flatMap((text) => text.match(/\b(GPU|RUST|RUNPOD|VAST)_[A-Z_]{2,40}\b/g) ?? [])),
        ].sort(),
    };
}
function helpsOf(raw, redact) {
    const found = [...raw].filter(([name, { ended }]) => name.endsWith(' --help') && ended.code === 0);
    return Object.fromEntries(found.map(([name, { ended }]) => [
        name.replace(/ --help$/, ''),
        linesOf(redact.help(ended.stdout || ended.stderr)),
    ]));
}
const linesOf = (text) => text.replace(/\n$/, '').split(/\r?\n/).slice(0, MOST_LINES);
const nonEmpty = (text) => (text.trim() === '' ? [] : linesOf(text));
function callOf({ ended, ms }, redact) {
    const json = (0,parse/* readJson */.Vh)(ended.stdout);
    const isJson = typeof json === 'object' && json !== null;
    const stdout = isJson ? [] : nonEmpty(redact.text(ended.stdout));
    const stderr = nonEmpty(redact.text(ended.stderr));
    return {
        code: ended.code,
        ms,
        ...(ended.hung ? { hung: true } : {}),
        ...(ended.cut ? { cut: true } : {}),
        ...(isJson ? { json: redact.json(json) } : {}),
        ...(stdout.length > 0 ? { stdout } : {}),
        ...(stderr.length > 0 ? { stderr } : {}),
    };
}
const MOST_HASHED = 256 * 1024 * 1024;
/** Beside programs of other owners, as in /usr/local/bin, only those named `gpu…` count. */
function installOf(bin, env) {
    const real = (0,external_node_fs_.realpathSync)(bin);
    const folder = (0,external_node_path_.dirname)(real);
    const inInstallFolder = (0,external_node_path_.dirname)(bin) === (0,install/* installedFolder */.Zi)(env) || folder === (0,install/* installedFolder */.Zi)(env);
    const names = (0,external_node_fs_.readdirSync)(folder).filter((name) => inInstallFolder || name.startsWith('gpu'));
    const files = names.slice(0, 20).flatMap((name) => {
        const path = (0,external_node_path_.join)(folder, name);
        const { size } = (0,external_node_fs_.statSync)(path, { throwIfNoEntry: false }) ?? { size: 0 };
        if (size === 0 || size > MOST_HASHED || !(0,external_node_fs_.statSync)(path).isFile())
            return [];
        return [{ name, bytes: size, sha256: (0,external_node_crypto_.createHash)('sha256').update((0,external_node_fs_.readFileSync)(path)).digest('hex') }];
    });
    return { files, facts: { inInstallFolder, siblings: files.length > 1 } };
}
/** Words and codes of refusals, by the error codes of the emulator. */
function refusalsOf(calls) {
    const noJob = [`wait ${NO_JOB} --timeout 1 --json`, `logs -j ${NO_JOB}`].find((name) => (calls[name]?.code ?? 0) !== 0);
    const from = { not_found: noJob ?? '', unauthenticated: 'status --json without a token' };
    return Object.fromEntries(Object.entries(from).flatMap(([word, name]) => {
        const call = calls[name];
        if (call === undefined || call.code === null || call.code === 0)
            return [];
        const line = call.stderr?.filter((one) => !(0,cli_lines/* isTracing */.BW)(one)).at(-1);
        const text = line?.replace(/^\s*(✗|error:)\s*/i, '');
        return [[word, { ...(text === undefined ? {} : { text }), code: call.code }]];
    }));
}
function delaysOf(raw) {
    const least = {};
    for (const [name, { ms, ended }] of raw) {
        const verb = name.split(' ')[0] ?? '';
        if (!ended.hung && /^[a-z-]+$/.test(verb))
            least[verb] = Math.min(least[verb] ?? Infinity, ms);
    }
    return least;
}


/***/ })

};
;