import { describe, expect, test } from '@jest/globals';
import fc from 'fast-check';
import type { FailureClass } from '../../src/model/outcome.ts';
import { classifyRefusal, excludesStart, reasonOf } from '../../src/gpu/refusal.ts';

const classOf = (text: string, code: number | null = 1, stdout = '', pattern?: RegExp): FailureClass | undefined =>
  classifyRefusal(text, code, stdout, pattern)?.class;
const error = (fields: Record<string, unknown>): string => JSON.stringify({ error: fields });

describe('the exit code, where no words are known', () => {
  test.each([
    [2, 'usage'],
    [10, 'auth'],
    [11, 'saturated'],
    [12, 'usage'],
    [13, 'infra'],
    [14, 'timeout'],
    [1, undefined],
    [15, undefined],
    [130, undefined],
    [null, undefined],
  ] as const)('%p: %p', (code, name) => expect(classOf('hm', code)).toBe(name));
  test('11 is a full pool too where the words are of usage or of a limit, and of nothing else', () => {
    expect(classOf('not found', 11)).toBe('saturated');
    expect(classOf('timed out', 11)).toBe('saturated');
    expect(classOf('no capacity', 11)).toBe('capacity');
    expect(classOf('not found', 13)).toBe('usage');
  });
});

describe('the JSON of an error', () => {
  const CODES = {
    auth: ['auth_failed', 'bad_token', 'forbidden'],
    budget: ['plan_limit', 'payment', 'billing', 'overspend', 'credit'],
    saturated: ['quota_exceeded', 'session_limit', 'concurrency', 'pool_full'],
    capacity: ['capacity', 'no_gpu', 'out_of_stock', 'provisioning'],
    infra: ['daemon', 'bootstrap', 'sync', 'network', 'transport', 'unavailable'],
    usage: ['usage', 'not_found', 'invalid', 'config'],
  };
  test.each(Object.entries(CODES))('has the class %s by its code', (name, codes) => {
    expect(codes.map((code) => classOf('', 1, error({ code })))).toEqual(codes.map(() => name));
  });
  test('has no class by an unknown code', () => expect(classOf('', 1, error({ code: 'odd' }))).toBeUndefined());
  test('its message goes before its code, and both before the exit code', () => {
    expect(classOf('', 13, error({ code: 'auth', message: 'No GPUs available' }))).toBe('capacity');
    expect(classOf('', 13, error({ code: 'auth' }))).toBe('auth');
  });
  test('its message is the reason; without one it is the text', () => {
    expect(classifyRefusal('x: no capacity', 1, error({ message: 'sold out: no capacity' }), undefined)?.reason).toBe(
      'sold out: no capacity',
    );
    expect(classifyRefusal('x: no capacity', 1, error({ code: 'capacity' }), undefined)?.reason).toBe('x: no capacity');
  });
  test.each([
    '{"error": 3}',
    '{"error": {"code": ["auth"], "message": ["no capacity"]}}',
    '{"error": {"code": {"toString": 1}}}',
    '[]',
    'null',
    '{',
    'auth',
  ])('what is no such JSON says nothing: %s', (stdout) =>
    expect(classifyRefusal('hm', 1, stdout, undefined)).toBeUndefined(),
  );
});

test("the user's pattern goes before everything and sees message and text", () => {
  expect(classOf('card declined: workers busy', 10, '', /workers busy/)).toBe('saturated');
  expect(classOf('', 10, error({ message: 'workers busy' }), /workers busy/)).toBe('saturated');
  expect(classOf('card declined', 10, '', /workers busy/)).toBe('budget');
});

