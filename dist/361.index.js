"use strict";
exports.id = 361;
exports.ids = [361];
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

/***/ 9026:
/***/ ((__unused_webpack_module, __webpack_exports__, __webpack_require__) => {


// EXPORTS
__webpack_require__.d(__webpack_exports__, {
  pn: () => (/* binding */ accountFlags),
  ot: () => (/* binding */ checkStore),
  zp: () => (/* binding */ chooseStore),
  Fk: () => (/* binding */ describeStore),
  mL: () => (/* binding */ isStored),
  uY: () => (/* binding */ printNextSteps),
  tr: () => (/* binding */ revokeNew),
  hg: () => (/* binding */ storeOrRevoke)
});

// UNUSED EXPORTS: storeToken

// EXTERNAL MODULE: external "node:fs"
var external_node_fs_ = __webpack_require__(3024);
// EXTERNAL MODULE: external "node:path"
var external_node_path_ = __webpack_require__(6760);
// EXTERNAL MODULE: ./build/src/model/errors.js
var errors = __webpack_require__(5573);
// EXTERNAL MODULE: ./build/src/gpu/environment.js
var environment = __webpack_require__(1138);
// EXTERNAL MODULE: ./build/src/gpu/spawn.js
var spawn = __webpack_require__(5996);
// EXTERNAL MODULE: ./node_modules/blakejs/index.js
var blakejs = __webpack_require__(9874);
// EXTERNAL MODULE: ./node_modules/tweetnacl/nacl-fast.js
var nacl_fast = __webpack_require__(668);
var nacl_fast_default = /*#__PURE__*/__webpack_require__.n(nacl_fast);
// EXTERNAL MODULE: ./build/src/hosts/github-api.js
var github_api = __webpack_require__(7846);
// EXTERNAL MODULE: ./build/src/kit/world.js
var kit_world = __webpack_require__(6017);
;// CONCATENATED MODULE: ./build/src/kit/github-secrets.js





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
        throw new errors/* UserError */.y(`GH_HOST is ${JSON.stringify(named)}, which is not a host.`, 'For example git.example.com.');
    }
    return { apiUrl, token: token([...SERVER_TOKENS, ...PERSONAL_TOKENS]) };
}
function hostOf(address) {
    const url = URL.canParse(address) ? new URL(address) : undefined;
    const loopback = url !== undefined && ['127.0.0.1', 'localhost', '[::1]'].includes(url.hostname);
    if (url === undefined || !(url.protocol === 'https:' || (url.protocol === 'http:' && loopback))) {
        throw new errors/* UserError */.y(`GITHUB_API_URL is ${JSON.stringify(address)}, which is not an https address.`);
    }
    return url.hostname;
}
const CALL_MS = 20_000;
function githubSecrets(place) {
    const api = () => (0,github_api/* openOctokit */.Ov)({ ...place, debug: () => undefined }, AbortSignal.timeout(CALL_MS)).rest.actions;
    const [owner = '', repo = ''] = place.repository.split('/');
    // A lost answer is looked up instead.
    const once = { request: { retries: 0 } };
    const publicKey = () => api()
        .getRepoPublicKey({ owner, repo, ...once })
        .catch((error) => {
        throw refused(place, error, 'read');
    });
    const updatedAt = async (name) => {
        try {
            const { data } = await api().getRepoSecret({ owner, repo, secret_name: name, ...once });
            return data.updated_at || 'unknown';
        }
        catch (error) {
            if ((0,github_api/* statusOf */.c2)(error) !== 404)
                throw refused(place, error, 'read');
            // Absent, or not visible with this token: the public key distinguishes the two.
            await publicKey();
            return '';
        }
    };
    return {
        updatedAt,
        async put(name, value) {
            const before = await updatedAt(name);
            const { key, key_id } = (await publicKey()).data;
            const encrypted_value = Buffer.from(sealedBox(Buffer.from(value), Buffer.from(key, 'base64'))).toString('base64');
            try {
                await api().createOrUpdateRepoSecret({ owner, repo, secret_name: name, encrypted_value, key_id, ...once });
                return 'stored';
            }
            catch (error) {
                if ((0,github_api/* statusOf */.c2)(error) < 500)
                    throw refused(place, error, 'write');
            }
            // The time of the secret counts seconds, so an unchanged one proves nothing.
            const after = await updatedAt(name).catch(() => undefined);
            if (after === '')
                throw new errors/* UserError */.y(`GitHub did not store the secret ${name}.`, 'Try again.');
            return after === undefined || after === before ? 'unknown' : 'stored';
        },
    };
}
function refused(place, error, what) {
    const status = (0,github_api/* statusOf */.c2)(error);
    const said = (0,kit_world/* withoutTokens */.N_)((0,errors/* sentenceOf */.$)(error))
        .replace(/ - https:\/\/\S+$/, '')
        .slice(0, 200);
    if (!(error instanceof Error && 'response' in error && error.response !== undefined)) {
        return new errors/* UserError */.y(`Cannot reach GitHub at ${place.apiUrl}: ${said}.`, 'Check the network and the proxy variables.', { cause: error });
    }
    const problem = `GitHub refused to ${what} the secrets of ${place.repository} (HTTP ${status}: ${said}).`;
    if (status === 401)
        return new errors/* UserError */.y(problem, 'The token is not valid. Set GH_TOKEN to a valid token.');
    if (status === 403 || status === 404) {
        const needed = 'The token needs the permission "Secrets: write" (classic: scope repo) on that repository.';
        return new errors/* UserError */.y(problem, needed);
    }
    return new errors/* UserError */.y(problem, 'Try again later.');
}
/**
 * libsodium's `crypto_box_seal`: only the holder of the private key can open it.
 * Ephemeral public key, then the box; its nonce is BLAKE2b-192 of both public keys.
 */
