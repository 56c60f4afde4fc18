// nektos/act in host mode: a workflow engine that is not ours, on this machine, without containers.
import { spawn, spawnSync } from 'node:child_process';
import { dirname, join } from 'node:path';

/** Path of act, built where it is not there yet; undefined where there is no Go to build it with. */
export function findAct(): string | undefined {
  const asked = spawnSync('bash', ['.ci/tool', 'act'], { encoding: 'utf8', stdio: ['ignore', 'pipe', 'inherit'] });
  if (asked.status === 3) return undefined;
  if (asked.status !== 0) throw new Error('act could not be built.');
  return asked.stdout.trim();
}

export interface ActRun {
  /** Name of the event, such as `push`. */
  readonly event: string;
  readonly payload: string;
  readonly workflow: string;
  /** Work tree that a checkout step copies. */
  readonly cwd: string;
  readonly home: string;
  readonly cache: string;
  /** `owner/name@ref` → folder, for what act would download. */
  readonly repositories: Readonly<Record<string, string>>;
  /** Files of `NAME=value` lines. */
  readonly secrets: string;
  readonly vars: string;
  readonly env?: Readonly<Record<string, string>>;
  /** Folders in front of PATH. */
  readonly path?: readonly string[];
  /** Labels of runners beside ubuntu-latest. */
  readonly labels?: readonly string[];
}

export interface ActEnded {
  readonly code: number | null;
  readonly log: string;
}

const LIMIT_MS = 120_000;

export function runAct(act: string, run: ActRun): Promise<ActEnded> {
  const args = [run.event, '-W', run.workflow, '-e', run.payload, '--secret-file', run.secrets, '--var-file', run.vars];
  for (const label of ['ubuntu-latest', ...(run.labels ?? [])]) args.push('-P', `${label}=-self-hosted`);
  for (const [name, folder] of Object.entries(run.repositories)) args.push('--local-repository', `${name}=${folder}`);
  args.push('--no-cache-server', '--action-offline-mode');
  // Host mode runs JavaScript actions with the node on PATH: this one, which is Node 24. Nothing else of our environment gets in.
  const folders = [...(run.path ?? []), dirname(process.execPath), '/usr/local/bin', '/usr/bin', '/bin'];
  const env = { HOME: run.home, XDG_CACHE_HOME: run.cache, PATH: folders.join(':'), LANG: 'C.UTF-8', ...run.env };
  const child = spawn(act, args, { cwd: run.cwd, env, stdio: ['ignore', 'pipe', 'pipe'], detached: true });
  let log = '';
  for (const stream of [child.stdout, child.stderr]) stream.on('data', (bytes: Buffer) => (log += bytes.toString()));
  const late = setTimeout(() => child.pid !== undefined && process.kill(-child.pid, 'SIGKILL'), LIMIT_MS);
  return new Promise((resolve, reject) => {
    child.once('error', reject);
    child.once('close', (code) => {
      clearTimeout(late);
      resolve({ code, log });
    });
  });
}

export const gpuCi = join(process.cwd(), 'bin', 'gpu-ci.js');
