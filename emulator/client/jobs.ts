// `gpu wait` and `gpu logs`.
import { pause } from '../control/failures.ts';
import { bringBack, recordOf } from '../control/jobs.ts';
import { jobIsAlive } from '../control/types.ts';
import { numberOf, UsageError } from './args.ts';
import { findJob, type Context } from './context.ts';
import { shaped } from './shape.ts';

/** The longest time that a timer takes. */
const FOR_EVER = 2 ** 31 - 1;

export async function wait(context: Context): Promise<number> {
  const { world, args, terminal, profile, project } = context;
  const jobId = args.words[0];
  if (jobId === undefined) throw new UsageError('error: a job id is required: gpu wait JOB_ID');
  const seconds = numberOf(args, 'timeout');
  const job = findJob(context, jobId);
  const over = new AbortController();
  const late = pause(seconds === undefined ? FOR_EVER : seconds * 1000, AbortSignal.any([over.signal, terminal.gone]));
  await Promise.race([job.done, late.catch(() => undefined)]);
  over.abort();
  if (!jobIsAlive(job) && job.request.detach) await bringBack(world, job, project.folder);
  const record = recordOf(job);
  const { state, exit_code: code, failure_reason: reason } = record;
  if (args.has('json')) terminal.json(shaped(record, profile.json.wait));
  if (state === 'succeeded') {
    if (!args.has('json')) terminal.note(`Job ${jobId} succeeded`);
    return 0;
  }
  if (state === 'failed' || state === 'cancelled') {
    terminal.fail(`Job ${jobId} ${state} (exit ${code ?? 'unknown'})${reason === null ? '' : `: ${reason}`}`);
    return state === 'cancelled' ? 15 : 1;
  }
  terminal.fail(`Timed out after ${seconds ?? 0} seconds: job ${jobId} is ${state}`);
  return 14;
}

export async function logs(context: Context): Promise<number> {
  const { args, project, terminal } = context;
  const jobId = args.get('job') ?? args.words[0];
  if (jobId === undefined) throw new UsageError('error: a job id is required: gpu logs -j JOB_ID');
  terminal.note(`Project: ${project.id} (resolved from ${project.folder})`);
  const job = findJob(context, jobId);
  for await (const { kind, bytes } of job.log.frames(terminal.gone, args.has('follow'))) {
    if (kind !== 'p') await terminal.pass(kind, bytes);
  }
  if (job.state === 'failed' && job.exitCode === null) {
    terminal.fail(`Job ${jobId} failed (exit unknown): ${job.failureReason ?? 'unknown reason'}`);
    return 1;
  }
  return 0;
}
