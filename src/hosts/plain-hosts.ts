import { spawnSync } from 'node:child_process';
import { appendFileSync } from 'node:fs';
import { oneLine, outputVariable, REPORTS, type PlainHost } from './plain.ts';
import { placeIn } from './state-file.ts';

/** The first that is set. */
const firstOf = (...values: readonly string[]): string => values.find((value) => value !== '') ?? '';

const numberOf = (text: string): number => (/^\d+$/.test(text) ? Number(text) : 0);

/** `git@host:owner/name.git`, `https://user@host/owner/name`, `ssh://git@host:22/owner/name` → host and `owner/name`. */
export function remoteOf(url: string): { readonly host: string; readonly repository: string } {
  const match = /^(?:[a-z+]{1,20}:\/\/)?(?:[^@/]+@)?([^:/]+)(?::\d+)?[:/]+([^:/].*)$/is.exec(url.trim());
  const path = (match?.[2] ?? '').split('/');
  while (path.at(-1) === '') path.pop();
  return { host: match?.[1] ?? '', repository: path.join('/').replace(/\.git$/, '') };
}

/**
 * https://docs.gitlab.com/ci/variables/predefined_variables/
 * Groups: sections (https://docs.gitlab.com/ci/jobs/job_logs/). A workload can fold the log with them, and do no more.
 * Summary: an annotations report links to it in the side bar of the job. The template declares the reports as artifacts.
 * Cancel: SIGTERM to the process group, SIGKILL after 10 minutes (shell executor). Then `after_script` runs in a new shell, since 17.0
 * after a cancel too, for 5 minutes by default.
 */
const gitlab: PlainHost = {
  name: 'gitlab',
  detect: (env) => env['GITLAB_CI'] === 'true',
  facts(read) {
    const source = read('CI_MERGE_REQUEST_SOURCE_PROJECT_ID');
    const fork = source !== '' && source !== read('CI_MERGE_REQUEST_PROJECT_ID');
    return {
      key: read('CI_JOB_ID'),
      job: read('CI_JOB_NAME'),
      index: numberOf(read('CI_NODE_INDEX')),
      total: numberOf(read('CI_NODE_TOTAL')),
      runUrl: firstOf(read('CI_JOB_URL'), read('CI_PIPELINE_URL')),
      fork,
      // Then it does not have the variables of this project.
      runsInFork: source === read('CI_PROJECT_ID'),
      workspace: read('CI_PROJECT_DIR'),
      temp: read('RUNNER_TEMP_PROJECT_DIR'),
      jobLimitMs: numberOf(read('CI_JOB_TIMEOUT')) * 1_000,
      jobStartedAt: Date.parse(read('CI_JOB_STARTED_AT')) || 0,
    };
  },
  collect: true,
  group: (title, id) => `${section('start', id)}\u001b[1m${title}\u001b[0m`,
  endGroup: (id) => section('end', id),
  // The dotenv report takes a value as it is, with its quotes.
  quote: (value) => value,
  publish(report, { env, folder }) {
    const jobUrl = env['CI_JOB_URL'] ?? '';
    if (jobUrl === '') return;
    const link = (label: string, file: string) => ({
      external_link: { label, url: `${jobUrl}/artifacts/file/${REPORTS}/${file}` },
    });
    const links = [link(`GPU run: ${report.status}`, 'summary.md'), link('GPU run report', 'report.json')];
    placeIn(folder, 'annotations.json', `${JSON.stringify({ 'GPU run': links }, null, 2)}\n`);
  },
};

const section = (kind: 'start' | 'end', id: string): string =>
  `\u001b[0Ksection_${kind}:${Math.floor(Date.now() / 1000)}:${id}\r\u001b[0K`;

/**
 * https://buildkite.com/docs/pipelines/configure/environment-variables
 * Mask: the redactor takes the value on stdin (https://buildkite.com/docs/agent/cli/reference/redactor).
 * Groups: `---` folded, `+++` open, without an end. A workload can make groups as well, and do no more.
 * Summary: an annotation of the job. Outputs: meta-data of the build, because the dotenv file stays on this agent.
 * Cancel: SIGTERM, and SIGKILL 10 seconds later. Then the `pre-exit` hook runs.
 */
