import { github } from './github.ts';
import type { Host, HostWorld } from '../model/host.ts';

/** The host we run on. The registry asks GitHub first too, so on GitHub none of the others is loaded. */
export async function openHost(world: HostWorld): Promise<Host> {
  const { env } = world;
  // GPU_CI_HOST is for `gpu-ci`: an earlier step could take the masks from the action with it.
  const named = world.cli === true && (env['GPU_CI_HOST'] ?? '') !== '';
  if (!named && github.detect(env)) return github.open(world);
  const { hostOf } = await import('./registry.ts');
  return hostOf(env).open(world);
}
