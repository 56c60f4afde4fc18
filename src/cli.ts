import { systemClock } from './clock.ts';
import { openHost } from './hosts/open.ts';
import { runPost } from './post.ts';
import { runSession } from './session.ts';

/**
 * `gpu-ci VERB …`: the same engine from any shell and CI host.
 * @returns the exit code.
 * @throws UserError for a command line that cannot be used.
 */
export async function gpuCi(argv: readonly string[], signal: AbortSignal): Promise<number> {
  const { env, stdin, stdout, stderr } = process;
  const { runKit } = await import('./kit/verbs.ts');
  const isTTY = [stdin, stdout].every((stream) => stream.isTTY);
  const done = await runKit(argv, { env, cwd: process.cwd(), stdin, stdout, stderr, isTTY });
  if (done !== undefined) return done;
  const { parseRunFlags } = await import('./kit/flags.ts');
  const [verb = '', ...rest] = argv;
  const host = await openHost({ env, stdout, stderr, flags: parseRunFlags(rest, verb).inputs });
  if (verb === 'cleanup') {
    await runPost({ host, env, clock: systemClock });
    return 0;
  }
  return runSession({ host, env, clock: systemClock, signal, setup: false });
}
