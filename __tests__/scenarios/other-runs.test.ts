import { expect } from '@jest/globals';
import { writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { marked } from '../support/cleanup-service.ts';
import { cloudFor, jobFor, scratch, test } from '../support/scenario.ts';
import { shellGpu } from '../support/shell-gpu.ts';

// Two runs of one project: what one of them does must not touch the other.
const FULL = `echo '✗ Quota exceeded: 3 of 3 sessions in use' >&2; exit 11`;
const NOTHING = { pods: [], jobs: [] };
const other = (state: string, podId: string | null, command?: string) => ({
  job_id: 'job_other',
  pod_id: podId,
  state,
  ...(command === undefined ? {} : { command }),
});

test.each([
  ['its job is over and its pod is idle', { pods: [{ pod_id: 'pod-other', state: 'ready' }], jobs: [] }],
  [
    'its pod is being provisioned and its job does not name it yet',
    { pods: [{ pod_id: 'pod-other', state: 'provisioning' }], jobs: [other('pending', null, marked('b'.repeat(16)))] },
  ],
  [
    'its job is listed without a command',
    { pods: [{ pod_id: 'pod-other', state: 'ready' }], jobs: [other('running', 'pod-other')] },
  ],
  [
    'its job is listed without a command and without a pod',
    { pods: [{ pod_id: 'pod-other', state: 'provisioning' }], jobs: [other('pending', null)] },
  ],
])('a run that is cancelled while it waits does not touch another run: %s', async (_case, view) => {
  const gpu = shellGpu(scratch(), { submit: FULL, status: 'cat status' });
  const show = (now: object): void => writeFileSync(join(gpu.folder, 'status'), JSON.stringify(now));
  show(NOTHING);
  const job = await jobFor(await cloudFor(), { hostEnv: { PATH: gpu.PATH } });
  const step = job.start('.', { with: { token: '${{ secrets.GPU_SERVICE_TOKEN }}', command: 'true' } });
  await step.until(/Waiting|waiting/);
  show(view);
  const { outputs } = await step.cancel();
  await job.finish();
  expect(outputs).toMatchObject({ status: 'cancelled', cleanup: 'not-needed' });
  expect(gpu.calls().filter((call) => /^stop|--cancel/.test(call))).toEqual([]);
});

test('a run that is refused does not touch the pod that another run started meanwhile', async () => {
  const gpu = shellGpu(scratch(), {
    status: `if [ -e refused ]; then echo '{"pods": [{"pod_id": "pod-other"}], "jobs": []}'; else echo '${JSON.stringify(NOTHING)}'; fi`,
    submit: `: > refused; ${FULL}`,
  });
  const job = await jobFor(await cloudFor(), { hostEnv: { PATH: gpu.PATH } });
  const inputs = { token: '${{ secrets.GPU_SERVICE_TOKEN }}', command: 'true', 'max-attempts': '1' };
  const { outputs } = await job.uses('.', { with: inputs });
  await job.finish();
  expect(outputs).toMatchObject({ class: 'saturated', cleanup: 'not-needed' });
  expect(gpu.calls().filter((call) => call.startsWith('stop'))).toEqual([]);
});
