import { parse as parseShell } from 'shell-quote';
import { parseDuration } from './duration.ts';
import { FAILURE_CLASSES, type FailureClass } from './outcome.ts';

/** Receives what is wrong with the value of one input. The request is then rejected, whatever its parser returns. */
export interface Faults {
  readonly input: string;
  /** @param value the part of it that is wrong; without it the whole. */
  must(be: string, value?: string): void;
  say(sentence: string): void;
}

type Parse<T> = (value: string, faults: Faults) => T;

/** A kind of input: its name for help texts, or the words to choose from, and how its value is read. */
export interface Kind<T> {
  readonly kind: string | readonly string[];
  readonly parse: Parse<T>;
}

/** A value of one line. @param read undefined for a value that is not valid. */
const one = <T>(kind: Kind<T>['kind'], be: string, read: (value: string) => T | undefined, fallback: T): Kind<T> => ({
  kind,
  parse(value, faults) {
    const result = read(value.trim());
    if (result === undefined) faults.must(be);
    return result ?? fallback;
  },
});

const matching = (kind: string, be: string, form: RegExp, change = (value: string): string => value): Kind<string> =>
  one(kind, be, (value) => (form.test(value) ? change(value) : undefined), '');

export const text = matching('text', 'one line', /^[^\r\n\0]*$/);
export const secret = matching('secret', 'one line', /^[^\r\n\0]*$/);
export const slug = matching('text', 'the slug of an organization', /^([A-Za-z0-9][A-Za-z0-9-]{0,62})?$/);
export const jobId = matching('text', 'the id of a job', /^([A-Za-z0-9][\w.-]{0,127})?$/);
export const sha256 = matching('sha256', 'a SHA-256 digest of 64 hex digits', /^([0-9a-fA-F]{64})?$/, (value) =>
  value.toLowerCase(),
);
export const version = matching(
  'text',
  '`latest` or a version',
  /^(latest|v?\d+(\.(\d+|x)){0,2}(-[\w.]+)?)$/,
  (value) => value.replace(/^v/, ''),
);

/** YAML 1.2 booleans, as the toolkit of GitHub Actions reads them. */
const BOOLEANS = new Map(['true', 'True', 'TRUE', 'false', 'False', 'FALSE'].map((word, at) => [word, at < 3]));
export const boolean = one('boolean', 'true or false', (value) => BOOLEANS.get(value), false);

/** Milliseconds; 0 = no limit. */
export const duration = one(
  'duration',
  'a duration (500ms, 30s, 5m, 2h, 1h30m; a bare number is seconds)',
  parseDuration,
  0,
);
export const usd = one(
  'usd',
  'an amount of USD',
  (value) => (/^\$?\d{1,7}(\.\d{1,4})?$/.test(value) ? Number(value.replace('$', '')) : undefined),
  0,
);

export const choice = <const T extends readonly [string, ...string[]]>(...words: T): Kind<T[number]> =>
  one<T[number]>(words, `one of ${words.join(', ')}`, (value) => words.find((word) => word === value), words[0]);

const COUNT_MAX = 999_999_999;
export const count = (least: number, most = COUNT_MAX): Kind<number> =>
  one(
    'count',
    `a whole number from ${least} ${most === COUNT_MAX ? 'up' : `to ${most}`}`,
    (value) => (/^\d{1,9}$/.test(value) && Number(value) >= least && Number(value) <= most ? Number(value) : undefined),
    0,
  );

export const optional = <T>({ kind, parse }: Kind<T>): Kind<T | undefined> => ({
  kind,
  parse: (value, faults) => (value.trim() === '' ? undefined : parse(value, faults)),
});

export const pattern = optional<RegExp>(
  one(
    'regex',
    'a regular expression',
    (value) => {
      try {
        return new RegExp(value, 'iu');
      } catch {
        return undefined;
      }
    },
    /(?!)/,
  ),
);

/** Text of several lines, whose line ends are those of the pod. */
export const script: Kind<string> = {
  kind: 'script',
  parse(value, faults) {
    if (value.includes('\0')) faults.must('text without NUL characters');
    return value.replace(/\r\n/g, '\n').trim();
  },
};

/** Without empty lines and comments; the first line of the text is line 1. */
const numberedLines = (value: string): { line: string; number: number }[] =>
  value
    .split(/\r?\n/)
    .map((line, at) => ({ line: line.trim(), number: at + 1 }))
    .filter(({ line }) => line !== '' && !line.startsWith('#'));

/** One item a line. */
const lines = <T>(kind: string, parse: (line: string, faults: Faults, number: number) => T): Kind<readonly T[]> => ({
  kind,
  parse: (value, faults) => numberedLines(value).map(({ line, number }) => parse(line, faults, number)),
});

/** A comma separates items too. */
const list = <T>(parse: Parse<T>): Kind<readonly T[]> => ({
  kind: 'list',
  parse: (value, faults) =>
    value
      .split(/[\n,]/)
      .map((item) => item.trim())
      .filter(Boolean)
      .map((item) => parse(item, faults)),
});

function notAFlag(item: string, faults: Faults): string {
  if (item.startsWith('-'))
    faults.say(
      `\`${faults.input}\` has the item ${JSON.stringify(item.slice(0, 60))}, which reads as a flag; put flags into \`args\`, one a line.`,
    );
  return item;
}
export const names = list(notAFlag);
export const paths = lines('lines', notAFlag);

