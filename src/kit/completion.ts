import type { VerbHelp } from './help.ts';
import { BadCommand, type Option } from './options.ts';

export const SHELLS = ['bash', 'zsh', 'fish'] as const;
export type CompletionShell = (typeof SHELLS)[number];

type Verbs = readonly Pick<VerbHelp, 'name' | 'help' | 'options' | 'firstWords'>[];

/** The script a shell loads to complete verbs, flags and the values of flags that have a fixed set. */
export function completionFor(shell: string, verbs: Verbs): string {
  switch (shell) {
    case 'bash':
      return bash(verbs);
    case 'zsh':
      return zsh(verbs);
    case 'fish':
      return fish(verbs);
    default:
      throw new BadCommand(
        shell === '' ? 'Which shell?' : `There are no completions for ${JSON.stringify(shell)}.`,
        `Say gpu-ci completion ${SHELLS.join('|')}.`,
      );
  }
}

const usable = (options: readonly Option[]): readonly Option[] =>
  options.filter(({ refused }) => refused === undefined);

const flagsOf = (options: readonly Option[]): string[] => [
  ...usable(options).flatMap(({ name, negatable }) => [`--${name}`, ...(negatable ? [`--no-${name}`] : [])]),
  '--help',
];

/** Flags with a fixed set of values; the same everywhere, since a name means one thing. */
function choicesOf(verbs: Verbs): Map<string, readonly string[]> {
  const all = verbs.flatMap(({ options }) => options);
  return new Map(all.flatMap(({ name, choices }) => (choices === undefined ? [] : [[name, choices] as const])));
}

function bash(verbs: Verbs): string {
  const cases = verbs.map(({ name, options, firstWords = [] }) => {
    const first = firstWords.length === 0 ? '' : `; ((COMP_CWORD > 2)) || words="${firstWords.join(' ')} $words"`;
    return `    ${name}) words="${flagsOf(options).join(' ')}"${first} ;;`;
  });
  const values = [...choicesOf(verbs)].map(([name, choices]) => `    --${name}) words="${choices.join(' ')}" ;;`);
  return `# gpu-ci completion for bash. Load it with: eval "$(gpu-ci completion bash)"
_gpu_ci() {
  local current=\${COMP_WORDS[COMP_CWORD]} previous=\${COMP_WORDS[COMP_CWORD-1]} words="" i
  for ((i = 1; i < COMP_CWORD; i++)); do
    if [[ \${COMP_WORDS[i]} == -- ]]; then COMPREPLY=(); return; fi
  done
  if ((COMP_CWORD == 1)); then
    words="${verbs.map(({ name }) => name).join(' ')}"
  else
    case \${COMP_WORDS[1]} in
${cases.join('\n')}
    esac
    case $previous in
${values.join('\n')}
    esac
  fi
  # shellcheck disable=SC2207
  COMPREPLY=($(compgen -W "$words" -- "$current"))
}
complete -o default -F _gpu_ci gpu-ci
`;
}

const zshText = (text: string): string =>
  text
    .replaceAll('`', '')
    .replaceAll("'", '’')
    .replace(/[[\]:\\]/g, String.raw`\$&`);

function zsh(verbs: Verbs): string {
  const list = verbs.map(({ name, help }) => `    '${name}:${zshText(help)}'`);
  const cases = verbs.map(({ name, options, firstWords }) => {
    const words = firstWords === undefined ? [] : [`        '1::word:(${firstWords.join(' ')})'`];
    const specs = usable(options).flatMap((option) => {
      const value =
        option.takes === '' ? '' : `:${zshText(option.takes)}:${option.choices ? `(${option.choices.join(' ')})` : ''}`;
      const many = option.many === true ? '*' : '';
      const flags = [`--${option.name}`, ...(option.negatable ? [`--no-${option.name}`] : [])];
      return flags.map((flag) => `        '${many}${flag}[${zshText(option.help)}]${value}'`);
    });
    return `      ${name}) _arguments \\\n${[...specs, ...words, "        '*::word:_default'"].join(' \\\n')} ;;`;
  });
  return `#compdef gpu-ci
# gpu-ci completion for zsh. Load it with: eval "$(gpu-ci completion zsh)"
_gpu_ci() {
  local -a verbs
  verbs=(
${list.join('\n')}
  )
  if ((CURRENT == 2)); then
    _describe 'verb' verbs
  else
    local verb=$words[2]
    shift words
    ((CURRENT--))
    case $verb in
${cases.join('\n')}
    esac
  fi
}
compdef _gpu_ci gpu-ci
`;
}

const fishText = (text: string): string => `'${text.replaceAll('`', '').replace(/['\\]/g, String.raw`\$&`)}'`;

function fish(verbs: Verbs): string {
  const lines = [
    '# gpu-ci completion for fish. Load it with: gpu-ci completion fish | source',
    'complete -c gpu-ci -f',
  ];
  for (const { name, help } of verbs) {
    lines.push(`complete -c gpu-ci -n __fish_use_subcommand -a ${name} -d ${fishText(help)}`);
  }
  for (const { name, options, firstWords = [] } of verbs) {
    const words = firstWords.join(' ');
    const none = `'__fish_seen_subcommand_from ${name}; and not __fish_seen_subcommand_from ${words}'`;
    if (words !== '') lines.push(`complete -c gpu-ci -n ${none} -a '${words}'`);
    const when = `-n '__fish_seen_subcommand_from ${name}'`;
    for (const option of usable(options)) {
      const value = option.takes === '' ? '' : option.choices ? ` -x -a '${option.choices.join(' ')}'` : ' -r';
      lines.push(`complete -c gpu-ci ${when} -l ${option.name}${value} -d ${fishText(option.help)}`);
      if (option.negatable) lines.push(`complete -c gpu-ci ${when} -l no-${option.name}`);
    }
  }
  return `${lines.join('\n')}\n`;
}
