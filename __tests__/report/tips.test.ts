import { describe, expect, test } from '@jest/globals';
import { advise } from '../../src/report/tips.ts';
import { findOutOfMemory } from '../../src/report/cause.ts';
import type { Offer, RunReport, Telemetry } from '../../src/model/outcome.ts';
import { CASES, OFFERS, stretched } from '../support/reports.ts';
import { TelemetryMeter } from '../../src/report/telemetry.ts';
import { attempt, report } from '../support/report.ts';
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

/** A use of 0 % for each GPU that does nothing, with the memory of its context. */
function ofGpus(uses: readonly number[], contextMib = 4): Telemetry {
  const meter = new TelemetryMeter();
  for (let at = 0; at <= 660_000; at += 2_000)
    for (const [gpu, use] of uses.entries())
      meter.addSample(
        at,
        `${gpu}, NVIDIA H100 80GB HBM3, ${use}, 60, ${use > 0 ? 70_000 : contextMib}, 81559, 600.00, 61`,
      );
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
    const value = report({ telemetry, gpu, cost: { usd: 8, pricePerHour: 3.19, gpuCount: 8, billedSeconds: 1_100 } });
    const text = textOf(value, 'data-bound');
    expect(text).toContain(expected);
    expect(text).toContain(`They cost $${(8 * (telemetry.idleGpus ?? 0)) / telemetry.gpuCount}`);
    expect(text).not.toContain('data loader');
    expect(kinds(value)).not.toContain('smaller-gpu');
  });
  test.each([
    ['all work', ofGpus([98, 97, 96, 95])],
    ['all work, and one reports little', ofGpus([98, 1])],
  ])('not if %s', (_name, telemetry) => {
    expect(textOf(report({ telemetry }), 'data-bound')).not.toContain('not used');
  });
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

