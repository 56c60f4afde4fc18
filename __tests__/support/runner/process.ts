/**
 * A step's process and its end.
 *
 * Source in actions/runner: `Runner.Sdk/ProcessInvoker.cs`: standard input is closed, signals go to the entry process alone
 * (never its group), SIGINT then 7.5 s, SIGTERM then 2.5 s, SIGKILL; output that others still hold is waited for 5 s.
 * `Runner.Worker/JobExtension.cs`: processes that carry the job's RUNNER_TRACKING_ID are killed at the end of the job.
 */
import { execFileSync, spawn } from 'node:child_process';
import { readdirSync, readFileSync } from 'node:fs';
import { constants } from 'node:os';
import type { Stream } from './commands.ts';
import { LineReader } from './lines.ts';

const AFTER_INTERRUPT_MS = 7_500;
const AFTER_TERMINATE_MS = 2_500;
const HELD_OUTPUT_MS = 5_000;

export interface Ending {
  /** 128 + n for a process that died by signal n, as the runner sees it. */
  readonly exitCode: number;
  readonly signal: NodeJS.Signals | null;
  readonly stdout: Buffer;
  readonly stderr: Buffer;
  readonly durationMs: number;
  /** The process could not be started at all. */
  readonly startError?: Error;
}
export interface Running {
  readonly pid: number;
  readonly done: Promise<Ending>;
  kill(signal: NodeJS.Signals): void;
  /** The ladder; a second call joins the first. */
  stop(): Promise<void>;
}
export interface Launch {
  readonly file: string;
  readonly args: readonly string[];
  readonly cwd: string;
  readonly env: Readonly<Record<string, string>>;
  readonly onLine: (line: string, stream: Stream) => void;
}

const within = async (promise: Promise<unknown>, ms: number): Promise<boolean> => {
  let timer: NodeJS.Timeout | undefined;
  const late = new Promise<boolean>((resolve) => (timer = setTimeout(() => resolve(false), ms)));
  try {
    return await Promise.race([promise.then(() => true), late]);
  } finally {
    clearTimeout(timer);
  }
};

export const launch = (options: Launch): Running => {
  const started = performance.now();
  const child = spawn(options.file, options.args, { cwd: options.cwd, env: options.env, stdio: 'pipe' });
  // The program may end before its input is closed.
  child.stdin.on('error', () => undefined);
  child.stdin.end();

  const kept: Record<Stream, Buffer[]> = { stdout: [], stderr: [] };
  const closed = (['stdout', 'stderr'] as const).map((stream) => {
    const reader = new LineReader((line) => options.onLine(line, stream));
    child[stream].on('data', (chunk: Buffer) => {
      kept[stream].push(chunk);
      reader.push(chunk);
    });
    return new Promise<void>((resolve) => {
      child[stream].on('error', () => resolve());
      child[stream].on('end', () => {
        reader.end();
        resolve();
      });
      child[stream].on('close', () => resolve());
    });
  });

  const done = new Promise<Ending>((resolve) => {
    const settle = (exitCode: number, signal: NodeJS.Signals | null, startError?: Error): void =>
      resolve({
        exitCode,
        signal,
        stdout: Buffer.concat(kept.stdout),
        stderr: Buffer.concat(kept.stderr),
        durationMs: performance.now() - started,
        ...(startError ? { startError } : {}),
      });
    child.once('error', (error) => {
      if (child.pid === undefined) settle(127, null, error);
    });
    child.once('exit', (code, signal) => {
      void within(Promise.all(closed), HELD_OUTPUT_MS).then((inTime) => {
        if (!inTime) for (const stream of [child.stdout, child.stderr]) stream.destroy();
        settle(code ?? (signal === null ? 1 : 128 + constants.signals[signal]), signal);
      });
    });
  });

  let stopping: Promise<void> | undefined;
  const descend = async (): Promise<void> => {
    child.kill('SIGINT');
    if (await within(done, AFTER_INTERRUPT_MS)) return;
    child.kill('SIGTERM');
    if (await within(done, AFTER_TERMINATE_MS)) return;
    child.kill('SIGKILL');
  };
  return {
    pid: child.pid ?? -1,
    done,
    kill: (signal) => void child.kill(signal),
    stop: () => (stopping ??= descend()),
  };
};

/** Processes whose environment has this variable, as `NAME=VALUE`. */
export const processesWith = (mark: string): readonly { pid: number; name: string }[] => {
  if (process.platform !== 'linux') {
    return execFileSync('ps', ['eww', '-A', '-o', 'pid=,command='], { encoding: 'utf8', maxBuffer: 1 << 28 })
      .split('\n')
      .filter((line) => line.includes(mark))
      .map((line) => /^\s*(\d+)\s+(\S+)/.exec(line))
      .map((match) => ({ pid: Number(match?.[1]), name: match?.[2] ?? '' }));
  }
  return readdirSync('/proc')
    .filter((entry) => /^\d+$/.test(entry) && Number(entry) !== process.pid)
    .flatMap((entry) => {
      try {
        if (!readFileSync(`/proc/${entry}/environ`, 'utf8').split('\0').includes(mark)) return [];
        return [{ pid: Number(entry), name: readFileSync(`/proc/${entry}/comm`, 'utf8').trim() }];
      } catch {
        return []; // It ended meanwhile, or belongs to someone else.
      }
    });
};

export const trackedProcesses = (trackingId: string) => processesWith(`RUNNER_TRACKING_ID=${trackingId}`);

export const killProcess = (pid: number): void => {
  try {
    process.kill(pid, 'SIGKILL');
  } catch {
    // Already gone.
  }
};
