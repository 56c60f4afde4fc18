import { expect, test } from '@jest/globals';
import { EventEmitter } from 'node:events';
import { signalsToAbort } from '../../src/run/stop.ts';

test.each(['SIGINT', 'SIGTERM', 'SIGHUP'])('%s aborts, and is the cause', (name) => {
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
