import { UserError } from '../model/errors.ts';
import type { Host, HostKind, HostWorld } from '../model/host.ts';
import { github } from './github.ts';
import { openPlain } from './plain.ts';
import { PLAIN_HOSTS } from './plain-hosts.ts';

/** In order: the first that detects its variables is the host. */
export const HOSTS: readonly HostKind[] = [
  github,
  ...PLAIN_HOSTS.map((host) => ({
    name: host.name,
    detect: (env: NodeJS.ProcessEnv) => host.detect(env),
    open: (world: HostWorld) => openPlain(host, world),
  })),
];

/** The host of this environment. `GPU_CI_HOST` names one if the variables do not show it. */
export function hostOf(env: NodeJS.ProcessEnv): HostKind {
  const named = env['GPU_CI_HOST'] ?? '';
  const kind = HOSTS.find((one) => (named === '' ? one.detect(env) : one.name === named));
  if (kind !== undefined) return kind;
  const names = HOSTS.map(({ name }) => name).join(', ');
  throw new UserError(
    `GPU_CI_HOST is "${named}", which is not a host that gpu-ci knows.`,
    `Set it to one of ${names}.`,
  );
}

export function openHost(world: HostWorld): Host {
  // An earlier step could set GPU_CI_HOST and so take the masks from the action.
  const kind = world.cli !== true && github.detect(world.env) ? github : hostOf(world.env);
  return kind.open(world);
}
