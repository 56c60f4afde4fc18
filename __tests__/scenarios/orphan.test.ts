import { describe, expect, test } from '@jest/globals';
import { readdirSync, readFileSync } from 'node:fs';
import { PROFILES } from '../../emulator/profiles.ts';
import { isClientOf } from '../../src/gpu/orphans.ts';
import { cloudFor, jobFor, withOf } from '../support/scenario.ts';

/** Processes whose arguments hold the word and that are clients: `gpu run … -- …`. */
function clients(word: string): number[] {
  return readdirSync('/proc').flatMap((name) => {
    try {
      const line = readFileSync(`/proc/${Number(name)}/cmdline`, 'utf8').replaceAll('\0', ' ');
      return isClientOf(line, [word]) ? [Number(name)] : [];
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
    expect(post?.log).toContain('that outlived the step');
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

test('what runs on a pod, or talks of a run, is no client', () => {
  const nonce = 'a'.repeat(16);
  expect(isClientOf(`/opt/gpu run -d --json -y -- sh -c : gpu-ci key ${nonce} 0 b train`, [nonce])).toBe(true);
  expect(isClientOf(`node /opt/gpu.js run -y -- sh -c : gpu-ci key ${nonce} 0 b`, [nonce])).toBe(true);
  expect(isClientOf(`sh -c : gpu-ci key ${nonce} 0 b docker run -- image`, [nonce])).toBe(false);
  expect(isClientOf(`/opt/gpu run -y -- sh -c : gpu-ci key ${'b'.repeat(16)} 0 b`, [nonce])).toBe(false);
  expect(isClientOf(`/opt/gpu run -y -- sh`, [''])).toBe(false);
});
