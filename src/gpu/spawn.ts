import { spawn, type ChildProcess } from 'node:child_process';
import { Socket } from 'node:net';
import type { Readable } from 'node:stream';
import { hider } from '../model/secrets.ts';

/** A daemon that the command started may keep its pipes open, silent or not: so long we read on after the exit (ms). */
const SILENCE_AFTER_EXIT_MS = 150;
const MOST_AFTER_EXIT_MS = 1_000;
const LOOK_MS = 50;

/** How a short command ended. Output is cut at `maxBytes` a stream; `cut` shows it. */
export interface Captured {
  readonly code: number | null;
  readonly signal: NodeJS.Signals | null;
  readonly stdout: string;
  readonly stderr: string;
  readonly cut: boolean;
  /** The command did not end in time and was killed. */
  readonly hung: boolean;
  /** A process that it started kept its pipes open. */
  readonly held?: boolean;
  /** It could not be started at all: the system's error code, such as ENOENT. */
  readonly spawnError: string;
}

export interface CaptureOptions {
  readonly cwd?: string;
  readonly env: NodeJS.ProcessEnv;
  readonly timeoutMs: number;
  readonly signal?: AbortSignal | undefined;
  readonly maxBytes?: number;
  /** Receives the process id, which is also that of its group. */
  readonly onPid?: ((pid: number) => void) | undefined;
}

/** How it ended, for people: its code, else the signal, else why it could not be started. */
export const endOf = ({ code, signal, spawnError }: Captured): string => String(code ?? signal ?? spawnError);

/** The last line of a failed command is mostly the cause. */
export const lastLine = (text: string): string =>
  text
    .trim()
    .replace(/^.*[\r\n]/s, '')
    .slice(0, 300);

/**
 * Runs a short command in its own process group and returns what it printed, without the token that it was given. It is over
 * when the command itself has exited: a daemon that it started keeps running. Never throws: a command that cannot be started,
 * hangs or is aborted is a result like any other.
 */
export async function capture(file: string, args: readonly string[], options: CaptureOptions): Promise<Captured> {
  const { maxBytes: max = 4 * 1024 * 1024, signal: abort } = options;
  return new Promise((resolve) => {
    let hung = false;
    const bytes = { stdout: [] as Buffer[], stderr: [] as Buffer[] };
    const size = { stdout: 0, stderr: 0 };
    const hide = hider([options.env['GPU_SERVICE_TOKEN'] ?? '']);
    const text = (name: 'stdout' | 'stderr') => hide(Buffer.concat(bytes[name]).toString('utf8'));
    const end: Over = (code, signal, spawnError = '') => {
      const cut = Math.max(size.stdout, size.stderr) > max;
      const held =
        code !== null && typeof child !== 'string' && !(child.stdout.readableEnded && child.stderr.readableEnded);
      resolve({ code, signal, stdout: text('stdout'), stderr: text('stderr'), cut, hung, held, spawnError });
    };
    const child = startChild(file, args, { cwd: options.cwd, env: options.env });
    if (typeof child === 'string') {
      end(null, null, child);
      return;
    }
    if (child.pid !== undefined) options.onPid?.(child.pid);
    for (const name of ['stdout', 'stderr'] as const) {
      child[name].on('data', (chunk: Buffer) => {
        const room = max - size[name];
        if (room > 0) bytes[name].push(chunk.subarray(0, room));
        size[name] += chunk.length;
      });
    }
    const isReading = (silentMs: number, exitedMs: number) =>
      silentMs < SILENCE_AFTER_EXIT_MS && exitedMs < MOST_AFTER_EXIT_MS;
    const finish = whenOver(child, isReading, end);
    const kill = () => killGroup(child, 'SIGKILL');
    const timer = setTimeout(() => {
      hung = true;
      kill();
      // A process that left the group may still hold the pipes.
      setImmediate(() => finish(null, 'SIGKILL'));
    }, options.timeoutMs);
    if (abort?.aborted === true) kill();
    abort?.addEventListener('abort', kill, { once: true });
    // After the exit its group holds at most a daemon, which is not ours to end.
    const unwatch = () => {
      clearTimeout(timer);
      abort?.removeEventListener('abort', kill);
    };
    child.on('exit', unwatch).on('error', unwatch);
  });
}

type Over = (code: number | null, signal: NodeJS.Signals | null, spawnError?: string) => void;

/**
 * Waits for the end of a child. Its pipes may be open for longer, because a daemon that it started holds them: then they are read
 * as long as `isReading` says so, given the time since the last byte and since the exit.
 * @returns what ends the waiting at once.
 */
export function whenOver(child: Child, isReading: (silentMs: number, exitedMs: number) => boolean, over: Over): Over {
  const pipes = [child.stdout, child.stderr];
  let watch: NodeJS.Timeout | undefined;
  let lastByte = 0;
  let isOver = false;
  const finish: Over = (code, signal, spawnError = '') => {
    if (isOver) return;
    isOver = true;
    clearInterval(watch);
    for (const pipe of pipes) letGo(pipe);
    over(code, signal, spawnError);
  };
  for (const pipe of pipes) pipe.on('data', () => (lastByte = performance.now()));
  child.on('error', (error: NodeJS.ErrnoException) => {
    if (child.pid === undefined) finish(null, null, String(error.code));
  });
  child.on('exit', (code, signal) => {
    if (isOver) return;
    const exitedAt = (lastByte = performance.now());
    const mayCome = () => isReading(performance.now() - lastByte, performance.now() - exitedAt);
    watch = setInterval(() => {
      if (mayCome()) return;
      // What the pipes hold by now is read first.
      setImmediate(() => {
        if (!mayCome()) finish(code, signal);
      });
    }, LOOK_MS);
  });
  child.on('close', (code, signal) => finish(code, signal));
  return finish;
}

/** A closed pipe would end a daemon that writes to it, so it is read on, but does not keep this process alive. */
function letGo(pipe: Readable): void {
  pipe.removeAllListeners('data').resume();
  if (pipe instanceof Socket) pipe.unref();
}

export interface Place {
  readonly cwd: string | undefined;
  readonly env: NodeJS.ProcessEnv;
}

export type Child = Exclude<ReturnType<typeof startChild>, string>;

/** A child in its own process group; the system's error code if it cannot be started, as for too long a command line. */
export function startChild(file: string, args: readonly string[], { cwd, env }: Place) {
  try {
    const child = spawn(file, args, { cwd, env, stdio: ['ignore', 'pipe', 'pipe'], detached: true });
    // Without a listener Node would print the whole command line, with the values of `env`, and end this process.
    child.on('error', () => undefined);
    // Without free file descriptors there are no pipes, whatever the types promise.
    const pipe = child.stdout as Readable | undefined;
    return pipe === undefined ? 'EMFILE' : child;
  } catch (error) {
    return String((error as NodeJS.ErrnoException).code);
  }
}

/**
 * Signals the child's whole process group, since the runner signals only us and a shell or launcher may be between.
 * ESRCH (it is over) and EPERM (it became another user's) are survived.
 * @returns whether the signal could be sent.
 */
export function killGroup(child: Pick<ChildProcess, 'pid'>, signal: NodeJS.Signals): boolean {
  if (child.pid === undefined) return false;
  try {
    process.kill(-child.pid, signal);
    return true;
  } catch {
    return false;
  }
}
