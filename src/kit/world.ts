import { existsSync, realpathSync } from 'node:fs';
import { dirname, join } from 'node:path';
import { createInterface } from 'node:readline/promises';
import { UserError } from '../model/errors.ts';
import { withoutTokens } from '../model/secrets.ts';

/** Where a command of `gpu-ci` runs. */
export interface KitWorld {
  readonly env: NodeJS.ProcessEnv;
  readonly cwd: string;
  readonly stdout: NodeJS.WritableStream;
  readonly stderr: NodeJS.WritableStream;
  readonly stdin: NodeJS.ReadableStream;
  /** stdin and stdout are terminals. */
  readonly isTTY: boolean;
}

/** An invalid command line: `gpu-ci` exits with 2 and has done nothing. */
export class BadCommand extends UserError {
  constructor(message: string, hint = '') {
    super(withoutTokens(message), withoutTokens(hint));
  }
}

export function print(world: KitWorld, ...lines: readonly string[]): void {
  for (const line of lines) world.stdout.write(`${withoutTokens(line)}\n`);
}

const SIGNALS = ['SIGINT', 'SIGTERM', 'SIGHUP'] as const;

/** By `--yes`, or by the person at the terminal. Ctrl-C and Ctrl-D mean no. */
export async function confirmed(world: KitWorld, question: string, yes = false, hint = 'Use --yes.'): Promise<boolean> {
  if (yes) return true;
  if (!world.isTTY) throw new UserError('Confirmation required, but stdin is not a terminal.', hint);
  // An ended stdin emits no further event, so the question would stay open.
  if (!world.stdin.readable) return false;
  const asker = createInterface({ input: world.stdin, output: world.stdout });
  let no = (): void => undefined;
  // Without this the program would end there with 0.
  const left = new Promise<string>((resolve) => {
    no = () => setImmediate(resolve, '');
    asker.once('SIGINT', no).once('close', no);
    for (const signal of SIGNALS) process.once(signal, no);
  });
  try {
    return /^y(es)?$/i.test((await Promise.race([asker.question(`${question} [y/N] `), left])).trim());
  } finally {
    for (const signal of SIGNALS) process.off(signal, no);
    asker.close();
  }
}

/**
 * Signals wait until the work is done: between the creation of a token and its storing, an end would leave a valid token that
 * nobody has. The work gets a signal for the parts that can be interrupted.
 */
export async function uninterrupted<T>(work: (interrupted: AbortSignal) => Promise<T>): Promise<T> {
  const held = new Set<NodeJS.Signals>();
  const controller = new AbortController();
  const hold = (signal: NodeJS.Signals): void => {
    held.add(signal);
    controller.abort();
  };
  for (const signal of SIGNALS) process.on(signal, hold);
  try {
    return await work(controller.signal);
  } finally {
    for (const signal of SIGNALS) process.off(signal, hold);
    // The result is printed first.
    if (held.size > 0) setImmediate(() => held.forEach((signal) => process.kill(process.pid, signal)));
  }
}

/** Folder of this package, found from the path of the program; in a checkout, the folder it runs in. */
export function packageRoot(): string {
  const program = process.argv[1] ?? '';
  let folder = existsSync(program) ? dirname(realpathSync(program)) : process.cwd();
  while (!existsSync(join(folder, 'templates', 'gitlab-ci.yml'))) {
    if (dirname(folder) === folder) {
      throw new UserError('The templates of gpu-ci are missing.', 'Install @gpu-cli/run-action again.');
    }
    folder = dirname(folder);
  }
  return folder;
}
