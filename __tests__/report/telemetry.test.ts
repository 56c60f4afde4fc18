import { describe, expect, test } from '@jest/globals';
import fc from 'fast-check';
import { Series, Sketch } from '../../src/report/sketch.ts';
import { parseSmiRow, TelemetryMeter } from '../../src/report/telemetry.ts';
import { rowsOf, telemetryOf } from '../support/traces.ts';

const full = {
  index: 0,
  name: 'NVIDIA H100 80GB HBM3',
  utilization: 98,
  memoryUtilization: 47,
  memoryMib: 10_271,
  memoryTotalMib: 81_559,
  powerW: 684.39,
  temperatureC: 58,
};

const untold = {
  utilization: null,
  memoryUtilization: null,
  memoryMib: null,
  memoryTotalMib: null,
  powerW: null,
  temperatureC: null,
};

describe('parseSmiRow', () => {
  test.each([
    ['as asked for', '0, NVIDIA H100 80GB HBM3, 98, 47, 10271, 81559, 684.39, 58', {}],
    ['with units', '0, NVIDIA H100 80GB HBM3, 98 %, 47 %, 10271 MiB, 81559 MiB, 684.39 W, 58', {}],
    ['decimal commas', '0, NVIDIA H100 80GB HBM3, 98, 47, 10271, 81559, 684,39, 58', {}],
    ['no blanks after commas', '0,NVIDIA H100 80GB HBM3,98,47,10271,81559,684.39,58', {}],
    ['blanks and a carriage return', '  0 , NVIDIA H100 80GB HBM3 , 98 , 47 , 10271 , 81559 , 684.39 , 58 \r', {}],
    ['a name with a comma', '0, NVIDIA H100, 80GB, 98, 47, 10271, 81559, 684.39, 58', { name: 'NVIDIA H100, 80GB' }],
    [
      'a quoted name with a comma',
      '0, "NVIDIA ""H100"", 80GB", 98, 47, 10271, 81559, 684.39, 58',
      { name: 'NVIDIA "H100", 80GB' },
    ],
    [
      'MIG',
      '0, NVIDIA H100 80GB HBM3, [N/A], [N/A], 10271, 81559, 684.39, 58',
      { utilization: null, memoryUtilization: null },
    ],
    ['an old card', '0, NVIDIA H100 80GB HBM3, 98, 47, 10271, 81559, [Not Supported], 58', { powerW: null }],
    [
      'no permission',
      '0, NVIDIA H100 80GB HBM3, 98, 47, [Insufficient Permissions], 81559, 684.39, 58',
      { memoryMib: null },
    ],
    [
      'unified memory',
      '0, NVIDIA GB10, 98, 47, [N/A], [N/A], 684.39, 58',
      { name: 'NVIDIA GB10', memoryMib: null, memoryTotalMib: null },
    ],
    [
      'a sensor gone mad',
      '0, NVIDIA H100 80GB HBM3, 65535, 47, 10271, 81559, -1, 58',
      { utilization: null, powerW: null },
    ],
    ['the seventh GPU', '7, NVIDIA H100 80GB HBM3, 98, 47, 10271, 81559, 684.39, 58', { index: 7 }],
    ['the last GPU that is counted', '63, NVIDIA H100 80GB HBM3, 98, 47, 10271, 81559, 684.39, 58', { index: 63 }],
    ['all in quotes', '"0", "NVIDIA H100 80GB HBM3", "98", "47 %", "10271", "81559", "684,39 W", "58"', {}],
    ['quotes within a name', '0, 40" "A" 2, 98, 47, 10271, 81559, 684.39, 58', { name: '40" "A" 2' }],
    ['a name without end', `0, ${'x'.repeat(150)}, 98, 47, 10271, 81559, 684.39, 58`, { name: 'x'.repeat(100) }],
    [
      'words among the numbers',
      '0, NVIDIA H100 80GB HBM3, about 98, 47 percent, 10271, 81559, ^684, 58',
      { utilization: null, memoryUtilization: null, powerW: null },
    ],
    ['signs', '0, NVIDIA H100 80GB HBM3, +98, -47, 10271, 81559, 684.39, 58', { memoryUtilization: null }],
    [
      'the most and the least that can be',
      '0, NVIDIA H100 80GB HBM3, 100, 0, 0, 100000000, 100000, 1000',
      { utilization: 100, memoryUtilization: 0, memoryMib: 0, memoryTotalMib: 1e8, powerW: 1e5, temperatureC: 1_000 },
    ],
    ['more than can be', '0, NVIDIA H100 80GB HBM3, 100.1, 101, 100000001, 0, 100001, 1001', untold],
    ...['[N/A]', '[Not Supported]', '[Insufficient Permissions]', '[Unknown Error]', 'ERR!: denied', '-', ''].map(
      (absent) =>
        [`nothing but "${absent}"`, `0, NVIDIA H100 80GB HBM3, ${Array(6).fill(absent).join(', ')}`, untold] as const,
    ),
  ])('%s', (_name, line, difference) => expect(parseSmiRow(line)).toEqual({ ...full, ...difference }));

  test.each([
    ['nothing', ''],
    [
      'the heading',
      'index, name, utilization.gpu [%], utilization.memory [%], memory.used [MiB], memory.total [MiB], power.draw [W], temperature.gpu',
    ],
    ['an error of the driver', "NVIDIA-SMI has failed because it couldn't communicate with the NVIDIA driver."],
    ['half a line', '0, NVIDIA H100 80GB HBM3, 98, 47'],
    ['prose with commas', '1, two, three, four, five, six, seven, eight'],
    ['a line without end', `0, ${'x'.repeat(1_024 - 20)}, 1, 2, 3, 4, 5, 6`],
    ['a row without a name', '0, 98, 47, 10271, 81559, 684.39, 58'],
    ['an index that is none', 'x1, A100, 98, 47, 10271, 81559, 684.39, 58'],
    ['an index with more behind it', '1x, A100, 98, 47, 10271, 81559, 684.39, 58'],
    ['a GPU too many', '64, A100, 98, 47, 10271, 81559, 684.39, 58'],
    ['a dash in each word', '0, one-, -two, a-b, c-, d-e, f-, g-h'],
  ])('%s is no row', (_name, line) => expect(parseSmiRow(line)).toBeUndefined());

  test('never throws, never tells an impossible number', () =>
    fc.assert(
      fc.property(
        fc.oneof(
          fc.string({ unit: 'binary' }),
          fc.array(fc.string()).map((parts) => parts.join(', ')),
        ),
        (line) => {
          const row = parseSmiRow(line);
          for (const value of Object.values(row ?? {})) {
            if (typeof value === 'number') expect(Number.isFinite(value) && value >= 0).toBe(true);
          }
        },
      ),
    ));
});

