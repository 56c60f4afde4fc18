import { execFile, spawn, type ChildProcess } from 'node:child_process';
import { mkdirSync, readFileSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { promisify } from 'node:util';
import type { Cloud } from '../../emulator/cloud.ts';

/** One step of the bundle as the runner starts it, without the rest of a runner: light enough for a thousand of them. */
export interface StepWorld {
  readonly root: string;
  readonly workspace: string;
  readonly path: string;
  readonly token: string;
  readonly runId: string;
  readonly inputs: Readonly<Record<string, string>>;
}

export interface Phase {
  readonly child: ChildProcess;
  /** Resolves with the exit code, null when a signal ended it. */
  readonly ended: Promise<number | null>;
  readonly log: () => string;
}

const ROOT = join(import.meta.dirname, '..', '..');
const ENTRY = { main: join(ROOT, 'dist', 'index.js'), post: join(ROOT, 'bin', 'post.js') };

/** Installs the cloud's CLI under a home of its own. @returns a PATH that has it. */
export async function installCli(cloud: Cloud, home: string): Promise<string> {
  mkdirSync(home, { recursive: true });
  const script = await (await fetch(cloud.installUrl)).text();
  await promisify(execFile)('sh', ['-c', script], { env: { ...process.env, HOME: home } });
  return `${join(home, '.gpu-cli', 'bin')}:${process.env['PATH'] ?? ''}`;
}

/** Starts main, or post when `state` is given. */
export function startPhase(world: StepWorld, name: string, state?: ReadonlyMap<string, string>): Phase {
  const dir = join(world.root, world.runId, name);
  mkdirSync(dir, { recursive: true });
  const file = (kind: string): string => {
    const path = join(dir, kind);
    writeFileSync(path, '');
    return path;
  };
  const inputs = {
    token: world.token,
    'retry-delay': '300ms',
    'retry-max-delay': '1s',
    'max-wait': '8s',
    ...world.inputs,
  };
  const child = spawn(process.execPath, [state === undefined ? ENTRY.main : ENTRY.post], {
    cwd: world.workspace,
    stdio: ['ignore', 'pipe', 'pipe'],
    env: {
      PATH: world.path,
      HOME: world.root,
      USER: 'runner',
      GITHUB_ACTIONS: 'true',
      GITHUB_WORKSPACE: world.workspace,
      GITHUB_REPOSITORY: 'acme/models',
      GITHUB_RUN_ID: world.runId,
      GITHUB_JOB: 'storm',
      GITHUB_ACTION: '__run',
      RUNNER_TEMP: dir,
      RUNNER_TOOL_CACHE: join(world.root, 'tools'),
      GITHUB_STATE: file('state'),
      GITHUB_OUTPUT: file('output'),
      GITHUB_ENV: file('env'),
      GITHUB_PATH: file('path'),
      GITHUB_STEP_SUMMARY: file('summary'),
      ...Object.fromEntries(Object.entries(inputs).map(([key, value]) => [`INPUT_${key.toUpperCase()}`, value])),
      ...Object.fromEntries([...(state ?? [])].map(([key, value]) => [`STATE_${key}`, value])),
    },
  });
  const chunks: Buffer[] = [];
  for (const stream of [child.stdout, child.stderr]) stream.on('data', (chunk: Buffer) => chunks.push(chunk));
  // Not at its exit: what it wrote last may not be read by then.
  const ended = new Promise<number | null>((resolve) => child.on('close', (code) => resolve(code)));
  return { child, ended, log: () => Buffer.concat(chunks).toString('utf8') };
}

/** What the runner would hand to post: the last value of each name in the state file. */
export const stateOf = (world: StepWorld, name: string): ReadonlyMap<string, string> => valuesOf(world, name, 'state');

/** As the runner reads the file of a phase: `name=value`, or `name<<MARK` and lines up to the mark. */
export function valuesOf(world: StepWorld, name: string, kind: 'state' | 'output'): ReadonlyMap<string, string> {
  const text = readFileSync(join(world.root, world.runId, name, kind), 'utf8');
  const found = text.matchAll(/^([\w-]+)(?:<<(\S+)\n([\s\S]*?)\n?^\2$|=(.*)$)/gm);
  return new Map([...found].map(([, key = '', , block, line]) => [key, block ?? line ?? '']));
}

/** The runner's cancel: SIGINT, 7.5 s, SIGTERM, 2.5 s, SIGKILL, to this one process only. */
export async function cancel(phase: Phase): Promise<void> {
  const { child, ended } = phase;
  const timers = [setTimeout(() => child.kill('SIGTERM'), 7_500), setTimeout(() => child.kill('SIGKILL'), 10_000)];
  child.kill('SIGINT');
  await ended;
  timers.forEach(clearTimeout);
}