describe('out of memory, with less to go by', () => {
  const torch = (more = ''): Partial<RunReport> => ({
    status: 'failed',
    class: 'workload',
    logTail: `torch.OutOfMemoryError: CUDA out of memory. ${more}`,
  });
  const LESS = 'A smaller batch, gradient accumulation, gradient checkpointing or mixed precision need less.';
  const unknown = { type: '', count: 1, vramGib: 0, pricePerHour: 0 };

  test('the size of the GPU is what the log says, else the driver, else the service', () => {
    const gpu = { type: 'A100', count: 1, vramGib: 40, pricePerHour: 1 };
    const text = (more: string, overrides: Partial<RunReport> = {}): string =>
      textOf(report({ ...torch(more), gpu, ...overrides }), 'out-of-memory', []);
    const telemetry = used(90, { memoryTotalMib: 24 * 1_024 });
    expect(text('total capacity of 16 GiB', { telemetry })).toContain('The GPU has 16 GiB.');
    expect(text('', { telemetry })).toContain('The GPU has 24 GiB.');
    expect(text('', { telemetry: used(90, { memoryTotalMib: null }) })).toContain('The GPU has 40 GiB.');
    expect(text('')).toBe(`The GPU ran out of memory (torch.OutOfMemoryError). The GPU has 40 GiB. ${LESS}`);
    expect(text('', { gpu: unknown })).toBe(`The GPU ran out of memory (torch.OutOfMemoryError). ${LESS}`);
  });

  test('what was asked for is told with what is known of the rest', () => {
    const text = (more: string): string =>
      textOf(report({ ...torch(more), gpu: unknown }), 'out-of-memory', []).replace(` ${LESS}`, '');
    const died = 'The GPU ran out of memory (torch.OutOfMemoryError).';
    expect(text('Tried to allocate 2 GiB.')).toBe(`${died} It asked for 2 GiB more.`);
    expect(text('Tried to allocate 2 GiB. 1 GiB free')).toBe(`${died} It asked for 2 GiB more, with 1 GiB free.`);
    expect(text('Tried to allocate 2 GiB. 8 GiB total capacity')).toBe(`${died} It asked for 2 GiB more of 8 GiB.`);
    expect(text('1 GiB free')).toBe(died);
  });

  const offer = (gpuType: string, vramGib: number, costPerHour: number): Offer => ({
    gpuType,
    vramGib,
    costPerHour,
    available: true,
  });
  const bigger = (more: string, ...offers: readonly Offer[]): string =>
    textOf(
      report({ ...torch(more), gpu: { type: 'X', count: 1, vramGib: 10, pricePerHour: 2 } }),
      'bigger-gpu',
      offers,
    );

  test('a bigger GPU is bigger by more than vendors round', () => {
    expect(bigger('', offer('A', 10.9, 1))).toBe('');
    expect(bigger('', offer('A', 11, 1))).toBe(
      '10 GiB was too little. With more, and available now: `A` (11 GiB, $1.00/h).',
    );
  });

  test('and holds what was missing too', () => {
    expect(bigger('Tried to allocate 10 GiB.', offer('A', 20.3, 1))).toBe('');
    expect(bigger('Tried to allocate 10 GiB.', offer('A', 20.5, 1))).toContain('`A` (20.5 GiB, $1.00/h)');
    expect(bigger('Tried to allocate 10 GiB. 5 GiB free', offer('A', 15.2, 1))).toBe('');
    expect(bigger('Tried to allocate 10 GiB. 5 GiB free', offer('A', 15.4, 1))).toContain('`A` (15.4 GiB');
  });

  test('the two cheapest are named, with what they cost more', () => {
    expect(bigger('', offer('C', 40, 4), offer('B', 20, 3), offer('A', 20, 2))).toContain(
      'now: `A` (20 GiB, $2.00/h) or `B` (20 GiB, $3.00/h, $1.00 more).',
    );
  });

  test('none where nobody knows how big this one is, or where none is bigger', () => {
    expect(kinds(report({ ...torch(), gpu: unknown }))).toEqual(['out-of-memory']);
    expect(kinds(report(torch()), OFFERS.slice(0, 3))).toEqual(['out-of-memory']);
  });

  test('comes before everything else', () => {
    const value = report({
      ...torch(),
      cost: { usd: 5e4, pricePerHour: 1e5, gpuCount: 8, billedSeconds: 360_000 },
      telemetry: used(3),
    });
    expect(kinds(value)).toEqual(['out-of-memory', 'bigger-gpu', 'idle-pod']);
  });
});

describe('offers', () => {
  const cheap = { gpuType: 'A', vramGib: 24, costPerHour: 1, available: true } satisfies Offer;
  const listedOf = (...offers: readonly Offer[]): string =>
    /GiB\. (.*) would hold it/.exec(
      textOf(report({ telemetry: { ...busy, utilization: null } }), 'smaller-gpu', offers),
    )?.[1] ?? '';

  test('that cannot be had, or say neither price nor memory, are none', () => {
    expect(listedOf(cheap)).toBe('`A` (24 GiB, $1.00/h)');
    expect(listedOf({ ...cheap, available: null })).toBe('`A` (24 GiB, $1.00/h)');
    expect(listedOf({ ...cheap, available: false })).toBe('');
    expect(listedOf({ ...cheap, costPerHour: 0 })).toBe('');
    expect(bigEnough({ ...cheap, vramGib: 0 })).toEqual([]);
  });

  test('of one type the cheapest counts, at one price the smaller, three at most', () => {
    expect(listedOf({ ...cheap, costPerHour: 2 }, cheap, { ...cheap, gpuType: 'B', vramGib: 16 })).toBe(
      '`B` (16 GiB, $1.00/h) or `A` (24 GiB, $1.00/h)',
    );
    expect(
      listedOf(...['D', 'C', 'B', 'A'].map((gpuType, n) => ({ ...cheap, gpuType, costPerHour: 2 - n / 10 }))),
    ).toBe('`A` (24 GiB, $1.70/h), `B` (24 GiB, $1.80/h) or `C` (24 GiB, $1.90/h)');
  });

  const bigEnough = (offer: Offer): string[] =>
    kinds(report({ telemetry: { ...busy, memoryMib: { mean: 64, p95: 64, peak: 64 } } }), [offer]);
});

