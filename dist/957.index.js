"use strict";
exports.id = 957;
exports.ids = [957];
exports.modules = {

/***/ 1370:
/***/ ((__unused_webpack_module, __webpack_exports__, __webpack_require__) => {

/* harmony export */ __webpack_require__.d(__webpack_exports__, {
/* harmony export */   P: () => (/* binding */ causeIn),
/* harmony export */   U: () => (/* binding */ findOutOfMemory)
/* harmony export */ });
/** What launchers, loggers and test runners put before a line: rank, process, level, time, source. */
const PREFIX = new RegExp([
    String.raw `\[?(?:rank ?)?\d+(?:,\d+)?\]?(?:<std\w+>)?:\s?`,
    String.raw `\[(?:[a-z][\w.-]*|\d+)\]:?\s`,
    String.raw `\([\w.:/@-]+(?: (?:pid|ip|rank)=[^)\s]+)*(?:, [^)]{1,60})?\)\s`,
    String.raw `(?:CRITICAL|FATAL|ERROR|WARNING|INFO)(?: \d\d-\d\d)?(?: \d\d:\d\d:\d\d\S*)?(?: \[[^\]]{1,80}\])\s`,
    String.raw `\[?\d{4}-\d\d-\d\d[T ]\d\d:\d\d:\d\d[.,\d]*Z?(?:[+-]\d\d:?\d\d)?\]?(?: ?[|\[-] ?| )(?:[\w.:]+(?: ?[|\]-] | ))?`,
    String.raw `ERROR:[\w.]+:`,
    String.raw `\|\s`,
].join('|'), 'y');
const NAME = String.raw `(?:[A-Za-z_$][\w$]*(?:\.|::))*(?:[A-Z][\w$]*)?(?:Error|Exception|Failure|Interrupt|Exit|Fault)`;
const EXCEPTION = new RegExp(String.raw `^(?:Uncaught |Caused by: |\[|Exception in thread "[^"]{1,80}" |ERROR: )?${NAME}(?: \[[\w$]+\])?:\s*\S`);
const BARE = new RegExp(String.raw `^${NAME}$`);
const CRASH = /^(?:thread '[^']{1,60}' panicked at |panic: |fatal error: \S|Fatal Python error: )/;
/** An error line of a program that prints no exception. */
const MESSAGE = /^(?:\S{1,80}: )?(?:error|fatal|ERROR|FATAL): \S|: (?:command not found|No such file or directory|Permission denied)$|^(?:Segmentation fault|Bus error|Killed|Aborted|Illegal instruction)\b|^terminate called|^\s+what\(\): /;
/** Errors that only report that something else failed. */
const SYMPTOM = /CalledProcessError|ChildFailedError|ProcessExitedException|ProcessRaisedException|non-zero exit (?:status|code)|SystemExit|KeyboardInterrupt|BrokenPipeError|ConnectionResetError|DistBackendError|DistNetworkError|See root cause above|NCCL|Engine(?:Dead| ?[Cc]ore)/;
const IGNORED = /^(?:Exception ignored (?:in|on)\b|--- Logging error ---)/;
function causeIn(log) {
    let cause;
    let symptom;
    let isTraceback = false;
    let isIgnored = false;
    let before = '';
    for (const [at, whole] of log.split('\n').entries()) {
        const line = withoutPrefix(whole.slice(0, 4_000));
        const pytest = /^E {3,}(\S.*)/.exec(line)?.[1];
        const text = pytest ?? line;
        const isIndented = /^\s/.test(text);
        const isEnd = isTraceback && !isIndented && text !== '';
        const isBare = BARE.test(text) && /^\s/.test(before);
        const isFirst = pytest !== undefined && !/^E {3,}/.test(before);
        if (IGNORED.test(text))
            isIgnored = true;
        else if (/^Traceback \(most recent call last\)/.test(text))
            isTraceback = true;
        else if (isEnd || isBare || isFirst || EXCEPTION.test(text) || CRASH.test(text)) {
            const found = { line: text.trim(), at, isFinal: !SYMPTOM.test(text) };
            if (isIgnored)
                isIgnored = false;
            else if (found.isFinal)
                cause = found;
            else
                symptom = found;
            isTraceback = false;
        }
        else if (MESSAGE.test(text))
            symptom = { line: text.trim(), at, isFinal: false };
        before = line;
    }
    return cause ?? symptom;
}
function withoutPrefix(line) {
    let at = 0;
    for (let parts = 0; parts < 4; parts++) {
        PREFIX.lastIndex = at;
        const match = PREFIX.exec(line);
        if (match === null || match[0] === '')
            break;
        at += match[0].length;
    }
    return line.slice(at);
}
/**
 * The lines of frameworks when the device has no memory left: PyTorch, TensorFlow, JAX/XLA, CuPy, the CUDA runtime and driver, llama.cpp.
 * Host memory (`MemoryError`, `Killed`) is another matter and not matched.
 */
const ERRORS = [
    /(torch(?:\.cuda)?\.OutOfMemoryError|OutOfMemoryError|RuntimeError): (?:CUDA|HIP) out of memory/,
    /(cupy\.cuda\.memory\.OutOfMemoryError): Out of memory allocating/,
    /(RESOURCE_EXHAUSTED): (?:Out of memory|Failed to allocate|OOM)/,
    /(ResourceExhaustedError)|OOM when allocating tensor/,
    /(CUDA_ERROR_OUT_OF_MEMORY)/,
    /(cudaErrorMemoryAllocation)/,
    /(cudaMalloc) failed: out of memory/,
    /(CUDA (?:runtime )?error):? .*out of memory/i,
    /(CUDA out of memory)/,
];
/** Links the tracebacks of one exception that was raised while another one was handled. */
const CHAIN = /^(?:During handling of the above exception|The above exception was the direct cause)/m;
/** Finds the last such error of a log, unless the program survived it and failed with another one. The caller knows that the run failed. */
function findOutOfMemory(log) {
    const lines = log.split('\n');
    for (const [at, whole] of [...lines.entries()].reverse()) {
        const line = whole.slice(0, 4_000);
        const match = ERRORS.map((pattern) => pattern.exec(line)).find((found) => found !== null);
        if (match == null)
            continue;
        const cause = causeIn(log);
        const between = lines.slice(at, cause?.at).join('\n');
        if (cause !== undefined && cause.isFinal && cause.at > at && !CHAIN.test(between))
            return undefined;
        const text = [line, ...lines.slice(at + 1, at + 4)].join(' ').slice(0, 6_000);
        return { error: match[1] ?? match[0], ...sizesOf(text) };
    }
    return undefined;
}
const SIZE = String.raw `([\d.,]+) ?(bytes|[KMGT]i?B)`;
const WANTED = new RegExp(String.raw `(?:tried to allocate|trying to allocate|allocating|failed to allocate|allocate) (?:buffer of size )?${SIZE}`, 'i');
const TOTAL = new RegExp(String.raw `total capacity of ${SIZE}|${SIZE} total capacity`, 'i');
const FREE = new RegExp(String.raw `of which ${SIZE} is free|${SIZE} free`, 'i');
function sizesOf(text) {
    return { wantedGib: sizeIn(WANTED, text), totalGib: sizeIn(TOTAL, text), freeGib: sizeIn(FREE, text) };
}
const UNIT_GIB = {
    bytes: 2 ** -30,
    kib: 2 ** -20,
    kb: 2 ** -20,
    mib: 2 ** -10,
    mb: 2 ** -10,
    gib: 1,
    gb: 1,
    tib: 1_024,
    tb: 1_024,
};
function sizeIn(pattern, text) {
    const [number, unit] = (pattern.exec(text) ?? []).slice(1).filter(Boolean);
    if (number === undefined || unit === undefined)
        return null;
    const value = Number(number.replace(/,/g, '').replace(/\.$/, '')) * Number(UNIT_GIB[unit.toLowerCase()]);
    return Number.isFinite(value) ? Math.round(value * 100) / 100 : null;
}


/***/ }),

/***/ 8606:
/***/ ((__unused_webpack_module, __webpack_exports__, __webpack_require__) => {

/* harmony export */ __webpack_require__.d(__webpack_exports__, {
/* harmony export */   Dr: () => (/* binding */ markdownWithCode),
/* harmony export */   EU: () => (/* binding */ fence),
/* harmony export */   Hn: () => (/* binding */ cell),
/* harmony export */   TN: () => (/* binding */ oneLine),
/* harmony export */   VK: () => (/* binding */ htmlWithCode),
/* harmony export */   _b: () => (/* binding */ mermaidLabel),
/* harmony export */   aY: () => (/* binding */ code),
/* harmony export */   oR: () => (/* binding */ joined),
/* harmony export */   qy: () => (/* binding */ html),
/* harmony export */   uH: () => (/* binding */ clean),
/* harmony export */   wD: () => (/* binding */ markdown),
/* harmony export */   y1: () => (/* binding */ unlink),
/* harmony export */   zH: () => (/* binding */ details)
/* harmony export */ });
/* unused harmony export fencedSpan */
/**
 * Foreign text made harmless for the place it goes to. Backslashes and entities keep Markdown and HTML from meaning anything;
 * a zero-width space keeps GitHub from making a mention or a reference of what is left, for those filters read the finished page.
 */
const ZWSP = '\u200B';
/** Controls, and marks that turn the direction of text around, which would let one line pose as another. */
const CONTROL = /[\u0000-\u0008\u000B\u000C\u000E-\u001F\u007F-\u009F\u061C\u200E\u200F\u202A-\u202E\u2066-\u2069\uFEFF]/g;
/** Well-formed text without control characters; line ends are `\n`. */
function clean(text) {
    return text
        .toWellFormed()
        .replace(/\r\n?|[\u2028\u2029\u0085]/g, '\n')
        .replace(CONTROL, '');
}
/** One line, whatever came in, at most `most` characters. */
function oneLine(text, most = 500) {
    const line = clean(text).replace(/\s+/g, ' ').trim();
    return line.length > most
        ? `${line
            .slice(0, most - 1)
            .toWellFormed()
            .replace(/\uFFFD$/, '')}…`
        : line;
}
/** Keeps `@name`, `#12`, `owner/name#12` and `GH-12` from notifying people or linking issues. */
function unlink(text) {
    return text
        .replace(/@(?=[\p{L}\p{N}])/gu, `@${ZWSP}`)
        .replace(/(?<!&|\]\()#(?=\d)/g, `#${ZWSP}`)
        .replace(/\b(GH-)(?=\d)/gi, `$1${ZWSP}`);
}
const HTML = { '&': '&amp;', '<': '&lt;', '>': '&gt;', '"': '&quot;', "'": '&#39;' };
/** Text inside an HTML block: one line, so that no blank line ends the block. */
function html(text, most) {
    return unlink(oneLine(text, most)).replace(/[&<>"']/g, (char) => String(HTML[char]));
}
/** `<code>` inside an HTML block. GitHub leaves mentions in code alone. */
function code(text, most) {
    return `<code>${oneLine(text, most).replace(/[&<>"']/g, (char) => String(HTML[char]))}</code>`;
}
/** Text in a line of Markdown: every mark that could mean something is escaped, addresses do not become links. */
function markdown(text, most) {
    return (unlink(oneLine(text, most))
        .replace(/[\\`*_[\]~$|]/g, '\\$&')
        // Entities, for an address that GitHub makes a link of would take a backslash into it.
        .replace(/[&<]/g, (char) => String(HTML[char]))
        .replace(/^([-+=#>:]|\d+(?=[.)]))/, (mark) => (/\d/.test(mark) ? `${mark}\\` : `\\${mark}`))
        .replace(/:(?=\/\/)/g, '\\:')
        .replace(/(www)\./gi, '$1\\.'));
}
/** Advice and hints put names of inputs between backticks; they become code, the rest is escaped. */
function markdownWithCode(text, most) {
    return spans(text, most, markdown, fencedSpan);
}
function htmlWithCode(text, most) {
    return spans(text, most, html, code);
}
function spans(text, most, plain, inner) {
    return oneLine(text, most)
        .split(/`([^`]+)`/)
        .map((part, at) => {
        if (at % 2 === 1)
            return inner(part, most);
        // Blanks at the edges part words from code; escaping trims them.
        const words = part.trim();
        return part.replace(words, () => plain(words, most));
    })
        .join('');
}
/** A code span whose content cannot end it. */
function fencedSpan(text, most) {
    const line = oneLine(text, most);
    if (line === '')
        return '';
    const ticks = '`'.repeat(longestRun(line) + 1);
    const pad = line.startsWith('`') || line.endsWith('`') ? ' ' : '';
    return `${ticks}${pad}${line}${pad}${ticks}`;
}
/** A fenced block whose content cannot end it. */
function fence(text, language = 'text') {
    const body = clean(text).trimEnd();
    const ticks = '`'.repeat(Math.max(3, longestRun(body) + 1));
    return `${ticks}${language}\n${body}\n${ticks}`;
}
/** How many backticks stand in a row, at most. */
function longestRun(text) {
    return (text.match(/`+/g) ?? []).reduce((longest, run) => Math.max(longest, run.length), 0);
}
/** A cell of a Markdown table. */
function cell(text, most) {
    return markdown(text, most) || ' ';
}
/** A label in a Mermaid diagram: letters, digits and a few marks; everything that steers a diagram is left out. */
function mermaidLabel(text, most = 60) {
    const label = oneLine(text, most * 4)
        .replace(/[^\p{L}\p{M}\p{N} ._+×…-]/gu, ' ')
        .replace(/-{2,}/g, '-')
        .replace(/\s+/g, ' ')
        .trim()
        .slice(0, most)
        .toWellFormed()
        .replace(/\uFFFD/g, '');
    return label === '' ? 'unnamed' : label;
}
/** Parts of a page; empty ones are left out. */
const joined = (parts) => parts.filter((part) => part !== '').join('\n\n');
/** Folded away; GitHub reads Markdown inside once there is an empty line. `title` is HTML. */
function details(title, body, open = false) {
    return body === '' ? '' : `<details${open ? ' open' : ''}><summary>${title}</summary>\n\n${body}\n\n</details>`;
}


/***/ }),

/***/ 8733:
/***/ ((__unused_webpack_module, __webpack_exports__, __webpack_require__) => {

/* harmony export */ __webpack_require__.d(__webpack_exports__, {
/* harmony export */   S: () => (/* binding */ withoutWalls),
/* harmony export */   g: () => (/* binding */ foreignMarkdown)
/* harmony export */ });
/* harmony import */ var _escape_js__WEBPACK_IMPORTED_MODULE_0__ = __webpack_require__(8606);

const ZWSP = '\u200B';
/** Our own headings go down to the third level; what a workload writes stands below them. */
const HEADING_SHIFT = 3;
/** A word of this length is data. It makes a report unreadable and uses up its room. */
const WALL = /[^\s()<>"']{2000,}/g;
/** Embedded data replaced by a note, which keeps the rest of a report within its limit. */
function withoutWalls(text) {
    return text
        .replace(/data:[\w/+.-]{1,80}(?:;[\w=.-]{1,80})*,[^\s()<>"']{200,}/g, 'data:')
        .replace(WALL, (word) => `${word.slice(0, 80).toWellFormed()}… (${word.length - 80} characters left out)`);
}
/**
 * Markdown that a workload wrote, as Markdown: its tables, lists, links, footnotes and code stay. HTML comments and the usual tags
 * are removed, other tags show as text, headings stand below ours, nobody is notified, only pictures with an http(s) address show,
 * and nothing stays open that could swallow what follows.
 *
 * Fences at the margin are taken apart and built again, so that their content is certainly code. In all other places `<` cannot open
 * a tag, whatever the text around it means.
 */
function foreignMarkdown(text, options = {}) {
    const out = [];
    let block;
    for (const line of withoutComments((0,_escape_js__WEBPACK_IMPORTED_MODULE_0__/* .clean */ .uH)(text)).split('\n')) {
        if (block === undefined) {
            block = opened(line);
            if (block === undefined)
                pushLine(out, line, options);
        }
        else if (isEndOf(block, line)) {
            pushBlock(out, block);
            block = undefined;
        }
        else
            block.lines.push(line);
    }
    if (block !== undefined)
        pushBlock(out, block);
    return out.join('\n').trimEnd();
}
/** Comments outside of fences; one that is never closed stays as text. */
function withoutComments(text) {
    let fenced;
    let comment = false;
    const rest = text.split('\n');
    const lastEnd = rest.findLastIndex((line) => line.includes('-->'));
    return rest
        .flatMap((whole, at) => {
        if (fenced !== undefined) {
            if (isEndOf(fenced, whole))
                fenced = undefined;
            return [whole];
        }
        let line = whole;
        if (comment) {
            const end = line.indexOf('-->');
            if (end === -1)
                return [];
            comment = false;
            line = line.slice(end + 3);
        }
        line = line.replace(/<!--.*?-->/g, '');
        const start = line.indexOf('<!--');
        if (start !== -1 && lastEnd > at) {
            comment = true;
            line = line.slice(0, start);
        }
        fenced = opened(line);
        return line === '' && whole !== '' ? [] : [line];
    })
        .join('\n');
}
function opened(line) {
    const [, fence, info = ''] = /^ {0,3}(`{3,}(?!.*`)|~{3,})(.*)/.exec(line) ?? [];
    return fence === undefined ? undefined : { fence, info, lines: [] };
}
const isEndOf = ({ fence }, line) => {
    const end = line.trim();
    return /^ {0,3}[`~]/.test(line) && end.length >= fence.length && end === fence.charAt(0).repeat(end.length);
};
/** Diagrams are drawn by programs of their own; only Mermaid is let through, and no directive that could configure it. */
function pushBlock(out, { info, lines }) {
    const word = /^\s*([\w+#.-]{1,30})/.exec(info)?.[1]?.toLowerCase() ?? 'text';
    const source = lines.join('\n');
    const drawn = source.replace(/<[a-z/!?][^<>\n]{0,1000}>|<(?=[a-z/!?])|%%\{/gi, ' ');
    pushEmpty(out);
    out.push((0,_escape_js__WEBPACK_IMPORTED_MODULE_0__/* .fence */ .EU)(word === 'mermaid' ? drawn : source, word), '');
}
/** One empty line parts as well as many, and none is needed at the top. */
function pushEmpty(out) {
    if (out.length > 0 && out.at(-1) !== '')
        out.push('');
}
function pushLine(out, line, options) {
    if (line.trim() === '') {
        pushEmpty(out);
        return;
    }
    const underline = /^ {0,3}(?:(=+)|-+)\s*$/.exec(line);
    const above = out.at(-1) ?? '';
    // `Title` over `=====` is a heading too.
    if (underline !== null && /^ {0,3}[^\s>|#*+-]/.test(above) && !/^ {0,3}\d+[.)]\s/.test(above))
        out[out.length - 1] = `${underline[1] === undefined ? '#####' : '####'} ${above.trim()}`;
    else if (underline !== null && underline[1] === undefined) {
        pushEmpty(out);
        out.push('---');
    }
    else {
        const text = neutralLine(line, options);
        if (text === '')
            pushEmpty(out);
        // What is left when tags are removed must not open a fence.
        else
            out.push(opened(text) === undefined ? text : `${ZWSP}${text}`);
    }
}
const PREFIX = String.raw `^((?:\s*(?:>|[-*+]\s|\d{1,9}[.)]\s))*\s*)`;
const ATX = new RegExp(String.raw `${PREFIX}(#{1,6})(?=\s|$)`);
const UNDERLINE = new RegExp(String.raw `${PREFIX}(=+\s*)$`);
function neutralLine(line, options) {
    return withoutHtml(withPictures(withoutTags(line)))
        .replace(REFERENCE, '&amp;')
        .replace(ATX, (_, prefix, marks) => prefix + '#'.repeat(Math.min(6, marks.length + HEADING_SHIFT)))
        .replace(UNDERLINE, `$1${ZWSP}$2`)
        .replace(/!\[/g, (mark, at, whole) => (imageAt(whole, at) ? mark : '!\\['))
        .replace(/\](?=\((?!\s*(?!\s)(?:https?:\/\/|mailto:|[\w./%-]*[/\s)#?])))/gi, `]${ZWSP}`)
        .replace(/^(\s*(?:>\s?)*\[(?!\^)[^\]]*\]):(?!\s*(?:https?:\/\/|mailto:|#))/i, `$1${ZWSP}:`)
        .replace(/\S+/g, (word) => quiet(word, options));
}
/**
 * The `&` of a character reference. GitHub looks for mentions and issues in the finished page, so `&#64;name` would notify somebody.
 * References that stand for none of those characters stay.
 */
const REFERENCE = /&(?=#?\w{1,32};)(?!(?:amp|lt|gt|quot|nbsp|times|middot|bull|ndash|mdash|hellip|deg|plusmn|micro|le|ge|ne|[lrud]arr);)/g;
const TAGS = 'details|summary|p|div|span|center|font|b|strong|i|em|u|s|sub|sup|small|mark|a|section|header|footer|figure|figcaption|picture|source';
const TAG = new RegExp(String.raw `<(/?)(${TAGS})(?:\s[^<>]{0,500})?>`, 'gi');
/** Removes the usual tags outside of code spans. Their text stays; the title of a folded part becomes bold. */
function withoutTags(line) {
    const plain = line
        .split(/(`+[^`]*`+)/)
        .map((part, at) => at % 2 === 1
        ? part
        : part.replace(TAG, (_, _end, name) => (name.toLowerCase() === 'summary' ? '**' : '')))
        .join('');
    return plain === line ? line : plain.trimEnd();
}
const INLINE = /!\[([^\]]{0,500})\]\(\s*<?([^\s()<>]{0,2000})>?(?:\s+(?:"[^"]{0,500}"|'[^']{0,500}'))?\s*\)/g;
const IMG = /<img\s([^<>]{0,4000})>/gi;
/** Pictures that GitHub cannot show from here become a note with their name. */
function withPictures(line) {
    const html = line.replace(IMG, (_, attributes) => {
        const of = (name) => new RegExp(`\\b${name}\\s*=\\s*["']?([^"'\\s>]+)`, 'i').exec(attributes)?.[1] ?? '';
        return `![${of('alt').replace(/[[\]]/g, '')}](${of('src')})`;
    });
    return html.replace(INLINE, (whole, alt, address) => {
        if (/^https?:\/\/[^/]/i.test(address))
            return whole;
        const name = alt.trim() || (/^data:/i.test(address) ? 'embedded' : address.replace(/^\.\//, ''));
        return `(picture ${name.replace(/[\\`*_[\]~$|!]/g, '\\$&')}: only pictures with an http address are shown)`;
    });
}
/** `<br>` is how tables break lines, and `<https://…>` a link; every other `<` that could open something is kept from it. */
function withoutHtml(line) {
    return line.replace(/<(https?:\/\/[^\s<>]*)>/gi, '$1').replace(/<(?=[A-Za-z/!?])(?!br ?\/?>)/gi, `<${ZWSP}`);
}
/** An inline image with an address that GitHub shows. References (`![x][y]`) are not followed: what they name is elsewhere. */
function imageAt(line, at) {
    return /^!\[[^\]]{0,500}\]\(\s*https?:\/\/[^\s)]/i.test(line.slice(at, at + 3_000));
}
/** An address that leaves a note at an issue when it is written into a comment, in any spelling that browsers accept. */
function withoutNote(address) {
    let url;
    try {
        url = new URL(address);
    }
    catch {
        return address;
    }
    const isIssue = /^\/[\w.-]+\/[\w.-]+\/(?:issues|pull|discussions|commit)\//i.test(url.pathname);
    if (!isIssue || !/^(?:www\.)?github\.com\.?$/.test(url.hostname))
        return address;
    return `${url.protocol}//redirect.github.com${url.pathname}${url.search}${url.hash}`;
}
const ADDRESS = /(https?:\/\/(?:\([^\s()<>]*\)|[^\s<>"'`|\]()])+)/i;
/** Mentions and references; addresses stay whole, but for those that would leave a note at an issue. */
function quiet(word, options) {
    const parts = word.split(ADDRESS);
    return parts
        .map((part, at) => {
        if (at % 2 === 0)
            return (0,_escape_js__WEBPACK_IMPORTED_MODULE_0__/* .unlink */ .y1)(part);
        // `/@name` is part of many an address, and inside a link nobody is mentioned.
        const address = part
            .replace(/(?<![\p{L}\p{N}/])@(?=[\p{L}\p{N}])/gu, `@${ZWSP}`)
            .replace(/(?<![\w/=?&.-])(GH-)(?=\d)/gi, `$1${ZWSP}`);
        return options.inComment === true ? withoutNote(address) : address;
    })
        .join('');
}


/***/ }),

/***/ 3822:
/***/ ((__unused_webpack_module, __webpack_exports__, __webpack_require__) => {

/* harmony export */ __webpack_require__.d(__webpack_exports__, {
/* harmony export */   J3: () => (/* binding */ LogTail),
/* harmony export */   YB: () => (/* binding */ TAIL_LIMITS),
/* harmony export */   w$: () => (/* binding */ lastLines)
/* harmony export */ });
/* unused harmony export foldTail */
const LF = 10;
const CR = 13;
const ESC = 27;
/** Rows below the cursor that are kept: more bars than that are not drawn at once. */
const MAX_BELOW = 50;
const MAX_ROW = 4_096;
/** What a report keeps of a log. */
const TAIL_LIMITS = { maxBytes: 64 * 1024, maxLines: 200 };
/**
 * Keeps the end of a stream in bounded memory, in time linear in the bytes. Frames of progress bars are folded on the way in, so that
 * an hour of them does not push out the lines before: one bar returns to the start of its line, several bars move the cursor up.
 */
class LogTail {
    #limits;
    #buffer;
    #length = 0;
    /** Where the line being written begins: a frame that a carriage return ends is overwritten from here. */
    #lineStart = 0;
    #afterCr = false;
    /** Rows below the cursor, after it has moved up. */
    #below = [];
    /** The beginning of an escape sequence that the next chunk continues. */
    #held = new Uint8Array(0);
    /** What stands first is the rest of a line. */
    #cut = false;
    constructor(limits = {}) {
        this.#limits = { ...TAIL_LIMITS, ...limits };
        this.#buffer = new Uint8Array(2 * this.#limits.maxBytes);
    }
    push(bytes) {
        if (this.#held.length === 0 && !bytes.includes(ESC)) {
            this.#write(bytes);
            return;
        }
        let chunk = bytes;
        if (this.#held.length > 0) {
            chunk = new Uint8Array(this.#held.length + bytes.length);
            chunk.set(this.#held);
            chunk.set(bytes, this.#held.length);
            this.#held = new Uint8Array(0);
        }
        let from = 0;
        for (let at = chunk.indexOf(ESC); at !== -1; at = chunk.indexOf(ESC, at + 1)) {
            const { rows, end, isOpen } = upAt(chunk, at);
            if (rows === 0 && !isOpen)
                continue;
            this.#write(chunk.subarray(from, at));
            from = end;
            if (rows === 0) {
                this.#held = chunk.slice(at);
                return;
            }
            for (let row = 0; row < rows; row++)
                this.#moveUp();
        }
        this.#write(chunk.subarray(from));
    }
    #write(chunk) {
        if (chunk.length === 0)
            return;
        if (!this.#afterCr && this.#below.length === 0 && !chunk.includes(CR)) {
            this.#append(chunk);
            return;
        }
        for (let at = 0; at < chunk.length;) {
            const lf = chunk.indexOf(LF, at);
            const end = lf === -1 ? chunk.length : lf;
            // Carriage returns before a line feed are a line end of Windows, before anything else they begin a new frame.
            let shown = end;
            while (shown > at && chunk[shown - 1] === CR)
                shown--;
            const line = chunk.subarray(at, shown);
            const frame = line.lastIndexOf(CR) + 1;
            if (line.length > 0 && (this.#afterCr || frame > 0))
                this.#overwrite();
            this.#append(line.subarray(frame));
            if (lf !== -1)
                this.#append(chunk.subarray(lf, lf + 1));
            const below = lf === -1 ? undefined : this.#below.shift();
            if (below !== undefined)
                this.#append(below);
            // Text on a row that was drawn before replaces it.
            this.#afterCr = below !== undefined || (lf === -1 && (shown < end || (this.#afterCr && line.length === 0)));
            at = end + 1;
        }
    }
    #moveUp() {
        if (this.#lineStart === 0)
            return;
        this.#below.unshift(this.#buffer.slice(this.#lineStart, Math.min(this.#length, this.#lineStart + MAX_ROW)));
        if (this.#below.length > MAX_BELOW)
            this.#below.pop();
        this.#length = this.#lineStart - 1;
        this.#lineStart = this.#buffer.subarray(0, this.#length).lastIndexOf(LF) + 1;
        this.#afterCr = true;
    }
    /** The last lines as people should read them: see `foldTail`. */
    text() {
        const decoder = new TextDecoder();
        const rows = [this.#buffer.subarray(0, this.#length), ...this.#below].map((bytes) => decoder.decode(bytes));
        const text = rows.join('\n');
        if (!this.#cut)
            return lastLines(foldTail(text), this.#limits);
        // The cut went through a line, perhaps through a character: what is left of it is shown only where there is nothing else.
        const [rest = '', ...lines] = foldTail(`…${text.replace(/^\uFFFD{1,3}/, '')}`).split('\n');
        return lastLines(lines.length === 0 ? rest : lines.join('\n'), this.#limits);
    }
    #overwrite() {
        this.#length = this.#lineStart;
        if (this.#lineStart === 0)
            this.#cut = false;
    }
    #append(bytes) {
        const { maxBytes } = this.#limits;
        const part = bytes.subarray(-maxBytes);
        if (part.length < bytes.length) {
            this.#cut = bytes[bytes.length - maxBytes - 1] !== LF;
            this.#length = 0;
            this.#lineStart = 0;
        }
        else if (this.#length + part.length > this.#buffer.length) {
            const gone = this.#length + part.length - maxBytes;
            this.#cut = this.#buffer[gone - 1] !== LF;
            this.#buffer.copyWithin(0, gone, this.#length);
            this.#length -= gone;
            this.#lineStart = Math.max(0, this.#lineStart - gone);
        }
        this.#buffer.set(part, this.#length);
        const lastLf = part.lastIndexOf(LF);
        if (lastLf !== -1)
            this.#lineStart = this.#length + lastLf + 1;
        this.#length += part.length;
    }
}
/** Reads `ESC [ n A`, which moves the cursor up. `isOpen`: the chunk ends within what may be one. */
function upAt(chunk, at) {
    const text = String.fromCharCode(...chunk.subarray(at + 1, at + 6));
    const [whole, digits = ''] = /^\[(\d{0,3})A/.exec(text) ?? [];
    const rows = whole === undefined ? 0 : Math.min(Math.max(Number(digits), 1), MAX_BELOW);
    return {
        rows,
        end: at + 1 + (whole?.length ?? 0),
        isOpen: at + 1 + text.length === chunk.length && /^(\[\d{0,3})?$/.test(text),
    };
}
// CSI, OSC and its kin (closed by BEL or ESC \), then the short escapes. Each part is bounded by what cannot occur inside it.
const ANSI = /(?:\u001B\[|\u009B)[0-?]*[ -/]*[@-~]?|\u001B[\]PX^_][^\u0007\u001B\u009C\n]*(?:\u0007|\u001B\\|\u009C)?|\u001B[ -/]*[0-~]?/g;
/** Controls (but tab and line feed), soft and zero-width marks, and those that turn the direction of text around. */
const CONTROL = /[\u0000-\u0008\u000B\u000C\u000E-\u001F\u007F-\u009F\u00AD\u061C\u200B-\u200F\u2028-\u202E\u2060-\u206F\uFEFF]/g;
/** ANSI escapes stripped, carriage-return frames folded to the last one, control characters dropped, broken Unicode mended. */
function foldTail(text) {
    const lines = text
        .toWellFormed()
        .split('\n')
        .map((line) => lastFrame(line).replace(ANSI, '').replace(CONTROL, '').trimEnd());
    let first = 0;
    let last = lines.length;
    while (first < last && lines[first] === '')
        first++;
    while (last > first && lines[last - 1] === '')
        last--;
    return lines.slice(first, last).join('\n');
}
function lastFrame(line) {
    let end = line.length;
    while (end > 0 && line[end - 1] === '\r')
        end--;
    return line.slice(line.lastIndexOf('\r', end - 1) + 1, end);
}
/** The end of a text within limits, beginning at the start of a line; a single line that is too long keeps its end. */
function lastLines(text, limits) {
    const encoder = new TextEncoder();
    const lines = text.split('\n');
    const kept = [];
    let bytes = 0;
    for (const line of lines.reverse()) {
        if (kept.length === limits.maxLines)
            break;
        const size = encoder.encode(line).length + (kept.length > 0 ? 1 : 0);
        if (bytes + size > limits.maxBytes) {
            if (kept.length === 0)
                kept.push(endOf(line, limits.maxBytes));
            break;
        }
        kept.push(line);
        bytes += size;
    }
    return kept.reverse().join('\n');
}
function endOf(line, maxBytes) {
    const bytes = new TextEncoder().encode(line);
    const end = bytes.subarray(bytes.length - maxBytes + 3);
    // Without what is left of a character that was cut through.
    return `…${new TextDecoder().decode(end.subarray(end.findIndex((byte) => (byte & 0xc0) !== 0x80)))}`;
}


/***/ }),

/***/ 9108:
/***/ ((__unused_webpack_module, __webpack_exports__, __webpack_require__) => {

/* harmony export */ __webpack_require__.d(__webpack_exports__, {
/* harmony export */   $z: () => (/* binding */ hintOf),
/* harmony export */   H6: () => (/* binding */ whatToDo),
/* harmony export */   K1: () => (/* binding */ ending),
/* harmony export */   Kg: () => (/* binding */ isGood),
/* harmony export */   Mz: () => (/* binding */ errorOf),
/* harmony export */   WJ: () => (/* binding */ verdict),
/* harmony export */   a6: () => (/* binding */ waitedFor),
/* harmony export */   cZ: () => (/* binding */ causesOf),
/* harmony export */   rL: () => (/* binding */ signOf)
/* harmony export */ });
/* harmony import */ var _model_duration_js__WEBPACK_IMPORTED_MODULE_0__ = __webpack_require__(7378);
/* harmony import */ var _model_outcome_js__WEBPACK_IMPORTED_MODULE_4__ = __webpack_require__(9260);
/* harmony import */ var _cause_js__WEBPACK_IMPORTED_MODULE_1__ = __webpack_require__(1370);
/* harmony import */ var _escape_js__WEBPACK_IMPORTED_MODULE_2__ = __webpack_require__(8606);
/* harmony import */ var _numbers_js__WEBPACK_IMPORTED_MODULE_3__ = __webpack_require__(8939);





/** The sign before the headline: what happened, before a word is read. */
function signOf(report) {
    switch (report.status) {
        case 'succeeded':
            return '✅';
        case 'submitted':
            return '🚀';
        case 'skipped':
            return '⏭️';
        case 'cancelled':
            return '🚫';
        case 'timed-out':
            return '⏱️';
        case 'failed':
            return report.class === 'saturated' ? '⏳' : report.class === 'budget' ? '💸' : '❌';
    }
}
/** Whether it ended as it should. */
const isGood = ({ status }) => status === 'succeeded' || status === 'submitted' || status === 'skipped';
/** What happened in a few words of our own: nothing of it is foreign text. `timed`: with how long it took. */
function ending(report, timed = true) {
    const total = (0,_model_duration_js__WEBPACK_IMPORTED_MODULE_0__/* .sayDuration */ .k)(report.times.totalSeconds * 1_000);
    const after = timed ? ` after ${total}` : '';
    switch (report.status) {
        case 'succeeded':
            return timed ? `succeeded in ${total}` : 'succeeded';
        case 'submitted':
            return 'submitted';
        case 'skipped':
            return 'skipped';
        case 'cancelled':
            return `cancelled${after}`;
        case 'timed-out':
            return `timed out${after}`;
        case 'failed':
            return failure(report, after);
    }
}
const FAILURES = {
    workload: () => 'failed',
    saturated: () => 'no session came free',
    capacity: () => 'no such GPU to be had',
    infra: () => 'the infrastructure failed',
    auth: (report) => (wasCalled(report) ? 'the token was rejected' : 'no valid service token'),
    usage: (report) => wasSubmitted(report)
        ? 'GPU CLI rejected the request'
        : wasCalled(report) || report.command !== ''
            ? 'could not start'
            : 'invalid inputs',
    timeout: () => 'timed out',
    budget: (report) => (reachedMaxCost(report) ? 'stopped at the cost limit' : 'rejected by plan or billing'),
    cancelled: () => 'cancelled',
    internal: () => 'this action failed',
};
/** GPU CLI was identified, so what follows may be its answer. */
const wasCalled = ({ versions }) => versions.cli !== '';
const wasSubmitted = ({ attempts }) => attempts.length > 0;
const reachedMaxCost = ({ attempts }) => attempts.at(-1)?.outcome.kind === 'overBudget';
function failure(report, after) {
    if (report.class === 'workload') {
        const signal = signalOf(report);
        if ((0,_cause_js__WEBPACK_IMPORTED_MODULE_1__/* .findOutOfMemory */ .U)(report.logTail) !== undefined)
            return `failed: GPU out of memory${codeOf(report)}`;
        if (signal !== '')
            return `ended by ${signal}${after}`;
        return `failed${after}${codeOf(report)}`;
    }
    if (report.class === '')
        return 'failed';
    const what = FAILURES[report.class](report);
    return report.class === 'saturated' ? `${what}${after.replace('after', 'in')}` : what;
}
function signalOf(report) {
    const outcome = report.attempts.at(-1)?.outcome;
    const signal = outcome?.kind === 'failed' ? (outcome.signal ?? '') : '';
    return /^SIG[A-Z0-9]{2,8}$/.test(signal) ? signal : '';
}
const codeOf = (report) => (report.exitCode === null ? '' : ` · exit code ${report.exitCode}`);
/** How it ended, what it cost, and whether a metric got worse. */
function verdict(report) {
    const worse = report.metrics.filter((row) => row.verdict === 'worse').length;
    return `${ending(report)}${aboutCost(report)}${worse === 0 ? '' : ` · 🔴 ${(0,_numbers_js__WEBPACK_IMPORTED_MODULE_3__/* .plural */ .LS)(worse, 'metric')} worse`}`;
}
/** ` · about $1.11`, or nothing if there is no price. */
function aboutCost(report) {
    return report.cost === null || report.cost.usd === 0 ? '' : ` · ${(0,_numbers_js__WEBPACK_IMPORTED_MODULE_3__/* .sayEstimate */ .QS)(report.cost.usd)}`;
}
/** The kind of failure in one sentence, for a reason that does not say it. */
const CLASS_SENTENCES = {
    workload: 'The workload ran and ended with an error of its own.',
    saturated: 'All pooled sessions were in use; the workload did not start.',
    capacity: 'The provider has no such GPU now; the workload did not start.',
    infra: 'GPU CLI, the pod or the network failed.',
    auth: 'The token is missing, expired, revoked or not allowed to do this.',
    usage: 'The inputs or the configuration cannot be used.',
    timeout: 'A time limit was reached.',
    budget: 'A cost limit or quota was reached.',
    cancelled: 'It was cancelled.',
    internal: 'Something in this action is broken.',
};
/** What to do if the failure itself has no hint. */
function hintOf(report) {
    switch (report.class) {
        case 'saturated':
            return 'Wait longer (`max-wait`), run fewer matrix jobs at once (`max-parallel`), or enlarge the pool.';
        case 'capacity':
            return 'Name more GPU types in `gpu-type`, in order of preference, or run the job again later.';
        case 'infra':
            return 'Run the job again. If it fails again, `gpu doctor` shows more.';
        case 'auth':
            return 'Check the secret that `token` is read from; `gpu-ci token rotate` makes a new one.';
        case 'usage':
            return wasSubmitted(report)
                ? 'Check `args` and `gpu.jsonc` against `gpu run --help` of the installed version.'
                : '';
        case 'timeout':
            return 'Raise `timeout` or `idle-timeout`, or make the run shorter.';
        case 'budget':
            return reachedMaxCost(report)
                ? 'Raise `max-cost`, or make the run shorter.'
                : 'Check plan, quota and billing of the organization.';
        case 'internal':
            return 'Please report it with the log of this step.';
        case 'workload':
        case 'cancelled':
        case '':
            return '';
    }
}
/** What was waited for before the last attempt, by what the others were refused for. */
function waitedFor(report) {
    const classes = new Set(report.attempts.flatMap(({ outcome }) => (outcome.kind === 'refused' ? [outcome.class] : [])));
    if (classes.size === 0)
        return report.attempts.length > 1 ? 'in earlier attempts' : 'submitting';
    if (classes.size === 1 && classes.has('saturated'))
        return 'waiting for a session';
    if (classes.size === 1 && classes.has('capacity'))
        return 'waiting for a GPU';
    return 'before it could start';
}
/** The line of the log that names the cause; empty if none does. */
function errorLine(report) {
    return report.class === 'workload' ? ((0,_cause_js__WEBPACK_IMPORTED_MODULE_1__/* .causeIn */ .P)(report.logTail)?.line ?? '') : '';
}
/** Why it did not succeed: what the log says where it says so, then our reason, unless that has no more than the exit code. */
function causesOf(report) {
    // The advice has the numbers of the text already.
    const line = report.advice.some((item) => item.kind === 'out-of-memory')
        ? errorLine(report).replace(/^([^.]*\.[^.]*?out of memory\.).*/i, '$1')
        : errorLine(report);
    const reason = report.reason !== '' || report.class === '' ? report.reason : CLASS_SENTENCES[report.class];
    const isBare = line !== '' && report.exitCode !== null && reason === (0,_model_outcome_js__WEBPACK_IMPORTED_MODULE_4__/* .exitReason */ .JS)(report.exitCode);
    return [
        { said: true, text: line },
        { said: false, text: isBare ? '' : reason },
    ].filter(({ text }) => text !== '');
}
function whatToDo(report) {
    // That advice says it with numbers.
    if (report.advice.some((item) => item.kind === 'pool-width'))
        return '';
    return report.hint === '' ? hintOf(report) : report.hint;
}
/** The one error of a run that did not succeed: what the cause is, and what to do. Undefined where there is nothing to complain of. */
function errorOf(report) {
    if (report.class === '')
        return undefined;
    const advised = report.advice.filter(({ kind }) => ['out-of-memory', 'bigger-gpu', 'pool-width'].includes(kind));
    // That advice names the cause itself, with its numbers.
    const isTold = advised.some(({ kind }) => kind === 'out-of-memory');
    const said = [
        ...(isTold ? [] : causesOf(report).map(({ said, text }) => ended(said ? (0,_escape_js__WEBPACK_IMPORTED_MODULE_2__/* .oneLine */ .TN)(text, 500) : text))),
        whatToDo(report),
        ...advised.map(({ text }) => text),
    ];
    return {
        title: `${(0,_escape_js__WEBPACK_IMPORTED_MODULE_2__/* .oneLine */ .TN)(report.label, 120)}: ${ending(report)}`,
        message: said.filter((text) => text !== '').join(' '),
    };
}
const ended = (text) => (/[.!?…]$/.test(text) ? text : `${text}.`);


/***/ })

};
;