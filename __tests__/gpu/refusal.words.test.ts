import { describe, expect, test } from '@jest/globals';
import { classifyRefusal } from '../../src/gpu/refusal.ts';

const classOf = (text: string, code = 1) => classifyRefusal(text, code, '', undefined)?.class;

describe('words of the token', () => {
  test.each([
    'Auth required',
    'authentication is required',
    'Authorization denied',
    'login failed',
    'log in required',
    'Unauthorized',
    'unauthorised',
    'You are not logged in',
    'The token was revoked',
    'credentials are invalid',
    'this token has expired',
    'token for my-team was rejected',
    'the token is not valid',
    'token not accepted',
    'credential not found',
    'revoked service account token',
    'expired token',
    'invalid account token',
    'No credentials found',
    'Run gpu auth login first',
  ])('%s', (text) => expect(classOf(text)).toBe('auth'));
});

describe('words of money and plan', () => {
  test.each([
    'Spend limit reached',
    'monthly spending limit hit',
    'Payment needed',
    'billing is past due',
    'Billing was suspended',
    'billing has a fault',
    'Insufficient funds',
    'insufficient credit',
    'insufficient balance',
    'out of credit',
    'credit exhausted',
    'Credit is exhausted',
    'card declined',
    'your card was declined',
    'above max_price',
    'not included in your plan',
    'not available on the plan',
    'not available on this plan',
    'requires the Team plan',
    'require a higher tier',
    'needs an upgrade: requires an Enterprise plan',
    'your plan does not have it',
  ])('%s', (text) => expect(classOf(text)).toBe('budget'));
  test('that stand beside those of the pool go first', () => {
    expect(classOf('Session limit reached: your card was declined', 11)).toBe('budget');
  });
});

describe('words of a full pool', () => {
  test.each([
    'Session limit reached',
    'sessions are all in use',
    'pooled sessions are full',
    'concurrency exhausted',
    'concurrent runs exceeded',
    'sessions busy',
    'a session will be available soon',
    'concurrency is at its maximum',
    'sessions taken',
    'limit of 10 sessions',
    'maximum number of sessions',
    'all 10 sessions',
    'no session',
    'no free sessions',
    'quota of sessions',
    'The session pool is waiting',
    'the pool is full',
  ])('%s', (text) => expect(classOf(text)).toBe('saturated'));
  test.each(['obsession limits', 'sessional limit'])('and not: %s', (text) => expect(classOf(text)).toBeUndefined());
});

describe('words of a provider that is sold out', () => {
  test.each([
    'No GPU available',
    'no gpus available in eu',
    'No H100 GPU is available',
    'no more capacity there is available',
    'provisioning timeout',
    'Failed to create pod',
    'insufficient resources',
    'Insufficient capacity',
    'out of capacity',
    'out of stock',
    'no capacity',
  ])('%s', (text) => expect(classOf(text)).toBe('capacity'));
});

describe('words of a fault', () => {
  test.each([
    'the daemon died',
    'gpud is gone',
    'Bootstrap failed',
    'workspace sync failed',
    'sync failed',
    'lost heartbeat',
    'transport closed',
    'Timed out waiting for agent',
    'connection refused',
    'connection reset',
    'connection closed',
    'connection lost',
    'connection error',
    'could not connect',
    'network down',
    'dns trouble',
    'tls handshake',
    'temporary trouble',
    'temporarily away',
    'service unavailable',
    'bad gateway',
    'internal server error',
    'ECONNRESET',
    'ETIMEDOUT',
    'EAI_AGAIN',
  ])('%s', (text) => expect(classOf(text)).toBe('infra'));
});

describe('words of bad usage', () => {
  test.each([
    'unknown flag',
    'unknown option',
    'unknown argument',
    'unknown command',
    'unknown verb',
    'unexpected argument',
    'invalid flag',
    'invalid option',
    'invalid value',
    'invalid config',
    'invalid argument',
    'unrecognized words',
    'project not found',
    'usage: gpu run',
  ])('%s', (text) => expect(classOf(text)).toBe('usage'));
});

test.each(['timeout', 'timed out', 'it time out'])('of a limit: %s', (text) => expect(classOf(text)).toBe('timeout'));
