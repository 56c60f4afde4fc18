import { describe, expect, test } from '@jest/globals';
import { advise } from '../../src/core/advice.ts';
import { findOutOfMemory } from '../../src/core/out-of-memory.ts';
import type { RunReport, Telemetry } from '../../src/core/outcome.ts';
import { CASES, OFFERS, stretched } from '../support/reports.ts';
import { report } from '../support/report.ts';
import { logOf, telemetryOf } from '../support/traces.ts';

const busy = stretched(telemetryOf('busy'), 640);
const kinds = (value: RunReport, offers = OFFERS): string[] => advise(value, offers).map(({ kind }) => kind);
const textOf = (value: RunReport, kind: string, offers = OFFERS): string =>
  advise(value, offers).find((item) => item.kind === kind)?.text ?? '';
const used = (utilization: number, change: Partial<Telemetry> = {}): Telemetry => ({
  ...busy,
  utilization: { mean: utilization, p95: utilization * 3, peak: Math.min(100, utilization * 4) },
  ...change,
});

describe('out of memory, in the words of each program', () => {
  test.each([
    ['PyTorch 2', logOf('oom'), { error: 'torch.OutOfMemoryError', wantedGib: 8, totalGib: 79.18, freeGib: 5.52 }],
    [
      'PyTorch 1',
      'RuntimeError: CUDA out of memory. Tried to allocate 2.00 GiB (GPU 0; 15.78 GiB total capacity; 14.01 GiB already allocated; 1.24 GiB free; 14.06 GiB reserved in total by PyTorch)',
      { error: 'RuntimeError', wantedGib: 2, totalGib: 15.78, freeGib: 1.24 },
    ],
    [
      'TensorFlow',
      'tensorflow.python.framework.errors_impl.ResourceExhaustedError: OOM when allocating tensor with shape[256,1024,1024] and type float on /job:localhost/replica:0/task:0/device:GPU:0 by allocator GPU_0_bfc',
      { error: 'ResourceExhaustedError', wantedGib: null },
    ],
    [
      'JAX',
      'jaxlib.xla_extension.XlaRuntimeError: RESOURCE_EXHAUSTED: Out of memory while trying to allocate 17179869184 bytes.',
      { error: 'RESOURCE_EXHAUSTED', wantedGib: 16 },
    ],
    [
      'the CUDA driver',
      'RuntimeError: CUDA driver error: CUDA_ERROR_OUT_OF_MEMORY',
      { error: 'CUDA_ERROR_OUT_OF_MEMORY' },
    ],
    ['the CUDA runtime', 'terminate called: CUDA error: out of memory', { error: 'CUDA error' }],
    [
      'CuPy',
      'cupy.cuda.memory.OutOfMemoryError: Out of memory allocating 8,589,934,592 bytes (allocated so far: 0 bytes).',
      { wantedGib: 8 },
    ],
    [
      'llama.cpp',
      'ggml_backend_cuda_buffer_type_alloc_buffer: allocating 9216.00 MiB on device 0: cudaMalloc failed: out of memory',
      { wantedGib: 9 },
    ],
  ])('%s', (_name, log, expected) => expect(findOutOfMemory(log)).toMatchObject(expected));

  test.each([
    ['a crash', logOf('crash')],
    ['memory of the host', 'MemoryError: Unable to allocate 30.0 GiB for an array'],
    ['talk of it', 'Tip: if you run out of memory, lower --batch-size.'],
    ['one that was survived long ago', `${logOf('oom')}\n${'step 10 loss 7\n'.repeat(200)}ValueError: no`],
  ])('%s is none', (_name, log) => expect(findOutOfMemory(log)).toBeUndefined());

  test('names the numbers, and the bigger GPUs that are there', () => {
    const value = CASES['out-of-memory'] ?? report();
    expect(kinds(value)).toEqual(['out-of-memory', 'bigger-gpu']);
    expect(textOf(value, 'out-of-memory')).toContain('asked for 8 GiB more, with 5.5 GiB free of 79.2 GiB');
    expect(textOf(value, 'bigger-gpu')).toContain('`H200` (141 GiB, $4.31/h, $1.12 more)');
    expect(textOf(value, 'bigger-gpu')).not.toContain('A100');
  });

  test('only where the workload failed', () => {
    expect(kinds(report({ logTail: logOf('oom') }))).toEqual([]);
    expect(kinds(report({ logTail: logOf('oom'), status: 'cancelled', class: 'cancelled' }))).toEqual([]);
  });
});

