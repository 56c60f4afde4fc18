// What pods cost: list price by the hour, by the second, from ready to stopped, whether a job runs or not.
import type { Job, Pod, World } from './types.ts';

/** Books the time since the last booking; a pod shared by several jobs is never charged twice, and each pays its own. */
export function bill(world: World, pod: Pod, job: Job | null = pod.lastJob): void {
  if (pod.state !== 'ready') return;
  const now = Date.now();
  const seconds = ((now - pod.billedUntil) / 1000) * world.settings.timeScale;
  pod.billedUntil = now;
  if (seconds <= 0) return;
  const usd = (seconds / 3600) * pod.usdPerHour * pod.gpuCount;
  pod.seconds += seconds;
  pod.usd += usd;
  const user = job?.identity ?? pod.identity;
  world.orgs.usage({
    at: new Date(now).toISOString(),
    org: user.org,
    identity: user.id,
    jobId: job?.jobId ?? '',
    podId: pod.podId,
    gpuType: pod.gpu.gpuType,
    gpuCount: pod.gpuCount,
    seconds,
    usd,
  });
}

export function spentUsd(world: World, poolId: string): number {
  let usd = 0;
  for (const pod of world.pods.values()) if (pod.poolId === poolId) usd += pod.usd + unbilledUsd(world, pod);
  return usd;
}

export function unbilledUsd(world: World, pod: Pod): number {
  if (pod.state !== 'ready') return 0;
  const seconds = ((Date.now() - pod.billedUntil) / 1000) * world.settings.timeScale;
  return (seconds / 3600) * pod.usdPerHour * pod.gpuCount;
}
