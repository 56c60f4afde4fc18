/**
 * The one table of inputs. action.yml, `gpu-ci run --help`, the README's table and the parser all follow it;
 * `__tests__/contract.test.ts` holds them together.
 */
export type InputKind =
  | 'text'
  | 'script'
  | 'boolean'
  | 'count'
  | 'usd'
  | 'duration'
  | 'lines'
  | 'list'
  | 'env'
  | 'regex'
  | 'sha256'
  | 'secret'
  | readonly string[];

export const SHELLS = ['bash', 'sh', 'none'] as const;
export type Shell = (typeof SHELLS)[number];
export const MODES = ['run', 'submit', 'collect'] as const;
export const ON_MISSING_TOKEN = ['fail', 'skip'] as const;
export const COMMENTS = ['never', 'on-failure', 'always'] as const;

export interface InputRow {
  readonly name: string;
  readonly kind: InputKind;
  readonly default: string;
  /** One sentence; stands in action.yml, the README and `--help`. */
  readonly help: string;
  /** A good value, shown when a bad one is refused. */
  readonly example: string;
}

const row = (name: string, kind: InputKind, fallback: string, example: string, help: string): InputRow => ({
  name,
  kind,
  default: fallback,
  help,
  example,
});

// prettier-ignore
export const INPUTS: readonly InputRow[] = [
  row('command', 'script', '', 'python train.py', 'Script that runs on the pod, one line or many. Required, but not for `mode: collect`.'),
  row('shell', SHELLS, 'bash', 'bash', '`bash` runs `bash -eo pipefail -c SCRIPT`, `sh` runs `sh -e -c SCRIPT`, `none` splits the line into arguments (POSIX quoting) and uses no shell.'),
  row('working-directory', 'text', '.', 'training', 'Folder that `gpu` runs in: the project with `gpu.jsonc`.'),
  row('env', 'env', '', 'EPOCHS=20', '`KEY=VALUE` lines given to the workload; a bare `KEY` passes the value that this step has, masked. A value is one line, without the blanks at its ends.'),
  row('gpu-type', 'list', '', 'H100 SXM, A100 80GB', 'GPU types in order of preference; the next one is tried when the provider has none of the first.'),
  row('gpu-count', 'count', '', '2', 'Number of GPUs, 1 to 8.'),
  row('min-vram', 'count', '', '24', 'Least GPU memory in GB.'),
  row('outputs', 'lines', '', 'outputs/', 'Paths to bring back from the pod, one a line; empty leaves `gpu.jsonc` in charge.'),
  row('args', 'lines', '', '--rebuild', 'Further `gpu run` flags, one a line: `--flag`, `--flag=value` or `--flag value`. Quotes are not removed.'),
  row('token', 'secret', '', '${{ secrets.GPU_SERVICE_TOKEN }}', 'Service account token, `gpt_sat_…`; the variable `GPU_SERVICE_TOKEN` where it is empty.'),
  row('export-token', 'boolean', 'true', 'true', 'Export the token as `GPU_SERVICE_TOKEN` for later steps of the job.'),
  row('on-missing-token', ON_MISSING_TOKEN, 'fail', 'skip', '`skip`: a run that gets no secrets (a pull request from a fork, Dependabot) succeeds with a notice and `status=skipped`. A token that is missing for any other reason still fails the step.'),
  row('org', 'text', '', 'my-team', 'Organization or sub-account (slug) to run under; the former context is put back afterwards.'),
  row('cli-version', 'text', 'latest', '0.31.2', 'Version of GPU CLI, for example `0.31` or `0.31.2`. `latest` accepts the `gpu` on PATH, else a copy in the tool cache that is younger than a day.'),
  row('install-url', 'text', 'https://gpu-cli.sh/install.sh', 'https://gpu-cli.sh/install.sh', 'Address of the install script.'),
  row('install-sha256', 'sha256', '', 'e3b0c44298fc1c149afbf4c8996fb92427ae41e4649b934ca495991b7852b855', 'SHA-256 of the install script; with another digest the script is not run. A `gpu` that this script did not install is not used, unless `cli-sha256` pins it.'),
  row('cli-sha256', 'sha256', '', 'e3b0c44298fc1c149afbf4c8996fb92427ae41e4649b934ca495991b7852b855', 'SHA-256 of the `gpu` program; with another digest it is not run. The step runs a private copy, and the post step compares it again.'),
  row('retry-on', 'list', 'saturated,capacity,infra', 'saturated', 'Failure classes that are tried again. A workload that has started is never run again unless `workload` is listed.'),
  row('max-wait', 'duration', '30m', '2h', 'Longest time spent waiting for a session, all attempts together; `0` for no limit.'),
  row('max-attempts', 'count', '0', '5', 'Most attempts; `0` for no limit.'),
  row('retry-delay', 'duration', '10s', '5s', 'Shortest wait between attempts; the limit of the random wait doubles from here.'),
  row('retry-max-delay', 'duration', '75s', '2m', 'Longest wait between attempts.'),
  row('saturation-pattern', 'regex', '', 'all workers busy', 'Extra regular expression: a refusal whose text matches counts as a full session pool.'),
  row('timeout', 'duration', '0', '2h', 'Longest time that the workload may run; `0` for no limit.'),
  row('idle-timeout', 'duration', '0', '15m', 'Longest silence of the workload; `0` for no limit.'),
  row('start-timeout', 'duration', '30m', '45m', 'Longest time from the submission of a job to the start of its workload. Then the job is cancelled, its pod is stopped, and the attempt counts as `infra`; `0` for no limit. `mode: collect` does not apply it.'),
  row('max-cost', 'usd', '0', '5.00', 'USD; the run is cancelled when its estimated cost reaches it; `0` for no limit. The estimate uses the list price; placement can cost up to twice as much.'),
  row('keep-pod', 'boolean', 'false', 'false', 'Leave the pod warm for a later step. By default it is stopped, which frees the pooled session at once.'),
  row('mode', MODES, 'run', 'run', '`submit` starts the job detached, waits for the start of its workload, and ends with its id; `collect` attaches to `job-id`, streams, waits and reports.'),
  row('job-id', 'text', '', 'job_0123456789abcdef0123456789abcdef', 'The job to collect, for `mode: collect`.'),
  row('detach-after', 'duration', '0', '5h30m', 'For `mode: collect`: after this time the step leaves a job that still runs to a later collect, and succeeds with `status=submitted`; `0` waits for its end.'),
  row('telemetry', 'boolean', 'true', 'true', 'Sample the GPU on the pod while the workload runs.'),
  row('summary', 'boolean', 'true', 'true', 'Write the job summary.'),
  row('comment', COMMENTS, 'never', 'on-failure', 'Keep one comment on the pull request up to date. Needs `pull-requests: write`.'),
  row('check', 'boolean', 'false', 'true', 'Publish a check run, named `GPU: ` and the label, on the head commit. Needs `checks: write`.'),
  row('label', 'text', '', 'train (seed 1)', 'Names this run in summary, comment and check; the job id and matrix values where it is empty.'),
  row('matrix', 'text', '${{ toJSON(matrix) }}', '${{ toJSON(matrix) }}', 'Values of this matrix leg, which tell it from the others. The default is right.'),
  row('matrix-size', 'count', '${{ strategy.job-total }}', '20', 'Number of jobs in the matrix, to report if it is wider than the pool. The default is right.'),
  row('report', 'text', '', 'outputs/report.md', 'Markdown file written by the workload, shown in the summary.'),
  row('metrics', 'text', '', 'outputs/metrics.json', 'JSON or JSON Lines file of numbers written by the workload, shown as a table.'),
  row('metrics-baseline', 'text', '', 'baseline.json', 'File that the metrics are compared with. A change below 0.1 % is shown and not judged.'),
  row('github-token', 'secret', '${{ github.token }}', '${{ github.token }}', 'Token for comment and check.'),
];

