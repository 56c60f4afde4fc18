import { describe, expect, test } from '@jest/globals';
import type { FailureClass, RunReport } from '../../src/core/outcome.ts';
import { aboutCost, causesOf, ending, errorLine, signOf, waitedFor, whatToDo } from '../../src/report/words.ts';
import { attempt, report } from '../support/report.ts';

/** Why it failed, line by line. */
const whyOf = (value: RunReport): string =>
  causesOf(value)
    .map(({ text }) => text)
    .join('\n');
const failed = (name: FailureClass | '', more: Partial<RunReport> = {}): RunReport =>
  report({ status: 'failed', class: name, exitCode: null, ...more });
const MINUTE = { queueSeconds: 0, provisionSeconds: 0, runSeconds: 0, totalSeconds: 60 };

describe('the sign before the headline', () => {
  test.each<[string, Partial<RunReport>]>([
    ['✅', { status: 'succeeded' }],
    ['🚀', { status: 'submitted' }],
    ['⏭️', { status: 'skipped' }],
    ['🚫', { status: 'cancelled', class: 'cancelled' }],
    ['⏱️', { status: 'timed-out', class: 'timeout' }],
    ['⏳', { status: 'failed', class: 'saturated' }],
    ['💸', { status: 'failed', class: 'budget' }],
    ['❌', { status: 'failed', class: 'workload' }],
    ['❌', { status: 'failed', class: 'infra' }],
    ['❌', { status: 'failed', class: '' }],
  ])('%s for %j', (sign, given) => expect(signOf(report(given))).toBe(sign));
});

describe('how it ended, in a few words', () => {
  test.each<[string, Partial<RunReport>]>([
    ['succeeded in 1 min', { status: 'succeeded' }],
    ['submitted', { status: 'submitted' }],
    ['skipped', { status: 'skipped' }],
    ['cancelled after 1 min', { status: 'cancelled', class: 'cancelled' }],
    ['timed out after 1 min', { status: 'timed-out', class: 'timeout' }],
    ['failed', { class: '' }],
    ['no session came free in 1 min', { class: 'saturated' }],
    ['no such GPU to be had', { class: 'capacity' }],
    ['the infrastructure failed', { class: 'infra' }],
    ['the token was refused', { class: 'auth' }],
    ['GPU CLI refused the request', { class: 'usage' }],
    ['timed out', { class: 'timeout' }],
    ['stopped at the cost limit', { class: 'budget' }],
    ['cancelled', { class: 'cancelled' }],
    ['this action failed', { class: 'internal' }],
    ['failed after 1 min', { class: 'workload' }],
    ['failed after 1 min · exit code 3', { class: 'workload', exitCode: 3 }],
    ['failed: GPU out of memory', { class: 'workload', logTail: 'CUDA out of memory' }],
    ['failed: GPU out of memory · exit code 1', { class: 'workload', exitCode: 1, logTail: 'CUDA out of memory' }],
    ['the infrastructure failed', { class: 'infra', logTail: 'CUDA out of memory' }],
  ])('%s: %j', (said, given) => expect(ending(failed('', { times: MINUTE, ...given }))).toBe(said));

  const endedBy = (signal: string | undefined): string => {
    const outcome = {
      kind: 'failed',
      exitCode: 137,
      reason: 'r',
      ...(signal === undefined ? {} : { signal }),
    } as const;
    return ending(failed('workload', { times: MINUTE, exitCode: 137, attempts: [attempt(1, {}, 9, outcome)] }));
  };
  test.each(['SIGKILL', 'SIGUSR1', 'SIGIO', 'SIGSTKFLT'])('ended by %s', (signal) =>
    expect(endedBy(signal)).toBe(`ended by ${signal} after 1 min`),
  );
  test.each([undefined, '', 'SIG', 'SIGA', 'SIGABCDEFGHI', 'sigkill', 'SIG<b>', 'xSIGKILL', 'SIGKILL '])(
    'foreign text is not taken for a signal: %p',
    (signal) => expect(endedBy(signal)).toBe('failed after 1 min · exit code 137'),
  );
  test('only the last attempt counts', () => {
    const killed = attempt(1, {}, 9, { kind: 'failed', exitCode: 137, signal: 'SIGKILL', reason: 'r' });
    const over = attempt(2, {}, 9, { kind: 'lost', reason: 'r' });
    expect(ending(failed('workload', { times: MINUTE, attempts: [killed, over] }))).toBe('failed after 1 min');
    expect(ending(failed('workload', { times: MINUTE, attempts: [] }))).toBe('failed after 1 min');
  });
});

