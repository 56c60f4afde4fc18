import { expect } from '@jest/globals';
import { existsSync } from 'node:fs';
import { join } from 'node:path';
import type { Gpu } from '../../src/model/gpu.ts';
import { parseRequest } from '../../src/request.ts';
import type { Attempt } from '../../src/model/outcome.ts';
import { run } from '../../src/run/loop.ts';
import { stateOf } from '../support/state.ts';
import { cloudFor, jobFor, said, scenario, starts, test, withOf } from '../support/scenario.ts';

// How waiting, retrying and reading inputs go wrong elsewhere.

test('after the last attempt nothing is waited for', async () => {
  const cloud = await cloudFor();
  cloud.holdSessions(10);
  const { step } = await scenario(cloud, { command: 'true', 'max-attempts': '2', 'retry-delay': '0' });
  expect(step.outputs).toMatchObject({ class: 'saturated', attempts: '2' });
  // A wait of nothing is not taken for one of ten seconds.
  expect(Number(step.outputs['queue-seconds'])).toBeLessThan(8);
  const once = await scenario(cloud, { command: 'true', 'max-attempts': '1', 'retry-delay': '5m' });
  expect(once.step.outputs).toMatchObject({ class: 'saturated', attempts: '1' });
  expect(said(once.step)).not.toContain('next attempt in');
});

test('what was asked for is asked for again after each refusal, whatever came between', async () => {
  const cloud = await cloudFor();
  cloud.order({ kind: 'refuse-saturated', times: 2 });
  cloud.order({ kind: 'refuse', exitCode: 13, text: 'daemon is restarting' });
  const inputs = { 'gpu-type': 'RTX 4090', 'gpu-count': '2', outputs: 'out/', env: 'EPOCHS=3' };
  const { job, step } = await scenario(cloud, { command: 'mkdir out; echo $EPOCHS > out/epochs', ...inputs });
  expect(step.outputs).toMatchObject({ status: 'succeeded', attempts: '4', 'gpu-count': '2' });
  const asked = cloud.events
    .filter(({ kind, verb }) => kind === 'call' && verb === 'run')
    .map(({ argv }) => (argv as string[]).slice(0, (argv as string[]).indexOf('--')).join(' '))
    .filter((flags) => flags.includes('--gpu-count'));
  expect(asked).toHaveLength(4);
  expect(new Set(asked).size).toBe(1);
  expect(asked[0]).toContain('EPOCHS=');
  expect(existsSync(join(job.workspace, 'out', 'epochs'))).toBe(true);
});

test('thousands of refusals in one run: each is one call, and the pace stays what it was', async () => {
  const MOST = 3_000;
  let now = 0;
  let calls = 0;
  const refusal = { kind: 'refused', class: 'saturated', stage: 'rejected', isCertain: true, reason: 'full' } as const;
  const gpu: Pick<Gpu, 'facts' | 'submit'> = {
    facts: {
      bin: '',
      version: '',
      way: 'detached',
      outputForm: 'repeated',
      runFlags: new Set(),
      json: true,
    },
    submit: () => {
      calls++;
      return Promise.resolve({ kind: 'refused', outcome: refusal });
    },
  };
  const text: Record<string, string> = { command: 'true', 'max-wait': '0', 'max-attempts': String(MOST) };
  const request = parseRequest((name) => text[name] ?? '');
  const attempts: Attempt[] = [];
  await run(request, {
    gpu: gpu as Gpu,
    state: stateOf({ at: 'idle', nonces: [] }),
    clock: {
      now: () => now,
      elapsed: () => now,
      random: () => 0.5,
      sleep: (ms) => new Promise((resolve) => setImmediate(() => resolve(void (now += ms)))),
    },
    emit: (event) => {
      if (event.kind === 'attemptEnded') attempts.push(event.attempt);
    },
    nonce: () => '0123456789abcdef',
    env: () => undefined,
    jobLeftMs: 0,
    signal: new AbortController().signal,
  });
  expect(calls).toBe(MOST);
  expect(attempts).toHaveLength(MOST);
  expect(new Set(attempts.slice(-1_000, -1).map(({ waitedSeconds }) => waitedSeconds)).size).toBe(1);
});

const NO_NUMBERS = ['3abc', '1e3', '0x10', '3 4', '-1', 'NaN', 'Infinity', '٣', '3,5'];
const NUMBERS = ['max-attempts', 'gpu-count', 'min-vram', 'max-wait', 'timeout', 'max-cost'];

test.each(NO_NUMBERS)('%j is no number, wherever one is asked for', (value) => {
  const read = (name: string): string => (name === 'command' ? 'true' : NUMBERS.includes(name) ? value : '');
  for (const name of NUMBERS) expect(() => parseRequest(read)).toThrow(`\`${name}\``);
});

test('with a number that is none nothing is started', async () => {
  const cloud = await cloudFor();
  const { step } = await scenario(cloud, { command: 'true', 'max-attempts': '3abc' });
  expect(step).toMatchObject({ conclusion: 'failure', exitCode: 2 });
  expect(step.outputs['reason']).toContain('`max-attempts` is "3abc"');
  expect(starts(cloud)).toBe(0);
});

test('an input is a value: no shell of the runner reads it', async () => {
  const cloud = await cloudFor();
  const job = await jobFor(cloud);
  const evil = '$(touch pwned) `touch pwned` "; touch pwned #';
  const every = [
    'label',
    'gpu-type',
    'outputs',
    'working-directory',
    'org',
    'report',
    'metrics',
    'args',
    'cli-version',
  ];
  const some = ['label', 'report', 'metrics'];
  for (const names of [every, some]) {
    const inputs = Object.fromEntries(names.map((name) => [name, evil]));
    await job.uses('.', withOf(cloud, { ...inputs, command: 'true', 'max-attempts': '1' }));
  }
  const literal = await job.uses('.', withOf(cloud, { command: 'printf "%s" "$EVIL"', env: `EVIL=${evil}` }));
  expect(said(literal)).toContain(evil);
  await job.finish();
  expect(existsSync(join(job.workspace, 'pwned'))).toBe(false);
  expect(cloud.books()).toMatchObject({ jobsAlive: 0, podsAlive: 0 });
});
