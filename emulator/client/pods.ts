// `gpu status`, `gpu stop`, `gpu instances`.
import { UsageError } from './args.ts';
import { shaped } from './shape.ts';
import { call, Failure, type Context } from './context.ts';
import { columns, json, line, note } from './print.ts';

interface StatusView {
  running_pods: number;
  provisioning_pods: number;
  pods: {
    pod_id: string;
    state: string;
    project_id: string;
    gpu_type: string;
    gpu_count: number;
    cost_per_hour: number;
    jobs: string[];
  }[];
  jobs: { job_id: string; pod_id: string | null; state: string; command: string }[];
  sessions: { used: number; limit: number };
  total_spend_usd: number;
}

async function readStatus(context: Context, all: boolean): Promise<StatusView> {
  const projectId = context.args.get('project') ?? context.project.id;
  const view = (await call(context, '/status', { projectId, all })) as unknown as StatusView;
  if (context.profile.podId === 'submitted') return view;
  const ready = new Set(view.pods.filter(({ state }) => state !== 'provisioning').map((pod) => pod.pod_id));
  return {
    ...view,
    jobs: view.jobs.map((job) => ({ ...job, pod_id: ready.has(job.pod_id ?? '') ? job.pod_id : null })),
  };
}

export async function status(context: Context): Promise<number> {
  const { args, profile } = context;
  const asJson = args.has('json');
  const view = await readStatus(context, args.has('all') || args.has('billing'));
  if (args.has('billing')) {
    const billing = { live_pods: view.running_pods + view.provisioning_pods, total_spend_usd: view.total_spend_usd };
    if (asJson) json(billing);
    else line(`Live pods: ${billing.live_pods}\nTotal spend: $${billing.total_spend_usd.toFixed(2)}`);
    return 0;
  }
  if (asJson) {
    json(shaped(view, profile.json.status));
    return 0;
  }
  line('GPU Status');
  // The cloud was ordered to give the counts only.
  if (!Object.hasOwn(view, 'pods')) {
    line(`Pods: ${view.running_pods} running, ${view.provisioning_pods} provisioning`);
    return 0;
  }
  line(`Sessions: ${view.sessions.used} of ${view.sessions.limit} in use`);
  line('RENTAL INSTANCES');
  if (view.pods.length === 0) {
    line("No pods found for this project. No active pods.\nRun 'gpu run <command>' to start a pod");
    return 0;
  }
  for (const pod of view.pods) {
    line(
      `Pod ${pod.pod_id} ${pod.state.toUpperCase()}  ${pod.gpu_count}x ${pod.gpu_type}  ` +
        `$${pod.cost_per_hour.toFixed(2)}/h  project ${pod.project_id}`,
    );
  }
  if (profile.json.status === undefined) {
    for (const job of view.jobs) line(`Job ${job.job_id} ${job.state}  ${job.command}`);
  }
  line(`Total spend: $${view.total_spend_usd.toFixed(2)}`);
  return 0;
}

/** Without a terminal nobody can say yes. */
function confirm(context: Context): void {
  if (context.args.has('yes') || context.args.has('force')) return;
  if (!process.stdin.isTTY) throw new Failure('Failed to get confirmation: IO error: not a terminal', 1);
}

export async function stop(context: Context): Promise<number> {
  const { args, project } = context;
  confirm(context);
  const podId = args.get('pod-id') ?? args.words[0] ?? '';
  const answer = await call(context, '/stop', {
    podId,
    projectId: project.id,
    cwd: project.folder,
    noSync: args.has('no-sync'),
  });
  const stopped = answer['stopped'] as string[];
  if (stopped.length === 0) note("No running pods found. Use 'gpu instances list' to see all pods.");
  for (const pod of stopped) note(`Pod ${pod} stopped`);
  return 0;
}

export async function instances(context: Context): Promise<number> {
  const [what, podId] = context.args.words;
  if (what === 'terminate' && podId !== undefined) {
    confirm(context);
    await call(context, '/stop', { podId, projectId: context.project.id, noSync: true, terminate: true });
    note(`Pod ${podId} terminated`);
    return 0;
  }
  if (what !== 'list') throw new UsageError('error: expected `gpu instances list` or `gpu instances terminate POD_ID`');
  const view = await readStatus(context, true);
  if (context.args.has('json')) json(shaped(view.pods, context.profile.json.instances));
  else {
    const rows = view.pods.map((pod) => [pod.pod_id, pod.state, pod.project_id, `${pod.gpu_count}x ${pod.gpu_type}`]);
    for (const row of columns(rows)) line(row);
  }
  return 0;
}
