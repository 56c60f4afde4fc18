import { describe, expect, test } from '@jest/globals';
import { existsSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { githubContext, matrixLeg } from '../../src/hosts/github-context.ts';
import type { HostContext } from '../../src/model/host.ts';
import { hostOf } from '../../src/hosts/detect.ts';
import { PLAIN_HOSTS } from '../../src/hosts/plain-hosts.ts';
import { UNKNOWN } from './support/context.ts';
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
      CI_PROJECT_ID: '7',
      CI_JOB_NAME: 'train: [a100]',
      CI_NODE_INDEX: '2',
      CI_NODE_TOTAL: '4',
      CI_JOB_URL: 'https://gitlab.example/acme/vision/-/jobs/12345',
      CI_MERGE_REQUEST_PROJECT_ID: '7',
      CI_MERGE_REQUEST_SOURCE_PROJECT_ID: '8',
      CI_PROJECT_DIR: '/builds/acme/vision',
      CI_JOB_TIMEOUT: '3600',
      CI_JOB_STARTED_AT: '2026-01-02T03:04:05Z',
      GPU_SERVICE_TOKEN: 'gpt_sat_x',
    },
    context: {
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
      BUILDKITE_STEP_KEY: 'train',
      BUILDKITE_PARALLEL_JOB: '0',
      BUILDKITE_PARALLEL_JOB_COUNT: '3',
      BUILDKITE_JOB_ID: 'j-uuid',
      BUILDKITE_BUILD_URL: 'https://buildkite.com/acme/vision/builds/42',
      BUILDKITE_BUILD_CHECKOUT_PATH: '/var/lib/buildkite/vision',
      BUILDKITE_TIMEOUT: '90',
    },
    context: {
      job: 'train',
      leg: '1/3',
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
      CIRCLE_JOB: 'train',
      CIRCLE_NODE_INDEX: '0',
      CIRCLE_NODE_TOTAL: '1',
      CIRCLE_BUILD_URL: 'https://circleci.com/gh/acme/vision/7',
      CIRCLE_PR_NUMBER: '12',
      CIRCLE_WORKING_DIRECTORY: '~/project',
      HOME: '/home/circleci',
    },
    context: {
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
      SYSTEM_JOBNAME: 'train',
      SYSTEM_JOBPOSITIONINPHASE: '2',
      SYSTEM_TOTALJOBSINPHASE: '2',
      BUILD_BUILDID: '88',
      SYSTEM_TEAMFOUNDATIONCOLLECTIONURI: 'https://dev.azure.com/acme/',
      SYSTEM_TEAMPROJECT: 'Vision Team',
      SYSTEM_PULLREQUEST_ISFORK: 'False',
      BUILD_SOURCESDIRECTORY: '/home/vsts/work/1/s',
    },
    context: {
      job: 'train',
      leg: '2/2',
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
      BUILD_URL: 'https://ci.example/job/vision/31/',
      STAGE_NAME: 'Train',
      CHANGE_FORK: 'stranger',
      WORKSPACE: '/var/jenkins/workspace/vision',
    },
    context: {
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
      BITBUCKET_PARALLEL_STEP: '1',
      BITBUCKET_PARALLEL_STEP_COUNT: '2',
      BITBUCKET_CLONE_DIR: '/opt/atlassian/pipelines/agent/build',
    },
    context: {
      job: 's-uuid',
      leg: '2/2',
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
  test('is detected by its variables alone, and its context is read', () => {
    using dir = scratch();
    expect(hostOf(env).name).toBe(name);
    const { host } = openIn(name, { ...env, TMPDIR: dir.path });
    expect(host.context).toEqual({ ...UNKNOWN, ...context, tempDir: join(dir.path, `gpu-ci-${process.getuid?.()}`) });
    expect(existsSync(host.context.tempDir)).toBe(true);
  });

  test('opens if only the variable that marks it is set', () => {
    using dir = scratch();
    const { host } = openIn(name, { TMPDIR: dir.path });
    expect(host.context).toMatchObject({ workspace: process.cwd(), foreignCode: false });
  });
});

test('each plain host has a case above', () => {
  expect(CASES.map(({ name }) => name).sort()).toEqual(PLAIN_HOSTS.map(({ name }) => name).sort());
});

