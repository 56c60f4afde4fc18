import { expect } from '@jest/globals';
import { once } from 'node:events';
import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { startPhase } from '../../bench/leaks/step.ts';
import { gate } from '../support/gate.ts';
import { cloudFor, jobFor, said, scenario, starts, test, withOf } from '../support/scenario.ts';

const READY = 'echo re""ady; sleep 60';
const NOTHING = { jobsAlive: 0, podsAlive: 0, sessionsHeld: 0 };

test.each(['{"key": "k0', '[]', 'x'])(
  'a saved state that cannot be read is a warning, never silence: %s',
  async (saved) => {
    const root = mkdtempSync(join(tmpdir(), 'state-'));
    const world = { root, workspace: root, path: '/nowhere', token: 'gpt_sat_none', runId: '1', inputs: {} };
    const post = startPhase(world, 'post', new Map([['run', saved]]));
    const closed = once(post.child, 'close');
    expect(await post.ended).toBe(0);
    await closed;
    expect(post.log()).toMatch(/^::warning title=A paid run may still be alive::.*cannot be read/m);
    rmSync(root, { recursive: true });
  },
);

test('a cancel while GPU CLI is asked what runs is nobody’s fault', async () => {
  const cloud = await cloudFor();
  cloud.order({ kind: 'hang', match: { verb: 'status' }, times: Infinity });
  const job = await jobFor(cloud);
  const step = job.start('.', withOf(cloud, { command: 'true' }));
  await cloud.until(({ kind, verb }) => kind === 'call' && verb === 'status');
  const result = await step.cancel();
  expect(result.outputs).toMatchObject({ status: 'cancelled', cleanup: 'not-needed' });
  expect(result.log).toContain('The workflow was cancelled');
  expect(result.log).not.toContain('fault of run-action');
});

test('a step that cannot save its state for the post step starts nothing, and the post step is no second run', async () => {
  const cloud = await cloudFor();
  const lost = `data:text/javascript,${encodeURIComponent(`process.env.GITHUB_STATE = ''`)}`;
  const { step, post } = await scenario(cloud, { command: 'true' }, { hostEnv: { NODE_OPTIONS: `--import=${lost}` } });
  expect([step.outputs['status'], post?.conclusion]).toEqual(['failed', 'success']);
  expect(step.log).toContain('`GITHUB_STATE` is not set.');
  expect(starts(cloud)).toBe(0);
  expect(cloud.books().jobs).toEqual([]);
});

test('legs that share a pod: the one that ends first leaves it, the last one ends it', async () => {
  const cloud = await cloudFor();
  const legs = await Promise.all([jobFor(cloud, { matrix: { seed: 1 } }), jobFor(cloud, { matrix: { seed: 2 } })]);
  await Promise.all(legs.map((leg) => leg.run(`echo '{"project_id":"shared"}' > gpu.jsonc`)));
  using end = gate();
  const [short, long] = legs.map((leg, n) =>
    leg.start('.', withOf(cloud, { command: n === 0 ? `echo re""ady; ${end.wait}` : READY })),
  );
  await Promise.all([short?.until(/^ready$/m), long?.until(/^ready$/m)]);
  end.open();
  const first = await short?.done;
  expect(first?.outputs).toMatchObject({ status: 'succeeded', cleanup: 'kept' });
  expect(cloud.books()).toMatchObject({ jobsAlive: 1, podsAlive: 1 });
  const last = await long?.cancel();
  expect(last?.outputs['cleanup']).toBe('confirmed');
  expect(cloud.books()).toMatchObject(NOTHING);
});

test('keep-pod leaves the pod to later steps of the job, and the post step stops it', async () => {
  const cloud = await cloudFor();
  const job = await jobFor(cloud);
  const kept = await job.uses('.', withOf(cloud, { command: 'true', 'keep-pod': 'true' }));
  expect(kept.outputs['cleanup']).toBe('kept');
  expect(cloud.books().podsAlive).toBe(1);
  await job.uses('.', withOf(cloud, { command: 'true' }));
  expect(cloud.books().podsAlive).toBe(1);
  expect(cloud.events.filter(({ kind }) => kind === 'pod-created')).toHaveLength(1);
  await job.finish();
  expect(cloud.books()).toMatchObject(NOTHING);
});

test('detach-after: a collect leaves the job alive when its time is up, and the next one shows all of it and ends it', async () => {
  const cloud = await cloudFor();
  const job = await jobFor(cloud);
  using end = gate();
  const command = `echo from the start; ${end.wait}; echo to the end`;
  const submitted = await job.uses('.', withOf(cloud, { command, mode: 'submit' }));
  const collect = withOf(cloud, { mode: 'collect', 'job-id': submitted.outputs['job-id'] ?? '' });
  const shift = await job.uses('.', { ...collect, with: { ...collect.with, 'detach-after': '1s' } });
  expect(shift).toMatchObject({ conclusion: 'success', outputs: { status: 'submitted', cleanup: 'kept' } });
  expect(said(shift)).toContain('from the start');
  expect(cloud.books()).toMatchObject({ jobsAlive: 1, podsAlive: 1 });
  const last = job.start('.', collect);
  await last.until(/^from the start$/m);
  end.open();
  expect((await last.done).outputs['status']).toBe('succeeded');
  await job.finish();
  expect(starts(cloud)).toBe(1);
  expect(cloud.books()).toMatchObject(NOTHING);
});

test('a collect with a timeout ends the job that is still alive: a cancelled workflow can so end what it submitted', async () => {
  const cloud = await cloudFor();
  const job = await jobFor(cloud);
  const submitted = await job.uses('.', withOf(cloud, { command: 'sleep 300', mode: 'submit' }));
  const id = submitted.outputs['job-id'] ?? '';
  const ended = await job.uses('.', withOf(cloud, { mode: 'collect', 'job-id': id, timeout: '1s' }));
  expect(ended.outputs).toMatchObject({ status: 'timed-out', cleanup: 'confirmed' });
  await job.finish();
  expect(cloud.books()).toMatchObject(NOTHING);
});

test('a re-run finds its former run alive and follows it instead of paying twice', async () => {
  const cloud = await cloudFor();
  const lost = await jobFor(cloud, { runId: 77 });
  await lost.run(`echo '{"project_id":"again"}' > gpu.jsonc`);
  using end = gate();
  const inputs = withOf(cloud, { command: `echo re""ady; ${end.wait}; echo finished` });
  await lost.start('.', inputs).until(/^ready$/m);
  await lost.loseRunner();
  const again = await jobFor(cloud, { runId: 77, runAttempt: 2 });
  await again.run(`echo '{"project_id":"again"}' > gpu.jsonc`);
  const step = again.start('.', inputs);
  await step.until(/^ready$/m);
  end.open();
  const result = await step.done;
  expect(result.outputs['status']).toBe('succeeded');
  expect(said(result)).toContain('finished');
  expect(starts(cloud)).toBe(1);
  expect(cloud.books()).toMatchObject(NOTHING);
});
