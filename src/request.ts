import { parseDuration } from './model/duration.ts';
import { UserError } from './model/errors.ts';
import { COMMENTS, INPUTS, MODES, ON_MISSING_TOKEN, SHELLS, type InputRow, type Shell } from './inputs.ts';
import type { FailureClass } from './model/outcome.ts';
import {
  COUNT_MAX,
  RETRYABLE,
  SPLITTABLE,
  VERSION,
  argvOf,
  installAddress,
  notAFlag,
  numberedLines,
  parseArg,
  parseBoolean,
  parseEnvLine,
  parsePattern,
  shownAddress,
  splitLines,
} from './model/rules.ts';
import { withoutTokens } from './model/secrets.ts';

export type Mode = (typeof MODES)[number];

/** What the user asked for, validated. It holds no secret; the tokens travel apart. Durations in milliseconds, 0 = no limit. */
const defaultOf = (name: string): string | undefined => INPUTS.find((row) => row.name === name)?.default;

export interface RunRequest {
  readonly command: string;
  /** What runs on the pod, without the wrapper of the telemetry. */
  readonly argv: readonly string[];
  readonly shell: Shell;
  readonly workingDirectory: string;
  /** Names with values; undefined: the value that this step has, not known here so that it cannot leak from here. */
  readonly env: readonly { readonly name: string; readonly value: string | undefined }[];
  readonly gpuTypes: readonly string[];
  readonly gpuCount: number | undefined;
  readonly minVram: number | undefined;
  readonly outputs: readonly string[];
  readonly args: readonly string[];
  readonly exportToken: boolean;
  readonly onMissingToken: (typeof ON_MISSING_TOKEN)[number];
  readonly org: string;
  readonly cliVersion: string;
  readonly installUrl: string;
  readonly installSha256: string;
  readonly cliSha256: string;
  readonly retryOn: readonly FailureClass[];
  readonly maxWaitMs: number;
  readonly maxAttempts: number;
  readonly retryDelayMs: number;
  readonly retryMaxDelayMs: number;
  readonly saturationPattern: RegExp | undefined;
  readonly timeoutMs: number;
  readonly idleTimeoutMs: number;
  /** From the submission to the start of the workload. */
  readonly startTimeoutMs: number;
  readonly maxCostUsd: number;
  readonly keepPod: boolean;
  readonly mode: Mode;
  readonly jobId: string;
  /** `collect` only: then the job is left to a later collect; 0 = never. */
  readonly detachAfterMs: number;
  readonly telemetry: boolean;
  readonly summary: boolean;
  readonly comment: (typeof COMMENTS)[number];
  readonly check: boolean;
  readonly label: string;
  readonly report: string;
  readonly metrics: string;
  readonly metricsBaseline: string;
}

/** Reads one input by name; an empty string where it was not given. */
export type ReadInput = (name: string) => string;

/**
 * Validates all inputs at once.
 * @throws UserError with one line for each bad input: its name, value, what is allowed and an example.
 */
