import { firstOf, forkFacts, legOf, numberOf, reader, UNKNOWN, widthOf } from './facts.ts';
import { appendFileSync } from 'node:fs';
import type { HostContext, HostKind, HostWorld } from '../model/host.ts';
import { oneLine, openPlain, outputVariable, type Traits } from './plain.ts';

/**
 * Bitbucket Pipelines. https://support.atlassian.com/bitbucket-cloud/docs/variables-and-secrets/
 *
 * Mask: at run time it cannot; a secured variable is found and replaced in the log. Groups: none.
 * No words in a log act as commands, so a quarantine has nothing to stop.
 * Summary: the template keeps `gpu-ci-reports/` as an artifact, and artifacts must be in the clone folder.
 * Outputs go to the file BITBUCKET_PIPELINES_VARIABLES_PATH as well; a step names under `output-variables` what it hands on.
 * Cancel: not documented. `after-script` runs when the script has ended, with BITBUCKET_EXIT_CODE, in the same container.
 */
export const bitbucket: HostKind = {
  name: 'bitbucket',
  detect: (env) => Boolean(env['BITBUCKET_COMMIT']) && Boolean(env['BITBUCKET_BUILD_NUMBER']),
  open: (world) => openPlain(world, traitsOf(world)),
};

function traitsOf({ env }: HostWorld): Traits {
  const read = reader(env);
  const context = contextOf(env);
  return {
    name: 'bitbucket',
    context,
    jobKey: firstOf(
      `${read('BITBUCKET_PIPELINE_UUID')}${read('BITBUCKET_STEP_UUID')}${read('BITBUCKET_STEP_RUN_NUMBER')}`,
      context.workspace,
    ),
    collect: true,
    output(name, value) {
      const file = read('BITBUCKET_PIPELINES_VARIABLES_PATH');
      if (file !== '') appendFileSync(file, `${outputVariable(name)}=${oneLine(value)}\n`);
      return '';
    },
  };
}

function contextOf(env: NodeJS.ProcessEnv): Omit<HostContext, 'tempDir'> {
  const read = reader(env);
  const repository = read('BITBUCKET_REPO_FULL_NAME');
  const build = read('BITBUCKET_BUILD_NUMBER');
  const source = read('BITBUCKET_PR_SOURCE_REPO_FULL_NAME');
  const fork = read('BITBUCKET_PR_ID') !== '' && source !== '' && source !== repository;
  return {
    ...UNKNOWN,
    repository,
    job: read('BITBUCKET_STEP_UUID').replace(/[{}]/g, ''),
    leg: legOf(read('BITBUCKET_PARALLEL_STEP'), read('BITBUCKET_PARALLEL_STEP_COUNT'), 0),
    runAttempt: numberOf(read('BITBUCKET_STEP_RUN_NUMBER')) || 1,
    runUrl: repository === '' ? '' : `https://bitbucket.org/${repository}/pipelines/results/${build}`,
    ...forkFacts(fork, env),
    matrixSize: widthOf(read('BITBUCKET_PARALLEL_STEP_COUNT')),
    workspace: firstOf(read('BITBUCKET_CLONE_DIR'), process.cwd()),
  };
}
