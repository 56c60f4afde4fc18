import { execFileSync } from 'node:child_process';
import { readFileSync } from 'node:fs';
import type { Clock } from '../model/clock.ts';

const LOOK_MS = 50;

/**
 * When a running process started; '' if it has ended. The system gives a process id to another process later, so the id and the
 * start together identify one.
 */
export function startOf(pid: number, platform: NodeJS.Platform = process.platform): string {
  if (!Number.isInteger(pid) || pid <= 0) return '';
  try {
    return platform === 'linux' ? fromProc(pid) : fromPs(pid);
  } catch {
    return '';
  }
}

function fromProc(pid: number): string {
  const stat = readFileSync(`/proc/${pid}/stat`, 'utf8');
  // The name in parentheses can contain anything. After it come the state (field 3) and, as field 22, the start.
  const fields = stat.slice(stat.lastIndexOf(')') + 2).split(' ');
  return fields[0] === 'Z' ? '' : (fields[19] ?? '');
}

function fromPs(pid: number): string {
  const row = execFileSync('ps', ['-o', 'stat=,lstart=', '-p', String(pid)], {
    encoding: 'utf8',
    timeout: 5_000,
    stdio: ['ignore', 'pipe', 'ignore'],
    env: { PATH: process.env['PATH'], LC_ALL: 'C' },
  });
  const [state = 'Z', ...start] = row.trim().split(/\s+/);
  return state.startsWith('Z') ? '' : start.join(' ');
}

/** A process as it is saved: `PID START`; '' if it has ended. */
export function identify(pid: number): string {
  const start = startOf(pid);
  return start === '' ? '' : `${pid} ${start}`;
}

export const pidOf = (saved: string): number => Number(saved.split(' ')[0]);

/** Whether the saved process, which is not this one, still runs. */
export const isRunning = (saved: string): boolean =>
  saved !== '' && pidOf(saved) !== process.pid && identify(pidOf(saved)) === saved;

/**
 * Ends a saved process that still runs: with a signal first, and with SIGKILL after `graceMs`. A `group` leader is ended with
 * its process group.
 * @returns whether it was running.
 */
export async function endProcess(
  saved: string,
  signal: NodeJS.Signals,
  { clock, graceMs, group }: { readonly clock: Clock; readonly graceMs: number; readonly group: boolean },
): Promise<boolean> {
  if (!isRunning(saved)) return false;
  const target = group ? -pidOf(saved) : pidOf(saved);
  send(target, signal);
  const until = clock.elapsed() + graceMs;
  while (isRunning(saved) && clock.elapsed() < until) await clock.sleep(LOOK_MS);
  if (isRunning(saved)) send(target, 'SIGKILL');
  return true;
}

function send(target: number, signal: NodeJS.Signals): void {
  try {
    process.kill(target, signal);
  } catch {
    // ESRCH: it has just ended. EPERM: it belongs to another user.
  }
}
