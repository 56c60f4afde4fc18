import { expect } from '@jest/globals';
import { writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { gate } from '../support/gate.ts';
import { NOTHING, onEach, READY, type Stage } from '../support/profiles.ts';
import { said } from '../support/scenario.ts';
import type { StepResult } from '../support/runner/index.ts';

// What is true of an ending when the program dies, lies or forgets: on each profile of it.

const one = async (stage: Stage, inputs: Readonly<Record<string, string>>): Promise<StepResult> =>
  (await stage.job()).uses('.', stage.with(inputs));

/** Ran once at most, and nothing is left: whatever else is said. */
function expectOnce(stage: Stage): void {
  expect(stage.starts()).toBeLessThanOrEqual(1);
  expect(stage.left()).toEqual(NOTHING);
}

onEach('death by a signal is a failure, 128 + n', async (stage) => {
  const step = await one(stage, { command: 'kill -TERM $$; sleep 5' });
  expect(step).toMatchObject({ conclusion: 'failure', exitCode: 143 });
  expect(step.outputs).toMatchObject({ class: 'workload', 'exit-code': '143', attempts: '1' });
  expect(step.outputs['reason']).toContain('SIGTERM');
  expectOnce(stage);
});

onEach(
  'gpu is killed while its job lives: followed anew where that is possible, else lost and ended',
  async (stage) => {
    const job = await stage.job();
    const step = job.start('.', stage.with({ command: 'echo re""ady; sleep 2; echo finished' }));
    await step.until(/^ready$/m);
    const client = stage.calls(stage.detached ? '--attach' : '--').at(-1);
    process.kill(Number(client?.['pid']), 'SIGKILL');
    const result = await step.done;
    if (stage.detached) {
      expect(result.outputs).toMatchObject({ status: 'succeeded', cleanup: 'confirmed' });
      expect(said(result).match(/^ready$/gm)).toHaveLength(1);
      expect(said(result)).toContain('finished');
    } else {
      expect(result).toMatchObject({ conclusion: 'failure', exitCode: 1 });
      expect(result.outputs).toMatchObject({ status: 'failed', class: 'infra', cleanup: 'confirmed' });
      expect(result.outputs['reason']).toContain('SIGKILL');
    }
    await job.finish();
    expect(stage.jobs()).toHaveLength(1);
    expectOnce(stage);
  },
);

for (const at of ['before-submit', 'submitted', 'attached'] as const) {
  onEach(`gpu is killed (${at}): never a success that was not seen, never a second run`, async (stage) => {
    stage.cloud.order({ kind: 'client-killed', at, match: { command: stage.project } });
    const job = await stage.job();
    const step = await job.uses('.', stage.with({ command: `: ${stage.project}; echo done once` }));
    await job.finish();
    if (step.conclusion === 'success') expect(said(step)).toContain('done once\n');
    else expect(step.outputs).toMatchObject({ status: 'failed', class: 'infra' });
    expectOnce(stage);
  });
}

onEach('a program that exits 0 and says nothing is no success', async (stage) => {
  stage.cloud.order({ kind: 'no-record', match: { command: stage.project } });
  const job = await stage.job();
  const step = await job.uses('.', stage.with({ command: `: ${stage.project}; ${READY.replace('60', '3')}` }));
  await job.finish();
  if (stage.listsJobs) {
    // The job was found by its mark and followed.
    expect(step.outputs).toMatchObject({ status: 'succeeded', cleanup: 'confirmed' });
    expect(said(step)).toMatch(/^ready$/m);
  } else expect(step.outputs).toMatchObject({ status: 'failed', class: 'infra' });
  expect(stage.jobs()).toHaveLength(1);
  expectOnce(stage);
});

onEach('a program that exits 0 and submitted nothing is no success', async (stage) => {
  stage.cloud.order({ kind: 'no-record', submit: false, match: { command: stage.project } });
  const step = await one(stage, { command: `: ${stage.project}` });
  expect(step.outputs).toMatchObject({ status: 'failed', class: 'infra', attempts: '1' });
  expect(stage.jobs()).toEqual([]);
});

onEach(
  'garbage in place of an answer to the submission: a job that is listed with its command line is found, and runs once',
  async (stage) => {
    stage.cloud.order({ kind: 'bad-json', match: { command: stage.project } });
    const step = await one(stage, { command: `: ${stage.project}; sleep 2; echo seen` });
    const found = stage.listsJobs || !stage.detached;
    expect(step.outputs).toMatchObject({ status: found ? 'succeeded' : 'failed', cleanup: 'confirmed' });
    if (found) expect(said(step)).toContain('seen\n');
    expectOnce(stage);
  },
);

onEach('garbage in place of a result: the workload’s own word counts', async (stage) => {
  stage.cloud.order({ kind: 'bad-json', times: Infinity, match: { project: stage.project, verb: 'wait' } });
  const step = await one(stage, { command: 'exit 5' });
  expect(step).toMatchObject({ conclusion: 'failure', exitCode: 5 });
  expect(step.outputs).toMatchObject({ class: 'workload', cleanup: 'confirmed' });
  expectOnce(stage);
});

onEach(
  'garbage in place of a result, no cancel of what is over, others’ new pods: the workload’s own word counts',
  async (stage) => {
    using end = gate();
    const { project } = stage;
    stage.cloud.order({ kind: 'bad-json', times: Infinity, match: { project, verb: 'wait' } });
    stage.cloud.order({ kind: 'verb-fails', times: Infinity, match: { project, verb: 'run', command: '--cancel' } });
    const job = await stage.job();
    const step = await stage.running(job, { command: `echo re""ady; ${end.wait}; exit 5` });
    const other = await stage.job();
    writeFileSync(join(other.workspace, 'gpu.jsonc'), JSON.stringify({ project_id: 'other' }));
    await other.run('gpu run -- true', { env: { GPU_SERVICE_TOKEN: stage.cloud.token } });
    end.open();
    const result = await step.done;
    expect(result.outputs).toMatchObject({ class: 'workload', 'exit-code': '5' });
    // Where pods are only counted, a list of the account with two new pods does not show which one is of this run.
    if (stage.profile !== 'minimum') expect(result.outputs['cleanup']).toBe('confirmed');
    expectOnce(stage);
  },
  {},
);

onEach('garbage in place of the status: the run starts once, and what is known by id is ended', async (stage) => {
  // Where there is no JSON, words that cannot be read are the same.
  stage.cloud.order(
    stage.listsJobs
      ? { kind: 'bad-json', times: Infinity, match: { project: stage.project, verb: 'status' } }
      : { kind: 'no-record', times: Infinity, match: { project: stage.project, verb: 'status' } },
  );
  const step = await one(stage, { command: 'true' });
  expect(step.outputs).toMatchObject({ status: 'succeeded', attempts: '1' });
  expect(stage.starts()).toBe(1);
  expect(stage.left().jobsAlive).toBe(0);
  if (step.outputs['cleanup'] === 'confirmed') {
    expect(stage.left()).toEqual(NOTHING);
    return;
  }
  expect(step.outputs['cleanup']).toBe('unconfirmed');
  expect(step.annotations.map(({ message }) => message).join()).toMatch(/gpu stop \w+ -y|gpu status/);
});

onEach('a stream that breaks: followed anew where that is possible, else lost and ended', async (stage) => {
  stage.cloud.order({ kind: 'attach-drops', afterBytes: 2_500, match: { command: stage.project } });
  const job = await stage.job();
  const lines = Array.from({ length: 60 }, (_, n) => `line ${n} of a log that is long enough to be cut within`);
  const command = `: ${stage.project}; for n in $(seq 0 59); do echo "line $n of a log that is long enough to be cut within"; done; sleep 1`;
  const step = await job.uses('.', stage.with({ command, telemetry: 'false' }));
  await job.finish();
  if (stage.detached) {
    expect(step.outputs['status']).toBe('succeeded');
    expect(said(step).match(/^line \d+ of .*$/gm)).toEqual(lines);
  } else expect(step.outputs).toMatchObject({ status: 'failed', class: 'infra' });
  expectOnce(stage);
});

onEach('submit ends with the job’s id; collect streams from the start and reports', async (stage) => {
  using end = gate();
  const job = await stage.job();
  const command = `echo from the start; ${end.wait}; exit 4`;
  const submitted = await job.uses('.', stage.with({ command, mode: 'submit' }));
  expect(submitted.outputs).toMatchObject({ status: 'submitted', cleanup: 'kept' });
  const id = stage.jobs()[0]?.jobId ?? 'none';
  expect(submitted.outputs['job-id']).toBe(id);
  const collect = job.start('.', stage.with({ mode: 'collect', 'job-id': id }));
  await collect.until(/^from the start$/m);
  end.open();
  const collected = await collect.done;
  expect(collected).toMatchObject({ conclusion: 'failure', exitCode: 4 });
  expect(collected.outputs).toMatchObject({ class: 'workload', 'exit-code': '4' });
  expect(said(collected)).toContain('from the start\n');
  expect(said(collected)).not.toContain('gpu-ci:');
  await job.finish();
  expect(stage.starts()).toBe(1);
  expect(stage.left().jobsAlive).toBe(0);
  // Elsewhere nothing shows that the pod, which was there before this step, is that of the job.
  if (stage.left().podsAlive > 0) expect(collected.outputs['cleanup']).toMatch(/^(unconfirmed|kept)$/);
  if (stage.listsPods) expect(stage.left()).toEqual(NOTHING);
});

onEach('a re-run follows its previous run where its command line is listed, and else warns of it', async (stage) => {
  using end = gate();
  const inputs = { command: `echo re""ady; ${end.wait}; echo finished` };
  const lost = await stage.job({ runId: 77 });
  await stage.running(lost, inputs);
  await lost.loseRunner();
  const again = await stage.job({ runId: 77, runAttempt: 2 });
  const step = await stage.running(again, inputs);
  end.open();
  const result = await step.done;
  expect(result.outputs['status']).toBe('succeeded');
  expect(said(result)).toContain('finished');
  await again.finish();
  if (!stage.listsJobs) {
    expect(said(result)).toContain('a job of the previous attempt may still be running');
    return;
  }
  expect(said(result)).toContain('from the previous attempt is still running; attaching to it');
  expect(stage.starts()).toBe(1);
  expect(stage.left()).toEqual(NOTHING);
});
