import { describe, expect, test } from '@jest/globals';
import type { RunReport } from '../../src/core/outcome.ts';
import { byteLength } from '../../src/report/budget.ts';
import { renderSection } from '../../src/report/comment.ts';
import { renderSummary } from '../../src/report/summary.ts';
import { attempt, report } from '../support/report.ts';
import { CASES } from '../support/reports.ts';

const summaryOf = (name: string): string => renderSummary(CASES[name] ?? report());
const firstLine = (text: string): string => text.split('\n', 1)[0] ?? '';

describe('the headline tells how it ended, and what it cost', () => {
  test.each([
    ['ok', '## ✅ train · succeeded in 11 min 40 s · about \\$0.61'],
    ['out-of-memory', '## ❌ train (batch 512) · failed: GPU out of memory · exit code 1 · about \\$0.04'],
    ['crash', '## ❌ train · failed after 49 s · exit code 1 · about \\$0.04'],
    ['saturated', '## ⏳ nightly · no session came free in 30 min 1 s'],
    ['cancelled', '## 🚫 train · cancelled after 5 min 18 s · about \\$0.28'],
    ['second-try', '## ⏱️ train · timed out after 1 h 15 min · about \\$3.98'],
    ['skipped', '## ⏭️ train · skipped'],
    ['submitted', '## 🚀 train · submitted'],
  ])('%s', (name, expected) => expect(firstLine(summaryOf(name))).toBe(expected));

  test.each<[Partial<RunReport>, string]>([
    [{ class: 'auth' }, 'the token was refused'],
    [{ class: 'capacity' }, 'no such GPU to be had'],
    [{ class: 'budget' }, 'stopped at the cost limit'],
    [{ class: 'usage' }, 'GPU CLI refused the request'],
    [{ class: 'internal' }, 'this action failed'],
  ])('%o: %s', (overrides, expected) =>
    expect(firstLine(renderSummary(report({ status: 'failed', ...overrides })))).toContain(expected),
  );

  test('a signal is named', () => {
    const outcome = { kind: 'failed', exitCode: 137, signal: 'SIGKILL', reason: 'killed' } as const;
    const value = report({
      status: 'failed',
      class: 'workload',
      exitCode: 137,
      attempts: [attempt(1, { running: 0 }, 9, outcome)],
    });
    expect(firstLine(renderSummary(value))).toContain('ended by SIGKILL after 11 min 40 s');
  });

  test('every way to end has one', () => {
    for (const status of ['succeeded', 'failed', 'cancelled', 'timed-out', 'skipped', 'submitted'] as const) {
      expect(renderSummary(report({ status }))).toMatch(/^## \S+ train · \w/);
    }
  });
});

describe('the simple happy case', () => {
  test('is short, and has no alert, diagram or fold', () => {
    const text = summaryOf('ok');
    expect(text.split('\n').length).toBeLessThan(14);
    expect(text).not.toMatch(/> \[!|```|<details/);
  });
  test('names what there is to name', () => {
    for (const word of [
      '38 s provisioning',
      '10 min 52 s running',
      '$3.19/h × 11 min 30 s billed',
      'H100 SXM',
      'n9kwj3lwx2qw2n',
      'exit code 0 · pod released, confirmed',
      'gpu 0.31.2',
      'run-action 1.0.0',
      'actions/runs/17390442816',
    ])
      expect(summaryOf('ok')).toContain(word);
  });
  test('a success shows no log', () =>
    expect(renderSummary(report({ logTail: 'secret chatter' }))).not.toContain('chatter'));
});

describe('an unconfirmed clean-up', () => {
  test('stands before everything else, with the command alone in a block', () => {
    const text = summaryOf('unconfirmed');
    expect(text).toMatch(/^> \[!CAUTION\]\n> ## 🚨 A GPU may still be running, at about \\\$3\.19 an hour\n/);
    expect(text).toContain('> ```sh\n> gpu stop -y n9kwj3lwx2qw2n\n> ```');
    expect(text.indexOf('CAUTION')).toBeLessThan(text.indexOf('## ❌'));
  });
  test('finds the command between backticks too', () => {
    const text = renderSummary(report({ cleanup: 'unconfirmed', leftover: 'Pod x may live; run `gpu stop -y x`.' }));
    expect(text).toContain('> ```sh\n> gpu stop -y x\n> ```');
  });
});

describe('a failure', () => {
  test('shows the line that names it, and the last lines of the log, open', () => {
    expect(summaryOf('crash')).toContain('<code>RuntimeError: loss is NaN at step 20</code>');
    expect(summaryOf('crash')).toMatch(
      /<details open><summary><b>Last lines of the log<\/b><\/summary>\n\n```text\ntorch 2\.11/,
    );
    expect(summaryOf('crash')).toContain('⚠️ missing: <code>model.pt</code>');
  });
  test('of the pool says so once', () => {
    expect(summaryOf('saturated').match(/max-wait/g)).toHaveLength(1);
    expect(summaryOf('saturated')).toContain('never ran');
  });
});

describe('where the time went', () => {
  test('refusals are one bar, the attempt that started has its own', () => {
    const text = summaryOf('right-sizing');
    expect(text).toContain(
      'section Queue\n    waiting through 7 refusals :done, 00:00:00, 00:06:18\n    section Pod\n    provisioning :active, 00:06:18, 00:06:56\n    running :00:06:56, 00:27:47',
    );
    expect(text).toContain('10 of 10 in use at first · started at attempt 8');
  });
  test('a run of days counts days', () => {
    const long = attempt(2, { submitting: 90_000, provisioning: 90_010, running: 90_060 }, 300_000, {
      kind: 'succeeded',
    });
    const first = attempt(1, { submitting: 0 }, 2, { kind: 'refused', class: 'saturated', reason: 'full' }, 89_998);
    expect(renderSummary(report({ attempts: [first, long] }))).toContain(
      'running :2001-01-02 01:01:00, 2001-01-04 11:20:00',
    );
  });
  test('a thousand attempts stay readable', () => {
    const attempts = Array.from({ length: 1_000 }, (_, n) =>
      attempt(
        n + 1,
        { submitting: n * 60, provisioning: n * 60 + 5 },
        n * 60 + 50,
        { kind: 'refused', class: 'infra', reason: `no ${n % 2}` },
        10,
      ),
    );
    const text = renderSummary(report({ attempts }));
    expect(text.match(/^ {4}section /gm)?.length).toBe(8);
    expect(text.match(/^<tr><td nowrap>\d+<\/td>/gm)?.length).toBe(50);
    expect(text).toContain('950 attempts in between left out.');
  });
  test('refusals in a row for one reason are one row, with all their waiting', () => {
    const text = summaryOf('right-sizing');
    expect(text).toContain(
      '<td nowrap>1 to 7</td><td nowrap>02:00:04</td><td nowrap>submitting</td><td nowrap>saturated</td><td>All 10 pooled sessions are in use</td><td nowrap>6 min 2 s</td>',
    );
    expect(text).toContain('<tr><td nowrap>8</td>');
  });
  test('of one reason and different GPUs they are not one', () => {
    const refused = { kind: 'refused', class: 'capacity', reason: 'none' } as const;
    const attempts = ['H100', 'A100', 'A100'].map((gpuType, n) => ({
      ...attempt(n + 1, { submitting: n }, n, refused),
      gpuType,
    }));
    const text = renderSummary(report({ attempts }));
    expect(text).toMatch(/<td nowrap>1<\/td><td nowrap>[\d:]+<\/td><td nowrap>H100<\/td>/);
    expect(text).toMatch(/<td nowrap>2 to 3<\/td><td nowrap>[\d:]+<\/td><td nowrap>A100<\/td>/);
  });
  test('a job that exists waits for its pod, whether the CLI says more of it or not', () => {
    const refused = attempt(1, { submitting: 0 }, 2, { kind: 'refused', class: 'saturated', reason: 'full' }, 58);
    const silent = attempt(2, { submitting: 60, waiting: 61, running: 100, ended: 400 }, 402, { kind: 'succeeded' });
    expect(renderSummary(report({ attempts: [refused, silent] }))).toContain(
      'waiting through 1 refusal :done, 00:00:00, 00:01:01\n    section Pod\n    provisioning :active, 00:01:01, 00:01:40\n    running :00:01:40, 00:06:42',
    );
  });
  test.each([
    ['saturated', '5 min waiting for a session'],
    ['capacity', '5 min waiting for a GPU'],
    ['infra', '5 min before it could start'],
  ] as const)('what was waited for: %s', (kind, words) => {
    const attempts = [
      attempt(1, { submitting: 0 }, 2, { kind: 'refused', class: kind, reason: 'no' }, 298),
      attempt(2, { submitting: 300, provisioning: 302, running: 340 }, 990, { kind: 'succeeded' }),
    ];
    const times = { queueSeconds: 300, provisionSeconds: 38, runSeconds: 650, totalSeconds: 1_000 };
    expect(renderSummary(report({ attempts, times }))).toContain(words);
  });
});

describe('metrics', () => {
  test('arrows tell the direction, colours the verdict; what got worse comes first', () => {
    const text = summaryOf('right-sizing');
    expect(text).toContain('🔴 Worse than the baseline: **val\\_loss**.');
    expect(text).toContain(
      '| val\\_loss | 0.0812 | 0.0794 | 🔴 ▲ +0.0018 |\n| accuracy | 0.974 | 0.969 | 🟢 ▲ +0.005 |',
    );
  });
  test('without a baseline there are two columns', () =>
    expect(summaryOf('rich')).toContain('| metric | this run |\n|:---|---:|\n| eval.accuracy | 0.91 |'));
});

test('a long report of the workload is cut at a line, its fence closed', () => {
  const markdown = `# Log\n\n\`\`\`text\n${'one line of text\n'.repeat(100_000)}`;
  const text = renderSummary(report({ markdown }));
  expect(byteLength(text)).toBeLessThan(420_000);
  expect(text).toMatch(/one line of text\n…\n```\n\n<p><sub><code>job_7f3a9c20/);
});

test('the section tells nothing twice: what the gist says is not in the fold', () => {
  for (const name of ['right-sizing', 'crash', 'saturated']) {
    const lines = renderSection(CASES[name] ?? report()).split('\n');
    const gist = lines.find((line) => line.startsWith('<p>'))?.replace(/<\/?p>/g, '') ?? 'none';
    for (const said of gist.split('<br>'))
      expect([said, lines.filter((line) => line.includes(said))]).toEqual([said, [expect.any(String)]]);
  }
});

describe('facts that are told once', () => {
  test('a reason that has no more than the exit code gives way to the line of the log', () => {
    expect(summaryOf('crash')).not.toContain('The workload ended with exit code');
    expect(summaryOf('crash')).toContain('class <code>workload</code> · exit code 1 · pod released, confirmed');
    const mute = report({
      status: 'failed',
      class: 'workload',
      reason: 'The workload ended with exit code 3.',
      exitCode: 3,
    });
    expect(renderSummary(mute)).toContain('The workload ended with exit code 3.');
  });
  test('the price stands with the cost, or with the GPU where there is none', () => {
    expect(summaryOf('ok').match(/\$3\.19/g)).toHaveLength(1);
    expect(renderSummary(report({ cost: null }))).toContain('<b>H100 SXM</b> at $3.19/h');
  });
  test('what never started says that nothing is billed', () =>
    expect(summaryOf('saturated')).toContain('class <code>saturated</code> · nothing was started, nothing is billed'));
  test('a cost too small to tell is a bound', () => {
    const text = renderSummary(report({ cost: { usd: 0.0006, pricePerHour: 0.44, gpuCount: 1, billedSeconds: 5 } }));
    expect(text).toContain('· under \\$0.01');
    expect(text).toContain('<b>under $0.01</b>: $0.44/h × 5 s billed');
    expect(text).not.toContain('about');
  });
  test('sessions in use while it ran, where nobody had to wait', () =>
    expect(renderSummary(report({ org: { slug: '', identity: '', pool: { used: 3, limit: 10 } } }))).toContain(
      '3 of 10 in use while it ran',
    ));
});
