import { expect, test } from '@jest/globals';
import { foldTail, LogTail } from '../../src/report/log-tail.ts';
import { TelemetryMeter } from '../../src/report/telemetry.ts';

// What a run of hours, or somebody who means harm, may cost in time and memory. Apart, since it is not asked for each change of a rule.

const bytes = (text: string): Uint8Array => new TextEncoder().encode(text);
const row = (index: number, use: number, mib: number, watt: number): string =>
  `${index}, A100, ${use}, 1, ${mib}, 40960, ${watt}, 50`;

test('the end of a log is linear in hostile escapes', () => {
  const started = performance.now();
  foldTail('\u001B]'.repeat(200_000));
  foldTail('\u001B['.repeat(200_000));
  foldTail('\r'.repeat(400_000));
  expect(performance.now() - started).toBeLessThan(2_000);
});

test('a gigabyte of log costs seconds and no memory', () => {
  const tail = new LogTail();
  const chunk = bytes(`${'step 100 loss 7.1090 '.repeat(8)}\n`.repeat(380));
  const started = performance.now();
  for (let n = 0; n < 4_000; n++) tail.push(chunk);
  expect(performance.now() - started).toBeLessThan(4_000);
  expect(bytes(tail.text()).length).toBeLessThanOrEqual(64 * 1024);
});

test('six hours of eight GPUs stay small', () => {
  const meter = new TelemetryMeter();
  const started = performance.now();
  for (let second = 0; second < 6 * 3_600; second++) {
    for (let gpu = 0; gpu < 8; gpu++) meter.addSample(second * 1_000, row(gpu, second % 101, 20_480, 300));
  }
  const telemetry = meter.result();
  expect(performance.now() - started).toBeLessThan(10_000);
  expect(telemetry?.samples).toBe(21_600);
  expect(telemetry?.series.length).toBeLessThanOrEqual(60);
  expect(telemetry?.series.length).toBeGreaterThanOrEqual(30);
  expect(JSON.stringify(telemetry).length).toBeLessThan(6_000);
});
