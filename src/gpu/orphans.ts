import { readdirSync, readFileSync } from 'node:fs';
import type { Clock } from '../model/clock.ts';
import { capture } from './spawn.ts';

/** A client has this long to end by itself, and to cancel its job (ms). */
const GRACE_MS = 1_500;
const LOOK_MS = 50;

/**
 * Ends clients that outlived the process that started them. A `gpu run` that is still sending its workspace has no job yet
 * that anybody could cancel, and would start one after all clean-up. It is known by its attempt's nonce in its arguments.
 * Not on Windows, where no argument list can be read without a program that may not be there.
 * @returns how many there were.
 */
export async function endOrphans(
  nonces: readonly string[],
  clock: Clock,
  platform: NodeJS.Platform = process.platform,
): Promise<number> {
  const found = await clientsOf(nonces, platform);
  for (const pid of found) send(pid, 'SIGINT');
  const until = clock.elapsed() + GRACE_MS;
  const lives = (pid: number): boolean => isAlive(pid, platform);
  while (found.some(lives) && clock.elapsed() < until) await clock.sleep(LOOK_MS);
  for (const pid of found.filter(lives)) send(pid, 'SIGKILL');
  return found.length;
}

async function clientsOf(nonces: readonly string[], platform: NodeJS.Platform): Promise<readonly number[]> {
  if (nonces.length === 0 || platform === 'win32') return [];
  const all = platform === 'linux' ? fromProc() : await fromPs();
  return all.filter(({ line }) => isClientOf(line, nonces)).map(({ pid }) => pid);
}

/** `… run … -- sh -c … NONCE …`. What runs on a pod has the nonce too, but not behind a `run` and a `--`. */
export function isClientOf(line: string, nonces: readonly string[]): boolean {
  const end = line.indexOf(' -- ');
  if (end === -1 || !/ run( |$)/.test(line.slice(0, end))) return false;
  const given = line.slice(end);
  return nonces.some((nonce) => nonce !== '' && given.includes(nonce));
}

interface Process {
  readonly pid: number;
  readonly line: string;
}

function fromProc(): readonly Process[] {
  return readdirSync('/proc').flatMap((name): Process[] => {
    const pid = Number(name);
    if (!Number.isInteger(pid) || pid === process.pid) return [];
    try {
      return [{ pid, line: readFileSync(`/proc/${pid}/cmdline`, 'utf8').replaceAll('\0', ' ') }];
    } catch {
      // It is over, or another user's.
      return [];
    }
  });
}

async function fromPs(): Promise<readonly Process[]> {
  const listed = await capture('ps', ['-A', '-ww', '-o', 'pid=,args='], {
    env: { PATH: process.env['PATH'] },
    timeoutMs: 5_000,
  });
  return listed.stdout.split('\n').map((row) => ({ pid: parseInt(row, 10), line: row }));
}

/** To its group, since a launcher may stand before the program; to it alone where it leads none. */
function send(pid: number, signal: NodeJS.Signals): void {
  for (const target of [-pid, pid]) {
    try {
      process.kill(target, signal);
      return;
    } catch {
      // ESRCH: no such group, or it is over; EPERM: another user's.
    }
  }
}

function isAlive(pid: number, platform: NodeJS.Platform): boolean {
  try {
    process.kill(pid, 0);
    // Nobody may be left to reap it: a zombie answers, but does nothing more.
    return platform !== 'linux' || !/^\d+ \(.*\) Z/s.test(readFileSync(`/proc/${pid}/stat`, 'utf8'));
  } catch {
    return false;
  }
}
