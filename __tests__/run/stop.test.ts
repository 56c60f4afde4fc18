import { expect, test } from '@jest/globals';
import { EventEmitter, once } from 'node:events';
import { causeOf, parentUnderNpm, Stop } from '../../src/run/stop.ts';
import { yieldingClock } from '../support/scripted-gpu.ts';

test.each(['SIGINT', 'SIGTERM', 'SIGHUP'])('%s ends the run, and a second signal changes nothing', (name) => {
  const from = new EventEmitter();
  const stop = Stop.onSignals(yieldingClock(), from);
  expect([stop.signal.aborted, stop.msLeft()]).toEqual([false, Infinity]);
  from.emit(name);
  from.emit(name === 'SIGINT' ? 'SIGTERM' : 'SIGINT');
  expect(stop.signal.aborted).toBe(true);
  expect(causeOf(stop.signal)).toEqual({ kind: 'signal', name });
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

test('a parent that is gone counts as SIGTERM, and the parent is watched under npm only', async () => {
  let parent = 7;
  const stop = Stop.onSignals(yieldingClock(), new EventEmitter(), () => parent);
  const aborted = once(stop.signal, 'abort');
  parent = 1;
  // The watch itself keeps no program running.
  const running = setInterval(() => undefined, 1_000);
  await aborted;
  clearInterval(running);
  stop.dispose();
  expect(causeOf(stop.signal)).toEqual({ kind: 'signal', name: 'SIGTERM' });
  expect([parentUnderNpm({ npm_command: 'exec' })?.(), parentUnderNpm({})]).toEqual([process.ppid, undefined]);
});
