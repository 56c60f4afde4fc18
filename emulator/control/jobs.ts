// The life of a job: asked for, given a pod, synced, run, its outputs brought back.
import { existsSync } from 'node:fs';
import type { Refusal } from '../orgs/types.ts';
import { bill } from './bills.ts';
import { InfraFailure, pause, unlessAborted } from './failures.ts';
import { take, type FaultKind, type FaultOf, type Subject } from './faults.ts';
import { candidates } from './inventory.ts';
import { makeLog } from './log.ts';
import { createPod, jobsOn, keepAlive, podKey, restPod, endPod, warmPod } from './pods.ts';
import { restartTrace, workspaceOf } from './podfiles.ts';
import { fullPoolText, poolIsFull, sessionsUsed } from './sessions.ts';
import { jobIsAlive, podIsAlive, type Caller, type Ending, type Job, type RunRequest, type World } from './types.ts';
import { fetchOutputs, filesToSend, sendFiles } from './workspace.ts';
import { logFile, runWorkload } from './workload.ts';

export type SubmitRefusal = Refusal & { retry_after_seconds?: number; sessions?: { used: number; limit: number } };

/** The orders that wait for a job once it is accepted. */
const LATER: FaultKind[] = [
  'slow-bootstrap',
  'bootstrap-fails',
  'stop-knows-no-pod',
  'sync-fails',
  'relay-expired',
  'pod-conflict',
  'pod-crash',
  'outputs-missing',
  'attach-before-pod',
  'sync-after-submit',
];

const subjectOf = (request: RunRequest): Subject => ({
  command: request.argv.join(' '),
  project: request.projectId,
  verb: 'run',
});

/** Accepts a job, which takes its session in the same instant, or refuses it. */
export function submit(world: World, caller: Caller, request: RunRequest): Job | SubmitRefusal {
  const pool = world.orgs.pool(caller.identity);
  const sessions = { used: sessionsUsed(world, pool.poolId), limit: pool.limit };
  const subject = subjectOf(request);
  const full: SubmitRefusal = { code: 11, error: 'quota_exceeded', message: fullPoolText(pool), sessions };
  const saturated = take(world.faults, 'refuse-saturated', subject);
  const refused = saturated ?? take(world.faults, 'refuse', subject);
  if (refused && refused.late !== true) {
    return {
      code: refused.exitCode ?? 11,
      error: refused.error ?? 'quota_exceeded',
      message: refused.text ?? full.message,
      ...(saturated ? { sessions: { used: pool.limit, limit: pool.limit } } : {}),
      ...(refused.retryAfterSeconds === undefined ? {} : { retry_after_seconds: refused.retryAfterSeconds }),
    };
  }
  const types = candidates(world.inventory, request);
  if ('unknown' in types) {
    return { code: 12, error: 'not_found', message: `Unknown GPU type '${types.unknown}'. See \`gpu inventory\`.` };
  }
  if (types.length === 0) {
    return { code: 1, error: 'no_capacity', message: 'No GPUs available that match the memory and price asked for.' };
  }
  const key = podKey(caller, request, types);
  let pod = refused ? undefined : warmPod(world, key);
  const reused = pod !== undefined;
  if (!pod && !refused) {
    if (poolIsFull(world, pool)) return full;
    pod = createPod(world, pool, caller.identity, key, request, types);
  }
  const job = makeJob(world, caller, request, pool.poolId);
  for (const kind of LATER) {
    const fault = take(world.faults, kind, subject);
    if (fault) job.faults.push(fault);
  }
  if (pod) {
    job.podId = pod.podId;
    // Up to here the pod is on the bill of whoever used it last.
    bill(world, pod);
    pod.lastJob = job;
    pod.keepAliveMs = keepAlive(world, request);
    restPod(world, pod);
  }
  world.note('submitted', { jobId: job.jobId, podId: job.podId, reused, command: job.command });
  world.orgs.audit({
    at: job.submittedAt,
    org: caller.identity.org,
    identity: caller.identity.id,
    action: 'run',
    target: job.jobId,
  });
  job.done = carry(world, job, refused?.text ?? (refused ? full.message : undefined), reused);
  return job;
}

function makeJob(world: World, { identity }: Caller, request: RunRequest, poolId: string): Job {
  const hex = Array.from({ length: 32 }, () => Math.floor(world.random() * 16).toString(16)).join('');
  const jobId = `job_${hex}`;
  const job: Job = {
    jobId,
    podId: null,
    projectId: request.projectId,
    state: 'pending',
    exitCode: null,
    failureReason: null,
    command: request.argv.join(' '),
    starts: 0,
    submittedAt: new Date().toISOString(),
    startedAt: null,
    endedAt: null,
    request,
    poolId,
    identity,
    log: makeLog(logFile(world, jobId)),
    pid: null,
    outputsDone: false,
    faults: [],
    abort: new AbortController(),
    done: Promise.resolve(),
  };
  world.jobs.set(jobId, job);
  return job;
}

async function carry(world: World, job: Job, refusal: string | undefined, reused: boolean): Promise<void> {
  try {
    if (refusal !== undefined) throw new InfraFailure(refusal);
    await prepare(world, job, reused);
    await execute(world, job);
  } catch (error) {
    const ending = job.abort.signal.reason as Ending | undefined;
    if (ending) end(world, job, ending);
    else if (error instanceof InfraFailure) close(world, job, 'failed', null, error.message);
    else close(world, job, 'failed', null, `internal error: ${(error as Error).message}`);
  }
}

const podOf = (world: World, job: Job) => {
  const pod = world.pods.get(job.podId ?? '');
  if (!pod) throw new InfraFailure('the pod is gone');
  return pod;
};

