import { describe, expect, test } from '@jest/globals';
import type { CleanupOptions } from '../../src/run/cleanup.ts';
import type { RunState } from '../../src/run/state.ts';
import { NONCE, job, marked, pod, service, viewOf, type Service } from '../support/cleanup-service.ts';
import { stateOf, type Given } from '../support/state.ts';

describe('what is ours', () => {
  test('a job by its id: cancelled before anything is read, its pod stopped after', async () => {
    const { asked, end } = service({ jobs: [job('j1')], pods: [pod('pod-1')] });
    const result = await end(stateOf({ jobs: ['j1'], pods: ['pod-1'] }));
    expect(asked).toEqual(['cancel j1', 'look', 'stop pod-1', 'look']);
    expect(result).toMatchObject({ cleanup: 'confirmed', leftover: '', left: '', pod: pod('pod-1') });
  });
  test('a job by the nonce in its command line, however its id was lost', async () => {
    const others = [job('j2', 'pod-2', { command: marked('b'.repeat(16)) }), job('j3', 'pod-3', { command: 'x' })];
    const { asked, end } = service({
      jobs: [job('j1', 'pod-1', { command: marked(NONCE) }), ...others],
      pods: [pod('pod-1'), pod('pod-2'), pod('pod-3')],
    });
    const state = stateOf();
    expect(await end(state)).toMatchObject({ cleanup: 'confirmed' });
    expect(asked).toEqual(['look', 'cancel j1', 'look', 'stop pod-1', 'look', 'look']);
  });
  test('a pod that came up while we had none, with nobody on it', async () => {
    const { asked, end } = service({ pods: [pod('pod-1')] });
    const state = stateOf();
    expect(await end(state)).toMatchObject({ cleanup: 'confirmed', pod: pod('pod-1') });
    expect(asked).toEqual(['look', 'stop pod-1', 'look', 'look']);
    expect(state.pods).toEqual(['pod-1']);
  });
  test('not such a pod with a job on it, one that was there, or one before anything was submitted', async () => {
    const over = job('j9', 'pod-1', { alive: false, command: 'x' });
    const cases: [Service, RunState][] = [
      [{ pods: [pod('pod-1')], jobs: [over] }, stateOf()],
      [{ pods: [pod('pod-1')] }, stateOf({ podsBefore: ['pod-1'] })],
      [{ pods: [pod('pod-1')] }, stateOf({ at: 'idle', nonces: [] })],
    ];
    for (const [given, state] of cases) {
      const { asked, end } = service(given);
      expect(await end(state)).toMatchObject({ cleanup: 'not-needed', left: '' });
      expect(asked).not.toContain('stop pod-1');
    }
  });
  test('not one that came up while a pod of ours is known', async () => {
    const { asked, end } = service({ pods: [pod('pod-1'), pod('pod-2')] });
    await end(stateOf({ pods: ['pod-1'] }));
    expect(asked.filter((what) => what.startsWith('stop'))).toEqual(['stop pod-1']);
  });
});

describe('what is left', () => {
  test('a pod that was there before us', async () => {
    const { asked, end } = service({ jobs: [job('j1')], pods: [pod('pod-1')] });
    const result = await end(stateOf({ jobs: ['j1'], pods: ['pod-1'], podsBefore: ['pod-1'] }));
    expect(asked).toEqual(['cancel j1', 'look']);
    expect(result).toMatchObject({
      cleanup: 'kept',
      left: 'pod pod-1 was there before this run and was left as it was',
      leftover: '',
    });
  });
  test("a pod on which another run's job is alive", async () => {
    const other = job('j2', 'pod-1', { command: 'other' });
    const { asked, end } = service({ jobs: [job('j1'), other], pods: [pod('pod-1')] });
    expect(await end(stateOf({ jobs: ['j1'], pods: ['pod-1'] }))).toMatchObject({
      cleanup: 'kept',
      left: 'pod pod-1 was left to the run whose job is alive on it',
    });
    expect(asked).toEqual(['cancel j1', 'look']);
  });
  test('a pod that is to be kept, and the ledger remembers it', async () => {
    const { asked, end } = service({ pods: [pod('pod-1')] });
    const state = stateOf({ keepPod: true });
    expect(await end(state)).toMatchObject({
      cleanup: 'kept',
      left: 'pod pod-1 is kept warm, as asked',
    });
    expect(asked).toEqual(['look', 'look']);
    expect(state.pods).toEqual(['pod-1']);
  });
  test('kept, though the job of another is on it: there is one reason, not two', async () => {
    const other = job('j2', 'pod-1', { command: 'other' });
    const { end } = service({ jobs: [other], pods: [pod('pod-1')] });
    expect((await end(stateOf({ keepPod: true, pods: ['pod-1'] }))).left).toBe('pod pod-1 is kept warm, as asked');
  });
  test('several reasons are all said', async () => {
    const { end } = service({ jobs: [job('j2', 'pod-1', { command: 'x' })], pods: [pod('pod-0'), pod('pod-1')] });
    expect((await end(stateOf({ pods: ['pod-0', 'pod-1'], podsBefore: ['pod-0'] }))).left).toBe(
      'pod pod-1 was left to the run whose job is alive on it; pod pod-0 was there before this run and was left as it was',
    );
  });
  test('a pod to keep, where there is none, leaves nothing', async () => {
    const { end } = service();
    expect(await end(stateOf({ keepPod: true }))).toMatchObject({ cleanup: 'not-needed', left: '' });
  });
});

