import { spawn } from 'node:child_process';
import { existsSync } from 'node:fs';
import { join } from 'node:path';
import { UserError } from '../model/errors.ts';
import { packageRoot, type KitWorld } from './world.ts';

/** The emulator is a program of its own: built in the package, source in a checkout. */
export async function emulate(flags: readonly string[], world: KitWorld): Promise<number> {
  const root = packageRoot(world);
  const program = [join(root, 'dist', 'emulator', 'serve.js'), join(root, 'emulator', 'serve.ts')].find(existsSync);
  if (program === undefined) throw new UserError('The emulator is missing.', 'Install @gpu-cli/run-action again.');
  const child = spawn(process.execPath, [program, ...flags], {
    cwd: world.cwd,
    env: world.env,
    stdio: ['ignore', 'pipe', 'pipe'],
  });
  child.stdout.pipe(world.stdout, { end: false });
  child.stderr.pipe(world.stderr, { end: false });
  const signals = ['SIGINT', 'SIGTERM', 'SIGHUP'] as const;
  const pass = (signal: NodeJS.Signals): void => void child.kill(signal);
  for (const signal of signals) process.on(signal, pass);
  try {
    return await new Promise<number>((resolve, reject) => {
      child.once('error', reject).once('close', (code) => resolve(code ?? 1));
    });
  } finally {
    for (const signal of signals) process.off(signal, pass);
  }
}
