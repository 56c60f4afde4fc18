import { readFileSync } from 'node:fs';
import type { Clock } from '../model/clock.ts';

/** Ending well takes main 5.2 s after a signal (ms). */
const GRACE_MS = 7_000;
const LOOK_MS = 50;

/**
 * Which process has this number, told by it and the time of its start, since a number is given away again. '' where it is over or
 * that cannot be told: anywhere but on Linux, where alone jobs run in containers.
 */
export function processAt(pid: number): string {
  try {
    const stat = readFileSync(`/proc/${pid}/stat`, 'utf8');
    // Behind the name, which may hold anything: the state first, the start as the twentieth.
    const fields = stat.slice(stat.lastIndexOf(')') + 2).split(' ');
    return fields[0] === 'Z' ? '' : `${pid} ${fields[19] ?? ''}`;
  } catch {
    return '';
  }
}

/** Whether the process that saved this as its own still works. */
export function isAlive(main: string): boolean {
  const pid = Number(main.split(' ')[0]);
  return main !== '' && pid !== process.pid && processAt(pid) === main;
}

/**
 * Ends a main that outlived its step. In a job with `container:` the runner signals and kills docker's client only: main goes on
 * beside post, and one that waits for a session would start its workload after all clean-up.
 * @returns whether there was one.
 */
export async function endSurvivor(main: string, clock: Clock): Promise<boolean> {
  const pid = Number(main.split(' ')[0]);
  const lives = (): boolean => processAt(pid) === main;
  if (main === '' || pid === process.pid || !lives()) return false;
  send(pid, 'SIGTERM');
  const until = clock.elapsed() + GRACE_MS;
  while (lives() && clock.elapsed() < until) await clock.sleep(LOOK_MS);
  if (lives()) send(pid, 'SIGKILL');
  return true;
}

function send(pid: number, signal: NodeJS.Signals): void {
  try {
    process.kill(pid, signal);
  } catch {
    // ESRCH: it has just ended; EPERM: another user's.
  }
}