describe('how it ends', () => {
  test('nothing was ever there: not needed', async () => {
    const { asked, slept, end } = service();
    expect(await end(stateOf())).toEqual({ cleanup: 'not-needed', leftover: '', left: '', pod: undefined });
    // A submission whose answer was lost may still arrive.
    expect(asked).toEqual(['look', 'look']);
    expect(slept).toEqual([400]);
  });
  test.each([
    ['nothing was submitted, or each submission was refused', stateOf({ at: 'idle' }), {}, 0],
    ['a re-run has not looked for its previous attempt', stateOf({ at: 'looking' }), {}, 1],
    ['its id is known', stateOf({ jobs: ['j1'], at: 'ended' }), {}, 1],
    ['asked to look longer', stateOf(), { looks: 4 }, 4],
  ] as [string, RunState, Partial<CleanupOptions>, number][])('%s', async (_, state, options, looks) => {
    const { asked, end } = service();
    await end(state, options);
    expect(asked).toEqual(Array.from({ length: looks }, () => 'look'));
  });
  test('a job or a pod was known, or something was ended: confirmed', async () => {
    expect(await service().end(stateOf({ jobs: ['j1'], at: 'ended' }))).toMatchObject({ cleanup: 'confirmed' });
    expect(await service().end(stateOf({ pods: ['p1'] }))).toMatchObject({ cleanup: 'confirmed' });
    const { end } = service({ jobs: [job('j1', '', { command: marked(NONCE) })] });
    expect(await end(stateOf())).toMatchObject({ cleanup: 'confirmed' });
  });
  test('a job that is over is not cancelled, its pod is stopped', async () => {
    const { asked, end } = service({ jobs: [job('j1', 'pod-1', { alive: false })], pods: [pod('pod-1')] });
    await end(stateOf({ jobs: ['j1'], at: 'ended' }));
    expect(asked).toEqual(['look', 'stop pod-1', 'look']);
  });
  test.each(['STOPPED', 'terminated', 'gone', 'EXITED', 'deleted', 'removed', 'destroyed', 'dead'])(
    'a pod that is %s is no pod',
    async (state) => {
      const { asked, end } = service({ pods: [pod('pod-1', state)] });
      expect(await end(stateOf({ pods: ['pod-1'] }))).toMatchObject({ cleanup: 'confirmed', pod: undefined });
      expect(asked.join()).not.toContain('stop');
    },
  );
  test.each(['STOPPING', 'terminating', 'deleting', 'removing', 'destroying', 'shutting down'])(
    'a pod that is %s needs no order, but is waited for',
    async (state) => {
      const { asked, end } = service({ look: (n) => viewOf([], n < 3 ? [pod('pod-1', state)] : []) });
      expect(await end(stateOf({ pods: ['pod-1'], jobs: ['j'], at: 'ended' }))).toMatchObject({
        cleanup: 'confirmed',
      });
      expect(asked).toEqual(['look', 'look', 'look']);
    },
  );
});

