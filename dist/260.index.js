"use strict";
exports.id = 260;
exports.ids = [260];
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

/***/ 1260:
/***/ ((__unused_webpack_module, __webpack_exports__, __webpack_require__) => {

// ESM COMPAT FLAG
__webpack_require__.r(__webpack_exports__);

// EXPORTS
__webpack_require__.d(__webpack_exports__, {
  begin: () => (/* binding */ begin),
  close: () => (/* binding */ github_publish_close),
  publishToGitHub: () => (/* binding */ publishToGitHub)
});

// EXTERNAL MODULE: ./build/src/report/comment.js
var comment = __webpack_require__(9036);
// EXTERNAL MODULE: ./build/src/hosts/github-api.js
var github_api = __webpack_require__(7846);
;// CONCATENATED MODULE: ./build/src/hosts/github-comment.js


/** GitHub refuses a longer body. */
const BODY_LIMIT = 65_536;
const WRITES = 5;
const PAUSE_MS = 1_000;
const SPREAD_PER_JOB_MS = 400;
const SPREAD_LIMIT_MS = 12_000;
const END = '<!-- gpu-cli/run-action/end -->';
const SECTION = /^<!-- gpu-cli\/run-action\/section (\S+) (\d{1,15})(?: ([\w+/=]+))? -->\n([\s\S]*?)\n<!-- gpu-cli\/run-action\/end -->$/gm;
/**
 * Puts the section of this job into the comment of its workflow. GitHub has no conditional write: another job that read before us
 * may write after us. So it reads the comment again after a pause, and writes again if its section is missing.
 */
async function upsertComment(octokit, context, { job, text, row, onlyIfThere }, clock) {
    const { issues } = octokit.rest;
    const [owner = '', repo = ''] = context.repository.split('/');
    const issue_number = context.pullRequest ?? 0;
    const own = { job: nameOf(job), run: Number(context.runId) || 0, row, text: harmless(text) };
    const login = await loginOf(octokit);
    let spreadMs = context.matrixSize > 1 ? Math.min(SPREAD_LIMIT_MS, SPREAD_PER_JOB_MS * context.matrixSize) : 0;
    for (let writes = 0;;) {
        const all = await octokit.paginate(issues.listComments, { owner, repo, issue_number, per_page: 100 });
        // Anyone can write our marker into a comment of their own.
        const [oldest, ...spare] = all
            .map(({ id, body = '', user }) => ({ id, body: body.replace(/\r\n?/g, '\n'), author: user?.login }))
            .filter(({ body, author }) => author === login && body.startsWith(`${markerOf(context.workflow)}\n`))
            .sort((a, b) => a.id - b.id);
        const there = [oldest, ...spare].flatMap((comment) => parse(comment?.body ?? ''));
        const shown = there.filter((section) => section.job === own.job);
        if (writes === 0 && onlyIfThere && shown.length === 0)
            return;
        if (there.some(({ run }) => run > own.run))
            return;
        if (shown.length === 1 && spare.length === 0 && isSame(shown[0], own))
            return;
        if (writes === WRITES)
            throw new Error('other jobs keep writing over the same comment');
        if (oldest === undefined && spreadMs > 0) {
            // One of the jobs that end together creates the comment, and the others find it.
            await clock.sleep(clock.random() * spreadMs);
            spreadMs = 0;
            continue;
        }
        writes++;
        const body = bodyOf(context, there, own);
        if (oldest === undefined)
            await issues.createComment({ owner, repo, issue_number, body });
        else
            await unlessGone(issues.updateComment({ owner, repo, comment_id: oldest.id, body }));
        for (const { id } of spare)
            await unlessGone(issues.deleteComment({ owner, repo, comment_id: id }));
        await clock.sleep(PAUSE_MS + clock.random() * PAUSE_MS * 2 ** writes);
    }
}
/** GraphQL knows the login of each kind of token, GET /user that of a person. Otherwise it is the token of a workflow. */
async function loginOf({ graphql, rest }) {
    try {
        return (await graphql('{ viewer { login } }')).viewer.login;
    }
    catch {
        const user = await rest.users.getAuthenticated().catch(() => undefined);
        return user?.data.login ?? 'github-actions[bot]';
    }
}
/** Another job may have removed the comment. */
async function unlessGone(request) {
    await request.catch((error) => {
        if (![404, 410].includes((0,github_api/* statusOf */.c2)(error)))
            throw error;
    });
}
/** The sections of a comment. */
function parse(body) {
    return [...body.matchAll(SECTION)].map(([, job = '', run, row = '', text = '']) => ({
        job,
        run: Number(run),
        row,
        text: text.trim(),
    }));
}
const isSame = (a, b) => a?.run === b.run && a.row === b.row && a.text === b.text;
/** The comment with our section in place. Sections of earlier runs go: they are about another commit. */
function bodyOf(context, there, own) {
    const others = new Map(there.filter(({ run, job }) => run === own.run && job !== own.job).map((one) => [one.job, one]));
    const whole = render(context, [...others.values(), own]);
    if (whole.length <= BODY_LIMIT)
        return whole;
    const [title = ''] = own.text.split('\n');
    const text = `${title}\n\nThe report does not fit into this comment: [see the run](${encodeURI(context.runUrl)}).`;
    const short = render(context, [...others.values(), { ...own, text }]);
    if (short.length > BODY_LIMIT)
        throw new Error('more jobs report than one comment can hold');
    return short;
}
/** Of more successful jobs than this, only failed ones have a line that is not folded. */
const MANY = 8;
function render({ workflow, runUrl, headSha, matrixSize }, unordered) {
    const sections = unordered
        .map((section) => ({ ...section, shown: (0,comment/* readRow */.zK)(section.row) }))
        .sort((a, b) => (0,comment/* compareJobs */.G_)(a.shown, b.shown) || Number(a.job > b.job) - Number(a.job < b.job));
    const rows = sections.flatMap(({ shown }) => shown ?? []);
    const head = { workflow, runUrl, commit: headSha, expected: matrixSize };
    const good = sections.filter(({ shown }) => shown?.isGood === true);
    const rest = good.length > MANY ? sections.filter((section) => !good.includes(section)) : sections;
    const folded = good.length > MANY ? good : [];
    return [
        markerOf(workflow),
        ...(rows.length > 1 || matrixSize > 1 ? [(0,comment/* jobTable */.wF)(rows, head)] : []),
        ...rest.map(blockOf),
        ...(folded.length === 0
            ? []
            : [`<details><summary>${folded.length} jobs that succeeded</summary>`, ...folded.map(blockOf), '</details>']),
    ].join('\n\n');
}
function blockOf({ job, run, row, text }) {
    return `<!-- gpu-cli/run-action/section ${job} ${run}${row === '' ? '' : ` ${row}`} -->\n\n${text}\n\n${END}`;
}
const markerOf = (workflow) => `<!-- gpu-cli/run-action:${nameOf(workflow)} -->`;
/** A name as one word that cannot end an HTML comment. */
function nameOf(value) {
    const word = encodeURIComponent(value.toWellFormed()).replace(/--+|-$/g, (text) => '%2D'.repeat(text.length));
    return word === '' ? '_' : word.slice(0, 300);
}
/** Without what GitHub drops from a body, and without our own markers. */
function harmless(text) {
    return text
        .toWellFormed()
        .replace(/\r\n?/g, '\n')
        .replace(/[\0-\x08\x0b\x0c\x0e-\x1f\x7f]/g, '')
        .replace(/<!(?=--+\s*gpu-cli\/run-action)/gi, '&lt;!')
        .trim();
}

;// CONCATENATED MODULE: ./build/src/hosts/github-publish.js



const COMMENT_ROOM = 60_000;
/** Of each job in a matrix: its row in the table and its markers. */
const ROW_ROOM = 600;
/** The longest time for one report, all requests and waits together: a report must not hold the job for longer. */
const BUDGET_MS = 45_000;
/** The same for a call before or after the run. */
const CALL_MS = 15_000;
/** @returns the id of a check run in progress. */
async function begin(label, world) {
    const body = { ...checkOf(label, world.context), head_sha: world.context.headSha, status: 'in_progress' };
    const { data } = await (0,github_api/* callUntil */.Bz)(AbortSignal.timeout(CALL_MS), world, ({ rest }) => rest.checks.create(body));
    return data.id;
}
/** Completes the check run of a step that was killed: the pull request would wait for it. */
async function github_publish_close(id, world) {
    const check = { ...repoOf(world.context), check_run_id: id };
    const output = { title: 'Ended without a report', summary: 'The step ended before it could report. See its log.' };
    await (0,github_api/* callUntil */.Bz)(AbortSignal.timeout(CALL_MS), world, async ({ rest: { checks } }) => {
        const { data } = await checks.get(check);
        if (data.status !== 'completed')
            await checks.update({ ...check, status: 'completed', conclusion: 'cancelled', output });
    });
}
/**
 * Writes the comment and the check run that `wish` asks for. `begun` is the check run in progress.
 * @returns notices for people; it does not throw, because reports do not decide a run.
 */
async function publishToGitHub(report, wish, world, begun) {
    const { context } = world;
    const notices = [];
    const attempt = async (what, needs, work) => {
        const notice = (why) => notices.push(`The ${what} could not be written: ${why.replace(/\.$/, '')}. The job summary holds the report.`);
        if (world.token === '') {
            notice(`it needs \`github-token\` with \`${needs}\``);
            return;
        }
        const late = AbortSignal.timeout(world.budgetMs ?? BUDGET_MS);
        const signal = wish.over === undefined ? late : AbortSignal.any([late, wish.over]);
        const clock = { ...world.clock, sleep: (ms) => world.clock.sleep(ms, signal) };
        try {
            await (0,github_api/* callUntil */.Bz)(signal, world, (octokit) => work(octokit, clock));
        }
        catch (error) {
            notice((0,github_api/* reasonOf */.A3)(error, needs, context.secretsWithheld));
        }
    };
    if (wish.check)
        await attempt('check run', 'checks: write', async (octokit) => completeCheck(octokit, context, await begun, report));
    // A person who cancels a run knows that it was canceled.
    const bad = report.status === 'failed' || report.status === 'timed-out';
    if (wish.comment === 'never' || report.status === 'skipped')
        return notices;
    // A successful run adds nothing, but a red section of an earlier run must not stay.
    const onlyIfThere = wish.comment === 'on-failure' && !bad;
    if (context.pullRequest !== null)
        await attempt('pull request comment', 'pull-requests: write', (octokit, clock) => upsertComment(octokit, context, { ...sectionOf(report, context), onlyIfThere }, clock));
    else if (!onlyIfThere)
        notices.push(noPullRequest(context));
    return notices;
}
const CONCLUSIONS = {
    succeeded: 'success',
    failed: 'failure',
    cancelled: 'cancelled',
    'timed-out': 'timed_out',
    skipped: 'skipped',
    submitted: 'neutral',
};
/** Completes the check run that `begin` created, or creates one. */
async function completeCheck({ rest: { checks } }, context, id, report) {
    const check = checkOf(report.label, context);
    const { title, summary } = (0,comment/* renderCheck */.d3)(report);
    const body = {
        ...check,
        status: 'completed',
        conclusion: CONCLUSIONS[report.status],
        output: { title: headline(title) || check.name, summary },
        ...(report.startedAt === '' ? {} : { started_at: report.startedAt }),
        ...(report.endedAt === '' ? {} : { completed_at: report.endedAt }),
    };
    if (id === undefined)
        await checks.create({ ...body, head_sha: context.headSha });
    else
        await checks.update({ ...body, check_run_id: id });
}
/** The name starts with `GPU: `: a label may come from a branch and must not take the name of a required check. */
function checkOf(label, context) {
    const { runId, runAttempt, runUrl } = context;
    return {
        ...repoOf(context),
        name: headline(`GPU: ${headline(label) || 'run'}`),
        external_id: headline(`gpu-cli/run-action ${runId}.${runAttempt} ${jobOf(label, context)}`),
        ...(runUrl === '' ? {} : { details_url: runUrl }),
    };
}
function headline(text) {
    return text.toWellFormed().replace(/\s+/g, ' ').trim().slice(0, 255).toWellFormed();
}
function sectionOf(report, context) {
    const jobs = context.matrixSize;
    // The jobs of a matrix share one comment, and each has its part of the room.
    const maxBytes = Math.floor(COMMENT_ROOM / Math.max(2, jobs)) - ROW_ROOM;
    const text = (0,comment/* renderSection */.YN)(report, { maxBytes, folded: jobs > 1 });
    return { job: jobOf(report.label, context), text, row: (0,comment/* rowWord */.H_)(report) };
}
function repoOf({ repository }) {
    const [owner = '', repo = ''] = repository.split('/');
    return { owner, repo };
}
/** Two steps of one job differ by the step, also if they have one label; it is the same in each re-run. */
function jobOf(label, { job, leg, step }) {
    return [job, leg, label, step].filter((part, index, all) => part !== '' && all.indexOf(part) === index).join(' / ');
}
function noPullRequest({ event }) {
    const where = event === '' ? 'This run' : `The event \`${event}\``;
    return `${where} names no pull request, so there is none to comment on; the job summary holds the report.`;
}


/***/ }),

