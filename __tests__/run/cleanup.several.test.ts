import { describe, expect, test } from '@jest/globals';
import { job, NONCE, pod, service, viewOf } from '../support/cleanup-service.ts';
import { stateOf } from '../support/state.ts';

describe('of several jobs without a known id', () => {
  const nameless = job('j1', 'pod-1');
  test('none is ours where GPU CLI tells the command of one: then it would tell ours', async () => {
    const { asked, end } = service({
      jobs: [nameless, job('j2', 'pod-2', { command: 'other' })],
      pods: [pod('pod-1'), pod('pod-2')],
    });
    expect(await end(stateOf())).toMatchObject({ cleanup: 'not-needed', leftover: '', left: '' });
    expect(asked).toEqual(['look', 'look']);
  });
  test('none is ours where the id of ours is known', async () => {
    const { asked, end } = service({ jobs: [nameless], pods: [pod('pod-1')] });
    expect(await end(stateOf({ jobs: ['j9'], at: 'ended' }))).toMatchObject({ cleanup: 'confirmed' });
    expect(asked).toEqual(['look']);
  });
  const started = (nonce: string) => `\x1egpu-ci:${nonce}:start\x1eepoch 1`;
  test('the one whose log begins with our mark is ended with its pod', async () => {
    const jobs = [nameless, job('j2', 'pod-2')];
    const logs = { j1: started(NONCE), j2: started('b'.repeat(16)) };
    const { asked, end } = service({ jobs, logs, pods: [pod('pod-1'), pod('pod-2')] });
    expect(await end(stateOf())).toMatchObject({ cleanup: 'confirmed', pod: pod('pod-1') });
    expect(asked.filter((what) => what !== 'look')).toEqual(['cancel j1', 'stop pod-1']);
  });
  test('one whose log begins with the mark of another run is left', async () => {
    const { asked, end } = service({ jobs: [nameless], logs: { j1: started('b'.repeat(16)) }, pods: [pod('pod-1')] });
    expect(await end(stateOf())).toMatchObject({ cleanup: 'not-needed' });
    expect(asked.filter((what) => what !== 'look')).toEqual([]);
  });
  test('those whose logs show nothing are named with the commands that end them', async () => {
    const { asked, end } = service({ jobs: [nameless, job('j2', 'pod-2')], pods: [pod('pod-1'), pod('pod-2')] });
    const { cleanup, leftover } = await end(stateOf());
    expect(cleanup).toBe('unconfirmed');
    expect(leftover).toMatch(/^job j1 or j2 may be of this run, .*: gpu end \[j1\] \[\] or gpu end \[j2\] \[\]$/);
    expect(asked.filter((what) => what !== 'look')).toEqual([]);
  });
  test('the last that was known is named where nothing can be seen', async () => {
    const { end } = service({ look: () => undefined });
    expect((await end(stateOf({ jobs: ['j1', 'j2', 'j3'] }))).leftover).toMatch(/^job j3 may still run/);
  });
});

describe('of several pods', () => {
  test('those that others use are left and named', async () => {
    const others = [job('j2', 'pod-1', { command: 'x' }), job('j3', 'pod-2', { command: 'x' })];
    const { asked, end } = service({ jobs: others, pods: [pod('pod-1'), pod('pod-2'), pod('pod-3')] });
    const state = stateOf({ pods: ['pod-1', 'pod-2', 'pod-3'] });
    expect(await end(state)).toMatchObject({
      cleanup: 'kept',
      left: 'pod pod-1, pod-2 was left to the run whose job is alive on it',
    });
    expect(asked.filter((what) => what !== 'look')).toEqual(['stop pod-3']);
  });
  test('those that were there before are all named', async () => {
    const { end } = service({ pods: [pod('pod-1'), pod('pod-2')] });
    const state = stateOf({ pods: ['pod-1', 'pod-2'], podsBefore: ['pod-1', 'pod-2'] });
    expect((await end(state)).left).toBe('pod pod-1, pod-2 was there before this run and was left as it was');
  });
  test('each that may have our job on it has its command, where GPU CLI lists no jobs', async () => {
    const busy = [pod('pod-1', 'ACTIVE'), pod('pod-2', 'ACTIVE')];
    const { asked, end } = service({ look: () => ({ ...viewOf([], busy), jobsKnown: false }) });
    const state = stateOf({ podsBefore: ['pod-1', 'pod-2'], jobsListed: false });
    expect((await end(state)).leftover).toMatch(
      /^pod pod-1, pod-2 may be of this run, .*: gpu end \[\] \[pod-1\] && gpu end \[\] \[pod-2\]$/,
    );
    expect(asked).toEqual(['look']);
  });
});

describe('a pod of which little is known', () => {
  test('is ours where our job is on none that is named', async () => {
    const { asked, end } = service({ jobs: [job('j1', '')], pods: [pod('pod-1')] });
    expect(await end(stateOf({ jobs: ['j1'] }))).toMatchObject({ cleanup: 'confirmed' });
    expect(asked).toEqual(['cancel j1', 'look', 'stop pod-1', 'look']);
  });
  test('is not named when it is seen to be gone, though its job lives', async () => {
    const { end } = service({ jobs: [job('j1', '')], deaf: /cancel/ });
    expect((await end(stateOf({ jobs: ['j1'], pods: ['pod-1'] }))).leftover).toBe(
      'job j1 may still run and cost money; end it with: gpu end [j1] []',
    );
  });
  test('is named with its job, though it is stopping, while that lives', async () => {
    const { end } = service({ jobs: [job('j1')], pods: [pod('pod-1', 'STOPPING')], deaf: /cancel/ });
    expect((await end(stateOf({ jobs: ['j1'] }))).leftover).toMatch(/^job j1 and pod pod-1 may still run/);
  });
});

describe('a status that cannot be read', () => {
  test('after a pod was stopped: it is stopped again in the second half of the time', async () => {
    const { asked, end } = service({ look: (n) => (n === 1 ? viewOf([], [pod('pod-1')]) : undefined) });
    await end(stateOf());
    expect(asked.slice(0, 3)).toEqual(['look', 'stop pod-1', 'look']);
    expect(asked.filter((what) => what === 'stop pod-1').length).toBeGreaterThan(1);
  });
  test('at half of the time it may still come', async () => {
    const { asked, end } = service({ look: () => undefined });
    await end(stateOf({ jobs: ['j1'], pods: ['pod-1'] }), { deadlineMs: 3_200 });
    // The first two looks come at once, the sixth after 1,600 ms, the seventh is past the half.
    expect(asked.indexOf('stop pod-1')).toBe(8);
  });
});
