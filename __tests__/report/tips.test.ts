import { describe, expect, test } from '@jest/globals';
import { TelemetryMeter } from '../../src/report/telemetry.ts';
import { advise } from '../../src/report/tips.ts';
import type { Offer, RunReport, Telemetry } from '../../src/model/outcome.ts';
import { CASES, OFFERS, stretched } from '../support/reports.ts';
import { report } from '../support/report.ts';
import { logOf, telemetryOf } from '../support/traces.ts';

const busy = stretched(telemetryOf('busy'), 640);
const used = (mean: number, change: Partial<Telemetry> = {}): Telemetry => ({
  ...busy,
  utilization: { mean, p95: mean * 3, peak: Math.min(100, mean * 4) },
  ...change,
});
const peakOf = (mib: number) => ({ memoryMib: { mean: mib, p95: mib, peak: mib } });
const kinds = (overrides: Partial<RunReport>, offers = OFFERS): string[] =>
  advise(report(overrides), offers).map(({ kind }) => kind);
const textOf = (kind: string, overrides: Partial<RunReport>, offers: readonly Offer[] = OFFERS): string =>
  advise(report(overrides), offers).find((item) => item.kind === kind)?.text ?? '';

describe('a smaller GPU', () => {
  test('is proposed with the peak, the cheapest GPU that would hold it, and the savings', () => {
    expect(textOf('smaller-gpu', { telemetry: busy })).toMatch(
      /^Memory peaked at 10\.3 of 79\.6 GiB, .*52 % busy\. `RTX 4090` \(24 GiB, \$0\.69\/h\) would hold it: about \$2\.50 less an hour, \$0\.\d\d a run/,
    );
    const gpu = { type: 'H100 SXM', count: 4, vramGib: 80, pricePerHour: 3.19 };
    expect(textOf('smaller-gpu', { telemetry: busy, gpu })).toContain('about $10.00 less an hour');
  });

  test.each<[string, Partial<Offer>]>([
    ['cannot be had', { available: false }],
    ['has no price', { costPerHour: 0 }],
    ['saves less than a tenth', { costPerHour: 3 }],
    ['is as big', { vramGib: 80 }],
  ])('is not one that %s', (_name, change) => {
    const offer: Offer = { gpuType: 'A', vramGib: 24, costPerHour: 1, available: true, ...change };
    expect(kinds({ telemetry: busy }, [offer])).toEqual([]);
  });

  test.each<[string, Partial<RunReport>]>([
    ['without telemetry', { telemetry: null }],
    ['from a failed run', { telemetry: busy, status: 'failed', class: 'workload' }],
    ['from few samples', { telemetry: { ...busy, samples: 12 } }],
    ['from a sampler that ended early', { telemetry: { ...busy, spanSeconds: 100 } }],
    ['without a price', { telemetry: busy, gpu: { type: 'H100 SXM', count: 1, vramGib: 80, pricePerHour: 0 } }],
    ['if memory was filled', { telemetry: used(50, peakOf(79_000)) }],
  ])('is not proposed %s', (_name, overrides) => expect(kinds(overrides)).toEqual([]));
});

describe('out of memory', () => {
  const ran = { status: 'failed', class: 'workload', telemetry: telemetryOf('oom'), logTail: logOf('oom') } as const;

  test('is told with its numbers and the cheapest bigger GPU', () => {
    expect(kinds(ran)).toEqual(['out-of-memory', 'bigger-gpu']);
    expect(textOf('out-of-memory', ran)).toContain('asked for 8 GiB more, with 5.5 GiB free of 79.2 GiB.');
    expect(textOf('bigger-gpu', ran)).toContain('`H200` (141 GiB, $4.31/h), $1.12 more an hour');
  });

  test.each<[string, string, number, string]>([
    ['the log says', 'CUDA out of memory. GPU 0 has a total capacity of 16 GiB', 0, '16 GiB'],
    ['the driver reports', 'CUDA out of memory', 24, '24 GiB'],
    ['the service lists', 'CUDA out of memory', 0, '80 GiB'],
  ])('takes the size of the GPU that %s', (_name, logTail, gib, size) => {
    const telemetry = gib === 0 ? null : used(90, { memoryTotalMib: gib * 1_024 });
    expect(textOf('out-of-memory', { ...ran, logTail, telemetry })).toContain(`The GPU has ${size}.`);
  });

  test.each<[string, Partial<RunReport>]>([
    ['succeeded', { status: 'succeeded', class: '' }],
    ['was cancelled', { status: 'cancelled', class: 'cancelled' }],
  ])('is not told if the run %s', (_name, ending) => {
    expect(kinds({ ...ran, ...ending, telemetry: null })).toEqual([]);
  });
});

