import { createHash, randomBytes } from 'node:crypto';
import { statSync } from 'node:fs';
import { delimiter, resolve } from 'node:path';
import type { Clock } from '../model/clock.ts';
import type { CliFacts, CloudView, Gpu, JobView, PodView } from '../model/gpu.ts';
import { UserError } from '../model/errors.ts';
import type { Host } from '../model/host.ts';
import { offerFor } from '../model/outcome.ts';
import { formsOf } from '../model/secrets.ts';
import type { RunRequest } from '../request.ts';
import { checkWanted, describeFacts, probe } from '../gpu/capabilities.ts';
import { openGpu } from '../gpu/client.ts';
import { projectFile } from '../gpu/capabilities.ts';
import { childEnv } from '../gpu/environment.ts';
import { identityOf, projectIn } from '../gpu/project.ts';
import { findOrInstall } from '../gpu/install.ts';
import { markIn } from '../gpu/wrapper.ts';
import type { Adopted } from './loop.ts';
import { gpuCaller, inOneOrg, switchOrg } from './org.ts';
import { identify } from './process.ts';
import { RunState, accountOf } from './state.ts';

export interface World {
  readonly host: Host;
  readonly env: NodeJS.ProcessEnv;
  readonly clock: Clock;
  readonly signal: AbortSignal;
}

/** The folder of the project. @throws UserError if it does not exist: nothing is installed for a wrong input. */
export function folderOf(request: RunRequest, host: Host): string {
  const cwd = resolve(host.context.workspace, request.workingDirectory);
  if (statSync(cwd, { throwIfNoEntry: false })?.isDirectory() === true) return cwd;
  throw new UserError(
    `\`working-directory\` is "${request.workingDirectory}", but there is no folder ${cwd}.`,
    'Check out the repository before this step (actions/checkout) and name a folder in it.',
  );
}

/** Installs GPU CLI if it is missing, puts it on PATH, and exports the token if that is wanted. @returns the path of the program. */
export async function installCli(request: RunRequest, token: string, world: World): Promise<string> {
  const { host, env, clock, signal } = world;
  // A program that is there already has nothing to report, and an empty group would be noise.
  let opened = false;
  const info = (line: string): void => {
    if (!opened) host.group('Install GPU CLI');
    opened = true;
    host.info(line);
  };
  const installed = await findOrInstall(request, {
    env: withoutToken(env, token),
    clock,
    signal,
    tempDir: host.context.tempDir,
    platform: process.platform,
    info,
  }).finally(() => {
    if (opened) host.endGroup();
  });
  if (installed.pathEntry !== '') {
    host.addPath(installed.pathEntry);
    env['PATH'] = `${installed.pathEntry}${delimiter}${env['PATH'] ?? ''}`;
  }
  if (request.exportToken && env['GPU_SERVICE_TOKEN'] !== token) host.exportVariable('GPU_SERVICE_TOKEN', token);
  return installed.bin;
}

/** Also if the job has the token under another name: what installs or identifies the program does not need it. */
function withoutToken(env: NodeJS.ProcessEnv, token: string): NodeJS.ProcessEnv {
  const forms = formsOf(token);
  return Object.fromEntries(
    Object.entries(env).filter(([, value = '']) => !forms.some((form) => value.includes(form))),
  );
}

/** What the program is and can do. It is asked before it gets the token. */
export const identifyCli = (
  bin: string,
  token: string,
  { env, signal, host }: World,
  cwd = host.context.workspace,
): Promise<CliFacts> => probe(bin, childEnv(withoutToken(env, token), ''), cwd, signal);

export interface Ready {
  readonly gpu: Gpu;
  readonly state: RunState;
  readonly view: CloudView;
}

interface Installed {
  readonly bin: string;
  readonly cwd: string;
  readonly token: string;
}

