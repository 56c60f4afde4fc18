import { describe, expect, test } from '@jest/globals';
import type { CleanupOptions } from '../../src/run/cleanup.ts';
import { NONCE, job, pod, service, viewOf, type Service } from '../support/cleanup-service.ts';
import { stateOf, type Given } from '../support/state.ts';

const MAY_RUN = 'may still run and cost money; end it with: gpu end';
const started = (nonce: string) => `\x1egpu-ci:${nonce}:start\x1eepoch 1`;
const stopping = (n: number, until: number) => viewOf([], n < until ? [pod('pod-1', 'TERMINATING')] : []);

describe('ends in order and verifies it', () => {
  test.each<[string, Service, Given, Partial<CleanupOptions>, string[], string]>([
    [
      'a job with a known id is cancelled before anything is read, and its pod is stopped after it',
      { jobs: [job('j1')], pods: [pod('pod-1')] },
      { jobs: ['j1'], pods: ['pod-1'] },
      {},
      ['cancel j1', 'look', 'stop pod-1', 'look'],
      'confirmed',
    ],
    [
      'after a submission without an answer there are two looks',
      { pods: [pod('pod-1')] },
      {},
      {},
      ['look', 'stop pod-1', 'look', 'look'],
      'confirmed',
    ],
    ['nothing shows what a submission without an answer became', {}, {}, {}, ['look', 'look'], 'unconfirmed'],
    [
      'nor does the job of an earlier attempt',
      {},
      { at: 'submitting', jobs: ['j0'] },
      {},
      ['cancel j0', 'look', 'look'],
      'unconfirmed',
    ],
    ['as many looks as asked for', {}, {}, { looks: 4 }, ['look', 'look', 'look', 'look'], 'unconfirmed'],
    ['each submission was refused', {}, { at: 'idle' }, {}, [], 'not-needed'],
    ['a re-run has not looked for its previous attempt', {}, { at: 'looking' }, {}, ['look'], 'not-needed'],
    [
      'a pod that was there before',
      { jobs: [job('j1')], pods: [pod('pod-1')] },
      { jobs: ['j1'], pods: ['pod-1'], podsBefore: ['pod-1'] },
      {},
      ['cancel j1', 'look'],
      'kept',
    ],
    [
      'a pod that is stopping needs no order, and is waited for',
      { look: (n) => stopping(n, 3) },
      { jobs: ['j1'], pods: ['pod-1'], at: 'ended' },
      {},
      ['look', 'look', 'look'],
      'confirmed',
    ],
    [
      'one look that cannot be read does not matter',
      { look: (n) => (n === 1 ? undefined : viewOf()) },
      { jobs: ['j1'] },
      {},
      ['cancel j1', 'look', 'look'],
      'confirmed',
    ],
    [
      'with no time at all everything is asked for once',
      { jobs: [job('j1')] },
      { jobs: ['j1'] },
      { deadlineMs: 0 },
      ['cancel j1', 'look'],
      'confirmed',
    ],
    [
      'a job without a command line is ended if its log begins with the mark of this run',
      {
        jobs: [job('j1'), job('j2', 'pod-2')],
        logs: { j1: started(NONCE), j2: started('b'.repeat(16)) },
        pods: [pod('pod-1'), pod('pod-2')],
      },
      {},
      {},
      ['look', 'look', 'cancel j1', 'look', 'stop pod-1', 'look', 'look'],
      'confirmed',
    ],
    [
      'and left if its log begins with the mark of another run',
      { jobs: [job('j1')], logs: { j1: started('b'.repeat(16)) }, pods: [pod('pod-1')] },
      {},
      {},
      ['look', 'look', 'look'],
      'unconfirmed',
    ],
  ])('%s', async (_, given, state, options, orders, cleanup) => {
    const { asked, end } = service(given);
    const result = await end(stateOf(state), options);
    expect([result.cleanup, result.leftover === '']).toEqual([cleanup, cleanup !== 'unconfirmed']);
    expect(asked).toEqual(orders);
  });

  test('the pod is remembered as it was first seen, and a kept one in the state', async () => {
    const { end } = service({ look: (n) => viewOf([], n === 1 ? [pod('pod-1')] : []) });
    expect((await end(stateOf({ pods: ['pod-1'] }))).pod).toEqual(pod('pod-1'));
    const state = stateOf({ keepPod: true });
    const kept = await service({ pods: [pod('pod-1')] }).end(state);
    expect(kept).toMatchObject({ cleanup: 'kept', left: 'pod pod-1 is kept warm, as asked' });
    expect(state.pods).toEqual(['pod-1']);
  });
});

