import { sentenceOf, UserError } from '../core/errors.ts';
import { gpuOf, type CallGpu } from './gpu-cli.ts';
import type { VerbHelp } from './help.ts';
import { inOrg, ORG_OPTION } from './in-org.ts';
import { takeBack } from './init.ts';
import { isSet, parseOptions, valueOf, type Parsed } from './options.ts';
import { PIPELINE_HOSTS } from './pipeline-hosts.ts';
import { detectRepository, type Repository } from './pipelines.ts';
import { proofFor } from './proof.ts';
import { accountFlags, checkStore, chooseStore, sayStore, storeToken, tellNextSteps } from './secret-store.ts';
import type { SecretStore } from './secret-store.ts';
import {
  revokeCommand,
  serviceAccounts,
  type Account,
  type NewAccount,
  type ServiceAccounts,
} from './service-accounts.ts';
import { agreed, print, undisturbed, withoutTokens, type KitWorld } from './world.ts';

export const TOKEN_HELP: VerbHelp = {
  name: 'token',
  help: 'Create, list, rotate and revoke service tokens, without ever printing one to a log',
  usage: [
    'gpu-ci token create --name NAME [FLAGS]',
    'gpu-ci token list',
    'gpu-ci token rotate --name NAME [--prove COMMAND] [FLAGS]',
    'gpu-ci token revoke ID',
  ],
  about: [
    "A token goes to the repository's Actions secret (with GH_TOKEN or GITHUB_TOKEN), to --token-file, or, with --show, to a " +
      'terminal. Nowhere else.',
    'rotate: makes a new account of the same name, proves that its token works, stores it, and only then revokes the old ' +
      'account. Until the new token is proven the stored one is not touched, so a rotation that fails breaks nothing: the old ' +
      'token goes on working, and the new account is revoked.',
    'Exit code: 0 done; 1 not done, with the reason and what became of the accounts; 2 wrong flags.',
  ],
  options: [
    { name: 'name', takes: 'NAME', help: 'Name of the service account.' },
    ORG_OPTION,
    { name: 'id', takes: 'ID', help: 'Rotate this account, where several have the name.' },
    {
      name: 'prove',
      takes: 'COMMAND',
      help: 'Proof for rotate: a command that ends with 0 when the token in GPU_SERVICE_TOKEN works; `gpu auth status` where it is empty.',
    },
    { name: 'secret', takes: 'NAME', help: 'Name of the secret; GPU_SERVICE_TOKEN where it is empty.' },
    { name: 'repo', takes: 'OWNER/NAME', help: 'The repository on GitHub, where the git remote does not tell it.' },
    {
      name: 'host',
      takes: 'NAME',
      help: 'The CI host, for the next steps.',
      choices: PIPELINE_HOSTS.map(({ name }) => name),
    },
    { name: 'token-file', takes: 'PATH', help: 'Write the token to this new file, mode 0600.' },
    { name: 'show', takes: '', help: 'Show the token on this terminal, once.' },
    { name: 'yes', takes: '', help: 'Ask nothing.' },
  ],
  examples: [
    'gpu-ci token create --name nightly --token-file ~/gpu-token',
    "gpu-ci token rotate --name github-my-repo --prove 'gpu run -y -- nvidia-smi'",
  ],
};

/** `gpu-ci token create|list|rotate|revoke`. */
export async function token(argv: readonly string[], world: KitWorld): Promise<number> {
  const flags = parseOptions('token', argv, TOKEN_HELP.options);
  const [verb = '', ...words] = flags.words;
  const gpu = gpuOf(world);
  return inOrg(world, gpu, valueOf(flags, 'org'), () => act(world, verb, words, flags, gpu));
}

async function act(
  world: KitWorld,
  verb: string,
  words: readonly string[],
  flags: Parsed,
  gpu: CallGpu,
): Promise<number> {
  const accounts = serviceAccounts(world, gpu);
  switch (verb) {
    case 'list':
      print(world, await accounts.show());
      return 0;
    case 'revoke':
      return revoke(world, accounts, words, isSet(flags, 'yes'));
    case 'create':
      return create(world, accounts, flags);
    case 'rotate':
      return rotate(world, accounts, flags, gpu);
    default:
      throw new UserError(
        verb === '' ? 'gpu-ci token needs a verb.' : `gpu-ci token has no verb ${JSON.stringify(withoutTokens(verb))}.`,
        'One of create, list, rotate, revoke.',
      );
  }
}

async function revoke(
  world: KitWorld,
  accounts: ServiceAccounts,
  words: readonly string[],
  yes: boolean,
): Promise<number> {
  const [id = ''] = words;
  if (id.startsWith('gpt_'))
    throw new UserError('That is a token; an account is revoked by its id, sa_….', 'gpu-ci token list');
  if (!/^sa_\w+$/.test(id))
    throw new UserError('Which account?', 'gpu-ci token revoke sa_…; gpu-ci token list shows them.');
  if (!(await agreed(world, `Revoke ${id}? Its token stops at once.`, yes))) return 1;
  await accounts.revoke(id);
  print(world, `Revoked ${id}. Its token has stopped working.`);
  return 0;
}

