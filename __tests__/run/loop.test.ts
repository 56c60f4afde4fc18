import { describe, expect, test } from '@jest/globals';
import type { Outcome } from '../../src/model/outcome.ts';
import type { RunEvent } from '../../src/run/events.ts';
import { run, type RunPorts } from '../../src/run/loop.ts';
import { ended, portsOf, requestOf, result, scriptedGpu, yieldingClock, type Script } from '../support/scripted-gpu.ts';

// The loop, one attempt and its clients, against a `gpu` that says what is written down, on a clock that takes no time.

const FULL: Outcome = { kind: 'refused', class: 'saturated', reason: 'all sessions are in use', stage: 'rejected' };
const refused = { kind: 'refused', outcome: FULL } as const;

const attemptsIn = (events: readonly RunEvent[]) =>
  events.flatMap((event) => (event.kind === 'attemptEnded' ? [event.attempt] : []));

async function ran(script: Script, given: Partial<RunPorts> = {}, inputs: Readonly<Record<string, string>> = {}) {
  const { gpu, asked } = scriptedGpu(script);
  const ports = portsOf(gpu, given);
  const clock = yieldingClock();
  const slept: number[] = [];
  // The watch of the limits sleeps as well, in steps of its own.
  const sleep: typeof clock.sleep = (ms, signal) => {
    if (ms !== 200) slept.push(ms);
    return clock.sleep(ms, signal);
  };
  const all = { ...ports, clock: { ...clock, sleep } };
  const outcome = await run(requestOf(inputs), all);
  return { outcome, asked, slept, state: all.state, events: ports.events, attempts: attemptsIn(ports.events) };
}

describe('a client that is lost while its job lives', () => {
  const lost = () => ended();

  test('is replaced after waits that double, and what the last one saw is the end', async () => {
    const { outcome, asked, slept } = await ran({
      clients: [lost, lost, lost, () => ended({ code: 0, signal: null, started: true, exit: 0 })],
      results: [result(), undefined, result(), result({ state: 'succeeded', exitCode: 0 })],
    });
    expect(outcome).toEqual({ kind: 'succeeded' });
    expect(asked).toEqual(['submit', ...Array.from({ length: 4 }, () => 'attach job_1')]);
    expect(slept).toEqual([500, 1_000, 2_000]);
  });

  test('is replaced six times, and then the run is lost', async () => {
    const { outcome, asked, slept } = await ran({ clients: [lost], results: [result()] });
    expect(outcome.kind).toBe('lost');
    expect(asked.filter((what) => what === 'attach job_1')).toHaveLength(7);
    expect(slept).toEqual([500, 1_000, 2_000, 4_000, 8_000, 16_000]);
  });

  test('and had shown something new, or had been there for a minute, is the first of seven again', async () => {
    let printed = 0;
    const news = () => ended({ started: true, bytes: { stdout: Math.min(++printed, 20), stderr: 0 } });
    const { asked } = await ran({ clients: [news], results: [result()] });
    expect(asked.filter((what) => what === 'attach job_1')).toHaveLength(20 + 6);
    const clock = yieldingClock();
    let clients = 0;
    const long = () => {
      if (++clients <= 20) void clock.sleep(60_000);
      return new Promise<ReturnType<typeof ended>>((resolve) =>
        setImmediate(() => setImmediate(() => resolve(ended()))),
      );
    };
    const { gpu, asked: askedLong } = scriptedGpu({ clients: [long], results: [result()] });
    await run(requestOf(), portsOf(gpu, { clock }));
    expect(askedLong.filter((what) => what === 'attach job_1')).toHaveLength(20 + 6);
  });

  test('is not counted as lost while the record says that its job waits for a pod', async () => {
    const { outcome, asked } = await ran({
      clients: [
        ...Array.from({ length: 30 }, () => lost),
        () => ended({ code: 0, signal: null, started: true, exit: 0 }),
      ],
      results: [
        ...Array.from({ length: 30 }, () => result({ state: 'pending' })),
        result({ state: 'succeeded', exitCode: 0 }),
      ],
    });
    expect(outcome).toEqual({ kind: 'succeeded' });
    expect(asked.filter((what) => what === 'attach job_1')).toHaveLength(31);
  });

  test('is not replaced where the workload’s own end was seen', async () => {
    const { outcome, asked } = await ran({
      clients: [() => ended({ code: 0, signal: null, started: true, exit: 4 })],
      results: [undefined],
    });
    expect(outcome).toMatchObject({ kind: 'failed', exitCode: 4 });
    expect(asked).toEqual(['submit', 'attach job_1']);
  });

  test('and did not see the end of a job that is over is followed by those that show the rest', async () => {
    const over = result({ state: 'failed', exitCode: 4 });
    const { outcome, asked } = await ran({
      clients: [() => ended({ started: true, code: 4, signal: null }), () => ended({ code: 4, signal: null, exit: 4 })],
      results: [over],
    });
    expect(outcome).toMatchObject({ kind: 'failed', exitCode: 4 });
    expect(asked).toEqual(['submit', 'attach job_1', 'attach job_1']);
  });
});