describe('what cannot be confirmed is named with the command that ends it', () => {
  test.each<[string, Service, Given, string]>([
    [
      'a job that ignores its cancel, with its pod',
      { jobs: [job('j1')], pods: [pod('pod-1')], deaf: /cancel/ },
      { jobs: ['j1'] },
      `job j1 and pod pod-1 ${MAY_RUN} [j1] [pod-1]`,
    ],
    [
      'such a job, without a pod that is seen to be gone',
      { jobs: [job('j1', '')], deaf: /cancel/ },
      { jobs: ['j1'], pods: ['pod-1'] },
      `job j1 ${MAY_RUN} [j1] []`,
    ],
    [
      'a pod that does not stop',
      { pods: [pod('pod-1')], deaf: /stop/ },
      { pods: ['pod-1'] },
      `pod pod-1 ${MAY_RUN} [] [pod-1]`,
    ],
    [
      'a pod that is still stopping',
      { look: (n) => stopping(n, Infinity) },
      { pods: ['pod-1'] },
      'pod pod-1 is still stopping and may cost money until it is gone; look with: gpu status',
    ],
    [
      'jobs whose logs show nothing',
      { jobs: [job('j1'), job('j2', 'pod-2')], pods: [pod('pod-1'), pod('pod-2')] },
      {},
      'job j1 or j2 may be of this run, and GPU CLI does not show whose it is; if it is yours, end it with: gpu end [j1] [] or gpu end [j2] []',
    ],
    [
      'pods that may have the job on them, if jobs are not listed',
      { look: () => ({ ...viewOf([], [pod('pod-1'), pod('pod-2')]), jobsKnown: false }) },
      { podsBefore: ['pod-1', 'pod-2'], jobsListed: false },
      'pod pod-1, pod-2 may be of this run, and GPU CLI does not show whose it is; if it is yours, end it with: gpu end [] [pod-1] && gpu end [] [pod-2]',
    ],
    [
      'a broken pod that nothing lists',
      {},
      { jobs: ['j1'], at: 'ended', pods: ['pod-1'], broken: ['pod-1'] },
      'pod pod-1 may still run and cost money; end it with: gpu instances terminate pod-1 -y',
    ],
    [
      'the last job and pod, if the status cannot be read',
      { look: () => undefined },
      { jobs: ['j1', 'j2'], pods: ['pod-0', 'pod-1'], podsBefore: ['pod-0'] },
      `job j2 and pod pod-1 ${MAY_RUN} [j2] [pod-1]`,
    ],
    [
      'and a look by hand, if no id is known',
      { look: () => undefined },
      {},
      'a job or pod of this run may still run and cost money, and its id is not known; run `gpu status` in /w, then stop the pod that it names',
    ],
  ])('%s', async (_, given, state, leftover) => {
    const { asked, end } = service(given);
    expect(await end(stateOf(state))).toMatchObject({ cleanup: 'unconfirmed', leftover, left: '' });
    for (const id of state.podsBefore ?? []) expect(asked).not.toContain(`stop ${id}`);
  });
});

describe('time', () => {
  test('orders are repeated every 400 ms, and the last pause ends with the time', async () => {
    const { asked, slept, end } = service({ jobs: [job('j1')], pods: [pod('pod-1')], deaf: /cancel/ });
    await end(stateOf({ jobs: ['j1'] }));
    expect(asked.slice(0, 5)).toEqual(['cancel j1', 'look', 'cancel j1', 'look', 'cancel j1']);
    expect(slept).toEqual([400, 400, 400, 400, 400, 400, 400, 200]);
  });
  test('no call may take longer than what is left, but each gets half a second', async () => {
    const { limits, end } = service({ jobs: [job('j1')], deaf: /./, callMs: 400 });
    await end(stateOf({ jobs: ['j1'] }), { deadlineMs: 1_500, callMs: 1_000 });
    expect(limits).toEqual([1_000, 1_000, 700, 500, 500]);
  });
  test('in the second half of the time, known pods are stopped without a status', async () => {
    const { asked, end } = service({ look: () => undefined });
    await end(stateOf({ jobs: ['j1'], pods: ['pod-1'] }), { deadlineMs: 3_200 });
    // The first two looks come at once, the sixth after 1,600 ms.
    expect(asked.indexOf('stop pod-1')).toBe(8);
  });
  test.each<[string, Service, Given, string[]]>([
    ['is ended with its pod', { jobs: [job('j1')] }, {}, ['stop pod-1']],
    ['not if a job of another run is on it', { jobs: [job('j1'), job('j2', 'pod-1', { command: 'x' })] }, {}, []],
    ['not if the pod was there before', { jobs: [job('j1')] }, { podsBefore: ['pod-1'] }, []],
    ['not if the pod is to be kept', { jobs: [job('j1')] }, { keepPod: true }, []],
  ])('a job that ignores its cancels for 15 s %s', async (_, given, more, stops) => {
    const { asked, slept, end } = service({ ...given, pods: [pod('pod-1')], deaf: /cancel/ });
    const { cleanup } = await end(stateOf({ jobs: ['j1'], ...more }), { deadlineMs: 60_000 });
    expect(asked.filter((what) => what.startsWith('stop'))).toEqual(stops);
    expect(cleanup).toBe(stops.length > 0 ? 'confirmed' : 'unconfirmed');
    const waited = slept.reduce((sum, ms) => sum + ms, 0);
    if (stops.length > 0) expect(waited >= 15_000 && waited < 16_500).toBe(true);
  });
});