/** Opens the installed program in its project, in the wanted organization, and looks at what runs there before this run. */
export async function openProject(
  request: RunRequest,
  { bin, cwd, token }: Installed,
  world: World,
  on: { readonly facts: (facts: CliFacts) => void; readonly state: (state: RunState, gpu: Gpu) => void },
): Promise<Ready> {
  const { host, env, signal } = world;
  const facts = await identifyCli(bin, token, world, cwd);
  signal.throwIfAborted();
  on.facts(facts);
  host.debug(describeFacts(facts));
  if (request.mode !== 'collect') checkWanted(facts, request);
  const config = await projectFile(request.args, { bin, cwd, env: childEnv(env, ''), signal });
  const gpuEnv = childEnv(env, token);
  const state = RunState.begin(
    host,
    {
      key: keyOf(request, host, env),
      attempt: host.context.runAttempt,
      account: accountOf(token),
      bin,
      sha256: request.cliSha256,
      cwd,
      project: config?.file ?? projectIn(cwd),
      identity: identityOf(cwd, config),
      config,
      way: facts.way,
      json: facts.json,
      alone: host.context.matrixSize <= 1,
    },
    { keepPod: request.keepPod, isRerun: request.mode === 'run' && host.context.runAttempt > 1 },
  );
  const gpu = inOneOrg(
    openGpu({
      facts,
      cwd,
      env: gpuEnv,
      sinks: host.foreign,
      saturation: request.saturationPattern,
      command: request.command,
      project: config,
      debug: (line) => host.debug(line),
      onClient: (pid) => state.startedClient(identify(pid)),
    }),
    () => state.before.account,
  );
  on.state(state, gpu);
  if (request.org !== '') {
    const caller = gpuCaller(bin, cwd, gpuEnv, { signal });
    const wasRead = await switchOrg(caller, request.org, (before) => state.switchedOrg(before));
    if (!wasRead) host.notice(`${ACTIVE_UNKNOWN} ${request.org} stays active after this job.`);
  }
  const seen = await snapshot(gpu, world);
  // A look that was cut short shows nothing: the post step has to look for the previous attempt.
  signal.throwIfAborted();
  if (seen === undefined) host.notice(beforeUnknown(gpu.statusTrouble()?.reason));
  state.saw(seen, seen === undefined ? new Set() : podsOfRuns(seen));
  const view = seen ?? { pods: [], jobs: [], jobsKnown: false, pool: null };
  noteMatrixWidth(host, view.pool?.limit ?? 0);
  return { gpu, state, view };
}

function noteMatrixWidth(host: Host, limit: number): void {
  const { matrixSize } = host.context;
  if (limit === 0 || matrixSize <= limit) return;
  host.notice(
    `The matrix has ${matrixSize} jobs and the pool ${limit} sessions: with \`max-parallel: ${limit}\` no runner waits for a session.`,
  );
}

const ACTIVE_UNKNOWN = 'GPU CLI does not show without doubt which organization was active before, so';
const beforeUnknown = (reason = ''): string =>
  `GPU CLI does not show what runs in this project${reason === '' ? '' : ` (${reason})`}. After the run only the job and the pod that are known by their ids are ended.`;

/** Of a pod that is coming up. GPU CLI may name it for its job only when it is ready. */
const COMING_UP = /^(provision|pending|creating|starting|booting|initiali[sz]ing|queued)/i;

/**
 * Pods that a running job of run-action brought up. Its step leaves them to this run if the job of this run is still on them when it
 * ends, so they do not count as pods that were there before. The clean-up looks again at whose jobs run on them.
 */
function podsOfRuns({ pods, instances = [], jobs }: CloudView): ReadonlySet<string> {
  const isBroughtBy = ({ podId, state }: PodView, job: JobView): boolean => {
    const before = job.alive ? markIn(job.command)?.podsBefore : undefined;
    const mayBeOn = job.podId === '' && COMING_UP.test(state) && jobs.every((one) => one.podId !== podId);
    return before?.includes(podId) === false && (job.podId === podId || mayBeOn);
  };
  const brought = [...pods, ...instances].filter((pod) => jobs.some((job) => isBroughtBy(pod, job)));
  return new Set(brought.map(({ podId }) => podId));
}

/** How often a status is asked for that gives no answer, and how long `gpu instances list` may take (ms). */
const LOOKS = 4;
const INSTANCES_MS = 15_000;

const TOKEN_HINT =
  'Check that the secret holds a live service account token: `gpu org service-account list`, or `gpu-ci token rotate`.';

/** The pods and jobs before this run; undefined if GPU CLI does not show them. */
async function snapshot(gpu: Gpu, { clock, signal }: World): Promise<CloudView | undefined> {
  for (let n = 1; n <= LOOKS && !signal.aborted; n++) {
    const view = await gpu.status(undefined, signal);
    if (view !== undefined && view.unnamed === undefined) return view;
    const trouble = view === undefined ? gpu.statusTrouble() : undefined;
    if (trouble?.class === 'auth')
      throw new UserError(`GPU CLI refused the token: ${trouble.reason}`, TOKEN_HINT, { class: 'auth' });
    if (trouble?.class === 'usage')
      throw new UserError(
        `GPU CLI refused this project: ${trouble.reason}`,
        'Check `gpu.jsonc` with `gpu config validate`.',
      );
    const instances = await gpu.instances(INSTANCES_MS, signal);
    if (view !== undefined) return instances === undefined ? view : { ...view, instances };
    // A status that failed may answer the next time, and only that shows which pods are of this project.
    if (instances !== undefined && (trouble === undefined || n === LOOKS))
      return { pods: [], jobs: [], jobsKnown: false, pool: null, statusKnown: false, instances };
    if (n < LOOKS) await clock.sleep(n * 1_000, signal);
  }
  return undefined;
}