describe('the recorded traces', () => {
  test('busy', () => {
    const telemetry = telemetryOf('busy');
    expect(telemetry).toMatchObject({ gpuName: full.name, gpuCount: 1, samples: 84, memoryTotalMib: 81_559 });
    expect(telemetry.spanSeconds).toBeCloseTo(41.54, 1);
    expect(telemetry.utilization?.peak).toBe(100);
    expect(telemetry.utilization?.mean).toBeCloseTo(52.2, 0);
    expect(telemetry.memoryMib?.peak).toBe(10_531);
    expect(telemetry.powerW?.peak).toBe(691.03);
    expect(telemetry.powerW?.p95).toBeGreaterThan(680);
    expect(telemetry.powerW?.p95).toBeLessThan(691.03);
  });

  test('energy is the trapezoid, worked out apart', () => {
    const rows = rowsOf('busy').map(({ elapsedMs, line }) => ({ elapsedMs, watt: Number(line.split(', ')[6]) }));
    const joules = rows.slice(1).reduce((sum, row, at) => {
      const before = rows[at] ?? row;
      return sum + ((row.watt + before.watt) / 2) * ((row.elapsedMs - before.elapsedMs) / 1_000);
    }, 0);
    expect(telemetryOf('busy').energyKwh).toBeCloseTo(joules / 3.6e6, 5);
  });

  test.each(['busy', 'crash', 'oom'] as const)('%s reads the same with units', (trace) => {
    const meter = new TelemetryMeter();
    for (const { elapsedMs, line } of rowsOf(trace, true)) expect(meter.addSample(elapsedMs, line)).toBe(true);
    expect(meter.result()).toEqual(telemetryOf(trace));
  });

  test('out of memory was never busy and filled all there was', () => {
    expect(telemetryOf('oom').utilization?.peak).toBe(0);
    expect(telemetryOf('oom').memoryMib?.peak).toBe(75_429);
  });
});

