import { describe, expect, test } from '@jest/globals';
import fc from 'fast-check';
import { parseSmiRow, TelemetryMeter } from '../../src/report/telemetry.ts';
import type { Telemetry } from '../../src/model/outcome.ts';
import { rowsOf, telemetryOf } from '../support/traces.ts';

const NAME = 'NVIDIA H100 80GB HBM3';
const full = {
  index: 0,
  name: NAME,
  utilization: 98,
  memoryMib: 10_271,
  memoryTotalMib: 81_559,
  powerW: 684.39,
  temperatureC: 58,
};
const MEASURES = '98, 47, 10271, 81559, 684.39, 58';
const nothing = {
  utilization: NaN,
  memoryMib: NaN,
  memoryTotalMib: NaN,
  powerW: NaN,
  temperatureC: NaN,
};

test.each<[string, string, object]>([
  ['as asked for', `0, ${NAME}, ${MEASURES}`, {}],
  ['with units', `0, ${NAME}, 98 %, 47 %, 10271 MiB, 81559 MiB, 684.39 W, 58`, {}],
  ['with other blanks', `  0 ,${NAME},98,47 , 10271,81559,684.39,58 \r`, {}],
  ['of a GPU with a comma in its name', `7, A, B, ${MEASURES}`, { index: 7, name: 'A, B' }],
  ['of MIG', `0, ${NAME}, [N/A], [N/A], 10271, 81559, 684.39, 58`, { utilization: NaN }],
  ['without permission', `0, ${NAME}, 98, 47, [Insufficient Permissions], 81559, 684.39, 58`, { memoryMib: NaN }],
  ['of a broken sensor', `0, ${NAME}, 65535, 47, 10271, 81559, -1, 58`, { utilization: NaN, powerW: NaN }],
  ...['[N/A]', '[Not Supported]', '[Unknown Error]', 'ERR!'].map((absent): [string, string, object] => [
    `of "${absent}" only`,
    `0, ${NAME}, ${Array(6).fill(absent).join(', ')}`,
    nothing,
  ]),
])('reads a row %s', (_name, line, difference) => expect(parseSmiRow(line)).toEqual({ ...full, ...difference }));

test.each([
  '',
  'index, name, utilization.gpu [%], utilization.memory [%], memory.used [MiB], memory.total [MiB], power.draw [W], temperature.gpu',
  "NVIDIA-SMI has failed because it couldn't communicate with the NVIDIA driver.",
  `0, ${NAME}, 98, 47`,
  '1, two, three, four, five, six, seven, eight',
  `x1, ${NAME}, ${MEASURES}`,
  `0, ${'x'.repeat(1_024)}, ${MEASURES}`,
])('does not take %j for a row', (line) => expect(parseSmiRow(line)).toBeUndefined());

test('never reports an impossible number, whatever it reads', () =>
  fc.assert(
    fc.property(
      fc.oneof(
        fc.string({ unit: 'binary' }),
        fc.array(fc.string()).map((parts) => parts.join(', ')),
      ),
      (line) => {
        const numbers = Object.values(parseSmiRow(line) ?? {}).filter((value) => typeof value === 'number');
        expect(numbers.every((value) => Number.isNaN(value) || (Number.isFinite(value) && value >= 0))).toBe(true);
      },
    ),
  ));

describe('the recorded traces', () => {
  test('busy', () => {
    const telemetry = telemetryOf('busy');
    expect(telemetry).toMatchObject({ gpuName: NAME, gpuCount: 1, idleGpus: 0, samples: 84, memoryTotalMib: 81_559 });
    expect(telemetry.spanSeconds).toBeCloseTo(41.54, 1);
    expect(telemetry.utilization).toMatchObject({ peak: 100, mean: expect.closeTo(52.2, 0) });
    expect(telemetry.memoryMib?.peak).toBe(10_531);
    const watts = rowsOf('busy').map(({ line }) => Number(line.split(', ')[6]));
    expect(telemetry.powerW).toMatchObject({ peak: 691.03, p95: watts.sort((a, b) => a - b)[79] });
  });

  test('energy is the trapezoid between the readings', () => {
    const rows = rowsOf('busy').map(({ elapsedMs, line }) => ({ elapsedMs, watt: Number(line.split(', ')[6]) }));
    const joules = rows.slice(1).reduce((sum, row, at) => {
      const before = rows[at] ?? row;
      return sum + ((row.watt + before.watt) / 2) * ((row.elapsedMs - before.elapsedMs) / 1_000);
    }, 0);
    expect(telemetryOf('busy').energyKwh).toBeCloseTo(joules / 3.6e6, 5);
  });

  test('out of memory was never busy and filled all there was', () => {
    expect(telemetryOf('oom').utilization?.peak).toBe(0);
    expect(telemetryOf('oom').memoryMib?.peak).toBe(75_429);
  });
});