describe('a run that is ended', () => {
  const CAUSE = { kind: 'signal', name: 'SIGINT' } as const;

  test('before it begins starts nothing', async () => {
    const { outcome, asked, state } = await ran({}, { signal: AbortSignal.abort(CAUSE) });
    expect(outcome).toEqual({ kind: 'cancelled', by: 'SIGINT' });
    expect(asked).toEqual([]);
    expect(state.at).toBe('idle');
  });

  test('while it submits gives the submission a while to say its job', async () => {
    const abort = new AbortController();
    const { outcome, asked, slept } = await ran(
      {
        submit: async (signal) => {
          const late = new Promise((resolve) => signal.addEventListener('abort', resolve));
          abort.abort(CAUSE);
          await late;
          return { kind: 'accepted', jobId: 'job_7', podId: '' };
        },
      },
      { signal: abort.signal },
    );
    expect(outcome).toEqual({ kind: 'cancelled', by: 'SIGINT' });
    expect(slept).toEqual([2_500]);
    expect(asked).toEqual(['submit']);
  });

  test('while it streams interrupts the client and cancels the job by id', async () => {
    const abort = new AbortController();
    const { outcome, asked } = await ran(
      {
        clients: [
          async () => {
            await Promise.resolve();
            abort.abort(CAUSE);
            return ended({ started: true, signal: 'SIGINT' });
          },
        ],
      },
      { signal: abort.signal },
    );
    expect(outcome).toEqual({ kind: 'cancelled', by: 'SIGINT' });
    expect(asked).toEqual(['submit', 'attach job_1', 'interrupt', 'cancel job_1']);
  });
});

describe('a refusal', () => {
  const broken: Outcome = { kind: 'refused', class: 'infra', reason: 'connection reset' };
  const view = (jobId: string) => () =>
    Promise.resolve({
      pods: [],
      jobs: [{ jobId, podId: '', alive: true, command: '' }],
      jobsKnown: true,
      pool: null,
    });

  test('that may have come too late is not believed, whether or not the job that it named is still listed', async () => {
    const script: Script = {
      facts: { way: 'attached' },
      clients: [
        (wish) => {
          wish.onJob('job_9');
          return ended({ code: 13, signal: null, cliText: 'error: connection reset\n' });
        },
      ],
    };
    const alive = await ran({ ...script, status: view('job_9') });
    expect(alive.outcome.kind).toBe('lost');
    expect(alive.state.jobs).toEqual(['job_9']);
    const gone = await ran({ ...script, status: view('job_8') });
    expect(gone.outcome.kind).toBe('lost');
    expect(gone.asked).toEqual(['run']);
  });

  test('of a submission: its job is followed when it is there all the same', async () => {
    const { outcome, asked } = await ran({
      submit: () => ({ kind: 'refused', outcome: broken }),
      status: () =>
        Promise.resolve({
          pods: [],
          jobs: [
            { jobId: 'job_5', podId: 'pod-5', alive: true, command: `gpu-ci k0123456789abcdef 0123456789abcdef b;` },
          ],
          jobsKnown: true,
          pool: null,
        }),
    });
    expect(outcome).toEqual({ kind: 'succeeded' });
    expect(asked).toEqual(['submit', 'attach job_5']);
  });

  test('is waited for once and again; what the last one said, and why there was no other, is the reason', async () => {
    const { outcome, attempts, events } = await ran({ submit: () => refused });
    expect(attempts).toHaveLength(3);
    expect(outcome).toMatchObject({ ...FULL, reason: expect.stringMatching(/^all sessions are in use\. ./) });
    expect(events.filter(({ kind }) => kind === 'waiting')).toHaveLength(2);
  });

  test('of a class that is not tried again is told as it is', async () => {
    const auth: Outcome = { kind: 'refused', class: 'auth', reason: 'Not signed in!', stage: 'rejected' };
    const { outcome, attempts } = await ran({ submit: () => ({ kind: 'refused', outcome: auth }) });
    expect(attempts).toHaveLength(1);
    expect(outcome).toEqual(auth);
  });
});

