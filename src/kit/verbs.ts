import { readFileSync, writeFileSync } from 'node:fs';
import { resolve } from 'node:path';
import { sentenceOf, UserError } from '../model/errors.ts';
import type { RunReport } from '../model/outcome.ts';
import { completionFor, SHELLS } from './completion.ts';
import { DOCTOR_HELP, doctor } from './doctor.ts';
import { emulate } from './emulate.ts';
import { CLEANUP_HELP, helpOf, overview, RUN_HELP, type VerbHelp } from './help.ts';
import { INIT_HELP, init } from './init.ts';
import { BadCommand, nearest, parseOptions, refuseWords, valueOf } from './options.ts';
import { TOKEN_HELP, token } from './token.ts';
import { packageRoot, packageVersion, withoutTokens, type KitWorld } from './world.ts';

/** A verb of `gpu-ci`. `run` and `cleanup` belong to the engine and have no `run` here. */
export interface Verb extends VerbHelp {
  run?(argv: readonly string[], world: KitWorld): Promise<number>;
}

const TIERS = ['free', 'pro', 'team', 'business', 'enterprise'];

const PREVIEW_HELP: VerbHelp = {
  name: 'preview',
  help: 'Show a run report as the CI hosts would',
  usage: ['gpu-ci preview REPORT.json [--output FILE]'],
  about: [
    'Renders the JSON report of a run into one HTML page. Diagrams are drawn where mermaid is installed beside this package: ' +
      'npx -p @gpu-cli/run-action@1 -p mermaid@11 gpu-ci preview …',
    'Exit code: 0 rendered; 1 no such report; 2 wrong flags.',
  ],
  words: 1,
  options: [
    { name: 'output', takes: 'FILE', help: 'Where the page goes; stdout where it is empty.' },
    { name: 'view', takes: 'summary|comment', help: 'Which of the two to show.', choices: ['summary', 'comment'] },
    { name: 'theme', takes: 'light|dark', help: "The reader's own where it is empty.", choices: ['light', 'dark'] },
  ],
};

const EMULATE_HELP: VerbHelp = {
  name: 'emulate',
  help: 'Run the local GPU cloud, to try a pipeline without spending anything',
  usage: ['gpu-ci emulate [FLAGS]'],
  about: [
    'A control plane, the gpu program and its install script on this machine, with the organization my-team and a token for it. ' +
      'It tells how to use it, and runs until Ctrl-C.',
  ],
  options: [
    { name: 'port', takes: 'N', help: 'Port on 127.0.0.1, 7420 where it is empty; 0 takes a free one.' },
    { name: 'state', takes: 'FILE', help: 'Keep organizations there from one start to the next.' },
    { name: 'tier', takes: 'TIER', help: 'Plan of my-team; team where it is empty.', choices: TIERS },
    { name: 'sessions', takes: 'N', help: 'Sessions of its pool; what the plan has where it is empty.' },
    { name: 'profile', takes: 'NAME|FILE', help: 'What the installed gpu offers (default: rich).' },
    { name: 'provision-ms', takes: 'N', help: 'How long a pod takes to come up; 2000 where it is empty.' },
    { name: 'keep-alive-minutes', takes: 'N', help: 'How long a warm pod lives; 5 where it is empty.' },
  ],
};

const COMPLETION_HELP: VerbHelp = {
  name: 'completion',
  help: 'Print the completion script of a shell',
  usage: [`gpu-ci completion ${SHELLS.join('|')}`],
  about: ['bash and zsh: eval "$(gpu-ci completion bash)". fish: gpu-ci completion fish | source.'],
  options: [],
  words: 1,
  firstWords: SHELLS,
};

const HELP_HELP: VerbHelp = {
  name: 'help',
  help: 'Show this, or the help of a verb',
  usage: ['gpu-ci help [VERB]'],
  about: [],
  options: [],
  words: 2,
};

const VERSION_HELP: VerbHelp = {
  name: 'version',
  help: 'Print the version',
  usage: ['gpu-ci version'],
  about: [],
  options: [],
};

