import { mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { UserError } from '../model/errors.ts';
import { hider } from '../model/secrets.ts';
import { splitWords } from '../model/rules.ts';
import { childEnv } from '../gpu/environment.ts';
import { killGroup, startChild, type Captured } from '../gpu/spawn.ts';
import { saidBy, type CallGpu } from './service-accounts.ts';
import { packageRoot, withoutTokens, type KitWorld } from './world.ts';

/** Resolves if the token works. */
export type Proof = (newToken: string, interrupted: AbortSignal) => Promise<void>;

/** @param wish `run`, `sign-in`, or a command line. */
export function proofFor(world: KitWorld, wish: string, gpu: CallGpu): Proof {
  if (wish === 'sign-in') return (newToken) => proveBySignIn(gpu, newToken);
  if (wish === 'run') return (newToken, interrupted) => proveByRun(world, newToken, interrupted);
  const [file = '', ...args] = splitWords(wish) ?? [];
  return (newToken, interrupted) =>
    prove(file, args, { cwd: world.cwd, env: childEnv(world.env, newToken), interrupted });
}

async function proveBySignIn(gpu: CallGpu, newToken: string): Promise<void> {
  const status = await gpu(['auth', 'status'], newToken);
  if (status.code === 0) return;
  // Versions without the command report a usage error; `gpu doctor` answers the same question.
  if (status.code === 2) {
    const doctor = await gpu(['doctor', '--json'], newToken);
    if (doctor.code === 0 && /"healthy"\s*:\s*true/.test(doctor.stdout)) return;
    throw new UserError(`GPU CLI does not accept the new token: ${saidBy(doctor)}.`);
  }
  throw new UserError(`GPU CLI does not accept the new token: ${saidBy(status)}.`);
}

/** With `gpu-ci run`, which waits for a session and cleans up; in an empty project, so that nothing is sent. */
async function proveByRun(world: KitWorld, newToken: string, interrupted: AbortSignal): Promise<void> {
  const cwd = mkdtempSync(join(tmpdir(), 'gpu-ci-proof-'));
  try {
    writeFileSync(join(cwd, 'gpu.jsonc'), '{ "project_id": "gpu-ci-token-proof" }\n');
    const env = { ...withoutInputs(childEnv(world.env, newToken)), GPU_CI_HOST: 'generic', TMPDIR: cwd };
    const flags = ['--label', 'proof', '--max-wait', '10m', '--timeout', '5m', '--no-telemetry', '--shell', 'none'];
    const program = join(packageRoot(world), 'bin', 'gpu-ci.js');
    await prove(process.execPath, [program, 'run', ...flags, '--', 'true'], { cwd, env, interrupted });
  } finally {
    rmSync(cwd, { recursive: true, force: true });
  }
}

/** The inputs of the pipeline around it would change what the proof does. */
const withoutInputs = (env: NodeJS.ProcessEnv): NodeJS.ProcessEnv =>
  Object.fromEntries(Object.entries(env).filter(([name]) => !name.toUpperCase().startsWith('GPU_CI_')));

interface Where {
  readonly cwd: string;
  readonly env: NodeJS.ProcessEnv;
  readonly interrupted: AbortSignal;
}

const SHOWN_BYTES = 100_000;

/** In another process group: a Ctrl-C does not reach it directly, so it has the time to clean up. */
async function prove(file: string, args: readonly string[], { cwd, env, interrupted }: Where): Promise<void> {
  const child = startChild(file, args, { cwd, env });
  if (typeof child === 'string') throw failed(child);
  const end = (): void => void killGroup(child, 'SIGTERM');
  interrupted.addEventListener('abort', end, { once: true });
  if (interrupted.aborted) end();
  const bytes = { stdout: '', stderr: '' };
  for (const name of ['stdout', 'stderr'] as const) {
    child[name].on('data', (chunk: Buffer) => (bytes[name] = `${bytes[name]}${chunk.toString()}`.slice(-SHOWN_BYTES)));
  }
  const ended = await new Promise<Pick<Captured, 'code' | 'signal' | 'spawnError'>>((resolve) => {
    child.once('error', (error: NodeJS.ErrnoException) =>
      resolve({ code: null, signal: null, spawnError: String(error.code) }),
    );
    child.once('close', (code, signal) => resolve({ code, signal, spawnError: '' }));
  });
  interrupted.removeEventListener('abort', end);
  if (ended.code === 0) return;
  if (interrupted.aborted) throw new UserError('The proof was interrupted.');
  const hide = hider([env['GPU_SERVICE_TOKEN'] ?? '']);
  const said = { stdout: hide(bytes.stdout), stderr: hide(bytes.stderr) };
  // `gpu-ci run` prints the reason in one line of many.
  const reason = /^Error: (.*?)\.?$/m.exec(said.stderr)?.[1];
  throw failed(reason === undefined ? saidBy({ ...ended, ...said, cut: false, hung: false }) : withoutTokens(reason));
}

const failed = (why: string): UserError => new UserError(`The proof failed with the new token: ${why}.`);
