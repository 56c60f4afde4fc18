import * as kind from './model/rules.ts';

/**
 * The one table of inputs: action.yml, `gpu-ci run --help`, the tables of the README and the parser follow it.
 * `__tests__/contract.test.ts` holds them together.
 */
export interface InputRow<Field extends string = string, T = unknown> extends kind.Kind<T> {
  readonly name: string;
  /** Its name in a request; '' if the value is read elsewhere, such as a secret. */
  readonly field: Field;
  readonly default: string;
  /** One or two sentences for action.yml, the README and `--help`. */
  readonly help: string;
  /** A valid value, shown if an invalid one is rejected. */
  readonly example: string;
}

const row = <Field extends string, T>(
  name: string,
  field: Field,
  parsed: kind.Kind<T>,
  fallback: string,
  example: string,
  help: string,
): InputRow<Field, T> => ({ ...parsed, name, field, default: fallback, example, help });

// prettier-ignore
export const INPUTS = [
  row('command', 'command', kind.script, '', 'python train.py', 'Script that runs on the pod, one line or many. Required unless `mode` is `collect`.'),
  row('shell', 'shell', kind.choice('bash', 'sh', 'none'), 'bash', 'bash', '`bash` runs `bash -eo pipefail -c SCRIPT`, `sh` runs `sh -e -c SCRIPT`, `none` splits the line into arguments (POSIX quoting) and uses no shell; an unquoted `|`, `&`, `;`, `<` or `>` is an error.'),
  row('working-directory', 'workingDirectory', kind.text, '.', 'training', 'Folder in which `gpu` runs: the project with `gpu.jsonc`.'),
  row('env', 'env', kind.env, '', 'EPOCHS=20', '`KEY=VALUE` lines for the workload. A bare `KEY` passes the value from the environment of the step, and masks it unless the CI system shows it, like `GITHUB_SHA`.'),
  row('gpu-type', 'gpuTypes', kind.names, '', 'H100 SXM, A100 SXM 80GB', 'GPU types in order of preference. If the provider has none of the first type, the next one is used.'),
  row('gpu-count', 'gpuCount', kind.optional(kind.count(1, 8)), '', '2', 'Number of GPUs, 1 to 8.'),
  row('min-vram', 'minVram', kind.optional(kind.count(1, 4_096)), '', '24', 'Minimum GPU memory in GB.'),
  row('outputs', 'outputs', kind.paths, '', 'outputs/', 'Paths to download from the pod. If empty, `gpu.jsonc` decides.'),
  row('args', 'args', kind.flags, '', '--rebuild', 'Additional flags for `gpu run`, one per line: `--flag`, `--flag=value` or `--flag value`. Quotes are not removed.'),
  row('token', '', kind.secret, '', '${{ secrets.GPU_SERVICE_TOKEN }}', 'Service account token, `gpt_sat_…`. If empty, the variable `GPU_SERVICE_TOKEN` is used.'),
  row('export-token', 'exportToken', kind.boolean, 'true', 'true', 'Export the token as `GPU_SERVICE_TOKEN` for later steps of the job.'),
  row('on-missing-token', 'onMissingToken', kind.choice('fail', 'skip'), 'fail', 'skip', '`skip`: if the event withholds secrets (fork, Dependabot), the step succeeds with a notice and `status=skipped`. Any other missing token fails the step.'),
  row('org', 'org', kind.slug, '', 'my-team', 'Slug of the organization or sub-account for the run. The post step restores the previous context.'),
  row('cli-version', 'cliVersion', kind.version, 'latest', '0.31.2', 'Version of GPU CLI, for example `0.31` or `0.31.2`. `latest` accepts any `gpu` on `PATH`, or a copy in the tool cache that is younger than one day.'),
  row('install-url', 'installUrl', kind.address, 'https://gpu-cli.sh/install.sh', 'https://gpu-cli.sh/install.sh', 'URL of the install script.'),
  row('install-sha256', 'installSha256', kind.sha256, '', 'e3b0c44298fc1c149afbf4c8996fb92427ae41e4649b934ca495991b7852b855', 'SHA-256 of the install script. A script with another digest is not run. A `gpu` that was not installed by this script is not used, unless `cli-sha256` matches.'),
  row('cli-sha256', 'cliSha256', kind.sha256, '', 'e3b0c44298fc1c149afbf4c8996fb92427ae41e4649b934ca495991b7852b855', 'SHA-256 of the `gpu` program. A program with another digest is not run.'),
  row('retry-on', 'retryOn', kind.classes, 'saturated,capacity,infra', 'saturated', 'Failure classes that are retried. A started workload is not run again unless `workload` is listed.'),
  row('max-wait', 'maxWaitMs', kind.duration, '30m', '2h', 'Longest total wait for a session, all attempts together.'),
  row('max-attempts', 'maxAttempts', kind.count(0), '0', '5', 'Maximum number of attempts.'),
  row('retry-delay', 'retryDelayMs', kind.duration, '10s', '5s', 'Shortest wait between attempts. The upper limit of the random wait doubles from here.'),
  row('retry-max-delay', 'retryMaxDelayMs', kind.duration, '75s', '2m', 'Longest wait between attempts.'),
  row('saturation-pattern', 'saturationPattern', kind.pattern, '', 'all workers busy', 'Additional regular expression. A refusal that matches counts as a full session pool.'),
  row('timeout', 'timeoutMs', kind.duration, '0', '2h', 'Longest time that the workload may run.'),
  row('idle-timeout', 'idleTimeoutMs', kind.duration, '0', '15m', 'Longest time without output of the workload.'),
  row('start-timeout', 'startTimeoutMs', kind.duration, '30m', '45m', 'Longest time from the submission to the start of the workload. Then the job is cancelled, the pod is stopped, and the attempt counts as `infra`.'),
  row('max-cost', 'maxCostUsd', kind.usd, '0', '5.00', 'Limit in USD. The run is cancelled when its estimated cost reaches it. The estimate uses the list price; placement can cost up to twice as much. If no price is known before the start, the step prints a warning.'),
  row('keep-pod', 'keepPod', kind.boolean, 'false', 'false', 'Keep the pod running for later steps of the job; the post step stops it. By default the pod is stopped at once, which frees the session.'),
  row('mode', 'mode', kind.choice('run', 'submit', 'collect'), 'run', 'run', '`submit` starts the job, waits for the start of the workload, and ends with the job id. `collect` attaches to `job-id`, streams the log, waits and reports.'),
  row('job-id', 'jobId', kind.jobId, '', 'job_0123456789abcdef0123456789abcdef', 'Id of the job to collect, with `mode: collect`.'),
  row('detach-after', 'detachAfterMs', kind.duration, '0', '5h30m', 'With `mode: collect`: stop following the job after this time and leave it running. The step succeeds with `status=submitted`.'),
  row('telemetry', 'telemetry', kind.boolean, 'true', 'true', 'Sample the GPU on the pod while the workload runs.'),
  row('summary', 'summary', kind.boolean, 'true', 'true', 'Write the job summary.'),
  row('comment', 'comment', kind.choice('never', 'on-failure', 'always'), 'never', 'on-failure', 'Write one sticky comment on the pull request. Needs `pull-requests: write`.'),
  row('check', 'check', kind.boolean, 'false', 'true', 'Show a check run on the head commit, in progress during the run. Needs `checks: write`.'),
  row('label', 'label', kind.text, '', 'train (seed 1)', 'Name of this run in summary, comment and check. If empty, the job id and the matrix values.'),
  row('matrix', '', kind.text, '${{ toJSON(matrix) }}', '${{ toJSON(matrix) }}', 'Matrix values of this job, used to identify it in reports. Do not change the default.'),
  row('matrix-size', '', kind.text, '${{ strategy.job-total }}', '20', 'Number of jobs in the matrix, used to warn if it is wider than the pool. Do not change the default.'),
  row('report', 'report', kind.text, '', 'outputs/report.md', 'Markdown file that the workload writes; shown in the summary.'),
  row('metrics', 'metrics', kind.text, '', 'outputs/metrics.json', 'JSON or JSON Lines file with numbers that the workload writes; shown as a table.'),
  row('metrics-baseline', 'metricsBaseline', kind.text, '', 'baseline.json', 'File to compare the metrics with. A change below 0.1 % is shown and not judged.'),
  row('github-token', '', kind.secret, '${{ github.token }}', '${{ github.token }}', 'Token for `comment` and `check`.'),
] as const;

