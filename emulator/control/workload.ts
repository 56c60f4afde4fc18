// The workload's process: its own process group, a clean environment, its bytes captured as they are.
import { spawn } from 'node:child_process';
import { constants } from 'node:os';
import { mkdirSync } from 'node:fs';
import { join, resolve, sep } from 'node:path';
import { InfraFailure } from './failures.ts';
import { environmentOf, workspaceOf } from './podfiles.ts';
import type { Job, Pod, World } from './types.ts';

/** How long output may still come from a workload's leftovers after it ended. */
const DRAIN_MS = 250;

/** Runs the job's command to its end. Resolves with the code a shell would show: 128+n for a death by signal n. */
export function runWorkload(world: World, pod: Pod, job: Job): Promise<number> {
  const workspace = workspaceOf(pod);
  const cwd = resolve(workspace, job.request.workdir);
  if (cwd !== workspace && !cwd.startsWith(workspace + sep)) {
    throw new InfraFailure(`workdir '${job.request.workdir}' is outside the workspace`);
  }
  mkdirSync(cwd, { recursive: true });
  const [file, ...args] = job.request.shell ? ['/bin/sh', '-c', job.request.argv.join(' ')] : job.request.argv;
  if (file === undefined) throw new InfraFailure('the command is empty');
  job.starts += 1;
  return new Promise((settle) => {
    const child = spawn(file, args, {
      cwd,
      env: environmentOf(pod, job),
      detached: true,
      stdio: ['ignore', 'pipe', 'pipe'],
    });
    job.pid = child.pid ?? null;
    child.stdout.on('data', (bytes: Buffer) => job.log.append('o', bytes));
    child.stderr.on('data', (bytes: Buffer) => job.log.append('e', bytes));
    const kill = (): void => {
      const timer = setTimeout(() => signalGroup(job.pid, 'SIGKILL'), world.settings.graceMs);
      child.once('close', () => clearTimeout(timer));
      signalGroup(job.pid, 'SIGTERM');
    };
    if (job.abort.signal.aborted) kill();
    else job.abort.signal.addEventListener('abort', kill, { once: true });
    child.on('error', (error: NodeJS.ErrnoException) => {
      job.log.append('e', `${file}: ${error.code === 'ENOENT' ? 'command not found' : error.message}\n`);
      settle(error.code === 'ENOENT' ? 127 : 126);
    });
    child.on('exit', (code, signal) => {
      const ending = code ?? 128 + (signal === null ? 0 : constants.signals[signal]);
      const timer = setTimeout(() => {
        signalGroup(job.pid, 'SIGKILL');
        child.stdout.destroy();
        child.stderr.destroy();
      }, DRAIN_MS);
      child.once('close', () => {
        clearTimeout(timer);
        signalGroup(job.pid, 'SIGKILL');
        settle(ending);
      });
    });
  });
}

export function signalGroup(pid: number | null, signal: NodeJS.Signals): void {
  if (pid === null) return;
  try {
    process.kill(-pid, signal);
  } catch {
    // The group is gone already: what we wanted.
  }
}

export const logFile = (world: World, jobId: string): string => join(world.root, 'jobs', `${jobId}.log`);
