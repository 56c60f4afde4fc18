import { systemClock } from './hosts/clock.ts';
import { UserError } from './model/errors.ts';
import { hider, withoutTokens } from './model/secrets.ts';
import { openHost } from './hosts/detect.ts';
import { runSetup, runStep } from './step.ts';
import { failClosed, parentUnderNpm, Stop } from './run/stop.ts';

const stop = Stop.onSignals(systemClock, process, parentUnderNpm(process.env));
const argv = process.argv.slice(2);
/** Grows as the run reads them. */
const secrets = ['GPU_SERVICE_TOKEN', 'GPU_CI_TOKEN', 'INPUT_TOKEN'].map((name) => process.env[name] ?? '');

/** The entry of the action and, with arguments, of `setup/`, the post step and `gpu-ci`: one bundle, because they share most code. */
async function main(): Promise<number> {
  // A reader that is gone must not keep a run from its clean-up.
  for (const stream of [process.stdout, process.stderr]) stream.on('error', () => undefined);
  const setup = argv[0] === 'setup' && argv.length === 1;
  if (argv.length > 0 && !setup) {
    const { gpuCi } = await import('./cli.ts');
    return gpuCi(argv, stop, secrets);
  }
  const { stdout, stderr } = process;
  const env = { ...process.env };
  const host = openHost({ env, stdout, stderr, flags: new Map() });
  return (setup ? runSetup : runStep)({ host, env, clock: systemClock, stop, secrets });
}

/** After a cancel, so long we wait for a reader that does not read (ms). */
const UNREAD_MS = 1_500;

/** What was printed must arrive. What is still open, such as a download that was given up, must not keep the process alive. */
async function leave(): Promise<never> {
  const written = [process.stdout, process.stderr].map((to) => new Promise<void>((done) => to.write('', () => done())));
  const cancelled = new Promise<void>((late) => {
    const wait = () => setTimeout(late, UNREAD_MS);
    if (stop.signal.aborted) wait();
    else stop.signal.addEventListener('abort', wait);
  });
  await Promise.race([Promise.all(written), cancelled]);
  process.exit();
}

void failClosed(main, {
  // The post step must not fail a job whose own steps succeeded.
  failed: argv[0] === 'post' ? 0 : 1,
  abort: (cause) => stop.end(cause),
  say: (line) => console.error(`gpu-ci: ${hider(secrets)(withoutTokens(line)).replace(/\s*[\r\n]+\s*/g, ' ')}`),
  codeOf: (error) => (argv[0] === 'post' ? 0 : error instanceof UserError ? 2 : 1),
}).then(leave);
