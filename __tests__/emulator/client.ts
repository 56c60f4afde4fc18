// Starts a cloud, installs its `gpu` as a user does, and calls it as another process.
import { spawn, type ChildProcess } from 'node:child_process';
import { mkdirSync, mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { dirname, join } from 'node:path';
import { startCloud, type Cloud, type CloudOptions } from '../../emulator/cloud.ts';

export interface Result {
  code: number | null;
  signal: NodeJS.Signals | null;
  stdout: Buffer;
  out: string;
  err: string;
}

export interface Running extends Promise<Result> {
  child: ChildProcess;
  /** Resolves once the text was seen on stdout; on stderr the command itself is told. */
  saw(text: string): Promise<void>;
  /** What came on stdout so far. */
  text(): string;
}

export interface Lab {
  cloud: Cloud;
  home: string;
  /** A project folder with these files. */
  project(files?: Record<string, string>): string;
  gpu(args: string[], options?: { cwd?: string; env?: Record<string, string> }): Running;
  close(): Promise<void>;
}

export async function makeLab(options: CloudOptions = {}): Promise<Lab> {
  const root = mkdtempSync(join(tmpdir(), 'gpu-lab-'));
  const home = join(root, 'home');
  mkdirSync(home);
  const cloud = await startCloud(options);
  const env = { PATH: `${join(home, '.gpu-cli/bin')}:${process.env['PATH'] ?? ''}`, HOME: home };
  const installed = await run('sh', ['-c', `curl -fsSL ${cloud.installUrl} | sh`], { cwd: root, env });
  if (installed.code !== 0) throw new Error(`install failed: ${installed.err}`);
  let projects = 0;
  const project = (files: Record<string, string> = {}): string => {
    const folder = join(root, `project-${(projects += 1)}`);
    mkdirSync(folder);
    for (const [path, text] of Object.entries(files)) {
      mkdirSync(dirname(join(folder, path)), { recursive: true });
      writeFileSync(join(folder, path), text);
    }
    return folder;
  };
  const usual = project();
  return {
    cloud,
    home,
    project,
    gpu: (args, { cwd = usual, env: more = {} } = {}) =>
      run(join(home, '.gpu-cli/bin/gpu'), args, { cwd, env: { ...env, GPU_SERVICE_TOKEN: cloud.token, ...more } }),
    async close() {
      await cloud.close();
      rmSync(root, { recursive: true, force: true, maxRetries: 5 });
    },
  };
}

export function run(file: string, args: string[], where: { cwd: string; env: Record<string, string> }): Running {
  const child = spawn(file, args, { ...where, stdio: ['ignore', 'pipe', 'pipe'] });
  const out: Buffer[] = [];
  const err: Buffer[] = [];
  const watchers: (() => void)[] = [];
  const collect = (parts: Buffer[]) => (bytes: Buffer) => {
    parts.push(bytes);
    for (const watch of watchers) watch();
  };
  child.stdout.on('data', collect(out));
  child.stderr.on('data', collect(err));
  const text = (): string => Buffer.concat(out).toString('utf8');
  const ended = new Promise<Result>((resolve, reject) => {
    child.on('error', reject);
    child.on('close', (code, signal) => {
      const stdout = Buffer.concat(out);
      resolve({ code, signal, stdout, out: stdout.toString('utf8'), err: Buffer.concat(err).toString('utf8') });
    });
  });
  const saw = (wanted: string): Promise<void> =>
    new Promise((resolve, reject) => {
      const watch = (): void => {
        if (text().includes(wanted)) resolve();
      };
      watchers.push(watch);
      child.once('close', () => reject(new Error(`'${wanted}' was never seen in: ${text()}`)));
      watch();
    });
  return Object.assign(ended, { child, saw, text });
}

/** Whether a process still runs; one that is dead and not yet reaped by its parent does not. */
export const alive = (pid: number | null | undefined): boolean => {
  try {
    const status = readFileSync(`/proc/${pid ?? ''}/stat`, 'utf8');
    return !/^\d+ \(.*\) [ZX]/s.test(status);
  } catch {
    return false;
  }
};

export const parse = (text: string): Record<string, unknown> => JSON.parse(text) as Record<string, unknown>;
