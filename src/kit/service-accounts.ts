import { UserError } from '../model/errors.ts';
import { childEnv } from '../gpu/environment.ts';
import { fields, readJson } from '../gpu/parse.ts';
import { firstExecutable, foldersOfPath, installedFolder } from '../gpu/install.ts';
import { capture, endOf, type Captured } from '../gpu/spawn.ts';
import { switchBack, switchOrg } from '../run/org.ts';
import { print, uninterrupted, withoutTokens, type KitWorld } from './world.ts';

export const INSTALL = 'curl -fsSL https://gpu-cli.sh/install.sh | sh';

/** Path of the installed `gpu`: on PATH, else where its installer puts it. '' if there is none. */
export const findGpu = (env: NodeJS.ProcessEnv): string =>
  firstExecutable([...foldersOfPath(env), installedFolder(env)]);

/** Calls `gpu`, with `token` instead of the one in the environment if it is given. */
export type CallGpu = (args: readonly string[], token?: string) => Promise<Captured>;

/** @throws UserError if `gpu` is not installed. */
export function gpuOf({ env, cwd }: KitWorld): CallGpu {
  const bin = findGpu(env);
  if (bin === '') throw new UserError('GPU CLI is not installed.', `Install it: ${INSTALL}`);
  return (args, token = env['GPU_SERVICE_TOKEN'] ?? '') =>
    capture(bin, args, { cwd, env: childEnv(env, token), timeoutMs: 60_000 });
}

/** What a call printed, in one line, without tokens and the marks of GPU CLI. */
export function saidBy(call: Captured): string {
  if (call.spawnError !== '') return `it could not be started (${call.spawnError})`;
  if (call.hung) return 'it did not answer within a minute';
  const lines = withoutTokens(`${call.stderr}\n${call.stdout}`)
    .split('\n')
    .map((line) => line.replace(/^\s*(?:✗|>>|\[gpu\]>|error:)?\s*/i, '').replace(/\.?\s*$/, ''));
  const first = lines.find((line) => line !== '');
  return first?.slice(0, 300) ?? `it ended with exit code ${endOf(call)}`;
}

/** What to do about an exit code of `gpu`, by its documented meaning. */
export function fixFor(call: Captured, env: NodeJS.ProcessEnv): string {
  const asService = (env['GPU_SERVICE_TOKEN'] ?? '') !== '';
  switch (Number(call.code)) {
    case 10:
      return asService
        ? 'GPU CLI rejects the token in GPU_SERVICE_TOKEN. Unset it to use your own login, or get a new token.'
        : 'Sign in: gpu login';
    case 11:
      return 'Service accounts need the Team plan or above: gpu upgrade';
    case 13:
      return 'Start the daemon: gpu daemon start';
    default:
      return asService
        ? 'GPU_SERVICE_TOKEN is set, and a service account may not do this. Unset it to use your own login.'
        : 'You must be OWNER or ADMIN, and the organization must be active: gpu org switch SLUG';
  }
}

/** Does the work in an organization. Afterwards the previous organization is active again, also after a signal. */
export async function inOrg<T>(world: KitWorld, gpu: CallGpu, slug: string, work: () => Promise<T>): Promise<T> {
  if (slug === '') return work();
  const call = (...args: readonly string[]) => gpu(args);
  return uninterrupted(async () => {
    let before: string | undefined;
    const known = await switchOrg(call, slug, (active) => void (before = active)).catch(async (error: unknown) => {
      if (!(error instanceof UserError)) throw error;
      const listed = await gpu(['org', 'list']);
      const fix = listed.code === 0 ? 'gpu org list shows yours.' : `${saidBy(listed)}. ${fixFor(listed, world.env)}`;
      throw new UserError(`Cannot switch to the organization ${slug}.`, fix, { cause: error });
    });
    try {
      return await work();
    } finally {
      if (before === undefined ? !known : !(await switchBack(call, before))) {
        const back = `gpu org switch ${before ?? 'SLUG'}`.trimEnd();
        print(world, `The active organization is now ${slug}. To go back: ${back}`);
      }
    }
  });
}

