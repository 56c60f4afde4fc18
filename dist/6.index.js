"use strict";
exports.id = 6;
exports.ids = [6];
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

/***/ 2006:
/***/ ((__unused_webpack_module, __webpack_exports__, __webpack_require__) => {


// EXPORTS
__webpack_require__.d(__webpack_exports__, {
  hostOf: () => (/* binding */ hostOf)
});

// UNUSED EXPORTS: HOSTS

// EXTERNAL MODULE: ./build/src/model/errors.js
var errors = __webpack_require__(5573);
// EXTERNAL MODULE: ./build/src/hosts/facts.js
var facts = __webpack_require__(709);
// EXTERNAL MODULE: ./build/src/hosts/plain.js
var plain = __webpack_require__(5902);
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
    open: (world) => (0,plain/* openPlain */.Hu)(world, traitsOf(world)),
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
        output: (name, value) => `##vso[task.setvariable variable=${property((0,plain/* outputVariable */.Qh)(name))};isOutput=true]${data(value)}`,
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

// EXTERNAL MODULE: external "node:fs"
var external_node_fs_ = __webpack_require__(3024);
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
    open: (world) => (0,plain/* openPlain */.Hu)(world, bitbucket_traitsOf(world)),
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
                (0,external_node_fs_.appendFileSync)(file, `${(0,plain/* outputVariable */.Qh)(name)}=${(0,plain/* oneLine */.TN)(value)}\n`);
            return '';
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
    open: (world) => (0,plain/* openPlain */.Hu)(world, buildkite_traitsOf(world)),
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
    open: (world) => (0,plain/* openPlain */.Hu)(world, circleci_traitsOf(world)),
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
        exportVariable: (name, value) => later(`export ${name}=${(0,plain/* shellQuote */.ZL)(value)}`),
        addPath: (dir) => later(`export PATH=${(0,plain/* shellQuote */.ZL)(dir)}:"$PATH"`),
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
    open: (world) => (0,plain/* openPlain */.Hu)(world, generic_traitsOf(world)),
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
var github = __webpack_require__(9961);
// EXTERNAL MODULE: ./build/src/hosts/state-file.js
var state_file = __webpack_require__(3118);
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
    open: (world) => (0,plain/* openPlain */.Hu)(world, gitlab_traitsOf(world)),
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
        dotenvLine: (name, value) => `${name}=${(0,plain/* oneLine */.TN)(value)}`,
        publish(report, folder) {
            const jobUrl = read('CI_JOB_URL');
            if (jobUrl !== '') {
                const link = (label, file) => ({
                    external_link: { label, url: `${jobUrl}/artifacts/file/${plain/* REPORTS */.Sk}/${file}` },
                });
                const links = [link(`GPU run: ${report.status}`, 'summary.md'), link('GPU run report', 'report.json')];
                (0,state_file/* placeIn */.VV)(folder, 'annotations.json', `${JSON.stringify({ 'GPU run': links }, null, 2)}\n`);
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
    open: (world) => (0,plain/* openPlain */.Hu)(world, jenkins_traitsOf(world)),
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