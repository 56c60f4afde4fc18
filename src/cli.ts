import { systemClock } from './hosts/clock.ts';
import { openHost } from './hosts/detect.ts';
import { runCleanup, runPost } from './post.ts';
import { runStep } from './step.ts';
import type { Stop } from './run/stop.ts';

/**
 * `gpu-ci COMMAND …`: the same engine from any shell and CI system.
 * @returns the exit code.
 * @throws UserError for an invalid command line.
 */
export async function gpuCi(argv: readonly string[], stop: Stop, secrets: string[]): Promise<number> {
  const { env, stdin, stdout, stderr } = process;
  const clock = systemClock;
  if (argv[0] === 'post') {
    await runPost({ host: openHost({ env, stdout, stderr, flags: new Map() }), env, clock });
    return 0;
  }
  // A Ctrl-C ends the other commands at once: they have no remote job.
  if (argv[0] !== 'run' && argv[0] !== 'cleanup') stop.dispose();
  const { runProgram } = await import('./kit/program.ts');
  const isTTY = [stdin, stdout].every((stream) => stream.isTTY);
  const open = (flags: ReadonlyMap<string, string>) => openHost({ env, stdout, stderr, flags, cli: true });
  return runProgram(
    argv,
    { env, cwd: process.cwd(), stdin, stdout, stderr, isTTY },
    {
      run: (flags) => runStep({ host: open(flags), env, clock, stop, secrets }),
      cleanup: (flags) => runCleanup({ host: open(flags), env, clock }, flags.has('force')),
    },
  );
}