/** One step of one job of one run, the same in each re-run; on a laptop, which has no runs, a new one each time. */
function keyOf({ argv, workingDirectory }: RunRequest, host: Host, env: NodeJS.ProcessEnv): string {
  const { repository, runId, job, leg } = host.context;
  const parts = [
    repository,
    runId || randomBytes(16).toString('hex'),
    job,
    leg,
    host.input('matrix'),
    env['GITHUB_ACTION'] ?? '',
    // Two callers of one reusable workflow differ in nothing else.
    workingDirectory,
    ...argv,
  ];
  return `k${createHash('sha256').update(parts.join('\0')).digest('hex').slice(0, 16)}`;
}

/** The running job that this step started in an earlier attempt of the CI job. If several can be it, it is not known which. */
function previousIn({ jobs }: CloudView, { project: { key, attempt } }: RunState): JobView | undefined {
  const matching = jobs.filter(({ alive, command }) => {
    const mark = markIn(command);
    return alive && mark?.key === key && mark.attempt < attempt;
  });
  return matching.length === 1 ? matching[0] : undefined;
}

/** Whether a job of the previous attempt can run unseen: pods without a list of jobs, or jobs without their command lines. */
export const hidesPrevious = ({ jobs, jobsKnown, pods, unnamed = 0, statusKnown }: CloudView): boolean =>
  jobsKnown
    ? jobs.some(({ alive, command }) => alive && command === '')
    : statusKnown === false || pods.length + unnamed > 0;

/** Takes over the job to follow instead of starting one: the one to collect, or that of the previous attempt. */
export function jobToFollow({ view, state }: Ready, request: RunRequest, host: Host): Adopted | undefined {
  const { jobId, mode } = request;
  const isRerun = mode !== 'collect' && host.context.runAttempt > 1;
  const collected = view.jobs.find((job) => job.jobId === jobId) ?? { jobId, podId: '', command: '' };
  const job = isRerun ? previousIn(view, state) : mode === 'collect' ? collected : undefined;
  if (job === undefined) state.looked();
  else state.adopt(job);
  if (isRerun && job !== undefined)
    host.notice(`Job ${job.jobId} from the previous attempt is still running; attaching to it.`);
  else if (isRerun && (hidesPrevious(view) || state.before.unnamed === null)) host.warning(CANNOT_LOOK);
  return job;
}

const CANNOT_LOOK =
  'GPU CLI does not list jobs with their command lines, so a job of the previous attempt may still be running, and both would be billed. Check with `gpu status`, and stop its pod with `gpu stop POD_ID -y`.';

/** A re-run that is ended before it follows the job of its previous attempt ends that job: nobody else would. */
export function takePreviousToEnd(state: RunState, view: CloudView): void {
  const job = state.at === 'looking' ? previousIn(view, state) : undefined;
  if (job === undefined) state.looked();
  else state.adopt(job);
}

/** The list price is all that can be known before a pod is up. */
export async function warnWithoutPrice({ gpuTypes }: RunRequest, gpu: Gpu, { host, signal }: World): Promise<void> {
  const offers = gpuTypes.length === 0 ? [] : await gpu.inventory(signal);
  const unknown = gpuTypes.filter((type) => offerFor(offers, type) === undefined);
  if (gpuTypes.length > 0 && unknown.length === 0) return;
  const why =
    gpuTypes.length === 0 ? '`gpu-type` is not set' : `\`gpu inventory\` lists no price for ${unknown.join(', ')}`;
  host.warning(
    `The price for \`max-cost\` is not known before the start: ${why}. The limit applies only if GPU CLI reports the price of the pod.`,
  );
}

/** What is kept of the limit of the CI job for ending the run (ms); a quarter of a short one. */
const JOB_LIMIT_RESERVE_MS = 5 * 60_000;
/** The same if the host does not report when the job started: steps before this one have used some of the limit. */
const UNKNOWN_START_RESERVE_MS = 15 * 60_000;

/** What the limit of the CI job leaves for the run, 0 without a limit. */
export function jobLeftMs({ context: { jobLimitMs, jobStartedAt } }: Host, clock: Clock): number {
  if (jobLimitMs === 0) return 0;
  const passedMs = clock.now() - jobStartedAt;
  const known = jobStartedAt > 0 && passedMs >= 0 && passedMs < jobLimitMs;
  const reserveMs = Math.min(known ? JOB_LIMIT_RESERVE_MS : UNKNOWN_START_RESERVE_MS, jobLimitMs / 4);
  return Math.max(1, jobLimitMs - reserveMs - (known ? passedMs : 0));
}
