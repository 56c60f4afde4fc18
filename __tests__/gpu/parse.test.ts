import { expect, test } from '@jest/globals';
import fc from 'fast-check';
import {
  brokenPodIn,
  readInstances,
  readInventory,
  readResult,
  readStatus,
  readStatusText,
  readSubmission,
} from '../../src/gpu/parse.ts';

test('pods that are counted but cannot be named do not pass for none', () => {
  expect(readStatus('{"running_pods":1,"jobs":[]}')).toMatchObject({ pods: [], unnamed: 1 });
  expect(readStatus('{"running_pods":1,"provisioning_pods":1}')).toMatchObject({ unnamed: 2, jobsKnown: false });
  expect(readStatus('{"running_pods":1,"pods":[{"pod_id":"-y"}]}')).toMatchObject({ pods: [], unnamed: 1 });
  expect(readStatus('{"running_pods":0,"provisioning_pods":0}')).toMatchObject({ pods: [], jobsKnown: false });
  expect(readStatus('{"running_pods":1,"pods":[{"pod_id":"abc"}],"jobs":[]}')?.pods).toHaveLength(1);
});

test('a long command line is cut, not dropped: our mark stands before the user’s script', () => {
  const status = JSON.stringify({
    pods: [],
    jobs: [{ job_id: 'job_1', state: 'running', command: `gpu-ci ${'x'.repeat(20_000)}` }],
  });
  expect(readStatus(status)?.jobs[0]?.command.startsWith('gpu-ci')).toBe(true);
});

test('a job in a state that nobody knows counts as alive, and may have no command line', () => {
  const jobs = [
    { job_id: 'job_1', state: 'paused' },
    { job_id: 'job_2', state: 'done', command: 7 },
    { id: 'job_3', status: 'running', pod_id: 'pod_1' },
  ];
  expect(readStatus(JSON.stringify({ jobs }))?.jobs).toEqual([
    { jobId: 'job_1', podId: '', alive: true, state: 'pending', command: '' },
    { jobId: 'job_2', podId: '', alive: false, state: 'succeeded', command: '' },
    { jobId: 'job_3', podId: 'pod_1', alive: true, state: 'running', command: '' },
  ]);
});

test.each<readonly [string, number | null, string]>([
  ['preparing', null, 'pending'],
  ['installing', null, 'pending'],
  ['uploading', null, 'pending'],
  ['executing', null, 'running'],
  ['running', 0, 'running'],
  ['exited', 0, 'succeeded'],
  ['exited', 3, 'failed'],
  ['', 3, 'failed'],
])('a result in the state "%s" with the code %p is read as %s', (state, code, read) => {
  expect(readResult(JSON.stringify({ job_id: 'job_1', state, exit_code: code }))?.state).toBe(read);
});

test('a result without a state and without a code is not a result', () => {
  expect(readResult('{"job_id": "job_1", "exit_code": null}')).toBeUndefined();
});

test('the text of old programs names pods and their states, and nothing else', () => {
  const text = 'Pod n9kwj3lwx2qw2n READY 1x RTX 4090\nPod -y READY\nPod abcd  STOPPING';
  expect(readStatusText(text)?.pods).toMatchObject([
    { podId: 'n9kwj3lwx2qw2n', state: 'READY' },
    { podId: 'abcd', state: 'STOPPING' },
  ]);
  expect(readStatusText('No active pods')).toMatchObject({ pods: [], jobsKnown: false });
  expect(readStatusText('something else')).toBeUndefined();
});

test('an offer says in one of several ways whether it is to be had, or not at all', () => {
  const gpus = [
    { gpu_type: 'A', cost_per_hour: 1, available: true },
    { gpu_type: 'B', cost_per_hour: 1, stock: 'low' },
    { gpu_type: 'C', cost_per_hour: 1 },
    { gpu_type: 'D', cost_per_hour: 1, available: 'perhaps' },
  ];
  const said = [true, true, null, null];
  for (const listed of [gpus, { gpus }, { inventory: gpus }])
    expect(readInventory(JSON.stringify(listed)).map(({ available }) => available)).toEqual(said);
});

test('no answer of the CLI, however broken, makes a reader throw', () => {
  fc.assert(
    fc.property(
      fc.oneof(
        fc.string(),
        fc.json(),
        fc.jsonValue().map((value) => JSON.stringify({ pods: value, jobs: value, job_id: value })),
      ),
      (text) => {
        for (const read of [readStatus, readResult, readSubmission, readInventory])
          expect(() => read(text)).not.toThrow();
      },
    ),
    { numRuns: 2_000 },
  );
});

test('who asks is told by some programs, in a name and a slug that may stand in a summary', () => {
  const accountIn = (account: unknown) => readStatus(JSON.stringify({ jobs: [], account }))?.account;
  expect(accountIn({ name: 'nightly', org: 'my-team' })).toEqual({ name: 'nightly', org: 'my-team' });
  expect(accountIn({ id: 'sa_abc123', organization: 'my-team' })).toEqual({ name: 'sa_abc123', org: 'my-team' });
  expect(accountIn({ name: 'n'.repeat(300), org: '--all' })).toEqual({ name: 'n'.repeat(200), org: '' });
  for (const nothing of [undefined, null, 'x', [], {}, { name: '', org: null }]) {
    expect(accountIn(nothing)).toBeUndefined();
  }
});

test('a failure names the pod that did not come up', () => {
  const text = `bootstrap failed at stage 'heartbeat' for pod 'q1w2e3' (transport): Timed out waiting for agent on pod q1w2e3`;
  expect(brokenPodIn(text)).toBe('q1w2e3');
  expect(brokenPodIn('Recovery: `gpu instances terminate q1w2e3 -y`')).toBe('q1w2e3');
  expect(brokenPodIn('Using pod q1w2e3; the workload failed')).toBe('');
});

test('a list of instances counts only if every row names its pod', () => {
  expect(readInstances('[{"pod_id":"abc"}]')).toMatchObject([{ podId: 'abc' }]);
  expect(readInstances('{"instances":[{"id":"abc"}]}')).toMatchObject([{ podId: 'abc' }]);
  expect(readInstances('{"instances":[{"name":"abc"}]}')).toBeUndefined();
  expect(readInstances('No instances')).toBeUndefined();
});
