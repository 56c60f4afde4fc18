import { describe, expect, test } from '@jest/globals';
import { endRun } from '../../src/run/cleanup.ts';
import type { CloudView, Gpu, JobView } from '../../src/model/gpu.ts';
import type { RunState } from '../../src/run/state.ts';
import { stateOf } from '../support/state.ts';

const job = (jobId: string, podId = 'pod-1', command = ''): JobView => ({ jobId, podId, command, alive: true });
const pod = (podId: string, state = 'READY') => ({ podId, state, gpuType: '', gpuCount: 1, costPerHour: 1 });

/** A service whose views follow from what was ordered; time is counted, not waited for. */
function service(
  first: { jobs?: JobView[]; pods?: ReturnType<typeof pod>[] },
  after?: (orders: string[]) => CloudView,
) {
  const orders: string[] = [];
  let at = 0;
  let jobs = first.jobs ?? [];
  let pods = first.pods ?? [];
  const gpu = {
    status: () => Promise.resolve(after?.(orders) ?? { jobs, pods, jobsKnown: true, pool: null }),
    cancel: (jobId: string) => {
      orders.push(`cancel ${jobId}`);
      jobs = jobs.filter((one) => one.jobId !== jobId);
      return Promise.resolve(true);
    },
    stop: (podId: string) => {
      orders.push(`stop ${podId}`);
      pods = pods.filter((one) => one.podId !== podId);
      return Promise.resolve(true);
    },
    instances: () => Promise.resolve(undefined),
    result: () => Promise.resolve(undefined),
    stopCommand: (jobId: string, podId: string) => `gpu end ${jobId} ${podId}`,
  } as unknown as Gpu;
  const clock = {
    now: () => at,
    elapsed: () => at,
    random: () => 0,
    sleep: (ms: number) => {
      at += Math.max(1, ms);
      return Promise.resolve();
    },
  };
  return { orders, end: (state: RunState) => endRun(gpu, state, { clock, deadlineMs: 3_000, callMs: 1_000 }) };
}

describe('a job without a command line, when no id of ours is known', () => {
  test('while nothing was submitted, what appears is of others', async () => {
    const { orders, end } = service({ jobs: [job('job-a')], pods: [pod('pod-1')] });
    expect(await end(stateOf({ at: 'idle', nonces: [] }))).toMatchObject({ cleanup: 'not-needed' });
    expect(orders).toEqual([]);
  });
});

describe('a pod that is stopping', () => {
  const stopping: CloudView = { jobs: [], pods: [pod('pod-1', 'TERMINATING')], jobsKnown: true, pool: null };

  test('is not gone: it is looked at until the time is up, and not stopped a second time', async () => {
    const { orders, end } = service({}, () => stopping);
    const { cleanup, leftover } = await end(stateOf({ pods: ['pod-1'] }));
    expect(cleanup).toBe('unconfirmed');
    expect(leftover).toBe('pod pod-1 is still stopping and may cost money until it is gone; look with: gpu status');
    expect(orders).toEqual([]);
  });

  test('is confirmed once it is gone', async () => {
    let looks = 0;
    const { end } = service({}, () => (++looks < 3 ? stopping : { ...stopping, pods: [pod('pod-1', 'TERMINATED')] }));
    expect(await end(stateOf({ pods: ['pod-1'] }))).toMatchObject({ cleanup: 'confirmed', leftover: '' });
  });
});
