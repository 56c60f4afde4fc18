import { Command, CommanderError, Option } from 'commander';
import { INPUTS, type InputRow } from '../inputs.ts';
import { quoteWord } from './pipelines.ts';
import { BadCommand, type KitWorld } from './world.ts';

/** Flags of a command by name; a list has one item per line. */
export type Flags = ReadonlyMap<string, string>;

const KINDS: Readonly<Record<string, string>> = {
  script: 'SCRIPT',
  count: 'N',
  usd: 'USD',
  duration: 'TIME',
  lines: 'LINE',
  list: 'NAME',
  env: 'KEY=VALUE',
  regex: 'REGEX',
  sha256: 'DIGEST',
};
const LISTS = ['lines', 'list', 'env'];

/** `gpu-ci run`, with a flag for each input. */
export function runCommand(program: Command): Command {
  const command = program
    .command('run [words...]')
    .usage("[options] -- COMMAND [ARGUMENT...]\n       gpu-ci run [options] -- 'SCRIPT with && and pipes'")
    .description('run a command on a cloud GPU, wait for it, report, and clean up');
  for (const row of INPUTS) for (const option of optionsOf(row)) command.addOption(option);
  return command
    .option(
      '--state <FILE>',
      'file in which `gpu-ci cleanup` finds this run (default: one per CI job, in the temp folder)',
    )
    .option('--dotenv <FILE>', 'file for the outputs, as `GPU_OUT_NAME=value` lines')
    .option('--json', 'print the run report as one line of JSON on stdout; everything else goes to stderr')
    .option('--quiet', "print only warnings, errors and the workload's output")
    .addOption(new Option('--verbose', 'print debug lines').conflicts('quiet'))
    .addHelpText(
      'after',
      `
Each flag for an input is also a variable: --gpu-type is GPU_CI_GPU_TYPE. The flag wins. List flags may be repeated.
The service token comes from the variable GPU_SERVICE_TOKEN, the token for GitHub from GPU_CI_GITHUB_TOKEN.
Times: 500ms, 30s, 5m, 2h, 1h30m; a bare number is seconds, and 0 means no limit. NO_COLOR turns colors off.

Exit code: the code of the workload if it ran; 0 if it was submitted or skipped; 1 if it did not run; 2 for invalid flags
and values.

Examples:
  gpu-ci run --gpu-type "H100 SXM" --timeout 2h -- python train.py
  gpu-ci run --gpu-type H100 --gpu-type A100 --max-wait 1h --max-cost 5 -- python train.py --epochs 3
  gpu-ci run --mode submit -- python train.py    # ends at once; GPU_OUT_JOB_ID has the id
  gpu-ci run --mode collect --job-id job_…       # streams, waits, reports`,
    );
}

function optionsOf({ name, kind, default: fallback, help }: InputRow): readonly Option[] {
  if (kind === 'secret') return [refused(name)];
  const shown =
    fallback === '' || fallback === '0' || fallback.startsWith('$') ? help : `${help} (default: ${fallback})`;
  if (kind === 'boolean') {
    const value = new Option(`--${name} [VALUE]`, shown).choices(['true', 'false']).preset('true');
    return [value, new Option(`--no-${name}`, `The opposite of --${name}.`)];
  }
  if (typeof kind !== 'string') return [new Option(`--${name} <VALUE>`, shown).choices([...kind])];
  const option = new Option(`--${name} <${KINDS[kind] ?? 'TEXT'}>`, shown);
  const more = (value: string, before: readonly string[] = []): readonly string[] => [...before, value];
  return [LISTS.includes(kind) ? option.argParser(more) : option];
}

/** Every process of the machine can read a command line. */
function refused(name: string): Option {
  const variable = name === 'token' ? 'GPU_SERVICE_TOKEN' : variableOf(name);
  return new Option(`--${name} <TOKEN>`).hideHelp().argParser(() => {
    throw new BadCommand(
      `--${name} is not accepted: other processes can read a command line.`,
      `Set the variable ${variable}.`,
    );
  });
}

/** Flags that were given, by name. */
export function flagsOf(command: Command): Map<string, string> {
  const given = command.options.filter((option) => command.getOptionValueSource(option.attributeName()) === 'cli');
  return new Map(
    given.map((option) => {
      const value: unknown = command.getOptionValue(option.attributeName());
      return [option.name().replace(/^no-/, ''), Array.isArray(value) ? value.join('\n') : String(value)];
    }),
  );
}

/**
 * Flags, with the words after `--` as the command. One word is a script. Several words are a command with its arguments, and
 * each arrives on the pod as it was given.
 * @param words that are not flags.
 */
export function inputsOf(command: Command, words: readonly string[], argv: readonly string[]): Flags {
  const flags = flagsOf(command);
  const [first] = words;
  if (first === undefined) return flags;
  // A flag after the command would be one of the workload, and a limit would not apply.
  if (words.length >= argv.length - argv.indexOf('--') || !argv.includes('--')) {
    throw new BadCommand(
      `Unexpected argument ${JSON.stringify(first)}.`,
      `Write the command after two dashes: gpu-ci run -- ${words.map(quoteWord).join(' ')}`,
    );
  }
  if (flags.has('command')) throw new BadCommand('The command is given twice, by --command and after --.');
  return flags.set('command', words.length === 1 ? first : words.map(quoteWord).join(' '));
}

const variableOf = (input: string): string => `GPU_CI_${input.replaceAll('-', '_').toUpperCase()}`;

/** Variables that are not inputs of a run. */
const OTHER_VARIABLES = ['HOST', 'JOB', 'DEBUG', 'ATTEMPT', 'STATE', 'DOTENV'].map(variableOf);

export function warnOfUnknownVariables({ env, stderr }: KitWorld): void {
  const known = [...INPUTS.map(({ name }) => variableOf(name)), ...OTHER_VARIABLES];
  for (const name of Object.keys(env).filter((name) => name.startsWith('GPU_CI_') && !known.includes(name))) {
    const close = suggestion(`--${name.slice('GPU_CI_'.length).toLowerCase().replaceAll('_', '-')}`);
    const hint = close === '' ? '' : ` Did you mean ${variableOf(close)}?`;
    stderr.write(`Warning: the variable ${name} is not an input and has no effect.${hint}\n`);
  }
}

/** The flag of `run` that commander suggests for an unknown one; '' if none is close. */
function suggestion(flag: string): string {
  const command = runCommand(new Command())
    .exitOverride()
    .configureOutput({ writeErr: () => undefined });
  try {
    command.parse([flag], { from: 'user' });
    return '';
  } catch (error) {
    if (!(error instanceof CommanderError)) throw error;
    return /Did you mean --([\w-]+)\?/.exec(error.message)?.[1] ?? '';
  }
}
