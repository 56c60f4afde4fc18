import { describe, expect, test } from '@jest/globals';
import type { Outcome, RunReport, Telemetry } from '../../src/core/outcome.ts';
import { factsTable, happened, useRow, useTable } from '../../src/report/facts.ts';
import { attempt, report } from '../support/report.ts';
import { telemetryOf } from '../support/traces.ts';

/** The facts that are told of a report like that of a run that went well. */
const told = (given: Partial<RunReport> = {}): Record<string, string> =>
  Object.fromEntries(
    [...factsTable(report(given)).matchAll(/^<tr><td nowrap><b>(.*?)<\/b><\/td><td>(.*)<\/td><\/tr>$/gm)].map(
      ([, name = '', value = '']) => [name, value],
    ),
  );
const FULL: Outcome = { kind: 'refused', class: 'saturated', reason: 'full' };
const POOLED: Outcome = { ...FULL, pool: { used: 10, limit: 10 } };
const OK: Outcome = { kind: 'succeeded' };

test('a run that went well', () => {
  expect(factsTable(report())).toBe(
    [
      '<table>',
      '<tr><td nowrap><b>Where the time went</b></td><td>38 s provisioning · <b>10 min 52 s running</b></td></tr>',
      '<tr><td nowrap><b>Cost</b></td><td><b>about $0.61</b>: $3.19/h × 11 min 30 s billed</td></tr>',
      '<tr><td nowrap><b>GPU</b></td><td><b>H100 SXM</b></td></tr>',
      '<tr><td nowrap><b>Ended</b></td><td>exit code 0 · pod released, confirmed</td></tr>',
      '<tr><td nowrap><b>Command</b></td><td><code>python train.py --epochs 20</code></td></tr>',
      '</table>',
    ].join('\n'),
  );
});

test('without any fact there is no table', () => {
  expect(
    factsTable(
      report({
        times: { queueSeconds: 0, provisionSeconds: 0, runSeconds: 0, totalSeconds: 0 },
        cost: null,
        gpu: { type: '', count: 0, vramGib: 0, pricePerHour: 0 },
        jobId: '',
        podId: '',
        status: 'skipped',
        exitCode: null,
        command: '',
      }),
    ),
  ).toBe('');
});

describe('what happened and what to do', () => {
  const broken = { status: 'failed', class: 'infra', reason: 'It broke <x>.', hint: 'Run `it` again.' } as const;
  test('are told where it did not go well', () => {
    expect(told(broken)).toMatchObject({
      'What happened': 'It broke &lt;x&gt;.',
      'What to do': 'Run <code>it</code> again.',
    });
    for (const status of ['succeeded', 'submitted'] as const) {
      expect(told({ ...broken, status })).not.toHaveProperty('What happened');
      expect(told({ ...broken, status })).not.toHaveProperty('What to do');
    }
  });
  test('advice about the pool says what to do, with numbers', () => {
    expect(told({ ...broken, advice: [{ kind: 'pool-width', text: 't' }] })).not.toHaveProperty('What to do');
    expect(told({ ...broken, advice: [{ kind: 'queue', text: 't' }] })).toHaveProperty('What to do');
  });
  test('the line of the log that names it stands first', () => {
    const logTail = 'x\nValueError: <bad>\ny';
    expect(told({ ...broken, class: 'workload', logTail })['What happened']).toBe(
      '<code>ValueError: &lt;bad&gt;</code><br>It broke &lt;x&gt;.',
    );
    expect(happened(report({ ...broken, reason: '', class: '' }))).toBe('');
  });
  test('of a GPU out of memory it is the first sentence, where advice has the numbers', () => {
    const logTail = 'torch.OutOfMemoryError: CUDA out of memory. Tried to allocate 2.00 GiB. GPU 0 is full.';
    const value = report({ status: 'failed', class: 'workload', logTail });
    const advice = [{ kind: 'out-of-memory', text: 't' }] as const;
    expect(happened({ ...value, advice })).toMatch(
      /^<code>torch\.OutOfMemoryError: CUDA out of memory\.<\/code><br>The workload ran/,
    );
    expect(happened(value)).toContain('Tried to allocate');
    expect(happened({ ...value, advice: [{ kind: 'queue', text: 't' }] })).toContain('Tried to allocate');
    expect(happened({ ...value, advice, logTail: 'a.ValueError: first. second out of memory.' })).toContain(
      'first. second',
    );
  });
});

