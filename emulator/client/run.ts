// `gpu run`: submit, attach, cancel.
import { numberOf, durationMs, UsageError } from './args.ts';
import { follow, killSelf } from './attach.ts';
import { call, type Context } from './context.ts';
import { fail, json, note, progress } from './print.ts';
import { strings } from './project.ts';
import { shaped } from './shape.ts';

export async function run(context: Context): Promise<number> {
  const { args, directives, profile } = context;
  const attach = args.get('attach');
  const cancel = args.get('cancel');
  if (attach !== undefined) return follow(context, attach, { as: 'attach', tail: numberOf(args, 'tail') });
  if (cancel !== undefined) return cancelJob(context, cancel);
  if (args.words.length === 0) throw new UsageError('error: a command is required: gpu run [FLAGS] -- COMMAND…');
  if (args.has('interactive') && !process.stdin.isTTY) {
    fail('Interactive mode needs a terminal: stdin is not a TTY');
    return 1;
  }
  const request = readRequest(context);
  const interrupted = { yes: false };
  const early = (): void => {
    interrupted.yes = true;
  };
  const detach = args.has('detach');
  if (!detach) process.on('SIGINT', early);
  progress('Detecting project…');
  if (directives.kill === 'before-submit') killSelf();
  if (directives.noRecord && !directives.noRecord.submit) return 0;
  progress('Resolving');
  if (directives.syncMs !== undefined) await call(context, '/sync', { ms: directives.syncMs });
  const answer = await call(context, '/run', request);
  const jobId = String(answer['job_id']);
  if (directives.kill === 'submitted') killSelf();
  if (directives.noRecord) return 0;
  if (directives.lost) {
    if (directives.lost.whenOver) await call(context, '/wait', { jobId });
    fail(directives.lost.text);
    return directives.lost.code;
  }
  if (detach) {
    if (args.has('json')) json(shaped(answer, profile.json.run));
    else note(`Job ${jobId} submitted. Attach with: gpu attach ${jobId}`);
    return 0;
  }
  if (directives.printJobId) note(`Job: ${jobId}`);
  process.off('SIGINT', early);
  return follow(context, jobId, { as: 'owner', interrupted: interrupted.yes });
}

function readRequest(context: Context): Record<string, unknown> {
  const { args, project } = context;
  const { config } = project;
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
  const idle = args.get('idle-timeout');
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
    ...(typeof config['max_price'] === 'number' ? { maxPrice: config['max_price'] } : {}),
    keepAliveMinutes:
      idle !== undefined ? durationMs(idle, 'idle-timeout') / 60_000 : typeof cooldown === 'number' ? cooldown : null,
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

async function cancelJob(context: Context, jobId: string): Promise<number> {
  const record = await call(context, '/cancel', { jobId });
  if (record['state'] === 'cancelled') note(`Job ${jobId} cancelled`);
  else note(`Job ${jobId} has already ended (${String(record['state'])})`);
  return 0;
}
