import { systemClock } from './clock.ts';
import { UserError, sentenceOf } from './core/errors.ts';
import { openHost } from './hosts/open.ts';
import { runPost } from './post.ts';
import { runSession } from './session.ts';

/**
 * `gpu-ci VERB …`: the same engine from any shell and CI host.
 * @returns the exit code; 2 for a command line that cannot be used.
 */
export async function gpuCi(argv: readonly string[], signal: AbortSignal): Promise<number> {
  try {
    return await dispatch(argv, signal);
  } catch (error) {
    if (!(error instanceof UserError)) throw error;
    process.stderr.write(`gpu-ci: ${sentenceOf(error)}\n`);
    return 2;
  }
}

async function dispatch(argv: readonly string[], signal: AbortSignal): Promise<number> {
  const { env, stdin, stdout, stderr } = process;
  const { runKit } = await import('./kit/verbs.ts');
  const isTTY = stdin.isTTY && stdout.isTTY;
  const done = await runKit(argv, { env, cwd: process.cwd(), stdin, stdout, stderr, isTTY });
  if (done !== undefined) return done;
  const { parseRunFlags } = await import('./kit/flags.ts');
  const verb = argv[0] ?? '';
  const flags = new Map(parseRunFlags(argv.slice(1), verb).inputs);
  const host = await openHost({ env, stdout, stderr, flags });
  if (verb === 'cleanup') {
    await runPost({ host, env, clock: systemClock });
    return 0;
  }
  return runSession({ host, env, clock: systemClock, signal, setup: false });
}
