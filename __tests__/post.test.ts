import { afterAll, afterEach, beforeEach, expect, test } from '@jest/globals';
import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { systemClock } from '../src/hosts/clock.ts';
import type { Clock } from '../src/model/clock.ts';
import { RUN_STATE } from '../src/run/state.ts';
import { runPost } from '../src/post.ts';
import { identify } from '../src/run/process.ts';
import { generic, openIn } from './hosts/support/world.ts';
import { yieldingClock } from './support/scripted-gpu.ts';
import { child, endChildrenOfTests, signalOf } from './support/child.ts';
import { shellGpu, type Answers } from './support/shell-gpu.ts';
import { savedState, type Given } from './support/state.ts';

const root = mkdtempSync(join(tmpdir(), 'post-'));
afterAll(() => rmSync(root, { recursive: true, force: true }));
afterEach(endChildrenOfTests);

let place = '';
beforeEach(() => {
  place = mkdtempSync(join(root, 'step-'));
});

interface World {
  readonly clock?: Clock;
  readonly env?: NodeJS.ProcessEnv;
}

/** What post says and does about this state, and with this program. */
async function post(
  state: Given | string,
  answers: Partial<Answers> = {},
  { clock = yieldingClock(), env: more = {} }: World = {},
) {
  const gpu = shellGpu(place, answers);
  const env = { TMPDIR: place, PATH: gpu.PATH, ...more };
  const { host, stderr, stdout } = openIn(generic, env);
  const text = typeof state === 'string' ? state : savedState({ bin: gpu.program, cwd: place, ...state });
  host.saveState(RUN_STATE, text);
  await runPost({ host, env, clock });
  return { log: stderr() + stdout(), calls: gpu.calls() };
}

test('where nothing was saved there is nothing to do; where it cannot be read that is told', async () => {
  expect(await post('')).toEqual({ log: '', calls: [] });
  const { log, calls } = await post('{"key": 7');
  expect(log).toMatch(/^Warning: A paid run may still be alive: The saved state of the step cannot be read/);
  expect(calls).toEqual([]);
});

test('does nothing for a run that is over', async () => {
  expect(await post({ at: 'over', jobs: ['job_1'] })).toEqual({ log: '', calls: [] });
});

test('what may live is ended by id and looked for, and that is told', async () => {
  const status = `if [ -e stopped ]; then echo '{"pods": [], "jobs": []}'; else echo '{"pods": [{"pod_id": "pod-1"}], "jobs": []}'; fi`;
  const { log, calls } = await post({ jobs: ['job_1'], pods: ['pod-1'] }, { status });
  expect(calls).toEqual(['run --cancel job_1', 'status --json', 'stop pod-1 -y', 'status --json']);
  expect(log).toContain('Clean-up after the step: confirmed.');
});

test('does not run a program that no longer has the pinned digest, and warns with the ids of job and pod', async () => {
  const left = { jobs: ['job_1'], pods: ['pod-1'], sha256: '0'.repeat(64) } as const;
  const { log, calls } = await post(left);
  expect(calls).toEqual([]);
  expect(log).toMatch(/^Warning: A paid run may still be alive: .*bin\/gpu is not the program that `cli-sha256` pins/);
  expect(log).toContain('`gpu run --cancel job_1; gpu stop pod-1 -y`');
});

test('ends the saved client of a killed step before it looks for a job', async () => {
  const client = await child();
  const left = { client: identify(client.pid ?? 0), jobs: ['job_1'] } as const;
  const { log } = await post(left, {}, { clock: systemClock });
  expect(log).toContain('Ended a gpu client of the step that was still running.');
  expect(await signalOf(client)).toBe('SIGINT');
});

test.each([
  ['acme', 'org switch acme', 'acme'],
  ['', 'org switch', 'the personal account'],
])('the organization %p is put back, and where that fails it is told how', async (orgBefore, call, name) => {
  const done = await post({ at: 'over', orgBefore });
  expect(done).toEqual({ log: '', calls: [call] });
  const failed = await post({ at: 'over', orgBefore }, { org: 'exit 1' });
  expect(failed.log).toContain(`GPU CLI did not switch back to ${name}; run \`gpu ${call}`);
});

test('outputs that cannot be written do not keep the clean-up from its work', async () => {
  // What was to be the file of outputs is a folder.
  const { log } = await post({ jobs: ['job_1'] }, {}, { env: { GPU_CI_DOTENV: place } });
  expect(log).toMatch(/^Warning: The output file .* could not be written/m);
  expect(log).toContain('Clean-up after the step: confirmed');
});
