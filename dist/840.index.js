"use strict";
exports.id = 840;
exports.ids = [840];
exports.modules = {

/***/ 2840:
/***/ ((__unused_webpack_module, __webpack_exports__, __webpack_require__) => {


// EXPORTS
__webpack_require__.d(__webpack_exports__, {
  publishToGitHub: () => (/* binding */ publishToGitHub)
});

// EXTERNAL MODULE: ./build/src/report/comment.js
var comment = __webpack_require__(9036);
// EXTERNAL MODULE: ./build/src/model/duration.js
var duration = __webpack_require__(7378);
// EXTERNAL MODULE: ./build/src/report/escape.js
var report_escape = __webpack_require__(8606);
// EXTERNAL MODULE: ./build/src/report/numbers.js
var numbers = __webpack_require__(8939);
// EXTERNAL MODULE: ./build/src/report/words.js
var words = __webpack_require__(9108);
;// CONCATENATED MODULE: ./build/src/report/jobs.js




const MOST_METRICS = 4;
/** A row as one word without `--`, for an HTML comment. Jobs read the rows of the others from the comment. */
function rowWord(report) {
    const metrics = [...report.metrics]
        .sort((a, b) => Number(b.better !== null) - Number(a.better !== null))
        .slice(0, MOST_METRICS)
        .map(({ name, value, better }) => ({ name: name.slice(0, 60), value, better }));
    const worse = report.metrics.filter(({ verdict }) => verdict === 'worse').length;
    const row = {
        name: report.label.slice(0, 100),
        sign: (0,words/* signOf */.rL)(report),
        result: `${(0,words/* ending */.K1)(report, false)}${worse === 0 ? '' : ` · 🔴 ${worse} worse`}`,
        isGood: (0,words/* isGood */.Kg)(report),
        seconds: report.times.totalSeconds,
        usd: report.cost?.usd ?? 0,
        endedAt: report.endedAt,
        metrics,
    };
    return Buffer.from(JSON.stringify(row)).toString('base64');
}
/** Undefined if a person or another version wrote something else. */
function readRow(word) {
    try {
        const row = JSON.parse(Buffer.from(word, 'base64').toString());
        const text = (value) => (typeof value === 'string' ? value : '');
        const number = (value) => (typeof value === 'number' && value > 0 ? value : 0);
        if (typeof row !== 'object' || row === null || typeof row.name !== 'string')
            return undefined;
        return {
            name: row.name,
            sign: /^\p{Extended_Pictographic}\uFE0F?$/u.exec(text(row.sign))?.[0] ?? '❔',
            result: text(row.result),
            isGood: row.isGood === true,
            seconds: number(row.seconds),
            usd: number(row.usd),
            endedAt: text(row.endedAt),
            metrics: Array.isArray(row.metrics) ? row.metrics.filter(isMetric) : [],
        };
    }
    catch {
        return undefined;
    }
}
function isMetric(value) {
    if (typeof value !== 'object' || value === null)
        return false;
    const { name, value: number, better } = value;
    return (typeof name === 'string' && typeof number === 'number' && (better === 'up' || better === 'down' || better === null));
}
/** Failed jobs first, then by name, in which 0.001 comes before 0.01 and 9 before 10. */
function compareJobs(a, b) {
    if (a === undefined || b === undefined)
        return Number(a === undefined) - Number(b === undefined);
    return Number(a.isGood) - Number(b.isGood) || compareNames(a.name, b.name);
}
function compareNames(a, b) {
    const [left, right] = [a, b].map((name) => name.split(/((?:\d+\.)?\d+(?:e[+-]?\d+)?)/i));
    for (const [at, part] of (left ?? []).entries()) {
        const other = right?.[at] ?? '';
        const order = at % 2 === 1 && other !== '' ? Number(part) - Number(other) : Number(part > other) - Number(part < other);
        if (order !== 0)
            return order;
    }
    return (left?.length ?? 0) - (right?.length ?? 0);
}
/** The top of a comment with several jobs: one verdict for all, and a table of the jobs in their order. */
function jobTable(rows, head) {
    const good = rows.filter((row) => row.isGood).length;
    const usd = rows.reduce((sum, row) => sum + row.usd, 0);
    const missing = Math.max(0, head.expected - rows.length);
    const verdict = [
        `${good < rows.length ? `${good} of ` : ''}${(0,numbers/* plural */.LS)(rows.length, 'job')} succeeded`,
        missing > 0 ? `${missing} not finished` : '',
        usd > 0 ? (0,numbers/* sayEstimate */.QS)(usd) : '',
    ].filter(Boolean);
    const sign = good < rows.length ? '❌' : missing > 0 ? '⏳' : '✅';
    const title = `### ${sign} ${(0,report_escape/* markdown */.wD)(head.workflow, 100) || 'GPU runs'} · ${verdict.join(' · ').replace('$', '\\$')}`;
    return (0,report_escape/* joined */.oR)([title, subLine(rows, head), table(rows)]);
}
function subLine(rows, { commit, runUrl }) {
    const last = rows
        .map(({ endedAt }) => endedAt)
        .sort()
        .at(-1) ?? '';
    const time = /^(\d{4}-\d\d-\d\d)T(\d\d:\d\d)/.exec(last);
    const parts = [
        /^[0-9a-f]{7,64}$/.test(commit) ? `commit <code>${commit.slice(0, 7)}</code>` : '',
        time === null ? '' : `${time[1]} ${time[2]} UTC`,
        /^https?:\/\/[^\s"'<>]+$/.test(runUrl) ? `<a href="${(0,report_escape/* html */.qy)(runUrl, 2_000)}">the run and its logs</a>` : '',
    ].filter(Boolean);
    return parts.length === 0 ? '' : `<p><sub>${parts.join(' · ')}</sub></p>`;
}
function table(rows) {
    const key = keyMetric(rows);
    const best = key === undefined ? undefined : bestOf(rows, key);
    const columns = [
        { title: 'job', align: ':---', of: (row) => `${row.sign} ${(0,report_escape/* cell */.Hn)(row.name, 100)}` },
        { title: 'result', align: ':---', of: (row) => (0,report_escape/* cell */.Hn)(row.result, 100) },
        { title: 'time', align: '---:', of: (row) => (0,duration/* sayDuration */.k)(row.seconds * 1_000) },
    ];
    if (rows.some(({ usd }) => usd > 0))
        columns.push({ title: 'cost', align: '---:', of: ({ usd }) => (usd > 0 ? `\\${(0,numbers/* sayMoney */.CW)(usd)}` : '–') });
    if (key !== undefined) {
        const shown = (row) => {
            const value = jobs_valueOf(row, key);
            if (value === undefined)
                return '–';
            return row === best ? `🏆 **${(0,numbers/* sayMetric */.yg)(value)}**` : (0,numbers/* sayMetric */.yg)(value);
        };
        columns.push({ title: (0,report_escape/* cell */.Hn)(key.name, 60), align: '---:', of: shown });
    }
    const line = (cells) => `| ${cells.join(' | ')} |`;
    return [
        line(columns.map(({ title }) => title)),
        line(columns.map(({ align }) => align)),
        ...rows.map((row) => line(columns.map(({ of }) => of(row)))),
    ].join('\n');
}
const jobs_valueOf = (row, { name }) => row.metrics.find((metric) => metric.name === name)?.value;
/** The number by which jobs are compared: the one that most jobs have, that differs, and of which the better direction is known. */
function keyMetric(rows) {
    const metrics = new Map(rows.flatMap((row) => row.metrics.map((metric) => [metric.name, metric])));
    const score = (metric) => {
        const values = rows.flatMap((row) => jobs_valueOf(row, metric) ?? []);
        return values.length * 4 + Number(new Set(values).size > 1) * 2 + Number(metric.better !== null);
    };
    return [...metrics.values()].sort((a, b) => score(b) - score(a))[0];
}
function bestOf(rows, key) {
    if (key.better === null)
        return undefined;
    const up = key.better === 'up' ? 1 : -1;
    const measured = rows.filter((row) => row.isGood && jobs_valueOf(row, key) !== undefined);
    if (new Set(measured.map((row) => jobs_valueOf(row, key))).size < 2)
        return undefined;
    return measured.sort((a, b) => up * ((jobs_valueOf(b, key) ?? 0) - (jobs_valueOf(a, key) ?? 0)))[0];
}

// EXTERNAL MODULE: ./build/node_modules/@actions/github/lib/github.js + 21 modules
var github = __webpack_require__(3361);
// EXTERNAL MODULE: ./node_modules/@octokit/plugin-retry/dist-bundle/index.js
var dist_bundle = __webpack_require__(9735);
// EXTERNAL MODULE: ./node_modules/@octokit/plugin-throttling/dist-bundle/index.js
var plugin_throttling_dist_bundle = __webpack_require__(6856);
// EXTERNAL MODULE: ./build/src/model/errors.js
var errors = __webpack_require__(5573);
;// CONCATENATED MODULE: ./build/src/hosts/github/api.js




/** One call, its retries included: a server that never answers must leave time for the other report. */
const CALL_MS = 30_000;
/** A limit that asks for more would use up the time of the call. */
const LONGEST_WAIT_S = 20;
/** GitHub's API with retries and rate limits of the packages, so that each call ends in time. */
function openOctokit({ token, apiUrl, signal, debug, callMs = CALL_MS }) {
    const again = (seconds, _options, _octokit, retries) => seconds <= LONGEST_WAIT_S && retries < 2 && !signal.aborted;
    const octokit = (0,github/* getOctokit */.Q)(token, {
        ...(apiUrl === '' ? {} : { baseUrl: apiUrl.replace(/\/+$/, '') }),
        userAgent: 'gpu-cli-run-action',
        // Their messages quote the server, and the runner acts on lines of both streams.
        log: { debug, info: debug, warn: debug, error: debug },
        throttle: {
            id: crypto.randomUUID(),
            onRateLimit: again,
            onSecondaryRateLimit: again,
            fallbackSecondaryRateRetryAfter: 60,
        },
    }, dist_bundle/* retry */.L, plugin_throttling_dist_bundle/* throttling */.A);
    octokit.hook.before('request', (options) => {
        options.request = { ...options.request, signal: AbortSignal.any([signal, aborting(callMs)]) };
    });
    return octokit;
}
/** Aborts with an AbortError: octokit takes the TimeoutError of `AbortSignal.timeout` for a fault of the server and retries. */
function aborting(ms) {
    const controller = new AbortController();
    setTimeout(() => controller.abort(), ms).unref();
    return controller.signal;
}
/** Why GitHub refused, for people. `needs` is the permission that the call rests on. */
function reasonOf(error, needs, secretsWithheld) {
    const status = statusOf(error);
    const said = (0,errors/* sentenceOf */.$)(error)
        .replace(/\n.*/s, '')
        .replace(/ - https:\/\/\S+$/, '')
        .replace(/\.$/, '');
    if (typeof error === 'object' && error !== null && 'name' in error && error.name === 'AbortError')
        return 'GitHub did not answer in time';
    if (!answered(error))
        return status === 0 ? said : `GitHub cannot be reached: ${said}`;
    if (/rate limit/i.test(said))
        return `GitHub limits the rate of requests for longer than a report may take: ${said}`;
    if (status === 401)
        return 'GitHub refused `github-token`; it is wrong or has expired';
    if (status === 404 || status === 410) {
        return 'GitHub does not find it: it is gone, or `github-token` may not see this repository';
    }
    if (status === 403 && /not accessible|must have|permission/i.test(said)) {
        const missing = `\`github-token\` lacks the permission \`${needs}\``;
        if (secretsWithheld !== '')
            return `${missing}, which GitHub does not give here (${secretsWithheld})`;
        return `${missing}. Add it under \`permissions:\` of the job or the workflow`;
    }
    return `GitHub answered ${status}: ${said}`;
}
function statusOf(error) {
    return error instanceof Error && 'status' in error ? Number(error.status) : 0;
}
/** Octokit gives the status 500 to a request that nobody answered. */
function answered(error) {
    return error instanceof Error && 'response' in error && error.response !== undefined;
}

;// CONCATENATED MODULE: ./build/src/hosts/github/text.js
/** Makes any text safe to stand between our markers, and lets it end so that what follows is not swallowed by it. */
function settle(text) {
    const clean = text
        .toWellFormed()
        .replace(/\r\n?/g, '\n')
        .replace(/[\0-\x08\x0b\x0c\x0e-\x1f\x7f]/g, '')
        .replace(/<!(?=--+\s*gpu-cli\/run-action)/gi, '&lt;!')
        .replace(/^(?:[ \t]*\n)+/, '')
        .trimEnd();
    return clean + closers(clean);
}
/**
 * The lines of a settled text that fit into `room` together with what closes them, and `note` under them. `sizeOf` counts what the
 * room is measured in.
 */
function cutAtLine(text, room, note, sizeOf = unitsOf) {
    const tail = note === '' ? '' : `\n\n${note}`;
    const upTo = (end) => {
        const head = text.slice(0, end).trimEnd();
        return head + closers(head) + tail;
    };
    const ends = [...text.matchAll(/\n/g)].map(({ index }) => index);
    // Halving rather than line by line: a text that opens something in each line would take the square of its length.
    let kept = note;
    for (let low = 0, high = ends.length - 1; low <= high;) {
        const middle = (low + high) >> 1;
        const candidate = upTo(ends[middle] ?? 0);
        const fits = sizeOf(candidate) <= room;
        if (fits)
            kept = candidate;
        if (fits)
            low = middle + 1;
        else
            high = middle - 1;
    }
    return sizeOf(kept) <= room ? kept : '';
}
function unitsOf(text) {
    return text.length;
}
/** What a Markdown text leaves open at its end: a code fence, an HTML comment, `<details>`. */
function closers(text) {
    let fence = '';
    let depth = 0;
    let comment = false;
    for (const line of text.split('\n')) {
        if (fence !== '') {
            if (closesFence(line, fence))
                fence = '';
            continue;
        }
        const prose = outsideComments(line, comment);
        comment = prose.open;
        const opening = comment ? null : /^ {0,3}(`{3,}(?=[^`]*$)|~{3,})/.exec(prose.text);
        if (opening?.[1] !== undefined)
            fence = opening[1];
        else
            depth = Math.max(0, depth + count(prose.text, /<details\b/gi) - count(prose.text, /<\/details\s*>/gi));
    }
    let tail = fence === '' ? '' : `\n${fence}`;
    if (comment)
        tail += '\n-->';
    if (depth > 0)
        tail += `\n${'\n</details>'.repeat(depth)}`;
    return tail;
}
function closesFence(line, fence) {
    const run = /^ {0,3}(`+|~+)[ \t]*$/.exec(line)?.[1] ?? '';
    return run.startsWith(fence);
}
/** A line without its HTML comments, and whether one is still open after it. */
function outsideComments(line, open) {
    let rest = line;
    let text = '';
    let inside = open;
    while (rest !== '') {
        const mark = inside ? '-->' : '<!--';
        const at = rest.indexOf(mark);
        if (!inside)
            text += at === -1 ? rest : rest.slice(0, at);
        if (at === -1)
            break;
        rest = rest.slice(at + mark.length);
        inside = !inside;
    }
    return { text, open: inside };
}
function count(text, pattern) {
    return text.match(pattern)?.length ?? 0;
}

;// CONCATENATED MODULE: ./build/src/hosts/github/check.js

const NEEDS_CHECK = 'checks: write';
const SUMMARY_BYTES = 65_535;
const TITLE_UNITS = 255;
const CONCLUSIONS = {
    succeeded: 'success',
    failed: 'failure',
    cancelled: 'cancelled',
    'timed-out': 'timed_out',
    skipped: 'skipped',
    submitted: 'neutral',
};
/**
 * A finished check run on the head commit. Its name begins with `GPU: `, because a label may come from a branch and must not
 * take the name of a required check. Only apps may make one; a workflow's own token is an app's.
 */
async function upsertCheck(octokit, report, { owner, repo, ...wish }) {
    const name = headline(`GPU: ${headline(report.label) || 'run'}`);
    const externalId = headline(wish.externalId);
    const { checks } = octokit.rest;
    const { data } = await checks.listForRef({ owner, repo, ref: wish.headSha, check_name: name, per_page: 100 });
    const body = {
        owner,
        repo,
        name,
        external_id: externalId,
        status: 'completed',
        conclusion: CONCLUSIONS[report.status],
        output: { title: headline(wish.title) || name, summary: summaryOf(wish.summary, wish.detailsUrl) },
        ...(wish.detailsUrl === '' ? {} : { details_url: wish.detailsUrl }),
        ...(report.startedAt === '' ? {} : { started_at: report.startedAt }),
        ...(report.endedAt === '' ? {} : { completed_at: report.endedAt }),
    };
    const listed = data.check_runs;
    const found = Array.isArray(listed)
        ? data.check_runs.find(({ external_id }) => external_id === externalId)
        : undefined;
    if (found === undefined)
        await checks.create({ ...body, head_sha: wish.headSha });
    else
        await checks.update({ ...body, check_run_id: found.id });
}
function headline(text) {
    return text.toWellFormed().replace(/\s+/g, ' ').trim().slice(0, TITLE_UNITS).toWellFormed();
}
/** The limit is said to count characters; bytes are never fewer. */
function summaryOf(text, link) {
    const summary = settle(text);
    if (Buffer.byteLength(summary) <= SUMMARY_BYTES)
        return summary;
    const note = link === '' ? '… shortened' : `… shortened, [the rest is in the run](${link})`;
    return cutAtLine(summary, SUMMARY_BYTES, note, (part) => Buffer.byteLength(part));
}

;// CONCATENATED MODULE: ./build/src/hosts/github/comment.js



const NEEDS_COMMENT = 'pull-requests: write';
/** GitHub refuses a longer body. */
const BODY_LIMIT = 65_536;
const WRITES = 5;
const PAUSE_MS = 1_000;
const SPREAD_PER_JOB_MS = 400;
const SPREAD_LIMIT_MS = 12_000;
/** Run ids grow over all of GitHub, by less than this while a pull request is open: a greater distance is a forged marker. */
const PLAUSIBLE_RUNS = 1_000_000_000;
const END = '<!-- gpu-cli/run-action/end -->';
const START = /^<!-- gpu-cli\/run-action\/section (\S+) (\d{1,15})(?: ([\w+/=]+))? -->$/;
const ACTIONS_BOT = 'github-actions[bot]';
/**
 * Puts the section of this job into the one comment of its workflow. GitHub has no conditional write: another job that read
 * before us may write after us. So read back after a pause, and write again if our section is gone.
 */
async function upsertComment(octokit, wish, clock) {
    const { owner, repo } = wish;
    const own = {
        job: nameOf(wish.job),
        run: Number(wish.runId) || 0,
        row: wish.row,
        text: settle(wish.section),
    };
    let mine;
    for (let writes = 0;; writes++) {
        const [oldest, ...spare] = await commentsOf(octokit, wish, mine);
        const there = [oldest, ...spare].flatMap((comment) => (comment === undefined ? [] : parse(comment.body)));
        const shown = there.find(({ job }) => job === own.job);
        if (writes === 0 && wish.onlyIfThere && shown === undefined)
            return;
        if (there.some(({ run }) => run > own.run && run - own.run < PLAUSIBLE_RUNS))
            return;
        const body = bodyOf(wish, there, own);
        const same = oldest !== undefined && sameSection(oldest.body, body, own.job);
        if (same && spare.length === 0)
            return;
        if (writes === WRITES)
            throw new Error('other jobs keep writing over the same comment');
        if (oldest === undefined && writes === 0 && wish.crowd > 1) {
            // One of the jobs that end together makes the comment, and the others find it.
            await clock.sleep(clock.random() * Math.min(SPREAD_LIMIT_MS, SPREAD_PER_JOB_MS * wish.crowd));
            const found = await commentsOf(octokit, wish, mine);
            if (found.length > 0)
                continue;
        }
        if (oldest === undefined) {
            const { data } = await octokit.rest.issues.createComment({ owner, repo, issue_number: wish.issue, body });
            mine = { id: data.id, body };
        }
        else {
            await unlessGone(octokit.rest.issues.updateComment({ owner, repo, comment_id: oldest.id, body }));
            for (const { id } of spare)
                await unlessGone(octokit.rest.issues.deleteComment({ owner, repo, comment_id: id }));
        }
        await clock.sleep(PAUSE_MS + clock.random() * PAUSE_MS * 2 ** writes);
    }
}
/** The comments of this workflow that this token's own identity wrote, the oldest first. */
async function commentsOf(octokit, wish, mine) {
    const { owner, repo, issue } = wish;
    const all = await octokit.paginate(octokit.rest.issues.listComments, {
        owner,
        repo,
        issue_number: issue,
        per_page: 100,
    });
    const marked = all
        .map(({ id, node_id: node, body, user }) => ({
        id,
        node,
        body: (body ?? '').replace(/\r\n?/g, '\n'),
        login: user?.login ?? '',
        userId: user?.id ?? 0,
    }))
        .filter(({ body }) => body.startsWith(`${markerOf(wish.workflow)}\n`));
    const ours = [...(await writtenByUs(octokit, marked))];
    // A list may lag behind a write.
    if (mine !== undefined && !ours.some(({ id }) => id === mine.id)) {
        const found = await unlessGone(octokit.rest.issues.getComment({ owner, repo, comment_id: mine.id }));
        if (found !== null)
            ours.push({ id: mine.id, body: found.data.body ?? '' });
    }
    return ours.sort((a, b) => a.id - b.id);
}
/**
 * A token with write permission could edit anyone's comment, and anyone can type our marker. GraphQL knows each kind of token;
 * where a server refuses it, `GET /user` knows people, and what is left is the token of a workflow.
 */
async function writtenByUs(octokit, comments) {
    const ours = [];
    for (let from = 0; from < comments.length; from += 100) {
        const some = comments.slice(from, from + 100);
        const query = `query ($ids: [ID!]!) { nodes(ids: $ids) { ... on IssueComment { viewerDidAuthor } } }`;
        const ids = some.map(({ node }) => node);
        const answer = await unlessRefused(octokit.graphql(query, { ids }));
        if (Array.isArray(answer?.nodes)) {
            ours.push(...some.filter((_, index) => answer.nodes?.[index]?.viewerDidAuthor === true));
            continue;
        }
        const user = await unlessRefused(octokit.rest.users.getAuthenticated());
        ours.push(...some.filter(({ userId, login }) => (user ? userId === user.data.id : login === ACTIONS_BOT)));
    }
    return ours;
}
const unlessGone = (request) => unless(request, [404, 410]);
const unlessRefused = (request) => unless(request, [200, 400, 403, 404, 405, 410]);
async function unless(request, statuses) {
    try {
        return await request;
    }
    catch (error) {
        // A refused query is an answer of status 200 with errors.
        const status = error instanceof Error && error.name === 'GraphqlResponseError' ? 200 : statusOf(error);
        if (statuses.includes(status))
            return null;
        throw error;
    }
}
/** The sections of a comment. A later one of the same job counts. */
function parse(body) {
    const found = [];
    let head = null;
    let text = [];
    for (const line of body.split('\n')) {
        const start = START.exec(line);
        if (start !== null) {
            head = start;
            text = [];
        }
        else if (head !== null && line === END) {
            found.push({ job: head[1] ?? '', run: Number(head[2]), row: head[3] ?? '', text: settle(text.join('\n')) });
            head = null;
        }
        else
            text.push(line);
    }
    return found;
}
/** The comment with our section in place. Sections of earlier runs go: they speak of another commit. */
function bodyOf({ workflow, runUrl, headSha, crowd }, there, own) {
    const others = new Map();
    for (const section of there)
        if (section.run === own.run && section.job !== own.job && !others.has(section.job))
            others.set(section.job, section);
    const sections = [...others.values(), own]
        .map((section) => ({ ...section, shown: readRow(section.row) }))
        .sort((a, b) => compareJobs(a.shown, b.shown) || Number(a.job > b.job) - Number(a.job < b.job));
    const rows = sections.flatMap(({ shown }) => (shown === undefined ? [] : [shown]));
    const head = { workflow, runUrl, commit: headSha, expected: crowd };
    const render = (text) => [
        markerOf(workflow),
        ...(rows.length > 1 || crowd > 1 ? [jobTable(rows, head)] : []),
        ...grouped(sections.map((section) => ({
            block: blockOf(section.job === own.job ? { ...section, text } : section),
            isGood: section.shown?.isGood === true,
        }))),
    ].join('\n\n');
    const whole = render(own.text);
    if (whole.length <= BODY_LIMIT)
        return whole;
    const link = /^https?:\/\/[^\s()<>]{1,500}$/.test(runUrl) ? `, [the rest is in the run](${runUrl})` : '';
    const cut = render(cutAtLine(own.text, BODY_LIMIT - render('').length, `… shortened${link}`));
    if (cut.length > BODY_LIMIT)
        throw new Error('more jobs report than one comment can hold');
    return cut;
}
/** Of many jobs only those that failed have a line of their own. */
const MANY = 8;
function grouped(blocks) {
    const good = blocks.filter(({ isGood }) => isGood).map(({ block }) => block);
    if (good.length <= MANY)
        return blocks.map(({ block }) => block);
    const rest = blocks.filter(({ isGood }) => !isGood).map(({ block }) => block);
    return [...rest, `<details><summary>${good.length} jobs that succeeded</summary>`, ...good, '</details>'];
}
function blockOf({ job, run, row, text }) {
    return `<!-- gpu-cli/run-action/section ${job} ${run}${row === '' ? '' : ` ${row}`} -->\n\n${text}\n\n${END}`;
}
/** Whether a comment shows our section as the body that we would write. */
function sameSection(shown, wished, job) {
    const of = (body) => parse(body).filter((section) => section.job === job);
    const [a, second] = of(shown);
    const [b] = of(wished);
    return second === undefined && a?.run === b?.run && a?.row === b?.row && a?.text === b?.text;
}
function markerOf(workflow) {
    return `<!-- gpu-cli/run-action:${nameOf(workflow)} -->`;
}
/** A name as one word that cannot end an HTML comment. */
function nameOf(value) {
    const word = encodeURIComponent(value.toWellFormed()).replace(/--+|-$/g, (text) => '%2D'.repeat(text.length));
    return word === '' ? '_' : word.slice(0, 300);
}

;// CONCATENATED MODULE: ./build/src/hosts/github/publish.js





const COMMENT_ROOM = 60_000;
/** Of each job in a matrix: its row in the table and its markers. */
const ROW_ROOM = 600;
/** Reports never hold the job for longer than this, all calls and waits together. */
const BUDGET_MS = 90_000;
/** Comment and check, as the wish says. Returns notices for people; throws nothing, since reports never decide a run. */
async function publishToGitHub(report, wish, world) {
    const { context, token } = world;
    const over = new AbortController();
    const end = () => over.abort();
    const timer = setTimeout(end, world.budgetMs ?? BUDGET_MS);
    if (wish.over?.aborted === true)
        end();
    wish.over?.addEventListener('abort', end);
    const { signal } = over;
    const clock = { ...world.clock, sleep: (ms) => world.clock.sleep(ms, signal) };
    const notices = [];
    const attempt = async (what, needs, work) => {
        const notice = (why) => notices.push(`The ${what} could not be written: ${why.replace(/\.$/, '')}. The job summary holds the report.`);
        if (token === '') {
            notice(`it needs \`github-token\` with \`${needs}\``);
            return;
        }
        try {
            // The packages wait for limits and retries without looking at the signal.
            await Promise.race([work(openOctokit({ ...world, signal })), aborted(signal)]);
        }
        catch (error) {
            notice(reasonOf(error, needs, context.secretsWithheld));
        }
    };
    try {
        if (wish.check)
            await attempt('check run', NEEDS_CHECK, (octokit) => check(octokit, report, context));
        const { pullRequest } = context;
        const bad = isBad(report);
        if (wish.comment === 'never' || report.status === 'skipped')
            return notices;
        if (pullRequest !== null) {
            // A green run says nothing new, but a red section of an earlier run must not stay.
            const onlyIfThere = wish.comment === 'on-failure' && !bad;
            await attempt('pull request comment', NEEDS_COMMENT, (octokit) => upsertComment(octokit, { ...addressOf(report, context), issue: pullRequest, onlyIfThere }, clock));
        }
        else if (wish.comment === 'always' || bad)
            notices.push(noPullRequest(context));
        return notices;
    }
    finally {
        clearTimeout(timer);
        wish.over?.removeEventListener('abort', end);
    }
}
function aborted(signal) {
    return new Promise((_, reject) => {
        const refuse = () => reject(new DOMException('aborted', 'AbortError'));
        if (signal.aborted)
            refuse();
        else
            signal.addEventListener('abort', refuse, { once: true });
    });
}
/** Worth a comment that was asked for on failure. Whoever cancels a run knows that it was cancelled. */
function isBad({ status }) {
    return status === 'failed' || status === 'timed-out';
}
function check(octokit, report, context) {
    const { headSha, runId, runAttempt, runUrl: detailsUrl } = context;
    const externalId = `gpu-cli/run-action ${runId}.${runAttempt} ${legOf(report, context)}`;
    return upsertCheck(octokit, report, { ...repoOf(context), headSha, externalId, detailsUrl, ...(0,comment/* renderCheck */.d)(report) });
}
function addressOf(report, context) {
    const { workflow, runId, runUrl, headSha, matrixSize } = context;
    // The jobs of a matrix share one comment: each takes its part of the room, so that none has to be cut afterwards.
    const maxBytes = Math.floor(COMMENT_ROOM / Math.max(2, matrixSize)) - ROW_ROOM;
    const section = (0,comment/* renderSection */.Y)(report, { maxBytes, folded: matrixSize > 1 });
    const job = legOf(report, context);
    return {
        ...repoOf(context),
        workflow,
        job,
        runId,
        runUrl,
        headSha,
        section,
        row: rowWord(report),
        crowd: matrixSize,
    };
}
function repoOf({ repository }) {
    const [owner = '', repo = ''] = repository.split('/');
    return { owner, repo };
}
/** Two steps of one job are told apart by the step, also where they have one label; it is the same in each re-run. */
function legOf(report, { job, leg, step }) {
    return [job, leg, report.label, step]
        .filter((part, index, all) => part !== '' && all.indexOf(part) === index)
        .join(' / ');
}
function noPullRequest({ event }) {
    const where = event === '' ? 'This run' : `The event \`${event}\``;
    return `${where} names no pull request, so there is none to comment on; the job summary holds the report.`;
}


