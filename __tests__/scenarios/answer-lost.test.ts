import { describe, expect, test } from '@jest/globals';
import { PROFILES } from '../../emulator/profiles.ts';
import { cloudFor, jobFor, scenario, starts, withOf } from '../support/scenario.ts';

describe.each(PROFILES)('GPU CLI %s: the connection breaks after the service has accepted the run', (profile) => {
  test('a job that is over by then is not run again, though no status lists it', async () => {
    const cloud = await cloudFor({ profile });
    cloud.order({ kind: 'answer-lost', whenOver: true, match: { command: 'just-once' } });
    const { step } = await scenario(cloud, { command: ': just-once' });
    expect(starts(cloud)).toBe(1);
    expect(step.outputs).toMatchObject({ status: 'failed', attempts: '1' });
    expect(cloud.books()).toMatchObject({ jobsAlive: 0, podsAlive: 0 });
  });

  test('a job that still lives is followed, or ended where the CLI does not tell of it', async () => {
    const cloud = await cloudFor({ profile });
    cloud.order({ kind: 'answer-lost', match: { command: 'just-once' } });
    const job = await jobFor(cloud);
    const step = await job.uses('.', withOf(cloud, { command: ': just-once; sleep 1' }));
    await job.finish();
    expect(step.outputs['attempts']).toBe('1');
    expect(starts(cloud)).toBeLessThanOrEqual(1);
    expect(cloud.books()).toMatchObject({ jobsAlive: 0, podsAlive: 0 });
  });

  test('a client that never reached the service is tried again', async () => {
    const cloud = await cloudFor({ profile });
    cloud.order({ kind: 'daemon-down', times: 2, match: { verb: 'run' } });
    const { step } = await scenario(cloud, { command: 'true' });
    expect(step.outputs['status']).toBe('succeeded');
    expect(starts(cloud)).toBe(1);
  });
});