const row = (index: number, use: number | '[N/A]', mib: number, watt: number | '[N/A]'): string =>
  `${index}, A100, ${use}, 1, ${mib}, 40960, ${watt}, 50`;
function measured(...samples: readonly (readonly [atMs: number, line: string])[]): Telemetry | null {
  const meter = new TelemetryMeter();
  for (const [atMs, line] of samples) meter.addSample(atMs, line);
  return meter.result();
}

test('lines that are not rows, and rows without a time, are not counted', () =>
  expect(measured([0, 'no row'], [NaN, row(0, 1, 1, 1)])).toBeNull());

test('of several GPUs energy adds up, and samples are those of one', () => {
  const seconds = Array.from({ length: 3_601 }, (_, second) => second * 1_000);
  const samples = seconds.flatMap((at) => [0, 1, 2, 3].map((gpu) => [at, row(gpu, 50, 4_096, 250)] as const));
  expect(measured(...samples)).toMatchObject({ gpuCount: 4, samples: 3_601, spanSeconds: 3_600, energyKwh: 1 });
});

test('counts the GPUs that computed nothing in any sample, and not those that report nothing', () => {
  const use = [98, 0, 0, '[N/A]'] as const;
  const samples = [0, 1_000].flatMap((at) => use.map((busy, gpu) => [at, row(gpu, busy, 4, 70)] as const));
  expect(measured(...samples)).toMatchObject({ gpuCount: 4, idleGpus: 2 });
});

test('a measure that the driver does not report is null', () => {
  const mig = '0, A100 MIG 1g.5gb, [N/A], [N/A], 1024, 4096, [N/A], [N/A]';
  expect(measured([0, mig], [1_000, mig])).toMatchObject({
    utilization: null,
    powerW: null,
    energyKwh: null,
    temperatureC: null,
    series: [
      { atSeconds: 0, utilization: null, memory: 25 },
      { atSeconds: 1, utilization: null, memory: 25 },
    ],
  });
});

test.each<[string, readonly (readonly [number, number | '[N/A]'])[], number | null]>([
  ['one reading', [[0, 3_600]], null],
  [
    'a gap',
    [
      [0, 3_600],
      [1_000, '[N/A]'],
      [2_000, 3_600],
    ],
    0.002,
  ],
])('energy of %s', (_name, samples, kwh) => {
  expect(measured(...samples.map(([at, watt]) => [at, row(0, 1, 1, watt)] as const))?.energyKwh ?? null).toBe(kwh);
});

test('a chart has at most 60 points, each the mean of its time', () => {
  const samples = Array.from({ length: 1_000 }, (_, at) => [at * 1_000, row(0, at < 500 ? 0 : 100, 1, 1)] as const);
  const series = measured(...samples)?.series ?? [];
  expect(series.length).toBeLessThanOrEqual(60);
  expect(series.length).toBeGreaterThan(30);
  expect([series[0]?.utilization, series.at(-1)?.utilization]).toEqual([0, 100]);
});

test('a day of eight GPUs is measured in seconds, and its report stays small', () => {
  const meter = new TelemetryMeter();
  const started = performance.now();
  for (let second = 0; second < 86_400; second += 2)
    for (let gpu = 0; gpu < 8; gpu++) meter.addSample(second * 1_000, row(gpu, second % 101, 20_480, 300));
  const telemetry = meter.result();
  expect(performance.now() - started).toBeLessThan(20_000);
  expect(telemetry?.samples).toBe(43_200);
  expect(JSON.stringify(telemetry).length).toBeLessThan(6_000);
});