test('what it cost, where there is a price', () => {
  const cost = { usd: 1.106, pricePerHour: 3, gpuCount: 1, billedSeconds: 9 };
  expect(aboutCost(report({ cost }))).toBe(' · about $1.11');
  expect(aboutCost(report({ cost: { ...cost, usd: 0 } }))).toBe('');
  expect(aboutCost(report({ cost: null }))).toBe('');
});

describe('what happened and what to do, where the report does not say', () => {
  test.each<[FailureClass | '', string, string]>([
    ['workload', 'The workload ran and ended with an error of its own.', ''],
    [
      'saturated',
      'All pooled sessions were in use; the workload did not start.',
      'Wait longer (`max-wait`), run fewer legs at once (`max-parallel`), or enlarge the pool.',
    ],
    [
      'capacity',
      'The provider has no such GPU now; the workload did not start.',
      'Name more GPU types in `gpu-type`, in order of preference, or try later.',
    ],
    [
      'infra',
      'GPU CLI, the pod or the network failed.',
      'Run the job again; if it happens again, `gpu doctor` tells more.',
    ],
    [
      'auth',
      'The token is missing, expired, revoked or not allowed to do this.',
      'Check the secret that `token` is read from; `gpu-ci token rotate` makes a new one.',
    ],
    [
      'usage',
      'GPU CLI did not accept the command line or its configuration.',
      'Check `args` and `gpu.jsonc` against `gpu run --help` of the installed version.',
    ],
    ['timeout', 'A time limit was reached.', 'Raise `timeout` or `idle-timeout`, or make the run shorter.'],
    ['budget', 'A cost limit or quota was reached.', 'Raise `max-cost` or the quota of the organization.'],
    ['cancelled', 'It was cancelled.', ''],
    ['internal', 'Something in this action is broken.', 'Please report it with the log of this step.'],
    ['', '', ''],
  ])('%s', (name, happened, hint) => {
    expect([whyOf(failed(name)), whatToDo(failed(name))]).toEqual([happened, hint]);
  });
  test('what the report says goes first', () => {
    const value = failed('auth', { reason: 'It expired.', hint: 'Make a new one.' });
    expect([whyOf(value), whatToDo(value)]).toEqual(['It expired.', 'Make a new one.']);
  });
});

describe('the line of the log that says what went wrong', () => {
  const found = (...lines: string[]): string => errorLine(failed('workload', { logTail: lines.join('\n') }));
  test.each([
    'ValueError: bad',
    'torch.cuda.OutOfMemoryError: CUDA out of memory',
    'my_pkg.sub.MyException: x',
    'A1.b_2.C3Failure: x',
    'KeyboardInterrupt: x',
    'SystemExit: 1',
    "thread 'main' panicked at src/main.rs:1",
    "thread 'main' panicked after 3 s",
    'panic: runtime error',
    'fatal error: all goroutines are asleep',
    'terminate called after throwing an instance',
    'RuntimeError:bad',
  ])('%s', (line) => expect(found('before', line, 'after')).toBe(line));
  test.each([
    'valueError: x',
    'Error: x',
    'ValueErrors: x',
    'ValueError',
    'ValueError: ',
    'ValueError here: x',
    'no ValueError: x',
    '1.ValueError: x',
    'a.-ValueError: x',
    '.ValueError: x',
    'Value-Error: x',
    "thread '' panicked at x",
    `thread '${'x'.repeat(61)}' panicked at x`,
    "thread 'main' panicked",
    'panicat x',
    'panic attack x',
    'terminate called afterwards',
    'a panic: x',
    'Warning: x',
  ])('not: %s', (line) => expect(found(line)).toBe(''));
  test.each(['[rank0]: ', 'rank 1: ', '[rank 12] ', 'rank3:', '[rank4]'])('without the rank before it: %j', (rank) =>
    expect(found(`${rank}ValueError: bad`)).toBe('ValueError: bad'),
  );
  test('with a rank that it is about', () =>
    expect(found('ValueError: rank 3 is lost')).toBe('ValueError: rank 3 is lost'));
  test('the last one, of the last sixty lines', () => {
    expect(found('ValueError: one', 'TypeError: two', 'x')).toBe('TypeError: two');
    const after = (n: number) => Array.from({ length: n }, () => 'x');
    expect(found('ValueError: one', ...after(59))).toBe('ValueError: one');
    expect(found('ValueError: one', ...after(60))).toBe('');
  });
  test('a line of thousands of characters is none', () => {
    const line = (length: number) => 'ValueError: '.padEnd(length, 'x');
    expect(found(line(3_999))).toBe(line(3_999));
    expect(found(line(4_000))).toBe('');
  });
  test('only where the workload failed', () => {
    expect(errorLine(failed('infra', { logTail: 'ValueError: x' }))).toBe('');
  });
});