test('what comes next after a job was submitted', () => {
  const submitted = told({ status: 'submitted', exitCode: null });
  expect(submitted['Next']).toBe(
    '<code>mode: collect</code> with <code>job-id: job_7f3a9c20</code> streams it, waits for it and reports',
  );
  expect(submitted).not.toHaveProperty('Ended');
  expect(told({ status: 'submitted', jobId: '' })).not.toHaveProperty('Next');
  expect(told()).not.toHaveProperty('Next');
});

describe('where the time went', () => {
  const times = (queueSeconds: number, provisionSeconds: number, runSeconds: number): string | undefined =>
    told({ times: { queueSeconds, provisionSeconds, runSeconds, totalSeconds: 0 } })['Where the time went'];
  test.each([
    [60, 30, 90, '1 min submitting · 30 s provisioning · <b>1 min 30 s running</b>'],
    [1, 1, 0.5, '1 s submitting · 1 s provisioning · <b>0.5 s running</b>'],
    [0.9, 0.9, 90, '<b>1 min 30 s running</b>'],
    [60, 0, 0, '1 min submitting · never ran'],
    [1, 0, 0, '1 s submitting · never ran'],
    [0.9, 30, 0, '30 s provisioning'],
    [0, 0, 0, undefined],
  ])('%d, %d, %d: %s', (queue, provision, run, said) => expect(times(queue, provision, run)).toBe(said));
});

test('the cost is list price by time, and by GPUs', () => {
  const cost = { usd: 4, pricePerHour: 2, gpuCount: 2, billedSeconds: 3_600 };
  expect(told({ cost })['Cost']).toBe('<b>about $4.00</b>: $2.00/h × 2 GPUs × 1 h billed');
  expect(told({ cost: { ...cost, gpuCount: 1 } })['Cost']).toBe('<b>about $4.00</b>: $2.00/h × 1 h billed');
  expect(told({ cost: { ...cost, usd: 0 } })).not.toHaveProperty('Cost');
  expect(told({ cost: null })).not.toHaveProperty('Cost');
});

describe('the GPU', () => {
  const gpu = { type: 'H100 <x>', count: 1, vramGib: 80, pricePerHour: 2 };
  const never: Partial<RunReport> = {
    cleanup: 'not-needed',
    times: { ...report().times, runSeconds: 0 },
    attempts: [attempt(1, { submitting: 0 }, 5, FULL)],
  };
  test.each<[string | undefined, Partial<RunReport>]>([
    ['<b>H100 &lt;x&gt;</b> at $2.00/h', { gpu }],
    ['4 × <b>H100 &lt;x&gt;</b> at $2.00/h each', { gpu: { ...gpu, count: 4 } }],
    ['<b>H100 &lt;x&gt;</b>', { gpu: { ...gpu, pricePerHour: 0 } }],
    ['<b>H100 &lt;x&gt;</b>', { gpu, cost: report().cost }],
    ['4 × <b>H100 &lt;x&gt;</b>', { gpu: { ...gpu, count: 4 }, cost: report().cost }],
    ['<b>NVIDIA H100</b> at $2.00/h', { gpu: { ...gpu, type: '' }, telemetry: named('NVIDIA H100') }],
    ['<b>H100 &lt;x&gt;</b> at $2.00/h', { gpu, telemetry: named('NVIDIA H100') }],
    ['asked for <b>H100 &lt;x&gt;</b> at $2.00/h', { gpu, ...never }],
    ['<b>H100 &lt;x&gt;</b> at $2.00/h', { gpu, ...never, cleanup: 'confirmed' }],
    [undefined, { gpu: { ...gpu, type: '' } }],
  ])('%s', (said, given) => expect(told({ cost: null, ...given })['GPU']).toBe(said));
});

