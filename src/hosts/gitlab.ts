import { firstOf, forkFacts, legOf, numberOf, reader, UNKNOWN, widthOf } from './facts.ts';
import type { HostContext, HostKind, HostWorld } from '../model/host.ts';
import { oneLine, openPlain, REPORTS, type Traits } from './plain.ts';
import { placeIn } from './state-file.ts';

/**
 * GitLab CI. https://docs.gitlab.com/ci/variables/predefined_variables/
 *
 * Mask: at run time it cannot; a variable is masked by its own setting (8 characters or more, one line).
 * Groups: `section_start` and `section_end` (https://docs.gitlab.com/ci/jobs/job_logs/). A workload can fold the log with
 * them, and do no more, so a quarantine has nothing to stop.
 * Summary: `gpu-ci-reports/` holds an annotations report (a link in the side bar of the job), a dotenv report and the Markdown; the
 * template declares them as artifacts.
 * Cancel: SIGTERM to the process group, SIGKILL after 10 minutes (shell executor); then `after_script`, which since 17.0 runs
 * after a cancel too, 5 minutes by default, in a new shell: `gpu-ci cleanup` finds its state in RUNNER_TEMP_PROJECT_DIR.
 */
export const gitlab: HostKind = {
  name: 'gitlab',
  detect: (env) => env['GITLAB_CI'] === 'true',
  open: (world) => openPlain(world, traitsOf(world)),
};

function traitsOf({ env }: HostWorld): Traits {
  const read = reader(env);
  const sections: string[] = [];
  let count = 0;
  const mark = (kind: 'start' | 'end', name: string, text = ''): string =>
    `\u001b[0Ksection_${kind}:${Math.floor(Date.now() / 1000)}:${name}\r\u001b[0K${text}`;
  return {
    name: 'gitlab',
    context: contextOf(env),
    jobKey: firstOf(read('CI_JOB_ID'), read('CI_PROJECT_DIR')),
    tempBase: read('RUNNER_TEMP_PROJECT_DIR') || undefined,
    collect: true,
    group(title) {
      const name = `gpu_ci_${process.pid}_${++count}`;
      sections.push(name);
      return mark('start', name, `\u001b[1m${title}\u001b[0m`);
    },
    endGroup() {
      const name = sections.pop();
      return name === undefined ? '' : mark('end', name);
    },
    // The dotenv report takes a value as it stands, quotes and all.
    dotenvLine: (name, value) => `${name}=${oneLine(value)}`,
    publish(report, folder) {
      const jobUrl = read('CI_JOB_URL');
      if (jobUrl !== '') {
        const link = (label: string, file: string) => ({
          external_link: { label, url: `${jobUrl}/artifacts/file/${REPORTS}/${file}` },
        });
        const links = [link(`GPU run: ${report.status}`, 'summary.md'), link('GPU run report', 'report.json')];
        placeIn(folder, 'annotations.json', `${JSON.stringify({ 'GPU run': links }, null, 2)}\n`);
      }
      return [];
    },
  };
}

function contextOf(env: NodeJS.ProcessEnv): Omit<HostContext, 'tempDir'> {
  const read = reader(env);
  const source = read('CI_MERGE_REQUEST_SOURCE_PROJECT_ID');
  const fork = source !== '' && source !== read('CI_MERGE_REQUEST_PROJECT_ID');
  const ownProject = read('CI_PROJECT_ID') !== source;
  return {
    ...UNKNOWN,
    repository: read('CI_PROJECT_PATH'),
    job: read('CI_JOB_NAME'),
    leg: legOf(read('CI_NODE_INDEX'), read('CI_NODE_TOTAL'), 1),
    runUrl: firstOf(read('CI_JOB_URL'), read('CI_PIPELINE_URL')),
    // Runs in the fork, which does not have the variables of this project.
    secretsWithheld: fork && !ownProject ? 'a fork' : '',
    foreignCode: ownProject && forkFacts(fork, env).foreignCode,
    matrixSize: widthOf(read('CI_NODE_TOTAL')),
    workspace: firstOf(read('CI_PROJECT_DIR'), process.cwd()),
    jobLimitMs: numberOf(read('CI_JOB_TIMEOUT')) * 1000,
    jobStartedAt: Date.parse(read('CI_JOB_STARTED_AT')) || 0,
  };
}
