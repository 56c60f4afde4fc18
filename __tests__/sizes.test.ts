import { expect, test } from '@jest/globals';
import { loadedBeforeGpu, sizeOf } from '../bench/loaded.ts';

test('no more than 500 kB of code is loaded before gpu is called for the first time, and that in one file', () => {
  const { files, bytes } = loadedBeforeGpu();
  expect(files).toEqual(['index.js']);
  expect(bytes).toBeGreaterThan(10_000);
  expect(bytes).toBeLessThanOrEqual(500_000);
});

test('dist/ is no larger than 3 MB and not minified', () => {
  expect(sizeOf('dist')).toBeLessThanOrEqual(3_000_000);
});
