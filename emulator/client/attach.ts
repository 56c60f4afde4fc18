// Following a job: its bytes on the stream they came from, its exit code as ours.
import { UsageError } from './args.ts';
import { bringBack, recordOf, taken } from '../control/jobs.ts';
import { take } from '../control/faults.ts';
import { jobIsAlive, type Job } from '../control/types.ts';
import { callerOf, Failure, findJob, type Context } from './context.ts';
import { cancelJob } from './run.ts';
import type { Terminal } from './terminal.ts';

interface How {
  /** The owner is an attached `gpu run`: it shows progress, and its interruption ends the job. */
  as: 'owner' | 'attach';
  interrupted?: boolean;
}

/** How often it is looked whether the caller's token is still good. */
const TOKEN_CHECK_MS = 100;

export async function attach(context: Context): Promise<number> {
  const jobId = context.args.words[0];
  if (jobId === undefined) throw new UsageError('error: a job id is required: gpu attach JOB_ID');
  return follow(context, jobId, { as: 'attach' });
}

export async function follow(context: Context, jobId: string, how: How): Promise<number> {
  const { world, terminal, profile, directives, project } = context;
  const owner = how.as === 'owner';
  const state = { interrupted: false };
  const interrupt = (): void => {
    state.interrupted = true;
    if (!owner) {
      terminal.note(`Interrupted: detached from ${jobId}, which goes on`);
      terminal.exit(130);
      return;
    }
    terminal.progress('Interrupted, cancelling the job…');
    cancelJob(context, jobId).catch((error: unknown) => {
      terminal.fail(`Cancelling ${jobId} failed: ${(error as Error).message}`);
      terminal.exit(130);
    });
  };
  terminal.onInterrupt(interrupt);
  if (how.interrupted === true) interrupt();
  const job = findJob(context, jobId);
  const subject = { command: job.command, project: job.projectId, verb: owner ? 'run' : 'attach' };
  const drops = take(world.faults, 'attach-drops', subject);
  if (!owner && job.startedAt === null && jobIsAlive(job) && taken(job, 'attach-before-pod')) {
    return conclude(terminal, job, false);
  }
  const connection = connectionOf(context);
  let [sent, broken] = [0, false];
  for await (const { kind, bytes } of job.log.frames(connection.signal)) {
    sent += bytes.length;
    if (drops !== undefined && sent > (drops.afterBytes ?? 0)) {
      broken = true;
      break;
    }
    if (kind === 'p') {
      const text = bytes.toString('utf8');
      if (owner && (profile.namesPod || !text.startsWith('Using pod '))) terminal.progress(text);
      continue;
    }
    await terminal.pass(kind, bytes);
    if (directives.kill === 'attached') terminal.kill();
  }
  broken ||= connection.signal.aborted;
  connection.close();
  if (!jobIsAlive(job)) {
    if (job.request.detach) await bringBack(world, job, project.folder);
  } else if (owner && !world.closing) {
    world.note('client-lost', { jobId: job.jobId, podId: job.podId });
  }
  if (!broken) return conclude(terminal, job, state.interrupted);
  if (state.interrupted) return 130;
  // A token that was revoked meanwhile shows in the very next call.
  callerOf(context);
  throw new Failure(`Lost the connection to job ${jobId}; it may still be running.`, 1);
}

/** A stream breaks when its program ends, and when its token is revoked. */
function connectionOf(context: Context): { readonly signal: AbortSignal; close(): void } {
  const revoked = new AbortController();
  const { token } = callerOf(context);
  const check = setInterval(() => {
    if (!('kind' in context.world.orgs.authenticate(token))) revoked.abort();
  }, TOKEN_CHECK_MS);
  check.unref();
  return { signal: AbortSignal.any([context.terminal.gone, revoked.signal]), close: () => clearInterval(check) };
}

function conclude(terminal: Terminal, job: Job, interrupted: boolean): number {
  const { job_id: id, state, exit_code: code, failure_reason: reason } = recordOf(job);
  if (interrupted) {
    terminal.progress('Job cancelled (interrupted); the pod stays for reuse');
    return 130;
  }
  if (state === 'cancelled') {
    terminal.fail(`Job ${id} was cancelled: ${reason ?? 'cancelled'}`);
    return 15;
  }
  if (code !== null) return code;
  if (state === 'failed') {
    terminal.fail(`Job ${id} failed (exit unknown): ${reason ?? 'unknown reason'}`);
    return 1;
  }
  terminal.note(`Job ${id} is ${state}: it has no pod to attach to yet`);
  return 0;
}
