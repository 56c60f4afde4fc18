/** How a `run:` step is started. Source in actions/runner: `Handlers/ScriptHandlerHelpers.cs`. */
const known: Readonly<Record<string, string>> = {
  '': 'bash -e {0}',
  bash: 'bash --noprofile --norc -e -o pipefail {0}',
  sh: 'sh -e {0}',
  python: 'python {0}',
};

export const shellCommand = (
  shell: string | undefined,
  file: string,
): { readonly shown: string; readonly file: string; readonly args: readonly string[] } => {
  const template = known[shell ?? ''] ?? shell ?? '';
  if (!template.includes('{0}')) {
    throw new Error(`shell '${template}' is not imitated; use bash, sh, python or a command with {0}`);
  }
  const [program = '', ...args] = template.split(/\s+/);
  return { shown: template, file: program, args: args.map((arg) => arg.replace('{0}', file)) };
};
