import type {
  CliFacts,
  Gpu,
  JobResult,
  Launch,
  StreamEnd,
  StreamWish,
  Streaming,
  Submission,
} from '../../src/model/gpu.ts';
import { parseRequest } from '../../src/request.ts';
import type { RunEvent } from '../../src/run/events.ts';
import type { RunPorts } from '../../src/run/loop.ts';
import { instantClock } from './github-time.ts';
import { stateOf } from './state.ts';

export const NONCE = '0123456789abcdef';
export const FACTS: CliFacts = {
  bin: 'gpu',
  version: '0.31.2',
  way: 'detached',
  outputForm: 'repeated',
  runFlags: new Set(),
  json: true,
};

export const LAUNCH: Launch = {
  gpuType: '',
  gpuCount: undefined,
  minVram: undefined,
  env: [],
  outputs: [],
  args: [],
  argv: ['true'],
};

/** How a client ended: as if it had been lost before it saw anything, but for what is given. */
export const ended = (given: Partial<StreamEnd> = {}): StreamEnd => ({
  code: null,
  signal: 'SIGKILL',
  spawnError: '',
  started: false,
  exit: null,
  cliText: '',
  bytes: { stdout: 0, stderr: 0 },
  ...given,
});
export const result = (given: Partial<JobResult> = {}): JobResult => ({
  jobId: 'job_1',
  state: 'running',
  exitCode: null,
  failureReason: '',
  ...given,
});

export interface Script {
  readonly facts?: Partial<CliFacts>;
  readonly submit?: (signal: AbortSignal) => Submission | Promise<Submission>;
  /** Clients in order, the last one for ever; each may tell what it saw. */
  readonly clients?: readonly ((wish: StreamWish) => StreamEnd | Promise<StreamEnd>)[];
  /** Answers of `wait` in order, the last one for ever. */
  readonly results?: readonly (JobResult | undefined)[];
  readonly status?: Gpu['status'];
}

const nth = <T>(list: readonly T[], n: number): T => list[Math.min(n, list.length - 1)] as T;

/** A `gpu` that says what a test wrote down. `asked` lists what was asked of it. */
export function scriptedGpu(script: Script = {}): { readonly gpu: Gpu; readonly asked: string[] } {
  const asked: string[] = [];
  let [clients, results] = [0, 0];
  const streaming = (wish: StreamWish): Streaming => {
    const client = nth(script.clients ?? [() => ended({ code: 0, started: true, exit: 0 })], clients++);
    return {
      done: Promise.resolve(client(wish)),
      interrupt: () => asked.push('interrupt'),
      leave: () => asked.push('leave'),
    };
  };
  const done = (what: string): Promise<boolean> => Promise.resolve(asked.push(what) > 0);
  const gpu: Gpu = {
    facts: { ...FACTS, ...script.facts },
    status: script.status ?? (() => Promise.resolve({ pods: [], jobs: [], jobsKnown: true, pool: null })),
    statusTrouble: () => undefined,
    submit: async (launch, signal) => {
      asked.push(`submit ${launch.env.map(([name, value]) => `${name}=${value}`).join(' ')}`.trim());
      return (await script.submit?.(signal)) ?? { kind: 'accepted', jobId: 'job_1', podId: 'pod-1' };
    },
    run: (_launch, _nonce, wish) => {
      asked.push('run');
      return streaming(wish);
    },
    attach: (jobId, _nonce, wish) => {
      asked.push(`attach ${jobId}`);
      return streaming(wish);
    },
    logs: () => Promise.resolve(undefined),
    result: () => Promise.resolve(nth(script.results ?? [result({ state: 'succeeded', exitCode: 0 })], results++)),
    cancel: (jobId) => done(`cancel ${jobId}`),
    stop: (podId) => done(`stop ${podId}`),
    stopAll: () => done('stop all'),
    terminate: (podId) => done(`terminate ${podId}`),
    instances: () => Promise.resolve(undefined),
    log: () => Promise.resolve(''),
    inventory: () => Promise.resolve([]),
    stopCommand: (jobId, podId) => `gpu end [${jobId}] [${podId}]`,
  };
  return { gpu, asked };
}

const INPUTS: Readonly<Record<string, string>> = {
  command: 'true',
  'max-wait': '0',
  'max-attempts': '3',
  'retry-delay': '1s',
  'retry-max-delay': '1s',
  'start-timeout': '0',
};

/** A short wait between at most three attempts, and no limits, but for what is given. */
export const requestOf = (inputs: Readonly<Record<string, string>> = {}): ReturnType<typeof parseRequest> =>
  parseRequest((name) => ({ ...INPUTS, ...inputs })[name] ?? '');

/** A clock on which sleeping takes no time, and lets everything else have its turn first. */
export function yieldingClock(): ReturnType<typeof instantClock> {
  const clock = instantClock();
  return {
    ...clock,
    sleep: async (ms, signal) => {
      await new Promise((turn) => setImmediate(turn));
      if (signal?.aborted !== true) await clock.sleep(ms);
    },
  };
}

/** All that a run needs, but for what is given. `events` lists what happened. */
export function portsOf(gpu: Gpu, given: Partial<RunPorts> = {}): RunPorts & { readonly events: RunEvent[] } {
  const events: RunEvent[] = [];
  return {
    gpu,
    clock: yieldingClock(),
    state: stateOf({ at: 'idle', nonces: [] }),
    events,
    emit: (event) => events.push(event),
    nonce: () => NONCE,
    env: () => undefined,
    jobLeftMs: 0,
    signal: new AbortController().signal,
    ...given,
  };
}
