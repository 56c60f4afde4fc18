import { appendFileSync } from 'node:fs';
import { firstOf, forkFacts, legOf, reader, UNKNOWN, widthOf } from './facts.ts';
import type { HostContext, HostKind, HostWorld } from '../model/host.ts';
import { openPlain, shellQuote, type Traits } from './plain.ts';

/**
 * CircleCI. https://circleci.com/docs/variables/
 *
 * Mask: at run time it cannot; project and context variables of 4 characters or more are masked. Groups: none; a step is one.
 * No words in a log act as commands, so a quarantine has nothing to stop.
 * Summary: none; the template stores the files as artifacts. Later steps get variables from the file BASH_ENV names.
 * Cancel: after a cancel steps with `when: always` do not run, so `gpu-ci run` must end the job itself on the signal; the
 * clean-up step serves failures and timeouts.
 */
export const circleci: HostKind = {
  name: 'circleci',
  detect: (env) => env['CIRCLECI'] === 'true',
  open: (world) => openPlain(world, traitsOf(world)),
};

function traitsOf({ env }: HostWorld): Traits {
  const read = reader(env);
  const context = contextOf(env);
  const later = (line: string): string => {
    const file = read('BASH_ENV');
    if (file !== '') appendFileSync(file, `${line}\n`);
    return '';
  };
  return {
    name: 'circleci',
    context,
    jobKey: firstOf(
      read('CIRCLE_WORKFLOW_JOB_ID'),
      `${read('CIRCLE_BUILD_URL')}${read('CIRCLE_NODE_INDEX')}`,
      context.workspace,
    ),
    exportVariable: (name, value) => later(`export ${name}=${shellQuote(value)}`),
    addPath: (dir) => later(`export PATH=${shellQuote(dir)}:"$PATH"`),
  };
}

function contextOf(env: NodeJS.ProcessEnv): Omit<HostContext, 'tempDir'> {
  const read = reader(env);
  // Set for pull requests from forks only.
  const fork = read('CIRCLE_PR_NUMBER') !== '';
  const owner = read('CIRCLE_PROJECT_USERNAME');
  return {
    ...UNKNOWN,
    repository: owner === '' ? '' : `${owner}/${read('CIRCLE_PROJECT_REPONAME')}`,
    job: read('CIRCLE_JOB'),
    leg: legOf(read('CIRCLE_NODE_INDEX'), read('CIRCLE_NODE_TOTAL'), 0),
    runUrl: read('CIRCLE_BUILD_URL'),
    // Unless "Pass secrets to builds from forked pull requests" is on.
    ...forkFacts(fork, env),
    matrixSize: widthOf(read('CIRCLE_NODE_TOTAL')),
    workspace: workspaceOf(read('CIRCLE_WORKING_DIRECTORY'), read('HOME')),
  };
}

/** The host gives `~/project` as it was written. */
function workspaceOf(directory: string, home: string): string {
  if (directory === '') return process.cwd();
  return home === '' ? directory : directory.replace(/^~(?=\/|$)/, home);
}