export const VERBS: readonly Verb[] = [
  RUN_HELP,
  CLEANUP_HELP,
  { ...INIT_HELP, run: init },
  { ...TOKEN_HELP, run: token },
  { ...DOCTOR_HELP, run: doctor },
  { ...PREVIEW_HELP, run: runPreview },
  { ...EMULATE_HELP, run: (argv, world) => emulate(argv, world) },
  {
    ...COMPLETION_HELP,
    run: (argv, world) => {
      world.stdout.write(completionFor(argv[0] ?? '', VERBS));
      return Promise.resolve(0);
    },
  },
  { ...HELP_HELP, run: (argv, world) => Promise.resolve(showHelp(argv[0], world)) },
  {
    ...VERSION_HELP,
    run: (_argv, world) => {
      world.stdout.write(`gpu-ci ${packageVersion(world)}\n`);
      return Promise.resolve(0);
    },
  },
];

/**
 * Runs a verb of the kit, and shows the help of any verb. Undefined for `run` and `cleanup`, which the engine does.
 * What a verb could not do is told on stderr and ends with 1.
 * @throws BadCommand for a command line that cannot be used.
 */
export async function runKit(argv: readonly string[], world: KitWorld): Promise<number | undefined> {
  const [name = '--help', ...rest] = argv;
  if (name === '--help' || name === '-h') return showHelp(undefined, world);
  if (name === '--version' || name === '-V') return runKit(['version'], world);
  const verb = findVerb(name);
  const end = rest.indexOf('--');
  const flags = end === -1 ? rest : rest.slice(0, end);
  if (flags.includes('--help') || flags.includes('-h')) return showHelp(name, world);
  if (verb.run === undefined) return undefined;
  // A command line that cannot be used is thrown, before anything is done.
  const { words, rest: behind } = parseOptions(name, rest, verb.options);
  refuseWords(name, [...words, ...(behind ?? [])], verb.words ?? 0, verb.options);
  try {
    return await verb.run(rest, world);
  } catch (error) {
    if (!(error instanceof UserError) || error instanceof BadCommand) throw error;
    world.stderr.write(`gpu-ci ${name}: ${withoutTokens(sentenceOf(error))}\n`);
    return 1;
  }
}

function findVerb(name: string): Verb {
  const verb = VERBS.find((one) => one.name === name);
  if (verb !== undefined) return verb;
  const close = nearest(
    name,
    VERBS.map((one) => one.name),
  );
  throw new BadCommand(
    `gpu-ci has no verb ${JSON.stringify(withoutTokens(name))}.`,
    close === undefined ? 'See gpu-ci --help.' : `Did you mean gpu-ci ${close}?`,
  );
}

function showHelp(name: string | undefined, world: KitWorld): number {
  world.stdout.write(name === undefined ? overview(VERBS) : helpOf(findVerb(name)));
  return 0;
}

async function runPreview(argv: readonly string[], world: KitWorld): Promise<number> {
  const flags = parseOptions('preview', argv, PREVIEW_HELP.options);
  const [path] = flags.words;
  if (path === undefined) throw new BadCommand('Which report?', 'gpu-ci preview path/to/report.json');
  const { preview } = await import('./preview.ts');
  const theme = valueOf(flags, 'theme');
  let page: string;
  try {
    page = await preview(readReport(resolve(world.cwd, path)), {
      root: packageRoot(world),
      view: valueOf(flags, 'view') === 'comment' ? 'comment' : 'summary',
      ...(theme === 'light' || theme === 'dark' ? { theme } : {}),
    });
  } catch (error) {
    if (error instanceof UserError) throw error;
    throw new UserError(`${path} is no run report.`, 'It is the file that the output report-file names.', {
      cause: error,
    });
  }
  const output = valueOf(flags, 'output');
  if (output === '') world.stdout.write(page);
  else writeFileSync(resolve(world.cwd, output), page);
  return 0;
}

/** What is drawn from it tells by itself where something is missing; its first fields tell a report from other JSON. */
function readReport(path: string): RunReport {
  const parsed = JSON.parse(readFileSync(path, 'utf8')) as RunReport;
  if (typeof parsed.status !== 'string' || !Array.isArray(parsed.attempts)) throw new TypeError('no run report');
  return parsed;
}