/***/ 9036:
/***/ ((__unused_webpack_module, __webpack_exports__, __webpack_require__) => {

/* harmony export */ __webpack_require__.d(__webpack_exports__, {
/* harmony export */   G_: () => (/* binding */ compareJobs),
/* harmony export */   H_: () => (/* binding */ rowWord),
/* harmony export */   YN: () => (/* binding */ renderSection),
/* harmony export */   d3: () => (/* binding */ renderCheck),
/* harmony export */   wF: () => (/* binding */ jobTable),
/* harmony export */   zK: () => (/* binding */ readRow)
/* harmony export */ });
/* harmony import */ var _escape_js__WEBPACK_IMPORTED_MODULE_0__ = __webpack_require__(8606);
/* harmony import */ var _figures_js__WEBPACK_IMPORTED_MODULE_1__ = __webpack_require__(4244);
/* harmony import */ var _summary_js__WEBPACK_IMPORTED_MODULE_2__ = __webpack_require__(3977);
/* harmony import */ var _texts_js__WEBPACK_IMPORTED_MODULE_3__ = __webpack_require__(1665);




/** What a page shows that GitHub limits to 65,535 characters. */
const SHORT = { logLines: 30, reportBytes: 16_000, metrics: 15 };
const CHECK_BYTES = 65_000;
const SECTION_BYTES = 30_000;
/**
 * The section of one job in the comment of a pull request: what must be seen, the rest folded. It closes whatever it opens, so that
 * sections can follow each other. The most complete of several versions is used that fits.
 */
function renderSection(report, { maxBytes = SECTION_BYTES, folded = false } = {}) {
    const title = `${(0,_texts_js__WEBPACK_IMPORTED_MODULE_3__/* .signOf */ .rL)(report)} <b>${(0,_escape_js__WEBPACK_IMPORTED_MODULE_0__/* .html */ .qy)(report.label, 120) || 'GPU run'}</b> · ${(0,_texts_js__WEBPACK_IMPORTED_MODULE_3__/* .verdict */ .WJ)(report)}`;
    const page = (...parts) => folded ? (0,_escape_js__WEBPACK_IMPORTED_MODULE_0__/* .details */ .zH)(title, (0,_escape_js__WEBPACK_IMPORTED_MODULE_0__/* .joined */ .oR)(parts), !(0,_texts_js__WEBPACK_IMPORTED_MODULE_3__/* .isGood */ .Kg)(report)) : (0,_escape_js__WEBPACK_IMPORTED_MODULE_0__/* .joined */ .oR)([(0,_summary_js__WEBPACK_IMPORTED_MODULE_2__.headline)(report, 3), ...parts]);
    const versions = [
        page((0,_summary_js__WEBPACK_IMPORTED_MODULE_2__.leftoverAlert)(report), gist(report), (0,_summary_js__WEBPACK_IMPORTED_MODULE_2__.tips)(report), (0,_figures_js__WEBPACK_IMPORTED_MODULE_1__/* .metricsTable */ .sQ)(report.metrics, SHORT.metrics), folding(report)),
        page(brief(report)),
        page(MORE),
    ];
    return `${versions.find((text) => (0,_escape_js__WEBPACK_IMPORTED_MODULE_0__/* .byteLength */ .dp)(text) < maxBytes) ?? ''}\n`;
}
const MORE = '<p><sub>The job summary has the rest.</sub></p>';
const brief = (report) => (0,_escape_js__WEBPACK_IMPORTED_MODULE_0__/* .joined */ .oR)([(0,_summary_js__WEBPACK_IMPORTED_MODULE_2__.leftoverAlert)(report), gist(report), MORE]);
/** One line that answers in a comment what the table answers in the summary. */
function gist(report) {
    const lines = (0,_texts_js__WEBPACK_IMPORTED_MODULE_3__/* .isGood */ .Kg)(report)
        ? [(0,_summary_js__WEBPACK_IMPORTED_MODULE_2__.timeFact)(report), (0,_summary_js__WEBPACK_IMPORTED_MODULE_2__.useFact)(report)]
        : [(0,_summary_js__WEBPACK_IMPORTED_MODULE_2__.happened)(report), (0,_escape_js__WEBPACK_IMPORTED_MODULE_0__/* .htmlWithCode */ .VK)((0,_texts_js__WEBPACK_IMPORTED_MODULE_3__/* .whatToDo */ .H6)(report), 600)];
    const shown = lines.filter((line) => line !== '');
    return shown.length === 0 ? '' : `<p>${shown.join('<br>')}</p>`;
}
function folding(report) {
    const inside = (0,_escape_js__WEBPACK_IMPORTED_MODULE_0__/* .joined */ .oR)([
        (0,_summary_js__WEBPACK_IMPORTED_MODULE_2__.factsTable)(report, (0,_texts_js__WEBPACK_IMPORTED_MODULE_3__/* .isGood */ .Kg)(report) ? ['Where the time went', 'GPU use'] : ['What happened', 'What to do']),
        (0,_summary_js__WEBPACK_IMPORTED_MODULE_2__.logPart)(report, SHORT.logLines),
        (0,_summary_js__WEBPACK_IMPORTED_MODULE_2__.notices)(report),
        (0,_summary_js__WEBPACK_IMPORTED_MODULE_2__.ownReport)(report, SHORT.reportBytes),
        (0,_figures_js__WEBPACK_IMPORTED_MODULE_1__/* .attemptsTable */ .$b)(report),
        (0,_summary_js__WEBPACK_IMPORTED_MODULE_2__.subLine)(report),
    ]);
    return (0,_escape_js__WEBPACK_IMPORTED_MODULE_0__/* .details */ .zH)((0,_texts_js__WEBPACK_IMPORTED_MODULE_3__/* .isGood */ .Kg)(report) ? 'Details' : 'Log and details', inside);
}
/** Title and summary of a check run. */
function renderCheck(report) {
    const summary = (0,_summary_js__WEBPACK_IMPORTED_MODULE_2__.renderSummary)(report, SHORT, '');
    return {
        title: (0,_texts_js__WEBPACK_IMPORTED_MODULE_3__/* .verdict */ .WJ)(report),
        summary: (0,_escape_js__WEBPACK_IMPORTED_MODULE_0__/* .byteLength */ .dp)(summary) <= CHECK_BYTES ? summary : brief(report),
    };
}
const MOST_METRICS = 4;
/** A row as one word without `--`, for an HTML comment. Jobs read the rows of the others from the comment. */
function rowWord(report) {
    const row = {
        name: report.label.slice(0, 100),
        sign: (0,_texts_js__WEBPACK_IMPORTED_MODULE_3__/* .signOf */ .rL)(report),
        result: `${(0,_texts_js__WEBPACK_IMPORTED_MODULE_3__/* .ending */ .K1)(report, false)}${(0,_texts_js__WEBPACK_IMPORTED_MODULE_3__/* .worseMetrics */ .Ml)(report)}`,
        isGood: (0,_texts_js__WEBPACK_IMPORTED_MODULE_3__/* .isGood */ .Kg)(report),
        seconds: report.times.totalSeconds,
        usd: report.cost?.usd ?? 0,
        endedAt: report.endedAt,
        metrics: report.metrics
            .toSorted((a, b) => Number(b.better !== null) - Number(a.better !== null))
            .slice(0, MOST_METRICS)
            .map(({ name, value, better }) => ({ name: name.slice(0, 60), value, better })),
    };
    return Buffer.from(JSON.stringify(row)).toString('base64');
}
/** Undefined if a person or another version wrote something else. */
function readRow(word) {
    try {
        const row = JSON.parse(Buffer.from(word, 'base64').toString());
        const isRow = [row.name, row.sign, row.result, row.endedAt].every((text) => typeof text === 'string') &&
            [row.seconds, row.usd, ...row.metrics.map(({ value }) => value)].every(Number.isFinite) &&
            row.metrics.every(({ name }) => typeof name === 'string') &&
            /^\p{Extended_Pictographic}\uFE0F?$/u.test(row.sign);
        return isRow ? row : undefined;
    }
    catch {
        return undefined;
    }
}
/** Failed jobs first, then by name, in which 0.001 comes before 0.01 and 9 before 10. */
function compareJobs(a, b) {
    if (a === undefined || b === undefined)
        return Number(a === undefined) - Number(b === undefined);
    return Number(a.isGood) - Number(b.isGood) || compareNames(a.name, b.name);
}
function compareNames(a, b) {
    const [left = [], right = []] = [a, b].map((name) => name.split(/((?:\d+\.)?\d+(?:e[+-]?\d+)?)/i));
    for (const [at, part] of left.entries()) {
        const other = right[at] ?? '';
        const order = at % 2 === 1 && other !== '' ? Number(part) - Number(other) : Number(part > other) - Number(part < other);
        if (order !== 0)
            return order;
    }
    return left.length - right.length;
}
/** The top of a comment with several jobs: one verdict for all, and a table of the jobs in their order. */
function jobTable(rows, { workflow, commit, runUrl, expected }) {
    const good = rows.filter((row) => row.isGood).length;
    const usd = rows.reduce((sum, row) => sum + row.usd, 0);
    const missing = Math.max(0, expected - rows.length);
    const sign = good < rows.length ? '❌' : missing > 0 ? '⏳' : '✅';
    const title = [
        `### ${sign} ${(0,_escape_js__WEBPACK_IMPORTED_MODULE_0__/* .markdown */ .wD)(workflow, 100) || 'GPU runs'}`,
        `${good < rows.length ? `${good} of ` : ''}${(0,_texts_js__WEBPACK_IMPORTED_MODULE_3__/* .plural */ .LS)(rows.length, 'job')} succeeded`,
        ...(missing > 0 ? [`${missing} not finished`] : []),
        ...(usd > 0 ? [(0,_texts_js__WEBPACK_IMPORTED_MODULE_3__/* .sayEstimate */ .QS)(usd).replace('$', '\\$')] : []),
    ].join(' · ');
    const last = rows
        .map(({ endedAt }) => endedAt)
        .sort()
        .at(-1);
    const [, day, time] = /^(\d{4}-\d\d-\d\d)T(\d\d:\d\d)/.exec(last ?? '') ?? [];
    const about = (0,_summary_js__WEBPACK_IMPORTED_MODULE_2__.small)([
        /^[0-9a-f]{7,64}$/.test(commit) ? `commit <code>${commit.slice(0, 7)}</code>` : '',
        day === undefined ? '' : `${day} ${time} UTC`,
        (0,_summary_js__WEBPACK_IMPORTED_MODULE_2__.linkTo)(runUrl, 'the run and its logs'),
    ]);
    return (0,_escape_js__WEBPACK_IMPORTED_MODULE_0__/* .joined */ .oR)([title, about, tableOf(rows)]);
}
function tableOf(rows) {
    const columns = [
        { title: 'job', align: ':---', of: (row) => `${row.sign} ${(0,_escape_js__WEBPACK_IMPORTED_MODULE_0__/* .markdown */ .wD)(row.name, 100)}` },
        { title: 'result', align: ':---', of: (row) => (0,_escape_js__WEBPACK_IMPORTED_MODULE_0__/* .markdown */ .wD)(row.result, 100) || '–' },
        { title: 'time', align: '---:', of: (row) => (0,_texts_js__WEBPACK_IMPORTED_MODULE_3__/* .saySeconds */ .Zw)(row.seconds) },
    ];
    if (rows.some(({ usd }) => usd > 0))
        columns.push({ title: 'cost', align: '---:', of: ({ usd }) => (usd > 0 ? `\\${(0,_texts_js__WEBPACK_IMPORTED_MODULE_3__/* .sayMoney */ .CW)(usd)}` : '–') });
    const key = keyMetric(rows);
    if (key !== undefined) {
        const best = bestOf(rows, key);
        const shown = (row) => {
            const value = valueOf(row, key);
            if (value === undefined)
                return '–';
            return row === best ? `🏆 **${(0,_texts_js__WEBPACK_IMPORTED_MODULE_3__/* .sayMetric */ .yg)(value)}**` : (0,_texts_js__WEBPACK_IMPORTED_MODULE_3__/* .sayMetric */ .yg)(value);
        };
        columns.push({ title: (0,_escape_js__WEBPACK_IMPORTED_MODULE_0__/* .markdown */ .wD)(key.name, 60) || '–', align: '---:', of: shown });
    }
    const lines = [
        columns.map(({ title }) => title),
        columns.map(({ align }) => align),
        ...rows.map((row) => columns.map(({ of }) => of(row))),
    ];
    return lines.map((cells) => `| ${cells.join(' | ')} |`).join('\n');
}
const valueOf = ({ metrics }, { name }) => metrics.find((metric) => metric.name === name)?.value;
/** The number by which jobs are compared: the one that most jobs have, that differs, and of which the better direction is known. */
function keyMetric(rows) {
    const metrics = new Map(rows.flatMap((row) => row.metrics.map((metric) => [metric.name, metric])));
    const score = (metric) => {
        const values = rows.flatMap((row) => valueOf(row, metric) ?? []);
        return values.length * 4 + Number(new Set(values).size > 1) * 2 + Number(metric.better !== null);
    };
    return [...metrics.values()].sort((a, b) => score(b) - score(a))[0];
}
function bestOf(rows, key) {
    if (key.better === null)
        return undefined;
    const value = (row) => (valueOf(row, key) ?? NaN) * (key.better === 'up' ? -1 : 1);
    const measured = rows.filter((row) => row.isGood && !Number.isNaN(value(row)));
    if (new Set(measured.map(value)).size < 2)
        return undefined;
    return measured.sort((a, b) => value(a) - value(b))[0];
}


/***/ })

};
;