import { createHash, randomBytes } from 'node:crypto';
import { existsSync } from 'node:fs';
import { join } from 'node:path';
import type { Clock } from './core/clock.ts';
import type { CliFacts, CloudView, Gpu } from './core/driver.ts';
import { UserError } from './core/errors.ts';
import type { RunRequest } from './core/request.ts';
import { formerIn, makeOurs } from './former.ts';
import { projectFile } from './gpu/config.ts';
import { childEnv } from './gpu/environment.ts';
import { checkWanted, describeFacts } from './gpu/capabilities.ts';
import { openGpu } from './gpu/gpu.ts';
import { digestOf, markIn } from './gpu/wrapper.ts';
import type { Host } from './hosts/host.ts';
import { LEDGER_STATE, podsKept, type Ledger } from './ledger.ts';
import { gpuCaller, inOrg, switchOrg } from './org.ts';
import type { Called } from './ready.ts';
import type { Adopted } from './run.ts';

interface World {
  readonly host: Host;
  readonly env: NodeJS.ProcessEnv;
  readonly clock: Clock;
  readonly signal: AbortSignal;
}

/** Pods that an earlier step of this job was asked to keep: they are this job's own, whoever comes last ends them. */
export const KEPT_PODS = 'GPU_CI_KEPT_PODS';

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
  const wrapped = request.telemetry || request.shell !== 'none';
  const opened = openGpu({
    facts,
    cwd,
    env: gpuEnv,
    sinks: host.foreign,
    saturation: request.saturationPattern,
    wrapped,
    command: request.command,
    project,
    debug: (line) => host.debug(line),
  });
  const gpu = inOrg(opened, request.org, { bin, cwd, env: gpuEnv });
  const { way, json } = facts;
  const ledger: Ledger = {
    key: keyOf(host, env),
    bin,
    cwd,
    project:
      project?.file ?? ['gpu.jsonc', 'gpu.toml'].map((name) => join(cwd, name)).find((path) => existsSync(path)) ?? cwd,
    config: project,
    way,
    json,
    stage: 'intent',
    podsBefore: [],
    jobsBefore: [],
    unmarked: wrapped ? '' : digestOf(request.argv.join(' ')),
    nonces: [],
    jobs: [],
    pods: [],
    known: { job: false, pod: false },
    kept: [],
    keepPod: request.keepPod,
    jobOver: false,
    handedOn: false,
    former: request.mode === 'run' && host.context.runAttempt > 1,
    org: request.org,
    orgBefore: null,
  };
  if (request.org !== '') {
    await switchOrg(gpuCaller(bin, cwd, gpuEnv, { signal }), request.org, (before) => {
      ledger.orgBefore = before;
      host.saveState(LEDGER_STATE, JSON.stringify(ledger));
    });
  }
  // Whoever ends us before we know must look for it.
  if (ledger.former) host.saveState(LEDGER_STATE, JSON.stringify(ledger));
  const view = await snapshot(gpu, world);
  const kept = [...(env[KEPT_PODS] ?? '').split(','), ...podsKept(host.saved())];
  ledger.kept = view.pods.map(({ podId }) => podId).filter((podId) => kept.includes(podId));
  const ofLegs = podsOfLegs(view);
  ledger.podsBefore = view.pods
    .map(({ podId }) => podId)
    .filter((podId) => !kept.includes(podId) && !ofLegs.has(podId));
  ledger.jobsBefore = view.jobs.map(({ jobId }) => jobId);
  return { gpu, ledger, view, cwd };
}

/**
 * Pods that a living job of run-action brought up: its leg leaves them to us when our job is on them as it ends, so they are not
 * pods that were there before. Whose job is alive on them is looked at again before anything is stopped.
 */
function podsOfLegs(view: CloudView): ReadonlySet<string> {
  const brought = view.jobs.filter(
    ({ alive, command, podId }) => alive && markIn(command)?.podsBefore.includes(podId) === false,
  );
  return new Set(brought.map(({ podId }) => podId).filter(Boolean));
}

const TOKEN_HINT =
  'Check that the secret holds a live service account token: `gpu org service-account list`, or `gpu-ci token rotate`.';

/** What cannot be seen cannot be told from what we start, so without this view nothing is started. */
async function snapshot(gpu: Gpu, { clock, signal }: World): Promise<CloudView> {
  let why = '';
  for (let n = 1; n <= 4 && !signal.aborted; n++) {
    const view = await gpu.status(undefined, signal);
    if (view !== undefined) return view;
    const trouble = gpu.statusTrouble();
    why = trouble === undefined ? '' : `: ${trouble.reason}`;
    if (trouble?.class === 'auth')
      throw new UserError(`GPU CLI refused the token: ${trouble.reason}`, TOKEN_HINT, { class: 'auth' });
    if (trouble?.class === 'usage')
      throw new UserError(
        `GPU CLI refused this project: ${trouble.reason}`,
        'Check `gpu.jsonc` with `gpu config validate`.',
      );
    if (n < 4) await clock.sleep(n * 1_000, signal);
  }
  throw new UserError(
    `GPU CLI did not tell what runs in this project (\`gpu status\`${why}), so nothing was started: it could not be ended safely.`,
    'Run `gpu doctor`; when the service has trouble, run the job again later.',
    { class: 'infra' },
  );
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
