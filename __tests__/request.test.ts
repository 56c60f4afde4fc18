import { describe, expect, test } from '@jest/globals';
import fc from 'fast-check';
import { sentenceOf, UserError } from '../src/model/errors.ts';
import { INPUTS } from '../src/inputs.ts';
import { parseRequest, type RunRequest } from '../src/request.ts';

const read = (given: Record<string, string>): RunRequest =>
  parseRequest((name) => ({ command: 'true', ...given })[name] ?? '');

function refused(given: Record<string, string>): string {
  try {
    read(given);
  } catch (error) {
    expect(error).toBeInstanceOf(UserError);
    return sentenceOf(error);
  }
  throw new Error('it was taken');
}

test('with a command alone, everything has its default', () => {
  expect(read({})).toEqual({
    command: 'true',
    argv: ['bash', '-eo', 'pipefail', '-c', 'true'],
    shell: 'bash',
    workingDirectory: '.',
    env: [],
    gpuTypes: [],
    gpuCount: undefined,
    minVram: undefined,
    outputs: [],
    args: [],
    exportToken: true,
    onMissingToken: 'fail',
    org: '',
    cliVersion: 'latest',
    installUrl: 'https://gpu-cli.sh/install.sh',
    installSha256: '',
    cliSha256: '',
    retryOn: ['saturated', 'capacity', 'infra'],
    maxWaitMs: 1_800_000,
    maxAttempts: 0,
    retryDelayMs: 10_000,
    retryMaxDelayMs: 75_000,
    saturationPattern: undefined,
    timeoutMs: 0,
    idleTimeoutMs: 0,
    maxCostUsd: 0,
    keepPod: false,
    mode: 'run',
    jobId: '',
    startTimeoutMs: 1_800_000,
    detachAfterMs: 0,
    telemetry: true,
    summary: true,
    comment: 'never',
    check: false,
    label: '',
    report: '',
    metrics: '',
    metricsBaseline: '',
  });
});

type Good = [name: string, value: string, expected: Partial<RunRequest>];

