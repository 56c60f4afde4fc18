// `gpu status`, `gpu stop`, `gpu instances`.
import { mayTouch, statusView } from '../control/books.ts';
import { Refused } from '../control/failures.ts';
import { take, type FaultKind } from '../control/faults.ts';
import { bringBack } from '../control/jobs.ts';
import { endPod } from '../control/pods.ts';
import { jobIsAlive, podIsAlive, type Pod } from '../control/types.ts';
import { UsageError } from './args.ts';
import { callerOf, Failure, type Context } from './context.ts';
import { shaped } from './shape.ts';
import { columns } from './terminal.ts';

type StatusView = ReturnType<typeof statusView>;

function readStatus(context: Context, all: boolean): StatusView {
  const { world, args, profile } = context;
  const project = args.get('project') ?? context.project.id;
  const ordered = <Kind extends FaultKind>(kind: Kind) =>
    all ? undefined : take(world.faults, kind, { project, verb: 'status' });
  const listsEnded = ordered('status-lists-ended') !== undefined;
  const late = take(world.faults, 'status-late', { project: context.project.id, verb: 'status' });
  const options = { listsEnded, lateMs: late?.ms ?? 0 };
  const view = statusView(world, callerOf(context), all ? undefined : project, options);
  if (ordered('long-gpu-names')) for (const pod of view.pods) pod.gpu_type = `NVIDIA GeForce ${pod.gpu_type}`;
  const { length } = ordered('status-cuts-commands') ?? { length: Infinity };
  for (const job of view.jobs) if (job.command.length > length) job.command = `${job.command.slice(0, length)}…`;
  if (profile.podId === 'submitted') return view;
  const ready = new Set(view.pods.filter(({ state }) => state !== 'provisioning').map((pod) => pod.pod_id));
  return {
    ...view,
    jobs: view.jobs.map((job) => ({ ...job, pod_id: ready.has(job.pod_id ?? '') ? job.pod_id : null })),
  };
}

export function status(context: Context): number {
  const { world, args, profile, terminal } = context;
  const asJson = args.has('json');
  const all = args.has('all');
  const view = readStatus(context, all);
  const subject = { project: args.get('project') ?? context.project.id, verb: 'status' };
  const countsOnly = !all && take(world.faults, 'status-counts-only', subject) !== undefined;
  const { running_pods, provisioning_pods } = view;
  if (asJson) {
    terminal.json(countsOnly ? { running_pods, provisioning_pods } : shaped(view, profile.json.status));
    return 0;
  }
  terminal.line('GPU Status');
  if (countsOnly) {
    terminal.line(`Pods: ${running_pods} running, ${provisioning_pods} provisioning`);
    return 0;
  }
  terminal.line(`Sessions: ${view.sessions.used} of ${view.sessions.limit} in use`);
  terminal.line('RENTAL INSTANCES');
  if (view.pods.length === 0) {
    terminal.line("No pods found for this project. No active pods.\nRun 'gpu run <command>' to start a pod");
    return 0;
  }
  for (const pod of view.pods) {
    terminal.line(
      `Pod ${pod.pod_id} ${pod.state.toUpperCase()}  ${pod.gpu_count}x ${pod.gpu_type}  ` +
        `$${pod.cost_per_hour.toFixed(2)}/h  project ${pod.project_id}`,
    );
  }
  if (profile.json.status === undefined) {
    for (const job of view.jobs) terminal.line(`Job ${job.job_id} ${job.state}  ${job.command}`);
  }
  terminal.line(`Total spend: $${view.total_spend_usd.toFixed(2)}`);
  return 0;
}

/** Without a terminal nobody can say yes. */
function confirm({ args, call }: Context): void {
  if (args.has('yes') || args.has('force') || call.tty) return;
  throw new Failure('Failed to get confirmation: IO error: not a terminal', 1);
}

export async function stop(context: Context): Promise<number> {
  const { args, terminal } = context;
  confirm(context);
  const stopped = await stopPods(context, args.get('pod-id') ?? args.words[0] ?? '', !args.has('no-sync'));
  if (stopped.length === 0) terminal.note("No running pods found. Use 'gpu instances list' to see all pods.");
  for (const pod of stopped) terminal.note(`Pod ${pod} stopped`);
  return 0;
}

/** @param podId empty for each pod of the project. */
async function stopPods(context: Context, podId: string, sync: boolean, terminate = false): Promise<string[]> {
  const { world, project } = context;
  const caller = callerOf(context);
  const fault = take(world.faults, 'stop-fails', { project: project.id, verb: 'stop' });
  if (fault) {
    const message = fault.text ?? 'Failed to stop pod: the provider answered 503 Service Unavailable.';
    throw new Refused({ code: fault.exitCode ?? 1, error: 'provider_error', message });
  }
  const known = (pod: Pod): boolean => mayTouch(world, caller, pod) && (terminate || !pod.quarantined);
  const pods = [...world.pods.values()].filter(
    (pod) => known(pod) && (podId === '' ? pod.projectId === project.id : pod.podId === podId),
  );
  if (podId !== '' && pods.length === 0) {
    throw new Refused({ code: 12, error: 'not_found', message: `Pod '${podId}' not found.` });
  }
  const stopped: string[] = [];
  for (const pod of pods) {
    if (!podIsAlive(pod)) continue;
    if (sync) await fetchBeforeStop(context, pod);
    if (!podIsAlive(pod)) continue;
    const jobs = [...world.jobs.values()].filter((job) => job.podId === pod.podId);
    endPod(world, pod, 'stop', { by: 'stop' });
    await Promise.all(jobs.map((job) => job.done));
    stopped.push(pod.podId);
  }
  world.note('stop', { by: caller.identity.name, podId, project: project.id, stopped });
  return stopped;
}

/** `gpu stop` brings the outputs of ended jobs back first. */
async function fetchBeforeStop({ world, project }: Context, pod: Pod): Promise<void> {
  for (const job of world.jobs.values()) {
    if (job.podId !== pod.podId || jobIsAlive(job)) continue;
    await job.done;
    await bringBack(world, job, project.folder);
  }
}

export async function instances(context: Context): Promise<number> {
  const { args, profile, terminal } = context;
  const [what, podId] = args.words;
  if (what === 'terminate' && podId !== undefined) {
    confirm(context);
    await stopPods(context, podId, false, true);
    terminal.note(`Pod ${podId} terminated`);
    return 0;
  }
  if (what !== 'list') throw new UsageError('error: expected `gpu instances list` or `gpu instances terminate POD_ID`');
  const { pods } = readStatus(context, true);
  if (args.has('json')) terminal.json(shaped(pods, profile.json.instances));
  else {
    const rows = pods.map((pod) => [pod.pod_id, pod.state, pod.project_id, `${pod.gpu_count}x ${pod.gpu_type}`]);
    for (const row of columns(rows)) terminal.line(row);
  }
  return 0;
}