export const taken = <Kind extends FaultKind>(job: Job, kind: Kind): FaultOf<Kind> | undefined =>
  job.faults.find((fault) => fault.kind === kind) as FaultOf<Kind> | undefined;

async function prepare(world: World, job: Job, reused: boolean): Promise<void> {
  const { signal } = job.abort;
  const say = (text: string): void => job.log.append('p', text);
  const pod = podOf(world, job);
  if (!reused) say('Provisioning new pod…');
  job.state = 'provisioning';
  await unlessAborted(pod.ready, signal);
  say(`Using pod ${pod.podId} (${pod.gpuCount}x ${pod.gpu.gpuType}, $${pod.usdPerHour.toFixed(2)}/h)`);
  say('Connecting');
  const slow = taken(job, 'slow-bootstrap');
  if (slow) await pause(slow.ms, signal);
  const broken = taken(job, 'bootstrap-fails');
  if (broken) {
    pod.quarantined = taken(job, 'stop-knows-no-pod') !== undefined;
    throw new InfraFailure(broken.text ?? bootstrapText(pod.podId));
  }
  pod.bootstrapped = true;

  job.state = 'syncing';
  const { cwd, include } = job.request;
  const later = taken(job, 'sync-after-submit');
  if (later) {
    await pause(later.ms, signal);
    if (!existsSync(cwd)) throw new InfraFailure('workspace sync failed: the daemon that sends it is gone');
  }
  const files = await unlessAborted(filesToSend(cwd, include), signal);
  say(`Syncing 0/${files.length} files`);
  await sendFiles(cwd, files, workspaceOf(pod), signal);
  const unsynced = taken(job, 'sync-fails');
  if (unsynced) {
    throw new InfraFailure(
      unsynced.text ??
        'workspace sync failed: local workspace changed during transfer; retry required before submission',
    );
  }
  say(`Syncing ${files.length}/${files.length} files`);
  signal.throwIfAborted();
  const expired = taken(job, 'relay-expired');
  if (expired) {
    const text = expired.text ?? 'Relay handshake failed: Session expired';
    job.log.append('e', `✗ ${text}\n`);
    throw new InfraFailure(text);
  }
}

const bootstrapText = (podId: string): string =>
  `bootstrap failed at stage 'heartbeat' for pod '${podId}' (transport): Timed out waiting for agent on pod ${podId} ` +
  `after 60 seconds\nRecovery: check \`gpu status\`, then \`gpu instances terminate ${podId} -y\` and run again`;

async function execute(world: World, job: Job): Promise<void> {
  const pod = podOf(world, job);
  if (!jobsOn(world, pod).some((other) => other.state === 'running')) restartTrace(pod);
  job.log.append('p', `Running: ${job.command}`);
  job.state = 'running';
  job.startedAt = new Date().toISOString();
  world.note('job-started', { jobId: job.jobId, podId: pod.podId });
  const crash = taken(job, 'pod-crash');
  const timer = setTimeout(() => {
    const reason = crash?.text ?? `pod '${pod.podId}' lost: no heartbeat from its agent for 60 seconds`;
    endPod(world, pod, 'crash', { by: 'loss', reason });
  }, crash?.afterMs ?? 0);
  if (!crash) clearTimeout(timer);
  const code = await runWorkload(world, pod, job);
  clearTimeout(timer);
  const ending = job.abort.signal.reason as Ending | undefined;
  if (ending) {
    end(world, job, ending);
    return;
  }
  const { detach, sync } = job.request;
  if (!detach && sync) await bringBack(world, job);
  close(world, job, code === 0 ? 'succeeded' : 'failed', code, null);
  if (!detach && !sync) await bringBack(world, job);
}

function end(world: World, job: Job, ending: Ending): void {
  if (ending.by === 'loss') close(world, job, 'failed', null, ending.reason);
  else close(world, job, 'cancelled', null, ending.by === 'stop' ? 'pod stopped' : 'cancelled');
}

function close(world: World, job: Job, state: Job['state'], exitCode: number | null, reason: string | null): void {
  if (!jobIsAlive(job)) return;
  job.state = state;
  job.exitCode = exitCode;
  job.failureReason = reason;
  job.endedAt = new Date().toISOString();
  world.note('job-ended', { jobId: job.jobId, podId: job.podId, state, exitCode });
  const pod = world.pods.get(job.podId ?? '');
  if (pod) {
    bill(world, pod, job);
    pod.lastJob = jobsOn(world, pod).at(-1) ?? job;
    restPod(world, pod);
  }
  job.log.finish();
}

/** The state as the service reports it. */
export const stateOf = (job: Job): string =>
  (job.startedAt === null && jobIsAlive(job) && taken(job, 'attach-before-pod')?.word) || job.state;

export const recordOf = (job: Job) => ({
  job_id: job.jobId,
  state: stateOf(job),
  exit_code: job.exitCode,
  failure_reason: job.failureReason,
});

/** Copies the job's outputs from the pod, once: into the workspace it came from, or that of the client that asks for them. */
export async function bringBack(world: World, job: Job, asking = ''): Promise<void> {
  const pod = world.pods.get(job.podId ?? '');
  if (job.outputsDone || !pod || !podIsAlive(pod) || pod.state !== 'ready' || job.starts === 0) return;
  job.outputsDone = true;
  if (job.request.noOutput || job.request.outputs.length === 0 || taken(job, 'outputs-missing')) return;
  const conflicts = taken(job, 'pod-conflict') !== undefined;
  const folder = asking || job.request.cwd;
  const files = await fetchOutputs(workspaceOf(pod), job.request.outputs, folder, conflicts).catch(() => []);
  world.note('outputs', { jobId: job.jobId, files });
}
