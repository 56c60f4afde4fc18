import { systemClock } from './hosts/clock.ts';
import { openHost } from './hosts/detect.ts';
import { runCleanup, runPost } from './post.ts';
import { runStep } from './step.ts';
import type { Stop } from './run/stop.ts';

/**
 * `gpu-ci VERB …`: the same engine from any shell and CI host.
 * @returns the exit code.
 * @throws UserError for a command line that cannot be used.
 */
export async function gpuCi(argv: readonly string[], stop: Stop, secrets: string[]): Promise<number> {
  const { env, stdin, stdout, stderr } = process;
  const [verb = '', ...rest] = argv;
  if (verb === 'post') {
    const host = openHost({ env, stdout, stderr, flags: new Map() });
    await runPost({ host, env, clock: systemClock });
    return 0;
  }
  // Only what has a remote job to end outlives a Ctrl-C.
  if (verb !== 'run' && verb !== 'cleanup') stop.dispose();
  const { runKit } = await import('./kit/verbs.ts');
  const isTTY = [stdin, stdout].every((stream) => stream.isTTY);
  const done = await runKit(argv, { env, cwd: process.cwd(), stdin, stdout, stderr, isTTY });
  if (done !== undefined) return done;
  const flags = await flagsOf(verb, rest);
  const force = flags.has('force');
  const host = openHost({ env, stdout, stderr, flags, cli: true });
  if (verb === 'cleanup') return runCleanup({ host, env, clock: systemClock }, force);
  return runStep({ host, env, clock: systemClock, stop, setup: false, secrets });
}

async function flagsOf(verb: string, argv: readonly string[]): Promise<ReadonlyMap<string, string>> {
  if (verb === 'run') return (await import('./kit/flags.ts')).parseRunFlags(argv).inputs;
  const [{ CLEANUP_HELP }, { parseOptions, refuseWords, valueOf }] = await Promise.all([
    import('./kit/help.ts'),
    import('./kit/options.ts'),
  ]);
  const flags = parseOptions(verb, argv, CLEANUP_HELP.options);
  refuseWords(verb, [...flags.words, ...(flags.rest ?? [])], 0, CLEANUP_HELP.options);
  return new Map([...flags.values.keys()].map((name) => [name, valueOf(flags, name)]));
}
