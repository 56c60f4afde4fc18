import { UserError } from '../model/errors.ts';
import { firstExecutable, foldersOfPath, installedFolder } from '../gpu/places.ts';
import { childEnv } from '../gpu/environment.ts';
import { capture, endOf, type Captured } from '../gpu/spawn.ts';
import { withoutTokens, type KitWorld } from './world.ts';

/** Path of the installed `gpu`: on PATH, else where its installer puts it. '' where there is none. */
export function findGpu(env: NodeJS.ProcessEnv): string {
  return firstExecutable([...foldersOfPath(env), installedFolder(env)]);
}

export const INSTALL = 'curl -fsSL https://gpu-cli.sh/install.sh | sh';

/** Calls `gpu` for a person's account. `token` takes the place of whatever the environment has. */
export type CallGpu = (args: readonly string[], token?: string) => Promise<Captured>;

/** @throws UserError where `gpu` is not installed. */
export function gpuOf(world: KitWorld): CallGpu {
  const bin = findGpu(world.env);
  if (bin === '') throw new UserError('GPU CLI is not installed here.', `Install it: ${INSTALL}`);
  return (args, token) =>
    capture(bin, args, {
      cwd: world.cwd,
      env: childEnv(world.env, token ?? world.env['GPU_SERVICE_TOKEN'] ?? ''),
      timeoutMs: 60_000,
    });
}

/** What a call said, in one line, without tokens, the CLI's own marks and a full stop. */
export function saidBy(call: Captured): string {
  if (call.spawnError !== '') return `it could not be started (${call.spawnError})`;
  if (call.hung) return 'it did not answer within a minute';
  const lines = withoutTokens(`${call.stderr}\n${call.stdout}`)
    .split('\n')
    .map((line) => line.replace(/^\s*(?:✗|>>|\[gpu\]>|error:)?\s*/i, '').replace(/\.?\s*$/, ''));
  const first = lines.find((line) => line !== '');
  return first?.slice(0, 300) ?? `it ended with exit code ${endOf(call)}`;
}

/** What to do about an exit code of `gpu`, by its documented meaning. */
export function cureFor(call: Captured, env: NodeJS.ProcessEnv): string {
  const asService = (env['GPU_SERVICE_TOKEN'] ?? '') !== '';
  switch (Number(call.code)) {
    case 10:
      return asService
        ? 'The token in GPU_SERVICE_TOKEN is refused. Unset it to use your own login, or get a new one.'
        : 'Sign in: gpu login';
    case 11:
      return 'Service accounts come with the Team plan and above: gpu upgrade';
    case 13:
      return 'Start the daemon: gpu daemon start';
    default:
      return asService
        ? 'GPU_SERVICE_TOKEN is set, and a service account may not do this. Unset it to use your own login.'
        : 'It takes an OWNER or ADMIN, with the organization active: gpu org switch SLUG';
  }
}
