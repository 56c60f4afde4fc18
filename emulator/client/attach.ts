// Following a job: its bytes on the stream they came from, its exit code as ours.
import { numberOf, UsageError } from './args.ts';
import type { Frame } from './api.ts';
import { call, check, Failure, type Context } from './context.ts';
import { fail, note, openStreams, pass, progress } from './print.ts';

interface JobRecord {
  job_id: string;
  state: string;
  exit_code: number | null;
  failure_reason: string | null;
}

interface How {
  /** The owner is an attached `gpu run`: it shows progress, and its interruption ends the job. */
  as: 'owner' | 'attach';
  tail?: number | undefined;
  interrupted?: boolean;
}

export async function attach(context: Context): Promise<number> {
  const jobId = context.args.words[0];
  if (jobId === undefined) throw new UsageError('error: a job id is required: gpu attach JOB_ID');
  return follow(context, jobId, { as: 'attach', tail: numberOf(context.args, 'tail') });
}

export async function follow(context: Context, jobId: string, how: How): Promise<number> {
  const state = { interrupted: false };
  const interrupt = (): void => {
    if (state.interrupted) process.exit(130);
    state.interrupted = true;
    if (how.as === 'attach') {
      note(`Interrupted: detached from ${jobId}, which goes on`);
      process.exit(130);
    }
    progress('Interrupted, cancelling the job…');
    call(context, '/cancel', { jobId }).catch((error: unknown) => {
      fail(`Cancelling ${jobId} failed: ${(error as Error).message}`);
      process.exit(130);
    });
  };
  openStreams();
  process.on('SIGINT', interrupt);
  if (how.interrupted === true) interrupt();
  const shorten = how.tail === undefined ? undefined : lastLines(how.tail);
  const show = ({ kind, bytes }: Frame): void => {
    if (kind === 'p') {
      const text = bytes.toString('utf8');
      if (how.as === 'owner' && (context.profile.namesPod || !text.startsWith('Using pod '))) progress(text);
      return;
    }
    if (shorten) shorten.add({ kind, bytes: Buffer.from(bytes) });
    else if (kind !== 'x') pass(kind, bytes);
    if (context.directives.kill === 'attached') killSelf();
  };
  const answer = await context.api.stream(
    '/stream',
    { jobId, as: how.as, follow: true, cwd: context.project.folder },
    show,
  );
  check(answer, context.profile);
  shorten?.flush();
  const record = answer.body as JobRecord | undefined;
  if (record === undefined) {
    if (state.interrupted) return 130;
    // A token that was revoked meanwhile shows in the very next call.
    await call(context, '/whoami', {});
    throw new Failure(`Lost the connection to job ${jobId}; it may still be running.`, 1);
  }
  return conclude(record, state.interrupted);
}

function conclude(record: JobRecord, interrupted: boolean): number {
  if (interrupted) {
    progress('Job cancelled (interrupted); the pod stays for reuse');
    return 130;
  }
  if (record.state === 'cancelled') {
    fail(`Job ${record.job_id} was cancelled: ${record.failure_reason ?? 'cancelled'}`);
    return 15;
  }
  if (record.exit_code === null && !['failed', 'succeeded'].includes(record.state)) {
    note(`Job ${record.job_id} is ${record.state}: it has no pod to attach to yet`);
    return 0;
  }
  if (record.exit_code === null) {
    fail(`Job ${record.job_id} failed (exit unknown): ${record.failure_reason ?? 'unknown reason'}`);
    return 1;
  }
  return record.exit_code;
}

/** Keeps the last lines of both streams together, each on its own stream. */
export function lastLines(count: number): { add(frame: Frame): void; flush(): void } {
  const kept: Frame[] = [];
  const newlines = (frame: Frame): number => frame.bytes.filter((byte) => byte === 10).length;
  return {
    add: (frame) => void kept.push(frame),
    flush: () => {
      let skip = kept.reduce((sum, frame) => sum + newlines(frame), 0) - count;
      const last = kept.at(-1);
      if (last && last.bytes.at(-1) !== 10) skip += 1;
      for (const { kind, bytes } of kept) {
        let at = 0;
        while (skip > 0 && at < bytes.length) {
          const end = bytes.indexOf(10, at);
          if (end < 0) at = bytes.length;
          else {
            at = end + 1;
            skip -= 1;
          }
        }
        if (at < bytes.length && (kind === 'o' || kind === 'e')) pass(kind, bytes.subarray(at));
      }
    },
  };
}

/** A fault: the program dies here as by the kernel's hand. */
export function killSelf(): never {
  process.kill(process.pid, 'SIGKILL');
  throw new Error('killed');
}
