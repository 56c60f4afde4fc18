import { existsSync, readFileSync, realpathSync } from 'node:fs';
import { dirname, join } from 'node:path';
import { createInterface } from 'node:readline/promises';
import { UserError } from '../core/errors.ts';

/** Where a verb of `gpu-ci` runs and what it speaks to. Passed in whole, so that a test gives its own. */
export interface KitWorld {
  readonly env: NodeJS.ProcessEnv;
  readonly cwd: string;
  readonly stdout: NodeJS.WritableStream;
  readonly stderr: NodeJS.WritableStream;
  readonly stdin: NodeJS.ReadableStream;
  /** A person sits there: stdin and stdout are terminals. */
  readonly isTTY: boolean;
  readonly fetch?: typeof fetch;
  /** Folder of this package, with `templates/`; found from the program's path where it is not given. */
  readonly root?: string;
}

const TOKEN = /gpt_[a-z]+_[A-Za-z0-9_-]+/g;

/** Whatever another program said, without any token in it. */
export const withoutTokens = (text: string): string => text.replace(TOKEN, 'gpt_***');

export function print(world: KitWorld, ...lines: readonly string[]): void {
  for (const line of lines) world.stdout.write(`${withoutTokens(line)}\n`);
}

/** Yes by `--yes`, else by a person. Without one there is nobody to agree. */
export async function agreed(world: KitWorld, question: string, yes: boolean): Promise<boolean> {
  if (yes) return true;
  if (!world.isTTY) {
    throw new UserError('Nobody is here to agree to this.', 'Add --yes to go ahead, or --dry-run to only look.');
  }
  const asker = createInterface({ input: world.stdin, output: world.stdout });
  try {
    return /^y(es)?$/i.test((await asker.question(`${question} [y/N] `)).trim());
  } finally {
    asker.close();
  }
}

/**
 * Ctrl-C and SIGTERM wait until the work is through: between a token's making and its storing nothing may stop us, or a live
 * token is left that nobody has.
 */
export async function undisturbed<T>(work: () => Promise<T>): Promise<T> {
  const held = new Set<NodeJS.Signals>();
  const hold = (signal: NodeJS.Signals): void => void held.add(signal);
  const signals = ['SIGINT', 'SIGTERM', 'SIGHUP'] as const;
  for (const signal of signals) process.on(signal, hold);
  try {
    return await work();
  } finally {
    for (const signal of signals) process.off(signal, hold);
    for (const signal of held) process.kill(process.pid, signal);
  }
}

export function packageRoot(world: Pick<KitWorld, 'root'>): string {
  if (world.root !== undefined) return world.root;
  const program = process.argv[1] ?? '';
  let folder = existsSync(program) ? dirname(realpathSync(program)) : process.cwd();
  for (;;) {
    if (existsSync(join(folder, 'templates', 'gitlab-ci.yml'))) return folder;
    if (dirname(folder) === folder) {
      throw new UserError('The templates of gpu-ci are missing.', 'Install @gpu-cli/run-action anew.');
    }
    folder = dirname(folder);
  }
}

export function packageVersion(world: Pick<KitWorld, 'root'>): string {
  const parsed: unknown = JSON.parse(readFileSync(join(packageRoot(world), 'package.json'), 'utf8'));
  return (parsed as { version: string }).version;
}
