"use strict";
exports.id = 789;
exports.ids = [789];
exports.modules = {

/***/ 7846:
/***/ ((__unused_webpack_module, __webpack_exports__, __webpack_require__) => {

/* harmony export */ __webpack_require__.d(__webpack_exports__, {
/* harmony export */   A3: () => (/* binding */ reasonOf),
/* harmony export */   Bz: () => (/* binding */ callUntil),
/* harmony export */   Ov: () => (/* binding */ openOctokit),
/* harmony export */   c2: () => (/* binding */ statusOf)
/* harmony export */ });
/* harmony import */ var _actions_github__WEBPACK_IMPORTED_MODULE_1__ = __webpack_require__(3361);
/* harmony import */ var _octokit_plugin_retry__WEBPACK_IMPORTED_MODULE_2__ = __webpack_require__(9735);
/* harmony import */ var _octokit_plugin_throttling__WEBPACK_IMPORTED_MODULE_3__ = __webpack_require__(6856);
/* harmony import */ var _model_errors_js__WEBPACK_IMPORTED_MODULE_0__ = __webpack_require__(5573);




/** A rate limit that asks for a longer wait would use up the time for reports. */
const LONGEST_WAIT_S = 20;
/** The GitHub API. No request starts or continues after `signal` aborts. */
function openOctokit({ token, apiUrl, debug, secondMs = 1_000 }, signal) {
    const again = (seconds, _options, _octokit, retries) => seconds <= LONGEST_WAIT_S && retries < 2 && !signal.aborted;
    const octokit = (0,_actions_github__WEBPACK_IMPORTED_MODULE_1__/* .getOctokit */ .Q)(token, {
        ...(apiUrl === '' ? {} : { baseUrl: apiUrl.replace(/\/+$/, '') }),
        userAgent: 'gpu-cli-run-action',
        // Messages of octokit quote the server, and the runner acts on lines of both streams.
        log: { debug, info: debug, warn: debug, error: debug },
        retry: { retryAfterBaseValue: secondMs },
        throttle: {
            id: crypto.randomUUID(),
            onRateLimit: again,
            onSecondaryRateLimit: again,
            fallbackSecondaryRateRetryAfter: 60,
            retryAfterBaseValue: secondMs,
        },
    }, _octokit_plugin_retry__WEBPACK_IMPORTED_MODULE_2__/* .retry */ .L, _octokit_plugin_throttling__WEBPACK_IMPORTED_MODULE_3__/* .throttling */ .A);
    octokit.hook.before('request', (options) => {
        options.request = { ...options.request, signal };
    });
    return octokit;
}
/** Calls GitHub until `signal` aborts: the plugins wait for retries without looking at it. */
function callUntil(signal, options, work) {
    const aborted = new Promise((_, reject) => {
        const refuse = () => reject(new DOMException('aborted', 'AbortError'));
        if (signal.aborted)
            refuse();
        else
            signal.addEventListener('abort', refuse, { once: true });
    });
    return Promise.race([work(openOctokit(options, signal)), aborted]);
}
/** Why GitHub refused a call, for people. `needs` is the permission of the call. */
function reasonOf(error, needs, secretsWithheld) {
    const status = statusOf(error);
    const answer = (0,_model_errors_js__WEBPACK_IMPORTED_MODULE_0__/* .sentenceOf */ .$)(error)
        .replace(/ - https:\/\/\S+$/, '')
        .replace(/\.$/, '');
    const name = typeof error === 'object' && error !== null && 'name' in error ? error.name : '';
    if (name === 'AbortError' || name === 'TimeoutError')
        return 'GitHub did not answer in time';
    if (!hasResponse(error))
        return status === 0 ? answer : `GitHub cannot be reached: ${answer}`;
    if (/rate limit/i.test(answer))
        return `GitHub limits the rate of requests for longer than a report may take: ${answer}`;
    if (status === 401)
        return 'GitHub refused `github-token`; it is wrong or has expired';
    if (status === 404 || status === 410)
        return 'GitHub does not find it: it was deleted, or `github-token` may not see this repository';
    if (status === 403 && /not accessible|must have|permission/i.test(answer)) {
        const missing = `\`github-token\` lacks the permission \`${needs}\``;
        if (secretsWithheld !== '')
            return `${missing}, which GitHub does not give here (${secretsWithheld})`;
        return `${missing}. Add it under \`permissions:\` of the job or the workflow`;
    }
    return `GitHub answered ${status}: ${answer}`;
}
function statusOf(error) {
    return error instanceof Error && 'status' in error ? Number(error.status) : 0;
}
/** Octokit gives the status 500 to a request without an answer. */
const hasResponse = (error) => error instanceof Error && 'response' in error && error.response !== undefined;


/***/ }),

/***/ 5789:
/***/ ((__unused_webpack_module, __webpack_exports__, __webpack_require__) => {

__webpack_require__.r(__webpack_exports__);
/* harmony export */ __webpack_require__.d(__webpack_exports__, {
/* harmony export */   INSTALL: () => (/* binding */ INSTALL),
/* harmony export */   ServiceAccounts: () => (/* binding */ ServiceAccounts),
/* harmony export */   accountFlags: () => (/* binding */ accountFlags),
/* harmony export */   create: () => (/* binding */ create),
/* harmony export */   findGpu: () => (/* binding */ findGpu),
/* harmony export */   fixFor: () => (/* binding */ fixFor),
/* harmony export */   gpuOf: () => (/* binding */ gpuOf),
/* harmony export */   list: () => (/* binding */ list),
/* harmony export */   mayReplace: () => (/* binding */ mayReplace),
/* harmony export */   revoke: () => (/* binding */ revoke),
/* harmony export */   rotate: () => (/* binding */ rotate),
/* harmony export */   saidBy: () => (/* binding */ saidBy),
/* harmony export */   withAccounts: () => (/* binding */ withAccounts)
/* harmony export */ });
/* harmony import */ var node_fs__WEBPACK_IMPORTED_MODULE_0__ = __webpack_require__(3024);
/* harmony import */ var node_fs__WEBPACK_IMPORTED_MODULE_0___default = /*#__PURE__*/__webpack_require__.n(node_fs__WEBPACK_IMPORTED_MODULE_0__);
/* harmony import */ var node_os__WEBPACK_IMPORTED_MODULE_1__ = __webpack_require__(8161);
/* harmony import */ var node_os__WEBPACK_IMPORTED_MODULE_1___default = /*#__PURE__*/__webpack_require__.n(node_os__WEBPACK_IMPORTED_MODULE_1__);
/* harmony import */ var node_path__WEBPACK_IMPORTED_MODULE_2__ = __webpack_require__(6760);
/* harmony import */ var node_path__WEBPACK_IMPORTED_MODULE_2___default = /*#__PURE__*/__webpack_require__.n(node_path__WEBPACK_IMPORTED_MODULE_2__);
/* harmony import */ var _model_errors_js__WEBPACK_IMPORTED_MODULE_3__ = __webpack_require__(5573);
/* harmony import */ var _model_rules_js__WEBPACK_IMPORTED_MODULE_4__ = __webpack_require__(8963);
/* harmony import */ var _model_secrets_js__WEBPACK_IMPORTED_MODULE_12__ = __webpack_require__(7477);
/* harmony import */ var _gpu_environment_js__WEBPACK_IMPORTED_MODULE_5__ = __webpack_require__(1138);
/* harmony import */ var _gpu_parse_js__WEBPACK_IMPORTED_MODULE_13__ = __webpack_require__(2388);
/* harmony import */ var _gpu_install_js__WEBPACK_IMPORTED_MODULE_6__ = __webpack_require__(8920);
/* harmony import */ var _gpu_spawn_js__WEBPACK_IMPORTED_MODULE_7__ = __webpack_require__(5996);
/* harmony import */ var _run_org_js__WEBPACK_IMPORTED_MODULE_8__ = __webpack_require__(8458);
/* harmony import */ var _pipelines_js__WEBPACK_IMPORTED_MODULE_9__ = __webpack_require__(5174);
/* harmony import */ var _secret_store_js__WEBPACK_IMPORTED_MODULE_10__ = __webpack_require__(6233);
/* harmony import */ var _world_js__WEBPACK_IMPORTED_MODULE_11__ = __webpack_require__(6017);














const INSTALL = 'curl -fsSL https://gpu-cli.sh/install.sh | sh';
/** Path of the installed `gpu`: on PATH, else where its installer puts it. '' if there is none. */
const findGpu = (env) => (0,_gpu_install_js__WEBPACK_IMPORTED_MODULE_6__/* .firstExecutable */ .Ng)([...(0,_gpu_install_js__WEBPACK_IMPORTED_MODULE_6__/* .foldersOfPath */ .w9)(env), (0,_gpu_install_js__WEBPACK_IMPORTED_MODULE_6__/* .installedFolder */ .Zi)(env)]);
/** @throws UserError if `gpu` is not installed. */
function gpuOf({ env, cwd }) {
    const bin = findGpu(env);
    if (bin === '')
        throw new _model_errors_js__WEBPACK_IMPORTED_MODULE_3__/* .UserError */ .y('GPU CLI is not installed.', `Install it: ${INSTALL}`);
    return (args, token = env['GPU_SERVICE_TOKEN'] ?? '') => (0,_gpu_spawn_js__WEBPACK_IMPORTED_MODULE_7__/* .capture */ .Fg)(bin, args, { cwd, env: (0,_gpu_environment_js__WEBPACK_IMPORTED_MODULE_5__/* .childEnv */ .g)(env, token), timeoutMs: 60_000 });
}
/** What a call printed, in one line, without tokens and the marks of GPU CLI. */
function saidBy(call) {
    if (call.spawnError !== '')
        return `it could not be started (${call.spawnError})`;
    if (call.hung)
        return 'it did not answer in time';
    const lines = (0,_model_secrets_js__WEBPACK_IMPORTED_MODULE_12__/* .withoutTokens */ .N_)(`${call.stderr}\n${call.stdout}`)
        .split('\n')
        .map((line) => line.replace(/^\s*(?:✗|>>|\[gpu\]>|error:)?\s*/i, '').replace(/\.?\s*$/, ''));
    return lines.find((line) => line !== '')?.slice(0, 300) ?? `it ended with exit code ${(0,_gpu_spawn_js__WEBPACK_IMPORTED_MODULE_7__/* .endOf */ .pJ)(call)}`;
}
/** What to do about an exit code of `gpu`, by its documented meaning. */
function fixFor({ code }, env) {
    const asService = (env['GPU_SERVICE_TOKEN'] ?? '') !== '';
    if (code === 11)
        return 'Service accounts need the Team plan or above: gpu upgrade';
    if (code === 13)
        return 'Start the daemon: gpu daemon start';
    if (code === 10) {
        return asService
            ? 'GPU CLI rejects the token in GPU_SERVICE_TOKEN. Unset it to use your own login, or get a new token.'
            : 'Sign in: gpu login';
    }
    return asService
        ? 'GPU_SERVICE_TOKEN is set, and a service account may not do this. Unset it to use your own login.'
        : 'You must be OWNER or ADMIN, and the organization must be active: gpu org switch SLUG';
}
/** Flags of `gpu-ci token` that name a service account. */
const accountFlags = (name, org = '') => `--name ${(0,_pipelines_js__WEBPACK_IMPORTED_MODULE_9__/* .quoteWord */ .XW)(name)}${org === '' ? '' : ` --org ${org}`}`;
const TOKEN = /gpt_sat_[A-Za-z0-9_-]+/;
const ID = /(?<![\w-])sa_[A-Za-z0-9]+/;
/** Exit code of `gpu` for an unknown id. */
const NOT_FOUND = 12;
const revokeCommand = (id) => `gpu org service-account revoke ${id === '' ? 'ID' : id}`;
/** `gpu org service-account …`. Its texts are not documented, so ids and tokens are found by their form. */
class ServiceAccounts {
    gpu;
    env;
    constructor(gpu, env) {
        this.gpu = gpu;
        this.env = env;
    }
    call(...args) {
        return this.gpu(['org', 'service-account', ...args]);
    }
    /** Those that are not revoked. */
    async list() {
        const json = await this.call('list', '--json');
        const found = json.code === 0 ? accountsInJson(json.stdout) : undefined;
        if (found !== undefined)
            return found;
        const text = await this.call('list');
        if (text.code === 0)
            return accountsInText(`${text.stdout}\n${text.stderr}`);
        throw new _model_errors_js__WEBPACK_IMPORTED_MODULE_3__/* .UserError */ .y(`Cannot list service accounts: ${saidBy(text)}.`, fixFor(text, this.env));
    }
    async named(name) {
        return (await this.list()).filter((account) => account.name === name);
    }
    /**
     * Creates an account and stores its token. If the check or the storing fails, the account is revoked; if it is unknown whether the
     * token was stored, no account is revoked.
     * @param known accounts that have the name already: they identify the new one if GPU CLI prints no id.
     * @param check called with the new account before its token is stored.
     */
    async createInto(store, name, known, check = () => Promise.resolve()) {
        const made = await this.create(name, known);
        const stored = await check(made)
            .then(() => store.put(made.token))
            .catch(async (error) => {
            throw new _model_errors_js__WEBPACK_IMPORTED_MODULE_3__/* .UserError */ .y(`${(0,_model_errors_js__WEBPACK_IMPORTED_MODULE_3__/* .sentenceOf */ .$)(error)} ${await this.revokeNew(made)}`, '', { cause: error });
        });
        if (stored)
            return made;
        throw new _model_errors_js__WEBPACK_IMPORTED_MODULE_3__/* .UserError */ .y(`It is unknown whether the ${store.title} has the new token, so no account was revoked. The new account is ${made.id}.`, `Run a workflow. If it works, revoke the old account if there is one, else the new one: ${revokeCommand(made.id)}`);
    }
    async create(name, known) {
        const made = await this.call('create', '--name', name);
        const said = `${made.stdout}\n${made.stderr}`;
        const token = TOKEN.exec(said)?.[0] ?? '';
        const id = ID.exec(said.replaceAll(new RegExp(TOKEN, 'g'), ''))?.[0] ?? (await this.newNamed(name, known));
        if (made.code === 0 && token !== '')
            return { id, name, token };
        if (made.code !== 0 && !made.hung && token === '') {
            throw new _model_errors_js__WEBPACK_IMPORTED_MODULE_3__/* .UserError */ .y(`Cannot create the service account: ${saidBy(made)}.`, fixFor(made, this.env));
        }
        throw new _model_errors_js__WEBPACK_IMPORTED_MODULE_3__/* .UserError */ .y(`A service account "${name}" may exist now, but GPU CLI did not print its token: ${saidBy(made)}.`, `See gpu org service-account list, and revoke it: ${revokeCommand(id)}`);
    }
    /** The id of the one account with that name that did not exist before; '' if there are several or none. */
    async newNamed(name, known) {
        const found = await this.named(name).catch(() => []);
        const [fresh, ...others] = found.filter(({ id }) => !known.some((before) => before.id === id));
        return fresh !== undefined && others.length === 0 ? fresh.id : '';
    }
    /** @returns what became of an account whose token is of no use. */
    async revokeNew({ id }) {
        const left = `The new service account still exists; revoke it: ${revokeCommand(id)}`;
        if (id === '')
            return left;
        return this.revoke(id).then(() => `The new service account ${id} was revoked.`, () => left);
    }
    async revoke(id) {
        const ended = await this.call('revoke', id);
        if (ended.code === 0)
            return;
        const next = ended.code === NOT_FOUND ? 'gpu-ci token list shows the ids.' : `Revoke it: ${revokeCommand(id)}`;
        throw new _model_errors_js__WEBPACK_IMPORTED_MODULE_3__/* .UserError */ .y(`Service account ${id} is not revoked: ${saidBy(ended)}.`, next);
    }
}
/** Rows with an id of a service account, in the first list of the answer; undefined if it has no list. */
function accountsInJson(text) {
    const answer = (0,_gpu_parse_js__WEBPACK_IMPORTED_MODULE_13__/* .readJson */ .Vh)(text);
    const rows = Array.isArray(answer) ? answer : Object.values((0,_gpu_parse_js__WEBPACK_IMPORTED_MODULE_13__/* .fields */ .OA)(answer)).find(Array.isArray);
    if (!Array.isArray(rows))
        return undefined;
    return rows.map(_gpu_parse_js__WEBPACK_IMPORTED_MODULE_13__/* .fields */ .OA).flatMap(({ id, name, revoked_at: revokedAt }) => {
        if (typeof id !== 'string' || !ID.test(id) || (revokedAt ?? null) !== null)
            return [];
        return [{ id, name: typeof name === 'string' ? name : '' }];
    });
}
/** Rows of a table: the id, then the name up to a gap of two blanks, a tab or a bar. */
function accountsInText(text) {
    return text.split('\n').flatMap((line) => {
        const id = ID.exec(line);
        if (id === null || /\brevoked\b/i.test(line))
            return [];
        const name = line.slice(id.index + id[0].length).replace(/^[\s|│]*(.*?)(?:\s{2,}|\t|[|│]|$)[^]*/, '$1');
        return [{ id: id[0], name: name.trim() }];
    });
}
/** Works with the accounts of an organization. Afterwards the previous one is active again, also after a signal. */
async function withAccounts(world, org, work) {
    const gpu = gpuOf(world);
    const accounts = new ServiceAccounts(gpu, world.env);
    if (org === undefined)
        return work(accounts);
    const call = (...args) => gpu(args);
    return (0,_world_js__WEBPACK_IMPORTED_MODULE_11__/* .uninterrupted */ .qA)(async () => {
        let before;
        const known = await (0,_run_org_js__WEBPACK_IMPORTED_MODULE_8__/* .switchOrg */ .xO)(call, org, (active) => void (before = active));
        try {
            return await work(accounts);
        }
        finally {
            if (before === undefined ? !known : !(await (0,_run_org_js__WEBPACK_IMPORTED_MODULE_8__/* .switchBack */ .gw)(call, before))) {
                (0,_world_js__WEBPACK_IMPORTED_MODULE_11__/* .print */ .yy)(world, `The active organization is now ${org}. To go back: gpu org switch ${before ?? 'SLUG'}`.trimEnd());
            }
        }
    });
}
const list = ({ org }, world) => withAccounts(world, org, async (accounts) => {
    const found = await accounts.list();
    (0,_world_js__WEBPACK_IMPORTED_MODULE_11__/* .print */ .yy)(world, ...(found.length === 0 ? ['No service accounts.'] : found.map(({ id, name }) => `${id}  ${name}`)));
    return 0;
});
const revoke = (id, { org, yes }, world) => withAccounts(world, org, async (accounts) => {
    if (!(await (0,_world_js__WEBPACK_IMPORTED_MODULE_11__/* .confirmed */ .qF)(world, `Revoke ${id}? Its token stops at once.`, yes)))
        return 1;
    await accounts.revoke(id);
    (0,_world_js__WEBPACK_IMPORTED_MODULE_11__/* .print */ .yy)(world, `Revoked ${id}. Its token no longer works.`);
    return 0;
});
const create = (options, world) => withAccounts(world, options.org, async (accounts) => {
    const { name, org, yes } = options;
    const { host, store } = await placeFor(world, options);
    (0,_world_js__WEBPACK_IMPORTED_MODULE_11__/* .print */ .yy)(world, `New service account "${name}"; its token goes to: ${store.title}`);
    if ((await store.check()) && !(await mayReplace(world, store, yes)))
        return 1;
    const known = await accounts.named(name);
    await (0,_world_js__WEBPACK_IMPORTED_MODULE_11__/* .uninterrupted */ .qA)(async () => {
        const { id } = await accounts.createInto(store, name, known);
        (0,_world_js__WEBPACK_IMPORTED_MODULE_11__/* .print */ .yy)(world, `Created service account ${id} (${name}). Its token is stored: ${store.title}`);
    });
    (0,_secret_store_js__WEBPACK_IMPORTED_MODULE_10__/* .printNextSteps */ .uY)(world, host, store, accountFlags(name, org));
    return 0;
});
/** Asks before a stored token is lost. */
function mayReplace(world, store, yes) {
    (0,_world_js__WEBPACK_IMPORTED_MODULE_11__/* .print */ .yy)(world, `The ${store.title} already has a token. A new token replaces it; its account is not revoked.`);
    return (0,_world_js__WEBPACK_IMPORTED_MODULE_11__/* .confirmed */ .qF)(world, 'Replace it?', yes);
}
/** New account, proof, new secret, and only then the end of the old account. */
const rotate = (options, world) => withAccounts(world, options.org, async (accounts) => {
    const { name, org, prove, yes } = options;
    const known = await accounts.named(name);
    const old = onlyOne(known, name);
    const { host, store } = await placeFor(world, options);
    (0,_world_js__WEBPACK_IMPORTED_MODULE_11__/* .print */ .yy)(world, `Rotating service account ${old.id} (${name}); the token goes to: ${store.title}`);
    if (!(await (0,_world_js__WEBPACK_IMPORTED_MODULE_11__/* .confirmed */ .qF)(world, 'Continue?', yes)))
        return 1;
    await store.check();
    await (0,_world_js__WEBPACK_IMPORTED_MODULE_11__/* .uninterrupted */ .qA)(async (interrupted) => {
        await accounts.createInto(store, name, known, async (made) => {
            (0,_world_js__WEBPACK_IMPORTED_MODULE_11__/* .print */ .yy)(world, `New service account ${made.id}. Proving its token …`);
            const ended = await proof(world, prove, made.token, interrupted);
            if (ended.code === 0)
                return;
            const why = interrupted.aborted ? 'The proof was interrupted.' : `The proof failed: ${reasonIn(ended)}.`;
            throw new _model_errors_js__WEBPACK_IMPORTED_MODULE_3__/* .UserError */ .y(why, 'The old token still works.');
        });
        (0,_world_js__WEBPACK_IMPORTED_MODULE_11__/* .print */ .yy)(world, 'The new token works and is stored.');
        if (store.path !== '')
            return;
        await accounts.revoke(old.id).catch((error) => {
            throw new _model_errors_js__WEBPACK_IMPORTED_MODULE_3__/* .UserError */ .y(`The new token is in use, but the old account remains. ${(0,_model_errors_js__WEBPACK_IMPORTED_MODULE_3__/* .sentenceOf */ .$)(error)}`);
        });
        (0,_world_js__WEBPACK_IMPORTED_MODULE_11__/* .print */ .yy)(world, `Revoked the old service account ${old.id}.`);
    });
    (0,_secret_store_js__WEBPACK_IMPORTED_MODULE_10__/* .printNextSteps */ .uY)(world, host, store, accountFlags(name, org));
    // The pipeline has the old token until a person stores the new one.
    if (store.path !== '') {
        (0,_world_js__WEBPACK_IMPORTED_MODULE_11__/* .print */ .yy)(world, '', `The old token still works. Once the new one is in place: gpu-ci token revoke ${old.id}`);
    }
    return 0;
});
async function placeFor(world, options) {
    const { host, ...where } = await (0,_pipelines_js__WEBPACK_IMPORTED_MODULE_9__/* .detectRepository */ .eJ)(world, options.repo === undefined ? '' : 'github');
    const store = (0,_secret_store_js__WEBPACK_IMPORTED_MODULE_10__/* .chooseStore */ .zp)(world, { host, ...where }, options);
    if (typeof store !== 'string')
        return { host, store };
    throw new _model_errors_js__WEBPACK_IMPORTED_MODULE_3__/* .UserError */ .y(`There is no place for the token: ${store}.`, 'Set GH_TOKEN to store it as a GitHub secret, or use --token-file PATH.');
}
function onlyOne([first, ...others], name) {
    if (first === undefined) {
        throw new _model_errors_js__WEBPACK_IMPORTED_MODULE_3__/* .UserError */ .y(`Service account "${name}" does not exist.`, 'gpu-ci token list shows them.');
    }
    if (others.length === 0)
        return first;
    const ids = [first, ...others].map(({ id }) => id).join(', ');
    throw new _model_errors_js__WEBPACK_IMPORTED_MODULE_3__/* .UserError */ .y(`Several service accounts are named "${name}": ${ids}.`, 'Revoke those that are not in use.');
}
const PROOF_MS = 20 * 60_000;
/** Runs what proves a new token: `run`, `sign-in`, or a command line. A Ctrl-C gives it the time to clean up. */
async function proof(world, wish, token, interrupted) {
    if (wish === 'sign-in')
        return gpuOf(world)(['auth', 'status'], token);
    const folder = (0,node_fs__WEBPACK_IMPORTED_MODULE_0__.mkdtempSync)((0,node_path__WEBPACK_IMPORTED_MODULE_2__.join)((0,node_os__WEBPACK_IMPORTED_MODULE_1__.tmpdir)(), 'gpu-ci-proof-'));
    const own = (0,_gpu_environment_js__WEBPACK_IMPORTED_MODULE_5__/* .childEnv */ .g)(world.env, token);
    const prove = ([file = '', ...args], cwd, env = own) => (0,_gpu_spawn_js__WEBPACK_IMPORTED_MODULE_7__/* .capture */ .Fg)(file, args, {
        cwd,
        env,
        timeoutMs: PROOF_MS,
        onPid: (pid) => interrupted.addEventListener('abort', () => (0,_gpu_spawn_js__WEBPACK_IMPORTED_MODULE_7__/* .killGroup */ .i0)({ pid }, 'SIGTERM')),
    });
    try {
        if (wish !== 'run')
            return await prove((0,_model_rules_js__WEBPACK_IMPORTED_MODULE_4__/* .splitWords */ .yM)(wish) ?? [], world.cwd);
        // `gpu-ci run` waits for a session and cleans up; in an empty project nothing is sent to the pod.
        (0,node_fs__WEBPACK_IMPORTED_MODULE_0__.writeFileSync)((0,node_path__WEBPACK_IMPORTED_MODULE_2__.join)(folder, 'gpu.jsonc'), '{ "project_id": "gpu-ci-token-proof" }\n');
        // The inputs of the pipeline around it would change what the proof does.
        const others = Object.entries(own).filter(([name]) => !name.toUpperCase().startsWith('GPU_CI_'));
        const env = { ...Object.fromEntries(others), GPU_CI_HOST: 'generic', TMPDIR: folder };
        const flags = ['--label', 'proof', '--max-wait', '10m', '--timeout', '5m', '--no-telemetry', '--shell', 'none'];
        const program = (0,node_path__WEBPACK_IMPORTED_MODULE_2__.join)((0,_world_js__WEBPACK_IMPORTED_MODULE_11__/* .packageRoot */ .Zl)(), 'bin', 'gpu-ci.js');
        return await prove([process.execPath, program, 'run', '--quiet', ...flags, '--', 'true'], folder, env);
    }
    finally {
        (0,node_fs__WEBPACK_IMPORTED_MODULE_0__.rmSync)(folder, { recursive: true, force: true });
    }
}
/** `gpu-ci run` prints the reason in one line of many. */
function reasonIn(ended) {
    const reason = /^Error: (.*?)\.?$/m.exec(ended.stderr)?.[1];
    return reason === undefined ? saidBy(ended) : (0,_model_secrets_js__WEBPACK_IMPORTED_MODULE_12__/* .withoutTokens */ .N_)(reason);
}


/***/ }),

/***/ 6233:
/***/ ((__unused_webpack_module, __webpack_exports__, __webpack_require__) => {

/* harmony export */ __webpack_require__.d(__webpack_exports__, {
/* harmony export */   uY: () => (/* binding */ printNextSteps),
/* harmony export */   zp: () => (/* binding */ chooseStore)
/* harmony export */ });
/* unused harmony exports loginFor, githubStore, sealNonce */
/* harmony import */ var blakejs__WEBPACK_IMPORTED_MODULE_0__ = __webpack_require__(9874);
/* harmony import */ var blakejs__WEBPACK_IMPORTED_MODULE_0___default = /*#__PURE__*/__webpack_require__.n(blakejs__WEBPACK_IMPORTED_MODULE_0__);
/* harmony import */ var node_fs__WEBPACK_IMPORTED_MODULE_1__ = __webpack_require__(3024);
/* harmony import */ var node_fs__WEBPACK_IMPORTED_MODULE_1___default = /*#__PURE__*/__webpack_require__.n(node_fs__WEBPACK_IMPORTED_MODULE_1__);
/* harmony import */ var node_path__WEBPACK_IMPORTED_MODULE_2__ = __webpack_require__(6760);
/* harmony import */ var node_path__WEBPACK_IMPORTED_MODULE_2___default = /*#__PURE__*/__webpack_require__.n(node_path__WEBPACK_IMPORTED_MODULE_2__);
/* harmony import */ var tweetnacl__WEBPACK_IMPORTED_MODULE_3__ = __webpack_require__(668);
/* harmony import */ var tweetnacl__WEBPACK_IMPORTED_MODULE_3___default = /*#__PURE__*/__webpack_require__.n(tweetnacl__WEBPACK_IMPORTED_MODULE_3__);
/* harmony import */ var _hosts_github_api_js__WEBPACK_IMPORTED_MODULE_4__ = __webpack_require__(7846);
/* harmony import */ var _model_errors_js__WEBPACK_IMPORTED_MODULE_5__ = __webpack_require__(5573);
/* harmony import */ var _model_secrets_js__WEBPACK_IMPORTED_MODULE_9__ = __webpack_require__(7477);
/* harmony import */ var _gpu_environment_js__WEBPACK_IMPORTED_MODULE_6__ = __webpack_require__(1138);
/* harmony import */ var _gpu_spawn_js__WEBPACK_IMPORTED_MODULE_7__ = __webpack_require__(5996);
/* harmony import */ var _world_js__WEBPACK_IMPORTED_MODULE_8__ = __webpack_require__(6017);










/** @returns why there is no place for a token, if there is none. */
function chooseStore({ env, cwd }, where, options) {
    const { secret = 'GPU_SERVICE_TOKEN', tokenFile, repo } = options;
    if (tokenFile !== undefined)
        return fileStore((0,node_path__WEBPACK_IMPORTED_MODULE_2__.resolve)(cwd, tokenFile), env);
    if (where.host.name !== 'github')
        return `gpu-ci cannot write secrets of ${where.host.title}`;
    // A repository that the user named is on the user's host, wherever the remote is.
    const login = loginFor(env, repo === undefined ? where.remoteHost : '');
    if (login === undefined) {
        return `the remote is at ${where.remoteHost}, and your GitHub token is sent only to a host that you name: set GH_HOST, or use --repo OWNER/NAME for github.com`;
    }
    if (login.token === '') {
        return 'to store its token on GitHub, set GH_TOKEN or GITHUB_TOKEN (permission "Secrets: write")';
    }
    const repository = repo ?? where.repository;
    if (!/^[\w.-]+\/[\w.-]+$/.test(repository)) {
        return 'the repository on GitHub is not known: there is no remote `origin`. Use --repo OWNER/NAME';
    }
    return githubStore({ ...login, repository }, secret);
}
function fileStore(path, env) {
    if ((0,node_fs__WEBPACK_IMPORTED_MODULE_1__.lstatSync)(path, { throwIfNoEntry: false }) !== undefined) {
        throw new _model_errors_js__WEBPACK_IMPORTED_MODULE_5__/* .UserError */ .y(`${path} already exists.`, 'A token is written to a new file only. Use another name.');
    }
    return {
        title: `file ${path} (mode 0600)`,
        path,
        async check() {
            await checkFile(path, env);
            return false;
        },
        put(token) {
            try {
                (0,node_fs__WEBPACK_IMPORTED_MODULE_1__.writeFileSync)(path, `${token}\n`, { mode: 0o600, flag: 'wx' });
            }
            catch (error) {
                if (error.code !== 'EEXIST')
                    (0,node_fs__WEBPACK_IMPORTED_MODULE_1__.rmSync)(path, { force: true });
                throw error;
            }
            return Promise.resolve(true);
        },
    };
}
/** A file that git does not ignore is committed one day, and is sent to pods before that. */
async function checkFile(path, env) {
    const folder = (0,node_path__WEBPACK_IMPORTED_MODULE_2__.dirname)(path);
    if ((0,node_fs__WEBPACK_IMPORTED_MODULE_1__.lstatSync)(folder, { throwIfNoEntry: false }) === undefined) {
        throw new _model_errors_js__WEBPACK_IMPORTED_MODULE_5__/* .UserError */ .y(`The folder ${folder} does not exist.`, 'Use a file in an existing folder.');
    }
    // The real folder: git answers for a path behind a link as if there were no work tree.
    const real = (0,node_fs__WEBPACK_IMPORTED_MODULE_1__.realpathSync)(folder);
    const asked = await (0,_gpu_spawn_js__WEBPACK_IMPORTED_MODULE_7__/* .capture */ .Fg)('git', ['check-ignore', '-q', (0,node_path__WEBPACK_IMPORTED_MODULE_2__.join)(real, (0,node_path__WEBPACK_IMPORTED_MODULE_2__.basename)(path))], {
        cwd: real,
        env: { ...(0,_gpu_environment_js__WEBPACK_IMPORTED_MODULE_6__/* .childEnv */ .g)(env, ''), LC_ALL: 'C' },
        timeoutMs: 10_000,
    });
    // Any other failure of git, such as a work tree of another user, does not prove that there is no work tree.
    if (asked.code === 0 || asked.spawnError !== '' || asked.stderr.includes('not a git repository'))
        return;
    throw new _model_errors_js__WEBPACK_IMPORTED_MODULE_5__/* .UserError */ .y(`${path} is in a git work tree, so it would be committed and sent to pods.`, 'Use a file outside of it, for example ~/gpu-token.');
}
/** What is left to a person: to store the token from the file, or without a store first to create the account. */
function printNextSteps(world, { title, storeSecret }, store, account) {
    const path = typeof store === 'string' ? '~/gpu-token' : store.path;
    if (path === '')
        return;
    const first = typeof store === 'string'
        ? [
            'Create the service account and store its token, which is shown only once:',
            `  gpu-ci token create ${account} --token-file ${path}`,
        ]
        : [`Now store the token in ${title} and remove the file:`];
    (0,_world_js__WEBPACK_IMPORTED_MODULE_8__/* .print */ .yy)(world, '', ...first, `  ${storeSecret.replaceAll('FILE', () => path)}`, `  rm ${path}`);
}
const PERSONAL_TOKENS = ['GH_TOKEN', 'GITHUB_TOKEN'];
const SERVER_TOKENS = ['GH_ENTERPRISE_TOKEN', 'GITHUB_ENTERPRISE_TOKEN'];
/**
 * Where the user's token may be sent. A checkout chooses its own remote, so a remote alone gets the token only if it is GitHub's
 * own host. Any other host must be named by the user: `GITHUB_API_URL` or `GH_HOST`, as for `gh`.
 * @returns undefined if the user did not name the host of the remote.
 */
function loginFor(env, remoteHost) {
    const token = (names) => names.map((name) => env[name] ?? '').find(Boolean) ?? '';
    const given = (env['GITHUB_API_URL'] ?? '').replace(/\/+$/, '');
    const named = (env['GH_HOST'] ?? '').trim().toLowerCase();
    const host = given === '' ? remoteHost.toLowerCase() || named || 'github.com' : hostOf(given);
    if (['github.com', 'ssh.github.com', 'api.github.com'].includes(host)) {
        return { apiUrl: given || 'https://api.github.com', token: token(PERSONAL_TOKENS) };
    }
    if (/^([a-z0-9-]+\.)+ghe\.com$/.test(host)) {
        return { apiUrl: given || `https://api.${host}`, token: token(PERSONAL_TOKENS) };
    }
    if (given === '' && host !== named)
        return undefined;
    const apiUrl = given || `https://${host}/api/v3`;
    if (given === '' && !(URL.canParse(apiUrl) && new URL(apiUrl).host === host)) {
        throw new _model_errors_js__WEBPACK_IMPORTED_MODULE_5__/* .UserError */ .y(`GH_HOST is ${JSON.stringify(named)}, which is not a host.`, 'For example git.example.com.');
    }
    return { apiUrl, token: token([...SERVER_TOKENS, ...PERSONAL_TOKENS]) };
}
function hostOf(address) {
    const url = URL.canParse(address) ? new URL(address) : undefined;
    const loopback = url !== undefined && ['127.0.0.1', 'localhost', '[::1]'].includes(url.hostname);
    if (url === undefined || !(url.protocol === 'https:' || (url.protocol === 'http:' && loopback))) {
        throw new _model_errors_js__WEBPACK_IMPORTED_MODULE_5__/* .UserError */ .y(`GITHUB_API_URL is ${JSON.stringify(address)}, which is not an https address.`);
    }
    return url.hostname;
}
const CALL_MS = 20_000;
/** The Actions secrets of a repository `owner/name`. https://docs.github.com/rest/actions/secrets */
function githubStore(place, secret) {
    const [owner = '', repo = ''] = place.repository.split('/');
    // Writing a secret twice is harmless, so a lost answer is asked for once more.
    const at = { owner, repo, request: { retries: 1 } };
    const its = { ...at, secret_name: secret };
    const api = () => (0,_hosts_github_api_js__WEBPACK_IMPORTED_MODULE_4__/* .openOctokit */ .Ov)({ ...place, debug: () => undefined }, AbortSignal.timeout(CALL_MS)).rest.actions;
    const publicKey = () => api()
        .getRepoPublicKey(at)
        .catch((error) => {
        throw refused(error, 'read');
    });
    function refused(error, what) {
        const said = (0,_model_secrets_js__WEBPACK_IMPORTED_MODULE_9__/* .withoutTokens */ .N_)((0,_model_errors_js__WEBPACK_IMPORTED_MODULE_5__/* .sentenceOf */ .$)(error))
            .replace(/ - https:\/\/\S+$/, '')
            .slice(0, 200);
        if (!(error instanceof Error && 'response' in error && error.response !== undefined)) {
            const hint = 'Check the network and the proxy variables.';
            return new _model_errors_js__WEBPACK_IMPORTED_MODULE_5__/* .UserError */ .y(`Cannot reach GitHub at ${place.apiUrl}: ${said}.`, hint, { cause: error });
        }
        const status = (0,_hosts_github_api_js__WEBPACK_IMPORTED_MODULE_4__/* .statusOf */ .c2)(error);
        const hints = {
            401: 'The token is not valid. Set GH_TOKEN to a valid token.',
            403: NEEDED,
            404: NEEDED,
        };
        const problem = `GitHub refused to ${what} the secrets of ${place.repository} (HTTP ${status}: ${said}).`;
        return new _model_errors_js__WEBPACK_IMPORTED_MODULE_5__/* .UserError */ .y(problem, hints[status] ?? 'Try again later.', { cause: error });
    }
    return {
        title: `secret ${secret} of ${place.repository} (${place.apiUrl})`,
        path: '',
        async check() {
            try {
                await api().getRepoSecret(its);
                return true;
            }
            catch (error) {
                if ((0,_hosts_github_api_js__WEBPACK_IMPORTED_MODULE_4__/* .statusOf */ .c2)(error) !== 404)
                    throw refused(error, 'read');
                // Absent, or not visible with this token: the public key distinguishes the two.
                await publicKey();
                return false;
            }
        },
        async put(token) {
            const { key, key_id } = (await publicKey()).data;
            const encrypted_value = Buffer.from(sealedBox(Buffer.from(token), Buffer.from(key, 'base64'))).toString('base64');
            try {
                await api().createOrUpdateRepoSecret({ ...its, encrypted_value, key_id });
                return true;
            }
            catch (error) {
                if ((0,_hosts_github_api_js__WEBPACK_IMPORTED_MODULE_4__/* .statusOf */ .c2)(error) < 500)
                    throw refused(error, 'write');
                return false;
            }
        },
    };
}
const NEEDED = 'The token needs the permission "Secrets: write" (classic: scope repo) on that repository.';
/**
 * libsodium's `crypto_box_seal`: only the holder of the private key can open it.
 * Ephemeral public key, then the box; its nonce is BLAKE2b-192 of both public keys.
 */
function sealedBox(message, recipient) {
    const ephemeral = tweetnacl__WEBPACK_IMPORTED_MODULE_3___default().box.keyPair();
    const box = tweetnacl__WEBPACK_IMPORTED_MODULE_3___default().box(message, sealNonce(ephemeral.publicKey, recipient), recipient, ephemeral.secretKey);
    ephemeral.secretKey.fill(0);
    return Buffer.concat([ephemeral.publicKey, box]);
}
function sealNonce(ephemeral, recipient) {
    return (0,blakejs__WEBPACK_IMPORTED_MODULE_0__.blake2b)(Buffer.concat([ephemeral, recipient]), undefined, (tweetnacl__WEBPACK_IMPORTED_MODULE_3___default().box).nonceLength);
}


/***/ })

};
;