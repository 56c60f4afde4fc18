import { UserError } from '../core/errors.ts';
import { splitWords } from '../core/words.ts';
import { childEnv } from '../gpu/environment.ts';
import { capture } from '../gpu/process.ts';
import { saidBy, type CallGpu } from './gpu-cli.ts';
import type { KitWorld } from './world.ts';

const PROOF_MS = 15 * 60_000;

/** Resolves when the token was shown to work. */
export function proofFor(world: KitWorld, command: string, gpu: CallGpu): (newToken: string) => Promise<void> {
  if (command === '') return (newToken) => proveBySignIn(gpu, newToken);
  const [file, ...args] = splitWords(command) ?? [];
  if (file === undefined)
    throw new UserError('--prove has an open quote.', "For example --prove 'gpu run -y -- nvidia-smi'");
  return async (newToken) => {
    const env = childEnv(world.env, newToken);
    const run = await capture(file, args, { cwd: world.cwd, env, timeoutMs: PROOF_MS });
    if (run.code !== 0) throw new UserError(`The proof failed with the new token: ${saidBy(run)}.`);
  };
}

async function proveBySignIn(gpu: CallGpu, newToken: string): Promise<void> {
  const status = await gpu(['auth', 'status'], newToken);
  if (status.code === 0) return;
  // Versions without the verb call it a usage error; their doctor answers the same question.
  if (status.code === 2) {
    const doctor = await gpu(['doctor', '--json'], newToken);
    if (doctor.code === 0 && /"healthy"\s*:\s*true/.test(doctor.stdout)) return;
    throw new UserError(`GPU CLI does not accept the new token: ${saidBy(doctor)}.`);
  }
  throw new UserError(`GPU CLI does not accept the new token: ${saidBy(status)}.`);
}