function sealedBox(message, recipient) {
    if (recipient.length !== (nacl_fast_default()).box.publicKeyLength)
        throw new Error('a public key has 32 bytes');
    const ephemeral = nacl_fast_default().box.keyPair();
    const box = nacl_fast_default().box(message, sealNonce(ephemeral.publicKey, recipient), recipient, ephemeral.secretKey);
    ephemeral.secretKey.fill(0);
    return Buffer.concat([ephemeral.publicKey, box]);
}
function sealNonce(ephemeral, recipient) {
    return (0,blakejs.blake2b)(Buffer.concat([ephemeral, recipient]), undefined, (nacl_fast_default()).box.nonceLength);
}

// EXTERNAL MODULE: ./build/src/kit/pipelines.js
var pipelines = __webpack_require__(5174);
// EXTERNAL MODULE: ./build/src/kit/service-accounts.js
var service_accounts = __webpack_require__(4463);
;// CONCATENATED MODULE: ./build/src/kit/secret-store.js









function chooseStore(world, where, options) {
    const { secret, tokenFile, show = false, repo } = options;
    if (tokenFile !== undefined) {
        const path = (0,external_node_path_.resolve)(world.cwd, tokenFile);
        if ((0,external_node_fs_.lstatSync)(path, { throwIfNoEntry: false }) !== undefined) {
            throw new errors/* UserError */.y(`${path} already exists.`, 'A token is written to a new file only. Use another name.');
        }
        return { kind: 'file', path, secret };
    }
    if (show) {
        if (world.isTTY)
            return { kind: 'terminal', secret };
        throw new errors/* UserError */.y('--show prints a token, and stdout is not a terminal.', 'Use --token-file PATH.');
    }
    const none = (why) => ({ kind: 'none', secret, why });
    if (where.host.name !== 'github')
        return none(`gpu-ci cannot write secrets of ${where.host.title}`);
    // A repository that the user named is on the user's host, wherever the remote is.
    const login = loginFor(world.env, repo === undefined ? where.remoteHost : '');
    if (login === undefined) {
        return none(`the remote is at ${where.remoteHost}, and your GitHub token is sent only to a host that you name: set GH_HOST, or use --repo OWNER/NAME for github.com`);
    }
    if (login.token === '') {
        return none('to store its token on GitHub, set GH_TOKEN or GITHUB_TOKEN (permission "Secrets: write")');
    }
    const repository = repo ?? where.repository;
    if (!/^[\w.-]+\/[\w.-]+$/.test(repository)) {
        return none('the repository on GitHub is not known: there is no remote `origin`. Use --repo OWNER/NAME');
    }
    return { kind: 'github', place: { ...login, repository }, secret };
}
/** Whether the store has a token; undefined if that cannot be read. */
async function isStored(store) {
    return store.kind === 'github' ? (await githubSecrets(store.place).updatedAt(store.secret)) !== '' : undefined;
}
/** Fails before an account is created. It is called after the user saw the plan, since it sends the user's token. */
async function checkStore({ env }, store) {
    if (store.kind === 'github')
        await githubSecrets(store.place).updatedAt(store.secret);
    if (store.kind === 'file')
        await checkFile(store.path, env);
}
/** A file that git does not ignore is committed one day, and is sent to pods before that. */
async function checkFile(path, env) {
    const folder = (0,external_node_path_.dirname)(path);
    if ((0,external_node_fs_.lstatSync)(folder, { throwIfNoEntry: false }) === undefined) {
        throw new errors/* UserError */.y(`The folder ${folder} does not exist.`, 'Use a file in an existing folder.');
    }
    // The real folder: git answers for a path behind a link as if there were no work tree.
    const real = (0,external_node_fs_.realpathSync)(folder);
    const asked = await (0,spawn/* capture */.Fg)('git', ['check-ignore', '-q', (0,external_node_path_.join)(real, (0,external_node_path_.basename)(path))], {
        cwd: real,
        env: { ...(0,environment/* childEnv */.g)(env, ''), LC_ALL: 'C' },
        timeoutMs: 10_000,
    });
    // Any other failure of git, such as a work tree of another user, does not prove that there is no work tree.
    if (asked.code === 0 || asked.spawnError !== '' || asked.stderr.includes('not a git repository'))
        return;
    throw new errors/* UserError */.y(`${path} is in a git work tree, so it would be committed and sent to pods.`, 'Use a file outside of it, for example ~/gpu-token.');
}
/** `unknown`: the token may or may not have been stored. */
async function storeToken(world, store, token) {
    switch (store.kind) {
        case 'github':
            return githubSecrets(store.place).put(store.secret, token);
        case 'file':
            (0,external_node_fs_.writeFileSync)(store.path, `${token}\n`, { mode: 0o600, flag: 'wx' });
            return 'stored';
        case 'terminal':
            // Not `print`, which removes tokens.
            world.stdout.write(`\n  ${token}\n\nIt is shown once. Store it as the secret ${store.secret}.\n`);
            return 'stored';
        case 'none':
            throw new Error('there is no store for the token');
    }
}
/**
 * Stores the token of a new account. If that fails, the account is revoked. If the result is unknown, no account is revoked.
 */
