import type { CloudView, JobResult, JobState, JobView, PodView } from '../model/gpu.ts';
import type { Offer, PoolUse } from '../model/outcome.ts';
import { isCutMark } from './wrapper.ts';

// Readers of the CLI's JSON. Few field names are documented, so each reader tolerates missing, extra and foreign fields,
// and never throws: what cannot be read is absent.

type Fields = Readonly<Record<string, unknown>>;

/** A whole JSON document; when text stands around it, the outermost object or array. Undefined where there is none. */
export function readJson(text: string): unknown {
  const whole = tryParse(text);
  if (whole !== undefined) return whole;
  const start = text.search(/[[{]/);
  if (start === -1) return undefined;
  const end = text.lastIndexOf(text[start] === '{' ? '}' : ']');
  return end > start ? tryParse(text.slice(start, end + 1)) : undefined;
}

function tryParse(text: string): unknown {
  try {
    return JSON.parse(text);
  } catch {
    return undefined;
  }
}

export function fields(value: unknown): Fields {
  return typeof value === 'object' && value !== null && !Array.isArray(value) ? (value as Fields) : {};
}

function list(value: unknown): readonly unknown[] {
  return Array.isArray(value) ? value : [];
}

/** Ids and names: the first of the fields that is a short string or a number. */
function text(from: Fields, ...names: readonly string[]): string {
  for (const name of names) {
    const value = from[name];
    if (typeof value === 'string' && value.length <= 4096) return value;
    if (typeof value === 'number' && Number.isFinite(value)) return String(value);
  }
  return '';
}

function amount(from: Fields, ...names: readonly string[]): number {
  for (const name of names) {
    const value = Number(from[name] ?? NaN);
    if (Number.isFinite(value) && value >= 0) return value;
  }
  return 0;
}

/** An id that may stand on a command line: it cannot read as a flag. */
export function safeId(value: string): string {
  return /^[A-Za-z0-9][\w.-]{0,127}$/.test(value) ? value : '';
}

export function readSubmission(stdout: string): { jobId: string; podId: string } | undefined {
  const from = fields(readJson(stdout));
  // An error may name the job of someone else.
  if (from['error'] != null) return undefined;
  const jobId = safeId(text(from, 'job_id', 'jobId', 'id'));
  return jobId === '' ? undefined : { jobId, podId: safeId(text(from, 'pod_id', 'podId')) };
}

/**
 * State words. Only "failed" and "pending" are observed, so the list of endings is the one that matters: any other word is a
 * job that still exists. To follow a job that is over costs a moment; to give up one that runs costs money.
 */
const STATES: readonly (readonly [JobState, RegExp])[] = [
  ['pending', /^(pending|queued|waiting|submitted|provisioning|starting|syncing|bootstrapping)$/i],
  ['running', /^(running|active|executing|in[-_ ]?progress|started|busy)$/i],
  ['succeeded', /^(succeeded|success|completed|complete|done|finished|ok)$/i],
  ['cancelled', /^(cancelled|canceled|stopped|killed|interrupted|aborted)$/i],
  ['timed-out', /^(timed[-_ ]?out|timeout|expired)$/i],
  ['failed', /^(failed|failure|error|errored|crashed)$/i],
];

const knownState = (word: string): JobState | undefined => STATES.find(([, pattern]) => pattern.test(word))?.[0];

export const isAlive = (state: JobState): boolean => state === 'pending' || state === 'running';

export function readResult(stdout: string): JobResult | undefined {
  const from = fields(readJson(stdout));
  if (!('state' in from) && !('exit_code' in from)) return undefined;
  const given = from['exit_code'];
  const code = typeof given === 'number' && Number.isInteger(given) ? given : null;
  const word = text(from, 'state', 'status');
  if (word === '' && code === null) return undefined;
  const state = knownState(word) ?? (code === null ? 'pending' : code === 0 ? 'succeeded' : 'failed');
  return {
    jobId: safeId(text(from, 'job_id')),
    state,
    // The code of a job that still runs is a default value.
    exitCode: isAlive(state) ? null : code,
    failureReason: text(from, 'failure_reason', 'error', 'message').slice(0, 2_000),
  };
}

export function readPool(value: unknown): PoolUse | null {
  const from = fields(value);
  const used = from['used'] ?? from['in_use'];
  const limit = from['limit'] ?? from['total'];
  return typeof used === 'number' && typeof limit === 'number' && limit > 0 && used >= 0 ? { used, limit } : null;
}

export function readStatus(stdout: string): CloudView | undefined {
  const json = readJson(stdout);
  if (typeof json !== 'object' || json === null || Array.isArray(json)) return undefined;
  const from = json as Fields;
  if (!('pods' in from) && !('running_pods' in from) && !('jobs' in from)) return undefined;
  const pods = podsIn(from['pods']);
  // The counts are documented, the list is not.
  const counted = Math.max(list(from['pods']).length, amount(from, 'running_pods') + amount(from, 'provisioning_pods'));
  return {
    pods,
    ...(counted > pods.length && { unnamed: counted - pods.length }),
    jobs: list(from['jobs']).flatMap((item): JobView[] => {
      const job = fields(item);
      const jobId = safeId(text(job, 'job_id', 'id'));
      if (jobId === '') return [];
      const state = knownState(text(job, 'state', 'status')) ?? 'pending';
      return [{ jobId, podId: safeId(text(job, 'pod_id')), alive: isAlive(state), state, command: commandOf(job) }];
    }),
    jobsKnown: Array.isArray(from['jobs']),
    pool: readPool(from['sessions']),
    ...accountIn(fields(from['account'])),
  };
}

function accountIn(account: Fields): Pick<CloudView, 'account'> {
  const name = text(account, 'name', 'id').slice(0, 200);
  const slug = text(account, 'org', 'organization');
  const org = /^[A-Za-z0-9][A-Za-z0-9-]{0,62}$/.test(slug) ? slug : '';
  return name === '' && org === '' ? {} : { account: { name, org } };
}

/** The mark comes first, so a long command line is cut, not dropped. One that was cut within the mark shows nothing. */
function commandOf(job: Fields): string {
  const command = job['command'];
  return typeof command !== 'string' || isCutMark(command) ? '' : command.slice(0, 16_384);
}

function podView(pod: Fields, podId: string): PodView {
  const count = amount(pod, 'gpu_count', 'count');
  return {
    podId,
    state: text(pod, 'state', 'status'),
    gpuType: text(pod, 'gpu_type', 'gpu'),
    gpuCount: Number.isInteger(count) && count <= 1_024 ? count : 0,
    costPerHour: amount(pod, 'cost_per_hour', 'price_per_hour'),
  };
}

const podsIn = (value: unknown): PodView[] =>
  list(value).flatMap((item) => {
    const pod = fields(item);
    const podId = safeId(text(pod, 'pod_id', 'podId', 'id'));
    return podId === '' ? [] : [podView(pod, podId)];
  });

/** `gpu instances list --json`: a list, or an object that holds one. Undefined if a row cannot be read. */
export function readInstances(stdout: string): readonly PodView[] | undefined {
  const json = readJson(stdout);
  const rows = Array.isArray(json) ? json : (fields(json)['instances'] ?? fields(json)['pods']);
  if (!Array.isArray(rows)) return undefined;
  const pods = podsIn(rows);
  return pods.length === rows.length ? pods : undefined;
}

/** The pod that a failure reason names as broken, '' for none: `bootstrap failed … for pod 'ID'`, else `gpu instances terminate ID -y`. */
export function brokenPodIn(reason: string): string {
  const named = [
    /\bfailed\b[^\n]{0,200}?\bfor pod ['"]?([A-Za-z0-9][\w.-]{3,127})/,
    /\binstances terminate ([A-Za-z0-9][\w.-]{3,127})/,
  ];
  return named.map((pattern) => pattern.exec(reason)?.[1] ?? '').find((podId) => podId !== '') ?? '';
}

/** `Pod n9kwj3lwx2qw2n READY …`, as `gpu status` prints it. */
export function readStatusText(output: string): CloudView | undefined {
  const pods = [...output.matchAll(/\bPod\s+([A-Za-z0-9][\w.-]{3,127})\s+([A-Z]{3,})/g)].map(([, podId = '', state]) =>
    podView({ state }, podId),
  );
  if (pods.length === 0 && !/no (active|running)? ?pods|No active/i.test(output)) return undefined;
  return { pods, jobs: [], jobsKnown: false, pool: null };
}

export function readInventory(stdout: string): readonly Offer[] {
  const json = readJson(stdout);
  return list(Array.isArray(json) ? json : (fields(json)['gpus'] ?? fields(json)['inventory'])).flatMap((item) => {
    const offer = fields(item);
    const gpuType = text(offer, 'gpu_type', 'name');
    const costPerHour = amount(offer, 'cost_per_hour', 'price_per_hour');
    if (gpuType === '' || costPerHour === 0) return [];
    const available = offer['available'] ?? (offer['stock'] === undefined ? undefined : offer['stock'] !== 'none');
    return [
      {
        gpuType,
        costPerHour,
        vramGib: amount(offer, 'vram_gb', 'vram', 'memory_gb', 'memory'),
        available: typeof available === 'boolean' ? available : null,
      },
    ];
  });
}
