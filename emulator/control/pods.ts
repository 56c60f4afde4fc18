// The life of a pod: provisioned for a project, shared by the project's runs, warm for a while, stopped.
import { mkdirSync } from 'node:fs';
import { rm } from 'node:fs/promises';
import { join } from 'node:path';
import type { Identity, Pool } from '../orgs/types.ts';
import { bill } from './bills.ts';
import { take } from './faults.ts';
import { findTypes, type Gpu } from './inventory.ts';
import { furnish } from './podfiles.ts';
import { notePeak } from './sessions.ts';
import { InfraFailure, pause } from './failures.ts';
import {
  jobIsAlive,
  podIsAlive,
  type Caller,
  type Ending,
  type Job,
  type Pod,
  type RunRequest,
  type World,
} from './types.ts';

const ALPHABET = 'abcdefghijklmnopqrstuvwxyz0123456789';

/** Whose pod a run may share. A sub-account draws on its parent's pool, and keeps its pods and folders to itself. */
export function podKey({ identity }: Caller, request: RunRequest, types: readonly Gpu[]): string {
  const owner = identity.org ?? `personal:${identity.id}`;
  return [owner, request.projectId, types.map((gpu) => gpu.gpuType).join('|'), request.gpuCount].join('\n');
}

/** A pod of this project that a run can share. */
export function warmPod(world: World, key: string): Pod | undefined {
  return [...world.pods.values()].find((pod) => pod.key === key && podIsAlive(pod) && !pod.quarantined);
}

export function jobsOn(world: World, pod: Pod): Job[] {
  return [...world.jobs.values()].filter((job) => job.podId === pod.podId && jobIsAlive(job));
}

/** Takes the session at once; the pod itself comes up later. */
export function createPod(
  world: World,
  pool: Pool,
  identity: Identity,
  key: string,
  request: RunRequest,
  types: readonly Gpu[],
): Pod {
  const podId = Array.from({ length: 14 }, () => ALPHABET[Math.floor(world.random() * 36)]).join('');
  const gpu = types[0];
  if (!gpu) throw new Error('A pod needs a GPU type.');
  const pod: Pod = {
    podId,
    key,
    projectId: request.projectId,
    poolId: pool.poolId,
    identity,
    state: 'provisioning',
    gpu,
    gpuCount: request.gpuCount,
    usdPerHour: gpu.usdPerHour,
    folder: join(world.root, 'pods', podId),
    createdAt: new Date().toISOString(),
    readyAt: null,
    endedAt: null,
    keepAliveMs: keepAlive(world, request),
    bootstrapped: false,
    quarantined: false,
    billedUntil: 0,
    seconds: 0,
    usd: 0,
    lastJob: null,
    ready: Promise.resolve(),
    idle: null,
  };
  world.pods.set(podId, pod);
  notePeak(world, pool.poolId);
  world.note('pod-created', { podId, projectId: pod.projectId, poolId: pod.poolId });
  pod.ready = provision(world, pod, types, request);
  pod.ready.catch(() => undefined);
  return pod;
}

export function keepAlive(world: World, request: RunRequest): number {
  return ((request.keepAliveMinutes ?? world.settings.keepAliveMinutes) * 60_000) / world.settings.timeScale;
}

async function provision(world: World, pod: Pod, types: readonly Gpu[], request: RunRequest): Promise<void> {
  const subject = { command: request.argv.join(' '), project: pod.projectId, verb: 'run' };
  const slow = take(world.faults, 'slow-provisioning', subject);
  const shortage = take(world.faults, 'no-capacity', subject);
  await pause(world.settings.provisionMs + (slow?.ms ?? 0));
  if (!podIsAlive(pod)) throw new InfraFailure(`pod '${pod.podId}' was stopped while it was provisioned`);
  const missing = (gpu: Gpu): boolean =>
    gpu.stock < pod.gpuCount ||
    (shortage !== undefined &&
      (shortage.gpuTypes === undefined ||
        shortage.gpuTypes.some((name) =>
          findTypes(world.inventory, name).some((type) => type.gpuType === gpu.gpuType),
        )));
  const gpu = types.find((type) => !missing(type));
  if (!gpu) {
    const wanted = types.map((type) => type.gpuType).join(', ');
    const reason = shortage?.text ?? `No GPUs available: the provider has no ${wanted} now (2 attempts)`;
    endPod(world, pod, 'no capacity', { by: 'loss', reason });
    throw new InfraFailure(reason);
  }
  gpu.stock -= pod.gpuCount;
  pod.gpu = gpu;
  pod.usdPerHour = gpu.usdPerHour;
  mkdirSync(pod.folder, { recursive: true });
  furnish(world, pod);
  pod.state = 'ready';
  pod.readyAt = new Date().toISOString();
  pod.billedUntil = Date.now();
  world.note('pod-ready', { podId: pod.podId, gpuType: gpu.gpuType });
}

/** Starts the cooldown once nothing runs on the pod; a new job stops it. */
export function restPod(world: World, pod: Pod): void {
  if (pod.idle) clearTimeout(pod.idle);
  pod.idle = null;
  if (!podIsAlive(pod) || jobsOn(world, pod).length > 0) return;
  pod.idle = setTimeout(() => endPod(world, pod, 'cooldown', { by: 'stop' }), pod.keepAliveMs);
  pod.idle.unref();
}

/** Frees the session at once and ends what runs on the pod. */
export function endPod(world: World, pod: Pod, why: string, ending: Ending): void {
  if (!podIsAlive(pod)) return;
  const jobs = jobsOn(world, pod);
  if (pod.state === 'ready') {
    bill(world, pod);
    pod.gpu.stock += pod.gpuCount;
  }
  if (pod.idle) clearTimeout(pod.idle);
  pod.idle = null;
  pod.state = 'stopped';
  pod.endedAt = new Date().toISOString();
  world.note('pod-ended', { podId: pod.podId, why });
  for (const job of jobs) job.abort.abort(ending);
  const all = [...world.jobs.values()].filter((job) => job.podId === pod.podId);
  void Promise.allSettled(all.map((job) => job.done)).then(() => rm(pod.folder, { recursive: true, force: true }));
}
