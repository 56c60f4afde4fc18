"use strict";
exports.id = 292;
exports.ids = [292,951];
exports.modules = {

/***/ 1951:
/***/ ((__unused_webpack_module, __webpack_exports__, __webpack_require__) => {

/* harmony export */ __webpack_require__.d(__webpack_exports__, {
/* harmony export */   verify: () => (/* binding */ verify)
/* harmony export */ });
/* harmony import */ var node_crypto__WEBPACK_IMPORTED_MODULE_0__ = __webpack_require__(7598);
/* harmony import */ var node_crypto__WEBPACK_IMPORTED_MODULE_0___default = /*#__PURE__*/__webpack_require__.n(node_crypto__WEBPACK_IMPORTED_MODULE_0__);
/* harmony import */ var node_fs__WEBPACK_IMPORTED_MODULE_1__ = __webpack_require__(3024);
/* harmony import */ var node_fs__WEBPACK_IMPORTED_MODULE_1___default = /*#__PURE__*/__webpack_require__.n(node_fs__WEBPACK_IMPORTED_MODULE_1__);
/* harmony import */ var node_stream_promises__WEBPACK_IMPORTED_MODULE_2__ = __webpack_require__(6466);
/* harmony import */ var node_stream_promises__WEBPACK_IMPORTED_MODULE_2___default = /*#__PURE__*/__webpack_require__.n(node_stream_promises__WEBPACK_IMPORTED_MODULE_2__);
/* harmony import */ var _core_errors_js__WEBPACK_IMPORTED_MODULE_3__ = __webpack_require__(9597);




/** @throws UserError when a digest is pinned and the file has another one. */
async function verify(file, wanted, input) {
    if (wanted === '')
        return;
    const hash = (0,node_crypto__WEBPACK_IMPORTED_MODULE_0__.createHash)('sha256');
    await (0,node_stream_promises__WEBPACK_IMPORTED_MODULE_2__.pipeline)((0,node_fs__WEBPACK_IMPORTED_MODULE_1__.createReadStream)(file), hash);
    const found = hash.digest('hex');
    if (found !== wanted) {
        throw new _core_errors_js__WEBPACK_IMPORTED_MODULE_3__/* .UserError */ .y(`\`${input}\` pins ${wanted}, but ${file} has ${found}; it was not run.`, 'Find out why it changed before you pin the new digest.');
    }
}


/***/ }),

/***/ 9292:
/***/ ((__unused_webpack_module, __webpack_exports__, __webpack_require__) => {


// EXPORTS
__webpack_require__.d(__webpack_exports__, {
  installFresh: () => (/* binding */ installFresh)
});

// EXTERNAL MODULE: external "node:crypto"
var external_node_crypto_ = __webpack_require__(7598);
// EXTERNAL MODULE: external "node:fs/promises"
var promises_ = __webpack_require__(1455);
// EXTERNAL MODULE: external "node:path"
var external_node_path_ = __webpack_require__(6760);
// EXTERNAL MODULE: ./build/src/core/errors.js
var errors = __webpack_require__(9597);
// EXTERNAL MODULE: ./build/src/core/rules.js
var rules = __webpack_require__(4955);
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

// EXTERNAL MODULE: ./build/src/gpu/digest.js
var digest = __webpack_require__(1951);
// EXTERNAL MODULE: ./build/src/gpu/environment.js
var environment = __webpack_require__(1138);
// EXTERNAL MODULE: ./build/src/gpu/find.js
var find = __webpack_require__(2896);
// EXTERNAL MODULE: ./build/src/gpu/process.js
var gpu_process = __webpack_require__(5070);
;// CONCATENATED MODULE: ./build/src/gpu/install-script.js










const INSTALL_MS = 5 * 60_000;
const DOWNLOAD_MS = 30_000;
const DOWNLOAD_TRIES = 4;
/** @returns the folder that holds the CLI now. */
async function installFresh(wish, world) {
    const work = (0,external_node_path_.join)(world.tempDir, `gpu-ci-install-${(0,external_node_crypto_.randomUUID)()}`);
    await (0,promises_.mkdir)(work, { recursive: true, mode: 0o700 });
    try {
        const script = (0,external_node_path_.join)(work, 'install.sh');
        await download(wish.installUrl, script, world);
        await (0,digest.verify)(script, wish.installSha256, 'install-sha256');
        const shown = (0,rules/* shownAddress */.Uk)(wish.installUrl);
        world.info(`Installing GPU CLI (${wish.cliVersion}) with ${shown}`);
        // A home of its own: the script writes where it likes without a step beside ours seeing half of it.
        const env = {
            ...(0,environment/* childEnv */.g)(world.env, ''),
            HOME: work,
            ...(wish.cliVersion === 'latest' ? {} : { GPU_CLI_VERSION: wish.cliVersion }),
        };
        const ended = await (0,gpu_process/* capture */.Fg)('sh', [script], { env, cwd: work, timeoutMs: INSTALL_MS, signal: world.signal });
        const bin = (0,find/* firstExecutable */.Ng)([(0,find/* installedFolder */.Zi)(env)], world.platform);
        if (ended.code !== 0 || bin === '') {
            const how = ended.code === 0
                ? `it left no ${(0,find/* programName */.kX)(world.platform)} in ~/.gpu-cli/bin`
                : `it ended with ${[(0,gpu_process/* endOf */.pJ)(ended), (0,gpu_process/* lastLine */.fM)(ended.stderr)].filter(Boolean).join(': ')}`;
            throw new errors/* UserError */.y(`GPU CLI could not be installed with ${shown}: ${how}.`, 'Check that address, or put `gpu` on PATH before this step.', { class: 'infra' });
        }
        await (0,digest.verify)(bin, wish.cliSha256, 'cli-sha256');
        const version = await (0,find/* versionOf */.E4)(bin, world);
        if (wish.cliVersion !== 'latest' && !(0,find/* matches */.cK)(version, wish.cliVersion)) {
            throw new errors/* UserError */.y(`GPU CLI ${version || '(no version)'} was installed, but \`cli-version\` wants ${wish.cliVersion}.`, 'Use `latest`, or an install script of that version in `install-url`.');
        }
        return await keep(bin, version, wish, world);
    }
    finally {
        await (0,promises_.rm)(work, { recursive: true, force: true });
    }
}
/**
 * Puts the program into the tool cache in one rename, so that legs side by side on one machine never see half of it: the first
 * one wins, the others use what it put there. (`cacheDir` of tool-cache removes the folder first and then copies.)
 */
async function keep(bin, version, wish, world) {
    const parent = (0,external_node_path_.join)((0,find/* cacheOf */.w7)(wish, world), version || '0.0.0');
    const dir = (0,external_node_path_.join)(parent, process.arch);
    const fresh = (0,external_node_path_.join)(parent, `.${process.arch}-${(0,external_node_crypto_.randomUUID)()}`);
    await (0,promises_.mkdir)(parent, { recursive: true });
    // The program may need what lies beside it: a daemon, libraries.
    await (0,promises_.cp)((0,external_node_path_.dirname)((0,external_node_path_.dirname)(bin)), fresh, { recursive: true, dereference: true });
    try {
        await (0,promises_.rename)(fresh, dir);
    }
    catch (error) {
        await (0,promises_.rm)(fresh, { recursive: true, force: true });
        if ((0,find/* firstExecutable */.Ng)([(0,find/* binOf */.jU)(dir)], world.platform) === '')
            throw new errors/* UserError */.y(`GPU CLI could not be put into ${dir}: ${(0,errors/* sentenceOf */.$)(error)}.`, 'Make the tool cache writable.', { class: 'infra' });
        await (0,digest.verify)((0,external_node_path_.join)((0,find/* binOf */.jU)(dir), (0,find/* programName */.kX)(world.platform)), wish.cliSha256, 'cli-sha256');
    }
    await (0,promises_.writeFile)(`${dir}.complete`, '');
    return dir;
}
/** Tries that wait longer each time; what another try cannot change is not tried again. */
async function download(url, to, { clock, signal }) {
    let why = '';
    for (let n = 1; n <= DOWNLOAD_TRIES && !signal.aborted; n++) {
        try {
            const headers = { 'user-agent': 'gpu-cli-run-action' };
            const { status, body } = await exchange(url, { headers, timeoutMs: DOWNLOAD_MS, signal });
            why = status === 200 ? noScript(body) : `HTTP ${status}`;
            if (why === '') {
                await (0,promises_.writeFile)(to, body);
                return;
            }
            if (status < 500 && status !== 408 && status !== 429)
                break;
        }
        catch (error) {
            why = (0,errors/* sentenceOf */.$)(error);
        }
        if (n < DOWNLOAD_TRIES)
            await clock.sleep(2 ** n * 500 * (0.5 + clock.random()), signal);
    }
    throw new errors/* UserError */.y(`The install script could not be fetched from ${(0,rules/* shownAddress */.Uk)(url)} (${why}).`, 'Check `install-url` and the network of the runner.', { class: 'infra' });
}
/** Why a body cannot be a script, '' where it can: pages of proxies and sign-ins come with a good status too. */
function noScript(body) {
    const head = body.toString('utf8', 0, 1_024).trim();
    if (head === '')
        return 'the answer is empty';
    return head.startsWith('<') ? 'the answer is a page and no script' : '';
}


/***/ })

};
;