describe('why it did not succeed', () => {
  const line = 'ValueError: bad. It is out of memory. More was wanted';
  const logTail = `before\n${line}`;
  const advice: RunReport['advice'] = [
    { kind: 'data-bound', text: 'x' },
    { kind: 'out-of-memory', text: 'y' },
  ];
  test('the log’s own words first, told apart from ours', () => {
    expect(causesOf(failed('workload', { logTail, reason: 'It broke.' }))).toEqual([
      { said: true, text: line },
      { said: false, text: 'It broke.' },
    ]);
    expect(causesOf(failed('infra', { logTail }))).toEqual([
      { said: false, text: 'GPU CLI, the pod or the network failed.' },
    ]);
  });
  test('a reason that has no more than the exit code says nothing beside them', () => {
    const reasonOf = (reason: string, tail = logTail): string[] =>
      causesOf(failed('workload', { logTail: tail, reason, exitCode: 137 })).map(({ text }) => text);
    expect(reasonOf('The workload ended with exit code 137.')).toEqual([line]);
    expect(reasonOf('The workload ended with exit code 137.', '')).toEqual(['The workload ended with exit code 137.']);
    for (const reason of [
      'The workload ended with exit code 137. Twice.',
      'Look: The workload ended with exit code 137.',
      'The workload ended with exit code 1.',
    ])
      expect(reasonOf(reason)).toEqual([line, reason]);
  });
  test('of the log’s words only what the advice does not say with numbers', () => {
    const of = (text: string, told = advice): string | undefined =>
      causesOf(failed('workload', { logTail: text, advice: told }))[0]?.text;
    expect(of(logTail)).toBe('ValueError: bad. It is out of memory.');
    expect(of(logTail, advice.slice(0, 1))).toBe(line);
    expect(of('ValueError: bad. OUT OF MEMORY. x')).toBe('ValueError: bad. OUT OF MEMORY.');
    expect(of('ValueError: a. b. It is out of memory. More')).toBe('ValueError: a. b. It is out of memory. More');
  });
  test('what to do is left to advice on the width of the pool', () => {
    const width: RunReport['advice'] = [...advice, { kind: 'pool-width', text: 'z' }];
    expect(whatToDo(failed('saturated', { hint: 'h', advice: width }))).toBe('');
    expect(whatToDo(failed('saturated', { hint: 'h', advice }))).toBe('h');
  });
});

describe('what was waited for before the last attempt', () => {
  const refused = (name: 'saturated' | 'capacity' | 'infra') =>
    attempt(1, {}, 1, { kind: 'refused', class: name, reason: 'r' });
  const good = attempt(2, {}, 2, { kind: 'succeeded' });
  test.each<[string, RunReport['attempts']]>([
    ['submitting', []],
    ['submitting', [good]],
    ['in earlier attempts', [good, good]],
    ['waiting for a session', [refused('saturated'), refused('saturated'), good]],
    ['waiting for a GPU', [refused('capacity'), good]],
    ['before it could start', [refused('infra'), good]],
    ['before it could start', [refused('saturated'), refused('capacity'), good]],
    ['before it could start', [refused('capacity'), refused('infra'), good]],
  ])('%s', (words, attempts) => expect(waitedFor({ attempts })).toBe(words));
});
