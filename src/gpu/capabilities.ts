import { resolve } from 'node:path';
import type { CliFacts, Launch } from '../model/gpu.ts';
import { UserError } from '../model/errors.ts';
import { withoutTokens } from '../model/secrets.ts';
import { capture, endOf, lastLine, type Captured } from './spawn.ts';

const HELP_MS = 20_000;

const textOf = ({ stdout, stderr }: Captured): string => `${stdout}\n${stderr}`;

/** First `x.y.z` in what `gpu --version` prints; its text is not documented. */
export function versionIn(text: string): string {
  return /\d{1,6}\.\d{1,6}\.\d{1,9}(-[\w.]{1,60})?/.exec(text)?.[0] ?? '';
}

/** Flags of `run` that a document of GPU CLI 0.14 names: used only if `gpu run --help` cannot be read. */
const DOCUMENTED = ['--detach', '--attach', '--cancel', '--gpu-type', '--gpu-count', '--min-vram', '--env', '--output'];

const FLAG = /(?<![\w-])--?[A-Za-z][\w-]*/g;

/**
 * Flags that a help text lists: at the beginning of a line (clap, argparse, plain lists) or in its usage. A flag that only a
 * description mentions does not count, unless the text has no such line at all.
 */
export function flagsIn(help: string): ReadonlySet<string> {
  const heads = help.split(/\r?\n/).flatMap((line) => {
    const text = line.trimStart();
    if (/^\[?-/.test(text)) return [text.split(/\s{2,}|\t/, 1)[0] ?? ''];
    return /^usage\b/i.test(text) ? [text] : [];
  });
  const listed = heads.flatMap((head) => head.match(FLAG) ?? []);
  return new Set(listed.length > 0 ? listed : (help.match(FLAG) ?? []));
}

/** `<PATHS>` takes several paths in one option, separated by commas; `<PATH>` and `<PATHS>...` repeat the option. */
function outputFormIn(help: string): CliFacts['outputForm'] {
  return /--output[ =]+[<[]?paths\b(?![>\]]?\.\.\.)/i.test(help) ? 'joined' : 'repeated';
}

/** Flags of `gpu run` that other programs of this name do not list. */
const OWN_FLAGS = ['--gpu-type', '--gpu-count', '--min-vram', '--detach'] as const;
const OWN_VERSION = /\bgpu[ -]?cli\b|^\s*gpu v?\d+\.\d+\.\d+/im;

/**
 * Reads the help texts of this CLI, all at once. The help decides, the version only informs: flags came and went between versions.
 * @param env without the token: until its help is read, the program can be another one of the same name.
 * @throws UserError if it is another program.
 */
export async function probe(bin: string, env: NodeJS.ProcessEnv, cwd: string, signal?: AbortSignal): Promise<CliFacts> {
  const ask = (...args: readonly string[]) => capture(bin, args, { env, cwd, timeoutMs: HELP_MS, signal });
  const [version, run, wait, status] = await Promise.all([
    ask('--version'),
    ask('run', '--help'),
    ask('wait', '--help'),
    ask('status', '--help'),
  ]);
  const runHelp = run.code === 0 ? textOf(run) : '';
  const listed = flagsIn(runHelp);
  const isOwn = listed.size > 0 ? OWN_FLAGS.some((flag) => listed.has(flag)) : OWN_VERSION.test(textOf(version));
  if (!isOwn) throw notGpuCli(bin, version, run);
  const runFlags = listed.size > 0 ? listed : new Set(DOCUMENTED);
  const waitFlags = wait.code === 0 ? flagsIn(textOf(wait)) : new Set<string>();
  const detached =
    waitFlags.has('--json') && waitFlags.has('--timeout') && takes(runFlags, DETACH) && runFlags.has('--json');
  return {
    bin,
    version: versionIn(textOf(version)),
    way: detached ? 'detached' : 'attached',
    outputForm: outputFormIn(runHelp),
    runFlags,
    json: status.code === 0 && flagsIn(textOf(status)).has('--json'),
  };
}

function notGpuCli(bin: string, version: Captured, run: Captured): UserError {
  const of = (ended: Captured): string => {
    const line = withoutTokens(lastLine(ended.stdout) || lastLine(ended.stderr));
    if (ended.code === 0) return `prints "${line}"`;
    return ended.hung ? 'does not end' : `ends with ${[endOf(ended), line].filter(Boolean).join(': ')}`;
  };
  const help = run.code === 0 ? `lists none of ${OWN_FLAGS.join(', ')}` : of(run);
  return new UserError(
    `${bin} is not GPU CLI, so it did not get the token: \`gpu --version\` ${of(version)}, and \`gpu run --help\` ${help}.`,
    'Remove that program from PATH, or put the folder of GPU CLI before it.',
  );
}

// Each option in the spellings that a help text may list, the preferred one first.
const DETACH = ['-d', '--detach'] as const;
const YES = ['-y', '--yes'] as const;
const SYNC = ['--sync'] as const;
const JSON_OUT = ['--json'] as const;
const OUTPUT = ['--output', '-o'] as const;
const ENV = ['-e', '--env'] as const;

const spelling = (flags: ReadonlySet<string>, names: readonly string[]): string | undefined =>
  names.find((name) => flags.has(name));
const takes = (flags: ReadonlySet<string>, names: readonly string[]): boolean => spelling(flags, names) !== undefined;

/** Inputs that need a flag of `gpu run`. */
const NEEDS: readonly (readonly [input: string, names: readonly string[], given: (launch: Wanted) => boolean])[] = [
  ['gpu-type', ['--gpu-type'], ({ gpuTypes }) => gpuTypes.length > 0],
  ['gpu-count', ['--gpu-count'], ({ gpuCount }) => gpuCount !== undefined],
  ['min-vram', ['--min-vram'], ({ minVram }) => minVram !== undefined],
  ['env', ENV, ({ env }) => env.length > 0],
  ['outputs', OUTPUT, ({ outputs }) => outputs.length > 0],
];

interface Wanted {
  readonly gpuTypes: readonly string[];
  readonly gpuCount: number | undefined;
  readonly minVram: number | undefined;
  readonly env: readonly unknown[];
  readonly outputs: readonly string[];
}

/** @throws UserError if an input needs a flag that this CLI does not list. */
export function checkWanted({ runFlags, version, outputForm }: CliFacts, wanted: Wanted): void {
  const missing = NEEDS.filter(([, names, given]) => given(wanted) && !takes(runFlags, names));
  if (missing.length > 0) {
    const pairs = missing.map(([input, [flag = '']]) => `\`${input}\` needs ${flag}`).join(', ');
    throw new UserError(
      `GPU CLI ${version} cannot do what the inputs ask for: ${pairs}, which \`gpu run --help\` does not list.`,
      'Remove the input, set the value in gpu.jsonc, or install another version with `cli-version`.',
    );
  }
  if (outputForm === 'joined' && wanted.outputs.length > 1 && wanted.outputs.some((path) => path.includes(','))) {
    throw new UserError(
      `GPU CLI ${version} takes all output paths in one option, separated by commas, so a path must not contain one.`,
      'Set `outputs` in gpu.jsonc instead, or name the folder above the path.',
    );
  }
}

/** Arguments of `gpu run`: flags that the help does not list are left out. */
export function runArgs({ runFlags, outputForm }: CliFacts, launch: Launch, detach: boolean): string[] {
  const option = (names: readonly string[], ...values: readonly string[]): string[] => {
    const name = spelling(runFlags, names);
    return name === undefined ? [] : [name, ...values];
  };
  const outputs = outputForm === 'joined' && launch.outputs.length > 1 ? [launch.outputs.join(',')] : launch.outputs;
  return [
    'run',
    ...(detach ? [spelling(runFlags, DETACH) ?? DETACH[0], ...option(JSON_OUT)] : []),
    ...option(YES),
    ...option(SYNC),
    ...(launch.gpuType === '' ? [] : option(['--gpu-type'], launch.gpuType)),
    ...(launch.gpuCount === undefined ? [] : option(['--gpu-count'], String(launch.gpuCount))),
    ...(launch.minVram === undefined ? [] : option(['--min-vram'], String(launch.minVram))),
    ...outputs.flatMap((path) => option(OUTPUT, path)),
    ...launch.env.flatMap(([name, value]) => option(ENV, `${name}=${value}`)),
    ...launch.args,
    '--',
    ...launch.argv,
  ];
}

/** What was found, for the debug log. */
export function describeFacts({ bin, version, way, runFlags, outputForm, json }: CliFacts): string {
  const absent = [YES, SYNC, JSON_OUT, ENV, OUTPUT].filter((names) => !takes(runFlags, names)).map(([name]) => name);
  return (
    `gpu ${version || '(no version)'} at ${bin}: ${way} runs; status ${json ? 'as JSON' : 'as text'}; ` +
    `output paths ${outputForm}; flags of run: ${[...runFlags].sort().join(' ')}` +
    (absent.length === 0 ? '' : `; not available: ${absent.join(' ')}`)
  );
}

/** Flags of a verb that is not always needed, asked for when it is; undefined if this CLI does not have the verb. */
export type Verbs = (name: string) => Promise<ReadonlySet<string> | undefined>;

interface Where {
  readonly bin: string;
  readonly env: NodeJS.ProcessEnv;
  readonly cwd: string;
  readonly signal?: AbortSignal;
}

export function verbsOf({ bin, ...where }: Where): Verbs {
  const known = new Map<string, ReturnType<Verbs>>();
  const ask: Verbs = async (name) => {
    const help = await capture(bin, [name, '--help'], { ...where, timeoutMs: HELP_MS });
    return help.code === 0 ? flagsIn(textOf(help)) : undefined;
  };
  return (name) => {
    const answer = known.get(name) ?? ask(name);
    known.set(name, answer);
    return answer;
  };
}

/** The project file that `args` names in place of `gpu.jsonc`, and the verbs of `gpu` that take it. */
export interface ProjectFile {
  readonly file: string;
  readonly verbs: readonly string[];
}

/** Both act on the project of the folder: with another project file they would look at a project that is not ours. */
const NEEDED = ['status', 'stop'];
const TAKE_PROJECT = [...NEEDED, 'wait', 'logs', 'inventory'];

/** The value of `--config` among the flags of `gpu run`, however it is written; '' if it is not there. */
function configIn(args: readonly string[]): string {
  const words = args.flatMap((line) => line.split(/(?<=^(?:--config|-c))[\s=]+/));
  const at = words.findLastIndex((word) => word === '--config' || word === '-c');
  return at === -1 ? '' : (words[at + 1] ?? '').trim();
}

/**
 * Asks which verbs take `--config`. Only a run that names a project file pays for these calls.
 * @throws UserError if a verb without which the run cannot be watched and ended does not take it.
 */
export async function projectFile(args: readonly string[], where: Where): Promise<ProjectFile | undefined> {
  const given = configIn(args);
  if (given === '') return undefined;
  const flagsOf = verbsOf(where);
  const taken = await Promise.all(TAKE_PROJECT.map(async (verb) => (await flagsOf(verb))?.has('--config') === true));
  where.signal?.throwIfAborted();
  const verbs = TAKE_PROJECT.filter((_, index) => taken[index]);
  const missing = NEEDED.filter((verb) => !verbs.includes(verb));
  if (missing.length > 0)
    throw new UserError(
      `\`args\` names the project file ${given}, but this GPU CLI does not list \`--config\` for ${missing.map((verb) => `\`gpu ${verb}\``).join(' and ')}.`,
      'Put the project into a folder of its own with a `gpu.jsonc`, and name it in `working-directory`.',
    );
  return { file: resolve(where.cwd, given), verbs };
}

/** The flags that make a call look at that project. */
export const configFlags = (project: ProjectFile | undefined, verb: string): readonly string[] =>
  project?.verbs.includes(verb) === true ? ['--config', project.file] : [];
