// What each call of the program does.
import { adminRoutes } from './admin.ts';
import { directives } from './directives.ts';
import { mayTouch, statusView } from './books.ts';
import { take } from './faults.ts';
import { pause } from './failures.ts';
import { frame } from './log.ts';
import { bringBack, recordOf, submit, taken } from './jobs.ts';
import { endPod } from './pods.ts';
import {
  Refused,
  flag,
  number,
  readRequest,
  text,
  texts,
  type Body,
  type Exchange,
  type Handler,
  type Route,
} from './request.ts';
import { jobIsAlive, podIsAlive, type Job, type Pod, type World } from './types.ts';

const hello: Handler = (world, { body }) => {
  const subject = {
    verb: text(body, 'verb'),
    project: text(body, 'project'),
    command: texts(body, 'command').join(' '),
    argv: texts(body, 'argv'),
  };
  world.note('call', { verb: subject.verb, argv: subject.argv, project: subject.project, pid: body['pid'] });
  return directives(world, subject);
};

const run: Handler = async (world, { body, caller }) => {
  const request = readRequest(body);
  if (typeof request === 'string') throw new Refused({ code: 2, error: 'usage', message: `Bad request: ${request}.` });
  const slow = take(world.faults, 'slow-submit', { command: request.argv.join(' '), verb: 'run' });
  if (slow) {
    world.note('slow-submit', { projectId: request.projectId });
    await pause(slow.ms);
  }
  const job = submit(world, caller, request);
  if ('jobId' in job) return { job_id: job.jobId, pod_id: null, state: 'pending' };
  world.refusals += 1;
  world.note('refused', { code: job.code, error: job.error, command: request.argv.join(' ') });
  throw new Refused({
    code: job.code,
    error: job.error,
    message: job.message,
    ...(job.sessions ? { sessions: job.sessions } : {}),
    ...(job.retryAfterSeconds === undefined ? {} : { retry_after_seconds: job.retryAfterSeconds }),
  });
};

/** A workspace that takes its time; the call is made only where that was ordered. */
const sync: Handler = async (world, { body }) => {
  const ms = Number(body['ms']);
  world.note('syncing', { ms });
  await pause(ms);
  return {};
};

function findJob(world: World, exchange: Exchange): Job {
  const jobId = text(exchange.body, 'jobId');
  const job = world.jobs.get(jobId);
  if (!job || !mayTouch(world, exchange.caller, job)) {
    throw new Refused({ code: 12, error: 'not_found', message: `Job '${jobId}' not found.` });
  }
  return job;
}

/** Where the client is: another machine than the submitting one has a workspace of its own. */
const folderOf = (body: Exchange['body']): string => {
  const cwd = text(body, 'cwd');
  return cwd.startsWith('/') ? cwd : '';
};

const stream: Handler = async (world, exchange) => {
  const job = findJob(world, exchange);
  const { response, body, caller } = exchange;
  const owner = text(body, 'as') === 'owner';
  const subject = { command: job.command, project: job.projectId, verb: owner ? 'run' : 'attach' };
  const dropping = text(body, 'as') === 'logs' ? undefined : take(world.faults, 'attach-drops', subject);
  response.writeHead(200, { 'content-type': 'application/octet-stream' });
  response.flushHeaders();
  if (!owner && job.startedAt === null && jobIsAlive(job) && taken(job, 'attach-before-pod')) {
    response.end(frame('x', Buffer.from(JSON.stringify(recordOf(job)))));
    return;
  }
  const check = setInterval(() => {
    if (!('kind' in world.orgs.authenticate(caller.token))) response.destroy();
  }, 100);
  check.unref();
  try {
    await job.log.pipe(response, {
      follow: flag(body, 'follow'),
      ...(dropping ? { dropAfter: dropping.afterBytes ?? 0 } : {}),
    });
  } finally {
    clearInterval(check);
  }
  if (!jobIsAlive(job)) {
    if (job.request.detach && world.settings.outputsOnDetach === 'wait') await bringBack(world, job, folderOf(body));
  } else if (owner && !world.closing) {
    world.note('client-lost', { jobId: job.jobId, podId: job.podId });
    if (world.settings.onClientLoss === 'cancel') job.abort.abort({ by: 'cancel' });
  }
};

const wait: Handler = async (world, exchange) => {
  const job = findJob(world, exchange);
  const timeoutMs = number(exchange.body, 'timeoutMs', Infinity);
  const given = new AbortController();
  exchange.response.once('close', () => given.abort());
  const ended = job.done.then(() => true);
  const late = timeoutMs === Infinity ? ended : pause(timeoutMs, given.signal).then(() => false);
  await Promise.race([ended, late]).catch(() => undefined);
  given.abort();
  late.catch(() => undefined);
  if (jobIsAlive(job)) return recordOf(job);
  if (job.request.detach && world.settings.outputsOnDetach === 'wait')
    await bringBack(world, job, folderOf(exchange.body));
  return recordOf(job);
};

