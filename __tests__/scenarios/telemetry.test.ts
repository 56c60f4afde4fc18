import { expect } from '@jest/globals';
import { readFileSync } from 'node:fs';
import type { CloudOptions } from '../../emulator/cloud.ts';
import type { RunReport } from '../../src/model/outcome.ts';
import { cloudFor, scenario, test } from '../support/scenario.ts';

/** A workload that lasts for a few samples, on a pod of this kind. */
async function sampled(options: CloudOptions, inputs: Record<string, string> = {}) {
  const cloud = await cloudFor({ traceSpeed: 20, ...options });
  const { step } = await scenario(cloud, {
    command: 'sleep 4.5; echo done""; exit 3',
    'gpu-type': 'H100 SXM',
    ...inputs,
  });
  const report = JSON.parse(readFileSync(step.outputs['report-file'] ?? '', 'utf8')) as RunReport;
  expect(step).toMatchObject({ exitCode: 3, outputs: { class: 'workload', 'exit-code': '3' } });
  expect(report.logTail).toBe('done');
  return { report, summary: step.summary ?? '' };
}

test('one GPU: use, memory, power and temperature, as they were recorded', async () => {
  const { report, summary } = await sampled({});
  expect(report.telemetry).toMatchObject({ gpuName: 'NVIDIA H100 80GB HBM3', gpuCount: 1, memoryTotalMib: 81_559 });
  expect(report.telemetry?.samples).toBeGreaterThanOrEqual(2);
  expect(report.telemetry?.powerW?.peak).toBeGreaterThan(70);
  expect(summary).toMatch(/<b>GPU use<\/b>.* of 79\.6 GiB/);
});

test('several GPUs are counted, and are one row of the summary', async () => {
  const { report, summary } = await sampled({}, { 'gpu-count': '4' });
  expect(report.telemetry).toMatchObject({ gpuCount: 4 });
  expect(report.telemetry?.samples).toBeLessThan(8);
  expect(summary).toContain('4 × <b>H100 SXM</b>');
});

test('MIG tells neither use nor memory: what is told is shown, and no tip rests on the rest', async () => {
  const { report, summary } = await sampled({ mig: true });
  expect(report.telemetry).toMatchObject({ utilization: null, memoryMib: null });
  expect(report.telemetry?.powerW?.peak).toBeGreaterThan(70);
  expect(summary).not.toMatch(/busy|NaN|null|undefined/);
  expect(report.advice).toEqual([]);
});

test('a pod without nvidia-smi, and telemetry that is off: no row, no tip, the same run', async () => {
  for (const { report, summary } of [await sampled({ trace: 'none' }), await sampled({}, { telemetry: 'false' })]) {
    expect(report.telemetry).toBeNull();
    expect(summary).not.toContain('GPU use');
    expect(report.advice).toEqual([]);
  }
});
