import { expect, test } from '@jest/globals';
import { foldTail, LogTail } from '../../src/report/log-tail.ts';

// What a run of hours, or somebody who means harm, may cost in time and memory. Apart, since it is not asked for each change of a rule.

const bytes = (text: string): Uint8Array => new TextEncoder().encode(text);

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
