import { expect, test } from '@jest/globals';
import fc from 'fast-check';
import { readInventory, readResult, readStatus, readSubmission } from '../../src/gpu/views.ts';

test('pods that are counted but cannot be named do not pass for none', () => {
  expect(readStatus('{"running_pods":1,"jobs":[]}')).toBeUndefined();
  expect(readStatus('{"running_pods":1,"pods":[{"pod_id":"-y"}]}')).toBeUndefined();
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
