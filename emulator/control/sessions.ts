// A session is a pod that is alive, or a seat held by a person. All members of an org draw on one pool.
import type { Pool } from '../orgs/types.ts';
import { podIsAlive, type World } from './types.ts';

export function sessionsUsed(world: World, poolId: string): number {
  let used = world.held.get(poolId) ?? 0;
  for (const pod of world.pods.values()) if (pod.poolId === poolId && podIsAlive(pod)) used += 1;
  return used;
}

export function poolIsFull(world: World, pool: Pool): boolean {
  return sessionsUsed(world, pool.poolId) >= pool.limit;
}

/** Keeps the highest number of sessions ever seen in a pool: the proof that its limit held. */
export function notePeak(world: World, poolId: string): void {
  world.peak.set(poolId, Math.max(world.peak.get(poolId) ?? 0, sessionsUsed(world, poolId)));
}

export function fullPoolText(pool: Pool): string {
  const whose = pool.org === null ? 'of your account' : `of ${pool.org}`;
  const plan = pool.tier.charAt(0).toUpperCase() + pool.tier.slice(1);
  return (
    `Quota exceeded: all ${pool.limit} concurrent sessions ${whose} (${plan} plan) are in use. ` +
    'Run `gpu upgrade` or wait for a session to end.'
  );
}