describe('a smaller GPU, to the last word', () => {
  const small: Offer = { gpuType: 'A', vramGib: 24, costPerHour: 1, available: true };
  const gpu = { type: 'X', count: 1, vramGib: 80, pricePerHour: 2 };
  const memoryMib = { mean: 10_240, p95: 10_240, peak: 10_240 };
  const telemetry = used(50, { memoryTotalMib: null, memoryMib });
  const cost = { usd: 2, pricePerHour: 2, gpuCount: 1, billedSeconds: 3_600 };
  const textWith = (overrides: Partial<RunReport>, offers: readonly Offer[] = [small]): string =>
    textOf(report({ telemetry, gpu, cost, ...overrides }), 'smaller-gpu', offers);

  test('one', () => {
    expect(textWith({})).toBe(
      'Memory peaked at 10 of 80 GiB, and the GPU was 50 % busy. `A` (24 GiB, $1.00/h) would hold it: about $1.00 less an hour, $1.00 a run like this, if its speed is enough.',
    );
  });
  test('several, on several GPUs, of a driver that tells nothing but memory', () => {
    expect(
      textWith({ gpu: { ...gpu, count: 2 }, telemetry: { ...telemetry, utilization: null } }, [
        small,
        { ...small, gpuType: 'B', costPerHour: 1.2 },
      ]),
    ).toBe(
      'Memory peaked at 10 of 80 GiB on each of 2 GPUs. `A` (24 GiB, $1.00/h) or `B` (24 GiB, $1.20/h) would hold it: up to $2.00 less an hour, $2.00 a run like this, if their speed is enough.',
    );
  });
  test('what a run saves is told from half a cent up, without a bill by the time it ran', () => {
    expect(textWith({ cost: { ...cost, billedSeconds: 18 } })).toContain('an hour, $0.01 a run like this, if');
    expect(textWith({ cost: { ...cost, billedSeconds: 17 } })).toContain('$1.00 less an hour, if its');
    expect(textWith({ cost: null })).toContain('$1.00 less an hour, $0.18 a run like this');
  });
  test('a GPU that nobody counted is one', () => {
    expect(textWith({ gpu: { ...gpu, count: 0 } })).toContain('about $1.00 less');
  });

  test.each<[string, Partial<RunReport>, Partial<Offer>]>([
    ['that is as big', {}, { vramGib: 80 }],
    ['that saves less than a tenth', {}, { costPerHour: 1.81 }],
    ['where next to no memory was taken', { telemetry: used(50, { memoryMib: { ...memoryMib, peak: 63 } }) }, {}],
    ['where no memory was told', { telemetry: { ...telemetry, memoryMib: null } }, {}],
    ['where nobody knows how big this one is', { gpu: { ...gpu, vramGib: 0 } }, {}],
    ['from 19 samples', { telemetry: { ...telemetry, samples: 19 } }, {}],
    ['from less than half of the run', { telemetry: { ...telemetry, spanSeconds: 325 } }, {}],
    [
      'from less than half a minute',
      { telemetry: { ...telemetry, spanSeconds: 29 }, times: { ...report().times, runSeconds: 29 } },
      {},
    ],
  ])('none %s', (_name, overrides, offer) => expect(textWith(overrides, [{ ...small, ...offer }])).toBe(''));

  test.each<[string, Partial<RunReport>, Partial<Offer>]>([
    ['that is a little smaller', {}, { vramGib: 79.9 }],
    ['that saves a tenth', {}, { costPerHour: 1.8 }],
    ['where little memory was taken', { telemetry: used(50, { memoryMib: { ...memoryMib, peak: 64 } }) }, {}],
    ['from 20 samples', { telemetry: { ...telemetry, samples: 20 } }, {}],
    ['from half of the run', { telemetry: { ...telemetry, spanSeconds: 326 } }, {}],
    [
      'from half a minute',
      { telemetry: { ...telemetry, spanSeconds: 30 }, times: { ...report().times, runSeconds: 30 } },
      {},
    ],
  ])('one %s', (_name, overrides, offer) => expect(textWith(overrides, [{ ...small, ...offer }])).not.toBe(''));
});

