import { describe, expect, test } from '@jest/globals';
import fc from 'fast-check';
import type { StreamEnd } from '../../src/model/gpu.ts';
import { classifyEnding, type Evidence } from '../../src/gpu/classify.ts';
import { classifyRefusal } from '../../src/gpu/refusal.ts';

const END: StreamEnd = {
  code: 1,
  signal: null,
  spawnError: '',
  started: false,
  exit: null,
  cliText: '',
  bytes: { stdout: 0, stderr: 0 },
};
const ending = (over: Partial<Omit<Evidence, 'end'>> & { end?: Partial<StreamEnd> }) =>
  classifyEnding({
    result: undefined,
    accepted: false,
    saturation: undefined,
    ...over,
    end: { ...END, ...over.end },
  });

describe('words of the CLI', () => {
  test.each([
    [
      'saturated',
      11,
      'Quota exceeded: all 10 concurrent sessions of my-team (Team plan) are in use. Run `gpu upgrade` or wait.',
    ],
    ['saturated', 11, 'Quota exceeded'],
    ['saturated', 1, 'error: session pool is full (25/25)'],
    ['budget', 11, 'Monthly spending limit reached'],
    ['budget', 11, 'Payment required: your card was declined'],
    ['budget', 11, 'Service accounts are not included in your plan'],
    ['auth', 10, 'Authentication required. Run `gpu auth login`.'],
    ['auth', 1, 'The service account token has been revoked.'],
    ['capacity', 1, 'No GPUs available'],
    ['capacity', 1, 'Provisioning timeout'],
    ['capacity', 1, 'Failed to create pod'],
    ['capacity', 1, 'Insufficient resources'],
    ['infra', 13, 'Daemon unavailable'],
    [
      'infra',
      1,
      "bootstrap failed at stage 'heartbeat' for pod 'x' (transport): Timed out waiting for agent on pod x after 60 seconds",
    ],
    ['infra', 1, 'workspace sync failed: local workspace changed during transfer; retry required before submission'],
    ['usage', 2, "error: unknown flag '--frob'"],
    ['usage', 12, 'job not found'],
    ['timeout', 14, ''],
  ] as const)('%s: exit %i, %s', (kind, code, text) => {
    expect(classifyRefusal(text, code, '', undefined)).toMatchObject({ kind: 'refused', class: kind });
  });
  test('a pattern of the user’s makes a refusal saturation', () => {
    expect(classifyRefusal('all workers busy', 1, '', /workers busy/u)).toMatchObject({ class: 'saturated' });
  });
  test('words that nobody knows are not guessed at', () => {
    expect(classifyRefusal('something odd', 1, '', undefined)).toBeUndefined();
  });
  test('hint and pool use are read from JSON and from text', () => {
    const json = JSON.stringify({
      error: { code: 'quota_exceeded', message: 'full', retry_after_seconds: 30, sessions: { used: 10, limit: 10 } },
    });
    expect(classifyRefusal('', 11, json, undefined)).toMatchObject({
      class: 'saturated',
      retryAfterMs: 30_000,
      pool: { used: 10, limit: 10 },
    });
    expect(classifyRefusal('sessions in use: 3 of 3; try again in 2 minutes', 11, '', undefined)).toMatchObject({
      retryAfterMs: 120_000,
      pool: { used: 3, limit: 3 },
    });
  });
});

describe('endings', () => {
  test('the result record decides', () => {
    const result = { jobId: 'j', state: 'failed', exitCode: 11, failureReason: '' } as const;
    expect(ending({ result, accepted: true })).toMatchObject({ kind: 'failed', exitCode: 11 });
  });
  test('a job that failed before it started is refused, with the class of its reason', () => {
    const result = { jobId: 'j', state: 'failed', exitCode: null, failureReason: 'No GPUs available' } as const;
    expect(ending({ result, accepted: true })).toMatchObject({ kind: 'refused', class: 'capacity' });
    expect(ending({ result, accepted: true, end: { started: true } })).toMatchObject({ kind: 'lost' });
  });
  test('exit 0 without a record of a result is not a success', () => {
    expect(ending({ end: { code: 0, started: true } })).toMatchObject({ kind: 'lost' });
    expect(ending({ accepted: true, end: { code: 0 } })).toMatchObject({ kind: 'lost' });
  });
  test('a lost client is never a success and never a refusal', () => {
    expect(ending({ end: { code: null, signal: 'SIGKILL' } })).toMatchObject({ kind: 'lost' });
  });
  test('death by a signal is 128 + n', () => {
    expect(ending({ end: { exit: 137, code: 137, started: true } })).toMatchObject({
      kind: 'failed',
      exitCode: 137,
      signal: 'SIGKILL',
    });
  });
  test('a false green is seen: the workload’s own code beats a result of 0', () => {
    const result = { jobId: 'j', state: 'succeeded', exitCode: 0, failureReason: '' } as const;
    expect(ending({ result, accepted: true, end: { exit: 3, started: true } })).toMatchObject({
      kind: 'failed',
      exitCode: 3,
    });
  });
});

test('nothing that a started or accepted job prints or returns makes it look as if it had not started', () => {
  const words = fc.constantFrom(
    'Quota exceeded: all sessions are in use',
    'No GPUs available',
    'daemon unavailable',
    'auth required',
    'bootstrap failed',
    '',
  );
  const code = fc.oneof(fc.constant(null), fc.integer({ min: 0, max: 255 }));
  fc.assert(
    fc.property(
      words,
      code,
      fc.option(fc.integer({ min: 0, max: 255 })),
      fc.boolean(),
      fc.string(),
      (text, cliCode, exit, started, noise) => {
        const end = { code: cliCode, exit, started, cliText: started ? text : text + noise };
        const outcome = ending({ accepted: !started && exit === null, end });
        expect(outcome.kind).not.toBe('refused');
      },
    ),
    { numRuns: 3_000 },
  );
});