const cancel: Handler = async (world, exchange) => {
  const job = findJob(world, exchange);
  const { command, projectId: project } = job;
  if (!jobIsAlive(job)) return recordOf(job);
  const ignored = take(world.faults, 'cancel-ignored', { command, project, verb: 'run' });
  world.note('cancel', { jobId: job.jobId, by: exchange.caller.identity.name, ignored: ignored !== undefined });
  if (ignored) return { ...recordOf(job), state: 'cancelled' };
  job.abort.abort({ by: 'cancel' });
  await job.done;
  return recordOf(job);
};

const stop: Handler = async (world, exchange) => {
  const { body, caller } = exchange;
  const podId = text(body, 'podId');
  const project = text(body, 'projectId');
  const fault = take(world.faults, 'stop-fails', { project, verb: 'stop' });
  if (fault) {
    const message = fault.text ?? 'Failed to stop pod: the provider answered 503 Service Unavailable.';
    throw new Refused({ code: fault.exitCode ?? 1, error: 'provider_error', message });
  }
  const found = world.pods.get(podId);
  const known = found?.quarantined === true && !flag(body, 'terminate') ? undefined : found;
  if (podId !== '' && !(known && mayTouch(world, caller, known))) {
    throw new Refused({ code: 12, error: 'not_found', message: `Pod '${podId}' not found.` });
  }
  const pods =
    podId === ''
      ? [...world.pods.values()].filter((pod) => pod.projectId === project && !pod.quarantined)
      : known
        ? [known]
        : [];
  const stopped: string[] = [];
  for (const pod of pods) {
    if (!podIsAlive(pod) || !mayTouch(world, caller, pod)) continue;
    if (!flag(body, 'noSync')) await fetchBeforeStop(world, pod, folderOf(body));
    if (!podIsAlive(pod)) continue;
    const jobs = [...world.jobs.values()].filter((job) => job.podId === pod.podId);
    endPod(world, pod, 'stop', { by: 'stop' });
    await Promise.all(jobs.map((job) => job.done));
    stopped.push(pod.podId);
  }
  world.note('stop', { by: caller.identity.name, podId, project, stopped });
  return { stopped };
};

/** `gpu stop` brings the outputs of ended jobs back first. */
async function fetchBeforeStop(world: World, pod: Pod, asking: string): Promise<void> {
  for (const job of world.jobs.values()) {
    if (job.podId !== pod.podId || jobIsAlive(job)) continue;
    await job.done;
    if (!job.request.detach || world.settings.outputsOnDetach !== 'never') await bringBack(world, job, asking);
  }
}

const status: Handler = (world, { body, caller }) => {
  const project = text(body, 'projectId');
  if (flag(body, 'all')) return statusView(world, caller, undefined);
  const { running_pods, provisioning_pods, ...rest } = statusView(world, caller, project);
  const counts = { running_pods, provisioning_pods };
  const countsOnly = take(world.faults, 'status-counts-only', { project, verb: 'status' }) !== undefined;
  return countsOnly ? counts : { ...counts, ...rest };
};

const inventory: Handler = (world) =>
  world.inventory.map((gpu) => ({
    gpu_type: gpu.gpuType,
    cost_per_hour: gpu.usdPerHour,
    vram: gpu.vramGb,
    available: gpu.stock > 0,
    stock: gpu.stock === Infinity ? 'high' : gpu.stock === 0 ? 'none' : gpu.stock < 3 ? 'low' : 'medium',
  }));

const org: Handler = (world, { body, caller }) => {
  const args = typeof body['args'] === 'object' && body['args'] !== null ? (body['args'] as Body) : {};
  const answer = world.orgs.handle(caller.identity, text(body, 'verb'), args);
  if ('ok' in answer) return answer;
  throw new Refused(answer);
};

const login: Handler = (world, { body }) => {
  const answer = world.orgs.handle({ kind: 'user', id: '', name: '', org: null }, 'login', body);
  if ('ok' in answer) return answer;
  throw new Refused(answer);
};

const whoami: Handler = (world, { caller }) => ({ ...caller.identity, pool: world.orgs.pool(caller.identity) });

export const routes: Record<string, Route | undefined> = {
  ...adminRoutes,
  '/hello': { open: true, handle: hello },
  '/run': { handle: run },
  '/sync': { handle: sync },
  '/stream': { handle: stream },
  '/wait': { handle: wait },
  '/cancel': { handle: cancel },
  '/stop': { handle: stop },
  '/status': { handle: status },
  '/inventory': { handle: inventory },
  '/org': { context: false, handle: org },
  '/login': { open: true, handle: login },
  '/whoami': { handle: whoami },
};