interface Place {
  readonly where: Repository;
  readonly store: SecretStore;
}

async function placeFor(world: KitWorld, flags: Parsed): Promise<Place> {
  const where = await detectRepository(world, valueOf(flags, 'host'));
  const store = chooseStore(world, where, {
    secret: valueOf(flags, 'secret') || 'GPU_SERVICE_TOKEN',
    tokenFile: valueOf(flags, 'token-file'),
    show: isSet(flags, 'show'),
    repository: valueOf(flags, 'repo'),
  });
  if (store.kind === 'none') {
    throw new UserError(
      'There is no place for the token, and it is shown only once.',
      'Set GH_TOKEN to store it as a GitHub secret, or say --token-file PATH; on a terminal --show.',
    );
  }
  await checkStore(store);
  return { where, store };
}

async function create(world: KitWorld, accounts: ServiceAccounts, flags: Parsed): Promise<number> {
  const name = nameIn(flags, 'create');
  const { where, store } = await placeFor(world, flags);
  const made = await undisturbed(async () => {
    const account = await accounts.create(name);
    await storeOrTakeBack(world, accounts, store, account);
    return account;
  });
  print(world, `Service account ${made.id} (${name}) made, token stored: ${sayStore(store)}`);
  tellNextSteps(world, where.host, store, accountFlags(name, valueOf(flags, 'org')));
  return 0;
}

async function rotate(world: KitWorld, accounts: ServiceAccounts, flags: Parsed, gpu: CallGpu): Promise<number> {
  const known = await accounts.list();
  const old = oldAccount(known, valueOf(flags, 'id'), valueOf(flags, 'name'));
  const { where, store } = await placeFor(world, flags);
  const proof = proofFor(world, valueOf(flags, 'prove'), gpu);
  print(world, `Rotating service account ${old.id} (${old.name}); the token goes to: ${sayStore(store)}`);
  if (!(await agreed(world, 'Go ahead?', isSet(flags, 'yes')))) return 1;

  await undisturbed(async () => {
    const made = await accounts.create(old.name, known);
    print(world, `New service account ${made.id}. Proving its token …`);
    try {
      await proof(made.token);
    } catch (error) {
      const fate = await takeBack(accounts, store, made);
      throw new UserError(`${sentenceOf(error)} ${fate}`, 'Nothing else changed: the old token goes on working.', {
        cause: error,
      });
    }
    await storeOrTakeBack(world, accounts, store, made);
    print(world, 'The new token works and is stored.');
    await accounts.revoke(old.id).catch((error: unknown) => {
      throw new UserError(
        `The new token is in use, but ${sentenceOf(error)}`,
        `Then all is done: ${revokeCommand(old.id)}`,
      );
    });
  });
  print(world, `Revoked the old service account ${old.id}.`);
  tellNextSteps(world, where.host, store, accountFlags(old.name, valueOf(flags, 'org')));
  return 0;
}

function nameIn(flags: Parsed, verb: string): string {
  const name = valueOf(flags, 'name').trim();
  if (name === '') throw new UserError('Which name?', `gpu-ci token ${verb} --name my-pipeline`);
  return name;
}

function oldAccount(known: readonly Account[], id: string, name: string): Account {
  if (id === '' && name === '')
    throw new UserError('Which account?', 'Say --name NAME or --id sa_…; gpu-ci token list shows them.');
  const fitting = known.filter((account) => (id === '' || account.id === id) && (name === '' || account.name === name));
  const [first] = fitting;
  const asked = id === '' ? `named "${name}"` : id;
  if (first === undefined)
    throw new UserError(`There is no service account ${asked}.`, 'gpu-ci token list shows them.');
  if (fitting.length > 1) {
    const ids = fitting.map((account) => account.id).join(', ');
    throw new UserError(`${fitting.length} service accounts are ${asked}: ${ids}.`, 'Say which with --id.');
  }
  return first;
}

/** An account whose token came to no place is worth nothing and is ended; where the place may have it, both are left alive. */
async function storeOrTakeBack(
  world: KitWorld,
  accounts: ServiceAccounts,
  store: SecretStore,
  made: NewAccount,
): Promise<void> {
  let stored: 'stored' | 'unknown';
  try {
    stored = await storeToken(world, store, made.token);
  } catch (error) {
    throw new UserError(`${sentenceOf(error)} ${await takeBack(accounts, store, made)}`, '', { cause: error });
  }
  if (stored === 'unknown') {
    throw new UserError(
      `Whether ${sayStore(store)} holds the new token cannot be told, so no account was revoked; the new one is ${made.id}.`,
      `Run a workflow. If it works, revoke the old account, else the new one: ${revokeCommand(made.id)}`,
    );
  }
}