describe('a good value is taken', () => {
  const SHA = 'AB'.repeat(32);
  test.each<Good>([
    ['command', ' a\r\nb \n', { command: 'a\nb', argv: ['bash', '-eo', 'pipefail', '-c', 'a\nb'] }],
    ['shell', 'sh', { shell: 'sh', argv: ['sh', '-e', '-c', 'true'] }],
    ['working-directory', ' training ', { workingDirectory: 'training' }],
    [
      'env',
      'A=1\n# no\nB',
      {
        env: [
          { name: 'A', value: '1' },
          { name: 'B', value: undefined },
        ],
      },
    ],
    ['gpu-type', 'H100 SXM, A100 80GB\nL40S,,', { gpuTypes: ['H100 SXM', 'A100 80GB', 'L40S'] }],
    ['gpu-count', '1', { gpuCount: 1 }],
    ['gpu-count', ' 8 ', { gpuCount: 8 }],
    ['min-vram', '4096', { minVram: 4_096 }],
    ['outputs', 'a/\nb c\n', { outputs: ['a/', 'b c'] }],
    ['args', '--rebuild\n--x=1', { args: ['--rebuild', '--x=1'] }],
    ['export-token', 'False', { exportToken: false }],
    ['on-missing-token', 'skip', { onMissingToken: 'skip' }],
    ['org', 'my-team', { org: 'my-team' }],
    ['cli-version', 'v0.31.2', { cliVersion: '0.31.2' }],
    ['cli-version', '0.31.2-dev', { cliVersion: '0.31.2-dev' }],
    ['mode', ' run ', { mode: 'run' }],
    ['install-url', 'http://localhost:1/x', { installUrl: 'http://localhost:1/x' }],
    ['install-sha256', SHA, { installSha256: SHA.toLowerCase() }],
    ['cli-sha256', SHA, { cliSha256: SHA.toLowerCase() }],
    ['retry-on', 'Workload, TIMEOUT', { retryOn: ['workload', 'timeout'] }],
    ['max-wait', '0', { maxWaitMs: 0 }],
    ['max-attempts', '5', { maxAttempts: 5 }],
    ['retry-delay', '5s', { retryDelayMs: 5_000 }],
    ['retry-delay', '5m', { retryDelayMs: 300_000 }],
    ['retry-max-delay', '2m', { retryMaxDelayMs: 120_000 }],
    ['saturation-pattern', 'busy', { saturationPattern: /busy/iu }],
    ['timeout', '2h', { timeoutMs: 7_200_000 }],
    ['idle-timeout', '15m', { idleTimeoutMs: 900_000 }],
    ['max-cost', '$5.25', { maxCostUsd: 5.25 }],
    ['max-cost', '5', { maxCostUsd: 5 }],
    ['max-cost', '1234567.1234', { maxCostUsd: 1_234_567.1234 }],
    ['keep-pod', 'true', { keepPod: true }],
    ['telemetry', 'false', { telemetry: false }],
    ['summary', 'false', { summary: false }],
    ['comment', 'on-failure', { comment: 'on-failure' }],
    ['check', 'true', { check: true }],
    ['label', 'train (seed 1)', { label: 'train (seed 1)' }],
    ['report', 'r.md', { report: 'r.md' }],
    ['metrics', 'm.json', { metrics: 'm.json' }],
    ['metrics-baseline', 'b.json', { metricsBaseline: 'b.json' }],
    ['timeout', '   ', { timeoutMs: 0 }],
    ...['true', 'True', 'TRUE'].map((word): Good => ['check', word, { check: true }]),
    ...['false', 'False', 'FALSE'].map((word): Good => ['summary', word, { summary: false }]),
    ...['0.31.2', '10.31', '0.31', '1', '0.31.x', '0.x', '0.31.2-rc.1'].map((version): Good => [
      'cli-version',
      version,
      { cliVersion: version },
    ]),
    ...['http://127.0.0.1:8080/x', 'http://[::1]:1/x'].map((url): Good => ['install-url', url, { installUrl: url }]),
    ['saturation-pattern', '\\p{Lu}', { saturationPattern: /\p{Lu}/iu }],
    ...(
      [
        ['A =1', 'A', '1'],
        ['MODEL = resnet50', 'MODEL', 'resnet50'],
        ['TOKEN_OF_LONG_NAME_2=', 'TOKEN_OF_LONG_NAME_2', ''],
        ['A=b=c', 'A', 'b=c'],
        ['A', 'A', undefined],
        ['_a1=x', '_a1', 'x'],
        ['MY_GPU_SERVICE_TOKEN=x', 'MY_GPU_SERVICE_TOKEN', 'x'],
        ['GPU_SERVICE_TOKENS=x', 'GPU_SERVICE_TOKENS', 'x'],
      ] as const
    ).map(([line, name, value]): Good => ['env', line, { env: [{ name, value }] }]),
    ...['--rebuild', '--detached', '--name=-d', '-dx', 'x -d', '--jsonl', '--note=two words'].map((line): Good => [
      'args',
      line,
      { args: [line] },
    ]),
    ['args', '--publish  8080:8080', { args: ['--publish', '8080:8080'] }],
    ['args', '--note two words\n--lr -1', { args: ['--note', 'two words', '--lr', '-1'] }],
  ])('%s: %j', (name, value, expected) => expect(read({ [name]: value })).toMatchObject(expected));

  test('without a shell, a line of words', () => {
    expect(read({ shell: 'none', command: `python 'my train.py'` }).argv).toEqual(['python', 'my train.py']);
  });
  test('mode submit and collect', () => {
    expect(read({ mode: 'submit' }).mode).toBe('submit');
    expect(read({ mode: 'collect', command: '', 'job-id': 'job_1.a-b' })).toMatchObject({
      mode: 'collect',
      jobId: 'job_1.a-b',
    });
  });
});

