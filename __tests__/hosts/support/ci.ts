import { execFileSync, spawn } from 'node:child_process';
import { mkdirSync, readdirSync, readFileSync, rmSync, writeFileSync, mkdtempSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { entryArgs, entryEnv } from '../../support/entry.ts';
import { leaksOf } from '../../support/leaks.ts';
import { filesOf } from '../../support/runner/index.ts';
import { startCloud, type Cloud, type CloudOptions } from '../../../emulator/cloud.ts';

export interface Ended {
  readonly code: number | null;
  readonly signal: NodeJS.Signals | null;
  readonly stdout: string;
  readonly stderr: string;
  /** Both streams, as a CI host shows them. */
  readonly log: string;
}

export interface Started {
  readonly pid: number;
  /** The process itself is over; what it left behind may still hold its log open. */
  readonly left: Promise<void>;
  readonly ended: Promise<Ended>;
}

/** A job of a CI host: its workspace, home and temp dir on real disk, and `gpu-ci` run in it as the host runs a script. */
export interface CiJob {
  readonly cloud: Cloud;
  readonly root: string;
  readonly workspace: string;
  readonly temp: string;
  /** In a process group of its own, as a host's shell is. */
  start(...argv: string[]): Started;
  run(...argv: string[]): Promise<Ended>;
  /** Another program in its place, such as the shell of the host. */
  launch(file: string, ...args: string[]): Started;
  close(): Promise<void>;
  /** Closes it, and throws if a file below its folder or a call in the record of the cloud holds the token in any form. */
  [Symbol.asyncDispose](): Promise<void>;
}

export type EnvOf = (folders: { root: string; workspace: string; temp: string }) => NodeJS.ProcessEnv;

export async function openCiJob(envOf: EnvOf, options: CloudOptions = {}): Promise<CiJob> {
  const root = mkdtempSync(join(tmpdir(), 'gpu-ci-job-'));
  const [workspace, temp, home] = ['workspace', 'temp', 'home'].map((name) => join(root, name)) as [
    string,
    string,
    string,
  ];
  for (const folder of [workspace, temp, home]) mkdirSync(folder);
  writeFileSync(join(workspace, 'gpu.jsonc'), '{ "project_id": "vision" }\n');
  execFileSync('git', ['init', '-q'], { cwd: workspace });
  const cloud = await startCloud(options);
  const program = join(process.cwd(), 'bin', 'gpu-ci.js');
  const env: NodeJS.ProcessEnv = {
    PATH: process.env['PATH'],
    HOME: home,
    TMPDIR: temp,
    GPU_SERVICE_TOKEN: cloud.token,
    GPU_CI_INSTALL_URL: cloud.installUrl,
    GPU_CI_RETRY_DELAY: '200ms',
    ...envOf({ root, workspace, temp }),
  };
  const launch = (file: string, ...args: string[]): Started => {
    const child = spawn(file, args, {
      cwd: workspace,
      env: { ...env, ...entryEnv() },
      detached: true,
      stdio: ['ignore', 'pipe', 'pipe'],
    });
    const text = { stdout: '', stderr: '', log: '' };
    for (const name of ['stdout', 'stderr'] as const) {
      child[name].on('data', (chunk: Buffer) => {
        text[name] += chunk.toString();
        text.log += chunk.toString();
      });
    }
    const ended = new Promise<Ended>((resolve, reject) => {
      child.on('error', reject);
      child.on('close', (code, signal) => resolve({ code, signal, ...text }));
    });
    const left = new Promise<void>((resolve) => child.once('exit', () => resolve()));
    return { pid: child.pid ?? 0, left, ended };
  };
  const close = async () => {
    await cloud.close();
    rmSync(root, { recursive: true, force: true, maxRetries: 5 });
  };
  const start = (...argv: string[]): Started => launch(process.execPath, ...entryArgs(program), ...argv);
  return {
    cloud,
    root,
    workspace,
    temp,
    start,
    run: (...argv) => start(...argv).ended,
    launch,
    close,
    async [Symbol.asyncDispose]() {
      const leaks = leaksOf(cloud, filesOf(root)).map(({ where, form }) => `${where} (${form})`);
      await close();
      // The fake agent of Buildkite writes down what it was to redact.
      const others = leaks.filter((leak) => !leak.includes('buildkite-agent.calls'));
      if (others.length > 0) throw new Error(`The token is in ${others.join(', ')}`);
    },
  };
}

/** As Jenkins ends a step: SIGTERM to every process whose environment holds the step's cookie. Linux only. */
export function endByCookie(cookie: string): number {
  let count = 0;
  for (const pid of readdirSync('/proc').filter((name) => /^\d+$/.test(name))) {
    try {
      if (!readFileSync(`/proc/${pid}/environ`, 'utf8').split('\0').includes(cookie)) continue;
      process.kill(Number(pid), 'SIGTERM');
      count++;
    } catch {
      // It ended in the meantime, or belongs to somebody else.
    }
  }
  return count;
}