export interface Account {
  readonly id: string;
  readonly name: string;
}

export interface NewAccount extends Account {
  readonly token: string;
}

/** Exit code of `gpu` for an unknown id. */
const NOT_FOUND = 12;
const TOKEN = /gpt_sat_[A-Za-z0-9_-]+/;
const ID = /(?<![\w-])sa_[A-Za-z0-9]+/;

/** `gpu org service-account …`. Its texts are not documented, so ids and tokens are found by their form. */
export interface ServiceAccounts {
  /** @param known the accounts that existed before; they identify the new one if GPU CLI prints no id. */
  create(name: string, known?: readonly Account[]): Promise<NewAccount>;
  /** Those that are not revoked. */
  list(): Promise<readonly Account[]>;
  revoke(id: string): Promise<void>;
  /** The list as GPU CLI prints it, without tokens. */
  show(): Promise<string>;
}

export const revokeCommand = (id: string): string => `gpu org service-account revoke ${id === '' ? 'ID' : id}`;

export function serviceAccounts({ env }: KitWorld, gpu: CallGpu): ServiceAccounts {
  const call = (...args: readonly string[]) => gpu(['org', 'service-account', ...args]);

  const listed = async (): Promise<string> => {
    const text = await call('list');
    if (text.code === 0) return `${text.stdout}\n${text.stderr}`;
    throw new UserError(`Cannot list service accounts: ${saidBy(text)}.`, fixFor(text, env));
  };
  const list = async (): Promise<readonly Account[]> => {
    const json = await call('list', '--json');
    return (json.code === 0 ? accountsInJson(json.stdout) : undefined) ?? accountsInText(await listed());
  };

  return {
    list,
    show: async () => (await listed()).trim(),
    async create(name, known = []) {
      const made = await call('create', '--name', name);
      const said = `${made.stdout}\n${made.stderr}`;
      const token = TOKEN.exec(said)?.[0] ?? '';
      const id = ID.exec(said.replaceAll(new RegExp(TOKEN, 'g'), ''))?.[0] ?? '';
      if (made.code === 0 && token !== '') {
        return { id: id === '' ? await newNamed(list, name, known) : id, name, token };
      }
      if (made.code === 0 || made.hung || token !== '') {
        throw new UserError(
          `A service account "${name}" may exist now, but GPU CLI did not print its token: ${saidBy(made)}.`,
          `See gpu org service-account list, and revoke it: ${revokeCommand(id)}`,
        );
      }
      throw new UserError(`Cannot create the service account: ${saidBy(made)}.`, fixFor(made, env));
    },
    async revoke(id) {
      const ended = await call('revoke', id);
      if (ended.code === 0) return;
      const next = ended.code === NOT_FOUND ? 'gpu-ci token list shows the ids.' : `Revoke it: ${revokeCommand(id)}`;
      throw new UserError(`Service account ${id} is not revoked: ${saidBy(ended)}.`, next);
    },
  };
}

/** The id of the one account with that name that did not exist before; '' if there are several or none. */
async function newNamed(list: ServiceAccounts['list'], name: string, known: readonly Account[]): Promise<string> {
  const found = await list().catch(() => []);
  const [fresh, ...others] = found.filter((one) => one.name === name && !known.some(({ id }) => id === one.id));
  return fresh !== undefined && others.length === 0 ? fresh.id : '';
}

/** Rows with an id of a service account, in the first list of the answer; undefined if it has no list. */
function accountsInJson(text: string): Account[] | undefined {
  const answer = readJson(text);
  const rows: unknown = Array.isArray(answer) ? answer : Object.values(fields(answer)).find(Array.isArray);
  if (!Array.isArray(rows)) return undefined;
  return rows.map(fields).flatMap(({ id, name, revoked_at: revokedAt }) => {
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
