import { describe, expect, test } from '@jest/globals';
import { existsSync } from 'node:fs';
import { join } from 'node:path';
import type { HostContext } from '../../src/hosts/host.ts';
import { HOSTS, hostOf } from '../../src/hosts/registry.ts';
import { openIn, scratch } from './support/world.ts';

interface Case {
  name: string;
  env: NodeJS.ProcessEnv;
  context: Omit<HostContext, 'tempDir'>;
}

const CASES: Case[] = [
  {
    name: 'gitlab',
    env: {
      GITLAB_CI: 'true',
      CI_PROJECT_PATH: 'acme/vision',
      CI_PROJECT_ID: '7',
      CI_PIPELINE_NAME: 'nightly',
      CI_JOB_NAME: 'train: [a100]',
      CI_NODE_INDEX: '2',
      CI_NODE_TOTAL: '4',
      CI_PIPELINE_ID: '900',
      CI_JOB_ID: '12345',
      CI_JOB_URL: 'https://gitlab.example/acme/vision/-/jobs/12345',
      CI_PIPELINE_SOURCE: 'merge_request_event',
      CI_COMMIT_SHA: 'merged',
      CI_MERGE_REQUEST_SOURCE_BRANCH_SHA: 'head',
      CI_MERGE_REQUEST_IID: '17',
      CI_MERGE_REQUEST_ID: '99999',
      CI_MERGE_REQUEST_PROJECT_ID: '7',
      CI_MERGE_REQUEST_SOURCE_PROJECT_ID: '8',
      CI_COMMIT_REF_PROTECTED: 'true',
      CI_PROJECT_DIR: '/builds/acme/vision',
      CI_JOB_TIMEOUT: '3600',
      GPU_SERVICE_TOKEN: 'gpt_sat_x',
    },
    context: {
      repository: 'acme/vision',
      workflow: 'nightly',
      job: 'train: [a100]',
      leg: '2/4',
      step: '',
      runId: '',
      runAttempt: 1,
      runUrl: 'https://gitlab.example/acme/vision/-/jobs/12345',
      event: 'merge_request_event',
      headSha: 'head',
      pullRequest: 17,
      secretsWithheld: '',
      foreignCode: true,
      matrixSize: 4,
      workspace: '/builds/acme/vision',
      jobLimitMs: 3_600_000,
    },
  },
  {
    name: 'buildkite',
    env: {
      BUILDKITE: 'true',
      BUILDKITE_REPO: 'git@github.com:acme/vision.git',
      BUILDKITE_PIPELINE_SLUG: 'vision',
      BUILDKITE_STEP_KEY: 'train',
      BUILDKITE_PARALLEL_JOB: '0',
      BUILDKITE_PARALLEL_JOB_COUNT: '3',
      BUILDKITE_BUILD_ID: 'b-uuid',
      BUILDKITE_BUILD_NUMBER: '42',
      BUILDKITE_JOB_ID: 'j-uuid',
      BUILDKITE_RETRY_COUNT: '1',
      BUILDKITE_BUILD_URL: 'https://buildkite.com/acme/vision/builds/42',
      BUILDKITE_SOURCE: 'webhook',
      BUILDKITE_COMMIT: 'abc',
      BUILDKITE_PULL_REQUEST: 'false',
      BUILDKITE_BUILD_CHECKOUT_PATH: '/var/lib/buildkite/vision',
      BUILDKITE_TIMEOUT: '90',
    },
    context: {
      repository: 'acme/vision',
      workflow: 'vision',
      job: 'train',
      leg: '1/3',
      step: '',
      runId: '',
      runAttempt: 2,
      runUrl: 'https://buildkite.com/acme/vision/builds/42#j-uuid',
      event: 'webhook',
      headSha: 'abc',
      pullRequest: null,
      secretsWithheld: '',
      foreignCode: false,
      matrixSize: 3,
      workspace: '/var/lib/buildkite/vision',
      jobLimitMs: 5_400_000,
    },
  },
  {
    name: 'circleci',
    env: {
      CIRCLECI: 'true',
      CIRCLE_PROJECT_USERNAME: 'acme',
      CIRCLE_PROJECT_REPONAME: 'vision',
      CIRCLE_JOB: 'train',
      CIRCLE_NODE_INDEX: '0',
      CIRCLE_NODE_TOTAL: '1',
      CIRCLE_WORKFLOW_ID: 'w-uuid',
      CIRCLE_BUILD_URL: 'https://circleci.com/gh/acme/vision/7',
      CIRCLE_SHA1: 'abc',
      CIRCLE_PR_NUMBER: '12',
      CIRCLE_WORKING_DIRECTORY: '~/project',
      HOME: '/home/circleci',
    },
    context: {
      repository: 'acme/vision',
      workflow: '',
      job: 'train',
      leg: '',
      step: '',
      runId: '',
      runAttempt: 1,
      runUrl: 'https://circleci.com/gh/acme/vision/7',
      event: 'pull_request',
      headSha: 'abc',
      pullRequest: 12,
      secretsWithheld: 'a fork',
      foreignCode: false,
      matrixSize: 0,
      workspace: '/home/circleci/project',
      jobLimitMs: 0,
    },
  },
  {
    name: 'azure',
    env: {
      TF_BUILD: 'True',
      BUILD_REPOSITORY_NAME: 'vision',
      BUILD_DEFINITIONNAME: 'vision-ci',
      SYSTEM_JOBNAME: 'train',
      SYSTEM_JOBPOSITIONINPHASE: '2',
      SYSTEM_TOTALJOBSINPHASE: '2',
      SYSTEM_JOBATTEMPT: '3',
      BUILD_BUILDID: '88',
      SYSTEM_TEAMFOUNDATIONCOLLECTIONURI: 'https://dev.azure.com/acme/',
      SYSTEM_TEAMPROJECT: 'Vision Team',
      BUILD_REASON: 'PullRequest',
      BUILD_SOURCEVERSION: 'merged',
      SYSTEM_PULLREQUEST_SOURCECOMMITID: 'head',
      SYSTEM_PULLREQUEST_PULLREQUESTID: '5',
      SYSTEM_PULLREQUEST_ISFORK: 'False',
      BUILD_SOURCESDIRECTORY: '/home/vsts/work/1/s',
    },
    context: {
      repository: 'vision',
      workflow: 'vision-ci',
      job: 'train',
      leg: '2/2',
      step: '',
      runId: '',
      runAttempt: 3,
      runUrl: 'https://dev.azure.com/acme/Vision%20Team/_build/results?buildId=88',
      event: 'PullRequest',
      headSha: 'head',
      pullRequest: 5,
      secretsWithheld: '',
      foreignCode: false,
      matrixSize: 2,
      workspace: '/home/vsts/work/1/s',
      jobLimitMs: 0,
    },
  },
  {
    name: 'jenkins',
    env: {
      JENKINS_URL: 'https://ci.example/',
      BUILD_ID: '31',
      BUILD_NUMBER: '31',
      BUILD_TAG: 'jenkins-vision-31',
      BUILD_URL: 'https://ci.example/job/vision/31/',
      JOB_NAME: 'vision/PR-4',
      STAGE_NAME: 'Train',
      GIT_URL: 'https://github.com/acme/vision.git',
      GIT_COMMIT: 'abc',
      CHANGE_ID: '4',
      CHANGE_FORK: 'stranger',
      WORKSPACE: '/var/jenkins/workspace/vision',
    },
    context: {
      repository: 'acme/vision',
      workflow: 'vision/PR-4',
      job: 'Train',
      leg: '',
      step: '',
      runId: '',
      runAttempt: 1,
      runUrl: 'https://ci.example/job/vision/31/',
      event: 'pull_request',
      headSha: 'abc',
      pullRequest: 4,
      secretsWithheld: 'a fork',
      foreignCode: false,
      matrixSize: 0,
      workspace: '/var/jenkins/workspace/vision',
      jobLimitMs: 0,
    },
  },
  {
    name: 'bitbucket',
    env: {
      BITBUCKET_COMMIT: 'abc',
      BITBUCKET_BUILD_NUMBER: '55',
      BITBUCKET_REPO_FULL_NAME: 'acme/vision',
      BITBUCKET_STEP_UUID: '{s-uuid}',
      BITBUCKET_PIPELINE_UUID: '{p-uuid}',
      BITBUCKET_STEP_RUN_NUMBER: '2',
      BITBUCKET_PARALLEL_STEP: '1',
      BITBUCKET_PARALLEL_STEP_COUNT: '2',
      BITBUCKET_TAG: 'v1',
      BITBUCKET_CLONE_DIR: '/opt/atlassian/pipelines/agent/build',
    },
    context: {
      repository: 'acme/vision',
      workflow: '',
      job: 's-uuid',
      leg: '2/2',
      step: '',
      runId: '',
      runAttempt: 2,
      runUrl: 'https://bitbucket.org/acme/vision/pipelines/results/55',
      event: 'tag',
      headSha: 'abc',
      pullRequest: null,
      secretsWithheld: '',
      foreignCode: false,
      matrixSize: 2,
      workspace: '/opt/atlassian/pipelines/agent/build',
      jobLimitMs: 0,
    },
  },
  {
    name: 'generic',
    env: { PATH: '/usr/bin' },
    context: {
      repository: '',
      workflow: '',
      job: 'local',
      leg: '',
      step: '',
      runId: '',
      runAttempt: 1,
      runUrl: '',
      event: 'manual',
      headSha: '',
      pullRequest: null,
      secretsWithheld: '',
      foreignCode: false,
      matrixSize: 0,
      workspace: process.cwd(),
      jobLimitMs: 0,
    },
  },
];

