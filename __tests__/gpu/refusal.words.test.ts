import { describe, expect, test } from '@jest/globals';
import { isTracing } from '../../src/gpu/cli-lines.ts';
import { ROWS, classifyRefusal, matches } from '../../src/gpu/refusal.ts';

const read = (text: string, code = 1) => classifyRefusal(text, code, '', undefined);

/** For each row of the grammar: messages of its class, and similar sentences that it must not match. */
const EXAMPLES = [
  {
    class: 'infra',
    examples: [
      'Relay handshake failed: Session expired',
      'rsync error',
      'SSH connection failed',
      'Permission denied during sync',
      'Sync failed',
      "bootstrap failed at stage 'heartbeat' for pod 'x' (transport): Timed out waiting for agent on pod x after 60 seconds",
      'workspace sync failed: local workspace changed during transfer; retry required before submission',
      'tls handshake timeout',
    ],
    not: ['SSH private key not found', 'Your session has expired, please log in', 'Session limit reached'],
  },
  {
    class: 'auth',
    examples: [
      'Auth required',
      'Authorization denied',
      'login failed',
      'Unauthorized',
      'You are not logged in',
      'The service account token has been revoked.',
      'credentials are invalid',
      'Invalid API key',
      'No credentials found',
      'Your session has expired, please log in',
      'Run gpu auth login first',
    ],
    not: ['Permission denied during sync', 'Relay handshake failed: Session expired', 'authors are unknown'],
  },
  {
    class: 'budget',
    examples: [
      'Monthly spending limit reached',
      'Payment required: your card was declined',
      'Not enough credits',
      'You do not have enough funds',
      'insufficient balance',
      'out of credit',
      'billing is past due',
      'above max_price',
      'Service accounts are not included in your plan',
      'requires a Team plan: session limit reached',
      'You have used all GPU hours included in your plan',
      'Monthly GPU quota exceeded. Upgrade or wait for the quota refresh.',
    ],
    not: [
      'Plan allows 3 concurrent sessions',
      'Quota exceeded',
      'all 10 concurrent sessions of my-team (Team plan) are in use. Run `gpu upgrade` or wait.',
    ],
  },
  {
    class: 'saturated',
    examples: [
      'Session limit reached',
      'session pool is full (25/25)',
      'Quota exceeded: all 10 concurrent sessions of my-team (Team plan) are in use. Run `gpu upgrade` or wait.',
      'Too many concurrent sessions',
      '10 active sessions (max 10)',
      'You are already running 10 sessions',
      'Plan allows 3 concurrent sessions',
      'concurrency exhausted',
      'no free sessions',
      'maximum concurrent sessions reached',
    ],
    not: ['obsession limits', 'Session expired', 'connection pool exhausted', 'No session found'],
  },
  {
    class: 'capacity',
    examples: [
      'No GPUs available',
      'No pod available',
      'No H100 GPU is available',
      'Provisioning timeout',
      'Failed to create pod',
      'Insufficient resources',
      'out of stock',
      'no capacity',
      'There are no longer any instances available with the requested specifications.',
    ],
    not: ['service unavailable', 'Unknown GPU type', 'No gpu.jsonc found', 'gpu.jsonc not found'],
  },
  {
    class: 'infra',
    examples: [
      'Daemon unavailable',
      'Failed to connect to daemon',
      'Connection refused',
      'Connection timed out',
      'Timed out waiting for agent',
      'dns trouble',
      'temporarily away',
      'service unavailable',
      'internal server error',
      'EAI_AGAIN',
    ],
    not: ['timed out', 'unknown flag'],
  },
  {
    class: 'usage',
    examples: [
      "error: unknown flag '--frob'",
      'unexpected argument',
      "Missing required field 'project_id'",
      'job not found',
      'invalid config',
      'usage: gpu run',
      'File not found',
    ],
    not: ['something odd', 'timed out'],
  },
  {
    class: 'timeout',
    examples: ['timed out', 'deadline exceeded'],
    not: ['no time'],
  },
];

describe.each(EXAMPLES.map((row, at) => ({ ...row, at })))('$class, row $at', ({ class: name, examples, not, at }) => {
  test.each(examples)('classifies "%s"', (message) => expect(read(message)?.class).toBe(name));
  test.each(not)('does not match "%s"', (message) => expect(ROWS[at] && matches(ROWS[at], message)).toBe(false));
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
