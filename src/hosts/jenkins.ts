import { firstOf, forkFacts, reader, remoteOf, UNKNOWN } from './facts.ts';
import type { HostContext, HostKind, HostWorld } from '../model/host.ts';
import { openPlain, type Traits } from './plain.ts';

/**
 * Jenkins. https://www.jenkins.io/doc/book/pipeline/jenkinsfile/#using-environment-variables
 *
 * Mask: at run time it cannot; a credential bound by `credentials()` or `withCredentials` is masked. Groups: none in core.
 * No words in a log act as commands, so a quarantine has nothing to stop.
 * Summary: none in core; the template archives `gpu-ci-reports/`, and artifacts must lie in the workspace.
 * Cancel: SIGTERM to every process that carries the step's cookie in its environment; the step gives up after 20 s
 * (durable-task-plugin). `post { always }` runs then. It is another stage, so state is keyed by build and workspace,
 * and lies in WORKSPACE_TMP, which is beside the workspace.
 */
export const jenkins: HostKind = {
  name: 'jenkins',
  detect: (env) => Boolean(env['JENKINS_URL']) && Boolean(env['BUILD_ID']),
  open: (world) => openPlain(world, traitsOf(world)),
};

function traitsOf({ env }: HostWorld): Traits {
  const read = reader(env);
  const context = contextOf(env);
  return {
    name: 'jenkins',
    context,
    jobKey: `${firstOf(read('BUILD_TAG'), read('BUILD_ID'))}\0${context.workspace}`,
    tempBase: read('WORKSPACE_TMP') || undefined,
    collect: true,
  };
}

function contextOf(env: NodeJS.ProcessEnv): Omit<HostContext, 'tempDir'> {
  const read = reader(env);
  const fork = read('CHANGE_FORK') !== '';
  return {
    ...UNKNOWN,
    repository: remoteOf(firstOf(read('GIT_URL'), read('GIT_URL_1'))).repository,
    job: read('STAGE_NAME'),
    runUrl: read('BUILD_URL'),
    // By the trust level in the branch source.
    ...forkFacts(fork, env),
    workspace: firstOf(read('WORKSPACE'), process.cwd()),
  };
}
