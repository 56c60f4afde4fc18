// Writes docs/compatibility.md from the one list of facts about GPU CLI. `npm run build` runs it.
import { writeFileSync } from 'node:fs';
import { ASSUMPTIONS, signText, SOURCES, STATUSES, type Assumption, type Status } from '../src/kit/assumptions.ts';

const ABOUT: Readonly<Record<Status, string>> = {
  assumed:
    'No public text settles these. A source in the last column makes the assumption likely, and does not prove it.',
  observed: 'Public logs, scripts or reports show these.',
  documented: 'A document of the vendor states these.',
};

const ids = ASSUMPTIONS.map(({ id }) => id);
const wrong = ASSUMPTIONS.filter(
  ({ id, status, sources }) =>
    ids.indexOf(id) !== ids.lastIndexOf(id) ||
    !STATUSES.includes(status) ||
    (status !== 'assumed' && sources.length === 0) ||
    sources.some((key) => !(key in SOURCES)),
);
if (wrong.length > 0) {
  throw new Error(`Ids must be unique, and sources known: ${wrong.map(({ id }) => id).join(', ')}.`);
}
const unused = Object.keys(SOURCES).filter((key) => !ASSUMPTIONS.some(({ sources }) => sources.includes(key)));
if (unused.length > 0) throw new Error(`Sources that no fact names: ${unused.join(', ')}.`);

const cell = (text: string): string => text.replaceAll('|', '\\|');
const rowOf = ({ id, surface, action, otherwise, shown, sources }: Assumption): string =>
  [
    `| \`${id}\``,
    cell(surface),
    cell(action),
    cell(`${otherwise.effect}: ${otherwise.how}`),
    shown === undefined ? '–' : cell(signText(shown)),
    `${sources.map((key) => `[${key}](${SOURCES[key]?.address ?? ''})`).join(', ') || '–'} |`,
  ].join(' | ');
const HEAD =
  '| fact | GPU CLI | this action | if it is otherwise | a capture shows it if | source |\n|---|---|---|---|---|---|';

function sectionOf(status: Status): string {
  const rows = ASSUMPTIONS.filter((row) => row.status === status);
  const areas = [...new Set(rows.map(({ area }) => area))];
  const tables = areas.map((area) => {
    const own = rows.filter((row) => row.area === area);
    return `### ${area} (${status})\n\n${HEAD}\n${own.map(rowOf).join('\n')}`;
  });
  const title = `${status.charAt(0).toUpperCase()}${status.slice(1)}`;
  return `## ${title} (${rows.length})\n\n${ABOUT[status]}\n\n${tables.join('\n\n')}`;
}

const sources = Object.entries(SOURCES).map(
  ([key, { address, date, what }]) => `| ${key} | ${address} | ${date || '–'} | ${cell(what)} |`,
);

const intro = `# Compatibility

<!-- Written by scripts/compatibility.ts from src/kit/assumptions.json: change the list, then run \`npm run build\`. -->

GPU CLI is closed source, and this action is not yet tested against the live service. This page lists ${ASSUMPTIONS.length} facts about GPU CLI on which the
action relies, what the action does with each, and what happens if the fact is otherwise:

- **works**: the run is not affected.
- **degrades**: a feature is missing or less exact, and the log states it. The workload runs at most once, and what the run started is ended or reported.
- **breaks**: the step fails before a workload starts, or ends instead of waiting.

## Help to settle them

With an account, one command captures what the live program shows. It costs nothing, changes nothing and sends nothing:

\`\`\`sh
npx -y -p @gpu-cli/run-action@1 gpu-ci doctor --capture capture.json
npx -y -p @gpu-cli/run-action@1 gpu-ci doctor --compare capture.json
\`\`\`

With \`--spend\` it also runs two short jobs on one pod, after it has asked. Names, addresses, ids and tokens are replaced by placeholders; equal values have
equal placeholders. Read the file, and attach it to an issue "GPU CLI behaves differently". \`--compare\` prints the tables of this page for the captured program.
\`gpu-ci emulate --profile capture.json\` runs the [emulator](emulator.md) with its help, fields, refusals and delays.

The texts, field names and state words of the [emulator](emulator.md) that are not in this list are made up.`;

writeFileSync(
  'docs/compatibility.md',
  `${[
    intro,
    ...STATUSES.map(sectionOf),
    `## Sources\n\nDates are the month of the text that was read.\n\n| key | address | date | what it is |\n|---|---|---|---|\n${sources.join('\n')}`,
  ].join('\n\n')}\n`,
);