const buildkite: PlainHost = {
  name: 'buildkite',
  detect: (env) => env['BUILDKITE'] === 'true',
  facts(read) {
    const source = read('BUILDKITE_PULL_REQUEST_REPO');
    const fork = source !== '' && remoteOf(source).repository !== remoteOf(read('BUILDKITE_REPO')).repository;
    const url = read('BUILDKITE_BUILD_URL');
    return {
      key: read('BUILDKITE_JOB_ID'),
      job: firstOf(read('BUILDKITE_STEP_KEY'), read('BUILDKITE_LABEL')),
      index: numberOf(read('BUILDKITE_PARALLEL_JOB')) + 1,
      total: numberOf(read('BUILDKITE_PARALLEL_JOB_COUNT')),
      runUrl: url === '' ? '' : `${url}#${read('BUILDKITE_JOB_ID')}`,
      // The hooks of the agent may withhold secrets.
      fork,
      workspace: read('BUILDKITE_BUILD_CHECKOUT_PATH'),
      jobLimitMs: numberOf(read('BUILDKITE_TIMEOUT')) * 60_000,
    };
  },
  mask: (value, env) => buildkiteAgent(['redactor', 'add'], value, env),
  group: (title) => `--- ${title}`,
  // What follows a group would be folded with it.
  endGroup: () => '+++ GPU run',
  publish(report, { env, summary }) {
    const job = env['BUILDKITE_JOB_ID'] ?? '';
    const style = ['succeeded', 'skipped', 'submitted'].includes(report.status) ? 'success' : 'error';
    const annotate = ['annotate', '--context', `gpu-run-${job}`, '--style', style, '--append'];
    if (summary !== '') buildkiteAgent(annotate, summary, env);
    const step = firstOf(env['BUILDKITE_STEP_KEY'] ?? '', job);
    for (const [name, value] of Object.entries({ status: report.status, 'job-id': report.jobId }))
      if (value !== '') buildkiteAgent(['meta-data', 'set', `gpu-run:${step}:${name}`], value, env);
  },
};

const buildkiteAgent = (args: readonly string[], input: string, env: NodeJS.ProcessEnv): boolean =>
  spawnSync('buildkite-agent', args, { env, input, stdio: ['pipe', 'ignore', 'ignore'], timeout: 10_000 }).status === 0;

/**
 * https://circleci.com/docs/variables/
 * Cancel: steps with `when: always` do not run after it, so `gpu-ci run` must end its job itself.
 */
const circleci: PlainHost = {
  name: 'circleci',
  detect: (env) => env['CIRCLECI'] === 'true',
  facts(read) {
    // Set for pull requests from forks only. "Pass secrets to builds from forked pull requests" may be on.
    const fork = read('CIRCLE_PR_NUMBER') !== '';
    const home = read('HOME');
    return {
      // Parallel nodes share the id of their job, and may share a machine.
      key: `${read('CIRCLE_WORKFLOW_JOB_ID')}${read('CIRCLE_BUILD_URL')}${read('CIRCLE_NODE_INDEX')}`,
      job: read('CIRCLE_JOB'),
      index: numberOf(read('CIRCLE_NODE_INDEX')) + 1,
      total: numberOf(read('CIRCLE_NODE_TOTAL')),
      runUrl: read('CIRCLE_BUILD_URL'),
      fork,
      // The host gives `~/project` as it was written.
      workspace: read('CIRCLE_WORKING_DIRECTORY').replace(/^~(?=\/|$)/, home || '~'),
    };
  },
};

/**
 * https://learn.microsoft.com/azure/devops/pipelines/build/variables
 * Commands: `##vso[area.event]` counts anywhere in a line of stdout or stderr (azure-pipelines-agent, Command.cs), and no command
 * stops commands. In our own lines the mark is broken up; the bytes of a workload reach the log as they are. The template limits what
 * they can do by the `target` of the step. That also refuses an upload of the summary, so the template uploads it in its own step.
 * Cancel: SIGINT, after 7.5 s SIGTERM, after 2.5 s the end (ProcessInvoker.cs). Steps with `condition: always()` still run.
 */