describe('when to come back', () => {
  const hint = (text: string, stdout = ''): number | undefined =>
    classifyRefusal(`pool is full ${text}`, 11, stdout, undefined)?.retryAfterMs;
  test.each([
    ['retry after 30s', 30_000],
    ['Retry-After: 30', 30_000],
    ['retry again in 5 sec', 5_000],
    ['try again in 2 minutes', 120_000],
    ['try again in about 3 m', 180_000],
    ['try again in 1 hour', 3_600_000],
    ['try again in 2h', 7_200_000],
    ['available in 250ms', 250],
    ['available in 99999 h', 86_400_000],
    ['Retry in 2 seconds', 2_000],
    ['Try again in about 5 minutes.', 300_000],
    ['wait 90 seconds', 90_000],
    ['wait for another 2 minutes', 120_000],
    ['available in 1h 30m', 5_400_000],
    ['retry in 1 minute, 5 seconds', 65_000],
    ['retry in 1.5 hours', 5_400_000],
    ['try again later', undefined],
    ['in 5 minutes', undefined],
  ])('%s: %p ms', (text, ms) => expect(hint(text)).toBe(ms));
  test.each([
    [{ retry_after_seconds: 30 }, 30_000],
    [{ retry_after: 5 }, 5_000],
    [{ retry_after_seconds: 0 }, 0],
    [{ retry_after_seconds: 86_400 }, 86_400_000],
    [{ retry_after_seconds: 86_401 }, undefined],
    [{ retry_after_seconds: -1 }, undefined],
    [{ retry_after_seconds: '30' }, 30_000],
    [{ retry_after_ms: 1_500 }, 1_500],
    [{ retryAfter: 3_600 }, 3_600_000],
    [{ retry_after_seconds: 'soon' }, undefined],
  ])('%j: %p ms', (fields, ms) => expect(hint('', error(fields))).toBe(ms));
  test('without one the refusal has none', () => {
    expect(classifyRefusal('pool is full', 11, '', undefined)).toStrictEqual({
      kind: 'refused',
      class: 'saturated',
      reason: 'pool is full',
      stage: 'rejected',
      isCertain: true,
    });
  });
});

describe('how full the pool is', () => {
  const pool = (text: string, stdout = '') => classifyRefusal(`pool is full: ${text}`, 11, stdout, undefined)?.pool;
  test.each([
    ['10/10', { used: 10, limit: 10 }],
    ['12 of 10 sessions', { used: 12, limit: 10 }],
    ['3 out of 3', { used: 3, limit: 3 }],
    ['3 / 3', { used: 3, limit: 3 }],
    ['10 active sessions (max 10)', { used: 10, limit: 10 }],
    ['2 of 3', undefined],
    ['since 2026/11', undefined],
    ['since 28/11/2026', undefined],
    ['0 of 0', undefined],
    ['ten of ten', undefined],
    ['123456/1', undefined],
  ])('%s', (text, use) => expect(pool(text)).toEqual(use));
  test('JSON goes before text', () => {
    expect(pool('3 of 3', error({ sessions: { used: 25, limit: 25 } }))).toEqual({ used: 25, limit: 25 });
  });
});

describe('the line that says what went wrong', () => {
  test.each([
    ['one\ntwo\n', 'two'],
    ['a\nerror: a bad thing', 'a bad thing'],
    ['\u001B[31merror: broken\u001B[0m\nRun `gpu help`.', 'broken'],
    ['error: broken\nRun `gpu help`.', 'broken'],
    ['✗ broken\nmore', 'broken'],
    ['  Error: first\nERROR: second\nmore', 'second'],
    ['[gpu]> working', 'working'],
    ['>> working', 'working'],
    ['frame 1\rframe 2', 'frame 2'],
    ['a\r\nb\r\n\r\n', 'b'],
    ['terrors: many', 'terrors: many'],
    ['error:bad thing\nlast', 'bad thing'],
    ['an error: it broke', 'an error: it broke'],
    ['an error came\nlast', 'last'],
    ['one\nerror: \n✗\n', 'one'],
    ['  [gpu]> | building a pod', 'building a pod'],
    ['[gpu]>starting up', 'starting up'],
    ['  ✗ broken pod\nlast', 'broken pod'],
    ['a >> b', 'a >> b'],
  ])('%j: %s', (text, line) => expect(reasonOf(text, 'infra', 1)).toBe(line));
  test('without any it says how gpu ended', () => {
    expect(reasonOf(' \n', 'infra', 13)).toBe('gpu ended with exit code 13 (infra)');
    expect(reasonOf('', 'infra', null)).toBe('gpu ended with a signal (infra)');
  });
  test('is never long', () => expect(reasonOf('x'.repeat(600), 'infra', 1)).toHaveLength(500));
});