test('GPU_CI_HOST overrides what the environment looks like', () => {
  expect(hostOf({ GITLAB_CI: 'true', GPU_CI_HOST: 'generic' }).name).toBe('generic');
  expect(() => hostOf({ GPU_CI_HOST: 'travis' })).toThrow(/"travis".*not a host/);
});

const MERGE_REQUEST = { CI_MERGE_REQUEST_PROJECT_ID: '7', CI_PROJECT_ID: '7' };
const BITBUCKET_PULL = { BITBUCKET_REPO_FULL_NAME: 'acme/vision', BITBUCKET_PR_ID: '7' };
const BUILDKITE_PULL = { BUILDKITE_REPO: 'git@github.com:acme/vision.git', BUILDKITE_PULL_REQUEST: '7' };

test.each<[string, NodeJS.ProcessEnv, withheld: string, foreign: boolean]>([
  ['azure', { SYSTEM_PULLREQUEST_ISFORK: 'False' }, '', false],
  ['azure', { SYSTEM_PULLREQUEST_ISFORK: 'True' }, 'a fork', true],
  ['bitbucket', { ...BITBUCKET_PULL, BITBUCKET_PR_SOURCE_REPO_FULL_NAME: 'acme/vision' }, '', false],
  ['bitbucket', { ...BITBUCKET_PULL, BITBUCKET_PR_SOURCE_REPO_FULL_NAME: 'mallory/vision' }, 'a fork', true],
  ['buildkite', { ...BUILDKITE_PULL, BUILDKITE_PULL_REQUEST_REPO: 'https://github.com/acme/vision' }, '', false],
  ['buildkite', { ...BUILDKITE_PULL, BUILDKITE_PULL_REQUEST_REPO: 'ssh://git@github.com/m/vision' }, 'a fork', true],
  ['circleci', { CIRCLE_PULL_REQUEST: 'https://github.com/acme/vision/pull/7' }, '', false],
  ['circleci', { CIRCLE_PR_NUMBER: '7' }, 'a fork', true],
  ['gitlab', { ...MERGE_REQUEST, CI_MERGE_REQUEST_SOURCE_PROJECT_ID: '7' }, '', false],
  ['gitlab', { ...MERGE_REQUEST, CI_MERGE_REQUEST_SOURCE_PROJECT_ID: '8' }, '', true],
  ['gitlab', { ...MERGE_REQUEST, CI_MERGE_REQUEST_SOURCE_PROJECT_ID: '8', CI_PROJECT_ID: '8' }, 'a fork', false],
  ['jenkins', { CHANGE_ID: '7' }, '', false],
  ['jenkins', { CHANGE_ID: '7', CHANGE_FORK: 'mallory' }, 'a fork', true],
])('code of a fork is known on %s, and foreign if it can use the token: %j', (name, env, withheld, foreign) => {
  using dir = scratch();
  const read = (token: NodeJS.ProcessEnv) => openIn(name, { ...env, ...token, TMPDIR: dir.path }).host.context;
  expect(read({})).toMatchObject({ secretsWithheld: withheld, foreignCode: false });
  for (const variable of ['GPU_SERVICE_TOKEN', 'GPU_CI_TOKEN'])
    expect(read({ [variable]: 'gpt_sat_x' })).toMatchObject({ secretsWithheld: withheld, foreignCode: foreign });
});

test.each([
  ['/root/project', '/home/ci', '/root/project'],
  ['~/project', '/home/ci', '/home/ci/project'],
  ['~', '/home/ci', '/home/ci'],
  ['~/project', '', '~/project'],
])('CircleCI’s working directory %s with the home %p is %s', (directory, home, workspace) => {
  using dir = scratch();
  const env = { TMPDIR: dir.path, CIRCLE_WORKING_DIRECTORY: directory, HOME: home };
  expect(openIn('circleci', env).host.context.workspace).toBe(workspace);
});