describe('a smaller GPU', () => {
  test('names peak, GPUs and savings, the cheapest first', () => {
    const text = textOf(report({ telemetry: busy }), 'smaller-gpu');
    expect(text).toContain('10.3 of 79.6 GiB');
    expect(text).toContain('52 % busy');
    expect(text).toContain(
      '`RTX 4090` (24 GiB, $0.69/h) or `L40S` (48 GiB, $0.86/h) would hold it: up to $2.50 less an hour',
    );
    // Not to be had, or no cheaper, or no smaller.
    expect(text).not.toMatch(/A4000|H100|H200|A100/);
  });

  test('for several GPUs counts them all', () => {
    const value = report({ telemetry: busy, gpu: { type: 'H100 SXM', count: 4, vramGib: 80, pricePerHour: 3.19 } });
    expect(textOf(value, 'smaller-gpu')).toContain('up to $10.00 less an hour');
  });

  test.each<[string, Partial<RunReport>]>([
    ['without telemetry', { telemetry: null }],
    ['from a failed run', { telemetry: busy, status: 'failed', class: 'workload' }],
    ['from few samples', { telemetry: { ...busy, samples: 12 } }],
    ['from a sampler that died early', { telemetry: { ...busy, spanSeconds: 100 } }],
    ['without a price', { telemetry: busy, gpu: { type: 'H100 SXM', count: 1, vramGib: 80, pricePerHour: 0 } }],
    ['when memory was filled', { telemetry: { ...busy, memoryMib: { mean: 70_000, p95: 75_000, peak: 79_000 } } }],
  ])('none %s', (_name, overrides) => expect(kinds(report(overrides))).toEqual([]));

  test('none without an inventory', () => expect(kinds(report({ telemetry: busy }), [])).toEqual([]));

  test('a margin is left', () => {
    const of = (peak: number): string[] =>
      kinds(report({ telemetry: { ...busy, memoryMib: { mean: peak, p95: peak, peak } } }), OFFERS.slice(0, 1));
    expect(of(20.8 * 1_024)).toEqual(['smaller-gpu']);
    expect(of(21 * 1_024)).toEqual([]);
  });
});

describe('a GPU that waits', () => {
  test('names how busy it was', () => {
    expect(textOf(report({ telemetry: used(3) }), 'data-bound', [])).toMatch(/3 % busy.*10 min 40 s.*data loader/);
  });
  test('a GPU that was never used is another matter', () => {
    const telemetry = used(0, { memoryMib: { mean: 4, p95: 4, peak: 4 } });
    expect(textOf(report({ telemetry }), 'data-bound')).toContain('never used');
  });
  test('none when it was busy', () => expect(kinds(report({ telemetry: used(30) }), [])).toEqual([]));
});

test('idle pod minutes', () => {
  const value = report({ cost: { usd: 1.15, pricePerHour: 3.19, gpuCount: 1, billedSeconds: 1_300 }, cleanup: 'kept' });
  expect(textOf(value, 'idle-pod')).toContain('10 min 10 s idle, about $0.54. Without `keep-pod`');
  expect(kinds(report())).toEqual([]);
});

describe('the queue', () => {
  const times = { queueSeconds: 900, provisionSeconds: 30, runSeconds: 120, totalSeconds: 1_050 };
  test('longer than the run', () => {
    const value = report({ times, cost: null, org: { slug: 'my-team', identity: '', pool: { used: 10, limit: 10 } } });
    expect(textOf(value, 'queue')).toContain(
      '15 min, longer than the run itself (2 min), with 10 of 10 sessions in use',
    );
  });
  test('never came through', () => {
    expect(textOf(CASES['saturated'] ?? report(), 'pool-width')).toContain(
      'All 10 sessions of my-team were in use for the 30 min 1 s',
    );
  });
  test('shorter than the run is no matter', () => {
    expect(kinds(report({ times: { ...times, queueSeconds: 100 }, cost: null }))).toEqual([]);
  });
});

test('at most three, most valuable first', () => {
  const value = report({
    telemetry: used(3),
    times: { queueSeconds: 2_000, provisionSeconds: 30, runSeconds: 640, totalSeconds: 3_700 },
    cost: { usd: 2, pricePerHour: 3.19, gpuCount: 1, billedSeconds: 2_300 },
  });
  expect(kinds(value)).toEqual(['smaller-gpu', 'idle-pod', 'data-bound']);
});
