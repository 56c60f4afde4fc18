import { describe, expect, test } from '@jest/globals';
import { existsSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { githubContext, matrixLeg } from '../../src/hosts/github-context.ts';
import { UNKNOWN } from '../../src/hosts/facts.ts';
import type { HostContext } from '../../src/model/host.ts';
import { HOSTS, hostOf } from '../../src/hosts/detect.ts';
import { openIn, scratch } from './support/world.ts';

interface Case {
  readonly name: string;
  readonly env: NodeJS.ProcessEnv;
  /** What differs from a host that says nothing. */
  readonly context: Partial<HostContext>;
}

const CASES: Case[] = [
  {
    name: 'gitlab',
    env: {
      GITLAB_CI: 'true',
      CI_PROJECT_PATH: 'acme/vision',
      CI_PROJECT_ID: '7',
      CI_JOB_NAME: 'train: [a100]',
      CI_NODE_INDEX: '2',
      CI_NODE_TOTAL: '4',
      CI_JOB_ID: '12345',
      CI_JOB_URL: 'https://gitlab.example/acme/vision/-/jobs/12345',
      CI_MERGE_REQUEST_PROJECT_ID: '7',
      CI_MERGE_REQUEST_SOURCE_PROJECT_ID: '8',
      CI_PROJECT_DIR: '/builds/acme/vision',
      CI_JOB_TIMEOUT: '3600',
      CI_JOB_STARTED_AT: '2026-01-02T03:04:05Z',
      GPU_SERVICE_TOKEN: 'gpt_sat_x',
    },
    context: {
      repository: 'acme/vision',
      job: 'train: [a100]',
      leg: '2/4',
      runUrl: 'https://gitlab.example/acme/vision/-/jobs/12345',
      foreignCode: true,
      matrixSize: 4,
      workspace: '/builds/acme/vision',
      jobLimitMs: 3_600_000,
      jobStartedAt: Date.UTC(2026, 0, 2, 3, 4, 5),
    },
  },
  {
    name: 'buildkite',
    env: {
      BUILDKITE: 'true',
      BUILDKITE_REPO: 'git@github.com:acme/vision.git',
      BUILDKITE_STEP_KEY: 'train',
      BUILDKITE_PARALLEL_JOB: '0',
      BUILDKITE_PARALLEL_JOB_COUNT: '3',
      BUILDKITE_JOB_ID: 'j-uuid',
      BUILDKITE_RETRY_COUNT: '1',
      BUILDKITE_BUILD_URL: 'https://buildkite.com/acme/vision/builds/42',
      BUILDKITE_PULL_REQUEST: 'false',
      BUILDKITE_BUILD_CHECKOUT_PATH: '/var/lib/buildkite/vision',
      BUILDKITE_TIMEOUT: '90',
    },
    context: {
      repository: 'acme/vision',
      job: 'train',
      leg: '1/3',
      runAttempt: 2,
      runUrl: 'https://buildkite.com/acme/vision/builds/42#j-uuid',
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
      CIRCLE_BUILD_URL: 'https://circleci.com/gh/acme/vision/7',
      CIRCLE_PR_NUMBER: '12',
      CIRCLE_WORKING_DIRECTORY: '~/project',
      HOME: '/home/circleci',
    },
    context: {
      repository: 'acme/vision',
      job: 'train',
      runUrl: 'https://circleci.com/gh/acme/vision/7',
      secretsWithheld: 'a fork',
      workspace: '/home/circleci/project',
    },
  },
  {
    name: 'azure',
    env: {
      TF_BUILD: 'True',
      BUILD_REPOSITORY_NAME: 'vision',
      SYSTEM_JOBNAME: 'train',
      SYSTEM_JOBPOSITIONINPHASE: '2',
      SYSTEM_TOTALJOBSINPHASE: '2',
      SYSTEM_JOBATTEMPT: '3',
      BUILD_BUILDID: '88',
      SYSTEM_TEAMFOUNDATIONCOLLECTIONURI: 'https://dev.azure.com/acme/',
      SYSTEM_TEAMPROJECT: 'Vision Team',
      SYSTEM_PULLREQUEST_ISFORK: 'False',
      BUILD_SOURCESDIRECTORY: '/home/vsts/work/1/s',
    },
    context: {
      repository: 'vision',
      job: 'train',
      leg: '2/2',
      runAttempt: 3,
      runUrl: 'https://dev.azure.com/acme/Vision%20Team/_build/results?buildId=88',
      matrixSize: 2,
      workspace: '/home/vsts/work/1/s',
    },
  },
  {
    name: 'jenkins',
    env: {
      JENKINS_URL: 'https://ci.example/',
      BUILD_ID: '31',
      BUILD_TAG: 'jenkins-vision-31',
      BUILD_URL: 'https://ci.example/job/vision/31/',
      STAGE_NAME: 'Train',
      GIT_URL: 'https://github.com/acme/vision.git',
      CHANGE_ID: '4',
      CHANGE_FORK: 'stranger',
      WORKSPACE: '/var/jenkins/workspace/vision',
    },
    context: {
      repository: 'acme/vision',
      job: 'Train',
      runUrl: 'https://ci.example/job/vision/31/',
      secretsWithheld: 'a fork',
      workspace: '/var/jenkins/workspace/vision',
    },
  },
  {
    name: 'bitbucket',
    env: {
      BITBUCKET_COMMIT: 'abc',
      BITBUCKET_BUILD_NUMBER: '55',
      BITBUCKET_REPO_FULL_NAME: 'acme/vision',
      BITBUCKET_STEP_UUID: '{s-uuid}',
      BITBUCKET_STEP_RUN_NUMBER: '2',
      BITBUCKET_PARALLEL_STEP: '1',
      BITBUCKET_PARALLEL_STEP_COUNT: '2',
      BITBUCKET_CLONE_DIR: '/opt/atlassian/pipelines/agent/build',
    },
    context: {
      repository: 'acme/vision',
      job: 's-uuid',
      leg: '2/2',
      runAttempt: 2,
      runUrl: 'https://bitbucket.org/acme/vision/pipelines/results/55',
      matrixSize: 2,
      workspace: '/opt/atlassian/pipelines/agent/build',
    },
  },
  {
    name: 'generic',
    env: { PATH: '/usr/bin' },
    context: {
      job: 'local',
      workspace: process.cwd(),
    },
  },
];

describe.each(CASES)('$name', ({ name, env, context }) => {
  test('knows itself and nothing else, and reads its context', () => {
    using dir = scratch();
    const kind = hostOf(env);
    expect(kind.name).toBe(name);
    const { host } = openIn(kind, { ...env, TMPDIR: dir.path });
    expect(host.context).toEqual({ ...UNKNOWN, ...context, tempDir: join(dir.path, `gpu-ci-${process.getuid?.()}`) });
    expect(existsSync(host.context.tempDir)).toBe(true);
  });

  test('opens where its environment holds nothing but the mark', () => {
    using dir = scratch();
    const { host } = openIn(hostOf(env), { TMPDIR: dir.path });
    expect(host.context.workspace).toBe(process.cwd());
    expect(host.context.foreignCode).toBe(false);
  });
});

test('every host of the registry is read in a case above', () => {
  const here = HOSTS.filter(({ name }) => name !== 'github').map(({ name }) => name);
  expect(CASES.map(({ name }) => name).sort()).toEqual(here.sort());
});

test('GPU_CI_HOST overrides what the environment looks like', () => {
  expect(hostOf({ GITLAB_CI: 'true', GPU_CI_HOST: 'generic' }).name).toBe('generic');
  expect(() => hostOf({ GPU_CI_HOST: 'travis' })).toThrow(/"travis".*not a host/);
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

describe('code of a fork', () => {
  const pull = {
    azure: { TF_BUILD: 'True', SYSTEM_PULLREQUEST_PULLREQUESTNUMBER: '7' },
    bitbucket: {
      BITBUCKET_COMMIT: 'abc',
      BITBUCKET_BUILD_NUMBER: '5',
      BITBUCKET_REPO_FULL_NAME: 'acme/vision',
      BITBUCKET_PR_ID: '7',
    },
    buildkite: { BUILDKITE: 'true', BUILDKITE_REPO: 'git@github.com:acme/vision.git', BUILDKITE_PULL_REQUEST: '7' },
    circleci: { CIRCLECI: 'true', CIRCLE_PULL_REQUEST: 'https://github.com/acme/vision/pull/7' },
    jenkins: { JENKINS_URL: 'https://ci.example/', BUILD_ID: '5', CHANGE_ID: '7' },
  };

  test.each([
    ['azure', pull.azure, { SYSTEM_PULLREQUEST_ISFORK: 'True' }],
    ['bitbucket', pull.bitbucket, { BITBUCKET_PR_SOURCE_REPO_FULL_NAME: 'mallory/vision' }],
    ['buildkite', pull.buildkite, { BUILDKITE_PULL_REQUEST_REPO: 'https://github.com/mallory/vision.git' }],
    ['circleci', pull.circleci, { CIRCLE_PR_NUMBER: '7' }],
    ['jenkins', pull.jenkins, { CHANGE_FORK: 'mallory' }],
  ])('is known on %s, and foreign where it can use the token', (name, own, fork) => {
    using dir = scratch();
    const read = (env: NodeJS.ProcessEnv): HostContext => {
      const all = { ...env, TMPDIR: dir.path };
      expect(hostOf(all).name).toBe(name);
      return openIn(hostOf(all), all).host.context;
    };
    const token = { GPU_SERVICE_TOKEN: 'gpt_sat_x' };
    expect(read({ ...own, ...token })).toMatchObject({ secretsWithheld: '', foreignCode: false });
    expect(read({ ...own, ...fork })).toMatchObject({ secretsWithheld: 'a fork', foreignCode: false });
    expect(read({ ...own, ...fork, ...token })).toMatchObject({ secretsWithheld: 'a fork', foreignCode: true });
    expect(read({ ...own, ...fork, GPU_CI_TOKEN: 'gpt_sat_x' }).foreignCode).toBe(true);
  });

  test('of our own repository is no fork, though the host names where it comes from', () => {
    using dir = scratch();
    for (const env of [
      { ...pull.bitbucket, BITBUCKET_PR_SOURCE_REPO_FULL_NAME: 'acme/vision' },
      { ...pull.buildkite, BUILDKITE_PULL_REQUEST_REPO: 'https://github.com/acme/vision' },
    ])
      expect(openIn(hostOf(env), { ...env, TMPDIR: dir.path }).host.context.secretsWithheld).toBe('');
  });
});

test.each([
  ['/root/project', '/home/ci', '/root/project'],
  ['~/project', '/home/ci', '/home/ci/project'],
  ['~', '/home/ci', '/home/ci'],
  ['~/project', '', '~/project'],
])('CircleCI’s working directory %s with the home %p is %s', (directory, home, workspace) => {
  using dir = scratch();
  const env = { CIRCLECI: 'true', TMPDIR: dir.path, CIRCLE_WORKING_DIRECTORY: directory, HOME: home };
  expect(openIn(hostOf(env), env).host.context.workspace).toBe(workspace);
});

describe('GitHub', () => {
  const context = (env: NodeJS.ProcessEnv, payload: Record<string, unknown> = {}, size = '') =>
    githubContext(env, payload, { matrix: '{"seed":1,"model":"s","deep":{"a":[2]}}', size });

  test.each([
    ['__gpu-cli_run-action', ''],
    ['__gpu-cli_run-action_2', '2'],
    ['evaluate', 'evaluate'],
  ])('distinguishes the step %s as %p', (GITHUB_ACTION, step) => {
    expect(context({ GITHUB_ACTION }).step).toBe(step);
  });

  test('names a job of a matrix as GitHub does', () => {
    expect(context({}).leg).toBe('1, s, {"a":[2]}');
    expect(matrixLeg('no JSON')).toBe('');
    expect(matrixLeg('null')).toBe('');
    expect(matrixLeg(JSON.stringify({ long: 'x'.repeat(500) }))).toHaveLength(200);
    expect(matrixLeg(`{"seed":1,"deep":${'['.repeat(20_000)}${']'.repeat(20_000)}}`)).toMatch(/^1, …?/);
  });

  test.each<[string, Record<string, unknown>, number | null]>([
    ['workflow_run', { workflow_run: { pull_requests: [{ number: 44 }] } }, 44],
    ['workflow_run', { workflow_run: { pull_requests: [] } }, null],
    ['workflow_run', { workflow_run: { pull_requests: [{ number: 44 }, { number: 45 }] } }, null],
    ['merge_group', { merge_group: { head_ref: 'refs/heads/gh-readonly-queue/main/pr-44-0a1b2c3d' } }, 44],
    ['merge_group', { merge_group: { head_ref: 'refs/heads/main' } }, null],
  ])('finds the pull request that %s names in %j', (GITHUB_EVENT_NAME, payload, number) => {
    expect(context({ GITHUB_EVENT_NAME }, payload).pullRequest).toBe(number);
  });

  test('gives a comment on a pull request its number, and another event none', () => {
    const issue = { issue: { number: 7, pull_request: {} } };
    expect(context({ GITHUB_EVENT_NAME: 'issue_comment' }, { issue: { number: 7 } }).pullRequest).toBeNull();
    expect(context({ GITHUB_EVENT_NAME: 'issue_comment' }, issue).pullRequest).toBe(7);
    expect(context({ GITHUB_EVENT_NAME: 'issues' }, issue).pullRequest).toBeNull();
  });

  test('tells why a pull request has no secrets', () => {
    const PULL = { GITHUB_EVENT_NAME: 'pull_request' };
    const from = (repo: unknown) => ({
      pull_request: { number: 7, head: { repo }, base: { repo: { full_name: 'a/b' } } },
    });
    const dependabot = { GITHUB_ACTOR: 'dependabot[bot]' };
    expect(context({ ...dependabot, GITHUB_EVENT_NAME: 'push' }).secretsWithheld).toBe('Dependabot');
    expect(context({ ...dependabot, GITHUB_EVENT_NAME: 'schedule' }).secretsWithheld).toBe('');
    expect(context(PULL, from({ full_name: 'mallory/b' })).secretsWithheld).toBe('a fork');
    expect(context(PULL, from(null)).secretsWithheld).toBe('a fork');
    expect(context(PULL, from({ full_name: 'a/b' })).secretsWithheld).toBe('');
    const target = context({ GITHUB_EVENT_NAME: 'pull_request_target' }, from({ full_name: 'mallory/b' }));
    expect(target).toMatchObject({ secretsWithheld: '', foreignCode: true });
  });

  test('knows the limit of hosted runners, the try and the size of a matrix, and believes no nonsense', () => {
    expect(context({ RUNNER_ENVIRONMENT: 'github-hosted', GITHUB_RUN_ATTEMPT: '3' }, {}, '12')).toMatchObject({
      jobLimitMs: 6 * 3_600_000,
      jobStartedAt: 0,
      runAttempt: 3,
      matrixSize: 12,
    });
    expect(context({ RUNNER_ENVIRONMENT: 'self-hosted', GITHUB_RUN_ATTEMPT: 'x' }, {}, '1e9')).toMatchObject({
      jobLimitMs: 0,
      jobStartedAt: 0,
      runAttempt: 1,
      matrixSize: 0,
    });
  });

  test('keeps files of ours in the system’s own folder for them where the runner names none', () => {
    expect(context({ RUNNER_TEMP: '/runner/temp' }).tempDir).toBe('/runner/temp');
    expect(context({}).tempDir).toBe(tmpdir());
  });
});
