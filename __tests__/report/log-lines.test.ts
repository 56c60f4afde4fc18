import { describe, expect, test } from '@jest/globals';
import fc from 'fast-check';
import { errorOf, logLines, logTitle } from '../../src/report/log-lines.ts';
import { hostileReport } from '../support/hostile.ts';
import type { RunReport } from '../../src/core/outcome.ts';
import { attempt, report } from '../support/report.ts';
import { CASES } from '../support/reports.ts';

const of = (name: string) => CASES[name] ?? report();

describe('the report as lines of a log', () => {
  test('title and lines of a run that waited', () => {
    expect(logTitle(of('right-sizing'))).toBe('Report: ✅ succeeded in 27 min 52 s · about $1.15');
    expect(logLines(of('right-sizing'))).toEqual([
      'Where the time went: 6 min 16 s waiting for a session · 38 s provisioning · 20 min 51 s running',
      'Cost: about $1.15: $3.19/h × 21 min 33 s billed',
      'GPU: H100 SXM',
      expect.stringMatching(/^GPU use: [▁-█]{20} 52 % busy, peak 100 % · memory 10\.3 of 79\.6 GiB · 0\.14 kWh$/),
      'Sessions: my-team · 10 of 10 in use at first · started at attempt 8',
      'Outputs: outputs/ came back',
      'Ended: exit code 0 · pod released, confirmed',
      'Command: python train.py --epochs 20',
      expect.stringMatching(/^Tip: Memory peaked at 10\.3 of 79\.6 GiB/),
      'Attempts 1 to 7 (H100 SXM): saturated: All 10 pooled sessions are in use; waited 6 min 2 s',
      'Attempt 8 (H100 SXM): succeeded',
    ]);
  });

  test('marks that HTML needs are marks again', () => {
    const lines = logLines(report({ command: `test 1 -lt 2 && echo "a<b>" '#1'` }));
    expect(lines.at(-1)).toBe(`Command: test 1 -lt 2 && echo "a<b>" '#1'`);
  });

  test('attempts are listed from two on, each with its reason, its GPU and its wait where there are any', () => {
    const refused = { kind: 'refused', class: 'infra', reason: 'No. 1 is down.' } as const;
    const first = { ...attempt(1, {}, 1, refused), gpuType: '' };
    const linesOf = (...attempts: RunReport['attempts']): string[] =>
      logLines(report({ attempts })).filter((line) => line.startsWith('Attempt'));
    expect(linesOf(first)).toEqual([]);
    expect(linesOf(first, attempt(2, {}, 2, { kind: 'succeeded' }))).toEqual([
      'Attempt 1: infra: No. 1 is down',
      'Attempt 2 (H100 SXM): succeeded',
    ]);
  });

  test('each is one line, whatever the report holds', () => {
    fc.assert(
      fc.property(hostileReport, (value) => {
        for (const line of [logTitle(value), ...logLines(value)]) expect(line).not.toMatch(/[\n\r\u001B]/);
      }),
    );
  });
});

describe('the one error names the cause', () => {
  test.each([
    ['crash', 'train: failed after 49 s · exit code 1', 'RuntimeError: loss is NaN at step 20.'],
    [
      'out-of-memory',
      'train (batch 512): failed: GPU out of memory · exit code 1',
      'The GPU ran out of memory (torch.OutOfMemoryError). It asked for 8 GiB more, with 5.5 GiB free of 79.2 GiB. A smaller batch, gradient accumulation, gradient checkpointing or mixed precision need less. 79.2 GiB was too little. With more, and available now: `H200` (141 GiB, $4.31/h, $1.12 more) or `B200` (180 GiB, $5.98/h, $2.79 more).',
    ],
    [
      'saturated',
      'nightly: no session came free in 30 min 1 s',
      'All 10 pooled sessions of my-team were in use for 30 minutes. All 10 sessions of my-team were in use for the 30 min 1 s that this run waited. A longer `max-wait`, `max-parallel: 10` for a matrix, or a larger pool would let it through.',
    ],
    ['cancelled', 'train: cancelled after 5 min 18 s', 'The job was cancelled by a person or a newer run (SIGINT).'],
    [
      'second-try',
      'train: timed out after 1 h 15 min',
      'The workload ran longer than `timeout` (1 h) allows. Raise `timeout` or `idle-timeout`, or make the run shorter.',
    ],
  ])('%s', (name, title, message) => expect(errorOf(of(name))).toEqual({ title, message }));

  test.each(['ok', 'right-sizing', 'skipped', 'submitted'])('%s has none', (name) =>
    expect(errorOf(of(name))).toBeUndefined(),
  );

  test('a reason of many lines stays whole: it lists every bad input', () => {
    const reason = Array.from({ length: 30 }, (_, n) => `- \`input-${n}\` is bad`).join('\n');
    expect(errorOf(report({ status: 'failed', class: 'usage', reason }))?.message).toContain(reason);
  });
});
