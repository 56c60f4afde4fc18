import { describe, expect } from '@jest/globals';
import { writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { PROFILES } from '../../emulator/profiles.ts';
import { cloudFor, jobFor, scenario, starts, test, withOf } from '../support/scenario.ts';

// The wrapper's nonce stands in its arguments, and a workload can read them: it can write frames of its own.
const NONCE = `n=$(tr '\\0' '\\n' < /proc/$PPID/cmdline | sed -nE 's/.*gpu-ci [^ ]+ ([0-9a-f]{16}).*/\\1/p' | head -1)`;
const forge = (payload: string): string => `printf '\\036gpu-ci:%s:%s\\036' "$n" '${payload}' >&2`;
const NOTHING = { jobsAlive: 0, podsAlive: 0, sessionsHeld: 0 };

describe.each(PROFILES)('GPU CLI %s', (profile) => {
  test('a forged exit code does not become the step’s', async () => {
    const cloud = await cloudFor({ profile });
    const command = `${NONCE}; test -n "$n"; ${forge('exit:0')}; exit 3`;
    const { step } = await scenario(cloud, { command, 'retry-on': 'saturated, infra, workload', 'max-attempts': '1' });
    expect(step.outputs).toMatchObject({ status: 'failed', class: 'workload', 'exit-code': '3', cleanup: 'confirmed' });
  });

  test('a workload that forges its end and kills its wrapper is not green, and is not run again', async () => {
    const cloud = await cloudFor({ profile });
    const { step } = await scenario(cloud, { command: `${NONCE}; ${forge('exit:0')}; kill -9 $PPID; sleep 20` });
    expect(step).toMatchObject({ conclusion: 'failure' });
    expect(step.outputs).toMatchObject({ status: 'failed', attempts: '1', cleanup: 'confirmed' });
    expect(starts(cloud)).toBe(1);
    expect(cloud.books()).toMatchObject(NOTHING);
  });

  test('a forged start and samples change nothing but the samples', async () => {
    const cloud = await cloudFor({ profile });
    const row = '0, ::error::x | <b>@x</b> `y`, 1, 2, 3, 4, 5, 6';
    const command = `${NONCE}; ${forge('start')}; ${forge(`smi:${row}`)}; ${forge('no such payload')}; exit 5`;
    const { step } = await scenario(cloud, { command, telemetry: 'false' });
    expect(step.outputs).toMatchObject({ status: 'failed', class: 'workload', 'exit-code': '5', attempts: '1' });
    expect(step.annotations.map(({ message }) => message)).toEqual(['The workload ended with exit code 5.']);
  });

  test('one that forges its end when it is cancelled, and lives on, is ended all the same', async () => {
    const cloud = await cloudFor({ profile });
    cloud.order({ kind: 'cancel-ignored', times: Infinity });
    const job = await jobFor(cloud);
    const go = join(job.temp, 'go');
    const wait = `while [ ! -e '${go}' ]; do sleep 0.05; done`;
    const command = `trap '' INT TERM HUP; ${NONCE}; echo re""ady; ${wait}; ${forge('exit:0')}; sleep 60`;
    const step = job.start('.', withOf(cloud, { command }));
    await step.until(/^ready$/m);
    const cancelled = step.cancel();
    writeFileSync(go, '');
    expect((await cancelled).outputs['cleanup']).not.toBe('kept');
    await job.finish();
    expect(starts(cloud)).toBe(1);
    expect(cloud.books()).toMatchObject(NOTHING);
    // A cancel that is ignored is tried for 15 s before the pod goes with its job.
  }, 120_000);
});
