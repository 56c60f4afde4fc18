import { expect } from '@jest/globals';
import { cloudFor, jobFor, scratch, test } from '../support/scenario.ts';
import { shellGpu, type Answers } from '../support/shell-gpu.ts';

// Words of GPU CLI about a start that the emulator does not use.

/** An older program, which has neither `wait` nor `run --json`. */
const OLD = { version: 'echo gpu 0.14.0', runHelp: `echo '--detach --sync --output PATH'`, waitHelp: 'exit 2' };

async function ran(answers: Partial<Answers>, inputs: Record<string, string>) {
  const gpu = shellGpu(scratch(), answers);
  const job = await jobFor(await cloudFor(), { hostEnv: { PATH: gpu.PATH } });
  const common = { token: '${{ secrets.GPU_SERVICE_TOKEN }}', command: 'true', 'retry-delay': '200ms' };
  const step = await job.uses('.', { with: { ...common, ...inputs } });
  await job.finish();
  return { step, submissions: gpu.calls().filter((call) => /^run (?!--attach|--cancel)/.test(call)).length };
}

test.each(['', ' >&2'])('mode: submit reads the job id from text%s', async (stream) => {
  const submit = `while [ "$1" != -- ]; do shift; done; shift
for word; do printf '%s\\000' "$word"; done > argv
echo 'Job job_0123456789abcdef submitted'${stream}`;
  const { step } = await ran({ ...OLD, submit }, { mode: 'submit' });
  expect(step.outputs).toMatchObject({ status: 'submitted', 'job-id': 'job_0123456789abcdef' });
});

test('a time limit of GPU CLI itself is a timeout, with advice that names it', async () => {
  const record = {
    job_id: 'job_1',
    state: 'failed',
    exit_code: null,
    failure_reason: 'command timed out after 3600s (GPU_RUN_TIMEOUT)',
  };
  const { step } = await ran({ wait: `echo '${JSON.stringify(record)}'` }, { command: 'echo epoch 1' });
  expect(step.outputs).toMatchObject({ status: 'timed-out', class: 'timeout' });
  expect(step.log).toContain('`GPU_RUN_TIMEOUT`');
  expect(step.log).not.toContain('Raise `timeout`');
});

test('an answer about organizations that cannot be read does not make the post step switch', async () => {
  const gpu = shellGpu(scratch(), { org: `[ "$2" != list ] || echo '{"data": {"current": 1}}'` });
  const job = await jobFor(await cloudFor(), { hostEnv: { PATH: gpu.PATH } });
  const step = await job.uses('.', {
    with: { token: '${{ secrets.GPU_SERVICE_TOKEN }}', command: 'true', org: 'my-team' },
  });
  await job.finish();
  expect(step.outputs['status']).toBe('succeeded');
  expect(new Set(gpu.calls().filter((call) => call.startsWith('org switch')))).toEqual(new Set(['org switch my-team']));
});
