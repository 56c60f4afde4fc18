import { expect, test } from '@jest/globals';
import { wrap } from '../../src/gpu/wrapper.ts';
import { RunState } from '../../src/run/state.ts';
import { job, pod, service, viewOf } from '../support/cleanup-service.ts';
import { savedState, stateOf } from '../support/state.ts';

const many = Array.from({ length: 5_000 }, (_, n) => `${n}-${'x'.repeat(60)}`);

test('stays below 100 kB and 500 ids after a long status and thousands of attempts', () => {
  let saved = '';
  const { project } = stateOf();
  const port = { saveState: (_: string, text: string) => void (saved = text), debug: () => undefined };
  const state = RunState.begin(port, project, { keepPod: false, isRerun: false });
  state.saw(
    viewOf(
      many.map((id) => job(id)),
      many.map((id) => pod(id)),
    ),
    new Set(),
  );
  for (const id of many) {
    state.beginAttempt(id.slice(0, 16).padEnd(16, '0'));
    state.learnJob(`job-${id}`);
    state.learnPod(`pod-${id}`);
  }
  expect(saved.length).toBeLessThan(100_000);
  const read = RunState.read(saved);
  expect([...(read?.before.pods ?? []), ...(read?.before.jobs ?? [])].length).toBeLessThanOrEqual(500);
  expect(read?.jobs.at(-1)).toBe(`job-${many.at(-1)}`);
});

test('stops no pod that may be one of those that a long status had and the state has no room for', async () => {
  const state = RunState.begin({ saveState: () => undefined, debug: () => undefined }, stateOf().project, {
    keepPod: false,
    isRerun: false,
  });
  const pods = many.slice(0, 600).map((id) => pod(id));
  state.saw(viewOf([], pods), new Set());
  state.beginAttempt('a'.repeat(16));
  const last = many[599] ?? '';
  state.learnJob('j1');
  state.learnPod(last);
  state.ended();
  const { asked, end } = service({ pods });
  expect((await end(state)).leftover).toContain(last);
  expect(asked.join()).not.toContain('stop');
});

test('leaves the pod of a job that it follows if a listing cut off which pods were there before', async () => {
  const nonce = 'b'.repeat(16);
  const mark = { key: `k${'0'.repeat(16)}`, attempt: 1, nonce, podsBefore: ['pod-0', 'pod-1'] };
  const command = wrap(['true'], mark, false).join(' ');
  for (const [shown, stops] of [
    [command, ['stop pod-2']],
    [command.slice(0, command.indexOf('pod-1')), []],
  ] as const) {
    const state = stateOf({ at: 'idle', nonces: [] });
    state.adopt({ jobId: 'j1', podId: 'pod-2', command: shown });
    state.ended();
    const { asked, end } = service({ pods: [pod('pod-2')] });
    await end(state);
    expect(asked.filter((what) => what.startsWith('stop'))).toEqual(stops);
  }
});

test.each(['', '[]', '{', '{"project":{"key":7}}', savedState().slice(0, -1)])('%.20s is not a saved state', (text) => {
  expect(RunState.read(text)).toBeUndefined();
});

test('is the same after it was saved and read', () => {
  let saved = '';
  const port = { saveState: (_: string, text: string) => void (saved = text), debug: () => undefined };
  const state = RunState.begin(port, stateOf().project, { keepPod: true, isRerun: false });
  state.beginAttempt('a'.repeat(16));
  state.learnJob('j1');
  state.learnPod('p1');
  expect(RunState.read(saved)).toMatchObject({ at: 'running', jobId: 'j1', podId: 'p1', keepPod: true, isLeft: true });
  state.refused('p2');
  expect(RunState.read(saved)).toMatchObject({ at: 'ended', jobId: 'j1', broken: ['p2'] });
  state.over();
  expect(RunState.read(saved)).toMatchObject({ at: 'over', isLeft: false });
});

test('starts nothing if its state cannot be saved', () => {
  const full = () => {
    throw new Error('ENOSPC');
  };
  const begin = () =>
    RunState.begin({ saveState: full, debug: () => undefined }, stateOf().project, { keepPod: false, isRerun: false });
  expect(begin).toThrow(/could not be saved \(ENOSPC\), so nothing was started/);
});