/***/ }),

/***/ 9036:
/***/ ((__unused_webpack_module, __webpack_exports__, __webpack_require__) => {

/* harmony export */ __webpack_require__.d(__webpack_exports__, {
/* harmony export */   Y: () => (/* binding */ renderSection),
/* harmony export */   d: () => (/* binding */ renderCheck)
/* harmony export */ });
/* harmony import */ var _attempts_js__WEBPACK_IMPORTED_MODULE_0__ = __webpack_require__(3723);
/* harmony import */ var _escape_js__WEBPACK_IMPORTED_MODULE_1__ = __webpack_require__(8606);
/* harmony import */ var _facts_js__WEBPACK_IMPORTED_MODULE_2__ = __webpack_require__(9226);
/* harmony import */ var _summary_js__WEBPACK_IMPORTED_MODULE_3__ = __webpack_require__(6687);
/* harmony import */ var _words_js__WEBPACK_IMPORTED_MODULE_4__ = __webpack_require__(9108);





/** What a page shows that GitHub limits to 65,535 characters. */
const SHORT = { logLines: 30, reportBytes: 16_000, metrics: 15 };
const NONE = { logLines: 0, reportBytes: 0, metrics: 5 };
const CHECK_BYTES = 65_000;
const SECTION_BYTES = 30_000;
/**
 * The section of one job in the comment of a pull request: what must be seen, the rest folded. It closes whatever it opens, so that
 * sections can follow each other. The most complete of several versions is used that fits.
 */
function renderSection(report, { maxBytes = SECTION_BYTES, folded = false } = {}) {
    const title = `${(0,_words_js__WEBPACK_IMPORTED_MODULE_4__/* .signOf */ .rL)(report)} <b>${(0,_escape_js__WEBPACK_IMPORTED_MODULE_1__/* .html */ .qy)(report.label, 120) || 'GPU run'}</b> · ${(0,_words_js__WEBPACK_IMPORTED_MODULE_4__/* .verdict */ .WJ)(report)}`;
    const page = (...parts) => folded ? (0,_escape_js__WEBPACK_IMPORTED_MODULE_1__/* .details */ .zH)(title, (0,_escape_js__WEBPACK_IMPORTED_MODULE_1__/* .joined */ .oR)(parts), !(0,_words_js__WEBPACK_IMPORTED_MODULE_4__/* .isGood */ .Kg)(report)) : (0,_escape_js__WEBPACK_IMPORTED_MODULE_1__/* .joined */ .oR)([(0,_summary_js__WEBPACK_IMPORTED_MODULE_3__.headline)(report, 3), ...parts]);
    const more = '<p><sub>The job summary has the rest.</sub></p>';
    const versions = [
        () => page(sectionOf(report, SHORT)),
        () => page(sectionOf(report, NONE), more),
        () => page((0,_summary_js__WEBPACK_IMPORTED_MODULE_3__.leftoverAlert)(report), gist(report), more),
        () => page(more),
        () => '',
    ];
    return firstThatFits(versions, maxBytes);
}
/** Title and summary of a check run. */
function renderCheck(report) {
    const versions = [SHORT, NONE].map((limits) => () => (0,_summary_js__WEBPACK_IMPORTED_MODULE_3__.renderSummary)(report, limits, '').trimEnd());
    return { title: (0,_words_js__WEBPACK_IMPORTED_MODULE_4__/* .verdict */ .WJ)(report), summary: firstThatFits(versions, CHECK_BYTES) };
}
function firstThatFits(versions, maxBytes) {
    let text = '';
    for (const version of versions) {
        text = `${version()}\n`;
        if ((0,_summary_js__WEBPACK_IMPORTED_MODULE_3__.byteLength)(text) <= maxBytes)
            break;
    }
    return text;
}
function sectionOf(report, limits) {
    const inside = (0,_escape_js__WEBPACK_IMPORTED_MODULE_1__/* .joined */ .oR)([
        (0,_facts_js__WEBPACK_IMPORTED_MODULE_2__.factsTable)(report, (0,_words_js__WEBPACK_IMPORTED_MODULE_4__/* .isGood */ .Kg)(report) ? ['Where the time went', 'GPU use'] : ['What happened', 'What to do']),
        (0,_words_js__WEBPACK_IMPORTED_MODULE_4__/* .isGood */ .Kg)(report) ? '' : (0,_summary_js__WEBPACK_IMPORTED_MODULE_3__.logPart)(report, limits.logLines),
        (0,_summary_js__WEBPACK_IMPORTED_MODULE_3__.noticesPart)(report.notices),
        (0,_summary_js__WEBPACK_IMPORTED_MODULE_3__.ownReport)(report, limits.reportBytes, { inComment: true }),
        (0,_attempts_js__WEBPACK_IMPORTED_MODULE_0__/* .attemptsPart */ ._)(report),
        (0,_summary_js__WEBPACK_IMPORTED_MODULE_3__.subLine)(report),
    ]);
    return (0,_escape_js__WEBPACK_IMPORTED_MODULE_1__/* .joined */ .oR)([
        (0,_summary_js__WEBPACK_IMPORTED_MODULE_3__.leftoverAlert)(report),
        gist(report),
        (0,_summary_js__WEBPACK_IMPORTED_MODULE_3__.adviceAlert)(report.advice),
        (0,_summary_js__WEBPACK_IMPORTED_MODULE_3__.metricsTable)(report.metrics, limits.metrics),
        (0,_escape_js__WEBPACK_IMPORTED_MODULE_1__/* .details */ .zH)((0,_words_js__WEBPACK_IMPORTED_MODULE_4__/* .isGood */ .Kg)(report) ? 'Details' : 'Log and details', inside),
    ]);
}
/** One line that answers in a comment what the table answers in the summary. */
function gist(report) {
    const lines = (0,_words_js__WEBPACK_IMPORTED_MODULE_4__/* .isGood */ .Kg)(report)
        ? [(0,_facts_js__WEBPACK_IMPORTED_MODULE_2__.timeRow)(report), report.telemetry === null ? '' : (0,_facts_js__WEBPACK_IMPORTED_MODULE_2__.useRow)(report.telemetry)]
        : [(0,_facts_js__WEBPACK_IMPORTED_MODULE_2__.happened)(report), (0,_escape_js__WEBPACK_IMPORTED_MODULE_1__/* .htmlWithCode */ .VK)((0,_words_js__WEBPACK_IMPORTED_MODULE_4__/* .whatToDo */ .H6)(report), 600)];
    const shown = lines.filter((line) => line !== '');
    return shown.length === 0 ? '' : `<p>${shown.join('<br>')}</p>`;
}


/***/ })

};
;