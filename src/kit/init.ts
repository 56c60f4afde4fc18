import { mkdirSync, rmSync, writeFileSync } from 'node:fs';
import { basename, dirname, join, resolve } from 'node:path';
import { sentenceOf, UserError } from '../model/errors.ts';
import { diffOf } from './diff.ts';
import { findGpu, gpuOf } from './gpu-cli.ts';
import type { VerbHelp } from './help.ts';
import { inOrg, ORG_OPTION } from './in-org.ts';
import { isSet, parseOptions, valueOf, type Parsed } from './options.ts';
import { PIPELINE_HOSTS, type PipelineHost } from './pipeline-hosts.ts';
import {
  detectRepository,
  pipelineText,
  planFile,
  refuseLinks,
  withWorkflow,
  WORKFLOWS,
  type PlannedFile,
} from './pipelines.ts';
import {
  accountFlags,
  checkStore,
  chooseStore,
  isStored,
  sayStore,
  sayWhyNot,
  storeToken,
  takeBack,
  tellNextSteps,
} from './secret-store.ts';
import type { SecretStore } from './secret-store.ts';
import { serviceAccounts, type NewAccount, type ServiceAccounts } from './service-accounts.ts';
import { agreed, packageRoot, print, undisturbed, type KitWorld } from './world.ts';

export const INIT_HELP: VerbHelp = {
  name: 'init',
  help: 'Set up a GPU pipeline here: service account, secret and workflow file',
  usage: ['gpu-ci init [FLAGS]'],
  about: [
    'Finds the CI host of this repository, shows what it would make, and asks. Then: a service account of this pipeline alone, ' +
      "its token into the host's secret store, and the workflow file. A second run finds all of it there and changes nothing: a " +
      'file that it wrote before, perhaps edited since, is written anew only with --command, --org or --secret.',
    'On GitHub the secret is stored by the API with the token in GH_TOKEN or GITHUB_TOKEN (permission "Secrets: write"). ' +
      'Elsewhere say --token-file, and the steps to take are told. The token is never printed.',
    'When something fails after the account was made, the account is revoked again.',
    'Exit code: 0 done, or nothing to do; 1 not done, with the reason; 2 wrong flags.',
  ],
  options: [
    {
      name: 'host',
      takes: 'NAME',
      help: 'The CI host, where the files here do not tell it.',
      choices: PIPELINE_HOSTS.map(({ name }) => name),
    },
    {
      name: 'template',
      takes: WORKFLOWS.join('|'),
      help:
        'The workflow, on GitHub: a check of pull requests, training by schedule with a budget and token rotation, a matrix no ' +
        'wider than the pool, or a run longer than 6 hours; pr-check where it is empty.',
      choices: WORKFLOWS,
    },
    { name: 'name', takes: 'NAME', help: 'Name of the service account; HOST-REPOSITORY where it is empty.' },
    ORG_OPTION,
    {
      name: 'command',
      takes: 'COMMAND',
      help: 'What the workflow runs on the pod; `python train.py` where it is empty.',
    },
    { name: 'secret', takes: 'NAME', help: 'Name of the secret; GPU_SERVICE_TOKEN where it is empty.' },
    { name: 'repo', takes: 'OWNER/NAME', help: 'The repository on GitHub, where the git remote does not tell it.' },
    {
      name: 'token-file',
      takes: 'PATH',
      help: 'Write the token to this new file, mode 0600, in place of a secret store.',
    },
    { name: 'yes', takes: '', help: 'Ask nothing.' },
    { name: 'dry-run', takes: '', help: 'Show what would be made, and make nothing.' },
  ],
  examples: [
    'gpu-ci init --dry-run',
    'GH_TOKEN=… gpu-ci init --command "python train.py"',
    'GH_TOKEN=… gpu-ci init --template retrain --org my-team',
  ],
};