describe('a bad value is told with its name, what is allowed and an example', () => {
  const SPAN = 'a duration (500ms, 30s, 5m, 2h, 1h30m; a bare number is seconds)';
  test.each([
    ['shell', 'zsh', 'one of bash, sh, none', 'bash'],
    ['mode', 'watch', 'one of run, submit, collect', 'run'],
    ['on-missing-token', 'warn', 'one of fail, skip', 'skip'],
    ['comment', 'yes', 'one of never, on-failure, always', 'on-failure'],
    ['keep-pod', 'yes', 'true or false', 'false'],
    ['timeout', 'soon', SPAN, '2h'],
    ['gpu-count', '0', 'a whole number from 1 to 8', '2'],
    ['gpu-count', '9', 'a whole number from 1 to 8', '2'],
    ['gpu-count', '1.5', 'a whole number from 1 to 8', '2'],
    ['gpu-count', 'two', 'a whole number from 1 to 8', '2'],
    ['min-vram', '4097', 'a whole number from 1 to 4096', '24'],
    ['max-attempts', '-1', 'a whole number from 0 up', '5'],
    ['max-attempts', '1000000000', 'a whole number from 0 up', '5'],
    ['retry-on', 'auth', 'a list of workload, saturated, capacity, infra, timeout', 'saturated'],
    ['org', 'my team', 'the slug of an organization', 'my-team'],
    ['org', '-x', 'the slug of an organization', 'my-team'],
    ['org', 'a'.repeat(64), 'the slug of an organization', 'my-team'],
    ['cli-version', 'newest', '`latest` or a version', '0.31.2'],
    ['install-url', 'http://x.y/', 'an https address (http only on loopback)', 'https://gpu-cli.sh/install.sh'],
    ['saturation-pattern', '(', 'a regular expression', 'all workers busy'],
    ['max-cost', '5 euros', 'an amount of USD', '5.00'],
    ['max-cost', '5.12345', 'an amount of USD', '5.00'],
    ['max-cost', '12345678', 'an amount of USD', '5.00'],
    ['max-cost', 'a$5', 'an amount of USD', '5.00'],
    ['label', 'a\nb', 'one line', 'train (seed 1)'],
    ['report', 'a\0b', 'one line', 'outputs/report.md'],
    ['job-id', '-x', 'the id of a job', 'job_0123456789abcdef0123456789abcdef'],
    ['job-id', 'a b', 'the id of a job', 'job_0123456789abcdef0123456789abcdef'],
    ['command', 'a\0b', 'text without NUL characters', 'python train.py'],
    ['check', 'tRUE', 'true or false', 'true'],
    ...['0.31.2.1', '0..1', 'vlatest', 'a0.31.2'].map((version) => [
      'cli-version',
      version,
      '`latest` or a version',
      '0.31.2',
    ]),
    ...['http://127.0.0.1.example.org/', 'ftp://127.0.0.1/x', 'file:///etc/passwd', 'install.sh'].map((url) => [
      'install-url',
      url,
      'an https address (http only on loopback)',
      'https://gpu-cli.sh/install.sh',
    ]),
  ])('%s: %j', (name, value, allowed, example) => {
    expect(refused({ [name]: value })).toBe(
      `One input cannot be used: \`${name}\` is ${JSON.stringify(value)}, but must be ${allowed}, for example \`${example}\`.`,
    );
  });

  test.each(['install-sha256', 'cli-sha256'])('%s', (name) => {
    for (const value of ['abc', 'g'.repeat(64), 'a'.repeat(65)])
      expect(refused({ [name]: value })).toContain(`\`${name}\` is "${value}", but must be a SHA-256 digest of 64 hex`);
  });
  test.each(['1A=x', '=x', 'A-B=x', 'A B=x', 'A.b', 'é=1'])('env: %j is not KEY=VALUE', (line) => {
    expect(refused({ env: `\n${line}` })).toBe(
      'One input cannot be used: Line 2 of `env` is neither KEY=VALUE nor KEY. Write each line as `KEY=VALUE`, or as `KEY` of a variable of this step; a value is one line.',
    );
  });
  test.each([
    'MIIEvQIBADANBg/kqhkiG9w0==',
    'MIIEvQIBADANBgkqhkiG9w0',
    'MIIEvQIBADANBgkqhkiG9w0=',
    'MIIEvQIBADANBgkqhkiG9w0==',
  ])('env: the line %s of a secret of several lines is named by its number alone', (line) => {
    expect(refused({ env: line })).toMatch(/Line 1 of `env` is neither(?!.*MIIE)/);
  });
  test.each([
    ...['GPU_SERVICE_TOKEN', 'gpu_service_token=x', 'ACTIONS_RUNTIME_TOKEN', 'ACTIONS_ID_TOKEN_REQUEST_TOKEN=x'],
    ...['INPUT_TOKEN', 'INPUT_'],
  ])('env: %s is not given to a workload', (line) => {
    expect(refused({ env: line })).toContain(`\`env\` names ${line.split('=')[0]}, which is never given to a workload`);
  });
  test.each([
    ...['-d', '--detach', '-a', '--attach=j', '--attach', '--cancel', '-i', '--interactive', '--json', '--help', '-h'],
    ...['--', '--json=1', '-d x', '--name -d', '--name --json'],
  ])('args: the action itself decides about %s', (line) => {
    expect(refused({ args: line })).toContain(`\`args\` has ${JSON.stringify(line)}, which this action decides itself`);
  });
  test('args: several flags in a line, or a token, which is not repeated', () => {
    expect(refused({ args: '--a 1 --b 2' })).toContain('`args` has several flags in the line of "--a"');
    expect(refused({ args: '--token=gpt_sat_abcdef' })).toMatch(/holds a service account token(?!.*abcdef)/);
  });
  test('outputs: a long item that reads as a flag is cut', () => {
    expect(refused({ outputs: `-${'x'.repeat(80)}` })).toContain(`"-${'x'.repeat(59)}", which reads as a flag`);
  });
  test('a quote that is not closed', () => {
    expect(refused({ shell: 'none', command: `a 'b` })).toContain(
      '`command` is "a \'b", but must be a line with closed',
    );
  });
  test('a long value is cut', () => {
    expect(refused({ timeout: 'x'.repeat(81) })).toContain(`"${'x'.repeat(77)}…"`);
    expect(refused({ timeout: 'x'.repeat(80) })).toContain(`"${'x'.repeat(80)}"`);
  });
  test('no command', () => {
    const said =
      'One input cannot be used: `command` is empty; say what to run on the pod, for example `python train.py`.';
    expect(refused({ command: ' \n ' })).toBe(said);
    expect(refused({ command: '', mode: 'submit' })).toBe(said);
  });
  test('nothing to collect', () => {
    expect(refused({ mode: 'collect' })).toBe(
      'One input cannot be used: `job-id` is empty, but `mode: collect` needs the id that `mode: submit` gave, for example `${{ needs.submit.outputs.job-id }}`.',
    );
  });
  test('handing on what was not submitted', () => {
    const said =
      'One input cannot be used: `detach-after` is for `mode: collect`; a run that is left alive must be one that was submitted.';
    expect(refused({ 'detach-after': '5h' })).toBe(said);
    expect(refused({ 'detach-after': '1ms', mode: 'submit' })).toBe(said);
    expect(read({ 'detach-after': '5h', mode: 'collect', 'job-id': 'job_1' }).detachAfterMs).toBe(18_000_000);
  });
  test('waits the wrong way round', () => {
    expect(refused({ 'retry-delay': '6m', 'retry-max-delay': '2m' })).toBe(
      'One input cannot be used: `retry-delay` is longer than `retry-max-delay`; make it the shorter one, for example `5s` and `2m`.',
    );
  });
  test('all of them at once', () => {
    const said = refused({ shell: 'zsh', timeout: 'soon', env: '1=2', args: '-d', outputs: '-x', 'gpu-type': '-y' });
    expect(said).toMatch(/^6 inputs cannot be used: /);
    for (const name of ['shell', 'timeout', 'env', 'args', 'outputs', 'gpu-type'])
      expect(said).toContain(`\`${name}\` `);
    expect(refused({ 'gpu-count': '9', check: 'no' })).toBe(
      '2 inputs cannot be used: `gpu-count` is "9", but must be a whole number from 1 to 8, for example `2`. `check` is "no", but must be true or false, for example `true`.',
    );
  });
});

test('whatever is given, it is taken or told', () => {
  const names = INPUTS.map(({ name }) => name);
  const inputs = fc.dictionary(
    fc.constantFrom(...names),
    fc.oneof(fc.string(), fc.stringMatching(/^[\w .,=$\n-]{0,20}$/)),
  );
  fc.assert(
    fc.property(inputs, (given) => {
      try {
        parseRequest((name) => given[name] ?? '');
      } catch (error) {
        expect(error).toBeInstanceOf(UserError);
      }
    }),
    { numRuns: 1_000 },
  );
});
