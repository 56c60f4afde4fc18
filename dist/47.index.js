"use strict";
exports.id = 47;
exports.ids = [47];
exports.modules = {

/***/ 7371:
/***/ ((__unused_webpack_module, __webpack_exports__, __webpack_require__) => {

/* harmony export */ __webpack_require__.d(__webpack_exports__, {
/* harmony export */   $l: () => (/* binding */ gib),
/* harmony export */   CW: () => (/* binding */ sayMoney),
/* harmony export */   F_: () => (/* binding */ sayPercent),
/* harmony export */   LS: () => (/* binding */ plural),
/* harmony export */   QS: () => (/* binding */ sayEstimate),
/* harmony export */   h0: () => (/* binding */ short),
/* harmony export */   yg: () => (/* binding */ sayMetric),
/* harmony export */   yo: () => (/* binding */ sayEnergy)
/* harmony export */ });
/* unused harmony export sayBytes */
/** Numbers as people say them. */
/** `$1.11`, `$0.04`, `less than $0.01`, `$1,234`. */
function sayMoney(usd) {
    if (!Number.isFinite(usd))
        return '?';
    if (usd === 0)
        return '$0';
    if (usd < 0.005)
        return 'less than $0.01';
    return usd >= 1_000 ? `$${grouped(Math.round(usd))}` : `$${usd.toFixed(2)}`;
}
/** `about $1.11`, `under $0.01`: what was worked out and not billed. */
function sayEstimate(usd) {
    return usd > 0 && usd < 0.005 ? 'under $0.01' : `about ${sayMoney(usd)}`;
}
/** `10.3`, `79.6`, `141`, `0.4`: GiB of MiB, without the unit. */
function gib(mib) {
    return short(mib / 1_024);
}
/** `98 %`, `0.4 %`. */
function sayPercent(percent) {
    return `${percent > 0 && percent < 1 ? percent.toFixed(1) : String(Math.round(percent))} %`;
}
/** `0.09 kWh`, `41 Wh`. */
function sayEnergy(kwh) {
    return kwh < 0.1 ? `${short(kwh * 1_000)} Wh` : `${short(kwh)} kWh`;
}
function sayBytes(bytes) {
    if (bytes < 1_000)
        return `${bytes} bytes`;
    return bytes < 1_000_000 ? `${Math.round(bytes / 1_000)} kB` : `${short(bytes / 1_000_000)} MB`;
}
/** At most three digits that count: `0.09`, `5.5`, `73.1`, `141`, `12,345`. */
function short(value) {
    const size = Math.abs(value);
    if (size >= 100)
        return grouped(Math.round(value));
    return String(Number(value.toFixed(size >= 1 ? 1 : 2)));
}
/** A metric: up to five digits that count, powers of ten only where nothing else is readable. */
function sayMetric(value) {
    const size = Math.abs(value);
    if (size !== 0 && (size < 1e-4 || size >= 1e9))
        return value.toExponential(2).replace('e+', 'e');
    return size >= 1_000 ? grouped(Number(value.toFixed(1))) : String(Number(value.toPrecision(4)));
}
function plural(count, one) {
    return `${grouped(count)} ${one}${count === 1 ? '' : 's'}`;
}
function grouped(value) {
    const [whole = '', fraction] = String(value).split('.');
    const spaced = whole.replace(/\B(?=(\d{3})+$)/g, ',');
    return fraction === undefined ? spaced : `${spaced}.${fraction}`;
}


/***/ }),

/***/ 9569:
/***/ ((__unused_webpack_module, __webpack_exports__, __webpack_require__) => {


// EXPORTS
__webpack_require__.d(__webpack_exports__, {
  publishToGitHub: () => (/* binding */ publishToGitHub)
});

// EXTERNAL MODULE: ./build/src/core/errors.js
var errors = __webpack_require__(9597);
// EXTERNAL MODULE: ./build/src/core/render/budget.js
var budget = __webpack_require__(4296);
// EXTERNAL MODULE: ./build/src/core/render/comment.js
var comment = __webpack_require__(7260);
// EXTERNAL MODULE: ./build/src/core/render/summary.js
var summary = __webpack_require__(7361);
;// CONCATENATED MODULE: ./build/src/core/render/check.js



function renderCheck(report) {
    // The page of a check has the title above and the label beside it.
    return { title: (0,comment/* renderTitle */.zF)(report), summary: (0,summary.renderSummary)(report, budget/* CHECK_CHARS */.B_, '') };
}

// EXTERNAL MODULE: ./build/src/http.js + 1 modules
var http = __webpack_require__(4622);
;// CONCATENATED MODULE: ./build/src/hosts/github/wire.js

/** An answer that is a refusal. */
class Refusal extends Error {
    name = 'Refusal';
    response;
    constructor(message, { status, headers }) {
        super(message);
        this.response = { status, headers };
    }
}
/** GraphQL answers 200 to a query that it refuses. */
class GraphqlRefusal extends Error {
    name = 'GraphqlRefusal';
}
/** The wire to GitHub, or to the GitHub Enterprise Server that `baseUrl` (`GITHUB_API_URL`) names. */
function openWire(token, baseUrl) {
    const base = (baseUrl === '' ? 'https://api.github.com' : baseUrl).replace(/\/+$/, '');
    const send = async (method, url, body, timeoutMs, signal) => {
        const reply = await (0,http/* exchange */.c)(url, {
            method,
            headers: {
                accept: 'application/vnd.github+json',
                authorization: `token ${token}`,
                'user-agent': 'gpu-cli-run-action',
                ...(body === undefined ? {} : { 'content-type': 'application/json; charset=utf-8' }),
            },
            ...(body === undefined ? {} : { body: JSON.stringify(body) }),
            timeoutMs,
            ...(signal === undefined ? {} : { signal }),
        });
        const answer = { status: reply.status, headers: reply.headers, data: dataOf(reply) };
        if (reply.status >= 300)
            throw new Refusal(wordsOf(answer), answer);
        return answer;
    };
    return {
        rest(route, parameters, timeoutMs, signal) {
            const { method, path, rest } = filled(route, parameters);
            const inQuery = method === 'GET' || method === 'HEAD';
            const query = inQuery && Object.keys(rest).length > 0 ? `?${new URLSearchParams(textsOf(rest)).toString()}` : '';
            const body = inQuery || Object.keys(rest).length === 0 ? undefined : rest;
            return send(method, `${base}${path}${query}`, body, timeoutMs, signal);
        },
        async graphql(query, variables, timeoutMs, signal) {
            // On GitHub Enterprise Server GraphQL stands beside the REST API, not below it.
            const url = `${base.replace(/\/api\/v3$/, '/api')}/graphql`;
            const { data } = await send('POST', url, { query, variables }, timeoutMs, signal);
            const { errors } = fieldsOf(data);
            if (Array.isArray(errors) && errors.length > 0) {
                const { message } = fieldsOf(errors[0]);
                throw new GraphqlRefusal(typeof message === 'string' ? message : 'it refused the query');
            }
            return fieldsOf(data)['data'];
        },
    };
}
/** `GET /repos/{owner}/{repo}/…` with its parameters in place; what is left over is the query or the body. */
function filled(route, parameters) {
    const [method = '', template = ''] = route.split(' ');
    const used = new Set();
    const path = template.replace(/\{(\w+)\}/g, (_, name) => {
        used.add(name);
        return encodeURIComponent(String(parameters[name]));
    });
    return { method, path, rest: Object.fromEntries(Object.entries(parameters).filter(([name]) => !used.has(name))) };
}
const textsOf = (values) => Object.fromEntries(Object.entries(values).map(([name, value]) => [name, String(value)]));
function dataOf({ headers, body }) {
    const text = body.toString('utf8');
    if (!/\bjson\b/i.test(headers['content-type'] ?? ''))
        return text;
    try {
        return JSON.parse(text);
    }
    catch {
        // A proxy's page under a wrong name: its status still tells.
        return text;
    }
}
function wordsOf({ status, data }) {
    const { message, errors } = fieldsOf(data);
    if (typeof message !== 'string')
        return `HTTP ${status}`;
    return Array.isArray(errors) ? `${message}: ${errors.map((error) => JSON.stringify(error)).join(', ')}` : message;
}
const fieldsOf = (value) => typeof value === 'object' && value !== null ? value : {};

;// CONCATENATED MODULE: ./build/src/hosts/github/fault.js

class ApiFault extends Error {
    name = 'ApiFault';
    trouble;
    retry;
    constructor(trouble, retry = { kind: 'never' }, options) {
        super(trouble.kind === 'other' ? trouble.message : trouble.kind, options);
        this.trouble = trouble;
        this.retry = retry;
    }
}
const SOON_TRIES = 5;
const LIMIT_FLOOR_MS = 60_000;
/** The fact behind whatever the wire threw. `needs` is the permission that the request rests on. */
function faultOf(error, needs, nowMs) {
    if (error instanceof ApiFault)
        return error;
    const cause = { cause: error };
    const refused = refusedOf(error);
    if (error instanceof GraphqlRefusal) {
        return new ApiFault({ kind: 'other', message: `GitHub answered: ${oneLine(error)}` }, { kind: 'never' }, cause);
    }
    if (refused === null) {
        return new ApiFault({ kind: 'other', message: `GitHub cannot be reached: ${oneLine(error)}` }, { kind: 'soon' }, cause);
    }
    const { status, message } = refused;
    const other = { kind: 'other', message: `GitHub answered ${status}: ${message}` };
    if (isLimit(refused))
        return new ApiFault(other, { kind: 'limited', waitMs: askedWait(refused, nowMs) }, cause);
    if (status >= 500)
        return new ApiFault(other, { kind: 'soon' }, cause);
    const never = { kind: 'never' };
    if (status === 401)
        return new ApiFault({ kind: 'auth' }, never, cause);
    if (status === 404 || status === 410)
        return new ApiFault({ kind: 'gone' }, never, cause);
    if (status === 403 && /not accessible|must have|permission/i.test(message)) {
        return new ApiFault({ kind: 'permission', missing: needs }, never, cause);
    }
    return new ApiFault(other, never, cause);
}
/**
 * How long to wait before the next try, null where there is none. Limits: `retry-after`, else the reset of a spent quota,
 * else a minute that doubles; a little chance on top, so that the legs of a matrix do not come back as one.
 */
function waitBefore(tries, retry, clock) {
    switch (retry.kind) {
        case 'never':
            return null;
        case 'soon':
            return tries >= SOON_TRIES ? null : 500 + clock.random() * 1000 * 2 ** (tries - 1);
        case 'limited': {
            const least = retry.waitMs ?? LIMIT_FLOOR_MS * 2 ** (tries - 1);
            return least + clock.random() * Math.min(2000, 0.1 * least);
        }
    }
}
function refusedOf(error) {
    if (typeof error !== 'object' || error === null || !('response' in error))
        return null;
    const response = error.response;
    if (typeof response !== 'object' || response === null || !('status' in response))
        return null;
    const headers = 'headers' in response && typeof response.headers === 'object' ? response.headers : {};
    return { status: Number(response.status), headers: { ...headers }, message: oneLine(error) };
}
function isLimit({ status, headers, message }) {
    if (status === 429)
        return true;
    if (status !== 403)
        return false;
    return 'retry-after' in headers || headers['x-ratelimit-remaining'] === '0' || /rate limit|abuse/i.test(message);
}
function askedWait({ headers }, nowMs) {
    const after = seconds(headers['retry-after']);
    if (after !== null)
        return after * 1000;
    // The reset time stands in every answer; it means something only where the quota is spent.
    if (headers['x-ratelimit-remaining'] !== '0')
        return null;
    const reset = seconds(headers['x-ratelimit-reset']);
    return reset === null ? null : Math.max(1000, reset * 1000 - nowMs);
}
function seconds(value) {
    return typeof value === 'string' && /^\d+$/.test(value) ? Number(value) : null;
}
function oneLine(error) {
    const text = error instanceof Error ? error.message : String(error);
    // GitHub appends the address of its documentation; a notice for people is better without.
    return text.replace(/\n.*/s, '').replace(/ - https:\/\/\S+$/, '');
}

;// CONCATENATED MODULE: ./build/src/hosts/github/api.js

const BUDGET_MS = 90_000;
const REQUEST_TIMEOUT_MS = 15_000;
function openApi(wire, clock, options = {}) {
    const { over } = options;
    const deadline = clock.elapsed() + (options.budgetMs ?? BUDGET_MS);
    const remainingMs = () => (over?.aborted === true ? 0 : deadline - clock.elapsed());
    const timeout = () => {
        const left = remainingMs();
        if (left <= 0)
            throw new ApiFault({ kind: 'other', message: 'the time set aside for reports is used up' });
        return Math.max(1, Math.min(options.requestTimeoutMs ?? REQUEST_TIMEOUT_MS, left));
    };
    const once = async (needs, request) => {
        const timeoutMs = timeout();
        try {
            return await request(timeoutMs);
        }
        catch (error) {
            throw faultOf(error, needs, clock.now());
        }
    };
    return {
        rest: (route, parameters, needs) => once(needs, (ms) => wire.rest(route, parameters, ms, over)),
        graphql: (query, variables, needs) => once(needs, (ms) => wire.graphql(query, variables, ms, over)),
        remainingMs,
        async retrying(work) {
            for (let tries = 1;; tries++) {
                try {
                    return await work();
                }
                catch (error) {
                    if (!(error instanceof ApiFault))
                        throw error;
                    const wait = waitBefore(tries, error.retry, clock);
                    if (wait === null)
                        throw error;
                    if (wait >= remainingMs())
                        throw tooLong(error, wait);
                    await clock.sleep(wait);
                }
            }
        },
    };
}
function tooLong(fault, waitMs) {
    if (fault.retry.kind !== 'limited')
        return fault;
    const message = `GitHub limits the rate of requests and asks to wait ${Math.ceil(waitMs / 1000)} s, longer than a report may take`;
    return new ApiFault({ kind: 'other', message }, { kind: 'never' }, { cause: fault });
}
/** `owner/name` as the parameters of a route. */
function ownerAndRepo(repository) {
    const slash = repository.indexOf('/');
    return { owner: repository.slice(0, Math.max(0, slash)), repo: repository.slice(slash + 1) };
}
/** A field of an answer, undefined where the answer has another shape than documented. */
function field(data, name) {
    if (typeof data !== 'object' || data === null)
        return undefined;
    return data[name];
}

;// CONCATENATED MODULE: ./build/src/hosts/github/authorship.js


const NEEDS_COMMENT = 'pull-requests: write';
const DID_AUTHOR = `query ($ids: [ID!]!) { nodes(ids: $ids) { ... on IssueComment { viewerDidAuthor } } }`;
const ACTIONS_BOT = 'github-actions[bot]';
/**
 * The comments that this token's own identity wrote. A token with write permission could edit anyone's, and anyone can type our
 * marker, so this decides what we touch. Asked of GitHub in the order of certainty:
 *
 * 1. `viewerDidAuthor`, which knows every kind of token; the login of an app is written differently in the two APIs, so
 *    names are not compared.
 * 2. `GET /user`, for servers that refuse GraphQL; only tokens of people may ask that.
 * 3. Otherwise this is an app's token: the author that a workflow's own token has.
 */
async function writtenByUs(api, comments) {
    if (comments.length === 0)
        return [];
    const asked = comments.slice(0, 100);
    const answered = await unlessRefused(api.graphql(DID_AUTHOR, { ids: asked.map(({ node }) => node) }, NEEDS_COMMENT));
    const nodes = field(answered, 'nodes');
    if (Array.isArray(nodes))
        return asked.filter((_, index) => field(nodes[index], 'viewerDidAuthor') === true);
    const user = await unlessRefused(api.rest('GET /user', {}, NEEDS_COMMENT));
    const id = field(user?.data, 'id');
    return asked.filter((comment) => (typeof id === 'number' ? comment.userId === id : comment.login === ACTIONS_BOT));
}
/** The answer; undefined where this server or token has none. What waiting cures, or nothing cures, is thrown. */
async function unlessRefused(request) {
    try {
        return await request;
    }
    catch (error) {
        if (error instanceof ApiFault && error.retry.kind === 'never' && error.trouble.kind !== 'auth')
            return undefined;
        throw error;
    }
}
function commentOf(data) {
    const text = (value) => (typeof value === 'string' ? value : '');
    const user = field(data, 'user'); // null once the account is gone
    return {
        id: Number(field(data, 'id')),
        node: text(field(data, 'node_id')),
        body: text(field(data, 'body')),
        login: text(field(user, 'login')),
        userId: Number(field(user, 'id')),
    };
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
 * A finished check run on the head commit, named as the run is labelled. Only apps may make one; a workflow's own token is an
 * app's. GitHub may list it below any workflow of that commit.
 */
async function upsertCheck(api, report, wish) {
    const repo = ownerAndRepo(wish.repository);
    const name = headline(report.label) || 'GPU run';
    const body = {
        ...repo,
        name,
        external_id: headline(wish.externalId),
        status: 'completed',
        conclusion: CONCLUSIONS[report.status],
        output: { title: headline(wish.title) || name, summary: summaryOf(wish.summary, wish.detailsUrl) },
        ...(wish.detailsUrl === '' ? {} : { details_url: wish.detailsUrl }),
        ...(report.startedAt === '' ? {} : { started_at: report.startedAt }),
        ...(report.endedAt === '' ? {} : { completed_at: report.endedAt }),
    };
    return api.retrying(async () => {
        const list = 'GET /repos/{owner}/{repo}/commits/{ref}/check-runs';
        const query = { ...repo, ref: wish.headSha, check_name: name, per_page: 100 };
        const runs = field((await api.rest(list, query, NEEDS_CHECK)).data, 'check_runs');
        const listed = Array.isArray(runs) ? runs : [];
        const former = listed.find((run) => field(run, 'external_id') === body.external_id);
        if (former === undefined) {
            await api.rest('POST /repos/{owner}/{repo}/check-runs', { ...body, head_sha: wish.headSha }, NEEDS_CHECK);
            return 'created';
        }
        const id = { check_run_id: field(former, 'id') };
        await api.rest('PATCH /repos/{owner}/{repo}/check-runs/{check_run_id}', { ...body, ...id }, NEEDS_CHECK);
        return 'updated';
    });
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

// EXTERNAL MODULE: external "node:crypto"
var external_node_crypto_ = __webpack_require__(7598);
;// CONCATENATED MODULE: ./build/src/hosts/github/sections.js


/** GitHub refuses a longer body. Counted in UTF-16 units, which are never fewer than its characters. */
const BODY_LIMIT = 65_536;
const END = '<!-- gpu-cli/run-action/end -->';
const START = /^<!-- gpu-cli\/run-action\/section (\S+) (\d{1,20})\.(\d{1,9}) (\d{1,15})( cut)? -->$/;
const NAME_LIMIT = 96;
/** The first line of the comment with this key. */
function markerOf(key) {
    return `<!-- gpu-cli/run-action:${nameOf(key)} -->`;
}
function sectionOf(leg, run, attempt, at, text) {
    const runId = /^\d{1,20}$/.test(run) ? run.replace(/^0+(?=\d)/, '') : '0';
    return { leg: nameOf(leg), run: runId, attempt: whole(attempt), at: whole(at), cut: false, text: settle(text) };
}
/** The sections of a comment's body; null where it is not the comment with this key. Anything between sections is dropped. */
function parse(body, key) {
    const lines = body.replace(/\r\n?/g, '\n').split('\n');
    if (lines[0] !== markerOf(key))
        return null;
    const found = [];
    let head = null;
    let text = [];
    for (const line of lines) {
        const start = START.exec(line);
        if (start !== null) {
            head = start;
            text = [];
        }
        else if (head !== null && line === END) {
            const [, leg = '', run = '', attempt, at, cut] = head;
            const named = { leg, run, attempt: Number(attempt), at: Number(at) };
            found.push({ ...named, cut: cut !== undefined, text: settle(text.join('\n')) });
            head = null;
        }
        else
            text.push(line);
    }
    return join(found, []);
}
/**
 * Everything that both know, newest run only, each leg's newest section: the least upper bound. It does not matter in which
 * order or how often legs join, so nobody's section is lost as long as someone remembers it.
 */
function join(a, b) {
    const all = [...a, ...b];
    const newest = all.reduce((run, section) => (compareRuns(section.run, run) > 0 ? section.run : run), '0');
    const legs = new Map();
    for (const section of all) {
        if (section.run !== newest)
            continue;
        const known = legs.get(section.leg);
        if (known === undefined || compare(section, known) > 0)
            legs.set(section.leg, section);
    }
    const order = new Intl.Collator('en', { numeric: true });
    return [...legs.values()].sort((x, y) => order.compare(readable(x.leg), readable(y.leg)) || (x.leg < y.leg ? -1 : x.leg > y.leg ? 1 : 0));
}
/** A comment that shows `shown` tells all of `known`, and nothing else. */
function tells(shown, known) {
    return (shown.length === known.length &&
        known.every((section, index) => {
            const other = shown[index];
            return other?.leg === section.leg && sameVersion(other, section) && (other.cut || other.text === section.text);
        }));
}
function sameVersion(a, b) {
    return a.run === b.run && a.attempt === b.attempt && a.at === b.at;
}
/** The body of the comment; null where not even the markers of so many legs fit. `link` leads to the whole report. */
function render(key, sections, link) {
    const whole = bodyOf(key, sections, link);
    if (whole.length <= BODY_LIMIT)
        return whole;
    const frame = bodyOf(key, sections.map((section) => ({ ...section, cut: true, text: '' })), link);
    const room = BODY_LIMIT - frame.length;
    if (room < 0)
        return null;
    const share = fairShare(sections.map(({ text }) => text.length), room);
    const note = `… shortened, [the rest is in the run](${target(link)})`;
    return bodyOf(key, sections.map((section) => shorten(section, share, note)), link);
}
/** The largest length such that texts cut to it fit into `room` together: the longest give way first. */
function fairShare(lengths, room) {
    let left = room;
    const sorted = lengths.toSorted((a, b) => a - b);
    for (const [index, length] of sorted.entries()) {
        const share = Math.floor(left / (sorted.length - index));
        if (length > share)
            return share;
        left -= length;
    }
    return Number.POSITIVE_INFINITY;
}
function shorten(section, share, note) {
    if (section.text.length <= share)
        return section;
    return { ...section, cut: true, text: cutAtLine(section.text, share, note) };
}
function bodyOf(key, sections, link) {
    const parts = [markerOf(key)];
    const cut = sections.some((section) => section.cut);
    if (cut)
        parts.push(`> Some sections are shortened to fit into a comment; [the run](${target(link)}) shows all of them.`);
    for (const { leg, run, attempt, at, cut: shortened, text } of sections) {
        const start = `<!-- gpu-cli/run-action/section ${leg} ${run}.${attempt} ${at}${shortened ? ' cut' : ''} -->`;
        parts.push(`${start}\n\n${text}\n\n${END}`);
    }
    return parts.join('\n\n');
}
function target(link) {
    return /^https?:\/\/[^\s()<>]{1,500}$/.test(link) ? link : '#';
}
/** A key or leg as one word of a marker. Long ones keep their beginning, for order, and a digest, for identity. */
function nameOf(value) {
    const word = encode(value);
    if (word.length <= NAME_LIMIT)
        return word === '' ? '_' : word;
    const digest = (0,external_node_crypto_.createHash)('sha256').update(value.toWellFormed()).digest('hex').slice(0, 16);
    return `${word.slice(0, NAME_LIMIT - 17).replace(/%[0-9A-F]?$/, '')}~${digest}`;
}
function encode(value) {
    return encodeURIComponent(value.toWellFormed()).replace(/--+|-$|~/g, (text) => text === '~' ? '%7E' : '%2D'.repeat(text.length));
}
function readable(leg) {
    try {
        return decodeURIComponent(leg);
    }
    catch {
        return leg; // a name that was shortened in the middle of a character
    }
}
function compare(a, b) {
    const age = compareRuns(a.run, b.run) || a.attempt - b.attempt || a.at - b.at || Number(b.cut) - Number(a.cut);
    return age || a.text.length - b.text.length || (a.text < b.text ? -1 : a.text > b.text ? 1 : 0);
}
/** Run ids grow over all of GitHub: the greater one began later. */
function compareRuns(a, b) {
    return a.length - b.length || (a < b ? -1 : a > b ? 1 : 0);
}
function whole(value) {
    return Number.isFinite(value) ? Math.max(0, Math.floor(value)) : 0;
}

;// CONCATENATED MODULE: ./build/src/hosts/github/comment.js




const PAGE = 100;
const PAUSE_MS = 1000;
const PAUSE_LIMIT_MS = 12_000;
const SPREAD_PER_LEG_MS = 400;
const SPREAD_LIMIT_MS = 12_000;
/**
 * Puts this leg's section into the one comment of its workflow. GitHub has no conditional write, so a leg that read before
 * us may write after us and take our section away. Therefore: read, join, write, pause longer than such a write takes, read
 * again, and be content only when the comment tells all that we have seen, our own section and everyone else's.
 */
async function upsertComment(api, wish, clock) {
    const store = commentStore(api, wish);
    let done = 'unchanged';
    let known = [];
    let place;
    let spread = (wish.crowd ?? 0) > 1;
    let own = sectionOf(wish.leg.id, wish.leg.runId, wish.leg.runAttempt, clock.now(), wish.section);
    /** One unit of work, repeated as a whole: whatever is written rests on a fresh read. True when there is nothing left to do. */
    const round = async () => {
        place ??= await store.locate();
        const body = place.primary === undefined ? '' : await store.read(place.primary.id);
        if (body === null) {
            place = undefined; // deleted, by a person or as the spare of another: look again
            return false;
        }
        const shown = parse(body, wish.key) ?? [];
        const spare = place.spare.flatMap((comment) => parse(comment.body, wish.key) ?? []);
        const there = join(join(known, shown), spare);
        if (known.length === 0) {
            own = continuing(own, there);
            if (wish.onlyIfThere === true && !there.some(({ leg }) => leg === own.leg))
                return true;
            if (there.some(({ run }) => compareRuns(run, own.run) > 0))
                return true; // a newer run has the word
        }
        known = join(there, [own]);
        if (place.primary !== undefined && tells(shown, known)) {
            for (const comment of place.spare)
                await store.remove(comment.id);
            return true;
        }
        const text = render(wish.key, known, wish.leg.runUrl);
        if (text === null)
            throw new ApiFault({ kind: 'other', message: 'more legs report than one comment can hold' });
        if (place.primary !== undefined) {
            await store.update(place.primary.id, text);
            if (done === 'unchanged')
                done = 'updated';
            return false;
        }
        place = undefined; // whatever comes of it, look again: others may be making one too
        if (spread) {
            spread = false;
            await clock.sleep(clock.random() * Math.min(SPREAD_LIMIT_MS, SPREAD_PER_LEG_MS * (wish.crowd ?? 0)));
        }
        else {
            await store.create(text);
            done = 'created';
        }
        return false;
    };
    for (let n = 0; !(await api.retrying(round)); n++) {
        const pause = PAUSE_MS + clock.random() * Math.min(PAUSE_LIMIT_MS, PAUSE_MS * 2 ** n);
        if (pause >= api.remainingMs()) {
            throw new ApiFault({ kind: 'other', message: 'other jobs keep writing over the same comment' });
        }
        await clock.sleep(pause);
    }
    return done;
}
/** The same words of the same attempt are no news; new words are newer than the old, whatever the clocks say. */
function continuing(own, there) {
    const former = there.find(({ leg, run, attempt }) => leg === own.leg && run === own.run && attempt === own.attempt);
    if (former === undefined)
        return own;
    return { ...own, at: former.text === own.text ? former.at : Math.max(own.at, former.at + 1) };
}
function commentStore(api, { repository, issue, key }) {
    const repo = ownerAndRepo(repository);
    const rest = (route, parameters) => api.rest(route, { ...repo, ...parameters }, NEEDS_COMMENT);
    const ours = new Set();
    let made;
    const get = async (id) => {
        const answer = await unlessGone(rest('GET /repos/{owner}/{repo}/issues/comments/{comment_id}', { comment_id: id }));
        return answer === null ? null : commentOf(answer.data);
    };
    return {
        async locate() {
            const found = [];
            for (let page = 1, more = true; more; page++) {
                const parameters = { issue_number: issue, per_page: PAGE, page };
                const { data, headers } = await rest('GET /repos/{owner}/{repo}/issues/{issue_number}/comments', parameters);
                const listed = Array.isArray(data) ? data.map(commentOf) : [];
                found.push(...listed.filter(({ body }) => parse(body, key) !== null));
                more = listed.length > 0 && typeof headers['link'] === 'string' && headers['link'].includes('rel="next"');
            }
            // A list may lag behind a write; the comment itself is asked for, rather than made twice.
            const unlisted = made === undefined || found.some(({ id }) => id === made) ? null : await get(made);
            if (unlisted !== null)
                found.push(unlisted);
            const strangers = found.filter(({ id }) => !ours.has(id));
            for (const { id } of await writtenByUs(api, strangers))
                ours.add(id);
            const [primary, ...spare] = found.filter(({ id }) => ours.has(id)).sort((a, b) => a.id - b.id);
            return { primary, spare };
        },
        async read(id) {
            return (await get(id))?.body ?? null;
        },
        async create(body) {
            const route = 'POST /repos/{owner}/{repo}/issues/{issue_number}/comments';
            made = commentOf((await rest(route, { issue_number: issue, body })).data).id;
            ours.add(made);
        },
        async update(id, body) {
            await unlessGone(rest('PATCH /repos/{owner}/{repo}/issues/comments/{comment_id}', { comment_id: id, body }));
        },
        async remove(id) {
            await unlessGone(rest('DELETE /repos/{owner}/{repo}/issues/comments/{comment_id}', { comment_id: id }));
        },
    };
}
async function unlessGone(request) {
    try {
        return await request;
    }
    catch (error) {
        if (error instanceof ApiFault && error.trouble.kind === 'gone')
            return null;
        throw error;
    }
}

;// CONCATENATED MODULE: ./build/src/hosts/github/publish.js









const COMMENT_ROOM = 60_000;
/** Comment and check, as the wish says. Returns notices for people; throws nothing, since reports never decide a run. */
async function publishToGitHub(report, wish, world) {
    const { context, token, apiUrl, limits } = world;
    // No wait outlasts the time that there is.
    const clock = { ...world.clock, sleep: (ms) => world.clock.sleep(ms, limits?.over) };
    const notices = [];
    let opened;
    const open = () => (opened ??= openApi(openWire(token, apiUrl), clock, limits ?? {}));
    const attempt = async (what, needs, work) => {
        try {
            if (token === '')
                throw new ApiFault({ kind: 'other', message: `it needs \`github-token\` with \`${needs}\`` });
            await work(open());
        }
        catch (error) {
            notices.push(noticeOf(what, error, context));
        }
    };
    if (wish.check)
        await attempt('check run', NEEDS_CHECK, (api) => check(api, report, context));
    const { pullRequest } = context;
    const bad = isBad(report);
    if (wish.comment === 'never' || report.status === 'skipped')
        return notices;
    if (pullRequest !== null) {
        // A green run says nothing new, but a stale red section must not stand.
        const onlyIfThere = wish.comment === 'on-failure' && !bad;
        await attempt('pull request comment', NEEDS_COMMENT, (api) => upsertComment(api, { ...addressOf(report, context), issue: pullRequest, onlyIfThere }, clock));
    }
    else if (wish.comment === 'always' || bad)
        notices.push(noPullRequest(context));
    return notices;
}
/** Worth a comment that was asked for on failure. Whoever cancels a run knows that it was cancelled. */
function isBad({ status }) {
    return status === 'failed' || status === 'timed-out';
}
function check(api, report, context) {
    const { repository, headSha, runId, runAttempt, runUrl: detailsUrl } = context;
    const externalId = `gpu-cli/run-action ${runId}.${runAttempt} ${legOf(report, context)}`;
    return upsertCheck(api, report, { repository, headSha, externalId, detailsUrl, ...renderCheck(report) });
}
function addressOf(report, context) {
    const { repository, workflow, runId, runAttempt, runUrl, matrixSize } = context;
    const leg = { id: legOf(report, context), runId, runAttempt, runUrl };
    // The legs of a matrix share one comment: each takes its part of the room, so that none has to be cut afterwards.
    const section = (0,comment/* renderSection */.YN)(report, Math.floor(COMMENT_ROOM / Math.max(2, matrixSize)));
    return { repository, key: workflow, leg, section, crowd: matrixSize };
}
/** Two steps of one job are told apart by the step, also where they have one label; it is the same in each re-run. */
function legOf(report, { job, leg, step }) {
    return [job, leg, report.label, step]
        .filter((part, index, all) => part !== '' && all.indexOf(part) === index)
        .join(' / ');
}
function noPullRequest({ event }) {
    const where = event === '' ? 'This run' : `The event \`${event}\``;
    return `${where} has no pull request, so there is none to comment on; the job summary holds the report.`;
}
function noticeOf(what, error, context) {
    const why = error instanceof ApiFault ? reasonOf(error.trouble, context) : (0,errors/* sentenceOf */.$)(error);
    return `The ${what} could not be written: ${why.replace(/\.$/, '')}. The job summary holds the report.`;
}
function reasonOf(trouble, { secretsWithheld }) {
    switch (trouble.kind) {
        case 'permission': {
            const missing = `\`github-token\` lacks the permission \`${trouble.missing}\``;
            if (secretsWithheld !== '')
                return `${missing}, which GitHub does not give here (${secretsWithheld})`;
            return `${missing}. Add it under \`permissions:\` of the job or the workflow`;
        }
        case 'auth':
            return 'GitHub refused `github-token`; it is wrong or has expired';
        case 'gone':
            return 'GitHub does not find it: it is gone, or `github-token` may not see this repository';
        case 'other':
            return trouble.message;
    }
}


/***/ }),

/***/ 4622:
/***/ ((__unused_webpack_module, __webpack_exports__, __webpack_require__) => {


// EXPORTS
__webpack_require__.d(__webpack_exports__, {
  c: () => (/* binding */ exchange)
});

// EXTERNAL MODULE: external "node:http"
var external_node_http_ = __webpack_require__(7067);
// EXTERNAL MODULE: external "node:https"
var external_node_https_ = __webpack_require__(4708);
// EXTERNAL MODULE: external "node:tls"
var external_node_tls_ = __webpack_require__(1692);
;// CONCATENATED MODULE: ./build/node_modules/@actions/http-client/lib/proxy.js
function getProxyUrl(reqUrl) {
    const usingSsl = reqUrl.protocol === 'https:';
    if (checkBypass(reqUrl)) {
        return undefined;
    }
    const proxyVar = (() => {
        if (usingSsl) {
            return process.env['https_proxy'] || process.env['HTTPS_PROXY'];
        }
        else {
            return process.env['http_proxy'] || process.env['HTTP_PROXY'];
        }
    })();
    if (proxyVar) {
        try {
            return new DecodedURL(proxyVar);
        }
        catch (_a) {
            if (!proxyVar.startsWith('http://') && !proxyVar.startsWith('https://'))
                return new DecodedURL(`http://${proxyVar}`);
        }
    }
    else {
        return undefined;
    }
}
function checkBypass(reqUrl) {
    if (!reqUrl.hostname) {
        return false;
    }
    const reqHost = reqUrl.hostname;
    if (isLoopbackAddress(reqHost)) {
        return true;
    }
    const noProxy = process.env['no_proxy'] || process.env['NO_PROXY'] || '';
    if (!noProxy) {
        return false;
    }
    // Determine the request port
    let reqPort;
    if (reqUrl.port) {
        reqPort = Number(reqUrl.port);
    }
    else if (reqUrl.protocol === 'http:') {
        reqPort = 80;
    }
    else if (reqUrl.protocol === 'https:') {
        reqPort = 443;
    }
    // Format the request hostname and hostname with port
    const upperReqHosts = [reqUrl.hostname.toUpperCase()];
    if (typeof reqPort === 'number') {
        upperReqHosts.push(`${upperReqHosts[0]}:${reqPort}`);
    }
    // Compare request host against noproxy
    for (const upperNoProxyItem of noProxy
        .split(',')
        .map(x => x.trim().toUpperCase())
        .filter(x => x)) {
        if (upperNoProxyItem === '*' ||
            upperReqHosts.some(x => x === upperNoProxyItem ||
                x.endsWith(`.${upperNoProxyItem}`) ||
                (upperNoProxyItem.startsWith('.') &&
                    x.endsWith(`${upperNoProxyItem}`)))) {
            return true;
        }
    }
    return false;
}
function isLoopbackAddress(host) {
    const hostLower = host.toLowerCase();
    return (hostLower === 'localhost' ||
        hostLower.startsWith('127.') ||
        hostLower.startsWith('[::1]') ||
        hostLower.startsWith('[0:0:0:0:0:0:0:1]'));
}
class DecodedURL extends URL {
    constructor(url, base) {
        super(url, base);
        this._decodedUsername = decodeURIComponent(super.username);
        this._decodedPassword = decodeURIComponent(super.password);
    }
    get username() {
        return this._decodedUsername;
    }
    get password() {
        return this._decodedPassword;
    }
}
//# sourceMappingURL=proxy.js.map
;// CONCATENATED MODULE: ./build/src/http.js




const MOST_REDIRECTS = 10;
/** More than any answer that we ask for; a server that never ends must not fill the memory. */
const MOST_BYTES = 32 * 1024 * 1024;
const REDIRECTS = new Set([301, 302, 303, 307, 308]);
/**
 * One exchange over HTTP, through the proxy that the environment names by the toolkit's own rules (`https_proxy`, `no_proxy`).
 * Node's `fetch` knows no proxy before Node 24, and the toolkit's client brings all of undici along for it.
 * Rejects where no answer came; a status of 500 is an answer.
 */
async function exchange(url, ask) {
    const timeout = AbortSignal.timeout(ask.timeoutMs);
    const signal = ask.signal === undefined ? timeout : AbortSignal.any([timeout, ask.signal]);
    try {
        return await redirected(new URL(url), { ...ask, signal });
    }
    catch (error) {
        if (timeout.aborted)
            throw new Error(`no answer within ${ask.timeoutMs / 1_000} s`, { cause: error });
        throw error;
    }
}
async function redirected(from, ask) {
    let at = from;
    let headers = { ...ask.headers };
    for (let redirects = 0;; redirects++) {
        const reply = await once(at, { ...ask, headers });
        const { location: to } = reply.headers;
        const followed = REDIRECTS.has(reply.status) && (reply.status >= 307 || (ask.method ?? 'GET') === 'GET');
        if (!followed || to === undefined)
            return reply;
        if (redirects === MOST_REDIRECTS)
            throw new Error(`${from.origin}${from.pathname} redirects more than ${MOST_REDIRECTS} times`);
        const next = new URL(to, at);
        if (at.protocol === 'https:' && next.protocol !== 'https:')
            throw new Error(`${at.origin} redirects to ${next.origin}, which is not encrypted`);
        // What one server may know is no business of another.
        if (next.host !== at.host)
            headers = withoutCredentials(headers);
        at = next;
    }
}
function withoutCredentials(headers) {
    return Object.fromEntries(Object.entries(headers).filter(([name]) => !/^(authorization|cookie)$/i.test(name)));
}
async function once(url, ask) {
    const secure = url.protocol === 'https:';
    if (!secure && url.protocol !== 'http:')
        throw new Error(`${url.protocol} is no protocol of the web`);
    const proxy = getProxyUrl(url);
    const length = ask.body === undefined ? {} : { 'content-length': String(Buffer.byteLength(ask.body)) };
    const options = {
        method: ask.method ?? 'GET',
        headers: { ...ask.headers, ...length },
        signal: ask.signal,
    };
    if (proxy === undefined)
        return sent((secure ? external_node_https_.request : external_node_http_.request)(url, options), ask.body);
    if (!secure) {
        const headers = { ...ask.headers, ...length, host: url.host, ...proxyAuthorization(proxy) };
        return sent(toProxy(proxy, { ...options, headers, path: url.href }), ask.body);
    }
    const socket = await tunnel(proxy, url, ask.signal);
    const createConnection = () => (0,external_node_tls_.connect)({ socket, servername: hostIn(url) });
    return sent((0,external_node_https_.request)(url, { ...options, createConnection }), ask.body).finally(() => socket.destroy());
}
/** A line through the proxy to the server, on which the two of us encrypt. */
function tunnel(proxy, to, signal) {
    return new Promise((resolve, reject) => {
        const path = `${to.hostname}:${to.port || '443'}`;
        const headers = { host: path, ...proxyAuthorization(proxy) };
        toProxy(proxy, { method: 'CONNECT', path, headers, signal, agent: false })
            .on('connect', ({ statusCode }, socket) => {
            if (statusCode === 200) {
                resolve(socket);
                return;
            }
            socket.destroy();
            reject(new Error(`the proxy ${proxy.host} answered ${statusCode} when asked for ${path}`));
        })
            .on('error', reject)
            .end();
    });
}
function toProxy(proxy, options) {
    const secure = proxy.protocol === 'https:';
    const port = proxy.port || (secure ? 443 : 80);
    return (secure ? external_node_https_.request : external_node_http_.request)({ ...options, host: hostIn(proxy), port });
}
/** Without the brackets of an IPv6 address. */
const hostIn = ({ hostname }) => hostname.replace(/^\[|\]$/g, '');
function proxyAuthorization({ username, password }) {
    if (username === '' && password === '')
        return {};
    return { 'proxy-authorization': `Basic ${Buffer.from(`${username}:${password}`).toString('base64')}` };
}
function sent(request, body) {
    return new Promise((resolve, reject) => {
        const closed = () => reject(new Error('the server closed the connection before its answer was complete'));
        // Without a listener Node closes an upgraded connection without any event of an answer.
        request.on('upgrade', (answer, socket) => {
            socket.destroy();
            reject(new Error(`the server switched protocols (HTTP ${answer.statusCode})`));
        });
        request.on('error', reject).on('close', closed);
        request.on('response', (answer) => {
            request.off('close', closed);
            const chunks = [];
            let bytes = 0;
            answer
                .on('error', reject)
                .on('close', closed)
                .on('data', (chunk) => {
                bytes += chunk.length;
                if (bytes <= MOST_BYTES)
                    chunks.push(chunk);
                else
                    request.destroy(new Error(`the answer is longer than ${MOST_BYTES / 1024 / 1024} MiB`));
            })
                .on('end', () => resolve({ status: Number(answer.statusCode), headers: answer.headers, body: Buffer.concat(chunks) }));
        });
        request.end(body);
    });
}


/***/ })

};
;