"use strict";
exports.id = 926;
exports.ids = [926,159];
exports.modules = {

/***/ 5926:
/***/ ((__unused_webpack_module, __webpack_exports__, __webpack_require__) => {

__webpack_require__.r(__webpack_exports__);
/* harmony export */ __webpack_require__.d(__webpack_exports__, {
/* harmony export */   doctor: () => (/* binding */ doctor)
/* harmony export */ });
/* harmony import */ var _actions_http_client__WEBPACK_IMPORTED_MODULE_15__ = __webpack_require__(5108);
/* harmony import */ var _actions_http_client_lib_proxy__WEBPACK_IMPORTED_MODULE_16__ = __webpack_require__(7012);
/* harmony import */ var node_fs__WEBPACK_IMPORTED_MODULE_0__ = __webpack_require__(3024);
/* harmony import */ var node_fs__WEBPACK_IMPORTED_MODULE_0___default = /*#__PURE__*/__webpack_require__.n(node_fs__WEBPACK_IMPORTED_MODULE_0__);
/* harmony import */ var node_os__WEBPACK_IMPORTED_MODULE_1__ = __webpack_require__(8161);
/* harmony import */ var node_os__WEBPACK_IMPORTED_MODULE_1___default = /*#__PURE__*/__webpack_require__.n(node_os__WEBPACK_IMPORTED_MODULE_1__);
/* harmony import */ var node_path__WEBPACK_IMPORTED_MODULE_2__ = __webpack_require__(6760);
/* harmony import */ var node_path__WEBPACK_IMPORTED_MODULE_2___default = /*#__PURE__*/__webpack_require__.n(node_path__WEBPACK_IMPORTED_MODULE_2__);
/* harmony import */ var _inputs_js__WEBPACK_IMPORTED_MODULE_3__ = __webpack_require__(3901);
/* harmony import */ var _model_errors_js__WEBPACK_IMPORTED_MODULE_4__ = __webpack_require__(5573);
/* harmony import */ var _model_rules_js__WEBPACK_IMPORTED_MODULE_5__ = __webpack_require__(8963);
/* harmony import */ var _model_secrets_js__WEBPACK_IMPORTED_MODULE_13__ = __webpack_require__(7477);
/* harmony import */ var _gpu_environment_js__WEBPACK_IMPORTED_MODULE_6__ = __webpack_require__(1138);
/* harmony import */ var _gpu_capabilities_js__WEBPACK_IMPORTED_MODULE_7__ = __webpack_require__(3281);
/* harmony import */ var _gpu_parse_js__WEBPACK_IMPORTED_MODULE_14__ = __webpack_require__(2388);
/* harmony import */ var _gpu_spawn_js__WEBPACK_IMPORTED_MODULE_8__ = __webpack_require__(5996);
/* harmony import */ var _report_texts_js__WEBPACK_IMPORTED_MODULE_9__ = __webpack_require__(1665);
/* harmony import */ var _accounts_js__WEBPACK_IMPORTED_MODULE_10__ = __webpack_require__(5789);
/* harmony import */ var _init_js__WEBPACK_IMPORTED_MODULE_11__ = __webpack_require__(9159);
/* harmony import */ var _world_js__WEBPACK_IMPORTED_MODULE_12__ = __webpack_require__(6017);

















const SIGNS = { ok: '✓', warning: '!', wrong: '✗', skipped: '-' };
const ok = (said) => ({ state: 'ok', said, fix: '' });
const skipped = (said) => ({ state: 'skipped', said, fix: '' });
const warning = (said, fix) => ({ state: 'warning', said, fix });
const wrong = (said, fix) => ({ state: 'wrong', said, fix });
const CHECKS = [
    ['GPU CLI', checkCli],
    ['Token', checkToken],
    ['Sign-in', checkSignIn],
    ['Organization', checkOrg],
    ['Sessions', checkSessions],
    ['gpu.jsonc', checkConfig],
    ['Workspace', checkWorkspace],
    ['Network', checkNetwork],
];
/** Without a sign-in they would only repeat why there is none. */
const OF_ACCOUNT = ['Organization', 'Sessions'];
/** `gpu-ci doctor`. It starts nothing and changes nothing, except with `--capture --spend`. */
async function doctor(options, world) {
    const { org, json = false, capture, spend = false, yes = false, compare } = options;
    if (capture !== undefined)
        return (await __webpack_require__.e(/* import() */ 8).then(__webpack_require__.bind(__webpack_require__, 8))).captureTo(capture, { spends: spend, yes }, world);
    if (compare !== undefined)
        return (await __webpack_require__.e(/* import() */ 710).then(__webpack_require__.bind(__webpack_require__, 4710))).compareFile(compare, { json }, world);
    const gpu = (...given) => (0,_accounts_js__WEBPACK_IMPORTED_MODULE_10__.gpuOf)({ env: world.env, cwd: (0,node_os__WEBPACK_IMPORTED_MODULE_1__.tmpdir)() })(...given);
    const patient = { world, bin: (0,_accounts_js__WEBPACK_IMPORTED_MODULE_10__.findGpu)(world.env), gpu, org };
    const checks = [];
    for (const [name, check] of CHECKS) {
        const signedIn = checks.some((one) => one.name === 'Sign-in' && one.state === 'ok');
        if (signedIn || !OF_ACCOUNT.includes(name))
            checks.push({ name, ...(await check(patient)) });
    }
    const problems = checks.filter(({ state }) => state === 'wrong').length;
    const healthy = problems === 0;
    if (json) {
        world.stdout.write(`${(0,_model_secrets_js__WEBPACK_IMPORTED_MODULE_13__/* .withoutTokens */ .N_)(JSON.stringify({ healthy, checks }, null, 2))}\n`);
    }
    else {
        for (const { name, state, said, fix } of checks) {
            (0,_world_js__WEBPACK_IMPORTED_MODULE_12__/* .print */ .yy)(world, `${SIGNS[state]} ${name}: ${said}`, ...(fix === '' ? [] : [`    ${fix}`]));
        }
        (0,_world_js__WEBPACK_IMPORTED_MODULE_12__/* .print */ .yy)(world, '', healthy ? 'Healthy.' : `${(0,_report_texts_js__WEBPACK_IMPORTED_MODULE_9__/* .plural */ .LS)(problems, 'problem')} found.`);
    }
    return healthy ? 0 : 1;
}
async function checkCli({ bin, gpu }) {
    if (bin === '')
        return wrong('not installed', `Install it: ${_accounts_js__WEBPACK_IMPORTED_MODULE_10__.INSTALL}`);
    const asked = await gpu(['--version'], '');
    if (asked.code !== 0)
        return wrong(`${bin} does not start: ${(0,_accounts_js__WEBPACK_IMPORTED_MODULE_10__.saidBy)(asked)}`, `Install it again: ${_accounts_js__WEBPACK_IMPORTED_MODULE_10__.INSTALL}`);
    const version = (0,_gpu_capabilities_js__WEBPACK_IMPORTED_MODULE_7__/* .versionIn */ .It)(asked.stdout + asked.stderr);
    return version === ''
        ? warning(`${bin} does not print its version`, 'Update it: gpu update')
        : ok(`${version} at ${bin}`);
}
/** What a token in GPU_SERVICE_TOKEN can be instead. */
const TOKEN_FAULTS = [
    [/^\s|\s$/, 'has blanks or line breaks around the token'],
    [/^["'].*["']$/, 'has quotes around the token'],
    [/^\$|^\*+$/, 'is the name of a variable or stars, not a token'],
    [/^(?!gpt_sat_)/, 'is not a service token: it does not begin with gpt_sat_'],
    [/^(?!gpt_sat_[A-Za-z0-9_-]{8,}$)/, 'is cut off, or has characters that a token cannot have'],
];
function checkToken({ world: { env } }) {
    const token = env['GPU_SERVICE_TOKEN'] ?? '';
    if (token === '') {
        return warning('GPU_SERVICE_TOKEN is not set, so the login of this machine is used', 'In CI, pass the secret GPU_SERVICE_TOKEN to the job. To create it: gpu-ci init');
    }
    const fault = TOKEN_FAULTS.find(([pattern]) => pattern.test(token));
    if (fault === undefined)
        return ok(`GPU_SERVICE_TOKEN is set, ${token.length} characters, gpt_sat_…`);
    return wrong(`GPU_SERVICE_TOKEN ${fault[1]}`, 'Store the whole token, with nothing around it. To replace it: gpu-ci token rotate --name NAME');
}
async function checkSignIn({ bin, gpu, world: { env } }) {
    if (bin === '')
        return skipped('GPU CLI is not installed');
    const [status, health] = [await gpu(['auth', 'status']), await gpu(['doctor', '--json'])];
    // Versions without `auth status` report a usage error; `gpu doctor` answers the same question.
    const failed = [status.code === 2 ? health : status].find(({ code }) => code !== 0);
    if (failed !== undefined) {
        const known = failed.code === 10 || failed.code === 13;
        return wrong((0,_accounts_js__WEBPACK_IMPORTED_MODULE_10__.saidBy)(failed), known ? (0,_accounts_js__WEBPACK_IMPORTED_MODULE_10__.fixFor)(failed, env) : 'See gpu doctor, and gpu auth status.');
    }
    // The exit code of `gpu doctor` is 0 for an unhealthy machine too.
    const { healthy, checks } = (0,_gpu_parse_js__WEBPACK_IMPORTED_MODULE_14__/* .fields */ .OA)((0,_gpu_parse_js__WEBPACK_IMPORTED_MODULE_14__/* .readJson */ .Vh)(health.stdout));
    if (healthy !== false)
        return ok(status.code === 0 ? (0,_accounts_js__WEBPACK_IMPORTED_MODULE_10__.saidBy)(status) : 'gpu doctor reports no problem');
    const sick = rowsIn(checks).find((row) => row['ok'] === false);
    return wrong(`gpu doctor reports: ${textIn(sick?.['message']) || 'not healthy'}`, 'See gpu doctor.');
}
const rowsIn = (value) => (Array.isArray(value) ? value.map(_gpu_parse_js__WEBPACK_IMPORTED_MODULE_14__/* .fields */ .OA) : []);
const textIn = (value) => (typeof value === 'string' ? value : '');
async function checkOrg({ gpu, org }) {
    const listed = await gpu(['org', 'list', '--json']);
    if (listed.code === 2)
        return skipped('this GPU CLI has no organizations');
    if (listed.code !== 0)
        return warning((0,_accounts_js__WEBPACK_IMPORTED_MODULE_10__.saidBy)(listed), 'See gpu org list.');
    const orgs = rowsIn((0,_gpu_parse_js__WEBPACK_IMPORTED_MODULE_14__/* .fields */ .OA)((0,_gpu_parse_js__WEBPACK_IMPORTED_MODULE_14__/* .readJson */ .Vh)(listed.stdout))['orgs']);
    const slugs = orgs.map(({ slug }) => textIn(slug)).filter(Boolean);
    const used = orgs.find(({ slug, active }) => (org === undefined ? active === true : slug === org));
    if (used !== undefined) {
        const [slug, plan] = [textIn(used['slug']), textIn(used['plan']).toLowerCase()];
        const said = `${slug} ${org === undefined ? 'is active' : 'exists'}${plan === '' ? '' : `, plan ${plan}`}`;
        return ['free', 'pro'].includes(plan) ? warning(`${said}, which has no service accounts`, TEAM) : ok(said);
    }
    if (org !== undefined) {
        const said = `${org} is not an organization of this token or login; it has ${slugs.join(', ') || 'none'}`;
        return wrong(said, 'Correct --org, or ask for access.');
    }
    if (slugs.length === 0)
        return warning('none; runs are billed to a personal account', TEAM);
    return warning(`none is active; available: ${slugs.join(', ')}`, `Choose one: gpu org switch ${slugs[0]}`);
}
const TEAM = 'CI needs a service account, which the Team plan and higher have: gpu org create NAME, gpu upgrade';
async function checkSessions({ gpu }) {
    const asked = await gpu(['status', '--json']);
    const { used, limit } = (0,_gpu_parse_js__WEBPACK_IMPORTED_MODULE_14__/* .fields */ .OA)((0,_gpu_parse_js__WEBPACK_IMPORTED_MODULE_14__/* .fields */ .OA)((0,_gpu_parse_js__WEBPACK_IMPORTED_MODULE_14__/* .readJson */ .Vh)(asked.stdout))['sessions']);
    if (typeof used !== 'number' || typeof limit !== 'number') {
        return skipped('this GPU CLI does not report how many sessions are in use');
    }
    if (limit === 0)
        return wrong('the plan has no sessions', 'See the plans: gpu upgrade');
    if (used < limit)
        return ok(`${used} of ${limit} in use`);
    const fix = 'See what uses them: gpu status --all. Limit a matrix with max-parallel.';
    return warning(`all ${limit} are in use, so a run waits`, fix);
}
function checkConfig({ world: { cwd } }) {
    const path = (0,node_path__WEBPACK_IMPORTED_MODULE_2__.join)(cwd, 'gpu.jsonc');
    if (!(0,node_fs__WEBPACK_IMPORTED_MODULE_0__.existsSync)(path)) {
        const other = (0,_init_js__WEBPACK_IMPORTED_MODULE_11__.otherConfig)(cwd);
        if (other !== '')
            return skipped(`${other} configures the project, and doctor does not read it`);
        return warning('missing, so each runner path is another project', 'Create it: gpu-ci init');
    }
    let config;
    try {
        config = (0,_gpu_parse_js__WEBPACK_IMPORTED_MODULE_14__/* .fields */ .OA)((0,_init_js__WEBPACK_IMPORTED_MODULE_11__.parseJsonc)((0,node_fs__WEBPACK_IMPORTED_MODULE_0__.readFileSync)(path, 'utf8')));
    }
    catch (error) {
        return wrong(`invalid: ${error.message}`, 'Run gpu config validate for details.');
    }
    const { project_id: projectId, keep_alive_minutes: keepAlive } = config;
    if (textIn(projectId) === '') {
        return warning('project_id is not set, so each runner path is another project', 'Set "project_id": "my-project"');
    }
    if (typeof keepAlive === 'number' && keepAlive > 5) {
        return warning(`keep_alive_minutes is ${keepAlive}: a leftover pod costs money and uses a session that long`, 'Set "keep_alive_minutes": 3');
    }
    return ok(`valid, project_id ${textIn(projectId)}`);
}
/** A larger workspace makes the sync slow, which is billed. */
const LARGE_BYTES = 500 * 1024 * 1024;
async function checkWorkspace({ world: { cwd, env } }) {
    const args = ['ls-files', '-z', '--cached', '--others', '--exclude-standard'];
    const options = { cwd, env: (0,_gpu_environment_js__WEBPACK_IMPORTED_MODULE_6__/* .childEnv */ .g)(env, ''), timeoutMs: 30_000, maxBytes: 32 * 1024 * 1024 };
    const listed = await (0,_gpu_spawn_js__WEBPACK_IMPORTED_MODULE_8__/* .capture */ .Fg)('git', args, options);
    if (listed.code !== 0) {
        return warning('not a git work tree, so .gitignore has no effect and all files may be sent to the pod', 'Run git init, or check out with git');
    }
    /** Bytes by the first part of the path. */
    const parts = new Map();
    for (const path of listed.stdout.split('\0').filter(Boolean)) {
        const part = path.replace(/\/.*/s, '');
        parts.set(part, (parts.get(part) ?? 0) + ((0,node_fs__WEBPACK_IMPORTED_MODULE_0__.statSync)((0,node_path__WEBPACK_IMPORTED_MODULE_2__.join)(cwd, path), { throwIfNoEntry: false })?.size ?? 0));
    }
    const total = [...parts.values()].reduce((sum, size) => sum + size, 0);
    const megabytes = (bytes) => `${(bytes / 1024 / 1024).toFixed(1)} MiB`;
    if (total <= LARGE_BYTES)
        return ok(`${megabytes(total)} to send${listed.cut ? ' at least' : ''}`);
    const [[largest, size]] = [...parts].sort(([, a], [, b]) => b - a);
    return warning(`each run sends ${megabytes(total)}, most of it in ${largest} (${megabytes(size)})`, `Add it to .gitignore if it is an environment or data: echo '${largest}' >> .gitignore`);
}
/** With the client, address and proxy of a run that installs GPU CLI. */
async function checkNetwork({ bin, world: { env } }) {
    const usual = _inputs_js__WEBPACK_IMPORTED_MODULE_3__/* .INPUTS */ .m.find(({ name }) => name === 'install-url')?.default ?? '';
    const url = env['GPU_CI_INSTALL_URL'] || usual;
    const shown = (0,_model_rules_js__WEBPACK_IMPORTED_MODULE_5__/* .shownAddress */ .Uk)(url);
    // A run needs it only where GPU CLI is missing.
    const problem = bin === '' ? wrong : warning;
    const client = new _actions_http_client__WEBPACK_IMPORTED_MODULE_15__.HttpClient('gpu-ci', [], { socketTimeout: 10_000 });
    try {
        const proxy = (0,_actions_http_client_lib_proxy__WEBPACK_IMPORTED_MODULE_16__/* .getProxyUrl */ .s)(new URL(url));
        const by = proxy === undefined ? '' : ` through the proxy ${proxy.host}`;
        const { message } = await client.get(url);
        message.resume();
        const status = message.statusCode ?? 0;
        if (status >= 200 && status < 300)
            return ok(`${shown} can be reached${by}`);
        return problem(`${shown} answers HTTP ${status}${by}`, 'Check the URL, and the proxies and firewalls.');
    }
    catch (error) {
        const why = error.code ?? (0,_model_errors_js__WEBPACK_IMPORTED_MODULE_4__/* .sentenceOf */ .$)(error);
        const fix = 'Allow outgoing https to that host, or set https_proxy.';
        return problem(`${shown} cannot be reached (${why})`, fix);
    }
    finally {
        client.dispose();
    }
}


/***/ }),

/***/ 9159:
/***/ ((__unused_webpack_module, __webpack_exports__, __webpack_require__) => {

__webpack_require__.r(__webpack_exports__);
/* harmony export */ __webpack_require__.d(__webpack_exports__, {
/* harmony export */   init: () => (/* binding */ init),
/* harmony export */   otherConfig: () => (/* binding */ otherConfig),
/* harmony export */   parseJsonc: () => (/* binding */ parseJsonc)
/* harmony export */ });
/* harmony import */ var diff__WEBPACK_IMPORTED_MODULE_8__ = __webpack_require__(7291);
/* harmony import */ var jsonc_parser__WEBPACK_IMPORTED_MODULE_0__ = __webpack_require__(9547);
/* harmony import */ var jsonc_parser__WEBPACK_IMPORTED_MODULE_0___default = /*#__PURE__*/__webpack_require__.n(jsonc_parser__WEBPACK_IMPORTED_MODULE_0__);
/* harmony import */ var node_fs__WEBPACK_IMPORTED_MODULE_1__ = __webpack_require__(3024);
/* harmony import */ var node_fs__WEBPACK_IMPORTED_MODULE_1___default = /*#__PURE__*/__webpack_require__.n(node_fs__WEBPACK_IMPORTED_MODULE_1__);
/* harmony import */ var node_path__WEBPACK_IMPORTED_MODULE_2__ = __webpack_require__(6760);
/* harmony import */ var node_path__WEBPACK_IMPORTED_MODULE_2___default = /*#__PURE__*/__webpack_require__.n(node_path__WEBPACK_IMPORTED_MODULE_2__);
/* harmony import */ var _model_errors_js__WEBPACK_IMPORTED_MODULE_3__ = __webpack_require__(5573);
/* harmony import */ var _gpu_parse_js__WEBPACK_IMPORTED_MODULE_9__ = __webpack_require__(2388);
/* harmony import */ var _accounts_js__WEBPACK_IMPORTED_MODULE_4__ = __webpack_require__(5789);
/* harmony import */ var _pipelines_js__WEBPACK_IMPORTED_MODULE_5__ = __webpack_require__(5174);
/* harmony import */ var _secret_store_js__WEBPACK_IMPORTED_MODULE_6__ = __webpack_require__(6233);
/* harmony import */ var _world_js__WEBPACK_IMPORTED_MODULE_7__ = __webpack_require__(6017);










/** `gpu-ci init`. */
async function init(options, world) {
    const { org, template } = options;
    const where = await (0,_pipelines_js__WEBPACK_IMPORTED_MODULE_5__/* .detectRepository */ .eJ)(world, options.host);
    (0,_world_js__WEBPACK_IMPORTED_MODULE_7__/* .print */ .yy)(world, `CI system: ${where.host.title} (${where.why})`);
    const project = projectName(where.repository, world.cwd);
    const name = options.name ?? `${where.host.name}-${project}`;
    const host = (0,_pipelines_js__WEBPACK_IMPORTED_MODULE_5__/* .withWorkflow */ .AV)(where.host, template);
    const command = options.command?.trim() ?? '';
    const text = (0,_pipelines_js__WEBPACK_IMPORTED_MODULE_5__/* .pipelineText */ .Wc)(host, command, org ?? '', name);
    const { cwd } = world;
    const files = [
        planPipeline(cwd, host, text, command !== '' || org !== undefined),
        planConfig(cwd, project),
        planIgnore(cwd),
    ];
    const plan = { host, files, store: (0,_secret_store_js__WEBPACK_IMPORTED_MODULE_6__/* .chooseStore */ .zp)(world, where, options), name, account: (0,_accounts_js__WEBPACK_IMPORTED_MODULE_4__.accountFlags)(name, org) };
    if (typeof plan.store === 'string')
        return setUp(world, plan, options);
    return (0,_accounts_js__WEBPACK_IMPORTED_MODULE_4__.withAccounts)(world, org, (accounts) => setUp(world, plan, options, accounts));
}
const projectName = (repository, cwd) => (0,node_path__WEBPACK_IMPORTED_MODULE_2__.basename)(repository === '' ? (0,node_path__WEBPACK_IMPORTED_MODULE_2__.resolve)(cwd) : repository)
    .toLowerCase()
    .replace(/[^a-z0-9._-]+/g, '-')
    .slice(0, 48);
async function setUp(world, plan, options, accounts) {
    const { host, files, store, name, account } = plan;
    const { yes, dryRun = false } = options;
    const exists = ((await accounts?.named(name)) ?? []).length > 0;
    const changed = files.filter(({ before, after }) => before !== after);
    printPlan(world, plan, exists, changed);
    // A dry run sends the user's token nowhere, and neither does a run whose plan was not confirmed.
    if (dryRun) {
        (0,_world_js__WEBPACK_IMPORTED_MODULE_7__/* .print */ .yy)(world, 'Dry run: nothing was changed.');
        return 0;
    }
    const creates = !exists && accounts !== undefined;
    const hint = 'Use --yes, or --dry-run to preview.';
    if ((creates || changed.length > 0) && !(await (0,_world_js__WEBPACK_IMPORTED_MODULE_7__/* .confirmed */ .qF)(world, 'Continue?', yes, hint))) {
        (0,_world_js__WEBPACK_IMPORTED_MODULE_7__/* .print */ .yy)(world, 'Nothing was changed.');
        return 1;
    }
    if (accounts !== undefined && typeof store !== 'string') {
        const hasToken = await store.check();
        if (exists && !hasToken)
            throw lostToken(store, plan);
        if (creates && hasToken && !(await (0,_accounts_js__WEBPACK_IMPORTED_MODULE_4__.mayReplace)(world, store, yes)))
            return 1;
        if (creates) {
            const { id } = await (0,_world_js__WEBPACK_IMPORTED_MODULE_7__/* .uninterrupted */ .qA)(() => accounts.createInto(store, name, []));
            (0,_world_js__WEBPACK_IMPORTED_MODULE_7__/* .print */ .yy)(world, `Created service account ${id}. Its token is stored: ${store.title}`);
        }
    }
    // Last: what fails before leaves no file, and after a failure here a second run goes on.
    writeFiles(world.cwd, changed);
    const paths = changed.map(({ path }) => path).join(', ');
    if (paths !== '')
        (0,_world_js__WEBPACK_IMPORTED_MODULE_7__/* .print */ .yy)(world, `Written: ${paths}`);
    (0,_world_js__WEBPACK_IMPORTED_MODULE_7__/* .print */ .yy)(world, ...files.map(({ note = '' }) => note).filter(Boolean));
    if (!exists)
        (0,_secret_store_js__WEBPACK_IMPORTED_MODULE_6__/* .printNextSteps */ .uY)(world, host, store, account);
    if (paths !== '')
        (0,_world_js__WEBPACK_IMPORTED_MODULE_7__/* .print */ .yy)(world, '', `Done. Commit ${paths} and push.`);
    else
        (0,_world_js__WEBPACK_IMPORTED_MODULE_7__/* .print */ .yy)(world, creates ? 'Done.' : 'Nothing to do.');
    return 0;
}
function printPlan(world, plan, exists, changed) {
    const { name, store, account } = plan;
    if (exists) {
        (0,_world_js__WEBPACK_IMPORTED_MODULE_7__/* .print */ .yy)(world, `Service account: "${name}" exists. If its token is lost: gpu-ci token rotate ${account}`);
    }
    else if (typeof store === 'string') {
        (0,_world_js__WEBPACK_IMPORTED_MODULE_7__/* .print */ .yy)(world, `Service account: not created here, since ${store}.`);
    }
    else {
        (0,_world_js__WEBPACK_IMPORTED_MODULE_7__/* .print */ .yy)(world, `Service account: "${name}", new`, `Its token goes to: ${store.title}`);
    }
    for (const { path, before, after } of changed) {
        const from = before === undefined ? '/dev/null' : `a/${path}`;
        const options = { context: 3, headerOptions: diff__WEBPACK_IMPORTED_MODULE_8__/* .FILE_HEADERS_ONLY */ .jr };
        const patch = (0,diff__WEBPACK_IMPORTED_MODULE_8__/* .createTwoFilesPatch */ .ss)(from, `b/${path}`, before ?? '', after, undefined, undefined, options);
        (0,_world_js__WEBPACK_IMPORTED_MODULE_7__/* .print */ .yy)(world, '', patch.trimEnd());
    }
    (0,_world_js__WEBPACK_IMPORTED_MODULE_7__/* .print */ .yy)(world, '');
}
/** A second account would hide that the token of the first is lost: only a rotation replaces a token. */
function lostToken({ title, path }, { name, account }) {
    const where = path === '' ? `the ${title} does not` : 'its token cannot be read again';
    return new _model_errors_js__WEBPACK_IMPORTED_MODULE_3__/* .UserError */ .y(`The service account "${name}" exists, but ${where}.`, `Replace its token: gpu-ci token rotate ${account}${path === '' ? '' : ` --token-file ${path}`}`);
}
function writeFiles(cwd, files) {
    for (const { path, before, after } of files) {
        const file = (0,node_path__WEBPACK_IMPORTED_MODULE_2__.join)(cwd, path);
        (0,node_fs__WEBPACK_IMPORTED_MODULE_1__.mkdirSync)((0,node_path__WEBPACK_IMPORTED_MODULE_2__.dirname)(file), { recursive: true });
        refuseLinks(cwd, path);
        const mode = after.startsWith('#!') ? 0o755 : 0o644;
        (0,node_fs__WEBPACK_IMPORTED_MODULE_1__.writeFileSync)(file, after, { mode, flag: before === undefined ? 'wx' : 'w' });
    }
}
/** A link in the checkout may lead out of it, to a file that a pipeline must not replace. */
function refuseLinks(cwd, path) {
    const parts = path.split('/');
    for (const [at] of parts.entries()) {
        const part = parts.slice(0, at + 1).join('/');
        if ((0,node_fs__WEBPACK_IMPORTED_MODULE_1__.lstatSync)((0,node_path__WEBPACK_IMPORTED_MODULE_2__.join)(cwd, part), { throwIfNoEntry: false })?.isSymbolicLink() === true) {
            throw new _model_errors_js__WEBPACK_IMPORTED_MODULE_3__/* .UserError */ .y(`${part} is a link, and init does not write through links.`, 'Remove the link.');
        }
    }
}
function readFile(cwd, path) {
    refuseLinks(cwd, path);
    return (0,node_fs__WEBPACK_IMPORTED_MODULE_1__.existsSync)((0,node_path__WEBPACK_IMPORTED_MODULE_2__.join)(cwd, path)) ? (0,node_fs__WEBPACK_IMPORTED_MODULE_1__.readFileSync)((0,node_path__WEBPACK_IMPORTED_MODULE_2__.join)(cwd, path), 'utf8') : undefined;
}
/** Marks a file that init wrote. */
const MARK = 'Made by gpu-ci init';
/**
 * The pipeline file of the host, or one beside it if that file is the user's. Users edit the file that init wrote, so it is
 * written again only with a flag that changes it.
 */
function planPipeline(cwd, host, after, again) {
    const own = readFile(cwd, host.file);
    const isOurs = own === undefined || own === after || own.includes(MARK);
    const [path, note] = isOurs ? [host.file, ''] : [host.beside, host.useBeside];
    const before = isOurs ? own : readFile(cwd, path);
    if (before === undefined || before === after || again)
        return { path, before, after, note };
    const kept = `${path} exists and is kept. To replace it, use --command or --org, or remove it.`;
    return { path, before, after: before, note: kept };
}
/** Parses JSON with comments and trailing commas. @throws SyntaxError with line and column. */
function parseJsonc(text) {
    const plain = text.replace(/^\uFEFF/, '');
    const errors = [];
    let value;
    try {
        value = (0,jsonc_parser__WEBPACK_IMPORTED_MODULE_0__.parse)(plain, errors, { allowTrailingComma: true });
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
    const what = (0,jsonc_parser__WEBPACK_IMPORTED_MODULE_0__.printParseErrorCode)(first.error).replace(/\B[A-Z]/g, (letter) => ` ${letter.toLowerCase()}`);
    throw new SyntaxError(`line ${lines.length}, column ${String(lines.at(-1)).length + 1}: ${what.toLowerCase()}`);
}
/** Another file that configures the project; '' if there is none. */
function otherConfig(cwd) {
    const pyproject = (0,node_path__WEBPACK_IMPORTED_MODULE_2__.join)(cwd, 'pyproject.toml');
    if ((0,node_fs__WEBPACK_IMPORTED_MODULE_1__.existsSync)((0,node_path__WEBPACK_IMPORTED_MODULE_2__.join)(cwd, 'gpu.toml')))
        return 'gpu.toml';
    return (0,node_fs__WEBPACK_IMPORTED_MODULE_1__.existsSync)(pyproject) && (0,node_fs__WEBPACK_IMPORTED_MODULE_1__.readFileSync)(pyproject, 'utf8').includes('[tool.gpu') ? 'pyproject.toml' : '';
}
const NEW_CONFIG = `{
  // Every runner with this id uses the same project.
  "project_id": "",
  // A pod without a job stops after this time.
  "keep_alive_minutes": 3
}
`;
/** gpu.jsonc with what it lacks of project_id and keep_alive_minutes. Comments and other settings are kept. */
function planConfig(cwd, projectId) {
    const path = 'gpu.jsonc';
    const before = readFile(cwd, path);
    if (before === undefined) {
        const other = otherConfig(cwd);
        if (other === '')
            return { path, before, after: NEW_CONFIG.replace('""', JSON.stringify(projectId)) };
        const note = `gpu.jsonc was not written, since ${other} configures the project. Set project_id there.`;
        return { path, before: '', after: '', note };
    }
    try {
        const config = (0,_gpu_parse_js__WEBPACK_IMPORTED_MODULE_9__/* .fields */ .OA)(parseJsonc(before));
        const wanted = Object.entries({ project_id: projectId, keep_alive_minutes: 3 });
        const formattingOptions = { insertSpaces: true, tabSize: 2 };
        const after = wanted
            .filter(([key]) => config[key] === undefined)
            .reduce((text, [key, value]) => (0,jsonc_parser__WEBPACK_IMPORTED_MODULE_0__.applyEdits)(text, (0,jsonc_parser__WEBPACK_IMPORTED_MODULE_0__.modify)(text, [key], value, { formattingOptions })), before);
        return { path, before, after };
    }
    catch (error) {
        const note = `gpu.jsonc was not changed: ${error.message}. Fix it; gpu config validate checks it.`;
        return { path, before, after: before, note };
    }
}
/** .gitignore with `.gpu/`, where GPU CLI keeps its local files. */
function planIgnore(cwd) {
    const path = '.gitignore';
    const before = readFile(cwd, path);
    const text = before ?? '';
    const ignored = text.split('\n').some((line) => /^\/?\.gpu\/?\*{0,2}$/.test(line.trim()));
    const gap = text === '' || text.endsWith('\n') ? '' : '\n';
    return { path, before, after: ignored ? text : `${text}${gap}.gpu/\n` };
}


/***/ })

};
;