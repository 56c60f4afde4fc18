import { expect, test } from '@jest/globals';
import { loadedBeforeGpu, sizeOf } from '../bench/loaded.ts';

test('no more than 120 kB of code is loaded before gpu is called for the first time, and that in one file', () => {
  const { files, bytes } = loadedBeforeGpu();
  expect(files).toEqual(['index.js']);
  expect(bytes).toBeGreaterThan(10_000);
  expect(bytes).toBeLessThanOrEqual(120_000);
});

test('dist/ is no larger than 1.4 MB, readable as it is', () => {
  expect(sizeOf('dist')).toBeLessThanOrEqual(1_400_000);
});
