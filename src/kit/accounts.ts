import { mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { sentenceOf, UserError } from '../model/errors.ts';
import { splitWords } from '../model/rules.ts';
import { withoutTokens } from '../model/secrets.ts';
import { childEnv } from '../gpu/environment.ts';
import { fields, readJson } from '../gpu/parse.ts';
import { firstExecutable, foldersOfPath, installedFolder } from '../gpu/install.ts';
import { capture, endOf, killGroup, type Captured } from '../gpu/spawn.ts';
import { switchBack, switchOrg } from '../run/org.ts';
import { detectRepository, quoteWord } from './pipelines.ts';
import { chooseStore, printNextSteps, type SecretStore, type StoreOptions } from './secret-store.ts';
import { confirmed, packageRoot, print, uninterrupted, type KitWorld } from './world.ts';

export const INSTALL = 'curl -fsSL https://gpu-cli.sh/install.sh | sh';

/** Path of the installed `gpu`: on PATH, else where its installer puts it. '' if there is none. */
export const findGpu = (env: NodeJS.ProcessEnv): string =>
  firstExecutable([...foldersOfPath(env), installedFolder(env)]);

/** Calls `gpu`, with `token` instead of the one in the environment if it is given. */
export type CallGpu = (args: readonly string[], token?: string) => Promise<Captured>;

/** @throws UserError if `gpu` is not installed. */
export function gpuOf({ env, cwd }: Pick<KitWorld, 'env' | 'cwd'>): CallGpu {
  const bin = findGpu(env);
  if (bin === '') throw new UserError('GPU CLI is not installed.', `Install it: ${INSTALL}`);
  return (args, token = env['GPU_SERVICE_TOKEN'] ?? '') =>
    capture(bin, args, { cwd, env: childEnv(env, token), timeoutMs: 60_000 });
}

/** What a call printed, in one line, without tokens and the marks of GPU CLI. */
export function saidBy(call: Captured): string {
  if (call.spawnError !== '') return `it could not be started (${call.spawnError})`;
  if (call.hung) return 'it did not answer in time';
  const lines = withoutTokens(`${call.stderr}\n${call.stdout}`)
    .split('\n')
    .map((line) => line.replace(/^\s*(?:✗|>>|\[gpu\]>|error:)?\s*/i, '').replace(/\.?\s*$/, ''));
  return lines.find((line) => line !== '')?.slice(0, 300) ?? `it ended with exit code ${endOf(call)}`;
}

/** What to do about an exit code of `gpu`, by its documented meaning. */
export function fixFor({ code }: Captured, env: NodeJS.ProcessEnv): string {
  const asService = (env['GPU_SERVICE_TOKEN'] ?? '') !== '';
  if (code === 11) return 'Service accounts need the Team plan or above: gpu upgrade';
  if (code === 13) return 'Start the daemon: gpu daemon start';
  if (code === 10) {
    return asService
      ? 'GPU CLI rejects the token in GPU_SERVICE_TOKEN. Unset it to use your own login, or get a new token.'
      : 'Sign in: gpu login';
  }
  return asService
    ? 'GPU_SERVICE_TOKEN is set, and a service account may not do this. Unset it to use your own login.'
    : 'You must be OWNER or ADMIN, and the organization must be active: gpu org switch SLUG';
}

export interface Account {
  readonly id: string;
  readonly name: string;
}

export interface NewAccount extends Account {
  readonly token: string;
}

/** Flags of `gpu-ci token` that name a service account. */
export const accountFlags = (name: string, org = ''): string =>
  `--name ${quoteWord(name)}${org === '' ? '' : ` --org ${org}`}`;

const TOKEN = /gpt_sat_[A-Za-z0-9_-]+/;
const ID = /(?<![\w-])sa_[A-Za-z0-9]+/;
/** Exit code of `gpu` for an unknown id. */
const NOT_FOUND = 12;
const revokeCommand = (id: string): string => `gpu org service-account revoke ${id === '' ? 'ID' : id}`;

/** `gpu org service-account …`. Its texts are not documented, so ids and tokens are found by their form. */
export class ServiceAccounts {
  private readonly gpu: CallGpu;
  private readonly env: NodeJS.ProcessEnv;

  constructor(gpu: CallGpu, env: NodeJS.ProcessEnv) {
    this.gpu = gpu;
    this.env = env;
  }

  private call(...args: readonly string[]): Promise<Captured> {
    return this.gpu(['org', 'service-account', ...args]);
  }

  /** Those that are not revoked. */
  async list(): Promise<readonly Account[]> {
    const json = await this.call('list', '--json');
    const found = json.code === 0 ? accountsInJson(json.stdout) : undefined;
    if (found !== undefined) return found;
    const text = await this.call('list');
    if (text.code === 0) return accountsInText(`${text.stdout}\n${text.stderr}`);
    throw new UserError(`Cannot list service accounts: ${saidBy(text)}.`, fixFor(text, this.env));
  }

  async named(name: string): Promise<readonly Account[]> {
    return (await this.list()).filter((account) => account.name === name);
  }

  /**
   * Creates an account and stores its token. If the check or the storing fails, the account is revoked; if it is unknown whether the
   * token was stored, no account is revoked.
   * @param known accounts that have the name already: they identify the new one if GPU CLI prints no id.
   * @param check called with the new account before its token is stored.
   */
  async createInto(
    store: SecretStore,
    name: string,
    known: readonly Account[],
    check: (made: NewAccount) => Promise<void> = () => Promise.resolve(),
  ): Promise<NewAccount> {
    const made = await this.create(name, known);
    const stored = await check(made)
      .then(() => store.put(made.token))
      .catch(async (error: unknown) => {
        throw new UserError(`${sentenceOf(error)} ${await this.revokeNew(made)}`, '', { cause: error });
      });
    if (stored) return made;
    throw new UserError(
      `It is unknown whether the ${store.title} has the new token, so no account was revoked. The new account is ${made.id}.`,
      `Run a workflow. If it works, revoke the old account if there is one, else the new one: ${revokeCommand(made.id)}`,
    );
  }

  private async create(name: string, known: readonly Account[]): Promise<NewAccount> {
    const made = await this.call('create', '--name', name);
    const said = `${made.stdout}\n${made.stderr}`;
    const token = TOKEN.exec(said)?.[0] ?? '';
    const id = ID.exec(said.replaceAll(new RegExp(TOKEN, 'g'), ''))?.[0] ?? (await this.newNamed(name, known));
    if (made.code === 0 && token !== '') return { id, name, token };
    if (made.code !== 0 && !made.hung && token === '') {
      throw new UserError(`Cannot create the service account: ${saidBy(made)}.`, fixFor(made, this.env));
    }
    throw new UserError(
      `A service account "${name}" may exist now, but GPU CLI did not print its token: ${saidBy(made)}.`,
      `See gpu org service-account list, and revoke it: ${revokeCommand(id)}`,
    );
  }

  /** The id of the one account with that name that did not exist before; '' if there are several or none. */
  private async newNamed(name: string, known: readonly Account[]): Promise<string> {
    const found = await this.named(name).catch(() => []);
    const [fresh, ...others] = found.filter(({ id }) => !known.some((before) => before.id === id));
    return fresh !== undefined && others.length === 0 ? fresh.id : '';
  }

  /** @returns what became of an account whose token is of no use. */
  private async revokeNew({ id }: NewAccount): Promise<string> {
    const left = `The new service account still exists; revoke it: ${revokeCommand(id)}`;
    if (id === '') return left;
    return this.revoke(id).then(
      () => `The new service account ${id} was revoked.`,
      () => left,
    );
  }

  async revoke(id: string): Promise<void> {
    const ended = await this.call('revoke', id);
    if (ended.code === 0) return;
    const next = ended.code === NOT_FOUND ? 'gpu-ci token list shows the ids.' : `Revoke it: ${revokeCommand(id)}`;
    throw new UserError(`Service account ${id} is not revoked: ${saidBy(ended)}.`, next);
  }
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

/** Works with the accounts of an organization. Afterwards the previous one is active again, also after a signal. */
export async function withAccounts(
  world: KitWorld,
  org: string | undefined,
  work: (accounts: ServiceAccounts) => Promise<number>,
): Promise<number> {
  const gpu = gpuOf(world);
  const accounts = new ServiceAccounts(gpu, world.env);
  if (org === undefined) return work(accounts);
  const call = (...args: readonly string[]) => gpu(args);
  return uninterrupted(async () => {
    let before: string | undefined;
    const known = await switchOrg(call, org, (active) => void (before = active));
    try {
      return await work(accounts);
    } finally {
      if (before === undefined ? !known : !(await switchBack(call, before))) {
        print(world, `The active organization is now ${org}. To go back: gpu org switch ${before ?? 'SLUG'}`.trimEnd());
      }
    }
  });
}

/** Flags of `gpu-ci token`. */
export interface CreateOptions extends StoreOptions {
  readonly name: string;
  readonly org?: string;
  readonly yes?: boolean;
}
export interface RotateOptions extends CreateOptions {
  readonly prove: string;
}
export type RevokeOptions = Pick<CreateOptions, 'org' | 'yes'>;

export const list = ({ org }: RevokeOptions, world: KitWorld): Promise<number> =>
  withAccounts(world, org, async (accounts) => {
    const found = await accounts.list();
    print(world, ...(found.length === 0 ? ['No service accounts.'] : found.map(({ id, name }) => `${id}  ${name}`)));
    return 0;
  });

export const revoke = (id: string, { org, yes }: RevokeOptions, world: KitWorld): Promise<number> =>
  withAccounts(world, org, async (accounts) => {
    if (!(await confirmed(world, `Revoke ${id}? Its token stops at once.`, yes))) return 1;
    await accounts.revoke(id);
    print(world, `Revoked ${id}. Its token no longer works.`);
    return 0;
  });

export const create = (options: CreateOptions, world: KitWorld): Promise<number> =>
  withAccounts(world, options.org, async (accounts) => {
    const { name, org, yes } = options;
    const { host, store } = await placeFor(world, options);
    print(world, `New service account "${name}"; its token goes to: ${store.title}`);
    if ((await store.check()) && !(await mayReplace(world, store, yes))) return 1;
    const known = await accounts.named(name);
    await uninterrupted(async () => {
      const { id } = await accounts.createInto(store, name, known);
      print(world, `Created service account ${id} (${name}). Its token is stored: ${store.title}`);
    });
    printNextSteps(world, host, store, accountFlags(name, org));
    return 0;
  });

/** Asks before a stored token is lost. */
export function mayReplace(world: KitWorld, store: SecretStore, yes?: boolean): Promise<boolean> {
  print(world, `The ${store.title} already has a token. A new token replaces it; its account is not revoked.`);
  return confirmed(world, 'Replace it?', yes);
}

/** New account, proof, new secret, and only then the end of the old account. */
export const rotate = (options: RotateOptions, world: KitWorld): Promise<number> =>
  withAccounts(world, options.org, async (accounts) => {
    const { name, org, prove, yes } = options;
    const known = await accounts.named(name);
    const old = onlyOne(known, name);
    const { host, store } = await placeFor(world, options);
    print(world, `Rotating service account ${old.id} (${name}); the token goes to: ${store.title}`);
    if (!(await confirmed(world, 'Continue?', yes))) return 1;
    await store.check();
    await uninterrupted(async (interrupted) => {
      await accounts.createInto(store, name, known, async (made) => {
        print(world, `New service account ${made.id}. Proving its token …`);
        const ended = await proof(world, prove, made.token, interrupted);
        if (ended.code === 0) return;
        const why = interrupted.aborted ? 'The proof was interrupted.' : `The proof failed: ${reasonIn(ended)}.`;
        throw new UserError(why, 'The old token still works.');
      });
      print(world, 'The new token works and is stored.');
      if (store.path !== '') return;
      await accounts.revoke(old.id).catch((error: unknown) => {
        throw new UserError(`The new token is in use, but the old account remains. ${sentenceOf(error)}`);
      });
      print(world, `Revoked the old service account ${old.id}.`);
    });
    printNextSteps(world, host, store, accountFlags(name, org));
    // The pipeline has the old token until a person stores the new one.
    if (store.path !== '') {
      print(world, '', `The old token still works. Once the new one is in place: gpu-ci token revoke ${old.id}`);
    }
    return 0;
  });

async function placeFor(world: KitWorld, options: StoreOptions) {
  const { host, ...where } = await detectRepository(world, options.repo === undefined ? '' : 'github');
  const store = chooseStore(world, { host, ...where }, options);
  if (typeof store !== 'string') return { host, store };
  throw new UserError(
    `There is no place for the token: ${store}.`,
    'Set GH_TOKEN to store it as a GitHub secret, or use --token-file PATH.',
  );
}

function onlyOne([first, ...others]: readonly Account[], name: string): Account {
  if (first === undefined) {
    throw new UserError(`Service account "${name}" does not exist.`, 'gpu-ci token list shows them.');
  }
  if (others.length === 0) return first;
  const ids = [first, ...others].map(({ id }) => id).join(', ');
  throw new UserError(`Several service accounts are named "${name}": ${ids}.`, 'Revoke those that are not in use.');
}

const PROOF_MS = 20 * 60_000;

/** Runs what proves a new token: `run`, `sign-in`, or a command line. A Ctrl-C gives it the time to clean up. */
async function proof(world: KitWorld, wish: string, token: string, interrupted: AbortSignal): Promise<Captured> {
  if (wish === 'sign-in') return gpuOf(world)(['auth', 'status'], token);
  const folder = mkdtempSync(join(tmpdir(), 'gpu-ci-proof-'));
  const own = childEnv(world.env, token);
  const prove = ([file = '', ...args]: readonly string[], cwd: string, env = own): Promise<Captured> =>
    capture(file, args, {
      cwd,
      env,
      timeoutMs: PROOF_MS,
      onPid: (pid) => interrupted.addEventListener('abort', () => killGroup({ pid }, 'SIGTERM')),
    });
  try {
    if (wish !== 'run') return await prove(splitWords(wish) ?? [], world.cwd);
    // `gpu-ci run` waits for a session and cleans up; in an empty project nothing is sent to the pod.
    writeFileSync(join(folder, 'gpu.jsonc'), '{ "project_id": "gpu-ci-token-proof" }\n');
    // The inputs of the pipeline around it would change what the proof does.
    const others = Object.entries(own).filter(([name]) => !name.toUpperCase().startsWith('GPU_CI_'));
    const env = { ...Object.fromEntries(others), GPU_CI_HOST: 'generic', TMPDIR: folder };
    const flags = ['--label', 'proof', '--max-wait', '10m', '--timeout', '5m', '--no-telemetry', '--shell', 'none'];
    const program = join(packageRoot(), 'bin', 'gpu-ci.js');
    return await prove([process.execPath, program, 'run', '--quiet', ...flags, '--', 'true'], folder, env);
  } finally {
    rmSync(folder, { recursive: true, force: true });
  }
}

/** `gpu-ci run` prints the reason in one line of many. */
function reasonIn(ended: Captured): string {
  const reason = /^Error: (.*?)\.?$/m.exec(ended.stderr)?.[1];
  return reason === undefined ? saidBy(ended) : withoutTokens(reason);
}