function named(gpuName: string): Telemetry {
  return { ...telemetryOf('busy'), gpuName };
}

describe('the use of the GPU', () => {
  const stat = (mean: number, p95: number, peak: number) => ({ mean, p95, peak });
  const point = (utilization: number | null, memory: number | null) => ({ atSeconds: 0, utilization, memory });
  const used: Telemetry = {
    gpuName: 'NVIDIA <H100>',
    gpuCount: 2,
    samples: 1_200,
    spanSeconds: 600,
    utilization: stat(73.4, 99, 100),
    memoryMib: stat(10_240, 20_480, 30_720),
    memoryTotalMib: 81_920,
    powerW: stat(300.4, 400.5, 500),
    energyKwh: 0.05,
    temperatureC: stat(50.4, 60, 70.5),
    series: [point(0, 100), point(100, 0)],
  };
  test('in a row', () => {
    expect(useRow(used)).toBe('<code>▁█</code> <b>73 % busy</b>, peak 100 % · memory 30 of 80 GiB · 50 Wh');
    expect(told({ telemetry: used })['GPU use']).toBe(useRow(used));
  });
  test('memory that filled up between two samples is not called empty', () => {
    const advice = [{ kind: 'out-of-memory', text: 'It was full.' }] as const;
    expect(told({ telemetry: used, advice })['GPU use']).not.toContain('memory');
    const seen = { ...used, memoryMib: stat(10_240, 20_480, 40_960) };
    for (const telemetry of [seen, { ...used, memoryTotalMib: null }])
      expect(told({ telemetry, advice })['GPU use']).toBe(useRow(telemetry));
  });
  test.each<[string, Partial<Telemetry>]>([
    ['<b>73 % busy</b>, peak 100 % · memory 30 GiB', { series: [], memoryTotalMib: null, energyKwh: null }],
    ['<code>▁█</code> memory · 50 Wh', { utilization: null, memoryMib: null, series: [point(100, 0), point(0, 100)] }],
    ['memory 30 of 80 GiB · 50 Wh', { utilization: null, series: [point(1, null), point(2, null)] }],
  ])('what was not told is left out: %s', (said, given) => expect(useRow({ ...used, ...given })).toBe(said));
  test('a GPU that was filled and never computed shows its memory, and one that did nothing no flat line', () => {
    const idle = { ...used, utilization: stat(0, 0, 0) };
    expect(useRow(idle)).toMatch(/^<b>0 % busy<\/b>, peak 0 % · <code>█▁<\/code> memory 30 of 80 GiB · /);
    expect(useRow({ ...idle, series: [point(0, 0), point(0, 0)] })).not.toContain('<code>');
  });
  test('in a table', () => {
    expect(useTable(used)).toBe(
      [
        '<table>',
        '<tr><th></th><th>mean</th><th>95 % below</th><th>peak</th></tr>',
        '<tr><td>busy</td><td align="right">73 %</td><td align="right">99 %</td><td align="right">100 %</td></tr>',
        '<tr><td>memory</td><td align="right">10 GiB</td><td align="right">20 GiB</td><td align="right">30 GiB</td></tr>',
        '<tr><td>power</td><td align="right">300 W</td><td align="right">401 W</td><td align="right">500 W</td></tr>',
        '<tr><td>temperature</td><td align="right">50 °C</td><td align="right">60 °C</td><td align="right">71 °C</td></tr>',
        '</table>',
        '',
        '<p><sub>1,200 samples over 10 min on 2 × NVIDIA &lt;H100&gt;</sub></p>',
      ].join('\n'),
    );
  });
  test('with the rows that were told, or not at all', () => {
    const nothing = { ...used, utilization: null, memoryMib: null, temperatureC: null, gpuName: '', samples: 1 };
    expect(useTable(nothing)).toBe(
      '<table>\n<tr><th></th><th>mean</th><th>95 % below</th><th>peak</th></tr>\n<tr><td>power</td><td align="right">300 W</td><td align="right">401 W</td><td align="right">500 W</td></tr>\n</table>\n\n<p><sub>1 sample over 10 min</sub></p>',
    );
    expect(useTable({ ...nothing, powerW: null })).toBe('');
  });
});

