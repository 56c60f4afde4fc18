"use strict";
exports.id = 639;
exports.ids = [639];
exports.modules = {

/***/ 5174:
/***/ ((__unused_webpack_module, __webpack_exports__, __webpack_require__) => {

/* harmony export */ __webpack_require__.d(__webpack_exports__, {
/* harmony export */   AV: () => (/* binding */ withWorkflow),
/* harmony export */   TA: () => (/* binding */ readFile),
/* harmony export */   UA: () => (/* binding */ refuseLinks),
/* harmony export */   Wc: () => (/* binding */ pipelineText),
/* harmony export */   XW: () => (/* binding */ quoteWord),
/* harmony export */   aw: () => (/* binding */ planPipeline),
/* harmony export */   dF: () => (/* binding */ PIPELINE_HOSTS),
/* harmony export */   eJ: () => (/* binding */ detectRepository),
/* harmony export */   v1: () => (/* binding */ WORKFLOWS)
/* harmony export */ });
/* harmony import */ var node_fs__WEBPACK_IMPORTED_MODULE_0__ = __webpack_require__(3024);
/* harmony import */ var node_fs__WEBPACK_IMPORTED_MODULE_0___default = /*#__PURE__*/__webpack_require__.n(node_fs__WEBPACK_IMPORTED_MODULE_0__);
/* harmony import */ var node_path__WEBPACK_IMPORTED_MODULE_1__ = __webpack_require__(6760);
/* harmony import */ var node_path__WEBPACK_IMPORTED_MODULE_1___default = /*#__PURE__*/__webpack_require__.n(node_path__WEBPACK_IMPORTED_MODULE_1__);
/* harmony import */ var _model_errors_js__WEBPACK_IMPORTED_MODULE_2__ = __webpack_require__(5573);
/* harmony import */ var _hosts_plain_hosts_js__WEBPACK_IMPORTED_MODULE_3__ = __webpack_require__(6528);
/* harmony import */ var _gpu_environment_js__WEBPACK_IMPORTED_MODULE_4__ = __webpack_require__(1138);
/* harmony import */ var _gpu_spawn_js__WEBPACK_IMPORTED_MODULE_5__ = __webpack_require__(5996);
/* harmony import */ var _world_js__WEBPACK_IMPORTED_MODULE_6__ = __webpack_require__(6017);







const PIPELINE_HOSTS = [
    {
        name: 'github',
        title: 'GitHub Actions',
        mark: '.github/workflows',
        remote: /(^|\.)github\./,
        template: 'github/pr-check.yml',
        file: '.github/workflows/gpu.yml',
        beside: '.github/workflows/gpu-ci.yml',
        useBeside: 'GitHub runs it as another workflow.',
        storeSecret: (secret, file) => [`gh secret set ${secret} < ${file}`],
    },
    {
        name: 'gitlab',
        title: 'GitLab CI',
        mark: '.gitlab-ci.yml',
        remote: /(^|\.)gitlab\./,
        template: 'gitlab-ci.yml',
        file: '.gitlab-ci.yml',
        beside: '.gitlab/gpu-ci.yml',
        useBeside: 'Add to .gitlab-ci.yml:  include: [{ local: .gitlab/gpu-ci.yml }]',
        storeSecret: (secret, file) => [
            `glab variable set ${secret} --masked --protected < ${file}`,
            `or: Settings → CI/CD → Variables, key ${secret}, Masked and Protected`,
        ],
    },
    {
        name: 'buildkite',
        title: 'Buildkite',
        mark: '.buildkite',
        template: 'buildkite.yml',
        file: '.buildkite/pipeline.yml',
        beside: '.buildkite/gpu.yml',
        useBeside: 'Add a step:  command: buildkite-agent pipeline upload .buildkite/gpu.yml',
        storeSecret: (secret, file) => [
            `Agents → your cluster → Secrets → New Secret, key ${secret}, value: the content of ${file}`,
        ],
    },
    {
        name: 'circleci',
        title: 'CircleCI',
        mark: '.circleci',
        template: 'circleci.yml',
        file: '.circleci/config.yml',
        beside: '.circleci/gpu.yml',
        useBeside: 'CircleCI reads .circleci/config.yml only: copy the job and its workflow entry there.',
        storeSecret: (secret, file) => [
            `circleci context store-secret github YOUR_ORG gpu ${secret} < ${file}`,
            `or: Organization Settings → Contexts → gpu → Add Environment Variable ${secret}`,
        ],
    },
    {
        name: 'azure',
        title: 'Azure Pipelines',
        mark: 'azure-pipelines.yml',
        remote: /(^|\.)(dev\.azure\.com|visualstudio\.com)$/,
        template: 'azure-pipelines.yml',
        file: 'azure-pipelines.yml',
        beside: 'azure-pipelines.gpu.yml',
        useBeside: 'Create a pipeline: Pipelines → New → Existing YAML file → /azure-pipelines.gpu.yml',
        storeSecret: (secret, file) => [
            `Pipelines → Edit → Variables → New, name ${secret}, "Keep this value secret", value: the content of ${file}`,
        ],
    },
    {
        name: 'jenkins',
        title: 'Jenkins',
        mark: 'Jenkinsfile',
        template: 'Jenkinsfile',
        file: 'Jenkinsfile',
        beside: 'Jenkinsfile.gpu',
        useBeside: 'Create a pipeline job with the script path Jenkinsfile.gpu.',
        storeSecret: (_secret, file) => [
            `Manage Jenkins → Credentials → Add: kind "Secret text", ID gpu-service-token, secret: the content of ${file}`,
        ],
    },
    {
        name: 'bitbucket',
        title: 'Bitbucket Pipelines',
        mark: 'bitbucket-pipelines.yml',
        remote: /(^|\.)bitbucket\.org$/,
        template: 'bitbucket-pipelines.yml',
        file: 'bitbucket-pipelines.yml',
        beside: 'bitbucket-pipelines.gpu.yml',
        useBeside: 'Bitbucket reads bitbucket-pipelines.yml only: copy the step there.',
        storeSecret: (secret, file) => [
            `Repository settings → Repository variables → ${secret}, Secured, value: the content of ${file}`,
        ],
    },
    {
        name: 'shell',
        title: 'a plain shell',
        mark: '',
        template: 'shell.sh',
        file: 'gpu-run.sh',
        beside: 'gpu-ci-run.sh',
        useBeside: 'Run it: sh gpu-ci-run.sh',
        storeSecret: (secret, file) => [`export ${secret}="$(cat ${file})"`],
    },
];
/** Workflows of `init --template` on GitHub. Every other host has one pipeline. */
const WORKFLOWS = ['pr-check', 'retrain', 'sweep', 'long'];
/** The host with the files of one of its workflows. */
function withWorkflow(host, name) {
    if (name === WORKFLOWS[0])
        return host;
    if (host.name !== 'github') {
        throw new _world_js__WEBPACK_IMPORTED_MODULE_6__/* .BadCommand */ .xQ(`--template is for GitHub; ${host.title} has one pipeline.`, 'Omit --template.');
    }
    const at = (prefix) => `.github/workflows/${prefix}-${name}.yml`;
    return { ...host, template: `github/${name}.yml`, file: at('gpu'), beside: at('gpu-ci') };
}
/** The CI system by name, else by the files of the repository, else by its remote, else a plain shell. */
async function detectRepository(world, named = '') {
    const { host: remoteHost, repository } = (0,_hosts_plain_hosts_js__WEBPACK_IMPORTED_MODULE_3__/* .remoteOf */ .e)(await originOf(world));
    const found = (host, why) => ({ host, why, remoteHost, repository });
    const asked = PIPELINE_HOSTS.find(({ name }) => name === named);
    if (asked !== undefined)
        return found(asked, 'from --host');
    const has = (path) => path !== '' && (0,node_fs__WEBPACK_IMPORTED_MODULE_0__.existsSync)((0,node_path__WEBPACK_IMPORTED_MODULE_1__.join)(world.cwd, path));
    const marked = PIPELINE_HOSTS.find(({ mark }) => has(mark));
    if (marked !== undefined)
        return found(marked, `${marked.mark} exists`);
    // Without workflows it often holds only issue forms, so it counts after the files of other hosts.
    const github = PIPELINE_HOSTS.find(({ name }) => name === 'github');
    if (github !== undefined && has('.github'))
        return found(github, '.github exists');
    const remote = PIPELINE_HOSTS.find((host) => remoteHost !== '' && host.remote?.test(remoteHost) === true);
    if (remote !== undefined)
        return found(remote, `the remote is at ${remoteHost}`);
    return found(PIPELINE_HOSTS.at(-1), 'no file or remote of a CI system was found');
}
async function originOf(world) {
    const asked = await (0,_gpu_spawn_js__WEBPACK_IMPORTED_MODULE_5__/* .capture */ .Fg)('git', ['remote', 'get-url', 'origin'], {
        cwd: world.cwd,
        env: (0,_gpu_environment_js__WEBPACK_IMPORTED_MODULE_4__/* .childEnv */ .g)(world.env, ''),
        timeoutMs: 10_000,
    });
    return asked.code === 0 ? asked.stdout.trim() : '';
}
/** One word for a POSIX shell; unchanged if nothing in it needs quotes. */
const quoteWord = (word) => /^[\w@%+=:,./-]+$/.test(word) ? word : `'${word.replaceAll("'", String.raw `'\''`)}'`;
/** Marks a file that init wrote, so that init may write it again. */
const MARK = 'Made by gpu-ci init';
const EXAMPLE = 'python train.py';
const ACCOUNT = 'SERVICE-ACCOUNT';
/** The template with these values. */
function pipelineText(root, host, options) {
    const template = (0,node_fs__WEBPACK_IMPORTED_MODULE_0__.readFileSync)((0,node_path__WEBPACK_IMPORTED_MODULE_1__.join)(root, 'templates', host.template), 'utf8');
    const text = withOrg(withCommand(template, host, options.command), host, options.org);
    return withSecret(text.replaceAll(ACCOUNT, options.account), host.name, options.secret);
}
/** GPU CLI always reads the token from GPU_SERVICE_TOKEN, whatever the name of the secret. */
function withSecret(text, host, secret) {
    if (secret === 'GPU_SERVICE_TOKEN')
        return text;
    if (host === 'github')
        return text.replaceAll('secrets.GPU_SERVICE_TOKEN', `secrets.${secret}`);
    if (host === 'azure')
        return text.replaceAll('$(GPU_SERVICE_TOKEN)', `$(${secret})`);
    throw new _world_js__WEBPACK_IMPORTED_MODULE_6__/* .BadCommand */ .xQ('--secret is for GitHub and Azure.', 'Name the secret GPU_SERVICE_TOKEN here.');
}
function withOrg(text, host, org) {
    if (org === '')
        return text;
    const rotated = text.replaceAll('gpu-ci token rotate ', `gpu-ci token rotate --org ${org} `);
    if (host.name !== 'github')
        return rotated.replace(/(gpu-ci(?:'\)")? run )(?=--)/g, `$1--org ${org} `);
    const step = /(uses: gpu-cli\/run-action@\S+\n(?:.*\n)*?)( +)(token: .*\n)/g;
    return rotated.replaceAll(step, (_, before, pad, token) => {
        return `${before}${pad}${token}${pad}org: ${org}\n`;
    });
}
/** Outside of GitHub the command is quoted for the command line of `gpu-ci run`, so that only the shell on the pod expands it. */
function withCommand(text, host, command) {
    if (host.name === 'jenkins' && /['\\$]/.test(command)) {
        throw new _world_js__WEBPACK_IMPORTED_MODULE_6__/* .BadCommand */ .xQ('--command for Jenkins must not contain quotes, backslashes or dollar signs.', 'Put the rest into a script in the repository.');
    }
    if (command === '')
        return text;
    const plain = host.name === 'github' || /^[\w@%+=:,./ -]+$/.test(command);
    const quoted = plain ? command : quoteWord(command);
    // `buildkite-agent pipeline upload` expands variables; two dollars are one.
    return text.replaceAll(EXAMPLE, () => (host.name === 'buildkite' ? quoted.replaceAll('$', '$$$$') : quoted));
}
/** A link in the checkout may lead out of it, to a file that a pipeline must not replace. */
function refuseLinks(cwd, path) {
    const parts = path.split('/');
    for (const [at] of parts.entries()) {
        const part = parts.slice(0, at + 1).join('/');
        if ((0,node_fs__WEBPACK_IMPORTED_MODULE_0__.lstatSync)((0,node_path__WEBPACK_IMPORTED_MODULE_1__.join)(cwd, part), { throwIfNoEntry: false })?.isSymbolicLink() === true) {
            throw new _model_errors_js__WEBPACK_IMPORTED_MODULE_2__/* .UserError */ .y(`${part} is a link, and init does not write through links.`, 'Remove the link.');
        }
    }
}
function readFile(cwd, path) {
    refuseLinks(cwd, path);
    return (0,node_fs__WEBPACK_IMPORTED_MODULE_0__.existsSync)((0,node_path__WEBPACK_IMPORTED_MODULE_1__.join)(cwd, path)) ? (0,node_fs__WEBPACK_IMPORTED_MODULE_0__.readFileSync)((0,node_path__WEBPACK_IMPORTED_MODULE_1__.join)(cwd, path), 'utf8') : undefined;
}
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
    const kept = `${path} exists and is kept. To replace it, use --command, --org or --secret, or remove it.`;
    return { path, before, after: before, note: kept };
}


/***/ }),

/***/ 8639:
/***/ ((__unused_webpack_module, __webpack_exports__, __webpack_require__) => {


// EXPORTS
__webpack_require__.d(__webpack_exports__, {
  runProgram: () => (/* binding */ runProgram)
});

// EXTERNAL MODULE: ./node_modules/commander/esm.mjs
var esm = __webpack_require__(8179);
// EXTERNAL MODULE: ./build/src/model/errors.js
var errors = __webpack_require__(5573);
// EXTERNAL MODULE: ./build/src/model/rules.js
var rules = __webpack_require__(8963);
// EXTERNAL MODULE: ./build/src/kit/pipelines.js
var pipelines = __webpack_require__(5174);
// EXTERNAL MODULE: ./build/src/inputs.js
var src_inputs = __webpack_require__(3901);
// EXTERNAL MODULE: ./build/src/kit/world.js
var kit_world = __webpack_require__(6017);
;// CONCATENATED MODULE: ./build/src/kit/run-command.js





/** What `gpu-ci run …` passes to the engine. */
function parseRunFlags(argv) {
    let flags = new Map();
    const { words, workload } = split(argv);
    const program = silent(new esm/* Command */.uB('gpu-ci'));
    addRun(program, workload, (given) => void (flags = given));
    try {
        program.parse(['run', ...words], { from: 'user' });
    }
    catch (error) {
        throw asBadCommand(error);
    }
    return flags;
}
function split(argv) {
    const at = argv.indexOf('--');
    return at === -1 ? { words: argv, workload: undefined } : { words: argv.slice(0, at), workload: argv.slice(at + 1) };
}
/** Errors are thrown, so that one place prints them. */
function silent(command, world) {
    return command.exitOverride().configureOutput({
        writeOut: (text) => void world?.stdout.write(text),
        writeErr: () => undefined,
    });
}
function asBadCommand(error) {
    if (!(error instanceof esm/* CommanderError */.b7))
        return error;
    if (error.code === 'commander.help')
        return new kit_world/* BadCommand */.xQ('A command is missing.', 'See gpu-ci --help.');
    // What follows `=` in an unknown flag may be a secret.
    return new kit_world/* BadCommand */.xQ(error.message.replace(/^error: (unknown option '[^=']*)=.*'/s, "$1'").replace(/^error: /, ''));
}
const KINDS = {
    script: 'SCRIPT',
    count: 'N',
    usd: 'USD',
    duration: 'TIME',
    lines: 'LINE',
    list: 'NAME',
    env: 'KEY=VALUE',
    regex: 'REGEX',
    sha256: 'DIGEST',
};
const LISTS = ['lines', 'list', 'env'];
function addRun(program, workload, use) {
    const command = program
        .command('run [words...]')
        .usage("[options] -- COMMAND [ARGUMENT...]\n       gpu-ci run [options] -- 'SCRIPT with && and pipes'")
        .description('run a command on a cloud GPU, wait for it, report, and clean up');
    for (const row of src_inputs/* INPUTS */.m)
        for (const option of optionsOf(row))
            command.addOption(option);
    command
        .option('--state <FILE>', 'file in which `gpu-ci cleanup` finds this run (default: one per CI job, in the temp folder)')
        .option('--dotenv <FILE>', 'file for the outputs, as `GPU_OUT_NAME=value` lines')
        .addHelpText('after', `
Each flag is also a variable: --gpu-type is GPU_CI_GPU_TYPE. The flag wins. List flags may be repeated.
The service token comes from the variable GPU_SERVICE_TOKEN, the token for GitHub from GPU_CI_GITHUB_TOKEN.
Times: 500ms, 30s, 5m, 2h, 1h30m; a bare number is seconds, and 0 means no limit.

Exit code: the code of the workload if it ran; 0 if it was submitted or skipped; 1 if it did not run; 2 for invalid flags
and values.

Examples:
  gpu-ci run --gpu-type "H100 SXM" --timeout 2h -- python train.py
  gpu-ci run --gpu-type H100 --gpu-type A100 --max-wait 1h --max-cost 5 -- python train.py --epochs 3
  gpu-ci run --mode submit -- python train.py    # ends at once; GPU_OUT_JOB_ID has the id
  gpu-ci run --mode collect --job-id job_…       # streams, waits, reports`)
        .action((words) => {
        if (words.length > 0) {
            throw new kit_world/* BadCommand */.xQ(`Unexpected argument ${JSON.stringify(words[0])}.`, `Write the command after two dashes: gpu-ci run -- ${words.map(pipelines/* quoteWord */.XW).join(' ')}`);
        }
        return use(withWorkload(flagsOf(command), workload ?? []));
    });
}
function optionsOf({ name, kind, default: fallback, help }) {
    if (kind === 'secret')
        return [refused(name)];
    const shown = fallback === '' || fallback === '0' || fallback.startsWith('$') ? help : `${help} (default: ${fallback})`;
    if (kind === 'boolean') {
        const value = new esm/* Option */.c$(`--${name} [VALUE]`, shown).choices(['true', 'false']).preset('true');
        return [value, new esm/* Option */.c$(`--no-${name}`, `The opposite of --${name}.`)];
    }
    if (typeof kind !== 'string')
        return [new esm/* Option */.c$(`--${name} <VALUE>`, shown).choices([...kind])];
    const option = new esm/* Option */.c$(`--${name} <${KINDS[kind] ?? 'TEXT'}>`, shown);
    const more = (value, before = []) => [...before, value];
    return [LISTS.includes(kind) ? option.argParser(more) : option];
}
/** Every process of the machine can read a command line. */
function refused(name) {
    const variable = name === 'token' ? 'GPU_SERVICE_TOKEN' : `GPU_CI_${name.replaceAll('-', '_').toUpperCase()}`;
    return new esm/* Option */.c$(`--${name} <TOKEN>`).hideHelp().argParser(() => {
        throw new kit_world/* BadCommand */.xQ(`--${name} is not accepted: other processes can read a command line.`, `Set the variable ${variable}.`);
    });
}
/** Flags that were given, by name. */
function flagsOf(command) {
    const given = command.options.filter((option) => command.getOptionValueSource(option.attributeName()) === 'cli');
    return new Map(given.map((option) => {
        const value = command.getOptionValue(option.attributeName());
        return [option.name().replace(/^no-/, ''), Array.isArray(value) ? value.join('\n') : String(value)];
    }));
}
/** One word is a script. Several words are a command with its arguments, and each arrives on the pod as it was given. */
function withWorkload(flags, words) {
    const [first] = words;
    if (first === undefined)
        return flags;
    if (flags.has('command'))
        throw new kit_world/* BadCommand */.xQ('The command is given twice, by --command and after --.');
    return flags.set('command', words.length === 1 ? first : words.map(pipelines/* quoteWord */.XW).join(' '));
}
/** Variables that are not inputs of a run. */
const OTHER_VARIABLES = ['HOST', 'JOB', 'DEBUG', 'ATTEMPT', 'STATE', 'DOTENV'];
function warnOfUnknownVariables({ env, stderr }) {
    const inputs = src_inputs/* INPUTS */.m.map(({ name }) => name.replaceAll('-', '_').toUpperCase());
    for (const variable of Object.keys(env).filter((name) => name.startsWith('GPU_CI_'))) {
        const name = variable.slice('GPU_CI_'.length);
        if (inputs.includes(name) || OTHER_VARIABLES.includes(name))
            continue;
        const close = suggestion(`--${name.toLowerCase().replaceAll('_', '-')}`);
        const hint = close === '' ? '' : ` Did you mean GPU_CI_${close.replaceAll('-', '_').toUpperCase()}?`;
        stderr.write(`Warning: the variable ${variable} is not an input and has no effect.${hint}\n`);
    }
}
/** The flag of `run` that is closest to a wrong one; '' if none is close. */
function suggestion(flag) {
    try {
        parseRunFlags([flag]);
        return '';
    }
    catch (error) {
        return /Did you mean --([\w-]+)\?/.exec((0,errors/* sentenceOf */.$)(error))?.[1] ?? '';
    }
}

;// CONCATENATED MODULE: ./build/src/kit/program.js






/**
 * `gpu-ci …`.
 * @returns the exit code.
 * @throws BadCommand before anything is done if a flag, a value or a command is invalid.
 */
async function runProgram(argv, world, engine) {
    let code = 0;
    const { words, workload } = split(argv);
    const program = silent(new esm/* Command */.uB('gpu-ci'), world)
        .description('Run workloads on cloud GPUs from any CI system.')
        .version(`gpu-ci ${(0,kit_world/* packageVersion */.Tl)(world)}`)
        .addHelpText('after', '\nStart with: gpu-ci init --dry-run');
    const within = (name, work) => async () => {
        if (workload !== undefined)
            throw new kit_world/* BadCommand */.xQ(`gpu-ci ${name} takes no words after --.`);
        code = await work().catch((error) => {
            if (!(error instanceof errors/* UserError */.y) || error instanceof kit_world/* BadCommand */.xQ)
                throw error;
            world.stderr.write(`gpu-ci ${name}: ${(0,kit_world/* withoutTokens */.N_)((0,errors/* sentenceOf */.$)(error))}\n`);
            return 1;
        });
    };
    addRun(program, workload, async (flags) => {
        warnOfUnknownVariables(world);
        code = await engine.run(flags);
    });
    const cleanup = addCleanup(program).action(async () => {
        if (workload !== undefined)
            throw new kit_world/* BadCommand */.xQ('gpu-ci cleanup takes no words after --.');
        code = await engine.cleanup(flagsOf(cleanup));
    });
    addKit(program, world, within);
    // The emulator is a program of its own, with its own help and checks.
    program
        .command('emulate [flags...]')
        .description('start the emulator of GPU CLI, to try a pipeline without cost; see gpu-ci emulate --help')
        .helpOption(false)
        .allowUnknownOption()
        .action((flags) => within('emulate', async () => (await __webpack_require__.e(/* import() */ 384).then(__webpack_require__.bind(__webpack_require__, 9384))).emulate(flags, world))());
    // `help run` of commander ends with the exit code of an error.
    const asked = words[0] === 'help' ? [...words.slice(1), '--help'] : [...words];
    await parsed(() => program.parseAsync(asked, { from: 'user' }));
    return code;
}
async function parsed(work) {
    try {
        await work();
    }
    catch (error) {
        if (error instanceof esm/* CommanderError */.b7 && error.exitCode === 0)
            return;
        throw asBadCommand(error);
    }
}
const addCleanup = (program) => program
    .command('cleanup')
    .description('end what the runs of this CI job left; for the after-hook of a CI system')
    .option('--state <FILE>', 'the file given to `gpu-ci run --state`')
    .option('--force', 'also end runs whose process is still running, for example in another terminal')
    .addHelpText('after', `
Reads what each gpu-ci run of this job saved, ends its job and pod if they still exist, and checks that they are gone. It is
safe to call it always, and twice.

Exit code: 0 done, also if a warning reports what may still exist; 1 a run is still running and was left alone, or its
state cannot be read; 2 invalid flags, or a file that is not a state file.`);
const checked = (valid, example) => (value) => {
    if (valid(value))
        return value;
    throw new esm/* InvalidArgumentError */.Di(`For example ${example}.`);
};
const matching = (pattern, example) => checked((value) => pattern.test(value), example);
const org = (help) => new esm/* Option */.c$('--org <SLUG>', `${help} (default: the active one)`).argParser(matching(/^[a-z0-9][a-z0-9-]*$/, '--org my-team'));
const ACCOUNT_ORG = 'organization or sub-account of the service account; your own active organization does not change';
const host = (help) => new esm/* Option */.c$('--host <NAME>', `${help} (default: detected)`).choices(pipelines/* PIPELINE_HOSTS */.dF.map(({ name }) => name));
const repo = () => new esm/* Option */.c$('--repo <OWNER/NAME>', 'repository on GitHub (default: the git remote `origin`)').argParser(matching(/^[\w.-]+\/[\w.-]+$/, '--repo my-org/my-repo'));
const secret = () => new esm/* Option */.c$('--secret <NAME>', 'name of the secret')
    .default('GPU_SERVICE_TOKEN')
    .argParser(matching(/^(?!GITHUB_)[A-Z_][A-Z0-9_]*$/i, '--secret GPU_SERVICE_TOKEN'));
const TOKEN_FILE = 'write the token to this new file, mode 0600, instead of a secret store';
function addKit(program, world, within) {
    program
        .command('init')
        .description('set up a GPU pipeline here: service account, secret, workflow, gpu.jsonc')
        .addOption(host('the CI system'))
        .addOption(new esm/* Option */.c$('--template <NAME>', 'workflow on GitHub').choices([...pipelines/* WORKFLOWS */.v1]).default(pipelines/* WORKFLOWS */.v1[0]))
        .option('--name <NAME>', 'name of the service account (default: HOST-REPOSITORY)')
        .addOption(org(ACCOUNT_ORG))
        .addOption(new esm/* Option */.c$('--command <COMMAND>', 'what the workflow runs on the pod (default: python train.py)').argParser(matching(/^[^\r\n]*$/, '--command "python train.py"; put several lines into a script')))
        .addOption(secret())
        .addOption(repo())
        .option('--token-file <PATH>', TOKEN_FILE)
        .option('--yes', 'do not ask')
        .option('--dry-run', 'show the changes and do not make them')
        .addHelpText('after', `
On GitHub the secret is stored through the API, with the token in GH_TOKEN or GITHUB_TOKEN (permission "Secrets: write").
On other CI systems, use --token-file; init prints the next steps. The service token is not printed.
If a step fails after the service account was created, the account is revoked. A second run changes nothing.

Exit code: 0 done, or nothing to do; 1 not done, with the reason; 2 invalid flags.`)
        .action((options) => within('init', async () => (await Promise.all(/* import() */[__webpack_require__.e(337), __webpack_require__.e(446), __webpack_require__.e(547), __webpack_require__.e(97), __webpack_require__.e(291), __webpack_require__.e(159)]).then(__webpack_require__.bind(__webpack_require__, 9159))).init(options, world))());
    addToken(program, world, within);
    program
        .command('doctor')
        .description('check GPU CLI, token, organization, plan, project and network, and say how to fix problems')
        .addOption(org('organization or sub-account of the runs'))
        .option('--json', 'print JSON: { healthy, checks: [{ name, state, said, fix }] }')
        .option('--install-url <URL>', 'install script to reach', 'https://gpu-cli.sh/install.sh')
        .addHelpText('after', '\nExit code: 0 healthy, also with warnings; 1 problems were found; 2 invalid flags.')
        .action((options) => within('doctor', async () => (await Promise.all(/* import() */[__webpack_require__.e(337), __webpack_require__.e(545), __webpack_require__.e(547), __webpack_require__.e(804)]).then(__webpack_require__.bind(__webpack_require__, 7804))).doctor(options, world))());
    program
        .command('preview <report>')
        .description('show a run report as GitHub would, as one HTML page')
        .option('--output <FILE>', 'file for the page (default: stdout)')
        .addOption(new esm/* Option */.c$('--view <VIEW>', 'what to show').choices(['summary', 'comment']).default('summary'))
        .addOption(new esm/* Option */.c$('--theme <THEME>', "(default: the reader's)").choices(['light', 'dark']))
        .addHelpText('after', `
Diagrams are drawn if mermaid is installed: npx -p @gpu-cli/run-action@1 -p mermaid@11 gpu-ci preview REPORT.json

Exit code: 0 rendered; 1 not a run report; 2 invalid flags.`)
        .action((report, options) => within('preview', async () => (await Promise.all(/* import() */[__webpack_require__.e(22), __webpack_require__.e(977), __webpack_require__.e(289)]).then(__webpack_require__.bind(__webpack_require__, 6289))).previewFile(report, options, world))());
}
function addToken(program, world, within) {
    const token = program
        .command('token')
        .description('create, list, rotate and revoke service tokens, without printing one to a log');
    const place = (command) => command
        .addOption(secret())
        .addOption(repo())
        .addOption(host('the CI system, for the next steps'))
        .option('--token-file <PATH>', TOKEN_FILE)
        .option('--show', 'show the token on this terminal, once')
        .option('--yes', 'do not ask');
    place(token
        .command('create')
        .description('create a service account and store its token')
        .requiredOption('--name <NAME>', 'name of the service account')
        .addOption(org(ACCOUNT_ORG)))
        .addHelpText('after', '\nExample: gpu-ci token create --name nightly --token-file ~/gpu-token')
        .action((options) => within('token create', async () => (await Promise.all(/* import() */[__webpack_require__.e(337), __webpack_require__.e(446), __webpack_require__.e(97), __webpack_require__.e(361)]).then(__webpack_require__.bind(__webpack_require__, 5361))).create(options, world))());
    token
        .command('list')
        .description('list the service accounts')
        .addOption(org('organization or sub-account'))
        .action((options) => within('token list', async () => (await Promise.all(/* import() */[__webpack_require__.e(337), __webpack_require__.e(446), __webpack_require__.e(97), __webpack_require__.e(361)]).then(__webpack_require__.bind(__webpack_require__, 5361))).list(options, world))());
    place(token
        .command('rotate')
        .description('replace the token of a service account')
        .option('--name <NAME>', 'name of the service account')
        .option('--id <ID>', 'its id, if several have the name')
        .addOption(org(ACCOUNT_ORG))
        .addOption(new esm/* Option */.c$('--prove <PROOF>', '`run` runs `true` on a pod, which costs about a minute; `sign-in` asks GPU CLI if it accepts the token; anything ' +
        'else is a command that ends with 0 if the token in GPU_SERVICE_TOKEN works')
        .default('run')
        .argParser(checked((value) => (0,rules/* splitWords */.yM)(value) !== undefined, "--prove 'sh check.sh'"))))
        .addHelpText('after', `
Creates a new service account with the same name, proves that its token works, stores the token, and then revokes the old
account. If the proof or the storing fails, the new account is revoked, and the old token still works. With --token-file
or --show, you revoke the old account yourself once the new token is in place.

Exit code: 0 done; 1 not done, with the reason and the state of the accounts; 2 invalid flags.
Example: gpu-ci token rotate --name github-my-repo --prove sign-in`)
        .action((options) => {
        if (options.name === undefined && options.id === undefined)
            throw new kit_world/* BadCommand */.xQ('--name NAME or --id ID is missing.', 'gpu-ci token list shows them.');
        return within('token rotate', async () => (await Promise.all(/* import() */[__webpack_require__.e(337), __webpack_require__.e(446), __webpack_require__.e(97), __webpack_require__.e(361)]).then(__webpack_require__.bind(__webpack_require__, 5361))).rotate(options, world))();
    });
    token
        .command('revoke')
        .description('revoke a service account; its token stops at once')
        .argument('<id>', 'id of the service account, sa_…', (id) => {
        if (/^sa_\w+$/.test(id))
            return id;
        throw new kit_world/* BadCommand */.xQ(id.startsWith('gpt_')
            ? 'That is a token. Revoke its service account by id.'
            : `Invalid id ${JSON.stringify(id)}.`, 'gpu-ci token list shows the ids, sa_….');
    })
        .addOption(org('organization or sub-account'))
        .option('--yes', 'do not ask')
        .action((id, options) => within('token revoke', async () => (await Promise.all(/* import() */[__webpack_require__.e(337), __webpack_require__.e(446), __webpack_require__.e(97), __webpack_require__.e(361)]).then(__webpack_require__.bind(__webpack_require__, 5361))).revoke(id, options, world))());
}


/***/ }),

/***/ 6017:
/***/ ((__unused_webpack_module, __webpack_exports__, __webpack_require__) => {

/* harmony export */ __webpack_require__.d(__webpack_exports__, {
/* harmony export */   N_: () => (/* reexport safe */ _model_secrets_js__WEBPACK_IMPORTED_MODULE_4__.N_),
/* harmony export */   Tl: () => (/* binding */ packageVersion),
/* harmony export */   Zl: () => (/* binding */ packageRoot),
/* harmony export */   qA: () => (/* binding */ uninterrupted),
/* harmony export */   qF: () => (/* binding */ confirmed),
/* harmony export */   xQ: () => (/* binding */ BadCommand),
/* harmony export */   yy: () => (/* binding */ print)
/* harmony export */ });
/* harmony import */ var node_fs__WEBPACK_IMPORTED_MODULE_0__ = __webpack_require__(3024);
/* harmony import */ var node_fs__WEBPACK_IMPORTED_MODULE_0___default = /*#__PURE__*/__webpack_require__.n(node_fs__WEBPACK_IMPORTED_MODULE_0__);
/* harmony import */ var node_path__WEBPACK_IMPORTED_MODULE_1__ = __webpack_require__(6760);
/* harmony import */ var node_path__WEBPACK_IMPORTED_MODULE_1___default = /*#__PURE__*/__webpack_require__.n(node_path__WEBPACK_IMPORTED_MODULE_1__);
/* harmony import */ var node_readline_promises__WEBPACK_IMPORTED_MODULE_2__ = __webpack_require__(6848);
/* harmony import */ var node_readline_promises__WEBPACK_IMPORTED_MODULE_2___default = /*#__PURE__*/__webpack_require__.n(node_readline_promises__WEBPACK_IMPORTED_MODULE_2__);
/* harmony import */ var _model_errors_js__WEBPACK_IMPORTED_MODULE_3__ = __webpack_require__(5573);
/* harmony import */ var _model_secrets_js__WEBPACK_IMPORTED_MODULE_4__ = __webpack_require__(7477);






/** An invalid command line: `gpu-ci` exits with 2 and has done nothing. */
class BadCommand extends _model_errors_js__WEBPACK_IMPORTED_MODULE_3__/* .UserError */ .y {
    constructor(message, hint = '') {
        super((0,_model_secrets_js__WEBPACK_IMPORTED_MODULE_4__/* .withoutTokens */ .N_)(message), (0,_model_secrets_js__WEBPACK_IMPORTED_MODULE_4__/* .withoutTokens */ .N_)(hint));
    }
}
function print(world, ...lines) {
    for (const line of lines)
        world.stdout.write(`${(0,_model_secrets_js__WEBPACK_IMPORTED_MODULE_4__/* .withoutTokens */ .N_)(line)}\n`);
}
const SIGNALS = ['SIGINT', 'SIGTERM', 'SIGHUP'];
/** By `--yes`, or by the person at the terminal. */
async function confirmed(world, question, yes = false, hint = 'Use --yes.') {
    if (yes)
        return true;
    if (!world.isTTY) {
        throw new _model_errors_js__WEBPACK_IMPORTED_MODULE_3__/* .UserError */ .y('Confirmation required, but stdin is not a terminal.', hint);
    }
    // An ended stdin emits no further event, so the question would stay open.
    if (!world.stdin.readable)
        return false;
    const asker = (0,node_readline_promises__WEBPACK_IMPORTED_MODULE_2__.createInterface)({ input: world.stdin, output: world.stdout });
    let no = () => undefined;
    // Ctrl-C and Ctrl-D mean no. Without this the program would end there with 0.
    const left = new Promise((resolve) => {
        no = () => setImmediate(resolve, '');
        asker.once('SIGINT', no).once('close', no);
        for (const signal of SIGNALS)
            process.once(signal, no);
    });
    try {
        return /^y(es)?$/i.test((await Promise.race([asker.question(`${question} [y/N] `), left])).trim());
    }
    finally {
        for (const signal of SIGNALS)
            process.off(signal, no);
        asker.close();
    }
}
/**
 * Signals wait until the work is done: between the creation of a token and its storing, an end would leave a valid token that
 * nobody has. The work gets a signal for the parts that can be interrupted.
 */
async function uninterrupted(work) {
    const held = new Set();
    const controller = new AbortController();
    const hold = (signal) => {
        held.add(signal);
        controller.abort();
    };
    for (const signal of SIGNALS)
        process.on(signal, hold);
    try {
        return await work(controller.signal);
    }
    finally {
        for (const signal of SIGNALS)
            process.off(signal, hold);
        // The result is printed first.
        if (held.size > 0)
            setImmediate(() => held.forEach((signal) => process.kill(process.pid, signal)));
    }
}
function packageRoot({ root }) {
    if (root !== undefined)
        return root;
    const program = process.argv[1] ?? '';
    let folder = (0,node_fs__WEBPACK_IMPORTED_MODULE_0__.existsSync)(program) ? (0,node_path__WEBPACK_IMPORTED_MODULE_1__.dirname)((0,node_fs__WEBPACK_IMPORTED_MODULE_0__.realpathSync)(program)) : process.cwd();
    while (!(0,node_fs__WEBPACK_IMPORTED_MODULE_0__.existsSync)((0,node_path__WEBPACK_IMPORTED_MODULE_1__.join)(folder, 'templates', 'gitlab-ci.yml'))) {
        if ((0,node_path__WEBPACK_IMPORTED_MODULE_1__.dirname)(folder) === folder) {
            throw new _model_errors_js__WEBPACK_IMPORTED_MODULE_3__/* .UserError */ .y('The templates of gpu-ci are missing.', 'Install @gpu-cli/run-action again.');
        }
        folder = (0,node_path__WEBPACK_IMPORTED_MODULE_1__.dirname)(folder);
    }
    return folder;
}
function packageVersion(world) {
    const parsed = JSON.parse((0,node_fs__WEBPACK_IMPORTED_MODULE_0__.readFileSync)((0,node_path__WEBPACK_IMPORTED_MODULE_1__.join)(packageRoot(world), 'package.json'), 'utf8'));
    return parsed.version;
}


/***/ })

};
;