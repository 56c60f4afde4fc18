import { INPUTS } from '../inputs.ts';
import { RUN_OPTIONS } from './flags.ts';
import type { Option } from './options.ts';

/** What `gpu-ci --help` and the completions know of a verb. */
export interface VerbHelp {
  readonly name: string;
  /** One line, for the list of verbs. */
  readonly help: string;
  readonly usage: readonly string[];
  /** Paragraphs of plain text. */
  readonly about: readonly string[];
  readonly options: readonly Option[];
  /** How many words it takes beside its flags; none where nothing is said. */
  readonly words?: number;
  /** What the first of them may be, where that is fixed. */
  readonly firstWords?: readonly string[];
  readonly examples?: readonly string[];
}

const WIDTH = 100;

const HEADINGS: readonly (readonly [heading: string, names: readonly string[]])[] = [
  ['What runs', ['command', 'shell', 'working-directory', 'env', 'mode', 'job-id', 'detach-after', 'args']],
  ['Where it runs', ['gpu-type', 'gpu-count', 'min-vram', 'org', 'keep-pod']],
  ['What comes back', ['outputs', 'report', 'metrics', 'metrics-baseline', 'dotenv']],
  ['Limits', ['timeout', 'idle-timeout', 'start-timeout', 'max-cost']],
  [
    'Waiting for a session',
    ['retry-on', 'max-wait', 'max-attempts', 'retry-delay', 'retry-max-delay', 'matrix-size', 'saturation-pattern'],
  ],
  ['What is told', ['label', 'matrix', 'summary', 'telemetry', 'comment', 'check', 'github-token']],
  ['Token', ['token', 'export-token', 'on-missing-token']],
  ['GPU CLI and clean-up', ['cli-version', 'install-url', 'install-sha256', 'cli-sha256', 'state']],
];

export const RUN_HELP: VerbHelp = {
  name: 'run',
  help: 'Run a command on a cloud GPU, wait for it, report, and leave nothing running',
  usage: ['gpu-ci run [FLAGS] -- COMMAND [ARGUMENT…]', "gpu-ci run [FLAGS] -- 'SCRIPT with && and pipes'"],
  about: [
    'The token comes from the variable GPU_SERVICE_TOKEN, never from a flag. Every flag can also be given as a variable: ' +
      '--gpu-type is GPU_CI_GPU_TYPE. Where both are given the flag counts. A list flag may be repeated.',
    'Times: 500ms, 30s, 5m, 2h, 1h30m; a bare number is seconds, and 0 is no limit.',
    "Exit code: the workload's own where it ran; else 0 when it was submitted or skipped, 1 when it did not run, and 2 for a " +
      'command line that cannot be used.',
  ],
  options: RUN_OPTIONS,
  examples: [
    'gpu-ci run --gpu-type "H100 SXM" --timeout 2h -- python train.py',
    'gpu-ci run --gpu-type H100 --gpu-type A100 --max-wait 1h --max-cost 5 -- python train.py --epochs 3',
    'gpu-ci run --mode submit -- python train.py    # ends at once; GPU_OUT_JOB_ID has the id',
    'gpu-ci run --mode collect --job-id job_…       # streams, waits, reports',
  ],
};

export const CLEANUP_HELP: VerbHelp = {
  name: 'cleanup',
  help: 'End what the runs of this job left behind; for the after-hook of a CI host',
  usage: ['gpu-ci cleanup [--state FILE] [--force]'],
  about: [
    'Reads what each `gpu-ci run` of this job wrote down, ends it with its job and pod if they still live, and checks that they ' +
      'are gone. Safe to run always and twice.',
    'Exit code: 0 done, also if a warning reports what may still be alive; 1 a run still works and was left alone, or its ' +
      'state cannot be read; 2 wrong flags, or a file that is not a state file.',
  ],
  options: [
    { name: 'state', takes: 'FILE', help: 'The file given to `gpu-ci run --state`.' },
    { name: 'force', takes: '', help: 'End runs that still work, for example in another terminal.' },
  ],
};

/** `gpu-ci --help`. */
export function overview(verbs: readonly Pick<VerbHelp, 'name' | 'help'>[]): string {
  const width = Math.max(...verbs.map(({ name }) => name.length)) + 2;
  const list = verbs.map(({ name, help }) => `  ${name.padEnd(width)}${help}`);
  return `${[
    'gpu-ci: run workloads on cloud GPUs from any CI.',
    '',
    'Usage: gpu-ci VERB [FLAGS]',
    '',
    ...list,
    '',
    'Start with: gpu-ci init --dry-run',
    'More on a verb: gpu-ci VERB --help',
  ].join('\n')}\n`;
}

/** `gpu-ci VERB --help`. */
export function helpOf(verb: VerbHelp): string {
  const lines = [`gpu-ci ${verb.name}: ${verb.help}.`, ''];
  verb.usage.forEach((usage, index) => lines.push(`${index === 0 ? 'Usage: ' : '       '}${usage}`));
  for (const paragraph of verb.about) lines.push('', ...wrap(paragraph, WIDTH));
  for (const [heading, options] of sections(verb)) {
    lines.push('', `${heading}:`);
    for (const option of options) lines.push(...describe(option));
  }
  if (verb.examples !== undefined) lines.push('', 'Examples:', ...verb.examples.map((example) => `  ${example}`));
  return `${lines.join('\n')}\n`;
}

function sections(verb: VerbHelp): (readonly [string, readonly Option[]])[] {
  if (verb.options !== RUN_OPTIONS) return verb.options.length === 0 ? [] : [['Flags', verb.options]];
  const placed = new Set(HEADINGS.flatMap(([, names]) => names));
  const others = verb.options.filter(({ name }) => !placed.has(name));
  const grouped = HEADINGS.map(
    ([heading, names]) =>
      [heading, names.flatMap((name) => verb.options.filter((option) => option.name === name))] as const,
  );
  return [...grouped, ...(others.length === 0 ? [] : [['Other', others] as const])];
}

const DEFAULTS = new Map(INPUTS.map((row) => [row.name, row.default]));

function describe(option: Option): string[] {
  // A verb of the kit tells its defaults in words of its own.
  const fallback =
    option.refused === undefined && RUN_OPTIONS.includes(option) ? (DEFAULTS.get(option.name) ?? '') : '';
  const takes = option.takes === '' ? '' : ` ${option.choices?.join('|') ?? option.takes}`;
  const flag =
    option.refused !== undefined ? option.name : `--${option.negatable ? '[no-]' : ''}${option.name}${takes}`;
  const notes = [
    ...(option.many === true ? ['may be repeated'] : []),
    ...(fallback === '' || fallback === '0' || fallback.startsWith('$') ? [] : [`default ${fallback}`]),
  ];
  const text = option.refused !== undefined ? `${option.help} ${option.refused}` : option.help;
  const full = `${text.replaceAll('`', '')}${notes.length === 0 ? '' : ` (${notes.join('; ')})`}`;
  return [`  ${flag}`, ...wrap(full, WIDTH - 6).map((line) => `      ${line}`)];
}

function wrap(text: string, width: number): string[] {
  const lines: string[] = [];
  let line = '';
  for (const word of text.split(' ')) {
    if (line !== '' && line.length + 1 + word.length > width) {
      lines.push(line);
      line = word;
    } else {
      line = line === '' ? word : `${line} ${word}`;
    }
  }
  return [...lines, line];
}
