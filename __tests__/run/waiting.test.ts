import { describe, expect, test } from '@jest/globals';
import type { Clock } from '../../src/model/clock.ts';
import type { Gpu, Submission } from '../../src/model/gpu.ts';
import type { Attempt, Outcome } from '../../src/model/outcome.ts';
import { parseRequest } from '../../src/request.ts';
import type { Host } from '../../src/model/host.ts';
import { openJournal } from '../../src/report/log.ts';
import { run } from '../../src/run/loop.ts';
import { stateOf } from '../support/state.ts';

// What a person reads while a run waits, on a clock that is counted and not waited for.

type Refused = Extract<Submission, { kind: 'refused' }>['outcome'];
const full: Refused = {
  kind: 'refused',
  class: 'saturated',
  reason: 'all sessions are in use',
  stage: 'rejected',
  pool: { used: 10, limit: 10 },
};
const gone: Refused = { kind: 'refused', class: 'capacity', reason: 'No GPUs available', stage: 'rejected' };
const fault: Refused = { kind: 'refused', class: 'infra', reason: 'could not connect', stage: 'unreached' };

/** A run whose submissions are answered one after the other, the last answer again and again. */
async function waits(answers: readonly Refused[], inputs: Record<string, string> = {}, signalAfterMs = Infinity) {
  let at = 0;
  const signal = new AbortController();
  const clock: Clock = {
    now: () => at,
    elapsed: () => at,
    random: () => 0.5,
    sleep: (ms) => {
      // Limits are watched in small steps of time: they are asked for elsewhere.
      if (ms <= 200) return new Promise(() => undefined);
      const end = at + ms;
      at = Math.min(end, Math.max(at, signalAfterMs));
      if (at >= signalAfterMs) signal.abort({ kind: 'signal', name: 'SIGINT' });
      return Promise.resolve();
    },
  };
  const types: string[] = [];
  const submittedAt: number[] = [];
  const gpu = {
    facts: { way: 'detached' },
    status: () => Promise.resolve({ pods: [], jobs: [], jobsKnown: true, pool: null }),
    submit: ({ gpuType }: { gpuType: string }): Promise<Submission> => {
      types.push(gpuType);
      submittedAt.push(at);
      at += 1_500;
      const outcome = answers[Math.min(types.length, answers.length) - 1] ?? full;
      return Promise.resolve({ kind: 'refused', outcome });
    },
  } as unknown as Gpu;
  const lines: string[] = [];
  const host = {
    info: (line: string) => lines.push(line),
    debug: () => undefined,
    group: (title: string) => lines.push(`# ${title}`),
    endGroup: () => lines.push('#'),
  } as unknown as Host;
  const journal = openJournal(host, 'true', () => '');
  const request = parseRequest((name) => ({ command: 'true', ...inputs })[name] ?? '');
  const attempts: Attempt[] = [];
  const outcome = await run(request, {
    gpu,
    clock,
    state: stateOf({ at: 'idle', nonces: [] }),
    emit: (event) => {
      if (event.kind === 'attemptEnded') attempts.push(event.attempt);
      journal.note(event);
    },
    nonce: () => 'a'.repeat(16),
    env: () => undefined,
    jobLeftMs: 0,
    signal: signal.signal,
  });
  journal.end();
  return { lines, result: { outcome, attempts }, types, submittedAt };
}

describe('a full pool', () => {
  test('one group, one line in it when the wait begins, and one a minute with what is left', async () => {
    const { lines } = await waits([full], { 'max-wait': '5m' });
    expect(lines[0]).toBe('# Wait for a session: 10 of 10 in use, 4 min 59 s left');
    expect(lines.at(-1)).toBe('#');
    const [begin, ...more] = lines.slice(1, -1);
    expect(begin).toBe(
      'Waiting: all sessions are in use (10 of 10 sessions in use), 4 min 59 s left; next attempt in 15 s.',
    );
    // Attempts within the same minute share a line.
    expect(more.length).toBeGreaterThanOrEqual(2);
    expect(more.length).toBeLessThanOrEqual(5);
    for (const line of more)
      expect(line).toMatch(/^Still waiting after .* \(10 of 10 sessions in use\), .* left; next attempt in .*\.$/);
  });
  test('a long wait has a line each minute', async () => {
    const hinted = { ...full, retryAfterMs: 10 * 60_000 };
    const { lines } = await waits([hinted, { ...fault, class: 'auth' }], {});
    expect(lines.filter((line) => line.startsWith('Still waiting'))).toHaveLength(10);
    expect(lines[2]).toBe(
      'Still waiting after 1 min 2 s (10 of 10 sessions in use), 28 min 59 s left; next attempt in 9 min 30 s.',
    );
  });
  test('the last attempt comes at the end of max-wait', async () => {
    const { submittedAt, result } = await waits([full], { 'max-wait': '2m' });
    expect(submittedAt.at(-1)).toBe(120_000);
    expect(result.outcome).toMatchObject({ kind: 'refused', class: 'saturated' });
    expect(reasonOf(result)).toMatch(
      /^all sessions are in use\. Waited .* \(10 of 10 in use\), \d+ attempts; `max-wait` is 2 min\.$/,
    );
  });
  test('a signal wakes the wait: cancelled, and the attempt keeps its own cause', async () => {
    const { result, submittedAt } = await waits([full], {}, 5_000);
    expect(result.outcome).toEqual({ kind: 'cancelled', by: 'SIGINT' });
    expect(result.attempts.map(({ outcome }) => outcome)).toEqual([full]);
    expect(submittedAt).toEqual([0]);
  });
});

test('each attempt keeps its own cause, and what it waited', async () => {
  const { result } = await waits([full, gone, fault, { ...fault, class: 'auth', reason: 'revoked' }]);
  expect(result.attempts.map(({ outcome }) => 'class' in outcome && outcome.class)).toEqual([
    'saturated',
    'capacity',
    'infra',
    'auth',
  ]);
  expect(result.attempts.map(({ waitedSeconds }) => Math.round(waitedSeconds))).toEqual([15, 15, 15, 0]);
});

test('capacity moves along the list before it waits', async () => {
  const { types, submittedAt } = await waits([gone, gone, gone, { ...fault, class: 'auth' }], {
    'gpu-type': 'H100, A100',
  });
  expect(types).toEqual(['H100', 'A100', 'H100', 'A100']);
  expect(submittedAt).toEqual([0, 1_500, 18_000, 19_500]);
});

const reasonOf = ({ outcome }: { readonly outcome: Outcome }): string => ('reason' in outcome ? outcome.reason : '');
