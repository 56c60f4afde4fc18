import { expect, test } from '@jest/globals';
import { EventEmitter } from 'node:events';
import { Stop } from '../../src/run/stop.ts';
import { yieldingClock } from '../support/scripted-gpu.ts';

test.each(['SIGINT', 'SIGTERM', 'SIGHUP'])('%s ends the run, and a second signal changes nothing', (name) => {
  const from = new EventEmitter();
  const stop = Stop.onSignals(yieldingClock(), from);
  expect([stop.signal.aborted, stop.msLeft()]).toEqual([false, Infinity]);
  from.emit(name);
  from.emit(name === 'SIGINT' ? 'SIGTERM' : 'SIGINT');
  expect(stop.signal.aborted).toBe(true);
  expect(stop.cause).toEqual({ kind: 'signal', name });
});

test('a signal leaves 5.2 s for everything that is left to do', async () => {
  const stop = new Stop(yieldingClock());
  stop.end({ kind: 'signal', name: 'SIGINT' });
  expect([stop.msLeft(), stop.over.aborted]).toEqual([5_200, false]);
  await new Promise((turn) => setImmediate(() => setImmediate(turn)));
  expect([stop.msLeft(), stop.over.aborted]).toEqual([0, true]);
});

test('signals act as usual once the run is over', () => {
  const from = new EventEmitter();
  const stop = Stop.onSignals(yieldingClock(), from);
  stop.dispose();
  expect(from.eventNames()).toEqual([]);
});