test('the time limit of the CI job counts for all attempts together', async () => {
  const policy = { 'max-attempts': '0', 'retry-delay': '40s', 'retry-max-delay': '40s' };
  const { outcome, attempts, slept } = await ran({ submit: () => refused }, { jobLeftMs: 90_000 }, policy);
  expect(outcome.kind).toBe('refused');
  expect(slept.reduce((sum, ms) => sum + ms, 0)).toBeLessThanOrEqual(90_000);
  expect(attempts.length).toBeGreaterThan(1);
});

test('a value of `env` is given as it is written, else as this step has it; what has none is left out', async () => {
  const env = (name: string): string | undefined => (name === 'HERE' ? 'of the step' : undefined);
  const { asked } = await ran({}, { env }, { env: 'A=1\nHERE\nNOWHERE' });
  expect(asked[0]).toBe('submit A=1 HERE=of the step');
});

test('a failed workload is tried again only where that was asked, and its own time is no waiting', async () => {
  const script: Script = {
    clients: [() => ended({ code: 3, signal: null, started: true, exit: 3 })],
    results: [result({ state: 'failed', exitCode: 3 })],
  };
  expect((await ran(script)).attempts).toHaveLength(1);
  const again = await ran(script, {}, { 'retry-on': 'workload' });
  expect(again.attempts).toHaveLength(3);
  expect(again.outcome).toMatchObject({ kind: 'failed', exitCode: 3 });
});

test('what the workloads of earlier attempts cost counts for `max-cost`', async () => {
  const clock = yieldingClock();
  const pod = { podId: 'pod-1', state: 'READY', gpuType: 'H100', gpuCount: 1, costPerHour: 1 };
  const { gpu } = scriptedGpu({
    clients: [
      async (wish) => {
        wish.onPhase('running');
        wish.onStart();
        for (let minute = 0; minute < 40; minute++) await clock.sleep(60_000);
        return ended({ code: 3, signal: null, started: true, exit: 3 });
      },
    ],
    results: [result({ state: 'failed', exitCode: 3 })],
    status: () => Promise.resolve({ pods: [pod], jobs: [], jobsKnown: true, pool: null }),
  });
  const ports = portsOf(gpu, { clock });
  const outcome = await run(requestOf({ 'max-cost': '1', 'retry-on': 'workload' }), ports);
  expect(attemptsIn(ports.events).map((attempt) => attempt.outcome.kind)).toEqual(['failed', 'overBudget']);
  expect(outcome.kind).toBe('overBudget');
});

test.each([
  ['', 1, 'lost'],
  ['python others.py', 2, 'succeeded'],
])(
  'a refusal by words alone while a job waits for its pod, listed as %j: %i submissions',
  async (command, times, kind) => {
    const broken = { kind: 'refused', class: 'capacity', reason: 'No GPUs available', stage: 'rejected' } as const;
    const waits = { jobId: 'job_9', podId: '', alive: true, command };
    let submissions = 0;
    const { asked, outcome } = await ran({
      submit: () =>
        submissions++ === 0
          ? { kind: 'refused', outcome: broken }
          : { kind: 'accepted', jobId: 'job_1', podId: 'pod-1' },
      status: () => Promise.resolve({ pods: [], jobs: [waits], jobsKnown: true, pool: null }),
    });
    expect(asked.filter((what) => what === 'submit')).toHaveLength(times);
    expect(outcome.kind).toBe(kind);
  },
);
