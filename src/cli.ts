import { systemClock } from './hosts/clock.ts';
import { openHost } from './hosts/detect.ts';
import type { Host } from './model/host.ts';
import { runCleanup, runPost } from './post.ts';
import { runStep, type StepWorld } from './step.ts';
import type { Stop } from './run/stop.ts';

/**
 * `gpu-ci COMMAND …`: the same engine from any shell and CI system.
 * @returns the exit code.
 * @throws UserError for an invalid command line.
 */
export async function gpuCi(argv: readonly string[], stop: Stop, secrets: string[]): Promise<number> {
  const { env, stdin, stdout, stderr } = process;
  const clock = systemClock;
  const open = (flags: Flags, cli = true): Host => openHost({ env, stdout, stderr, flags, cli });
  if (argv[0] === 'post') {
    await runPost({ host: open(new Map(), false), env, clock });
    return 0;
  }
  // A Ctrl-C ends the other commands at once: they have no remote job.
  if (argv[0] !== 'run' && argv[0] !== 'cleanup') stop.dispose();
  const { runProgram } = await import('./kit/program.ts');
  const isTTY = [stdin, stdout].every((stream) => stream.isTTY);
  return runProgram(
    argv,
    { env, cwd: process.cwd(), stdin, stdout, stderr, isTTY },
    {
      run: (flags) => {
        const run = (more: Partial<StepWorld> = {}): Promise<number> =>
          runStep({ host: speaking(open(flags), flags), env, clock, stop, secrets, ...more });
        return flags.has('json') ? withJson(run) : run();
      },
      cleanup: (flags) => runCleanup({ host: open(flags), env, clock }, flags.has('force')),
    },
  );
}

type Flags = ReadonlyMap<string, string>;

/** `--quiet` leaves warnings, errors and the workload's output; `--verbose` prints debug lines on every host. */
function speaking(host: Host, flags: Flags): Host {
  const nothing = (): void => undefined;
  if (flags.has('quiet')) {
    return Object.assign(host, { info: nothing, notice: nothing, group: nothing, endGroup: nothing, debug: nothing });
  }
  return flags.has('verbose') ? Object.assign(host, { debug: (line: string) => host.info(`debug: ${line}`) }) : host;
}

/** The run report alone goes to stdout. The toolkit writes to `process.stdout` itself, so that is redirected as a whole. */
async function withJson(run: (more: Partial<StepWorld>) => Promise<number>): Promise<number> {
  const { stdout, stderr } = process;
  const write = stdout.write.bind(stdout);
  stdout.write = stderr.write.bind(stderr);
  try {
    return await run({ onReport: (report) => void write(`${JSON.stringify(report)}\n`) });
  } finally {
    stdout.write = write;
  }
}
