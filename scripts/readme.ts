// Writes the tables of README.md from the one table of inputs and outputs. `npm run build` runs it.
import { readFileSync, writeFileSync } from 'node:fs';
import { INPUTS, OUTPUTS } from '../src/inputs.ts';

const GROUPS: readonly (readonly [title: string, names: readonly string[]])[] = [
  ['Workload', ['command', 'shell', 'working-directory', 'env', 'outputs', 'args', 'mode', 'job-id', 'detach-after']],
  ['GPU', ['gpu-type', 'gpu-count', 'min-vram', 'keep-pod']],
  [
    'Waiting and retry',
    ['max-wait', 'max-attempts', 'retry-on', 'retry-delay', 'retry-max-delay', 'saturation-pattern'],
  ],
  ['Limits', ['timeout', 'idle-timeout', 'start-timeout', 'max-cost']],
  [
    'Reporting',
    [
      ...['summary', 'comment', 'check', 'label', 'report', 'metrics', 'metrics-baseline', 'telemetry'],
      ...['matrix', 'matrix-size', 'github-token'],
    ],
  ],
  [
    'Authentication and installation',
    [
      ...['token', 'export-token', 'on-missing-token', 'org'],
      ...['cli-version', 'install-url', 'install-sha256', 'cli-sha256'],
    ],
  ],
];

const missing = INPUTS.filter(({ name }) => !GROUPS.some(([, names]) => names.includes(name)));
if (missing.length > 0)
  throw new Error(`scripts/readme.ts has no group for: ${missing.map(({ name }) => name).join(', ')}.`);

const cellOf = (text: string): string => text.replaceAll('|', '\\|');
const tableOf = (names: readonly string[]): string =>
  [
    '| input | default | meaning |',
    '|---|---|---|',
    ...names.map((wanted) => {
      const row = INPUTS.find(({ name }) => name === wanted);
      if (row === undefined) throw new Error(`scripts/readme.ts lists an input that does not exist: ${wanted}.`);
      return `| \`${wanted}\` | ${row.default === '' ? '' : `\`${cellOf(row.default)}\``} | ${cellOf(row.help)} |`;
    }),
  ].join('\n');

const inputs = GROUPS.map(([title, names]) => `### ${title}\n\n${tableOf(names)}`).join('\n\n');
const outputs = [
  '| output | value |',
  '|---|---|',
  ...OUTPUTS.map(([name, help]) => `| \`${name}\` | ${cellOf(help)} |`),
].join('\n');

function fill(text: string, name: string, content: string): string {
  const [from, to] = [`<!-- ${name} -->`, `<!-- /${name} -->`];
  const start = text.indexOf(from);
  const end = text.indexOf(to);
  if (start === -1 || end < start) throw new Error(`README.md lacks the markers ${from} and ${to}.`);
  return `${text.slice(0, start + from.length)}\n\n${content}\n\n${text.slice(end)}`;
}

const readme = readFileSync('README.md', 'utf8');
writeFileSync('README.md', fill(fill(readme, 'inputs', inputs), 'outputs', outputs));
