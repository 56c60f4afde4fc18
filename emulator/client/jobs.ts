// `gpu wait` and `gpu logs`.
import { numberOf, UsageError } from './args.ts';
import { lastLines } from './attach.ts';
import { call, check, Failure, type Context } from './context.ts';
import { fail, json, note, openStreams, pass } from './print.ts';
import { shaped } from './shape.ts';

export async function wait(context: Context): Promise<number> {
  const { args } = context;
  const jobId = args.words[0];
  if (jobId === undefined) throw new UsageError('error: a job id is required: gpu wait JOB_ID');
  const seconds = numberOf(args, 'timeout');
  const record = await call(context, '/wait', {
    jobId,
    cwd: context.project.folder,
    ...(seconds === undefined ? {} : { timeoutMs: seconds * 1000 }),
  });
  if (args.has('json')) json(shaped(record, context.profile.json.wait));
  const state = String(record['state']);
  const code = record['exit_code'];
  const reason = record['failure_reason'];
  if (state === 'succeeded') {
    if (!args.has('json')) note(`Job ${jobId} succeeded`);
    return 0;
  }
  if (state === 'failed' || state === 'cancelled') {
    const why = typeof reason === 'string' ? `: ${reason}` : '';
    fail(`Job ${jobId} ${state} (exit ${typeof code === 'number' ? code : 'unknown'})${why}`);
    return state === 'cancelled' ? 15 : 1;
  }
  fail(`Timed out after ${seconds ?? 0} seconds: job ${jobId} is ${state}`);
  return 14;
}

export async function logs(context: Context): Promise<number> {
  const { args, project } = context;
  const jobId = args.get('job') ?? args.words[0] ?? (await newestJob(context));
  if (jobId === undefined) throw new Failure('No jobs found for this project', 12);
  note(`Project: ${project.id} (resolved from ${project.folder})`);
  const tail = numberOf(args, 'tail');
  openStreams();
  const asJson = args.has('json');
  const shorten = tail === undefined || asJson ? undefined : lastLines(tail);
  const lines: { stream: string; text: string }[] = [];
  const answer = await context.api.stream('/stream', { jobId, as: 'logs', follow: args.has('follow') }, (frame) => {
    if (frame.kind !== 'o' && frame.kind !== 'e') return;
    const stream = frame.kind === 'o' ? 'stdout' : 'stderr';
    if (asJson) lines.push({ stream, text: frame.bytes.toString('utf8') });
    else if (shorten) shorten.add({ kind: frame.kind, bytes: Buffer.from(frame.bytes) });
    else pass(frame.kind, frame.bytes);
  });
  check(answer, context.profile);
  shorten?.flush();
  const record = answer.body as { state: string; exit_code: number | null; failure_reason: string | null } | undefined;
  if (asJson) json({ job_id: jobId, state: record?.state ?? 'running', entries: lines });
  if (record?.state === 'failed' && record.exit_code === null) {
    fail(`Job ${jobId} failed (exit unknown): ${record.failure_reason ?? 'unknown reason'}`);
    return 1;
  }
  return 0;
}

async function newestJob(context: Context): Promise<string | undefined> {
  const view = await call(context, '/status', { projectId: context.project.id });
  return (view['jobs'] as { job_id: string }[]).at(-1)?.job_id;
}
