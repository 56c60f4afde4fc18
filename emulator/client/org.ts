// `gpu org VERB …`: reads the command line, asks POST /org, shows the answer, keeps the active org.
import { changeSettings, readAccount } from './account.ts';
import type { Api } from './api.ts';
import { parseArgs, UsageError, type Args, type Flag } from './args.ts';
import { check, Failure } from './context.ts';
import { argumentsOf, ORG_VERBS, usageOf, type OrgVerb } from './org-verbs.ts';
import { filled, type Data } from './org-views.ts';
import { json, note, print } from './print.ts';

const COMMON: readonly Flag[] = [
  { name: 'json', help: 'Print JSON on stdout' },
  { name: 'help', short: 'h', help: 'Print help' },
];

const flagLine = (flag: Flag): string => {
  const short = flag.short === undefined ? '    ' : `-${flag.short}, `;
  const value = flag.value === undefined ? '' : ` <${flag.value}>`;
  return `  ${`${short}--${flag.name}${value}`.padEnd(30)} ${flag.help ?? ''}`;
};

const flagsOf = (verb: OrgVerb): Flag[] => [...verb.flags, ...COMMON];

const helpFor = (verb: OrgVerb): string =>
  `${verb.help}\n\nUsage: ${usageOf(verb)}\n\nOptions:\n${flagsOf(verb).map(flagLine).join('\n')}\n`;

const overview = (verbs: readonly OrgVerb[]): string =>
  'Organizations: shared billing, pooled sessions, service accounts for CI\n\nUsage: gpu org VERB [FLAGS]\n\nCommands:\n' +
  `${verbs.map((verb) => `  ${verb.name.padEnd(24)} ${verb.help}`).join('\n')}\n\n` +
  "'gpu org VERB --help' tells more about one.\n";

const isHelp = (word: string | undefined): boolean => word === '--help' || word === '-h' || word === 'help';

/** Resolves with the exit code; a refusal is thrown with its own. */
export async function runOrg(argv: readonly string[], api: Api): Promise<number> {
  const [first, second] = argv;
  const group = first === 'service-account';
  const shown = group ? ORG_VERBS.filter((verb) => verb.name.startsWith('service-account ')) : ORG_VERBS;
  const named = group ? second : first;
  if (named === undefined || isHelp(named)) {
    print(overview(shown));
    return named === undefined ? 2 : 0;
  }
  const name = group ? `service-account ${named}` : named;
  const verb = ORG_VERBS.find((known) => known.name === name);
  if (verb === undefined) throw new UsageError(`error: unrecognized subcommand 'org ${name}'`);
  const args = parseArgs(argv.slice(group ? 2 : 1), flagsOf(verb), false);
  if (args.has('help')) {
    print(helpFor(verb));
    return 0;
  }
  return perform(verb, args, api);
}

async function perform(verb: OrgVerb, args: Args, api: Api): Promise<number> {
  checkWords(verb, args);
  if (verb.name === 'delete' && !args.has('yes')) {
    throw new Failure('Failed to get confirmation: IO error: not a terminal. Say -y to delete.', 1);
  }
  const active = readAccount().org;
  const name = verb.name.replace(' ', '-');
  const answer = await api.post('/org', { verb: name, args: { org: active, ...argumentsOf(verb, args) } });
  check(answer);
  const { data } = answer.body as { data: Data };
  keepContext(verb.name, args.words[0], active);
  if (args.has('json')) json(data);
  else if (typeof verb.show === 'string') note(filled(verb.show, data));
  else verb.show(data);
  return 0;
}

/** An empty word counts as left out. */
function checkWords(verb: OrgVerb, args: Args): void {
  const given = args.words;
  const extra = given[verb.words.length];
  if (extra !== undefined) throw new UsageError(`error: unexpected argument '${extra}'\n\nUsage: ${usageOf(verb)}`);
  for (const [at, name] of verb.words.entries()) {
    if (!name.startsWith('[') && (given[at] ?? '') === '') {
      throw new UsageError(`error: ${name} is missing\n\nUsage: ${usageOf(verb)}`);
    }
  }
}

/** Once the control plane agreed: a switch is kept, and a deleted org is active no more. */
function keepContext(verb: string, slug: string | undefined, active: string | undefined): void {
  if (verb === 'switch') changeSettings({ org: slug === '' ? undefined : slug });
  if (verb === 'delete' && slug === active) changeSettings({ org: undefined });
}
