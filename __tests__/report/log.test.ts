import { beforeEach, describe, expect, test } from '@jest/globals';
import { github } from '../../src/hosts/github.ts';
import { openJournal, type Journal } from '../../src/report/log.ts';
import type { RunEvent } from '../../src/run/events.ts';
import { openIn } from '../hosts/support/world.ts';

let journal: Journal;
let jobId = '';
let printed: () => string;
beforeEach(() => {
  const { host, stdout } = openIn(github, {});
  jobId = '';
  journal = openJournal(host, 'python train.py \\\n  --epochs 3', () => jobId);
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
    ...more,
  });

  test('is never silent for more than a minute, also before a long delay', () => {
    for (const [second, delay] of [
      [0, 17],
      [18, 30],
      [48, 36],
      [84, 120],
    ] as const)
      journal.note(waiting(second * 1_000, { delayMs: delay * 1_000 }));
    expect(lines().slice(1)).toEqual([
      'Waiting: all sessions are in use; next attempt in 17 s.',
      'Still waiting after 48 s; next attempt in 36 s.',
      'Still waiting after 1 min 24 s; next attempt in 2 min.',
    ]);
  });

  test('is logged when it begins, and then once a minute however many attempts there are', () => {
    for (let second = 0; second <= 130; second += 10) journal.note(waiting(second * 1_000, { delayMs: 10_000 }));
    journal.end();
    expect(lines()).toEqual([
      '::group::Wait for a session',
      'Waiting: all sessions are in use; next attempt in 10 s.',
      'Still waiting after 1 min; next attempt in 10 s.',
      'Still waiting after 2 min; next attempt in 10 s.',
      '::endgroup::',
    ]);
  });

  test('says how full the pool is and how much time is left', () => {
    const more = { pool: { used: 10, limit: 10 }, leftMs: 600_000 };
    journal.note(waiting(0, more));
    journal.note(waiting(60_000, more));
    expect(lines()).toEqual([
      '::group::Wait for a session: 10 of 10 in use, 10 min left',
      'Waiting: all sessions are in use (10 of 10 sessions in use), 10 min left; next attempt in 30 s.',
      'Still waiting after 1 min (10 of 10 sessions in use), 10 min left; next attempt in 30 s.',
    ]);
  });

  test('mentions once that a quota may be one of a period', () => {
    for (const waitedMs of [0, 60_000]) journal.note(waiting(waitedMs, { reason: 'Quota exceeded', quota: true }));
    expect(lines().slice(1)).toEqual([
      'Waiting: Quota exceeded; next attempt in 30 s. This may be a quota of a period (month, plan), which waiting does not refill.',
      'Still waiting after 1 min; next attempt in 30 s.',
    ]);
  });

  test.each([
    ['capacity', 'Wait for a GPU'],
    ['infra', 'Wait and try again (infra)'],
  ] as const)('for %s has a group that says so', (name, title) => {
    journal.note(waiting(0, { class: name, reason: 'It broke.' }));
    expect(lines()).toEqual([`::group::${title}`, 'Waiting: It broke; next attempt in 30 s.']);
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

  test.each(['train:  30%|###   | 30/100', '\rtrain: 10%\rtrain: 20%', 'Loading checkpoint shards: '])(
    'within an open line (%j) is reported on a line of its own, with the job id',
    (text) => {
      jobId = 'job_1';
      output(text);
      journal.note({ kind: 'silence', ranMs: 60_000 });
      output('\rdone\n');
      journal.note({ kind: 'silence', ranMs: 120_000 });
      expect(lines()).toEqual([
        '',
        '[run-action] job job_1 still running after 1 min',
        '[run-action] job job_1 still running after 2 min',
      ]);
    },
  );
});

describe('the stream of a run', () => {
  const phase = (of: 'provisioning' | 'running'): RunEvent => ({ kind: 'phase', phase: of });
  const waited: RunEvent = {
    kind: 'waiting',
    class: 'saturated',
    reason: 'all sessions are in use',
    delayMs: 30_000,
    waitedMs: 0,
    leftMs: 0,
    pool: null,
  };
  /** What was printed, a quarantine and its end told by their names. */
  const outline = (): string[] =>
    lines()
      .filter((line) => line !== '')
      .map((line) => (line.startsWith('::stop-commands::') ? '[' : /^::[^:]{36}::$/.test(line) ? ']' : line));

  test('no command of GitHub acts within it, and what is ours waits for its end', () => {
    journal.note({ kind: 'stream', open: true });
    output('half a line');
    journal.note({ kind: 'near', message: '80 % of `timeout` is used.' });
    journal.note({ kind: 'stream', open: false });
    // Idempotent: whatever went wrong, it may be said again.
    journal.note({ kind: 'stream', open: false });
    expect(outline()).toEqual([
      '::group::Run: python train.py \\',
      '[',
      ']',
      '::warning::80 %25 of `timeout` is used.',
    ]);
    const [, stop = '', , end] = lines();
    expect(end).toBe(`::${stop.slice('::stop-commands::'.length)}::`);
    expect(journal.tail.text()).toBe('half a line');
  });

  test('the group ends where the workload starts, with the id of its job; each quarantine has a token of its own', () => {
    journal.note({ kind: 'stream', open: true });
    journal.note(phase('provisioning'));
    jobId = 'job_1';
    journal.note(phase('running'));
    journal.note(phase('running'));
    journal.note({ kind: 'stream', open: false });
    journal.end();
    expect(outline()).toEqual(['::group::Run: python train.py \\', '[', ']', 'Job: job_1', '::endgroup::', '[', ']']);
    expect(new Set(lines().filter((line) => line.startsWith('::stop-commands::'))).size).toBe(2);
  });

  test('what GPU CLI says while the pool is full stays in the group of waiting, and how long that was is told', () => {
    journal.note(waited);
    journal.note({ kind: 'stream', open: true });
    journal.note(phase('running'));
    expect(outline()).toEqual([
      '::group::Wait for a session',
      'Waiting: all sessions are in use; next attempt in 30 s.',
      '[',
      ']',
      '::endgroup::',
      '::group::Run: python train.py \\',
      'Waited 30 s.',
      '::endgroup::',
      '[',
    ]);
  });

  test('a start that is told within a line of the workload puts nothing into it', () => {
    journal.note({ kind: 'stream', open: true });
    const before = printed();
    output('no end yet');
    journal.note({ kind: 'phase', phase: 'running' });
    expect(printed()).toBe(before);
    journal.note({ kind: 'stream', open: false });
    journal.end();
    expect(lines().slice(-2)).toEqual([expect.stringMatching(/^::[0-9a-f-]{36}::$/), '::endgroup::']);
  });

  test('a lost client of a job that runs is told of without a group', () => {
    journal.note({ kind: 'stream', open: true });
    journal.note(phase('running'));
    journal.note({ kind: 'stream', open: false });
    journal.note({ kind: 'stream', open: true });
    expect(outline().slice(-3)).toEqual([']', '[run-action] connected to the job again', '[']);
  });

  test('its end closes whatever is open', () => {
    journal.note({ kind: 'stream', open: true });
    journal.end();
    journal.end();
    expect(outline()).toEqual(['::group::Run: python train.py \\', '[', ']', '::endgroup::']);
  });
});
