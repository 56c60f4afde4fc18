// `gpu run`: submit, attach, cancel.
import { pause, Refused } from '../control/failures.ts';
import { take } from '../control/faults.ts';
import { recordOf, submit } from '../control/jobs.ts';
import { jobIsAlive, type Job, type RunRequest } from '../control/types.ts';
import { numberOf, UsageError } from './args.ts';
import { follow } from './attach.ts';
import { callerOf, findJob, type Context } from './context.ts';
import { strings } from './project.ts';
import { shaped } from './shape.ts';

export async function run(context: Context): Promise<number> {
  const { world, call, args, directives, profile, terminal } = context;
  for (const line of directives.passesOn?.split('\n') ?? []) terminal.progress(`| ${line}`);
  const attach = args.get('attach');
  const cancel = args.get('cancel');
  if (attach !== undefined) return follow(context, attach, { as: 'attach' });
  if (cancel !== undefined) {
    const state = await cancelJob(context, cancel);
    terminal.note(`Job ${cancel} ${state === 'cancelled' ? 'cancelled' : `has already ended (${state})`}`);
    return 0;
  }
  if (args.words.length === 0) throw new UsageError('error: a command is required: gpu run [FLAGS] -- COMMAND…');
  if (args.has('interactive') && !call.tty) {
    terminal.fail('Interactive mode needs a terminal: stdin is not a TTY');
    return 1;
  }
  const request = readRequest(context);
  let interrupted = false;
  if (!request.detach) terminal.onInterrupt(() => (interrupted = true));
  terminal.progress('Detecting project…');
  if (directives.kill === 'before-submit') terminal.kill();
  if (directives.noRecord && !directives.noRecord.submit) return 0;
  terminal.progress('Resolving');
  if (directives.syncMs !== undefined) {
    world.note('syncing', { ms: directives.syncMs });
    await pause(directives.syncMs, terminal.gone);
  }
  const job = directives.stale === undefined ? await accepted(context, request) : findJob(context, directives.stale);
  if (directives.kill === 'submitted') terminal.kill();
  if (directives.noRecord) return 0;
  if (directives.lost) {
    if (directives.lost.whenOver) await job.done;
    terminal.fail(directives.lost.text);
    return directives.lost.code;
  }
  if (request.detach) {
    const answer = { job_id: job.jobId, pod_id: null, state: 'pending' };
    if (args.has('json')) terminal.json(shaped(answer, profile.json.run));
    else terminal.note(`Job ${job.jobId} submitted. Attach with: gpu attach ${job.jobId}`);
    return 0;
  }
  return follow(context, job.jobId, { as: 'owner', interrupted });
}

/** What was sent arrives, also where the program has ended meanwhile. */
async function accepted(context: Context, request: RunRequest): Promise<Job> {
  const { world } = context;
  const caller = callerOf(context);
  const command = request.argv.join(' ');
  const slow = take(world.faults, 'slow-submit', { command, verb: 'run' });
  if (slow) {
    world.note('slow-submit', { projectId: request.projectId });
    await pause(slow.ms);
  }
  const job = submit(world, caller, request);
  if ('jobId' in job) return job;
  world.refusals += 1;
  world.note('refused', { code: job.code, error: job.error, command });
  throw new Refused(job);
}

function readRequest({ args, project }: Context): RunRequest {
  const { config } = project;
  if (!/^[A-Za-z0-9][A-Za-z0-9._-]{0,127}$/.test(project.id)) {
    throw new UsageError(`error: project_id '${project.id}' is not a plain name`);
  }
  const wanted = args.get('gpu-type');
  const listed = Array.isArray(config['gpu_types']) ? (config['gpu_types'] as { type?: string; count?: number }[]) : [];
  const gpuTypes =
    wanted === undefined
      ? [...listed.map((entry) => entry.type), config['gpu_type']].filter((type) => typeof type === 'string')
      : [wanted];
  const count: unknown = numberOf(args, 'gpu-count') ?? listed[0]?.count ?? config['gpu_count'] ?? 1;
  if (typeof count !== 'number' || !Number.isInteger(count) || count < 1 || count > 8) {
    throw new UsageError(`error: invalid value '${JSON.stringify(count)}' for '--gpu-count': from 1 to 8`);
  }
  const given = args.all('output').flatMap((paths) => paths.split(','));
  const cooldown = config['keep_alive_minutes'] ?? config['cooldown_minutes'];
  const exclude = strings(config['exclude_outputs']).map((path) => `!${path}`);
  return {
    argv: args.words,
    shell: args.words.length === 1 && /\s/.test(args.words[0] ?? ''),
    env: readEnv(args.all('env')),
    cwd: project.folder,
    workdir: args.get('workdir') ?? '.',
    projectId: project.id,
    gpuTypes,
    gpuCount: count,
    minVram: numberOf(args, 'min-vram') ?? (typeof config['min_vram'] === 'number' ? config['min_vram'] : 0),
    maxPrice: typeof config['max_price'] === 'number' ? config['max_price'] : Infinity,
    keepAliveMinutes: typeof cooldown === 'number' ? cooldown : null,
    outputs: [...(given.length > 0 ? given : strings(config['outputs'])), ...exclude].map((path) => path.trim()),
    include: strings(config['include']),
    noOutput: args.has('no-output') || config['outputs_enabled'] === false,
    sync: args.has('sync'),
    detach: args.has('detach'),
  };
}

function readEnv(pairs: readonly string[]): Record<string, string> {
  const env: Record<string, string> = {};
  for (const pair of pairs) {
    const equals = pair.indexOf('=');
    if (equals < 1) throw new UsageError(`error: invalid value '${pair}' for '--env <KEY=VALUE>'`);
    env[pair.slice(0, equals)] = pair.slice(equals + 1);
  }
  return env;
}

/** Resolves with the state that the job has then, or is said to have. */
export async function cancelJob(context: Context, jobId: string): Promise<string> {
  const { world } = context;
  const job = findJob(context, jobId);
  const { command, projectId: project } = job;
  if (!jobIsAlive(job)) return recordOf(job).state;
  const ignored = take(world.faults, 'cancel-ignored', { command, project, verb: 'run' }) !== undefined;
  world.note('cancel', { jobId, by: callerOf(context).identity.name, ignored });
  if (ignored) return 'cancelled';
  job.abort.abort({ by: 'cancel' });
  await job.done;
  return recordOf(job).state;
}
