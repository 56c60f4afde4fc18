import { createHash, randomBytes } from 'node:crypto';
import { existsSync } from 'node:fs';
import { join } from 'node:path';
import type { Clock } from '../model/clock.ts';
import type { CliFacts, CloudView, Gpu } from '../model/gpu.ts';
import { UserError } from '../model/errors.ts';
import type { RunRequest } from '../request.ts';
import { formerIn, makeOurs } from './former.ts';
import { projectFile } from '../gpu/config.ts';
import { childEnv } from '../gpu/environment.ts';
import { checkWanted, describeFacts } from '../gpu/capabilities.ts';
import { openGpu } from '../gpu/client.ts';
import { markIn } from '../gpu/wrapper.ts';
import type { Host } from '../model/host.ts';
import { LEDGER_STATE, tryToSave, type Ledger } from './state.ts';
import { gpuCaller, inOneOrg, switchOrg } from './org.ts';
import { identify } from './process.ts';
import type { Called } from './ready.ts';
import type { Adopted } from './loop.ts';

interface World {
  readonly host: Host;
  readonly env: NodeJS.ProcessEnv;
  readonly clock: Clock;
  readonly signal: AbortSignal;
}

export interface Ready {
  readonly gpu: Gpu;
  readonly ledger: Ledger;
  readonly view: CloudView;
  readonly cwd: string;
}

/** The driver over an installed CLI, the organization that was asked for, and what lived in the project before us. */
export async function openProject(
  request: RunRequest,
  called: Called,
  world: World,
  onFacts: (facts: CliFacts) => void,
): Promise<Ready> {
  const { host, env, signal } = world;
  const { bin, cwd, env: gpuEnv } = called;
  const facts = await called.facts;
  signal.throwIfAborted();
  onFacts(facts);
  if (facts.caveat !== '') host.notice(facts.caveat);
  const project = await projectFile(request.args, { bin, cwd, env: childEnv(env, ''), signal });
  host.debug(describeFacts(facts));
  if (request.mode !== 'collect') checkWanted(facts, request);
  const opened = openGpu({
    onClient: (pid) => {
      ledger.client = identify(pid);
      tryToSave(host, ledger);
    },
    facts,
    cwd,
    env: gpuEnv,
    sinks: host.foreign,
    saturation: request.saturationPattern,
    command: request.command,
    project,
    debug: (line) => host.debug(line),
  });
  const { way, json } = facts;
  const ledger: Ledger = {
    key: keyOf(host, env),
    bin,
    sha256: request.cliSha256,
    cwd,
    project:
      project?.file ?? ['gpu.jsonc', 'gpu.toml'].map((name) => join(cwd, name)).find((path) => existsSync(path)) ?? cwd,
    config: project,
    way,
    json,
    stage: 'intent',
    podsBefore: [],
    jobsBefore: [],
    unnamedBefore: null,
    countedBefore: null,
    jobsListed: false,
    alone: host.context.matrixSize <= 1,
    client: '',
    account: '',
    nonces: [],
    jobs: [],
    pods: [],
    known: { job: false, pod: false },
    broken: [],
    keepPod: request.keepPod,
    jobOver: false,
    refused: false,
    handedOn: false,
    former: request.mode === 'run' && host.context.runAttempt > 1,
    org: request.org,
    orgBefore: null,
  };
  const gpu = inOneOrg(opened, ledger);
  if (request.org !== '') {
    const wasRead = await switchOrg(gpuCaller(bin, cwd, gpuEnv, { signal }), request.org, (before) => {
      ledger.orgBefore = before;
      host.saveState(LEDGER_STATE, JSON.stringify(ledger));
    });
    if (!wasRead) host.notice(`${ACTIVE_UNKNOWN} ${request.org} stays active after this job.`);
  }
  // Whoever ends us before we know must look for it.
  if (ledger.former) host.saveState(LEDGER_STATE, JSON.stringify(ledger));
  const seen = await snapshot(gpu, world);
  // A look that was cut short shows nothing: post has to look for the previous attempt.
  signal.throwIfAborted();
  const view = seen ?? { pods: [], jobs: [], jobsKnown: false, pool: null };
  if (seen === undefined) host.notice(BEFORE_UNKNOWN);
  const ofOthers = podsOfRuns(view);
  ledger.podsBefore = [...view.pods, ...(view.instances ?? [])]
    .map(({ podId }) => podId)
    .filter((podId) => !ofOthers.has(podId));
  ledger.jobsBefore = view.jobs.map(({ jobId }) => jobId);
  ledger.jobsListed = view.jobsKnown;
  ledger.account = view.account?.org ?? '';
  if (seen !== undefined && view.statusKnown !== false) {
    // If the account's pods have names, those of the project are among them.
    ledger.unnamedBefore = view.instances === undefined ? (view.unnamed ?? 0) : 0;
    ledger.countedBefore = view.pods.length + (view.unnamed ?? 0);
  }
  return { gpu, ledger, view, cwd };
}

const ACTIVE_UNKNOWN = 'GPU CLI does not show without doubt which organization was active before, so';
const BEFORE_UNKNOWN =
  'GPU CLI does not show what runs in this project. After the run only the job and the pod that are known by their ids are ended.';

/**
 * Pods that a running job of run-action brought up. Its step leaves them to us if our job is still on them when it ends, so they do
 * not count as pods that were there before. The clean-up looks again at whose jobs run on them.
 */
function podsOfRuns(view: CloudView): ReadonlySet<string> {
  const brought = view.jobs.filter(
    ({ alive, command, podId }) => alive && markIn(command)?.podsBefore?.includes(podId) === false,
  );
  return new Set(brought.map(({ podId }) => podId).filter(Boolean));
}

/** How often a status is asked for that gives no answer, and how long `gpu instances list` may take (ms). */
const LOOKS = 4;
const INSTANCES_MS = 15_000;

const TOKEN_HINT =
  'Check that the secret holds a live service account token: `gpu org service-account list`, or `gpu-ci token rotate`.';

/** The pods and jobs before us; undefined if the CLI does not show them. */
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
function keyOf(host: Host, env: NodeJS.ProcessEnv): string {
  const { repository, runId, job, leg } = host.context;
  const parts = [
    repository,
    runId || randomBytes(16).toString('hex'),
    job,
    leg,
    host.input('matrix'),
    env['GITHUB_ACTION'] ?? '',
  ];
  return `k${createHash('sha256').update(parts.join('\0')).digest('hex').slice(0, 16)}`;
}

/** The job to take up instead of starting one: the one to collect, or the living run of a former try of this very step. */
export function jobToAdopt({ view, ledger }: Ready, request: RunRequest, host: Host): Adopted | undefined {
  const collects = request.mode === 'collect';
  const former = host.context.runAttempt > 1 ? formerIn(view, ledger) : undefined;
  const found = collects ? view.jobs.find(({ jobId }) => jobId === request.jobId) : former;
  if (found !== undefined) return { jobId: found.jobId, podId: found.podId, nonce: makeOurs(ledger, found) };
  return collects ? { jobId: request.jobId, podId: '', nonce: '' } : undefined;
}
