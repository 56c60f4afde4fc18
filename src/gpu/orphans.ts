import { readdirSync, readFileSync } from 'node:fs';
import type { Clock } from '../model/clock.ts';
import { capture } from './spawn.ts';

/** A client has this long to end by itself, and to cancel its job (ms). */
const GRACE_MS = 1_500;
const LOOK_MS = 50;

/** Holds the attempt's nonce in the environment of its client. */
export const ATTEMPT_VARIABLE = 'GPU_CI_ATTEMPT';

/**
 * Ends clients that outlived the process that started them. A `gpu run` that is still sending its workspace has no job yet
 * that anybody could cancel, and would start one after all clean-up. It is known by its attempt's nonce in its arguments, or,
 * where no wrapper stands in them, in its environment, which Linux tells.
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
  return all.filter(({ line, attempt }) => isClientOf(line, nonces, attempt)).map(({ pid }) => pid);
}

/** `… run … -- sh -c … NONCE …`. What runs on a pod has the nonce too, but not behind a `run` and a `--`. */
export function isClientOf(line: string, nonces: readonly string[], attempt = ''): boolean {
  const end = line.indexOf(' -- ');
  if (end === -1 || !/ run( |$)/.test(line.slice(0, end))) return false;
  const given = line.slice(end);
  return nonces.some((nonce) => nonce !== '' && (given.includes(nonce) || attempt === nonce));
}

interface Process {
  readonly pid: number;
  readonly line: string;
  /** The nonce in its environment, where that can be read. */
  readonly attempt?: string;
}

function fromProc(): readonly Process[] {
  return readdirSync('/proc').flatMap((name): Process[] => {
    const pid = Number(name);
    if (!Number.isInteger(pid) || pid === process.pid) return [];
    try {
      const read = (name: string): string[] => readFileSync(`/proc/${pid}/${name}`, 'utf8').split('\0');
      const line = read('cmdline').join(' ');
      const given = read('environ').find((variable) => variable.startsWith(`${ATTEMPT_VARIABLE}=`)) ?? '';
      return [{ pid, line, attempt: given.slice(ATTEMPT_VARIABLE.length + 1) }];
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
