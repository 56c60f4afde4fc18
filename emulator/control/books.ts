// The control plane's own truth, for whoever has to prove what really happened, and the views that clients get.
import type { Caller, Job, JobState, Pod, PodState, World } from './types.ts';
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
  jobs: {
    jobId: string;
    podId: string | null;
    projectId: string;
    state: JobState;
    exitCode: number | null;
    failureReason: string | null;
    starts: number;
    command: string;
    /** What `-e` gave the workload. */
    env: Readonly<Record<string, string>>;
    submittedAt: string;
    startedAt: string | null;
    endedAt: string | null;
    pid: number | null;
  }[];
  pods: {
    podId: string;
    projectId: string;
    poolId: string;
    state: PodState;
    gpuType: string;
    gpuCount: number;
    createdAt: string;
    readyAt: string | null;
    endedAt: string | null;
    seconds: number;
    usd: number;
  }[];
}

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
    jobs: jobs.map((job) => ({
      jobId: job.jobId,
      podId: job.podId,
      projectId: job.projectId,
      state: job.state,
      exitCode: job.exitCode,
      failureReason: job.failureReason,
      starts: job.starts,
      command: job.command,
      env: job.request.env,
      submittedAt: job.submittedAt,
      startedAt: job.startedAt,
      endedAt: job.endedAt,
      pid: job.pid,
    })),
    pods: pods.map((pod) => ({
      podId: pod.podId,
      projectId: pod.projectId,
      poolId: pod.poolId,
      state: pod.state,
      gpuType: pod.gpu.gpuType,
      gpuCount: pod.gpuCount,
      createdAt: pod.createdAt,
      readyAt: pod.readyAt,
      endedAt: pod.endedAt,
      seconds: pod.seconds,
      usd: pod.usd + unbilledUsd(world, pod),
    })),
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

export function statusView(world: World, caller: Caller, projectId: string | undefined) {
  const seen = (thing: Job | Pod): boolean =>
    (projectId === undefined || (thing.projectId === projectId && !('quarantined' in thing && thing.quarantined))) &&
    mayTouch(world, caller, thing);
  const pods = [...world.pods.values()].filter((pod) => podIsAlive(pod) && seen(pod));
  const pool = world.orgs.pool(caller.identity);
  return {
    running_pods: pods.filter((pod) => pod.state === 'ready').length,
    provisioning_pods: pods.filter((pod) => pod.state === 'provisioning').length,
    pods: pods.map((pod) => podView(world, pod)),
    jobs: [...world.jobs.values()]
      .filter((job) => jobIsAlive(job) && seen(job))
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
