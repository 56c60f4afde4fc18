// `gpu org VERB …`: reads the command line, asks the organizations, shows the answer, keeps the active org.
import { Refused } from '../control/failures.ts';
import { changeSettings, readAccount } from './account.ts';
import { parseArgs, UsageError, type Args, type Flag } from './args.ts';
import { callerOf, Failure, type Context } from './context.ts';
import { argumentsOf, ORG_VERBS, usageOf, type OrgVerb } from './org-verbs.ts';
import { filled, type Data } from './org-views.ts';
import type { Call } from './terminal.ts';

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

type OrgContext = Pick<Context, 'world' | 'call' | 'terminal'>;

/** Returns the exit code; a refusal is thrown with its own. */
export function runOrg(argv: readonly string[], context: OrgContext): number {
  const [first, second] = argv;
  const group = first === 'service-account';
  const shown = group ? ORG_VERBS.filter((verb) => verb.name.startsWith('service-account ')) : ORG_VERBS;
  const named = group ? second : first;
  if (named === undefined || isHelp(named)) {
    context.terminal.print(overview(shown));
    return named === undefined ? 2 : 0;
  }
  const name = group ? `service-account ${named}` : named;
  const verb = ORG_VERBS.find((known) => known.name === name);
  if (verb === undefined) throw new UsageError(`error: unrecognized subcommand 'org ${name}'`);
  const args = parseArgs(argv.slice(group ? 2 : 1), flagsOf(verb), false);
  if (args.has('help')) {
    context.terminal.print(helpFor(verb));
    return 0;
  }
  return perform(verb, args, context);
}

function perform(verb: OrgVerb, args: Args, context: OrgContext): number {
  const { world, call, terminal } = context;
  checkWords(verb, args);
  if (verb.name === 'delete' && !args.has('yes')) {
    throw new Failure('Failed to get confirmation: IO error: not a terminal. Say -y to delete.', 1);
  }
  const active = readAccount(call).org;
  const given = { org: active, ...argumentsOf(verb, args) };
  const answer = world.orgs.handle(callerOf(context, false).identity, verb.name.replace(' ', '-'), given);
  if (!('ok' in answer)) throw new Refused(answer);
  const data = answer.data as Data;
  keepContext(call, verb.name, args.words[0], active);
  if (args.has('json')) terminal.json(data);
  else if (typeof verb.show === 'string') terminal.note(filled(verb.show, data));
  else verb.show(terminal, data);
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
function keepContext(call: Call, verb: string, slug: string | undefined, active: string | undefined): void {
  if (verb === 'switch') changeSettings(call, { org: slug === '' ? undefined : slug });
  if (verb === 'delete' && slug === active) changeSettings(call, { org: undefined });
}
