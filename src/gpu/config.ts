import { resolve } from 'node:path';
import { UserError } from '../model/errors.ts';
import { capture } from './spawn.ts';

/** The project file that `args` names in place of `gpu.jsonc`, and the verbs of `gpu` that take it. */
export interface ProjectFile {
  readonly file: string;
  readonly verbs: readonly string[];
}

const HELP_MS = 20_000;
/** Both act on the project of the folder: with another project file they would look at a project that is not ours. */
const NEEDED = ['status', 'stop'];
const ALL = [...NEEDED, 'wait', 'logs', 'inventory'];

/** The value of `--config` among the flags of `gpu run`, however it is written; '' if it is not there. */
export function configIn(args: readonly string[]): string {
  const words = args.flatMap((line) => line.split(/(?<=^(?:--config|-c))[\s=]+/));
  const at = words.findLastIndex((word) => word === '--config' || word === '-c');
  return at === -1 ? '' : (words[at + 1] ?? '').trim();
}

/**
 * Asks which verbs take `--config`. Only a run that names a project file pays for these calls.
 * @throws UserError if a verb without which the run cannot be watched and ended does not take it.
 */
export async function projectFile(
  args: readonly string[],
  { bin, env, cwd, signal }: { bin: string; env: NodeJS.ProcessEnv; cwd: string; signal: AbortSignal },
): Promise<ProjectFile | undefined> {
  const given = configIn(args);
  if (given === '') return undefined;
  const lists = async (verb: string): Promise<boolean> => {
    const help = await capture(bin, [verb, '--help'], { env, cwd, timeoutMs: HELP_MS, signal });
    return /(?<![\w-])--config\b/.test(help.stdout + help.stderr);
  };
  const taken = await Promise.all(ALL.map(lists));
  const verbs = ALL.filter((_, index) => taken[index]);
  signal.throwIfAborted();
  const missing = NEEDED.filter((verb) => !verbs.includes(verb));
  if (missing.length > 0)
    throw new UserError(
      `\`args\` names the project file ${given}, but this GPU CLI does not list \`--config\` for ${missing.map((verb) => `\`gpu ${verb}\``).join(' and ')}.`,
      'Put the project into a folder of its own with a `gpu.jsonc`, and name it in `working-directory`.',
    );
  return { file: resolve(cwd, given), verbs };
}

/** The flags that make a call look at that project. */
export const configFlags = (project: ProjectFile | undefined, verb: string): readonly string[] =>
  project?.verbs.includes(verb) === true ? ['--config', project.file] : [];

/** From saved state. */
export function readProjectFile(value: unknown): ProjectFile | undefined {
  if (typeof value !== 'object' || value === null || !('file' in value) || !('verbs' in value)) return undefined;
  const { file, verbs } = value;
  if (typeof file !== 'string' || !Array.isArray(verbs)) return undefined;
  return { file, verbs: verbs.filter((verb) => typeof verb === 'string') };
}
