import { expect, test } from '@jest/globals';
import { EventEmitter, once } from 'node:events';
import { parentUnderNpm, signalsToAbort } from '../../src/run/stop.ts';

test.each(['SIGINT', 'SIGTERM', 'SIGBREAK', 'SIGHUP'])('%s aborts, and is the cause', (name) => {
  const from = new EventEmitter();
  const { signal } = signalsToAbort(from);
  expect(signal.aborted).toBe(false);
  from.emit(name);
  expect(signal.aborted).toBe(true);
  expect(signal.reason).toEqual({ kind: 'signal', name });
});

test('a second signal changes nothing; when all is over, nothing is listened to', () => {
  const from = new EventEmitter();
  const { signal, dispose } = signalsToAbort(from);
  from.emit('SIGTERM');
  from.emit('SIGINT');
  expect(signal.reason).toEqual({ kind: 'signal', name: 'SIGTERM' });
  dispose();
  expect(from.eventNames()).toEqual([]);
});

test('a parent that is gone counts as SIGTERM, and one is watched under npm alone', async () => {
  let parent = 7;
  const { signal, dispose } = signalsToAbort(new EventEmitter(), () => parent);
  const aborted = once(signal, 'abort');
  parent = 1;
  // The watch alone keeps no program alive.
  const alive = setInterval(() => undefined, 1_000);
  await aborted;
  clearInterval(alive);
  dispose();
  expect(signal.reason).toEqual({ kind: 'signal', name: 'SIGTERM' });
  expect([parentUnderNpm({ npm_command: 'exec' })?.(), parentUnderNpm({})]).toEqual([process.ppid, undefined]);
});