/** `gpu-ci init`. */
export async function init(argv: readonly string[], world: KitWorld): Promise<number> {
  const flags = parseOptions('init', argv, INIT_HELP.options);
  const where = await detectRepository(world, valueOf(flags, 'host'));
  print(world, `CI host: ${where.host.title} (${where.why})`);

  const secret = valueOf(flags, 'secret') || 'GPU_SERVICE_TOKEN';
  const name = valueOf(flags, 'name') || `${where.host.name}-${nameOf(where.repository, world.cwd)}`;
  const host = withWorkflow(where.host, valueOf(flags, 'template'));
  const file = fileFor(world, host, flags, secret, name);
  const wish = { secret, tokenFile: valueOf(flags, 'token-file'), show: false, repository: valueOf(flags, 'repo') };
  const store = chooseStore(world, where, wish);
  const plan = { host, file, store, name, whyNot: sayWhyNot(world, where, wish.repository) };
  if (store.kind === 'none') return setUp(world, flags, { ...plan, accounts: undefined });
  const gpu = gpuOf(world);
  const accounts = serviceAccounts(world, gpu);
  return inOrg(world, gpu, valueOf(flags, 'org'), () => setUp(world, flags, { ...plan, accounts }));
}

interface Plan {
  readonly host: PipelineHost;
  readonly file: PlannedFile;
  readonly store: SecretStore;
  readonly name: string;
  /** Undefined where a new token would have no place to go to. */
  readonly accounts: ServiceAccounts | undefined;
  readonly whyNot: string;
}

async function setUp(world: KitWorld, flags: Parsed, plan: Plan): Promise<number> {
  const { host, file, store, name, accounts } = plan;
  const named = accountFlags(name, valueOf(flags, 'org'));
  const account =
    accounts !== undefined
      ? await needed(accounts, name)
      : (await isThere(world, valueOf(flags, 'org'), name))
        ? 'there'
        : 'none';
  const diff = diffOf(file.path, file.before, file.after);
  const dry = isSet(flags, 'dry-run');
  // A dry run sends the token of the user nowhere, and neither does a run whose plan nobody saw.
  if (account === 'there' && diff === '' && !dry) {
    if (accounts !== undefined) {
      print(world, `Service account: "${name}". Its token must be at: ${sayStore(store)}`);
      await refuseLost(store, name, named);
    }
    print(world, `Service account "${name}", its token and ${file.path} are all there. Nothing to do.`);
    return 0;
  }
  tellPlan(world, plan, account, named, diff);

  if (dry) {
    print(world, 'Dry run: nothing was made.');
    return 0;
  }
  if ((account === 'make' || diff !== '') && !(await agreed(world, 'Go ahead?', isSet(flags, 'yes')))) {
    print(world, 'Nothing was made.');
    return 1;
  }
  if (accounts !== undefined) await checkStore(world, store);
  if (account === 'there' && accounts !== undefined) await refuseLost(store, name, named);
  await undisturbed(async () => {
    const undo = writeFile(world.cwd, file);
    if (account === 'make' && accounts !== undefined) await makeAccount(world, accounts, store, name, undo);
  });
  if (diff !== '') print(world, `Written: ${file.path}`, ...(file.note === '' ? [] : [file.note]));
  if (account !== 'there') tellNextSteps(world, host, store, named);
  print(world, '', diff === '' ? 'Done.' : `Done. Commit ${file.path} and push.`);
  return 0;
}

/** Where nothing can be made the CLI need not be there, nor anybody signed in. */
async function isThere(world: KitWorld, org: string, name: string): Promise<boolean> {
  if (findGpu(world.env) === '') return false;
  const gpu = gpuOf(world);
  const list = () => serviceAccounts(world, gpu).list();
  const known = await inOrg(world, gpu, org, list).catch(() => []);
  return known.some((account) => account.name === name);
}

