import { existsSync, readFileSync, realpathSync } from 'node:fs';
import { dirname, join } from 'node:path';
import { createInterface } from 'node:readline/promises';
import { UserError } from '../model/errors.ts';
import { withoutTokens } from '../model/secrets.ts';

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

export { withoutTokens };

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
  // Ctrl-C and Ctrl-D are a no; without this the program would end there as if all were well.
  const left = new Promise<string>((resolve) => {
    const no = () => setImmediate(resolve, '');
    asker.once('SIGINT', no).once('close', no);
  });
  try {
    return /^y(es)?$/i.test((await Promise.race([asker.question(`${question} [y/N] `), left])).trim());
  } finally {
    asker.close();
  }
}

/**
 * Ctrl-C and SIGTERM wait until the work is through: between a token's making and its storing nothing may stop us, or a live
 * token is left that nobody has. The work is told, for those parts of it that may be given up.
 */
export async function undisturbed<T>(work: (interrupted: AbortSignal) => Promise<T>): Promise<T> {
  const held = new Set<NodeJS.Signals>();
  const controller = new AbortController();
  const hold = (signal: NodeJS.Signals): void => {
    held.add(signal);
    controller.abort();
  };
  const signals = ['SIGINT', 'SIGTERM', 'SIGHUP'] as const;
  for (const signal of signals) process.on(signal, hold);
  try {
    return await work(controller.signal);
  } finally {
    for (const signal of signals) process.off(signal, hold);
    // What became of the work is told first.
    if (held.size > 0) setImmediate(() => held.forEach((signal) => process.kill(process.pid, signal)));
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
