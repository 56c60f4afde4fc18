import { firstOf, forkFacts, legOf, numberOf, reader, UNKNOWN, widthOf } from './facts.ts';
import type { HostContext, HostKind, HostWorld } from '../model/host.ts';
import { openPlain, outputVariable, type Traits } from './plain.ts';

/**
 * Azure Pipelines. https://learn.microsoft.com/azure/devops/pipelines/build/variables
 *
 * Commands: `##vso[area.event]` counts anywhere in a line of stdout or stderr (azure-pipelines-agent, Command.cs). In lines of
 * ours the mark is broken up. In a workload's bytes it cannot be, since they reach the log as they are, and the agent has
 * no command that stops commands: a quarantine can do nothing here. What the host offers is the step's `target`:
 * `commands: restricted` and `settableVariables` refuse all but harmless commands and our own outputs, which we set last. The
 * template sets both, and uploads the summary in a step of its own.
 * Mask: `##vso[task.setsecret]`. Groups: `##[group]`. Summary: `##vso[task.uploadsummary]` with an absolute path.
 * Cancel: SIGINT, after 7.5 s SIGTERM, after 2.5 s the end (ProcessInvoker.cs); steps with `condition: always()` still run.
 */
export const azure: HostKind = {
  name: 'azure',
  detect: (env) => /^true$/i.test(env['TF_BUILD'] ?? ''),
  open: (world) => openPlain(world, traitsOf(world)),
};

const data = (text: string): string => text.replaceAll('%', '%AZP25').replaceAll('\r', '%0D').replaceAll('\n', '%0A');
const property = (text: string): string => data(text).replaceAll(']', '%5D').replaceAll(';', '%3B');

function traitsOf({ env }: HostWorld): Traits {
  const read = reader(env);
  const context = contextOf(env);
  let uploaded = false;
  return {
    name: 'azure',
    context,
    jobKey: firstOf(`${read('SYSTEM_JOBID')}${read('SYSTEM_JOBATTEMPT')}`, context.workspace),
    tempBase: read('AGENT_TEMPDIRECTORY') || undefined,
    tame: (line) => line.replaceAll('##vso[', '## vso[').replace(/^##\[/gm, '## ['),
    // A line break would end the command and print the rest.
    mask: (value) => (/[\r\n]/.test(value) ? false : `##vso[task.setsecret]${data(value)}`),
    group: (title) => `##[group]${title}`,
    endGroup: () => '##[endgroup]',
    // A notice has no type of its own here.
    tell: (level, message, title) =>
      level === 'notice'
        ? ''
        : `##vso[task.logissue type=${level}]${data(title === '' ? message : `${title}: ${message}`)}`,
    output: (name, value) =>
      `##vso[task.setvariable variable=${property(outputVariable(name))};isOutput=true]${data(value)}`,
    exportVariable: (name, value) => `##vso[task.setvariable variable=${property(name)}]${data(value)}`,
    addPath: (dir) => `##vso[task.prependpath]${data(dir)}`,
    summary(_markdown, file) {
      // The agent reads the file when the step ends: once is enough.
      const line = uploaded ? '' : `##vso[task.uploadsummary]${data(file)}`;
      uploaded = true;
      return line;
    },
  };
}

function contextOf(env: NodeJS.ProcessEnv): Omit<HostContext, 'tempDir'> {
  const read = reader(env);
  const collection = read('SYSTEM_TEAMFOUNDATIONCOLLECTIONURI').replace(/\/*$/, '/');
  const build = read('BUILD_BUILDID');
  const fork = /^true$/i.test(read('SYSTEM_PULLREQUEST_ISFORK'));
  return {
    ...UNKNOWN,
    repository: read('BUILD_REPOSITORY_NAME'),
    job: firstOf(read('SYSTEM_JOBNAME'), read('SYSTEM_JOBDISPLAYNAME')),
    leg: legOf(read('SYSTEM_JOBPOSITIONINPHASE'), read('SYSTEM_TOTALJOBSINPHASE'), 1),
    runAttempt: numberOf(read('SYSTEM_JOBATTEMPT')) || 1,
    runUrl:
      build === '' || collection === '/'
        ? ''
        : `${collection}${encodeURIComponent(read('SYSTEM_TEAMPROJECT'))}/_build/results?buildId=${build}`,
    // Unless "Make secrets available to builds of forks" is set.
    ...forkFacts(fork, env),
    matrixSize: widthOf(read('SYSTEM_TOTALJOBSINPHASE')),
    workspace: firstOf(read('BUILD_SOURCESDIRECTORY'), process.cwd()),
  };
}
