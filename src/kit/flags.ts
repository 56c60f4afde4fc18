import { INPUTS, type InputKind, type InputRow } from '../inputs.ts';
import { BadCommand, parseOptions, type Option } from './options.ts';

export interface RunFlags {
  /** Inputs by name, as a host reads them; a list has one item a line. */
  readonly inputs: ReadonlyMap<string, string>;
  readonly help: boolean;
}

const variableOf = (secret: string): string =>
  secret === 'token' ? 'GPU_SERVICE_TOKEN' : `GPU_CI_${secret.replaceAll('-', '_').toUpperCase()}`;

const LISTS: readonly InputKind[] = ['list', 'lines', 'env'];
const TAKES: Readonly<Record<string, string>> = {
  script: 'SCRIPT',
  count: 'N',
  usd: 'USD',
  duration: 'TIME',
  lines: 'LINE',
  list: 'NAME',
  env: 'KEY=VALUE',
  regex: 'REGEX',
  sha256: 'DIGEST',
  secret: 'TOKEN',
};

/** Flags of `gpu-ci run`: one for each input, by the table that action.yml follows too. */
export const RUN_OPTIONS: readonly Option[] = [
  ...INPUTS.map(optionOf),
  {
    name: 'state',
    takes: 'FILE',
    help: 'Where `gpu-ci cleanup` finds what this run started; in the temp dir, by job, where it is empty.',
  },
  { name: 'dotenv', takes: 'FILE', help: 'Where the outputs go as `GPU_OUT_NAME=value` lines.' },
];

function optionOf({ name, kind, help }: InputRow): Option {
  if (kind === 'boolean') return { name, takes: '', help, negatable: true };
  if (typeof kind !== 'string') return { name, takes: kind.join('|'), help, choices: kind };
  return {
    name,
    takes: TAKES[kind] ?? 'TEXT',
    help,
    ...(LISTS.includes(kind) ? { many: true } : {}),
    ...(kind === 'secret'
      ? { refused: `Every process can read a command line. Set the variable ${variableOf(name)}.` }
      : {}),
  };
}

/**
 * `gpu-ci run --flag value … -- COMMAND`. One word behind `--` is a script, so `-- 'a && b'` works; several are a command with its
 * arguments, and each arrives on the pod as it was given here.
 * @throws BadCommand for a flag that there is not, naming the nearest.
 */
export function parseRunFlags(argv: readonly string[]): RunFlags {
  const parsed = parseOptions('run', argv, RUN_OPTIONS);
  const inputs = new Map([...parsed.values].map(([name, values]) => [name, values.join('\n')]));
  if (parsed.words.length > 0 && !parsed.help) {
    const words = parsed.words.map(quoteWord).join(' ');
    throw new BadCommand(
      `${JSON.stringify(parsed.words[0])} stands where only flags do.`,
      `Put the command behind two dashes: gpu-ci run -- ${words}`,
    );
  }
  if (parsed.rest !== undefined && parsed.rest.length > 0) {
    if (inputs.has('command')) {
      throw new BadCommand('The command is given twice, by --command and behind --.', 'Give it once.');
    }
    inputs.set('command', parsed.rest.length === 1 ? parsed.rest.join('') : parsed.rest.map(quoteWord).join(' '));
  }
  return { inputs, help: parsed.help };
}

/** One word for a POSIX shell; as it stands where nothing in it needs quotes. */
export const quoteWord = (word: string): string =>
  /^[\w@%+=:,./-]+$/.test(word) ? word : `'${word.replaceAll("'", String.raw`'\''`)}'`;
