import { createTwoFilesPatch, FILE_HEADERS_ONLY } from 'diff';
import { mkdirSync, rmSync, writeFileSync } from 'node:fs';
import { basename, dirname, join, resolve } from 'node:path';
import { UserError } from '../model/errors.ts';
import {
  detectRepository,
  pipelineText,
  planPipeline,
  refuseLinks,
  withWorkflow,
  type PipelineHost,
  type PlannedFile,
} from './pipelines.ts';
import { planConfig, planIgnore } from './project.ts';
import {
  accountFlags,
  checkStore,
  chooseStore,
  describeStore,
  isStored,
  printNextSteps,
  storeOrRevoke,
  type SecretStore,
  type StoreOptions,
} from './secret-store.ts';
import { findGpu, gpuOf, inOrg, serviceAccounts, type ServiceAccounts } from './service-accounts.ts';
import { mayReplace } from './token.ts';
import { confirmed, packageRoot, print, uninterrupted, type KitWorld } from './world.ts';

/** Flags of `gpu-ci init`. */
export interface InitOptions extends StoreOptions {
  readonly template: string;
  readonly host?: string;
  readonly name?: string;
  readonly org?: string;
  readonly command?: string;
  readonly yes?: boolean;
  readonly dryRun?: boolean;
}

const HINT = 'Use --yes, or --dry-run to preview.';

interface Plan {
  readonly host: PipelineHost;
  readonly files: readonly PlannedFile[];
  readonly store: SecretStore;
  /** Name of the service account. */
  readonly name: string;
  /** Flags of `gpu-ci token` that name it. */
  readonly account: string;
}

/** `gpu-ci init`. */
export async function init(options: InitOptions, world: KitWorld): Promise<number> {
  const { org = '', secret, template } = options;
  const where = await detectRepository(world, options.host);
  print(world, `CI system: ${where.host.title} (${where.why})`);

  const project = projectName(where.repository, world.cwd);
  const name = options.name ?? `${where.host.name}-${project}`;
  const host = withWorkflow(where.host, template);
  const command = options.command?.trim() ?? '';
  const text = pipelineText(packageRoot(world), host, { command, org, secret, account: name });
  const again = command !== '' || org !== '' || secret !== 'GPU_SERVICE_TOKEN';
  const files = [planPipeline(world.cwd, host, text, again), planConfig(world.cwd, project), planIgnore(world.cwd)];
  const store = chooseStore(world, where, options);
  const plan: Plan = { host, files, store, name, account: accountFlags(name, org) };
  if (store.kind === 'none') return setUp(world, plan, options);
  const gpu = gpuOf(world);
  return inOrg(world, gpu, org, () => setUp(world, plan, options, serviceAccounts(world, gpu)));
}

const projectName = (repository: string, cwd: string): string =>
  basename(repository === '' ? resolve(cwd) : repository)
    .toLowerCase()
    .replace(/[^a-z0-9._-]+/g, '-')
    .slice(0, 48);

/** Without `accounts` there is no place for a new token, so no account is created. */
async function setUp(world: KitWorld, plan: Plan, options: InitOptions, accounts?: ServiceAccounts): Promise<number> {
  const { host, files, store, name, account } = plan;
  const { org = '', yes, dryRun = false } = options;
  const exists = await (accounts === undefined ? accountExists(world, org, name) : hasAccount(accounts, name));
  const creates = !exists && accounts !== undefined;
  const changed = files.filter(({ before, after }) => before !== after);

  printPlan(world, plan, exists, changed);
  // A dry run sends the user's token nowhere, and neither does a run whose plan was not confirmed.
  if (dryRun) {
    print(world, 'Dry run: nothing was changed.');
    return 0;
  }
  if ((creates || changed.length > 0) && !(await confirmed(world, 'Continue?', yes, HINT))) {
    print(world, 'Nothing was changed.');
    return 1;
  }
  if (accounts !== undefined) await checkStore(world, store);
  if (accounts !== undefined && exists) await refuseLost(store, name, account);
  if (creates && !(await mayReplace(world, store, yes))) return 1;

  await uninterrupted(async () => {
    const undo = writeFiles(world.cwd, changed);
    try {
      if (!creates) return;
      const made = await accounts.create(name);
      await storeOrRevoke(world, accounts, store, made);
      print(world, `Created service account ${made.id}. Its token is stored: ${describeStore(store)}`);
    } catch (error) {
      undo();
      throw error;
    }
  });
  const paths = changed.map(({ path }) => path).join(', ');
  if (paths !== '') print(world, `Written: ${paths}`);
  const notes = files.map(({ note }) => note).filter((note) => note !== '');
  print(world, ...notes);
  if (!exists) printNextSteps(world, host, store, account);
  if (paths !== '') print(world, '', `Done. Commit ${paths} and push.`);
  else print(world, creates ? 'Done.' : 'Nothing to do.');
  return 0;
}

/** Without GPU CLI or a login it counts as missing, so that init still writes the files. */
async function accountExists(world: KitWorld, org: string, name: string): Promise<boolean> {
  if (findGpu(world.env) === '') return false;
  const gpu = gpuOf(world);
  return inOrg(world, gpu, org, () => hasAccount(serviceAccounts(world, gpu), name)).catch(() => false);
}

const hasAccount = async (accounts: ServiceAccounts, name: string): Promise<boolean> =>
  (await accounts.list()).some((account) => account.name === name);

function printPlan(world: KitWorld, plan: Plan, exists: boolean, changed: readonly PlannedFile[]): void {
  const { name, store, account } = plan;
  if (exists) {
    print(world, `Service account: "${name}" exists. If its token is lost: gpu-ci token rotate ${account}`);
  } else if (store.kind === 'none') {
    print(world, `Service account: not created here, since ${store.why}.`);
  } else {
    print(world, `Service account: "${name}", new`, `Its token goes to: ${describeStore(store)}`);
  }
  for (const { path, before, after } of changed) {
    const from = before === undefined ? '/dev/null' : `a/${path}`;
    const patch = createTwoFilesPatch(from, `b/${path}`, before ?? '', after, undefined, undefined, {
      context: 3,
      headerOptions: FILE_HEADERS_ONLY,
    });
    print(world, '', patch.trimEnd());
  }
  print(world, '');
}

/** A second account would hide that the token of the first is lost: only a rotation replaces a token. */
async function refuseLost(store: SecretStore, name: string, account: string): Promise<void> {
  if ((await isStored(store)) !== false) return;
  throw new UserError(
    `The service account "${name}" exists, but the secret ${store.secret} does not.`,
    `Replace its token: gpu-ci token rotate ${account}`,
  );
}

/** @returns what restores the files. */
function writeFiles(cwd: string, files: readonly PlannedFile[]): () => void {
  for (const { path, before, after } of files) {
    const file = join(cwd, path);
    mkdirSync(dirname(file), { recursive: true });
    refuseLinks(cwd, path);
    const mode = after.startsWith('#!') ? 0o755 : 0o644;
    writeFileSync(file, after, { mode, flag: before === undefined ? 'wx' : 'w' });
  }
  return () => {
    for (const { path, before } of files) {
      if (before === undefined) rmSync(join(cwd, path), { force: true });
      else writeFileSync(join(cwd, path), before);
    }
  };
}