describe.each(CASES)('$name', ({ name, env, context }) => {
  test('knows itself and nothing else, and reads its whole context', () => {
    using dir = scratch();
    const kind = hostOf(env);
    expect(kind.name).toBe(name);
    const { host } = openIn(kind, { ...env, TMPDIR: dir.path });
    expect(host.context).toEqual({ ...context, tempDir: join(dir.path, `gpu-ci-${process.getuid?.()}`) });
    expect(existsSync(host.context.tempDir)).toBe(true);
  });

  test('opens where its environment holds nothing but the mark', () => {
    using dir = scratch();
    const { host } = openIn(hostOf(env), { TMPDIR: dir.path });
    expect(host.context.workspace).toBe(process.cwd());
    expect(host.context.pullRequest).toBeNull();
    expect(host.context.foreignCode).toBe(false);
  });
});

test('every host of the registry is read in a case above', () => {
  const here = HOSTS.filter(({ name }) => name !== 'github').map(({ name }) => name);
  expect(CASES.map(({ name }) => name).sort()).toEqual(here.sort());
});

test('GPU_CI_HOST overrides what the environment looks like', () => {
  expect(hostOf({ GITLAB_CI: 'true', GPU_CI_HOST: 'generic' }).name).toBe('generic');
  expect(() => hostOf({ GPU_CI_HOST: 'travis' })).toThrow(/"travis".*no host/);
});

test('a merge request that runs in its fork is told why it has no token', () => {
  using dir = scratch();
  const { host } = openIn(hostOf({ GITLAB_CI: 'true' }), {
    TMPDIR: dir.path,
    CI_PROJECT_ID: '8',
    CI_MERGE_REQUEST_SOURCE_PROJECT_ID: '8',
    CI_MERGE_REQUEST_PROJECT_ID: '7',
  });
  expect(host.context.secretsWithheld).toBe('a fork');
  expect(host.context.foreignCode).toBe(false);
});