async function storeOrRevoke(world, accounts, store, made) {
    let stored;
    try {
        stored = await storeToken(world, store, made.token);
    }
    catch (error) {
        throw new errors/* UserError */.y(`${(0,errors/* sentenceOf */.$)(error)} ${await revokeNew(accounts, store, made)}`, '', { cause: error });
    }
    if (stored === 'unknown') {
        throw new errors/* UserError */.y(`It is unknown whether the ${describeStore(store)} has the new token, so no account was revoked. The new account is ${made.id}.`, `Run a workflow. If it works, revoke the old account if there is one, else the new one: ${(0,service_accounts/* revokeCommand */.Ar)(made.id)}`);
    }
}
/** Revokes a new account whose token is of no use. @returns what became of it. */
async function revokeNew(accounts, store, made) {
    if (store.kind === 'file')
        (0,external_node_fs_.rmSync)(store.path, { force: true });
    const left = `The new service account still exists; revoke it: ${(0,service_accounts/* revokeCommand */.Ar)(made.id)}`;
    if (made.id === '')
        return left;
    return accounts.revoke(made.id).then(() => `The new service account ${made.id} was revoked.`, () => left);
}
function describeStore(store) {
    switch (store.kind) {
        case 'github':
            return `secret ${store.secret} of ${store.place.repository} (${store.place.apiUrl})`;
        case 'file':
            return `file ${store.path} (mode 0600)`;
        case 'terminal':
            return 'terminal';
        case 'none':
            return 'nothing';
    }
}
/** Flags of `gpu-ci token` that name a service account. */
const accountFlags = (name, org = '') => `--name ${(0,pipelines/* quoteWord */.XW)(name)}${org === '' ? '' : ` --org ${org}`}`;
/** What the user does with a token file, or without one. */
function printNextSteps(world, host, store, account) {
    if (store.kind === 'file') {
        const file = store.path;
        (0,kit_world/* print */.yy)(world, '', `Now store the token in ${host.title} and remove the file:`);
        (0,kit_world/* print */.yy)(world, ...host.storeSecret(store.secret, file).map((step) => `  ${step}`), `  rm ${file}`);
    }
    else if (store.kind === 'none') {
        (0,kit_world/* print */.yy)(world, '', 'Create the service account and store its token, which is shown only once:');
        (0,kit_world/* print */.yy)(world, `  gpu-ci token create ${account} --token-file ~/gpu-token`);
        (0,kit_world/* print */.yy)(world, ...host.storeSecret(store.secret, '~/gpu-token').map((step) => `  ${step}`), '  rm ~/gpu-token');
    }
}


