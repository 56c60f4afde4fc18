import { UserError } from '../model/errors.ts';
import { cureFor, saidBy, type CallGpu } from './gpu-cli.ts';
import type { KitWorld } from './world.ts';

export interface Account {
  readonly id: string;
  readonly name: string;
}

/** An account just made. The token is in our hands only and stands nowhere else. */
export interface NewAccount extends Account {
  readonly token: string;
}

/** Exit code of `gpu` for what is not there. */
const NOT_THERE = 12;
const TOKEN = /gpt_sat_[A-Za-z0-9_-]+/;
const ID = /(?<![\w-])sa_[A-Za-z0-9]+/;

/** `gpu org service-account …`. The texts are not documented, so ids and tokens are found by their form. */
export interface ServiceAccounts {
  /** `known`: those there were before, by which the new one is told where the CLI names no id. */
  create(name: string, known?: readonly Account[]): Promise<NewAccount>;
  /** Those that are alive. */
  list(): Promise<readonly Account[]>;
  revoke(id: string): Promise<void>;
  /** As the CLI shows it, without tokens. */
  show(): Promise<string>;
}

export const revokeCommand = (id: string): string => `gpu org service-account revoke ${id === '' ? 'ID' : id}`;

export function serviceAccounts(world: KitWorld, gpu: CallGpu): ServiceAccounts {
  const verb = (...args: readonly string[]) => gpu(['org', 'service-account', ...args]);

  const list = async (): Promise<readonly Account[]> => {
    const json = await verb('list', '--json');
    const parsed = json.code === 0 ? accountsIn(parseOrNothing(json.stdout)) : undefined;
    if (parsed !== undefined) return parsed;
    const text = await verb('list');
    if (text.code !== 0) {
      throw new UserError(`The service accounts cannot be listed: ${saidBy(text)}.`, cureFor(text, world.env));
    }
    return accountsInText(`${text.stdout}\n${text.stderr}`);
  };

  return {
    list,
    async create(name, known = []) {
      const made = await verb('create', '--name', name);
      const said = `${made.stdout}\n${made.stderr}`;
      const token = TOKEN.exec(said)?.[0] ?? '';
      const id = ID.exec(said.replaceAll(new RegExp(TOKEN, 'g'), ''))?.[0] ?? '';
      if (made.code === 0 && token !== '') {
        return { id: id === '' ? await newNamed(list, name, known) : id, name, token };
      }
      if (made.code === 0 || made.hung || token !== '') {
        throw new UserError(
          `A service account "${name}" may have been made, but its token was not received: ${saidBy(made)}.`,
          `Look with gpu org service-account list, and revoke it: ${revokeCommand(id)}`,
        );
      }
      throw new UserError(`The service account cannot be made: ${saidBy(made)}.`, cureFor(made, world.env));
    },
    async revoke(id) {
      const ended = await verb('revoke', id);
      if (ended.code !== 0) {
        const next = ended.code === NOT_THERE ? 'gpu-ci token list shows them.' : `Do it: ${revokeCommand(id)}`;
        throw new UserError(`Service account ${id} is not revoked: ${saidBy(ended)}.`, next);
      }
    },
    async show() {
      const shown = await verb('list');
      if (shown.code !== 0) {
        throw new UserError(`The service accounts cannot be listed: ${saidBy(shown)}.`, cureFor(shown, world.env));
      }
      return `${shown.stdout}${shown.stderr}`.trimEnd();
    },
  };
}

/** Where the CLI did not name the new account: the one of that name that was not there before, else none can be told. */
async function newNamed(
  list: () => Promise<readonly Account[]>,
  name: string,
  known: readonly Account[],
): Promise<string> {
  const found = await list().catch(() => []);
  const fresh = found.filter((account) => account.name === name && !known.some(({ id }) => id === account.id));
  return fresh.length === 1 ? fresh.map(({ id }) => id).join('') : '';
}

function parseOrNothing(text: string): unknown {
  try {
    return JSON.parse(text) as unknown;
  } catch {
    return undefined;
  }
}

const isRecord = (value: unknown): value is Record<string, unknown> => typeof value === 'object' && value !== null;

/** Objects with an id of ours, wherever the answer keeps them; undefined where it makes no sense. */
function accountsIn(answer: unknown): Account[] | undefined {
  if (!isRecord(answer)) return undefined;
  const rows = Array.isArray(answer) ? (answer as unknown[]) : Object.values(answer).find(Array.isArray);
  if (rows === undefined) return undefined;
  return rows.filter(isRecord).flatMap((row) => {
    const { id, name, revoked_at: revokedAt } = row;
    if (typeof id !== 'string' || !ID.test(id) || (revokedAt ?? null) !== null) return [];
    return [{ id, name: typeof name === 'string' ? name : '' }];
  });
}

/** Rows of a table: the id, then the name up to a gap of two blanks, a tab or a bar. */
function accountsInText(text: string): Account[] {
  return text.split('\n').flatMap((line) => {
    const id = ID.exec(line);
    if (id === null || /\brevoked\b/i.test(line)) return [];
    const name = line.slice(id.index + id[0].length).replace(/^[\s|│]*(.*?)(?:\s{2,}|\t|[|│]|$)[^]*/, '$1');
    return [{ id: id[0], name: name.trim() }];
  });
}
