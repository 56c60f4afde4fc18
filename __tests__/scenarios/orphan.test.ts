import { describe, expect } from '@jest/globals';
import { readdirSync, readFileSync } from 'node:fs';
import { PROFILES } from '../../emulator/profiles.ts';
import { cloudFor, jobFor, test, withOf } from '../support/scenario.ts';

/** Clients `gpu run … -- …` with this word in their arguments. */
function clients(word: string): number[] {
  return readdirSync('/proc').flatMap((name) => {
    try {
      const line = readFileSync(`/proc/${Number(name)}/cmdline`, 'utf8').replaceAll('\0', ' ');
      return / run (.* )?-- /.test(line) && line.includes(word) ? [Number(name)] : [];
    } catch {
      return [];
    }
  });
}

async function until(fact: () => boolean): Promise<void> {
  while (!fact()) await new Promise((resolve) => setTimeout(resolve, 20));
}

describe.each(PROFILES)('GPU CLI %s', (profile) => {
  test('a client that still sends the workspace when the step is killed is ended by post, and no job comes', async () => {
    const cloud = await cloudFor({ profile });
    const word = `orphan-of-${profile}`;
    cloud.order({ kind: 'slow-sync', ms: 600_000, match: { command: word } });
    const job = await jobFor(cloud);
    const step = job.start('.', withOf(cloud, { command: `: ${word}; sleep 60` }));
    await cloud.until(({ kind }) => kind === 'syncing');
    step.kill('SIGKILL');
    await step.done;
    expect(clients(word)).not.toEqual([]);
    const [post] = await job.finish();
    expect(post?.log).toContain('that was still running');
    await until(() => clients(word).length === 0);
    expect(cloud.books()).toMatchObject({ jobs: [], jobsAlive: 0, podsAlive: 0 });
  });

  test('a submission that arrives after the step was killed is found and ended by post', async () => {
    const cloud = await cloudFor({ profile });
    const word = `late-of-${profile}`;
    cloud.order({ kind: 'slow-submit', ms: 2_500, match: { command: word } });
    const job = await jobFor(cloud);
    const step = job.start('.', withOf(cloud, { command: `: ${word}; sleep 60` }));
    await until(() => clients(word).length > 0);
    step.kill('SIGKILL');
    await step.done;
    await job.finish();
    expect(cloud.books()).toMatchObject({ jobsAlive: 0, podsAlive: 0, sessionsHeld: 0 });
    expect(cloud.books().jobs.length).toBeLessThanOrEqual(1);
  });
});
