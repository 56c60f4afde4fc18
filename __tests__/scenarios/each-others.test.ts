import { expect } from '@jest/globals';
import { once } from 'node:events';
import { writeFileSync } from 'node:fs';
import { createServer } from 'node:http';
import type { AddressInfo } from 'node:net';
import { join } from 'node:path';
import { startCloud } from '../../emulator/cloud.ts';
import { gate } from '../support/gate.ts';
import { NOTHING, onEach, onListed, READY, type Stage } from '../support/profiles.ts';
import type { StepResult } from '../support/runner/index.ts';

// What looks like the run’s own and is not, and what comes when nobody looks any more: on each profile of the program.

/** A person’s paid run in another project of the account. */
async function stranger(stage: Stage, project: string) {
  const job = await stage.job();
  writeFileSync(join(job.workspace, 'gpu.jsonc'), JSON.stringify({ project_id: project }));
  const started = stage.cloud.until(
    ({ kind, jobId }) =>
      kind === 'job-started' &&
      stage.cloud.books().jobs.some((one) => one.jobId === jobId && one.projectId === project),
  );
  void job.startScript('gpu run -- sleep 300', { env: { GPU_SERVICE_TOKEN: stage.cloud.token } }).done;
  const { jobId, podId } = await started;
  return (): boolean => {
    const { jobs, pods } = stage.cloud.books();
    return (
      jobs.some((one) => one.jobId === jobId && one.endedAt === null) &&
      pods.some((one) => one.podId === podId && one.endedAt === null)
    );
  };
}

const warnings = (step: StepResult | undefined): string =>
  (step?.annotations ?? []).map(({ message }) => message).join('\n');

for (const outputs of ['.', 'gpu.jsonc'])
  onEach(
    `outputs (${outputs}) that bring back another gpu.jsonc: the clean-up acts on no other project`,
    async (stage) => {
      const other = `${stage.project}-other`;
      const isAlive = await stranger(stage, other);
      const job = await stage.job();
      const forged = JSON.stringify({ project_id: other });
      const step = await job.uses('.', stage.with({ command: `printf '%s' '${forged}' > gpu.jsonc`, outputs }));
      const [post] = await job.finish();
      expect(isAlive()).toBe(true);
      const cleanup = post?.outputs['cleanup'] ?? step.outputs['cleanup'];
      if (stage.left().podsAlive + stage.left().jobsAlive > 0) {
        expect(cleanup).toBe('unconfirmed');
        expect(warnings(post)).toContain('gpu.jsonc');
      }
    },
    {},
  );

onEach(
  'a cancel while the service still works on the submission: what may come later is announced',
  async (stage) => {
    stage.cloud.order({ kind: 'slow-submit', ms: 30_000, match: { command: stage.project } });
    const job = await stage.job();
    const step = job.start('.', stage.with({ command: `: ${stage.project}; ${READY}` }));
    await stage.until('call', 'run', '--');
    await step.cancel();
    const [post] = await job.finish();
    expect(post?.outputs['cleanup']).toBe('unconfirmed');
    expect(warnings(post)).toMatch(/gpu status|gpu stop/);
  },
  {},
);

onEach(
  'two jobs of a re-run with the same name and another command: none takes the other’s job for its own',
  async (stage) => {
    using end = gate();
    const [one, two] = [
      await stage.job({ runId: 5, runAttempt: 2, job: 'gpu' }),
      await stage.job({ runId: 5, runAttempt: 2, job: 'gpu' }),
    ];
    const first = await stage.running(one, { command: `echo re""ady; ${end.wait}` });
    const second = await two.uses('.', stage.with({ command: 'exit 3' }));
    await two.finish();
    expect(second.outputs).toMatchObject({ status: 'failed', 'exit-code': '3' });
    end.open();
    const result = await first.done;
    await one.finish();
    // Where pods are only counted, a pod that another run uses cannot be seen: see the limits in docs/cleanup.md.
    if (stage.listsPods) expect(result.outputs['status']).toBe('succeeded');
  },
);

onEach('a re-run does not take the job of the same attempt for that of the previous one', async (stage) => {
  const [one, two] = [
    await stage.job({ runId: 6, runAttempt: 2, job: 'gpu' }),
    await stage.job({ runId: 6, runAttempt: 2, job: 'gpu' }),
  ];
  const first = await stage.running(one, { command: READY });
  const second = await stage.running(two, { command: READY });
  expect(stage.starts()).toBe(2);
  await second.cancel();
  await two.finish();
  if (stage.listsPods) expect(stage.left()).toEqual({ jobsAlive: 1, podsAlive: expect.any(Number) });
  await first.cancel();
  await one.finish();
});

