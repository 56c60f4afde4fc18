import { beforeEach, describe, expect, test } from '@jest/globals';
import type { Attempt, Outcome } from '../src/core/outcome.ts';
import { github } from '../src/hosts/github.ts';
import { openJournal, type Journal } from '../src/journal.ts';
import type { RunEvent } from '../src/run.ts';
import { openIn } from './hosts/support/world.ts';

let journal: Journal;
let printed: () => string;
beforeEach(() => {
  const { host, stdout } = openIn(github, {});
  journal = openJournal(host, 'python train.py \\\n  --epochs 3');
  printed = stdout;
});
const lines = (): string[] => printed().split('\n').slice(0, -1);
const output = (text: string): void => journal.note({ kind: 'output', chunk: Buffer.from(text) });

describe('waiting', () => {
  const waiting = (waitedMs: number, more: Partial<Extract<RunEvent, { kind: 'waiting' }>> = {}): RunEvent => ({
    kind: 'waiting',
    class: 'saturated',
    reason: 'all sessions are in use',
    delayMs: 30_000,
    waitedMs,
    leftMs: 0,
    pool: null,
    heartbeat: false,
    ...more,
  });

  test('is told of when it begins, and then once a minute however many tries there are', () => {
    for (let second = 0; second <= 130; second += 10) journal.note(waiting(second * 1_000));
    expect(lines()).toEqual([
      'Waiting: all sessions are in use; next try in 30 s.',
      'Still waiting after 1 min; next try in 30 s.',
      'Still waiting after 2 min; next try in 30 s.',
    ]);
  });

  test('says how full the pool is and how much time is left', () => {
    const more = { pool: { used: 10, limit: 10 }, leftMs: 600_000 };
    journal.note(waiting(0, more));
    journal.note(waiting(60_000, more));
    expect(lines()).toEqual([
      'Waiting: all sessions are in use (10 of 10 sessions in use), 10 min left; next try in 30 s.',
      'Still waiting after 1 min, 10 min left (10 of 10 sessions in use); next try in 30 s.',
    ]);
  });
});

describe('a workload that is silent', () => {
  test('is told to be running, with how busy its GPU is', () => {
    journal.note({ kind: 'silence', ranMs: 60_000 });
    const row = '0, H100, 87, 40, 1000, 80000, 300, 60';
    journal.note({ kind: 'sample', row, elapsedMs: 1_000 });
    output('a line\n');
    journal.note({ kind: 'silence', ranMs: 120_000 });
    expect(lines()).toEqual([
      '[run-action] still running after 1 min',
      '[run-action] still running after 2 min, GPU 87 % busy',
    ]);
  });

  test('within a line of its own is not interrupted', () => {
    output('epoch 1: 40 %');
    journal.note({ kind: 'silence', ranMs: 60_000 });
    expect(printed()).toBe('');
  });
});

test('the workload’s bytes stand under the first line of its command, and no command of GitHub acts meanwhile', () => {
  journal.note({ kind: 'stream', open: true });
  output('half a line');
  journal.note({ kind: 'near', message: '80 % of `timeout` is used.' });
  journal.note({ kind: 'stream', open: false });
  // Idempotent: whatever went wrong, it may be said again.
  journal.note({ kind: 'stream', open: false });
  const [title, stop = '', empty, resume, warning, ...rest] = lines();
  expect(title).toBe('▶ python train.py \\');
  expect(stop).toMatch(/^::stop-commands::.{36}$/);
  expect([empty, resume]).toEqual(['', `::${stop.slice('::stop-commands::'.length)}::`]);
  expect([warning, rest]).toEqual(['::warning::80 %25 of `timeout` is used.', []]);
  expect(journal.tail.text()).toBe('half a line');
});

describe('attempts', () => {
  const attempt = (n: number, outcome: Outcome, waitedSeconds = 0, gpuType = ''): RunEvent => ({
    kind: 'attemptEnded',
    attempt: { n, gpuType, outcome, waitedSeconds } as Attempt,
  });

  test('are listed at the end where there were several', () => {
    journal.note(attempt(1, { kind: 'refused', class: 'saturated', reason: 'full' }, 30, 'H100'));
    journal.note(attempt(2, { kind: 'refused', class: 'capacity', reason: 'sold out' }, 10));
    journal.note(attempt(3, { kind: 'succeeded' }));
    expect(lines()).toEqual([]);
    journal.end();
    expect(lines()).toEqual([
      '::group::3 attempts',
      '1. H100: saturated: full; waited 30 s',
      '2. capacity: sold out; waited 10 s',
      '3. succeeded',
      '::endgroup::',
    ]);
  });

  test('one alone is not', () => {
    journal.note({ kind: 'attemptStarted', n: 1, gpuType: '' });
    journal.note(attempt(1, { kind: 'succeeded' }));
    journal.end();
    expect(printed()).toBe('');
  });

  test('are named while they run for who debugs', () => {
    const { host, stdout } = openIn(github, { RUNNER_DEBUG: '1' });
    const debugged = openJournal(host, 'true');
    for (const [n, gpuType] of [
      [1, ''],
      [2, ''],
      [3, 'A100'],
    ] as const)
      debugged.note({ kind: 'attemptStarted', n, gpuType });
    expect(stdout()).toBe('::debug::attempt 2\n::debug::attempt 3 with A100\n');
  });
});
