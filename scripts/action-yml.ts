// Writes action.yml and setup/action.yml from the one table of inputs. Run by `npm run build`.
import { writeFileSync } from 'node:fs';
import { INPUTS, OUTPUTS, type InputRow } from '../src/inputs.ts';

const SETUP = [
  'token',
  'export-token',
  'on-missing-token',
  'cli-version',
  'install-url',
  'install-sha256',
  'cli-sha256',
];
const quote = (text: string): string => `'${text.replaceAll("'", "''")}'`;

function inputs(rows: readonly InputRow[]): string {
  return rows
    .map(({ name, help, default: value }) => {
      const fallback = value === '' ? '' : `\n    default: ${quote(value)}`;
      return `  ${name}:\n    description: ${quote(help)}\n    required: false${fallback}`;
    })
    .join('\n');
}

const HEAD = '# Written by scripts/action-yml.ts from src/inputs.ts: change that and run `npm run build`.';

function action(name: string, description: string, body: string, [main, post]: readonly [string, string]): string {
  return `${HEAD}
name: ${quote(name)}
description: ${quote(description)}
author: GPU CLI
branding:
  icon: cpu
  color: green
${body}
runs:
  using: node24
  main: ${main}
  post: ${post}
`;
}

const outputs = OUTPUTS.map(([name, help]) => `  ${name}:\n    description: ${quote(help)}`).join('\n');
writeFileSync(
  'action.yml',
  action(
    'Run on a cloud GPU with GPU CLI',
    'Run a command on a cloud GPU with GPU CLI: waits for a session, streams logs, cleans up, reports status and cost.',
    `inputs:\n${inputs(INPUTS)}\noutputs:\n${outputs}`,
    ['dist/index.js', 'bin/post.js'],
  ),
);
const SETUP_OUTPUTS = `  cli-version:
    description: 'Version of GPU CLI; empty if GPU CLI does not report it.'
  path:
    description: 'Absolute path of the program \`gpu\`.'`;
writeFileSync(
  'setup/action.yml',
  action(
    'Set up GPU CLI',
    'Install GPU CLI, mask the service account token and export it for later steps.',
    `inputs:\n${inputs(INPUTS.filter(({ name }) => SETUP.includes(name)))}\noutputs:\n${SETUP_OUTPUTS}`,
    ['../bin/setup.js', '../bin/post.js'],
  ),
);
