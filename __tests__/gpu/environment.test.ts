import { expect, test } from '@jest/globals';
import { childEnv } from '../../src/gpu/environment.ts';

const WITHHELD = `INPUT_TOKEN INPUT_COMMAND STATE_ledger input_token
GPU_SERVICE_TOKEN GPU_CI_TOKEN GPU_CI_GITHUB_TOKEN
ACTIONS_RUNTIME_TOKEN ACTIONS_RUNTIME_URL ACTIONS_RESULTS_URL ACTIONS_CACHE_URL
ACTIONS_ID_TOKEN_REQUEST_TOKEN ACTIONS_ID_TOKEN_REQUEST_URL
GITHUB_ENV GITHUB_OUTPUT GITHUB_PATH GITHUB_STATE GITHUB_STEP_SUMMARY GITEA_OUTPUT FORGEJO_ENV
GITHUB_TOKEN GH_TOKEN GITHUB_PAT GH_PAT GITHUB_ENTERPRISE_TOKEN GH_ENTERPRISE_TOKEN GITEA_TOKEN FORGEJO_TOKEN
CI_JOB_TOKEN CI_JOB_JWT CI_JOB_JWT_V2 CI_DEPLOY_PASSWORD CI_REGISTRY_PASSWORD CI_DEPENDENCY_PROXY_PASSWORD CI_REPOSITORY_URL
SYSTEM_ACCESSTOKEN BUILDKITE_AGENT_ACCESS_TOKEN CIRCLE_OIDC_TOKEN CIRCLE_OIDC_TOKEN_V2 BITBUCKET_STEP_OIDC_TOKEN`.split(
  /\s+/,
);

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

test.each(WITHHELD)('%s is no business of a child', (name) => {
  expect(childEnv({ [name]: 'value' }, '')).toEqual({});
});

test.each(GIVEN)('%s reaches the child', (name) => {
  expect(childEnv({ [name]: 'value' }, '')).toEqual({ [name]: 'value' });
});

test('the gpu program gets the token under one name', () => {
  expect(childEnv({ GPU_SERVICE_TOKEN: 'another', A: '1' }, 'gpt_sat_1')).toEqual({
    A: '1',
    GPU_SERVICE_TOKEN: 'gpt_sat_1',
  });
});
