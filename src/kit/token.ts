import { UserError } from '../model/errors.ts';
import { gpuOf } from './gpu-cli.ts';
import type { VerbHelp } from './help.ts';
import { inOrg, ORG_OPTION } from './in-org.ts';
import { BadCommand, isSet, nearest, parseOptions, refuseWords, valueOf, type Parsed } from './options.ts';
import { PIPELINE_HOSTS } from './pipeline-hosts.ts';
import { detectRepository } from './pipelines.ts';
import { PROOF_OPTION } from './proof.ts';
import { rotate, storeOrTakeBack } from './rotate.ts';
import {
  accountFlags,
  checkStore,
  chooseStore,
  isStored,
  sayStore,
  tellNextSteps,
  type SecretPlaceOf,
} from './secret-store.ts';
import { serviceAccounts, type ServiceAccounts } from './service-accounts.ts';
import { agreed, print, undisturbed, type KitWorld } from './world.ts';

const TOKEN_VERBS = ['create', 'list', 'rotate', 'revoke'] as const;
type TokenVerb = (typeof TOKEN_VERBS)[number];

export const TOKEN_HELP: VerbHelp = {
  name: 'token',
  help: 'Create, list, rotate and revoke service tokens, without ever printing one to a log',
  usage: [
    'gpu-ci token create --name NAME [FLAGS]',
    'gpu-ci token list',
    'gpu-ci token rotate --name NAME [FLAGS]',
    'gpu-ci token revoke ID',
  ],
  about: [
    "A token goes to the repository's Actions secret (with GH_TOKEN or GITHUB_TOKEN), to --token-file, or, with --show, to a " +
      'terminal. Nowhere else.',
    'rotate: makes a new account of the same name, proves by a run that its token works, stores it, and only then revokes the ' +
      'old account. Until the new token is proven the stored one is not touched, so a rotation that fails breaks nothing: the ' +
      'old token goes on working, and the new account is revoked. A token that went to a file or a terminal is yours to carry ' +
      'over: then the old account is left to you as well.',
    'Exit code: 0 done; 1 not done, with the reason and what became of the accounts; 2 wrong flags.',
  ],
  options: [
    { name: 'name', takes: 'NAME', help: 'Name of the service account.' },
    ORG_OPTION,
    { name: 'id', takes: 'ID', help: 'Rotate this account, where several have the name.' },
    PROOF_OPTION,
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
  words: 2,
  firstWords: TOKEN_VERBS,
  examples: [
    'gpu-ci token create --name nightly --token-file ~/gpu-token',
    'gpu-ci token rotate --name github-my-repo --prove sign-in',
  ],
};

/** `gpu-ci token create|list|rotate|revoke`. */
export async function token(argv: readonly string[], world: KitWorld): Promise<number> {
  const flags = parseOptions('token', argv, TOKEN_HELP.options);
  const [named, ...words] = flags.words;
  const verb = verbIn(named);
  refuseWords(`token ${verb}`, words, verb === 'revoke' ? 1 : 0, TOKEN_HELP.options);
  const id = verb === 'revoke' ? idIn(words[0]) : '';
  if (verb === 'create') nameIn(flags);
  const gpu = gpuOf(world);
  const accounts = serviceAccounts(world, gpu);
  return inOrg(world, gpu, valueOf(flags, 'org'), async () => {
    switch (verb) {
      case 'list':
        print(world, await accounts.show());
        return 0;
      case 'revoke':
        return revoke(world, accounts, id, isSet(flags, 'yes'));
      case 'create':
        return create(world, accounts, flags);
      case 'rotate':
        return rotate(world, accounts, flags, { gpu, place: () => placeFor(world, flags) });
    }
  });
}

function verbIn(word: string | undefined): TokenVerb {
  const verb = TOKEN_VERBS.find((one) => one === word);
  if (verb !== undefined) return verb;
  const verbs = `One of ${TOKEN_VERBS.join(', ')}.`;
  if (word === undefined) throw new BadCommand('gpu-ci token needs a verb.', verbs);
  const close = nearest(word, TOKEN_VERBS);
  throw new BadCommand(
    `gpu-ci token has no verb ${JSON.stringify(word)}.`,
    close === undefined ? verbs : `Did you mean gpu-ci token ${close}?`,
  );
}

function idIn(word = ''): string {
  if (word.startsWith('gpt_'))
    throw new BadCommand('That is a token; an account is revoked by its id, sa_….', 'gpu-ci token list shows them.');
  if (!/^sa_\w+$/.test(word))
    throw new BadCommand('Which account?', 'gpu-ci token revoke sa_…; gpu-ci token list shows them.');
  return word;
}

async function revoke(world: KitWorld, accounts: ServiceAccounts, id: string, yes: boolean): Promise<number> {
  if (!(await agreed(world, `Revoke ${id}? Its token stops at once.`, yes))) return 1;
  await accounts.revoke(id);
  print(world, `Revoked ${id}. Its token has stopped working.`);
  return 0;
}

async function placeFor(world: KitWorld, flags: Parsed): Promise<SecretPlaceOf> {
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
  return { where, store };
}

async function create(world: KitWorld, accounts: ServiceAccounts, flags: Parsed): Promise<number> {
  const name = nameIn(flags);
  const { where, store } = await placeFor(world, flags);
  print(world, `New service account "${name}"; its token goes to: ${sayStore(store)}`);
  await checkStore(world, store);
  if ((await isStored(store)) === true) {
    print(
      world,
      `There is a token already: ${sayStore(store)}. It is lost there once a new one takes its place, and its account lives on.`,
    );
    if (!(await agreed(world, 'Replace it?', isSet(flags, 'yes')))) return 1;
  }
  const made = await undisturbed(async () => {
    const account = await accounts.create(name);
    await storeOrTakeBack(world, accounts, store, account);
    return account;
  });
  print(world, `Service account ${made.id} (${name}) made, token stored: ${sayStore(store)}`);
  tellNextSteps(world, where.host, store, accountFlags(name, valueOf(flags, 'org')));
  return 0;
}

function nameIn(flags: Parsed): string {
  const name = valueOf(flags, 'name').trim();
  if (name === '') throw new BadCommand('Which name?', 'gpu-ci token create --name my-pipeline');
  return name;
}
