// Writes docs/compatibility.md from the one list of facts about GPU CLI. `npm run build` runs it.
import { writeFileSync } from 'node:fs';
import { ASSUMPTIONS, SOURCES, STATUSES, type Assumption, type Status } from '../src/kit/assumptions.ts';

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
const rowOf = ({ id, surface, action, otherwise, sources }: Assumption): string =>
  [
    `| \`${id}\``,
    cell(surface),
    cell(action),
    cell(`${otherwise.effect}: ${otherwise.how}`),
    `${sources.map((key) => `[${key}](${SOURCES[key]?.address ?? ''})`).join(', ') || '–'} |`,
  ].join(' | ');
const HEAD = '| fact | GPU CLI | this action | if it is otherwise | source |\n|---|---|---|---|---|';

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

The texts, field names and state words of the [emulator](emulator.md) that are not in this list are made up.`;

writeFileSync(
  'docs/compatibility.md',
  `${[
    intro,
    ...STATUSES.map(sectionOf),
    `## Sources\n\nDates are the month of the text that was read.\n\n| key | address | date | what it is |\n|---|---|---|---|\n${sources.join('\n')}`,
  ].join('\n\n')}\n`,
);
