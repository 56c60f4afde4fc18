// Reads a command line by the list of a verb's flags.

export interface Flag {
  name: string;
  short?: string;
  /** What the flag takes; undefined for a switch. */
  value?: string;
  help?: string;
}

export interface Args {
  /** Words that are not flags; for `run`, the command. */
  words: string[];
  has(name: string): boolean;
  get(name: string): string | undefined;
  all(name: string): string[];
}

/** The command line is wrong: exit 2. */
export class UsageError extends Error {}

export function parseArgs(argv: readonly string[], flags: readonly Flag[], command: boolean): Args {
  const values = new Map<string, string[]>();
  const words: string[] = [];
  const add = (flag: Flag, value: string): void => {
    values.set(flag.name, [...(values.get(flag.name) ?? []), value]);
  };
  for (let at = 0; at < argv.length; at += 1) {
    const word = argv[at] ?? '';
    if (word === '--') {
      words.push(...argv.slice(at + 1));
      break;
    }
    if (!word.startsWith('-') || word === '-') {
      if (command) {
        words.push(...argv.slice(at));
        break;
      }
      words.push(word);
      continue;
    }
    const { flag, inline } = findFlag(word, flags);
    if (flag.value === undefined) {
      if (inline !== undefined) throw new UsageError(`error: '--${flag.name}' takes no value`);
      add(flag, '');
    } else {
      const value = inline ?? argv[(at += 1)];
      if (value === undefined) throw new UsageError(`error: a value is required for '--${flag.name} <${flag.value}>'`);
      add(flag, value);
    }
  }
  return {
    words,
    has: (name) => values.has(name),
    get: (name) => values.get(name)?.at(-1),
    all: (name) => values.get(name) ?? [],
  };
}

function findFlag(word: string, flags: readonly Flag[]): { flag: Flag; inline: string | undefined } {
  const unknown = new UsageError(`error: unknown flag '${word.split('=')[0] ?? word}'`);
  if (word.startsWith('--')) {
    const equals = word.indexOf('=');
    const name = equals < 0 ? word.slice(2) : word.slice(2, equals);
    const flag = flags.find((known) => known.name === name);
    if (!flag) throw unknown;
    return { flag, inline: equals < 0 ? undefined : word.slice(equals + 1) };
  }
  const flag = flags.find((known) => known.short === word[1]);
  if (!flag || (flag.value === undefined && word.length > 2)) throw unknown;
  return { flag, inline: word.length > 2 ? word.slice(word[2] === '=' ? 3 : 2) : undefined };
}

export function numberOf(args: Args, name: string): number | undefined {
  const text = args.get(name);
  if (text === undefined) return undefined;
  const value = Number(text);
  if (text.trim() === '' || !Number.isFinite(value) || value < 0) {
    throw new UsageError(`error: invalid value '${text}' for '--${name}': a number is expected`);
  }
  return value;
}
