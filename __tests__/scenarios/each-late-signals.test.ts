import { expect } from '@jest/globals';
import { createServer, type RequestListener } from 'node:http';
import { once } from 'node:events';
import type { AddressInfo } from 'node:net';
import { NOTHING, onEach, READY } from '../support/profiles.ts';
import type { StepResult, Step } from '../support/runner/index.ts';
import { atEnd } from '../support/scenario.ts';

// Signals that come at a hard moment: on each profile of the program.

/** The runner's second signal comes 7.5 s after the first; a margin is kept. */
const IN_TIME = 7_000;

/** The address of a server that answers like this. */
async function serverWith(answer: RequestListener): Promise<string> {
  const server = createServer(answer);
  atEnd(() => {
    server.closeAllConnections();
    server.close();
  });
  server.listen(0, '127.0.0.1');
  await once(server, 'listening');
  return `http://127.0.0.1:${(server.address() as AddressInfo).port}`;
}

async function interrupted(step: Step): Promise<StepResult> {
  const at = performance.now();
  step.kill('SIGINT');
  const result = await step.done;
  expect(performance.now() - at).toBeLessThan(IN_TIME);
  expect(result).toMatchObject({ signal: null, exitCode: 1 });
  return result;
}

onEach('a signal while a full pool is being told: cancelled, not saturated', async (stage) => {
  stage.cloud.order({ kind: 'slow-submit', ms: 1_000, match: { command: stage.project } });
  stage.cloud.order({ kind: 'refuse-saturated', match: { project: stage.project } });
  const job = await stage.job();
  const step = job.start('.', stage.with({ command: `: ${stage.project}` }));
  await stage.until('slow-submit');
  const result = await interrupted(step);
  expect(result.outputs).toMatchObject({ status: 'cancelled', class: 'cancelled' });
});

onEach(
  'a signal while it is asked whether a job arrived, and no answer comes',
  async (stage) => {
    stage.cloud.order({ kind: 'answer-lost', match: { command: stage.project } });
    const job = await stage.job();
    const step = job.start('.', stage.with({ command: `: ${stage.project}; sleep 60` }));
    await stage.until('submitted');
    stage.cloud.order({ kind: 'hang', times: Infinity, match: { project: stage.project, verb: 'status' } });
    const seen = stage.calls('status').length;
    await step.until(() => stage.calls('status').length > seen);
    const result = await interrupted(step);
    expect(result.outputs).toMatchObject({ status: 'cancelled', class: 'cancelled', cleanup: 'unconfirmed' });
    stage.cloud.clearFaults();
    await job.finish();
    expect(stage.left()).toEqual(NOTHING);
  },
  {},
);

onEach(
  'a signal while everything hangs, before and after the start',
  async (stage) => {
    const job = await stage.job();
    const step = job.start('.', stage.with({ command: `: ${stage.project}; sleep 60` }));
    await stage.until('help', 'run');
    stage.cloud.order({ kind: 'hang', times: Infinity, match: { project: stage.project, verb: 'run' } });
    await stage.until('call', 'run');
    stage.cloud.order({ kind: 'hang', times: Infinity });
    const result = await interrupted(step);
    expect(result.outputs).toMatchObject({ status: 'cancelled', class: 'cancelled' });
  },
  {},
);

onEach(
  'a signal while the workload runs and everything hangs',
  async (stage) => {
    const job = await stage.job();
    const step = await stage.running(job);
    stage.cloud.order({ kind: 'hang', times: Infinity });
    const result = await interrupted(step);
    expect(result.outputs).toMatchObject({ status: 'cancelled', class: 'cancelled' });
    stage.cloud.clearFaults();
    await job.finish();
    expect(stage.left()).toEqual(NOTHING);
  },
  {},
);

onEach(
  'a signal while the pod of a run that ended well is being stopped',
  async (stage) => {
    const job = await stage.job();
    const step = job.start('.', stage.with({ command: 'echo re""ady; sleep 1' }));
    await step.until(/^ready$/m);
    stage.cloud.order({ kind: 'hang', times: Infinity, match: { project: stage.project, verb: 'stop' } });
    await stage.until('call', 'stop');
    const at = performance.now();
    step.kill('SIGINT');
    const result = await step.done;
    expect(performance.now() - at).toBeLessThan(IN_TIME);
    expect(result.outputs).toMatchObject({ status: 'succeeded', cleanup: 'unconfirmed' });
    stage.cloud.clearFaults();
    await job.finish();
    expect(stage.left()).toEqual(NOTHING);
  },
  {},
);

onEach('a signal while GPU CLI is being installed', async (stage) => {
  const url = await serverWith((_, response) => response.end('echo instal""ling; sleep 60\n'));
  const job = await stage.job({ hostEnv: {} });
  const step = job.start('.', stage.with({ command: 'true', 'install-url': `${url}/install.sh` }));
  await step.until(/Installing GPU CLI/);
  const result = await interrupted(step);
  expect(result.outputs).toMatchObject({ status: 'cancelled', class: 'cancelled' });
  const [post] = await job.finish();
  expect(post?.conclusion).toBe('success');
});

onEach('a signal, and a GitHub that does not answer', async (stage) => {
  const job = await stage.job({
    event: 'pull_request',
    payload: {
      pull_request: { number: 7, head: { sha: 'a'.repeat(40), repo: { full_name: 'acme/models' } } },
      repository: { full_name: 'acme/models' },
    },
    githubToken: 'ghs_test',
    apiUrl: await serverWith(() => undefined),
  });
  const step = await stage.running(job, { comment: 'always' });
  const result = await interrupted(step);
  expect(result.outputs).toMatchObject({ status: 'cancelled', class: 'cancelled', cleanup: 'confirmed' });
});

onEach('a collect that is cancelled ends the job', async (stage) => {
  const job = await stage.job();
  const submitted = await job.uses('.', stage.with({ command: READY, mode: 'submit' }));
  const step = job.start('.', stage.with({ mode: 'collect', 'job-id': submitted.outputs['job-id'] ?? '' }));
  await step.until(/^ready$/m);
  const result = await interrupted(step);
  expect(result.outputs).toMatchObject({ status: 'cancelled', class: 'cancelled' });
  await job.finish();
  expect(stage.left().jobsAlive).toBe(0);
});

onEach('keep-pod and a signal: nothing is kept', async (stage) => {
  const job = await stage.job();
  const step = await stage.running(job, { 'keep-pod': 'true' });
  const result = await interrupted(step);
  expect(result.outputs).toMatchObject({ status: 'cancelled', cleanup: 'confirmed' });
  expect(stage.left()).toEqual(NOTHING);
});