describe('a GPU that waits, to the last word', () => {
  const textWith = (telemetry: Telemetry, overrides: Partial<RunReport> = {}): string =>
    textOf(report({ telemetry, ...overrides }), 'data-bound', []);

  test('one that did something, and one that did nothing', () => {
    expect(textWith(used(24.9))).toBe(
      'The GPU was 25 % busy (95 % of the time at most 75 %) over 10 min 40 s: it waited for something else, most often the data loader. More workers, pinned memory, prefetching or data kept on the pod feed it better.',
    );
    const idle = used(0, { samples: 320, memoryMib: { mean: 4, p95: 4, peak: 63 } });
    expect(textWith(idle)).toBe(
      'The GPU was never used: 0 % busy and no memory taken in 10 min 40 s (320 samples). Does the program see the GPU, or does it need none?',
    );
  });
  test('memory that was taken, or may have been, was taken by something', () => {
    expect(textWith(used(0, { memoryMib: { mean: 4, p95: 4, peak: 64 } }))).toContain('it waited');
    expect(textWith(used(0, { memoryMib: null }))).toContain('it waited');
    expect(textWith(used(1, { memoryMib: { mean: 4, p95: 4, peak: 4 } }))).toContain('it waited');
  });
  test('none from a quarter up, from less than a minute, or where nothing is told', () => {
    expect(textWith(used(25))).toBe('');
    expect(textWith(used(3, { utilization: null }))).toBe('');
    expect(textWith(used(3, { samples: 19 }))).toBe('');
    const short = { times: { ...report().times, runSeconds: 60 } };
    expect(textWith(used(3, { spanSeconds: 59 }), short)).toBe('');
    expect(textWith(used(3, { spanSeconds: 60 }), short)).not.toBe('');
  });
  test('is worth half of what the waiting cost, and all of it where the GPU was never used', () => {
    // Between the two lies an idle pod that cost 0.75 USD.
    const idle = { cost: { usd: 1, pricePerHour: 1, gpuCount: 1, billedSeconds: 2_700 + 652 + 38 }, cleanup: 'kept' };
    const unused = used(0, { memoryMib: { mean: 4, p95: 4, peak: 4 } });
    expect(kinds(report({ ...(idle as Partial<RunReport>), telemetry: used(2) }), [])).toEqual([
      'idle-pod',
      'data-bound',
    ]);
    expect(kinds(report({ ...(idle as Partial<RunReport>), telemetry: unused }), [])).toEqual([
      'data-bound',
      'idle-pod',
    ]);
    expect(kinds(report({ cost: null, telemetry: used(2) }), [])).toEqual(['data-bound']);
  });
});

describe('an idle pod, to the last word', () => {
  const times = { queueSeconds: 0, provisionSeconds: 30, runSeconds: 570, totalSeconds: 700 };
  const cost = { usd: 1, pricePerHour: 3, gpuCount: 2, billedSeconds: 720 };
  const textWith = (overrides: Partial<RunReport> = {}): string =>
    textOf(report({ times, cost, ...overrides }), 'idle-pod');

  test('says what it cost, and what would help', () => {
    expect(textWith()).toBe(
      'The pod was billed for 12 min but worked for 9 min 30 s: 2 min idle, about $0.20. Fewer or smaller files to sync shorten what is not work.',
    );
    expect(textWith({ cleanup: 'kept' })).toContain('$0.20. Without `keep-pod` it is stopped at once.');
  });
  test('none below two minutes, below a tenth, without a bill, or where nothing ran', () => {
    expect(textWith({ cost: { ...cost, billedSeconds: 719 } })).toBe('');
    const long = { times: { ...times, runSeconds: 1_800 } };
    expect(textWith({ ...long, cost: { ...cost, billedSeconds: 2_033 } })).toBe('');
    expect(textWith({ ...long, cost: { ...cost, billedSeconds: 2_034 } })).not.toBe('');
    expect(textWith({ cost: null })).toBe('');
    expect(textWith({ times: { ...times, runSeconds: 0 } })).toBe('');
  });
});

