import { parse } from 'shell-quote';
import { FAILURE_CLASSES, type FailureClass } from './outcome.ts';
import type { Shell } from '../inputs.ts';

export const COUNT_MAX = 999_999_999;
export const VERSION = /^(latest|v?\d+(\.(\d+|x)){0,2}(-[\w.]+)?)$/;
/** Classes that a user may ask to be tried again; the others cannot end better by trying again. */
export const RETRYABLE: readonly FailureClass[] = FAILURE_CLASSES.filter((name) =>
  ['saturated', 'capacity', 'infra', 'timeout', 'workload'].includes(name),
);

/** The arguments that run a script on the pod. Undefined if the line cannot be split. */
export function argvOf(shell: Shell, command: string): readonly string[] | undefined {
  switch (shell) {
    case 'bash':
      return ['bash', '-eo', 'pipefail', '-c', command];
    case 'sh':
      return ['sh', '-e', '-c', command];
    case 'none':
      return splitWords(command);
  }
}

export const SPLITTABLE = 'a line with closed quotes, in which each of `|&;<>()` is quoted, because no shell runs it';

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
    for (const entry of parse(literal)) {
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

/** YAML 1.2 booleans, as the toolkit of GitHub Actions reads them. */
export function parseBoolean(value: string): boolean | undefined {
  if (['true', 'True', 'TRUE'].includes(value)) return true;
  if (['false', 'False', 'FALSE'].includes(value)) return false;
  return undefined;
}

export const splitLines = (value: string): string[] => numberedLines(value).map(({ line }) => line);

/** Without empty lines and comments; the first line of the text is line 1. */
export const numberedLines = (value: string): { line: string; number: number }[] =>
  value
    .split(/\r?\n/)
    .map((line, at) => ({ line: line.trim(), number: at + 1 }))
    .filter(({ line }) => line !== '' && !line.startsWith('#'));

const SECRET_NAMES = /^(GPU_SERVICE_TOKEN|ACTIONS_RUNTIME_TOKEN|ACTIONS_ID_TOKEN_REQUEST_TOKEN|INPUT_.*)$/i;

/** A line of a Base64 text, which may read as a name. */
const BASE64_LINE = /^(?=.*[a-z])(?=.*[A-Z])(?=.*\d)[A-Za-z\d]{20,}$/;

/** What `env` takes, said without the line: it may be one of a secret of several lines. */
const ENV_LINES = 'Write each line as `KEY=VALUE`, or as `KEY` of a variable of this step; a value is one line.';

/** The variable of this step that a bare KEY names does not exist: the KEY may be a piece of a secret. */
export const noSuchVariable = (text: string, name: string): readonly [problem: string, hint: string] => {
  const at = text.split(/\r?\n/).findIndex((line) => line.trim() === name);
  return [`Line ${at + 1} of \`env\` names no variable of this step.`, ENV_LINES];
};

export function parseEnvLine(line: string, faults: string[], number = 1): { name: string; value: string | undefined } {
  const cut = line.indexOf('=');
  const name = cut === -1 ? line : line.slice(0, cut).trim();
  const value = cut === -1 ? undefined : line.slice(cut + 1).trim();
  if (!/^[A-Za-z_]\w*$/.test(name) || (BASE64_LINE.test(name) && /^=?$/.test(value ?? ''))) {
    faults.push(`Line ${number} of \`env\` is neither KEY=VALUE nor KEY. ${ENV_LINES}`);
  } else if (SECRET_NAMES.test(name)) {
    faults.push(`\`env\` names ${name}, which is never given to a workload; remove that line.`);
  }
  return { name, value };
}

export function notAFlag(name: string, item: string, faults: string[]): string {
  if (item.startsWith('-'))
    faults.push(
      `\`${name}\` has the item ${JSON.stringify(item.slice(0, 60))}, which reads as a flag; put flags into \`args\`, one a line.`,
    );
  return item;
}

/** Flags that would take the run out of our hands: how it starts and ends is ours to say. */
const OWN_FLAGS = /^(-d|--detach|-a|--attach|--cancel|-i|--interactive|--json|--help|-h|--)(=|$)/;

/** A line is one word, or a flag with its value. */
export function parseArg(line: string, faults: string[]): readonly string[] {
  const [, flag, value] = /^(-[^\s=]+)\s+(.*)$/s.exec(line) ?? [];
  const words = flag === undefined || value === undefined ? [line] : [flag, value];
  if (words.some((word) => OWN_FLAGS.test(word)))
    faults.push(
      `\`args\` has ${JSON.stringify(line.slice(0, 60))}, which this action decides itself; use \`mode\` to detach or collect.`,
    );
  else if (line.includes('gpt_sat_'))
    faults.push(
      '`args` holds a service account token; remove it, the token goes into `token` and never onto a command line.',
    );
  else if (value !== undefined && /(^|\s)--?[A-Za-z]/.test(value))
    faults.push(`\`args\` has several flags in the line of ${JSON.stringify(flag)}; write one flag a line.`);
  return words;
}

export function installAddress(value: string): string | undefined {
  if (!URL.canParse(value)) return undefined;
  const url = new URL(value);
  const loopback = ['127.0.0.1', 'localhost', '[::1]'].includes(url.hostname);
  return url.protocol === 'https:' || (url.protocol === 'http:' && loopback) ? value : undefined;
}

/** An address without what may be secret in it: login, query and what follows. */
export const shownAddress = (address: string): string =>
  address.replace(/:\/\/[^/?#\s]*@/g, '://').replace(/[?#].*/s, '?…');

export function parsePattern(value: string): RegExp | null | undefined {
  if (value === '') return null;
  try {
    return new RegExp(value, 'iu');
  } catch {
    return undefined;
  }
}
