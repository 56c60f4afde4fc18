import { describe, expect, test } from '@jest/globals';
import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { causeIn, findOutOfMemory } from '../../src/report/cause.ts';
import { logOf } from '../support/traces.ts';

const folder = join(import.meta.dirname, '..', 'fixtures', 'error-lines');
const causeOf = (name: string): string | undefined => causeIn(readFileSync(join(folder, name), 'utf8'))?.line;

describe('names the exception of the program', () => {
  test.each([
    ['torchrun-eight-ranks.log', 'ValueError: expected 32 labels, got 31'],
    ['srun-labels.log', "omegaconf.errors.ConfigAttributeError: Key 'lr' is not in struct"],
    ['launcher.log', 'ValueError: expected 32 labels, got 31'],
    ['accelerate-killed-child.log', "FileNotFoundError: [Errno 2] No such file or directory: 'data/train.bin'"],
    ['ignored-in-del.log', "KeyError: 'labels'"],
    ['thread-shutdown.log', "TypeError: unsupported operand type(s) for +: 'int' and 'NoneType'"],
    ['assert.log', 'AssertionError'],
    ['memory.log', 'MemoryError'],
    ['node.log', "Error: Cannot find module './dist/server.js'"],
    ['java.log', 'Exception in thread "main" java.lang.IllegalStateException: no CUDA device'],
    ['caused-by.log', 'Caused by: java.lang.IllegalArgumentException: requirement failed: no CUDA device'],
    ['pytest.log', 'AssertionError: assert torch.Size([4, 4]) == (4, 5)'],
    [
      'prefixed.log',
      'ValueError: No available memory for the cache blocks. Try increasing gpu_memory_utilization when initializing the engine.',
    ],
    ['ray.log', 'IndexError: list index out of range'],
    ['chained.log', "data.MissingSplit: split 'val' was not prepared"],
    ['argparse.log', 'train.py: error: unrecognized arguments: --learning-rate 0.1'],
    ['shell.log', 'sh: 3: nvcc: command not found'],
  ])('%s', (name, cause) => expect(causeOf(name)).toBe(cause));
});

test.each([
  "thread 'main' panicked at src/main.rs:1",
  'panic: runtime error: index out of range',
  'fatal error: all goroutines are asleep - deadlock!',
  "terminate called after throwing an instance of 'std::bad_alloc'",
  'Segmentation fault (core dumped)',
  'torch.cuda.OutOfMemoryError: CUDA out of memory',
])('names the crash %s', (line) => expect(causeIn(`step 1\n${line}\nbye`)?.line).toBe(line));

test.each(['step 100 loss 0.2', 'error rate: 0.2', 'errors: 0', 'UserWarning: x', 'no ValueError: x', 'panic attack'])(
  'does not take %j for a cause',
  (line) => expect(causeIn(line)).toBeUndefined(),
);

test('an out-of-memory error that the program survived is not the cause', () => {
  const oom = 'torch.OutOfMemoryError: CUDA out of memory. Tried to allocate 2.00 GiB.';
  expect(findOutOfMemory(`${oom}\nretrying with batch 16\nstep 1\nKeyError: 'labels'`)).toBeUndefined();
  expect(findOutOfMemory(`${oom}\nsubprocess.CalledProcessError: returned non-zero exit status 1.`)?.wantedGib).toBe(2);
  const chained = `${oom}\n\nDuring handling of the above exception, another exception occurred:\n\nRuntimeError: step failed`;
  expect(findOutOfMemory(chained)?.error).toBe('torch.OutOfMemoryError');
});

test('is linear in a hostile log', () => {
  const started = performance.now();
  for (const piece of ['Error: ', '[a] ', 'a.b::', '(a pid=1) ', 'E    x\n', '2026-01-01 00:00:00 - '])
    causeIn(piece.repeat(60_000 / piece.length));
  expect(performance.now() - started).toBeLessThan(1_000);
});

describe('out of GPU memory', () => {
  test.each<[string, string, object]>([
    ['PyTorch 2', logOf('oom'), { error: 'torch.OutOfMemoryError', wantedGib: 8, totalGib: 79.18, freeGib: 5.52 }],
    [
      'PyTorch 1',
      'RuntimeError: CUDA out of memory. Tried to allocate 2.00 GiB (GPU 0; 15.78 GiB total capacity; 14.01 GiB already allocated; 1.24 GiB free; 14.06 GiB reserved in total by PyTorch)',
      { error: 'RuntimeError', wantedGib: 2, totalGib: 15.78, freeGib: 1.24 },
    ],
    ['ROCm', 'OutOfMemoryError: HIP out of memory.', { error: 'OutOfMemoryError', wantedGib: null }],
    [
      'TensorFlow',
      'errors_impl.ResourceExhaustedError: OOM when allocating tensor with shape[256,1024,1024] by allocator GPU_0_bfc',
      { error: 'ResourceExhaustedError' },
    ],
    [
      'JAX',
      'XlaRuntimeError: RESOURCE_EXHAUSTED: Out of memory while trying to allocate 17179869184 bytes.',
      { error: 'RESOURCE_EXHAUSTED', wantedGib: 16 },
    ],
    ['the CUDA driver', 'CUDA driver error: CUDA_ERROR_OUT_OF_MEMORY', { error: 'CUDA_ERROR_OUT_OF_MEMORY' }],
    ['the CUDA runtime', 'terminate called: CUDA error: out of memory', { error: 'CUDA error' }],
    ['cuBLAS', 'cuda runtime error 2: it is out of memory', { error: 'cuda runtime error' }],
    ['CuPy', 'cupy.cuda.memory.OutOfMemoryError: Out of memory allocating 8,589,934,592 bytes', { wantedGib: 8 }],
    ['llama.cpp', 'allocating 9216.00 MiB on device 0: cudaMalloc failed: out of memory', { wantedGib: 9 }],
    [
      'sizes on the lines below',
      'CUDA out of memory\na\nTried to allocate 512 KiB',
      { wantedGib: expect.closeTo(0, 2) },
    ],
    ['a size of an earlier error', 'tried to allocate 9 GiB\nCUDA out of memory', { wantedGib: null }],
  ])('is found in the words of %s', (_name, log, expected) => expect(findOutOfMemory(log)).toMatchObject(expected));

  test.each([
    ['a crash', logOf('crash')],
    ['memory of the host', 'MemoryError: Unable to allocate 30.0 GiB for an array'],
    ['a killed process', 'Killed'],
    ['a quota', 'RESOURCE_EXHAUSTED: quota'],
    ['a tip', 'Tip: if you run out of memory, lower --batch-size.'],
    ['an error that was survived', `${logOf('oom')}\n${'step 10 loss 7\n'.repeat(200)}ValueError: no`],
  ])('is not %s', (_name, log) => expect(findOutOfMemory(log)).toBeUndefined());
});
