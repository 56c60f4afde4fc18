"use strict";
exports.id = 639;
exports.ids = [639];
exports.modules = {

/***/ 5174:
/***/ ((__unused_webpack_module, __webpack_exports__, __webpack_require__) => {

/* harmony export */ __webpack_require__.d(__webpack_exports__, {
/* harmony export */   AV: () => (/* binding */ withWorkflow),
/* harmony export */   Wc: () => (/* binding */ pipelineText),
/* harmony export */   XW: () => (/* binding */ quoteWord),
/* harmony export */   dF: () => (/* binding */ PIPELINE_HOSTS),
/* harmony export */   eJ: () => (/* binding */ detectRepository),
/* harmony export */   v1: () => (/* binding */ WORKFLOWS)
/* harmony export */ });
/* harmony import */ var node_fs__WEBPACK_IMPORTED_MODULE_0__ = __webpack_require__(3024);
/* harmony import */ var node_fs__WEBPACK_IMPORTED_MODULE_0___default = /*#__PURE__*/__webpack_require__.n(node_fs__WEBPACK_IMPORTED_MODULE_0__);
/* harmony import */ var node_path__WEBPACK_IMPORTED_MODULE_1__ = __webpack_require__(6760);
/* harmony import */ var node_path__WEBPACK_IMPORTED_MODULE_1___default = /*#__PURE__*/__webpack_require__.n(node_path__WEBPACK_IMPORTED_MODULE_1__);
/* harmony import */ var _hosts_plain_hosts_js__WEBPACK_IMPORTED_MODULE_2__ = __webpack_require__(6528);
/* harmony import */ var _gpu_environment_js__WEBPACK_IMPORTED_MODULE_3__ = __webpack_require__(1138);
/* harmony import */ var _gpu_spawn_js__WEBPACK_IMPORTED_MODULE_4__ = __webpack_require__(5996);
/* harmony import */ var _world_js__WEBPACK_IMPORTED_MODULE_5__ = __webpack_require__(6017);






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
        storeSecret: 'gh secret set GPU_SERVICE_TOKEN < FILE',
    },
    {
        name: 'gitlab',
        title: 'GitLab CI',
        remote: /(^|\.)gitlab\./,
        template: 'gitlab-ci.yml',
        file: '.gitlab-ci.yml',
        beside: '.gitlab/gpu-ci.yml',
        useBeside: 'Add to .gitlab-ci.yml:  include: [{ local: .gitlab/gpu-ci.yml }]',
        storeSecret: 'glab variable set GPU_SERVICE_TOKEN --masked --protected < FILE',
    },
    {
        name: 'buildkite',
        title: 'Buildkite',
        mark: '.buildkite',
        template: 'buildkite.yml',
        file: '.buildkite/pipeline.yml',
        beside: '.buildkite/gpu.yml',
        useBeside: 'Add a step:  command: buildkite-agent pipeline upload .buildkite/gpu.yml',
        storeSecret: 'Agents → your cluster → Secrets → New Secret, key GPU_SERVICE_TOKEN, value: the content of FILE',
    },
    {
        name: 'circleci',
        title: 'CircleCI',
        mark: '.circleci',
        template: 'circleci.yml',
        file: '.circleci/config.yml',
        beside: '.circleci/gpu.yml',
        useBeside: 'CircleCI reads .circleci/config.yml only: copy the job and its workflow entry there.',
        storeSecret: 'circleci context store-secret github YOUR_ORG gpu GPU_SERVICE_TOKEN < FILE',
    },
    {
        name: 'azure',
        title: 'Azure Pipelines',
        remote: /(^|\.)(dev\.azure\.com|visualstudio\.com)$/,
        template: 'azure-pipelines.yml',
        file: 'azure-pipelines.yml',
        beside: 'azure-pipelines.gpu.yml',
        useBeside: 'Create a pipeline: Pipelines → New → Existing YAML file → /azure-pipelines.gpu.yml',
        storeSecret: 'Pipelines → Edit → Variables → New, name GPU_SERVICE_TOKEN, "Keep this value secret", value: the content of FILE',
    },
    {
        name: 'jenkins',
        title: 'Jenkins',
        template: 'Jenkinsfile',
        file: 'Jenkinsfile',
        beside: 'Jenkinsfile.gpu',
        useBeside: 'Create a pipeline job with the script path Jenkinsfile.gpu.',
        storeSecret: 'Manage Jenkins → Credentials → Add: kind "Secret text", ID gpu-service-token, secret: the content of FILE',
    },
    {
        name: 'bitbucket',
        title: 'Bitbucket Pipelines',
        remote: /(^|\.)bitbucket\.org$/,
        template: 'bitbucket-pipelines.yml',
        file: 'bitbucket-pipelines.yml',
        beside: 'bitbucket-pipelines.gpu.yml',
        useBeside: 'Bitbucket reads bitbucket-pipelines.yml only: copy the step there.',
        storeSecret: 'Repository settings → Repository variables → GPU_SERVICE_TOKEN, Secured, value: the content of FILE',
    },
    {
        name: 'shell',
        title: 'a plain shell',
        template: 'shell.sh',
        file: 'gpu-run.sh',
        beside: 'gpu-ci-run.sh',
        useBeside: 'Run it: sh gpu-ci-run.sh',
        storeSecret: 'export GPU_SERVICE_TOKEN="$(cat FILE)"',
    },
];
/** Workflows of `init --template` on GitHub. Every other host has one pipeline. */
const WORKFLOWS = ['pr-check', 'retrain', 'sweep', 'long'];
/** The host with the files of one of its workflows. */
function withWorkflow(host, name) {
    if (name === WORKFLOWS[0])
        return host;
    if (host.name !== 'github') {
        throw new _world_js__WEBPACK_IMPORTED_MODULE_5__/* .BadCommand */ .xQ(`--template is for GitHub; ${host.title} has one pipeline.`, 'Omit --template.');
    }
    const at = (prefix) => `.github/workflows/${prefix}-${name}.yml`;
    return { ...host, template: `github/${name}.yml`, file: at('gpu'), beside: at('gpu-ci') };
}
/** The CI system by name, else by the files of the repository, else by its remote, else a plain shell. */
async function detectRepository({ cwd, env }, named = '') {
    const asked = await (0,_gpu_spawn_js__WEBPACK_IMPORTED_MODULE_4__/* .capture */ .Fg)('git', ['remote', 'get-url', 'origin'], {
        cwd,
        env: (0,_gpu_environment_js__WEBPACK_IMPORTED_MODULE_3__/* .childEnv */ .g)(env, ''),
        timeoutMs: 10_000,
    });
    const { host: remoteHost, repository } = (0,_hosts_plain_hosts_js__WEBPACK_IMPORTED_MODULE_2__/* .remoteOf */ .e)(asked.code === 0 ? asked.stdout.trim() : '');
    const has = (path) => (0,node_fs__WEBPACK_IMPORTED_MODULE_0__.existsSync)((0,node_path__WEBPACK_IMPORTED_MODULE_1__.join)(cwd, path));
    const rules = [
        ['asked for', ({ name }) => name === named],
        ['by its files', ({ mark, file }) => has(mark ?? file)],
        // Without workflows the folder often holds only issue forms, so it counts after the files of other hosts.
        ['by its files', ({ name }) => name === 'github' && has('.github')],
        [`the remote is at ${remoteHost}`, ({ remote }) => remote?.test(remoteHost) === true],
        ['no file or remote of a CI system was found', ({ name }) => name === 'shell'],
    ];
    const [found] = rules.flatMap(([why, matches]) => {
        const host = PIPELINE_HOSTS.find(matches);
        return host === undefined ? [] : [{ host, why, remoteHost, repository }];
    });
    return found;
}
/** One word for a POSIX shell; unchanged if nothing in it needs quotes. */
const quoteWord = (word) => /^[\w@%+=:,./-]+$/.test(word) ? word : `'${word.replaceAll("'", String.raw `'\''`)}'`;
/** The template with the command, the organization and the service account; '' leaves what the template has. */
function pipelineText(host, command, org, account) {
    const text = (0,node_fs__WEBPACK_IMPORTED_MODULE_0__.readFileSync)((0,node_path__WEBPACK_IMPORTED_MODULE_1__.join)((0,_world_js__WEBPACK_IMPORTED_MODULE_5__/* .packageRoot */ .Zl)(), 'templates', host.template), 'utf8')
        .replaceAll('SERVICE-ACCOUNT', account)
        .replaceAll('python train.py', (example) => (command === '' ? example : quotedFor(host.name, command)));
    if (org === '')
        return text;
    return text
        .replaceAll(/gpu-ci (?:run|token rotate) (?=-)/g, `$&--org ${org} `)
        .replaceAll(/^( +)token: .*\n/gm, `$&$1org: ${org}\n`);
}
/** Outside of GitHub the command is quoted for the command line of `gpu-ci run`, so that only the shell on the pod expands it. */
function quotedFor(host, command) {
    if (host === 'jenkins' && /['\\$]/.test(command)) {
        throw new _world_js__WEBPACK_IMPORTED_MODULE_5__/* .BadCommand */ .xQ('--command for Jenkins must not contain quotes, backslashes or dollar signs.', 'Put the rest into a script in the repository.');
    }
    const quoted = host === 'github' || /^[\w@%+=:,./ -]+$/.test(command) ? command : quoteWord(command);
    // `buildkite-agent pipeline upload` expands variables; two dollars are one.
    return host === 'buildkite' ? quoted.replaceAll('$', '$$$$') : quoted;
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
// EXTERNAL MODULE: external "node:child_process"
var external_node_child_process_ = __webpack_require__(1421);
// EXTERNAL MODULE: external "node:events"
var external_node_events_ = __webpack_require__(8474);
// EXTERNAL MODULE: external "node:fs"
var external_node_fs_ = __webpack_require__(3024);
// EXTERNAL MODULE: external "node:path"
var external_node_path_ = __webpack_require__(6760);
// EXTERNAL MODULE: ./build/src/model/errors.js
var errors = __webpack_require__(5573);
// EXTERNAL MODULE: ./build/src/model/rules.js
var rules = __webpack_require__(8963);
// EXTERNAL MODULE: ./build/src/model/secrets.js
var secrets = __webpack_require__(7477);
// EXTERNAL MODULE: ./build/src/version.js
var version = __webpack_require__(8234);
// EXTERNAL MODULE: ./build/src/kit/pipelines.js
var pipelines = __webpack_require__(5174);
// EXTERNAL MODULE: ./build/src/inputs.js
var inputs = __webpack_require__(3901);
// EXTERNAL MODULE: ./build/src/kit/world.js
var kit_world = __webpack_require__(6017);
;// CONCATENATED MODULE: ./build/src/kit/run-command.js




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
/** `gpu-ci run`, with a flag for each input. */
function runCommand(program) {
    const command = program
        .command('run [words...]')
        .usage("[options] -- COMMAND [ARGUMENT...]\n       gpu-ci run [options] -- 'SCRIPT with && and pipes'")
        .description('run a command on a cloud GPU, wait for it, report, and clean up');
    for (const row of inputs/* INPUTS */.m)
        for (const option of optionsOf(row))
            command.addOption(option);
    return command
        .option('--state <FILE>', 'file in which `gpu-ci cleanup` finds this run (default: one per CI job, in the temp folder)')
        .option('--dotenv <FILE>', 'file for the outputs, as `GPU_OUT_NAME=value` lines')
        .option('--json', 'print the run report as one line of JSON on stdout; everything else goes to stderr')
        .option('--quiet', "print only warnings, errors and the workload's output")
        .addOption(new esm/* Option */.c$('--verbose', 'print debug lines').conflicts('quiet'))
        .addHelpText('after', `
Each flag for an input is also a variable: --gpu-type is GPU_CI_GPU_TYPE. The flag wins. List flags may be repeated.
The service token comes from the variable GPU_SERVICE_TOKEN, the token for GitHub from GPU_CI_GITHUB_TOKEN.
Times: 500ms, 30s, 5m, 2h, 1h30m; a bare number is seconds, and 0 means no limit. NO_COLOR turns colors off.

Exit code: the code of the workload if it ran; 0 if it was submitted or skipped; 1 if it did not run; 2 for invalid flags
and values.

Examples:
  gpu-ci run --gpu-type "H100 SXM" --timeout 2h -- python train.py
  gpu-ci run --gpu-type H100 --gpu-type A100 --max-wait 1h --max-cost 5 -- python train.py --epochs 3
  gpu-ci run --mode submit -- python train.py    # ends at once; GPU_OUT_JOB_ID has the id
  gpu-ci run --mode collect --job-id job_…       # streams, waits, reports`);
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
    const variable = name === 'token' ? 'GPU_SERVICE_TOKEN' : variableOf(name);
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
/**
 * Flags, with the words after `--` as the command. One word is a script. Several words are a command with its arguments, and
 * each arrives on the pod as it was given.
 * @param words that are not flags.
 */
function inputsOf(command, words, argv) {
    const flags = flagsOf(command);
    const [first] = words;
    if (first === undefined)
        return flags;
    // A flag after the command would be one of the workload, and a limit would not apply.
    if (words.length >= argv.length - argv.indexOf('--') || !argv.includes('--')) {
        throw new kit_world/* BadCommand */.xQ(`Unexpected argument ${JSON.stringify(first)}.`, `Write the command after two dashes: gpu-ci run -- ${words.map(pipelines/* quoteWord */.XW).join(' ')}`);
    }
    if (flags.has('command'))
        throw new kit_world/* BadCommand */.xQ('The command is given twice, by --command and after --.');
    return flags.set('command', words.length === 1 ? first : words.map(pipelines/* quoteWord */.XW).join(' '));
}
const variableOf = (input) => `GPU_CI_${input.replaceAll('-', '_').toUpperCase()}`;
/** Variables that are not inputs of a run. */
const OTHER_VARIABLES = ['HOST', 'JOB', 'DEBUG', 'ATTEMPT', 'STATE', 'DOTENV'].map(variableOf);
function warnOfUnknownVariables({ env, stderr }) {
    const known = [...inputs/* INPUTS */.m.map(({ name }) => variableOf(name)), ...OTHER_VARIABLES];
    for (const name of Object.keys(env).filter((name) => name.startsWith('GPU_CI_') && !known.includes(name))) {
        const close = suggestion(`--${name.slice('GPU_CI_'.length).toLowerCase().replaceAll('_', '-')}`);
        const hint = close === '' ? '' : ` Did you mean ${variableOf(close)}?`;
        stderr.write(`Warning: the variable ${name} is not an input and has no effect.${hint}\n`);
    }
}
/** The flag of `run` that commander suggests for an unknown one; '' if none is close. */
function suggestion(flag) {
    const command = runCommand(new esm/* Command */.uB())
        .exitOverride()
        .configureOutput({ writeErr: () => undefined });
    try {
        command.parse([flag], { from: 'user' });
        return '';
    }
    catch (error) {
        if (!(error instanceof esm/* CommanderError */.b7))
            throw error;
        return /Did you mean --([\w-]+)\?/.exec(error.message)?.[1] ?? '';
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
    // Errors are thrown, so that one place prints them.
    const program = new esm/* Command */.uB('gpu-ci')
        .exitOverride()
        .configureOutput({ writeOut: (text) => void world.stdout.write(text), writeErr: () => undefined })
        .description('Run workloads on cloud GPUs from any CI system.')
        .version(`gpu-ci ${version/* VERSION */.x}`)
        .addHelpText('after', '\nStart with: gpu-ci init --dry-run');
    const run = runCommand(program).action(async (words) => {
        const flags = inputsOf(run, words, argv);
        warnOfUnknownVariables(world);
        code = await engine.run(flags);
    });
    const cleanup = addCleanup(program).action(async () => {
        code = await engine.cleanup(flagsOf(cleanup));
    });
    addKit(program, world, (work) => async (...given) => {
        code = await work(...given).catch((error) => {
            if (!(error instanceof errors/* UserError */.y) || error instanceof kit_world/* BadCommand */.xQ)
                throw error;
            world.stderr.write(`gpu-ci: ${(0,secrets/* withoutTokens */.N_)((0,errors/* sentenceOf */.$)(error))}\n`);
            return 1;
        });
    });
    // `help run` of commander ends with the exit code of an error.
    const asked = argv[0] === 'help' ? [...argv.slice(1), '--help'] : argv;
    try {
        await program.parseAsync(asked, { from: 'user' });
    }
    catch (error) {
        if (!(error instanceof esm/* CommanderError */.b7))
            throw error;
        if (error.exitCode !== 0)
            throw asBadCommand(error);
    }
    return code;
}
function asBadCommand({ code, message }) {
    if (code === 'commander.help')
        return new kit_world/* BadCommand */.xQ('A command is missing.', 'See gpu-ci --help.');
    // What follows `=` in an unknown flag may be a secret.
    return new kit_world/* BadCommand */.xQ(message.replace(/^error: (unknown option '[^=']*)=.*'/s, "$1'").replace(/^error: /, ''));
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
const repo = () => new esm/* Option */.c$('--repo <OWNER/NAME>', 'repository on GitHub (default: the git remote `origin`)').argParser(matching(/^[\w.-]+\/[\w.-]+$/, '--repo my-org/my-repo'));
const TOKEN_FILE = 'write the token to this new file, mode 0600, instead of a secret store';
const NAME = 'name of the service account';
const YES = 'do not ask';
function addKit(program, world, kit) {
    program
        .command('init')
        .description('set up a GPU pipeline here: service account, secret, workflow, gpu.jsonc')
        .addOption(new esm/* Option */.c$('--host <NAME>', 'the CI system (default: detected)').choices(pipelines/* PIPELINE_HOSTS */.dF.map(({ name }) => name)))
        .addOption(new esm/* Option */.c$('--template <NAME>', 'workflow on GitHub').choices([...pipelines/* WORKFLOWS */.v1]).default(pipelines/* WORKFLOWS */.v1[0]))
        .option('--name <NAME>', `${NAME} (default: HOST-REPOSITORY)`)
        .addOption(org(ACCOUNT_ORG))
        .addOption(new esm/* Option */.c$('--command <COMMAND>', 'what the workflow runs on the pod (default: python train.py)').argParser(matching(/^[^\r\n]*$/, '--command "python train.py"; put several lines into a script')))
        .addOption(repo())
        .option('--token-file <PATH>', TOKEN_FILE)
        .option('--yes', YES)
        .option('--dry-run', 'show the changes and do not make them')
        .addHelpText('after', `
On GitHub the secret is stored through the API, with the token in GH_TOKEN or GITHUB_TOKEN (permission "Secrets: write").
On other CI systems, use --token-file; init prints the next steps. The service token is not printed.
If its token cannot be stored, the new account is revoked. A second run changes nothing.

Exit code: 0 done, or nothing to do; 1 not done, with the reason; 2 invalid flags.`)
        .action(kit(async (options) => (await Promise.all(/* import() */[__webpack_require__.e(337), __webpack_require__.e(446), __webpack_require__.e(97), __webpack_require__.e(149), __webpack_require__.e(789), __webpack_require__.e(159)]).then(__webpack_require__.bind(__webpack_require__, 9159))).init(options, world)));
    addToken(program, world, kit);
    program
        .command('doctor')
        .description('check GPU CLI, token, organization, plan, project and network, and say how to fix problems')
        .addOption(org('organization or sub-account of the runs'))
        .option('--json', 'print JSON: { healthy, checks: [{ name, state, said, fix }] }')
        .addOption(new esm/* Option */.c$('--capture <FILE>', 'write what GPU CLI shows to a new file, without names, ids and tokens').conflicts('compare'))
        .option('--spend', 'with --capture: also run two short jobs on one pod; asks first')
        .option('--yes', 'with --spend: do not ask')
        .option('--compare <FILE>', 'list what a capture means for this action')
        .addHelpText('after', `
The network check requests the install script (GPU_CI_INSTALL_URL, default https://gpu-cli.sh/install.sh).

Exit code: 0 healthy, also with warnings; 1 problems were found, or a captured fact breaks this action; 2 invalid flags.`)
        .action(kit(async (options) => (await Promise.all(/* import() */[__webpack_require__.e(337), __webpack_require__.e(446), __webpack_require__.e(97), __webpack_require__.e(108), __webpack_require__.e(149), __webpack_require__.e(789), __webpack_require__.e(926)]).then(__webpack_require__.bind(__webpack_require__, 5926))).doctor(options, world)));
    program
        .command('preview <report>')
        .description('show a run report as GitHub would, as one HTML page')
        .option('--output <FILE>', 'file for the page (default: stdout)')
        .addOption(new esm/* Option */.c$('--view <VIEW>', 'what to show').choices(['summary', 'comment']).default('summary'))
        .addHelpText('after', `
Diagrams are drawn if mermaid is installed: npx -p @gpu-cli/run-action@1 -p mermaid@11 gpu-ci preview REPORT.json

Exit code: 0 rendered; 1 not a run report; 2 invalid flags.`)
        .action(kit(async (report, options) => (await Promise.all(/* import() */[__webpack_require__.e(22), __webpack_require__.e(977), __webpack_require__.e(289)]).then(__webpack_require__.bind(__webpack_require__, 6289))).previewFile(report, options, world)));
    program
        .command('emulate [flags...]')
        .description('start the emulator of GPU CLI, to try a pipeline without cost; see gpu-ci emulate --help')
        // The emulator is a program of its own, with its own help and checks.
        .helpOption(false)
        .allowUnknownOption()
        .action(kit((flags) => emulate(flags)));
}
function addToken(program, world, kit) {
    const accounts = () => Promise.all(/* import() */[__webpack_require__.e(337), __webpack_require__.e(446), __webpack_require__.e(97), __webpack_require__.e(789)]).then(__webpack_require__.bind(__webpack_require__, 5789));
    const token = program
        .command('token')
        .description('create, list, rotate and revoke service tokens, without printing one');
    const verb = (name, help) => token.command(name).description(help).addOption(org(ACCOUNT_ORG));
    const storing = (command) => command
        .requiredOption('--name <NAME>', NAME)
        .addOption(new esm/* Option */.c$('--secret <NAME>', 'name of the secret')
        .default('GPU_SERVICE_TOKEN')
        .argParser(matching(/^(?!GITHUB_)[A-Z_][A-Z0-9_]*$/i, '--secret GPU_SERVICE_TOKEN')))
        .addOption(repo())
        .option('--token-file <PATH>', TOKEN_FILE)
        .option('--yes', YES);
    storing(verb('create', 'create a service account and store its token'))
        .addHelpText('after', '\nExample: gpu-ci token create --name nightly --token-file ~/gpu-token')
        .action(kit(async (options) => (await accounts()).create(options, world)));
    verb('list', 'list the service accounts').action(kit(async (options) => (await accounts()).list(options, world)));
    storing(verb('rotate', 'replace the token of a service account'))
        .addOption(new esm/* Option */.c$('--prove <PROOF>', '`run` runs `true` on a pod, which costs about a minute; `sign-in` asks GPU CLI if it accepts the token; anything ' +
        'else is a command that ends with 0 if the token in GPU_SERVICE_TOKEN works')
        .default('run')
        .argParser(checked((value) => (0,rules/* splitWords */.yM)(value) !== undefined, "--prove 'sh check.sh'")))
        .addHelpText('after', `
Creates a new service account with the same name, proves that its token works, stores the token, and then revokes the old
account. If the proof or the storing fails, the new account is revoked, and the old token still works. With --token-file,
you revoke the old account yourself once the new token is in place.

Exit code: 0 done; 1 not done, with the reason and the state of the accounts; 2 invalid flags.
Example: gpu-ci token rotate --name github-my-repo --prove sign-in`)
        .action(kit(async (options) => (await accounts()).rotate(options, world)));
    verb('revoke', 'revoke a service account; its token stops at once')
        .argument('<id>', 'id of the service account, sa_…', (id) => {
        if (/^sa_\w+$/.test(id))
            return id;
        throw new kit_world/* BadCommand */.xQ(id.startsWith('gpt_')
            ? 'That is a token. Revoke its service account by id.'
            : `Invalid id ${JSON.stringify(id)}.`, 'gpu-ci token list shows the ids, sa_….');
    })
        .option('--yes', YES)
        .action(kit(async (id, options) => (await accounts()).revoke(id, options, world)));
}
async function emulate(flags) {
    const root = (0,kit_world/* packageRoot */.Zl)();
    const program = [(0,external_node_path_.join)(root, 'dist', 'emulator', 'serve.js'), (0,external_node_path_.join)(root, 'emulator', 'serve.ts')].find(external_node_fs_.existsSync);
    if (program === undefined)
        throw new errors/* UserError */.y('The emulator is missing.', 'Install @gpu-cli/run-action again.');
    return (0,kit_world/* uninterrupted */.qA)(async (interrupted) => {
        const child = (0,external_node_child_process_.spawn)(process.execPath, [program, ...flags], { stdio: ['ignore', 'inherit', 'inherit'] });
        interrupted.addEventListener('abort', () => child.kill());
        const [code] = (await (0,external_node_events_.once)(child, 'close'));
        return code ?? 1;
    });
}


/***/ }),

/***/ 6017:
/***/ ((__unused_webpack_module, __webpack_exports__, __webpack_require__) => {

/* harmony export */ __webpack_require__.d(__webpack_exports__, {
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
/** By `--yes`, or by the person at the terminal. Ctrl-C and Ctrl-D mean no. */
async function confirmed(world, question, yes = false, hint = 'Use --yes.') {
    if (yes)
        return true;
    if (!world.isTTY)
        throw new _model_errors_js__WEBPACK_IMPORTED_MODULE_3__/* .UserError */ .y('Confirmation required, but stdin is not a terminal.', hint);
    // An ended stdin emits no further event, so the question would stay open.
    if (!world.stdin.readable)
        return false;
    const asker = (0,node_readline_promises__WEBPACK_IMPORTED_MODULE_2__.createInterface)({ input: world.stdin, output: world.stdout });
    let no = () => undefined;
    // Without this the program would end there with 0.
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
/** Folder of this package, found from the path of the program; in a checkout, the folder it runs in. */
function packageRoot() {
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


/***/ })

};
;