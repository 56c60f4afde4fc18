import { endRun, type CleanupOptions, type CleanupResult } from '../../src/run/cleanup.ts';
import type { CloudView, Gpu, JobView, PodView } from '../../src/model/gpu.ts';
import { wrap } from '../../src/gpu/wrapper.ts';
import type { RunState } from '../../src/run/state.ts';

export const NONCE = 'a'.repeat(16);
export const marked = (nonce: string) =>
  wrap(['true'], { key: `k${'0'.repeat(16)}`, attempt: 1, nonce, podsBefore: [] }, false).join(' ');
export const job = (jobId: string, podId = 'pod-1', more: Partial<JobView> = {}): JobView => ({
  jobId,
  podId,
  command: '',
  alive: true,
  ...more,
});
export const pod = (podId: string, state = 'READY'): PodView => ({
  podId,
  state,
  gpuType: 'H100',
  gpuCount: 1,
  costPerHour: 2,
});
export const viewOf = (jobs: readonly JobView[] = [], pods: readonly PodView[] = []): CloudView => ({
  jobs,
  pods,
  jobsKnown: true,
  pool: null,
});

export interface Service {
  readonly jobs?: readonly JobView[];
  readonly pods?: readonly PodView[];
  /** What a look shows instead of the truth; undefined: it cannot be read. */
  readonly look?: (n: number) => CloudView | undefined;
  /** What each job has printed. */
  readonly logs?: Readonly<Record<string, string>>;
  /** Orders that the service does not obey. */
  readonly deaf?: RegExp;
  readonly callMs?: number;
}

/** A service that obeys, and writes down what it is asked and when. Time is counted, not waited for. */
export function service(given: Service = {}) {
  let at = 1_000;
  let looks = 0;
  let [jobs, pods] = [given.jobs ?? [], given.pods ?? []];
  const asked: string[] = [];
  const limits: number[] = [];
  const order = (what: string, limit: number, obey: () => void): Promise<boolean> => {
    asked.push(what);
    limits.push(limit);
    at += given.callMs ?? 0;
    if (given.deaf?.test(what) !== true) obey();
    return Promise.resolve(true);
  };
  const gpu = {
    status: (limit: number) => {
      limits.push(limit);
      asked.push('look');
      at += given.callMs ?? 0;
      looks += 1;
      return Promise.resolve(given.look === undefined ? viewOf(jobs, pods) : given.look(looks));
    },
    cancel: (id: string, limit: number) =>
      order(`cancel ${id}`, limit, () => {
        jobs = jobs.map((one) => (one.jobId === id ? { ...one, alive: false } : one));
      }),
    stop: (id: string, limit: number) =>
      order(`stop ${id}`, limit, () => {
        pods = pods.filter(({ podId }) => podId !== id);
        jobs = jobs.map((one) => (one.podId === id ? { ...one, alive: false } : one));
      }),
    stopAll: (limit: number) =>
      order('stop all', limit, () => {
        pods = [];
      }),
    terminate: (id: string, limit: number) => order(`terminate ${id}`, limit, () => undefined),
    instances: () => Promise.resolve(undefined),
    log: (id: string) => Promise.resolve(given.logs?.[id] ?? ''),
    result: () => Promise.resolve(undefined),
    stopCommand: (jobId: string, podId: string) => `gpu end [${jobId}] [${podId}]`,
  } as unknown as Gpu;
  const slept: number[] = [];
  const clock = {
    now: () => at,
    elapsed: () => at,
    random: () => 0,
    sleep: (ms: number) => {
      slept.push(ms);
      at += ms;
      return Promise.resolve();
    },
  };
  const end = (state: RunState, options: Partial<CleanupOptions> = {}): Promise<CleanupResult> =>
    endRun(gpu, state, { clock, deadlineMs: 3_000, callMs: 1_000, ...options });
  return { asked, limits, slept, end };
}