export function parseRequest(read: ReadInput): RunRequest {
  const faults: string[] = [];
  const rows = new Map(INPUTS.map((row) => [row.name, row]));

  const fault = (row: InputRow, value: string, allowed: string): void => {
    const told = row.name === 'install-url' ? shownAddress(value) : value;
    const shown = told.length > 80 ? `${told.slice(0, 77)}…` : told;
    faults.push(`\`${row.name}\` is ${JSON.stringify(shown)}, but must be ${allowed}, for example \`${row.example}\`.`);
  };
  const rowOf = (name: string): InputRow => rows.get(name) as InputRow;
  const raw = (name: string): string => {
    const given = read(name);
    return given.trim() === '' ? rowOf(name).default : given;
  };
  const text = (name: string): string => {
    const value = raw(name).trim();
    if (/[\r\n\0]/.test(value)) fault(rowOf(name), value, 'one line');
    return value;
  };
  const parsed = <T>(name: string, allowed: string, parse: (value: string) => T | undefined, fallback: T): T => {
    const value = raw(name).trim();
    const result = parse(value);
    if (result === undefined) fault(rowOf(name), value, allowed);
    return result ?? fallback;
  };
  const choice = <T extends string>(name: string, options: readonly [T, ...T[]]): T =>
    parsed(name, `one of ${options.join(', ')}`, (value) => options.find((option) => option === value), options[0]);
  const flag = (name: string): boolean => parsed(name, 'true or false', parseBoolean, false);
  const duration = (name: string): number =>
    parsed(name, 'a duration (500ms, 30s, 5m, 2h, 1h30m; a bare number is seconds)', parseDuration, 0);
  const count = (name: string, least: number, most: number): number | undefined => {
    const value = raw(name).trim();
    if (value === '') return undefined;
    const number = /^\d{1,9}$/.test(value) ? Number(value) : -1;
    if (number < least || number > most) {
      fault(
        rowOf(name),
        value,
        most === COUNT_MAX ? `a whole number from ${least} up` : `a whole number from ${least} to ${most}`,
      );
    }
    return number;
  };
  const lines = (name: string): string[] => splitLines(raw(name));
  const list = (name: string): string[] =>
    raw(name)
      .split(/[\n,]/)
      .map((item) => item.trim())
      .filter(Boolean);
  const digest = (name: string): string =>
    parsed(
      name,
      'a SHA-256 digest of 64 hex digits',
      (v) => (/^([0-9a-fA-F]{64})?$/.test(v) ? v.toLowerCase() : undefined),
      '',
    );

  const mode = choice('mode', MODES);
  const shell = choice('shell', SHELLS);
  const command = raw('command').replace(/\r\n/g, '\n').trim();
  const jobId = text('job-id');
  if (mode !== 'collect' && command === '')
    faults.push('`command` is empty; say what to run on the pod, for example `python train.py`.');
  if (command.includes('\0')) fault(rowOf('command'), command, 'text without NUL characters');
  if (mode === 'collect' && jobId === '')
    faults.push(
      '`job-id` is empty, but `mode: collect` needs the id that `mode: submit` gave, for example `${{ needs.submit.outputs.job-id }}`.',
    );
  if (jobId !== '' && !/^[A-Za-z0-9][\w.-]{0,127}$/.test(jobId)) fault(rowOf('job-id'), jobId, 'the id of a job');

  const retryOn = list('retry-on').map((item) => item.toLowerCase());
  for (const item of retryOn) {
    if (!RETRYABLE.includes(item as FailureClass)) fault(rowOf('retry-on'), item, `a list of ${RETRYABLE.join(', ')}`);
  }

  const request: RunRequest = {
    command,
    argv: parsed('command', SPLITTABLE, () => argvOf(shell, command), []),
    shell,
    workingDirectory: text('working-directory'),
    env: numberedLines(raw('env')).map(({ line, number }) => parseEnvLine(line, faults, number)),
    gpuTypes: list('gpu-type').map((item) => notAFlag('gpu-type', item, faults)),
    gpuCount: count('gpu-count', 1, 8),
    minVram: count('min-vram', 1, 4096),
    outputs: lines('outputs').map((item) => notAFlag('outputs', item, faults)),
    args: lines('args').flatMap((line) => parseArg(line, faults)),
    exportToken: flag('export-token'),
    onMissingToken: choice('on-missing-token', ON_MISSING_TOKEN),
    org: parsed(
      'org',
      'the slug of an organization',
      (v) => (/^([A-Za-z0-9][A-Za-z0-9-]{0,62})?$/.test(v) ? v : undefined),
      '',
    ),
    cliVersion: parsed(
      'cli-version',
      '`latest` or a version',
      (v) => (VERSION.test(v) ? v.replace(/^v/, '') : undefined),
      'latest',
    ),
    installUrl: parsed('install-url', 'an https address (http only on loopback)', installAddress, ''),
    installSha256: digest('install-sha256'),
    cliSha256: digest('cli-sha256'),
    retryOn: retryOn as FailureClass[],
    maxWaitMs: duration('max-wait'),
    maxAttempts: Number(count('max-attempts', 0, COUNT_MAX)),
    retryDelayMs: duration('retry-delay'),
    retryMaxDelayMs: duration('retry-max-delay'),
    saturationPattern: parsed('saturation-pattern', 'a regular expression', parsePattern, null) ?? undefined,
    timeoutMs: duration('timeout'),
    idleTimeoutMs: duration('idle-timeout'),
    startTimeoutMs: duration('start-timeout'),
    maxCostUsd: parsed(
      'max-cost',
      'an amount of USD',
      (v) => (/^\$?\d{1,7}(\.\d{1,4})?$/.test(v) ? Number(v.replace('$', '')) : undefined),
      0,
    ),
    keepPod: flag('keep-pod'),
    mode,
    jobId,
    detachAfterMs: duration('detach-after'),
    telemetry: flag('telemetry'),
    summary: flag('summary'),
    comment: choice('comment', COMMENTS),
    check: flag('check'),
    label: text('label'),
    report: text('report'),
    metrics: text('metrics'),
    metricsBaseline: text('metrics-baseline'),
  };
  if (request.detachAfterMs > 0 && mode !== 'collect') {
    faults.push('`detach-after` is for `mode: collect`; a run that is left alive must be one that was submitted.');
  }
  // The default maximum does not bind a user who sets only the minimum.
  if (request.retryDelayMs > request.retryMaxDelayMs && text('retry-max-delay') !== defaultOf('retry-max-delay')) {
    faults.push('`retry-delay` is longer than `retry-max-delay`; make it the shorter one, for example `5s` and `2m`.');
  }
  if (faults.length > 0) {
    const head = faults.length === 1 ? 'One input cannot be used:' : `${faults.length} inputs cannot be used:`;
    // A token that was put into the wrong place, and not where we would know it from, is quoted with the fault.
    throw new UserError(withoutTokens(`${head} ${faults.join(' ')}`));
  }
  return request;
}
