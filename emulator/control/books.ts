// What really happened, for tests, and the views that clients get.
import type { Caller, Job, Pod, World } from './types.ts';
import { spentUsd, unbilledUsd } from './bills.ts';
import { stateOf } from './jobs.ts';
import { jobsOn } from './pods.ts';
import { sessionsUsed } from './sessions.ts';
import { jobIsAlive, podIsAlive } from './types.ts';

export interface Books {
  jobsAlive: number;
  podsAlive: number;
  /** Sessions in use over all pools, held by people or taken by pods. */
  sessionsHeld: number;
  /** The most sessions that one pool ever had in use. */
  peakSessions: number;
  refusals: number;
  /** `env` is what `-e` gave the workload. */
  jobs: (Pick<Job, (typeof JOB)[number]> & { env: Readonly<Record<string, string>> })[];
  pods: (Pick<Pod, (typeof POD)[number]> & { gpuType: string })[];
}

const JOB = [
  ...(['jobId', 'podId', 'projectId', 'state', 'exitCode', 'failureReason', 'starts', 'command'] as const),
  ...(['submittedAt', 'startedAt', 'endedAt', 'pid'] as const),
] as const;
const POD = [
  ...(['podId', 'projectId', 'poolId', 'state', 'gpuCount', 'createdAt', 'readyAt', 'endedAt'] as const),
  ...(['seconds', 'usd'] as const),
] as const;

const pick = <T, Key extends keyof T>(from: T, keys: readonly Key[]): Pick<T, Key> =>
  Object.fromEntries(keys.map((key) => [key, from[key]])) as Pick<T, Key>;

export function books(world: World): Books {
  const jobs = [...world.jobs.values()];
  const pods = [...world.pods.values()];
  const pools = new Set([...world.held.keys(), ...pods.map((pod) => pod.poolId)]);
  return {
    jobsAlive: jobs.filter(jobIsAlive).length,
    podsAlive: pods.filter(podIsAlive).length,
    sessionsHeld: [...pools].reduce((sum, poolId) => sum + sessionsUsed(world, poolId), 0),
    peakSessions: Math.max(0, ...world.peak.values()),
    refusals: world.refusals,
    jobs: jobs.map((job) => ({ ...pick(job, JOB), env: job.request.env })),
    pods: pods.map((pod) => ({ ...pick(pod, POD), gpuType: pod.gpu.gpuType, usd: pod.usd + unbilledUsd(world, pod) })),
  };
}

/** Who may see a job or a pod: the org it belongs to, and the owner of the pool it draws on. */
export function mayTouch(world: World, caller: Caller, thing: Job | Pod): boolean {
  if (caller.identity.org !== null && thing.identity.org === caller.identity.org) return true;
  if (thing.identity.id === caller.identity.id) return true;
  // A parent's owner, and its service accounts, may act in a sub-account; its other members are outsiders there.
  const { org } = thing.identity;
  return org !== null && 'ok' in world.orgs.handle(caller.identity, 'context', { slug: org });
}

const podView = (world: World, pod: Pod) => ({
  pod_id: pod.podId,
  state: pod.state === 'provisioning' ? 'provisioning' : jobsOn(world, pod).length > 0 ? 'active' : 'ready',
  project_id: pod.projectId,
  gpu_type: pod.gpu.gpuType,
  gpu_count: pod.gpuCount,
  cost_per_hour: pod.usdPerHour * pod.gpuCount,
  started_at: pod.createdAt,
  jobs: jobsOn(world, pod).map((job) => job.jobId),
});

export function statusView(
  world: World,
  caller: Caller,
  projectId: string | undefined,
  { listsEnded = false, lateMs = 0 }: { listsEnded?: boolean; lateMs?: number } = {},
) {
  const isOld = (stamp: string): boolean => Date.now() - Date.parse(stamp) >= lateMs;
  const seen = (thing: Job | Pod): boolean =>
    (projectId === undefined || (thing.projectId === projectId && !('quarantined' in thing && thing.quarantined))) &&
    mayTouch(world, caller, thing);
  const pods = [...world.pods.values()].filter((pod) => podIsAlive(pod) && seen(pod) && isOld(pod.createdAt));
  const pool = world.orgs.pool(caller.identity);
  return {
    running_pods: pods.filter((pod) => pod.state === 'ready').length,
    provisioning_pods: pods.filter((pod) => pod.state === 'provisioning').length,
    pods: pods.map((pod) => podView(world, pod)),
    jobs: [...world.jobs.values()]
      .filter((job) => (listsEnded || jobIsAlive(job)) && seen(job) && isOld(job.submittedAt))
      .map((job) => ({
        job_id: job.jobId,
        pod_id: job.podId,
        project_id: job.projectId,
        state: stateOf(job),
        command: job.command,
        submitted_at: job.submittedAt,
      })),
    sessions: { used: sessionsUsed(world, pool.poolId), limit: pool.limit },
    account: { name: caller.identity.name, org: caller.identity.org },
    total_spend_usd: Number(spentUsd(world, pool.poolId).toFixed(6)),
  };
}