describe('TelemetryMeter', () => {
  const row = (index: number, use: number, mib: number, watt: number | '[N/A]'): string =>
    `${index}, A100, ${use}, 1, ${mib}, 40960, ${watt}, 50`;

  test('nothing sampled is null', () => expect(new TelemetryMeter().result()).toBeNull());

  test('what is no row, or was taken at no moment, is not counted', () => {
    const meter = new TelemetryMeter();
    expect(meter.addSample(0, 'no row')).toBe(false);
    expect(meter.addSample(NaN, row(0, 1, 1, 1))).toBe(false);
    expect(meter.result()).toBeNull();
  });

  test('memory that is not told has neither a peak nor a share', () => {
    const meter = new TelemetryMeter();
    expect(meter.addSample(0, '0, GB10, 50, 1, [N/A], [N/A], 30, 40')).toBe(true);
    expect(meter.result()).toMatchObject({ gpuName: 'GB10', memoryMib: null, memoryTotalMib: null });
    expect(meter.result()?.series).toEqual([{ atSeconds: 0, utilization: 50, memory: null }]);
  });

  test('a line as long as a row may be is read', () =>
    expect(parseSmiRow(`0, ${'x'.repeat(1_024 - 21)}, 1, 2, 3, 4, 5, 6`)).toBeDefined());

  test('the heartbeat gets the last row of each GPU, in order; the GPU that tells most counts the samples', () => {
    const meter = new TelemetryMeter();
    for (const [at, index, use] of [
      [0, 2, 10],
      [0, 0, 20],
      [0, 1, 30],
      [1_000, 2, 40],
      [2_000, 2, 50],
    ] as const)
      meter.addSample(at, row(index, use, 1, 1));
    expect(meter.latest().map(({ index, utilization }) => [index, utilization])).toEqual([
      [0, 20],
      [1, 30],
      [2, 50],
    ]);
    expect(meter.result()).toMatchObject({ gpuCount: 3, samples: 3, spanSeconds: 2 });
  });

  test('the largest memory counts, its share is never more than all of it, and temperature has its peak', () => {
    const meter = new TelemetryMeter();
    meter.addSample(0, '0, A100, 1, 1, 10240, 40960, 100, 61');
    meter.addSample(0, '1, A100, 1, 1, 90000, 81920, 100, 50');
    meter.addSample(0, '2, A100, 1, 1, 1, 40960, 100, [N/A]');
    expect(meter.result()).toMatchObject({ memoryTotalMib: 81_920, temperatureC: { peak: 61 } });
    const share = (mib: string, total: string): number | null | undefined => {
      const one = new TelemetryMeter();
      one.addSample(0, `0, A100, 1, 1, ${mib}, ${total}, 100, 61`);
      return one.result()?.series[0]?.memory;
    };
    expect([share('10240', '40960'), share('90000', '40960')]).toEqual([25, 100]);
    expect([share('[N/A]', '40960'), share('10240', '[N/A]')]).toEqual([null, null]);
  });

  test('energy needs two readings in time: one that is missing is bridged, one from before is passed over', () => {
    const energy = (...samples: readonly (readonly [number, number | '[N/A]'])[]) => {
      const meter = new TelemetryMeter();
      for (const [at, watt] of samples) meter.addSample(at, row(0, 1, 1, watt));
      return meter.result()?.energyKwh;
    };
    expect(energy([0, 3_600])).toBeNull();
    expect(energy([0, 3_600], [0, 3_600])).toBeNull();
    expect(energy([0, '[N/A]'], [1_000, 3_600])).toBeNull();
    expect(energy([0, 3_600], [1_000, '[N/A]'])).toBeNull();
    expect(energy([0, 3_600], [1_000, '[N/A]'], [2_000, 3_600])).toBe(0.002);
    expect(energy([0, 0], [1_000, 7_200], [500, 7_200], [2_000, 7_200])).toBe(0.003);
  });

  test('several GPUs: energy adds up, samples do not', () => {
    const meter = new TelemetryMeter();
    for (let second = 0; second <= 3_600; second++)
      for (let gpu = 0; gpu < 4; gpu++) meter.addSample(second * 1_000, row(gpu, 50, 4_096, 250));
    expect(meter.result()).toMatchObject({ gpuCount: 4, samples: 3_601, spanSeconds: 3_600, energyKwh: 1 });
    expect(meter.latest().map(({ index }) => index)).toEqual([0, 1, 2, 3]);
  });

  test('a measure that is never told is null', () => {
    const meter = new TelemetryMeter();
    for (let second = 0; second < 30; second++)
      meter.addSample(second * 1_000, '0, A100 MIG 1g.5gb, [N/A], [N/A], 1024, 4864, [N/A], [N/A]');
    expect(meter.result()).toMatchObject({ utilization: null, powerW: null, energyKwh: null, temperatureC: null });
    expect(meter.result()?.series.every(({ utilization, memory }) => utilization === null && memory !== null)).toBe(
      true,
    );
  });

  test('a clock that stands still or jumps back adds no energy', () => {
    const meter = new TelemetryMeter();
    for (const at of [5_000, 5_000, 4_000, 6_000]) meter.addSample(at, row(0, 1, 1, 3_600));
    expect(meter.result()?.energyKwh).toBeCloseTo(0.001, 6);
  });
});

test('the sketch is at most 1 % off', () =>
  fc.assert(
    fc.property(
      fc.array(fc.double({ min: 0.02, max: 1e6, noNaN: true }), { minLength: 1, maxLength: 300 }),
      (values) => {
        const sketch = new Sketch();
        for (const value of values) sketch.add(value);
        const sorted = [...values].sort((a, b) => a - b);
        const exact = sorted[Math.ceil(0.95 * sorted.length) - 1] ?? NaN;
        expect(Math.abs((sketch.stat()?.p95 ?? NaN) - exact)).toBeLessThanOrEqual(0.0101 * exact + 0.006);
      },
    ),
  ));

test('the series keeps the mean of what it merges', () => {
  const series = new Series();
  for (let second = 0; second < 1_000; second++) series.add(second * 1_000, second < 500 ? 0 : 100, null);
  const points = series.points();
  expect(points.length).toBeLessThanOrEqual(60);
  expect(points[0]?.utilization).toBe(0);
  expect(points.at(-1)).toMatchObject({ utilization: 100, memory: null });
});
