import { expect } from '@jest/globals';
import { spawn } from 'node:child_process';
import { resolve } from 'node:path';
import { NOTHING, onEach } from '../support/profiles.ts';

// Limits end the remote job, each with its class and a warning before it: on each profile of the program.

const warned = (annotations: readonly { level: string; message: string }[]): string =>
  annotations
    .filter(({ level }) => level === 'warning')
    .map(({ message }) => message)
    .join('\n');

onEach('timeout: warned of at 80 %, then the job and its pod are ended', async (stage) => {
  const step = await (await stage.job()).uses('.', stage.with({ command: 'sleep 60', timeout: '2s' }));
  expect(step).toMatchObject({ conclusion: 'failure', exitCode: 1 });
  expect(step.outputs).toMatchObject({ status: 'timed-out', class: 'timeout', cleanup: 'confirmed' });
  expect(step.outputs['reason']).toContain('`timeout`');
  expect(warned(step.annotations)).toContain('80 % of `timeout` is used');
  expect(stage.jobs().map(({ state, starts }) => [state, starts])).toEqual([['cancelled', 1]]);
  expect(stage.left()).toEqual(NOTHING);
});

onEach('idle-timeout: silence ends the run, talk does not', async (stage) => {
  const command = 'for n in 1 2 3; do echo $n; sleep 0.5; done; sleep 60';
  const step = await (await stage.job()).uses('.', stage.with({ command, 'idle-timeout': '1400ms' }));
  expect(step.outputs).toMatchObject({ status: 'timed-out', class: 'timeout', cleanup: 'confirmed' });
  expect(step.outputs['reason']).toContain('`idle-timeout`');
  expect(step.rawStdout.toString()).toMatch(/^3$/m);
  expect(stage.left()).toEqual(NOTHING);
});

onEach('max-cost: the estimate ends the run', async (stage) => {
  // A dollar a second.
  stage.cloud.setPrice('L4', 3_600);
  const inputs = { command: 'sleep 60', 'max-cost': '5', 'gpu-type': 'L4', timeout: '60s' };
  const step = await (await stage.job()).uses('.', stage.with(inputs));
  expect(step.conclusion).toBe('failure');
  expect(step.outputs).toMatchObject({ status: 'failed', class: 'budget', cleanup: 'confirmed' });
  expect(warned(step.annotations)).toContain('80 % of `max-cost` is used');
  expect(stage.left()).toEqual(NOTHING);
});

onEach('the CI job’s own limit is told, and the run ended while there is time to end it well', async (stage) => {
  const job = await stage.job();
  // A host that tells its limit in seconds; a quarter of it is kept for the ending.
  const child = spawn(process.execPath, [resolve('dist/index.js'), 'run', '--', 'sleep 60'], {
    cwd: job.workspace,
    stdio: ['ignore', 'pipe', 'pipe'],
    env: {
      PATH: job.world.hostEnv['PATH'],
      HOME: job.home,
      GPU_SERVICE_TOKEN: stage.cloud.token,
      GITLAB_CI: 'true',
      CI_JOB_TIMEOUT: '8',
      CI_PROJECT_DIR: job.workspace,
      RUNNER_TEMP_PROJECT_DIR: job.temp,
    },
  });
  let log = '';
  for (const stream of [child.stdout, child.stderr]) stream.on('data', (chunk: Buffer) => (log += chunk.toString()));
  const code = await new Promise((done) => child.on('close', done));
  expect(code).toBe(1);
  expect(log).toContain('80 % of `job limit` is used');
  expect(log).toContain('The time limit of the CI job is near');
  expect(stage.jobs().map(({ state, starts }) => [state, starts])).toEqual([['cancelled', 1]]);
  expect(stage.left()).toEqual(NOTHING);
});
