import { expect } from '@jest/globals';
import { NOTHING, onEach, READY, stateFile, type Stage } from '../support/profiles.ts';
import type { Job, Step } from '../support/runner/index.ts';

// A re-run whose former try is still alive, and which is ended before it has read who lives.

async function unseeing(stage: Stage): Promise<{ job: Job; step: Step }> {
  const first = await stage.job({ runId: 77 });
  await stage.running(first);
  await first.loseRunner();
  expect(stage.left().jobsAlive).toBe(1);
  const job = await stage.job({ runId: 77, runAttempt: 2 });
  stage.cloud.order({ kind: 'daemon-down', match: { verb: 'status' }, times: Infinity });
  const step = job.start('.', stage.with({ command: READY }));
  await step.until(() => stateFile(step).includes('"at":"looking"'));
  return { job, step };
}

/** Where jobs are listed; elsewhere nothing tells that there is one, and that is said. */
const expectEnded = (stage: Stage): void => {
  expect(stage.left()).toEqual(stage.listsJobs ? NOTHING : { jobsAlive: 1, podsAlive: 1 });
  expect(stage.starts()).toBe(1);
};

onEach(
  'a re-run that is cancelled before it sees its former try: post ends that one',
  async (stage) => {
    const { job, step } = await unseeing(stage);
    const result = await step.cancel();
    expect(result.outputs['status']).toBe('cancelled');
    stage.cloud.clearFaults();
    const [post] = await job.finish();
    expect(post?.outputs['cleanup']).toBe(stage.listsJobs ? 'confirmed' : 'unconfirmed');
    expectEnded(stage);
  },
  {},
);

onEach(
  'and so where it is killed',
  async (stage) => {
    const { job, step } = await unseeing(stage);
    step.kill('SIGKILL');
    await step.done;
    stage.cloud.clearFaults();
    await job.finish();
    expectEnded(stage);
  },
  {},
);

onEach(
  'where nothing tells what lives, that is said',
  async (stage) => {
    const { job, step } = await unseeing(stage);
    await step.cancel();
    const [post] = await job.finish();
    expect(post).toMatchObject({ conclusion: 'success', outputs: { cleanup: 'unconfirmed' } });
    expect(post?.annotations.find(({ level }) => level === 'warning')?.message).toContain(
      'the job of the previous attempt still runs',
    );
  },
  {},
  90_000,
);
