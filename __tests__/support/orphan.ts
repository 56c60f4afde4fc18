import { spawn, type ChildProcess } from 'node:child_process';
import { once } from 'node:events';

const started: ChildProcess[] = [];
let count = 0;

export const newNonce = (): string => `${process.pid}`.padStart(12, '0') + `${++count}`.padStart(4, '0');

/** A program with the arguments of a client, which does this and then nothing more. */
export async function orphan(nonce: string, first = '', detached = true): Promise<ChildProcess> {
  const script = `${first}; setInterval(() => {}, 60_000); console.log('there')`;
  const args = ['-e', script, '/opt/gpu', 'run', '-y', '--', 'sh', '-c', 'gpu-ci', nonce];
  const child = spawn(process.execPath, args, { detached, stdio: ['ignore', 'pipe', 'ignore'] });
  started.push(child);
  await once(child.stdout, 'data');
  return child;
}

export async function signalOf(child: ChildProcess): Promise<NodeJS.Signals | null> {
  if (child.signalCode === null) await once(child, 'exit');
  return child.signalCode;
}

/** Ends what a test left. */
export function endOrphansOfTests(): void {
  for (const child of started.splice(0)) child.kill('SIGKILL');
}
