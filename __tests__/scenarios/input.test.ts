import { expect } from '@jest/globals';
import { TOKEN, cloudFor, jobFor, said, scenario, starts, test, withOf } from '../support/scenario.ts';

const FORK = {
  event: 'pull_request',
  payload: {
    pull_request: {
      number: 7,
      head: { sha: 'abc', repo: { full_name: 'someone/models' } },
      base: { repo: { full_name: 'acme/models' } },
    },
  },
  secrets: {},
};

test('no token: one sentence that says how to get one', async () => {
  const cloud = await cloudFor();
  const { step } = await scenario(cloud, { command: 'true', token: '' }, { secrets: {} });
  expect(step).toMatchObject({ conclusion: 'failure', exitCode: 1 });
  expect(step.outputs).toMatchObject({ status: 'failed', class: 'auth' });
  expect(said(step)).toContain('gpu org service-account create');
});

test('a malformed token is refused without showing it', async () => {
  const cloud = await cloudFor();
  const { step } = await scenario(cloud, { command: 'true', token: 'ghp_somethingelse123' }, { secrets: {} });
  expect(step.outputs).toMatchObject({ class: 'auth' });
  expect(said(step)).not.toContain('ghp_somethingelse123');
  expect(step.outputs['reason']).toContain('gpt_sat_');
});

test('a short or multi-line secret does not poison the mask of the log', async () => {
  const cloud = await cloudFor();
  const { step } = await scenario(cloud, { command: 'true', token: '{\n}\nab' }, { secrets: {} });
  expect(step.conclusion).toBe('failure');
  expect(step.masks).toEqual([]);
});

test('a pull request of a fork has no token: it fails with the reason, or passes where that is asked', async () => {
  const cloud = await cloudFor();
  const failed = await scenario(cloud, { command: 'true', token: '' }, FORK);
  expect(failed.step.conclusion).toBe('failure');
  expect(said(failed.step)).toContain('a run caused by a fork gets no secrets');
  const skipped = await scenario(cloud, { command: 'true', token: '', 'on-missing-token': 'skip' }, FORK);
  expect(skipped.step.conclusion).toBe('success');
  expect(skipped.step.outputs).toMatchObject({ status: 'skipped', class: '' });
  expect(starts(cloud)).toBe(0);
});

test('on-missing-token: skip does not hide a missing secret where the event has its secrets', async () => {
  const cloud = await cloudFor();
  const inputs = { command: 'true', token: '', 'on-missing-token': 'skip' };
  for (const event of [{ event: 'push' }, { ...FORK, event: 'pull_request_target' }, { event: 'schedule' }]) {
    const { step } = await scenario(cloud, inputs, { ...event, secrets: {} });
    expect(step).toMatchObject({ conclusion: 'failure', exitCode: 1 });
    expect(step.outputs).toMatchObject({ status: 'failed', class: 'auth' });
    expect(said(step)).toContain('No service token');
  }
  const { step } = await scenario(cloud, inputs, { event: 'push', actor: 'dependabot[bot]', secrets: {} });
  expect(step).toMatchObject({ conclusion: 'success', outputs: { status: 'skipped' } });
});

test('pull_request_target with a fork’s code warns', async () => {
  const cloud = await cloudFor();
  const { step } = await scenario(
    cloud,
    { command: 'true' },
    { ...FORK, event: 'pull_request_target', secrets: { GPU_SERVICE_TOKEN: cloud.token } },
  );
  expect(
    step.annotations
      .filter(({ level }) => level === 'warning')
      .map(({ message }) => message)
      .join(),
  ).toContain('code of a fork');
});

test('every bad input is told at once, with its value, what is allowed and an example', async () => {
  const cloud = await cloudFor();
  const bad = {
    command: '',
    shell: 'fish',
    timeout: '5 parsecs',
    'gpu-count': '9',
    telemetry: 'yes',
    'max-cost': 'much',
    'retry-on': 'everything',
    'install-url': 'ftp://x',
    'saturation-pattern': '(',
    env: 'GPU_SERVICE_TOKEN',
    args: '--detach',
  };
  const { step } = await scenario(cloud, bad);
  expect(step).toMatchObject({ conclusion: 'failure', exitCode: 2 });
  expect(step.outputs['class']).toBe('usage');
  const { reason } = step.outputs;
  for (const name of Object.keys(bad)) expect(reason).toContain(`\`${name}\``);
  expect(said(step)).not.toContain('    at ');
  expect(starts(cloud)).toBe(0);
});

test('a folder that is not there is told', async () => {
  const cloud = await cloudFor();
  const { step } = await scenario(cloud, { command: 'true', 'working-directory': 'nowhere' });
  expect(step.outputs['class']).toBe('usage');
  expect(step.outputs['reason']).toContain('`working-directory`');
});

test('a bare name in env that this step lacks is told; one that it has is passed on and masked', async () => {
  const cloud = await cloudFor();
  const missing = await scenario(cloud, { command: 'true', env: 'NO_SUCH' });
  expect(missing.step.outputs['reason']).toContain('Line 1 of `env`');
  const job = await jobFor(cloud);
  const step = await job.uses('.', {
    ...withOf(cloud, { command: 'echo "value $API_KEY, $PLAIN"', env: 'API_KEY\nPLAIN=seen', token: TOKEN }),
    env: { API_KEY: 'hunter2-hunter2' },
  });
  expect(step.conclusion).toBe('success');
  expect(step.log).toContain('value ***, seen');
});

test('shell none splits the line by POSIX quoting and uses no shell', async () => {
  const cloud = await cloudFor();
  const { step } = await scenario(cloud, {
    command: `printf '%s|' "a b" c\\ d '$HOME'`,
    shell: 'none',
    telemetry: 'false',
  });
  expect(step.rawStdout.toString()).toContain('a b|c d|$HOME|');
});
