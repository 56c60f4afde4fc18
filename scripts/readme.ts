// Writes the tables and the annotated YAML of README.md from the one table of inputs. Run by `npm run build`.
import { readFileSync, writeFileSync } from 'node:fs';
import { INPUTS, OUTPUTS } from '../src/inputs.ts';
import { ABILITIES, HEADINGS, HOST_ABILITIES } from '../src/hosts/abilities.ts';

const cellOf = (text: string): string => text.replaceAll('|', '\\|');

const inputs = [
  '| input | default | meaning |',
  '|---|---|---|',
  ...INPUTS.map(
    ({ name, default: value, help }) =>
      `| \`${name}\` | ${value === '' ? '' : `\`${cellOf(value)}\``} | ${cellOf(help)} |`,
  ),
].join('\n');

const outputs = [
  '| output | value |',
  '|---|---|',
  ...OUTPUTS.map(([name, help]) => `| \`${name}\` | ${cellOf(help)} |`),
].join('\n');

const hosts = [
  `| host | ${ABILITIES.map((ability) => HEADINGS[ability]).join(' | ')} | a cancelled job is ended by |`,
  `|---|${ABILITIES.map(() => '---|').join('')}---|`,
  ...HOST_ABILITIES.map(
    ({ title, has, cancel }) =>
      `| ${title} | ${ABILITIES.map((ability) => has[ability] ?? '–').join(' | ')} | ${cancel} |`,
  ),
].join('\n');

const plainYaml = (text: string): string =>
  /^[\w./:@-][\w ./:@()-]*$/.test(text) && text !== '' ? text : `'${text.replaceAll("'", "''")}'`;
const yaml = [
  '```yaml',
  '- uses: gpu-cli/run-action@v1',
  '  with:',
  ...INPUTS.flatMap(({ name, default: value, help, example }) => {
    const shown = name === 'command' || name === 'token' ? example : value;
    return [`    # ${help.replaceAll('`', '')}`, `    ${name}: ${shown.startsWith('${{') ? shown : plainYaml(shown)}`];
  }),
  '```',
].join('\n');

function fill(text: string, name: string, content: string): string {
  const [from, to] = [`<!-- ${name} -->`, `<!-- /${name} -->`];
  const start = text.indexOf(from);
  const end = text.indexOf(to);
  if (start === -1 || end < start) throw new Error(`README.md lacks the markers ${from} and ${to}.`);
  return `${text.slice(0, start + from.length)}\n\n${content}\n\n${text.slice(end)}`;
}

let readme = readFileSync('README.md', 'utf8');
for (const [name, content] of [
  ['inputs', inputs],
  ['outputs', outputs],
  ['hosts', hosts],
  ['yaml', yaml],
] as const)
  readme = fill(readme, name, content);
writeFileSync('README.md', readme);