describe('what cannot be confirmed', () => {
  const end = 'may still run and cost money; end it with: gpu end';
  test('a job that does not die', async () => {
    const { asked, slept, end: over } = service({ jobs: [job('j1')], pods: [pod('pod-1')], deaf: /cancel/ });
    expect(await over(stateOf({ jobs: ['j1'] }))).toMatchObject({
      cleanup: 'unconfirmed',
      leftover: `job j1 and pod pod-1 ${end} [j1] [pod-1]`,
      left: '',
    });
    expect(asked.slice(0, 5)).toEqual(['cancel j1', 'look', 'cancel j1', 'look', 'cancel j1']);
    // Tries come every 400 ms, and the last pause ends with the time.
    expect(slept).toEqual([400, 400, 400, 400, 400, 400, 400, 200]);
  });
  test('a pod that does not stop', async () => {
    const { end: over } = service({ pods: [pod('pod-1')], deaf: /stop/ });
    expect(await over(stateOf({ pods: ['pod-1'] }))).toMatchObject({
      cleanup: 'unconfirmed',
      leftover: `pod pod-1 ${end} [] [pod-1]`,
    });
  });
  test('a status that cannot be read: what is known by id is ended all the same', async () => {
    const { asked, end: over } = service({ look: () => undefined });
    const state = stateOf({ jobs: ['j1', 'j2'], pods: ['pod-0', 'pod-1'], podsBefore: ['pod-0'] });
    expect(await over(state)).toMatchObject({
      cleanup: 'unconfirmed',
      leftover: `job j2 and pod pod-1 ${end} [j2] [pod-1]`,
    });
    expect(asked.filter((what) => what.startsWith('cancel'))).toEqual(['cancel j1', 'cancel j2']);
    expect(asked).toContain('stop pod-1');
    expect(asked).not.toContain('stop pod-0');
    // In the first half of the time the status may still come.
    expect(asked.indexOf('stop pod-1')).toBe(8);
  });
  test('and nothing known by name', async () => {
    const { end: over } = service({ look: () => undefined });
    expect((await over(stateOf())).leftover).toBe(
      'a job or pod of this run may still run and cost money, and its id is not known; run `gpu status` in /w, then stop the pod that it names',
    );
  });
  test('one blind look does not matter', async () => {
    const { end: over } = service({ look: (n) => (n === 1 ? undefined : viewOf()) });
    expect(await over(stateOf({ jobs: ['j1'] }))).toMatchObject({ cleanup: 'confirmed' });
  });
  test('the pod is remembered as it was first seen', async () => {
    const { end: over } = service({ look: (n) => viewOf([], n === 1 ? [pod('pod-1')] : []) });
    expect((await over(stateOf({ pods: ['pod-1'] }))).pod).toEqual(pod('pod-1'));
  });
});

describe('time', () => {
  test('no call may take longer than what is left, but each gets half a second', async () => {
    const { limits, end } = service({ jobs: [job('j1')], deaf: /./, callMs: 400 });
    await end(stateOf({ jobs: ['j1'] }), { deadlineMs: 1_500, callMs: 1_000 });
    expect(limits).toEqual([1_000, 1_000, 700, 500, 500]);
  });
  test('a job that outlives its cancels for 15 s goes with its pod', async () => {
    const { asked, slept, end } = service({ jobs: [job('j1')], pods: [pod('pod-1')], deaf: /cancel/ });
    const state = stateOf({ jobs: ['j1'] });
    expect(await end(state, { deadlineMs: 60_000 })).toMatchObject({ cleanup: 'confirmed' });
    expect(asked.filter((what) => what.startsWith('stop'))).toEqual(['stop pod-1']);
    const waited = slept.reduce((sum, ms) => sum + ms, 0);
    expect(waited).toBeGreaterThanOrEqual(15_000);
    expect(waited).toBeLessThan(16_500);
  });
  test.each([
    ['another run’s job is on it', { jobs: [job('j1'), job('j2', 'pod-1', { command: 'x' })] }, {}],
    ['it was there before us', { jobs: [job('j1')] }, { podsBefore: ['pod-1'] }],
    ['it is to be kept', { jobs: [job('j1')] }, { keepPod: true }],
  ] as [string, Service, Given][])('but not where %s', async (_, given, more) => {
    const { asked, end } = service({ ...given, pods: [pod('pod-1')], deaf: /cancel/ });
    const { cleanup } = await end(stateOf({ jobs: ['j1'], ...more }), { deadlineMs: 60_000 });
    expect(cleanup).toBe('unconfirmed');
    expect(asked.join()).not.toContain('stop');
  });
  test('with no time at all, everything is still asked for once', async () => {
    const { asked, end } = service({ jobs: [job('j1')] });
    expect(await end(stateOf({ jobs: ['j1'] }), { deadlineMs: 0 })).toMatchObject({ cleanup: 'confirmed' });
    expect(asked).toEqual(['cancel j1', 'look']);
  });
});
