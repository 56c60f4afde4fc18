import { describe, expect, test } from '@jest/globals';
import { ROWS, matches } from '../../src/gpu/complaints.ts';
import { classifyRefusal, isTracing } from '../../src/gpu/refusal.ts';

const read = (text: string, code = 1) => classifyRefusal(text, code, '', undefined);

describe.each(ROWS.map((row, at) => [`${row.class}, row ${at + 1}`, row] as const))('%s', (_, row) => {
  test.each(row.examples)('classifies "%s"', (message) => expect(read(message)?.class).toBe(row.class));
  test.each(row.not)('does not match "%s"', (message) => expect(matches(row, message)).toBe(false));
});

describe('precedence', () => {
  test.each([
    ['Session limit reached: your card was declined', 'budget'],
    ['Session limit reached (10/10). Upgrade to the Team plan for more sessions.', 'saturated'],
    ['Too many concurrent sessions. Run `gpu auth login` to use another account.', 'saturated'],
    ['[gpu]> No pod available, provisioning a new one\n✗ Payment required', 'budget'],
    ['error: pool is full\nNo credentials found for vastai', 'auth'],
    ['Connecting to relay failed: No GPUs available', 'infra'],
  ] as const)('%s: %s', (message, name) => expect(read(message)?.class).toBe(name));
});

describe('exit code 11', () => {
  test.each(['Quota exceeded', 'Error: Quota exceeded.', 'Limit reached', '', 'job not found'])(
    'waits, and mentions that a period may be meant, if the message names neither: "%s"',
    (message) => expect(read(message, 11)).toMatchObject({ class: 'saturated', quota: true }),
  );
  test('is a full pool without doubt if the message names sessions', () => {
    expect(read('all 10 concurrent sessions are in use', 11)).not.toHaveProperty('quota');
  });
  test.each([
    'You have used all GPU hours included in your plan.',
    'Quota exceeded. Run `gpu upgrade` or wait for the quota refresh.',
    'Monthly GPU quota exceeded',
    'Monthly session limit exceeded',
  ])('is not waited for if it is the quota of a period or a plan: %s', (message) =>
    expect(read(message, 11)?.class).toBe('budget'),
  );
});

describe('log records of the program', () => {
  const RECORD = '2026-11-28T05:00:00.123Z  WARN gpu_core::auth: token expired, using the cached one';
  test.each([
    RECORD,
    '\u001B[2m2026-11-28T05:00:00Z\u001B[0m \u001B[33m WARN\u001B[0m gpud::pods: not found in database',
    ' WARN gpu_core::inventory: Unknown RunPod GPU name',
    '2026-11-28 05:00:00 ERROR gpud::net: connection reset',
  ])('are recognized: %s', (line) => expect(isTracing(line)).toBe(true));
  test.each(['error: token expired', 'WARN your card was declined', '>> Using pod x', 'INFO: training started'])(
    'are not confused with messages: %s',
    (line) => expect(isTracing(line)).toBe(false),
  );
  test('are not searched, and are not the reason if there is another line', () => {
    expect(read(`${RECORD}\n`)).toBeUndefined();
    expect(read(`No GPUs available\n${RECORD}`)).toMatchObject({ class: 'capacity', reason: 'No GPUs available' });
  });
});

describe('a message about a workload that ran', () => {
  test.each([
    ['Pod reclaimed while the job was running: no capacity', 1],
    ['job job_1 was killed: session limit reached', 11],
    ['Output sync failed: connection refused', 13],
    ['the workload exited: token expired', 10],
  ])('is not a refusal, whatever else it names: %s', (message, code) => expect(read(message, code)).toBeUndefined());
  test('is one if it also names a stage before the start', () => {
    expect(
      read('Job job_1 failed (exit unknown): workspace sync failed: retry required before submission'),
    ).toMatchObject({
      class: 'infra',
      stage: 'setup',
    });
  });
});
