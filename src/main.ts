import { systemClock } from './clock.ts';
import { UserError, sentenceOf } from './core/errors.ts';
import { openHost } from './hosts/open.ts';
import { runSession } from './session.ts';
import { parentUnderNpm, signalsToAbort } from './signals.ts';

/** The action's entry, and, with arguments, that of `gpu-ci` and of post: one bundle, so that they share what they load. */
async function main(): Promise<number> {
  const signals = signalsToAbort(process, parentUnderNpm(process.env));
  // A reader that is gone must not end a run before it is ended well.
  for (const stream of [process.stdout, process.stderr]) stream.on('error', () => undefined);
  const argv = process.argv.slice(2);
  if (argv.length > 0) {
    const { gpuCi } = await import('./cli.ts');
    return gpuCi(argv, signals);
  }
  const { stdout, stderr } = process;
  // Each look at the real one asks the system, which takes half a millisecond in all. On Windows it alone knows `Path` as `PATH`.
  const env = process.platform === 'win32' ? process.env : { ...process.env };
  const host = await openHost({ env, stdout, stderr, flags: new Map() });
  const setup = host.input('setup') === 'true';
  return runSession({ host, env, clock: systemClock, signal: signals.signal, setup });
}

// `process.exitCode`, never `process.exit`: output that is still on its way must arrive.
main().then(
  (code) => (process.exitCode = code),
  (error: unknown) => {
    const users = error instanceof UserError;
    console.error(users ? `gpu-ci: ${sentenceOf(error)}` : error);
    process.exitCode = users ? 2 : 1;
  },
);
