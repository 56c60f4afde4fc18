// Answers of `gpu org` for people: what was asked for goes to stdout, what is said about it to stderr.
import { columns, type Terminal } from './terminal.ts';

/** The answer of a verb; its fields are those of the `--json` form. */
export type Data = Record<string, unknown>;

type Row = Record<string, string | number | boolean | null>;

export type View = (terminal: Terminal, data: Data) => void;

/** A name is whatever somebody typed: it must not move the cursor or draw a line of its own. */
const word = (value: unknown): string =>
  typeof value === 'string' || typeof value === 'number' ? String(value).replaceAll(/\p{Cc}/gu, '\u{FFFD}') : '-';

const rowsOf = (data: Data, key: string): Row[] => data[key] as Row[];

/** A table on stdout. */
const show = (terminal: Terminal, header: readonly string[], rows: readonly (readonly string[])[]): void =>
  terminal.print(`${columns([header, ...rows]).join('\n')}\n`);

const list = (terminal: Terminal, rows: readonly Row[], columns: Readonly<Record<string, string>>): void =>
  show(
    terminal,
    Object.keys(columns),
    rows.map((row) => Object.values(columns).map((key) => word(row[key]))),
  );

/** A sentence with `{field}` replaced by the field of an answer. */
export const filled = (sentence: string, data: Data): string =>
  sentence.replace(/\{(\w+)\}/g, (_, field: string) => word(data[field]));

const usd = (value: unknown): string => `$${Number(value).toFixed(4)}`;
const hours = (value: unknown): string => (Number(value) / 3600).toFixed(3);
const figures = (row: Data): string[] => [word(row['jobs']), hours(row['gpu_seconds']), usd(row['usd'])];
const FIGURES = ['JOBS', 'GPU HOURS', 'COST'];

export const created: View = (terminal, data) => {
  terminal.print(`${word(data['slug'])}\n`);
  terminal.note(`Created ${word(data['name'])}. Make it active with 'gpu org switch ${word(data['slug'])}'.`);
};

export const orgs: View = (terminal, data) => {
  const found = rowsOf(data, 'orgs').map((row) => ({ ...row, active: row['active'] === true ? '*' : '' }));
  if (found.length === 0) terminal.note("No organizations. 'gpu org create NAME' makes one.");
  else
    list(terminal, found, {
      ACTIVE: 'active',
      SLUG: 'slug',
      NAME: 'name',
      ROLE: 'role',
      PLAN: 'plan',
      SESSIONS: 'sessions',
    });
  for (const one of rowsOf(data, 'invitations')) {
    terminal.note(`Invited to ${word(one['org'])} as ${word(one['role'])}: 'gpu org accept ${word(one['org'])}'.`);
  }
};

export const switched: View = (terminal, data) => {
  const org = data['org'];
  terminal.note(typeof org === 'string' ? `Active organization: ${org}` : 'Active account: your own');
};

export const org: View = (terminal, data) => {
  const fields = ['slug', 'name', 'role', 'parent', 'plan', 'sessions', 'created_at'];
  for (const key of fields) terminal.print(`${`${key}:`.padEnd(12)} ${word(data[key])}\n`);
};

export const members: View = (terminal, data) => {
  list(terminal, rowsOf(data, 'members'), { EMAIL: 'email', ROLE: 'role', SINCE: 'since' });
  for (const one of rowsOf(data, 'invitations'))
    terminal.note(`Invited: ${word(one['email'])} as ${word(one['role'])}`);
};

/** Stdout is the token alone, so that a script can keep it without it being seen. */
export const token: View = (terminal, data) => {
  terminal.print(`${word(data['token'])}\n`);
  terminal.note(`Service account ${word(data['id'])} (${word(data['name'])}) in ${word(data['org'])}.`);
  terminal.note('The token is shown only once: store it as a CI secret now, as GPU_SERVICE_TOKEN.');
};

export const serviceAccounts: View = (terminal, data) => {
  const found = rowsOf(data, 'service_accounts');
  if (found.length === 0) terminal.note('No service accounts.');
  else
    list(terminal, found, {
      ID: 'id',
      NAME: 'name',
      CREATED: 'created_at',
      'LAST USED': 'last_used_at',
      REVOKED: 'revoked_at',
    });
};

export const usage: View = (terminal, data) => {
  const labelled = (label: string, key: string, name: string): string[][] =>
    rowsOf(data, key).map((row) => [label, word(row[name]), ...figures(row)]);
  show(
    terminal,
    ['KIND', 'NAME', ...FIGURES],
    [
      ...labelled('member', 'members', 'name'),
      ...labelled('service account', 'service_accounts', 'name'),
      ...labelled('sub-account', 'sub_accounts', 'org'),
      ['total', word(data['month']), ...figures(data['total'] as Data)],
    ],
  );
};

export const billing: View = (terminal, data) => {
  const lines = rowsOf(data, 'lines').map((row) => [word(row['org']), ...figures(row)]);
  show(terminal, ['ORG', ...FIGURES], [...lines, ['total', ...figures(data['total'] as Data)]]);
  const payer = data['billed_to'] === null ? 'the parent organization' : word(data['billed_to']);
  terminal.note(`${word(data['month'])}, billed to ${payer} on the ${word(data['plan'])} plan.`);
};

export const audit: View = (terminal, data) => {
  const rows = (data['entries'] as Data[]).map((entry) => {
    const { id, name } = entry['identity'] as Data;
    return [
      word(entry['at']),
      word(id),
      word(name),
      word(entry['action']),
      word(entry['target']),
      word(entry['detail']),
    ];
  });
  show(terminal, ['AT', 'IDENTITY', 'NAME', 'ACTION', 'TARGET', 'DETAIL'], rows);
};