describe('sessions', () => {
  const org = (slug: string, used?: number) => ({
    slug,
    identity: 'i',
    pool: used === undefined ? null : { used, limit: 10 },
  });
  test.each<[string | undefined, RunReport['org'], Outcome[]]>([
    [undefined, org(''), [OK]],
    ['<code>team</code>', org('team'), [OK]],
    ['<code>team</code>', org('team'), []],
    ['<code>team</code> · 4 of 10 in use while it ran', org('team', 4), [OK]],
    ['4 of 10 in use', org('', 4), [FULL]],
    ['4 of 10 in use', org('', 4), []],
    ['10 of 10 in use', org(''), [POOLED]],
    ['10 of 10 in use at first · started at attempt 2', org(''), [POOLED, OK]],
    ['4 of 10 in use at first · started at attempt 3', org('', 4), [POOLED, FULL, OK]],
    ['10 of 10 in use · 2 attempts', org(''), [POOLED, FULL]],
    ['started at attempt 2', org(''), [FULL, OK]],
    ['2 attempts', org(''), [FULL, FULL]],
    ['4 of 10 in use while it ran · started at attempt 2', org('', 4), [FULL, OK]],
    ['3 of 9 in use · 2 attempts', org(''), [POOLED, { ...FULL, pool: { used: 3, limit: 9 } }]],
  ])('%s', (said, given, outcomes) => {
    const attempts = outcomes.map((outcome, at) => attempt(at + 1, { submitting: 0 }, 5, outcome));
    expect(told({ org: given, attempts })['Sessions']).toBe(said);
  });
});

describe('outputs', () => {
  const outputs = (found: string, missing = '') =>
    told({
      outputs: [
        ...found.split('').map((path) => ({ path, found: true })),
        ...missing.split('').map((path) => ({ path, found: false })),
      ],
    })['Outputs'];
  test.each([
    ['', '', undefined],
    ['a', '', '<code>a</code> came back'],
    ['ab', '', '<code>a</code> <code>b</code> came back'],
    ['', 'a', '⚠️ missing: <code>a</code>'],
    ['a', 'b', '⚠️ missing: <code>b</code> · <code>a</code> came back'],
  ])('there: %s, not there: %s', (found, missing, said) => expect(outputs(found, missing)).toBe(said));
  test('eight of them are named', () => {
    expect(outputs('abcdefgh')).toMatch(/<code>h<\/code> came back$/);
    expect(outputs('abcdefghij')).toMatch(/<code>h<\/code> and 2 more came back$/);
  });
});

describe('how it ended', () => {
  test.each<[string | undefined, Partial<RunReport>]>([
    ['exit code 3 · pod released, confirmed', { exitCode: 3 }],
    ['pod released, confirmed', { exitCode: null }],
    ['exit code 3 · nothing was started, nothing is billed', { exitCode: 3, cleanup: 'not-needed' }],
    ['class <code>auth</code> · pod released, confirmed', { class: 'auth', exitCode: null }],
    ['🚨 <b>clean-up not confirmed</b>', { exitCode: null, cleanup: 'unconfirmed' }],
    ['exit code 0 · pod kept warm, as asked: it is billed until it is stopped', { cleanup: 'kept' }],
    [undefined, { status: 'skipped', exitCode: 3 }],
    ['exit code 3', { status: 'submitted', exitCode: 3 }],
  ])('%s: %j', (said, given) => expect(told(given)['Ended']).toBe(said));
});

describe('the command', () => {
  test.each([
    ['a <b>', '<code>a &lt;b&gt;</code>'],
    ['\n a\nb\n', '<code>a … and 1 more line</code>'],
    ['a\nb\nc', '<code>a … and 2 more lines</code>'],
    ['', undefined],
  ])('%j', (command, said) => expect(told({ command })['Command']).toBe(said));
});
