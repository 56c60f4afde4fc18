import { spawn, type ChildProcess } from 'node:child_process';
import { join } from 'node:path';
import { hider } from '../core/secrets.ts';

/** How a short command ended. Output is cut at `maxBytes` a stream; `cut` tells. */
export interface Captured {
  readonly code: number | null;
  readonly signal: NodeJS.Signals | null;
  readonly stdout: string;
  readonly stderr: string;
  readonly cut: boolean;
  /** The command did not end in time and was killed. */
  readonly hung: boolean;
  /** It could not be started at all: the system's error code, such as ENOENT. */
  readonly spawnError: string;
}

export interface CaptureOptions {
  readonly cwd?: string;
  readonly env: NodeJS.ProcessEnv;
  readonly timeoutMs: number;
  readonly signal?: AbortSignal | undefined;
  readonly maxBytes?: number;
  readonly platform?: NodeJS.Platform;
}

/** How it ended, for people: its code, else the signal, else why it could not be started. */
export const endOf = ({ code, signal, spawnError }: Captured): string => String(code ?? signal ?? spawnError);

/** What a failed command said last is mostly what went wrong. */
export const lastLine = (text: string): string =>
  text
    .trim()
    .replace(/^.*[\r\n]/s, '')
    .slice(0, 300);

/**
 * Runs a short command in its own process group and keeps what it prints, without the token that it was given: nothing that
 * is read from it can carry that any further. Never throws: a command that cannot be started, hangs or is aborted is a
 * result like any other.
 */
export async function capture(file: string, args: readonly string[], options: CaptureOptions): Promise<Captured> {
  const { maxBytes: max = 4 * 1024 * 1024, platform = process.platform } = options;
  return new Promise((resolve) => {
    let hung = false;
    let cut = false;
    let settled = false;
    const bytes = { stdout: [] as Buffer[], stderr: [] as Buffer[] };
    const size = { stdout: 0, stderr: 0 };
    const child = startChild(file, args, { cwd: options.cwd, env: options.env, platform });
    if (typeof child === 'string') {
      resolve({ code: null, signal: null, stdout: '', stderr: '', cut, hung, spawnError: child });
      return;
    }
    const kill = () => killGroup(child, 'SIGKILL', platform);
    const timer = setTimeout(() => {
      hung = true;
      kill();
      // A grandchild that left the group may still hold the pipes: what is known now is the answer.
      setImmediate(() => finish(null, 'SIGKILL', ''));
    }, options.timeoutMs);
    const finish = (code: number | null, signal: NodeJS.Signals | null, spawnError: string) => {
      if (settled) return;
      settled = true;
      clearTimeout(timer);
      options.signal?.removeEventListener('abort', kill);
      child.stdout.destroy();
      child.stderr.destroy();
      const hide = hider([options.env['GPU_SERVICE_TOKEN'] ?? '']);
      const text = (name: 'stdout' | 'stderr') => hide(Buffer.concat(bytes[name]).toString('utf8'));
      resolve({ code, signal, stdout: text('stdout'), stderr: text('stderr'), cut, hung, spawnError });
    };
    for (const name of ['stdout', 'stderr'] as const) {
      child[name].on('data', (chunk: Buffer) => {
        const room = max - size[name];
        if (chunk.length > room) cut = true;
        if (room > 0) bytes[name].push(chunk.subarray(0, room));
        size[name] += chunk.length;
      });
    }
    if (options.signal?.aborted === true) kill();
    options.signal?.addEventListener('abort', kill, { once: true });
    child.on('error', (error: NodeJS.ErrnoException) => finish(null, null, String(error.code)));
    child.on('close', (code, signal) => finish(code, signal, ''));
  });
}

export interface Place {
  readonly cwd: string | undefined;
  readonly env: NodeJS.ProcessEnv;
  readonly platform: NodeJS.Platform;
}

/** A child in its own process group; the system's error code where it refuses at once, as for too long a command line. */
export function startChild(file: string, args: readonly string[], { cwd, env, platform }: Place) {
  try {
    const detached = platform !== 'win32';
    return spawn(file, args, { cwd, env, stdio: ['ignore', 'pipe', 'pipe'], detached, windowsHide: true });
  } catch (error) {
    return String((error as NodeJS.ErrnoException).code);
  }
}

/**
 * Signals the child's whole process group, since the runner signals only us and a shell or launcher may stand between.
 * ESRCH (it is over) and EPERM (it became another user's) are survived.
 * @returns whether the signal could be sent.
 */
export function killGroup(child: ChildProcess, signal: NodeJS.Signals, platform = process.platform): boolean {
  if (child.pid === undefined) return false;
  if (platform === 'win32') {
    killTree(child, child.pid, signal === 'SIGKILL');
    return true;
  }
  try {
    process.kill(-child.pid, signal);
    return true;
  } catch {
    return false;
  }
}

/**
 * Windows has no groups to signal. A console's CTRL_C reaches our children without us, so the soft form only asks once more;
 * `/F` ends the tree. By its full path: a bare name is looked for in the current folder first, which is a checkout.
 */
function killTree(child: ChildProcess, pid: number, hard: boolean): void {
  const { SystemRoot: root, PATH } = process.env;
  const file = root === undefined ? 'taskkill' : join(root, 'System32', 'taskkill.exe');
  const last = (): void => {
    if (hard) child.kill('SIGKILL');
  };
  spawn(file, ['/pid', String(pid), '/T', ...(hard ? ['/F'] : [])], {
    env: { SystemRoot: root, PATH },
    stdio: 'ignore',
    windowsHide: true,
  })
    .on('error', last)
    .on('exit', (code) => {
      if (code !== 0) last();
    });
}
