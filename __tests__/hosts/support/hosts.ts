// Each host as a job sees it: its variables, and how it ends a job that a person cancels.
import { join } from 'node:path';
import { endByCookie, type CiJob, type EnvOf, type Started } from './ci.ts';
import { fakeProgram } from './world.ts';

export interface CiHost {
  readonly name: string;
  readonly env: EnvOf;
  readonly cancel: (run: Started, job: CiJob) => void;
  /** Whether the after-hook still runs then. */
  readonly after: boolean;
}

const toGroup = (signal: NodeJS.Signals) => (run: Started) => void process.kill(-run.pid, signal);
const toEntry = (signal: NodeJS.Signals) => (run: Started) => void process.kill(run.pid, signal);

export const CI_HOSTS: readonly CiHost[] = [
  {
    name: 'gitlab',
    env: ({ workspace, temp }) => ({
      GITLAB_CI: 'true',
      CI_PROJECT_PATH: 'acme/vision',
      CI_JOB_ID: '1',
      CI_JOB_NAME: 'gpu',
      CI_JOB_URL: 'https://gitlab.example/acme/vision/-/jobs/1',
      CI_PROJECT_DIR: workspace,
      RUNNER_TEMP_PROJECT_DIR: temp,
    }),
    // The shell executor: SIGTERM to the process group.
    cancel: toGroup('SIGTERM'),
    after: true,
  },
  {
    name: 'buildkite',
    env: ({ root, workspace }) => ({
      BUILDKITE: 'true',
      BUILDKITE_REPO: 'git@github.com:acme/vision.git',
      BUILDKITE_JOB_ID: 'j1',
      BUILDKITE_STEP_KEY: 'gpu',
      BUILDKITE_BUILD_CHECKOUT_PATH: workspace,
      PATH: `${fakeProgram(root, 'buildkite-agent').bin}:${process.env['PATH']}`,
    }),
    cancel: toGroup('SIGTERM'),
    after: true,
  },
  {
    name: 'circleci',
    env: ({ workspace }) => ({
      CIRCLECI: 'true',
      CIRCLE_PROJECT_USERNAME: 'acme',
      CIRCLE_PROJECT_REPONAME: 'vision',
      CIRCLE_JOB: 'gpu',
      CIRCLE_WORKFLOW_JOB_ID: 'w1',
      CIRCLE_WORKING_DIRECTORY: workspace,
    }),
    // Not documented: the least that can be sent is a signal to the shell of the step.
    cancel: toEntry('SIGTERM'),
    // No further step runs, `when: always` or not.
    after: false,
  },
  {
    name: 'azure',
    env: ({ workspace, temp }) => ({
      TF_BUILD: 'True',
      BUILD_REPOSITORY_NAME: 'vision',
      SYSTEM_JOBID: 'a1',
      SYSTEM_JOBNAME: 'gpu',
      BUILD_SOURCESDIRECTORY: workspace,
      AGENT_TEMPDIRECTORY: temp,
    }),
    // ProcessInvoker: SIGINT to the entry process alone, and SIGTERM 7.5 s later; here there is no such patience.
    cancel(run) {
      toEntry('SIGINT')(run);
      toEntry('SIGTERM')(run);
    },
    after: true,
  },
  {
    name: 'jenkins',
    env: ({ root, workspace, temp }) => ({
      JENKINS_URL: 'https://ci.example/',
      BUILD_ID: '31',
      BUILD_TAG: 'jenkins-vision-31',
      JOB_NAME: 'vision',
      STAGE_NAME: 'GPU',
      WORKSPACE: workspace,
      WORKSPACE_TMP: temp,
      JENKINS_SERVER_COOKIE: `durable-${root}`,
    }),
    // durable-task: SIGTERM to every process with the step's cookie, GPU CLI and all.
    cancel: (_, { root }) => void endByCookie(`JENKINS_SERVER_COOKIE=durable-${root}`),
    after: true,
  },
  {
    name: 'bitbucket',
    env: ({ workspace, temp }) => ({
      BITBUCKET_COMMIT: 'abc',
      BITBUCKET_BUILD_NUMBER: '5',
      BITBUCKET_REPO_FULL_NAME: 'acme/vision',
      BITBUCKET_STEP_UUID: '{s}',
      BITBUCKET_CLONE_DIR: workspace,
      BITBUCKET_PIPELINES_VARIABLES_PATH: join(temp, 'variables'),
    }),
    cancel: toGroup('SIGTERM'),
    after: true,
  },
  // As a service manager or a person ends a script: a signal to its shell alone.
  { name: 'generic', env: () => ({}), cancel: toEntry('SIGTERM'), after: false },
];

export function ciHost(name: string): CiHost {
  const found = CI_HOSTS.find((one) => one.name === name);
  if (found === undefined) throw new Error(`no host ${name}`);
  return found;
}
