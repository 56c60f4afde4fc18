import { expect, test } from '@jest/globals';
import { childEnv, daemonSocket } from '../../src/gpu/environment.ts';

const WITHHELD = `INPUT_TOKEN INPUT_COMMAND STATE_ledger input_token
GPU_SERVICE_TOKEN GPU_CI_TOKEN GPU_CI_GITHUB_TOKEN
ACTIONS_RUNTIME_TOKEN ACTIONS_RUNTIME_URL ACTIONS_RESULTS_URL ACTIONS_CACHE_URL
ACTIONS_ID_TOKEN_REQUEST_TOKEN ACTIONS_ID_TOKEN_REQUEST_URL
GITHUB_ENV GITHUB_OUTPUT GITHUB_PATH GITHUB_STATE GITHUB_STEP_SUMMARY GITEA_OUTPUT FORGEJO_ENV
GITHUB_TOKEN GH_TOKEN GITHUB_PAT GH_PAT GITHUB_ENTERPRISE_TOKEN GH_ENTERPRISE_TOKEN GITEA_TOKEN FORGEJO_TOKEN
CI_JOB_TOKEN CI_JOB_JWT CI_JOB_JWT_V2 CI_DEPLOY_PASSWORD CI_REGISTRY_PASSWORD CI_DEPENDENCY_PROXY_PASSWORD CI_REPOSITORY_URL
SYSTEM_ACCESSTOKEN BUILDKITE_AGENT_ACCESS_TOKEN CIRCLE_OIDC_TOKEN CIRCLE_OIDC_TOKEN_V2 BITBUCKET_STEP_OIDC_TOKEN
RUNNER_TRACKING_ID`.split(/\s+/);

const GIVEN = [
  'PATH',
  'HOME',
  'GITHUB_REPOSITORY',
  'GITHUB_ACTIONS',
  'CI',
  'HTTPS_PROXY',
  'RUNPOD_API_KEY',
  'MY_INPUT_',
];

const USER = { USER: 'ann', LOGNAME: 'ann' };

test.each(WITHHELD)('%s is withheld from a child', (name) => {
  expect(childEnv({ ...USER, [name]: 'value' }, '')).toEqual(USER);
});

test.each(GIVEN)('%s reaches the child', (name) => {
  expect(childEnv({ ...USER, [name]: 'value' }, '')).toEqual({ ...USER, [name]: 'value' });
});

test('the gpu program gets the token under one name', () => {
  expect(childEnv({ ...USER, GPU_SERVICE_TOKEN: 'another', A: '1' }, 'gpt_sat_1')).toEqual({
    ...USER,
    A: '1',
    GPU_SERVICE_TOKEN: 'gpt_sat_1',
  });
});

test('a container without USER and LOGNAME gets both', () => {
  expect(childEnv({}, '')).toEqual({ USER: expect.stringMatching(/./), LOGNAME: expect.stringMatching(/./) });
  expect(childEnv({ LOGNAME: 'ann' }, '')).toEqual(USER);
});

test('a job of a self-hosted runner has a daemon of its own', () => {
  const job = { RUNNER_ENVIRONMENT: 'self-hosted', RUNNER_TEMP: '/runner/_temp' };
  expect(childEnv({ ...USER, ...job }, '')).toMatchObject({ GPU_DAEMON_SOCKET: '/runner/_temp/gpud.sock' });
  expect(daemonSocket({ ...job, RUNNER_ENVIRONMENT: 'github-hosted' })).toBe('');
  expect(daemonSocket({ ...job, GPU_DAEMON_SOCKET: '/run/gpud.sock' })).toBe('');
  expect(daemonSocket({ ...job, RUNNER_TEMP: `/${'x'.repeat(100)}` })).toBe('');
});
