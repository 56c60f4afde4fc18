import { spawn } from 'node:child_process';
import { existsSync } from 'node:fs';
import { join } from 'node:path';
import { UserError } from '../model/errors.ts';
import { packageRoot, type KitWorld } from './world.ts';

/** The local GPU cloud is a program of its own: built in a package, source in a checkout. This code never loads it. */
export async function emulate(argv: readonly string[], world: KitWorld): Promise<number> {
  const root = packageRoot(world);
  const program = [join(root, 'dist', 'emulator', 'serve.js'), join(root, 'emulator', 'serve.ts')].find(existsSync);
  if (program === undefined)
    throw new UserError('The local GPU cloud is missing.', 'Install @gpu-cli/run-action anew.');
  return new Promise((resolve, reject) => {
    const child = spawn(process.execPath, [program, ...argv], {
      cwd: world.cwd,
      env: world.env,
      stdio: ['ignore', 'pipe', 'pipe'],
    });
    child.stdout.pipe(world.stdout, { end: false });
    child.stderr.pipe(world.stderr, { end: false });
    const signals = ['SIGINT', 'SIGTERM', 'SIGHUP'] as const;
    const pass = (signal: NodeJS.Signals): void => void child.kill(signal);
    for (const signal of signals) process.on(signal, pass);
    const over = (): void => {
      for (const signal of signals) process.off(signal, pass);
    };
    child.on('error', (error) => {
      over();
      reject(error);
    });
    child.on('close', (code) => {
      over();
      resolve(code ?? 1);
    });
  });
}
