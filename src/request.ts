import { UserError } from './model/errors.ts';
import { splitWords, type Faults } from './model/rules.ts';
import { withoutTokens } from './model/secrets.ts';
import { INPUTS, type InputRow } from './inputs.ts';

type Row = (typeof INPUTS)[number];
/** The parsed value of each input that has a field. */
type Inputs = {
  readonly [R in Row as Exclude<R['field'], ''>]: R extends InputRow<string, infer T> ? T : never;
};

/** What the user asked for, validated. It contains no secret; the tokens are passed separately. Durations in milliseconds, 0 = no limit. */
export interface RunRequest extends Inputs {
  /** What runs on the pod, without the wrapper of the telemetry. */
  readonly argv: readonly string[];
}
export type Mode = RunRequest['mode'];

/** Reads one input by name; an empty string if it was not given. */
export type ReadInput = (name: string) => string;

/**
 * Validates all inputs at once.
 * @throws UserError with one line for each bad input: its name, value, what is allowed and an example.
 */
export function parseRequest(read: ReadInput): RunRequest {
  const faults: string[] = [];
  const valueOf = (row: InputRow): string => {
    const given = read(row.name);
    return given.trim() === '' ? row.default : given;
  };
  const entries = INPUTS.filter(({ field }) => field !== '').map((row: InputRow) => {
    const value = valueOf(row);
    return [row.field, row.parse(value, faultsOf(row, value, faults))] as const;
  });
  const inputs = Object.fromEntries(entries) as unknown as Inputs;
  const { mode, command, retryDelayMs, retryMaxDelayMs } = inputs;
  const [commandRow] = INPUTS;
  if (mode !== 'collect' && command === '')
    faults.push('`command` is empty; say what to run on the pod, for example `python train.py`.');
  if (mode === 'collect' && inputs.jobId === '')
    faults.push(
      '`job-id` is empty, but `mode: collect` needs the id that `mode: submit` gave, for example `${{ needs.submit.outputs.job-id }}`.',
    );
  const argv = argvOf(inputs);
  if (argv === undefined) faultsOf(commandRow, command, faults).must(SPLITTABLE);
  if (inputs.detachAfterMs > 0 && mode !== 'collect')
    faults.push('`detach-after` is for `mode: collect`; a run that is left alive must be one that was submitted.');
  // The default maximum does not bind a user who sets only the minimum.
  const hasMaximum = INPUTS.some((row) => row.field === 'retryMaxDelayMs' && valueOf(row).trim() !== row.default);
  if (retryDelayMs > retryMaxDelayMs && hasMaximum)
    faults.push('`retry-delay` is longer than `retry-max-delay`; make it the shorter one, for example `5s` and `2m`.');
  if (faults.length > 0) {
    const head = faults.length === 1 ? 'One input cannot be used:' : `${faults.length} inputs cannot be used:`;
    // A token that was put into the wrong input, and is not the one we know, is quoted with the fault.
    throw new UserError(withoutTokens(`${head} ${faults.join(' ')}`));
  }
  return { ...inputs, argv: argv ?? [] };
}

const faultsOf = ({ name, example }: InputRow, whole: string, faults: string[]): Faults => ({
  input: name,
  must(be, value = whole.trim()) {
    const shown = value.length > 80 ? `${value.slice(0, 77)}…` : value;
    faults.push(`\`${name}\` is ${JSON.stringify(shown)}, but must be ${be}, for example \`${example}\`.`);
  },
  say: (sentence) => void faults.push(sentence),
});

const SPLITTABLE = 'a line with closed quotes, in which each of `|&;<>()` is quoted, because no shell runs it';

/** The arguments that run the script on the pod. Undefined if the line cannot be split. */
function argvOf({ shell, command }: Pick<Inputs, 'shell' | 'command'>): readonly string[] | undefined {
  if (shell === 'none') return splitWords(command);
  return shell === 'bash' ? ['bash', '-eo', 'pipefail', '-c', command] : ['sh', '-e', '-c', command];
}
