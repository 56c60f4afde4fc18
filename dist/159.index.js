"use strict";
exports.id = 159;
exports.ids = [159];
exports.modules = {

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