describe('the queue, to the last word', () => {
  const times = { queueSeconds: 900, provisionSeconds: 30, runSeconds: 120, totalSeconds: 1_050 };
  const full = { kind: 'refused', class: 'saturated', reason: 'full' } as const;
  const org = (slug: string, pool: RunReport['org']['pool'] = null): RunReport['org'] => ({ slug, identity: '', pool });
  const waited = (overrides: Partial<RunReport>): RunReport => report({ times, cost: null, ...overrides });
  const refused = { status: 'failed', class: 'saturated' } as const;

  test('longer than the run', () => {
    const text =
      'Waiting for a session took 15 min, longer than the run itself (2 min). Fewer legs at once (`max-parallel`), one run for several short legs, or a larger pool shorten it.';
    expect(textOf(waited({}), 'queue')).toBe(text);
    expect(textOf(waited({ org: org('acme', { used: 3, limit: 4 }) }), 'queue')).toBe(
      text.replace('(2 min)', '(2 min), with 3 of 4 sessions in use'),
    );
  });
  test('never came through', () => {
    const text = (overrides: Partial<RunReport>): string => textOf(waited({ ...refused, ...overrides }), 'pool-width');
    const rest = 'for the 15 min that this run waited. A longer `max-wait`,';
    expect(text({})).toBe(
      `The sessions of the pool were all in use ${rest} \`max-parallel: the size of the pool\` for a matrix, or a larger pool would let it through.`,
    );
    expect(text({ org: org('acme') })).toContain('The sessions of acme were all in use');
    expect(text({ org: org('', { used: 4, limit: 4 }) })).toBe(
      `All 4 sessions of the pool were in use ${rest} \`max-parallel: 4\` for a matrix, or a larger pool would let it through.`,
    );
  });
  test('how full the pool was is what the last refusal said that said it', () => {
    const attempts = [
      attempt(1, {}, 1, { ...full, pool: { used: 5, limit: 5 } }),
      attempt(2, {}, 2, { ...full, pool: { used: 6, limit: 6 } }),
      attempt(3, {}, 3, full),
      attempt(4, {}, 4, { kind: 'succeeded' }),
    ];
    expect(textOf(waited({ attempts }), 'queue')).toContain('6 of 6 sessions');
    expect(textOf(waited({ attempts, org: org('', { used: 7, limit: 7 }) }), 'queue')).toContain('7 of 7 sessions');
  });
  test('none of less than a minute, of no longer than the run, or where nothing ran', () => {
    const kindsOf = (change: Partial<RunReport['times']>, more: Partial<RunReport> = {}): string[] =>
      kinds(waited({ times: { ...times, ...change }, ...more }));
    expect(kindsOf({ queueSeconds: 59, runSeconds: 1 })).toEqual([]);
    expect(kindsOf({ queueSeconds: 60, runSeconds: 1 })).toEqual(['queue']);
    expect(kindsOf({ queueSeconds: 120 })).toEqual([]);
    expect(kindsOf({ queueSeconds: 121 })).toEqual(['queue']);
    expect(kindsOf({ runSeconds: 0 })).toEqual([]);
    expect(kindsOf({ queueSeconds: 0 }, refused)).toEqual([]);
    expect(kindsOf({ queueSeconds: 1, runSeconds: 0 }, refused)).toEqual(['pool-width']);
  });
});