onEach(
  'a job that is accepted and then refused for want of a GPU: a pod that another run keeps is left',
  async (stage) => {
    stage.cloud.order({ kind: 'slow-submit', ms: 4_000, match: { command: stage.project } });
    stage.cloud.order({ kind: 'refuse', late: true, text: 'No GPUs available', match: { command: stage.project } });
    const ours = await stage.job({ runId: 1 });
    const step = ours.start('.', stage.with({ command: `: ${stage.project}`, 'max-attempts': '1' }));
    await stage.until('call', 'run', '--');
    const person = await stage.job({ runId: 2 });
    await person.run('gpu run -- true', { env: { GPU_SERVICE_TOKEN: stage.cloud.token } });
    const before = stage.left();
    const result = await step.done;
    await ours.finish();
    expect(result.outputs).toMatchObject({ status: 'failed', class: 'capacity' });
    expect(stage.left()).toEqual(before);
  },
  {},
);

onEach('mode submit, cancelled while it reports: post ends the job that nobody will collect', async (stage) => {
  let onAsked = (): void => undefined;
  const asked = new Promise<void>((resolve) => (onAsked = resolve));
  const server = createServer(() => onAsked());
  server.listen(0, '127.0.0.1');
  await once(server, 'listening');
  try {
    const repo = { full_name: 'acme/models' };
    const job = await stage.job({
      event: 'pull_request',
      payload: { pull_request: { number: 7, head: { sha: 'a'.repeat(40), repo } }, repository: repo },
      githubToken: 'ghs_test',
      apiUrl: `http://127.0.0.1:${(server.address() as AddressInfo).port}`,
    });
    const step = job.start('.', stage.with({ command: READY, mode: 'submit', comment: 'always' }));
    await asked;
    await step.cancel();
    const [post] = await job.finish();
    expect(stage.left().jobsAlive).toBe(0);
    if (post?.outputs['cleanup'] !== 'unconfirmed') expect(stage.left()).toEqual(NOTHING);
  } finally {
    server.closeAllConnections();
    server.close();
  }
});

onListed('a pod stays while a job of someone else waits that may be meant for it', async (stage) => {
  using end = gate();
  const one = await stage.job({ runId: 1 });
  const first = await stage.running(one, { command: `echo re""ady; ${end.wait}` });
  stage.cloud.order({ kind: 'slow-bootstrap', ms: 3_000, match: { command: stage.project } });
  const two = await stage.job({ runId: 2 });
  const second = two.start('.', stage.with({ command: `: ${stage.project}`, 'max-attempts': '1' }));
  await stage.cloud.until(
    ({ kind, command }) => kind === 'submitted' && String(command).includes(`: ${stage.project}`),
  );
  end.open();
  await first.done;
  await one.finish();
  const result = await second.done;
  await two.finish();
  expect(result.outputs['status']).toBe('succeeded');
});

onEach('a job that another step submitted and this one collects: its pod is ended, or reported', async (stage) => {
  if (!stage.detached) return;
  const one = await stage.job({ runId: 3, job: 'submit' });
  using end = gate();
  const submitted = await one.uses('.', stage.with({ command: `echo re""ady; ${end.wait}`, mode: 'submit' }));
  await one.finish();
  const two = await stage.job({ runId: 3, job: 'collect' });
  const step = two.start('.', stage.with({ mode: 'collect', 'job-id': submitted.outputs['job-id'] ?? '' }));
  await step.until(/^ready$/m);
  end.open();
  expect((await step.done).outputs['status']).toBe('succeeded');
  const [post] = await two.finish();
  const { outputs } = await step.done;
  if (stage.left().podsAlive > 0) expect(post?.outputs['cleanup'] ?? outputs['cleanup']).toBe('unconfirmed');
});

onEach('gpu-ci cleanup with the token of another account confirms nothing', async (stage) => {
  const other = await startCloud({ profile: stage.profile });
  try {
    const job = await stage.job();
    const cli = `node ${join(import.meta.dirname, '..', '..', 'bin', 'gpu-ci.js')}`;
    const run = job.startScript(`exec ${cli} run -- '${READY}'`, { env: { GPU_SERVICE_TOKEN: stage.cloud.token } });
    await run.until(/^ready$/m);
    run.kill('SIGKILL');
    await run.done;
    const env = { GPU_EMULATOR_URL: other.url, GPU_SERVICE_TOKEN: other.token };
    const wrong = await job.run(`${cli} cleanup`, { env });
    expect(wrong.log).toContain('The token is not the one');
    const right = await job.run(`${cli} cleanup`, { env: { GPU_SERVICE_TOKEN: stage.cloud.token } });
    expect(right.log).not.toContain('The token is not the one');
    if (!right.log.includes('may still run')) expect(stage.left()).toEqual(NOTHING);
  } finally {
    await other.close();
  }
});