/** The other classes cannot end better in another attempt. */
const RETRYABLE: readonly FailureClass[] = FAILURE_CLASSES.filter((name) =>
  ['saturated', 'capacity', 'infra', 'timeout', 'workload'].includes(name),
);
export const classes = list((item, faults) => {
  const found = RETRYABLE.find((name) => name === item.toLowerCase());
  if (found === undefined) faults.must(`a list of ${RETRYABLE.join(', ')}`, item.toLowerCase());
  return found ?? 'infra';
});

const SECRET_NAMES = /^(GPU_SERVICE_TOKEN|ACTIONS_RUNTIME_TOKEN|ACTIONS_ID_TOKEN_REQUEST_TOKEN|INPUT_.*)$/i;

/** A line of a Base64 text, which may read as a name. */
const BASE64_LINE = /^(?=.*[a-z])(?=.*[A-Z])(?=.*\d)[A-Za-z\d]{20,}$/;

/** The line is not quoted: it may be one of a secret of several lines. */
const ENV_LINES = 'Write each line as `KEY=VALUE`, or as `KEY` of a variable of this step; a value is one line.';

/** The variable of this step that a bare KEY names does not exist: the KEY may be a piece of a secret. */
export const noSuchVariable = (given: string, name: string): readonly [problem: string, hint: string] => {
  const at = given.split(/\r?\n/).findIndex((line) => line.trim() === name);
  return [`Line ${at + 1} of \`env\` names no variable of this step.`, ENV_LINES];
};

/** Names with values; undefined: the value that this step has, which is read later so that a request contains no secret. */
export const env = lines('env', (line, faults, number): { name: string; value: string | undefined } => {
  const cut = line.indexOf('=');
  const name = cut === -1 ? line : line.slice(0, cut).trim();
  const value = cut === -1 ? undefined : line.slice(cut + 1).trim();
  if (!/^[A-Za-z_]\w*$/.test(name) || (BASE64_LINE.test(name) && /^=?$/.test(value ?? ''))) {
    faults.say(`Line ${number} of \`env\` is neither KEY=VALUE nor KEY. ${ENV_LINES}`);
  } else if (SECRET_NAMES.test(name)) {
    faults.say(`\`env\` names ${name}, which is never given to a workload; remove that line.`);
  }
  return { name, value };
});

/** Flags that would take the run out of our hands: this action decides how it starts and ends. */
const OWN_FLAGS = /^(-d|--detach|-a|--attach|--cancel|-i|--interactive|--json|--help|-h|--)(=|$)/;

/** Each line is one word, or a flag with its value. */
export const flags: Kind<readonly string[]> = {
  kind: 'lines',
  parse: (value, faults) => numberedLines(value).flatMap(({ line }) => wordsOfFlag(line, faults)),
};

function wordsOfFlag(line: string, faults: Faults): readonly string[] {
  const [, flag, value] = /^(-[^\s=]+)\s+(.*)$/s.exec(line) ?? [];
  const words = flag === undefined || value === undefined ? [line] : [flag, value];
  if (words.some((word) => OWN_FLAGS.test(word)))
    faults.say(
      `\`args\` has ${JSON.stringify(line.slice(0, 60))}, which this action decides itself; use \`mode\` to detach or collect.`,
    );
  else if (line.includes('gpt_sat_'))
    faults.say(
      '`args` holds a service account token; remove it, the token goes into `token` and never onto a command line.',
    );
  else if (value !== undefined && /(^|\s)--?[A-Za-z]/.test(value))
    faults.say(`\`args\` has several flags in the line of ${JSON.stringify(flag)}; write one flag a line.`);
  return words;
}

export const address: Kind<string> = {
  kind: 'text',
  parse(given, faults) {
    const value = given.trim();
    const { protocol, hostname } = URL.canParse(value) ? new URL(value) : { protocol: '', hostname: '' };
    const isLoopback = ['127.0.0.1', 'localhost', '[::1]'].includes(hostname);
    if (protocol !== 'https:' && !(protocol === 'http:' && isLoopback))
      faults.must('an https address (http only on loopback)', shownAddress(value));
    return value;
  },
};

/** An address without what may be secret in it: login, query and what follows. */
export const shownAddress = (url: string): string => url.replace(/:\/\/[^/?#\s]*@/g, '://').replace(/[?#].*/s, '?…');

const PART = /'[^']*'|"(?:\\[\s\S]|[^"\\])*"|\\[\s\S]|[$#]/g;

/**
 * Splits a line into arguments by POSIX shell quoting. Nothing is expanded.
 * @returns undefined if a quote is not closed, or if the line has an operator: without a shell it would be an argument.
 */
export function splitWords(line: string): readonly string[] | undefined {
  if (/['"]/.test(line.replace(PART, ''))) return undefined;
  // shell-quote expands variables, drops comments and does not join continued lines.
  const literal = line.replace(PART, (part) => {
    if (part === '\\\n') return '';
    if (part.startsWith('"')) return part.replace(/\\[\s\S]|\$/g, (piece) => (piece === '$' ? '\\$' : piece));
    return part === '$' || part === '#' ? `\\${part}` : part;
  });
  const words: string[] = [];
  try {
    for (const entry of parseShell(literal)) {
      if (typeof entry === 'string') words.push(entry);
      else if ('pattern' in entry) words.push(entry.pattern);
      else return undefined;
    }
  } catch {
    // A line of megabytes, which no system would take as a command line.
    return undefined;
  }
  return words;
}
