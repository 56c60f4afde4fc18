import { Command, CommanderError, Option } from 'commander';
import { INPUTS, type InputRow } from '../inputs.ts';
import { sentenceOf } from '../model/errors.ts';
import { quoteWord } from './pipelines.ts';
import { BadCommand, type KitWorld } from './world.ts';

export type Flags = ReadonlyMap<string, string>;

/** What `gpu-ci run …` passes to the engine. */
export function parseRunFlags(argv: readonly string[]): Flags {
  let flags: Flags = new Map();
  const { words, workload } = split(argv);
  const program = silent(new Command('gpu-ci'));
  addRun(program, workload, (given) => void (flags = given));
  try {
    program.parse(['run', ...words], { from: 'user' });
  } catch (error) {
    throw asBadCommand(error);
  }
  return flags;
}

export function split(argv: readonly string[]): { words: readonly string[]; workload: readonly string[] | undefined } {
  const at = argv.indexOf('--');
  return at === -1 ? { words: argv, workload: undefined } : { words: argv.slice(0, at), workload: argv.slice(at + 1) };
}

/** Errors are thrown, so that one place prints them. */
export function silent(command: Command, world?: KitWorld): Command {
  return command.exitOverride().configureOutput({
    writeOut: (text) => void world?.stdout.write(text),
    writeErr: () => undefined,
  });
}

export function asBadCommand(error: unknown): unknown {
  if (!(error instanceof CommanderError)) return error;
  if (error.code === 'commander.help') return new BadCommand('A command is missing.', 'See gpu-ci --help.');
  // What follows `=` in an unknown flag may be a secret.
  return new BadCommand(error.message.replace(/^error: (unknown option '[^=']*)=.*'/s, "$1'").replace(/^error: /, ''));
}

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

export function addRun(
  program: Command,
  workload: readonly string[] | undefined,
  use: (flags: Flags) => void | Promise<void>,
): void {
  const command = program
    .command('run [words...]')
    .usage("[options] -- COMMAND [ARGUMENT...]\n       gpu-ci run [options] -- 'SCRIPT with && and pipes'")
    .description('run a command on a cloud GPU, wait for it, report, and clean up');
  for (const row of INPUTS) for (const option of optionsOf(row)) command.addOption(option);
  command
    .option(
      '--state <FILE>',
      'file in which `gpu-ci cleanup` finds this run (default: one per CI job, in the temp folder)',
    )
    .option('--dotenv <FILE>', 'file for the outputs, as `GPU_OUT_NAME=value` lines')
    .addHelpText(
      'after',
      `
Each flag is also a variable: --gpu-type is GPU_CI_GPU_TYPE. The flag wins. List flags may be repeated.
The service token comes from the variable GPU_SERVICE_TOKEN, the token for GitHub from GPU_CI_GITHUB_TOKEN.
Times: 500ms, 30s, 5m, 2h, 1h30m; a bare number is seconds, and 0 means no limit.

Exit code: the code of the workload if it ran; 0 if it was submitted or skipped; 1 if it did not run; 2 for invalid flags
and values.

Examples:
  gpu-ci run --gpu-type "H100 SXM" --timeout 2h -- python train.py
  gpu-ci run --gpu-type H100 --gpu-type A100 --max-wait 1h --max-cost 5 -- python train.py --epochs 3
  gpu-ci run --mode submit -- python train.py    # ends at once; GPU_OUT_JOB_ID has the id
  gpu-ci run --mode collect --job-id job_…       # streams, waits, reports`,
    )
    .action((words: readonly string[]) => {
      if (words.length > 0) {
        throw new BadCommand(
          `Unexpected argument ${JSON.stringify(words[0])}.`,
          `Write the command after two dashes: gpu-ci run -- ${words.map(quoteWord).join(' ')}`,
        );
      }
      return use(withWorkload(flagsOf(command), workload ?? []));
    });
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
  const variable = name === 'token' ? 'GPU_SERVICE_TOKEN' : `GPU_CI_${name.replaceAll('-', '_').toUpperCase()}`;
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

/** One word is a script. Several words are a command with its arguments, and each arrives on the pod as it was given. */
function withWorkload(flags: Map<string, string>, words: readonly string[]): Flags {
  const [first] = words;
  if (first === undefined) return flags;
  if (flags.has('command')) throw new BadCommand('The command is given twice, by --command and after --.');
  return flags.set('command', words.length === 1 ? first : words.map(quoteWord).join(' '));
}

/** Variables that are not inputs of a run. */
const OTHER_VARIABLES = ['HOST', 'JOB', 'DEBUG', 'ATTEMPT', 'STATE', 'DOTENV'];

export function warnOfUnknownVariables({ env, stderr }: KitWorld): void {
  const inputs = INPUTS.map(({ name }) => name.replaceAll('-', '_').toUpperCase());
  for (const variable of Object.keys(env).filter((name) => name.startsWith('GPU_CI_'))) {
    const name = variable.slice('GPU_CI_'.length);
    if (inputs.includes(name) || OTHER_VARIABLES.includes(name)) continue;
    const close = suggestion(`--${name.toLowerCase().replaceAll('_', '-')}`);
    const hint = close === '' ? '' : ` Did you mean GPU_CI_${close.replaceAll('-', '_').toUpperCase()}?`;
    stderr.write(`Warning: the variable ${variable} is not an input and has no effect.${hint}\n`);
  }
}

/** The flag of `run` that is closest to a wrong one; '' if none is close. */
function suggestion(flag: string): string {
  try {
    parseRunFlags([flag]);
    return '';
  } catch (error) {
    return /Did you mean --([\w-]+)\?/.exec(sentenceOf(error))?.[1] ?? '';
  }
}