/** The outputs, set as soon as they are known, on failure too. */
export const OUTPUTS: readonly (readonly [name: string, help: string])[] = [
  ['status', '`succeeded`, `failed`, `cancelled`, `timed-out`, `skipped` or `submitted`.'],
  [
    'class',
    'Why it did not succeed: `workload`, `saturated`, `capacity`, `infra`, `auth`, `usage`, `timeout`, `budget`, `cancelled` or `internal`; empty on success.',
  ],
  ['reason', 'One sentence.'],
  ['exit-code', "The workload's own exit code; empty if it never ran."],
  ['job-id', 'Id of the remote job; empty where the CLI does not say.'],
  ['pod-id', 'Id of the pod; empty where the CLI does not say.'],
  ['gpu-type', 'GPU type of the run; empty where the CLI does not say.'],
  ['gpu-count', 'Number of GPUs; empty where the CLI does not say.'],
  ['cli-version', 'Version of GPU CLI; empty where the CLI does not say.'],
  ['attempts', 'Number of attempts.'],
  ['queue-seconds', 'Seconds spent waiting for a session.'],
  ['run-seconds', 'Seconds that the workload ran.'],
  ['cost-usd', 'Estimated cost: hourly price × GPU count × billed time; empty without a price.'],
  ['cleanup', '`confirmed`, `not-needed`, `unconfirmed` or `kept`.'],
  ['report-file', 'Path of the run report (JSON, `schema/run-report.schema.json`).'],
];