/***/ }),

/***/ 4463:
/***/ ((__unused_webpack_module, __webpack_exports__, __webpack_require__) => {

/* harmony export */ __webpack_require__.d(__webpack_exports__, {
/* harmony export */   Ar: () => (/* binding */ revokeCommand),
/* harmony export */   GO: () => (/* binding */ findGpu),
/* harmony export */   Sm: () => (/* binding */ inOrg),
/* harmony export */   TT: () => (/* binding */ saidBy),
/* harmony export */   eM: () => (/* binding */ serviceAccounts),
/* harmony export */   gF: () => (/* binding */ INSTALL),
/* harmony export */   jc: () => (/* binding */ fixFor),
/* harmony export */   op: () => (/* binding */ gpuOf)
/* harmony export */ });
/* harmony import */ var _model_errors_js__WEBPACK_IMPORTED_MODULE_0__ = __webpack_require__(5573);
/* harmony import */ var _gpu_environment_js__WEBPACK_IMPORTED_MODULE_1__ = __webpack_require__(1138);
/* harmony import */ var _gpu_parse_js__WEBPACK_IMPORTED_MODULE_6__ = __webpack_require__(2388);
/* harmony import */ var _gpu_install_js__WEBPACK_IMPORTED_MODULE_2__ = __webpack_require__(8920);
/* harmony import */ var _gpu_spawn_js__WEBPACK_IMPORTED_MODULE_3__ = __webpack_require__(5996);
/* harmony import */ var _run_org_js__WEBPACK_IMPORTED_MODULE_4__ = __webpack_require__(8458);
/* harmony import */ var _world_js__WEBPACK_IMPORTED_MODULE_5__ = __webpack_require__(6017);







const INSTALL = 'curl -fsSL https://gpu-cli.sh/install.sh | sh';
/** Path of the installed `gpu`: on PATH, else where its installer puts it. '' if there is none. */
const findGpu = (env) => (0,_gpu_install_js__WEBPACK_IMPORTED_MODULE_2__/* .firstExecutable */ .Ng)([...(0,_gpu_install_js__WEBPACK_IMPORTED_MODULE_2__/* .foldersOfPath */ .w9)(env), (0,_gpu_install_js__WEBPACK_IMPORTED_MODULE_2__/* .installedFolder */ .Zi)(env)]);
/** @throws UserError if `gpu` is not installed. */
function gpuOf({ env, cwd }) {
    const bin = findGpu(env);
    if (bin === '')
        throw new _model_errors_js__WEBPACK_IMPORTED_MODULE_0__/* .UserError */ .y('GPU CLI is not installed.', `Install it: ${INSTALL}`);
    return (args, token = env['GPU_SERVICE_TOKEN'] ?? '') => (0,_gpu_spawn_js__WEBPACK_IMPORTED_MODULE_3__/* .capture */ .Fg)(bin, args, { cwd, env: (0,_gpu_environment_js__WEBPACK_IMPORTED_MODULE_1__/* .childEnv */ .g)(env, token), timeoutMs: 60_000 });
}
/** What a call printed, in one line, without tokens and the marks of GPU CLI. */
function saidBy(call) {
    if (call.spawnError !== '')
        return `it could not be started (${call.spawnError})`;
    if (call.hung)
        return 'it did not answer within a minute';
    const lines = (0,_world_js__WEBPACK_IMPORTED_MODULE_5__/* .withoutTokens */ .N_)(`${call.stderr}\n${call.stdout}`)
        .split('\n')
        .map((line) => line.replace(/^\s*(?:✗|>>|\[gpu\]>|error:)?\s*/i, '').replace(/\.?\s*$/, ''));
    const first = lines.find((line) => line !== '');
    return first?.slice(0, 300) ?? `it ended with exit code ${(0,_gpu_spawn_js__WEBPACK_IMPORTED_MODULE_3__/* .endOf */ .pJ)(call)}`;
}
/** What to do about an exit code of `gpu`, by its documented meaning. */
function fixFor(call, env) {
    const asService = (env['GPU_SERVICE_TOKEN'] ?? '') !== '';
    switch (Number(call.code)) {
        case 10:
            return asService
                ? 'GPU CLI rejects the token in GPU_SERVICE_TOKEN. Unset it to use your own login, or get a new token.'
                : 'Sign in: gpu login';
        case 11:
            return 'Service accounts need the Team plan or above: gpu upgrade';
        case 13:
            return 'Start the daemon: gpu daemon start';
        default:
            return asService
                ? 'GPU_SERVICE_TOKEN is set, and a service account may not do this. Unset it to use your own login.'
                : 'You must be OWNER or ADMIN, and the organization must be active: gpu org switch SLUG';
    }
}
/** Does the work in an organization. Afterwards the previous organization is active again, also after a signal. */
async function inOrg(world, gpu, slug, work) {
    if (slug === '')
        return work();
    const call = (...args) => gpu(args);
    return (0,_world_js__WEBPACK_IMPORTED_MODULE_5__/* .uninterrupted */ .qA)(async () => {
        let before;
        const known = await (0,_run_org_js__WEBPACK_IMPORTED_MODULE_4__/* .switchOrg */ .xO)(call, slug, (active) => void (before = active)).catch(async (error) => {
            if (!(error instanceof _model_errors_js__WEBPACK_IMPORTED_MODULE_0__/* .UserError */ .y))
                throw error;
            const listed = await gpu(['org', 'list']);
            const fix = listed.code === 0 ? 'gpu org list shows yours.' : `${saidBy(listed)}. ${fixFor(listed, world.env)}`;
            throw new _model_errors_js__WEBPACK_IMPORTED_MODULE_0__/* .UserError */ .y(`Cannot switch to the organization ${slug}.`, fix, { cause: error });
        });
        try {
            return await work();
        }
        finally {
            if (before === undefined ? !known : !(await (0,_run_org_js__WEBPACK_IMPORTED_MODULE_4__/* .switchBack */ .gw)(call, before))) {
                const back = `gpu org switch ${before ?? 'SLUG'}`.trimEnd();
                (0,_world_js__WEBPACK_IMPORTED_MODULE_5__/* .print */ .yy)(world, `The active organization is now ${slug}. To go back: ${back}`);
            }
        }
    });
}
/** Exit code of `gpu` for an unknown id. */
const NOT_FOUND = 12;
const TOKEN = /gpt_sat_[A-Za-z0-9_-]+/;
const ID = /(?<![\w-])sa_[A-Za-z0-9]+/;
const revokeCommand = (id) => `gpu org service-account revoke ${id === '' ? 'ID' : id}`;
function serviceAccounts({ env }, gpu) {
    const call = (...args) => gpu(['org', 'service-account', ...args]);
    const listed = async () => {
        const text = await call('list');
        if (text.code === 0)
            return `${text.stdout}\n${text.stderr}`;
        throw new _model_errors_js__WEBPACK_IMPORTED_MODULE_0__/* .UserError */ .y(`Cannot list service accounts: ${saidBy(text)}.`, fixFor(text, env));
    };
    const list = async () => {
        const json = await call('list', '--json');
        return (json.code === 0 ? accountsInJson(json.stdout) : undefined) ?? accountsInText(await listed());
    };
    return {
        list,
        show: async () => (await listed()).trim(),
        async create(name, known = []) {
            const made = await call('create', '--name', name);
            const said = `${made.stdout}\n${made.stderr}`;
            const token = TOKEN.exec(said)?.[0] ?? '';
            const id = ID.exec(said.replaceAll(new RegExp(TOKEN, 'g'), ''))?.[0] ?? '';
            if (made.code === 0 && token !== '') {
                return { id: id === '' ? await newNamed(list, name, known) : id, name, token };
            }
            if (made.code === 0 || made.hung || token !== '') {
                throw new _model_errors_js__WEBPACK_IMPORTED_MODULE_0__/* .UserError */ .y(`A service account "${name}" may exist now, but GPU CLI did not print its token: ${saidBy(made)}.`, `See gpu org service-account list, and revoke it: ${revokeCommand(id)}`);
            }
            throw new _model_errors_js__WEBPACK_IMPORTED_MODULE_0__/* .UserError */ .y(`Cannot create the service account: ${saidBy(made)}.`, fixFor(made, env));
        },
        async revoke(id) {
            const ended = await call('revoke', id);
            if (ended.code === 0)
                return;
            const next = ended.code === NOT_FOUND ? 'gpu-ci token list shows the ids.' : `Revoke it: ${revokeCommand(id)}`;
            throw new _model_errors_js__WEBPACK_IMPORTED_MODULE_0__/* .UserError */ .y(`Service account ${id} is not revoked: ${saidBy(ended)}.`, next);
        },
    };
}
/** The id of the one account with that name that did not exist before; '' if there are several or none. */
async function newNamed(list, name, known) {
    const found = await list().catch(() => []);
    const [fresh, ...others] = found.filter((one) => one.name === name && !known.some(({ id }) => id === one.id));
    return fresh !== undefined && others.length === 0 ? fresh.id : '';
}
/** Rows with an id of a service account, in the first list of the answer; undefined if it has no list. */
function accountsInJson(text) {
    const answer = (0,_gpu_parse_js__WEBPACK_IMPORTED_MODULE_6__/* .readJson */ .Vh)(text);
    const rows = Array.isArray(answer) ? answer : Object.values((0,_gpu_parse_js__WEBPACK_IMPORTED_MODULE_6__/* .fields */ .OA)(answer)).find(Array.isArray);
    if (!Array.isArray(rows))
        return undefined;
    return rows.map(_gpu_parse_js__WEBPACK_IMPORTED_MODULE_6__/* .fields */ .OA).flatMap(({ id, name, revoked_at: revokedAt }) => {
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


/***/ }),

/***/ 5361:
/***/ ((__unused_webpack_module, __webpack_exports__, __webpack_require__) => {

// ESM COMPAT FLAG
__webpack_require__.r(__webpack_exports__);

// EXPORTS
__webpack_require__.d(__webpack_exports__, {
  create: () => (/* binding */ create),
  list: () => (/* binding */ list),
  mayReplace: () => (/* binding */ mayReplace),
  revoke: () => (/* binding */ revoke),
  rotate: () => (/* binding */ rotate)
});

// EXTERNAL MODULE: ./build/src/model/errors.js
var errors = __webpack_require__(5573);
// EXTERNAL MODULE: ./build/src/kit/pipelines.js
var pipelines = __webpack_require__(5174);
// EXTERNAL MODULE: external "node:fs"
var external_node_fs_ = __webpack_require__(3024);
// EXTERNAL MODULE: external "node:os"
var external_node_os_ = __webpack_require__(8161);
// EXTERNAL MODULE: external "node:path"
var external_node_path_ = __webpack_require__(6760);
// EXTERNAL MODULE: ./build/src/model/secrets.js
var secrets = __webpack_require__(7477);
// EXTERNAL MODULE: ./build/src/model/rules.js
var rules = __webpack_require__(8963);
// EXTERNAL MODULE: ./build/src/gpu/environment.js
var environment = __webpack_require__(1138);
// EXTERNAL MODULE: ./build/src/gpu/spawn.js
var spawn = __webpack_require__(5996);
// EXTERNAL MODULE: ./build/src/kit/service-accounts.js
var service_accounts = __webpack_require__(4463);
// EXTERNAL MODULE: ./build/src/kit/world.js
var kit_world = __webpack_require__(6017);
;// CONCATENATED MODULE: ./build/src/kit/proof.js










/** @param wish `run`, `sign-in`, or a command line. */
function proofFor(world, wish, gpu) {
    if (wish === 'sign-in')
        return (newToken) => proveBySignIn(gpu, newToken);
    if (wish === 'run')
        return (newToken, interrupted) => proveByRun(world, newToken, interrupted);
    const [file = '', ...args] = (0,rules/* splitWords */.yM)(wish) ?? [];
    return (newToken, interrupted) => prove(file, args, { cwd: world.cwd, env: (0,environment/* childEnv */.g)(world.env, newToken), interrupted });
}
async function proveBySignIn(gpu, newToken) {
    const status = await gpu(['auth', 'status'], newToken);
    if (status.code === 0)
        return;
    // Versions without the command report a usage error; `gpu doctor` answers the same question.
    if (status.code === 2) {
        const doctor = await gpu(['doctor', '--json'], newToken);
        if (doctor.code === 0 && /"healthy"\s*:\s*true/.test(doctor.stdout))
            return;
        throw new errors/* UserError */.y(`GPU CLI does not accept the new token: ${(0,service_accounts/* saidBy */.TT)(doctor)}.`);
    }
    throw new errors/* UserError */.y(`GPU CLI does not accept the new token: ${(0,service_accounts/* saidBy */.TT)(status)}.`);
}
/** With `gpu-ci run`, which waits for a session and cleans up; in an empty project, so that nothing is sent. */
async function proveByRun(world, newToken, interrupted) {
    const cwd = (0,external_node_fs_.mkdtempSync)((0,external_node_path_.join)((0,external_node_os_.tmpdir)(), 'gpu-ci-proof-'));
    try {
        (0,external_node_fs_.writeFileSync)((0,external_node_path_.join)(cwd, 'gpu.jsonc'), '{ "project_id": "gpu-ci-token-proof" }\n');
        const env = { ...withoutInputs((0,environment/* childEnv */.g)(world.env, newToken)), GPU_CI_HOST: 'generic', TMPDIR: cwd };
        const flags = ['--label', 'proof', '--max-wait', '10m', '--timeout', '5m', '--no-telemetry', '--shell', 'none'];
        const program = (0,external_node_path_.join)((0,kit_world/* packageRoot */.Zl)(world), 'bin', 'gpu-ci.js');
        await prove(process.execPath, [program, 'run', ...flags, '--', 'true'], { cwd, env, interrupted });
    }
    finally {
        (0,external_node_fs_.rmSync)(cwd, { recursive: true, force: true });
    }
}
/** The inputs of the pipeline around it would change what the proof does. */
const withoutInputs = (env) => Object.fromEntries(Object.entries(env).filter(([name]) => !name.toUpperCase().startsWith('GPU_CI_')));
const SHOWN_BYTES = 100_000;
/** In another process group: a Ctrl-C does not reach it directly, so it has the time to clean up. */
async function prove(file, args, { cwd, env, interrupted }) {
    const child = (0,spawn/* startChild */.v0)(file, args, { cwd, env });
    if (typeof child === 'string')
        throw failed(child);
    const end = () => void (0,spawn/* killGroup */.i0)(child, 'SIGTERM');
    interrupted.addEventListener('abort', end, { once: true });
    if (interrupted.aborted)
        end();
    const bytes = { stdout: '', stderr: '' };
    for (const name of ['stdout', 'stderr']) {
        child[name].on('data', (chunk) => (bytes[name] = `${bytes[name]}${chunk.toString()}`.slice(-SHOWN_BYTES)));
    }
    const ended = await new Promise((resolve) => {
        child.once('error', (error) => resolve({ code: null, signal: null, spawnError: String(error.code) }));
        child.once('close', (code, signal) => resolve({ code, signal, spawnError: '' }));
    });
    interrupted.removeEventListener('abort', end);
    if (ended.code === 0)
        return;
    if (interrupted.aborted)
        throw new errors/* UserError */.y('The proof was interrupted.');
    const hide = (0,secrets/* hider */.Hj)([env['GPU_SERVICE_TOKEN'] ?? '']);
    const said = { stdout: hide(bytes.stdout), stderr: hide(bytes.stderr) };
    // `gpu-ci run` prints the reason in one line of many.
    const reason = /^Error: (.*?)\.?$/m.exec(said.stderr)?.[1];
    throw failed(reason === undefined ? (0,service_accounts/* saidBy */.TT)({ ...ended, ...said, cut: false, hung: false }) : (0,kit_world/* withoutTokens */.N_)(reason));
}
const failed = (why) => new errors/* UserError */.y(`The proof failed with the new token: ${why}.`);

// EXTERNAL MODULE: ./build/src/kit/secret-store.js + 1 modules
var secret_store = __webpack_require__(9026);
;// CONCATENATED MODULE: ./build/src/kit/token.js






const list = (options, world) => withAccounts(world, options, async (accounts) => {
    (0,kit_world/* print */.yy)(world, await accounts.show());
    return 0;
});
const revoke = (id, options, world) => withAccounts(world, options, async (accounts) => {
    if (!(await (0,kit_world/* confirmed */.qF)(world, `Revoke ${id}? Its token stops at once.`, options.yes)))
        return 1;
    await accounts.revoke(id);
    (0,kit_world/* print */.yy)(world, `Revoked ${id}. Its token no longer works.`);
    return 0;
});
const create = (options, world) => withAccounts(world, options, async (accounts) => {
    const { name = '', org, yes } = options;
    const { where, store } = await placeFor(world, options);
    (0,kit_world/* print */.yy)(world, `New service account "${name}"; its token goes to: ${(0,secret_store/* describeStore */.Fk)(store)}`);
    await (0,secret_store/* checkStore */.ot)(world, store);
    if (!(await mayReplace(world, store, yes)))
        return 1;
    await (0,kit_world/* uninterrupted */.qA)(async () => {
        const made = await accounts.create(name);
        await (0,secret_store/* storeOrRevoke */.hg)(world, accounts, store, made);
        (0,kit_world/* print */.yy)(world, `Created service account ${made.id} (${name}). Its token is stored: ${(0,secret_store/* describeStore */.Fk)(store)}`);
    });
    (0,secret_store/* printNextSteps */.uY)(world, where.host, store, (0,secret_store/* accountFlags */.pn)(name, org));
    return 0;
});
/** Asks before a stored token is lost. */
async function mayReplace(world, store, yes) {
    if ((await (0,secret_store/* isStored */.mL)(store)) !== true)
        return true;
    (0,kit_world/* print */.yy)(world, `The ${(0,secret_store/* describeStore */.Fk)(store)} already has a token. A new token replaces it; its account is not revoked.`);
    return (0,kit_world/* confirmed */.qF)(world, 'Replace it?', yes);
}
/** New account, proof, new secret, and only then the end of the old account. */
const rotate = (options, world) => withAccounts(world, options, async (accounts, gpu) => {
    const { id, name, org, prove = 'run', yes } = options;
    const proof = proofFor(world, prove, gpu);
    const known = await accounts.list();
    const old = oldAccount(known, id, name);
    const { where, store } = await placeFor(world, options);
    // The pipeline has the old token until a person stores the new one.
    const byHand = store.kind === 'file' || store.kind === 'terminal';
    (0,kit_world/* print */.yy)(world, `Rotating service account ${old.id} (${old.name}); the token goes to: ${(0,secret_store/* describeStore */.Fk)(store)}`);
    if (!(await (0,kit_world/* confirmed */.qF)(world, 'Continue?', yes)))
        return 1;
    await (0,secret_store/* checkStore */.ot)(world, store);
    await (0,kit_world/* uninterrupted */.qA)(async (interrupted) => {
        const made = await accounts.create(old.name, known);
        (0,kit_world/* print */.yy)(world, `New service account ${made.id}. Proving its token …`);
        await proof(made.token, interrupted).catch(async (error) => {
            throw new errors/* UserError */.y(`${(0,errors/* sentenceOf */.$)(error)} ${await (0,secret_store/* revokeNew */.tr)(accounts, store, made)}`, 'The old token still works.', { cause: error });
        });
        await (0,secret_store/* storeOrRevoke */.hg)(world, accounts, store, made);
        (0,kit_world/* print */.yy)(world, 'The new token works and is stored.');
        if (byHand)
            return;
        await accounts.revoke(old.id).catch((error) => {
            throw new errors/* UserError */.y(`The new token is in use, but the old account remains. ${(0,errors/* sentenceOf */.$)(error)}`);
        });
        (0,kit_world/* print */.yy)(world, `Revoked the old service account ${old.id}.`);
    });
    (0,secret_store/* printNextSteps */.uY)(world, where.host, store, (0,secret_store/* accountFlags */.pn)(old.name, org));
    if (byHand) {
        (0,kit_world/* print */.yy)(world, '', `The old token still works. Once the new one is in place: gpu-ci token revoke ${old.id}`);
    }
    return 0;
});
function withAccounts(world, { org = '' }, work) {
    const gpu = (0,service_accounts/* gpuOf */.op)(world);
    return (0,service_accounts/* inOrg */.Sm)(world, gpu, org, () => work((0,service_accounts/* serviceAccounts */.eM)(world, gpu), gpu));
}
async function placeFor(world, options) {
    const where = await (0,pipelines/* detectRepository */.eJ)(world, options.host);
    const store = (0,secret_store/* chooseStore */.zp)(world, where, options);
    if (store.kind !== 'none')
        return { where, store };
    throw new errors/* UserError */.y(`There is no place for the token: ${store.why}.`, 'Set GH_TOKEN to store it as a GitHub secret, or use --token-file PATH, or --show on a terminal.');
}
function oldAccount(known, id, name) {
    const asked = id ?? `named "${name ?? ''}"`;
    const [first, ...others] = known.filter((account) => account.id === (id ?? account.id) && account.name === (name ?? account.name));
    if (first === undefined) {
        throw new errors/* UserError */.y(`Service account ${asked} does not exist.`, 'gpu-ci token list shows them.');
    }
    if (others.length === 0)
        return first;
    const ids = [first, ...others].map((account) => account.id).join(', ');
    throw new errors/* UserError */.y(`${others.length + 1} service accounts are ${asked}: ${ids}.`, 'Choose one with --id.');
}


/***/ })

};
;