describe('a GPU that waits', () => {
  test.each<[string, Telemetry, RegExp]>([
    ['is told with how busy it was', used(3), /3 % busy.*10 min 40 s.*data loader/],
    ['is told as never used if nothing happened on it', used(0, peakOf(4)), /never used/],
    ['is not told as never used if memory was taken', used(0, peakOf(900)), /data loader/],
    ['is not told if it was busy', used(30), /^$/],
    ['is not told from less than a minute', used(3, { spanSeconds: 59 }), /^$/],
  ])('%s', (_name, telemetry, expected) => {
    const times = { ...report().times, runSeconds: telemetry.spanSeconds };
    expect(textOf('data-bound', { telemetry, times }, [])).toMatch(expected);
  });
});

/** A use of 0 % for each GPU that does nothing, with the memory of its context. */
function ofGpus(uses: readonly number[], contextMib = 4): Telemetry {
  const meter = new TelemetryMeter();
  for (let at = 0; at <= 660_000; at += 2_000)
    for (const [gpu, use] of uses.entries()) {
      const memory = use > 0 ? 70_000 : contextMib;
      meter.addSample(at, `${gpu}, NVIDIA H100 80GB HBM3, ${use}, 60, ${memory}, 81559, 600.00, 61`);
    }
  const telemetry = meter.result();
  if (telemetry === null) throw new Error('no rows');
  return telemetry;
}

describe('names GPUs that are not used, and does not blame the data loader', () => {
  test.each<[string, Telemetry, string]>([
    ['one of eight works', ofGpus([98, 0, 0, 0, 0, 0, 0, 0]), '7 of 8 GPUs were not used'],
    ['one of two works, and both have a context', ofGpus([0, 95], 450), '1 of 2 GPUs were not used'],
    ['memory is taken on all of four', ofGpus([60, 40, 0, 0], 78_000), '2 of 4 GPUs were not used'],
  ])('%s', (_name, telemetry, expected) => {
    const gpu = { type: 'H100 SXM', count: telemetry.gpuCount, vramGib: 80, pricePerHour: 3.19 };
    const value = { telemetry, gpu, cost: { usd: 8, pricePerHour: 3.19, gpuCount: 8, billedSeconds: 1_100 } };
    const text = textOf('data-bound', value);
    expect(text).toContain(expected);
    expect(text).toContain(`They cost $${(8 * (telemetry.idleGpus ?? 0)) / telemetry.gpuCount}`);
    expect(text).not.toContain('data loader');
    expect(kinds(value)).not.toContain('smaller-gpu');
  });
  test.each([
    ['all work', ofGpus([98, 97, 96, 95])],
    ['all work, and one reports little', ofGpus([98, 1])],
  ])('not if %s', (_name, telemetry) => expect(textOf('data-bound', { telemetry })).not.toContain('not used'));
});

test('an idle pod is told with what it cost', () => {
  const cost = { usd: 1.15, pricePerHour: 3.19, gpuCount: 1, billedSeconds: 1_300 };
  expect(textOf('idle-pod', { cost, cleanup: 'kept' })).toContain(
    '10 min 10 s idle, about $0.54. Without `keep-pod` it is stopped at once.',
  );
  expect(textOf('idle-pod', { cost })).not.toContain('keep-pod');
  expect(kinds({})).toEqual([]);
});

describe('the queue', () => {
  const times = { queueSeconds: 900, provisionSeconds: 30, runSeconds: 120, totalSeconds: 1_050 };
  const pool = { used: 10, limit: 10 };

  test('is told if it was longer than the run', () => {
    const waited = { times, cost: null, org: { slug: 'my-team', identity: '', pool } };
    expect(textOf('queue', waited)).toContain(
      '15 min, longer than the run itself (2 min), with 10 of 10 sessions in use',
    );
    expect(kinds({ ...waited, times: { ...times, queueSeconds: 100 } })).toEqual([]);
  });

  test('that ended without a session advises the width of the pool, if it is known', () => {
    const saturated = CASES['saturated'] ?? report();
    expect(textOf('pool-width', saturated)).toMatch(/^All 10 sessions of my-team .* 30 min 1 s .*`max-parallel: 10`/);
    const unknown = { ...saturated, org: { slug: '', identity: '', pool: null } };
    expect(textOf('pool-width', unknown)).toMatch(/^The sessions of the pool were in use/);
  });
});

test('there are at most three tips, the most valuable first', () => {
  const value = {
    telemetry: used(3),
    times: { queueSeconds: 2_000, provisionSeconds: 30, runSeconds: 640, totalSeconds: 3_700 },
    cost: { usd: 2, pricePerHour: 3.19, gpuCount: 1, billedSeconds: 2_300 },
  };
  expect(kinds(value)).toEqual(['smaller-gpu', 'idle-pod', 'data-bound']);
});
