import { describe, expect, test } from '@jest/globals';
import { findOutOfMemory } from '../../src/report/cause.ts';

const NONE = { wantedGib: null, totalGib: null, freeGib: null };

describe('the words in which programs die for want of GPU memory', () => {
  test.each([
    ['torch.OutOfMemoryError: CUDA out of memory.', 'torch.OutOfMemoryError'],
    ['torch.cuda.OutOfMemoryError: CUDA out of memory.', 'torch.cuda.OutOfMemoryError'],
    ['OutOfMemoryError: HIP out of memory.', 'OutOfMemoryError'],
    ['RuntimeError: CUDA out of memory.', 'RuntimeError'],
    ['cupy.cuda.memory.OutOfMemoryError: Out of memory allocating', 'cupy.cuda.memory.OutOfMemoryError'],
    ['ResourceExhaustedError: x OOM when allocating tensor', 'ResourceExhaustedError'],
    ['RESOURCE_EXHAUSTED: Out of memory', 'RESOURCE_EXHAUSTED'],
    ['RESOURCE_EXHAUSTED: Failed to allocate', 'RESOURCE_EXHAUSTED'],
    ['RESOURCE_EXHAUSTED: OOM', 'RESOURCE_EXHAUSTED'],
    ['ResourceExhaustedError', 'ResourceExhaustedError'],
    ['FirstError: ResourceExhaustedError: 2 at node x, OOM when allocating tensor', 'ResourceExhaustedError'],
    ['OOM when allocating tensor with shape [1]', 'OOM when allocating tensor'],
    ['CUDA_ERROR_OUT_OF_MEMORY', 'CUDA_ERROR_OUT_OF_MEMORY'],
    ['cudaErrorMemoryAllocation', 'cudaErrorMemoryAllocation'],
    ['cudaMalloc failed: out of memory', 'cudaMalloc'],
    ['CUDA error: out of memory', 'CUDA error'],
    ['cuda runtime error 2: it is out of memory', 'cuda runtime error'],
    ['CUDA error 701 : out of memory', 'CUDA error'],
    ['CUDA error 2 at x.cu: out of memory', 'CUDA error'],
    ['CUDA out of memory', 'CUDA out of memory'],
  ])('%s', (line, error) => expect(findOutOfMemory(`before\n${line}\nafter`)).toEqual({ error, ...NONE }));

  test.each(['MemoryError', 'Killed', 'ValueError: out of memory', 'RESOURCE_EXHAUSTED: quota', 'CUDA error: bad', ''])(
    'not: %s',
    (line) => expect(findOutOfMemory(line)).toBeUndefined(),
  );
});

describe('sizes', () => {
  const sizes = (text: string) => findOutOfMemory(`RuntimeError: CUDA out of memory. ${text}`);
  test.each([
    ['Tried to allocate 2.00 GiB', 2],
    ['trying to allocate 1,073,741,824 bytes', 1],
    ['allocating 512 MiB', 0.5],
    ['failed to allocate 1.5TiB', 1_536],
    ['allocate buffer of size 2 TB', 2_048],
    ['allocate 1048576 KiB', 1],
    ['allocate 524288 KB', 0.5],
    ['allocate 256 MB', 0.25],
    ['allocate 3 GB', 3],
    ['allocate 2. GiB', 2],
    ['allocate 1.234 GiB', 1.23],
    ['allocate 1.2.3 GiB', null],
    ['allocate 3 PiB', null],
  ])('%s', (text, wantedGib) => expect(sizes(text)?.wantedGib).toBe(wantedGib));
  test('of the whole GPU and what is free of it, in the old words and the new', () => {
    expect(sizes('GPU 0 has a total capacity of 79.18 GiB of which 5.52 GiB is free')).toMatchObject({
      totalGib: 79.18,
      freeGib: 5.52,
    });
    expect(sizes('(GPU 0; 15.78 GiB total capacity; 1.24 GiB free)')).toMatchObject({ totalGib: 15.78, freeGib: 1.24 });
  });
  test('may stand in the three lines after the error, and no further', () => {
    expect(sizes('\na\nb\nTried to allocate 2 GiB')?.wantedGib).toBe(2);
    expect(sizes('\na\nb\nc\nTried to allocate 2 GiB')?.wantedGib).toBeNull();
  });
  test('of an earlier line belong to another error', () => {
    expect(findOutOfMemory('tried to allocate 9 GiB\nCUDA out of memory')?.wantedGib).toBeNull();
  });
});

test('a long line is read at its beginning only', () => {
  expect(findOutOfMemory(`${'x'.repeat(3_000)} CUDA out of memory`)).toBeDefined();
  expect(findOutOfMemory(`${'x'.repeat(4_000)} CUDA out of memory`)).toBeUndefined();
  expect(findOutOfMemory(`CUDA out of memory\n${'x'.repeat(7_000)} allocate 2 GiB`)?.wantedGib).toBeNull();
});
