"use strict";
exports.id = 804;
exports.ids = [804];
exports.modules = {

/***/ 7804:
/***/ ((__unused_webpack_module, __webpack_exports__, __webpack_require__) => {

// ESM COMPAT FLAG
__webpack_require__.r(__webpack_exports__);

// EXPORTS
__webpack_require__.d(__webpack_exports__, {
  doctor: () => (/* binding */ doctor)
});

// EXTERNAL MODULE: ./build/src/report/texts.js
var texts = __webpack_require__(1665);
// EXTERNAL MODULE: external "node:os"
var external_node_os_ = __webpack_require__(8161);
// EXTERNAL MODULE: ./build/src/gpu/parse.js
var parse = __webpack_require__(2388);
// EXTERNAL MODULE: ./build/node_modules/@actions/http-client/lib/index.js + 1 modules
var lib = __webpack_require__(2545);
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
// EXTERNAL MODULE: ./build/src/gpu/capabilities.js
var capabilities = __webpack_require__(3281);
// EXTERNAL MODULE: ./build/src/kit/project.js
var project = __webpack_require__(7736);
// EXTERNAL MODULE: ./build/src/kit/service-accounts.js
var service_accounts = __webpack_require__(4463);
;// CONCATENATED MODULE: ./build/src/kit/doctor-machine.js










const check = (name, state, said, fix = '') => ({
    name,
    state,
    said,
    fix,
});
async function checkCli(world) {
    const bin = (0,service_accounts/* findGpu */.GO)(world.env);
    if (bin === '')
        return check('GPU CLI', 'wrong', 'not installed', `Install it: ${service_accounts/* INSTALL */.gF}`);
    const asked = await (0,spawn/* capture */.Fg)(bin, ['--version'], { cwd: world.cwd, env: (0,environment/* childEnv */.g)(world.env, ''), timeoutMs: 20_000 });
    const version = (0,capabilities/* versionIn */.It)(asked.stdout + asked.stderr);
    if (asked.code !== 0) {
        return check('GPU CLI', 'wrong', `${bin} does not start: ${(0,service_accounts/* saidBy */.TT)(asked)}`, `Install it again: ${service_accounts/* INSTALL */.gF}`);
    }
    return version === ''
        ? check('GPU CLI', 'warning', `${bin} does not print its version`, 'Update it: gpu update')
        : check('GPU CLI', 'ok', `${version} at ${bin}`);
}
function checkToken(world) {
    const token = world.env['GPU_SERVICE_TOKEN'] ?? '';
    const name = 'Token';
    if (token === '') {
        return check(name, 'warning', 'GPU_SERVICE_TOKEN is not set, so the login of this machine is used', 'In CI, pass the secret GPU_SERVICE_TOKEN to the job. To create it: gpu-ci init');
    }
    const fix = 'Store the whole token, with nothing around it. To replace it: gpu-ci token rotate --name NAME';
    if (token.trim() !== token)
        return check(name, 'wrong', 'GPU_SERVICE_TOKEN has blanks or line breaks around the token', fix);
    if (/^["'].*["']$/.test(token))
        return check(name, 'wrong', 'GPU_SERVICE_TOKEN has quotes around the token', fix);
    if (/^\$|^\*+$/.test(token)) {
        return check(name, 'wrong', 'GPU_SERVICE_TOKEN is the name of a variable or stars, not a token', fix);
    }
    if (!token.startsWith('gpt_sat_')) {
        return check(name, 'wrong', 'GPU_SERVICE_TOKEN is not a service token: it does not begin with gpt_sat_', fix);
    }
    return /^gpt_sat_[A-Za-z0-9_-]{8,}$/.test(token)
        ? check(name, 'ok', `GPU_SERVICE_TOKEN is set, ${token.length} characters, gpt_sat_…`)
        : check(name, 'wrong', 'GPU_SERVICE_TOKEN is cut off, or has characters that a token cannot have', fix);
}
function checkConfig(world) {
    const name = 'gpu.jsonc';
    const path = (0,external_node_path_.join)(world.cwd, 'gpu.jsonc');
    if (!(0,external_node_fs_.existsSync)(path)) {
        const other = (0,project/* otherConfig */.PA)(world.cwd);
        if (other !== '')
            return check(name, 'skipped', `${other} configures the project, and doctor does not read it`);
        return check(name, 'warning', 'missing, so each runner path is another project', 'Create it: gpu-ci init');
    }
    let config;
    try {
        config = (0,project/* parseJsonc */.pX)((0,external_node_fs_.readFileSync)(path, 'utf8'));
    }
    catch (error) {
        return check(name, 'wrong', `invalid: ${error.message}`, 'Run gpu config validate for details.');
    }
    if (typeof config !== 'object' || config === null || Array.isArray(config)) {
        return check(name, 'wrong', 'not an object', 'Begin with { "project_id": "my-project" }');
    }
    const { project_id: projectId, keep_alive_minutes: keepAlive } = config;
    if (typeof projectId !== 'string' || projectId === '') {
        return check(name, 'warning', 'project_id is not set, so each runner path is another project', 'Set "project_id": "my-project"');
    }
    if (typeof keepAlive === 'number' && keepAlive > 5) {
        return check(name, 'warning', `keep_alive_minutes is ${keepAlive}: a leftover pod costs money and uses a session that long`, 'Set "keep_alive_minutes": 3');
    }
    return check(name, 'ok', `valid, project_id ${projectId}`);
}
/** A larger workspace makes the sync slow, which is billed. */
const LARGE_BYTES = 500 * 1024 * 1024;
const HEAVY = ['.venv', 'venv', 'node_modules', '.tox', '__pycache__', 'wandb', 'mlruns'];
async function checkWorkspace(world) {
    const name = 'Workspace';
    const git = (...args) => (0,spawn/* capture */.Fg)('git', args, {
        cwd: world.cwd,
        env: (0,environment/* childEnv */.g)(world.env, ''),
        timeoutMs: 30_000,
        maxBytes: 32 * 1024 * 1024,
    });
    const inside = await git('rev-parse', '--is-inside-work-tree');
    if (inside.code !== 0) {
        return [
            check(name, 'warning', 'not a git work tree, so .gitignore has no effect and all files may be sent to the pod', 'Run git init, or check out with git'),
        ];
    }
    const checks = [];
    const present = HEAVY.filter((folder) => (0,external_node_fs_.existsSync)((0,external_node_path_.join)(world.cwd, folder)));
    if (present.length > 0) {
        const ignored = (await git('check-ignore', ...present)).stdout.split('\n');
        const sent = present.filter((folder) => !ignored.includes(folder));
        if (sent.length > 0) {
            checks.push(check(name, 'warning', `${sent.join(', ')} would be sent to the pod`, `Add to .gitignore: ${sent.join(' ')}`));
        }
    }
    const listed = await git('ls-files', '-z', '--cached', '--others', '--exclude-standard');
    const sizes = listed.stdout
        .split('\0')
        .filter(Boolean)
        .map((file) => ({ file, size: sizeOf((0,external_node_path_.join)(world.cwd, file)) }));
    const total = sizes.reduce((sum, { size }) => sum + size, 0);
    const largest = sizes.sort((a, b) => b.size - a.size)[0];
    const megabytes = (bytes) => `${(bytes / 1024 / 1024).toFixed(1)} MiB`;
    if (total > LARGE_BYTES) {
        const said = `each run sends ${megabytes(total)}; the largest file is ${largest?.file ?? ''} (${megabytes(largest?.size ?? 0)})`;
        checks.push(check(name, 'warning', said, 'Add data to .gitignore, and download it on the pod'));
    }
    else if (checks.length === 0) {
        checks.push(check(name, 'ok', `${(0,texts/* plural */.LS)(sizes.length, 'file')}, ${megabytes(total)} to send${listed.cut ? ' at least' : ''}`));
    }
    return checks;
}
const sizeOf = (path) => (0,external_node_fs_.statSync)(path, { throwIfNoEntry: false })?.size ?? 0;
function checkProxies(world) {
    const names = ['HTTPS_PROXY', 'https_proxy', 'HTTP_PROXY', 'http_proxy', 'ALL_PROXY', 'all_proxy'];
    const set = names.filter((name) => (world.env[name] ?? '') !== '');
    if (set.length === 0)
        return check('Proxies', 'ok', 'none');
    const broken = set.find((name) => !URL.canParse(world.env[name] ?? ''));
    return broken === undefined
        ? check('Proxies', 'ok', set.join(', '))
        : check('Proxies', 'wrong', `${broken} is not a URL`, `For example ${broken}=http://proxy.example:3128`);
}
/** With the client of the action, which uses the proxy variables. */
async function checkNetwork(url) {
    const name = 'Network';
    const client = new lib.HttpClient('gpu-ci', [], { socketTimeout: 10_000 });
    try {
        const { message } = await client.get(url);
        message.resume();
        const status = message.statusCode ?? 0;
        if (status >= 200 && status < 300)
            return check(name, 'ok', `${url} can be reached`);
        return check(name, 'wrong', `${url} answers HTTP ${status}`, 'Check the URL, and the proxies and firewalls.');
    }
    catch (error) {
        const why = error.code ?? (0,errors/* sentenceOf */.$)(error);
        const fix = 'Allow outgoing https to that host, or set HTTPS_PROXY.';
        return check(name, 'wrong', `${url} cannot be reached (${why})`, fix);
    }
    finally {
        client.dispose();
    }
}

;// CONCATENATED MODULE: ./build/src/kit/doctor-account.js





/** The account behind the token or login. If GPU CLI rejects it, the other checks would only repeat that. */
async function checkAccount(world, installed, wanted) {
    if (!installed)
        return [check('Sign-in', 'skipped', 'GPU CLI is not installed')];
    // Outside of the project, since an invalid gpu.jsonc is another finding.
    const gpu = (0,service_accounts/* gpuOf */.op)({ ...world, cwd: (0,external_node_os_.tmpdir)() });
    const status = await gpu(['auth', 'status']);
    if (status.code !== 0 && status.code !== 2) {
        return [check('Sign-in', 'wrong', (0,service_accounts/* saidBy */.TT)(status), signInFix(status.code, (0,service_accounts/* fixFor */.jc)(status, world.env)))];
    }
    const health = await gpu(['doctor', '--json']);
    if (status.code === 2 && health.code !== 0) {
        return [check('Sign-in', 'wrong', (0,service_accounts/* saidBy */.TT)(health), signInFix(health.code, (0,service_accounts/* fixFor */.jc)(health, world.env)))];
    }
    // The exit code of `gpu doctor` is 0 for an unhealthy machine too.
    const unhealthy = /"healthy"\s*:\s*false/.test(health.stdout);
    const signIn = unhealthy
        ? check('Sign-in', 'wrong', `gpu doctor reports: ${problemIn(health.stdout)}`, 'See gpu doctor.')
        : check('Sign-in', 'ok', status.code === 0 ? (0,service_accounts/* saidBy */.TT)(status) : 'gpu doctor reports no problem');
    const [org, pool] = await Promise.all([seeOrg(gpu, wanted), seePool(gpu)]);
    return [signIn, org.check, ...planCheck(org.plan, org.personal ? pool.limit : 0), pool.check];
}
const signInFix = (code, fix) => code === 10 || code === 13 ? fix : 'See gpu doctor, and gpu auth status.';
const isRow = (value) => typeof value === 'object' && value !== null && !Array.isArray(value);
const doctor_account_text = (value) => (typeof value === 'string' ? value : '');
function problemIn(json) {
    const { checks } = (0,parse/* fields */.OA)((0,parse/* readJson */.Vh)(json));
    const failed = Array.isArray(checks) ? checks.filter(isRow).find(({ ok }) => ok === false) : undefined;
    return doctor_account_text(failed?.['message']) || 'not healthy';
}
/** @param wanted the organization of the runs; '' for the active one. */
async function seeOrg(gpu, wanted) {
    const name = 'Organization';
    const seen = (state, said, fix = '', row = {}, personal = false) => ({
        check: check(name, state, said, fix),
        plan: doctor_account_text(row['plan']),
        personal,
    });
    const listed = await gpu(['org', 'list', '--json']);
    if (listed.code === 2)
        return seen('skipped', 'this GPU CLI has no organizations');
    if (listed.code !== 0)
        return seen('warning', (0,service_accounts/* saidBy */.TT)(listed), 'See gpu org list.');
    const { orgs } = (0,parse/* fields */.OA)((0,parse/* readJson */.Vh)(listed.stdout));
    const rows = Array.isArray(orgs) ? orgs.filter(isRow) : [];
    const slugs = rows.map((row) => doctor_account_text(row['slug']));
    const active = rows.find((row) => row['active'] === true);
    if (wanted !== '') {
        const row = rows.find(({ slug }) => slug === wanted);
        if (row !== undefined)
            return seen('ok', `${wanted} exists`, '', row);
        const said = slugs.length === 0 ? 'it has none' : `it has ${slugs.join(', ')}`;
        return seen('wrong', `${wanted} is not an organization of this token or login; ${said}`, 'Correct org, or ask for access.');
    }
    if (active !== undefined)
        return seen('ok', `${doctor_account_text(active['slug'])} is active`, '', active);
    if (rows.length > 0) {
        return seen('warning', `none is active; available: ${slugs.join(', ')}`, `Choose one: gpu org switch ${slugs[0] ?? ''}`);
    }
    return seen('warning', 'none; runs are billed to a personal account', 'Create or join one: gpu org create NAME', {}, true);
}
async function seePool(gpu) {
    const name = 'Sessions';
    const asked = await gpu(['status', '--json']);
    const { used, limit } = (0,parse/* fields */.OA)((0,parse/* fields */.OA)((0,parse/* readJson */.Vh)(asked.stdout))['sessions']);
    if (typeof used !== 'number' || typeof limit !== 'number') {
        return { check: check(name, 'skipped', 'this GPU CLI does not report how many sessions are in use'), limit: 0 };
    }
    if (limit === 0)
        return { check: check(name, 'wrong', 'the plan has no sessions', 'See the plans: gpu upgrade'), limit };
    if (used < limit)
        return { check: check(name, 'ok', `${used} of ${limit} in use`), limit };
    const fix = 'See what uses them: gpu status --all. Limit a matrix with max-parallel.';
    return { check: check(name, 'warning', `all ${limit} are in use, so a run waits`, fix), limit };
}
/** Plans without service accounts, and their number of sessions, which identifies them if GPU CLI does not name the plan. */
const SMALL = { free: 1, pro: 3 };
function planCheck(named, limit) {
    const bySize = Object.keys(SMALL).find((name) => SMALL[name] === limit) ?? '';
    const plan = named === '' ? bySize : named.toLowerCase();
    if (plan === '')
        return [];
    const shown = `${plan.charAt(0).toUpperCase()}${plan.slice(1)}`;
    const said = named === '' ? `${shown} (${(0,texts/* plural */.LS)(limit, 'session')})` : shown;
    return plan in SMALL
        ? [
            check('Plan', 'warning', `${said} has no service accounts, which CI needs`, 'Team and higher plans have them: gpu upgrade'),
        ]
        : [check('Plan', 'ok', said)];
}

// EXTERNAL MODULE: ./build/src/kit/world.js
var kit_world = __webpack_require__(6017);
;// CONCATENATED MODULE: ./build/src/kit/doctor.js




const SIGNS = { ok: '✓', warning: '!', wrong: '✗', skipped: '-' };
/** `gpu-ci doctor`. It starts nothing and changes nothing. */
async function doctor({ installUrl, org = '', json = false }, world) {
    const cli = await checkCli(world);
    const checks = [
        cli,
        checkToken(world),
        ...(await checkAccount(world, cli.state !== 'wrong', org)),
        checkConfig(world),
        ...(await checkWorkspace(world)),
        checkProxies(world),
        await checkNetwork(installUrl),
    ];
    const wrong = checks.filter(({ state }) => state === 'wrong').length;
    const healthy = wrong === 0;
    if (json) {
        world.stdout.write(`${(0,kit_world/* withoutTokens */.N_)(JSON.stringify({ healthy, checks }, null, 2))}\n`);
    }
    else {
        for (const { name, state, said, fix } of checks) {
            (0,kit_world/* print */.yy)(world, `${SIGNS[state]} ${name}: ${said}`, ...(fix === '' ? [] : [`    ${fix}`]));
        }
        (0,kit_world/* print */.yy)(world, '', healthy ? 'Healthy.' : `${(0,texts/* plural */.LS)(wrong, 'problem')} found.`);
    }
    return healthy ? 0 : 1;
}


/***/ }),

/***/ 7736:
/***/ ((__unused_webpack_module, __webpack_exports__, __webpack_require__) => {

/* harmony export */ __webpack_require__.d(__webpack_exports__, {
/* harmony export */   G2: () => (/* binding */ planConfig),
/* harmony export */   PA: () => (/* binding */ otherConfig),
/* harmony export */   aQ: () => (/* binding */ planIgnore),
/* harmony export */   pX: () => (/* binding */ parseJsonc)
/* harmony export */ });
/* harmony import */ var node_fs__WEBPACK_IMPORTED_MODULE_0__ = __webpack_require__(3024);
/* harmony import */ var node_fs__WEBPACK_IMPORTED_MODULE_0___default = /*#__PURE__*/__webpack_require__.n(node_fs__WEBPACK_IMPORTED_MODULE_0__);
/* harmony import */ var node_path__WEBPACK_IMPORTED_MODULE_1__ = __webpack_require__(6760);
/* harmony import */ var node_path__WEBPACK_IMPORTED_MODULE_1___default = /*#__PURE__*/__webpack_require__.n(node_path__WEBPACK_IMPORTED_MODULE_1__);
/* harmony import */ var jsonc_parser__WEBPACK_IMPORTED_MODULE_2__ = __webpack_require__(9547);
/* harmony import */ var jsonc_parser__WEBPACK_IMPORTED_MODULE_2___default = /*#__PURE__*/__webpack_require__.n(jsonc_parser__WEBPACK_IMPORTED_MODULE_2__);
/* harmony import */ var _gpu_parse_js__WEBPACK_IMPORTED_MODULE_4__ = __webpack_require__(2388);
/* harmony import */ var _pipelines_js__WEBPACK_IMPORTED_MODULE_3__ = __webpack_require__(5174);





/** Parses JSON with comments and trailing commas. @throws SyntaxError with line and column. */
function parseJsonc(text) {
    const plain = text.replace(/^\uFEFF/, '');
    const errors = [];
    let value;
    try {
        value = (0,jsonc_parser__WEBPACK_IMPORTED_MODULE_2__.parse)(plain, errors, { allowTrailingComma: true });
    }
    catch (error) {
        if (error instanceof RangeError)
            throw new SyntaxError('nested too deeply', { cause: error });
        throw error;
    }
    const [first] = errors;
    if (first === undefined)
        return value;
    const lines = plain.slice(0, first.offset).split('\n');
    const what = (0,jsonc_parser__WEBPACK_IMPORTED_MODULE_2__.printParseErrorCode)(first.error).replace(/\B[A-Z]/g, (letter) => ` ${letter.toLowerCase()}`);
    throw new SyntaxError(`line ${lines.length}, column ${String(lines.at(-1)).length + 1}: ${what.toLowerCase()}`);
}
/** Another file that configures the project; '' if there is none. */
function otherConfig(cwd) {
    const pyproject = (0,node_path__WEBPACK_IMPORTED_MODULE_1__.join)(cwd, 'pyproject.toml');
    if ((0,node_fs__WEBPACK_IMPORTED_MODULE_0__.existsSync)((0,node_path__WEBPACK_IMPORTED_MODULE_1__.join)(cwd, 'gpu.toml')))
        return 'gpu.toml';
    return (0,node_fs__WEBPACK_IMPORTED_MODULE_0__.existsSync)(pyproject) && (0,node_fs__WEBPACK_IMPORTED_MODULE_0__.readFileSync)(pyproject, 'utf8').includes('[tool.gpu') ? 'pyproject.toml' : '';
}
const KEEP_ALIVE_MINUTES = 3;
const newConfig = (projectId) => `{
  // Every runner with this id uses the same project.
  "project_id": ${JSON.stringify(projectId)},
  // A pod without a job stops after this time.
  "keep_alive_minutes": ${KEEP_ALIVE_MINUTES}
}
`;
/** gpu.jsonc with what it lacks of project_id and keep_alive_minutes. Comments and other settings are kept. */
function planConfig(cwd, projectId) {
    const path = 'gpu.jsonc';
    const before = (0,_pipelines_js__WEBPACK_IMPORTED_MODULE_3__/* .readFile */ .TA)(cwd, path);
    const kept = (note) => ({ path, before, after: before ?? '', note });
    if (before === undefined) {
        const other = otherConfig(cwd);
        if (other === '')
            return { path, before, after: newConfig(projectId), note: '' };
        return {
            ...kept(`gpu.jsonc was not written, since ${other} configures the project. Set project_id there.`),
            before: '',
        };
    }
    let config;
    try {
        config = (0,_gpu_parse_js__WEBPACK_IMPORTED_MODULE_4__/* .fields */ .OA)(parseJsonc(before));
    }
    catch (error) {
        return kept(`gpu.jsonc was not changed: ${error.message}. Fix it; gpu config validate checks it.`);
    }
    const missing = Object.entries({ project_id: projectId, keep_alive_minutes: KEEP_ALIVE_MINUTES }).filter(([key]) => config[key] === undefined);
    const formattingOptions = { insertSpaces: true, tabSize: 2 };
    const after = missing.reduce((text, [key, value]) => (0,jsonc_parser__WEBPACK_IMPORTED_MODULE_2__.applyEdits)(text, (0,jsonc_parser__WEBPACK_IMPORTED_MODULE_2__.modify)(text, [key], value, { formattingOptions })), before);
    return { path, before, after, note: '' };
}
/** .gitignore with `.gpu/`, where GPU CLI keeps its local files. */
function planIgnore(cwd) {
    const path = '.gitignore';
    const before = (0,_pipelines_js__WEBPACK_IMPORTED_MODULE_3__/* .readFile */ .TA)(cwd, path);
    const text = before ?? '';
    const ignored = text.split('\n').some((line) => /^\/?\.gpu\/?\*{0,2}$/.test(line.trim()));
    const gap = text === '' || text.endsWith('\n') ? '' : '\n';
    return { path, before, after: ignored ? text : `${text}${gap}.gpu/\n`, note: '' };
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


/***/ })

};
;