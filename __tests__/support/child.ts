import { spawn, type ChildProcess } from 'node:child_process';
import { once } from 'node:events';

const started: ChildProcess[] = [];

/** A process that leads its group, does this, and then waits for a signal. */
export async function child(first = ''): Promise<ChildProcess> {
  const script = `${first}; setInterval(() => {}, 60_000); console.log('there')`;
  const one = spawn(process.execPath, ['-e', script], { detached: true, stdio: ['ignore', 'pipe', 'ignore'] });
  started.push(one);
  await once(one.stdout, 'data');
  return one;
}

export async function signalOf(one: ChildProcess): Promise<NodeJS.Signals | null> {
  if (one.signalCode === null) await once(one, 'exit');
  return one.signalCode;
}

export function endChildrenOfTests(): void {
  for (const one of started.splice(0)) one.kill('SIGKILL');
}