function tellPlan(world: KitWorld, plan: Plan, account: 'make' | 'there' | 'none', named: string, diff: string): void {
  const { file, name, store, whyNot } = plan;
  const told = {
    make: [`Service account: "${name}", new`, `Token goes to: ${sayStore(store)}`],
    there: [`Service account: "${name}", there already. Its token is lost? gpu-ci token rotate ${named}`],
    none: [`Service account: none is made from here, since ${whyNot}.`],
  };
  print(world, ...told[account]);
  if (diff !== '') print(world, '', diff, '');
  else if (!file.kept) print(world, `${file.path} is there already.`);
  else {
    print(
      world,
      `${file.path} is there already and stays as it is. For a new one say --command, --org or --secret, or remove it.`,
    );
  }
}

function fileFor(world: KitWorld, host: PipelineHost, flags: Parsed, secret: string, account: string): PlannedFile {
  const wish = { command: valueOf(flags, 'command').trim(), org: valueOf(flags, 'org'), account };
  const text = pipelineText(packageRoot(world), host, wish);
  const named = host.name === 'jenkins' ? text : renameSecret(text, host.name, secret);
  return planFile(
    world.cwd,
    host,
    named,
    ['command', 'org', 'secret'].some((flag) => valueOf(flags, flag) !== ''),
  );
}

/** Another secret than GPU_SERVICE_TOKEN still arrives under that name, by which the CLI reads it. */
function renameSecret(text: string, host: string, secret: string): string {
  if (secret === 'GPU_SERVICE_TOKEN') return text;
  if (host === 'github') return text.replaceAll('secrets.GPU_SERVICE_TOKEN', `secrets.${secret}`);
  if (host === 'azure') return text.replaceAll('$(GPU_SERVICE_TOKEN)', `$(${secret})`);
  throw new UserError(`--secret is for GitHub and Azure.`, 'Name the secret GPU_SERVICE_TOKEN here.');
}

const nameOf = (repository: string, cwd: string): string =>
  (repository === '' ? basename(resolve(cwd)) : basename(repository))
    .toLowerCase()
    .replace(/[^a-z0-9._-]+/g, '-')
    .slice(0, 48);

async function needed(accounts: ServiceAccounts, name: string): Promise<'make' | 'there'> {
  return (await accounts.list()).some((account) => account.name === name) ? 'there' : 'make';
}

/** A second account beside one whose token is lost would hide the loss: only a rotation replaces a token. */
async function refuseLost(store: SecretStore, name: string, flags: string): Promise<void> {
  if ((await isStored(store)) !== false) return;
  throw new UserError(
    `There is a service account "${name}", but no secret ${store.secret} that has its token.`,
    `Get a new token in its place: gpu-ci token rotate ${flags}`,
  );
}

/** Writes the file; the answer puts back what was there. */
function writeFile(cwd: string, file: PlannedFile): () => void {
  if (file.before === file.after) return () => undefined;
  const path = join(cwd, file.path);
  mkdirSync(dirname(path), { recursive: true });
  refuseLinks(cwd, file.path);
  writeFileSync(path, file.after, {
    mode: file.after.startsWith('#!') ? 0o755 : 0o644,
    flag: file.before === undefined ? 'wx' : 'w',
  });
  return () => {
    if (file.before === undefined) rmSync(path, { force: true });
    else writeFileSync(path, file.before);
  };
}

async function makeAccount(
  world: KitWorld,
  accounts: ServiceAccounts,
  store: SecretStore,
  name: string,
  undo: () => void,
): Promise<void> {
  let made: NewAccount | undefined;
  try {
    made = await accounts.create(name);
    if ((await storeToken(world, store, made.token)) === 'unknown') {
      throw new UserError('Whether the secret was stored cannot be told.', 'Run gpu-ci init again.');
    }
    print(world, `Service account ${made.id} made, token stored: ${sayStore(store)}`);
  } catch (error) {
    undo();
    if (made === undefined) throw error;
    throw new UserError(`${sentenceOf(error)} ${await takeBack(accounts, store, made)}`, '', { cause: error });
  }
}
