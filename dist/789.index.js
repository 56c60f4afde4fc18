"use strict";
exports.id = 789;
exports.ids = [789];
exports.modules = {

/***/ 709:
/***/ ((__unused_webpack_module, __webpack_exports__, __webpack_require__) => {

/* harmony export */ __webpack_require__.d(__webpack_exports__, {
/* harmony export */   HV: () => (/* binding */ UNKNOWN),
/* harmony export */   Ku: () => (/* binding */ firstOf),
/* harmony export */   Wu: () => (/* binding */ forkFacts),
/* harmony export */   Yk: () => (/* binding */ legOf),
/* harmony export */   e1: () => (/* binding */ remoteOf),
/* harmony export */   qz: () => (/* binding */ widthOf),
/* harmony export */   rl: () => (/* binding */ numberOf),
/* harmony export */   wA: () => (/* binding */ reader)
/* harmony export */ });
/** Reads a variable; '' where it is not set. */
const reader = (env) => (name) => env[name] ?? '';
/** The first that says something. */
const firstOf = (...values) => values.find((value) => value !== '') ?? '';
const numberOf = (text) => (/^\d+$/.test(text) ? Number(text) : 0);
/** Jobs side by side, told by how many there are of this one; 0 for a job that is alone. */
const widthOf = (total) => (numberOf(total) > 1 ? numberOf(total) : 0);
/** `3/8` from index (counted from `base`) and total; '' for a job that has no siblings. */
function legOf(index, total, base) {
    return widthOf(total) > 0 && /^\d+$/.test(index) ? `${Number(index) + 1 - base}/${total}` : '';
}
/** `git@host:owner/name.git`, `https://user@host/owner/name`, `ssh://git@host:22/owner/name` → host and `owner/name`. */
function remoteOf(url) {
    const match = /^(?:[a-z+]{1,20}:\/\/)?(?:[^@/]+@)?([^:/]+)(?::\d+)?[:/]+([^:/].*)$/is.exec(url.trim());
    const path = (match?.[2] ?? '').split('/');
    while (path.at(-1) === '')
        path.pop();
    return { host: match?.[1] ?? '', repository: path.join('/').replace(/\.git$/, '') };
}
const holdsToken = (env) => Boolean(env['GPU_SERVICE_TOKEN'] || env['GPU_CI_TOKEN']);
/** Secrets are mostly withheld from a fork; one that finds this project's token in its environment is foreign code that holds it. */
const forkFacts = (fork, env) => ({
    secretsWithheld: fork ? 'a fork' : '',
    foreignCode: fork && holdsToken(env),
});
/** What a host says that says nothing. */
const UNKNOWN = {
    repository: '',
    workflow: '',
    job: '',
    leg: '',
    step: '',
    // No host but GitHub names the step of a job, so two runs in one job would share an id: each gets one of its own then.
    runId: '',
    runAttempt: 1,
    runUrl: '',
    event: '',
    headSha: '',
    pullRequest: null,
    secretsWithheld: '',
    foreignCode: false,
    matrixSize: 0,
    jobLimitMs: 0,
    jobStartedAt: 0,
};


/***/ }),

/***/ 1789:
/***/ ((__unused_webpack_module, __webpack_exports__, __webpack_require__) => {


// EXPORTS
__webpack_require__.d(__webpack_exports__, {
  hostOf: () => (/* binding */ hostOf)
});

// UNUSED EXPORTS: HOSTS

// EXTERNAL MODULE: ./build/src/core/errors.js
var errors = __webpack_require__(9597);
// EXTERNAL MODULE: ./build/src/hosts/facts.js
var facts = __webpack_require__(709);
// EXTERNAL MODULE: external "node:crypto"
var external_node_crypto_ = __webpack_require__(7598);
// EXTERNAL MODULE: external "node:fs"
var external_node_fs_ = __webpack_require__(3024);
// EXTERNAL MODULE: external "node:os"
var external_node_os_ = __webpack_require__(8161);
// EXTERNAL MODULE: external "node:path"
var external_node_path_ = __webpack_require__(6760);
// EXTERNAL MODULE: ./build/src/hosts/read-stream.js
var read_stream = __webpack_require__(3633);
;// CONCATENATED MODULE: ./build/src/hosts/state-file.js



/**
 * A folder of ours under a shared temp dir: only its owner may look inside. One that is there already and belongs to somebody
 * else, or is a link, is not used: its owner could read or forge what the clean-up believes.
 */
function privateFolder(base) {
    const uid = process.getuid?.();
    const path = (0,external_node_path_.join)(base, uid === undefined ? 'gpu-ci' : `gpu-ci-${uid}`);
    (0,external_node_fs_.mkdirSync)(path, { recursive: true, mode: 0o700 });
    const found = (0,external_node_fs_.lstatSync)(path);
    if (!found.isDirectory() || (uid !== undefined && found.uid !== uid)) {
        throw new errors/* UserError */.y(`${path} belongs to somebody else, so nothing can be kept there.`, 'Remove it, or set TMPDIR to a folder of your own.');
    }
    return path;
}
/** Replaces a file in one step, so that a reader sees the old content or the new one, and no other user sees either. */
function writePrivately(path, content) {
    const draft = `${path}.${process.pid}.tmp`;
    (0,external_node_fs_.mkdirSync)((0,external_node_path_.dirname)(path), { recursive: true, mode: 0o700 });
    (0,external_node_fs_.rmSync)(draft, { force: true });
    (0,external_node_fs_.writeFileSync)(draft, content, { mode: 0o600, flag: 'wx' });
    (0,external_node_fs_.renameSync)(draft, path);
}
/**
 * Puts a file of ours into a folder of the workspace, which a checkout or a workload may have prepared: a link in either
 * place would lead the file to where it has no business.
 */
function placeIn(folder, name, content) {
    if ((0,external_node_fs_.lstatSync)(folder, { throwIfNoEntry: false })?.isSymbolicLink() === true)
        throw new Error(`${folder} is a link`);
    (0,external_node_fs_.mkdirSync)(folder, { recursive: true });
    writePrivately((0,external_node_path_.join)(folder, name), content);
}
function jobState(path) {
    let own;
    return {
        set(name, value) {
            own ??= claim(path);
            const state = readState(own).set(name, value);
            writePrivately(own, `${JSON.stringify(Object.fromEntries(state), null, 2)}\n`);
        },
        saved: () => numbersAt(path)
            .map((n) => fileOf(path, n))
            .map((file) => ({
            state: (name) => readState(file).get(name) ?? '',
            forget: () => (0,external_node_fs_.rmSync)(file, { force: true }),
        })),
        forget() {
            if (own !== undefined)
                (0,external_node_fs_.rmSync)(own, { force: true });
            own = undefined;
        },
    };
}
const fileOf = (path, n) => (n === 1 ? path : `${path}.${n}`);
/** Of the files there are, the highest first: a new one is always higher than those that are there. */
function numbersAt(path) {
    const name = (0,external_node_path_.basename)(path);
    return namesIn((0,external_node_path_.dirname)(path))
        .flatMap((file) => {
        const n = file === name ? 1 : file.startsWith(`${name}.`) ? Number(file.slice(name.length + 1)) : NaN;
        return Number.isSafeInteger(n) && file === (0,external_node_path_.basename)(fileOf(path, n)) ? [n] : [];
    })
        .sort((a, b) => b - a);
}
function namesIn(folder) {
    try {
        return (0,external_node_fs_.readdirSync)(folder);
    }
    catch {
        return [];
    }
}
function claim(path) {
    (0,external_node_fs_.mkdirSync)((0,external_node_path_.dirname)(path), { recursive: true, mode: 0o700 });
    for (let n = (numbersAt(path)[0] ?? 0) + 1;; n++) {
        const file = fileOf(path, n);
        try {
            (0,external_node_fs_.writeFileSync)(file, '', { mode: 0o600, flag: 'wx' });
            return file;
        }
        catch (error) {
            // Another run has just taken it.
            if (error.code !== 'EEXIST')
                throw error;
        }
    }
}
/** What a torn, foreign or absent file says counts as nothing: the clean-up must run in any case. */
function readState(path) {
    try {
        const parsed = JSON.parse((0,external_node_fs_.readFileSync)(path, 'utf8'));
        if (typeof parsed !== 'object' || parsed === null || Array.isArray(parsed))
            return new Map();
        return new Map(Object.entries(parsed).filter((entry) => typeof entry[1] === 'string'));
    }
    catch {
        return new Map();
    }
}

;// CONCATENATED MODULE: ./build/src/hosts/plain.js







/** Folder in the workspace that `collect` fills. */
const REPORTS = 'gpu-ci-reports';
/** `--flag`, else `GPU_CI_<INPUT>`. */
function readInput(world, name) {
    return world.flags.get(name) ?? world.env[`GPU_CI_${name.replaceAll('-', '_').toUpperCase()}`] ?? '';
}
/** `GPU_OUT_<NAME>`: under `GPU_CI_` a later job that loads the file would take outputs for inputs. */
const outputVariable = (name) => `GPU_OUT_${name.replaceAll('-', '_').toUpperCase()}`;
/** Quoted so that `. FILE` in a POSIX shell gives the value and runs nothing. */
const shellQuote = (value) => `'${value.replaceAll("'", String.raw `'\''`)}'`;
const oneLine = (value) => value.replace(/\s*[\r\n]+\s*/g, ' ').trim();
/** Escape sequences and carriage returns in words we did not write could redraw or fold the log. */
const withoutControls = (line) => line.replace(/[\u0000-\u0008\u000b-\u001f\u007f\u009b]/g, '');
/** What all hosts without an SDK do alike: inputs from flags and environment, state, outputs and summary in files. */
function openPlain(world, traits) {
    const tempDir = privateFolder(traits.tempBase ?? world.env['TMPDIR'] ?? world.env['TEMP'] ?? (0,external_node_os_.tmpdir)());
    const context = { ...traits.context, tempDir };
    const key = (0,external_node_crypto_.createHash)('sha256').update(`${traits.name}\0${traits.jobKey}`).digest('hex').slice(0, 16);
    const given = (flag, variable, fallback) => {
        const path = world.flags.get(flag) ?? world.env[variable] ?? '';
        return path === '' ? (0,external_node_path_.join)(tempDir, fallback) : (0,external_node_path_.resolve)(path);
    };
    const state = jobState(given('state', 'GPU_CI_STATE', `state-${key}.json`));
    const dotenv = given('dotenv', 'GPU_CI_DOTENV', `outputs-${key}.env`);
    const summaryFile = (0,external_node_path_.join)(tempDir, `summary-${key}.md`);
    const secrets = new Set();
    const outputs = new Map();
    let summarized = false;
    let afterGroup = false;
    const scrub = (text) => {
        const longestFirst = [...secrets].sort((a, b) => b.length - a.length);
        return longestFirst.reduce((rest, secret) => rest.replaceAll(secret, '***'), text);
    };
    const clean = (text) => {
        const line = withoutControls(scrub(text));
        return traits.tame?.(line) ?? line;
    };
    const stream = world[traits.voice ?? 'stdout'];
    /** For lines that are made of clean text, and may be commands of this host. */
    const print = (line) => {
        if (line !== undefined && line !== '')
            stream.write(`${line}\n`);
    };
    const openNext = () => {
        if (afterGroup)
            print(traits.afterGroup?.());
        afterGroup = false;
    };
    const say = (line) => {
        openNext();
        stream.write(`${clean(line)}\n`);
    };
    const tell = (level, message, note) => {
        openNext();
        const title = clean(note?.title ?? '');
        const plain = `${level[0]?.toUpperCase()}${level.slice(1)}: ${title === '' ? '' : `${title}: `}${clean(message)}`;
        print(traits.tell?.(level, clean(message), title) || plain);
    };
    const failed = new Set();
    /** What hands on or shows a result must not cost the run: a paid job would go on without anybody to end it. */
    const writing = (what, work) => {
        try {
            work();
        }
        catch (error) {
            // Outputs are written often; one warning is enough.
            if (failed.has(what))
                return;
            failed.add(what);
            tell('warning', `${what} could not be written: ${(0,errors/* sentenceOf */.$)(error)}. The run goes on without it.`);
        }
    };
    return {
        name: traits.name,
        context,
        foreign: { stdout: world.stdout, stderr: world.stderr },
        input: (name) => readInput(world, name),
        mask(value) {
            if (value === '')
                return true;
            secrets.add(value);
            const done = traits.mask?.(value) ?? false;
            if (typeof done !== 'string')
                return done;
            const read = (0,read_stream/* readStream */.b)(world);
            read?.write(`${done}\n`);
            return read !== undefined;
        },
        info: say,
        debug: (line) => {
            if (world.env['GPU_CI_DEBUG'] === 'true')
                say(`debug: ${line}`);
        },
        notice: (message, note) => tell('notice', message, note),
        warning: (message, note) => tell('warning', message, note),
        error: (message, note) => tell('error', message, note),
        group(title) {
            afterGroup = false;
            const line = oneLine(clean(title));
            print(traits.group?.(line) ?? `── ${line}`);
        },
        endGroup() {
            print(traits.endGroup?.());
            afterGroup = true;
        },
        quarantine() {
            openNext();
            return () => undefined;
        },
        setOutput(name, value) {
            outputs.set(name, oneLine(scrub(value)));
            const lineOf = (variable, text) => traits.dotenvLine?.(variable, text) ?? `${variable}=${shellQuote(text)}`;
            const lines = [...outputs].map(([id, text]) => `${lineOf(outputVariable(id), text)}\n`);
            writing(`The output file ${dotenv}`, () => writePrivately(dotenv, lines.join('')));
            writing('Outputs for later steps', () => print(traits.output?.(name, clean(oneLine(value)))));
        },
        exportVariable(name, value) {
            // A secret would come to rest in a file or a log line of the host; later steps get it from the host's secret store.
            if (scrub(value) !== value)
                return;
            writing('Variables for later steps', () => print(traits.exportVariable?.(name, value)));
        },
        addPath: (dir) => writing('The path for later steps', () => print(traits.addPath?.(dir))),
        saveState: (name, value) => state.set(name, scrub(value)),
        saved: () => state.saved(),
        forgetState: () => state.forget(),
        summary(markdown) {
            writing('The summary', () => {
                const text = `${scrub(markdown).trimEnd()}\n\n`;
                if (summarized)
                    (0,external_node_fs_.appendFileSync)(summaryFile, text);
                else
                    writePrivately(summaryFile, text);
                summarized = true;
                print(traits.summary?.(text, summaryFile));
            });
            return Promise.resolve();
        },
        async publish(report, wish) {
            const notices = wishesOf(traits.name, wish);
            try {
                const written = [
                    ['outputs.env', dotenv],
                    ['summary.md', summaryFile],
                    ['report.json', wish.reportFile],
                ];
                const files = written.filter(([, path]) => (0,external_node_fs_.existsSync)(path));
                let folder = tempDir;
                if (traits.collect === true) {
                    folder = (0,external_node_path_.join)(context.workspace, REPORTS);
                    for (const [name, path] of files)
                        placeIn(folder, name, (0,external_node_fs_.readFileSync)(path, 'utf8'));
                }
                notices.push(...((await traits.publish?.(report, folder)) ?? []));
                const shown = traits.collect === true ? [folder] : files.map(([, path]) => path);
                if (shown.length > 0)
                    say(`Written: ${shown.join(', ')}`);
            }
            catch (error) {
                notices.push(`The reports could not be written: ${clean((0,errors/* sentenceOf */.$)(error))}`);
            }
            return notices;
        },
    };
}
function wishesOf(host, wish) {
    const wanted = [...(wish.comment === 'never' ? [] : ['`comment`']), ...(wish.check ? ['`check`'] : [])];
    if (wanted.length === 0)
        return [];
    return [
        `${wanted.join(' and ')} ${wanted.length > 1 ? 'work' : 'works'} on GitHub only, and ${host} has its own report.`,
    ];
}

;// CONCATENATED MODULE: ./build/src/hosts/azure.js


/**
 * Azure Pipelines. https://learn.microsoft.com/azure/devops/pipelines/build/variables
 *
 * Commands: `##vso[area.event]` counts anywhere in a line of stdout or stderr (azure-pipelines-agent, Command.cs). In lines of
 * ours the mark is broken up. In a workload's bytes it cannot be, since they reach the log as they are, and the agent has
 * no command that stops commands: a quarantine can do nothing here. What the host offers is the step's `target`:
 * `commands: restricted` and `settableVariables` refuse all but harmless commands and our own outputs, which we set last. The
 * template sets both, and uploads the summary in a step of its own.
 * Mask: `##vso[task.setsecret]`. Groups: `##[group]`. Summary: `##vso[task.uploadsummary]` with an absolute path.
 * Cancel: SIGINT, after 7.5 s SIGTERM, after 2.5 s the end (ProcessInvoker.cs); steps with `condition: always()` still run.
 */
const azure = {
    name: 'azure',
    detect: (env) => /^true$/i.test(env['TF_BUILD'] ?? ''),
    open: (world) => openPlain(world, traitsOf(world)),
};
const data = (text) => text.replaceAll('%', '%AZP25').replaceAll('\r', '%0D').replaceAll('\n', '%0A');
const property = (text) => data(text).replaceAll(']', '%5D').replaceAll(';', '%3B');
function traitsOf({ env }) {
    const read = (0,facts/* reader */.wA)(env);
    const context = contextOf(env);
    let uploaded = false;
    return {
        name: 'azure',
        context,
        jobKey: (0,facts/* firstOf */.Ku)(`${read('SYSTEM_JOBID')}${read('SYSTEM_JOBATTEMPT')}`, context.workspace),
        tempBase: read('AGENT_TEMPDIRECTORY') || undefined,
        tame: (line) => line.replaceAll('##vso[', '## vso[').replace(/^##\[/gm, '## ['),
        // A line break would end the command and print the rest.
        mask: (value) => (/[\r\n]/.test(value) ? false : `##vso[task.setsecret]${data(value)}`),
        group: (title) => `##[group]${title}`,
        endGroup: () => '##[endgroup]',
        // A notice has no type of its own here.
        tell: (level, message, title) => level === 'notice'
            ? ''
            : `##vso[task.logissue type=${level}]${data(title === '' ? message : `${title}: ${message}`)}`,
        output: (name, value) => `##vso[task.setvariable variable=${property(outputVariable(name))};isOutput=true]${data(value)}`,
        exportVariable: (name, value) => `##vso[task.setvariable variable=${property(name)}]${data(value)}`,
        addPath: (dir) => `##vso[task.prependpath]${data(dir)}`,
        summary(_markdown, file) {
            // The agent reads the file when the step ends: once is enough.
            const line = uploaded ? '' : `##vso[task.uploadsummary]${data(file)}`;
            uploaded = true;
            return line;
        },
    };
}
function contextOf(env) {
    const read = (0,facts/* reader */.wA)(env);
    const collection = read('SYSTEM_TEAMFOUNDATIONCOLLECTIONURI').replace(/\/*$/, '/');
    const build = read('BUILD_BUILDID');
    const fork = /^true$/i.test(read('SYSTEM_PULLREQUEST_ISFORK'));
    return {
        ...facts/* UNKNOWN */.HV,
        repository: read('BUILD_REPOSITORY_NAME'),
        workflow: read('BUILD_DEFINITIONNAME'),
        job: (0,facts/* firstOf */.Ku)(read('SYSTEM_JOBNAME'), read('SYSTEM_JOBDISPLAYNAME')),
        leg: (0,facts/* legOf */.Yk)(read('SYSTEM_JOBPOSITIONINPHASE'), read('SYSTEM_TOTALJOBSINPHASE'), 1),
        runAttempt: (0,facts/* numberOf */.rl)(read('SYSTEM_JOBATTEMPT')) || 1,
        runUrl: build === '' || collection === '/'
            ? ''
            : `${collection}${encodeURIComponent(read('SYSTEM_TEAMPROJECT'))}/_build/results?buildId=${build}`,
        event: read('BUILD_REASON'),
        headSha: (0,facts/* firstOf */.Ku)(read('SYSTEM_PULLREQUEST_SOURCECOMMITID'), read('BUILD_SOURCEVERSION')),
        pullRequest: (0,facts/* numberOf */.rl)((0,facts/* firstOf */.Ku)(read('SYSTEM_PULLREQUEST_PULLREQUESTNUMBER'), read('SYSTEM_PULLREQUEST_PULLREQUESTID'))) || null,
        // Unless "Make secrets available to builds of forks" is set.
        ...(0,facts/* forkFacts */.Wu)(fork, env),
        matrixSize: (0,facts/* widthOf */.qz)(read('SYSTEM_TOTALJOBSINPHASE')),
        workspace: (0,facts/* firstOf */.Ku)(read('BUILD_SOURCESDIRECTORY'), process.cwd()),
    };
}

;// CONCATENATED MODULE: ./build/src/hosts/bitbucket.js



/**
 * Bitbucket Pipelines. https://support.atlassian.com/bitbucket-cloud/docs/variables-and-secrets/
 *
 * Mask: at run time it cannot; a secured variable is found and replaced in the log. Groups: none.
 * No words in a log act as commands, so a quarantine has nothing to stop.
 * Summary: a Code Insights report beside the commit and its pull request, by the proxy on port 29418 of each step, which needs no
 * token; the template keeps `gpu-ci-reports/` as an artifact, and artifacts must lie in the clone folder.
 * Outputs go to the file BITBUCKET_PIPELINES_VARIABLES_PATH as well; a step names under `output-variables` what it hands on.
 * Cancel: not documented. `after-script` runs when the script has ended, with BITBUCKET_EXIT_CODE, in the same container.
 */
const bitbucket = {
    name: 'bitbucket',
    detect: (env) => Boolean(env['BITBUCKET_COMMIT']) && Boolean(env['BITBUCKET_BUILD_NUMBER']),
    open: (world) => openPlain(world, bitbucket_traitsOf(world)),
};
function bitbucket_traitsOf({ env }) {
    const read = (0,facts/* reader */.wA)(env);
    const context = bitbucket_contextOf(env);
    return {
        name: 'bitbucket',
        context,
        jobKey: (0,facts/* firstOf */.Ku)(`${read('BITBUCKET_PIPELINE_UUID')}${read('BITBUCKET_STEP_UUID')}${read('BITBUCKET_STEP_RUN_NUMBER')}`, context.workspace),
        collect: true,
        output(name, value) {
            const file = read('BITBUCKET_PIPELINES_VARIABLES_PATH');
            if (file !== '')
                (0,external_node_fs_.appendFileSync)(file, `${outputVariable(name)}=${oneLine(value)}\n`);
            return '';
        },
        async publish(report) {
            const { repository, headSha: commit } = context;
            const proxy = (0,facts/* firstOf */.Ku)(read('GPU_CI_BITBUCKET_PROXY'), 'http://localhost:29418');
            const id = `gpu-run-${(0,facts/* firstOf */.Ku)(context.job, read('BITBUCKET_BUILD_NUMBER'))}`;
            const { publishInsights } = await __webpack_require__.e(/* import() */ 175).then(__webpack_require__.bind(__webpack_require__, 5175));
            const fault = await publishInsights(report, { proxy, repository, commit, id });
            return fault === '' ? [] : [`The Code Insights report could not be written: ${fault}.`];
        },
    };
}
function bitbucket_contextOf(env) {
    const read = (0,facts/* reader */.wA)(env);
    const repository = read('BITBUCKET_REPO_FULL_NAME');
    const build = read('BITBUCKET_BUILD_NUMBER');
    const pull = (0,facts/* numberOf */.rl)(read('BITBUCKET_PR_ID'));
    const source = read('BITBUCKET_PR_SOURCE_REPO_FULL_NAME');
    const fork = pull > 0 && source !== '' && source !== repository;
    return {
        ...facts/* UNKNOWN */.HV,
        repository,
        job: read('BITBUCKET_STEP_UUID').replace(/[{}]/g, ''),
        leg: (0,facts/* legOf */.Yk)(read('BITBUCKET_PARALLEL_STEP'), read('BITBUCKET_PARALLEL_STEP_COUNT'), 0),
        runAttempt: (0,facts/* numberOf */.rl)(read('BITBUCKET_STEP_RUN_NUMBER')) || 1,
        runUrl: repository === '' ? '' : `https://bitbucket.org/${repository}/pipelines/results/${build}`,
        event: pull > 0 ? 'pull_request' : read('BITBUCKET_TAG') === '' ? 'push' : 'tag',
        headSha: read('BITBUCKET_COMMIT'),
        pullRequest: pull || null,
        ...(0,facts/* forkFacts */.Wu)(fork, env),
        matrixSize: (0,facts/* widthOf */.qz)(read('BITBUCKET_PARALLEL_STEP_COUNT')),
        workspace: (0,facts/* firstOf */.Ku)(read('BITBUCKET_CLONE_DIR'), process.cwd()),
    };
}

// EXTERNAL MODULE: external "node:child_process"
var external_node_child_process_ = __webpack_require__(1421);
;// CONCATENATED MODULE: ./build/src/hosts/buildkite.js



/** The most that Buildkite takes for one annotation. */
const ANNOTATION_BYTES = 1024 * 1024;
const CUT = '\n\n*Cut here: an annotation holds 1 MiB. The report file has all of it.*\n';
/**
 * Buildkite. https://buildkite.com/docs/pipelines/configure/environment-variables
 *
 * Mask: `buildkite-agent redactor add`, which takes the value on stdin and so on no command line
 * (https://buildkite.com/docs/agent/cli/reference/redactor); variables named `*_TOKEN` are redacted from the start.
 * Groups: `---` folded, `+++` open, and no end: what follows a group gets an open one of its own. A workload can make
 * groups as well and do no more, so a quarantine has nothing to stop.
 * Summary: an annotation in a context of the job's own, 1 MiB at most, styled by the result.
 * Cancel: SIGTERM, and SIGKILL 10 seconds later; then the `pre-exit` hook runs, which is where `gpu-ci cleanup` belongs.
 */
const buildkite = {
    name: 'buildkite',
    detect: (env) => env['BUILDKITE'] === 'true',
    open: (world) => openPlain(world, buildkite_traitsOf(world)),
};
function buildkite_traitsOf(world) {
    const read = (0,facts/* reader */.wA)(world.env);
    const job = read('BUILDKITE_JOB_ID');
    const context = buildkite_contextOf(world.env);
    const annotation = `gpu-run-${job}`;
    let left = ANNOTATION_BYTES;
    const agent = (args, stdin) => (0,external_node_child_process_.spawnSync)('buildkite-agent', args, {
        env: world.env,
        input: stdin,
        stdio: ['pipe', 'ignore', 'ignore'],
        timeout: 10_000,
    }).status === 0;
    return {
        name: 'buildkite',
        context,
        jobKey: (0,facts/* firstOf */.Ku)(job, context.workspace),
        tame: (line) => line.replace(/^(---|\+\+\+|~~~|\^\^\^)/gm, ' $1'),
        mask: (value) => agent(['redactor', 'add'], value),
        group: (title) => `--- ${title}`,
        afterGroup: () => '+++ GPU run',
        summary(markdown) {
            const text = clip(markdown, left);
            left -= Buffer.byteLength(text);
            if (text !== '')
                agent(['annotate', '--context', annotation, '--style', 'info', '--append'], text);
            return '';
        },
        publish(report) {
            const good = ['succeeded', 'skipped', 'submitted'].includes(report.status);
            // Style alone: without a body the agent leaves the text as it is.
            if (left < ANNOTATION_BYTES) {
                agent(['annotate', '--context', annotation, '--style', good ? 'success' : 'error', '--append'], '');
            }
            // For a later step of the build; the dotenv file stays on this agent.
            const step = (0,facts/* firstOf */.Ku)(read('BUILDKITE_STEP_KEY'), job);
            for (const [name, value] of Object.entries({ status: report.status, 'job-id': report.jobId }))
                if (value !== '')
                    agent(['meta-data', 'set', `gpu-run:${step}:${name}`], value);
            return [];
        },
    };
}
/** At most `bytes` of UTF-8, cut between characters, with a word about the cut. */
function clip(text, bytes) {
    if (Buffer.byteLength(text) <= bytes)
        return text;
    const room = bytes - Buffer.byteLength(CUT);
    if (room <= 0)
        return '';
    const kept = new TextDecoder('utf-8').decode(Buffer.from(text).subarray(0, room), { stream: true });
    return kept + CUT;
}
function buildkite_contextOf(env) {
    const read = (0,facts/* reader */.wA)(env);
    const theirs = read('BUILDKITE_PULL_REQUEST_REPO');
    const ours = (0,facts/* remoteOf */.e1)(read('BUILDKITE_REPO')).repository;
    const fork = theirs !== '' && (0,facts/* remoteOf */.e1)(theirs).repository !== ours;
    const url = read('BUILDKITE_BUILD_URL');
    return {
        ...facts/* UNKNOWN */.HV,
        repository: ours,
        workflow: read('BUILDKITE_PIPELINE_SLUG'),
        job: (0,facts/* firstOf */.Ku)(read('BUILDKITE_STEP_KEY'), read('BUILDKITE_LABEL')),
        leg: (0,facts/* legOf */.Yk)(read('BUILDKITE_PARALLEL_JOB'), read('BUILDKITE_PARALLEL_JOB_COUNT'), 0),
        runAttempt: (0,facts/* numberOf */.rl)(read('BUILDKITE_RETRY_COUNT')) + 1,
        runUrl: url === '' ? '' : `${url}#${read('BUILDKITE_JOB_ID')}`,
        event: (0,facts/* numberOf */.rl)(read('BUILDKITE_PULL_REQUEST')) > 0 ? 'pull_request' : read('BUILDKITE_SOURCE'),
        headSha: read('BUILDKITE_COMMIT'),
        pullRequest: (0,facts/* numberOf */.rl)(read('BUILDKITE_PULL_REQUEST')) || null,
        // The agent's hooks may withhold them.
        ...(0,facts/* forkFacts */.Wu)(fork, env),
        matrixSize: (0,facts/* widthOf */.qz)(read('BUILDKITE_PARALLEL_JOB_COUNT')),
        workspace: (0,facts/* firstOf */.Ku)(read('BUILDKITE_BUILD_CHECKOUT_PATH'), process.cwd()),
        jobLimitMs: (0,facts/* numberOf */.rl)(read('BUILDKITE_TIMEOUT')) * 60_000,
    };
}

;// CONCATENATED MODULE: ./build/src/hosts/circleci.js



/**
 * CircleCI. https://circleci.com/docs/variables/
 *
 * Mask: at run time it cannot; project and context variables of 4 characters or more are masked. Groups: none; a step is one.
 * No words in a log act as commands, so a quarantine has nothing to stop.
 * Summary: none; the template stores the files as artifacts. Later steps get variables from the file BASH_ENV names.
 * Cancel: after a cancel steps with `when: always` do not run, so `gpu-ci run` must end the job itself on the signal; the
 * clean-up step serves failures and timeouts.
 */
const circleci = {
    name: 'circleci',
    detect: (env) => env['CIRCLECI'] === 'true',
    open: (world) => openPlain(world, circleci_traitsOf(world)),
};
function circleci_traitsOf({ env }) {
    const read = (0,facts/* reader */.wA)(env);
    const context = circleci_contextOf(env);
    const later = (line) => {
        const file = read('BASH_ENV');
        if (file !== '')
            (0,external_node_fs_.appendFileSync)(file, `${line}\n`);
        return '';
    };
    return {
        name: 'circleci',
        context,
        jobKey: (0,facts/* firstOf */.Ku)(read('CIRCLE_WORKFLOW_JOB_ID'), `${read('CIRCLE_BUILD_URL')}${read('CIRCLE_NODE_INDEX')}`, context.workspace),
        exportVariable: (name, value) => later(`export ${name}=${shellQuote(value)}`),
        addPath: (dir) => later(`export PATH=${shellQuote(dir)}:"$PATH"`),
    };
}
function circleci_contextOf(env) {
    const read = (0,facts/* reader */.wA)(env);
    // Set for pull requests from forks only.
    const fork = read('CIRCLE_PR_NUMBER') !== '';
    const number = (0,facts/* firstOf */.Ku)(read('CIRCLE_PR_NUMBER'), /\/(\d+)$/.exec(read('CIRCLE_PULL_REQUEST'))?.[1] ?? '');
    const owner = read('CIRCLE_PROJECT_USERNAME');
    return {
        ...facts/* UNKNOWN */.HV,
        repository: owner === '' ? '' : `${owner}/${read('CIRCLE_PROJECT_REPONAME')}`,
        job: read('CIRCLE_JOB'),
        leg: (0,facts/* legOf */.Yk)(read('CIRCLE_NODE_INDEX'), read('CIRCLE_NODE_TOTAL'), 0),
        runUrl: read('CIRCLE_BUILD_URL'),
        event: number !== '' ? 'pull_request' : read('CIRCLE_TAG') === '' ? 'push' : 'tag',
        headSha: read('CIRCLE_SHA1'),
        pullRequest: (0,facts/* numberOf */.rl)(number) || null,
        // Unless "Pass secrets to builds from forked pull requests" is on.
        ...(0,facts/* forkFacts */.Wu)(fork, env),
        matrixSize: (0,facts/* widthOf */.qz)(read('CIRCLE_NODE_TOTAL')),
        workspace: workspaceOf(read('CIRCLE_WORKING_DIRECTORY'), read('HOME')),
    };
}
/** The host gives `~/project` as it was written. */
function workspaceOf(directory, home) {
    if (directory === '')
        return process.cwd();
    return home === '' ? directory : directory.replace(/^~(?=\/|$)/, home);
}

;// CONCATENATED MODULE: ./build/src/hosts/generic.js


/**
 * A laptop, a cron job, a CI host that has no file here.
 *
 * Mask: nothing is there to mask, so the token is never printed and that is all. Groups: a heading. Nothing acts on words in
 * the log. Our own lines go to stderr, so that `gpu-ci run … > log` holds what the workload printed and nothing else.
 * Summary, outputs and report are files, and their paths are told at the end.
 * Cancel: whatever the terminal or the service manager sends. State is keyed by the folder: `gpu-ci cleanup` ends what all runs
 * in it left, but for those that have a `--state FILE` of their own.
 */
const generic = {
    name: 'generic',
    detect: () => true,
    open: (world) => openPlain(world, generic_traitsOf(world)),
};
function generic_traitsOf({ env }) {
    const read = (0,facts/* reader */.wA)(env);
    const workspace = process.cwd();
    return {
        name: 'generic',
        context: { ...facts/* UNKNOWN */.HV, job: (0,facts/* firstOf */.Ku)(read('GPU_CI_JOB'), 'local'), event: 'manual', workspace },
        jobKey: workspace,
        voice: 'stderr',
    };
}

// EXTERNAL MODULE: ./build/src/hosts/github.js + 2 modules
var github = __webpack_require__(5566);
;// CONCATENATED MODULE: ./build/src/hosts/openmetrics.js
/** A run's numbers in the OpenMetrics text format, which GitLab compares with those of the target branch. */
function openMetrics(report) {
    const numbers = [
        ['gpu_run_seconds', report.times.runSeconds],
        ['gpu_run_queue_seconds', report.times.queueSeconds],
        ['gpu_run_cost_usd', report.cost?.usd],
        ['gpu_run_utilization_mean_percent', report.telemetry?.utilization?.mean],
        ['gpu_run_memory_peak_mib', report.telemetry?.memoryMib?.peak],
        ['gpu_run_energy_kwh', report.telemetry?.energyKwh],
        ...report.metrics.map((row) => [row.name, row.value]),
    ];
    const lines = new Map();
    for (const [name, value] of numbers) {
        // A name that differs only in what the format does not allow keeps its first value.
        const metric = metricName(name);
        if (typeof value === 'number' && Number.isFinite(value) && !lines.has(metric)) {
            lines.set(metric, `# TYPE ${metric} gauge\n${metric} ${value}\n`);
        }
    }
    return `${[...lines.values()].join('')}# EOF\n`;
}
const metricName = (name) => name.replace(/[^A-Za-z0-9_]+/g, '_').replace(/^(?=\d|$)/, '_');

;// CONCATENATED MODULE: ./build/src/hosts/gitlab.js




/**
 * GitLab CI. https://docs.gitlab.com/ci/variables/predefined_variables/
 *
 * Mask: at run time it cannot; a variable is masked by its own setting (8 characters or more, one line).
 * Groups: `section_start` and `section_end` (https://docs.gitlab.com/ci/jobs/job_logs/). A workload can fold the log with
 * them, and do no more, so a quarantine has nothing to stop.
 * Summary: none beside a job. `gpu-ci-reports/` holds an annotations report (a link in the job's side bar), OpenMetrics (a
 * table in the merge request, Premium), a dotenv report and the Markdown; the template declares them as artifacts.
 * Cancel: SIGTERM to the process group, SIGKILL after 10 minutes (shell executor); then `after_script`, which since 17.0 runs
 * after a cancel too, 5 minutes by default, in a new shell: `gpu-ci cleanup` finds its state in RUNNER_TEMP_PROJECT_DIR.
 */
const gitlab = {
    name: 'gitlab',
    detect: (env) => env['GITLAB_CI'] === 'true',
    open: (world) => openPlain(world, gitlab_traitsOf(world)),
};
function gitlab_traitsOf({ env }) {
    const read = (0,facts/* reader */.wA)(env);
    const sections = [];
    let count = 0;
    const mark = (kind, name, text = '') => `\u001b[0Ksection_${kind}:${Math.floor(Date.now() / 1000)}:${name}\r\u001b[0K${text}`;
    return {
        name: 'gitlab',
        context: gitlab_contextOf(env),
        jobKey: (0,facts/* firstOf */.Ku)(read('CI_JOB_ID'), read('CI_PROJECT_DIR')),
        tempBase: read('RUNNER_TEMP_PROJECT_DIR') || undefined,
        collect: true,
        group(title) {
            const name = `gpu_ci_${process.pid}_${++count}`;
            sections.push(name);
            return mark('start', name, `\u001b[1m${title}\u001b[0m`);
        },
        endGroup() {
            const name = sections.pop();
            return name === undefined ? '' : mark('end', name);
        },
        // The dotenv report takes a value as it stands, quotes and all.
        dotenvLine: (name, value) => `${name}=${oneLine(value)}`,
        publish(report, folder) {
            placeIn(folder, 'metrics.txt', openMetrics(report));
            const jobUrl = read('CI_JOB_URL');
            if (jobUrl !== '') {
                const link = (label, file) => ({
                    external_link: { label, url: `${jobUrl}/artifacts/file/${REPORTS}/${file}` },
                });
                const links = [link(`GPU run: ${report.status}`, 'summary.md'), link('GPU run report', 'report.json')];
                placeIn(folder, 'annotations.json', `${JSON.stringify({ 'GPU run': links }, null, 2)}\n`);
            }
            return [];
        },
    };
}
function gitlab_contextOf(env) {
    const read = (0,facts/* reader */.wA)(env);
    const source = read('CI_MERGE_REQUEST_SOURCE_PROJECT_ID');
    const fork = source !== '' && source !== read('CI_MERGE_REQUEST_PROJECT_ID');
    const ownProject = read('CI_PROJECT_ID') !== source;
    return {
        ...facts/* UNKNOWN */.HV,
        repository: read('CI_PROJECT_PATH'),
        workflow: (0,facts/* firstOf */.Ku)(read('CI_PIPELINE_NAME'), read('CI_CONFIG_PATH')),
        job: read('CI_JOB_NAME'),
        leg: (0,facts/* legOf */.Yk)(read('CI_NODE_INDEX'), read('CI_NODE_TOTAL'), 1),
        runUrl: (0,facts/* firstOf */.Ku)(read('CI_JOB_URL'), read('CI_PIPELINE_URL')),
        event: read('CI_PIPELINE_SOURCE'),
        // CI_COMMIT_SHA is the merge commit in a merged-results pipeline.
        headSha: (0,facts/* firstOf */.Ku)(read('CI_MERGE_REQUEST_SOURCE_BRANCH_SHA'), read('CI_COMMIT_SHA')),
        pullRequest: (0,facts/* numberOf */.rl)(read('CI_MERGE_REQUEST_IID')) || null,
        // Runs in the fork, which does not have the variables of this project.
        secretsWithheld: fork && !ownProject ? 'a fork' : '',
        foreignCode: ownProject && (0,facts/* forkFacts */.Wu)(fork, env).foreignCode,
        matrixSize: (0,facts/* widthOf */.qz)(read('CI_NODE_TOTAL')),
        workspace: (0,facts/* firstOf */.Ku)(read('CI_PROJECT_DIR'), process.cwd()),
        jobLimitMs: (0,facts/* numberOf */.rl)(read('CI_JOB_TIMEOUT')) * 1000,
        jobStartedAt: Date.parse(read('CI_JOB_STARTED_AT')) || 0,
    };
}

;// CONCATENATED MODULE: ./build/src/hosts/jenkins.js


/**
 * Jenkins. https://www.jenkins.io/doc/book/pipeline/jenkinsfile/#using-environment-variables
 *
 * Mask: at run time it cannot; a credential bound by `credentials()` or `withCredentials` is masked. Groups: none in core.
 * No words in a log act as commands, so a quarantine has nothing to stop.
 * Summary: none in core; the template archives `gpu-ci-reports/`, and artifacts must lie in the workspace.
 * Cancel: SIGTERM to every process that carries the step's cookie in its environment; the step gives up after 20 s
 * (durable-task-plugin). `post { always }` runs then. It is another stage, so state is keyed by build and workspace,
 * and lies in WORKSPACE_TMP, which is beside the workspace.
 */
const jenkins = {
    name: 'jenkins',
    detect: (env) => Boolean(env['JENKINS_URL']) && Boolean(env['BUILD_ID']),
    open: (world) => openPlain(world, jenkins_traitsOf(world)),
};
function jenkins_traitsOf({ env }) {
    const read = (0,facts/* reader */.wA)(env);
    const context = jenkins_contextOf(env);
    return {
        name: 'jenkins',
        context,
        jobKey: `${(0,facts/* firstOf */.Ku)(read('BUILD_TAG'), read('BUILD_ID'))}\0${context.workspace}`,
        tempBase: read('WORKSPACE_TMP') || undefined,
        collect: true,
    };
}
function jenkins_contextOf(env) {
    const read = (0,facts/* reader */.wA)(env);
    const fork = read('CHANGE_FORK') !== '';
    return {
        ...facts/* UNKNOWN */.HV,
        repository: (0,facts/* remoteOf */.e1)((0,facts/* firstOf */.Ku)(read('GIT_URL'), read('GIT_URL_1'))).repository,
        workflow: read('JOB_NAME'),
        job: read('STAGE_NAME'),
        runUrl: read('BUILD_URL'),
        event: read('CHANGE_ID') !== '' ? 'pull_request' : read('TAG_NAME') !== '' ? 'tag' : 'push',
        // In a merge build GIT_COMMIT is the target's commit or a merge that no one else knows.
        headSha: read('GIT_COMMIT'),
        pullRequest: (0,facts/* numberOf */.rl)(read('CHANGE_ID')) || null,
        // By the trust level in the branch source.
        ...(0,facts/* forkFacts */.Wu)(fork, env),
        workspace: (0,facts/* firstOf */.Ku)(read('WORKSPACE'), process.cwd()),
    };
}

;// CONCATENATED MODULE: ./build/src/hosts/registry.js









/** In order: the first that knows itself is the host. Jenkins after those that may drive it; a plain shell at the end. */
const HOSTS = [github/* github */.M, gitlab, buildkite, circleci, azure, bitbucket, jenkins, generic];
/** The host of this environment; `GPU_CI_HOST` names one where that says too little or too much. */
function hostOf(env) {
    const named = env['GPU_CI_HOST'] ?? '';
    const kind = HOSTS.find((one) => (named === '' ? one.detect(env) : one.name === named));
    if (kind !== undefined)
        return kind;
    const names = HOSTS.map(({ name }) => name).join(', ');
    throw new errors/* UserError */.y(`GPU_CI_HOST is "${named}", which is no host that gpu-ci knows.`, `Set it to one of ${names}.`);
}


/***/ })

};
;