describe('a refusal excludes that its workload ran', () => {
  const after = (message: string, code: number | null = 1) => {
    const refused = classifyRefusal(message, code, '', undefined);
    return (['nothing', 'accepted', 'synced'] as const).map(
      (reached) => refused !== undefined && excludesStart(refused, reached),
    );
  };
  test.each(['Session limit reached', 'No GPUs available', 'Payment required', 'Token expired', 'unknown flag'])(
    'until the workspace is on a pod, where a workload may print the same: %s',
    (message) => expect(after(message)).toEqual([true, true, false]),
  );
  test.each([
    "bootstrap failed at stage 'heartbeat' for pod 'x'",
    'Workspace sync failed',
    'upload refused: connection reset before submission',
  ])('at every stage if it names one before the start: %s', (message) =>
    expect(after(message)).toEqual([true, true, true]),
  );
  test.each([
    'connection refused',
    'connect ECONNREFUSED 127.0.0.1:1',
    'could not connect',
    'cannot reach the service',
    "can't resolve the name: network error",
    'unable to connect',
    'network unreachable',
    'getaddrinfo ENOTFOUND',
    'EAI_AGAIN',
    'daemon unavailable',
    'daemon is not running',
    'gpud is not running',
    'service unavailable',
  ])('before the service has accepted the job, if it was not reached: %s', (message) =>
    expect(after(message)).toEqual([true, false, false]),
  );
  test.each([
    'connection reset',
    'connection lost',
    'lost the connection while connecting again: connection refused',
    'write EPIPE: broken pipe',
    'unexpected EOF',
    'Provisioning timed out after 10 minutes',
    'Timed out waiting for agent after 60 seconds',
    'token expired while waiting for the answer',
    'failed to parse response: missing field `state`',
    'Too many concurrent sessions while polling for the answer',
    'timed out',
    'daemon restarted',
    'Relay handshake failed: Session expired',
    'rsync error',
  ])('never by a fault that can come at any time: %s', (message) =>
    expect(after(message)).toEqual([false, false, false]),
  );
  test.each([
    ['Provisioning timed out', null, [true, true, false]],
    ['Timed out waiting for agent on pod x', null, [true, true, true]],
    ['Job job_1 failed (exit unknown): Provisioning timed out', 1, [true, true, false]],
    ['connection reset', 13, [false, false, false]],
    ['hm', 13, [true, false, false]],
  ] as const)('by what the record of a job says, and by code 13: %s (%p)', (message, code, excluded) =>
    expect(after(message, code)).toEqual(excluded),
  );
  test.each([
    ['Session limit reached', 11, '', true],
    ['Monthly spending limit reached', 11, '', true],
    ['Session limit reached', 1, '', undefined],
    ['Session limit reached', 10, '', undefined],
    ['Token expired', 10, '', true],
    ['Token expired', 1, '', undefined],
    ['unknown flag', 2, '', true],
    ['not found', 12, '', true],
    ['connection refused', 13, '', true],
    ['connection refused', 1, '', undefined],
    ['token expired while waiting for the answer', 10, '', undefined],
    ['', 1, error({ code: 'quota_exceeded' }), true],
    ['', 1, error({ code: 'network', message: 'connection reset' }), undefined],
    ['', 1, error({ code: 'unavailable', message: 'Something went wrong' }), true],
  ] as const)('is certain by JSON or by the code of its class, not by words: %s (%i) %s', (text, code, stdout, is) =>
    expect(classifyRefusal(text, code, stdout, undefined)?.isCertain).toBe(is),
  );
  test.each([
    ["bootstrap failed at stage 'heartbeat' for pod 'x'", true],
    ['Job job_1 failed (exit unknown): Timed out waiting for agent on pod x after 60 seconds', true],
    ['Timed out waiting for agent on pod x after 60 seconds', undefined],
    ["Session limit reached (2 pods quarantined), waiting for pod 'x'", undefined],
    ['workspace sync failed: retry required before submission', undefined],
    ['Session limit reached', undefined],
  ])('and tells whether its pod must be ended: %s', (message, broken) =>
    expect(classifyRefusal(message, 1, '', undefined)?.podBroken).toBe(broken),
  );
});

test('whatever the program says, there is an answer, in a short line', () => {
  fc.assert(
    fc.property(fc.string(), fc.option(fc.nat(255)), fc.oneof(fc.string(), fc.json()), (text, code, stdout) => {
      const refused = classifyRefusal(text, code, stdout, undefined);
      expect(refused?.reason.length ?? 1).toBeLessThanOrEqual(500);
      expect(refused?.reason).not.toBe('');
    }),
    { numRuns: 1_000 },
  );
});
