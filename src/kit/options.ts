import { UserError } from '../model/errors.ts';
import { withoutTokens } from './world.ts';

/** A command line that cannot be used: `gpu-ci` ends with 2, and nothing was done. A token in it is not told again. */
export class BadCommand extends UserError {
  constructor(message: string, hint = '') {
    super(withoutTokens(message), withoutTokens(hint));
  }
}

/** A flag of a verb: what is parsed, shown by `--help` and completed by the shell. */
export interface Option {
  readonly name: string;
  /** What it takes, in words for the help; '' for a switch. */
  readonly takes: string;
  readonly help: string;
  readonly many?: boolean;
  readonly choices?: readonly string[];
  /** `--no-NAME` and `--NAME=false` say no. */
  readonly negatable?: boolean;
  /** Never given on a command line, where every process of the machine can read it; how it is given instead. */
  readonly refused?: string;
}

export interface Parsed {
  readonly values: ReadonlyMap<string, readonly string[]>;
  /** Words before `--` that are no flags. */
  readonly words: readonly string[];
  /** All that stands behind `--`; undefined without one. */
  readonly rest: readonly string[] | undefined;
  readonly help: boolean;
}

/** Reads `--name value`, `--name=value`, `--switch`, `--no-switch`, words, and `-- anything`. */
export function parseOptions(verb: string, argv: readonly string[], options: readonly Option[]): Parsed {
  const values = new Map<string, string[]>();
  const words: string[] = [];
  const byName = new Map(options.map((option) => [option.name, option]));
  const known = (word: string): boolean => word === '--' || byName.has(word.replace(/^--(no-)?/, ''));
  let help = false;

  const add = (option: Option, value: string): void => {
    const before = values.get(option.name) ?? [];
    if (before.length > 0 && option.many !== true) {
      throw new BadCommand(`--${option.name} is given twice.`, 'Give it once.');
    }
    if (option.choices !== undefined && !option.choices.includes(value)) {
      const example = nearest(value, option.choices) ?? String(option.choices[0]);
      throw new BadCommand(
        `--${option.name} is "${value}", but must be one of ${option.choices.join(', ')}.`,
        `For example --${option.name} ${example}`,
      );
    }
    before.push(value);
    values.set(option.name, before);
  };

  for (let at = 0; at < argv.length; at++) {
    const word = String(argv[at]);
    if (word === '--') return { values, words, rest: argv.slice(at + 1), help };
    if (word === '--help' || word === '-h') {
      help = true;
      continue;
    }
    if (!word.startsWith('-') || word === '-') {
      words.push(word);
      continue;
    }
    const [, name = '', inline] = /^--([^=]+)(?:=(.*))?$/s.exec(word) ?? [];
    const option = byName.get(name);
    const negated = byName.get(name.replace(/^no-/, ''));
    if (option === undefined && name.startsWith('no-') && negated?.negatable === true && inline === undefined) {
      add(negated, 'false');
      continue;
    }
    if (option === undefined) throw unknown(verb, word, options);
    if (option.refused !== undefined)
      throw new BadCommand(`--${name} is not taken from a command line.`, option.refused);
    if (option.takes === '') {
      if (inline !== undefined && !(option.negatable === true && /^(true|false)$/i.test(inline))) {
        throw new BadCommand(`--${name} takes no value.`, `Write --${name} alone.`);
      }
      add(option, inline ?? 'true');
      continue;
    }
    const given = inline ?? argv[at + 1];
    if (given === undefined || (inline === undefined && known(given))) {
      throw new BadCommand(`--${name} needs a value.`, `Write --${name} ${option.takes}`);
    }
    if (inline === undefined) at++;
    add(option, given);
  }
  return { values, words, rest: undefined, help };
}

function unknown(verb: string, word: string, options: readonly Option[]): BadCommand {
  const name = word.replace(/^-+/, '').replace(/=.*$/s, '');
  const names = options.flatMap((option) => (option.negatable ? [option.name, `no-${option.name}`] : [option.name]));
  const close = nearest(name, names);
  // What follows `=` may be a secret that was put under a wrong name.
  return new BadCommand(
    `gpu-ci ${verb} has no flag ${word.replace(/=.*$/s, '')}.`,
    close === undefined ? `See gpu-ci ${verb} --help.` : `Did you mean --${close}?`,
  );
}

/** The candidate that takes the fewest edits, where those are few for its length. */
export function nearest(word: string, candidates: readonly string[]): string | undefined {
  const ranked = candidates
    .filter((candidate) => Math.abs(candidate.length - word.length) <= mostEdits(candidate))
    .map((candidate) => ({ candidate, edits: editsBetween(word.toLowerCase(), candidate.toLowerCase()) }))
    .sort((a, b) => a.edits - b.edits);
  const best = ranked[0];
  return best !== undefined && best.edits <= mostEdits(best.candidate) ? best.candidate : undefined;
}

const mostEdits = (candidate: string): number => Math.max(2, Math.floor(candidate.length / 3));

function editsBetween(a: string, b: string): number {
  let row = Array.from({ length: b.length + 1 }, (_, index) => index);
  for (let i = 1; i <= a.length; i++) {
    const next = [i];
    for (let j = 1; j <= b.length; j++) {
      const change = Number(row[j - 1]) + (a[i - 1] === b[j - 1] ? 0 : 1);
      next.push(Math.min(change, Number(row[j]) + 1, Number(next[j - 1]) + 1));
    }
    row = next;
  }
  return Number(row[b.length]);
}

/** @throws BadCommand where more words stand than the verb takes; `--template retrain` is often typed as `retrain`. */
export function refuseWords(verb: string, words: readonly string[], most: number, options: readonly Option[]): void {
  const word = words[most];
  if (word === undefined) return;
  const meant = options.find(({ choices }) => choices?.includes(word) === true);
  throw new BadCommand(
    `gpu-ci ${verb} does not know what to do with ${JSON.stringify(word)}.`,
    meant === undefined ? `See gpu-ci ${verb} --help.` : `Did you mean --${meant.name} ${word}?`,
  );
}

export const valueOf = (parsed: Parsed, name: string): string => parsed.values.get(name)?.[0] ?? '';
export const isSet = (parsed: Parsed, name: string): boolean => valueOf(parsed, name).toLowerCase() === 'true';