describe('GitHub', () => {
  const context = (env: NodeJS.ProcessEnv, payload: object = {}, size = '') =>
    githubContext(env, { payload, writtenAt: 7 }, { values: '{"seed":1,"model":"s","deep":{"a":[2]}}', size });

  test.each([
    ['__gpu-cli_run-action', ''],
    ['__gpu-cli_run-action_2', '2'],
    ['evaluate', 'evaluate'],
  ])('distinguishes the step %s as %p', (GITHUB_ACTION, step) => {
    expect(context({ GITHUB_ACTION }).step).toBe(step);
  });

  test.each([
    ['{"seed":1,"model":"s","deep":{"a":[2]}}', '1, s, {"a":[2]}'],
    ['no JSON', ''],
    ['null', ''],
    [JSON.stringify({ long: 'x'.repeat(500) }), 'x'.repeat(200)],
  ])('names a job of the matrix %.40s as GitHub does', (values, name) => {
    expect(matrixLeg(values)).toBe(name);
  });

  const COMMENT = { issue: { number: 7, pull_request: {} } };
  test.each<[string, object, number | null]>([
    ['pull_request', { pull_request: { number: 44 } }, 44],
    ['workflow_run', { workflow_run: { pull_requests: [{ number: 44 }] } }, 44],
    ['workflow_run', { workflow_run: { pull_requests: [] } }, null],
    ['workflow_run', { workflow_run: { pull_requests: [{ number: 44 }, { number: 45 }] } }, null],
    ['merge_group', { merge_group: { head_ref: 'refs/heads/gh-readonly-queue/main/pr-44-0a1b2c3d' } }, 44],
    ['merge_group', { merge_group: { head_ref: 'refs/heads/main' } }, null],
    ['issue_comment', COMMENT, 7],
    ['issue_comment', { issue: { number: 7 } }, null],
    ['issues', COMMENT, null],
    ['push', {}, null],
  ])('finds the pull request that %s names in %j', (GITHUB_EVENT_NAME, payload, number) => {
    expect(context({ GITHUB_EVENT_NAME }, payload).pullRequest).toBe(number);
  });

  const pull = (repo: object | null) => ({
    pull_request: { number: 7, head: { repo }, base: { repo: { full_name: 'a/b' } } },
  });
  const FORK = pull({ full_name: 'mallory/b' });
  const origin = (full_name: string) => ({
    workflow_run: { head_repository: { full_name } },
    repository: { full_name: 'a/b' },
  });
  test.each<[string, string, object, withheld: string, foreign: boolean]>([
    ['push', 'dependabot[bot]', {}, 'Dependabot', false],
    ['schedule', 'dependabot[bot]', {}, '', false],
    ['pull_request', 'octocat', pull({ full_name: 'a/b' }), '', false],
    ['pull_request', 'octocat', FORK, 'a fork', false],
    ['pull_request', 'octocat', pull(null), 'a fork', false],
    ['pull_request_target', 'octocat', FORK, '', true],
    ['workflow_run', 'octocat', origin('mallory/b'), '', true],
    ['workflow_run', 'octocat', origin('a/b'), '', false],
  ])(
    'on %s of %s with %j, secrets are withheld from %p',
    (GITHUB_EVENT_NAME, GITHUB_ACTOR, payload, withheld, foreign) => {
      const facts = { secretsWithheld: withheld, foreignCode: foreign };
      expect(context({ GITHUB_EVENT_NAME, GITHUB_ACTOR }, payload)).toMatchObject(facts);
    },
  );

  test('knows the limit of hosted runners, the attempt and the size of a matrix, and believes no nonsense', () => {
    const hosted = { RUNNER_ENVIRONMENT: 'github-hosted', GITHUB_RUN_ATTEMPT: '3' };
    const facts = { jobLimitMs: 6 * 3_600_000, jobStartedAt: 7, runAttempt: 3, matrixSize: 12 };
    expect(context(hosted, {}, '12')).toMatchObject(facts);
    const own = { RUNNER_ENVIRONMENT: 'self-hosted', GITHUB_RUN_ATTEMPT: 'x' };
    expect(context(own, {}, '1e9')).toMatchObject({ jobLimitMs: 0, runAttempt: 1, matrixSize: 0 });
  });

  test('keeps its files in the temporary folder of the system if the runner names none', () => {
    expect(context({ RUNNER_TEMP: '/runner/temp' }).tempDir).toBe('/runner/temp');
    expect(context({}).tempDir).toBe(tmpdir());
  });
});
