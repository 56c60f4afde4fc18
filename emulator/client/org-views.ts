// Answers of `gpu org` for people: what was asked for goes to stdout, what is said about it to stderr.
import { columns, note, print } from './print.ts';

/** The answer of a verb; its fields are those of the `--json` form. */
export type Data = Record<string, unknown>;

type Row = Record<string, string | number | boolean | null>;

/** A name is whatever somebody typed: it must not move the cursor or draw a line of its own. */
const word = (value: unknown): string =>
  typeof value === 'string' || typeof value === 'number' ? String(value).replaceAll(/\p{Cc}/gu, '\u{FFFD}') : '-';

const rowsOf = (data: Data, key: string): Row[] => data[key] as Row[];

/** A table on stdout. */
const show = (header: readonly string[], rows: readonly (readonly string[])[]): void =>
  print(`${columns([header, ...rows]).join('\n')}\n`);

const list = (rows: readonly Row[], columns: Readonly<Record<string, string>>): void =>
  show(
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

export function created(data: Data): void {
  print(`${word(data['slug'])}\n`);
  note(`Created ${word(data['name'])}. Make it active with 'gpu org switch ${word(data['slug'])}'.`);
}

export function orgs(data: Data): void {
  const found = rowsOf(data, 'orgs').map((row) => ({ ...row, active: row['active'] === true ? '*' : '' }));
  if (found.length === 0) note("No organizations. 'gpu org create NAME' makes one.");
  else list(found, { ACTIVE: 'active', SLUG: 'slug', NAME: 'name', ROLE: 'role', PLAN: 'plan', SESSIONS: 'sessions' });
  for (const one of rowsOf(data, 'invitations')) {
    note(`Invited to ${word(one['org'])} as ${word(one['role'])}: 'gpu org accept ${word(one['org'])}'.`);
  }
}

export function switched(data: Data): void {
  const org = data['org'];
  note(typeof org === 'string' ? `Active organization: ${org}` : 'Active account: your own');
}

export function org(data: Data): void {
  const fields = ['slug', 'name', 'role', 'parent', 'plan', 'sessions', 'created_at'];
  for (const key of fields) print(`${`${key}:`.padEnd(12)} ${word(data[key])}\n`);
}

export function members(data: Data): void {
  list(rowsOf(data, 'members'), { EMAIL: 'email', ROLE: 'role', SINCE: 'since' });
  for (const one of rowsOf(data, 'invitations')) note(`Invited: ${word(one['email'])} as ${word(one['role'])}`);
}

/** Stdout is the token alone, so that a script can keep it without it being seen. */
export function token(data: Data): void {
  print(`${word(data['token'])}\n`);
  note(`Service account ${word(data['id'])} (${word(data['name'])}) in ${word(data['org'])}.`);
  note('The token is shown only once: store it as a CI secret now, as GPU_SERVICE_TOKEN.');
}

export function serviceAccounts(data: Data): void {
  const found = rowsOf(data, 'service_accounts');
  if (found.length === 0) note('No service accounts.');
  else
    list(found, { ID: 'id', NAME: 'name', CREATED: 'created_at', 'LAST USED': 'last_used_at', REVOKED: 'revoked_at' });
}

export function usage(data: Data): void {
  const labelled = (label: string, key: string, name: string): string[][] =>
    rowsOf(data, key).map((row) => [label, word(row[name]), ...figures(row)]);
  show(
    ['KIND', 'NAME', ...FIGURES],
    [
      ...labelled('member', 'members', 'name'),
      ...labelled('service account', 'service_accounts', 'name'),
      ...labelled('sub-account', 'sub_accounts', 'org'),
      ['total', word(data['month']), ...figures(data['total'] as Data)],
    ],
  );
}

export function billing(data: Data): void {
  const lines = rowsOf(data, 'lines').map((row) => [word(row['org']), ...figures(row)]);
  show(['ORG', ...FIGURES], [...lines, ['total', ...figures(data['total'] as Data)]]);
  const payer = data['billed_to'] === null ? 'the parent organization' : word(data['billed_to']);
  note(`${word(data['month'])}, billed to ${payer} on the ${word(data['plan'])} plan.`);
}

export function audit(data: Data): void {
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
  show(['AT', 'IDENTITY', 'NAME', 'ACTION', 'TARGET', 'DETAIL'], rows);
}