/** The outputs, set as soon as they are known, on failure too. */
export const OUTPUTS: readonly (readonly [name: string, help: string])[] = [
  ['status', '`succeeded`, `failed`, `cancelled`, `timed-out`, `skipped` or `submitted`.'],
  [
    'class',
    'Class of the failure: `workload`, `saturated`, `capacity`, `infra`, `auth`, `usage`, `timeout`, `budget`, `cancelled` or `internal`; empty on success.',
  ],
  ['reason', 'Why it did not succeed, in one sentence.'],
  ['exit-code', "The workload's own exit code; empty if it never ran."],
  ['job-id', 'Id of the remote job; empty if GPU CLI does not report it.'],
  ['pod-id', 'Id of the pod; empty if GPU CLI does not report it.'],
  ['gpu-type', 'GPU type of the run; empty if GPU CLI does not report it.'],
  ['gpu-count', 'Number of GPUs; empty if GPU CLI does not report it.'],
  ['cli-version', 'Version of GPU CLI; empty if GPU CLI does not report it.'],
  ['attempts', 'Number of attempts.'],
  ['queue-seconds', 'Seconds spent waiting for a session.'],
  ['run-seconds', 'Seconds that the workload ran.'],
  ['cost-usd', 'Estimated cost: hourly price × GPU count × billed time; empty without a price.'],
  ['cleanup', 'Result of the clean-up: `confirmed`, `not-needed`, `unconfirmed` or `kept`.'],
  ['report-file', 'Path of the run report (JSON, `schema/run-report.schema.json`).'],
];
