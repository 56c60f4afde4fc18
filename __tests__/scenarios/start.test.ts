import { expect, test } from '@jest/globals';
import { cloudFor, scenario, starts } from '../support/scenario.ts';

// The time between the submission of a job and the start of its workload.

test.each(['preparing', 'uploading'])(
  'waits for a job that GPU CLI reports as %s and cannot attach to yet',
  async (word) => {
    const cloud = await cloudFor({ provisionMs: 2_500 });
    cloud.order({ kind: 'attach-before-pod', word });
    const { step } = await scenario(cloud, { command: 'echo tra""ined' });
    expect(step.outputs).toMatchObject({ status: 'succeeded', attempts: '1', cleanup: 'confirmed' });
    expect(step.rawStdout.toString()).toMatch(/^trained$/m);
    expect(starts(cloud)).toBe(1);
    expect(cloud.books()).toMatchObject({ jobsAlive: 0, podsAlive: 0 });
  },
);