const azure: PlainHost = {
  name: 'azure',
  detect: (env) => /^true$/i.test(env['TF_BUILD'] ?? ''),
  facts(read) {
    const collection = read('SYSTEM_TEAMFOUNDATIONCOLLECTIONURI').replace(/\/*$/, '/');
    const build = read('BUILD_BUILDID');
    const project = encodeURIComponent(read('SYSTEM_TEAMPROJECT'));
    // "Make secrets available to builds of forks" may be on.
    const fork = /^true$/i.test(read('SYSTEM_PULLREQUEST_ISFORK'));
    return {
      key: `${read('SYSTEM_JOBID')}${read('SYSTEM_JOBATTEMPT')}`,
      job: firstOf(read('SYSTEM_JOBNAME'), read('SYSTEM_JOBDISPLAYNAME')),
      index: numberOf(read('SYSTEM_JOBPOSITIONINPHASE')),
      total: numberOf(read('SYSTEM_TOTALJOBSINPHASE')),
      runUrl: build === '' ? '' : `${collection}${project}/_build/results?buildId=${build}`,
      fork,
      workspace: read('BUILD_SOURCESDIRECTORY'),
      temp: read('AGENT_TEMPDIRECTORY'),
    };
  },
  tame: (line) => line.replaceAll('##vso[', '## vso[').replace(/^##\[/gm, '## ['),
  // A line break would end the command and print the rest.
  mask: (value) => (/[\r\n]/.test(value) ? false : `##vso[task.setsecret]${azureData(value)}`),
  group: (title) => `##[group]${title}`,
  endGroup: () => '##[endgroup]',
  annotation: (level, text) => `##vso[task.logissue type=${level}]${azureData(text)}`,
  output: (name, value) => `##vso[task.setvariable variable=${outputVariable(name)};isOutput=true]${azureData(value)}`,
};

const azureData = (text: string): string =>
  text.replaceAll('%', '%AZP25').replaceAll('\r', '%0D').replaceAll('\n', '%0A');

/**
 * https://support.atlassian.com/bitbucket-cloud/docs/variables-and-secrets/
 * Outputs: a step lists under `output-variables` what it hands on of its variables file.
 * Cancel: not documented. `after-script` runs when the script has ended, in the same container.
 */
const bitbucket: PlainHost = {
  name: 'bitbucket',
  detect: (env) => Boolean(env['BITBUCKET_COMMIT']) && Boolean(env['BITBUCKET_BUILD_NUMBER']),
  facts(read) {
    const repository = read('BITBUCKET_REPO_FULL_NAME');
    const source = read('BITBUCKET_PR_SOURCE_REPO_FULL_NAME');
    const fork = read('BITBUCKET_PR_ID') !== '' && source !== '' && source !== repository;
    const results = `https://bitbucket.org/${repository}/pipelines/results/${read('BITBUCKET_BUILD_NUMBER')}`;
    return {
      key: `${read('BITBUCKET_PIPELINE_UUID')}${read('BITBUCKET_STEP_UUID')}${read('BITBUCKET_STEP_RUN_NUMBER')}`,
      job: read('BITBUCKET_STEP_UUID').replace(/[{}]/g, ''),
      index: numberOf(read('BITBUCKET_PARALLEL_STEP')) + 1,
      total: numberOf(read('BITBUCKET_PARALLEL_STEP_COUNT')),
      runUrl: repository === '' ? '' : results,
      fork,
      workspace: read('BITBUCKET_CLONE_DIR'),
    };
  },
  collect: true,
  output(name, value, env) {
    const file = env['BITBUCKET_PIPELINES_VARIABLES_PATH'] ?? '';
    if (file !== '') appendFileSync(file, `${outputVariable(name)}=${oneLine(value)}\n`);
    return '';
  },
};

/**
 * https://www.jenkins.io/doc/book/pipeline/jenkinsfile/#using-environment-variables
 * Cancel: SIGTERM to every process that carries the step's cookie in its environment; the step gives up after 20 s
 * (durable-task-plugin). Then `post { always }` runs, which is another stage, so state is keyed by build and workspace.
 */
const jenkins: PlainHost = {
  name: 'jenkins',
  detect: (env) => Boolean(env['JENKINS_URL']) && Boolean(env['BUILD_ID']),
  facts(read) {
    // By the trust level in the branch source.
    const fork = read('CHANGE_FORK') !== '';
    return {
      key: `${firstOf(read('BUILD_TAG'), read('BUILD_ID'))}\0${firstOf(read('WORKSPACE'), process.cwd())}`,
      job: read('STAGE_NAME'),
      runUrl: read('BUILD_URL'),
      fork,
      workspace: read('WORKSPACE'),
      temp: read('WORKSPACE_TMP'),
    };
  },
  collect: true,
};

/**
 * A laptop, a cron job, or a CI host that is not listed here. State is keyed by the folder: `gpu-ci cleanup` ends what all runs in it
 * left, except those with their own `--state FILE`.
 */
const generic: PlainHost = {
  name: 'generic',
  detect: () => true,
  facts: (read) => ({ key: '', job: firstOf(read('GPU_CI_JOB'), 'local'), runUrl: '', workspace: '' }),
  // So that `gpu-ci run … > log` holds what the workload printed and nothing else.
  voice: 'stderr',
};

/** In the order of detection: Jenkins comes after the hosts that it may run under. */
export const PLAIN_HOSTS: readonly PlainHost[] = [gitlab, buildkite, circleci, azure, bitbucket, jenkins, generic];
