import { describe, expect, test } from '@jest/globals';
import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { causeIn } from '../../src/report/cause.ts';
import { findOutOfMemory } from '../../src/report/cause.ts';

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
